"""Compare extracted tables with expected rows, and two files of one paper with each other.

A row is the same as another if every field that the expected row has is the same by its words. Records are named as a person would:
by printed numbers and wording, never by our ids. Rows marked `uncertain` are neither missed nor extra.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

FIELDS = {
    "sections": ("number", "title", "lead_raw", "reporting_officer_raw"),
    "recommendations": ("number", "kind", "section", "parent", "text", "responsibility_raw", "due_raw", "success_measure"),
    "actions": (
        "number",
        "text",
        "recommendation",
        "section",
        "intended_outcome",
        "owner_raw",
        "operational_lead_raw",
        "due_raw",
        "due_start",
        "due_end",
        "revised_due_raw",
        "revised_due_start",
        "revised_due_end",
        "success_measure",
    ),
    "evidence": ("recommendation", "action", "kind", "period", "text"),
    "assessments": ("recommendation", "action", "measure", "period", "grade", "rag", "status", "source", "explanation"),
    "ratings": ("subject", "service", "scheme", "rating", "percent"),
}
LONG = ("text", "action", "recommendation", "parent", "explanation", "intended_outcome", "success_measure")
"""Fields that are prose: unless `exact` is asked for, 95 % of the words will do."""
FACTS = ("layout", "review", "agreed_raw", "paper_date", "version")


def words(value) -> str | None:
    if value is None:
        return None
    text = unicodedata.normalize("NFKC", f"{value:g}" if isinstance(value, float) else str(value)).lower()
    return " ".join(re.findall(r"\w+", text)) or None


def alike(field: str, want: str | None, got: str | None, exact: bool) -> bool:
    if want == got or exact or field not in LONG or not want or not got:
        return want == got
    a, b = Counter(want.split()), Counter(got.split())
    return 2 * (a & b).total() >= 0.95 * (a.total() + b.total())


class Extracted:
    """The tables below a folder of output, by paper."""

    def __init__(self, folder: Path):
        self.tables = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in ("documents", "passages", *FIELDS)}

    def document(self, file_name: str) -> dict:
        return next(d for d in self.tables["documents"] if d["file_name"] == file_name)

    def rows(self, file_name: str) -> dict[str, list[dict]]:
        """The paper's rows, with names in place of ids."""
        key = self.document(file_name)["document_id"]
        own = {t: [r for r in self.tables[t] if r["document_id"] == key] for t in FIELDS}
        sections = {s["section_id"]: s for s in own["sections"]}
        recs = {r["recommendation_id"]: r for r in own["recommendations"]}
        actions = {a["action_id"]: a for a in own["actions"]}
        out = {}
        for table, rows in own.items():
            out[table] = [{f: self.value(f, r, sections, recs, actions) for f in FIELDS[table]} for r in rows]
        return out

    @staticmethod
    def value(field: str, row: dict, sections: dict, recs: dict, actions: dict):
        if field == "section":
            return words((sections.get(row.get("section_id")) or {}).get("number"))
        if field in ("recommendation", "parent"):
            return words((recs.get(row.get("recommendation_id" if field == "recommendation" else "parent_id")) or {}).get("text"))
        if field == "action":
            return named(actions.get(row.get("action_id")))
        if field == "period":
            return row["period_start"].isoformat()[:7] if row["period_start"] else None
        return words(row.get(field))


def named(action: dict | None) -> str | None:
    return words(f"{action['number'] or ''} {action['text']}") if action else None


def expected(gold: dict) -> dict[str, list[dict]]:
    """Gold rows in the same form; fields that the gold leaves out stay out."""
    recs = {r["key"]: r for r in gold["recommendations"]}
    actions = {}
    for a in gold["actions"]:
        actions[a["recommendation"], a["number"] or a["key"].split("/")[-1]] = a
        actions[None, a["key"]] = a
    out = {}
    for table, fields in FIELDS.items():
        out[table] = []
        for row in gold[table]:
            made = {f: words(row[f]) for f in fields if f in row}
            for f in ("recommendation", "parent"):
                if f in made:
                    made[f] = words(recs[row[f]]["text"]) if row[f] else None
            if "action" in made:
                made["action"] = named(actions.get((row["recommendation"], row["action"])) if row["action"] else None)
            if "period" in made:
                made["period"] = row["period"]
            if table == "recommendations" and row["number"] is None:
                del made["number"]
            out[table].append((made, bool(row.get("uncertain"))))
    return out


def differences(want: dict[str, list], got: dict[str, list[dict]], exact: bool = True) -> dict[str, tuple[list, list]]:
    """By table: expected rows that were not found, and rows beyond them."""
    out = {}
    for table in FIELDS:
        left, missing, excused = list(got[table]), [], 0
        for row, uncertain in sorted(want[table], key=lambda r: r[1]):
            hit = next((g for g in left if all(alike(f, v, g[f], exact) for f, v in row.items())), None)
            if hit is not None:
                left.remove(hit)
            elif uncertain:
                excused += 1
            else:
                missing.append(row)
        extra = left[: max(0, len(left) - excused)]
        if missing or extra:
            out[table] = missing, extra
    return out


def counts(want: dict[str, list], got: dict[str, list[dict]]) -> tuple[int, int, int]:
    """Expected, missed, extra, over all tables."""
    found = differences(want, got, exact=False)
    total = sum(not uncertain for rows in want.values() for _, uncertain in rows)
    return total, sum(len(m) for m, _ in found.values()), sum(len(e) for _, e in found.values())


def f1(parts: Iterable[tuple[int, int, int]]) -> float:
    total, missed, extra = (sum(p) for p in zip(*parts, strict=True))
    return 2 * (total - missed) / max(1, 2 * total - missed + extra)
