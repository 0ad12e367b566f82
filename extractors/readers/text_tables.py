"""Tables in plain text: tab-separated, piped, aligned by spaces, separated by slashes.

Each finder gets all lines and a position and returns the table that starts there with the position after it, or None.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise, takewhile

from extractors.readers.markup import paragraphs
from extractors.readers.text_blocks import LEAST, cut_by_blocks, headings_of
from extractors.readers.text_gather import gathered
from extractors.readers.text_rows import NUMBERED, pairs_in, parts_of, starts_of
from extractors.readers.text_spans import MAX_BAR, MAX_HEAD, REFERENCE, WITHIN, spans
from models.document import Cell, Table

Found = tuple[Table, int] | None

MAX_COLUMNS = 200
MAX_ALIGNED_WIDTH = 400
MAX_HEADING_LINES = 4
FEW_TABS, MAX_LINES_OF_A_ROW = 3, 30
"""Tabs of the narrowest table whose rows are put together from several lines."""
MAX_SIGN = 20
"""Characters of a rating at the end of a row: what is longer does not go on with it."""
TORN, TORN_SHARE, FEW_WORDS = 8, 0.4, 3
"""Texts of a column, so many words each, and the share of them that begin in small letters where rows have been torn to lines."""
_SECOND = re.compile(r"(\S.*?)? {3,}([A-Z][A-Za-z/ ]{2,24}?[A-Za-z]):?(?: {2,}(\S.*))?")
PAIRS = 2
"""So many lines have a second label beside the first."""
COLONS = 0.4
"""Share of the lines of labels with a colon, where one ends each label: a label on two lines has one in the second."""
_PART = re.compile(r"(?:Recommendation|Theme|Objective|Priority|Workstream|Issue|Outcome|Aim)\s+\w{1,4}\s?[:.–-]", re.I)
_BARE_PART = re.compile(r"(?:Recommendation|Theme|Objective|Priority|Workstream|Issue|Outcome|Aim)\s+\w{1,4}\s?[:.]?", re.I)
_DASHES = re.compile(r":?[-=_–—]{2,}:?")
_ITEM = re.compile(r"\s*(?:R?\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z][.)]|\(?[ivx]{1,4}[.)]|[•●▪o–-])\t+\s*\S[^\t]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*\+[-=+:]{3,}\+\s*$")
_SLASH = re.compile(r"\s+/\s+")
_LABEL_END = re.compile(r"\(?[\w /]{1,20}\)\s?:?|\((?:Quarter|Q\d)[\w /]{0,12}")
"""The second line of a label: 'Evidence of progress (June' over '2025):', 'Self-assessment' over '(Quarter 2'."""
_LETTER = re.compile(r"\(?([a-h])\)\s")
_ROUND = re.compile(r"\((?:Quarter|Q\d|Month|Round|as at|[A-Z][a-z]+ 20\d\d)\b")
_DATED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}\s?[:–-]")
HEADED = 4
"""Lines that begin at the place of a heading make its column."""
_STOPPED = re.compile(r"(\d{1,2})\.\s+\S")
_LISTED = re.compile(r"(?P<word>Actions?\s)?\(?(?P<n>\d{1,2}(?:\.\d{1,2})?)(?:\)|(?=[\s:–&,-]))(?!\s*(?:%|per\b|million))")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.? {2,}[A-Z](?:\S| (?! ))*[.:]")
_PARAGRAPH = re.compile(r"\s*\(?\d{1,3}(?:\.\d{1,3})*[.)]?\s\s(?=[A-Z])\S+(?:\s\S+)*\s*$")
_LABELLED = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,2}:\s")
_BULLETED = re.compile(r"\s*[•●▪▫■□◦○‣⁃➢\uf0a7\uf0b7\uf0d8]\s+(?:\S| (?! ))+$")
"""An item of a list, without columns."""
_GAP = re.compile(r"(?<=[^\s.?!]) {2,}(?=\S)|(?<=[.?!]) {3,}(?=\S)")


def is_rule(cells: Iterable[str]) -> bool:
    """Whether a row only underlines: '---' in its cells."""
    filled = [c.strip() for c in cells if c.strip()]
    return bool(filled) and all(_DASHES.fullmatch(c) for c in filled) and any(len(c) > 2 for c in filled)


def table(rows: list[list[str]], method: str, markdown: bool, headers: int = 0) -> Table | None:
    """A table of these texts; rows made equally long, columns empty to the end of the table left out. Merged cells
    are put together again (extractors/readers/text_spans.py)."""
    rows = [r[:MAX_COLUMNS - 1] + [" ".join(r[MAX_COLUMNS - 1:])] if len(r) > MAX_COLUMNS else r for r in rows]
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell.strip()), default=0)
    if not width:
        return None
    places = spans(rows, width, apart=method == "tabs")
    cells = [Cell(r, c, down, across, paragraphs(rows[r][c], markdown) if c < len(rows[r]) else [], header=r < headers)
             for r, c, down, across in places]
    return Table(cells, method, rows=len(rows), columns=width)


def tabbed(lines: list[str], start: int, markdown: bool) -> Found:
    """Consecutive lines with tabs. A list whose items are a mark, a tab and text is no table, nor are labels with their values on one
    line."""
    if whole := _whole_rows(lines, start):
        rows, end = whole
        found = table(rows, "tabs", markdown)
        return (found, end) if found else None
    end, split = start, list[list[str]]()
    while end < len(lines) and lines[end].strip():
        if "\t" in lines[end]:
            split.append(lines[end].split("\t"))
        elif split and _ends_a_value(lines, end):
            split[-1][1] += f"\n{lines[end].strip()}"
        else:
            break
        end += 1
    if end == start or all(_ITEM.match(line) for line in lines[start:end]) or end == start + 1 and all(
            _LABELLED.match(cell.lstrip()) for cell in split[0] if cell.strip()):
        return None
    rows = [r for r in split if not is_rule(r)]
    headers = 1 if len(split) > 1 and is_rule(split[1]) else 0
    found = table(gathered(rows), "tabs", markdown, headers)
    return (found, end) if found else None


def _ends_a_value(lines: list[str], index: int) -> bool:
    """Whether a line without tabs is more of the value on the line above, beside its label: labels and values go on below it."""
    labelled = re.compile(r"[A-Z][^\t]{2,60}\t[^\t]*")
    above = next((line for line in reversed(lines[:index]) if "\t" in line or not line.strip()), "")
    below = next((line for line in lines[index:] if "\t" in line or not line.strip()), "")
    return bool(labelled.fullmatch(above) and above.split("\t")[1].strip() and labelled.fullmatch(below)) and not (
        _PART.match(lines[index]) or _BARE_PART.fullmatch(lines[index].strip()))


def _whole_rows(lines: list[str], start: int) -> tuple[list[list[str]], int] | None:
    """Rows whose cells hold line ends: lines put together until they have as many cells as the headings; null where no line has to be, or
    where one does not come out even."""
    width = lines[start].count("\t")
    rows, end, cut = [lines[start].split("\t")], start + 1, 0
    if width < FEW_TABS:
        return None
    lasts = _last_cells(lines, start + 1, width)
    while end < len(lines) and lines[end].strip():
        size = next((n for n in range(1, MAX_LINES_OF_A_ROW) if _is_row(lines[end:end + n], width)), 0)
        if not size:
            break
        first = lines[end].split("\t")[0].strip()
        above = size > 1 and "\t" not in lines[end] and not _begins_cell(first, lines[end:end + size])
        if above and _is_row(lines[end + 1:end + 2], width) and _runs_across(lines[end], lasts):
            rows.append([first])
            end, cut = end + 1, cut + 1
            continue
        if above and rows[1:]:
            last = max((i for i, cell in enumerate(rows[-1]) if cell.strip()), default=0)
            rows[-1][last] += f"\n{lines[end].strip()}"
            end, cut = end + 1, cut + 1
            continue
        rows.append("\n".join(lines[end:end + size]).split("\t"))
        end, cut = end + size, cut + size - 1
    return (rows, end) if cut and len(rows) > 2 and not (end < len(lines) and "\t" in lines[end]) else None


def _last_cells(lines: list[str], start: int, width: int) -> list[str]:
    """What ends the lines that are whole rows, up to the next empty line."""
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    return [line.rsplit("\t", 1)[1].strip() for line in lines[start:end] if line.count("\t") == width]


def _runs_across(line: str, lasts: list[str]) -> bool:
    """Whether a line without tabs runs across the table: it names a part of a plan, or is longer than all last cells, which are signs."""
    return bool(_PART.match(line)) or bool(lasts) and max(map(len, lasts)) <= MAX_SIGN < len(line.strip())


def _is_row(lines: list[str], width: int) -> bool:
    """Whether some lines together have so many tabs, and the last of them one."""
    return sum(line.count("\t") for line in lines) == width and "\t" in lines[-1] and all(line.strip() for line in lines)


def _begins_cell(first: str, lines: list[str]) -> bool:
    """Whether a line without tabs begins the first cell of the row below it, and does not end the last cell of the row above."""
    below = next(line for line in lines if "\t" in line)
    return bool(below.split("\t")[0].strip()) and not REFERENCE.fullmatch(below.split("\t")[0].strip())


def piped(lines: list[str], start: int, markdown: bool) -> Found:
    """Markdown's '| a | b |' with or without the outer pipes, and grids drawn with '+---+'. Without a rule below the headings, most rows
    have as many cells as these."""
    if lines[start].strip() == "|":
        return _spilt(lines, start, markdown)
    end = start
    while end < len(lines) and (_PIPE.search(lines[end]) or _RULE.match(lines[end]) or end > start and _is_between(lines, start, end)):
        end += 1
    region = lines[start:end]
    if any(_RULE.match(line) for line in region):
        return _drawn(region, end, markdown)
    split = [_cells(line) for line in region]
    ruled = len(split) > 1 and is_rule(split[1])
    even = len(split) > 1 and (len(split[1]) == len(split[0]) > 1
                               or len(split[0]) > 2 and 2 * sum(len(r) == len(split[0]) for r in split) > len(split))
    if not ruled and not even:
        return None
    found = table([r for r in split if not is_rule(r)], "tabs", markdown, 1 if ruled else 0)
    return (found, end) if found else None


def _spilt(lines: list[str], start: int, markdown: bool) -> Found:
    """Rows that a pipe alone on a line opens and that have a cell a line ('Action |'), as a web page's table is extracted; the headings'
    row has no empty one."""
    rows: list[list[str]] = []
    position = start
    while position < len(lines) and lines[position].strip() == "|":
        cells: list[str] = []
        at, cell = position + 1, []
        while at < len(lines) and lines[at].strip() and not (rows and len(cells) == len(rows[0])):
            line = lines[at].strip()
            if not rows and line == "|" and not cell:
                break
            cell.append(line.removesuffix("|").rstrip())
            if line.endswith("|"):
                cells.append("\n".join(cell))
                cell = []
            at += 1
        if cell or len(cells) != len(rows[0] if rows else cells):
            break
        rows.append(cells)
        position = at
    found = table([r for r in rows if any(r) and not is_rule(r)], "tabs", markdown) if len(rows) > 1 and len(rows[0]) > 1 else None
    return (found, position) if found else None


def _is_between(lines: list[str], start: int, index: int) -> bool:
    """Whether a short line without pipes stands between rows of one table, as a line across it does."""
    pipes = len(_PIPE.findall(lines[start]))
    return pipes > 1 and 0 < len(lines[index].strip()) <= MAX_BAR and any(
        len(_PIPE.findall(line)) == pipes for line in lines[index + 1:index + 2])


def _cells(line: str) -> list[str]:
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [c.replace("\\|", "|").strip() for c in _PIPE.split(line)]


def _drawn(region: list[str], end: int, markdown: bool) -> Found:
    """Rows between '+---+' rules; the lines of a row are joined cell by cell."""
    rows: list[list[str]] = []
    headers, fresh = 0, True
    for line in region:
        if _RULE.match(line):
            headers = len(rows) if "=" in line else headers
            fresh = True
            continue
        cells = _cells(line)
        if fresh or not rows:
            rows.append(cells)
            fresh = False
        else:
            rows[-1] = _joined(rows[-1], cells)
    found = table(rows, "tabs", markdown, headers)
    return (found, end) if found else None


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    return [("\n" if _begins_line(above, below) else " ").join(part for part in (above, below) if part)
            for above, below in zip(upper, lower, strict=True)]


def _begins_line(above: str, below: str) -> bool:
    """Whether a line of a cell begins a new one: a dated update, a label after a whole sentence ('Status: complete'), or a number of a list
    ('2)', '1.2', 'Actions 2–4:') after a lower one, or after the one before it ('2.')."""
    marks = [_mark(line) for line in above.split("\n")]
    mark = _mark(below)
    labelled = above[-1:] in (".", ")") and _LABELLED.match(below)
    if (stop := _STOPPED.match(below)) and any((m := _STOPPED.match(line)) and int(m[1]) + 1 == int(stop[1]) for line in above.split("\n")):
        return True
    return bool(_DATED.match(below) or labelled) or mark is not None and any(m and m[0] == mark[0] and m[1] < mark[1] for m in marks)


def _mark(line: str) -> tuple[tuple[bool, ...], list[int]] | None:
    """The style and the number of the mark that a line begins with."""
    if letter := _LETTER.match(line):
        return (False, False, False), [ord(letter[1])]
    found = _LISTED.match(line)
    if found is None:
        return None
    number = found["n"]
    style = bool(found["word"]), "." in number, ")" in found[0]
    return (style, [int(part) for part in number.split(".")]) if any(style) else None


def slashed(lines: list[str], start: int, markdown: bool) -> Found:
    """Rows written 'a / b / c': at least three in sequence with the same number of parts (three or more), the first being
    short words without figures, as headings are. A cell may hold line ends; a line without parts before a row is one across it."""
    head = _SLASH.split(lines[start].strip())
    if len(head) < 3 or any(len(c) > 40 or not c or any(x.isdigit() for x in c) or c.endswith(".") for c in head):
        return None
    rows, bars, kept = [head], [], start + 1
    end = kept
    while end < len(lines):
        if not lines[end].strip():
            end += 1
            continue
        row = _SLASH.split(lines[end].strip())
        size = 1
        while 1 < len(row) < len(head) and end + size < len(lines) and lines[end + size].strip():
            *before, last = row
            more = _SLASH.split(lines[end + size].strip())
            row, size = [*before, f"{last}\n{more[0]}", *more[1:]], size + 1
        if len(row) == len(head):
            rows += [*bars, row]
            end = kept = end + size
            bars = []
        elif len(row) == 1 and not bars and len(row[0]) < MAX_BAR:
            bars, end = [row], end + 1
        else:
            break
    if sum(len(row) == len(head) for row in rows) < 3:
        return None
    found = table(rows, "tabs", markdown)
    return (found, kept) if found else None


def aligned(lines: list[str], start: int, markdown: bool) -> Found:
    """Columns held apart by two or more spaces at the same places over several lines, as `pdftotext -layout` writes them."""
    if not _GAP.search(lines[start].strip()) or _is_numbered(lines, start) or _BULLETED.match(lines[start]):
        return None
    end = _aligned_end(lines, start)
    end = _rounds_below(lines, start, end) or _heads_below(lines, start, end) or end
    while end - start >= 3:
        region = lines[start:end]
        gappy = [line for line in region if _GAP.search(line.strip())]
        if all(_PARAGRAPH.match(line) for line in gappy) and max(map(len, gappy)) > MAX_BAR and not any(
                a.strip() and b.strip() for a, b in pairwise(region)):
            return None  # numbered paragraphs, blank lines between
        captions = {i for i in range(1, len(region) - 1) if _is_caption(region, i) or _is_bar(region, i) or _is_part(region, i)}
        cut, repeated = _cut_at_columns(region, captions)
        if len(gappy) >= 3 and (len(gappy) + _going_on(region, gappy)) * 2 >= len([x for x in region if x.strip()]) and len(cut[0]) > 1:
            pairs = _in_pairs(cut)
            rows = _across(_aligned_rows(pairs, repeated, captions, region), pairs, region)
            found = table(rows, "aligned", markdown) if not _are_torn(rows) else None
            if found:
                found.notes.append("columns inferred from spaces")
                if pairs is not cut:
                    _spread(found)
            return (found, end) if found else None
        end = _shorter(lines, start, end)
    return None


def _in_pairs(cut: list[list[str]]) -> list[list[str]]:
    """Lines of two columns as four, where several have a second label, at one place, and mostly a value behind the first: 'Owner   Ann Reed
    Due date   May 2031'; other lines run over it."""
    found = [_SECOND.fullmatch(cells[1]) if len(cells) == 2 else None for cells in cut]
    places = Counter(pair.start(2) for pair in found if pair)
    place, often = max(places.items(), key=lambda x: x[1], default=(0, 0))
    if often < PAIRS:
        return cut
    return [[cells[0], pair[1], pair[2], pair[3] or ""] if pair and abs(pair.start(2) - place) < 2 else [*cells, "", ""]
            for cells, pair in zip(cut, found, strict=True)]


