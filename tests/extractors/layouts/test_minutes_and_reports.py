"""Resolutions of minutes and recommendations of reports, in the styles that clerks write them."""
from __future__ import annotations

from building import columns, heading, item, paragraph, read, table


def test_resolved_within_a_sentence_and_minutes_numbered_in_plain_lines():
    records = read(heading("Minutes of the Full Council"), paragraph("45. Finance"), paragraph("It was RESOLVED to approve the payments listed."), paragraph("46. Cemetery"),
                   paragraph("It was proposed by Cllr Marsh, seconded by Cllr Dale and RESOLVED unanimously to repair the wall."), paragraph("47. Date of next meeting"), paragraph("3 September 2024."))
    assert columns(records.recommendations, "number", "text") == [("45", "to approve the payments listed."), ("46", "to repair the wall.")]
    assert records.document.layout == "minutes"


def test_agreed_in_capitals_within_a_sentence():
    records = read(heading("Notes of the Joint Board"), heading("4. Budget", 2), paragraph("The Board AGREED to note the budget."))
    assert columns(records.recommendations, "number", "text") == [("4", "to note the budget.")]


def test_a_report_that_tells_what_cabinet_resolved_is_no_minutes():
    records = read(heading("Annual report of scrutiny"), paragraph("In the year the Committee made forty recommendations to Cabinet."), paragraph("The Cabinet resolved to accept most of them and the rest were noted."))
    assert not records.recommendations


def test_recommendations_end_where_the_next_section_is_numbered():
    records = read(heading("Report to Cabinet"), paragraph("2.0 RECOMMENDATIONS"), paragraph("2.1 It is recommended that Cabinet agrees a rent of £40."), paragraph("2.2 It is recommended that officers review rents each year."),
                   paragraph("3.0 BACKGROUND"), paragraph("3.1 Rents were last set in 2019."), paragraph("3.2 It was recommended in 2018 that rents should not rise."))
    assert columns(records.recommendations, "number") == [("2.1",), ("2.2",)]


def test_recommendations_at_the_top_end_at_the_first_numbered_heading():
    records = read(heading("Audit Committee"), heading("Recommendations", 2), item("That the committee note the plan.", number="1."), item("That the committee approve the charter.", number="2."), heading("1. Introduction", 2), paragraph("The plan covers a year."))
    assert columns(records.recommendations, "number") == [("1",), ("2",)]


def test_two_bodies_are_asked_different_things():
    records = read(heading("Report on housing"), heading("Recommendations", 2), paragraph("The Scrutiny Committee is invited to:"), item("consider the report; and", number="1."), item("make comments to Cabinet.", number="2."),
                   paragraph("Cabinet is recommended to:"), item("approve the policy.", number="1."))
    assert columns(records.recommendations, "text") == [("consider the report; and",), ("make comments to Cabinet.",), ("approve the policy.",)]


def test_a_list_of_recommendations_goes_on_behind_an_explanation():
    records = read(heading("Report to Council"), heading("2. Recommendations"), item("That a concert be held in the park.", number="a)"), paragraph("The concert would begin at noon and last for two hours."), item("That the clerk ask for leave to use it.", number="b)"),
                   heading("3. Background"), item("The park opened in 1890.", number="c)"))
    assert columns(records.recommendations, "number") == [("a",), ("b",)]


def test_a_recommendation_of_one_sentence():
    records = read(heading("Board paper"), paragraph("Recommendation: The Board is recommended to approve the strategy."), heading("Summary", 2), paragraph("The strategy runs to 2030."))
    assert columns(records.recommendations, "text") == [("The Board is recommended to approve the strategy.",)]


def test_people_asked_to_do_something_are_no_committee():
    records = read(heading("Notes"), paragraph("Residents are asked to use the new bins from the first of May."), paragraph("Members are asked to contact the clerk with any questions."))
    assert not records.recommendations


def test_resolved_in_small_letters_counts_in_minutes():
    records = read(heading("Leisure Committee"), heading("In Attendance:"), paragraph("Ann Reed, Clerk."), heading("52 Apologies for Absence"), paragraph("Committee resolved to note the apologies."))
    assert columns(records.recommendations, "number", "text") == [("52", "to note the apologies.")]


def test_next_steps_of_something_and_days_that_lie_ahead():
    records = read(heading("Home care update"), paragraph("25 November 2025"), heading("Next steps: home care"),
                   item("Publish the specification on 15 December 2025."), item("Open the tender in February 2026."),
                   item("Look again at the visits made in June 2025."), heading("Next steps (continued)"), item("Agree nominations by 30 January 2026."))
    assert [(a.text[:7], str(a.due_end)) for a in records.actions] == [
        ("Publish", "2025-12-15"), ("Open th", "2026-02-28"), ("Look ag", "None"), ("Agree n", "2026-01-30")]


def test_actions_agreed_with_who_and_by_when_in_brackets():
    records = read(heading("Quality update"), heading("Actions agreed with homes"), item("Check medicines each week at Beech House (Nurse, 28 November 2025)"),
                   item("Meet the new manager (Contracts Officer, 14 November 2025)"))
    assert columns(records.actions, "owner_raw", "due_raw") == [("Nurse", "28 November 2025"), ("Contracts Officer", "14 November 2025")]


