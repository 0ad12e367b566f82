"""A person's correction survives reruns, and complains when it no longer fits."""
from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pandas as pd
import pytest

from pipeline.corrections import COLUMNS
from made_papers import PAPERS, fingerprint, write

LAMPS = "quayside/harbour-board/2031-11-01/lamps.txt"
PAPER = hashlib.sha256(PAPERS[LAMPS].encode()).hexdigest()


def correct(out: Path, *lines: tuple[str, ...]) -> None:
    with open(out / "corrections.csv", "w", newline="") as handle:
        csv.writer(handle).writerows([COLUMNS, *[(*line, "B. Oak", "seen in the minutes", "2032-01-05") for line in lines]])


def notes(out: Path) -> list[tuple[str, str]]:
    rows = pd.read_parquet(out / "diagnostics.parquet")
    return [(r.code, r.message) for r in rows.itertuples() if r.code.startswith("correction")]


def test_a_correction_is_applied_marked_and_kept(papers, out, matters):
    matters("ingest", papers, "--out", out)
    plain = fingerprint(out)
    correct(out, (PAPER, "actions", f"{PAPER[:16]}-a0001", "text", "Light the lane", "Light the whole lane"),
            (PAPER[:16], "actions", f"{PAPER[:16]}-a0001", "due_end", "", "2033-03-31"))
    for _ in range(2):
        matters("ingest", papers, "--out", out)
        row = pd.read_parquet(out / "actions.parquet").set_index("action_id").loc[f"{PAPER[:16]}-a0001"]
        assert (row.text, str(row.due_end)[:10], list(row.corrected)) == ("Light the whole lane", "2033-03-31", ["text", "due_end"]) and notes(out) == []
        write(papers, {"x/y.txt": "title Y\ndo Y"})
    (papers / "x/y.txt").unlink()
    correct(out)
    matters("ingest", papers, "--out", out)
    tables = fingerprint(out)
    assert {k for k in plain if plain[k] != tables[k]} == {"diagnostics.parquet"}, "the withdrawn paper is noted, all else is as it was"


def test_a_correction_that_no_longer_fits_is_reported(papers, out, matters):
    matters("ingest", papers, "--out", out)
    action = f"{PAPER[:16]}-a0001"
    correct(out, (PAPER, "actions", action, "text", "Light the road", "Light the lane"), (PAPER, "actions", action, "colour", "", "x"),
            (PAPER, "actions", action, "due_end", "", "in spring"), (PAPER, "actions", "a0009", "text", "", "x"), ("f" * 64, "actions", action, "text", "", "x"),
            (PAPER, "assessments", f"{PAPER[:16]}-g0001", "status", "complete", "finished"), (PAPER, "actions", action, "action_id", action, "x"))
    matters("ingest", papers, "--out", out)
    found = sorted(notes(out))
    assert [c for c, _ in found] == ["correction-invalid"] * 5 + ["correction-stale"] * 2
    assert any("is right without it" in m for _, m in found) and any("not one of" in m for _, m in found) and any("there is no paper" in m for _, m in found)
    assert pd.read_parquet(out / "actions.parquet").corrected.map(len).sum() == 0


def test_a_file_without_its_columns_is_refused(papers, out, matters):
    out.mkdir()
    (out / "corrections.csv").write_text("paper,what\n1,2\n")
    code, report = matters("ingest", papers, "--out", out)
    assert code == 3 and "lacks the columns" in report["message"]


@pytest.mark.parametrize("given", ["nowhere.csv", "folder"])
def test_corrections_that_are_named_and_not_there_are_refused_and_what_was_corrected_stays(given, papers, out, matters, tmp_path):
    (tmp_path / "folder").mkdir()
    matters("ingest", papers, "--out", out)
    correct(out, (PAPER, "actions", f"{PAPER[:16]}-a0001", "text", "Light the lane", "Light the whole lane"))
    matters("ingest", papers, "--out", out)
    corrected = fingerprint(out)
    code, report = matters("ingest", papers, "--out", out, "--corrections", tmp_path / given)
    assert code == 2 and f"there is no file {tmp_path / given}" in report["message"] and fingerprint(out) == corrected
