"""Keys printed as running text: 'Green = on track', 'Levels: Full (...); Partial (...)', a sign and its words a line."""
from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.key_entries import KEY_WORDS, LEVELS, LONGEST, SYMBOL, Entry, are_levels, defined, is_key, named_colour
from extractors.values.colours import rag_of_fill
from extractors.values.meanings import fold, meaning_of, scale
from models.document import MARGINS, Block, Document
from models.vocabulary import vocabulary

_DEFINED = re.compile(r"([^\W\d_][^:;()–=]{1,40}?)\s*(?:\(|\s[-–—]\s|[=:])\s*(.+?)\)?$", re.S)
_LETTERED = re.compile(r"([BGAR])\s+([A-Z].+)$", re.S)
_ORDERED = re.compile(r"\(?([A-H])\)?(?:[.:=]|\s?[-–—=])?\s+(\S.{2,})$", re.S)
_GRADED = re.compile(r"(?:and\s+)?\(?([1-9])\)?\s?[-–—=:.]?\s+([^\W\d].{2,})$", re.S)
TOLD = 3
"""So many colours of which a sentence says what each is make a key: 'Blue is complete, green is on track and red is late.'"""
CAPTION = 12
"""Words of the longest line that announces a key."""
CELL = 30
"""Characters of the longest cell that is a status word."""
_HOW = re.compile(r"how\b.*\b(?:decided|judged?|graded|rated|scored?|assessed|marked|to read)\b"
                  r"|what (?:the|our|these|each) (?:[a-z]+ )?[a-z]+ means?\b")
_WORD = re.compile(r"^\W*([^\W\d_][^:=;.(]{1,40}?)\s*(?:\s[-–—]\s|[:=])\s*(\S.*)$", re.S)
"""A word and its definition on one line."""
_DASHED_WORD = re.compile(r"([^\W\d_][^:;.–—]{1,40}?)\s+[–—-]\s+(\S.*)$", re.S)
_MEANING = re.compile(r"(?:[Bb]y\s+)?[\[“\"‘']([^\]”\"’']{2,40})[\]”\"’']\s+(?:(?:I|[Ww]e)\s+)?means?\s+(?:that\s+)?"
                      r"(.+?)(?=;|\.\s|\.?$)", re.S)
_WHERE = re.compile(r"(?:and\s+|or\s+)?([a-z][^,;:]{2,40}?),?\s+(?:where|if|when)\s+(.+)$", re.S)
_CODED = re.compile(r"(?:^|(?<=[\s:;,(|]))([A-Z]{1,3})\s?=\s?(?=[^\s=])")
_COLON = re.compile("([:.])")
_KEY = re.compile(r"\W*(?:rag\s+)?(?:key|legend)\b", re.I)
_SCALE = re.compile(r"\W*(?:rag\s+)?(?:key|legend|gradings?|rag|scale)\b", re.I)
_LETTER_LINE = re.compile(r"\(?([A-Z])\)?(?:\s?[-–—=:]|\))\s+(\S.{2,})$", re.S)
"""A letter of the paper's own and what it means, on one line: 'U – Under way'."""
_AFTER_SYMBOL = re.compile(rf"({SYMBOL.pattern})\s*(?:[-–—=:]\s*)?([^\W\d_].*)$", re.S)


