"""Cards: one table a recommendation, whatever stands in its labels and however its rounds are laid out."""
from __future__ import annotations

import pytest

from building import columns, heading, item, paragraph, read, table


def graded(records) -> list[tuple]:
    return [(str(a.period_start)[:7], a.grade) for a in records.assessments]


def test_number_alone_across_the_table_and_the_text_in_the_next_row():
    records = read(heading("Scrutiny action plan: Libraries"), table(
        ["Recommendation 2", None], ["That a mobile library serve the fells", None], ["Responsible officer", "Mobile Services Manager"], ["Timescale", "May 2022"], ["Action agreed", "Lease a van"],
        ["Progress – October 2022", "The van arrived late because of shortages."], ["Assessment – October 2022", "3 - Slipped"], spans={(0, 0): (1, 2), (1, 0): (1, 2)}))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [("2", "That a mobile library serve the fells", "Mobile Services Manager", "May 2022")]
    assert columns(records.actions, "text") == [("Lease a van",)]
    assert graded(records) == [("2022-10", 3)]


def test_rounds_as_columns():
    records = read(heading("Review of parking"), table(
        ["Recommendation 3", "That permits be sold online", None], ["Lead officer", "Parking Manager", None], ["Agreed action", "Buy and test permit software", None], ["", "May 2021", "Dec 2021"],
        ["Progress", "Software is being chosen.", "The site went live."], ["Assessment", "2 (On-Track)", "1 (Fully Achieved)"], spans={(0, 1): (1, 2), (1, 1): (1, 2), (2, 1): (1, 2)}))
    assert columns(records.evidence, "period_raw", "text") == [("May 2021", "Software is being chosen."), ("Dec 2021", "The site went live.")]
    assert graded(records) == [("2021-05", 2), ("2021-12", 1)]
    assert len(records.actions) == 1


def test_evidence_and_grade_in_one_cell():
    records = read(heading("Review of allotments"), table(
        ["Recommendation 2:", "That vacant plots be let in a month"], ["Officer:", "Parks Officer"], ["Target date:", "Feb 2024"], ["Action:", "Appoint a lettings clerk"],
        ["Position at July 2024:", ["The post was advertised twice without success.", "Grade: 3"]]))
    assert columns(records.evidence, "text") == [("The post was advertised twice without success.",)]
    assert graded(records) == [("2024-07", 3)]


def test_a_month_alone_is_a_round_and_a_grade_without_one_is_of_the_round_above():
    records = read(heading("Review of markets"), table(
        ["Rec 5", "Stall fees should be frozen for a year"], ["Who", "Markets Manager"], ["When", "April 2023"], ["Action agreed", "Put a report on fees to Cabinet"], ["October 2023", "Cabinet froze fees in March."], ["Grade", "Grade: 1"]))
    assert columns(records.evidence, "period_raw", "text") == [("October 2023", "Cabinet froze fees in March.")]
    assert graded(records) == [("2023-10", 1)]
    assert "period_start" in records.assessments[0].inferred
    assert len(records.actions) == 1


def test_reference_and_lead_above_the_recommendation_in_four_columns():
    rows = (["Recommendation", "That two electric trucks be bought", None, None], ["Action", "Order trucks", None, None], ["Due", "Sept 2022", "Status", "Delayed"], ["Progress", "The maker has a backlog of nine months.", None, None])
    records = read(heading("Progress of recommendations"), *(table(["Ref", ref, "Lead", lead], *rows, spans={(1, 1): (1, 3), (2, 1): (1, 3), (4, 1): (1, 3)}) for ref, lead in (("R1", "Head of Waste"), ("R2", "Fleet Manager"))))
    assert columns(records.recommendations, "number", "responsibility_raw", "due_raw") == [("R1", "Head of Waste", "Sept 2022"), ("R2", "Fleet Manager", "Sept 2022")]


def test_a_label_that_is_no_field_is_not_part_of_the_text_above():
    records = read(heading("Cabinet response to scrutiny"), table(
        ["Recommendation 1", "A carers' card should be issued"], ["Cabinet response", "Agreed in principle"], ["Service action", "Design and issue a card"], ["Accountable officer", "Carers Lead"], ["To be completed by", "Dec 2022"],
        ["6 month update (Jan 2023)", "2,000 cards were sent out."], ["RAG (Jan 2023)", "Green"]))
    assert columns(records.recommendations, "text") == [("A carers' card should be issued",)]
    assert columns(records.actions, "text") == [("Design and issue a card",)]


