"""What reading one paper gave: one immutable file, named by what was read and by what read it.

A file holds a JSON header and the rows of every table as Arrow record batches of a few thousand rows each (where: offset and length, one
after another, by table in `places`), so that a long paper is not held a second time while it is written. Schemas are kept once a
fingerprint, so a file stays small and is quick to read: a hundred thousand of them are merged into a snapshot.
"""
from __future__ import annotations

import base64
import contextlib
import errno
import hashlib
import json
import os
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import files
from pipeline.fingerprint import link_fingerprint

if TYPE_CHECKING:
    import pyarrow as pa

    from models.records import Records
    from pipeline.link import Signature

MAGIC = b"MATTERS1"
SCHEMAS = "schemas.json"
AT_ONCE = 2_048
"""Rows of one batch: what Python holds of them on the way is many times their size."""


class Lost(LookupError):
    """A result that should be there is gone or damaged; its name is the argument."""


@dataclass(slots=True)
class Job:
    """One paper to read. `row` holds what is known before reading, by column of `documents`; `result` is the file to write."""

    path: str
    sha256: str
    size: int
    mtime_ns: int
    result: str
    row: dict[str, Any]
    vocabulary: list[str] = field(default_factory=list)
    themes: bool = True
    cost: float = 0.0


@dataclass(slots=True)
class Receipt:
    """What became of a job; the rows themselves are in the result file. `peak` is in MB, `attempts` counts processes."""

    result: str
    sha256: str
    status: str = ""
    code: str = ""
    error: str = ""
    review_key: str | None = None
    page_count: int | None = None
    rows: dict[str, int] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    peak: int = 0
    attempts: int = 1
    detail: str = ""


