"""The flow of a Word story (body, cell, header, text box): XML -> paragraphs and tables in printed order.

What Word does not show is left out: deleted and moved-away text, hidden text, field codes, deleted rows, the fallback of
alternative content, covered cells of a merge. What it does show is looked through to: content controls, tracked insertions,
links, smart tags, text boxes, nested tables.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers import diagrams, fold
from extractors.readers.colours import HIGHLIGHTS, Theme, hexed, vml_fill
from extractors.readers.docx_styles import NO_LOOK, RunLook, Styles, child, on, outline_level, run_look, value
from extractors.readers.numbering import Numbering
from extractors.readers.ooxml import C, DGM, M, MC, PIC, R, V, W, WPS, Package, whole
from models.document import Paragraph, ReaderNote, Table

_THROUGH = {W + n for n in (
    "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "sdtContent", "ruby", "rubyBase", "rt", "subDoc")}
_NOT_SHOWN = {MC + "Fallback"} | {W + n for n in (
    "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "instrText", "delText",
    "delInstrText", "proofErr", "bookmarkStart", "bookmarkEnd", "softHyphen")}
_SYMBOL = re.compile("(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}")
_BREAKS = {W + "br", W + "cr"}
_SPACES = {W + "tab", W + "ptab"}


@dataclass(slots=True)
class Span:
    """Characters of one look."""

    text: str
    bold: bool
    size: float | None
    fill: str | None


@dataclass(slots=True)
class Piece:
    """One printed line-broken paragraph with what only Word files know about it."""

    paragraph: Paragraph
    style: str = ""
    outline: int = 0
    shade: str | None = None
    aside: bool = False


@dataclass(slots=True)
class Inline:
    """What was met while walking one paragraph: its lines (cut at line breaks), and what floats beside it."""

    lines: list[list[Span]] = field(default_factory=lambda: [[]])
    asides: list[Piece | Table] = field(default_factory=list)
    picture: bool = False
    shape: str | None = None


NOTHING = Inline()


def shown(element: etree._Element) -> Iterator[etree._Element]:
    """Children that Word shows, content controls, insertions and alternative content looked through."""
    for inner in element:
        tag = inner.tag
        if tag in _NOT_SHOWN:
            continue
        if tag in _THROUGH:
            yield from shown(inner)
        elif tag == W + "sdt":
            content = inner.find(W + "sdtContent")
            if content is not None:
                yield from shown(content)
        elif tag == MC + "AlternateContent":
            choice = inner.find(MC + "Choice")
            if choice is None:
                choice = inner.find(MC + "Fallback")
            if choice is not None:
                yield from shown(choice)
        else:
            yield inner


def _mark_gone(properties: etree._Element | None) -> bool:
    """Whether the paragraph mark is deleted, moved away or hidden: the paragraph then runs into the next one."""
    mark = child(properties, "rPr")
    if mark is None:
        return False
    return mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None or bool(on(mark.find(W + "vanish")))


class Story:
    """Reads the stories of one part (document, header, footnotes ...), sharing styles, lists and theme with the others."""

    def __init__(self, package: Package, part: str, styles: Styles, numbering: Numbering, theme: Theme, notes: list[ReaderNote]):
        self.package, self.relations = package, package.relations(part)
        self.styles, self.numbering, self.theme, self.notes = styles, numbering, theme, notes
        self.fields: list[str] = []

    def flow(self, container: etree._Element, table_look: RunLook = NO_LOOK) -> Iterator[Piece | Table | Inline]:
        """Paragraphs and tables of a container in order; after the pieces of a paragraph with a picture or drawn shape, its
        Inline. Layout tables are unwrapped."""
        from extractors.readers.docx_tables import read_table  # the two call each other

        carried = Inline()
        for element in shown(container):
            if element.tag == W + "p":
                if not len(element) and carried == NOTHING:
                    continue
                properties = element.find(W + "pPr")
                if _mark_gone(properties):
                    self._inline(element, carried, self._look(properties, table_look))
                    continue
                yield from self._paragraph(element, properties, carried, table_look)
                carried = Inline()
            elif element.tag == W + "tbl":
                yield from read_table(self, element)
            elif element.tag == W + "altChunk":
                self.notes.append(ReaderNote("page-not-read", "A document embedded in the Word file (altChunk) was not read."))
        if carried != NOTHING:
            yield from self._pieces(carried, None, "", "", False, 0)

    def _style(self, properties: etree._Element | None) -> str:
        style = value(child(properties, "pStyle"))
        return style if style in self.styles.by_id else self.styles.default

    def _look(self, properties: etree._Element | None, table_look: RunLook) -> RunLook:
        return self.styles.look(self._style(properties)).over(table_look).over(self.styles.base)

    def _paragraph(self, element: etree._Element, properties: etree._Element | None, inline: Inline,
                   table_look: RunLook) -> Iterator[Piece | Table | Inline]:
        style = self._style(properties)
        self._inline(element, inline, self._look(properties, table_look))
        if self.fields and self.fields[-1] == "code":
            self.fields.clear()
        number, bullet, level = "", False, 0
        place = self.numbering.place(properties, style)
        if place is not None:
            number, level = self.numbering.next(*place), place[1]
            bullet = self.numbering.level(*place).is_bullet
        yield from self._pieces(inline, properties, style, number, bullet, level)

    def _pieces(self, inline: Inline, properties: etree._Element | None, style: str, number: str, bullet: bool,
                level: int) -> Iterator[Piece | Table | Inline]:
        outline, shading = child(properties, "outlineLvl"), child(properties, "shd")
        rank = self.styles.heading_level(style) if outline is None else outline_level(outline)
        shade = self.theme.shading(shading if shading is not None else self.styles.find(style, "pPr", "shd"))
        printed = [p for p in (_paragraph(line) for line in inline.lines) if p.text]
        if not printed and number:
            printed = [Paragraph("")]
        for index, paragraph in enumerate(printed):
            if index == 0:
                paragraph.number = number
            if not number:
                typed, paragraph.text = fold.split_bullet(paragraph.text)
                paragraph.bullet = typed or (bullet and index == 0)
            paragraph.level = level
            yield Piece(paragraph, style, rank, shade)
        yield from inline.asides
        if inline.picture or inline.shape:
            yield inline

    def _inline(self, element: etree._Element, out: Inline, look: RunLook) -> None:
        for inner in shown(element):
            tag = inner.tag
            if tag == W + "r":
                self._run(inner, out, look)
            elif tag in (M + "oMath", M + "oMathPara"):
                if not look.hidden:
                    text = "".join(t.text or "" for t in inner.iter(M + "t", W + "t"))
                    out.lines[-1].append(Span(text, bool(look.bold), look.size, None))
            elif len(inner) and not tag.startswith(W + "comment"):
                self._inline(inner, out, look)

    def _run(self, run: etree._Element, out: Inline, below: RunLook) -> None:
        properties = run.find(W + "rPr")
        look, fill, ink = below, None, None
        if properties is not None:
            style = value(child(properties, "rStyle"))
            look = run_look(properties).over(self.styles.look(style) if style else NO_LOOK).over(below)
            fill = hexed(HIGHLIGHTS.get(value(child(properties, "highlight")) or "")) or self.theme.shading(child(properties, "shd"))
            ink = self.theme.ink(child(properties, "color"))
        for inner in shown(run):
            tag = inner.tag
            if tag == W + "fldChar":
                self._field(inner, out, look)
            elif look.hidden or "code" in self.fields:
                continue
            elif tag == W + "t":
                self._text(inner.text or "", out, look, fill, ink)
            elif tag in _BREAKS:
                out.lines.append([])
            elif tag in _SPACES:
                out.lines[-1].append(Span(" ", bool(look.bold), look.size, None))
            elif tag == W + "noBreakHyphen":
                self._text("-", out, look, fill)
            elif tag == W + "sym":
                char = inner.get(W + "char") or ""
                if _SYMBOL.fullmatch(char):
                    shape = fold.symbols(chr(int(char, 16)), inner.get(W + "font") or "")
                    out.lines[-1].append(Span(shape, bool(look.bold), look.size, _shade(shape, fill, ink)))
            elif tag in (W + "drawing", W + "pict", W + "object"):
                self._drawing(inner, out)

    @staticmethod
    def _text(text: str, out: Inline, look: RunLook, fill: str | None, ink: str | None = None) -> None:
        """Append a run's text."""
        text = fold.symbols(text, look.font or "")
        for index, line in enumerate(text.split("\n") if "\n" in text.strip() else [text]):
            if index:
                line = f" {line}"
            out.lines[-1].append(Span(line.upper() if look.caps else line, bool(look.bold), look.size, _shade(line, fill, ink)))

    def _field(self, mark: etree._Element, out: Inline, look: RunLook) -> None:
        """Between 'begin' and 'separate' stands the code, which is not shown; old form fields keep their state in 'begin'."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            box = child(mark, "ffData", "checkBox")
            if box is not None:
                ticked = on(box.find(W + "checked")) if box.find(W + "checked") is not None else on(box.find(W + "default"))
                out.lines[-1].append(Span("☒" if ticked else "☐", bool(look.bold), look.size, None))
            choices = child(mark, "ffData", "ddList")
            if choices is not None:
                entries = [value(e) or "" for e in choices.findall(W + "listEntry")]
                picked = whole(value(child(choices, "result")) or value(child(choices, "default")))
                self._text(entries[picked] if 0 <= picked < len(entries) else "", out, look, None)
            self.fields.append("code")
        elif kind == "separate" and self.fields:
            self.fields[-1] = "result"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _drawing(self, drawing: etree._Element, out: Inline) -> None:
        """Text boxes, pictures, the colour of drawn shapes, the words of diagrams and charts."""
        for element in _parts_of(drawing):
            tag = element.tag
            if tag == W + "txbxContent":
                fields, self.fields = self.fields, []
                for piece in self.flow(element):
                    if isinstance(piece, Inline):
                        out.picture |= piece.picture
                        continue
                    if isinstance(piece, Piece):
                        piece.aside = True
                    out.asides.append(piece)
                self.fields = fields
            elif tag in (PIC + "pic", V + "imagedata", W + "object"):
                out.picture = True
            elif tag == WPS + "spPr":
                out.shape = out.shape or self.theme.drawn(element)
            elif tag in (V + "rect", V + "oval", V + "roundrect", V + "shape"):
                out.shape = out.shape or vml_fill(element)
            elif tag == DGM + "relIds":
                self._words(element.get(R + "dm"), out)
            elif tag == C + "chart":
                self._words(element.get(R + "id"), out)

    def _words(self, relation: str | None, out: Inline) -> None:
        """The words of a diagram or chart part as asides."""
        root = self.package.spare(self.relations.get(relation or "", ("", ""))[1])
        out.asides += [Piece(Paragraph(text), aside=True) for text in (diagrams.words(root) if root is not None else ())]


def _parts_of(drawing: etree._Element) -> Iterator[etree._Element]:
    """Descendants of a drawing in order, text box content not entered, hidden drawings and fallbacks left out."""
    yield drawing
    for inner in shown(drawing):
        if inner.get("hidden") in ("1", "true") and etree.QName(inner).localname == "docPr":
            return
        if inner.tag == W + "txbxContent":
            yield inner
        else:
            yield from _parts_of(inner)


def _shade(text: str, fill: str | None, ink: str | None) -> str | None:
    """The shading of a run; the colour of a sign ('●') is its shading."""
    return fill or (ink if text.strip() in fold.SIGNS else None)


def _paragraph(line: list[Span]) -> Paragraph:
    """Spans of one line as a paragraph; bold and fill only where all its visible characters have them, or a sign before them."""
    text = fold.fold("".join(s.text for s in line))
    inked = [s for s in line if s.text.strip()]
    sizes: dict[float | None, int] = {}
    for span in inked:
        sizes[span.size] = sizes.get(span.size, 0) + len(span.text)
    fills = {s.fill for s in inked[:1 if inked and inked[0].text.strip() in fold.SIGNS else None]}
    return Paragraph(text, bold=bool(inked) and all(s.bold for s in inked), size=max(sizes, key=lambda s: sizes[s]) if sizes else None,
                     fill=fills.pop() if len(fills) == 1 else None)
