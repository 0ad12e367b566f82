"""Dates as council officers write them: a printed cell or label -> the span of days it means.

No date library reads these: 'Dec 17' is a month of 2017, 'From Jan 18' has no end, 'Q3 2019/20' is a quarter of a year that begins in
April, and '24/7' is no date.
"""
from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from extractors.values.date_atoms import PLAIN, WEEKDAYS, Atom, atoms, words_pattern
from models.vocabulary import vocabulary

LONGEST = 400
"""Characters beyond which a cell is prose, not a date."""
MOST_WORDS, FEW_WORDS = 18, 7
"""Other words that may stand in a date cell: with a date that is plain, and with one that is weak ('in 2022')."""
JOINED = re.compile(r"[\s,]*(?:-|/|&|\+|,|and|to|or|until|till|through to|through)?[\s,]*")
NEAR = re.compile(r"[\s,(]*(?:[a-z]+[\s,(]+){0,2}")
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "eighteen": 18,
}
SLASHED = re.compile(r"\d{1,2}/\d{1,2}")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """What a date cell means. `kind` is one of day, week, month, range, from, before, until, year, quarter, season, status
    (TBC, Ongoing: no dates). `superseded` are earlier dates printed in the same cell; `note` is a diagnostic code."""

    raw: str
    start: dt.date | None
    end: dt.date | None
    kind: str
    year_inferred: bool = False
    superseded: tuple[str, ...] = ()
    note: str | None = None


class Words:
    """The words round dates, compiled once a vocabulary."""

    def __init__(self, words: dict[str, Any]):
        kinds = "|".join(f"(?P<{kind}>{words_pattern(phrases)})" for kind, phrases in words["before"].items())
        self.before = re.compile(rf"(?:^|[^\w])(?:{kinds})[\s:]*(?:the\s+)?[\s:,\-]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?$")
        self.after = re.compile(rf"[\s,;:\-(]*(?:{words_pattern(words['after']['from'])})(?!\w)")
        self.open_end = re.compile(r"\s*(?:\+|→|->)\s*$")
        self.length_before = re.compile(rf"(?:^|\W)(\d{{1,3}}|{'|'.join(NUMBER_WORDS)})\s+(day|week|month|year)s?\s+"
                                        r"(?:from|starting|commencing|beginning)\s*(?:the\s+)?$")
        self.length = re.compile(r"[\s,(]*for\s+(?:up to\s+)?(\d{1,3})\s+(day|week|month|year)s?\b")
        self.past = re.compile(rf"\b(?:{words_pattern(words['past'])})\b")
        self.future = re.compile(rf"\b(?:{words_pattern(words['future'])})\b")
        self.replaced_by = re.compile(rf"(?:\b(?:{words_pattern(words['replaced_by'])})\b|->|=>|→)[\s\w:]*$")
        self.replaces = re.compile(rf"\b(?:{words_pattern(words['replaces'])})\b[^\n]*$")
        self.moved_from = re.compile(rf"\b(?:{words_pattern(words['moved_from'])})\b\W*$")
        self.neutral = frozenset(words["neutral"])
        self.placeholders = frozenset(words["placeholders"])
        self.openers = re.compile(rf"(?:{words_pattern(words['openers'])})\b")


@cache
def date_words(extra: tuple[str, ...] = ()) -> Words:
    """The words round dates in a vocabulary."""
    return Words(vocabulary("dates", extra))


@lru_cache(maxsize=8192)
def read_date(text: str, context: dt.date | None = None, *, direction: str = "near", extra: tuple[str, ...] = ()) -> DateSpan | None:
    """Read a whole date cell. None when it is neither a date nor a placeholder. `context` is the date of the round or paper, from
    which a lost year is inferred; `direction` is near, past or future of it.

    >>> read_date("From Jan 18")
    DateSpan(raw='From Jan 18', start=datetime.date(2018, 1, 1), end=None, kind='from', year_inferred=False, superseded=(), note=None)
    """
    raw = " ".join(text.split())
    if not raw or len(text) > LONGEST:
        return None
    printed, struck = without_struck(text.translate(PLAIN))
    low = lower(printed)
    words = date_words(extra)
    finder = atoms(extra)
    found = finder.scan(low, printed) if finder.hint.search(low) else []
    found = usable(found, low, words, context)
    if not found:
        return DateSpan(raw, None, None, "status") if is_placeholder(low, words) else None
    groups, superseded = cut_superseded(found, low, printed, words)
    span = combine(groups, low, words, context, direction)
    if span is None:
        return None
    superseded = struck + superseded
    note = span.note or ("date-superseded" if superseded else None)
    return replace(span, raw=raw, superseded=superseded, note=note)


