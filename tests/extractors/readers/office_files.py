"""Office files written part by part, so that a test plants exactly the XML it is about; and an independent reading of them."""
from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_RELS}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x"><a:lt1>'
    '<a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme>'
    '</a:themeElements></a:theme>'
)
_TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
          "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"}


def package(path: Path, parts: dict[str, str | bytes], kind: str = "docx", relations: dict[str, str] | None = None) -> Path:
    """A zip with the parts, content types and root relationship; `relations` maps a part name to its .rels body."""
    main = "word/document.xml" if kind == "docx" else "ppt/presentation.xml"
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             '<Default Extension="xml" ContentType="application/xml"/>'
             f'<Override PartName="/{main}" ContentType="{_TYPES[kind]}"/></Types>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", rels({"rId1": ("officeDocument", main)}))
        for name, body in (relations or {}).items():
            folder, _, file = name.rpartition("/")
            archive.writestr(f"{folder}/_rels/{file}.rels", body)
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def rels(targets: dict[str, tuple[str, str]]) -> str:
    """Relationships: id -> (kind, target)."""
    inner = "".join(f'<Relationship Id="{key}" Type="{_RELS}/{kind}" Target="{target}"/>' for key, (kind, target) in targets.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def main_part(body: str) -> str:
    """The main part of a Word file."""
    return f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"


def word(path: Path, body: str, **parts: str) -> Path:
    """A Word file with this body; parts by kind (styles, numbering, theme, footnotes, comments, header ...)."""
    files = {"word/document.xml": main_part(body)}
    roots = {"styles": "w:styles", "numbering": "w:numbering", "footnotes": "w:footnotes", "comments": "w:comments", "header": "w:hdr",
             "footer": "w:ftr"}
    for kind, inner in parts.items():
        files[f"word/{kind}.xml"] = inner if kind == "theme" else f"<{roots[kind]} {NAMES}>{inner}</{roots[kind]}>"
    links = rels({f"r{kind}": (kind, f"{kind}.xml") for kind in parts})
    return package(path, files, relations={"word/document.xml": links})


def drawing(inner: str) -> str:
    """A paragraph with a drawing around this graphic data."""
    return ("<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
            f"{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>")


def old_box(content: str) -> str:
    """A text box as Word wrote them before 2010."""
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"


def p(text: str, properties: str = "", run: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def letters(text: str) -> str:
    """Letters and figures only, lower case: what a reader may neither lose nor double."""
    return "".join(re.findall(r"[^\W_]", text)).lower()


def word_letters(path: Path) -> str:
    """An independent reading of a Word file: text of every story, without deletions, fallbacks, hidden runs; sorted."""
    words = []
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"word/(document|footnotes|endnotes|comments)\.xml", n)]
        for name in names:
            root = etree.fromstring(archive.read(name))
            space = root.nsmap.get("w", _W)
            for gone in root.xpath("//w:del|//w:moveFrom|//*[local-name()='Fallback']|//w:r[w:rPr/w:vanish]", namespaces={"w": space}):
                gone.getparent().remove(gone)
            words += [t.text or "" for t in root.iter(f"{{{space}}}t")]
    return "".join(sorted(letters("".join(words))))
