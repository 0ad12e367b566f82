"""What the labels of a card mean, and the number of the recommendation that a text begins with."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.headings import EXACT, HINT, PART, bare, match
from extractors.values.dates import read_date, read_period
from extractors.values.numbers import is_number
from models.document import Block, Cell, Table, distinct

_WHOSE = (
    r"(?:(?:lga|cqc|ofsted|hmicfrs|nhs|scrutiny|panel|committee|review|inquiry|audit|peer(?: challenge| review)?|task group"
    r"|key|main|agreed|final|strategic|priority|formal)\s+){0,2}")
_PARAGRAPH = re.compile(r"^\d{1,2}\.(?:\d{1,2}\.?)?\s+(?=\D)")
NUMBERED = re.compile(
    r"^" + _WHOSE + r"(?:(?:sub[- ]?)?rec(?:ommendation)?s?|R(?=\s?\d))\.?\s*(?:no\.?\s*|number\s*)?[:\-–—]?\s*"
    r"((?-i:[A-Z]{1,5})[/-]?\d{1,4}(?:[/-]\d{1,4})+(?:\.\d+)?(?!\d)"
    r"|(?:(?-i:[A-Z]{1,4})[ -]?)?\d+(?:[./]\d+)*(?:(?<=/\d\d)-\d{1,2}(?!\d))?"
    r"\s?(?:\(?[a-z]\)?(?![a-z])|\([ivx]+\))?"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?<=\s)[A-Z])(?=\s*(?:$|[:.)–—(-])))"
    r"(?!\s*(?:and|to|&|,)\s*\d)\s*[:.\-–—)]*\s*(.*)$", re.I | re.S)
_SEVERAL = re.compile(r"rec(?:ommendation)?s\b", re.I)
_FIELD_OF = {
    "due": "due", "raised": "due", "owner": "owner", "operational_lead": "owner", "action": "action",
    "success_measure": "success_measure", "progress": "progress", "impact": "impact", "status": "status", "rag": "status",
    "forecast": "status", "recommendation": "recommendation", "completed": "completed", "revised_due": "revised_due",
    "intended_outcome": "success_measure", "number": "number",
    "issue": "issue", "response": "response", "portfolio": "portfolio",
} | dict.fromkeys(("origin", "theme", "trend", "percent", "previous", "other"), "unused")
FACTS = ("owner", "due", "success_measure", "progress", "impact")
"""What a row of labels with values may tell of a recommendation."""
REPORTED = frozenset(("progress", "status", "impact"))
"""What a round reports."""
_DASHED = re.compile(r"([A-Z][\w’'/&() ]{2,40}?)\s+[–—-]\s+(\S.*)", re.S)
_ASKED = re.compile(r"((?:What|How|Where)\s[^?:]{3,60}\?)\s+(\S.*)", re.S)
_DASHABLE = {"owner", "due", "revised_due", "progress", "status", "action", "success_measure"}
"""Labels that a dash may part from their value."""
_SHORT = {"owner", "due", "status", "completed", "revised_due"}
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]\.?")
_BY_WHEN = (
    re.compile(r"(\S[^:]{2,80}?)(?:[,;]|\s[–—-])?\s+((?:due\s+)?by\s+.{3,30})"),
    re.compile(r"(\S[^:]{2,80}?)(?:[,;]|\s[–—-])?\s+(?:due|deadline|target)\s+(.{3,30})"))
"""Who and by when; a body and a day without such a word may be who decided and when."""
_UP_TO = re.compile(r"\s+(?:up to|as at|to|at|by|in|for|since|until)\s*$")
_QUARTER = re.compile(r",?\s*\(?\b(?:quarter|qtr|q)\s?[1-4]\b\)?", re.I)
"""What stands beside the month of a round: 'Impact, Quarter 1 (July 2025)'."""
_AFTER = re.compile(r"\b(?:after|at|for)?\s*(?:one|two|three|six|nine|twelve|eighteen|\d{1,2})[- ](?:year|month)s?(?:\s+on)?\b", re.I)
"""How long ago what a round reports on began: 'Update after one year', 'Six-month update'."""
_ENDS_IN_NUMBER = re.compile(r"^(.*?)\s*\b([A-Z]{0,4}\s?\d+(?:[./]\d+)*[a-z]?)\s*[:.]?$")
_STATED = re.compile(r"^([^:\d]{3,40}?)\s*\b([A-Z]{0,4}\s?\d+(?:[./]\d+)*[a-z]?)(?:\s*[:.–-]\s+|\s*\n)(.{20,})$", re.S)
_PLAIN = re.compile(r"[^\d.;|()]*(?:\([^)]*\))?")
"""A label without a date or a mark of the value before it."""
LABEL = 4
"""Fields whose value is a few words; words of the longest label within a line."""
SILENT = {"unused", "issue", "response", "portfolio"}
"""Labels that a card has and its records have no column for."""


@lru_cache(maxsize=4096)
def numbered(text: str) -> tuple[str, str] | None:
    """The number of the recommendation that a text begins with, and what follows: 'Rec 4 (a): That ...' -> '4(a)', 'That ...'."""
    found = NUMBERED.match(without_paragraph(text))
    if found and _SEVERAL.match(found[0]) and (found[2][:1].islower() or found[2].startswith("(")):
        return None  # 'Recommendations 2 (signs) and 5 were finished ...'
    coded = found is not None and found[0][0] in "Rr" and not found[0][1].isalpha()  # 'R4: That ...'
    return ("R" * coded + found[1].strip().replace(" ", ""), found[2]) if found else None


def without_paragraph(text: str) -> str:
    """A paragraph without its own number in a report: '4.2 Recommendation 1: That ...' -> 'Recommendation 1: That ...'."""
    return _PARAGRAPH.sub("", text)


def is_stated(text: str) -> bool:
    """Whether a text is a whole numbered recommendation, not its number alone."""
    found = numbered(text)
    return found is not None and len(found[1].split()) > 3


def subject_of(label: str, extra: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Which of a recommendation and an issue a label names, and its number where it has one: 'Issue identified MD1'."""
    found = _ENDS_IN_NUMBER.match(label)
    said = match(found[1] if found else label, extra)
    return next((n for n in ("recommendation", "issue") if said.get(n, 0.0) >= PART), None), found[2] if found else None


