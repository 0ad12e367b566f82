"""Running text: lines of one column -> blocks."""
from __future__ import annotations

import re

from extractors.readers.lines import Line, Setting, group_lines, paragraph_of
from models.document import Block, Paragraph

_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]+)[.)]\s")


def blocks_of(lines: list[Line], page: int, setting: Setting, body: float, right: float) -> list[Block]:
    """Lines of one column as headings, paragraphs and list items. `body` is the paper's usual type size, `right` how far
    text may run."""
    left = min(line.x0 for line in lines)
    return [_block(group, paragraph_of(group, page, right, setting), left, body) for group in group_lines(lines, right, setting)]


def _block(group: list[Line], paragraph: Paragraph, left: float, body: float) -> Block:
    text, size = paragraph.text, group[0].size
    if paragraph.bullet:
        paragraph.level = max(0, round((group[0].x0 - left) / 18) - 1)
        return Block("list_item", paragraph)
    large = size > 1.12 * body
    short = len(text) < 130 and len(group) <= 3 and text[-1:] not in ".;,"
    if short and (large or paragraph.bold or (text.isupper() and len(text) > 3)) and any(c.isalpha() for c in text):
        return Block("heading", paragraph, 1 if size > 1.4 * body else 2 if large else 3)
    return Block("list_item" if _NUMBERED.match(text) and group[0].text_x0 - group[0].x0 > 0.7 * size else "paragraph", paragraph)
