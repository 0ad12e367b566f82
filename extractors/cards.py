"""Which tables and which runs of text are cards: a recommendation with labels and values."""
from __future__ import annotations

from itertools import pairwise

from extractors.card_labels import REPORTED, SILENT, are_facts, is_across, is_bare, label_cells, label_in, label_of, numbered
from extractors.headings import bare, run_together
from extractors.paper import Paper
from extractors.values.dates import DateSpan, read_round
from extractors.values.numbers import split_number
from models.document import MARGINS, Block, Cell, Table

_WHOSE = {"owner", "due"}
_SUBJECTS = {"recommendation", "action", "number"}
WORDS = 5
"""Words of the shortest text across a table that asks for something."""
HEAD = 5
"""Rows among which a grid's headings stand."""


def headed(paper: Paper) -> dict[int, list[Block]]:
    """Cards whose recommendation, or its number alone, stands above the table: its index and the blocks from 'Recommendation N' on (at
    most three)."""
    found: dict[int, list[Block]] = {}
    blocks: list[Block] = []
    for item in paper.document.items:
        if isinstance(item, Block):
            number = numbered(item.text) if item.kind in ("heading", "paragraph") else None
            if item.kind in MARGINS:
                continue
            blocks = [item] if number else [*blocks, item] if blocks and len(blocks) < 3 and item.kind != "heading" else []
            continue
        cells = label_cells(item)
        names = [label_of(c.flat, paper.extra, loose=True)[0] for c in cells]
        if (blocks and paper.free(item) and item.columns == 2 and len(set(names) - {None, *SILENT}) >= 3
                and sum(n is not None for n in names) >= 0.7 * len(names)
                and ("recommendation" not in names or (names[0] == "recommendation" and is_bare(blocks[-1].text)))):
            found[item.index] = blocks
        blocks = []
    return found


def _has_headings(table: Table, paper: Paper) -> bool:
    """Whether one of the first rows heads columns: three fields or more, where a card's row has a label or two, or heads dated rows."""
    rows = cell_rows(table)
    others = {None, "number", "recommendation", *SILENT}
    names = [{label_of(c.flat, paper.extra)[0] for c in cells if c.flat} - others for cells in rows[:HEAD]]
    return any(len(fields) > 2 and not heads_rounds(cells, below, paper) and not over_values(rows, n, paper)
               for n, (fields, cells, below) in enumerate(zip(names, rows, [*rows[1:], []], strict=False)))


def over_values(rows: list[list[Cell]], at: int, paper: Paper) -> bool:
    """Whether a row of a card whose recommendation runs across it holds labels over one row of their values: 'Lead officer | Timescale'."""
    if at + 1 >= len(rows) or not is_across(rows[0][0]) or len(rows[at]) < 2:
        return False
    names = [label_of(c.flat, paper.extra, loose=True)[0] for c in rows[at]]
    places = [[(c.column, c.column_span) for c in row] for row in (*rows[at:at + 2], rows[at + 2] if at + 2 < len(rows) else [])]
    known = None not in names and _SUBJECTS.isdisjoint(names) and not REPORTED.issuperset(names)
    return known and places[0] == places[1] != places[2] and not any(
        label_of(c.flat, paper.extra)[0] for c in rows[at + 1]) and round_of(rows[at + 1], paper) is None


def rounds_below(table: Table, paper: Paper) -> dict[int, str]:
    """The columns of a table of rounds ('Date | Evidence of progress | Assessment | Impact') and the field of each; empty for others."""
    cells = {c.column: c for c in table.cells if c.row == 0}
    days = [c for c in table.cells if c.row > 0 and c.column == 0 and c.flat]
    if table.columns < 2 or not days or any(read_round(c.flat, paper.date, paper.extra) is None for c in days):
        return {}
    fields = {column: label_of(cell.flat, paper.extra)[0] for column, cell in cells.items() if column > 0 and cell.flat}
    return fields if REPORTED.issuperset(fields.values()) and "progress" in fields.values() else {}


def columns_below(table: Table, paper: Paper) -> dict[int, str]:
    """The columns of a table that tells of the recommendation above it, and the field of each: of one of rounds, or of one row of values
    ('Lead | Date | Progress | Status'); empty for others."""
    rows = cell_rows(table)
    one_row = len(rows) == 2 and len(rows[0]) == len(rows[1])
    return rounds_below(table, paper) or (heads_facts(rows[0], paper, brief=True) if one_row else {})


def is_of_facts(table: Table, paper: Paper) -> bool:
    """Whether a small table says who and by when beside labels: 'Lead officer | Ann Reed' over 'Target date | May 2024'."""
    rows = cell_rows(table)
    return table.columns == 2 and all(len(r) == 2 and label_of(r[0].flat, paper.extra)[0] in _WHOSE and r[1].flat for r in rows)


def heads_facts(cells: list[Cell], paper: Paper, *, brief: bool = False) -> dict[int, str]:
    """The fields of a row of headings, by column, where each is something told of a recommendation, and one how it goes; `brief` where who
    and by when are enough."""
    names = {c.column: label_of(c.flat, paper.extra, loose=True)[0] for c in cells if c.flat}
    known = set(names.values()) - {None, *SILENT}
    telling = len(known) > 1 and len(known) == len(names) and not known.isdisjoint(("progress", "status", *(("owner",) if brief else ())))
    return names if telling and known.isdisjoint(_SUBJECTS) else {}


