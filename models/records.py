"""Every table and every column, once.

A table is a dataclass; a column is a field with its description. From here come the Arrow schemas, the field
descriptions inside the Parquet files, the data dictionary, datapackage.json and the check on write
(models/schema.py). Names are fixed by the data contract: add, never rename.
"""
from __future__ import annotations

import datetime as dt
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from models import codes


def column(description: str, *, key: bool = False, codes: Any = None, unit: str = "", references: str = "", default: Any = None) -> Any:
    """A dataclass field that is a column: its description, unit, closed list of codes, and the table it points to."""
    metadata = {"description": description, "key": key, "codes": tuple(codes or ()), "unit": unit, "references": references}
    if key:
        return field(default="", metadata=metadata)
    if default is list:
        return field(default_factory=list, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(slots=True, kw_only=True)
class SourceCell:
    """Where a value was printed. Page is 1-based, points, top-left origin; table, row and column count from 0 (null
    for running text)."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None


@dataclass(slots=True, kw_only=True)
class Traced:
    """Columns that every extracted record carries."""

    page_first: int | None = column("First page the record stands on (1-based); null where the format has no pages.")
    page_last: int | None = column("Last page the record stands on.")
    source_cells: list[SourceCell] = column("The cells (or text boxes) the record was read from.", default=list)
    inferred: list[str] = column("Columns of this row whose value was inferred, not printed.", default=list)
    confidence: list[str] = column("Reasons to doubt this row, as 'code: detail'; empty when there is none.", default=list)
    corrected: list[str] = column("Columns of this row that a person corrected.", default=list)


@dataclass(slots=True, kw_only=True)
class DocumentRow:
    """One paper (one file content)."""

    document_id: str = column("First 16 hex digits of the SHA-256 of the bytes.", key=True)
    sha256: str | None = column("SHA-256 of the bytes, hex.")
    file_name: str | None = column("Name of the file.")
    source_path: str | None = column("Path relative to the input folder, with forward slashes.")
    source_url: str | None = column("Address it was fetched from, where known.")
    media_type: str | None = column("Format by content, whatever the file is called.", codes=codes.MEDIA_TYPES)
    size_bytes: int | None = column("Size of the file.", unit="bytes")
    page_count: int | None = column("Pages or slides; null for Word and text.")
    layout: str | None = column("The main layout recognised.", codes=codes.LAYOUTS)
    organisation: str | None = column("Council or body whose paper it is, as printed.")
    committee: str | None = column("Committee it went to, as printed.")
    title: str | None = column("Title as printed.")
    review: str | None = column("Scrutiny review or plan it reports on, as printed.")
    officers: list[str] = column("Link or report officers: people, or the posts where nobody is named.", default=list)
    agreed_raw: str | None = column("When the action plan was agreed, as printed.")
    agreed_date: dt.date | None = column("First day of agreed_raw.")
    paper_date_raw: str | None = column("Date of the paper, as printed.")
    paper_date: dt.date | None = column("Date of the paper.")
    version: str | None = column("Version, as printed ('V19').")
    review_key: str | None = column("Stable across papers of the same review or plan.")
    words_total: int | None = column("Words the reader saw.", unit="words")
    words_assigned: int | None = column("Of these, words in a record or in a passage whose role is not 'unassigned'.", unit="words")
    coverage: float | None = column("words_assigned / words_total; 1 where there are no words.")
    status: str | None = column("Whether the paper was read.", codes=codes.DOCUMENT_STATUSES)
    error: str | None = column("Stable code and message where status is 'failed'.")
    table_method: str | None = column("How tables were found: tags, ruled, aligned, native, tabs, stacked; several joined by '+'.")
    council: str | None = column("Folder name of the council (data/raw/<council>/...), where the path has it.")
    published_date: dt.date | None = column("Folder or fetch date (data/raw/<council>/<committee>/<date>/), where the path has it.")
    fetched_at: str | None = column("When it was fetched, ISO 8601 UTC, where known.")
    extractor_version: str | None = column("Version and fingerprint of the code and vocabulary that read it.")
    corrected: list[str] = column("Columns of this row that a person corrected.", default=list)
    processed_at: str | None = column(
        "Always null, so that the same inputs give the same bytes; when and how long a paper was read is in the ledger (matters history).")


@dataclass(slots=True, kw_only=True)
class Section(Traced):
    """A theme or workstream of a plan."""

    section_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    ordinal: int | None = column("Order in the paper, from 1.")
    number: str | None = column("Number as printed ('6.1'); null when none is.")
    title: str | None = column("Title as printed.")
    lead_raw: str | None = column("Lead organisation or person, as printed.")
    reporting_officer_raw: str | None = column("Reporting officer, as printed.")
    explanation: str | None = column("Introductory text of the section.")


@dataclass(slots=True, kw_only=True)
class Recommendation(Traced):
    """A recommendation, sub-recommendation, resolution or identified issue."""

    recommendation_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    section_id: str | None = column("The section it stands in.", references="sections")
    parent_id: str | None = column("The recommendation it is a part of.", references="recommendations")
    ordinal: int | None = column("Order in the paper, from 1.")
    kind: str | None = column("What it is.", codes=codes.RECOMMENDATION_KINDS)
    number: str | None = column("Number as printed ('2', '2019/061 1'); null when none is.")
    recommendation_key: str | None = column("Stable across papers of the same review.")
    text: str | None = column("Text as printed.")
    responsibility_raw: str | None = column("Who is responsible, as printed.")
    due_raw: str | None = column("Due date as printed.")
    due_start: dt.date | None = column("First day of the due date or span.")
    due_end: dt.date | None = column("Last day of the due date or span.")
    success_measure: str | None = column("Agreed success measure, as printed.")


@dataclass(slots=True, kw_only=True)
class Action(Traced):
    """An agreed action."""

    action_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    recommendation_id: str | None = column("The recommendation or issue it answers.", references="recommendations")
    section_id: str | None = column("The section it stands in.", references="sections")
    ordinal: int | None = column("Order in the paper, from 1.")
    number: str | None = column("Number as printed ('5', '6.1.1'); null when none is.")
    action_key: str | None = column("Stable across papers of the same review or plan.")
    text: str | None = column("Text as printed, without its number.")
    intended_outcome: str | None = column("Intended outcome, as printed.")
    owner_raw: str | None = column("Owner as printed.")
    operational_lead_raw: str | None = column("Operational lead as printed.")
    due_raw: str | None = column("Due date as printed.")
    due_start: dt.date | None = column("First day of the due date or span.")
    due_end: dt.date | None = column("Last day of the due date or span.")
    revised_due_raw: str | None = column("Revised due date as printed.")
    revised_due_start: dt.date | None = column("First day of the revised due date or span.")
    revised_due_end: dt.date | None = column("Last day of the revised due date or span.")
    success_measure: str | None = column("Success measure or description of assurance, as printed.")


@dataclass(slots=True, kw_only=True)
class Evidence(Traced):
    """One dated piece of progress or impact text."""

    evidence_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    recommendation_id: str | None = column("The recommendation.", references="recommendations")
    action_id: str | None = column("The action, where the text is about one.", references="actions")
    ordinal: int | None = column("Order in the paper, from 1.")
    kind: str | None = column("What it tells.", codes=codes.EVIDENCE_KINDS)
    period_raw: str | None = column("The round as printed ('May 2021').")
    period_start: dt.date | None = column("First day of the round.")
    period_end: dt.date | None = column("Last day of the round.")
    text: str | None = column("Text as printed, without the action's number.")
    slippage_cause: str | None = column("Whether it tells of slippage, and why.", codes=codes.SLIPPAGE_CAUSES)


@dataclass(slots=True, kw_only=True)
class Assessment(Traced):
    """One grade or RAG rating given to one action, or one recommendation, for one period."""

    assessment_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    recommendation_id: str | None = column("The recommendation.", references="recommendations")
    action_id: str | None = column("The action; null where the grade is the recommendation's.", references="actions")
    ordinal: int | None = column("Order in the paper, from 1.")
    measure: str | None = column("Which scale or column.", codes=codes.MEASURES)
    period_raw: str | None = column("The round as printed.")
    period_start: dt.date | None = column("First day of the round.")
    period_end: dt.date | None = column("Last day of the round.")
    value_raw: str | None = column("Grade or rating as printed; null where only a colour stands there.")
    grade: int | None = column("Grade 1-4, where the scale has numbers.")
    label: str | None = column("The grade's name by the paper's own key.")
    rag: str | None = column("Colour by the paper's own key; null if the paper gives none.", codes=codes.RAG)
    status: str | None = column("What it means, by the paper's own key first.", codes=codes.STATUSES)
    source: str | None = column("What the value was read from.", codes=codes.SOURCES)
    fill_rgb: str | None = column("Background of the source cell, #RRGGBB, where the colour is the value.")
    percent: float | None = column("Percentage complete, where printed.", unit="percent")
    explanation: str | None = column("Text that follows the grade in the same cell.")


@dataclass(slots=True, kw_only=True)
class Rating(Traced):
    """One inspection rating or rating share of a provider or area."""

    rating_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    ordinal: int | None = column("Order in the paper, from 1.")
    subject: str | None = column("Provider or area rated.")
    service: str | None = column("Service or framework rated.")
    scheme: str | None = column("Who rates: CQC, PAMMS, Ofsted.")
    rating: str | None = column("The rating.", codes=codes.INSPECTION_RATINGS)
    rating_raw: str | None = column("As printed.")
    percent: float | None = column("Share of services with this rating.", unit="percent")
    rated_date: dt.date | None = column("When it was rated, where printed.")


@dataclass(slots=True, kw_only=True)
class Owner:
    """One person, post or organisation responsible for an action or recommendation."""

    owner_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    record_table: str | None = column("Table of the record owned.")
    record_id: str | None = column("The record owned.")
    ordinal: int | None = column("Order in the cell, from 1.")
    field: str | None = column("Column of the record that names the owner.")
    name: str | None = column("Person's name.")
    role: str | None = column("Post.")
    organisation: str | None = column("Body.")
    kind: str | None = column("What is named.", codes=codes.OWNER_KINDS)
    raw: str | None = column("This owner as printed.")


@dataclass(slots=True, kw_only=True)
class Theme:
    """One theme found in one record, with its reason."""

    theme_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    record_table: str | None = column("Table of the record.")
    record_id: str | None = column("The record.")
    field: str | None = column("Column of the record the offsets count in.")
    theme: str | None = column("The theme.", codes=codes.THEMES)
    relation: str | None = column("What the theme has to do with the record.", codes=codes.RELATIONS)
    sentence: str | None = column("The sentence it was found in.")
    start: int | None = column("First character of the match in the record's text, from 0.")
    end: int | None = column("Character after the match.")
    matched: str | None = column("The words matched.")
    rule: str | None = column("Id of the rule in models/vocabulary/themes.toml.")
    score: float | None = column("Strength of the rules that fired, 0-1; not a probability.")


@dataclass(slots=True, kw_only=True)
class Passage:
    """One block of source text in reading order, and where it went."""

    passage_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    ordinal: int | None = column("Reading order, from 1.")
    page: int | None = column("Page (1-based).")
    kind: str | None = column("What it is.", codes=codes.PASSAGE_KINDS)
    number: str | None = column("Paragraph number as printed.")
    heading: str | None = column("The heading it stands under.")
    text: str | None = column("Text as printed.")
    role: str | None = column("Where it went.", codes=codes.PASSAGE_ROLES)
    record_table: str | None = column("Table of the record it belongs to.")
    record_id: str | None = column("The record it belongs to.")
    source_cells: list[SourceCell] = column("Where it is printed.", default=list)


@dataclass(slots=True, kw_only=True)
class Diagnostic:
    """One thing the reader should know: skipped, damaged, ambiguous, low confidence."""

    diagnostic_id: str = column("Stable across reruns of the same file.", key=True)
    document_id: str | None = column("The paper.", references="documents")
    file_name: str | None = column("Name of the file.")
    severity: str | None = column("How much it matters.", codes=codes.SEVERITIES)
    code: str | None = column("Stable code; docs/diagnostics.md explains each.")
    message: str | None = column("What happened, for a person.")
    page: int | None = column("Page (1-based).")
    record_table: str | None = column("Table of the record concerned.")
    record_id: str | None = column("The record concerned.")
    excerpt: str | None = column("The text concerned.")


@dataclass(slots=True, kw_only=True)
class TimelineEntry:
    """One assessment of one action or recommendation in one period, over all papers, reprints left out."""

    timeline_id: str = column("Stable across reruns.", key=True)
    review_key: str | None = column("The review or plan.")
    recommendation_key: str | None = column("The recommendation.")
    action_key: str | None = column("The action; null where the recommendation was assessed.")
    measure: str | None = column("Which scale or column.", codes=codes.MEASURES)
    period_start: dt.date | None = column("First day of the round.")
    period_end: dt.date | None = column("Last day of the round.")
    status: str | None = column("What it means.", codes=codes.STATUSES)
    grade: int | None = column("Grade 1-4.")
    rag: str | None = column("Colour.", codes=codes.RAG)
    first_document_id: str | None = column("The paper that said it first.", references="documents")
    last_document_id: str | None = column("The latest paper that reprints it.", references="documents")
    assessment_id: str | None = column("The assessment in the first paper.", references="assessments")


@dataclass(slots=True, kw_only=True)
class Change:
    """One difference between two papers of the same review or plan."""

    change_id: str = column("Stable across reruns.", key=True)
    review_key: str | None = column("The review or plan.")
    from_document_id: str | None = column("The earlier paper.", references="documents")
    to_document_id: str | None = column("The later paper.", references="documents")
    record_table: str | None = column("Table of the record that differs.")
    record_key: str | None = column("recommendation_key or action_key of the record.")
    kind: str | None = column("What kind of difference.", codes=codes.CHANGE_KINDS)
    field: str | None = column("Column that differs.")
    old: str | None = column("As the earlier paper has it.")
    new: str | None = column("As the later paper has it.")
    period_start: dt.date | None = column("First day of the round the later value is of; null where it is of none.")
    link_score: float | None = column("How sure it is that the two records are the same thing, 0-1.")


TABLES: dict[str, type] = {
    "documents": DocumentRow, "sections": Section, "recommendations": Recommendation, "actions": Action, "evidence": Evidence,
    "assessments": Assessment, "ratings": Rating, "owners": Owner, "themes": Theme, "passages": Passage, "diagnostics": Diagnostic,
    "timeline": TimelineEntry, "changes": Change,
}
LINKED = ("timeline", "changes")
"""Tables made over all papers by the linking step; the others are made paper by paper."""

KEYS = {name: next(f.name for f in fields(cls) if f.metadata.get("key")) for name, cls in TABLES.items()}
assert all(f.default is not MISSING or f.default_factory is not MISSING for cls in TABLES.values() for f in fields(cls))


@dataclass(slots=True)
class Records:
    """The rows of one paper, by table. Ids are minted by `add`, from the document id and the order, so that they are
    the same whenever the same bytes are read by the same code."""

    document: DocumentRow
    rows: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in TABLES if name != "documents"})

    def add(self, row: Any) -> Any:
        """Append a row, giving it its id, document id and (where it has one) ordinal. Returns the row."""
        table = TABLE_OF[type(row)]
        rows = self.rows[table]
        setattr(row, KEYS[table], f"{self.document.document_id}-{PREFIX[table]}{len(rows) + 1:04d}")
        row.document_id = self.document.document_id
        if hasattr(row, "ordinal") and row.ordinal is None:
            row.ordinal = len(rows) + 1
        rows.append(row)
        return row

    def __getattr__(self, table: str) -> list[Any]:
        try:
            return self.rows[table]
        except KeyError:
            raise AttributeError(table) from None


TABLE_OF = {cls: name for name, cls in TABLES.items()}
PREFIX = {name: {"sections": "s", "recommendations": "r", "actions": "a", "evidence": "e", "assessments": "g", "ratings": "i",
                 "owners": "o", "themes": "t", "passages": "p", "diagnostics": "d"}.get(name, name[:2]) for name in TABLES}
