"""Tables without rules, text in columns, and what looks like either and is none."""
from __future__ import annotations

from extractors.readers import read
from models.document import Document, Table
from tests.extractors.readers.pdf_files import Sheet

XS = [60.0, 100.0, 260.0, 360.0, 430.0]
HEAD = [["Ref"], ["Action"], ["Owner"], ["Due"], ["Status"]]
ROWS = [
    [["1"], ["Write to every tenant about", "the repairs hotline."], ["Head of Housing"], ["June 2023"], ["Complete"]],
    [["2"], ["Publish the waiting list."], ["Policy Officer"], ["July 2023"], ["On track"]],
    [["3"], ["Agree a budget for the", "youth centre and tell the", "trustees."], ["Treasurer"], ["TBC"], ["Not started"]],
]
PROSE = ["The committee received the report of the director and", "noted that the work was on course. Members asked about",
         "the cost of the scheme, which would be met from reserves,", "and about the time that tenants had to wait for repairs.", "The director would report again in the spring."]


def table(document: Document) -> Table:
    assert [t.method for t in document.tables] == ["aligned"]
    return document.tables[0]


def texts(found: Table) -> list[list[str]]:
    return [[c.flat if c else "" for c in row] for row in found.grid()]


def flat(rows: list[list[list[str]]]) -> list[list[str]]:
    return [[" ".join(cell) for cell in row] for row in rows]


def running(document: Document) -> list[str]:
    return [b.text for b in document.blocks]


