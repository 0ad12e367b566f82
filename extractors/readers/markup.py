"""One line or cell of a text extraction -> paragraphs: HTML and Markdown marks taken off, bullets and ordinals mended."""
from __future__ import annotations

import html
import re

from extractors.readers import fold
from models.document import Paragraph

_BLOCK_TAG = re.compile(r"</?(?:p|br|div|ul|ol|tr|table|tbody|thead|h[1-6]|blockquote|hr|section|article)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ITEM_TAG = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
_CELL_TAG = re.compile(r"</?(?:td|th)(?:\s[^<>]*)?>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|mark|sup|sub|span|font|a|small|big|del|ins|strike|center|code|pre|tt|li|html|body|abbr|cite)(?:\s[^<>]*)?/?>"
    r"|<!--.*?-->", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<![\d.])(?:([2-9]?1) (st)|([2-9]?2) (nd)|([2-9]?3) (rd)|(\d?[04-9]|1[123]) (th))(?=[\s,.;:)\]/-]|$)")
_INNER_BULLET = re.compile(r"(?:(?<=\s)|^)[•●▪\uf0b7\uf0a7](?=\s*\S)")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]+?)(?<![\s*])\*(?![\w*])")


def ordinals(text: str) -> str:
    """'22 nd January' -> '22nd January': a superscript that an extraction set apart. Only where ending and number agree."""
    return _ORDINAL.sub(lambda m: "".join(g for g in m.groups() if g), text)


def paragraphs(text: str, markdown: bool = False) -> list[Paragraph]:
    """The paragraphs of one line or cell, empty ones left out."""
    if "<" in text:
        text = _ITEM_TAG.sub("\n• ", _BLOCK_TAG.sub("\n", _CELL_TAG.sub(" ", text)))
        text = _INLINE_TAG.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
    if markdown:
        text = _LINK.sub(lambda m: m[2] if m[1] or not m[3] or m[2] == m[3] else f"{m[2]} ({m[3]})", text)
        text = _ESCAPE.sub(lambda m: m[1] if m[1] != "*" else "\x01", text)
    text = _EMPHASIS.sub(r"\1", text)
    found = []
    for line in _INNER_BULLET.sub("\n•", text).split("\n"):
        found += [p for p in _bold_runs(line.replace("\x01", "*")) if p.text]
    return found


def _bold_runs(line: str) -> list[Paragraph]:
    """A line cut where one bold run ends and another begins ('****'); bold where all of it is."""
    runs: list[list[tuple[str, bool]]] = [[]]
    pieces = line.split("**")
    for index, piece in enumerate(pieces):
        bold = index % 2 == 1 and len(pieces) > 2
        if not piece and not bold and 0 < index < len(pieces) - 1:
            runs.append([])
        elif piece.strip():
            runs[-1].append((piece, bold))
        elif piece:
            runs[-1].append((piece, True))
    return [_paragraph("".join(t for t, _ in run), bool(run) and all(b for _, b in run)) for run in runs]


def _paragraph(text: str, bold: bool) -> Paragraph:
    bullet, text = fold.split_bullet(ordinals(fold.fold(text)))
    return Paragraph(text, bullet=bullet, bold=bold and bool(text))
