"""All papers: find them, read those that are new, publish."""
from __future__ import annotations

import contextlib
import json
import logging
import math
import os
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from models.errors import FAILURES
from pipeline import remote, results, shards, store
from pipeline.engines import engine, must_be_there
from pipeline.entries import placed, wanted
from pipeline.fingerprint import extractor_fingerprint, software_version
from pipeline.ledger import Ledger
from pipeline.publish import PublishRefused, publish
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
    `mended` names papers read again because their result was gone or damaged. `moved` tells where the bytes of files that are gone
    still are. `failures` holds those of this run, `standing` failures of earlier runs that were not tried again; `vocabulary` the user's
    own files that papers were read with. `fetched` is what `matters run` fetched before."""

    command: str = ""
    out: str = ""
    outcome: str = "nothing-new"
    exit_code: int = 0
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    read: int = 0
    known: int = 0
    pages: int = 0
    mended: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    excluded: dict[str, int] = field(default_factory=dict)
    vocabulary: list[str] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)
    standing: list[dict[str, str]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    snapshot: str | None = None
    fetched: dict[str, Any] | None = None
    message: str = ""


@dataclass(slots=True)
class Paper:
    """One file with its bytes' hash, what is known before reading, and where its result is: for a `copy`, that of another file."""

    source: Source
    sha256: str
    row: dict[str, Any]
    result: str
    copy: bool = False


def ingest(settings: Settings, progress: Progress | None = None) -> Report:
    """Read what is new below the paths and publish. Raises Locked, StoreFailed, PublishRefused, CannotStart, OSError."""
    return _run("ingest", settings, progress)


def publish_read(settings: Settings) -> Report:
    """Publish what shards have read. Raises PublishRefused where a paper below the paths is not read yet."""
    return _run("publish", settings, None)


def _run(command: str, settings: Settings, progress: Progress | None) -> Report:
    start = time.monotonic()
    report = Report(command=command, out=str(settings.out))
    must_be_there(settings)
    settings.check_paths()
    with store.lock(settings.out, settings.wait):
        ledger = Ledger(store.ledger_file(settings.out))
        ledger.begin_run(command)
        try:
            _ingest(remote.bring(settings), ledger, report, progress, reading=command == "ingest")
            if settings.copy_to:
                remote.copy_out(settings.out, settings.copy_to, settings.keep)
            report.seconds = round(time.monotonic() - start, 2)
            ledger.end_run(report.outcome, asdict(report))
        except (PublishRefused, OSError) as error:
            report.message, report.outcome = str(error), "could-not-run"
            with contextlib.suppress(sqlite3.Error):
                ledger.end_run(report.outcome, asdict(report))
            raise
        finally:
            ledger.close()
    return report


def _ingest(settings: Settings, ledger: Ledger, report: Report, progress: Progress | None, reading: bool) -> None:
    report.vocabulary = list(settings.all_vocabulary)
    fingerprint = extractor_fingerprint(settings.all_vocabulary, settings.themes)
    found = find(settings.paths, settings.out)
    left, known = {p["key"]: p for p in shards.read(settings.out)}, ledger.papers()
    papers, gone = identify(found, left | known, settings.verify, fingerprint)
    gone = [k for k in gone if k in known]
    receipts = ledger.results()
    asked = {p.source.key for p in papers} | set(gone)
    share(papers, [p for k, p in known.items() if k not in asked and stands(p, receipts)])
    ledger.note(shards.take_up(left.values(), {p.result for p in papers}, receipts, store.results_folder(settings.out)))
    jobs, kept = to_read(papers, receipts, ledger.seconds(), settings)
    ledger.note(kept, attempt=False)
    if jobs and not reading:
        raise PublishRefused(f"{len(jobs)} papers are not read yet by this version ({jobs[0].row['source_path']} is one); "
                             "`matters ingest` reads them")
    read_all(jobs, settings, receipts, progress, ledger)

    def publishing() -> None:
        with ledger.whole():
            ledger.see((p.source, p.sha256, p.row) for p in papers if changed(p, known))
            ledger.withdraw(gone)
            ledger.settle((p.source.key, p.result) for p in papers
                          if p.result in receipts and known.get(p.source.key, {}).get("result") != p.result)
            publish_all(settings, ledger, found, fingerprint, receipts, report)

    try:
        publishing()
    except results.Lost:
        again = lost(papers, settings) if reading else []
        read_all(again, settings, receipts, progress, ledger)
        jobs += again
        report.mended = sorted(j.row["source_path"] for j in again)
        try:
            publishing()
        except results.Lost as one:
            where = next((p["source_path"] for p in known.values() if p["result"] == str(one)), one)
            raise PublishRefused(f"what was read of {where} is gone or damaged; `matters ingest` over its folder reads it again") from one
    fill(report, found, papers, jobs, receipts)
    if gone:
        there = {p["sha256"]: p["source_path"] for k, p in known.items() if k not in asked}
        there |= {p.sha256: p.source.source_path for p in papers}
        report.moved = {known[k]["source_path"]: there[known[k]["sha256"]] for k in gone if known[k]["sha256"] in there}
        report.withdrawn = sorted(known[k]["source_path"] for k in gone if known[k]["sha256"] not in there)


