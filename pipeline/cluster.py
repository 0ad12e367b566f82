"""Papers read on a Ray cluster: each task reads a batch through our own Guard, so deadline and cap do not depend on Ray.

All nodes see the papers and the output folder under the same paths (a network share) and have the same version of this
program; both are checked on the node before it reads. Ray never retries: a batch whose node died comes back to the driver,
which submits the papers without a result one by one, and reads here what the cluster lost too often, or has no cores for.
"""
from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import files, results
from pipeline.fingerprint import extractor_fingerprint
from pipeline.results import Job, Receipt
from pipeline.settings import Settings
from pipeline.worker import CannotStart, Guard, StoreFailed

log = logging.getLogger("matters")
BATCH_COST = 10.0
"""Seconds of reading a task is given, by what its papers are expected to take."""
BATCH_PAPERS = 50
LOST = 2
"""How often a paper may be lost with its node; then it is read here."""
NO_CORES = 180.0
"""Seconds without a single core in the cluster (one that grows by demand may start so) after which papers are read here."""
SEEN_WITHIN = 15.0
"""Seconds until a file that a node wrote is seen here: network shares remember for a moment what was not there."""


class RayEngine:
    """Reads batches on a cluster, the costly first, some waiting for each core so that none is idle."""

    def __init__(self, settings: Settings, root: Path, command: list[str] | None = None):
        self.settings, self.root, self.command = settings, root.absolute(), command
        self.marker = self.root.parent / f"cluster-{socket.gethostname()}-{os.getpid()}"
        self.lost: dict[str, int] = {}
        self.waiting: deque[list[Job]] = deque()
        self.running: dict[Any, list[Job]] = {}
        self.here: list[Job] = []

    def run(self, jobs: list[Job]) -> Iterator[Receipt]:
        """Receipts as batches come back; each has its result in the store. What Ray prints meanwhile goes to standard error."""
        with contextlib.redirect_stdout(sys.stderr):
            yield from self._run(jobs)

    def _run(self, jobs: list[Job]) -> Iterator[Receipt]:
        ray = connect(self.settings)
        files.write(self.marker, b"")
        guard = Guard(self.root, self.settings.memory, self.settings.deadline, self.command)
        try:
            self.waiting.extend(batches(jobs))
            yield from self._on_cluster(ray)
            for job in self.here:
                yield self._told(guard.read(job))
        finally:
            guard.stop()
            for reference in self.running:
                ray.cancel(reference, force=True)
            ray.shutdown()
            self.marker.unlink(missing_ok=True)

    def _on_cluster(self, ray: Any) -> Iterator[Receipt]:
        task, cores_seen = ray.remote(num_cpus=1, max_retries=0, scheduling_strategy="SPREAD")(read_batch), time.monotonic()
        while self.waiting or self.running:
            cores = int(ray.cluster_resources().get("CPU", 0))
            if cores:
                cores_seen = time.monotonic()
            elif time.monotonic() - cores_seen > NO_CORES:
                log.warning("the cluster has no cores; the rest is read here")
                self.here += [j for batch in [*self.running.values(), *self.waiting] for j in batch]
                return
            while self.waiting and len(self.running) < 2 * max(1, cores):
                self._submit(task, self.waiting.popleft())
            for batch, answer in self._ended(ray, self.running):
                receipts, left = self._settled(batch, answer)
                yield from receipts
                for job in left:
                    self.lost[job.result] = self.lost.get(job.result, 0) + 1
                    if self.lost[job.result] <= LOST:
                        self.waiting.append([job])
                    else:
                        self.here.append(job)

    def _submit(self, task: Any, batch: list[Job]) -> None:
        about = (str(self.root), str(self.marker), self.settings.memory, self.settings.deadline, self.command)
        self.running[task.remote([asdict(j) for j in batch], *about)] = batch

    @staticmethod
    def _ended(ray: Any, running: dict[Any, list[Job]]) -> Iterator[tuple[list[Job], dict[str, Any] | None]]:
        """Batches that came back with what the node says; None where the node was lost."""
        done, _ = ray.wait(list(running), timeout=1.0)
        for reference in done:
            batch = running.pop(reference)
            try:
                yield batch, ray.get(reference)
            except ray.exceptions.RayTaskError:
                raise
            except ray.exceptions.RayError as error:
                log.warning("a node was lost with %d papers, which are read again: %s", len(batch), type(error).__name__)
                yield batch, None

    def _settled(self, batch: list[Job], answer: dict[str, Any] | None) -> tuple[list[Receipt], list[Job]]:
        """Receipts of a batch whose results are in the store, and the jobs that are still to be done. A node that died may
        have finished some."""
        if answer is None:
            found = [r for j in batch if (r := read_since(self.root, self.marker, j))]
        elif answer["problem"]:
            raise (StoreFailed if answer["problem"] == "store" else CannotStart)(answer["message"])
        else:
            found = [Receipt(**r) for r in answer["receipts"]]
            for receipt in found:
                self._wait_for(receipt, answer["node"])
        here = {r.result for r in found}
        return [self._told(r) for r in found], [j for j in batch if j.result not in here]

    def _wait_for(self, receipt: Receipt, node: str) -> None:
        until = time.monotonic() + SEEN_WITHIN
        while receipt.rows and results.read_receipt(self.root, receipt.result) is None:
            if time.monotonic() > until:
                raise StoreFailed(f"{node} wrote {receipt.result}, which is not in {self.root} here: the folder is not the same one")
            time.sleep(0.2)

    def _told(self, receipt: Receipt) -> Receipt:
        if times := self.lost.get(receipt.result, 0):
            receipt.attempts += times
            receipt.detail = f"lost {times} times with its node; {receipt.detail}".rstrip("; ")
        return receipt


