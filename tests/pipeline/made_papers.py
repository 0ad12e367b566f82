"""A few made papers, and what a store holds."""
from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from pipeline import store

READER = [sys.executable, str(Path(__file__).with_name("made_reader.py"))]
PAPERS = {
    "quayside/harbour-board/2031-05-01/piers.txt": "title Review of Ferry Piers\ndo Mend the steps on the east pier before winter\ndo Paint the rail along the quay",
    "quayside/harbour-board/2031-11-01/piers.txt": "title Review of Ferry Piers\ndo Mend the steps on the east pier before winter\ndo Count the lamps",
    "quayside/harbour-board/2031-11-01/lamps.txt": "title Review of Street Lamps\ndo Light the lane",
}


def write(folder: Path, papers: dict[str, str]) -> Path:
    """Papers by their path below a folder."""
    for name, text in papers.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def fingerprint(out: Path) -> dict[str, str]:
    """Hash of every published table file."""
    folder = store.current(out)
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*.parquet")) if p.is_file()}
