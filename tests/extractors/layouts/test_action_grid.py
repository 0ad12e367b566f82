"""Trackers and plans: one row an action or a recommendation, whatever the headings."""
from __future__ import annotations

import pytest

from building import columns, heading, item, paragraph, read, table

AMBER, GREEN, RED, GREY = "#FFC000", "#00B050", "#FF0000", "#D9D9D9"


def test_status_column_of_prose_is_progress_and_the_closing_column_is_the_status():
    records = read(heading("Board action tracker"), paragraph("10 May 2023"), table(
        ["Ref", "Source (agenda title / item / date)", "Action", "Lead", "Due Date", "Status", "Proposed to Open/ Close"],
        ["1", "Finance / 85.6", "Give a breakdown of agency spend", "DoF", ["13.09.2023", "08.11.2023"], "A breakdown was given in March and will go to governors once it is checked.", "Open"],
        ["5", "Quality", "Bring a paper on falls", "CN", "10.05.2023", "It is on the agenda of this meeting, with the audit of the wards.", "Proposed for Closure"]))
    assert columns(records.actions, "number", "owner_raw") == [("1", "DoF"), ("5", "CN")]
    assert [e.text[:11] for e in records.evidence] == ["A breakdown", "It is on th"]
    assert columns(records.assessments, "value_raw", "status") == [("Open", "on_track"), ("Proposed for Closure", "complete")]
    assert str(records.actions[0].due_end) == "2023-11-08", "of two stacked dates the last stands"
    assert "date-superseded" in {d.code for d in records.diagnostics}


def test_date_before_the_text_is_when_it_was_raised():
    records = read(table(["Reference", "Date", "Recommendation", "Lead Officer", "Action taken", "Status"],
                         ["SR (25/26) 01", "01/06/25", "That the backlog be published", "Head of Housing", "The first figures were published in August.", "Complete"]))
    (row,) = records.recommendations
    assert (row.number, row.due_raw, row.responsibility_raw) == ("SR (25/26) 01", None, "Head of Housing")
    assert records.evidence[0].recommendation_id == row.recommendation_id


def test_two_status_columns_and_two_people():
    records = read(table(["Ref", "Action required", "Due Date", "Delivery Status", "Progress Status", "Lead Officer", "Accountable Person"],
                         ["4.54", "Assess risk at each booking", "31/03/21", "Delivered, Not Yet Evidenced", "On Track", "Hannah Lowe", "G. Calver"],
                         ["4.55", "Name a consultant", "30/04/21", "Not Yet Delivered", "On Track", "Hannah Lowe", "G. Calver"]))
    assert columns(records.actions, "owner_raw", "operational_lead_raw") == [("Hannah Lowe", "G. Calver")] * 2
    assert {a.measure for a in records.assessments} == {"status", "on_target_rag"}
    assert len(records.assessments) == 4


def test_trend_words_are_no_progress_text():
    records = read(table(["Ref", "Recommendation", "Management Action Agreed", "Owner", "Status", "Progress", "Actions Completed"],
                         ["1", "Record stock checks", "A monthly form will be used", "Jane Poole", "Yellow", "Improving", "The form was written and staff trained in four stores."]))
    assert [e.text[:8] for e in records.evidence] == ["The form"]
    assert records.assessments[0].rag == "amber"


def test_ticks_say_status_by_the_column_they_stand_in():
    records = read(table(["Recommendation", "Responsible Officer", "Update on progress", "Achieved (tick)", "On Target to Achieve (tick)"],
                         ["1. Files are audited each quarter", "Sue Marsh", "The audit tool is agreed and in use.", "✓", ""],
                         ["2 (i) Supervision is monthly", "Ken Dale", "A rota is in place in two teams.", "", "✓"]))
    assert columns(records.recommendations, "number") == [("1",), ("2 (i)",)]
    assert columns(records.assessments, "measure", "status") == [("status", "complete"), ("status", "on_track")]


def test_status_is_the_heading_that_rows_stand_under():
    grid = ["Ref", "Recommendation", "Lead", "Due"]
    records = read(heading("Table A: Completed since last meeting"), table(grid, ["10", "Publish the register", "J Bell", "31/03/2019"]),
                   heading("Table C: Extension requested"), table(grid, ["12", "Test the backup", "K Orr", "30/06/2019"]))
    assert columns(records.assessments, "status") == [("complete",), ("slipped",)]


def test_percentage_beside_a_status_belongs_to_it():
    records = read(table(["Summary", "Deadline date", "Status", "Overall %"], ["AFI 1 - Values training for managers", "30 Sep 2023", "Off track", "40%"]))
    assert columns(records.assessments, "status", "percent") == [("slipped", 40.0)]


def test_merged_issue_is_one_recommendation_and_empty_outcome_is_the_nearest_above():
    records = read(heading("Recovery plan"), paragraph("4 March 2024"), table(
        ["Identified issue", "Intended Outcome", "", "Action", "Owner", "Month due", "Month RAG", "On target RAG"],
        ["Beds are blocked at weekends.", "People go home on time.", "1.1", "Open a lounge", "Ward manager", "Mar 24", ("", GREEN), ("", AMBER)],
        [None, "", "1.2", "Start a rota", "Ward manager", "Apr 24", ("", RED), ("", GREEN)],
        ["Staff are not told.", "", "1.3", "Write a bulletin", "TBC", "TBC", ("", GREEN), ("", GREEN)], spans={(1, 0): (2, 1)}))
    assert [r.kind for r in records.recommendations] == ["identified_issue"] * 2
    assert [a.recommendation_id[-4:] for a in records.actions] == ["0001", "0001", "0002"]
    assert {a.intended_outcome for a in records.actions} == {"People go home on time."}
    assert [(a.measure, a.rag) for a in records.assessments][:4] == [("month_rag", "green"), ("on_target_rag", "amber"), ("month_rag", "red"), ("on_target_rag", "green")]
    assert {str(a.period_start) for a in records.assessments} == {"2024-03-01"}
    assert records.document.layout == "improvement_plan"


def test_header_shading_and_stripes_are_no_rating():
    stripe = "#F2F2F2"
    rows = [[str(i), (f"Do thing number {i} well", stripe if i % 2 else ""), ("Ann Reed", stripe if i % 2 else ""), ("", stripe if i % 2 else "")] for i in range(1, 7)]
    records = read(table([("Ref", GREY), ("Action", GREY), ("Owner", GREY), ("RAG", GREY)], *rows))
    assert len(records.actions) == 6 and not records.assessments


def test_two_level_header():
    records = read(table(["Ref", "Action", "Who", "Dates", None, "RAG"], [None, None, None, "Original", "Revised", None],
                         ["1", "Publish the plan", "Ann Reed", "Mar 24", "May 24", "Green"], ["2", "Train staff", "Bo Lane", "Apr 24", "", "Amber"],
                         spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2), (0, 5): (2, 1)}))
    assert columns(records.actions, "due_raw", "revised_due_raw") == [("Mar 24", "May 24"), ("Apr 24", None)]


def test_row_with_a_cell_too_many_is_mended_and_said():
    head = ["", "Action", "Owner", "Lead officer support", "Month due", "Revised date", "Description of Assurance", "Progress", "Month RAG"]
    records = read(table(head, ["1.1", "Open a lounge", "Ward manager", "", "Mar 18", "", "A lounge is open every day.", "The room was found and furnished.", "Green"],
                         ["1.2", "Start a rota", "Ward manager", "", "", "Apr 18", "", "A rota is in use on all wards.", "It was agreed with the matrons in May."],
                         ["1.3", "Write a bulletin", "Bo Lane", "", "May 18", "", "Three bulletins went out.", "The first is being written now.", "Amber"], method="tabs"))
    shifted = records.actions[1]
    assert (shifted.due_raw, shifted.success_measure) == ("Apr 18", "A rota is in use on all wards.")
    assert "row-shifted" in {d.code for d in records.diagnostics} and any(c.startswith("row-shifted") for c in shifted.confidence)


def test_continuation_table_without_headings_goes_on():
    records = read(table(["No", "Action", "Owner", "Due date"], ["1", "Publish the plan", "Ann Reed", "Mar 24"]), table(["2", "Train the staff", "Bo Lane", "Apr 24"], ["3", "Review the rota", "Bo Lane", "May 24"]))
    assert columns(records.actions, "number", "owner_raw") == [("1", "Ann Reed"), ("2", "Bo Lane"), ("3", "Bo Lane")]


def test_one_row_a_recommendation_with_several_actions_inside():
    records = read(table(["No", "Recommendation", "Actions", "Lead", "Progress"],
                         ["1", "That parks be safer", ["a) Mend the lights", "b) Cut the hedges"], "Parks team", ["a) The lights were mended in May.", "b) Half the hedges are cut."]]))
    assert columns(records.actions, "number", "text") == [("a", "Mend the lights"), ("b", "Cut the hedges")]
    assert [e.action_id[-4:] for e in records.evidence] == ["0001", "0002"]


@pytest.mark.parametrize("why, grid", [
    ("a reporting timeline", (["Process", "Date"], ["Assurance meeting", "22nd January 2018"], ["Board", "24th January 2018"])),
    ("an indicator table", (["Indicator", "Target", "Actual", "Status"], ["CYP203 Visits on time", "90%", "85%", "Amber"], ["CYP204 Plans in date", "95%", "96%", "Green"])),
    ("a forward plan", (["Key decision", "Date of decision", "Decision maker", "Lead officer"], ["School places", "12 May 2024", "Cabinet", "Ann Reed"], ["Leisure fees", "9 June 2024", "Cabinet", "Bo Lane"])),
    ("contacts", (["Name", "Job title", "Telephone"], ["Ann Reed", "Clerk", "01632 960001"], ["Bo Lane", "Manager", "01632 960002"])),
    ("payments", (["Supplier", "Date", "Amount", "Service"], ["Reed Ltd", "01/04/2024", "500.00", "Parks"], ["Lane Ltd", "02/04/2024", "700.00", "Roads"])),
    ("a risk register", (["Risk description", "Likelihood", "Controls", "Owner", "Status"], ["Staff may leave", "3", "Exit interviews", "Ann Reed", "Open"], ["Roof may leak", "2", "Survey", "Bo Lane", "Open"])),
    ("contents", (["Item", "Page"], ["1. Purpose", "3"], ["2. Background", "4"])),
])
def test_what_is_not_a_tracker_stays_empty(why, grid):
    records = read(heading("Committee report"), table(*grid))
    assert not records.actions and not records.recommendations and not records.assessments, why
    assert records.document.coverage == 1.0


def test_template_and_guidance_rows_are_no_data():
    records = read(table(["Ref", "Recommendation", "Lead Officer", "Due", "Status"], ["Ref no", "Full text of the recommendation as agreed", "Name of officer", "dd/mm/yyyy", "Choose an item"],
                         ["1", "That parks be safer", "Ann Reed", "May 2024", "Complete"]))
    assert columns(records.recommendations, "text") == [("That parks be safer",)]
    assert "template-row" in {d.code for d in records.diagnostics}


def test_row_that_only_points_elsewhere_is_no_action():
    records = read(table(["Ref", "Action", "Owner", "Due"], ["1.1", "Publish the plan", "Ann Reed", "May 24"], ["1.2", "See action 2.1 below", "", ""]))
    assert len(records.actions) == 1 and "cross-reference-row" in {d.code for d in records.diagnostics}


def test_sections_with_leads():
    grid = ["", "Action", "Owner", "Month due", "Month RAG", "On target RAG"]
    records = read(heading("Improvement Theme 1: HOME FIRST"), paragraph("Lead Organisation: Wren Trust (Ann Reed, Chief Executive)"), paragraph("Reporting Officer Lead: Bo Lane"), paragraph("Explanation: People wait too long."),
                   table(grid, ["1.1", "Open a lounge", "Ward manager", "Mar 24", "Green", "Amber"]), heading("Workstream 2.1: STAFF"), table(grid, ["2.1.1", "Recruit nurses", "HR", "Apr 24", "Red", "Red"]))
    assert columns(records.sections, "number", "title", "lead_raw") == [("1", "HOME FIRST", "Wren Trust (Ann Reed, Chief Executive)"), ("2.1", "STAFF", None)]
    assert [a.section_id for a in records.actions] == [s.section_id for s in records.sections]


