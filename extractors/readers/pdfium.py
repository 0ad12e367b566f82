"""Words of a PDF page, from PDFium's raw interface.

/Rotate is undone, and a page whose text runs sideways is turned so that the text runs across. A call into PDFium costs more than
all that is done with its answer, so a word is two calls: the boxes of its first and last character.
"""
from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections import Counter

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.page import Page, Word
from extractors.readers.painting import Painter
from extractors.readers.ruled import merged_rules

MAX_CHARS = 200_000
"""Per page; what lies beyond is not read and said."""
_SYMBOLS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0e0\uf02d\uf0be\uf0a8\uf071\uf06e"), "•")
_SYMBOLS |= {0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0x2: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-"}
_LINE_END = "\x02\ufffe"
"""What PDFium makes of a hyphen at the end of a line."""
_WORD = re.compile(rf"[^\s\0{_LINE_END}]*[{_LINE_END}]|[^\s\0{_LINE_END}]+")


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Everything drawn on one page. Raises pdfium.PdfiumError where the page cannot be loaded."""
    page = document[index]
    try:
        box, turn = page.get_cropbox(), page.get_rotation()
        place = _placer(box, turn)
        width, height = (box[2] - box[0], box[3] - box[1]) if turn in (0, 180) else (box[3] - box[1], box[2] - box[0])
        out = Page(index + 1, width, height)
        Painter(out, place).read(page.raw)
        text = page.get_textpage()
        try:
            sideways = _Words(text.raw, out, place).read(turn)
        finally:
            text.close()
        if sideways:
            _turn(out, sideways)
        return out
    finally:
        page.close()


def _placer(box: tuple[float, float, float, float], turn: int):
    x0, y0, x1, y1 = box
    if turn == 90:
        return lambda l, b, r, t: (b - y0, l - x0, t - y0, r - x0)
    if turn == 180:
        return lambda l, b, r, t: (x1 - r, b - y0, x1 - l, t - y0)
    if turn == 270:
        return lambda l, b, r, t: (y1 - t, x1 - r, y1 - b, x1 - l)
    return lambda l, b, r, t: (l - x0, y1 - t, r - x0, y1 - b)


class _Words:
    """Collects the words of a page."""

    def __init__(self, handle, page: Page, place):
        self.handle, self.page, self.place = handle, page, place
        self.rect = raw.FS_RECTF()
        self.ref = ctypes.byref(self.rect)
        self.fonts: dict[int, bool] = {}
        self.object, self.bold = 0, False
        self.across = _Crossings(merged_rules(page.vertical, False))
        self.down = _Crossings(merged_rules(page.horizontal, True))

    def read(self, turn: int) -> int:
        """Fill the page's words; returns 90 or 270 where most of the text runs that way on the shown page."""
        text = self._text()
        angles: Counter[int] = Counter()
        for n, match in enumerate(_WORD.finditer(text)):
            start, end = match.span()
            self._word(text, start, end)
            if n % 8 == 0:
                angles[round(raw.FPDFText_GetCharAngle(self.handle, start) * 57.29578 / 90) % 4 * 90] += 1
        if not angles:
            return 0
        angle, number = angles.most_common(1)[0]
        shown = (angle + turn) % 360
        return shown if shown in (90, 270) and number > 0.7 * angles.total() else 0

    def _text(self) -> str:
        """The page's text, one character for each of PDFium's."""
        count = raw.FPDFText_CountChars(self.handle)
        if count > MAX_CHARS:
            count, self.page.limited = MAX_CHARS, True
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(self.handle, 0, count, buffer)
        text = bytes(buffer)[:2 * (written - 1)].decode("utf-16-le", "replace")
        return text if len(text) == count else "".join(chr(raw.FPDFText_GetUnicode(self.handle, k)) for k in range(count))

    def _box(self, k: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(self.handle, k, self.ref)
        rect = self.rect
        return self.place(rect.left, rect.bottom, rect.right, rect.top)

    def _word(self, text: str, start: int, end: int) -> None:
        bold = self._is_bold(start)
        after = text[end:end + 1] in (" ", "\t", "\xa0") and end < len(text)
        first = self._box(start)
        last = self._box(end - 1) if end - start > 1 else first
        level = abs(first[1] - last[1]) < 0.3 and abs(first[3] - last[3]) < 0.3 and first[0] <= last[0]
        upright = abs(first[0] - last[0]) < 0.3 and abs(first[2] - last[2]) < 0.3
        x0, top, x1, bottom = min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])
        whole = start + 1 == end or (level and not self.across.cut(x0, x1, top, bottom)) or (upright and not self.down.cut(top, bottom, x0, x1))
        if whole:
            self.page.words.append(Word(text[start:end].translate(_SYMBOLS), x0, top, x1, bottom, True, after, bold))
            return
        for k in range(start, end):
            self.page.words.append(Word(text[k].translate(_SYMBOLS), *self._box(k), k == start, after and k == end - 1, bold))

    def _is_bold(self, index: int) -> bool:
        """Whether a character is set in a bold font, by the font's name or weight."""
        item = raw.FPDFText_GetTextObject(self.handle, index)
        if not item:
            return False
        address = ctypes.addressof(item.contents)
        if address != self.object:
            self.object = address
            font = raw.FPDFTextObj_GetFont(item)
            key = ctypes.addressof(font.contents) if font else 0
            if key not in self.fonts:
                self.fonts[key] = bool(font) and _bold_font(font)
            self.bold = self.fonts[key]
        return self.bold


def _bold_font(font) -> bool:
    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, name, 256)
    lowered = name.value.lower()
    return b"bold" in lowered or b"black" in lowered or b"heavy" in lowered or raw.FPDFFont_GetWeight(font) >= 600


class _Crossings:
    """Whether a rule cuts through a word: rules as (position, from, to), sorted."""

    def __init__(self, rules: list[tuple[float, float, float]]):
        self.rules = rules
        self.positions = [r[0] for r in rules]

    def cut(self, start: float, end: float, low: float, high: float) -> bool:
        """Rules between `start` and `end` that pass through the middle of the word's height."""
        middle = (low + high) / 2
        for k in range(bisect_left(self.positions, start + 1), len(self.positions)):
            if self.positions[k] > end - 1:
                return False
            if self.rules[k][1] <= middle <= self.rules[k][2]:
                return True
        return False


def _turn(page: Page, angle: int) -> None:
    """Turn a page whose text runs sideways, so that rows of text are rows."""
    w, h = page.width, page.height

    def box(o):
        x0, top, x1, bottom = o.x0, o.top, o.x1, o.bottom
        o.x0, o.top, o.x1, o.bottom = (h - bottom, x0, h - top, x1) if angle == 270 else (top, w - x1, bottom, w - x0)

    for item in (*page.words, *page.fills, *page.horizontal, *page.vertical):
        box(item)
    page.horizontal, page.vertical = page.vertical, page.horizontal
    page.width, page.height = h, w
