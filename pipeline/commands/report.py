"""`matters report`: the published tables as one HTML page that opens from a file share, without a server or network."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.kinds import amount
from pipeline.load import connect

EPILOG = """example:
  matters report --to report.html
  matters report --out data/processed --papers data/raw --pictures 12 --to share/report.html
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, default=Path("data/processed"), metavar="DIR", help="where the tables are (default: data/processed)"
    )
    parser.add_argument(
        "--papers", type=Path, default=Path("data/raw"), metavar="DIR", help="the papers, for pictures of their pages (default: data/raw)"
    )
    parser.add_argument("--pictures", type=amount, default=6, metavar="MB", help="the most that pictures may take; 0 for none (default: 6)")
    parser.add_argument("--to", type=Path, default=Path("report.html"), metavar="FILE", help="the page to write (default: report.html)")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    from pipeline.report.build import report, write
    from pipeline.report.data import collect

    data = collect(connect(args.out), args.papers, args.to, int(args.pictures * 1_000_000))
    write(report(data), args.to)
    print(
        f"{args.to}: {sum(data['actions'].get('followed', [])):,} actions, {len(data['pools']['picture']):,} pictures, "
        f"{args.to.stat().st_size / 1e6:.1f} MB"
    )
    return 0
