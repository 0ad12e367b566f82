"""One page of a PDF as drawn: words, rules, fills and pictures.

Coordinates are points with the origin at the top left of the page as it is shown.
"""
from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Word:
    """Characters with no white space between them: a word, or a piece of one that is set apart (raised, or beyond a rule).

    `space` is true where white space or a new line stands before it in the file, `after` where a space follows.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    space: bool = False
    after: bool = False
    bold: bool = False


@dataclass(slots=True)
class Edge:
    """A rule: vertical (x0 == x1) or horizontal (top == bottom)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Fill:
    """A painted area and its colour, in painting order."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str
    round: bool = False


@dataclass(slots=True)
class Page:
    """One page as read."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    horizontal: list[Edge] = field(default_factory=list)
    vertical: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    limited: bool = False
