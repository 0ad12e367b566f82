"""Which record of one paper is which record of the others.

The text decides. A record is the same as one known from earlier papers if it says the same; of several that do, the one
with the same number, in the same place, wins. What is left is compared by likeness, best pairs first, and may link if alike
enough for what else agrees: NEEDED. A printed number alone links nothing, and its change parts nothing.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.link.papers import Edition, Item, Paper
from pipeline.link.wording import HELD, PART_LIKE, Likeness, mark, said, stems

NEEDED = {(True, True): 0.36, (True, False): 0.44, (False, True): 0.5, (False, False): 0.58}
"""Likeness needed, by (number agrees, place agrees). Different actions of one real paper seldom reach 0.4 (docs/linking.md)."""
RETURNED = 0.75
"""Likeness needed to link a record to one that the paper before no longer had."""
DOUBTFUL = 0.15
"""Links whose likeness is less than this above what is needed are reported, and so are near misses above NEAR."""
NEAR = 0.4
HALVES = 0.25
"""Parts of a split whose likeness differs by less than this are as good as each other."""


@dataclass(eq=False, slots=True)
class Thing:
    """One recommendation or action over the papers. `own` holds the keys that its wordings would have had alone."""

    table: str
    key: str
    own: set[str]
    said: set[str]
    last: Item
    paper: Paper
    place: object
    seen: int


Pair = tuple[tuple[bool, bool, bool], Item, Thing, float]
"""What agrees, an item, a thing it may be, and their likeness."""


@dataclass(slots=True)
class Link:
    """That a record of a paper is a thing; `score` is 1 where the text is the same and null where nothing earlier comes near,
    `basis` says what linked it."""

    table: str
    document_id: str
    record_id: str
    key: str
    score: float | None
    basis: str


@dataclass(slots=True)
class Doubt:
    """A link, or its absence, that a person should look at."""

    paper: Paper
    item: Item
    message: str
    severity: str = "warning"


@dataclass
class Corrections:
    """What people have decided: pairs of keys to join or to part."""

    joined: frozenset[frozenset[str]] = frozenset()
    parted: frozenset[frozenset[str]] = frozenset()

    def joins(self, own: str, thing: Thing) -> bool:
        return bool(self.joined) and any(frozenset((own, k)) in self.joined for k in thing.own | {thing.key})

    def parts(self, own: str, thing: Thing) -> bool:
        return bool(self.parted) and any(frozenset((own, k)) in self.parted for k in thing.own | {thing.key})


@dataclass
class Matcher:
    """Links the papers of one review, oldest first."""

    review_key: str
    corrections: Corrections = field(default_factory=Corrections)
    things: dict[str, list[Thing]] = field(default_factory=lambda: {"recommendations": [], "actions": []})
    links: list[Link] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    scores: dict[tuple[str, str], float | None] = field(default_factory=dict)
    df: Counter[str] = field(default_factory=Counter)
    wordings: int = 0
    _own: dict[tuple[str, str], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def edition(self, edition: Edition, seen: int) -> None:
        """Link every file of an edition; `seen` counts editions."""
        for paper in edition.files:
            Round(self, paper, seen, first=paper is edition.best).link()

    def stale(self) -> list[list[str]]:
        """Corrections about this review that name a key which no record has, or would have alone."""
        known = {k for things in self.things.values() for t in things for k in t.own | {t.key}}
        ours = [p for p in self.corrections.joined | self.corrections.parted if any(k.startswith(f"{self.review_key}/") for k in p)]
        return sorted(sorted(p) for p in ours if not p <= known)

    def own_key(self, item: Item) -> str:
        """The key an item has if nothing earlier is the same: of its text, so that a number that moves changes nothing."""
        words = item.table[0], said(item.text) or f"number {item.number or item.row.ordinal}"
        if words not in self._own:
            self._own[words] = f"{self.review_key}/{item.table[0]}-{mark(words[1], size=5)}"
        return self._own[words]

    def learn(self, thing: Thing, item: Item) -> None:
        """Remember a wording of a thing, and its words."""
        words = said(item.text)
        thing.own.add(self.own_key(item))
        if words not in thing.said:
            thing.said.add(words)
            self.df.update(set(stems(item.text)))
            self.wordings += 1

    def new_key(self, own: str) -> str:
        """The own key, with a count where the same text stands for several things."""
        key, n = own, 2
        while key in self._taken:
            key, n = f"{own}-{n}", n + 1
        self._taken.add(key)
        return key


class Round:
    """The linking of one file: what is still to be linked, and what it may link to."""

    def __init__(self, matcher: Matcher, paper: Paper, seen: int, first: bool):
        self.m, self.paper, self.seen, self.first = matcher, paper, seen, first
        self.found: dict[str, tuple[Thing, float, str]] = {}
        self.claimed: set[int] = set()
        self.doubted: set[str] = set()

    def link(self) -> None:
        top = [i for i in self.paper.recommendations if not i.parent]
        sub = [i for i in self.paper.recommendations if i.parent]
        for items in (top, sub, self.paper.actions):
            self.match(items)
        self.by_actions()
        self.match(self.paper.actions)
        self.by_progress()
        before = {id(t): t.last for table in self.m.things.values() for t in table}
        for items in (top, sub, self.paper.actions):
            for item in items:
                self.settle(item, before)

    def match(self, items: list[Item]) -> None:
        self.corrected(items)
        self.exact(items)
        self.alike(items)

    def open_items(self, items: Iterable[Item]) -> list[Item]:
        return [i for i in items if i.id not in self.found]

    def open_things(self, table: str) -> list[Thing]:
        return [t for t in self.m.things[table] if id(t) not in self.claimed]

    def take(self, item: Item, thing: Thing, score: float, basis: str) -> None:
        self.found[item.id] = (thing, score, basis)
        self.claimed.add(id(thing))

    def corrected(self, items: list[Item]) -> None:
        if not self.m.corrections.joined:
            return
        for item in self.open_items(items):
            own = self.m.own_key(item)
            thing = next((t for t in self.open_things(item.table) if self.m.corrections.joins(own, t)), None)
            if thing:
                self.take(item, thing, 1.0, "correction")

    def exact(self, items: list[Item]) -> None:
        items = self.open_items(items)
        if not items:
            return
        wanted = defaultdict(list)
        for thing in self.open_things(items[0].table):
            for words in thing.said:
                wanted[words].append(thing)
        pairs = [(self.agreement(i, t), i, t) for i in items for t in wanted.get(said(i.text), ()) if self.allowed(i, t)]
        for _, item, thing in sorted(pairs, key=lambda p: p[0], reverse=True):
            if item.id not in self.found and id(thing) not in self.claimed:
                self.take(item, thing, 1.0, "text")

    def alike(self, items: list[Item]) -> None:
        items = self.open_items(items)
        things = self.open_things(items[0].table) if items else []
        pairs = []
        for i in items:
            likes = [(self.likeness.of(i.text, t.last.text), t) for t in things]
            part = self.part_of(i) if any(NEAR <= like < PART_LIKE for like, _ in likes) else None
            for like, t in likes:
                if part and part is not t and like < PART_LIKE:
                    continue
                number, place, recent = agreement = self.agreement(i, t)
                if like >= (NEEDED[number, place] if recent else max(RETURNED, NEEDED[number, place])) and self.allowed(i, t):
                    pairs.append((agreement, i, t, like))
        whole = self.halves(pairs)

        def rank(pair: Pair) -> tuple[Any, ...]:
            agreement, item, thing, like = pair
            return whole.get((item.id, id(thing)), like) + 0.1 * agreement[0] + 0.05 * agreement[1], agreement, like

        for (number, place, _), item, thing, like in sorted(pairs, key=rank, reverse=True):
            if item.id not in self.found and id(thing) not in self.claimed:
                basis = "likeness" + " number" * number + " place" * place
                self.take(item, thing, round(min(like, 0.99), 3), basis)
                if like < NEEDED[number, place] + DOUBTFUL:
                    self.doubted.add(item.id)

    def halves(self, pairs: list[Pair]) -> dict[tuple[str, int], float]:
        """Several parts of one thing, none of which has much more of it than the others, rank alike: their number and place
        decide which of them keeps its key."""
        parts: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for _, item, thing, like in pairs:
            if self.likeness.held(item.text, thing.last.text) >= HELD:
                parts[id(thing)].append((item.id, like))
        return {(i, t): max(like for _, like in found) for t, found in parts.items() for i, like in found
                if like >= max(like for _, like in found) - HALVES}

    def part_of(self, item: Item) -> Thing | None:
        """The thing whose text holds nearly all of the item's: a better account of one half of a split than some likeness."""
        things = self.m.things[item.table]
        return next((t for t in things if self.likeness.held(item.text, t.last.text) >= HELD), None)

    def agreement(self, item: Item, thing: Thing) -> tuple[bool, bool, bool]:
        """Whether the number agrees, the place (recommendation, else section) agrees, and the thing stood in the edition before."""
        place = self.place(item)
        same_place = place is not None and place == thing.place
        return bool(item.number) and item.number == thing.last.number, same_place, thing.seen >= self.seen - 1

    def place(self, item: Item) -> object:
        """What an item stands under: the thing its recommendation is, else the section's title."""
        if item.parent in self.found:
            return id(self.found[item.parent][0])
        return item.section or None

    def allowed(self, item: Item, thing: Thing) -> bool:
        return not self.m.corrections.parted or not self.m.corrections.parts(self.m.own_key(item), thing)

    @cached_property
    def likeness(self) -> Likeness:
        return Likeness(Counter(self.m.df), self.m.wordings)

    def by_actions(self) -> None:
        """A recommendation whose words nobody would know again is the one most of whose actions it still has."""
        things = {id(t): t for t in self.open_things("recommendations")}
        if not things:
            return
        for item in self.open_items(self.paper.recommendations):
            actions = [a for a in self.paper.actions if a.parent == item.id]
            votes = defaultdict(int)
            for action in actions:
                if action.id in self.found:
                    votes[self.found[action.id][0].place] += 1
            best = max((p for p in votes if p in things), key=lambda p: votes[p], default=None)
            if (best is not None and id(things[best]) not in self.claimed and 2 * votes[best] > len(actions)
                    and self.allowed(item, things[best])):
                like = self.likeness.of(item.text, things[best].last.text)
                self.take(item, things[best], round(max(like, 0.5), 3), "actions")
                self.doubted.add(item.id)

    def by_progress(self) -> None:
        """An action in other words under which earlier progress is printed again, and under no other, is the action that it
        was printed under."""
        items, things = self.open_items(self.paper.actions), self.open_things("actions")
        if not items or not things:
            return
        new = Counter(t for texts in self.paper.told.values() for t in texts)
        old = Counter(t for thing in things for t in thing.paper.told.get(thing.last.id, ()))
        for item in items:
            texts = {t for t in self.paper.told.get(item.id, ()) if new[t] == old[t] == 1}
            thing = next((t for t in things if texts & t.paper.told.get(t.last.id, set())), None)
            if thing and id(thing) not in self.claimed and self.allowed(item, thing):
                self.take(item, thing, round(max(self.likeness.of(item.text, thing.last.text), 0.5), 3), "progress")
                self.doubted.add(item.id)

    def settle(self, item: Item, before: dict[int, Any]) -> None:
        """Give the item its thing, a new one if none was found, and remember how it now reads."""
        m, own = self.m, self.m.own_key(item)
        if item.id in self.found:
            thing, score, basis = self.found[item.id]
            if item.id in self.doubted:
                m.doubts.append(Doubt(self.paper, item, f"linked to {thing.key} at {score:.2f} ({basis}); alone it would be {own}"))
        else:
            score, basis = None, "new"
            near = self.near(item, before) if self.seen and self.first else None
            thing = Thing(item.table, m.new_key(own), set(), set(), item, self.paper, None, self.seen)
            if near:
                score, message, severity = near
                m.doubts.append(Doubt(self.paper, item, f"{thing.key} {message}", severity))
            m.things[item.table].append(thing)
            self.found[item.id] = (thing, 1.0, basis)
            self.claimed.add(id(thing))
        m.learn(thing, item)
        if self.first:
            thing.last, thing.paper, thing.place, thing.seen = item, self.paper, self.place(item), self.seen
        self.paper.keys[item.id] = thing.key
        m.links.append(Link(item.table, self.paper.id, item.id, thing.key, score, basis))
        m.scores[self.paper.id, thing.key] = score

    def near(self, item: Item, before: dict[int, Item]) -> tuple[float, str, str] | None:
        """What a new item could still be: nearly a thing that went, or a part of one that stays."""
        best: tuple[float, str, str] | None = None
        for thing in self.m.things[item.table]:
            old = before.get(id(thing))
            if old is None or thing.seen < self.seen - 1:
                continue
            if id(thing) in self.claimed:
                like, message, severity = self.likeness.held(item.text, old.text), f"may have been split from {thing.key}", "info"
                floor = HELD
            else:
                like = self.likeness.of(item.text, old.text)
                message, severity = f"was kept apart from {thing.key}, which it resembles", "warning"
                floor = NEAR
            if like >= floor and (best is None or like > best[0]):
                best = round(min(like, 0.99), 3), f"{message} ({like:.2f})", severity
        return best
