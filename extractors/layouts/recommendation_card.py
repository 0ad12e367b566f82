"""Scrutiny monitoring: one table a recommendation, label and value.

The labels recur (Recommendation N, Responsibility, Date, Agreed Action, Agreed Success Measure) and are followed by
rounds: evidence of progress, assessment of progress, evidence of impact, each with its month in brackets. A label left
empty goes on with the one above. Some papers put two pairs in a row (four columns), some split a recommendation into
sub-recommendations that each have their own responsibility and actions, and text extractions lose the table's edges,
so rows are read as one stream of (label, value).
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.answers import Context, add_assessments, add_evidence, split_items
from extractors.headings import EXACT, HINT, bare, match
from extractors.fields import set_due
from extractors.paper import Paper, infer, joined
from extractors.values.dates import DateSpan, read_period
from models.document import Block, Cell, Paragraph, Table
from models.records import Action, Recommendation

LAYOUT = "scrutiny_monitoring"
FURNITURE = 3
"""A line that stands so often among the rows of a text extraction is a page header or footer."""
_NUMBERED = re.compile(r"^(?:(?:sub[- ]?)?rec(?:ommendation)?s?|R(?=\s?\d))\.?\s*(?:no\.?\s*|number\s*)?[:\-–]?\s*((?:[A-Z]{1,4}[ -]?)?\d+(?:[./]\d+)*\s?(?:\(?[a-z]\)?|\([ivx]+\))?)\s*[:.\-–)]*\s*(.*)$", re.I | re.S)
_FIELD_OF = {"due": "due", "raised": "due", "owner": "owner", "operational_lead": "owner", "action": "action", "success_measure": "success_measure", "progress": "progress",
             "impact": "impact", "status": "status", "rag": "status", "forecast": "status", "recommendation": "recommendation", "completed": "completed", "revised_due": "revised_due", "intended_outcome": "success_measure"}
_LABELS = {"evidence of progress": "progress", "assessment of progress": "status", "evidence of impact": "impact", "date": "due", "timescale": "due", "progress": "progress", "update": "progress", "impact": "impact", "what has been done": "progress", "outcome": "success_measure"}


@dataclass(slots=True)
class Row:
    """One label and what stands beside it."""

    label: str
    field: str | None
    period: DateSpan | None = None
    number: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    sources: list[Cell | Block] = field(default_factory=list)

    @property
    def wide(self) -> bool:
        """One cell across the table; in a text extraction, which has no spans, some words in the first cell and nothing beside them."""
        if len(self.sources) != 1 or not isinstance(self.sources[0], Cell):
            return False
        cell = self.sources[0]
        return cell.column_span > 1 or (cell.column == 0 and not cell.places and self.field is None and len(self.label.split()) >= 4 and self.label[0].isupper())


def recognises(paper: Paper) -> int:
    """How many recommendation cards the paper has: tables (or runs of labels) with a recommendation and two labels more."""
    return sum(_is_card(t, paper) for t in paper.document.tables if paper.free(t))


def _is_card(table: Table, paper: Paper) -> bool:
    """A first column of labels, a recommendation's among them and two more; one that is surely known, where the others are hinted at."""
    cells = _label_cells(table)
    found = [_label(cell, paper.extra)[0] for cell in cells]
    if "recommendation" not in found:
        return False
    loose = [label_of(cell.flat, paper.extra, loose=True)[0] for cell in cells]
    others = set(loose) - {None, "recommendation"}
    share = sum(name is not None for name in loose) / len(cells)
    return len(others) >= 2 and share >= 0.5 and (len(set(found) - {None, "recommendation"}) >= 2 or (len(others) >= 3 and share >= 0.8))


def _label_cells(table: Table) -> list[Cell]:
    columns = {0, 2} if table.columns >= 4 else {0}
    return [c for c in table.cells if c.column in columns and c.flat]


def _label_share(table: Table, paper: Paper) -> float:
    """Of the first column's filled cells, the share that is a label: a grid's first column is not."""
    cells = [c for c in _label_cells(table) if c.column == 0]
    return sum(_label(c, paper.extra)[0] is not None for c in cells) / len(cells) if cells else 0.0


