"""Grades, RAG ratings and status words as printed -> what they mean; each row says why it is hard."""
from __future__ import annotations

import pytest

from extractors.keys import Key, default_key
from extractors.values.grades import find_status, read_grade, read_grades, read_status_column
from extractors.values.meanings import meaning_of, scale
from models.codes import DIAGNOSTICS, RAG, STATUSES

USUAL = default_key()

# (printed, value_raw, grade, rag, status, explanation, why)
GRADES = [
    ("2 (On-Track)", "2 (On-Track)", 2, None, "on_track", None, "number and name"),
    ("1 (Fully Achieved)", "1 (Fully Achieved)", 1, None, "complete", None, "number and name of two words"),
    ("4 (Not Achieved)", "4 (Not Achieved)", 4, None, "not_achieved", None, "the longer name wins over 'Achieved'"),
    ("2 – On Track", "2 – On Track", 2, None, "on_track", None, "dash"),
    ("2 - On-Track", "2 - On-Track", 2, None, "on_track", None, "hyphens of two kinds"),
    ("3: Slipped", "3: Slipped", 3, None, "slipped", None, "colon"),
    ("2 On-Track", "2 On-Track", 2, None, "on_track", None, "no mark"),
    ("Grade 3", "Grade 3", 3, None, "slipped", None, "number after the word grade"),
    ("Grade: 2", "Grade: 2", 2, None, "on_track", None, "colon after grade"),
    ("3", "3", 3, None, "slipped", None, "number alone"),
    ("On-Track (2)", "On-Track (2)", 2, None, "on_track", None, "name first"),
    ("Slipped", "Slipped", None, None, "slipped", None, "name alone"),
    ("SLIPPED", "SLIPPED", None, None, "slipped", None, "capitals"),
    ("3 (Slipped) The contract was let late.", "3 (Slipped)", 3, None, "slipped", "The contract was let late.", "prose without a mark"),
    ("3 (Slipped)\nThe contract was let late.", "3 (Slipped)", 3, None, "slipped", "The contract was let late.", "prose on the next line"),
    ("On track. Tenders are in.", "On track", None, None, "on_track", "Tenders are in.", "prose after a full stop"),
    ("Completed July 2021", "Completed", None, None, "complete", "July 2021", "a date after the word"),
    ("On hold until funding is found", "On hold", None, None, "slipped", "until funding is found", "prose that goes on"),
    ("Complete - see note", "Complete", None, None, "complete", "see note", "a remark"),
    ("Completed (March 2022)", "Completed", None, None, "complete", "March 2022", "a remark in brackets"),
    ("Fully Achieved", "Fully Achieved", None, None, "complete", None, "name alone"),
    ("Proposed for Closure", "Proposed for Closure", None, None, "complete", None, "closure proposed"),
    ("Delivered, Not Yet Evidenced", "Delivered, Not Yet Evidenced", None, None, "complete", None, "a comma inside the term"),
    ("Evidenced and Assured", "Evidenced and Assured", None, None, "complete", None, "beyond done"),
    ("Complete with Assurance", "Complete with Assurance", None, None, "complete", None, "beyond done"),
    ("In progress", "In progress", None, None, "on_track", None, "under way"),
    ("In Progress - 60%", "In Progress - 60%", None, None, "on_track", None, "word and share"),
    ("Ongoing", "Ongoing", None, None, "on_track", None, "under way"),
    ("Open", "Open", None, None, "on_track", None, "open"),
    ("O", "O", None, None, "on_track", None, "O for open"),
    ("Not started", "Not started", None, None, "not_started", None, "not begun"),
    ("Item not due yet", "Item not due yet", None, None, "not_started", None, "not due is no slippage"),
    ("Not Yet Delivered", "Not Yet Delivered", None, None, "not_started", None, "not begun"),
    ("Overdue", "Overdue", None, None, "slipped", None, "late"),
    ("Paused", "Paused", None, None, "slipped", None, "stopped"),
    ("Deferred to next year", None, None, None, None, None, "prose: 'to' does not part the word"),
    ("Off target", "Off target", None, None, "slipped", None, "late"),
    ("Not on track to deliver", "Not on track to deliver", None, None, "slipped", None, "the negation is in the term"),
    ("Within Tolerance", "Within Tolerance", None, None, "at_risk", None, "indicator word"),
    ("Deleted", "Deleted", None, None, "unknown", None, "printed, but no progress"),
    ("Outstanding", "Outstanding", None, None, "unknown", None, "late or merely open: not said"),
    ("tbc in meeting", "tbc in meeting", None, None, "unknown", None, "to be told"),
    ("G", "G", None, "green", "on_track", None, "letter"),
    ("A", "A", None, "amber", "at_risk", None, "letter"),
    ("R", "R", None, "red", "not_achieved", None, "letter"),
    ("B", "B", None, "blue", "complete", None, "letter"),
    ("A/G", "A/G", None, "amber", "at_risk", None, "split rating: the first"),
    ("Green/Amber", "Green/Amber", None, "green", "on_track", None, "split rating in words"),
    ("G ↑", "G", None, "green", "on_track", None, "an arrow of direction"),
    ("Amber", "Amber", None, "amber", "at_risk", None, "word"),
    ("AMBER", "AMBER", None, "amber", "at_risk", None, "capitals"),
    ("Yellow", "Yellow", None, "amber", "at_risk", None, "yellow is amber"),
    ("Orange", "Orange", None, "amber", "at_risk", None, "orange is amber"),
    ("AMBER - at risk", "AMBER - at risk", None, "amber", "at_risk", None, "colour and word"),
    ("Green – on target", "Green – on target", None, "green", "on_track", None, "colour and word"),
    ("Red: overdue", "Red: overdue", None, "red", "slipped", None, "the word says which red"),
    ("RAG: Green", "Green", None, "green", "on_track", None, "label in the cell"),
    ("Green. All homes visited.", "Green", None, "green", "on_track", "All homes visited.", "prose after a colour"),
    ("75%", "75%", None, None, "on_track", None, "share"),
    ("100%", "100%", None, None, "complete", None, "whole"),
    ("0%", "0%", None, None, "not_started", None, "nothing"),
    ("90% complete", "90% complete", None, None, "on_track", None, "'complete' after a share is not complete"),
    ("60% - on track", "60% - on track", None, None, "on_track", None, "share and word"),
    ("✓", "✓", None, None, "complete", None, "tick"),
    ("✓ Complete", "✓ Complete", None, None, "complete", None, "tick and word"),
    ("N/A", None, None, None, None, None, "nothing is graded"),
    ("TBC", None, None, None, None, None, "nothing is graded"),
    ("", None, None, None, None, None, "empty"),
    ("Head of Housing", None, None, None, None, None, "an owner"),
    ("March 2022", None, None, None, None, None, "a date"),
    ("21/3/22", None, None, None, None, None, "a date"),
    ("2/3", None, None, None, None, None, "a share of posts"),
    ("2 homes", None, None, None, None, None, "a count"),
    ("3 of 4", None, None, None, None, None, "a count"),
    ("12", None, None, None, None, None, "no grade has two figures"),
    ("7", None, None, None, None, None, "not on the scale"),
    ("2. Publish the plan", None, None, None, None, None, "a list number"),
    ("3. Policies", None, None, None, None, None, "a list number"),
    ("1:00pm", None, None, None, None, None, "a time"),
    ("Complete the review by June", None, None, None, None, None, "an order"),
    ("Delivered training to all staff", None, None, None, None, None, "prose"),
    ("Green spaces strategy", None, None, None, None, None, "a subject"),
    ("A good report", None, None, None, None, None, "an article"),
    ("G. Marsh", None, None, None, None, None, "a person's initial"),
    ("A. Publish the plan", None, None, None, None, None, "a list letter"),
    ("G - on target", "G - on target", None, "green", "on_track", None, "letter and word"),
    ("Monitoring of homes goes on", None, None, None, None, None, "a subject"),
    ("Agreed with partners at the board", None, None, None, None, None, "prose"),
]


