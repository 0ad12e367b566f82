"""What the actions of a grid answer, where it stands above or across the grid; and what is told of each action on a line below it."""
from __future__ import annotations

from building import columns, heading, paragraph, read, table

HEADS = ["Ref", "Action", "Lead", "Due", "Status"]
ROWS = [["1.1", "Mend the quay steps", "Harbour Office", "May 2026", "On track"], ["1.2", "Paint the lamps", "Ann Reed", "June 2026", "Complete"]]


def test_a_box_of_labels_over_a_grid_states_its_recommendation_and_whose_the_section_is():
    records = read(heading("Priority 1: Quays"), table(["Ofsted recommendation", "Make the quays safe for all who use them."], ["Priority lead", "Bo Quay, Head of Piers"]), table(HEADS, *ROWS))
    assert columns(records.recommendations, "kind", "text") == [("recommendation", "Make the quays safe for all who use them.")]
    assert {a.recommendation_id for a in records.actions} == {records.recommendations[0].recommendation_id}
    assert records.recommendations[0].section_id == records.sections[0].section_id and records.sections[0].lead_raw == "Bo Quay, Head of Piers"


def test_a_box_with_other_labels_over_a_grid_states_nothing():
    records = read(table(["Report of", "Harbour Master"], ["Recommendation", "That the report be noted."]), table(HEADS, *ROWS))
    assert len(records.actions) == 2 and not records.recommendations


def test_a_box_with_an_empty_row_over_a_grid_states_nothing():
    records = read(table(["Meeting", "9 May 2026", ""], ["", "", ""]), table(HEADS, *ROWS))
    assert len(records.actions) == 2 and not records.recommendations


def test_two_cells_across_a_grid_are_a_recommendations_number_and_its_text():
    spans = {(1, 0): (1, 2), (1, 2): (1, 3), (4, 0): (1, 2), (4, 2): (1, 3)}
    records = read(table(HEADS, ["Recommendation 1", None, "The quays should be safe for all who use them.", None, None], *ROWS,
                         ["Recommendation 2", None, "The bell should be rung in fog.", None, None], ["2.1", "Buy a bell", "Bo Quay", "May 2026", "On track"], spans=spans))
    assert columns(records.recommendations, "number", "text") == [("1", "The quays should be safe for all who use them."), ("2", "The bell should be rung in fog.")]
    ids = [r.recommendation_id for r in records.recommendations]
    assert [(a.number, a.recommendation_id) for a in records.actions] == [("1.1", ids[0]), ("1.2", ids[0]), ("2.1", ids[1])]


def test_lines_over_grids_that_state_areas_for_improvement():
    records = read(heading("Harbour Improvement Plan"), paragraph("Area for improvement 1: The safety of the quays, and who answers for it."), table(HEADS, *ROWS),
                   paragraph("Area for improvement 2: The use of the bell in fog by those on watch."), table(HEADS, ["2.1", "Buy a bell", "Bo Quay", "May 2026", "On track"], ["2.2", "Ring it", "Bo Quay", "May 2026", "On track"]))
    assert columns(records.recommendations, "kind", "number", "text") == [
        ("identified_issue", "1", "The safety of the quays, and who answers for it."), ("identified_issue", "2", "The use of the bell in fog by those on watch.")]
    ids = [r.recommendation_id for r in records.recommendations]
    assert [a.recommendation_id for a in records.actions] == [ids[0]] * 2 + [ids[1]] * 2


def told(row: int) -> dict:
    return {(row, 1): (1, 4)}


def test_rows_of_a_label_below_each_action_tell_of_it():
    records = read(heading("Plan"), paragraph("4 May 2026"), table(HEADS, ROWS[0], ["Progress", "Stone was bought in April.", None, None, None], ["Impact", "Nobody has slipped since.", None, None, None],
                                                                  ROWS[1], ["Progress", "All are painted.", None, None, None], spans=told(2) | told(3) | told(5)))
    ids = [a.action_id for a in records.actions]
    assert columns(records.evidence, "kind", "text", "action_id") == [
        ("progress", "Stone was bought in April.", ids[0]), ("impact", "Nobody has slipped since.", ids[0]), ("progress", "All are painted.", ids[1])]


