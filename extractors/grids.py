"""A tracker's grid: which rows are its headings, which column is which field, and its body row by row."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.headings import FITS, HINT, PART, Column, bare, kind_of, map_columns, match, normal, words
from extractors.paper import Paper
from models.document import Cell, Table
from models.vocabulary import vocabulary

SUBJECT = ("action", "recommendation", "issue")
"""A grid is a tracker when it has one of these and at least one of ABOUT."""
ABOUT = ("owner", "operational_lead", "due", "revised_due", "status", "rag", "forecast", "progress", "percent", "completed")
MAX_HEADER_ROWS = 3


@dataclass(slots=True)
class Grid:
    """One table as a tracker: columns, the row its body starts at, and the headings it was recognised by."""

    table: Table
    columns: list[Column]
    first: int
    cells: list[list[Cell | None]]
    headings: list[str] = field(default_factory=list)

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.field == name), None)

    def has(self, *names: str) -> bool:
        return any(c.field in names for c in self.columns)


@dataclass(slots=True)
class GridRow:
    """One body row: the cells by column, merged ones included; `starts` are those that begin here."""

    index: int
    cells: list[Cell | None]

    def starts(self, column: int) -> bool:
        cell = self.cells[column]
        return cell is not None and cell.row == self.index

    @property
    def distinct(self) -> list[Cell]:
        return list({id(c): c for c in self.cells if c is not None}.values())

    @property
    def own(self) -> list[Cell]:
        """Cells that begin in this row and hold something."""
        return [c for c in self.distinct if c.row == self.index and (c.text or c.fill)]


def read_grid(table: Table, paper: Paper) -> Grid | None:
    """The table as a tracker, or None. Headings are looked for in the first rows; a header of two or three levels is read together."""
    cells = table.grid()
    best: tuple[float, Grid] | None = None
    for start in range(min(4, max(0, table.rows - 1))):
        if not _may_be_headings(cells[start], table):
            continue
        for depth in range(1, MAX_HEADER_ROWS + 1):
            if start + depth >= table.rows + (0 if table.rows > 1 else 1) or not _is_depth(cells, start, depth, table):
                continue
            headings = [_heading(cells, start, depth, c) for c in range(table.columns)]
            strength = _strength(headings, paper)
            if strength >= 2 and (best is None or strength > best[0] + 0.01):
                best = (strength, _grid(table, cells, start + depth, headings, paper))
        if best:
            break
    return best[1] if best and is_tracker(best[1], paper) else None


def continued(table: Table, before: Grid, paper: Paper) -> Grid | None:
    """A table without headings that goes on with the grid before it: as many columns, and values of the same kinds."""
    if table.columns != len(before.columns):
        return None
    cells = table.grid()
    known = [c for c in before.columns if c.field]
    tested = agree = 0
    for column in known:
        kinds = [kind_of(row[column.index], paper.key) for row in cells if row[column.index] is not None]
        for kind in kinds:
            if kind:
                tested += 1
                agree += max((FITS[e].get(kind, 0.0) for e in words(paper.extra).kinds.get(column.field or "", ())), default=0.5) >= 0.3 or kind == "placeholder"
    if tested and agree >= 0.75 * tested:
        return Grid(table, before.columns, 0, cells, before.headings)
    return None


def is_tracker(grid: Grid, paper: Paper) -> bool:
    """Whether the columns say who does what by when or how it goes; forward plans, indicator tables and contact lists do not."""
    refused = {normal(p) for p in vocabulary("headings", paper.extra)["not_a_tracker"]["headings"]}
    heads = {bare(h) for h in grid.headings if h}
    found = {c.field for c in grid.columns if c.field}
    subject, about = found & set(SUBJECT), found & set(ABOUT)
    if not subject or not about:
        return False
    sure = [c for c in grid.columns if c.field in subject | about and match(c.heading, paper.extra).get(c.field or "", 0) >= PART]
    against = len(heads & refused)
    return len(sure) >= 2 and against < len(sure) and any(c.field in SUBJECT and _texts(grid, c) for c in sure)


def _texts(grid: Grid, column: Column) -> bool:
    """Whether the main column holds sentences or phrases, not numbers and dates."""
    kinds = [k for k in column.kinds if k]
    return not kinds or sum(k in ("text", "words", "person", "status") for k in kinds) >= 0.6 * len(kinds)


def _may_be_headings(row: list[Cell | None], table: Table) -> bool:
    distinct = list({id(c): c for c in row if c is not None}.values())
    filled = [c for c in distinct if c.flat]
    return len(filled) >= 2 and all(len(c.flat) <= 120 for c in filled) and not any(c.column_span >= table.columns for c in filled)


def _is_depth(cells: list[list[Cell | None]], start: int, depth: int, table: Table) -> bool:
    """Whether rows start..start+depth-1 can be one header: a group heading spans columns, or a heading spans rows."""
    if depth == 1:
        return True
    above = [c for c in cells[start + depth - 2] if c is not None]
    grouped = any(1 < c.column_span < table.columns and c.row >= start for c in above) or any(c.row + c.row_span >= start + depth and c.row_span > 1 for c in above)
    flagged = all(c.header for c in cells[start + depth - 1] if c is not None)
    last = [c for c in cells[start + depth - 1] if c is not None and c.flat]
    return (grouped or flagged) and all(len(c.flat) < 90 for c in last)


def _heading(cells: list[list[Cell | None]], start: int, depth: int, column: int) -> str:
    seen: list[Cell] = []
    for r in range(start, start + depth):
        cell = cells[r][column]
        if cell is not None and cell not in seen:
            seen.append(cell)
    return " ".join(c.flat for c in seen if c.flat)


def _strength(headings: list[str], paper: Paper) -> float:
    """How many different fields the headings name, strong matches counting whole."""
    best: dict[str, float] = {}
    for heading in headings:
        for name, score in match(heading, paper.extra).items():
            best[name] = max(best.get(name, 0.0), score)
    distinct = {h for h in headings if h}
    strong = sum(max(match(h, paper.extra).values(), default=0.0) >= PART for h in distinct)
    subject = max((best.get(s, 0.0) for s in SUBJECT), default=0.0)
    return strong + (0.5 if subject > HINT else 0.0) - 0.3 * (len(distinct) - strong) * (len(distinct) > 6)


def _grid(table: Table, cells: list[list[Cell | None]], first: int, headings: list[str], paper: Paper) -> Grid:
    values = [list({id(row[c]): row[c] for row in cells[first:] if row[c] is not None and row[c].column_span < table.columns}.values()) for c in range(table.columns)]
    return Grid(table, map_columns(headings, values, paper.key, paper.extra), first, cells, headings)


def body(grid: Grid, paper: Paper) -> Iterator[GridRow]:
    """The body rows in order, without the header's repeats and empty rows."""
    header = [normal(h) for h in grid.headings]
    for r in range(grid.first, grid.table.rows):
        row = GridRow(r, grid.cells[r])
        texts = [normal(c.flat) if c is not None else "" for c in row.cells]
        if not row.own:
            continue
        if any(texts) and sum(t == h and t != "" for t, h in zip(texts, header, strict=False)) >= max(2, 0.6 * sum(1 for t in texts if t)):
            for cell in row.own:
                paper.take(cell, role="boilerplate")
            continue
        yield row


