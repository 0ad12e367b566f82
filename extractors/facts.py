"""What a paper says of itself: title, review, committee, council, officers, date, version."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from extractors.card_labels import NUMBERED
from extractors.cards import is_card
from extractors.headings import bare, normal
from extractors.paper import Paper
from extractors.values.dates import is_anothers, paper_date, read_date, read_period
from extractors.values.owners import split_owners
from models.document import MARGINS, Block, Table
from models.vocabulary import vocabulary

_VERSION = re.compile(r"\b(?:version|ver\.?|v)\s?(\d+(?:\.\d+)*[a-z]?)\b|\b(?:(?:final|working|first|second)\s+)?draft(?:\s+\d+)?\b", re.I)
_FILED = re.compile(r"^[A-Z]{2,}[A-Z0-9/-]*\d[\w/-]*\s+(?:final|draft|v\d+)\b.*$", re.I)
_REVIEW_OF = re.compile(r"(?:scrutiny\s+)?review\s+of\s+(?:the\s+)?(.+)$", re.I)
_PLAN = re.compile(r"\b(?:review|improvement plan|action plan|recovery plan|inquiry|investigation|strategy)\b", re.I)
_NOT_TITLE = re.compile(
    r"^(?:appendix|annex|agenda item|item|report (?:of|to|by)|page|enclosure|paper|for (?:information|decision)"
    r"|(?:public|private|confidential|official)(?:\W*$|\s+(?:session|meeting|document|part)\b))(?:\b|$)", re.I)
_PLACED = re.compile(r"(?:agenda item|item|paper|enclosure|appendix|annex)\s+[\w.]{1,8}\s*(?::|\s[-–—])\s+(?=\S)", re.I)
"""Where a paper stands among those of a meeting, before its title: 'Agenda item 4: Action log'."""
_LEAD_IN = re.compile(r"^(?:(?:adoption statement|report|minutes|meeting)\s+(?:for|of|to)\s+|the\s+|of\s+|to\s+)+", re.I)
_POST = re.compile(r"\b(?:chief|deputy|assistant|director|lead|responsible) executive$|^chief executive", re.I)
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=\s{2})|(?<=\t)|(?<=\s)(?=(?:Date|Version|Author|Owner|Sponsor|Lead|Committee|Meeting|Title|Executive sponsor)\b))"
    r"([A-Z][^:\t]{1,38}):(?=\s)")
_DECIDED = re.compile(r"\b(?:agreed|approved|accepted|adopted|endorsed|considered|by)\b", re.I)
"""'Action plan agreed by Cabinet' dates a decision, not the paper."""
_BODY = re.compile(r"\b(?:partnership|authority|trust|board|council|commission|services?|directorate|group|area|schools?|committee|panel)$"
                   r"|^(?:london borough|city|county|borough|corporation) of\b", re.I)
_OPEN_END = re.compile(r"(?:[:&,–-]|\b(?:a|an|and|at|by|for|from|in|of|on|or|the|with))$", re.I)
"""A line of a title that ends so goes on in the next."""
_NUMBER = re.compile(r"^\d+(?:\.\d+)*[.)]?\s+")
_HELD = re.compile(r"(?:held|on|at|in) ", re.I)
_CAPITAL = re.compile(r"\s[A-Z]|^[A-Z]{2,}")
"""'Type of provision' beside 'Provider' is no name but another heading."""
_BOROUGH = re.compile(r"(?i:(?:(?:london|royal|metropolitan) borough|city and county|corporation) of) "
                      r"[A-Z][\w'’-]*(?: (?:and|upon|on) [A-Z][\w'’-]*)*")
_CYNGOR = re.compile(r"(?:Cyngor(?: Sir| Dinas| Tref| Cymuned| Bwrdeistref(?: Sirol)?)?|Comhairle(?: nan)?)"
                     r"(?: (?:a )?(?!Scrutiny|Overview|Corporate|Cabinet|Council|Committee|Report|Review)[A-Z][\w'’-]*){1,3}")
"""A council's name in Welsh or Gaelic, taken where no English one stands beside it."""
_JUNK = re.compile(r"^[\W\d]*$")
_ADDRESSED = re.compile(r"dear\b", re.I)
"""To whom a letter is written is no title."""
HEAD, STACK = 40, 8
"""Items at the head of a paper in which facts are looked for; lines of a box whose labels stand one below another."""


