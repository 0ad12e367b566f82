"""One paper in a child process, with a deadline and a cap on memory.

The child (`serve`) imports the extractors once and reads one paper after another; it writes the result file itself
and answers with a receipt. The parent (`Guard`) kills it at the deadline, starts another when it dies, and writes the
failure. The child may be killed at any moment: a result file is there whole or not at all.
"""
from __future__ import annotations

import datetime as dt
import gc
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from models import errors
from pipeline.lean import lean
from pipeline.results import Job, Receipt

log = logging.getLogger("matters")
PAPERS_A_CHILD = 1_000
RECYCLE_ABOVE = 500
"""MB: a child that holds more after a paper is replaced."""
START_UP = 180.0
CHANGED = "changed"
FATAL = "fatal"


class StoreFailed(OSError):
    """The output folder cannot take what was read (disk full, read-only); nothing was published."""


class Stopped(Exception):
    """The run was asked to stop while a paper was being read; nothing is noted about that paper."""


class CannotStart(RuntimeError):
    """A reader process does not start: the installation is broken."""


# the child

def serve(read: Callable[..., Any] | None = None) -> None:
    """Read jobs from standard input, one JSON a line, until it closes; answer each with a receipt."""
    jobs, answers = _own_streams()
    settings = json.loads(jobs.readline())
    _die_with_parent(settings["parent"])
    if read is None:
        _preload()
        from pipeline.run import read_paper as read
    limit_memory(settings["memory"])
    root = Path(settings["root"])
    _answer(answers, {"ready": os.getpid()})
    for line in jobs:
        _answer(answers, asdict(do(Job(**json.loads(line)), root, read)))


