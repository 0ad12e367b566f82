"""Real papers, carried on in memory: a follow-up round and a next version made from the hand-checked records, with what was
done to them written down as it is done. Measures links and changes. Skipped where ../shared/papers is absent.
"""
from __future__ import annotations

import datetime as dt
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from models.records import Action, Assessment, DocumentRow, Evidence, Recommendation, Records, Section
from pipeline.link import link_review, paper, review_key, reviews, signature

SHARED = Path(__file__).resolve().parents[3] / "shared" / "papers"
GOLD = {"scrutiny": "stockton-older-people.gold.json", "plan": "stoke-improvement-plan.gold.json"}
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/papers is not here")


def month(text: str | None) -> tuple[dt.date | None, dt.date | None]:
    if not text:
        return None, None
    year, number = (int(x) for x in text.split("-"))
    return dt.date(year, number, 1), dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def records(gold: dict[str, Any], document_id: str, file_name: str, media: str = "docx") -> tuple[Records, dict[str, dict[str, str]]]:
    """Gold records as rows, and the row id of each gold key by table."""
    d = gold["document"]
    out = Records(DocumentRow(
        document_id=document_id, file_name=file_name, media_type=media, layout=d["layout"], organisation=d["organisation"], title=d["title"],
        review=d["review"], paper_date=day(d["paper_date"]), version=d["version"]))
    ids: dict[str, dict[str, str]] = {"recommendations": {}, "actions": {}}
    section = {s["number"]: out.add(Section(number=s["number"], title=s["title"])).section_id for s in gold["sections"]}
    for r in gold["recommendations"]:
        row = out.add(Recommendation(
            number=r["number"], kind=r["kind"], section_id=section.get(r["section"]), text=r["text"], responsibility_raw=r["responsibility_raw"],
            due_raw=r["due_raw"], success_measure=r["success_measure"], parent_id=ids["recommendations"].get(r["parent"])))
        ids["recommendations"][r["key"]] = row.recommendation_id
    for a in gold["actions"]:
        plain = {k: a[k] for k in ("number", "text", "intended_outcome", "owner_raw", "operational_lead_raw", "due_raw", "revised_due_raw", "success_measure")}
        dates = {k: day(a[k]) for k in ("due_start", "due_end", "revised_due_start", "revised_due_end")}
        row = out.add(Action(**plain, **dates, recommendation_id=ids["recommendations"].get(a["recommendation"]), section_id=section.get(a["section"])))
        ids["actions"][a["key"]] = row.action_id

    def where(e: dict[str, Any]) -> dict[str, Any]:
        start, end = month(e["period"])
        rec, act = e["recommendation"], e["action"]
        return {"recommendation_id": ids["recommendations"].get(rec), "period_raw": e.get("period_raw"), "period_start": start, "period_end": end,
                "action_id": ids["actions"].get(f"{rec.split('/')[0]}/{act}") if act else None}

    for e in gold["evidence"]:
        out.add(Evidence(**where(e), kind=e["kind"], text=e["text"]))
    for g in gold["assessments"]:
        out.add(Assessment(**where(g), **{k: g[k] for k in ("measure", "value_raw", "grade", "label", "rag", "status", "source", "explanation")}))
    return out, ids