def test_recommendation_in_the_heading_above_its_table():
    def card(action: str, progress: str, status: str):
        return table(["Owner", "Licensing Manager"], ["Target date", "April 2024"], ["Action", action], ["Progress", progress], ["Status", status])

    records = read(heading("Review of taxis"), heading("Recommendation 1: That vehicles be tested twice a year", 2), card("Change the policy", "The policy was changed in March.", "Complete"),
                   heading("Recommendation 2: That drivers be trained", 2), card("Find a provider", "Two firms were asked for a quote.", "In progress"))
    assert columns(records.recommendations, "number", "text") == [("1", "That vehicles be tested twice a year"), ("2", "That drivers be trained")]
    assert columns(records.assessments, "status") == [("complete",), ("on_track",)]


def test_a_grid_with_reference_and_recommendation_columns_is_no_card():
    records = read(heading("Response to the peer review"), table(["Ref", "Recommendation", "What we will do", "Owner", "Status"], ["R1", "Be clear on who decides", ["* Rewrite the scheme", "* Train chairs"], "Monitoring Officer", "Complete"],
                                                                ["R2", "Plan money for five years", ["* Build a model"], "Finance Director", "In progress"]))
    assert records.document.layout == "action_tracker"
    assert columns(records.actions, "text") == [("Rewrite the scheme",), ("Train chairs",), ("Build a model",)]


def test_number_across_a_card_of_pairs_and_a_rating_by_colour():
    rows = (["What we recommended", "That a single map of drains be published", None, None], ["Responsible officer(s)", "Mo Teal", "Completion date", "31 May 2025"], ["Agreed actions", ["a) Collect the registers", "b) Print the map"], None, None],
            ["RAG rating (September 2024)", ("Amber", "#FFC000"), None, None], ["RAG rating (March 2025)", ["a) Green", "b) Red"], None, None])
    spans = {(0, 0): (1, 4), (1, 1): (1, 3), (3, 1): (1, 3), (4, 1): (1, 3), (5, 1): (1, 3)}
    records = read(table(["Reported to", "Rivers Select Committee, 20 March 2025"], ["Review", "Drains"]), table(["RECOMMENDATION 3", None, None, None], *rows, spans=spans))
    assert columns(records.recommendations, "number", "text", "due_raw") == [("3", "That a single map of drains be published", "31 May 2025")]
    assert [(a.measure, a.rag, str(a.period_start)[:7]) for a in records.assessments] == [("rag", "amber", "2024-09"), ("rag", "green", "2025-03"), ("rag", "red", "2025-03")]
    assert (records.document.committee, str(records.document.paper_date)) == ("Rivers Select Committee", "2025-03-20")


def test_cards_without_a_table():
    def card(number: int, text: str, *more):
        return (heading(f"Recommendation {number}: {text}"), paragraph("Lead officer: Head of Early Help"), paragraph("Timescale: September 2024"), paragraph("Agreed actions:"), item("Write to all schools", number="a)"),
                item("Hold a meeting each term", number="b)"), paragraph("Progress (October 2024):"), item("Letters were sent in June.", number="a)"), item("Two were held.", number="b)"), paragraph("Status (October 2024): On track"), *more)
    records = read(heading("Monitoring of recommendations: Young carers"), paragraph("8 April 2025"), *card(1, "That each school name a champion for young carers."),
                   *card(2, "That the wait be no more than a month."), heading("What happens next"), paragraph("The Panel is asked to sign off both."))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [
        ("1", "That each school name a champion for young carers.", "Head of Early Help", "September 2024"), ("2", "That the wait be no more than a month.", "Head of Early Help", "September 2024")]
    assert columns(records.actions, "number", "text")[:2] == [("a", "Write to all schools"), ("b", "Hold a meeting each term")]
    assert [(e.action_id[-4:], e.period_raw, e.text) for e in records.evidence][:2] == [("0001", "October 2024", "Letters were sent in June."), ("0002", "October 2024", "Two were held.")]
    assert [(a.measure, a.status, a.explanation) for a in records.assessments] == [("status", "on_track", None)] * 2
    assert [p.role for p in records.passages if p.text.startswith("The Panel is asked")] == ["narrative"]


def test_sentences_about_recommendations_are_no_cards():
    records = read(paragraph("Recommendation 3 was discussed: the lead officer said that progress is good."), paragraph("Status: this paper is public."), paragraph("Recommendation 4 was not."))
    assert records.recommendations == []


