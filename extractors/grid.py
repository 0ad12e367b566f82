"""One table as a tracker, and its rows."""
from __future__ import annotations

from dataclasses import dataclass, field

from extractors.columns import Column
from models.document import Cell, Table, distinct


@dataclass(slots=True)
class Grid:
    """One table as a tracker: columns, the row its body starts at, and the headings it was recognised by. `printed` is the grid as printed,
    where parts of its cells were given columns of their own (extractors/grid_parts.py); `rounds` the row in which headings of rounds end
    its body (extractors/grid_rounds.py)."""

    table: Table
    columns: list[Column]
    first: int
    cells: list[list[Cell | None]]
    headings: list[str] = field(default_factory=list)
    printed: Grid | None = None
    rounds: int | None = None

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.field == name), None)

    def has(self, *names: str) -> bool:
        return any(c.field in names for c in self.columns)

    def under(self, column: Column | None) -> list[Cell]:
        """The filled cells below a column's heading, each once."""
        if column is None:
            return []
        return [c for c in distinct(row[column.index] for row in self.cells[self.first:self.rounds]) if c.text]


@dataclass(slots=True)
class GridRow:
    """One body row: the cells by column, merged ones included; `starts` are those that begin here."""

    index: int
    cells: list[Cell | None]

    def starts(self, column: int) -> bool:
        cell = self.cells[column]
        return cell is not None and cell.row == self.index

    def holds(self, cell: Cell) -> bool:
        """Whether a cell belongs to this row: it begins here, or a mended row put it here."""
        return cell.row == self.index or cell not in self.cells

    @property
    def distinct(self) -> list[Cell]:
        return distinct(self.cells)

    @property
    def own(self) -> list[Cell]:
        """Cells that begin in this row and hold something."""
        return [c for c in self.distinct if c.row == self.index and (c.text or c.fill)]