def test_a_council_s_own_wording_from_a_file(tmp_path):
    grid = table(["Ticket", "What we promised", "Chieftain", "Sorted by"], ["1", "Mend the lights", "Ann Reed", "May 2024"], ["2", "Cut the hedges", "Bo Lane", "June 2024"])
    assert not read(grid).actions
    words = tmp_path / "wrenbury.toml"
    words.write_text('[headings.fields.action]\nis = ["what we promised"]\n[headings.fields.owner]\nis = ["chieftain"]\n[headings.fields.due]\nis = ["sorted by"]\n')
    taught = read(grid, extra=(str(words),))
    assert columns(taught.actions, "text", "owner_raw", "due_raw") == [("Mend the lights", "Ann Reed", "May 2024"), ("Cut the hedges", "Bo Lane", "June 2024")]


def test_unknown_headings_are_named_with_the_nearest_match():
    records = read(table(["Ref", "Acton", "Responsible officer", "Due date"], ["1", "Mend the lights", "Ann Reed", "May 2024"], ["2", "Cut the hedges", "Bo Lane", "June 2024"]))
    note = next(d for d in records.diagnostics if d.code == "headings-not-recognised")
    assert "'Acton': unknown, nearest 'action'" in note.message


def test_bulleted_label_list_under_each_action():
    records = read(heading("Action tracker"), heading("Action 1: Circulate the winter plan", 2), item("Reference: 85.6"), item("Lead: Ann Reed"), item("Due date: 10.05.2023"), item("Status: The plan went to governors in March and was discussed at their meeting."), item("Proposed to open/close: Closed"),
                   heading("Action 2: Bring a paper on falls", 2), item("Reference: 86.1"), item("Lead: Bo Lane"), item("Due date: 12.07.2023"), item("Status: Item not due yet"))
    assert columns(records.actions, "number", "text", "owner_raw") == [("85.6", "Circulate the winter plan", "Ann Reed"), ("86.1", "Bring a paper on falls", "Bo Lane")]
    assert records.evidence and records.assessments


def test_month_in_a_heading_over_update_and_status_is_their_period():
    records = read(paragraph("20 January 2025"), table(
        ["Ref", "Recommendation", "Lead officer", "Target date", "July 2024", None, "January 2025", None],
        [None, None, None, None, "Update", "Status", "Update", "Status"],
        ["R1", "That a register of ponds be kept", "Jo Marsh", "May 2025", "A form was drawn up and tried by two wardens.", "Not started", "The register holds 40 ponds so far.", "On track"],
        ["R2", "That the byelaws be printed anew", "Abe Lunt", "May 2024", "They were printed in June and put up at the gates.", "Complete", "", ""],
        spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (2, 1), (0, 4): (1, 2), (0, 6): (1, 2)}))
    assert columns(records.evidence, "period_raw") == [("July 2024",), ("January 2025",), ("July 2024",)]
    assert [(str(a.period_start)[:7], a.measure, a.status) for a in records.assessments] == [("2024-07", "status", "not_started"), ("2025-01", "status", "on_track"), ("2024-07", "status", "complete")]


def test_rounds_in_a_column_beside_a_merged_action():
    records = read(heading("Recommendation 1"), paragraph("That the hall be open on Sundays through the winter months."), table(
        ["Agreed action", "Lead", "By when", "Update", "Progress", "Grade"],
        ["1.1 Ask the caretakers", "Fay Dunn", "March 2024", "April 2024", "Two of the three caretakers agreed to it.", "2"], [None, None, None, "October 2024", "All three now take turns at weekends.", "1"],
        spans={(1, 0): (2, 1), (1, 1): (2, 1), (1, 2): (2, 1)}), heading("Recommendation 2"), paragraph("That fees for clubs be held at last year's level."), table(
        ["Agreed action", "Lead", "By when", "Update", "Progress", "Grade"], ["2.1 Report to Cabinet", "Ed Rowe", "May 2024", "April 2024", "The report is on the agenda for May.", "2"]))
    assert columns(records.recommendations, "number", "text") == [("1", "That the hall be open on Sundays through the winter months."), ("2", "That fees for clubs be held at last year's level.")]
    assert [(a.number, a.owner_raw, a.recommendation_id[-4:]) for a in records.actions] == [("1.1", "Fay Dunn", "0001"), ("2.1", "Ed Rowe", "0002")]
    assert [(e.action_id[-4:], e.period_raw) for e in records.evidence] == [("0001", "April 2024"), ("0001", "October 2024"), ("0002", "April 2024")]
    assert [(a.grade, a.measure, str(a.period_start)[:7]) for a in records.assessments] == [(2, "progress", "2024-04"), (1, "progress", "2024-10"), (2, "progress", "2024-04")]
    assert records.document.layout == "scrutiny_monitoring"


def test_owner_on_a_second_row_of_a_merged_action_is_added():
    (action,) = read(table(["Ref", "Action", "Owner", "Due date", "Progress"], ["1", "Relay the path by the weir", "Sal Kay", "May 2024", "Gravel was ordered in March."], [None, None, "Ben Orr", "", ""],
                           ["2", "Cut back the hedge", "Sal Kay", "June 2024", "Cut in one week in May."], spans={(1, 0): (2, 1), (1, 1): (2, 1)})).actions[:1]
    assert (action.owner_raw, action.due_raw) == ("Sal Kay\nBen Orr", "May 2024")


def test_response_table_answers_the_recommendations_of_the_text_by_number():
    records = read(paragraph("Recommendation 1: That the ferry run on market days until the bridge is mended."), paragraph("Recommendation 2: That the quay steps be lit."),
                   paragraph("Recommendation 2 is not supported because the steps are not the Council's."),
                   heading("Recommendations"), paragraph("Cabinet is recommended:"), item("to agree the response in the appendix; and", number="(a)"), item("to thank the ferrymen.", number="(b)"), table(
        ["Rec. no.", "Response", "Comments", "Action", "Lead officer", "Timescale"], ["1", "Accepted", "The ferry was well used last year.", "Hire the ferry for two summers", "Ann Brook", "May 2025"],
        ["2", "Rejected", "The steps belong to the harbour.", "–", "–", "–"]))
    assert columns(records.recommendations, "number") == [("1",), ("2",), ("a",), ("b",)]
    assert [(a.number, a.text, a.recommendation_id[-4:]) for a in records.actions] == [(None, "Hire the ferry for two summers", "0001")]
    assert records.evidence == [], "reasons for a response are no progress"
    assert records.recommendations[1].responsibility_raw is None
    assert records.document.layout == "committee_report"


def test_dated_updates_in_one_cell_are_one_row_each():
    records = read(paragraph("28 November 2024"), table(
        ["Ref", "Action", "Owner", "Due date", "Update", "Status"],
        ["4/1", "Count the night calls", "DW", "28.11.24", ["26.09.24: Calls of six months were counted.", "They are mostly from one ward.", "14.11.24: The count is done and was sent round."], "Open"],
        ["4/2", "Fit a second line", "SK", "Dec 2024", ["62 calls in May", "19 at 31 October"], "Open"]))
    assert columns(records.evidence, "period_raw", "text") == [
        ("26.09.24", "26.09.24: Calls of six months were counted.\nThey are mostly from one ward."), ("14.11.24", "14.11.24: The count is done and was sent round."), (None, "62 calls in May\n19 at 31 October")]
    assert str(records.evidence[0].period_start) == "2024-09-01"


def test_updates_that_begin_with_a_whole_date_need_no_mark_after_it():
    """Nor line ends, where an extraction has lost them. A day that opens one sentence alone is part of it."""
    records = read(paragraph("28 November 2024"), table(
        ["Ref", "Action", "Owner", "Due date", "Update", "Status"],
        ["1.1", "Count the night calls", "DW", "28.11.24", ["26.09.24 Calls of six months were counted.", "14.11.24 The count is done."], "Open"],
        ["1.2", "Fit a second line", "SK", "Dec 2024", "01.10.24 Two were asked. 12.11.24 One has answered.", "Open"], ["1.3", "Ring the bell", "SK", "Dec 2024", ["14 May 2024 was too early.", "It rings."], "Open"]))
    assert columns(records.evidence, "period_raw", "text") == [
        ("26.09.24", "26.09.24 Calls of six months were counted."), ("14.11.24", "14.11.24 The count is done."), ("01.10.24", "01.10.24 Two were asked."),
        ("12.11.24", "12.11.24 One has answered."), (None, "14 May 2024 was too early.\nIt rings.")]


def test_ongoing_due_date_is_no_status():
    records = read(table(["No.", "Action", "By whom", "By when"], ["1", "Check the low swings each month", "Ben Hart", "Ongoing"], ["2", "Oil the gate by the pond", "Ben Hart", "May 2025"]))
    assert records.assessments == []
    assert columns(records.actions, "due_raw") == [("Ongoing",), ("May 2025",)]


def test_titles_with_figures_are_nobodys_names():
    records = read(table(["Audit", "Ref", "Agreed action", "Owner", "Date", "Status"], ["Harbour Dues Contract 2023/24", "H/1", "Check each invoice against the log", "Lin Fox", "May 2024", "Open"],
                         ["Parking Permits 2024/25", "P/1", "Reconcile income every month", "Guy Dale", "June 2024", "Open"]))
    assert columns(records.actions, "owner_raw", "operational_lead_raw") == [("Lin Fox", None), ("Guy Dale", None)]


def test_boxed_recommendations_stand_over_their_tables_and_milestones_are_none():
    grid = ["Ref", "Action", "Lead", "Milestones", "Due", "Progress", "RAG"]
    records = read(heading("Peer challenge action plan"), heading("Priority 1: Money"), table(["LGA Recommendation 1: Agree a programme of savings for the next four years."]),
                   table(grid, ["1.1", "Hold a budget day", "Bo Ash", ["Day held – Sept 24", "Report – Nov 24"], "Nov 2024", "The day was held in September.", "B"]),
                   table(["LGA Recommendation 2: Say plainly what the choices are."]), table(grid, ["1.2", "Print a guide", "Cy Elm", "Guide out – Jan 25", "Jan 2025", "A draft is with the printer.", "G"]))
    assert [(r.number, r.kind, r.text[:9], r.section_id[-4:]) for r in records.recommendations] == [("1", "recommendation", "Agree a p", "0001"), ("2", "recommendation", "Say plain", "0001")]
    assert [(a.number, a.recommendation_id[-4:]) for a in records.actions] == [("1.1", "0001"), ("1.2", "0002")]


def test_milestones_are_the_actions_where_nothing_else_is():
    assert columns(read(table(["Ref", "Milestone", "Lead", "Due date", "Status"], ["1", "Open the new ward by the river", "Di Fern", "May 2025", "On track"])).actions, "text") == [("Open the new ward by the river",)]


def test_issue_across_the_table_is_what_the_rows_below_answer():
    records = read(table(["No.", "Action", "By whom", "By when", "Progress update", "BRAG"],
                         ["Issue identified MD1: Patients were not always seen within fifteen minutes.", None, None, None, None, None],
                         ["MD1.1", "Put a nurse at the door", "Matron", "July 2024", "The nurse began on 22 July and stays till midnight.", "Blue"], ["MD1.2", "Check every hour", "Ward manager", "Aug 2024", "A rota has been drawn up for each ward.", "Amber"],
                         ["Issue identified MD2: Medicines were not always kept under lock.", None, None, None, None, None],
                         ["MD2.1", "Fit locks to all cupboards", "Estates", "Sept 2024", "Locks were fitted in four of ten wards.", "Amber"], spans={(1, 0): (1, 6), (4, 0): (1, 6)}))
    assert columns(records.recommendations, "kind", "number", "text") == [("identified_issue", "MD1", "Patients were not always seen within fifteen minutes."), ("identified_issue", "MD2", "Medicines were not always kept under lock.")]
    assert [a.recommendation_id[-4:] for a in records.actions] == ["0001", "0001", "0002"]
    assert records.document.layout == "improvement_plan"


def test_owner_and_date_in_one_cell():
    records = read(table(["No.", "Recommendation", "Priority", "Responsible officer and target date", "Position at July 2024", "Status"],
                         ["1", "A report should be run before each pay day", "High", ["Payroll Manager", "30 June 2023"], "The report is run on the 14th of each month.", "Implemented"],
                         ["2", "Access should end on the last day of work", "Medium", "HR Systems Lead Sept 2023", "A list is sent to the service desk every week.", "Implemented"],
                         ["3", "Payments should be looked at each year", "Low", "Head of HR", "Half of the payments have been looked at.", "In progress"]))
    assert columns(records.recommendations, "responsibility_raw", "due_raw") == [("Payroll Manager", "30 June 2023"), ("HR Systems Lead", "Sept 2023"), ("Head of HR", None)]