def lower(text: str) -> str:
    """Lower case, of the same length as the text, so that offsets hold."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def without_struck(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without '~~struck~~' parts, and those."""
    if "~~" not in text:
        return text, ()
    parts = text.split("~~")
    return "\n".join(p for p in parts[::2] if p.strip()), tuple(" ".join(p.split()) for p in parts[1::2] if p.strip())


def is_placeholder(low: str, words: Words) -> bool:
    """Whether a cell without a date says so: 'TBC', 'Within 3 months', '-'."""
    tokens = re.findall(r"[a-z]+|\d+", low)
    if not tokens:
        return len(low.strip()) <= 3 and "%" not in low
    folded = " ".join("#" if t.isdigit() or t in NUMBER_WORDS else t for t in tokens)
    plain = " ".join(tokens)
    return folded in words.placeholders or plain in words.placeholders or (len(tokens) <= 8 and words.openers.match(plain) is not None)


def usable(found: list[Atom], low: str, words: Words, context: dt.date | None) -> list[Atom]:
    """Drop what only looks like a date: 'May' in prose, '2014' in the name of an Act, '2/3' of something."""
    if not found:
        return found
    pieces, last = [], 0
    for atom in found:
        pieces.append(low[last:atom.start])
        last = atom.end
    pieces.append(low[last:])
    rest = [w for piece in pieces for w in re.findall(r"[a-z]+(?:/[a-z]+)?|\d+", piece)]
    if len(rest) > MOST_WORDS:
        return []
    plain = all(w in words.neutral for w in rest if not w.isdigit()) and not any(w.isdigit() for w in rest)
    kept = []
    for i, atom in enumerate(found):
        before = pieces[i]
        strong = not atom.weak or plain or (len(rest) <= FEW_WORDS and words.before.search(before) is not None)
        linked = any(not a.weak and JOINED.fullmatch(gap) and gap.strip() for a, gap in neighbours(found, pieces, i))
        if atom.weak and not (strong or linked):
            continue
        printed = low[atom.start:atom.end]
        if SLASHED.fullmatch(printed) and (rest and not words.before.search(before) or (context is None and atom.kind == "day")):
            continue
        kept.append(as_day_if_far(atom, printed, context))
    return kept


def neighbours(found: list[Atom], pieces: list[str], i: int) -> list[tuple[Atom, str]]:
    """The dates beside one, with the text between."""
    return ([(found[i - 1], pieces[i])] if i else []) + ([(found[i + 1], pieces[i + 1])] if i + 1 < len(found) else [])


def as_day_if_far(atom: Atom, printed: str, context: dt.date | None) -> Atom:
    """'11/12' in a paper of 2021 is 11 December, not the year 2011/12; 'March 05' not March 2005."""
    if context is None or atom.year is None:
        return atom
    years, numbers = abs(atom.year - context.year), [int(n) for n in re.findall(r"\d+", printed)]
    if years > 5 and SLASHED.fullmatch(printed) and numbers[1] <= 12:
        return Atom("day", atom.start, atom.end, month=numbers[1], day=numbers[0])
    if years > 12 and atom.kind == "month" and re.fullmatch(r"[a-z]+\.? \d\d", printed) and 0 < numbers[0] <= 31:
        return Atom("day", atom.start, atom.end, month=atom.month, day=numbers[0])
    return atom


def cut_superseded(found: list[Atom], low: str, printed: str, words: Words) -> tuple[list[Atom], tuple[str, ...]]:
    """The dates that stand, and the earlier ones printed before them: '13.09.2023' over '08.11.2023', 'March, now June'."""
    kept, gone = [found[0]], []
    stacked = len(found) > 1 and all(a.kind == "day" and a.full for a in found)
    for previous, atom in zip(found, found[1:]):
        gap = low[previous.end:atom.start]
        if words.moved_from.search(gap) or (words.replaces.search(gap) and not words.replaced_by.search(gap)):
            gone.append(atom)
            continue
        given_up = words.replaced_by.search(gap) or (stacked and not_joined(gap)) or (
            re.fullmatch(r"\W*to\W*", gap) and words.moved_from.search(low[:previous.start]))
        if given_up:
            gone.extend(kept)
            kept = []
        kept.append(atom)
    gone.sort(key=lambda a: a.start)
    return kept, tuple(" ".join(printed[a.start:a.end].split()) for a in gone)


def not_joined(gap: str) -> bool:
    """Whether two full dates merely stand one under the other."""
    return not gap.strip() or ("\n" in gap and not re.search(r"(?:-|&|,|/|\bto|\band)\s*\n|\n\s*(?:-|&|/|to\b|and\b)", gap))


