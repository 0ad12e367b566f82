"""The changes between two papers as a person would read them before a committee."""
from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from models.records import Change
from pipeline.link.changes import ONCE, newest, rounds
from pipeline.link.papers import Item, Paper
from pipeline.link.wording import said

GRAVITY = {"complete": 0, "on_track": 1, "not_started": 2, "at_risk": 3, "slipped": 4, "not_achieved": 5}
COLUMNS = {
    "text": "wording", "intended_outcome": "intended outcome", "success_measure": "success measure",
    "responsibility_raw": "responsibility", "owner_raw": "owner", "operational_lead_raw": "operational lead", "due_raw": "due date",
    "revised_due_raw": "revised date", "progress": "progress", "impact": "impact", "month_rag": "RAG of the month",
    "on_target_rag": "RAG of the forecast", "rag": "RAG", "status": "status"}
KINDS = {
    "added": "new", "removed": "gone", "worse": "slipped or worse", "better": "better", "re_assessed": "graded anew",
    "re_dated": "re-dated", "re_owned": "re-owned", "reworded": "reworded", "updated": "new progress",
    "earlier": "earlier rounds printed differently"}
WIDTH = 110
SHORT = 240
LONG, BESIDE = 6, 3
"""More words than this that two texts share are left out, but for so many beside what is new."""


@dataclass(slots=True)
class Line:
    """One change, with what a reader needs beside it. `direction` is better or worse, of a grade; `days` how far a date
    moved; `earlier` tells that the earlier paper printed this round too, with something else; `page` is in `file`."""

    kind: str
    column: str
    old: str | None
    new: str | None
    old_status: str | None = None
    new_status: str | None = None
    direction: str | None = None
    days: int | None = None
    earlier: bool = False
    period: str | None = None
    link_score: float | None = None
    file: str | None = None
    page: int | None = None


@dataclass(slots=True)
class About:
    """What changed of one record; `under` is the key of its recommendation, or its own."""

    table: str
    key: str
    number: str | None
    text: str
    section: str | None
    recommendation: str | None
    recommendation_number: str | None
    under: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Briefing:
    """What changed from one paper to the next, record by record in the order of the papers."""

    review: str | None
    old: str
    new: str
    records: list[About]

    def counts(self) -> Counter[str]:
        """How many changes of each kind; grades by direction, earlier rounds by themselves."""
        return Counter("earlier" if line.earlier else line.direction or line.kind for r in self.records for line in r.lines)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"counts": dict(self.counts())}


def briefing(old: Paper, new: Paper, changes: Iterable[Change]) -> Briefing:
    """Gather the changes by record, recommendations before their actions, what went after what stays."""
    was, now = ({p.keys[i.id]: (p, i) for i in p.items} for p in (old, new))
    order = {key: n for n, key in enumerate(dict.fromkeys([*_reading_order(new), *_reading_order(old)]))}
    records: dict[str, About] = {}
    periods = {r.period_start for t in ("assessments", "evidence") for r in old.rows[t]}
    for c in changes:
        p, item = now.get(c.record_key) or was[c.record_key]
        about = records.setdefault(c.record_key, _about(p, item, c.record_key))
        about.lines.append(_line(c, (was.get(c.record_key), now.get(c.record_key)), periods))
    d = new.document
    return Briefing(d.review or d.title, _name(old), _name(new),
                    sorted(records.values(), key=lambda r: (order.get(r.under, -1), order[r.key])))


def _reading_order(p: Paper) -> list[str]:
    """Keys of a paper's records, each recommendation followed by its actions."""
    out: list[str] = []
    for r in p.recommendations:
        out += [p.keys[r.id], *(p.keys[a.id] for a in p.actions if a.parent == r.id)]
    return out + [k for a in p.actions if (k := p.keys[a.id]) not in out]


def _about(p: Paper, item: Item, key: str) -> About:
    parent, section = p.item.get(item.parent or ""), p.sections.get(item.row.section_id)
    title = " ".join(x for x in (section.number, section.title) if x) if section else None
    return About(item.table, key, item.row.number, item.text, title, parent.text if parent else None, parent.row.number if parent else None,
                 p.keys[parent.id] if parent else key)


def _line(c: Change, where: tuple[tuple[Paper, Item] | None, tuple[Paper, Item] | None], periods: set[dt.date | None]) -> Line:
    p, item = where[1] or where[0]  # type: ignore[misc]
    line = Line(c.kind, c.field or "", c.old, c.new, link_score=c.link_score, file=p.document.file_name, page=item.row.page_first)
    if c.period_start:
        line.period = f"{c.period_start:%B %Y}"
        line.earlier = c.period_start in periods and c.old is not None and c.field not in ONCE
    if c.kind == "updated":
        line.page = next((e.page_first for e in p.rows["evidence"] if e.text == c.new), line.page)
    elif c.kind == "removed" and item.table == "actions":
        line.old_status = last_status(p, item)
    elif c.kind == "re_dated":
        line.days = _days(c, *(w[1].row for w in where if w))
    elif c.kind == "re_assessed":
        line.old_status, line.new_status = _status(where[0], c), _status(where[1], c)
        grave = [GRAVITY.get(s or "") for s in (line.old_status, line.new_status)]
        if None not in grave and grave[0] != grave[1]:
            line.direction = "worse" if grave[1] > grave[0] else "better"  # type: ignore[operator]
    return line


