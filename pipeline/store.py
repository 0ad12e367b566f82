"""The output folder: where things are in it, who may write, and the swap that publishes a snapshot.

    <out>/actions.parquet -> current/actions.parquet     what everybody reads
    <out>/datapackage.json, manifest.json -> current/... what the columns mean; what is in this publication
    <out>/current         -> snapshots/<id>              swapped in one step
    <out>/snapshots/<id>/                                all tables of one publication, never edited
    <out>/corrections.csv                                a person's corrections (optional)
    <out>/.state/                                        results, ledger, lock
"""
from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from models.records import TABLES
from pipeline import files

MANIFEST = "manifest.json"
DESCRIPTION = "datapackage.json"
CURRENT = "current"
BUILDING = ".building-"
OWN = frozenset([".state", "snapshots", CURRENT, MANIFEST, DESCRIPTION, "corrections.csv", "links.csv", *(f"{t}.parquet" for t in TABLES)])
OLD_RESULTS = 7 * 86400
"""Seconds."""


class Locked(RuntimeError):
    """Another run is writing to this folder."""


class NoSnapshot(LookupError):
    """Nothing was published in this folder yet, or not under that name."""


class Damaged(RuntimeError):
    """A file of the store is not what was written; the message names it."""


def state(out: Path) -> Path:
    """Folder of the pipeline's own files."""
    return out / ".state"


def results_folder(out: Path) -> Path:
    """Folder of the results per paper."""
    return state(out) / "results"


def ledger_file(out: Path) -> Path:
    """The ledger's file."""
    return state(out) / "ledger.sqlite"


def snapshots_folder(out: Path) -> Path:
    """Folder of the snapshots."""
    return out / "snapshots"


def own_names(folder: Path) -> frozenset[str]:
    """Names in a folder that are a store's own and no papers; none where it is not a store."""
    return OWN if ledger_file(folder).is_file() else frozenset()


def current(out: Path) -> Path | None:
    """The folder of the published snapshot; None before the first. Read all tables below it to have them of one
    publication, whatever is published meanwhile."""
    link = out / CURRENT
    if link.is_symlink():
        return out / os.readlink(link)
    if (out / MANIFEST).is_file():
        return snapshots_folder(out) / _read(out / MANIFEST)["snapshot"]
    return None


def manifest(out: Path, snapshot: str | None = None) -> dict[str, Any] | None:
    """The manifest of the published snapshot, or of a named one; None where there is none."""
    folder = snapshots_folder(out) / snapshot if snapshot else current(out)
    if folder is None or not (folder / MANIFEST).is_file():
        return None
    return _read(folder / MANIFEST)


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        told["snapshot"], told["sequence"], told["tables"]
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path} is damaged; `matters history` lists the snapshots kept, `matters rollback NAME` publishes one") from error
    return told


def tables(out: Path) -> dict[str, list[Path]]:
    """The Parquet files of every published table, all of one snapshot."""
    folder = current(out)
    about = manifest(out)
    if folder is None or about is None:
        raise NoSnapshot(f"nothing is published in {out}")
    return {name: [folder / part["file"] for part in table["parts"]] for name, table in about["tables"].items()}


def snapshots(out: Path) -> list[dict[str, Any]]:
    """Manifests of the snapshots kept, latest first; one whose manifest is damaged is left out."""
    found = []
    for folder in snapshots_folder(out).glob("[!.]*"):
        with contextlib.suppress(Damaged):
            found.append(manifest(out, folder.name))
    return sorted((m for m in found if m), key=lambda m: m["sequence"], reverse=True)


def stamp(out: Path, previous: str | None) -> dict[str, Any]:
    """What the manifest of the next snapshot says of its name, number and time, and of the one before it."""
    taken, sequence = datetime.now(UTC), 1 + max((s["sequence"] for s in snapshots(out)), default=0)
    return {"snapshot": f"{taken:%Y%m%dT%H%M%SZ}-{sequence:04d}", "sequence": sequence,
            "published_at": taken.isoformat(timespec="seconds"), "previous": previous}


