"""`matters inspect`: what is seen in one paper. Writes nothing."""
from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.paper import Paper
    from models.document import Document

SHOWN = 12
"""Rows of a table of records printed, unless --all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = "examples:\n  matters inspect 'plan V20.pdf'\n  matters inspect tracker.docx --vocabulary wrenbury.toml --all"
    parser.add_argument("paper", type=Path, metavar="PAPER", help="a PDF, Word, PowerPoint or text file")
    parser.add_argument("--vocabulary", action="append", default=[], metavar="FILE",
                        help="a TOML file with words of your own; may be given again (those beside the paper are used too)")
    parser.add_argument("--all", action="store_true", help="print every record, not the first of each table")


def run(args: argparse.Namespace) -> int:
    """Read the paper and print what was seen. Exit code 1 where it could not be read."""
    from extractors.extract import read_paper
    from extractors.readers import read
    from models.errors import PaperError
    from models.records import DocumentRow
    from models.vocabulary.teaching import BadVocabulary
    from pipeline.sources import sha256_of
    from pipeline.words import beside, usable

    if not args.paper.is_file():
        print(f"matters inspect: no file {args.paper}", file=sys.stderr)
        return 2
    try:
        own = usable([*args.vocabulary, *beside(args.paper)])
        document = read(args.paper)
    except BadVocabulary as error:
        print(f"matters inspect: {error}", file=sys.stderr)
        return 2
    except PaperError as error:
        print(f"{args.paper.name}: {error.code}: {error}\n  {error.advice}")
        return 1
    sha = sha256_of(str(args.paper))
    paper = read_paper(document, DocumentRow(document_id=sha[:16], sha256=sha, file_name=args.paper.name), own)
    _about(paper, own)
    _tables(document, paper)
    _records(paper, args.all)
    _notes(paper)
    return 0


def _about(paper: Paper, own: tuple[str, ...]) -> None:
    row = paper.records.document
    print(f"{row.file_name}: {row.media_type}, {row.page_count or 'no'} pages, tables found by {row.table_method or '-'}")
    if own:
        print(f"  your words    {', '.join(own)}")
    for name in ("title", "review", "organisation", "committee", "paper_date", "version", "agreed_raw"):
        if getattr(row, name):
            print(f"  {name:13} {getattr(row, name)}")
    why = (", ".join(f"{name} {weight}" for name, weight in sorted(paper.shapes.items(), key=lambda s: -s[1]))
           or "no table or list of a known shape")
    print(f"  layout        {row.layout} ({why})")
    print(f"  coverage      {row.coverage} of {row.words_total} words; {row.status}")
    key = paper.key
    print(f"  key           {'printed in the paper' if key.printed else 'none printed; the usual meanings stand'}")
    for colour, (label, status) in sorted(key.colours.items()):
        print(f"                {colour}: {label or '-'} = {status}")
    for grade, (label, status) in sorted(key.grades.items()):
        print(f"                {grade}: {label or '-'} = {status}")
    for word, (grade, label, _, status) in key.words.items():
        if grade is None and word not in key.colours:
            print(f"                {label} = {status}")


def _tables(document: Document, paper: Paper) -> None:
    print(f"\n{len(document.tables)} tables")
    for table in document.tables:
        pages = sorted({p.page for c in table.cells for p in c.places if p.page})
        where = f", page {pages[0]}" + (f"-{pages[-1]}" if pages[-1] != pages[0] else "") if pages else ""
        use = paper.uses.get(table.index)
        print(f"  {table.index}: {table.rows} rows, {table.columns} columns, {table.method}{where}: "
              f"{use.what if use else 'kept as passages'}")
        for heading, field, reason in use.columns if use and not use.what.startswith("tracker, going on") else ():
            print(f"       {heading[:38] or '(blank)':40} -> {field or 'no field: kept as passages'}{f'   ({reason})' if reason else ''}")
        if use is None and table.cells:
            print(f"       first row: {' | '.join(c.flat[:24] for c in table.cells if c.row == 0)[:110]}")


def _records(paper: Paper, everything: bool) -> None:
    print("\nrecords")
    for name, rows in paper.records.rows.items():
        if not rows or name in ("diagnostics", "passages"):
            continue
        print(f"  {name}: {len(rows)}")
        for row in rows if everything else rows[:SHOWN]:
            print(f"    {_line(row)}")
        if not everything and len(rows) > SHOWN:
            print(f"    ... {len(rows) - SHOWN} more (--all)")
    roles = Counter(p.role for p in paper.records.passages)
    print(f"  passages: {len(paper.records.passages)} ({', '.join(f'{role} {n}' for role, n in roles.most_common())})")


def _line(row: object) -> str:
    """One record on one line: number, text, and what was understood."""
    parts = []
    for name in (
            "number", "kind", "measure", "value_raw", "rag", "status", "subject", "scheme", "rating", "percent", "title", "text", "name",
            "role", "organisation", "owner_raw", "due_raw", "due_end", "period_raw", "page_first"):
        value = getattr(row, name, None)
        if value not in (None, ""):
            label = {"page_first": "p", "owner_raw": "owner", "due_raw": "due", "due_end": "=", "period_raw": "round"}.get(name)
            flat = " ".join(str(value).split())
            parts.append(f"{label} {flat[:60]}" if label else flat[:80])
    doubts = f"   [{'; '.join(row.confidence)}]" if getattr(row, "confidence", None) else ""
    return " · ".join(parts) + doubts


def _notes(paper: Paper) -> None:
    notes = paper.records.diagnostics
    print(f"\nnotes: {len(notes)}")
    seen: Counter[str] = Counter()
    for note in notes:
        seen[note.code or ""] += 1
        if seen[note.code or ""] <= 5:
            page = f" (page {note.page})" if note.page else ""
            print(f"  {note.severity} {note.code}: {note.message}{page}{f': {note.excerpt[:90]}' if note.excerpt else ''}")
    for code, n in seen.items():
        if n > 5:
            print(f"  ... {n - 5} more {code}")
