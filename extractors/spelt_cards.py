"""Cards without a table: a recommendation in running text, and below it what was done about it, mostly under labels."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.card_labels import SILENT, is_bare, is_stated, labelled, numbered
from extractors.cards import rounds_below
from extractors.columns import TOLD
from extractors.paper import Paper
from extractors.values.numbers import split_number
from models.document import MARGINS, Block, Table

TOPIC = 7
"""Words of a heading that says what a recommendation is about."""
TALE = "told"
"""The label of progress that has none printed."""
_OUGHT = re.compile(r"\b(?:should|must|shall|ought|needs? to|recommend(?:s|ed)?)\b|^that\b", re.I)
_UPDATE = re.compile(
    r"\b(?:progress|update|monitoring|follow[- ]?up|implementation|months? on|years? on|matters arising|month review)\b", re.I)
_THAT = re.compile(r"that\b", re.I)
_RECOMMENDATIONS = re.compile(r"\brecommendations?\b", re.I)


@dataclass(slots=True)
class _Card:
    """The blocks of one recommendation, from its own on; the labels they begin with (null for none), and those that head the columns of
    a table of rounds below them."""

    blocks: list[Block]
    labels: list[str | None] = field(default_factory=lambda: [None])
    columns: set[str] = field(default_factory=set)

    def add(self, block: Block, label: str | None) -> None:
        self.blocks.append(block)
        self.labels.append(label)

    def names(self) -> set[str]:
        """The fields that are given a value, beside their label or below: the headings of a table that came adrift have none."""
        if self.columns:
            return {*self.labels, *self.columns} - {None}
        below = zip(self.blocks, self.labels, [*self.labels[1:], "end"], strict=True)
        named = {label for block, label, after in below
                 if label and (label == TALE or after is None or block.text.partition(":")[2].strip())}
        return {"progress" if name == TALE else name for name in named}

    def waits(self) -> bool:
        """Whether it has so far said only its number, what it is about and how it stands: 'Recommendation 2: Vision', 'RAG: Green'."""
        found = numbered(self.blocks[0].text)
        return len(self.blocks) == 2 and found is not None and is_topic(found[1])

    def is_stated(self) -> bool:
        """Whether the recommendation has just been said whole, and nothing else."""
        return not any(self.labels) and len(self.blocks) == 1 + is_bare(self.blocks[0].text)

    def ends_at(self, block: Block) -> bool:
        """Whether a block without a label is none of this card's."""
        return block.kind == "heading" or (
            block.kind == "paragraph" and (bool(self.columns) or self.labels[-1] == "status" and not self.waits()))

    def trim(self) -> None:
        """Leave out what stands below the last card's tale and is none."""
        while self.labels.count(TALE) and self.labels[-1] is None and not is_tale(self.blocks[-1], "."):
            self.blocks.pop()
            self.labels.pop()


def spelt(paper: Paper) -> dict[int, list[Block]]:
    """Cards without a table: a numbered recommendation (its text may stand below the number) and, on lines of their own, labels with or
    without a value ('Lead officer: ...', 'Progress (May 2021):', 'Progress update'), or, in a paper on progress, what was done without a
    label. By the id of the recommendation's block, its blocks.

    One such is a mention: two with progress or status beside another label, or three with either, are cards, and then a label is enough.
    Where none says 'Recommendation', lines that count on ('2. That ...') begin them, below a heading that does; or else those in bold that
    begin with 'That'."""
    if found := _chosen(_cards(paper, set())):
        return found
    others = (begun for way in (_counted, _bold) if (begun := way(paper)))
    return next((found for begun in others if (found := _chosen(_cards(paper, begun)))), {})


def _chosen(cards: list[_Card]) -> dict[int, list[Block]]:
    named = [(card, card.names()) for card in cards]
    told = [len(names - SILENT) for _, names in named if not names.isdisjoint(("progress", "status"))]
    several = sum(count > 1 for count in told) > 1 or len(told) > 2
    return {id(card.blocks[0]): card.blocks for card, names in named if names} if several else {}


