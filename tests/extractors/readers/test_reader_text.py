"""The text reader on the damage that extractions have; made-up text, and real ones where they are at hand."""
from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from office_files import letters

from extractors.readers import read
from models.document import Block, Document, Table
from models.errors import EmptyFile, NotADocument

SHARED = Path(__file__).parents[4] / "shared" / "papers"
REAL = sorted(SHARED.glob("*.txt"))


def text(tmp_path: Path, content: str | bytes, name: str = "paper.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path)


def shape(document: Document) -> list:
    """Blocks as their text, tables as lists of rows."""
    return [item.text if isinstance(item, Block) else rows(item) for item in document.items]


def rows(table: Table) -> list[list[str]]:
    return [[cell.flat if cell else "" for cell in row] for row in table.grid()]


def test_tab_lines_are_a_table_and_stray_text_stays_where_it_is(tmp_path):
    document = text(tmp_path, "Recommendation 4:\tThat homes be inspected\t\nDate:\tMay 2031\t\nas agreed by the panel\n\tMr Pike\t\n\n"
                    "Narrative follows here.\n")
    assert shape(document) == [[["Recommendation 4:", "That homes be inspected"], ["Date:", "May 2031"]], "as agreed by the panel",
                               [["", "Mr Pike"]], "Narrative follows here."]
    assert document.method == "tabs" and [n.code for n in document.notes] == ["text-outside-grid"]


def test_empty_cells_keep_their_columns(tmp_path):
    document = text(tmp_path, "No\tAction\tRAG\tNote\n1\tMove\t\tlate\n\tStay\n")
    assert rows(document.tables[0]) == [["No", "Action", "RAG", "Note"], ["1", "Move", "", "late"], ["", "Stay", "", ""]]


def test_a_numbered_list_with_tabs_is_no_table(tmp_path):
    document = text(tmp_path, "1.\tThe purpose of this report.\n2.\tMembers are asked to note it.\n\nName\tDate\nPike\tMay\n")
    assert shape(document) == ["1. The purpose of this report.", "2. Members are asked to note it.", [["Name", "Date"], ["Pike", "May"]]]


def test_markup_inside_cells(tmp_path):
    document = text(tmp_path, 'a\t<p>One.</p> <p>Two &amp; three.</p>\t<mark>Amber</mark>\t<ul style="x"> First <li>Second</li></ul>\t• x • y\n')
    cells = document.tables[0].cells
    assert [[(q.text, q.bullet) for q in c.paragraphs] for c in cells] == [
        [("a", False)], [("One.", False), ("Two & three.", False)], [("Amber", False)], [("First", False), ("Second", True)],
        [("x", True), ("y", True)]]


@pytest.mark.parametrize(("printed", "mended"), [
    ("22 nd January 2031", "22nd January 2031"), ("on 1 st, 2 nd and 3 rd May", "on 1st, 2nd and 3rd May"), ("the 11 th hour", "the 11th hour"),
    ("13<sup>th</sup> June", "13th June"), ("11 st Mary", "11 st Mary"), ("flat 22 rd", "flat 22 rd"), ("4 the", "4 the"), ("3.1 st", "3.1 st"),
])
def test_ordinals_set_apart_are_joined_where_number_and_ending_agree(tmp_path, printed, mended):
    assert shape(text(tmp_path, f"Held {printed} there.")) == [f"Held {mended} there."]


def test_bold_marks_part_headings_that_ran_together(tmp_path):
    document = text(tmp_path, "**REPORT OF THE HEAD OF\nHARBOURS****POSITION STATEMENT****Purpose of report**\n\nTheme 1: **MOORINGS**\n")
    assert [(b.kind, b.text, b.paragraph.bold) for b in document.blocks] == [
        ("heading", "REPORT OF THE HEAD OF HARBOURS", True), ("heading", "POSITION STATEMENT", True), ("heading", "Purpose of report", True),
        ("paragraph", "Theme 1: MOORINGS", False)]


def test_markdown(tmp_path):
    document = text(tmp_path, "# Plan\n\n## Scope\n\n- one\n  - two\n\n| Ref | RAG |\n|-----|:---:|\n| 1 | Green \\| Amber |\n| 2 | Red |\n\n"
                    "See [the plan](http://x.example/p).\n", "p.md")
    assert document.media_type == "markdown"
    assert [(b.kind, b.level, b.text) for b in document.blocks] == [
        ("heading", 1, "Plan"), ("heading", 2, "Scope"), ("list_item", 0, "one"), ("list_item", 0, "two"),
        ("paragraph", 0, "See the plan (http://x.example/p).")]
    assert rows(document.tables[0]) == [["Ref", "RAG"], ["1", "Green | Amber"], ["2", "Red"]]
    assert [c.header for c in document.tables[0].cells] == [True, True] + [False] * 4


def test_drawn_grid_joins_the_lines_of_a_row(tmp_path):
    document = text(tmp_path, "+----+--------+\n| No | Action |\n+====+========+\n| 1  | Move   |\n|    | boats  |\n+----+--------+\n"
                    "| 2  | Stay   |\n+----+--------+\n")
    assert rows(document.tables[0]) == [["No", "Action"], ["1", "Move boats"], ["2", "Stay"]]


ALIGNED = """\
Ref    Action                        Lead            Status

1      Review the mooring policy     Harbour         Complete
       and report to panel           Master

2      Publish tide tables           Clerk           Overdue
"""


def test_columns_aligned_by_spaces(tmp_path):
    document = text(tmp_path, f"HARBOUR PANEL ACTIONS\n\n{ALIGNED}\nThe panel meets again in May.\n")
    assert shape(document) == ["HARBOUR PANEL ACTIONS", [
        ["Ref", "Action", "Lead", "Status"], ["1", "Review the mooring policy and report to panel", "Harbour Master", "Complete"],
        ["2", "Publish tide tables", "Clerk", "Overdue"]], "The panel meets again in May."]
    assert document.method == "aligned" and document.tables[0].notes


def test_aligned_rows_without_blank_lines(tmp_path):
    lines = [line for line in ALIGNED.splitlines() if line]
    assert rows(text(tmp_path, "\n".join(lines)).tables[0])[1:] == [
        ["1", "Review the mooring policy and report to panel", "Harbour Master", "Complete"], ["2", "Publish tide tables", "Clerk", "Overdue"]]


def test_aligned_rows_start_at_their_reference_number(tmp_path):
    document = text(tmp_path, """\
Issue             Ref   Action               Month
                                             due
Moorings are      1.1   Review the policy    May 31
not safe in                                  (was April)
winter            1.2   Buy new chains       Jun 31
storms                  for the north
""")
    assert rows(document.tables[0]) == [["Issue", "Ref", "Action", "Month due"],
                                        ["Moorings are not safe in winter storms", "1.1", "Review the policy", "May 31 (was April)"],
                                        ["", "1.2", "Buy new chains for the north", "Jun 31"]]


def test_prose_with_double_spaces_is_no_table(tmp_path):
    prose = ("The panel met in May.  It heard from the clerk.  Nothing was decided.\n"
             "Members thanked the clerk.  The meeting closed.  Tea was served.\n") * 3
    assert not text(tmp_path, prose).tables


def test_slash_separated_rows(tmp_path):
    document = text(tmp_path, "Ref / Action / Status\n1 / Review policy / Complete\n2 / Publish tables / Overdue 3 May\nEnd of list.\n")
    assert shape(document) == [
        [["Ref", "Action", "Status"], ["1", "Review policy", "Complete"], ["2", "Publish tables", "Overdue 3 May"]], "End of list."]


def test_names_parted_by_slashes_are_no_table(tmp_path):
    assert not text(tmp_path, "Ann Pike / Bo Roach / Cy Tench\nThey met.\nThey left.\n").tables


def test_wrapped_lines_make_one_paragraph(tmp_path):
    line = ("The panel considered the report of the harbour master on the long-\nterm condition of the quay and the moorings and asked "
            "that a further\nreport be brought to the next meeting together with costs.\n\n")
    document = text(tmp_path, line * 4)
    assert [b.text for b in document.blocks] == [" ".join(line.split()).replace("long- term", "long-term")] * 4


def test_page_heads_and_feet_are_kept_apart(tmp_path):
    pages = [f"Harbour Panel\n\nParagraph {word} of this paper says something.\n\nPage {n}\n"
             for n, word in enumerate(("one", "two", "three"), 1)]
    document = text(tmp_path, "\f".join(pages))
    assert [(b.kind, b.text) for b in document.blocks if b.kind in ("header", "footer")] == [
        ("header", "Harbour Panel"), ("footer", "Page 1"), ("footer", "Page 2"), ("footer", "Page 3")]
    assert [n.code for n in document.notes] == ["page-furniture-dropped"]


def test_table_headings_repeated_on_each_page_are_not_page_heads(tmp_path):
    document = text(tmp_path, "\f".join(f"Ref\tRAG\n{n}\tGreen\n" for n in range(4)))
    assert [rows(t)[0] for t in document.tables] == [["Ref", "RAG"]] * 4 and not document.blocks


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path, encoding):
    assert shape(text(tmp_path, "Cost – £5 for the ‘café’ at the quay.\r\n".encode(encoding))) == ["Cost – £5 for the ‘café’ at the quay."]