@pytest.mark.parametrize("printed, value, grade, rag, status, explanation, why", GRADES)
def test_cells(printed: str, value: str | None, grade: int | None, rag: str | None, status: str | None, explanation: str | None,
    why: str) -> None:
    found = read_grade(printed, USUAL)
    got = (found.value_raw, found.grade, found.rag, found.status, found.explanation) if found else (None,) * 5
    assert got == (value, grade, rag, status, explanation), why

# Written down when the rules read the table above, and kept as they were; first run 75 of 85: (printed, rag, status).
SECOND = [
    ("On Track", None, "on_track"),
    ("on-track", None, "on_track"),
    ("Not on Track", None, "slipped"),
    ("Completed and closed", None, "complete"),
    ("Complete ✓", None, "complete"),
    ("Green - Complete", "green", "complete"),
    ("AMBER (at risk)", "amber", "at_risk"),
    ("Red – not started", "red", "not_started"),
    ("R", "red", "not_achieved"),
    ("Amber/Red", "amber", "at_risk"),
    ("Green →", "green", "on_track"),
    ("Blue (complete)", "blue", "complete"),
    ("Status: Green", "green", "on_track"),
    ("In Progress", None, "on_track"),
    ("In progress (50%)", None, "on_track"),
    ("Not yet started", None, "not_started"),
    ("Not Started – awaiting funding", None, "not_started"),
    ("Delayed due to staffing", None, "slipped"),
    ("Delayed", None, "slipped"),
    ("Closed", None, "complete"),
    ("Closed 12/03/22", None, "complete"),
    ("Superseded", None, "unknown"),
    ("No longer required", None, "unknown"),
    ("Partially complete", None, "on_track"),
    ("Partially achieved", None, "at_risk"),
    ("Achieved", None, "complete"),
    ("Implemented", None, "complete"),
    ("Fully implemented", None, "complete"),
    ("Not implemented", None, "not_achieved"),
    ("Extension requested", None, "slipped"),
    ("Grade 1 – Fully Achieved", None, "complete"),
    ("1. Fully Achieved", None, "complete"),
    ("Fully Achieved (1)", None, "complete"),
    ("(2) On-Track", None, "on_track"),
    ("2 (On Track) - see above", None, "on_track"),
    ("2(On-Track)", None, "on_track"),
    ("3 – Slipped: tenders late", None, "slipped"),
    ("Overdue (was March 2022)", None, "slipped"),
    ("Ongoing – on track", None, "on_track"),
    ("COMPLETE", None, "complete"),
    ("Complete.", None, "complete"),
    ("complete", None, "complete"),
    ("Done", None, "complete"),
    ("Underway", None, "on_track"),
    ("Work underway", None, "on_track"),
    ("Started", None, "on_track"),
    ("To be started", None, "not_started"),
    ("100% complete", None, "complete"),
    ("c. 40%", None, "on_track"),
    ("50 %", None, "on_track"),
    ("Green/ on target", "green", "on_track"),
    ("G - on target", "green", "on_track"),
    ("BRAG: Blue", "blue", "complete"),
    ("Amber.", "amber", "at_risk"),
    ("Suspended", None, "slipped"),
    ("Off Track", None, "slipped"),
    ("Embedded", None, "complete"),
    ("Proposed to close", None, "complete"),
    ("Recommend for closure", None, "complete"),
    ("Open – Actions on going, on track", None, "on_track"),
    ("RED RED", "red", "not_achieved"),
    ("Completed\nReport went to Cabinet", None, "complete"),
    ("Live", None, "on_track"),
    ("Behind schedule", None, "slipped"),
    ("On schedule", None, "on_track"),
    ("Some slippage", None, "at_risk"),
    ("Achieved (partially)", None, "at_risk"),
    ("Implemented in part", None, "on_track"),
    ("Completed (in full)", None, "complete"),
    ("Not achieved (progress made acceptable. Continue monitoring)", None, "on_track"),
    ("Not achieved (progress not acceptable)", None, "slipped"),
    ("Not achieved (obstacle)", None, "not_achieved"),
    ("Action completed", None, "complete"),
    ("Complete (with assurance)", None, "complete"),
    ("Ongoing.", None, "on_track"),
    ("Ongoing – next review May 22", None, "on_track"),
    ("Lime", None, None),
    ("Good", None, None),
    ("Yes", None, None),
    ("£2m", None, None),
    ("Cllr Nair", None, None),
    ("Redcar", None, None),
    ("Blue Badge team", None, None),
    ("Complete all visits", None, None),
    ("A report", None, None),
    ("B&B use", None, None),
    ("G4S", None, None),
    ("R&D", None, None),
    ("Closed session", None, None),
    ("Openreach", None, None),
    ("Ongoing support from partners was agreed", None, None),
]


