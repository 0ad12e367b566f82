"""`matters tag`: themes and slippage of any text, or again in stored tables."""
from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from extractors.themes import tag_texts
from pipeline.words import usable

EPILOG = """example:
  matters tag paragraphs.jsonl -o tagged.jsonl
  matters tag --explain "The launch was put on hold during lockdown."
  matters tag --tables data/processed

A line of FILE is {"id": ..., "text": ...}; a line of the output has id, themes, slippage_cause, cause_theme and spans.
--tables tags the published tables in a folder again, after the rules changed, and publishes them; no paper is read. Words of
your own are those that the papers were read with: `matters ingest PAPERS --vocabulary TOML` takes up others."""


class BadLine(ValueError):
    """A line of the input that is not a text with an id."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", metavar="FILE", help="JSON lines with id and text ('-': standard input)")
    what.add_argument("--explain", metavar="TEXT", help="say why a text is tagged as it is")
    what.add_argument("--tables", type=Path, metavar="DIR", help="tag the published tables in this folder again")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="file to write (default: standard output)")
    parser.add_argument("--vocabulary", action="append", default=[], metavar="TOML",
                        help="your own rules, added to those of the program (repeatable; not with --tables)")
    parser.add_argument("--require-model", action="store_true",
                        help="end with an error unless a trained spaCy model is used (none is: rules only)")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    """Do what was asked; the exit code."""
    if args.require_model:
        return wrong("no trained model is used: themes and slippage come from rules alone, which did better (docs/themes.md). "
                     "Leave --require-model out.")
    if args.tables and args.vocabulary:
        return wrong("--vocabulary does not go with --tables: the next ingest would undo it. `matters ingest PAPERS --out "
                     f"{args.tables} --vocabulary {args.vocabulary[0]}` reads the papers with it, and keeps it")
    try:
        extra = usable(args.vocabulary)
        if args.explain is not None:
            from extractors.themes.explain import explain

            print(explain(args.explain, extra))
            return 0
        if args.tables:
            return tables(args.tables)
        with reading(args.file) as source, writing(args.output) as target:
            tag_lines(source, target, extra)
    except BadLine as error:
        return wrong(f"{args.file}: {error}")
    except OSError as error:
        return wrong(f"{error.filename}: {error.strerror}", 3)
    except ValueError as error:
        return wrong(str(error))
    return 0


def tag_lines(source: IO[str], target: IO[str], extra: tuple[str, ...]) -> None:
    """Tag JSON lines one by one, however many there are."""
    for number, line in enumerate(source, start=1):
        if line.strip():
            identity, text = parsed(line, number)
            tags = next(tag_texts([text], extra))
            target.write(json.dumps({"id": identity, **tags.as_dict()}, ensure_ascii=False) + "\n")


def parsed(line: str, number: int) -> tuple[Any, str]:
    """Id and text of a line."""
    try:
        row = json.loads(line)
        identity, text = row["id"], row["text"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadLine(f"line {number} is not JSON with 'id' and 'text'") from error
    if not isinstance(text, str | None):
        raise BadLine(f"line {number}: 'text' is not a text")
    return identity, text or ""


def tables(folder: Path) -> int:
    """Tag stored tables again."""
    from pipeline.retag import republish
    from pipeline.store import Locked, NoSnapshot, manifest

    try:
        before = manifest(folder)
        after = republish(folder)
    except (NoSnapshot, Locked) as error:
        return wrong(str(error), 3)
    changed = before is None or before["snapshot"] != after["snapshot"]
    print(f"{after['tables']['themes']['rows']} themes; {'published ' + after['snapshot'] if changed else 'nothing changed'}")
    return 0


def reading(name: str) -> contextlib.AbstractContextManager[IO[str]]:
    return contextlib.nullcontext(sys.stdin) if name == "-" else open(name, encoding="utf-8")


@contextlib.contextmanager
def writing(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    beside = path.with_name(f".{path.name}.new")
    try:
        with open(beside, "w", encoding="utf-8") as handle:
            yield handle
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def wrong(message: str, code: int = 2) -> int:
    print(f"matters tag: {message}", file=sys.stderr)
    return code
