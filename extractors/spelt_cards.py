"""Cards without a table: a recommendation in running text, and below it what was done about it, mostly under labels."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.answers import update_head
from extractors.card_labels import REPORTED, SILENT, is_stated, labelled, numbered, split_label, split_labels
from extractors.cards import columns_below, is_of_facts
from extractors.columns import TOLD
from extractors.listed_text import numbered_lists
from extractors.paper import Paper
from extractors.restated import alike, answers_table, tabled
from extractors.telling import (
    OUGHT, TOPIC, asked_for, asks, gives_state, head_state, is_on_progress, is_tale, is_topic, state_before)
from extractors.values.grades import is_state
from extractors.values.meanings import fold
from extractors.values.numbers import split_number
from models.document import MARGINS, Block, Paragraph, Table

WORDS = 4
"""Words of a recommendation."""
LISTED = 3
"""So many numbered lines are a list."""
TALE, DATED, STATE, BOTH, ANSWER = "told", "dated", "state", "state and told", "answered"
"""The labels of progress, of progress that begins with its date, of how it stands, and of that with progress behind it, that have none
printed; and of a response that tells what was done."""
_MEANT = {TALE: "progress", DATED: "progress", STATE: "status", BOTH: "progress", ANSWER: "progress"}
_BESIDE = {None, STATE, "owner", "operational_lead", "due", "status"}
"""What may stand between a recommendation and the tale of what was done."""
OWN_LABEL = 80
"""Characters of a line whose label is the paper's own and whose value is a status."""
_WHOSE = re.compile(r"\s*([(\[][^()\[\]]{5,110}[)\]])\s*[.:–—-]?\s+(?=\S)")
_VALUE = re.compile(r"(?::|\s[–—-])\s*\S")
_LABEL = re.compile(r"Recommendation\s*:\s+(?=\S+(?:\s+\S+){3})", re.I)
_RESOLVED = re.compile(r"\b(?:RESOLVED|resolved(?: that|:))")
_THAT = re.compile(r"that\b", re.I)
_RECOMMENDATIONS = re.compile(r"\brecommendations?\b", re.I)
_SHARE = 0.5
"""Of the recommendations of a paper, so many are followed by a tale where what stands below the others is one too."""


@dataclass(slots=True)
class Card:
    """The blocks of one recommendation, from its own on; the labels they begin with (null for none), and those that head the columns of
    a table of rounds below them. `number`, `text` and `state` are what the first block says of it; `topic` where its text may only be what
    it is about, `listed` where a list above has the text of its number, `told` where what stands behind its number is what was done,
    `facts` who and by when in brackets there."""

    blocks: list[Block]
    number: str | None = None
    text: str = ""
    state: str = ""
    topic: bool = False
    listed: bool = False
    told: bool = False
    facts: list[str] = field(default_factory=list)
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
                 if label and (label in _MEANT or after is None or _VALUE.search(block.text))}
        beside = {name for name, said in (("status", self.state), ("progress", self.told)) if said}
        return {_MEANT.get(name, name) for name in named} | beside

    @property
    def last(self) -> str:
        """The text said last that is no status; a stop where it is only the number of what a list above says."""
        if self.listed and self.labels.count(None) == 1:
            return "."
        return next(b.text for b, label in zip(self.blocks[::-1], self.labels[::-1], strict=True) if label is None)

    def waits(self) -> bool:
        """Whether it has so far said only its number, what it is about and how it stands: 'Recommendation 2: Vision', 'RAG: Green'."""
        return len(self.blocks) == 2 and (self.topic or not self.text)

    def awaits(self, *names: str) -> bool:
        """Whether one of these labels is alone on the last line."""
        return self.labels[-1] in names and _VALUE.search(self.blocks[-1].text) is None

    def is_stated(self, loose: bool) -> bool:
        """Whether the recommendation has just been said whole, and nothing else but how it stands, who answers for it and by when; `loose`
        where a topic is not taken for it."""
        if self.told or self.columns or not _BESIDE.issuperset(self.labels):
            return False
        said = self.labels.count(None)
        if self.listed and said == 1:
            return True
        return said == 2 if self.topic and (loose or len(self.text.split()) < 4) or not self.text else (
            said == 1 or self.topic and said == 2)

    def has_topic(self, extra: tuple[str, ...]) -> bool:
        """Whether the first block only says what the text below it is about."""
        below = next((b for b in self.blocks[1:3] if not labelled(b.text, extra)), None)
        return self.topic and (self.listed or below is not None and below.kind == "paragraph")

    def has_label_at(self, level: int) -> bool:
        """Whether one of the labels is a heading of this level."""
        pairs = zip(self.blocks, self.labels, strict=True)
        return any(label and block.kind == "heading" and block.level == level for block, label in pairs)

    def ends_at(self, block: Block) -> bool:
        """Whether a block without a label is none of this card's."""
        return block.kind == "heading" or (
            block.kind == "paragraph" and (bool(self.columns) or self.labels[-1] in ("status", STATE) and not self.waits()))

    def trim(self) -> None:
        """Leave out what stands below the last card's tale and is none."""
        while self.labels.count(TALE) and self.labels[-1] is None and not is_tale(self.blocks[-1], "."):
            self.blocks.pop()
            self.labels.pop()


