"""What status words and phrases mean: the vocabulary of statuses, compiled."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from models.codes import STATUSES
from models.vocabulary import vocabulary

Meaning = tuple[int | None, str, str | None, str]
"""(grade, label, rag, status)"""


_UNFINISHED = re.compile(r"part(?:ly|ially)|not ")
_NEGATED = re.compile(r"\b(?:not|never|cannot|no longer|isnt|hasnt)(?: yet| currently| been| being| now)? $")
"""'Not yet implemented' is not complete, and what it is instead nobody says; 'no longer on track' is late."""
_TIMELY, _LINKS = ("on_track", "slipped"), frozenset("and is the due its target".split())


@dataclass(slots=True)
class Scale:
    """The compiled vocabulary: `words` folded term -> status; `colours` folded colour name -> rag; `phrases` finds a meaning inside a
    longer text; `opening` matches the longest known term at the start of a folded text."""

    terms: dict[str, Any]
    words: dict[str, str]
    colours: dict[str, str]
    letters: dict[str, str]
    phrases: re.Pattern[str]
    phrase_status: dict[str, str]
    ticks: frozenset[str]
    crosses: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    empty: frozenset[str]
    quiet: frozenset[str]


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, marks as single spaces: 'On-Track (2)' is 'on track 2'."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("&", " and ").replace("’", "'").replace("'", "")))


def phrase_pattern(phrases: Any) -> str:
    """An alternation of folded phrases, the longest first."""
    return "|".join(re.escape(p) for p in sorted({fold(p) for p in phrases}, key=len, reverse=True))


@cache
def scale(extra: tuple[str, ...] = ()) -> Scale:
    """The scale of a vocabulary; a term listed twice keeps its first meaning."""
    terms = vocabulary("statuses", extra)
    words: dict[str, str] = {}
    for one in terms["scales"]:
        for status in STATUSES:
            for word in one.get(status, ()):
                words.setdefault(fold(word), status)
    for word in [w for w, status in words.items() if status == "complete" and " " not in w]:
        for how, endings in terms["qualifiers"].items():
            meant = words.get(f"{how} {word}", words[how])
            for ending in endings:
                words.setdefault(f"{word} {ending}", meant)
    phrase_status: dict[str, str] = {}
    for status, phrases in terms["phrases"].items():
        for phrase in phrases:
            phrase_status.setdefault(fold(phrase), status)
    return Scale(
        terms, words, {fold(n): rag for n, rag in terms["colour_names"].items()}, dict(terms["letters"]),
        re.compile(rf"\b(?:{phrase_pattern(phrase_status)})\b"), phrase_status,
        *(frozenset(terms[name]) for name in ("ticks", "crosses", "yes", "no", "empty")), frozenset(fold(w) for w in terms["not_in_prose"]))


_OUTWEIGH = {("slipped", "on_track"), ("slipped", "complete"), ("on_track", "not_started")}
"""Where what stands before a 'but' is what is meant: 'On track, but not yet due'."""


@lru_cache(maxsize=4096)
def meaning_of(text: str, extra: tuple[str, ...] = ()) -> str | None:
    """The status a wording of a key means, or None: whole terms first, then the first phrase in it; what follows a 'but' outweighs
    what stands before it.

    >>> meaning_of("Risk to delivery, plan in place")
    'at_risk'
    """
    known, folded = scale(extra), fold(text)
    if folded in known.words:
        return known.words[folded]
    match = known.phrases.search(folded)
    if match and " but " in folded[match.end():] and (turned := known.phrases.search(folded.split(" but ", 1)[1])):
        first, second = known.phrase_status[match.group()], known.phrase_status[turned.group()]
        stands = (first, second) in _OUTWEIGH  # 'Slipped but will be completed' has slipped
        match = match if stands else turned
    if match is None:
        return None
    status = _timed(match, known) or known.phrase_status[match.group()]
    if _NEGATED.search(folded[:match.start()]):
        return "slipped" if status == "on_track" else None
    return status


def _timed(match: re.Match[str], known: Scale) -> str | None:
    """Of a wording that says what is not finished, whether it is on time, where that follows at once: 'Partly implemented and on course',
    'Not implemented and the due date has passed'."""
    end = match.end()
    for following in known.phrases.finditer(match.string, end) if _UNFINISHED.match(match.group()) else ():
        links = match.string[end:following.start()].split()
        if not _LINKS.issuperset(links) or (match.group().startswith("not") and "and" not in links):
            return None
        if (status := known.phrase_status[following.group()]) in _TIMELY:
            return status
        end = following.end()
    return None
