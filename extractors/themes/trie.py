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

PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\t": " ", "\r": " ", "“": '"', "”": '"'})
SOFT_BREAK = re.compile(r"\n(?=[a-z(])")
RUNS = re.compile(r"^\s|\s{2}")
PARTS = re.compile(r"\s+|\S+")


@dataclass(slots=True)
class Engine:
    """A pipeline, its trie, and what each trie key means: a rule, or the name of a word list (str)."""

    nlp: English
    matcher: PhraseMatcher
    meaning: dict[int, Rule | str]
    patterns: re.Pattern[str]
    book: RuleBook
    pairs: tuple[Rule, ...]


def pipeline() -> English:
    """Blank English with a sentencizer that also ends a sentence at a line end.

    The vocabulary computes only the lexical attributes the matcher reads: a third of the start-up time.
    """
    vocab = Vocab(lex_attr_getters={LOWER: str.lower, IS_PUNCT: is_punct, IS_SPACE: str.isspace})
    nlp = English(vocab=vocab, max_length=10**9)
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…", "\n"]})
    return nlp


def build(book: RuleBook) -> Engine:
    """The engine of a rule book."""
    nlp = pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    meaning: dict[int, Rule | str] = {}
    tokens = cache(lambda word: [t.text for t in nlp.make_doc(word)])

    def add(key: str, what: Rule | str, block: str) -> None:
        wanted: dict[tuple[str, ...], None] = {}
        for phrase in split_phrases(block):
            for text in expand(phrase, book.words):
                for variant in ({text, text.replace("-", " ")} if "-" in text else {text}):
                    wanted[tuple(t for w in variant.split() for t in tokens(w))] = None
        matcher.add(key, [Doc(nlp.vocab, words=list(words)) for words in wanted])
        meaning[nlp.vocab.strings[key]] = what

    used = {name for r in book.rules for name in r.near}
    for name in sorted(used - set(book.patterns)):
        add(f"words {name}", name, book.words[name])
    for rule in book.rules:
        if rule.phrases or rule.hints:
            add(f"rule {rule.id}", rule, rule.phrases or rule.hints)
    pairs = tuple(r for r in book.rules if r.near)
    patterns = re.compile("|".join(f"(?P<{name}>{p})" for name, p in book.patterns.items()))
    return Engine(nlp, matcher, meaning, patterns, book, pairs)


def clean(text: str) -> tuple[str, list[int] | None]:
    """The text as the tokenizer should see it and, where its length changed, the printed offset of each character.

    Curly quotes and dashes become plain, a line end inside a sentence becomes a space, a run of spaces becomes one."""
    text = SOFT_BREAK.sub(" ", text.translate(PLAIN))
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


def matches(engine: Engine, doc: Doc) -> list[tuple[Any, int, int]]:
    """What was found in a text: (rule or word-list name, first token, token after)."""
    found = [(engine.meaning[key], start, end) for key, start, end in engine.matcher(doc)]
    for hit in engine.patterns.finditer(doc.text):
        span = doc.char_span(hit.start(), hit.end(), alignment_mode="expand")
        found.append((hit.lastgroup, span.start, span.end))
    return found