def read_facts(paper: Paper) -> None:
    """Fill the document row from the head of the paper: label/value rows first, then title lines."""
    row, words, labels = paper.records.document, vocabulary("headings", paper.extra), _labels(paper.extra)
    pairs = _pairs(paper)
    often = Counter(bare(label) for label, _ in pairs)
    for label, value in pairs:
        name = labels.get(bare(label)) if often[bare(label)] == 1 else None
        if name and value:
            _set(row, name, value, paper)
    meetings = [(label, value) for label, value in pairs if _date_only(value) and bare(label) not in labels and not _DECIDED.search(label)]
    if len(meetings) == 1 and any(normal(meetings[0][0]).endswith(body) for body in words["bodies"]["committees"]):
        _set(row, "committee", meetings[0][0], paper)  # 'Audit Committee | 11 September 2024'; several are a timetable
        _set(row, "paper_date", meetings[0][1], paper)
    if row.paper_date is None and (day := _date_below(paper, labels)):
        _set(row, "paper_date", day, paper)
    titles = _title_lines(paper)
    _organisation(paper, words["bodies"], titles)
    _from_titles(paper, titles)
    if paper.date is None:
        spans = ((line, read_period(line, None, paper.extra)) for line in titles if line[-1:] != ".")
        paper.headed = next((s for line, s in spans if s is not None and s.kind == "month" and not s.year_inferred
                             and not is_anothers(line, s.raw or "")), None)


@cache
def _labels(extra: tuple[str, ...]) -> dict[str, str]:
    """What a label at the head gives: a column of the paper's row."""
    return {normal(p): name for name, entry in vocabulary("headings", extra)["facts"].items() for p in entry["is"]}


def _pairs(paper: Paper) -> list[tuple[str, str]]:
    """Label and value: two-column rows of tables before the first long one, then lines such as 'Review: Care Homes'."""
    rows: list[tuple[str, str]] = []
    lines: list[tuple[str, str]] = []
    for item in paper.document.items[:HEAD]:
        if isinstance(item, Block):
            if NUMBERED.match(item.text):
                break  # 'Recommendation 2: ...', and below it 'Date: March 2024'
            lines += _in_line(item.text)
            continue
        if item.rows == 1:
            for cell in item.cells:
                for paragraph in cell.paragraphs:
                    lines += _in_line(paragraph.printed)
        cells: dict[int, list] = {}
        for cell in item.cells:
            if cell.flat:
                cells.setdefault(cell.row, []).append(cell)
        if item.rows > 8 and item.columns > 2:
            break
        if item.columns not in (1, 2, 4):
            continue
        facts = [(c[i].flat, c[i + 1].flat) for c in cells.values() if len(c) in (2, 4) for i in range(0, len(c), 2) if len(c[i].flat) < 40]
        if is_card(item, paper) or any(bare(label).startswith("evidence of") for label, _ in facts):
            break
        rows += facts
    return rows + lines


def _date_below(paper: Paper, labels: dict[str, str]) -> str | None:
    """The only date among the short lines below 'Date of meeting' alone on its line: text run out of a box has all its labels first, then
    all its values."""
    blocks = [b.text for b in paper.document.blocks[:HEAD]]
    at = next((i for i, text in enumerate(blocks) if labels.get(bare(text)) == "paper_date"), None)
    below = list(takewhile(lambda text: len(text) < 90, blocks[at + 1:at + 2 * STACK])) if at is not None else []
    days = [text for text in below if _date_only(text)]
    return days[0] if len(days) == 1 else None


