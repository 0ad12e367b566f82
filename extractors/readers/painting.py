"""The painted objects of a PDF page -> rules, fills and pictures."""
from __future__ import annotations

import ctypes

import pypdfium2.raw as raw

from extractors.readers.page import Edge, Fill, Page

THIN = 2.0
"""A filled path thinner than this on one side is a rule, not a fill (points)."""
MAX_OBJECTS, MAX_DEPTH, MAX_EDGES = 120_000, 6, 20_000
"""Per page; what lies beyond is not read and said."""


class Painter:
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
