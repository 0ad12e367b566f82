"""Tables without ruling lines: columns by shaded heading cells, else by the white strips that no word crosses; rows by shading, rules and
white space, else by where text starts afresh.

Prose is no table: there must be three columns, or two with shading or rules to show them, and list numbers do not count as a column.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.readers.lines import rows_of
from extractors.readers.painted import Fill, Rule
from extractors.readers.pdfium import Page, Word
from extractors.readers.ruled import RuledCell, RuledTable, merged_rules

NEAR = 1.5
"""Edges of shading closer than this are one (points); a word may stand over an edge by as much."""
STRIP = 4.0
"""A white strip between columns is at least so wide (points)."""
FAR = 3.2
"""A table ends at white space higher than so many lines."""
_TYPED = re.compile(r"\d|%|£|^[A-Z]{1,5}(?:/[A-Z]{1,5})*$")
_LIST_LABEL = re.compile(r"^(?:[•▪●○◦■□➢➤►‣∙·✓✗-]|\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])$")


@dataclass(slots=True, eq=False)
class _Row:
    """One line of words across the page; `parts` are its runs of words with only a space between them."""

    words: list[Word]
    top: float
    bottom: float
    size: float
    parts: list[tuple[float, float]] = field(default_factory=list)


@dataclass(slots=True)
class _Region:
    """Lines that make a table, and the edges of its columns. `wide` are indexes of lines that run over columns."""

    rows: list[_Row]
    edges: list[float]
    wide: set[int] = field(default_factory=set)


def find_aligned(page: Page) -> list[RuledTable]:
    """The tables among the words that no ruled table took, top to bottom; their words are taken off the page."""
    if len(page.words) < 6:
        return []
    rows = [_row(words) for words in rows_of([w for w in page.words if w.angle == 0])]
    fills = [f for f in page.painted.fills if not f.round and f.colour != "#FFFFFF" and f.bottom - f.top < 0.5 * page.height]
    rules = merged_rules(page.painted.horizontal)
    tables, taken, k = [], set(), 0
    while k < len(rows):
        region = _stacked(rows, k, fills) or _headed(rows, k, fills) or _bare(rows, k, rules)
        table = _table(region, fills, rules) if region else None
        if table is None:
            k += 1
            continue
        tables.append(table)
        taken.update(id(w) for c in table.cells for w in c.words)
        k = rows.index(region.rows[-1], k) + 1
    if taken:
        page.words = [w for w in page.words if id(w) not in taken]
    return tables


def _row(words: list[Word]) -> _Row:
    size = max(w.size for w in words)
    out = _Row(words, min(w.top for w in words), max(w.bottom for w in words), size)
    start, end = words[0].x0, words[0].x1
    for word in words[1:]:
        if word.x0 - end > 0.95 * size:
            out.parts.append((start, end))
            start = word.x0
        end = max(end, word.x1)
    out.parts.append((start, end))
    return out


def _distinct(values: list[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > NEAR:
            out.append(value)
    return out


def _crosses(row: _Row, edges: list[float]) -> bool:
    """Whether a word, or words with only a space between them, stand over an inner edge."""
    return any(a < e - NEAR and b > e + NEAR for a, b in ((w.x0, w.x1) for w in row.words) for e in edges[1:-1]) or _runs_over(row, edges)


def _runs_over(row: _Row, edges: list[float]) -> bool:
    """Whether running text passes over an edge in the space between two words: the white is too narrow for two columns."""
    for a, b in pairwise(row.words):
        gap = b.x0 - a.x1
        if gap < 0.5 * row.size and any(a.x1 - NEAR <= e <= b.x0 + NEAR for e in edges[1:-1]) and not any(abs(b.x0 - e) < 9 for e in edges):
            return True
    return False


def _inside(row: _Row, edges: list[float]) -> bool:
    return row.words[0].x0 >= edges[0] - NEAR and row.words[-1].x1 <= edges[-1] + NEAR


def _stacked(rows: list[_Row], k: int, fills: list[Fill]) -> _Region | None:
    """Label cells shaded one under the other, with their values beside them."""
    first = rows[k]
    starts = [f for f in fills if f.top - NEAR <= (first.top + first.bottom) / 2 <= f.bottom + NEAR and f.x1 - f.x0 > 15 and first.words[0].x0 < f.x1 + 60]
    for fill in starts:
        stack, column = [fill], [f for f in fills if abs(f.x0 - fill.x0) < NEAR and abs(f.x1 - fill.x1) < NEAR and f.top > fill.top + NEAR]
        for other in sorted(column, key=lambda f: f.top):
            if abs(other.top - stack[-1].bottom) < 2 * NEAR:
                stack.append(other)
        if len(stack) < 2 or any(f.x0 >= fill.x1 - NEAR and f.x0 < fill.x1 + 40 and f.top < stack[-1].bottom and f.bottom > fill.top for f in fills if f not in stack):
            continue
        inside = [r for r in rows[k:] if fill.top - NEAR <= (r.top + r.bottom) / 2 <= stack[-1].bottom + NEAR]
        edges = [fill.x0, fill.x1, max(w.x1 for r in inside for w in r.words) + 2]
        beside = [f for f in stack if any(w.x0 > f.x1 - NEAR and f.top < (w.top + w.bottom) / 2 < f.bottom for r in inside for w in r.words)]
        wordy = any(sum(len(w.text) for r in inside for w in r.words if w.x1 < f.x1 + NEAR and f.top < w.bottom < f.bottom) > 90 for f in stack)
        if wordy or len(beside) < max(2, 0.8 * len(stack)) or edges[2] < fill.x1 + 10 or any(_crosses(r, edges) for r in inside) or any(w.x1 < fill.x0 for r in inside for w in r.words):
            continue
        return _Region(inside, edges)
    return None


def _headed(rows: list[_Row], k: int, fills: list[Fill]) -> _Region | None:
    """Lines under a row of shaded heading cells, as far as they keep to its columns."""
    head = _heading(rows[k], fills)
    edges = _distinct([x for f in head for x in (f.x0, f.x1)])
    if len(edges) < 4 or _crosses(rows[k], edges) or not _inside(rows[k], edges):
        return None
    foot = max(f.bottom for f in head)
    region = _grow(rows, k, edges, fills)
    heading = [r for r in region.rows if (r.top + r.bottom) / 2 < foot]
    named = {c for r in heading for c, words in enumerate(_cells_of(r, edges)) if words}
    body = [sum(bool(c) for c in _cells_of(r, edges)) for r in region.rows[len(heading):]]
    return region if len(named) >= max(2, 0.6 * (len(edges) - 1)) and max(body, default=0) > 1 else None


def _heading(row: _Row, fills: list[Fill]) -> list[Fill]:
    """The shaded cells that meet side by side behind a line, and those of the same colours right below them: a heading of several levels."""
    middle = (row.top + row.bottom) / 2
    out: list[Fill] = []
    for fill in sorted((f for f in fills if f.top < middle < f.bottom), key=lambda f: f.x0):
        if out and fill.x0 > max(f.x1 for f in out) + 2 * NEAR:
            return []
        out.append(fill)
    if len(out) < 2:
        return []
    colours, left, right = {f.colour for f in out}, out[0].x0, max(f.x1 for f in out)
    top, foot = min(f.top for f in out), min(f.bottom for f in out)
    for fill in sorted(fills, key=lambda f: f.top):
        if fill.colour in colours and top + NEAR < fill.top < foot + 2 * NEAR and fill.x0 > left - NEAR and fill.x1 < right + NEAR:
            out.append(fill)
            foot = max(foot, fill.bottom)
    return out


def _grow(rows: list[_Row], k: int, edges: list[float], fills: list[Fill]) -> _Region:
    """Lines from `k` on that keep to the columns; one that runs over them belongs to the table where the next go on as before."""
    region = _Region([rows[k]], edges)
    fills = [f for f in fills if f.x0 > edges[0] - 2 * NEAR and f.x1 < edges[-1] + 2 * NEAR]
    heading = {f.colour for f in _behind(rows[k], fills)}
    gaps: list[float] = []
    foot = rows[k].bottom
    for n in range(k + 1, len(rows)):
        row, white = rows[n], rows[n].top - foot
        behind = _behind(row, fills)
        if _other_shading(behind, edges) or not _inside(row, edges) or white > FAR * row.size:
            break
        if not behind and len(row.parts) == 1 and _is_caption(rows, n, white, gaps, edges, fills, heading):
            break
        if _crosses(row, edges):
            if not behind and not _goes_on(rows, n, edges):
                break
            region.wide.add(len(region.rows))
        region.rows.append(row)
        if not {f.colour for f in behind} & heading:
            gaps.append(white)
        foot = max(foot, row.bottom)
    while len(region.rows) > 1 and len(region.rows) - 1 in region.wide:
        region.wide.discard(len(region.rows) - 1)
        region.rows.pop()
    return region


def _behind(row: _Row, fills: list[Fill]) -> list[Fill]:
    middle = (row.top + row.bottom) / 2
    return [f for f in fills if f.top < middle < f.bottom]


def _other_shading(behind: list[Fill], edges: list[float]) -> bool:
    """Whether shading keeps to other columns: another table begins."""
    return any(min(abs(x - e) for e in edges) > 2 * NEAR for f in behind for x in (f.x0, f.x1))


def _is_caption(rows: list[_Row], n: int, white: float, gaps: list[float], edges: list[float], fills: list[Fill], heading: set[str]) -> bool:
    """Whether a lone run of words is a heading or note after the table: it stands off, and what follows is no row of this table."""
    row = rows[n]
    if white < 0.5 * row.size or row.words[0].x0 >= edges[1]:
        return False
    after = rows[n + 1] if n + 1 < len(rows) else None
    if after is None or after.top - row.bottom > FAR * row.size or not _inside(after, edges) or _crosses(after, edges):
        return len(gaps) > 0
    behind = _behind(after, fills)
    if _other_shading(behind, edges) or {f.colour for f in behind} & heading:
        return True
    usual = sorted(gaps)[int(0.85 * (len(gaps) - 1))] if len(gaps) > 2 else white
    return white > max(1.6 * usual, usual + 0.35 * row.size)


def _goes_on(rows: list[_Row], n: int, edges: list[float]) -> bool:
    """Whether the lines after a wide one keep to the columns again."""
    after = rows[n + 1:n + 3]
    return any(len(r.parts) >= max(2, (len(edges) - 1) // 2) and _inside(r, edges) and not _crosses(r, edges) for r in after)


def _bare(rows: list[_Row], k: int, rules: list[Rule]) -> _Region | None:
    """Lines whose words leave at least two white strips free from top to bottom."""
    first = rows[k]
    if len(first.parts) < 2:
        return None
    strips = [(a[1], b[0]) for a, b in pairwise(first.parts)]
    left, right = first.words[0].x0, first.words[-1].x1
    taken, foot = [first], first.bottom
    wide: set[int] = set()
    for n in range(k + 1, len(rows)):
        row = rows[n]
        if row.top - foot > FAR * row.size:
            break
        kept = _free(strips, row)
        least = max(1, round(0.6 * len(strips))) if len(taken) > 2 else max(1, len(strips) - 2)
        if len(kept) < least:
            if not any(len(_free(strips, r)) >= least and len(r.parts) > 1 for r in rows[n + 1:n + 2]):
                break
            wide.add(len(taken))
        else:
            strips = kept
        taken.append(row)
        foot = max(foot, row.bottom)
        left, right = min(left, row.words[0].x0), max(right, row.words[-1].x1)
    while len(taken) > 1 and (len(taken) - 1 in wide or len(taken[-1].parts) == 1 and _stands_off(taken, wide)):
        wide.discard(len(taken) - 1)
        taken.pop()
    if len(taken) < 2:
        return None
    edges = [left - 2, *(_edge(s, taken) for s in strips), right + 2]
    region = _Region(taken, edges, wide)
    return region if _is_table(region, rules) else None


def _stands_off(taken: list[_Row], wide: set[int]) -> bool:
    """Whether the last line stands farther from the table than its lines do from one another."""
    gaps = sorted(b.top - a.bottom for a, b in pairwise(taken[:-1]))
    return not gaps or taken[-1].top - taken[-2].bottom > gaps[int(0.85 * (len(gaps) - 1))] + 0.35 * taken[-1].size


def _free(strips: list[tuple[float, float]], row: _Row) -> list[tuple[float, float]]:
    """What a line's words leave of white strips, the widest part of each."""
    out = []
    for a, b in strips:
        cuts = [(w.x0, w.x1) for w in row.words if w.x1 > a and w.x0 < b]
        best, start = (a, a), a
        for x0, x1 in [*cuts, (b, b)]:
            if x0 - start > best[1] - best[0]:
                best = (start, x0)
            start = max(start, x1)
        if best[1] - best[0] >= STRIP and _sides(best, row):
            out.append(best)
    return out


