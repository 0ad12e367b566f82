"""A document as read -> the records of one paper."""
from __future__ import annotations

import re

from extractors.facts import read_facts
from extractors.fields import add_owners
from extractors.keys import default_key, find_key
from extractors.layouts import LAYOUTS
from extractors.paper import Paper, infer
from extractors.parting import part
from extractors.passages import add_passages
from extractors.restated import join_restated
from extractors.unread import explain_unread
from extractors.values.meanings import fold
from models.document import Document
from models.records import Diagnostic, DocumentRow, Records
from models.vocabulary import vocabulary


def extract(document: Document, row: DocumentRow, extra: tuple[str, ...] = ()) -> Records:
    """Read the records of one paper.

    `row` comes with what is known of the file (id, names, media type) and is filled in; `extra` are the user's own vocabulary
    files. Every layout is asked in turn and takes the tables and text it knows; what none takes ends as passages. The document is
    used up: it has no items afterwards.
    """
    return read_paper(document, row, extra, keep=False).records


def read_paper(document: Document, row: DocumentRow, extra: tuple[str, ...] = (), *, keep: bool = True) -> Paper:
    """As `extract`, with the working state, for `inspect`; the document stays whole where `keep` says so."""
    document.numbered()
    records = Records(row)
    paper = Paper(document, records, find_key(document, extra), extra)
    row.media_type, row.page_count, row.table_method = document.media_type, document.page_count, document.method or None
    for note in [*document.notes, *paper.key.notes]:
        records.add(Diagnostic(file_name=row.file_name, severity=_SEVERITY.get(note.code, "info"), code=note.code,
                               message=note.message, page=note.page))
    read_facts(paper)
    for table in document.tables:
        if table.index in paper.key.tables:
            paper.take_table(table, "key to grades or colours", "boilerplate")
    part(paper)
    for layout in LAYOUTS:
        if layout.recognises(paper):
            layout.extract(paper)
    join_restated(paper)
    explain_unread(paper)
    settle_steps(paper)
    settle_scale(paper)
    add_owners(paper)
    row.layout = max(paper.shapes, key=paper.shapes.get) if paper.shapes else "unknown"
    if row.layout == "unknown":
        paper.note("layout-unknown", "No layout was recognised; the text is in the passages table", severity="info")
    add_passages(paper, keep=keep)
    row.status = "partial" if any(p.role == "unassigned" for p in records.passages) or any(
        n.code in _PARTIAL for n in document.notes) else "ok"
    return paper


def settle_steps(paper: Paper) -> None:
    """Give words of a status column the meaning they have beside the other steps of this paper; its own key stays, and what another
    word of the paper means already."""
    rows = [a for a in paper.records.assessments if a.measure == "status" and a.value_raw]
    steps = {fold(a.value_raw) for a in rows}
    for word, beside in vocabulary("statuses", paper.extra)["beside"].items():
        taken = any(row.status == beside["status"] and fold(row.value_raw) != word for row in rows)
        if word not in paper.key.words and not steps.isdisjoint(beside["steps"]) and not taken:
            for row in rows:
                if fold(row.value_raw) == word:
                    row.status = beside["status"]
                    infer(row, "status")


def settle_scale(paper: Paper) -> None:
    """Where words beside some grades show that the paper's scale is not the usual one ('4 – delivered in full'), a number alone has no
    known meaning, unless the paper's own key gives it one."""
    usual = default_key(paper.extra).grades
    rows = [a for a in paper.records.assessments if a.grade in usual]
    turned = any(a.status in _GOOD | _BAD and (a.status in _GOOD) != (usual[a.grade][1] in _GOOD) for a in rows)
    if paper.key.grades != usual or not turned:
        return
    for row in rows:
        if row.label == usual[row.grade][0] and not re.search(r"[^\W\d]{3}", row.value_raw or ""):
            row.label, row.status = None, "unknown"
            paper.note("grade-not-understood", "The words beside other grades show that the scale is not the usual one", row=row,
                       excerpt=row.value_raw or "")


_GOOD, _BAD = {"complete", "on_track"}, {"slipped", "not_achieved", "not_started"}
_PARTIAL = {"page-not-read", "page-without-text", "limit-reached", "damaged-but-read"}
_SEVERITY = {code: "warning" for code in (*_PARTIAL, "text-outside-grid", "key-not-understood", "key-conflict")}
