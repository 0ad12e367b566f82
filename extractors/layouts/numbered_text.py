"""Recommendations in running text under their number: 'Recommendation 4: That ...', or 'Recommendation 4' on a line and its text below;
or in a table of nothing but numbers and recommendations.

What was done about them stands in tables: one under each, or one with a column of their numbers. Both find them in `Paper.listed`
and `Paper.under` (extractors/grid_rows.py). Papers whose tables or labelled lines give the recommendations themselves are left to those.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.card_labels import NUMBERED, labelled, split_labels, stated, subject_of
from extractors.cell_kinds import is_demand
from extractors.fields import set_value
from extractors.grid import Grid
from extractors.grid_numbers import number_of
from extractors.grids import grid_of, one_row_grid
from extractors.layouts import label_list
from extractors.paper import Paper, joined
from extractors.telling import asked_for, asks, is_topic
from extractors.values.numbers import is_number, split_number
from models.document import MARGINS, Block, Cell, Table, distinct
from models.records import Recommendation

MOST = 2_000
"""Characters of a recommendation."""
LEAST, WORDS = 2, 4
"""So many numbered recommendations are a list, one may be a mention; words of one in a table."""
_MARKED = re.compile(r"^[^\d]{0,50}[\w./]*\d[\w./]*\s*\)?\s*[:.–-]")
_RECOMMENDED = re.compile(r"\brecommend(?:ations?|ed)\b", re.I)
_PRIORITY = re.compile(r"(?:areas? for )?priority action\s+(\d{1,2})\s*[:.–-]\s*(\S.{20,})", re.I | re.S)
"""What Ofsted's inspectors call what they demand first: 'Priority Action 1: Leaders should ...'."""
_CODE = re.compile(r"[A-Z]{1,4}\s?\d{1,3}")
_RUNS_ON = re.compile(r"^(?:that|to)\b", re.I)


@dataclass(slots=True)
class Listed:
    """One of them: its number, its first words where they stand on the same line, all its blocks (or the cells it stands in), the table
    that follows at once, the number of the one it is a part of, what labels under it say (in the label's line or the next), and the
    headings of its table. `over`: a heading has its number, and other paragraphs may stand between its text and its actions."""

    number: str
    first: str
    blocks: list[Block | Cell] = field(default_factory=list)
    table: int | None = None
    whole: str | None = None
    facts: list[tuple[str, str, Block]] = field(default_factory=list)
    heads: list[Cell] = field(default_factory=list)
    kind: str = "recommendation"
    over: bool = False

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (self.first, *(b.paragraph.printed for b in self.blocks[1:] if isinstance(b, Block)))))


def recognises(paper: Paper) -> int:
    """How many recommendations the running text numbers; 0 where tables or labelled lines have them."""
    if paper.records.recommendations or label_list.recognises(paper) or not (found := _listed(paper)):
        return 0
    grids = [grid for t in paper.document.tables if paper.free(t) and (grid := grid_of(t, paper))]
    if any(grid.has("issue") or grid.has("recommendation") and not _of_others(grid, found) for grid in grids):
        return 0
    if any(item.heads for item in found) and not all(_answers(grid, found) for grid in grids):
        return 0
    return len(found)


def _listed(paper: Paper) -> list[Listed]:
    """The numbered recommendations, two at least, or else those that a heading announces and a tracker answers."""
    found = _found(paper)
    return found if len(found) >= LEAST else _under_heading(paper)


def _of_others(grid: Grid, found: list[Listed]) -> bool:
    """Whether a grid gives recommendations by number, and none of those in the text: those signed off before."""
    numbers = {c.flat.strip("().: ") for c in grid.under(grid.column("number"))}
    return bool(numbers) and numbers.isdisjoint(item.number for item in found)


