"""What a store keeps: through refusals, other folders' runs, copies, renames, lost files."""
from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from made_papers import PAPERS, fingerprint, write
from pipeline import ingest as ingesting
from pipeline import results, store
from pipeline.cli import main
from pipeline.commands.status import status

LAMPS = "quayside/harbour-board/2031-11-01/lamps.txt"
BELLS = {"quayside/harbour-board/2032-01-01/bells.txt": "title Review of Bells\ndo Ring them"}


def ledger(out: Path, sql: str = "SELECT key, sha256, row, result, withdrawn FROM papers ORDER BY key") -> list[tuple]:
    with sqlite3.connect(store.ledger_file(out)) as db:
        return db.execute(sql).fetchall()


def worse_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the program, that reads nothing in any paper."""
    job = ingesting.job

    def emptied(paper, *about):
        made = job(paper, *about)
        made.path, (made.size, made.mtime_ns) = os.devnull, (lambda i: (i.st_size, i.st_mtime_ns))(os.stat(os.devnull))
        return made
    monkeypatch.setattr(ingesting, "extractor_fingerprint", lambda *_: "0" * 16)
    monkeypatch.setattr(ingesting, "job", emptied)


def test_a_refused_run_leaves_no_trace_on_the_next_over_another_folder(papers, tmp_path, out, matters, monkeypatch):
    matters("ingest", papers, "--out", out)
    before, noted = fingerprint(out), ledger(out)
    with monkeypatch.context() as patch:
        worse_reader(patch)
        code, report = matters("ingest", papers, "--out", out)
        assert code == 3 and "would fall from 5 to 0" in report["message"]
    assert fingerprint(out) == before and ledger(out) == noted and status(out)["read_by_an_older_version"] == 0
    code, report = matters("ingest", write(tmp_path / "more", BELLS), "--out", out)
    assert (code, report["rows"]["actions"], report["counts"]["failed"]) == (0, 6, 0)


def test_a_refused_withdrawal_leaves_no_trace_on_the_next_over_another_folder(papers, tmp_path, out, matters):
    matters("ingest", papers, "--out", out)
    (papers / "quayside").rename(tmp_path / "away")
    assert matters("ingest", papers, "--out", out)[0] == 3 and status(out)["withdrawn"] == []
    assert matters("ingest", write(tmp_path / "more", BELLS), "--out", out)[1]["rows"]["actions"] == 6


def test_what_a_refused_run_read_is_not_read_again(papers, out, matters, monkeypatch):
    matters("ingest", papers, "--out", out)
    worse_reader(monkeypatch)
    assert matters("ingest", papers, "--out", out)[0] == 3
    code, report = matters("ingest", papers, "--out", out, "--allow-shrink")
    assert (code, report["read"], report["known"], report["rows"].get("actions", 0)) == (0, 0, 3, 0)


def test_a_run_killed_at_the_swap_is_made_good_by_the_next_whatever_that_reads(papers, tmp_path, out, matters, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(store, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert matters("ingest", papers, "--out", out)[0] == 3
    assert store.current(out) is None
    assert matters("ingest", write(tmp_path / "more", BELLS), "--out", out)[1]["rows"]["actions"] == 6


def test_a_retry_of_one_folder_keeps_what_failed_in_others(papers, tmp_path, out, matters):
    write(papers, {"bad/picture.txt": "picture"})
    other = write(tmp_path / "other", {"bad/raise.txt": "raise"})
    matters("ingest", papers, other, "--out", out)
    code, report = matters("ingest", other, "--out", out, "--retry")
    assert (code, report["read"], report["excluded"], report["rows"]["documents"]) == (1, 1, {}, 5)
    assert [f["file"] for f in status(out)["failed"]] == ["bad/picture.txt", "bad/raise.txt"] and status(out)["not_read_yet"] == []


def test_a_retry_that_reads_the_paper_puts_its_rows_in_the_tables(papers, out, matters):
    write(papers, {"x/long.txt": "title Review of Long Things\n" + "slow\n" * 8 + "do Wait"})
    code, report = matters("ingest", papers, "--out", out, "--deadline", 1)
    assert code == 1 and report["failures"][0]["code"] == "timed-out"
    code, report = matters("ingest", papers, "--out", out, "--retry")
    documents = pd.read_parquet(out / "documents.parquet")
    assert (code, report["rows"]["actions"]) == (0, 6) and set(documents.status) == {"ok"}


def test_papers_and_tables_in_one_folder(papers, matters):
    for _ in range(2):
        code, report = matters("ingest", papers, "--out", papers)
        assert (code, report["counts"]["files"], report["excluded"]) == (0, 3, {})
    assert report["outcome"] == "nothing-new"
    (papers / LAMPS).unlink()
    assert matters("ingest", papers, "--out", papers)[1]["withdrawn"] == [LAMPS]


def test_another_store_among_the_papers_is_not_read(papers, out, matters):
    matters("ingest", papers, "--out", papers / "old")
    (papers / "old/snapshots.txt").write_text("title Review of Pictures\ndo Take some")
    code, report = matters("ingest", papers, "--out", out)
    assert (code, report["counts"]["files"], report["counts"]["failed"]) == (0, 4, 0)


def test_a_withdrawn_paper_is_noticed_wherever_the_output_lies(papers, matters):
    write(papers, {"x/a/y.txt": "title Y\ndo Y"})
    for out in (papers / "x/tables", papers / "x/a/b/tables"):
        matters("ingest", papers, "--out", out)
    (papers / "x/a/y.txt").unlink()
    for out in (papers / "x/tables", papers / "x/a/b/tables"):
        assert matters("ingest", papers, "--out", out)[1]["withdrawn"] == ["x/a/y.txt"]


def test_a_stray_copy_does_not_take_over_where_a_paper_stands(papers, out, matters):
    matters("ingest", papers, "--out", out)
    before = pd.read_parquet(out / "documents.parquet")
    write(papers, {"inbox/lamps.txt": PAPERS[LAMPS]})
    code, report = matters("ingest", papers, "--out", out)
    assert pd.read_parquet(out / "documents.parquet").equals(before) and report["rows"]["documents"] == 3
    (papers / LAMPS).unlink()
    matters("ingest", papers, "--out", out)
    row = pd.read_parquet(out / "documents.parquet").iloc[0]
    assert row.source_path == "inbox/lamps.txt" and pd.isna(row.council)


def test_copies_are_read_once_and_counted_as_the_tables_count(papers, tmp_path, out, matters):
    write(papers, {"inbox/lamps.txt": PAPERS[LAMPS]} | dict.fromkeys(("inbox/p.txt", "quayside/harbour-board/2031-11-01/p.txt"), "picture"))
    code, report = matters("ingest", papers, "--out", out)
    assert (code, report["read"], len(report["failures"]), report["rows"]["documents"]) == (1, 4, 1, 4)
    sums = {"ok": 3, "partial": 0, "failed": 1, "duplicates": 2, "excluded": 0}
    assert report["counts"] == {"files": 6} | sums and store.manifest(out)["counts"] == {"seen": 6} | sums
    assert ledger(out, "SELECT count(*) FROM attempts") == [(4,)] and status(out)["not_read_yet"] == []
    other = write(tmp_path / "other", {"lamps.txt": PAPERS[LAMPS]})
    code, report = matters("ingest", other, "--out", out)
    assert (report["read"], report["counts"]["duplicates"], report["rows"]["documents"]) == (0, 1, 4)


def test_a_copy_takes_the_place_of_the_paper_that_is_removed(papers, tmp_path, out, matters):
    """A run over the other's folder alone as well: what is read is not what the copy's own place tells, until its folder is read again."""
    copy = write(tmp_path / "copies", {"inbox/lamps.txt": PAPERS[LAMPS]})
    matters("ingest", papers, copy, "--out", out)
    (papers / LAMPS).unlink()
    code, report = matters("ingest", papers, "--out", out)
    assert (code, report["read"], report["rows"]["documents"]) == (0, 0, 3)
    assert matters("ingest", copy, "--out", out)[1]["read"] == 1
    assert matters("ingest", papers, copy, "--out", out)[1]["outcome"] == "nothing-new"
    matters("ingest", papers, copy, "--out", tmp_path / "fresh")
    here, fresh = (list(pd.read_parquet(folder / "documents.parquet").source_path) for folder in (out, tmp_path / "fresh"))
    assert here == fresh


def test_what_shards_left_does_not_undo_what_was_read_since(papers, tmp_path, out, matters, monkeypatch):
    other = write(tmp_path / "other", BELLS)
    matters("ingest", papers, other, "--out", out, "--shard", "1/1")
    assert matters("publish", papers, other, "--out", out)[1]["rows"]["actions"] == 6
    monkeypatch.setattr(ingesting, "extractor_fingerprint", lambda *_: "1" * 16)
    assert matters("ingest", papers, other, "--out", out)[1]["read"] == 4
    newer = ledger(out)
    assert matters("ingest", papers, "--out", out)[1]["outcome"] == "nothing-new" and ledger(out) == newer


def test_shards_and_retries_in_turn(papers, out, matters, monkeypatch):
    """Whichever read the paper last is believed."""
    write(papers, {"x/long.txt": "title Review of Long Things\n" + "slow\n" * 8 + "do Wait"})
    shard = ("ingest", papers, "--out", out, "--shard", "1/1")
    matters(*shard, "--deadline", 1)
    assert matters("publish", papers, "--out", out)[1]["counts"]["failed"] == 1
    assert matters(*shard, "--retry")[1]["read"] == 1
    assert matters("publish", papers, "--out", out)[1]["rows"]["actions"] == 6
    write(papers, {"x/longer.txt": "title Review of Longer Things\n" + "slow\n" * 9 + "do Wait"})
    matters(*shard, "--deadline", 1)
    assert matters("ingest", papers, "--out", out, "--retry")[1]["rows"]["actions"] == 7
    assert matters("publish", papers, "--out", out)[1]["outcome"] == "nothing-new"


def test_a_paper_that_a_shard_read_and_that_is_gone_is_not_published(papers, out, matters):
    matters("ingest", papers, "--out", out, "--shard", "1/1")
    (papers / LAMPS).unlink()
    code, report = matters("publish", papers, "--out", out)
    assert (code, report["rows"]["documents"], report["withdrawn"]) == (0, 2, [])


@pytest.mark.parametrize("where", ["tables", "raw/tables", "raw/quayside/tables", "raw/quayside/harbour-board/tables", "a/b/c/t", "raw"])
@pytest.mark.parametrize("given", ["raw", "raw/quayside", "raw/quayside/harbour-board/2031-11-01"])
def test_a_place_tells_the_same_wherever_the_tables_go(papers, tmp_path, where, given):
    found = ingesting.find((tmp_path / given,), tmp_path / where)
    rows = [p.row for p in ingesting.identify(found, {}, False, "0" * 16)[0]]
    assert rows and {r["council"] for r in rows} == {"quayside"} and {r["published_date"] for r in rows} <= {"2031-05-01", "2031-11-01"}


def test_a_place_of_another_shape_tells_nothing(tmp_path, out):
    write(tmp_path / "raw", {"quayside/may/piers.txt": "title P", "lamps.txt": "title L"})
    found = ingesting.find((tmp_path / "raw",), out)
    assert [p.row["council"] for p in ingesting.identify(found, {}, False, "0" * 16)[0]] == [None, None]


def kept(out: Path) -> list[Path]:
    return sorted(p for p in store.results_folder(out).rglob("*.*") if p.name != results.SCHEMAS)


@pytest.mark.parametrize("harm", ["one gone", "all gone", "cut", "not a result", "a byte of its rows", "schemas"])
def test_results_gone_or_damaged_are_read_again(papers, out, matters, harm):
    matters("ingest", papers, "--out", out)
    before, one = fingerprint(out), kept(out)[0]
    if harm == "one gone":
        one.unlink()
    elif harm == "all gone":
        shutil.rmtree(store.results_folder(out))
    elif harm == "schemas":
        (one.parents[1] / results.SCHEMAS).write_text("{")
        results._SCHEMAS.clear()
    else:
        whole = one.read_bytes()
        turned = whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]
        one.write_bytes({"cut": whole[:-20], "not a result": b"nothing", "a byte of its rows": turned}[harm])
    assert matters("ingest", papers, "--out", out)[1]["outcome"] == "nothing-new"
    code, report = matters("ingest", papers, "--out", out, "--verify")
    assert (code, len(report["mended"])) == (0, 3 if harm in ("all gone", "schemas") else 1) and fingerprint(out) == before
    assert matters("ingest", papers, "--out", out, "--verify")[1]["mended"] == []


def test_a_lost_result_of_another_folder_is_asked_for(papers, tmp_path, out, matters):
    other = write(tmp_path / "other", BELLS)
    matters("ingest", papers, other, "--out", out)
    before, noted = fingerprint(out), ledger(out)
    shutil.rmtree(store.results_folder(out))
    code, report = matters("ingest", other, "--out", out, "--verify")
    assert code == 3 and "reads it again" in report["message"] and fingerprint(out) == before and ledger(out) == noted
    code, report = matters("ingest", papers, "--out", out, "--verify")
    assert (code, report["read"]) == (0, 3) and fingerprint(out) == before


def test_a_run_with_nothing_new_opens_no_result(papers, out, matters, monkeypatch):
    matters("ingest", papers, "--out", out)
    monkeypatch.setattr(results, "_open", lambda *_, **__: pytest.fail("a result was opened"))
    assert matters("ingest", papers, "--out", out)[1]["outcome"] == "nothing-new"


@pytest.mark.parametrize("missing", ["nowhere", "./nowhere", "../nowhere", "a/../nowhere", "/nowhere/at/all"])
@pytest.mark.parametrize("command", [("ingest",), ("ingest", "--shard", "1/2"), ("publish",), ("run",)])
def test_a_path_that_is_not_there_is_wrong_usage_and_makes_no_store(tmp_path, papers, out, matters, monkeypatch, missing, command):
    (tmp_path / "raw/a").mkdir()
    monkeypatch.chdir(papers)
    code, report = matters(*command, papers, missing, "--out", out)
    assert code == 2 and report["message"] == f"there is no {Path(missing)}" and not out.exists()


@pytest.mark.parametrize("command", ["rollback --out", "rollback never --out", "tag --tables", "status --out", "history --out"])
def test_a_mistyped_output_folder_is_not_made_a_store(papers, out, made_reader, command):
    assert main([*command.split(), str(out)]) == 3 and not out.exists()
    assert main([*command.split(), str(papers)]) == 3 and not (papers / ".state").exists()


def test_files_that_are_no_papers_make_no_snapshot(papers, out, matters):
    matters("ingest", papers, "--out", out)
    write(papers, {"x/.hid": "", "quayside/~$lock.docx": "", "quayside/half.pdf.part": ""})
    code, report = matters("ingest", papers, "--out", out)
    assert (code, report["outcome"], sum(report["excluded"].values())) == (0, "nothing-new", 3) and len(store.snapshots(out)) == 1


def test_a_renamed_paper_was_moved_not_withdrawn(papers, out, matters, capsys):
    matters("ingest", papers, "--out", out)
    new = LAMPS.replace("lamps", "lights")
    (papers / LAMPS).rename(papers / new)
    code, report = matters("ingest", papers, "--out", out)
    assert (report["moved"], report["withdrawn"], report["read"]) == ({LAMPS: new}, [], 0) and status(out)["withdrawn"] == []
    assert "paper-withdrawn" not in set(pd.read_parquet(out / "diagnostics.parquet").code)
    (papers / new).rename(papers / LAMPS)
    assert main(["ingest", str(papers), "--out", str(out), "-q"]) == 0
    assert f"moved: 1, the same bytes are elsewhere: {new} -> {LAMPS}" in capsys.readouterr().out
    (papers / LAMPS).unlink()
    assert matters("ingest", papers, "--out", out)[1]["withdrawn"] == [LAMPS] == status(out)["withdrawn"]
    notes = pd.read_parquet(out / "diagnostics.parquet")
    assert [m.split(" ")[0] for m in notes[notes.code == "paper-withdrawn"].message] == [LAMPS]


def test_a_paper_that_changed_while_it_was_read_is_not_said_to_change_in_runs_over_other_folders(papers, tmp_path, out, matters, monkeypatch):
    job = ingesting.job

    def stale(paper, *about):
        made = job(paper, *about)
        made.mtime_ns -= "lamps" in made.path
        return made
    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "job", stale)
        assert matters("ingest", papers, "--out", out)[1]["excluded"] == {"changed while it was read": 1}
    other = write(tmp_path / "other", BELLS)
    assert matters("ingest", other, "--out", out)[1]["excluded"] == {"not read yet, outside the paths given": 1}
    assert matters("ingest", papers, "--out", out)[1]["rows"]["documents"] == 4
