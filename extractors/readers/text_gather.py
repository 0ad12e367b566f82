"""Rows of a table whose cells an extraction has printed a paragraph a line, put together."""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from statistics import mean

from extractors.guidance import points_elsewhere
from extractors.readers.text_spans import MAX_HEAD, REFERENCE, UPDATE

ROWS, MOSTLY = 2, 0.7
"""Rows in which a column shows that it is filled once a row, and the share of them that fill it."""
_NAMED = re.compile(r"[A-Z][A-Za-z]+ (?:[A-Z]{1,3}[ -]?)?\d{1,3}(?:\.\d{1,2})?[.:]?")
"""'Recommendation 1', 'Priority 2:'."""
_SIGN = re.compile(r"(?:[A-Za-z]\D{0,19})?")
"""'On track', 'R'; also an empty cell."""
Filled = Sequence[frozenset[int]]
"""The columns that each line fills."""


def gathered(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a table, the headings first: with each go the lines that are further paragraphs of its cells. A bar of a label and
    its number takes the line across that it names. The cells of rows put together hold line ends."""
    filled = [frozenset(c for c, cell in enumerate(row) if cell.strip()) for row in rows]
    going = _going_on(rows, filled) | {i for i in range(1, len(rows)) if _names(rows[i - 1], filled[i - 1:i + 1])}
    if len(rows) > ROWS and filled[1] and 0 not in filled[1] and len(filled[0]) == len(rows[0]) and max(map(len, rows[1])) <= MAX_HEAD:
        going.add(1)
    out: list[list[str]] = []
    for i, row in enumerate(rows):
        if i in going:
            out[-1] = [f"{above}\n{cell}" if cell.strip() else above for above, cell in zip_longest(out[-1], row, fillvalue="")]
        else:
            out.append(row)
    return out


def _names(bar: list[str], filled: Filled) -> bool:
    """Whether two lines across the table are a label with its number, and what it names."""
    return all(columns == {0} for columns in filled) and _NAMED.fullmatch(bar[0].strip()) is not None


def _going_on(rows: list[list[str]], filled: Filled) -> set[int]:
    """The lines that are further paragraphs and no rows below merged cells: all that begin with an empty cell, or those of them that
    fill half of what rows fill, or less, and do not begin as the others do; and with these, those that go on with a first cell of text. A
    dated line below what is to be done is an update of its own."""
    heads = {i for i, row in enumerate(rows) if row == rows[0]}
    usual = mean([len(f) for i, f in enumerate(filled) if i not in heads and 0 in f and len(f) > 1] or [0])
    body = [i for i in range(len(rows)) if i not in heads and i - 1 not in heads]
    dated = any(0 in f and 1 in f and UPDATE.match(row[1].strip()) for f, row in zip(filled, rows, strict=True))
    further = {i for i in body if filled[i] and 0 not in filled[i] and not points_elsewhere(" ".join(rows[i]))
               and not (not dated and filled[i] == {1} and UPDATE.match(rows[i][1].strip()))}
    first = min((min(filled[i]) for i in further if 2 * len(filled[i]) > usual), default=0)
    few = {i for i in further if 2 * len(filled[i]) <= usual and (len(filled[i]) == 1 or not first or first not in filled[i])}
    both = set(few)
    for i in body:
        if 0 in filled[i] and (1 < len(filled[i]) <= usual / 2 or len(filled[i]) == 1 and i - 1 in both - few):
            both.add(i)
    numbered = any(REFERENCE.fullmatch(rows[i][0].strip()) for i in range(len(rows)) if i not in both | heads)
    tried = [both] if both - few and not numbered else []
    if few and 2 * mean(len(filled[i]) for i in further) <= usual:
        tried.append(further)
    return next((found for found in [*tried, few] if found and _are_further(rows, filled, found, heads)), set())


def _has_status(line: int, rows: list[list[str]], filled: Filled, others: set[int]) -> bool:
    """Whether a line has a text and after it, in a column of nothing else, a sign: something short without a figure."""
    cells = {c: [rows[line][c], *(row[c] for i, row in enumerate(rows) if i not in others and c < len(row))] for c in filled[line]}
    text, *after = sorted(filled[line])
    return max(map(len, cells[text])) > MAX_HEAD and any(all(map(_SIGN.fullmatch, cells[c])) for c in after)


def _are_further(rows: list[list[str]], filled: Filled, further: set[int], heads: set[int]) -> bool:
    """Whether lines go on with the cells above them: each fills only what the line above it fills, and no number; some columns are
    filled by most other rows and by none of these, not only ahead of them; and what they fill is one column, has a gap or differs."""
    whole = [f for i, f in enumerate(filled) if len(f) > 1 and i not in further | heads]
    sets = {filled[i] for i in further}
    often = {c for c in range(1, len(rows[0])) if sum(c in f for f in whole) >= MOSTLY * len(whole)} if len(whole) >= ROWS else set()
    once = often.difference(*sets)
    most = max(map(len, sets))
    if not once or (most > 1 and max(once) < min(map(min, sets))):
        return False
    if any(_has_status(i, rows, filled, further | heads) or any(REFERENCE.fullmatch(cell.strip()) for cell in rows[i]) for i in further):
        return False
    first = next(iter(sets))
    same = len(sets) == 1 and most > max(1, max(first) - min(first))
    return not same and all(filled[i] <= filled[i - 1] and (filled[i - 1] != {0} or i - 1 in further) for i in further)