def in_lines(document: Document, extra: tuple[str, ...]) -> list[tuple[list[int], list[Entry]]]:
    """Keys printed as running text: one line, or several one after another, each '<sign> = <words>' or shaded. Status words with their
    definitions need to be announced, or three."""
    found = scales(document, extra)
    known = {position for positions, _ in found for position in positions}
    run: list[tuple[int, list[Entry]]] = []
    announced, opened, sign, boxed = False, False, None, False
    for position, item in enumerate([*document.items, None]):
        if isinstance(item, Block) and item.kind in MARGINS:
            continue
        entries: list[Entry] = []
        ended = isinstance(item, Block) and item.kind == "heading" and bool(run) and _is_of_text(item.text, run[0][1][0])
        if isinstance(item, Block) and not ended and position not in known and len(item.text.split()) <= 4 * LONGEST:
            begun = announced or bool(run) and (opened or run[0][1][0].word is None)
            if sign is None and begun and (sign := named_colour(item.text, extra)):
                continue  # a box with the sign, and one with what it stands for
            boxed = boxed or bool(sign)
            entries = [Entry(item.text, colour=sign)] if sign else [] if boxed else line_entries(item, extra, begun) or of_cells(
                item.text, document, extra)
        sign = None
        if entries:
            opened = announced or bool(run) and opened
            run.append((position, entries))
            continue
        every = [e for _, es in run for e in es]
        if not is_key(every, extra) and run and len(run[0][1]) > 2:
            run, every = run[:1], run[0][1]  # a key on one line, and other lines below it
        if is_key(every, extra) and (opened or len(run) > 2 or len(every) > len(run) or every[0].word is None):
            found.append(([p for p, _ in run], every))
        run, boxed = [], False
        if isinstance(item, Block) and item.text:
            announced = announces(item.text)
    return found


def _is_of_text(heading: str, first: Entry) -> bool:
    """Whether a heading below a key that has no numbers has one: 'Workstream 1: Safe homes'."""
    return first.number is None and any(map(str.isdigit, heading))


def announces(text: str) -> bool:
    """Whether a line says that a key follows: 'Key', 'How progress was judged'."""
    return (text[-1:] == ":" or len(text.split()) <= CAPTION) and bool(KEY_WORDS.search(fold(text)) or _HOW.match(fold(text)))


def scales(document: Document, extra: tuple[str, ...]) -> list[tuple[list[int], list[Entry]]]:
    """Scales of letters, whose A is not Amber: lines that begin with A, B, C ... below what announces a key, or all of them on its line."""
    found: list[tuple[list[int], list[Entry]]] = []
    run: list[tuple[int, Entry]] = []
    announced = False
    for position, item in enumerate([*document.items, None]):
        text = item.text if isinstance(item, Block) else ""
        line = _ORDERED.match(text) if (announced or run) and len(text.split()) <= LONGEST else None
        if line and line[1] == LEVELS[len(run):len(run) + 1]:
            run.append((position, Entry(line[2].rstrip(" ;."), symbol=line[1])))
            continue
        if len(run) > 2 and is_key(entries := [entry for _, entry in run], extra):
            found.append(([p for p, _ in run], entries))
        run = []
        announced = announces(text)
        if is_key(entries := levels_of(text), extra):
            found.append(([position], entries))
    return found


def levels_of(text: str) -> list[Entry]:
    """The levels of a scale on one line, letters, or numbers up or down: 'Grades: A – done in full; B – under way; C – not begun'."""
    head, _, rest = text.partition(":")
    if rest.count(";") + rest.count("|") < 2 or not KEY_WORDS.search(fold(head)):
        return []
    parts = re.split(r"[;|]", rest.rstrip(" ."))
    letters, digits = ([found for part in parts if (found := kind.match(part.strip()))] for kind in (_ORDERED, _GRADED))
    if len(digits) == len(parts) and abs(int(digits[0][1]) - int(digits[-1][1])) == len(parts) - 1:
        return [Entry(part[2].rstrip(" ,"), number=int(part[1])) for part in digits]
    entries = [Entry(part[2].rstrip(" ,"), symbol=part[1]) for part in letters]
    return entries if len(entries) == len(parts) and are_levels("".join(e.symbol or "" for e in entries)) else []


def line_entries(block: Block, extra: tuple[str, ...], announced: bool) -> list[Entry]:
    """The lines of a key in one block, with its shading where that is the sign."""
    paragraph = block.paragraph
    text = paragraph.printed
    entries = coded(text, extra) or entries_of(text, extra, announced) or lettered(text, announced) or listed(text) or (
        signed(text) or told(text))
    if not entries and (match := _WORD.match(text)) and (announced or fold(match[1]) in scale(extra).words):
        entries = [entry] if (entry := defined(*match.groups())) else []
    if not entries and announced and (match := _AFTER_SYMBOL.match(text) or _LETTER_LINE.match(text)):
        entries = [Entry(match[2], symbol=match[1])]
    if not rag_of_fill(paragraph.fill):
        return entries
    if not entries and len(paragraph.text.split()) <= CAPTION and meaning_of(paragraph.text, extra):
        return [Entry(paragraph.text, fill=paragraph.fill)]
    return [replace(e, fill=paragraph.fill) for e in entries] if len(entries) == 1 and entries[0].sign == entries[0].word else entries


