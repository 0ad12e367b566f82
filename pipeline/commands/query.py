"""`matters query "select …"`: SQL over the published tables, embedded and offline; nothing can be written."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any, TextIO

from pipeline.commands.kinds import positive
from pipeline.load import connect
from pipeline.settings import WrongUsage

EPILOG = """tables: documents, recommendations, actions, evidence, assessments … (docs/data-dictionary.md), and two joins:
  progress  one row an action and round
  latest    one row an action, with its latest round

example:
  matters query "select review, count(*) as late from latest where late_by_days > 0 group by all order by late desc"
"""
BATCH = 10_000
WIDEST = 1_000_000
"""Characters. What is no terminal has no width: there a row stays on its line."""
UNREADABLE = "reading the stream registered as"
"""What DuckDB says where it is not the query that is wrong but a table."""
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "FLOAT", "DOUBLE", "NUMBER")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sql", nargs="?", help="the query; read from standard input where it is left out or '-'")
    parser.add_argument(
        "--out", type=Path, default=Path("data/processed"), metavar="DIR", help="where the tables are (default: data/processed)"
    )
    parser.add_argument("--format", choices=sorted(WRITERS), default="table", help="default: table")
    parser.add_argument("--rows", type=positive, default=50, metavar="N", help="rows shown as a table; csv and json give all (default: 50)")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    """Run the query and print its rows. Raises WrongUsage where the query is wrong."""
    import duckdb

    query = sys.stdin.read() if args.sql in (None, "-") else args.sql
    connection = connect(args.out)
    try:
        result = connection.execute(query)
        if result is None:
            raise WrongUsage("the query is empty")
        if result.description:
            WRITERS[args.format](result, sys.stdout, args.rows)
    except duckdb.Error as error:
        if UNREADABLE in str(error):
            raise
        raise WrongUsage(str(error)) from error
    return 0


def _table(result: Any, out: TextIO, rows: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, header_style="bold")
    for name, kind, *_ in result.description:
        table.add_column(
            Text(name), justify="right" if str(kind) in NUMBERS or str(kind).startswith("DECIMAL") else "left", overflow="fold"
        )
    got = result.fetchmany(rows + 1)
    for row in got[:rows]:
        table.add_row(*(Text("" if v is None else _words(v)) for v in row))
    console = Console(file=out, highlight=False)
    if not out.isatty():
        console.width = Console(width=WIDEST).measure(table).maximum
    with console.capture() as printed:
        console.print(table)
    out.write(printed.get())
    if len(got) > rows:
        print(f"… and more; --rows N shows more, --format csv gives all (first {rows} shown)", file=out)


def _csv(result: Any, out: TextIO, rows: int) -> None:
    from pipeline.export import safe

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_names(result))
    while got := result.fetchmany(BATCH):
        writer.writerows([safe(_words(v)) if isinstance(v, (str, list, dict)) else v for v in row] for row in got)


def _json(result: Any, out: TextIO, rows: int) -> None:
    out.write("[")
    mark, names = "\n", _names(result)
    while got := result.fetchmany(BATCH):
        for row in got:
            out.write(mark + json.dumps(dict(zip(names, row)), ensure_ascii=False, default=str))
            mark = ",\n"
    out.write("\n]\n")


def _words(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict)) else str(value)


def _names(result: Any) -> list[str]:
    return [column[0] for column in result.description]


WRITERS = {"table": _table, "csv": _csv, "json": _json}
