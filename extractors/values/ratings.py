"""Inspection ratings: CQC, PAMMS and Ofsted words, abbreviations and shares."""
from __future__ import annotations

import re
from functools import cache, lru_cache

from models import months
from models.vocabulary import vocabulary

PERCENT = re.compile(r"[<>~≈]?\s*(\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent)")


@lru_cache(maxsize=4096)
def read_rating(text: str, extra: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """(rating by codes.INSPECTION_RATINGS, as printed), or None where the cell is no rating.

    >>> read_rating("RI")
    ('Requires Improvement', 'RI')
    """
    raw = " ".join(text.split())
    low = re.sub(r"[^a-z0-9]+", " ", raw.lower()).strip()
    words, abbreviations, openers = rating_words(extra)
    if rating := words.get(low) or abbreviations.get(raw.strip(" .*:()")):
        return rating, raw
    opened = openers.match(low)
    if opened and dated_or_noted(low[opened.end():].strip()):
        return words[opened.group()], raw
    return None


def dated_or_noted(rest: str) -> bool:
    """Whether only a date, a scheme or 'overall' follows the rating."""
    return all(t.isdigit() or t in NOTES or t[:3] in months.SHORT or re.fullmatch(r"\d+(?:st|nd|rd|th)", t) for t in rest.split())


NOTES = frozenset("overall rated rating published report inspected inspection date in on at of as since from cqc pamms ofsted last the "
                  "still and awaiting outcome".split())


@cache
def rating_words(extra: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    """Words and abbreviations -> rating, and a pattern of the words that may open a longer cell."""
    terms = vocabulary("ratings", extra)
    words = {word: rating for rating, spellings in terms["words"].items() for word in spellings}
    abbreviations = {a: rating for rating, spellings in terms["abbreviations"].items() for a in spellings}
    return words, abbreviations, re.compile("(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b")


@lru_cache(maxsize=4096)
def read_percent(text: str) -> float | None:
    """'88%' is 88.0; None for anything that is not one percentage of at most 100."""
    match = PERCENT.fullmatch(text.strip())
    value = float(match.group(1)) if match else None
    return value if value is not None and value <= 100 else None
