"""Owner cells: one Party a person, post or organisation named."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """One person, post or organisation. `kind` is person, post or organisation; `raw` the part of the cell that names it."""

    name: str | None
    role: str | None
    organisation: str | None
    kind: str
    raw: str


def split_owners(text: str, extra: tuple[str, ...] = ()) -> list[Party]:
    """The parties an owner cell names, in order; paragraph breaks of the cell must be kept as line breaks."""
    return []