def spelt(paper: Paper) -> dict[int, Card]:
    """Cards without a table: a numbered recommendation (its text may stand below the number) and, on lines of their own, labels with or
    without a value ('Lead officer: ...', 'Progress (May 2021):', 'Progress update'), or, in a paper on progress, what was done without a
    label. By the id of the recommendation's block.

    One such is a mention: two with progress or status beside another label, or three with either, are cards, and then a label is enough.
    Where none says 'Recommendation', and it is no meeting that resolved, lines that count on ('2. That ...') begin them, below a heading
    that does; or else those that ask for something, by their words or because they stand out; or else 'Recommendation: ...' without a
    number above dated lines; or else a second list that answers a first by its numbers. Where half of them are followed by what was done,
    what will be done stands there too."""
    minutes = any(_RESOLVED.search(b.text) for b in paper.document.blocks)
    for way in (None, _counted, _asked, _dated, _answering):
        begun = way(paper, False) if way else set()
        if way and (not begun or minutes):
            continue
        cards = _cards(paper, begun, False, told=way is _answering)
        _read_responses(cards, paper)
        told = sum(TALE in card.labels for card in cards)
        if tales := told > 1 and told >= _SHARE * len(cards):
            cards = _cards(paper, way(paper, True) if way else begun, True)
            _read_responses(cards, paper)
        if found := _chosen(cards, tales):
            return found
    return {}


def _read_responses(cards: list[Card], paper: Paper) -> None:
    """Take responses for progress, where a paper on progress tells it under no other label and most of them are in the past."""
    labels = {label for card in cards for label in card.labels}
    values = [b.text for card in cards for b, label in zip(card.blocks, card.labels, strict=True) if label == "response"]
    told = sum(TOLD.search(split_label(text, paper.extra)[1]) is not None for text in values)
    if is_on_progress(paper) and labels.isdisjoint(("progress", *_MEANT.keys() - {STATE})) and told > _SHARE * len(values):
        for card in cards:
            card.labels = [ANSWER if label == "response" else label for label in card.labels]


def _chosen(cards: list[Card], tales: bool) -> dict[int, Card]:
    named = [(card, card.names()) for card in cards]
    told = [len(names - SILENT) for _, names in named if not names.isdisjoint(("progress", "status"))]
    several = tales or sum(count > 1 for count in told) > 1 or len(told) > 2
    told_at = [n for n, (_, names) in enumerate(named) if names] or [0]
    kept = (card for n, (card, names) in enumerate(named)
            if names or told_at[0] < n < told_at[-1] and _THAT.match(card.text))  # one that nobody answered stands between those
    return {id(card.blocks[0]): card for card in kept} if several else {}


