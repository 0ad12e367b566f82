"""Pages of a text extraction whose values stand beside their labels, on each page at another place: set at one place."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

LEAST, MOST, HANGING = 8, 60, 10
"""Where values may begin (characters), and how far in from there what belongs to an item of a list."""
LINES = 4
"""So many lines of a page have a value at its place; with those further in, half of all."""
MANY = 0.2
"""Share of lines with more columns, above which they are another table's."""
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


def levelled(pages: list[list[str]]) -> Iterator[tuple[list[str], bool]]:
    """The pages with their values below one another, and whether each goes on with labels and values of the page before. `pdftotext
    -layout` sets each page by its own widths, so that a table that goes on over a page has its second column elsewhere there."""
    places = [_place(page) for page in pages]
    last = max((place for place in places if place), default=0)
    for page, place, before in zip(pages, places, [None, *places], strict=False):
        moved = [_moved(line, place, last) for line in page] if place else page
        first = next((line for line in moved if line.strip()), "")
        yield moved, bool(place and before) and not first[last - 2:last].strip()


def _place(page: list[str]) -> int | None:
    """Where the values of a page begin that is mostly labels with values; null for other pages."""
    filled = [line.rstrip() for line in page if line.strip()]
    begins: Counter[int] = Counter()
    several = sum(len(_GAP.findall(line.strip())) > 1 for line in filled)
    if several > MANY * len(filled):
        return None
    for line in filled:
        gaps = list(_GAP.finditer(line))
        if line.startswith(" " * LEAST):
            begins[len(line) - len(line.lstrip())] += 1
        elif gaps and gaps[0].end() >= LEAST:
            begins[gaps[0].end()] += 1
    place = min((at for at, count in begins.items() if count >= LINES and at <= MOST), default=0)
    beside = sum(count for at, count in begins.items() if place <= at <= place + HANGING)
    return place if place and 2 * beside >= len(filled) else None


def _moved(line: str, place: int, to: int) -> str:
    return line[:place] + " " * (to - place) + line[place:] if line[place - 2:place] == "  " else line