def _under_heading(paper: Paper) -> list[Listed]:
    """The numbered items below a heading that speaks of recommendations ('What the reviewer recommended'), where the one tracker of the
    paper has their numbers, all of them and no others."""
    runs: list[list[Listed]] = []
    over = False
    for item in paper.document.items:
        if isinstance(item, Table) or item.kind in MARGINS:
            continue
        number, text = split_number(item.paragraph.printed)
        if item.kind == "heading":
            over = _RECOMMENDED.search(item.text) is not None
            runs += [[]] if over else []
        elif over and number and item.kind in ("paragraph", "list_item") and len(text.split()) >= WORDS and id(item) not in paper.taken:
            runs[-1].append(Listed(number, text, [item]))
    runs = [run for run in runs if len(run) > LEAST]
    grids = [grid for t in paper.document.tables if paper.free(t) and (grid := grid_of(t, paper))] if runs else []
    if len(grids) != 1 or grids[0].has("recommendation", "issue") or not grids[0].has("action"):
        return []
    return next((run for run in runs if [item.number for item in run] == _numbers(grids[0])), [])


def _numbers(grid: Grid) -> list[str | None]:
    return [number_of(c) for c in grid.under(grid.column("number"))]


def _answers(grid: Grid, found: list[Listed]) -> bool:
    """Whether a grid's numbers are all those of the recommendations listed."""
    numbers = _numbers(grid)
    return bool(numbers) and {item.number for item in found}.issuperset(numbers)


def extract(paper: Paper) -> None:
    """Add them, and note which table stands under which."""
    for item in _listed(paper):
        whole = paper.listed.get(item.whole or "")
        row = paper.add(Recommendation(
            kind="sub_recommendation" if whole else item.kind, number=item.number, text=item.text,
            parent_id=whole.recommendation_id if whole else None), *item.blocks)
        for name, value, block in item.facts:
            set_value(paper, row, name, value)
            paper.trace(row, block)
        for box in item.blocks:
            if isinstance(box, Cell) and box.table is not None:
                paper.use(paper.document.tables[box.table], "recommendation")
        for cell in item.heads:
            paper.take(cell, role="boilerplate")
        paper.listed[item.number] = row
        if item.table is not None:
            paper.under[item.table] = row
    paper.shape("committee_report", 1 + len(paper.listed))


def _found(paper: Paper) -> list[Listed]:
    """Each numbered recommendation where it stands first, with its text."""
    out: dict[str, Listed] = {}
    current = last = waiting = None
    for item, below in pairwise([*paper.document.items, None]):
        if isinstance(item, Block) and item.kind == "heading":
            last = None
        if isinstance(item, Table):
            if current is not None:
                current.table = item.index
            current = None
            for row in _rows(item, paper):
                out.setdefault(row.number, row)
        elif item.kind in ("heading", "paragraph", "list_item") and id(item) not in paper.taken:
            begun = _part(item, current or last) or _begins(item) or _demands(item, below, paper) or _concern(item, paper)
            if begun:
                current = begun if begun.number not in out else None
                if current:
                    out[begun.number] = last = current
            elif current is not None and current.text and (name := labelled(item.text, paper.extra)) in ("owner", "due"):
                said = [(labelled(part, paper.extra), part.partition(":")[2].strip()) for part in split_labels(item.text, paper.extra)]
                waiting = None if said[0][1] else name
                current.facts += [(of, value, item) for of, value in said if value and of in ("owner", "due")]
            elif current is not None and waiting is not None:
                current.facts.append((waiting, item.text, item))
                waiting = None
            elif current is not None and _belongs(item, current):
                current.blocks.append(item)
            elif current is not None and current.over and current.text and item.kind != "heading":
                continue  # what is said of a concern, between its own words and its actions
            elif current is not None and (current.text or labelled(item.text, paper.extra)):
                current = None  # an extraction that has all labels before all values says nothing of which is whose
    return [listed for listed in out.values() if listed.text and (not listed.over or any(_acts(o, paper) for o in out.values()))]