def test_list_within_a_recommendation_is_its_text_unless_somebody_is_asked():
    head = ["Ref", "Recommendation", "Lead", "Status"]
    (row,) = read(table(head, ["1", ["That the scheme be renewed and in doing so:", "* puts families first", "* counts the awards"], "Cllr Pike", "Complete"])).recommendations
    assert row.text == "That the scheme be renewed and in doing so:\nputs families first\ncounts the awards"


def test_lead_officer_under_the_title_leads_no_section():
    records = read(heading("Harbour Improvement Plan"), paragraph("Lead officer: Kit Vane, Harbour Master"), table(["Ref", "Action", "Owner", "Due"], ["1", "Dredge the inner basin", "Kit Vane", "May 2025"], ["2", "Mend the slipway gate", "Lou Hart", "June 2025"]))
    assert records.sections == []
    assert len(records.actions) == 2


def test_months_under_one_heading_of_ratings():
    head = ["Ref", "Recommendation", "Lead officer", "Due", "RAG at end of", None, None, "Position at March 2025"]
    records = read(paragraph("27 March 2025"), table(
        head, [None, None, None, None, "Sep 24", "Dec 24", "Mar 25", None], ["Review of taxis", None, None, None, None, None, None, None],
        ["T1", "That drivers be trained in first aid", "Licensing Manager", "Sept 2024", "G", "✓", "✓", "All drivers have been trained."], ["T2", "That a rank be made at the quay", "Parking Manager", "TBC", "–", "A", "R", "The landlord has not agreed."],
        spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (2, 1), (0, 4): (1, 3), (0, 7): (2, 1), (2, 0): (1, 8)}),
        paragraph("Key ✓ Complete G On track A At risk of missing the date R Behind: the date has been missed – Not yet reported"))
    assert columns(records.recommendations, "number") == [("T1",), ("T2",)]
    assert [(a.recommendation_id[-4:], str(a.period_start)[:7], a.measure, a.rag, a.status) for a in records.assessments] == [
        ("0001", "2024-09", "rag", "green", "on_track"), ("0001", "2024-12", "rag", None, "complete"), ("0001", "2025-03", "rag", None, "complete"),
        ("0002", "2024-12", "rag", "amber", "at_risk"), ("0002", "2025-03", "rag", "red", "slipped")]


def test_title_bar_over_the_headings_is_the_section():
    grid = ["No.", "Action", "Owner", "Due", "RAG"]
    records = read(heading("Fire service improvement plan"), table(["Theme 1: Homes at most risk", None, None, None, None], grid, ["1.1", "Visit every farm house", "AB", "May 2025", ("", GREEN)], ["1.2", "Fit alarms", "CD", "June 2025", ("", RED)], spans={(0, 0): (1, 5)}),
                   table(["Theme 2: Stations", None, None, None, None], grid, ["2.1", "Mend the tower", "AB", "May 2025", ("", GREEN)], ["2.2", "Paint the doors", "CD", "June 2025", ("", AMBER)], spans={(0, 0): (1, 5)}))
    assert columns(records.sections, "number", "title") == [("1", "Homes at most risk"), ("2", "Stations")]
    assert [a.section_id[-4:] for a in records.actions] == ["0001", "0001", "0002", "0002"]


def test_progress_beside_several_actions_is_the_recommendations():
    records = read(paragraph("1 June 2025"), table(["Recommendation", "Action by Cabinet", "Officer", "Date", "Progress"],
                         ["R1 Toilets should be open at night", "Open those in Market Street", "Ed Fry", "May 2024", "Both have opened and are kept by an attendant."], [None, "Ask shops to open theirs", "Flo Gray", "July 2024", None],
                         ["R2 Lamps should be mended", "Count the dark lamps", "Ed Fry", "May 2024", "All have been counted."], spans={(1, 0): (2, 1), (1, 4): (2, 1)}))
    assert [(e.recommendation_id[-4:], e.action_id and e.action_id[-4:]) for e in records.evidence] == [("0001", None), ("0002", "0003")]


def test_dates_and_owners_by_the_number_of_the_action():
    records = read(table(["No.", "Recommendation", "Agreed actions", "Lead", "Timescale", "Status"],
                         ["5", "Give families clear words", ["1. Write a leaflet", "2. Train the clerks"], "Nurse", ["1. Dec 24", "2. March 2025"], "On track"],
                         ["6", "Keep one list of names", ["1. Buy licences", "2. Sign the deed"], "Clerk", "May 2025", "On track"]))
    assert columns(records.actions, "number", "owner_raw", "due_raw") == [("1", "Nurse", "Dec 24"), ("2", "Nurse", "March 2025"), ("1", "Clerk", "May 2025"), ("2", "Clerk", "May 2025")]
    assert [str(a.due_end) for a in records.actions] == ["2024-12-31", "2025-03-31", "2025-05-31", "2025-05-31"]


def test_grey_is_a_rating_where_the_legend_says_so():
    grid = table(["No.", "Action", "Owner", "Due", "RAG"], ["1.1", "Visit every farm", "AB", "May 2025", ("", GREEN)], ["1.2", "Fit alarms", "CD", "June 2025", ("", GREY)])
    legend = table([("", "#0070C0"), "Complete", ("", GREEN), "On target", ("", AMBER), "Risk to delivery", ("", GREY), "Not yet started"])
    assert [(a.rag, a.status, a.source, a.fill_rgb) for a in read(grid, legend).assessments] == [("green", "on_track", "fill", GREEN), (None, "not_started", "fill", GREY)]
    assert columns(read(grid).assessments, "rag") == [("green",)], "without a legend grey says nothing"


def test_quarters_without_a_year_are_those_the_paper_can_tell_of():
    head = ["What", "Who", "When", "RAG", None, None, None]
    records = read(heading("Safeguarding plan"), paragraph("13 March 2025"), table(head, [None, None, None, "Q1", "Q2", "Q3", "Q4"], ["Hold an awareness week", "Board Manager", "Nov 2024", "G", "A", "B", "B"], ["Print the leaflet anew", "Lay members", "TBC", "–", "G", "G", "G"],
                         spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 4)}))
    assert [str(a.period_start)[:7] for a in records.assessments] == ["2024-04", "2024-07", "2024-10", "2025-01", "2024-07", "2024-10", "2025-01"]


def test_numbered_lines_over_trackers_are_sections():
    grid = ["No.", "Action", "Lead", "By when", "Update", "Assurance level"]
    records = read(paragraph("23 January 2025"), paragraph("Assurance levels used: Full (the action is complete); Significant (on track); Partial (at risk of missing its date); Minimal (the action has slipped)."),
                   paragraph("1. Urgent care", bold=True), table(grid, ["A14", "Bring a plan for handovers", "Chief Nurse", "28.11.24", "The plan came in November.", "Full"], ["A17", "Open the second unit", "Director", "Q4 24/25", "Building is done but nobody is hired.", "Partial"]),
                   paragraph("2. Children", bold=True), table(grid, ["A9", "Cut the waiting list", "Chief Nurse", "March 2025", "There were 511 children on it.", "Minimal"], ["A21", "Name a doctor", "Director", "Feb 2025", "Interviews are on 30 January.", "Significant"]))
    assert columns(records.sections, "number", "title") == [("1", "Urgent care"), ("2", "Children")]
    assert [(a.measure, a.value_raw, a.status) for a in records.assessments] == [("status", "Full", "complete"), ("status", "Partial", "at_risk"), ("status", "Minimal", "slipped"), ("status", "Significant", "on_track")]


def test_what_people_said_and_what_was_promised():
    records = read(table(["You said", "They said they would", "Who and by when", "They did (March 2025)"],
                         ["Keep in touch with people who wait.", ["1) Send a letter to everyone", "2) Put the times on the web"], ["1) Outpatients Manager, end of July 2024", "2) Web Team, Sept 2024"], ["1) Letters began on 22 July.", "2) Not done yet."]],
                         ["Train the staff.", "3) Hold a course for all", "3) Head of Wards, 31.3.25", "3) 27 of 30 have been trained."]))
    assert columns(records.actions, "number", "owner_raw", "due_raw") == [("1", "Outpatients Manager", "end of July 2024"), ("2", "Web Team", "Sept 2024"), ("3", "Head of Wards", "31.3.25")]
    assert columns(records.evidence, "text", "period_raw") == [("Letters began on 22 July.", "March 2025"), ("Not done yet.", "March 2025"), ("27 of 30 have been trained.", "March 2025")]


def test_heading_that_says_since_when_gives_a_status_too():
    grid = ["Ref", "Agreed action", "Owner", "Date implemented", "Evidence"]
    records = read(paragraph("Table C – Implemented since the last meeting", bold=True), table(grid, ["F1", "Add fuel cards to the list", "Fleet Manager", "May 2024", "The list was seen by the auditor."], ["F2", "Test the siren", "Watch Manager", "June 2024", "The test was watched."]))
    assert columns(records.assessments, "status") == [("complete",), ("complete",)]


def test_grades_of_two_rounds_beside_their_progress():
    records = read(paragraph("17 September 2025"), paragraph("Grades: 1 – Achieved; 2 – On track; 3 – Slipped; 4 – Not achieved."),
                   table(["Rec.", "Recommendation", "Agreed action", "Lead officer(s)", "Target date", "Progress – February 2025", "Grade Feb 2025", "Progress – September 2025", "Grade Sept 2025"],
                         ["1", "That a strategy be printed", "1a) Draft the strategy", "Tam Oak", "Dec 2024", "The draft was seen by members in December.", "1", "", ""], [None, None, "1b) Ask the owners", "Ann Reed", "31 March 2025", "A form was sent to 286 owners.", "2", "A third of them replied to it.", "1"],
                         spans={(1, 0): (2, 1), (1, 1): (2, 1)}))
    assert [(a.number, a.text) for a in records.actions] == [("1a", "Draft the strategy"), ("1b", "Ask the owners")]
    assert [(a.grade, a.status, a.measure, str(a.period_start)[:7]) for a in records.assessments] == [(1, "complete", "progress", "2025-02"), (2, "on_track", "progress", "2025-02"), (1, "complete", "progress", "2025-09")]
    assert records.document.layout == "scrutiny_monitoring"


def test_columns_headed_by_months_alone_hold_the_ratings_of_those_months():
    records = read(paragraph("20 November 2024"), table(["Ref", "Action", "Lead", "By when", "Progress this month", "Sep", "Oct", "Nov"],
                   ["1.1", "Move the night team", "Head of Care", "Sept 2024", "The team moved on 16 September.", ("", GREEN), ("", "#0070C0"), ("", "#0070C0")], ["1.2", "Hire two more", "Front Door Manager", "Oct 2024", "One of two posts has been filled.", ("", GREEN), ("", AMBER), ("", RED)]))
    assert [(a.measure, a.rag, str(a.period_start)[:7]) for a in records.assessments] == [
        ("month_rag", "green", "2024-09"), ("month_rag", "blue", "2024-10"), ("month_rag", "blue", "2024-11"), ("month_rag", "green", "2024-09"), ("month_rag", "amber", "2024-10"), ("month_rag", "red", "2024-11")]


def test_management_response_and_agreed_action_is_the_action():
    records = read(table(["No.", "Recommendation", "Management response and agreed action", "Responsible officer", "Target date", "Status"],
                         ["1.1", "Write-offs should be approved first", "A two-stage approval will be set up.", "Income Manager", "30/09/2024", "Implemented"], ["1.3", "Cash should be counted", "Finance will count it each week.", "Parking Manager", "May 2024", "In progress"], ["1.2", "The note should be brought up to date", "Agreed.", "Income Manager", "31/03/2025", "In progress"]))
    assert columns(records.actions, "text", "owner_raw") == [("A two-stage approval will be set up.", "Income Manager"), ("Finance will count it each week.", "Parking Manager"), ("Agreed.", "Income Manager")]


def test_remark_over_several_columns_is_no_action_and_nobodys_name():
    records = read(paragraph("9 December 2025"), table(["No.", "Recommendation", "Cabinet decision", "Action", "Lead", "Timescale", "Progress at November 2025", "Status"],
                         ["1", "That the hours be the same all summer", "Accepted", "Change the hours in May", "Ruth Call", "May 2025", "They were changed on 3 May.", "Done"], ["2", "That charges for soil be dropped", "Not accepted", "The charges bring in much money that cannot be found elsewhere.", None, None, None, None],
                         spans={(2, 3): (1, 5)}))
    assert columns(records.actions, "text", "owner_raw") == [("Change the hours in May", "Ruth Call")]
    assert [(a.status, str(a.period_start)[:7]) for a in records.assessments] == [("complete", "2025-11")], "the only month that the table names"
    assert [p.role for p in records.passages if p.text.startswith("The charges")] == ["record"]


