"""Which column of a record each cell of a tracker's row fills."""
from __future__ import annotations

import re

from extractors.answers import Context
from extractors.cell_kinds import DASHES
from extractors.columns import Column
from extractors.fields import column_for, set_due
from extractors.grid import Grid
from extractors.grid_state import State
from extractors.paper import Paper, doubt, joined
from extractors.values.dates import read_date
from extractors.values.grades import read_grade
from extractors.values.numbers import split_answers
from models import months
from models.document import Cell
from models.records import Action, Evidence, Recommendation

_DATED = re.compile(rf"(?:^|(?<=\s))(?=\d|q[1-4]\b|{months.NAME}(?![a-z])|spring|summer|autumn|winter"
                    r"|(?:by|end|from|early|mid|late|before|tbc|ongoing)\b)", re.I)
"""Where a date may begin."""


def set_values(state: State, grid: Grid, cells: list[Cell | None], target: Action | Recommendation, context: Context) -> None:
    """Owners, dates, outcomes and measures of a row, each to its action where the cell gives them by number. An outcome goes on until the
    next, where issues group the rows."""
    paper, group = state.paper, state.group
    targets: list[Action | Recommendation] = list(context.actions) if context.actions and isinstance(target, Action) else [target]
    for column in grid.columns:
        cell = cells[column.index]
        if cell is None or not cell.text or column.field is None:
            continue
        if context.recommendation is not None and _is_of_subject(grid, column):
            if column.of_subject and context.recommendation.success_measure:
                continue  # said in the first row of a cell that is merged down several
            fill(paper, column, joined(cell.paragraphs), context.recommendation)
            continue
        own = _by_number(cell, context) if len(targets) > 1 or column.with_due else {}
        for item in targets:
            fill(paper, column, own.get(item.number, None if own and not column.with_due else joined(cell.paragraphs)), item)
        if column.field == "intended_outcome":
            group.outcome = joined(cell.paragraphs) or "", cell
    outcome = grid.column("intended_outcome")
    if group.outcome and isinstance(target, Action) and (outcome is None or (
            cells[outcome.index] is not None and not cells[outcome.index].text and grid.has("recommendation", "issue"))):
        target.intended_outcome, source = group.outcome
        paper.trace(target, source)


def _is_of_subject(grid: Grid, column: Column) -> bool:
    """Whether what a column says is the recommendation's or issue's: an owner or date above the action in a card, or part of its cell."""
    if column.of_subject:
        return True
    subject, action = grid.column("recommendation") or grid.column("issue"), grid.column("action")
    return (grid.table.method == "labelled" and column.field in ("owner", "due") and subject is not None and action is not None
            and subject.index < column.index < action.index)


def fill(paper: Paper, column: Column, text: str | None, item: Action | Recommendation) -> None:
    """Fill the owner, date, outcome or measure that a cell of a column gives a record, where the record has such a field."""
    if column.with_due:
        _owner_and_due(paper, (text or "").split("\n"), item)
    else:
        _value(paper, column, text, item)


def _owner_and_due(paper: Paper, lines: list[str], item: Action | Recommendation) -> None:
    """Lines that name owners and end with the due date."""
    begun = next((m for m in _DATED.finditer(lines[-1])
                  if read_date(lines[-1][m.start():], paper.date, extra=paper.extra)), None)
    due = lines[-1][begun.start():] if begun else ""
    owner = "\n".join(filter(None, (*lines[:-1], lines[-1][:begun.start() if begun else None].rstrip(" ,;:–-"))))
    setattr(item, "owner_raw" if isinstance(item, Action) else "responsibility_raw", owner or None)
    if due:
        set_due(paper, item, "due", due)


def _value(paper: Paper, column: Column, text: str | None, item: Action | Recommendation) -> None:
    name = column.field
    target = column_for(column.field, item)
    if (name not in ("due", "revised_due", "owner", "operational_lead", "intended_outcome", "success_measure")
            or target is None or not (text or "").strip(DASHES)):
        return
    if name == "due" and (said := read_grade(text, paper.key)) and said.status == "complete":
        item.due_raw = text  # 'Completed as the report of 11/08/09': a day, but not the one it is due
    elif name in ("due", "revised_due"):
        set_due(paper, item, name, text)
    else:
        before = getattr(item, target)
        setattr(item, target, f"{before}\n{text}" if before and name == "success_measure" else text)
    if column.reason:
        doubt(item, "heading-weak", column.reason)


def _by_number(cell: Cell, context: Context) -> dict[str, str]:
    """What a cell gives to each of several actions by its number ('1. Dec 24', '2. March 2025'); nothing where it is one value for all."""
    parts = split_answers([p.printed for p in cell.paragraphs if p.printed], context.numbers)
    known = [(number, "\n".join(lines)) for numbers, lines in parts for number in numbers if number in context.numbers]
    return (dict(known) if len(known) > (len(context.numbers) > 1)
            and all(numbers and set(numbers) <= set(context.numbers) for numbers, _ in parts) else {})


def extend(row: Action | Recommendation | Evidence, column: str | None, cell: Cell, paper: Paper) -> None:
    """Append a cut cell's text to a column; a date is read again as a whole."""
    if column is None:
        return
    before, text = getattr(row, column), joined(cell.paragraphs) or ""
    whole = f"{before} {text}" if before and text[:1].islower() else "\n".join(filter(None, (before, text)))
    setattr(row, column, whole)
    if column in ("due_raw", "revised_due_raw") and not isinstance(row, Evidence):
        set_due(paper, row, column.removesuffix("_raw"), whole)
