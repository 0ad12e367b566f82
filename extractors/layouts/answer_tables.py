"""Tables that answer the recommendations of the running text by their numbers: 'Recommendation | Response | By whom | By when'.

What is recommended stands elsewhere; a table with actions of its own is a tracker (extractors/layouts/action_grid.py).
"""
from __future__ import annotations

from collections.abc import Iterator

from extractors.answer_grids import answering, read_answers, stands_over
from extractors.paper import Paper
from models.document import Block, Table


def recognises(paper: Paper) -> int:
    """How many tables answer recommendations or actions by number."""
    return sum(answering(table, paper) is not None for table, _ in _tables(paper))


def extract(paper: Paper) -> None:
    """Read each table that answers by number."""
    for table, above in _tables(paper):
        read_answers(table, paper, above)


def _tables(paper: Paper) -> Iterator[tuple[Table, list[Block]]]:
    """The tables that nothing has read, with the headings and short lines over each."""
    above: list[Block] = []
    for item in paper.document.items:
        if isinstance(item, Table):
            if paper.free(item):
                yield item, above
            above = []
        elif stands_over(item):
            above.append(item)