def test_outcome_that_is_told_is_progress():
    records = read(table(["Minute ref", "Action", "Lead", "Due", "Outcome", "Status"], ["24/1", "Share the lessons of winter", "COO", "April 2025", "They were shared on 15 April.", "Complete"], ["24/2", "Explain the rise", "CNO", "May 2025", "It was reported to the committee.", "Complete"]))
    assert columns(records.evidence, "kind", "text") == [("progress", "They were shared on 15 April."), ("progress", "It was reported to the committee.")]


@pytest.mark.parametrize(("head", "texts", "kind"), [
    ("CQC must do", ("The trust must ensure that fridges are checked.", "Staff must be trained."), "recommendation"),
    ("Improvement needed", ("The board is required to say how noise will fall.", "The ward must keep doors shut."), "recommendation"),
    ("Must do", ("Fridges were not always checked.", "Staff said they should be told more."), "identified_issue"),
    ("Identified issue", ("There must be joint planning.", "Wards must be safe."), "identified_issue"),
], ids=["must do", "improvement needed", "findings under must do", "issues that demand"])
def test_what_an_inspector_demands_is_a_recommendation(head, texts, kind):
    records = read(table(["Ref", head, "Action", "Lead", "Timescale"],
                         *([f"A{n}", text, f"Write the rota of ward {n}", "Matron", "May 2025"] for n, text in enumerate(texts))))
    assert [r.kind for r in records.recommendations] == [kind] * 2


def test_columns_of_the_home_offices_template_for_homicide_reviews():
    records = read(heading("Action plan"), paragraph("6 September 2024"), table(
        ["Recommendation", "Scope of recommendation i.e. local or regional", "Action to take", "Lead Agency",
         "Key milestones achieved in enacting recommendation", "Target Date", "Date of completion and Outcome"],
        ["That staff learn to see coercion.", "Local", "Buy a course", "Police", "Three providers were asked.", "May 2024", "Completed 4 May 2024. All were trained."],
        ["That forms be shorter.", "Regional", "Redraft the form", "Police", "A draft is out.", "June 2024", ""]))
    assert columns(records.actions, "text", "due_raw", "intended_outcome") == [("Buy a course", "May 2024", None), ("Redraft the form", "June 2024", None)]
    assert columns(records.evidence, "kind", "text") == [
        ("progress", "Three providers were asked."), ("impact", "Completed 4 May 2024. All were trained."), ("progress", "A draft is out.")]


@pytest.mark.parametrize(("others", "status"), [(("In progress", "Closed"), "not_started"), (("In progress", "Not due"), "on_track")])
def test_open_is_not_begun_beside_in_progress_unless_another_word_is(others, status):
    records = read(table(["No", "Action", "Lead", "Status"],
                         *([str(n), f"Paint gate {n}", "Warden", word] for n, word in enumerate(("Open", *others)))))
    assert next(a.status for a in records.assessments if a.value_raw == "Open") == status


def test_a_quarter_of_one_year_is_said_to_be_taken_as_financial():
    records = read(paragraph("1 September 2024"), table(["No", "Action", "Lead", "Due date"], ["1", "Paint the gates", "Warden", "Q1 2024"],
                                                        ["2", "Mow the green", "Warden", "Q3"], ["3", "Mend the wall", "Warden", "Q2 2024/25"]))
    assert [str(a.due_start) for a in records.actions] == ["2024-04-01", "2024-10-01", "2024-07-01"]
    assert [d.code for d in records.diagnostics if d.excerpt] == ["quarter-of-financial-year", "date-year-inferred"]


@pytest.mark.parametrize("row", [["Recommendation 2", "That the vision be made clear.", None, None], ["Recommendation 2: That the vision be made clear.", None, None, None]],
                         ids=["label and text", "one cell"])
def test_a_recommendation_over_the_headings_is_what_the_table_answers(row):
    spans = {(0, 1): (1, 3)} if row[1] else {(0, 0): (1, 4)}
    records = read(heading("Best Value Improvement Plan"), table(row, ["No.", "Improvement action", "Lead officer", "Status"],
                   ["2.1", "Hold a workshop with members", "Chief Executive", "Complete"], ["2.2", "Write to all staff", "Head of HR", "Delayed"], spans=spans))
    assert columns(records.recommendations, "number", "text") == [("2", "That the vision be made clear.")]
    assert {a.recommendation_id for a in records.actions} == {records.recommendations[0].recommendation_id}


def test_symbols_of_a_status_column_mean_what_the_key_says():
    records = read(table(["●", "On target"], ["▲", "Delayed"], ["○", "Not started"]), table(
        ["No.", "Action", "Lead officer", "Status"], *([str(n), f"Paint gate {n}", "Warden", sign] for n, sign in enumerate("●▲○"))))
    assert columns(records.assessments, "value_raw", "label", "status") == [
        ("●", "On target", "on_track"), ("▲", "Delayed", "slipped"), ("○", "Not started", "not_started")]


def test_a_block_of_two_headings_is_no_tracker():
    """A finding with a reference over it, and a table of sums after it, are not a grid of the words in their cells."""
    records = read(table(["24-1", "Journals", "High"], ["Finding", "Four were posted late.", None], ["Recommendation", "Access should be removed.", None],
                         spans={(1, 1): (1, 2), (2, 1): (1, 2)}),
                   paragraph("Misstatements"), table(["Detail", "Fund (£000)", "Net assets (£000)"], ["Timing", "(4,118)", "4,118"], ["Total", "(3,912)", "3,912"]))
    assert not records.actions and len(records.recommendations) <= 1


def test_a_table_of_figures_after_a_tracker_is_not_more_of_it():
    records = read(table(["Ref", "Action", "Lead service", "RAG"], ["B1", "Fit heat pumps in four schools", "Property", "G"], ["B2", "Put panels on the depot roof", "Fleet", "A"]),
                   heading("Annex: emissions"), table(["Source", "2018/19", "2022/23", "Change"], ["Gas", "2,214", "1,870", "-16%"], ["Fleet", "1,418", "1,377", "-3%"]))
    assert [a.number for a in records.actions] == ["B1", "B2"]


def test_a_timescale_in_words_is_kept_and_names_nobody():
    records = read(table(["Ref", "Action", "Timescale", "Status"], ["1", "Fit heat pumps in four schools", "Short", "On track"], ["2", "Put panels on the depot roof", "Medium", "Delayed"]))
    assert columns(records.actions, "due_raw", "due_end", "owner_raw") == [("Short", None, None), ("Medium", None, None)]
    assert {d.code for d in records.diagnostics} >= {"date-not-understood"}


@pytest.mark.parametrize(("texts", "field"), [
    (("The policy was approved on 23 April.", "Devices are in use on four wards and were checked."), "evidence"),
    (("Signed minutes of the group", "Photographs of the new doors"), "success_measure")])
def test_evidence_of_completion_is_progress_where_it_tells_what_was_done(texts, field):
    records = read(table(["No", "Action", "Owner", "Evidence of completion", "Status"],
                         *([str(n), f"Write policy {n} for the wards", "Matron", text, "In progress"] for n, text in enumerate(texts))))
    got = [e.text for e in records.evidence] if field == "evidence" else [a.success_measure for a in records.actions]
    assert got == list(texts)


def test_a_note_that_explains_a_short_form_is_no_lead_of_a_section():
    records = read(heading("Appendix: Improvement plan"), paragraph("SRO: senior responsible officer. Actions are closed when the group has seen them."),
                   table(["No", "Action", "SRO", "Status"], ["1", "Train all ward staff", "Matron", "On track"], ["2", "Mend the lift", "Estates Manager", "Delayed"]))
    assert not [s for s in records.sections if s.lead_raw]


def test_the_month_at_the_head_of_an_undated_paper_is_what_it_speaks_of():
    records = read(heading("SEND improvement plan: monthly update, January 2026"), table(
        ["Ref", "Action", "Lead officer", "RAG", "Progress this month"], ["1.1", "Clear the backlog of plans", "Casework Manager", "A", "The backlog stands at 96."],
        ["1.2", "Recruit three psychologists", "Principal", "G", "Two offers have been made."]))
    assert records.document.paper_date is None
    assert {(r.period_raw, str(r.period_start)) for r in (*records.evidence, *records.assessments)} == {("January 2026", "2026-01-01")}


def test_lead_and_context_of_a_section_stand_in_a_box():
    records = read(heading("Theme 1: Plans on time"), table(["Theme lead", "Ann Reed, Head of SEND"], ["Context", "Only 38% of plans were in time."]),
                   table(["Ref", "Action", "Lead officer", "RAG"], ["1.1", "Clear the backlog of plans", "Casework Manager", "A"], ["1.2", "Recruit three psychologists", "Principal", "G"]))
    assert columns(records.sections, "number", "title", "lead_raw", "explanation") == [("1", "Plans on time", "Ann Reed, Head of SEND", "Only 38% of plans were in time.")]


def test_quarters_under_a_heading_with_the_year_are_of_that_year():
    records = read(paragraph("22 January 2025"), table(
        ["Ref", "Recommendation", "Lead officer", "Progress 2024/25", None, "Status"], [None, None, None, "Q1", "Q2", None],
        ["L1", "That opening hours be extended.", "Jo Fox", "Supplier visits made", "Contract let", "Delayed"],
        ["L2", "That a reading challenge be held.", "Abe Lunt", "Programme printed", "2,318 children took part", "Implemented"],
        spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2), (0, 5): (2, 1)}))
    assert [(e.text[:8], str(e.period_start)) for e in records.evidence] == [
        ("Supplier", "2024-04-01"), ("Contract", "2024-07-01"), ("Programm", "2024-04-01"), ("2,318 ch", "2024-07-01")]
    assert {str(a.period_start) for a in records.assessments} == {"2025-01-01"}


def test_recommendations_that_were_not_accepted_stand_beside_the_reason():
    records = read(table(["Ref", "Recommendation", "Reason given by Cabinet"], ["L12", "That fines be brought back for adults.", "The Council removed fines in 2019."],
                         ["L13", "That all libraries open on Sundays.", "The cost cannot be met."]))
    assert columns(records.recommendations, "number", "text") == [("L12", "That fines be brought back for adults."), ("L13", "That all libraries open on Sundays.")]


def test_a_status_over_dated_updates_in_one_cell():
    """The first line is the status, each dated paragraph an update; a status alone is no evidence."""
    records = read(paragraph("28 November 2024"), table(
        ["Ref", "Action", "Owner", "Due", "Status and update"],
        ["1", "Bring back a trajectory", "PW", "26/09/24", ["Ongoing", "26/09/24: The draft was discussed.", "05/11/24: A new model is out."]],
        ["2", "Confirm the rota to the Board", "MO", "28/11/24", ["Open"]], ["3", "Publish the report", "JT", "31/07/24", ["Closed", "Published with a summary."]]))
    assert [a.value_raw for a in records.assessments] == ["Ongoing", "Open", "Closed"]
    assert [(e.text, str(e.period_start)) for e in records.evidence] == [
        ("26/09/24: The draft was discussed.", "2024-09-01"), ("05/11/24: A new model is out.", "2024-11-01"), ("Published with a summary.", "2024-11-01")]


def test_why_an_audit_action_is_late_is_evidence():
    records = read(table(["Ref", "Recommendation", "Responsible officer", "Original date", "Reason for delay", "Status"],
                         ["21/2", "Receipts should be kept.", "Procurement Manager", "31.12.2022", "The module was not in the first release.", "In progress"],
                         ["21/5", "A list should be checked.", "Procurement Manager", "30.09.2022", "Vacancy in the team.", "Overdue"]))
    assert [e.text for e in records.evidence] == ["The module was not in the first release.", "Vacancy in the team."]


def test_a_date_alone_is_no_update():
    (row,) = read(table(["Ref", "Action", "Owner", "Update"], ["1", "Dredge the basin", "Clerk", ["04/11/24: The dredger is hired.", "02/12/24:"]],
                        ["2", "Paint the lamps", "Clerk", ""])).evidence
    assert row.text == "04/11/24: The dredger is hired."


