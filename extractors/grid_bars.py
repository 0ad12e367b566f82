"""Rows across a tracker: the section, status or recommendation that the rows below them stand under."""
from __future__ import annotations

import re

from extractors.answers import add_evidence, context_of
from extractors.card_labels import are_facts, fact_pairs, labelled, stated, subject_of
from extractors.fields import set_value
from extractors.grid_state import Group, State
from extractors.guidance import status_of_heading
from extractors.headings import EXACT, match
from extractors.paper import joined
from extractors.values.dates import read_round
from models.document import Cell, Paragraph
from models.records import Recommendation

_PART = re.compile(r"^(\d+)\s?\(?([a-z])\)?[.):]?\s+(.{20,})$", re.S)
"""A part of a recommendation across the table: '2a. the service is restored'."""


class Bars:
    """The bars of one grid of so many `columns`. `subject`: its rows have recommendations of their own; `actions`: they have actions.
    `issues`: a bar stated one."""

    def __init__(self, state: State, columns: int, *, subject: bool, actions: bool):
        self.state, self.paper, self.columns, self.subject, self.actions = state, state.paper, columns, subject, actions
        self.issues = False

    def facts(self, cells: list[Cell]) -> bool:
        """Whether cells across the table told of the recommendation they stand under: 'Lead officer: Ann Reed | Timescale: May 2024',
        'Evidence of impact (May 2024): ...', or each label beside its value."""
        item, extra = self.state.group.recommendation, self.paper.extra
        if item is None or sum(c.column_span for c in cells) < self.columns:
            return False
        if pairs := fact_pairs(cells, extra):
            for name, label, value in pairs:
                self._fact(item, name, label.flat, value.text, label, value)
            return True
        if not are_facts(cells, extra):
            return False
        for cell in cells:
            label, _, value = cell.text.partition(":")
            self._fact(item, labelled(cell.flat, extra) or "", label, value.strip(), cell)
        return True

    def _fact(self, item: Recommendation, name: str, label: str, value: str, *cells: Cell) -> None:
        """Set what a label of a recommendation says."""
        if name in ("progress", "impact"):
            period = read_round(label, self.paper.date, self.paper.extra) or self.paper.month
            add_evidence(self.paper, context_of(self.paper, item), name, [Paragraph(value)], period, *cells)
        elif self.actions and name == "success_measure" and match(label, self.paper.extra).get("intended_outcome", 0.0) >= EXACT:
            self.state.group.outcome = value, cells[-1]
        else:
            set_value(self.paper, item, name, value)
        self.paper.trace(item, *cells)

    def pair(self, cells: list[Cell], *, bare: bool = False) -> bool:
        """Whether two cells across the table were the number of a recommendation or issue and its text: 'Recommendation 2 | That ...';
        with `bare`, its label without a number too."""
        if self.subject or len(cells) != 2 or cells[1].column_span < 2 or sum(c.column_span for c in cells) < self.columns:
            return False
        named = bare or any(map(str.isdigit, cells[0].flat))
        item = self.stated(cells[0].flat, joined(cells[1].paragraphs) or "", *cells) if named else None
        if item is not None:
            self.state.group = Group(item, cells[1])
        return item is not None

    def section(self, cells: list[Cell]) -> bool:
        """Whether two or three cells across the table were a section's heading and its lead."""
        across = 1 < len(cells) < 4 and cells[0].column_span > 1 and sum(c.column_span for c in cells) >= self.columns
        if not across or not self.state.sections.bar(cells):
            return False
        self.state.group = Group()
        return True

    def take(self, cell: Cell) -> None:
        """A row that is one cell across the table: how all below it stands, the recommendation that they answer, or their section."""
        if self.facts([cell]):
            return
        if status := status_of_heading(cell.flat, self.paper.extra):
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
        'Recommendation 2' or 'Area for improvement' in its first cell and the text in another over the rest."""
        wide = self.columns
        if self.facts(cells) or self.section(cells) or self.pair(cells, bare=True):
            return
        item = None
        if len(cells) == 1 and cells[0].column_span >= wide:
            item = self._across(cells[0]) if not self.subject else None
            if item is None:
                self.state.sections.row(cells[0])
        if item is not None:
            self.state.group = Group(item, cells[-1])

    def _across(self, cell: Cell) -> Recommendation | None:
        """The recommendation or issue that a row across the table states under its number: 'Issue identified MD1: Patients were ...'."""
        part, parent = _PART.match(cell.text), self.state.group.recommendation
        whole = parent and (self._parent(parent) or parent)
        if part and whole and whole.number == part[1]:
            return self.paper.add(Recommendation(kind="sub_recommendation", number=part[1] + part[2], text=part[3],
                                                 section_id=whole.section_id, parent_id=whole.recommendation_id), cell)
        found = stated(cell.text, self.paper.extra)
        return self._add(*found, cell) if found else None

    def _parent(self, item: Recommendation) -> Recommendation | None:
        return next((r for r in self.paper.records.recommendations if r.recommendation_id == item.parent_id), None)

    def stated(self, label: str, text: str, *cells: Cell) -> Recommendation | None:
        """The recommendation or issue under a label: 'Recommendation 2', 'Issue identified MD1'; null where the label says neither."""
        name, number = subject_of(label, self.paper.extra)
        return self._add(name, number, text, *cells) if name else None

    def _add(self, name: str, number: str | None, text: str, *cells: Cell) -> Recommendation:
        self.issues = self.issues or name == "issue"
        section = self.state.sections.current
        kind = "identified_issue" if name == "issue" else "recommendation"
        return self.paper.add(Recommendation(
            kind=kind, number=number, text=text, section_id=section.section_id if section else None), *cells)
