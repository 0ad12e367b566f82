"""Rows of words cut at wide gaps, and runs of rows that leave the same strips of the page white.

Tables without rules and text set in columns look alike at first: rows of pieces with the same white strips (gutters) between them.
`aligned.py` and `regions.py` say what such a stretch of the page is.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median

from extractors.readers.lines import rows_of
from extractors.readers.painted import Fill
from extractors.readers.pdfium import Word

GAP = 0.55
"""Pieces of a row stand at least so far apart (times the type size); words of a sentence do not."""
WIDER = 1.7
"""and so many times further than the page's words do, as a rule (typewriter faces, justified lines)."""
MANY = 8
"""Rows that text in two columns has at least."""
NEAR = 2.0
"""Left edges this near are one column's (points)."""
_MARKER = re.compile(r"^(?:[•▪●○◦■□➢➤►‣∙·◾◼❖✦–—-]|o|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]?)$")

Span = tuple[float, float]


@dataclass(slots=True, eq=False)
class Segment:
    """Words of one row that belong together."""

    words: list[Word]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def bold(self) -> bool:
        return bool(self.words) and all(w.bold for w in self.words)

    @property
    def marker(self) -> bool:
        """A bullet or list number."""
        return len(self.words) == 1 and _MARKER.match(self.words[0].text) is not None


@dataclass(slots=True, eq=False)
class Row:
    """What stands on one line of the page."""

    segments: list[Segment]
    top: float
    bottom: float
    size: float

    @property
    def pieces(self) -> int:
        """How many pieces there are, a bullet or number counted with the text it belongs to."""
        n = len(self.segments)
        return n - 1 if n == 2 and self.segments[0].marker else n

    @property
    def bold(self) -> bool:
        return all(s.bold for s in self.segments if s.words)

    @property
    def words(self) -> list[Word]:
        return [w for s in self.segments for w in s.words]


@dataclass(slots=True, eq=False)
class Stretch:
    """Rows first <= i < end that leave `gutters` white; `bands` are rows between them that do not."""

    first: int
    end: int
    gutters: list[Span]
    bands: set[int] = field(default_factory=set)


def segment(words: list[Word], fills: list[Fill] = ()) -> list[Row]:
    """The rows of a stretch of the page, top to bottom, cut into segments. A shaded box without words in it, beside a row, is an empty
    segment of the row: a colour in a table or a legend."""
    lines = rows_of(words)
    usual = _usual_gap(lines)
    rows = [_row(line, usual) for line in lines]
    for fill in fills:
        _add_box(rows, fill)
    return rows


def _add_box(rows: list[Row], fill: Fill) -> None:
    wide, high = fill.x1 - fill.x0, fill.bottom - fill.top
    for row in rows:
        if row.top < fill.bottom and row.bottom > fill.top and 8 <= wide <= 300 and 0.6 * row.size <= high <= 7 * row.size:
            if all(s.x1 <= fill.x0 + 1 or s.x0 >= fill.x1 - 1 for s in row.segments):
                row.segments.append(Segment([], fill.x0, fill.x1))
                row.segments.sort(key=lambda s: s.x0)
            return


def _usual_gap(lines: list[list[Word]]) -> float:
    """The space between words, as a rule (points)."""
    gaps = [b.x0 - a.x1 for line in lines[:400] for a, b in zip(line, line[1:], strict=False) if 0 < b.x0 - a.x1 < 1.2 * (a.bottom - a.top)]
    return median(gaps) if len(gaps) > 20 else 0.0


def _row(line: list[Word], usual: float) -> Row:
    head = line[0]
    high = head.bottom - head.top
    heights = [w.bottom - w.top for w in line]
    size = high if heights.count(high) == len(heights) else median(heights)
    least = max(GAP * size, WIDER * usual)
    top, bottom, reach, current = head.top, head.bottom, head.x1, Segment([head], head.x0, head.x1)
    segments = [current]
    for word in line[1:]:
        x1 = word.x1
        if word.x0 - reach >= least:
            current = Segment([word], word.x0, x1)
            segments.append(current)
        else:
            current.words.append(word)
            if x1 > current.x1:
                current.x1 = x1
        if x1 > reach:
            reach = x1
        if word.top < top:
            top = word.top
        if word.bottom > bottom:
            bottom = word.bottom
    return Row(segments, top, bottom, size)


def stretch_from(rows: list[Row], start: int, floor: int) -> Stretch | None:
    """The run that begins with a row of two pieces or more; rows before `floor` are taken."""
    if rows[start].pieces < 2:
        return None
    run = _grow(rows, start)
    if run.end - run.first < 2:
        return None
    _reach_up(rows, run, floor)
    return run