def test_a_bar_of_a_section_and_its_lead():
    """The bar over the headings is two cells: the area, and who leads it; so is one between the rows."""
    names = ["Ref", "What was found", "Action", "Responsible", "Due", "RAG"]
    records = read(heading("Ferry improvement plan"), table(
        ["Area 1: Safe boarding", None, None, "Area lead: Ann Reed, Harbour Master", None, None], names,
        ["1.1", "The ramp is steep.", "Mend the ramp", "Works Manager", "May 24", "Green"], ["1.2", None, "Train the crew", "Purser", "June 24", "Red"],
        ["Area 2: Timetable", None, None, "Area lead: Bo Lane", None, None], ["2.1", "Boats run late.", "Publish the times", "Purser", "July 24", "Green"],
        spans={(0, 0): (1, 3), (0, 3): (1, 3), (2, 1): (2, 1), (4, 0): (1, 3), (4, 3): (1, 3)}))
    assert columns(records.sections, "number", "title", "lead_raw") == [("1", "Safe boarding", "Ann Reed, Harbour Master"), ("2", "Timetable", "Bo Lane")]
    assert [r.section_id for r in records.recommendations] == [s.section_id for s in records.sections]
    assert columns(records.actions, "number") == [("1.1",), ("1.2",), ("2.1",)] and records.document.layout == "improvement_plan"


def test_a_reference_right_before_issues_counts_them():
    """One issue a row: the reference is the issue's, and letters in the action's cell are actions of their own with updates of their own."""
    records = read(table(
        ["Ref", "Governance issue", "Agreed action", "Lead officer", "Target date", "Position", "Status"],
        ["23/01", "Minutes are late.", "Draft them within a week", "Clerk", "May 24", "This is now done each time.", "Complete"],
        ["23/02", "Risks are not reviewed.", ["a) Hold a workshop", "b) Report each quarter"], "Treasurer", "June 24", ["a) It was held in May.", "b) The first report is written."], "On target"]))
    assert columns(records.recommendations, "number", "kind") == [("23/01", "identified_issue"), ("23/02", "identified_issue")]
    assert columns(records.actions, "number", "text") == [(None, "Draft them within a week"), ("a", "Hold a workshop"), ("b", "Report each quarter")]
    assert [e.action_id[-1] for e in records.evidence] == ["1", "2", "3"]
    assert records.document.layout == "action_tracker", "issues that group no actions make no plan"


def test_parts_of_a_paper_are_no_sections():
    grid = ["No", "Recommendation", "Lead", "Status"]
    records = read(heading("Part A: Regulators"), table(grid, ["P1", "Light the quay steps", "Clerk", "On course"], ["P2", "Count the boats", "Clerk", "To commence"]),
                   heading("Part B: Scrutiny"), table(grid, ["1", "Paint the lamps", "Clerk", "Behind schedule"], ["2", "Mend the rail", "Clerk", "Completed"]))
    assert not records.sections
    assert [a.status for a in records.assessments] == ["on_track", "not_started", "slipped", "complete"]


def test_the_day_of_an_inspection_is_not_the_papers():
    records = read(heading("Harbour inspection action plan"), paragraph("Inspection of the ferry, 4 to 6 March 2025 (report published 17 June 2025)"), paragraph("Version 7 – position at 31/10/2025"),
                   table(["Ref", "Action", "Lead", "Progress"], ["1", "Mend the steps", "Clerk", "The steps are being mended."], ["2", "Paint the lamps", "Clerk", "All are painted."]))
    assert str(records.document.paper_date) == "2025-10-31"
    records = read(heading("Ferry plan"), paragraph("Following the inspection of March 2024"), table(["Ref", "Action", "Lead", "Progress"], ["1", "Mend the steps", "Clerk", "The steps are being mended."]))
    assert records.evidence[0].period_start is None


def test_a_section_that_goes_on_under_a_heading_of_its_own():
    grid = ["Ref", "Action", "Owner", "Due", "RAG"]
    records = read(heading("Recovery plan"), heading("Workstream 1: Money"), paragraph("Lead: Ann Reed, Treasurer"), table(grid, ["M1", "Close the accounts", "Clerk", "May 24", "Green"]),
                   heading("Workstream 1: Money (continued)"), table(grid, ["M2", "Sell the barge", "Clerk", "June 24", "Red"]), heading("Workstream 2: People"), table(grid, ["P1", "Train all crews", "Purser", "July 24", "Green"]))
    assert columns(records.sections, "number", "title", "lead_raw") == [("1", "Money", "Ann Reed, Treasurer"), ("2", "People", None)]
    assert [a.section_id[-1] for a in records.actions] == ["1", "1", "2"]


def test_who_reports_is_no_section():
    records = read(heading("Barge task group"), heading("Report of: Cllr Bo Lane, Chair"), paragraph("Lead officer: Ann Reed"), table(["No", "Recommendation", "Lead", "Status"], ["1", "Sell the barge", "Clerk", "Achieved"]))
    assert not records.sections


def test_somebody_is_asked_to_do_what_bullets_say():
    records = read(table(["No.", "Recommendation", "Lead", "Update"], ["R1", ["That the Harbour Master is asked to:", "* train all crews", "* paint the lamps"], "Purser", "Forty crews have been trained."],
                         ["R2", "That the quay be lit", "Clerk", "It is lit."]))
    assert columns(records.recommendations, "number", "text") == [("R1", "That the Harbour Master is asked to:"), ("R2", "That the quay be lit")]
    assert columns(records.actions, "text") == [("train all crews",), ("paint the lamps",)]


def test_letters_of_what_is_asked_have_updates_and_statuses_of_their_own():
    """And columns called by quarters alone are progress, where sentences stand under them."""
    records = read(paragraph("28 April 2025"), table(
        ["No.", "Recommendation", "Lead", "Quarter 1 2024/25", "Quarter 2 2024/25", "Status"],
        ["1", "That the quay be lit", "Clerk", "Invitation sent.", "The lamps were bought from a firm in the town.", "Complete"],
        ["2", ["That the Harbour Master be asked to:", "(a) train all crews;", "(b) paint the lamps."], "Purser", ["(a) Forty crews have been trained by two people.", "(b) Begun."], "", ["(a) Complete", "(b) On track"]]))
    assert columns(records.actions, "number", "text") == [("a", "train all crews;"), ("b", "paint the lamps.")]
    assert [(e.text, str(e.period_start), e.action_id and e.action_id[-1]) for e in records.evidence] == [
        ("Invitation sent.", "2024-04-01", None), ("The lamps were bought from a firm in the town.", "2024-07-01", None),
        ("Forty crews have been trained by two people.", "2024-04-01", "1"), ("Begun.", "2024-04-01", "2")]
    assert [(a.status, a.action_id and a.action_id[-1]) for a in records.assessments] == [("complete", None), ("complete", "1"), ("on_track", "2")]


def test_actions_and_their_evidence_of_completion_under_a_heading_that_says_so():
    records = read(heading("Appendix C – Completed actions"), table(["Action no.", "Action", "Evidence of completion"], ["M1", "Replace the buoys", "A dozen buoys were replaced in May."],
                   ["M2", "Train the crews", "All crews have been trained."]))
    assert [e.text for e in records.evidence] == ["A dozen buoys were replaced in May.", "All crews have been trained."]
    assert [a.status for a in records.assessments] == ["complete", "complete"]


def test_a_section_of_an_act_is_no_section_of_the_paper():
    records = read(table(["Ref", "Recommendation", "Owner", "Status"], ["Section 106 agreements – Limited assurance", None, None, None], ["R1", "Keep a single register", "Clerk", "Open"], spans={(1, 0): (1, 4)}))
    assert not records.sections and columns(records.recommendations, "number", "section_id") == [("R1", None)]


def test_the_month_of_an_update_is_the_papers():
    records = read(table(["Review", "Short Breaks"], ["Date of this update", "May 2006"]), table(["Recommendation", "Officer", "Update on progress", "Achieved (tick)"], ["1 (i) That one team takes all calls", "R Thack", "It began in January.", "✓"],
                         ["1 (ii) That packs are rewritten", "G Mba", "They are printed.", "✓"]))
    assert (records.document.paper_date_raw, str(records.document.paper_date)) == ("May 2006", "2006-05-01")
    assert {str(a.period_start) for a in records.assessments} == {"2006-05-01"}


@pytest.mark.parametrize("spans", [None, {(1, 0): (2, 1)}])
def test_an_action_beside_the_proposal_to_do_it_is_what_was_asked(spans):
    """What the review put forward, and what officers propose to do about it, by whom and when."""
    records = read(heading("Proposed action plan"), table(
        ["Action", "Proposal", "Who", "When"], ["Give notice before works begin.", "Send a letter ten days before.", "Street Works Team", "May 2031"],
        [None if spans else "Mark the cones with a number.", "Print a list each week.", "Press Office", "June 2031"],
        ["Check every repair.", "Employ one more inspector.", "Head of Highways", "July 2031"], spans=spans))
    assert records.recommendations[0].text == "Give notice before works begin." and len(records.recommendations) == (2 if spans else 3)
    assert [a.text for a in records.actions] == ["Send a letter ten days before.", "Print a list each week.", "Employ one more inspector."]


def test_projects_without_a_heading_before_their_ratings():
    """Each is an action with its rating of this period; the one before is of no period that is printed. Figures make it a table of measures."""
    key = [paragraph("The colours mean:"), paragraph("Green – The project is within acceptable limits."),
           paragraph("Amber – There are issues, and there is a plan to resolve them which the project team controls."),
           paragraph("Red – There are issues and no plan to resolve them.")]
    rows = [["Station quarter", "Amber", "Amber", "Same"], ["Town museum", "Green", "Amber", "Worse"], ["Flood walls", "Green", "Red", "Worse"]]
    records = read(heading("Update of major projects"), table(["Audit Committee", "11 September 2024"], ["Report of the Director of Place", ""]), *key,
                   table(["", "Previous period (RAG)", "This period (RAG)", "Direction of travel"], *rows))
    assert columns(records.actions, "text") == [("Station quarter",), ("Town museum",), ("Flood walls",)]
    assert columns(records.assessments, "rag", "status") == [("amber", "at_risk"), ("amber", "at_risk"), ("red", "slipped")]
    assert (records.document.committee, str(records.document.paper_date)) == ("Audit Committee", "2024-09-11")
    measures = read(table(["", "Previous period (RAG)", "This period (RAG)", "Value"], ["Calls answered", "Amber", "Amber", "81%"], ["Repairs on time", "Green", "Amber", "93%"]))
    assert not measures.actions


def test_a_numbered_bar_with_its_strategic_lead_beside_it():
    """'1. EFFECTIVENESS' over four columns and 'Strategic lead: ...' over the rest, between the rows of the grid."""
    records = read(heading("Improvement plan"), table(
        ["Ref", "Area for improvement", "No.", "Action", "Lead officer", "Due"],
        ["1. QUAYS", None, None, None, "Strategic lead: Harbour Master", None], ["A1", "Quays should be lit.", "1.1", "Buy lamps", "Ann Reed", "May 2024"],
        ["2. BOATS", None, None, None, "Strategic lead: Purser", None], ["A2", "Boats should be dry.", "2.1", "Buy pumps", "Bo Lane", "June 2024"],
        spans={(r, 0): (1, 4) for r in (1, 3)} | {(r, 4): (1, 2) for r in (1, 3)}))
    assert columns(records.sections, "number", "title", "lead_raw") == [("1", "QUAYS", "Harbour Master"), ("2", "BOATS", "Purser")]
    assert columns(records.actions, "number", "text") == [("1.1", "Buy lamps"), ("2.1", "Buy pumps")]


def test_a_sentence_that_names_a_month_is_no_date():
    """Nor is its row moved to where a date would fit."""
    records = read(heading("Action plan"), table(
        ["Ref", "Action", "Lead", "Due date", "Revised date", "Update", "Status"], ["1", "Buy lamps", "Ann Reed", "31 May 2024", "30 June 2024", "They are bought.", "Complete"],
        ["2", "Buy pumps", "Bo Lane", "TBC", "", "The club will meet in April.", "In progress"], ["3", "Buy oars", "Bo Lane", "1 July 2024", "", "Not begun.", "Not started"]))
    assert columns(records.actions, "due_raw", "revised_due_raw") == [("31 May 2024", "30 June 2024"), ("TBC", None), ("1 July 2024", None)]
    assert columns(records.evidence, "text")[1] == ("The club will meet in April.",) and not [d for d in records.diagnostics if d.code == "row-shifted"]


