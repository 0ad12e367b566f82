"""PowerPoint files: read(path) -> Document, a page a slide."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from extractors.readers import diagrams
from extractors.readers.colours import Theme
from extractors.readers.headings import looks_like_heading
from extractors.readers.ooxml import A, C, DGM, MC, P, R, Package, whole
from extractors.readers.pptx_order import A_SIGN, by_columns, labelled, lines_of
from extractors.readers.pptx_tables import EMU, lay_over, read_table
from extractors.readers.pptx_text import paragraphs
from extractors.readers.shades import FEW, shade
from models.document import Block, Document, Paragraph, Place, ReaderNote, Table
from models.errors import DamagedPaper, EmptyFile, NoPages, NoTextLayer

_TITLES = {"title": 1, "ctrTitle": 1, "subTitle": 2}
_FURNITURE = {"ftr": "footer", "sldNum": "footer", "dt": "footer", "hdr": "header"}
_FOOT, _OFTEN = 0.87, 3
"""Where the foot of a slide begins, as a share of its height; slides on which a footer stands."""
_DIGITS = re.compile(r"\d+")

Quad = tuple[float, float, float, float]
Drawn = tuple[Place, str, list[Block]]
"""A coloured shape of few words or none: its box, its colour and what it says."""


@dataclass(slots=True)
class Shape:
    """A shape with its box on the slide; `kind` is its placeholder type, '' for none."""

    element: etree._Element
    place: Place
    kind: str = ""
    inherited: list[etree._Element] = field(default_factory=list)


def read(path: Path) -> Document:
    """A presentation as a document. Raises PaperError."""
    with Package(path) as package:
        try:
            return _Deck(package).document()
        except RecursionError as error:
            raise DamagedPaper("The file nests content deeper than any paper does.") from error


class _Deck:
    def __init__(self, package: Package):
        self.package = package
        self.main = package.main("ppt/presentation.xml")
        self.root = package.xml(self.main)
        self.relations = package.relations(self.main)
        self.theme = Theme(package.optional(self.main, "theme"))
        self.parts: dict[str, etree._Element | None] = {}
        self.seen: set[tuple[str, str]] = set()
        self.pictures = False
        self.paper = Document("pptx", method="native", properties=package.properties())

    def document(self) -> Document:
        slides = [self.relations.get(e.get(R + "id", ""), ("", ""))[1] for e in self.root.iterfind(f"{P}sldIdLst/{P}sldId")]
        if not slides:
            raise NoPages("The presentation has no slides.")
        size = self.root.find(P + "sldSz")
        if size is not None:
            width, height = (whole(size.get(name)) / EMU for name in ("cx", "cy"))
            self.paper.page_sizes = [(width, height)] * len(slides)
        self.paper.page_count = len(slides)
        for page, name in enumerate(slides, 1):
            root = self.package.spare(name)
            if root is None:
                self.paper.notes.append(ReaderNote("page-not-read", f"Slide {page} is missing from the file or damaged.", page))
            else:
                self._slide(page, name, root)
        if not any(p.printed for p in self.paper.paragraphs()):
            raise NoTextLayer("The slides are pictures without text.") if self.pictures else EmptyFile("The slides hold no text.")
        self.paper.notes += self.package.damage()
        self._set_footers()
        return self.paper

    def _set_footers(self) -> None:
        """Text boxes at the foot of several slides that say the same, but for numbers, are footers: each distinct text once."""
        low = _FOOT * self.paper.page_sizes[0][1] if self.paper.page_sizes else float("inf")
        foot = [b for b in self.paper.blocks if b.kind not in ("note", "footer") and (b.paragraph.place.top or 0.0) > low]
        said = {id(b): _DIGITS.sub("#", b.text) for b in foot}
        often = Counter(said.values())
        repeated = {block for block, text in said.items() if often[text] >= _OFTEN}
        items, self.paper.items = self.paper.items, []
        for item in items:
            if id(item) in repeated:
                self._once("footer", [item.paragraph])
            else:
                self.paper.items.append(item)

    def _part(self, name: str) -> etree._Element | None:
        """A layout or master, parsed once."""
        if name not in self.parts:
            self.parts[name] = self.package.spare(name)
        return self.parts[name]

    def _slide(self, page: int, name: str, root: etree._Element) -> None:
        if root.get("show") in ("0", "false"):
            self.paper.notes.append(ReaderNote("page-not-read", f"Slide {page} is hidden and was left out.", page))
            return
        layouts = self.package.related(name, "slideLayout")
        masters = self.package.related(layouts[0], "slideMaster") if layouts else []
        layers = [part for part in map(self._part, [*layouts[:1], *masters[:1]]) if part is not None]
        shapes = list(self._shapes(root, page, layers))
        before = len(self.paper.items)
        content, furniture = [s for s in shapes if s.kind not in _FURNITURE], [s for s in shapes if s.kind in _FURNITURE]
        drawn: list[Drawn] = []
        for shape in _in_reading_order(content):
            self._content(shape, name, drawn)
        self._paint(drawn, self.paper.items[before:])
        self.paper.items[before:] = labelled(self.paper.items[before:])
        body = [i for i in self.paper.items[before:] if isinstance(i, Table) or i.level != 1]
        pictures = any(True for s in content for _ in s.element.iter(A + "blip"))
        self.pictures |= pictures
        if pictures and not body:
            self.paper.notes.append(ReaderNote("page-without-text", f"Slide {page} shows a picture and no text but its title.", page))
        self._speaker_notes(page, name)
        for shape in furniture:
            self._once(_FURNITURE[shape.kind], self._text(shape))
        for layer in layers:
            self._once("footer", [p for s in self._shapes(layer, page, []) if not s.kind for p in self._text(s)])

    def _shapes(self, root: etree._Element, page: int, layers: list[etree._Element]) -> Iterator[Shape]:
        tree = root.find(f"{P}cSld/{P}spTree")
        if tree is not None:
            yield from self._group(tree, page, layers, (1.0, 1.0, 0.0, 0.0))

    def _group(self, tree: etree._Element, page: int, layers: list[etree._Element], scale: Quad) -> Iterator[Shape]:
        """Shapes of a group; `scale` takes its coordinates to the slide's (x * sx + dx, y * sy + dy)."""
        for element in _visible(tree):
            if element.tag == P + "grpSp":
                yield from self._group(element, page, layers, _inner(element.find(f"{P}grpSpPr/{A}xfrm"), scale))
            elif element.tag in (P + "sp", P + "graphicFrame", P + "pic", P + "cxnSp"):
                placeholder = next(element.iterfind(f"*/{P}nvPr/{P}ph"), None)
                kind, models = ("", []) if placeholder is None else _models(placeholder, layers)
                frame = next((f for f in (_frame(e) for e in [element, *models]) if f is not None), None)
                yield Shape(element, _place(page, frame, scale), kind, self._inherited(kind, models, layers))

    def _inherited(self, kind: str, models: list[etree._Element], layers: list[etree._Element]) -> list[etree._Element]:
        """List styles to ask after the shape's own: its layout's, its master's, then the master's and the file's defaults."""
        lists = [e for m in models for e in m.iterfind(f"{P}txBody/{A}lstStyle")]
        name = "titleStyle" if kind in ("title", "ctrTitle") else "bodyStyle" if kind and kind not in _FURNITURE else "otherStyle"
        lists += [e for layer in layers for e in layer.iterfind(f"{P}txStyles/{P}{name}")]
        return lists + self.root.findall(P + "defaultTextStyle") if name == "otherStyle" else lists

    def _text(self, shape: Shape) -> list[Paragraph]:
        return paragraphs(shape.element.find(P + "txBody"), shape.inherited, self.theme, shape.place)

    def _content(self, shape: Shape, slide: str, drawn: list[Drawn]) -> None:
        """Append what a shape says; a coloured shape of few words or none that has a box goes to `drawn`, with its blocks."""
        if shape.element.tag == P + "graphicFrame":
            self._framed(shape, slide)
            return
        blocks = [_block(p, shape.kind) for p in self._text(shape)]
        self.paper.items += blocks
        fill = self.theme.drawn(shape.element.find(P + "spPr")) if _count(blocks) <= FEW else None
        if fill and shape.place.x0 is not None:
            drawn.append((shape.place, fill, blocks))

    def _framed(self, shape: Shape, slide: str) -> None:
        """Append the table of a frame, or the words of its diagram."""
        table = next(shape.element.iter(A + "tbl"), None)
        if table is not None:
            read = read_table(table, shape.place, shape.inherited, self.theme)
            self.paper.items += [read] if read else []
            return
        for text in self._diagram(shape.element, slide):
            self.paper.items.append(Block("paragraph", Paragraph(text, place=shape.place)))

    def _paint(self, drawn: list[Drawn], items: list[Block | Table]) -> None:
        """Give the coloured shapes to the cells under them, or else to the words on or beside them, as in a key."""
        tables = [item for item in items if isinstance(item, Table)]
        for place, fill, blocks in drawn:
            under = next((t for t in tables if _count(blocks) <= A_SIGN and lay_over(t, place, fill, [b.paragraph for b in blocks])), None)
            if under is None:
                shade(place, fill, blocks or [item for item in items if isinstance(item, Block)])
            else:
                under.notes.append("cell coloured by a shape drawn over it")
                self.paper.items = [i for i in self.paper.items if not any(i is b for b in blocks)]

    def _diagram(self, frame: etree._Element, slide: str) -> list[str]:
        """Words of the SmartArt diagrams and charts in a frame."""
        relations = self.package.relations(slide)
        out: list[str] = []
        for element in frame.iter(DGM + "relIds", C + "chart"):
            _, part = relations.get(element.get(R + "dm") or element.get(R + "id") or "", ("", ""))
            root = self.package.spare(part)
            if root is None:
                continue
            out += diagrams.words(root)
        return out

    def _speaker_notes(self, page: int, slide: str) -> None:
        for name in self.package.related(slide, "notesSlide"):
            root = self.package.spare(name)
            for shape in () if root is None else self._shapes(root, page, []):
                if shape.kind in ("body", ""):
                    found = paragraphs(shape.element.find(P + "txBody"), [], self.theme, Place(page))
                    self.paper.items += [Block("note", p) for p in found]

    def _once(self, kind: str, found: list[Paragraph]) -> None:
        """Furniture: each distinct text once."""
        for paragraph in found:
            if paragraph.printed and (kind, paragraph.printed) not in self.seen:
                self.seen.add((kind, paragraph.printed))
                paragraph.bullet = False
                self.paper.items.append(Block(kind, paragraph))


