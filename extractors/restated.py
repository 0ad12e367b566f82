"""Recommendations that stand twice: in a table of all of them, and again, mostly by number alone, over what was done about each."""
from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractors.grid_numbers import number_of
from extractors.grids import grid_of
from extractors.paper import Paper
from extractors.values.meanings import fold
from models.records import Recommendation

ALIKE = 0.9
"""Of the words of two texts, so many are the same where one repeats the other."""


def tabled(paper: Paper) -> dict[str, str]:
    """The texts of the recommendations that tables list, by number, which nothing has read yet; worked out once a paper."""
    if paper.tabled is None:
        found: dict[str, str] = {}
        for table in paper.document.tables:
            grid = grid_of(table, paper) if paper.free(table) else None
            numbers = grid.column("number") if grid and grid.has("recommendation") and not grid.has("progress") else None
            texts = grid.column("recommendation") if grid and numbers else None
            for row in grid.cells[grid.first:] if grid and numbers and texts else ():
                number, text = row[numbers.index], row[texts.index]
                if number is not None and text is not None and text.flat and (name := number_of(number)):
                    found.setdefault(name, text.flat)
        paper.tabled = found
    return paper.tabled


def answers_table(number: str | None, text: str, paper: Paper) -> bool:
    """Whether a text behind a number is not the recommendation that a table has under it, but what is said of that."""
    stated = tabled(paper).get(number or "")
    return stated is not None and not alike(text, stated)


def join_restated(paper: Paper) -> None:
    """Make one recommendation of two with the same number, where the second has no text of its own or repeats that of the first."""
    rows = [r for r in paper.records.recommendations if r.number and r.parent_id is None]
    first = {r.number: r for r in rows if r.text and any(c.row is not None for c in r.source_cells)}
    often = Counter(r.number for r in rows)
    for row in rows:
        kept = first.get(row.number)
        if kept is not None and kept is not row and often[row.number] == 2 and (not row.text or alike(row.text, kept.text)):
            _join(paper, row, kept)


def alike(a: str, b: str) -> bool:
    """Whether two texts are the same but for a word or two."""
    one, other = Counter(fold(a).split()), Counter(fold(b).split())
    return 2 * (one & other).total() >= ALIKE * (one.total() + other.total())


def _join(paper: Paper, row: Recommendation, kept: Recommendation) -> None:
    """Give what hangs on a recommendation to another, with what only the first says, and drop it."""
    records = paper.records
    actions = [a for a in records.actions if a.recommendation_id == kept.recommendation_id]
    for item in (*records.evidence, *records.assessments):
        if item.recommendation_id == row.recommendation_id:
            item.recommendation_id = kept.recommendation_id
            item.action_id = item.action_id or (actions[0].action_id if len(actions) == 1 else None)
    for item in (*records.actions, *records.recommendations):
        name = "parent_id" if isinstance(item, Recommendation) else "recommendation_id"
        if getattr(item, name) == row.recommendation_id:
            setattr(item, name, kept.recommendation_id)
    for note in records.diagnostics:
        if note.record_id == row.recommendation_id:
            note.record_id = kept.recommendation_id
    for column in ("responsibility_raw", "due_raw", "due_start", "due_end", "success_measure"):
        if getattr(kept, column) is None:
            setattr(kept, column, getattr(row, column))
    for key, taken in paper.taken.items():
        if taken.row is row:
            paper.taken[key] = replace(taken, row=kept)
    kept.source_cells += [c for c in row.source_cells if c not in kept.source_cells]
    records.recommendations.remove(row)
