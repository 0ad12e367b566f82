"""Word papers as converters print their text: paragraphs apart, tables with tabs or pipes, merged cells in the first of their columns and rows.
Automatic numbers, colours and bold are lost."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

from docx import Document
from docx.table import Table, _Cell

Row = list[list[str]]
"""The lines of each cell."""


def _one_line(row: Row) -> list[str]:
    return ["\t".join(" ".join(lines) for lines in row)]


def _paragraphs(row: Row) -> list[str]:
    return ["\t".join(lines) for lines in zip_longest(*row, fillvalue="")]


def _line_ends(row: Row) -> list[str]:
    return ["\t".join("\n".join(lines) for lines in row)]


def _pipes(row: Row) -> list[str]:
    return [f"| {' | '.join('<br>'.join(lines).replace('|', chr(92) + '|') for lines in row)} |"]


FORMS: dict[str, Callable[[Row], list[str]]] = {"rows": _one_line, "paragraphs": _paragraphs, "lines": _line_ends, "markdown": _pipes}
"""How a table's row is printed: on one line; the first paragraph of each cell on a line, then the second; line ends kept within cells; with
pipes."""


def text_of(path: Path, form: str) -> str:
    """The text of a Word file, its tables in one of the forms."""
    out: list[str] = []
    for item in Document(str(path)).iter_inner_content():
        if not isinstance(item, Table):
            out += [item.text.strip(), ""] if item.text.strip() else []
            continue
        printed = [FORMS[form](row) for row in _rows(item)]
        if form == "markdown" and printed:
            printed.insert(1, ["|" + "---|" * len(item.columns)])
        out += [line for lines in printed for line in lines] + [""]
    return "\n".join(out)


def _rows(table: Table) -> Iterator[Row]:
    above: set[object] = set()
    for row in table.rows:
        cells = [cell._tc for cell in row.cells]  # a merged cell is there once for each place it fills
        yield [_lines(cell) if cell._tc not in {*above, *cells[:c]} else [""] for c, cell in enumerate(row.cells)]
        above = {*cells}


def _lines(cell: _Cell) -> list[str]:
    own = [line.replace("\t", " ").strip() for p in cell.paragraphs for line in p.text.split("\n") if line.strip()]
    within = [" ".join(c.text for c in row.cells) for table in cell.tables for row in table.rows]
    return own + within or [""]
