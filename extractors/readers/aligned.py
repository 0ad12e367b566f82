"""Tables without rules: columns from the gutters of a run of rows, rows from gaps, shading and what starts together.

A cell is a block of lines in one column; blocks that begin on one line begin a row. Where nothing sets rows apart but their first
lines, the column whose entries stand with most others tells where rows begin.
"""
from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from statistics import median

from extractors.readers.painted import Fill, Painted
from extractors.readers.ruled import RuledCell, RuledTable
from extractors.readers.segments import NEAR, Row, Segment, Span, Stretch
from extractors.readers.tablelike import Block, Grid, is_table

LOOSE = 1.22
"""Lines further apart than so many leadings are not one paragraph of a cell."""
ONE_LINE = 1.5
"""Where no two lines of a column are nearer than so many type sizes, every line is a row."""
MAX_HEADER = 3


def aligned_table(rows: list[Row], run: Stretch, painted: Painted, before: RuledTable | None = None) -> RuledTable | None:
    """The run as a table, or None where it is none. `before` is the table without rules at the foot of the page before: what keeps to its
    columns goes on with it, though it has no headings and few rows."""
    return _Aligned(rows, run, painted).table(before)


class _Aligned:
    def __init__(self, rows: list[Row], run: Stretch, painted: Painted):
        self.rows = rows[run.first:run.end]
        self.wide = {k - run.first for k in run.bands}
        self.bands = {k for k in self.wide if self.rows[k].pieces == 1}
        top, bottom = self.rows[0].top - 4, self.rows[-1].bottom + 4
        self.fills = [f for f in painted.fills if f.bottom > top and f.top < bottom and f.colour != "#FFFFFF"]
        self.painted = painted
        self.row_of = {id(s): row for row in self.rows for s in row.segments}
        self.at = {id(s): k for k, row in enumerate(self.rows) for s in row.segments}
        self.gutters, self.heads = self._gutters(run)
        self.columns = self._columns()
        left, right = self.columns[0][0], self.columns[-1][1]
        self.rules = sorted(y for y, a, b in painted.horizontal if top < y < bottom and min(b, right) - max(a, left) > 0.4 * (right - left))

    def _gutters(self, run: Stretch) -> tuple[list[Span], int]:
        """Gutters of the body, which a heading over several columns may cross, and how many rows such headings have."""
        best, heads = run.gutters, 0
        for n in range(1, min(MAX_HEADER, len(self.rows) - 2) + 1):
            head = self.rows[n - 1]
            if head.pieces < 2 or n - 1 in self.bands or not (head.bold or self._colour(head.segments[0])):
                break
            found = self._free(n)
            if len(found) > len(best):
                best, heads = found, n
        found = self._richest()
        return (found, 0) if len(found) > len(best) else (best, heads)

    def _richest(self) -> list[Span]:
        """Gutters of the rows with most pieces, where the other rows' pieces begin at their columns too: label, value, label, value,
        and values over three of them."""
        most = max(len(row.segments) for row in self.rows)
        rich = [row for row in self.rows if len(row.segments) == most]
        if most < 4 or most % 2 or len(rich) < 2:
            return []
        gutters = [(max(r.segments[n].x1 for r in rich), min(r.segments[n + 1].x0 for r in rich)) for n in range(most - 1)]
        lows = [median(r.segments[n].x0 for r in rich) for n in range(most)]
        others = [s for row in self.rows if len(row.segments) < most for s in row.segments]
        fits = sum(any(abs(s.x0 - x) <= NEAR for x in lows) for s in others)
        return gutters if all(b - a >= 2.5 for a, b in gutters) and fits >= 0.85 * len(others) else []

    def _free(self, start: int) -> list[Span]:
        """What all rows from `start` on leave white, between text on both sides."""
        spans = sorted((s.x0, s.x1) for k, row in enumerate(self.rows) if k >= start and k not in self.wide for s in row.segments)
        size = self.rows[0].size
        out, reach = [], spans[0][1]
        for x0, x1 in spans[1:]:
            if x0 - reach >= max(2.5, 0.3 * size):
                out.append((reach, x0))
            reach = max(reach, x1)
        return out

    def _columns(self) -> list[Span]:
        """Extents of the columns."""
        marks = [a for a, _ in self.gutters]
        body = [s for k, row in enumerate(self.rows) if k not in self.wide and k >= self.heads for s in row.segments
                if not any(s.x0 < a and s.x1 > b for a, b in self.gutters)]
        extents: list[list[float]] = [[] for _ in range(len(marks) + 1)]
        for s in body:
            extents[bisect_right(marks, s.x0 + 0.5)] += [s.x0, s.x1]
        columns = [(min(e), max(e)) for e in extents if e]
        return sorted(columns)

    def _colour(self, segment: Segment) -> str | None:
        """The fill under a segment."""
        fill = self._under(segment)
        return fill.colour if fill else None

    def _under(self, segment: Segment) -> Fill | None:
        row = self.row_of[id(segment)]
        return self._fill((segment.x0 + segment.x1) / 2, (row.top + row.bottom) / 2)

    def _fill(self, x: float, y: float) -> Fill | None:
        return next((f for f in reversed(self.fills) if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom), None)

    def table(self, before: RuledTable | None) -> RuledTable | None:
        if len(self.columns) < 2:
            return None
        blocks = self._blocks()
        starts = self._starts(blocks)
        ruled = len(starts) > 1 and any(self.rows[starts[0]].bottom - 1 < y < self.rows[starts[1]].top + 1 for y in self.rules)
        if self._keeps_to(before, blocks):
            return self._build(blocks, starts)
        if len(starts) < 2 or not is_table(Grid(self.columns, blocks, starts, self.bands, ruled, self.even, self._colour)):
            return None
        return self._build(blocks, starts)

    def _keeps_to(self, before: RuledTable | None, blocks: list[Block]) -> bool:
        """Whether the columns begin where those of another table do, with an entry in most of them."""
        if before is None or len(self.columns) != len(before.xs) - 1 or len(self.columns) < 4:
            return False
        near = all(-1 <= a - x <= 7 for (a, _), x in zip(self.columns, before.xs, strict=False))
        return near and 4 * len({b.column for b in blocks}) >= 3 * len(self.columns)

    def _placed(self) -> list[tuple[int, int, int, Segment]]:
        """(row, column, columns covered, segment) of all but bands."""
        lows = [a for a, _ in self.columns]
        out = []
        for k, row in enumerate(self.rows):
            if k in self.bands:
                continue
            for s in row.segments:
                column = max(0, bisect_right(lows, s.x0 + NEAR) - 1)
                if s.x0 > self.columns[column][1] and column + 1 < len(lows) and s.x1 > lows[column + 1]:
                    column += 1
                span = max(1, bisect_right(lows, s.x1 - NEAR) - column)
                if span > 1:
                    after = next((o.x0 for o in row.segments if o.x0 > s.x1), None)
                    span = (len(lows) if after is None else max(span + column, bisect_right(lows, after + NEAR) - 1)) - column
                fill = self._under(s) if k < MAX_HEADER else None
                if fill and fill.x1 - fill.x0 < 0.8 * (self.columns[-1][1] - lows[0]):
                    covered = [c for c, (a, b) in enumerate(self.columns) if fill.x0 <= a + 1 and fill.x1 > min(b - 1, (a + b) / 2 + 1)]
                    if covered and column in covered:
                        column, span = covered[0], max(span, len(covered))
                out.append((k, column, span, s))
        return out

    def _blocks(self) -> list[Block]:
        """Cells, as far as their own column tells."""
        self.placed = self._placed()
        self.leading = self._leading(self.placed)
        last: dict[int, Block] = {}
        blocks = []
        for k, column, span, segment in self.placed:
            before = last.get(column)
            if before is not None and before.last == k:
                before.segments.append(segment)
                before.span = max(before.span, column + span - before.column)
                continue
            if before is not None and before.span == span and self._goes_on(before.last, before.segments[-1], k, segment):
                before.segments.append(segment)
                before.last = k
            else:
                block = last[column] = Block(column, span, k, k, [segment])
                blocks.append(block)
        return blocks

    def _leading(self, placed) -> float:
        """Distance of two lines of one cell; 0 where no cell has two."""
        steps, last = [], {}
        for k, column, _, segment in placed:
            top = self.row_of[id(segment)].top
            if column in last and top - last[column] > 0.5 * self.rows[k].size:
                steps.append(top - last[column])
            last[column] = top
        size = median(r.size for r in self.rows)
        least = min(steps, default=0.0)
        return least if least <= ONE_LINE * size else 0.0

    def _goes_on(self, i: int, above: Segment, k: int, below: Segment) -> bool:
        a, b = self.row_of[id(above)], self.row_of[id(below)]
        if not self.leading or b.top - a.top > LOOSE * self.leading + 0.5:
            return False
        if any(a.bottom - 1 < y < b.top + 1 for y in self.rules) or any(i < band < k for band in self.bands):
            return False
        return self._colour(above) == self._colour(below) and (above.bold == below.bold or k >= MAX_HEADER + 1)

    def _starts(self, blocks: list[Block]) -> list[int]:
        """The rows of the run at which rows of the table start."""
        at: dict[int, list[Block]] = {}
        for block in blocks:
            at.setdefault(block.first, []).append(block)
        starts: list[int] = []
        for k in sorted({*at, *self.bands}):
            if k in self.bands:
                starts.append(k)
                continue
            over = [b for b in blocks if b.first < k <= b.last]
            alone = not over and not self._adds(at[k], k, blocks, starts[-1] if starts else 0)
            if not starts or starts[-1] in self.bands or alone or len(at[k]) > max(1, len(over)):
                starts.append(k)
        self.even = bool(self.leading) and not self.rules and self._evenly_set()
        if self.even:
            starts = self._anchored(starts)
            blocks[:] = [part for block in blocks for part in self._cut(block, starts)]
        return starts

    def _evenly_set(self) -> bool:
        """Whether no white space sets the rows of the body apart."""
        steps = [b.top - a.top for a, b in pairwise(self.rows[1:])]
        return len(self.rows) > 3 and max(steps) <= LOOSE * self.leading + 0.5

    def _cut(self, block: Block, starts: list[int]) -> list[Block]:
        """A block cut where rows start."""
        parts: list[Block] = []
        for segment, k in zip(block.segments, [self.at[id(s)] for s in block.segments], strict=True):
            if parts and bisect_right(starts, k) == bisect_right(starts, parts[-1].first):
                parts[-1].segments.append(segment)
                parts[-1].last = k
            else:
                parts.append(Block(block.column, block.span, k, k, [segment]))
        return parts

    def _adds(self, found: list[Block], k: int, blocks: list[Block], row: int) -> bool:
        """Whether the only block on a line is a further paragraph of the cell above it."""
        if len(found) != 1 or found[0].column == 0 or any(self.rows[k - 1].bottom - 1 < y < self.rows[k].top + 1 for y in self.rules):
            return False
        above = [b for b in blocks if b.column == found[0].column and row <= b.first < k]
        if not above:
            return False
        last, first = above[-1].segments[-1], found[0].segments[0]
        near = bool(self.leading) and self.row_of[id(first)].top - self.row_of[id(last)].top < 2.4 * self.leading
        return near and self._colour(last) == self._colour(first) and (first.bold or not last.bold)

    def _anchored(self, starts: list[int]) -> list[int]:
        """Rows where nothing but their first lines sets them apart: the column whose entries stand beside most others begins them."""
        filled: list[set[int]] = [set() for _ in self.rows]
        for k, column, _, _ in self.placed:
            filled[k].add(column)

        def company(column: int) -> float:
            beside = [len(f) for f in filled if column in f]
            return sum(beside) / len(beside) if len(beside) > 1 else 0.0

        best = max(range(len(self.columns)), key=lambda c: (company(c), -c))
        return sorted({*starts, *(k for k, f in enumerate(filled) if best in f), *self.bands})

    def _build(self, blocks: list[Block], starts: list[int]) -> RuledTable:
        xs, ys = self._xs(), self._ys(starts)
        cells: dict[tuple[int, int], RuledCell] = {}
        taken: set[tuple[int, int]] = set()
        for r, k in enumerate(starts):
            if k in self.bands:
                cells[r, 0] = self._cell(xs, ys, r, 0, 1, len(self.columns))
                cells[r, 0].words = list(self.rows[k].words)
                taken |= {(r, c) for c in range(len(self.columns))}
        for b in sorted(blocks, key=lambda b: (b.first, b.column)):
            r, last = bisect_right(starts, b.first) - 1, bisect_right(starts, b.last) - 1
            span = b.span if not any((r, c) in taken for c in range(b.column + 1, b.column + b.span)) else 1
            cell = cells.get((r, b.column))
            if cell is None:
                owner = next((x for x in cells.values() if covers(x, r, b.column)), None)
                if owner is None:
                    cell = cells[r, b.column] = self._cell(xs, ys, r, b.column, last - r + 1, span)
                    taken |= {(i, c) for i in range(r, last + 1) for c in range(b.column, b.column + span)}
                else:
                    cell = owner
            cell.words += [w for s in b.segments for w in s.words]
        for r in range(len(starts)):
            for c in range(len(self.columns)):
                if (r, c) not in taken:
                    cells[r, c] = self._cell(xs, ys, r, c, 1, 1)
        table = RuledTable(xs, ys, sorted(cells.values(), key=lambda c: (c.row, c.column)), "aligned")
        self._bars(table)
        return table

    def _bars(self, table: RuledTable) -> None:
        """A lone entry at the left of a body row that is bold, as others are not, or in capitals is a bar across the table."""
        plain = any(not w.bold for c in table.cells if c.column == 0 and c.row > 0 for w in c.words)

        def stands_out(cell: RuledCell) -> bool:
            capitals = len(cell.words[0].text) > 2 and "".join(w.text for w in cell.words).isupper()
            return capitals or (plain and all(w.bold for w in cell.words))

        rows: dict[int, list[RuledCell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for r, cells in rows.items():
            filled = [c for c in cells if c.words]
            alone = r > 0 and len(filled) == 1 and filled[0].column == 0 and filled[0].column_span == 1
            if alone and all(c.row_span == 1 for c in cells) and stands_out(filled[0]):
                filled[0].column_span, filled[0].x1 = len(table.xs) - 1, table.xs[-1]
                table.cells = [c for c in table.cells if c.row != r or c is filled[0]]

    @staticmethod
    def _cell(xs: list[float], ys: list[float], r: int, c: int, high: int, wide: int) -> RuledCell:
        return RuledCell(r, c, high, wide, xs[c], ys[r], xs[c + wide], ys[r + high])

    def _xs(self) -> list[float]:
        sides = Counter(round(x, 1) for f in self.fills for x in (f.x0, f.x1))
        out = [self._edge(sides, self.columns[0][0] - 8, self.columns[0][0] + 0.5, self.columns[0][0] - 3)]
        for (_, b), (a, _) in zip(self.columns, self.columns[1:], strict=False):
            out.append(self._edge(sides, b - 0.5, a + 0.5, a - min(3.0, max(0.0, (a - b) / 2))))
        right = self.columns[-1][1]
        return [*out, self._edge(sides, right - 0.5, right + 400, right + 3, True)]

    def _ys(self, starts: list[int]) -> list[float]:
        levels = Counter(round(y, 1) for f in self.fills for y in (f.top, f.bottom))
        levels.update(round(y, 1) for y in self.rules for _ in range(9))
        first, last = self.rows[0], self.rows[-1]
        out = [self._edge(levels, first.top - 6, first.top + 0.5, first.top - 2)]
        for k in starts[1:]:
            above = max(r.bottom for r in self.rows[:k]) if k else first.top
            low, high = min(above, self.rows[k].top), max(above, self.rows[k].top)
            out.append(self._edge(levels, low - 1, high + 1, (above + self.rows[k].top) / 2))
        return [*out, self._edge(levels, last.bottom - 0.5, last.bottom + 2.2 * last.size, last.bottom + 2)]

    @staticmethod
    def _edge(edges: Counter, low: float, high: float, otherwise: float, outermost: bool = False) -> float:
        """The commonest painted edge between two bounds; else the given place."""
        found = [(n, x) for x, n in edges.items() if low <= x <= high]
        if not found:
            return otherwise
        return max(x for _, x in found) if outermost else max(found)[1]


def covers(cell: RuledCell, row: int, column: int) -> bool:
    """Whether a cell stands at a place of the grid."""
    return cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span
