"""The rows of a tracker into records.

An issue or recommendation cell merged down several rows is one recommendation that its rows' actions answer; where a cell is
empty the nearest above in the section stands. A row without anything to be about goes on with the one before it.
"""
from __future__ import annotations

import re
from dataclasses import replace

from extractors.answers import Context, add_evidence, context_of, split_items, update_head
from extractors.card_labels import is_bare, label_of, labelled, numbered
from extractors.cell_kinds import DASHES, is_demand
from extractors.columns import Column
from extractors.fields import column_for
from extractors.grid import Grid, GridRow
from extractors.grid_bars import Bars
from extractors.grid_numbers import Numbers, number_of
from extractors.grid_ratings import RATED, Ratings
from extractors.grid_state import Group, Last, State
from extractors.grid_values import extend, set_values
from extractors.grids import align_fragments, body, is_wide, mend
from extractors.guidance import is_only_pointer, is_template, points_elsewhere
from extractors.headings import normal
from extractors.paper import doubt, joined
from extractors.values.dates import read_round
from extractors.values.numbers import split_answers, split_number
from models.document import Cell, Paragraph, distinct
from models.records import Action, Evidence, Recommendation
from models.vocabulary import vocabulary

_PLAN = re.compile(r"\bplan\b", re.I)
_OPENS = re.compile(r":\s*$")
_LETTER = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})\)?", re.I)
_ASKS = re.compile(
    r"\b(?:asks?|requests?|calls? (?:on|upon)|urges?|instructs?|invites?|mandates?|resolves?|commits?|agrees?"
    r"|(?:is|are|be) (?:asked|requested|urged|instructed|invited|mandated|called (?:on|upon)))\b[^:]*:$", re.I)