def _cards(paper: Paper, counted: set[int]) -> list[_Card]:
    """Every run of text that begins with a recommendation; `counted` are the ids of further blocks that do."""
    cards: list[_Card] = []
    current: _Card | None = None
    for item in paper.document.items:
        if isinstance(item, Table):
            columns = rounds_below(item, paper) if current and paper.free(item) else {}
            if current and columns:
                current.columns |= set(columns.values())
            else:
                current = None
            continue
        if item.kind in MARGINS:
            continue
        label = labelled(item.text, paper.extra)
        if label is None and current and current.is_stated() and _tells(item, current.blocks[-1].text, paper):
            label = TALE
        if label is None and (id(item) in counted or is_stated(item.text) or is_number_alone(item)):
            current = _Card([item])
            cards.append(current)
        elif current and (label or not current.ends_at(item)):
            current.add(item, label)
        else:
            current = None
    if cards:
        cards[-1].trim()
    return cards


def _counted(paper: Paper) -> set[int]:
    """The ids of the blocks that count 1, 2, 3 and so on what is recommended, each with a label, or a tale in a paper on progress, right
    below it."""
    found: list[Block] = []
    over = False
    for block, below in _pairs(paper):
        number, rest = split_number(block.paragraph.printed)
        if number == str(len(found) + 1) and len(rest.split()) > 3 and _is_followed(rest, below, paper):
            found += [block] if over or _THAT.match(rest) else []
        elif block.kind == "heading" and not labelled(block.text, paper.extra):
            over = bool(_RECOMMENDATIONS.search(block.text))
    return {id(b) for b in found}


def _bold(paper: Paper) -> set[int]:
    """The ids of the blocks in bold that ask for something ('That every call be logged.') over a label, or over a tale in a paper on
    progress."""
    return {id(block) for block, below in _pairs(paper) if block.paragraph.bold and _THAT.match(block.text) and not below.paragraph.bold
            and len(block.text.split()) > TOPIC and _is_followed(block.text, below, paper)}


def _pairs(paper: Paper) -> Iterator[tuple[Block, Block]]:
    """Each block of the running text that says something, and the next."""
    return pairwise(b for b in paper.document.blocks if b.kind not in MARGINS and b.text)


def _is_followed(text: str, below: Block, paper: Paper) -> bool:
    """Whether right below a recommendation stands a label, or in a paper on progress what was done."""
    return labelled(below.text, paper.extra) is not None or _tells(below, text, paper)


def heads_card(block: Block) -> tuple[str | None, str]:
    """The number of the recommendation that a block begins with, if it has one, and its text: 'Recommendation 2: That ...', '2. That
    ...', 'That ...'."""
    return numbered(block.text) or split_number(block.paragraph.printed)


def is_number_alone(block: Block) -> bool:
    """Whether a line says only 'Recommendation 2', or a heading adds what it is about ('Recommendation 2 – School leads')."""
    found = numbered(block.text)
    return is_bare(block.text) and block.paragraph.bold or found is not None and block.kind == "heading" and is_topic(found[1])


def is_tale(block: Block, above: str) -> bool:
    """Whether a block below a whole recommendation tells what was done: in the past, and not what should be."""
    return (block.kind in ("paragraph", "list_item") and above.rstrip()[-1:] in (".", ";") and len(block.text.split()) > TOPIC
            and TOLD.search(block.text) is not None and _OUGHT.search(block.text.split(". ")[0]) is None)


def _tells(block: Block, above: str, paper: Paper) -> bool:
    """Whether a block tells what was done, in a paper that says at its head that it is about that."""
    document = paper.records.document
    return is_tale(block, above) and _UPDATE.search(f"{document.title} {document.review}") is not None


def is_topic(text: str) -> bool:
    """Whether a text only says what something is about."""
    return len(text.split()) <= TOPIC and text.rstrip()[-1:] != "."


def has_topic(blocks: list[Block], paper: Paper) -> bool:
    """Whether the block that a card begins with only says what the text below it is about."""
    found, rest = numbered(blocks[0].text), blocks[1:]
    below = next((b for b in rest[:2] if not labelled(b.text, paper.extra)), None)
    return found is not None and is_topic(found[1]) and below is not None and below.kind == "paragraph"
