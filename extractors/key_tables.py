"""Keys printed as a table: numbers, letters, colours, boxes, symbols or status words beside what they stand for."""
from __future__ import annotations

import re
from dataclasses import replace

from extractors.key_entries import CODE, KEY_WORDS, LONGEST, MOST_CELLS, SYMBOL, Entry, are_levels, defined, is_key, named_colour
from extractors.key_lines import entries_of, stacked
from extractors.headings import EXACT, match
from extractors.values.colours import rag_of_fill
from extractors.values.meanings import fold, meaning_of, scale
from models.document import Cell, Table, distinct

TRACKER = re.compile(r"\b(?:actions?|recommendations?|owner|lead|due|officer|progress update|target date|deadline|responsible|risk|"
                     r"indicator|provider|service)\b")
_ASKED, _TOLD = frozenset(("action", "recommendation")), frozenset(("progress", "owner", "due"))
"""Of each of these fields a tracker's headings name one, a key's do not."""
_LETTERED = re.compile(r"([A-Z])\s+([A-Z].*)", re.S)
_GRADE = re.compile(r"([1-9])\s?[-–—:.=]\s?(\S.{2,60})$")
KEY_HEADINGS = re.compile(r"\b(?:key|legend|gradings?|criteria|definitions?|mean|meaning|means|description|colour|symbol|scale)\b")
MEANS = re.compile(r"^what\b.*\bmeans?$|\bmeaning\b|\bdefinition\b")
OWN = 3
"""Different meanings that a key gives at least to words of its own."""


def in_table(table: Table, extra: tuple[str, ...]) -> list[Entry]:
    """The lines of the key that a table, or the end of it, holds; empty where it is none."""
    large = table.rows * table.columns > MOST_CELLS
    if large and sum(_is_digit(c) for c in table.cells) < 3:
        return []
    grid = table.grid()
    if numbered := numbers_beside_words(grid, extra):
        return numbered
    if large or (table.rows > 1 and tracker_headed(grid, extra)):
        return []
    turned = [list(column) for column in zip(*grid, strict=True)]
    ways = (
        (numbers_beside_words, turned), (numbered_words, grid), (letters_beside_words, grid), (letters_beside_words, turned),
        (paired, grid), (side_by_side, grid), (colours_beside_words, grid), (colours_beside_words, turned), (words_beside_words, grid),
        (symbols_beside_words, grid))
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


