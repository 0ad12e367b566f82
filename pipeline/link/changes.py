"""What one paper of a review says differently from another."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from models.records import Change
from pipeline.link.papers import Item, Paper
from pipeline.link.timeline import Value, say, value
from pipeline.link.wording import mark, said, stems

WORDED = {"recommendations": ("text", "success_measure"), "actions": ("text", "intended_outcome", "success_measure")}
OWNED = {"recommendations": ("responsibility_raw",), "actions": ("owner_raw", "operational_lead_raw")}
DATED = {"recommendations": ("due",), "actions": ("due", "revised_due")}
SHARED = frozenset({"intended_outcome", "success_measure"})
"""Columns that come from cells which often span several rows: one change of such a cell is listed once."""
ONCE = frozenset({"month_rag", "on_target_rag", "rag", "status"})
"""Measures of which a paper prints only the present value: an empty cell says that there is none."""

PART = 40
"""Letters from which a text that stands inside another record's cell counts as printed before."""


def differences(old: Paper, new: Paper, review_key: str, score: Callable[[str], float | None] = lambda key: None) -> list[Change]:
    """Every difference between two papers whose records have their keys, each once, in the order of the later paper.

    Differences of white space, quotation marks, dashes, bullets and case are none; nor are a printed number
    that changed, a record that moved, owners in another order, or a date written another way.
    """
    return list(Comparison(old, new, review_key, score).all())


class Comparison:
    """Two papers side by side."""

    def __init__(self, old: Paper, new: Paper, review_key: str, score: Callable[[str], float | None]):
        self.old, self.new, self.review_key, self.score = old, new, review_key, score
        self.was = {old.keys[i.id]: i for i in old.items}
        self.now = {new.keys[i.id]: i for i in new.items}
        self.order = {key: n for n, key in enumerate(self.now)}
        self.listed: set[tuple[Any, ...]] = set()

    def all(self) -> Iterator[Change]:
        for key, item in self.now.items():
            if key in self.was:
                yield from self.record(key, self.was[key], item)
            else:
                yield self.change(item.table, key, "added", "text", None, item.text)
        for key, item in self.was.items():
            if key not in self.now:
                yield self.change(item.table, key, "removed", "text", item.text, None)
        yield from self.assessed()
        yield from self.updated()

    def change(self, table: str, key: str, kind: str, column: str, old: str | None, new: str | None,
               period: dt.date | None = None) -> Change:
        ids = self.old.id, self.new.id
        return Change(
            change_id=mark(self.review_key, *ids, key, kind, column, period, old, new), review_key=self.review_key, from_document_id=ids[0],
            to_document_id=ids[1], record_table=table, record_key=key, kind=kind, field=column, old=old or None, new=new or None,
            period_start=period, link_score=self.score(key))

    def record(self, key: str, was: Item, now: Item) -> Iterator[Change]:
        table = now.table
        for kind, columns, differ in (("reworded", WORDED, reworded), ("re_owned", OWNED, other_owners)):
            for column in columns[table]:
                old, new = getattr(was.row, column), getattr(now.row, column)
                if differ(old, new) and self.once(now, column, old, new):
                    yield self.change(table, key, kind, column, old, new)
        for column in DATED[table]:
            if moved(was.row, now.row, column):
                yield self.change(table, key, "re_dated", f"{column}_raw",
                                  getattr(was.row, f"{column}_raw"), getattr(now.row, f"{column}_raw"))

    def once(self, item: Item, column: str, old: str | None, new: str | None) -> bool:
        """False for a change of a shared cell that another row of the same recommendation has already told."""
        if column not in SHARED:
            return True
        told = item.table, item.parent or item.id, item.section, column, said(old), said(new)
        first = told not in self.listed
        self.listed.add(told)
        return first

    def assessed(self) -> Iterator[Change]:
        """The latest grade or colour of each record against the one before it, then earlier rounds printed differently."""
        was, now = rounds(self.old), rounds(self.new)
        had, has = sources(self.old), sources(self.new)
        for key, measure in sorted(now, key=lambda k: (self.order[k[0]], k[1])):
            if key not in self.was or measure not in had:
                continue
            new = now[key, measure]
            period, latest = max(new.items(), key=lambda p: p[0] or dt.date.min)
            own = was.get((key, measure))
            before_period, before = newest(own) if own else newest(self.inherited(was, key, measure))
            told = None
            if not (before_period and period and period < before_period) and changed(before, latest):
                told = printed(before), printed(latest)
                yield self.change(self.now[key].table, key, "re_assessed", measure, *told, period)
            for earlier in sorted(p for p in new if p and p != period and p in (own or {})):
                pair = printed(own[earlier]), printed(new[earlier])
                if changed(own[earlier], new[earlier]) and pair != told:
                    yield self.change(self.now[key].table, key, "re_assessed", measure, *pair, earlier)
        for key, measure in sorted(was):
            if measure in ONCE and key in self.now and (key, measure) not in now and has.get(measure, set()) & had[measure]:
                yield self.change(self.now[key].table, key, "re_assessed", measure, printed(newest(was[key, measure])[1]), None)

    def inherited(self, was: Rounds, key: str, measure: str) -> dict[dt.date | None, list[Any]]:
        """The grade a record had through another: an action through its recommendation, a recommendation through its actions."""
        item = self.was[key]
        if item.table == "actions":
            return was.get((self.old.keys.get(item.parent), measure), {})
        merged: dict[dt.date | None, list[Any]] = defaultdict(list)
        for action in self.old.actions:
            if action.parent == item.id:
                period, rows = newest(was.get((self.old.keys[action.id], measure), {}))
                merged[period] += rows
        return merged

    def updated(self) -> Iterator[Change]:
        """Progress and impact text that the earlier paper did not have, whatever period it was under."""
        was, now = texts(self.old), texts(self.new)
        family: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for (key, kind), rows in was.items():
            for row in rows:
                family[self.root(self.old, key), kind][said(row.text)].add(key)
        for key, kind in sorted(now, key=lambda k: (self.order[k[0]], k[1] != "progress", k[1])):
            before = {r.text for r in was.get((key, kind), ())}
            if key not in self.was or before.issuperset(r.text for r in now[key, kind]):
                continue
            known = family[self.root(self.old, key), kind]
            reprinted = {said(r.text) for r in now[key, kind]}
            gone = [r for r in was.get((key, kind), ()) if said(r.text) not in reprinted]
            for row in now[key, kind]:
                words = said(row.text)
                if not words or words in known or len(words) > PART and any(words in k for k, keys in known.items() if keys != {key}):
                    continue
                old = next((r for r in gone if r.period_start == row.period_start), None) or (gone[-1] if gone else None)
                if old:
                    gone.remove(old)
                yield self.change(self.now[key].table, key, "updated", kind, old.text if old else None, row.text, row.period_start)

    def root(self, paper: Paper, key: str) -> str:
        """The recommendation a record belongs to: its text may be printed once for all its actions, then action by action."""
        item = self.was[key]
        return paper.keys.get(item.parent, key) if item.table == "actions" else key


