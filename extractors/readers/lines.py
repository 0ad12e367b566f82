"""Characters -> lines -> paragraphs.

A line is what overlaps vertically, so that a raised 'nd' stays with its 22. A paragraph ends where the next line is a list item, is set
off by a gap, or begins with a word that the line above still had room for.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

from extractors.readers.pdfium import Word
from models.document import Paragraph, Place

_BULLET = re.compile(r"^[•▪●○◦■□➢➤►‣∙·◾◼❖✦]\s*")
_DASH = re.compile(r"^[-–o]\s+(?=\S)")
_NUMBER = re.compile(r"^(?:\(?\d{1,3}(?:\.\d+)*[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])(?:\s|$|(?=[A-Z]))")


@dataclass(slots=True)
class Line:
    """One line of text and its box; `broken` is true where its last word goes on in the next line without a hyphen."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    first_word: float
    broken: bool = False
    text_x0: float = 0.0
    bold_start: bool = False
    bold_end: bool = False


def lines_of(words: list[Word]) -> list[Line]:
    """Lines of a region (a cell, a column of the page), top to bottom."""
    rows: list[list[Word]] = []
    mids: list[float] = []
    highs: list[float] = []
    for word in sorted(words, key=attrgetter("top")):
        top, bottom = word.top, word.bottom
        mid, high = (top + bottom) / 2, bottom - top
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if abs(mid - mids[i]) <= 0.45 * max(high, highs[i]):
                rows[i].append(word)
                if high > 0.8 * highs[i]:
                    mids[i] = (mids[i] * (len(rows[i]) - 1) + mid) / len(rows[i])
                break
        else:
            rows.append([word])
            mids.append(mid)
            highs.append(high)
    order = sorted(range(len(rows)), key=mids.__getitem__)
    return [line_of(sorted(rows[i], key=attrgetter("x0"))) for i in order]


def line_of(words: list[Word]) -> Line:
    """A line from its words, left to right."""
    first, last = words[0], words[-1]
    size = median([w.bottom - w.top for w in words])
    gap = 0.15 * size
    parts, first_word, before = [first.text], None, first
    for word in words[1:]:
        far = word.x0 - before.x1
        if far > gap or ((word.before or before.after) and far > -0.5 * size and (far > 0.06 * size or word.before)):
            if not (before.text[-1:].isdigit() and word.bottom - word.top < 0.8 * (before.bottom - before.top) and far < gap):
                parts.append(" ")
                first_word = first_word or before.x1 - first.x0
        parts.append(word.text)
        before = word
    letters = sum(len(p) for p in parts)
    return Line("".join(parts), first.x0, min([w.top for w in words]), max([w.x1 for w in words]), max([w.bottom for w in words]), size,
                sum([len(w.text) for w in words if w.bold]) > 0.8 * (letters - parts.count(" ")), first_word or last.x1 - first.x0,
                not last.after and last.text[-1].isalnum(), _text_start(words), first.bold, last.bold)


def _text_start(words: list[Word]) -> float:
    """Where the text begins after a bullet or number."""
    for before, word in zip(words, words[1:], strict=False):
        if word.x0 - before.x1 > 0.5 * (before.bottom - before.top):
            return word.x0
        if before.x0 - words[0].x0 > 30:
            break
    return words[0].x0


def paragraphs_of(lines: list[Line], right: float, page: int, *, spaced: bool) -> list[Paragraph]:
    """Lines of one column as paragraphs. `right` is how far text may run; `spaced` is true where the file's lines end in spaces,
    so that a line that does not is a word broken in two."""
    groups = group_lines(lines, right)
    return [paragraph_of(g, page, spaced, right) for g in groups]


def group_lines(lines: list[Line], right: float) -> list[list[Line]]:
    """Cut lines into paragraphs."""
    if not lines:
        return []
    steps = [b.top - a.top for a, b in zip(lines, lines[1:], strict=False) if 0 < b.top - a.top < 3 * a.size]
    usual = min(steps, default=0.0)
    groups = [[lines[0]]]
    for before, line in zip(lines, lines[1:], strict=False):
        if _starts(before, line, groups[-1], usual, right):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _starts(before: Line, line: Line, group: list[Line], usual: float, right: float) -> bool:
    if _is_item(line) or abs(line.size - before.size) > 0.25 * before.size:
        return True
    if usual and line.top - before.top > 1.28 * max(usual, before.size * 0.95):
        return True
    if line.bold != before.bold and len(group) == 1 and before.x1 < right - 0.35 * (right - group[0].x0):
        return True
    if line.bold_start and not before.bold_end and not line.bold and before.x1 < right - 4 * line.size:
        return True
    room = right - before.x1
    return room > line.first_word + 0.35 * line.size


def _is_item(line: Line) -> bool:
    if _BULLET.match(line.text):
        return True
    indented = line.text_x0 - line.x0 > 0.7 * line.size
    return bool(_NUMBER.match(line.text)) and (indented or re.match(r"\(?\w{1,3}\)", line.text) is not None or re.match(r"\d{1,2}\.\s+[A-Z]", line.text) is not None) or (bool(_DASH.match(line.text)) and indented)


def paragraph_of(lines: list[Line], page: int, spaced: bool, right: float) -> Paragraph:
    """One paragraph from its lines. A word is broken without a hyphen only where it is too long for the column by itself: it stands
    alone on its line, fills it, and no space follows it."""
    text = lines[0].text
    for before, line in zip(lines, lines[1:], strict=False):
        joint = "" if text.endswith("-") and len(text) > 1 and text[-2].isalnum() and line.text[:1].islower() else " "
        alone = " " not in before.text and before.x1 > right - 0.8 * before.size and before.x1 - before.x0 + line.first_word > right - before.x0
        if spaced and before.broken and alone and line.text[:1].islower() and text[-1:].islower():
            joint = ""
        text += joint + line.text
    bullet = bool(_BULLET.match(text)) or (bool(_DASH.match(text)) and lines[0].text_x0 - lines[0].x0 > 0.7 * lines[0].size)
    if bullet:
        text = _BULLET.sub("", text) if _BULLET.match(text) else _DASH.sub("", text)
    text = " ".join(text.split())
    place = Place(page, round(min(l.x0 for l in lines), 1), round(lines[0].top, 1), round(max(l.x1 for l in lines), 1), round(lines[-1].bottom, 1))
    return Paragraph(text, bullet=bullet, bold=all(l.bold for l in lines), size=round(lines[0].size, 1), place=place)
