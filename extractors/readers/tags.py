"""The structure tree of a tagged PDF: which paragraph, cell, row and table each piece of marked content belongs to.

An element is named by a hash of its path of child numbers from the root, so that a row or paragraph that goes on over a page has the
same name on both: PDFium shows a page only its own part of the tree, but counts all children. Word and LibreOffice write such trees;
many other programs write poor ones, so a file's tags are believed only where they agree with its lines (`Habits`).
"""
from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extractors.readers.pdfium_calls import CALL, Handle, room

MAX_ELEMENTS, MAX_DEPTH = 40_000, 60
_INLINE = frozenset(("Span", "Link", "Reference", "Quote", "Code", "Annot", "NonStruct", "Em", "Strong", "Sub", "Artifact", "Private"))
_GROUPS = frozenset(("Document", "DocumentFragment", "Part", "Art", "Sect", "Div"))
"""Elements that group paragraphs. What stands in one of them without a paragraph of its own, as a browser prints it, has no name."""


class Place(NamedTuple):
    """Names of the table, row and cell that a paragraph stands in."""

    table: int
    row: int
    cell: int


@dataclass(slots=True)
class Tags:
    """Of one page: the paragraph of each marked content id, and where a paragraph in a table stands. Names are never 0. `over_pages`:
    a table has parts on other pages, so whoever wrote the tree does not cut tables at page breaks."""

    paragraphs: dict[int, int] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    over_pages: bool = False


def read_tags(page: Handle) -> Tags:
    """The tags of a page, given by its handle; empty where there are none."""
    out = Tags()
    tree = CALL.FPDF_StructTree_GetForPage(page)
    if not tree:
        return out
    try:
        _walk(tree, out)
    finally:
        CALL.FPDF_StructTree_Close(tree)
    return out


def _walk(tree: Handle, out: Tags) -> None:
    kind, (at, *_) = room(ctypes.c_char, 64)
    size_of_kind = ctypes.c_ulong(64)
    type_of, count, child_of, content_of = (CALL.FPDF_StructElement_GetType, CALL.FPDF_StructElement_CountChildren,
                                            CALL.FPDF_StructElement_GetChildAtIndex, CALL.FPDF_StructElement_GetChildMarkedContentID)
    todo = [(CALL.FPDF_StructTree_GetChildAtIndex(tree, k), hash((k,)), 1, 0, (0, 0, 0))
            for k in range(CALL.FPDF_StructTree_CountChildren(tree))]
    seen = 0
    while todo and seen < MAX_ELEMENTS:
        element, own, depth, paragraph, place = todo.pop()
        if not element or depth > MAX_DEPTH:
            continue
        seen += 1
        size = type_of(element, at, size_of_kind)
        name = _name(bytes(kind[:max(0, min(size, 64) - 2)]))
        own = own or 1
        if name == "Table":
            place = (own, 0, 0)
        elif name == "TR":
            place = (place[0], own, 0)
        elif name in ("TD", "TH"):
            place = (place[0], place[1], own)
        if name not in _INLINE:
            paragraph = own if name not in _GROUPS else paragraph if place[2] else 0
        for k in range(min(count(element), MAX_ELEMENTS)):
            content = content_of(element, k)
            if content >= 0:
                if paragraph:
                    out.paragraphs[content] = paragraph
                    if place[2]:
                        out.places[paragraph] = Place(*place)
                continue
            child = child_of(element, k)
            if child:
                todo.append((child, hash((own, k)), depth + 1, paragraph, place))
            elif place[0]:
                out.over_pages = True


@lru_cache(maxsize=200)
def _name(kind: bytes) -> str:
    return kind.decode("utf-16-le", "replace")
