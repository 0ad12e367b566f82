"""A tracker's grid: which rows are its headings, which column is which field, and its body row by row."""
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from extractors import grid_rounds
from extractors.card_labels import is_bare, tells_facts
from extractors.cell_kinds import DASHES, is_period, kind_of
from extractors.columns import DATES, FITS, ORDERS, Column, is_lacking, map_columns
from extractors.grid import Grid, GridRow
from extractors.grid_parts import with_parts
from extractors.headings import HINT, PART, any_run_together, bare, match, normal, words
from extractors.paper import Paper
from extractors.values.dates import DateSpan, read_round
from models import months
from models.document import Cell, Table, distinct
from models.vocabulary import vocabulary

SUBJECT = ("action", "recommendation", "issue")
"""A grid is a tracker when it has one of these and at least one of ABOUT."""
ABOUT = ("owner", "operational_lead", "due", "revised_due", "status", "rag", "forecast", "progress", "percent", "completed")
MAX_HEADER_ROWS = 3
_BEGINS_ROW = re.compile(r"(?!Q\d)[A-Z]{1,3}\d{1,3}|\d{1,2}(?:\.\d{1,2})+")
"""A reference, which no heading is: 'W1', '2.1'; 'Q1' may be one."""
ACROSS = 4
"""A cell over so many columns is a value of none of them."""
_YEAR = re.compile(r"\b20\d\d(?:\s*[/-]\s*(?:20)?\d\d)?\b")
_MONEY = re.compile(r"[(+-]?\s?£\s?-?[\d,.]+\s?(?:k|m|bn|million)?\)?", re.I)
_FIGURE = re.compile(r"[(+-]?\s?£?\s?-?[\d,.]+\s?(?:k|m|bn|million)?\)?", re.I)
_TWO_MONTHS = re.compile(rf"{months.NAME}\.? (?:20)?\d\d\s+{months.NAME}\.? (?:20)?\d\d\b", re.I)


def grid_of(table: Table, paper: Paper) -> Grid | None:
    """The table as a tracker, or None; worked out once a paper."""
    if table.index not in paper.grids:
        paper.grids[table.index] = read_grid(table, paper)
    return paper.grids[table.index]


def read_grid(table: Table, paper: Paper) -> Grid | None:
    """The table as a tracker, or None. Headings are looked for in the first rows; a header of two or three levels is read together."""
    cells = table.grid()
    best: tuple[float, Grid] | None = None
    for start in range(min(4, max(0, table.rows - 1))):
        if not _may_be_headings(cells[start], table) or tells_facts(cells[start], paper.extra):
            continue
        for depth in range(_least_depth(cells[start], start), MAX_HEADER_ROWS + 1):
            if start + depth >= table.rows + (0 if table.rows > 1 else 1) or not _is_depth(cells, start, depth, table):
                continue
            levels = [_levels(cells, start, depth, c) for c in range(table.columns)]
            headings = [_heading(texts, paper) for texts in levels]
            if table.columns > 2 and len(set(headings)) < 3:
                continue
            strength = _strength(headings, paper)
            if strength >= 2 and (best is None or strength > best[0] + 0.01):
                periods = _of_one_year(_by_month(headings, [_period(texts, paper) for texts in levels], paper))
                best = (strength, _grid(table, cells, start + depth, headings, periods, paper))
        if best:
            break
    grid = with_parts(best[1], paper) if best else None
    return grid if grid and is_tracker(grid, paper) else None


def one_row_grid(table: Table, paper: Paper) -> Grid:
    """The columns of a table known to have one row of headings."""
    cells = table.grid()
    headings = [c.flat if c is not None else "" for c in cells[0]]
    return _grid(table, cells, 1, headings, [None] * table.columns, paper)


def grid_under(table: Table, paper: Paper) -> Grid | None:
    """A table known to have one row of headings as a tracker, or None."""
    grid = one_row_grid(table, paper)
    return grid if is_tracker(grid, paper) else None


def note_columns(grid: Grid, paper: Paper) -> None:
    """Say which columns were matched weakly, and which not at all."""
    for column in grid.columns:
        if column.field and column.reason:
            paper.note("heading-weak", column.reason, severity="info", excerpt=column.heading)
        elif column.field is None and any(column.kinds):
            paper.note_unused(column.heading)


def take_headings(grid: Grid, paper: Paper) -> None:
    """Note that a grid's headings are its form."""
    for row in grid.cells[:grid.first]:
        for cell in row:
            if cell is not None:
                paper.take(cell, role="boilerplate")