def _spread(found: Table) -> None:
    """Let a value run over the place of the second label where its row has none."""
    filled = {c.row for c in found.cells if c.column > 1 and c.text}
    found.cells = [c for c in found.cells if c.column < 2 or c.row in filled]
    for cell in found.cells:
        if cell.column == 1 and cell.row not in filled:
            cell.column_span = found.columns - 1


def _are_torn(rows: list[list[str]]) -> bool:
    """Whether rows are only lines of rows: the texts of a column begin within sentences."""
    for column in zip(*rows[1:], strict=True):
        texts = {cell for cell in column if len(cell.split()) >= FEW_WORDS}
        if len(texts) >= TORN and sum(WITHIN.match(text) is not None for text in texts) > TORN_SHARE * len(texts):
            return True
    return False


def _is_numbered(lines: list[str], index: int) -> bool:
    """Whether a line is a numbered sentence above the headings of a table: '1.3   The grades are these.', and below it more columns."""
    below = lines[index + 1].strip() if index + 1 < len(lines) else ""
    return _NUMBERED.fullmatch(lines[index].strip()) is not None and len(_GAP.findall(below)) > 1


def scale(lines: list[str], start: int, markdown: bool) -> Found:
    """A row of letters or numbers over a row of as many words, as the key to a scale is printed."""
    signs = lines[start].split()
    words = _GAP.split(lines[start + 1].strip()) if start + 1 < len(lines) else []
    if len(signs) < 3 or len(signs) != len(words) or any(len(s) > 1 or not s.isalnum() for s in signs) or "\t" in lines[start]:
        return None
    found = table([signs, words], "aligned", markdown)
    return (found, start + 2) if found else None


