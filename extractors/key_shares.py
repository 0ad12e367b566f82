"""Keys to percentages: '100% complete; 50% to 99% on track; 1% to 49% behind schedule', 'up to 25% red, 26-75% amber, over 75% green'."""
from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extractors.key_entries import named_colour
from extractors.values.meanings import meaning_of
from models.document import Block, Document

LEAST = 3
_BAND = re.compile(
    r"(?:(?P<low>\d{1,3})\s?%?\s*(?:to|-|–|—)\s*(?P<high>\d{1,3})\s?%"
    r"|(?:(?:(?P<below>up to|under|below|less than)|(?P<above>over|above|more than|at least))\s+)?\b(?P<one>\d{1,3})\s?%)", re.I)
_LEAD_IN = re.compile(r"^(?:[\s:=–—-]|\b(?:means?|that|it|the|action|recommendation|is|are|has|been|and)\b)+", re.I)


@dataclass(frozen=True, slots=True)
class Band:
    """Shares done, in percent, from `low` to `high`, and what they mean."""

    low: float
    high: float
    label: str
    rag: str | None
    status: str


def find_shares(document: Document, extra: tuple[str, ...]) -> list[Band]:
    """The bands of the first line that gives three or more, all understood and none over another."""
    for item in document.items:
        if isinstance(item, Block) and item.text.count("%") >= LEAST:
            bands = _bands(item.text, extra)
            if len(bands) >= LEAST and all(a.high < b.low for a, b in pairwise(bands)):
                return bands
    return []


def _bands(text: str, extra: tuple[str, ...]) -> list[Band]:
    """The bands of a text, lowest first; none where one is not understood."""
    found = list(_BAND.finditer(text))
    bands = []
    for match, following in zip(found, [*found[1:], None], strict=bool(found)):
        words = re.split(r"[;.]", text[match.end():following.start() if following else len(text)])[0]
        label = _LEAD_IN.sub("", re.sub(r"[,\s]+(?:and|or)?\s*$", "", words))
        rag = named_colour(label, extra)
        status = meaning_of(label, extra) if rag is None else None
        if not label or not (rag or status):
            return []
        bands.append(Band(*_limits(match), label, rag, status or ""))
    return sorted(bands, key=lambda b: b.low)


def _limits(match: re.Match[str]) -> tuple[float, float]:
    if match["one"] is None:
        return float(match["low"]), float(match["high"])
    value, least = float(match["one"]), match["above"] and match["above"].lower() == "at least"
    if match["below"]:
        return 0.0, value if match["below"].lower() == "up to" else value - 0.01
    return (value if least else value + 0.01, 100.0) if match["above"] else (value, value)