def _acts(item: Listed, paper: Paper) -> bool:
    """Whether the table under one is of its actions."""
    grid = grid_of(paper.document.tables[item.table], paper) if item.table is not None else None
    return grid is not None and grid.has("action")


def _concern(block: Block, paper: Paper) -> Listed | None:
    """An issue whose number is a heading, its words below: 'Concern 1'."""
    heads = block.kind == "heading" or paper.plain and len(block.text.split()) <= WORDS
    name, number = subject_of(block.text, paper.extra) if heads else (None, None)
    return Listed(number, "", [block], kind="identified_issue", over=True) if name == "issue" and number else None


def _rows(table: Table, paper: Paper) -> list[Listed]:
    """The rows of a table that says nothing but the number and the words of recommendations."""
    if table.columns != 2 or table.rows <= LEAST or not paper.free(table):
        return []
    grid = one_row_grid(table, paper)
    number, text = grid.column("number"), grid.column("recommendation")
    if number is None or text is None or number.reason or text.reason:
        return []
    rows = [(row[number.index], row[text.index]) for row in grid.cells[grid.first:]]
    if not all(n and t and n is not t and is_number(n.flat) and len(t.flat.split()) >= WORDS for n, t in rows):
        return []
    return [Listed(number_of(n), joined(t.paragraphs), [t, n], heads=distinct(grid.cells[0])) for n, t in rows]


def _begins(block: Block) -> Listed | None:
    """The recommendation that a block begins; null for a sentence about one ('Recommendation 3 is not supported')."""
    match = NUMBERED.match(block.text)
    if match is None or len(match[1]) > 8 or len(block.text) > MOST:
        return None
    number, rest = match[1].strip().replace(" ", ""), match[2].strip()
    if not rest:
        return Listed(number, "", [block]) if len(block.text) < 40 else None
    if block.kind == "heading" and is_topic(rest):
        return Listed(number, "", [block])
    if _MARKED.match(block.text) or _RUNS_ON.match(rest):
        return Listed(number, rest, [block]) if len(rest.split()) > 3 and rest[0].isupper() else None
    return None


def _demands(block: Block, below: Block | Table | None, paper: Paper) -> Listed | None:
    """What an inspector demands or found, right over a table of actions: 'MD1 The trust must ensure ...', 'Area for improvement 2: ...'."""
    number, text = asked_for(block)
    over = isinstance(below, Table) and (grid := grid_of(below, paper)) is not None and grid.has("action")
    issue = stated(block.text, paper.extra) if over else None
    if issue is not None and issue[0] == "issue":
        return Listed(issue[1], issue[2], [block], kind="identified_issue")
    priority = _PRIORITY.fullmatch(block.text) if over and not grid.has("recommendation", "issue") else None
    if priority is not None and is_demand(priority[2]):
        return Listed(priority[1], priority[2], [block])
    coded = over and number is not None and _CODE.fullmatch(number) and (
        block.kind == "heading" or block.paragraph.bold or paper.plain)
    return Listed(number, text, [block]) if coded and asks(block) else None


def _part(block: Block, whole: Listed | None) -> Listed | None:
    """A part of the recommendation above: '3a) letters are rewritten in plain English;'."""
    number = whole.whole or whole.number if whole is not None and whole.text else None
    found = re.match(rf"{re.escape(number)}\s?\(?([a-z])\)?[.)]\s+(\S.{{10,}})$", block.text, re.S) if number else None
    return Listed(number + found[1], found[2], [block], whole=number) if found else None


def _belongs(block: Block, item: Listed) -> bool:
    """Whether a block is the text under a number alone, or a list that the text before it opens."""
    if not item.text:
        return block.kind != "heading" and len(block.text.split()) > 3
    return block.kind == "list_item" and (
        item.text.rstrip().endswith((":", ";")) or item.blocks[-1].kind == "list_item") and not item.text.rstrip().endswith(".")
