"""One paper on its way to records: the document, what is known of it so far, and where each piece of text went."""
from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from extractors.keys import Key
from extractors.values.dates import DateSpan
from models.document import Block, Cell, Document, Paragraph, Table
from models.records import KEYS, TABLE_OF, Assessment, Diagnostic, Recommendation, Records, SourceCell


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a block or cell went: its role (codes.PASSAGE_ROLES) and, for `record`, the row."""

    role: str
    row: Any = None


@dataclass(frozen=True, slots=True)
class Use:
    """What a table was used for, and for a tracker each heading, the field it was matched to and why the match is weak."""

    what: str
    columns: tuple[tuple[str, str | None, str], ...] = ()


def month_of(date: dt.date) -> DateSpan:
    """The month a plan speaks of: that of its date. It is not printed with the values, so the span has no raw text."""
    last = calendar.monthrange(date.year, date.month)[1]
    return DateSpan(None, date.replace(day=1), date.replace(day=last), "month")


@dataclass(slots=True)
class Gathered(Cell):
    """A cell of a grid that is not printed as one, and the blocks or cells it was put together from."""

    sources: list[Block | Cell] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """The working state of one extraction. Layouts add rows with `add`, which notes the source cells, and `note` what
    a reader should know; whatever nobody takes becomes a passage. `listed` are recommendations of the running text by their number,
    `under` those that stand right over a table, by its index; `headed` is the month at the head of a paper without a date, `telling`
    whether it tells what was done (null until asked: extractors/telling.py), `tabled` the recommendations of tables by number (null
    until asked: extractors/restated.py)."""

    document: Document
    records: Records
    key: Key
    extra: tuple[str, ...] = ()
    taken: dict[int, Taken] = field(default_factory=dict)
    uses: dict[int, Use] = field(default_factory=dict)
    shapes: dict[str, int] = field(default_factory=dict)
    grids: dict[int, Any] = field(default_factory=dict)
    listed: dict[str, Recommendation] = field(default_factory=dict)
    under: dict[int, Recommendation] = field(default_factory=dict)
    headed: DateSpan | None = None
    telling: bool | None = None
    tabled: dict[str, str] | None = None

    @property
    def plain(self) -> bool:
        """Whether only its text is left, which has lost how headings look."""
        return self.document.media_type in ("text", "markdown")

    @property
    def month(self) -> DateSpan | None:
        """What updates without a period of their own speak of: the month of the paper's date, else the month it prints at its head."""
        return month_of(self.date) if self.date else self.headed

    @property
    def date(self) -> dt.date | None:
        """The paper's own date, for months without a year."""
        return self.records.document.paper_date

    def shape(self, layout: str, weight: int) -> None:
        """Note that something of this layout was read; the layout with most weight names the paper."""
        self.shapes[layout] = self.shapes.get(layout, 0) + weight

    def add(self, row: Any, *sources: Block | Cell | Paragraph | None) -> Any:
        """Append a row, trace it to its sources, and mark them as taken by it."""
        self.records.add(row)
        self.trace(row, *sources)
        return row

    def trace(self, row: Any, *sources: Block | Cell | Paragraph | None) -> None:
        """Add sources to a row that is there already."""
        for source in sources:
            if source is None:
                continue
            self.take(source, row)
            for cell in source_cells(source):
                if cell not in row.source_cells:
                    row.source_cells.append(cell)
        pages = [c.page for c in row.source_cells if c.page is not None]
        if pages:
            row.page_first, row.page_last = min(pages), max(pages)

    def take(self, source: Block | Cell | Paragraph, row: Any = None, role: str = "record") -> None:
        """Mark a piece of text as used, once: the first to take it is its record."""
        self.taken.setdefault(id(source), Taken(role, row))
        for part in source.sources if isinstance(source, Gathered) else ():
            self.take(part, row, role)

    def use(self, table: Table, what: str, columns: tuple[tuple[str, str | None, str], ...] = ()) -> None:
        """Note that a table has been read, and as what."""
        self.uses[table.index] = Use(what, columns)

    def take_table(self, table: Table, what: str, role: str) -> None:
        """Mark a whole table as used for something that is no record."""
        self.use(table, what)
        for cell in table.cells:
            self.take(cell, role=role)

    def free(self, table: Table) -> bool:
        """Whether no layout has read this table yet."""
        return table.index not in self.uses

    def note(self, code: str, message: str, *, row: Any = None, severity: str = "warning", excerpt: str = "",
             page: int | None = None) -> None:
        """Tell the user something; with a row, the row's confidence carries it too."""
        table = TABLE_OF[type(row)] if row is not None else None
        self.records.add(Diagnostic(
            file_name=self.records.document.file_name, severity=severity, code=code, message=message, excerpt=excerpt[:300] or None,
            page=page if page is not None else getattr(row, "page_first", None), record_table=table,
            record_id=getattr(row, KEYS[table]) if table else None))
        if row is not None and severity != "info":
            doubt(row, code, message)

    def note_unused(self, heading: str) -> None:
        """Say that a column of a table that was read has no field."""
        self.note("column-not-used", f"No field is known for the column {heading!r}; its cells are in the passages table",
                  severity="info", excerpt=heading)

    def repeated(self, assessment: Assessment) -> bool:
        """Whether the same grade of the same thing and period is there already."""
        return any(a is not assessment and (a.recommendation_id, a.action_id, a.measure, a.period_start, a.grade, a.rag, a.status)
                   == (assessment.recommendation_id, assessment.action_id, assessment.measure, assessment.period_start, assessment.grade,
                       assessment.rag, assessment.status) for a in self.records.assessments)


def doubt(row: Any, code: str, detail: str) -> None:
    """Give a row a reason to doubt it, once."""
    reason = f"{code}: {detail}"
    if reason not in row.confidence:
        row.confidence.append(reason)


def infer(row: Any, *columns: str) -> None:
    """Say that columns of a row were inferred, not printed."""
    row.inferred.extend(c for c in columns if c not in row.inferred)


def source_cells(source: Block | Cell | Paragraph) -> list[SourceCell]:
    """The places of a cell (one a page) or of a paragraph."""
    if isinstance(source, Gathered):
        return [cell for part in source.sources for cell in source_cells(part)]
    if isinstance(source, Cell):
        table = getattr(source, "table", None)
        where = {"table": table, "row": source.row, "column": source.column}
        if not source.places:
            return [SourceCell(**where)]
        return [SourceCell(page=p.page, x0=p.x0, top=p.top, x1=p.x1, bottom=p.bottom, **where) for p in source.places]
    place = (source.paragraph if isinstance(source, Block) else source).place
    box = source.box if isinstance(source, Block) else None
    where = {"table": box.table, "row": box.row, "column": box.column} if box else {}
    return [SourceCell(page=place.page, x0=place.x0, top=place.top, x1=place.x1, bottom=place.bottom, **where)]


def lines(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The printed paragraphs that are not empty."""
    return [p.printed for p in paragraphs if p.printed]


def joined(paragraphs: Iterable[Paragraph]) -> str | None:
    """A cell's text as kept in a record: paragraphs as lines; null when there is none."""
    return "\n".join(lines(paragraphs)) or None
