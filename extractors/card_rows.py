"""Cards, one table a recommendation, as one stream of rows: a label, the field it means, its round, and what stands beside it.

Some papers put two pairs in a row (four columns), some a column a round, and text extractions lose the table's edges; the stream
is the same for all of them.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.card_labels import (
    REPORTED, SILENT, are_facts, first_column, is_across, label_cells, label_in, label_of, labelled, numbered, split_label, split_labels,
    without_paragraph)
from extractors.cards import (
    HEAD, barred, bars, begins_rounds, cell_rows, columns_below, headed, heads_rounds, is_card, over_values, round_of)
from extractors.guidance import status_of_heading, status_words
from extractors.headings import bare
from extractors.key_entries import KEY_WORDS
from extractors.paper import Paper
from extractors.spelt_cards import ANSWER, BOTH, DATED, STATE, TALE, Card, card_of, spelt
from extractors.telling import gives_state, head_state, state_before
from extractors.values.dates import DateSpan, read_period, read_round
from extractors.values.meanings import fold
from extractors.values.numbers import split_number
from models.document import Block, Cell, Paragraph, Table

FURNITURE = 3
"""A line that stands so often among the rows of a text extraction is a page header or footer."""
CAPTION = 9
"""Words of the longest line that says that a key follows."""
_MEANS = re.compile(r"\bwhat\b.*\bmeans?\b", re.I)
TITLE = 16
"""Words of a card's title, with its topic and what stands beside it."""
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.?\s")
_CONTACT = re.compile(r"(?:contact(?: officers?)?|report author|for (?:further|more) information)\b[^.]{0,40}:", re.I)
"""Whom to ask, below the last card."""
_POSITION = re.compile(r"(?:current |latest )?(?:position|standing|state)\b", re.I)
_PAGE = re.compile(r"(?:^|\s)page\s*\d+(?:\s*(?:of|/)\s*\d+)?$", re.I)
_REFERENCE = re.compile(r"(?=\S*\d)[\w./()-]{1,14}")


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
        return cell.column_span > 1 or (
            cell.column == 0 and not cell.places and self.field is None and len(self.label.split()) >= 4 and self.label[0].isupper())


def _is_of_report(card: Card) -> bool:
    """Whether its recommendation, or a tale below it, has the number of a report's paragraph."""
    heads = [b for b, label in zip(card.blocks, card.labels, strict=True) if b is card.blocks[0] or label == TALE]
    return any(without_paragraph(b.paragraph.printed) != b.paragraph.printed for b in heads)


def _head_rows(card: Card, above: list[Block], paper: Paper, report: bool = False) -> Iterator[Row]:
    """The recommendation of a card that stands `above` its table or its labels, and how it stands where that is said beside its number; a
    mere topic there is no text of it. In a `report`, a number with a dot is the paragraph's."""
    number = None if report and card.number and "." in card.number and numbered(above[0].text) is None else card.number
    first = [replace(above[0].paragraph, text=card.text, number="")] if card.text and not card.has_topic(paper.extra) else []
    if card.told:
        yield Row("Recommendation", "recommendation", None, number, [], list(above))
        yield Row("", TALE, paragraphs=first, sources=above[:1])
        return
    yield Row("Recommendation", "recommendation", None, number, [*first, *(b.paragraph for b in above[1:])], list(above))
    for label, value in (split_label(fact, paper.extra) for fact in card.facts):
        said = [replace(above[0].paragraph, text=value, number="")]
        yield Row(label, label_of(label, paper.extra)[0], paragraphs=said, sources=above[:1])
    if card.state:
        yield Row("", "status", paragraphs=[replace(above[0].paragraph, text=card.state, number="")], sources=above[:1])


