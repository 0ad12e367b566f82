"""When two printed texts say the same: equality that white space, quotation marks and glyphs do not break, and likeness."""
from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from math import fsum

LIST_MARK = re.compile(r"(?m)^[ \t]*o[ \t]+")
BULLET = re.compile(r"(?:^|\n)[ \t]*o[ \t]")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
SAID = re.compile(r"[^\W_]+(?:(?<=\d)[./](?=\d)\d+)*|[%£$€+<>=]")
WORD = re.compile(r"\d+(?:[./]\d+)*|[^\W\d_]+")
ENDING = re.compile(r"(?:ing|ed|es|s)$")
SMALL = frozenset(
    "a all an and any are as at be by for from has have in into is it its of on or our out that the their them this to was were "
    "which will with".split())
FULL = 5
"""Words that matter which a text needs before being wholly inside another text says anything."""
HELD = 0.9
"""Share of a text that must stand in another for it to be called a part of it."""
PART_LIKE = 0.75
"""Likeness of a text to one that holds it whole."""


@lru_cache(maxsize=2_000)
def plain(text: str) -> str:
    """The text in one case and one style of glyph, bullets typed as the letter o off the start of lines."""
    text = (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold().replace("&", " and ")
    return THOUSANDS.sub("", LIST_MARK.sub("", text) if BULLET.search(text) else text)


def _signs() -> dict[int, str | None]:
    """Print that says nothing: dropped."""
    kept = "%£$€+<>="
    return {n: None for n in [*range(128), *map(ord, "\u2018\u2019\u201c\u201d\u2013\u2014\u2022\u2026\u00a0\u00b7\u00ad")]
            if not chr(n).isalnum() and chr(n) not in kept}


DROPPED = _signs()
POINT = re.compile(r"\d[./]\d")


@lru_cache(maxsize=50_000)
def said(text: str | None) -> str:
    """What a text says, for equality: letters, digits and signs of value, without spaces.

    White space, line breaks, quotation marks, dashes, bullets, case and superscripts split off by a reader
    ('17 th') do not count; '1.5' is not '15' and '10%' is not '10'.
    """
    if not text:
        return ""
    text = plain(text)
    if not POINT.search(text):
        short = text.translate(DROPPED)
        if short.isascii():
            return short
    return "".join(SAID.findall(text))


@lru_cache(maxsize=10_000)
def stems(text: str | None) -> tuple[str, ...]:
    """The words of a text, endings cut, so that 'reviewing' and 'reviews' agree."""
    return tuple(ENDING.sub("", w)[:7] if len(w) > 4 and w.isalpha() else w for w in WORD.findall(plain(text))) if text else ()


def mark(*parts: object, size: int = 8) -> str:
    """A short stable hash of some values."""
    return hashlib.blake2b("\x1f".join("" if p is None else str(p) for p in parts).encode(), digest_size=size).hexdigest()


class Likeness:
    """How alike texts are, where some words tell more than others: words that stand in most of the texts known so far (`df`:
    in how many of `count`) tell little, small words next to nothing."""

    def __init__(self, df: Counter[str], count: int):
        self.df, self.half = df, max(2.0, count / 8)
        self.bags: dict[str, tuple[Counter[str], float, int]] = {}

    def weight(self, word: str) -> float:
        return 0.1 if word in SMALL else 1 / (1 + self.df[word] / self.half)

    def bag(self, text: str | None) -> tuple[Counter[str], float, int]:
        """The words of a text, their weight in all, and how many matter."""
        text = text or ""
        if text not in self.bags:
            words = Counter(stems(text))
            self.bags[text] = words, sum(self.weight(w) * n for w, n in words.items()), sum(n for w, n in words.items() if w not in SMALL)
        return self.bags[text]

    def of(self, a: str | None, b: str | None) -> float:
        """How alike two texts are, 0-1: the share of weighted words in common. A full text that stands wholly inside the
        other (an action extended, or one half of an action that was split) counts PART_LIKE or more."""
        if said(a) == said(b):
            return 1.0
        (_, wa, na), (_, wb, nb) = self.bag(a), self.bag(b)
        if not wa or not wb:
            return 0.0
        common = self.common(a, b)
        score = 2 * common / (wa + wb)
        whole = na >= FULL and common >= HELD * wa or nb >= FULL and common >= HELD * wb
        return max(score, PART_LIKE) if whole else score

    def held(self, a: str | None, b: str | None) -> float:
        """How much of text `a` stands in text `b`, 0-1; 0 where `a` is too short to tell."""
        _, wa, full = self.bag(a)
        return self.common(a, b) / wa if full >= FULL else 0.0

    def common(self, a: str | None, b: str | None) -> float:
        ca, cb = self.bag(a)[0], self.bag(b)[0]
        return fsum(self.weight(w) * min(ca[w], cb[w]) for w in ca.keys() & cb.keys())