def stated(text: str, extra: tuple[str, ...]) -> tuple[str, str, str] | None:
    """A recommendation or issue with its label and number before it ('Area for improvement 2: The use of ...'): which of them it is, its
    number and its text."""
    found = _STATED.match(text)
    name = subject_of(f"{found[1]} {found[2]}", extra)[0] if found else None
    return (name, found[2], found[3]) if found and name else None


def is_bare(text: str) -> bool:
    """Whether a text is the number of a recommendation and no more."""
    found = numbered(text)
    return found is not None and not found[1].strip()


@lru_cache(maxsize=8192)
def label_of(text: str, extra: tuple[str, ...], *, loose: bool = False) -> tuple[str | None, str | None]:
    """The field a row label means, and the recommendation's number where it carries one. The month of a round is no part of the label;
    `loose` takes hints too, in a table that is known to be a card."""
    if len(text) > 110 or not text:
        return None, None
    found = numbered(text)
    if found and not found[1].strip():
        return "recommendation", found[0]
    period = read_period(text, None, extra)
    if period is not None and period.raw and period.raw in text:
        rest = _QUARTER.sub("", text.replace(period.raw, " ").replace("( )", " "))
        text = _UP_TO.sub("", rest.strip(" :–—-,")) + ":" * text.rstrip().endswith(":")
    words = bare(_AFTER.sub(" ", text))
    matches = {n: s for n, s in match(words, extra).items() if n in _FIELD_OF}
    best = max(matches, key=matches.get, default=None)
    least = HINT if loose else 0.7 if text.rstrip().endswith(":") else EXACT
    if best is None or matches[best] < least or (loose and len(words.split()) > 8):
        return None, None
    return _FIELD_OF[best], None


def labelled(text: str, extra: tuple[str, ...]) -> str | None:
    """The field of a line that begins with a card's label and a colon, or is nothing but a label."""
    head, value = split_label(text, extra)
    name = label_of(f"{head}:" if value or text.rstrip().endswith(":") else head, extra)[0]
    return None if name in ("recommendation", "unused", "portfolio") else name


def split_label(text: str, extra: tuple[str, ...]) -> tuple[str, str]:
    """What may be a line's label, and its value: 'Progress: ...', 'Progress – ...'. A line without either is all label."""
    dashed = _DASHED.match(text)
    if dashed and label_of(dashed[1], extra)[0] in _DASHABLE:
        period = read_period(dashed[2], None, extra)
        if period is None or period.raw != dashed[2].strip():  # 'Update – June 2023' is all label
            return dashed[1], dashed[2]
    asked = _ASKED.match(text)
    if asked and label_of(asked[1], extra)[0]:  # 'What difference has it made? In the spring ...'
        return asked[1], asked[2]
    head, _, value = text.partition(":")
    return head, value.strip()