def test_blocks_of_one_table_each_under_its_recommendation():
    def block(number: int, progress: str):
        return ([f"Recommendation {number}: That the list be opened to every ward", None, None, None], ["Executive response", "Agreed", "Lead", "Parks Manager"], ["Target date", "31.12.24", "Revised date", ""], ["Progress (June 2025)", progress, None, None], ["Status", "Delayed", None, None])
    records = read(heading("Recommendations Tracker"), paragraph("18 June 2025"), table(*block(1, "Plots have been divided at two sites."), *block(2, ""),
                   spans={(r + 5 * n, c): (1, w) for n in (0, 1) for r, c, w in ((0, 0, 4), (3, 1, 3), (4, 1, 3))}))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [("1", "That the list be opened to every ward", "Parks Manager", "31.12.24"), ("2", "That the list be opened to every ward", "Parks Manager", "31.12.24")]
    assert columns(records.evidence, "text") == [("Plots have been divided at two sites.",)]
    assert [(a.status, str(a.period_start)[:7]) for a in records.assessments] == [("slipped", "2025-06")] * 2


def test_date_of_the_report_is_not_that_of_its_approval():
    document = read(heading("Scrutiny Recommendation Monitoring"), paragraph("Approved by Cabinet: 11 March 2025"), paragraph("Date of this report: 15 January 2026"), table(["Ref", "Recommendation", "Lead", "Status"], ["R1", "That a map be made", "Jo Lind", "Done"])).document
    assert (str(document.agreed_date), str(document.paper_date)) == ("2025-03-11", "2026-01-15")


def test_cards_in_text_whose_progress_stands_under_a_heading_of_its_own():
    """The update is prose under 'Progress update', not an action under a heading; undated, it is of the paper's month."""
    def card(number: int, text: str, *updates: str, rating: str) -> list:
        return [heading(f"Recommendation {number}: {text}", 2), paragraph("Lead: Head of Parks"), paragraph("Timescale: July 2025"),
                heading("Progress update", 3), *map(paragraph, updates), paragraph(f"Rating: {rating}")]
    records = read(heading("Review of allotments: update"), paragraph("16 October 2025"),
                   *card(1, "That vacant plots be let in a month.", "A clerk was appointed.", "Plots are let within a week.", rating="Implemented"),
                   *card(2, "That water butts be provided.", "The order is late because of shortages.", rating="Delayed"))
    assert columns(records.recommendations, "number", "responsibility_raw", "due_raw") == [(n, "Head of Parks", "July 2025") for n in "12"]
    assert not records.actions
    assert [e.text for e in records.evidence] == ["A clerk was appointed.\nPlots are let within a week.", "The order is late because of shortages."]
    assert columns(records.assessments, "measure", "value_raw", "status") == [("status", "Implemented", "complete"), ("status", "Delayed", "slipped")]
    assert {str(r.period_start) for r in (*records.evidence, *records.assessments)} == {"2025-10-01"}


def test_the_date_of_a_paper_stands_on_a_front_sheet_with_a_recommendation():
    records = read(table(["Board of Directors", None], ["Date of meeting", "27 March 2025"], ["Report author", "Jo Fox"],
                         ["Recommendation", "The Board is asked to note the plan."], spans={(0, 0): (1, 2)}),
                   table(["No", "Action", "Lead", "Due date"], ["1", "Train all ward staff", "Matron", "May 2025"]))
    assert str(records.document.paper_date) == "2025-03-27"
    assert len(records.actions) == 1 and len(records.recommendations) <= 1


def test_an_auditors_block_has_its_reference_above_and_owner_and_date_in_one_row():
    def block(ref: str, text: str, *more: list) -> object:
        rows = [[ref, "Membership data", "High"], ["Issue and risk", "The data differ.", None], ["Recommendation", text, None],
                ["Management response", "Agreed.", None], ["Responsible / due", "Fund Accountant", "31 March 2026"], *more]
        return table(*rows, spans={(r, 1): (1, 2) for r, row in enumerate(rows) if row[2] is None})
    records = read(heading("Audit findings – year ended 31 March 2025"), paragraph("Committee, 25 September 2025"),
                   block("2025-1", "The Fund should reconcile its data."), block(
                       "2024-3", "Late payments should be reported.", ["Auditor’s update at 31 March 2025", "They have been reported.", None],
                       ["Status at year end (31 March 2025)", "Implemented", None]))
    assert str(records.document.paper_date) == "2025-09-25"
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [
        ("2025-1", "The Fund should reconcile its data.", "Fund Accountant", "31 March 2026"),
        ("2024-3", "Late payments should be reported.", "Fund Accountant", "31 March 2026")]
    assert [(str(a.period_start), a.status) for a in records.assessments] == [("2025-03-31", "complete")]


