"""Grades, RAG ratings and status words: a printed cell and its fill -> what it means by the paper's own key."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.keys import Key


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade or rating. `value_raw` is the grade as printed, null where only a colour stands; `explanation` the prose after it;
    `notes` are diagnostic codes; `source` is text or fill."""

    value_raw: str | None
    grade: int | None
    label: str | None
    rag: str | None
    status: str
    percent: float | None = None
    explanation: str | None = None
    notes: tuple[str, ...] = ()
    source: str = "text"
    fill_rgb: str | None = None


def read_grade(text: str, key: Key) -> Grade | None:
    """The grade a cell gives one thing, or None when it is not a grade."""
    return None


def read_status_column(text: str, key: Key, heading: str = "", fill: str | None = None) -> Grade | None:
    """The status of a plan or tracker cell, its background considered: a word beats a colour that disagrees (noted)."""
    return None


def find_status(text: str, key: Key) -> tuple[Grade, str] | None:
    """A status inside a narrative cell, and the text without it: 'COMPLETE. The policy is in force.'"""
    return None