def test_rows_set_apart_by_white_space(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(60, 60, "Action plan", size=14)
    sheet.columns(XS, 100, [HEAD, *ROWS])
    document = read(sheet.save())
    assert texts(table(document)) == flat([HEAD, *ROWS])
    assert running(document) == ["Action plan"]


def test_rows_with_no_more_white_space_than_lines(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.columns(XS, 100, [HEAD, *ROWS], gap=0)
    assert texts(table(read(sheet.save()))) == flat([HEAD, *ROWS])


def test_typewriter_columns(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    lines = ["REF  ACTION                        LEAD        DUE        STATUS", "1    Mend the bus shelter          J Marsh     May 2023   Done",
             "2    Ask for more grit bins        Clerk       June 2023  Open", "3    Paint the hall doors          A Reeve     July 2023  Open"]
    sheet.lines(60, 100, lines, font="Courier", lead=12)
    assert texts(table(read(sheet.save())))[1:] == [
        ["1", "Mend the bus shelter", "J Marsh", "May 2023", "Done"], ["2", "Ask for more grit bins", "Clerk", "June 2023", "Open"],
        ["3", "Paint the hall doors", "A Reeve", "July 2023", "Open"]]


def test_coloured_boxes_without_words_are_cells(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n, colour in enumerate(("#00B050", "#FFC000", "#FF0000")):
        sheet.fill(500, 91 + 17 + n * 17, 40, 15, colour)
    rows = [[*r[:4], []] for r in flat_one_line()]
    sheet.columns(XS[:4] + [500.0], 100, [[*HEAD[:4], ["RAG"]], *rows])
    fills = [c.fill for c in table(read(sheet.save())).cells if c.column == 4 and c.row]
    assert fills == ["#00B050", "#FFC000", "#FF0000"]


def flat_one_line() -> list[list[list[str]]]:
    return [[[cell[0]] for cell in row] for row in ROWS]


def test_heading_over_two_columns(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(100, 100, "Action", bold=True)
    sheet.text(262, 100, "Dates agreed with the board", bold=True)
    sheet.text(430, 100, "Status", bold=True)
    rows = [[["Mend the roof."], ["May 2023"], ["June 2023"], ["Open"]], [["Sell the van."], ["March 2023"], [""], ["Complete"]],
            [["Hire a clerk."], ["July 2023"], ["August 2023"], ["Open"]]]
    sheet.columns([100.0, 262.0, 345.0, 430.0], 117, rows, header=False)
    found = table(read(sheet.save()))
    head = {c.flat: (c.column, c.column_span) for c in found.cells if c.row == 0 and c.text}
    assert head["Dates agreed with the board"] == (1, 2)
    assert texts(found)[1] == ["Mend the roof.", "May 2023", "June 2023", "Open"]


def test_bar_between_rows_and_notes_after_the_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    y = sheet.columns(XS, 100, [HEAD, ROWS[0]])
    sheet.text(60, y, "MAY")
    y = sheet.columns(XS, y + 17, ROWS[1:], header=False)
    sheet.text(60, y + 25, "[1] As agreed in May.", size=8)
    document = read(sheet.save())
    assert texts(table(document))[2] == ["MAY"] * 5
    assert running(document) == ["[1] As agreed in May."]


def test_labels_and_values(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n, (label, value) in enumerate([("Committee:", "Housing"), ("Meeting:", "3 May 2022"), ("Minute:", "61")]):
        sheet.text(60, 100 + 17 * n, label, bold=True)
        sheet.text(160, 100 + 17 * n, value)
    assert texts(table(read(sheet.save()))) == [["Committee:", "Housing"], ["Meeting:", "3 May 2022"], ["Minute:", "61"]]


def test_card_with_a_value_over_three_columns(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    rows = [["Recommendation 1:", "That a crossing patrol is kept at every school on a main road."], ["Owner:", "Highways", "Date:", "May 2022"],
            ["Action:", "Count the traffic.", "Measure:", "Patrols at all."],
            ["Progress:", "All nineteen schools were counted in October and five posts were filled."],
            ["Grade:", "2 (On track)", "Impact:", "More walk."]]
    for n, row in enumerate(rows):
        for k, text in enumerate(row):
            sheet.text([60, 160, 330, 420][k], 100 + 17 * n, text, bold=k % 2 == 0)
    found = table(read(sheet.save()))
    assert {(c.row, c.column): c.column_span for c in found.cells if c.column_span > 1} == {(0, 1): 3, (3, 1): 3}
    assert texts(found)[2] == ["Action:", "Count the traffic.", "Measure:", "Patrols at all."]


def test_two_columns_under_a_heading_are_read_one_after_the_other(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(60, 60, "Minutes of the meeting of the parish council held in the village hall on 3 May 2022", size=11)
    sheet.lines(60, 100, PROSE * 3)
    sheet.lines(330, 104, [line.replace("committee", "council") for line in PROSE] * 3)
    document = read(sheet.save())
    order = running(document)
    assert not document.tables and order[0].startswith("Minutes of")
    assert " ".join(order[1:]).index("The council received") > " ".join(order[1:]).rindex("The committee received")


def test_text_beside_a_chart_on_a_slide(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf", (720.0, 540.0))
    sheet.text(250, 60, "Home care activity", bold=True, size=20)
    y = 120.0
    for bullet in (["Some 1,800 people are supported to live at", "home with home care (August 2019)."],
                   ["Two in three have care from a provider", "that the council commissions, the others", "purchase their own."]):
        sheet.text(40, y, "•", size=14)
        y = sheet.lines(60, y, bullet, size=14, lead=17) + 10
    sheet.lines(460, 135, ["People by the kind", "of home care"], size=14, lead=17)
    sheet.lines(470, 190, ["Commissioned care", "Direct payment"], size=14, lead=17)
    document = read(sheet.save())
    assert not document.tables
    assert running(document)[1:3] == ["Some 1,800 people are supported to live at home with home care (August 2019).",
                                      "Two in three have care from a provider that the council commissions, the others purchase their own."]


def test_what_is_no_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(60, 60, ["Borough Hall", "High Street", "Wrenbury"])
    sheet.lines(420, 60, ["Telephone 01632 960001", "Web wrenbury.example"])
    for n, line in enumerate(PROSE):
        sheet.text(60, 130 + 30 * n, f"{n + 1}.")
        sheet.lines(90, 130 + 30 * n, [line, line])
    for n, (title, page) in enumerate([("Background", "2"), ("What was found", "3"), ("Next steps", "7"), ("Appendix", "9")]):
        sheet.text(60, 330 + 14 * n, title)
        sheet.text(500, 330 + 14 * n, page)
    sheet.text(60, 420, "Signed")
    sheet.text(300, 420, "Date")
    assert not read(sheet.save()).tables


def test_table_goes_on_over_the_page(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.columns(XS, 700, [HEAD, *ROWS[:2]])
    sheet.page()
    sheet.columns(XS, 100, [HEAD, ROWS[2]])
    found = table(read(sheet.save()))
    assert texts(found) == flat([HEAD, *ROWS]) and found.notes


def test_two_rows_at_the_head_of_a_page_go_on_with_the_table_before(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(60, 60, "Action plan", size=14)
    sheet.lines(60, 90, PROSE)
    sheet.columns(XS, 640, [HEAD, *ROWS])
    sheet.page()
    sheet.columns(XS, 60, [[["4"], ["Hold a talk in each of the", "fourteen estates."], ["Clerk"], ["TBC"], ["Not begun"]], [["5"], ["Appoint an adviser."], ["Mayor"], ["Ongoing"], ["Late"]]], header=False)
    sheet.lines(60, 140, PROSE)
    found = table(read(sheet.save()))
    assert [row[0] for row in texts(found)] == ["Ref", "1", "2", "3", "4", "5"]
    assert texts(found)[4][1] == "Hold a talk in each of the fourteen estates."


def test_columns_at_the_head_of_a_page_without_a_table_before_stay_text(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(60, 90, PROSE)
    sheet.page()
    sheet.columns(XS, 60, [[["4"], ["Hold a talk"], ["Clerk"], ["TBC"], ["Not begun"]], [["5"], ["Appoint one."], ["Mayor"], ["Ongoing"], ["Late"]]], header=False)
    assert read(sheet.save()).tables == []
