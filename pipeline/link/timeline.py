"""Each assessment of each action or recommendation in each period, over all papers, reprints left out."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from models.records import TimelineEntry
from pipeline.link.papers import Paper
from pipeline.link.wording import mark

Value = tuple[Any, ...]


def value(row: Any) -> Value:
    """What an assessment says: status, grade, colour, and the percentage where that is all it says."""
    return row.status, row.grade, row.rag, getattr(row, "percent", None)


def say(v: Value) -> str:
    status, grade, rag, percent = v
    return " ".join(str(x) for x in (grade, rag, f"{percent:g}%" if percent is not None else None, status) if x is not None)


def timeline(papers: Iterable[Paper], review_key: str) -> tuple[list[TimelineEntry], list[tuple[Paper, Any, str]]]:
    """Entries, and (paper, assessment, message) for each earlier round that a later paper prints differently.

    One entry a (record, measure, period, value). A later paper that prints the same only moves `last_document_id`; one that
    prints something else has an entry of its own. Where no period is known the value counts for the paper, and a new entry
    begins when it differs from the paper before.
    """
    entries: list[TimelineEntry] = []
    latest: dict[tuple[Any, ...], TimelineEntry] = {}
    rounds: dict[tuple[Any, ...], set[Value]] = {}
    changed = []
    for paper in papers:
        printed = defaultdict(list)
        for row in paper.rows["assessments"]:
            where = paper.keys.get(row.recommendation_id), paper.keys.get(row.action_id)
            if where[0] or where[1]:
                printed[*where, row.measure, row.period_start, row.period_end].append((value(row), row))
        for about, rows in printed.items():
            now, earlier = {v for v, _ in rows}, rounds.get(about)
            if earlier and now != earlier and about[3] and not current(paper, rows[0][1]):
                was = ", ".join(sorted(map(say, earlier)))
                changed.append((
                    paper, rows[0][1],
                    f"this round was {was} in an earlier paper and is {', '.join(sorted(map(say, now)))} here"))
            for v, row in rows:
                known = latest.get((about, v))
                if known and (about[3] or known.last_document_id == paper.id or v in (earlier or ())):
                    known.last_document_id = paper.id
                else:
                    latest[about, v] = entry(review_key, about, row, paper.id)
                    entries.append(latest[about, v])
            rounds[about] = now
    return sorted(entries, key=_order), changed


def current(paper: Paper, row: Any) -> bool:
    """Whether the row's period is that of the paper's own date, as in a plan: then it is not an earlier round."""
    date = paper.document.paper_date
    return bool(date and row.period_start and row.period_end and row.period_start <= date <= row.period_end)


def entry(review_key: str, about: tuple[Any, ...], row: Any, document_id: str) -> TimelineEntry:
    rec, act, measure, start, end = about
    return TimelineEntry(
        timeline_id=mark(rec, act, measure, start, end, *value(row), document_id), review_key=review_key, recommendation_key=rec,
        action_key=act, measure=measure, period_start=start, period_end=end, status=row.status, grade=row.grade, rag=row.rag,
        first_document_id=document_id, last_document_id=document_id, assessment_id=row.assessment_id)


def _order(e: TimelineEntry) -> tuple[str, ...]:
    return tuple(str(x or "") for x in (e.recommendation_key, e.action_key, e.measure, e.period_start, e.first_document_id, e.timeline_id))
