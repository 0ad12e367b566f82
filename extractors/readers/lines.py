"""Words -> lines -> paragraphs.

A line is what overlaps vertically, so that a raised 'nd' stays with its 22. A paragraph ends where the next line is a list item, is set
off by a gap, or begins with a word that the line above still had room for.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter

from extractors.readers.pdfium import Word
from models.document import Paragraph, Place
from models.vocabulary import spelt

BULLET = re.compile(r"^[•▪●○◦■□➢➤►‣∙·◾◼❖✦⁃]\s*(?=\S|$)")
_DASH = re.compile(r"^[-–—o*]\s+(?=\S)")
_DASH_WORD = re.compile(r"^[-–—]\s+(?=[^\W\d_])")  # at the head of a paragraph no text begins so, however near its word stands
_NUMBER = re.compile(r"^(?:\(?\d{1,3}(?:\.\d+)*[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])(?:\s|$|(?=[A-Z]))")
_SURE_NUMBER = re.compile(r"^\(?\w{1,3}\)|^\d{1,2}\.\s+[A-Z]")
LARGE = 14
"""Points of type that titles are set in."""
_DOTTED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-Z]")
_DATE_END = re.compile(r"(?:^|\s)\d{1,2}[./]\d{1,2}[./]\d{2,4}$")
_YEARS_BEGUN = re.compile(r"(?:^|\s)20\d\d/\d$")
_YEAR_BEGUN = re.compile(r"(?:^|\s)\d{1,2}[./]\d{1,2}[./](20?\d?|19?\d?)$")
_DATE_START = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_LABEL_START = re.compile(r"^(?:[A-Z][a-z]+(?: [A-Za-z][a-z]+){0,2}:\s|Updated?:?\s+(?:on\s+)?\d)")
_SHORT = frozenset("""a an and as at by for from in into is of on or our the their to was with date due lead plan work care time home team
    this that will have been were they than then also next last year each more must need made make held sent seen good rate risk role post
    part page item area aim aims goal task step note word not no yes new old all any its it we he she has had are be can may but who
    why how when what rag raft day days week term user unit cost fund paid pay met meet open done use used per one two few body list
    name type key site town city park road data case file form code line mark""".split())
"""Short words that end no other word: after a line end they are words of their own."""
_LEAST = frozenset("a i am an as at be by do go he if in is it me my no of on or so to up us vs we".split())
"""All words of one and two letters."""
_LOOSE = re.compile(r"[.,;!?)](?:\s|$)")
_ENDS = frozenset("""nts ted ting ity ion tion sion ance ence ment ments ness ally ble able ible ers ors ings ies ied ated ised ure ures ng
    nt""".split())
"""Rests of words that are none."""
_TENTHS: dict[int, float] = {}
_middle, _x0 = (lambda w: w.top + w.bottom), attrgetter("x0")


@dataclass(slots=True, eq=False)
class Line:
    """One line of text and its box. `size` is its type size, `first` the width of the word that would have to fit on the line above,
    `text_x0` where its text begins after a bullet or number; `spaced` is true where white space follows its last word in the content."""

    words: list[Word]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    bold_start: bool
    bold_end: bool
    first: float
    text_x0: float
    spaced: bool


@dataclass(slots=True, frozen=True)
class Setting:
    """How lines make paragraphs in a file. `known` are words seen whole in a file whose lines end in spaces where they go on, so that a
    line that does not may end in half a word; null in other files. `tagged`: its structure tags tell paragraphs, and `over_pages` tables
    that go on over pages."""

    known: set[str] | None = None
    tagged: bool = False
    over_pages: bool = False


PLAIN = Setting()


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Words that stand on one line, top to bottom, each row left to right."""
    rows: list[list[Word]] = []
    tallest: list[Word] = []
    row, last_top, last_bottom = [], None, None
    for word in sorted(words, key=_middle):
        top, bottom = word.top, word.bottom
        if top == last_top and bottom == last_bottom:
            row.append(word)  # as most words of a line
            continue
        last_top, last_bottom = top, bottom
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            other = tallest[i]
            high, others = bottom - top, other.bottom - other.top
            shared = (bottom if bottom < other.bottom else other.bottom) - (top if top > other.top else other.top)
            if shared > 0.5 * (high if high < others else others):
                row = rows[i]
                row.append(word)
                if high > others:
                    tallest[i] = word
                break
        else:
            row = [word]
            rows.append(row)
            tallest.append(word)
    if len(rows) > 1:
        order = sorted(range(len(rows)), key=lambda i: tallest[i].bottom)
        rows = [rows[i] for i in order]
    for row in rows:
        row.sort(key=_x0)
    return rows