def read_shard(settings: Settings, progress: Progress | None = None) -> Report:
    """Read one share of the papers and leave receipts; nothing is published. Raises as `ingest` does."""
    start, shard = time.monotonic(), settings.shard
    assert shard
    report = Report(command="ingest", out=str(settings.out), outcome="shard-read")
    must_be_there(settings)
    settings.check_paths()
    with store.lock(settings.out, settings.wait, f"shard-{shard[0]}-of-{shard[1]}.lock"):
        settings = remote.bring(settings)
        report.vocabulary = list(settings.all_vocabulary)
        fingerprint = extractor_fingerprint(settings.all_vocabulary, settings.themes)
        found = find(settings.paths, settings.out)
        found.papers = [s for s in found.papers if shards.belongs(s.key, shard)]
        known = {p["key"]: p for p in shards.read(settings.out, shard)}
        papers, _ = identify(found, known, settings.verify, fingerprint)
        share(papers, [])
        receipts = {p["result"]: Receipt(**p["receipt"]) for p in known.values()}
        jobs, _ = to_read(papers, receipts, {r.sha256: r.seconds for r in receipts.values()}, settings)
        read_all(jobs, settings, receipts, progress)
        shards.write(settings.out, shard, [
            shards.line(p.source, p.sha256, p.row, p.result, receipts[p.result]) for p in papers if p.result in receipts])
    fill(report, found, papers, jobs, receipts)
    report.seconds = round(time.monotonic() - start, 2)
    return report


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
                found.unreadable.append(source.key)
                continue
        row = {"file_name": source.name} | origin(source.path)
        papers.append(Paper(source, sha256, row, results.result_name(fingerprint, sha256, row)))
    here = {p.source.key for p in papers}
    return papers, [k for k in known if k not in here and _below(k, found.roots) and not _below(k, found.unreadable)]


def _below(key: str, folders: list[str]) -> bool:
    """Whether a file is one of the folders or lies in one. A folder that holds the output folder is '.', '..', '../..' …"""
    up = math.inf if os.path.isabs(key) else key.split("/").count("..")
    return any(up <= f.count("..") if {*f.split("/")} <= {".", ".."} else key == f or key.startswith(f + "/") for f in folders)


def share(papers: list[Paper], others: list[dict[str, Any]]) -> None:
    """Give files with the same bytes one result, that of the file which names the paper; `others` are ledger rows of files outside the
    paths given."""
    same, elsewhere = defaultdict(list), defaultdict(list)
    for paper in papers:
        same[paper.sha256].append(paper)
    for row in others:
        if row["sha256"] in same:
            elsewhere[row["sha256"]].append((placed(row["source_path"], row["key"], json.loads(row["row"])), row["result"]))
    for sha256, files in same.items():
        if len(files) == 1 and sha256 not in elsewhere:
            continue
        place, first = min(((placed(p.source.source_path, p.source.key, p.row), p) for p in files), key=lambda f: f[0])
        best = min(elsewhere[sha256], default=None)
        outside = best is not None and best[0] < place
        for paper in files:
            paper.result = best[1] if outside else first.result
            paper.copy = outside or paper is not first


def stands(paper: dict[str, Any], receipts: dict[str, Receipt]) -> bool:
    """Whether a file of the ledger has a result of the bytes it has."""
    return receipts.get(paper["result"] or "", NOTHING).sha256 == paper["sha256"]


def changed(paper: Paper, known: dict[str, dict[str, Any]]) -> bool:
    """Whether the ledger has something else about this file."""
    was, s = known.get(paper.source.key), paper.source
    return was is None or (was["source_path"], was["size"], was["mtime_ns"], was["sha256"], json.loads(was["row"])) != (
        s.source_path, s.size, s.mtime_ns, paper.sha256, paper.row)