def _going_on(region: list[str], gappy: list[str]) -> int:
    """How many lines go on with a value beside a label: they begin where values do. Beside marks of a list ('(a)') none does."""
    begins = Counter(len(line) - len(line.lstrip()) + gap.end() for line in gappy if (gap := _GAP.search(line.strip())))
    labels = sum(len(re.findall(r"[^\W\d_]{2,}", _GAP.split(line.strip())[0])) > 0 for line in gappy)
    if 3 * labels < 2 * len(gappy):
        return 0
    return sum(begins[len(line) - len(line.lstrip())] > 2 and not _GAP.search(line.strip()) for line in region if line.strip())


def _aligned_end(lines: list[str], start: int) -> int:
    """After the last line that can belong to the table starting here: gaps, deep indents, single blank lines between."""
    end, index = start, start
    while index < len(lines) and index - start < 2_000:
        line = lines[index]
        if len(line) > MAX_ALIGNED_WIDTH or "\t" in line or line.startswith("| "):
            break
        if not line.strip():
            if index + 1 >= len(lines) or not (_belongs(lines[index + 1]) or _is_caption(lines, index + 1)):
                break
        elif _belongs(line) or (end == index and len(line.strip()) <= 40 and (line[0].islower() or _LABEL_END.fullmatch(line.strip()))):
            # the end of a cell on the left
            end = index + 1
        elif _is_caption(lines, index) or _is_bar(lines, index) or _is_part(lines, index):
            pass
        elif len(line.strip()) > 40:
            break
        index += 1
    return end


