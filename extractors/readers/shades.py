"""Coloured shapes outside tables, on slides and pages: they shade the few words on them, or else those beside them, as in a key."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from models.document import Block

FEW = 12
"""Words on a shape that is a sign, not a box of text."""
EDGE, NEAR = 3.0, 20.0
"""Points that words on a coloured shape may reach over its edge, and between it and the words beside it that it belongs to."""


class Box(Protocol):
    """Points from the top left of the page."""

    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None


def shade(box: Box, colour: str, blocks: Sequence[Block]) -> None:
    """Shade the words on a coloured shape; where it has none, those right of it at its height, with nothing but a gap between."""
    placed = [b for b in blocks if b.paragraph.place.x0 is not None]
    on = [b for b in placed if _holds(box, b.paragraph.place)]
    if not on:
        beside = [b for b in placed if _is_beside(box, b)]
        on = beside if len(beside) == 1 else []
    if sum(len(b.text.split()) for b in on) <= FEW:
        for block in on:
            block.paragraph.fill = block.paragraph.fill or colour


def _holds(box: Box, place: Box) -> bool:
    return box.x0 - EDGE < place.x0 and place.x1 < box.x1 + EDGE and box.top <= (place.top + place.bottom) / 2 <= box.bottom


def _is_beside(box: Box, block: Block) -> bool:
    place = block.paragraph.place
    return (block.paragraph.fill is None and -NEAR < place.x0 - box.x1 < NEAR
            and place.top <= (box.top + box.bottom) / 2 <= place.bottom)
