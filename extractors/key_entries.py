"""One line of a paper's key: a sign and the words that say what it stands for."""
from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.values.colours import rag_of_fill
from extractors.values.meanings import fold, meaning_of, scale

_SURE, _UNSURE = ("complete", "not_started"), ("on_track", "at_risk", "slipped")
_REST = re.compile(r"\b(?:rest|remainder|remaining \w+)\b(.+)", re.I)
SYMBOL = re.compile(r"[^\w\s.,;:()'\"’‘“”&/–—-]\ufe0f?")
CODE = re.compile(r"[A-Z]{1,3}")
"""A code among the colours of a key: 'NS'."""
_NO_COLOUR = re.compile(r"\b(?:rag|brag|rating|status|[rgab])\b")
LEVELS = "ABCDEFGH"
LONGEST, MOST_CELLS = 45, 60
"""Words in the longest wording of one line of a key; cells of the largest table that is nothing but a key."""
KEY_WORDS = re.compile(r"\b(?:key|legend|rag|brag|ratings?|gradings?|grades?|criteria|definitions?|meaning|descriptions?|colours?|status|"
                       r"categor(?:y|ies)|symbol|code|scale|score)\b")


@dataclass(slots=True)
class Entry:
    """One line of a key: a number, colour, shaded box, symbol or status word, and what it stands for."""

    text: str
    number: int | None = None
    colour: str | None = None
    fill: str | None = None
    rows: tuple[int, ...] = ()
    word: str | None = None
    symbol: str | None = None

    def rag(self, extra: tuple[str, ...]) -> str | None:
        """The RAG colour of the sign, by its name, letter or shade."""
        known, name = scale(extra), fold(self.colour or "")
        return known.colours.get(name) or known.letters.get(name) or rag_of_fill(self.fill)

    @property
    def sign(self) -> object:
        """What tells the line from the others of the key."""
        return self.number or self.symbol or (self.colour and fold(self.colour)) or self.fill or self.word

    def status(self, extra: tuple[str, ...]) -> str | None:
        """What the line means. The definition decides, but does not make 'not implemented' complete: words that say that something is
        done, or not begun, keep that meaning, and the others take none of these."""
        own = scale(extra).words.get(fold(self.word or ""))
        if own in _SURE:
            return own
        rest = _REST.search(self.text)
        said = (rest and meaning_of(rest[1], extra)) or meaning_of(label_of(self.text), extra) or meaning_of(self.text, extra)
        if said == "unknown":
            said = meaning_of(self.text.partition(":")[2], extra) or said  # 'Not applicable: complete'
        risky = own == "at_risk" and "risk" in fold(self.word or "")
        outright = (first := scale(extra).phrases.match(fold(self.text))) and scale(extra).phrase_status[first.group()] == said
        if (said == "not_achieved" and own in _UNSURE and not outright) or (said == "slipped" and risky):
            return own  # 'At risk: ... that it will not be completed', '... may be missed'; but 'Stopped: will not now be done'
        if said in ("on_track", "complete") and own in ("slipped", "not_achieved"):
            return own  # 'Delayed: under way, but will be finished late'
        if said == "not_started" and own == "not_achieved":
            return said  # 'No progress: the work has not begun'
        own = own if said else own or meaning_of(self.word or "", extra)  # 'Running late: ...'
        changes = fold(self.word or "") in scale(extra).terms["beside"]  # 'Open' is what the paper makes it
        return own if said is None or (said in _SURE and own not in (None, "unknown") and not changes) else said


def label_of(text: str) -> str:
    """The name of a grade: the wording up to the first dash, colon or bracket, where that is short and more follows."""
    first = re.split(r"\s[-–—]\s|[:(;]|\.\s", text.strip(), maxsplit=1)[0].strip(" .,;")
    return first if 0 < len(first.split()) <= 7 else " ".join(text.split()).strip(" .;,")


def are_levels(letters: str) -> bool:
    """Whether letters are those of a scale, three at least, in order: its A is not Amber."""
    return len(letters) > 2 and LEVELS.startswith(letters)


def is_key(entries: list[Entry], extra: tuple[str, ...]) -> bool:
    """Whether lines make a key: each sign once, and two, and half of them, understood."""
    meant = sum(1 for e in entries if e.status(extra))
    return len({e.sign for e in entries}) == len(entries) and meant >= 2 and meant * 2 >= len(entries)


def named_colour(text: str, extra: tuple[str, ...]) -> str | None:
    """The colour a cell names: 'BLUE', 'Amber (A)', 'G'; None for anything longer."""
    known, folded = scale(extra), fold(text)
    if folded in known.colours or (folded in known.letters and text.strip().isupper()):
        return folded
    stripped = _NO_COLOUR.sub("", folded).strip()
    return stripped if stripped in known.colours else None


def defined(word: str, words: str) -> Entry | None:
    """A status word of a key with its definition, in at least three words."""
    fits = len(word.split()) <= 6 and 3 <= len(words.split()) <= LONGEST
    return Entry(" ".join(words.split()), word=" ".join(word.split())) if fits else None
