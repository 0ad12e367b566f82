"""Which papers there are: every file below the paths given, and what its place tells."""
from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import store

NOT_PAPERS = {
    ".part": "unfinished download", ".tmp": "temporary file", ".crdownload": "unfinished download",
    ".json": "sidecar of the fetcher", ".toml": "settings or vocabulary",
}
BROUGHT = "/.state/inputs/"
SYSTEM_FILES = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Source:
    """One file. `key` names it in the ledger: its path from the output folder, so that papers and tables can move
    together. `source_path` is its path from the folder given, as printed in the tables."""

    path: str
    key: str
    source_path: str
    size: int
    mtime_ns: int

    @property
    def name(self) -> str:
        """The file's name, printable."""
        return self.key.rsplit("/", 1)[-1]


@dataclass(slots=True)
class Found:
    """What a search of the folders gave. `excluded` holds (path, reason) of files that are not papers; `unreadable`
    the keys of folders that could not be listed and of files that could not be opened: what was in them is not taken for
    withdrawn."""

    papers: list[Source] = field(default_factory=list)
    excluded: list[tuple[str, str]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)


def find(paths: tuple[Path, ...], out: Path) -> Found:
    """Every paper below `paths`, in order of its key. The output folder is passed over, and where papers lie in it or in another
    store, what is the store's own. A folder met twice through a link is entered once. Raises FileNotFoundError for a path that does not
    exist."""
    found, seen, base = Found(), set(), os.path.abspath(out)
    papers: dict[str, Source] = {}
    for given in paths:
        root = os.path.abspath(given)
        found.roots.append(ledger_key(root, base))
        whole = stat.S_ISDIR(os.stat(root).st_mode)
        top = root if whole else os.path.dirname(root)
        for folder, names in _walk(root, base, seen, found) if whole else [(top, [os.path.basename(root)])]:
            here, there = ledger_key(folder, base), slashed(os.path.relpath(folder, top))
            for name in names:
                source = _look(folder, name, here, "" if there == "." else there + "/", found)
                if source:
                    papers.setdefault(source.key, source)
    found.papers = [papers[k] for k in sorted(papers)]
    return found


def _walk(folder: str, out: str, seen: set[tuple[int, int]], found: Found) -> Iterator[tuple[str, list[str]]]:
    """Folders and the names of the files in them, hidden ones, the output folder and what is a store's own left out, without
    recursion (a tree may be deep)."""
    waiting, output = [folder], os.path.realpath(out)
    while waiting:
        here = waiting.pop()
        try:
            place = os.stat(here)
            if (place.st_dev, place.st_ino) in seen:
                continue
            seen.add((place.st_dev, place.st_ino))
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda e: e.name)
        except OSError as error:
            found.unreadable.append(ledger_key(here, out))
            found.excluded.append((printable(here), f"folder cannot be listed: {error.strerror}"))
            continue
        names, own = [], store.own_names(Path(here))
        for entry in entries:
            if entry.name in own:
                continue
            if entry.name.startswith("."):
                found.excluded.append((printable(entry.path), "hidden"))
            elif not _is_folder(entry):
                names.append(entry.name)
            elif os.path.realpath(entry.path) != output:
                waiting.append(entry.path)
        if names:
            yield here, names


def _is_folder(entry: os.DirEntry) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _look(folder: str, name: str, here: str, there: str, found: Found) -> Source | None:
    """One file as a source, or None with the reason noted. `here` is the folder's key, `there` its path from the one given."""
    path = os.path.join(folder, name)
    reason = NOT_PAPERS.get(os.path.splitext(name)[1].lower())
    if name.startswith("~$"):
        reason = "lock file of an open document"
    if name.lower() in SYSTEM_FILES:
        reason = "system file"
    try:
        info = os.stat(path)
        if not stat.S_ISREG(info.st_mode):
            reason = "not a regular file"
    except OSError as error:
        reason = f"cannot be reached: {error.strerror}"
        if error.errno != errno.ENOENT:
            found.unreadable.append(f"{here}/{printable(name)}")
    if reason:
        found.excluded.append((printable(path), reason))
        return None
    shown = printable(name)
    return Source(path=path, key=f"{here}/{shown}", source_path=there + shown, size=info.st_size, mtime_ns=info.st_mtime_ns)


def ledger_key(path: str, out: str) -> str:
    """A path as the ledger keeps it: relative to the output folder, with forward slashes; whole on another drive."""
    try:
        return slashed(os.path.relpath(path, out))
    except ValueError:
        return slashed(path)


def slashed(path: str) -> str:
    """A path with forward slashes, printable."""
    return printable(path).replace(os.sep, "/")


def printable(path: str) -> str:
    """A path that can be written as UTF-8; bytes that are not text are shown as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def sha256_of(path: str) -> str:
    """SHA-256 of a file's bytes, hex."""
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def origin(path: str) -> dict[str, str | None]:
    """What the place of a paper tells: council and date from the three folders above it, <council>/<committee>/<date>/, whatever
    folder was given and wherever the tables go; address and time of fetching from the sidecar <file>.json that the fetcher writes.
    Of papers brought from an address the folders there count."""
    told: dict[str, str | None] = {"council": None, "published_date": None, "source_url": None, "fetched_at": None}
    parts = slashed(path).rpartition(BROUGHT)[2].split("/")[1:]
    if len(parts) >= 4:
        try:
            told["published_date"] = dt.date.fromisoformat(parts[-2]).isoformat()
            told["council"] = parts[-4]
        except ValueError:
            pass
    try:
        with open(path + ".json", encoding="utf-8") as handle:
            sidecar = json.load(handle)
        told["source_url"] = sidecar.get("source_url") or sidecar.get("url")
        told["fetched_at"] = sidecar.get("fetched_at")
    except (OSError, ValueError, AttributeError):
        pass
    return told
