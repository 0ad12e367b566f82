"""PDF -> Document. Characters and rules from PDFium; grids from drawn rules, else from alignment; tables joined over pages."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium

from extractors.readers.aligned import find_aligned
from extractors.readers.lines import Line, group_lines, lines_of, paragraph_of, paragraphs_of
from extractors.readers.painted import Painted
from extractors.readers.pdfium import Page, read_page
from extractors.readers.ruled import RuledTable, find_tables, place_fills
from extractors.tables import Piece, joined, places
from models.document import Block, Cell, Document, Paragraph, ReaderNote, Table
from models.errors import DamagedPdf, EmptyFile, NoPages, NotADocument, NoTextLayer, PasswordProtected

MAX_PAGES = 5000
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?[-–]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?$", re.I)


@dataclass(slots=True)
class _Read:
    """One page between reading and assembly."""

    page: Page
    tables: list[RuledTable]
    lines: list[Line]
    split: bool = False
    furniture: list[tuple[Line, str]] = field(default_factory=list)


def read(path: Path) -> Document:
    """Read a PDF. Raises PasswordProtected, DamagedPdf, NoPages, NoTextLayer, EmptyFile or NotADocument."""
    notes: list[ReaderNote] = []
    document = _open(path, notes)
    try:
        return _document(document, notes)
    finally:
        document.close()


def _open(path: Path, notes: list[ReaderNote]) -> pdfium.PdfDocument:
    head = path.open("rb").read(1024)
    if not head:
        raise EmptyFile()
    if b"%PDF" not in head:
        raise NotADocument("The file is not a PDF")
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return _repaired(path, notes)


def _repaired(path: Path, notes: list[ReaderNote]) -> pdfium.PdfDocument:
    """A damaged file as qpdf can still read it. qpdf also says why PDFium refused: PDFium's own reason may be that of the
    file before."""
    import io

    import pikepdf

    try:
        with pikepdf.open(path) as damaged:
            if not damaged.pages:
                raise NoPages()
            copy = io.BytesIO()
            damaged.save(copy)
        document = pdfium.PdfDocument(copy.getvalue())
    except pikepdf.PasswordError as locked:
        raise PasswordProtected() from locked
    except NoPages:
        raise
    except Exception as worse:
        raise DamagedPdf() from worse
    notes.append(ReaderNote("damaged-but-read", "The file is damaged; a repaired copy was read"))
    return document


def _document(document: pdfium.PdfDocument, notes: list[ReaderNote]) -> Document:
    count = len(document)
    if count == 0:
        raise NoPages()
    if count > MAX_PAGES:
        notes.append(ReaderNote("limit-reached", f"Only the first {MAX_PAGES} of {count} pages were read"))
    pages: list[_Read] = []
    pictures = 0
    for index in range(min(count, MAX_PAGES)):
        try:
            page = read_page(document, index)
        except pdfium.PdfiumError:
            notes.append(ReaderNote("page-not-read", f"Page {index + 1} could not be read", index + 1))
            continue
        if page.limited:
            notes.append(ReaderNote("limit-reached", "The page holds more than is read", index + 1))
        if not page.words and page.painted.images:
            pictures += 1
            notes.append(ReaderNote("page-without-text", "The page is a picture without text", index + 1))
        pages.append(_digest(page))
    if not pages:
        raise DamagedPdf("No page could be read")
    if pictures and not any(p.lines or p.tables for p in pages):
        raise NoTextLayer()
    _furniture(pages)
    out = Document("pdf", page_count=count, page_sizes=[(round(p.page.width, 1), round(p.page.height, 1)) for p in pages], notes=notes, properties=_properties(document))
    _assemble(out, pages)
    methods = [t.method for t in out.tables]
    out.method = "+".join(m for m in ("tags", "ruled", "aligned") if m in methods)
    return out


def _properties(document: pdfium.PdfDocument) -> dict[str, str]:
    names = {"title": "Title", "author": "Author", "created": "CreationDate"}
    try:
        found = {k: document.get_metadata_value(v) for k, v in names.items()}
    except pdfium.PdfiumError:
        return {}
    return {k: v for k, v in found.items() if v}


def _digest(page: Page) -> _Read:
    tables = find_tables(page)
    tables = sorted([*tables, *find_aligned(page)], key=lambda t: (t.box[1], t.box[0]))
    for table in tables:
        if table.method == "aligned":
            place_fills(table, page)
    gutter = _gutter(page)
    lines = _columns(page, gutter)
    page.words, page.painted = [], Painted()
    return _Read(page, tables, lines, gutter is not None)


def _columns(page: Page, gutter: float | None) -> list[Line]:
    """The lines of running text in reading order, column by column where the page is set in two."""
    if not page.words:
        return []
    if gutter is None:
        return lines_of(page.words)
    left = [c for c in page.words if c.x1 <= gutter]
    right = [c for c in page.words if c.x1 > gutter]
    return lines_of(left) + lines_of(right)


def _gutter(page: Page) -> float | None:
    """The white strip between two text columns: nearly all lines must leave it free and both sides must hold many lines."""
    if len(page.words) < 400:
        return None
    middle = [x for x in range(int(page.width * 0.35), int(page.width * 0.65), 2)]
    covered = Counter()
    rows: dict[int, list] = {}
    for char in page.words:
        rows.setdefault(round((char.top + char.bottom) / 2 / 6), []).append(char)
        for x in range(int(char.x0), int(char.x1) + 1):
            covered[x] += 1
    free = [x for x in middle if all(covered[x + d] <= 0.004 * len(page.words) for d in (-4, -2, 0, 2, 4))]
    if not free:
        return None
    x = median(free)
    both = sum(any(c.x1 <= x for c in r) and any(c.x0 >= x for c in r) for r in rows.values())
    widest = max((b.x0 - a.x1 for r in rows.values() for a, b in zip(sorted(r, key=lambda c: c.x0), sorted(r, key=lambda c: c.x0)[1:], strict=False)), default=0)
    return x if both >= 0.5 * len(rows) and len(rows) >= 12 and widest < page.width * 0.3 else None


def _furniture(pages: list[_Read]) -> None:
    """Take page headers and footers out of the lines: what stands at the same edge of several pages, numbers aside, and page numbers."""
    seen: Counter[tuple[str, str]] = Counter()
    for read_ in pages:
        for line, edge in _edges(read_):
            seen[edge, _shape(line.text)] += 1
    least = max(2, min(3, len(pages) // 2))
    for read_ in pages:
        for line, edge in _edges(read_):
            if seen[edge, _shape(line.text)] >= least or _PAGE_NUMBER.match(line.text.strip()):
                read_.furniture.append((line, edge))
                read_.lines.remove(line)


def _edges(read_: _Read) -> list[tuple[Line, str]]:
    """Lines in the outer 9% of the page, and beyond all tables and other text there."""
    high = read_.page.height
    out = [(line, "header") for line in read_.lines if line.bottom < 0.09 * high] + [(line, "footer") for line in read_.lines if line.top > 0.91 * high]
    return [(line, edge) for line, edge in out if len(line.text) < 200]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", text.lower()))


def _assemble(out: Document, pages: list[_Read]) -> None:
    spaced = _spaced(pages)
    sizes = Counter(round(line.size, 1) for p in pages for line in p.lines for _ in range(len(line.text) // 10 + 1))
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    before: tuple[Table, Piece, list[float]] | None = None
    for read_ in pages:
        number = read_.page.number
        for line, edge in read_.furniture:
            if edge == "header":
                out.items.append(_furniture_block(line, "header", number))
        items = _ordered(read_)
        right = max([line.x1 for line in read_.lines] + [t.box[2] for t in read_.tables], default=0.0)
        right = max(right, 0.86 * read_.page.width) if not read_.split else right
        for k, item in enumerate(items):
            if isinstance(item, list):
                out.items += _blocks(item, number, spaced, body, right)
                continue
            piece = _piece(item, number, spaced, first=k == 0, last=k == len(items) - 1)
            if before is not None and joined(before[0], piece, before[2], before[1]):
                before = (before[0], piece, before[2])
            else:
                table = Table(piece.cells, piece.method, rows=piece.rows, columns=len(piece.xs) - 1)
                out.items.append(table)
                before = (table, piece, piece.xs)
        for line, edge in read_.furniture:
            if edge == "footer":
                out.items.append(_furniture_block(line, "footer", number))


def _furniture_block(line: Line, kind: str, page: int) -> Block:
    return Block(kind, Paragraph(line.text, place=places(page, line.x0, line.top, line.x1, line.bottom)[0], size=round(line.size, 1)))


def _ordered(read_: _Read) -> list[RuledTable | list[Line]]:
    """Tables and runs of lines between them, top to bottom."""
    out: list[RuledTable | list[Line]] = []
    lines = list(read_.lines)
    for table in read_.tables:
        above = [line for line in lines if (line.top + line.bottom) / 2 < table.box[1] + 1]
        if above:
            out.append(above)
            ids = {id(a) for a in above}
            lines = [line for line in lines if id(line) not in ids]
        out.append(table)
    if lines:
        out.append(lines)
    return out


def _spaced(pages: list[_Read]) -> bool:
    """Whether the file's wrapped lines end in a space character."""
    ends = [not line.spaced for p in pages for line in p.lines if len(line.text) > 50 and line.text[-1].isalnum()]
    if len(ends) < 5:
        ends += [not line.spaced for p in pages for t in p.tables for c in t.cells if len(c.words) > 40 for line in lines_of(c.words)[:-1] if line.text[-1:].isalnum()]
    return bool(ends) and sum(ends) < 0.3 * len(ends)


