"""Improvement plans and trackers: a grid with one action, or one recommendation, a row.

Goes through the paper's items in order, so that each grid is read under its section and heading; continuation tables come
without headings. What a row becomes is in extractors/grid_rows.py.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from extractors import grid_rounds
from extractors.answer_grids import read_answers, stands_over
from extractors.card_labels import FACTS, label_of, subject_of
from extractors.grid import Grid
from extractors.grid_bars import Bars
from extractors.grid_numbers import number_of
from extractors.grid_rows import Rows
from extractors.grid_state import Group, State
from extractors.grids import continued, grid_of, note_columns, one_row_grid, take_headings
from extractors.guidance import kept_out, status_of_heading
from extractors.headings import bare
from extractors.paper import Paper
from extractors.sections import Sections
from models.document import MARGINS, Block, Table, distinct

_TITLE = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[A-H][.)])\s+[A-Z][^.:;]*$")
_MINUTE = re.compile(r"^minute\s*(?:no\.?|number|ref\.?)?\s*:?\s*(\S*\d\S*)$", re.I)

_SERIES = re.compile(r"\s*[-–(]?\s*(?:continued|cont[.'’]?d?|(?:part\s+)?\d+\s*(?:of|/)\s*\d+)\)?\s*$", re.I)


def recognises(paper: Paper) -> int:
    """How many tables of the paper are trackers."""
    return sum(paper.free(t) and t.index not in paper.key.tables and grid_of(t, paper) is not None for t in paper.document.tables)


def extract(paper: Paper) -> None:
    """Read every tracker of the paper, with the sections they stand in."""
    reader = _Reader(paper)
    for item in paper.document.items:
        if isinstance(item, Block):
            reader.block(item)
        elif paper.free(item) and item.index not in paper.key.tables:
            reader.table(item)


def _over_grids(paper: Paper) -> Iterator[tuple[list[Block], Grid]]:
    """Each tracker of the paper and the last two lines over it, back to the table before."""
    over: list[Block] = []
    for item in paper.document.items:
        if isinstance(item, Block):
            over = over if item.kind in MARGINS or not item.text else [*over, item][-2:]
            continue
        grid = grid_of(item, paper) if over and paper.free(item) else None
        if grid is not None:
            yield over, grid
        over = []


def _titles(paper: Paper) -> set[int]:
    """Numbered lines that stand right over trackers ('2. Children and families'), two at least: the sections of a plan. Where two do,
    or the headings count 1, 2, so do those with a line of text between them and their tracker."""
    right: set[int] = set()
    near: dict[int, str] = {}
    for over, _ in _over_grids(paper):
        titles = [b for b in over if _TITLE.match(b.text) and len(b.text) < 80]
        if titles and titles[-1] is over[-1]:
            right.add(id(titles[-1]))
        elif titles and titles[-1].kind == "heading":
            near[id(titles[-1])] = titles[-1].text.partition(".")[0]
    in_order = len(near) > 1 and [*near.values()] == [str(n) for n in range(1, len(near) + 1)]
    return right | near.keys() if len(right) > 1 or in_order else set()


def _restarts(paper: Paper) -> set[int]:
    """Headings without a number over trackers whose numbers begin anew below each ('Review of taxis', 1 to 3; 'Review of parks', 1 and 2):
    without them nothing tells one '1' from the other."""
    titles, firsts = [], set()
    for over, grid in _over_grids(paper):
        if grid.first and (numbers := grid.column("number")):
            heads = [b for b in over if b.kind == "heading" and len(b.text) < 120 and not status_of_heading(b.text, paper.extra)]
            titles.append(heads[-1] if heads else None)
            firsts.add(next((number_of(c) for c in grid.under(numbers) if c.text), None))
    return {id(b) for b in titles} if len(titles) > 1 and all(titles) and firsts == {"1"} else set()


class _Reader:
    """Goes through a paper's items in order, remembering section, heading and the grid before."""

    def __init__(self, paper: Paper):
        self.paper, self.state = paper, State(paper, Sections(paper))
        self.before: Grid | None = None
        self.heading = self.title = self.headed = ""
        self.above: list[Block] = []
        self.touching = False
        self.titles = _titles(paper)
        self.plain = set() if self.titles else _restarts(paper)

    def block(self, block: Block) -> None:
        self.touching = self.touching and block.kind in ("header", "footer")
        if id(block) in self.titles:
            self.state.sections.numbered(block)
            self.state.group = Group()
        elif id(block) in self.plain:
            self.state.sections.titled(block)
        else:
            self.state.sections.block(block)
        minute = _MINUTE.match(block.text)
        if minute:
            self.state.minute = minute[1]
        self.title = block.text if block.kind == "heading" else self.title
        if stands_over(block):
            self.heading = block.text
            self.above.append(block)
            said = status_of_heading(block.text, self.paper.extra)
            if said or block.kind == "heading" or block.text[-1:] != ".":  # a sentence below 'Closed recommendations' leaves it standing
                self.state.status_heading = said

    def table(self, table: Table) -> None:
        if kept_out(self.heading, self.paper.extra):
            return
        grid, above, self.above = grid_of(table, self.paper), self.above, []
        if grid is None and (self._rounds(table) or read_answers(table, self.paper, above)
                             or self._states(table) or self._stands_over(table)):
            return
        if grid is None and self.before is not None:
            grid = continued(table, self.before, self.paper, touching=self.touching)
        if grid is None:
            self.before = None if table.rows > 2 else self.before
            self._facts(table)
            return
        if grid.first > 0:
            over, section = self.paper.under.get(table.index), self.state.sections.current
            if over is not None and section is not None:
                over.section_id = over.section_id or section.section_id
            self.state.rounds = None
            if not self._in_series(grid):
                self.state.group, self.state.last = Group(over, outcome=self.state.group.outcome if over is not None else None), None
        self.paper.use(table, "tracker" if grid.first else "tracker, going on from the table before",
                       tuple((c.heading, c.field, c.reason) for c in grid.columns))
        rows = Rows(self.state, grid)
        for cells in grid.cells[:grid.first]:
            rows.bars.above([c for c in distinct(cells) if c.text])
        if grid.first:
            note_columns(grid, self.paper)
            take_headings(grid, self.paper)
        self.before, self.headed = grid, _SERIES.sub("", self.title)
        self.touching = True
        rows.read()

    def _rounds(self, table: Table) -> bool:
        """Read a table that is nothing but rounds of the recommendation before it, or the rest of them behind a page break; whether it was
        such."""
        rows, state = table.grid(), self.state
        if not self.touching or not rows:
            return False
        if state.group.recommendation is not None and grid_rounds.begins(rows, 0, self.paper) == 0:
            state.read_rounds(rows)
        elif state.rounds is not None and state.rounds.holds(rows):
            state.rounds.read(rows)
        else:
            return False
        self.paper.use(table, "rounds of the recommendation before")
        return True

    def _stands_over(self, table: Table) -> bool:
        """Read a table of one recommendation or issue ('Ref | Area for improvement | Background') that stands right over the grid of its
        actions; whether it was such."""
        actions = self._actions_below(table) if table.rows == 2 else None
        if actions is None:
            return False
        grid = one_row_grid(table, self.paper)
        if not grid.has("recommendation", "issue") or grid.has("action"):
            return False
        self.paper.use(table, "what the actions below answer", tuple((c.heading, c.field, c.reason) for c in grid.columns))
        note_columns(grid, self.paper)
        take_headings(grid, self.paper)
        self.state.group, self.state.last = Group(), None
        Rows(self.state, grid).read()
        if self.state.group.recommendation is not None:
            self.paper.under[actions.table.index] = self.state.group.recommendation
        return True

    def _states(self, table: Table) -> bool:
        """Read a box of labels right over the grid of its actions of which one is the recommendation or issue that they answer, and the
        others tell of it or its section ('Ofsted recommendation | ...', 'Priority lead | ...'); whether it was such."""
        rows = [[c for c in row if c.text] for row in map(distinct, table.grid())]
        actions = self._actions_below(table) if table.columns == 2 and all(len(row) == 2 for row in rows) else None
        if actions is None:
            return False
        named = [row for row in rows if subject_of(row[0].flat, self.paper.extra)[0]]
        others = [row[0].flat for row in rows if row not in named]
        if len(named) != 1 or not all(label_of(t, self.paper.extra)[0] in FACTS or self.state.sections.names(t) for t in others):
            return False
        bars = Bars(self.state, table.columns, subject=False, actions=True)
        item = bars.stated(named[0][0].flat, named[0][1].text, *named[0])
        self.state.sections.box(table)
        self.state.group, self.state.last = Group(item), None
        for row in rows:
            if row is not named[0] and id(row[0]) not in self.paper.taken:
                bars.facts(row)
        self.paper.use(table, "what the actions below answer")
        self.paper.under[actions.table.index] = item
        return True

    def _actions_below(self, table: Table) -> Grid | None:
        """The grid of actions, without recommendations or issues of its own, that a table stands right over."""
        below = self.paper.document.position(table) + 1
        following = self.paper.document.items[below] if below < len(self.paper.document.items) else None
        actions = grid_of(following, self.paper) if isinstance(following, Table) else None
        return actions if actions is not None and actions.has("action") and not actions.has("recommendation", "issue") else None

    def _in_series(self, grid: Grid) -> bool:
        """Whether a grid goes on with the one before it, under the same heading but for 'continued' or '(2 of 3)', as on the next slide, or
        with nothing between them nor over its headings."""
        barred = any(sum(bool(c.text) for c in distinct(row)) == 1 for row in grid.cells[:grid.first])
        again = self.touching and not barred or bool(_SERIES.search(self.title)) and self.headed == _SERIES.sub("", self.title)
        return again and self.before is not None and [c.heading for c in grid.columns] == [c.heading for c in self.before.columns]

    def _facts(self, table: Table) -> None:
        """A small table of labels over a grid: whose the section is, or the minute that its recommendations are numbered under."""
        if self.state.sections.box(table):
            self.paper.use(table, "lead and context of a section")
            return
        for cell in table.cells:
            if cell.column == 0 and bare(cell.flat) in ("minute no", "minute number", "minute", "minute ref"):
                self.state.minute = next((c.flat for c in table.cells if c.row == cell.row and c.column > 0 and c.flat), self.state.minute)