def card_rows(paper: Paper) -> Iterator[Row | None]:
    """Rows of all cards in order; null where running text ends a card. In text extractions, text between the parts of a card belongs to
    it."""
    open_card, above, without_table = False, headed(paper), spelt(paper)
    report = any(map(_is_of_report, without_table.values()))
    written = {id(b): label for card in without_table.values() for b, label in zip(card.blocks, card.labels, strict=True)}
    standing = {id(b) for blocks in above.values() for b in blocks}
    loose = paper.plain
    often = Counter(b.text for b in paper.document.blocks) if loose else Counter()
    captions = _key_captions(paper) if loose else set()
    last: tuple[int, ...] = ()
    over: Block | None = None
    for item in paper.document.items:
        number = _dotted(item) if loose else ()
        if isinstance(item, Block) and item.kind == "heading" and id(item) not in written:
            over = item if status_of_heading(item.text, paper.extra) else None
        if isinstance(item, Table) and open_card and written and paper.free(item) and (columns := columns_below(item, paper)):
            paper.use(item, "told below a recommendation")
            yield from _told_below(item, columns, paper)
        elif isinstance(item, Table):
            taken = paper.free(item) and item.index not in paper.key.tables and (
                item.index in above or is_card(item, paper) or (open_card and _continues(item, paper)))
            if taken:
                paper.use(item, "recommendation card")
                if item.index in above:
                    yield from _head_rows(card_of(above[item.index], paper), above[item.index], paper)
                for card in _cards(list(_table_rows(item, paper))):
                    yield from _subject_first(_with_owner(card))
                open_card = True
            elif paper.free(item):
                yield None
                open_card = False
        elif id(item) in without_table:
            card = without_table[id(item)]
            yield from _head_rows(card, [item], paper, report)
            if over is not None and "status" not in card.names():
                yield Row("", "status", paragraphs=[replace(over.paragraph, text=status_words(over.text), number="")], sources=[over])
            open_card = True
        elif id(item) in written:
            yield from _block_row(item, paper, report, written[id(item)])
        elif open_card and item.kind not in ("header", "footer"):
            if written or id(item) in standing or _follows(last, number) or (loose and _CONTACT.match(item.text)):
                yield None
                open_card = False
            elif loose and (often[item.text] >= FURNITURE or _PAGE.search(item.text) or id(item) in captions):
                paper.take(item, role="boilerplate")
            elif loose:
                yield from _block_row(item, paper)
            elif item.kind in ("heading", "paragraph", "list_item"):
                yield None
                open_card = False
        last = number if number and not open_card else last


def _dotted(item: Block | Table) -> tuple[int, ...]:
    """The number of a section or paragraph of the report: 3.0, 3.1; empty for other text."""
    found = _DOTTED.match(item.text) if isinstance(item, Block) else None
    return tuple(map(int, found.groups())) if found else ()


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether the report's own numbering goes on behind the cards: 3.0 or 2.4 after 2.3."""
    return bool(last and number) and number in ((last[0], last[1] + 1), (last[0] + 1, 0), (last[0] + 1, 1))


def _key_captions(paper: Paper) -> set[int]:
    """The ids of short blocks that name the table below them a key: 'Explanation of grades:'."""
    return {id(above) for above, item in pairwise(paper.document.items) if isinstance(item, Table) and item.index in paper.key.tables
            and isinstance(above, Block) and len(above.text.split()) <= CAPTION and above.text[-1:] not in ".;,"
            and (KEY_WORDS.search(fold(above.text)) or _MEANS.search(above.text))}


def _continues(table: Table, paper: Paper) -> bool:
    """A table without the recommendation's own row: the rest of a card cut by a page or by an extraction."""
    labels = [label_in(c, paper.extra)[0] for c in label_cells(table)]
    if begins_rounds(cell_rows(table)[:HEAD], paper):
        return True
    if any(labels):
        return _label_share(table, paper) >= 0.3
    return paper.plain and table.columns <= 4


def _label_share(table: Table, paper: Paper) -> float:
    """Of the first column's filled cells, the share that is a label: a grid's first column is not."""
    cells = [c for c in label_cells(table) if c.column == 0]
    return sum(label_in(c, paper.extra)[0] is not None for c in cells) / len(cells) if cells else 0.0


def _barred_rows(rows: list[tuple[list[Cell], dict[int, Cell]]], paper: Paper) -> Iterator[Row]:
    """A row a recommendation that runs across its table, and a row a value below it."""
    for cells, heads in rows:
        if heads:
            yield from (_row(heads[c.column], [c], paper) for c in cells if c.text)
        elif len(cells) == 1:
            yield _across(cells[0])
        else:
            for cell in cells:
                paper.take(cell, role="boilerplate")


