"""The words that differ between councils, as data: one TOML file a subject, plus what the user adds."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from models.vocabulary.teaching import PAIRS, base, taught

_SPELT = re.compile(r"(?<![{|}\w+])[a-z]{2,}(?![{|}\w+])")


@cache
def vocabulary(subject: str, extra: tuple[str, ...] = ()) -> dict[str, Any]:
    """The vocabulary of one subject (`headings`, `statuses`, `colours` ...: the file of that name), with the tables of that
    name in the user's own files (`extra`: paths) laid over it: lists are joined, the user's first; values and pairs replaced.
    Raises BadVocabulary."""
    words = base(subject)
    for path in extra:
        words = merge(words, taught(path).get(subject, {}), (subject,))
    return words


@cache
def spelt() -> frozenset[str]:
    """Every word that the files of vocabulary spell out, in small letters; parts of words ('postpon{ed|es}') are none."""
    texts = (path.read_text(encoding="utf-8").lower() for path in sorted(Path(__file__).parent.glob("*.toml")))
    return frozenset(word for text in texts for word in _SPELT.findall(text))


def merge(base: Any, over: Any, where: tuple[str, ...]) -> Any:
    """Lay one TOML value over another."""
    if isinstance(base, dict) and isinstance(over, dict):
        return base | {k: merge(base[k], v, (*where, k)) if k in base else v for k, v in over.items()}
    if isinstance(base, list) and isinstance(over, list) and where[:-1] not in PAIRS:
        return over + [v for v in base if v not in over]
    return over
