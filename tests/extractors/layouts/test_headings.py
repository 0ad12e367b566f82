"""Headings in the words of officers nobody here has met."""
from __future__ import annotations

import pytest

from building import columns, heading, paragraph, read, table
from models.document import Block, Paragraph

ROWS = (("1", "Publish the tenants' charter on the website", "Head of Housing", "30/06/2023", "The charter was written with the tenants' panel.", "Complete"),
        ("2", "Train front desk staff in the new policy", "Ms Farida Quill", "Sept 2023", "Two of five sessions have been held so far.", "On track"),
        ("3", "Write to all landlords about the scheme", "Licensing Manager", "31 December 2023", "A letter went to all 412 landlords.", "Delayed"))


@pytest.mark.parametrize("heads", [
    "Item|What we agreed|Who's leading|Deadline|Where we are now|Status", "Ref|Action point|By|When by|Outcome so far|Position", "Ref no.|Issue for action|Actionee|Date due|Comments/update|Action status",
    "Action ref|Requirement|Lead officer(s)|To be done by|Exception report|Complete/on track/overdue", "#|Task|Resp.|Required by|Notes|Implementation status", "No|Step|Person accountable|End|Current state|Rating",
    "Ref|Description|Action owner|Action due|Action comments|Status", "Ser|Tasking|Accountable|Deadline|Remarks/progress|State", "No|Pledge|Delivery owner|Finish|Narrative for quarter|Status",
])
def test_an_action_s_fields(heads):
    records = read(heading("Review of tenant services"), table(heads.split("|"), *map(list, ROWS)))
    assert columns(records.actions, "number", "text", "owner_raw", "due_raw") == [row[:4] for row in ROWS]
    assert columns(records.evidence, "text") == [(row[4],) for row in ROWS]
    assert columns(records.assessments, "status") == [("complete",), ("on_track",), ("slipped",)]


@pytest.mark.parametrize("name", ["Implemented?", "Discharged?", "Met?", "Completed Y/N", "Action closed?"])
def test_a_question_that_is_a_status(name):
    records = read(table(["Action", "Owner", name], ["Publish the charter on the website", "Head of Housing", "Yes"]))
    assert columns(records.assessments, "status") == [("complete",)]


def test_what_the_sentences_show_is_doubted():
    records = read(heading("Plan"), table(["Ser", "Remit", "Lead", "Deadline", "Progress"], *(list(row[:5]) for row in ROWS)))
    assert columns(records.actions, "text") == [(row[1],) for row in ROWS]
    assert any("by its sentences alone" in reason for reason in records.actions[0].confidence)


def test_ratings_of_two_months_stand_beside_one_another():
    records = read(heading("Plan"), table(["Ref", "Action", "Lead", "Due", "RAG March 2024", "RAG June 2024"], ["1", "Open a cafe", "Leisure", "July 2024", "Green", "Green"], ["2", "Cut energy use", "Estates", "Dec 2024", "Green", "Amber"]))
    assert [(str(a.period_start)[:7], a.rag) for a in records.assessments] == [("2024-03", "green"), ("2024-06", "green"), ("2024-03", "green"), ("2024-06", "amber")]


def test_one_column_of_ticks_for_each_status():
    records = read(table(["Ref", "Agreed action", "Officer", "Complete", "In progress", "Not started"], ["1", "Reconcile the bank each month", "Accountant", "✓", "", ""], ["2", "Keep keys in a safe", "Caretaker", "", "✓", ""],
                         ["3", "Write a fraud policy", "Auditor", "", "", "✓"]))
    assert columns(records.assessments, "status") == [("complete",), ("on_track",), ("not_started",)]
    assert not records.evidence


def test_status_words_under_no_heading_are_no_colours():
    records = read(table(["", "Action", "Who", "When", ""], ["1", "Ring the contractor", "Ann Reed", "12 May 2024", "Complete"], ["2", "Check the gate", "Bo Lane", "19 May 2024", "In progress"]))
    assert columns(records.assessments, "measure", "status") == [("status", "complete"), ("status", "on_track")]


def test_a_lead_in_the_section_s_own_row():
    records = read(heading("Improvement plan"), table(["Ref", "Action", "Owner", "Due date", "RAG"], ["Theme 1: Leadership   Lead: Chief Executive", None, None, None, None], ["1.1", "Hold monthly staff talks", "Comms", "May 2024", "Green"], spans={(1, 0): (1, 5)}))
    assert columns(records.sections, "number", "title", "lead_raw") == [("1", "Leadership", "Chief Executive")]


