"""Papers that are damaged, hostile or no papers at all, all made here; and what `matters ingest` does with each.

    python tests/hard_inputs.py FOLDER                          make them
    python tests/hard_inputs.py --write docs/reliability.md     make, ingest, and put the table of outcomes into that page
"""
from __future__ import annotations

import argparse
import hashlib
import io
import random
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
SLOW = "slow"
READ = ("ok", "partial")


@dataclass(frozen=True)
class Hard:
    """One input. `gets` are the outcomes that are right: a status of `documents`, or the code of a failure."""

    name: str
    what: str
    content: Callable[[], bytes]
    gets: tuple[str, ...]
    slow: bool = False


# PDF, written by hand so that it can be wrong in one place

LINE = "The board agreed that the ferry steps be mended by March 2031."


def text(line: str = LINE, at: int = 700) -> bytes:
    """A content stream that prints a line."""
    return b"BT /F1 11 Tf 60 %d Td (%s) Tj ET" % (at, line.encode("latin-1"))


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def pdf(objects: dict[int, bytes], trailer: bytes = b"", start: bytes = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n") -> bytes:
    """A file of numbered objects with a right cross-reference table."""
    out, places = io.BytesIO(), {}
    out.write(start)
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    xref, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f"))
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, xref))
    return out.getvalue()


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BOX = b"/MediaBox [0 0 595 842]"


def pages(contents: list[bytes], box: bytes = BOX, resources: bytes = b"", more: dict[int, bytes] | None = None, page: bytes = b"", count: int | None = None,
          trailer: bytes = b"", extra: bytes = b"") -> bytes:
    """A file with one page a content stream."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: FONT} | (more or {})
    first = max(objects) + 1
    kids = []
    for n, content in enumerate(contents):
        at = first + 2 * n
        kids.append(b"%d 0 R" % at)
        objects[at] = b"<< /Type /Page /Parent 2 0 R %s /Resources << /Font << /F1 3 0 R >> %s >> /Contents %d 0 R %s >>" % (box, resources, at + 1, page)
        objects[at + 1] = content if content.startswith(b"<<") else stream(content, extra)
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids) if count is None else count, b" ".join(kids))
    return pdf(objects, trailer)


def good(n: int = 3) -> bytes:
    """A PDF with nothing wrong."""
    return pages([text(f"Page {i + 1}. {LINE}") for i in range(n)])


def picture(width: int = 400, height: int = 560) -> bytes:
    """A grey image."""
    noise = random.Random(1).randbytes(width * height)
    return stream(noise, b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (width, height))


def scan(words: bool) -> bytes:
    """Pages that are pictures, with a page of text before them or not."""
    shown = b"q 595 0 0 842 0 0 cm /I Do Q"
    return pages([text(), shown] if words else [shown, shown], resources=b"/XObject << /I 4 0 R >>", more={4: picture()})


def flate(data: bytes, extra: bytes = b"/Filter /FlateDecode") -> bytes:
    """A compressed stream object."""
    return stream(zlib.compress(data, 9), extra)


def zeros(megabytes: int) -> bytes:
    """So many megabytes of white space, compressed."""
    packer, out = zlib.compressobj(9), io.BytesIO()
    for _ in range(megabytes):
        out.write(packer.compress(b" " * 2**20))
    return out.getvalue() + packer.flush()


def bomb(megabytes: int, twice: bool = False) -> bytes:
    """A page whose content unpacks to gigabytes."""
    data, filters = zeros(megabytes), b"/Filter /FlateDecode"
    if twice:
        data, filters = zlib.compress(data, 9), b"/Filter [/FlateDecode /FlateDecode]"
    return pages([text(), stream(data, filters)])


def own_form() -> bytes:
    """A form that draws itself, twice."""
    form = stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /X 4 0 R >> >>")
    return pages([text() + b" /X Do"], resources=b"/XObject << /X 4 0 R >>", more={4: form})


def doubled_forms(levels: int) -> bytes:
    """Forms that each draw the next twice: 2 to the power of `levels` drawings."""
    more = {}
    for n in range(levels):
        inner = b"/X Do /X Do" if n < levels - 1 else text("deep")
        below = b"/XObject << /X %d 0 R >>" % (5 + n) if n < levels - 1 else b"/Font << /F1 3 0 R >>"
        more[4 + n] = stream(inner, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % below)
    return pages([text() + b" /X Do"], resources=b"/XObject << /X 4 0 R >>", more=more)


def rectangles(n: int) -> bytes:
    """A page of filled rectangles."""
    rng = random.Random(2)
    drawn = b"\n".join(b"%d %d 9 9 re f" % (rng.randrange(580), rng.randrange(830)) for _ in range(n))
    return pages([flate(text() + b"\n" + drawn)])


def characters(n: int) -> bytes:
    """A page of very many words."""
    line = (b"mend the steps " * 84)[:1250]
    lines = b"\n".join(b"1 0 0 1 20 %d Tm (%s) Tj" % (20 + i, line) for i in range(n // 1250))
    return pages([flate(b"BT /F1 0.9 Tf " + lines + b" ET")])


def ruled(rows: int, columns: int) -> bytes:
    """A page that is one grid of lines."""
    across = [b"20 %.2f m 575 %.2f l S" % (y, y) for y in (20 + 800 * i / rows for i in range(rows + 1))]
    down = [b"%.2f 20 m %.2f 820 l S" % (x, x) for x in (20 + 555 * i / columns for i in range(columns + 1))]
    return pages([flate(text() + b"\n0.1 w " + b"\n".join(across + down))])


def page_tree_loop() -> bytes:
    """A page tree whose second child is the tree."""
    return good(1).replace(b"/Count 1 /Kids [4 0 R]", b"/Count 9 /Kids [4 0 R 2 0 R]")


def previous_loop() -> bytes:
    """A cross-reference table that says the one before it is itself."""
    whole = good(1)
    at = whole.rindex(b"startxref\n") + 10
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %s" % whole[at:].split(b"\n")[0])


def rc4(key: bytes, data: bytes) -> bytes:
    """The stream cipher of PDF 1.4."""
    s, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + s[i] + key[i % len(key)]) % 256
        s[i], s[j] = s[j], s[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        out.append(byte ^ s[(s[i] + s[j]) % 256])
    return bytes(out)


PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def locked(user: bytes, owner: bytes = b"harbour") -> bytes:
    """A PDF encrypted with 40-bit RC4 (revision 2); an empty user password opens in any viewer."""
    o = rc4(hashlib.md5((owner + PAD)[:32]).digest()[:5], (user + PAD)[:32])
    key = hashlib.md5((user + PAD)[:32] + o + (-4).to_bytes(4, "little", signed=True) + b"0123456789abcdef").digest()[:5]
    u = rc4(key, PAD)
    content = rc4(hashlib.md5(key + (5).to_bytes(3, "little") + b"\0\0").digest()[:10], text())
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<%s> <%s>]" % (
        o.hex().encode(), u.hex().encode(), b"0123456789abcdef".hex().encode(), b"0123456789abcdef".hex().encode())
    return pages([stream(content)], trailer=encrypt)


def deep(n: int) -> bytes:
    """Arrays in arrays."""
    return pages([text()], more={4: b"[" * n + b"]" * n}, page=b"/Deep 4 0 R")


# Office files and text

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
         '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>')
RELS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{part}"/></Relationships>')


def office(main: bytes, part: str = "word/document.xml", kind: str = "wordprocessingml.document", more: dict[str, bytes] | None = None) -> bytes:
    """An Office file with this main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", TYPES.format(part=part, kind=kind))
        z.writestr("_rels/.rels", RELS.format(part=part))
        z.writestr(part, main)
        for name, data in (more or {}).items():
            z.writestr(name, data)
    return out.getvalue()


