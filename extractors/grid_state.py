"""What is known where a tracker's row is read."""
from __future__ import annotations

from dataclasses import dataclass, field

from extractors.answers import Context
from extractors.paper import Paper
from extractors.sections import Sections
from models.document import Cell
from models.records import Action, Recommendation


@dataclass(slots=True)
class Group:
    """The recommendation or issue that rows hang on, and the cell it was read from."""

    recommendation: Recommendation | None = None
    cell: Cell | None = None
    outcome: str | None = None
    actions: list[Action] = field(default_factory=list)


@dataclass(slots=True)
class Last:
    """The row before: its action or recommendation, for rows that only go on with it."""

    row: Action | Recommendation | None
    context: Context
    cells: list[Cell | None]


@dataclass(slots=True)
class State:
    """What is known where a row is read: the section, the group and row before, the heading's status, the minute a block names."""

    paper: Paper
    sections: Sections
    group: Group = field(default_factory=Group)
    last: Last | None = None
    status_heading: tuple[str, str] | None = None
    minute: str | None = None
