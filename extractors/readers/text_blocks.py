"""Columns of a table in plain text that stand at other places in each row, as `pdftotext -layout` writes them: a long reference moves all
that follows it, and two cells may come within one space of each other.

A block of lines is what stands between two lines that fill the first column: a row, or a row with others below it whose first cell is
merged down. Within a block columns do not move.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models import months

LEAST = 4
"""Columns of the narrowest table that is cut by blocks."""
NEAR = 8
"""How far (characters) a column may stand from where it was in the row before that has them all."""
MOVED = 2
"""How far lines of one row may begin from its first in the same column."""
WORDS = 4
"""Words of the longest heading."""
BRIEF = 5
"""Characters of a short form, which a stop may end: 'No.', 'Resp.'"""
_DATE = re.compile(rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?{months.NAME} \d{{2,4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}", re.I)
_SEGMENT = re.compile(r"\S(?:\S| (?! ))*")


def cut_by_blocks(region: Sequence[str], apart: set[int]) -> list[list[str]] | None:
    """The lines of a region cut at the columns of their blocks, whose headings are the first line; null where the headings are too few or a
    block's columns cannot be told. Lines `apart` (captions) come out empty."""
    heads = headings_of(region[0])
    if len(heads) < LEAST:
        return None
    out, at = [[""] * len(heads) for _ in region], heads
    for number, whole in enumerate(_blocks(region, apart)):
        for block in [whole] if _placed([region[i] for i in whole], at) else _rows(region, whole, at):
            lines = [region[i] for i in block]
            places = _placed(lines, at)
            if places is None and len(lines) == 1 and _runs_over(lines[0], at):
                places = [(0, 0)]
            if places is None:
                return None
            if number and len(places) == len(heads):
                at = [start for start, _ in places]
            bounds = [*(start for start, _ in places), None]
            for i, line in zip(block, lines, strict=True):
                for (_, column), a, b in zip(places, bounds, bounds[1:], strict=False):
                    out[i][column] = line[a:b].strip()
    return out


def _rows(region: Sequence[str], block: list[int], at: list[int]) -> Iterator[list[int]]:
    """A block cut where a line would blur its columns, as the next row does whose columns stand elsewhere."""
    part: list[int] = []
    clear = 0
    for i in block:
        places = _placed([region[k] for k in (*part, i)], at)
        if part and len(places or ()) < clear:
            yield part
            part, places = [], _placed([region[i]], at)
        part.append(i)
        clear = len(places or ())
    yield part


def _runs_over(line: str, at: list[int]) -> bool:
    """Whether the first words of a line run over the second column, as a bar's do: 'Sponsor: Ann Reed    Officer: Bo Quay'."""
    first = _SEGMENT.match(line)
    return first is not None and first.end() > at[1]


def headings_of(line: str) -> list[int]:
    """Where the headings of a line begin; none where it is no line of headings."""
    found = list(_SEGMENT.finditer(line))
    return [m.start() for m in found] if found and found[0].start() < 2 and all(_is_heading(m.group()) for m in found) else []


def _is_heading(text: str) -> bool:
    """Whether a text may head a column: a few words that no sentence or date is made of."""
    stops = len(text) > BRIEF and text[-1] in ".,;"
    return len(text.split()) <= WORDS and not text[0].islower() and not stops and not _DATE.fullmatch(text)


def _blocks(region: Sequence[str], apart: set[int]) -> Iterator[list[int]]:
    """The lines of each block; the first is that of the headings."""
    block: list[int] = []
    for i, line in enumerate(region):
        if i in apart or not line.strip():
            continue
        if block and line[:1].strip():
            yield block
            block = []
        block.append(i)
    yield block


def _begins(lines: Sequence[str]) -> list[int]:
    """Where the columns of some lines begin: after a place that is blank in all of them, two wide, or one where another line begins there
    after more."""
    width = max(map(len, lines))
    used = [any(line[i:i + 1].strip() for line in lines) for i in range(width)]
    begins = [i for i in range(width) if used[i] and (i == 0 or not used[i - 1])]
    return [i for i in begins if i < 2 or not used[i - 2] or any(
        line[i:i + 1].strip() and not line[max(0, i - 3):i].strip() and line[:i].strip() != "" or (
            line[i:i + 1].strip() and not line[:i].strip()) for line in lines)]


def _placed(lines: Sequence[str], at: list[int]) -> list[tuple[int, int]] | None:
    """Where the columns of some lines begin, and which they are: in order where there are as many, else the nearest to where the columns
    were. Null where that cannot be told, or where other lines blur those of the first."""
    begins, first = _begins(lines), _begins(lines[:1])
    if len(first) == len(at) and (len(begins) != len(at) or any(abs(a - b) > MOVED for a, b in zip(begins, first, strict=True))):
        return None
    if len(begins) == len(at):
        return list(zip(begins, range(len(at)), strict=True))
    places: list[tuple[int, int]] = []
    for start in begins:
        column = min(range(len(at)), key=lambda c: abs(at[c] - start))
        if abs(at[column] - start) > NEAR or (places and places[-1][1] >= column):
            return None
        places.append((start, column))
    return places