def test_a_report_of_numbered_paragraphs_recommends_beside_its_plan():
    prose = [paragraph(f"3.{n} The service was inspected and the report said that much had been done since then.") for n in range(1, 6)]
    plan = table(["No", "Action", "Lead", "Status"], ["1", "Train all staff of the homes", "Head of Care", "On track"], ["2", "Write the new policy", "Head of Care", "Delayed"])
    asked = [paragraph("2. Recommendations"), paragraph("2.1 That Cabinet approves the assessment."), paragraph("2.2 That Cabinet agrees the plan.")]
    assert [r.number for r in read(heading("Report"), *asked, *prose, plan).recommendations] == ["2.1", "2.2"]
    assert not read(heading("Plan"), *asked, plan).recommendations


def test_a_report_that_only_asks_to_note_its_plan_recommends_nothing():
    prose = [paragraph(f"3.{n} The service was inspected and the report said that much had been done since then.") for n in range(1, 6)]
    plan = table(["No", "Action", "Lead", "Status"], ["1", "Train all staff of the homes", "Head of Care", "On track"], ["2", "Write the new policy", "Head of Care", "Delayed"])
    for asked in ("2.1 The Committee is invited to note the progress made, and to consider the new dates.", "2.1 To note the progress made in the plan."):
        assert not read(heading("Report"), paragraph("2. Recommendations"), paragraph(asked), *prose, plan).recommendations


def test_a_table_answers_recommendations_of_the_text_by_number():
    records = read(heading("Visit to the pier"), heading("Recommendations"), item("That the lift be mended.", number="1."), item("That the lamps be lit at dusk.", number="2."),
                   item("That a bench be bought.", number="3."), heading("Response"), table(
        ["Recommendation", "Response", "By whom", "By when"], ["1", "Accepted", "Head of Piers", "31 March 2026"], ["2", "Partly accepted", "Lamp Officer", "With immediate effect"]))
    assert columns(records.recommendations, "number", "responsibility_raw", "due_raw") == [
        ("1", "Head of Piers", "31 March 2026"), ("2", "Lamp Officer", "With immediate effect"), ("3", None, None)]
    assert str(records.recommendations[0].due_end) == "2026-03-31"
    assert [o.role for o in records.owners] == ["Head of Piers", "Lamp Officer"]
    assert not [p.text for p in records.passages if p.role == "unassigned"]


def test_the_number_of_a_planning_application_is_no_minutes():
    records = read(heading("Minutes of the Town Council"), heading("24/044 Lamps"), paragraph("RESOLVED:"), item("That the lamps be lit.", number="1."), heading("24/045 Planning"),
                   heading("DM/24/0902 Land off Mill Lane"), paragraph("RESOLVED:"), item("That no objection be made to the application.", number="1."))
    assert [r.number for r in records.recommendations] == ["24/044 1", "24/045 1"]


def test_the_box_at_the_head_of_a_report_recommends_and_dates_it():
    plan = table(["No", "Action", "Lead", "Status"], ["1", "Train all staff of the homes", "Head of Care", "On track"], ["2", "Write the new policy", "Head of Care", "Delayed"])
    def box(*asked: str):
        return table(["Name and date of Committee", "AUDIT COMMITTEE – TUESDAY 20 JANUARY 2026"], ["Subject", "ACTION PLAN UPDATE"], ["Purpose", "To report progress"],
                     ["Recommendations", ["The Committee is recommended to agree:", *asked]])
    records = read(box("1. That the progress made be noted.", "2. That the date of action 2 be moved to June 2026."), plan)
    assert columns(records.recommendations, "number", "text") == [("1", "That the progress made be noted."), ("2", "That the date of action 2 be moved to June 2026.")]
    assert (records.document.committee, str(records.document.paper_date)) == ("AUDIT COMMITTEE", "2026-01-20")
    assert {c.table for r in records.recommendations for c in r.source_cells} == {0}
    assert not read(box("That the progress made be noted."), plan).recommendations


def test_numbered_parts_of_one_sentence_are_what_a_report_recommends():
    prose = [paragraph(f"3.{n} The service was inspected and the report said that much had been done since then.") for n in range(1, 6)]
    plan = table(["No", "Action", "Lead", "Status"], ["1", "Train all staff of the homes", "Head of Care", "On track"], ["2", "Write the new policy", "Head of Care", "Delayed"])
    asked = [heading("2 Recommendations"), paragraph("It is recommended that the Committee:"), paragraph("2.1 notes the position set out in Appendix A;"),
             paragraph("2.2 agrees that what is shown as Closed is not reported again; and")]
    assert columns(read(heading("Report"), *asked, *prose, plan).recommendations, "number", "text") == [
        ("2.1", "notes the position set out in Appendix A;"), ("2.2", "agrees that what is shown as Closed is not reported again; and")]


def test_the_author_at_the_end_leads_no_section_and_a_box_names_the_review():
    records = read(table(["Borough of Quay Scrutiny review: one year on"]), table(["Review", "Damp in boathouses"], ["Panel", "Boats Panel"], ["Date of this update", "4 February 2025"]),
                   table(["No", "Action", "Lead", "Status"], ["1", "Dry the walls of the shed", "Mate", "On track"], ["2", "Open the windows at noon", "Mate", "Delayed"]),
                   heading("What crews told us"), paragraph("Most of them liked it."), paragraph("Report author: Ina Moss, Clerk"))
    assert not records.sections and records.document.review == "Damp in boathouses"