def _rounds_below(lines: list[str], start: int, end: int) -> int | None:
    """Where values beside labels give way to two or more columns of them, under headings of their own: 'May 2023    March 2024'."""
    filled = [line for line in lines[start:end] if line.strip()]
    if len(filled) < 4 or len(_columns(filled)) != 2:
        return None
    for index in range(start + 1, end - 2):
        line = lines[index]
        heads = _GAP.split(line.strip()) if line.startswith("  ") else []
        below = [other for other in lines[index:end] if other.strip()]
        if len(heads) > 1 and max(map(len, heads)) <= MAX_HEAD and len(_columns(below)) == 1 + len(heads):
            return index
    return None


def _heads_below(lines: list[str], start: int, end: int) -> int | None:
    """Where a table gives way to the headings of another with more columns than any of its lines has."""
    most = 0
    for index in range(start, end - 2):
        heads, following = headings_of(lines[index]), next((line for line in lines[index + 1:end] if line.strip()), "")
        apart = len({*_GAP.split(lines[index].strip())}) == len(heads)
        if index > start + 2 and apart and len(heads) > max(most, LEAST - 1) and len(headings_of(following)) < len(heads):
            return index
        most = max(most, len(_GAP.findall(lines[index].strip())) + 1)
    return None


def _belongs(line: str) -> bool:
    return bool(line.strip()) and (bool(_GAP.search(line.strip())) or line.startswith("    "))


