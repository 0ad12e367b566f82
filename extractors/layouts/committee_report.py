"""Running text: the recommendations of a committee report, resolutions in minutes, next steps on slides.

A report ends (or begins) with a heading 'Recommendations', often 'That:', and a numbered list. Minutes say RESOLVED, with the
resolution on the same line or as a list under it; their number is the minute's own followed by the item's. 'Next steps' is a
list of actions only where the paper has no tracker.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.answers import split_items
from extractors.facts import HEAD
from extractors.fields import set_due
from extractors.headings import normal
from extractors.paper import Paper
from extractors.values.dates import read_date
from extractors.values.numbers import split_number
from models import months
from models.document import MARGINS, Block, Cell, Table
from models.records import Action, Recommendation
from models.vocabulary import vocabulary

_MINUTE = re.compile(
    r"^(?:minute\s*(?:no\.?|number)?\s*)?"
    r"((?:[A-Z]{1,6}[ /-]?)?\d{1,4}(?:/\d{1,4})+[A-Z]?|[A-Z]{2,6}[ /-]?\d{1,4}(?:/\d{1,4})*|\d{1,3})[.:)]?\s+(?=[A-Z])")
_RESOLVED = re.compile(
    r"^(?:it was\s+|(?:the\s+)?(?:sub-?)?(?:committee|council|cabinet|board|panel|executive|members)\s+)?(?:unanimously\s+)?"
    r"RESOLVED(?:\s+unanimously)?\b[\s:–-]*(?:that\s*[:–-]+\s*|that\s*$)?"
    r"|^(?:resolved|resolution|agreed|decision)\s*:\s*", re.I)
_SAID = re.compile(r"\b(?:RESOLVED|AGREED)\b(?:\s+unanimously)?\s*[,:–-]?\s+(?=(?:that|to)\b)")
_ASKED = re.compile(
    r"^(?:recommendations?\s*:\s*)?(?:it is recommended that\b|(?<=:\s)that\b"
    r"|(?:the\s+)?(?:sub-?)?(?:\w+\s+){0,5}?(?:committee|council|cabinet|board|panel|executive|members|governors|forum)\s+(?:is|are)\s+"
    r"(?:recommended|asked|invited|requested)(?:\s+to\b(?:\s+(\w+))?|\s*:\s*$))", re.I)
_TOLD = re.compile(
    r"(?:the\s+)?(?:sub-?)?(?:committee|council|cabinet|board|panel|executive|members)\s+(?:unanimously\s+)?resolved\b", re.I)
_THAT = re.compile(r"^(?:it is recommended\s+)?that\s*(?:(?:the )?(?:committee|panel|board|cabinet|council|executive))?\s*[:–-]*$", re.I)
LEAST_FACTS, LEAST_WORDS = 3, 5
"""Rows of the box at the head of a report; words of what it recommends."""
NUMBERED = 5
"""So many numbered paragraphs are a report: what it recommends is read even where it comes with a plan."""
_DUE_IN = re.compile(
    r"\b((?:(?:to\s+)?(?:commence|start|begin|complete|report|go live|launch)(?:\s+(?:in|by|from|on))?"
    r"|by(?: the end of)?|from|before|during|in|on)\s+(?:early |mid |late |the end of |end of )?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
    rf"(?:spring|summer|autumn|winter|{months.NAME})\.?\s+\d{{2,4}})", re.I)


_QUALIFIED = re.compile(r"^(.{3,40}?)\s*(?::|\s[–—-]\s|\(|\b(?:with|by|at|for)\b)")
"""A heading with what it is of: 'Next steps: home care', 'Next steps (continued)', 'Actions agreed with homes'."""
_DOTTED = re.compile(
    r"(\d{1,2}\.\d{1,2})\s+(?!(?:million|billion|per|tonnes|hectares|miles|km|hours|days|weeks|times|full|fte|wte)\b)([a-z].+)$", re.S)
_PASSIVE = re.compile(r"\bbe (?:also )?(\w+ed)\b", re.I)
_TAIL = re.compile(r"\(([^()]{2,60}),\s*([^(),]*\d{4})\)\W*$")
"""Who and by when at the end of an action: '(Contracts Officer, 14 November 2025)'."""


@dataclass(slots=True)
class _Run:
    """A heading or opening line, and the items listed under it."""

    opening: Block
    items: list[list[Block]] = field(default_factory=list)
    first: str = ""


def recognises(paper: Paper) -> int:
    """How many lists of recommendations, resolutions or next steps the running text has, or numbered paragraphs."""
    return len(list(_runs(paper, _wanted(paper)))) + len(_asked(paper)) + len(_on_cover(paper)) + _is_report(paper)


def extract(paper: Paper) -> None:
    """Read recommendations, resolutions and next steps that stand in running text."""
    tracker = any(r.number not in paper.listed for r in paper.records.recommendations) or (
        any(a.recommendation_id is None or not paper.listed for a in paper.records.actions) and not paper.records.ratings)
    minutes, of_meeting, report = 0, _is_minutes(paper), _is_report(paper)
    for kind, run in list(_runs(paper, _wanted(paper))):
        if kind == "next_steps":
            if not tracker:
                _next_steps(paper, run)
        elif kind == "resolved" and (of_meeting or not _TOLD.match(run.opening.text)):
            minutes += _resolutions(paper, run)
        elif kind == "recommendations" and not tracker:
            _recommendations(paper, run)
        elif kind == "recommendations" and report and not _only_notes([_split(b[0].paragraph.printed)[1] for b in run.items], paper):
            _recommendations(paper, run)
    cover = _on_cover(paper)
    if not _only_notes([text for _, text, _ in cover], paper):
        for number, text, cell in cover:
            paper.add(Recommendation(kind="recommendation", number=number, text=text), cell)
    if minutes:
        paper.shape("minutes", 3 * minutes)
    elif not tracker and not paper.records.recommendations:
        for block in _asked(paper):
            _single(paper, block)
    if report and not tracker:
        paper.shape("committee_report", 2 + paper.shapes.get("ratings_report", 0))


def _is_minutes(paper: Paper) -> bool:
    """Whether a paper says at its head that it is of a meeting, or sets RESOLVED in capitals: only then is 'The Board resolved to ...'
    no tale."""
    head = f" {' '.join(normal(b.text) for b in paper.document.blocks[:30])} "
    return any(f" {words} " in head for words in vocabulary("headings", paper.extra)["running"]["of_a_meeting"]) or any(
        re.search(r"\bRESOLVED\b", b.text) for b in paper.document.blocks)


def _is_report(paper: Paper) -> bool:
    """Whether a paper has the numbered paragraphs of a report."""
    return sum(b.kind in ("paragraph", "list_item") and not b.paragraph.bullet
               and split_number(b.paragraph.printed)[0] is not None and len(b.text) > 60 for b in paper.document.blocks) >= NUMBERED


def _wanted(paper: Paper) -> dict[str, str]:
    words = vocabulary("headings", paper.extra)["running"]
    return {normal(p): kind for kind in ("recommendations", "resolved", "next_steps") for p in words[kind] if p != "that"}


def _runs(paper: Paper, wanted: dict[str, str]) -> Iterator[tuple[str, _Run]]:
    """Lists under an opening of the wanted kind. A table, a heading or a paragraph that goes on with something else ends one."""
    run, kind = None, ""
    items = paper.document.items
    for index, item in enumerate(items):
        if isinstance(item, Table) or item.kind in MARGINS:
            if isinstance(item, Table) and run is not None:
                yield from _ended(kind, run)
                run = None
            continue
        opening = _opening(item, wanted) if id(item) not in paper.taken else None
        if opening:
            if run is not None:
                yield from _ended(kind, run)
            kind, run = opening, _Run(item, first=_resolved(item.paragraph.printed) or "" if opening == "resolved" else "")
        elif run is not None:
            if _THAT.match(item.text):
                paper.take(item, role="boilerplate")
                if run.items:
                    yield from _ended(kind, run)
                    run = _Run(item)
            elif id(item) not in paper.taken and _is_item(item, run, kind):
                run.items.append([item])
            elif run.items and _is_part(item, run):
                run.items[-1].append(item)
            elif not (run.items and item.kind == "paragraph" and _goes_on(items[index + 1:index + 6], run, kind)):
                yield from _ended(kind, run)
                run = None
    if run is not None:
        yield from _ended(kind, run)


def _ended(kind: str, run: _Run) -> Iterator[tuple[str, _Run]]:
    if run.items or run.first:
        yield kind, run


def _resolved(text: str) -> str | None:
    """What stands behind RESOLVED, at the beginning of a line or within it ('proposed by ..., seconded by ... and RESOLVED to ...');
    null without it."""
    if _RESOLVED.match(text):
        return _RESOLVED.sub("", text, count=1).strip()
    found = _SAID.search(text)
    return text[found.end():].strip() if found else None


def _opening(block: Block, wanted: dict[str, str]) -> str | None:
    if found := _RESOLVED.match(block.text):
        capitals = "RESOLVED" in found[0]
        return "resolved" if (
            capitals or normal(block.text) in wanted or re.match(r"(?:that|to|unanimously)\b", block.text[found.end():], re.I)
            or found[0].rstrip().endswith(":")) else None
    if ("RESOLVED" in block.text or "AGREED" in block.text) and _SAID.search(block.text):
        return "resolved"
    if len(block.text) < 160 and _ASKED.match(block.text) and re.search(r"(?::|\b(?:to|that))\s*[:–-]?$", block.text):
        return "recommendations"
    if len(block.text) > 60:
        return None
    text = re.sub(r"^\d+(?: \d+)* ", "", normal(block.text))
    kind = wanted.get(text)
    if kind is None and block.kind == "heading" and (parts := _QUALIFIED.match(block.text)):
        kind = "next_steps" if wanted.get(normal(parts[1])) == "next_steps" else None
    if kind == "resolved" and block.kind != "heading" and not block.text.isupper():
        return None
    numbered = text != normal(block.text)  # '2. Recommendations'
    if kind and (block.kind == "heading" or block.paragraph.bold or block.text.isupper() or block.text.endswith(":") or numbered):
        return kind
    return None


def _is_item(block: Block, run: _Run, kind: str) -> bool:
    """A list item on the level of the list: numbered, bulleted, or (the first only) a sentence of its own."""
    number, _ = _split(block.paragraph.printed)
    if (block.kind == "heading" and (number is None or (run.items and run.items[0][0].kind != "heading"))) or (number and "/" in number):
        return False
    if run.first and not run.first.endswith(":") and _split(run.first)[0] is None:
        return False
    if not run.items:
        return bool(number) or block.kind == "list_item" or block.paragraph.bullet or (
            kind != "next_steps" and not run.first and block.kind == "paragraph"
            and re.match(r"(?:that|to)\b|[a-z]", block.text, re.I) is not None and len(block.text) > 25)
    first = run.items[0][0]
    first_number, _ = _split(first.paragraph.printed)
    if first_number:
        before, _ = _split(run.items[-1][0].paragraph.printed)
        return (bool(number) and _style(number) == _style(first_number) and _follows(before or "", number)
                and block.paragraph.level <= first.paragraph.level)
    return ((block.kind == "list_item" or block.paragraph.bullet) and first.kind == block.kind
            and block.paragraph.level <= first.paragraph.level and not number)


def _follows(before: str, number: str) -> bool:
    """Whether a number can come after another in one list: '2.2' after '2.1', not '3.0'. Letters and roman numbers are not judged."""
    head, last = ([int(n) for n in re.findall(r"\d+", text)] for text in (before, number))
    return not head or not last or not re.fullmatch(r"[\d.]+", number) or (head[:-1] == last[:-1] and last[-1] > head[-1])


def _goes_on(after: list[Block | Table], run: _Run, kind: str) -> bool:
    """Whether the very next number of the list comes soon, behind paragraphs that explain the item before."""
    before, _ = _split(run.items[-1][0].paragraph.printed)
    for block in after:
        if isinstance(block, Table) or block.kind == "heading":
            return False
        number, _ = _split(block.paragraph.printed)
        if number and before and block.kind != "footer" and _is_item(block, run, kind):
            return _next(before) == number.lower()
    return False


def _next(number: str) -> str:
    """'c' after 'b', '2.4' after '2.3'."""
    found = re.search(r"\d+$", number)
    return number[:found.start()] + str(int(found[0]) + 1) if found else chr(ord(number.lower()) + 1) if len(number) == 1 else ""


def _style(number: str) -> str:
    """The numbering's style: digits, letters, roman or dotted."""
    return re.sub(r"[ivx]+$|[a-z]$", "a", re.sub(r"\d+", "1", number.lower()))