def combine(found: list[Atom], low: str, words: Words, context: dt.date | None, direction: str) -> DateSpan | None:
    """One span from the dates that stand together in a cell."""
    if any(a.wrong for a in found):
        return DateSpan("", None, None, "day", note="date-inconsistent")
    fill_years(found, low)
    inferred = infer_years(found, low, words, context, direction)
    if any(a.year is None for a in found):
        return DateSpan("", None, None, found[0].kind, note="date-not-understood")
    spans, note = [], None
    for i, atom in enumerate(found):
        if atom.month == 2 and atom.day == 29 and not leap(atom.year or 0):
            return DateSpan("", None, None, "day", year_inferred=inferred, note="date-inconsistent")
        start, end = atom.span()
        if atom.weekday and WEEKDAYS[start.weekday()] != atom.weekday:
            note = "date-inconsistent"
        spans.append(changed(start, end, atom, low[found[i - 1].end if i else 0:atom.start], low[atom.end:], words))
    start, end, kind = spans[0]
    if len(spans) > 1:
        kind = "range"
        starts, ends = [s for s, _, _ in spans if s], [e for _, e, _ in spans if e]
        gap = low[found[0].end:found[1].start]
        if len(spans) == 2 and re.fullmatch(r"\s*(?:-|to)\s*", gap) and starts and ends and starts[0] > ends[-1]:
            note = "date-inconsistent"
        open_end = spans[-1][2] == "from" and spans[-1][0] == max(starts, default=None)
        open_start = len(spans) > 1 and spans[0][2] in ("before", "until") and not starts
        start = None if open_start else min(starts, default=None)
        end = None if open_end else max(ends, default=None)
        kind = "from" if end is None else "before" if start is None else kind
    return DateSpan("", start, end, "range" if kind == "half" else kind, year_inferred=inferred, note=note)


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def changed(start: dt.date, end: dt.date, atom: Atom, before: str, after: str, words: Words) -> tuple[dt.date | None, dt.date | None, str]:
    """What the words round a date make of it: (start, end, kind)."""
    kind = "range" if atom.last_day else atom.kind
    marks = []
    if length := words.length_before.search(before):
        number = NUMBER_WORDS.get(length.group(1)) or int(length.group(1))
        return start, later(start, number, length.group(2)), "range"
    while match := words.before.search(before):
        marks.append(match.lastgroup)
        before = before[:match.start() + 1] if match.start() else ""
    if "week" in marks and atom.kind == "day":
        end, kind = start + dt.timedelta(days=6), "week"
    elif "week_end" in marks and atom.kind == "day":
        start, kind = end - dt.timedelta(days=6), "week"
    if length := words.length.match(after):
        return start, later(start, int(length.group(1)), length.group(2)), "range"
    if "from" in marks or words.after.match(after) or words.open_end.match(after):
        return start, None, "from"
    if "earlier" in marks:
        return None, start - dt.timedelta(days=1), "before"
    if "until" in marks:
        return None, end, "until"
    if "by" in marks or "end" in marks or "year_end" in marks:
        return None, end, "before"
    return start, end, kind


def later(start: dt.date, number: int, unit: str) -> dt.date:
    """The last day of so many days, weeks, months or years from a first day."""
    if unit in ("day", "week"):
        return start + dt.timedelta(days=number * (7 if unit == "week" else 1) - 1)
    months = start.month - 1 + number * (12 if unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(start.day, 28)) - dt.timedelta(days=1)


def fill_years(found: list[Atom], low: str) -> None:
    """'Jan - Mar 2022' prints the year once: take it from the next joined date, or else from the one before."""
    for i in range(len(found) - 2, -1, -1):
        atom, other = found[i], found[i + 1]
        same_years = other.kind == "year" and other.first_month in (1, atom.first_month)
        if atom.year is None and other.year is not None and JOINED.fullmatch(low, atom.end, other.start) and other.kind != "year":
            atom.year = other.year
            if not (atom.kind == other.kind == "quarter"):
                atom.year -= (atom.month, atom.day or 0) > (other.month, other.day or other.last_day or 31)
        elif atom.year is None and same_years and NEAR.fullmatch(low, atom.end, other.start):
            atom.year = other.year
            found.remove(other)
    for previous, atom in zip(found[:], found[1:]):
        if atom.year is None and previous.year is not None:
            if previous.kind == "year" and atom.kind == "quarter":
                atom.year = previous.year
                found.remove(previous)
            elif JOINED.fullmatch(low, previous.end, atom.start):
                atom.year, atom.inferred = previous.year + (atom.month < previous.month), True


