"""The paper's own key to its grades and colours: a table, shaded boxes, or lines such as 'Green = on track'."""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from extractors.values.colours import rag_of_fill
from extractors.values.meanings import Meaning, fold, meaning_of, scale
from models.document import Block, Cell, Document, ReaderNote, Table

_SURE = ("complete", "not_started")
_REST = re.compile(r"\b(?:rest|remainder|remaining \w+)\b(.+)", re.I)
_DEFINED = re.compile(r"([^\W\d_][^:;()–=]{1,40}?)\s*(?:\(|\s[-–—]\s|[=:])\s*(.+?)\)?$", re.S)
_LETTERED = re.compile(r"([BGAR])\s+([A-Z].+)$", re.S)
_WORD = re.compile(r"^\W*([^\W\d_][^:=;.(]{1,40}?)\s*(?:\s[-–—]\s|[:=])\s*(\S.*)$", re.S)
"""A word and its definition on one line."""
_SYMBOL = re.compile(r"[^\w\s.,;:()'\"’‘“”&/–—-]\ufe0f?")
_CODE = re.compile(r"[A-Z]{1,3}")
"""A code among the colours of a key: 'NS'."""
_AFTER_SYMBOL = re.compile(rf"({_SYMBOL.pattern})\s*(?:[-–—=:]\s*)?([^\W\d_].*)$", re.S)
LONGEST, MOST_CELLS = 45, 60
"""Words in the longest wording of one line of a key; cells of the largest table that is nothing but a key."""


@dataclass(slots=True)
class Key:
    """What grades, colours and words mean in one paper. `grades`: number -> (label, status); `colours`: rag -> (label, status);
    `words`: folded word -> (grade, label, rag, status), `symbols` the same by a sign such as '●'; `fills`: '#RRGGBB' of the
    key's cells -> rag, `shades` the same -> (label, status);
    `tables`: indices of tables that are keys, `rows` of those of which only some rows are; `blocks`: positions in document.items
    of lines that are; `printed` is false for the default key."""

    grades: dict[int, tuple[str, str]] = field(default_factory=dict)
    colours: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[str, Meaning] = field(default_factory=dict)
    symbols: dict[str, Meaning] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    shades: dict[str, tuple[str, str]] = field(default_factory=dict)
    tables: set[int] = field(default_factory=set)
    rows: dict[int, set[int]] = field(default_factory=dict)
    blocks: set[int] = field(default_factory=set)
    printed: bool = False
    notes: list[ReaderNote] = field(default_factory=list)
    extra: tuple[str, ...] = ()


@dataclass(slots=True)
class Entry:
    """One line of a key: a number, colour, shaded box, symbol or status word, and what it stands for."""

    text: str
    number: int | None = None
    colour: str | None = None
    fill: str | None = None
    rows: tuple[int, ...] = ()
    word: str | None = None
    symbol: str | None = None

    def rag(self, extra: tuple[str, ...]) -> str | None:
        """The RAG colour of the sign, by its name, letter or shade."""
        known, name = scale(extra), fold(self.colour or "")
        return known.colours.get(name) or known.letters.get(name) or rag_of_fill(self.fill)

    @property
    def sign(self) -> object:
        """What tells the line from the others of the key."""
        return self.number or self.symbol or (self.colour and fold(self.colour)) or self.fill or self.word

    def status(self, extra: tuple[str, ...]) -> str | None:
        """What the line means. The definition decides, but does not make 'not implemented' complete: words that say that something is
        done, or not begun, keep that meaning, and the others take none of these."""
        own = scale(extra).words.get(fold(self.word or ""))
        if own in _SURE:
            return own
        rest = _REST.search(self.text)
        said = (rest and meaning_of(rest[1], extra)) or meaning_of(label_of(self.text), extra) or meaning_of(self.text, extra)
        return own if said is None or (said in _SURE and own not in (None, "unknown")) else said


@cache
def default_key(extra: tuple[str, ...] = ()) -> Key:
    """The key of a paper that prints none. Shared: not to be changed."""
    terms = scale(extra).terms
    return Key(grades={int(n): (label, status) for n, (label, status) in terms["grades"].items()},
               colours={rag: (label, status) for rag, (label, status) in terms["colours"].items()}, extra=extra)


