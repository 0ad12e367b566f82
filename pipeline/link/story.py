"""One action's life over all papers, in order, with its sources."""
from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.link.briefing import COLUMNS, WIDTH
from pipeline.link.changes import newest, printed, rounds, texts
from pipeline.link.papers import Edition, Item, Paper, editions, number
from pipeline.link.shelf import NotFound, Shelf
from pipeline.link.wording import said

SHOWN = ("responsibility_raw", "owner_raw", "operational_lead_raw", "due_raw", "revised_due_raw", "success_measure")
FEW = 10


@dataclass(slots=True)
class Event:
    """One thing that a paper tells for the first time. `period` is the first day of the round it is of."""

    what: str
    text: str
    period: dt.date | None = None
    page: int | None = None


@dataclass(slots=True)
class Chapter:
    """What one paper adds. `files` are all that hold the paper."""

    paper: str
    files: list[str]
    document_id: str
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """The life of an action or recommendation."""

    key: str
    review: str | None
    council: str | None
    number: str | None
    text: str
    recommendation: str | None
    chapters: list[Chapter]
    status: str | None

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def find(shelf: Shelf, wanted: str, review: str | None = None) -> tuple[str, str]:
    """Key and review key of the action (or recommendation) meant: by key, else printed number, else words of its text.
    `review` narrows to reviews whose key or title has these words. Raises NotFound, which lists what it could be."""
    every = shelf.rows("""
        select coalesce(r.action_key, r.recommendation_key) as key, r.number, r.text, d.review_key,\
 concat_ws(' ', d.review_key, d.review, d.title) as title
        from (select document_id, action_key, null as recommendation_key, number, text, 1 as rank from actions
              union all select document_id, null, recommendation_key, number, text, 2 from recommendations) r
        join documents d using (document_id) where d.review_key is not null and coalesce(r.action_key, r.recommendation_key) is not null
        order by r.rank, d.review_key, d.paper_date nulls first, d.document_id""")
    rows = [r for r in every if set(_words(review)) <= set(_words(r["title"]))]
    tests = (lambda r: r["key"] == wanted, lambda r: r["key"].endswith(f"/{wanted}"), lambda r: number(r["number"]) == number(wanted),
             lambda r: set(_words(wanted)) <= set(_words(r["text"])))
    for test in tests:
        found = {r["key"]: r for r in rows if test(r)}
        actions = {k: r for k, r in found.items() if "/a-" in k} or found
        if len(actions) == 1:
            row = next(iter(actions.values()))
            return row["key"], row["review_key"]
        if actions:
            listed = "\n".join(f"  {k}  {r['number'] or '-'}  {' '.join((r['text'] or '').split())[:80]}"
                               for k, r in list(actions.items())[:FEW])
            more = f"\n  and {len(actions) - FEW} more" if len(actions) > FEW else ""
            raise NotFound(f"{wanted!r} could be {len(actions)} records; give a key, or --review WORDS:\n{listed}{more}")
    raise NotFound(f"no action or recommendation has the key, number or words {wanted!r}"
                   + (f" in reviews like {review!r}" if review else ""))


def _words(text: str | None) -> list[str]:
    return re.findall(r"[^\W_]+", (text or "").casefold())


def story(shelf: Shelf, key: str, review_key: str) -> Story:
    """Everything that the papers of a review tell about one record, each thing once, where it was first told."""
    ids = [r["document_id"] for r in shelf.rows("select document_id from documents where review_key = ?", review_key)]
    ordered = editions(shelf.papers(ids))
    teller = Teller(key)
    chapters = [c for e in ordered if (c := teller.chapter(e)).events]
    last = teller.last
    assert last, "the record is in one of its review's papers"
    p, item = last
    parent = p.item.get(item.parent or "")
    d = p.document
    return Story(key, d.review or d.title, d.council or d.organisation, item.row.number, item.text,
                 parent.text if parent else None, chapters, teller.status)


