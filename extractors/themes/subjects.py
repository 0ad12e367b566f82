"""From what the trie found to the themes of a text: masks first, then phrases, pairs and hints, then the score."""
from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc

from extractors.themes.rules import HINT, PAIR, STRONG, Rule

THRESHOLD = 0.55
TITLE_LENGTH = 12
MOST = 60
"""Places of one word list, or marks of one role, that are looked at in one sentence."""
TELLING = {"event", "weak", "resumed", "covid", "covid_name"}
"""Roles without which a text says nothing of slippage."""
TITLE_HEADS = {
    "director", "head", "manager", "officer", "lead", "member", "holder", "leader", "adviser", "advisor", "coordinator",
    "co-ordinator", "analyst", "assistant", "executive", "secretary", "minister", "commissioner", "specialist", "facilitator",
    "managers", "officers",
}
TITLE_LINKS = {"of", "for", "and", "&", ",", "the", "to", "-", "/"}


class Hit(NamedTuple):
    """One rule that fired: tokens `start` to `end` of sentence number `sentence`; `masked_by` is the mask that cancelled it."""

    rule: Rule
    start: int
    end: int
    sentence: int
    weight: float
    masked_by: str = ""


@dataclass(slots=True)
class Found:
    """What the rules saw in one text. `starts` holds the first token of each sentence."""

    doc: Doc
    starts: list[int]
    hits: list[Hit]
    marks: list[Hit]

    def sentence_end(self, sentence: int) -> int:
        return self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.doc)


def look(doc: Doc, matches: list[tuple[Any, int, int]], pairs: tuple[tuple[Rule, str, str], ...]) -> Found:
    """Sort the matches of one text into theme hits and slippage marks; masked hits are kept, marked as such. Marks are left
    out where nothing tells of slippage: nine of ten are words like 'not' and 'during'."""
    starts = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
    found = Found(doc, starts, [], [])
    words: dict[str, list[tuple[int, int]]] = {}
    masks, marks = [], []
    for what, start, end in few_of_each(matches, starts) if len(matches) > 10 * MOST else matches:
        if isinstance(what, str):
            words.setdefault(what, []).append((start, end))
        elif what.role:
            marks.append((what, start, end))
        elif what.theme:
            found.hits.append(Hit(what, start, end, bisect_right(starts, start) - 1, STRONG if what.phrases else HINT))
        else:
            masks.append((what, start, end))
    hidden = [m for m in masks if not m[0].swallows]
    if hidden:
        words = {name: [p for p in places if not inside(p, hidden)] for name, places in words.items()}
    for rule, first, second in pairs:
        if first in words and second in words:
            (found.marks if rule.role else found.hits).extend(pair(rule, words, found, masks))
    if found.marks or any(rule.role in TELLING for rule, _, _ in marks):
        found.marks.extend(Hit(rule, start, end, bisect_right(starts, start) - 1, 1.0) for rule, start, end in marks)
        found.marks.sort(key=lambda m: (m.start, -m.end, m.rule.id))
    if masks:
        found.hits = [mask(h, masks) for h in found.hits]
    found.hits = [in_title(h, doc) for h in found.hits]
    return found


def few_of_each(matches: list[tuple[Any, int, int]], starts: list[int]) -> list[tuple[Any, int, int]]:
    """The first MOST matches of each rule, word list and role in each sentence, so that a sentence without end costs no
    time without end."""
    seen: dict[tuple[str, int], int] = {}
    kept = []
    for match in sorted(matches, key=lambda m: m[1]):
        what = match[0]
        key = what if isinstance(what, str) else what.role or what.id, bisect_right(starts, match[1])
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= MOST:
            kept.append(match)
    return kept


def inside(place: tuple[int, int], masks: list[tuple[Rule, int, int]]) -> bool:
    return any(s <= place[0] and place[1] <= e for _, s, e in masks)