def split_labels(text: str, extra: tuple[str, ...]) -> list[str]:
    """A line cut where another label with a value begins: 'Lead: Ann Reed  Timescale: May 2024'. Prose after a label is not cut. A line in
    brackets is one like that without them, or names who and by when: '(Ann Reed, by May 2024)'."""
    if inside := _BRACKETED.fullmatch(text.strip()):
        who = next((m for way in _BY_WHEN if (m := way.fullmatch(inside[1]))), None)
        if who and (day := read_date(who[2], extra=extra)) and (day.start or day.end):
            return [f"Owner: {who[1]}", f"Due: {who[2]}"]
        text = inside[1] if labelled(inside[1], extra) else text
    if text.count(":") < 2 or labelled(text, extra) not in _SHORT:
        return [text]
    cuts = [0]
    for colon in re.finditer(r":\s", text):
        words = [w for w in re.finditer(r"\S+", text[:colon.start()]) if w.start() > cuts[-1]][-LABEL:]
        begin = next((w.start() for w in words if w.group()[0].isupper() and w.start() > cuts[-1]
                      and _PLAIN.fullmatch(label := text[w.start():colon.start()]) and label_of(label, extra)[0] in _SHORT), None)
        cuts += [begin] if begin else []
    return [text[a:b].strip(" ,;|").removesuffix(".") if len(cuts) > 1 else text for a, b in pairwise([*cuts, len(text)])]


def are_facts(row: Sequence[Cell | None], extra: tuple[str, ...]) -> bool:
    """Whether all that a row says are labels with values of whatever its table answers: 'Lead officer: Ann Reed | Timescale: May 2024'."""
    filled = [c for c in distinct(row) if c.flat]
    return bool(filled) and all(_is_fact(c.flat, extra) for c in filled)


def _is_fact(text: str, extra: tuple[str, ...]) -> bool:
    value = text.partition(":")[2].strip()
    if not value:
        return False
    name = labelled(text, extra)
    return name in FACTS and (name != "due" or read_date(value, extra=extra) is not None)


def fact_pairs(row: Sequence[Cell | None], extra: tuple[str, ...]) -> list[tuple[str, Cell, Cell]]:
    """(field, label, value) of a row that is nothing but labels, each with its value in the next cell: 'Lead officer | Ann Reed |
    Completion date | May 2024'; empty for other rows, and for headings of columns."""
    cells = distinct(row)
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    names = [label_of(label.flat, extra)[0] for label, _ in pairs]
    values = [value.flat and label_of(value.flat, extra)[0] is None for _, value in pairs]
    return [(name, *pair) for name, pair in zip(names, pairs, strict=True) if name] if (
        pairs and len(cells) % 2 == 0 and set(names) <= set(FACTS) and all(values)) else []


def tells_facts(row: Sequence[Cell | None], extra: tuple[str, ...]) -> bool:
    """Whether a row of a grid is no row of it, but says labels with values of what the table answers."""
    return are_facts(row, extra) or len(row) > 2 and bool(fact_pairs(row, extra))


def label_cells(table: Table) -> list[Cell]:
    first = first_column(table)
    columns = {0, 2} if table.columns >= 4 and table.columns % 2 == 0 and not first else {first}
    return [c for c in table.cells if c.column in columns and c.flat]


def first_column(table: Table) -> int:
    """Where the labels of a card stand: behind a number that is merged down all of its rows, as other columns at the right may be, else at
    the left."""
    left = [c for c in table.cells if c.column == 0 and c.row_span > 1]
    beside = [c for c in table.cells if c.column > 2 and left and c.row >= left[0].row]
    merged = bool(left) and all(is_number(c.flat.removesuffix(".")) for c in left) and all(c.row_span > 1 for c in beside)
    return 1 if table.columns > 2 and merged else 0


def label_in(cell: Cell | Block, extra: tuple[str, ...]) -> tuple[str | None, str | None]:
    """(field, number) of a label; (null, null) for text that is none. A row across the table may be a whole recommendation."""
    if isinstance(cell, Cell) and is_across(cell) and (found := numbered(cell.flat)):
        return "recommendation", found[0]
    return label_of(cell.flat if isinstance(cell, Cell) else cell.text, extra)


def is_across(cell: Cell) -> bool:
    """Whether a recommendation is printed whole across a table: 'Recommendation 4: That ...'."""
    return cell.column == 0 and cell.column_span > 1 and is_stated(cell.flat)