def test_one_row_of_a_label_at_the_end_tells_of_the_recommendation():
    spans = {(0, 1): (1, 4), (4, 1): (1, 4)}
    records = read(heading("Plan"), paragraph("4 May 2026"), table(["Recommendation 1", "The quays should be safe for all who use them.", None, None, None], HEADS, *ROWS,
                                                                  ["Impact", "Nobody has slipped since.", None, None, None], spans=spans))
    assert columns(records.evidence, "kind", "action_id", "recommendation_id") == [("impact", None, records.recommendations[0].recommendation_id)]


def test_milestones_beside_what_was_found_are_actions():
    records = read(table(["What the Regulator found", "Ref", "Milestone", "Planned date", "State", "Commentary"],
                         [["The lamps were dark and nobody had noticed it.", "Success: No lamp is dark for a day."], "M1", "Lamps listed", "May 2026", "Complete", "All 46 are in the list."],
                         [None, "M2", "No dark lamps", "June 2026", "On track", "Six were dark in April."], spans={(1, 0): (2, 1)}))
    assert columns(records.recommendations, "kind", "text", "success_measure") == [("identified_issue", "The lamps were dark and nobody had noticed it.", "No lamp is dark for a day.")]
    assert columns(records.actions, "number", "text", "success_measure") == [("M1", "Lamps listed", None), ("M2", "No dark lamps", None)]


def test_cards_of_areas_for_improvement_with_their_number_lead_and_lettered_actions():
    """What stands above the actions is the issue's; a percentage belongs to the status before it."""
    def card(number: str, lead: str, what: str, *rows: list):
        return table(["AFI no.", number, "Function", "Quays"], ["Area for improvement", f"The service should make sure that its {what} are safe for all.", None, None], ["Lead officer", lead, "Target date", "May 2026"],
                     *rows, ["Status", "On track", "% complete", "70%"], spans={(r, 1): (1, 3) for r in (1, 3, 4)})
    records = read(heading("HMICFRS tracker"), card("1", "Ann Reed", "quays", ["What we are doing", ["(a) Mend the steps.", "(b) Paint the lamps."], None, None], ["Latest update", ["(a) Mended in April.", "(b) Not begun."], None, None]),
                   card("4", "Bo Quay", "boats", ["What we are doing", "Ring the bell in fog.", None, None], ["Latest update", "Rung twice in May.", None, None]))
    assert columns(records.recommendations, "kind", "number", "responsibility_raw", "due_raw") == [("identified_issue", "1", "Ann Reed", "May 2026"), ("identified_issue", "4", "Bo Quay", "May 2026")]
    ids = [a.action_id for a in records.actions]
    assert columns(records.actions, "number", "owner_raw") == [("a", None), ("b", None), (None, None)]
    assert columns(records.evidence, "text", "action_id") == [("Mended in April.", ids[0]), ("Not begun.", ids[1]), ("Rung twice in May.", ids[2])]
    assert columns(records.assessments, "status", "percent", "action_id") == [("on_track", 70.0, None), ("on_track", 70.0, ids[2])]


def test_labels_over_the_headings_of_one_table_state_its_issue_and_the_outcome_of_its_actions():
    """What evaluates the impact below them, a quarter a row, is said of the issue."""
    spans = {(0, 1): (1, 4), (1, 1): (1, 4), (5, 0): (1, 2), (5, 2): (1, 3)}
    records = read(heading("Plan"), paragraph("4 May 2026"), table(
        ["Area for priority action", "Leaders should make the quays safe for all.", None, None, None], ["Intended impact", "Nobody slips.", None, None, None], HEADS, *ROWS,
        ["Evaluation of impact, Quarter 1 (April 2026)", None, "It is too early to say.", None, None], spans=spans))
    assert columns(records.recommendations, "kind", "text", "success_measure") == [("identified_issue", "Leaders should make the quays safe for all.", None)]
    issue = records.recommendations[0].recommendation_id
    assert columns(records.actions, "recommendation_id", "intended_outcome") == [(issue, "Nobody slips.")] * 2
    assert columns(records.evidence, "kind", "text", "recommendation_id", "action_id", "period_raw") == [("impact", "It is too early to say.", issue, None, "April 2026")]