def test_cards_in_text_whose_recommendation_stands_under_its_number():
    """With bulleted actions, and one that was not accepted and has nothing but the response."""
    def card(number: int, text: str, *lines) -> list:
        return [heading(f"Recommendation {number}", 2), paragraph(text), *(x if not isinstance(x, str) else paragraph(x) for x in lines)]
    records = read(heading("Response to the review of ponds"), paragraph("11 November 2025"),
                   *card(1, "That every pond be mapped.", "Response: Accepted", "Action:", item("Buy a drone"), item("Train two wardens"),
                         "Lead: Head of Parks", "By when: March 2026", "Update: The drone has been bought."),
                   *card(2, "That all ponds be fenced.", "Response: Not accepted. Fences keep out deer."),
                   *card(3, "That a newt survey be held.", "Response: Accepted", "Action: Hire an ecologist", "Lead: Ecologist", "By when: May 2026",
                         "Update: Three firms were asked."))
    assert columns(records.recommendations, "number", "text") == [
        ("1", "That every pond be mapped."), ("2", "That all ponds be fenced."), ("3", "That a newt survey be held.")]
    assert [a.text for a in records.actions] == ["Buy a drone", "Train two wardens", "Hire an ecologist"]
    assert [e.text for e in records.evidence] == ["The drone has been bought.", "Three firms were asked."]


def test_cards_in_text_with_a_table_of_rounds_below():
    """'Recommendation 1 – Identification' names a topic, its text stands below; what follows the last table belongs to nothing."""
    def card(number: int, topic: str, *rounds: list) -> list:
        return [heading(f"Recommendation {number} – {topic}", 2), paragraph(f"That {topic.lower()} be improved in every school."),
                paragraph(f"Agreed action: Appoint a lead for {topic.lower()}."), paragraph("Responsible officer: Jo Fox"), paragraph("Target date: March 2025"),
                table(["Date", "Evidence of progress", "Assessment of progress", "Evidence of impact"], *rounds)]
    records = read(heading("Young carers: monitoring"), paragraph("22 January 2026"),
                   *card(1, "Identification", ["16 January 2025", "Forms were agreed.", "On track", ""], ["10 July 2025", "They are in use.", "Complete", "More are known."]),
                   *card(2, "School leads", ["16 January 2025", "Of 94 schools, 71 have one.", "On track", ""]),
                   paragraph("We thank all who helped us with this report."))
    assert columns(records.recommendations, "number", "text") == [("1", "That identification be improved in every school."), ("2", "That school leads be improved in every school.")]
    assert [(e.kind, str(e.period_start)[:7], e.text) for e in records.evidence] == [
        ("progress", "2025-01", "Forms were agreed."), ("progress", "2025-07", "They are in use."), ("impact", "2025-07", "More are known."),
        ("progress", "2025-01", "Of 94 schools, 71 have one.")]
    assert [a.status for a in records.assessments] == ["on_track", "complete", "on_track"]
    assert {p.text: p.role for p in records.passages}["We thank all who helped us with this report."] == "narrative"


def test_without_rounds_owner_and_dates_below_the_only_action_are_the_actions():
    def card(ref: str, action: list | str) -> object:
        return table(["Reference", ref], ["Recommendation", "Cash boxes should be counted by two people"], ["Agreed management action", action],
                     ["Responsible officer", "Bursar (Bo Lane)"], ["Original date", "31 January 2025"], ["Revised date", "31 May 2025"],
                     ["Update", "The order is late because of shortages."], ["Status", "Overdue"])
    records = read(heading("Audit follow-up"), paragraph("12 March 2025"), card("IA24/1", "Count each Friday"), card("IA24/2", ["(a) Write a procedure", "(b) Train the clerks"]))
    assert columns(records.actions, "number", "owner_raw", "due_raw", "revised_due_raw") == [
        (None, "Bursar (Bo Lane)", "31 January 2025", "31 May 2025"), ("a", None, None, None), ("b", None, None, None)]
    assert columns(records.recommendations, "number", "responsibility_raw", "due_raw") == [("IA24/1", None, None), ("IA24/2", "Bursar (Bo Lane)", "31 January 2025")]
    assert records.document.layout == "action_tracker"


