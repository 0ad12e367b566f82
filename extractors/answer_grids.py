"""Tables that answer, by number alone, what another table of the paper recommends or does: 'No. | Progress reported | Assessment'."""
from __future__ import annotations

import re
from collections import Counter

from extractors.answers import Context, add_evidence
from extractors.columns import Column
from extractors.fields import column_for
from extractors.grid import Grid, GridRow
from extractors.grid_numbers import number_of
from extractors.grid_ratings import RATED, Ratings
from extractors.grid_values import fill
from extractors.grids import SUBJECT, body, is_register, note_columns, one_row_grid, take_headings
from extractors.headings import normal
from extractors.paper import Paper, joined
from extractors.values.dates import DateSpan, read_round
from extractors.values.numbers import is_number
from models.document import Block, Cell, Table
from models.records import Action, Recommendation

_AND = re.compile(r"\s*(?:,|&|\band\b)\s*")
_R = re.compile(r"^r(?:ec)?[ .-]?(?=\d)")
LAYOUT = "scrutiny_monitoring"
SAYS = ("owner", "operational_lead", "due", "revised_due")
SHORT = 80
"""Characters of a line that heads a table."""


def read_answers(table: Table, paper: Paper, above: list[Block]) -> bool:
    """Add the evidence and ratings, and fill the owners and dates, of a table whose every number is that of one recommendation, or else of
    one action, already read; whether it was such. `above` are the headings and short lines between it and the table before."""
    found = answering(table, paper)
    if found is None:
        return False
    grid, numbers, known = found
    paper.use(table, "answers by number", tuple((c.heading, c.field, c.reason) for c in grid.columns))
    note_columns(grid, paper)
    take_headings(grid, paper)
    count = _rows(grid, numbers, known, paper, _round(above, paper) or paper.month)
    if grid.has("progress", *RATED):
        paper.shape(LAYOUT, 2 + count)
    return True


def stands_over(block: Block) -> bool:
    """Whether a block may head the table below it: a heading or a short line."""
    return block.kind == "heading" or (block.kind == "paragraph" and len(block.text) < SHORT)


def answering(table: Table, paper: Paper) -> tuple[Grid, Column, dict[str, Recommendation | Action]] | None:
    """A table as a grid, its column of numbers, and what each of them stands for; null where it does not answer by number."""
    if not (paper.records.recommendations or paper.records.actions):
        return None
    grid = one_row_grid(table, paper)
    numbers = _numbers(grid)
    asked = any(c.field in SUBJECT and c is not numbers for c in grid.columns)
    if numbers is None or asked or is_register(grid, paper) or not grid.has("progress", *RATED, *SAYS):
        return None
    heading = normal(numbers.heading)  # printed again after a page break
    known = _known(paper, [n for c in grid.under(numbers) if normal(c.flat) != heading for n in _numbers_in(c)])
    return (grid, numbers, known) if known else None


def _numbers(grid: Grid) -> Column | None:
    """The column of numbers, or else the first where it is headed 'Recommendation' or 'Action' and has nothing else; later ones count."""
    if column := grid.column("number"):
        return None if column.reason else column
    first = next((c for c in grid.columns if c.index == 0 and c.field in SUBJECT), None)
    return first if first and all(is_number(c.flat) for c in grid.under(first)) else None


def _round(above: list[Block], paper: Paper) -> DateSpan | None:
    """The round that the last heading to name one names, or else the first line that does."""
    headings = [b for b in reversed(above) if b.kind == "heading"]
    spans = (read_round(b.text, paper.date, paper.extra) for b in [*headings, *above])
    return next((span for span in spans if span is not None), None)


def _known(paper: Paper, numbers: list[str]) -> dict[str, Recommendation | Action]:
    """What each number stands for; empty where one is nobody's, or that of several."""
    records = paper.records
    for items in (records.recommendations, records.actions):
        often = Counter(_plain(item.number) for item in items if item.number)
        if numbers and all(often[number] == 1 for number in numbers):
            return {_plain(item.number): item for item in items if item.number}
    return {}


def _numbers_in(cell: Cell) -> list[str]:
    """The numbers a cell names: '4', '5 and 6', '1, 2 & 7'."""
    parts = _AND.split(cell.flat)
    several = len(parts) > 1 and all(is_number(part) for part in parts)
    return [_plain(part) for part in parts] if several else [_plain(number_of(cell) or "")]


def _plain(number: str) -> str:
    """A number by which 'R1', 'Rec 1' and '1' are the same."""
    return _R.sub("", number.lower())


def _rows(grid: Grid, numbers: Column, known: dict[str, Recommendation | Action], paper: Paper, period: DateSpan | None) -> int:
    ratings = Ratings(paper, grid, period)
    by_id = {r.recommendation_id: r for r in paper.records.recommendations}
    count = 0
    for row in body(grid, paper):
        cell = row.cells[numbers.index]
        targets = [target for n in _numbers_in(cell) if (target := known.get(n))] if cell is not None and cell.text else []
        if not targets:
            paper.note("row-not-understood", "This row has no number to say what it answers",
                       excerpt=" | ".join(c.flat for c in row.own if c.text))
            continue
        for target in targets:
            action = target if isinstance(target, Action) else None
            context = Context(by_id.get(target.recommendation_id), [action] if action else [])
            _answer(grid, row, target, context, paper, period)
            ratings.read(row, row.cells, target, context, None)
            paper.trace(target, cell)
            count += 1
    return count


def _answer(grid: Grid, row: GridRow, target: Recommendation | Action, context: Context, paper: Paper, period: DateSpan | None) -> None:
    """What a row tells of one recommendation or action, but for its ratings."""
    for column in grid.columns:
        value = row.cells[column.index]
        if value is None or not value.text:
            continue
        if column.field in ("progress", "impact") and row.holds(value):
            add_evidence(paper, context, column.field, value.paragraphs, column.period or period, value)
        elif column.field in SAYS:
            _say(paper, column, value, target)
        elif column.field not in ("progress", "impact", *RATED):
            paper.trace(target, value)


def _say(paper: Paper, column: Column, cell: Cell, target: Recommendation | Action) -> None:
    """Fill an owner or date of what is answered, where it has none; that another is printed here is said."""
    name = column_for(column.field, target)
    before = getattr(target, name) if name else None
    if before is None:
        fill(paper, column, joined(cell.paragraphs), target)
    elif normal(before) != normal(cell.text):
        paper.note("answer-differs", f"The table of answers gives another {column.heading!r}; the one printed first stands", row=target,
                   excerpt=cell.flat)
    paper.trace(target, cell)
