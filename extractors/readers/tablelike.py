"""Whether rows that keep to columns are a table, or a list, text in columns, a letterhead, the labels of a drawing.

A table has a heading that looks other than its body, or labels before their values, or many rows that are filled alike.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.readers.segments import NEAR, Segment, Span

_NUMBER = re.compile(r"[\d,.%£()-]{1,6}")


@dataclass(slots=True, eq=False)
class Block:
    """Lines of one column that belong to one cell: first and last row of the stretch, and the segments."""

    column: int
    span: int
    first: int
    last: int
    segments: list[Segment] = field(default_factory=list)

    @property
    def bold(self) -> bool:
        return all(s.bold for s in self.segments)


@dataclass(slots=True)
class Grid:
    """What is known of a possible table: extents of its columns, its blocks, the lines at which rows start, those that run over all
    columns, whether a rule stands under the first row, whether nothing but their first lines sets rows apart, and the colour behind a
    segment."""

    columns: list[Span]
    blocks: list[Block]
    starts: list[int]
    bands: set[int]
    underlined: bool
    even: bool
    colour: Callable[[Segment], str | None]


def is_table(grid: Grid) -> bool:
    """Whether rows and columns are really there."""
    wide = len(grid.columns)
    row_of = [bisect_right(grid.starts, b.first) - 1 for b in grid.blocks]
    filled = Counter(row_of)
    full = [n for r, n in filled.items() if grid.starts[r] not in grid.bands]
    if len(full) < 2 or sum(n >= 2 for n in full) < 0.6 * len(full) or _ragged(grid) or _stacked(grid.blocks):
        return False
    head = [b for r, b in zip(row_of, grid.blocks, strict=True) if r == 0]
    body = [b for r, b in zip(row_of, grid.blocks, strict=True) if r > 0]
    headed = _headed(grid, head, body)
    if wide == 4 and _labels(grid):
        return True
    if wide == 2:
        return _labels(grid) or (headed and len(full) >= 3 and all(n == 2 for n in full) and not _prose(grid, grid.blocks, 0))
    prose = sum(_prose(grid, body, c) for c in range(wide))
    if headed:
        return prose < wide
    if grid.even:
        return wide >= 4 and prose == 0 and sum(n >= 0.75 * wide for n in full) >= 0.7 * len(full)
    return len(full) >= 4 and wide >= 3 and prose <= wide // 2 and sum(n >= 3 for n in full) >= 0.6 * len(full)


def _headed(grid: Grid, head: list[Block], body: list[Block]) -> bool:
    """Whether the first row has words and looks other than the rows below: bold, shaded or underlined."""
    lines = [s for b in body for s in b.segments]
    bold = all(b.bold for b in head) and sum(s.bold for s in lines) < 0.5 * len(lines)
    shades = {grid.colour(b.segments[0]) for b in head}
    shaded = len(shades) == 1 and None not in shades and sum(grid.colour(b.segments[0]) in shades for b in body) < 0.5 * len(body)
    worded = sum(any(c.isalpha() for c in b.segments[0].text) for b in head)
    return len(head) >= 2 and (bold or shaded or grid.underlined) and worded >= (1 if shaded else 0.6 * len(head))


def _stacked(blocks: list[Block]) -> bool:
    """Whether a cell holds a stack of bare numbers: these were rows, and are not understood."""
    for block in blocks:
        lines = block.segments
        if (len(lines) > 2 and all(_NUMBER.fullmatch(s.text) for s in lines)) or (len(lines) > 1 and all(s.marker for s in lines)):
            return True
    return False


def _labels(grid: Grid) -> bool:
    """A list of labels and values: the labels bold, shaded or ending in a colon, the values not bold."""
    left = [b for b in grid.blocks if b.column % 2 == 0]
    values = [b for b in grid.blocks if b.column % 2]
    right = {b.first for b in values}
    if len(left) < 2 or len(right) < 2 or sum(s.bold for b in values for s in b.segments) >= len(right) or _prose(grid, grid.blocks, 0):
        return False
    return all(_is_label(grid, b) for b in left) and sum(b.first in right for b in left) >= 0.7 * len(left)


def _is_label(grid: Grid, block: Block) -> bool:
    if block.segments[-1].text.endswith(":"):
        return True
    return (block.bold or grid.colour(block.segments[0]) is not None) and not block.segments[0].marker


def _prose(grid: Grid, blocks: list[Block], column: int) -> bool:
    """Whether a column is running text: long blocks whose lines fill it."""
    mine = [b for b in blocks if b.column == column and b.span == 1]
    lines = [s for b in mine for s in b.segments]
    if len(lines) < 4 or len(lines) < 2 * len(mine):
        return False
    a, b = grid.columns[column]
    return sum(s.x1 > a + 0.75 * (b - a) for s in lines) > 0.5 * len(lines) and sum(len(s.words) for s in lines) > 3.5 * len(lines)


def _ragged(grid: Grid) -> bool:
    """Whether more than a third of the columns have neither left, right nor middle in common."""
    ragged = 0
    for column in range(len(grid.columns)):
        mine = [b.segments[0] for b in grid.blocks if b.column == column and b.span == 1]
        if len(mine) >= 3:
            edges = ([s.x0 for s in mine], [s.x1 for s in mine], [(s.x0 + s.x1) / 2 for s in mine])
            ragged += max(_alike(xs) for xs in edges) < 0.6
    return ragged > 0.34 * len(grid.columns)


def _alike(xs: list[float]) -> float:
    """Share of the places that stand near the commonest one."""
    ordered = sorted(xs)
    return max(bisect_right(ordered, x + 2 * NEAR) - k for k, x in enumerate(ordered)) / len(xs)
