"""Tables with rules between their rows only. Where each is drawn cell by cell, as browsers print them, the pieces' ends are the columns;
where the headings are shaded cell by cell and the rules begin and end at their edges, these are."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from operator import attrgetter

from extractors.readers.painted import Fill, Rule
from extractors.readers.pdfium import Page, Word

LEAST_RULES, LEAST_COLUMNS = 3, 3
HEAD = (8.0, 80.0)
"""How high a row of headings may be (points)."""
TOUCH = 1.0
"""Ends of pieces so near each other meet (points)."""
NEAR = 3.0
"""The edge of a shade so near a rule is that rule."""


def rules_between(page: Page) -> tuple[list[Rule], list[Rule]]:
    """The rules that such tables leave out: one above the headings, the edges of rows whose cells are shaded, and those between columns,
    where no word stands in the way. A shade that begins below no rule is the head of another table. Returns (horizontal, vertical)."""
    levels: dict[tuple[int, ...], list[float]] = defaultdict(list)
    for y, ends in _in_pieces(page.painted.horizontal):
        levels[ends].append(y)
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for xs, ys in levels.items():
        if len(ys) < LEAST_RULES or len(xs) <= LEAST_COLUMNS or _is_ruled(xs, ys, page.painted.vertical):
            continue
        begins, edges = (_edges(side, xs, ys, page.painted.fills) for side in (attrgetter("top"), attrgetter("bottom")))
        horizontal += [(y, float(xs[0]), float(xs[-1])) for y in (*begins, *edges)]
        ys = sorted({*ys, *begins, *edges})
        words = [w for w in page.words if xs[0] - TOUCH <= w.x0 and w.x1 <= xs[-1] + TOUCH]
        top = _top_of_headings(words, xs, ys[0])
        ys = ys if top is None else [top, *ys]
        crossed = [_crossed([w for w in words if w.bottom > above and w.top < below], xs) for above, below in pairwise(ys)]
        if 2 * sum(crossed) < len(crossed):
            horizontal.append((ys[0], float(xs[0]), float(xs[-1])))
            vertical += [(float(x), above, below) for (above, below), bar in zip(pairwise(ys), crossed, strict=True)
                         if below not in begins for x in ((xs[0], xs[-1]) if bar else xs)]
    heads = _heads(page)
    for top, bottom, xs in heads:
        below = min((y for y, _, other in heads if y > bottom and other[0] < xs[-1] and other[-1] > xs[0]), default=page.height)
        ys = sorted({round(y, 1) for y, a, b in page.painted.horizontal if bottom - NEAR < y < below - NEAR and all(
            min(abs(end - x) for x in xs) < NEAR for end in (a, b))})
        if xs in levels or len(ys) < LEAST_RULES or _is_ruled(xs, ys, page.painted.vertical):
            continue
        words = [w for w in page.words if xs[0] - TOUCH <= w.x0 and w.x1 <= xs[-1] + TOUCH]
        bands = [(top, bottom), *pairwise([bottom, *(y for y in ys if y > bottom + NEAR)])]
        crossed = [_crossed([w for w in words if w.bottom > above + TOUCH and w.top < under - TOUCH], xs) for above, under in bands]
        if not crossed[0] and 3 * sum(crossed) < len(crossed):
            horizontal += [(y, float(xs[0]), float(xs[-1])) for y in (top, *([bottom] if ys[0] > bottom + NEAR else []))]
            vertical += [(float(x), above, under) for (above, under), bar in zip(bands, crossed, strict=True)
                         for x in ((xs[0], xs[-1]) if bar else xs)]
    return horizontal, vertical


def _heads(page: Page) -> list[tuple[float, float, tuple[int, ...]]]:
    """Rows of shaded cells side by side, where headings may stand: their top and bottom, and the edges of their cells."""
    rows: dict[tuple[int, int], list[Fill]] = defaultdict(list)
    for fill in page.painted.fills:
        if fill.colour != "#FFFFFF" and HEAD[0] < fill.bottom - fill.top < HEAD[1]:
            rows[round(fill.top), round(fill.bottom)].append(fill)
    found = ((fills[0].top, fills[0].bottom, _in_pieces([(0.0, f.x0, f.x1) for f in fills])) for fills in rows.values()
             if len({f.colour for f in fills}) == 1)
    return [(top, bottom, pieces[0][1]) for top, bottom, pieces in found if pieces and len(pieces[0][1]) > LEAST_COLUMNS]


def _edges(side: Callable[[Fill], float], xs: tuple[int, ...], ys: list[float], fills: list[Fill]) -> list[float]:
    """Where rows of shaded cells between these columns begin or end, away from the rules that are drawn."""
    shades = _in_pieces([(side(f), f.x0, f.x1) for f in fills])
    return [y for y, ends in shades if ends == xs and all(abs(y - drawn) > NEAR for drawn in ys)]


def _in_pieces(rules: list[Rule]) -> list[tuple[float, tuple[int, ...]]]:
    """Lines that are drawn in pieces which meet: their height and the ends of the pieces, top to bottom."""
    lines: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        lines[round(rule[0])].append(rule)
    out = []
    for _, pieces in sorted(lines.items()):
        spans = sorted({(round(a), round(b)) for _, a, b in pieces})
        if len(spans) > 1 and all(abs(left[1] - right[0]) <= TOUCH for left, right in pairwise(spans)):
            out.append((pieces[0][0], (spans[0][0], *(b for _, b in spans))))
    return out


def _is_ruled(xs: tuple[int, ...], ys: list[float], vertical: list[Rule]) -> bool:
    """Whether rules between columns are drawn somewhere."""
    return any(xs[0] - TOUCH <= x <= xs[-1] + TOUCH and a < ys[-1] - TOUCH and b > ys[0] + TOUCH for x, a, b in vertical)


def _crossed(words: list[Word], xs: tuple[int, ...]) -> bool:
    return any(w.x0 < x - TOUCH and w.x1 > x + TOUCH for w in words for x in xs[1:-1])


def _top_of_headings(words: list[Word], xs: tuple[int, ...], first: float) -> float | None:
    """Where the lines of headings above the first rule begin; null where none stand there, most columns having one."""
    taken: list[Word] = []
    edge = first
    for word in sorted((w for w in words if w.bottom <= first + TOUCH), key=lambda w: -w.bottom):
        if edge - word.bottom > 1.2 * (word.bottom - word.top) or _crossed([word], xs):
            break
        taken.append(word)
        edge = min(edge, word.top)
    columns = {sum(x <= w.x0 + TOUCH for x in xs) for w in taken}
    return edge - TOUCH if 2 * len(columns) > len(xs) - 1 else None
