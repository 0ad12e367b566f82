"""Ratings that are the colour of a tracker's text, and statuses under a heading that says nothing."""
from __future__ import annotations

from building import columns, heading, paragraph, read, table

AMBER, GREEN, RED, BLUE = "#FFC000", "#00B050", "#FF0000", "#0070C0"
TOLD = [("Stone was bought in April.", GREEN), ("All are painted.", BLUE), ("No founder was found.", RED)]
WHAT = ["Mend the quay steps", "Paint the lamps", "Hang the bell"]


def tracker(told: list, heads: tuple[str, ...] = ("Progress",)):
    return table(["Ref", "Action", "Lead", "Due", *heads], *([str(n), what, "Ann Reed", "May 2026", *(said if isinstance(said, list) else [said])]
                                                           for n, (what, said) in enumerate(zip(WHAT, told, strict=True), start=1)))


def test_the_colours_of_progress_are_ratings_where_no_column_is_one():
    records = read(heading("Plan"), paragraph("4 May 2026"), tracker(TOLD))
    assert columns(records.assessments, "measure", "rag", "status", "source") == [
        ("rag", "green", "on_track", "fill"), ("rag", "blue", "complete", "fill"), ("rag", "red", "not_achieved", "fill")]
    assert all("heading-weak" in a.confidence[0] for a in records.assessments)


def test_colours_that_are_decoration_are_none():
    """One colour for all, or two cells among many."""
    for told in ([(text, GREEN) for text, _ in TOLD], [TOLD[0], "All are painted.", "No founder was found."]):
        assert not [a for a in read(heading("Plan"), tracker(told)).assessments if a.source == "fill"]


def test_each_round_has_its_colours_where_the_key_shows_them():
    """Half of the cells are enough then: what had not begun is white."""
    key = table([("Complete", BLUE), ("On track", GREEN), ("Some delay", AMBER), ("Overdue", RED)])
    grid = tracker([[("Stone was bought from the quarry.", GREEN), ("All of them were mended by May.", BLUE)], ["The lamps were counted in January.", ("Paint is bought for half of them.", AMBER)],
                    ["No founder of bells was found.", ("None was found in the second round.", RED)]], ("March 2026", "June 2026"))
    records = read(heading("Plan"), key, grid)
    assert [(str(a.period_start)[:7], a.rag, a.status) for a in records.assessments] == [
        ("2026-03", "green", "on_track"), ("2026-06", "blue", "complete"), ("2026-06", "amber", "at_risk"), ("2026-06", "red", "slipped")]


def test_a_question_over_statuses_is_their_heading():
    """'Done' is a tick too; ticks alone are no statuses."""
    records = read(heading("Plan"), tracker([["It is bought.", "Done"], ["Half are painted.", "On time"], ["Nobody came.", "Late"]], ("What we have done so far", "Are we keeping to it?")))
    assert columns(records.assessments, "value_raw", "status") == [("Done", "complete"), ("On time", "on_track"), ("Late", "slipped")]
    assert not read(heading("Plan"), tracker([["It is bought.", "Yes"], ["Half are painted.", "No"], ["Nobody came.", "Yes"]], ("What we have done so far", "Does it cost us?"))).assessments


def test_a_service_area_owns_where_nobody_else_does():
    heads, rows = ["Ref", "Action", "Service area(s)", "Due by", "Progress"], [["1", "Mend the quay steps", "Piers / Harbour Master", "May 2026", "Stone is bought."], ["2", "Paint the lamps", "Lamps", "June 2026", "Paint is bought."]]
    assert columns(read(heading("Plan"), table(heads, *rows)).actions, "owner_raw") == [("Piers / Harbour Master",), ("Lamps",)]
    owned = read(heading("Plan"), table([*heads, "Lead"], *([*row, "Ann Reed"] for row in rows)))
    assert columns(owned.actions, "owner_raw") == [("Ann Reed",)] * 2
