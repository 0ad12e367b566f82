"""One action over the years: the linking step, run at publish. Pure functions on rows; no file is opened or written here.

How a store uses it:

1. Keep `signature(document, rows)` with each paper's result (None: the paper is in no review).
2. At publish, `reviews(signatures)` of all papers gives {review_key: members}. It is quick and does not depend on order.
3. For each review whose members are not those of the last publish (or one of whose papers was read anew), call
   `link_review(review_key, papers, corrections)` with the rows of its members; take the rest from the last publish.
4. Set `review_key`, `recommendation_key`, `action_key` from `Linked.keys`; add its timeline, changes and diagnostics rows.

Rows are the dataclasses of models.records or dicts with the same names; `rows` needs the tables of `USED`.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from models.records import Change, Diagnostic, TimelineEntry
from pipeline.link.changes import differences
from pipeline.link.matching import Corrections, Link, Matcher
from pipeline.link.papers import USED, Edition, Paper, editions, paper
from pipeline.link.reviews import Member, Signature, review_key, reviews, signature
from pipeline.link.timeline import timeline
from pipeline.link.wording import mark

__all__ = ["USED", "Linked", "Member", "Paper", "Signature", "corrections", "differences", "link_review", "paper", "review_key", "reviews",
           "signature"]


@dataclass(slots=True)
class Linked:
    """What linking one review gives. `keys` has, for documents, recommendations and actions, the key of each row id."""

    review_key: str
    keys: dict[str, dict[str, str]]
    timeline: list[TimelineEntry] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def corrections(decided: Iterable[tuple[str, str, str]]) -> Corrections:
    """Corrections from what was decided: kind ('join' or 'part') and two keys."""
    pairs: dict[str, set[frozenset[str]]] = {"join": set(), "part": set()}
    for kind, *keys in decided:
        pairs[kind].add(frozenset(keys))
    return Corrections(frozenset(pairs["join"]), frozenset(pairs["part"]))


def link_review(review_key: str, papers: Iterable[Paper], decided: Corrections = Corrections()) -> Linked:
    """Link the papers of one review (`paper(document, rows, member.part)` each; any order)."""
    matcher = Matcher(review_key, decided)
    ordered = editions(papers)
    for n, edition in enumerate(ordered):
        matcher.edition(edition, n)
    linked = Linked(review_key, {"documents": {}, "recommendations": {}, "actions": {}}, links=matcher.links)
    for link in matcher.links:
        linked.keys[link.table][link.record_id] = link.key
    linked.keys["documents"] = {f.id: review_key for e in ordered for f in e.files if f.part is None}
    linked.timeline, earlier = timeline((e.best for e in ordered), review_key)
    for old, new in successive(ordered):
        linked.changes += differences(old, new, review_key, lambda key, of=new.id: matcher.scores.get((of, key)))
    linked.diagnostics = sorted(
        [_diagnostic(d.paper, "link-doubtful", d.severity, d.message, d.item.table, d.item.row) for d in matcher.doubts]
        + [_stale(ordered[-1].best, keys) for keys in matcher.stale()]
        + [_diagnostic(p, "earlier-round-changed", "warning", message, "assessments", row) for p, row, message in earlier],
        key=lambda d: d.diagnostic_id)
    return linked


def successive(ordered: list[Edition]) -> list[tuple[Paper, Paper]]:
    """Each edition with the latest before it that is of the same family and has a record in common."""
    out = []
    for n, edition in enumerate(ordered):
        keys = set(edition.best.keys.values())
        before = next((e for e in reversed(ordered[:n]) if e.best.family == edition.best.family and keys & set(e.best.keys.values())), None)
        if before:
            out.append(before.beside(edition))
    return out


def _stale(paper: Paper, keys: list[str]) -> Diagnostic:
    message = f"A correction names {' and '.join(keys)}: not both are records of this review"
    return Diagnostic(diagnostic_id=f"{paper.id}-k{mark(message, size=4)}", document_id=paper.id, file_name=paper.document.file_name,
                      severity="warning", code="correction-stale", message=message)


def _diagnostic(paper: Paper, code: str, severity: str, message: str, table: str, row: Any) -> Diagnostic:
    record = row.assessment_id if table == "assessments" else row.action_id if table == "actions" else row.recommendation_id
    excerpt = row.value_raw if table == "assessments" else row.text
    return Diagnostic(
        diagnostic_id=f"{paper.id}-k{mark(code, record, message, size=4)}", document_id=paper.id, file_name=paper.document.file_name,
        severity=severity, code=code, message=message, page=row.page_first, record_table=table, record_id=record,
        excerpt=(excerpt or "")[:300] or None)
