"""Tables in plain text whose cells stand one below another, a line each or blank lines between: a Word file's text as it runs, or a PDF's
read cell by cell.

Nothing but the order says which cell is which, so a table is read only where most of its rows have a reference and as many cells as there
are headings, and where no row can be read in two ways.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.markup import paragraphs
from models import months
from models.document import Cell, Table

LEAST, MOST = 3, 14
"""Columns of such a table."""
FEW_ROWS, MOST_BARS = 3, 3
"""Rows of the smallest table, unless there are others with its headings; lines across it before its headings are printed again."""
SHORT = 6
"""Words of a name, a post or a status; a text may have more."""
_HEADING = re.compile(rf"[A-Z#][^\d:?!]{{0,39}}?(?:\s\(?(?i:{months.NAME})\.?\s20\d\d\)?)?$")
_REFERENCE = re.compile(
    r"(?!\d\d?[./]\d\d?[./]\d{4}$|\d\d/\d\d/\d\d$)\(?(?:[A-Z]{1,4}[ /-]?(?:\(\d\d/\d\d\) )?)?\d{1,3}(?:[./]\d{1,4}){0,3}[a-z]?[.)]?")
_CODE = re.compile(r"[A-Z]{1,4}[ /-]?\d{1,3}(?:[./]\d{1,4})*[a-z]?")
"""A reference that is no number of something else."""
_DATE = re.compile(rf"\b(?:{months.NAME}|20\d\d|tb[ca]|ongoing)\b|\b\d\d?[/.]\d", re.I)
_EMPTY, _MORE, _BRIEF, _OTHER = 1.0, 0.5, 0.25, 2.0
"""What it costs to leave a cell empty, to put one more paragraph in a cell, a few words in a column of texts, or text in one of another
kind."""


@dataclass(slots=True)
class _Part:
    """A cell's text, or one paragraph of it: lines with blank ones around, and the line after it. `bar`: it stands upon a reference without
    a blank line, as a line across the table does."""

    text: str
    end: int
    bar: bool = False


def stacked(lines: list[str], start: int, markdown: bool) -> tuple[Table, int] | None:
    """The table whose headings begin at a line, with the line after it; null where there is none."""
    if not _HEADING.match(lines[start].strip()):
        return None
    head: list[_Part] = []
    parts = _parts(lines, start)
    for part in parts:
        if _REFERENCE.fullmatch(part.text) or (head and part.bar):
            break
        head.append(part)
        if len(head) > MOST or not _HEADING.match(part.text):
            return None
    else:
        return None
    width = len(head)
    rows, again = _rows([part, *parts], [h.text for h in head]) if width >= LEAST else ([], set())
    if rows:
        rows[-1] = rows[-1][:width]  # what follows may be the text below the table
    bars = sum(row[0].bar for row in rows)
    few = FEW_ROWS - all(lines.count(h.text) > 1 for h in head)
    if sum(len(row) == width for row in rows) < max(few, (len(rows) - bars) / 2):
        return None
    kinds = [Counter(_kind(row[k].text) for row in rows if len(row) == width).most_common(1)[0][0] for k in range(width)]
    if sum(_price([part], kind) for part, kind in zip(rows[-1], kinds, strict=False)) >= _OTHER:
        del rows[-1]  # a cell of it is empty, or it ends before the text below the table does: left as text
    placed = [cells for r, row in enumerate(rows) for cells in _with_bar(row, kinds, r in again)]
    if None in placed or _are_labels([row for row in rows if len(row) == width]):
        return None
    texts = [[[h.text] for h in head], *placed]
    cells = [Cell(r, c, paragraphs=[p for text in row[c] for p in paragraphs(text, markdown)], header=not r)
             for r, row in enumerate(texts) for c in range(width)]
    return Table(cells, "stacked", rows=len(texts), columns=width, notes=["cells known by their order alone"]), rows[-1][-1].end


def _parts(lines: list[str], start: int) -> Iterator[_Part]:
    """Runs of lines between blank ones; each line where none stands below the first."""
    each = start + 1 < len(lines) and bool(lines[start + 1].strip())
    index = start
    while index < len(lines):
        first = index
        while index < len(lines) and lines[index].strip() and not (each and index > first):
            index += 1
        if index > first:
            cut = index - 1 if index > first + 1 and _CODE.fullmatch(lines[index - 1].strip()) else index
            yield _Part(" ".join(line.strip() for line in lines[first:cut]), cut, cut < index)
            if cut < index:
                yield _Part(lines[cut].strip(), index)
        else:
            index += 1


def _rows(parts: list[_Part], head: list[str]) -> tuple[list[list[_Part]], set[int]]:
    """Parts from each reference to the next (a bare number is none where the first was '1.1' or 'A1'), and after which rows headings were
    printed again, which are left out; the last row has all that follows."""
    rows: list[list[_Part]] = []
    seen: set[str] = set()
    again: set[int] = set()
    plain = True
    for part in parts:
        if rows and len(rows[-1]) > 3 * len(head) and len(rows) > 1:
            break
        bare = part.text.isdigit()
        if (_REFERENCE.fullmatch(part.text) and part.text not in seen and (plain or not bare)
                and (not rows or len(rows[-1]) > 1 or rows[-1][0].bar)):
            plain = bare if not seen else plain
            seen.add(part.text)
            rows.append([])
        elif part.bar:
            rows.append([])
        rows[-1].append(part)
        if [p.text for p in rows[-1][-len(head):]] == head:
            del rows[-1][-len(head):]
            again.add(len(rows) - 1)
    return rows, again


def _kind(text: str) -> str:
    if _REFERENCE.fullmatch(text):
        return "reference"
    words = len(text.split())
    if words > SHORT or (words > 3 and text.endswith(".")):
        return "long"
    return "date" if _DATE.search(text) else "short"


def _are_labels(rows: list[list[_Part]]) -> bool:
    """Whether the cells are labels and values: two columns say the same in every row."""
    return sum(len({part.text for part in column}) == 1 for column in zip(*rows, strict=True)) > 1


def _with_bar(row: list[_Part], kinds: list[str], again: bool) -> Iterator[list[list[str]] | None]:
    """A row's cells; before headings printed again its last parts may be lines across the table ('Meeting of 20 March'), where the others
    fit better without them."""
    empty: list[list[str]] = [[] for _ in kinds[1:]]
    if row[0].bar:
        yield [[" ".join(part.text for part in row)], *empty]
        return
    ends = range(len(row), max(len(kinds), len(row) - MOST_BARS) - 1, -1) if again else (len(row),)
    ways = [(cost, cells, end) for end in ends for cost, cells in [_placed(row[:end], kinds)] if cells is not None or end == len(row)]
    _, cells, end = min(ways, key=lambda way: (way[0], -way[2]))
    yield cells
    for part in row[end:]:
        yield [[part.text], *empty]


def _placed(row: list[_Part], kinds: list[str]) -> tuple[float, list[list[str]] | None]:
    """A row's parts by column, in order, where they fit best, and what that costs; null where two ways fit as well."""
    least: dict[int, tuple[float, int, list[int]]] = {0: (0.0, 1, [0])}
    for kind in kinds:
        following: dict[int, tuple[float, int, list[int]]] = {}
        for taken, (cost, ways, cuts) in least.items():
            for after in range(taken, len(row) + 1):
                total = cost + _price(row[taken:after], kind)
                known = following.get(after)
                if known is None or total < known[0]:
                    following[after] = (total, ways, [*cuts, after])
                elif total == known[0]:
                    following[after] = (total, known[1] + ways, known[2])
        least = following
    cost, ways, cuts = least[len(row)]
    return cost, [[part.text for part in row[a:b]] for a, b in pairwise(cuts)] if ways == 1 else None


def _price(parts: list[_Part], kind: str) -> float:
    if not parts:
        return _EMPTY
    kinds = [_kind(part.text) for part in parts]
    strange = sum(0.0 if k == kind else _BRIEF if (k, kind) == ("short", "long") else _OTHER for k in kinds)
    return strange + (len(parts) - 1) * (_MORE if kind == "long" else _OTHER)
