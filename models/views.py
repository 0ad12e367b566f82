"""The two ready-made joins, column by column: what notebooks, the report and exports read first.

The SQL that makes them is pipeline/views.py; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models import codes
from models.records import SourceCell, column

LEVELS = {
    "action": "The row is about one agreed action",
    "recommendation": "The row is about the recommendation itself, not one of its actions",
}


@dataclass(slots=True, kw_only=True)
class Progress:
    """One action (or recommendation reported on by itself) and round, as first printed; reprints in later papers are left out."""

    subject_key: str = column("The action's key across papers (else its id); of the recommendation where the row is about that.", key=True)
    level: str | None = column("What the row is about.", codes=LEVELS)
    council: str | None = column("Council: the folder's name, else the body printed on the paper.")
    organisation: str | None = column("Body whose paper it is, as printed.")
    committee: str | None = column("Committee, as printed.")
    review_key: str | None = column("The review or plan, stable across its papers.")
    review: str | None = column("The review or plan, as printed; else the paper's title, else its file name.")
    section: str | None = column("Theme or workstream of a plan.")
    recommendation_key: str | None = column("The recommendation's key across papers (else its id).")
    recommendation_number: str | None = column("Number as printed.")
    recommendation: str | None = column("Text of the recommendation or issue.")
    action_number: str | None = column("Number as printed; null on a recommendation's own row.")
    action: str | None = column("Text of the action; null on a recommendation's own row.")
    owner: str | None = column("Owner as printed: the action's, else the recommendation's.")
    owners: list[str] = column("Owners told apart: a person's name, else the post, else the body.", default=list)
    due_raw: str | None = column("Due date as printed: the action's, else the recommendation's.")
    due: dt.date | None = column("Last day of the due date.")
    revised_raw: str | None = column("Revised due date as printed.")
    revised: dt.date | None = column("Last day of the revised due date.")
    slip_days: int | None = column("Revised minus due; null unless both are dates.", unit="days")
    round_raw: str | None = column("The round as printed ('May 2021').")
    round: dt.date | None = column(
        "First day of the round; the paper's date where the paper has no rounds; null where nothing was reported."
    )
    evidence: str | None = column("Progress text of the round.")
    impact: str | None = column("Impact text of the round.")
    slippage_cause: str | None = column("The gravest cause told in the round's text.", codes=codes.SLIPPAGE_CAUSES)
    measure: str | None = column(
        "Which scale 'status', 'grade' and 'rag' are on. Grades of different scales do not average.", codes=codes.MEASURES
    )
    value_raw: str | None = column("Grade or rating as printed; null where only a colour stands there.")
    grade: int | None = column("Grade 1-4, where the scale has numbers.")
    rag: str | None = column("Colour by the paper's own key.", codes=codes.RAG)
    label: str | None = column("The grade's name by the paper's own key.")
    status: str | None = column("What the grade, colour or word means; null where the round has none.", codes=codes.STATUSES)
    on_target_rag: str | None = column("Colour of the forecast, where the paper gives one beside the month's.", codes=codes.RAG)
    on_target_status: str | None = column("What the forecast means.", codes=codes.STATUSES)
    explanation: str | None = column("Text that follows the grade in its cell.")
    themes: list[str] = column("Themes that are a subject or a cause in the round's texts.", default=list)
    action_themes: list[str] = column("Themes of the action's (or recommendation's) own text.", default=list)
    document_id: str | None = column(
        "The paper the round was first printed in; the latest paper where nothing was reported.", references="documents"
    )
    file_name: str | None = column("That paper's file.")
    source_path: str | None = column("That paper's path below the input folder.")
    source_url: str | None = column("That paper's address.")
    paper_date: dt.date | None = column("That paper's date: printed, else the folder's.")
    page: int | None = column("Page of the grade, else of the evidence, else of the action (1-based).")
    source_cells: list[SourceCell] = column("Where the grade, evidence and action are printed in that paper.", default=list)
    recommendation_id: str | None = column("The recommendation in that paper.", references="recommendations")
    action_id: str | None = column("The action in that paper.", references="actions")
    evidence_ids: list[str] = column("The evidence rows joined here.", default=list)
    assessment_ids: list[str] = column("The assessment rows joined here.", default=list)
    inferred: list[str] = column("Columns inferred, as table.column.", default=list)
    confidence: list[str] = column("Reasons to doubt the rows joined here.", default=list)


@dataclass(slots=True, kw_only=True)
class Latest(Progress):
    """One action (or recommendation reported on by itself): as last printed, with its latest round."""

    followed: bool | None = column(
        "Count this row. False for a recommendation whose actions are reported on one by one, and for an action of a "
        "recommendation that is reported on as a whole."
    )
    last_status: str | None = column("The last status printed in any round.", codes=codes.STATUSES)
    last_status_round: dt.date | None = column("The round of last_status.")
    added_after: dt.date | None = column(
        "The latest round printed before any paper printed this action; null where the review's first paper prints it. "
        "Not to be mentioned in rounds up to it is no silence."
    )
    rounds: int | None = column("Rounds in which something was reported.", unit="rounds")
    review_round: dt.date | None = column("The latest round of the review or plan.")
    no_update: bool | None = column("Nothing was reported in the latest round of the review or plan; null where not followed.")
    late_by_days: int | None = column(
        "How far the date due (revised, else first) lay behind the review's latest paper (its date, or its latest round where that "
        "is later or the only date), where the last status is not complete; "
        "null: not late, no date or not followed.",
        unit="days",
    )
    last_document_id: str | None = column("The latest paper that prints the action.", references="documents")


VIEWS: dict[str, type] = {"progress": Progress, "latest": Latest}
