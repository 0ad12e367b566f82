"""`matters story ACTION`: one action's life over all papers, with sources."""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

EPILOG = """ACTION is an action_key (or recommendation_key), the end of one, a printed number, or words of its text.

example:
  matters story 7 --review "ferry services"
  matters story "condition report shelters"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", metavar="ACTION", help="key, number or words")
    parser.add_argument("--review", metavar="WORDS", help="only in reviews with these words in title or key")
    parser.add_argument("--out", type=Path, default=Path("data/processed"), metavar="DIR",
                        help="where the tables are (default: data/processed)")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    from pipeline.link.shelf import NotFound, Shelf
    from pipeline.link.story import find, render, story

    shelf = Shelf(args.out)
    if shelf.connection is None:
        print(f"matters story: no tables in {args.out}: run `matters ingest PAPERS --out {args.out}` first", file=sys.stderr)
        return 3
    try:
        found = story(shelf, *find(shelf, args.action, args.review))
    except NotFound as problem:
        print(f"matters story: {problem}", file=sys.stderr)
        return 2
    print(json.dumps(found.plain(), ensure_ascii=False, indent=1, default=str) if args.json else render(found),
          end="\n" if args.json else "")
    return 0