def _is_caption(lines: list[str], index: int) -> bool:
    """A short line of its own between the rows of a table, such as the month its rows were agreed in."""
    text = lines[index].strip()
    alone = 0 < index < len(lines) - 2 and not lines[index - 1].strip() and not lines[index + 1].strip()
    return alone and 0 < len(text) <= 30 and not _GAP.search(text) and text[-1] not in ".;," and _belongs(lines[index + 2])


def _is_bar(lines: list[str], index: int) -> bool:
    """A line that begins where the row below it does and runs over its first gap: no cell's text, but a bar across the table."""
    line, below = lines[index].rstrip(), lines[index + 1] if index + 1 < len(lines) else ""
    text, gaps = line.strip(), [gap.end() for gap in _GAP.finditer(below)]
    apart = 0 < len(text) <= MAX_BAR and text[-1] not in ".;:," and not _GAP.search(text) and len(gaps) > 1 and len(line) > gaps[0]
    return apart and len(line) - len(text) == len(below) - len(below.lstrip())


def _across(rows: list[list[str]], lines: list[list[str]], region: list[str]) -> list[list[str]]:
    """The rows with those printed in each column that are one line, longer than any beside which something stands: bars."""
    whole, longest = {" ".join(line.split()) for line in region}, _longest(lines)
    bars = [len(row) > 2 and _runs_over(row, longest) and " ".join(row[0].split()) in whole for row in rows]
    return [[row[0]] * len(row) if bar else row for row, bar in zip(rows, bars, strict=True)]


