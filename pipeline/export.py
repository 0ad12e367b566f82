"""Copies of a snapshot for other programs: CSV, Excel, SQLite. Each writes to a temporary name and then renames.

Text that a spreadsheet would run as a formula is made harmless here and only here: in CSV by a leading apostrophe, in
Excel by the cell's own text mark. Parquet and SQLite hold the text as printed.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.dictionary import columns, description, kind_in_words, kinds
from models.records import KEYS, TABLES
from models.views import VIEWS
from pipeline.files import in_place

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SHEET_ROWS, CELL_TEXT = 1_048_576, 32_767
BATCH = 20_000
CUT = " … [cut: Excel holds 32,767 characters a cell]"


def safe(value: Any) -> Any:
    """The value as a spreadsheet may read it from CSV: text that starts like a formula gets a leading apostrophe."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def flat(value: Any) -> Any:
    """A value without lists: words joined by '; ', places as JSON."""
    if isinstance(value, list):
        if all(isinstance(v, str) for v in value):
            return "; ".join(value) or None
        return json.dumps(value, ensure_ascii=False)
    return value


def rows(connection: Any, table: str, size: int = BATCH) -> Iterator[list[tuple[Any, ...]]]:
    """A table's rows in batches of at most `size`, lists made flat."""
    names = ", ".join(f'"{f.name}"' for f in columns(table))
    order = " order by review_key, subject_key, round" if table in VIEWS else ""
    result = connection.execute(f"select {names} from {table}{order}")
    while batch := result.fetchmany(size):
        yield [tuple(flat(v) for v in row) for row in batch]


def to_csv(connection: Any, folder: Path) -> list[Path]:
    """One `<table>.csv` a table and view, UTF-8 with the mark that Excel needs to see it as such."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in (*TABLES, *VIEWS):
        path = folder / f"{table}.csv"
        with in_place(path) as temporary, open(temporary, "w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(f.name for f in columns(table))
            for batch in rows(connection, table):
                writer.writerows([safe(v) for v in row] for row in batch)
        written.append(path)
    return written


def to_excel(connection: Any, path: Path, sheet_rows: int = SHEET_ROWS) -> list[str]:
    """One workbook: a sheet a table (in parts, 'passages 2', past Excel's limit of rows) and the dictionary. Returns the sheets' names."""
    import xlsxwriter

    with in_place(path) as temporary:
        book = xlsxwriter.Workbook(
            str(temporary), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        book.set_properties({"created": dt.datetime(2000, 1, 1)})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"quote_prefix": True}),
            "share": book.add_format({"num_format": "0.000"}),
        }
        _dictionary_sheet(book, formats)
        for table in (*reversed(VIEWS), *TABLES):
            _table_sheets(book, formats, connection, table, sheet_rows)
        book.close()
        return [sheet.get_name() for sheet in book.worksheets()]


def _table_sheets(book: Any, formats: dict[str, Any], connection: Any, table: str, sheet_rows: int) -> None:
    part, line, sheet = 1, 0, _new_sheet(book, formats, table, 1)
    for batch in rows(connection, table):
        for row in batch:
            if line == sheet_rows - 1:
                _finish(sheet, line, len(row))
                part, line = part + 1, 0
                sheet = _new_sheet(book, formats, table, part)
            line += 1
            for i, value in enumerate(row):
                _write(sheet, line, i, value, formats)
    _finish(sheet, line, len(columns(table)))


def _new_sheet(book: Any, formats: dict[str, Any], table: str, part: int) -> Any:
    sheet = book.add_worksheet(table if part == 1 else f"{table} {part}")
    sheet.freeze_panes(1, 1)
    kind_of = kinds(table)
    for i, f in enumerate(columns(table)):
        wide = f.name in ("text", "recommendation", "action", "evidence", "impact", "sentence", "message")
        sheet.set_column(i, i, 60 if wide else 12 if kind_in_words(kind_of[f.name]) in ("date", "number", "whole number") else 20)
        sheet.write_string(0, i, f.name, formats["head"])
    return sheet


def _finish(sheet: Any, last_row: int, width: int) -> None:
    sheet.autofilter(0, 0, max(last_row, 1), width - 1)


def _write(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif isinstance(value, float):
        sheet.write_number(row, column, value, formats["share"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), formats["date"])
    else:
        text = value if len(value) <= CELL_TEXT else value[: CELL_TEXT - len(CUT)] + CUT
        sheet.write_string(row, column, text, formats["text"] if text.startswith(FORMULA_STARTS) else None)


def _dictionary_sheet(book: Any, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet("dictionary")
    for i, (name, width) in enumerate({"table": 18, "column": 24, "kind": 16, "what it holds": 90, "unit": 10, "codes": 60}.items()):
        sheet.set_column(i, i, width)
        sheet.write_string(0, i, name, formats["head"])
    listed = _described()
    for line, row in enumerate(listed, 1):
        for i, text in enumerate(row):
            sheet.write_string(line, i, text)
    sheet.freeze_panes(1, 2)
    _finish(sheet, len(listed), 6)


def _described() -> list[tuple[str, str, str, str, str, str]]:
    """Every column: table, column, kind, description, unit, codes."""
    return [
        (table, f.name, kind_in_words(kinds(table)[f.name]), f.metadata["description"], f.metadata["unit"], ", ".join(f.metadata["codes"]))
        for table in (*VIEWS, *TABLES)
        for f in columns(table)
    ]


def to_sqlite(connection: Any, path: Path) -> Path:
    """One SQLite file: every table and view as a table with types and keys, `_columns` that describes them, and beside it
    `<name>-metadata.json` for Datasette (`datasette NAME.sqlite -m NAME-metadata.json`)."""
    with in_place(path) as temporary, contextlib.closing(sqlite3.connect(temporary)) as base:
        base.execute("pragma journal_mode = off")
        for table in (*VIEWS, *TABLES):
            base.execute(_create(table))
            names = [f.name for f in columns(table)]
            insert = f"insert into {table} values ({', '.join('?' * len(names))})"
            for batch in rows(connection, table):
                base.executemany(insert, [[v.isoformat() if isinstance(v, dt.date) else v for v in row] for row in batch])
            if "document_id" in names and table != "documents":
                base.execute(f"create index {table}_document on {table} (document_id)")
        base.execute(
            'create table _columns ("table" text, "column" text, kind text, description text, unit text, codes text, '
            'primary key ("table", "column"))'
        )
        base.executemany("insert into _columns values (?, ?, ?, ?, ?, ?)", _described())
        base.commit()
    metadata = path.with_name(f"{path.stem}-metadata.json")
    tables = {
        table: {"description": description(table), "columns": {f.name: f.metadata["description"] for f in columns(table)}}
        for table in (*VIEWS, *TABLES)
    }
    with in_place(metadata) as temporary:
        temporary.write_text(
            json.dumps({"title": "Matters arising", "databases": {path.stem: {"tables": tables}}}, indent=1, ensure_ascii=False) + "\n",
            encoding="utf-8",
        )
    return path


def _create(table: str) -> str:
    parts = []
    types = kinds(table)
    for f in columns(table):
        words = kind_in_words(types[f.name])
        kind = {"whole number": "integer", "yes or no": "integer", "number": "real"}.get(words, "text")
        target = f.metadata["references"]
        parts.append(
            f'"{f.name}" {kind}'
            + (" primary key" if table in TABLES and f.metadata["key"] else "")
            + (f" references {target} ({KEYS[target]})" if target else "")
        )
    return f"create table {table} ({', '.join(parts)})"