def _label(cell: Cell | Block, extra: tuple[str, ...]) -> tuple[str | None, str | None]:
    """(field, number) of a label; (null, null) for text that is none."""
    return label_of(cell.flat if isinstance(cell, Cell) else cell.text, extra)


def label_of(text: str, extra: tuple[str, ...], *, loose: bool = False) -> tuple[str | None, str | None]:
    """The field a row label means, and the recommendation's number where it carries one. The month of a round is no part of the label;
    `loose` takes hints too, in a table that is known to be a card."""
    if len(text) > 110 or not text:
        return None, None
    numbered = _NUMBERED.match(text)
    if numbered and not numbered[2].strip():
        return "recommendation", numbered[1].strip().replace(" ", "")
    period = read_period(text, None, extra)
    if period is not None and period.raw and period.raw in text:
        text = text.replace(period.raw, " ").replace("()", " ").strip(" :–—-,") + ":" * text.rstrip().endswith(":")
    name = _LABELS.get(bare(text))
    if name:
        return name, None
    matches = {n: s for n, s in match(text.rstrip(":"), extra).items() if n in _FIELD_OF}
    best = max(matches, key=matches.get, default=None)
    least = HINT if loose else 0.7 if text.rstrip().endswith(":") else EXACT
    if best is None or matches[best] < least or (loose and len(text.split()) > 8):
        return None, None
    return _FIELD_OF[best], None


def extract(paper: Paper) -> None:
    """Read every card of the paper."""
    reader = _Cards(paper)
    for row in _rows(paper):
        reader.read(row)
    reader.close()


def _rows(paper: Paper) -> Iterator[Row | None]:
    """Rows of all cards in order; null where running text ends a card. In text extractions, text between the parts of a card belongs to it."""
    open_card = False
    loose = paper.document.media_type in ("text", "markdown")
    often = Counter(b.text for b in paper.document.blocks) if loose else Counter()
    for item in paper.document.items:
        if isinstance(item, Table):
            is_card = paper.free(item) and item.index not in paper.key.tables and (_is_card(item, paper) or (open_card and _continues(item, paper)))
            if is_card:
                paper.use(item, "recommendation card")
                yield from _table_rows(item, paper)
                open_card = True
            elif paper.free(item):
                yield None
                open_card = False
        elif open_card and item.kind not in ("header", "footer"):
            if loose and often[item.text] >= FURNITURE:
                paper.take(item, role="boilerplate")
            elif loose:
                yield from _block_row(item, paper)
            elif item.kind in ("heading", "paragraph", "list_item"):
                yield None
                open_card = False


def _continues(table: Table, paper: Paper) -> bool:
    """A table without the recommendation's own row: the rest of a card cut by a page or by an extraction."""
    labels = [_label(c, paper.extra)[0] for c in _label_cells(table)]
    if any(labels):
        return _label_share(table, paper) >= 0.3
    return paper.document.media_type in ("text", "markdown") and table.columns <= 4


def _table_rows(table: Table, paper: Paper) -> Iterator[Row]:
    pairs = _pairs_in_a_row(table, paper)
    for cells in _cell_rows(table):
        if pairs:
            for left, right in zip(cells[::2], cells[1::2], strict=False):
                yield _row(left, [right], paper)
        else:
            first = cells[0]
            wide = first.column == 0 and first.column_span >= table.columns and table.columns > 1
            yield _row(None if wide else first, cells if wide else cells[1:], paper)