def two_columns(rows: list[Row], start: int, floor: int, width: float) -> Stretch | None:
    """The rows from here on that leave one strip near the middle of the page white, as text in two columns does. Wide gaps of
    justified lines do not last."""
    gutters = [g for g in _between(rows[start].segments) if g[1] > 0.2 * width and g[0] < 0.8 * width]
    end = start + 1
    while gutters and end < len(rows):
        left = _without(gutters, rows[end].segments, rows[end].size)
        left = [g for g in left if g[1] > 0.2 * width and g[0] < 0.8 * width]
        if not left:
            break
        gutters, end = left, end + 1
    if len(gutters) != 1 or end - start < MANY:
        return None
    run = Stretch(start, end, gutters)
    _reach_up(rows, run, floor)
    return run


def _grow(rows: list[Row], start: int) -> Stretch:
    """Go down from a row as long as its gutters stay white. Rows that cross them are bands if the run goes on after them."""
    gutters = _between(rows[start].segments)
    edges = [s.x0 for s in rows[start].segments]
    run, held = Stretch(start, start + 1, gutters), []
    widest = 0.0
    for k in range(start + 1, len(rows)):
        row, above = rows[k], rows[k - 1]
        gap = row.top - above.bottom
        if gap > (max(1.1 * row.size, 1.7 * widest) if k - start > 2 else 2.4 * row.size) and not _keeps(row, run, edges):
            break
        if row.bold and row.pieces >= 2 and not above.bold and k - start >= 2 and gap > 1.4 * widest:
            break
        _split_at(row, run.gutters, edges)
        left = _without(run.gutters, row.segments, row.size)
        crossed = _crossed(run.gutters, row.segments)
        learning = left and row.pieces >= 2 and k - start <= 2
        if crossed and not learning and (row.pieces == 1 or crossed > 0.5 * len(run.gutters)):
            held.append(k)
            if len(held) > 2:
                break
            continue
        if not left:
            break
        if held and row.pieces < 2:
            held.append(k)
            if len(held) > 2:
                break
            continue
        if crossed and held:
            break
        run.bands.update(held)
        held = []
        run.gutters, run.end = left, k + 1
        if row.pieces >= 2:
            widest = max(widest, gap)
        edges += [s.x0 for s in row.segments]
    return run


def _keeps(row: Row, run: Stretch, edges: list[float]) -> bool:
    """Whether a row set off by white space still keeps to the columns: most have an entry that begins where others do."""
    starts = sum(sum(abs(s.x0 - e) <= NEAR for e in edges) >= 1 for s in row.segments)
    return row.pieces >= 2 and not row.segments[0].bold and starts >= max(2, 0.6 * (len(run.gutters) + 1), 0.7 * len(row.segments))


def _between(segments: list[Segment]) -> list[Span]:
    return [(a.x1, b.x0) for a, b in zip(segments, segments[1:], strict=False)]


def _crossed(gutters: list[Span], segments: list[Segment]) -> int:
    """How many gutters a row covers from side to side."""
    return sum(any(s.x0 < a + 0.5 and s.x1 > b - 0.5 for s in segments) for a, b in gutters)


def _without(gutters: list[Span], segments: list[Segment], size: float) -> list[Span]:
    """The gutters less what a row covers; those left too narrow are none."""
    least = max(2.5, 0.3 * size)
    out: list[Span] = []
    for a, b in gutters:
        pieces = [(a, b)]
        for s in segments:
            if s.x1 <= a or s.x0 >= b:
                continue
            pieces = [p for x, y in pieces for p in ((x, min(y, s.x0)), (max(x, s.x1), y)) if p[1] - p[0] >= least]
        out += pieces
    return sorted(set(out))


def _split_at(row: Row, gutters: list[Span], edges: list[float]) -> None:
    """Cut a segment in which two full cells nearly touch: a word starts just where a column does."""
    for segment in list(row.segments):
        for a, b in gutters:
            if not (segment.x0 < a and segment.x1 > b):
                continue
            for k in range(1, len(segment.words)):
                before, word = segment.words[k - 1], segment.words[k]
                if before.x1 < word.x0 - 0.2 * row.size and a - 1 < word.x0 <= b + 1 and sum(abs(word.x0 - e) <= 0.6 for e in edges) >= 2:
                    at = row.segments.index(segment)
                    parts = [Segment(segment.words[:k], segment.x0, before.x1), Segment(segment.words[k:], word.x0, segment.x1)]
                    row.segments[at:at + 1] = parts
                    segment = row.segments[at + 1]
                    break


def _reach_up(rows: list[Row], run: Stretch, floor: int) -> None:
    """Rows just above that have one piece, within one column, belong to the run too: its left column begins higher, or a heading
    has two lines."""
    while run.first > floor:
        row, below = rows[run.first - 1], rows[run.first]
        if row.pieces != 1 or below.top - row.bottom > 0.9 * row.size or abs(row.size - below.size) > 0.15 * below.size:
            return
        if _crossed(run.gutters, row.segments) or len(_without(run.gutters, row.segments, row.size)) < len(run.gutters):
            return
        run.first -= 1
