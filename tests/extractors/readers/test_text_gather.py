"""Cells that an extraction has printed a paragraph a line."""
from __future__ import annotations

import pytest

from extractors.readers.text_gather import gathered

HEADS = ["No", "Issue", "Action", "Lead", "Due", "Status"]
FIRST = ["1", "Steps", "Mend the steps", "Mayor", "May 2026", "Open"]
SECOND = ["2", "Lamps", "Hang the lamps", "Clerk", "June 2026", "Done"]
BLANK = [""] * 6


def line(**cells: str) -> list[str]:
    return [cells.get(head.lower(), "") for head in HEADS]


@pytest.mark.parametrize("below", [
    [line(issue="They are worn.")],
    [line(issue="They are worn.", lead="Harbour Master")],
    [line(issue="They are worn.", action="Paint them"), line(action="Sweep them")],
], ids=["one column", "a gap", "fewer each time"])
def test_lines_that_go_on_with_the_row_above_are_put_together(below):
    first, *others = gathered([HEADS, FIRST, *below, SECOND])[1:]
    assert others == [SECOND]
    assert [cell.split("\n") for cell in first] == [[cell, *(row[c] for row in below if row[c])] for c, cell in enumerate(FIRST)]


@pytest.mark.parametrize("below", [
    line(action="Paint the steps", lead="Mate", due="July 2026", status="Open"),
    line(action="Paint the steps", lead="Mate"),
    line(issue="1.2"),
    line(action="Paint the lamps: see action 2.1"),
    line(action="Paint them", status="Late"),
], ids=["a whole row below a merged cell", "side by side", "a number", "a row that points elsewhere", "a text and its status"])
def test_rows_below_a_merged_cell_stay_rows(below):
    long = [cell.replace("Mend the steps", "Mend the steps of the old pier, and both of its ladders, before the season begins") for cell in FIRST]
    rows = [HEADS, long, below, SECOND, SECOND]
    assert gathered(rows) == rows


def test_lines_go_on_with_rows_below_a_merged_cell():
    sub = line(action="Paint the steps", lead="Mate", due="July 2026", status="Open")
    found = gathered([HEADS, FIRST, sub, line(action="Use oil paint"), SECOND])
    assert found == [HEADS, FIRST, line(action="Paint the steps\nUse oil paint", lead="Mate", due="July 2026", status="Open"), SECOND]


def test_a_line_below_headings_that_are_printed_again_is_left():
    rows = [HEADS, FIRST, HEADS, line(issue="They are worn."), SECOND]
    assert gathered(rows) == rows


def test_a_first_cell_of_text_goes_on_and_a_label_with_its_value_does_not():
    heads, first, second = HEADS[1:], FIRST[1:], SECOND[1:]
    further = [["They are worn by the sea.", "", "Harbour Master", "", ""], ["Nobody has seen to them.", "", "", "", ""]]
    assert gathered([heads, first, *further, second])[1] == [
        "Steps\nThey are worn by the sea.\nNobody has seen to them.", "Mend the steps", "Mayor\nHarbour Master", "May 2026", "Open"]
    rows = [HEADS, FIRST, ["Impact", "", "Fewer falls were seen.", "", "", ""], SECOND]
    assert gathered(rows) == rows


def test_headings_of_two_lines():
    rounds = ["", "", "", "", "", "May 2026"]
    assert gathered([HEADS, rounds, FIRST, SECOND]) == [[*HEADS[:-1], "Status\nMay 2026"], FIRST, SECOND]


def test_a_bar_of_a_label_and_its_number_takes_the_line_it_names():
    bar, what = ["Recommendation 1", *BLANK[1:]], ["That the steps be mended.", *BLANK[1:]]
    assert gathered([HEADS, bar, what, FIRST, SECOND])[1][0] == "Recommendation 1\nThat the steps be mended."
    theme = ["The front", *BLANK[1:]]
    assert gathered([HEADS, theme, what, FIRST]) == [HEADS, theme, what, FIRST]


def test_a_dated_line_below_what_is_to_be_done_is_a_row_of_its_own():
    rows = [HEADS, FIRST, line(issue="May 2026: They were measured."), SECOND, line(issue="June 2026: Two were bought.")]
    assert gathered(rows) == rows
    within = [[*row[:1], f"May 2026: {row[1]}", *row[2:]] for row in (FIRST, SECOND)]
    assert gathered([HEADS, *within, line(issue="June 2026: Two were bought.")])[2][1] == "May 2026: Lamps\nJune 2026: Two were bought."
