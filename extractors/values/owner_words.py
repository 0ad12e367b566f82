"""The words of an owner cell, each with what it may be: title, role, body, word, place, letters, initial, name, particle, joiner, number
or mark."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from models.vocabulary import vocabulary

TOKEN = re.compile(r"[^\W\d_](?:[\w'’&]|[.-](?=\w)|(?<=\b\w)\.)*\.?|\d[\w/]*|\S")
ROLE_LETTERS = re.compile(r"(?:Do|Ho|Co)[A-Z]\w{0,5}")
ACRONYM = re.compile(r"[A-Z]{2,8}s?|(?:[A-Z]o?){2,7}[A-Z]s?|\w*[A-Z]&\w+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a line, with its place."""

    text: str
    start: int
    end: int
    label: str

    @property
    def low(self) -> str:
        return self.text.rstrip(".").lower().replace("’", "'")


class Lists:
    """The vocabulary of owners, compiled."""

    def __init__(self, extra: tuple[str, ...]):
        terms = vocabulary("owners", extra)
        self.placeholders = frozenset(terms["placeholders"])
        self.labels = frozenset(terms["labels"])
        self.titles = frozenset(terms["titles"])
        self.councillor_titles = frozenset(terms["councillor_titles"])
        self.particles = frozenset(terms["particles"])
        self.roles = frozenset(terms["roles"])
        self.role_letters = frozenset(terms["role_letters"])
        self.not_initials = frozenset(terms["not_initials"])
        self.organisations = frozenset(terms["organisations"])
        self.inside_posts = frozenset(terms["inside_posts"])
        self.words = frozenset(terms["words"])
        self.places = frozenset(terms["places"])
        self.given = frozenset(terms["given"])
        bodies = sorted(terms["known_bodies"], key=len, reverse=True)
        self.known_bodies = re.compile(rf"\b(?:{'|'.join(re.escape(b) for b in bodies)})\b", re.I)
        self.seen: dict[str, str] = {}

    def line(self, text: str) -> list[Word]:
        """The words of a line; those of a well-known body are its own even where they look like a name."""
        bodies = [m.span() for m in self.known_bodies.finditer(text)]
        words = []
        for match in TOKEN.finditer(text):
            label = self.label(match.group())
            if label != "mark" and any(a <= match.start() < b for a, b in bodies):
                label = "body"
            words.append(Word(match.group(), match.start(), match.end(), label))
        return words

    def label(self, text: str) -> str:
        """What a word may be, remembered."""
        if text not in self.seen:
            if len(self.seen) > 20_000:
                self.seen.clear()
            self.seen[text] = self.look_up(text)
        return self.seen[text]

    def look_up(self, text: str) -> str:
        """What a word may be. Capitals matter: 'IT' is a subject, 'it' a joiner, 'Mind' a body."""
        bare = text.rstrip(".")
        low = bare.lower().replace("’", "'")
        if not bare or not bare[0].isalpha():
            return "number" if bare[:1].isdigit() else "mark"
        if bare in self.role_letters or ROLE_LETTERS.fullmatch(bare):
            return "role"
        if low in self.titles and bare[0].isupper() and not (bare.isupper() and len(bare) > 2):
            return "title"
        if re.fullmatch(r"[A-Z](?:\.[A-Z])*", bare):
            return "initial"
        if low in self.roles:
            return "role"
        if bare in self.not_initials:
            return "word"
        if re.fullmatch(r"[A-Z]+(?:&[A-Z]+)+", bare) or (re.fullmatch(r"[A-Z]{2,6}s?", bare) and low not in self.words):
            return "letters"
        if low in self.organisations or low.removesuffix("'s") in self.organisations:
            return "body"
        if bare[0].islower():
            return "particle" if low in self.particles else "joiner"
        if low in self.words:
            return "word"
        if low in self.places:
            return "place"
        return "letters" if ACRONYM.fullmatch(bare) else "name"


@cache
def lists(extra: tuple[str, ...] = ()) -> Lists:
    """The lists of a vocabulary."""
    return Lists(extra)
