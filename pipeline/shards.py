"""A share of the papers, read on one of several machines.

A shard needs nothing but the papers and the output folder, shared by all machines, and never touches the ledger (SQLite is
not safe on network shares): it writes results, which are named by content and so may be written twice without harm, and one
file of receipts. `matters publish`, or a plain ingest, takes those up.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline import files, results, store
from pipeline.results import Receipt
from pipeline.sources import Source


def folder(out: Path) -> Path:
    """Where shards leave their receipts."""
    return store.state(out) / "shards"


def belongs(key: str, shard: tuple[int, int]) -> bool:
    """Whether a file is in the i-th of n shares: by the hash of its path, so that a machine reads only its own files."""
    i, n = shard
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % n == i - 1


def write(out: Path, shard: tuple[int, int], papers: list[dict[str, Any]]) -> None:
    """Leave the receipts of a shard: for each file its place, hash and result."""
    lines = "".join(json.dumps(p, sort_keys=True) + "\n" for p in papers)
    files.write(folder(out) / f"{shard[0]}-of-{shard[1]}.jsonl", lines.encode())


def line(source: Source, sha256: str, row: dict[str, Any], result: str, receipt: Receipt) -> dict[str, Any]:
    """One file's receipt."""
    place = {"key": source.key, "source_path": source.source_path, "size": source.size, "mtime_ns": source.mtime_ns}
    return place | {"sha256": sha256, "row": row, "result": result, "receipt": asdict(receipt)}


def read(out: Path, shard: tuple[int, int] | None = None) -> Iterator[dict[str, Any]]:
    """The receipts of one shard, or of all."""
    pattern = f"{shard[0]}-of-{shard[1]}.jsonl" if shard else "*.jsonl"
    for path in sorted(folder(out).glob(pattern)):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def take_up(left: Iterable[dict[str, Any]], asked: set[str], receipts: dict[str, Receipt], root: Path) -> list[Receipt]:
    """Put what shards left about the results `asked` for among the `receipts`; those that were not there. A shard's receipts stay
    where they are and may be older than what is known: which result stands for a file they do not decide, and where a paper failed
    once and was read once its result file is asked."""
    fresh = []
    for line in left:
        told = Receipt(**line["receipt"])
        if told.result not in asked:
            continue
        noted = receipts.get(told.result)
        if noted and told.status != noted.status:
            told = results.read_receipt(root, told.result) or noted
        if noted is None or told.status != noted.status:
            receipts[told.result] = told
            fresh.append(told)
    return fresh