def _is_part(block: Block, run: _Run) -> bool:
    """A sub-list or continuation of the item above."""
    return block.kind == "list_item" and (
        block.paragraph.level > run.items[-1][0].paragraph.level or _split(run.items[0][0].paragraph.printed)[0] is not None)


def _recommendations(paper: Paper, run: _Run) -> None:
    for blocks in run.items:
        number, first = _split(blocks[0].paragraph.printed)
        text = "\n".join(filter(None, [first, *(b.paragraph.printed for b in blocks[1:])]))
        if text:
            paper.add(Recommendation(kind="recommendation", number=number, text=text), *blocks)
    paper.take(run.opening, role="boilerplate")
    paper.shape("committee_report", 1 + len(run.items))


def _asked(paper: Paper) -> list[Block]:
    """Sentences that are a whole recommendation: 'The Board is recommended to approve the plan.', 'Recommendation: That the plan be
    noted.'"""
    verbs = vocabulary("headings", paper.extra)["running"]["decide"]
    free = [b for b in paper.document.blocks if b.kind in ("paragraph", "list_item") and b.text.count(" ") > 4 and len(b.text) < 400
            and b.text[-1] != ":" and id(b) not in paper.taken]
    return [b for b in free if (found := _ASKED.match(b.text)) and (found[1] is None or found[1].lower() in verbs)]


