"""The PowerPoint reader on decks made with python-pptx, and on a real one where it is at hand."""
from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from office_files import letters
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Inches, Pt

from extractors.readers import read
from models.document import Table
from models.errors import EmptyFile, NoPages

SHARED = Path(__file__).parents[4] / "shared" / "papers"
REAL = sorted(SHARED.glob("*.pptx"))
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture
def deck():
    return Presentation()


def saved(deck, tmp_path):
    deck.save(tmp_path / "deck.pptx")
    return read(tmp_path / "deck.pptx")


def box(slide, text, left, top, width=3, height=0.5):
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    shape.text_frame.text = text
    return shape


def test_title_bullets_and_levels(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Harbour ratings"
    frame = slide.placeholders[1].text_frame
    frame.text = "First"
    frame.add_paragraph().text = "Under it"
    frame.paragraphs[1].level = 1
    blocks = saved(deck, tmp_path).blocks
    assert [(b.kind, b.level, b.text, b.paragraph.level, b.paragraph.place.page) for b in blocks] == [
        ("heading", 1, "Harbour ratings", 0, 1), ("list_item", 0, "First", 0, 1), ("list_item", 0, "Under it", 1, 1)]


def test_list_numbers_and_line_breaks(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    frame = box(slide, "one", 1, 1).text_frame
    for text in ("two\vmore", "inner", "three"):
        frame.add_paragraph().text = text
    for paragraph, lvl in zip(frame.paragraphs, (0, 0, 1, 0), strict=True):
        kind = "alphaLcParenR" if lvl else "arabicPeriod"
        paragraph.level = lvl
        mark = f'<a:buAutoNum xmlns:a="{A[1:-1]}" type="{kind}" startAt="{1 if lvl else 4}"/>'
        paragraph._p.get_or_add_pPr().append(etree.fromstring(mark))
    assert [q.printed for q in saved(deck, tmp_path).paragraphs()] == ["4. one", "5. two", "more", "a) inner", "6. three"]


def test_text_boxes_read_from_the_top_and_groups_are_entered(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box(slide, "last", 1, 5)
    box(slide, "right", 5, 1.05)
    box(slide, "left", 1, 1)
    group = slide.shapes.add_group_shape()
    member = group.shapes.add_textbox(Inches(1), Inches(3), Inches(2), Inches(1))
    member.text_frame.text = "in the group"
    document = saved(deck, tmp_path)
    assert [b.text for b in document.blocks] == ["left", "right", "in the group", "last"]
    assert document.blocks[2].paragraph.place.top == pytest.approx(216)


def test_tables_have_spans_fills_headers_and_places(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(3)).table
    for index, text in enumerate(("Provider", "CQC", "PAMMS", "Quay Care", "Good", "", "", "Poor", "x")):
        table.cell(index // 3, index % 3).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).fill.solid()
    table.cell(1, 1).fill.fore_color.rgb = RGBColor(0, 0xB0, 0x50)
    found = saved(deck, tmp_path).tables[0]
    assert [[c.flat for c in row if c] for row in found.grid()] == [
        ["Provider", "CQC", "PAMMS"], ["Quay Care", "Good", ""], ["Quay Care", "Poor", "x"]]
    assert [c.fill for c in found.cells if c.fill] == ["#00B050"] and [c.header for c in found.cells][:4] == [True] * 3 + [False]
    place = found.cells[4].places[0]
    assert (place.page, place.x0, place.top, place.x1) == pytest.approx((1, 72 + 144, 144 + 72, 72 + 288))


def test_a_coloured_shape_over_an_empty_cell_is_its_colour(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(2)).table
    table.cell(1, 0).text = "Moorings"
    oval = slide.shapes.add_shape(MSO_SHAPE.OVAL, Inches(3.9), Inches(2.4), Inches(0.2), Inches(0.2))
    oval.fill.solid()
    oval.fill.fore_color.rgb = RGBColor(0xFF, 0, 0)
    found = saved(deck, tmp_path).tables[0]
    assert [(c.row, c.column, c.fill) for c in found.cells if c.fill] == [(1, 1, "#FF0000")] and found.notes


def test_a_sign_over_an_empty_cell_of_a_striped_row_is_its_value(deck, tmp_path):
    """An oval with a letter, laid over a cell that has the colour of its row; one beside the table is text."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    grid = slide.shapes.add_table(3, 2, Inches(1), Inches(1), Inches(4), Inches(1.5)).table
    for r, row in enumerate([["Action", "RAG"], ["Light the quay", ""], ["Dry the boats", ""]]):
        for c, value in enumerate(row):
            grid.cell(r, c).text = value
    for left, top, letter, colour in ((3.8, 1.6, "G", "00B050"), (3.8, 2.1, "R", "FF0000"), (7, 5, "A", "FFC000")):
        oval = slide.shapes.add_shape(MSO_SHAPE.OVAL, Inches(left), Inches(top), Inches(0.3), Inches(0.3))
        oval.text_frame.text = letter
        oval.fill.solid()
        oval.fill.fore_color.rgb = RGBColor.from_string(colour)
    document = saved(deck, tmp_path)
    assert [(c.text, c.fill) for c in document.tables[0].cells if c.column == 1][1:] == [("G", "#00B050"), ("R", "#FF0000")]
    assert [b.text for b in document.blocks] == ["A"]


def test_a_coloured_sign_colours_its_cell_and_a_shape_the_words_beside_it(deck, tmp_path):
    """A key of ovals beside words; one too far away, and a bullet of the house's colour before words, say nothing."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    table = slide.shapes.add_table(3, 2, Inches(1), Inches(1), Inches(4), Inches(1.5)).table
    for r, (text, sign) in enumerate([("Action", "RAG"), ("Light the quay", "●"), ("Dry the boats", "● soon")]):
        table.cell(r, 0).text = text
        run = table.cell(r, 1).text_frame.paragraphs[0].add_run()
        run.text, run.font.color.rgb = sign, RGBColor(0xC0, 0x20, 0x20)
    for left, colour in ((1, "FF0000"), (6, "00B050")):
        oval = slide.shapes.add_shape(MSO_SHAPE.OVAL, Inches(left), Inches(4), Inches(0.2), Inches(0.2))
        oval.fill.solid()
        oval.fill.fore_color.rgb = RGBColor.from_string(colour)
    box(slide, "Behind plan", 1.3, 3.9)
    box(slide, "On plan", 7, 3.9)
    document = saved(deck, tmp_path)
    assert [(c.text, c.fill) for c in document.tables[0].cells if c.column == 1] == [("RAG", None), ("●", "#C02020"), ("soon", None)]
    assert [(b.text, b.paragraph.fill) for b in document.blocks] == [("Behind plan", "#FF0000"), ("On plan", None)]


def test_a_coloured_shape_without_a_box_colours_nothing(deck, tmp_path):
    """A shape may leave out where it stands: its words are read, and no cell or line is taken for the one it marks."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1.5)).table.cell(0, 0).text = "Action"
    box(slide, "Behind plan", 1, 4)
    for words in ("", "R"):
        oval = slide.shapes.add_shape(MSO_SHAPE.OVAL, Inches(1), Inches(4), Inches(0.2), Inches(0.2))
        oval.text_frame.text = words
        oval.fill.solid()
        oval.fill.fore_color.rgb = RGBColor(0xFF, 0, 0)
        oval._element.spPr.remove(oval._element.spPr.xfrm)
    document = saved(deck, tmp_path)
    assert sorted((b.text, b.paragraph.fill) for b in document.blocks) == [("Behind plan", None), ("R", None)]
    assert [(c.text, c.fill) for c in document.tables[0].cells] == [("Action", None), ("", None), ("", None), ("", None)]


def test_headings_over_boxes_are_read_column_by_column_and_a_grid_of_boxes_row_by_row(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for left, top, words in ((0.5, 1, "What we will do"), (5, 1, "Progress"), (0.5, 1.5, "Light the quay"), (5, 1.5, "Lamps are bought")):
        box(slide, words, left, top, 4, 0.4 if top == 1 else 3)
    other = deck.slides.add_slide(deck.slide_layouts[6])
    for line, pair in enumerate((("B", "Complete"), ("G", "On track"), ("R", "Late"))):
        for left, words in zip((0.5, 2), pair, strict=True):
            box(other, words, left, 1 + line, 1.2)
    assert [b.text for b in saved(deck, tmp_path).blocks] == [
        "What we will do", "Light the quay", "Progress", "Lamps are bought", "B", "Complete", "G", "On track", "R", "Late"]


def test_a_label_and_the_box_beside_it_are_one_line(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box(slide, "AMBER", 8, 0.2, 1, 0.5)
    box(slide, "RAG:", 7, 0.25, 0.9, 0.4)
    assert [b.text for b in saved(deck, tmp_path).blocks] == ["RAG: AMBER"]


def test_text_boxes_at_the_foot_of_slides_are_footers(deck, tmp_path):
    for n in range(1, 4):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        box(slide, "Progress", 1, 1)
        box(slide, "Harbour Board update", 1, 7)
        box(slide, str(n), 8, 7)
    assert [(b.kind, b.text) for b in saved(deck, tmp_path).blocks if b.text != "Progress"] == [
        ("footer", "Harbour Board update"), ("footer", "1"), ("footer", "2"), ("footer", "3")]


def test_charts_notes_pages_and_hidden_slides(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Activity"
    data = CategoryChartData()
    data.categories = ["North quay", "South quay"]
    data.add_series("Moorings", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, Inches(1), Inches(2), Inches(3), Inches(3), data)
    slide.notes_slide.notes_text_frame.text = "Say this."
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "Not shown"
    hidden._element.set("show", "0")
    document = saved(deck, tmp_path)
    assert [(b.kind, b.text) for b in document.blocks] == [("heading", "Activity"), ("paragraph", "Moorings"), ("paragraph", "North quay"),
                                                           ("paragraph", "South quay"), ("note", "Say this.")]
    assert [(n.code, n.page) for n in document.notes] == [("page-not-read", 2)] and document.page_count == 2


def test_footers_once_and_bold_lines_as_headings(deck, tmp_path):
    for _ in range(2):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        shape = box(slide, "Next steps", 1, 1)
        shape.text_frame.paragraphs[0].runs[0].font.bold = True
        shape.text_frame.paragraphs[0].runs[0].font.size = Pt(20)
        footer = box(slide, "Tidewater Borough", 1, 7)
        properties = footer._element.nvSpPr.nvPr
        properties.append(etree.fromstring('<p:ph xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" type="ftr"/>'))
    document = saved(deck, tmp_path)
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("heading", "Next steps"), ("footer", "Tidewater Borough"), ("heading", "Next steps")]
    assert document.blocks[0].paragraph.size == 20 and document.blocks[0].paragraph.bold


def test_decks_without_slides_or_words_are_failures(deck, tmp_path):
    with pytest.raises(NoPages):
        saved(deck, tmp_path)
    deck.slides.add_slide(deck.slide_layouts[6])
    with pytest.raises(EmptyFile):
        saved(deck, tmp_path)


def test_a_group_scales_its_members(deck, tmp_path):
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Emu(12_700 * 100), Emu(12_700 * 100)).text_frame.text = "scaled"
    group.left, group.top, group.width, group.height = (Emu(12_700 * n) for n in (50, 60, 200, 300))
    place = saved(deck, tmp_path).blocks[0].paragraph.place
    assert (place.x0, place.top, place.x1, place.bottom) == pytest.approx((50, 60, 250, 360))


@pytest.mark.skipif(not REAL, reason="../shared is not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_decks_lose_no_letter_and_double_none(path):
    words = ""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("ppt/slides/slide"):
                root = etree.fromstring(archive.read(name))
                for shape in root.xpath("//*[local-name()='sp'][.//*[local-name()='ph'][@type='ftr']]"):
                    shape.getparent().remove(shape)
                words += "".join(t.text or "" for t in root.iter(A + "t"))
    document = read(path)
    kept = [q for i in document.items if isinstance(i, Table) for c in i.cells for q in c.paragraphs] + [
        b.paragraph for b in document.blocks if b.kind not in ("footer", "note")]
    chart = [b.text for b in document.blocks if b.paragraph.place.page and b.kind == "paragraph" and b.paragraph.size is None]
    assert sorted(letters("".join(q.text for q in kept))) == sorted(letters(words + "".join(chart)))


def test_few_words_on_a_coloured_shape_are_shaded_by_it(deck, tmp_path):
    """As the boxes of a key; many words on one are a box of text."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for n, (text, colour) in enumerate([("Delivered", "9DC3E6"), ("Behind – agreed date missed", "FF7C80"), ("The boats were painted in the spring and sailed to the island in May of that year", "FFD966")]):
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(1 + 3 * n), Inches(4), Inches(2.5), Inches(0.6))
        shape.text_frame.text = text
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    assert [b.paragraph.fill for b in saved(deck, tmp_path).blocks] == ["#9DC3E6", "#FF7C80", None]
