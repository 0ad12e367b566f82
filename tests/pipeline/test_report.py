"""The report page, opened in a real headless browser as a file."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.make_tables import make
from pipeline.cli import main
from pipeline.crops import MARGIN, SCALE, Crops
from pipeline.load import connect
from pipeline.report.build import HERE, embed
from tests.browser import accessibility, complaints, missing, open_browser, wait_until_ready
from tests.pipeline.pages import CELL, HOSTILE, small_pdf, tables

needs_browser = pytest.mark.skipif(bool(missing()), reason=missing() or "-")


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """Two reports: 'many' has 400 made-up actions, 'hostile' one paper that is there and whose every text attacks the page."""
    folder = tmp_path_factory.mktemp("report")
    make(folder / "many", 2)
    out, papers = tables(folder)
    for name, tables_of in (("many", folder / "many"), ("hostile", out)):
        assert main(["report", "--out", str(tables_of), "--papers", str(papers), "--to", str(folder / "pages" / f"{name}.html")]) == 0
    return {"many": folder / "pages/many.html", "hostile": folder / "pages/hostile.html", "tables": folder / "many", "papers": papers}


@pytest.fixture(scope="module")
def browser():
    with open_browser() as held:
        yield held


def show(browser, page: Path, hash: str = ""):
    browser.get("about:blank")
    browser.get(page.as_uri() + hash)
    wait_until_ready(browser)
    return browser


def text(browser, selector: str) -> str:
    return browser.find_element("css selector", selector).text


@needs_browser
def test_totals_are_those_of_the_tables(browser, pages):
    show(browser, pages["many"])
    complete, late, silent = (
        connect(pages["tables"])
        .sql(
            "select count(*) filter (last_status = 'complete'), count(late_by_days), "
            "count(*) filter (no_update and last_status is distinct from 'complete') from latest"
        )
        .fetchall()[0]
    )
    figures = [int(b.text.replace(",", "")) for b in browser.find_elements("css selector", "#tiles b")]
    assert (figures[0], figures[1], figures[3], figures[4]) == (400, complete, late, silent)
    assert not complaints(browser)


@needs_browser
@pytest.mark.parametrize(
    "change, sql",
    [
        ("byId('f-status').value = 'slipped'", "last_status = 'slipped'"),
        ("byId('f-late').checked = true", "late_by_days is not null"),
        ("byId('f-silent').checked = true", "no_update and last_status is distinct from 'complete'"),
        ("byId('f-owner').value = 'AMARA'", "owner ilike '%amara%'"),
        (
            "byId('f-council').selectedIndex = [...byId('f-council').options].findIndex(o => o.text.startsWith('Dunholt'))",
            "council = 'dunholt'",
        ),
        (
            "byId('f-from').value = '2021-01-01'; byId('f-to').value = '2021-12-31'",
            "coalesce(revised, due) between date '2021-01-01' and date '2021-12-31'",
        ),
        (
            "byId('f-theme').selectedIndex = [...byId('f-theme').options].findIndex(o => o.text.startsWith('estates'))",
            "subject_key in (select subject_key from progress where list_contains(themes, 'estates'))",
        ),
        (
            "byId('f-search').value = 'Pandemic PAUSED'",
            "subject_key in (select subject_key from progress where evidence ilike '%paused%' and evidence ilike '%pandemic%')",
        ),
    ],
)
def test_each_filter_keeps_the_actions_that_sql_keeps(browser, pages, change, sql):
    show(browser, pages["many"])
    kept = browser.execute_script(f"clearFilters(); {change}; update(); return chosen.length")
    assert kept == connect(pages["tables"]).sql(f"select count(*) from latest where {sql}").fetchall()[0][0] and 0 < kept < 400


@needs_browser
def test_a_review_is_drawn_action_by_round_and_no_update_is_a_state(browser, pages):
    show(browser, pages["many"])
    browser.find_element("css selector", "#heat button").click()
    cells = browser.execute_script(
        "return [...document.querySelectorAll('#heat td.cell')].map(c => c.innerText.trim() + '|' + c.textContent)"
    )
    assert len(cells) == 20 * 4, "twenty actions in four rounds"
    assert all(sign_and_words.split("|")[1].strip() for sign_and_words in cells), "every coloured cell has a sign and words"
    assert "No update" in browser.find_element("css selector", "#flow svg").get_attribute("textContent")
    assert "20 actions of 400" in text(browser, "#count")


@needs_browser
def test_nothing_is_fetched_and_the_page_may_fetch_nothing(browser, pages):
    show(browser, pages["many"])
    assert browser.execute_script("return performance.getEntriesByType('resource').filter(r => !r.name.startsWith('data:')).length") == 0
    browser.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
        "fetch('https://example.org/').catch(() => 0)"
    )
    assert browser.execute_script("return window.ran") is None
    assert any("Content Security Policy" in c for c in complaints(browser))


@needs_browser
def test_text_that_attacks_the_page_is_only_text(browser, pages):
    show(browser, pages["hostile"])
    assert browser.execute_script("return window.hacked") is None and not browser.find_elements("css selector", "img[src=x]")
    assert browser.execute_script("return document.querySelector('#story h3').textContent") == "1 Action 1 " + HOSTILE
    assert not complaints(browser)


@needs_browser
def test_a_story_has_rounds_in_order_marked_words_and_the_source(browser, pages):
    show(browser, pages["hostile"])
    assert [h.text.split(" ")[0] for h in browser.find_elements("css selector", "#story h5")] == ["May", "November"]
    assert text(browser, "#story mark") == "the pandemic", "offsets count characters, also after an emoji"
    assert "inferred: assessments.period_start" in text(browser, "#story .doubt")
    link = browser.find_element("css selector", "#story figcaption a").get_dom_attribute("href")
    assert link == "../papers/ashcombe/people/2021-05-20/update%20%26%20plan%20%231.pdf#page=1"
    assert (pages["hostile"].parent / "../papers/ashcombe/people/2021-05-20/update & plan #1.pdf").resolve().is_file()
    width = browser.execute_script("const i = document.querySelector('#story img'); return i.decode().then(() => i.naturalWidth)")
    assert width == round(595 * SCALE) or abs(width - 595 * SCALE) <= 1


@needs_browser
def test_it_is_used_with_the_keyboard_alone(browser, pages):
    from selenium.webdriver.common.keys import Keys

    show(browser, pages["many"])
    active = lambda: browser.switch_to.active_element  # noqa: E731
    browser.find_element("css selector", "body").send_keys(Keys.TAB)
    assert active().text == "Skip to the list of actions"
    active().send_keys(Keys.ENTER)
    for _ in range(12):
        active().send_keys(Keys.TAB)
        if active().get_attribute("data-i"):
            break
    active().send_keys(Keys.TAB)
    wanted = active().get_attribute("data-i")
    active().send_keys(Keys.ENTER)
    assert active().get_attribute("id") == "story-head"
    active().send_keys(Keys.ESCAPE)
    assert active().get_attribute("data-i") == wanted and f"action={wanted}" in browser.current_url


@needs_browser
def test_the_address_keeps_the_filters_and_the_action(browser, pages):
    show(browser, pages["many"], "#status=slipped&late=true&action=7")
    assert browser.execute_script("return [byId('f-status').value, byId('f-late').checked, opened]") == ["slipped", True, 7]
    assert browser.execute_script("return chosen.every(i => A.status[i] === 'slipped' && A.late[i] !== null)")


@needs_browser
def test_it_prints_the_chosen_actions_without_the_controls(browser, pages):
    import pypdfium2 as pdfium

    show(browser, pages["many"])
    browser.execute_script("byId('f-status').value = 'complete'; update()")
    printed = pdfium.PdfDocument(base64.b64decode(browser.print_page()))
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in printed).split())
    shown = browser.execute_script("return chosen.length")
    assert 40 < shown and f"1–{shown} of {shown}" not in words and "Clear all filters" not in words
    assert words.count("Complete") >= shown, "every chosen action, not only the first page of the list"


@needs_browser
def test_saved_rows_are_formula_safe(browser, pages):
    show(browser, pages["many"])
    rows = browser.execute_script("byId('f-status').value = 'slipped'; update(); A.number[chosen[0]] = '=1+1'; return rowsAsCsv()")
    read = list(csv.DictReader(io.StringIO(rows.lstrip("\ufeff"))))
    assert read[0]["action_number"] == "'=1+1" and {r["last_status"] for r in read} == {"slipped"}


@needs_browser
@pytest.mark.parametrize(
    "name, step",
    [
        ("many", ""),
        ("many", "document.querySelector('#heat button').click()"),
        ("hostile", ""),
        ("many", "byId('f-search').value = 'nothing has these words'; update()"),
    ],
)
def test_axe_finds_nothing(browser, pages, name, step):
    show(browser, pages[name])
    browser.execute_script(step)
    assert accessibility(browser) == []


def test_a_picture_shows_the_cell_with_its_colour_and_outline(tmp_path):
    (tmp_path / "a.pdf").write_bytes(small_pdf())
    crops = Crops(tmp_path)
    cells = [{name: getattr(CELL, name) for name in CELL.__slots__}]
    address = crops.picture("a.pdf", hashlib.sha256(small_pdf()).hexdigest(), cells)
    image = Image.open(io.BytesIO(base64.b64decode(address.split(",", 1)[1])))
    red, green, blue = image.getpixel((round(250 * SCALE), round((220 - 200 + MARGIN) * SCALE)))
    assert red > 230 and 170 < green < 210 and blue < 60, "the amber of the cell"
    red, green, blue = image.getpixel((round(100 * SCALE) - 1, round((220 - 200 + MARGIN) * SCALE)))
    assert red > 120 and green < 120, "its outline"
    assert crops.taken > 0


@pytest.mark.parametrize(
    "path, sha, cells",
    [
        ("../a.pdf", None, None),
        ("missing.pdf", None, None),
        ("a.pdf", "0" * 64, None),
        ("a.pdf", None, []),
        ("a.pdf", None, [{"page": 9}]),
        ("a.pdf", None, [{"x0": None}]),
        ("not.pdf", "other", None),
    ],
)
def test_where_there_is_no_picture_there_is_none(tmp_path, path, sha, cells):
    inside = tmp_path / "papers"
    inside.mkdir()
    (tmp_path / "a.pdf").write_bytes(small_pdf())
    (inside / "a.pdf").write_bytes(small_pdf())
    (inside / "not.pdf").write_bytes(b"words")
    good = {name: getattr(CELL, name) for name in CELL.__slots__}
    found = {"other": hashlib.sha256(b"words").hexdigest(), None: hashlib.sha256(small_pdf()).hexdigest()}.get(sha, sha)
    assert Crops(inside).picture(path, found, [good] if cells is None else [{**good, **c} for c in cells]) is None


def test_pictures_keep_to_their_budget(tmp_path):
    out, papers = tables(tmp_path)
    for budget, least, most in ((0, 0, 0), (1, 1, 1), (10_000_000, 2, 9)):
        from pipeline.report.data import collect

        pictures = collect(connect(out), papers, tmp_path / "r.html", budget)["pools"]["picture"]
        assert least <= len(pictures) <= most


def test_embedded_json_cannot_end_its_element():
    held = embed({"a": HOSTILE, "b": "<!--", "c": "]]>"})
    assert not set("<>&\u2028\u2029") & set(held) and json.loads(held)["a"] == HOSTILE


def test_vendored_files_are_those_recorded():
    for name, sha in re.findall(r"\| (\S+\.js) \|.*\| ([0-9a-f]{64}) \|", (HERE / "vendor/README.md").read_text(encoding="utf-8")):
        assert hashlib.sha256((HERE / "vendor" / name).read_bytes()).hexdigest() == sha


def test_no_tables(tmp_path, capsys):
    assert main(["report", "--out", str(tmp_path), "--to", str(tmp_path / "r.html")]) == 3
    assert "matters ingest" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_the_same_tables_give_the_same_page(pages, tmp_path):
    import os

    again = tmp_path / "hostile.html"
    assert main(["report", "--out", str(pages["papers"].parent / "out"), "--papers", str(pages["papers"]), "--to", str(again)]) == 0
    link = lambda page: os.path.relpath(pages["papers"], page.parent).encode()  # noqa: E731
    assert again.read_bytes().replace(link(again), b"P") == pages["hostile"].read_bytes().replace(link(pages["hostile"]), b"P")