def barred(table: Table, paper: Paper) -> list[tuple[list[Cell], dict[int, Cell]]]:
    """The rows of a table in which each recommendation runs across over one row of values, under headings that stand once or below each;
    with each row of values its headings by column, with others none. Empty for other tables."""
    out: list[tuple[list[Cell], dict[int, Cell]]] = []
    heads: dict[int, Cell] = {}
    waits = False
    for cells in cell_rows(table):
        across = len(cells) == 1 and cells[0].column_span == table.columns > 1
        if across and not waits and split_number(cells[0].flat.removeprefix("Recommendation "))[0] and len(cells[0].flat.split()) >= WORDS:
            waits = True
        elif fields := heads_facts(cells, paper):
            heads = {c.column: c for c in cells if c.column in fields}
        elif waits and heads and heads.keys() >= {c.column for c in cells if c.text}:
            out.append((cells, heads))
            waits = False
            continue
        else:
            return []
        out.append((cells, {}))
    return out if heads and not waits else []


def _has_rounds(table: Table, paper: Paper) -> bool:
    """Whether a recommendation stands across a table, and headings of dated rows below it; or who answers for it and nothing else, where a
    page break cuts the table there."""
    rows = cell_rows(table)
    if not is_across(rows[0][0]):
        return False
    return begins_rounds(rows[1:], paper) or (len(rows) > 1 and all(are_facts(row, paper.extra) for row in rows[1:]))


def begins_rounds(rows: list[list[Cell]], paper: Paper) -> bool:
    """Whether headings of dated rows stand among the first rows of a table."""
    return any(heads_rounds(row, following, paper) for row, following in pairwise(rows))


def are_mixed(table: Table, paper: Paper) -> bool:
    """Whether labels of several rows ran together in one, where only spaces held them apart: their values are mixed."""
    return table.method == "aligned" and any(run_together(cell.flat, paper.extra) for cell in label_cells(table))


def is_card(table: Table, paper: Paper) -> bool:
    """A first column of labels, a recommendation's among them and two more; one that is surely known, where the others are hinted at. An
    auditor's finding and the management's response count as one."""
    cells = label_cells(table)
    found = [label_in(cell, paper.extra)[0] for cell in cells]
    if are_mixed(table, paper):
        return False
    if barred(table, paper):
        return True
    if _has_headings(table, paper):
        return False
    if len(bars(table, paper)) > 1:
        return True
    if "recommendation" not in found:
        return False
    if _has_rounds(table, paper):
        return True
    loose = [label_of(cell.flat, paper.extra, loose=True)[0] for cell in cells]
    others = set(loose) - {None, "recommendation", "number", *SILENT}
    if _is_brief(found, cells, paper):
        return True
    audit = {"issue", "response"} <= set(loose)
    if audit:
        others.add("issue")
    if len({c.row for c, name in zip(cells, loose, strict=True) if name in others}) < 2:
        return False
    share = sum(name is not None for name in loose) / len(cells)
    return len(others) >= 2 and share >= 0.5 and (
        audit or len(others & set(found)) >= 2 or (len(others) >= 3 and share >= 0.8))


def bars(table: Table, paper: Paper) -> list[Cell]:
    """Numbered texts across a table where nothing but labels stands below each, what was done among them: the recommendations."""
    across = [c for c in table.cells if c.column_span == table.columns > 1 and split_number(c.flat)[0] and len(c.flat.split()) >= WORDS]
    found = [label_in(c, paper.extra)[0] for c in label_cells(table) if c not in across]
    told = {"progress", "status"} <= set(found) or {"progress", "owner"} <= set(found)
    return across if told and None not in found and "recommendation" not in found else []


def _is_brief(names: list[str | None], cells: list[Cell], paper: Paper) -> bool:
    """Whether numbered recommendations stand beside nothing but labels, what was done among them: 'Recommendation 1', 'Update'."""
    return None not in names and "progress" in names and all(
        label_in(c, paper.extra)[1] for c, name in zip(cells, names, strict=True) if name == "recommendation")


def cell_rows(table: Table) -> list[list[Cell]]:
    """Cells by the row they start in; a label that spans rows stands in its first row only, its later rows have none."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        rows.setdefault(cell.row, []).append(cell)
    out = []
    for cells in rows.values():
        if cells[0].column > 0:
            cells = [Cell(cells[0].row, 0, table=table.index), *cells]
        out.append(cells)
    return out


def round_of(cells: list[Cell], paper: Paper) -> DateSpan | None:
    """The round of a row that begins with its date alone."""
    period = read_round(cells[0].flat, paper.date, paper.extra) if len(cells) > 1 and cells[0].flat else None
    return period if period is not None and not bare(cells[0].flat.replace(period.raw or "", " ")) else None


def heads_rounds(cells: list[Cell], following: list[Cell], paper: Paper) -> bool:
    """Whether a row heads dated rows below it, in a card: 'Position at | Progress | RAG'."""
    fields = [label_of(c.flat, paper.extra, loose=True)[0] for c in cells[1:]]
    return ("progress" in fields and REPORTED.issuperset(fields) and len(cells) == len(following)
            and round_of(following, paper) is not None)
