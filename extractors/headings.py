"""The fields that a heading or label may mean, by its words."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from extractors.values.dates import read_period
from models.vocabulary import vocabulary

EXACT, PART, HINT = 1.0, 0.75, 0.45
SUBJECTS = {"action", "recommendation", "issue"}
_BRACKETS = re.compile(r"\[[^\]]*\]|\((?!s\))[^)]*\)")
_YES_OR_NO = re.compile(r"\(?\b(?:y\s*/\s*n|yes\s*/\s*no|yes or no|tick|✓|✔)\)?\s*$", re.I)
_JOINING = {"of", "from", "by", "for", "to", "with", "in", "on", "at", "required", "agreed"}
_TWO = {"action": 0.2, **dict.fromkeys(("response", "origin", "theme", "other"), -0.04)}
"""Of two fields in one heading ('Management response and agreed action') the action is what is wanted, and these four are what is not."""
TWO_IN_ONE = re.compile(r"\s*(?:/|&|\band\b)\s*", re.I)
_NOT_WORD = re.compile(r"[^\w#]+")
_PLURAL = re.compile(r"(\w)(?:/s|\(s\))(?=\W|$)")
_SENTENCE = re.compile(r"\w+ [a-z]{3,}")
_CAPITAL = re.compile(r"\s+(?=[A-Z][a-z])")
COVERED = 0.75
"""Share of the words of a heading that are those of known ones where several ran together."""
BROKEN = 3
"""Letters of the end of a word that stands on a line of its own."""


@lru_cache(maxsize=20_000)
def normal(heading: str) -> str:
    """A heading's words: 'Link Officer/s:' -> 'link officers', 'Overall %' -> 'overall percent', '[i]' dropped."""
    text = heading.lower().replace("%", " percent ").replace("&", " and ").replace("'", "").replace("’", "")
    text = _PLURAL.sub(r"\1s", text)
    return " ".join(_NOT_WORD.sub(" ", text).split())


@lru_cache(maxsize=20_000)
def bare(heading: str) -> str:
    """The heading without what stands in brackets: 'Evidence of Progress (May 2021)' -> 'evidence of progress'."""
    return normal(_BRACKETS.sub(" ", heading))


@dataclass(frozen=True, slots=True)
class Words:
    """The heading vocabulary, indexed: phrase -> fields, hint -> fields, last words -> fields; the words of every status scale,
    those of trends, and every single word."""

    whole: dict[str, tuple[str, ...]]
    hints: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]
    strong: frozenset[str]
    ends: dict[str, tuple[str, ...]]
    statuses: frozenset[str]
    trends: frozenset[str]
    singles: frozenset[str]


@cache
def words(extra: tuple[str, ...] = ()) -> Words:
    """The heading vocabulary with the user's own files laid over it."""
    fields = vocabulary("headings", extra)["fields"]
    index: dict[str, dict[str, list[str]]] = {"is": {}, "has": {}, "ends": {}}
    for name, entry in fields.items():
        for way, phrases in index.items():
            for phrase in entry.get(way, ()):
                phrases.setdefault(normal(phrase), []).append(name)
    whole, hints, ends = ({k: tuple(v) for k, v in phrases.items()} for phrases in index.values())
    states = {normal(w) for of in vocabulary("statuses", extra)["scales"] for key, terms in of.items()
              if isinstance(terms, list) and key != "unknown" for w in terms}
    return Words(
        whole, hints, {n: tuple(e.get("kinds", ())) for n, e in fields.items()},
        frozenset(n for n, e in fields.items() if e.get("strong")), ends, frozenset(states), frozenset(fields["trend"]["values"]),
        frozenset(word for phrase in (*whole, *hints) for word in phrase.split()))


def any_run_together(headings: Iterable[str], extra: tuple[str, ...] = ()) -> bool:
    """Whether headings of several columns stand in one, where only spaces held them apart. Where headings are set as sentences are
    ('Progress update'), a capital within one begins another: 'Due Progress update'; elsewhere two such say so."""
    texts = [h for h in headings if h]
    capitals = sum(_begins_another(h, extra) for h in texts)
    return any(run_together(h, extra) for h in texts) or capitals > (0 if any(map(_SENTENCE.match, texts)) else 1)


def _begins_another(heading: str, extra: tuple[str, ...]) -> bool:
    """Whether each part of a heading, cut at its capitals, is one of another field."""
    parts = [match(part, extra) for part in _CAPITAL.split(heading)]
    best = [max(part, key=part.get) for part in parts if part and max(part.values()) >= PART]
    return len(parts) == len(best) == len({*best}) > 1 and max(match(heading, extra).values(), default=0.0) < EXACT


