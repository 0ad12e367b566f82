"""A table that answers the recommendations of the running text by their numbers: 'Recommendation | Response | By whom | By when'.

It says who and by when; what is recommended stands elsewhere, and a table with actions or progress of its own is a tracker
(extractors/layouts/action_grid.py).
"""
from __future__ import annotations

from collections import Counter

from extractors.fields import set_due
from extractors.headings import PART, match
from extractors.paper import Paper, joined
from extractors.values.numbers import is_number
from models.document import Cell, Table
from models.records import Recommendation

_NUMBERS, _SAID = ("number", "recommendation"), ("owner", "due")


def recognises(paper: Paper) -> int:
    """How many tables answer recommendations by number."""
    known = _known(paper)
    return sum(bool(_fields(t, known, paper)) for t in paper.document.tables if paper.free(t)) if known else 0


def extract(paper: Paper) -> None:
    """Give each recommendation the owner and date that its row says, where it has none."""
    known = _known(paper)
    for table in paper.document.tables:
        fields = _fields(table, known, paper) if paper.free(table) else {}
        if not fields:
            continue
        paper.use(table, "response to recommendations, by number")
        head, *rows = table.grid()
        for cell in filter(None, head):
            paper.take(cell, role="boilerplate")
        for row in rows:
            item = known.get(_number(row[0]))
            for cell in filter(None, row):
                if item is None:
                    paper.take(cell, role="narrative")
                else:
                    paper.trace(item, cell)
            if item is not None:
                _answer(paper, item, {name: row[column] for column, name in fields.items()})


def _known(paper: Paper) -> dict[str | None, Recommendation]:
    """The recommendations by number, those aside whose number is another's too."""
    rows = [r for r in paper.records.recommendations if r.number and r.parent_id is None]
    often = Counter(r.number for r in rows)
    return {r.number: r for r in rows if often[r.number] == 1}


def _number(cell: Cell | None) -> str | None:
    return cell.flat.strip("()[]. ") if cell is not None and is_number(cell.flat) else None


def _fields(table: Table, known: dict[str | None, Recommendation], paper: Paper) -> dict[int, str]:
    """The columns that say who and by when, of a table whose first column is numbers of recommendations; none of another table."""
    head, *rows = table.grid() or [[]]
    numbers = [_number(row[0]) for row in rows if row[0] is not None and row[0].text]
    if len(numbers) < 2 or None in numbers or sum(n in known for n in numbers) < 0.6 * len(numbers) or head[0] is None:
        return {}
    if not any(match(head[0].flat, paper.extra).get(name, 0.0) >= PART for name in _NUMBERS):
        return {}
    out: dict[int, str] = {}
    for cell in head[1:]:
        said = match(cell.flat, paper.extra) if cell is not None else {}
        name = max(said, key=said.get, default=None)
        if name in _SAID and said[name] >= PART and name not in out.values():
            out[cell.column] = name
    return out


def _answer(paper: Paper, item: Recommendation, said: dict[str, Cell | None]) -> None:
    owner, due = (joined(cell.paragraphs) if (cell := said.get(name)) is not None else None for name in _SAID)
    item.responsibility_raw = item.responsibility_raw or owner
    if due and item.due_raw is None:
        set_due(paper, item, "due", due)
