"""The user's own vocabulary files: seen to be usable once, before anything is read with them."""
from __future__ import annotations

import re
from collections.abc import Iterable

from models.vocabulary.teaching import BadVocabulary, taught


def usable(files: Iterable[str]) -> tuple[str, ...]:
    """The files, each once. Raises BadVocabulary where one cannot be read, is no TOML, or says what the program would not understand."""
    files = tuple(dict.fromkeys(files))
    if any("themes" in taught(file) for file in files):
        _theme_rules(files)
    return files


def _theme_rules(files: tuple[str, ...]) -> None:
    """Build the rules as a reader will: phrases and patterns are a notation of their own."""
    from extractors.themes.tags import engine

    try:
        engine(files)
    except (ValueError, re.error) as error:
        raise BadVocabulary(f"themes in {', '.join(f for f in files if 'themes' in taught(f))}: {error}") from error
