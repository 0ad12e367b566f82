"""Which papers a snapshot is to hold: one entry a content, however many files have it."""
from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.results import Receipt
from pipeline.sources import sha256_of


@dataclass(slots=True)
class Entry:
    """One paper of a snapshot. `row` lays what the paper's place tells over what was read; `copies` are the other files
    with the same bytes."""

    document_id: str
    receipt: Receipt
    row: dict[str, Any]
    copies: list[str] = field(default_factory=list)

    @property
    def order(self) -> tuple[str, str]:
        """Papers stand in the order of their paths."""
        return self.row["source_path"], self.document_id

    @property
    def token(self) -> str:
        """Changes when this paper's rows might. (A result has the same name after a second try.)"""
        r = self.receipt
        what = [r.result, r.status, r.code, r.error, r.rows, self.row, self.copies]
        return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:24]


@dataclass(slots=True)
class Wanted:
    """What is to be published: entries, files no longer there, and the sums."""

    entries: list[Entry]
    gone: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def digest(self, *parts: str) -> str:
        """Equal digests mean equal tables; `parts` is whatever else goes into them. How many files were left out does not: a lock
        file that comes and goes makes no snapshot."""
        what = [[e.document_id, e.token] for e in self.entries], sorted(self.gone), parts
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()


def placed(source_path: str, key: str, row: dict[str, Any]) -> tuple[bool, str, str]:
    """Sorts files with the same bytes: one whose place tells council and date comes first, then the smallest path."""
    return not (row.get("council") and row.get("published_date")), source_path, key


def wanted(papers: Iterable[dict[str, Any]], receipts: dict[str, Receipt], withdrawn: Iterable[dict[str, Any]], excluded: int) -> Wanted:
    """Gather ledger rows of files into entries: of several files with the same bytes the best placed names the paper."""
    by_content: dict[str, list[dict[str, Any]]] = {}
    files = 0
    for paper in papers:
        by_content.setdefault(paper["sha256"], []).append(paper)
        files += 1
    entries = []
    for sha256, same in by_content.items():
        if len(same) > 1:
            same.sort(key=lambda p: placed(p["source_path"], p["key"], json.loads(p["row"])))
        receipt = receipts[same[0]["result"]]
        row = {"source_path": same[0]["source_path"]} | json.loads(same[0]["row"])
        entries.append(Entry(sha256[:16], receipt, row, [p["source_path"] for p in same[1:]]))
    entries.sort(key=lambda e: e.order)
    counts = Counter(e.receipt.status for e in entries)
    sums = {"seen": files + excluded, "ok": counts["ok"], "partial": counts["partial"], "failed": counts["failed"],
            "duplicates": files - len(entries), "excluded": excluded}
    return Wanted(entries, departed(withdrawn, by_content), sums)


def departed(withdrawn: Iterable[dict[str, Any]], here: Container[str]) -> list[tuple[str, str]]:
    """Path and document_id of papers that no file holds any more, under their last name. One whose bytes are still `here` was moved."""
    last: dict[str, dict[str, Any]] = {}
    for paper in sorted(withdrawn, key=lambda p: p["source_path"], reverse=True):
        sha256 = paper["sha256"]
        if sha256 not in here and (sha256 not in last or paper["withdrawn"] >= last[sha256]["withdrawn"]):
            last[sha256] = paper
    return sorted((p["source_path"], sha256[:16]) for sha256, p in last.items())


def file_digest(path: Path) -> str:
    """SHA-256 of a small file; empty where there is none."""
    return sha256_of(str(path)) if path.is_file() else ""
