"""Page headers and footers: what stands at the same edge of several pages, numbers aside, and page numbers alone on their line."""
from __future__ import annotations

import re
from collections import Counter

from extractors.readers.lines import Line, lines_of
from extractors.readers.regions import Run
from extractors.readers.ruled import RuledTable

EDGE, FAR_EDGE = 0.09, 0.13
"""Shares of the page's height: a page number stands in the outer one, a repeated line in the wider one."""
LEAST = 3
"""A line on so many pages is repeated; two are enough in a paper of a few pages."""
HEADING = 40
"""Characters of a heading that counts through the text ('Recommendation 5'): where it stands at the top of pages, it is no header."""
_PAGE_NUMBER = re.compile(r"^(?:(?:agenda\s+)?page\s*)?[-–]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?$", re.I)
_DIGITS = re.compile(r"\d+")


class Furniture:
    """Counts what stands at the edges of pages, and takes from a page what is repeated. Pages must be seen some way ahead of the taking."""

    def __init__(self, pages: int):
        self.least = LEAST if pages > 5 else 2
        self.seen: Counter[tuple[str, str]] = Counter()
        self.counted: set[str] = set()

    def see(self, runs: list[Run], tables: list[RuledTable], height: float) -> None:
        edges = _edges(runs, height)
        for line, edge, _ in edges:
            self.seen[edge, _shape(line.text)] += 1
        at_edge = {id(line) for line, _, _ in edges}
        self.counted.update(_shape(line.text) for run in runs for line in run.lines
                            if line.text[-1:].isdecimal() and len(line.text) < HEADING and id(line) not in at_edge)
        for table, edge in _edge_tables(tables, height):
            self.seen[edge, _table_shape(table)] += 1

    def take(self, runs: list[Run], tables: list[RuledTable], height: float) -> list[tuple[Line, str]]:
        """Headers and footers of one page, taken out of its text; each with 'header' or 'footer'."""
        out: list[tuple[Line, str]] = []
        kept: list[Line] = []
        for line, edge, run in sorted(_edges(runs, height), key=lambda found: min(found[0].top, height - found[0].bottom)):
            outer = line.bottom < EDGE * height or line.top > (1 - EDGE) * height
            shape = _shape(line.text)
            repeated = (self.seen[edge, shape] >= self.least and shape not in self.counted
                        and not any(_beyond(k, line, edge) for k in kept))
            if repeated or (outer and _PAGE_NUMBER.match(line.text.strip())):
                out.append((line, edge))
                run.lines.remove(line)
            else:
                kept.append(line)
        out.sort(key=lambda taken: (taken[0].top, taken[0].x0))
        for table, edge in _edge_tables(tables, height):
            if self.seen[edge, _table_shape(table)] >= self.least:
                tables.remove(table)
                out += [(line, edge) for line in lines_of([w for c in table.cells for w in c.words])]
        runs[:] = [run for run in runs if run.lines]
        return out


def _beyond(text: Line, line: Line, edge: str) -> bool:
    """Whether text of the page stands nearer to the edge than a line, which is then text of a repeated form: 'Reference: 9'."""
    return text.bottom <= line.top if edge == "header" else text.top >= line.bottom


def _edges(runs: list[Run], height: float) -> list[tuple[Line, str, Run]]:
    out = []
    for run in runs:
        for line in run.lines:
            if len(line.text) < 200:
                if line.bottom < FAR_EDGE * height:
                    out.append((line, "header", run))
                elif line.top > (1 - FAR_EDGE) * height:
                    out.append((line, "footer", run))
    return out


def _edge_tables(tables: list[RuledTable], height: float) -> list[tuple[RuledTable, str]]:
    """Low tables that begin at the very top of the page, or end at its very foot."""
    return [(t, "header" if t.box[1] < EDGE * height else "footer") for t in tables
            if (t.box[1] < EDGE * height and t.box[3] < 0.17 * height) or (t.box[3] > (1 - EDGE) * height and t.box[1] > 0.85 * height)]


def _shape(text: str) -> str:
    return _DIGITS.sub("0", "".join(text.lower().split()))


def _table_shape(table: RuledTable) -> str:
    return _shape("".join(w.text for c in table.cells for w in c.words)[:300])
