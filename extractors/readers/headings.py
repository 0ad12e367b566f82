"""Headings by their looks, where the file does not say."""
from __future__ import annotations

import re

from models.document import Paragraph

MAX_HEADING = 110
_SENTENCE_END = re.compile(r"[.;,]$")


def looks_like_heading(paragraph: Paragraph, body_size: float | None) -> int:
    """Level (2 for larger type or capitals, 3 for bold or one word in capitals) of a short line set apart by its type; 0 for
    running text."""
    text = paragraph.text
    if not text or len(text) > MAX_HEADING or paragraph.bullet or _SENTENCE_END.search(text) or not any(c.isalpha() for c in text):
        return 0
    words = re.findall(r"[^\W\d_]{2,}", text)
    if text.upper() == text and (len(words) >= 2 or any(len(w) >= 5 for w in words)):
        return 2 if len(words) >= 2 else 3
    larger = bool(paragraph.size and body_size and paragraph.size > body_size * 1.15)
    if paragraph.bold:
        return 2 if larger else 3
    return 2 if larger and len(words) >= 1 else 0
