"""What looks like a tracker and was not read as one is said: tables with headings not known, headings without a table."""
from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import pairwise

from extractors.card_labels import label_cells
from extractors.cards import are_mixed
from extractors.cell_kinds import kind_of
from extractors.grids import ABOUT, SUBJECT
from extractors.headings import HINT, bare, match, normal, words
from extractors.paper import Paper
from models.document import MARGINS, Block, Cell, Table, distinct
from models.vocabulary import vocabulary

_TELLING = {*SUBJECT, *ABOUT, "number"}
ENOUGH, NEAR, LONG, MAX_LINE, OFTEN = 4, 40, 4, 120, 3
"""Fields that headings in the running text name; blocks within which they stand; words of the longest, characters of a line of them;
times that two of them follow each other where no more stand there."""


def explain_unread(paper: Paper) -> None:
    """Say of each free table, and of the running text, what of it may be a tracker that nothing read."""
    for table in paper.document.tables:
        if paper.free(table):
            _table(table, paper)
    _loose_headings(paper)


def _table(table: Table, paper: Paper) -> None:
    """Say of a table that looks like a tracker, by its headings or by its values, but was not read as one, which headings were seen and
    what each comes nearest to."""
    if are_mixed(table, paper):
        labels = " | ".join(cell.flat for cell in label_cells(table))
        paper.note("headings-not-recognised", "Labels of several rows ran together in the table; it was not read", excerpt=labels)
        return
    cells = table.grid()
    refused = {normal(p) for p in vocabulary("headings", paper.extra)["not_a_tracker"]["headings"]}
    for index, row in enumerate(cells[:3]):
        headings = [c.flat for c in distinct(row) if c.flat]
        if len(headings) < 3 or table.rows < index + 3 or max(map(len, headings)) > 60 or {bare(h) for h in headings} & refused:
            continue
        fields = {name for h in headings for name, score in match(h, paper.extra).items() if score >= HINT}
        if len(fields & {*SUBJECT, *ABOUT}) >= 2 or _tracks(cells[index + 1:], paper):
            nearest = "; ".join(f"{h[:40]!r}: {_nearest(h, paper.extra)}" for h in headings[:14])
            paper.note("headings-not-recognised", f"The table may be a tracker, but these headings do not say so: {nearest}",
                       excerpt=" | ".join(headings))
            return


def _tracks(rows: list[list[Cell | None]], paper: Paper) -> bool:
    """Whether a table's values look like a tracker's: a column of sentences beside one of dates and one of people or statuses."""
    usual = set()
    for column in zip(*rows[:12], strict=True):
        kinds = [k for c in column if c is not None and (k := kind_of(c, paper.key))]
        usual |= {k for k in set(kinds) if kinds.count(k) >= 0.6 * len(kinds)}
    return "text" in usual and "date" in usual and bool(usual & {"person", "status", "fill"})


@lru_cache(maxsize=1024)
def _nearest(heading: str, extra: tuple[str, ...]) -> str:
    """The field a heading means, or the known heading that is spelt most like it."""
    found = match(heading, extra)
    if found:
        return max(found, key=lambda n: found[n])
    known = words(extra).whole
    close = get_close_matches(bare(heading), known, n=1, cutoff=0.6)
    return f"unknown, nearest {close[0]!r} ({known[close[0]][0]})" if close else "unknown"


def _loose_headings(paper: Paper) -> None:
    """Say that the headings of a tracker stand in the running text, on one line or one below another, with no table under them: an
    extraction whose columns came adrift."""
    free = [b for b in paper.document.blocks if b.kind not in MARGINS
            and not {id(b), id(b.paragraph)} & paper.taken.keys()]
    found = [(i, name) for i, block in enumerate(free) for name in sorted(_fields_named(block, paper.extra))]
    again = Counter(tuple(free[i].text for i, _ in pair) for pair in pairwise(found) if pair[1][0] - pair[0][0] == 1)
    repeated = {first for (first, _), count in again.items() if count >= OFTEN}
    whole = Counter(i for i, _ in found)
    for at, (start, _) in enumerate(found):
        near = {name for i, name in found[at:at + 3 * ENOUGH] if i - start <= NEAR}
        enough = ENOUGH if whole[start] < ENOUGH - 1 else ENOUGH - 1  # 'Action Lead By when' on one line
        if (len(near) >= enough and near & {*SUBJECT}) or (free[start].text in repeated and len(near) > 1):
            message = (f"The text has headings of a tracker ({', '.join(sorted(near))}), but no table could be made of what "
                       "stands under them")
            paper.note("headings-without-table", message, excerpt=free[start].text, page=free[start].paragraph.place.page)
            return


def _fields_named(block: Block, extra: tuple[str, ...]) -> set[str]:
    """The fields of a tracker that a line names with nothing but their headings: 'Lead', 'Ref Action Lead Due Status'."""
    text = block.text
    if len(text) > MAX_LINE or text[-1:] in ".;" or text.partition(" ")[0].strip(":*").lower() not in _first_words(extra):
        return set()
    return (_most(tuple(normal(text).split()), extra) or set()) - {"number"}


@cache
def _first_words(extra: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase, names in words(extra).whole.items() if _TELLING & {*names})


def _most(left: tuple[str, ...], extra: tuple[str, ...]) -> set[str] | None:
    """The most fields that words name, cut into headings; null where they cannot be cut into headings alone."""
    if not left:
        return set()
    known, best = words(extra).whole, None
    for size in range(1, min(LONG, len(left)) + 1):
        named = _TELLING & {*known.get(" ".join(left[:size]), ())}
        rest = _most(left[size:], extra) if named else None
        if rest is not None and (best is None or len(named | rest) > len(best)):
            best = named | rest
    return best
