"""What a file is, is decided by its bytes; what is no paper, or is built to hurt, is named and refused."""
from __future__ import annotations

import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from office_files import NAMES, main_part, p, package, rels, tbl, tc, tr, word

from extractors.readers import ooxml, read
from extractors.readers.sniff import media_type
from models import errors
from models.errors import FAILURES, PaperError

SHARED = Path(__file__).parents[4] / "shared"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0" * 400


REFUSED = {
    "empty": (b"", errors.EmptyFile, "no bytes"),
    "white space": (b"\n \t\r\n", errors.EmptyFile, "white space"),
    "HTML error page": (b"<!DOCTYPE html><html><head><title>404 &ndash; Not found</title></head><body>Sorry</body></html>",
                        errors.NotADocument, "404 – Not found"),
    "HTML after a mark and blank lines": (b"\xef\xbb\xbf\n\n<HTML><BODY>x</BODY></HTML>", errors.NotADocument, "HTML"),
    "XHTML": (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x"></html>', errors.NotADocument, "HTML"),
    "JSON answer": (b'{"error": "not found", "code": 404}', errors.NotADocument, "JSON"),
    "XML answer": (b'<?xml version="1.0"?><getmeetings><meeting/></getmeetings>', errors.NotADocument, "XML"),
    "JPEG": (b"\xff\xd8\xff\xe0" + b"\x00\x10JFIF" * 40, errors.NotADocument, "JPEG"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, errors.NotADocument, "PNG"),
    "TIFF": (b"II*\x00" + b"\0" * 60, errors.NotADocument, "TIFF"),
    "HEIC": (b"\0\0\0\x18ftypheic" + b"\0" * 60, errors.NotADocument, "HEIC"),
    "RTF": (b"{\\rtf1\\ansi Hello}", errors.NotADocument, "Rich Text"),
    "PostScript": (b"%!PS-Adobe-3.0\n", errors.NotADocument, "PostScript"),
    "gzip": (b"\x1f\x8b\x08\0" + b"\0" * 40, errors.NotADocument, "gzip"),
    "program": (b"MZ\x90\0\x03\0" + b"\0" * 60, errors.NotADocument, "program"),
    "random bytes": (bytes((i * i * 31 + i * 7) % 256 for i in range(5_000)), errors.NotADocument, "bytes"),
    "zero bytes only": (b"\0" * 5_000, errors.NotADocument, "bytes"),
    "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", errors.NotADocument, "web archive"),
    "old Word": (stream("WordDocument"), errors.LegacyFormat, ".doc"),
    "old Excel": (stream("Workbook"), errors.LegacyFormat, ".xls"),
    "old PowerPoint": (stream("PowerPoint Document"), errors.LegacyFormat, ".ppt"),
    "old Office of unknown kind": (OLE, errors.LegacyFormat, "Office"),
    "Word with a password": (stream("EncryptedPackage"), errors.PasswordProtected, "password"),
    "Outlook message": (stream("__substg1.0_0037001F"), errors.NotADocument, "Outlook"),
    "zip cut off": (b"PK\x03\x04" + b"\x14\0\0\0\x08\0" + b"x" * 300, errors.DamagedPaper, "damaged or cut off"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("name", ["paper.pdf", "paper.docx"])
def test_what_is_no_paper_is_named(tmp_path, case, name):
    data, error, words = REFUSED[case]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error) as raised:
        read(tmp_path / name)
    assert words in str(raised.value) and FAILURES[raised.value.code] is error and raised.value.advice


def test_content_decides_not_the_name(tmp_path):
    path = word(tmp_path / "paper.pdf", p("Text"))
    document = read(path)
    assert document.media_type == "docx" and [n.code for n in document.notes] == ["wrong-extension"]
    (tmp_path / "x.docx").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "y").write_text("Plain words.")
    (tmp_path / "z.pdf").write_text("# Plan\n\nWords.")
    (tmp_path / "j.txt").write_bytes(b"\n\njunk before\n%PDF-1.4\n")
    (tmp_path / "b.txt").write_text("BMI clinics and MZ motors: plain text that starts as other files do.")
    assert [media_type(tmp_path / n) for n in ("x.docx", "y", "z.pdf", "j.txt", "b.txt")] == ["pdf", "text", "markdown", "pdf", "text"]