def _days(c: Change, was: Any, now: Any) -> int | None:
    """How many days later; a date that is revised for the first time is measured from the date first agreed."""
    column = (c.field or "").removesuffix("_raw")
    before = getattr(was, f"{column}_end") or was.due_end
    after = getattr(now, f"{column}_end")
    return (after - before).days if before and after else None


def _status(where: tuple[Paper, Item] | None, c: Change) -> str | None:
    """What the grade that the change names means, in the paper it stands in; a grade of the recommendation counts for its action."""
    if not where:
        return None
    p, item = where
    graded = rounds(p)
    for key in (p.keys[item.id], p.keys.get(item.parent or "", "")):
        of = graded.get((key, c.field or ""))
        if of:
            rows = of.get(c.period_start) or newest(of)[1]
            return rows[0].status if len({r.status for r in rows}) == 1 else None
    return None


def last_status(p: Paper, item: Item) -> str | None:
    """What the latest grade of an action means; null where it has none, or several."""
    found = {newest(of)[1][0].status for (k, _), of in rounds(p).items() if k == p.keys[item.id]}
    return found.pop() if len(found) == 1 else None


def _name(p: Paper) -> str:
    d = p.document
    when = d.paper_date_raw or (f"{d.paper_date:%d %B %Y}".lstrip("0") if d.paper_date
                                else f"to {p.latest_period:%B %Y}" if p.latest_period else "")
    return ", ".join(x for x in (d.file_name or p.id, d.version, when) if x)


def render(b: Briefing, full: bool = False) -> str:
    """The briefing as text."""
    counts = b.counts()
    out = [b.review or "", f"  from  {b.old}", f"  to    {b.new}", ""]
    out.append("; ".join(f"{counts[k]} {word}" for k, word in KINDS.items() if counts[k]) or "Nothing changed.")
    heading = None
    for r in b.records:
        top = r.text if r.table == "recommendations" else r.recommendation
        number = r.number if r.table == "recommendations" else r.recommendation_number
        if r.under != heading:
            heading = r.under
            out += ["", *_wrap(" · ".join(x for x in (r.section, f"{number}. {top}" if number else top) if x), "", full)]
        out += _record(r, full)
    return "\n".join(out) + "\n"


def _record(r: About, full: bool) -> list[str]:
    out = [] if r.table == "recommendations" else _wrap(f"{r.number or '-'}  {r.text}", "  ", full)
    for line in r.lines:
        words = ("the recommendation itself: " if r.table == "recommendations" else "") + sentence(line)
        source = f"  [{'earlier paper ' if line.kind == 'removed' else ''}p. {line.page}]" if line.page else ""
        out += _wrap((words if full else _cut(words, 2 * SHORT)) + source, "      ", full=True)
    return out


def sentence(line: Line) -> str:
    """One change in words."""
    what, old, new = COLUMNS.get(line.column, line.column), line.old or "nothing", line.new or "nothing"
    if line.kind == "added":
        sure = f" (perhaps part of an earlier one: {line.link_score:.2f})" if line.link_score else ""
        return f"NEW{sure}"
    if line.kind == "removed":
        return "GONE: no longer in the paper" + (f"; last graded {line.old_status.replace('_', ' ')}" if line.old_status else "")
    if line.kind == "re_assessed":
        what = f"grade of {line.period}" if line.column == "progress" else what
        word = "printed differently" if line.earlier else line.direction or "re-assessed"
        return f"{word.upper()}: {what}: {_grade(old, line.old_status)} → {_grade(new, line.new_status)}"
    if line.kind == "re_dated":
        days = f" ({abs(line.days)} days {'later' if line.days > 0 else 'earlier'})" if line.days else ""
        return f"DATE: {what}: {old} → {new}{days}"
    if line.kind == "re_owned":
        return f"OWNER: {what}: {old} → {new}"
    if line.kind == "reworded":
        sure = f" (link {line.link_score:.2f})" if line.link_score and line.link_score < 1 else ""
        return f"REWORDED{sure}: {what}: was “{_cut(fresh(new, old))}”, is “{_cut(fresh(old, new))}”"
    head = f"{what.upper()}{f' ({line.period})' if line.period else ''}"
    if line.earlier:
        return f"{head}, PRINTED DIFFERENTLY: was “{fresh(new, old)}”, is “{fresh(old, new)}”"
    return f"{head}: {fresh(line.old, new)}"


def fresh(old: str | None, new: str) -> str:
    """A text without what the text before it begins and ends with too: '…' stands for that, but for the words beside the new."""
    was, now = (old or "").split(), new.split()
    first = _common(was, now)
    last = min(_common(was[::-1], now[::-1]), len(now) - first, len(was) - first)
    first, last = (n - BESIDE if n > LONG else 0 for n in (first, last))
    return " ".join(["…"] * bool(first) + now[first:len(now) - last] + ["…"] * bool(last))


def _common(a: list[str], b: list[str]) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b)) if said(x) != said(y)), min(len(a), len(b)))


def _grade(printed: str, status: str | None) -> str:
    words = (status or "").replace("_", " ")
    return printed if not words or words in printed.lower().replace("-", " ") else f"{printed} ({words})"


def _cut(text: str, limit: int = SHORT) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def _wrap(text: str, indent: str, full: bool) -> list[str]:
    return textwrap.wrap(text if full else _cut(text), WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
