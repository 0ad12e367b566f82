"""The front door to every reader: what the bytes are decides, never the file's name."""
from __future__ import annotations

from importlib import import_module
from pathlib import Path

from extractors.readers.sniff import media_type
from models.document import Document, ReaderNote

READERS = {"pdf": "pdf", "docx": "docx", "pptx": "pptx", "text": "text", "markdown": "text"}
_SUFFIXES = {
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pptx": "pptx", ".pptm": "pptx", ".ppsx": "pptx", ".txt": "text",
    ".text": "text", ".md": "text", ".markdown": "text",
    **dict.fromkeys((".doc", ".ppt", ".xls", ".xlsx", ".rtf", ".odt", ".htm", ".html"), "other"),
}


def read(path: Path) -> Document:
    """The paper at `path` as a neutral document. Raises PaperError for anything that is not a readable paper."""
    media = media_type(path)
    document: Document = import_module(f"extractors.readers.{READERS[media]}").read(path)
    named = _SUFFIXES.get(path.suffix.lower())
    if named and named != READERS[media]:
        document.notes.append(ReaderNote("wrong-extension", f"The name ends in {path.suffix} but the content is {media}."))
    return document