@dataclass
class Next:
    """The next paper, made by editing the last. `expected` is what `changes` must list, as (gold key, kind, column)."""

    gold: dict[str, Any]
    rng: random.Random
    expected: set[tuple[str, str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.gold = json.loads(json.dumps(self.gold))

    def rows(self, table: str) -> list[dict[str, Any]]:
        return self.gold[table]

    def get(self, table: str, key: str) -> dict[str, Any]:
        return next(r for r in self.rows(table) if r["key"] == key)

    def about(self, row: dict[str, Any]) -> str:
        return f"{row['recommendation'].split('/')[0]}/{row['action']}" if row["action"] else row["recommendation"]

    def reword(self, table: str, key: str, share: float) -> None:
        """Replace a share of the words by others of the same paper."""
        row = self.get(table, key)
        words, spare = row["text"].split(), [w for a in self.rows("actions") for w in a["text"].split()]
        for n in self.rng.sample(range(len(words)), max(1, round(share * len(words)))):
            words[n] = self.rng.choice([w for w in spare if w.lower() != words[n].lower()])
        row["text"] = " ".join(words)
        self.expected.add((key, "reworded", "text"))

    def remove(self, key: str) -> None:
        self.gold["actions"] = [a for a in self.rows("actions") if a["key"] != key]
        for table in ("evidence", "assessments"):
            self.gold[table] = [r for r in self.rows(table) if not (r["action"] and self.about(r) == key)]
        self.expected = {e for e in self.expected if e[0] != key} | {(key, "removed", "text")}

    def drop_recommendation(self, key: str) -> None:
        for a in [a["key"] for a in self.rows("actions") if a["recommendation"] == key]:
            self.remove(a)
        for table in ("evidence", "assessments"):
            self.gold[table] = [r for r in self.rows(table) if r["recommendation"] != key]
        self.gold["recommendations"] = [r for r in self.rows("recommendations") if r["key"] != key]
        self.expected = {e for e in self.expected if e[0] != key} | {(key, "removed", "text")}

    def split(self, key: str) -> None:
        """One action becomes two: the first half stays, the other is new."""
        row = self.get("actions", key)
        words = row["text"].split()
        half = len(words) // 2 + 1
        other = {**row, "key": f"{key}-split", "number": f"{row['number']}b" if row["number"] else None, "text": " ".join(words[half:])}
        row["text"] = " ".join(words[:half])
        self.gold["actions"].insert(self.rows("actions").index(row) + 1, other)
        self.expected |= {(key, "reworded", "text"), (other["key"], "added", "text")}

    def add(self, like: str, key: str, text: str) -> None:
        self.gold["actions"].append({**self.get("actions", like), "key": key, "text": text})
        self.expected.add((key, "added", "text"))

    def fidget(self) -> None:
        """What is no change: line breaks, quotation marks, dashes, doubled spaces, split superscripts."""
        for table in ("recommendations", "actions", "evidence"):
            for row in self.rows(table):
                text = row["text"].replace("'", "’").replace("–", "-").replace('"', "”")
                text = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1 \2", text)
                words = text.split(" ")
                if len(words) > 4:
                    cut = self.rng.randrange(2, len(words) - 1)
                    text = " ".join(words[:cut]) + "\n" + "  ".join(words[cut:])
                row["text"] = text


def follow_up(gold: dict[str, Any], seed: int, reprint: bool) -> Next:
    """The next round of a scrutiny paper: finished actions dropped, open ones graded anew, some edited."""
    n = Next(gold, random.Random(seed))
    latest = {}
    for g in sorted(n.rows("assessments"), key=lambda g: g["period"]):
        if g["action"]:
            latest[n.about(g)] = g["grade"]
    for key in [a["key"] for a in n.rows("actions") if latest.get(a["key"]) == 1]:
        n.remove(key)
    for r in [r["key"] for r in n.rows("recommendations") if not any(a["recommendation"] == r["key"] for a in n.rows("actions"))]:
        n.drop_recommendation(r)
    if not reprint:
        n.gold["evidence"], n.gold["assessments"] = [], []
    names = {1: "Fully Achieved", 2: "On-Track", 3: "Slipped", 4: "Not Achieved"}
    for a in n.rows("actions"):
        grade = n.rng.choice([latest[a["key"]], n.rng.randint(1, 4)])
        rec, act = a["key"].split("/")
        n.rows("evidence").append({"recommendation": rec, "action": act, "kind": "progress", "period": "2022-12", "period_raw": "December 2022",
                                   "text": f"Work on step {a['number']} went on; {n.rng.randint(2, 90)} homes were visited in the half year."})
        n.rows("assessments").append({
            "recommendation": rec, "action": act, "measure": "progress", "period": "2022-12", "period_raw": "December 2022", "grade": grade,
            "value_raw": f"{grade} ({names[grade]})", "label": names[grade], "rag": None, "source": "text", "explanation": None,
            "status": {1: "complete", 2: "on_track", 3: "slipped", 4: "not_achieved"}[grade]})
        n.expected.add((a["key"], "updated", "progress"))
        if grade != latest[a["key"]]:
            n.expected.add((a["key"], "re_assessed", "progress"))
    keys = [a["key"] for a in n.rows("actions")]
    reworded, renumbered, split = n.rng.sample(keys, 3)
    n.reword("actions", reworded, 0.3)
    n.get("actions", renumbered)["number"] = "40"
    n.split(split)
    moved = n.rng.choice(n.rows("recommendations"))
    moved.update(responsibility_raw="A. N. Other", due_raw="March 2031")
    n.expected |= {(moved["key"], "re_owned", "responsibility_raw"), (moved["key"], "re_dated", "due_raw")}
    n.fidget()
    return n


def next_version(gold: dict[str, Any], seed: int) -> Next:
    """The next month's version of a plan."""
    n = Next(gold, random.Random(seed))
    n.gold["document"].update(version="V20", paper_date="2018-04-16")
    keys = [a["key"] for a in n.rows("actions") if "/x" not in a["key"]]
    picked = n.rng.sample(keys, 22)
    for table in ("evidence", "assessments"):
        for row in n.rows(table):
            row["period"] = "2018-04"
    for key in picked[:5]:
        n.get("actions", key).update(revised_due_raw="Dec 2030", revised_due_start="2030-12-01", revised_due_end="2030-12-31")
        n.expected.add((key, "re_dated", "revised_due_raw"))
    for key in picked[5:8]:
        n.get("actions", key)["owner_raw"] = "Director of Tomorrow"
        n.expected.add((key, "re_owned", "owner_raw"))
    for g in n.rows("assessments"):
        if n.about(g) in picked[3:14] and g["measure"] == "month_rag":
            g["rag"], g["status"] = {"green": ("amber", "at_risk"), "amber": ("red", "not_achieved")}.get(g["rag"], ("green", "on_track"))
            g["value_raw"] = None
            n.expected.add((n.about(g), "re_assessed", "month_rag"))
    for e in n.rows("evidence"):
        if n.about(e) in picked[10:18]:
            e["text"] += " April: the next step was taken."
            n.expected.add((n.about(e), "updated", "progress"))
    n.reword("actions", picked[18], 0.3)
    n.split(picked[19])
    n.remove(picked[20])
    n.get("actions", picked[21])["number"] = "9.9"
    n.add(picked[0], "6/new", "Publish a yearly account of what residents were promised and what they were given.")
    n.reword("recommendations", n.rng.choice(n.rows("recommendations"))["key"], 0.3)
    n.fidget()
    return n


def measure(gold: dict[str, Any], nxt: Next) -> dict[str, Any]:
    """Link the two papers; what is right, missed and invented."""
    (old, old_ids), (new, new_ids) = records(gold, "a" * 16, "one.docx"), records(nxt.gold, "b" * 16, "two.docx")
    groups = reviews([signature(p.document, p.rows) for p in (old, new)])
    assert [len(m) for m in groups.values()] == [2], "one review"
    key = next(iter(groups))
    linked = link_review(key, [paper(p.document, p.rows) for p in (new, old)])
    right = total = 0
    gold_key: dict[str, str] = {}
    for table in ("recommendations", "actions"):
        was = {g: linked.keys[table][i] for g, i in old_ids[table].items()}
        now = {g: linked.keys[table][i] for g, i in new_ids[table].items()}
        gold_key |= {k: g for g, k in now.items()} | {k: g for g, k in was.items()}
        if table == "actions":
            total += len(now)
            right += sum(now[g] == was[g] if g in was else now[g] not in was.values() for g in now)
    found = [(gold_key[c.record_key], c.kind, c.field) for c in linked.changes]
    assert len(found) == len(set(found)), "each difference once"
    return {"links": right / total, "missed": nxt.expected - set(found), "invented": set(found) - nxt.expected, "expected": len(nxt.expected)}


@pytest.mark.parametrize("reprint", [True, False])
def test_follow_up_round(reprint: bool) -> None:
    gold = json.loads((SHARED / GOLD["scrutiny"]).read_text(encoding="utf-8"))
    got = [measure(gold, follow_up(gold, seed, reprint)) for seed in range(20)]
    check(got)


def test_next_version() -> None:
    gold = json.loads((SHARED / GOLD["plan"]).read_text(encoding="utf-8"))
    check([measure(gold, next_version(gold, seed)) for seed in range(20)])


def check(got: list[dict[str, Any]]) -> None:
    missed, invented = (sorted(x for g in got for x in g[name]) for name in ("missed", "invented"))
    links = sum(g["links"] for g in got) / len(got)
    found = 1 - len(missed) / sum(g["expected"] for g in got)
    print(f"links {links:.4f} changes found {found:.4f} invented {len(invented)} of {sum(g['expected'] for g in got)}", missed, invented)
    assert links >= 0.98
    assert found >= 0.95
    assert not invented


def test_review_key_of_real_titles() -> None:
    keys = {name: review_key(records(json.loads((SHARED / f).read_text(encoding="utf-8")), "a" * 16, f)[0].document) for name, f in GOLD.items()}
    assert all(keys.values())
