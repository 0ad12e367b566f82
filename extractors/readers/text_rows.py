"""Where the rows of a table begin whose lines are all that an extraction has kept of it."""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.text_spans import WITHIN
from models import months

LEAST = 3
"""Columns of a table in which one that is filled once a row can be told from those that run over lines."""
HEADS, HEAD_WORDS = 3, 4
"""Further lines of headings, and words of their cells."""
ROWS = 2
"""So many lines begin rows in the same way."""
NEW = 0.15
"""Of the lines that go on, the share in which a column may be filled that was empty above."""
NUMBERED = re.compile(
    rf"\(?((?:[A-Z]{{1,5}}[ /-]?)?\d{{1,3}}(?:[./]\d{{1,4}}){{0,3}}(?:/[A-Z])?\s?(?:\([a-z]{{1,4}}\)|[a-z]\b)?|[a-z])[.):]?\s*"
    rf"(?!{months.NAME}\b)(?=[A-Z“\"‘'(]|$)")
_PARTED = re.compile(r"\d{1,2}\.\d{1,2}")
MOSTLY = 0.7
"""Of the cells of a column of dates, those that begin with one."""
_DATE = re.compile(rf"(?:(?:by|from|end|of|early|mid|late|before)\s+)*(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{months.NAME}\b"
                   r"|\d{1,2}[./]\d{1,2}[./]\d|q(?:uarter )?[1-4]\b|(?:spring|summer|autumn|winter)\b|ongoing|tbc)", re.I)
_WHOLE = re.compile(rf"\b(?:19|20)\d\d\b|[./’']\d\d\b|{months.NAME}[ -]\d\d\b|ongoing|tbc", re.I)


def starts_of(lines: Sequence[Sequence[str]], begins: int) -> set[int] | None:
    """The lines below the headings that begin rows; `begins` is the first line that may. Null where it cannot be told: neither do first
    cells begin with numbers, nor is a column filled once a row while all that is filled on other lines goes on with what stands above."""
    return _by_numbers(lines, begins) or _by_column(lines, begins)


def _by_numbers(lines: Sequence[Sequence[str]], begins: int) -> set[int] | None:
    """Lines whose first cells begin with numbers, different ones: '1.1  Close the accounts', 'a) That ...'; or those of another column
    with numbers of two parts. One such number on the first line below the headings is enough: the table has one row."""
    body = next((i for i, cells in enumerate(lines) if i >= begins and any(cells)), None)
    for column in range(len(lines[0])):
        found = {i: m[1].strip() for i, cells in enumerate(lines) if i >= begins and (m := NUMBERED.match(cells[column]))}
        parted = all(map(_PARTED.fullmatch, found.values()))
        enough = len(found) >= ROWS or parted and [*found] == [body]
        if enough and (parted or not column) and len({*found.values()}) == len(found) and _fit(lines, set(found), begins):
            return set(found)
    return None


def _by_column(lines: Sequence[Sequence[str]], begins: int) -> set[int] | None:
    """Lines that fill the column which is filled least, where no two of them follow each other."""
    width = len(lines[0])
    filled = {c: [i for i, cells in enumerate(lines) if i >= begins and cells[c]] for c in range(width)}
    for column in sorted(range(1, width), key=lambda c: len(filled[c])) if width >= LEAST else ():
        at = filled[column]
        if len(at) >= ROWS and all(b - a > 1 for a, b in pairwise(at)) and _fit(lines, set(at), begins):
            return set(at)
    return None


def _fit(lines: Sequence[Sequence[str]], starts: set[int], begins: int) -> bool:
    """Whether rows that begin at these lines are whole: the text that runs over lines begins with each of them as a sentence does, and what
    other lines fill was filled before."""
    first = min(starts)
    heads = [cells for cells in lines[begins:first] if any(cells)]
    if len(heads) > HEADS or any(len(cell.split()) > HEAD_WORDS for cells in heads for cell in cells):
        return False
    body = range(first, len(lines))
    texts = max(range(len(lines[0])), key=lambda c: sum(len(lines[i][c]) for i in body))
    if not all(lines[i][texts] and not WITHIN.match(lines[i][texts]) for i in starts):
        return False
    so_far: set[int] = set()
    new = going = 0
    for i in body:
        own = {c for c, cell in enumerate(lines[i]) if cell}
        if i in starts:
            so_far = own
        elif own:
            going += 1
            new += not own <= so_far
            so_far |= own
    return new <= NEW * going


def parts_of(lines: Sequence[Sequence[str]], starts: set[int]) -> tuple[set[int], int]:
    """The lines within rows at which another action of the same recommendation begins, and the column of actions: a sentence begins there
    where one had ended, beside a date where the one before was whole. None and 0 where rows have no such."""
    width = len(lines[0])
    dated = [c for c in range(2, width) if len(given := [lines[i][c] for i in starts if lines[i][c]]) >= ROWS
             and sum(_DATE.match(cell) is not None for cell in given) >= MOSTLY * len(given)]
    found = [(_parts(lines, starts, column, dated[0]), column) for column in range(1, dated[0])] if dated else []
    return max(found, key=lambda f: (len(f[0]), f[1]), default=(set(), 0))


def _parts(lines: Sequence[Sequence[str]], starts: set[int], texts: int, dates: int) -> set[int]:
    parts: set[int] = set()
    date = text = ""
    for i in range(min(starts), len(lines)):
        new, said = lines[i][dates], lines[i][texts]
        if i in starts:
            date = text = ""
        elif _DATE.match(new) and _WHOLE.search(date) and text[-1:] in ".!?" and text and said and not said[0].islower():
            parts.add(i)
            date = ""
        date, text = f"{date} {new}".strip(), said or text
    return parts


def pairs_in(lines: Sequence[Sequence[str]]) -> set[int]:
    """The lines of two columns that are a label and its value each, several below one another: 'Date   4 May 2024'."""
    found: set[int] = set()
    run: list[int] = []
    for index, cells in enumerate([*lines, ("", "")]):
        if all(cells) and cells[0][0].isupper() and len(cells[0].split()) <= HEAD_WORDS and not cells[1][0].islower():
            run.append(index)
            continue
        if len(run) > ROWS and not any(cells):
            found |= set(run)
        run = []
    return found
