"""What a run was asked to do."""
from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.words import beside, usable

ENGINES = ("local", "ray")


class WrongUsage(ValueError):
    """What was asked for cannot be done as it was put; nothing was read."""


class NotInstalled(WrongUsage):
    """An option needs an optional part of the program."""

    def __init__(self, option: str, extra: str):
        super().__init__(f"{option} needs the extra '{extra}': pip install 'matters-arising[{extra}]'")


@dataclass(frozen=True)
class Settings:
    """Options of one run. `deadline` is in seconds of wall clock a paper, `memory` in MB of resident memory a reader;
    `shard` is (i, n), counted from 1. A path that is a string is an address; `pipeline/remote.py` puts a folder in its place."""

    out: Path
    paths: tuple[Path | str, ...] = ()
    jobs: int = 0
    deadline: float = 300.0
    memory: int = 1200
    vocabulary: tuple[str, ...] = ()
    themes: bool = True
    allow_shrink: bool = False
    verify: bool = False
    retry: bool = False
    wait: float = 0.0
    keep: int = 10
    shard: tuple[int, int] | None = None
    engine: str = "local"
    address: str | None = None
    copy_to: str | None = None
    corrections: Path | None = None

    @property
    def workers(self) -> int:
        """How many readers work at once; by default one a core this process may use."""
        if self.jobs > 0:
            return self.jobs
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    @cached_property
    def all_vocabulary(self) -> tuple[str, ...]:
        """The user's own vocabulary files: those named, and those beside the papers (pipeline/words.py). Raises BadVocabulary."""
        return usable([*self.vocabulary, *(f for p in self.paths if isinstance(p, Path) for f in beside(p))])

    def check(self) -> None:
        """Raise WrongUsage where a file that was named is not there (its absence would undo what it said before), BadVocabulary
        where one of the user's vocabulary files cannot be used."""
        if self.corrections and not self.corrections.is_file():
            raise WrongUsage(f"--corrections: there is no file {self.corrections}")
        self.all_vocabulary

    def check_paths(self) -> None:
        """Raise WrongUsage where there is no such folder or file to read. (`matters run` may fetch into one that it makes.)"""
        if missing := [p for p in self.paths if isinstance(p, Path) and not p.exists()]:
            raise WrongUsage(f"there is no {missing[0]}")

    @property
    def corrections_file(self) -> Path:
        """Where a person's corrections are read from."""
        return self.corrections or self.out / "corrections.csv"

    @property
    def joins_file(self) -> Path:
        """Where a person's decisions on which records are the same over papers are read from."""
        return self.corrections_file.with_name("links.csv")