def _sides(strip: tuple[float, float], row: _Row) -> bool:
    """A strip is no strip where the line's own words stand on both sides of it with only a space between them."""
    before = max((w.x1 for w in row.words if w.x1 <= strip[0] + 0.1), default=None)
    after = min((w.x0 for w in row.words if w.x0 >= strip[1] - 0.1), default=None)
    return before is None or after is None or after - before > 0.45 * row.size


def _edge(strip: tuple[float, float], rows: list[_Row]) -> float:
    """Where the column right of a white strip begins."""
    return max((strip[0] + strip[1]) / 2, strip[1] - 3)


def _is_table(region: _Region, rules: list[Rule]) -> bool:
    """Whether aligned lines are a table, not a list, prose in columns or labels of a drawing."""
    columns = _columns_of(region)
    labels = sum(all(_LIST_LABEL.match(t) for t in column) for column in columns if column)
    filled = [sum(1 for p in _cells_of(row, region.edges) if p) for n, row in enumerate(region.rows) if n not in region.wide]
    several = sum(f >= 2 for f in filled)
    head = region.rows[0]
    bold = all(w.bold for w in head.words) and not all(w.bold for r in region.rows for w in r.words)
    lines = [y for y, a, b in rules if head.top - 8 < y < region.rows[-1].bottom + 8 and b - a > 0.5 * (region.edges[-1] - region.edges[0])]
    text = len([c for c in columns if c]) - labels
    if sum(bool(c) for c in columns) < len(columns) or several < 2 or _is_prose(region):
        return False
    if len(lines) >= 3 and text >= 2:
        return len(lines) >= 0.3 * len(filled)
    whole = sum(f >= 0.6 * len(columns) for f in filled)
    if bold and filled[0] >= max(3, len(columns) - 1) and text >= 2:
        return several >= 2
    return text >= 3 and whole >= 3 and several >= 0.5 * len(filled) and any(_is_typed(c) for c in columns)