def test_the_sponsor_of_a_priority_in_a_bar_over_the_headings():
    records = read(heading("Partnership plan"), table(
        ["Priority 2: Therapies", None, None, None], ["Priority sponsor: Ina Moss, Harbour Trust", None, None, None], ["No.", "Action", "Owner", "Timescale"],
        ["2.1", "Shorten the wait for speech therapy", "Head of Therapies", "May 2026"], ["2.2", "Publish the sensory offer", "Head of Therapies", "June 2026"], spans={(0, 0): (1, 4), (1, 0): (1, 4)}))
    assert columns(records.sections, "number", "title", "lead_raw") == [("2", "Therapies", "Ina Moss, Harbour Trust")]


def test_a_column_of_statuses_beside_comments_is_no_progress():
    records = read(table(["Rec", "Recommendation", "Responsible officer", "Agreed date / revised date", "Position", "Manager's comments"],
                         ["R1", "Access rights should be reviewed each quarter.", "Payroll Manager", "30/04/25", "Implemented", "The first review took place in April and found two leavers."],
                         ["R2", "Refunds should be approved by a second officer.", "Income Manager", "31/03/25 Revised 31/10/25", "Overdue", "The workflow has been ordered from the supplier."]))
    assert columns(records.assessments, "measure", "status") == [("status", "complete"), ("status", "slipped")]
    assert len(records.evidence) == 2
    assert columns(records.recommendations, "due_raw") == [("30/04/25",), ("31/03/25 Revised 31/10/25",)]


def test_actions_closed_at_the_last_meeting_are_complete():
    closed = table(["Minute", "Action", "Lead", "Outcome"], ["24/097", "Send the winter plan to governors", "Chief Nurse", "Sent on 14 April."],
                   ["24/122", "Add long waits to the report", "Chief Nurse", "Included since March."])
    records = read(heading("Action log"), heading("Part B: Actions closed at the last meeting"), closed)
    assert columns(records.assessments, "value_raw", "status") == [("Part B: Actions closed at the last meeting", "complete")] * 2


def test_tables_that_answer_by_number_what_another_recommends():
    """Each under a heading that names its round; the end of a heading broken by a narrow column; a number that is nobody's leaves the table alone."""
    asked = table(["No.", "Recommendation", "Lead officer", "Agreed date"], ["(i)", "The Board should buy two boats.", "Fleet Manager", "March 2023"], ["(ii)", "A crew should be trained.", "Mate", "May 2023"])
    first = table(["No.", "Progress reported", "Assessmen t"], ["(i)", "One boat is bought.", "On schedule"], ["(ii)", "No crew yet.", "Behind schedule"])
    second = table(["No.", "Progress reported", "Assessment"], ["No.", "Progress reported", "Assessment"], ["(ii)", "Six are trained.", "Achieved"])
    stranger = table(["No.", "Progress reported", "Assessment"], ["(iii)", "Nobody asked for this.", "Achieved"])
    records = read(heading("Boats"), asked, heading("First monitoring: 14 November 2022"), first, heading("Second monitoring: 22 May 2023"), second, heading("Others"), stranger)
    of = {r.recommendation_id: r.number for r in records.recommendations}
    assert [(of[e.recommendation_id], str(e.period_start)[:7], e.text) for e in records.evidence] == [
        ("i", "2022-11", "One boat is bought."), ("ii", "2022-11", "No crew yet."), ("ii", "2023-05", "Six are trained.")]
    assert [(of[a.recommendation_id], a.measure, a.status) for a in records.assessments] == [("i", "status", "on_track"), ("ii", "status", "slipped"), ("ii", "status", "complete")]


def test_shares_done_in_two_rounds_under_the_key_that_the_paper_prints():
    records = read(heading("Plan"), paragraph("100% means that the action is complete; 50% to 99% that it is on track; 1% to 49% that it is behind schedule; and 0% that it has not started."), table(
        ["Ref", "Action", "Owner", "Due", "Jul 2023 % complete", "Jan 2024 % complete"], ["A1", "Paint the hull", "Mate", "May 2024", "25%", "60%"], ["A2", "Mend the sails", "Bosun", "May 2024", "0%", "100%"]))
    assert [(str(a.period_start)[:7], a.value_raw, a.percent, a.status) for a in records.assessments] == [
        ("2023-07", "25%", 25, "slipped"), ("2024-01", "60%", 60, "on_track"), ("2023-07", "0%", 0, "not_started"), ("2024-01", "100%", 100, "complete")]