def infer_years(found: list[Atom], low: str, words: Words, context: dt.date | None, direction: str) -> bool:
    """Give lost years from another date of the cell, or the context; true where that, or another inference, was made."""
    known = next((a for a in found if a.year is not None), None)
    if known is not None:
        context, direction = known.span()[0], "near"
    for atom in found:
        if atom.year is None and context is not None:
            before = low[max(0, atom.start - 40):atom.start]
            way = "past" if words.past.search(before) else "future" if words.future.search(before) else direction
            atom.year, atom.inferred = year_near(atom, context, way if known is None else "near"), True
    return any(a.inferred for a in found)


def year_near(atom: Atom, context: dt.date, direction: str) -> int:
    """The year that puts a date nearest the context, or the first after, or the last before it."""
    best = None
    for year in range(context.year - 2, context.year + 3):
        atom.year = year
        if atom.day == 29 and atom.month == 2 and not leap(year):
            continue
        start, end = atom.span()
        if (direction == "future" and end < context) or (direction == "past" and start > context):
            continue
        distance = abs((start + (end - start) / 2 - context).days)
        if best is None or distance < best[0]:
            best = (distance, year)
    assert best
    return best[1]


PARENTHESES = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")


@lru_cache(maxsize=2048)
def read_period(text: str, context: dt.date | None = None, extra: tuple[str, ...] = ()) -> DateSpan | None:
    """The round that a label names, printed date as `raw`; None where it names none or the date is damaged.

    >>> read_period("Evidence of Progress (May 2021):").raw
    'May 2021'
    """
    printed = text.translate(PLAIN)
    if len(printed) > LONGEST:
        return None
    for part in [*reversed(PARENTHESES.findall(printed)), PARENTHESES.sub(" ", printed)]:
        span = period_in(part, context, extra)
        if span is not None:
            return span
    return None


def read_round(text: str, told: dt.date | None, extra: tuple[str, ...] = ()) -> DateSpan | None:
    """As `read_period`, of what a paper dated `told` reports: a month or quarter without a year is the last that had begun by then.

    >>> read_round("Q1", dt.date(2025, 3, 13)).start
    datetime.date(2024, 4, 1)
    """
    span = read_period(text, told, extra)
    if span is not None and span.year_inferred and told is not None and span.start is not None and span.start > told:
        return read_period(text, told.replace(year=told.year - 1, day=min(told.day, 28)), extra)
    return span


def period_in(text: str, context: dt.date | None, extra: tuple[str, ...]) -> DateSpan | None:
    """The round named by a label or by what stands in its parentheses."""
    low, words = lower(text), date_words(extra)
    finder = atoms(extra)
    found = usable(finder.scan(low, text), low, words, context) if finder.hint.search(low) else []
    found = [a for a in found if a.kind != "day" or not a.wrong]
    if not found:
        return None
    joined = [found[0]]
    for atom in found[1:]:
        if not JOINED.fullmatch(low, joined[-1].end, atom.start):
            break
        joined.append(atom)
    fill_years(joined, low)
    inferred = infer_years(joined, low, words, context, "near")
    if any(a.year is None for a in joined):
        return None
    spans = [a.span() for a in joined]
    kind = joined[0].kind if len(joined) == 1 else "range"
    raw = " ".join(text[joined[0].start:joined[-1].end].split())
    return DateSpan(raw, min(s for s, _ in spans), max(e for _, e in spans), "range" if kind == "half" else kind, year_inferred=inferred)


_REPORTED = re.compile(
    r"\b(?:year|quarter|period|months?|half)\b[^.;,]*\b(?:ended|ending|to)\s*$"
    r"|\b(?:inspection|inspected|visit|visited|fieldwork|since|(?:report|judge?ment|findings|letter)s? (?:was |were )?published)\b"
    r"(?:(?!\b(?:plan|report|update|tracker|meeting|committee|board|position|log|progress|version|draft|paper|as at)\b).)*$", re.I)
"""What stands before a date that is not the paper's: the end of the year reported on, the inspection that a plan answers."""


def is_anothers(text: str, date: str) -> bool:
    """Whether a date printed in a title line is that of something else: 'following the inspection of March 2024'."""
    return _REPORTED.search(text.partition(date)[0]) is not None


@lru_cache(maxsize=2048)
def paper_date(text: str, extra: tuple[str, ...] = ()) -> DateSpan | None:
    """The first full date of a title line: '19th March 2018 - V19'. The end of a year or quarter reported on, or the day of an inspection,
    is none."""
    printed = text[:LONGEST].translate(PLAIN)
    low = lower(printed)
    for atom in atoms(extra).scan(low, printed):
        if atom.kind == "day" and atom.full and not atom.wrong and not _REPORTED.search(low[:atom.start]):
            start, end = atom.span()
            note = "date-inconsistent" if atom.weekday and WEEKDAYS[start.weekday()] != atom.weekday else None
            return DateSpan(" ".join(text[atom.start:atom.end].split()), start, end, "day", note=note)
    return None
