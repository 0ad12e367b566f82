"""Text extractions: page furniture among rows, columns by pipes, rows cut by a page."""
from __future__ import annotations

from pathlib import Path

import pytest

from building import columns
from extractors.extract import extract
from extractors.readers import read
from models.records import DocumentRow, Records


def records_of(tmp_path: Path, text: str) -> Records:
    path = tmp_path / "paper.txt"
    path.write_text(text, encoding="utf-8")
    return extract(read(path), DocumentRow(document_id="0" * 16, file_name=path.name))


def test_pipes(tmp_path):
    records = records_of(tmp_path, """Wrenfold District Council
Scrutiny Tracker – July 2024

Ref | Recommendation | Lead Officer | Due | Update | Status
1 | That the pool be surveyed | Leisure Manager | May 2024 | The survey was done in April by a firm. | Complete
2 | That fees be frozen | Finance Manager | April 2025 | To go to Cabinet in the autumn. | In progress
""")
    assert columns(records.recommendations, "number", "text", "due_raw") == [("1", "That the pool be surveyed", "May 2024"), ("2", "That fees be frozen", "April 2025")]
    assert columns(records.assessments, "status") == [("complete",), ("on_track",)]


def test_a_page_number_inside_a_card_is_no_evidence(tmp_path):
    records = records_of(tmp_path, """Marlow Vale Council
Monitoring of the Review of Cemeteries

Recommendation 1:\tThat a book of remembrance be put online
Responsibility:\tBereavement Manager
Date:\tJune 2023
Agreed Action:\t1) Scan the books
\t2) Build a web page
Evidence of Progress (May 2023):\t1) Scanning is done.
Marlow Vale Council   Page 1

\t2) The page is being tested.
Assessment of Progress (May 2023):\t1) 1 (Fully Achieved)
\t2) 2 (On-Track)
""")
    assert columns(records.evidence, "text") == [("Scanning is done.",), ("The page is being tested.",)]
    assert columns(records.assessments, "grade") == [(1,), (2,)]


def test_a_row_cut_by_a_page(tmp_path):
    records = records_of(tmp_path, """Improvement Plan
3 June 2024

Ref\tAction\tOwner\tDue\tProgress\tRAG
1.1\tOpen a discharge lounge\tMatron\tMay 2024\tThe room was found and is being\tGreen
Improvement Plan page 2
\t\t\t\tpainted this week.
1.2\tHire six porters\tEstates\tJune 2024\tFour were hired.\tAmber
""")
    assert columns(records.actions, "number", "owner_raw") == [("1.1", "Matron"), ("1.2", "Estates")]
    assert [" ".join(e.text.split()) for e in records.evidence] == ["The room was found and is being painted this week.", "Four were hired."]


def test_bullets_on_rows_of_their_own_are_what_somebody_is_asked_to_do(tmp_path):
    """The neighbour 'Accepted' ends without a stop too, but the bullets go on with the text that ends in a colon."""
    records = records_of(tmp_path, """Wrenfold District Council
Task group: update of July 2024

No.\tRecommendation\tCabinet response\tLead\tUpdate\tStatus
R1\tThat the pool be surveyed\tAccepted\tLeisure Manager\tThe survey was done in April by a firm.\tComplete
R2\tThat the Head of Housing is asked to:\tAccepted\tHousing Manager\tSixty of the staff have had the course.\tOn track
\t• train all staff who go into homes\t\t\t\t
\t• set up a single number for reports\t\t\t\t
R3\tThat fees be frozen\tAccepted\tFinance Manager\tTo go to Cabinet in the autumn.\tOn track
""")
    assert columns(records.recommendations, "number", "text") == [
        ("R1", "That the pool be surveyed"), ("R2", "That the Head of Housing is asked to:"), ("R3", "That fees be frozen")]
    assert columns(records.actions, "text") == [("train all staff who go into homes",), ("set up a single number for reports",)]