def test_a_column_of_statuses_under_a_heading_that_says_nothing():
    """'Panel finding' could be what was found; 'Our feeling' is no heading at all. What nobody can read as a status stays unread."""
    for title in ("Panel finding", "Our feeling"):
        rows = [["Paint the hull", "Mate", "May 2024", "It was painted in April by the crew.", "Completed"], ["Mend the sails", "Bosun", "May 2024", "The cloth has not come yet.", "Delayed"],
                ["Oil the winch", "Mate", "June 2024", "The oil is on its way to us.", "On track"]]
        heads = ["Recommendation", "Lead", "Agreed date", "What has happened since", title]
        assert columns(read(table(heads, *rows)).assessments, "measure", "status") == [("status", "complete"), ("status", "slipped"), ("status", "on_track")]
        assert not read(table(heads, *([*row[:4], ("High", "Low", "Deleted")[n]] for n, row in enumerate(rows)))).assessments


def test_concerns_are_issues():
    records = read(table(["Summary of main concerns", "Ref", "Summary of actions required", "Accountable lead", "Agreed timescale", "Progress"], [
        "Tides were not always checked.", "M1", "Put a chart by the door.", "Mate", "May 2024", "It hangs there."]))
    assert columns(records.recommendations, "kind", "text") == [("identified_issue", "Tides were not always checked.")]


def test_a_table_of_one_issue_stands_over_the_grid_of_its_actions():
    parts: list = [heading("Fire plan")]
    for letter in "EF":
        parts += [table(["Ref No.", "Area for improvement", "Background"], [f"{letter}1", f"The crew should know where hose {letter} is.", "It was lost twice."]),
                  table(["Ref", "Action", "Owner", "Due date", "Achievements", "Status"], [f"{letter}1.1", "Hang up a plan.", "Mate", "May 2024", "It hangs.", "Closed 100%"],
                        [f"{letter}1.2", "Hold a drill.", "Bosun", "June 2024", "One was held.", "In progress 50%"])]
    records = read(*parts)
    of = {r.recommendation_id: r.number for r in records.recommendations}
    assert columns(records.recommendations, "kind", "number") == [("identified_issue", "E1"), ("identified_issue", "F1")]
    assert [(a.number, of[a.recommendation_id]) for a in records.actions] == [("E1.1", "E1"), ("E1.2", "E1"), ("F1.1", "F1"), ("F1.2", "F1")]
    assert columns(records.assessments, "status", "percent") == [("complete", 100.0), ("on_track", 50.0)] * 2
    assert records.document.layout == "improvement_plan"


def test_boxes_on_a_slide_stand_in_the_section_of_its_title():
    """In a Word file a heading ends the section before it, whatever its level."""
    parts = (heading("Project 1: Empty boats"), paragraph("Sponsor: Ina Moss"), heading("Achieved this period", 3), paragraph("Two were found."),
             table(["No.", "Action", "Owner", "Target date", "Status"], ["1.1", "Find the boats", "Mate", "May 2024", "On track"], ["1.2", "Mend the boats", "Mate", "June 2024", "On track"]))
    assert [a.section_id is not None for a in read(*parts, media_type="pptx").actions] == [True, True]
    assert [a.section_id is not None for a in read(*parts).actions] == [False, False]


ROUNDS = [["Recommendation 1: That the boats be painted before the summer.", None, None, None], ["", "Agreed action", "Responsible", "Due"],
          ["a)", "Paint the hull of each boat.", "Mate", "31 October 2021"], ["b)", "Mend the sails of each boat.", "Bosun", "By March 2023"],
          ["Evidence of progress", None, None, "Status"], ["Update at July 2022", None, None, None],
          [["a) They are all painted.", "b) The cloth has come."], None, None, ["a) Completed", "b) On schedule"]],
          ["Update at July 2023", None, None, None], [["b) All are mended."], None, None, ["b) Completed"]]]
ACROSS = {(0, 0): (1, 4), (4, 0): (1, 3), (5, 0): (1, 4), (6, 0): (1, 3), (7, 0): (1, 4), (8, 0): (1, 3)}
TOLD = [("a", "2022-07", "They are all painted."), ("b", "2022-07", "The cloth has come."), ("b", "2023-07", "All are mended.")]


