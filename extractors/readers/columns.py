"""Reading order of running text: a page set in two or more columns is read column by column.

Columns are told from a table of labels and values by their lines: both sides of the white strip are filled by running text.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.lines import Line, line_of, lines_of, rows_of
from extractors.readers.pdfium import Word
from extractors.readers.ruled import RuledTable

GUTTER = 9.0
"""Columns of text stand at least so far apart (points)."""
LEAST_ROWS = 5
"""So many lines must be set on both sides."""


@dataclass(slots=True)
class Run:
    """Lines that are read one after another, in one column. `reach` is how far right its text may run, null for the page's own width."""

    lines: list[Line]
    x0: float
    x1: float
    reach: float | None = None


def runs_of(words: list[Word], width: float) -> list[Run]:
    """The running text of a page in reading order."""
    upright = [w for w in words if w.angle == 0]
    sideways = [w for w in words if w.angle]
    runs = _columns(rows_of(upright), 0.0, width, None, 0) if upright else []
    for angle in (90, 270, 180):
        turned = [w for w in sideways if w.angle == angle]
        if turned:
            runs.append(Run(lines_of(turned), min(w.x0 for w in turned), max(w.x1 for w in turned), 0.0))
    return runs


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


def _columns(rows: list[list[Word]], x0: float, x1: float, reach: float | None, depth: int) -> list[Run]:
    found = _gutter(rows, x1 - x0) if depth < 3 and len(rows) >= 2 * LEAST_ROWS else None
    if found is None:
        return [Run([line_of(row) for row in rows], x0, x1, reach)] if rows else []
    first, last, x = found
    inside = rows[first:last]
    left = [w for row in inside for w in row if w.x1 <= x]
    right = [w for row in inside for w in row if w.x1 > x]
    out = _columns(rows[:first], x0, x1, reach, depth + 1)
    for words, a, b in ((left, x0, x), (right, x, x1)):
        out += _columns(rows_of(words), a, b, max(w.x1 for w in words), depth + 1)
    return out + _columns(rows[last:], x0, x1, reach, depth + 1)


def _gutter(rows: list[list[Word]], width: float) -> tuple[int, int, float] | None:
    """The longest run of rows (first, one past last) that leaves one white strip free, and the strip's middle."""
    votes: Counter[int] = Counter()
    gaps: list[list[tuple[float, float]]] = []
    for row in rows:
        own = [(a.x1, b.x0) for a, b in pairwise(row) if b.x0 - a.x1 >= GUTTER]
        gaps.append(own)
        for a, b in own:
            for x in range(int(a / 4) + 1, int(b / 4) + 1):
                votes[x] += 1
    best: tuple[int, int, float] | None = None
    for tick, number in votes.most_common(6):
        if number < LEAST_ROWS:
            break
        found = _run(rows, gaps, tick * 4.0)
        if found and (best is None or found[1] - found[0] > best[1] - best[0]) and _is_prose(rows[found[0]:found[1]], tick * 4.0, width):
            best = (*found, tick * 4.0)
    return best


def _run(rows: list[list[Word]], gaps: list[list[tuple[float, float]]], x: float) -> tuple[int, int] | None:
    """The longest stretch of rows without a word over `x`, from the first row set on both sides of it to the last."""
    best, start, both = None, None, []
    for n, (row, own) in enumerate([*zip(rows, gaps, strict=True), ([], [])]):
        split = any(a <= x <= b for a, b in own)
        free = row and (split or row[-1].x1 <= x or row[0].x0 >= x)
        if free:
            start = n if start is None else start
            if split:
                both.append(n)
            continue
        if start is not None and len(both) >= LEAST_ROWS:
            first, last = _stretch(rows, start, n, both, x)
            if best is None or last - first > best[1] - best[0]:
                best = (first, last)
        start, both = None, []
    return best


def _stretch(rows: list[list[Word]], start: int, end: int, both: list[int], x: float) -> tuple[int, int]:
    """Rows on one side only belong to the columns where they stand between rows set on both, or go on below them without a gap."""
    last = both[-1] + 1
    while last < end and rows[last][0].top - max(w.bottom for w in rows[last - 1]) < 1.2 * rows[last][0].size:
        last += 1
    return both[0], last


def _is_prose(rows: list[list[Word]], x: float, width: float) -> bool:
    left = [[w for w in row if w.x1 <= x] for row in rows]
    right = [[w for w in row if w.x1 > x] for row in rows]
    for side in (left, right):
        lines = [s for s in side if s]
        if len(lines) < LEAST_ROWS:
            return False
        full = max(s[-1].x1 for s in lines) - min(s[0].x0 for s in lines)
        if full < 0.2 * width or median(s[-1].x1 - s[0].x0 for s in lines) < 0.6 * full or median(len(s) for s in lines) < 3:
            return False
        if max((b.x0 - a.x1 for s in lines for a, b in pairwise(s)), default=0) > 0.5 * full:
            return False
    return True
