"""Columns of a record that are read from one cell: due dates and owners."""
from __future__ import annotations

import re
from typing import Any

from extractors.paper import Paper, infer
from extractors.values.dates import DateSpan, read_date
from extractors.values.owners import are_initials, split_owners
from models.records import KEYS, Action, Evidence, Owner, Recommendation


def span_fields(name: str, span: DateSpan | None) -> dict[str, Any]:
    """`<name>_raw`, `<name>_start` and `<name>_end` of a date span."""
    return {} if span is None else {f"{name}_raw": span.raw, f"{name}_start": span.start, f"{name}_end": span.end}


def column_for(name: str | None, row: Action | Recommendation | Evidence) -> str | None:
    """The column of a record that a field of a table's column or label fills; null where it has none."""
    if name in ("action", "recommendation", "issue", "progress", "impact"):
        return "text"
    column = {
        "owner": "owner_raw" if isinstance(row, Action) else "responsibility_raw", "operational_lead": "operational_lead_raw",
        "due": "due_raw", "revised_due": "revised_due_raw",
    }.get(name or "", name)
    return column if column and hasattr(row, column) else None


_YEAR = re.compile(r"\d{4}")


def set_due(paper: Paper, row: Any, name: str, text: str) -> None:
    """Fill `<name>_raw`, `_start`, `_end` of a row from a date cell, with notes for what is inferred or unread."""
    span = read_date(text, paper.date, extra=paper.extra)
    setattr(row, f"{name}_raw", text)
    if span is None:
        paper.note("date-not-understood", "This date could not be read", row=row, excerpt=text)
        return
    for key, value in span_fields(name, span).items():
        if not key.endswith("_raw"):
            setattr(row, key, value)
    if span.year_inferred:
        infer(row, f"{name}_start", f"{name}_end")
        code, why = (("quarter-of-financial-year", "The quarter was read as of the financial year that begins in the year printed")
                     if span.kind == "quarter" and _YEAR.search(text) else
                     ("date-year-inferred", "The date has no year; it was taken from the paper's date"))
        paper.note(code, why, row=row, severity="info", excerpt=text)
    if span.superseded:
        paper.note("date-superseded", f"Earlier dates in the cell: {'; '.join(span.superseded)}", row=row, severity="info", excerpt=text)
    elif span.note:
        paper.note(span.note, "The parts of this date disagree", row=row, excerpt=text)


def set_value(paper: Paper, row: Action | Recommendation, name: str, text: str) -> None:
    """Fill what a label with its value gives a record: its due date, or the column of the label's field."""
    if name == "due":
        set_due(paper, row, name, text)
    else:
        setattr(row, column_for(name, row) or "", text)


OWNER_COLUMNS = {"recommendations": ("responsibility_raw",), "actions": ("owner_raw", "operational_lead_raw")}


def add_owners(paper: Paper) -> None:
    """One Owner a party that an owner cell of the finished records names; a cell that names none (TBC) gives none."""
    cells = [(table, row, column, text) for table, columns in OWNER_COLUMNS.items() for row in paper.records.rows[table]
             for column in columns if (text := getattr(row, column))]
    initials = are_initials([text for *_, text in cells], paper.extra)
    for table, row, column, text in cells:
        for ordinal, party in enumerate(split_owners(text, paper.extra, initials=initials), start=1):
            paper.records.add(Owner(
                record_table=table, record_id=getattr(row, KEYS[table]), ordinal=ordinal, field=column, name=party.name,
                role=party.role, organisation=party.organisation, kind=party.kind, raw=party.raw))
