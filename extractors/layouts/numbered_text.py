"""Recommendations in running text under their number: 'Recommendation 4: That ...', or 'Recommendation 4' on a line and its text below;
or in a box of their own.

What was done about them stands in tables: one under each, or one with a column of their numbers. Both find them in `Paper.listed`
and `Paper.under` (extractors/grid_rows.py). Papers whose tables or labelled lines give the recommendations themselves are left to those.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.card_labels import NUMBERED
from extractors.grids import grid_of
from extractors.layouts import label_list
from extractors.paper import Paper
from models.document import Block, Cell, Table
from models.records import Recommendation

MOST = 2_000
"""Characters of a recommendation."""
LEAST = 2
"""So many numbered recommendations are a list; one may be a mention."""
_MARKED = re.compile(r"^[^\d]{0,50}[\w./]*\d[\w./]*\s*\)?\s*[:.–-]")
_RUNS_ON = re.compile(r"^(?:that|to)\b", re.I)


@dataclass(slots=True)
class Listed:
    """One of them: its number, its first words where they stand on the same line, all its blocks (or the cell of its box), and the
    table that follows at once."""

    number: str
    first: str
    blocks: list[Block | Cell] = field(default_factory=list)
    table: int | None = None

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (self.first, *(b.paragraph.printed for b in self.blocks[1:] if isinstance(b, Block)))))


def recognises(paper: Paper) -> int:
    """How many recommendations the running text numbers; 0 where tables or labelled lines have them."""
    if paper.records.recommendations or len(found := _found(paper)) < LEAST or label_list.recognises(paper):
        return 0
    if any(grid.has("recommendation", "issue") for t in paper.document.tables if paper.free(t) and (grid := grid_of(t, paper))):
        return 0
    return len(found)


def extract(paper: Paper) -> None:
    """Add them, and note which table stands under which."""
    for item in _found(paper):
        row = paper.add(Recommendation(kind="recommendation", number=item.number, text=item.text), *item.blocks)
        for box in item.blocks:
            if isinstance(box, Cell) and box.table is not None:
                paper.use(paper.document.tables[box.table], "recommendation")
        paper.listed[item.number] = row
        if item.table is not None:
            paper.under[item.table] = row
    paper.shape("committee_report", 1 + len(paper.listed))


def _found(paper: Paper) -> list[Listed]:
    """Each numbered recommendation where it stands first, with its text."""
    out: dict[str, Listed] = {}
    current: Listed | None = None
    for item in paper.document.items:
        if isinstance(item, Table):
            begun = _begins(item.cells[0]) if len(item.cells) == 1 and paper.free(item) else None
            if current is not None and begun is None:
                current.table = item.index
            current = out.setdefault(begun.number, begun) if begun else None
        elif item.kind in ("heading", "paragraph", "list_item") and id(item) not in paper.taken:
            begun = _begins(item)
            if begun:
                current = begun if begun.number not in out else None
                if current:
                    out[begun.number] = current
            elif current is not None and _belongs(item, current):
                current.blocks.append(item)
            elif current is not None and current.text:
                current = None
    return [listed for listed in out.values() if listed.text]


def _begins(block: Block | Cell) -> Listed | None:
    """The recommendation that a block begins; null for a sentence about one ('Recommendation 3 is not supported')."""
    match = NUMBERED.match(block.text)
    if match is None or len(match[1]) > 8 or len(block.text) > MOST:
        return None
    number, rest = match[1].strip().replace(" ", ""), match[2].strip()
    if not rest:
        return Listed(number, "", [block]) if len(block.text) < 40 else None
    if _MARKED.match(block.text) or _RUNS_ON.match(rest):
        return Listed(number, rest, [block]) if len(rest.split()) > 3 and rest[0].isupper() else None
    return None


def _belongs(block: Block, item: Listed) -> bool:
    """Whether a block is the text under a number alone, or a list that the text before it opens."""
    if not item.text:
        return block.kind != "heading" and len(block.text.split()) > 3
    return block.kind == "list_item" and (
        item.text.rstrip().endswith((":", ";")) or item.blocks[-1].kind == "list_item") and not item.text.rstrip().endswith(".")