def test_assessment_of_progress_is_what_it_says_in_a_grid_too():
    records = read(heading("Tracker"), paragraph("3 September 2025"), table(
        ["Ref", "Recommendation", "Agreed action", "Owner", "Progress", "Assessment of progress"], ["R1", "Light the quay", "Buy lamps", "Ann Reed", "They are bought.", "1 – Achieved"],
        ["R2", "Dry the boats", "Buy pumps", "Bo Lane", "None is bought.", "3 – Slipped"]))
    assert columns(records.assessments, "measure", "grade") == [("progress", 1), ("progress", 3)]


def test_a_grid_that_goes_on_on_the_next_slide_keeps_its_issue():
    """Under the heading 'continued' or '(2 of 2)' the finding is printed again, or its cell left empty; under another heading it is another's."""
    head = ["No.", "Finding", "Ref", "Action", "Owner", "Due"]
    for again in (["1", "Quays are dark."], ["", ""]):
        records = read(heading("Plan (1 of 2)"), table(head, ["1", "Quays are dark.", "1a", "Buy lamps", "Ann Reed", "May 2024"]),
                       heading("Plan (2 of 2)"), table(head, [*again, "1b", "Hire a painter", "Bo Lane", "June 2024"], ["2", "Boats are wet.", "2a", "Buy pumps", "Bo Lane", "July 2024"]))
        assert columns(records.recommendations, "number", "text") == [("1", "Quays are dark."), ("2", "Boats are wet.")]
        assert [a.recommendation_id for a in records.actions] == [records.recommendations[k].recommendation_id for k in (0, 0, 1)]


def test_bars_of_a_priority_action_and_its_lead_officers_over_the_headings():
    records = read(heading("Plan"), table(
        ["Priority Action 1: Lamps", None, None, None], ["Lead officers: Ann Reed, Harbour Master and Bo Lane, Purser", None, None, None], ["Area of concern", "Ref", "Action", "BRAG this month"],
        ["Quays are dark.", "1.1a", "Buy lamps", "G"], ["Boats are dark.", "1.1b", "Buy lanterns", "A"], spans={(0, 0): (1, 4), (1, 0): (1, 4)}))
    assert columns(records.sections, "number", "title", "lead_raw") == [("1", "Lamps", "Ann Reed, Harbour Master and Bo Lane, Purser")]
    assert columns(records.assessments, "measure", "rag") == [("rag", "green"), ("rag", "amber")]


def test_ratings_of_the_last_quarter_and_of_this_one():
    records = read(heading("Plan"), paragraph("October 2025"), table(
        ["Outcome", "What we will do", "Lead", "By when", "RAG last quarter", "RAG this quarter", "Latest position"],
        ["Skippers know how to report and are told what has been done.", "Buy lamps", "Ann Reed", "May 2024", "Amber", "Green", "They are bought."],
        ["Quays have been lit and boats were dried.", "Buy pumps", "Bo Lane", "June 2024", "Green", "Red", "None is bought."]))
    assert columns(records.assessments, "measure", "rag") == [("rag", "green"), ("rag", "red")]
    assert columns(records.actions, "intended_outcome") == [("Skippers know how to report and are told what has been done.",), ("Quays have been lit and boats were dried.",)]


def test_the_names_of_documents_held_are_no_progress():
    records = read(heading("Plan"), table(
        ["Ref", "Action", "Lead", "Target date", "BRAG", "Evidence held", "Progress update"], ["1a", "Buy lamps", "Ann Reed", "May 2024", "G", "Lamp log", "They are bought and stored."],
        ["1b", "Buy pumps", "Bo Lane", "June 2024", "R", "Pump list", "None is bought so far."]))
    assert columns(records.evidence, "text") == [("They are bought and stored.",), ("None is bought so far.",)]


def test_ratings_right_after_dated_columns_are_of_their_rounds():
    """'Position at November 2024 | BRAG | Position at May 2025 | BRAG': neither is a forecast; so with scores."""
    for heading_, values, measure in (("BRAG", ("G", "A"), "rag"), ("Score", ("2", "3"), "progress")):
        records = read(heading("Update"), paragraph("17 June 2025"), table(
            ["No", "Recommendation", "Action agreed", "Lead officer", "Position at November 2024", heading_, "Position at May 2025", heading_],
            ["1", "That quays be lit.", "Buy lamps", "Ann Reed", "They are ordered.", values[0], "Two are late.", values[1]],
            ["2", "That boats be dry.", "Buy pumps", "Bo Lane", "None is bought.", values[1], "All are bought.", values[0]]))
        assert [(str(a.period_start)[:7], a.measure, a.value_raw) for a in records.assessments] == [
            ("2024-11", measure, values[0]), ("2025-05", measure, values[1]), ("2024-11", measure, values[1]), ("2025-05", measure, values[0])]


def test_rows_of_labels_tell_of_the_recommendation_across_the_table():
    """Lead and timescale above the headings, evidence of impact below the rows; parts of a recommendation have their own, and headings again.
    An update beside two actions that names both is each one's."""
    head = ["Agreed action", "Update on progress (February 2025)", "Achieved", "On target", "Not on target", "New date"]
    rows = [["Recommendation 2. That breaks for crews be improved in every month.", *[None] * 5], ["2a. the night boat has a second crew that can be called upon", *[None] * 5],
            ["Lead officer: Ann Reed, Harbour Master", None, "Timescale: By 30.6.24", None, None, None], head, ["(i) Hire a crew.", "(i) & (ii) Both are done.", "✓", "", "", ""],
            ["(ii) Print a card.", None, "✓", "", "", ""], ["Evidence of impact (February 2025): The crew was called twice.", *[None] * 5],
            ["2b. breaks can be booked by the crews themselves", *[None] * 5], ["Lead officer: Bo Lane", None, "Timescale: By 31.3.25", None, None, None], head,
            ["(i) Change the form.", "It is late.", "", "", "✓", "May 2025"], ["(ii) Tell the crews.", "To follow.", "", "", "", ""]]
    across = {(r, 0): (1, 6) for r in (0, 1, 6, 7)} | {(r, 0): (1, 2) for r in (2, 8)} | {(r, 2): (1, 4) for r in (2, 8)} | {(4, 1): (2, 1)}
    records = read(heading("Review of crews"), table(*rows, spans=across))
    assert columns(records.recommendations, "kind", "number", "responsibility_raw", "due_raw") == [
        ("recommendation", "2", None, None), ("sub_recommendation", "2a", "Ann Reed, Harbour Master", "By 30.6.24"), ("sub_recommendation", "2b", "Bo Lane", "By 31.3.25")]
    assert columns(records.actions, "number", "text", "revised_due_raw") == [("i", "Hire a crew.", None), ("ii", "Print a card.", None), ("i", "Change the form.", "May 2025"), ("ii", "Tell the crews.", None)]
    assert columns(records.evidence, "kind", "text") == [("progress", "Both are done.")] * 2 + [("impact", "The crew was called twice."), ("progress", "It is late."), ("progress", "To follow.")]
    assert [(str(a.period_start)[:7], a.status) for a in records.assessments] == [("2025-02", "complete"), ("2025-02", "complete"), ("2025-02", "slipped")]


def test_a_topic_in_the_heading_the_recommendation_below_and_parts_with_leads_over_their_tables():
    """Those signed off before are only listed, in a table of their own."""
    grid = ["Ref", "Action", "By whom", "By when", "Update", "Status"]
    records = read(heading("School boats"), paragraph("21 March 2024"), heading("Recommendation 1: A single policy", 2), paragraph("That the mayor adopts a single policy for boats."),
                   table(grid, ["A1", "Draft it", "Ann Reed", "May 2023", "It is drafted.", "Completed"]), heading("Recommendation 3: Letters", 2), paragraph("That families are better informed, in that:"),
                   paragraph("3a) letters are written in plain English;"), paragraph("Lead: Bo Lane, Purser"), table(grid, ["A2", "Rewrite the letters", "Purser", "June 2023", "All are rewritten.", "Completed"]),
                   paragraph("3b) a chart shows parents where the boat is."), paragraph("Lead: Cy Dale"), table(grid, ["A3", "Draw the chart", "Clerk", "July 2023", "It is half drawn.", "In progress"]),
                   heading("Recommendations already signed off", 1), table(["No.", "Recommendation", "Signed off"], ["2", "That all crews are trained in first aid by the clinic.", "14 September 2023"],
                                                                           ["4", "That the mayor joins the regional boat club this year.", "14 September 2023"]))
    assert columns(records.recommendations, "kind", "number", "responsibility_raw") == [
        ("recommendation", "1", None), ("recommendation", "3", None), ("sub_recommendation", "3a", "Bo Lane, Purser"), ("sub_recommendation", "3b", "Cy Dale"),
        ("recommendation", "2", None), ("recommendation", "4", None)]
    assert records.recommendations[0].text == "That the mayor adopts a single policy for boats."
    assert [a.recommendation_id for a in records.actions] == [records.recommendations[k].recommendation_id for k in (0, 2, 3)]


@pytest.mark.parametrize(("title", "status"), [("Not on target", "slipped"), ("On target", "on_track"), ("Achieved", "complete"), ("Not yet complete", "unknown")])
def test_a_tick_means_what_all_of_its_heading_says(title: str, status: str):
    records = read(heading("Plan"), table(["Action", "Lead", "Due", title], ["Buy lamps", "Ann Reed", "May 2024", "✓"], ["Buy pumps", "Bo Lane", "June 2024", ""]))
    assert [a.status for a in records.assessments] == [status]


def test_a_bar_that_dates_a_meeting_is_no_fact_of_a_recommendation():
    records = read(heading("Annual tracker"), table(
        ["Ref", "Recommendation", "Lead officer", "Target date", "Status"], ["Meeting of 12 June 2023 – Minute 14: Lamps and their upkeep", None, None, None, None],
        ["R1", "That quays be lit.", "Ann Reed", "October 2023", "Completed"], ["Meeting of 3 July 2023 – Minute 20: Pumps and their hire", None, None, None, None],
        ["R2", "That boats be dry.", "Bo Lane", "N/A", "In progress"], spans={(1, 0): (1, 5), (3, 0): (1, 5)}))
    assert columns(records.recommendations, "number", "due_raw") == [("R1", "October 2023"), ("R2", "N/A")]


def test_the_day_a_plan_was_agreed_is_not_the_papers():
    records = read(heading("Monitoring of recommendations – second update, 18 March 2026"), table(["Review", "Quays"], ["Action plan agreed by Cabinet", "11 February 2025"]),
                   table(["Ref", "Recommendation", "Lead", "Status"], ["R1", "That quays be lit.", "Ann Reed", "Completed"]))
    assert (str(records.document.paper_date), str(records.document.agreed_date), records.document.committee) == ("2026-03-18", "2025-02-11", None)


def test_a_table_each_recommendation_with_labels_over_its_actions_and_below():
    """'Recommendation 2 | its text', 'Lead officer | ... | Completion date | ...', then the actions, then its impact across."""
    def card(n: int, status: str):
        return table([f"Recommendation {n}", f"That step {n} be mended.", None, None], ["Lead officer", "Head of Quays", "Completion date", "May 2026"],
                     ["No.", "Agreed action", "Progress (June 2025)", "Status (June 2025)"], [f"{n}.1", f"Buy stone for step {n}.", "The stone was bought in April.", status],
                     [f"{n}.2", f"Find a mason for step {n}.", "Two masons have been asked.", "Slipped"],
                     ["Impact (June 2025)", "Nobody fell on the steps this spring, and the ferry was on time on every market day.", None, None],
                     spans={(0, 1): (1, 3), (5, 1): (1, 3)})
    records = read(heading("Progress on the quay"), card(1, "Achieved"), card(2, "Achieved"))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [(n, f"That step {n} be mended.", "Head of Quays", "May 2026") for n in "12"]
    ids = {r.recommendation_id: r.number for r in records.recommendations}
    assert [(ids[a.recommendation_id], a.number) for a in records.actions] == [("1", "1.1"), ("1", "1.2"), ("2", "2.1"), ("2", "2.2")]
    assert [(ids[e.recommendation_id], e.kind) for e in records.evidence] == [(n, kind) for n in "12" for kind in ("progress", "progress", "impact")]
    assert columns(records.assessments, "status") == [("complete",), ("slipped",)] * 2


