"""Opening a snapshot: the tables, and the two joins over rows whose right answer is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from models import records as R
from models.schema import to_table
from models.views import VIEWS
from pipeline import load
from pipeline.load import NoSnapshot, connect


def write(out: Path, tables: dict[str, list]) -> Path:
    for name in R.TABLES:
        pq.write_table(to_table(name, tables.get(name, [])), out / f"{name}.parquet")
    return out


def paper(number: int, date: dt.date | None, rounds: list[tuple[dt.date, str]], revised: dt.date | None = None) -> R.Records:
    """A made-up paper with one recommendation and two actions; the first is graded in each round, the second never."""
    held = R.Records(
        R.DocumentRow(
            document_id=f"{number:016x}",
            sha256=f"{number:064x}",
            file_name=f"update-{number}.pdf",
            council="ashcombe",
            review="Review of Libraries",
            review_key="libraries",
            paper_date=date,
            status="ok",
        )
    )
    recommendation = held.add(
        R.Recommendation(
            number="1",
            text="Open later",
            recommendation_key="k-r1",
            responsibility_raw="Head of Libraries",
            due_raw="June 2021",
            due_end=dt.date(2021, 6, 30),
        )
    )
    action = held.add(
        R.Action(
            recommendation_id=recommendation.recommendation_id,
            number="1",
            text="Agree the hours",
            action_key="k-a1",
            due_raw="May 2021",
            due_end=dt.date(2021, 5, 31),
            revised_due_end=revised,
            page_first=1,
        )
    )
    held.add(
        R.Action(recommendation_id=recommendation.recommendation_id, number="2", text="Tell the public", action_key="k-a2", page_first=1)
    )
    held.add(R.Owner(record_table="actions", record_id=action.action_id, name="Dilys Cobb", role="Librarian", raw="Dilys Cobb, Librarian"))
    for start, status in rounds:
        common = {
            "recommendation_id": recommendation.recommendation_id,
            "action_id": action.action_id,
            "period_start": start,
            "period_raw": f"{start:%B %Y}",
        }
        said = held.add(R.Evidence(kind="progress", text=f"Said in paper {number}", slippage_cause="none", page_first=2, **common))
        held.add(R.Evidence(kind="progress", text="and this", slippage_cause="slipped_because_covid", page_first=2, **common))
        held.add(R.Evidence(kind="impact", text="More visits", page_first=3, **common))
        held.add(R.Assessment(measure="on_target_rag", status="at_risk", rag="amber", page_first=4, **common))
        held.add(R.Assessment(measure="month_rag", status=status, page_first=4, inferred=["period_start"], **common))
        held.add(R.Theme(record_table="evidence", record_id=said.evidence_id, theme="estates", relation="subject"))
        held.add(R.Theme(record_table="evidence", record_id=said.evidence_id, theme="digital", relation="mention"))
    return held


MAY, NOVEMBER = dt.date(2021, 5, 1), dt.date(2021, 11, 1)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    first = paper(1, dt.date(2021, 5, 20), [(MAY, "slipped")])
    second = paper(2, dt.date(2021, 12, 9), [(MAY, "complete"), (NOVEMBER, "on_track")], revised=dt.date(2021, 8, 31))
    tables = {name: first.rows.get(name, []) + second.rows.get(name, []) for name in R.TABLES}
    return write(tmp_path, {**tables, "documents": [first.document, second.document]})


def test_progress_has_a_row_an_action_and_round_as_first_printed(out):
    rows = load(out).sql("select action, round, status, evidence, document_id from progress order by action, round")
    assert rows["action"].tolist() == ["Agree the hours", "Agree the hours", "Tell the public"]
    assert rows["status"].tolist()[:2] == ["slipped", "on_track"], "the reprint of May in the second paper says 'complete' and is left out"
    assert rows["evidence"].iloc[0] == "Said in paper 1\nand this"
    assert rows["document_id"].iloc[2] == f"{2:016x}", "an action nothing was reported on stands once, from its latest paper"


def test_a_row_joins_what_the_round_says(out):
    row = load(out, "duckdb").sql("select * from progress where round = date '2021-05-01'").fetchall()
    got = dict(zip([f.name for f in fields(VIEWS["progress"])], row[0]))
    assert (got["impact"], got["slippage_cause"], got["measure"], got["on_target_rag"]) == (
        "More visits",
        "slipped_because_covid",
        "month_rag",
        "amber",
    )
    assert (got["themes"], got["page"], got["owners"], got["due"]) == (["estates"], 4, ["Dilys Cobb"], dt.date(2021, 5, 31))
    assert got["inferred"] == ["assessments.period_start"] and len(got["evidence_ids"]) == 3 and len(got["assessment_ids"]) == 2


def test_latest_has_the_dates_of_the_last_paper_and_the_last_status(out):
    first, second = load(out, "polars").sql("select * from latest order by action").to_dicts()
    assert (first["revised"], first["slip_days"], first["last_status"], first["rounds"]) == (dt.date(2021, 8, 31), 92, "on_track", 2)
    assert (first["no_update"], first["late_by_days"]) == (False, 100)
    assert (second["no_update"], second["rounds"], second["last_status"], second["due"], second["owner"]) == (
        True,
        0,
        None,
        dt.date(2021, 6, 30),
        "Head of Libraries",
    )


def test_a_grade_given_to_the_recommendation_is_its_own_row(tmp_path):
    held = paper(1, dt.date(2021, 5, 20), [(MAY, "on_track")])
    held.add(
        R.Assessment(
            recommendation_id=held.recommendations[0].recommendation_id, measure="progress", grade=3, status="slipped", period_start=MAY
        )
    )
    rows = load(write(tmp_path, {**held.rows, "documents": [held.document]})).sql(
        "select level, action, grade, status from progress where status = 'slipped'"
    )
    assert rows.values.tolist()[0][:1] == ["recommendation"] and rows["action"].isna().all() and rows["grade"].tolist() == [3]


def test_papers_without_a_date_are_ordered_by_their_rounds(tmp_path):
    second = paper(1, None, [(MAY, "slipped"), (NOVEMBER, "on_track")], revised=dt.date(2021, 8, 31))
    first = paper(2, None, [(MAY, "slipped")])
    tables = {name: first.rows.get(name, []) + second.rows.get(name, []) for name in R.TABLES}
    out = write(tmp_path, {**tables, "documents": [first.document, second.document]})
    rows = load(out, "duckdb").sql("select revised, late_by_days, last_document_id from latest where action = 'Agree the hours'").fetchall()
    assert rows == [(dt.date(2021, 8, 31), (NOVEMBER - dt.date(2021, 8, 31)).days, second.document.document_id)]
    rounds = load(out, "duckdb").sql("select document_id from progress where round = date '2021-05-01'").fetchall()
    assert rounds == [(first.document.document_id,)], "a round belongs to the paper that printed it first"


def test_an_action_added_later_was_not_silent_before(tmp_path):
    first = paper(1, dt.date(2021, 5, 20), [(MAY, "slipped")])
    second = paper(2, dt.date(2021, 12, 9), [(MAY, "slipped"), (NOVEMBER, "on_track")])
    second.add(R.Action(recommendation_id=second.recommendations[0].recommendation_id, number="3", text="New", action_key="k-a3"))
    tables = {name: first.rows.get(name, []) + second.rows.get(name, []) for name in R.TABLES}
    rows = load(write(tmp_path, {**tables, "documents": [first.document, second.document]}), "duckdb").sql(
        "select action, added_after, no_update from latest where followed order by action"
    )
    assert rows.fetchall() == [("Agree the hours", None, False), ("New", MAY, True), ("Tell the public", None, True)]


def test_only_one_of_a_recommendation_and_its_actions_is_counted(tmp_path):
    by_action = paper(1, dt.date(2021, 5, 20), [(MAY, "on_track")])
    by_action.add(
        R.Assessment(
            recommendation_id=by_action.recommendations[0].recommendation_id,
            measure="progress",
            grade=3,
            status="slipped",
            period_start=MAY,
        )
    )
    as_a_whole = paper(2, dt.date(2021, 5, 20), [])
    as_a_whole.document.review_key = "other"
    as_a_whole.add(
        R.Assessment(
            recommendation_id=as_a_whole.recommendations[0].recommendation_id,
            measure="progress",
            grade=1,
            status="complete",
            period_start=MAY,
        )
    )
    tables = {name: by_action.rows.get(name, []) + as_a_whole.rows.get(name, []) for name in R.TABLES}
    rows = (
        load(write(tmp_path, {**tables, "documents": [by_action.document, as_a_whole.document]}), "duckdb")
        .sql("select review_key, level, count(*)::integer, bool_or(no_update) from latest where followed group by all order by all")
        .fetchall()
    )
    assert rows == [("libraries", "action", 2, True), ("other", "recommendation", 1, False)]


def test_two_actions_under_one_key_in_one_paper_are_both_kept(tmp_path):
    held = paper(1, dt.date(2021, 5, 20), [])
    for action in held.actions:
        action.action_key = "same"
    rows = load(write(tmp_path, {**held.rows, "documents": [held.document]})).latest
    assert sorted(rows["subject_key"]) == ["same", "same~2"]


def test_a_month_without_a_day_to_be_late_from_is_not_late(tmp_path):
    held = paper(1, dt.date(2021, 5, 20), [(MAY, "on_track")])
    held.actions[0].due_raw, held.actions[0].due_start, held.actions[0].due_end = "From January 2019", dt.date(2019, 1, 1), None
    rows = load(write(tmp_path, {**held.rows, "documents": [held.document]})).latest
    assert rows["late_by_days"].isna().all() and rows["due"].isna().sum() == 1


def test_the_views_have_the_columns_and_types_described(out):
    from models.dictionary import kinds

    connection = connect(out)
    for view in VIEWS:
        got = connection.sql(f"select * from {view}").to_arrow_table().schema
        assert got.names == [f.name for f in fields(VIEWS[view])]
        wrong = [
            (f.name, f.type, kinds(view)[f.name])
            for f in got
            if not f.type.equals(kinds(view)[f.name]) and not str(f.type).startswith("list")
        ]
        assert not wrong


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_every_engine_gives_every_table(out, engine):
    tables = load(out, engine)
    assert set(tables) == {*R.TABLES, *VIEWS} and len(tables) == 15
    for name in tables:
        assert list(tables[name].columns) and tables[name] is not None
    assert tables.actions.shape[0] == 4 and "actions 4" in repr(tables)


def test_dates_subtract_and_missing_whole_numbers_stay_whole_in_pandas(out):
    latest = load(out).latest
    assert (latest["revised"] - latest["due"]).dt.days.max() == 92
    assert str(latest["slip_days"].dtype) == "Int32" and str(latest["no_update"].dtype) == "boolean"


def test_a_folder_of_parts_and_an_older_snapshot_without_a_table_or_column(out):
    parts = out / "evidence.parquet"
    table = pq.read_table(parts)
    parts.unlink()
    parts.mkdir()
    pq.write_table(table.slice(0, 4), parts / "part-0.parquet")
    pq.write_table(table.slice(4).drop_columns(["slippage_cause"]), parts / "part-1.parquet")
    (out / "changes.parquet").unlink()
    tables = load(out)
    assert len(tables.evidence) == table.num_rows and len(tables.changes) == 0 and len(tables.progress) == 3


def test_no_tables_is_said_plainly(tmp_path):
    with pytest.raises(NoSnapshot, match="matters ingest"):
        load(tmp_path)
    with pytest.raises(ValueError, match="spark"):
        load(tmp_path, "spark")


def test_an_unknown_table_names_those_there_are(out):
    with pytest.raises(AttributeError, match="progress"):
        load(out).accions
    with pytest.raises(KeyError):
        load(out)["accions"]


def test_a_made_up_snapshot_keeps_one_row_an_action(tmp_path):
    from benchmarks.make_tables import make

    made = make(tmp_path, 1)
    tables = load(tmp_path)
    assert len(tables.latest) == 200 and tables.latest["subject_key"].is_unique
    graded = tables.progress.dropna(subset=["status"])
    assert len(graded) == made["timeline"], "progress leaves out the reprints that the timeline leaves out"