def _cell_rows(table: Table) -> list[list[Cell]]:
    """Cells by the row they start in; a label that spans rows stands in its first row only, its later rows have none."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        rows.setdefault(cell.row, []).append(cell)
    out = []
    for cells in rows.values():
        if cells[0].column > 0:
            cells = [Cell(cells[0].row, 0, table=table.index), *cells]
        out.append(cells)
    return out


def _pairs_in_a_row(table: Table, paper: Paper) -> bool:
    """Whether the table has label, value, label, value: the third column holds labels too."""
    third = [c for c in table.cells if c.column == 2 and c.flat]
    return table.columns >= 4 and any(_label(c, paper.extra)[0] for c in third) and table.columns % 2 == 0


def _row(label: Cell | None, values: list[Cell], paper: Paper) -> Row:
    text = label.flat if label else ""
    name, number = label_of(text, paper.extra, loose=values != [] and all(c.column > 0 for c in values))
    row = Row(text, name, read_period(text, paper.date, paper.extra), number, sources=[c for c in (label, *values) if c and c.flat])
    if name is None and text:
        row.paragraphs += label.paragraphs if label else []
        numbered = _NUMBERED.match(text)
        if numbered:
            row.field, row.number, row.label = "recommendation", numbered[1].strip().replace(" ", ""), "Recommendation"
            row.paragraphs[:1] = [Paragraph(numbered[2], place=label.paragraphs[0].place)] if label else []
    row.paragraphs += _spread(values)
    return row


def _spread(values: list[Cell]) -> list[Paragraph]:
    """Value cells as paragraphs; a cell that holds only a list number goes in front of the next."""
    out: list[Paragraph] = []
    pending = ""
    for cell in values:
        for p in cell.paragraphs:
            if not p.printed:
                continue
            if re.fullmatch(r"\(?[\w.]{1,5}\)", p.printed) and len(cell.paragraphs) == 1 and cell is not values[-1]:
                pending = p.printed
                continue
            out.append(Paragraph(p.text, f"{pending} {p.number}".strip(), p.bullet, p.level, p.bold, p.size, p.fill, p.place))
            pending = ""
    return out


def _block_row(block: Block, paper: Paper) -> Iterator[Row]:
    """A line of running text inside a card of a text extraction: a label of its own, a label and value on one line, or more of the value above."""
    text = block.text
    name, number = label_of(text, paper.extra)
    if name:
        yield Row(text, name, read_period(text, paper.date, paper.extra), number, sources=[block])
        return
    head, colon, rest = text.partition(":")
    name, number = label_of(head + colon, paper.extra) if colon else (None, None)
    if name and rest:
        yield Row(head, name, read_period(head, paper.date, paper.extra), number, [Paragraph(rest.strip(), place=block.paragraph.place)], [block])
        return
    yield Row("", None, paragraphs=[block.paragraph], sources=[block])


class _Cards:
    """Turns the stream of rows into records, one recommendation at a time."""

    def __init__(self, paper: Paper):
        self.paper = paper
        self.context: Context | None = None
        self.parent: Recommendation | None = None
        self.pending: Row | None = None
        self.seen: set[str] = set()
        self.rows: list[Row] = []

    def read(self, row: Row | None) -> None:
        if row is None:
            self.close()
        elif row.field == "recommendation":
            self.close()
            self.rows = [row]
        elif row.field is None and self.rows:
            self._go_on(row)
        elif self.rows:
            self.rows.append(row)

    def _go_on(self, row: Row) -> None:
        """A row without a known label: more of the value above, the rest of a cut label, or a sub-recommendation's own heading."""
        last = self.rows[-1]
        tail = bool(row.label) and (row.label.startswith("(") or (last.period is None and read_period(row.label, None, self.paper.extra) is not None))
        if tail:
            last.label = f"{last.label} {row.label}"
            last.period = last.period or read_period(last.label, self.paper.date, self.paper.extra)
            row.paragraphs = [p for p in row.paragraphs if p.printed != row.label]
        elif row.label and last.field not in ("recommendation", None) and len(row.label) < 40 and not row.label[0].isupper():
            self.paper.note("label-continued", "A fragment of a label was left out", severity="info", excerpt=row.label)
            row.paragraphs = [p for p in row.paragraphs if p.printed != row.label]
        elif row.wide:
            self.rows.append(Row("", "wide", None, None, row.paragraphs, row.sources))
            return
        last.paragraphs += row.paragraphs
        last.sources += row.sources

    def close(self) -> None:
        """Write the recommendation gathered so far."""
        if self.rows:
            parts = _parts(self.rows)
            first = parts[0]
            parent = _recommendation(self.paper, first[0], "recommendation")
            self._card(parent, first[1:])
            for part in parts[1:]:
                row = _recommendation(self.paper, part[0], "sub_recommendation", parent)
                self._card(row, part[1:])
        self.rows = []

    def _card(self, recommendation: Recommendation, rows: list[Row]) -> None:
        context = Context(recommendation)
        measured = {"owner": "responsibility_raw", "success_measure": "success_measure", "due": "due_raw"}
        for row in rows:
            if row.field in measured:
                _set(self.paper, recommendation, measured[row.field], row)
        for row in rows:
            if row.field == "action":
                _actions(self.paper, context, row, rows)
        for row in rows:
            if row.field in ("progress", "impact"):
                add_evidence(self.paper, context, row.field, row.paragraphs, row.period, *row.sources)
            elif row.field == "status":
                add_assessments(self.paper, context, "progress", row.paragraphs, row.period, *row.sources)
            for source in row.sources:
                self.paper.take(source, recommendation)
        self.paper.shape(LAYOUT, 1 + len(rows))