def _is_typed(column: list[str]) -> bool:
    """Whether a column holds mostly figures, dates or short codes, as tables do and lists of names do not."""
    return len(column) > 1 and sum(bool(_TYPED.search(t)) and len(t) < 28 for t in column) >= 0.6 * len(column)


def _columns_of(region: _Region) -> list[list[str]]:
    """The texts of each column, line by line, headings left out."""
    out: list[list[str]] = [[] for _ in region.edges[1:]]
    for n, row in enumerate(region.rows):
        if n and n not in region.wide:
            for column, words in zip(out, _cells_of(row, region.edges), strict=True):
                if words:
                    column.append(" ".join(w.text for w in words))
    return out


def _cells_of(row: _Row, edges: list[float]) -> list[list[Word]]:
    out: list[list[Word]] = [[] for _ in edges[1:]]
    for word in row.words:
        out[min(max(bisect_right(edges, (word.x0 + word.x1) / 2) - 1, 0), len(out) - 1)].append(word)
    return out


def _is_prose(region: _Region) -> bool:
    """Columns of running text: nearly every line of every column is full."""
    rows, edges = region.rows, region.edges
    if len(rows) < 8:
        return False
    full = 0
    for row in rows:
        cells = _cells_of(row, edges)
        full += all(c and c[-1].x1 - c[0].x0 > 0.75 * (b - a) for c, (a, b) in zip(cells, pairwise(edges), strict=True))
    return full > 0.6 * len(rows)


