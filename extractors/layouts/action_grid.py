"""Improvement plans and trackers: a grid with one action, or one recommendation, a row.

An issue or recommendation cell merged down several rows is one recommendation that its rows' actions answer; where a cell is
empty the nearest above in the section stands. RAG columns often hold nothing but a colour. Continuation tables come
without headings, and a row cut by a page comes in two.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractors.answers import Context, add_assessments, add_evidence, assessment, split_items
from extractors.fields import month_of, set_due, span_fields
from extractors.grids import Column, Grid, GridRow, align_fragments, body, continued, grid_of, is_wide, mend
from extractors.headings import bare, normal
from extractors.paper import Paper, doubt, joined
from extractors.sections import Sections
from extractors.values.colours import rag_of_column
from extractors.values.grades import Grade, find_status, read_status_column
from extractors.values.numbers import is_number, split_number
from models.document import Block, Cell, Paragraph, Table
from models.records import Action, Assessment, Evidence, Recommendation
from models.vocabulary import vocabulary

_MINUTE = re.compile(r"^minute\s*(?:no\.?|number|ref\.?)?\s*:?\s*(\S*\d\S*)$", re.I)
_BARE = re.compile(r"^(\d{1,3})\s+(?=[A-Z][a-z])")
_POINTER = re.compile(r"\b(?:see|refer to|covered (?:by|under|in)|as per)\b.*\b(?:\d+(?:\.\d+)+|(?:action|recommendation|section|workstream|theme|item|objective)\s*\d+|above|below)", re.I)
RATED = ("rag", "forecast", "status", "percent")


def recognises(paper: Paper) -> int:
    """How many tables of the paper are trackers."""
    return sum(paper.free(t) and t.index not in paper.key.tables and grid_of(t, paper) is not None for t in paper.document.tables)


def extract(paper: Paper) -> None:
    """Read every tracker of the paper, with the sections they stand in."""
    reader = _Reader(paper, Sections(paper))
    for item in paper.document.items:
        if isinstance(item, Block):
            reader.block(item)
        elif paper.free(item) and item.index not in paper.key.tables:
            reader.table(item)


@dataclass(slots=True)
class _Group:
    """The recommendation or issue that rows hang on, and the cell it was read from."""

    recommendation: Recommendation | None = None
    cell: Cell | None = None
    outcome: str | None = None
    actions: list[Action] = field(default_factory=list)


class _Reader:
    """Goes through a paper's items in order, remembering section, heading and the grid before."""

    def __init__(self, paper: Paper, sections: Sections):
        self.paper, self.sections = paper, sections
        self.before: Grid | None = None
        self.group = _Group()
        self.last: _Last | None = None
        self.heading: str = ""
        self.status_heading: tuple[str, str] | None = None
        self.touching = False
        self.minute: str | None = None

    def block(self, block: Block) -> None:
        self.touching = self.touching and block.kind in ("header", "footer")
        self.sections.block(block)
        minute = _MINUTE.match(block.text)
        if minute:
            self.minute = minute[1]
        if block.kind == "heading" or (block.kind == "paragraph" and len(block.text) < 80):
            self.heading = block.text
            self.status_heading = _status_of_heading(block.text, self.paper.extra)

    def table(self, table: Table) -> None:
        if _kept_out(self.heading, self.paper.extra):
            return
        grid = grid_of(table, self.paper)
        if grid is None and self.before is not None:
            grid = continued(table, self.before, self.paper, touching=self.touching)
        if grid is None:
            self.before = None if table.rows > 2 else self.before
            self._facts(table)
            return
        if grid.first > 0:
            self.group, self.last = _Group(), None
        self.paper.use(table, "tracker" if grid.first else "tracker, going on from the table before", tuple((c.heading, c.field, c.reason) for c in grid.columns))
        self._weak_headings(grid)
        self.before = grid
        self.touching = True
        _Rows(self, grid).read()

    def _facts(self, table: Table) -> None:
        """A small table of labels over a grid: the minute that its recommendations are numbered under."""
        for cell in table.cells:
            if cell.column == 0 and bare(cell.flat) in ("minute no", "minute number", "minute", "minute ref"):
                self.minute = next((c.flat for c in table.cells if c.row == cell.row and c.column > 0 and c.flat), self.minute)

    def _weak_headings(self, grid: Grid) -> None:
        if grid.first == 0:
            return
        for column in grid.columns:
            if column.field and column.reason:
                self.paper.note("heading-weak", column.reason, severity="info", excerpt=column.heading)
            elif column.field is None and any(column.kinds):
                self.paper.note("column-not-used", f"No field is known for the column {column.heading!r}; its cells are in the passages table", severity="info", excerpt=column.heading)
        for r in range(grid.first):
            for cell in grid.cells[r]:
                if cell is not None:
                    self.paper.take(cell, role="boilerplate")

