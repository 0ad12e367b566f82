"""What one cell of a tracker holds of several fields, as columns of their own: 'Planned outcome: ...' or 'Status: complete' below an
action, the reference above an item's name, the meeting's day above a motion.

The grid that comes out has more columns than are printed; cells made here know the printed ones they were taken from.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.answers import update_head
from extractors.cell_kinds import is_period
from extractors.columns import Column, column_of
from extractors.grid import Grid
from extractors.headings import EXACT, HINT, SUBJECTS, match
from extractors.paper import Gathered, Paper
from models.document import Cell, Paragraph

INSIDE = ("intended_outcome", "success_measure", "progress", "impact", "status", "owner", "due", "revised_due")
"""Fields that a label in a cell may name, where no column of the table has them."""
BESIDE = ("action", "response")
"""The same, in a cell that answers."""
FEW, MANY_WORDS = 2, 20
"""Cells in which a label stands at least; words that a motion has on average."""
LABELS, MOST = 2, 0.6
"""Labels of a cell that answers by labels; the share of such cells in their column."""
_LABEL = re.compile(r"([A-Z][\w'’/ ]{2,40}?):\s+(\S.*)", re.S)
_REFERENCE = re.compile(r"(?:[A-Z]{2,6}\s?)?\d{1,4}/\d{2,4}(?:\s?\([a-z]\))?(?=\s|$)")


def with_parts(grid: Grid, paper: Paper, least: int = FEW) -> Grid:
    """The grid with such parts in columns of their own; itself where it has none."""
    grid = _motions(grid, paper)
    grid = _references(grid, paper, least)
    main = grid.column("action") or grid.column("recommendation")
    if main is None:
        return grid
    mixed = "progress" in match(main.heading, paper.extra) and not grid.has("progress")
    grid = _labelled(grid, main, {id(c): _split(c, grid, mixed, paper) for c in _narrow(grid, main)}, paper, least)
    return _answered(_measured(grid, paper, least), paper, least)


def _measured(grid: Grid, paper: Paper, least: int) -> Grid:
    """The measure of success below an issue or recommendation whose actions stand beside it: 'Success: ...'."""
    subject = (grid.column("recommendation") or grid.column("issue")) if grid.has("action") else None
    cells = _narrow(grid, subject) if subject is not None else []
    found = {id(c): {n: ps for n, ps in _split(c, grid, False, paper).items() if n in ("", "success_measure")} for c in cells}
    told = sum("success_measure" in parts for parts in found.values())
    if subject is None or not told or any(len(set(_split(c, grid, False, paper)) - {"", "success_measure"}) for c in cells):
        return grid
    grid = _labelled(grid, subject, found, paper, min(least, len(cells)))
    grid.columns[-1].of_subject = True
    return grid


def _answered(grid: Grid, paper: Paper, least: int) -> Grid:
    """Labelled parts of a column that answers: 'Response: Accepted.', 'Lead: Ann Reed', 'Progress: ...', a line each."""
    for column in grid.columns:
        if column.field not in ("progress", "response", None):
            continue
        cells = [c for c in _narrow(grid, column) if c.text]
        found = {id(c): _split_answer(c, column, grid, paper) for c in cells}
        labelled = sum(len(parts.keys() - {""}) >= LABELS for parts in found.values())
        if labelled >= max(least, MOST * len(cells)) and (
                column.field == "progress" or any("progress" in parts for parts in found.values())):
            return _labelled(grid, column, found, paper, least)
    return grid


def _labelled(grid: Grid, main: Column, found: dict[int, dict[str, list[Paragraph]]], paper: Paper, least: int) -> Grid:
    """The parts that were found in a column's cells, in columns of their own where they recur."""
    cells = [c for c in _narrow(grid, main) if id(c) in found]
    often = Counter(name for parts in found.values() for name in parts if name)
    kept = [name for name in (*INSIDE, *BESIDE) if often[name] >= least]
    if not kept:
        return grid
    made: dict[int, list[Cell]] = {}
    for cell in cells:
        parts = found[id(cell)]
        own = [p for name, ps in parts.items() if name not in kept for p in ps]
        others = (_part(cell, len(grid.columns) + k, parts.get(name, [])) for k, name in enumerate(kept))
        made[id(cell)] = [_part(cell, main.index, own), *others]
    return _wider(grid, main, made, kept, paper)


