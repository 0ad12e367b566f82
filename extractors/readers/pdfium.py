"""Characters, rules and fills of a PDF page, from PDFium's raw interface.

Coordinates are points with the origin at the top left of the page as it is shown: /Rotate is undone, and a page whose text runs
sideways is turned so that the text runs across.
"""
from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

THIN = 2.0
"""A filled path thinner than this on one side is a rule, not a fill (points)."""
MAX_CHARS, MAX_OBJECTS, MAX_DEPTH, MAX_EDGES = 120_000, 120_000, 6, 20_000
"""Per page; what lies beyond is not read and said."""
_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0e0\uf02d\uf0be\uf0a8\uf071\uf06e"), "•")
_BULLETS |= {0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0x2: "-", 0xFFFE: "-", 0xAD: "-", 0xA0: " ", 0x2010: "-", 0x2011: "-"}


@dataclass(slots=True)
class Char:
    """One visible character. `space` is true where white space stands before it in the content; `last` holds whether a space follows."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    space: bool = False
    after: bool = False
    bold: bool = False


@dataclass(slots=True)
class Edge:
    """A rule: vertical (x0 == x1) or horizontal (top == bottom)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Fill:
    """A painted area and its colour, in painting order."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str
    round: bool = False


@dataclass(slots=True)
class Page:
    """One page as read."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    horizontal: list[Edge] = field(default_factory=list)
    vertical: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    limited: bool = False


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Everything drawn on one page. Raises pdfium.PdfiumError where the page cannot be loaded."""
    page = document[index]
    try:
        box, turn = page.get_cropbox(), page.get_rotation()
        place = _placer(box, turn)
        width, height = (box[2] - box[0], box[3] - box[1]) if turn in (0, 180) else (box[3] - box[1], box[2] - box[0])
        out = Page(index + 1, width, height)
        text = page.get_textpage()
        try:
            sideways = _read_chars(text.raw, out, place, turn)
        finally:
            text.close()
        _Painter(out, place).read(page.raw)
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


def _read_chars(handle, out: Page, place, turn: int) -> int:
    """Fill the page's characters; returns 90 or 270 where most of the text runs that way on the shown page."""
    count = raw.FPDFText_CountChars(handle)
    if count > MAX_CHARS:
        count, out.limited = MAX_CHARS, True
    rect = raw.FS_RECTF()
    ref = ctypes.byref(rect)
    unicode_of, box_of, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    fonts: dict[int, bool] = {}
    add = out.chars.append
    space = True
    previous: Char | None = None
    bold = False
    angles: Counter[int] = Counter()
    for k in range(count):
        code = unicode_of(handle, k)
        if code in (0x20, 0x9, 0xA, 0xD, 0xA0, 0):
            if code in (0x20, 0x9, 0xA0):
                space = True
                if previous is not None:
                    previous.after = True
            else:
                previous = None
                space = True
            continue
        box_of(handle, k, ref)
        x0, top, x1, bottom = place(rect.left, rect.bottom, rect.right, rect.top)
        if space or k % 16 == 0:
            bold = _is_bold(handle, k, fonts)
        if k % 24 == 0:
            angles[round(angle_of(handle, k) * 57.29578 / 90) % 4 * 90] += 1
        previous = Char(_BULLETS.get(code) or chr(code), x0, top, x1, bottom, space, False, bold)
        add(previous)
        space = False
    if not angles:
        return 0
    angle, number = angles.most_common(1)[0]
    shown = (angle + turn) % 360
    return shown if shown in (90, 270) and number > 0.7 * angles.total() else 0


def _is_bold(handle, index: int, fonts: dict[int, bool]) -> bool:
    """Whether a character is set in a bold font, by the font's name or weight."""
    item = raw.FPDFText_GetTextObject(handle, index)
    if not item:
        return False
    font = raw.FPDFTextObj_GetFont(item)
    key = ctypes.cast(font, ctypes.c_void_p).value or 0
    if key not in fonts:
        name = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, name, 256)
        lowered = name.value.lower()
        fonts[key] = b"bold" in lowered or b"black" in lowered or b"heavy" in lowered or raw.FPDFFont_GetWeight(font) >= 600
    return fonts[key]


