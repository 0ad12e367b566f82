"""Word tables: grid positions, merges, conditional formats and fills -> Table."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.docx_story import Inline, Piece, Story, shown
from extractors.readers.docx_styles import CONDITIONS, NO_LOOK, RunLook, child, on, run_look, value
from extractors.readers.fold import sign_colour
from extractors.readers.ooxml import W, whole
from models.document import Cell, Paragraph, Table

MAX_COLUMNS = 200
_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400}


@dataclass(slots=True)
class Slot:
    """One w:tc that starts a cell, on the file's own grid."""

    element: etree._Element
    row: int
    start: int
    end: int
    row_span: int = 1
    header: bool = False
    flow: list[Piece | Table | Inline] = field(default_factory=list)


def _integer(element: etree._Element | None, default: int) -> int:
    return max(0, min(whole(value(element), default), MAX_COLUMNS))


def _gone(row: etree._Element) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and (properties.find(W + "del") is not None or bool(on(properties.find(W + "hidden"))))


def _slots(table: etree._Element) -> tuple[list[Slot], int]:
    """Cells that start somewhere (covered ones counted into their span), and the number of rows."""
    slots: list[Slot] = []
    open_at: dict[int, Slot] = {}
    rows = 0
    for row in shown(table):
        if row.tag != W + "tr" or _gone(row):
            continue
        properties = row.find(W + "trPr")
        column = _integer(child(properties, "gridBefore"), 0)
        header = bool(on(child(properties, "tblHeader")))
        still_open: dict[int, Slot] = {}
        last: Slot | None = None
        for cell in shown(row):
            if cell.tag != W + "tc":
                continue
            own = cell.find(W + "tcPr")
            if child(own, "cellDel") is not None:
                continue
            span = max(_integer(child(own, "gridSpan"), 1), 1)
            start, column = column, column + span
            across, down = child(own, "hMerge"), child(own, "vMerge")
            if across is not None and value(across) != "restart" and last is not None:
                last.end = column
                continue
            above = open_at.get(start)
            if down is not None and value(down) != "restart" and above is not None:
                above.row_span = rows + 1 - above.row
                still_open[start] = last = above
                continue
            last = Slot(cell, rows, start, column, header=header)
            slots.append(last)
            if down is not None:
                still_open[start] = last
        open_at = still_open
        rows += 1
    return slots, rows


class Look:
    """What a table's style gives to a cell by its place, switched by w:tblLook."""

    def __init__(self, story: Story, table: etree._Element, rows: int, columns: int):
        self.story, self.rows, self.columns = story, rows, columns
        properties = table.find(W + "tblPr")
        self.style = value(child(properties, "tblStyle")) or story.styles.default_table
        self.own = child(properties, "shd")
        look = child(properties, "tblLook")
        self.on = {name: _switch(look, name, bit) for name, bit in _LOOK_BITS.items()}
        self.parts = {}
        for element in reversed(story.styles.chain(self.style)):
            for part in element.findall(W + "tblStylePr"):
                self.parts.setdefault(part.get(W + "type", ""), []).insert(0, part)
        self.row_band = max(_integer(story.styles.find(self.style, "tblPr", "tblStyleRowBandSize"), 1), 1)
        self.column_band = max(_integer(story.styles.find(self.style, "tblPr", "tblStyleColBandSize"), 1), 1)
        self._fills: dict[tuple[str, ...], str | None] = {}
        self._looks: dict[tuple[str, ...], RunLook] = {}

    def conditions(self, row: int, column: int, row_end: int, column_end: int) -> tuple[str, ...]:
        """Names of the conditional formats that apply, the winning one first."""
        if not self.parts:
            return ()
        top, bottom = self.on["firstRow"] and row == 0, self.on["lastRow"] and row_end == self.rows and self.rows > 1
        left, right = self.on["firstColumn"] and column == 0, self.on["lastColumn"] and column_end == self.columns
        band_row, band_column = row - self.on["firstRow"], column - self.on["firstColumn"]
        true = {
            "nwCell": top and left, "neCell": top and right, "swCell": bottom and left, "seCell": bottom and right,
            "firstCol": left, "lastCol": right, "firstRow": top, "lastRow": bottom,
            "band1Horz": not self.on["noHBand"] and not (top or bottom) and band_row // self.row_band % 2 == 0,
            "band2Horz": not self.on["noHBand"] and not (top or bottom) and band_row // self.row_band % 2 == 1,
            "band1Vert": not self.on["noVBand"] and not (left or right) and band_column // self.column_band % 2 == 0,
            "band2Vert": not self.on["noVBand"] and not (left or right) and band_column // self.column_band % 2 == 1,
        }
        return tuple(name for name in CONDITIONS if true.get(name, True) and name in self.parts)

    def fill(self, conditions: tuple[str, ...]) -> str | None:
        """Fill from the conditional formats, then the table's own shading, then the style."""
        if conditions not in self._fills:
            paths = (("tcPr", "shd"), ("tblPr", "shd"))
            shades = [child(part, *path) for name in conditions for part in self.parts[name] for path in paths]
            shades += [self.own, *(self.story.styles.find(self.style, *path) for path in paths)]
            self._fills[conditions] = self.story.theme.shading(next((s for s in shades if s is not None), None))
        return self._fills[conditions]

    def characters(self, conditions: tuple[str, ...]) -> RunLook:
        if conditions not in self._looks:
            look = NO_LOOK
            for name in conditions:
                for part in self.parts[name]:
                    look = look.over(run_look(child(part, "rPr")))
            self._looks[conditions] = look.over(self.story.styles.look(self.style))
        return self._looks[conditions]


