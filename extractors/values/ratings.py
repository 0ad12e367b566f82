"""Inspection ratings: CQC, PAMMS, Ofsted words, abbreviations and shares."""
from __future__ import annotations


def read_rating(text: str, extra: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """(rating by codes.INSPECTION_RATINGS, as printed), or None."""
    return None


def read_percent(text: str) -> float | None:
    """'88%' is 88.0; None for anything that is not one percentage."""
    return None
