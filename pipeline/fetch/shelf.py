"""The folder papers land in: names, sidecars, and what is there already. Papers are never edited, and appear whole or not at all.

    <into>/<council>/<committee>/<yyyy-mm-dd>/Progress report.pdf         as received
    <into>/<council>/<committee>/<yyyy-mm-dd>/Progress report.pdf.json    its sidecar: address, when, which version
    <into>/<council>/<committee>/<yyyy-mm-dd>/.replaced/<hash> <name>     what the council replaced since, and its sidecar
    <into>/.state/                                                        unfinished downloads, failures met, the lock

The sidecars are the only memory of what was fetched: a paper taken away is fetched again as long as it is offered.
"""
from __future__ import annotations

import glob
import hashlib
import json
import os
import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import files
from pipeline.fetch.papers import Wanted
from pipeline.sources import NOT_PAPERS, printable, sha256_of

NAME = 150
"""Bytes of a file's name, its ending included; what is put behind or before it stays under the 255 that file systems allow."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|thumbs|desktop)(?=\.|$)", re.IGNORECASE)


@dataclass(slots=True)
class Known:
    """One paper that was fetched, by its sidecar."""

    path: Path
    told: dict[str, Any]

    @property
    def sha256(self) -> str:
        """Hash of the bytes as fetched."""
        return str(self.told.get("sha256"))


class Shelf:
    """What was fetched into `into` for some councils; `known` goes by the papers' keys."""

    def __init__(self, into: Path, councils: set[str]):
        self.into, self.councils = into, sorted({slug(c) for c in councils})
        self.known: dict[str, Known] = {}
        for council in self.councils:
            for sidecar in sorted((into / council).glob("*/*/*.json")):
                found = _known(sidecar)
                if found:
                    self.known[found.told["key"]] = found

    def tidy(self) -> None:
        """Remove what a killed fetch was writing beside; only the holder of the lock may."""
        for council in self.councils:
            for beside in (self.into / council).glob("*/*/.*.tmp"):
                beside.unlink(missing_ok=True)

    def place(self, wanted: Wanted, suffix: str) -> Path:
        """Where a new paper goes: a name of its own, or that of a file with no sidecar, which may hold the same bytes."""
        folder = self.into / slug(wanted.council) / slug(wanted.committee) / str(wanted.date)
        taken = {k.path.name.casefold() for k in self.known.values() if k.path.parent == folder}
        name = safe_name(wanted.name or wanted.title, "" if wanted.name else suffix)
        if name.casefold() in taken:
            name = safe_name(wanted.name or wanted.title, "" if wanted.name else suffix, mark=_mark(wanted))
        return folder / name

    def land(self, wanted: Wanted, part: Path, suffix: str, about: dict[str, Any], old: Known | None) -> tuple[str, Path]:
        """Put a finished download in its place: what became of it ('new', 'replaced', or 'same' bytes as before) and where.
        Killed at any moment, the paper or the sidecar is missing, and the next run does it again."""
        sha256, size = sha256_of(str(part)), part.stat().st_size
        about = about | {"sha256": sha256, "size": size}
        outcome, path = "new", old.path if old else _left(self.place(wanted, suffix), sha256)
        if old and old.sha256 == sha256:
            outcome, about["fetched_at"] = "same", old.told.get("fetched_at")
        elif old:
            outcome, about["replaces"] = "replaced", old.sha256
            if path.suffix.lower() == suffix or wanted.name:
                _keep_aside(old)
            else:
                self.set_aside(old)
                path = self.place(wanted, suffix)
        elif path.exists() and sha256_of(str(path)) != sha256:
            path = path.with_name(safe_name(path.stem, path.suffix, mark=_mark(wanted)))
        path.parent.mkdir(parents=True, exist_ok=True)
        if outcome != "same":
            files.flush(part)
            os.replace(part, path)
            files.flush_folder(path.parent)
        part.unlink(missing_ok=True)
        self.note(path, about, old)
        return outcome, path

    def note(self, path: Path, about: dict[str, Any], old: Known | None = None) -> None:
        """Write the sidecar and remember the paper; `old` is what it was known as."""
        files.write(_sidecar(path), (json.dumps(about, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
        if old:
            self.known.pop(old.told["key"], None)
        self.known[about["key"]] = Known(path, about)

    def set_aside(self, known: Known) -> None:
        """Take a paper out of the readers' sight; its bytes and sidecar are kept in .replaced."""
        _keep_aside(known)
        known.path.unlink(missing_ok=True)
        _sidecar(known.path).unlink(missing_ok=True)
        del self.known[known.told["key"]]

    def shown(self, path: Path) -> str:
        """A path as reports print it: below `into`, with forward slashes."""
        return printable(path.relative_to(self.into).as_posix())


def slug(text: str) -> str:
    """A folder's name: 'Health & Well-being Board' -> 'health-well-being-board'."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "unnamed"


def safe_name(title: str, suffix: str, mark: str = "") -> str:
    """A file name that every system takes, from any title: no separators or control characters, at most NAME bytes, `suffix`
    once at its end. With `mark`, it stands in brackets before the suffix. A name that already has a suffix keeps it."""
    text = unicodedata.normalize("NFC", printable(title))
    text = re.sub(r'[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]+', " ", text)
    text = " ".join(text.split()).lstrip(".~$ ")
    if not suffix and (found := re.search(r"\.\w{1,8}$", text)):
        suffix = found[0]
    if suffix and text.lower().endswith(suffix.lower()):
        text = text[: -len(suffix)]
    mark = f" ({mark})" if mark else ""
    room = NAME - len((mark + suffix).encode())
    text = text.encode()[:room].decode("utf-8", "ignore").rstrip(". ") or "paper"
    text = RESERVED.sub(r"\1_", text, count=1) if RESERVED.match(text) else text
    name = text + mark + suffix
    return name + "_" if Path(name).suffix.lower() in NOT_PAPERS else name


def _mark(wanted: Wanted) -> str:
    """What tells a paper from another of the same title: the attachment's number, else some of its key's hash."""
    return str(wanted.about.get("attachment_id") or hashlib.sha256(wanted.key.encode()).hexdigest()[:8])


def _left(path: Path, sha256: str) -> Path:
    """Where a run that was killed left this paper without its sidecar, under this day or another; else where it goes."""
    names = path.parent.parent.glob(f"*/{glob.escape(path.name)}")
    return next((p for p in sorted(names) if not _sidecar(p).exists() and sha256_of(str(p)) == sha256), path)


def _sidecar(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _known(sidecar: Path) -> Known | None:
    """The paper of a sidecar; None where the paper is gone or cut short, or the sidecar is not one of ours."""
    try:
        told = json.loads(sidecar.read_text(encoding="utf-8"))
        path = sidecar.with_name(sidecar.name.removesuffix(".json"))
        return Known(path, told) if isinstance(told["key"], str) and path.stat().st_size == told["size"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep_aside(old: Known) -> None:
    """Copy a paper that is about to be replaced, and its sidecar, out of the readers' sight."""
    folder = old.path.parent / ".replaced"
    folder.mkdir(exist_ok=True)
    for path in (old.path, _sidecar(old.path)):
        aside = folder / f"{old.sha256[:16]} {path.name}"
        if path.exists() and not aside.exists():
            beside = aside.with_name(aside.name + ".tmp")
            shutil.copy2(path, beside)
            os.replace(beside, aside)
