"""Every notebook runs clean, from its first cell to its last, on tables read from the sample papers."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from notebooks.run import SECONDS, run
from pipeline.cli import main

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> dict[str, tuple[nbformat.NotebookNode, float]]:
    out = tmp_path_factory.mktemp("samples") / "processed"
    papers = sorted(str(path) for path in (ROOT / "data/raw").rglob("*.docx"))
    assert papers and main(["ingest", *papers, "--out", str(out)]) == 0

    def one(name: str) -> tuple[nbformat.NotebookNode, float]:
        started = time.perf_counter()
        return run(ROOT / "notebooks" / name, out), time.perf_counter() - started

    with ThreadPoolExecutor(2) as two:
        return dict(zip(NOTEBOOKS, two.map(one, NOTEBOOKS)))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_runs_clean_and_soon(ran, name):
    notebook, seconds = ran[name]
    assert seconds < SECONDS
    errors = [
        o
        for cell in notebook.cells
        if cell.cell_type == "code"
        for o in cell.outputs
        if o.output_type == "error" or o.get("name") == "stderr"
    ]
    assert not errors, errors
    assert all(cell.outputs for cell in notebook.cells[2:] if cell.cell_type == "code"), "every cell shows something"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_is_one_question_with_prose_and_small_outputs(name):
    path = ROOT / "notebooks" / name
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].source.splitlines()[0].endswith("?"), "the title is the question"
    assert sum(cell.cell_type == "markdown" for cell in notebook.cells) >= 2
    assert path.stat().st_size < 500_000
    held = path.read_text(encoding="utf-8")
    assert "/home/" not in held and "/work/" not in held and "/tmp/" not in held, "no path of somebody's machine in a kept output"


def test_every_question_has_its_notebook():
    assert set(NOTEBOOKS) == {
        "late-and-why.ipynb",
        "grades-by-round.ipynb",
        "slippage-by-theme.ipynb",
        "covid-claims.ipynb",
        "overdue-by-owner.ipynb",
        "between-versions.ipynb",
        "data-quality.ipynb",
    }


def test_the_worked_example_of_states():
    import pandas as pd

    from notebooks.figures import states_by_round

    may, june, july = pd.to_datetime(["2021-05-01", "2021-06-01", "2021-07-01"])
    rows = [
        ("a", may, "complete"),
        ("a", july, None),
        ("b", june, "slipped"),
        ("c", may, None),
        ("d", pd.NaT, None),
        ("e", july, "slipped"),
    ]
    progress = pd.DataFrame(rows, columns=["subject_key", "round", "status"])
    grid = states_by_round(progress.assign(added_after=progress["subject_key"].map({"e": may})))
    assert grid.to_dict("index") == {
        "a": {may: "complete", june: "settled", july: "ungraded"},
        "b": {may: "none", june: "slipped", july: "none"},
        "c": {may: "ungraded", june: "none", july: "none"},
        "d": {may: "none", june: "none", july: "none"},
        "e": {may: "absent", june: "none", july: "slipped"},
    }