def test_the_title_of_a_card_gives_its_number():
    """'Recommendation 1', and beside it 'Priority: High', of which the P is no part of the number; a table of several cards is cut at them."""
    def card(n: int) -> list[list]:
        return [[f"Recommendation {n} Priority: High", None, None, None], ["Finding", f"Nobody counted the fees of year {n}.", None, None],
                ["Recommendation", f"Fees of year {n} should be counted twice.", None, None], ["Agreed action", "Two clerks will count them.", None, None],
                ["Responsible officer", "Bursar", "Status", "Implemented"], ["Agreed date", "31/01/2025", "Revised date", ""], ["Management update", "They were counted in May.", None, None]]
    spans = {(7 * k + r, c): (1, 4 - c) for k in (0, 1) for r in (0, 1, 2, 3, 6) for c in ((0,) if r == 0 else (1,))}
    records = read(heading("Audit follow-up"), paragraph("12 March 2025"), table(*card(1), *card(2), spans=spans))
    assert columns(records.recommendations, "number", "text") == [("1", "Fees of year 1 should be counted twice."), ("2", "Fees of year 2 should be counted twice.")]
    assert columns(records.actions, "owner_raw", "due_raw") == [("Bursar", "31/01/2025")] * 2


def test_a_member_alone_is_the_owner():
    def card(n: int, *more: list) -> object:
        return table([f"Recommendation {n}", f"That lamp {n} be painted"], ["Lead member", "Councillor Cy Dale"], *more, ["Target date", "May 2024"], ["Agreed actions", "Paint it"],
                     ["Progress (March 2024)", "It is half painted."], ["Grade (March 2024)", "2 (On track)"], ["Progress (May 2024)", "Done."], ["Grade (May 2024)", "1 (Achieved)"])
    records = read(heading("Monitoring of recommendations"), card(1), card(2, ["Lead officer", "Ann Reed"]))
    assert columns(records.recommendations, "number", "responsibility_raw") == [("1", "Councillor Cy Dale"), ("2", "Ann Reed")]


def test_text_across_the_row_below_the_number_is_the_recommendation_in_every_card():
    def card(n: int) -> object:
        return table([f"Recommendation {n}", None], [f"That lamp {n} be painted", None], ["Responsible officer", "Ann Reed"], ["Target date", "May 2024"], ["Agreed action", f"{n}.1 Buy paint"],
                     ["Progress (March 2024)", "It is bought."], ["Grade (March 2024)", "2 – On course"], spans={(0, 0): (1, 2), (1, 0): (1, 2)})
    records = read(heading("Implementation of the lamp review"), card(1), card(2))
    assert columns(records.recommendations, "kind", "number", "text", "responsibility_raw") == [
        ("recommendation", "1", "That lamp 1 be painted", "Ann Reed"), ("recommendation", "2", "That lamp 2 be painted", "Ann Reed")]


def test_dated_rows_under_headings_of_their_own_in_a_card():
    """A bar with the number ('24/03-1') and what it is about, pairs of label and value, then 'Position at | Progress | RAG' over dated rows."""
    def card(n: int) -> object:
        return table([f"Recommendation 24/03-{n}: Counting of fees", None, None, "Priority: High"], ["Recommendation", f"Fees {n} should be counted twice.", None, None],
                     ["Owner", "Bo Lane, Bursar", "Due date", "31 August 2024"], ["Management action", "Two clerks will count.", None, None], ["Position at", "Progress reported by the Service", None, "RAG"],
                     ["31 May 2024", "One clerk counts.", None, "Amber"], ["30 November 2024", "Both count.", None, "Green"],
                     spans={(0, 0): (1, 3), (1, 1): (1, 3), (3, 1): (1, 3), (4, 1): (1, 2), (5, 1): (1, 2), (6, 1): (1, 2)})
    records = read(heading("Follow-up of internal audit"), card(1), card(2))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [
        (f"24/03-{n}", f"Fees {n} should be counted twice.", "Bo Lane, Bursar", "31 August 2024") for n in (1, 2)]
    assert [(str(e.period_start)[:7], e.text) for e in records.evidence] == [("2024-05", "One clerk counts."), ("2024-11", "Both count.")] * 2
    assert [(str(a.period_start)[:7], a.rag) for a in records.assessments] == [("2024-05", "amber"), ("2024-11", "green")] * 2


def test_how_a_recommendation_stands_may_be_said_before_its_text():
    """Boxes of a slide: 'Recommendation 1: Vision', 'RAG: AMBER', the recommendation, and then labels of their own."""
    def card(n: int) -> list:
        return [heading(f"Recommendation {n}: Lamps", 3), paragraph("RAG: AMBER"), paragraph(f"Paint lamp {n} by the quay."), heading("What we said we would do", 3), item("Buy paint"), item("Hire a painter"),
                heading("Progress", 3), paragraph("Paint is bought."), paragraph("Lead: Ann Reed, Harbour Master"), paragraph("By when: May 2026")]
    records = read(heading("Peer challenge"), paragraph("22 January 2026"), *card(1), *card(2), media_type="pptx")
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [
        (str(n), f"Paint lamp {n} by the quay.", "Ann Reed, Harbour Master", "May 2026") for n in (1, 2)]
    assert columns(records.actions, "text") == [("Buy paint",), ("Hire a painter",)] * 2
    assert columns(records.evidence, "text") == [("Paint is bought.",)] * 2 and columns(records.assessments, "rag", "status") == [("amber", "at_risk")] * 2