def pair(rule: Rule, words: dict[str, list[tuple[int, int]]], found: Found, masks: list[tuple[Rule, int, int]]) -> list[Hit]:
    """The nearest co-occurrence of a pair rule in each sentence; of two as near, the one that begins first."""
    masks = [m for m in masks if rule.theme in (m[0].swallows or (rule.theme,))] if rule.theme else []
    firsts, seconds = (by_sentence(words[name], found, masks) for name in (rule.near[0], rule.near[-1]))
    hits = []
    for sentence, places in firsts.items():
        if len(rule.near) == 1:
            hits.append(Hit(rule, *places[0], sentence, PAIR))
            continue
        best = None
        for first in places:
            for second in seconds.get(sentence, ()):
                gap = max(second[0] - first[1], first[0] - second[1])
                if 0 <= gap <= rule.within and not (rule.ordered and second[0] < first[0]):
                    found_here = gap, min(first[0], second[0]), max(first[1], second[1])
                    best = min(best or found_here, found_here)
        if best:
            hits.append(Hit(rule, best[1], best[2], sentence, PAIR))
    return hits


def by_sentence(places: list[tuple[int, int]], found: Found, masks: list[tuple[Rule, int, int]]) -> dict[int, list[tuple[int, int]]]:
    """Places that no mask covers, by sentence."""
    out: dict[int, list[tuple[int, int]]] = {}
    for place in places:
        if not (masks and inside(place, masks)):
            out.setdefault(bisect_right(found.starts, place[0]) - 1, []).append(place)
    return out


def mask(hit: Hit, masks: list[tuple[Rule, int, int]]) -> Hit:
    """The hit, cancelled if a mask covers it."""
    for rule, start, end in masks:
        if start <= hit.start and hit.end <= end and (not rule.swallows or hit.rule.theme in rule.swallows):
            return Hit(hit.rule, hit.start, hit.end, hit.sentence, 0.0, rule.id)
    return hit


def in_title(hit: Hit, doc: Doc) -> Hit:
    """The hit, cancelled if all of it stands in a printed post: 'Head of Estates', 'Cabinet Member for Finance', 'Workforce
    Development Manager'. A capitalised run that begins or ends with a word for a post is a post."""
    if hit.masked_by or not doc[hit.start].text[0].isupper():
        return hit
    if not all(doc[i].text[0].isupper() or doc[i].lower_ in TITLE_LINKS for i in range(hit.start + 1, hit.end)):
        return hit
    first, last = hit.start, hit.end
    while last < min(len(doc), hit.end + TITLE_LENGTH) and doc[last].text[0].isupper() and not doc[last].is_sent_start:
        last += 1
    while first > max(0, hit.start - TITLE_LENGTH) and not doc[first].is_sent_start and (
            doc[first - 1].text[0].isupper() or doc[first - 1].lower_ in TITLE_LINKS):
        first -= 1
    heads = [i for i in range(first, last) if doc[i].lower_ in TITLE_HEADS and doc[i].text[0].isupper()]
    before = any(i < hit.start and i + 1 < len(doc) and doc[i + 1].lower_ in ("of", "for") for i in heads)
    after = any(i >= hit.end for i in heads)
    if before or after:
        return Hit(hit.rule, hit.start, hit.end, hit.sentence, 0.0, "post")
    return hit


def themes(found: Found) -> dict[str, tuple[float, list[Hit]]]:
    """Score and hits of each theme, strongest hit first. Two different hints make a theme; one alone does not."""
    by_theme: dict[str, dict[Any, Hit]] = defaultdict(dict)
    hints: list[Hit] = []
    for hit in sorted(found.hits, key=lambda h: h.start - h.end):
        if hit.weight == HINT:
            if any(h.rule.theme == hit.rule.theme and h.start < hit.end and hit.start < h.end for h in hints):
                continue
            hints.append(hit)
            by_theme[hit.rule.theme].setdefault((hit.rule.id, found.doc[hit.start].lower_.rstrip("s")), hit)
        elif hit.weight:
            best = by_theme[hit.rule.theme].get(hit.rule.id)
            if best is None or hit.start < best.start:
                by_theme[hit.rule.theme][hit.rule.id] = hit
    out = {}
    for theme, hits in by_theme.items():
        miss = 1.0
        for hit in hits.values():
            miss *= 1 - hit.weight
        out[theme] = (round(1 - miss, 3), sorted(hits.values(), key=lambda h: (-h.weight, h.start, h.end, h.rule.id)))
    return out
