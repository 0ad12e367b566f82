"""Who reads the papers: a few processes here, or a cluster. Every engine reads each paper through a Guard."""
from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pipeline.results import Job, Receipt
from pipeline.settings import NotInstalled, Settings
from pipeline.worker import Guard


class Engine(Protocol):
    """`run` takes jobs in the order they should start (costly ones first) and yields receipts as they come. It may be
    closed early; jobs not done are then left for the next run. Doing a job twice is harmless."""

    def run(self, jobs: list[Job]) -> Iterator[Receipt]: ...


def engine(settings: Settings, root: Path) -> Engine:
    """The engine that the settings name."""
    if settings.engine == "ray":
        from pipeline.cluster import RayEngine

        return RayEngine(settings, root)
    return LocalEngine(root, settings.workers, settings.memory, settings.deadline)


def must_be_there(settings: Settings) -> None:
    """Raise WrongUsage or BadVocabulary where a file or the engine that the settings name cannot be used, before anything is done."""
    settings.check()
    if settings.engine == "ray":
        import importlib.util

        if importlib.util.find_spec("ray") is None:
            raise NotInstalled("--engine ray", "ray")


class LocalEngine:
    """N threads, each with a reader process of its own; a thread only waits."""

    def __init__(self, root: Path, workers: int, memory: int, deadline: float, command: list[str] | None = None):
        self.workers = workers
        self.guards = [Guard(root, memory, deadline, command) for _ in range(workers)]

    def run(self, jobs: list[Job]) -> Iterator[Receipt]:
        waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        done: queue.SimpleQueue[Receipt | BaseException] = queue.SimpleQueue()
        for job in jobs:
            waiting.put(job)
        threads = [threading.Thread(target=self._work, args=(guard, waiting, done), daemon=True) for guard in self.guards[:len(jobs)]]
        for thread in threads:
            thread.start()
        try:
            for _ in jobs:
                answer = done.get()
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        finally:
            for guard in self.guards:
                guard.stop()
            for thread in threads:
                thread.join(5)

    @staticmethod
    def _work(guard: Guard, waiting: queue.SimpleQueue, done: queue.SimpleQueue) -> None:
        while not guard.stopped:
            try:
                job = waiting.get_nowait()
            except queue.Empty:
                break
            try:
                receipt = guard.read(job)
            except BaseException as error:  # noqa: BLE001 - raised again by run()
                done.put(error)
                break
            if not guard.stopped:
                done.put(receipt)
        if guard.child:
            guard.child.stop()