def _longest(lines: list[list[str]]) -> int:
    """The characters of the longest first cell beside which something stands."""
    return max((len(cells[0]) for cells in lines if any(cells[1:])), default=0)


def _runs_over(cells: list[str], longest: int) -> bool:
    return not any(cells[1:]) and len(cells[0]) > longest


def _is_part(lines: list[str], index: int) -> bool:
    """A line across the rows of a table that says 'Recommendation 2', or the text on the line or two below it."""
    above = next((i for i in range(index, max(index - 3, -1), -1) if _BARE_PART.fullmatch(lines[i].strip())), None)
    if above is None or any(not lines[i].strip() or _GAP.search(lines[i].strip()) for i in range(above, index + 1)):
        return False
    below = next((i for i in range(above + 1, min(above + 4, len(lines))) if _GAP.search(lines[i].strip())), None)
    return below is not None and below > index and all(lines[i].strip() for i in range(above, below))


def _shorter(lines: list[str], start: int, end: int) -> int:
    """The region without its last block (to the blank line before), to try again."""
    for index in range(end - 1, start, -1):
        if not lines[index].strip():
            return index
    return start


def _columns(region: list[str]) -> list[int]:
    """Where columns start: after places that are blank in every line, two or more wide; or one, where the heading of the column begins
    after more, and so do other lines."""
    width = max(len(line) for line in region)
    used = [False] * (width + 2)
    for line in region:
        for index, char in enumerate(line):
            used[index] |= char != " "
    begins = [i for i in range(width) if used[i] and (i == 0 or not used[i - 1])]
    return [i for i in begins if i < 2 or not used[i - 2] or not any(used[:i]) or _is_headed(region, i)]


def _is_headed(region: list[str], at: int) -> bool:
    """Whether the first line of a region begins anew here after two blanks or more, and several lines below it begin here."""
    lines = [line for line in region[1:] if line[at:at + 1].strip()]
    return region[0][at - 2:at] == "  " and region[0][at:at + 1].isupper() and len(lines) >= HEADED