def do(job: Job, root: Path, read: Callable[..., Any]) -> Receipt:
    """Read one paper and write its result. Out of memory is left to the parent: this process is not to be trusted then."""
    from pipeline import results
    from pipeline.run import failure

    _reset_peak()
    start = time.monotonic()
    row = document_row(job)
    try:
        records = read(job.path, row, tuple(job.vocabulary), job.themes)
        if not unchanged(job):
            return Receipt(result=job.result, sha256=job.sha256, status=CHANGED)
        try:
            receipt = results.write(root, job.result, records)
        except (OSError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - rows that the schema cannot hold: our mistake, one paper's loss
            log.exception("rows of %s", job.path)
            receipt = results.write(root, job.result, failure(row, errors.InternalError(f"{type(error).__name__}: {error}"[:200])))
    except OSError as error:
        return Receipt(result=job.result, sha256=job.sha256, status=FATAL, error=f"{error.strerror}: {error.filename or root}")
    except MemoryError:
        os.write(2, b"out of memory\n")
        os._exit(OUT_OF_MEMORY)
    receipt.seconds, receipt.peak = round(time.monotonic() - start, 3), peak()
    return receipt


KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
ABORTS = {getattr(signal, name, None) for name in ("SIGABRT", "SIGTRAP", "SIGILL")} - {None}
OUT_OF_MEMORY = 77
"""Exit code of a child that could not get the memory it asked for."""


def document_row(job: Job) -> Any:
    """The row of `documents` as far as it is known before reading."""
    from models.records import DocumentRow

    row = dict(job.row)
    if row.get("published_date"):
        row["published_date"] = dt.date.fromisoformat(row["published_date"])
    return DocumentRow(**row)


def unchanged(job: Job) -> bool:
    """Whether the file is still the one that was hashed."""
    try:
        info = os.stat(job.path)
    except OSError:
        return False
    return (info.st_size, info.st_mtime_ns) == (job.size, job.mtime_ns)


def _own_streams() -> tuple[IO[str], IO[str]]:
    """Keep the pipes for ourselves: what a library prints goes to standard error."""
    jobs = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return jobs, answers


def _answer(answers: IO[str], what: dict[str, Any]) -> None:
    answers.write(json.dumps(what) + "\n")
    answers.flush()


def _preload() -> None:
    """Import what reading needs, and keep out what it does not. Garbage is looked for less often than usual: a page makes thousands of
    objects and hardly a cycle (a tenth of the time of reading)."""
    lean()
    import extractors.extract  # noqa: F401
    import extractors.readers  # noqa: F401
    import extractors.themes  # noqa: F401
    import pipeline.run  # noqa: F401

    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def _die_with_parent(parent: int) -> None:
    """A reader without a parent ends: Linux is asked to see to it, elsewhere the closed pipe does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def limit_memory(megabytes: int) -> None:
    """Cap resident memory, by capping what may still be mapped beyond what is resident now (POSIX; Windows has no such cap)."""
    try:
        import resource
    except ImportError:
        return
    pages = Path("/proc/self/statm")
    mapped = resident = 0
    if pages.exists():
        mapped, resident = (int(n) * resource.getpagesize() for n in pages.read_text().split()[:2])
    cap = mapped - resident + megabytes * 2**20
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        cap = min(cap, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (ValueError, OSError):
        log.debug("no cap on memory on this system")


def _reset_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def peak() -> int:
    """Highest resident memory of this process, in MB; since the last reset where the system can tell."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 1024)


# the parent

class Child:
    """One reader process."""

    def __init__(self, root: Path, memory: int, command: list[str] | None = None):
        self.errors = tempfile.TemporaryFile()
        here = str(Path(__file__).resolve().parent.parent)
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")])), "PYTHONHASHSEED": "0",
            "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2",
            "MALLOC_MMAP_THRESHOLD_": "131072"}
        self.process = subprocess.Popen(
            command or [sys.executable, "-c", "from pipeline.worker import serve; serve()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors, env=environment, text=True, encoding="utf-8")
        self.papers = self.peak = 0
        first = self.ask({"memory": memory, "root": str(root), "parent": os.getpid()}, START_UP)
        if not first or "ready" not in first:
            self.stop()
            raise CannotStart(f"a reader process does not start:\n{self.last_words()}")

    def ask(self, what: dict[str, Any], deadline: float) -> dict[str, Any] | None:
        """Send one line and wait for one; None when the child died or was killed at the deadline (`self.late`)."""
        self.late = False
        timer = threading.Timer(deadline, self._too_late)
        timer.start()
        try:
            self.process.stdin.write(json.dumps(what) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
            return json.loads(line) if line.endswith("\n") else None
        except (OSError, ValueError):
            return None
        finally:
            timer.cancel()

    def _too_late(self) -> None:
        self.late = True
        self.kill()

    def kill(self) -> None:
        """End the process at once. (Popen.kill would reap it, and how much memory it had would be lost.)"""
        if self.process.returncode is not None:
            return
        try:
            os.kill(self.process.pid, KILL)
        except OSError:
            pass

    def stop(self) -> int:
        """Let the process end, or end it; its exit code (negative: the signal). Sets `peak`."""
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                pipe.close()
            except OSError:
                pass
        patience = time.monotonic() + 2
        while not self._ended():
            if time.monotonic() > patience:
                self.kill()
            time.sleep(0.005)
        return self.process.returncode

    def _ended(self) -> bool:
        if self.process.returncode is not None:
            return True
        if not hasattr(os, "wait4"):
            return self.process.poll() is not None
        pid, status, usage = os.wait4(self.process.pid, os.WNOHANG)
        if pid:
            self.peak = usage.ru_maxrss // (2**20 if sys.platform == "darwin" else 1024)
            self.process.returncode = os.waitstatus_to_exitcode(status)
        return bool(pid)

    def last_words(self) -> str:
        """The end of what the process wrote to standard error."""
        try:
            self.errors.seek(max(0, os.fstat(self.errors.fileno()).st_size - 2000))
            return self.errors.read().decode("utf-8", "replace").strip()
        except (OSError, ValueError):
            return ""


class Guard:
    """Reads papers through one child at a time, and says what became of each, whatever happens to the child.

    A paper whose child dies is read once more, alone in a fresh one: then it is known that this paper did it, and how,
    whatever was read before. At the deadline there is no second try.
    """

    def __init__(self, root: Path, memory: int, deadline: float, command: list[str] | None = None):
        self.root, self.memory, self.deadline, self.command = root, memory, deadline, command
        self.child: Child | None = None
        self.stopped = False

    def read(self, job: Job) -> Receipt:
        """One paper -> its receipt; its result file is written. Raises StoreFailed or CannotStart."""
        start = time.monotonic()
        for attempt in (1, 2):
            child = self.child = self.child or Child(self.root, self.memory, self.command)
            answer = child.ask(asdict(job), self.deadline)
            if answer is not None:
                return self._answered(Receipt(**answer), attempt)
            code = child.stop()
            self.child = None
            log.debug("reader died at %s: exit %s%s %s", job.row["file_name"], code, " (deadline)" if child.late else "",
                      child.last_words())
            if self.stopped:
                raise Stopped
            if child.late or attempt == 2:
                break
        return self._failed(job, self._reason(child, code), attempt, time.monotonic() - start, child.last_words())

    def _answered(self, receipt: Receipt, attempt: int) -> Receipt:
        if receipt.status == FATAL:
            raise StoreFailed(receipt.error)
        receipt.attempts = attempt
        self.child.papers += 1
        if self.child.papers >= PAPERS_A_CHILD or receipt.peak > RECYCLE_ABOVE:
            self.child.stop()
            self.child = None
        return receipt

    def _reason(self, child: Child, code: int) -> errors.PaperError:
        """Why a child died. PDFium aborts when it gets no memory: one that was well on its way to the cap is taken for that."""
        if child.late:
            return errors.TimedOut(f"Reading took longer than {self.deadline:g} seconds.")
        if code == OUT_OF_MEMORY or (-code in ABORTS and child.peak > self.memory / 2):
            return errors.OutOfMemory(f"Reading needed more than {self.memory} MB of memory.")
        name = signal.Signals(-code).name if code < 0 and -code in set(signal.Signals) else f"exit code {code}"
        return errors.Crashed(f"The process that read the file died ({name}).")

    def _failed(self, job: Job, error: errors.PaperError, attempts: int, seconds: float, words: str) -> Receipt:
        from pipeline import results
        from pipeline.run import failure

        try:
            receipt = results.write(self.root, job.result, failure(document_row(job), error))
        except OSError as problem:
            raise StoreFailed(f"{problem.strerror}: {problem.filename or self.root}") from problem
        receipt.attempts, receipt.seconds, receipt.detail = attempts, round(seconds, 3), words
        return receipt

    def stop(self) -> None:
        """End the child, also in the middle of a paper."""
        self.stopped = True
        child = self.child
        if child:
            child.kill()