def find_key(document: Document, extra: tuple[str, ...] = ()) -> Key:
    """The key the paper prints, laid over the default. A printed scale of numbers replaces the default one."""
    usual = default_key(extra)
    key = Key(grades=dict(usual.grades), colours=dict(usual.colours), extra=extra)
    for position, item in enumerate(document.items):
        if isinstance(item, Table):
            entries = in_table(item, extra)
            if entries:
                add(key, entries, page_of(item))
                mark_rows(key, item, entries)
    for positions, entries in in_lines(document, extra):
        add(key, entries, None)
        key.blocks.update(positions)
    return key


def page_of(table: Table) -> int | None:
    return next((place.page for cell in table.cells for place in cell.places), None)


def mark_rows(key: Key, table: Table, entries: list[Entry]) -> None:
    """Remember which table, or which rows of a longer one, are the key."""
    rows = {r for e in entries for r in e.rows}
    if not rows or max(rows) - min(rows) + 1 >= table.rows - 2:
        key.tables.add(table.index)
    else:
        key.rows.setdefault(table.index, set()).update(range(min(rows), max(rows) + 1))


def add(key: Key, entries: list[Entry], page: int | None) -> None:
    """Lay the lines of a printed key over what is known so far. A printed scale of numbers replaces the default one.
    A shade that all lines share is the table's, and says nothing."""
    usual = default_key(key.extra)
    if any(e.number for e in entries) and key.grades == usual.grades:
        key.grades = {}
    key.printed = True
    if len(entries) > 1 and len({e.fill for e in entries}) == 1:
        entries = [replace(e, fill=None) for e in entries]
    for entry in entries:
        label = entry.word or label_of(entry.text)
        status = entry.status(key.extra)
        if status is None:
            message = f"The key gives '{entry.text}' for {entry.sign}; its meaning is not known"
            key.notes.append(ReaderNote("key-not-understood", message, page))
        elif (rag := entry.rag(key.extra)) and status != usual.colours[rag][1]:
            message = f"The key gives '{label}' ({status}) for {fold(entry.colour or '') or rag}, usually {usual.colours[rag][1]}"
            key.notes.append(ReaderNote("key-conflict", message, page))
        lay(key, entry, label, status or "unknown")


def lay(key: Key, entry: Entry, label: str, status: str) -> None:
    """Enter one line of a key: its number, its colour and shade, its words. Where two signs are one RAG colour (yellow and
    orange), each keeps its own meaning as a word, and the one named like the colour, or else the first, is the colour's."""
    known, rag, name = scale(key.extra), entry.rag(key.extra), fold(entry.colour or "")
    if entry.number:
        key.grades[entry.number] = (label, status)
    if entry.symbol:
        key.symbols[entry.symbol] = (None, label, rag, status)
    if rag:
        if entry.fill:
            key.fills[entry.fill.upper()], key.shades[entry.fill.upper()] = rag, (label, status)
        if name in (rag, "") or rag not in key.words:
            key.colours[rag], key.words[rag] = (label, status), (None, label, rag, status)
        if name and name not in known.letters:
            key.words[name] = (None, label, rag, status)
    elif entry.fill:
        key.shades[entry.fill.upper()] = (label, status)
    folded = fold(label)
    if folded and len(folded.split()) <= 7 and folded not in known.colours:
        key.words.setdefault(folded, (entry.number, label, rag, status))


def label_of(text: str) -> str:
    """The name of a grade: the wording up to the first dash, colon or bracket, where that is short and more follows."""
    first = re.split(r"\s[-–—]\s|[:(;]|\.\s", text.strip(), maxsplit=1)[0].strip(" .,;")
    return first if 0 < len(first.split()) <= 7 else " ".join(text.split()).strip(" .;,")


# tables -------------------------------------------------------------------------------------------------------------------

TRACKER = re.compile(r"\b(?:actions?|recommendations?|owner|lead|due|officer|progress update|target date|deadline|responsible|risk|"
                     r"indicator|provider|service)\b")