def test_a_meeting_across_the_rows_is_of_no_action(tmp_path):
    records = records_of(tmp_path, """Wrenfold District Council
Action tracker

Reference\tItem\tAction\tResponsible\tDue\tStatus
Meeting held on 19 June 2024\t\t\t\t\t
HS/24/02\tMinor injuries\tProvide figures for the last three years\tMatron\tMay 2024\tComplete
Meeting held on 17 July 2024\t\t\t\t\t
HS/24/03\tDentistry\tWrite to the Board about the plan\tClerk\tJune 2024\tOn track
""")
    assert columns(records.actions, "number") == [("HS/24/02",), ("HS/24/03",)]
    assert {p.role for p in records.passages if p.text.startswith("Meeting held")} == {"narrative"}


@pytest.mark.parametrize("title", ["Explanation of grades:", "Our own assessment – what the numbers mean"])
def test_the_title_of_a_key_below_a_card_is_no_value_of_it(tmp_path, title):
    records = records_of(tmp_path, "Scrutiny progress update\n\n" + "".join(f"""Recommendation {n}:\tThat lamp {n} be painted
Responsibility:\tClerk
Date:\tMay 2024
Agreed Action:\tPaint it
Progress update (March 2024):\tIt is half painted.
Assessment of Progress (March 2024):\t2 (On track)
Impact (March 2024):\t

""" for n in (1, 2)) + title + """
1\t2\t3\t4
Fully achieved\tOn track\tSlipped\tNot achieved
""")
    assert not [e for e in records.evidence if title in e.text] and len(records.assessments) == 2


CARD = """Recommendation {n} – That lamp {n} of the pier is
painted again.
Formal response              Agreed.
Lead officer                 Clerk
Timescale                    31st May 2024
Position reported            It is scraped, and the paint
(September 2023)             is on its way.
Assessment                   4 – Slipped
(September 2023)
Current position             It is half painted and will be
(March 2024)                 done by May.
Assessment (March            2 – On track
2024)


"""


def test_cards_in_aligned_columns_with_their_round_on_the_second_line(tmp_path):
    """Below the first label of a round its month; above each card a title; the report's own numbering goes on behind the last one."""
    records = records_of(tmp_path, """Wrenfold District Council
1.0     Introduction
1.1     The lamps were looked at in 2023.
1.2     The categories are set out below.
Category       Description                        Meaning
2              On track                           The work will be done by
                                                  its date.
3              Achieved                           The work has been done.
4              Slipped                            The work is late and its
                                                  date has passed.


2.0     Position on recommendations
""" + "".join(CARD.format(n=n) for n in (1, 2, 3)) + """3.0     Next steps
3.1     The Board is asked to look again in the autumn.
""")
    assert columns(records.recommendations, "number", "responsibility_raw", "due_raw") == [(str(n), "Clerk", "31st May 2024") for n in (1, 2, 3)]
    assert [(str(e.period_start)[:7], " ".join(e.text.split())) for e in records.evidence] == [
        ("2023-09", "It is scraped, and the paint is on its way."), ("2024-03", "It is half painted and will be done by May.")] * 3
    assert columns(records.assessments, "grade", "status", "explanation") == [(4, "slipped", None), (2, "on_track", None)] * 3


def test_headings_of_rounds_come_adrift_are_said_and_no_date_is_the_papers(tmp_path):
    """A cell a line: nothing tells the update from its grade. The recommendations are read, the rest is said not to be."""
    records = records_of(tmp_path, """Wrenfold District Council
16 January 2025

Progress updates
""" + "".join(f"""Recommendation {n}: That lamp {n} of the pier be painted again before the summer.
Responsibility: Clerk
Date: March 2024
Update
Evidence of Progress
Assessment of Progress
January 2024
The paint has come.
2 – On Track

""" for n in (1, 2, 3)))
    assert columns(records.recommendations, "number", "responsibility_raw", "due_raw") == [(str(n), "Clerk", "March 2024") for n in (1, 2, 3)]
    assert not records.evidence and not records.assessments and str(records.document.paper_date) == "2025-01-16"
    assert [d.code for d in records.diagnostics].count("headings-without-table") == 1