def continued(table: Table, before: Grid, paper: Paper, *, touching: bool) -> Grid | None:
    """A table without headings that goes on with the grid before it: as many columns, and values of the same kinds.

    In text extractions the rows after a page break have lost empty cells at their end; they are padded, if nothing stands between; not
    labels with their values ('Committee: | Cabinet').
    """
    cells, before = table.grid(), before.printed or before
    short = len(before.columns) - table.columns
    labels = sum(row[0] is not None and row[0].flat.endswith(":") for row in cells)
    if table.method == "tabs" and touching and 0 <= short <= len(before.columns) - 2 and 2 * labels < len(cells):
        return with_parts(Grid(table, before.columns, 0, [row + [None] * short for row in cells], before.headings), paper, least=1)
    if short or not _same_subject(before, cells, paper):
        return None
    tested = agree = 0
    for column in (c for c in before.columns if c.field):
        for kind in (kind_of(row[column.index], paper.key) for row in cells if row[column.index] is not None):
            if kind:
                tested += 1
                agree += kind == "placeholder" or max(
                    (FITS[e].get(kind, 0.0) for e in words(paper.extra).kinds.get(column.field or "", ())), default=0.5) >= 0.3
    return with_parts(Grid(table, before.columns, 0, cells, before.headings), paper, least=1) if tested and agree >= 0.75 * tested else None


def _same_subject(before: Grid, cells: list[list[Cell | None]], paper: Paper) -> bool:
    """Whether a table without headings has sentences where the grid before it has: one of figures has not."""
    subject = next(c for c in before.columns if c.field in SUBJECT)
    kinds = [k for row in cells if (cell := row[subject.index]) is not None and (k := kind_of(cell, paper.key))]
    usual = [k for k in subject.kinds if k]
    return 2 * usual.count("text") < len(usual) or 2 * kinds.count("text") >= len(kinds)


def is_register(grid: Grid, paper: Paper) -> bool:
    """Whether one of the headings stands only in registers of risks and tables of figures."""
    never = vocabulary("headings", paper.extra)["not_a_tracker"]["never"]
    return not {bare(h) for h in grid.headings if h}.isdisjoint(map(normal, never))


def is_tracker(grid: Grid, paper: Paper) -> bool:
    """Whether the columns say who does what by when or how it goes; forward plans, timetables, indicator tables and contact lists do
    not."""
    if is_register(grid, paper) or grid.table.method == "aligned" and any_run_together(grid.headings, paper.extra):
        return False
    refused = {normal(p) for p in vocabulary("headings", paper.extra)["not_a_tracker"]["headings"]}
    heads = {bare(h) for h in grid.headings if h}
    found = {c.field for c in grid.columns if c.field}
    subject, about = found & set(SUBJECT), found & set(ABOUT)
    if "recommendation" in subject and {"number", "response"} <= found:
        about.add("response")  # 'Ref | Recommendation | Reason not accepted'
    if not subject or not about:
        return False
    if about <= {"due", "revised_due", "completed"} and not found & {"number", *SUBJECT} - subject and len(subject) < 2:
        return False
    sure = [c for c in grid.columns if c.field in subject | about and _is_sure(c, paper.extra)]
    against = len(heads & refused)
    if any(_is_terse(grid, c) for c in grid.columns if c.field in SUBJECT) or sum(_is_money(grid, c) for c in grid.columns) >= 2:
        return False
    if against and (about <= {"owner", "operational_lead"} or any(c.inferred for c in grid.columns if c.field in SUBJECT)):
        return False
    clear = sure if len(sure) < 4 else [c for c in grid.columns if match(c.heading, paper.extra).get(c.field or "", 0) >= HINT]
    ordering, inferred = [c for c in grid.columns if c.orders >= ORDERS], [c for c in grid.columns if c.inferred]
    steps = [c for c in grid.columns if c.field == "action" and is_lacking(c, paper.extra)] if (
        "due" in found and (found & {"owner", "issue"} or {"number", "revised_due", "progress"} <= found)
        and found & {"progress", "status", "rag"}) else []
    telling = [c for c in clear + ordering + steps if _texts(c)] + inferred
    plan = {"owner", "due"} <= {c.field for c in sure} and any(c.field in SUBJECT for c in sure)  # quarters of it are rated, not counted
    return len(sure) + bool(inferred) >= 2 and (against < len(sure) or plan) and any(c.field in SUBJECT for c in telling)


