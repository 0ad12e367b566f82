"""Rows across a tracker: the section, status or recommendation that the rows below them stand under."""
from __future__ import annotations

import re

from extractors.grid_state import Group, State
from extractors.guidance import status_of_heading
from extractors.headings import PART, match
from extractors.paper import joined
from models.document import Cell
from models.records import Recommendation

_NUMBERED = re.compile(r"^(.*?)\s*\b([A-Z]{0,4}\s?\d+(?:[./]\d+)*[a-z]?)\s*[:.]?$")
_STATED = re.compile(r"^([^:\d]{3,40}?)\s*\b([A-Z]{0,4}\s?\d+(?:[./]\d+)*[a-z]?)\s*[:.–-]\s+(.{20,})$", re.S)


class Bars:
    """The bars of one grid of so many `columns`. `subject`: its rows have recommendations of their own. `issues`: a bar stated one."""

    def __init__(self, state: State, columns: int, *, subject: bool):
        self.state, self.paper, self.columns, self.subject = state, state.paper, columns, subject
        self.issues = False

    def section(self, cells: list[Cell]) -> bool:
        """Whether two or three cells across the table were a section's heading and its lead."""
        across = 1 < len(cells) < 4 and cells[0].column_span > 1 and sum(c.column_span for c in cells) >= self.columns
        if not across or not self.state.sections.bar(cells):
            return False
        self.state.group = Group()
        return True

    def take(self, cell: Cell) -> None:
        """A row that is one cell across the table: how all below it stands, the recommendation that they answer, or their section."""
        status = status_of_heading(cell.flat, self.paper.extra)
        if status:
            self.state.status_heading = status
            self.paper.take(cell, role="boilerplate")
        elif not self.subject and (item := self._across(cell)):
            self.state.group = Group(item, cell)
        elif self.state.sections.row(cell):
            self.state.group = Group()
        else:
            self.paper.take(cell, role="narrative")

    def above(self, cells: list[Cell]) -> None:
        """A row over the headings that is one cell: a section, or the recommendation that the table answers; or one that says
        'Recommendation 2' in its first cell and the text in another over the rest."""
        wide = self.columns
        if len(cells) == 1 and cells[0].column_span >= wide:
            item = self._across(cells[0]) if not self.subject else None
            if item is None:
                self.state.sections.row(cells[0])
        elif self.section(cells):
            return
        elif len(cells) == 2 and not self.subject and cells[1].column_span > 1 and sum(c.column_span for c in cells) >= wide:
            item = self._stated(cells[0].flat, joined(cells[1].paragraphs) or "", *cells)
        else:
            item = None
        if item is not None:
            self.state.group = Group(item, cells[-1])

    def _across(self, cell: Cell) -> Recommendation | None:
        """The recommendation or issue that a row across the table states under its number: 'Issue identified MD1: Patients were ...'."""
        found = _STATED.match(cell.text)
        return self._stated(f"{found[1]} {found[2]}", found[3], cell) if found else None

    def _stated(self, label: str, text: str, *cells: Cell) -> Recommendation | None:
        """The recommendation or issue under a label: 'Recommendation 2', 'Issue identified MD1'; null where the label says neither."""
        found = _NUMBERED.match(label)
        names = match(found[1] if found else label, self.paper.extra)
        name = next((n for n in ("recommendation", "issue") if names.get(n, 0.0) >= PART), None)
        if name is None:
            return None
        self.issues = self.issues or name == "issue"
        section = self.state.sections.current
        kind = "identified_issue" if name == "issue" else "recommendation"
        return self.paper.add(Recommendation(
            kind=kind, number=found[2] if found else None, text=text, section_id=section.section_id if section else None), *cells)
