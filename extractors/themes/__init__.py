"""Themes of evidence text, and why it slipped: rules over spaCy tokens, no model.

`tag_text` for one text, `tag_texts` for many, `tag_records` for the rows of one paper. The rules are in
models/vocabulary/themes.toml. spaCy is imported at the first text, not before.
"""
from __future__ import annotations

from extractors.themes.tags import Span, Tags, tag_records, tag_text, tag_texts

__all__ = ["Span", "Tags", "tag_records", "tag_text", "tag_texts"]