@pytest.mark.parametrize("printed, rag, status", SECOND)
def test_unseen_cells(printed: str, rag: str | None, status: str | None) -> None:
    found = read_grade(printed, USUAL)
    assert ((found.rag, found.status) if found else (None, None)) == (rag, status)



def test_share_is_kept() -> None:
    assert [read_grade(t, USUAL).percent for t in ("75%", "12.5 %", "Complete (100%)", "In progress - 60%", "Behind\n40%")] == [
        75.0, 12.5, 100.0, 60.0, 40.0]  # type: ignore[union-attr]


def test_what_a_bracket_adds_to_a_word_is_of_the_grade() -> None:
    found = read_grade("1 – Achieved (Fully)", USUAL)
    assert (found.value_raw, found.label, found.explanation) == ("1 – Achieved (Fully)", "Achieved (Fully)", None)
    found = read_grade("Achieved (see the appendix)", USUAL)
    assert (found.value_raw, found.explanation) == ("Achieved", "see the appendix")


def test_two_grades_of_one_thing() -> None:
    both = read_grades("3 (Slipped) / 4 (Not Achieved)", USUAL)
    assert [(g.grade, g.status, g.explanation) for g in both] == [(3, "slipped", None), (4, "not_achieved", None)]
    first = read_grade("3 (Slipped) / 4 (Not Achieved)", USUAL)
    assert first is not None and first.grade == 3 and first.notes == ("grade-ambiguous",)


