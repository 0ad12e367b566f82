"""The words that differ between councils, as data: one TOML file a subject, plus what the user adds."""
from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def vocabulary(subject: str, extra: tuple[str, ...] = ()) -> dict[str, Any]:
    """The vocabulary of one subject (`headings`, `statuses`, `colours` ...: the file of that name), with the tables of that
    name in the user's own files (`extra`: paths) laid over it: lists are joined, the user's first; values replaced."""
    words = tomllib.loads((HERE / f"{subject}.toml").read_text(encoding="utf-8"))
    for path in extra:
        words = merge(words, tomllib.loads(Path(path).read_text(encoding="utf-8")).get(subject, {}))
    return words


def merge(base: Any, over: Any) -> Any:
    """Lay one TOML value over another."""
    if isinstance(base, dict) and isinstance(over, dict):
        return base | {k: merge(base[k], v) if k in base else v for k, v in over.items()}
    if isinstance(base, list) and isinstance(over, list):
        return over + [v for v in base if v not in over]
    return over