def _visible(tree: etree._Element) -> Iterator[etree._Element]:
    """Children that are shown, alternative content looked through."""
    for element in tree:
        if element.tag == MC + "AlternateContent":
            choice = element.find(MC + "Choice")
            yield from _visible(choice if choice is not None else element)
        elif not any(e.get("hidden") in ("1", "true") for e in element.iterfind(f"*/{P}cNvPr")):
            yield element


def _models(placeholder: etree._Element, layers: list[etree._Element]) -> tuple[str, list[etree._Element]]:
    """Type of a placeholder, and the shapes it follows: the layout's with its index (else its type), the master's with its type."""
    kind, models = placeholder.get("type", "obj"), []
    for number, layer in enumerate(layers):
        follows = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)
        others = [(s, p) for s in layer.iterfind(f"{P}cSld/{P}spTree/{P}sp") for p in s.iterfind(f"*/{P}nvPr/{P}ph")]
        found = next((o for o in others if number == 0 and o[1].get("idx") and o[1].get("idx") == placeholder.get("idx")), None) or next(
            (o for o in others if o[1].get("type", "obj") in (kind, follows)), None)
        if found is not None:
            models.append(found[0])
            kind = found[1].get("type", "obj") if kind == "obj" and number == 0 else kind
    return kind, models


