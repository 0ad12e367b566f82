"""What a file is, by its bytes. The name is never looked at: councils' web sites serve anything under any name."""
from __future__ import annotations

import html
import json
import mmap
import re
from pathlib import Path

from extractors.readers.ooxml import Package
from models.errors import EmptyFile, LegacyFormat, NotADocument, PaperError, PasswordProtected, TooLarge

HEAD = 8_192
MAX_TEXT = 50_000_000
MAX_FILE = 2_000_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", PasswordProtected("The Office file is encrypted with a password.")),
    ("DRMEncryptedDataSpace", PasswordProtected("The Office file is protected by rights management.")),
    ("WordDocument", LegacyFormat("An old binary Word file (.doc).")),
    ("PowerPoint Document", LegacyFormat("An old binary PowerPoint file (.ppt).",
                                         advice="Save it as .pptx or PDF (for example `soffice --headless --convert-to pptx file.ppt`).")),
    ("Workbook", LegacyFormat("An old binary Excel file (.xls).",
                              advice="A workbook is not a paper; export the sheet that matters as PDF.")),
    ("__substg1.0", NotADocument("An Outlook message, not a paper; save its attachment.")),
)
_MAGIC = (
    (b"\xff\xd8\xff", "a JPEG picture"), (b"\x89PNG\r\n\x1a\n", "a PNG picture"), (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"), (b"BM", "a bitmap picture"),
    (b"RIFF", "a sound, film or WebP picture"), (b"\x00\x00\x01\x00", "an icon"),
    (b"{\\rtf", "a Rich Text file (.rtf); save it as .docx or PDF"), (b"%!PS", "a PostScript file; convert it with `ps2pdf`"),
    (b"\x1f\x8b", "a gzip archive"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (b"Rar!", "a RAR archive"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"), (b"MZ", "a Windows program"), (b"\x7fELF", "a program"), (b"SQLite format 3", "a database"),
    (b"ID3", "a sound"), (b"\xf7\x02", "a TeX DVI file"), (b"PAR1", "a Parquet table"), (b"bplist00", "a web archive"),
)
_MAIN_TYPES = (
    ("wordprocessingml.document.main", "docx"), ("wordprocessingml.template.main", "docx"), ("ms-word.document.macroEnabled.main", "docx"),
    ("ms-word.template.macroEnabledTemplate.main", "docx"), ("presentationml.presentation.main", "pptx"),
    ("presentationml.slideshow.main", "pptx"), ("presentationml.template.main", "pptx"),
    ("ms-powerpoint.presentation.macroEnabled.main", "pptx"),
    ("ms-powerpoint.slideshow.macroEnabled.main", "pptx"),
)
_OTHER_ZIPS = (
    ("spreadsheetml.", "an Excel workbook; export the sheet that matters as PDF"),
    ("ms-excel", "an Excel workbook; export the sheet that matters as PDF"),
    ("visio", "a Visio drawing"), ("fixeddocseq", "an XPS file; print it to PDF"),
)
_MIMETYPES = {
    "application/vnd.oasis.opendocument.text": "an OpenDocument text; save it as .docx or PDF",
    "application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation; save it as .pptx or PDF",
    "application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet", "application/epub+zip": "an e-book",
}
_MARKDOWN = re.compile(r"^(#{1,6} +\S|\|? *:?-{3,}:? *\|[ :|-]*$|```)", re.MULTILINE)


def media_type(path: Path) -> str:
    """'pdf', 'docx', 'pptx', 'text' or 'markdown'. Raises EmptyFile, NotADocument, LegacyFormat, PasswordProtected, TooLarge,
    DamagedPaper, each saying what the file is."""
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile()
    if size > MAX_FILE:
        raise TooLarge(f"The file has {size / 1e9:.1f} GB.")
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_OLE):
        raise _old_office(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(path)
    if re.search(rb"%PDF-\d", head[:1024]):
        return "pdf"
    for magic, name in _MAGIC:
        if head.startswith(magic) and not (magic in (b"BM", b"MZ", b"ID3", b"RIFF") and _is_plain(head)):
            raise NotADocument(f"The file is {name}.")
    if head[4:8] == b"ftyp":
        raise NotADocument("The file is a film or a HEIC picture.")
    if size > MAX_TEXT:
        raise TooLarge(f"A text of {size / 1e6:,.0f} MB is no paper.")
    return _text(path.read_bytes())


def _old_office(path: Path) -> PaperError:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for name, error in _OLE_STREAMS:
            if data.find(name.encode("utf-16-le")) >= 0:
                return error
    return LegacyFormat("An old binary Office file.")


def _zip(path: Path) -> str:
    """Kind of a zip by its content types, else by the parts it has."""
    with Package(path) as package:
        names = package.members
        types = package.bytes("[Content_Types].xml").decode("utf-8", "replace") if "[Content_Types].xml" in names else ""
        for name, media in _MAIN_TYPES:
            if name in types:
                return media
        for part, media in (("word/document.xml", "docx"), ("ppt/presentation.xml", "pptx")):
            if part in names:
                return media
        mimetype = package.bytes("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
        other = next((text for name, text in _OTHER_ZIPS if name in types), "a zip archive without a paper in it")
        kind = _MIMETYPES.get(mimetype, other)
    raise NotADocument(f"The file is {kind}.")


def _is_plain(head: bytes) -> bool:
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", head)


def decode(data: bytes) -> str | None:
    """Text of a file in UTF-8, UTF-16 (with or without mark) or Windows-1252; None where it is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding)
    sample = data[:HEAD]
    if b"\x00" in sample:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if max(odd, even) < len(sample) * 0.3:
            return None
        return _decoded(data, "utf-16-le" if odd > even else "utf-16-be")
    return _decoded(data, "utf-8") or _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str | None:
    """Decoded text, if it reads as text: next to no control characters, mostly letters, digits, spaces, punctuation."""
    try:
        text = data.decode(encoding, "strict" if encoding != "cp1252" else "replace")
    except UnicodeDecodeError:
        return None
    sample = text[:200_000]
    controls = sum(c < " " and c not in "\t\n\r\f\v\x1a\x02" for c in sample) + sample.count("\ufffd") * (encoding == "cp1252")
    high = sum(c > "\x7f" for c in sample) if encoding == "cp1252" else 0
    return None if controls > len(sample) * 0.002 or high > len(sample) * 0.15 else text


def _text(data: bytes) -> str:
    text = decode(data)
    if text is None:
        raise NotADocument("The file is no known kind of paper; its bytes mean nothing here.")
    start = text.lstrip("\ufeff \t\r\n\f\x1a\x00")
    if not start:
        raise EmptyFile("The file holds only white space.")
    low = start[:2_000].lower()
    if low.startswith(("<!doctype html", "<html", "<head", "<body", "<script")) or (low.startswith(("<?xml", "<!--")) and "<html" in low):
        title = re.search(r"<title[^>]*>(.*?)</title>", start[:20_000], re.IGNORECASE | re.DOTALL)
        named = f" titled '{' '.join(html.unescape(title[1]).split())[:100]}'" if title and title[1].strip() else ""
        raise NotADocument(f"The file is an HTML page{named}, probably an error page saved under a paper's name.")
    if low.startswith("<?xml") or re.match(r"<[\w:]+[^<>]*\sxmlns", low):
        raise NotADocument("The file is XML, not a paper.")
    if low.startswith("mime-version:"):
        raise NotADocument("The file is a web archive or e-mail, not a paper.")
    if start[0] in "{[" and _is_json(start):
        raise NotADocument("The file is JSON, probably an answer of a web service.")
    return "markdown" if is_markdown(text) else "text"


def is_markdown(text: str) -> bool:
    """Whether a text has Markdown's headings, table rules or code fences."""
    return bool(_MARKDOWN.search(text))


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
