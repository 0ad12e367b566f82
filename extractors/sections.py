"""Sections of a plan: 'Improvement Theme 2: Strategy', with its lead, reporting officer and explanation."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractors.headings import bare, normal
from extractors.paper import Paper
from models.document import Block, Cell, Table
from models.records import Section
from models.vocabulary import vocabulary

_PLAIN = re.compile(r"^(\d+(?:\.\d+)*(?=[.:)\s])|[A-H](?=[.:)]))[.:)]?\s+(\S.*)$")
_SENTENCES = re.compile(r"[a-z]{2}\.\s+[A-Z][a-z]+\s[a-z]")
_CONTINUED = re.compile(r"\s*(?:[-–—]\s*)?\(?\b(?:continued|cont(?:['’]?d)?)\b\.?\)?\s*$", re.I)
_LABELLED = re.compile(r"^([^:]{3,45}):\s*(.*)$", re.S)


TITLE = 8
"""Words of a numbered line that heads a section."""
MOST = 40
"""The highest number of a section: 'Section 106' is of an Act."""


@cache
def _numbered(extra: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(w) for w in sorted(vocabulary("headings", extra)["sections"]["words"], key=len, reverse=True))
    return re.compile(
        rf"^(?:[\w&'’ -]{{0,40}}?\b)?(?:{names})s?\s*(?:no\.?\s*)?([0-9]+(?:\.[0-9]+)*|(?-i:[A-Z])\b)\s*(?:[:.)–—-]\s*|\s+|$)(.*)$",
        re.I | re.S)


@cache
def _labels(extra: tuple[str, ...]) -> dict[str, str]:
    """What the labels under a section's heading mean; 'Area lead' and 'Priority sponsor' are the lead's as 'Lead' is."""
    entry = vocabulary("headings", extra)["sections"]
    return ({f"{normal(word)} {who}": "lead" for word in entry["words"] for who in ("lead", "sponsor")}
            | {normal(p): name for name in ("lead", "reporting_officer", "explanation") for p in entry[name]})


@cache
def _another(extra: tuple[str, ...]) -> re.Pattern[str]:
    """Where another label begins on a line."""
    return re.compile(rf"\s+(?=(?:{'|'.join(sorted(_labels(extra), key=len, reverse=True))})\s*:)", re.I)


def section_heading(text: str, extra: tuple[str, ...]) -> tuple[str, str] | None:
    """(number, title) of a heading that names a numbered theme or workstream."""
    found = _numbered(extra).match(text.strip())
    if not found or len(text) > 120 or text.rstrip().endswith((".", ";", ",")) or (found[1].isdigit() and int(found[1]) > MOST):
        return None
    return found[1], found[2].strip(" :–-")


@dataclass(slots=True)
class Sections:
    """The section that the next grid stands in, gathered from headings and label lines as they come.

    A section is written when it is sure: its heading says 'Theme 3', or a lead or reporting officer follows its heading.
    """

    paper: Paper
    current: Section | None = None
    heading: Block | Cell | None = None
    open_label: str | None = None
    waiting: list[Block] = field(default_factory=list)

    def block(self, block: Block) -> None:
        """Take in one block of running text."""
        if block.kind in ("header", "footer"):
            return
        if self._label(block.text):
            self._line(block)
        elif block.kind == "heading" or section_heading(block.text, self.paper.extra) or self._stands_out(block):
            self._heading(block)
        else:
            self._line(block)

    def numbered(self, block: Block) -> None:
        """Take a numbered line over a grid ('2. Children') as a section."""
        found = _PLAIN.match(block.text)
        if found:
            self._open((found[1], found[2]), block)

    def titled(self, block: Block) -> None:
        """Take a heading without a number as a section, unless it is one of its own right."""
        before = len(self.paper.records.sections)
        self.block(block)
        if len(self.paper.records.sections) == before:
            self._open(("", block.text), block)
            self.current.number = None

    def bar(self, cells: list[Cell]) -> bool:
        """Take in a row across a grid that is a section's heading and, in cells beside it, its lead, or that is labels alone below the
        heading; true where it was one."""
        if self.current is not None and all(self._label(c.flat) for c in cells):
            return all([self.row(cell) for cell in cells])
        heading, *rest = cells
        headed = section_heading(heading.flat, self.paper.extra) or self._plain(heading.flat)
        if not headed or not all(self._label(c.flat) for c in rest):
            return False
        return all([self.row(cell) for cell in cells])

    def row(self, cell: Cell) -> bool:
        """Take in a row across a grid; true when it opened a section, or said who leads it. Labels may stand on lines below its title."""
        title, _, below = cell.text.partition("\n")
        labels = self._said(below)
        text = title if labels else cell.flat
        found = section_heading(text, self.paper.extra) or self._plain(text)
        if found:
            self._open(found, cell)
            for name, value in labels:
                self._set(name, value, cell)
            return True
        said = self._said(cell.flat) if self.current is not None else []
        for name, value in said:
            self._set(name, value, cell)
        return bool(said)

    def box(self, table: Table) -> bool:
        """Take in a box of labels and values under a section's heading ('Theme lead | Ann Reed'); true where it was one."""
        rows = [[c for c in row if c is not None and c.text] for row in table.grid()]
        named = [(self.names(row[0].flat), row) for row in rows if len(row) == 2]
        if self.current is None or table.columns != 2 or not any(name for name, _ in named):
            return False
        for name, (label, value) in named:
            if name:
                self._set(name, value.text, value)
                self.paper.take(label, self.current)
        self.open_label = None
        return True

    def names(self, label: str) -> str | None:
        """What a label beside its value says of a section: whose it is, or why."""
        return _labels(self.paper.extra).get(bare(label))

    def _said(self, text: str) -> list[tuple[str, str]]:
        """The labels that lines begin with, and their values: 'Lead: Ann Reed  Reporting officer: Tom Hale' has two."""
        lines = [part for line in text.split("\n") for part in (_another(self.paper.extra).split(line) if self._label(line) else ())]
        return [(name, line.partition(":")[2].strip(" ;|,")) for line in lines if (name := self._label(line))]

    def _label(self, text: str) -> str | None:
        """What a line such as 'Lead Organisation: ...' gives; null for any other line."""
        found = _LABELLED.match(text)
        return _labels(self.paper.extra).get(bare(found[1])) if found else None

    def _plain(self, text: str) -> tuple[str, str] | None:
        found = _PLAIN.match(text)
        return (found[1], found[2]) if found and len(text) < 120 and not text.endswith(".") else None

    def _stands_out(self, block: Block) -> bool:
        """Whether a line of a text extraction, which has lost how headings look, is a few words with a number: '1. Repairs and damp'."""
        return (self.paper.plain and len(block.text.split()) <= TITLE
                and self._plain(block.text) is not None and block.text[-1:] not in ";,:")

    def _heading(self, block: Block) -> None:
        self.open_label = None
        found = section_heading(block.text, self.paper.extra)
        if found:
            self._open(found, block)
        elif self.current is not None and not self.current.title and self.heading is not None:
            self.current.title = block.text
            self.paper.trace(self.current, block)
        elif not self._holds(block):
            self.heading, self.current = block, None

    def _holds(self, block: Block) -> bool:
        """Whether a heading is a box on the slide that the open section is the title of."""
        over = self.heading
        return (self.current is not None and isinstance(over, Block) and self.paper.document.media_type == "pptx"
                and over.level < block.level and over.paragraph.place.page == block.paragraph.place.page)

    def _open(self, found: tuple[str, str], source: Block | Cell) -> None:
        number, title = found
        self.heading = source
        title, name, value = self._inline_label(title)
        again = _CONTINUED.sub("", title)
        before = next((s for s in self.paper.records.sections if s.number == number and s.title == again), None) if again != title else None
        if before is not None:
            self.current = before
            self.paper.trace(before, source)
        else:
            self.current = self.paper.add(Section(number=number, title=title or None), source)
        self.open_label = None
        if name:
            self._set(name, value, source)
            self.open_label = None

    def _inline_label(self, title: str) -> tuple[str, str | None, str]:
        """A title cut at the label that stands behind it: 'Homes   Lead: Director of Homes'."""
        before, _, value = title.partition(":")
        tokens = before.split()
        for size in range(min(4, len(tokens) - 1), 0, -1) if value.strip() else ():
            name = _labels(self.paper.extra).get(normal(" ".join(tokens[-size:])))
            if name:
                return " ".join(tokens[:-size]).strip(" ,;|(–-"), name, value.strip(" )")
        return title, None, ""

    def _line(self, block: Block) -> None:
        name = self._label(block.text)
        if name and name != "explanation" and _SENTENCES.search(block.text):
            name = None  # 'SRO: senior responsible officer. Actions are closed when ...' names nobody
        if (name and self.current is None and isinstance(self.heading, Block) and name != "explanation"
                and not self._is_title(self.heading.text) and not _LABELLED.match(self.heading.text)):
            plain = _PLAIN.match(self.heading.text)
            self._open((plain[1], plain[2]) if plain else ("", self.heading.text), self.heading)
            self.current.number = self.current.number or None
        if name and self.current is not None:
            self._set(name, block.text.partition(":")[2].strip(), block)
        elif self.open_label and self.current is not None and self.open_label == "explanation":
            self._set("explanation", block.paragraph.printed, block)
        else:
            self.open_label = None

    def _is_title(self, text: str) -> bool:
        """Whether a heading is the paper's title, or a line of it: the lead named under it is the paper's."""
        return f" {normal(text)} " in f" {normal(self.paper.records.document.title or '')} "

    def _set(self, name: str, value: str, source: Block | Cell) -> None:
        column = {"lead": "lead_raw", "reporting_officer": "reporting_officer_raw", "explanation": "explanation"}[name]
        before = getattr(self.current, column)
        setattr(self.current, column, "\n".join(filter(None, (before, value))) or None)
        self.paper.trace(self.current, source)
        self.open_label = name
