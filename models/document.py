"""What every reader returns: one neutral document, whatever the file format was.

A document is a list of blocks and tables in reading order. Nothing here knows a recommendation; nothing after
the reader opens the file again.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. Page is 1-based; points, top-left origin, as the reader sees the turned page. All null
    where the format has none."""

    page: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None


NOWHERE = Place()


@dataclass(slots=True)
class Paragraph:
    """One paragraph of a cell or of the running text.

    `text` has white space folded, no bullet glyph and no *automatic* number; `number` is the automatic list number as
    Word would print it ('5)', '2.1'), empty where the number was typed (then it is still in `text`).
    `bold` means all of it is; `size` is in points, null where unknown; `fill` is the shading behind the words
    ('#RRGGBB'), where that is not the cell's.
    """

    text: str
    number: str = ""
    bullet: bool = False
    level: int = 0
    bold: bool = False
    size: float | None = None
    fill: str | None = None
    place: Place = NOWHERE

    @property
    def printed(self) -> str:
        """The paragraph as a person sees it, number first: '5) Held in June'."""
        return f"{self.number} {self.text}".strip() if self.number else self.text


@dataclass(slots=True)
class Cell:
    """One cell, merged cells once. `fill` is the background colour ('#RRGGBB'; null for none or white).

    `places` has one box a page the cell stands on. `header` is true where the file itself says so (TH, repeated
    header row, first-row style). `picture` is true where the cell holds an image.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    paragraphs: list[Paragraph] = field(default_factory=list)
    fill: str | None = None
    places: list[Place] = field(default_factory=list)
    header: bool = False
    picture: bool = False
    table: int | None = None
    _text: str | None = field(default=None, repr=False, compare=False)
    _flat: str | None = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        """Printed paragraphs, one a line."""
        if self._text is not None:
            return self._text
        return "\n".join(p.printed for p in self.paragraphs if p.printed)

    @property
    def flat(self) -> str:
        """The text on one line."""
        return self._flat if self._flat is not None else " ".join(self.text.split())

    def keep_text(self) -> None:
        """Put the text together once: nothing changes a cell after its document is made. What is the same is kept once."""
        self._text = self._flat = None
        self._text = self.text
        self._flat = self._text if self.flat == self._text else self.flat


def distinct(cells: Iterable[Cell | None]) -> list[Cell]:
    """The cells of some places of a grid, in their order; a merged one once."""
    return list({id(c): c for c in cells if c is not None}.values())


@dataclass(slots=True)
class Table:
    """One table, joined over page breaks; rows and columns count from 0.

    `method` is how the grid was found: `tags` (PDF structure tree), `ruled` (drawn lines), `aligned` (text
    positions only), `native` (Word, PowerPoint), `tabs` (text extraction), `stacked` (text
    extraction, a cell below another), `labelled` (put together from labels and values).
    """

    cells: list[Cell]
    method: str
    index: int = 0
    rows: int = 0
    columns: int = 0
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = self.rows or max((c.row + c.row_span for c in self.cells), default=0)
        self.columns = self.columns or max((c.column + c.column_span for c in self.cells), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Rows of columns; a merged cell stands at every place it covers, None where there is no cell."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for c in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    grid[r][c] = cell
        return grid


MARGINS = ("header", "footer", "note")
"""Kinds of blocks that stand beside the running text."""


@dataclass(slots=True)
class Block:
    """Running text outside tables, or in a table that is only a `box` around it. `kind` is one of codes.PASSAGE_KINDS, `level` of a
    heading counts from 1."""

    kind: str
    paragraph: Paragraph
    level: int = 0
    box: Cell | None = None

    @property
    def text(self) -> str:
        return self.paragraph.text


@dataclass(slots=True)
class ReaderNote:
    """Something a reader met that the user should know; becomes a diagnostic. `code` is in codes.DIAGNOSTICS."""

    code: str
    message: str
    page: int | None = None


@dataclass(slots=True)
class Document:
    """A paper as read. `method` tells how tables were found ('tags', 'ruled', 'aligned', 'native', 'tabs', or several
    joined by '+'); `properties` are the file's own title, author, created."""

    media_type: str
    items: list[Block | Table] = field(default_factory=list)
    page_count: int | None = None
    page_sizes: list[tuple[float, float]] = field(default_factory=list)
    method: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    notes: list[ReaderNote] = field(default_factory=list)
    _positions: dict[int, int] = field(default_factory=dict, repr=False, compare=False)

    def position(self, item: Block | Table) -> int:
        """Where an item stands among `items`, once the document is numbered: looking for it would cost the square of a long paper."""
        return self._positions[id(item)]

    def put(self, items: list[Block | Table]) -> None:
        """Other items in place of these; tables keep their numbers."""
        self.items, self._positions = items, {id(item): n for n, item in enumerate(items)}

    def numbered(self) -> Document:
        """Number the tables in reading order and tell each cell its table. Extraction begins with it."""
        self.put(self.items)
        for index, table in enumerate(self.tables):
            table.index = index
            for cell in table.cells:
                cell.table = index
                cell.keep_text()
        return self

    @property
    def tables(self) -> list[Table]:
        return [i for i in self.items if isinstance(i, Table)]

    @property
    def blocks(self) -> list[Block]:
        return [i for i in self.items if isinstance(i, Block)]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, tables' cells included, in reading order."""
        for item in self.items:
            if isinstance(item, Block):
                yield item.paragraph
            else:
                for cell in item.cells:
                    yield from cell.paragraphs

    def words(self) -> Iterator[str]:
        """Every word, lower case: what coverage is counted against."""
        return (w for p in self.paragraphs() for w in WORD.findall(p.printed.lower()))