def lines_of(words: list[Word]) -> list[Line]:
    """Lines of a region (a cell, a column of the page), top to bottom. Words set sideways in it are turned first."""
    sideways = [w for w in words if w.angle]
    if len(sideways) * 2 > len(words):
        words = [_turned(w) if w.angle else w for w in words]
    return [line_of(row) for row in rows_of(words)]


def _turned(word: Word) -> Word:
    """A word running up (90) or down (270) the page, as if the region were turned to read it; 180 is left where it stands."""
    if word.angle == 90:
        box = (-word.bottom, word.x0, -word.top, word.x1)
    elif word.angle == 270:
        box = (word.top, -word.x1, word.bottom, -word.x0)
    else:
        return word
    return Word(word.text, *box, word.before, word.after, word.bold, word.size, word.tag)


def line_of(words: list[Word]) -> Line:
    """A line from its words, left to right."""
    head = words[0]
    parts, text_x0, first = [head.text], None, None
    before, size, top, bottom, x1 = head, head.size, head.top, head.bottom, head.x1
    bold = head.bold
    for word in words[1:]:
        gap, high = word.x0 - before.x1, before.bottom - before.top
        if gap > 0.16 * high or gap < -0.5 * high or ((word.before or before.after) and not _raised(before, word)):
            parts.append(" ")
            if first is None and word.text != "/":  # no line begins with one
                first = before.x1 - head.x0
            if text_x0 is None and gap > 0.55 * size and before.x1 - head.x0 < 30:
                text_x0 = word.x0
        parts.append(word.text)
        if word.size > size:
            size = word.size
        if word.top < top:
            top = word.top
        if word.bottom > bottom:
            bottom = word.bottom
        if word.x1 > x1:
            x1 = word.x1
        bold = bold and word.bold
        before = word
    return Line(words, "".join(parts), head.x0, top, x1, bottom, size, bold, head.bold, before.bold,
                first if first is not None else x1 - head.x0, head.x0 if text_x0 is None else text_x0, before.after)


def _raised(before: Word, word: Word) -> bool:
    """Whether a word is a raised 'nd' after its number."""
    return before.text[-1:].isdigit() and word.size < 0.8 * before.size and word.x0 - before.x1 < 0.16 * before.size


def paragraphs_of(lines: list[Line], right: float, page: int, setting: Setting = PLAIN) -> list[Paragraph]:
    """Lines of one column as paragraphs. `right` is how far text may run."""
    return [paragraph_of(group, page, right, setting) for group in group_lines(lines, right, setting)]


def group_lines(lines: list[Line], right: float, setting: Setting = PLAIN) -> list[list[Line]]:
    """Cut lines into paragraphs."""
    if not lines:
        return []
    steps = [s for a, b in zip(lines, lines[1:], strict=False) if 0.5 * a.size < (s := b.bottom - a.bottom) < 3 * a.size]
    usual = min(steps, default=0.0)
    groups = [[lines[0]]]
    for before, line in zip(lines, lines[1:], strict=False):
        above, below = before.words[-1].tag, line.words[0].tag
        if above != below if setting.tagged and above and below else _starts(before, line, groups[-1], usual, right):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _starts(before: Line, line: Line, group: list[Line], usual: float, right: float) -> bool:
    """Whether a line begins a new paragraph."""
    if _DOTTED.match(line.text) and (before.text[-1] in ".;:!?" or _DOTTED.match(group[0].text)):
        return True
    if is_item(line) or abs(line.size - before.size) > 0.25 * before.size:
        return True
    if before.text[-1] in ".;:" and line.x0 - group[0].x0 > 0.4 * (right - group[0].x0):
        return True  # set to the right: 'ACTION: Town Clerk'
    step = line.bottom - before.bottom
    if before.text[-1] == "-" and before.text[-2:-1].isalpha() and line.text[0].islower() and step < 2 * before.size:
        return False
    if before.size >= LARGE and line.text[0].islower() and before.text[-1] not in ".:;!?" and step < 1.5 * before.size:
        return False  # the second line of a title, which is set wider than text
    if usual and step > 1.2 * max(usual, before.size):
        return True
    if usual == step > 1.6 * before.size and before.text[-1] in ".:!?" and line.text[0].isupper():
        return True
    if before.bold and not line.bold_start and not line.text[0].islower() and line.text[0] != "(":
        return True
    if line.bold != before.bold and len(group) == 1 and before.x1 < right - 0.35 * (right - group[0].x0):
        return True
    if line.bold_start and not before.bold_end and not line.bold and (before.x1 < right - 4 * line.size or _is_labelled(line)):
        return True
    if line.bold and not before.bold and before.text[-1] in ".;" and line.text[0].isupper():
        return True  # 'Progress reported in May 2024:' under a sentence that fills its line
    if _DATE_START.match(line.text) and (_DATE_END.search(before.text) or before.text[-1] in ".;"):
        return True
    if before.text[-1] == "." and _LABEL_START.match(line.text):
        return True  # 'Status: on hold', 'Update 9 July 2020': after a whole sentence they head the next
    room = right - before.x1
    if line.text[0].islower() and before.text[-1] not in ".:;!?":
        return room > 1.5 * line.first + line.size
    return room > line.first + 0.35 * line.size


