"""Damaged, hostile and odd papers through the real command: each gets what it should, none stops the run. The slow ones are
in the table of docs/reliability.md, which `python tests/hard_inputs.py --write docs/reliability.md` makes."""
from __future__ import annotations

from pathlib import Path

import hard_inputs
import pyarrow.parquet as pq
import pytest

from models.errors import FAILURES

SHARED = Path(__file__).resolve().parents[3] / "shared" / "real"


def test_every_hard_input_gets_what_it_should(tmp_path):
    made = hard_inputs.make(tmp_path / "in", slow=False)
    code, rows = hard_inputs.outcomes(tmp_path / "in", tmp_path / "out", "--deadline", "60")
    assert code == 1 and len(made) >= 30
    assert {h.name: hard_inputs.got(rows[h.name]) for h in made if hard_inputs.got(rows[h.name]) not in h.gets} == {}
    assert not (tmp_path / "escaped.txt").exists() and not list(tmp_path.rglob("escaped.txt"))
    assert "=HYPERLINK" in "".join(p["text"] or "" for p in pq.read_table(tmp_path / "out/passages.parquet").to_pylist())


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/real is not here")
@pytest.mark.parametrize("folder", ["bad-pdfs", "docx"])
def test_real_hard_files_cost_no_run_and_are_not_silently_empty(tmp_path, folder):
    _, rows = hard_inputs.outcomes(SHARED / folder, tmp_path / "out", "--deadline", "60")
    for name, row in rows.items():
        if row["status"] == "failed":
            assert hard_inputs.got(row) in FAILURES and hard_inputs.got(row) not in ("internal-error", "reader-crashed"), (name, row["error"])
        else:
            assert row["words_total"] > 0, name
        assert row["peak"] < 1500 and row["seconds"] < 60, name