def test_a_recommendation_that_opens_a_list_and_its_parts_in_the_rows_below():
    grid = table(["No.", "Recommendation", "Responsible officer", "Target date", "Progress", "Status"], ["1", "That the Cabinet cleans the gutters by:", None, None, None, None],
                 ["(a)", "cleaning those in wet streets twice;", "Streets Manager", "April 2026", "All are clean.", "Implemented"],
                 ["(b)", "publishing a map of them.", "Map Officer", "May 2026", "The map is being drawn.", "Ongoing"],
                 ["2", "That a clerk be hired.", "Mayor", "June 2026", "Nobody applied.", "Delayed"], spans={(1, 1): (1, 5)})
    records = read(grid)
    assert columns(records.recommendations, "number", "kind", "responsibility_raw") == [
        ("1", "recommendation", None), ("a", "sub_recommendation", "Streets Manager"), ("b", "sub_recommendation", "Map Officer"), ("2", "recommendation", "Mayor")]
    assert [r.parent_id for r in records.recommendations] == [None, *[records.recommendations[0].recommendation_id] * 2, None]
    assert columns(records.evidence, "text") == [("All are clean.",), ("The map is being drawn.",), ("Nobody applied.",)]


def test_lettered_rows_that_follow_no_opening_are_recommendations():
    rows = [[f"{n})", f"The clerk mends gate {n};", "Clerk", "Done in May.", "Done"] for n in ("i", "ii", "iii")]
    assert columns(read(table(["No.", "Recommendation", "Lead", "Progress", "Status"], *rows)).recommendations, "kind") == [("recommendation",)] * 3


def test_a_recommendation_on_two_lines_across_the_table():
    records = read(table(["Ref", "Action", "Owner", "Timescale", "Progress"], ["Recommendation 1\nThe board should see that members attend.", None, None, None, None],
                         ["1a", "Set a standard.", "Chair", "June 2026", "Agreed in June."], spans={(1, 0): (1, 5)}))
    assert columns(records.recommendations, "number", "text") == [("1", "The board should see that members attend.")]
    assert records.actions[0].recommendation_id == records.recommendations[0].recommendation_id


def test_a_section_with_its_lead_on_the_line_below():
    bar = "Objective 3: Young people who leave care have a home, a plan and somebody to call at any hour\nObjective lead: Assistant Director for Young People and Families"
    records = read(table(["Ref", "Action", "Owner", "Due", "Progress"], [bar, None, None, None, None], ["3.1", "Rent ten flats.", "Head of Homes", "June 2026", "Six are rented."], spans={(1, 0): (1, 5)}))
    assert columns(records.sections, "number", "title", "lead_raw") == [
        ("3", "Young people who leave care have a home, a plan and somebody to call at any hour", "Assistant Director for Young People and Families")]


def test_a_lettered_heading_with_its_lead_is_a_section():
    records = read(heading("Plan of the quay"), heading("B. Lamps and bells", 2), paragraph("Lead: Ann Reed, Quay Manager"), table(["No.", "Action", "Owner", "Due", "Progress"], ["1", "Hang the bell.", "Mayor", "May 2026", "Not begun."]))
    assert columns(records.sections, "number", "title", "lead_raw") == [("B", "Lamps and bells", "Ann Reed, Quay Manager")]


def test_milestones_with_owner_date_and_rating_are_actions():
    grid = table(["Ref", "Milestone", "Owner", "Due", "Revised", "RAYG", "Commentary"], ["1a", "Lamps lit on six quays", "Ann Reed", "31-Jul-26", "", ("", GREEN), "Five are lit."],
                 ["1b", "A bell on each ferry", "Tom Hale", "30-Sep-26", "30-Nov-26", ("", RED), "The founder is ill."])
    records = read(grid)
    assert columns(records.actions, "number", "owner_raw", "due_raw") == [("1a", "Ann Reed", "31-Jul-26"), ("1b", "Tom Hale", "30-Sep-26")]
    assert columns(records.assessments, "rag") == [("green",), ("red",)]


def test_numbered_lines_with_their_lead_are_sections_of_an_extraction():
    """A text has lost how headings look: '1. Repairs and damp', and below it 'Lead: ...'."""
    def grid(n: int):
        return table(["Ref", "Action", "Owner", "Due", "Progress"], [f"{n}.1", f"Mend step {n} of the quay.", "Mason", "May 2025", "Half of it is mended."], method="aligned")
    records = read(paragraph("Plan of the harbour board"), paragraph("30 January 2025"), paragraph("This plan says how the board will mend its quays, who does it and by when that is to be done. It is reported to the council."),
                   paragraph("1. Repairs and damp"), paragraph("Lead: Ann Reed, Quay Manager"), grid(1), paragraph("2. Lamps"), paragraph("Lead: Tom Hale, Lamp Manager"), grid(2), media_type="text")
    assert columns(records.sections, "number", "title", "lead_raw") == [("1", "Repairs and damp", "Ann Reed, Quay Manager"), ("2", "Lamps", "Tom Hale, Lamp Manager")]


def test_an_action_that_begins_with_a_letter_is_no_rest_of_the_row_above():
    """The recommendation's own number in the first column says that a row begins, though its action begins 'a) ...'."""
    grid = table(["No.", "Recommendation", "Action agreed", "Lead", "Progress"], ["1", "That the quay be mended.", "Find a mason.", "Clerk", "Found."],
                 ["2", "That lamps be lit.", ["a) Buy lamps.", "b) Hang them."], "Mate", ["a) Bought.", "b) Not yet."]], method="tabs")
    records = read(grid, media_type="text")
    assert columns(records.recommendations, "number") == [("1",), ("2",)] and columns(records.actions, "number", "text") == [(None, "Find a mason."), ("a", "Buy lamps."), ("b", "Hang them.")]


def test_a_line_of_narrative_below_each_action_of_a_plan_rated_by_quarter():
    """'Narrative: ...' runs over the columns below the action: it is progress, and no more of the action, its owner or its date."""
    heads = ["Finding", "Ref", "Improvement action", "Lead", "Deadline", "Q1", "Q2", "Q3", "Q4"]
    rows, spans = [], {}
    whose, when = ("Quay Manager", "Town Clerk", "Head of Bells"), ("by end July 2024", "by end March 2025", "by end May 2025")
    found = ("Nobody knew how the quay stood.", "The lamps were not lit in winter.", "The bell could not be heard.")
    for n, told in enumerate(("Half of the steps were mended by May.", "The founder was found in June.", "Nobody was found."), 1):
        rows += [[found[n - 1], f"W{n}", f"Mend step {n} of the quay.", whose[n - 1], when[n - 1], "G", "A", "R", ""], [None, None, f"Narrative: {told}", *[None] * 6]]
        spans |= {(2 * n - 1, 0): (2, 1), (2 * n - 1, 1): (2, 1), (2 * n, 2): (1, 7)}
    records = read(heading("Third quarter return"), paragraph("23 January 2025"), table(heads, *rows, spans=spans))
    assert columns(records.actions, "number", "text", "owner_raw", "due_raw") == [(f"W{n}", f"Mend step {n} of the quay.", whose[n - 1], when[n - 1]) for n in (1, 2, 3)]
    assert columns(records.evidence, "text") == [("Half of the steps were mended by May.",), ("The founder was found in June.",), ("Nobody was found.",)]
    assert columns(records.assessments, "rag") == [("green",), ("amber",), ("red",)] * 3


def test_one_row_of_a_later_table_answers_two_numbers():
    records = read(heading("Review of bells: progress"), table(["No.", "Recommendation", "Lead"], ["1", "That the bell be hung.", "Sexton"], ["2", "That lamps be lit.", "Clerk"], ["3", "That the stair be mended.", "Mason"]),
                   heading("Second report: May 2024", 2), table(["No.", "Progress", "Assessment of progress"], ["1", "A tower was found.", "Achieved"], ["2 and 3", "Stone and oil were bought in April.", "Achieved"]))
    numbers = {r.recommendation_id: r.number for r in records.recommendations}
    assert [(numbers[e.recommendation_id], e.text) for e in records.evidence] == [("1", "A tower was found."), ("2", "Stone and oil were bought in April."), ("3", "Stone and oil were bought in April.")]
    assert [(numbers[a.recommendation_id], a.measure, a.status) for a in records.assessments] == [(n, "progress", "complete") for n in "123"]


def test_two_labels_in_the_bar_of_a_section():
    records = read(heading("Homes improvement plan"), table(
        ["Finding", "Action", "Owner", "Due", "Progress"], [["STREAM A – BELLS", "Sponsor: Ann Reed, Director of Bells Reporting officer: Tom Hale, Bell Manager"], *[None] * 4],
        ["Nobody rings.", "Find ringers.", "Clerk", "May 2024", "Two were found."], ["None is tuned.", "Tune them.", "Mate", "May 2025", "Not begun."], spans={(1, 0): (1, 5)}))
    assert columns(records.sections, "number", "title", "lead_raw", "reporting_officer_raw") == [("A", "BELLS", "Ann Reed, Director of Bells", "Tom Hale, Bell Manager")]


def test_a_sentence_between_the_heading_of_what_is_closed_and_its_table():
    records = read(heading("Recommendation tracker"), heading("Closed recommendations", 2), paragraph("The panel agreed in May that these are closed."),
                   table(["Ref", "Review", "Recommendation", "Completed"], ["PT1", "Toilets", "Show the hours of every toilet.", "May 2025"], ["EV1", "Charging", "Find one firm for the charging points.", "June 2025"]))
    assert columns(records.recommendations, "number") == [("PT1",), ("EV1",)] and columns(records.assessments, "status") == [("complete",), ("complete",)]


def test_what_an_inspector_demands_over_a_table_of_actions_with_their_updates_across_it():
    """'MD1 The trust must ...' in a heading is the recommendation of the actions below; a line across the table below each action is its progress; ratings
    that are words for colours are colours."""
    def demand(n: int, asked: str, *actions: tuple[str, str]):
        rows, spans = [["Ref", "Action", "Lead", "Due", "Rating"]], {}
        for k, (action, update) in enumerate(actions, 1):
            rows += [[f"MD{n}.{k}", action, "Matron", "March 2025", ("Blue", "Amber")[k - 1]], [f"Update: {update}", *[None] * 4]]
            spans[2 * k, 0] = (1, 5)
        return [heading(f"MD{n} {asked}", 2), table(*rows, spans=spans)]
    records = read(heading("Action plan of the hospital"), paragraph("3 July 2025"), *demand(1, "The trust must ensure that bells are rung on time.", ("Name a ringer.", "One was named in May."), ("Audit the bells.", "Three were.")),
                   *demand(2, "The trust must ensure that lamps are lit.", ("Buy oil.", "None was found.")))
    assert columns(records.recommendations, "number", "text") == [("MD1", "The trust must ensure that bells are rung on time."), ("MD2", "The trust must ensure that lamps are lit.")]
    numbers = {a.action_id: a.number for a in records.actions}
    assert [(numbers[e.action_id], e.text) for e in records.evidence] == [("MD1.1", "One was named in May."), ("MD1.2", "Three were."), ("MD2.1", "None was found.")]
    assert columns(records.assessments, "measure", "rag") == [("rag", "blue"), ("rag", "amber"), ("rag", "blue")]
    assert [a.recommendation_id for a in records.actions] == [records.recommendations[0].recommendation_id] * 2 + [records.recommendations[1].recommendation_id]


def test_milestones_by_quarter_below_a_bar_with_lead_and_aim():
    """The quarter is when a milestone is due, for it may be moved to another; the row below the theme says who leads it."""
    records = read(heading("Harbour plan"), table(
        ["Theme 1: Bells", *[None] * 5], ["Theme lead: Ann Reed, Chief Bell Ringer", None, None, "Aim: a bell for every fog.", None, None], ["Quarter", "Ref", "Milestone", "Owner", "Moved to", "Position"],
        ["Q1 2031/32", "1.1", "Bells counted and the count sent to the Board.", "Bell Warden", "", "Counted in May."], [None, "1.2", "New rope hung on every bell.", "Rope Maker", "Q3 2031/32", "Six of nine hung."],
        spans={(0, 0): (1, 6), (1, 0): (1, 3), (1, 3): (1, 3), (3, 0): (2, 1)}))
    assert columns(records.sections, "number", "title", "lead_raw") == [("1", "Bells", "Ann Reed, Chief Bell Ringer")]
    assert columns(records.actions, "number", "text", "due_raw", "revised_due_raw") == [
        ("1.1", "Bells counted and the count sent to the Board.", "Q1 2031/32", None), ("1.2", "New rope hung on every bell.", "Q1 2031/32", "Q3 2031/32")]