def test_areas_for_improvement_that_say_what_must_be_done_are_recommendations():
    grid = table(["Ref", "Area for improvement", "Force lead", "Update", "Status"], ["AFI-01", "The force should make sure that the bell is rung in fog.", "Supt Ann Reed", "It was hung in May.", "Complete"],
                 ["AFI-02", "The force should improve how it lights the quays.", "Insp Bo Quay", "Two lamps were bought.", "On track"])
    records = read(heading("Harbour police: areas for improvement"), grid)
    assert columns(records.recommendations, "kind", "number") == [("recommendation", "AFI-01"), ("recommendation", "AFI-02")] and not records.actions


def test_a_round_under_merged_headings_below_a_recommendation_answers_its_actions_by_letter():
    """'Recommendation 3' is the heading of the recommendation's own column, and its number."""
    spans = {(2, 0): (1, 4), (3, 0): (1, 4)}
    records = read(heading("Response to the harbour review"), table(
        ["Recommendation 3", "Decision", "Action agreed", "Lead officer", "By when"], ["That the quays be lit.", "Accepted", ["a) Buy lamps.", "b) Hang them."], "Ann Reed", "May 2025"],
        ["Update after one year (January 2026)", None, None, None, "Status"], [["a) Six were bought.", "b) Two hang."], None, None, None, ["a) Complete", "b) On track"]], spans=spans))
    assert columns(records.recommendations, "number", "text") == [("3", "That the quays be lit.")]
    a, b = (x.action_id for x in records.actions)
    assert columns(records.evidence, "text", "action_id", "period_raw") == [("Six were bought.", a, "January 2026"), ("Two hang.", b, "January 2026")]
    assert columns(records.assessments, "status", "action_id") == [("complete", a), ("on_track", b)]


def test_a_grid_right_after_one_with_the_same_headings_goes_on_with_its_issue():
    heads = ["What was found", "Action", "Lead", "By when", "Status"]
    first, second = ["The quays were not safe.", "Mend the steps", "Ann Reed", "May 2026", "On track"], ["", "Paint the lamps", "Bo Quay", "June 2026", "Complete"]
    records = read(heading("Plan"), table(heads, first), table(heads, second))
    assert {a.recommendation_id for a in records.actions} == {records.recommendations[0].recommendation_id}
    apart = read(heading("Plan"), table(heads, first), paragraph("Theme 2: Bells"), table(heads, second))
    assert apart.actions[1].recommendation_id is None, "a line between them may be what it is about"


def test_concerns_under_headings_of_their_number_are_answered_by_the_grids_below():
    """What is said of a concern stands between its words and its actions; without any actions 'Concern 1' heads prose."""
    def concern(n: int, *below: object) -> list:
        return [heading(f"Concern {n}", 3), paragraph(f"The bell was not rung in fog on the night of {n} March."), paragraph("The Harbour accepts this concern. It was nobody's task."), *below]
    records = read(heading("Response to the coroner"), *concern(1, table(HEADS, *ROWS)), *concern(2), *concern(3, table(HEADS, ["3.1", "Buy a bell", "Bo Quay", "May 2026", "On track"])))
    assert [(r.kind, r.number, r.text[-8:]) for r in records.recommendations] == [("identified_issue", n, f"{n} March.") for n in "123"]
    ids = [r.recommendation_id for r in records.recommendations]
    assert [a.recommendation_id for a in records.actions] == [ids[0]] * 2 + [ids[2]]
    assert not read(heading("Response to the coroner"), *concern(1), *concern(2)).recommendations


def test_quarters_side_by_side_are_of_one_year_and_words_without_colours_are_statuses():
    """In June, 'Q1' alone would be the quarter that has just begun."""
    records = read(heading("Harbour plan 2024/25"), paragraph("12 June 2025"), table(
        ["Ref", "Action", "Lead", "Due", "Q1", "Q2", "Q3", "Q4"], ["1.1", "Mend the quay steps", "Ann Reed", "May 2025", "On track", "On track", "Late", "Late"],
        ["1.2", "Paint the lamps", "Bo Quay", "May 2025", "On track", "Complete", "", ""], ["1.3", "Buy a bell", "Bo Quay", "May 2025", "Late", "Late", "On track", "Complete"]))
    assert [(str(a.period_start), a.measure) for a in records.assessments if a.action_id == records.actions[0].action_id] == [
        ("2024-04-01", "status"), ("2024-07-01", "status"), ("2024-10-01", "status"), ("2025-01-01", "status")]


