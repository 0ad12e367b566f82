"""The numbers of a grid: which column holds them, whose they are, and those that begin a text."""
from __future__ import annotations

import re
from string import ascii_lowercase

from extractors.columns import Column
from extractors.grid import Grid
from extractors.headings import PART, match, normal
from extractors.values.numbers import is_number, split_number
from models.document import Cell

_BARE = re.compile(r"^(\d{1,3}[a-z]?|[A-Z]{1,4}\s?\d{1,3}[a-z]?)\s+(?=[A-Z])")
_NUMBER = frozenset(("no", "nr", "number", "ref", "reference", "id"))


class Numbers:
    """Finds the number of a row's recommendation and of its action. `other` is a column of numbers of something else."""

    def __init__(self, grid: Grid, subject: Column | None, action: Column | None, *, plan: bool, other: Column | None = None,
                 extra: tuple[str, ...] = ()):
        self.extra = extra
        self.grid, self.subject, self.action = grid, subject, action
        self.columns = [c for c in grid.columns if c.field == "number" and c is not other]
        both = subject is not None and action is not None and bool(self.columns)
        self.bare = any(map(self._bare_numbers, (subject, action) if both else () if self.columns else (subject or action,)))
        self.of_actions = not self._names_subject() and ((plan and not self._beside_subject()) or self._number_is_action())

    def _number_is_action(self) -> bool:
        """Whether the one number column counts actions: a recommendation's cell spans rows of different numbers, or stands over them where
        merged cells are lost, or the heading says so."""
        if len(self.columns) != 1 or self.subject is None or self.action is None:
            return False
        heading = normal(self.columns[0].heading)
        if "action" in heading.split() or "rec" in heading or "recommendation" in heading:
            return "action" in heading.split()
        under: dict[int, set[str]] = {}
        above = None
        for row in self.grid.cells[self.grid.first:]:
            subject, action, number = row[self.subject.index], row[self.action.index], row[self.columns[0].index]
            above = subject if subject is not None and subject.text else above
            if above is not None and action is not None and action.text and number is not None and number.text:
                under.setdefault(id(above), set()).add(number.flat)
        return any(len(numbers) > 1 for numbers in under.values())

    def _names_subject(self) -> bool:
        """Whether the heading of the one number column says that it counts the issues or recommendations: 'AFI no.'."""
        words = [w for w in normal(self.columns[0].heading).split() if w not in _NUMBER] if len(self.columns) == 1 else []
        return self.subject is not None and bool(words) and match(" ".join(words), self.extra).get(self.subject.field or "", 0.0) >= PART

    def _beside_subject(self) -> bool:
        """Whether the one number column stands right before the issues, one a row: then it counts them, not the actions. A year or a
        day may stand between."""
        if len(self.columns) != 1 or self.subject is None or self.columns[0].index > self.subject.index:
            return False
        between = self.grid.columns[self.columns[0].index + 1:self.subject.index]
        if any(set(c.kinds) - {"date", "placeholder", None} for c in between):
            return False
        return len(self.grid.under(self.subject)) >= len(self.grid.under(self.columns[0]))

    def _bare_numbers(self, main: Column | None) -> bool:
        """Whether a column's cells begin 1, 2, 3 or 1a, 1b or MD1, SD1 without a stop: then those are their numbers."""
        cells = self.grid.under(main) if main is not None else []
        found = [m[1] for c in cells if (m := _BARE.match(c.text))]
        plain = [(int(n.rstrip(ascii_lowercase)), n) for n in found if n[0].isdigit()]
        in_order = plain == sorted(set(plain)) and len(set(found)) == len(found)
        numbered = len(found) + sum(split_number(c.text)[0] is not None for c in cells)
        return len(found) >= 2 and in_order and numbered >= 0.8 * len(cells)

    def cell_for(self, cells: list[Cell | None], column: Column | None) -> Cell | None:
        """The number cell of a text column: the number column whose nearest text column to the right it is."""
        if column is None:
            return None
        if len(self.columns) == 1 and self.action is not None and self.subject is not None and self.of_actions:
            return self._reference(cells, self.columns[0]) if column is self.action else None
        mains = sorted(c.index for c in (self.subject, self.action) if c)
        for number in self.columns:
            right = [i for i in mains if i > number.index]
            target = right[0] if right else mains[-1]
            if target == column.index and (cell := self._reference(cells, number)):
                return cell
        return None

    def _reference(self, cells: list[Cell | None], number: Column) -> Cell | None:
        cell = cells[number.index]
        return cell if cell is not None and cell.text and (is_number(cell.flat) or len(cell.flat) <= 25) else None

    def split(self, text: str) -> tuple[str | None, str]:
        """A leading number and the rest; a bare '2 That ...' only where the column's rows are numbered so throughout."""
        number, rest = split_number(text)
        bare_number = _BARE.match(text) if number is None and self.bare else None
        return (bare_number[1], text[bare_number.end():]) if bare_number else (number, rest)


def number_of(cell: Cell) -> str | None:
    """What a number cell says, without 'Action' or a stop."""
    number, rest = split_number(cell.flat)
    return number if number and not rest else cell.flat.rstrip(".:)") or None