def _frame(element: etree._Element) -> Quad | None:
    """Offset and extent of a shape in points, where it says."""
    transform = element.find(f"{P}spPr/{A}xfrm") if element.find(P + "xfrm") is None else element.find(P + "xfrm")
    return None if transform is None else _offset(transform, "off", "ext")


def _offset(transform: etree._Element, offset: str, extent: str) -> Quad | None:
    off, ext = transform.find(A + offset), transform.find(A + extent)
    if off is None or ext is None:
        return None
    return whole(off.get("x")) / EMU, whole(off.get("y")) / EMU, whole(ext.get("cx")) / EMU, whole(ext.get("cy")) / EMU


def _inner(transform: etree._Element | None, outer: Quad) -> Quad:
    """The scale for the shapes inside a group with this transform."""
    box = None if transform is None else _offset(transform, "off", "ext")
    child = None if transform is None else _offset(transform, "chOff", "chExt")
    if box is None or child is None or not child[2] or not child[3]:
        return outer
    sx, sy = box[2] / child[2], box[3] / child[3]
    dx, dy = box[0] - child[0] * sx, box[1] - child[1] * sy
    return outer[0] * sx, outer[1] * sy, outer[0] * dx + outer[2], outer[1] * dy + outer[3]


def _place(page: int, frame: Quad | None, scale: Quad) -> Place:
    if frame is None:
        return Place(page)
    sx, sy, dx, dy = scale
    x, y, width, height = frame
    return Place(page, x * sx + dx, y * sy + dy, (x + width) * sx + dx, (y + height) * sy + dy)


def _in_reading_order(shapes: list[Shape]) -> list[Shape]:
    """Titles, then placeholders in the file's order (which is the layout's reading order); other shapes from top to bottom and
    left to right, each before the first placeholder that lies wholly below it."""
    titles = [s for s in shapes if s.kind in _TITLES]
    placed = [s for s in shapes if s.kind and s.kind not in _TITLES]
    for shape in by_columns(lines_of([s for s in shapes if not s.kind])):
        bottom = shape.place.bottom if shape.place.bottom is not None else float("inf")
        below = next((i for i, s in enumerate(placed) if s.kind and s.place.top is not None and s.place.top >= bottom), len(placed))
        placed.insert(below, shape)
    return titles + placed


def _block(paragraph: Paragraph, kind: str) -> Block:
    if kind in _TITLES:
        paragraph.bullet, paragraph.level = False, 0
        return Block("heading", paragraph, _TITLES[kind])
    if paragraph.bullet or paragraph.number:
        return Block("list_item", paragraph)
    level = 3 if paragraph.bold and looks_like_heading(paragraph, None) else 0
    return Block("heading", paragraph, level) if level else Block("paragraph", paragraph)


def _count(blocks: list[Block]) -> int:
    return sum(len(b.text.split()) for b in blocks)