Rounds = dict[tuple[str, str], dict[dt.date | None, list[Any]]]


def rounds(paper: Paper) -> Rounds:
    """Assessments by (record key, measure), then period."""
    if "rounds" not in paper.by_key:
        out: Rounds = defaultdict(lambda: defaultdict(list))
        for row in paper.rows["assessments"]:
            key = paper.keys.get(row.action_id) or paper.keys.get(row.recommendation_id)
            if key:
                out[key, row.measure][row.period_start].append(row)
        paper.by_key["rounds"] = out
    return paper.by_key["rounds"]


def texts(paper: Paper) -> dict[tuple[str, str], list[Any]]:
    """Evidence by (record key, kind), oldest period first."""
    if "texts" not in paper.by_key:
        out: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for row in sorted(paper.rows["evidence"], key=lambda r: r.period_start or dt.date.min):
            key = paper.keys.get(row.action_id) or paper.keys.get(row.recommendation_id)
            if key:
                out[key, row.kind].append(row)
        paper.by_key["texts"] = out
    return paper.by_key["texts"]


def sources(paper: Paper) -> dict[str, set[str | None]]:
    """Measures a paper prints, and how: a text file cannot show the colours of the PDF."""
    out: dict[str, set[str | None]] = defaultdict(set)
    for row in paper.rows["assessments"]:
        out[row.measure].add(row.source)
    return out


def newest(by_period: dict[dt.date | None, list[Any]]) -> tuple[dt.date | None, list[Any]]:
    return max(by_period.items(), key=lambda p: p[0] or dt.date.min, default=(None, []))


def changed(old: Iterable[Any], new: Iterable[Any]) -> bool:
    """Whether grades differ. Several for one thing in one round cannot be told apart: then only a grade none of them had."""
    old, new = list(old), list(new)
    return not any(same_value(value(a), value(b), a, b) for a in old for b in new)


def same_value(a: Value, b: Value, old: Any, new: Any) -> bool:
    """The first thing that both print decides: the percentage, the grade, the colour, the status, the words."""
    for x, y in ((a[3], b[3]), (a[1], b[1]), (a[2], b[2])):
        if x is not None and y is not None:
            return x == y
    if {a[0], b[0]} - {None, "unknown"}:
        return a[0] == b[0]
    return said(old.value_raw) == said(new.value_raw)


def printed(rows: list[Any]) -> str | None:
    """A grade as the paper has it; the colour where it is only a colour."""
    return ", ".join(dict.fromkeys(r.value_raw or r.rag or say(value(r)) for r in rows)) or None


def reworded(old: str | None, new: str | None) -> bool:
    return said(old) != said(new)


def other_owners(old: str | None, new: str | None) -> bool:
    """Owners in another order, or parted by other signs, are the same owners."""
    return said(old) != said(new) and sorted(stems(old)) != sorted(stems(new))


def moved(was: Any, now: Any, column: str) -> bool:
    """Whether a due date moved: 'Mar 18' for 'March 2018' has not, nor 'by end of March 2018'."""
    if said(getattr(was, f"{column}_raw")) == said(getattr(now, f"{column}_raw")):
        return False
    (a, b), (c, d) = ((getattr(r, f"{column}_start"), getattr(r, f"{column}_end")) for r in (was, now))
    if not (a or b) or not (c or d):
        return True
    return b != d if b and d and (a is None or c is None) else (a, b) != (c, d)
