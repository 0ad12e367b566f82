"""One paper as the linking step sees it: its rows, its place in time, and whether another file is the same paper."""
from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from pipeline.link.wording import said, stems

USED = ("sections", "recommendations", "actions", "evidence", "assessments")
TRACKERS = frozenset({"scrutiny_monitoring", "improvement_plan", "action_tracker", "unknown", None})
MEDIA_ORDER = ("docx", "pdf", "pptx", "markdown", "text")
SAME_PAPER = 0.8
"""Share of words in common from which two files that claim the same date, version and rounds are one paper."""


@dataclass(eq=False, slots=True)
class Item:
    """A recommendation or an action of one paper. `parent` is the id of the recommendation it belongs to, `section` its
    section's title."""

    table: str
    id: str
    number: str
    text: str
    parent: str | None
    section: str
    row: Any


@dataclass(eq=False)
class Paper:
    """The rows of one paper; `part` names the recommendations and actions that count, where the paper is a pack that also
    repeats papers of other reviews. `keys` has the key of each record's id, once linked; `by_key` is for what is worked out from
    rows and keys together, and is forgotten with them."""

    document: Any
    rows: dict[str, list[Any]]
    part: frozenset[str] | None = None
    keys: dict[str, str] = field(default_factory=dict)
    by_key: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.document.document_id

    @cached_property
    def sections(self) -> dict[str, Any]:
        return {s.section_id: s for s in self.rows["sections"]}

    @cached_property
    def recommendations(self) -> list[Item]:
        return [self._item("recommendations", r, r.recommendation_id, r.parent_id) for r in self.rows["recommendations"]]

    @cached_property
    def actions(self) -> list[Item]:
        return [self._item("actions", a, a.action_id, a.recommendation_id) for a in self.rows["actions"]]

    @property
    def items(self) -> list[Item]:
        return self.recommendations + self.actions

    @cached_property
    def item(self) -> dict[str, Item]:
        return {i.id: i for i in self.items}

    def _item(self, table: str, row: Any, id_: str, parent: str | None) -> Item:
        section = self.sections.get(row.section_id)
        title = said(section.title or section.number) if section else ""
        return Item(table, id_, number(row.number), row.text or "", parent, title, row)

    @cached_property
    def told(self) -> dict[str, set[str]]:
        """What is said of each action, as `said` has it; short texts that could be said of any are left out."""
        out: dict[str, set[str]] = {}
        for row in self.rows["evidence"]:
            if row.action_id and len(words := said(row.text)) > 40:
                out.setdefault(row.action_id, set()).add(words)
        return out

    @cached_property
    def latest_period(self) -> dt.date | None:
        """Last day of the latest round that the paper reports."""
        ends = [r.period_end or r.period_start for t in ("assessments", "evidence") for r in self.rows[t] if r.period_end or r.period_start]
        return max(ends, default=None)

    @cached_property
    def version(self) -> tuple[int, ...]:
        return tuple(int(n) for n in re.findall(r"\d+", self.document.version or ""))

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(w for t in ("recommendations", "actions", "evidence") for r in self.rows[t] for w in stems(r.text))

    @cached_property
    def content(self) -> frozenset[tuple[Any, ...]]:
        """Everything that `changes` compares, as printed: two papers with the same content are the same paper."""
        rows = self.rows
        return frozenset(
            [("r", said(r.text), said(r.responsibility_raw), said(r.due_raw), said(r.success_measure)) for r in rows["recommendations"]]
            + [("a", said(a.text), said(a.owner_raw), said(a.operational_lead_raw), said(a.due_raw), said(a.revised_due_raw),
                said(a.success_measure), said(a.intended_outcome)) for a in rows["actions"]]
            + [("e", e.kind, e.period_start, said(e.text)) for e in rows["evidence"]]
            + [("g", g.measure, g.period_start, g.grade, g.rag, g.status, self._about(g)) for g in rows["assessments"]])

    def _about(self, row: Any) -> str:
        item = self.item.get(row.action_id) or self.item.get(row.recommendation_id)
        return said(item.text) if item else ""

    @property
    def family(self) -> str:
        """Papers are compared within their family: a plan is not compared with the minutes that mention it."""
        return "tracker" if self.document.layout in TRACKERS else self.document.layout


