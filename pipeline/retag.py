"""Run the themes pass again on stored tables, after its rules changed, without reading a paper.

What comes out is what reading the papers again would have given: the same rows, ids and order. A value that a person
corrected stays.
"""
from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from extractors.themes import tag_texts
from extractors.themes.tags import FIELDS
from models.records import PREFIX, Theme
from models.schema import to_table
from pipeline import files, parts, snapshot, store
from pipeline.ledger import Ledger
from pipeline.words import usable

TAGGED = ("themes", "evidence")
RUNS = 1000
"""How many runs are looked back for one that ended well."""


def retag(evidence: pa.Table, assessments: pa.Table, actions: pa.Table, extra: tuple[str, ...] = ()) -> tuple[pa.Table, pa.Table]:
    """The `themes` table, and `evidence` with `slippage_cause` set anew. Documents keep the order in which the tables name them."""
    rows: dict[str, list[Theme]] = defaultdict(list)
    causes: list[str | None] = []
    for (table, key, column), arrow in zip(FIELDS, (evidence, assessments, actions), strict=True):
        keys, documents, texts = (arrow.column(c).to_pylist() for c in (key, "document_id", column))
        for record, document, tags in zip(keys, documents, tag_texts(texts, extra), strict=True):
            rows[document].extend(
                Theme(document_id=document, record_table=table, record_id=record, field=column, **s.as_dict()) for s in tags.spans)
            if table == "evidence":
                causes.append(tags.slippage_cause)
    for document, themes in rows.items():
        for number, theme in enumerate(themes, start=1):
            theme.theme_id = f"{document}-{PREFIX['themes']}{number:04d}"
    return to_table("themes", [t for themes in rows.values() for t in themes]), with_causes(evidence, causes)


def with_causes(evidence: pa.Table, causes: list[str | None]) -> pa.Table:
    """Evidence with new causes, except where a person corrected the cause."""
    old, corrected = evidence.column("slippage_cause").to_pylist(), evidence.column("corrected").to_pylist()
    values = [o if "slippage_cause" in (c or ()) else n for o, c, n in zip(old, corrected, causes, strict=True)]
    place = evidence.schema.get_field_index("slippage_cause")
    return evidence.set_column(place, evidence.schema.field(place), pa.array(values, type=pa.string()))


def republish(out: Path, keep: int = 10) -> dict[str, Any]:
    """Tag the published tables again, with the vocabulary they were read with, and publish the result: its manifest. Raises
    NoSnapshot, Locked, BadVocabulary, OSError; then the snapshot stays as it was. Nothing is published where no row changed."""
    if store.current(out) is None:
        raise store.NoSnapshot(f"nothing is published in {out}")
    with store.lock(out):
        was, here = store.manifest(out), store.current(out)
        if was is None or here is None:
            raise store.NoSnapshot(f"nothing is published in {out}")
        stored = {t: _whole(here, was, t) for t in ("evidence", "assessments", "actions", "themes")}
        themes, evidence = retag(stored["evidence"], stored["assessments"], stored["actions"], usable(vocabulary_used(out)))
        index = snapshot.read_index(here)
        made = {"themes": _in_order(themes, index), "evidence": _in_order(evidence, index)}
        if all(pa.concat_tables([stored[t].slice(0, 0), *made[t].values()]).to_pylist() == stored[t].to_pylist() for t in TAGGED):
            return was
        building = store.snapshots_folder(out) / f"{store.BUILDING}{os.getpid()}"
        try:
            manifest = _build(building, here, was, made, index, out)
            os.rename(building, store.snapshots_folder(out) / manifest["snapshot"])
            files.flush_folder(store.snapshots_folder(out))
        finally:
            shutil.rmtree(building, ignore_errors=True)
        store.publish(out, manifest["snapshot"])
        store.tidy(out, keep)
        return manifest


def vocabulary_used(out: Path) -> list[str]:
    """The user's own files that papers were read with by the last run that ended well."""
    if not store.ledger_file(out).is_file():
        return []
    ledger = Ledger(store.ledger_file(out), read_only=True)
    try:
        report = next((r["report"] for r in ledger.runs(RUNS) if r["outcome"] in ("published", "nothing-new")), None)
    finally:
        ledger.close()
    return json.loads(report or "{}").get("vocabulary", [])


def _whole(folder: Path, manifest: dict[str, Any], table: str) -> pa.Table:
    return pa.concat_tables(parts.read_part(folder / p["file"], table) for p in manifest["tables"][table]["parts"])


def _in_order(table: pa.Table, index: dict[str, snapshot.Known]) -> dict[str, pa.Table]:
    """The rows of each paper, which stand together, papers in the snapshot's order."""
    found, start = {}, 0
    for paper, rows in itertools.groupby(table.column("document_id").to_pylist()):
        found[paper] = table.slice(start, length := len(list(rows)))
        start += length
    return {g: found[g] for g in sorted(found, key=lambda g: index[g].order)}


def _build(building: Path, here: Path, was: dict[str, Any], made: dict[str, dict[str, pa.Table]], index: dict[str, snapshot.Known],
           out: Path) -> dict[str, Any]:
    """A snapshot folder like the published one, with the tagged tables written anew and all else linked."""
    building.mkdir(parents=True)
    tables = dict(was["tables"])
    for table, about in was["tables"].items():
        if table not in TAGGED:
            for part in about["parts"]:
                files.link(here / part["file"], building / part["file"])
            continue
        count = len(about["parts"])
        written = [{"file": parts.part_file(table, n, count)} | parts.write_part(
            building / parts.part_file(table, n, count), table,
            [rows for g, rows in made[table].items() if parts.part_of(g, count) == n]) for n in range(count)]
        tables[table] = {"rows": sum(p["rows"] for p in written), "bytes": sum(p["bytes"] for p in written), "parts": written}
    for group, known in index.items():
        for table in TAGGED:
            rows = made[table].get(group)
            for sizes, size in ((known.rows, len(rows) if rows else 0), (known.bytes, rows.nbytes if rows else 0)):
                sizes.pop(table, None)
                if size:
                    sizes[table] = size
    snapshot.write_index(building, index)
    digest = hashlib.sha256(json.dumps([was["digest"], tables["themes"], tables["evidence"]]).encode()).hexdigest()
    manifest = was | store.stamp(out, was["snapshot"]) | {"digest": digest, "tables": tables}
    store.seal(building, manifest)
    return manifest