def _on_cover(paper: Paper) -> list[tuple[str | None, str, Cell]]:
    """What the box at the head of a report gives beside 'Recommendations': number, text and cell of each."""
    wanted = _wanted(paper)
    boxes = [t for t in paper.document.items[:HEAD] if isinstance(t, Table) and t.columns == 2 and t.rows >= LEAST_FACTS and paper.free(t)]
    cells = [row[1] for t in boxes for row in t.grid()
             if row[0] is not None and row[1] not in (None, row[0]) and wanted.get(normal(row[0].flat)) == "recommendations"]
    items = ((item, cell) for cell in cells for item in split_items([p for p in cell.paragraphs if p.text[-1:] != ":"]))
    return [(number, "\n".join(lines), cell) for (number, lines, _), cell in items if len(" ".join(lines).split()) >= LEAST_WORDS]


def _only_notes(texts: list[str], paper: Paper) -> bool:
    """Whether a committee is asked no more than to take in what the tracker says: 'To note the progress made', 'That the report be
    received'."""
    verbs = vocabulary("headings", paper.extra)["running"]["take_in"]
    noted = {verb.rstrip("e") + "ed" for verb in verbs}
    for text in texts:
        verb = re.sub(r"^(?:that\s+)?(?:to\s+)?", "", _ASKED.sub(r"\1", text), flags=re.I).split(" ", 1)[0].lower()
        passive = {word.lower() for word in _PASSIVE.findall(text)}
        if verb not in verbs and not (passive and passive <= noted):
            return False
    return True