def test_impact_and_outcome_in_one_heading_over_what_was_done():
    records = read(heading("Plan"), table(["No.", "Action", "Lead", "By when", "Progress", "Impact / outcome for users"], ["1.1", "Mend the quay steps", "Ann Reed", "May 2026", "Begun in April.", "Nobody has slipped since they were mended."],
                                          ["1.2", "Paint the lamps", "Bo Quay", "May 2026", "All are painted.", "Ships have been seen to slow down."]))
    assert columns(records.evidence, "kind") == [("progress",), ("impact",)] * 2 and records.actions[0].intended_outcome is None


def test_dated_lines_below_recommendations_are_their_updates_and_lettered_titles_over_grids_sections():
    """The letters of the key stand at the paper's end, under a heading that says so."""
    heads = ["No.", "Recommendation", "When", "Contact", "View"]
    spans = {(2, 1): (1, 4), (4, 1): (1, 4)}
    told = [["March 2025: The brief was agreed.", "September 2025: The plan was begun."], None, None, None]
    records = read(heading("Flood follow-up"), paragraph("25 September 2025"), heading("A. Harbour Council", 2),
                   table(heads, ["A1", "Make a plan for the quays.", "June 2026", "Bo Quay", "U"], [None, *told], ["A2", "Help the boatmen write one.", "May 2025", "Ann Reed", "C"], [None, *told], spans=spans),
                   heading("B. Harbour Trust", 2), table(heads, ["B1", "Clear the sluice.", "May 2026", "Cy Dale", "L"], [None, *told], spans={(2, 1): (1, 4)}),
                   heading("What the letters mean"), paragraph("C – Complete"), paragraph("U – Under way and expected on time"), paragraph("L – Late, or will be"))
    assert columns(records.sections, "number", "title") == [("A", "Harbour Council"), ("B", "Harbour Trust")]
    assert columns(records.recommendations, "number", "responsibility_raw", "due_raw") == [("A1", "Bo Quay", "June 2026"), ("A2", "Ann Reed", "May 2025"), ("B1", "Cy Dale", "May 2026")]
    assert [str(e.period_start)[:7] for e in records.evidence] == ["2025-03", "2025-09"] * 3
    assert columns(records.assessments, "value_raw", "status") == [("U", "on_track"), ("C", "complete"), ("L", "slipped")]


def test_motions_are_resolutions_and_their_titles_no_texts():
    records = read(heading("Motions: what has been done"), paragraph("19 November 2025"), table(
        ["Min.", "Motion", "What Council agreed", "Officer", "What has been done", "Where it stands"],
        ["C.22", "Quays", "That the quays be swept each week.", "Ann Reed", "They are swept.", "Done"],
        ["C.23", "Lamps", "That the lamps be lit in fog.", "Bo Quay", "Not begun.", "Not begun"]))
    assert columns(records.recommendations, "kind", "number", "text") == [
        ("resolution", "C.22", "That the quays be swept each week."), ("resolution", "C.23", "That the lamps be lit in fog.")]
    assert [a.status for a in records.assessments] == ["complete", "not_started"]


def test_a_priority_action_that_demands_is_the_recommendation_of_the_grid_below_it():
    records = read(heading("Plan of the harbour partnership"), paragraph("Priority Action 1: Leaders should work together so that quays are lit.", bold=True), table(HEADS, *ROWS),
                   paragraph("Priority Action 2: Leaders should see to the bell in fog.", bold=True), table(HEADS, ["2.1", "Buy a bell", "Bo Quay", "May 2026", "On track"], ["2.2", "Ring it", "Bo Quay", "May 2026", "On track"]))
    assert columns(records.recommendations, "kind", "number", "text") == [
        ("recommendation", "1", "Leaders should work together so that quays are lit."), ("recommendation", "2", "Leaders should see to the bell in fog.")]
    ids = [r.recommendation_id for r in records.recommendations]
    assert [a.recommendation_id for a in records.actions] == [ids[0]] * 2 + [ids[1]] * 2
