"""Words of a PDF page, from PDFium's raw interface; what is painted is in `painted.py`.

Coordinates are points with the origin at the top left of the page as it is shown: /Rotate is undone, and a page whose text runs
sideways is turned so that the text runs across.

PDFium is asked for all text of a page at once, then for the boxes of each word's first and last character only: asking for every
character costs four times as much. The characters of one text object stand together, so a word whose next one is of the same object is too.
"""
from __future__ import annotations

import ctypes
import math
import re
import struct
from collections import Counter
from dataclasses import dataclass, field
from operator import attrgetter

import pypdfium2 as pdfium

from extractors.readers.fold import SIGNS
from extractors.readers.painted import Painted, paint
from extractors.readers.pdfium_calls import CALL, Handle, address, room
from extractors.readers.tags import Tags, read_tags

ASCENT, DESCENT = 0.78, 0.22
"""A line of type reaches so far above and below its base line (shares of its size)."""
MAX_CHARS = 120_000
"""Per page; what lies beyond is not read and said."""
_TOKEN = re.compile("[^\x00\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""What is no white space: spelt out, which is twice as fast as `\\s` with the four control characters that are none in a PDF."""
_GLYPHS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076\uf0e0\uf0be\uf0a8\uf071\uf06e\uf02a\uf0f0\uf075"), "•")
_GLYPHS |= dict.fromkeys((*range(1, 9), *range(14, 32)), "\ufffd")
_GLYPHS |= {0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0xF0FD: "☒", 0xF02D: "-", 0x2: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-",
            0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFEFF: None, 0x200B: None}
_RIGHT = frozenset((0, 90, 180, 270))
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.I)
_angle = attrgetter("angle")


@dataclass(slots=True, eq=False)
class Word:
    """Characters with no white space between them, on one line.

    `before` and `after` are true where the content has white space there (a word without it at a line's end may go on in the next line).
    `high` is the height of the line box, `size` the type size; `tag` names the paragraph in the structure tree, 0 for none;
    `ink` is the colour of a sign ('●'), null for other words and for black.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    before: bool
    after: bool
    bold: bool
    size: float
    tag: int = 0
    angle: int = 0
    ink: str | None = None

    @property
    def high(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Page:
    """One page as read. `askew` are words set at another angle (watermarks, stamps)."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    askew: list[Word] = field(default_factory=list)
    painted: Painted = field(default_factory=Painted)
    tags: Tags = field(default_factory=Tags)
    limited: bool = False


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Everything drawn on one page. Raises pdfium.PdfiumError where the page cannot be loaded."""
    page = document[index]
    try:
        handle = address(page.raw)
        box, turn = page.get_cropbox(), page.get_rotation()
        width, height = (box[2] - box[0], box[3] - box[1]) if turn in (0, 180) else (box[3] - box[1], box[2] - box[0])
        out = Page(index + 1, width, height)
        place = _placer(box, turn)
        if CALL.FPDFCatalog_IsTagged(address(document.raw)):
            out.tags = read_tags(handle)
        words, out.limited = _words(handle, place, turn, out.tags.paragraphs)
        out.painted = paint(handle, place)
        out.limited = out.limited or out.painted.limited
        _set_upright(out, words)
        return out
    finally:
        page.close()


def _words(page: Handle, place, turn: int, paragraphs: dict[int, int]) -> tuple[list[Word], bool]:
    """The words of a page, and whether there are more than are read."""
    text = CALL.FPDFText_LoadPage(page)
    if not text:
        raise pdfium.PdfiumError("Failed to load text page.")
    try:
        return _Words(text, place, turn, paragraphs).read()
    finally:
        CALL.FPDFText_ClosePage(text)


def _placer(box: tuple[float, float, float, float], turn: int):
    """User space (left, bottom, right, top) -> (x0, top, x1, bottom) of the page as shown."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return lambda l, b, r, t: (b - y0, l - x0, t - y0, r - x0)
    if turn == 180:
        return lambda l, b, r, t: (x1 - r, b - y0, x1 - l, t - y0)
    if turn == 270:
        return lambda l, b, r, t: (y1 - t, x1 - r, y1 - b, x1 - l)
    return lambda l, b, r, t: (l - x0, y1 - t, r - x0, y1 - b)


