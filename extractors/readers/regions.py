"""What stands on a page between its ruled tables, in reading order: running text, text in columns, tables without rules."""
from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.aligned import aligned_table
from extractors.readers.lines import Line, line_of, lines_of
from extractors.readers.painted import Fill, Painted
from extractors.readers.pdfium import Page, Word
from extractors.readers.ruled import RuledTable
from extractors.readers.segments import Row, Segment, Stretch, segment, stretch_from, two_columns

COLUMN = 0.18
"""A column of running text is at least this share of the page wide."""
MAX_BOXES, MAX_TRIES = 600, 60
HEADER_LINES = 3
"""Lines that may stand at the head of a page above what goes on from the page before."""


@dataclass(slots=True)
class Run:
    """Lines that are read one after another, in one column. `reach` is how far right its text may run, null for the page's own width."""

    lines: list[Line]
    x0: float
    x1: float
    reach: float | None = None


def regions_of(page: Page, tables: list[RuledTable], before: RuledTable | None = None) -> tuple[list[Run], list[RuledTable]]:
    """The running text of a page in reading order, and its tables without rules. `tables` are the ruled ones: text above one and
    text below it do not make a table or columns together. `before` is the table that the page before ended with, if it has no rules."""
    upright = [w for w in page.words if w.angle == 0]
    runs: list[Run] = []
    found: list[RuledTable] = []
    for y in [*sorted(t.box[1] for t in tables), float("inf")]:
        above = [w for w in upright if (w.top + w.bottom) / 2 < y + 1]
        if above:
            upright = [w for w in upright if (w.top + w.bottom) / 2 >= y + 1]
            for part in _read(above, page, before):
                (found if isinstance(part, RuledTable) else runs).append(part)
        before = None
    for angle in (90, 270, 180):
        turned = [w for w in page.words if w.angle == angle]
        if turned:
            runs.append(Run(lines_of(turned), min(w.x0 for w in turned), max(w.x1 for w in turned), 0.0))
    return runs, found


def with_boxes(runs: list[Run], boxes: list[RuledTable]) -> list[Run]:
    """Text in single ruled boxes, each read by itself, put where its top stands in the running text around it."""
    for box in sorted(boxes, key=lambda b: b.box[1]):
        x0, top, x1, _ = box.box
        inside = Run(lines_of(box.cells[0].words), x0, x1, x1 - 3)
        for n, run in enumerate(runs):
            if run.x0 <= (x0 + x1) / 2 <= run.x1 and run.lines and run.lines[-1].top > top:
                above = [line for line in run.lines if line.bottom <= top + 2]
                below = [line for line in run.lines if line.bottom > top + 2]
                runs[n:n + 1] = [Run(part, run.x0, run.x1, run.reach) for part in (above,) if part] + [inside] + [
                    Run(part, run.x0, run.x1, run.reach) for part in (below,) if part]
                break
        else:
            runs.append(inside)
    return runs


def _read(words: list[Word], page: Page, before: RuledTable | None) -> list[Run | RuledTable]:
    """Every word is in exactly one of what is returned."""
    painted, width = page.painted, page.width
    rows = segment(words, _empty_boxes(words, painted))
    out: list[Run | RuledTable] = []
    done = k = tries = 0
    while k < len(rows):
        first = before if k <= HEADER_LINES else None
        stretch, found = _found(rows, k, done, painted, width, first) if rows[k].pieces > 1 and tries < MAX_TRIES else (None, [])
        if stretch is None or not found:
            tries += stretch is not None
            k += 1
            continue
        _text(out, rows[done:stretch.first], width)
        out += found
        done = k = stretch.end
        tries = 0
    _text(out, rows[done:], width)
    return out


def _empty_boxes(words: list[Word], painted: Painted) -> list[Fill]:
    """Shaded boxes without words in them."""
    fills = [f for f in painted.fills if f.colour != "#FFFFFF" and not f.round]
    if not fills or len(fills) > MAX_BOXES:
        return []
    middles = sorted(((w.top + w.bottom) / 2, (w.x0 + w.x1) / 2) for w in words)
    out = []
    for fill in fills:
        beside = middles[bisect_left(middles, (fill.top,)):bisect_left(middles, (fill.bottom,))]
        if not any(fill.x0 < x < fill.x1 for _, x in beside):
            out.append(fill)
    return out