def _table(region: _Region, fills: list[Fill], rules: list[Rule]) -> RuledTable | None:
    edges, rows = region.edges, region.rows
    groups = _row_groups(region, fills, rules)
    if len(groups) < 2:
        return None
    ys = [min(r.top for r in groups[0]) - 2]
    for above, below in pairwise(groups):
        foot, head = max(r.bottom for r in above), min(r.top for r in below)
        ys.append(_between(foot, head, region, fills))
    ys.append(max(r.bottom for r in groups[-1]) + 2)
    table = RuledTable(list(edges), ys, [], "aligned")
    wide = {id(rows[n]) for n in region.wide}
    for n, group in enumerate(groups):
        table.cells += _cells(n, group, edges, ys, wide, fills)
    return table


def _between(foot: float, head: float, region: _Region, fills: list[Fill]) -> float:
    """The line between two rows: an edge of shading there, else the middle of the white."""
    low, high = min(foot, head) - NEAR, max(foot, head) + NEAR
    shaded = [y for f in fills for y in (f.top, f.bottom) if low <= y <= high and f.x1 > region.edges[0] and f.x0 < region.edges[-1]]
    return sorted(shaded)[len(shaded) // 2] if shaded else (foot + head) / 2


def _cells(n: int, group: list[_Row], edges: list[float], ys: list[float], wide: set[int], fills: list[Fill]) -> list[RuledCell]:
    """The cells of one row; text that runs over columns is one cell over them, and so is shading painted over several."""
    found: list[list[Word]] = [[] for _ in edges[1:]]
    spans = [[c, c] for c in range(len(found))]
    for row in group:
        for words, c in zip(_cells_of(row, edges), range(len(found)), strict=True):
            found[c] += words
        if id(row) in wide:
            for a, b in row.parts:
                first, last = bisect_right(edges, a + NEAR) - 1, bisect_right(edges, b - NEAR) - 1
                spans[max(first, 0)][1] = max(spans[max(first, 0)][1], min(last, len(found) - 1))
    middle = (ys[n] + ys[n + 1]) / 2
    for fill in fills:
        if fill.top < middle < fill.bottom and fill.bottom - fill.top < 1.9 * (ys[n + 1] - ys[n]):
            inner = [c for c in range(len(found)) if fill.x0 - NEAR <= edges[c] and edges[c + 1] <= fill.x1 + NEAR]
            if 1 < len(inner) < len(found) and sum(bool(found[c]) for c in inner) == 1:
                spans[inner[0]][1] = max(spans[inner[0]][1], inner[-1])
    out, c = [], 0
    while c < len(found):
        last = spans[c][1]
        words = [w for k in range(c, last + 1) for w in found[k]]
        out.append(RuledCell(n, c, 1, last - c + 1, edges[c], ys[n], edges[last + 1], ys[n + 1], words))
        c = last + 1
    return out


def _row_groups(region: _Region, fills: list[Fill], rules: list[Rule]) -> list[list[_Row]]:
    """Lines that make one row each. Shading and rules decide; else white space, where rows are set apart; else fresh starts."""
    rows, edges = region.rows, region.edges
    width = edges[-1] - edges[0]
    cuts = sorted({round(y, 1) for y, a, b in rules if min(b, edges[-1]) - max(a, edges[0]) > 0.5 * width}
                  | {round(y, 1) for f in fills if f.x1 > edges[0] + NEAR and f.x0 < edges[-1] - NEAR for y in (f.top, f.bottom)})
    inner = [y for y in cuts if rows[0].top < y < rows[-1].bottom]
    whites = [b.top - max(r.bottom for r in rows[:n + 1]) for n, (a, b) in enumerate(pairwise(rows))]
    tight = min(whites, default=0.0)
    size = sorted(r.size for r in rows)[len(rows) // 2]
    loose = tight + 0.3 * size
    spread = any(w > loose for w in whites[1:]) and sum(w > loose for w in whites) >= 0.12 * len(whites)
    if not spread and tight > 0.42 * size:
        spread, loose = True, tight - 1
    ruled = len(inner) >= max(2, 0.5 * len(rows)) or _rules_rows(inner, rows)
    groups = [[rows[0]]]
    for n, row in enumerate(rows[1:], 1):
        before = rows[n - 1]
        cut = any(before.bottom - 0.35 * before.size <= y <= row.top + 0.35 * row.size for y in inner)
        if cut or n in region.wide or n - 1 in region.wide:
            new = True
        elif ruled:
            new = False
        elif spread:
            new = whites[n - 1] > loose and _has_head(row, groups[-1], edges)
        else:
            new = _fresh(row, groups[-1], edges)
        if new:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _rules_rows(cuts: list[float], rows: list[_Row]) -> bool:
    """Whether cuts run through the table from head to foot, not only under its heading."""
    gaps = [b - a for a, b in pairwise([rows[0].top, *cuts, rows[-1].bottom])]
    return len(cuts) >= 3 and max(gaps) < 0.5 * sum(gaps)


def _has_head(row: _Row, group: list[_Row], edges: list[float]) -> bool:
    """Whether a line set off by white space begins a row: in the first column, or in several."""
    cells = _cells_of(row, edges)
    return bool(cells[0]) or sum(bool(c) for c in cells) >= max(2, 0.4 * len(cells))


def _fresh(row: _Row, group: list[_Row], edges: list[float]) -> bool:
    """Whether a line begins a row by its text: cells whose last line still had room for its first word begin afresh."""
    cells, above = _cells_of(row, edges), _cells_of(group[-1], edges)
    fresh = []
    for c, words in enumerate(cells):
        if not words:
            continue
        if not above[c]:
            fresh.append(c)
            continue
        room = edges[c + 1] - 4 - above[c][-1].x1
        if room > words[0].x1 - words[0].x0 + 0.3 * row.size:
            fresh.append(c)
    started = [c for c in fresh if above[c] or not any(_cells_of(r, edges)[c] for r in group)]
    return (0 in started and len(started) >= min(2, sum(bool(c) for c in cells))) or len(started) >= max(2, 0.5 * len(cells))