class _Words:
    """The words of one text page."""

    def __init__(self, handle: Handle, place, turn: int, paragraphs: dict[int, int]):
        self.handle, self.place, self.turn, self.paragraphs = handle, place, turn, paragraphs
        self.rect, (self.rect_at, *_) = room(ctypes.c_float, 4)
        self.matrix, (self.matrix_at, *_) = room(ctypes.c_float, 6)
        self.linear = self.matrix[:4]
        self.origin, self.origin_at = room(ctypes.c_double, 2)
        self.rgba, self.rgba_at = room(ctypes.c_uint, 4)
        self.looks: dict[int | None, tuple] = {None: (False, 0.0, 0, 0, None)}
        self.shapes: dict[tuple[bytes, float], tuple[float, int]] = {}
        self.fonts: dict[int, bool] = {}
        self.out: list[Word] = []

    def read(self) -> tuple[list[Word], bool]:
        text, limited = self._text()
        handle, item_of, add = self.handle, CALL.FPDFText_GetTextObject, self._add
        last = len(text)
        spans = [match.span() for match in _TOKEN.finditer(text)]
        items = [item_of(handle, start) for start, _ in spans]
        for (start, end), item, following in zip(spans, items, [*items[1:], None], strict=False):
            before = start == 0 or text[start - 1] in " \t\xa0"
            after = end < last and text[end] in " \t\xa0"
            if end - start == 1 or (item and item == following) or item_of(handle, end - 1) == item:
                add(text[start:end], start, end - 1, item, before, after)
            else:
                self._pieces(text, start, end, before, after)
        return self.out, limited

    def _text(self) -> tuple[str, bool]:
        """The page's text, one code point a PDFium character."""
        count = CALL.FPDFText_CountChars(self.handle)
        limited = count > MAX_CHARS
        count = max(0, min(count, MAX_CHARS))
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        written = CALL.FPDFText_GetText(self.handle, 0, count, Handle(ctypes.addressof(buffer)))
        text = bytes(buffer)[:2 * max(0, written - 1)].decode("utf-16-le", "replace")
        if len(text) != count:
            text = "".join(_character(CALL.FPDFText_GetUnicode(self.handle, k)) for k in range(count))
        return text, limited

    def _pieces(self, text: str, start: int, end: int, before: bool, after: bool) -> None:
        """A word set by several text objects (a bold part, a raised 'nd', a hyphen and the next line): one word where the parts touch."""
        runs: list[list] = []
        for k in range(start, end):
            item = CALL.FPDFText_GetTextObject(self.handle, k)
            if runs and (item is None or item == runs[-1][2]):
                runs[-1][1] = k
            else:
                runs.append([k, k, item])
        for n, (a, b, item) in enumerate(runs):
            whole = len(self.out)
            self._add(text[a:b + 1], a, b, item, before if n == 0 else False, after if n == len(runs) - 1 else False)
            if n and len(self.out) > whole and _touch(self.out[-2], self.out[-1]):
                second = self.out.pop()
                _glue(self.out[-1], second)

    def _add(self, text: str, first: int, last: int, item: int | None, before: bool, after: bool) -> None:
        rect, rect_at, box_of = self.rect, self.rect_at, CALL.FPDFText_GetLooseCharBox
        box_of(self.handle, first, rect_at)
        left, top, right, bottom = rect
        bold, size, tag, angle, line = self.looks.get(item) or self._look(item, first)
        if last != first:
            box_of(self.handle, last, rect_at)
            x0, up, x1, down = rect
            left, right = x0 if x0 < left else left, x1 if x1 > right else right
            top, bottom = up if up > top else top, down if down < bottom else bottom
        if not text.isascii() or not text.isprintable():
            text = text.translate(_GLYPHS)
            if not text:
                return
        if line is not None:
            if line[0]:
                left, right = line[1], line[2]
            else:
                bottom, top = line[1], line[2]
        x0, y0, x1, y1 = self.place(left, bottom, right, top)
        self.out.append(Word(text, x0, y0, x1, y1, before, after, bold, size or y1 - y0, tag, angle,
                             self._ink(first) if text in SIGNS else None))

    def _look(self, item: int, index: int) -> tuple:
        """How a text object is set: bold, type size, paragraph, angle (degrees, as shown), and the extent of its line across the
        direction of its text: (is it upright text?, from, to). The glyphs' own boxes would put a comma on another line than a capital."""
        CALL.FPDFText_GetMatrix(self.handle, index, self.matrix_at)
        CALL.FPDFText_GetCharOrigin(self.handle, index, *self.origin_at)
        shape = (bytes(self.linear), CALL.FPDFText_GetFontSize(self.handle, index))
        size, angle = self.shapes.get(shape) or self._shape(*shape)
        drawn = Handle(item)
        font = CALL.FPDFTextObj_GetFont(drawn)
        if font not in self.fonts:
            name = ctypes.create_string_buffer(128)
            CALL.FPDFFont_GetBaseFontName(Handle(font), name, ctypes.c_size_t(128))
            self.fonts[font] = bool(_BOLD.search(name.value)) or CALL.FPDFFont_GetWeight(Handle(font)) >= 600
        line = None
        if angle in _RIGHT and 1.6 * size > self.rect_height(angle) and size >= 1:
            up, down = (ASCENT, DESCENT) if angle in (0, 270) else (DESCENT, ASCENT)
            middle = self.origin[1 if angle in (0, 180) else 0]
            line = (angle in (90, 270), middle - down * size, middle + up * size)
        tag = self.paragraphs.get(CALL.FPDFPageObj_GetMarkedContentID(drawn), 0) if self.paragraphs else 0
        look = self.looks[item] = self.fonts[font], size, tag, (angle - self.turn) % 360, line
        return look

    def _shape(self, linear: bytes, points: float) -> tuple[float, int]:
        """Type size and angle (degrees) of text with the turning part of a matrix (four floats) and a font's points."""
        a, b, c, d = struct.unpack("4f", linear)
        found = self.shapes[linear, points] = abs(points) * (math.hypot(c, d) or 1.0), _upright(math.degrees(math.atan2(b, a))) % 360
        return found

    def _ink(self, index: int) -> str | None:
        CALL.FPDFText_GetFillColor(self.handle, index, *self.rgba_at)
        colour = "#{:02X}{:02X}{:02X}".format(*self.rgba[:3])
        return colour if colour != "#000000" else None

    def rect_height(self, angle: int) -> float:
        """Height of the last box asked for, across the direction of its text."""
        return abs(self.rect[1] - self.rect[3]) if angle in (0, 180) else abs(self.rect[2] - self.rect[0])


