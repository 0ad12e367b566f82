"""The Word reader on files that plant one difficulty each, and on real papers where they are at hand."""
from __future__ import annotations

import time
from pathlib import Path

import pytest
from office_files import NAMES, THEME, drawing, letters, main_part, old_box, p, package, rels, tbl, tc, tr, word, word_letters

from extractors.readers import read
from models.document import Block, Document, Table
from models.errors import EmptyFile, NoTextLayer, PaperError

SHARED = Path(__file__).parents[4] / "shared"
REAL = sorted([*(SHARED / "papers").glob("*.docx"), *(SHARED / "real" / "docx").glob("*.docx")])


def texts(document: Document) -> list[str]:
    return [q.printed for q in document.paragraphs()]


def grid(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else cell.flat for cell in row] for row in table.grid()]


def body(tmp_path: Path, xml: str, **parts: str) -> Document:
    return read(word(tmp_path / "paper.docx", xml, **parts))


SHOWN = {
    "plain run": p("visible"),
    "tracked insertion": "<w:p><w:ins><w:r><w:t>visible</w:t></w:r></w:ins></w:p>",
    "moved here": "<w:p><w:moveTo><w:r><w:t>visible</w:t></w:r></w:moveTo></w:p>",
    "content control round a paragraph": f"<w:sdt><w:sdtContent>{p('visible')}</w:sdtContent></w:sdt>",
    "content control in a paragraph": "<w:p><w:sdt><w:sdtContent><w:r><w:t>visible</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    "content control round a table": f"<w:sdt><w:sdtContent>{tbl(tr('visible', 'x'))}</w:sdtContent></w:sdt>",
    "content control round a row": tbl(f"<w:sdt><w:sdtContent>{tr('visible', 'x')}</w:sdtContent></w:sdt>"),
    "content control round a cell": tbl(f"<w:tr><w:sdt><w:sdtContent>{tc('visible')}</w:sdtContent></w:sdt>{tc('x')}</w:tr>"),
    "content control in a cell": tbl(tr(tc(f"<w:sdt><w:sdtContent>{p('visible')}</w:sdtContent></w:sdt>"), "x")),
    "insertion in a cell": tbl(tr(tc("<w:p><w:ins><w:r><w:t>visible</w:t></w:r></w:ins></w:p>"), "x")),
    "inserted row": tbl(tr("visible", "x", properties="<w:ins/>")),
    "custom XML": f'<w:customXml w:element="e">{p("visible")}</w:customXml>',
    "smart tag": '<w:p><w:smartTag w:element="place"><w:r><w:t>visible</w:t></w:r></w:smartTag></w:p>',
    "link": '<w:p><w:hyperlink><w:r><w:t>visible</w:t></w:r></w:hyperlink></w:p>',
    "simple field": '<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>visible</w:t></w:r></w:fldSimple></w:p>',
    "field result": '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar '
                    'w:fldCharType="separate"/></w:r><w:r><w:t>visible</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    "text box": "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>"
                f"<wps:txbx><w:txbxContent>{p('visible')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>"
                f"</w:drawing></mc:Choice><mc:Fallback>{old_box(p('visible'))}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    "old text box": f"<w:p><w:r>{old_box(p('visible'))}</w:r></w:p>",
    "text box in a cell": tbl(tr(tc(f"<w:p><w:r>{old_box(p('visible'))}</w:r></w:p>"), "x")),
    "nested table": tbl(tr("y", tc(tbl(tr("visible", "z")) + p("")))),
    "bidirectional run": "<w:p><w:dir><w:r><w:t>visible</w:t></w:r></w:dir></w:p>",
    "formula": "<w:p><m:oMath><m:r><m:t>visible</m:t></m:r></m:oMath></w:p>",
    "mark deleted, text kept": f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>vis</w:t></w:r></w:p>{p('ible')}",
    "text whose style is shown again": p("visible", run='<w:rStyle w:val="Hid"/><w:vanish w:val="0"/>'),
}
GONE = {
    "deleted run": "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>x</w:t></w:r></w:p>",
    "moved away": "<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>x</w:t></w:r></w:p>",
    "deleted row": tbl(tr("gone", "gone", properties="<w:del/>"), tr("x", "y")),
    "deleted cell": tbl(tr(tc("gone", '<w:cellDel w:author="a"/>'), "x")),
    "hidden run": p("gone", run="<w:vanish/>") + p("x"),
    "hidden by its style": p("gone", run='<w:rStyle w:val="Hid"/>') + p("x"),
    "field code": '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>gone</w:instrText></w:r><w:r><w:fldChar '
                  'w:fldCharType="end"/></w:r><w:r><w:t>x</w:t></w:r></w:p>',
    "covered cell of a merge": tbl(tr(tc("x", '<w:vMerge w:val="restart"/>'), "1"), tr(tc("gone", "<w:vMerge/>"), "2")),
    "soft hyphen": "<w:p><w:r><w:t>go</w:t><w:softHyphen/><w:t>ne?</w:t></w:r></w:p>".replace("go", "x").replace("ne?", "x"),
}
HIDDEN_STYLE = '<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize("case", SHOWN)
def test_what_word_shows_is_read_once(tmp_path, case):
    assert "".join(texts(body(tmp_path, SHOWN[case], styles=HIDDEN_STYLE))).count("visible") == 1