def _in_line(text: str) -> Iterator[tuple[str, str]]:
    """'Label: value', or several on one line ('Version: 2.1   Date: 4 May 2024   Sponsor: Chief Nurse')."""
    marks = [m for m in _LABEL.finditer(text) if m.start() == 0 or text[m.start() - 1].isspace()]
    if not marks or marks[0].start() > 0:
        return
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end():following.start() if following else len(text)].strip()
        if value:
            yield mark[1], value


def _set(row, name: str, value: str, paper: Paper) -> None:
    if name == "officers":
        if not row.officers:
            parties = split_owners(value, paper.extra)
            row.officers = [p.name for p in parties if p.name] or [p.role for p in parties if p.role]
    elif name == "agreed":
        span = read_date(value, extra=paper.extra)
        if row.agreed_raw is None and span is not None and span.start:
            row.agreed_raw, row.agreed_date = value, span.start
    elif name == "paper_date":
        span = read_date(value, extra=paper.extra)
        if row.paper_date is None and span is not None and span.kind in ("day", "month") and not span.year_inferred:
            row.paper_date_raw, row.paper_date = value, span.start
    elif getattr(row, name) is None and len(value) < 200 and (name != "organisation" or _CAPITAL.search(value)):
        span = paper_date(value, paper.extra) if name == "committee" else None
        if span is not None and span.raw:
            row.paper_date_raw, row.paper_date = (row.paper_date_raw, row.paper_date) if row.paper_date else (span.raw, span.start)
            value = value.replace(span.raw, " ").strip(" ,;:–-()")
        setattr(row, name, value)


def _title_lines(paper: Paper) -> list[str]:
    """The lines at the head that look like a title: headings, or short lines before the first long paragraph or table row of data."""
    out, boxed = [], False
    for item in paper.document.items[:HEAD]:
        if isinstance(item, Table):
            wide = [c.flat for c in item.cells if c.row == 0 and c.flat]
            if len(wide) == 1 and len(wide[0]) < 150 and not out:
                out.append(wide[0])
            if item.columns not in (2, 4) or item.rows > STACK:
                break
            boxed = True  # labels and values; the title may stand below them
            continue
        if boxed and (item.kind != "heading" or _is_part(item.text, paper)):
            break
        if item.kind in MARGINS or not item.text or _ADDRESSED.match(item.text):
            continue
        if len(item.text) > 160 or item.kind == "list_item" or len(out) >= 8 or NUMBERED.match(item.text):
            break
        out.append(item.text)
    return out


def _from_titles(paper: Paper, titles: list[str]) -> None:
    row = paper.records.document
    for line in titles + [b.text for b in paper.document.blocks if b.kind in ("header", "footer")][:6]:
        span = paper_date(line, paper.extra)
        if span is not None and row.paper_date is None:
            row.paper_date_raw, row.paper_date = span.raw, span.start
        version = _VERSION.search(line)
        if version and row.version is None:
            row.version = version[0]
    last = next((b.text for b in reversed(paper.document.blocks) if b.text and b.kind not in MARGINS), "")
    if row.version is None and len(last) < 40 and _FILED.match(last):
        row.version = last
    titles = [_PLACED.sub("", t, count=1) if _PLACED.match(t) else t for t in titles]
    body = [t for t in titles if not _NOT_TITLE.match(t) and not _JUNK.match(t) and _date_only(t) is None]
    own = [t for t in body if not _is_letterhead(t, paper)] or body
    if row.title is None and own:
        row.title = _title(paper, own)
    if row.title is None:
        row.title = paper.document.properties.get("title") or None
    if row.review is None:
        row.review = _review(titles)


def _title(paper: Paper, lines: list[str]) -> str:
    """The first line that says what kind of paper it is ('... Action Plan', 'Progress on ...'), else the first; with the headings
    that it is set over."""
    kinds = set(vocabulary("headings", paper.extra)["titles"]["kinds"])
    labels = _labels(paper.extra)
    first = next((t for t in lines if kinds & set(normal(t).split()) and bare(t.partition(":")[0]) not in labels), lines[0])
    run = _run(paper, [b.text for b in paper.document.blocks[:12] if b.kind == "heading" and b.level <= 1 and b.text in lines])
    while run and run[0] != first and _BODY.search(run[0]):
        run = run[1:]
    whole = run if first in run else [first]
    for line in lines[lines.index(whole[-1]) + 1:]:
        if not (line[0].islower() or _OPEN_END.search(whole[-1])) or _HELD.match(line):
            break
        whole.append(line)
    return " ".join(whole)


