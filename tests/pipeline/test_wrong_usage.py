"""What a person asks for by mistake is refused with a plain message, and what is stored stays as it was."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from made_papers import fingerprint, write
from models.errors import FAILURES
from pipeline import store
from pipeline.cli import main


@pytest.mark.parametrize("name", [
    "..", ".", "", "../snapshots", "../snapshots/{earlier}", "{out}/snapshots/{earlier}", "{earlier}/", "never"])
def test_rollback_takes_only_the_name_of_a_snapshot_that_is_kept(name, papers, out, matters, capsys):
    matters("ingest", papers, "--out", out)
    earlier = store.manifest(out)["snapshot"]
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    matters("ingest", papers, "--out", out)
    tables, link = fingerprint(out), (out / "current").readlink()
    code = main(["rollback", name.format(out=out, earlier=earlier), "--out", str(out)])
    said = capsys.readouterr()
    assert code == 3 and "there is no snapshot" in said.err and earlier in said.err
    assert fingerprint(out) == tables and (out / "current").readlink() == link and len(store.snapshots(out)) == 2


@pytest.mark.parametrize("name", ["no/such/folder/run.json", ".", "raw"])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_read(name, papers, out, made_reader, capsys, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        main(["ingest", str(papers), "--out", str(out), "--report", str(tmp_path / name)])
    assert stopped.value.code == 2 and "argument --report" in capsys.readouterr().err and not out.exists()


def test_a_report_that_fails_to_be_written_in_the_end_leaves_the_tables_published_and_says_so(papers, out, matters, monkeypatch, tmp_path):
    def full(self: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(self))
    monkeypatch.setattr(Path, "write_text", full)
    code, report = matters("ingest", papers, "--out", out, "--report", tmp_path / "run.json")
    assert code == 1 and report["outcome"] == "published" and report["exit_code"] == 1 and store.current(out)
    assert report["message"].startswith("the tables are published; but the report cannot be written to") and "No space" in report["message"]


NUMBERS = [("ingest", option) for option in ("--jobs", "--keep", "--memory", "--deadline")] + [
    ("query", "--rows"), ("review", "--most"), ("history", "--last")]
AMOUNTS = [("ingest", "--wait"), ("rollback", "--wait"), ("fetch", "--wait"), ("report", "--pictures"), ("review", "--pictures")]


@pytest.mark.parametrize(("command", "option", "value"), [(*n, v) for n in NUMBERS for v in ("-1", "0", "1.5", "many")]
                         + [(*a, v) for a in AMOUNTS for v in ("-1", "nan", "inf", "long")])
def test_a_number_that_cannot_be_is_refused(command, option, value, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, f"{option}={value}"])
    said = capsys.readouterr().err
    assert stopped.value.code == 2 and f"argument {option}: {value!r} is not a" in said


@pytest.mark.parametrize("option", ["--jobs=2", "--engine=local", "--address=auto", "--deadline=3", "--memory=300", "--retry"])
def test_publish_reads_nothing_and_has_no_options_of_reading(option, capsys):
    with pytest.raises(SystemExit):
        main(["publish", "--help"])
    assert option.split("=")[0] not in capsys.readouterr().out
    with pytest.raises(SystemExit) as stopped:
        main(["publish", option])
    assert stopped.value.code == 2


def test_the_advice_on_a_failed_paper_names_only_options_that_exist(capsys):
    with pytest.raises(SystemExit):
        main(["ingest", "--help"])
    there = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    for failure in FAILURES.values():
        advice = re.sub(r"`[^`]*`", "", failure.advice)
        assert set(re.findall(r"--[a-z-]+", advice)) <= there and "settings" not in advice, failure.code
