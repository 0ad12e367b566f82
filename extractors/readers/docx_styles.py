"""Word styles: what a paragraph, run or table inherits from its style chain."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from extractors.readers.ooxml import W, whole

CONDITIONS = ("nwCell", "neCell", "swCell", "seCell", "firstCol", "lastCol", "firstRow", "lastRow",
              "band1Horz", "band2Horz", "band1Vert", "band2Vert", "wholeTable")
"""Conditional formats of a table style, the one that wins first (ECMA-376 part 1, 17.7.6)."""


def on(element: etree._Element | None) -> bool | None:
    """A w:b, w:vanish ... switch: None where it is not there."""
    if element is None:
        return None
    return element.get(W + "val", "true") not in ("0", "false", "off", "none")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of w: names; None as soon as one is missing."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(W + "val")


def outline_level(element: etree._Element | None) -> int:
    """1-9 of a w:outlineLvl; 0 where it is missing or says body text."""
    level = value(element) or ""
    return int(level) + 1 if len(level) == 1 and level in "012345678" else 0


@dataclass(frozen=True, slots=True)
class RunLook:
    """How characters look; None = not said here."""

    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    caps: bool | None = None
    font: str | None = None

    def over(self, below: RunLook) -> RunLook:
        """This look where it says something, else the one below."""
        return RunLook(
            below.bold if self.bold is None else self.bold, below.size if self.size is None else self.size,
            below.hidden if self.hidden is None else self.hidden, below.caps if self.caps is None else self.caps,
            below.font if self.font is None else self.font)


NO_LOOK = RunLook()


def run_look(properties: etree._Element | None) -> RunLook:
    """Look said by a w:rPr itself."""
    if properties is None or not len(properties):
        return NO_LOOK
    found = {c.tag: c for c in properties}
    size, fonts = value(found.get(W + "sz")), found.get(W + "rFonts")
    return RunLook(
        on(found.get(W + "b")), whole(size) / 2 or None, on(found.get(W + "vanish")),
        on(found.get(W + "caps")), None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi"),
    )


class Styles:
    """The styles part. All look-ups are by style id and go up the chain of w:basedOn."""

    def __init__(self, root: etree._Element | None):
        elements = [] if root is None else root.findall(W + "style")
        self.by_id = {e.get(W + "styleId", ""): e for e in elements}
        self.default = next((e.get(W + "styleId", "") for e in elements
                             if e.get(W + "type") == "paragraph" and e.get(W + "default") in ("1", "true", "on")), "")
        self.default_table = next((e.get(W + "styleId", "") for e in elements
                                   if e.get(W + "type") == "table" and e.get(W + "default") in ("1", "true", "on")), "")
        self._root = root
        self._chains: dict[str, list[etree._Element]] = {}
        self._looks: dict[str, RunLook] = {}
        self._found: dict[tuple[str, ...], etree._Element | None] = {}
        self._levels: dict[str, int] = {}

    @cached_property
    def base(self) -> RunLook:
        return run_look(child(self._root, "docDefaults", "rPrDefault", "rPr"))

    def chain(self, style: str) -> list[etree._Element]:
        """The style and those it is based on, nearest first."""
        if style not in self._chains:
            out: list[etree._Element] = []
            name: str | None = style
            while name in self.by_id and self.by_id[name] not in out:
                out.append(self.by_id[name])
                name = value(child(out[-1], "basedOn"))
            self._chains[style] = out
        return self._chains[style]

    def find(self, style: str, *path: str) -> etree._Element | None:
        """The first element along the chain at this path ('pPr', 'outlineLvl')."""
        key = (style, *path)
        if key not in self._found:
            self._found[key] = next((e for e in (child(s, *path) for s in self.chain(style)) if e is not None), None)
        return self._found[key]

    def look(self, style: str) -> RunLook:
        """Run look a style gives, without the document defaults."""
        if style not in self._looks:
            look = NO_LOOK
            for element in self.chain(style):
                look = look.over(run_look(child(element, "rPr")))
            self._looks[style] = look
        return self._looks[style]

    def heading_level(self, style: str) -> int:
        """1.. for heading, title and outline styles, 0 for others."""
        if style not in self._levels:
            self._levels[style] = self._heading_level(style)
        return self._levels[style]

    def _heading_level(self, style: str) -> int:
        for element in self.chain(style):
            name = (value(child(element, "name")) or "").lower()
            if name.startswith("heading ") and whole(name[8:]) > 0:
                return whole(name[8:])
            if name in ("title", "toc heading", "subtitle"):
                return 2 if name == "subtitle" else 1
        return outline_level(self.find(style, "pPr", "outlineLvl"))