def _is_letterhead(text: str, paper: Paper) -> bool:
    """Whether a line only says whose paper it is, and of which meeting, or begins its first section."""
    span, row = paper_date(text, paper.extra), paper.records.document
    rest = f" {normal(text.replace(span.raw, ' ') if span is not None and span.raw else text)} "
    for name in (row.organisation, row.committee):
        if name:
            rest = rest.replace(f" {normal(name)} ", " ")
    left = set(rest.split()) - {"the", "of", "and", "report", "for", "to", "meeting", "agenda", "item", "in", "public"}
    return not left or _is_part(text, paper)


def _is_part(text: str, paper: Paper) -> bool:
    """Whether a line heads a part of a report: 'Introduction', '1. Purpose of report'."""
    return normal(_NUMBER.sub("", text)) in vocabulary("headings", paper.extra)["parts"]["headings"]


def _run(paper: Paper, headings: list[str]) -> list[str]:
    """A title set over several lines: the headings that follow one another at the very head."""
    out = []
    for item in paper.document.items[:8]:
        if not isinstance(item, Block) or item.text not in headings:
            if out:
                break
            continue
        if out and not (item.text.isupper() == out[0].isupper()):
            break
        out.append(item.text)
    return out or headings[:1]


def _date_only(text: str):
    span = paper_date(text)
    return span if span is not None and len(text) < len(span.raw) + 15 else None


def _review(titles: list[str]) -> str | None:
    """The review or plan a title names: 'Review of Day Services', 'Local Area SEND Improvement Plan'."""
    for line in titles:
        found = _REVIEW_OF.search(line)
        if found and len(found[1]) < 120:
            return found[1].strip(" .:-–")
    for line in titles:
        if _PLAN.search(line) and len(line.split()) > 2 and len(line) < 120:
            return line.strip(" .:-–")
    return None


def _organisation(paper: Paper, bodies: dict, titles: list[str]) -> None:
    """The first name at the head that ends like a council or trust ('London Borough of ...' begins like one), and the first that ends like
    a committee. Who reports to whom under a label is neither."""
    row, labels = paper.records.document, _labels(paper.extra)
    kinds = set(vocabulary("headings", paper.extra)["titles"]["kinds"])
    heads = [b.text for b in paper.document.blocks if b.kind in ("header", "footer")][:8]
    lines = [line for line in titles + heads + [b.text for b in paper.document.blocks[:25] if len(b.text) < 90]
             if labels.get(bare(line.partition(":")[0]), "organisation") == "organisation" or ":" not in line]
    name = (r"((?:[A-Z][\w'’&.-]*|of|and|on|upon|the|with|de|le|in)"
            r"(?:[ -](?:[A-Z][\w'’&.-]*|of|and|on|upon|the|with|de|le|in))*?[ -](?:%s))\b")
    for column, words in (("organisation", bodies["names"]), ("committee", bodies["committees"])):
        if column == "organisation" and row.organisation is None:
            row.organisation = next((m[0] for line in titles + heads if (m := _BOROUGH.match(line))), None)
        if getattr(row, column) is None:
            ends = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
            has, pattern = re.compile(rf"[ -](?:{ends})\b", re.I), re.compile(name % ends, re.I)
            for line in lines:
                found = has.search(line) and pattern.search(line)
                text = _LEAD_IN.sub("", found[1]) if found else ""
                if text[:1].isupper() and 1 < len(text.split()) <= 9 and not _POST.search(text) and normal(text) not in words and (
                        not kinds & set(normal(text).split())):
                    setattr(row, column, text)
                    break
    row.organisation = row.organisation or next((m[0] for line in titles + heads if (m := _CYNGOR.match(line))), None)
