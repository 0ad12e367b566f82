"""Cells that hold several fields: labels, a status, a reference or a meeting's day inside them."""
from __future__ import annotations

import pytest

from building import columns, heading, paragraph, read, table


def test_labels_below_an_action_are_fields_of_their_own():
    """Where no column has them; what stands below a label goes on with it."""
    records = read(heading("Inspection plan"), table(
        ["No", "MUST DO", "Lead", "Progress"],
        ["1.01", ["Check trolleys every day.", "Planned outcome: Equipment is ready.", "Ongoing Assurance: A weekly check.", "It is reported."], "Matron", "Checks began in July and are recorded."],
        ["1.02", ["Review all children in 15 minutes.", "Planned outcome: Children are seen in time.", "Ongoing Assurance: A daily report."], "Nurse", "Six nurses have begun the course."]))
    assert columns(records.actions, "text", "intended_outcome", "success_measure") == [
        ("Check trolleys every day.", "Equipment is ready.", "A weekly check.\nIt is reported."), ("Review all children in 15 minutes.", "Children are seen in time.", "A daily report.")]
    assert {c.table for a in records.actions for c in a.source_cells} == {0}, "the printed cell is the source"
    assert not [p.text for p in records.passages if p.role == "unassigned"]


def test_a_label_that_a_column_has_stays_in_the_text():
    records = read(table(["No", "Action", "Owner", "Progress"], ["1", ["Publish the list.", "Progress: see the last column."], "Clerk", "It was published in May by the clerk."],
                         ["2", ["Print the map.", "Progress: see the last column."], "Clerk", "It was printed in June."]))
    assert records.actions[0].text == "Publish the list.\nProgress: see the last column."


def test_status_below_the_action_and_the_reference_above_the_item():
    records = read(paragraph("24 April 2019"), table(
        ["Relevant Item", "Action", "Responsibility"], [["BOD 24/19(c)", "Report of the chief"], ["Send round the slides.", "Status: complete"], "HB"],
        [["BOD 25/19(b)", "Safety"], ["Count the days lost.", "Status: in progress – The first figures come in May."], "OM"], [["BOD 26/19(a)", "People"], ["Set out leavers.", "Status: on hold"], "JK"]))
    assert columns(records.actions, "number", "text", "owner_raw") == [
        ("BOD 24/19(c)", "Send round the slides.", "HB"), ("BOD 25/19(b)", "Count the days lost.", "OM"), ("BOD 26/19(a)", "Set out leavers.", "JK")]
    assert columns(records.assessments, "value_raw", "status", "explanation") == [
        ("complete", "complete", None), ("in progress", "on_track", "The first figures come in May."), ("on hold", "slipped", None)]


@pytest.mark.parametrize("item", ["17 May 2024", "Item 5", "5"])
def test_what_is_no_reference_numbers_no_action(item):
    records = read(table(["Relevant Item", "Action", "Responsibility"], [[item, "Report"], "Send round the slides", "Clerk"], [[item, "Safety"], "Count the days lost", "Clerk"]))
    assert columns(records.actions, "number") == [(None,), (None,)]


def test_action_and_progress_in_one_cell_and_where_it_goes_next():
    """The progress is what 'Progress:' or a date heads; 'Completed' among days to come is a status, and its day is no due date."""
    records = read(paragraph("6 October 2009"), table(
        ["Meeting", "Item", "Action / Progress", "Outcome"],
        ["Board 03/02/09", "Dentists", ["A paper on waiting to come to the Board.", "07/04/09: An appraisal has begun.", "02/06/09: The valuation was received."], "Board 01/12/09"],
        ["Board 03/02/09", "Times", ["Figures to be added to the report.", "Progress: A new table was added."], "Completed"], ["Board 07/04/09", "Hands", "Compliance to be shown by group.", "Completed as the report of 11/08/09"]))
    assert columns(records.actions, "text") == [("A paper on waiting to come to the Board.",), ("Figures to be added to the report.",), ("Compliance to be shown by group.",)]
    assert [(e.text[:12], str(e.period_start)) for e in records.evidence] == [("07/04/09: An", "2009-04-01"), ("02/06/09: Th", "2009-06-01"), ("A new table ", "2009-10-01")]
    assert [str(a.due_end) for a in records.actions] == ["2009-12-01", "None", "None"]
    assert [(a.status, a.action_id[-1]) for a in records.assessments] == [("complete", "2"), ("complete", "3")]


