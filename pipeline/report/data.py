"""What the report page needs, from a snapshot: columns of actions and of rounds, and pools of repeated words.

Dates are days since 1970-01-01. An action's rounds are the slice `first_round[i]:first_round[i + 1]` of the rounds' columns.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from models import codes
from pipeline.crops import Crops

EPOCH = dt.date(1970, 1, 1)
UNSETTLED = ("not_achieved", "slipped", "at_risk", "on_track", "not_started", "unknown", None, "complete")
"""The order in which actions get pictures while the budget lasts."""

ACTIONS = """
select l.*, r.kind
from latest l
left join recommendations r on r.recommendation_id = l.recommendation_id
left join actions a on a.action_id = l.action_id
order by l.council, l.review, l.review_key, r.ordinal, a.ordinal nulls first, l.subject_key
"""


class Pool:
    """Words by number: each different value once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._index: dict[Any, int] = {}

    def __call__(self, value: Any) -> int | None:
        if value is None:
            return None
        if value not in self._index:
            self._index[value] = len(self.values)
            self.values.append(value)
        return self._index[value]


def collect(connection: Any, papers: Path, target: Path, crop_bytes: int) -> dict[str, Any]:
    """The page's data. `target` is the page's path, from which links to papers are reckoned; pictures take `crop_bytes` at most."""
    pools = {name: Pool() for name in ("council", "committee", "review", "owner", "text", "theme", "paper", "due", "whole")}
    documents = {
        row["document_id"]: row
        for row in read_rows(
            connection,
            "select document_id, file_name, source_path, source_url, sha256, title, status, "
            "coalesce(paper_date, published_date) as paper_date from documents order by document_id",
        )
    }
    actions = read_rows(connection, ACTIONS)
    told = defaultdict(list)
    for row in read_rows(connection, "select * from progress where round is not null order by round"):
        told[row["review_key"], row["subject_key"]].append(row)
    said = _said(connection, pools["theme"])
    crops = Crops(papers)
    pictures, placed = _pictures(crops, actions, told, documents, crop_bytes)
    out_actions, out_rounds, first_round = defaultdict(list), defaultdict(list), [0]
    for row in actions:
        key = row["review_key"], row["subject_key"]
        _add_action(
            out_actions, row, pools, {theme for text in (row["action_themes"], *(turn["themes"] for turn in told[key])) for theme in text}
        )
        for turn in told[key]:
            _add_round(out_rounds, turn, pools, said, placed.get((*key, turn["round"])))
        first_round.append(len(out_rounds["round"]))
    links = [link_to_paper(documents[document_id], crops, target) for document_id in pools["paper"].values]
    dated = [d["paper_date"] for d in documents.values() if d["paper_date"]]
    return {
        "meta": {
            "papers": len(documents),
            "failed": sum(d["status"] == "failed" for d in documents.values()),
            "first": days(min(dated, default=None)),
            "last": days(max(dated, default=None)),
            "statuses": codes.STATUSES,
            "themes": codes.THEMES,
            "measures": codes.MEASURES,
        },
        "pools": {name: pool.values for name, pool in pools.items() if name != "whole"} | {"paper": links, "picture": pictures},
        "actions": {**out_actions, "first_round": first_round},
        "rounds": out_rounds,
    }


def days(date: dt.date | None) -> int | None:
    return None if date is None else (date - EPOCH).days


def read_rows(connection: Any, query: str) -> list[dict[str, Any]]:
    """The rows of a query, each by column name."""
    result = connection.execute(query)
    names = [c[0] for c in result.description]
    return [dict(zip(names, row)) for row in result.fetchall()]


def _said(connection: Any, theme: Pool) -> dict[str, list[Any]]:
    """By evidence row: kind, text, and the places in it that gave a theme (start, end, theme, relation)."""
    found = defaultdict(list)
    for record, start, end, name, relation in connection.execute(
        'select record_id, start, "end", theme, relation from themes '
        """where record_table = 'evidence' and start is not null order by start, "end\" """
    ).fetchall():
        found[record].append([start, end, theme(name), relation])
    rows = connection.execute("select evidence_id, kind, text from evidence where text is not null").fetchall()
    return {record: [kind or "progress", text, found[record]] for record, kind, text in rows}