def test_updates_run_together_are_one_each(tmp_path):
    records = records_of(tmp_path, """Wrenfold District Council
Scrutiny Tracker – November 2024

Ref | Recommendation | Lead Officer | Due | Update | Status
1 | That the pool be surveyed | Leisure Manager | May 2024 | 10.07.24: Put off because of the leak. 09.10.24: Done on 2.10.24 by a firm. | Complete
2 | That fees be frozen | Finance Manager | April 2025 | To go to Cabinet by 12.11.24. It is late. | In progress
""")
    assert [(str(e.period_start)[:7], e.text) for e in records.evidence] == [
        ("2024-07", "10.07.24: Put off because of the leak."), ("2024-10", "09.10.24: Done on 2.10.24 by a firm."), ("2024-11", "To go to Cabinet by 12.11.24. It is late.")]


def test_a_measure_with_a_date_in_it_shifts_no_row(tmp_path):
    records = records_of(tmp_path, """Wrenfold District Council
Plan – November 2024

Ref | Action | Owner | Due | Revised | Measure of success | Progress | RAG
1 | Survey the pool | Leisure Manager | May 2024 | June 2024 | No leaks are found | It was surveyed by a firm. | Green
2 | Review the plan after a year | Clerk | Q1 2026/27 | | Report received by June 2026 | | Amber
""")
    assert columns(records.actions, "revised_due_raw", "success_measure") == [("June 2024", "No leaks are found"), (None, "Report received by June 2026")]
    assert len(records.evidence) == 1 and columns(records.assessments, "rag") == [("green",), ("amber",)]


def test_a_reference_over_a_group_of_labels_is_the_recommendations(tmp_path):
    group = """PAY{n} – High priority
Recommendation: Sign claim {n} by an officer.
Agreed action: Make a list for claim {n}.
Responsible officer: Payroll Manager
Agreed date: 30/04/2024
Position at follow-up: The list is there.
Status: Implemented
"""
    records = records_of(tmp_path, "Follow-up of audits\n\n" + "".join(group.format(n=n) for n in (1, 2, 3)) + "\nContact officer: Ina Moss\n")
    assert columns(records.recommendations, "number") == [("PAY1",), ("PAY2",), ("PAY3",)]
    assert columns(records.actions, "owner_raw", "due_raw") == [("Payroll Manager", "30/04/2024")] * 3


@pytest.mark.parametrize("name", ["CQC identified issue intended outcome", "Owner operational lead month due"])
def test_headings_that_ran_together_make_no_record(tmp_path, name):
    """Two columns stood too near each other to tell them apart: their texts are mixed."""
    rows = [(name, "Action", "Update"), ("Falls are not noted as they should be", "Send a nurse to each home", "Two went."), ("Nobody has a key to the store", "Cut two keys for it", "Begun."),
            ("Bells are not heard at night", "Hang a new bell", "Not yet.")]
    records = records_of(tmp_path, "Harbour plan\n\n" + "\n".join(f"{a:<42}{b:<30}{c}" for a, b, c in rows))
    assert not (records.recommendations or records.actions) and "headings-not-recognised" in [d.code for d in records.diagnostics]


def test_labels_and_values_right_below_a_grid_are_no_rows_of_it(tmp_path):
    grid = "Recommendation\tLead Officer\tTimetable\tUpdate\tPosition\na) That the {}\tMatron\tMay 2024\tIt was done.\tComplete\nb) That the {}\tClerk\tMay 2024\tIt was begun.\tOn track\n"
    box = "Committee:\tCabinet\nMeeting Date:\t{}\nMinute No:\t{}\n"
    records = records_of(tmp_path, "\n".join(["Harbour recommendations", "", box.format("6 June 2023", "14"), grid.format("lamps be lit.", "bell be rung."), box.format("5 September 2023", "31"), grid.format("quays be swept.", "gates be shut.")]))
    assert [
        r.text for r in records.recommendations] == ["That the lamps be lit.", "That the bell be rung.", "That the quays be swept.", "That the gates be shut."]