AMBER_ON_TRACK = Key(grades=dict(USUAL.grades), colours=USUAL.colours | {"amber": ("On track", "on_track"), "red": ("Not yet started",
    "not_started")},
                     words={"amber": (None, "On track", "amber", "on_track"), "red": (None, "Not yet started", "red", "not_started"),
                         "paused": (None, "Paused", "amber", "at_risk")}, printed=True)
ONE_IS_WORST = Key(grades={1: ("Not begun", "not_started"), 2: ("Part done", "at_risk"), 3: ("Done", "complete")},
    colours=dict(USUAL.colours),
                   words={"not begun": (1, "Not begun", None, "not_started"), "part done": (2, "Part done", None, "at_risk"), "done": (3,
                       "Done", None, "complete")}, printed=True)


@pytest.mark.parametrize("printed, key, grade, rag, status, label", [
    ("Amber", AMBER_ON_TRACK, None, "amber", "on_track", "On track"),
    ("A", AMBER_ON_TRACK, None, "amber", "on_track", "On track"),
    ("Red", AMBER_ON_TRACK, None, "red", "not_started", "Not yet started"),
    ("Paused", AMBER_ON_TRACK, None, "amber", "at_risk", "Paused"),
    ("Green", AMBER_ON_TRACK, None, "green", "on_track", "Green"),
    ("1", ONE_IS_WORST, 1, None, "not_started", "Not begun"),
    ("Done", ONE_IS_WORST, 3, None, "complete", "Done"),
    ("2 (Part done)", ONE_IS_WORST, 2, None, "at_risk", "Part done"),
])
def test_the_papers_own_key_wins(printed: str, key: Key, grade: int | None, rag: str | None, status: str, label: str) -> None:
    found = read_grade(printed, key)
    assert found is not None and (found.grade, found.rag, found.status, found.label) == (grade, rag, status, label)


