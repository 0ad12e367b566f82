"""Build a snapshot: all tables of all papers, beside the published one. What did not change is linked, not written again."""
from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from models.records import LINKED, TABLES
from pipeline import files, parts
from pipeline.results import by_table

INDEX = "index.arrow"
SPILL_ROWS, AT_ONCE = 25_000, 4_096
"""Rows held on their way into parts; groups of an index turned into Python at once."""
GROUP = {table: "review_key" if table in LINKED else "document_id" for table in TABLES}
STORE = ""
"""Group of diagnostics that belong to no paper in the snapshot."""


@dataclass(slots=True)
class Known:
    """What a snapshot says of one group, a paper or a review: where it stands, its rows and Arrow bytes by table. `token`
    changes when its rows may, `base` when what it is made from does; `signature` is what linking needs of a paper."""

    token: str
    order: tuple[str, str]
    rows: dict[str, int]
    bytes: dict[str, int]
    base: str = ""
    signature: str | None = None


def read_index(folder: Path) -> dict[str, Known]:
    """The groups of a snapshot."""
    table = pa.ipc.open_file(pa.memory_map(str(folder / INDEX))).read_all()
    rows = (row for batch in table.to_batches(AT_ONCE) for row in batch.to_pylist())
    return {r["group"]: Known(r["token"], (r["order"], r["group"]), by_table(r["rows"]), by_table(r["bytes"]), r["base"], r["signature"])
            for r in rows}


def write_index(folder: Path, index: dict[str, Known]) -> None:
    """Write the groups of a snapshot."""
    counts, text = pa.map_(pa.string(), pa.int64()), pa.string()
    kind = pa.schema([
        ("group", text), ("token", text), ("order", text), ("rows", counts), ("bytes", counts), ("base", text), ("signature", text)])
    rows = [{"group": g, "token": k.token, "order": k.order[0], "rows": list(k.rows.items()), "bytes": list(k.bytes.items()),
             "base": k.base, "signature": k.signature} for g, k in index.items()]
    with (pa.OSFile(str(folder / INDEX), "wb") as sink,
          pa.ipc.new_file(sink, kind, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer):
        writer.write_table(pa.Table.from_pylist(rows, schema=kind))


class Spill:
    """Rows on their way into parts, by table and part; kept on disk once they are many."""

    def __init__(self, folder: Path):
        self.folder, self.held, self.rows, self.files = folder, defaultdict(list), 0, defaultdict(list)

    def add(self, table: str, part: int, rows: pa.Table) -> None:
        """Take the rows of one group."""
        self.held[table, part].append(rows)
        self.rows += len(rows)
        if self.rows > SPILL_ROWS:
            self._write()

    def _write(self) -> None:
        self.folder.mkdir(exist_ok=True)
        for (table, part), rows in self.held.items():
            path = self.folder / f"{table}-{part}-{len(self.files[table, part])}.arrow"
            whole = pa.concat_tables(rows).combine_chunks()
            with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as writer:
                writer.write_table(whole)
            self.files[table, part].append(path)
        self.held.clear()
        self.rows = 0

    def take(self, table: str, part: int) -> dict[str, parts.Span]:
        """The groups gathered for a part."""
        out = {}
        for path in self.files[table, part]:
            out |= parts.spans(parts.Held(pa.ipc.open_file(pa.memory_map(str(path))).read_all()), GROUP[table])
        for rows in self.held[table, part]:
            out[rows.column(GROUP[table])[0].as_py() or STORE] = parts.Span(parts.Held(rows), 0, len(rows))
        return out


@dataclass
class Built:
    """A snapshot that is written but not published. `tables` is what the manifest says of the tables; `rewritten` counts
    files that were not linked."""

    folder: Path
    index: dict[str, Known]
    tables: dict[str, Any] = field(default_factory=dict)
    rewritten: int = 0


def build(folder: Path, groups: dict[str, Known], changed: Iterable[tuple[str, dict[str, pa.Table]]], old: Path | None,
          before: dict[str, Known], manifest: dict[str, Any] | None) -> Built:
    """Write all tables into `folder`.

    `groups` is what the snapshot shall hold; `changed` gives the rows of those groups whose token is not the one in
    `before`, the index of the snapshot `old`; the others' rows are taken from there, and `groups` knows how many. Tokens may
    be set while `changed` is gone through.
    """
    folder.mkdir(parents=True)
    built = Built(folder, groups)
    counts = {t: parts.part_count(sum(g.bytes.get(t, 0) for g in groups.values())) for t in TABLES}
    spill = Spill(folder / ".spill")
    for group, tables in changed:
        groups[group].rows = {t: len(rows) for t, rows in tables.items() if len(rows)}
        for table in groups[group].rows:
            rows = tables[table]
            spill.add(table, parts.part_of(group, counts[table]), rows)
    touched = {g for g in groups.keys() | before.keys() if g not in before or g not in groups or groups[g].token != before[g].token}
    for table in TABLES:
        built.tables[table] = _table(
            table, counts[table], built, spill, touched, old, before, (manifest or {}).get("tables", {}).get(table))
    shutil.rmtree(folder / ".spill", ignore_errors=True)
    write_index(folder, groups)
    return built


def _table(table: str, count: int, built: Built, spill: Spill, touched: set[str], old: Path | None, before: dict[str, Known],
           was: dict[str, Any] | None) -> dict[str, Any]:
    was_parts = (was or {}).get("parts", [])
    dirty = {parts.part_of(g, count) for g in touched
             if table in (before[g].rows if g in before else ()) or table in getattr(built.index.get(g), "rows", ())}
    members: dict[int, list[str]] = defaultdict(list)
    for group, known in built.index.items():
        if known.rows.get(table):
            members[parts.part_of(group, count)].append(group)
    out = []
    for part in range(count):
        name = parts.part_file(table, part, count)
        if old and len(was_parts) == count and part not in dirty:
            files.link(old / name, built.folder / name)
            out.append(was_parts[part])
            continue
        rows = spill.take(table, part)
        keep = [g for g in members[part] if g not in rows]
        if keep:
            rows |= _kept(table, keep, old, len(was_parts))
        order = sorted(members[part], key=lambda g: built.index[g].order)
        out.append({"file": name} | parts.write_part(built.folder / name, table, parts.stretches(rows[g] for g in order)))
        built.rewritten += 1
    return {"rows": sum(p["rows"] for p in out), "bytes": sum(p["bytes"] for p in out), "parts": out}


def _kept(table: str, keep: list[str], old: Path | None, count: int) -> dict[str, parts.Span]:
    """Rows of unchanged groups, from the parts of the old snapshot."""
    out: dict[str, parts.Span] = {}
    by_part: dict[int, list[str]] = defaultdict(list)
    for group in keep:
        by_part[parts.part_of(group, count)].append(group)
    for part, wanted in by_part.items():
        found = parts.spans(parts.Stored(old / parts.part_file(table, part, count)), GROUP[table])
        out |= {g: found[g] for g in wanted}
    return out