def _upright(angle: float) -> int:
    """An angle in degrees; one within 8 degrees of a right angle is that right angle (skewed scans)."""
    right = round(angle / 90) * 90
    return right if abs(angle - right) <= 8 else round(angle)


def _character(code: int) -> str:
    return chr(code) if code and not 0xD800 <= code < 0xE000 and code < 0x110000 else " " if not code else "\ufffd"


def _touch(a: Word, b: Word) -> bool:
    low, high = max(a.top, b.top), min(a.bottom, b.bottom)
    small = min(a.high, b.high)
    return a.angle == b.angle and high - low > 0.4 * small and -0.4 * a.high < b.x0 - a.x1 < 0.22 * a.high


def _glue(a: Word, b: Word) -> None:
    a.bold = a.bold and b.bold
    if b.high > a.high:
        a.top, a.bottom, a.size = b.top, b.bottom, b.size
    a.text, a.x0, a.x1, a.after = a.text + b.text, min(a.x0, b.x0), max(a.x1, b.x1), b.after


def _set_upright(page: Page, words: list[Word]) -> None:
    """Turn a page whose text runs mostly sideways, so that rows of text are rows; put words at odd angles aside."""
    page.words = words
    if not any(map(_angle, words)):
        return
    angles = Counter[int]()
    for word in words:
        angles[word.angle] += len(word.text)
    angle, number = angles.most_common(1)[0]
    if angle in (90, 180, 270) and number > 0.6 * angles.total():
        turn = _turner(angle, page.width, page.height)
        for word in words:
            word.x0, word.top, word.x1, word.bottom = turn(word.x0, word.top, word.x1, word.bottom)
            word.angle = (word.angle - angle) % 360
        page.painted.turn(turn)
        if angle != 180:
            page.width, page.height = page.height, page.width
    page.words = [w for w in words if w.angle in _RIGHT]
    page.askew = [w for w in words if w.angle not in _RIGHT]


def _turner(angle: int, wide: float, high: float):
    if angle == 90:
        return lambda x0, top, x1, bottom: (high - bottom, x0, high - top, x1)
    if angle == 270:
        return lambda x0, top, x1, bottom: (top, wide - x1, bottom, wide - x0)
    return lambda x0, top, x1, bottom: (wide - x1, high - bottom, wide - x0, high - top)