def _across(cell: Cell) -> Row:
    """A numbered recommendation that runs across its table."""
    number, text = numbered(cell.flat) or split_number(cell.flat)
    return Row("Recommendation", "recommendation", None, number, [replace(cell.paragraphs[0], text=text, number="")], [cell])


def _beside_labels(rows: list[list[Cell]], paper: Paper) -> dict[int, list[Row]]:
    """What is merged down the rows of each card, beside its labels: its number, and perhaps who and by when under headings of their own; by
    the first of these rows."""
    out: dict[int, list[Row]] = {}
    heads: dict[int, Cell] = {}
    for row in rows:
        if row[0].row_span > 1:
            told = [_row(heads[c.column], [c], paper) for c in row[3:] if c.column in heads and c.text]
            out[row[0].row] = [Row("", "number", paragraphs=list(row[0].paragraphs), sources=[row[0]]), *told]
        elif row[0].places or row[0].flat or not out:
            heads = heads or {c.column: c for c in row}
            for cell in row:
                if cell.column != 1 and cell.column != 2:
                    paper.take(cell, role="boilerplate")
    return out


def _table_rows(table: Table, paper: Paper) -> Iterator[Row]:
    if rows := barred(table, paper):
        yield from _barred_rows(rows, paper)
        return
    pairs = _pairs_in_a_row(table, paper)
    across: dict[int, DateSpan] = {}
    stated = bars(table, paper)
    below: dict[int, Cell] = {}
    named = any(label_of(c.flat, paper.extra) == ("recommendation", None) for c in label_cells(table))
    rows = cell_rows(table)
    numbers: dict[int, list[Row]] = {}
    if first_column(table):
        numbers = _beside_labels(rows, paper)
        rows = [row[1:3] for row in rows if any(c.flat for c in row[1:3])]
    above: list[Cell] = []
    for at, (cells, following) in enumerate(zip(rows, [*rows[1:], []], strict=True)):
        if above:
            yield from (_row(label, [value], paper) for label, value in zip(above, cells, strict=True))
            above = []
            continue
        if over_values(rows, at, paper):
            above = cells
            continue
        yield from numbers.get(cells[0].row, ())
        if below and (period := round_of(cells, paper)):
            for cell in (c for c in cells[1:] if c.column in below and c.text):
                row = _in_round(_row(below[cell.column], [cell], paper), period)
                yield replace(row, sources=[cells[0], *row.sources])
        elif heads_rounds(cells, following, paper):
            for cell in cells:
                paper.take(cell, role="boilerplate")
            below = {c.column: c for c in cells[1:]}
        elif named and (number := _title_of_card(cells, following, table, paper)):
            yield Row("Recommendation", "number", paragraphs=[replace(cells[0].paragraphs[0], text=number)], sources=cells)
        elif len(cells) > 1 and all(c.flat for c in cells) and are_facts(cells, paper.extra):
            yield from (_fact(cell, paper) for cell in cells)
        elif rounds := _rounds_across(cells, following, paper):
            for cell in cells:
                paper.take(cell, role="boilerplate")
            across = rounds
        elif across and len(cells) > 1 and all(c.column in across for c in cells[1:]):
            if not any(c.text for c in cells[1:]):
                paper.take(cells[0], role="boilerplate")
            yield from (_in_round(_row(cells[0], [c], paper), across[c.column]) for c in cells[1:] if c.text)
        elif cells[0] in stated:
            yield _across(cells[0])
        elif pairs and len(cells) > 1:
            for left, right in zip(cells[::2], cells[1::2], strict=False):
                yield _row(left, [right], paper)
        elif parts := _two_labels(cells, paper):
            yield from parts
        else:
            first = cells[0]
            unlabelled = (first.column == 0 and first.column_span >= table.columns and table.columns > 1 and not is_across(first)
                          and label_of(first.flat, paper.extra)[0] is None)
            yield _row(None, cells, paper) if unlabelled else _row(first, cells[1:], paper)


