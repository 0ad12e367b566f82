"""Rounds below the actions of one table: under headings of their own ('Evidence of progress | Status'), a bar a round ('Update at July
2022'), and what was reported then, which answers the actions above by number; or one round, named in its headings, which are merged over
the columns above. A page break may stand anywhere between them."""
from __future__ import annotations

from dataclasses import dataclass

from extractors.answers import add_assessments, add_evidence, context_of
from extractors.card_labels import REPORTED, label_of
from extractors.paper import Paper
from extractors.values.dates import DateSpan, read_round
from models.document import Cell, distinct
from models.records import Recommendation

SHORT = 8
"""Words of the longest bar."""
Row = list[Cell | None]


def begins(cells: list[Row], first: int, paper: Paper) -> int | None:
    """The row of such headings, from `first` on, that a round's bar follows or that stands merged over one round; null where a table has
    none."""
    for r in range(first, len(cells) - 1):
        if (_bar(cells[r + 1], paper) or _are_merged(cells[r], cells[r + 1])) and len(
                names := _names(cells[r], paper)) > 1 and "progress" in names.values():
            return r
    return None


def _are_merged(heads: Row, below: Row) -> bool:
    """Whether a row stands merged over columns, and what is below it just so; where spans are lost, both leave the others empty."""
    spans = [(c.column, c.column_span) for c in _filled(heads)]
    return 1 < len(spans) < len(heads) and spans == [(c.column, c.column_span) for c in _filled(below)]


def _filled(cells: Row) -> list[Cell]:
    return [c for c in distinct(cells) if c.text]


@dataclass(slots=True)
class Rounds:
    """What is reported of a recommendation, `names` being the fields of its columns by their places, and the round last named."""

    paper: Paper
    recommendation: Recommendation
    names: dict[int, str]
    period: DateSpan | None

    def read(self, rows: list[Row]) -> int:
        """Add the evidence and ratings of some rows; how many gave some."""
        return sum(self._row(cells) for cells in rows)

    def holds(self, rows: list[Row]) -> bool:
        """Whether rows of another table, behind a page break, can go on with these: bars, or as many cells."""
        return all(_bar(cells, self.paper) is not None or bool(self._by_name(cells)) for cells in rows)

    def _by_name(self, cells: Row) -> list[tuple[str, Cell]]:
        """The cells of a row with the fields of their columns: in order, or where spans are lost by place."""
        found = distinct(cells)
        if len(found) == len(self.names):
            return list(zip(self.names.values(), found, strict=True))
        filled = _filled(cells)
        return [(self.names[c.column], c) for c in filled] if self.names.keys() >= {c.column for c in filled} else []

    def _row(self, cells: Row) -> bool:
        if span := _bar(cells, self.paper):
            self.period = span
            self.paper.take(distinct(cells)[0], role="boilerplate")
            return False
        context = context_of(self.paper, self.recommendation)
        for name, cell in self._by_name(cells):
            if cell.text and name == "status":
                add_assessments(self.paper, context, None, cell.paragraphs, self.period, cell)
            elif cell.text:
                add_evidence(self.paper, context, name, cell.paragraphs, self.period, cell)
        return True


def open_rounds(cells: Row, recommendation: Recommendation, paper: Paper) -> Rounds:
    """The rounds below a row of headings."""
    for cell in distinct(cells):
        paper.take(cell, role="boilerplate")
    named = (read_round(cell.flat, paper.date, paper.extra) for cell in distinct(cells))
    return Rounds(paper, recommendation, _names(cells, paper), next(filter(None, named), paper.month))


def _names(cells: Row, paper: Paper) -> dict[int, str]:
    """What the columns of a row of such headings report, by their places; empty for another row."""
    names = {c.column: label_of(c.flat, paper.extra)[0] or "" for c in _filled(cells)}
    return names if REPORTED.issuperset(names.values()) else {}


def _bar(cells: Row, paper: Paper) -> DateSpan | None:
    """The round that a row names which is one cell across the table."""
    found = distinct(cells)
    across = len(found) == 1 and found[0].column_span == len(cells) > 1
    return read_round(found[0].flat, paper.date, paper.extra) if across and len(found[0].flat.split()) <= SHORT else None