def test_number_that_contradicts_its_name_is_not_guessed() -> None:
    found = read_grade("1 (Done)", ONE_IS_WORST)
    assert found is not None and (found.status, found.notes) == ("unknown", ("grade-ambiguous",))


@pytest.mark.parametrize("text, heading, fill, value, rag, status, source, notes", [
    ("", "Month RAG", "#FFC000", None, "amber", "at_risk", "fill", ()),
    ("", "RAG", "#C6EFCE", None, "green", "on_track", "fill", ()),
    ("Green", "RAG", None, "Green", "green", "on_track", "text", ()),
    ("Green", "RAG", "#00B050", "Green", "green", "on_track", "text", ()),
    ("Green", "RAG", "#FF0000", "Green", "green", "on_track", "text", ("colour-word-conflict",)),
    ("Complete", "Status", "#00B050", "Complete", "green", "complete", "text", ()),
    ("Overdue", "Status", "#00B050", "Overdue", "green", "slipped", "text", ("colour-word-conflict",)),
    ("Complete", "Status", "#D9D9D9", "Complete", None, "complete", "text", ()),
    ("March 18", "RAG", "#92D050", None, "green", "on_track", "fill", ()),
    ("✓", "On Target to achieve", None, "✓", None, "on_track", "text", ()),
    ("✓", "Achieved", None, "✓", None, "complete", "text", ()),
    ("Yes", "Achieved (tick)", None, "Yes", None, "complete", "text", ()),
    ("✓", "Partly achieved", None, "✓", None, "at_risk", "text", ()),
    ("✓", "75", None, "✓", None, "on_track", "text", ()),
    ("80", "Overall %", None, "80", None, "on_track", "text", ()),
    ("100", "% complete", None, "100", None, "complete", "text", ()),
    ("The policy is out. Status: in progress", "Progress", None, "in progress", None, "on_track", "text", ()),
])
def test_status_columns(text: str, heading: str, fill: str | None, value: str | None, rag: str | None, status: str, source: str,
    notes: tuple[str, ...]) -> None:
    found = read_status_column(text, USUAL, heading, fill)
    assert found is not None and (found.value_raw, found.rag, found.status, found.source, found.notes) == (value, rag, status, source,
        notes)


@pytest.mark.parametrize("text, heading, fill", [("", "RAG", None), ("", "RAG", "#D9D9D9"), ("N/A", "RAG", None), ("Head of Housing",
    "Status", None), ("Yes", "Status", None), ("", "RAG", "#FFFFFF")])
def test_status_columns_without_a_status(text: str, heading: str, fill: str | None) -> None:
    assert read_status_column(text, USUAL, heading, fill) is None


def test_fill_keeps_its_shade_and_text_explains() -> None:
    found = read_status_column("see note 3", USUAL, "RAG", "#FF0000")
    assert found is not None and (found.fill_rgb, found.explanation, found.value_raw) == ("#FF0000", "see note 3", None)


@pytest.mark.parametrize("text, value, status, rest", [
    ("Status: in progress", "in progress", "on_track", ""),
    ("Policy sent to homes. Status: complete", "complete", "complete", "Policy sent to homes."),
    ("RAG – Green. All visited.", "Green", "on_track", "All visited."),
    ("COMPLETE. The policy is in force.", "COMPLETE", "complete", "The policy is in force."),
    ("COMPLETED The policy is in force.", "COMPLETED", "complete", "The policy is in force."),
    ("Completed – the policy is in force.", "Completed", "complete", "the policy is in force."),
    ("Policy written – Completed", "Completed", "complete", "Policy written"),
    ("Policy agreed (Complete)", "Complete", "complete", "Policy agreed"),
    ("The group met. Action complete.", "complete", "complete", "The group met."),
    ("Action complete", "Action complete", "complete", ""),
    ("This action is now complete. The rest follows.", "This action is now complete", "complete", "The rest follows."),
    ("Overdue: tenders are late.", "Overdue", "slipped", "tenders are late."),
])
def test_status_in_prose(text: str, value: str, status: str, rest: str) -> None:
    found = find_status(text, USUAL)
    assert found is not None and (found[0].value_raw, found[0].status, found[1]) == (value, status, rest)