def _title_of_card(cells: list[Cell], following: list[Cell], table: Table, paper: Paper) -> str | None:
    """The number in a band across a card, with a few words beside it at most: 'Recommendation 2', 'Priority: Medium'; or the number and
    title of the whole card, right over its recommendation: '2. Buses home'."""
    text = " ".join(c.flat for c in cells)
    over = bool(following) and label_of(following[0].flat, paper.extra)[0] == "recommendation"
    if over and len(cells) == 1 and cells[0].column_span == table.columns == 2 and text[-1:] not in ".:;":
        number, title = split_number(text)
        if number and number.isdigit() and 0 < len(title.split()) <= TITLE:
            return number
    found = numbered(text) if sum(c.column_span for c in cells) == table.columns > 1 and len(cells) < 3 else None
    return found[0] if found and len(text.split()) <= TITLE and (len(cells) == 1 or ":" in cells[1].flat) else None


def _two_labels(cells: list[Cell], paper: Paper) -> list[Row]:
    """'Responsible / due | Fund Manager | May 2025': a row a label, where there are as many values."""
    names = re.split(r"\s*(?:/|&|\band\b)\s*", cells[0].flat)
    fields = [label_of(name, paper.extra, loose=True)[0] for name in names]
    if len(cells) != 3 or len(names) != 2 or None in fields or fields[0] == fields[1]:
        return []
    return [Row(name, of, None, None, _spread([value]), [cells[0], value])
            for name, of, value in zip(names, fields, cells[1:], strict=True)]


def _cards(rows: list[Row]) -> list[list[Row]]:
    """The rows of a table cut where a reference begins the next card."""
    cards: list[list[Row]] = [[]]
    for row in rows:
        if row.field == "number" and any(r.field == "recommendation" for r in cards[-1]):
            cards.append([])
        cards[-1].append(row)
    return cards


def _with_owner(rows: list[Row]) -> list[Row]:
    """A card that names a member and nobody else to do it: the member is the owner."""
    alone = any(r.field == "recommendation" for r in rows) and not any(r.field == "owner" for r in rows)
    return [replace(r, field="owner") if alone and r.field == "portfolio" else r for r in rows]


def _subject_first(rows: list[Row]) -> list[Row]:
    """A card whose number, owner or date stands above its recommendation: the recommendation first."""
    at = [i for i, r in enumerate(rows) if r.field == "recommendation"]
    above = {r.field for r in rows[:at[0]]} if len(at) == 1 else set()
    if not above or not above <= {"number", "owner", "due", *SILENT} or above & {r.field for r in rows[at[0]:]} - SILENT:
        return rows
    return [rows[at[0]], *rows[:at[0]], *rows[at[0] + 1:]]


def _told_below(table: Table, columns: dict[int, str], paper: Paper) -> Iterator[Row]:
    """The rows of a table of rounds, or of one row under its headings, a value each."""
    grid = table.grid()
    if 0 in columns:
        heads, values = cell_rows(table)
        yield from _barred_rows([(heads, {}), (values, {c.column: c for c in heads})], paper)
        return
    for cell in table.cells:
        if cell.row == 0 or cell.column == 0:
            paper.take(cell, role="boilerplate")
    for row in grid[1:]:
        period = read_round(row[0].flat, paper.date, paper.extra) if row[0] is not None else None
        for column, name in columns.items():
            if (cell := row[column]) is not None and cell.text:
                yield Row(grid[0][column].flat if grid[0][column] else "", name, period, None, _spread([cell]), [cell])


def _rounds_across(cells: list[Cell], following: list[Cell], paper: Paper) -> dict[int, DateSpan]:
    """The rounds that head a card's columns, where they do: 'Round | May 2021 | December 2021'; a single one without a label, over what it
    reports."""
    spans = {c.column: read_round(c.flat, paper.date, paper.extra) for c in cells[1:]}
    dated = {column: span for column, span in spans.items() if span is not None and span.raw and len(span.raw) > 3}
    alone = all(len(bare(c.flat.replace(dated[c.column].raw or "", ""))) < 15 for c in cells[1:] if c.column in dated)
    single = len(spans) == 1 and not cells[0].flat and bool(following) and label_of(following[0].flat, paper.extra)[0] in REPORTED
    return dated if len(dated) == len(spans) and (len(spans) > 1 or single) and alone and (
        label_of(cells[0].flat, paper.extra)[0] is None) else {}