def test_motions_under_the_day_of_their_meeting():
    words = "Council notes that the number of swifts has halved since the last survey and that they come back each year to the same nest, and asks officers to:"
    records = read(heading("Approved motions"), table(
        ["Council Meeting", "Lead Officer / Executive Member", "Actions taken"], [["17 July 2025", words, "* ask builders for swift bricks", "* map the nests"], "Ann Reed", "The draft went out in December."],
        [["18 September 2025", words, "* print a card", "* hold an event"], "Bo Lane", "A card has been printed."]))
    assert columns(records.recommendations, "text") == [(words,), (words,)]
    assert columns(records.actions, "text") == [("ask builders for swift bricks",), ("map the nests",), ("print a card",), ("hold an event",)]
    assert [e.recommendation_id[-1] for e in records.evidence] == ["1", "2"]


def test_a_table_without_headings_goes_on_with_labels_inside():
    records = read(heading("Inspection plan"), table(
        ["No", "Action", "Lead", "Due"], ["1", ["Check trolleys.", "Planned outcome: They are ready."], "Matron", "May 24"], ["2", ["Triage children.", "Planned outcome: They are seen."], "Nurse", "June 24"]),
        table(["3", ["Mend the lift.", "Planned outcome: It runs."], "Estates", "July 24"], ["4", ["Paint the wall.", "Planned outcome: It is white."], "Estates", "July 24"]))
    assert [a.intended_outcome for a in records.actions] == ["They are ready.", "They are seen.", "It runs.", "It is white."]


def test_bars_between_rows_with_labels_inside_stay_bars():
    records = read(heading("Inspection plan"), table(
        ["No", "Action", "Lead", "Due"], ["Theme 1: Wards", None, None, None], ["1", ["Check trolleys.", "Planned outcome: They are ready."], "Matron", "May 24"],
        ["Theme 2: Clinics", None, None, None], ["2", ["Review children.", "Planned outcome: They are seen."], "Nurse", "June 24"], spans={(1, 0): (1, 4), (3, 0): (1, 4)}))
    assert columns(records.sections, "number", "title") == [("1", "Wards"), ("2", "Clinics")]
    assert [(a.section_id[-1], a.intended_outcome) for a in records.actions] == [("1", "They are ready."), ("2", "They are seen.")]


@pytest.mark.parametrize("head", ["Response", "Officer response", "Response and progress", "Progress"])
def test_a_column_that_answers_by_labels(head: str):
    """Who, by when, what was done and how it stands in one cell, a line each, as responses print it."""
    def answer(owner: str, due: str, done: str, state: str) -> list[str]:
        return ["Response: Accepted.", f"Lead: {owner}", f"Target date: {due}", f"Progress: {done}", "More is to come.", f"Status: {state}"]
    records = read(heading("Review of the quay: monitoring"), table(
        ["Recommendation", head], ["1. That the stair is mended.", answer("Mason", "May 2025", "Stone is bought.", "Ongoing")],
        ["2. That the lamps are lit.", answer("Clerk", "June 2025", "Four are lit.", "Complete")], ["3. That the bell is hung.", ["Lead: Sexton", "Progress: None yet."]]))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [
        ("1", "That the stair is mended.", "Mason", "May 2025"), ("2", "That the lamps are lit.", "Clerk", "June 2025"), ("3", "That the bell is hung.", "Sexton", None)]
    assert columns(records.evidence, "text") == [("Stone is bought.\nMore is to come.",), ("Four are lit.\nMore is to come.",), ("None yet.",)]
    assert columns(records.assessments, "value_raw", "status") == [("Ongoing", "on_track"), ("Complete", "complete")]
