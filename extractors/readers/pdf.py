"""PDF -> Document. Words and rules from PDFium; grids from drawn rules, else from alignment; tables joined over pages.

Pages are read one after another and written out some pages later, when it is known which lines are repeated on every page; memory holds a
few pages at a time.
"""
from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from extractors.readers.flow import blocks_of
from extractors.readers.furniture import Furniture
from extractors.readers.habits import Habits
from extractors.readers.lines import Line, Setting, lines_of, paragraphs_of, place_of
from extractors.readers.painted import Fill
from extractors.readers.pdfium import Page, read_page
from extractors.readers.regions import Run, regions_of, with_boxes
from extractors.readers.ruled import RuledTable, find_tables, place_fills
from extractors.readers.shades import shade
from extractors.readers.tags import Tags
from extractors.tables import End, JoinedTable, Piece
from models.document import Block, Cell, Document, Paragraph, ReaderNote
from models.errors import DamagedPdf, EmptyFile, NoPages, NotADocument, NoTextLayer, PasswordProtected

MAX_PAGES = 5000
AHEAD, AFRESH = 12, 400
"""Pages read ahead of the one that is written out; pages after which the file is opened afresh."""
SIGN, SIGNS = (5.0, 60.0), 100
"""How high a coloured shape is that is a sign (points), and how many of them make a chart."""
LOW = 0.6
"""A table that ends lower on its page than this share of the height may go on on the next."""


@dataclass(slots=True)
class _Read:
    """One page between reading and assembly."""

    number: int
    width: float
    height: float
    tables: list[RuledTable]
    runs: list[Run]
    askew: list[Line]
    tags: Tags
    shades: list[Fill]

    def full(self) -> list[Line]:
        """Lines as wide as the page, not those of columns and boxes."""
        return [line for run in self.runs if run.reach is None for line in run.lines]


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
    out = Document("pdf", page_count=count, notes=notes, properties=_properties(document))
    assembly, furniture = _Assembly(out), Furniture(count)
    ahead: deque[_Read] = deque()
    for page in _pages(document, min(count, MAX_PAGES), out):
        furniture.see(page.runs, page.tables, page.height)
        assembly.learn(page)
        ahead.append(page)
        if len(ahead) > AHEAD:
            assembly.add(ahead.popleft(), furniture)
    for page in ahead:
        assembly.add(page, furniture)
    if not out.page_sizes:
        raise DamagedPdf("No page could be read")
    if not out.items and any(n.code == "page-without-text" for n in notes):
        raise NoTextLayer()
    methods = {t.method for t in out.tables}
    if methods and assembly.habits.setting.tagged:
        methods.add("tags")
    elif assembly.habits.poor_tags:
        out.notes.append(ReaderNote("tags-not-used",
                                    "The file's structure tags do not agree with its lines; drawn lines and positions were used"))
    out.method = "+".join(m for m in ("tags", "ruled", "aligned") if m in methods)
    return out


def _pages(document: pdfium.PdfDocument, count: int, out: Document) -> Iterator[_Read]:
    """Pages as tables and lines; a page that cannot be read is noted."""
    before: RuledTable | None = None
    for index in range(count):
        if index and index % AFRESH == 0:
            document = _reopened(document)
        try:
            page = read_page(document, index)
        except pdfium.PdfiumError:
            out.notes.append(ReaderNote("page-not-read", f"Page {index + 1} could not be read", index + 1))
            continue
        if not page.words and page.painted.images:
            out.notes.append(ReaderNote("page-without-text", "The page is a picture without text", index + 1))
        out.page_sizes.append((round(page.width, 1), round(page.height, 1)))
        digest = _digest(page, before)
        before = next((t for t in digest.tables[-1:] if t.method == "aligned" and t.box[3] > LOW * page.height), None)
        if page.limited:
            out.notes.append(ReaderNote("limit-reached", "The page holds more than is read", index + 1))
        yield digest


def _reopened(document: pdfium.PdfDocument) -> pdfium.PdfDocument:
    """The file opened again: PDFium keeps what it has parsed of every page until the file is closed."""
    source = document._input
    document.close()
    return pdfium.PdfDocument(source)


def _properties(document: pdfium.PdfDocument) -> dict[str, str]:
    names = {"title": "Title", "author": "Author", "created": "CreationDate"}
    try:
        found = {k: document.get_metadata_value(v) for k, v in names.items()}
    except pdfium.PdfiumError:
        return {}
    return {k: v for k, v in found.items() if v}


def _digest(page: Page, before: RuledTable | None) -> _Read:
    tables, boxes = find_tables(page)
    runs, aligned = regions_of(page, tables, before)
    for table in aligned:
        place_fills(table, page)
    tables = sorted([*tables, *aligned], key=lambda t: (t.box[1], t.box[0]))
    return _Read(page.number, page.width, page.height, tables, with_boxes(runs, boxes), lines_of(page.askew), page.tags,
                 [f for f in page.painted.fills if _is_sign(f, page, tables)])


