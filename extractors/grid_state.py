"""What is known where a tracker's row is read."""
from __future__ import annotations

from dataclasses import dataclass, field

from extractors.answers import Context
from extractors.grid_rounds import Rounds, open_rounds
from extractors.paper import Paper
from extractors.sections import Sections
from models.document import Cell
from models.records import Action, Recommendation


WEIGHT = 2
"""A round says so much more of a paper's layout than an action."""


@dataclass(slots=True)
class Group:
    """The recommendation or issue that rows hang on and the cell it was read from; the outcome that its actions are for, and its cell."""

    recommendation: Recommendation | None = None
    cell: Cell | None = None
    outcome: tuple[str, Cell] | None = None
    actions: list[Action] = field(default_factory=list)


@dataclass(slots=True)
class Last:
    """The row before: its action or recommendation, for rows that only go on with it."""

    row: Action | Recommendation | None
    context: Context
    cells: list[Cell | None]


@dataclass(slots=True)
class State:
    """What is known where a row is read: the section, the group and row before, the heading's status, the minute a block names, the
    rounds below the actions, which a page break may cut, and the last recommendation that is no part of another."""

    paper: Paper
    sections: Sections
    group: Group = field(default_factory=Group)
    last: Last | None = None
    status_heading: tuple[str, str] | None = None
    minute: str | None = None
    rounds: Rounds | None = None
    whole: Recommendation | None = None

    def read_rounds(self, rows: list[list[Cell | None]]) -> None:
        """Read rounds, their headings first, of the recommendation that the rows above hang on."""
        if self.group.recommendation is not None:
            self.rounds = open_rounds(rows[0], self.group.recommendation, self.paper)
            self.paper.shape("scrutiny_monitoring", WEIGHT * self.rounds.read(rows[1:]))
