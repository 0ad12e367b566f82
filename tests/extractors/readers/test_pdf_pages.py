"""Whole pages: headers and footers, turned pages, pages that cannot be read, long files."""
from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.lib.utils import ImageReader

from extractors.readers.pdf import read
from models.errors import DamagedPdf, EmptyFile, NoPages, NotADocument, NoTextLayer, PasswordProtected
from tests.extractors.readers.pdf_files import HIGH, WIDE, Sheet
from tests.extractors.readers.pdf_grids import cells, fills, grid, only

XS, YS = [50, 120, 300, 380], [100, 130, 160]
TEXTS = {(0, 0): "Ref", (0, 1): "What we will do", (0, 2): "RAG", (1, 0): "1.1", (1, 1): "Mend the ferry steps"}


def picture() -> ImageReader:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (60, 80), "#AABBCC").save(made, "PNG")
    made.seek(0)
    return ImageReader(made)


def test_repeated_lines_and_page_numbers_are_furniture(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n in range(4):
        sheet.text(60, 40, "Harbour Board", size=8)
        sheet.text(60, 110, f"Page text number {n} says something else about the steps.")
        sheet.text(280, 810, f"Page {n + 3} of 9" if n % 2 else f"Agenda page {n + 3}", size=8)
        sheet.page()
    kinds = [(b.kind, b.text) for b in read(sheet.save()).blocks]
    assert [k for k, _ in kinds] == ["header", "paragraph", "footer"] * 4 and kinds[0][1] == "Harbour Board"


def test_a_form_at_the_top_of_every_page_is_text(tmp_path):
    """'Reference: 2' and 'Reference: 3' are the same but for the number, and stand near the top; what is above them is not repeated."""
    sheet = Sheet(tmp_path / "a.pdf")
    for n, action in enumerate(("Mend the rail of the pier.", "Paint every lamp on the quay.", "Count the boats in May.")):
        sheet.text(60, 40, "Harbour Board", size=8)
        sheet.text(60, 70, action)
        sheet.text(60, 90, f"Reference: {n + 2}")
        sheet.page()
    blocks = [(b.kind, b.text) for b in read(sheet.save()).blocks]
    assert [t for k, t in blocks if k == "header"] == ["Harbour Board"] * 3
    assert [t for k, t in blocks if k != "header"][:2] == ["Mend the rail of the pier.", "Reference: 2"]


def test_a_heading_that_counts_through_the_text_is_no_header(tmp_path):
    """'Recommendation 1' and '3' stand at the top of pages, '2' and '4' within them."""
    sheet = Sheet(tmp_path / "a.pdf")
    for n in (1, 3):
        sheet.text(60, 60, f"Recommendation {n}")
        sheet.text(60, 110, "The lamps were bought and hung.")
        sheet.text(60, 160, f"Recommendation {n + 1}")
        sheet.text(60, 210, "The steps were mended.")
        sheet.page()
    assert [b.text[-1] for b in read(sheet.save()).blocks if b.text.startswith("Recomm") and b.kind != "header"] == list("1234")


def test_header_table_on_every_page_is_furniture(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n in range(3):
        grid(sheet, [50, 250, 450], [30, 50], {(0, 0): "Harbour Board", (0, 1): f"Version 2, page {n + 1}"})
        grid(sheet, XS, YS, TEXTS | {(1, 0): f"1.{n}"})
        sheet.page()
    document = read(sheet.save())
    assert [b.kind for b in document.blocks] == ["header"] * 3
    assert all(len(t.grid()[0]) == 3 for t in document.tables)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages(tmp_path, turn):
    """The page is stored on its side and turned back by /Rotate."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(50, 80, "Plan of the harbour board")
    grid(sheet, XS, YS, TEXTS, fills={(1, 2): "#FFC000"})
    with pikepdf.open(sheet.save()) as made:
        page = made.pages[0]
        moves = {0: b"", 90: f"0 1 -1 0 {HIGH} 0 cm".encode(), 180: f"-1 0 0 -1 {WIDE} {HIGH} cm".encode(),
                 270: f"0 -1 1 0 0 {WIDE} cm".encode()}
        page.contents_add(pikepdf.Stream(made, moves[turn]), prepend=True)
        page.MediaBox = [0, 0, *((HIGH, WIDE) if turn in (90, 270) else (WIDE, HIGH))]
        page.Rotate = turn
        made.save(tmp_path / "b.pdf")
    document = read(tmp_path / "b.pdf")
    assert cells(only(document))[1, 1, 1, 1] == "Mend the ferry steps" and fills(only(document)) == {(1, 2): "#FFC000"}
    assert document.blocks[0].text == "Plan of the harbour board" and document.page_sizes == [(WIDE, HIGH)]


@pytest.mark.parametrize("turn", [90, 270])
def test_landscape_table_printed_sideways(tmp_path, turn):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.transform(*((0, 1, -1, 0, WIDE, 0) if turn == 90 else (0, -1, 1, 0, 0, HIGH)))
    sheet.high = WIDE
    grid(sheet, XS, YS, TEXTS, fills={(1, 2): "#FFC000"})
    document = read(sheet.save())
    assert list(cells(only(document)).values())[:2] == ["Ref", "What we will do"] and fills(only(document)) == {(1, 2): "#FFC000"}
    assert document.page_sizes == [(HIGH, WIDE)]


def test_form_objects_are_read(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.beginForm("part")
    grid(sheet, XS, YS, TEXTS, fills={(1, 2): "#FFC000"})
    sheet.canvas.endForm()
    sheet.canvas.translate(0, -200)
    sheet.canvas.doForm("part")
    table = only(read(sheet.save()))
    assert fills(table) == {(1, 2): "#FFC000"} and table.cells[0].places[0].top == 300


def test_page_that_is_a_picture(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(60, 100, "Words")
    sheet.page()
    sheet.canvas.drawImage(picture(), 0, 0, WIDE, HIGH)
    notes = read(sheet.save()).notes
    assert [(n.code, n.page) for n in notes] == [("page-without-text", 2)]


def test_picture_in_a_cell(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    grid(sheet, XS, YS, TEXTS)
    sheet.canvas.drawImage(picture(), 330, HIGH - 152, 15, 15)
    assert [(c.row, c.column) for c in only(read(sheet.save())).cells if c.picture] == [(1, 2)]


def made(tmp_path) -> bytes:
    sheet = Sheet(tmp_path / "made.pdf")
    for _ in range(3):
        grid(sheet, XS, YS, TEXTS)
        sheet.page()
    return sheet.save().read_bytes()


def test_damaged_file_is_repaired_and_said_so(tmp_path):
    whole = made(tmp_path)
    (tmp_path / "a.pdf").write_bytes(whole[:whole.rindex(b"xref")])
    document = read(tmp_path / "a.pdf")
    assert document.tables and ([n.code for n in document.notes] in ([], ["damaged-but-read"]))


def locked(tmp_path, **words) -> bytes:
    made(tmp_path)
    with pikepdf.open(tmp_path / "made.pdf") as whole:
        whole.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(**words))
    return (tmp_path / "locked.pdf").read_bytes()


def test_password_of_the_owner_only_is_no_hindrance(tmp_path):
    (tmp_path / "a.pdf").write_bytes(locked(tmp_path, owner="board", user=""))
    assert read(tmp_path / "a.pdf").tables


def test_what_cannot_be_read_says_why(tmp_path):
    empty = pikepdf.new()
    empty.save(tmp_path / "none.pdf")
    scan = Sheet(tmp_path / "scan.pdf")
    scan.canvas.drawImage(picture(), 0, 0, WIDE, HIGH)
    scan.save()
    for content, error in ((b"", EmptyFile), (b"<html>Not found</html>", NotADocument), (b"%PDF-1.7\nnothing more", DamagedPdf),
                           (locked(tmp_path, owner="board", user="ferry"), PasswordProtected),
                           ((tmp_path / "none.pdf").read_bytes(), NoPages),
                           ((tmp_path / "scan.pdf").read_bytes(), NoTextLayer)):
        (tmp_path / "a.pdf").write_bytes(content)
        with pytest.raises(error):
            read(tmp_path / "a.pdf")


def test_long_file_is_read_to_its_end(tmp_path):
    """More pages than the file is kept open for."""
    sheet = Sheet(tmp_path / "a.pdf")
    for n in range(450):
        sheet.text(60, 200, f"Page text number {n}.")
        sheet.page()
    assert [b.text for b in read(sheet.save()).blocks][::449] == ["Page text number 0.", "Page text number 449."]