KEY_HEADINGS = re.compile(r"\b(?:key|legend|gradings?|criteria|definitions?|meaning|means|description|colour|symbol|scale)\b")
KEY_WORDS = re.compile(r"\b(?:key|legend|rag|brag|ratings?|gradings?|grades?|criteria|definitions?|meaning|description|colour|status|"
                       r"symbol|code|scale|score)\b")


def in_table(table: Table, extra: tuple[str, ...]) -> list[Entry]:
    """The lines of the key that a table, or the end of it, holds; empty where it is none."""
    grid = table.grid()
    tracker = table.rows > 1 and tracker_headed(grid, extra)
    turned = [list(column) for column in zip(*grid, strict=True)]
    if numbered := numbers_beside_words(grid, extra):
        return numbered
    if tracker or table.rows * table.columns > MOST_CELLS:
        return []
    ways = (numbers_beside_words, turned), (letters_beside_words, grid), (colours_beside_words, grid), (colours_beside_words, turned), (
        paired, grid), (words_beside_words, grid), (symbols_beside_words, grid)
    found = next((entries for way, cells in ways if (entries := way(cells, extra))), [])
    if found:
        return [replace(e, rows=()) for e in found]
    if len(table.cells) > 12:
        return []
    announced = bool(KEY_WORDS.search(fold(" ".join(c.flat for c in table.cells[:2]))))
    for cell in table.cells:
        lines = [p.printed for p in cell.paragraphs if p.printed]
        entries = entries_of("\n".join(lines), extra, announced) or stacked(lines, extra)
        if is_key(entries, extra):
            return entries
    return []


def lettered(text: str) -> list[Entry]:
    """A legend on one line, letters without marks: 'Key  G On track  A At risk  R Behind'."""
    if not re.match(r"\W*(?:rag\s+)?(?:key|legend)\b", text, re.I):
        return []
    marks = list(re.finditer(r"(?:(?<=\s)|(?<=:))(?:([BGAR])|[^\w\s.,;:()'’&/])\s+(?=[A-Z])", text))
    entries = [Entry(words, colour=mark[1].lower()) for mark, following in zip(marks, [*marks[1:], None], strict=bool(marks))
               if mark[1] and (words := text[mark.end():following.start() if following else len(text)].strip(" ,;|"))]
    return entries if len({e.colour for e in entries}) > 2 and all(len(e.text.split()) <= LONGEST for e in entries) else []


def listed(text: str) -> list[Entry]:
    """Status words defined one after another in a sentence: 'Levels: Full (the action is complete); Partial (at risk); ...'."""
    head, mark, rest = re.split(r"([:.])", text, maxsplit=1) if re.search("[:.]", text) else (text, "", "")
    if not mark or len(head.split()) > 12 or not KEY_WORDS.search(fold(head)) and not re.search(r"\blevels?\b", head, re.I):
        return []
    found = [_DEFINED.match(part.strip())
             for part in (rest.rstrip(" .").split(";") if mark == ":" else re.split(r"\.\s+", rest.rstrip(" .")))]
    entries = [Entry(" ".join(m[2].split()), word=m[1].strip()) for m in found if m and len(m[1].split()) <= 6]
    return entries if len(entries) == len(found) > 2 else []


def stacked(lines: list[str], extra: tuple[str, ...]) -> list[Entry]:
    """A key set in one cell, as that of a table within a cell is: a colour's name or letter before what it means, or on the line above
    it."""
    signs = [named_colour(line, extra) for line in lines]
    below = [Entry(words, colour=sign) for sign, following, words in zip(signs, signs[1:], lines[1:], strict=False)
             if sign and not following]
    beside = [Entry(found[2], colour=found[1].lower()) for line in lines if (found := _LETTERED.match(line))]
    return beside if len(beside) > 2 else below