def body(inner: str, head: str = "") -> bytes:
    """A Word document's main part."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'.encode()


def paragraph(words: str = LINE) -> str:
    """A Word paragraph."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def word(inner: str | None = None, head: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A Word file."""
    return office(body(paragraph() if inner is None else inner, head), more=more)


def ole(stream_name: str) -> bytes:
    """The start of an old binary Office file, with one entry in its directory."""
    entry = stream_name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(stream_name) + 2).to_bytes(2, "little") + b"\x02\x01" + b"\0" * 60
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + (22).to_bytes(2, "little") + b"\x05\x01" + b"\xff" * 12 + b"\0" * 48
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16 + bytes.fromhex("3E000300FEFF09000600") + b"\0" * 10 + (1).to_bytes(4, "little") + (1).to_bytes(4, "little")
    head = head + b"\0" * 8 + (0x1000).to_bytes(4, "little") + b"\xfe\xff\xff\xff" + b"\0" * 4 + b"\xfe\xff\xff\xff" + b"\0" * 4 + b"\0" * 4
    return head.ljust(512, b"\xff") + (b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff").ljust(512, b"\xff") + (root + entry).ljust(512, b"\0")


def zip_bomb(megabytes: int) -> bytes:
    """A Word file whose main part unpacks to so many megabytes of one paragraph."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        z.writestr("[Content_Types].xml", TYPES.format(part="word/document.xml", kind="wordprocessingml.document"))
        z.writestr("_rels/.rels", RELS.format(part="word/document.xml"))
        with z.open("word/document.xml", "w", force_zip64=True) as part:
            start, end = body("<w:p><w:r><w:t>@</w:t></w:r></w:p>").split(b"@")
            part.write(start)
            for _ in range(megabytes):
                part.write(b"mend it " * 2**17)
            part.write(end)
    return out.getvalue()


ENTITY = '<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
LAUGHS = "<!DOCTYPE w [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
SLIDE = ('<?xml version="1.0"?><p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
         'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="1" cy="1"/></p:presentation>')


def pictures() -> bytes:
    """A zip file of pictures."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("a.jpg", b"\xff\xd8\xff\xe0")
    return out.getvalue()


def cut(data: bytes, share: float) -> bytes:
    """The first part of a file."""
    return data[: int(len(data) * share)]


PROSE = f"Harbour Board\n\n1. {LINE}\n"

INPUTS = [
    Hard("empty.pdf", "no bytes at all", lambda: b"", ("empty-file",)),
    Hard("error-page.pdf", "an HTML error page saved as .pdf", lambda: b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>", ("not-a-document",)),
    Hard("photo.pdf", "a JPEG named .pdf", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + random.Random(3).randbytes(3000) + b"\xff\xd9", ("not-a-document",)),
    Hard("noise.pdf", "random bytes", lambda: random.Random(4).randbytes(20_000), ("not-a-document",)),
    Hard("header-only.pdf", "%PDF and nothing more", lambda: b"%PDF-1.7\n", ("damaged-pdf", "no-pages")),
    Hard("cut-in-half.pdf", "the first half of a PDF", lambda: cut(good(40), 0.5), (*READ, "damaged-pdf")),
    Hard("tail-lost.pdf", "a PDF without its last 3 %", lambda: cut(good(40), 0.97), (*READ, "damaged-pdf")),
    Hard("wrong-table.pdf", "every offset in the cross-reference table is wrong", lambda: good().replace(b"%PDF-1.5\n", b"%PDF-1.5\n" + b"% moved\n" * 9), READ),
    Hard("junk-before.pdf", "mail headers before %PDF", lambda: b"Content-Type: application/pdf\r\n\r\n" + good(), READ),
    Hard("zero-pages.pdf", "opens, with no pages", lambda: pages([]), ("no-pages", "damaged-pdf")),
    Hard("count-a-million.pdf", "says it has a million pages, has one", lambda: pages([text()], count=1_000_000), (*READ, "damaged-pdf", "too-large")),
    Hard("count-minus-one.pdf", "says it has -1 pages", lambda: pages([text()], count=-1), (*READ, "no-pages", "damaged-pdf")),
    Hard("page-tree-loop.pdf", "the page tree contains itself", page_tree_loop, (*READ, "damaged-pdf")),
    Hard("previous-loop.pdf", "the cross-reference table points back at itself", previous_loop, (*READ, "damaged-pdf")),
    Hard("locked.pdf", "needs a password", lambda: locked(b"secret"), ("password-protected",)),
    Hard("owner-locked.pdf", "only editing needs a password (common)", lambda: locked(b""), READ),
    Hard("scan.pdf", "pages are pictures without text", lambda: scan(False), ("no-text-layer",)),
    Hard("half-scan.pdf", "one page of text, one picture", lambda: scan(True), ("partial",)),
    Hard("blank.pdf", "a page with nothing on it", lambda: pages([b" "]), ("no-text-layer", "no-words")),
    Hard("no-mediabox.pdf", "a page without a size", lambda: pages([text()], box=b""), READ),
    Hard("mad-mediabox.pdf", "a page 1e30 points high", lambda: pages([text()], box=b"/MediaBox [0 0 1e30 99999999999999999999]"), (*READ, "damaged-pdf", "no-text-layer")),
    Hard("turned-over.pdf", "a page turned by 180 degrees, its box upside down", lambda: pages([text()], box=b"/MediaBox [595 842 0 0]", page=b"/Rotate 180"), READ),
    Hard("deep-arrays.pdf", "100,000 arrays inside each other", lambda: deep(100_000), (*READ, "damaged-pdf", "reader-crashed")),
    Hard("long.pdf", "2,000 pages", lambda: good(2000), READ, SLOW),
    Hard("own-form.pdf", "a form that draws itself twice", own_form, (*READ, "out-of-memory", "reader-crashed", "timed-out"), SLOW),
    Hard("doubled-forms.pdf", "25 levels of forms, each drawing the next twice", lambda: doubled_forms(25), (*READ, "out-of-memory", "reader-crashed", "timed-out"), SLOW),
    Hard("flate-bomb.pdf", "2 GB of white space in a 2 MB file", lambda: bomb(2048), (*READ, "too-large", "out-of-memory", "reader-crashed", "timed-out"), SLOW),
    Hard("flate-bomb-twice.pdf", "the same packed twice, in a few KB", lambda: bomb(2048, True), (*READ, "too-large", "out-of-memory", "reader-crashed", "timed-out"), SLOW),
    Hard("rectangles.pdf", "a million rectangles on a page", lambda: rectangles(1_000_000), (*READ, "too-large", "timed-out", "out-of-memory"), SLOW),
    Hard("characters.pdf", "a million characters on a page", lambda: characters(1_000_000), (*READ, "too-large", "timed-out"), SLOW),
    Hard("squared-paper.pdf", "a grid of 140 by 200 lines", lambda: ruled(140, 200), (*READ, "timed-out"), SLOW),
    Hard("really-word.pdf", "a Word file named .pdf", word, READ),
    Hard("really-pdf.docx", "a PDF named .docx", good, READ),
    Hard("really-text.docx", "plain text named .docx", lambda: PROSE.encode(), READ),
    Hard("cut.docx", "the first half of a Word file", lambda: cut(word(paragraph() * 50), 0.5), ("damaged-file",)),
    Hard("broken.docx", "a zip signature, then noise", lambda: b"PK\x03\x04" + random.Random(5).randbytes(5000), ("damaged-file",)),
    Hard("bad-xml.docx", "XML that is not well formed", lambda: office(body("<w:p><w:r>")[:-30]), ("damaged-file", *READ)),
    Hard("no-body.docx", "a zip file that says it is Word but has no document", lambda: office(b"", part="word/other.xml"), ("damaged-file",)),
    Hard("empty.docx", "a Word file without a word in it", lambda: word("<w:p/>"), ("no-words", "empty-file")),
    Hard("entity.docx", "an entity that would read a file of this computer", lambda: word(paragraph("&secret;"), ENTITY), ("unsafe-content",)),
    Hard("laughs.docx", "entities that grow a billion times", lambda: word(paragraph("&a9;"), LAUGHS), ("unsafe-content",)),
    Hard("zip-bomb.docx", "1.5 GB in a file of 2 MB", lambda: zip_bomb(1536), ("too-large",), SLOW),
    Hard("paragraphs.docx", "three million paragraphs in 60 KB", lambda: word("<w:p/>" * 3_000_000 + paragraph()), ("too-large", "timed-out", "out-of-memory", *READ), SLOW),
    Hard("nested.docx", "200 tables inside each other",
         lambda: word("<w:tbl><w:tr><w:tc>" * 200 + paragraph() + "</w:tc></w:tr></w:tbl>" * 200), (*READ, "damaged-file", "too-large")),
    Hard("nested-deep.docx", "20,000 tables inside each other",
         lambda: word("<w:tbl><w:tr><w:tc>" * 20_000 + paragraph() + "</w:tc></w:tr></w:tbl>" * 20_000), (*READ, "damaged-file", "too-large", "reader-crashed")),
    Hard("wide.docx", "a cell that says it spans 100,000,000 columns",
         lambda: word(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>{paragraph()}</w:tc></w:tr></w:tbl>'),
         (*READ, "too-large", "damaged-file")),
    Hard("escape.docx", "a member named ../../escaped.txt", lambda: word(more={"../../escaped.txt": b"out"}), READ),
    Hard("locked.docx", "a Word file with a password", lambda: ole("EncryptedPackage"), ("password-protected",)),
    Hard("old.doc", "Word 97", lambda: ole("WordDocument"), ("legacy-format",)),
    Hard("old.rtf", "Rich Text", lambda: rb"{\rtf1\ansi The board agreed.}", ("not-a-document", "legacy-format")),
    Hard("sheet.xlsx", "an Excel file", lambda: office(b"<workbook/>", "xl/workbook.xml", "spreadsheetml.sheet"), ("not-a-document",)),
    Hard("photos.zip", "a zip file of pictures", pictures, ("not-a-document",)),
    Hard("no-slides.pptx", "a presentation without slides", lambda: office(SLIDE.encode(), "ppt/presentation.xml", "presentationml.presentation"), ("no-pages", "no-words", "damaged-file")),
    Hard("cut.pptx", "the first half of a presentation",
         lambda: cut(office(SLIDE.encode(), "ppt/presentation.xml", "presentationml.presentation"), 0.5), ("damaged-file",)),
    Hard("spaces.txt", "only spaces and line ends", lambda: b" \n\t\r\n" * 500, ("no-words", "empty-file", "not-a-document")),
    Hard("nul.txt", "text with NUL bytes", lambda: b"The board\0 agreed\0\0\0" * 20, ("not-a-document", *READ)),
    Hard("utf16.txt", "text in UTF-16", lambda: PROSE.encode("utf-16"), READ),
    Hard("latin.txt", "text in Windows-1252, with curly quotes and a pound sign", lambda: PROSE.replace("ferry", "\u2018ferry\u2019 \xa35").encode("cp1252"), READ),
    Hard("broken-utf8.txt", "UTF-8 with bytes that are not", lambda: PROSE.encode() + b"\xff\xfe\xc3 end\n", READ),
    Hard("formula.txt", "lines that a spreadsheet would run", lambda: b"=HYPERLINK(\"http://x.example\";\"open\")\n+44 20 7946 0000\n@SUM(A1)\n", READ),
    Hard("one-line.txt", "5 MB on one line", lambda: b"mend the steps " * 350_000, (*READ, "too-large", "timed-out"), SLOW),
    Hard("tabs.txt", "a line of 100,000 tabs", lambda: PROSE.encode() + b"a\t" * 100_000 + b"\n", (*READ, "too-large"), SLOW),
]


def make(folder: Path, slow: bool = True) -> list[Hard]:
    """Write the inputs; returns those written."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [h for h in INPUTS if slow or not h.slow]
    for hard in made:
        (folder / hard.name).write_bytes(hard.content())
    return made


def outcomes(folder: Path, out: Path, *options: str) -> tuple[int, dict[str, dict]]:
    """Ingest a folder in a process of its own: the exit code, and for each file its row with notes, seconds and memory."""
    import sqlite3

    import pyarrow.parquet as pq

    done = subprocess.run([sys.executable, "-m", "pipeline", "ingest", str(folder), "--out", str(out), "-q", *options], cwd=HOUSE, capture_output=True, text=True)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    rows = {r["sha256"]: r for r in pq.read_table(out / "documents.parquet").to_pylist()}
    for note in pq.read_table(out / "diagnostics.parquet").to_pylist():
        row = next(r for r in rows.values() if r["document_id"] == note["document_id"])
        row.setdefault("notes", []).append(note["code"])
    with sqlite3.connect(out / ".state" / "ledger.sqlite") as db:
        for sha256, seconds, peak in db.execute("SELECT sha256, seconds, peak_mb FROM attempts"):
            rows[sha256] |= {"seconds": seconds, "peak": peak}
    return done.returncode, {p.name: rows[hashlib.sha256(p.read_bytes()).hexdigest()] for p in sorted(folder.iterdir())}


def got(row: dict) -> str:
    """The outcome of a paper: its status, or the code it failed with."""
    return row["error"].split(":")[0] if row["status"] == "failed" else row["status"]


def table(made: list[Hard], rows: dict[str, dict]) -> str:
    """The outcomes as Markdown."""
    lines = ["| file | what it is | outcome | notes | time | memory |", "| --- | --- | --- | --- | --- | --- |"]
    for hard in made:
        row = rows[hard.name]
        notes = ", ".join(f"`{c}`" for c in sorted(set(row.get("notes", [])) - {"document-failed", "layout-unknown", "page-furniture-dropped"}))
        memory = f"{row['peak']} MB" if row["peak"] else "the cap" if got(row) == "out-of-memory" else ""
        result = f"failed: `{got(row)}`" if row["status"] == "failed" else {"ok": "read", "partial": "partly read"}[row["status"]]
        lines.append(f"| `{hard.name}` | {hard.what} | {result} | {notes} | {row['seconds']:.1f} s | {memory} |")
    return "\n".join(lines)


def main() -> None:
    """Make them, or make the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    args = parser.parse_args()
    if not args.write:
        make(args.folder)
        return
    with tempfile.TemporaryDirectory() as scratch:
        made = make(Path(scratch) / "in")
        _, rows = outcomes(Path(scratch) / "in", Path(scratch) / "out", "--deadline", "60")
    wrong = [f"{h.name}: {got(rows[h.name])}" for h in made if got(rows[h.name]) not in h.gets]
    page = args.write.read_text(encoding="utf-8")
    begin, end = "<!-- hard inputs -->\n", "<!-- end of hard inputs -->"
    page = re.sub(f"(?s){re.escape(begin)}.*?{re.escape(end)}", lambda _: begin + table(made, rows) + "\n" + end, page)
    args.write.write_text(page, encoding="utf-8")
    print("\n".join(wrong) or f"{len(made)} inputs, every outcome as it should be")


if __name__ == "__main__":
    main()
