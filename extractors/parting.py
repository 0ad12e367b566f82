"""What holds a recommendation together with what was done about it, taken apart: a box around both becomes lines of running text, and a
paragraph is cut where the progress begins."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.card_labels import is_stated, label_of, labelled, numbered
from extractors.columns import TOLD
from extractors.paper import Paper
from extractors.restated import answers_table
from extractors.telling import OUGHT, asks, is_on_progress
from extractors.values.grades import is_state
from models.document import Block, Table

LEAST = 2
"""So many recommendations run on into their progress are a manner of writing, one may be long."""
LABELS = 4
"""So many lines of a box begin with labels where it is about one recommendation."""
WORDS = 5
"""Words of a sentence that tells what was done."""
_SENTENCE = re.compile(r"(?<=[.;:?!\"”’])\s+(?:[–—-]\s+)?(?=[A-Z(\[“\"])")


def part(paper: Paper) -> None:
    """Put the parts in place of the boxes and paragraphs of the document."""
    items: list[Block | Table] = []
    for item in paper.document.items:
        if isinstance(item, Table) and _is_box(item, paper):
            paper.use(item, "recommendation in a box")
            items += _lines(item)
        else:
            items.append(item)
    cut = _cuts(items, paper, loose=False)
    if len(cut) >= LEAST:
        cut = _cuts(items, paper, loose=True)
        items = [part for item in items for part in cut.get(id(item), [item])]
    paper.document.put(items)


def _is_box(table: Table, paper: Paper) -> bool:
    """Whether a table is one column that begins with a numbered recommendation, or its number, or a cell of lines with labels."""
    lines = [p.printed for c in table.cells for p in c.paragraphs if p.printed]
    if table.columns > 1 or table.index in paper.key.tables or not lines:
        return False
    labels = sum(label_of(line.partition(":")[0], paper.extra)[0] is not None for line in lines if ":" in line)
    return numbered(lines[0]) is not None or table.rows == 1 and labels >= LABELS


def _lines(table: Table) -> Iterator[Block]:
    for cell in sorted(table.cells, key=lambda c: c.row):
        for paragraph in cell.paragraphs:
            yield Block("list_item" if paragraph.bullet else "paragraph", paragraph, box=cell)


def _cuts(items: list[Block | Table], paper: Paper, loose: bool) -> dict[int, list[Block]]:
    return {id(block): parts for block in items if isinstance(block, Block) and (parts := _parts(block, paper, loose))}


def _parts(block: Block, paper: Paper, loose: bool) -> list[Block]:
    """A numbered recommendation and what the same paragraph tells of it; empty where it tells nothing. What will be done is told too where
    `loose`."""
    text = block.text
    if block.kind not in ("paragraph", "list_item") or not (is_stated(text) or asks(block)):
        return []
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
    sentences = [text[a:b].strip() for a, b in pairwise(cuts)]
    at = _labels(sentences, paper)
    whole = numbered(text) or (None, "")
    tale = _first_tale(sentences, loose) if is_on_progress(paper) and not answers_table(*whole, paper) else None
    if tale is not None and not any(n <= tale for n in at):
        at = [tale, *at]
    edges = [cuts[n] for n in (0, *at)]
    return [replace(block, paragraph=replace(block.paragraph, text=text[a:b].rstrip(" –—-"), number=block.paragraph.number * (a == 0)))
            for a, b in pairwise([*edges, len(text)])] if at else []


def _labels(sentences: list[str], paper: Paper) -> list[int]:
    """Where labels begin ('Progress: ...', 'Status: ...'), or a status alone, and what follows that."""
    alone = [is_state(s.rstrip("."), paper.key, beside=True) for s in sentences]
    return [n for n, s in enumerate(sentences) if n and (alone[n] or alone[n - 1] or ":" in s and labelled(s, paper.extra))]


def _first_tale(sentences: list[str], loose: bool) -> int | None:
    """Where what was done begins: the first sentence in the past that does not ask for anything; the recommendation stands before it."""
    return next((n for n, s in enumerate(sentences)
                 if n and len(s.split()) >= WORDS and (loose or TOLD.search(s)) and not OUGHT.search(s)), None)
