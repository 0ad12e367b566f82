"""A folder of made papers and a made reader, for tests of what happens around reading."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_papers import PAPERS, READER, write

from pipeline import ingest as ingesting
from pipeline.cli import main
from pipeline.cluster import RayEngine
from pipeline.engines import Engine, LocalEngine
from pipeline.settings import Settings


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of three papers."""
    return write(tmp_path / "raw", PAPERS)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the tables go."""
    return tmp_path / "tables"


@pytest.fixture
def made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are read by made_reader.py, in processes of its own or on a cluster, guarded like any."""
    def engine(s: Settings, root: Path) -> Engine:
        return RayEngine(s, root, READER) if s.engine == "ray" else LocalEngine(root, s.workers, s.memory, s.deadline, READER)
    monkeypatch.setattr(ingesting, "engine", engine)


@pytest.fixture
def matters(made_reader: None, capsys: pytest.CaptureFixture[str]):
    """Run a command: its exit code, and the JSON report it prints."""
    def run(*words: object) -> tuple[int, dict]:
        capsys.readouterr()
        code = main([str(w) for w in words] + ["--json", "-q"] + ([] if "--jobs" in words or words[0] == "publish" else ["--jobs", "1"]))
        return code, json.loads(capsys.readouterr().out)
    return run