def is_wide(row: GridRow, grid: Grid) -> bool:
    """A row that is one cell across the table: a section or group heading."""
    filled = [c for c in row.own if c.text]
    return len(filled) == 1 and (filled[0].column_span >= max(2, grid.table.columns - 1) or (filled[0].column_span >= 2 and len([c for c in row.distinct if c.text]) == 1))


_MISFIT = {"due": ("text", "words", "person", "status"), "revised_due": ("text", "words", "person", "status"), "rag": ("text", "person", "date"), "forecast": ("text", "person", "date"), "progress": ("date",), "success_measure": ("date",),
           "owner": ("date",), "operational_lead": ("date", "text"), "number": ("text",), "action": ("number", "date"), "status": ("date",)}


def misfits(row: list[Cell | None], grid: Grid, paper: Paper) -> float:
    """How badly a row's values sit under their columns: the number of cells whose kind the column cannot hold."""
    bad = 0.0
    for column in grid.columns:
        cell = row[column.index]
        kind = kind_of(cell, paper.key) if cell is not None else ""
        if kind and column.field:
            bad += 1.0 if kind in _MISFIT.get(column.field, ()) else 0.0
            if column.field in ("rag", "forecast") and cell is not None and len(cell.flat) > 25:
                bad += 1.0
            if column.field == "due" and kind == "text" and re.search(r"\d", cell.flat if cell else ""):
                bad -= 0.5
    return bad


def mend(row: list[Cell | None], grid: Grid, paper: Paper) -> list[Cell | None] | None:
    """The row with one empty cell taken out or put in where that makes its values fit their columns; None when it is right as it is.

    Extractions, and officers who press tab once too often, shift the rest of a row by one; the row still has as many cells.
    """
    bad = misfits(row, grid, paper)
    if bad < 1:
        return None
    best, best_score = None, bad - 0.75
    for i, cell in enumerate(row):
        if cell is None or not cell.text and not cell.fill:
            tries = [row[:i] + row[i + 1:] + [None]]
        else:
            tries = []
        if row[-1] is None or not (row[-1].text or row[-1].fill):
            tries.append(row[:i] + [None] + row[i:-1])
        for candidate in tries:
            score = misfits(candidate, grid, paper)
            if score < best_score:
                best, best_score = candidate, score
    return best
