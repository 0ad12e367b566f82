"""`matters query`, through the command line."""

from __future__ import annotations

import csv
import io
import json

import pytest

from benchmarks.make_tables import make
from pipeline.cli import main


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("snapshot")
    make(folder, 1)
    return str(folder)


def test_json_holds_lists_dates_and_nulls(out, capsys):
    assert (
        main(["query", "--out", out, "--format", "json", "select owners, due, action_number, rag from latest order by subject_key limit 2"])
        == 0
    )
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 2 and rows[0]["rag"] is None and len(rows[0]["owners"]) == 1 and len(rows[0]["due"]) == 10


def test_csv_gives_every_row_and_is_formula_safe(out, capsys):
    assert main(["query", "--out", out, "--format", "csv", "select '=1+1' as sum, -2 as number, ['@a', 'b'] as list from latest"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[:2] == [["sum", "number", "list"], ["'=1+1", "-2", "'@a, b"]] and len(rows) == 201


def test_a_table_is_cut_and_says_so(out, capsys):
    assert main(["query", "--out", out, "--rows", "3", "select review from latest"]) == 0
    assert "first 3 shown" in capsys.readouterr().out


def test_a_table_that_goes_to_no_terminal_is_as_wide_as_its_columns(out, capsys):
    assert main(["query", "--out", out, "--rows", "2", "select * from latest"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "review_key" in lines[0] and "late_by_days" in lines[0] and len({len(line) for line in lines[:2]}) == 1 and len(lines[0]) > 500


def test_square_brackets_in_the_text_are_printed_not_styled(out, capsys):
    assert main(["query", "--out", out, "select '[red]due[/red]' as t"]) == 0
    assert "[red]due[/red]" in capsys.readouterr().out


def test_the_query_may_come_from_standard_input(out, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("select count(*) as n from progress"))
    assert main(["query", "--out", out, "--format", "csv", "-"]) == 0
    assert int(capsys.readouterr().out.split()[1]) > 200


@pytest.mark.parametrize(
    "sql",
    [
        "selec 1",
        "select nothing from latest",
        "copy actions to '/tmp/never.csv'",
        "select * from read_csv('/etc/hosts')",
        "attach '/tmp/never.db'",
        "set enable_external_access = true",
        "install excel",
        "drop table actions",
        "select * from glob('/etc/*')",
    ],
)
def test_what_is_wrong_or_would_reach_outside_is_refused(out, sql, capsys):
    assert main(["query", "--out", out, sql]) == 2
    assert capsys.readouterr().err.startswith("matters query: ")


def test_no_tables(tmp_path, capsys):
    assert main(["query", "--out", str(tmp_path), "select 1"]) == 3
    assert "matters ingest" in capsys.readouterr().err


@pytest.mark.parametrize("sql", ["", " ", "-- nothing", ";"])
def test_an_empty_query_is_wrong_usage(out, sql, capsys):
    assert main(["query", "--out", out, sql]) == 2
    assert capsys.readouterr().err == "matters query: the query is empty\n"