def publish(out: Path, snapshot: str) -> None:
    """Make a finished snapshot the current one, in one step: a symbolic link is replaced. Where the system has no
    symbolic links the files are replaced one by one, the manifest last."""
    beside = out / f".{CURRENT}.new"
    with contextlib.suppress(FileNotFoundError):
        beside.unlink()
    try:
        os.symlink(os.path.join("snapshots", snapshot), beside, target_is_directory=True)
    except (OSError, NotImplementedError):
        if (out / CURRENT).is_symlink():
            raise
        _publish_copies(out, snapshot)
        return
    os.replace(beside, out / CURRENT)
    link_tables(out)
    files.flush_folder(out)


def seal(building: Path, manifest: dict[str, Any]) -> None:
    """Write what describes a finished snapshot: the data package, and last the manifest, without which it does not count."""
    from models.dictionary import datapackage

    files.write(building / DESCRIPTION, json.dumps(datapackage(), indent=1, ensure_ascii=False).encode())
    files.write(building / MANIFEST, json.dumps(manifest, indent=1).encode())


def link_tables(out: Path) -> None:
    """See that <out>/<table>.parquet and the manifest lead to the current snapshot."""
    if not (out / CURRENT).is_symlink():
        return
    for name in [*(f"{t}.parquet" for t in TABLES), DESCRIPTION, MANIFEST]:
        target, link = os.path.join(CURRENT, name), out / name
        if link.is_symlink() and os.readlink(link) == target:
            continue
        beside = out / f".{name}.new"
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        os.symlink(target, beside)
        if link.is_dir() and not link.is_symlink():
            shutil.rmtree(link)
        os.replace(beside, link)


def _publish_copies(out: Path, snapshot: str) -> None:
    folder = snapshots_folder(out) / snapshot
    for name in [*(f"{t}.parquet" for t in TABLES), DESCRIPTION, MANIFEST]:
        source, target, beside = folder / name, out / name, out / f".{name}.new"
        if source.is_dir():
            target.mkdir(exist_ok=True)
            for part in source.iterdir():
                shutil.copyfile(part, target / f".{part.name}.new")
                os.replace(target / f".{part.name}.new", target / part.name)
            for old in target.glob("*.parquet"):
                if not (source / old.name).exists():
                    old.unlink()
        else:
            shutil.copyfile(source, beside)
            if target.is_dir():
                shutil.rmtree(target)
            os.replace(beside, target)


def tidy(out: Path, keep: int) -> None:
    """Remove what a killed run left behind, and snapshots beyond the last `keep`."""
    for left in [*snapshots_folder(out).glob(f"{BUILDING}*"), *out.glob(".*.new")]:
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    for left in results_folder(out).glob("*/*/.*.tmp"):
        if time.time() - left.stat().st_mtime > 86400:
            left.unlink(missing_ok=True)
    here = current(out)
    for old in snapshots(out)[keep:]:
        if here is None or old["snapshot"] != here.name:
            shutil.rmtree(snapshots_folder(out) / old["snapshot"], ignore_errors=True)


def drop_results(out: Path, used: set[str]) -> list[str]:
    """Remove results of versions of the program that no paper stands on any more, a week after the last was written (another
    machine may be reading with that version). Returns their fingerprints."""
    gone = [f for f in results_folder(out).glob("*") if f.name not in used and time.time() - f.stat().st_mtime > OLD_RESULTS]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return [f.name for f in gone]


@contextlib.contextmanager
def lock(out: Path, wait: float = 0.0, name: str = "lock") -> Iterator[None]:
    """Be the only run that writes here. Raises Locked when another still is after `wait` seconds. The system lets go of
    the lock when its holder dies, however it dies."""
    state(out).mkdir(parents=True, exist_ok=True)
    with open(state(out) / name, "a+", encoding="utf-8") as handle:
        until = time.monotonic() + wait
        while not _take(handle):
            if time.monotonic() >= until:
                handle.seek(0)
                raise Locked(f"another run (process {handle.read().strip() or 'unknown'}) is writing to {out}")
            time.sleep(0.2)
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def _take(handle: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:
        return _take_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_on_windows(handle: IO[str]) -> bool:
    import msvcrt

    try:
        handle.seek(2**30)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
