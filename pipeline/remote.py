"""Papers and tables at an address (s3://, gs://, abfs://, sftp://, memory:// …), through fsspec.

Papers are brought into a folder below the output and read there; a snapshot is published here and then copied out:

    <url>/snapshots/<id>/actions.parquet …    files of one publication, never edited
    <url>/manifest.json                       written last: its `snapshot` says which of them is the current one

The output folder itself is local or a network share: the ledger and the swap need a file system.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline import files, store
from pipeline.settings import NotInstalled, Settings

VERSIONS = ("ETag", "etag", "md5", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated", "created")
"""What file systems call that which changes with a file's bytes."""
AT_ONCE = 100
"""Files asked for together; stores of objects send them side by side."""


class RemoteFailed(OSError):
    """The address cannot be listed, read or written."""


def is_url(text: str) -> bool:
    """Whether this is an address rather than a path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text) is not None


def place(text: str) -> Path | str:
    """A folder, a file or an address, as given on the command line."""
    return text if is_url(text) else Path(text)


def folder(text: str) -> Path:
    """A folder of this machine, as given on the command line."""
    if is_url(text):
        raise argparse.ArgumentTypeError(f"{text} is an address; the tables are made in a folder, and --copy-to copies them there")
    return Path(text)


def bring(settings: Settings) -> Settings:
    """The settings with every address among the paths replaced by a folder that holds its papers. Raises RemoteFailed."""
    if all(isinstance(p, Path) for p in settings.paths):
        return settings
    return replace(settings, paths=tuple(p if isinstance(p, Path) else _bring(p, settings.out) for p in settings.paths))


def _bring(url: str, out: Path) -> Path:
    """Bring what is new or changed at an address, remove here what is gone there."""
    fs, top = _file_system(url := url.rstrip("/"))
    name = re.sub(r"[^A-Za-z0-9]+", "-", url).strip("-")[:60] + "-" + hashlib.sha256(url.encode()).hexdigest()[:8]
    here = store.state(out) / "inputs" / name
    index = here.with_name(f"{name}.json")
    known = json.loads(index.read_text(encoding="utf-8")) if index.exists() else {}
    try:
        there = {_below(path, top): (path, _version(about)) for path, about in fs.find(top, detail=True).items()}
        if not there:
            raise FileNotFoundError("there are no files")
        new = [(name, path) for name, (path, version) in there.items() if known.get(name) != version or not (here / name).exists()]
        for some in _some(new):
            beside = [str((here / name).with_name(f".{n}.part")) for n, (name, _) in enumerate(some)]
            for part in beside:
                os.makedirs(os.path.dirname(part), exist_ok=True)
            fs.get([path for _, path in some], beside)
            for part, (name, path) in zip(beside, some, strict=True):
                os.replace(part, here / name)
                known[name] = there[name][1]
            files.write(index, json.dumps(known).encode())
    except Exception as error:  # noqa: BLE001 - each store has errors of its own
        raise RemoteFailed(f"papers at {url} cannot be fetched: {error}") from error
    for gone in known.keys() - there.keys():
        (here / gone).unlink(missing_ok=True)
    files.write(index, json.dumps({name: version for name, (_, version) in there.items()}).encode())
    return here


def _file_system(url: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError as missing:
        raise NotInstalled(url, "remote") from missing
    try:
        fs, top = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise RemoteFailed(f"{url}: {error}") from error
    return fs, top.rstrip("/")


def _below(path: str, top: str) -> str:
    """A file's path below the folder asked for, as one that cannot lead out of ours."""
    inner = path[len(top):].lstrip("/") or path.rsplit("/", 1)[-1]
    return "/".join(quote(p).replace(".", "%2E") if p in ("", ".", "..") else p for p in inner.split("/"))


def _version(about: dict[str, Any]) -> str:
    return " ".join(str(about[k]) for k in ("size", *VERSIONS) if about.get(k) is not None)


def _some(new: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    for start in range(0, len(new), AT_ONCE):
        yield new[start:start + AT_ONCE]


def copy_out(out: Path, url: str, keep: int) -> str:
    """Copy the published snapshot to an address, the manifest last; a file that the last copy has is copied over there.
    Nothing is done where it is that already. Returns the snapshot's name; raises RemoteFailed."""
    here, about = store.current(out), store.manifest(out)
    assert here and about
    fs, top = _file_system(url)
    try:
        was = _manifest(fs, top)
        if was and was["snapshot"] == about["snapshot"]:
            return about["snapshot"]
        old = {part["sha256"]: f"{top}/snapshots/{was['snapshot']}/{part['file']}" for part in _parts(was)} if was else {}
        target = f"{top}/snapshots/{about['snapshot']}"
        for part in _parts(about):
            _copy(fs, here / part["file"], f"{target}/{part['file']}", old.get(part["sha256"]), part["bytes"])
        text = json.dumps(about, indent=1).encode()
        fs.pipe_file(f"{target}/{store.MANIFEST}", text)
        fs.pipe_file(f"{top}/{store.MANIFEST}", text)
        _tidy(fs, top, about, keep)
    except Exception as error:  # noqa: BLE001 - each store has errors of its own
        raise RemoteFailed(f"published in {out}, but not copied to {url}: {error}. The next run copies it") from error
    return about["snapshot"]


def _copy(fs: Any, source: Path, target: str, old: str | None, size: int) -> None:
    fs.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
    if old and fs.exists(old):
        fs.copy(old, target)
    else:
        fs.put_file(str(source), target)
    if (arrived := fs.size(target)) != size:
        raise RemoteFailed(f"{target} has {arrived} bytes, not {size}")


def _tidy(fs: Any, top: str, about: dict[str, Any], keep: int) -> None:
    """Remove copies beyond the last `keep`. (Names begin with the time, so they sort.)"""
    names = sorted({_below(path, f"{top}/snapshots").split("/")[0] for path in fs.find(f"{top}/snapshots")} - {about["snapshot"]},
                   reverse=True)
    for name in names[max(0, keep - 1):]:
        fs.rm(f"{top}/snapshots/{name}", recursive=True)


def _manifest(fs: Any, top: str) -> dict[str, Any] | None:
    try:
        return json.loads(fs.cat_file(f"{top}/{store.MANIFEST}"))
    except FileNotFoundError:
        return None


def _parts(about: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for table in about["tables"].values():
        yield from table["parts"]


def tables(url: str) -> dict[str, list[str]]:
    """The addresses of the files of every table, all of the snapshot that is current there now. Raises NoSnapshot."""
    fs, top = _file_system(url)
    about = _manifest(fs, top)
    if about is None:
        raise store.NoSnapshot(f"nothing is published at {url}")
    where = f"{url.rstrip('/')}/snapshots/{about['snapshot']}"
    return {name: [f"{where}/{part['file']}" for part in table["parts"]] for name, table in about["tables"].items()}