def lettered(text: str, announced: bool) -> list[Entry]:
    """A legend on one line, letters without marks: 'Key  G On track  A At risk  R Behind'; below a key's heading, lines of it."""
    begins = announced and _LETTERED.match(text)
    if not begins and not _KEY.match(text):
        return []
    marks = list(re.finditer(r"(?:^|(?<=\s)|(?<=:))(?:([BGAR])|[^\w\s.,;:()'’&/])\s+(?=[A-Z])", text))
    entries = [Entry(words, colour=mark[1].lower()) for mark, following in zip(marks, [*marks[1:], None], strict=bool(marks))
               if mark[1] and (words := text[mark.end():following.start() if following else len(text)].strip(" ,;|"))]
    return entries if (begins or len({e.colour for e in entries}) > 2) and all(len(e.text.split()) <= LONGEST for e in entries) else []


def coded(text: str, extra: tuple[str, ...]) -> list[Entry]:
    """Letters or codes of the paper's own on one line: 'Status: C = completed; T = on target; B = behind': its B is not Blue."""
    found = list(_CODED.finditer(text)) if text.count("=") > 2 else []
    if len(found) < 3 or all(mark[1] in "RAGB" for mark in found):
        return []
    ends = [mark.start() for mark in found[1:]] + [len(text)]
    meant = [(mark[1], text[mark.end():end].strip(" ,;|.\n")) for mark, end in zip(found, ends, strict=True)]
    letters = scale(extra).letters
    entries = [Entry(words, symbol=sign, colour=name if (name := words.split(",")[0].lower()) == letters.get(sign.lower()) else None)
               for sign, words in meant]
    return entries if all(0 < len(e.text.split()) <= CAPTION for e in entries) else []


def told(text: str) -> list[Entry]:
    """Status words that sentences define: '[Stalled] means that ...', 'By “in hand” we mean that ...', or after a colon 'keep open where
    ...; bring back where ...'."""
    if text.count(";") < 2 and text.count(" mean") < 2:
        return []
    found = [match.groups() for match in _MEANING.finditer(text)]
    parts = [_WHERE.match(part.strip()) for part in text.partition(":")[2].rstrip(" .").split(";")]
    if len(found) < 2 and len(parts) > 2 and all(parts):
        found = [match.groups() for match in parts if match]
    entries = [entry for word, words in found if (entry := defined(word, words))]
    return entries if len(entries) == len(found) > 1 else []


def signed(text: str) -> list[Entry]:
    """Signs on one line, each before what it stands for: 'Arrows show: ↑ on track  → at risk  ↓ delayed'. A first sign that is a bullet
    is no longer there: 'Met – finished. ◇ On course – ... △ In doubt – ...'."""
    marks = [] if text.isascii() else list(SYMBOL.finditer(text))
    if len(marks) < 2 or len({m.group() for m in marks}) < len(marks):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    meant = [text[mark.end():end].strip(" =:–—-,;|.") for mark, end in zip(marks, ends, strict=True)]
    first = _DASHED_WORD.match(text[:marks[0].start()].strip(" ,;|."))
    led = [entry] if first and all(map(_DASHED_WORD.match, meant)) and (entry := Entry(first[2], word=first[1])) else []
    return led + [Entry(words, symbol=mark.group()) for mark, words in zip(marks, meant, strict=True)] if all(
        0 < len(words.split()) <= CAPTION for words in meant) and len(led) + len(marks) > 2 else []


def listed(text: str) -> list[Entry]:
    """Status words defined one after another in a sentence: 'Levels: Full (the action is complete); Partial (at risk); ...'."""
    head, mark, rest = (_COLON.split(text, maxsplit=1) + ["", ""])[:3]
    if not mark or len(head.split()) > 12 or not KEY_WORDS.search(fold(head)) and not re.search(r"\blevels?\b", head, re.I):
        return []
    found = [_DEFINED.match(part.strip())
             for part in (rest.rstrip(" .").split(";") if mark == ":" else re.split(r"\.\s+", rest.rstrip(" .")))]
    entries = [Entry(" ".join(m[2].split()), word=m[1].strip()) for m in found if m and len(m[1].split()) <= 6]
    return entries if len(entries) == len(found) > 2 else []