@pytest.mark.parametrize("case", GONE)
def test_what_word_hides_is_not_read(tmp_path, case):
    assert "gone" not in " ".join(texts(body(tmp_path, GONE[case], styles=HIDDEN_STYLE)))


CHARACTERS = [
    ('<w:t>self</w:t><w:noBreakHyphen/><w:t>care</w:t>', "self-care"),
    ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
    ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
    ('<w:sym w:font="Wingdings 2" w:char="0050"/>', "✓"),
    ('<w:t>22</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>nd</w:t></w:r><w:r>'
     '<w:t xml:space="preserve"> May</w:t>', "22nd May"),
    ('<w:t>5\u00a0May\u200b 2031</w:t>', "5 May 2031"),
    ('<w:t>a</w:t><w:tab/><w:t>b</w:t>', "a b"),
    ('<w:rPr><w:caps/></w:rPr><w:t>Agenda item</w:t>', "AGENDA ITEM"),
    ('<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\u00fc</w:t>', "✓"),
    ('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>',
     "☒"),
]


@pytest.mark.parametrize(("run", "printed"), CHARACTERS)
def test_characters_that_are_not_plain_text(tmp_path, run, printed):
    assert texts(body(tmp_path, f"<w:p><w:r>{run}</w:r></w:p>")) == [printed]