def _split(cell: Cell, grid: Grid, mixed: bool, paper: Paper) -> dict[str, list[Paragraph]]:
    """A cell's paragraphs by the field that the label before them names; '' for the main text. `mixed`: a dated paragraph is progress."""
    out: dict[str, list[Paragraph]] = {"": []}
    current = ""
    for paragraph in (p for p in cell.paragraphs if p.printed):
        label = _LABEL.fullmatch(paragraph.printed) if out[""] else None
        said = match(label[1], paper.extra) if label else {}
        name = next((n for n in INSIDE if said.get(n, 0.0) >= EXACT and not grid.has(n)), "")
        if name and label:
            current, paragraph = name, replace(paragraph, text=label[2], number="")
        elif mixed and out[""] and update_head(paragraph, paper) is not None:
            current = "progress"
        out.setdefault(current, []).append(paragraph)
    return out


def _split_answer(cell: Cell, column: Column, grid: Grid, paper: Paper) -> dict[str, list[Paragraph]]:
    """A cell's paragraphs by the field that the label before them names; '' for what the column is about."""
    out: dict[str, list[Paragraph]] = {}
    current = ""
    for paragraph in (p for p in cell.paragraphs if p.printed):
        label = _LABEL.fullmatch(paragraph.printed)
        said = match(label[1], paper.extra) if label else {}
        name = next((n for n in (*INSIDE, *BESIDE) if said.get(n, 0.0) >= EXACT and (n == column.field or not grid.has(n))), None)
        if name and label:
            current, paragraph = "" if name == column.field else name, replace(paragraph, text=label[2], number="")
        out.setdefault(current, []).append(paragraph)
    return out


def _references(grid: Grid, paper: Paper, least: int) -> Grid:
    """References that begin the cells of a column of items, where no column numbers the rows."""
    main = grid.column("action")
    if grid.has("number") or main is None:
        return grid
    for column in grid.columns[:main.index]:
        cells = _narrow(grid, column)
        found = {id(c): _REFERENCE.match(c.text) for c in cells} if column.field in ("origin", "theme", "other", None) else {}
        numbers = [m[0] for m in found.values() if m]
        if len(numbers) >= least and len(numbers) == len(set(numbers)) >= 0.8 * len(cells):
            made = {id(c): [c, _part(c, len(grid.columns), [Paragraph(m[0])] if (m := found[id(c)]) else [])] for c in cells}
            return _wider(grid, column, made, ["number"], paper)
    return grid


def _motions(grid: Grid, paper: Paper) -> Grid:
    """A meeting's column that holds what it resolved, below its day: the recommendations, where no column has them."""
    if grid.has(*SUBJECTS):
        return grid
    for column in grid.columns:
        cells = _narrow(grid, column) if column.field in ("origin", "raised") else []
        dated = [c for c in cells if len(c.paragraphs) > 1 and is_period(c.paragraphs[0].printed, paper.extra)]
        if cells and len(dated) == len(cells) and sum(len(c.flat.split()) for c in cells) >= MANY_WORDS * len(cells):
            made = {id(c): [_part(c, column.index, c.paragraphs[1:])] for c in cells}
            column.field, column.inferred = "recommendation", True
            column.reason = f"{column.heading!r} read as recommendation by the length of its texts"
            return _wider(grid, column, made, [], paper)
    return grid


def _narrow(grid: Grid, column: Column) -> list[Cell]:
    """The cells of a column, without bars across the table."""
    return [c for c in grid.under(column) if c.column_span == 1]


def _part(cell: Cell, column: int, paragraphs: Sequence[Paragraph]) -> Cell:
    """A cell with some paragraphs of another."""
    part = Gathered(cell.row, column, cell.row_span, 1, list(paragraphs), cell.fill if column == cell.column else None, cell.places,
                    table=cell.table, sources=[cell])
    part.keep_text()
    return part


def _wider(grid: Grid, main: Column, made: dict[int, list[Cell]], names: list[str], paper: Paper) -> Grid:
    """The grid with each cell of a column replaced by the first of those made of it, the others in new columns of these fields."""
    cells = []
    for row in grid.cells:
        own = made.get(id(row[main.index]), [row[main.index]])
        cells.append([*row[:main.index], own[0], *row[main.index + 1:], *own[1:], *[None] * (1 + len(names) - len(own))])
    new = []
    for name, index in zip(names, range(len(grid.columns), len(grid.columns) + len(names)), strict=True):
        column = column_of(index, name.replace("_", " "), [c for parts in made.values() for c in parts[1:] if c.column == index and c.text],
                           paper.key, paper.extra)
        column.field, column.score = name, HINT
        new.append(column)
    headings = [*grid.headings, *[""] * len(names)]
    return Grid(grid.table, [*grid.columns, *new], grid.first, cells, headings, printed=grid.printed or grid, rounds=grid.rounds)
