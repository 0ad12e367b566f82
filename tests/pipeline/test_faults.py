"""A few of the faults of benchmarks/faults.py, which does the rest (python benchmarks/faults.py)."""
from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE / "benchmarks"))

import faults  # noqa: E402

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and process groups are POSIX")


def test_killed_at_random_moments_and_run_again(tmp_path):
    told = faults.kill(tmp_path, 2, 4)
    assert "identical" in told and "DIFFERENT" not in told and "UNREADABLE" not in told


def test_stopped_cleanly(tmp_path):
    faults.papers(tmp_path / "in", 4)
    (tmp_path / "in/long.pdf").write_bytes(faults.hard_inputs.rectangles(300_000))
    run = faults.ingest(tmp_path / "in", tmp_path / "out")
    deadline = time.monotonic() + 20
    while not list((tmp_path / "out").glob(".state/results/*/*/*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    readers = faults.children(run.pid)
    run.send_signal(signal.SIGTERM)
    code, report = faults.finish(run)
    assert code == 3 and "stopped" in report["message"] and not (tmp_path / "out/current").exists()
    assert readers and not set(readers) & set(faults.children(1))
