"""Pages of a text extraction: lines repeated at their heads and feet, and page numbers in the middle of the text, are kept apart."""
from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from extractors.readers.markup import paragraphs
from extractors.readers.text_levels import levelled
from models.document import Block, Document, ReaderNote

PAIR, MAX_MARGIN, BESIDE, A_TITLE = 2, 6, 2, 3
"""Pages of which both must have a line in their margins; lines at the head, and at the foot, of a page that can be page furniture; lines
beside a page number that can; words of one that stands elsewhere too (a status in a cell may)."""
DEEP = " " * 12
_ROWLIKE = re.compile(r"[\t|]|\S {2,}\S.*\S {2,}\S|\S {3,}\S")
_FOOT = re.compile(r"[^\t|]*\|\s*(?:page\s*)?\d{1,3}", re.I)
"""A foot with its page number behind a bar, which is no row: 'Follow-up, September 2024 | 3'."""
_APART = re.compile(r"\t+| {2,}|\|")
_PAGE = re.compile(r"(?:^|\s)Page\s+\d+(?:\s+of\s+\d+)?$")


def pages_of(text: str) -> list[list[str]]:
    """Lines by page (form feeds part pages; without any, one page)."""
    text = re.sub(r"\r\n?|\v|\u2028|\u2029|\x85", "\n", text).lstrip("\ufeff").replace("\x1a", "").replace("\x00", "").replace("\x02", "-")
    return [page.split("\n") for page in text.split("\f")]


def without_furniture(pages: list[list[str]], paper: Document) -> tuple[list[Block], list[str]]:
    """Header and footer blocks, each distinct text once, and the other lines."""
    margins = _margins(pages)
    several = bool(margins) and sum(any(map(str.strip, page)) for page in pages) > PAIR
    lines: list[str] = []
    for page, goes_on in levelled(pages):
        _add_page(lines, page, closed=several, goes_on=goes_on)
    inner, lines = _page_numbers(lines)
    margins += inner
    if margins:
        paper.notes.append(ReaderNote("page-furniture-dropped", "Lines repeated at the head or foot of pages were kept apart."))
    return margins, lines


def _add_page(lines: list[str], page: list[str], *, closed: bool, goes_on: bool) -> None:
    """Add a page's lines; where page furniture stood between rows (`closed`), nothing stands between them now."""
    first = next((line for line in page if line.strip()), "")
    if goes_on or closed and _is_rowlike(first) and _last_filled(lines):
        while lines and not lines[-1].strip():
            lines.pop()
        page = page[page.index(first):]
    lines += [*page, ""]


def _margins(pages: list[list[str]]) -> list[Block]:
    """Repeated first and last lines of pages, taken out of them; of two pages alone, those that stand apart."""
    margins: list[Block] = []
    for kind, edge in (("header", 0), ("footer", -1)):
        for _ in range(MAX_MARGIN if len(pages) >= PAIR else 0):
            filled = {i: [n for n, line in enumerate(page) if line.strip()] for i, page in enumerate(pages)}
            ends = {i: numbers[edge] for i, numbers in filled.items() if numbers}
            alike = Counter(_figureless(pages[i][n]) for i, n in ends.items())
            two = len(ends) == PAIR and all(_is_apart(pages[i], n, edge) and not _PAGE.search(pages[i][n].strip()) for i, n in ends.items())
            enough = PAIR if two else max(3, len(ends) / 2)
            repeated = {i: n for i, n in ends.items()
                        if alike[_figureless(pages[i][n])] >= enough
                        and (_FOOT.fullmatch(pages[i][n].strip()) or not _ROWLIKE.search(pages[i][n].strip()))}
            if not repeated:
                break
            for line in dict.fromkeys(pages[i].pop(n).strip() for i, n in repeated.items()):
                margins += [Block(kind, p) for p in paragraphs(line)]
    return margins


def _is_apart(page: list[str], at: int, edge: int) -> bool:
    """Whether a first or last line (`edge` 0 or -1) of a page stands far in, or has nothing beside it on its side of the page's text."""
    beside = at + 1 if edge == 0 else at - 1
    return page[at].startswith(DEEP) or (0 <= beside < len(page) and not page[beside].strip())


def _page_numbers(lines: list[str]) -> tuple[list[Block], list[str]]:
    """Lines that end in a page number and stand alone or often, with those beside them that are repeated too; rows of a table that they
    part stand together again."""
    often = Counter(_figureless(line) for line in lines if line.strip())
    numbers = []
    for i, line in enumerate(lines):
        alone = not "".join(lines[max(0, i - 1):i] + lines[i + 1:i + 2]).strip()
        if len(line.strip()) < 120 and _PAGE.search(line.strip()) and (alone or often[_figureless(line)] > 1):
            numbers.append(i)
    beside = [_beside(lines, i, step) for i in numbers for step in (-1, 1)]
    alike = Counter(_figureless(lines[n]) for near in beside for n in near)

    def repeated(n: int) -> bool:
        line = _figureless(lines[n])
        return alike[line] > 1 or (often[line] > 1 and len(line.split()) >= A_TITLE)

    out = {*numbers, *(n for near in beside for n in takewhile(repeated, near))}
    blocks = [Block("header", p) for i in sorted(out) for p in paragraphs(" ".join(lines[i].split()))]
    return blocks, _closed(lines, out)


def _beside(lines: list[str], at: int, step: int) -> list[int]:
    """The lines before or after a page number that are short and no row of a table: page furniture, where they stand beside others too."""
    found: list[int] = []
    i = at + step
    while 0 <= i < len(lines) and len(found) < BESIDE:
        if lines[i].strip():
            if len(_APART.split(lines[i].strip())) > 2 or len(lines[i].strip()) > 120:
                break
            found.append(i)
        i += step
    return found


def _closed(lines: list[str], out: set[int]) -> list[str]:
    """The lines without some; where rows stood on both sides of these, nothing stands between."""
    kept: list[str] = []
    gap = False
    for i, line in enumerate(lines):
        if i in out:
            gap = True
        elif gap and line.strip():
            while kept and not kept[-1].strip() and _is_rowlike(line) and _last_filled(kept):
                kept.pop()
            kept.append(line)
            gap = False
        else:
            kept.append(line)
    return kept


def _last_filled(lines: list[str]) -> bool:
    """Whether the last line that is not blank is a row."""
    return next((_is_rowlike(line) for line in reversed(lines) if line.strip()), False)


def _is_rowlike(line: str) -> bool:
    """Whether a line has cells, or begins so far in that it goes on with one."""
    return bool(_ROWLIKE.search(line)) or line.startswith(DEEP)


def _figureless(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))