class Teller:
    """Goes through the editions of a review, telling what is new about one record."""

    def __init__(self, key: str):
        self.key = key
        self.last: tuple[Paper, Item] | None = None
        self.there = False
        self.known: dict[str, set[Any]] = defaultdict(set)
        self.status: str | None = None

    def chapter(self, edition: Edition) -> Chapter:
        p = edition.best
        d = p.document
        when = d.paper_date_raw or (f"{d.paper_date:%d %B %Y}".lstrip("0") if d.paper_date
                                    else f"{p.latest_period:%B %Y}" if p.latest_period else "undated")
        out = Chapter(f"{d.title or d.review or 'Paper'}, {when}",
                      [f.document.source_path or f.document.file_name or f.id for f in edition.files], p.id)
        item = next((i for i in p.items if p.keys[i.id] == self.key), None)
        if item is None:
            if self.there and self.last and p.family == self.last[0].family:
                out.events.append(Event("gone", "no longer in the paper"))
                self.there = False
            return out
        out.events += self._printed(p, item) + sorted(self._graded(p, item) + self._told(p), key=lambda e: e.period or dt.date.min)
        for event in out.events:
            event.page = event.page or next((n for f in edition.files if (n := self._page(f, event))), None)
        self.last, self.there = (p, item), True
        return out

    def _page(self, p: Paper, event: Event) -> int | None:
        """Where another file of the same paper prints it: Word has no pages, its PDF has."""
        item = next((i for i in p.items if p.keys[i.id] == self.key), None)
        rows = [r for (key, _), found in texts(p).items() if key == self.key for r in found if said(r.text) == said(event.text)]
        return next((r.page_first for r in [*rows, *([item.row] if item else [])] if r.page_first), None)

    def _printed(self, p: Paper, item: Item) -> list[Event]:
        row, out = item.row, []
        fields = {c: getattr(row, c, None) for c in SHOWN}
        if self.last is None:
            printed_number = f"number {row.number}; " if row.number else ""
            rest = "; ".join(f"{_name(c)} {v}" for c, v in fields.items() if v)
            return [Event("first printed", f"{printed_number}{rest}".strip("; ") or "without number, owner or date", page=row.page_first)]
        was = self.last[1].row
        if not self.there:
            out.append(Event("back", "in the paper again", page=row.page_first))
        if said(was.number) != said(row.number):
            out.append(Event("renumbered", f"{was.number or 'no number'} → {row.number or 'no number'}", page=row.page_first))
        if said(was.text) != said(row.text):
            out.append(Event("reworded", f"was: {' '.join((was.text or '').split())}", page=row.page_first))
        above, before_above = p.item.get(item.parent or ""), self.last[0].item.get(self.last[1].parent or "")
        if above and before_above and p.keys[above.id] != self.last[0].keys[before_above.id]:
            out.append(Event("moved", f"now under: {' '.join(above.text.split())}", page=row.page_first))
        for column, value in fields.items():
            before = getattr(was, column, None)
            if said(before) != said(value):
                out.append(Event(_name(column), f"{before or 'nothing'} → {value or 'nothing'}", page=row.page_first))
        return out

    def _graded(self, p: Paper, item: Item) -> list[Event]:
        """Grades that no earlier paper gave for the round; the recommendation's count where the action has none of its own."""
        graded, out = rounds(p), []
        own = {m: of for (k, m), of in graded.items() if k == self.key}
        above = {m: of for (k, m), of in graded.items() if item.table == "actions" and k == p.keys.get(item.parent or "")}
        for note, found in (("", own), (" (of the whole recommendation)", above)):
            for measure, of in found.items():
                for period in sorted(of, key=str):
                    rows = of[period]
                    values = measure, period, frozenset((r.status, r.grade, r.rag) for r in rows)
                    if values in self.known["grade"]:
                        continue
                    changed = period is not None and any(k[:2] == values[:2] for k in self.known["grade"])
                    self.known["grade"].add(values)
                    meaning = ", ".join(sorted({(r.status or "").replace("_", " ") for r in rows} - {""}))
                    shown = printed(rows) or ""
                    words = shown if not meaning or meaning in shown.lower().replace("-", " ") else f"{shown}: {meaning}"
                    what = _name(measure) if measure != "progress" else "grade"
                    out.append(Event(what + note, words + (" (an earlier paper said otherwise)" if changed else ""), period,
                                     rows[0].page_first))
        latest = max((newest(of) for of in (own or above).values()), key=lambda n: str(n[0]), default=(None, []))[1]
        self.status = latest[0].status if latest else self.status
        return out

    def _told(self, p: Paper) -> list[Event]:
        out = []
        for (key, kind), rows in texts(p).items():
            for row in rows:
                if key == self.key and said(row.text) not in self.known[kind]:
                    self.known[kind].add(said(row.text))
                    out.append(Event(kind, row.text, row.period_start, row.page_first))
        return out


def _name(column: str) -> str:
    return COLUMNS.get(column, column.replace("_", " "))


def render(s: Story) -> str:
    """The story as text."""
    out = [" · ".join(x for x in (s.council, s.review, f"number {s.number}" if s.number else None) if x), *textwrap.wrap(s.text, WIDTH)]
    if s.recommendation:
        out += textwrap.wrap(f"Under: {s.recommendation}", WIDTH, subsequent_indent="  ")
    out.append(f"Key: {s.key}")
    for c in s.chapters:
        out += ["", c.paper, *(f"  {f}" for f in c.files)]
        for e in c.events:
            source = f"  [p. {e.page}]" if e.page else ""
            head = f"{e.what}{f', {e.period:%B %Y}' if e.period else ''}: "
            out += textwrap.wrap(head + " ".join(e.text.split()) + source, WIDTH, initial_indent="    ", subsequent_indent="      ")
    return "\n".join([*out, "", f"Now: {(s.status or 'never graded').replace('_', ' ')}"]) + "\n"
