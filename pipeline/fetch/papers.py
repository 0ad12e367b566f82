"""What a source lists: papers that could be fetched, and what was left out."""
from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.sources import printable


@dataclass(slots=True)
class Wanted:
    """One paper that a source offers and the configuration wants.

    `key` names it for good; `change` is what the source says about its version, null where it says nothing. `group` is the
    meeting it belongs to. `date` is null where the source gives none. Either `url` or `path` is set. `name` is the file's own
    name, where it has one to keep. `about` goes into the sidecar as it is.
    """

    source: str
    key: str
    change: str | None
    council: str
    committee: str
    date: dt.date | None
    title: str
    url: str | None = None
    path: Path | None = None
    name: str | None = None
    group: str | None = None
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where it is, printable: its address, or its path."""
        return self.url or printable(str(self.path))


@dataclass(slots=True)
class Listing:
    """What one source lists now. `offered` holds the keys of every paper of each meeting in full view (group -> keys), wanted
    or not, so that one replaced or taken down can be told from one that is merely not wanted. `repeating` holds the keys of packs
    that repeat single papers."""

    papers: list[Wanted] = field(default_factory=list)
    listed: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    meetings: list[dict[str, Any]] = field(default_factory=list)
    offered: dict[str, set[str]] = field(default_factory=dict)
    repeating: set[str] = field(default_factory=set)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