def _single(paper: Paper, block: Block) -> None:
    number, text = _split(re.sub(r"^recommendations?\s*:\s*", "", block.paragraph.printed, flags=re.I))
    paper.add(Recommendation(kind="recommendation", number=number, text=text), block)
    paper.shape("committee_report", 2)


def _resolutions(paper: Paper, run: _Run) -> int:
    minute = _minute_above(paper, run.opening)
    made = 0
    parts: list[tuple[str | None, str, list[Block]]] = []
    if run.first:
        number, text = _split(run.first)
        parts.append((number, text, [run.opening]))
    for blocks in run.items:
        number, first = _split(blocks[0].paragraph.printed)
        text = "\n".join([first, *(b.paragraph.printed for b in blocks[1:])])
        if run.first.endswith(":") and len(parts) == 1 and number is None:
            parts[0] = (parts[0][0], f"{parts[0][1]}\n{text}", [*parts[0][2], *blocks])
        else:
            parts.append((number, text, blocks))
    for number, text, blocks in parts:
        if len(text) < 4:
            continue
        full = " ".join(filter(None, (minute, number))) or None
        paper.add(Recommendation(kind="resolution", number=full, text=text), *blocks)
        made += 1
    paper.take(run.opening, role="boilerplate")
    return made


def _minute_above(paper: Paper, opening: Block) -> str | None:
    """The number of the minute that a resolution closes: the nearest numbered heading or opening above it."""
    items, counted = paper.document.items, _counted(paper)
    marked = (m[1] for b in paper.document.blocks if (m := _MINUTE.match(b.paragraph.printed)) and "/" in m[1])
    usual = next((style for style, _ in Counter(map(_style, marked)).most_common(1)), None)
    index = paper.document.position(opening)
    for item in reversed(items[:index]):
        if (isinstance(item, Block) and item.kind in ("heading", "paragraph", "list_item")
                and (item.kind == "heading" or item.paragraph.bold or len(item.text) < 100)):
            found = _MINUTE.match(item.paragraph.printed)
            if found is None or ("/" in found[1] and _style(found[1]) != usual):
                continue  # 'DM/24/0871' is an application, where minutes are '24/045'
            if item.kind == "heading" or item.paragraph.bold or item.text.isupper() or "/" in found[1] or id(item) in counted:
                return found[1]
    return None


