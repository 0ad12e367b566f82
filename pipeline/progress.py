"""How far a run is: a bar on a terminal, a plain line now and then elsewhere. All of it on standard error."""
from __future__ import annotations

import sys
import time
from typing import Any, Self

from pipeline.results import Job, Receipt

EVERY = 10.0
"""Seconds between plain lines."""


class Progress:
    """Called with None and the jobs at the start, then with each receipt. What is left is told by cost, not by count: a
    paper of a thousand pages counts as much as it takes."""

    def __init__(self, quiet: bool = False):
        self.quiet, self.bar, self.task = quiet, None, None
        self.done = self.failed = 0
        self.cost = self.total = 0.0
        self.costs: dict[str, float] = {}
        self.started = self.told = time.monotonic()

    def __call__(self, receipt: Receipt | None, jobs: list[Job]) -> None:
        if receipt is None:
            self._begin(jobs)
            return
        self.done += 1
        self.failed += receipt.status == "failed"
        self.cost += self.costs.get(receipt.result, 0.0)
        if self.quiet:
            return
        if self.bar:
            self.bar.update(self.task, completed=self.cost,
                            papers=f"{self.done}/{len(jobs)} papers" + (f", {self.failed} failed" if self.failed else ""))
        elif time.monotonic() - self.told >= EVERY or self.done == len(jobs):
            self.told = time.monotonic()
            print(self.line(len(jobs)), file=sys.stderr, flush=True)

    def _begin(self, jobs: list[Job]) -> None:
        self.costs = {j.result: j.cost for j in jobs}
        self.total = sum(self.costs.values()) or 1.0
        self.started = self.told = time.monotonic()
        if self.quiet:
            return
        if not sys.stderr.isatty():
            print(f"reading {len(jobs)} papers", file=sys.stderr, flush=True)
            return
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self.bar = Bar(TextColumn("reading"), BarColumn(), TextColumn("{task.fields[papers]}"), TimeElapsedColumn(), TextColumn("left"),
                       TimeRemainingColumn(elapsed_when_finished=False), console=Console(stderr=True))
        self.bar.start()
        self.task = self.bar.add_task("", total=self.total, papers=f"0/{len(jobs)} papers")

    def line(self, jobs: int) -> str:
        """One plain line: '120/300 papers, 2 failed, about 4 min left'."""
        spent = time.monotonic() - self.started
        left = spent * (self.total - self.cost) / self.cost if self.cost else 0.0
        text = f"{self.done}/{jobs} papers" + (f", {self.failed} failed" if self.failed else "")
        return text + (f", about {duration(left)} left" if self.done < jobs else f" in {duration(spent)}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        if self.bar:
            self.bar.stop()


def duration(seconds: float) -> str:
    """'45 s', '12 min', '3.5 h'."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
