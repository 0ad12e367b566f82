"""What a person should check, most doubtful first: rows with reasons to doubt, inferred values, warnings, text nothing took."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any

from models import codes
from models.dictionary import kind_in_words, kinds
from models.records import KEYS, TABLES, Traced
from pipeline.corrections import COLUMNS, OWN, shown
from pipeline.crops import Crops
from pipeline.report.data import link_to_paper, read_rows

TRACED = tuple(name for name, cls in TABLES.items() if issubclass(cls, Traced))
WEIGHTS = {"error": 60, "warning": 40, "confidence": 30, "unassigned": 20, "inferred": 10}
MAIN = {
    "recommendations": "text",
    "actions": "text",
    "evidence": "text",
    "assessments": "status",
    "ratings": "rating",
    "owners": "raw",
    "sections": "title",
    "themes": "theme",
}
"""The column that is confirmed when a doubted row is right as it is."""
QUIET = ("ordinal", "page_first", "page_last", "fill_rgb", "start", "end", "score", "rule")
SOURCE_TEXT = 1_500


def collect(connection: Any, papers: Path, target: Path, corrections: Path, crop_bytes: int, most: int) -> dict[str, Any]:
    """The page's data: at most `most` items, their papers, and the corrections made so far (so that saving loses none)."""
    items = _items(connection)
    queue = sorted(
        items.values(), key=lambda item: (-item["weight"], item["document_id"], item["page"] or 0, item["table"], item["record"])
    )
    documents = {
        row["document_id"]: row
        for row in read_rows(connection, "select *, coalesce(paper_date, published_date) as shown_date from documents order by document_id")
    }
    crops = Crops(papers)
    said = _printed(connection, queue[:most])
    out = []
    for item in queue[:most]:
        document = documents[item["document_id"]]
        cells = item.pop("source_cells")
        item["picture"] = crops.picture(document["source_path"], document["sha256"], cells) if crops.taken < crop_bytes else None
        item["printed"] = None if item["picture"] else said.get(item["record"]) or item["excerpt"]
        out.append(item)
    used = {item["document_id"] for item in out}
    return {
        "items": out,
        "left_out": max(0, len(queue) - most),
        "papers": {
            key: {**link_to_paper({**row, "paper_date": row["shown_date"]}, crops, target), "sha256": row["sha256"]}
            for key, row in documents.items()
            if key in used
        },
        "columns": COLUMNS,
        "made": _made(corrections),
    }


def _items(connection: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """One item a doubted record, passage or (where it names no record) diagnostic; those that a person has confirmed are left out."""
    warned = defaultdict(list)
    for row in read_rows(connection, "select * from diagnostics where severity <> 'info' order by diagnostic_id"):
        named = row["record_table"] in TRACED and row["record_id"]
        warned[(row["record_table"], row["record_id"]) if named else ("diagnostics", row["diagnostic_id"])].append(row)
    items = {}
    for table in TRACED:
        listed = ", ".join(f"'{record}'" for name, record in warned if name == table) or "''"
        doubted = read_rows(
            connection, f"select * from {table} where len(inferred) > 0 or len(confidence) > 0 or {KEYS[table]} in ({listed})"
        )
        for row in doubted:
            item = _record(table, row, warned.pop((table, row[KEYS[table]]), []))
            if item["reasons"]:
                items[table, item["record"]] = item
    for row in read_rows(connection, "select * from passages where role = 'unassigned'"):
        items["passages", row["passage_id"]] = _item(
            "passages",
            row["passage_id"],
            row,
            [["unassigned", "Stands in a tracker but nothing took it"]],
            [],
            page=row["page"],
            excerpt=row["text"],
            cells=row["source_cells"],
        )
    for (table, record), rows in warned.items():
        reasons = [_reason(row) for row in rows]
        items[table, record] = _item(table, record, rows[0], reasons, [], page=rows[0]["page"], excerpt=rows[0]["excerpt"])
    return items


def _record(table: str, row: dict[str, Any], warnings: list[dict[str, Any]]) -> dict[str, Any]:
    settled = set(row["corrected"])
    inferred = [name for name in row["inferred"] if name not in settled]
    doubts = (
        []
        if MAIN.get(table) in settled
        else [["confidence", codes.DIAGNOSTICS.get(doubt.split(":")[0], doubt), doubt] for doubt in row["confidence"]]
    )
    reasons = [] if settled else [_reason(w) for w in warnings]
    reasons += doubts + ([["inferred", "Not printed but worked out: " + ", ".join(inferred)]] if inferred else [])
    shown_fields = [
        _field(table, f, row, f.name in inferred)
        for f in fields(TABLES[table])
        if f.name not in OWN
        and f.name not in QUIET
        and not f.name.endswith(("_id", "_key"))
        and (row[f.name] not in (None, []) or f.metadata["codes"] or f.name in inferred)
    ]
    return _item(
        table,
        row[KEYS[table]],
        row,
        reasons,
        shown_fields,
        page=row["page_first"],
        excerpt=next((w["excerpt"] for w in warnings if w["excerpt"]), None),
        cells=row["source_cells"],
        confirm=inferred or [MAIN[table]],
    )


def _item(
    table: str,
    record: str,
    row: dict[str, Any],
    reasons: list[list[str]],
    shown_fields: list[dict[str, Any]],
    *,
    page: int | None,
    excerpt: str | None,
    cells: list[dict[str, Any]] | None = None,
    confirm: list[str] | None = None,
) -> dict[str, Any]:
    return {
        "table": table,
        "record": record,
        "document_id": row["document_id"],
        "reasons": reasons,
        "fields": shown_fields,
        "page": page,
        "excerpt": excerpt,
        "source_cells": cells or [],
        "confirm": confirm or [],
        "weight": max((WEIGHTS[reason[0]] for reason in reasons), default=0) + len(reasons) + bool(shown_fields),
    }


def _reason(row: dict[str, Any]) -> list[str]:
    return [row["severity"], codes.DIAGNOSTICS.get(row["code"], row["code"]), row["message"]]


def _field(table: str, f: Any, row: dict[str, Any], inferred: bool) -> dict[str, Any]:
    kind = kind_in_words(kinds(table)[f.name])
    return {
        "name": f.name,
        "value": shown(row[f.name]),
        "kind": kind,
        "codes": list(f.metadata["codes"]),
        "inferred": inferred,
        "about": f.metadata["description"],
    }


def _printed(connection: Any, queue: list[dict[str, Any]]) -> dict[str, str]:
    """By record: the text it was read from, where passages keep it."""
    wanted = {item["record"] for item in queue}
    found: dict[str, str] = {}
    for record, text in connection.execute(
        "select record_id, string_agg(text, chr(10) order by ordinal) from passages where record_id is not null group by all"
    ).fetchall():
        if record in wanted:
            found[record] = text[:SOURCE_TEXT]
    return found


def _made(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with open(path, newline="", encoding="utf-8-sig", errors="replace") as file:
        return [{name: row.get(name) or "" for name in COLUMNS} for row in csv.DictReader(file)]
