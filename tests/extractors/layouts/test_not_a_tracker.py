"""Tables that look like trackers and track nothing of ours."""
from __future__ import annotations

import pytest

from building import heading, paragraph, read, table


@pytest.mark.parametrize("why, grid", [
    ("a scorecard", (["Measure", "Owner", "Target", "Q1", "Q2", "RAG", "Comments"], ["Homes let in 28 days", "Housing", "90%", "88%", "91%", "Green", "Better than last quarter."])),
    ("an agenda", (["No", "Item", "Lead", "Action", "Time"], ["1", "Apologies", "Chair", "Note", "10:00"], ["2", "Minutes", "Chair", "Approve", "10:05"])),
    ("decisions on planning", (["Application", "Proposal", "Recommendation", "Decision", "Date"], ["24/00123/FUL", "Rear extension at 4 Elm Road", "Approve", "Approved", "4 June 2024"], ["24/00140/FUL", "New shop front", "Refuse", "Refused", "4 June 2024"])),
    ("grants", (["Applicant", "Project", "Amount", "Recommendation", "Status"], ["Scouts", "New tents", "£500", "Award", "Approved"], ["Band", "New drums", "£900", "Award", "Approved"])),
    ("a budget", (["Service", "Budget", "Forecast", "Variance", "RAG", "Action"], ["Parks", "£1.2m", "£1.3m", "£0.1m", "Amber", "Hold vacancies"], ["Roads", "£4m", "£3.9m", "-£0.1m", "Green", ""])),
    ("a capital programme", (["Scheme", "Manager", "Completion", "Budget", "RAG", "Comments"], ["Replace the boiler at the depot", "Estates", "May 2024", "£40k", "Green", "Work has started on site."], ["Build a new library in Larch Street", "Estates", "May 2025", "£4m", "Amber", "Tenders were higher."])),
    ("risks and what is done about them", (["Risk", "Owner", "Likelihood", "Impact", "Actions to mitigate", "Due date", "Status"], ["Flood", "Ann Reed", "3", "4", "Build a wall by the river", "May 2024", "Open"])),
    ("a work programme", (["Topic", "Purpose", "Lead officer", "Date", "Status"], ["School places", "To consider the plan for new places", "Head of Education", "4 June 2024", "Scheduled"], ["Bus contract", "To review the new bus contract", "Head of Transport", "2 July 2024", "Scheduled"])),
    ("decisions to come", (["Matter for decision", "Decision maker", "Officer", "Date due", "Status"], ["To approve the local plan for consultation", "Cabinet", "Head of Planning", "July 2024", "On track"], ["To award the cleaning contract for offices", "Cabinet", "Head of Estates", "Sept 2024", "Delayed"])),
    ("training", (["Module", "Owner", "Due date", "Status"], ["Complete fire safety training online", "All staff", "May 2024", "Complete"], ["Complete data protection refresher course", "All staff", "June 2024", "In progress"])),
    ("a duty rota", (["Week", "Officer", "Task", "Telephone"], ["3 June", "Ann Reed", "Check the pumps each night", "01632 960001"], ["10 June", "Bo Lane", "Check the pumps each night", "01632 960002"])),
    ("requests for information", (["Ref", "Request", "Received", "Due", "Response sent", "Status"], ["F1", "Cost of lamps in 2023", "1 May 2024", "29 May 2024", "20 May 2024", "Closed"])),
    ("suggestions", (["Suggestion", "Made by", "Officer comment"], ["Plant more trees along the high street", "Resident", "Trees were planted there in 2020."], ["Add a crossing by the school", "Parent", "A crossing was assessed last year."])),
    ("a form not filled in", (["Ref", "Action", "Owner", "Due date", "RAG"], ["1", "Action 1", "Name", "dd/mm/yy", "RAG"], ["2", "Action 2", "Name", "dd/mm/yy", "RAG"], ["3", "Action 3", "", "", ""])),
])
def test_nothing_is_made_of(why, grid):
    records = read(heading("Appendix"), table(*grid))
    assert not [r for name in ("recommendations", "actions", "evidence", "assessments", "ratings") for r in records.rows[name]], why
    assert records.document.coverage == 1.0


def test_headings_that_came_adrift_from_their_columns_are_said():
    """On lines of their own, or all on one; prose with the same words says nothing."""
    adrift = [paragraph(t) for t in ("Ref", "HB1", "HB2", "Action", "Light the quay.", "Lead", "Ann Reed", "Due", "May 2024", "June 2024", "Update", "Lamps are bought.", "Status", "Open")]
    assert "headings-without-table" in {d.code for d in read(heading("Action log"), *adrift).diagnostics}
    assert "headings-without-table" in {d.code for d in read(heading("Action log"), paragraph("Ref Action Lead Due Update Status")).diagnostics}
    assert "headings-without-table" not in {d.code for d in read(heading("Action log"), paragraph("The lead says what action is due."), paragraph("Status")).diagnostics}


def test_a_register_of_risks_answers_no_action_by_number():
    """Its likelihoods and impacts are the numbers of actions."""
    plan = table(["No.", "Action", "Owner", "Target date", "Status"], *([str(n), f"Paint boat {n}.", "Mate", "May 2024", "On track"] for n in (1, 2, 3)))
    risks = table(["Risk", "Likelihood", "Impact", "Score", "Mitigation"], ["It rains", "3", "4", "12", "A roof is bought"], ["It blows", "2", "4", "8", "A wall is built"])
    records = read(heading("Plan"), plan, heading("Risks"), risks)
    assert not records.evidence and len(records.assessments) == 3


def test_headings_that_ran_together_are_refused_in_extractions():
    """'Due Progress update' is two, where headings are set as sentences are; 'Action Lead' is one where they are not."""
    rows = [["MD1", "The quays must be made safe for all.", "Harbour Master", "31 March 2026 Stone was bought in April and mended.", "B"],
            ["MD2", "The bell must be rung in fog.", "Mayor", "30 June 2026 No founder was found.", "R"]]
    run, apart = ["Ref", "CQC recommendation", "Lead", "Due Progress update", "BRAG"], ["Ref", "CQC Recommendation", "Action Lead", "Progress", "BRAG"]
    assert not read(table(run, *rows, method="aligned")).recommendations
    assert len(read(table(apart, *rows, method="aligned")).recommendations) == 2


def test_two_rounds_that_ran_together_in_an_extraction_are_of_neither():
    grid = table(["Ref", "Action", "Lead", "Progress narrative December 2024 June 2025"], ["1.1", "Make the quays safe for all.", "Harbour Master", "Stone was All steps bought in are safe. November."],
                 ["1.2", "Ring the bell in fog.", "Mayor", "No founder One was was found. found in Marl."], method="aligned")
    records = read(grid)
    assert len(records.actions) == 2 and not records.evidence and "column-not-used" in {d.code for d in records.diagnostics}


def test_a_table_of_money_whose_headings_alone_have_the_pound():
    records = read(heading("Spending"), table(["Project", "Funding £m", "Spent to 30 Sept £m", "Forecast at 31 March £m"], ["Fish market hall", "4.1", "2.0", "3.1"], ["Harbour and slipway", "6.3", "3.0", "4.4"]))
    assert not (records.actions or records.recommendations)
