"""What a made paper consists of, whatever file it becomes: paragraphs and grids.

Marks inside a text: a new line is a new paragraph; '#5) ' in front is an automatic list number (Word keeps it outside the
text); '• ' a bullet; '{+…+}' and '{-…-}' a tracked insertion and deletion; '[[…]]' a content control. `said` takes the marks off.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field

AUTO = re.compile(r"^#([0-9]+|[a-z])([).]) ", re.M)


@dataclass
class Cell:
    text: str = ""
    fill: str | None = None
    bold: bool = False
    cols: int = 1
    rows: int = 1


@dataclass
class Grid:
    """Rows hold the cells that begin there, as in HTML: a place covered by a span has no cell. Widths in centimetres."""

    rows: list[list[Cell | str]]
    widths: list[float]
    header: int = 1
    fill: str | None = "D9D9D9"
    size: float = 9
    ruled: bool = True
    repeat: bool = True

    def places(self) -> list[list[tuple[int, Cell]]]:
        """Each row's cells with the column they begin in."""
        covered: dict[tuple[int, int], bool] = {}
        out = []
        for r, row in enumerate(self.rows):
            column, line = 0, []
            for cell in row:
                while (r, column) in covered:
                    column += 1
                cell = cell if isinstance(cell, Cell) else Cell(cell)
                if r < self.header:
                    cell = Cell(cell.text, cell.fill or self.fill, True, cell.cols, cell.rows)
                line.append((column, cell))
                covered.update({(r + i, column + j): True for i in range(cell.rows) for j in range(cell.cols)})
                column += cell.cols
            out.append(line)
        return out


@dataclass
class Para:
    """style: title, heading, subheading, body, bullet, number, right, small."""

    text: str
    style: str = "body"


class PageBreak:
    pass


@dataclass
class Paper:
    blocks: list[Para | Grid | PageBreak]
    header: str = ""
    footer: str = ""
    landscape: bool = False
    size: float = 11
    margin: float = 2.0
    title: str = ""
    keep: dict = field(default_factory=dict)


def said(text: str | None) -> str | None:
    """A text as a reader should give it: without marks, tracked deletions and automatic numbers."""
    if text is None:
        return None
    text = re.sub(r"\{-.*?-\}", "", text)
    text = re.sub(r"\{\+(.*?)\+\}", r"\1", text)
    return AUTO.sub("", text).replace("[[", "").replace("]]", "").replace("• ", "").strip()


def typed(text: str) -> str:
    """A text with its automatic numbers as characters, for formats that have no lists."""
    text = re.sub(r"\{-.*?-\}", "", text)
    text = re.sub(r"\{\+(.*?)\+\}", r"\1", text)
    return AUTO.sub(r"\1\2 ", text).replace("[[", "").replace("]]", "")


def span(short: str | None) -> tuple[str | None, str | None]:
    """First and last day: '2024-03', '2024-03-05', '2024-03/2024-05', '2024-03/' (start only), '/2024-03' (end only), '' none."""
    if not short:
        return None, None
    first, slash, last = short.partition("/")
    last = last if slash else first
    return (first if len(first) == 10 else f"{first}-01") if first else None, (
        (last if len(last) == 10 else _last_day(last)) if last else None
    )


def _last_day(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{month}-{calendar.monthrange(year, number)[1]:02d}"