def number(raw: str | None) -> str:
    """A printed number without its brackets and stops: '5)' and '5.' are '5'."""
    return (raw or "").strip().casefold().strip("().:[] -–")


def paper(document: Any, rows: dict[str, Iterable[Any]], part: frozenset[str] | None = None) -> Paper:
    """A Paper from rows (dataclasses or dicts; only the tables of USED are looked at). With `part`, only those
    recommendations and actions, and what is said of them."""
    tables = {name: [_row(r) for r in rows.get(name, ())] for name in USED}
    if part is not None:
        tables["recommendations"] = [r for r in tables["recommendations"] if r.recommendation_id in part]
        tables["actions"] = [a for a in tables["actions"] if a.action_id in part]
        for name in ("evidence", "assessments"):
            tables[name] = [r for r in tables[name] if (r.action_id or r.recommendation_id) in part]
    return Paper(_row(document), tables, part)


def _row(row: Any) -> Any:
    return SimpleNamespace(**row) if isinstance(row, dict) else row


@dataclass(eq=False)
class Edition:
    """One paper in all the files that hold it: the same paper as Word and PDF, or repeated in a pack."""

    files: list[Paper]

    @property
    def best(self) -> Paper:
        """The file whose rows stand for the paper."""
        return self.files[0]

    def beside(self, other: Edition) -> tuple[Paper, Paper]:
        """The pair of files to compare: of one format where there is one, so that readers' habits do not look like changes."""
        for a in self.files:
            for b in other.files:
                if a.document.media_type == b.document.media_type:
                    return a, b
        return self.best, other.best


def editions(papers: Iterable[Paper]) -> list[Edition]:
    """Papers of one review gathered into editions, oldest first. The order they come in does not matter."""
    out: list[Edition] = []
    for p in sorted(papers, key=_rank):
        twin = next((e for e in out if all(same_paper(p, f) for f in e.files)), None)
        twin.files.append(p) if twin else out.append(Edition([p]))
    dated = all(_date(e) > dt.date.min for e in out)
    versioned = all(any(f.version for f in e.files) for e in out)
    return sorted(out, key=lambda e: (
        _date(e) if dated or not versioned else dt.date.min, max(f.version for f in e.files), natural(e.best)))


def _rank(p: Paper) -> tuple[Any, ...]:
    media = p.document.media_type
    return p.part is not None, MEDIA_ORDER.index(media) if media in MEDIA_ORDER else len(MEDIA_ORDER), natural(p)


def natural(p: Paper) -> tuple[Any, ...]:
    """File names in the order a person puts them (v9 before v10), then the id."""
    parts = re.split(r"(\d+)", (p.document.file_name or "").casefold())
    return [(0, int(s), "") if s.isdigit() else (1, 0, s) for s in parts], p.id


def _date(edition: Edition) -> dt.date:
    """When an edition was made: the paper's date, else the end of its latest round, else the folder's date."""
    for dates in ([f.document.paper_date for f in edition.files], [f.latest_period for f in edition.files],
                  [f.document.published_date for f in edition.files]):
        if any(dates):
            return max(d for d in dates if d)
    return dt.date.min


def same_paper(a: Paper, b: Paper) -> bool:
    """Whether two files hold the same paper. What they say of themselves must not clash; then they must say the same, or
    nearly the same (readers differ a little) and be a renamed copy, or two formats with a date, version or round in common."""
    claims = ((a.document.paper_date, b.document.paper_date), (a.version, b.version), (a.latest_period, b.latest_period))
    if any(x and y and x != y for x, y in claims):
        return False
    if a.content == b.content:
        return True
    published = (a.document.published_date, b.document.published_date)
    if a.part is None and b.part is None:
        agree = any(x and x == y for x, y in claims) and a.document.media_type != b.document.media_type
        if all(published) and published[0] != published[1] or not (agree or _stem(a) == _stem(b)):
            return False
    total = sum(a.words.values()) + sum(b.words.values())
    return total > 0 and 2 * sum((a.words & b.words).values()) / total >= SAME_PAPER


def _stem(p: Paper) -> str:
    """File name up to its first stop, without a copy's mark: 'plan.word (1).pdf' is 'plan'."""
    return re.sub(r"[\s_-]*(?:\(\d+\)|copy)$", "", (p.document.file_name or p.id).casefold().split(".")[0])
