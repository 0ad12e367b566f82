"""Copies for spreadsheets and Datasette, through the command line, read back with other programs than wrote them."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest

from models import records as R
from models.dictionary import columns
from models.schema import to_table
from models.views import VIEWS
from pipeline import export
from pipeline.cli import main
from pipeline.load import connect

XML = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ODD = [
    '=HYPERLINK("http://example.org")',
    "+44 1632 960001",
    "-1 post",
    "@SUM(A1)",
    "\tindented",
    "＝1+1",
    "plain, with “quotes” and £",
    "x" * 40_000,
    "two\nlines",
]


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("snapshot")
    held = R.Records(
        R.DocumentRow(
            document_id="0" * 16,
            sha256="0" * 64,
            file_name="=odd.pdf",
            paper_date=dt.date(2021, 5, 1),
            coverage=0.5,
            size_bytes=3_000_000_000,
        )
    )
    for text in ODD:
        held.add(
            R.Action(text=text, due_end=dt.date(2021, 5, 31), inferred=["due_end", "number"], source_cells=[R.SourceCell(page=1, x0=1.5)])
        )
    for name in R.TABLES:
        pq.write_table(to_table(name, [held.document] if name == "documents" else held.rows[name]), folder / f"{name}.parquet")
    return folder


def test_csv_is_formula_safe_and_otherwise_as_printed(out, tmp_path):
    assert main(["export", "csv", "--out", str(out), "--to", str(tmp_path)]) == 0
    with open(tmp_path / "actions.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["text"] for r in rows] == ["'" + t for t in ODD[:6]] + ODD[6:]
    assert (rows[0]["due_end"], rows[0]["inferred"], json.loads(rows[0]["source_cells"])[0]["x0"]) == ("2021-05-31", "due_end; number", 1.5)
    assert {p.stem for p in tmp_path.glob("*.csv")} == {*R.TABLES, *VIEWS} and not list(tmp_path.glob(".*"))


def sheets(path: Path) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(path) as book:
        names = [s.attrib["name"] for s in ElementTree.fromstring(book.read("xl/workbook.xml")).find("m:sheets", XML)]
        return {name: ElementTree.fromstring(book.read(f"xl/worksheets/sheet{i}.xml")) for i, name in enumerate(names, 1)}


def test_excel_has_typed_filtered_frozen_sheets_and_no_formula(out, tmp_path):
    path = tmp_path / "matters.xlsx"
    assert main(["export", "excel", "--out", str(out), "--to", str(path)]) == 0
    got = sheets(path)
    assert list(got) == ["dictionary", "latest", "progress", *R.TABLES]
    for sheet in got.values():
        assert (
            sheet.find("m:autoFilter", XML) is not None
            and sheet.find(".//m:pane", XML).attrib["state"] == "frozen"
            and sheet.find(".//m:f", XML) is None
        )
    cells = {c.attrib["r"]: c for c in got["actions"].iter(f"{{{XML['m']}}}c")}
    names = [f.name for f in columns("actions")]
    text, due = (chr(ord("A") + names.index(n)) for n in ("text", "due_end"))
    assert cells[f"{text}2"].attrib["t"] == "inlineStr" and cells[f"{text}2"].find(".//m:t", XML).text == ODD[0], (
        "the text itself is unchanged"
    )
    assert cells[f"{text}2"].attrib["s"] != "0" and "quotePrefix" in zipfile.ZipFile(path).read("xl/styles.xml").decode(), (
        "and marked as text for good"
    )
    assert "t" not in cells[f"{due}2"].attrib, "a date is a date, not text"
    long = cells[f"{text}9"].find(".//m:t", XML).text
    assert len(long) == 32_767 and long.endswith("32,767 characters a cell]")


def test_a_table_past_the_rows_of_a_sheet_goes_on_in_a_second(out, tmp_path):
    path = tmp_path / "parts.xlsx"
    names = export.to_excel(connect(out), path, sheet_rows=5)
    assert [n for n in names if n.startswith("actions")] == ["actions", "actions 2", "actions 3"]
    assert [len(sheets(path)[n].find("m:sheetData", XML)) for n in ("actions", "actions 2", "actions 3")] == [5, 5, 2]


def test_sqlite_has_keys_types_and_descriptions_for_datasette(out, tmp_path):
    path = tmp_path / "matters.sqlite"
    assert main(["export", "sqlite", "--out", str(out), "--to", str(path)]) == 0
    base = sqlite3.connect(path)
    assert [r[0] for r in base.execute("select text from actions order by ordinal")] == ODD, "as printed: a database runs no formulas"
    assert base.execute("select typeof(coverage), typeof(size_bytes), paper_date from documents").fetchone() == (
        "real",
        "integer",
        "2021-05-01",
    )
    assert ("documents", "document_id") in {(r[2], r[3]) for r in base.execute("pragma foreign_key_list(actions)")}
    assert not base.execute("pragma foreign_key_check").fetchall()
    described = dict(base.execute('select "column", description from _columns where "table" = \'latest\''))
    told = json.loads((tmp_path / "matters-metadata.json").read_text(encoding="utf-8"))["databases"]["matters"]["tables"]["latest"][
        "columns"
    ]
    assert described == told and set(told) == {r[1] for r in base.execute("pragma table_info(latest)")}


def test_a_second_export_replaces_the_first(out, tmp_path):
    for _ in range(2):
        assert main(["export", "sqlite", "--out", str(out), "--to", str(tmp_path / "m.sqlite")]) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m-metadata.json", "m.sqlite"]


def test_the_same_snapshot_gives_the_same_bytes(out, tmp_path):
    for name in ("a", "b"):
        export.to_excel(connect(out), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_where_it_cannot_write_it_says_so(out, tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert main(["export", "csv", "--out", str(out), "--to", str(tmp_path / "file")]) == 3
    assert capsys.readouterr().err.startswith("matters export: ")