def side_by_side(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """A key of colours and one of arrows in one table, half its columns each; only what rates is taken."""
    if not grid or len(grid[0]) != 4 or len(grid) < 3:
        return []
    halves = [[row[:2] for row in grid], [row[2:] for row in grid]]
    plain = [half for half in halves if not any(c.fill and rag_of_fill(c.fill) for row in half for c in distinct(row))]
    rating = [half for half in halves if half not in plain]
    return colours_beside_words(rating[0], extra) if len(plain) == len(rating) == 1 and not words_beside_words(plain[0], extra) else []


def tracker_headed(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> bool:
    """Whether the first row heads a tracker, not a key."""
    heads = [c.flat for c in distinct(grid[0])] if grid else []
    known, first = scale(extra), heads[0] if heads else ""
    if len(heads) <= 3 and any(len(h.split()) > 6 for h in heads):
        return False  # a sentence heads nothing
    if named_colour(first, extra) or fold(first) in known.words or SYMBOL.fullmatch(first):
        return False
    fields = {name for head in heads for name, score in match(head, extra).items() if score >= EXACT}
    if not fields.isdisjoint(_ASKED) and not fields.isdisjoint(_TOLD):
        return True
    heading = fold(" ".join(heads))
    return bool(TRACKER.search(heading)) and not KEY_HEADINGS.search(heading) or len(set(TRACKER.findall(heading))) >= 3


def _is_digit(cell: Cell) -> bool:
    return len(cell.flat) == 1 and cell.flat.isdecimal()


def numbers_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """A row of numbers 1, 2, 3 ... over (or under) a row of words, and perhaps one of what these mean. Numbers in another order are
    counts; a scale may begin with 2 or 3 where nobody has the first grades."""
    for r, row in enumerate(grid):
        numbers = {c: int(cell.flat) for c, cell in enumerate(row) if cell is not None and _is_digit(cell)}
        steps = [int(cell.flat) for cell in distinct([row[c] for c in numbers])]
        if not _count_on(steps) or min(steps) > 3:
            continue
        for other in (r + 1, r - 1):
            beside = grid[other] if 0 <= other < len(grid) else [None] * len(row)
            words = {c: cell for c in numbers if (cell := beside[c]) is not None and cell is not row[c] and cell.flat}
            if len(words) == len(numbers) and are_grades([cell.flat for cell in words.values()], len(grid), extra):
                rows = (min(r, other), max(r, other))
                further = grid[other + 1] if other == r + 1 < len(grid) - 1 else [None] * len(row)
                return [_grade(n, words[c].flat, further[c] if further[c] is not words[c] else None, shade(row[c], words[c]), rows)
                        for c, n in numbers.items()]
    return []


def _count_on(steps: list[int]) -> bool:
    """Whether numbers go up or down one by one, three at least."""
    return len(steps) > 2 and steps in ((run := list(range(min(steps), max(steps) + 1))), run[::-1])


def _grade(number: int, word: str, meant: Cell | None, fill: str | None, rows: tuple[int, ...] = ()) -> Entry:
    """One grade of a scale: its number and words, and what they mean, where that is said."""
    entry = defined(word, meant.flat) if meant is not None else None
    return replace(entry or Entry(word), number=number, fill=fill, rows=rows)


def numbered_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """'1 – Fully met', '2 – On course' ... along a row or down a column, and perhaps what these mean below or beside; headings may stand
    over a column."""
    rows = [distinct(row) for row in grid]
    down = rows[1:] if len(rows) > 3 and not _GRADE.match(rows[0][0].flat if rows[0] else "") else rows
    if all(len(row) == 2 for row in down):
        pairs = [(row[0], row[1]) for row in down]
    else:
        below = {c.column: c for c in rows[1]} if len(rows) == 2 else {}
        pairs = [(c, below.get(c.column)) for c in rows[0]] if 0 < len(rows) < 3 else []
    found = [(c, meant, m) for c, meant in pairs if (m := _GRADE.match(c.flat))]
    if len(found) != len(pairs) or not _count_on([int(m[1]) for *_, m in found]):
        return []
    entries = [_grade(int(m[1]), m[2], meant, shade(c)) for c, meant, m in found]
    return entries if is_key(entries, extra) else []


def letters_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """Rows of letters A, B, C ... and what they stand for: a scale, whose A is not Amber."""
    rows = [[c for c in distinct(row) if c.flat] for row in grid]
    rows = rows[1:] if rows and rows[0] and not re.fullmatch("[A-Z]", rows[0][0].flat) else rows
    letters = "".join(row[0].flat for row in rows if 2 <= len(row) <= 3)
    entries = [Entry(" – ".join(c.flat for c in row[1:]), symbol=row[0].flat, word=row[1].flat if len(row) > 2 else None)
               for row in rows if len(row) > 1]
    return entries if len(letters) == len(rows) and are_levels(letters) and is_key(entries, extra) else []


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
        boxes = [c for row in grid for c in distinct(row) if c.flat]
        if sum(rag_of_fill(c.fill) is not None for c in boxes) < 2:
            return []
        shaded = [c for c in boxes if rag_of_fill(c.fill) or (c.fill and meaning_of(c.flat, extra))]
        entries = _with_letters([Entry(c.flat, fill=c.fill) for c in shaded])
        if len(boxes) - len(entries) > 2:
            return []
    others = [cells for row in grid if colour_row(row, extra) is None and 2 <= len(cells := distinct(row)) <= 3
              and meaning_of(cells[-1].flat, extra)]
    entries += [Entry(cells[-1].flat, fill=cells[0].fill, symbol=cells[0].flat if CODE.fullmatch(cells[0].flat) else None)
                for cells in others if CODE.fullmatch(cells[0].flat) or cells[0].fill not in (None, cells[-1].fill)]
    heads = fold(" ".join(c.flat for row in grid[:1] for c in distinct(row)))
    if not is_key(entries, extra) or len(grid) - len(entries) > 3:
        return []
    if max(sum(not c.flat.isdigit() for c in signs_once(row, extra)) for row in grid) > 3 and not KEY_WORDS.search(heads):
        return []
    return entries if all(len(e.text.split()) <= LONGEST for e in entries) else []


def _with_letters(entries: list[Entry]) -> list[Entry]:
    """Boxes that each begin with a letter of their own ('B Blue: complete', 'N Not yet due'), which is what cells print."""
    found = [_LETTERED.match(e.text) for e in entries]
    apart = all(found) and len({m[1] for m in found if m}) == len(entries)
    return [replace(e, text=m[2], symbol=m[1]) for e, m in zip(entries, found, strict=True) if m] if apart else entries


def paired(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """A legend along a row: a colour's name or letter, or an empty box of it, then what it means, then the next. Colours that are no
    rating's (grey) may be among them."""
    cells = [c for row in grid for c in distinct(row)]
    pairs = [(b, w) for b, w in zip(cells[::2], cells[1::2], strict=False) if b.fill or b.flat or w.flat]
    boxes, words = [b for b, _ in pairs], [w for _, w in pairs]
    names = [named_colour(b.flat, extra) for b in boxes]
    if len(cells) % 2 or len(boxes) < 3 or not all(w.flat and (name or (b.fill and not b.flat)) for b, w, name in zip(
            boxes, words, names, strict=True)):
        return []
    entries = [Entry(w.flat, colour=name, fill=b.fill) for b, w, name in zip(boxes, words, names, strict=True)]
    return entries if sum(e.rag(extra) is not None for e in entries) > 1 and is_key(entries, extra) else []


def words_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """Rows of a status word and its definition, and perhaps a count, under headings that say so ('Status | Meaning') or none."""
    rows = [[c.flat for c in distinct(row) if c.flat and not c.flat.isdigit()] for row in grid]
    headed = bool(rows and rows[0]) and _are_heads(rows[0])
    if headed or rows and rows[0] and KEY_WORDS.search(fold(rows[0][0])):
        rows = rows[1:]
    entries = [e for row in rows if len(row) == 2 and (e := defined(*row))]
    known = sum(fold(e.word or "") in scale(extra).words for e in entries)
    usual = known >= 2 and 2 * known >= len(entries)
    meant = [status for e in entries if (status := e.status(extra))]
    # 'Landed: everything agreed has been done'; without headings, where each is understood
    own = (headed or known >= 2 and len(meant) == len(entries)) and len({*meant}) >= OWN
    return entries if len(entries) == len(rows) and (usual or own) and is_key(entries, extra) else []


def _are_heads(texts: list[str]) -> bool:
    """Whether texts head a key: 'Assessment | Meaning', 'Word used | What it should be taken to mean'."""
    brief = all(len(text.split()) <= 2 for text in texts) or len(texts) == 2 and MEANS.search(fold(texts[1])) and len(texts[1].split()) <= 8
    return bool(brief) and bool(KEY_HEADINGS.search(fold(" ".join(texts))))


def symbols_beside_words(grid: list[list[Cell | None]], extra: tuple[str, ...]) -> list[Entry]:
    """Rows of a symbol, the word it stands for and perhaps what that means; a row of headings may stand over them."""
    rows = [[c.flat for c in distinct(row) if c.flat] for row in grid]
    entries = [Entry(" – ".join(row[1:]), symbol=row[0], word=row[1] if len(row) > 2 else None)
               for row in rows if 2 <= len(row) <= 3 and SYMBOL.fullmatch(row[0])]
    return entries if len(entries) >= max(2, len(rows) - 1) and is_key(entries, extra) else []


def colour_row(row: list[Cell | None], extra: tuple[str, ...]) -> Entry | None:
    """One row of a key: its sign (a colour's name or letter, a number, or a shaded box) and the words beside it."""
    known, cells = scale(extra), signs_once(row, extra)
    if not 1 < len(cells) <= 4 or all(KEY_WORDS.fullmatch(fold(c.flat)) for c in cells):
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
    if colour is None and sign.flat and len(others) == 2 and (entry := defined(*others)):
        entry.fill = sign.fill
        return entry
    best = next((t for t in others if meaning_of(t, extra)), others[0] if others else "")
    if not best or best in known.colours:
        return None
    fill = sign.fill if rag_of_fill(sign.fill) else shade(*cells)
    return Entry(best, number=grade, colour=colour, fill=fill)


def signs_once(row: list[Cell | None], extra: tuple[str, ...]) -> list[Cell]:
    """The cells of a row without a second sign of one colour: 'R | Red | Behind'."""
    cells = distinct(row)
    signs = [c for c in cells if named_colour(c.flat, extra)]
    rags = {Entry("", colour=named_colour(c.flat, extra)).rag(extra) for c in signs}
    return [c for c in cells if c not in signs[:-1]] if len(rags) == 1 else cells