@pytest.mark.parametrize("text", [
    "We completed this in June.", "The work is ongoing", "Complete coverage of homes is the target", "Open to all residents",
        "Green spaces were opened", "The marital status: not asked", "Delivered by the trust to 30 homes", "",
    "Training was delayed by staff absence", "Ongoing work with partners goes on", "Good progress has been made with homes",
])
def test_prose_without_a_status(text: str) -> None:
    assert find_status(text, USUAL) is None


def test_every_meaning_is_a_code_and_no_term_is_lost() -> None:
    known = scale()
    assert set(known.words.values()) | set(known.phrase_status.values()) <= set(STATUSES)
    assert set(known.colours.values()) | set(known.letters.values()) == set(RAG)
    for printed, *_ in GRADES:
        found = read_grade(printed, USUAL)
        if found is not None:
            assert found.status in STATUSES and (found.rag is None or found.rag in RAG) and set(found.notes) <= set(DIAGNOSTICS)


@pytest.mark.parametrize("wording, status", [
    ("Risk to delivery, plan in place", "at_risk"), ("Not deliverable by target", "not_achieved"), ("Achieved, stop monitoring",
     "complete"), ("Acceptable progress, keep monitoring", "on_track"),
    ("Unacceptable progress, officer to explain", "slipped"), ("Not yet started or significantly delayed", "not_started"),
     ("Date passed and not complete", "slipped"), ("Not on target for the agreed date", "slipped"),
    ("Action has been completed", "complete"), ("No issues or risks", "on_track"), ("Some issues, being dealt with", "at_risk"),
     ("Off target and no action agreed", "slipped"), ("Zebra crossing", None),
])
def test_wordings_of_keys(wording: str, status: str | None) -> None:
    assert meaning_of(wording) == status


def test_a_coloured_sign_is_its_colour() -> None:
    grade = read_status_column("●", USUAL, "RAG", "#FF0000")
    assert (grade.value_raw, grade.rag, grade.source, grade.explanation) == ("●", "red", "fill", None)
    assert read_status_column("●", USUAL, "RAG", None) is None


def test_a_coloured_share_is_rated_by_its_colour() -> None:
    grade = read_status_column("75%", USUAL, "RAG and % complete", "#FF0000")
    assert (grade.rag, grade.status, grade.percent, grade.value_raw, grade.source) == ("red", "not_achieved", 75.0, "75%", "fill")
    grade = read_status_column("75% - on track", USUAL, "Status", "#00B050")
    assert (grade.rag, grade.status, grade.percent, grade.source) == ("green", "on_track", 75.0, "text")


@pytest.mark.parametrize("printed, rag, status, percent", [
    ("75% (Red)", "red", "not_achieved", 75), ("75% complete – Amber", "amber", "at_risk", 75), ("75% G", "green", "on_track", 75),
    ("Green 75%", "green", "on_track", 75), ("G (75%)", "green", "on_track", 75), ("R\n40%", "red", "not_achieved", 40),
    ("Amber – 60% complete", "amber", "at_risk", 60), ("In progress, 60%", None, "on_track", 60), ("🟢 On track", "green", "on_track", None),
    ("On target\nGreen\n90%", "green", "on_track", 90), ("Delayed\nRed", "red", "slipped", None), ("Delayed\nRed tape was cut", None, "slipped", None),
    ("🔴", "red", "not_achieved", None), ("Amber: 60% of staff trained", "amber", "at_risk", None)])
def test_a_colour_a_word_and_a_share_in_one_cell(printed: str, rag: str | None, status: str, percent: float | None) -> None:
    grade = read_status_column(printed, USUAL, "Status", None)
    assert (grade.rag, grade.status, grade.percent) == (rag, status, percent)


def test_a_share_beside_what_is_no_colour_is_no_rating() -> None:
    for printed in ("75% Redcar", "G4S 50%", "50% of homes", "A 5% rise was agreed"):
        assert read_status_column(printed, USUAL, "Status", None) is None