def _is_sure(column: Column, extra: tuple[str, ...]) -> bool:
    """Whether a heading says its field; 'Evidence of completion' over what was done says progress."""
    said = match(column.heading, extra)
    return said.get(column.field or "", 0) >= PART or (
        column.field == "progress" and said.get("success_measure", 0) >= PART and column.told >= ORDERS)


def _texts(column: Column) -> bool:
    """Whether the main column holds sentences or phrases, not numbers and dates."""
    kinds = [k for k in column.kinds if k]
    return not kinds or sum(k in ("text", "words", "person", "status") for k in kinds) >= 0.6 * len(kinds)


def _printed(grid: Grid, column: Column) -> list[str]:
    """What stands in a column below its heading; a cell over the whole table is of no column."""
    return [c.flat for c in grid.under(column) if c.flat.strip(DASHES) and c.column_span < grid.table.columns]


def _is_terse(grid: Grid, column: Column) -> bool:
    """A main column of single words: what a meeting decided or is to do with an item ('Approve', 'Note'), not what was agreed to be
    done."""
    printed = _printed(grid, column)
    return sum(" " not in text for text in printed) > 0.5 * len(printed)


def _is_money(grid: Grid, column: Column) -> bool:
    printed = _printed(grid, column)
    money = _FIGURE if "£" in column.heading else _MONEY
    return bool(printed) and sum(money.fullmatch(text) is not None for text in printed) >= 0.6 * len(printed)


def _may_be_headings(row: list[Cell | None], table: Table) -> bool:
    filled = [c for c in distinct(row) if c.flat]
    if len(filled) == 2 and filled[1].column_span > 1 and is_bare(filled[0].flat):
        return False  # 'Recommendation 2', and its text over the rest
    return len(filled) >= 2 and all(len(c.flat) <= 120 for c in filled) and not any(c.column_span >= table.columns for c in filled)


def _is_depth(cells: list[list[Cell | None]], start: int, depth: int, table: Table) -> bool:
    """Whether rows start..start+depth-1 can be one header: a group heading spans columns, or a heading spans rows."""
    if depth == 1:
        return True
    if any(c is not None and _BEGINS_ROW.fullmatch(c.flat) for row in cells[start + 1:start + depth] for c in row):
        return False
    above = [c for c in cells[start + depth - 2] if c is not None]
    grouped = (any(1 < c.column_span < table.columns and c.row >= start for c in above)
               or any(c.row + c.row_span >= start + depth and c.row_span > 1 for c in above))
    flagged = all(c.header for c in cells[start + depth - 1] if c is not None)
    last = [c for c in cells[start + depth - 1] if c is not None and c.flat]
    return (grouped or flagged) and all(len(c.flat) < 90 for c in last)


def _least_depth(row: list[Cell | None], start: int) -> int:
    """How many rows the headings have at least: two or more that reach down beside headings of groups say so."""
    tall = [c for c in distinct(row) if c.row == start and c.row_span > 1 and c.flat]
    depth = min((c.row_span for c in tall), default=1)
    return depth if len(tall) > 1 and depth <= MAX_HEADER_ROWS and any(c is not None and c.column_span > 1 for c in row) else 1


def _levels(cells: list[list[Cell | None]], start: int, depth: int, column: int) -> list[str]:
    """The headings over a column, the topmost first."""
    seen: list[Cell] = []
    for r in range(start, start + depth):
        cell = cells[r][column]
        if cell is not None and cell.flat and cell not in seen:
            seen.append(cell)
    return [c.flat for c in seen]


def _period(levels: list[str], paper: Paper) -> DateSpan | None:
    """The round that the headings over a column name: a heading of a group, or a month or quarter that is a heading by itself, of the
    year that the group's heading names ('Progress 2024/25' over 'Q2')."""
    years = [m[0] for t in levels[:-1] if (m := _YEAR.search(t))]
    if years and is_period(levels[-1], paper.extra) and not _YEAR.search(levels[-1]):
        levels = [f"{levels[-1]} {years[-1]}"]
    named = (read_round(t, paper.date, paper.extra) for t in levels if t is not levels[-1] or is_period(t, paper.extra))
    return next((span for span in named if span is not None), None)


def _by_month(headings: list[str], periods: list[DateSpan | None], paper: Paper) -> list[DateSpan | None]:
    """Headings that differ by their month alone ('RAG Sept', 'RAG Oct') are of these months' rounds, though no year stands there."""
    named = {i: span for i, h in enumerate(headings) if periods[i] is None and (span := read_round(h, paper.date, paper.extra))}
    rest = {i: normal(headings[i].replace(span.raw, " ")) for i, span in named.items()}
    months = {text: {named[i].start for i in rest if rest[i] == text} for text in rest.values() if text}
    return [named[i] if i in named and len(months.get(rest[i], ())) > 1 else p for i, p in enumerate(periods)]


