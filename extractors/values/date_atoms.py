"""The single dates inside a text: '3rd March', 'Dec 17', 'Q3 2019/20', each with its place, before anything is made of them together."""
from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.vocabulary import vocabulary

PLAIN = str.maketrans("’‘`´–—‑−‐\xa0\tºᵗʰ", "'" * 4 + "-----  °th")
ORDINAL = r"(?:\s?(?:st|nd|rd|th|°)(?![a-z]))"
QUARTERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}
TERM = re.compile(r"\s+term\b")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(slots=True)
class Atom:
    """One date in a text. `kind` is day, month, quarter, half, season or year; `start` and `end` are offsets. `first_month` is that
    of a year that does not begin in January. `weak` dates count only where little else stands in the cell. `wrong`: no such day."""

    kind: str
    start: int
    end: int
    year: int | None = None
    month: int = 0
    day: int = 0
    last_day: int = 0
    last_month: int = 0
    first_month: int = 1
    weekday: str | None = None
    weak: bool = False
    full: bool = False
    wrong: bool = False
    inferred: bool = False
    season: bool = False

    def span(self) -> tuple[dt.date, dt.date]:
        """First and last day; the year must be known."""
        year = self.year or 0
        if self.kind == "day":
            return dt.date(year, self.month, self.day), dt.date(year, self.month, self.last_day or self.day)
        if self.kind == "month":
            return dt.date(year, self.month, 1), last_of(year, self.month)
        if self.kind == "year":
            first = dt.date(year, self.first_month, 1)
            return first, (dt.date(year, 12, 31) if self.first_month == 1 else first.replace(year=year + 1) - dt.timedelta(days=1))
        start_year = year + (self.first_month > self.month and not self.season)
        return dt.date(start_year, self.month, 1), last_of(start_year + (self.last_month < self.month), self.last_month)


def last_of(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, monthrange(year, month)[1])