@dataclass(slots=True)
class _Last:
    """The row before: its action or recommendation, for rows that only go on with it."""

    row: Action | Recommendation | None
    context: Context
    cells: list[Cell | None]


class _Rows:
    """One grid's rows into records."""

    def __init__(self, reader: _Reader, grid: Grid):
        self.reader, self.grid, self.paper = reader, grid, reader.paper
        self.plan = (grid.has("issue") and not grid.has("recommendation")) or (grid.has("rag") and grid.has("forecast")) or (reader.sections.current is not None and grid.has("rag", "forecast"))
        self.kind = "identified_issue" if grid.has("issue") and not grid.has("recommendation") else "recommendation"
        self.subject = grid.column("recommendation") or grid.column("issue")
        self.action = grid.column("action")
        self.fills = {c.index: self._fills(c) for c in grid.columns if c.field in ("rag", "forecast", "status")}
        self.period = month_of(self.paper.date) if self.paper.date else None
        self.numbers = [c for c in grid.columns if c.field == "number"]
        self.bare = self._bare_numbers()
        self.number_is_action = self._number_is_action()

    def _number_is_action(self) -> bool:
        """Whether the one number column counts actions: a recommendation's cell spans rows of different numbers, or the heading says so."""
        if len(self.numbers) != 1 or self.subject is None or self.action is None:
            return False
        heading = normal(self.numbers[0].heading)
        if "action" in heading.split() or "rec" in heading or "recommendation" in heading:
            return "action" in heading.split()
        under: dict[int, set[str]] = {}
        for row in self.grid.cells[self.grid.first:]:
            subject, number = row[self.subject.index], row[self.numbers[0].index]
            if subject is not None and number is not None and number.text:
                under.setdefault(id(subject), set()).add(number.flat)
        return any(len(numbers) > 1 for numbers in under.values())

    def _bare_numbers(self) -> bool:
        """Whether the main column's cells begin 1, 2, 3 without a stop: then those are their numbers."""
        main = self.subject or self.action
        if main is None or self.numbers:
            return False
        cells = {id(c): c for row in self.grid.cells[self.grid.first:] if (c := row[main.index]) is not None and c.text}
        found = [int(m[1]) for c in cells.values() if (m := _BARE.match(c.text))]
        numbered = len(found) + sum(split_number(c.text)[0] is not None for c in cells.values())
        return len(found) >= 2 and found == sorted(set(found)) and numbered >= 0.8 * len(cells)

    def _fills(self, column: Column) -> dict[int, str | None]:
        """The rating colour of each row's cell in one column; tints that every row has are none."""
        rows = list(range(self.grid.first, self.grid.table.rows))
        cells = [self.grid.cells[r][column.index] for r in rows]
        header = self.grid.cells[self.grid.first - 1][column.index] if self.grid.first else None
        colours = rag_of_column([header.fill if header else None, *(c.fill if c is not None else None for c in cells)], self.paper.key)[1:]
        return {r: c.fill if c is not None and colour else None for r, c, colour in zip(rows, cells, colours, strict=True)}

    def read(self) -> None:
        count = 0
        for row in body(self.grid, self.paper):
            count += self._row(row)
        self.paper.shape("improvement_plan" if self.plan else "action_tracker", 1 + count)

    def _row(self, row: GridRow) -> int:
        if is_wide(row, self.grid):
            return self._wide(row)
        mended = mend(row.cells, self.grid, self.paper) if all(c is None or (c.row_span == 1 and c.column_span == 1) or not c.text for c in row.cells) or self.grid.table.method == "tabs" else None
        cells = mended or row.cells
        if self._template(cells):
            return self._leave(row, "template-row", "A row of guidance or template text was not taken as data", "boilerplate")
        if self._only_refers(cells):
            return self._leave(row, "cross-reference-row", "The row only points to another action", "narrative")
        if self._goes_on(row, cells):
            self._continue(row, row.cells)
            return 0
        return self._record(row, cells, mended is not None)

    def _leave(self, row: GridRow, code: str, message: str, role: str) -> int:
        """Keep a row that is no record as passages, and say so."""
        for cell in row.own:
            self.paper.take(cell, role=role)
        self.paper.note(code, message, severity="info", excerpt=" | ".join(c.flat for c in row.own if c.text))
        return 0

    def _only_refers(self, cells: list[Cell | None]) -> bool:
        """A row whose action is nothing but a pointer ('See 6.1.1'), with no owner, date, rating or progress of its own."""
        main = self._cell(cells, "action")
        if main is None or normal(main.flat).split(" ", 1)[0] not in ("see", "refer", "please", "as") or not _refers(main.flat):
            return False
        return not any(self._cell(cells, c.field or "") for c in self.grid.columns if c.field in ("owner", "due", "progress", "status", "rag", "forecast"))

    def _wide(self, row: GridRow) -> int:
        cell = next(c for c in row.own if c.text)
        status = _status_of_heading(cell.flat, self.paper.extra)
        if status:
            self.reader.status_heading = status
            self.paper.take(cell, role="boilerplate")
        elif self.reader.sections.row(cell):
            self.reader.group = _Group()
        else:
            self.paper.take(cell, role="narrative")
        return 0

    def _cell(self, cells: list[Cell | None], name: str) -> Cell | None:
        column = self.grid.column(name)
        cell = cells[column.index] if column else None
        return cell if cell is not None and cell.text else None

    def _template(self, cells: list[Cell | None]) -> bool:
        """Whether a row is guidance: its main cell is a placeholder, or it or two other cells begin as guidance does."""
        placeholders, openings = _guidance(self.paper.extra)
        main = self._cell(cells, "action") or (cells[self.subject.index] if self.subject else None)
        if main is not None and normal(main.flat) in placeholders:
            return True
        guided = [c for c in {id(c): c for c in cells if c is not None and c.text}.values() if f"{normal(c.flat[:80])} ".startswith(openings)]
        return len(guided) > 1 or any(c is main and any(t.count(" ") > 2 and f"{normal(c.flat[:80])} ".startswith(t) for t in openings) for c in guided)

    def _goes_on(self, row: GridRow, cells: list[Cell | None]) -> bool:
        """Whether a row has nothing of its own to be about: no action, or the lower half of a row cut by a page."""
        if self.reader.last is None:
            return False
        main = self.action or self.subject
        cell = cells[main.index] if main else None
        own = [c for c in row.own if c.text]
        if not own:
            return True
        number = self._number_for(cells, main)
        if cell is None or not cell.text:
            return number is None and not (self.subject and self.action and self._starts(row, cells, self.subject.index))
        if not self._starts(row, cells, main.index):
            return False
        first = self.grid.first == 0 and row.index == 0 and not any(cells[c.index] is not None and cells[c.index].text for c in (self.subject, self.grid.column("intended_outcome")) if c)
        return number is None and bool(self.numbers) and self.grid.table.method in ("tabs", "aligned") and (cell.text[0].islower() or first)

    def _starts(self, row: GridRow, cells: list[Cell | None], column: int) -> bool:
        cell = cells[column]
        return cell is not None and bool(cell.text) and (cell.row == row.index)

    def _number_for(self, cells: list[Cell | None], column: Column | None) -> Cell | None:
        """The number cell of a text column: the number column whose nearest text column to the right it is."""
        if column is None:
            return None
        if len(self.numbers) == 1 and self.action is not None and self.subject is not None and (self.kind == "identified_issue" or self.number_is_action):
            return self._reference(cells, self.numbers[0]) if column is self.action else None
        mains = sorted(c.index for c in (self.subject, self.action) if c)
        for number in self.numbers:
            right = [i for i in mains if i > number.index]
            target = right[0] if right else mains[-1]
            if target == column.index and (cell := self._reference(cells, number)):
                return cell
        return None

    def _reference(self, cells: list[Cell | None], number: Column) -> Cell | None:
        cell = cells[number.index]
        return cell if cell is not None and cell.text and (is_number(cell.flat) or len(cell.flat) <= 25) else None

    def _continue(self, row: GridRow, cells: list[Cell | None]) -> None:
        """Add the cells of a cut row to the records before it, column by column."""
        last = self.reader.last
        assert last is not None
        if self.grid.table.method == "tabs":
            cells = align_fragments(cells, self._texts_so_far(last), self.grid, self.paper)
        for column in self.grid.columns:
            cell = cells[column.index]
            if cell is None or cell.row != row.index or not cell.text:
                continue
            target = last.row
            if column.field in ("progress", "impact"):
                target = self._more_evidence(column, cell, last)
            elif column.field == "issue" or (column.field == "recommendation" and self.action):
                target = self.reader.group.recommendation
            if target is not None:
                _extend(target, self._column_for(column, target), cell, self.paper)
                self.paper.trace(target, cell)

    def _texts_so_far(self, last: _Last) -> dict[int, str]:
        """What each column of the row before holds, the merged issue above it included."""
        texts = {c.index: cell.text for c in self.grid.columns if (cell := last.cells[c.index]) is not None and cell.text}
        if self.subject is not None and self.reader.group.recommendation is not None:
            texts.setdefault(self.subject.index, self.reader.group.recommendation.text or "")
        return texts

    def _more_evidence(self, column: Column, cell: Cell, last: _Last) -> Evidence | None:
        """The evidence that a cut progress cell goes on with; where there is none, a new one (and null)."""
        ids = {a.action_id for a in last.context.actions} or {None}
        before = next((e for e in reversed(self.paper.records.evidence) if e.kind == column.field and e.action_id in ids), None)
        if before is None:
            add_evidence(self.paper, last.context, column.field or "progress", cell.paragraphs, column.period or self.period, cell)
        return before

    def _column_for(self, column: Column, target: Action | Recommendation | Evidence) -> str | None:
        """The column of a record that a grid column fills."""
        if column.field in ("action", "recommendation", "issue", "progress", "impact"):
            return "text"
        name = {"owner": "owner_raw" if isinstance(target, Action) else "responsibility_raw", "operational_lead": "operational_lead_raw", "due": "due_raw", "revised_due": "revised_due_raw"}.get(column.field or "", column.field)
        return name if name and hasattr(target, name) else None

    def _record(self, row: GridRow, cells: list[Cell | None], mended: bool) -> int:
        recommendation = self._recommendation(row, cells)
        if self.action is None:
            target: Action | Recommendation | None = recommendation
            asked = self.reader.group.actions if recommendation is not None and recommendation is self.reader.group.recommendation else []
            context = Context(recommendation, asked if len(asked) == 1 else [])
        else:
            rows, context = self._actions(row, cells, recommendation)
            target = rows[0] if rows else recommendation
        if target is None:
            for cell in row.own:
                if cell.text:
                    self.paper.note("row-not-understood", "This row made no record", excerpt=" | ".join(c.flat for c in row.own if c.text))
                    break
            return 0
        if mended:
            self.paper.note("row-shifted", "The row's values stood one column off and were moved to where they fit", row=target, severity="info", excerpt=" | ".join(c.flat for c in row.own if c.text))
            doubt(target, "row-shifted", "values moved by one column")
        self._values(row, cells, target, context)
        self._evidence(row, cells, context)
        self._ratings(row, cells, target, context)
        for cell in row.own:
            if cell.text:
                self.paper.trace(target, cell)
        self.reader.last = _Last(target, context, cells)
        return 1

    def _recommendation(self, row: GridRow, cells: list[Cell | None]) -> Recommendation | None:
        """The recommendation or issue of this row: its own cell, the merged cell that spans it, or the nearest above."""
        if self.subject is None:
            return None
        cell, group = cells[self.subject.index], self.reader.group
        section = self.reader.sections.current
        if cell is None or not cell.text:
            return group.recommendation if self.action is not None else None
        if cell is group.cell or (group.recommendation is not None and self.action is not None and group.recommendation.text == joined(cell.paragraphs)):
            return group.recommendation
        number_cell = self._number_for(cells, self.subject)
        number, text = (_number(number_cell), joined(cell.paragraphs) or "") if number_cell else self._split(joined(cell.paragraphs) or "")
        if self.reader.minute and number_cell is None:
            number = " ".join(filter(None, (self.reader.minute, number)))
        asked = [] if self.action is not None else _asked(cell)
        if asked:
            text = "\n".join(p.printed for p in cell.paragraphs[:-len(asked)])
        item = Recommendation(kind=self.kind, number=number or None, text=text, section_id=section.section_id if section else None)
        self.paper.add(item, cell, number_cell)
        self.reader.group = _Group(item, cell, self.reader.group.outcome)
        for paragraph in asked:
            self.reader.group.actions.append(self.paper.add(Action(text=paragraph.printed, recommendation_id=item.recommendation_id, section_id=item.section_id), paragraph, cell))
        return item

    def _split(self, text: str) -> tuple[str | None, str]:
        """A leading number and the rest; a bare '2 That ...' only where the column's rows are numbered so throughout."""
        number, rest = split_number(text)
        bare_number = _BARE.match(text) if number is None and self.bare else None
        return (bare_number[1], text[bare_number.end():]) if bare_number else (number, rest)

    def _actions(self, row: GridRow, cells: list[Cell | None], recommendation: Recommendation | None) -> tuple[list[Action], Context]:
        assert self.action is not None
        cell = cells[self.action.index]
        section = self.reader.sections.current
        context = Context(recommendation, self.reader.group.actions if recommendation is not None and recommendation is self.reader.group.recommendation else [])
        if cell is None or not cell.text or (cell.row != row.index and cell.row_span > 1):
            return [], context
        number_cell = self._number_for(cells, self.action)
        made = []
        for number, lines, paragraphs in self._items(cell, number_cell):
            action = Action(number=number, text="\n".join(lines), recommendation_id=recommendation.recommendation_id if recommendation else None,
                            section_id=section.section_id if section else None)
            made.append(self.paper.add(action, *(paragraphs if len(cell.paragraphs) > 1 else ()), cell, number_cell))
            if _refers(action.text):
                self.paper.note("cross-reference-row", "The row points to another action", row=action, severity="info", excerpt=action.text or "")
        context = Context(recommendation, made)
        return made, context

    def _items(self, cell: Cell, number_cell: Cell | None) -> list[tuple[str | None, list[str], list[Paragraph]]]:
        """A row's actions: one, unless it is a recommendation's row with a list of them and no number of its own."""
        if number_cell is None and self.subject is not None and self.kind == "recommendation":
            items = split_items(cell.paragraphs, plain=False)
            if len(items) > 1:
                return items
        text = [p.printed for p in cell.paragraphs if p.printed]
        number = None
        if number_cell is not None:
            number = _number(number_cell)
        elif text:
            number, text[0] = self._split(text[0])
            text = [t for t in text if t] or [cell.flat]
        return [(number, text, cell.paragraphs)]

    def _values(self, row: GridRow, cells: list[Cell | None], target: Action | Recommendation, context: Context) -> None:
        targets: list[Action | Recommendation] = list(context.actions) if context.actions and isinstance(target, Action) else [target]
        for column in self.grid.columns:
            cell = cells[column.index]
            if cell is None or not cell.text or column.field is None:
                continue
            for item in targets:
                self._value(column, cell, item)
            if column.field == "intended_outcome":
                self.reader.group.outcome = joined(cell.paragraphs)
        outcome = self.grid.column("intended_outcome")
        if outcome and self.reader.group.outcome and isinstance(target, Action) and cells[outcome.index] is not None and not cells[outcome.index].text and self.subject:
            target.intended_outcome = self.reader.group.outcome

    def _value(self, column: Column, cell: Cell, item: Action | Recommendation) -> None:
        text, name = joined(cell.paragraphs), column.field
        target = self._column_for(column, item)
        if name not in ("due", "revised_due", "owner", "operational_lead", "intended_outcome", "success_measure") or target is None or not text:
            return
        if name in ("due", "revised_due"):
            set_due(self.paper, item, name, text)
        else:
            before = getattr(item, target)
            setattr(item, target, f"{before}\n{text}" if before and name == "success_measure" else text)
        if column.reason:
            doubt(item, "heading-weak", column.reason)

    def _evidence(self, row: GridRow, cells: list[Cell | None], context: Context) -> None:
        for column in self.grid.columns:
            cell = cells[column.index]
            if column.field in ("progress", "impact") and cell is not None and cell.text and self._here(row, cell):
                rows = add_evidence(self.paper, context, column.field, cell.paragraphs, column.period or self.period, cell)
                for item in rows:
                    if column.reason:
                        doubt(item, "heading-weak", column.reason)

    def _here(self, row: GridRow, cell: Cell) -> bool:
        return cell.row == row.index or cell not in row.cells

    def _ratings(self, row: GridRow, cells: list[Cell | None], target: Action | Recommendation, context: Context) -> None:
        made = 0
        for column in sorted(self.grid.columns, key=lambda c: c.field == "percent"):
            cell = cells[column.index]
            if column.field not in RATED or cell is None or not self._here(row, cell):
                continue
            fill = self.fills.get(column.index, {}).get(row.index)
            if not cell.text and not fill:
                continue
            measure = self._measure(column)
            if len(context.actions) > 1 and cell.text:
                made += len(add_assessments(self.paper, context, measure, cell.paragraphs, column.period or self.period, cell))
                continue
            grade = read_status_column(cell.text, self.paper.key, column.heading, fill)
            if grade is None:
                self.paper.note("grade-not-understood", f"The {column.heading or 'status'} could not be read", row=target, excerpt=cell.flat)
                self.paper.trace(target, cell)
                continue
            if column.field == "percent" and made:
                self._percent(grade, made, cell)
                continue
            made += len(self._rate(grade, measure, column, context, cell))
        if not made:
            self._status_elsewhere(cells, context)

    def _percent(self, grade: Grade, made: int, cell: Cell) -> None:
        """A percentage beside a status belongs to it: one assessment, not two."""
        for item in self.paper.records.assessments[-made:]:
            item.percent = grade.percent
            self.paper.trace(item, cell)

    def _rate(self, grade: Grade, measure: str, column: Column | None, context: Context, *sources: Cell) -> list[Assessment]:
        made = []
        for action in context.actions or [None]:
            item = assessment(grade, measure, recommendation_id=context.recommendation.recommendation_id if context.recommendation else None, action_id=action.action_id if action else None,
                              **span_fields("period", (column.period if column else None) or self.period))
            made.append(self.paper.add(item, *sources))
            if column and column.reason:
                doubt(item, "heading-weak", column.reason)
            for note in grade.notes:
                self.paper.note(note, "The cell's colour and word, or the key, disagree", row=item, excerpt=grade.value_raw or "")
        return made

    def _measure(self, column: Column) -> str:
        if column.field == "forecast":
            return "status" if set(column.kinds) <= {"tick", ""} else "on_target_rag"
        coloured = bool(set(column.kinds) & {"fill"}) and set(column.kinds) <= {"fill", "", "placeholder"}
        if column.field == "rag" or coloured:
            return "month_rag" if self.grid.has("forecast") else "rag"
        return "status"

    def _status_elsewhere(self, cells: list[Cell | None], context: Context) -> None:
        """A status inside the narrative, or given by the heading that the row stands under."""
        if self.grid.has(*RATED):
            return
        for column in self.grid.columns:
            cell = cells[column.index]
            if column.field in ("progress", "action", "completed", "due") and cell is not None and cell.text:
                found = find_status(cell.text, self.paper.key)
                if found:
                    self._rate(found[0], "status", None, context, cell)
                    return
        if self.reader.status_heading:
            heading, status = self.reader.status_heading
            self._rate(Grade(heading, None, None, None, status), "status", None, context)


