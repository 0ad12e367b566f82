"""Tables cut by page breaks, drawn as papers print them and read through the PDF reader."""
from __future__ import annotations

import pytest

from extractors.readers.pdf import read
from models.document import Document
from tests.extractors.readers.pdf_files import Sheet
from tests.extractors.readers.pdf_grids import cells, fills, grid, only

XS = [50, 90, 250, 330, 420]
HEAD = {(0, 0): "Ref", (0, 1): "What we will do", (0, 2): "Lead", (0, 3): "Progress"}
SHADED = {(0, k): "#D9D9D9" for k in range(4)}
FOOT = 770


def two_pages(tmp_path, first: dict, second: dict) -> Document:
    """Two grids, one to the foot of a page and one from the top of the next; each a dict of arguments of `grid`."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(50, 90, "Plan of the harbour board")
    grid(sheet, **first)
    sheet.page()
    grid(sheet, **second)
    return read(sheet.save())


def test_repeated_headings_are_dropped(tmp_path):
    one = {"xs": XS, "ys": [700, 730, FOOT],
           "texts": HEAD | {(1, 0): "1.1", (1, 1): "Mend the steps", (1, 2): "Mayor", (1, 3): "Begun."}, "fills": SHADED}
    two = {"xs": XS, "ys": [60, 90, 120], "texts": HEAD | {(1, 0): "1.2", (1, 1): "Paint the lamps", (1, 2): "Clerk", (1, 3): "Done."},
           "fills": SHADED}
    table = only(two_pages(tmp_path, one, two))
    assert [r[0].flat for r in table.grid()] == ["Ref", "1.1", "1.2"] and "repeated headings dropped" in table.notes[0]


def test_a_bar_over_the_headings_is_repeated_with_them(tmp_path):
    """'Priority 1: Piers' across the table, then the headings, on both pages."""
    bar = {"merged": [(0, 0, 1, 4)]}
    head = {(0, 0): "Priority 1: Piers"} | {(1, k): text for (_, k), text in HEAD.items()}
    one = {"xs": XS, "ys": [670, 700, 730, FOOT], **bar,
           "texts": head | {(2, 0): "1.1", (2, 1): ["Mend the steps of the ferry pier and", "the rail beside them, with"], (2, 2): "Mayor", (2, 3): "Begun."}}
    two = {"xs": XS, "ys": [60, 90, 120, 150], **bar, "texts": head | {(2, 0): "1.2", (2, 1): "Paint the lamps", (2, 2): "Clerk", (2, 3): "Done."}}
    assert [r[0].flat for r in only(two_pages(tmp_path, one, two)).grid()] == ["Priority 1: Piers", "Ref", "1.1", "1.2"]


def test_row_cut_by_the_break_is_one_row(tmp_path):
    """The number stands on the first page only; the text goes on in the middle of a sentence, the short owner too."""
    one = {"xs": XS, "ys": [700, 730, 760],
           "texts": HEAD | {(1, 0): "1.1", (1, 1): ["Mend the steps of the ferry pier and", "the rail beside them, with the help"],
           (1, 2): ["Mayor and", "Harbour"], (1, 3): ["Begun in", "May."]},
           "fills": SHADED}
    two = {"xs": XS, "ys": [60, 90, 120], "texts": {(0, 1): "of the ferry company.", (0, 2): "Master", (1, 0): "1.2",
           (1, 1): "Paint the lamps",
           (1, 2): "Clerk", (1, 3): "Done."}}
    table = only(two_pages(tmp_path, one, two))
    row = [c.flat for c in table.grid()[1]]
    assert row == ["1.1", "Mend the steps of the ferry pier and the rail beside them, with the help of the ferry company.",
                   "Mayor and Harbour Master", "Begun in May."]
    assert len(table.grid()[1][1].paragraphs) == 1 and [p.page for p in table.grid()[1][1].places] == [1, 2]
    assert table.rows == 3 and "a row cut by the break put together" in table.notes[0]


def test_colours_of_a_cut_row(tmp_path):
    """A row of its own has a colour of its own, even where all its text could be a continuation."""
    one = {"xs": XS, "ys": [700, 730, 760],
           "texts": HEAD | {(1, 0): "1.1", (1, 1): ["Mend the steps of the ferry pier and", "the rail beside them"]},
           "fills": SHADED | {(1, 3): "#00B050"}}
    same = {"xs": XS, "ys": [60, 90], "texts": {(0, 1): "and the lamps."}, "fills": {(0, 3): "#00B050"}}
    other = same | {"fills": {(0, 3): "#FF0000"}}
    assert only(two_pages(tmp_path, one, same)).rows == 2
    assert only(two_pages(tmp_path, one, other)).rows == 3


def test_new_row_under_a_merged_cell_that_goes_on(tmp_path):
    one = {"xs": XS, "ys": [700, 715, 740, 765],
           "texts": HEAD | {(1, 0): "A", (1, 1): "Mend the steps", (2, 1): "Paint the lamps", (1, 2): "Mayor", (2, 2): "Clerk",
           (1, 3): "Begun.", (2, 3): "Done."}, "merged": ((1, 0, 2, 1),),
           "fills": SHADED}
    two = {"xs": XS, "ys": [60, 85, 110], "texts": {(0, 1): "Dredge the basin", (1, 1): "Count the boats", (0, 2): "Clerk",
           (1, 2): "Clerk", (0, 3): "Begun.",
           (1, 3): "Done."}, "merged": ((0, 0, 2, 1),)}
    table = only(two_pages(tmp_path, one, two))
    assert cells(table)[1, 0, 4, 1] == "A" and [r[1].flat for r in table.grid()[1:]] == ["Mend the steps", "Paint the lamps",
        "Dredge the basin", "Count the boats"]


def test_numbered_cell_at_the_head_of_a_page_goes_on_with_nothing(tmp_path):
    """The row above fills its cell to the foot of the page, and the next recommendation spans two rows."""
    one = {"xs": XS, "ys": [700, 730, 742], "texts": {(0, 0): "No", (0, 1): "Recommendation", (0, 2): "Lead", (0, 3): "Progress", (1, 0): "6", (1, 1): "R6 Mend the steps.", (1, 2): "Mayor", (1, 3): "Begun."}}
    two = {"xs": XS, "ys": [60, 90, 120], "texts": {(0, 0): "7", (0, 1): "R7 Paint the lamps.", (0, 2): "Clerk", (0, 3): "Done.", (1, 2): "Mayor", (1, 3): "Not yet."}, "merged": ((0, 0, 2, 1), (0, 1, 2, 1))}
    table = only(two_pages(tmp_path, one, two))
    assert [c.flat for c in table.cells if c.column == 1] == ["Recommendation", "R6 Mend the steps.", "R7 Paint the lamps."]


def test_table_over_many_pages_is_one(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for page in range(30):
        if page:
            sheet.page()
        grid(sheet, xs=XS, ys=[60, 90, 420, FOOT], texts=HEAD | {(1, 0): f"{page}.1", (1, 1): "Mend the steps", (1, 2): "Mayor", (1, 3): "Begun."} | {(2, 0): f"{page}.2", (2, 1): "Paint the lamps", (2, 3): "Done."}, fills=SHADED)
    table = only(read(sheet.save()))
    assert [r[0].flat for r in table.grid()] == ["Ref", *(f"{page}.{n}" for page in range(30) for n in (1, 2))]


def test_label_and_value_cut_inside_the_label(tmp_path):
    xs = [50, 140, 420]
    one = {"xs": xs, "ys": [700, 730, 760],
           "texts": {(0, 0): "Progress:", (0, 1): "Begun.", (1, 0): ["Assessment of", "progress in the"],
                     (1, 1): ["10) 2 (On track)", "11) 3 (Slipped)"]}}
    two = {"xs": xs, "ys": [60, 90, 120], "texts": {(0, 0): "summer:", (0, 1): "12) 2 (On track)", (1, 0): "Impact:", (1, 1): "None yet."}}
    table = only(two_pages(tmp_path, one, two))
    assert [r[0].flat for r in table.grid()] == ["Progress:", "Assessment of progress in the summer:", "Impact:"]
    assert [p.text for p in table.grid()[1][1].paragraphs] == ["10) 2 (On track)", "11) 3 (Slipped)", "12) 2 (On track)"]


def test_rows_of_two_short_cells_are_not_one(tmp_path):
    """Both end without a full stop and fill their cells, but there was room for the next word."""
    xs = [50, 300, 420]
    one = {"xs": xs, "ys": [720, 745, 770], "texts": {(0, 0): "Meeting", (0, 1): "Date", (1, 0): "Harbour Board", (1, 1): "8 August"}}
    two = {"xs": xs, "ys": [60, 85], "texts": {(0, 0): "Ferry Users", (0, 1): "15 August"}}
    assert [r[0].flat for r in only(two_pages(tmp_path, one, two)).grid()] == ["Meeting", "Harbour Board", "Ferry Users"]


def test_column_line_that_one_page_lacks(tmp_path):
    one = {"xs": XS, "ys": [700, 730, FOOT],
           "texts": HEAD | {(1, 0): "1.1", (1, 1): "Mend the steps", (1, 2): "Mayor", (1, 3): "Begun."}, "fills": SHADED}
    two = {"xs": [50, 90, 330, 420], "ys": [60, 90], "texts": {(0, 0): "1.2", (0, 1): "Left to the next board", (0, 2): "Open."}}
    table = only(two_pages(tmp_path, one, two))
    assert cells(table)[2, 1, 1, 2] == "Left to the next board" and cells(table)[2, 3, 1, 1] == "Open."


@pytest.mark.parametrize("second", [
    {"xs": XS, "ys": [60, 90, 120], "fills": SHADED,
     "texts": {(0, 0): "No", (0, 1): "Risk", (0, 2): "Score", (0, 3): "Owner", (1, 0): "1", (1, 1): "Flood", (1, 2): "9", (1, 3): "Mayor"}},
    {"xs": [50, 200, 420], "ys": [60, 90, 120], "texts": {(0, 0): "Meeting", (0, 1): "Date", (1, 0): "Board", (1, 1): "May"}},
], ids=["other headings", "other columns"])
def test_two_tables_stay_two(tmp_path, second):
    one = {"xs": XS, "ys": [700, 730, FOOT],
           "texts": HEAD | {(1, 0): "1.1", (1, 1): "Mend the steps", (1, 2): "Mayor", (1, 3): "Begun."}, "fills": SHADED}
    assert len(two_pages(tmp_path, one, second).tables) == 2


def test_text_between_parts_two_tables(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n in range(2):
        sheet.text(50, 110, f"Theme {n + 1}: the harbour")
        grid(sheet, XS, [120, 150, 180], HEAD | {(1, 0): f"{n}.1", (1, 1): "Mend the steps", (1, 2): "Mayor", (1, 3): "Begun."},
             fills=SHADED)
        sheet.page()
    assert len(read(sheet.save()).tables) == 2


def test_headings_alone_at_the_foot_of_a_page(tmp_path):
    """A merged cell below the repeated headings is no continuation of the headings above the break."""
    one = {"xs": XS, "ys": [740, FOOT], "texts": HEAD, "fills": SHADED}
    two = {"xs": XS, "ys": [60, 90, 120, 150],
           "texts": HEAD | {(1, 0): "A", (1, 1): "Mend the steps", (2, 1): "Paint the lamps", (1, 2): "Mayor"}, "fills": SHADED,
           "merged": ((1, 0, 2, 1),)}
    table = only(two_pages(tmp_path, one, two))
    assert cells(table)[0, 0, 1, 1] == "Ref" and cells(table)[1, 0, 2, 1] == "A" and fills(table) == SHADED


@pytest.mark.parametrize(("lower", "issues"), [("enough berths in the basin.", 1), ("Nobody counts the boats.", 2)])
def test_an_issue_cut_by_the_break_goes_on_beside_the_next_reference(tmp_path, lower, issues):
    """The row below the break is the next action, with a reference of its own; the issue merged over both is one."""
    head = {(0, 0): "Ref", (0, 1): "What was found", (0, 2): "Lead", (0, 3): "Progress"}
    one = {"xs": XS, "ys": [700, 730, 765], "fills": SHADED,
           "texts": head | {(1, 0): "3.3", (1, 1): ["Some boats lie too far out for", "there are not in the harbour now"], (1, 2): "Mayor", (1, 3): "Begun."}}
    two = {"xs": XS, "ys": [60, 90, 120], "fills": SHADED, "texts": head | {(1, 0): "3.4", (1, 1): lower, (1, 2): "Clerk", (1, 3): "Done."}}
    table = only(two_pages(tmp_path, one, two))
    assert len([c for c in table.cells if c.column == 1]) == 1 + issues and [r[0].flat for r in table.grid()] == ["Ref", "3.3", "3.4"]


def test_a_full_row_cut_by_the_break_goes_on_in_small_letters(tmp_path):
    """Every cell goes on over the break, one with a year: the rest in small letters, where texts begin with capitals."""
    head = {(0, 0): "Aim", (0, 1): "What we will do", (0, 2): "Lead", (0, 3): "When"}
    rows = {(1, 0): "Safer", (1, 1): "Mend the rail", (1, 2): "Mayor", (1, 3): "May 2031"}
    one = {"xs": XS, "ys": [690, 720, 750, 768], "fills": SHADED,
           "texts": head | rows | {(2, 0): "Warmer", (2, 1): "Record every lamp on the", (2, 2): "Head of", (2, 3): "Oct 2030 -"}}
    two = {"xs": XS, "ys": [60, 90, 120],
           "texts": {(0, 0): "boats", (0, 1): "list of the harbour", (0, 2): "ferries", (0, 3): "2031"} | {(1, c): t for (_, c), t in rows.items()}}
    table = only(two_pages(tmp_path, one, two))
    assert [c.flat for c in table.grid()[2]] == ["Warmer boats", "Record every lamp on the list of the harbour", "Head of ferries", "Oct 2030 - 2031"]


def test_a_reference_cut_off_its_text_by_the_break(tmp_path):
    """In each cell the reference has a line of its own: below a break its text is no row."""
    xs = [50, 200, 290, 420]
    head = {(0, k): t for k, t in enumerate(["Action", "Lead", "Progress"])}
    one = {"xs": xs, "ys": [660, 690, 740, 757], "fills": {(0, k): "#D9D9D9" for k in range(3)},
           "texts": head | {(1, 0): ["11/23/P", "Members asked for new lamps."], (1, 1): "Mayor", (1, 2): "Begun.",
                             (2, 0): "12/23/P", (2, 1): "Clerk", (2, 2): "Dates have been sought and"}}
    two = {"xs": xs, "ys": [60, 100, 140], "texts": {(0, 0): "Officers to write to the ferry.", (0, 2): "two were found.",
           (1, 0): ["13/23/P", "The Chair asked for a map."], (1, 1): "Mayor", (1, 2): "Done."}}
    table = only(two_pages(tmp_path, one, two))
    assert [r[0].flat for r in table.grid()] == ["Action", "11/23/P Members asked for new lamps.", "12/23/P Officers to write to the ferry.", "13/23/P The Chair asked for a map."]
    assert table.grid()[2][2].flat == "Dates have been sought and two were found."


def test_a_group_of_rows_goes_on_over_the_break_with_a_line_of_its_issue(tmp_path):
    """The break falls between two actions of one issue: its number and lead are empty below it, its text has a last paragraph there."""
    head = {(0, 0): "Ref", (0, 1): "What was found", (0, 2): "Lead", (0, 3): "Action"}
    one = {"xs": XS, "ys": [650, 680, 710, 740, FOOT], "fills": SHADED, "merged": ((1, 0, 2, 1), (1, 1, 2, 1), (1, 2, 2, 1)),
           "texts": head | {(1, 0): "MD1", (1, 1): "The rail is loose.", (1, 2): "Mayor", (1, 3): "Mend the rail.", (2, 3): "Paint it.",
                            (3, 0): "MD2", (3, 1): ["All the lamps of the pier must be", "lit at dusk."], (3, 2): "Clerk", (3, 3): "Buy six lamps."}}
    two = {"xs": XS, "ys": [60, 90, 120, 150], "fills": SHADED,
           "texts": head | {(1, 1): "Byelaw 18(2)", (1, 3): "Hang the lamps.", (2, 0): "MD3", (2, 1): "No bell is rung.", (2, 2): "Mate", (2, 3): "Ring it."}}
    grid, issue = only(two_pages(tmp_path, one, two)).grid(), "All the lamps of the pier must be lit at dusk."
    assert [(r[0].flat, r[1].flat, r[3].flat) for r in grid[3:]] == [
        ("MD2", f"{issue} Byelaw 18(2)", "Buy six lamps."), ("MD2", f"{issue} Byelaw 18(2)", "Hang the lamps."),
        ("MD3", "No bell is rung.", "Ring it.")]


def test_a_reference_merged_down_its_rows_begins_a_group_behind_a_break(tmp_path):
    """R3 has one row at the foot of a page, whose cells are full; R4 has two at the top of the next: nothing of R4 goes on with R3."""
    one = {"xs": XS, "ys": [695, 725, FOOT], "texts": HEAD | {(1, 0): "R3", (1, 1): ["Every gate has", "a keeper who", "lives near it."], (1, 2): "Mayor", (1, 3): "Begun."}, "fills": SHADED}
    two = {"xs": XS, "ys": [60, 90, 120, 150], "texts": HEAD | {(1, 0): "R4", (1, 1): ["Every quay has", "a lamp."], (1, 2): "Clerk", (1, 3): "Two are hung."} | {(2, 2): "Cook", (2, 3): "One is bought."},
           "fills": SHADED, "merged": [(1, 0, 2, 1), (1, 1, 2, 1)]}
    table = only(two_pages(tmp_path, one, two))
    assert [(c.flat, c.row, c.row_span) for c in table.cells if c.column == 1 and c.row] == [("Every gate has a keeper who lives near it.", 1, 1), ("Every quay has a lamp.", 2, 2)]
