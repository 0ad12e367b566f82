"""What is painted on a PDF page besides text: rules, filled areas, images."""
from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

import pypdfium2.raw as raw

from extractors.readers.pdfium_calls import CALL, Handle, room

THIN = 2.0
"""A filled path thinner than this on one side is a rule, not a fill (points)."""
MAX_OBJECTS, MAX_DEPTH, MAX_RULES, MAX_FILLS, MAX_SEGMENTS = 120_000, 6, 20_000, 20_000, 4_000
"""Per page (segments: per path); what lies beyond is not read and said."""
DASH = 3.0
"""Square dots closer than this make a dotted rule (points)."""

Rule = tuple[float, float, float]
"""Position across, start, end: (y, x0, x1) of a horizontal rule, (x, top, bottom) of a vertical one."""


@dataclass(slots=True)
class Fill:
    """A painted area and its colour, in painting order. `round` is true for shapes that are no rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str
    round: bool = False


@dataclass(slots=True)
class Painted:
    """Everything painted on one page."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    limited: bool = False

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Add a thin box as the rule along its middle."""
        if len(self.horizontal) + len(self.vertical) >= MAX_RULES:
            self.limited = True
        elif x1 - x0 >= bottom - top:
            self.horizontal.append(((top + bottom) / 2, x0, x1))
        else:
            self.vertical.append(((x0 + x1) / 2, top, bottom))

    def fill(self, fill: Fill) -> None:
        if len(self.fills) < MAX_FILLS:
            self.fills.append(fill)
        else:
            self.limited = True

    def turn(self, turner) -> None:
        """Turn everything with the page; `turner` maps a box."""
        horizontal, vertical = self.horizontal, self.vertical
        self.horizontal, self.vertical = [], []
        for box in [(a, y, b, y) for y, a, b in horizontal] + [(x, a, x, b) for x, a, b in vertical]:
            self.rule(*turner(*box))
        for fill in self.fills:
            fill.x0, fill.top, fill.x1, fill.bottom = turner(fill.x0, fill.top, fill.x1, fill.bottom)
        self.images = [turner(*i) for i in self.images]


def paint(page, place) -> Painted:
    """Everything painted on a page. `page` is a page, `place` maps a box of user space to the page as shown."""
    painter = _Painter(place)
    painter.items(map(CALL.FPDFPage_GetObject, repeat(page), range(CALL.FPDFPage_CountObjects(page))), None, 0)
    painter.dotted()
    return painter.out


class _Painter:
    """Collects what a page's objects paint, those of forms included."""

    def __init__(self, place):
        self.place, self.out, self.seen = place, Painted(), 0
        self.box, self.box_at = room(ctypes.c_float, 4)
        self.rgba, self.rgba_at = room(ctypes.c_uint, 4)
        self.mode, self.mode_at = room(ctypes.c_int, 2)
        self.dots: list[tuple[float, float]] = []

    def items(self, items: Iterator[Handle], matrix, depth: int) -> None:
        """Collect what a page's or a form's objects paint; `matrix` is that of the forms around them."""
        kind_of = CALL.FPDFPageObj_GetType
        for item in items:
            self.seen += 1
            if self.seen > MAX_OBJECTS:
                self.out.limited = True
                return
            kind = kind_of(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.out.images.append(self._bounds(item, matrix))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                parts = map(ctypes.c_ulong, range(CALL.FPDFFormObj_CountObjects(item)))
                self.items(map(CALL.FPDFFormObj_GetObject, repeat(item), parts), _multiply(_matrix(item), matrix), depth + 1)

    def _bounds(self, item: Handle, matrix) -> tuple[float, float, float, float]:
        CALL.FPDFPageObj_GetBounds(item, *self.box_at)
        return self.place(*(_apply(matrix, tuple(self.box)) if matrix else self.box))

    def _path(self, item: Handle, matrix) -> None:
        CALL.FPDFPath_GetDrawMode(item, *self.mode_at)
        filled, stroked = self.mode
        if not filled and not stroked:
            return
        x0, top, x1, bottom = self._bounds(item, matrix)
        wide, high = x1 - x0, bottom - top
        if filled and not stroked and (wide < THIN or high < THIN):
            if wide >= THIN or high >= THIN:
                self.out.rule(x0, top, x1, bottom)
            else:
                self.dots.append(((x0 + x1) / 2, (top + bottom) / 2))
            return
        segments = CALL.FPDFPath_CountSegments(item)
        if stroked:
            if segments > 2 and wide >= 4 and high >= 4:
                self._strokes(item, matrix, segments)
            elif wide >= 1 or high >= 1:
                self.out.rule(x0, top, x1, bottom)
        if filled and wide >= THIN and high >= THIN:
            self._filled(item, (x0, top, x1, bottom), segments, matrix)

    def _filled(self, item: Handle, box, segments: int, matrix) -> None:
        if not CALL.FPDFPageObj_GetFillColor(item, *self.rgba_at) or self.rgba[3] < 16:
            return
        red, green, blue, alpha = self.rgba
        if alpha < 255:
            red, green, blue = (round(v * alpha / 255 + 255 - alpha) for v in (red, green, blue))
        colour = "#%02X%02X%02X" % (red, green, blue)
        if segments > 5 and self._several(item, matrix, segments, colour):
            return
        self.out.fill(Fill(*box, colour, segments > 5))

    def _points(self, item: Handle, matrix, segments: int):
        full = _multiply(_matrix(item), matrix)
        point, at = room(ctypes.c_float, 2)
        if segments > MAX_SEGMENTS:
            self.out.limited = True
        for k in range(min(segments, MAX_SEGMENTS)):
            segment = CALL.FPDFPath_GetPathSegment(item, k)
            CALL.FPDFPathSegment_GetPoint(segment, *at)
            x, y = full[0] * point[0] + full[2] * point[1] + full[4], full[1] * point[0] + full[3] * point[1] + full[5]
            left, up, _, _ = self.place(x, y, x, y)
            yield CALL.FPDFPathSegment_GetType(segment), left, up, CALL.FPDFPathSegment_GetClose(segment)

    def _strokes(self, item: Handle, matrix, segments: int) -> None:
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
        wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
        if (wide < 1) != (high < 1):
            self.out.rule(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))

    def _several(self, item: Handle, matrix, segments: int, colour: str) -> bool:
        """A path of several rectangles painted at once: each is a fill or a rule of its own. False for other shapes."""
        boxes, current = [], []
        for kind, x, y, _ in self._points(item, matrix, segments):
            if kind == raw.FPDF_SEGMENT_BEZIERTO:
                return False
            if kind == raw.FPDF_SEGMENT_MOVETO and current:
                boxes.append(current)
                current = []
            current.append((x, y))
        boxes = [b for b in (*boxes, current) if len(b) > 1]
        if len(boxes) < 2 or any(not 4 <= len(b) <= 6 for b in boxes):
            return False
        for box in boxes:
            xs, ys = [p[0] for p in box], [p[1] for p in box]
            x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
            if x1 - x0 < THIN or bottom - top < THIN:
                self.out.rule(x0, top, x1, bottom)
            else:
                self.out.fill(Fill(x0, top, x1, bottom, colour))
        return True

    def dotted(self) -> None:
        """Rows and columns of small squares are dotted rules."""
        if len(self.dots) < 8:
            return
        for axis, target in ((1, self.out.horizontal), (0, self.out.vertical)):
            lines: dict[int, list[float]] = {}
            for dot in self.dots:
                lines.setdefault(round(dot[axis] * 2), []).append(dot[1 - axis])
            for position, along in lines.items():
                run: list[float] = []
                for x in [*sorted(along), float("inf")]:
                    if run and x - run[-1] > DASH:
                        if len(run) >= 8:
                            target.append((position / 2, run[0], run[-1]))
                        run = []
                    run.append(x)


def _matrix(item: Handle) -> tuple[float, ...]:
    found, at = room(ctypes.c_float, 6)
    CALL.FPDFPageObj_GetMatrix(item, at[0])
    return tuple(found)


def _multiply(a, b):
    if b is None:
        return a
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


def _apply(m, box):
    xs = [m[0] * x + m[2] * y + m[4] for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [m[1] * x + m[3] * y + m[5] for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)