@pytest.mark.parametrize(("content", "error"), [(b"", EmptyFile), (b" \r\n\t\n", EmptyFile), (b"---\n\n|---|---|\n", EmptyFile),
                                                (bytes(range(256)) * 40, NotADocument), (b"\x00" * 500, NotADocument)])
def test_no_words_is_a_failure(tmp_path, content, error):
    with pytest.raises(error):
        text(tmp_path, content)


MIXED = ("the", "Action", "12", "1.1", "5)", "RED", "On-Track", "2 nd", "May", "**bold", "bold**", "**x**", "*it*", "#", "-", "•", "|", " / ", "\t",
         "\t\t", "  ", "     ", "---", "+---+", "|---|", "£5", "<b", "5 < 6", "R&D", "[a](b)", "\\*", "____", "Page 1", "\uf0b7", "under-", ".", ":")


@pytest.mark.parametrize("seed", range(200))
def test_whatever_the_marks_no_letter_is_lost_or_doubled(tmp_path, seed):
    """Random lines of everything that means something to the reader: a wrong guess may misplace text, never lose it."""
    pick = random.Random(seed)
    lines = [pick.choice((" ", "", "\t", "|")).join(pick.choices(MIXED, k=pick.randint(0, 12))) for _ in range(30)]
    raw = "\n".join(["Start", *lines])
    assert Counter(letters("".join(q.text for q in text(tmp_path, raw).paragraphs()))) == Counter(letters(raw))