def rounds_of(records):
    of = {a.action_id: a.number for a in records.actions}
    assert columns(records.recommendations, "number") == [("1",)] and columns(records.actions, "number", "owner_raw") == [("a", "Mate"), ("b", "Bosun")]
    assert [(of[a.action_id], str(a.period_start)[:7], a.status) for a in records.assessments] == [
        ("a", "2022-07", "complete"), ("b", "2022-07", "on_track"), ("b", "2023-07", "complete")]
    return [(of[e.action_id], str(e.period_start)[:7], e.text) for e in records.evidence]


def test_rounds_below_the_actions_of_a_recommendation_answer_them_by_letter():
    records = read(heading("Boats"), table(*ROUNDS, spans=ACROSS))
    assert rounds_of(records) == TOLD and records.document.layout == "scrutiny_monitoring"


def test_a_page_break_before_the_rounds_or_among_them():
    """Behind it the columns merged stand alone; a paragraph between says that it is another table."""
    foot = Block("footer", Paragraph("Page 2"))
    last = table([["b) All are mended."], ["b) Completed"]])
    rounds = table(["Evidence of progress", "Status"], ["Update at July 2022", None], [["a) They are all painted.", "b) The cloth has come."], ["a) Completed", "b) On schedule"]],
                   ["Update at July 2023", None], spans={(1, 0): (1, 2), (3, 0): (1, 2)})
    actions = table(*ROUNDS[:4], spans={(0, 0): (1, 4)})
    assert rounds_of(read(heading("Boats"), actions, foot, rounds, foot, last)) == TOLD
    assert not read(heading("Boats"), actions, paragraph("Of another review."), rounds).evidence


def test_a_heading_broken_by_a_narrow_column():
    """Wherever the break is; the rest may be a word of its own ('recommendati on')."""
    records = read(heading("Plan"), table(["Ref", "CQC recommendati on", "Action we are taking", "Lead", "Target date", "Assessmen t"],
                   ["MD1", "The trust must mend the steps of the quay.", "Buy stone and mortar", "Mate", "May 2026", "On track"], ["MD2", "The trust must light the lamps.", "Buy oil", "Mate", "May 2026", "Delayed"]))
    assert columns(records.recommendations, "number") == [("MD1",), ("MD2",)] and columns(records.assessments, "status") == [("on_track",), ("slipped",)]


def test_a_column_of_colours_under_the_name_of_a_month():
    rows = [[f"F{n}", f"Mend step {n} of the stair", "Mate", "Mar-26", ("", colour), ("", "#00B050"), "Stone is bought."] for n, colour in ((1, "#FFC000"), (2, "#FF0000"), (3, "#00B050"))]
    records = read(heading("Plan"), table(["ID", "Action", "Owner", "Deadline", "This month", "Forecast", "Commentary"], *rows))
    assert columns(records.assessments, "measure", "rag")[::2] == [("month_rag", "amber"), ("month_rag", "red"), ("month_rag", "green")]


def test_ratings_of_last_time_now_and_at_the_end():
    rows = [[f"F{n}", f"Mend step {n} of the stair", "Mate", "Mar-26", before, now, "G", "Stone is bought."] for n, before, now in ((1, "R", "A"), (2, "A", "A"), (3, "", "R"))]
    records = read(paragraph("4 May 2026"), heading("Plan"), table(["Ref", "Action", "Owner", "Due", "Last time (March)", "Now (May)", "Forecast (31 March)", "Position"], *rows))
    assert [a.rag for a in records.assessments if a.measure == "month_rag" and str(a.period_start) == "2026-05-01"] == ["amber", "amber", "red"]
    assert [a.rag for a in records.assessments if a.measure == "on_target_rag"] == ["green"] * 3


def test_milestones_with_baseline_and_forecast_dates_are_a_programmes_actions():
    records = read(heading("Project 1: Fish market"), paragraph("Project lead: Ann Reed, Head of Piers"), table(
        ["Ref", "Milestone", "Baseline date", "Forecast date", "Status", "Comment"], ["1.1", "The hall stands empty", "Mar 2025", "Mar 2025", "Complete", "The last trader moved out in March."],
        ["1.2", "The roof is mended", "Oct 2025", "Dec 2025", "Delayed", "Slates came a fortnight late."]))
    assert columns(records.actions, "number", "due_raw", "revised_due_raw") == [("1.1", "Mar 2025", "Mar 2025"), ("1.2", "Oct 2025", "Dec 2025")]
    assert columns(records.assessments, "status") == [("complete",), ("slipped",)] and len(records.evidence) == 2
