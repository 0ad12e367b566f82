"""Results -> the rows of a snapshot: what the paper's place tells, corrections, and the links over papers, laid over what was
read. Only what changed since the last snapshot is gone through."""
from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from models.records import Diagnostic
from models.schema import to_table
from pipeline import corrections, link, results
from pipeline.entries import Entry, Wanted
from pipeline.snapshot import STORE, Known

PLACED = ("file_name", "source_path", "source_url", "council", "published_date", "fetched_at")
KEY_COLUMNS = {"documents": "review_key", "recommendations": "recommendation_key", "actions": "action_key"}
ROW_IDS = {"documents": "document_id", "recommendations": "recommendation_id", "actions": "action_id"}
Tables = dict[str, pa.Table]


def digest(*what: Any) -> str:
    """A short hash of plain values."""
    return hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()[:24]


class Assembly:
    """The groups of a snapshot to be built, and the rows of those that are not as they were in `before`.

    Iterating gives (group, tables) and sets the tokens in `groups`; a group not given is as in the last snapshot.
    """

    def __init__(self, root: Path, wanted: Wanted, before: dict[str, Known], fixes: corrections.Corrections, joins: Path):
        self.root, self.before, self.fixes = root, before, fixes
        self.entries = {e.document_id: e for e in wanted.entries}
        self.base = {d: digest(e.token, fixes.token(d)) for d, e in self.entries.items()}
        self.joins = corrections.Joins(joins)
        self.decided = link.corrections(self.joins.pairs)
        self.groups = {d: self._known(d, e.order[0], self.base[d], e.receipt.bytes) for d, e in self.entries.items()}
        self.reviews = self._reviews()
        self.strays = store_notes(wanted, fixes.strays(self.entries) + self.joins.strays(self.reviews))
        if self.strays:
            token = digest([asdict(n) for n in self.strays])
            self.groups[STORE] = self._known(STORE, "", token, {})

    def _known(self, group: str, order: str, base: str, size: dict[str, int]) -> Known:
        was = self.before.get(group)
        same = was is not None and was.base == base
        return Known(was.token if same else "", (order, group), was.rows if same else {}, size, base, was.signature if same else None)

    def _reviews(self) -> dict[str, tuple[link.Member, ...]]:
        """Members of every review; each review is a group of its own, in the tables made by linking."""
        for document_id, entry in self.entries.items():
            if self.groups[document_id].signature is None:
                self.groups[document_id].signature = self.signature(entry)
        reviews = link.reviews(s for d in self.entries if (s := results.unpacked(self.groups[d].signature)))
        for key, members in reviews.items():
            token = digest(key, self.joins.token, [(m.document_id, self.base[m.document_id], sorted(m.part or ())) for m in members])
            size = sum(self.groups[m.document_id].bytes.get("assessments", 0) for m in members)
            self.groups[key] = self._known(key, key, token, {"timeline": size, "changes": size})
        return reviews

    def __iter__(self) -> Iterator[tuple[str, Tables]]:
        if self.strays and self._stale(STORE):
            self.groups[STORE].token = self.groups[STORE].base
            yield STORE, {"diagnostics": to_table("diagnostics", self.strays)}
        of: dict[str, list[str]] = defaultdict(list)
        for key, members in self.reviews.items():
            for m in members:
                of[m.document_id].append(key)
        stale = {k for k in self.reviews if self._stale(k)}
        papers = {m.document_id for k in stale for m in self.reviews[k]}
        yield from self._linked(of, stale, papers)
        for document_id, entry in self.entries.items():
            if document_id not in of and self._token_of(document_id) != self.base[document_id]:
                yield from self._paper(document_id, self.rows(entry), [])

    def _stale(self, group: str) -> bool:
        return group not in self.before or self.before[group].base != self.groups[group].base

    def _token_of(self, group: str) -> str | None:
        return self.before[group].token if group in self.before else None

    # one paper

    def rows(self, entry: Entry) -> Tables:
        """The rows of one paper as they are published, but for the links."""
        tables = results.read_tables(self.root, entry.receipt.result)
        tables["documents"] = placed(tables["documents"], entry.row)
        tables, notes = corrections.apply(tables, self.fixes.of(entry.document_id))
        extra = [note(entry, n, "warning", f.code, f.message, f.table, f.record) for n, f in enumerate(notes, 1)]
        if entry.copies:
            extra.append(note(entry, len(extra) + 1, "info", "duplicate-content", "The same bytes are also at " + ", ".join(entry.copies)))
        return with_notes(tables, extra, entry.row["file_name"])

    def signature(self, entry: Entry) -> str:
        """What grouping into reviews needs of a paper, as JSON; 'null' for a paper without recommendations or actions."""
        stored = results.read_signature(self.root, entry.receipt.result)
        if stored and stored["placed"] == {k: entry.row.get(k) for k in results.SIGNED} and not self.fixes.of(entry.document_id):
            return json.dumps(stored["signature"])
        document, rows = plain(self.rows(entry))
        return json.dumps(results.packed(link.signature(document, rows)))

    # links

    def _linked(self, of: dict[str, list[str]], stale: set[str], papers: set[str]) -> Iterator[tuple[str, Tables]]:
        """Reviews that changed, linked anew, and their papers as soon as all the reviews that a paper is in are done: a pack
        repeats papers of several, so those are linked again too."""
        again = stale | {k for d in papers for k in of[d]}
        waiting = {d: len(of[d]) for d in papers}
        loaded: dict[str, Tables] = {}
        linked: dict[str, list[link.Linked]] = defaultdict(list)
        for key in sorted(again):
            members = self.reviews[key]
            for m in members:
                if m.document_id not in loaded:
                    loaded[m.document_id] = self.rows(self.entries[m.document_id])
            done = link.link_review(key, [link.paper(*plain(loaded[m.document_id]), m.part) for m in members], self.decided)
            if key in stale:
                self.groups[key].token = self.groups[key].base
                yield key, {"timeline": to_table("timeline", done.timeline), "changes": to_table("changes", done.changes)}
            for document_id in (m.document_id for m in members):
                if document_id not in papers:
                    del loaded[document_id]
                    continue
                linked[document_id].append(done)
                waiting[document_id] -= 1
                if not waiting[document_id]:
                    yield from self._paper(document_id, loaded.pop(document_id), linked.pop(document_id))

    def _paper(self, document_id: str, tables: Tables, linked: list[link.Linked]) -> Iterator[tuple[str, Tables]]:
        """One paper with its links, where that differs from what is published."""
        keys = {t: {i: k for done in linked for i, k in done.keys[t].items() if i.startswith(document_id)} for t in KEY_COLUMNS}
        notes = [n for done in linked for n in done.diagnostics if n.document_id == document_id]
        known = self.groups[document_id]
        known.token = digest(self.base[document_id], keys, [asdict(n) for n in notes]) if linked else self.base[document_id]
        if self._token_of(document_id) == known.token:
            known.rows = self.before[document_id].rows
            return
        for table, column in KEY_COLUMNS.items():
            if table in tables and keys[table]:
                tables[table] = with_keys(tables[table], ROW_IDS[table], column, keys[table])
        yield document_id, with_notes(tables, notes, self.entries[document_id].row["file_name"])