def _switch(look: etree._Element | None, name: str, bit: int) -> bool:
    """Whether a w:tblLook switches this part on, by its attribute or (older files) by its bit mask."""
    if look is None:
        return False
    said = look.get(W + name)
    if said is not None:
        return said not in ("0", "false", "off")
    mask = value(look) or ""
    return bool(re.fullmatch("[0-9A-Fa-f]{1,8}", mask)) and bool(int(mask, 16) & bit)


def read_table(story: Story, element: etree._Element) -> Iterator[Piece | Table | Inline]:
    """The table; or, where it only lays out other tables in one column, what stands in it."""
    slots, rows = _slots(element)
    if not slots:
        return
    starts = sorted({s.start for s in slots})
    columns = {start: index for index, start in enumerate(starts)}
    look = Look(story, element, rows, len(starts))
    cells = []
    for slot in slots:
        column = columns[slot.start]
        end = next((i for i in range(column + 1, len(starts)) if starts[i] >= slot.end), len(starts))
        conditions = look.conditions(slot.row, column, slot.row + slot.row_span, end)
        slot.flow = list(story.flow(slot.element, look.characters(conditions)))
        header = slot.header or "firstRow" in conditions
        cells.append((slot, Cell(slot.row, column, slot.row_span, end - column, header=header), conditions))
    if len(starts) == 1 and any(isinstance(f, Table) for s in slots for f in s.flow):
        for slot in slots:
            yield from slot.flow
        return
    yield Table([_filled(story, look, *cell) for cell in cells], "native", rows=rows, columns=len(starts))


def _filled(story: Story, look: Look, slot: Slot, cell: Cell, conditions: tuple[str, ...]) -> Cell:
    own = child(slot.element, "tcPr", "shd")
    cell.fill = story.theme.shading(own) if own is not None else look.fill(conditions)
    pieces = [f for f in slot.flow if isinstance(f, Piece)]
    beside = [f for f in slot.flow if isinstance(f, Inline)]
    shades = {p.shade for p in pieces}
    if cell.fill is None and len(shades) == 1:
        cell.fill = shades.pop()
    for flow in slot.flow:
        if isinstance(flow, Piece):
            if flow.paragraph.fill is None and flow.shade != cell.fill:
                flow.paragraph.fill = flow.shade
            cell.paragraphs.append(flow.paragraph)
        elif isinstance(flow, Table):
            cell.paragraphs += _rows_as_paragraphs(flow)
    cell.fill = sign_colour(cell.paragraphs) or cell.fill
    cell.picture = any(i.picture for i in beside)
    if not cell.paragraphs and cell.fill is None:
        cell.fill = next((i.shape for i in beside if i.shape), None)
    return cell


def _rows_as_paragraphs(table: Table) -> list[Paragraph]:
    """A nested table's words for the cell it stands in: a row is one paragraph where each of its cells has at most one, so
    that '5)' and '2 (On-Track)' stay together."""
    out: list[Paragraph] = []
    for row in range(table.rows):
        cells = sorted((c for c in table.cells if c.row == row), key=lambda c: c.column)
        paragraphs = [p for c in cells for p in c.paragraphs]
        if len(paragraphs) < 2 or any(len(c.paragraphs) > 1 for c in cells):
            out += paragraphs
            continue
        first = paragraphs[0]
        rest = " ".join([first.text, *(p.printed for p in paragraphs[1:])]).strip()
        out.append(Paragraph(rest, first.number, first.bullet, first.level, all(p.bold for p in paragraphs), first.size,
                             first.fill if len({p.fill for p in paragraphs}) == 1 else None))
    return out