def tracker_headed(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> bool:
    """Whether the first row heads a tracker, not a key."""
    known, first = scale(extra), unique(grid[0])[0].flat if grid and unique(grid[0]) else ""
    if named_colour(first, extra) or fold(first) in known.words or _SYMBOL.fullmatch(first):
        return False
    heading = fold(" ".join(c.flat for c in unique(grid[0]))) if grid else ""
    return bool(TRACKER.search(heading)) and not KEY_HEADINGS.search(heading) or len(set(TRACKER.findall(heading))) >= 3


def unique(row: list[Cell | None]) -> list[Cell]:
    """The cells of a row, merged ones once."""
    return list({id(c): c for c in row if c is not None}.values())


def numbers_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """A row of numbers 1, 2, 3 ... over (or under) a row of words. Numbers in another order are counts."""
    for r, row in enumerate(grid):
        numbers = {c: int(cell.flat) for c, cell in enumerate(row) if cell is not None and re.fullmatch(r"\d", cell.flat)}
        steps = [int(cell.flat) for cell in unique([row[c] for c in numbers])]
        if len(steps) < 3 or sorted(steps) != list(range(1, len(steps) + 1)) or steps not in (sorted(steps), sorted(steps)[::-1]):
            continue
        for other in (r + 1, r - 1):
            beside = grid[other] if 0 <= other < len(grid) else [None] * len(row)
            words = {c: cell for c in numbers if (cell := beside[c]) is not None and cell is not row[c] and cell.flat}
            if len(words) == len(numbers) and are_grades([cell.flat for cell in words.values()], len(grid), extra):
                rows = (min(r, other), max(r, other))
                return [Entry(words[c].flat, number=n, fill=shade(row[c], words[c]), rows=rows) for c, n in numbers.items()]
    return []


def letters_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """Rows of letters A, B, C ... and what they stand for: a scale, whose A is not Amber."""
    rows = [[c for c in unique(row) if c.flat] for row in grid]
    rows = rows[1:] if rows and rows[0] and not re.fullmatch("[A-Z]", rows[0][0].flat) else rows
    letters = "".join(row[0].flat for row in rows if 2 <= len(row) <= 3)
    entries = [Entry(" – ".join(c.flat for c in row[1:]), symbol=row[0].flat, word=row[1].flat if len(row) > 2 else None)
               for row in rows if len(row) > 1]
    return entries if len(letters) == len(rows) >= 3 and letters == "ABCDEFGH"[:len(letters)] and is_key(entries, extra) else []


def are_grades(texts: list[str], rows: int, extra: tuple[str, ...]) -> bool:
    """Whether texts name the grades of a scale: half of them known, all short; shorter, and each once, in a long table."""
    words = max(len(t.split()) for t in texts)
    known = sum(1 for t in texts if meaning_of(t, extra))
    return known * 2 >= len(texts) and (words <= 12 if rows <= 6 else words <= 5 and len(set(texts)) == len(texts))


def shade(*cells: Cell | None) -> str | None:
    """The RAG-like fill of the first of some cells that has one."""
    return next((c.fill for c in cells if c is not None and rag_of_fill(c.fill)), None)


def colours_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """Rows of a colour name, letter or shaded box and its meaning; each colour once. Other rows may head them."""
    entries = [e for row in grid if (e := colour_row(row, extra))]
    if len(entries) < 2:
        boxes = [c for row in grid for c in unique(row) if c.flat]
        if sum(rag_of_fill(c.fill) is not None for c in boxes) < 2:
            return []
        entries = [Entry(c.flat, fill=c.fill) for c in boxes if rag_of_fill(c.fill) or (c.fill and meaning_of(c.flat, extra))]
        if len(boxes) - len(entries) > 2:
            return []
    entries += [Entry(cells[-1].flat, symbol=cells[0].flat) for row in grid if colour_row(row, extra) is None
                and 2 <= len(cells := unique(row)) <= 3 and _CODE.fullmatch(cells[0].flat) and meaning_of(cells[-1].flat, extra)]
    heads = fold(" ".join(c.flat for row in grid[:1] for c in unique(row)))
    if not is_key(entries, extra) or len(grid) - len(entries) > 3:
        return []
    if max(sum(not c.flat.isdigit() for c in signs_once(row, extra)) for row in grid) > 3 and not KEY_WORDS.search(heads):
        return []
    return entries if all(len(e.text.split()) <= LONGEST for e in entries) else []


def paired(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """A legend along a row: an empty box of a colour, what it means, the next box. Colours that are no rating's (grey) may be among
    them."""
    cells = [c for row in grid for c in unique(row)]
    boxes, words = cells[::2], cells[1::2]
    if len(boxes) != len(words) or len(boxes) < 3 or not all(b.fill and not b.flat and w.flat for b, w in zip(boxes, words, strict=True)):
        return []
    entries = [Entry(w.flat, fill=b.fill) for b, w in zip(boxes, words, strict=True)]
    return entries if sum(rag_of_fill(b.fill) is not None for b in boxes) > 1 and is_key(entries, extra) else []


def is_key(entries: list[Entry], extra: tuple[str, ...]) -> bool:
    """Whether lines make a key: each sign once, and two, and half of them, understood."""
    meant = sum(1 for e in entries if e.status(extra))
    return len({e.sign for e in entries}) == len(entries) and meant >= 2 and meant * 2 >= len(entries)


def colour_row(row: list[Cell | None], extra: tuple[str, ...]) -> Entry | None:
    """One row of a key: its sign (a colour's name or letter, a number, or a shaded box) and the words beside it."""
    known, cells = scale(extra), signs_once(row, extra)
    if not 1 < len(cells) <= 4:
        return None
    sign = next((c for c in cells if named_colour(c.flat, extra)), None)
    colour = named_colour(sign.flat, extra) if sign is not None else None
    if sign is None:
        shaded = [c for c in cells if rag_of_fill(c.fill)]
        sign = next((c for c in shaded if not c.flat), shaded[0] if shaded else None)
    others = [c.flat for c in cells if c is not sign and c.flat and not re.fullmatch(r"[1-9]", c.flat)]
    if sign is None or not (others or sign.flat):
        return None
    if colour is None and sign.flat:
        others = [sign.flat, *others]
    grade = next((int(c.flat) for c in cells[:-1] if re.fullmatch(r"[1-9]", c.flat)), None)  # a number after the words is a count
    best = next((t for t in others if meaning_of(t, extra)), others[0] if others else "")
    if not best or best in known.colours:
        return None
    fill = sign.fill if rag_of_fill(sign.fill) else shade(*cells)
    return Entry(best, number=grade, colour=colour, fill=fill)


def signs_once(row: list[Cell | None], extra: tuple[str, ...]) -> list[Cell]:
    """The cells of a row without a second sign of one colour: 'R | Red | Behind'."""
    cells = unique(row)
    signs = [c for c in cells if named_colour(c.flat, extra)]
    rags = {Entry("", colour=named_colour(c.flat, extra)).rag(extra) for c in signs}
    return [c for c in cells if c not in signs[:-1]] if len(rags) == 1 else cells


def named_colour(text: str, extra: tuple[str, ...]) -> str | None:
    """The colour a cell names: 'BLUE', 'Amber (A)', 'G'; None for anything longer."""
    known, folded = scale(extra), fold(text)
    if folded in known.colours or (folded in known.letters and text.strip().isupper()):
        return folded
    stripped = re.sub(r"\b(?:rag|brag|rating|status|[rgab])\b", "", folded).strip()
    return stripped if stripped in known.colours else None


# lines --------------------------------------------------------------------------------------------------------------------

def in_lines(document: Document, extra: tuple[str, ...]) -> list[tuple[list[int], list[Entry]]]:
    """Keys printed as running text: one line, or several one after another, each '<sign> = <words>' or shaded."""
    found: list[tuple[list[int], list[Entry]]] = []
    run: list[tuple[int, list[Entry]]] = []
    announced = False
    for position, item in enumerate([*document.items, None]):
        entries: list[Entry] = []
        if isinstance(item, Block) and len(item.text.split()) <= 4 * LONGEST:
            entries = line_entries(item, extra, announced or bool(run))
        if entries:
            run.append((position, entries))
            continue
        every = [e for _, es in run for e in es]
        if is_key(every, extra):
            found.append(([p for p, _ in run], every))
        run = []
        if isinstance(item, Block) and item.text:
            announced = bool(KEY_WORDS.search(fold(item.text))) and len(item.text.split()) <= 12
    return found


def line_entries(block: Block, extra: tuple[str, ...], announced: bool) -> list[Entry]:
    """The lines of a key in one block, with its shading where that is the sign."""
    paragraph = block.paragraph
    text = paragraph.printed
    entries = entries_of(text, extra, announced) or lettered(text) or listed(text)
    if not entries and announced and (match := _WORD.match(text)):
        entries = [entry] if (entry := defined(*match.groups())) else []
    if not entries and announced and (match := _AFTER_SYMBOL.match(text)):
        entries = [Entry(match[2], symbol=match[1])]
    shaded = not entries and rag_of_fill(paragraph.fill) and len(paragraph.text.split()) <= 12 and meaning_of(paragraph.text, extra)
    return [Entry(paragraph.text, fill=paragraph.fill)] if shaded else entries


def defined(word: str, words: str) -> Entry | None:
    """A status word of a key with its definition, in at least three words."""
    fits = len(word.split()) <= 6 and 3 <= len(words.split()) <= LONGEST
    return Entry(" ".join(words.split()), word=" ".join(word.split())) if fits else None


def words_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """Rows of a status word and its definition, and perhaps a count, under headings that say so ('Status | Meaning') or none."""
    rows = [[c.flat for c in unique(row) if c.flat and not c.flat.isdigit()] for row in grid]
    if rows and rows[0] and KEY_WORDS.search(fold(rows[0][0])):
        rows = rows[1:]
    entries = [e for row in rows if len(row) == 2 and (e := defined(*row))]
    known = sum(fold(e.word or "") in scale(extra).words for e in entries)
    return entries if len(entries) == len(rows) and known >= 2 and 2 * known >= len(entries) and is_key(entries, extra) else []


def symbols_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """Rows of a symbol, the word it stands for and perhaps what that means; a row of headings may stand over them."""
    rows = [[c.flat for c in unique(row) if c.flat] for row in grid]
    entries = [Entry(" – ".join(row[1:]), symbol=row[0], word=row[1] if len(row) > 2 else None)
               for row in rows if 2 <= len(row) <= 3 and _SYMBOL.fullmatch(row[0])]
    return entries if len(entries) >= max(2, len(rows) - 1) and is_key(entries, extra) else []


@cache
def sign_pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    """A sign and the mark after it: 'Green =', 'RED:', 'A –', '1 ='."""
    names = "|".join(sorted(scale(extra).colours, key=len, reverse=True))
    sign = rf"(?P<colour>{names})(?:\s*\(?[RAGB]\)?)?(?![\w-])|(?P<letter>(?-i:[RAGB]))(?![\w'’])|(?P<number>[1-9])(?!\w)"
    mark = r"=|:|\s[-–—](?=\s)|[-–—](?=\s)|\b(?:means|indicates|denotes|represents|is)\b"
    return re.compile(rf"(?:^|(?<=[\s,;:/(|•]))\(?(?:{sign})\)?\s*(?P<mark>{mark})\s*", re.I)


def entries_of(text: str, extra: tuple[str, ...], announced: bool) -> list[Entry]:
    """The '<sign> = <words>' pairs of a text. Letters and numbers need an '=', or the word key before them."""
    announced = announced or bool(re.match(r"\W*(?:rag\s+)?(?:key|legend|gradings?|rag|scale)\b", text, re.I))
    matches: list[re.Match[str]] = []
    for match in sign_pattern(extra).finditer(text):
        equals = match.group("mark") == "="
        opens = equals or not matches or re.search(r"(?:[,;:.|\n/•)(]|\band)\s*$", text[:match.start()])
        sure = equals or announced or (match.group("colour") and (match.group("mark") != "is" or match.start() == 0))
        if opens and sure:
            matches.append(match)
    entries = []
    for match, following in zip(matches, [*matches[1:], None], strict=bool(matches)):
        words = text[match.end():following.start() if following else len(text)].split("\n\n")[0].strip(" ,;|/\n•(-–")
        words = re.sub(r"\s+(?:and|or|while)$", "", words)
        if not words or len(words.split()) > LONGEST:
            return []
        number = match.group("number")
        colour = match.group("colour") or match.group("letter")
        entries.append(Entry(" ".join(words.split()), number=int(number) if number else None, colour=colour))
    return entries
