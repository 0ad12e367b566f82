"""Drawn rules -> grids of cells.

Rules that cross belong to one table. Between the table's crossing lines lies a lattice; neighbouring fields with no rule between them are
one merged cell. The work grows with the lattice, not with its square.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field

from extractors.readers.painted import Fill, Rule
from extractors.readers.pdfium import Page, Word
from extractors.readers.row_rules import rules_between

SNAP = 3.0
"""Rules closer than this are the same rule (points)."""
OPEN = 12.0
"""A table is open at a side where its rules reach so far beyond the last that crosses them (points)."""
HEAD = 8.0
"""Height of a row of headings at the least (points)."""
COVERS = 0.6
"""Share of a cell that a fill must cover to be its background."""
MAX_LATTICE, MAX_CROSSINGS, MAX_LOOKS = 60_000, 1_000_000, 2_000_000
"""Fields of a lattice, pairs of rules on a page, looks at fields under fills: what a page may cost."""


@dataclass(slots=True)
class RuledCell:
    """One cell: its place in the lattice and on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word] = field(default_factory=list)
    fill: str | None = None
    picture: bool = False


@dataclass(slots=True)
class RuledTable:
    """One grid on one page. `xs` and `ys` are the lattice lines."""

    xs: list[float]
    ys: list[float]
    cells: list[RuledCell]
    method: str = "ruled"

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def find_tables(page: Page) -> tuple[list[RuledTable], list[RuledTable]]:
    """The ruled tables of a page, top to bottom, with their words and fills in the cells; and the single boxes that hold text.
    Words that stand in either are taken off the page."""
    above, between = rules_between(page)
    horizontal, vertical = merged_rules(page.painted.horizontal + above), merged_rules(page.painted.vertical + between)
    if len(horizontal) * len(vertical) > MAX_CROSSINGS:
        page.limited = True
        return [], []
    found = [t for t in (_lattice(*_with_head(rows + _shaded_edges(rows, columns, page.painted.fills), columns, page.painted.fills))
                         for rows, columns in _components(horizontal, vertical)) if t is not None]
    tables = _outermost([t for t in found if len(t.cells) > 1])
    boxes = [b for b in found if len(b.cells) == 1 and not any(_within(b, t) or _within(t, b) for t in tables)
             and _area(b) < 0.5 * page.width * page.height]
    for table in tables:
        _place_words(table, page)
    tables = [t for t in tables if any(c.words for c in t.cells)]
    for table in tables:
        place_fills(table, page)
        _drop_loose_ends(table)
    boxes = _outermost(boxes)
    for box in boxes:
        _place_words(box, page)
    order = sorted(tables, key=lambda t: (t.box[1], t.box[0]))
    return order, [b for b in boxes if b.cells[0].words]


def _shaded_edges(rows: list[Rule], columns: list[Rule], fills: list[Fill]) -> list[Rule]:
    """Rules that a table lacks where a rule between columns ends at the edge of a shade across the whole table: the band of its title."""
    ys = [y for y, _, _ in rows]
    left, right = min(x for x, _, _ in columns), max(x for x, _, _ in columns)
    ends = {end for _, *span in columns for end in span if all(abs(end - y) > SNAP for y in ys)}
    return [(end, left, right) for end in sorted(ends) if any(
        min(abs(f.top - end), abs(f.bottom - end)) < SNAP / 2 and f.x0 < left + SNAP and f.x1 > right - SNAP for f in fills)]


def _with_head(rows: list[Rule], columns: list[Rule], fills: list[Fill]) -> tuple[list[Rule], list[Rule]]:
    """The rules of a table with those of a row of shaded cells without borders that stands on it, a shade a column: its headings."""
    top, xs = min(y for y, _, _ in rows), _positions(columns)
    over = [f for f in fills if abs(f.bottom - top) < SNAP and f.bottom - f.top > HEAD and f.colour != "#FFFFFF"
            and min(abs(f.x0 - x) for x in xs) < SNAP and min(abs(f.x1 - x) for x in xs) < SNAP]
    head = min((f.top for f in over), default=top)
    edges = {min(xs, key=lambda x: abs(edge - x)) for f in over if abs(f.top - head) < SNAP for edge in (f.x0, f.x1)}
    if len(xs) < 3 or edges != {*xs}:
        return rows, columns
    return [*rows, (head, xs[0], xs[-1])], [*columns, *((x, head, top) for x in xs)]


def _within(a: RuledTable, b: RuledTable) -> bool:
    return a.box[0] >= b.box[0] - 1 and a.box[1] >= b.box[1] - 1 and a.box[2] <= b.box[2] + 1 and a.box[3] <= b.box[3] + 1


def _area(table: RuledTable) -> float:
    return (table.box[2] - table.box[0]) * (table.box[3] - table.box[1])


