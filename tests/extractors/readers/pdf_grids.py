"""Ruled grids drawn as LibreOffice strokes them or as Word does: borders as thin rectangles cut at each crossing, shading as a
rectangle and a band for each line."""
from __future__ import annotations

from itertools import pairwise

from models.document import Document, Table
from tests.extractors.readers.pdf_files import Sheet

Spot = tuple[int, int, int, int]
"""Row, column, row span, column span."""
THIN = 0.48


def grid(sheet: Sheet, xs: list[float], ys: list[float], texts: dict[tuple[int, int], str | list[str]], *, merged: tuple[Spot, ...] = (),
         fills: dict[tuple[int, int], str] | None = None, idiom: str = "lines", size: float = 9) -> None:
    """Draw a table. Texts and fills are keyed by the row and column where their cell begins."""
    spans = {(r, c): (rows, columns) for r, c, rows, columns in merged}
    hidden = {(r + i, c + j) for (r, c), (rows, columns) in spans.items() for i in range(rows) for j in range(columns)} - set(spans)
    for (r, c), colour in (fills or {}).items():
        rows, columns = spans.get((r, c), (1, 1))
        x, y, wide, high = xs[c], ys[r], xs[c + columns] - xs[c], ys[r + rows] - ys[r]
        sheet.fill(x, y, wide, high, colour)
        if idiom == "word":
            sheet.fill(x + 4, y + 2, wide - 8, min(11, high - 4), colour)
    for r in range(len(ys) - 1):
        for c in range(len(xs) - 1):
            if (r, c) not in hidden:
                rows, columns = spans.get((r, c), (1, 1))
                _border(sheet, xs[c:c + columns + 1], ys[r:r + rows + 1], idiom)
    for (r, c), text in texts.items():
        sheet.lines(xs[c] + 4, ys[r] + size + 2, [text] if isinstance(text, str) else text, size=size, lead=size * 1.2)


def _border(sheet: Sheet, xs: list[float], ys: list[float], idiom: str) -> None:
    if idiom == "word":
        for a, b in pairwise(xs):
            for y in (ys[0], ys[-1]):
                sheet.fill(a, y - THIN / 2, b - a, THIN, "#000000")
        for a, b in pairwise(ys):
            for x in (xs[0], xs[-1]):
                sheet.fill(x - THIN / 2, a, THIN, b - a, "#000000")
        for x in (xs[0], xs[-1]):
            for y in (ys[0], ys[-1]):
                sheet.fill(x - THIN / 2, y - THIN / 2, THIN, THIN, "#000000")
    else:
        sheet.canvas.setLineWidth(0.5)
        sheet.canvas.rect(xs[0], sheet.high - ys[-1], xs[-1] - xs[0], ys[-1] - ys[0], stroke=1, fill=0)


def only(document: Document) -> Table:
    assert len(document.tables) == 1
    return document.tables[0]


def cells(table: Table) -> dict[Spot, str]:
    return {(c.row, c.column, c.row_span, c.column_span): c.flat for c in table.cells}


def fills(table: Table) -> dict[tuple[int, int], str]:
    return {(c.row, c.column): c.fill for c in table.cells if c.fill}
