"""Join a table cut by page breaks: one table, one row, one merged cell.

Two pieces belong together when the second stands first on the next page, nothing but page furniture between, and has the same
column lines. Repeated headings are dropped. The first row of the second piece goes on with the last of the first when it only adds
to cells that have text already; a cell that spans rows goes on when its continuation is empty or finishes its sentence.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from models.document import Cell, Paragraph, Place, Table

SAME = 4.0
"""Column lines of two pieces may differ by so many points."""


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
    cut = _is_cut(table, by_column, first, skip)
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


def _is_cut(table: Table, above: dict[int, Cell], first: list[Cell], skip: int) -> bool:
    """Whether the first row of a piece is the lower half of the table's last row.

    A cell goes on over a break only when its text filled it to the foot of the page. Short ones (numbers, dates, colours) never do:
    where one of those is filled again, a new row has begun.
    """
    single = [c for c in first if c.row_span == 1 or c.row + c.row_span == skip + 1]
    filled = [c for c in single if c.text]
    own = {c: a for c, a in above.items() if a.row == table.rows - 1}
    if not filled:
        return bool(single) and all(c.fill is None or (c.column in above and above[c.column].fill == c.fill) for c in single)
    if any((a := above.get(c.column)) is None or not a.text or a.column_span != c.column_span for c in filled):
        return False
    if any(c.fill and (a := own.get(c.column)) is not None and a.fill != c.fill for c in single):
        return False
    short = _short_columns(table)
    if len(above) > 2 and {c.column for c in filled} & short:
        return False
    if len(filled) > 1 and any(not c.text and (a := own.get(c.column)) is not None and a.text for c in single if c.column in short):
        return any(_full(above[c.column]) for c in filled)
    if not all(_full(above[c.column]) for c in filled):
        return False
    label = next((c for c in filled if c.column == 0), None)
    if len(above) <= 2 and label is not None:
        return _unfinished(above[0], label)
    lost = any(not c.text and (a := own.get(c.column)) is not None and a.text for c in single)
    return lost or any(_unfinished(above[c.column], c) for c in filled)


def _unfinished(above: Cell, below: Cell) -> bool:
    """Whether a cell's text stops in the middle of a sentence that the other goes on with."""
    end, start = above.text[-1:], below.text[:1]
    return start.islower() or (end not in ".!?:;)" and not below.paragraphs[0].bullet and not _new_item(below.text))


def _short_columns(table: Table) -> set[int]:
    """Columns whose body cells are all short: they fit on a line or two and are never cut by a page."""
    short: dict[int, bool] = {}
    for cell in table.cells:
        if cell.row > 0 and cell.text and cell.column_span == 1:
            short[cell.column] = short.get(cell.column, True) and len(cell.text) <= 16
    return {c for c, ok in short.items() if ok}


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
    return [Place(page, round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))]
