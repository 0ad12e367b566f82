"""Join a table cut by page breaks: one table, one row, one merged cell.

Two pieces belong together when the second stands first on the next page, nothing but page furniture between, and has the same
column lines. Repeated headings are dropped. The first row of the second piece goes on with the last of the first when it only adds
to cells that have text already; a cell that spans rows goes on when its continuation is empty or finishes its sentence.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.readers.lines import place_of
from models.document import Cell, Paragraph, Place, Table

SAME = 4.0
"""Column lines of two pieces may differ by so many points."""

_REFERENCE = re.compile(r"^[A-Z]{0,4}[\s.-]?\d[\w./-]*$")
"""A number or reference alone in its cell: it begins a row."""


@dataclass(slots=True)
class Piece:
    """A table on one page: its cells, column lines and box."""

    page: int
    xs: list[float]
    top: float
    bottom: float
    cells: list[Cell]
    rows: int
    method: str
    first_on_page: bool = False
    last_on_page: bool = False
    notes: list[str] = field(default_factory=list)


def joined(before: Table, piece: Piece, xs: list[float], last: Piece) -> bool:
    """Append a piece to a table if it goes on with it; false if it is a table of its own."""
    if not (last.last_on_page and piece.first_on_page and piece.page == last.page + 1):
        return False
    if len(xs) != len(piece.xs) or any(abs((a - xs[0]) - (b - piece.xs[0])) > SAME for a, b in zip(xs, piece.xs, strict=True)):
        return False
    rows = _rows(piece.cells, piece.rows)
    header = _repeated(before, rows)
    if header is None:
        return False
    if header == 0 and _new_heading(before, rows):
        return False
    _append(before, piece, header)
    before.notes.append(f"joined over the break between pages {last.page} and {piece.page}" + (", repeated headings dropped" if header else ""))
    return True


def _rows(cells: list[Cell], count: int) -> list[list[Cell]]:
    out: list[list[Cell]] = [[] for _ in range(count)]
    for cell in cells:
        out[cell.row].append(cell)
    return out


def _key(cell: Cell) -> str:
    return "".join(cell.text.lower().split())


def _repeated(before: Table, rows: list[list[Cell]]) -> int | None:
    """How many rows at the head of a piece repeat the table's own first rows."""
    own = _rows([c for c in before.cells if c.row < 4], max(4, before.rows))
    count = 0
    for mine, theirs in zip(own[:4], rows[:4], strict=False):
        a, b = [(c.column, _key(c)) for c in mine], [(c.column, _key(c)) for c in theirs]
        if a and a == b and sum(bool(k) for _, k in a) >= 2 or (count and a and a == b):
            count += 1
        else:
            break
    return count


def _new_heading(before: Table, rows: list[list[Cell]]) -> bool:
    """Whether a piece starts with headings of its own: shaded as the table's own were, and other words."""
    if not rows or not rows[0]:
        return False
    own = [c for c in before.cells if c.row == 0 and c.text]
    mine = [c for c in rows[0] if c.text]
    shaded = {c.fill for c in own}
    if len(own) < 2 or len(mine) < 2 or len(rows) < 2:
        return False
    same_look = len(shaded) == 1 and None not in shaded and {c.fill for c in mine} == shaded
    body = {c.fill for c in before.cells if c.row == before.rows - 1}
    return same_look and body != shaded


def _append(table: Table, piece: Piece, skip: int) -> None:
    base = table.rows
    last_row = [c for c in table.cells if c.row + c.row_span == base]
    by_column = {c.column: c for c in last_row}
    first = [c for c in piece.cells if c.row <= skip < c.row + c.row_span or c.row == skip]
    if base <= skip:
        by_column = {}
    cut = bool(by_column) and _is_cut(table, piece, by_column, first, skip)
    shift = base - skip - (1 if cut else 0)
    for cell in piece.cells:
        if cell.row + cell.row_span <= skip:
            continue
        start = max(cell.row, skip)
        span = cell.row + cell.row_span - start
        above = by_column.get(cell.column)
        goes_on = start == skip and above is not None and above.column_span == cell.column_span and (cut or _spans_on(above, cell, span))
        if goes_on and above is not None:
            _merge(above, cell, span - (1 if cut else 0))
            continue
        cell.row, cell.row_span = start + shift, span
        table.cells.append(cell)
    table.rows = max(table.rows, max((c.row + c.row_span for c in table.cells), default=0))