def _cards(paper: Paper, counted: set[int], loose: bool, told: bool = False) -> list[Card]:
    """Every run of text that begins with a recommendation; `counted` are the ids of further blocks that do, or that say what was `told`
    under its number."""
    cards: list[Card] = []
    before: Block | None = None
    below = {id(a): b for a, b in _pairs(paper)}
    listed = {number for found in numbered_lists(paper) if len(found) >= LISTED for number in found}
    listed |= tabled(paper).keys()
    stated_before: dict[str, str] = {}
    current: Card | None = None
    for item in paper.document.items:
        if isinstance(item, Table):
            columns = columns_below(item, paper) if current and paper.free(item) else {}
            if current and paper.free(item) and is_of_facts(item, paper):
                continue
            if current and columns:
                current.columns |= REPORTED.intersection(columns.values())
            else:
                current = None
            continue
        if item.kind in MARGINS:
            continue
        if current is not None and item.kind == "heading" and _is_value(item, current, paper):
            current.add(item, STATE if current.labels[-1] == "status" else None)
            continue
        if current is None and id(item) not in counted and numbered(item.text) is None:
            before = item
            continue
        stated = current is not None and current.is_stated(loose)
        label = _label(item, paper, current is not None, stated or current is not None and current.awaits("status"))
        begins = id(item) in counted or is_stated(item.text)
        if label is None and stated and _tells(item, current.last, paper, loose):
            label = TALE
        if begins and label in (TALE, BOTH, DATED):
            label = None
        if label is None and (begins or _is_number_alone(item, below.get(id(item)), paper)):
            current = card_of([item], paper, before)
            current.listed = current.number in listed and (current.topic or not current.text)
            current.told = told and id(item) in counted or not current.topic and is_on_progress(paper) and (
                answers_table(current.number, current.text, paper) or _answers(current, stated_before.get(current.number or "")))
            cards.append(current)
            if current.text and not current.topic:
                stated_before.setdefault(current.number or "", current.text)
        elif current and (label or not current.ends_at(item)):
            current.add(item, label)
        elif current and item.kind == "heading" and current.has_label_at(item.level):
            current.add(item, "unused")  # 'What is next' among 'What we have done' and 'Rating'
        else:
            current = None
        before = item
    if cards:
        cards[-1].trim()
    return cards


def _answers(card: Card, stated: str | None) -> bool:
    """Whether a number that stood over a recommendation stands over something else now: 'R1 That ...', and then 'R1 – We have ...'."""
    return card.number is not None and stated is not None and OUGHT.search(stated) is not None and not alike(card.text, stated) and (
        OUGHT.match(card.text) is None)


def _is_value(block: Block, card: Card, paper: Paper) -> bool:
    """Whether a short line of a text extraction, which has lost what a heading looks like, is the value of the label above it."""
    loose = paper.plain and card.awaits("owner", "due", "status")
    return loose and numbered(block.text) is None and (
        is_state(block.text, paper.key, beside=True) or labelled(block.text, paper.extra) is None)


def _label(block: Block, paper: Paper, inside: bool, stated: bool) -> str | None:
    """The field of a line that begins with a label or says how things stand; `inside` a card also of one that begins with a date ('May
    2025: ...') or whose label and status are the paper's own ('Board's view: Keep open'); `stated` right below its recommendation."""
    if block.kind == "heading" and is_state(block.text, paper.key, beside=True):
        return None
    state = _is_state(block, paper, stated)
    if state and stated:
        return STATE
    if stated and block.kind != "heading" and state_before(block.text, paper):
        return BOTH
    last = split_labels(block.text, paper.extra)[-1]
    name, value = labelled(last, paper.extra), split_label(last, paper.extra)[1]
    own = inside and name in ("due", "response", None) and len(last) <= OWN_LABEL and fold(value.partition(";")[0]) in paper.key.words
    if own or name == "progress" and value and gives_state(value, paper):
        return "status"
    if name is None and inside and (head := update_head(block.paragraph, paper)) and head[1]:
        return DATED
    return name or (STATE if state else None)


def card_of(blocks: list[Block], paper: Paper, before: Block | None = None) -> Card:
    """The card that blocks begin: 'Recommendation 2: That ...', 'Recommendation 2 – School leads (in progress)', '2. That ...', or
    'Recommendation: That ...' below a heading that has its number."""
    label = _LABEL.match(blocks[0].text)
    if label is not None:
        number = asked_for(before)[0] if before is not None and before.kind == "heading" else None
        return Card(blocks, number, blocks[0].text[label.end():])
    found = numbered(blocks[0].text)
    number, text = found or asked_for(blocks[0])
    text, state = head_state(text, paper) if found else (text, "")
    whose = _WHOSE.match(text) if found else None
    facts = split_labels(whose[1], paper.extra) if whose else []
    if whose and len(facts) > 1:  # 'Recommendation 1 (Chair, due 30 April). The Board should ...'
        text = text[whose.end():]
    return Card(blocks, number, text.strip(), state, found is not None and bool(text.strip()) and is_topic(text),
                facts=facts if len(facts) > 1 else [])