def merged_rules(rules: list[Rule]) -> list[Rule]:
    """Rules as (position, from, to): those on one line that touch are joined."""
    lines: list[list[tuple[float, float, float]]] = []
    for item in sorted(rules):
        if lines and item[0] - lines[-1][0][0] <= SNAP * 0.7:
            lines[-1].append(item)
        else:
            lines.append([item])
    out = []
    for group in lines:
        position = sum(g[0] for g in group) / len(group)
        spans = sorted((g[1], g[2]) for g in group)
        start, end = spans[0]
        for a, b in spans[1:]:
            if a <= end + SNAP:
                end = max(end, b)
            else:
                out.append((position, start, end))
                start, end = a, b
        out.append((position, start, end))
    return [o for o in out if o[2] - o[1] > SNAP]


def _components(horizontal, vertical):
    """Groups of rules that cross one another: two each way, or one across several columns, whose row goes on over a page break. With each
    the rules beside it that cross none and run as far as its own, as those of a column do whose one cell goes on over a whole page."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(vertical)), key=lambda i: vertical[i][0])
    xs = [vertical[i][0] for i in order]
    for h, (y, a, b) in enumerate(horizontal):
        for k in range(bisect_left(xs, a - SNAP), bisect_right(xs, b + SNAP)):
            v = order[k]
            if vertical[v][1] - SNAP <= y <= vertical[v][2] + SNAP:
                parent[root(h)] = root(len(horizontal) + v)
    groups: dict[int, tuple[list, list]] = {}
    for i in range(len(parent)):
        rows, columns = groups.setdefault(root(i), ([], []))
        (rows if i < len(horizontal) else columns).append(horizontal[i] if i < len(horizontal) else vertical[i - len(horizontal)])
    alone = [columns[0] for rows, columns in groups.values() if not rows]
    return [(rows, [*columns, *_beside(columns, alone)]) for rows, columns in groups.values()
            if len(columns) >= 2 and len(rows) >= (1 if len(columns) > 2 else 2)]


def _beside(columns: list[Rule], alone: list[Rule]) -> list[Rule]:
    """The lone rules that run from where the rules of a table begin to where they end."""
    start, end = min(a for _, a, _ in columns), max(b for _, _, b in columns)
    return [rule for rule in alone if abs(rule[1] - start) <= SNAP and abs(rule[2] - end) <= SNAP]


def _positions(lines) -> list[float]:
    out: list[float] = []
    for position, _, _ in sorted(lines):
        if not out or position - out[-1] > SNAP:
            out.append(position)
    return out


def _closed(rows, columns):
    """Add the outer lines that a table open at its sides lacks: where most of its rules end well beyond the last that cross them."""
    out = []
    for lines, across in ((columns, rows), (rows, columns)):
        first, last = min(line[0] for line in lines), max(line[0] for line in lines)
        low, high = min(a for _, a, _ in across), max(b for _, _, b in across)
        start, end = min(line[0] for line in across), max(line[0] for line in across)
        more = [(low, start, end)] if first - low > OPEN and 2 * sum(a < low + SNAP for _, a, _ in across) > len(across) else []
        more += [(high, start, end)] if high - last > OPEN and 2 * sum(b > high - SNAP for _, _, b in across) > len(across) else []
        out.append([*lines, *more])
    return out[1], out[0]


def _lattice(rows, columns) -> RuledTable | None:
    rows, columns = _closed(rows, columns)
    ys, xs = _positions(rows), _positions(columns)
    if len(ys) < 2 or len(xs) < 2 or len(ys) * len(xs) > MAX_LATTICE:
        return None
    high, wide = len(ys) - 1, len(xs) - 1
    below, beside = _covered(rows, ys, xs), _covered(columns, xs, ys)
    parent = list(range(high * wide))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(high):
        for c in range(wide):
            if c + 1 < wide and not beside[c + 1][r]:
                parent[root(r * wide + c)] = root(r * wide + c + 1)
            if r + 1 < high and not below[r + 1][c]:
                parent[root(r * wide + c)] = root((r + 1) * wide + c)
    regions: dict[int, list[tuple[int, int]]] = {}
    for r in range(high):
        for c in range(wide):
            regions.setdefault(root(r * wide + c), []).append((r, c))
    cells = []
    for fields in regions.values():
        cells += _cells(fields, xs, ys)
    cells.sort(key=lambda c: (c.row, c.column))
    return RuledTable(xs, ys, cells)


def _covered(lines, positions, across) -> list[list[bool]]:
    """For each line of the lattice, which of its intervals is drawn."""
    out = [[False] * (len(across) - 1) for _ in positions]
    for position, start, end in lines:
        k = min(range(max(0, bisect_left(positions, position) - 1), min(len(positions), bisect_left(positions, position) + 2)),
                key=lambda i: abs(positions[i] - position))
        for i in range(max(0, bisect_left(across, start) - 1), len(across) - 1):
            if across[i] > end:
                break
            middle = (across[i] + across[i + 1]) / 2
            out[k][i] = out[k][i] or start <= middle <= end
    return out


def _cells(fields: list[tuple[int, int]], xs, ys) -> list[RuledCell]:
    """A merged region as one cell; one that is no rectangle, row by row."""
    r0, r1 = min(f[0] for f in fields), max(f[0] for f in fields)
    c0, c1 = min(f[1] for f in fields), max(f[1] for f in fields)
    if len(fields) == (r1 - r0 + 1) * (c1 - c0 + 1):
        return [RuledCell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])]
    out = []
    for r in range(r0, r1 + 1):
        run = sorted(c for row, c in fields if row == r)
        start = previous = run[0]
        for c in [*run[1:], None]:
            if c is None or c != previous + 1:
                out.append(RuledCell(r, start, 1, previous - start + 1, xs[start], ys[r], xs[previous + 1], ys[r + 1]))
                start = c
            previous = c
    return out


def _outermost(tables: list[RuledTable]) -> list[RuledTable]:
    """Without the tables that lie inside a cell of another: their text is that cell's."""
    kept: list[RuledTable] = []
    for table in sorted(tables, key=_area, reverse=True):
        if not any(_within(table, other) for other in kept):
            kept.append(table)
    return kept