@pytest.mark.skipif(not REAL, reason="../shared is not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_extractions_lose_no_letter_and_double_none(path):
    raw = re.sub(r"</?[a-z][^<>]*>", "", path.read_text("utf-8"))
    found = "".join(q.text for q in read(path).paragraphs())
    assert Counter(letters(found)) == Counter(letters(raw))


def test_rows_whose_cells_hold_line_ends(tmp_path):
    """Lines are put together until they have as many cells as the headings, in the first, a middle and the last cell."""
    (table,) = text(tmp_path, "Issue\tRef\tAction\tOwner\tProgress\nPlans are late.\nParents are not told why.\t1.1\tRecruit writers\tHead\tFour came.\n"
                              "\t1.2\tHold a meeting.\nIt is chaired.\tHead\tHeld weekly.\nThe share rose.\n\t1.3\tWrite a letter\tClerk\t\n").tables
    assert rows(table)[1:] == [["Plans are late. Parents are not told why.", "1.1", "Recruit writers", "Head", "Four came."],
                               ["", "1.2", "Hold a meeting. It is chaired.", "Head", "Held weekly. The share rose."], ["", "1.3", "Write a letter", "Clerk", ""]]


def test_rows_that_come_out_uneven_stay_as_they_are(tmp_path):
    document = text(tmp_path, "Ref\tAction\tOwner\tDue\n1\tMend the steps\tClerk\tMay\n2\tPaint the lamps\n3\tLight the quay\tClerk\tJune\n")
    assert [r[:2] for r in rows(document.tables[0])] == [["Ref", "Action"], ["1", "Mend the steps"], ["2", "Paint the lamps"], ["3", "Light the quay"]]


def test_cells_by_slashes_that_hold_line_ends_and_bars_between_the_rows(tmp_path):
    (table,) = text(tmp_path, "Ref / Item / Action / Owner\nHeld over from May\nB 1/23 / Estates / Bring a plan, to include:\nthe order of wards; and\nsources of money.\nStatus: on hold / DO/RB\n"
                              "B 2/23 / People / Publish the report.\nStatus: complete / JT\nFrom June\nB 3/23 / Board / Send the letter.\nStatus: complete / KA\n\nKA Kay Allard, Clerk\n").tables
    assert [r[0] for r in rows(table)] == ["Ref", "Held over from May", "B 1/23", "B 2/23", "From June", "B 3/23"]
    assert rows(table)[2][2:] == ["Bring a plan, to include: the order of wards; and sources of money. Status: on hold", "DO/RB"]


def test_page_numbers_among_the_rows_part_no_table(tmp_path):
    """With the line beside them that is repeated too; the headings repeated below them stay with the table."""
    head = "No\tAction\tOwner\tStatus\n"
    document = text(tmp_path, f"{head}1\tMend the steps\tClerk\tOpen\n\nAppendix B\tPage 1 of 2\n\nHarbour Board\t19 May 2024\n\n{head}2\tLight the quay\tClerk\tOpen\n\n"
                              "Appendix B\tPage 2 of 2\n\nHarbour Board\t19 May 2024\n\nThe end of the report.\n")
    assert [[r[0] for r in rows(t)] for t in document.tables] == [["No", "1", "No", "2"]]
    assert [b.text for b in document.blocks if b.kind == "header"] == ["Appendix B Page 1 of 2", "Harbour Board 19 May 2024", "Appendix B Page 2 of 2", "Harbour Board 19 May 2024"]


def test_columns_that_stand_elsewhere_below_repeated_headings(tmp_path):
    """As `pdftotext -layout` writes the next page, with a row that the page has cut."""
    (table,) = text(tmp_path, """Ref      Action                   Owner           Update
HW-03    Agree a protocol for     Director        It was signed
         homes.                   of Care         in May.
HW-05    Open twenty beds at      Head            Fourteen are
Ref    Action                  Owner          Update
       the house.                             open now.
HW-06  Provide transport       Charity        It runs.
""").tables
    assert [r for r in rows(table) if r[0] != "Ref"] == [["HW-03", "Agree a protocol for homes.", "Director of Care", "It was signed in May."],
                                                         ["HW-05", "Open twenty beds at the house.", "Head", "Fourteen are open now."], ["HW-06", "Provide transport", "Charity", "It runs."]]


STACK = [["Ref", "Action", "Lead", "Due", "Update"], ["HB/1", "Mend the steps of the pier before the boats come back.", "Clerk", "May 2031", "They were mended in April by two masons."],
         ["HB/2", "Paint every lamp on the quay, as was asked in March.", "Mayor", "June 2031", "Twelve lamps are painted."],
         ["HB/5", "Count the boats of the harbour on the first of May.", "Clerk", "TBC", "The count is put off to a dry day."]]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_cells_one_below_another(tmp_path, between):
    """As a Word file's text runs, a line or a paragraph a cell; the title above and the text below the table stay text."""
    document = text(tmp_path, "Harbour Board" + between + between.join(cell for row in STACK for cell in row) + between + "The Board is asked to note the list.\n")
    assert shape(document) == ["Harbour Board", STACK, "The Board is asked to note the list."] and document.method == "stacked"


def test_stacked_cells_of_two_paragraphs_and_empty_ones(tmp_path):
    """Each goes where the kinds of text of the other rows leave it one place; headings printed again on the next page are none."""
    rows_ = [STACK[0], *STACK[1:3], STACK[0], ["HB/3", "Send a letter to the owner of the ferry about the noise.", "Clerk", "July 2031", "A letter was sent in June.", "No answer has come in the four weeks since."],
             ["HB/4", "Find out who has the key of the lamp house now.", "Mayor", "Nobody knew when the Board met in the summer."], STACK[3]]
    (table,) = text(tmp_path, "\n\n".join(cell for row in rows_ for cell in row)).tables
    assert [r[0] for r in rows(table)] == ["Ref", "HB/1", "HB/2", "HB/3", "HB/4", "HB/5"]
    assert rows(table)[3][3:] == ["July 2031", "A letter was sent in June. No answer has come in the four weeks since."]
    assert rows(table)[4][2:] == ["Mayor", "", "Nobody knew when the Board met in the summer."]


def test_stacked_cells_that_can_be_read_in_two_ways_are_no_table(tmp_path):
    """One paragraph too many between two columns of texts: it is of either."""
    row = [["R1", "The lamps of the quay are dark in winter and in spring.", "Paint every lamp and light it before the first of May.", "Clerk"]]
    more = [["R2", "The steps of the pier are steep and wet in every season.", "Mend the steps.", "They have to be dry by June at the very latest.", "Mayor"]]
    three = [["R3", "The boats lie too far out of the harbour in a gale.", "Ask the Mayor for a longer chain to the middle of it.", "Mayor"],
             ["R4", "Nobody counts the boats that come and go at night.", "Buy a lamp and a book, and ask the Clerk for help.", "Clerk"]]
    head = [["Ref", "Finding", "Action", "Lead"]]
    assert len(text(tmp_path, "\n\n".join(c for r in head + row + three for c in r)).tables) == 1
    assert not text(tmp_path, "\n\n".join(c for r in head + row + more + three for c in r)).tables


def test_a_numbered_list_and_forms_are_no_stacked_table(tmp_path):
    listed = "\n\n".join(["Our Aims", "1", "Warm homes for all", "2", "Dry steps for all", "3", "Lamps for all"])
    forms = "\n\n".join(["Board", "List", "Now", "Form", "Page"] + [x for n in range(4) for x in (str(n + 1), "Owner", f"Person {n}", "Status", "Open")])
    assert not text(tmp_path, listed).tables and not text(tmp_path, forms).tables


def test_a_finding_beside_several_references_is_one(tmp_path):
    """As `pdftotext -layout` writes a merged cell; its last line may stand below the other cells, at the end of the table too."""
    (table,) = text(tmp_path, """Finding                  Ref   Action                   Lead       Progress
Too many boats lie       A1    Make a list of boats     Mayor      It was made
in the harbour and       A2    Send the owners a        Clerk      Twelve were
nobody counts them.            letter                              sent.
The lamps are dark       A3    Paint the lamps          Clerk      Begun in May.
and the steps are wet.
""").tables
    assert [r[0] for r in rows(table)] == ["Finding", "Too many boats lie in the harbour and nobody counts them.", "", "The lamps are dark and the steps are wet."]


def test_the_last_stacked_row_takes_no_text_from_below_the_table(tmp_path):
    """Its date is not printed, so the sentence below the table would stand under 'Update': the row stays text, and is not guessed."""
    short = ["HB/7", "Ask the Mayor for a longer chain to the middle of it.", "Clerk", "The Mayor was asked and said no."]
    document = text(tmp_path, "\n\n".join([c for r in STACK for c in r] + short + ["The Board is asked to note the list."]))
    assert shape(document)[0] == STACK and [b.text for b in document.blocks] == [*short, "The Board is asked to note the list."]


def grid_of(document) -> list[list[list[str]]]:
    return [[[q.text for q in c.paragraphs] if c is not None else [] for c in row] for row in document.tables[0].grid()]


def test_a_bar_across_an_aligned_table_is_a_row_of_it(tmp_path):
    """It begins where the rows do and runs over their first gap."""
    document = text(tmp_path, """Ref      Priority   Recommendation                    Owner         Due
Harbour dues (final report May 2025)
HD/1     High       Dues should be counted by two     Bursar        30.06.2025
                    people.
HD/2     Low        Dues should be banked daily.      Bursar        31.05.2025
                                                                    31.12.2025
Lamps and buoys (final report June 2025)
LB/1     High       Lamps should be lit.              Lamplighter   31.07.2025
""")
    assert [row[0] for row in grid_of(document)] == [["Ref"], ["Harbour dues (final report May 2025)"], ["HD/1"], ["HD/2"], ["Lamps and buoys (final report June 2025)"], ["LB/1"]]
    assert grid_of(document)[2][2] == ["Dues should be counted by two people."]


def test_labels_of_two_lines_and_lists_in_an_aligned_table(tmp_path):
    """Where labels end in a colon, one that does not goes on; the next number of a list is a line of its own, and so is a dated update."""
    document = text(tmp_path, """Recommendation 1:                 That the quay be lit.
Target date:                      May 2025
Evidence of progress (June        1) Lamps are bought and
2025):                            stored.
                                  2) A painter is asked.
Assessment of progress            1) A – Achieved
(June 2025):                      2) B – On course
Updates:                          20.03.2025: Letter sent.
                                  10.07.2025: Reply received.
Evidence of impact (June          None.
2025):
""")
    found = grid_of(document)
    assert [row[0] for row in found] == [["Recommendation 1:"], ["Target date:"], ["Evidence of progress (June 2025):"], ["Assessment of progress (June 2025):"], ["Updates:"],
                                         ["Evidence of impact (June 2025):"]]
    assert [len(found[2][1]), len(found[3][1]), len(found[4][1])] == [2, 2, 2]


def test_a_status_beside_a_page_number_is_no_page_foot(tmp_path):
    """What stands beside one page number only is no furniture, though the word stands elsewhere too."""
    document = text(tmp_path, "Status\n\nOverdue\n\nDone\n\nOverdue\n\nHarbour dues Page 1\n\f\nStatus\n\nDone\n\nHarbour dues Page 2\n")
    assert [b.text for b in document.blocks if b.kind not in ("header", "footer")].count("Overdue") == 2


def test_stacked_cells_under_bars_and_headings_printed_again(tmp_path):
    """A line upon a reference is a bar; so is one before headings printed again, where the row above fits better without it."""
    head = ["Minute", "Action", "Who", "Deadline", "Update", "Status"]

    def row(n: str, status: str = "Closed") -> list[str]:
        return [n, f"Write to the harbour board about lamp number {n} on the quay.", f"Warden of lamp {n[-1]}", f"{n[-1]} January 2025", f"A letter about lamp {n} was sent in May.", status]
    document = text(tmp_path, "\n\n".join([*head, *row("25/01"), *row("25/02", "Open"), "Meeting of 20 March 2025", *head, *row("25/03"), *row("25/04"), *row("25/05")]) + "\n")
    assert [r[0][0] for r in grid_of(document)] == ["Minute", "25/01", "25/02", "Meeting of 20 March 2025", "25/03", "25/04", "25/05"]
    assert [r[5] for r in grid_of(document)] == [["Status"], ["Closed"], ["Open"], [], ["Closed"], ["Closed"], ["Closed"]]
    barred = text(tmp_path, "\n\n".join([*head, "Harbour dues (May 2025)\nHD/1", *row("HD/1")[1:], *row("HD/2"), "Lamps (June 2025)\nLB/1", *row("LB/1")[1:], *row("LB/2")]) + "\n")
    assert [r[0][0] for r in grid_of(barred)] == ["Minute", "Harbour dues (May 2025)", "HD/1", "HD/2", "Lamps (June 2025)", "LB/1", "LB/2"]
    assert grid_of(barred)[2][3] == ["1 January 2025"]


def test_long_values_beside_labels_and_a_scale_below(tmp_path):
    """Most lines only go on with a value; a row of letters over a row of words is a table of two rows."""
    document = text(tmp_path, """Recommendation 1:      That the quay be lit.
Agreed Actions:        1.1 Buy the lamps that the harbour board chose in
                       May, and store them in the shed
                       by the pier.
                       1.2 Ask three painters for a price, and take the
                       lowest of them to the board in June or July.
Progress (June         1.1: The lamps are bought and
2024):                 stored in the shed by the pier.
                       1.2 and 1.3: Prices are asked for, and two painters
                       have been to the quay.


Key to grades
       A                B                      C
   Completed      Progressing to plan     Behind plan
""")
    assert [table.method for table in document.tables] == ["aligned", "aligned"]
    assert [len(cell) for row in grid_of(document) for cell in row[1:]] == [1, 2, 2]
    assert rows(document.tables[1]) == [["A", "B", "C"], ["Completed", "Progressing to plan", "Behind plan"]]


def test_values_that_give_way_to_rounds_beside_one_another(tmp_path):
    """The columns of two rounds begin below headings of their own; a page foot stands between the rows."""
    document = text(tmp_path, """Recommendation 3      That the boat returns to all villages on the former route this year.
Responsible officer   Ann Reed, Harbour Master


                      Harbour Council | Page 1
\fDeadline              Spring 2024
Agreed actions        Action 1: Return the boat to the water following its refit.
                      First update – May 2023              Second update – May 2024
Progress              Action 1: The refit is done             Action 1: It sails to all the
                      and the boat is wet.                    villages but one.
Assessment            On course                               Fully met

                      Harbour Council | Page 2
""")
    assert [rows(table) for table in document.tables] == [
        [["Recommendation 3", "That the boat returns to all villages on the former route this year."], ["Responsible officer", "Ann Reed, Harbour Master"],
         ["Deadline", "Spring 2024"], ["Agreed actions", "Action 1: Return the boat to the water following its refit."]],
        [["", "First update – May 2023", "Second update – May 2024"], ["Progress", "Action 1: The refit is done and the boat is wet.", "Action 1: It sails to all the villages but one."],
         ["Assessment", "On course", "Fully met"]]]


def test_labels_that_wrap_beside_lettered_values(tmp_path):
    """'Recommendation' over '1', 'Update (Quarter 2' over '2023/24)', right below a paragraph; '(b)' begins a line of its value."""
    (table,) = text(tmp_path, "Each lead has said what was done in the period and has assessed the position at the end of it all.\n"
                    "Recommendation       That one list be used on every ward, in place\n1                    of the five that there are.\nExecutive lead       Matron\n"
                    "Actions agreed       (a) Agree one list.\n                     (b) Withdraw the others and look again after\n                     three months.\n"
                    "Update (Quarter 2    (a) A draft was agreed in July.\n2023/24)             (b) Not due yet.\n"
                    "Self-assessment      (a) Delivered\n(Quarter 2           (b) Progressing\n2023/24)\n").tables
    assert rows(table) == [["Recommendation 1", "That one list be used on every ward, in place of the five that there are."], ["Executive lead", "Matron"],
                           ["Actions agreed", "(a) Agree one list. (b) Withdraw the others and look again after three months."],
                           ["Update (Quarter 2 2023/24)", "(a) A draft was agreed in July. (b) Not due yet."], ["Self-assessment (Quarter 2 2023/24)", "(a) Delivered (b) Progressing"]]


def test_headings_of_rounds_below_the_heading_of_their_group(tmp_path):
    """The extraction has lost which headings span; two rows of values look otherwise."""
    (table,) = text(tmp_path, "No\tAction\tLead\tProgress reported\t\tStatus\n\t\t\tMay 2024\tNovember 2024\t\n"
                    "1\tPaint the hull\tMate\tScraped.\tPainted.\tC\n2\tMend the sails\tBosun\t\tBegun.\tT\n").tables
    assert {c.flat: (c.row_span, c.column_span) for c in table.cells if c.row < 2} == {
        "No": (2, 1), "Action": (2, 1), "Lead": (2, 1), "Progress reported": (1, 2), "Status": (2, 1), "May 2024": (1, 1), "November 2024": (1, 1)}
    (plain,) = text(tmp_path, "No\tAction\tLead\tProgress\tDue\n1\tPaint\tMate\t\tMay 2024\n2\tMend\tBosun\tBegun\t\n").tables
    assert {(c.row_span, c.column_span) for c in plain.cells} == {(1, 1)}


def test_the_number_of_a_paragraph_on_a_line_of_its_own(tmp_path):
    document = text(tmp_path, "2.1\n\nnotes the position of the boats;\n\n2.2\n\nagrees to look again.\n\n3.1\n\n4.1\n\nThe end\n")
    assert [b.text for b in document.blocks] == ["2.1 notes the position of the boats;", "2.2 agrees to look again.", "3.1", "4.1 The end"]


def test_a_cell_a_paragraph_with_lines_across_before_the_headings_are_printed_again(tmp_path):
    """Two lines stand over each part; a table of figures behind the last, whose numbers are no references; a month in a heading."""
    heads = ["Ref", "Action", "Lead", "Position at June 2025", "RAG"]
    rows = [[f"{n}.{k}", f"Paint the {what} of the boat before it goes out.", ("Ina Moss", "Tom Reed")[k % 2], f"It was painted in the week of fair {k}.",
             ("Green", "Red")[n % 2]] for n in (1, 2) for k, what in enumerate(("hull", "deck", "mast"), 1)]
    parts = ["Priority 1: Paint", "Priority lead: The Mate", *heads, *sum(rows[:3], []), "Priority 2: More paint", "Priority lead: The Bosun", *heads, *sum(rows[3:], []),
             "How we shall know", "Measure", "Boats", "412", "266"]
    document = text(tmp_path, "Plan\n\n" + "\n\n".join(parts) + "\n")
    (table,) = document.tables
    assert [[c.flat for c in table.cells if c.row == r and c.flat] for r in range(table.rows)] == [
        heads, *rows[:3], ["Priority 2: More paint"], ["Priority lead: The Bosun"], *rows[3:]]
    assert [b.text for b in document.blocks][-4:] == ["Measure", "Boats", "412", "266"]


def test_a_merged_cell_printed_in_each_of_its_columns_is_one_across(tmp_path):
    (table,) = text(tmp_path, "Ref | Action | Lead | Status\nBoats | Boats | Boats | Boats\n1 | Paint | Mate | Mate\n2 | Mend | Bosun | Done\n").tables
    assert [(c.row, c.column, c.column_span, c.flat) for c in table.cells if c.row in (1, 2)] == [
        (1, 0, 4, "Boats"), (2, 0, 1, "1"), (2, 1, 1, "Paint"), (2, 2, 1, "Mate"), (2, 3, 1, "Mate")]


def test_a_sentence_cut_at_the_pages_width_goes_on_among_short_lines(tmp_path):
    """Cells one below another are lines of their own."""
    lines = ["Recommendation 1: The Council should tell the parents of each child what came of it within", "15 working days.", "Action Lead", "1.1 Paint the boat.", "Mate",
             "Progress", "It is done.", "Grade", "2 (On target)", "The online form opened on 6th June, in time for the main round of the year and was used.", "It is liked."]
    assert [b.text for b in text(tmp_path, "\n".join(lines)).blocks] == [" ".join(lines[:2]), *lines[2:]]


def test_a_foot_with_its_page_number_behind_a_bar_is_no_row(tmp_path):
    pages = [f"The {what} of the boat was seen.\nFollow-up, September 2024 | {n}\n" for n, what in enumerate(("hull", "deck", "mast"), 1)]
    document = text(tmp_path, "\f".join(pages))
    assert not document.tables and [b.text for b in document.blocks if b.kind == "footer"] == [f"Follow-up, September 2024 | {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("bar", ["Recommendation {}: The board should look after the pier and its steps.", "Looking after the pier and all of its steps, part {}"])
def test_a_line_across_the_rows_of_a_tabbed_table_ends_no_cell(tmp_path, bar):
    """The last column holds letters: no line of that length goes on with one. An empty cell before it is empty."""
    made = ["No.\tAction\tLead\tProgress\tRAG", bar.format(1), "1.1\tMend the rail\tMayor\tIt is mended.\tG", "1.2\tPaint the steps\tMayor\t\tR",
            bar.format(2), "2.1\tBuy lamps\tClerk\tSix were bought.\tB"]
    (table,) = text(tmp_path, "\n".join(made)).tables
    assert [set(row) for row in rows(table)][1::3] == [{bar.format(1)}, {bar.format(2)}]
    assert rows(table)[3] == ["1.2", "Paint the steps", "Mayor", "", "R"]


def test_headings_of_two_lines_repeated_on_the_next_page_end_no_cell(tmp_path):
    head = ["Ref        What we will do              Chief         Status", "                                        officer"]
    made = [*head, "1.1        Mend the rail of the         Mayor         Open", "           pier.", "1.2        Paint the steps.             Clerk         Open",
            *head, "1.3        Buy six lamps.               Mate          Done", "1.4        Hang them up.                Mate          Open"]
    (table,) = text(tmp_path, "\n".join(made)).tables
    assert [r[2] for r in rows(table) if r[0][:1].isdigit()] == ["Mayor", "Clerk", "Mate", "Mate"]


def test_a_label_goes_on_in_small_letters(tmp_path):
    made = ["The Board          That no boat leave the quay without a", "recommended        lamp.", "Lead               Mate", "Difference made    Two boats were seen in time.", "for the crews"]
    (table,) = text(tmp_path, "\n".join(made)).tables
    assert rows(table) == [["The Board recommended", "That no boat leave the quay without a lamp."], ["Lead", "Mate"], ["Difference made for the crews", "Two boats were seen in time."]]


def test_letters_with_one_bracket_begin_lines_of_a_value(tmp_path):
    made = ["Recommendation 2", "Agreed              That the pier be mended.", "Actions agreed      a) Mend the rail of the pier and", "                    the lamps.",
            "                    b) Paint the steps.", "Progress            a) It depends on the work under", "                    a) of the year before.", "                    b) Not begun."]
    (table,) = text(tmp_path, "\n".join(made)).tables
    assert [c.text.split("\n") for c in table.cells if c.column == 1][1:] == [
        ["a) Mend the rail of the pier and the lamps.", "b) Paint the steps."], ["a) It depends on the work under a) of the year before.", "b) Not begun."]]


def test_pipes_where_a_row_has_fewer_cells(tmp_path):
    """A converter leaves out the empty cells of a row that opens a list: most rows still have as many as the headings."""
    lines = ["No. | Recommendation | Lead | Status", "1 | That the Cabinet cleans the gutters by:", "(a) | cleaning them twice; | Clerk | Done", "(b) | publishing a map. | Clerk | Late"]
    table, = text(tmp_path, "\n".join(lines)).tables
    assert (table.rows, table.columns) == (4, 4) and [c.flat for c in table.cells if c.row == 1 and c.flat] == ["1", "That the Cabinet cleans the gutters by:"]


def test_indented_page_numbers_part_two_pages_whose_columns_stand_elsewhere(tmp_path):
    first = ["Rec.   What is asked            Agreed action              Status", "R1     That the quay be         Find a mason and a         Green", "       mended before            cook for him.",
             "       the winter.", "R2     That a bell be           Ask the founder            Amber", "       hung.                    for a price."]
    second = ["Rec.   What is asked         Agreed action            Status", "R3     That lamps be         Buy brass ones.          Red", "       lit.", "R4     That a clerk          Ask the school.          Green", "       be hired."]
    foot = " " * 40 + "Harbour Council – Overview Committee, 18 November 2025 – Appendix B – Monitoring Page {}"
    table, = text(tmp_path, "\n".join([*first, "", foot.format(1), "\f" + second[0], *second[1:], "", "", foot.format(2)])).tables
    assert table.columns == 4
    assert [row for row in rows(table) if row[0] in ("R1", "R3")] == [["R1", "That the quay be mended before the winter.", "Find a mason and a cook for him.", "Green"], ["R3", "That lamps be lit.", "Buy brass ones.", "Red"]]


def test_recommendations_across_an_aligned_table_on_two_lines(tmp_path):
    lines = ["Ref      Action                Responsible      Progress              RAG", "Recommendation 1", "The board should make sure that its members attend and ask after the quay.", "1a       Set a standard        Mayor            Agreed in             G",
             "         for it.                                June.", "1b       Print a card.         Clerk            Printed.              B", "Recommendation 2", "The mayor should mend the steps of the quay so that nobody falls there in winter.",
             "2a       Find a mason.         Mate             None was              R", "                                                found."]
    table, = text(tmp_path, "\n".join(lines)).tables
    bars = [c.text for c in table.cells if c.column_span > 1 or c.text.startswith("Recommendation")]
    assert bars == ["Recommendation 1\nThe board should make sure that its members attend and ask after the quay.", "Recommendation 2\nThe mayor should mend the steps of the quay so that nobody falls there in winter."]


def test_the_second_line_of_a_label_may_begin_with_a_dash(tmp_path):
    lines = ["Recommendation 1         That the quay be mended.", "Evidence of progress     1.1 A mason was found in the spring and has begun.", "– March 2025             1.2 Stone was bought.", "Grade – March 2025       2 (On course)"]
    table, = text(tmp_path, "\n".join(lines)).tables
    assert [c.text for c in table.cells if c.row == 1] == ["Evidence of progress – March 2025", "1.1 A mason was found in the spring and has begun.\n1.2 Stone was bought."]


def test_two_rows_one_below_another_where_other_tables_have_their_headings(tmp_path):
    head = ["No.", "Agreed action", "Progress", "Status"]
    def stack(n: int, rows: int) -> list[str]:
        return ["", *head, *(line for k in range(1, rows + 1) for line in ("", f"{n}.{k}", f"Mend step {k} of quay {n} with new stone.", f"It was mended in week {k} of May by two masons.", ("Achieved", "Slipped", "On target")[k % 3])), "", *(f"Officers will meet again about step {k} when the winter is over." for k in range(14))]
    tables = text(tmp_path, "\n".join([*stack(1, 3), *stack(2, 2)])).tables
    assert [(t.method, t.rows) for t in tables] == [("stacked", 4), ("stacked", 3)]


def test_a_line_across_rows_with_pipes(tmp_path):
    lines = ["Ref | Meeting | Action | Lead | Status", "OPEN ACTIONS", "24/031 | July | Report on the quay. | Clerk | Open", "CLOSED ACTIONS", "24/022 | May | Write to the mayor. | Chair | Closed", "", "Key to status. Open: not yet due."]
    table, = text(tmp_path, "\n".join(lines)).tables
    assert [row[0] for row in rows(table)] == ["Ref", "OPEN ACTIONS", "24/031", "CLOSED ACTIONS", "24/022"]


def test_issues_with_references_beside_actions_with_theirs(tmp_path):
    """`pdftotext -layout` of a plan: an issue's text runs past the rows of its actions, a letter stands right before each action's number."""
    document = text(tmp_path, """
Ref    What was found               BRAG   No.   Action                      When
K1     Too many bells are rung       B     1.1   Hold a day of practice      May 2031
       out of turn, and the                      for all of the ringers.
       Council pays for it. Nine     G     1.2   Write to every church.      June 2031
       of them are cracked.
K2     The quay is dark.             A     2.1   Buy lamps.                  July 2031
                                     R     2.2   Hang them from the          May 2032
                                                 crane by the steps.
""")
    assert rows(document.tables[0]) == [
        ["Ref", "What was found", "BRAG", "No.", "Action", "When"],
        ["K1", "Too many bells are rung out of turn, and the Council pays for it. Nine of them are cracked.", "B", "1.1", "Hold a day of practice for all of the ringers.", "May 2031"],
        ["", "", "G", "1.2", "Write to every church.", "June 2031"], ["K2", "The quay is dark.", "A", "2.1", "Buy lamps.", "July 2031"],
        ["", "", "R", "2.2", "Hang them from the crane by the steps.", "May 2032"]]


def test_labels_that_recur_begin_rows_where_blank_lines_part_the_cards(tmp_path):
    document = text(tmp_path, """
Recommendation 1        That the bell be hung in the chapel tower again before the
                        winter.
Update                  The tower was found to be unsafe.

Recommendation 2        That lamps be put up on all of the quay steps, and on the
                        crane.
Update                  Four lamps of nine have been put up.
""")
    assert [row[0] for row in rows(document.tables[0])] == ["Recommendation 1", "Update", "Recommendation 2", "Update"]


def test_a_label_that_begins_lines_again_and_again_begins_a_paragraph(tmp_path):
    """A line as wide as the page stands above it, and no stop at its end."""
    said = "\n".join(f"AGS {n} Rewrite the scheme of bells so that it can be read by all who ring them in towers\nResponsible: Clerk of the bells\nDone by: May 203{n}\n"
                     "A rather long line of what was done about the scheme of the bells in the year that\nhas passed since then.\n" for n in (1, 2, 3))
    assert [line for line in shape(text(tmp_path, said)) if line.startswith("Responsible")] == ["Responsible: Clerk of the bells"] * 3


def test_coded_items_with_tabs_are_no_table(tmp_path):
    document = text(tmp_path, "R1\tThat the bell be hung in the tower.\n\nR2\tThat lamps be lit on the quay.\n")
    assert not document.tables and len(document.blocks) == 2


def test_a_first_cell_on_two_lines_beside_a_sentence_that_runs_on(tmp_path):
    """No blank lines part the rows: 'Manager' is no row, for 'to dusk' goes on with what stands above it."""
    document = text(tmp_path, """
Lead officer              Timescale          Measure
Anna Lind, Bell           From May 2031      All bells ring from dawn
Manager                                      to dusk, on every day.
Tom Hale                  June 2031          The quay is lit.
""")
    assert rows(document.tables[0])[1:] == [["Anna Lind, Bell Manager", "From May 2031", "All bells ring from dawn to dusk, on every day."], ["Tom Hale", "June 2031", "The quay is lit."]]


def test_pipes_with_a_cell_a_line_below_a_pipe_alone(tmp_path):
    """As a web page's table is extracted; a pipe alone is an empty cell, except where the next row begins."""
    cells = [["Ref", "Action", "Lead", "Update"], ["1", "Mend the steps.", "Clerk", "Two masons:\n· Ann\n· Tom"], ["2", "Paint the lamps.", "", "Begun."], ["", "", "", ""]]
    document = text(tmp_path, "The harbour's plan\n" + "".join("|\n" + "".join(f"{cell} |\n" if cell else "|\n" for cell in row) for row in cells) + "The end.\n")
    assert [b.text for b in document.blocks] == ["The harbour's plan", "The end."]
    assert rows(document.tables[0]) == [cells[0], ["1", "Mend the steps.", "Clerk", "Two masons: Ann Tom"], cells[2]]


def test_stacked_cells_with_references_of_a_year_and_short_dates(tmp_path):
    """'SR (31/32) 01' is a reference, and '01/06/31' is none."""
    lines = [["Ref", "Date", "Action", "Lead", "Update"], *([f"SR (31/32) 0{n}", f"0{n}/06/31", *row[1:3], row[4]] for n, row in enumerate(STACK[1:], 1))]
    (table,) = text(tmp_path, "\n".join(cell for row in lines for cell in row) + "\n").tables
    assert rows(table) == lines


def test_values_that_stand_elsewhere_on_the_next_page(tmp_path):
    """As `pdftotext -layout` writes a table of labels over a page break: each page has its own widths, labels have two lines, and one is cut by
    the break."""
    first = ["Recommendation 2:     That the bell be", "                      hung.", "Agreed Success        A bell that can be", "Measure:              heard.", "Evidence of           The rope came",
             "Progress (May 2031):  in April, and the", "                      tower was", "                      made ready."]
    second = ["                         The bell was hung.", "Assessment of            2 (On Track)", "Progress (May 2031):", "(with reasons if", "asked)", "Recommendation 3:        That lamps be lit.",
              "                         In winter only.", "Evidence of"]
    third = ["Progress (May 2031):  None.", "Assessment of         4 (Not", "Progress (May 2031):  Achieved)", "                      no oil came."]
    head = " " * 50 + "Appendix 1"
    document = text(tmp_path, "\f".join("\n".join([head, *page, "", " " * 30 + str(n)]) for n, page in enumerate((first, second, third), 1)))
    assert rows(document.tables[0]) == [
        ["Recommendation 2:", "That the bell be hung."], ["Agreed Success Measure:", "A bell that can be heard."],
        ["Evidence of Progress (May 2031):", "The rope came in April, and the tower was made ready. The bell was hung."],
        ["Assessment of Progress (May 2031): (with reasons if asked)", "2 (On Track)"], ["Recommendation 3:", "That lamps be lit. In winter only."],
        ["Evidence of Progress (May 2031):", "None."], ["Assessment of Progress (May 2031):", "4 (Not Achieved) no oil came."]]


def test_lines_of_rows_are_no_rows(tmp_path):
    """Nothing says where a row ends, and every line would begin one: better no table than 'each other to account' as an action."""
    words = ["no bell which can", "be heard by the", "boats that come", "in at night when", "the lamps on the", "quay are out and", "nobody is there", "to ring it for", "them in the fog."]
    said = "\n".join(f"{f'Lamp {n} is out':<24}{b:<24}{c}" for n, (b, c) in enumerate(zip(words, words[4:] + words[:4], strict=True)))
    assert not any("Action" in c.text for t in text(tmp_path, "What was found          Action                  Update\n" + said).tables for c in t.cells)


def test_bullets_with_a_gap_are_no_table(tmp_path):
    document = text(tmp_path, "The list:\n\n    \uf0b7   Mend the steps of the pier\n    \uf0b7   Paint the lamps of the quay\n    \uf0b7   Ring the bell in every fog\n")
    assert not document.tables and [b.kind for b in document.blocks][1:] == ["list_item"] * 3


def test_rows_that_begin_with_a_number_before_their_text(tmp_path):
    (table,) = text(tmp_path, """Action                         Lead          End       Comments
                                             date
1.1   Hang the bell in the     Warden        May 31    The rope came in April
      tower of the harbour.                            and it was hung.
                                                       A rail is missing.
1.2   Paint lamps              Clerk         June 31   Not begun.
""").tables
    assert rows(table) == [["Action", "Lead", "End date", "Comments"], ["1.1 Hang the bell in the tower of the harbour.", "Warden", "May 31", "The rope came in April and it was hung. A rail is missing."],
                           ["1.2 Paint lamps", "Clerk", "June 31", "Not begun."]]


def test_rows_that_begin_where_the_column_that_is_filled_least_is(tmp_path):
    """No references and no blank lines: the date stands on the first line of each row, and all else goes on."""
    (table,) = text(tmp_path, """What the Board asked for          Lead             Due         Where it stands
A bell which can be heard by      Harbour          May 2031    The rope came in April
all the boats.                    Master                       and it was hung.
Lamps on the quay from dusk       Clerk            June 2031   Not begun.
A list of the boats which         Harbour          July 2031   Forty are on it
come at night.                    Master                       so far.
""").tables
    assert [r[0] for r in rows(table)[1:]] == ["A bell which can be heard by all the boats.", "Lamps on the quay from dusk", "A list of the boats which come at night."]
    assert [r[1] for r in rows(table)[1:]] == ["Harbour Master", "Clerk", "Harbour Master"]


def test_a_second_label_and_value_on_a_line(tmp_path):
    """Other values run over it; a value on two lines goes on under the first."""
    (table,) = text(tmp_path, """Reference             HB1                           Priority          High
Recommendation        That the bell of the harbour be rung at noon on all days.
Officer               Ann Reed, Master of the       Agreed date       30 April 2031
                      Bells
Status                Done                          Revised date
""").tables
    assert rows(table) == [["Reference", "HB1", "Priority", "High"], ["Recommendation", *["That the bell of the harbour be rung at noon on all days."] * 3],
                           ["Officer", "Ann Reed, Master of the Bells", "Agreed date", "30 April 2031"], ["Status", "Done", "Revised date", ""]]


def test_labels_with_their_values_below_one_another_are_a_row_each(tmp_path):
    """Though a blank line parts them from what stands below; lines that go on in small letters are no such rows."""
    facts = "\n".join(f"{label:<30}{value}" for label, value in (("Report to", "Harbour Scrutiny Panel"), ("Date", "26 May 2031"), ("Report by", "Harbour Master")))
    document = text(tmp_path, f"{facts}\n\n{'':<30}QUAYSIDE COUNCIL\n\nThe Panel asks every quarter what became of its advice, and here it is told.\n")
    assert rows(document.tables[0]) == [["Report to", "Harbour Scrutiny Panel"], ["Date", "26 May 2031"], ["Report by", "Harbour Master"], ["", "QUAYSIDE COUNCIL"]]
    wrapped = "\n".join(f"{label:<30}{value}" for label, value in (("What was", "The steps are worn"), ("Found by", "and the lamps are dark"), ("The panel", "at night in winter.")))
    assert len(rows(text(tmp_path, f"{wrapped}\n\n{'Date':<30}26 May 2031\n").tables[0])) == 2


def test_actions_of_one_recommendation_are_rows_of_their_own(tmp_path):
    """A sentence begins beside a new date; what goes on left of it is the recommendation's. The headings of a page may stand between."""
    head = "No   Recommendation           What we will do          Lead              Target        Progress"
    page = """1    Make the quays safe      Buy stone from the       Harbour           May 2031      Two loads came in
     for all who use them     quarry at Marl.          Master (AR)                     April.
     and those who watch      Mend the steps.          Bosun             June 2031     Not begun.
     from the shore.
2    Ring the bell in fog.    Find a founder.          Mayor             31 December   None was found. The
                                                                         2031          search goes on."""
    document = text(tmp_path, f"{head}\n{page}\n\n{head}\n                              Hang the bell by the     Bosun             Spring 2032   It will hang in May.\n                              mole.\n")
    found = rows(document.tables[0])
    assert found[1:3] + found[4:] == [
        ["1", "Make the quays safe for all who use them and those who watch from the shore.", "Buy stone from the quarry at Marl.", "Harbour Master (AR)", "May 2031", "Two loads came in April."],
        ["", "", "Mend the steps.", "Bosun", "June 2031", "Not begun."],
        ["2", "Ring the bell in fog.", "Find a founder.", "Mayor", "31 December 2031", "None was found. The search goes on."],
        ["", "", "Hang the bell by the mole.", "Bosun", "Spring 2032", "It will hang in May."]]


def test_numbers_with_stops_are_lines_of_a_cell_where_they_follow_one_another(tmp_path):
    grid = """No    Recommendation             Agreed actions                Update
1     That the quays be made     1. Buy stone from Marl.       1. Two loads came in
      safe for all.              2. Mend the steps.            April.
                                                               2. Not begun.
2     That the bell be rung      Find a founder within         None was found. The
      in fog.                    12. Ask Marl as well.         search goes on.
"""
    table = text(tmp_path, grid).tables[0].grid()
    assert [[p.printed for p in cell.paragraphs] for cell in table[1][2:]] == [["1. Buy stone from Marl.", "2. Mend the steps."], ["1. Two loads came in April.", "2. Not begun."]]
    assert [len(cell.paragraphs) for cell in table[2][2:]] == [1, 1]


def test_rows_begin_at_numbers_in_the_column_of_actions(tmp_path):
    """Beside a text that is merged over several; one such number right below the headings makes one row."""
    grid = """What was found         Action                        Lead             By when        Progress
The quays were         1.1 Buy stone from the        Ann Reed         May 2031       Two loads came in April
not safe for those     quarry at Marl.                                               and stand on the quay.
who use them.
                       1.2 Mend the steps of         Bo Quay,         30 June        Not begun. Masons are
                       the stair.                    Head of Piers    2031           few.
"""
    one = """What was found         Action                        Lead             By when        Progress
Nobody heard the       2.1 Find a founder for a      Mayor            31             None was found. The
bell in fog, at sea    new bell.                                      December       search goes on.
or on land.                                                           2031
"""
    found, single = (rows(text(tmp_path, t).tables[0]) for t in (grid, one))
    assert found[1:] == [
        ["The quays were not safe for those who use them.", "1.1 Buy stone from the quarry at Marl.", "Ann Reed", "May 2031", "Two loads came in April and stand on the quay."],
        ["", "1.2 Mend the steps of the stair.", "Bo Quay, Head of Piers", "30 June 2031", "Not begun. Masons are few."]]
    assert single[1:] == [["Nobody heard the bell in fog, at sea or on land.", "2.1 Find a founder for a new bell.", "Mayor", "31 December 2031", "None was found. The search goes on."]]


def test_the_foot_of_both_pages_of_two(tmp_path):
    foot = "Harbour Plan – October 2031"
    document = text(tmp_path, f"Plan\n\nThe quays were mended.\n\n\n{foot}\n\fThe bell was hung.\n\n\n{foot}\n\f")
    assert [(b.kind, b.text) for b in document.blocks if b.text == foot] == [("footer", foot)]
    beside = text(tmp_path, f"Plan\n\nThe quays were mended.\n{foot}\n\fThe bell was hung.\n{foot}\n\f")
    assert all(b.kind != "footer" for b in beside.blocks), "a line that ends the text may be of it"


def test_columns_that_stand_elsewhere_in_each_row(tmp_path):
    """A long reference moves all that follows it, and two cells come within a space of each other."""
    grid = """Ref     Item                Action                         Owner          Due          Update
Meeting of 4 May 2031
HB/1    Bell tower stair Mend the steps of the stair    Mason          June 2031    Begun in May. Two
        and landing      before winter.                                             are done.
HB/2031/12    The quay            Buy stone from the quarry      Ann Reed,      July 2031    Two loads came.
                                  at Marl.                       Harbour
                                                                 Master
HB/3    Lamps               Buy oil.                       Mate           Ongoing
"""
    table = text(tmp_path, grid).tables[0]
    assert rows(table)[2:] == [
        ["HB/1", "Bell tower stair and landing", "Mend the steps of the stair before winter.", "Mason", "June 2031", "Begun in May. Two are done."],
        ["HB/2031/12", "The quay", "Buy stone from the quarry at Marl.", "Ann Reed, Harbour Master", "July 2031", "Two loads came."], ["HB/3", "Lamps", "Buy oil.", "Mate", "Ongoing", ""]]


def test_headings_right_below_a_smaller_table_begin_another(tmp_path):
    grid = """Round            Done     Late
May 2031            3        2
June 2031           4        1
Ref     Action                         Owner          Due          Update
1.1     Mend the steps of the stair    Mason          June 2031    Begun in May. Two
        before winter.                                             are done.
1.2     Buy oil for the lamps.         Mate           July 2031    None was to be had.
"""
    small, large = text(tmp_path, grid).tables
    assert [len(r) for r in rows(small)] == [3] * 3 and rows(large)[1] == ["1.1", "Mend the steps of the stair before winter.", "Mason", "June 2031", "Begun in May. Two are done."]


def test_a_first_cell_that_goes_on_within_its_sentence_is_one_row(tmp_path):
    grid = """Recommendation              Decision     Action                     By when
That every household is     Accepted     Name an officer.           April 2031
told who its officer is
when it moves.
That the lamps be lit       Rejected     None.                      None
at dusk.
"""
    assert rows(text(tmp_path, grid).tables[0])[1:] == [
        ["That every household is told who its officer is when it moves.", "Accepted", "Name an officer.", "April 2031"], ["That the lamps be lit at dusk.", "Rejected", "None.", "None"]]


def test_bars_and_rows_below_a_merged_first_cell_where_columns_move(tmp_path):
    """A bar runs over the second column, with a second label behind a gap; the row below 1a has its columns elsewhere."""
    grid = """No.    What was found        Ref    Action                      Owner         Due          Update
STREAM A – SAFETY OF THE QUAYS
Sponsor: Ann Reed, Master of the Harbour        Officer: Bo Quay
1      The quays were not    1a     Buy stone from Marl.        Mason         May 2031     Two loads came.
       safe for all who                                                       30 June
       use them.                                                              2031
                             1b         Mend the steps, and rails    Mason         June 2031    Not begun.
                                        on both sides.
2      Nobody heard the      2a     Find a founder.             Mayor         July 2031    None yet.
       bell.
"""
    found = rows(text(tmp_path, grid).tables[0])
    assert [set(row) for row in found[1:3]] == [{"STREAM A – SAFETY OF THE QUAYS"}, {"Sponsor: Ann Reed, Master of the Harbour Officer: Bo Quay"}]
    assert [row[3:6] for row in found[3:]] == [["Buy stone from Marl.", "Mason", "May 2031 30 June 2031"], ["Mend the steps, and rails on both sides.", "Mason", "June 2031"], ["Find a founder.", "Mayor", "July 2031"]]
    assert [row[1] for row in found[3:]] == ["The quays were not safe for all who use them.", "", "Nobody heard the bell."]


def test_a_label_with_its_value_is_no_heading_though_it_stands_alone(tmp_path):
    """'Status: Open' again and again, also with its round, and a label alone right below one; a heading of the paper stays one."""
    made = [["Steps and lamps", f"H{n}   Mend the steps of the old pier before the season", "Owner: Mayor", "By when: May 2026", "What was done",
             "The steps were mended by the crew of the dredger.", "Grade (May 2026): 2"] for n in range(3)]
    paper = text(tmp_path, "\n\n".join(line for card in made for line in card[min(1, made.index(card)):]))
    assert [b.text for b in paper.blocks if b.kind == "heading"] == ["Steps and lamps"]


def test_lines_of_a_value_beside_its_label(tmp_path):
    """Not a line that names the next part, nor what stands below the last value."""
    made = ["Lead\tMayor", "Action\t1.1 Mend the rail.", "1.2 Paint the steps.", "Measure\tNobody slips.", "Recommendation 2: That the lamps be lit.", "Lead\tClerk",
            "Action\tBuy lamps.", "They are to be bought in May."]
    paper = text(tmp_path, "\n".join(made))
    assert [c.text for t in paper.tables for c in t.cells if c.column == 1] == ["Mayor", "1.1 Mend the rail.\n1.2 Paint the steps.", "Nobody slips.", "Clerk", "Buy lamps."]
    assert [b.text for b in paper.blocks] == [made[4], made[7]]


def test_labels_with_their_values_on_one_line_are_no_table(tmp_path):
    made = ["Recommendation 1", "", "Lead: Mayor\t\tTimescale: May 2026", "", "The steps were mended."]
    paper = text(tmp_path, "\n".join(made))
    assert not paper.tables and " ".join(paper.blocks[1].text.split()) == "Lead: Mayor Timescale: May 2026"


def test_numbered_paragraphs_between_blank_lines_are_no_table(tmp_path):
    made = [f"1.{n}  The {what} of the pier was mended by the crew of the dredger before the season began in May." for n, what in enumerate(("rail", "step", "lamp", "gate"), 1)]
    paper = text(tmp_path, "\n\n".join(["Agreed actions:", *made]))
    assert not paper.tables and [b.text.partition(" ")[0] for b in paper.blocks[1:]] == ["1.1", "1.2", "1.3", "1.4"]
