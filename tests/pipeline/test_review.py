"""The review page in a real headless browser, and what its corrections do to the tables."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from models import records as R
from pipeline.cli import main
from pipeline.corrections import COLUMNS, Corrections, apply
from tests.browser import accessibility, complaints, missing, open_browser, wait_until_ready
from tests.pipeline.pages import small_pdf, tables

needs_browser = pytest.mark.skipif(bool(missing()), reason=missing() or "-")
PAPER = hashlib.sha256(small_pdf()).hexdigest()


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("review")
    out, papers = tables(folder)
    (out / "corrections.csv").write_text(
        ",".join(COLUMNS) + '\nx,actions,y,text,"old, text",new,A. Clerk,"said ""so""",2024-01-01\n', encoding="utf-8"
    )
    assert main(["review", "--out", str(out), "--papers", str(papers), "--to", str(folder / "review.html")]) == 0
    return {"page": folder / "review.html", "out": out, "papers": papers}


@pytest.fixture(scope="module")
def browser():
    with open_browser() as held:
        yield held


def show(browser, page: Path) -> list:
    browser.get("about:blank")
    browser.get(page.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    wait_until_ready(browser)
    return browser.find_elements("css selector", ".item")


def kinds(item) -> list[str]:
    return [k.text for k in item.find_elements("css selector", ".kind")]


@needs_browser
def test_the_most_doubtful_stand_first_with_their_source(browser, made):
    items = show(browser, made["page"])
    order = [kinds(item) for item in items]
    assert order[0] == ["Warning", "Inferred"] and order[1:3] == [["Weak match"], ["Weak match"]] and ["Not placed"] in order
    assert order.index(["Not placed"]) < order.index(["Inferred"])
    assert items[0].find_elements("css selector", "img") and not any("A table cut by a page break" in i.text for i in items), (
        "notes for information are not doubts"
    )
    assert browser.execute_script("return window.hacked") is None and not complaints(browser)


@needs_browser
def test_a_correction_and_a_confirmation_are_saved_and_applied(browser, made, tmp_path):
    items = show(browser, made["page"])
    status = items[0].find_element("css selector", "[data-field=status]")
    status.find_element("css selector", "option[value=at_risk]").click()
    items[0].find_element("css selector", "button.strong").click()
    second = browser.find_elements("css selector", ".item")[1]
    second.find_element("css selector", ".decide button").click()
    browser.find_element("id", "save").click()
    assert "name first" in browser.find_element("id", "note").text
    browser.find_element("id", "who").send_keys("Dilys Cobb")
    text = browser.execute_script("return corrections()")
    path = tmp_path / "corrections.csv"
    path.write_bytes(text.encode("utf-8"))
    with open(path, encoding="utf-8-sig", newline="") as file:
        earlier, *lines = list(csv.DictReader(file))
    assert (earlier["expected"], earlier["why"]) == ("old, text", 'said "so"'), "what was decided before is kept"
    assert [(c["paper"], c["table"], c["field"], c["expected"], c["value"], c["who"]) for c in lines] == [
        (PAPER, "assessments", "status", "on_track", "at_risk", "Dilys Cobb"),
        (PAPER, "assessments", "status", "on_track", "on_track", "Dilys Cobb"),
    ]
    corrected, notes = apply({name: pq.read_table(made["out"] / f"{name}.parquet") for name in R.TABLES}, Corrections(path).of(PAPER[:16]))
    rows = {row["assessment_id"]: row for row in corrected["assessments"].to_pylist()}
    assert not notes and rows[lines[0]["record"]]["status"] == "at_risk" and rows[lines[0]["record"]]["corrected"] == ["status"]
    assert rows[lines[1]["record"]]["corrected"] == ["status"], "confirmed as it is"


@needs_browser
def test_what_was_confirmed_is_not_asked_again(browser, made, tmp_path):
    browser_items = len(show(browser, made["page"]))
    path = made["out"] / "assessments.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    for row in rows:
        row["corrected"] = ["status", "period_start"]
    out = tmp_path / "out"
    out.mkdir()
    for name in R.TABLES:
        pq.write_table(
            table.from_pylist(rows, table.schema) if name == "assessments" else pq.read_table(made["out"] / f"{name}.parquet"),
            out / f"{name}.parquet",
        )
    assert main(["review", "--out", str(out), "--papers", str(made["papers"]), "--to", str(tmp_path / "r.html")]) == 0
    assert len(show(browser, tmp_path / "r.html")) == 1 < browser_items, "only the text that nothing took is left"


@needs_browser
def test_decisions_outlive_the_page_and_can_be_taken_back(browser, made):
    items = show(browser, made["page"])
    items[1].find_element("css selector", ".decide button").click()
    browser.refresh()
    assert browser.find_element("id", "count").text.startswith("1 of")
    browser.find_elements("css selector", ".item")[1].find_element("css selector", ".decide .link").click()
    assert browser.find_element("id", "count").text.startswith("0 of")


@needs_browser
def test_axe_finds_nothing(browser, made):
    show(browser, made["page"])
    assert accessibility(browser) == []


def test_the_least_doubtful_are_left_out_first(made, tmp_path, capsys):
    assert (
        main(
            [
                "review",
                "--out",
                str(made["out"]),
                "--papers",
                str(made["papers"]),
                "--most",
                "2",
                "--pictures",
                "0",
                "--to",
                str(tmp_path / "r.html"),
            ]
        )
        == 0
    )
    assert "2 to check" in capsys.readouterr().out
    assert "The cell is amber" in (tmp_path / "r.html").read_text(encoding="utf-8") and "image/webp" not in (tmp_path / "r.html").read_text(
        encoding="utf-8"
    )


def test_no_tables(tmp_path, capsys):
    assert main(["review", "--out", str(tmp_path), "--to", str(tmp_path / "r.html")]) == 3
    assert "matters ingest" in capsys.readouterr().err
