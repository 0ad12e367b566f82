"""Recommendations that are listed once in running text and answered below by number alone: '(2) That gullies are ...', then 'Recommendation
2' over what was done."""
from __future__ import annotations

from extractors.paper import Paper
from extractors.values.numbers import split_number
from models.document import Block

WORDS = 4
"""Words of a recommendation."""


def fill_texts(paper: Paper) -> None:
    """Give each recommendation that has a number and no text the text of the one list in the paper that has all their numbers."""
    bare = [r for r in paper.records.recommendations if not r.text and r.number]
    if len(bare) < 2:
        return
    wanted = {r.number for r in bare}
    lists = [found for found in numbered_lists(paper) if wanted <= found.keys()]
    if len(lists) != 1:
        return
    for row in bare:
        text, block = lists[0][row.number]
        row.text = text
        paper.trace(row, block)


def numbered_lists(paper: Paper) -> list[dict[str, tuple[str, Block]]]:
    """The runs of numbered lines that nothing has read: number -> text and line. A number that begins again begins another run."""
    runs: list[dict[str, tuple[str, Block]]] = [{}]
    for item in paper.document.items:
        if not isinstance(item, Block) or item.kind == "heading":
            runs.append({})
        elif item.kind in ("paragraph", "list_item") and id(item) not in paper.taken:
            number, text = split_number(item.paragraph.printed)
            if number is None or len(text.split()) < WORDS:
                continue
            if number in runs[-1]:
                runs.append({})
            runs[-1][number] = text, item
    return runs