def _counted(paper: Paper) -> set[int]:
    """Short numbered lines that count through the whole paper, as the headings of minutes do that are not set as headings."""
    lines = [b for b in paper.document.blocks if b.kind in ("paragraph", "list_item") and len(b.text) < 60
             and b.text[-1:] not in ".;:," and _MINUTE.match(b.paragraph.printed)]
    numbers = [int(m[1]) for b in lines if (m := _MINUTE.match(b.paragraph.printed)) and m[1].isdigit()]
    return {id(b) for b in lines} if len(numbers) == len(lines) >= 3 and all(0 < b - a < 4 for a, b in pairwise(numbers)) else set()


def _ahead(text: str, paper: Paper) -> str | None:
    """A date in a sentence on what comes next; one after a mere 'in' or 'on' must lie ahead."""
    span = read_date(re.sub(r"^(?:in|on)\s+", "", text), paper.date, extra=paper.extra)
    merely = text.split(" ", 1)[0].lower() in ("in", "on")
    behind = paper.date is None or span is None or span.end is None or span.end < paper.date
    return None if span is None or (merely and behind) else text


def _next_steps(paper: Paper, run: _Run) -> None:
    for blocks in run.items:
        number, first = _split(blocks[0].paragraph.printed)
        action = Action(number=number, text="\n".join([first, *(b.paragraph.printed for b in blocks[1:])]))
        paper.add(action, *blocks)
        if (tail := _TAIL.search(first)) and read_date(tail[2], extra=paper.extra) is not None:
            action.owner_raw = tail[1]
            set_due(paper, action, "due", tail[2])
            continue
        due = next((text for match in _DUE_IN.finditer(first) if (text := _ahead(match[1], paper))), None)
        if due:
            set_due(paper, action, "due", re.sub(r"^(?:to|in|on)\s+", "", due))
    paper.take(run.opening, role="boilerplate")
    paper.shape("action_tracker" if not paper.records.ratings else "ratings_report", 1)


def _split(text: str) -> tuple[str | None, str]:
    """The number that an item begins with and the rest, which may go on with the sentence above: '2.1 notes the position;'."""
    found = _DOTTED.match(text)
    return (found[1], found[2]) if found else split_number(text)
