"""The paper's own key to its grades and colours: a table, shaded boxes, or lines such as 'Green = on track'."""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from extractors.headings import EXACT, match
from extractors.key_entries import Entry, label_of
from extractors.key_lines import in_lines
from extractors.key_shares import Band, find_shares
from extractors.key_tables import in_table
from extractors.values.meanings import Meaning, fold, scale
from models.document import Document, ReaderNote, Table


_ANNOUNCED = re.compile(r"\W*(?:(?:b?rag|status|colour|progress|ratings?)\s+)?(?:key|legend)(?:\s+(?:to|for)\s+[\w ]{1,30})?\W*", re.I)


@dataclass(slots=True)
class Key:
    """What grades, colours and words mean in one paper. `grades`: number -> (label, status); `colours`: rag -> (label, status);
    `words`: folded word -> (grade, label, rag, status), `symbols` the same by a sign such as '●'; `fills`: '#RRGGBB' of the
    key's cells -> rag, `shades` the same -> (label, status); `shares`: what shares done mean;
    `tables`: indices of tables that are keys, `rows` of those of which only some rows are; `blocks`: positions in document.items
    of lines that are; `printed` is false for the default key; `forecast` is what colours mean of forecasts, where that is another
    thing."""

    grades: dict[int, tuple[str, str]] = field(default_factory=dict)
    colours: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[str, Meaning] = field(default_factory=dict)
    symbols: dict[str, Meaning] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    shades: dict[str, tuple[str, str]] = field(default_factory=dict)
    shares: list[Band] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)
    rows: dict[int, set[int]] = field(default_factory=dict)
    blocks: set[int] = field(default_factory=set)
    printed: bool = False
    notes: list[ReaderNote] = field(default_factory=list)
    extra: tuple[str, ...] = ()
    forecast: Key | None = None


@cache
def default_key(extra: tuple[str, ...] = ()) -> Key:
    """The key of a paper that prints none. Shared: not to be changed."""
    terms = scale(extra).terms
    return Key(grades={int(n): (label, status) for n, (label, status) in terms["grades"].items()},
               colours={rag: (label, status) for rag, (label, status) in terms["colours"].items()}, extra=extra)


def find_key(document: Document, extra: tuple[str, ...] = ()) -> Key:
    """The key the paper prints, laid over the default. A printed scale of numbers replaces the default one."""
    key = _usual(extra)
    for position, item in enumerate(document.items):
        if isinstance(item, Table):
            now, later = _parted(item, extra)
            entries = in_table(now, extra)
            if later is not None and entries and (forecasts := in_table(later, extra)):
                key.forecast = _usual(extra)
                add(key.forecast, forecasts, page_of(item))
            if entries:
                add(key, entries, page_of(item))
                mark_rows(key, item, entries)
    for positions, entries in in_lines(document, extra):
        add(key, entries, None)
        key.blocks.update(positions)
    key.shares = find_shares(document, extra)
    if not (key.printed or key.shares) and (block := next((b for b in document.blocks if _ANNOUNCED.fullmatch(b.text)), None)):
        message = f"Nothing could be read of the key that '{block.text}' announces; colours and grades are read as usual"
        key.notes.append(ReaderNote("key-not-understood", message, block.paragraph.place.page))
    return key


def _usual(extra: tuple[str, ...]) -> Key:
    """The default key, to be changed."""
    usual = default_key(extra)
    return Key(grades=dict(usual.grades), colours=dict(usual.colours), extra=extra)


def _parted(table: Table, extra: tuple[str, ...]) -> tuple[Table, Table | None]:
    """A key of three columns whose last says what a colour means of a forecast ('Colour | Delivery | Forecast'), as two."""
    last = next((c for c in table.cells if c.row == 0 and c.column == 2), None)
    if table.columns != 3 or table.rows < 3 or last is None or match(last.flat, extra).get("forecast", 0.0) < EXACT:
        return table, None
    return tuple(Table([replace(c, column=min(c.column, 1)) for c in table.cells if c.column != other], table.method, table.index,
                       table.rows, 2) for other in (2, 1))


def page_of(table: Table) -> int | None:
    return next((place.page for cell in table.cells for place in cell.places), None)


def mark_rows(key: Key, table: Table, entries: list[Entry]) -> None:
    """Remember which table, or which rows of a longer one, are the key."""
    rows = {r for e in entries for r in e.rows}
    if not rows or max(rows) - min(rows) + 1 >= table.rows - 2:
        key.tables.add(table.index)
    else:
        key.rows.setdefault(table.index, set()).update(range(min(rows), max(rows) + 1))


def add(key: Key, entries: list[Entry], page: int | None) -> None:
    """Lay the lines of a printed key over what is known so far. A printed scale of numbers replaces the default one.
    A shade that all lines share is the table's, and says nothing."""
    usual = default_key(key.extra)
    if any(e.number for e in entries) and key.grades == usual.grades:
        key.grades = {}
    key.printed = True
    if len(entries) > 1 and len({e.fill for e in entries}) == 1:
        entries = [replace(e, fill=None) for e in entries]
    for entry in entries:
        label = entry.word or label_of(entry.text)
        status = entry.status(key.extra)
        if status is None:
            message = f"The key gives '{entry.text}' for {entry.sign}; its meaning is not known"
            key.notes.append(ReaderNote("key-not-understood", message, page))
        elif (rag := entry.rag(key.extra)) and status != usual.colours[rag][1]:
            message = f"The key gives '{label}' ({status}) for {fold(entry.colour or '') or rag}, usually {usual.colours[rag][1]}"
            key.notes.append(ReaderNote("key-conflict", message, page))
        lay(key, entry, label, status or "unknown")


def lay(key: Key, entry: Entry, label: str, status: str) -> None:
    """Enter one line of a key: its number, its colour and shade, its words. Where two signs are one RAG colour (yellow and
    orange), each keeps its own meaning as a word, and the one named like the colour, or else the first, is the colour's."""
    known, rag, name = scale(key.extra), entry.rag(key.extra), fold(entry.colour or "")
    if entry.number:
        key.grades[entry.number] = (label, status)
    if entry.symbol:
        key.symbols[entry.symbol] = (None, label, rag, status)
    if rag:
        if entry.fill:
            key.fills[entry.fill.upper()], key.shades[entry.fill.upper()] = rag, (label, status)
        if name in (rag, "") or rag not in key.words:
            key.colours[rag], key.words[rag] = (label, status), (None, label, rag, status)
        if name and name not in known.letters:
            key.words[name] = (None, label, rag, status)
    elif entry.fill:
        key.shades[entry.fill.upper()] = (label, status)
    elif name:
        key.words[name] = (None, label, None, status)
    folded = fold(label)
    if folded and len(folded.split()) <= 7 and folded not in known.colours:
        key.words.setdefault(folded, (entry.number, label, rag, status))
