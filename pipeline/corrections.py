"""What a person corrected: kept in a CSV file beside the tables, applied whenever they are published.

Columns: paper (document_id or SHA-256), table, record (id or key of the row), field, expected (the value as extracted),
value (the right one), who, why, when. Lists are joined by '; ', dates are ISO 8601, nothing is null. A correction whose
expected value is not what is extracted now is not applied but reported. Decisions on links stand in links.csv beside it.
"""
from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("paper", "table", "record", "field", "expected", "value", "who", "why", "when")
JOINS = ("kind", "key_a", "key_b")
OWN = frozenset({"document_id", "sha256", "inferred", "corrected", "confidence", "source_cells", "extractor_version", "processed_at"})
"""Columns that say where a row comes from; they are not open to correction."""


class BadCorrections(ValueError):
    """The file of corrections cannot be read."""


class Misfit(ValueError):
    """A correction that cannot be applied; the message says why."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; `line` is its number, counted from 1 with the heading."""

    line: int
    paper: str
    table: str
    record: str
    field: str
    expected: str
    value: str
    who: str = ""
    why: str = ""
    when: str = ""


@dataclass(slots=True)
class Note:
    """A correction that was not applied: `code` is 'correction-stale' or 'correction-invalid'."""

    code: str
    message: str
    table: str | None = None
    record: str | None = None


class Corrections:
    """The corrections of one output folder, by paper. Raises BadCorrections where the file is no CSV with the columns needed."""

    def __init__(self, path: Path):
        self.by_paper: dict[str, list[Correction]] = defaultdict(list)
        for number, *values in _lines(path, COLUMNS, needed=6):
            line = Correction(number, *values)
            self.by_paper[line.paper.lower()[:16]].append(line)

    def of(self, document_id: str) -> list[Correction]:
        """Corrections to one paper, in order of the file."""
        return self.by_paper.get(document_id, [])

    def token(self, document_id: str) -> str:
        """Changes when the corrections to this paper do; empty where there are none."""
        mine = [astuple(c)[1:] for c in self.of(document_id)]
        return hashlib.sha256(json.dumps(mine).encode()).hexdigest()[:16] if mine else ""

    def strays(self, papers: Iterable[str]) -> list[Note]:
        """Notes on corrections to papers that are not there."""
        here = set(papers)
        return [Note("correction-invalid", f"line {c.line}: there is no paper {c.paper}")
                for p in sorted(set(self.by_paper) - here) for c in self.by_paper[p]]


class Joins:
    """A person's decisions on which records are the same over papers, from links.csv: (kind, key_a, key_b), kind 'join' or 'part'.
    `notes` are on lines that decide nothing. Raises BadCorrections as Corrections does."""

    def __init__(self, path: Path):
        self.pairs: list[tuple[str, str, str]] = []
        self.notes: list[Note] = []
        self.lines: list[tuple[int, str, str]] = []
        for number, kind, a, b in _lines(path, JOINS, needed=3):
            if kind not in ("join", "part"):
                self.notes.append(Note("correction-invalid", f"links.csv, line {number}: {kind!r} is neither join nor part"))
            elif not a or not b or a == b:
                self.notes.append(Note("correction-invalid", f"links.csv, line {number}: two different keys are needed"))
            else:
                self.pairs.append((kind, a, b))
                self.lines.append((number, a, b))

    @property
    def token(self) -> str:
        """Changes when the decisions do; empty where there are none."""
        return hashlib.sha256(json.dumps(self.pairs).encode()).hexdigest()[:16] if self.pairs else ""

    def strays(self, reviews: Container[str]) -> list[Note]:
        """Notes on lines that decide nothing, those about reviews that are not there included. (A line about a review that is there
        is held against its records when they are linked.)"""
        return self.notes + [
            Note("correction-stale", f"links.csv, line {number}: {a} and {b} are of no review there is")
            for number, a, b in self.lines if not any(key.rpartition("/")[0] in reviews for key in (a, b))]


