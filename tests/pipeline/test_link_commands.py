"""`matters changes` and `matters story`, through the command line, on published tables."""
from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from link_samples import RECOMMENDATIONS, edited, keys, link, make
from models.records import TABLES, Records
from models.schema import to_table
from pipeline.cli import main

MARCH, MAY22 = {"due_raw": "March 2022"}, {"due_raw": "March 2022", "revised_due_raw": "May 2022"}


def publish(out: Path, *papers: Records) -> None:
    """Write the tables of some papers of one review, linked."""
    linked = link(*papers)
    for p in papers:
        p.document.review_key = linked.review_key
        for table in ("recommendations", "actions"):
            for r in p.rows[table]:
                setattr(r, f"{table[:-1]}_key", linked.keys[table][getattr(r, f"{table[:-1]}_id")])
                r.page_first = 2
    rows = {t: [r for p in papers for r in p.rows.get(t, [])] for t in TABLES}
    rows |= {"documents": [p.document for p in papers], "timeline": linked.timeline, "changes": linked.changes}
    for table in TABLES:
        pq.write_table(to_table(table, rows[table]), out / f"{table}.parquet")


@pytest.fixture()
def out(tmp_path: Path) -> Path:
    may, december = {"May 2021": {"2": (2, "Letters went out."), "1": 2}}, {"December 2021": {"2": (3, "The operator has not replied."), "1": 2}}
    publish(tmp_path, make("a", may, who={"1": "Asha Quill"}, row={"4": MARCH}),
            make("b", may | december, who={"1": "Ben Tarn"}, row={"4": MARCH}, recommendations=edited(a3=None)),
            make("c", {"June 2022": {"7": (1, "Two later sailings run since April.")}}, who={"1": "Ben Tarn"}, row={"4": MAY22},
                 recommendations=edited(a2=None, a3=None, a7="Agree a trial of two later evening sailings with the ferry operator.")))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = main([str(a) for a in argv])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_changes_reads_like_a_briefing(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = run(capsys, "changes", "paper-a.docx", "paper-b.docx", "--out", out)
    assert code == 0
    for line in ("Ferry Services", "1 gone; 1 slipped or worse; 1 re-owned; 1 new progress", "OWNER: responsibility: Asha Quill → Ben Tarn",
                 "WORSE: grade of December 2021: 2 (On-Track) → 3 (Slipped)", "GONE: no longer in the paper  [earlier paper p. 2]",
                 "PROGRESS (December 2021): The operator has not replied."):
        assert line in text


def test_changes_as_json(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = run(capsys, "changes", "b" * 16, "c" * 16, "--out", out, "--json")
    told = {(r["number"], line["kind"], line["column"]): line for r in json.loads(text)["records"] for line in r["lines"]}
    assert code == 0
    assert set(told) == {("7", "reworded", "text"), ("7", "updated", "progress"), ("7", "re_assessed", "progress"), ("4", "re_dated", "revised_due_raw")}
    assert told["7", "re_assessed", "progress"]["direction"] == "better"
    assert told["7", "reworded", "text"]["link_score"] > 0.7


def test_changes_of_an_unknown_paper(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run(capsys, "changes", "paper-a.docx", "paper-z.docx", "--out", out)
    assert code == 2 and "paper-z.docx" in error


def test_changes_of_a_file_that_cannot_be_read(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    code, _, error = run(capsys, "changes", "paper-a.docx", tmp_path / "empty.pdf", "--out", out)
    assert code == 3 and "Traceback" not in error and "empty" in error


@pytest.mark.parametrize("how", ["key", "end of key", "number", "words"])
def test_story(out: Path, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    old = make("a")
    key = keys(link(old), old)["2"]
    wanted = {"key": key, "end of key": key.rsplit("/")[-1], "number": "7", "words": "trial sailings operator"}[how]
    code, text, _ = run(capsys, "story", wanted, "--out", out)
    assert code == 0
    wanted_lines = ["first printed: number 2  [p. 2]", "grade, May 2021: 2 (On-Track)", "progress, May 2021: Letters went out.", "grade, December 2021: 3 (Slipped)",
                    "renumbered: 2 → 7  [p. 2]", "moved: now under: " + RECOMMENDATIONS["2"][0], "grade, June 2022: 1 (Fully Achieved): complete", "Now: complete"]
    places = [text.index(w) for w in wanted_lines]
    assert places == sorted(places)
    assert text.count("Letters went out.") == 1, "a reprint is not told again"


def test_story_of_a_dropped_action(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = run(capsys, "story", "revised timetable shelter", "--out", out, "--json")
    assert code == 0
    assert [[e["what"] for e in c["events"]] for c in json.loads(text)["chapters"]] == [["first printed"], ["gone"]]


def test_story_that_could_be_several(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run(capsys, "story", "the", "--out", out)
    assert code == 2 and "could be 4 records" in error and RECOMMENDATIONS["1"][1]["1"] in error


def test_story_without_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "story", "1", "--out", tmp_path / "none")[0] == 3
