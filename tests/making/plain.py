"""A made paper as a text extraction: a table row a line with tabs, or cells by slashes, or columns of fixed width."""

from __future__ import annotations

import textwrap
from pathlib import Path

from tests.making.content import Grid, PageBreak, Para, Paper, typed


def save(paper: Paper, path: Path, table: str = "tabs", widths: list[int] | None = None) -> None:
    out = []
    for block in paper.blocks:
        if isinstance(block, Para):
            out += [typed(block.text), ""]
        elif isinstance(block, Grid):
            out += {"tabs": tabs, "slashes": slashes}[table](block) if table != "fixed" else fixed(block, widths)
            out.append("")
        elif isinstance(block, PageBreak):
            out.append("")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def texts(grid: Grid) -> list[list[str]]:
    """Every row with a text a column; a place covered by a span is empty."""
    out = []
    for row in grid.places():
        line = [""] * len(grid.widths)
        for column, cell in row:
            line[column] = typed(cell.text)
        out.append(line)
    return out


def tabs(grid: Grid) -> list[str]:
    """The first line of each cell is in the row's line; the further paragraphs of the fullest cell follow, as extractions give them."""
    return ["\t".join(t.replace("\n", " ") for t in row) for row in texts(grid)]


def slashes(grid: Grid) -> list[str]:
    return [" / ".join(t.replace("\n", " ") for t in row) for row in texts(grid)]


def fixed(grid: Grid, widths: list[int]) -> list[str]:
    """Columns of so many characters, wrapped, with two spaces between."""
    out = []
    for row in texts(grid):
        cells = [[line for p in t.split("\n") for line in textwrap.wrap(p, w, break_long_words=False) or [""]] for t, w in zip(row, widths)]
        for n in range(max(len(c) for c in cells)):
            out.append("  ".join((c[n] if n < len(c) else "").ljust(w) for c, w in zip(cells, widths)).rstrip())
        out.append("")
    return out
