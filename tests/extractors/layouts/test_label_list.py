"""Labels and values, one action after another, as lines or in small tables: read as the grid that they were."""
from __future__ import annotations

import pytest

from building import columns, heading, item, paragraph, read, table

LABELS = ["Ref", "Action", "Owner", "Operational lead", "Due date", "Success measure", "Progress", "Impact", "Budget"]
ROWS = [["1", "Paint the bridge", "Ann Reed", "Head of Roads", "May 2024", "Bridge is painted", "Done", "Fewer complaints", "£4k"],
        ["2", "Cut the hedges", "Bo Lane", "Head of Parks", "June 2024", "Hedges under 2 m", "Overdue", "Better sight lines", "£1k"],
        ["3", "Mend the lamps", "Cy Dale", "Head of Roads", "July 2024", "No dark lamps", "On track", "Residents feel safer", "none"]]
SHAPES = {
    "a grid": [table(LABELS, *ROWS)],
    "lines": [paragraph(f"{label}: {value}") for row in ROWS for label, value in zip(LABELS[:-1], row[:-1], strict=True)],
    "a table each": [x for row in ROWS for x in (paragraph("-"), table(*map(list, zip(LABELS, row, strict=True))))],
    "one table of them all": [table(*(list(pair) for row in ROWS for pair in zip(LABELS, row, strict=True)))],
    "tables of four columns": [x for row in ROWS for x in (paragraph("-"), table(*(
        [LABELS[i], row[i], LABELS[i + 1], row[i + 1]] for i in (0, 2, 4, 6))))],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_is_read_alike_in_every_shape(shape):
    """Also that short words under 'Progress' are a status, and what is not a field is said or stays in the passages."""
    records = read(heading("Action plan"), paragraph("4 June 2024"), *SHAPES[shape])
    assert columns(records.actions, "number", "text", "owner_raw", "operational_lead_raw", "due_raw", "success_measure") == [
        tuple(row[:6]) for row in ROWS]
    assert columns(records.assessments, "value_raw", "status") == [("Done", "complete"), ("Overdue", "slipped"), ("On track", "on_track")]
    assert columns(records.evidence, "kind", "text") == [("impact", row[7]) for row in ROWS]
    assert {str(r.period_start) for r in (*records.evidence, *records.assessments)} == {"2024-06-01"}
    texts = " ".join(p.text for p in records.passages)
    assert all(value in texts for row in ROWS for value in row[:8])


def test_values_are_traced_to_the_table_they_are_printed_in():
    records = read(*SHAPES["a table each"])
    assert [{(c.table, c.row, c.column) for c in a.source_cells} >= {(n, 1, 1), (n, 4, 1)} for n, a in enumerate(records.actions)] == [True] * 3
    assert {p.role for p in records.passages if p.text in LABELS[:8]} == {"boilerplate"}


def test_a_heading_is_the_action_and_its_number():
    def lines(*more: str) -> list:
        return [paragraph(t) for t in ("Lead: Ann Reed", "Due date: May 2024", *more)]
    records = read(heading("Action log"), heading("Action 7: Paint the bridge", 2), *lines("Status: Complete"),
                   heading("Action 8: Cut the hedges", 2), *lines("Status: Overdue", "Update: The cutter broke."), paragraph("A new one is on order."))
    assert columns(records.actions, "number", "text") == [("7", "Paint the bridge"), ("8", "Cut the hedges")]
    assert [e.text for e in records.evidence] == ["The cutter broke.\nA new one is on order."]


def test_recommendation_and_action_of_one_group_are_one_of_each():
    records = read(heading("Tracker"), *(paragraph(t) for n in (1, 2) for t in (
        f"Ref: R{n}", f"Recommendation: That pond {n} be cleaned.", f"Action: Hire a digger for pond {n}.", "Owner: Bo Lane", "Status: On track")))
    assert columns(records.recommendations, "number", "text") == [("R1", "That pond 1 be cleaned."), ("R2", "That pond 2 be cleaned.")]
    assert [a.recommendation_id for a in records.actions] == [r.recommendation_id for r in records.recommendations]


def test_planning_applications_and_contact_tables_are_no_tracker():
    applications = [paragraph(t) for n in (1, 2) for t in (
        f"Reference: 24/{n}", "Applicant: Ann Reed", "Lead: Case team", "Due date: May 2024", "Recommendation: Approve", "Status: Pending")]
    contacts = table(["Lead", "Ann Reed"], ["Date", "May 2024"], ["Status", "Final"])
    for items in (applications, [contacts]):
        records = read(heading("Planning"), *items)
        assert not records.actions and not records.recommendations


def test_more_of_a_value_before_the_next_label():
    """Status: 10.01: ... , and below it without a label 13.03: ...; a new title comes before labels that the group has had."""
    def action(title: str, ref: str) -> list:
        return [paragraph(title), item(f"Reference: {ref}"), item("Lead: DoO"), item("Due date: 13.09.2023"), item(f"Status: 13.09.2023: A draft of {ref} was shared."),
                paragraph("10.01.2024: All three trusts have confirmed."), item("Proposed to open/close: Open")]
    records = read(heading("Action tracker"), *action("Circulate what was learned from the debrief.", "2"), *action("Check the kit each month.", "5"))
    assert columns(records.actions, "number", "text") == [("2", "Circulate what was learned from the debrief."), ("5", "Check the kit each month.")]
    assert [e.text for e in records.evidence if "All three" in e.text]
    assert [a.value_raw for a in records.assessments] == ["Open", "Open"]


def test_a_label_that_is_not_known_is_no_part_of_the_value_above_it():
    def action(title: str, ref: str) -> list:
        return [heading(title), item(f"Action number: {ref}"), item("Raised at: Meeting of 25 January, item 7"), item("Lead: Clerk"), item("Due date: 23.05.2024"), item("Status: Open")]
    records = read(heading("Action tracker"), *action("Bring a plan to the Board", "36"), *action("Write to the owner", "38"))
    assert columns(records.actions, "number", "text") == [("36", "Bring a plan to the Board"), ("38", "Write to the owner")]


def test_a_value_of_two_paragraphs_in_the_last_table_of_labels_stays_whole():
    """Only lines of running text below the last group are none of it."""
    def small(n: int, *update: str):
        return table(["Action", f"Mend step {n} of the old stair."], ["Owner", "Ann Brook"], ["Due date", "May 2026"], ["Update", [*update]])
    records = read(heading("Quay log"), small(1, "It is mended."), small(2, "It is mended."), small(3, "It is mended."), small(4, "Stone is bought.", "It comes in June."))
    assert columns(records.evidence, "text")[-1] == ("Stone is bought.\nIt comes in June.",) and not [p.text for p in records.passages if p.role == "unassigned"]


def test_a_column_an_action():
    """The labels stand once, at the left; 'Action 2' heads the second action's column."""
    records = read(heading("Quay plan: progress"), table(
        ["", "Action 1", "Action 2", "Action 3"], ["What we will do", "Mend the stair.", "Light the lamps.", "Hang the bell."], ["Who", "Mason", "Clerk", "Sexton"],
        ["By when", "May 2025", "June 2025", "July 2025"], ["Progress", "Stone is bought.", "Four are lit.", "The tower is unsafe."], ["Status", "Complete", "Ongoing", "Not started"]))
    assert columns(records.actions, "number", "text", "owner_raw", "due_raw") == [
        ("1", "Mend the stair.", "Mason", "May 2025"), ("2", "Light the lamps.", "Clerk", "June 2025"), ("3", "Hang the bell.", "Sexton", "July 2025")]
    assert columns(records.evidence, "text") == [("Stone is bought.",), ("Four are lit.",), ("The tower is unsafe.",)]
    assert columns(records.assessments, "status") == [("complete",), ("on_track",), ("not_started",)]
    assert {(0, 2), (1, 2)} <= {(c.row, c.column) for c in records.actions[1].source_cells}
    assert not [p.text for p in records.passages if p.role == "unassigned"]


def test_a_label_alone_over_the_comments_it_names():
    """'Officer comments' on a line of its own, the comments below it; the reference of each action begins its heading without a mark."""
    def action(n: int, *told: str, last: str):
        return [heading(f"AGS {n} Mend step {n} of the old stair", 3), paragraph("Responsible: Ann Brook"), paragraph(f"To be done by: 31/0{n}/2026"), paragraph("Officer comments"),
                *map(paragraph, told), paragraph(f"Status: {last}")]
    records = read(heading("Stair plan: update"), *action(1, "The step was mended in the spring.", last="Done"), *action(3, "Stone was bought in May.", "It will be laid by the mason in June.", last="On schedule"))
    assert columns(records.actions, "number", "text", "owner_raw", "due_raw") == [("AGS 1", "Mend step 1 of the old stair", "Ann Brook", "31/01/2026"), ("AGS 3", "Mend step 3 of the old stair", "Ann Brook", "31/03/2026")]
    assert columns(records.evidence, "text") == [("The step was mended in the spring.",), ("Stone was bought in May.\nIt will be laid by the mason in June.",)]
    assert columns(records.assessments, "status") == [("complete",), ("on_track",)]


def test_what_an_auditor_found_after_what_was_agreed_is_progress():
    """The line that says what each recommendation is about has its number."""
    def finding(n: int, last: str):
        return [paragraph(f"{n}. Steps (High priority)"), paragraph(f"Recommendation: Step {n} of the stair should be mended."), paragraph(f"Agreed management action: A mason will look at step {n}."),
                paragraph("Responsible officer: Ann Brook"), paragraph("Agreed date: 31 March 2025"), paragraph(f"What we found: Step {n} was seen in May."), paragraph(f"Our conclusion: {last}")]
    records = read(heading("Follow-up of the audit of stairs"), *finding(1, "Implemented"), *finding(2, "Not implemented"))
    assert columns(records.recommendations, "number", "text") == [("1", "Step 1 of the stair should be mended."), ("2", "Step 2 of the stair should be mended.")]
    assert columns(records.actions, "text", "owner_raw", "due_raw") == [(f"A mason will look at step {n}.", "Ann Brook", "31 March 2025") for n in (1, 2)]
    assert columns(records.evidence, "text") == [("Step 1 was seen in May.",), ("Step 2 was seen in May.",)]
    assert columns(records.assessments, "status") == [("complete",), ("not_achieved",)]


def test_a_number_alone_over_what_each_action_says():
    def action(n: int):
        return [heading(f"Action {n}", 2), paragraph(f"Mend step {n} of the old stair."), paragraph("Responsible officer: Ann Brook"), paragraph(f"Deadline: May 203{n}"), paragraph(f"Progress: Step {n} is mended."), paragraph("Status: Complete")]
    records = read(heading("Stair plan"), *action(1), *action(2))
    assert columns(records.actions, "number", "text", "due_raw") == [(str(n), f"Mend step {n} of the old stair.", f"May 203{n}") for n in (1, 2)]


def test_you_said_and_we_did():
    records = read(heading("Stairs: you said, we did"), *(paragraph(text) for n, state in ((1, "Complete"), (2, "Ongoing")) for text in (
        f"You said: That step {n} should be mended.", f"We did: Step {n} was seen by a mason.", f"Status: {state}")))
    assert columns(records.recommendations, "text") == [("That step 1 should be mended.",), ("That step 2 should be mended.",)]
    assert columns(records.evidence, "text") == [("Step 1 was seen by a mason.",), ("Step 2 was seen by a mason.",)] and columns(records.assessments, "status") == [("complete",), ("on_track",)]


def test_boxes_of_labelled_lines_one_cell_each():
    """An auditor's follow-up: a box a finding. A row whose action and update both begin with 'Guidance' is no guidance on the form."""
    boxes = [[f"Ref: PC{n}", f"Finding: Of the bells {n} could not be heard.", f"Agreed action: Guidance on {n} bells will be written.", "Responsible officer: Bell Warden",
              f"Implementation date: {n} May 2031", "Update: Guidance was sent in April.", "Status: Implemented"] for n in (1, 2, 3)]
    records = read(heading("Audit follow-up"), *[table([box]) for box in boxes])
    assert columns(records.recommendations, "number", "text", "kind") == [(f"PC{n}", f"Of the bells {n} could not be heard.", "identified_issue") for n in (1, 2, 3)]
    assert columns(records.actions, "text", "owner_raw", "due_raw") == [(f"Guidance on {n} bells will be written.", "Bell Warden", f"{n} May 2031") for n in (1, 2, 3)]
    assert columns(records.evidence, "text") == [("Guidance was sent in April.",)] * 3 and columns(records.assessments, "status") == [("complete",)] * 3


def test_a_number_and_a_title_across_a_card_are_what_was_found_s():
    def card(number: str, found: str, action: str):
        return table([f"{number} Housing Benefit 2024/25", None, None, None], ["What we found", found, None, None], ["Action agreed", action, None, None],
                     ["Manager", "Head of Roads", "First agreed for", "May 2024"], ["Manager’s comment", "It was begun in June.", "Now promised for", "May 2026"], ["Our view", "On track", None, None],
                     spans={(0, 0): (1, 4), (1, 1): (1, 3), (2, 1): (1, 3), (5, 1): (1, 3)})
    records = read(heading("Overdue actions"), paragraph("4 June 2025"), card("HB23-02", "Debts are not chased.", "Write a procedure."), card("IT24-05", "Laptops are lost.", "Count them."))
    assert columns(records.recommendations, "kind", "number", "text") == [
        ("identified_issue", "HB23-02", "Debts are not chased."), ("identified_issue", "IT24-05", "Laptops are lost.")]
    assert columns(records.actions, "text", "owner_raw", "due_raw", "revised_due_raw") == [
        ("Write a procedure.", "Head of Roads", "May 2024", "May 2026"), ("Count them.", "Head of Roads", "May 2024", "May 2026")]
    assert [a.status for a in records.assessments] == ["on_track"] * 2
