"""What happens around reading: reruns, bad papers, odd files, refusals."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from pipeline import ingest as ingesting
from pipeline import parts, store
from pipeline.cli import main
from made_papers import PAPERS, fingerprint, write

HOUSE = Path(__file__).resolve().parents[2]


def statuses(out: Path) -> dict[str, tuple[str, str]]:
    rows = pd.read_parquet(out / "documents.parquet")
    return {r.source_path: (r.status, (r.error or "").split(":")[0] if isinstance(r.error, str) else "") for r in rows.itertuples()}


def notes(out: Path, code: str) -> list[str]:
    rows = pd.read_parquet(out / "diagnostics.parquet")
    return list(rows[rows.code == code].message)


def test_tables_open_in_every_reader(papers, out, matters):
    code, report = matters("ingest", papers, "--out", out)
    path = str(out / "actions.parquet")
    assert code == 0 and report["counts"]["ok"] == 3 and report["rows"]["actions"] == 5
    assert len(pd.read_parquet(path)) == len(pl.read_parquet(path)) == duckdb.sql(f"from '{path}'").count("*").limit(1).fetchall()[0][0] == 5
    assert set(store.tables(out)) == set(json.loads((out / "manifest.json").read_text())["tables"])


def test_what_the_place_of_a_paper_tells(papers, out, matters):
    (papers / "quayside/harbour-board/2031-05-01/piers.txt.json").write_text(json.dumps({"url": "https://quayside.example/piers", "fetched_at": "2031-05-02T01:00:00Z"}))
    matters("ingest", papers, "--out", out)
    row = pd.read_parquet(out / "documents.parquet").iloc[0]
    assert (row.council, str(row.published_date)[:10], row.source_url, row.fetched_at) == ("quayside", "2031-05-01", "https://quayside.example/piers", "2031-05-02T01:00:00Z")


def test_nothing_new_does_nothing(papers, out, matters):
    matters("ingest", papers, "--out", out)
    before = store.current(out)
    code, report = matters("ingest", papers, "--out", out)
    assert (code, report["outcome"], report["read"]) == (0, "nothing-new", 0) and store.current(out) == before


def test_nothing_new_loads_no_heavy_library(papers, out, matters):
    """Start-up counts: a nightly run over ten thousand known papers takes seconds."""
    matters("ingest", papers, "--out", out)
    script = ("import sys; from pipeline.cli import main; main(['ingest', sys.argv[1], '--out', sys.argv[2], '-q']);"
              "print([m for m in ('pyarrow', 'pandas', 'spacy', 'pypdfium2', 'numpy', 'rich') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", script, papers, out], cwd=HOUSE, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]" and "nothing new" in done.stdout


def test_new_changed_and_withdrawn_papers(papers, out, matters):
    matters("ingest", papers, "--out", out)
    write(papers, {"quayside/harbour-board/2032-01-01/bells.txt": "title Review of Bells\ndo Ring them"})
    (papers / "quayside/harbour-board/2031-11-01/lamps.txt").write_text("title Review of Street Lamps\ndo Light the lane\ndo Light the stair")
    code, report = matters("ingest", papers, "--out", out)
    assert (code, report["read"], report["known"], report["rows"]["actions"]) == (0, 2, 2, 7)
    (papers / "quayside/harbour-board/2032-01-01/bells.txt").unlink()
    code, report = matters("ingest", papers, "--out", out)
    assert report["withdrawn"] == ["quayside/harbour-board/2032-01-01/bells.txt"] and report["rows"]["actions"] == 6
    assert len(notes(out, "paper-withdrawn")) == 1
    assert any(len(pd.read_parquet(out / "snapshots" / s["snapshot"] / "actions.parquet")) == 7 for s in store.snapshots(out))


def test_papers_outside_the_paths_given_are_not_withdrawn(papers, out, matters):
    matters("ingest", papers, "--out", out)
    _, report = matters("ingest", papers / "quayside/harbour-board/2031-05-01", "--out", out)
    assert report["withdrawn"] == [] and report["rows"]["documents"] == 3


def test_same_bytes_whatever_the_workers_the_order_and_the_history(tmp_path, papers, matters):
    many = {f"a/b/2031-0{1 + n % 9}-01/paper-{n}.txt": f"title Review of Thing {n % 4}\ndo Do the thing number {n % 4} by the spring\ndo And {n}" for n in range(12)}
    write(papers, many)
    matters("ingest", papers, "--out", tmp_path / "one", "--jobs", 1)
    matters("ingest", papers, "--out", tmp_path / "three", "--jobs", 3)
    for name in sorted(many, reverse=True)[:3]:
        matters("ingest", papers / name, "--out", tmp_path / "bits")
    matters("ingest", papers, "--out", tmp_path / "bits")
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "three") == fingerprint(tmp_path / "bits")


def test_a_large_store_is_in_parts_and_only_those_that_change_are_written(tmp_path, papers, out, matters, monkeypatch):
    monkeypatch.setattr(parts, "PART_BYTES", 3000)
    write(papers, {f"a/b/2031-01-01/paper-{n}.txt": f"title Review of Thing {n}\ndo Do {n}" for n in range(40)})
    matters("ingest", papers, "--out", out)
    files = store.tables(out)["actions"]
    assert len(files) > 1 and len(pd.read_parquet(out / "actions.parquet")) == len(pl.read_parquet(str(out / "actions.parquet"))) == 45
    write(papers, {"a/b/2031-01-01/paper-41.txt": "title Review of Thing 41\ndo Do 41"})
    matters("ingest", papers, "--out", out)
    same = [f.stat().st_ino for f in files]
    assert sum(f.stat().st_ino not in same for f in store.tables(out)["actions"]) == 1
    matters("ingest", papers, "--out", tmp_path / "fresh")
    assert fingerprint(out) == fingerprint(tmp_path / "fresh")
    monkeypatch.setattr(parts, "PART_BYTES", 2**30)
    matters("ingest", papers, "--out", out, "--verify")
    assert len(store.tables(out)["actions"]) == 1 and len(pd.read_parquet(out / "actions.parquet")) == 46


def test_a_part_written_by_row_group_is_the_same_however_it_came_about(tmp_path, papers, out, matters, monkeypatch):
    """Papers straddle row groups; new ones come before, between and after the old; last, all are moved and stand the other way round."""
    monkeypatch.setattr(parts, "ROW_GROUP", 3)
    several = {n: f"title Review of Thing {n}\n" + "\n".join(f"do Do {n} {k}" for k in range(n % 5 + 1)) for n in range(20)}
    for some in (range(5, 15), range(2), range(2, 20)):
        write(papers, {f"a/b/2031-01-01/paper-{n:02d}.txt": several[n] for n in some})
        matters("ingest", papers, "--out", out)
    matters("ingest", papers, "--out", tmp_path / "fresh")
    assert fingerprint(out) == fingerprint(tmp_path / "fresh")
    assert pq.ParquetFile(store.tables(out)["actions"][0]).metadata.row_group(0).num_rows == 3
    for n in several:
        (papers / f"a/b/2031-01-01/paper-{n:02d}.txt").rename(papers / f"a/b/2031-01-01/moved-{99 - n:02d}.txt")
    matters("ingest", papers, "--out", out)
    matters("ingest", papers, "--out", tmp_path / "anew")
    assert fingerprint(out) == fingerprint(tmp_path / "anew") and len(pd.read_parquet(out / "actions.parquet")) == 60 + 5


def test_a_bad_paper_costs_one_paper(papers, out, matters):
    write(papers, {"bad/crash.txt": "title A\ncrash", "bad/hang.txt": "hang", "bad/eat.txt": "eat", "bad/raise.txt": "raise", "bad/picture.txt": "picture"})
    code, report = matters("ingest", papers, "--out", out, "--deadline", 6, "--memory", 300, "--jobs", 2)
    assert code == 1 and report["counts"]["ok"] == 3
    assert {k: v for k, v in statuses(out).items() if k.startswith("bad")} == {
        "bad/crash.txt": ("failed", "reader-crashed"), "bad/hang.txt": ("failed", "timed-out"), "bad/eat.txt": ("failed", "out-of-memory"),
        "bad/raise.txt": ("failed", "internal-error"), "bad/picture.txt": ("failed", "no-text-layer")}
    assert len(notes(out, "document-failed")) == 5 and all(f["advice"] for f in report["failures"])
    code, report = matters("ingest", papers, "--out", out, "--deadline", 2, "--memory", 300)
    assert (code, report["read"], len(report["standing"])) == (0, 0, 5)
    (papers / "bad/crash.txt").write_text("title A\ndo Better")
    code, report = matters("ingest", papers, "--out", out)
    assert (code, report["read"], report["counts"]["failed"]) == (0, 1, 4)
    code, report = matters("ingest", papers, "--out", out, "--retry", "--deadline", 6, "--memory", 300)
    assert (code, report["read"]) == (1, 4)


def test_odd_files_are_survived_and_counted(papers, out, matters):
    write(papers, {"x/download.pdf.part": "half", "x/.hidden": "h", "x/piers.txt.json": "{}", "x/~$open.docx": "lock", "x/" + "n" * 236 + ".txt": "title N\ndo Much",
                   "x/=sum(a1).txt": "title S\ndo Sum", "x/copy of lamps.txt": PAPERS["quayside/harbour-board/2031-11-01/lamps.txt"], "x/\N{SNOWMAN} \"q\" 'p'.txt": "title W\ndo W"})
    (papers / "x/loop").symlink_to(papers)
    (papers / "x/nowhere.txt").symlink_to(papers / "gone.txt")
    os.mkfifo(papers / "x/pipe.txt")
    (Path(os.fsdecode(os.fsencode(papers) + b"/x/\xff\xfe.txt"))).write_text("title B\ndo Bytes")
    code, report = matters("ingest", papers, "--out", out)
    sums = store.manifest(out)["counts"]
    assert code == 0 and sums == {"seen": 14, "ok": 7, "partial": 0, "failed": 0, "duplicates": 1, "excluded": 6}
    assert len(notes(out, "duplicate-content")) == 1 and "x/\\xff\\xfe.txt" in statuses(out)


def test_an_output_folder_among_the_papers_is_not_read(papers, matters):
    for _ in range(2):
        _, report = matters("ingest", papers, "--out", papers / "tables")
    assert report["counts"]["files"] == 3 and report["outcome"] == "nothing-new"


def test_papers_and_tables_may_move_together(tmp_path, papers, out, matters):
    matters("ingest", papers, "--out", out)
    (tmp_path / "elsewhere").mkdir()
    papers.rename(tmp_path / "elsewhere/raw")
    out.rename(tmp_path / "elsewhere/tables")
    _, report = matters("ingest", tmp_path / "elsewhere/raw", "--out", tmp_path / "elsewhere/tables")
    assert (report["outcome"], report["read"], report["withdrawn"]) == ("nothing-new", 0, [])


def test_an_empty_folder_does_not_empty_the_tables(papers, out, matters):
    """A network share that is not mounted looks like this."""
    matters("ingest", papers, "--out", out)
    before = fingerprint(out)
    (papers / "quayside").rename(papers.parent / "away")
    code, report = matters("ingest", papers, "--out", out)
    assert code == 3 and "allow-shrink" in report["message"] and fingerprint(out) == before
    code, report = matters("ingest", papers, "--out", out, "--allow-shrink")
    assert code == 0 and report["rows"]["documents"] == 0
    (papers.parent / "away").rename(papers / "quayside")
    assert matters("ingest", papers, "--out", out)[0] == 0
    assert fingerprint(out) == before


def test_a_worse_reader_is_refused(papers, out, matters, monkeypatch):
    matters("ingest", papers, "--out", out)
    before = fingerprint(out)
    monkeypatch.setattr(ingesting, "extractor_fingerprint", lambda *_: "0" * 16)
    job = ingesting.job
    monkeypatch.setattr(ingesting, "job", lambda paper, *a: _with(job(paper, *a), path=os.devnull, size=0))
    code, report = matters("ingest", papers, "--out", out)
    assert code == 3 and fingerprint(out) == before


def _with(job, **values):
    for name, value in values.items():
        setattr(job, name, value)
    info = os.stat(job.path)
    job.size, job.mtime_ns = info.st_size, info.st_mtime_ns
    return job


def test_a_file_that_changes_while_it_is_read_waits_for_the_next_run(papers, out, matters, monkeypatch):
    job = ingesting.job
    monkeypatch.setattr(ingesting, "job", lambda paper, *a: _stale(job(paper, *a)))
    code, report = matters("ingest", papers, "--out", out)
    assert code == 0 and report["excluded"] == {"changed while it was read": 1} and report["rows"]["documents"] == 2
    monkeypatch.setattr(ingesting, "job", job)
    assert matters("ingest", papers, "--out", out)[1]["rows"]["documents"] == 3


def _stale(job):
    if "lamps" in job.path:
        job.mtime_ns -= 1
    return job


def test_a_file_that_cannot_be_opened_is_not_withdrawn(papers, out, matters, monkeypatch):
    matters("ingest", papers, "--out", out)
    (papers / "quayside/harbour-board/2031-11-01/lamps.txt").write_text("title New")
    hashing = ingesting.sha256_of

    def locked(path: str) -> str:
        if "lamps" in path:
            raise PermissionError(13, "Permission denied", path)
        return hashing(path)
    monkeypatch.setattr(ingesting, "sha256_of", locked)
    _, report = matters("ingest", papers, "--out", out)
    assert report["withdrawn"] == [] and report["rows"]["documents"] == 3 and report["excluded"] == {"cannot be read: Permission denied": 1}


def test_a_lost_ledger_costs_no_reading(papers, out, matters):
    matters("ingest", papers, "--out", out)
    before = fingerprint(out)
    for f in (out / ".state").glob("ledger.sqlite*"):
        f.unlink()
    _, report = matters("ingest", papers, "--out", out, "--verify")
    assert report["read"] == 0 and fingerprint(out) == before


def test_our_own_mistake_publishes_nothing(papers, out, matters, monkeypatch):
    matters("ingest", papers, "--out", out)
    before = fingerprint(out)
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    monkeypatch.setattr(parts, "spans", lambda *_: {})
    code, report = matters("ingest", papers, "--out", out)
    assert code == 3 and "report it: KeyError" in report["message"] and fingerprint(out) == before


def test_readers_of_the_old_snapshot_are_undisturbed(papers, out, matters):
    matters("ingest", papers, "--out", out)
    old = ds.dataset(store.tables(out)["actions"])
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    matters("ingest", papers, "--out", out)
    assert (old.count_rows(), len(pd.read_parquet(out / "actions.parquet"))) == (5, 6)


def test_two_runs_at_once(papers, out, matters):
    with store.lock(out):
        code, report = matters("ingest", papers, "--out", out)
        assert code == 3 and "another run" in report["message"] and str(os.getpid()) in report["message"]
    start = time.monotonic()
    assert matters("ingest", papers, "--out", out, "--wait", 30)[0] == 0 and time.monotonic() - start < 20


def test_wrong_usage_and_an_output_that_cannot_be_written(papers, out, tmp_path, matters):
    assert matters("ingest", tmp_path / "nowhere", "--out", out)[0] == 2
    (tmp_path / "file").write_text("")
    assert matters("ingest", papers, "--out", tmp_path / "file" / "below")[0] == 3
    with pytest.raises(SystemExit) as stop:
        main(["ingest", "--shard", "3/2"])
    assert stop.value.code == 2


def test_history_status_and_rollback(papers, out, matters, capsys):
    matters("ingest", papers, "--out", out)
    first = fingerprint(out)
    write(papers, {"x/y.txt": "title Y\npicture"})
    matters("ingest", papers, "--out", out)
    assert main(["status", "--out", str(out), "--failed"]) == 0
    assert "no-text-layer" in capsys.readouterr().out
    assert main(["history", "--out", str(out)]) == 0 and capsys.readouterr().out.count("3 read") == 3
    assert main(["history", "--out", str(out), "--paper", "y.txt"]) == 0 and "no-text-layer" in capsys.readouterr().out
    assert main(["rollback", "--out", str(out)]) == 0 and fingerprint(out) == first
    assert main(["rollback", "never", "--out", str(out)]) == 3


def test_old_snapshots_are_dropped_beyond_the_number_kept(papers, out, matters):
    for n in range(4):
        write(papers, {f"x/{n}.txt": f"title T{n}\ndo {n}"})
        matters("ingest", papers, "--out", out, "--keep", 2)
    assert len(list((out / "snapshots").iterdir())) == 2


def test_results_of_versions_out_of_use_are_dropped_after_a_week(papers, out, matters, monkeypatch):
    matters("ingest", papers, "--out", out)
    old, = store.results_folder(out).iterdir()
    monkeypatch.setattr(ingesting, "extractor_fingerprint", lambda *_: "1" * 16)
    matters("ingest", papers, "--out", out)
    assert old.exists()
    os.utime(old, (0, 0))
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    matters("ingest", papers, "--out", out)
    assert not old.exists() and [f.name for f in store.results_folder(out).iterdir()] == ["1" * 16]


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(papers, out, monkeypatch, made_reader, capfd):
    assert main(["ingest", str(papers), "--out", str(out), "--jobs", "1"]) == 0
    told = capfd.readouterr()
    assert "reading 3 papers" in told.err and "3/3 papers in" in told.err and told.out.startswith("3 papers: 3 read")
    write(papers, {"x/y.txt": "title Y\nslow"})
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["ingest", str(papers), "--out", str(out), "--jobs", "1"]) == 0
    assert "1/1 papers" in capfd.readouterr().err


def test_shards_give_the_same_tables(tmp_path, papers, out, matters):
    matters("ingest", papers, "--out", out)
    write(papers, {"x/y.txt": "title Y\npicture"})
    matters("ingest", papers, "--out", out)
    shared = tmp_path / "shared"
    reports = [matters("ingest", papers, "--out", shared, "--shard", "1/3")[1]]
    code, report = matters("publish", papers, "--out", shared)
    assert code == 3 and "not read yet" in report["message"] and store.current(shared) is None
    reports += [matters("ingest", papers, "--out", shared, "--shard", f"{i}/3")[1] for i in (2, 3)]
    assert sum(r["read"] for r in reports) == 4
    assert matters("publish", papers, "--out", shared)[0] == 0 and fingerprint(shared) == fingerprint(out)
    assert matters("ingest", papers, "--out", shared, "--shard", "2/3")[1]["read"] == 0
    assert matters("ingest", papers, "--out", shared)[1]["outcome"] == "nothing-new"


def test_without_symbolic_links_files_are_copied(papers, out, matters, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError("a privilege is missing")
    monkeypatch.setattr(os, "symlink", refuse)
    matters("ingest", papers, "--out", out)
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    matters("ingest", papers, "--out", out)
    assert len(pd.read_parquet(out / "actions.parquet")) == 6 and not (out / "actions.parquet").is_symlink()
    assert store.current(out).name == json.loads((out / "manifest.json").read_text())["snapshot"]
    assert matters("ingest", papers, "--out", out)[1]["outcome"] == "nothing-new"
