"""Printed characters to plain text: white space, hyphens, bullets, symbol fonts. Every reader uses it."""
from __future__ import annotations

import re
from collections.abc import Sequence

from models.document import Paragraph

_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
_PLAIN = {**dict.fromkeys(map(ord, _DROPPED)), 0x2011: "-"}
_BULLET = re.compile(r"(?:[•·∙▪▫◦‣●○■➢➤❖◆◾⁃\uf0b7\uf0a7\uf0d8\uf076]\s*|[-–—]\s+)(?=\S)")

WINGDINGS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x6C: "●", 0x6E: "■", 0xA7: "▪", 0xD8: "➢", 0x76: "❖",
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xAB: "★",
}
WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x51: "✗", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "☒", 0xA3: "☐", 0x98: "●"}
WEBDINGS = {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0x6E: "●"}
SYMBOL = {
    0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0x2D: "−", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xDE: "⇒", 0xD6: "√", 0x6D: "μ", 0xBC: "…",
}
SIGNS = frozenset("●⬤■◆▲▼◉★⚫⬛◼")
"""Shapes that people colour instead of a cell."""
_FONTS = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "webdings": WEBDINGS, "symbol": SYMBOL}


def fold(text: str) -> str:
    """White space folded to single spaces (no-break ones too), invisible characters gone, U+2011 as '-'."""
    return " ".join(text.translate(_PLAIN).split())


def split_bullet(text: str) -> tuple[bool, str]:
    """Whether folded text starts with a typed bullet ('•', '- '), and the text without it. A lone glyph stays text."""
    match = _BULLET.match(text)
    return (True, text[match.end():]) if match else (False, text)


def symbols(text: str, font: str) -> str:
    """Text set in a symbol font as the characters it shows: Wingdings 'ü' or U+F0FC is a tick. Codes that are not known
    stay, in the private-use area, so that nothing is lost and nothing is guessed."""
    table = _FONTS.get(font.lower())
    if table is None:
        return text
    return "".join(c if c.isspace() else table.get(_code(c), chr(0xF000 + _code(c)) if table is not SYMBOL else c) for c in text)


def _code(char: str) -> int:
    code = ord(char)
    return code - 0xF000 if 0xF000 <= code <= 0xF0FF else min(code, 0xFFF)


def sign_colour(paragraphs: Sequence[Paragraph]) -> str | None:
    """The colour of a cell that holds nothing but a coloured sign ('●')."""
    return paragraphs[0].fill if len(paragraphs) == 1 and paragraphs[0].text in SIGNS else None
