"""What happened, in SQLite: which file had which bytes, what each attempt gave, and every run.

Only the process that holds the lock writes here. Nothing is lost when it is: results are files of their own, and a
ledger that misses some finds them again by their name.
"""
from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.results import Receipt, by_table
from pipeline.sources import Source

TABLES = """
CREATE TABLE IF NOT EXISTS papers (
    key TEXT PRIMARY KEY, source_path TEXT, size INTEGER, mtime_ns INTEGER, sha256 TEXT, first_seen TEXT, last_seen TEXT, withdrawn TEXT,
    row TEXT, result TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (
    result TEXT PRIMARY KEY, sha256 TEXT, status TEXT, code TEXT, error TEXT, review_key TEXT, page_count INTEGER, rows TEXT, bytes TEXT\
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attempts (
    run INTEGER, result TEXT, sha256 TEXT, ended TEXT, status TEXT, code TEXT, seconds REAL, peak_mb INTEGER, attempts INTEGER, detail TEXT\
);
CREATE INDEX IF NOT EXISTS attempts_sha256 ON attempts (sha256);
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, started TEXT, ended TEXT, command TEXT, outcome TEXT, report TEXT);
"""
BATCH = 1.0
"""Seconds between commits while papers come in."""


def now(exact: str = "seconds") -> str:
    """The time as the ledger keeps it."""
    return datetime.now(UTC).isoformat(timespec=exact)


class Ledger:
    """The ledger of one output folder."""

    def __init__(self, path: Path, read_only: bool = False):
        if read_only:
            self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30, isolation_level=None)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self.db.execute("PRAGMA journal_mode=WAL")
            self.db.execute("PRAGMA synchronous=NORMAL")
            self.db.executescript(TABLES)
        self.run = 0
        self._committed = time.monotonic()

    def begin_run(self, command: str) -> None:
        """Note that a run starts; one that never ended was killed."""
        self.db.execute("UPDATE runs SET outcome='interrupted' WHERE outcome IS NULL")
        self.run = self.db.execute("INSERT INTO runs (started, command) VALUES (?, ?)", (now(), command)).lastrowid or 0

    def end_run(self, outcome: str, report: dict[str, Any]) -> None:
        """Note how the run ended."""
        self.commit()
        self.db.execute("UPDATE runs SET ended=?, outcome=?, report=? WHERE run=?", (now(), outcome, json.dumps(report), self.run))

    # papers

    def papers(self, withdrawn: bool = False) -> dict[str, dict[str, Any]]:
        """Every paper known by its key; those withdrawn only when asked."""
        found = self._rows("SELECT * FROM papers" + ("" if withdrawn else " WHERE withdrawn IS NULL"))
        return {r["key"]: r for r in found}

    def see(self, papers: Iterable[tuple[Source, str, dict[str, Any]]]) -> None:
        """Note files found: where, with which bytes, and what is known of them before reading."""
        seen = now()
        self._many(
            "INSERT INTO papers VALUES (?,?,?,?,?,?,?,NULL,?,NULL) ON CONFLICT (key) DO UPDATE SET source_path=excluded.source_path, "
            "size=excluded.size, mtime_ns=excluded.mtime_ns, sha256=excluded.sha256, last_seen=excluded.last_seen, withdrawn=NULL, "
            "row=excluded.row",
            ((s.key, s.source_path, s.size, s.mtime_ns, sha, seen, seen, json.dumps(row, sort_keys=True)) for s, sha, row in papers))

    def settle(self, results: Iterable[tuple[str, str]]) -> None:
        """Note which result stands for a file: (key, result)."""
        self._many("UPDATE papers SET result=? WHERE key=?", ((result, key) for key, result in results))

    def withdraw(self, keys: Iterable[str]) -> None:
        """Note that these files are gone."""
        gone = now("microseconds")
        self._many("UPDATE papers SET withdrawn=? WHERE key=?", ((gone, k) for k in keys))

    # results

    def results(self) -> dict[str, Receipt]:
        """Receipts of every result known."""
        out = {}
        for r in self._rows("SELECT * FROM results"):
            out[r["result"]] = Receipt(**(r | {sizes: by_table(json.loads(r[sizes]).items()) for sizes in ("rows", "bytes")}))
        return out

    def note(self, receipts: Iterable[Receipt], attempt: bool = True) -> None:
        """Keep receipts; with `attempt` as work done in this run. Committed about once a second."""
        self._begin()
        for r in receipts:
            self.db.execute("INSERT OR REPLACE INTO results VALUES (?,?,?,?,?,?,?,?,?)", (
                r.result, r.sha256, r.status, r.code, r.error, r.review_key, r.page_count, json.dumps(r.rows), json.dumps(r.bytes)))
            if attempt:
                self.db.execute("INSERT INTO attempts VALUES (?,?,?,?,?,?,?,?,?,?)", (
                    self.run, r.result, r.sha256, now(), r.status, r.code, r.seconds, r.peak, r.attempts, r.detail))
        if time.monotonic() - self._committed > BATCH:
            self.commit()

    def seconds(self) -> dict[str, float]:
        """How long each content took when it was last read."""
        return dict(self.db.execute("SELECT sha256, seconds FROM attempts WHERE seconds > 0 ORDER BY rowid"))

    def forget_versions(self, fingerprints: Iterable[str]) -> None:
        """Drop results of versions of the program whose files are gone."""
        self._many("DELETE FROM results WHERE result >= ? || '/' AND result < ? || '0'", ((f, f) for f in fingerprints))

    def runs(self, last: int = 20) -> list[dict[str, Any]]:
        """The last runs, latest first."""
        return self._rows("SELECT * FROM runs ORDER BY run DESC LIMIT ?", (last,))

    def attempts_at(self, paper: str) -> list[dict[str, Any]]:
        """Every attempt at one paper, by document_id, hash or file name."""
        return self._rows(
            "SELECT * FROM attempts WHERE substr(sha256, 1, 16) = substr(?1, 1, 16) OR sha256 IN "
            "(SELECT sha256 FROM papers WHERE source_path = ?1 OR json_extract(row, '$.file_name') = ?1) ORDER BY rowid", (paper,))

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """What is noted inside is kept together, or forgotten when something is raised before `commit`."""
        self.commit()
        self._begin()
        try:
            yield
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        self.commit()

    def commit(self) -> None:
        """Write what was noted."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")
        self._committed = time.monotonic()

    def close(self) -> None:
        self.commit()
        self.db.close()

    def _begin(self) -> None:
        if not self.db.in_transaction:
            self.db.execute("BEGIN")

    def _many(self, sql: str, values: Iterable[tuple]) -> None:
        self._begin()
        self.db.executemany(sql, values)

    def _rows(self, sql: str, values: tuple = ()) -> list[dict[str, Any]]:
        cursor = self.db.execute(sql, values)
        names = [c[0] for c in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
