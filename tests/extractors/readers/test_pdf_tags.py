"""Structure tags: believed where they agree with the lines, and not where they do not."""
from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from extractors.readers.pdf import read
from tests.extractors.readers.pdf_grids import only

BODY = [["The harbour board met in May to hear how the ferry steps were and", "what the lamps would cost."],
        ["It agreed to have the steps mended by the end of the summer and", "to paint the lamps."]]


class Tagged:
    """A PDF of marked lines: each paragraph of the tree has its lines, on one page or on two."""

    def __init__(self):
        self.pdf = pikepdf.new()
        self.contents: list[list[str]] = []
        self.marks: list[list] = []

    def page(self) -> None:
        self.pdf.add_blank_page(page_size=(595, 842))
        self.contents.append([])
        self.marks.append([])

    def line(self, x: float, y: float, words: str, owner) -> None:
        """A line that belongs to an element of the tree."""
        number = len(self.marks[-1])
        self.contents[-1].append(f"/P <</MCID {number}>> BDC BT /F 9 Tf {x} {842 - y} Td ({words}) Tj ET EMC")
        self.marks[-1].append(owner)
        owner.K.append(Dictionary(Type=Name.MCR, Pg=self.pdf.pages[-1].obj, MCID=number))

    def rule(self, x: float, y: float, wide: float, high: float) -> None:
        self.contents[-1].append(f"{x} {842 - y - high} {wide} {high} re S")

    def element(self, kind: str, parent=None):
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), K=Array([])))
        if parent is not None:
            made.P = parent
            parent.K.append(made)
        return made

    def save(self, path: Path, root) -> Path:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        numbers = Array([])
        for n, page in enumerate(self.pdf.pages):
            page.Contents = pikepdf.Stream(self.pdf, "\n".join(self.contents[n]).encode())
            page.Resources = Dictionary(Font=Dictionary(F=font))
            page.StructParents = n
            numbers.extend([n, Array(self.marks[n])])
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([root]), ParentTree=Dictionary(Nums=numbers)))
        root.P = tree
        self.pdf.Root.StructTreeRoot = tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.pdf.save(path)
        return path


def running_text(path: Path, one_each: bool) -> Path:
    """Two paragraphs in six lines, tagged as they are, or with a tag to every line."""
    made = Tagged()
    root, y = made.element("Document"), 100
    made.page()
    for paragraph in BODY * 3:
        owner = made.element("P", root)
        for n, words in enumerate(paragraph):
            if n and one_each:
                owner = made.element("P", root)
            made.line(60, y, words, owner)
            y += 11
    return made.save(path, root)


def test_paragraphs_by_their_tags(tmp_path):
    assert [b.text for b in read(running_text(tmp_path / "a.pdf", False)).blocks] == [" ".join(p) for p in BODY * 3]


def test_a_tag_to_every_line_is_not_believed(tmp_path):
    document = read(running_text(tmp_path / "a.pdf", True))
    assert [b.text for b in document.blocks] == [" ".join(p) for p in BODY * 3]
    assert [n.code for n in document.notes] == ["tags-not-used"]


def rows_over_a_page(path: Path, same_row: bool) -> Path:
    """A table of two columns whose last row on page one and first on page two look the same either way."""
    made = Tagged()
    root = made.element("Document")
    made.page()
    for n, words in enumerate(BODY[0] * 2):
        made.line(60, 60 + 11 * n, words, root.K[-1] if n % 2 else made.element("P", root))
    table = made.element("Table", root)

    def row(top: float, texts: list[str], tr=None):
        tr = tr if tr is not None else made.element("TR", table)
        for k, (x, wide) in enumerate(((50, 120), (170, 250))):
            made.rule(x, top, wide, 24)
            cell = tr.K[k] if len(tr.K) > k else made.element("TD", tr)
            if texts[k]:
                made.line(x + 4, top + 12, texts[k], cell.K[0] if len(cell.K) else made.element("P", cell))
        return tr

    row(740, ["Meeting", "What was agreed"])
    last = row(764, ["Harbour Board in the", "The steps are to be mended with the help of the ferry company"])
    made.page()
    row(60, ["Town Hall on Friday", "and Harbour Master"], last if same_row else None)
    return made.save(path, root)


def test_tags_say_that_a_row_goes_on(tmp_path):
    table = only(read(rows_over_a_page(tmp_path / "a.pdf", True)))
    assert [c.flat for c in table.grid()[1]] == ["Harbour Board in the Town Hall on Friday",
                                                 "The steps are to be mended with the help of the ferry company and Harbour Master"]
    assert all(len(c.paragraphs) == 1 for c in table.grid()[1])


def test_tags_say_that_a_row_begins(tmp_path):
    assert only(read(rows_over_a_page(tmp_path / "a.pdf", False))).rows == 3


def test_the_document_says_that_tags_were_used(tmp_path):
    assert read(rows_over_a_page(tmp_path / "a.pdf", True)).method == "tags+ruled"


def test_text_in_a_group_without_a_paragraph_has_no_tag(tmp_path):
    """A browser tags no more than groups around the lines of a list; they are parted by their looks."""
    made = Tagged()
    root = made.element("Document")
    made.page()
    for n, words in enumerate(sum(BODY * 3, [])):
        made.line(60, 100 + 11 * n, words, root.K[-1] if n % 2 else made.element("P", root))
    group = made.element("NonStruct", root)
    for n, words in enumerate(["\\(1\\) That the steps of the pier be mended.", "\\(2\\) That the lamps of the quay be painted by the end of May and", "that it be reported."]):
        made.line(60, 260 + 11 * n, words, made.element("NonStruct", made.element("NonStruct", group)))
    blocks = [b.text for b in read(made.save(tmp_path / "a.pdf", root)).blocks]
    assert blocks == [" ".join(p) for p in BODY * 3] + ["(1) That the steps of the pier be mended.", "(2) That the lamps of the quay be painted by the end of May and that it be reported."]