class Rows:
    """One grid's rows into records."""

    def __init__(self, state: State, grid: Grid):
        self.state, self.grid, self.paper = state, grid, state.paper
        grouped = 0 < len(grid.under(grid.column("issue"))) < len(grid.under(grid.column("action")))
        self.plan = ((grouped and not grid.has("recommendation"))
                     or (state.sections.current is not None and grid.has("rag", "forecast")))
        self.subject = grid.column("recommendation") or grid.column("issue")
        self.action = grid.column("action")
        self.bars = Bars(state, grid.table.columns, subject=self.subject is not None, actions=self.action is not None)
        self.kind = self._kind()
        main = self.action or self.subject
        self.told_below = main is not None and self._are_told_below(main)
        self.told_under = self.action is not None and self._are_told_under(self.action)
        dated = {(c.period.start, c.period.end): c.period for c in grid.columns if c.field == "progress" and c.period is not None}
        own = next(iter(dated.values())) if len(dated) == 1 else None
        self.usual = self.period = own or self.paper.month
        self.made: dict[int, list[Action]] = {}
        self.waiting: list[tuple[Column, Cell, Recommendation]] = []
        self.ratings = Ratings(self.paper, grid, self.period)
        listed = [*self.paper.listed]
        of_text = (c for c in grid.columns if c.field == "number" and (
            normal(c.heading).startswith("rec") or (listed and [number_of(n) for n in grid.under(c)] == listed)))
        self.answers = None if self.subject else next(of_text, None)
        self.numbers = Numbers(grid, self.subject, self.action, plan=self.kind == "identified_issue",
                               other=self.answers if state.paper.listed else None, extra=self.paper.extra)

    def _kind(self) -> str:
        """What the subject's column holds. What an inspector demands ('Must do': 'The trust must ensure ...') is a recommendation."""
        heading = f" {normal(self.subject.heading if self.subject else '')} "
        if self.subject is None or self.subject.field == "recommendation":
            resolved = vocabulary("headings", self.paper.extra)["fields"]["recommendation"]["resolved"]
            return "resolution" if any(f" {words} " in heading for words in resolved) else "recommendation"
        cells = self.grid.under(self.subject)
        demands = sum(is_demand(c.flat) for c in cells)
        asked = any(f" {words} " in heading for words in vocabulary("headings", self.paper.extra)["fields"]["issue"]["demands"])
        return "recommendation" if asked and 2 * demands > len(cells) else "identified_issue"

    def read(self) -> None:
        count = 0
        for row in body(self.grid, self.paper):
            count += self._row(row)
        self.paper.shape(self._layout(), 1 + count)
        if self.grid.rounds is not None:
            self.state.read_rounds(self.grid.cells[self.grid.rounds:])

    def _layout(self) -> str:
        """The shape of paper that the grid speaks for."""
        named = self.paper.records.document
        titled = self.state.sections.current is not None and _PLAN.search(f"{named.title} {named.review}")
        if self.plan or self.bars.issues or titled:
            return "improvement_plan"
        over = self.paper.under.get(self.grid.table.index)
        if over is not None and over.kind == "identified_issue":
            return "improvement_plan"
        if self.subject is None and (over is not None or (self.answers and self.paper.listed)):
            return "scrutiny_monitoring" if self.grid.has("progress", *RATED) else "committee_report"
        return "scrutiny_monitoring" if self.ratings.graded else "action_tracker"

    def _row(self, row: GridRow) -> int:
        filled = [c for c in row.own if c.text]
        if is_wide(row, self.grid):
            if self.state.last is not None and self._is_told(filled[0]) and self.told_below:
                return self._remark(filled[0])
            self.bars.take(filled[0])
            return 0
        if self._labelled(filled) or self.bars.facts(filled) or self.bars.section(filled) or self.bars.pair(filled):
            return 0
        mended = mend(row.cells, self.grid, self.paper) if self._may_be_shifted(row) else None
        cells = [None if c is not None and self._runs_over(c, i) else c for i, c in enumerate(mended or row.cells)]
        main = self._cell(cells, "action") or (cells[self.subject.index] if self.subject else None)
        if is_template(cells, main, self.paper.extra):
            return self._leave(row, "template-row", "A row of guidance or template text was not taken as data", "boilerplate")
        if (main is not None and is_only_pointer(main.flat)
                and not any(self._cell(cells, name) for name in ("owner", "due", "progress", "status", "rag", "forecast"))):
            return self._leave(row, "cross-reference-row", "The row only points to another action", "narrative")
        self._round(cells)
        if len(filled) == 1 and self.state.last is not None and self._runs_over(filled[0], filled[0].column):
            return self._remark(filled[0])
        if self._goes_on(row, cells):
            self._continue(row, row.cells)
            return 0
        return self._record(row, cells, mended is not None)

    def _labelled(self, filled: list[Cell]) -> bool:
        """Read a row below an action that is a label and, over the other columns, what it says: 'Progress | ...', 'Impact | ...'; whether
        it was such."""
        name, last = self._label_across(filled), self.state.last
        if name is None or last is None or not self.made or not self.told_under:
            return False
        period = read_round(filled[0].flat, self.paper.date, self.paper.extra) or self.period
        add_evidence(self.paper, last.context, name, filled[1].paragraphs, period, filled[1])
        if last.row is not None:
            self.paper.trace(last.row, filled[0])
        return True

    def _label_across(self, filled: list[Cell]) -> str | None:
        """Whether two cells across the table are the label of progress or impact, and what was done: which of them."""
        if len(filled) != 2 or filled[1].column_span < 2 or sum(c.column_span for c in filled) < self.grid.table.columns:
            return None
        name = label_of(filled[0].flat, self.paper.extra)[0]
        return name if name in ("progress", "impact") else None

    def _are_told_under(self, action: Column) -> bool:
        """Whether most actions have a row of such a label below them; one alone at the end speaks of the recommendation."""
        rows = [[c for c in distinct(row) if c.text] for row in self.grid.cells[self.grid.first:self.grid.rounds]]
        told = sum(self._label_across(row) == "progress" for row in rows)
        return told > 1 and 3 * told >= len(self.grid.under(action))

    def _may_be_shifted(self, row: GridRow) -> bool:
        """Whether a row's values may stand under the wrong headings: not where each has its label, or cells are merged."""
        method = self.grid.table.method
        return method == "tabs" or (method != "labelled" and all(
            c is None or c.column_span == 1 or not c.text for c in row.cells))

    def _runs_over(self, cell: Cell, column: int) -> bool:
        """Whether a cell runs over columns of different fields, as a remark in place of an action, its owner and date does. What opens
        the recommendation's parts below ('That the Cabinet mends the roads by:') stands in its own column."""
        if cell.column_span < 3:
            return False
        if self.subject is not None and cell.column == self.subject.index and _OPENS.search(cell.text):
            return column != cell.column
        return len({c.field for c in self.grid.columns[cell.column:cell.column + cell.column_span] if c.field}) >= 3

    def _remark(self, cell: Cell) -> int:
        """A line below an action, over several of its columns: 'Narrative: ...' is progress, the text of any other label or none is kept
        as a passage of it."""
        last, label = self.state.last, cell.text.partition(":")
        if self._is_dated(cell):
            add_evidence(self.paper, last.context, "progress", cell.paragraphs, self.period, cell)
        elif self._is_told(cell):
            value = replace(cell.paragraphs[0], text=label[2].strip()) if label[1] else cell.paragraphs[0]
            period = read_round(label[0], self.paper.date, self.paper.extra) or self.period
            add_evidence(self.paper, last.context, "progress", [value, *cell.paragraphs[1:]], period, cell)
        elif last.row is not None:
            self.paper.trace(last.row, cell)
        return 0

    def _is_told(self, cell: Cell) -> bool:
        return labelled(cell.flat, self.paper.extra) == "progress" or self._is_dated(cell)

    def _is_dated(self, cell: Cell) -> bool:
        """Whether each paragraph of a cell begins with its date: 'March 2025: ...'."""
        heads = [update_head(p, self.paper) for p in cell.paragraphs if p.text]
        return bool(heads) and all(head is not None and head[1] for head in heads)

    def _are_told_below(self, main: Column) -> bool:
        """Whether lines across the table tell what was done, below most of its actions or recommendations."""
        cells = self.grid.under(main)
        across = [c for c in cells if c.column_span >= max(2, self.grid.table.columns - 1)]
        told = sum(self._is_told(c) for c in across)
        return told > 0 and 2 * told > len(cells) - len(across)

    def _round(self, cells: list[Cell | None]) -> None:
        """The period that a row speaks of: printed in a column of its own, else the paper's month."""
        cell = self._cell(cells, "round")
        named = read_round(cell.flat, self.paper.date, self.paper.extra) if cell else None
        self.period = named or self.usual
        self.ratings.period = self.period

    def _leave(self, row: GridRow, code: str, message: str, role: str) -> int:
        """Keep a row that is no record as passages, and say so."""
        for cell in row.own:
            self.paper.take(cell, role=role)
        self.paper.note(code, message, severity="info", excerpt=" | ".join(c.flat for c in row.own if c.text))
        return 0

    def _cell(self, cells: list[Cell | None], name: str) -> Cell | None:
        column = self.grid.column(name)
        cell = cells[column.index] if column else None
        return cell if cell is not None and cell.text else None

    def _goes_on(self, row: GridRow, cells: list[Cell | None]) -> bool:
        """Whether a row has nothing of its own to be about: no action, or the lower half of a row cut by a page."""
        if self.state.last is None:
            return False
        main = self.action or self.subject
        cell = cells[main.index] if main else None
        own = [c for c in row.own if c.text]
        if not own:
            return True
        number, above = self.numbers.cell_for(cells, main), self.numbers.cell_for(cells, self.subject)
        number = number or (above if above is not None and above.row == row.index else None)
        if cell is None or not cell.text:
            return number is None and not (self.subject and self.action and self._starts(row, cells, self.subject.index))
        if not self._starts(row, cells, main.index):
            return False
        first = self.grid.first == 0 and row.index == 0 and not any(
            cells[c.index] is not None and cells[c.index].text for c in (self.subject, self.grid.column("intended_outcome")) if c)
        return (number is None and bool(self.numbers.columns) and self.grid.table.method in ("tabs", "aligned")
                and (cell.text[0].islower() or first))

    def _starts(self, row: GridRow, cells: list[Cell | None], column: int) -> bool:
        cell = cells[column]
        return cell is not None and bool(cell.text) and (cell.row == row.index)

    def _continue(self, row: GridRow, cells: list[Cell | None]) -> None:
        """Add the cells of a cut row to the records before it, column by column."""
        last = self.state.last
        assert last is not None
        if self.grid.table.method == "tabs":
            cells = align_fragments(cells, self._texts_so_far(last), self.grid, self.paper)
        for column in self.grid.columns:
            cell = cells[column.index]
            if cell is None or cell.row != row.index or not cell.text:
                continue
            target = last.row
            if column is self.subject and isinstance(target, Recommendation) and self._is_asked(cell, target):
                self._ask(target, cell.paragraphs, cell)
                continue
            if column.field in ("progress", "impact"):
                target = self._more_evidence(column, cell, last)
            elif column.field == "issue" or (column.field == "recommendation" and self.action):
                target = self.state.group.recommendation
            if target is not None:
                extend(target, column_for(column.field, target), cell, self.paper)
                self.paper.trace(target, cell)

    def _texts_so_far(self, last: Last) -> dict[int, str]:
        """What each column of the row before holds, the merged issue above it included."""
        texts = {c.index: cell.text for c in self.grid.columns if (cell := last.cells[c.index]) is not None and cell.text}
        if self.subject is not None and self.state.group.recommendation is not None:
            texts.setdefault(self.subject.index, self.state.group.recommendation.text or "")
        return texts

    def _more_evidence(self, column: Column, cell: Cell, last: Last) -> Evidence | None:
        """The evidence that a cut progress cell goes on with; where there is none, a new one (and null)."""
        ids = {a.action_id for a in last.context.actions} or {None}
        before = next((e for e in reversed(self.paper.records.evidence) if e.kind == column.field and e.action_id in ids), None)
        if before is None:
            add_evidence(self.paper, last.context, column.field or "progress", cell.paragraphs, column.period or self.period, cell)
        return before

    def _record(self, row: GridRow, cells: list[Cell | None], mended: bool) -> int:
        recommendation = self._recommendation(cells)
        if self.action is None:
            target: Action | Recommendation | None = recommendation
            asked = self.state.group.actions if recommendation is not None and recommendation is self.state.group.recommendation else []
            context = Context(recommendation, asked if len(asked) == 1 or any(a.number for a in asked) else [])
        else:
            rows, context = self._actions(row, cells, recommendation)
            target = rows[0] if rows else recommendation
            if rows and not self._starts(row, cells, self.action.index):
                return self._again(row, cells, rows, context)
        if target is None:
            for cell in row.own:
                if cell.text:
                    self.paper.note("row-not-understood", "This row made no record", excerpt=" | ".join(c.flat for c in row.own if c.text))
                    break
            return 0
        if mended:
            self.paper.note("row-shifted", "The row's values stood one column off and were moved to where they fit", row=target,
                            severity="info", excerpt=" | ".join(c.flat for c in row.own if c.text))
            doubt(target, "row-shifted", "values moved by one column")
        set_values(self.state, self.grid, cells, target, context)
        self._evidence(row, cells, context)
        self.ratings.read(row, cells, target, context, self.state.status_heading)
        for cell in row.own:
            if cell.text:
                self.paper.trace(target, cell)
        self.state.last = Last(target, context, cells)
        return 1

    def _again(self, row: GridRow, cells: list[Cell | None], rows: list[Action], context: Context) -> int:
        """Another row of an action that is merged down several: a later round, or another owner or date."""
        for column in self.grid.columns:
            cell = cells[column.index]
            name = (column_for(column.field, rows[0])
                    if column.field in ("owner", "operational_lead", "due", "revised_due", "success_measure") else None)
            if cell is not None and cell.text and cell.row == row.index:
                for action in rows:
                    extend(action, name, cell, self.paper)
                    self.paper.trace(action, cell)
        self._evidence(row, cells, context)
        self.ratings.read(row, cells, rows[0], context, self.state.status_heading)
        return 1

    def _recommendation(self, cells: list[Cell | None]) -> Recommendation | None:
        """The recommendation or issue of this row: its own cell, the merged cell that spans it, the nearest above, or the one of the
        running text that its number names or that the table stands under."""
        if self.subject is None:
            cell = cells[self.answers.index] if self.answers else None
            return self.paper.listed.get(number_of(cell) or "") if cell is not None and cell.text else self.state.group.recommendation
        cell, group = cells[self.subject.index], self.state.group
        section = self.state.sections.current
        if cell is None or not cell.text:
            return group.recommendation if self.action is not None else None
        if cell is group.cell or (
                group.recommendation is not None and self.action is not None and group.recommendation.text == joined(cell.paragraphs)):
            return group.recommendation
        number_cell = self.numbers.cell_for(cells, self.subject)
        number, text = ((number_of(number_cell), joined(cell.paragraphs) or "") if number_cell
                        else self.numbers.split(joined(cell.paragraphs) or ""))
        number = number or self._number_over()
        if self.state.minute and number_cell is None:
            number = " ".join(filter(None, (self.state.minute, number)))
        asked = [] if self.action is not None else _asked(cell)
        if asked:
            text = "\n".join(p.printed for p in cell.paragraphs[:-len(asked)])
        whole = self._whole(number, text)
        item = Recommendation(kind="sub_recommendation" if whole else self.kind, number=number or None, text=text,
                              section_id=section.section_id if section else None, parent_id=whole.recommendation_id if whole else None)
        self.paper.add(item, cell, number_cell)
        self.state.whole = whole or item
        if self.subject.reason:
            doubt(item, "heading-weak", self.subject.reason)
        self.state.group = Group(item, cell, self.state.group.outcome)
        self._ask(item, asked, cell)
        return item

    def _number_over(self) -> str | None:
        """The number that the heading of the recommendations has, where the table is of one: 'Recommendation 3'."""
        heading = self.subject.heading
        return numbered(heading)[0] if is_bare(heading) else None

    def _whole(self, number: str | None, text: str) -> Recommendation | None:
        """The recommendation in a row above that opens a list, of which a row is a part: '(a)' or '2a' below 2."""
        whole = self.state.whole
        opens = whole is not None and number is not None and self.kind == "recommendation" and _OPENS.search(whole.text or "")
        part = opens and (_LETTER.fullmatch(number) or re.fullmatch(re.escape(whole.number or "-") + r"\s?\(?[a-z]\)?", number))
        return whole if part else None

    def _ask(self, item: Recommendation, bullets: list[Paragraph], cell: Cell) -> None:
        """Add what a recommendation asks somebody to do in bullets: each is an action."""
        for paragraph in bullets:
            number, text = (None, paragraph.printed) if paragraph.bullet else split_number(paragraph.printed)
            self.state.group.actions.append(self.paper.add(
                Action(number=number, text=text, recommendation_id=item.recommendation_id, section_id=item.section_id), paragraph, cell))

    def _is_asked(self, cell: Cell, item: Recommendation) -> bool:
        """Whether a cell below a recommendation holds such bullets, as extractions have them."""
        return self.action is None and all(p.bullet for p in cell.paragraphs) and _ASKS.search(item.text or "") is not None

    def _actions(self, row: GridRow, cells: list[Cell | None], recommendation: Recommendation | None) -> tuple[list[Action], Context]:
        assert self.action is not None
        cell = cells[self.action.index]
        section = self.state.sections.current
        context = Context(
            recommendation,
            self.state.group.actions if recommendation is not None and recommendation is self.state.group.recommendation else [])
        if cell is None or not cell.text.strip(DASHES):
            return [], context
        if cell.row != row.index and cell.row_span > 1:
            made = self.made.get(id(cell), [])
            return made, Context(recommendation, made)
        number_cell = self.numbers.cell_for(cells, self.action)
        made = []
        for number, lines, paragraphs in self._items(cell, number_cell):
            action = Action(number=number, text="\n".join(lines),
                            recommendation_id=recommendation.recommendation_id if recommendation else None,
                            section_id=section.section_id if section else None)
            made.append(self.paper.add(action, *(paragraphs if len(cell.paragraphs) > 1 else ()), cell, number_cell))
            if self.action.reason:
                doubt(action, "heading-weak", self.action.reason)
            if points_elsewhere(action.text):
                self.paper.note("cross-reference-row", "The row points to another action", row=action, severity="info",
                                excerpt=action.text or "")
        self.made[id(cell)] = made
        return made, Context(recommendation, made)

    def _items(self, cell: Cell, number_cell: Cell | None) -> list[tuple[str | None, list[str], list[Paragraph]]]:
        """A row's actions: one, unless it is a recommendation's row, or a numbered issue's, with a list and no number of its own."""
        if number_cell is None and self.subject is not None and (self.kind == "recommendation" or self.numbers.columns):
            items = split_items(cell.paragraphs, plain=False)
            if len(items) > 1:
                return items
        text = [p.printed for p in cell.paragraphs if p.printed]
        number = None
        if number_cell is not None:
            number = number_of(number_cell)
        elif text:
            number, text[0] = self.numbers.split(text[0])
            text = [t for t in text if t] or [cell.flat]
        return [(number, text, cell.paragraphs)]

    def _evidence(self, row: GridRow, cells: list[Cell | None], context: Context) -> None:
        for column in self.grid.columns:
            cell = cells[column.index]
            if column.field in ("progress", "impact") and cell is not None and cell.text and row.holds(cell):
                action = cells[self.action.index] if self.action else None
                of_all = context.recommendation is not None and action is not None and cell.row_span > action.row_span
                if of_all and self._names_actions(cell):
                    self.waiting.append((column, cell, context.recommendation))
                else:
                    self._add_evidence(column, cell, Context(context.recommendation) if of_all else context)
        for column, cell, recommendation in [w for w in self.waiting if w[1].row + w[1].row_span <= row.index + 1]:
            self.waiting.remove((column, cell, recommendation))
            self._add_evidence(column, cell, context_of(self.paper, recommendation))

    def _names_actions(self, cell: Cell) -> bool:
        """Whether a cell beside several actions says which of them it answers: '(i) & (ii) Both are done'."""
        beside = [c for row in self.grid.cells[cell.row:cell.row + cell.row_span] if (c := row[self.action.index]) is not None]
        numbers = [n for c in beside if (n := split_number(c.flat)[0])]
        return bool(split_answers([p.printed for p in cell.paragraphs], numbers)[0][0]) if numbers else False

    def _add_evidence(self, column: Column, cell: Cell, context: Context) -> None:
        for item in add_evidence(self.paper, context, column.field or "progress", cell.paragraphs[column.with_status:],
                                 column.period or self.period, cell):
            if column.reason:
                doubt(item, "heading-weak", column.reason)


def _asked(cell: Cell) -> list[Paragraph]:
    """The bullets or letters that end a motion or recommendation whose lead-in stops at a colon ('... asks officers to:'): each is an
    action."""
    filled = [p for p in cell.paragraphs if p.printed]
    first = next((i for i, p in enumerate(filled) if _is_listed(p)), None)
    if not first or not _ASKS.search(filled[first - 1].printed) or not all(_is_listed(p) for p in filled[first:]):
        return []
    return filled[first:]


def _is_listed(paragraph: Paragraph) -> bool:
    return paragraph.bullet or split_number(paragraph.printed)[0] is not None
