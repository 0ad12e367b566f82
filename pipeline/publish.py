"""Make what was read the published snapshot, or refuse to."""
from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.records import TABLES
from pipeline import files, store
from pipeline.entries import Wanted, file_digest
from pipeline.fingerprint import publisher_fingerprint, software_version
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.snapshot import Known

log = logging.getLogger("matters")
SHRINK = 0.1
"""Share of a table's rows that may go without a paper being changed or withdrawn."""


class PublishRefused(RuntimeError):
    """The tables would not be trustworthy; the published snapshot stays as it was."""


@dataclass(slots=True)
class Published:
    """What publishing did. `snapshot` is the current one; `new` tells whether it was made now."""

    snapshot: str
    new: bool
    rows: dict[str, int]
    rewritten: int = 0


def publish(settings: Settings, wanted: Wanted, fingerprint: str) -> Published:
    """Publish `wanted` unless it is what is published already. Raises PublishRefused, OSError; the old snapshot stays."""
    out = settings.out
    sums_must_add_up(wanted.counts)
    digest = wanted.digest(publisher_fingerprint(), file_digest(settings.corrections_file))
    was = store.manifest(out)
    if was and was["digest"] == digest and not settings.verify:
        store.link_tables(out)
        return Published(was["snapshot"], False, {t: v["rows"] for t, v in was["tables"].items()})
    building = store.snapshots_folder(out) / f"{store.BUILDING}{os.getpid()}"
    try:
        manifest, rewritten = _build(settings, wanted, building, digest, fingerprint, was)
        os.rename(building, store.snapshots_folder(out) / manifest["snapshot"])
        files.flush_folder(store.snapshots_folder(out))
    finally:
        shutil.rmtree(building, ignore_errors=True)
    store.publish(out, manifest["snapshot"])
    store.tidy(out, settings.keep)
    return Published(manifest["snapshot"], True, {t: v["rows"] for t, v in manifest["tables"].items()}, rewritten)


def sums_must_add_up(counts: dict[str, int]) -> None:
    """Files seen = read + partly read + failed + excluded + duplicates; else something was lost."""
    parts = sum(counts[k] for k in ("ok", "partial", "failed", "excluded", "duplicates"))
    if counts["seen"] != parts:
        raise PublishRefused(f"{counts['seen']} files were seen but {parts} are accounted for: {counts}")


def _build(settings: Settings, wanted: Wanted, building: Path, digest: str, fingerprint: str, was: dict[str, Any] | None) -> tuple[dict[str, Any], int]:
    from pipeline import snapshot

    out = settings.out
    old = store.current(out) if was and was["publisher"] == publisher_fingerprint() and not settings.verify else None
    before = snapshot.read_index(old) if old else {}
    root = store.results_folder(out)
    entries = {e.document_id: e for e in wanted.entries}
    groups: dict[str, Known] = {}
    for e in wanted.entries:
        known = before.get(e.document_id)
        same = known is not None and known.token == e.token
        groups[e.document_id] = snapshot.Known(e.token, e.order, known.rows if same else {}, e.receipt.bytes)

    def changed() -> Iterator[tuple[str, dict[str, pa.Table]]]:
        for group, known in groups.items():
            if group not in before or before[group].token != known.token:
                yield group, snapshot.load(root, entries[group])

    built = snapshot.build(building, groups, changed(), old, before, was)
    for table in TABLES:
        expected = sum(g.rows.get(table, 0) for g in groups.values())
        if built.tables[table]["rows"] != expected:
            raise PublishRefused(f"{table}: {expected} rows went in, {built.tables[table]['rows']} came out")
    taken = datetime.now(UTC)
    manifest = {
        "snapshot": f"{taken:%Y%m%dT%H%M%SZ}-{digest[:8]}", "sequence": (was or {}).get("sequence", 0) + 1, "published_at": taken.isoformat(timespec="seconds"),
        "previous": (was or {}).get("snapshot"), "schema_version": _schema_version(), "software": software_version(), "extractor": fingerprint,
        "publisher": publisher_fingerprint(), "digest": digest, "counts": wanted.counts, "tables": built.tables}
    files.write(building / store.MANIFEST, json.dumps(manifest, indent=1).encode())
    return manifest, built.rewritten


def _schema_version() -> str:
    from models.schema import SCHEMA_VERSION

    return SCHEMA_VERSION
