"""What stands in a tracker and is no data: template rows, rows that point elsewhere, headings that keep a table out or say how all under
them stands."""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractors.headings import bare, normal
from models.document import Cell, distinct
from models.vocabulary import vocabulary

_POINTER = re.compile(
    r"\b(?:see|refer to|covered (?:by|under|in)|as per)\b.*\b"
    r"(?:\d+(?:\.\d+)+|(?:action|recommendation|section|workstream|theme|item|objective)\s*\d+|above|below)", re.I)


def is_template(cells: Iterable[Cell | None], main: Cell | None, extra: tuple[str, ...]) -> bool:
    """Whether a row is guidance: its main cell is a placeholder, or it or two other cells begin as guidance does."""
    placeholders, openings = _guidance(extra)
    if main is not None and normal(main.flat) in placeholders:
        return True
    guided = [c for c in distinct(cells) if c.text and f"{normal(c.flat[:80])} ".startswith(openings)]
    return len(guided) > 1 or any(
        c is main and any(t.count(" ") > 2 and f"{normal(c.flat[:80])} ".startswith(t) for t in openings) for c in guided)


@cache
def _guidance(extra: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole texts that are placeholders, and how guidance begins."""
    words = vocabulary("headings", extra)["not_a_tracker"]
    return frozenset(normal(p) for p in words["placeholders"]), tuple(f"{normal(t)} " for t in words["templates"])


def points_elsewhere(text: str | None) -> bool:
    """Whether a short text names another action or section to look at."""
    return text is not None and len(text) < 160 and _POINTER.search(text) is not None


def is_only_pointer(text: str) -> bool:
    """Whether a text is nothing but a pointer: 'See 6.1.1'."""
    return normal(text).split(" ", 1)[0] in ("see", "refer", "please", "as") and points_elsewhere(text)


_PARTS = ("appendix", "annex", "table", "part", "section")
_PART = re.compile(rf"^(?:{'|'.join(_PARTS)})\s+\w{{1,3}}\s*[:.–—-]\s*", re.I)
_SINCE = re.compile(r"\s+(?:since|during|in|at|this) (?:last |this )?(?:meeting|report|update|period|quarter|month)$")


def status_of_heading(text: str, extra: tuple[str, ...]) -> tuple[str, str] | None:
    """(heading, status) when a heading says how everything under it stands."""
    name = bare(text)
    for prefix in _PARTS:
        words = name.split()
        if len(words) > 2 and words[0] == prefix:
            name = " ".join(words[2:])
    name = _SINCE.sub("", name.replace(" the ", " "))
    for status, phrases in vocabulary("headings", extra)["status_headings"].items():
        if name in phrases or any(name.startswith(f"{p} and ") for p in phrases):
            return text, status
    return None


def status_words(text: str) -> str:
    """What a heading that gives a status says, without what part it heads: 'Part A – Closed since the last meeting' -> 'Closed'."""
    return _SINCE.sub("", _PART.sub("", text).replace(" the ", " "))


def kept_out(heading: str, extra: tuple[str, ...]) -> bool:
    """Whether what stands under a heading is no tracker: a timeline, a key, guidance."""
    return bare(heading) in {normal(p) for p in vocabulary("headings", extra)["not_a_tracker"]["above"]}
