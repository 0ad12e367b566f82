"""`matters review`: a page that shows what is doubtful first and saves a person's decisions as corrections.csv."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.kinds import amount, positive
from pipeline.load import connect

EPILOG = """Open the page, decide, press 'Save corrections' and put corrections.csv into the folder of the tables;
the next `matters ingest` or `matters publish` applies it and marks the rows.

example:
  matters review --to review.html
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, default=Path("data/processed"), metavar="DIR", help="where the tables are (default: data/processed)"
    )
    parser.add_argument(
        "--papers", type=Path, default=Path("data/raw"), metavar="DIR", help="the papers, for pictures of their pages (default: data/raw)"
    )
    parser.add_argument("--most", type=positive, default=400, metavar="N",
                        help="the most items on the page, most doubtful first (default: 400)")
    parser.add_argument(
        "--pictures", type=amount, default=12, metavar="MB", help="the most that pictures may take; 0 for none (default: 12)"
    )
    parser.add_argument("--to", type=Path, default=Path("review.html"), metavar="FILE", help="the page to write (default: review.html)")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    from pipeline.report.build import write
    from pipeline.review.build import review
    from pipeline.review.data import collect

    data = collect(connect(args.out), args.papers, args.to, args.out / "corrections.csv", int(args.pictures * 1_000_000), args.most)
    write(review(data), args.to)
    left = f", {data['left_out']:,} less doubtful ones left out (--most N)" if data["left_out"] else ""
    print(f"{args.to}: {len(data['items']):,} to check{left}")
    return 0
