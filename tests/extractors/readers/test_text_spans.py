"""Merged cells that an extraction to text has lost."""
from __future__ import annotations

import pytest

from extractors.readers.text_spans import spans

LONG = "That the Council mends the pier before the season and tells the traders of the front when it begins."
HEADS = ["No", "Action", "Lead", "Progress"]
FIRST, SECOND = ["1", "Mend the rail", "Mayor", "It is mended"], ["2", "Paint the steps", "Clerk", "Not begun"]


def across(rows: list[list[str]], *, apart: bool = True) -> list[list[int]]:
    """The columns that each cell of each row fills."""
    places = spans(rows, len(rows[-1]), apart=apart)
    return [[wide for row, _, _, wide in places if row == r] for r in range(len(rows))]


ONES = [1, 1, 1, 1]


@pytest.mark.parametrize(("row", "wide"), [
    (["Theme 1: The front", "", "", ""], [4]),
    (["and the rest of the cell on the page before", "", "", ""], ONES),
    (["Theme 1", "Theme 1", "Theme 1", "Theme 1"], [4]),
    (["Lead officer", "", "The Mayor", ""], [2, 2]),
    (["Lead officer", "The Mayor", "", ""], ONES),
    ([LONG, "", "The Mayor", ""], ONES),
    (["Theme 1: The front", "Theme 1: The front", "The Mayor of it", "The Mayor of it"], [2, 2]),
    (["3", "3", "Mayor", "Done"], ONES),
    (["3", "Hang the lamps", "The whole Council", "The whole Council"], ONES),
])
def test_a_row_of_few_texts_among_whole_rows(row, wide):
    assert across([HEADS, FIRST, row, SECOND]) == [ONES, ONES, wide, ONES]


def test_a_label_and_a_long_value_are_merged_above_the_headings_and_between_numbered_rows():
    pair = ["Recommendation", LONG, "", ""]
    assert across([pair, HEADS, FIRST, SECOND]) == [[1, 3], ONES, ONES, ONES]
    assert across([HEADS, FIRST, SECOND, pair, ["3", "Hang the lamps", "Mate", "Late"]])[3] == [1, 3]
    assert across([HEADS, ["Rail", *FIRST[1:]], pair, ["Steps", *SECOND[1:]]])[2] == ONES


def test_a_number_and_a_long_action_are_no_label_and_value():
    assert across([HEADS, FIRST, SECOND, ["3", LONG, "", ""], ["4", "Hang the lamps", "Mate", "Late"]])[3] == ONES


def test_headings_of_groups_stand_over_those_of_their_columns():
    rows = [["What", "", "March", ""], ["No", "Action", "Progress", "Grade"], FIRST, SECOND]
    assert across(rows)[:2] == [[2, 2], ONES]
    rows = [["No", "Action", "Progress", ""], ["", "", "May 2024", "June 2024"], FIRST, SECOND]
    assert [(row, column, down, wide) for row, column, down, wide in spans(rows, 4, apart=True) if row < 2] == [
        (0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1)]


def test_headings_that_are_printed_in_each_row_and_column_of_a_merged_cell_stand_once():
    rows = [["No", "Action to be taken", "Progress reported", "Progress reported"], ["No", "Action to be taken", "May 2024", "June 2024"], FIRST, SECOND]
    assert [place for place in spans(rows, 4, apart=True) if place[0] < 2] == [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1)]


def test_a_long_text_alone_in_a_table_of_two_columns_spans_both():
    rows = [["Lead", "The Mayor"], [LONG, ""], ["Status", "Open"]]
    assert across(rows) == [[1, 1], [2], [1, 1]]
    assert across([[LONG, ""], rows[0], rows[2]]) == [[2], [1, 1], [1, 1]]
    assert across([["Lead", "The Mayor"], ["Timescale", ""], ["Status", "Open"]]) == [[1, 1]] * 3


def test_two_labels_with_their_values_share_a_row():
    rows = [["That the steps be mended.", "", ""], ["Lead: The Mayor", "", "Date: May 2026"], ["Update", "Progress", "Grade"], ["May 2026", "It is mended.", "1"]]
    assert across(rows)[:2] == [[3], [2, 1]]


def test_where_columns_are_not_printed_apart_an_empty_cell_tells_nothing():
    assert across([HEADS, FIRST, ["Theme 1: The front", "", "", ""], SECOND], apart=False) == [ONES] * 4


def test_a_dated_line_behind_an_empty_number_runs_across():
    assert across([HEADS, FIRST, ["", "May 2026: They were measured.", "", ""], SECOND])[2] == [1, 3]
