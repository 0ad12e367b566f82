"""The ratings of a grid's rows: colours, words, ticks and percentages in columns; else a status in the text or by the heading above."""
from __future__ import annotations

import re

from extractors.answers import Context, add_assessments, assessment
from extractors.cell_kinds import DASHES, is_period
from extractors.columns import LEAST_GRADES, Column
from extractors.fields import span_fields
from extractors.grid import Grid, GridRow
from extractors.headings import normal
from extractors.paper import Paper, doubt, infer
from extractors.values.colours import rag_of_column, rag_of_fill
from extractors.values.dates import DateSpan
from extractors.values.grades import Grade, find_status, read_grade, read_status_column
from models.document import Cell
from models.records import Action, Assessment, Recommendation

_ICON = re.compile(r"^[●○◉■□▲△▼▽◆◇►▶⬤•⚫]+\s+(?=\w)")
"""A shape before a status word; its colour, if it has one, came with the cell's fill."""
RATED = ("rag", "forecast", "status", "percent")
SHADED = ("progress", "completed", "action", "recommendation", "number", "due")
"""Fields of text whose cells some papers colour by how things stand."""
NEARLY, HALF = 0.8, 0.5
"""Shares of a column's cells that have a colour where the colours are ratings."""


class Ratings:
    """Reads the ratings of one grid. `period` is the month of the row or the paper, for columns that name none."""

    def __init__(self, paper: Paper, grid: Grid, period: DateSpan | None):
        self.paper, self.grid, self.period = paper, grid, period
        self.fills = {c.index: self._fills(c) for c in grid.columns if c.field in RATED}
        self.shaded = [] if self.fills else self._shaded()

    def _fills(self, column: Column) -> dict[int, str | None]:
        """The rating colour of each row's cell in one column; tints that every row has are none."""
        rows = list(range(self.grid.first, self.grid.table.rows))
        cells = [self.grid.cells[r][column.index] for r in rows]
        header = self.grid.cells[self.grid.first - 1][column.index] if self.grid.first else None
        colours = rag_of_column([header.fill if header else None, *(c.fill if c is not None else None for c in cells)], self.paper.key)[1:]
        return {r: c.fill if c is not None and (colour or (c.fill or "").upper() in self.paper.key.shades) else None
                for r, c, colour in zip(rows, cells, colours, strict=True)}

    def _shaded(self) -> list[Column]:
        """The columns of text, one or one a round, whose cells have the colours of ratings, where no column is one of ratings: several
        and nearly all of them, or half where the paper's key shows its colours."""
        rows, least = range(self.grid.first, self.grid.table.rows), HALF if self.paper.key.fills else NEARLY
        for name in SHADED:
            columns = [c for c in self.grid.columns if c.field == name]
            fills = {c.index: self._fills(c) for c in columns}
            texts = [(i, r) for i in fills for r in rows if (c := self.grid.cells[r][i]) is not None and c.text]
            colours = [rag_of_fill(fill, self.paper.key) for i, r in texts if (fill := fills[i][r])]
            if len(colours) >= LEAST_GRADES and len(colours) >= least * len(texts) and len({*colours}) > 1:
                self.fills |= fills
                return columns
        return []

    def read(self, row: GridRow, cells: list[Cell | None], target: Action | Recommendation, context: Context,
             heading: tuple[str, str] | None) -> None:
        """Add the assessments of a row. `heading` is the one it stands under with the status that gives, where there is no rating of
        its own."""
        made = 0
        for column in sorted(self.grid.columns, key=lambda c: c.field == "percent"):
            cell = cells[column.index]
            if column.field not in RATED or cell is None or not row.holds(cell):
                continue
            fill = self.fills.get(column.index, {}).get(row.index)
            if not cell.text.strip(DASHES) and not fill:
                continue
            measure = self._measure(column)
            if len(context.actions) > 1 and cell.text and not (column.field == "percent" and made):
                made += len(add_assessments(self.paper, context, measure, cell.paragraphs, column.period or self.period, cell))
                continue
            key = self.paper.key.forecast if column.field == "forecast" else None
            grade = read_status_column(_ICON.sub("", cell.text), key or self.paper.key, column.heading, fill)
            if grade is None:
                self.paper.note("grade-not-understood", f"The {column.heading or 'status'} could not be read", row=target,
                                excerpt=cell.flat)
                self.paper.trace(target, cell)
                continue
            if column.field == "percent" and made and not self._in_rounds:
                self._percent(grade, made, cell)
                continue
            coloured = column.field == "percent" and grade.source == "fill"
            made += len(self._rate(grade, "rag" if coloured else measure, column, context, cell))
        for column in self.shaded:
            cell = cells[column.index]
            held = cell is not None and row.holds(cell)
            grade = read_status_column("", self.paper.key, column.heading, self.fills[column.index].get(row.index)) if held else None
            for item in self._rate(grade, "rag", column, context, cell) if grade else ():
                made += 1
                doubt(item, "heading-weak", f"the colour under {column.heading!r} read as a rating; no column is one of ratings")
        if not made:
            self._status_elsewhere(cells, context, heading)

    def _percent(self, grade: Grade, made: int, cell: Cell) -> None:
        """A percentage beside a status belongs to it: one assessment, not two."""
        for item in self.paper.records.assessments[-made:]:
            item.percent = grade.percent
            self.paper.trace(item, cell)

    def _rate(self, grade: Grade, measure: str, column: Column | None, context: Context, *sources: Cell) -> list[Assessment]:
        made = []
        period = (column.period if column else None) or self.period
        for action in context.actions or [None]:
            item = assessment(
                grade, measure, recommendation_id=context.recommendation.recommendation_id if context.recommendation else None,
                action_id=action.action_id if action else None,
                **span_fields("period", period))
            made.append(self.paper.add(item, *sources))
            if period is not None and period.year_inferred:
                infer(item, "period_start", "period_end")
            if column and column.reason:
                doubt(item, "heading-weak", column.reason)
            for note in grade.notes:
                self.paper.note(note, "The cell's colour and word, or the key, disagree", row=item, excerpt=grade.value_raw or "")
        return made

    @property
    def _in_rounds(self) -> bool:
        """Whether several columns of percentages stand for a round each."""
        return sum(c.field == "percent" for c in self.grid.columns) > 1

    @property
    def graded(self) -> bool:
        """Whether a column gives the grades of scrutiny monitoring."""
        return any(c.field == "status" and self._measure(c) == "progress" for c in self.grid.columns)

    def _measure(self, column: Column) -> str:
        if column.field == "forecast":
            return "status" if set(column.kinds) <= {"tick", ""} else "on_target_rag"
        if column.field == "rag" and is_period(column.heading, self.paper.extra):
            return "month_rag" if any(self.fills.get(column.index, {}).values()) or self._has_colours(column) else "status"
        if column.field == "status" and normal(column.heading).startswith("assessment of progress"):
            return "progress"
        graded = column.field == "status" and {"grade", "score"} & set(normal(column.heading).split())
        if graded and set(column.kinds) <= {"number", "", "placeholder"}:
            return "progress"
        coloured = bool(set(column.kinds) & {"fill"}) and set(column.kinds) <= {"fill", "", "placeholder"}
        worded = not column.heading and not coloured and not self._has_colours(column)
        own = [c for c in self._cells(column) if c.column_span < self.grid.table.columns]
        named = normal(column.heading).endswith("rating") and bool(own) and all(c.flat.lower() in self.paper.key.colours for c in own)
        if (column.field == "rag" and not worded) or coloured or named:
            return "month_rag" if self.grid.has("forecast") else "rag"
        return "status"

    def _has_colours(self, column: Column) -> bool:
        """Whether a column's words give a colour."""
        return any(g and g.rag for c in self._cells(column) if (g := read_grade(c.flat, self.paper.key)))

    def _cells(self, column: Column) -> list[Cell]:
        return [c for row in self.grid.cells[self.grid.first:] if (c := row[column.index]) is not None and c.text]

    def _status_elsewhere(self, cells: list[Cell | None], context: Context, heading: tuple[str, str] | None) -> None:
        """A status inside the narrative, or given by the heading that the row stands under."""
        if self.grid.has(*RATED):
            return
        for column in self.grid.columns:
            cell = cells[column.index]
            if column.with_status and cell is not None and cell.text:
                grade = read_status_column(cell.paragraphs[0].printed, self.paper.key, column.heading, None)
                if grade is not None:
                    self._rate(grade, "status", column, context, cell)
                return
            if cell is None or not cell.text or column.field not in ("progress", "action", "completed", "due"):
                continue
            found = find_status(cell.text, self.paper.key)
            grade = found[0] if found else read_grade(cell.text, self.paper.key) if column.field == "due" else None
            if grade and (column.field != "due" or grade.status == "complete"):
                self._rate(grade, "status", None, context, cell)
                return
        if heading:
            text, status = heading
            self._rate(Grade(text, None, None, None, status), "status", None, context)
