"""The rule file (models/vocabulary/themes.toml) as objects, and its phrase notation written out.

A phrase is words as an analyst would write them. `{a|b}` is a choice (`{|the}`: optional), `word+` is every regular
form of a noun or verb (delay+: delay, delays, delayed, delaying), `<name>` any entry of the word list of that name,
a hyphen matches a hyphen or a space, and -ise words match -ize spellings. Phrases are separated by commas or lines.
"""
from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.vocabulary import vocabulary

STRONG, PAIR, HINT = 0.95, 0.9, 0.35
MOST_ALTERNATIVES = 3000
TOKEN = re.compile(r"<[\w-]+>|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^\s{}<>]+|\s+")
ISE = re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|ing|ation|ations|er|ers)\b)")
NOT_IZE = re.compile(
    "rais|advertis|exercis|premis|promis|supervis|advis|revis|devis|compris|surpris|otherwis|expertis|franchis|excis|likewis|precis"
    "|enterpris|nois|ris|wis")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. A subject rule has a `theme`; a mask has the themes it swallows (`swallows`, empty: all); a slippage
    rule has a `role`. `near` names word lists that must stand in one sentence, at most `within` words apart."""

    id: str
    section: str
    theme: str = ""
    phrases: str = ""
    hints: str = ""
    near: tuple[str, ...] = ()
    within: int = 8
    ordered: bool = False
    swallows: tuple[str, ...] = ()
    role: str = ""
    example: str = ""
    counter: str = ""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules and word lists. `fingerprint` changes when any of them does."""

    rules: tuple[Rule, ...]
    words: dict[str, str]
    patterns: dict[str, dict[str, Any]]
    definitions: dict[str, dict[str, Any]]
    fingerprint: str

    def by_id(self) -> dict[str, Rule]:
        return {r.id: r for r in self.rules}


@cache
def rule_book(extra: tuple[str, ...] = ()) -> RuleBook:
    """The rules of the package, with the user's own vocabulary files (`extra`: paths) added."""
    raw = vocabulary("themes", extra)
    rules = []
    for section in ("rules", "masks", "slippage"):
        for entry in raw.get(section, []):
            values = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
            rules.append(Rule(section=section, **values))
    ids = [r.id for r in rules]
    if len(set(ids)) != len(ids):
        raise ValueError(f"rule ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    lists = raw["words"].keys() | raw["patterns"].keys()
    for rule in rules:
        if not (rule.phrases or rule.hints or rule.near):
            raise ValueError(f"rule {rule.id!r} has no phrases, hints or near")
        if not lists >= set(rule.near):
            raise ValueError(f"rule {rule.id!r}: no word list is called {sorted(set(rule.near) - lists)[0]!r}")
    printed = json.dumps(raw, sort_keys=True, ensure_ascii=False)
    return RuleBook(tuple(rules), raw["words"], raw["patterns"], raw["themes"], hashlib.sha256(printed.encode()).hexdigest()[:16])


def split_phrases(block: str) -> list[str]:
    """The phrases of a block: separated by commas or line ends (not inside braces)."""
    return [p for p in (" ".join(x.split()) for x in split_outside(block, ",\n")) if p]


def expand(phrase: str, words: dict[str, str]) -> Iterator[str]:
    """Every string a phrase stands for, lower case, words separated by one space, hyphens kept."""
    for raw in alternatives(phrase.lower(), words):
        text = raw if "  " not in raw and raw[:1] != " " and raw[-1:] != " " else " ".join(raw.split())
        yield text
        if "is" in text and ISE.search(text):
            yield " ".join(w if NOT_IZE.search(w) else ISE.sub("iz", w) for w in text.split())


def alternatives(phrase: str, words: dict[str, str]) -> list[str]:
    """The strings of a phrase: choices (which may stand inside one another), word lists and forms multiplied out."""
    if "{" not in phrase and "+" not in phrase and "<" not in phrase:
        return [phrase]
    parts: list[list[str]] = []
    for token in TOKEN.findall(phrase):
        if token[0] == "<":
            parts.append(word_list(token[1:-1], words))
        elif token[0] == "{":
            parts.append([s for choice in split_outside(token[1:-1], "|") for s in alternatives(choice, words) or [""]])
        elif token.endswith("+"):
            parts.append(forms(token[:-1]))
        else:
            parts.append([token])
    if math.prod(map(len, parts)) > MOST_ALTERNATIVES:
        raise ValueError(f"a phrase with more than {MOST_ALTERNATIVES} readings: {phrase[:80]!r}")
    return ["".join(c) for c in itertools.product(*parts)]


def split_outside(text: str, separators: str) -> list[str]:
    """The parts of a text between separators that do not stand inside braces."""
    if "{" not in text and "}" not in text:
        return re.split(f"[{re.escape(separators)}]", text)
    parts, depth, start = [], 0, 0
    for mark in re.finditer(f"[{{}}{re.escape(separators)}]", text):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if depth < 0:
            break
        if depth == 0 and mark[0] in separators:
            parts.append(text[start:mark.start()])
            start = mark.end()
    if depth:
        raise ValueError(f"unbalanced braces near {text[start:][-60:]!r}")
    return [*parts, text[start:]]


def word_list(name: str, words: dict[str, str]) -> list[str]:
    """A word list written out."""
    if name not in words:
        raise ValueError(f"no word list is called {name!r}")
    return [s for p in split_phrases(words[name]) for s in expand(p, words)]


def forms(word: str) -> list[str]:
    """The regular forms of a noun or verb; forms that do not exist do no harm, for nobody writes them."""
    out = [word]
    if re.search(r"[^aeiou]y$", word):
        out += [word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    elif word.endswith("e"):
        out += [word + "s", word + "d", word[:-1] + "ing"]
    elif re.search(r"(s|x|z|ch|sh)$", word):
        out += [word + "es", word + "ed", word + "ing"]
    else:
        out += [word + "s", word + "ed", word + "ing"]
        if re.search(r"[^aeiou][aeiou][bdglmnprt]$", word):
            out += [word + word[-1] + "ed", word + word[-1] + "ing"]
    return out