def _parts(rows: list[Row]) -> list[list[Row]]:
    """A card's rows, cut at the lines across the table that head a sub-recommendation: bold ones, or two and more with labels under each.

    Any other line across the table goes on with the value above it.
    """
    wide = [i for i, r in enumerate(rows) if r.field == "wide"]
    followed = [i for i in wide if i + 1 < len(rows) and rows[i + 1].field not in ("wide", "progress", "status", "impact")]
    heads = {i for i in followed if len(followed) > 1 or all(p.bold for p in rows[i].paragraphs)}
    parts = [[rows[0]]]
    for i, row in enumerate(rows[1:], start=1):
        if i in heads:
            parts.append([row])
        elif row.field == "wide":
            parts[-1][-1].paragraphs += row.paragraphs
            parts[-1][-1].sources += row.sources
        else:
            parts[-1].append(row)
    return parts


def _recommendation(paper: Paper, row: Row, kind: str, parent: Recommendation | None = None) -> Recommendation:
    number = row.number
    text = joined(row.paragraphs)
    before = next((r for r in reversed(paper.records.recommendations) if r.parent_id is None), None)
    if parent is None and number and before is not None and before.number and re.fullmatch(re.escape(before.number) + r"[.(]?[a-z0-9]+\)?", number) and not number[len(before.number):].isdigit():
        kind, parent = "sub_recommendation", before
    if number is None and kind == "recommendation" and text:
        match_ = _NUMBERED.match(text)
        number, text = (match_[1], match_[2]) if match_ and match_[2] else (None, text)
    return paper.add(Recommendation(kind=kind, number=number, text=text, parent_id=parent.recommendation_id if parent else None), *row.sources)


def _set(paper: Paper, row: Recommendation, column: str, source: Row) -> None:
    """Set one column of the recommendation from a label row; a second row of the same label goes on a new line."""
    text = joined(source.paragraphs)
    if not text:
        return
    before = getattr(row, column)
    setattr(row, column, f"{before}\n{text}" if before else text)
    if column == "due_raw":
        set_due(paper, row, "due", text)


def _actions(paper: Paper, context: Context, row: Row, rows: list[Row]) -> None:
    for number, text, paragraphs in split_items(row.paragraphs):
        action = Action(number=number, text="\n".join(t for t in text if t), recommendation_id=context.recommendation.recommendation_id if context.recommendation else None)
        paper.add(action, *(paragraphs if len(row.paragraphs) > 1 else ()), *row.sources)
        context.actions.append(action)
    _lost_numbers(paper, context, rows)


def _lost_numbers(paper: Paper, context: Context, rows: list[Row]) -> None:
    """Give actions whose automatic number an extraction lost the number that their neighbours and the evidence show."""
    lost = [i for i, a in enumerate(context.actions) if a.number is None]
    if not lost:
        return
    known = {i: int(a.number) for i, a in enumerate(context.actions) if a.number and a.number.isdigit()}
    if known:
        offsets = {n - i for i, n in known.items()}
    else:
        printed = sorted({int(m[1]) for r in rows if r.field in ("progress", "status") for p in r.paragraphs if (m := re.match(r"(\d{1,3})\)", p.printed))})
        consecutive = len(printed) == len(context.actions) and printed == list(range(printed[0], printed[0] + len(printed))) if printed else False
        offsets = {printed[0]} if consecutive else set()
    if len(offsets) != 1:
        return
    start = offsets.pop()
    for i in lost:
        context.actions[i].number = str(start + i)
        infer(context.actions[i], "number")
        paper.note("number-inferred", f"The action's number was lost; its neighbours show it is {start + i}", row=context.actions[i], severity="info")