def to_read(papers: list[Paper], receipts: dict[str, Receipt], took: dict[str, float],
            settings: Settings) -> tuple[list[Job], list[Receipt]]:
    """Jobs for papers without a result, the longest first so that no reader is left alone with one at the end; and
    results that nobody noted but that are there (the run was killed), which are put among the `receipts`."""
    root = store.results_folder(settings.out)
    jobs: dict[str, Job] = {}
    found = []
    for paper in papers:
        if paper.copy:
            continue
        noted = receipts.get(paper.result)
        kept = noted or results.read_receipt(root, paper.result)
        if kept is None or (settings.retry and kept.status == "failed"):
            jobs[paper.result] = job(paper, settings, took.get(paper.sha256))
        elif not noted:
            receipts[paper.result] = kept
            found.append(kept)
    return sorted(jobs.values(), key=lambda j: (-j.cost, j.path)), found


def lost(papers: list[Paper], settings: Settings) -> list[Job]:
    """Jobs for papers whose result is gone or damaged. Looked for only when publishing met one: a run over many papers opens none of
    the results it does not need."""
    root = store.results_folder(settings.out)
    return [job(p, settings, None) for p in papers if not p.copy and not results.is_whole(root, p.result)]


def job(paper: Paper, settings: Settings, took: float | None) -> Job:
    """What a reader is told of a paper. Cost is in seconds: what it took last time, else a guess by size."""
    s = paper.source
    row = paper.row | {
        "document_id": paper.sha256[:16], "sha256": paper.sha256, "source_path": s.source_path, "size_bytes": s.size,
        "extractor_version": f"{software_version()}+{paper.result.split('/')[0]}"}
    cost = took if took is not None else 0.05 + s.size / 250_000
    return Job(path=s.path, sha256=paper.sha256, size=s.size, mtime_ns=s.mtime_ns, result=paper.result, row=row,
               vocabulary=list(settings.all_vocabulary), themes=settings.themes, cost=cost)


def read_all(jobs: list[Job], settings: Settings, receipts: dict[str, Receipt], progress: Progress | None,
             ledger: Ledger | None = None) -> None:
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
                if ledger:
                    ledger.note([receipt])
            if progress:
                progress(receipt, jobs)
    finally:
        reading.close()
        if ledger:
            ledger.commit()


def publish_all(settings: Settings, ledger: Ledger, found: Found, fingerprint: str, receipts: dict[str, Receipt], report: Report) -> None:
    """Publish every paper the ledger knows, those of earlier folders included. The ledger keeps what this run found just before the
    swap, so that a run that is refused leaves no trace in it, and one killed at the swap is made good by the next, whatever that reads."""
    everything = ledger.papers(withdrawn=True).values()
    here = [p for p in everything if not p["withdrawn"]]
    ready, unread = [], []
    for paper in here:
        (ready if stands(paper, receipts) else unread).append(paper)
    gone = [p for p in everything if p["withdrawn"]]
    done = publish(settings, wanted(ready, receipts, gone, len(found.excluded) + len(unread)), fingerprint, ledger.commit)
    given = {s.key for s in found.papers}
    found.excluded += [(p["source_path"], "changed while it was read" if p["key"] in given else "not read yet, outside the paths given")
                       for p in unread]
    report.snapshot, report.rows = done.snapshot, done.rows
    report.outcome = "published" if done.new else "nothing-new"
    if done.new:
        used = {r["result"].split("/")[0] for r in ready} | {fingerprint}
        ledger.forget_versions(store.drop_results(settings.out, used))


def fill(report: Report, found: Found, papers: list[Paper], jobs: list[Job], receipts: dict[str, Receipt]) -> None:
    """Put the figures of a run on its report."""
    read = {j.result for j in jobs}
    of = {p.result: p for p in papers if not p.copy}
    report.read, report.known = len(read), len(of.keys() - read)
    report.pages = sum(receipts[r].page_count or 0 for r in read if r in receipts)
    report.excluded = dict(Counter(reason for _, reason in found.excluded))
    for result, paper in sorted(of.items(), key=lambda x: x[1].source.source_path):
        receipt = receipts.get(result)
        if receipt and receipt.status == "failed":
            failure = {"file": paper.source.source_path, "code": receipt.code, "error": receipt.error,
                       "advice": FAILURES[receipt.code].advice}
            (report.failures if result in read else report.standing).append(failure)
    statuses = Counter(receipts[r].status for r in of if r in receipts)
    report.counts = {"files": len(found.papers), "ok": statuses["ok"], "partial": statuses["partial"], "failed": statuses["failed"],
                     "duplicates": sum(p.copy for p in papers), "excluded": len(found.excluded)}
    report.exit_code = SOME_FAILED if report.failures else DONE
