"""Make what was read the published snapshot, or refuse to."""
from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import files, store
from pipeline.entries import Wanted, file_digest
from pipeline.fingerprint import publisher_fingerprint, software_version
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.snapshot import Known

log = logging.getLogger("matters")
SHRINK = 0.1
"""Share of a table's rows that may go without a paper being changed or withdrawn."""
VANISH = 0.5
"""Share of the papers that may be withdrawn at once."""


class PublishRefused(RuntimeError):
    """The tables would not be trustworthy; the published snapshot stays as it was."""


@dataclass(slots=True)
class Published:
    """What publishing did. `snapshot` is the current one; `new` tells whether it was made now."""

    snapshot: str
    new: bool
    rows: dict[str, int]
    rewritten: int = 0


def publish(settings: Settings, wanted: Wanted, fingerprint: str, accepted: Callable[[], None]) -> Published:
    """Publish `wanted` unless it is what is published already. `accepted` is called when nothing speaks against it any more, before the
    swap. Raises PublishRefused, OSError; the old snapshot stays."""
    out = settings.out
    sums_must_add_up(wanted.counts)
    digest = wanted.digest(publisher_fingerprint(), file_digest(settings.corrections_file), file_digest(settings.joins_file))
    was = store.manifest(out)
    if was and was["digest"] == digest and not settings.verify:
        accepted()
        store.link_tables(out)
        return Published(was["snapshot"], False, {t: v["rows"] for t, v in was["tables"].items()})
    building = store.snapshots_folder(out) / f"{store.BUILDING}{os.getpid()}"
    try:
        manifest, rewritten = _build(settings, wanted, building, digest, fingerprint, was)
        accepted()
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


def rows_must_be_there(tables: dict[str, Any], groups: dict[str, Known]) -> None:
    """Rows in = rows out, table by table."""
    for table, about in tables.items():
        expected = sum(g.rows.get(table, 0) for g in groups.values())
        if about["rows"] != expected:
            raise PublishRefused(f"{table}: {expected} rows went in, {about['rows']} came out")


def must_not_shrink(last: dict[str, Known], groups: dict[str, Known]) -> None:
    """A paper whose bytes are the same keeps its rows, more or less; and papers do not vanish in heaps (a share that is not
    mounted looks like an empty folder)."""
    papers = [g for g, k in last.items() if k.rows.get("documents")]
    here = {k.order[0] for k in groups.values()}
    vanished = [g for g in papers if g not in groups and last[g].order[0] not in here]
    if vanished and len(vanished) >= max(VANISH * len(papers), 1 if len(vanished) == len(papers) else 5):
        raise PublishRefused(f"{len(vanished)} of {len(papers)} papers are no longer there. If that is right, run again with "
                             "--allow-shrink")
    same = [g for g in last if g in groups and (not last[g].rows.get("timeline") or not vanished)]
    for table in sorted({t for g in same for t in last[g].rows} - {"diagnostics", "changes"}):
        old, new = (sum(k[g].rows.get(table, 0) for g in same) for k in (last, groups))
        if old - new > SHRINK * old:
            raise PublishRefused(f"{table} would fall from {old} to {new} rows for the same papers. If that is right, run again with "
                                 "--allow-shrink")


def _build(settings: Settings, wanted: Wanted, building: Path, digest: str, fingerprint: str,
           was: dict[str, Any] | None) -> tuple[dict[str, Any], int]:
    from pipeline import snapshot
    from pipeline.assembly import Assembly
    from pipeline.corrections import Corrections

    out = settings.out
    folder = store.current(out) if was else None
    last = snapshot.read_index(folder) if folder else {}
    usable = folder is not None and was is not None and was["publisher"] == publisher_fingerprint() and not settings.verify
    old, before = (folder, last) if usable else (None, {})
    assembly = Assembly(store.results_folder(out), wanted, before, Corrections(settings.corrections_file), settings.joins_file)
    built = snapshot.build(building, assembly.groups, assembly, old, before, was)
    rows_must_be_there(built.tables, assembly.groups)
    if not settings.allow_shrink:
        must_not_shrink(last, assembly.groups)
    manifest = store.stamp(out, (was or {}).get("snapshot")) | {
        "schema_version": _schema_version(), "software": software_version(), "extractor": fingerprint,
        "publisher": publisher_fingerprint(), "digest": digest, "counts": wanted.counts, "tables": built.tables}
    store.seal(building, manifest)
    return manifest, built.rewritten


def _schema_version() -> str:
    from models.schema import SCHEMA_VERSION

    return SCHEMA_VERSION
