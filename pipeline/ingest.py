"""All papers: find them, read those that are new, publish."""
from __future__ import annotations

import json
import logging
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from models.errors import FAILURES
from pipeline import results, store
from pipeline.engines import engine
from pipeline.entries import wanted
from pipeline.fingerprint import extractor_fingerprint, software_version
from pipeline.ledger import Ledger
from pipeline.publish import publish
from pipeline.results import Job, Receipt
from pipeline.settings import Settings
from pipeline.sources import Found, Source, find, origin, sha256_of
from pipeline.worker import CHANGED

log = logging.getLogger("matters")
DONE, SOME_FAILED, USAGE, COULD_NOT = 0, 1, 2, 3
NOTHING = Receipt(result="", sha256="")
Progress = Callable[[Receipt | None, list[Job]], None]


@dataclass(slots=True)
class Report:
    """What a run did, for people and for programs. `read` counts papers read in this run, `known` those read before;
    `failures` holds those of this run, `standing` failures of earlier runs that were not tried again."""

    command: str = ""
    out: str = ""
    outcome: str = "nothing-new"
    exit_code: int = 0
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    read: int = 0
    known: int = 0
    pages: int = 0
    withdrawn: list[str] = field(default_factory=list)
    excluded: dict[str, int] = field(default_factory=dict)
    failures: list[dict[str, str]] = field(default_factory=list)
    standing: list[dict[str, str]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    snapshot: str | None = None
    message: str = ""


@dataclass(slots=True)
class Paper:
    """One file with its bytes' hash, what is known before reading, and where its result is."""

    source: Source
    sha256: str
    row: dict[str, Any]
    result: str


def ingest(settings: Settings, progress: Progress | None = None) -> Report:
    """Read what is new below the paths and publish; with a shard, read only. Raises Locked, StoreFailed, PublishRefused, OSError."""
    start = time.monotonic()
    fingerprint = extractor_fingerprint(settings.all_vocabulary, settings.themes)
    with store.lock(settings.out, settings.wait):
        ledger = Ledger(store.ledger_file(settings.out))
        report = Report(command="ingest", out=str(settings.out))
        ledger.begin_run("ingest")
        try:
            _ingest(settings, ledger, fingerprint, report, progress)
            report.seconds = round(time.monotonic() - start, 2)
            ledger.end_run(report.outcome, asdict(report))
        finally:
            ledger.close()
    return report


def _ingest(settings: Settings, ledger: Ledger, fingerprint: str, report: Report, progress: Progress | None) -> None:
    found = find(settings.paths, settings.out)
    known = ledger.papers()
    papers, gone = identify(found, known, settings.verify, fingerprint)
    ledger.see((p.source, p.sha256, p.row) for p in papers if changed(p, known))
    ledger.withdraw(gone)
    receipts = ledger.results()
    jobs = to_read(papers, receipts, ledger, settings)
    read_all(jobs, settings, ledger, receipts, progress)
    ledger.settle((p.source.key, p.result) for p in papers if p.result in receipts and known.get(p.source.key, {}).get("result") != p.result)
    publish_all(settings, ledger, found, fingerprint, receipts, report)
    fill(report, found, papers, jobs, receipts)
    report.withdrawn = sorted(known[k]["source_path"] for k in gone)


def identify(found: Found, known: dict[str, dict[str, Any]], verify: bool, fingerprint: str) -> tuple[list[Paper], list[str]]:
    """Which file holds which bytes, hashing only what looks new; and the keys of files that are gone."""
    papers = []
    for source in found.papers:
        was = known.get(source.key)
        if was and (was["size"], was["mtime_ns"]) == (source.size, source.mtime_ns) and not verify:
            sha256 = was["sha256"]
        else:
            try:
                sha256 = sha256_of(source.path)
            except OSError as error:
                found.excluded.append((source.source_path, f"cannot be read: {error.strerror}"))
                continue
        row = {"file_name": source.name} | origin(source.path, source.key)
        papers.append(Paper(source, sha256, row, results.result_name(fingerprint, sha256, row)))
    here = {p.source.key for p in papers}
    return papers, [k for k in known if k not in here and _below(k, found.roots) and not _below(k, found.unreadable)]


def _below(key: str, folders: list[str]) -> bool:
    return any(key == f or key.startswith(f + "/") for f in folders)


def changed(paper: Paper, known: dict[str, dict[str, Any]]) -> bool:
    """Whether the ledger has something else about this file."""
    was, s = known.get(paper.source.key), paper.source
    return was is None or (was["source_path"], was["size"], was["mtime_ns"], was["sha256"], json.loads(was["row"])) != (
        s.source_path, s.size, s.mtime_ns, paper.sha256, paper.row)


def to_read(papers: list[Paper], receipts: dict[str, Receipt], ledger: Ledger, settings: Settings) -> list[Job]:
    """Jobs for papers without a result, the longest first so that no reader is left alone with one at the end.
    A result that the ledger does not know but the folder has (the run was killed) is taken up."""
    root, took = store.results_folder(settings.out), ledger.seconds()
    if settings.retry:
        ledger.forget([r for r, receipt in receipts.items() if receipt.status == "failed"])
    jobs: dict[str, Job] = {}
    for paper in papers:
        if paper.result in jobs or (paper.result in receipts and not (settings.retry and receipts[paper.result].status == "failed")):
            continue
        if paper.result not in receipts and (receipt := results.read_receipt(root, paper.result)):
            receipts[paper.result] = receipt
            ledger.note([receipt], attempt=False)
            continue
        jobs[paper.result] = job(paper, settings, took.get(paper.sha256))
    return sorted(jobs.values(), key=lambda j: (-j.cost, j.path))


def job(paper: Paper, settings: Settings, took: float | None) -> Job:
    """What a reader is told of a paper. Cost is in seconds: what it took last time, else a guess by size."""
    s = paper.source
    row = paper.row | {
        "document_id": paper.sha256[:16], "sha256": paper.sha256, "source_path": s.source_path, "size_bytes": s.size,
        "extractor_version": f"{software_version()}+{paper.result.split('/')[0]}"}
    cost = took if took is not None else 0.05 + s.size / 250_000
    return Job(path=s.path, sha256=paper.sha256, size=s.size, mtime_ns=s.mtime_ns, result=paper.result, row=row,
               vocabulary=list(settings.all_vocabulary), themes=settings.themes, cost=cost)


def read_all(jobs: list[Job], settings: Settings, ledger: Ledger, receipts: dict[str, Receipt], progress: Progress | None) -> None:
    """Read the papers and note what became of each."""
    if not jobs:
        return
    if progress:
        progress(None, jobs)
    reading = engine(settings, store.results_folder(settings.out)).run(jobs)
    try:
        for receipt in reading:
            if receipt.status != CHANGED:
                receipts[receipt.result] = receipt
                ledger.note([receipt])
            if progress:
                progress(receipt, jobs)
    finally:
        reading.close()
        ledger.commit()


def publish_all(settings: Settings, ledger: Ledger, found: Found, fingerprint: str, receipts: dict[str, Receipt], report: Report) -> None:
    """Publish every paper the ledger knows, those of earlier folders included."""
    everything = ledger.papers(withdrawn=True).values()
    here = [p for p in everything if not p["withdrawn"]]
    ready, unread = [], []
    for paper in here:
        (ready if receipts.get(paper["result"] or "", NOTHING).sha256 == paper["sha256"] else unread).append(paper)
    found.excluded += [(p["source_path"], "changed while it was read") for p in unread]
    gone = [p for p in everything if p["withdrawn"]]
    done = publish(settings, wanted(ready, receipts, gone, len(found.excluded)), fingerprint)
    report.snapshot, report.rows = done.snapshot, done.rows
    report.outcome = "published" if done.new else "nothing-new"


def fill(report: Report, found: Found, papers: list[Paper], jobs: list[Job], receipts: dict[str, Receipt]) -> None:
    """Put the figures of a run on its report."""
    read = {j.result for j in jobs}
    of = {p.result: p for p in papers}
    report.read, report.known = len(read), len({p.result for p in papers} - read)
    report.pages = sum(receipts[r].page_count or 0 for r in read if r in receipts)
    report.excluded = dict(Counter(reason for _, reason in found.excluded))
    for result, paper in sorted(of.items(), key=lambda x: x[1].source.source_path):
        receipt = receipts.get(result)
        if receipt and receipt.status == "failed":
            failure = {"file": paper.source.source_path, "code": receipt.code, "error": receipt.error, "advice": FAILURES[receipt.code].advice}
            (report.failures if result in read else report.standing).append(failure)
    statuses = Counter(receipts[r].status for r in of if r in receipts)
    report.counts = {"files": len(found.papers), "ok": statuses["ok"], "partial": statuses["partial"], "failed": statuses["failed"],
                     "duplicates": len(papers) - len(of), "excluded": len(found.excluded)}
    report.exit_code = SOME_FAILED if report.failures else DONE
