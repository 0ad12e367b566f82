"""Word's automatic list numbers: they are nowhere in the text, so they are counted as Word counts them."""
from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extractors.readers.docx_styles import Styles, child, on, value
from extractors.readers.ooxml import MC, W, whole

_LEVEL = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
          (4, "iv"), (1, "i"))
_ONES = ("Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen "
         "Nineteen").split()
_TENS = "_ _ Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split()


def roman(number: int) -> str:
    out = ""
    for amount, letters in _ROMAN:
        out += letters * (number // amount)
        number %= amount
    return out


def letters(number: int) -> str:
    """1 a, 26 z, 27 aa, 28 bb: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f"-{_ONES[number % 10].lower()}" if number % 10 else "") if number < 100 else str(number)


def formatted(number: int, style: str) -> str:
    """A counter in one of Word's number formats; formats for other scripts come out as digits."""
    if style == "none":
        return ""
    if not 0 < number < 10_000 and not style.startswith("0"):
        return str(number)
    if style in ("lowerRoman", "upperRoman"):
        return roman(number) if style == "lowerRoman" else roman(number).upper()
    if style in ("lowerLetter", "upperLetter"):
        return letters(number) if style == "lowerLetter" else letters(number).upper()
    if style == "ordinal":
        return ordinal(number)
    if style == "cardinalText":
        return cardinal(number)
    zeros = len(style) - len(style.lstrip("0")) + 1 if style.startswith("0") else 2 if style == "decimalZero" else 1
    return str(number).zfill(zeros)


@dataclass(slots=True)
class Level:
    """One level of a list. `restart` is the level (1-based) whose items restart it; 0 never; None = any higher one."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    paragraph_style: str | None = None

    @property
    def is_bullet(self) -> bool:
        return self.style == "bullet"


def _level(element: etree._Element) -> Level:
    form = element.find(W + "numFmt")
    if form is None:
        form = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    style = value(form) or "decimal"
    if style == "custom" and form is not None:
        style = (form.get(W + "format") or "").split(",")[0].strip() or "decimal"
        style = style if style.startswith("0") else "decimal"
    if element.find(W + "lvlPicBulletId") is not None:
        style = "bullet"
    restart = value(child(element, "lvlRestart"))
    return Level(whole(value(child(element, "start"))), style, value(child(element, "lvlText")) or "",
                 None if restart is None else whole(restart), bool(on(child(element, "isLgl"))), value(child(element, "pStyle")))


def _levels(element: etree._Element) -> dict[int, Level]:
    return {whole(e.get(W + "ilvl")): _level(e) for e in element.findall(W + "lvl")}


class Numbering:
    """The numbering part and its counters. Counters belong to the abstract list, so two lists made from one continue
    each other unless the second says where it starts."""

    def __init__(self, root: etree._Element | None, styles: Styles):
        self.styles = styles
        abstracts = {} if root is None else {e.get(W + "abstractNumId", ""): e for e in root.findall(W + "abstractNum")}
        self.abstracts = {key: _levels(e) for key, e in abstracts.items()}
        self.links = {key: value(child(e, "numStyleLink")) for key, e in abstracts.items() if child(e, "numStyleLink") is not None}
        self.lists: dict[str, str] = {}
        self.levels: dict[str, dict[int, Level]] = {}
        self.starts: dict[str, dict[int, int]] = {}
        for num in () if root is None else root.findall(W + "num"):
            self._add(num)
        self.counters: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def _add(self, num: etree._Element) -> None:
        key, abstract = num.get(W + "numId", ""), value(child(num, "abstractNumId")) or ""
        self.lists[key] = abstract
        self.levels[key], self.starts[key] = {}, {}
        for override in num.findall(W + "lvlOverride"):
            level, start = whole(override.get(W + "ilvl")), child(override, "startOverride")
            if start is not None:
                self.starts[key][level] = whole(value(start), 1)
            own = child(override, "lvl")
            if own is not None:
                self.levels[key][level] = _level(own)

    def _abstract(self, key: str) -> str:
        """The abstract list of a list, through a numbering style where it only names one."""
        abstract = self.lists.get(key, "")
        linked = self.links.get(abstract)
        if linked and not self.abstracts.get(abstract):
            through = value(self.styles.find(linked, "pPr", "numPr", "numId")) or ""
            abstract = self.lists.get(through, abstract)
        return abstract

    def place(self, properties: etree._Element | None, style: str) -> tuple[str, int] | None:
        """List and level (0-based) of a paragraph, from its own w:pPr or its style; None where it is in no list."""
        own = child(properties, "numPr")
        key, level = value(child(own, "numId")), value(child(own, "ilvl"))
        if key is None:
            key = value(self.styles.find(style, "pPr", "numPr", "numId"))
            if key is not None and level is None:
                level = str(self._style_level(key, style))
        if key is None or key not in self.lists or self.lists[key] not in self.abstracts:
            return None
        return key, min(max(whole(level), 0), 8)

    def _style_level(self, key: str, style: str) -> int:
        levels = self.abstracts.get(self._abstract(key), {})
        for element in self.styles.chain(style):
            for index, level in levels.items():
                if level.paragraph_style == element.get(W + "styleId"):
                    return index
        return whole(value(self.styles.find(style, "pPr", "numPr", "ilvl")))

    def level(self, key: str, index: int) -> Level:
        return self.levels[key].get(index) or self.abstracts.get(self._abstract(key), {}).get(index) or Level(text=f"%{index + 1}.")

    def next(self, key: str, index: int) -> str:
        """Count one more item of a list and return its number as printed ('2.1'); '' for a bullet. A level that was skipped
        counts as begun: after '1.1' without a '1' before it, the next one above is '2'."""
        counters = self.counters.setdefault(self._abstract(key), {})
        level = self.level(key, index)
        for above in range(index):
            counters.setdefault(above, self.level(key, above).start)
        if index in self.starts[key] and (key, index) not in self.begun:
            counters[index] = self.starts[key][index]
        else:
            counters[index] = counters[index] + 1 if index in counters else level.start
        self.begun.add((key, index))
        for deeper in [i for i in counters if i > index]:
            restart = self.level(key, deeper).restart
            if restart is None or (restart and index < restart):
                del counters[deeper]
        return "" if level.is_bullet else self._printed(key, level, counters)

    def _printed(self, key: str, level: Level, counters: dict[int, int]) -> str:
        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = self.level(key, index)
            return formatted(counters.get(index, other.start), "decimal" if level.legal and other.style != "none" else other.style)
        return " ".join(_LEVEL.sub(shown, level.text).split())
