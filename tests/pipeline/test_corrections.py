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


def test_a_field_corrected_twice_is_marked_once(papers, out, matters):
    matters("ingest", papers, "--out", out)
    action = f"{PAPER[:16]}-a0001"
    correct(out, (PAPER, "actions", action, "due_end", "", "2033-03-31"), (PAPER, "actions", action, "due_end", "2033-03-31", "2033-04-30"))
    matters("ingest", papers, "--out", out)
    row = pd.read_parquet(out / "actions.parquet").set_index("action_id").loc[action]
    assert (str(row.due_end)[:10], list(row.corrected)) == ("2033-04-30", ["due_end"]) and notes(out) == []


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


def keys(out: Path) -> dict[str, str]:
    rows = pd.read_parquet(out / "actions.parquet")
    return dict(zip(rows.text, rows.action_key))


def test_a_decision_on_links_joins_two_records(papers, out, matters):
    matters("ingest", papers, "--out", out)
    was = keys(out)
    painted, counted = was["Paint the rail along the quay"], was["Count the lamps"]
    assert painted != counted
    (out / "links.csv").write_text(f"kind,key_a,key_b,who\njoin, {painted} ,{counted},B. Oak\n", encoding="utf-8-sig")
    matters("ingest", papers, "--out", out, "--allow-shrink")
    assert keys(out)["Count the lamps"] == painted and notes(out) == []


def test_lines_of_links_that_decide_nothing_are_reported(papers, out, matters):
    matters("ingest", papers, "--out", out)
    known, tables = keys(out)["Light the lane"], fingerprint(out)
    lines = [f"jion,{known},x", f"join,{known},", f"part,{known},{known}", "join,moor/no-such-review/a-1,moor/no-such-review/a-2",
             f"join,{known},x"]
    (out / "links.csv").write_text("\n".join(["kind,key_a,key_b", *lines]), encoding="utf-8")
    assert matters("ingest", papers, "--out", out)[0] == 0
    found = sorted(notes(out))
    assert [c for c, _ in found] == ["correction-invalid"] * 3 + ["correction-stale"] * 2
    said = " | ".join(m for _, m in found)
    for words in ("line 2: 'jion' is neither", "line 3: two different keys", "line 4: two different keys", f"{known} and x: not both are records",
                  "line 5: moor/no-such-review/a-1 and moor/no-such-review/a-2 are of no review"):
        assert words in said, words
    assert {t for t, h in fingerprint(out).items() if h != tables[t]} == {"diagnostics.parquet"}


@pytest.mark.parametrize("text", ["kind,key_a\njoin,x\n", "join,x,y\n", ""])
def test_links_without_their_columns_are_refused(text, papers, out, matters):
    matters("ingest", papers, "--out", out)
    (out / "links.csv").write_text(text, encoding="utf-8")
    code, report = matters("ingest", papers, "--out", out)
    assert code == 3 and "links.csv lacks the columns" in report["message"]