def _lines(path: Path, columns: tuple[str, ...], needed: int) -> Iterator[tuple[Any, ...]]:
    """The lines of a CSV file: number, and the value in each column; none where there is no file. Raises BadCorrections where one of
    the first `needed` columns is missing."""
    if not path.exists():
        return
    if not path.is_file():
        raise BadCorrections(f"{path} is not a file")
    with open(path, newline="", encoding="utf-8-sig", errors="replace") as handle:
        reader = csv.DictReader(handle)
        missing = [c for c in columns[:needed] if c not in (reader.fieldnames or ())]
        if missing:
            raise BadCorrections(f"{path} lacks the columns {', '.join(missing)}")
        for row in reader:
            yield reader.line_num, *((row.get(c) or "").strip() for c in columns)


def apply(tables: dict[str, pa.Table], corrections: list[Correction]) -> tuple[dict[str, pa.Table], list[Note]]:
    """The rows of one paper with its corrections applied, and notes on those that were not."""
    from models.schema import to_table

    rows: dict[str, list[dict[str, Any]]] = {}
    notes = []
    for c in corrections:
        try:
            if c.table in tables and c.table not in rows:
                rows[c.table] = tables[c.table].to_pylist()
            _apply(rows.get(c.table), c)
        except Misfit as problem:
            code, message = problem.args
            notes.append(Note(code, f"line {c.line}: {message}", c.table if c.table in tables else None, c.record or None))
    return tables | {t: to_table(t, r) for t, r in rows.items()}, notes


def _apply(rows: list[dict[str, Any]] | None, c: Correction) -> None:
    from models.records import KEYS
    from models.schema import schema

    if rows is None:
        raise Misfit("correction-invalid", f"the paper has no rows in {c.table or 'an unnamed table'}")
    target = schema(c.table)
    if c.field not in target.names or c.field in OWN or c.field.endswith("_id") or "corrected" not in target.names:
        raise Misfit("correction-invalid", f"{c.table}.{c.field} cannot be corrected")
    names = [KEYS[c.table], *(n for n in ("recommendation_key", "action_key") if n in target.names)]
    found = [r for r in rows if c.record in [r[n] for n in names]]
    if len(found) != 1:
        raise Misfit("correction-stale", f"{len(found)} rows of {c.table} are {c.record!r}")
    row, value = found[0], parse(c, target.field(c.field).type)
    _allowed(c, value)
    now = shown(row[c.field])
    if now != c.expected:
        same = "; it is right without it now" if now == c.value else ""
        raise Misfit("correction-stale", f"{c.table}.{c.field} of {c.record} was {c.expected!r} when it was corrected to {c.value!r} "
                                         f"and is {now!r} now{same}")
    row[c.field] = value
    row["corrected"] = [*row["corrected"], *({c.field} - set(row["corrected"]))]


def _allowed(c: Correction, value: Any) -> None:
    from dataclasses import fields

    from models.records import TABLES

    codes = next(f.metadata["codes"] for f in fields(TABLES[c.table]) if f.name == c.field)
    if codes and value is not None and value not in codes:
        raise Misfit("correction-invalid", f"{c.value!r} is not one of {', '.join(codes)}")


def parse(c: Correction, kind: pa.DataType) -> Any:
    """The corrected value as the column holds it."""
    import pyarrow as pa

    if pa.types.is_list(kind):
        return [v.strip() for v in c.value.split(";") if v.strip()]
    if not c.value:
        return None
    try:
        if pa.types.is_date(kind):
            return dt.date.fromisoformat(c.value)
        if pa.types.is_integer(kind):
            return int(c.value)
        return float(c.value) if pa.types.is_floating(kind) else c.value
    except ValueError:
        raise Misfit("correction-invalid", f"{c.value!r} is no {kind} as {c.table}.{c.field} is") from None


def shown(value: Any) -> str:
    """A value as the file holds it."""
    if value is None:
        return ""
    return "; ".join(str(v) for v in value) if isinstance(value, list) else str(value)