def level(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>')


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text: str, key: int = 1, ilvl: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{key}"/></w:numPr>')


OUTLINE = abstract(0, level(0, "decimal", "%1)"), level(1, "decimal", "%1.%2"), level(2, "lowerRoman", "(%3)"))
IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
START_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
LISTS = {
    "levels start again under a higher one": (
        OUTLINE + num(1, 0), [item("a"), item("b", 1, 1), item("c", 1, 1), item("d"), item("e", 1, 1)],
        ["1) a", "1.1 b", "1.2 c", "2) d", "2.1 e"]),
    "the list goes on in later tables": (
        OUTLINE + num(1, 0), [item("a"), tbl(tr(tc(item("b")), "x")), p("between"), tbl(tr(tc(item("c")), "y"))],
        ["1) a", "2) b", "x", "between", "3) c", "y"]),
    "two lists of one abstract list continue": (OUTLINE + num(1, 0) + num(2, 0), [item("a"), item("b", 2), item("c")],
                                                ["1) a", "2) b", "3) c"]),
    "a list that says where it starts": (OUTLINE + num(1, 0) + num(2, 0, START_5), [item("a"), item("b", 2), item("c", 2)],
                                         ["1) a", "5) b", "6) c"]),
    "letters and romans": (abstract(0, level(0, "lowerLetter", "(%1)"), level(1, "upperRoman", "%2.")) + num(1, 0),
                           [item("a"), item("b", 1, 1), item("c", 1, 1), item("d", 1, 1), item("e", 1, 1), item("f")],
                           ["(a) a", "I. b", "II. c", "III. d", "IV. e", "(b) f"]),
    "a skipped level counts as begun": (OUTLINE + num(1, 0), [item("a", 1, 1), item("b"), item("c", 1, 2), item("d", 1, 1)],
                                        ["1.1 a", "2) b", "(i) c", "2.2 d"]),
    "a word before the number": (abstract(0, level(0, "decimal", "Recommendation %1:")) + num(1, 0), [item("That x")],
                                 ["Recommendation 1: That x"]),
    "never restarts": (abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')) + num(1, 0),
                       [item("a"), item("b", 1, 1), item("c"), item("d", 1, 1)], ["1. a", "1) b", "2. c", "2) d"]),
    "legal numbering": (abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 0),
                        [item("a"), item("b", 1, 1)], ["I. a", "1.1 b"]),
    "number 0 takes the list away": (OUTLINE + num(1, 0), [item("a"), p("b", '<w:numPr><w:numId w:val="0"/></w:numPr>'), item("c")],
                                     ["1) a", "b", "2) c"]),
    "a deleted item is not counted": (OUTLINE + num(1, 0), [
        item("a"), f"<w:p><w:pPr>{IN_LIST}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
        item("c")], ["1) a", "2) c"]),
    "a number alone in its cell": (OUTLINE + num(1, 0), [tbl(tr(tc(item("")), "Do it"), tr(tc(item("")), "Do that"))],
                                   ["1)", "Do it", "2)", "Do that"]),
    "a line break does not number again": (OUTLINE + num(1, 0), [
        f"<w:p><w:pPr>{IN_LIST}</w:pPr><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", item("c")],
        ["1) a", "b", "2) c"]),
    "padded numbers": (abstract(0, level(0, "decimalZero", "A%1")) + num(1, 0), [item("a")], ["A01 a"]),
    "ordinals": (abstract(0, level(0, "ordinal", "%1", start=22)) + num(1, 0), [item("a"), item("b")], ["22nd a", "23rd b"]),
    "level of its own in the list": (OUTLINE + num(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'),
                                     [item("a"), item("b")], ["A. a", "B. b"]),
    "unknown list": (OUTLINE + num(1, 0), [item("a", 99)], ["a"]),
}


@pytest.mark.parametrize("case", LISTS)
def test_list_numbers_are_counted_as_word_counts_them(tmp_path, case):
    numbering, paragraphs, printed = LISTS[case]
    assert texts(body(tmp_path, "".join(paragraphs), numbering=numbering)) == printed


def test_list_level_comes_from_the_style(tmp_path):
    levels = level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="Para"/>')
    numbering = abstract(0, *levels) + num(1, 0)
    style = "".join(f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
                    "</w:pPr></w:style>" for name in ("H1", "Para"))
    style += '<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Child"/><w:basedOn w:val="Para"/></w:style>'
    xml = p("Purpose", '<w:pStyle w:val="H1"/>') + p("one", '<w:pStyle w:val="Para"/>') + p("two", '<w:pStyle w:val="Child"/>')
    assert texts(body(tmp_path, xml, numbering=numbering, styles=style)) == ["1 Purpose", "1.1 one", "1.2 two"]


def test_bullets_are_a_flag_not_text(tmp_path):
    numbering = abstract(0, level(0, "bullet", "\uf0b7")) + num(1, 0)
    document = body(tmp_path, item("automatic") + p("• typed") + p("- dashed") + p("-"), numbering=numbering)
    assert [(q.text, q.bullet) for q in document.paragraphs()] == [("automatic", True), ("typed", True), ("dashed", True), ("-", False)]
    assert [b.kind for b in document.blocks] == ["list_item"] * 3 + ["paragraph"]


def test_merged_cells_stand_once_with_their_spans(tmp_path):
    table = body(tmp_path, tbl(
        tr(tc("issue", '<w:vMerge w:val="restart"/>'), tc("wide", '<w:gridSpan w:val="2"/>')),
        tr(tc("", "<w:vMerge/>"), "b", "c"),
        tr(tc("", "<w:vMerge/>"), tc("d", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")))).tables[0]
    assert grid(table) == [["issue", "wide", "wide"], ["issue", "b", "c"], ["issue", "d", "d"]]
    assert len(table.cells) == 5 and table.cells[0].row_span == 3


def test_columns_that_nothing_uses_are_left_out(tmp_path):
    wide = '<w:gridSpan w:val="3"/>'
    table = body(tmp_path, tbl(tr(tc("a", wide), "b"), tr(tc("c", wide), "d"))).tables[0]
    assert grid(table) == [["a", "b"], ["c", "d"]]


def test_rows_that_start_later_keep_their_columns(tmp_path):
    table = body(tmp_path, tbl(tr("a", "b", "c"), tr("late", "c2", properties='<w:gridBefore w:val="1"/>'))).tables[0]
    assert grid(table) == [["a", "b", "c"], [None, "late", "c2"]]


def test_a_layout_table_gives_up_its_tables(tmp_path):
    document = body(tmp_path, tbl(tr(tc(p("Before") + tbl(tr("a", "b"), tr("c", "d")) + p("After")))))
    assert [i.text if isinstance(i, Block) else grid(i) for i in document.items] == ["Before", [["a", "b"], ["c", "d"]], "After"]


def test_a_nested_table_in_a_cell_reads_row_by_row(tmp_path):
    inner = tbl(tr("5)", "2 (On-Track)"), tr("6)", "3 (Slipped)"))
    cell = body(tmp_path, tbl(tr("Assessment", tc(inner + p(""))))).tables[0].cells[1]
    assert [q.text for q in cell.paragraphs] == ["5) 2 (On-Track)", "6) 3 (Slipped)"]


FILLS = [
    ('<w:shd w:val="clear" w:color="auto" w:fill="00b050"/>', "#00B050"),
    ('<w:shd w:val="clear" w:color="auto" w:fill="auto"/>', None),
    ('<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>', None),
    ('<w:shd w:val="nil" w:fill="FF0000"/>', None),
    ('<w:shd w:val="solid" w:color="FFC000" w:fill="auto"/>', "#FFC000"),
    ('<w:shd w:val="pct50" w:color="FF0000" w:fill="FFFFFF"/>', "#FF8080"),
    ('<w:shd w:val="clear" w:fill="000000" w:themeFill="accent1"/>', "#4472C4"),
    ('<w:shd w:val="clear" w:fill="D9E2F3" w:themeFill="accent1" w:themeFillTint="33"/>', "#DAE3F3"),
    ('<w:shd w:val="clear" w:fill="auto" w:themeFill="background1"/>', None),
]


@pytest.mark.parametrize(("shading", "fill"), FILLS)
def test_cell_fills(tmp_path, shading, fill):
    assert body(tmp_path, tbl(tr("x", tc("y", shading))), theme=THEME).tables[0].cells[1].fill == fill


def test_fills_by_table_style_paragraph_run_and_shape(tmp_path):
    def shade(colour: str) -> str:
        return f'<w:tcPr><w:shd w:val="clear" w:fill="{colour}"/></w:tcPr>'
    style = ('<w:style w:type="table" w:styleId="Base"><w:name w:val="Base"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
             f'{shade("112233")}</w:tblStylePr></w:style>'
             '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:basedOn w:val="Base"/>'
             f'<w:tblStylePr w:type="band1Horz">{shade("EEEEEE")}</w:tblStylePr>'
             f'<w:tblStylePr w:type="lastCol">{shade("DDDDDD")}</w:tblStylePr></w:style>')
    look = '<w:tblStyle w:val="T"/><w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1" w:lastColumn="0"/>'
    oval = drawing('<wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></wps:spPr></wps:wsp>')
    table = body(tmp_path, tbl(
        tr("head", "head"), tr("band", tc("own", '<w:shd w:val="clear" w:fill="00FF00"/>')),
        tr(tc(p("whole", '<w:shd w:val="clear" w:fill="FFC000"/>')), tc(p("word", run='<w:highlight w:val="red"/>'))),
        tr("band", tc("plain", '<w:shd w:val="clear" w:fill="auto"/>')), tr(tc(oval), "x"), properties=look), styles=style).tables[0]
    assert [c.fill for c in table.cells] == ["#112233", "#112233", "#EEEEEE", "#00FF00", "#FFC000", None, "#EEEEEE", None, "#FF0000", None]
    assert [c.header for c in table.cells[:4]] == [True, True, False, False] and table.cells[0].paragraphs[0].bold
    assert table.cells[5].paragraphs[0].fill == "#FF0000" and table.cells[4].paragraphs[0].fill is None


def test_bands_start_with_the_first_row_where_the_look_has_no_first_row(tmp_path):
    style = ('<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>'
             '<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:fill="EEEEEE"/></w:tcPr></w:tblStylePr></w:style>')
    look = '<w:tblStyle w:val="T"/><w:tblLook w:val="0400"/>'
    table = body(tmp_path, tbl(*[tr(str(i)) for i in range(4)], properties=look), styles=style).tables[0]
    assert [c.fill for c in table.cells] == [None, None, "#EEEEEE", "#EEEEEE"]


def test_a_whole_table_format_yields_to_the_others(tmp_path):
    def part(kind: str, colour: str) -> str:
        return f'<w:tblStylePr w:type="{kind}"><w:tcPr><w:shd w:val="clear" w:fill="{colour}"/></w:tcPr></w:tblStylePr>'
    style = f'<w:style w:type="table" w:styleId="T"><w:name w:val="T"/>{part("wholeTable", "EEEEEE")}{part("firstCol", "DDDDDD")}</w:style>'
    table = body(tmp_path, tbl(tr("a", "b"), properties='<w:tblStyle w:val="T"/><w:tblLook w:val="0080"/>'), styles=style).tables[0]
    assert [c.fill for c in table.cells] == ["#DDDDDD", "#EEEEEE"]


def test_a_picture_in_a_cell_is_noted(tmp_path):
    assert [c.picture for c in body(tmp_path, tbl(tr("x", tc(drawing("<pic:pic/>"))))).tables[0].cells] == [False, True]


def test_repeated_header_rows_are_headers(tmp_path):
    table = body(tmp_path, tbl(tr("a", "b", properties="<w:tblHeader/>"), tr("c", "d"))).tables[0]
    assert [c.header for c in table.cells] == [True, True, False, False]


def test_headings_by_style_outline_and_looks(tmp_path):
    style = ('<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
             '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>')
    xml = (p("Plan", '<w:pStyle w:val="T"/>') + p("Scope", '<w:pStyle w:val="H2"/>') + p("Aims", '<w:outlineLvl w:val="2"/>')
           + p("Next steps", run="<w:b/>") + p("RECOMMENDATIONS OF THE PANEL") + p("This is bold but it is a sentence.", run="<w:b/>")
           + p("RESOLVED:") + p("Plain text"))
    assert [(b.kind, b.level) for b in body(tmp_path, xml, styles=style).blocks] == [
        ("heading", 1), ("heading", 2), ("heading", 3), ("heading", 3), ("heading", 2), ("paragraph", 0), ("heading", 3), ("paragraph", 0)]


def test_margins_and_notes_stand_apart_and_once(tmp_path):
    section = ('<w:sectPr><w:headerReference w:type="default" r:id="rheader"/><w:headerReference w:type="first" r:id="rheader"/>'
               '<w:footerReference r:id="rfooter"/></w:sectPr>')
    document = body(tmp_path, p("Body") + section, header=p("Appendix A"), footer=p("Page 1"),
                    footnotes=f'<w:footnote w:type="separator">{p("no")}</w:footnote><w:footnote w:id="2">{p("A note")}</w:footnote>',
                    comments=f'<w:comment w:id="1">{p("Check this")}</w:comment>')
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("header", "Appendix A"), ("paragraph", "Body"), ("note", "A note"), ("note", "Check this"), ("footer", "Page 1")]


def test_strict_files_are_read(tmp_path):
    names = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    xml = f"<w:document {names}><w:body>{tbl(tr('a', 'b'))}</w:body></w:document>"
    path = package(tmp_path / "strict.docx", {"word/document.xml": xml})
    assert grid(read(path).tables[0]) == [["a", "b"]]


def test_files_without_words_are_failures(tmp_path):
    with pytest.raises(EmptyFile):
        body(tmp_path, p(""))
    with pytest.raises(NoTextLayer):
        body(tmp_path, "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>")


def test_a_diagram_is_read(tmp_path):
    names = f'{NAMES} xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    frame = drawing(f'<dgm:relIds {names} r:dm="rId5"/>')
    boxes = "".join(f"<dgm:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></dgm:t>" for word in ("Plan", "Do"))
    path = package(tmp_path / "paper.docx", {
        "word/document.xml": main_part(p("Before") + frame),
        "word/diagrams/data1.xml": f"<dgm:dataModel {names}>{boxes}</dgm:dataModel>",
    }, relations={"word/document.xml": rels({"rId5": ("diagramData", "diagrams/data1.xml")})})
    assert texts(read(path)) == ["Before", "Plan", "Do"]


def test_a_coloured_sign_colours_its_cell_or_its_line(tmp_path):
    """A sign from Wingdings too; coloured words colour nothing."""
    red, green = '<w:color w:val="C00000"/>', '<w:color w:val="00B050"/>'
    wingding = f'<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>{green}</w:rPr><w:t>l</w:t></w:r></w:p>'
    line = f'<w:p><w:r><w:rPr>{red}</w:rPr><w:t>●</w:t></w:r><w:r><w:t xml:space="preserve"> Behind plan</w:t></w:r></w:p>'
    body = line + tbl(tr("Action", "RAG"), tr("Paint", tc(p("●", run=red))), tr("Wash", tc(wingding)), tr("Dry", tc(p("Late", run=red))))
    document = read(word(tmp_path / "a.docx", body))
    assert [(c.text, c.fill) for c in document.tables[0].cells if c.column == 1] == [("RAG", None), ("●", "#C00000"), ("●", "#00B050"), ("Late", None)]
    assert document.blocks[0].paragraph.fill == "#C00000"


def test_a_table_of_2000_rows_takes_seconds(tmp_path):
    rows = [tr(*[tc(f"row {r} column {c}", '<w:shd w:val="clear" w:fill="00B050"/>') for c in range(12)]) for r in range(2_000)]
    path = word(tmp_path / "long.docx", tbl(*rows))
    started = time.process_time()
    table = read(path).tables[0]
    assert table.rows == 2_000 and len(table.cells) == 24_000
    assert time.process_time() - started < 6


@pytest.mark.skipif(not REAL, reason="../shared is not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_files_lose_no_letter_and_double_none(path):
    try:
        document = read(path)
    except PaperError as error:
        assert error.code and not word_letters(path)
        return
    margins = [b for b in document.blocks if b.kind in ("header", "footer")]
    found = [q.text for item in document.items if item not in margins for q in (
        [item.paragraph] if isinstance(item, Block) else [q for c in item.cells for q in c.paragraphs])]
    assert "".join(sorted(letters("".join(found)))) == word_letters(path)
