"""`matters changes OLD NEW`: what changed between two papers of one review or plan."""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

EPILOG = """OLD and NEW are papers in the tables (document id, path or file name) or files, which are read but not stored.

example:
  matters changes ferry-may.pdf ferry-december.pdf
  matters changes plan-v19.docx plan-v20.docx --json
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the earlier paper")
    parser.add_argument("new", metavar="NEW", help="the later paper")
    parser.add_argument("--out", type=Path, default=Path("data/processed"), metavar="DIR",
                        help="where the tables are (default: data/processed)")
    parser.add_argument("--full", action="store_true", help="long texts whole")
    parser.add_argument("--json", action="store_true", help="as JSON, every text whole")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    from models.errors import PaperError
    from models.vocabulary.teaching import BadVocabulary
    from pipeline.link import differences
    from pipeline.link.briefing import briefing, render
    from pipeline.link.shelf import NotFound, Shelf, pair

    shelf = Shelf(args.out)
    try:
        old, new = shelf.paper(args.old), shelf.paper(args.new)
    except (NotFound, BadVocabulary) as problem:
        print(f"matters changes: {problem}", file=sys.stderr)
        return 2
    except PaperError as problem:
        print(f"matters changes: {problem.code}: {problem} {problem.advice}", file=sys.stderr)
        return 3
    review_key, scores = pair(shelf, old, new)
    told = briefing(old, new, differences(old, new, review_key, scores.get))
    print(json.dumps(told.plain(), ensure_ascii=False, indent=1) if args.json else render(told, args.full), end="\n" if args.json else "")
    if not set(old.keys.values()) & set(new.keys.values()):
        print("matters changes: the two papers have no record in common; are they of one review?", file=sys.stderr)
    return 0