def full_year(digits: str) -> int:
    """'18' is 2018, '98' is 1998: papers look a few decades ahead, and not further."""
    year = int(digits)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def words_pattern(words: Any) -> str:
    """An alternation of phrases, the longest first, with any white space between words."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


class Atoms:
    """Finds the dates of a text; compiled once a vocabulary."""

    def __init__(self, words: dict[str, Any]):
        self.month_of = {name: int(number) for number, names in words["months"].items() for name in names}
        self.seasons: dict[str, list[int]] = words["seasons"]
        self.terms: dict[str, list[int]] = words["terms"]
        self.years: dict[str, int] = words["years"]
        month, season = words_pattern(self.month_of), words_pattern(self.seasons)
        self.hint = re.compile(rf"\d|\b(?:{month}|{season}|quarter)\b")
        two = r"\d\d(?!\s?(?:st|nd|rd|th|°|%|am\b|pm\b)|[:.]\d|\d|,\d)"
        year = rf"(?:(?:19|20)\d\d(?!\d|[./]\d)|'?{two})"
        fiscal = r"(?:20\d\d|(?<!\d)'?\d\d)\s?[/-]\s?'?(?:20\d\d|\d\d)(?![\d/]|[.,]\d)"
        before = r"(?<![\w.,/£%#])(?<![a-z]-)(?<!\d\s[/.])"
        name, day = rf"(?:{month})(?![a-z])", rf"\d{{1,2}}{ORDINAL}?"
        weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?)?"
        kind_of_year = rf"(?:(?:{words_pattern(self.years)})\s+year|fy)"
        quarter = rf"(?:q(?:tr|uarter)?\.?\s?(?:[1-4]|one|two|three|four)\b|(?:{words_pattern(QUARTERS)})\s+(?:quarter|qtr)\b)"
        of_year = rf"(?:[\s,(\-/]*(?:of\s+)?(?:{kind_of_year}\s*)?(?:{fiscal}|{year})\)?)?"
        rules = (
            ("iso", rf"{before}(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}(?!\d)"),
            ("numeric", rf"{before}{weekday}\d{{1,2}}\s?(?P<mark>[./-])\s?\d{{1,2}}\s?(?P=mark)\s?(?:(?:19|20)\d\d|{two})(?!/?\d)"),
            ("dmy", rf"(?<![\w.,/£%#']){weekday}{day}(?:(?:\s?[-&,/]\s?|\s+(?:to|and)\s+){day})*\s*(?:day\s+)?(?:of\s+)?-?\s?{name}"
                    rf"\.?(?:[\s,'\-./]*{year})?"),
            ("mdy", rf"(?<![a-z]){weekday}{name}\.?\s+(?:{day},?\s+(?:19|20)\d\d(?!\d)|\d{{1,2}}{ORDINAL}(?:[\s,]+{year})?"
                    rf"|[1-9](?![\d./:%]|\s*[-/]\s*\d))"),
            ("month_year", rf"(?<![a-z]){name}\.?(?:[\s,'\-/.]*(?:of\s+)?){year}"),
            ("quarter", rf"(?<!\w){quarter}{of_year}"),
            ("half", rf"(?<!\w)h[12](?:\s|\b){of_year}"),
            ("season", rf"(?<!\w)(?:{season})\b(?:\s+term)?{of_year}"),
            ("fiscal", rf"{before}(?:{kind_of_year}\s*)?{fiscal}"),
            ("month_number", rf"{before}(?:0?[1-9]|1[0-2])\s?[/-]\s?20\d\d(?![\d/-])|{before}20\d\d-(?:0[1-9]|1[0-2])(?![\d/-])"),
            ("month", rf"(?<![a-z]){name}"),
            ("year", rf"{before}'?(?:19|20)\d\d(?![\d%]|/\d|[.,]\d|\s?(?:am|pm)\b)"),
            ("day_month", rf"{before}\d{{1,2}}/\d{{1,2}}(?![\d/%]|[.,]\d)"),
        )
        self.find = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in rules))
        self.rules = [(name, re.compile(pattern)) for name, pattern in rules]
        self.name = re.compile(rf"(?<![a-z])(?:{month})(?![a-z])")
        self.season_name = re.compile(season)
        self.split_year = re.compile(r"(20\d\d|\d\d)\s?[/-]\s?'?(20\d\d|\d\d)")
        self.kind_of_year = re.compile(rf"({words_pattern(self.years)})\s+year")
        self.code_before = re.compile(rf"(?:\b(?:{words_pattern(words['codes'])})\.?|£)\s*$")

    def scan(self, low: str, printed: str) -> list[Atom]:
        """The dates of a lower-case text in order; `printed` is the same text as printed, which tells 'May' from 'may'."""
        atoms = []
        position = 0
        while match := self.find.search(low, position):
            atom = self.read(match.lastgroup or "", match)
            if atom is None:
                match, atom = self.second_reading(low, match)
            if atom is None or self.code_before.search(low, 0, match.start()):
                position = match.start() + 1
                while position < len(low) and low[position - 1].isalnum() and low[position].isalnum():
                    position += 1
                continue
            atom.start, atom.end = match.span()
            if atom.kind == "month" or (atom.kind == "day" and not atom.full):
                found = self.name.search(low, atom.start, atom.end)
                if found and not printed[found.start()].isupper() and found.group() in ("may", "march", "mar", "sep", "mach"):
                    atom.weak = True
            atoms.append(atom)
            position = match.end()
        return atoms

    def read(self, rule: str, match: re.Match[str]) -> Atom | None:
        """What a rule's match means, or None where its numbers do not fit."""
        return getattr(self, rule)(match.group())

    def second_reading(self, low: str, match: re.Match[str]) -> tuple[re.Match[str], Atom | None]:
        """The later rules at the same place: '13/02' is no split year but may be a day."""
        names = [name for name, _ in self.rules]
        for rule, pattern in self.rules[names.index(match.lastgroup or "") + 1:]:
            if (other := pattern.match(low, match.start())) and (atom := self.read(rule, other)):
                return other, atom
        return match, None

    def iso(self, text: str) -> Atom | None:
        year, month, day = (int(p) for p in text.split("-"))
        return self.day(year, month, day, None)

    def numeric(self, text: str) -> Atom | None:
        numbers = re.findall(r"\d+", text)
        return self.day(full_year(numbers[2]), int(numbers[1]), int(numbers[0]), text)

    def dmy(self, text: str) -> Atom | None:
        name = self.name.search(text)
        assert name
        days = [int(d) for d in re.findall(r"\d+", text[:name.start()])]
        rest = re.search(r"\d+", text[name.end():])
        atom = self.day(full_year(rest.group()) if rest else None, self.month_of[name.group()], days[0], text)
        if atom and len(days) > 1:
            if days[-1] <= days[0] or days[-1] > 31:
                return None
            atom.last_day, atom.full = days[-1], False
        return atom

    def mdy(self, text: str) -> Atom | None:
        name = self.name.search(text)
        assert name
        numbers = re.findall(r"\d+", text[name.end():])
        return self.day(full_year(numbers[1]) if len(numbers) > 1 else None, self.month_of[name.group()], int(numbers[0]), text)

    def day(self, year: int | None, month: int, day: int, text: str | None) -> Atom | None:
        """A day; `wrong` where it is not in the calendar, None where the numbers cannot be meant as one."""
        if not 1 <= day <= 31 or not 1 <= month <= 31 or (year is not None and not 1950 <= year <= 2100):
            return None
        atom = Atom("day", 0, 0, year=year, month=month, day=day, full=year is not None)
        atom.wrong = month > 12 or day > monthrange(year or 2000, month)[1]
        if text and text[:3] in WEEKDAYS:
            atom.weekday = text[:3]
        return atom

    def month_year(self, text: str) -> Atom | None:
        name = self.name.search(text)
        digits = re.search(r"\d+", text)
        assert name and digits
        return Atom("month", 0, 0, year=full_year(digits.group()), month=self.month_of[name.group()])

    def month_number(self, text: str) -> Atom | None:
        first, second = (int(n) for n in re.findall(r"\d+", text))
        month, year = (first, second) if first < 13 else (second, first)
        return Atom("month", 0, 0, year=year, month=month, weak=True)

    def month(self, text: str) -> Atom | None:
        return Atom("month", 0, 0, month=self.month_of[text], weak=True)

    def year(self, text: str) -> Atom | None:
        return Atom("year", 0, 0, year=int(text.strip("'")), weak=True)

    def day_month(self, text: str) -> Atom | None:
        day, month = (int(n) for n in text.split("/"))
        if month > 12 or text == "24/7":
            return None
        atom = self.day(None, month, day, None)
        if atom:
            atom.weak = True
        return atom

    def year_of(self, text: str) -> tuple[int | None, bool]:
        """The year at the end of a quarter or season, and whether it is a split one ('2019/20')."""
        if found := self.split_year.search(text):
            first, second = found.groups()
            if (full_year(first) + 1) % 100 == int(second) % 100:
                return full_year(first), True
        digits = re.findall(r"\d{4}|\d\d", text)
        return (full_year(digits[0]), False) if digits else (None, False)

    def quarter(self, text: str) -> Atom | None:
        head = re.match(r"q(?:tr|uarter)?\.?\s?(\d|[a-z]+)|(\w+)\s+q", text)
        assert head
        token = head.group(1) or head.group(2)
        number = int(token) if token.isdigit() else QUARTERS[token]
        year, split = self.year_of(text[head.end():])
        month = (self.years["financial"] + 3 * number - 4) % 12 + 1
        return Atom("quarter", 0, 0, year=year, month=month, last_month=month + 2, first_month=self.years["financial"],
                    inferred=year is not None and not split)

    def half(self, text: str) -> Atom | None:
        year, split = self.year_of(text[2:])
        if year is None:
            return None
        month = (self.years["financial"] + 6 * int(text[1]) - 7) % 12 + 1
        return Atom("half", 0, 0, year=year, month=month, last_month=(month + 4) % 12 + 1, first_month=self.years["financial"],
                    inferred=not split)

    def season(self, text: str) -> Atom | None:
        name = self.season_name.match(text)
        assert name
        of_school = self.terms.get(name.group()) if TERM.match(text, name.end()) else None
        first, last = of_school or self.seasons[name.group()]
        year, split = self.year_of(text[name.end():])
        if year is not None and split and first < 6:
            year += 1
        return Atom("season", 0, 0, year=year, month=first, last_month=last, season=True, weak=year is None)

    def fiscal(self, text: str) -> Atom | None:
        found = self.split_year.search(text)
        assert found
        first, second = full_year(found.group(1)), int(found.group(2))
        if (first + 1) % 100 != second % 100:
            return None
        kind = self.kind_of_year.match(text)
        month = self.years[kind.group(1)] if kind else self.years["financial"]
        named = not text[0].isdigit() and text[0] != "'"
        return Atom("year", 0, 0, year=first, first_month=month, weak=not named and len(found.group(1)) == 2)


@cache
def atoms(extra: tuple[str, ...] = ()) -> Atoms:
    """The finder of a vocabulary."""
    return Atoms(vocabulary("dates", extra))
