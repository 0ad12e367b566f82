"""Colours as Office writes them: hex, theme with tint and shade, patterns, highlight names -> '#RRGGBB' or None."""
from __future__ import annotations

import colorsys
import re

from lxml import etree

from extractors.readers.ooxml import A, W, whole

_SHARE = re.compile(r"(-?[0-9]{1,7}(?:\.[0-9]{1,6})?)(%?)")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
HIGHLIGHTS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000", "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080",
    "lightGray": "C0C0C0", "black": "000000",
}
PRESETS = {
    "red": "FF0000", "green": "008000", "lime": "00FF00", "blue": "0000FF", "yellow": "FFFF00", "orange": "FFA500", "gold": "FFD700",
    "amber": "FFBF00", "black": "000000", "gray": "808080", "grey": "808080", "silver": "C0C0C0", "navy": "000080", "maroon": "800000",
    "purple": "800080", "teal": "008080", "olive": "808000", "aqua": "00FFFF", "fuchsia": "FF00FF", "darkgreen": "006400",
    "lightgreen": "90EE90", "darkorange": "FF8C00", "darkred": "8B0000", "lightblue": "ADD8E6", "white": "FFFFFF",
}
_WORD_SLOTS = {
    "background1": "lt1", "text1": "dk1", "background2": "lt2", "text2": "dk2", "dark1": "dk1", "light1": "lt1", "dark2": "dk2",
    "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink", "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2",
}
_STRIPES = {
    "thinHorzStripe": 25, "thinVertStripe": 25, "thinDiagStripe": 25, "thinReverseDiagStripe": 25, "thinHorzCross": 40, "thinDiagCross": 40,
}


def hexed(rgb: str | None) -> str | None:
    """'#RRGGBB', or None for nothing, automatic and white."""
    if not rgb or not _HEX.fullmatch(rgb) or rgb.upper() == "FFFFFF":
        return None
    return f"#{rgb.upper()}"


def _rgb(text: str) -> tuple[float, float, float]:
    return tuple(int(text[i:i + 2], 16) / 255 for i in (0, 2, 4))  # type: ignore[return-value]


def _text(rgb: tuple[float, ...]) -> str:
    return "".join(f"{round(max(0.0, min(1.0, v)) * 255):02X}" for v in rgb)


def relight(rgb: str, *, times: float = 1.0, plus: float = 0.0) -> str:
    """The colour with its HSL lightness changed: how Office does tint, shade, lumMod and lumOff."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(rgb))
    return _text(colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light * times + plus)), saturation))


def mix(front: str, back: str, share: float) -> str:
    return _text(tuple(f * share + b * (1 - share) for f, b in zip(_rgb(front), _rgb(back), strict=True)))


class Theme:
    """The file's theme colours."""

    def __init__(self, root: etree._Element | None):
        self.slots: dict[str, str] = {}
        scheme = None if root is None else next(root.iter(A + "clrScheme"), None)
        for slot in scheme if scheme is not None else ():
            for colour in slot:
                value = colour.get("lastClr") or colour.get("val") or ""
                if _HEX.fullmatch(value):
                    self.slots[etree.QName(slot).localname] = value

    def slot(self, name: str) -> str | None:
        return self.slots.get(_WORD_SLOTS.get(name, name))

    def word(self, element: etree._Element, kind: str) -> str | None:
        """Colour of a w:shd: `kind` 'fill' or 'color', by theme where the file says so. None = automatic."""
        theme = "themeFill" if kind == "fill" else "themeColor"
        rgb = self.slot(element.get(W + theme, ""))
        if rgb is None:
            rgb = element.get(W + kind)
            return rgb if rgb and _HEX.fullmatch(rgb) else None
        for change in ("Tint", "Shade"):
            amount = element.get(W + theme + change)
            if amount and re.fullmatch("[0-9A-Fa-f]{1,2}", amount):
                part = int(amount, 16) / 255
                rgb = relight(rgb, times=part, plus=1 - part if change == "Tint" else 0.0)
        return rgb

    def ink(self, colour: etree._Element | None) -> str | None:
        """The colour of letters that a w:color gives; None for automatic."""
        return None if colour is None else hexed(self.slot(colour.get(W + "themeColor", "")) or colour.get(W + "val"))

    def shading(self, shd: etree._Element | None) -> str | None:
        """The colour that a w:shd shows; None for none, automatic, white."""
        if shd is None:
            return None
        pattern = shd.get(W + "val", "clear")
        fill = self.word(shd, "fill")
        if pattern in ("nil", "clear"):
            return hexed(fill if pattern == "clear" else None)
        front = self.word(shd, "color") or "000000"
        if pattern == "solid":
            return hexed(front)
        percent = whole(pattern[3:], 50) if pattern.startswith("pct") else _STRIPES.get(pattern, 50)
        return hexed(mix(front, fill or "FFFFFF", min(max(percent, 0), 100) / 100))

    def drawn(self, properties: etree._Element | None) -> str | None:
        """The solid fill of a drawing element (a:solidFill below `properties`); None for none or another kind of fill."""
        solid = None if properties is None else properties.find(A + "solidFill")
        return self.colour(solid[0]) if solid is not None and len(solid) else None

    def colour(self, colour: etree._Element) -> str | None:
        """An a:srgbClr, a:schemeClr ... with its changes applied; None for white, clear, unknown."""
        name = colour.get("val", "")
        rgb = self.slot(name) if colour.tag == A + "schemeClr" else colour.get("lastClr") or PRESETS.get(name.lower(), name)
        if not rgb or not _HEX.fullmatch(rgb):
            return None
        for change in colour:
            kind, amount = etree.QName(change).localname, _share(change.get("val"))
            if kind == "lumMod" or kind == "shade":
                rgb = relight(rgb, times=amount)
            elif kind == "lumOff":
                rgb = relight(rgb, plus=amount)
            elif kind == "tint":
                rgb = relight(rgb, times=amount, plus=1 - amount)
            elif kind == "alpha" and amount == 0:
                return None
        return hexed(rgb)


def _share(text: str | None) -> float:
    """'60000' and '60%' -> 0.6; 1 for what is neither."""
    match = _SHARE.fullmatch(text or "")
    return 1.0 if match is None else float(match[1]) / (100 if match[2] else 100_000)


def vml_fill(shape: etree._Element) -> str | None:
    """The fill of an old VML shape: fillcolor="#f00", "red" or "#ff0000 [3204]"."""
    if shape.get("filled") in ("f", "false"):
        return None
    text = (shape.get("fillcolor") or "").split(" ")[0].lower()
    rgb = PRESETS.get(text, text.lstrip("#"))
    return hexed("".join(c * 2 for c in rgb) if len(rgb) == 3 else rgb)