def test_rounds_as_rows_under_a_recommendation_across_its_table():
    """'Recommendation 1: ...' and 'Lead officer: ... | Target: ...' over 'Reported | What has happened | BRAG'; a page break may cut it there."""
    def top(n: int) -> list:
        return [f"Recommendation {n}: That the quay at berth {n} be lit.", None, None], [f"Lead officer: Harbour Master {n}", None, "Target: June 2023"]
    heads = ["Reported to Committee", "What has happened", "BRAG"]
    rounds = [["14th March 2022", "Lamps are ordered."] + ["Green"], ["7th November 2022", "The lamps are lit.", "Blue"]]
    whole, cut = {(0, 0): (1, 3), (1, 0): (1, 2)}, {(0, 0): (1, 2)}
    records = read(heading("Progress against review recommendations"), table(*top(1), heads, *rounds, spans=whole), table(*top(2), heads, *rounds, spans=whole),
                   table([top(3)[0][0], None], [top(3)[1][0], "Target: June"], spans=cut), table(["", None, "2023"], heads, *rounds, spans={(0, 0): (1, 2)}))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_start") == [
        (str(n), f"That the quay at berth {n} be lit.", f"Harbour Master {n}", records.recommendations[0].due_start) for n in (1, 2, 3)]
    assert [(str(e.period_start)[:7], e.text) for e in records.evidence] == [("2022-03", "Lamps are ordered."), ("2022-11", "The lamps are lit.")] * 3
    assert columns(records.assessments, "measure", "rag", "status") == [("rag", "green", "on_track"), ("rag", "blue", "complete")] * 3


def test_a_heading_of_rounds_under_which_nothing_stands_is_read():
    records = read(heading("Quay"), table(["Recommendation 1", "That the steps be lit.", None, None], ["Lead officer", "Ann Brook", None, None], ["Target date", "May 2026", None, None], ["Agreed action", "Buy lamps", None, None],
                   ["Round", "Progress", "Impact", "Grade"], ["May 2025", "Lamps are bought.", "", "2 – On track"], ["May 2026", "They hang.", "", "1 – Fully achieved"], spans={(n, 1): (1, 3) for n in range(4)}))
    assert len(records.evidence) == len(records.assessments) == 2 and not [p.text for p in records.passages if p.role == "unassigned"]


ASKED = ("That the ferry runs on Sundays as well.", "That lamps are put on all the quay steps.", "That the bell is hung in the chapel tower again.")
DONE = ("Sundays were tried in May and June.", "Four lamps of nine have been put up.", "The tower was found to be unsafe.")


def _below(*rows) -> list:
    return [row for n, asked, done in zip("123", ASKED, DONE, strict=True) for row in rows_of(rows, n, asked, done)]


def rows_of(rows, n: str, asked: str, done: str) -> list:
    return [[v and v.format(n=n, asked=asked, done=done) for v in row] for row in rows]


ONE_TABLE = {
    "two rows each": ("{n}", _below(["Recommendation {n}", "{asked}"], ["Update", "{done}"]), {}),
    "with a response": ("{n}", _below(["Recommendation {n}", "{asked}"], ["Cabinet response", "Accepted."], ["Update", "{done}"]), {}),
    "numbers with a code": ("HP/24/0{n}", _below(["Recommendation HP/24/0{n}", "{asked}"], ["Lead officer", "Quay Manager"], ["Update", "{done}"]), {}),
    "a number merged beside the labels": ("{n}", [["No.", "", ""], *_below(["{n}", "Recommendation", "{asked}"], [None, "Lead officer", "Quay Manager"], [None, "Update", "{done}"])],
                                          {(1 + 3 * n, 0): (3, 1) for n in range(3)}),
    "numbered bars over the labels": ("{n}", _below(["{n}. {asked}", None], ["Lead officer", "Quay Manager"], ["Update", "{done}"]), {(3 * n, 0): (1, 2) for n in range(3)}),
}


