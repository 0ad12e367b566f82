"""What read a paper: one hash over the code, the vocabulary and the libraries that the result depends on."""
from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
LIBRARIES = ("pyarrow", "pypdfium2", "pikepdf", "pdfplumber", "numpy", "lxml", "python-docx", "python-pptx", "spacy")
READING = ("models", "extractors")
PUBLISHING = (
    "pipeline/assembly.py", "pipeline/corrections.py", "pipeline/parts.py", "pipeline/snapshot.py", "models/schema.py",
    "models/records.py",
)
LINKING = ("pipeline/link", "models/vocabulary/reviews.toml")


def extractor_fingerprint(vocabulary: tuple[str, ...] = (), themes: bool = True) -> str:
    """16 hex digits that change when the same bytes might be read otherwise: code and data of models/ and extractors/,
    the user's vocabulary, library versions, Python's minor version, themes on or off."""
    digest = hashlib.sha256(_house().encode())
    for path in vocabulary:
        digest.update(Path(path).read_bytes() + b"\0")
    digest.update(str(themes).encode())
    return digest.hexdigest()[:16]


@cache
def link_fingerprint() -> str:
    """The same for grouping papers into reviews and linking their records."""
    return _hash(LINKING)[:16]


@cache
def publisher_fingerprint() -> str:
    """The same for what happens to results on their way into a snapshot."""
    return _hash((*PUBLISHING, *LINKING))[:16]


@cache
def _house() -> str:
    digest = hashlib.sha256(_hash(READING).encode())
    for name in LIBRARIES:
        digest.update(f"{name}={_version(name)}\0".encode())
    digest.update(f"python={sys.version_info[:2]}".encode())
    return digest.hexdigest()


def _hash(tops: tuple[str, ...]) -> str:
    """Hash of files, and of all files below folders, by name and content."""
    digest = hashlib.sha256()
    for path in (p for top in tops for p in _files(HOUSE / top)):
        digest.update(path.relative_to(HOUSE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(top: Path) -> Iterator[Path]:
    if top.is_file():
        yield top
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        yield from (Path(folder, name) for name in sorted(files) if not name.endswith(".pyc"))


@cache
def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


def software_version() -> str:
    """Version of this program."""
    found = _version("matters-arising")
    return "0.1.0" if found == "absent" else found