def _financial_year(day: dt.date) -> int:
    return day.year - (day.month < 4)


def _of_one_year(periods: list[DateSpan | None]) -> list[DateSpan | None]:
    """Quarters that head columns side by side without a year are of one financial year: that of the first of those taken to have passed."""
    bare = [p for p in periods if p is not None and p.kind == "quarter" and p.year_inferred and p.start and p.end]
    first = min((p.start for p in bare), default=None)

    def shifted(p: DateSpan) -> DateSpan:
        back = _financial_year(p.start) - _financial_year(first)
        return replace(p, start=p.start.replace(year=p.start.year - back), end=p.end.replace(year=p.end.year - back)) if back else p
    return [shifted(p) if p in bare else p for p in periods]


def _heading(levels: list[str], paper: Paper) -> str:
    """A column's heading over all levels: read downwards ('RAG Forecast'), upwards ('Original Date'), without a month that is one of
    them, or the lowest alone, as is best known."""
    undated = " ".join(t for t in levels if not is_period(t, paper.extra))
    ways = [" ".join(levels), " ".join(reversed(levels)), *filter(None, (undated,)), *levels[-1:]]
    return max(ways, key=lambda w: max(match(w, paper.extra).values(), default=0.0))


def _strength(headings: list[str], paper: Paper) -> float:
    """How many different fields the headings name, strong matches counting whole."""
    best: dict[str, float] = {}
    for heading in headings:
        for name, score in match(heading, paper.extra).items():
            best[name] = max(best.get(name, 0.0), score)
    distinct = {h for h in headings if h}
    strong = sum(max(match(h, paper.extra).values(), default=0.0) >= PART for h in distinct)
    subject = max((best.get(s, 0.0) for s in SUBJECT), default=0.0)
    return strong + (0.5 if subject > HINT else 0.0) - 0.3 * (len(distinct) - strong) * (len(distinct) > 6)


def _grid(table: Table, cells: list[list[Cell | None]], first: int, headings: list[str], periods: list[DateSpan | None],
          paper: Paper) -> Grid:
    header = [normal(h) for h in headings]
    rounds = grid_rounds.begins(cells, first + 1, paper)
    rows = [row for row in cells[first:rounds] if not tells_facts(row, paper.extra) and not _repeats(row, header)]
    values = [list({id(row[c]): row[c] for row in rows if row[c] is not None and row[c].column_span < min(table.columns, ACROSS)}.values())
              for c in range(table.columns)]
    columns = map_columns(headings, values, paper.key, paper.extra, periods)
    for column in columns if table.method == "aligned" else ():
        if _TWO_MONTHS.search(column.heading):
            column.field = None  # columns of two rounds that ran together
    return Grid(table, columns, first, cells, headings, rounds=rounds)


def body(grid: Grid, paper: Paper) -> Iterator[GridRow]:
    """The body rows in order, without the header's repeats and empty rows."""
    header, key_rows = [normal(h) for h in grid.headings], paper.key.rows.get(grid.table.index, ())
    for r in range(grid.first, grid.table.rows if grid.rounds is None else grid.rounds):
        row = GridRow(r, grid.cells[r])
        if not row.own or r in key_rows:
            for cell in row.own:
                paper.take(cell, role="boilerplate")
            continue
        if _repeats(row.cells, header):
            for cell in row.own:
                paper.take(cell, role="boilerplate")
            continue
        yield row


def _repeats(row: list[Cell | None], header: list[str]) -> bool:
    """Whether a row prints the headings again."""
    texts = [normal(c.flat) if c is not None else "" for c in row]
    return any(texts) and sum(t == h and t != "" for t, h in zip(texts, header, strict=False)) >= max(2, 0.6 * sum(map(bool, texts)))


def is_wide(row: GridRow, grid: Grid) -> bool:
    """A row that is one cell across the table: a section or group heading. Where spans are lost, one whose only cell is the first,
    in a column of numbers, and no number but words."""
    filled = [c for c in row.own if c.text]
    if len(filled) != 1:
        return False
    cell = filled[0]
    if cell.column_span >= max(2, grid.table.columns - 1) or (cell.column_span >= 2 and len([c for c in row.distinct if c.text]) == 1):
        return True
    first = grid.columns[0].field
    return (cell.column == 0 and grid.table.columns >= 4 and first not in (*SUBJECT, "progress")
            and (not any(ch.isdigit() for ch in cell.text) or len(cell.text.split()) > 3) and len([c for c in row.distinct if c.text]) == 1)


