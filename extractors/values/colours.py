"""Background colours as values: which RAG colour a fill is, and when it is only decoration."""
from __future__ import annotations

import re
from colorsys import rgb_to_hls
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from models.vocabulary import vocabulary

if TYPE_CHECKING:
    from extractors.keys import Key

HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def rag_of_fill(fill: str | None, key: Key | None = None) -> str | None:
    """blue, green, amber or red for a '#RRGGBB' fill; None for white, greys and shades that are none of them. With a key whose
    cells show their own shades, the nearest of those wins.

    >>> rag_of_fill("#C6EFCE")
    'green'
    """
    if not fill or not HEX.fullmatch(fill):
        return None
    if key is not None and key.fills and (own := nearest(fill.upper(), tuple(sorted(key.fills.items())), key.extra)):
        return own
    return by_hue(fill.upper(), key.extra if key is not None else ())


@lru_cache(maxsize=1024)
def nearest(fill: str, shades: tuple[tuple[str, str], ...], extra: tuple[str, ...]) -> str | None:
    """The colour of the nearest shade the paper's key shows, if one is near."""
    red, green, blue = channels(fill)

    def distance(shade: tuple[str, str]) -> float:
        r, g, b = channels(shade[0])
        return ((r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2) ** 0.5

    best = min(shades, key=distance)
    return best[1] if distance(best) <= colours(extra)["limits"]["near_key"] else None


@lru_cache(maxsize=1024)
def by_hue(fill: str, extra: tuple[str, ...] = ()) -> str | None:
    """The RAG colour of a shade by its hue, if it is a colour at all."""
    words = colours(extra)
    if fill in words["named"]:
        return words["named"][fill]
    limits = words["limits"]
    red, green, blue = channels(fill)
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    chroma = max(red, green, blue) - min(red, green, blue)
    if saturation < limits["min_saturation"] or chroma < limits["min_chroma"]:
        return None
    if not limits["min_lightness"] <= lightness <= limits["max_lightness"]:
        return None
    degrees = hue * 360
    for name, (first, last) in words["hues"].items():
        if first <= degrees < last or (first > last and (degrees >= first or degrees < last)):
            return name
    return None


@cache
def colours(extra: tuple[str, ...]) -> dict[str, Any]:
    """The colour vocabulary, with `named`: shade -> colour (None for decoration)."""
    words = vocabulary("colours", extra)
    named: dict[str, str | None] = {shade.upper(): None for shade in words["decoration"]["fills"]}
    named.update({shade.upper(): name for name, shades in words["shades"].items() for shade in shades})
    return words | {"named": named}


def channels(fill: str) -> tuple[float, float, float]:
    """Red, green and blue, 0-1."""
    return int(fill[1:3], 16) / 255, int(fill[3:5], 16) / 255, int(fill[5:7], 16) / 255


def rag_of_column(fills: list[str | None], key: Key | None = None) -> list[str | None]:
    """The colours of a column's cells; the first is the heading and has none. One tint in the heading and every row, or a pale tint
    in every other row, is the table's dress, not a value, unless the paper's key shows that shade."""
    own = {fill.upper() for fill in key.fills} if key is not None else set()
    body = [f.upper() if f else "" for f in fills[1:]]
    shades = set(body) - {""}
    turns = len(body) >= 4 and len(set(body)) == 2 and all(a != b for a, b in zip(body, body[1:]))
    dress = shades if turns and all(pale(f) for f in shades) else set()
    if fills and fills[0] and body and set(body) == {fills[0].upper()}:
        dress = shades
    return [None, *(None if f in dress - own else rag_of_fill(f, key) for f in body)] if fills else []


def pale(fill: str) -> bool:
    """Whether a fill is a tint, such as table styles use for bands."""
    return rgb_to_hls(*channels(fill))[1] > 0.8
