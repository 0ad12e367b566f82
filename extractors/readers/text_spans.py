"""Merged cells that an extraction to text has lost: it prints them in each of their columns, or in the first of them and leaves the others
empty.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models import months

MAX_BAR, MAX_HEAD, MIN_MERGED = 80, 40, 12
"""Characters of a line across the rows of a table or of a label, of a heading of a round, and of a text that two columns do not share by
chance."""
REFERENCE = re.compile(r"\(?(?:[A-Z]{1,4}[ /-]?)?\d{1,3}(?:[./]\d{1,3}){0,3}[a-z]?[.)]?|\(?[a-z][.)]|\(?[ivx]{1,5}[.)]")
WITHIN = re.compile(r"[a-z]+\b(?![).])")
"""What stands within a sentence."""
UPDATE = re.compile(rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{months.NAME} (?:19|20)\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})\s?[:–-]", re.I)
"""'March 2025: ...'."""
_LABELLED = re.compile(r"[A-Z][\w’'() -]{2,40}:\s+\S")
"""A label and its value in one cell: 'Lead: The Mayor'."""
Rows = Sequence[Sequence[str]]
Place = tuple[int, int, int, int]
"""Row and column of a cell, the rows and the columns it fills."""


def spans(rows: Rows, width: int, *, apart: bool) -> list[Place]:
    """The cells of a table's rows, as many columns wide. `apart`: the columns are printed apart (tabs, pipes), so that an empty cell is
    there to be seen; else only what is printed in each column, and the headings of groups, can be told."""
    texts = [[row[c].strip() if c < len(row) else "" for c in range(width)] for row in rows]
    if apart:
        texts = _once(texts)
    groups = _groups_over_rounds(texts, width) or (_groups_over_headings(texts) if apart else [])
    top = len(groups) and max(row + down for row, _, down, _ in groups)
    return [*groups, *_below(texts, top, apart=apart)]


def _once(texts: list[list[str]]) -> list[list[str]]:
    """The rows with what is printed in each column of a merged cell left in the first of them: what the first column shares with the
    second, and all such runs of that row; a long text; a heading with others below it. Headings that the row below has again stand once."""
    if len(texts) > 2 and sum(a == b != "" for a, b in zip(*texts[:2], strict=True)) > 1 and _runs(texts[0]):
        texts = [texts[0], ["" if a == b else b for a, b in zip(*texts[:2], strict=True)], *texts[2:]]
    out = []
    for r, row in enumerate(texts):
        runs = _runs(row)
        labelled = bool(runs) and runs[0][0] == 0
        kept = list(row)
        for start, end in runs:
            heads = r == 0 and len(texts) > 2 and len(set(texts[1][start:end])) == end - start
            if len(row[start]) > (MIN_MERGED if labelled or heads else MAX_HEAD):
                kept[start + 1:end] = [""] * (end - start - 1)
        out.append(kept)
    return out


def _runs(row: list[str]) -> list[tuple[int, int]]:
    """Where a row has one text in several columns side by side: the first of them and the one after."""
    starts = [c for c, text in enumerate(row) if c == 0 or text != row[c - 1]]
    return [(a, b) for a, b in zip(starts, [*starts[1:], len(row)], strict=True) if b - a > 1 and row[a]]


def _below(texts: list[list[str]], top: int, *, apart: bool) -> Iterator[Place]:
    """The cells of the rows from `top` on."""
    whole = [row for row in texts if all(row)]
    first = next((r for r, row in enumerate(texts) if all(row)), len(texts))
    numbered = len(whole) > 2 and all(REFERENCE.fullmatch(row[0]) for row in whole[1:])
    parts = _parts(texts[:first]) if apart else {}
    above: list[int] = []
    for r, row in enumerate(texts[top:], top):
        filled = [c for c, text in enumerate(row) if text]
        starts: Sequence[int]
        if len(row) > 2 and len(set(row)) == 1 and row[0]:
            starts = [0]
        elif len(row) == 2 and apart and filled == [0]:
            over = max((len(other[0]) for other in texts if other is not row), default=0)
            starts = [0] if len(row[0]) > (MAX_BAR if r else max(over, MAX_HEAD)) else [0, 1]
        elif filled[:1] == [0] and apart and (filled == above or _is_merged(row, filled, above=r < first < len(texts), numbered=numbered)):
            starts = filled
        elif apart and filled == [1] and len(row) > 3 and UPDATE.match(row[1]):
            starts = [0, 1]
        elif r in parts:
            starts = parts[r]
        else:
            starts = range(len(row))
        above = filled if 1 < len(filled) and starts == filled else []
        for c, end in zip(starts, [*starts[1:], len(row)], strict=True):
            yield r, c, 1, end - c


def _is_merged(row: list[str], filled: list[int], *, above: bool, numbered: bool) -> bool:
    """Whether the empty cells of a row belong to the filled one before them: beside a bar (not the end of a cell on the page before);
    behind a label and its value, where one of them leaves a gap, above the first whole row or between rows that all begin with a number."""
    width = len(row)
    if width < 3 or len(filled) > 2:
        return False
    if len(filled) == 1:
        return not WITHIN.match(row[0])
    label, value = row[0], row[filled[1]]
    if _LABELLED.match(label) and _LABELLED.match(value):
        return filled[1] > 1
    if width == 3 or len(label) > MAX_BAR:
        return False
    return filled[1] > 1 or len(value) > MAX_HEAD and (above or numbered and not REFERENCE.fullmatch(label))


def _parts(texts: list[list[str]]) -> dict[int, list[int]]:
    """Of the rows above the first whole one: the columns in which the cells of each begin, where two rows or more between bars leave the
    same columns empty, headings and all."""
    found = {}
    bars = [r for r, row in enumerate(texts) if not any(row[1:])]
    for start, end in pairwise([-1, *bars, len(texts)]):
        rows = range(start + 1, end)
        columns = [c for c in range(len(texts[0])) if any(texts[r][c] for r in rows)] if len(rows) > 1 else []
        heads = [texts[start + 1][c] for c in columns]
        if columns[:1] == [0] and len(columns) > 1 and all(0 < len(text) <= MAX_HEAD for text in heads):
            found |= dict.fromkeys(rows, columns)
    return found


def _groups_over_rounds(texts: list[list[str]], width: int) -> list[Place]:
    """The first two rows, where headings of rounds stand below the heading of their group ('Progress' over 'May 2024', 'November 2024') and
    nothing below the others; none where they are not such."""
    upper, lower = ([bool(text) for text in row] for row in texts[:2]) if len(texts) > 2 else ([], [])
    heads = [c for c, (above, below) in enumerate(zip(upper, lower, strict=True)) if above and below]
    ends = {c: next((k for k in range(c + 1, width) if upper[k] or not lower[k]), width) for c in heads}
    grouped = {k for c in heads for k in range(c, ends[c])}
    if not heads or grouped != {c for c in range(width) if lower[c]} or any(ends[c] - c < 2 for c in heads):
        return []
    if sum(upper) - len(heads) < 2 or any(len(texts[1][c]) > MAX_HEAD for c in grouped):
        return []
    return [*((0, c, 1 if c in grouped else 2, ends.get(c, c + 1) - c) for c in range(width) if c not in grouped - set(heads)),
            *((1, c, 1, 1) for c in sorted(grouped))]


def _groups_over_headings(texts: list[list[str]]) -> list[Place]:
    """The first row, where it heads groups of columns and the second has the heading of each of them."""
    if len(texts) < 3 or not all(texts[1]) or max(map(len, texts[1])) > MAX_HEAD or REFERENCE.fullmatch(texts[1][0]):
        return []
    starts = [c for c, text in enumerate(texts[0]) if text]
    if starts[:1] != [0] or not 1 < len(starts) < len(texts[0]):
        return []
    return [(0, c, 1, end - c) for c, end in zip(starts, [*starts[1:], len(texts[0])], strict=True)]
