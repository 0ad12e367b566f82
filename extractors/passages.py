"""Every block and cell of a paper in reading order, with where it went: nothing is dropped.

A numbered paragraph and what stands under it before the next are one passage, as a reader quotes them; so is a bullet with its own
sub-bullets.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.paper import Paper, Taken, source_cells
from extractors.values.numbers import split_number
from models.document import WORD, Block, Cell, Table
from models.records import KEYS, TABLE_OF, Passage

_LABELLED = re.compile(r"[A-Z][\w’' ]{2,38}:\s")
"""A line of its own after a whole sentence: 'Contact officer: ...'."""
_FURNITURE = {"heading": "boilerplate", "header": "boilerplate", "footer": "boilerplate"}


def add_passages(paper: Paper, *, keep: bool = True) -> None:
    """Append the passages of the whole paper, and fill the word counts and coverage of its row. Where the document is not to be kept, its
    items are let go of one by one: a long paper is not held as read and as passages at once."""
    words = sum(_words(p.printed) for p in paper.document.paragraphs())
    heading: str | None = None
    parent: tuple[Passage, Block] | None = None
    for item in paper.document.items if keep else _let_go(paper):
        if isinstance(item, Table):
            parent = None
            for cell in sorted(item.cells, key=lambda c: (c.row, c.column)):
                _cell(paper, item, cell, heading)
            continue
        if not item.paragraph.printed:
            continue
        if item.kind == "heading":
            heading = item.text
        if parent and _belongs(parent[1], item) and id(item) not in paper.taken and id(item.paragraph) not in paper.taken:
            passage = parent[0]
            passage.text = f"{passage.text}\n{item.paragraph.printed}"
            passage.source_cells += source_cells(item)
            continue
        passage = _block(paper, item, heading)
        taken = passage.role == "record"
        if item.kind in ("paragraph", "list_item") and not taken:
            parent = (passage, item)
        elif item.kind not in ("header", "footer"):
            parent = None
    _count(paper, words)


def _let_go(paper: Paper) -> Iterator[Block | Table]:
    """The items in reading order, gone from the document once they are dealt with."""
    paper.grids.clear()
    items = paper.document.items
    items.reverse()
    while items:
        yield items.pop()


def _belongs(parent: Block, item: Block) -> bool:
    """Whether text is part of the numbered paragraph or bullet above it: all that has no number of its own."""
    number, _ = split_number(item.paragraph.printed)
    if item.kind == "paragraph":
        labelled = parent.text.endswith(".") and _LABELLED.match(item.text)
        return _numbered(parent) and number is None and not labelled
    if item.kind != "list_item":
        return False
    if parent.kind == "list_item" and not _numbered(parent):
        return item.paragraph.level > parent.paragraph.level
    return _numbered(parent) and not (number and not item.paragraph.bullet and item.paragraph.level <= parent.paragraph.level)


def _numbered(block: Block) -> bool:
    return split_number(block.paragraph.printed)[0] is not None and not block.paragraph.bullet


def _block(paper: Paper, item: Block, heading: str | None) -> Passage:
    taken = paper.taken.get(id(item)) or paper.taken.get(id(item.paragraph))
    number, text = (split_number(item.paragraph.printed) if item.kind in ("paragraph", "list_item") and not item.paragraph.bullet
                    else (None, item.paragraph.printed))
    if number and (not text or _words(number) + _words(text) != _words(item.paragraph.printed)):
        text = item.paragraph.printed
    passage = Passage(page=item.paragraph.place.page, kind=item.kind, number=number,
                      heading=None if item.kind == "heading" else heading, text=text, source_cells=source_cells(item))
    return _role(paper, passage, taken, _FURNITURE.get(item.kind, "narrative"))


def _cell(paper: Paper, table: Table, cell: Cell, heading: str | None) -> None:
    if not cell.text:
        return
    taken = paper.taken.get(id(cell)) or next((t for p in cell.paragraphs if (t := paper.taken.get(id(p)))), None)
    passage = Passage(page=cell.places[0].page if cell.places else None, kind="cell", heading=heading, text=cell.text,
                      source_cells=source_cells(cell))
    _role(paper, passage, taken, "unassigned" if table.index in paper.uses else "narrative")


def _role(paper: Paper, passage: Passage, taken: Taken | None, otherwise: str) -> Passage:
    passage.role = taken.role if taken else otherwise
    if taken and taken.row is not None:
        passage.record_table = TABLE_OF[type(taken.row)]
        passage.record_id = (getattr(taken.row, KEYS[passage.record_table]) if passage.record_table != "documents"
                             else paper.records.document.document_id)
    return paper.records.add(passage)


@lru_cache(maxsize=4096)
def _words(text: str) -> int:
    """How many words a text has; most are asked for again as passages."""
    return len(WORD.findall(text))


def _count(paper: Paper, words: int) -> None:
    """How many words the reader saw, and how many of them are in passages that went somewhere: a word that no passage holds counts as
    lost."""
    row = paper.records.document
    held = sum(_words(p.number or "") + _words(p.text) for p in paper.records.passages if p.role != "unassigned")
    row.words_total = words
    row.words_assigned = min(held, row.words_total)
    row.coverage = round(row.words_assigned / row.words_total, 4) if row.words_total else 1.0
