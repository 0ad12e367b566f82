"""The rows a made paper should give, in the format of the shared gold files."""

from __future__ import annotations

import json
from pathlib import Path

from tests.making.content import said, span

STATUS_OF_GRADE = {1: "complete", 2: "on_track", 3: "slipped", 4: "not_achieved"}


class Gold:
    def __init__(self, layout: str, **document):
        empty = dict.fromkeys(("organisation", "title", "review", "agreed_raw", "paper_date_raw", "paper_date", "version"))
        self.data: dict = {"document": {"layout": layout, "officers": [], **empty, **document}}
        for table in ("sections", "recommendations", "actions", "evidence", "assessments", "ratings", "passages"):
            self.data[table] = []

    def section(self, number, title, lead=None, officer=None, explanation=None):
        self.data["sections"].append(
            {"number": number, "title": title, "lead_raw": lead, "reporting_officer_raw": officer, "explanation": said(explanation)}
        )

    def recommendation(self, key, text, number=None, kind="recommendation", parent=None, section=None, owner=None, due=None, measure=None):
        self.data["recommendations"].append(
            {
                "key": key,
                "number": number,
                "kind": kind,
                "parent": parent,
                "section": section,
                "text": said(text),
                "responsibility_raw": said(owner) or None,
                "due_raw": due[0] or None if due else None,
                "success_measure": said(measure) or None,
            }
        )

    def action(
        self,
        key,
        text,
        number=None,
        recommendation=None,
        section=None,
        owner=None,
        lead=None,
        due=None,
        revised=None,
        outcome=None,
        measure=None,
    ):
        """due and revised are (as printed, span in short form)."""
        (due_raw, due_span), (new_raw, new_span) = due or (None, ""), revised or (None, "")
        (a, b), (c, d) = span(due_span), span(new_span)
        self.data["actions"].append(
            {
                "key": key,
                "recommendation": recommendation,
                "section": section,
                "number": number,
                "text": said(text),
                "intended_outcome": said(outcome) or None,
                "owner_raw": said(owner) or None,
                "operational_lead_raw": said(lead) or None,
                "due_raw": due_raw or None,
                "due_start": a,
                "due_end": b,
                "revised_due_raw": new_raw or None,
                "revised_due_start": c,
                "revised_due_end": d,
                "success_measure": said(measure) or None,
            }
        )

    def evidence(self, text, recommendation=None, action=None, kind="progress", period=None, period_raw=None):
        if said(text):
            self.data["evidence"].append(
                {
                    "recommendation": recommendation,
                    "action": action,
                    "kind": kind,
                    "period_raw": period_raw,
                    "period": period,
                    "text": said(text),
                }
            )

    def assess(
        self,
        recommendation=None,
        action=None,
        measure="status",
        period=None,
        value=None,
        grade=None,
        label=None,
        rag=None,
        status=None,
        source="text",
        explanation=None,
    ):
        self.data["assessments"].append(
            {
                "recommendation": recommendation,
                "action": action,
                "measure": measure,
                "period": period,
                "value_raw": value,
                "grade": grade,
                "label": label,
                "rag": rag,
                "status": status,
                "source": source,
                "explanation": said(explanation) or None,
            }
        )

    def rating(self, subject, service, scheme, rating, raw=None, percent=None):
        self.data["ratings"].append(
            {"subject": subject, "service": service, "scheme": scheme, "rating": rating, "rating_raw": raw or rating, "percent": percent}
        )

    def passage(self, text, number=None, heading=None):
        self.data["passages"].append({"number": number, "heading": heading, "text": said(text)})

    def save(self, path: Path):
        data = {k: v for k, v in self.data.items() if v or k != "passages"}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