def _is_labelled(line: Line) -> bool:
    """Whether a line begins with a bold label and a colon: 'Progress (May 2021): The list ...'."""
    label = list(takewhile(attrgetter("bold"), line.words))
    return len(label) < len(line.words) and label[-1].text.endswith(":")


def is_item(line: Line) -> bool:
    """Whether a line begins a list item: a bullet, or a number that is set off."""
    if BULLET.match(line.text):
        return True
    indented = line.text_x0 - line.x0 > 0.7 * line.size
    if _NUMBER.match(line.text):
        return indented or _SURE_NUMBER.match(line.text) is not None
    return indented and _DASH.match(line.text) is not None


def paragraph_of(lines: list[Line], page: int, right: float, setting: Setting = PLAIN) -> Paragraph:
    """One paragraph from its lines. A sign that stands alone is no bullet but a value."""
    head = lines[0]
    text = head.text
    for before, line, following in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        text += joint(text, line.text, setting.known is not None and not before.spaced and " " not in before.text
                      and _cut(text, before, line, following, right, setting.known)) + line.text
    glyph = BULLET.match(text) or _DASH_WORD.match(text) or (head.text_x0 - head.x0 > 0.7 * head.size and _DASH.match(text))
    after = text[glyph.end():].strip() if glyph else ""
    text = after or text
    last = lines[-1]
    place = place_of(page, min([line.x0 for line in lines]), head.top, max([line.x1 for line in lines]), last.bottom)
    bold = all([line.bold for line in lines])
    return Paragraph(" ".join(text.split()), bullet=bool(after), bold=bold, size=tenth(head.size), place=place)


def place_of(page: int, x0: float, top: float, x1: float, bottom: float) -> Place:
    """A box on a page, to a tenth of a point."""
    return Place(page, tenth(x0), tenth(top), tenth(x1), tenth(bottom))


def tenth(value: float) -> float:
    """A number rounded to a tenth, the same object each time: a long paper holds a million coordinates, few of them different."""
    key = round(value * 10)
    return _TENTHS.setdefault(key, key / 10)


def _cut(text: str, before: Line, line: Line, following: Line | None, right: float, known: set[str]) -> bool:
    """Whether a word is broken without a hyphen between two lines: it is too long for the column, so its first part stands alone on its
    line and leaves no room for one letter more. All parts together are a word ('enforce', 'ment'; 'Imple', 'mente', 'd'), or none is one.
    `text` is what was put together so far."""
    head, wide = before.text, before.x1 - before.x0
    tail = line.text.split(" ", 1)[0].strip(".,;:")
    alike = (head[-1].islower() and tail[:1].islower()) or (head.isupper() and tail.isupper() and head.isalpha())
    if not alike or wide + line.first < right - before.x0:
        return False
    if len(tail) > 1 and right - before.x1 > (1.9 if tail[0] in "mwMW" else 1.4) * wide / len(head):
        return False
    words, whole, own = spelt(), (text.rsplit(" ", 1)[-1] + tail).lower(), tail not in _SHORT and tail not in _LEAST
    longer = whole + following.text.split(" ", 1)[0].strip(".,;:").lower() if following and " " not in line.text else whole
    if any(w in known or w in words for w in (whole, longer, f"{whole}s")):
        return own or head.lower() not in known
    if head.lower() in known or not own:
        return False
    if head.lower() in words or len(tail) < 3:
        return len(tail) < 3
    return tail in _ENDS or len(tail) < 5 and tail not in known  # the rests of words are seen as words themselves


def _is_cut_year(before: str, after: str) -> bool:
    """Whether a column too narrow for a date has cut its year: '31/10/202' over '4', '2020/2' over '1'."""
    if not (before[-1:].isdigit() and after[:1].isdigit()):
        return False
    if _YEARS_BEGUN.search(before) and re.match(r"\d(?!\d)", after):
        return True
    head, tail = _YEAR_BEGUN.search(before), re.match(r"\d{1,3}(?!\d)", after)
    return bool(head and tail) and re.fullmatch(r"(?:19|20)\d\d", head[1] + tail[0]) is not None


def joint(before: str, after: str, cut: bool = False) -> str:
    """What stands between the texts of two lines of a paragraph: nothing after a hyphen that ends a line nor before a stop that
    found no room on it, else a space."""
    stop = _LOOSE.match(after) and before[-1:].isalnum()
    hyphen = before[-1:] in "-–" and before[-2:-1].isalnum() and after[:1].isalnum()
    return "" if cut or stop or hyphen or _is_cut_year(before, after) else " "
