"""`matters tag`: any text, an explanation, stored tables again."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractors.themes import tag_records
from models.records import Action, Assessment, DocumentRow, Evidence, Records
from models.schema import to_table
from pipeline import store
from pipeline.cli import main
from pipeline.retag import retag

HOUSE = Path(__file__).resolve().parents[2]
TEXTS = ["The ferry was put on hold during lockdown.", "Two wardens were recruited.", "Fog."]


def tag(*words: object) -> int:
    return main(["tag", *map(str, words)])


@pytest.fixture
def paragraphs(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("\n\n".join(json.dumps({"id": i, "text": t, "note": "kept out"}) for i, t in enumerate(TEXTS)), encoding="utf-8")
    return path


def test_lines_in_lines_out(paragraphs, tmp_path, capsys):
    assert tag(paragraphs) == 0
    printed = capsys.readouterr().out
    assert tag(paragraphs, "-o", tmp_path / "out.jsonl") == 0 and (tmp_path / "out.jsonl").read_text(encoding="utf-8") == printed
    out = [json.loads(line) for line in printed.splitlines()]
    assert [(r["id"], r["slippage_cause"]) for r in out] == [(0, "slipped_because_covid"), (1, "none"), (2, "none")]
    assert out[0]["themes"] == ["covid_slippage"] and out[1]["themes"] == ["workforce"] and out[2]["spans"] == []
    span = out[1]["spans"][0]
    assert TEXTS[1][span["start"]:span["end"]] == span["matched"] and span["rule"].startswith("workforce.")


@pytest.mark.parametrize("line", ["not json", '{"id": 1}', "[1, 2]", '{"id": 1, "text": 7}'])
def test_a_bad_line_is_named_and_nothing_is_written(line, paragraphs, tmp_path, capsys):
    paragraphs.write_text(json.dumps({"id": 1, "text": "Fog."}) + "\n" + line + "\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert tag(paragraphs, "-o", out) == 2 and "line 2" in capsys.readouterr().err and not out.exists() and len(list(tmp_path.iterdir())) == 1


def test_what_cannot_be_opened_is_said(tmp_path, capsys):
    assert tag(tmp_path / "nowhere.jsonl") == 3 and "nowhere.jsonl" in capsys.readouterr().err
    assert tag("--tables", tmp_path) == 3 and "nothing is published" in capsys.readouterr().err


def test_explain(capsys):
    assert tag("--explain", TEXTS[0]) == 0
    assert "because of 'lockdown' through 'during'" in capsys.readouterr().out


def test_a_model_cannot_be_required(capsys):
    assert tag("--explain", "x", "--require-model") == 2 and "rules alone" in capsys.readouterr().err


def tables_of(records: Records) -> list[pa.Table]:
    return [to_table(t, records.rows[t]) for t in ("evidence", "assessments", "actions")]


def test_tagging_stored_tables_gives_what_reading_gave():
    stored, themes, evidence = [], [], []
    for letter in "ab":
        records = Records(DocumentRow(document_id=letter * 16))
        records.add(Action(text="Recruit two wardens"))
        records.add(Evidence(text=TEXTS[0]))
        records.add(Assessment(explanation="The tender had no bids."))
        stored.append(tables_of(records))
        tag_records(records)
        themes.append(to_table("themes", records.themes))
        evidence.append(to_table("evidence", records.evidence))
    whole = [pa.concat_tables(t) for t in zip(*stored, strict=True)]
    made_themes, made_evidence = retag(*whole)
    assert made_themes.equals(pa.concat_tables(themes)) and made_evidence.equals(pa.concat_tables(evidence))


def test_a_corrected_cause_stays():
    records = Records(DocumentRow(document_id="a" * 16))
    records.add(Evidence(text=TEXTS[0], slippage_cause="none", corrected=["slippage_cause"]))
    _, evidence = retag(*tables_of(records))
    assert evidence.column("slippage_cause").to_pylist() == ["none"]


def test_stored_tables_are_tagged_again_and_published(papers, out, matters, capsys):
    (papers / "quayside/harbour-board/2031-11-01/wardens.txt").write_text("title Review of Wardens\ndo Recruit two wardens")
    matters("ingest", papers, "--out", out)
    first = store.manifest(out)
    assert tag("--tables", out) == 0
    second = store.manifest(out)
    assert tag("--tables", out) == 0 and "nothing changed" in capsys.readouterr().out and store.manifest(out) == second
    assert second["tables"]["themes"]["rows"] and {t: p for t, p in second["tables"].items() if t not in ("themes", "evidence")} == {
        t: p for t, p in first["tables"].items() if t not in ("themes", "evidence")}
    assert matters("ingest", papers, "--out", out)[0] == 0
    assert len(pq.read_table(out / "evidence.parquet")) == first["tables"]["evidence"]["rows"]


def test_tables_are_tagged_again_with_the_words_their_papers_were_read_with(out, tmp_path, capsys):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[themes.rules]]\nid = "own.bandstand"\ntheme = "estates"\nphrases = "bandstand+"\n',
        encoding="utf-8")
    words = HOUSE / "docs/teaching/sandleford.toml"
    paper = HOUSE / "docs/teaching/pledges.docx"
    read = ["ingest", str(paper), "--out", str(out), "--jobs", "1", "-q", "--vocabulary", str(words), "--vocabulary", str(own)]
    assert main(read) == 0
    themes = pq.read_table(out / "themes.parquet")
    assert "own.bandstand" in themes.column("rule").to_pylist()
    assert tag("--tables", out) == 0 and "nothing changed" in capsys.readouterr().out
    assert main([*read, "--verify"]) == 0 and pq.read_table(out / "themes.parquet").equals(themes)
    own.unlink()
    assert tag("--tables", out) == 2 and "own.toml" in capsys.readouterr().err
    assert pq.read_table(out / "themes.parquet").equals(themes)


def test_words_of_your_own_do_not_go_with_stored_tables(out, tmp_path, capsys):
    own = tmp_path / "own.toml"
    own.touch()
    assert tag("--tables", out, "--vocabulary", own) == 2
    assert f"matters ingest PAPERS --out {out} --vocabulary {own}" in capsys.readouterr().err


def test_a_process_of_its_own_imports_neither_pandas_nor_spacys_commands(paragraphs, tmp_path):
    script = ("import sys; from pipeline.cli import script; code = script();"
              "print(code, [m for m in ('spacy', 'pandas', 'weasel', 'typer') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", script, "tag", paragraphs, "-o", tmp_path / "out.jsonl"], cwd=HOUSE, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "0 ['spacy']", done.stderr
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == len(TEXTS)