def _found(rows: list[Row], k: int, done: int, painted: Painted, width: float,
           before: RuledTable | None) -> tuple[Stretch | None, list[Run | RuledTable]]:
    """What begins at a row: text in columns, a table, or nothing."""
    stretch = two_columns(rows, k, done, width)
    found = _columns(rows, stretch, width) if stretch else []
    if not found:
        stretch = stretch_from(rows, k, done)
        found = _columns(rows, stretch, width) if stretch else []
    if stretch and not found:
        table = aligned_table(rows, stretch, painted, before)
        found = [table] if table else []
    return stretch, found


def _text(out: list, rows: list[Row], width: float) -> None:
    lines = [line_of(row.words) for row in rows if row.words]
    if lines:
        out.append(Run(lines, 0.0, width))


def _columns(rows: list[Row], run: Stretch, width: float) -> list[Run | RuledTable]:
    """The run as columns of running text side by side, or nothing. Bands between them part the run."""
    parts, start = [], run.first
    for band in [*sorted(run.bands), run.end]:
        parts.append(range(start, band))
        start = band + 1
    gutter = max(run.gutters, key=lambda g: g[1] - g[0])
    middle = (gutter[0] + gutter[1]) / 2
    pieces = [s for k in range(run.first, run.end) if k not in run.bands for s in rows[k].segments if s.words]
    left = [s for s in pieces if s.x1 <= middle]
    right = [s for s in pieces if s.x0 >= middle]
    if not left or not right or not _beside(right, width) or not _beside(left, width):
        return []
    if not _runs_on(rows, run, left, middle) or _in_step(rows, run, middle):
        return []
    out: list[Run | RuledTable] = []
    bands = sorted(run.bands)
    for n, part in enumerate(parts):
        for side in (True, False):
            sides = [[w for s in rows[k].segments if (s.x1 <= middle) == side for w in s.words] for k in part]
            lines = [line_of(words) for words in sides if words]
            if lines:
                out.append(Run(lines, 0.0 if side else middle, middle if side else width, max(line.x1 for line in lines)))
        if n < len(bands):
            _text(out, [rows[bands[n]]], width)
    return out


def _runs_on(rows: list[Row], run: Stretch, side: list[Segment], middle: float) -> bool:
    """Whether the left side is running text: lines of several words that fill the column and go on in the next."""
    inside = [rows[k] for k in range(run.first, run.end) if k not in run.bands]
    found = [(row, own) for row in inside if (own := [s for s in row.segments if s.words and s.x1 <= middle])]
    lines = [own for _, own in found]
    if len(lines) < 4 or any(_parted(lines, gutter) for gutter in run.gutters if gutter[1] <= middle):
        return False
    low, high = min(s.x0 for s in side), max(s.x1 for s in side)
    full = sum(own[-1].x1 > low + 0.75 * (high - low) for own in lines)
    going = sum(below.top - row.bottom < 0.6 * row.size for (row, _), (below, _) in pairwise(found))
    return going >= 0.5 * len(lines) - 1 and full >= 0.5 * len(lines) and sum(len(s.words) for own in lines for s in own) >= 3 * len(lines)


def _parted(lines: list[list[Segment]], gutter: tuple[float, float]) -> bool:
    """Whether a side is itself parted by a gutter, as columns of a table are."""
    return sum(len(own) > 1 and own[0].x1 <= gutter[0] + 1 and not own[0].marker for own in lines) > 0.1 * len(lines)


def _beside(side: list[Segment], width: float) -> bool:
    """Whether one side is wide enough for text."""
    return max(s.x1 for s in side) - min(s.x0 for s in side) >= COLUMN * width and sum(len(s.words) for s in side) >= 1.5 * len(side)


def _in_step(rows: list[Row], run: Stretch, middle: float) -> bool:
    """Whether paragraphs on both sides begin and end together, as the cells of a row do."""
    both = starts = 0
    last: dict[bool, float] = {}
    for k in range(run.first, run.end):
        if k in run.bands:
            last = {}
            continue
        row = rows[k]
        new = []
        for side in (True, False):
            if any((s.x1 <= middle) == side for s in row.segments):
                if side not in last or row.top - last[side] > 0.6 * row.size:
                    new.append(side)
                last[side] = row.bottom
        starts += bool(new)
        both += len(new) == 2
    return starts >= 3 and both >= 0.75 * starts
