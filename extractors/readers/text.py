"""Text extractions (.txt, .md): read(path) -> Document.

An extraction has lost the page: rows are cut, labels continue on the next line, text stands between table lines. The reader
keeps all of it in order and guesses little: lines with tabs are table rows, other lines are blocks, a blank line ends a table.
What a stray line belongs to is for the layouts to say.
"""
from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from extractors.readers.headings import looks_like_heading
from extractors.readers.markup import paragraphs
from extractors.readers.sniff import decode, is_markdown
from extractors.readers.text_pages import pages_of, without_furniture
from extractors.readers.text_stacks import stacked
from extractors.readers.text_tables import aligned, piped, scale, slashed, tabbed
from models.document import Block, Document, Paragraph, ReaderNote, Table
from models.errors import EmptyFile, NotADocument

MAX_LINES = 1_000_000
_FINDERS = (tabbed, piped, slashed, scale, aligned, stacked)
_HASHES = re.compile(r"(#{1,6})\s+(\S.*)$")
_MARKED = re.compile(r"\s*(?:[-–—*+•·▪◦●\uf0b7]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|\(?[a-z][.)]\s|\(?[ivx]{1,4}[.)]\s|\d{1,2}\.\d{1,2}\s\s)")
_LABEL = re.compile(r"\s*[A-Z][a-z]+(?: [a-z]+){0,3}: \S")
"""A label with its value, after the end of a sentence."""
_LABELLED = re.compile(r"\S.{0,30}? {4,}\S")
"""A label and its value, apart: no line of a paragraph."""
_NAMED = re.compile(r"\s*([A-Z][\w’'/ -]{2,40}?)(?: \([^():]{3,20}\))?:\s+\S")
"""A label and its value on a line, perhaps with the round: 'Grade (May 2024): 2'."""
OFTEN = 2
"""So many lines begin with one label where it always begins a paragraph."""
Wrap = tuple[int, bool, frozenset[str]]
WIDE = 70
"""Characters of a page's width; cells one below another are narrower."""
_NUMBER_ALONE = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}\.?")
_RULE = re.compile(r"[\s|+:=_.*\-–—]{3,}")
_STAR = re.compile(r"^(\s*)[*+]\s+(?=\S)")


def read(path: Path) -> Document:
    """A text file as a document. Raises PaperError."""
    text = decode(path.read_bytes())
    if text is None:
        raise NotADocument("The file is no text.")
    markdown = is_markdown(text)
    paper = Document("markdown" if markdown else "text")
    margins, lines = without_furniture(pages_of(text), paper)
    paper.items = [b for b in margins if b.kind == "header"] + _items(lines, markdown, paper) + [b for b in margins if b.kind == "footer"]
    if not any(p.printed for p in paper.paragraphs()):
        raise EmptyFile("The file holds no text.")
    paper.method = "+".join(sorted({t.method for t in paper.tables}))
    return paper


def _items(lines: list[str], markdown: bool, paper: Document) -> list[Block | Table]:
    items: list[Block | Table] = []
    wrap = _wrap_width(lines)
    tabs = any(re.search(r"\S\s*\t\s*\S", line) for line in lines[:MAX_LINES])
    if len(lines) > MAX_LINES:
        paper.notes.append(ReaderNote("limit-reached", f"Only the first {MAX_LINES:,} lines were read."))
        lines = lines[:MAX_LINES]
    position, stray = 0, 0
    while position < len(lines):
        line = lines[position]
        if not line.strip():
            position += 1
            continue
        finders = _FINDERS if tabs or "\t" not in line else ()
        found = next((f for f in (find(lines, position, markdown) for find in finders) if f), None)
        if found:
            items.append(found[0])
            position = found[1]
            continue
        if _RULE.fullmatch(line):
            position += 1
            continue
        if (below := _below_number(lines, position)) is not None:
            lines[below] = f"{line.strip()} {lines[below].strip()}"
            position = below
            continue
        after = _paragraph_end(lines, position, wrap)
        stray += "\t" in lines[max(position - 1, 0)] and after < len(lines) and "\t" in lines[after]
        items += _blocks(lines, position, after, markdown, wrap[2])
        position = after
    if stray:
        paper.notes.append(ReaderNote("text-outside-grid", f"{stray} times text without a tab stands between the lines of a table."))
    return items


