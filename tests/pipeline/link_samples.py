"""Papers of a made-up borough, as records, for the tests of linking."""
from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from models.records import Action, Assessment, DocumentRow, Evidence, Recommendation, Records
from pipeline.link import Linked, link_review, paper, reviews, signature
from pipeline.link.matching import Corrections

WORDS = {1: "Fully Achieved", 2: "On-Track", 3: "Slipped", 4: "Not Achieved"}
STATUS = {1: "complete", 2: "on_track", 3: "slipped", 4: "not_achieved"}
RAG = {"blue": "complete", "green": "on_track", "amber": "at_risk", "red": "not_achieved"}
RECOMMENDATIONS = {
    "1": ("That the ferry timetable be reviewed so that evening shift workers can travel home without a long wait.", {
        "1": "Survey evening passengers at both landings about the hours they need.",
        "2": "Agree a trial of two later sailings with the ferry operator.",
        "3": "Publish the revised timetable in print and at every shelter."}),
    "2": ("That shelters at the landings be repaired and made accessible to wheelchair users.", {
        "4": "Commission a condition report on all nine shelters.",
        "5": "Install level boarding ramps and tactile paving at the north landing; train crew in helping passengers board safely."}),
}


def month(name: str) -> dict[str, Any]:
    when = dt.datetime.strptime(name, "%B %Y").date()
    return {"period_raw": name, "period_start": when, "period_end": when.replace(day=calendar.monthrange(when.year, when.month)[1])}


def make(letter: str, rounds: dict[str, dict[str, Any]] | None = None, *, recommendations: dict[str, Any] | None = None, who: dict[str, str] | None = None,
         due: dict[str, str] | None = None, row: dict[str, dict[str, Any]] | None = None, **document: Any) -> Records:
    """One paper. `rounds` has, by month, the grade (int), colour (str) or progress text (in a tuple after it) of each action
    number, or of 'r1' for recommendation 1; an empty month only dates the paper. `row` sets columns of actions; `who` and `due` those of recommendations."""
    known = {"file_name": f"paper-{letter}.docx", "media_type": "docx", "layout": "scrutiny_monitoring", "organisation": "Tidewell Borough Council",
             "review": "Ferry Services", "title": "Progress update"}
    out = Records(DocumentRow(document_id=letter * 16, **known | document))
    recs: dict[str, Any] = {}
    acts: dict[str, Any] = {}
    for number, (text, actions) in (RECOMMENDATIONS if recommendations is None else recommendations).items():
        recs[f"r{number}"] = rec = out.add(Recommendation(
            number=number, kind="recommendation", text=text, responsibility_raw=(who or {}).get(number), due_raw=(due or {}).get(number)))
        for n, words in actions.items():
            acts[n] = out.add(Action(recommendation_id=rec.recommendation_id, number=n, text=words, **(row or {}).get(n, {})))
    for name, told in (rounds or {}).items():
        if not told:
            out.document.paper_date = month(name)["period_end"]
        for number, said in told.items():
            value, text = said if isinstance(said, tuple) else (said, None)
            action = acts.get(number)
            about = {"action_id": action.action_id if action else None, **month(name),
                     "recommendation_id": action.recommendation_id if action else recs[number].recommendation_id}
            if text:
                out.add(Evidence(kind="progress", text=text, **about))
            if isinstance(value, int):
                out.add(Assessment(measure="progress", value_raw=f"{value} ({WORDS[value]})", grade=value, label=WORDS[value], status=STATUS[value],
                                   source="text", **about))
            elif value:
                out.add(Assessment(measure="month_rag", rag=value, status=RAG[value], source="fill", **about))
    return out


def link(*papers: Records, decided: Corrections = Corrections()) -> Linked:
    """Link papers that are all of one review."""
    groups = reviews(s for p in papers if (s := signature(p.document, p.rows)))
    assert len(groups) == 1, groups
    (key, members), = groups.items()
    part = {m.document_id: m.part for m in members}
    return link_review(key, [paper(p.document, p.rows, part[p.document.document_id]) for p in papers], decided)


def keys(linked: Linked, records: Records, table: str = "actions") -> dict[str, str]:
    """Key of each printed number."""
    return {r.number: linked.keys[table][getattr(r, f"{table[:-1]}_id")] for r in records.rows[table]}


def told(linked: Linked) -> set[tuple[str, str, str]]:
    """The changes as (printed text or number of the record, kind, column), each of which must stand once."""
    out = [(c.kind, c.field, c.record_key) for c in linked.changes]
    assert len(out) == len(set(out)), out
    return set(out)


def edited(**changes: str | None) -> dict[str, Any]:
    """RECOMMENDATIONS with the actions of those numbers reworded (a text), dropped (None) or added to the second."""
    out = {n: (text, {k: changes.get(f"a{k}", t) for k, t in actions.items() if changes.get(f"a{k}", t)}) for n, (text, actions) in RECOMMENDATIONS.items()}
    known = {k for _, actions in RECOMMENDATIONS.values() for k in actions}
    out["2"][1].update({k[1:]: v for k, v in changes.items() if k[1:] not in known and v})
    return out
