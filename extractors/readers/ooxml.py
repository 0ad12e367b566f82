"""An Office Open XML file (Word, PowerPoint) as parts: opened with guards, parsed without entities."""
from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from lxml import etree

from models.document import ReaderNote
from models.errors import DamagedPaper, PasswordProtected, TooLarge, UnsafeContent

MAX_MEMBERS = 20_000
MAX_PART = 48_000_000
MAX_READ = 400_000_000
"""Bytes of all parts that are really read, unpacked."""
MAX_UNPACKED = 4_000_000_000
MAX_TAGS = 3_000_000
"""Opening and closing tags of one part: some 3,000 dense pages, or half a gigabyte once parsed."""

_STRICT = re.compile(rb'(xmlns(?::\w+)?\s*=\s*["\'])http://purl\.oclc\.org/ooxml/([\w/]+)')
_STRICT_NAMES = {
    f"{family}/{name}": f"{family}/2006/{name}" for family, names in {
        "wordprocessingml": ("main",), "presentationml": ("main",), "officeDocument": ("math", "relationships", "sharedTypes"),
        "drawingml": ("main", "chart", "diagram", "picture", "wordprocessingDrawing", "spreadsheetDrawing"),
    }.items() for name in names}
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_TRANSITIONAL = "http://schemas.openxmlformats.org/"

W = f"{{{_TRANSITIONAL}wordprocessingml/2006/main}}"
A = f"{{{_TRANSITIONAL}drawingml/2006/main}}"
P = f"{{{_TRANSITIONAL}presentationml/2006/main}}"
R = f"{{{_TRANSITIONAL}officeDocument/2006/relationships}}"
C = f"{{{_TRANSITIONAL}drawingml/2006/chart}}"
DGM = f"{{{_TRANSITIONAL}drawingml/2006/diagram}}"
PIC = f"{{{_TRANSITIONAL}drawingml/2006/picture}}"
M = f"{{{_TRANSITIONAL}officeDocument/2006/math}}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
_CORE = {"title": "{http://purl.org/dc/elements/1.1/}title", "author": "{http://purl.org/dc/elements/1.1/}creator",
         "created": "{http://purl.org/dc/terms/}created"}


def whole(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; the default for anything else, and for what no paper can mean (over nine figures)."""
    return int(text) if text and _WHOLE.fullmatch(text) else default


def parse(data: bytes) -> etree._Element:
    """A part's root element, ISO Strict names mapped to the transitional ones. Raises UnsafeContent where there is a
    document type (Office never writes one), TooLarge, DamagedPaper."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data) or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise UnsafeContent("The file declares a document type or entities, which Office never writes.")
    if data.count(b"<") > MAX_TAGS:
        raise TooLarge(f"A part of the file holds more than {MAX_TAGS:,} tags.")
    if b"purl.oclc.org/ooxml" in data:
        data = _STRICT.sub(lambda m: m[1] + _TRANSITIONAL.encode() + _STRICT_NAMES.get(m[2].decode(), m[2].decode()).encode(), data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedPaper(f"The XML inside the file is damaged: {str(error)[:200]}") from error


class Package:
    """The parts of one file, by name and by relationship. Use as a context manager."""

    def __init__(self, path: Path):
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError) as error:
            raise DamagedPaper("The file starts as an Office file but its zip directory is damaged or cut off.") from error
        self.damaged: list[str] = []
        self.unpacked = 0
        self.members = {i.filename.lstrip("/"): i for i in self.zip.infolist()}
        if len(self.zip.infolist()) > MAX_MEMBERS or sum(i.file_size for i in self.zip.infolist()) > MAX_UNPACKED:
            self.zip.close()
            raise TooLarge("The file unpacks to more than a paper can hold.")

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.zip.close()

    def bytes(self, name: str) -> bytes:
        info = self.members.get(name)
        if info is None:
            raise DamagedPaper(f"The part {name} is missing.")
        if info.flag_bits & 1:
            raise PasswordProtected("The parts of the file are encrypted.")
        if info.file_size > MAX_PART:
            raise TooLarge(f"The part {name} unpacks to {info.file_size / 1e6:,.0f} MB; at most {MAX_PART / 1e6:,.0f} MB are read.")
        self.unpacked += info.file_size
        if self.unpacked > MAX_READ:
            raise TooLarge(f"The parts of the file unpack to more than {MAX_READ / 1e6:,.0f} MB.")
        try:
            return self.zip.read(info)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
            raise DamagedPaper(f"The part {name} is damaged.") from error

    def xml(self, name: str) -> etree._Element:
        return parse(self.bytes(name))

    def spare(self, name: str) -> etree._Element | None:
        """A part the paper can be read without, parsed; None where it is missing or damaged (then it is listed in `damaged`)."""
        if name not in self.members:
            return None
        try:
            return self.xml(name)
        except DamagedPaper:
            self.damaged.append(name)
            return None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (kind, part name) of a part ('' = the package); targets outside the file are left out."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        out = {}
        root = self.spare(rels)
        for rel in () if root is None else root:
            if rel.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, rel.get("Target", ""))).lstrip("/")
                out[rel.get("Id", "")] = (rel.get("Type", "").rpartition("/")[2], target)
        return out

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts that `part` has with a relationship of this kind (last word of its type), if they exist."""
        return [name for k, name in self.relations(part).values() if k == kind and name in self.members]

    def optional(self, part: str, kind: str) -> etree._Element | None:
        """The first related part of this kind, parsed; None where there is none or it is damaged."""
        names = self.related(part, kind)
        return self.spare(names[0]) if names else None

    def damage(self) -> list[ReaderNote]:
        """One note for the parts that could not be read, if there are any."""
        parts = ", ".join(dict.fromkeys(self.damaged))
        return [ReaderNote("damaged-but-read", f"Damaged parts of the file were left out: {parts}.")] if parts else []

    def main(self, fallback: str) -> str:
        """Name of the main part."""
        names = self.related("", "officeDocument")
        if not names and fallback not in self.members:
            raise DamagedPaper("The file has no main part.")
        return names[0] if names else fallback

    def properties(self) -> dict[str, str]:
        """The file's own title, author, created; only those it has."""
        core = self.optional("", "core-properties")
        found = {} if core is None else {key: " ".join(core.findtext(tag, "").split()) for key, tag in _CORE.items()}
        return {key: value for key, value in found.items() if value}
