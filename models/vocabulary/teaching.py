"""The user's own vocabulary files, held against the program's: a misspelt name or a value of the wrong kind would be passed over
in silence, or break every paper that is read with it."""
from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from models.codes import RAG, STATUSES, THEMES

HERE = Path(__file__).parent
UNTAUGHT = ("reviews",)
"""Subjects that hold for all papers of a store together and cannot be laid over."""
OPEN = {("statuses", "colour_names"), ("statuses", "letters"), ("statuses", "discs"), ("statuses", "grades"), ("statuses", "beside"),
        ("themes", "words"), ("themes", "patterns"), ("ratings", "schemes"), ("ratings", "services")}
"""Tables to which names may be added; elsewhere the program asks for names of its own, so another one is a mistake."""
PAIRS = {("colours", "hues"), ("dates", "seasons"), ("statuses", "grades"), ("statuses", "colours")}
"""Tables of values that are lists of two and replaced whole."""
ALIKE = {("headings", "fields"), ("headings", "facts"), ("statuses", "beside"), ("themes", "themes"), ("themes", "patterns")}
"""Tables of tables of one kind: what one may have, each may."""
NEEDED = {("themes", "rules"): ("id", "theme"), ("themes", "masks"): ("id", "phrases"), ("themes", "slippage"): ("id", "role"),
          ("themes", "patterns"): ("needs", "regex"), ("statuses", "beside"): ("steps", "status")}
"""Names that every table in these must have."""
MONTHS, SHADE = range(1, 13), re.compile("#[0-9A-Fa-f]{6}")
CHOICES = {
    ("colours", "shades", "*"): SHADE, ("colours", "decoration", "fills"): SHADE, ("dates", "seasons", "*"): MONTHS,
    ("dates", "years", "*"): MONTHS, ("statuses", "colour_names", "*"): RAG, ("statuses", "letters", "*"): RAG,
    ("statuses", "discs", "*"): RAG,
    ("statuses", "beside", "*", "status"): STATUSES, ("themes", "rules", "*", "theme"): THEMES,
    ("themes", "masks", "*", "swallows"): THEMES}
"""What a value, or each in a list of values, may be. `kinds` and `role` are what the program's own are."""
WORDS = {str: "a text in quotation marks", bool: "true or false", int: "a whole number", float: "a number", dict: "a table"}


class BadVocabulary(ValueError):
    """A vocabulary file that cannot be used; the message names it and what is wrong."""


@cache
def base(subject: str) -> dict[str, Any]:
    """The program's own vocabulary of a subject."""
    return tomllib.loads((HERE / f"{subject}.toml").read_text(encoding="utf-8"))


def taught(path: str) -> dict[str, Any]:
    """What one of the user's files holds, by subject. Raises BadVocabulary."""
    try:
        words = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
        subjects = sorted(f.stem for f in HERE.glob("*.toml") if f.stem not in UNTAUGHT)
        _names(words, subjects, ())
        for subject, table in words.items():
            _held(table, base(subject), (subject,))
    except OSError as error:
        raise BadVocabulary(f"there is no vocabulary file {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadVocabulary(f"{path} is not text in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadVocabulary(f"{path} is not TOML: {error}") from error
    except _Wrong as error:
        raise BadVocabulary(f"{path}: {error}") from error
    return words


class _Wrong(ValueError):
    pass


def _held(value: Any, model: Any, where: tuple[str, ...]) -> None:
    """Hold a value of the user's against the program's at the same place. `where` has '*' for names that are free."""
    if isinstance(model, dict):
        _table(value, model, where)
    elif isinstance(model, list):
        if not isinstance(value, list):
            raise _Wrong(f"{_shown(where)} must be a list in square brackets, and is {value!r}")
        if where[:-1] in PAIRS and len(value) != 2:
            raise _Wrong(f"{_shown(where)} must be a list of two, such as {model}, and is {value!r}")
        if isinstance(model[0], dict):
            for n, one in enumerate(value, 1):
                _table(one, _united(model), (*where, f"#{n}"))
        else:
            for one in value:
                _plain(one, model[0], where)
            if where[:-1] in (("statuses", "grades"), ("statuses", "colours")):
                _chosen(value[1], STATUSES, where)
    else:
        _plain(value, model, where)
    allowed = _choices(where, model)
    for one in (value if isinstance(value, list) else [value]) if allowed else ():
        _chosen(one, allowed, where)


def _table(value: Any, model: dict[str, Any], where: tuple[str, ...]) -> None:
    if not isinstance(value, dict):
        raise _Wrong(f"{_shown(where)} must be a table of names and values, and is {value!r}")
    if where not in OPEN:
        _names(value, model, where)
    elif where == ("statuses", "grades") and (odd := [n for n in value if not n.isdecimal()]):
        raise _Wrong(f"{_shown((*where, odd[0]))}: a grade is a number")
    missing = [n for n in NEEDED.get(where[:-1], ()) if n not in value]
    if missing and (where[-1].startswith("#") or where[-1] not in base(where[0])[where[1]]):
        raise _Wrong(f"{_shown(where)} lacks {' and '.join(missing)}")
    kind = _united(model.values()) if where in ALIKE else next(iter(model.values()))
    for name, one in value.items():
        _held(one, kind if where in ALIKE or name not in model else model[name], (*where, name))


def _names(value: dict[str, Any], known: Iterable[str], where: tuple[str, ...]) -> None:
    for name in value:
        if name in UNTAUGHT and not where:
            raise _Wrong(f"[{name}] cannot be taught: it groups the papers of a store, which all need the same")
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.6)
            raise _Wrong(f"{_shown((*where, name))} is not known"
                         + (f"; is it {near[0]!r}?" if near else f"; there are {', '.join(known)}"))


def _plain(value: Any, model: Any, where: tuple[str, ...]) -> None:
    kind = type(model)
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise _Wrong(f"{_shown(where)}: {value!r} is not {WORDS[kind]}")


def _choices(where: tuple[str, ...], model: Any) -> Any:
    if where[:2] == ("headings", "fields") and where[-1] == "kinds":
        return {kind for field in base("headings")["fields"].values() for kind in field.get("kinds", ())}
    if where[:2] == ("themes", "slippage") and where[-1] == "role":
        return {rule["role"] for rule in base("themes")["slippage"]}
    return next((c for path, c in CHOICES.items()
                 if len(path) == len(where) and all(p in ("*", w) for p, w in zip(path, where, strict=True))), None)


def _chosen(value: Any, allowed: Any, where: tuple[str, ...]) -> None:
    if isinstance(allowed, re.Pattern):
        if not allowed.fullmatch(value):
            raise _Wrong(f"{_shown(where)}: {value!r} is not a shade such as '#FFC000'")
    elif value not in allowed:
        choices = "a month, 1 to 12" if allowed is MONTHS else "one of " + ", ".join(sorted(allowed))
        raise _Wrong(f"{_shown(where)}: {value!r} is not {choices}")


def _united(tables: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Every name that any of some tables of a kind has, with a value it has there."""
    return {name: value for table in tables for name, value in table.items()}


def _shown(where: tuple[str, ...]) -> str:
    """A place as the user would look for it: 'headings.fields.action', or 'entry 2 of themes.rules' and a name in it."""
    n = next((n for n, part in enumerate(where) if part.startswith("#")), None)
    if n is None:
        return ".".join(where)
    inner = ".".join(where[n + 1:])
    return f"{inner + ' in ' if inner else ''}entry {where[n][1:]} of {'.'.join(where[:n])}"