def _below_number(lines: list[str], start: int) -> int | None:
    """Where the text of a paragraph begins whose number ('3.1') stands on a line of its own; null for other lines."""
    if not _NUMBER_ALONE.fullmatch(lines[start].strip()):
        return None
    below = next((n for n in range(start + 1, min(start + 3, len(lines))) if lines[n].strip()), None)
    return below if below is not None and re.match(r"\s*[^\W\d]", lines[below]) else None


def _wrap_width(lines: list[str]) -> Wrap:
    """Width at which running text was wrapped, 0 where each line is a whole paragraph; whether most of the text is running text; and the
    labels that lines begin with again and again."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip() and "\t" not in line and "|" not in line)
    often = Counter(found[1] if (found := _NAMED.match(line)) else line.strip() for line in lines)
    labels = frozenset(label for label, count in often.items() if count >= OFTEN)
    if len(lengths) < 8 or lengths[-1] > 160:
        return 0, False, labels
    width = lengths[int(len(lengths) * 0.95)]
    full = sum(length > width * 0.8 for length in lengths)
    return width if width >= 50 else 0, full > len(lengths) * 0.3, labels


def _paragraph_end(lines: list[str], start: int, wrap: Wrap) -> int:
    """After the last line of the paragraph: a wrapped line or an open bold mark runs on into the next. In text of mostly short lines, cells
    one below another, only a line that ends within a sentence does."""
    width, running, labels = wrap
    end = start + 1
    opened = lines[start].count("**") % 2 == 1
    while end < len(lines) and lines[end].strip() and "\t" not in lines[end]:
        closes = opened and lines[end].count("**") % 2 == 1
        before = lines[end - 1].rstrip()
        starts = (_MARKED.match(lines[end]) or lines[end].startswith(("#", "|")) or _LABELLED.match(lines[end])
                  or (before[-1] == "." and _LABEL.match(lines[end])) or _labelled(lines[end], labels))
        within = width >= WIDE and before[-1] not in ".:;?!|)" and not lines[end].lstrip()[0].isupper()
        wrapped = width and len(before) > width * 0.75 and not starts and (running or within)
        if not closes and not wrapped:
            break
        opened = opened and not closes
        end += 1
    return end


def _blocks(lines: list[str], start: int, end: int, markdown: bool, labels: frozenset[str]) -> list[Block]:
    """The paragraphs of these lines. One between blank lines may be a heading, unless it gives a value to one of the labels, or is one of
    them right below a label with its value."""
    first = lines[start]
    marked = _HASHES.match(first) if markdown else None
    if marked:
        text, level = " ".join([marked[2].rstrip("# "), *lines[start + 1:end]]), len(marked[1])
        return [Block("heading", p, level) for p in paragraphs(text, markdown)]
    text = first
    for line in lines[start + 1:end]:
        text = f"{text}{line.strip()}" if re.search(r"\w-$", text) else f"{text} {line.strip()}"
    starred = _STAR.match(text)
    text = _STAR.sub(r"\1• ", text) if starred else re.sub(r"^(\s*>)+\s?", "", text)
    above = next((line for line in reversed(lines[:start]) if line.strip()), "")
    apart = _blank(lines, start - 1) and _blank(lines, end) and not _labelled(first, labels) and not (
        first.strip() in labels and _NAMED.match(above))
    indent = len(first.expandtabs(4)) - len(first.expandtabs(4).lstrip())
    return [_block(p, apart and not _blank_to_end(lines, end), indent // 2) for p in paragraphs(text, markdown)]


def _labelled(line: str, labels: frozenset[str]) -> bool:
    """Whether a line gives a value to one of the labels."""
    found = _NAMED.match(line)
    return found is not None and found[1] in labels


def _blank(lines: list[str], index: int) -> bool:
    return index < 0 or index >= len(lines) or not lines[index].strip()


def _blank_to_end(lines: list[str], start: int) -> bool:
    return not any(line.strip() for line in lines[start:start + 50])


def _block(paragraph: Paragraph, apart: bool, level: int) -> Block:
    if paragraph.bullet:
        paragraph.level = level
        return Block("list_item", paragraph)
    rank = looks_like_heading(paragraph, None)
    if not rank and apart and _short_title(paragraph.text):
        rank = 3
    return Block("heading", paragraph, rank) if rank else Block("paragraph", paragraph)


def _short_title(text: str) -> bool:
    """A few words from a capital on without a sentence's end: a heading where it stands between blank lines."""
    return len(text) <= 80 and len(text.split()) <= 10 and text[:1].isupper() and text[-1] not in ".;,:?!" and "@" not in text
