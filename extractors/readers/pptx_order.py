"""The order in which the shapes of a slide are read: by lines, and by columns where headings stand over boxes."""
from __future__ import annotations

from itertools import pairwise
from typing import Protocol

from models.document import Block, Place, Table

A_SIGN = 3
"""Words of a shape that is a sign: a letter, a colour, a status."""
_SAME_LINE, _LOW = 10.0, 60.0
"""Points within which the tops of two shapes count as one line; points of the height of a line of text or two."""


class Placed(Protocol):
    """A shape with its box on the slide."""

    place: Place


def lines_of(shapes: list[Placed]) -> list[list[Placed]]:
    """Shapes that stand on one line, from left to right: their tops are near, or two low ones overlap by half."""
    lines: list[list[Placed]] = []
    for shape in sorted(shapes, key=lambda s: s.place.top or 0.0):
        if lines and _beside(lines[-1][0].place, shape.place):
            lines[-1].append(shape)
        else:
            lines.append([shape])
    return [sorted(line, key=lambda s: s.place.x0 or 0.0) for line in lines]


def _beside(a: Place, b: Place) -> bool:
    if (b.top or 0.0) - (a.top or 0.0) <= _SAME_LINE:
        return True
    if a.top is None or b.top is None or a.bottom is None or b.bottom is None or max(a.bottom - a.top, b.bottom - b.top) > _LOW:
        return False
    return 2 * (min(a.bottom, b.bottom) - b.top) > min(a.bottom - a.top, b.bottom - b.top)


def by_columns(lines: list[list[Placed]]) -> list[Placed]:
    """The lines one after another; but a line of headings over one line of boxes as wide goes column by column."""
    over = [len(a) > 1 and _stand_over(a, b) for a, b in pairwise(lines)]
    out: list[Placed] = []
    for i, line in enumerate(lines):
        if i and over[i - 1] and not any(over[max(0, i - 2):i - 1] + over[i:i + 1]):
            out[len(out) - len(line):] = [shape for column in zip(lines[i - 1], line, strict=True) for shape in column]
        else:
            out += line
    return out


def _stand_over(head: list[Placed], below: list[Placed]) -> bool:
    """Whether each shape of a line stands over one of the next, edge on edge."""
    return len(head) == len(below) and all(
        a.place.x0 is not None and b.place.x0 is not None and abs(a.place.x0 - b.place.x0) < _SAME_LINE
        and abs(a.place.x1 - b.place.x1) < 3 * _SAME_LINE and (a.place.bottom or 0) - (a.place.top or 0) < _LOW
        for a, b in zip(head, below, strict=True))


def labelled(items: list[Block | Table]) -> list[Block | Table]:
    """The items of a slide; a shape that says 'RAG:' and one beside it with a word or three are one line."""
    out: list[Block | Table] = []
    for item in items:
        before = out[-1] if out else None
        if isinstance(item, Block) and isinstance(before, Block) and _is_value_of(before, item):
            before.paragraph.text = f"{before.text} {item.text}"
            before.kind = "paragraph"
        else:
            out.append(item)
    return out


def _is_value_of(label: Block, value: Block) -> bool:
    a, b = label.paragraph.place, value.paragraph.place
    return (label.text.endswith(":") and len(label.text.split()) <= A_SIGN and 0 < len(value.text.split()) <= A_SIGN
            and a.x1 is not None and b.x0 is not None and a.x1 - _SAME_LINE < b.x0 and _beside(*sorted((a, b), key=lambda p: p.top or 0.0)))