def run_together(heading: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether the headings of several columns stand in one, where only spaces held them apart: that of a subject and another, or three."""
    tokens, known = normal(heading).split(), words(extra).whole
    if len(tokens) < 3 or re.search(r"[/&]| and ", heading) or " ".join(tokens) in known:
        return False
    found: list[set[str]] = []
    start = covered = 0
    while start < len(tokens):
        size = next((n for n in range(min(5, len(tokens) - start), 0, -1) if " ".join(tokens[start:start + n]) in known), 0)
        fields = {*known[" ".join(tokens[start:start + size])]} if size else set()
        found += [fields] if fields and not any(fields & other for other in found) else []
        covered += size
        start += size or 1
    return COVERED * len(tokens) <= covered and (len(found) > 2 or len(found) > 1 and any(f & SUBJECTS for f in found))


@lru_cache(maxsize=20_000)
def match(heading: str, extra: tuple[str, ...] = ()) -> dict[str, float]:
    """The fields a heading may mean: 1.0 for a known heading, 0.75 for one that starts or ends with it, 0.45 and more for hints in it.

    A hint that modifies ('extended', 'forecast') outweighs the heading it modifies.
    """
    known = words(extra)
    scores: dict[str, float] = {}
    tokens = normal(heading).split()
    if (whole := _unbroken(tokens, known.singles)) != tokens:
        return match(" ".join(whole), extra)
    parts = [known.whole.get(normal(p), ()) for p in TWO_IN_ONE.split(heading)]
    if "/" in heading and len(parts) == 2 and all(parts) and {"action"} == set(parts[0]):
        return _two(parts)  # 'Action / Progress', not 'Action progress'
    for name in known.whole.get(normal(heading), ()):
        scores[name] = EXACT
    if scores or not 0 < len(tokens) <= 12:
        return scores
    period = read_period(heading, None, extra) if len(heading) < 60 else None
    if period is not None and period.raw and (undated := bare(heading.replace(period.raw, " "))):
        if undated in known.whole:
            return dict.fromkeys(known.whole[undated], EXACT)
        if (rest := match(undated, extra)) and (best := max(rest.values())) >= PART:
            return {name: score for name, score in rest.items() if score == best}  # 'Six month position (Apr 2025)'
    outside = bare(heading)
    if outside != normal(heading):
        dated = read_period(heading, None, extra) is not None
        scores = dict.fromkeys(known.whole.get(outside, ()), EXACT if dated else PART + 0.03)
        if dated and scores:
            return scores
    if len(parts) == 2 and all(parts):
        scores |= _two(parts)
    for size in range(len(tokens) - 1, 0 if not scores else len(tokens), -1):
        for part in (" ".join(tokens[:size]), " ".join(tokens[-size:])):
            for name in known.whole.get(part, ()):
                if size * 2 >= len(tokens) or len(part) > 6:
                    scores.setdefault(name, PART)
        if scores:
            break
    if (len(scores) > 1 and not _JOINING & set(tokens) and len(parts) != 2
            and (ends := {n for size in range(1, len(tokens)) for n in known.whole.get(" ".join(tokens[-size:]), ())} - SUBJECTS)):
        scores = {n: s for n, s in scores.items() if n in ends or n not in SUBJECTS}
    text = f" {' '.join(tokens)} "
    if _asks_for_status(heading, known):
        scores["status"] = PART
    for hint, names in [*known.hints.items(), *((tokens[-1], known.ends.get(tokens[-1], ())),)]:
        if f" {hint} " in text:
            for name in names:
                more = HINT + 0.04 * hint.count(" ")
                scores[name] = max(scores.get(name, 0.0) + 0.05, PART + 0.15 if name in known.strong and len(tokens) > 1 else more)
    return scores


def _unbroken(tokens: list[str], singles: frozenset[str]) -> list[str]:
    """Words of a heading without the breaks of a narrow column: 'assessmen t', 'cqc recommendati on'."""
    for at, (first, rest) in enumerate(pairwise(tokens)):
        if len(rest) <= BROKEN and first not in singles and first + rest in singles:
            return [*tokens[:at], first + rest, *_unbroken(tokens[at + 2:], singles)]
    return tokens


def _two(parts: list[tuple[str, ...]]) -> dict[str, float]:
    """The fields of a heading that names two."""
    return {name: PART + _TWO.get(name, 0.02) + 0.02 * (part is parts[0]) for part in parts for name in part}


def _asks_for_status(heading: str, known: Words) -> bool:
    """A heading made of status words: 'Implemented?', 'Complete / on track / overdue', 'Discharged Y/N'."""
    options = [normal(part) for part in re.split(r"[/,]|\bor\b", _YES_OR_NO.sub("", heading)) if normal(part)]
    return bool(options) and all(o in known.statuses for o in options)
