"""Words, lines and paragraphs: what officers' fonts and narrow columns do to them."""
from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors.readers.pdf import read
from tests.extractors.readers.pdf_files import Sheet
from tests.extractors.readers.pdf_grids import grid, only


def blocks(sheet: Sheet) -> list[str]:
    return [b.text for b in read(sheet.save()).blocks]


def test_raised_ordinal_is_one_word(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    text = sheet.canvas.beginText(60, sheet.high - 100)
    for words, size, rise in (("Met on the 22", 9, 0), ("nd", 5.2, 3), (" May and the 7", 9, 0), ("th", 5.2, 3), (" June", 9, 0)):
        text.setFont("Helvetica", size)
        text.setRise(rise)
        text.textOut(words)
    sheet.canvas.drawText(text)
    assert blocks(sheet) == ["Met on the 22nd May and the 7th June"]


def test_word_in_two_fonts_is_one_word(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(60, 100, "Recom", bold=True)
    sheet.text(60 + stringWidth("Recom", "Helvetica-Bold", 9), 100, "mendation agreed")
    assert blocks(sheet) == ["Recommendation agreed"]


def test_hyphen_at_a_line_end_is_kept(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(60, 100, ["The harbour board and the council have co-", "ordinated their work."])
    assert blocks(sheet) == ["The harbour board and the council have co-ordinated their work."]


def test_wrapped_lines_are_one_paragraph_and_short_ones_end_it(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(60, 100, ["The ferry steps were mended in May and the lamps were", "painted by the end of the month.",
                          "Work on the sea wall has begun and will take until the",
                          "autumn of next year, weather allowing, at no more cost", "than was agreed."])
    assert len(blocks(sheet)) == 2


@pytest.mark.parametrize("glyph", ["•", "-", "–", "o"])
def test_bullets_lose_their_glyph(tmp_path, glyph):
    sheet = Sheet(tmp_path / "a.pdf")
    for n, words in enumerate(["mend the steps", "paint the lamps"]):
        sheet.text(60, 100 + 12 * n, glyph)
        sheet.text(78, 100 + 12 * n, words)
    items = [b for b in read(sheet.save()).blocks]
    assert [(b.kind, b.text, b.paragraph.bullet) for b in items] == [("list_item", w, True) for w in ("mend the steps", "paint the lamps")]


def test_typed_numbers_stay(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, [50, 150, 300], [100, 170],
         {(0, 0): "Progress:", (0, 1): ["5) Held in June.", "6) Begun; it will be done by the", "end of the year.", "6.1 Not begun."]})
    assert [p.text for p in only(read(sheet.save())).cells[1].paragraphs] == ["5) Held in June.",
        "6) Begun; it will be done by the end of the year.", "6.1 Not begun."]


def test_word_broken_by_a_narrow_column(tmp_path):
    """The file's lines end in spaces where they go on; the one that does not, in a cell too narrow for the word, ends in half a word."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(50, 60, ["The harbour board met in May and in June and agreed ", "that the work on the steps be done by the council "] * 3)
    width = stringWidth("Commissioni", "Helvetica", 9) + 9
    grid(sheet, [50, 50 + width, 300], [200, 260], {(0, 0): ["Commissioni", "ng "], (0, 1): "of the lamps"})
    assert only(read(sheet.save())).cells[0].flat == "Commissioning"


def test_the_same_word_broken_in_two_cells(tmp_path):
    """The rest of the one is seen as a word in the other, and is none."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(50, 60, ["The harbour board met in May and in June and agreed ", "that the work on the steps be done by the council "] * 3)
    width = stringWidth("Developmen", "Helvetica", 9) + 9
    grid(sheet, [50, 50 + width, 300], [200, 260, 320], {(0, 0): ["Developmen", "t Lead "], (0, 1): "lamps", (1, 0): ["Developmen", "t Lead "], (1, 1): "steps"})
    assert {c.flat for c in only(read(sheet.save())).cells if c.column == 0} == {"Development Lead"}


def test_two_dates_one_below_another_are_two(tmp_path):
    """'25.09.25' over '29.01.26' is no year cut in two."""
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, [50, 100, 300], [200, 260], {(0, 0): ["25.09.25", "29.01.26"], (0, 1): "of the lamps"})
    assert only(read(sheet.save())).cells[0].flat == "25.09.25 29.01.26"


def test_two_words_that_fill_a_narrow_column_stay_two(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(50, 60, ["The harbour board met in May and in June and agreed ",
                         "that the direction of the work be set by the council "] * 3)
    width = stringWidth("direction", "Helvetica", 9) + 9
    grid(sheet, [50, 50 + width, 300], [200, 260], {(0, 0): ["direction", "of travel "], (0, 1): "steady"})
    assert only(read(sheet.save())).cells[0].flat == "direction of travel"


@pytest.mark.parametrize(("fits", "lines", "whole"), [
    ("Imple", ["Imple", "mente", "d "], "Implemented"),
    ("enforce", ["enforce", "ment "], "enforcement"),
    ("officers", ["officers", ". "], "officers."),
    ("2020/2", ["2020/2", "1 "], "2020/21"),
    ("directors", ["directors", "agree "], "directors agree"),
], ids=["three parts", "a part that is a word", "a stop alone", "years", "two words"])
def test_words_that_a_narrow_column_breaks(tmp_path, fits, lines, whole):
    """The last line that fits holds no letter more; parts that are a word together are one."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(50, 60, ["The harbour board met in May and in June and agreed ", "that the work on the steps be done by the council "] * 3)
    width = stringWidth(fits, "Helvetica", 9) + 9
    grid(sheet, [50, 50 + width, 300], [200, 260], {(0, 0): lines, (0, 1): "of the lamps"})
    assert only(read(sheet.save())).cells[0].flat == whole


def test_upright_headings_of_narrow_columns(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(50, 80, "Landings and moorings at each of the sites of the harbour board")
    grid(sheet, [50, 150, 175, 200], [100, 180, 200], {(0, 0): "Site", (1, 0): "Pier", (1, 1): "3", (1, 2): "1"})
    for x, words in ((160, "Landings"), (185, "Moorings held")):
        sheet.canvas.saveState()
        sheet.canvas.translate(x + 4, sheet.high - 175)
        sheet.canvas.rotate(90)
        sheet.canvas.drawString(0, 0, words)
        sheet.canvas.restoreState()
    assert [c.flat for c in only(read(sheet.save())).cells][:3] == ["Site", "Landings", "Moorings held"]


def test_small_type(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    xs = [40 + 45 * n for n in range(12)]
    grid(sheet, xs, [100, 116, 132], {(r, c): f"r{r}c{c}" for r in range(2) for c in range(11)}, size=6)
    assert [c.flat for c in only(read(sheet.save())).cells] == [f"r{r}c{c}" for r in range(2) for c in range(11)]


def test_hidden_text_over_a_scan_is_text(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    text = sheet.canvas.beginText(60, 700)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 10)
    text.textOut("Read by a machine")
    sheet.canvas.drawText(text)
    assert blocks(sheet) == ["Read by a machine"]


def test_watermark_stays_out_of_the_cells(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, [50, 250, 450], [100, 200, 300], {(0, 0): "Action", (1, 0): "Mend the steps", (1, 1): "May"})
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 560)
    sheet.canvas.rotate(45)
    sheet.canvas.setFont("Helvetica", 60)
    sheet.canvas.drawString(0, 0, "DRAFT")
    sheet.canvas.restoreState()
    document = read(sheet.save())
    assert [c.flat for c in only(document).cells] == ["Action", "", "Mend the steps", "May"]
    assert [(b.kind, b.text) for b in document.blocks] == [("note", "DRAFT")]


FULL = "The list of the boats that lie in the harbour all winter through will be put up at the gate."
"""A line as long as lines go in these sheets."""


def test_bold_label_after_a_full_line_begins_a_paragraph(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(60, 100, ["Work has begun on all of the berths that the harbour board has agreed to mend this", FULL])
    sheet.text(60, 122, "Status (May 2024):", bold=True)
    sheet.text(60 + stringWidth("Status (May 2024): ", "Helvetica-Bold", 9), 122, "On track")
    assert blocks(sheet)[-1] == "Status (May 2024): On track"


def test_note_set_to_the_right_is_no_part_of_the_line_above(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.lines(60, 100, ["Work has begun on all of the berths that the harbour board has agreed to mend this", FULL])
    end = 60 + stringWidth(FULL, "Helvetica", 9)
    sheet.text(end - stringWidth("ACTION: Clerk", "Helvetica", 9), 122, "ACTION: Clerk")
    assert blocks(sheet)[-1] == "ACTION: Clerk"


def test_year_cut_by_a_narrow_column_is_whole(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, [60, 110, 300], [100, 130, 160], {(0, 0): ["By when"], (0, 1): "Action", (1, 0): ["31/10/202", "4"], (1, 1): "Mend the steps"})
    assert only(read(sheet.save())).grid()[1][0].flat == "31/10/2024"


def test_the_second_line_of_a_title_belongs_to_it(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for y, words in ((100, "Joint review of the quay: update on"), (121.2, "recommendations")):
        sheet.text(60, y, words, size=16, bold=True)
    for k in range(4):
        sheet.text(60, 160 + 12 * k, "The board heard about the quay and the lamps that are to be hung there before the winter comes.")
    assert blocks(sheet)[0] == "Joint review of the quay: update on recommendations"
