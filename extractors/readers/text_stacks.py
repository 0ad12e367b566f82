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
FEW_ROWS = 3
SHORT = 6
"""Words of a name, a post or a status; a text may have more."""
_HEADING = re.compile(r"[A-Z#][^\d:?!]{0,39}$")
_REFERENCE = re.compile(r"\(?(?:[A-Z]{1,4}[ /-]?)?\d{1,3}(?:[./]\d{1,4}){0,3}[a-z]?[.)]?")
_DATE = re.compile(rf"\b(?:{months.NAME}|20\d\d|tb[ca]|ongoing)\b|\b\d\d?[/.]\d", re.I)
_EMPTY, _MORE, _BRIEF, _OTHER = 1.0, 0.5, 0.25, 2.0
"""What it costs to leave a cell empty, to put one more paragraph in a cell, a few words in a column of texts, or text in one of another
kind."""


@dataclass(slots=True)
class _Part:
    """A cell's text, or one paragraph of it: lines with blank ones around, and the line after it."""

    text: str
    end: int


def stacked(lines: list[str], start: int, markdown: bool) -> tuple[Table, int] | None:
    """The table whose headings begin at a line, with the line after it; null where there is none."""
    if not _HEADING.match(lines[start].strip()):
        return None
    head: list[_Part] = []
    parts = _parts(lines, start)
    for part in parts:
        if _REFERENCE.fullmatch(part.text):
            break
        head.append(part)
        if len(head) > MOST or not _HEADING.match(part.text):
            return None
    else:
        return None
    width = len(head)
    rows = _rows([part, *parts], [h.text for h in head]) if width >= LEAST else []
    if rows:
        rows[-1] = rows[-1][:width]  # what follows may be the text below the table
    if sum(len(row) == width for row in rows) < max(FEW_ROWS, len(rows) / 2):
        return None
    kinds = [Counter(_kind(row[k].text) for row in rows if len(row) == width).most_common(1)[0][0] for k in range(width)]
    if sum(_price([part], kind) for part, kind in zip(rows[-1], kinds, strict=False)) >= _OTHER:
        del rows[-1]  # a cell of it is empty, or it ends before the text below the table does: left as text
    placed = [_placed(row, kinds) for row in rows]
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
            yield _Part(" ".join(line.strip() for line in lines[first:index]), index)
        else:
            index += 1


def _rows(parts: list[_Part], head: list[str]) -> list[list[_Part]]:
    """Parts from each reference to the next, headings printed again left out; the last row has all that follows."""
    rows: list[list[_Part]] = []
    seen: set[str] = set()
    for part in parts:
        if rows and len(rows[-1]) > 3 * len(head) and len(rows) > 1:
            break
        if _REFERENCE.fullmatch(part.text) and part.text not in seen and (not rows or len(rows[-1]) > 1):
            seen.add(part.text)
            rows.append([])
        rows[-1].append(part)
        if [p.text for p in rows[-1][-len(head):]] == head:
            del rows[-1][-len(head):]
    return rows


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


def _placed(row: list[_Part], kinds: list[str]) -> list[list[str]] | None:
    """A row's parts by column, in order, where they fit best; null where two ways fit as well."""
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
    _, ways, cuts = least[len(row)]
    return [[part.text for part in row[a:b]] for a, b in pairwise(cuts)] if ways == 1 else None


def _price(parts: list[_Part], kind: str) -> float:
    if not parts:
        return _EMPTY
    kinds = [_kind(part.text) for part in parts]
    strange = sum(0.0 if k == kind else _BRIEF if (k, kind) == ("short", "long") else _OTHER for k in kinds)
    return strange + (len(parts) - 1) * (_MORE if kind == "long" else _OTHER)