def _is_sign(fill: Fill, page: Page, tables: list[RuledTable]) -> bool:
    """Whether a coloured shape is a sign with its words on or beside it: none of a table, of a chart or of the page."""
    x, y = (fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2
    return (fill.colour != "#FFFFFF" and SIGN[0] < fill.bottom - fill.top < SIGN[1] and fill.x1 - fill.x0 < page.width / 2
            and not any(t.box[0] < x < t.box[2] and t.box[1] < y < t.box[3] for t in tables))


class _Assembly:
    """Puts pages into the document one after another."""

    def __init__(self, out: Document):
        self.out = out
        self.habits = Habits()
        self.before: JoinedTable | None = None

    def learn(self, page: _Read) -> None:
        """Take note of a page before any is written out."""
        lines = [line for run in page.runs for line in run.lines]
        self.habits.learn(lines, page.full(), page.tables, page.width)
        self.habits.over_pages |= page.tags.over_pages

    def add(self, page: _Read, furniture: Furniture) -> None:
        edges = furniture.take(page.runs, page.tables, page.height)
        body, setting = self.habits.body, self.habits.setting
        right = self.habits.right(page.full(), page.tables, page.width)
        items, begun = self.out.items, len(self.out.items)
        items += [_edge_block(line, edge, page.number) for line, edge in edges if edge == "header"]
        order = _ordered(page)
        for k, item in enumerate(order):
            if isinstance(item, Run):
                items += blocks_of(item.lines, page.number, setting, body, right if item.reach is None else item.reach)
            else:
                self._table(_piece(item, page, setting, first=k == 0, last=k == len(order) - 1))
        if 0 < len(page.shades) < SIGNS:
            blocks = [i for i in items[begun:] if isinstance(i, Block)]
            for sign in page.shades:
                shade(sign, sign.colour, blocks)
        items += [_edge_block(line, "note", page.number) for line in page.askew]
        items += [_edge_block(line, edge, page.number) for line, edge in edges if edge == "footer"]

    def _table(self, piece: Piece) -> None:
        if self.before is None or not self.before.takes(piece):
            self.before = JoinedTable(piece)
            self.out.items.append(self.before.table)


def _edge_block(line: Line, kind: str, page: int) -> Block:
    return Block(kind, Paragraph(line.text, bold=line.bold, size=round(line.size, 1),
                                 place=place_of(page, line.x0, line.top, line.x1, line.bottom)))


def _ordered(page: _Read) -> list[RuledTable | Run]:
    """Tables and runs of lines between them, in reading order: a table stands in the column that its middle is in."""
    out: list[RuledTable | Run] = []
    tables = list(page.tables)
    for n, run in enumerate(page.runs):
        last = n == len(page.runs) - 1
        own = [t for t in tables if run.x0 <= (t.box[0] + t.box[2]) / 2 <= run.x1 and (last or t.box[1] < run.lines[-1].bottom)]
        lines = run.lines
        for table in own:
            tables.remove(table)
            above = [line for line in lines if (line.top + line.bottom) / 2 < table.box[1] + 1]
            lines = [line for line in lines if (line.top + line.bottom) / 2 >= table.box[1] + 1]
            if above:
                out.append(Run(above, run.x0, run.x1, run.reach))
            out.append(table)
        if lines:
            out.append(Run(lines, run.x0, run.x1, run.reach))
    return out + tables


def _piece(table: RuledTable, page: _Read, setting: Setting, *, first: bool, last: bool) -> Piece:
    """A table of one page with its cells' text as paragraphs."""
    lines = {id(c): lines_of(c.words) if c.words else [] for c in table.cells}
    reach: dict[tuple[int, int], float] = {}
    for cell in table.cells:
        key = (cell.column, cell.column_span)
        reach[key] = max([reach.get(key, 0.0), *(line.x1 for line in lines[id(cell)])])
    piece = Piece(page.number, table.xs, [], len(table.ys) - 1, table.method, first, last, over_pages=setting.over_pages)
    for cell in table.cells:
        own = lines[id(cell)]
        inset = min((line.x0 for line in own), default=cell.x0 + 5.4) - cell.x0
        right = min(max(reach[cell.column, cell.column_span], cell.x1 - max(2.0, min(inset, 7.0))), cell.x1)
        ink = cell.words[0].ink if len(cell.words) == 1 else None
        place = place_of(page.number, cell.x0, cell.top, cell.x1, cell.bottom)
        new = Cell(cell.row, cell.column, cell.row_span, cell.column_span, paragraphs_of(own, right, page.number, setting),
                   ink or cell.fill, [place], picture=cell.picture)
        if own:
            piece.ends[id(new)] = End(right - own[-1].x1, own[-1].spaced)
            piece.starts[id(new)] = own[0].first + 0.3 * own[0].size
            if setting.tagged:
                piece.tags[id(new)] = tuple((w.tag, page.tags.places.get(w.tag)) for w in (own[0].words[0], own[-1].words[-1]))
        piece.cells.append(new)
        cell.words = []
    return piece