_MISFIT = {
    "due": ("text", "words", "person", "status"), "revised_due": ("text", "words", "person", "status"),
    "rag": ("text", "person", "date"), "forecast": ("text", "person", "date"), "progress": ("date",), "success_measure": ("date",),
    "owner": ("date",), "operational_lead": ("date",), "number": ("text",), "action": ("number", "date"), "status": ("date", "text"),
    "issue": ("number", "date"), "intended_outcome": ("number", "date"), "recommendation": ("date",),
}
"""Kinds of value that a field cannot hold."""
_DATED = {*DATES, "round"}


def misfit(row: list[Cell | None], grid: Grid, paper: Paper) -> tuple[float, int]:
    """How badly a row's values sit under their columns (0: each suits its field), and how many cannot be there at all."""
    cost, wrong = 0.0, 0
    expected = words(paper.extra).kinds
    for column in grid.columns:
        cell = row[column.index]
        kind = kind_of(cell, paper.key) if cell is not None else ""
        if not kind or kind == "placeholder":
            continue
        if kind == "date" and column.field not in _DATED and not is_period(cell.flat, paper.extra):
            kind = "words"  # 'Report received by June 2026'
        cost += 0.6 if column.field is None else 1 - max((FITS[e].get(kind, 0.0) for e in expected.get(column.field, ())), default=0.5)
        if kind in _MISFIT.get(column.field or "", ()):
            cost += 1
            wrong += 1
    due, revised = grid.column("due"), grid.column("revised_due")
    if (due and revised and (row[revised.index] is not None and row[revised.index].text)
            and not (row[due.index] is not None and row[due.index].text)):
        cost += 0.3
    return cost, wrong


def mend(row: list[Cell | None], grid: Grid, paper: Paper) -> list[Cell | None] | None:
    """The row with empty cells taken out or put in where that makes its values fit their columns; None when it is right as it is.

    Extractions, and officers who press tab once too often, shift the rest of a row by one; the row still has as many cells.
    """
    best, (score, wrong) = row, misfit(row, grid, paper)
    if not wrong:
        return None
    for _ in range(3):
        tries = [(misfit(t, grid, paper)[0], i, t) for i, t in enumerate(_shifts(best))]
        least = min(tries, default=None, key=lambda t: t[:2])
        if least is None or least[0] > score - 0.9:
            break
        score, _, best = least
    return None if best is row else best


def _shifts(row: list[Cell | None]) -> Iterator[list[Cell | None]]:
    empty = [cell is None or not (cell.text or cell.fill) for cell in row]
    for i in range(len(row)):
        if empty[-1]:
            yield row[:i] + [None] + row[i:-1]
        if empty[i]:
            yield row[:i] + row[i + 1:] + [None]


def align_fragments(row: list[Cell | None], above: dict[int, str], grid: Grid, paper: Paper) -> list[Cell | None]:
    """The lower half of a row cut by a page, each piece under the column it goes on with.

    Extractions drop empty cells from such rows, so a piece may belong further right. `above` is the text each column has so far: a
    column whose text is unfinished, and whose values are of the piece's kind, is the likelier.
    """
    pieces = [(i, c) for i, c in enumerate(row) if c is not None and c.text]
    expected = words(paper.extra).kinds
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for start, cell in pieces:
        kind, step = kind_of(cell, paper.key), {}
        for last, (score, places) in best.items():
            for column in grid.columns[max(start, last + 1):]:
                before = above.get(column.index, "")
                suits = max((FITS[e].get(kind, 0.0) for e in expected.get(column.field or "", ())), default=0.2)
                goes_on = before[-1] == ":" if before and cell.paragraphs[0].bullet else before and before[-1] not in ".!?:"
                total = (score + suits + (0.7 if goes_on else 0.0)
                         + (0.4 if column.index == start else 0.0) + (0.2 if before else 0.0))
                if total > step.get(column.index, (-1.0, ()))[0]:
                    step[column.index] = (total, (*places, column.index))
        best = step or best
    places = max(best.values())[1]
    if len(places) != len(pieces):
        return row
    out: list[Cell | None] = [None] * len(row)
    for (_, cell), column in zip(pieces, places, strict=True):
        out[column] = cell
    return out
