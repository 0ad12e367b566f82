"""Grids from drawn lines, and the colours of their cells."""
from __future__ import annotations

import time
from itertools import pairwise

import pytest
from reportlab.lib.colors import CMYKColor, HexColor

from extractors.readers.pdf import read
from tests.extractors.readers.pdf_files import Sheet
from tests.extractors.readers.pdf_grids import cells, fills, grid, only

XS, YS = [50, 120, 300, 380, 440], [100, 130, 160, 190, 220]
TEXTS = {(0, 0): "Ref", (0, 1): "What we will do", (0, 2): "Due", (0, 3): "RAG", (1, 0): "1.1", (1, 1): "Mend the ferry steps",
         (1, 2): "May 2031",
         (2, 0): "1.2", (2, 2): "June 2031", (3, 1): "Paint the lamps"}
MERGED = ((1, 1, 2, 1), (3, 1, 1, 2))


@pytest.mark.parametrize("idiom", ["lines", "word"])
def test_merged_cells_once_with_their_spans(tmp_path, idiom):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, XS, YS, TEXTS, merged=MERGED, fills={(0, k): "#D9D9D9" for k in range(4)} | {(1, 3): "#FFC000", (2, 3): "#00B050"},
         idiom=idiom)
    table = only(read(sheet.save()))
    found = cells(table)
    assert (table.rows, table.columns, table.method) == (4, 4, "ruled")
    assert found[1, 1, 2, 1] == "Mend the ferry steps" and found[3, 1, 1, 2] == "Paint the lamps" and len(found) == 14
    assert fills(table) == {(0, k): "#D9D9D9" for k in range(4)} | {(1, 3): "#FFC000", (2, 3): "#00B050"}


@pytest.mark.parametrize(("colour", "value"), [("#E2EFDA", "#E2EFDA"), ("#FF0101", "#FF0101"), ("#FFFFFF", None)],
                         ids=["tint", "off red", "white"])
def test_colour_is_a_value(tmp_path, colour, value):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, XS, YS, TEXTS, fills={(2, 3): colour})
    assert fills(only(read(sheet.save()))).get((2, 3)) == value


def test_last_paint_wins_and_a_patch_is_no_background(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, XS, YS, TEXTS, fills={(1, 3): "#FF0000"})
    sheet.fill(380, 130, 60, 30, "#00B050")
    sheet.fill(382, 165, 20, 10, "#FF0000")
    assert fills(only(read(sheet.save()))) == {(1, 3): "#00B050"}


