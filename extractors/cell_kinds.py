"""What a cell holds, told from its text and colour: a date, a person, a status, a sentence."""
from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.headings import words
from extractors.keys import Key
from extractors.values.colours import rag_of_fill
from extractors.values.dates import read_date
from extractors.values.grades import SIGN, read_grade
from extractors.values.numbers import is_number, split_number
from extractors.values.ratings import read_percent
from models import months
from models.document import Cell
from models.vocabulary import vocabulary

DASHES = " -–—"
"""A cell of nothing else is empty."""
TICKS = set("✓✔√☑☒✗✘xyn") | {"yes", "no", "y", "n", "tick", "ü", "done"}
_BEFORE_DATE = {
    "by", "to", "from", "end", "before", "until", "on", "due", "w/c", "week", "the", "no", "not", "early", "mid", "late", "in",
    "completed", "complete", "between", "revised", "original",
}
_FINITE = re.compile(r"\b(?:will|would|should|can|could|is|are|was|were|has|have|had)\b")
"""A verb of a sentence: 'The charity will consider the bid in April.' is no date."""
_REFERENCE = re.compile(r"(?=\S*\d)(?=\S*[/.\-A-Za-z])[\w/.\-()]{2,14}")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset(("and", "of", "the", "for", "to", "with", "in", "on", "de", "van", "der", "all"))
"""Words of a name or post that are written small."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MONTH = re.compile(rf"(?:{months.NAME}|q[1-4])\.?", re.I)
"""A month or quarter without a year."""
_DATE_WORDS = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d*(?:st|nd|rd|th)"
    rf"|(?:{'|'.join(months.SHORT)})\w*"
    r"|q[1-4]|quarter|to|and|of|at|the|end|position|update)\b")
_DEMAND = re.compile(r"^(?:(?:the|all|each|every|a|an)\s)?(?:[\w'’-]+\s){0,6}(?:should|must|shall|(?:is|are) required to)\s\w")


def kind_of(cell: Cell, key: Key) -> str:
    """What a cell holds: number date person status percent tick trend words text fill placeholder, or '' for nothing."""
    text = cell.flat
    if not text.strip(DASHES):
        return "fill" if rag_of_fill(cell.fill, key) else ""
    if 1 < len(cell.paragraphs) <= 8 and all(_is_listed_grade(p.printed, key) for p in cell.paragraphs if p.printed):
        return "status"
    if text in key.symbols:
        return "status"
    if SIGN.fullmatch(text) and rag_of_fill(cell.fill, key) and text not in TICKS:
        return "fill"
    if text.lower() in TICKS:
        return "tick"
    if text.lower() in words(key.extra).trends:
        return "trend"
    count = text.count(" ") + 1
    if count <= 12:
        if read_percent(text) is not None:
            return "percent"
        span = read_date(text, extra=key.extra) if count <= 8 else None
        if (span is not None and span.kind != "status" and not (count > 5 and _FINITE.search(text))
                and not (count > 2 and text[-1] == "." and text.split(" ", 1)[0].lower() not in _BEFORE_DATE)
                and (count <= 5 or text.split(" ", 1)[0].lower() in _BEFORE_DATE)):
            return "date"
        if is_number(text) or _REFERENCE.fullmatch(text):
            return "number"
        if span is not None and span.kind == "status":
            return "placeholder"
        if count <= 9 and is_grade(text, count, key):
            return "status"
        if _looks_named(text):
            return "person"
    return "text" if count >= 5 else "words"


def _is_listed_grade(text: str, key: Key) -> bool:
    """'b) In progress': one of several grades in a cell."""
    number, rest = split_number(text)
    return number is not None and rest.count(" ") < 6 and is_grade(rest, rest.count(" ") + 1, key)


def is_grade(text: str, count: int, key: Key) -> bool:
    """A status and nothing else; an initial ('G. Marsh') is none."""
    if re.match(r"[A-Z]\.\s?[A-Z]", text):
        return False
    grade = read_grade(text, key)
    return grade is not None and (count <= 6 or not grade.explanation)


def _looks_named(text: str) -> bool:
    if text[-1] in ".;:?" or any(map(str.isdigit, text)):
        return False
    tokens = _NAME_WORD.findall(text)
    large = [t for t in tokens if t not in _SMALL]
    return sum(t[0].isupper() for t in large) >= 0.85 * len(large) and (len(tokens) >= 2 or bool(tokens) and text.isupper())


@lru_cache(maxsize=20_000)
def is_period(text: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether a text is a month, day or quarter and nothing more."""
    if _MONTH.fullmatch(text.strip()):
        return True
    span = read_date(text, extra=extra) if len(text) < 40 else None
    return span is not None and span.kind in ("day", "month", "quarter", "range") and not _WORDS.search(_DATE_WORDS.sub(" ", text.lower()))


@cache
def _verbs(extra: tuple[str, ...]) -> frozenset[str]:
    """Words that an agreed action or recommendation begins with."""
    return frozenset(vocabulary("headings", extra)["orders"]["begin"])


def is_order(text: str, extra: tuple[str, ...]) -> bool:
    """Whether a text, in small letters, tells somebody to do something: 'publish the list', 'the trust must ensure that ...'."""
    return bool(text) and (text.split()[0].rstrip(",:") in _verbs(extra) or is_demand(text))


def is_demand(text: str) -> bool:
    """Whether a sentence says what somebody must do: 'The trust must ensure that ...'."""
    return _DEMAND.search(text) is not None