def _owner(table: RuledTable) -> dict[tuple[int, int], RuledCell]:
    return {(r, c): cell for cell in table.cells for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.column, cell.column + cell.column_span)}


def _place_words(table: RuledTable, page: Page) -> None:
    """Move the words that lie in the table from the page to its cells, by their middle."""
    owner, left = _owner(table), []
    x0, top, x1, bottom = table.box
    cell = None
    for word in page.words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if cell is None or not (cell.x0 < x < cell.x1 and cell.top < y < cell.bottom):  # most words stand in the cell of the word before
            inside = x0 <= x <= x1 and top <= y <= bottom
            cell = owner.get((bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1)) if inside else None
        if cell is None:
            left.append(word)
        else:
            cell.words.append(word)
    page.words = left


def place_fills(table: RuledTable, page: Page) -> None:
    """Give cells their background, the last that was painted, and note the pictures in them."""
    x0, top, x1, bottom = table.box
    owner, looked = _owner(table), 0
    for fill in page.painted.fills:
        if fill.x1 <= x0 or fill.x0 >= x1 or fill.bottom <= top or fill.top >= bottom or looked > MAX_LOOKS:
            continue
        rows = range(max(0, bisect_right(table.ys, fill.top) - 1), min(len(table.ys) - 1, bisect_left(table.ys, fill.bottom)))
        columns = range(max(0, bisect_right(table.xs, fill.x0) - 1), min(len(table.xs) - 1, bisect_left(table.xs, fill.x1)))
        looked += len(rows) * len(columns)
        for cell in {id(c): c for r in rows for k in columns if (c := owner.get((r, k))) is not None}.values():
            if _is_background(fill, cell):
                cell.fill = None if fill.colour == "#FFFFFF" else fill.colour
    for image in page.painted.images:
        cell = owner.get((bisect_right(table.ys, (image[1] + image[3]) / 2) - 1, bisect_right(table.xs, (image[0] + image[2]) / 2) - 1))
        if cell and image[0] > cell.x0 - 2 and image[2] < cell.x1 + 2 and image[1] > cell.top - 2 and image[3] < cell.bottom + 2:
            cell.picture = True


def _drop_loose_ends(table: RuledTable) -> None:
    """Join an empty field to the cell above it where the rule between them lines up with no other cell: a merged cell that a page break
    has cut ends where its text does, and not with the row."""
    begins, ends = Counter(c.row for c in table.cells), Counter(c.row + c.row_span for c in table.cells)
    for row in [r for r in range(len(table.ys) - 2, 0, -1) if begins[r] == ends[r] == 1]:
        upper = next(c for c in table.cells if c.row + c.row_span == row)
        lower = next(c for c in table.cells if c.row == row)
        if (upper.column, upper.column_span) != (lower.column, lower.column_span) or lower.words or lower.fill or lower.picture:
            continue
        table.cells.remove(lower)
        upper.row_span += lower.row_span
        upper.bottom = lower.bottom
        del table.ys[row]
        for cell in table.cells:
            if cell.row > row:
                cell.row -= 1
            elif cell.row + cell.row_span > row:
                cell.row_span -= 1


def _is_background(fill: Fill, cell: RuledCell) -> bool:
    """Whether a fill covers most of a cell, or is a coloured shape in one without words."""
    shared = _overlap(cell, fill)
    if shared >= COVERS * (cell.x1 - cell.x0) * (cell.bottom - cell.top):
        return True
    return fill.round and not cell.words and shared > 16 and _inside(fill, cell) and fill.colour not in ("#FFFFFF", "#000000")


def _overlap(cell: RuledCell, fill: Fill) -> float:
    return max(0.0, min(cell.x1, fill.x1) - max(cell.x0, fill.x0)) * max(0.0, min(cell.bottom, fill.bottom) - max(cell.top, fill.top))


def _inside(fill: Fill, cell: RuledCell) -> bool:
    return fill.x0 >= cell.x0 - 1 and fill.x1 <= cell.x1 + 1 and fill.top >= cell.top - 1 and fill.bottom <= cell.bottom + 1