def test_print_colours_and_merged_cells(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.setFillColor(CMYKColor(0, 1, 1, 0))
    sheet.canvas.rect(120, sheet.high - 190, 180, 60, stroke=0, fill=1)
    grid(sheet, XS, YS, TEXTS, merged=MERGED)
    colour = fills(only(read(sheet.save())))[1, 1]
    red, green, blue = (int(colour[k:k + 2], 16) for k in (1, 3, 5))
    assert red > 200 and green < 60 and blue < 60


def test_circle_in_an_empty_cell_is_its_colour(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, XS, YS, TEXTS)
    for x, y, colour in ((410, 145, "#FFC000"), (340, 145, "#00B050")):
        sheet.canvas.setFillColor(HexColor(colour))
        sheet.canvas.circle(x, sheet.high - y, 7, stroke=0, fill=1)
    assert fills(only(read(sheet.save()))) == {(1, 3): "#FFC000"}, "a circle beside words is no value"


def test_table_open_at_its_sides(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for y in YS:
        sheet.rule(50, 440, y)
    for x in XS[1:-1]:
        sheet.canvas.line(x, sheet.high - 100, x, sheet.high - 220)
    for (r, c), text in TEXTS.items():
        sheet.text(XS[c] + 4, YS[r] + 12, text)
    table = only(read(sheet.save()))
    assert (table.rows, table.columns) == (4, 4) and cells(table)[1, 3, 1, 1] == "" and cells(table)[2, 0, 1, 1] == "1.2"


def test_dotted_rules(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for y in YS:
        for n in range(261):
            sheet.fill(50 + 1.5 * n, y, 0.5, 0.5, "#000000")
    for x in XS:
        for n in range(81):
            sheet.fill(x, 100 + 1.5 * n, 0.5, 0.5, "#000000")
    for (r, c), text in TEXTS.items():
        sheet.text(XS[c] + 4, YS[r] + 12, text)
    assert cells(only(read(sheet.save())))[2, 2, 1, 1] == "June 2031"


def test_text_in_a_single_box_is_no_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.rect(300, sheet.high - 200, 100, 100)
    sheet.lines(310, 120, ["Boxed words that run", "over two lines."])
    sheet.lines(50, 120, ["Words beside the box."])
    document = read(sheet.save())
    assert not document.tables and sorted(b.text for b in document.blocks) == ["Boxed words that run over two lines.",
        "Words beside the box."]


def test_large_grid_is_not_quadratic(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf", (1200, 1700))
    for n in range(141):
        sheet.rule(20, 1140, 20 + 8 * n)
    for n in range(141):
        sheet.canvas.line(20 + 8 * n, 1680, 20 + 8 * n, 1680 - 8 * 140)
    sheet.text(22, 27, "a", size=5)
    path, start = sheet.save(), time.process_time()
    assert len(only(read(path)).cells) == 140 * 140
    assert time.process_time() - start < 5


def test_a_sign_alone_in_its_cell_is_its_value(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, XS, YS, TEXTS | {(1, 3): "•", (2, 3): "–", (3, 1): "• Paint the lamps"})
    found = {(c.row, c.column): c for c in only(read(sheet.save())).cells}
    assert (found[1, 3].text, found[2, 3].text, found[3, 1].text) == ("•", "–", "Paint the lamps")
    assert [found[at].paragraphs[0].bullet for at in ((1, 3), (3, 1))] == [False, True]


def rules_in_pieces(sheet: Sheet, ys: list[float], xs: list[float] = XS) -> None:
    """Rules below the rows only, drawn cell by cell, as a browser draws them."""
    for y in ys:
        for a, b in zip(xs, xs[1:], strict=False):
            sheet.fill(a, y, b - a, 0.75, "#C3C7CD")


def test_the_ends_of_rules_drawn_cell_by_cell_are_the_columns(tmp_path):
    """Headings stand above the first rule; where words run over the columns' ends a row is one cell."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(50, 60, "Plan of the harbour board for the year that begins in May")
    for x, words in zip(XS, ["ID", "What we will do", "Lead", "Due"], strict=False):
        sheet.text(x + 4, 94, words, bold=True)
    rules_in_pieces(sheet, [100, 130, 160, 190])
    sheet.text(54, 116, "Theme 1: Lamps, steps and everything else that the boats need")
    for y, row in ((145, ["1.1", "Mend the ferry steps", "Ann Reed", "May"]), (175, ["1.2", "Paint the lamps", "Bo Lane", "June"])):
        for x, words in zip(XS, row, strict=False):
            sheet.text(x + 4, y, words)
    sheet.text(50, 210, "Printed in May.")
    document = read(sheet.save())
    table = only(document)
    assert [[c.flat for c in row] for row in table.grid()] == [
        ["ID", "What we will do", "Lead", "Due"], ["Theme 1: Lamps, steps and everything else that the boats need"] * 4,
        ["1.1", "Mend the ferry steps", "Ann Reed", "May"], ["1.2", "Paint the lamps", "Bo Lane", "June"]]
    assert [b.text for b in document.blocks] == ["Plan of the harbour board for the year that begins in May", "Printed in May."]


def test_headings_whose_cells_are_shaded_have_no_rule_and_begin_a_table(tmp_path):
    """As a browser prints a coloured head; a second table below has columns of the same width."""
    sheet = Sheet(tmp_path / "a.pdf")
    for top, rows in ((80, [("1.1", "Mend the ferry steps"), ("1.2", "Paint the lamps"), ("1.3", "Ring the bell")]), (240, [("2.1", "Buy a boat"), ("2.2", "Sell a boat"), ("2.3", "Row it")])):
        sheet.text(50, top - 12, "Actions that the harbour board has before it now, open and closed")
        for a, b in zip(XS, XS[1:], strict=False):
            sheet.fill(a, top, b - a, 20, "#005EB8")
        for x, words in zip(XS, ["ID", "What we will do", "Lead", "Due"], strict=False):
            sheet.text(x + 4, top + 14, words)
        rules_in_pieces(sheet, [top + 50 + 30 * n for n in range(3)])
        for n, row in enumerate(rows):
            for x, words in zip(XS, (*row, "Ann Reed", "May"), strict=False):
                sheet.text(x + 4, top + 40 + 30 * n, words)
    document = read(sheet.save())
    assert [[[c.flat for c in row][:2] for row in t.grid()] for t in document.tables] == [
        [["ID", "What we will do"], ["1.1", "Mend the ferry steps"], ["1.2", "Paint the lamps"], ["1.3", "Ring the bell"]],
        [["ID", "What we will do"], ["2.1", "Buy a boat"], ["2.2", "Sell a boat"], ["2.3", "Row it"]]]
    assert {c.fill for t in document.tables for c in t.grid()[0]} == {"#005EB8"}


@pytest.mark.parametrize(("edges", "rows"), [(XS, 3), ((50, 120, 440), 2)], ids=["a shade a column", "other columns"])
def test_shaded_cells_without_borders_on_a_table_are_its_headings(tmp_path, edges, rows):
    """As browsers print a head whose cells have a colour and no line; shades of other columns than the table's are none."""
    sheet = Sheet(tmp_path / "a.pdf")
    for a, b in pairwise(edges):
        sheet.fill(a, 80, b - a, 20, "#005EB8")
    for x, words in zip(XS, ["Ref", "What we will do", "Due", "RAG"], strict=False):
        sheet.text(x + 4, 94, words)
    grid(sheet, XS, [100, 130, 160], {(0, 0): "1.1", (0, 1): "Mend the ferry steps", (1, 0): "1.2", (1, 1): "Paint the lamps"})
    table = only(read(sheet.save()))
    assert table.rows == rows
    assert [c.flat for c in table.grid()[0]][:2] == (["Ref", "What we will do"] if rows == 3 else ["1.1", "Mend the ferry steps"])


def test_rules_in_pieces_under_running_text_make_no_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n in range(4):
        sheet.text(54, 115 + 30 * n, "The harbour board met in May to hear how the ferry steps were and what lamps would cost them all.")
    rules_in_pieces(sheet, [100, 130, 160, 190, 220])
    assert not read(sheet.save()).tables


def test_a_shaded_title_without_a_rule_below_is_a_row(tmp_path):
    """The rule between the columns ends at the edge of the shade."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.fill(50, 100, 390, 20, "#172D5E")
    for y in (100, 145, 170):
        sheet.rule(50, 440, y)
    for x, top in ((50, 100), (150, 120), (440, 100)):
        sheet.canvas.line(x, sheet.high - top, x, sheet.high - 170)
    sheet.text(54, 114, "Recommendation 1        Priority: High")
    for y, row in ((134, ["Finding", "The lamps are dark."]), (160, ["Action", "Paint them."])):
        for x, words in zip((54, 154), row, strict=True):
            sheet.text(x, y, words)
    assert [[c.flat for c in row] for row in only(read(sheet.save())).grid()] == [
        ["Recommendation 1 Priority: High"] * 2, ["Finding", "The lamps are dark."], ["Action", "Paint them."]]


def test_a_coloured_sign_colours_its_cell(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, [50, 200, 300], [100, 120, 140, 160], {(0, 0): "Action", (0, 1): "RAG", (1, 0): "Paint the hull", (2, 0): "Mend the sails"})
    for top, colour in ((134, "#C00000"), (154, "#000000")):
        sheet.canvas.setFillColor(HexColor(colour))
        sheet.canvas.setFont("ZapfDingbats", 10)
        sheet.canvas.drawString(210, sheet.high - top, "l")
    table = only(read(sheet.save()))
    assert [(c.flat, c.fill) for c in table.cells if c.column == 1] == [("RAG", None), ("■", "#C00000"), ("■", None)]


def uprights(sheet: Sheet, xs: list[float], top: float, bottom: float) -> None:
    for x in xs:
        sheet.canvas.line(x, sheet.high - top, x, sheet.high - bottom)


def test_a_column_whose_one_cell_goes_on_over_a_whole_page(tmp_path):
    """As browsers print it: the label's cell is open above and below, so that no rule crosses its left edge."""
    sheet = Sheet(tmp_path / "a.pdf")
    uprights(sheet, [50, 120, 440], 100, 220)
    for y, text in ((100, "All lamps were lit in May."), (140, "The steps were mended."), (180, "A bell was hung.")):
        if y > 100:
            sheet.rule(120, 440, y)
        sheet.text(125, y + 14, text)
    found = cells(only(read(sheet.save())))
    assert found == {(0, 0, 3, 1): "", (0, 1, 1, 1): "All lamps were lit in May.", (1, 1, 1, 1): "The steps were mended.", (2, 1, 1, 1): "A bell was hung."}


def test_a_row_that_goes_on_at_the_top_of_a_page_has_one_rule(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    uprights(sheet, [50, 120, 440], 60, 120)
    sheet.rule(50, 440, 120)
    sheet.text(125, 80, "grateful for the new lamps.")
    assert cells(only(read(sheet.save()))) == {(0, 0, 1, 1): "", (0, 1, 1, 1): "grateful for the new lamps."}


def test_a_merged_cell_cut_by_a_break_ends_with_its_row(tmp_path):
    """A browser ends its border where its text ends; the empty field below is no cell, but a filled one is."""
    for fill, rows in ((None, {(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)}), ("#FFC000", {(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 2, 1), (2, 0, 1, 1)})):
        sheet = Sheet(tmp_path / "a.pdf")
        if fill:
            sheet.fill(50, 170, 70, 20, fill)
        uprights(sheet, [50, 120, 440], 100, 190)
        for y in (100, 130, 190):
            sheet.rule(50, 440, y)
        sheet.rule(50, 120, 170)
        for x, y, text in ((54, 114, "Issue"), (125, 114, "Action"), (54, 144, "Lamps"), (125, 144, "Light them.")):
            sheet.text(x, y, text)
        assert set(cells(only(read(sheet.save())))) == rows


def test_a_coloured_shape_shades_the_few_words_on_it_or_beside_it(tmp_path):
    """A key of boxes, and one of patches; one under a long text is a box of text."""
    sheet = Sheet(tmp_path / "a.pdf")
    for n, (words, colour) in enumerate((("Delivered", "#9DC3E6"), ("Agreed date missed", "#FF7C80"))):
        sheet.fill(50, 60 + 40 * n, 130, 24, colour)
        sheet.text(56, 75 + 40 * n, words)
    sheet.fill(50, 150, 20, 10, "#00B050")
    sheet.text(76, 158, "On track to be delivered")
    sheet.fill(400, 150, 100, 14, "#FF0000")
    sheet.fill(50, 200, 280, 24, "#FFD966")
    sheet.text(56, 215, "The boats were painted in the spring and sailed to the island in May of that year.")
    shades = {b.text: b.paragraph.fill for b in read(sheet.save()).blocks}
    assert shades == {"Delivered": "#9DC3E6", "Agreed date missed": "#FF7C80", "On track to be delivered": "#00B050",
                      "The boats were painted in the spring and sailed to the island in May of that year.": None}


def test_rules_below_shaded_headings_and_none_between_columns(tmp_path):
    """The edges of the shades are the columns; a rule that leaves out the first column leaves its cell merged."""
    sheet = Sheet(tmp_path / "a.pdf")
    for a, b in pairwise(XS):
        sheet.fill(a, 100, b - a, 20, "#2F5D3A")
    for x, words in zip(XS, ["Found", "Milestone", "Planned", "State"], strict=False):
        sheet.text(x + 4, 114, words)
    for y, start in ((100, 50), (120, 50), (150, 120), (180, 50), (210, 50)):
        sheet.rule(start, 440, y)
    for y, row in ((132, ["Dark lamps", "Lamps listed", "May 2031", "Met"]), (143, ["on the quay", "", "", ""]), (162, ["and beyond", "No dark lamps", "June 2031", "Late"]),
                   (192, ["Loose steps", "Steps mended", "July 2031", "Met"])):
        for x, words in zip(XS, row, strict=False):
            sheet.text(x + 4, y, words)
    table = only(read(sheet.save()))
    found = cells(table)
    assert (table.method, table.rows, table.columns) == ("ruled", 4, 4)
    assert found[1, 0, 2, 1] == "Dark lamps on the quay and beyond" and found[2, 1, 1, 1] == "No dark lamps" and found[3, 0, 1, 1] == "Loose steps"