def placed(document: pa.Table, row: dict[str, Any]) -> pa.Table:
    """The row of a paper with what its place tells today; the result may have been made when it lay elsewhere."""
    told = {name: row.get(name) for name in PLACED}
    if told["published_date"]:
        told["published_date"] = dt.date.fromisoformat(told["published_date"])
    if all(document.column(name)[0].as_py() == value for name, value in told.items()):
        return document
    return to_table("documents", [document.to_pylist()[0] | told])


def plain(tables: Tables) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """A paper's document and rows as dicts, as the linking step takes them."""
    rows = {t: tables[t].drop_columns("source_cells").to_pylist() for t in link.USED if t in tables}
    return tables["documents"].to_pylist()[0], rows


def with_keys(table: pa.Table, row_id: str, column: str, keys: dict[str, str]) -> pa.Table:
    """A table with the keys that linking gave to its rows."""
    values = [keys.get(i, old) for i, old in zip(table.column(row_id).to_pylist(), table.column(column).to_pylist(), strict=True)]
    return table.set_column(table.schema.get_field_index(column), table.schema.field(column), pa.array(values, pa.string()))


def with_notes(tables: Tables, extra: list[Diagnostic], file_name: str) -> Tables:
    """A paper's rows with more diagnostics, all under the file's name of today."""
    if not extra and ("diagnostics" not in tables or tables["diagnostics"].column("file_name")[0].as_py() == file_name):
        return tables
    notes = to_table("diagnostics", extra)
    if "diagnostics" in tables:
        notes = pa.concat_tables([tables["diagnostics"], notes])
    names = pa.array([file_name] * len(notes), pa.string())
    return tables | {"diagnostics": notes.set_column(notes.schema.get_field_index("file_name"), notes.schema.field("file_name"), names)}


def note(entry: Entry, n: int, severity: str, code: str, message: str, table: str | None = None, record: str | None = None) -> Diagnostic:
    """A diagnostic about a paper made at publishing."""
    return Diagnostic(diagnostic_id=f"{entry.document_id}-x{n:04d}", document_id=entry.document_id, file_name=entry.row["file_name"],
                      severity=severity, code=code, message=message, record_table=table, record_id=record)


def store_notes(wanted: Wanted, strays: list[corrections.Note]) -> list[Diagnostic]:
    """Diagnostics about no paper in the snapshot: papers withdrawn, and corrections and links that are about none."""
    found = [(path.rsplit("/", 1)[-1], "info", "paper-withdrawn",
              f"{path} (document {document_id}) is no longer in the folder; earlier snapshots hold its rows")
             for path, document_id in wanted.gone]
    found += [(None, "warning", n.code, n.message) for n in strays]
    return [Diagnostic(diagnostic_id=f"store-x{n:04d}", file_name=name, severity=severity, code=code, message=message)
            for n, (name, severity, code, message) in enumerate(found, 1)]
