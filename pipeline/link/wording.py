"""When two printed texts say the same: equality that white space, quotation marks and glyphs do not break, and likeness."""
from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

LIST_MARK = re.compile(r"(?m)^[ \t]*o[ \t]+")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
SAID = re.compile(r"[^\W_]+(?:(?<=\d)[./](?=\d)\d+)*|[%£$€+<>=]")
WORD = re.compile(r"\d+(?:[./]\d+)*|[^\W\d_]+")
ENDING = re.compile(r"(?:ing|ed|es|s)$")
SMALL = frozenset("a all an and any are as at be by for from has have in into is it its of on or our out that the their them this to was were "
                  "which will with".split())
FULL = 5
"""Words that matter which a text needs before being wholly inside another text says anything."""
PART_LIKE = 0.75
"""Likeness of a text to one that holds it whole."""


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """The text in one case and one style of glyph, bullets typed as the letter o off the start of lines."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return THOUSANDS.sub("", LIST_MARK.sub("", text))


@lru_cache(maxsize=200_000)
def said(text: str | None) -> str:
    """What a text says, for equality: letters, digits and signs of value, without spaces.

    White space, line breaks, quotation marks, dashes, bullets, case and superscripts split off by a reader
    ('17 th') do not count; '1.5' is not '15' and '10%' is not '10'.
    """
    return "".join(SAID.findall(plain(text))) if text else ""


@lru_cache(maxsize=200_000)
def stems(text: str | None) -> tuple[str, ...]:
    """The words of a text, endings cut, so that 'reviewing' and 'reviews' agree."""
    return tuple(ENDING.sub("", w)[:7] if len(w) > 4 and w.isalpha() else w for w in WORD.findall(plain(text))) if text else ()


def mark(*parts: object, size: int = 8) -> str:
    """A short stable hash of some values."""
    return hashlib.blake2b("\x1f".join("" if p is None else str(p) for p in parts).encode(), digest_size=size).hexdigest()


def weigher(texts: Iterable[str]) -> Callable[[str], float]:
    """How much a word tells, among these texts: words that stand in most of them tell little, small words next to nothing."""
    texts = list(texts)
    df = Counter(w for t in texts for w in set(stems(t)))
    half = max(2.0, len(texts) / 8)

    def weight(word: str) -> float:
        return 0.1 if word in SMALL else 1 / (1 + df[word] / half)

    return weight


def likeness(a: str | None, b: str | None, weight: Callable[[str], float]) -> float:
    """How alike two texts are, 0-1: the share of weighted words in common. A full text that stands wholly inside the other
    (an action extended, or one half of an action that was split) counts PART_LIKE or more."""
    if said(a) == said(b):
        return 1.0
    ca, cb = Counter(stems(a)), Counter(stems(b))
    if not ca or not cb:
        return 0.0
    common = sum(weight(w) * n for w, n in (ca & cb).items())
    wa, wb = (sum(weight(w) * n for w, n in c.items()) for c in (ca, cb))
    score = 2 * common / (wa + wb)
    return max(score, PART_LIKE) if held(a, b, weight) >= 0.9 or held(b, a, weight) >= 0.9 else score


def held(a: str | None, b: str | None, weight: Callable[[str], float]) -> float:
    """How much of text `a` stands in text `b`, 0-1; 0 where `a` is too short to tell."""
    ca, cb = Counter(stems(a)), Counter(stems(b))
    if sum(n for w, n in ca.items() if w not in SMALL) < FULL:
        return 0.0
    return sum(weight(w) * n for w, n in (ca & cb).items()) / sum(weight(w) * n for w, n in ca.items())
