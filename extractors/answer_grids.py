"""Tables that answer, by number alone, what another table of the paper recommends or does: 'No. | Progress reported | Assessment'."""
from __future__ import annotations

from collections import Counter

from extractors.answers import Context, add_evidence
from extractors.columns import Column
from extractors.grid import Grid
from extractors.grid_numbers import number_of
from extractors.grid_ratings import RATED, Ratings
from extractors.grids import SUBJECT, body, is_register, note_columns, one_row_grid, take_headings
from extractors.headings import normal
from extractors.paper import Paper
from extractors.values.dates import DateSpan, read_round
from models.document import Block, Table
from models.records import Action, Recommendation

LAYOUT = "scrutiny_monitoring"


def read_answers(table: Table, paper: Paper, above: list[Block]) -> bool:
    """Add the evidence and ratings of a table whose every number is that of one recommendation, or else of one action, already read;
    whether it was such. `above` are the headings and short lines between it and the table before."""
    if not (paper.records.recommendations or paper.records.actions):
        return False
    grid = one_row_grid(table, paper)
    numbers = grid.column("number")
    if numbers is None or numbers.reason or is_register(grid, paper) or grid.has(*SUBJECT) or not grid.has("progress", *RATED):
        return False
    heading = normal(numbers.heading)  # printed again after a page break
    known = _known(paper, [number_of(c) for c in grid.under(numbers) if normal(c.flat) != heading])
    if not known:
        return False
    paper.use(table, "answers by number", tuple((c.heading, c.field, c.reason) for c in grid.columns))
    note_columns(grid, paper)
    take_headings(grid, paper)
    count = _rows(grid, numbers, known, paper, _round(above, paper) or paper.month)
    paper.shape(LAYOUT, 1 + count)
    return True


def _round(above: list[Block], paper: Paper) -> DateSpan | None:
    """The round that the last heading to name one names, or else the first line that does."""
    headings = [b for b in reversed(above) if b.kind == "heading"]
    spans = (read_round(b.text, paper.date, paper.extra) for b in [*headings, *above])
    return next((span for span in spans if span is not None), None)


def _known(paper: Paper, numbers: list[str | None]) -> dict[str, Recommendation | Action]:
    """What each number stands for; empty where one is nobody's, or that of several."""
    records = paper.records
    for items in (records.recommendations, records.actions):
        often = Counter(item.number for item in items if item.number)
        if numbers and all(often[number] == 1 for number in numbers):
            return {item.number: item for item in items if item.number}
    return {}


def _rows(grid: Grid, numbers: Column, known: dict[str, Recommendation | Action], paper: Paper, period: DateSpan | None) -> int:
    ratings = Ratings(paper, grid, period)
    by_id = {r.recommendation_id: r for r in paper.records.recommendations}
    count = 0
    for row in body(grid, paper):
        cell = row.cells[numbers.index]
        target = known.get(number_of(cell) or "") if cell is not None and cell.text else None
        if target is None:
            paper.note("row-not-understood", "This row has no number to say what it answers",
                       excerpt=" | ".join(c.flat for c in row.own if c.text))
            continue
        action = target if isinstance(target, Action) else None
        context = Context(by_id.get(target.recommendation_id), [action] if action else [])
        for column in grid.columns:
            value = row.cells[column.index]
            if column.field in ("progress", "impact") and value is not None and value.text and row.holds(value):
                add_evidence(paper, context, column.field, value.paragraphs, column.period or period, value)
        ratings.read(row, row.cells, target, context, None)
        paper.trace(target, cell)
        count += 1
    return count