def _is_cut(table: Table, piece: Piece, above: dict[int, Cell], first: list[Cell], skip: int) -> bool:
    """Whether the first row of a piece is the lower half of the table's last row.

    A cell goes on over a break only when its text filled it to the foot of the page, and in its own colour. What every other row has
    (a number, an owner, a date) and this one lacks shows that it is no row of its own.
    """
    single = [c for c in first if c.row_span == 1 or c.row + c.row_span == skip + 1]
    filled = [c for c in single if c.text]
    own = {c: a for c, a in above.items() if a.row == table.rows - 1}
    if not filled:
        return bool(single) and all(c.fill is None or (c.column in above and above[c.column].fill == c.fill) for c in single)
    for cell in filled:
        upper = above.get(cell.column)
        if upper is None or not upper.text or upper.column_span != cell.column_span or not _full(upper):
            return False
    if any(c.fill and (a := own.get(c.column)) is not None and a.fill != c.fill for c in single):
        return False
    head = min(single, key=lambda c: c.column)
    if head.text and not _unfinished(above[head.column], head):
        return False
    if len(above) <= 2:
        lost = any(not c.text and (a := own.get(c.column)) is not None and a.text for c in single)
        return lost or (head.column == 0 and bool(head.text)) or all(_unfinished(above[c.column], c) for c in filled)
    always = _always_filled(table, piece, skip) & {c.column for c in single}
    if always:
        return any(not c.text for c in single if c.column in always) or all(c.text[0].islower() for c in filled)
    lost = any(not c.text and (a := own.get(c.column)) is not None and a.text for c in single)
    return lost or any(_unfinished(above[c.column], c) for c in filled)


def _unfinished(above: Cell, below: Cell) -> bool:
    """Whether a cell's text stops in the middle of a sentence that the other goes on with."""
    end, start = above.text[-1:], below.text[:1]
    if start.islower():
        return True
    return end not in ".!?:;)" and not below.paragraphs[0].bullet and not _new_item(below.text) and not _REFERENCE.match(below.text)


def _always_filled(table: Table, piece: Piece, skip: int) -> set[int]:
    """Columns in which every row but the headings and the one in question has text of its own."""
    rows: dict[tuple[int, int], dict[int, bool]] = {}
    for n, cells, start in ((0, table.cells, 1), (1, piece.cells, skip + 1)):
        for cell in cells:
            if cell.row >= start and cell.row_span == 1 and cell.column_span == 1:
                rows.setdefault((n, cell.row), {})[cell.column] = bool(cell.text)
    body = [r for r in rows.values() if sum(r.values()) > 1]
    if not body:
        return set()
    return {c for c in range(table.columns) if all(r.get(c, False) for r in body)}


def _full(cell: Cell) -> bool:
    """Whether a cell's text reaches its lower edge: there was no room for another line."""
    if not cell.paragraphs or not cell.places:
        return False
    last = cell.paragraphs[-1]
    foot, size = last.place.bottom, last.size or 10.0
    return foot is not None and cell.places[-1].bottom - foot < 1.3 * size


def _spans_on(above: Cell, below: Cell, span: int) -> bool:
    """Whether a cell merged down several rows goes on on the next page."""
    if above.row_span == 1 and span == 1:
        return False
    return not below.text or _full(above)


def _merge(above: Cell, below: Cell, more_rows: int) -> None:
    """Add a cell's continuation to it."""
    above.row_span += more_rows
    above.places += below.places
    above.fill = above.fill or below.fill
    if above.paragraphs and below.paragraphs and _one_paragraph(above.paragraphs[-1], below.paragraphs[0]):
        a, b = above.paragraphs[-1], below.paragraphs[0]
        joint = "" if a.text.endswith("-") and b.text[:1].islower() else " "
        a.text = a.text + joint + b.text
        above.paragraphs += below.paragraphs[1:]
    else:
        above.paragraphs += below.paragraphs


def _one_paragraph(a: Paragraph, b: Paragraph) -> bool:
    if b.bullet or not a.text or not b.text:
        return False
    return b.text[0].islower() or (a.text[-1] not in ".!?:;" and (b.text[0].isalnum() or b.text[0] in "(£'\"‘“&") and not _new_item(b.text))


def _new_item(text: str) -> bool:
    head = text.split(" ", 1)[0]
    return head.endswith(")") and len(head) <= 4


def places(page: int, x0: float, top: float, x1: float, bottom: float) -> list[Place]:
    """A cell's one place on one page, rounded."""
    return [place_of(page, x0, top, x1, bottom)]