def test_milestones_a_row_each_beside_what_they_serve_are_the_actions():
    got = read(table(
        ["Ref", "Priority for improvement", "Milestone", "Lead", "Due", "RAG"],
        ["1", "Young carers wait too long for an assessment", "Train ten assessors", "A. Hart", "March 2026", "Green"],
        ["", None, "Clear the list of those waiting", "B. Moss", "May 2026", "Amber"],
        ["2", "Families are not told what was decided", "Write to every family", "C. Dale", "June 2026", "Red"],
        ["", None, "Ask families what they think", "C. Dale", "July 2026", "Green"],
        spans={(1, 1): (2, 1), (3, 1): (2, 1)}))
    assert [a.text for a in got.actions] == [
        "Train ten assessors", "Clear the list of those waiting", "Write to every family", "Ask families what they think"]
    issues = {r.recommendation_id: (r.kind, r.text) for r in got.recommendations}
    assert [issues[a.recommendation_id] for a in got.actions] == [("identified_issue", "Young carers wait too long for an assessment")] * 2 + [
        ("identified_issue", "Families are not told what was decided")] * 2


def test_sentences_merged_over_several_actions_are_what_these_answer():
    got = read(table(
        ["Theme in the letter", "Action", "Lead", "Due", "Progress"],
        ["Records of medicines are not checked at night", "Check the charts each week", "A. Hart", "March 2026", "Weekly since May."],
        [None, "Train the night staff", "B. Moss", "May 2026", "Half are trained."],
        ["Rooms are cold and the lift is broken", "Replace the boiler", "C. Dale", "June 2026", "Ordered."],
        spans={(1, 0): (2, 1)}))
    issues = {r.recommendation_id: (r.kind, r.text) for r in got.recommendations}
    assert [issues[a.recommendation_id] for a in got.actions] == [("identified_issue", "Records of medicines are not checked at night")] * 2 + [
        ("identified_issue", "Rooms are cold and the lift is broken")]


def test_a_numbered_heading_with_a_line_between_it_and_its_tracker_is_a_section_where_others_are():
    heads, row = ["Action", "Lead", "Due", "RAG"], ["Train the night staff", "A. Hart", "May 2026", "Green"]
    got = read(heading("1. Medicines"), paragraph("Inspectors looked at this in March."), table(heads, row),
               heading("2. Falls"), table(heads, ["Fit sensors in rooms", "B. Moss", "June 2026", "Amber"]),
               heading("3. Meals"), table(heads, ["Ask residents what they like", "C. Dale", "June 2026", "Red"]))
    assert [s.title for s in got.sections] == ["Medicines", "Falls", "Meals"]


def test_headings_over_trackers_whose_numbers_begin_anew_are_sections():
    """Nothing else tells the '1' of one review from that of the next; where numbers go on, a plain heading is none."""
    heads = ["No.", "Recommendation", "Lead", "Update December 2023"]
    first = table(heads, ["1", "That lamps be lit.", "Ann Reed", "They are lit."], ["2", "That bells be hung.", "Tom Hale", "Half are hung."])
    for number, titles in (("1", ["Review of lamps", "Review of boats"]), ("3", [])):
        again = table(heads, [number, "That boats be dry.", "Bo Lane", "They are dry."])
        got = read(heading("Tracker of agreed recommendations"), heading("Review of lamps", 2), paragraph("Agreed by the council in March 2022."), first,
                   heading("Review of boats", 2), again)
        assert columns(got.sections, "number", "title") == [(None, t) for t in titles]
        assert len({r.section_id for r in got.recommendations}) == max(1, len(titles))


def test_items_by_year_with_what_was_reported_and_lettered_actions_with_dates_of_their_own():
    """'Item' over 1, 2 is the number of what was reported, though a year stands between; a year left of the due date is no revised date."""
    got = read(heading("Annual governance statement"), paragraph("20 July 2024"), table(
        ["Item", "Year", "Matter reported", "Action agreed", "Responsible officer", "Target date", "Position at July 2024", "Status"],
        ["1", "2020/21", "Plans for floods were out of date.", ["a) Review the plans", "b) Try two plans each year"], "Ann Reed", ["a) Dec 2022", "b) March 2023"], "Both are done.", "Closed"],
        ["2", "2021/22", "The list of boats was not complete.", "Remind the skippers each April.", "Tom Hale", "30 April 2024", "All but one replied.", "Open"]))
    assert columns(got.recommendations, "kind", "number") == [("identified_issue", "1"), ("identified_issue", "2")]
    assert columns(got.actions, "number", "text", "due_raw", "revised_due_raw") == [
        ("a", "Review the plans", "Dec 2022", None), ("b", "Try two plans each year", "March 2023", None),
        (None, "Remind the skippers each April.", "30 April 2024", None)]


def test_milestones_beside_an_area_for_improvement_that_demands_are_its_actions():
    got = read(table(
        ["AFI Ref", "Area for Improvement", "SRO", "Milestones", "Target", "Progress this period", "BRAG"],
        ["E1", "The service should make sure its lamps are tried.", "Ann Reed", ["1. Draft a plan", "2. Try two lamps"], "31/03/25", "The plan is drafted.", "G"],
        ["E2", "The service should review its bells with the public.", "Tom Hale", ["1. Ask the public", "2. Decide"], "30/06/25", "They were asked in May.", "A"]))
    assert columns(got.actions, "number", "text") == [("1", "Draft a plan"), ("2", "Try two lamps"), ("1", "Ask the public"), ("2", "Decide")]
    assert columns(got.recommendations, "number") == [("E1",), ("E2",)]


def test_ratings_of_months_without_a_year_are_rounds_and_no_forecast():
    """'RAG Sept' beside 'RAG Oct': the year is the paper's, and said to be; December of a paper of March is the last one."""
    for date, first, second, start in (("28 November 2024", "RAG Sept", "RAG Oct", ["2024-09-01", "2024-10-01"]), ("3 March 2025", "Dec RAG", "Feb RAG", ["2024-12-01", "2025-02-01"])):
        got = read(heading("Plan of the quay"), paragraph(date), table(
            ["Ref", "Action", "Exec / operational lead", "Completion", "Progress", first, second],
            ["1", "Hang the bell.", "Mayor / Ann Reed", "Oct 24", "It is hung.", "Amber", "Green"], ["2", "Light the lamps.", "Tom Hale", "Sept 24", "Two are lit.", "Red", "Amber"]))
        assert [str(a.period_start) for a in got.assessments] == start * 2
        assert {a.measure for a in got.assessments} == {"rag"} and all("period_start" in a.inferred for a in got.assessments)
        assert columns(got.actions, "owner_raw") == [("Mayor / Ann Reed",), ("Tom Hale",)]


def test_positions_after_six_and_twelve_months_are_rounds_and_what_came_of_an_action_is_progress():
    got = read(heading("Twelve month review"), paragraph("9 October 2025"), table(
        ["Recommendation of the inquiry", "Lead", "Six month position (Apr 2025)", "Twelve month position (Oct 2025)"],
        ["1) That quays are lit.", "Ann Reed", "A plan was drawn up.", "Six are lit."], ["2) That boats are dry.", "Bo Lane", "Pumps were bought.", "All are dry."]))
    assert columns(got.evidence, "period_raw", "text") == [
        ("Apr 2025", "A plan was drawn up."), ("Oct 2025", "Six are lit."), ("Apr 2025", "Pumps were bought."), ("Oct 2025", "All are dry.")]
    got = read(heading("Action log"), table(
        ["Meeting date", "Agenda item", "Action", "Assigned to", "Deadline", "Outcome / response", "Open/Closed"],
        ["11/03/25", "6 Boats", "Circulate the figures", "Harbour Master", "31/03/25", "Sent by email 28/03/25", "Closed"],
        ["11/03/25", "7 Bells", "Give the number of bells", "Bell Founder", "ASAP", "The figures are being put together", "Open"]))
    assert columns(got.evidence, "text") == [("Sent by email 28/03/25",), ("The figures are being put together",)]
    assert columns(got.actions, "intended_outcome") == [(None,), (None,)]


def test_headings_that_count_and_say_who_leads_on_a_line_between_are_sections():
    heads = ["What we will do", "By whom", "By when", "What have we done", "What difference has it made"]
    got = read(heading("Improvement plan"), heading("1. Lamps and bells", 2), paragraph("Chair of workstream: Harbour Master (Ann Reed)"),
               table(heads, ["Light the lamps", "Lamp Officer", "May 2026", "Six were lit in June.", "Fewer boats run aground."]),
               heading("2. Boats", 2), paragraph("Chair of workstream: Boat Officer (Bo Lane)"),
               table(heads, ["Dry the boats", "Boat Officer", "June 2026", "Two were dried.", "–"]))
    assert columns(got.sections, "number", "title", "lead_raw") == [("1", "Lamps and bells", "Harbour Master (Ann Reed)"), ("2", "Boats", "Boat Officer (Bo Lane)")]
    assert columns(got.evidence, "kind", "text") == [
        ("progress", "Six were lit in June."), ("impact", "Fewer boats run aground."), ("progress", "Two were dried.")], "a dash is no evidence"


def test_actions_that_begin_with_a_number_and_letter_without_a_stop_and_ratings_defined_below_the_table():
    got = read(heading("Assurance tracker"), table(
        ["IEA", "Essential action", "Local action", "Lead", "Target date", "Evidence", "Assurance rating"],
        ["IEA1", "Crews should be large enough.", "1a Count the crews", "DoM", "30/06/2025", "Counted in July", "Full"],
        [None, None, "1b Case for nine sailors", "DoF", "30/09/2025", "Five were agreed.", "Partial"],
        ["IEA2", "Crews must be able to speak up.", "2a Each bell is tried", "CNO", "31/10/2025", "Moved to March", "Limited"],
        spans={(1, 0): (2, 1), (1, 1): (2, 1)}), paragraph("Full assurance – complete; Partial – in progress; Limited – in progress with concerns; None – not started"))
    assert columns(got.actions, "number", "text") == [("1a", "Count the crews"), ("1b", "Case for nine sailors"), ("2a", "Each bell is tried")]
    assert columns(got.assessments, "value_raw", "status") == [("Full", "complete"), ("Partial", "on_track"), ("Limited", "at_risk")]


def test_a_response_that_tells_what_was_done_beside_a_status_is_progress():
    got = read(heading("Panel recommendations log"), table(
        ["Ref", "Date made", "Recommendation", "Commissioner's response", "Status"],
        ["1", "08.12.23", "That he reports each quarter.", "Accepted. The first report was made in June.", "Complete"],
        ["2", "02.02.24", "That the leaflet shows what is spent.", "Accepted. It is being drawn with the panel.", "In progress"]))
    assert columns(got.evidence, "text") == [("Accepted. The first report was made in June.",), ("Accepted. It is being drawn with the panel.",)]


def test_codes_over_what_an_inspector_said_beside_numbers_of_the_actions():
    got = read(table(
        ["No.", "What the CQC said we must or should do", "What we are doing", "Accountable director", "Finish date", "How we will show it is working", "Where we are"],
        ["1.1", ["MD1", "The Trust must ensure that bells are rung."], "Name a ringer.", "Mayor", "31/07/2024", "A log of bells", "One was named."],
        ["1.2", None, "Hang two bells.", "Mayor", "30/09/2024", "Two bells hang", "One was hung."],
        ["2.1", ["SD1", "The Trust should consider lamps."], "Buy oil.", "Mayor", "31/12/2024", "Oil is bought", "None was found."],
        spans={(1, 1): (2, 1)}))
    assert columns(got.recommendations, "number", "text") == [("MD1", "The Trust must ensure that bells are rung."), ("SD1", "The Trust should consider lamps.")]
    assert columns(got.actions, "number", "success_measure") == [("1.1", "A log of bells"), ("1.2", "Two bells hang"), ("2.1", "Oil is bought")]


def test_numbers_count_actions_where_a_text_has_lost_the_merged_cells_over_them():
    got = read(table(
        ["No.", "What the CQC said we must or should do", "What we are doing", "Accountable director", "Finish date", "New finish date"],
        ["1. Bells", "", "", "", "", ""],
        ["1.1", "MD1 The Trust must ensure that bells are rung.", "Name a ringer.", "Mayor", "31/07/2024", ""],
        ["1.2", "", "Hang two bells.", "Mayor", "30/09/2024", "30/11/2024"],
        ["1.3", "SD1 The Trust should consider lamps.", "Buy oil.", "Mayor", "31/12/2024", ""], method="aligned"), media_type="text")
    assert columns(got.recommendations, "number", "text") == [("MD1", "The Trust must ensure that bells are rung."), ("SD1", "The Trust should consider lamps.")]
    assert columns(got.actions, "number", "revised_due_raw") == [("1.1", None), ("1.2", "30/11/2024"), ("1.3", None)]
