"""A store that is damaged, or a reader that goes away: a sentence and an exit code, never a stack trace."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from made_papers import fingerprint, write
from pipeline import store
from pipeline.cli import main

HOUSE = Path(__file__).resolve().parents[2]
READERS = (["query", "select * from actions"], ["report", "--to", "page.html"], ["review", "--to", "page.html"],
           ["export", "csv", "--to", "copies"], ["story", "1"], ["changes", "a", "b"])


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """Exit code and the one line on standard error."""
    capsys.readouterr()
    code, error = main([str(w) for w in words]), capsys.readouterr().err
    assert error.startswith(f"matters {words[0]}: ") and error.count("\n") == 1 and "Traceback" not in error, error
    return code, error


@pytest.mark.parametrize("words", READERS, ids=lambda w: w[0])
def test_a_damaged_table_is_named(words, papers, out, matters, capsys, tmp_path, monkeypatch):
    matters("ingest", papers, "--out", out)
    monkeypatch.chdir(tmp_path)
    table = (out / "actions.parquet").resolve()
    table.write_bytes(table.read_bytes()[:200])
    code, error = said(capsys, *words, "--out", out)
    assert code == 3 and "the table actions" in error and "is damaged" in error


def test_a_table_damaged_inside_is_not_taken_for_a_wrong_query(papers, out, matters, capsys):
    matters("ingest", papers, "--out", out)
    table = (out / "actions.parquet").resolve()
    whole = table.read_bytes()
    table.write_bytes(whole[:20] + b"\xff" * 60 + whole[80:])
    code, error = said(capsys, "query", "select * from actions", "--out", out)
    assert code == 3 and "cannot be read" in error


@pytest.mark.parametrize("text", ["{", "[]", "{}", "\xff"])
def test_a_damaged_manifest_is_named_and_an_earlier_snapshot_can_be_published(text, papers, out, matters, capsys):
    matters("ingest", papers, "--out", out)
    earlier, tables = store.manifest(out)["snapshot"], fingerprint(out)
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    matters("ingest", papers, "--out", out)
    (out / "manifest.json").resolve().write_text(text, encoding="latin-1")
    for words in (["query", "select 1"], ["status"], ["rollback"], ["tag", "--tables"]):
        code, error = said(capsys, *words, *([] if words[0] == "tag" else ["--out"]), out)
        assert code == 3 and "manifest.json is damaged" in error and "matters rollback NAME" in error
    assert matters("ingest", papers, "--out", out)[0] == 3
    assert main(["history", "--out", str(out)]) == 0 and earlier in capsys.readouterr().out
    assert main(["rollback", earlier, "--out", str(out)]) == 0 and fingerprint(out) == tables


def test_a_damaged_ledger_is_named_and_what_its_message_advises_works(papers, out, matters, capsys):
    matters("ingest", papers, "--out", out)
    tables, ledger = fingerprint(out), store.ledger_file(out)
    for left in ledger.parent.glob("ledger.sqlite*"):
        left.write_bytes(b"no database " * 400)
    for command in ("status", "history"):
        code, error = said(capsys, command, "--out", out)
        assert code == 3 and "the ledger cannot be read" in error and f"Move {ledger} away" in error
    code, report = matters("ingest", papers, "--out", out)
    assert code == 3 and f"Move {ledger} away" in report["message"]
    for left in ledger.parent.glob("ledger.sqlite*"):
        left.unlink()
    code, report = matters("ingest", papers, "--out", out)
    assert code == 0 and report["read"] == 0 and fingerprint(out) == tables


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_reader_of_the_output_may_go_away(form, papers, out, matters):
    matters("ingest", papers, "--out", out)
    query = "select range, repeat('x', 200) as x from range(20000)"
    with subprocess.Popen([sys.executable, "-m", "pipeline", "query", query, "--out", out, "--rows", "20000", "--format", form],
                          cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as done:
        assert done.stdout.readline()
        done.stdout.close()
        assert done.wait(60) == 0 and done.stderr.read() == ""


def test_a_mistake_of_the_program_is_said_without_a_stack_trace(out, capsys, monkeypatch):
    import pipeline.commands.query as query

    monkeypatch.setattr(query, "connect", lambda out: {}["nothing"])
    code, error = said(capsys, "query", "select 1", "--out", out)
    assert code == 3 and "please report it: KeyError: 'nothing'" in error
