"""Word files: read(path) -> Document."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from extractors.readers.colours import Theme
from extractors.readers.docx_story import Inline, Piece, Story
from extractors.readers.docx_styles import Styles
from extractors.readers.headings import looks_like_heading
from extractors.readers.numbering import Numbering
from extractors.readers.ooxml import R, W, Package
from models.document import Block, Document, Table
from models.errors import DamagedPaper, EmptyFile, NoTextLayer

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read(path: Path) -> Document:
    """A Word file as a document. Raises PaperError."""
    with Package(path) as package:
        try:
            return _Word(package).document()
        except RecursionError as error:
            raise DamagedPaper("The file nests content deeper than any paper does.") from error


class _Word:
    def __init__(self, package: Package):
        self.package = package
        self.main = package.main("word/document.xml")
        self.styles = Styles(package.optional(self.main, "styles"))
        self.numbering = Numbering(package.optional(self.main, "numbering"), self.styles)
        self.theme = Theme(package.optional(self.main, "theme"))
        self.paper = Document("docx", method="native", properties=package.properties())

    def document(self) -> Document:
        root = self.package.xml(self.main)
        body = root.find(W + "body")
        if body is None:
            raise DamagedPaper("The Word file has no body.")
        headers = self._margins(root, "header")
        flow = list(self._story(self.main).flow(body))
        self.paper.items = [*headers, *self._items(flow), *self._notes("footnotes", "footnote"), *self._notes("endnotes", "endnote"),
                            *self._notes("comments", "comment"), *self._margins(root, "footer")]
        if not any(p.printed for p in self.paper.paragraphs()):
            pictures = any(isinstance(i, Inline) and i.picture for i in flow)
            raise NoTextLayer("The Word file holds pictures and no text.") if pictures else EmptyFile("The Word file holds no text.")
        self.paper.notes += self.package.damage()
        return self.paper

    def _story(self, part: str) -> Story:
        return Story(self.package, part, self.styles, self.numbering, self.theme, self.paper.notes)

    def _items(self, flow: Iterable[Piece | Table | Inline]) -> list[Block | Table]:
        flow = list(flow)
        sizes = Counter[float | None]()
        for piece in flow:
            if isinstance(piece, Piece) and not piece.outline:
                sizes[piece.paragraph.size] += len(piece.paragraph.text)
        body = max(sizes, key=lambda s: sizes[s]) if sizes else None
        out: list[Block | Table] = []
        for piece in flow:
            if isinstance(piece, Piece):
                out.append(_block(piece, body))
            elif isinstance(piece, Table):
                out.append(piece)
        return out

    def _margins(self, root: etree._Element, kind: str) -> list[Block | Table]:
        """Page headers or footers, each distinct text once."""
        relations = self.package.relations(self.main)
        used = dict.fromkeys(relations.get(e.get(R + "id", ""), ("", ""))[1] for e in root.iter(f"{W}{kind}Reference"))
        out: list[Block | Table] = []
        seen: set[str] = set()
        for part in used:
            content = self.package.spare(part)
            if content is not None:
                out += self._distinct(self._story(part).flow(content), kind, seen)
        return out

    @staticmethod
    def _distinct(flow: Iterable[Piece | Table | Inline], kind: str, seen: set[str]) -> list[Block | Table]:
        paragraphs = []
        for piece in flow:
            if isinstance(piece, Piece):
                paragraphs.append(piece.paragraph)
            elif isinstance(piece, Table):
                paragraphs += [p for c in piece.cells for p in c.paragraphs]
        fresh = [p for p in paragraphs if p.printed not in seen]
        seen.update(p.printed for p in fresh)
        return [Block(kind, p) for p in fresh]

    def _notes(self, kind: str, tag: str) -> list[Block | Table]:
        """Footnotes, endnotes or comments as note blocks."""
        out: list[Block | Table] = []
        for part in self.package.related(self.main, kind):
            story = self._story(part)
            content = self.package.spare(part)
            for note in () if content is None else content.findall(W + tag):
                if note.get(W + "type") not in _SEPARATORS:
                    out += self._distinct(story.flow(note), "note", set())
        return out


def _block(piece: Piece, body_size: float | None) -> Block:
    paragraph = piece.paragraph
    paragraph.fill = paragraph.fill or piece.shade
    if piece.aside:
        return Block("note", paragraph)
    if piece.outline:
        return Block("heading", paragraph, piece.outline)
    level = looks_like_heading(paragraph, body_size)
    if level:
        return Block("heading", paragraph, level)
    return Block("list_item" if paragraph.bullet or paragraph.number else "paragraph", paragraph)
