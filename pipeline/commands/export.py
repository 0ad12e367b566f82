"""`matters export`: copies of the published tables for spreadsheets and Datasette."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import export
from pipeline.load import connect

EPILOG = """example:
  matters export csv --to exports/csv
  matters export excel --to exports/matters.xlsx
  matters export sqlite --to exports/matters.sqlite
"""
TARGETS = {"csv": "exports/csv", "excel": "exports/matters.xlsx", "sqlite": "exports/matters.sqlite"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(TARGETS), help="what to write")
    parser.add_argument(
        "--out", type=Path, default=Path("data/processed"), metavar="DIR", help="where the tables are (default: data/processed)"
    )
    parser.add_argument("--to", type=Path, metavar="PATH", help="folder (csv) or file to write (default: below exports/)")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    target = args.to or Path(TARGETS[args.kind])
    connection = connect(args.out)
    {"csv": export.to_csv, "excel": export.to_excel, "sqlite": export.to_sqlite}[args.kind](connection, target)
    print(target)
    return 0