def _in_round(row: Row, period: DateSpan) -> Row:
    row.period = row.period or period
    return row


def _pairs_in_a_row(table: Table, paper: Paper) -> bool:
    """Whether the table has label, value, label, value: the third column holds labels too."""
    third = [c for c in table.cells if c.column == 2 and c.flat]
    return table.columns >= 4 and any(label_in(c, paper.extra)[0] for c in third) and table.columns % 2 == 0


def _row(label: Cell | None, values: list[Cell], paper: Paper) -> Row:
    text = label.flat if label else ""
    name, number = label_of(text, paper.extra, loose=values != [] and all(c.column > 0 for c in values))
    row = Row(text, name, read_round(text, paper.date, paper.extra), number, sources=[c for c in (label, *values) if c and c.flat])
    if name is None and label is not None and (label.row == 0 or len(values) > 1) and values and _REFERENCE.fullmatch(text):
        return replace(row, field="number", paragraphs=list(label.paragraphs))
    if name is None and text:
        row.paragraphs += label.paragraphs if label else []
        found = numbered(text)
        if found:
            row.field, row.number, row.label = "recommendation", found[0], "Recommendation"
            row.paragraphs[:1] = [Paragraph(found[1], place=label.paragraphs[0].place)] if label else []
    row.paragraphs += _spread(values)
    return row


def _fact(cell: Cell, paper: Paper) -> Row:
    """A label with its value in one cell: 'Target: June 2023'."""
    label, _, value = cell.flat.partition(":")
    return Row(label, labelled(cell.flat, paper.extra), read_round(label, paper.date, paper.extra),
               paragraphs=[replace(cell.paragraphs[0], text=value.strip())], sources=[cell])


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


def _block_row(block: Block, paper: Paper, report: bool = False, known: str | None = None) -> Iterator[Row]:
    """A line of running text inside a card: a label of its own, a label and value on one line, or more of the
    value above. What is `known` of it as progress without a label, or as a status alone, has no label to look for."""
    printed = replace(block.paragraph, text=without_paragraph(block.text), number="") if report else block.paragraph
    if known == BOTH and (state := state_before(printed.text, paper)):
        yield Row("", "status", paragraphs=[replace(printed, text=state)], sources=[block])
        rest = printed.text[len(state):].lstrip(" .:;–—-")
        printed, known = replace(printed, text=rest, number=""), TALE
    if known == TALE:
        yield Row("", known, paragraphs=[printed], sources=[block])
        return
    if known == "unused":
        yield Row(printed.text, known, sources=[block])
        return
    if known == DATED:
        yield Row("", "progress", read_round(printed.text.partition(":")[0], paper.date, paper.extra), None, [printed], [block])
        return
    if known == STATE:
        yield Row("", "status", paragraphs=[replace(printed, text=printed.text.strip("[]"))], sources=[block])
        return
    for text in split_labels(printed.text, paper.extra):
        head, rest = split_label(text, paper.extra)
        name, number = label_of(f"{head}:" if rest else text, paper.extra)
        first, _, more = rest.partition(";")
        name = "progress" if known == ANSWER and name == "response" else name
        explained = name == "progress" and _POSITION.match(head) and state_before(rest, paper)
        if (known == "status" or name in ("progress", "status")) and (gives_state(rest, paper) or explained):
            name = "status"
            period = read_period(more, paper.date, paper.extra)
            if period is not None and period.raw and label_of(more, paper.extra)[0] == "due":  # 'Position: in hand; agreed date 31 March'
                yield Row(more, "due", paragraphs=[Paragraph(period.raw, place=block.paragraph.place)], sources=[block])
                rest = first
        if name:
            value = [Paragraph(rest.strip(), place=block.paragraph.place)] if rest.strip() else []
            label, state = head_state(head, paper) if name == "progress" and value else (head, "")
            period = read_round(label, paper.date, paper.extra)
            if state:  # 'Position at 30 September (delayed): ...'
                yield Row("", "status", period, paragraphs=[Paragraph(state, place=block.paragraph.place)], sources=[block])
            yield Row(label if value else text, name, period, number, value, [block])
        else:
            yield Row("", None, paragraphs=[replace(printed, text=text)], sources=[block])