@pytest.mark.parametrize(("number", "rows", "spans"), ONE_TABLE.values(), ids=ONE_TABLE)
def test_labels_recur_down_one_table(number, rows, spans):
    records = read(heading("Review of the quay: update"), table(*rows, spans=spans))
    assert columns(records.recommendations, "number", "text") == [(number.format(n=n), asked) for n, asked in zip("123", ASKED, strict=True)]
    numbers = {r.recommendation_id: r.number for r in records.recommendations}
    assert [(numbers[e.recommendation_id], e.text) for e in records.evidence] == [(number.format(n=n), done) for n, done in zip("123", DONE, strict=True)]
    assert not [p.text for p in records.passages if p.role == "unassigned"]


HEADS = ["Lead", "Target date", "Progress", "Status"]


def _values(n: int) -> list[str]:
    return [f"Keeper {n}", f"June 202{n}", DONE[n - 1], ("Complete", "In progress", "Overdue")[n - 1]]


ACROSS = {
    "below a heading": [part for n in (1, 2, 3) for part in (heading(f"Recommendation {n}: {ASKED[n - 1]}", 2), table(HEADS, _values(n)))],
    "below a numbered line": [part for n in (1, 2, 3) for part in (paragraph(f"{n}. {ASKED[n - 1]}", bold=True), table(HEADS, _values(n)))],
    "across each table": [table([f"Recommendation {n}: {ASKED[n - 1]}", *[None] * 3], HEADS, _values(n), spans={(0, 0): (1, 4)}) for n in (1, 2, 3)],
    "across one table": [table(*(row for n in (1, 2, 3) for row in ([f"{n}. {ASKED[n - 1]}", *[None] * 3], HEADS, _values(n))), spans={(3 * n, 0): (1, 4) for n in range(3)})],
    "across one table with its headings once": [table(HEADS, *(row for n in (1, 2, 3) for row in ([f"Recommendation {n}: {ASKED[n - 1]}", *[None] * 3], _values(n))),
                                                      spans={(2 * n + 1, 0): (1, 4) for n in range(3)})],
}


@pytest.mark.parametrize("parts", ACROSS.values(), ids=ACROSS)
def test_a_recommendation_over_one_row_of_who_when_and_how_it_goes(parts):
    records = read(heading("Review of the quay: update"), *parts)
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [
        (str(n), ASKED[n - 1], f"Keeper {n}", f"June 202{n}") for n in (1, 2, 3)]
    assert columns(records.evidence, "text") == [(done,) for done in DONE]
    assert columns(records.assessments, "status") == [("complete",), ("on_track",), ("slipped",)]
    assert not [p.text for p in records.passages if p.role == "unassigned"]


def test_labels_over_their_values_and_rounds_below_them():
    """Lead, date and measure stand as headings over one row of values, the agreed actions below a label across the card, then its rounds."""
    spans = {(r, 0): (1, 3) for r in (0, 3, 4)}
    records = read(heading("Review of the quay: third update"), paragraph("12 November 2024"), *(table(
        [f"Recommendation {n}: {ASKED[n - 1]}", None, None], ["Lead officer", "Timescale", "Measure of success"], [f"Keeper {n}", "March 2024", "A lamp on every step."],
        ["Agreed actions", None, None], [["a) Look for lamps.", "b) Hang them."], None, None], ["Update", "What has been done", "Assessment"],
        ["November 2023", ["a) Four were found.", "b) None yet."], ["a) On track", "b) Slipped"]], ["May 2024", ["b) All of them hang."], ["b) Complete"]], spans=spans) for n in (1, 2)))
    assert columns(records.recommendations, "number", "responsibility_raw", "due_raw", "success_measure") == [(str(n), f"Keeper {n}", "March 2024", "A lamp on every step.") for n in (1, 2)]
    assert columns(records.actions, "number", "text") == [("a", "Look for lamps."), ("b", "Hang them.")] * 2
    assert columns(records.evidence, "period_raw", "text") == [("November 2023", "Four were found."), ("November 2023", "None yet."), ("May 2024", "All of them hang.")] * 2
    assert columns(records.assessments, "status") == [("on_track",), ("slipped",), ("complete",)] * 2


def test_number_lead_and_date_merged_beside_the_labels():
    """The columns of labels and values have no headings of their own; a month behind a label goes with 'to'."""
    rows, spans = [["No", "", "", "Lead", "Target date"]], {}
    for n in (1, 2, 3):
        rows += [[str(n), "Recommendation", ASKED[n - 1], f"Keeper {n}", f"May 203{n}"], [None, "Trust response", "Accepted.", None, None], [None, "Progress to January 2030", DONE[n - 1], None, None],
                 [None, "Status", "Done", None, None]]
        spans |= {(4 * n - 3, column): (4, 1) for column in (0, 3, 4)}
    records = read(heading("Where we are with the recommendations"), table(*rows, spans=spans))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [(str(n), ASKED[n - 1], f"Keeper {n}", f"May 203{n}") for n in (1, 2, 3)]
    assert columns(records.evidence, "period_raw", "text") == [("January 2030", done) for done in DONE]
    assert columns(records.assessments, "status") == [("complete",)] * 3
    assert not [p.text for p in records.passages if p.role == "unassigned"]