def _cut_at_columns(region: list[str], captions: set[int]) -> tuple[list[list[str]], set[int]]:
    """The lines cut at the columns, and which of them repeat the headings: below these the columns may stand elsewhere, as on the next
    page."""
    head = region[0].split()
    starts = [i for i, line in enumerate(region) if i == 0 or (line.split() == head and i not in captions)]
    parts = [region[a:b] for a, b in zip(starts, [*starts[1:], len(region)], strict=True)]
    columns = [_columns([line for i, line in enumerate(part, a) if line.strip() and i not in captions])
               for a, part in zip(starts, parts, strict=True)]
    lines: list[list[str]] = []
    width, heads = min(map(len, columns)), len(_GAP.findall(region[0].strip())) + 1
    if width < heads and (width > 2 or heads > 2 * PAIRS):
        blocks = [cut_by_blocks(part, {i - a for i in captions}) for a, part in zip(starts, parts, strict=True)]
        if all(blocks):
            lines, parts, columns = [line for block in blocks for line in block or ()], [], []
    if len({len(c) for c in columns}) > 1:
        parts, columns, starts = [region], [_columns([x for i, x in enumerate(region) if x.strip() and i not in captions])], [0]
    for part, places in zip(parts, columns, strict=True):
        bounds = [*places, None]
        for line in part:
            cells = [line[a:b].strip() for a, b in zip(bounds, bounds[1:], strict=False)]
            lines.append([(line[:places[0]] + cells[0]).strip(), *cells[1:]])
    for index in captions:
        lines[index] = [""] * len(lines[0])
    more = {a + j for a in starts[1:] for j in takewhile(
        lambda j, a=a: a + j < len(region) and region[j].split() == region[a + j].split() != [], range(1, MAX_HEADING_LINES + 1))}
    return lines, {*starts[1:], *more}


def _aligned_rows(lines: list[list[str]], repeated: set[int], captions: set[int], region: list[str]) -> list[list[str]]:
    """Cut lines gathered into rows. A row starts at a reference number where a column holds those (what stands before the first is the
    heading); else at lines which `starts_of` tells; else after a blank line, where blank lines part the rows; else where the first cell is
    filled. Headings repeated stand before a row that they cut."""
    body = [[""] * len(cells) if i in repeated else cells for i, cells in enumerate(lines)]
    anchor, first = _reference_column(body)
    begins = next((i for i, cells in enumerate(lines) if cells[0]), 0)
    blanks = any(not any(cells) for i, cells in enumerate(lines) if i > begins and i not in captions)
    rows: list[list[str]] = []
    labels = [cells[0] for cells in lines if cells[0]]
    colons = first < 0 and sum(":" in label for label in labels) >= COLONS * len(labels) > 0
    recurring = {label for label, often in Counter(labels).items() if often > 1 and label[0].isupper()} if len(lines[0]) == 2 else set()
    pairs = pairs_in(body) if blanks and len(lines[0]) == 2 else set()
    starts = starts_of(body, 1) if first < 0 and not captions and not recurring and not colons else None
    base = {i for i, cells in enumerate(body) if i >= first >= 0 and REFERENCE.fullmatch(cells[anchor])} if starts is None else starts
    parts, actions = parts_of(body, base) if base and not captions else (set(), 0)
    longest = _longest(lines)
    cut_rows: list[int] = []
    heads: list[int] = []
    after_blank = True
    for index, cells in enumerate(lines):
        if index in captions:
            if index - 1 in captions and _BARE_PART.fullmatch(rows[-1][0].split("\n")[0]):
                rows[-1][0] += ("\n" if "\n" not in rows[-1][0] else " ") + region[index].strip()
            else:
                rows.append([region[index].strip(), *[""] * (len(lines[0]) - 1)])
            continue
        if index in repeated:
            if index - 1 in repeated:
                rows[-2] = _joined(rows[-2], cells)
            else:
                rows.insert(len(rows) - 1, cells)
                cut_rows, heads = [r + (r > len(rows) - 3) for r in cut_rows], [*heads, len(rows) - 2]
            continue
        if not any(cells):
            after_blank = True
            continue
        if starts is not None:
            fresh = index in starts
        elif first >= 0:
            fresh = bool(REFERENCE.fullmatch(cells[anchor])) or (
                index < first and bool(cells[0]) and (first > MAX_HEADING_LINES or _runs_over(cells, longest)))
        else:
            begun = after_blank or cells[0] in recurring or index in pairs
            fresh = begun if blanks else bool(cells[0]) and not (rows[1:] and (_runs_on(rows[-1], cells) or _within(rows[-1], cells)))
        if index in parts:
            cut_rows.append(len(rows))
        fresh = fresh or index in parts
        unfinished = colons and rows and rows[-1][0] and cells[0] and ":" not in rows[-1][0]
        cut = bool(rows) and (unfinished or (len(cells) == 2 and _goes_on(rows[-1][0], cells[0])))
        if rows and (cut or not fresh):
            rows[-1] = _joined(rows[-1], cells)
        else:
            rows.append(cells)
        after_blank = False
    for part in cut_rows:
        if any((m := NUMBERED.match(cell)) and m.end() == len(cell) for cell in rows[part][:actions]):
            continue  # a number of its own, and what stands beside it
        above = next(i for i in range(part - 1, -1, -1) if i not in cut_rows and i not in heads)
        rows[above][:actions] = _joined(rows[above][:actions], rows[part][:actions])
        rows[part][:actions] = [""] * actions
    groups = _group_column(body, anchor, first)
    for column in range(anchor):
        if groups is None or column < groups:
            _put_together(rows, column)
        elif column > groups and any(cells[column] and not cells[anchor] for cells in body[first:]):
            _gather(rows, groups, column)
    return rows


