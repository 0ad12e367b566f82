"""Tables as Parquet files: one file, or parts once a table is large. A part holds whole groups (papers, reviews), and
the same groups always give the same bytes, however the part came about."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
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


@dataclass(frozen=True, slots=True)
class Span:
    """The rows of one group: a stretch of a table, counted from 0, `end` not included."""

    table: pa.Table
    start: int
    end: int


def spans(table: pa.Table, column: str) -> dict[str, Span]:
    """Where each group stands in a table; the rows of a group stand together. Null is the group ''."""
    if not len(table):
        return {}
    codes = table.column(column).combine_chunks().fill_null("").dictionary_encode()
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
            yield last.table.slice(last.start, last.end - last.start)
        last = span
    if last:
        yield last.table.slice(last.start, last.end - last.start)


def read_part(path: Path, table: str) -> pa.Table:
    """A part as written, with the schema of the table."""
    return pq.read_table(path, schema=schema(table), partitioning=None)


def write_part(path: Path, table: str, rows: Iterable[pa.Table]) -> dict[str, Any]:
    """Write groups in the order given; returns what the manifest says of the file."""
    target = schema(table)
    whole = pa.concat_tables([target.empty_table(), *(r.replace_schema_metadata(target.metadata) for r in rows)]).combine_chunks()
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(whole.cast(target), path, compression="zstd", row_group_size=ROW_GROUP, write_statistics=True, store_schema=True)
    files.flush(path)
    return {"rows": len(whole), "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