def _piece(table: RuledTable, page: int, spaced: bool, *, first: bool, last: bool) -> Piece:
    lines = {id(c): lines_of(c.words) if c.words else [] for c in table.cells}
    reach: dict[tuple[int, int], float] = {}
    for cell in table.cells:
        key = (cell.column, cell.column_span)
        reach[key] = max([reach.get(key, 0.0), *(line.x1 for line in lines[id(cell)])])
    cells = []
    for cell in table.cells:
        inset = min((line.x0 for line in lines[id(cell)]), default=cell.x0 + 5.4) - cell.x0
        right = max(reach[cell.column, cell.column_span], cell.x1 - max(2.0, min(inset, 7.0)))
        paragraphs = paragraphs_of(lines[id(cell)], min(right, cell.x1), page, spaced=spaced)
        cells.append(Cell(cell.row, cell.column, cell.row_span, cell.column_span, paragraphs, cell.fill, places(page, cell.x0, cell.top, cell.x1, cell.bottom), picture=cell.picture))
        cell.words = []
    return Piece(page, table.xs, table.box[1], table.box[3], cells, len(table.ys) - 1, table.method, first, last)


def _blocks(lines: list[Line], page: int, spaced: bool, body: float, right: float) -> list[Block]:
    left = min(line.x0 for line in lines)
    out = []
    for group in group_lines(lines, right):
        paragraph = paragraph_of(group, page, spaced, right)
        out.append(_block(group, paragraph, left, body))
    return out


def _block(group: list[Line], paragraph: Paragraph, left: float, body: float) -> Block:
    text, size = paragraph.text, group[0].size
    if paragraph.bullet:
        paragraph.level = max(0, round((group[0].x0 - left) / 18) - 1)
        return Block("list_item", paragraph)
    large = size > 1.12 * body
    short = len(text) < 130 and len(group) <= 3 and text[-1:] not in ".;,"
    if short and (large or paragraph.bold or (text.isupper() and len(text) > 3)) and any(c.isalpha() for c in text):
        return Block("heading", paragraph, 1 if size > 1.4 * body else 2 if large else 3)
    return Block("list_item" if re.match(r"\(?(?:\d{1,3}|[a-z]|[ivx]+)[.)]\s", text) and group[0].text_x0 - group[0].x0 > 0.7 * size else "paragraph", paragraph)
