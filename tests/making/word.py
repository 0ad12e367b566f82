"""A made paper as a Word file, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from tests.making.content import AUTO, Cell, Grid, PageBreak, Para, Paper

FONT = "Liberation Sans"
W = nsdecls("w")
STAMP = dt.datetime(2024, 1, 1, 9, 0)
TRACKED = 'w:id="{}" w:author="Democratic Services" w:date="2024-01-01T09:00:00Z"'
MARKS = re.compile(r"(\{\+.*?\+\}|\{-.*?-\}|\[\[.*?\]\]|(?<=\d)(?:st|nd|rd|th)\b)")


def save(paper: Paper, path: Path, clean: bool = False) -> None:
    """Write the paper. `clean` accepts the tracked changes, for the PDF twin (LibreOffice prints deletions)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stamped(_Writer(paper, clean).package()))


def stamped(package: bytes) -> bytes:
    """The zip with fixed times."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, (2024, 1, 1, 9, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()


class _Writer:
    def __init__(self, paper: Paper, clean: bool):
        self.paper, self.clean, self.revisions = paper, clean, 0
        self.doc = Document()
        self.body = self.doc.element.body
        self.lists = _Lists(self.doc)
        self.running: dict[str, tuple[int, int]] = {}
        self._styles()
        self._page()

    def package(self) -> bytes:
        for block in self.paper.blocks:
            for xml in self.block(block):
                self.body.insert(len(self.body) - 1, parse_xml(xml))
        core = self.doc.core_properties
        core.title, core.author, core.created, core.modified, core.last_modified_by = (
            self.paper.title,
            "Democratic Services",
            STAMP,
            STAMP,
            "",
        )
        out = BytesIO()
        self.doc.save(out)
        return out.getvalue()

    def _styles(self) -> None:
        for style in self.doc.styles:
            fonts = style.element.findall(".//" + qn("w:rFonts"))
            for f in fonts:
                for name in list(f.attrib):
                    del f.attrib[name]
                for name in ("ascii", "hAnsi", "cs", "eastAsia"):
                    f.set(qn(f"w:{name}"), FONT)
        normal = self.doc.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(self.paper.size)
        for default in self.doc.styles.element.findall(".//" + qn("w:docDefaults") + "//" + qn("w:rFonts")):
            for name in list(default.attrib):
                del default.attrib[name]
            default.set(qn("w:ascii"), FONT)
            default.set(qn("w:hAnsi"), FONT)

    def _page(self) -> None:
        section = self.doc.sections[0]
        wide, high = (29.7, 21.0) if self.paper.landscape else (21.0, 29.7)
        section.orientation = WD_ORIENT.LANDSCAPE if self.paper.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(wide), Cm(high)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(self.paper.margin)
        for part, text in ((section.header, self.paper.header), (section.footer, self.paper.footer)):
            part.paragraphs[0].text = text

    def block(self, block: Para | Grid | PageBreak) -> list[str]:
        if isinstance(block, PageBreak):
            return [f'<w:p {W}><w:r><w:br w:type="page"/></w:r></w:p>']
        if isinstance(block, Grid):
            return [self.table(block), f"<w:p {W}/>"]
        size = {"title": self.paper.size + 3, "heading": self.paper.size + 1, "small": self.paper.size - 2}.get(block.style)
        bold = block.style in ("title", "heading", "subheading")
        ppr = {
            "title": '<w:pStyle w:val="Title"/>',
            "heading": '<w:pStyle w:val="Heading1"/>',
            "subheading": '<w:pStyle w:val="Heading2"/>',
            "right": '<w:jc w:val="right"/>',
        }.get(block.style, "")
        return self.paragraphs(block.text, bold, size, ppr, 6, W)

    def paragraphs(self, text: str, bold=False, size=None, ppr="", after=0, ns="") -> list[str]:
        out = []
        for line in text.split("\n") if text else [""]:
            own = ppr
            auto = AUTO.match(line)
            if line.startswith("• "):
                line, own = line[2:], ppr + self.lists.item("bullet", self.lists.bullet)
            elif auto:
                value = int(auto[1]) if auto[1].isdigit() else ord(auto[1]) - 96
                kind = ("a" if auto[1].isalpha() else "1") + auto[2]
                last, instance = self.running.get(kind, (None, 0))
                if last is None or value != last + 1:
                    instance = self.lists.start(kind, value)
                self.running[kind] = value, instance
                line, own = line[auto.end() :], ppr + self.lists.item(kind, instance)
            own += f'<w:spacing w:before="0" w:after="{after * 20}"/>'
            out.append(f"<w:p {ns}><w:pPr>{_ordered(own)}</w:pPr>{self.runs(line, bold, size)}</w:p>")
        return out

    def runs(self, line: str, bold: bool, size: float | None) -> str:
        out = []
        for part in MARKS.split(line):
            if not part:
                continue
            if part.startswith("{"):
                self.revisions += 1
                inner, kind = part[2:-2], "ins" if part[1] == "+" else "del"
                if self.clean:
                    out.append(_run(inner, bold, size) if kind == "ins" else "")
                else:
                    out.append(f"<w:{kind} {TRACKED.format(self.revisions)}>{_run(inner, bold, size, deleted=kind == 'del')}</w:{kind}>")
            elif part.startswith("[["):
                out.append(
                    f'<w:sdt><w:sdtPr><w:alias w:val="Field"/></w:sdtPr><w:sdtContent>{_run(part[2:-2], bold, size)}</w:sdtContent></w:sdt>'
                )
            else:
                out.append(_run(part, bold, size, raised=part in ("st", "nd", "rd", "th")))
        return "".join(out)

    def table(self, grid: Grid) -> str:
        twips = [round(w * 567) for w in grid.widths]
        edge = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        borders = "".join(edge.format(s) for s in ("top", "left", "bottom", "right", "insideH", "insideV")) if grid.ruled else ""
        out = [
            f'<w:tbl {W}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout'
            ' w:type="fixed"/></w:tblPr><w:tblGrid>'
            + "".join(f'<w:gridCol w:w="{t}"/>' for t in twips)
            + "</w:tblGrid>"
        ]
        open_merges: dict[int, tuple[int, Cell]] = {}
        for r, row in enumerate(grid.places()):
            head = "<w:trPr><w:tblHeader/></w:trPr>" if r < grid.header and grid.repeat else ""
            cells = []
            starts = dict(row)
            column = 0
            while column < len(twips):
                if column in starts:
                    cell = starts[column]
                    cells.append(self.cell(cell, twips[column : column + cell.cols], grid.size, "restart" if cell.rows > 1 else ""))
                    if cell.rows > 1:
                        open_merges[column] = (r + cell.rows - 1, cell)
                elif column in open_merges and open_merges[column][0] >= r:
                    cell = open_merges[column][1]
                    cells.append(
                        self.cell(Cell("", cell.fill, False, cell.cols), twips[column : column + cell.cols], grid.size, "continue")
                    )
                else:
                    raise ValueError(f"row {r}: no cell in column {column}: {[c.text for _, c in row]}")
                column += cell.cols
            out.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
        return "".join(out) + "</w:tbl>"

    def cell(self, cell: Cell, widths: list[int], size: float, merge: str) -> str:
        props = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
        props += f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
        props += f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
        props += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
        return f"<w:tc><w:tcPr>{props}</w:tcPr>{''.join(self.paragraphs(cell.text, cell.bold, size))}</w:tc>"


def _ordered(ppr: str) -> str:
    """Children of w:pPr in the order the schema wants."""
    parts = re.findall(r"<w:(?:pStyle|jc|spacing|ind)[^>]*/>|<w:numPr>.*?</w:numPr>", ppr)
    rank = ("<w:pStyle", "<w:numPr", "<w:spacing", "<w:ind", "<w:jc")
    return "".join(sorted(parts, key=lambda p: next(i for i, r in enumerate(rank) if p.startswith(r))))


def _run(text: str, bold: bool, size: float | None, raised: bool = False, deleted: bool = False) -> str:
    props = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>' + ("<w:b/>" if bold else "") + '<w:color w:val="000000"/>'
    props += f'<w:sz w:val="{round(size * 2)}"/>' if size else ""
    props += '<w:vertAlign w:val="superscript"/>' if raised else ""
    tag = "delText" if deleted else "t"
    return f'<w:r><w:rPr>{props}</w:rPr><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


class _Lists:
    """Lists in numbering.xml: one abstract list a style, one instance a run of numbers."""

    STYLES = {
        "bullet": ("bullet", "•"),
        "1)": ("decimal", "%1)"),
        "1.": ("decimal", "%1."),
        "a)": ("lowerLetter", "%1)"),
        "a.": ("lowerLetter", "%1."),
    }

    def __init__(self, doc):
        self.root = doc.part.numbering_part.element
        for child in list(self.root):
            self.root.remove(child)
        self.count = 0
        for n, (fmt, text) in enumerate(self.STYLES.values()):
            self.root.append(
                parse_xml(
                    f'<w:abstractNum {W} w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start'
                    f' w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425"'
                    f' w:hanging="425"/></w:pPr><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/></w:rPr></w:lvl></w:abstractNum>'
                )
            )
        self.bullet = self.start("bullet")

    def start(self, kind: str, value: int | None = None) -> int:
        self.count += 1
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/></w:lvlOverride>' if value is not None else ""
        abstract = list(self.STYLES).index(kind)
        self.root.append(parse_xml(f'<w:num {W} w:numId="{self.count}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'))
        return self.count

    def item(self, kind: str, instance: int) -> str:
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{instance}"/></w:numPr>'