def _pictures(
    crops: Crops, actions: list[dict[str, Any]], told: dict[Any, list[dict[str, Any]]], documents: dict[str, Any], budget: int
) -> tuple[list[str], dict[Any, int]]:
    """Pictures of where rounds are printed, and which round has which; each action's latest round before anybody's earlier ones."""
    turns = [
        (-age, UNSETTLED.index(row["last_status"]), -(row["late_by_days"] or 0), place, turn)
        for place, row in enumerate(actions)
        for age, turn in enumerate(reversed(told[row["review_key"], row["subject_key"]]))
    ]
    pictures: list[str] = []
    placed: dict[Any, int] = {}
    for *_, turn in sorted(turns, key=lambda t: (-t[0], *t[1:4])):
        if crops.taken >= budget:
            break
        document = documents[turn["document_id"]]
        picture = crops.picture(document["source_path"], document["sha256"], turn["source_cells"])
        if picture:
            placed[turn["review_key"], turn["subject_key"], turn["round"]] = len(pictures)
            pictures.append(picture)
    return pictures, placed


def _add_action(out: dict[str, list[Any]], row: dict[str, Any], pools: dict[str, Pool], themes: set[str]) -> None:
    for name in ("council", "committee", "owner"):
        out[name].append(pools[name](row[name]))
    out["review"].append(pools["review"]((row["review_key"], row["review"])))
    out["whole"].append(pools["whole"](row["recommendation_key"] and (row["review_key"], row["recommendation_key"])))
    out["kind"].append(row["kind"])
    out["followed"].append(row["followed"])
    out["section"].append(pools["text"](row["section"]))
    out["number"].append(row["action_number"])
    out["recommendation_number"].append(row["recommendation_number"])
    out["recommendation"].append(pools["text"](row["recommendation"]))
    out["action"].append(pools["text"](row["action"]))
    out["owners"].append([pools["owner"](o) for o in row["owners"]])
    out["themes"].append(sorted(pools["theme"](t) for t in sorted(themes)))
    out["due"].append(days(row["due"]))
    out["due_raw"].append(pools["due"](row["due_raw"]))
    out["revised"].append(days(row["revised"]))
    out["revised_raw"].append(pools["due"](row["revised_raw"]))
    out["status"].append(row["last_status"])
    out["status_round"].append(days(row["last_status_round"]))
    out["added_after"].append(days(row["added_after"]))
    out["review_round"].append(days(row["review_round"]))
    out["no_update"].append(bool(row["no_update"]))
    out["late"].append(row["late_by_days"])


def _add_round(
    out: dict[str, list[Any]], row: dict[str, Any], pools: dict[str, Pool], said: dict[str, list[Any]], picture: int | None
) -> None:
    for name in ("round_raw", "value_raw", "label", "rag", "measure", "status", "explanation", "on_target_status", "page"):
        out[name].append(row[name])
    out["round"].append(days(row["round"]))
    out["cause"].append(row["slippage_cause"])
    out["doubt"].append(row["confidence"] + [f"inferred: {name}" for name in row["inferred"]])
    out["paper"].append(pools["paper"](row["document_id"]))
    out["picture"].append(picture)
    out["said"].append([said[evidence_id] for evidence_id in row["evidence_ids"] if evidence_id in said])


def link_to_paper(document: dict[str, Any], crops: Crops, target: Path) -> dict[str, Any]:
    """How the page names a paper and where it links to: its address, else its file as seen from the page, else nowhere."""
    address = document["source_url"] if str(document["source_url"] or "").lower().startswith(("http://", "https://")) else None
    path = None if address else crops.paper(document["source_path"], document["sha256"])
    if path:
        address = quote(Path(os.path.relpath(path, target.resolve().parent)).as_posix())
    return {"name": document["file_name"], "title": document["title"], "date": days(document["paper_date"]), "link": address}
