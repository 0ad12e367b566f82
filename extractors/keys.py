"""The paper's own key to its grades and colours."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from models.document import Document, ReaderNote


@dataclass(slots=True)
class Key:
    """What grades, colours and words mean in one paper. `grades`: number -> (label, status); `colours`: rag -> (label, status);
    `words`: folded word -> (grade, label, rag, status); `fills`: '#RRGGBB' of the key's cells -> rag; `tables`: indices of the tables that
    are keys; `blocks`: positions in document.items of lines that are; `printed` is false for the default key."""

    grades: dict[int, tuple[str, str]] = field(default_factory=dict)
    colours: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[str, tuple[int | None, str, str | None, str]] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    tables: set[int] = field(default_factory=set)
    blocks: set[int] = field(default_factory=set)
    printed: bool = False
    notes: list[ReaderNote] = field(default_factory=list)
    extra: tuple[str, ...] = ()


@cache
def default_key(extra: tuple[str, ...] = ()) -> Key:
    """The key of a paper that prints none."""
    return Key(extra=extra)


def find_key(document: Document, extra: tuple[str, ...] = ()) -> Key:
    """The key the paper prints, laid over the default."""
    return default_key(extra)
