"""What a paper says of itself at its head: its title among other lines, whose it is, and who wrote it."""
from __future__ import annotations

import pytest

from building import heading, paragraph, read, table
from models.document import Block, Paragraph

GRID = table(["Ref", "Action", "Lead", "Due", "Status"], ["1", "Mend the quay steps", "Ann Reed", "May 2026", "On track"], ["2", "Paint the lamps", "Ann Reed", "June 2026", "Complete"])
TITLE = "Ferry Improvement Plan: progress report"


@pytest.mark.parametrize("above", [
    [heading("Quayside Borough Council", 2), heading("Harbour Scrutiny Board – 25 September 2025", 3)],
    [heading("Quayside Harbour Partnership", 2), paragraph("Board of Directors (public), 26 November 2025")],
    [heading("Quayside Borough Council", 2), table(["Report to:", "Harbour Board"], ["Wards affected:", "All"])],
    [heading("London Borough of Quayside"), paragraph("Town Hall, Quay Lane, Quayside"), paragraph("Review: Ferries")],
    [heading("Healthwatch Quayside", 2)],
    [paragraph("BOD 31/2025"), heading("Meeting of the Board in Public", 2)],
], ids=["committee and its day", "body without a known name", "labels between", "address and label", "name alone", "reference"])
def test_the_line_that_says_what_kind_of_paper_it_is(above):
    assert read(*above, heading(TITLE), GRID).document.title == TITLE


@pytest.mark.parametrize(("lines", "title"), [
    (["Public Board: Action Log", "Board of Directors, 24 July 2025"], "Public Board: Action Log"),
    (["Agenda item 4: Matters arising and action log"], "Matters arising and action log"),
    (["Monitoring of agreed recommendations: Support for", "Ferry Hands"], "Monitoring of agreed recommendations: Support for Ferry Hands"),
    (["Annual Harbour Statement 2024/25: mid-year", "update on actions"], "Annual Harbour Statement 2024/25: mid-year update on actions"),
    (["Minutes of the Harbour Committee", "held on Tuesday 18 March 2025 at 7.00 pm"], "Minutes of the Harbour Committee"),
    (["Ferries at Night", "Quayside Harbour Partnership"], "Ferries at Night"),
], ids=["'public' of a board", "where it stands on the agenda", "goes on after a small word", "goes on in small letters", "'held on' is no more of it", "none says so"])
def test_what_a_title_is_and_where_it_ends(lines, title):
    assert read(*(paragraph(line) for line in lines), paragraph("The Board saw the log in May and asked for more, and here it is. " * 3), GRID).document.title == title


def test_no_part_of_a_report_below_a_box_of_labels_is_its_title():
    records = read(heading("Ferries at Night", 2), table(["Report to:", "Harbour Board"], ["Date:", "4 May 2026"]), heading("1. Recommendations"), GRID)
    assert records.document.title == "Ferries at Night"


@pytest.mark.parametrize(("said", "officers"), [
    ("Tom Hale, Head of Piers, Ferries and Lamps", ["Tom Hale"]), ("Head of Internal Audit (Ann Reed)", ["Ann Reed"]), ("Ann Reed / Tom Hale", ["Ann Reed", "Tom Hale"]),
    ("Director of Adults and Communities", ["Director of Adults and Communities"]), ("Ann Reed, Harbour Officer, 01632 960 114", ["Ann Reed"]),
], ids=["a post with commas", "name in brackets", "two", "a post alone", "telephone"])
def test_officers_are_people_or_else_posts(said, officers):
    assert read(heading(TITLE), table(["Report to:", "Harbour Board"], ["Report author:", said]), GRID).document.officers == officers


@pytest.mark.parametrize(("head", "organisation"), [
    ([heading("London Borough of Quayside and Marsh"), heading(TITLE)], "London Borough of Quayside and Marsh"),
    ([heading("Cyngor Sir Glan Afon Scrutiny Committee"), heading(TITLE)], "Cyngor Sir Glan Afon"),
    ([heading("Quayside and Isles Ambulance Service NHS Trust"), heading(TITLE)], "Quayside and Isles Ambulance Service NHS Trust"),
    ([paragraph("Report of: Leader of the Council"), heading(TITLE), Block("header", Paragraph("QUAYSIDE DISTRICT COUNCIL"))], "QUAYSIDE DISTRICT COUNCIL"),
    ([heading("Progress report to the Fire and Rescue Authority"), heading(TITLE)], None),
    ([heading(TITLE), table(["Provider", "Type of provision"], ["Quay House", "Children's home"])], None),
], ids=["begins like one", "begins like one in Welsh", "the longer name", "who reports is not whose it is", "to whom it goes", "a heading is no name"])
def test_whose_a_paper_is(head, organisation):
    assert read(*head, GRID).document.organisation == organisation
