"""Tables as Parquet files: one file, or parts once a table is large. A part holds whole groups (papers, reviews), and
the same groups always give the same bytes, however the part came about."""
from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from models.schema import schema
from pipeline import files

PART_BYTES = 768 * 2**20
"""Arrow bytes a part; 50 to 128 MB of Parquet, since papers pack six to nine times (docs/scale.md)."""
ROW_GROUP = 32768


def part_count(size: int) -> int:
    """How many parts a table of so many Arrow bytes has: a power of two, so that a part splits in two as the table grows."""
    count = 1
    while size > count * PART_BYTES:
        count *= 2
    return count


def part_of(group: str, count: int) -> int:
    """The part a group is in."""
    return _spread(group) * count >> 32


@lru_cache(maxsize=1 << 20)
def _spread(group: str) -> int:
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big")


def part_file(table: str, part: int, count: int) -> str:
    """File of a part below the snapshot's folder."""
    return f"{table}.parquet" if count == 1 else f"{table}.parquet/part-{part:04d}-of-{count:04d}.parquet"


class Stored:
    """A part on disk, of which only the row groups asked for are read: one at a time is held, or each one once they are asked for
    again and again (papers that moved stand in another order)."""

    def __init__(self, path: Path):
        self.file = pq.ParquetFile(path)
        groups = (self.file.metadata.row_group(n).num_rows for n in range(self.file.num_row_groups))
        self.starts = [0, *accumulate(groups)]
        self.reads, self.held = 0, dict[int, pa.Table]()

    def column(self, name: str) -> pa.ChunkedArray:
        """One column, of all rows."""
        return self.file.read([name]).column(name)

    def rows(self, start: int, end: int) -> Iterator[pa.Table]:
        """A stretch of its rows, by row group."""
        for n in range(bisect_right(self.starts, start) - 1, self.file.num_row_groups):
            first, after = self.starts[n:n + 2]
            if first >= end:
                return
            group = self._group(n)
            yield group.slice(max(start - first, 0), min(end, after) - max(start, first))

    def _group(self, n: int) -> pa.Table:
        if n not in self.held:
            self.reads += 1
            if self.reads <= 2 * self.file.num_row_groups:
                self.held.clear()
            self.held[n] = self.file.read_row_group(n)
        return self.held[n]


class Held:
    """Rows in memory, or mapped from a file of Arrow's."""

    def __init__(self, table: pa.Table):
        self.table = table

    def column(self, name: str) -> pa.ChunkedArray:
        """One column, of all rows."""
        return self.table.column(name)

    def rows(self, start: int, end: int) -> Iterator[pa.Table]:
        """A stretch of its rows."""
        yield self.table.slice(start, end - start)


@dataclass(frozen=True, slots=True)
class Span:
    """The rows of one group: a stretch of a table, counted from 0, `end` not included."""

    table: Stored | Held
    start: int
    end: int


def spans(table: Stored | Held, column: str) -> dict[str, Span]:
    """Where each group stands in a table; the rows of a group stand together. Null is the group ''."""
    values = table.column(column)
    if not len(values):
        return {}
    codes = values.combine_chunks().fill_null("").dictionary_encode()
    names, index = codes.dictionary.to_pylist(), codes.indices.to_numpy()
    starts = np.concatenate([[0], np.flatnonzero(np.diff(index)) + 1])
    ends = np.append(starts[1:], len(index))
    return {names[index[a]]: Span(table, a, b) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)}


def stretches(wanted: Iterable[Span]) -> Iterator[pa.Table]:
    """The rows of spans in the order given; neighbours that were neighbours before come in one piece, which is what makes
    one new paper in a large table cheap."""
    last: Span | None = None
    for span in wanted:
        if last and last.table is span.table and last.end == span.start:
            last = Span(last.table, last.start, span.end)
            continue
        if last:
            yield from last.table.rows(last.start, last.end)
        last = span
    if last:
        yield from last.table.rows(last.start, last.end)


def read_part(path: Path, table: str) -> pa.Table:
    """A part as written, with the schema of the table."""
    return pq.read_table(path, schema=schema(table), partitioning=None)


def write_part(path: Path, table: str, rows: Iterable[pa.Table]) -> dict[str, Any]:
    """Write groups in the order given, holding no more of them than a row group; returns what the manifest says of the file."""
    count = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, schema(table), compression="zstd", write_statistics=True, store_schema=True) as writer:
        for group in row_groups(rows, schema(table)):
            writer.write_table(group)
            count += len(group)
    files.flush(path)
    with path.open("rb") as written:
        return {"rows": count, "bytes": path.stat().st_size, "sha256": hashlib.file_digest(written, "sha256").hexdigest()}


def row_groups(rows: Iterable[pa.Table], target: pa.Schema) -> Iterator[pa.Table]:
    """Rows in pieces of one row group each, the last one smaller; each piece in one stretch of memory, so that the same rows are the
    same bytes in a file."""
    held: list[pa.Table] = []
    count = 0
    for piece in rows:
        while count + len(piece) >= ROW_GROUP:
            held.append(piece.slice(0, ROW_GROUP - count))
            piece = piece.slice(ROW_GROUP - count)
            yield _one(held, target)
            held, count = [], 0
        held.append(piece)
        count += len(piece)
    if count:
        yield _one(held, target)


def _one(pieces: list[pa.Table], target: pa.Schema) -> pa.Table:
    return pa.concat_tables(p.replace_schema_metadata(target.metadata) for p in pieces).cast(target).combine_chunks()