def of_cells(text: str, document: Document, extra: tuple[str, ...]) -> list[Entry]:
    """Status words defined one after another without a word of announcement, where cells of the paper print them: 'Full assurance –
    complete; Partial – in progress; ...', over a column of 'Full' and 'Partial'."""
    parts = text.rstrip(" .").split(";") if text.count(";") > 1 else []
    found = [match for part in parts if (match := _DASHED_WORD.match(part.strip()))]
    if len(found) < 3 or len(found) < len(parts) or not all(meaning_of(match[2], extra) for match in found):
        return []
    printed = {fold(cell.flat) for table in document.tables for cell in table.cells if len(cell.flat) < CELL}
    words = [match[1] if fold(match[1]) in printed else match[1].split()[0] for match in found]
    return [Entry(match[2], word=word) for match, word in zip(found, words, strict=True)] if sum(
        fold(word) in printed for word in words) > 1 else []


def stacked(lines: list[str], extra: tuple[str, ...]) -> list[Entry]:
    """A key set in one cell, as that of a table within a cell is: a colour's name or letter before what it means, or on the line above
    it."""
    signs = [named_colour(line, extra) for line in lines]
    below = [Entry(words, colour=sign) for sign, following, words in zip(signs, signs[1:], lines[1:], strict=False)
             if sign and not following]
    beside = [Entry(found[2], colour=found[1].lower()) for line in lines if (found := _LETTERED.match(line))]
    return beside if len(beside) > 2 else below


@cache
def sign_pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    """A sign and the mark after it: 'Green =', 'RED:', 'A –', '1 ='."""
    names = "|".join(sorted([*scale(extra).colours, *vocabulary("colours", extra)["names"]["others"]], key=len, reverse=True))
    sign = rf"(?P<colour>{names})(?:\s*\(?[RAGB]\)?)?(?![\w-])|(?P<letter>(?-i:[RAGB]))(?![\w'’])|(?P<number>[1-9])(?!\w)"
    mark = r"=|:|\s[-–—](?=\s)|[-–—](?=\s)|,(?=\s+that\b)|\b(?:means|indicates|denotes|represents|is)\b"
    return re.compile(rf"(?:^|(?<=[\s,;:/(|•]))\(?(?:{sign})\)?\s*(?P<mark>{mark})\s*", re.I)


def entries_of(text: str, extra: tuple[str, ...], announced: bool) -> list[Entry]:
    """The '<sign> = <words>' pairs of a text. Letters and numbers need an '=', or the word key before them."""
    announced = announced or bool(_SCALE.match(text))
    lowered = text.lower()
    if not announced and "=" not in text and not any(name in lowered for name in scale(extra).colours):
        return []
    matches: list[re.Match[str]] = []
    signs = list(sign_pattern(extra).finditer(text))
    told = len({m.group("colour").lower() for m in signs if m.group("colour") and m.group("mark").lower() == "is"}) >= TOLD
    for match in signs:
        equals = match.group("mark") == "="
        opens = equals or not matches or re.search(r"(?:[,;:.|\n/•)(]|\band)\s*$", text[:match.start()])
        sure = equals or announced or (match.group("colour") and (match.group("mark") != "is" or match.start() == 0 or told))
        if opens and sure:
            matches.append(match)
    entries = []
    for match, following in zip(matches, [*matches[1:], None], strict=bool(matches)):
        words = text[match.end():following.start() if following else len(text)].split("\n\n")[0]
        words = (words.split(". ")[0] if told else words).strip(" ,;|/\n•(-–.")
        words = re.sub(r"^that\s+|[\s;,]+(?:and|or|while)$", "", words)
        if not words or len(words.split()) > LONGEST:
            return []
        number = match.group("number")
        colour = match.group("colour") or match.group("letter")
        entries.append(Entry(" ".join(words.split()), number=int(number) if number else None, colour=colour))
    return entries
