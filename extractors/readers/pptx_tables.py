"""Tables on slides: spans, fills, and the coloured shapes that people lay over empty cells."""
from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from extractors.readers.colours import Theme
from extractors.readers.fold import sign_colour
from extractors.readers.ooxml import A, whole
from extractors.readers.pptx_text import paragraphs
from models.document import Cell, Paragraph, Place, Table

EMU = 12_700
"""English metric units in a point."""


def read_table(element: etree._Element, frame: Place, inherited: Sequence[etree._Element], theme: Theme) -> Table | None:
    """An a:tbl as a table; None where it has no cells. Boxes follow the widths and heights in the file."""
    xs, ys = [frame.x0 or 0.0], [frame.top or 0.0]
    for column in element.findall(f"{A}tblGrid/{A}gridCol"):
        xs.append(xs[-1] + whole(column.get("w")) / EMU)
    rows = element.findall(A + "tr")
    for row in rows:
        ys.append(ys[-1] + whole(row.get("h")) / EMU)
    look = element.find(A + "tblPr")
    header = look is not None and look.get("firstRow") in ("1", "true")
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        for c, box in enumerate(row.findall(A + "tc")):
            if box.get("hMerge") in ("1", "true") or box.get("vMerge") in ("1", "true"):
                continue
            down, across = max(1, min(whole(box.get("rowSpan"), 1), len(rows) - r)), max(1, min(whole(box.get("gridSpan"), 1), 200))
            place = Place(frame.page, _at(xs, c), ys[r], _at(xs, c + across), ys[r + down])
            properties = box.find(A + "tcPr")
            picture = properties is not None and properties.find(A + "blipFill") is not None
            found = paragraphs(box.find(A + "txBody"), inherited, theme, place)
            fill = sign_colour(found) or theme.drawn(properties)
            cells.append(Cell(r, c, down, across, found, fill, [place], header and r == 0, picture))
    return Table(cells, "native") if cells else None


def _at(positions: list[float], index: int) -> float:
    return positions[min(index, len(positions) - 1)]


def lay_over(table: Table, place: Place, fill: str, words: list[Paragraph]) -> bool:
    """Give a drawn shape's colour and words to the empty cell under its middle, which may have the colour of its row; whether there was
    one. `place` has a box."""
    x, y = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
    for cell in table.cells:
        box = cell.places[0]
        if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom and not cell.text and _is_plain(cell, table):
            cell.fill, cell.paragraphs = fill, words or cell.paragraphs
            return True
    return False


def _is_plain(cell: Cell, table: Table) -> bool:
    """Whether a cell has no colour of its own: none, or that of all its row."""
    return cell.fill is None or len({c.fill for c in table.cells if c.row == cell.row}) == 1