def test_one_round_heads_a_column_as_several_do():
    """A recommendation signed off after its first update has one column; a due date of two lines goes on in a row without a label too."""
    rounds = table(["Recommendation 6", "That the bells be rung at noon."], ["To be done by", "May 2031"], ["", "January 2032"], ["What has been done", "They ring at noon."], ["Grade", "1"])
    records = read(heading("Monitoring of recommendations"), rounds)
    assert columns(records.recommendations, "number", "due_raw") == [("6", "May 2031")]
    assert [e.period_start.isoformat() for e in records.evidence] == ["2032-01-01"] and [a.period_start.isoformat() for a in records.assessments] == ["2032-01-01"]


def test_on_track_but_not_yet_due_is_on_track():
    records = read(table(["2", "On track, but not yet due to be complete."], ["3", "Slipped but will be completed."], ["1", "Fully achieved."], ["4", "Not achieved."]), *[
        table([f"Recommendation {n}", f"That bell {n} be rung."], ["Progress", "It rings."], ["Grade", grade]) for n, grade in ((1, "2"), (2, "3"))])
    assert columns(records.assessments, "grade", "status") == [(2, "on_track"), (3, "slipped")]


def test_labels_that_ran_together_make_no_card():
    card = table(["Recommendation 1", "That the bells be rung."], ["Lead officer", "Warden"], ["What has been done Difference made Grade", "They ring. Nobody sleeps. 2"], method="aligned")
    records = read(card, media_type="text")
    assert not records.recommendations and [d.code for d in records.diagnostics if "ran together" in d.message] == ["headings-not-recognised"]


def test_grades_one_below_another_are_each_of_their_month():
    records = read(heading("Monitoring"), paragraph("4 May 2026"), *(table([f"Recommendation {n}", "That the quay steps be mended."], ["Lead", "Ann Reed"], ["Agreed actions", "Buy stone."],
                   ["Progress", ["May 2025: Stone was sought.", "May 2026: Stone was bought."]], ["Assessment of progress", ["May 2025: Delayed. No stone was to be had.", "May 2026: Implemented"]]) for n in (1, 2)))
    assert [(str(a.period_start)[:7], a.status, a.explanation) for a in records.assessments] == [("2025-05", "slipped", "No stone was to be had."), ("2026-05", "complete", None)] * 2


def test_a_label_under_which_no_round_says_anything_is_accounted_for():
    rounds = table(["Recommendation 6", "That the bells be rung at noon.", None], ["", "May 2031", "January 2032"], ["What has been done", "A ringer is sought.", "They ring at noon."], ["Difference made", "", ""], ["Grade", "2", "1"],
                   spans={(0, 1): (1, 2)})
    records = read(heading("Monitoring of recommendations"), rounds)
    assert len(records.evidence) == 2 and records.document.coverage == 1.0


def test_cards_of_what_people_said_and_what_was_promised():
    """A band has each card's number and title; what people said is an issue, and the words of the key are the paper's own."""
    def card(n: int, said: str, kept: str) -> list:
        return [[f"{n}. Buses to the quay {n}", None], ["You said", said], ["The promise", "Run a bus at nine."], ["Who made it", "Harbour Master"], ["By when", "May 2025"],
                ["What was done", "It has run since May."], ["What changed", "Sixty of us use it."], ["Was it kept?", kept]]
    rows = card(1, "The last bus goes at six.", "Kept") + card(2, "Nobody tells us when it comes.", "Not kept")
    records = read(heading("You said, we did"), paragraph("3 July 2025"), heading("How we decided", 3), item("Kept – it was done, and we have seen it"), item("Late – it was begun, but the date has gone"),
                   item("Not kept – it was not done and will not be"), table(*rows, spans={(0, 0): (1, 2), (8, 0): (1, 2)}))
    assert columns(records.recommendations, "kind", "number", "text") == [("identified_issue", "1", "The last bus goes at six."), ("identified_issue", "2", "Nobody tells us when it comes.")]
    assert columns(records.actions, "text", "owner_raw", "due_raw") == [("Run a bus at nine.", "Harbour Master", "May 2025")] * 2
    assert columns(records.evidence, "kind") == [("progress",), ("impact",)] * 2
    assert columns(records.assessments, "status") == [("complete",), ("not_achieved",)]