def _group_column(lines: list[list[str]], anchor: int, first: int) -> int | None:
    """The column left of the rows' references that numbers groups of them: 'PR1 | What was found | 1.1', and below it '1.2' alone."""
    for column in range(anchor):
        filled = [i for i, cells in enumerate(lines) if i >= first >= 0 and cells[column]]
        if filled and filled[0] == first and all(
                REFERENCE.fullmatch(lines[i][column]) and REFERENCE.fullmatch(lines[i][anchor]) for i in filled if any(lines[i][1:])):
            return column
    return None


def _gather(rows: list[list[str]], groups: int, column: int) -> None:
    """Put a text that runs past the rows of its group into the first of them."""
    holder: int | None = None
    for index, row in enumerate(rows):
        if REFERENCE.fullmatch(row[groups]):
            holder = index
        elif holder is not None and row[column] and not row[groups]:
            rows[holder][column], row[column] = f"{rows[holder][column]} {row[column]}".strip(), ""


def _runs_on(above: list[str], line: list[str]) -> bool:
    """Whether another cell of a line goes on within a sentence of the row above, so that its first cell does too: 'Contracts' over
    'Manager', beside 'open from 7am' over 'to 9pm'."""
    return any(cell[:1].islower() and " " in cell and over[:1].isupper() and over[-1] not in ".;:!?)"
               for over, cell in zip(above[1:], line[1:], strict=False) if over)


def _within(above: list[str], line: list[str]) -> bool:
    """Whether a line's first cell goes on within the sentence of the row above; not beside values alone, where it may be a label."""
    return len(line) > 2 and line[0][:1].islower() and " " in above[0] and above[0][-1] not in ".!?:;"


def _put_together(rows: list[list[str]], column: int) -> None:
    """Left of the references a text may run past several of them, as a merged cell does: what goes on in small letters is the text's
    above."""
    holder = 0
    for index, row in enumerate(rows):
        if row[column][:1].islower() and holder and rows[holder][column][-1] not in ".!?:;":
            rows[holder][column], row[column] = f"{rows[holder][column]} {row[column]}", ""
        elif row[column]:
            holder = index


def _goes_on(label: str, rest: str) -> bool:
    """Whether what stands below a label is the end of it: 'Update (Quarter 2' over '2023/24)', 'Recommendation' over '4', 'Responding'
    over 'organisation'."""
    if not label or not rest:
        return False
    return (label.count("(") > label.count(")") or bool(_ROUND.match(rest)) or rest[0] in "–—" or (rest.isdigit() and label[-1].isalpha())
            or (rest[0] == "(" and label[-1] == ":")
            or (rest[0].islower() and label[0].isupper() and label[-1].isalpha()))


def _reference_column(lines: list[list[str]]) -> tuple[int, int]:
    """The column that holds nothing but reference numbers below its heading, different ones, the most of them, and the line of the first;
    a single one only where it has parts ('1.2'). (0, -1) where there is none."""
    best = (0, 0, -1)
    for column in range(len(lines[0])):
        filled = [i for i, cells in enumerate(lines) if cells[column]]
        found = [i for i in filled if REFERENCE.fullmatch(lines[i][column])]
        values = [lines[i][column] for i in found]
        enough = len(found) > 1 or (found and re.search(r"\d\.\d", values[0]))
        if enough and len(set(values)) == len(values) and all(i in found for i in filled if i > found[0]):
            best = max(best, (len(found), -column, found[0]))
    return -best[1], best[2]
