"""The user's own vocabulary files: which there are, and whether they can be used, before anything is read with them."""
from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from models.vocabulary.teaching import BadVocabulary, taught


def beside(path: Path) -> list[str]:
    """The TOML files of the nearest `vocabulary` folder: in the folder given or the file's, else in one above it, so that a paper is
    read alike whichever folder above it is given. Looked into are not: the home folder, the top of the file system, hidden folders
    and what is above them, unless given."""
    given = Path(os.path.abspath(path))
    given = given if given.is_dir() else given.parent
    for folder in (given, *given.parents):
        if folder != given and (folder in (Path.home(), folder.parent) or folder.name.startswith(".")):
            break
        if found := sorted(folder.glob("vocabulary/*.toml")):
            return [str(f) for f in found]
    return []


def usable(files: Iterable[str]) -> tuple[str, ...]:
    """The files, each once. Raises BadVocabulary where one cannot be read, is no TOML, or says what the program would not understand."""
    files = tuple(dict.fromkeys(files))
    themes = [file for file in files if "themes" in taught(file)]
    if themes:
        _theme_rules(tuple(themes))
    return files


def _theme_rules(files: tuple[str, ...]) -> None:
    """Build the rules as a reader will: phrases and patterns are a notation of their own."""
    from extractors.themes.tags import engine

    try:
        engine(files)
    except (ValueError, re.error) as error:
        raise BadVocabulary(f"{', '.join(files)}: themes: {error}") from error