def _counted(paper: Paper, loose: bool) -> set[int]:
    """The ids of the blocks that count 1, 2, 3 and so on what is recommended, each with a label, or a tale in a paper on progress, right
    below it."""
    found: list[Block] = []
    over_tables = _over_tables(paper)
    over = False
    for block, below in _pairs(paper):
        number, rest = split_number(block.paragraph.printed)
        next_one = number == str(len(found) + 1) and len(rest.split()) > 3
        counts_on = next_one and split_number(below.paragraph.printed)[0] == str(len(found) + 2)
        unanswered = counts_on and bool(found) and _THAT.match(rest)
        if unanswered or next_one and not counts_on and (id(block) in over_tables or _is_followed(rest, below, paper, loose)):
            found += [block] if over or _THAT.match(rest) else []
        elif block.kind == "heading" and not labelled(block.text, paper.extra):
            over = bool(_RECOMMENDATIONS.search(block.text))
    return {id(b) for b in found}


def _asked(paper: Paper, loose: bool) -> set[int]:
    """The ids of the blocks that ask for something, by their words or because they stand out ('That every call be logged.' in bold or in a
    list), over a label, or over a tale in a paper on progress."""
    found = set()
    over_tables = _over_tables(paper)
    for block, below in _pairs(paper):
        _, text = asked_for(block)
        stands_out = block.paragraph.bold and not below.paragraph.bold or block.kind == "list_item"
        if (asks(block) or stands_out and _THAT.match(text)) and len(text.split()) > TOPIC and (
                id(block) in over_tables or _is_followed(text, below, paper, loose)):
            found.add(id(block))
    return found


def _over_tables(paper: Paper) -> set[int]:
    """The ids of the blocks right above tables that tell of one recommendation."""
    return {id(above) for above, item in pairwise(i for i in paper.document.items if isinstance(i, Table) or i.kind not in MARGINS)
            if isinstance(item, Table) and isinstance(above, Block) and paper.free(item) and columns_below(item, paper)}


def _dated(paper: Paper, _: bool) -> set[int]:
    """The ids of the blocks that say 'Recommendation: That ...', where lines that begin with a date tell what was done."""
    dated = sum(bool((head := update_head(b.paragraph, paper)) and head[1]) for b in paper.document.blocks)
    asked = {id(b) for b in paper.document.blocks if _LABEL.match(b.text)}
    return asked if dated >= len(asked) or asked <= _over_tables(paper) else set()


def _answering(paper: Paper, _: bool) -> set[int]:
    """The ids of the blocks of a numbered list that tells, in a paper on progress, what was done about those of a list before it."""
    lists = [found for found in numbered_lists(paper) if len(found) >= LISTED] if is_on_progress(paper) else []
    for asked, told in pairwise(lists):
        if asked.keys() == told.keys() and _share(asked, OUGHT) > _SHARE >= _share(told, OUGHT) and _share(told, TOLD) >= _SHARE:
            return {id(block) for _, block in told.values()}
    return set()


def _share(listed: dict[str, tuple[str, Block]], words: re.Pattern[str]) -> float:
    return sum(words.search(text) is not None for text, _ in listed.values()) / len(listed)


def _pairs(paper: Paper) -> Iterator[tuple[Block, Block]]:
    """Each block of the running text that says something, and the next; the last with an empty one."""
    return pairwise([*(b for b in paper.document.blocks if b.kind not in MARGINS and b.text), Block("paragraph", Paragraph(""))])


def _is_followed(text: str, below: Block, paper: Paper, loose: bool) -> bool:
    """Whether right below a recommendation stands a label or a status, or in a paper on progress what was done."""
    return labelled(below.text, paper.extra) is not None or _is_state(below, paper, True) or _tells(below, text, paper, loose) or (
        state_before(below.text, paper) is not None)


def _is_state(block: Block, paper: Paper, stated: bool) -> bool:
    """Whether a line says nothing but how the recommendation above it stands; `stated` where it stands right below."""
    return block.kind != "heading" and is_state(block.text, paper.key, beside=stated)


def _is_number_alone(block: Block, below: Block | None, paper: Paper) -> bool:
    """Whether a line says only 'Recommendation 2', over its text where it does not stand out, or a heading adds what it is about or how
    it stands ('Recommendation 2 – School leads')."""
    found = numbered(block.text)
    if found is None:
        return False
    text, state = head_state(found[1], paper)
    if not text.strip():
        over = below is not None and len(below.text.split()) >= WORDS and labelled(below.text, paper.extra) is None
        return over or block.paragraph.bold or block.kind == "heading" or block.box is not None
    return (block.kind == "heading" or bool(state)) and is_topic(text)


def _tells(block: Block, above: str, paper: Paper, loose: bool) -> bool:
    """Whether a block tells what was done, in a paper that says at its head that it is about that."""
    return is_tale(block, above, loose) and is_on_progress(paper)