class _Painter:
    """Collects rules, fills and images from a page's objects, forms included."""

    def __init__(self, page: Page, place):
        self.page, self.place = page, place
        self.left, self.bottom, self.right, self.top = (ctypes.c_float() for _ in range(4))
        self.rgba = [ctypes.c_uint() for _ in range(4)]
        self.mode, self.stroked = ctypes.c_int(), ctypes.c_int()
        self.seen = 0

    def read(self, page) -> None:
        for k in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, k), None, 0)

    def _object(self, item, matrix, depth: int) -> None:
        self.seen += 1
        if self.seen > MAX_OBJECTS:
            self.page.limited = True
            return
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.page.images.append(self._bounds(item, matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(item, ctypes.byref(inner))
            joined = _multiply((inner.a, inner.b, inner.c, inner.d, inner.e, inner.f), matrix)
            for k in range(raw.FPDFFormObj_CountObjects(item)):
                self._object(raw.FPDFFormObj_GetObject(item, k), joined, depth + 1)

    def _bounds(self, item, matrix) -> tuple[float, float, float, float]:
        raw.FPDFPageObj_GetBounds(item, self.left, self.bottom, self.right, self.top)
        box = self.left.value, self.bottom.value, self.right.value, self.top.value
        return self.place(*(_apply(matrix, box) if matrix else box))

    def _path(self, item, matrix) -> None:
        raw.FPDFPath_GetDrawMode(item, self.mode, self.stroked)
        filled, stroked = self.mode.value != 0, bool(self.stroked.value)
        if not filled and not stroked:
            return
        segments = raw.FPDFPath_CountSegments(item)
        x0, top, x1, bottom = self._bounds(item, matrix)
        if stroked and segments > 2 and not (x1 - x0 < 4 or bottom - top < 4):
            self._segments(item, matrix, segments)
        elif stroked:
            self._rule(x0, top, x1, bottom)
        if filled:
            self._filled(item, x0, top, x1, bottom, segments, matrix)

    def _filled(self, item, x0, top, x1, bottom, segments, matrix) -> None:
        wide, high = x1 - x0, bottom - top
        if wide < THIN or high < THIN:
            if wide >= THIN or high >= THIN:
                self._rule(x0, top, x1, bottom)
            return
        if not raw.FPDFPageObj_GetFillColor(item, *self.rgba) or self.rgba[3].value < 16:
            return
        colour = "#%02X%02X%02X" % tuple(c.value for c in self.rgba[:3])
        if segments > 5 and self._many_rectangles(item, matrix, segments, colour):
            return
        self.page.fills.append(Fill(x0, top, x1, bottom, colour, segments > 5))

    def _points(self, item, matrix, segments):
        x, y = ctypes.c_float(), ctypes.c_float()
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
        full = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        for k in range(min(segments, 4000)):
            segment = raw.FPDFPath_GetPathSegment(item, k)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            a, b, c, d, e, f = full
            px, py = a * x.value + c * y.value + e, b * x.value + d * y.value + f
            left, up, _, _ = self.place(px, py, px, py)
            yield raw.FPDFPathSegment_GetType(segment), left, up, bool(raw.FPDFPathSegment_GetClose(segment))

    def _segments(self, item, matrix, segments) -> None:
        """Each straight stroke of a stroked path, closing ones included."""
        first = last = None
        for kind, x, y, close in self._points(item, matrix, segments):
            if kind == raw.FPDF_SEGMENT_MOVETO:
                first = (x, y)
            elif last is not None and kind == raw.FPDF_SEGMENT_LINETO:
                self._stroke(last, (x, y))
            last = (x, y)
            if close and first is not None:
                self._stroke(last, first)
                last = first

    def _stroke(self, a, b) -> None:
        if abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1:
            self._rule(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))

    def _many_rectangles(self, item, matrix, segments, colour) -> bool:
        """A path of several rectangles painted at once: each is a fill or a rule of its own. False for other shapes."""
        boxes, current = [], []
        for kind, x, y, _ in self._points(item, matrix, segments):
            if kind == raw.FPDF_SEGMENT_BEZIERTO:
                return False
            if kind == raw.FPDF_SEGMENT_MOVETO and current:
                boxes.append(current)
                current = []
            current.append((x, y))
        boxes.append(current)
        if len(boxes) < 2 or any(not 4 <= len(b) <= 6 for b in boxes):
            return False
        for box in boxes:
            xs, ys = [p[0] for p in box], [p[1] for p in box]
            x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
            if x1 - x0 < THIN or bottom - top < THIN:
                self._rule(x0, top, x1, bottom)
            else:
                self.page.fills.append(Fill(x0, top, x1, bottom, colour))
        return True

    def _rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        page = self.page
        if len(page.horizontal) + len(page.vertical) >= MAX_EDGES:
            page.limited = True
        elif x1 - x0 >= bottom - top:
            if x1 - x0 >= 1:
                y = (top + bottom) / 2
                page.horizontal.append(Edge(x0, y, x1, y))
        elif bottom - top >= 1:
            x = (x0 + x1) / 2
            page.vertical.append(Edge(x, top, x, bottom))


def _multiply(a, b):
    if b is None:
        return a
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


def _apply(m, box):
    xs = [m[0] * x + m[2] * y + m[4] for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [m[1] * x + m[3] * y + m[5] for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _turn(page: Page, angle: int) -> None:
    """Turn a page whose text runs sideways, so that rows of text are rows."""
    w, h = page.width, page.height

    def box(o):
        x0, top, x1, bottom = o.x0, o.top, o.x1, o.bottom
        o.x0, o.top, o.x1, o.bottom = (h - bottom, x0, h - top, x1) if angle == 270 else (top, w - x1, bottom, w - x0)

    for item in (*page.chars, *page.fills, *page.horizontal, *page.vertical):
        box(item)
    page.horizontal, page.vertical = page.vertical, page.horizontal
    page.width, page.height = h, w
