"""The sample papers, read from their files: two rounds and two versions, with an action renumbered, reworded, split and removed.
Links and changes are held to what the samples were made from, in Word, in PDF, and with both in the folder."""
from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.records import DocumentRow, Records
from pipeline.link import Linked, link_review, paper, reviews, signature
from pipeline.link.wording import said
from pipeline.run import read_paper

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
RAW = SAMPLES.parents[1] / "data" / "raw"
EXPECTED = {f"{e['from']}": e for e in json.loads((SAMPLES / "links.json").read_text(encoding="utf-8"))}


@cache
def sample(name: str, split: str) -> Records:
    """One sample paper, read."""
    place, = (s["path"] for s in json.loads((SAMPLES / "suite.json").read_text(encoding="utf-8")) if s["split"] == split and name in s["gold"])
    file = RAW / place
    council, _, date, file_name = place.split("/")
    return read_paper(str(file), DocumentRow(document_id=hashlib.sha256(file.read_bytes()).hexdigest()[:16], file_name=file_name, source_path=place,
                                             council=council, published_date=dt.date.fromisoformat(date)), themes=False)


def linked(expected: dict[str, Any], splits: tuple[str, ...]) -> tuple[Linked, Records, Records]:
    papers = {(n, s): sample(expected[n], s) for s in splits for n in ("from", "to")}
    (key, members), = reviews(signature(p.document, p.rows) for p in papers.values()).items()
    assert len(members) == len(papers)
    return link_review(key, [paper(p.document, p.rows) for p in papers.values()]), papers["from", splits[0]], papers["to", splits[0]]


@pytest.mark.parametrize("splits", [("docx",), ("pdf",), ("docx", "pdf")], ids="+".join)
@pytest.mark.parametrize("start", sorted(EXPECTED))
def test_samples(start: str, splits: tuple[str, ...]) -> None:
    expected = EXPECTED[start]
    got, old, new = linked(expected, splits)
    keys = [{a.number: got.keys["actions"][a.action_id] for a in p.actions if a.number} for p in (old, new)]
    for was, now in expected["actions"].items():
        if now:
            assert keys[1][now] == keys[0][was], (was, now)
        else:
            assert keys[0][was] not in keys[1].values(), was
    for was, (kept, other) in expected["split"].items():
        assert keys[1][kept] == keys[0][was] and keys[1][other] not in keys[0].values()

    number = {k: n for p in (old, new) for t in ("recommendations", "actions") for r in p.rows[t]
              for k, n in [(got.keys[t][getattr(r, f"{t[:-1]}_id")], r.number)]}
    found = sorted((c.record_table, number[c.record_key], c.kind, c.field, said(c.old), said(c.new), period(c)) for c in got.changes)
    wanted = sorted((c["table"], c["record"], c["kind"], c["field"], said(c["old"]), said(c["new"]), c["period"] or "") for c in expected["changes"])
    assert found == wanted

    assessed = {g.assessment_id: g for g in new.assessments}
    findings = [assessed[d.record_id] for d in got.diagnostics if d.code == "earlier-round-changed"]
    actions = {a.action_id: a.number for a in new.actions}
    assert [(actions[g.action_id], f"{g.period_start:%Y-%m}", g.status) for g in findings] == [
        (e["action"], e["period"], e["new"]) for e in expected["earlier_round_changed"]]


def period(change: Any) -> str:
    return f"{change.period_start:%Y-%m}" if change.period_start else ""


def test_twins_add_nothing() -> None:
    for expected in EXPECTED.values():
        (alone, *_), (both, *_) = linked(expected, ("docx",)), linked(expected, ("docx", "pdf"))
        assert both.timeline == alone.timeline and both.changes == alone.changes