def connect(settings: Settings) -> Any:
    """Ray, connected to the cluster at the address, or started here. Our own way of ending on SIGTERM is kept, which Ray
    replaces, and Ray is told to send no statistics of use. Raises CannotStart."""
    if settings.address and settings.address != "auto":
        host, _, port = settings.address.rpartition("/")[2].rpartition(":")
        try:
            socket.create_connection((host, int(port)), 10).close()
        except (OSError, ValueError) as error:
            raise CannotStart(f"no Ray cluster at {settings.address}: {error}") from error
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    ours = signal.getsignal(signal.SIGTERM)
    options = {"address": settings.address} if settings.address else {"num_cpus": settings.workers, "include_dashboard": False}
    try:
        ray.init(log_to_driver=False, logging_level=logging.ERROR, configure_logging=False, **options)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        raise CannotStart(f"no Ray cluster at {settings.address or 'this machine'}: {error}") from error
    finally:
        signal.signal(signal.SIGTERM, ours)
    return ray


def batches(jobs: list[Job]) -> Iterator[list[Job]]:
    """Jobs in the order given, a few together as long as they are short."""
    batch: list[Job] = []
    for job in jobs:
        if batch and (sum(j.cost for j in batch) + job.cost > BATCH_COST or len(batch) == BATCH_PAPERS):
            yield batch
            batch = []
        batch.append(job)
    if batch:
        yield batch


def read_since(root: Path, marker: Path, job: Job) -> Receipt | None:
    """The receipt of a job that a node did in this run and did not live to tell."""
    try:
        if (root / job.result).stat().st_mtime_ns >= marker.stat().st_mtime_ns:
            return results.read_receipt(root, job.result)
    except FileNotFoundError:
        pass
    return None


# on a node

def read_batch(jobs: list[dict[str, Any]], root: str, marker: str, memory: int, deadline: float,
               command: list[str] | None) -> dict[str, Any]:
    """Read papers whose result is not there yet; receipts of all, or what keeps this node from reading."""
    node, wanted = socket.gethostname(), [Job(**j) for j in jobs]
    told: dict[str, Any] = {"node": node, "problem": "", "message": "", "receipts": []}
    try:
        may_read(wanted, Path(root), Path(marker))
        guard = kept_guard(root, memory, deadline, tuple(command) if command else None)
        for job in wanted:
            receipt = read_since(Path(root), Path(marker), job) or guard.read(job)
            told["receipts"].append(asdict(receipt))
    except (StoreFailed, CannotStart) as error:
        told |= {"problem": "store" if isinstance(error, StoreFailed) else "start", "message": f"{node}: {error}"}
    return told


def may_read(jobs: list[Job], root: Path, marker: Path) -> None:
    """Raise StoreFailed where this node does not see the folders, CannotStart where it has another version."""
    if not marker.is_file() or not os.path.exists(os.path.dirname(jobs[0].path)):
        raise StoreFailed(f"does not see {root} and {os.path.dirname(jobs[0].path)}; all nodes need them under the same path")
    try:
        here = extractor_fingerprint(tuple(jobs[0].vocabulary), jobs[0].themes)
    except OSError as error:
        raise StoreFailed(f"does not see {error.filename}") from error
    if any(j.result.split("/")[0] != here for j in jobs):
        raise CannotStart("has another version of this program, of its libraries or of the vocabulary")


@cache
def kept_guard(root: str, memory: int, deadline: float, command: tuple[str, ...] | None) -> Guard:
    """One reader process a Ray worker, kept from task to task; it ends with the worker."""
    return Guard(Path(root), memory, deadline, list(command) if command else None)