def _number(cell: Cell) -> str | None:
    """What a number cell says, without 'Action' or a stop."""
    number, rest = split_number(cell.flat)
    return number if number and not rest else cell.flat.rstrip(".:)") or None


def _asked(cell: Cell) -> list[Paragraph]:
    """The bullets that end a motion or recommendation whose lead-in stops at a colon ('... asks officers to:'): each is an action."""
    filled = [p for p in cell.paragraphs if p.printed]
    first = next((i for i, p in enumerate(filled) if p.bullet), None)
    if not first or not filled[first - 1].printed.endswith(":") or not all(p.bullet for p in filled[first:]):
        return []
    return filled[first:]


def _extend(row: Action | Recommendation | Evidence, column: str | None, cell: Cell, paper: Paper) -> None:
    """Append a cut cell's text to a column; a date is read again as a whole."""
    if column is None:
        return
    before, text = getattr(row, column), joined(cell.paragraphs) or ""
    whole = f"{before} {text}" if before and text[:1].islower() else "\n".join(filter(None, (before, text)))
    setattr(row, column, whole)
    if column in ("due_raw", "revised_due_raw") and not isinstance(row, Evidence):
        set_due(paper, row, column.removesuffix("_raw"), whole)


@cache
def _guidance(extra: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole texts that are placeholders, and how guidance begins."""
    words = vocabulary("headings", extra)["not_a_tracker"]
    return frozenset(normal(p) for p in words["placeholders"]), tuple(f"{normal(t)} " for t in words["templates"])


def _refers(text: str | None) -> bool:
    return text is not None and len(text) < 160 and _POINTER.search(text) is not None


def _status_of_heading(text: str, extra: tuple[str, ...]) -> tuple[str, str] | None:
    """(heading, status) when a heading says how everything under it stands."""
    name = bare(text)
    for prefix in ("appendix", "annex", "table", "part", "section"):
        words = name.split()
        if len(words) > 2 and words[0] == prefix:
            name = " ".join(words[2:])
    name = name.replace(" the ", " ")
    for status, phrases in vocabulary("headings", extra)["status_headings"].items():
        if name in phrases or any(name.startswith(f"{p} and ") for p in phrases):
            return text, status
    return None


def _kept_out(heading: str, extra: tuple[str, ...]) -> bool:
    return bare(heading) in {normal(p) for p in vocabulary("headings", extra)["not_a_tracker"]["above"]}