@pytest.mark.parametrize(("files", "words"), [
    ({"a.txt": "x"}, "without a paper"), ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "OpenDocument"),
    ({"[Content_Types].xml": '<Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'}, "Excel"),
    ({"mimetype": "application/epub+zip"}, "e-book"), ({}, "without a paper"),
])
def test_other_zips_are_named(tmp_path, files, words):
    with zipfile.ZipFile(tmp_path / "paper.docx", "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    with pytest.raises(errors.NotADocument, match=words):
        read(tmp_path / "paper.docx")


def raw(path: Path, xml: str | bytes) -> Path:
    return package(path, {"word/document.xml": xml})


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DEEP = "<w:sdt><w:sdtContent>" * 3_000
ATTACKS = {
    "external entity": ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + main_part(p("&e;")), errors.UnsafeContent),
    "entity bomb": (BOMB + main_part(p("&b;")), errors.UnsafeContent),
    "entity bomb in UTF-16": (f'<?xml version="1.0" encoding="UTF-16"?>{BOMB}<w:document {NAMES}/>'.encode("utf-16"), errors.UnsafeContent),
    "nesting": (f"<w:document {NAMES}><w:body>{DEEP}", errors.DamagedPaper),
    "cut off": (f"<w:document {NAMES}><w:body><w:p><w:r><w:t>Half a", errors.DamagedPaper),
    "no body": (f"<w:document {NAMES}/>", errors.DamagedPaper),
    "not XML": ("Plain words", errors.DamagedPaper),
    "empty part": ("", errors.DamagedPaper),
    "three million paragraphs": (main_part("<w:p/>" * 3_000_000 + p("x")), errors.TooLarge),
    "three million paragraphs of a letter": (main_part("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 3_000_000), errors.TooLarge),
    "60 MB of one word": (main_part(p("x" * 60_000_000)), errors.TooLarge),
}


@pytest.mark.parametrize("case", ATTACKS)
def test_hostile_word_files_end_soon_in_a_failure(tmp_path, case):
    xml, error = ATTACKS[case]
    path = raw(tmp_path / "paper.docx", xml)
    started = time.process_time()
    with pytest.raises(error):
        read(path)
    assert time.process_time() - started < 5


def test_nesting_within_what_xml_allows_is_no_crash(tmp_path):
    inner = p("deep")
    for _ in range(60):
        inner = tbl(tr(tc(inner), "x"))
    assert "deep" in read(word(tmp_path / "paper.docx", inner)).words()


def test_a_style_that_is_based_on_itself_and_a_list_that_links_to_itself(tmp_path):
    styles = ('<w:style w:type="paragraph" w:styleId="S"><w:name w:val="S"/><w:basedOn w:val="S2"/>'
              '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
              '<w:style w:type="paragraph" w:styleId="S2"><w:name w:val="S2"/><w:basedOn w:val="S"/></w:style>')
    numbering = ('<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
                 '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    *_, last = read(word(tmp_path / "paper.docx", p("x", '<w:pStyle w:val="S"/>'), styles=styles, numbering=numbering)).words()
    assert last == "x"


@pytest.mark.parametrize("value", ["99999999999999999999", "-5", "--5", "²", "D800", "1e9", "x", ""])
def test_absurd_numbers_in_attributes(tmp_path, value):
    numbering = (f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{value}"><w:start w:val="{value}"/>'
                 '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/>'
                 '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    in_list = f'<w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>'
    xml = p("x", in_list, f'<w:sz w:val="{value}"/>')
    shade = f'<w:shd w:val="pct{value}" w:fill="{value}" w:color="{value}" w:themeFill="accent1" w:themeFillTint="{value}"/>'
    row = tr(tc("a", f'<w:gridSpan w:val="{value}"/>{shade}'), "b", properties=f'<w:gridBefore w:val="{value}"/>')
    xml += tbl(row, properties=f'<w:tblLook w:val="{value}"/>')
    xml += f'<w:p><w:r><w:sym w:font="Wingdings" w:char="{value}"/><w:t>y</w:t></w:r></w:p>'
    choice = f'<w:ffData><w:ddList><w:result w:val="{value}"/></w:ddList></w:ffData>'
    xml += f'<w:p><w:r><w:fldChar w:fldCharType="begin">{choice}</w:fldChar></w:r></w:p>'
    assert {"x", "a", "b", "y"} <= set(read(word(tmp_path / "paper.docx", xml)).words())


def test_missing_and_damaged_parts(tmp_path):
    links = rels({"a": ("styles", "styles.xml"), "b": ("numbering", "../../../etc/passwd"), "c": ("theme", "")})
    path = package(tmp_path / "paper.docx", {"word/document.xml": main_part(p("x"))}, relations={"word/document.xml": links})
    assert list(read(path).words()) == ["x"]
    data = bytearray(path.read_bytes())
    at = data.find(b"word/document.xml") + 25
    data[at:at + 20] = b"\0" * 20
    path.write_bytes(data)
    with pytest.raises(errors.DamagedPaper):
        read(path)


def test_a_damaged_part_that_can_be_spared_costs_only_itself(tmp_path):
    path = package(tmp_path / "paper.docx", {"word/document.xml": main_part(p("x")), "word/styles.xml": "<w:sty"},
                   relations={"word/document.xml": rels({"a": ("styles", "styles.xml")})})
    document = read(path)
    assert list(document.words()) == ["x"] and "styles.xml" in document.notes[0].message
    assert [n.code for n in document.notes] == ["damaged-but-read"]


def test_a_directory_that_lies_about_size_unpacks_no_more_than_it_says(tmp_path, monkeypatch):
    """The declared size bounds what is read: the zip directory is believed, never the stream."""
    path = raw(tmp_path / "paper.docx", b"<a>" + b" " * 30_000_000 + b"</a>")
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<L", 30_000_007), struct.pack("<L", 500)))
    with pytest.raises(errors.DamagedPaper):
        read(path)
    monkeypatch.setattr(ooxml, "MAX_UNPACKED", 100)
    with pytest.raises(errors.TooLarge):
        read(word(tmp_path / "b.docx", p("x")))


def test_an_encrypted_zip_member_needs_a_password(tmp_path):
    path = word(tmp_path / "paper.docx", p("x"))
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    with pytest.raises(errors.PasswordProtected):
        read(path)


def test_a_truncated_word_file(tmp_path):
    path = word(tmp_path / "paper.docx", "".join(p(f"paragraph {i} {zlib.crc32(bytes([i % 256]))}") for i in range(500)))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(errors.DamagedPaper):
        read(path)


BAD = sorted((SHARED / "real" / "bad-pdfs").glob("*")) + sorted((SHARED / "real" / "docx").glob("*"))


@pytest.mark.skipif(not BAD, reason="../shared is not here")
def test_real_files_are_typed_or_refused():
    for path in BAD:
        try:
            assert media_type(path) in ("pdf", "docx", "pptx", "text", "markdown")
        except PaperError as error:
            assert error.code in FAILURES
