"""Neutral documents made by hand, for tests of what comes after the readers."""
from __future__ import annotations

from extractors.extract import extract
from models.document import Block, Cell, Document, Paragraph, Table
from models.records import DocumentRow, Records


def cell(row: int, column: int, value: object, **more: object) -> Cell:
    """A cell from 'text', ('text', '#fill'), or a list of paragraphs; '* ' marks a bullet."""
    fill = None
    if isinstance(value, tuple):
        value, fill = value
    texts = value if isinstance(value, list) else [value] if value else []
    paragraphs = [Paragraph(t[2:], bullet=True) if t.startswith("* ") else Paragraph(t) for t in map(str, texts)]
    return Cell(row, column, paragraphs=paragraphs, fill=fill, **more)


def table(*rows: list, spans: dict[tuple[int, int], tuple[int, int]] | None = None, method: str = "native") -> Table:
    """A table from rows of values; `spans` gives (row_span, column_span) of merged cells, whose other places hold None."""
    cells = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                down, across = (spans or {}).get((r, c), (1, 1))
                cells.append(cell(r, c, value, row_span=down, column_span=across))
    return Table(cells, method, columns=max(map(len, rows)), rows=len(rows))


def heading(text: str, level: int = 1) -> Block:
    return Block("heading", Paragraph(text, bold=True), level)


def paragraph(text: str, **more: object) -> Block:
    return Block("paragraph", Paragraph(text, **more))


def item(text: str, level: int = 0, number: str = "") -> Block:
    return Block("list_item", Paragraph(text, number=number, bullet=not number, level=level))


def read(*items: Block | Table, media_type: str = "docx", extra: tuple[str, ...] = ()) -> Records:
    """The records of a paper with these items."""
    return extract(Document(media_type, list(items), method="native"), DocumentRow(document_id="0" * 16, file_name="paper.docx"), extra)


def columns(rows: list, *names: str) -> list[tuple]:
    """The named columns of rows, as tuples."""
    return [tuple(getattr(r, n) for n in names) for r in rows]