def by_table(sizes: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Rows or bytes by table; the names of tables are in memory once, not once a paper."""
    return {sys.intern(table): size for table, size in sizes}


def whole_characters(row: Any) -> Any:
    """A row whose texts can be written: halves of characters, which some PDF fonts give, are put together or shown as U+FFFD."""
    for name in (f.name for f in fields(row)):
        value = getattr(row, name)
        if isinstance(value, str):
            setattr(row, name, value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return row


HEADER = ("status", "code", "error", "review_key", "page_count", "rows", "bytes")


SIGNED = ("file_name", "council", "published_date")
"""What a paper's place tells that its signature is made from."""


def result_name(fingerprint: str, sha256: str, row: dict[str, Any]) -> str:
    """Path of a result below the results folder. What the paper's place tells the reader is part of its name: a date
    without a year may be read by the folder's date."""
    context = json.dumps([os.path.splitext(row["file_name"])[1].lower(), row.get("council"), row.get("published_date")])
    return f"{fingerprint}/{sha256[:2]}/{sha256}.{hashlib.sha256(context.encode()).hexdigest()[:8]}"


def write(root: Path, name: str, records: Records) -> Receipt:
    """Write the rows of one paper; raises OSError when the store cannot take them."""
    import pyarrow as pa

    from models.records import TABLES
    from models.schema import schema
    from pipeline import link

    everything = {"documents": [records.document], **records.rows}
    places: dict[str, list[int]] = {}
    sizes, offset = Counter[str](), 0
    sink = pa.BufferOutputStream()
    body = pa.CompressedOutputStream(sink, "zstd")
    for table in TABLES:
        rows = everything.get(table, [])
        for start in range(0, len(rows), AT_ONCE):
            batch = _batch(table, rows[start:start + AT_ONCE])
            buffer = batch.serialize()
            places.setdefault(table, []).extend((offset, buffer.size))
            sizes[table] += batch.nbytes
            offset += buffer.size
            body.write(buffer)
    body.close()
    packed_rows = sink.getvalue().to_pybytes()
    document = records.document
    code, _, error = (document.error or "").partition(": ")
    receipt = Receipt(result=name, sha256=document.sha256 or "", status=document.status or "", code=code, error=error,
                      review_key=document.review_key, page_count=document.page_count,
                      rows={t: len(r) for t, r in everything.items() if r}, bytes=dict(sizes))
    placed = {k: None if getattr(document, k) is None else str(getattr(document, k)) for k in SIGNED}
    signature = {"by": link_fingerprint(), "placed": placed, "signature": packed(link.signature(document, records.rows))}
    header = {k: v for k, v in asdict(receipt).items() if k in HEADER} | {
        "places": places, "size": offset, "signature": signature}
    path = root / name
    keep_schemas(path.parents[1], {t: schema(t) for t in TABLES})
    files.write(path, whole_file(header, packed_rows))
    return receipt


def whole_file(header: dict[str, Any], packed_rows: bytes) -> bytes:
    """The bytes of a result file."""
    text = json.dumps(header | {"crc": zlib.crc32(packed_rows)}, sort_keys=True).encode()
    return MAGIC + len(text).to_bytes(4, "big") + text + packed_rows


def _batch(table: str, rows: list[Any]) -> pa.RecordBatch:
    """Some rows of a table, as they are written."""
    from models.schema import to_table

    try:
        arrow = to_table(table, rows)
    except UnicodeEncodeError:
        arrow = to_table(table, [whole_characters(r) for r in rows])
    return arrow.to_batches()[0].replace_schema_metadata(None)


def read_receipt(root: Path, name: str) -> Receipt | None:
    """The header of a result; None where there is no whole result of that name."""
    try:
        header, _ = _open(root / name, body=False)
    except (OSError, ValueError):
        return None
    return Receipt(result=name, sha256=name.rsplit("/", 1)[-1].split(".")[0], **{k: header[k] for k in HEADER})


def read_signature(root: Path, name: str) -> dict[str, Any] | None:
    """The signature kept with a result and what it was made from (`placed`); None where other code made it. Raises Lost."""
    with _there(name):
        kept = _open(root / name, body=False)[0]["signature"]
        return kept if kept["by"] == link_fingerprint() else None


def packed(signature: Signature | None) -> list[Any] | None:
    """A signature as JSON holds it."""
    return None if signature is None else [signature.document_id, signature.council, signature.title, signature.when, signature.prints]


def unpacked(text: str) -> Signature | None:
    """A signature from its JSON."""
    from pipeline.link import Signature

    kept = json.loads(text)
    return None if kept is None else Signature(*kept[:4], tuple((r, h) for r, h in kept[4]))


def read_tables(root: Path, name: str) -> dict[str, pa.Table]:
    """The rows of one paper by table, in today's schema; tables without rows are absent. Raises Lost."""
    with _there(name):
        return _tables(root, name)


def is_whole(root: Path, name: str) -> bool:
    """Whether a result can be read. Schemas that cannot be are removed, so that the next result brings them again."""
    try:
        read_signature(root, name)
        read_tables(root, name)
        return True
    except Lost:
        folder = root / name.split("/")[0]
        try:
            with _there(name):
                stored_schemas(folder)
        except Lost:
            (folder / SCHEMAS).unlink(missing_ok=True)
        return False


@contextlib.contextmanager
def _there(name: str) -> Iterator[None]:
    try:
        yield
    except (EOFError, IndexError, KeyError, TypeError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.ENOENT, errno.ENOTDIR):
            raise
        raise Lost(name) from error


def _tables(root: Path, name: str) -> dict[str, pa.Table]:
    import pyarrow as pa

    from models.schema import schema

    header, packed = _open(root / name)
    if header.get("crc", zlib.crc32(packed)) != zlib.crc32(packed):
        raise ValueError("its rows are damaged")
    raw = pa.py_buffer(pa.Codec("zstd").decompress(packed, header["size"], asbytes=True))
    then = stored_schemas(root / name.split("/")[0])
    tables = {}
    for table, places in header["places"].items():
        batches = [pa.ipc.read_record_batch(raw.slice(at, long), then[table]) for at, long in zip(places[::2], places[1::2], strict=True)]
        now = schema(table)
        tables[table] = pa.Table.from_batches(batches, now) if then[table] is now else _to_schema(pa.Table.from_batches(batches), now)
    return tables


def _to_schema(rows: pa.Table, target: pa.Schema) -> pa.Table:
    """Rows as an earlier version wrote them, with the columns of now: those it lacks are null."""
    import pyarrow as pa

    columns = [rows.column(f.name).cast(f.type) if f.name in rows.schema.names else pa.nulls(len(rows), f.type) for f in target]
    return pa.Table.from_arrays(columns, schema=target)


def _open(path: Path, body: bool = True) -> tuple[dict[str, Any], bytes]:
    with open(path, "rb") as handle:
        start = handle.read(12)
        if start[:8] != MAGIC:
            raise ValueError(f"{path} is not a result file")
        header = json.loads(handle.read(int.from_bytes(start[8:], "big")))
        return header, handle.read() if body else b""


def keep_schemas(folder: Path, schemas: dict[str, pa.Schema]) -> None:
    """Write the schemas that the results in a fingerprint's folder are in, once."""
    path = folder / SCHEMAS
    if not path.exists():
        packed = {t: base64.b64encode(s.remove_metadata().serialize().to_pybytes()).decode() for t, s in schemas.items()}
        files.write(path, json.dumps(packed).encode())


_SCHEMAS: dict[Path, dict[str, pa.Schema]] = {}


def stored_schemas(folder: Path) -> dict[str, pa.Schema]:
    """The schemas kept by `keep_schemas`; where one is that of today, today's own."""
    if folder not in _SCHEMAS:
        import pyarrow as pa

        from models.records import TABLES
        from models.schema import schema

        kept = {t: pa.ipc.read_schema(pa.py_buffer(base64.b64decode(s))) for t, s in json.loads((folder / SCHEMAS).read_text()).items()}
        _SCHEMAS[folder] = {t: schema(t) if t in TABLES and s.equals(schema(t)) else s for t, s in kept.items()}
    return _SCHEMAS[folder]
