"""The spaCy side: blank English tokens and sentences, and one PhraseMatcher trie over every phrase of the rules.

No model and no download. spaCy is imported here and only here, so a program that tags nothing does not pay for it.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.attrs import IS_PUNCT, IS_SPACE, LOWER
from spacy.lang.en import English
from spacy.lang.lex_attrs import is_punct
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.themes.rules import Rule, RuleBook, expand, split_phrases

PLAIN = str.maketrans({
    "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u200b": " ", "\ufeff": " ", "\t": " ", "\r": " ",
    "“": '"', "”": '"'})
HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which some PDF fonts give; spaCy takes none."""
SOFT_BREAK = re.compile(r"\n(?=[a-z(])")
RUNS = re.compile(r"^\s|\s{2}")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PARTS = re.compile(r"\s+|\S+")


@dataclass(slots=True)
class Engine:
    """A pipeline, its trie, and what each trie key means: a rule, or the name of a word list (str)."""

    nlp: English
    matcher: PhraseMatcher
    meaning: dict[int, Rule | str]
    patterns: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]
    book: RuleBook
    pairs: tuple[tuple[Rule, str, str], ...]


def pipeline() -> English:
    """Blank English with a sentencizer that also ends a sentence at a line end.

    The vocabulary computes only the lexical attributes the matcher reads: a third of the start-up time.
    """
    vocab = Vocab(lex_attr_getters={LOWER: spoken, IS_PUNCT: is_punct, IS_SPACE: str.isspace})
    nlp = English(vocab=vocab, max_length=10**9)
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…", "\n"]})
    return nlp


def spoken(word: str) -> str:
    """A token in lower case; the 'n't' of 'didn't' is the 'not' of 'did not'."""
    lower = word.lower()
    return "not" if lower in ("n't", "n’t") else lower


def build(book: RuleBook) -> Engine:
    """The engine of a rule book. The trie takes lists of token hashes, which costs a tenth of making a Doc a phrase."""
    nlp = pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    meaning: dict[int, Rule | str] = {}
    special = nlp.tokenizer.rules

    @cache
    def tokens(word: str) -> list[int]:
        texts = [word] if word.isalpha() and word not in special else [t.lower_ for t in nlp.make_doc(word)]
        return [nlp.vocab.strings.add(t) for t in texts]

    def add(key: str, what: Rule | str, block: str) -> None:
        """Put a block of phrases into the trie; a phrase that holds a one-word phrase of its block adds nothing."""
        wanted = []
        for phrase in split_phrases(block):
            for text in expand(phrase, book.words):
                for variant in (text, text.replace("-", " ")) if "-" in text else (text,):
                    wanted.append([t for w in variant.split() for t in tokens(w)])
        if isinstance(what, str) or what.theme:
            alone = {w[0] for w in wanted if len(w) == 1}
            wanted = [w for w in wanted if len(w) == 1 or alone.isdisjoint(w)]
        matcher.add(key, wanted)
        meaning[nlp.vocab.strings[key]] = what

    used = {name for r in book.rules for name in r.near}
    for name in sorted(used - set(book.patterns)):
        add(f"words {name}", name, book.words[name])
    for rule in book.rules:
        if rule.phrases or rule.hints:
            add(f"rule {rule.id}", rule, rule.phrases or rule.hints)
    pairs = tuple((r, r.near[0], r.near[-1]) for r in book.rules if r.near)
    patterns = tuple((name, tuple(p["needs"]), re.compile(p["regex"])) for name, p in book.patterns.items())
    return Engine(nlp, matcher, meaning, patterns, book, pairs)


def clean(text: str) -> tuple[str, list[int] | None]:
    """The text as the tokenizer should see it and, where its length changed, the printed offset of each character.

    Curly quotes and dashes become plain, a line end inside a sentence becomes a space, a run of spaces becomes one."""
    text = HALVES.sub("\ufffd", SOFT_BREAK.sub(" ", text.translate(PLAIN)))
    if not RUNS.search(text):
        return text, None
    kept, offsets = [], []
    for part in PARTS.finditer(text):
        if not part[0].isspace():
            kept.append(part[0])
            offsets.extend(range(part.start(), part.end()))
        elif kept:
            kept.append("\n" if "\n" in part[0] else " ")
            offsets.append(part.start())
    return "".join(kept), offsets


def printed(offsets: list[int] | None, start: int, end: int) -> tuple[int, int]:
    """Offsets in the printed text for offsets in the cleaned text."""
    return (start, end) if offsets is None else (offsets[start], offsets[end - 1] + 1)


def goes_up(hit: re.Match[str]) -> bool:
    """Of the named pairs of a pattern: whether the second month follows the first by at most six ('from May to June', not 'from
    June to May'), or the second number is higher ('38 against 75')."""
    first, second = [g for g in hit.groupdict().values() if g]
    if first.lower() in MONTHS:
        return 1 <= (MONTHS.index(second.lower()) - MONTHS.index(first.lower())) % 12 <= 6
    return number(first) < number(second)


def number(printed: str) -> float:
    if printed.lower() in NUMBERS:
        return NUMBERS.index(printed.lower())
    try:
        return float(printed.replace(",", "").rstrip("."))
    except ValueError:
        return 0.0


def matches(engine: Engine, doc: Doc, text: str) -> list[tuple[Any, int, int]]:
    """What was found in a text and its tokens: (rule or word-list name, first token, token after)."""
    found = [(engine.meaning[key], start, end) for key, start, end in engine.matcher(doc)]
    for name, needs, pattern in engine.patterns:
        for need in needs:
            if need in text:
                break
        else:
            continue
        for hit in pattern.finditer(text):
            if pattern.groupindex and not goes_up(hit):
                continue
            span = doc.char_span(hit.start(), hit.end(), alignment_mode="expand")
            found.append((name, span.start, span.end))
    return found
