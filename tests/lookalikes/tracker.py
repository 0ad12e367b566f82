"""A tracker with one action or one recommendation a row: its table and its gold from the same rows."""

from __future__ import annotations

from dataclasses import dataclass

from tests.making.content import Cell, Grid
from tests.making.gold import Gold

GREEN, AMBER, RED, BLUE = "00B050", "FFC000", "FF0000", "0070C0"


@dataclass
class S:
    """A status cell: what is printed, the fill, and what it means. `none` is a cell that gives no assessment."""

    printed: str
    status: str | None = None
    rag: str | None = None
    fill: str | None = None
    grade: int | None = None
    explanation: str | None = None

    @property
    def none(self) -> bool:
        return self.status is None


def tracker(
    gold: Gold,
    columns: list[tuple],
    rows: list[dict],
    month: str | None,
    unit: str = "action",
    section: str | None = None,
    header: list[list] | None = None,
    prefix: str = "",
    **grid,
) -> Grid:
    """columns: (heading, role, width). Roles: ref, text, recommendation, issue, outcome, owner, lead, due, revised, progress, impact,
    measure, s:<measure> (an S), and any other name for a column without a field. Rows are dicts by role; a row with 'wide' is one
    cell across. Where a row has a recommendation and an action, the reference numbers the recommendation."""
    lines = header or [[h for h, _, _ in columns]]
    heads = len(lines)
    lines = list(lines)
    for n, row in enumerate(rows, 1):
        if "wide" in row:
            lines.append([Cell(row["wide"], row.get("fill"), True, cols=len(columns))])
            continue
        lines.append([cell(row, role) for _, role, _ in columns])
        if row.get("skip"):
            continue
        ref = row.get("ref") or None
        name = ref or f"x{n}"
        if unit == "action":
            rec = None
            if row.get("recommendation"):
                rec = f"{prefix}{name}"
                gold.recommendation(rec, row["recommendation"], ref, section=section)
                name, ref = "x1", None
            gold.action(
                f"{prefix}{name}" if rec is None else f"{rec}/{name}",
                row["text"],
                ref,
                rec,
                section,
                row.get("owner"),
                row.get("lead"),
                row.get("due"),
                row.get("revised"),
                row.get("outcome"),
                row.get("measure"),
            )
            where = {"recommendation": rec, "action": name if rec or ref else f"{prefix}{name}"}
        else:
            gold.recommendation(
                f"{prefix}{name}", row["text"], ref, section=section, owner=row.get("owner"), due=row.get("due"), measure=row.get("measure")
            )
            where = {"recommendation": f"{prefix}{name}", "action": None}
        for kind in ("progress", "impact"):
            for printed, when, text in row.get(f"{kind} by date", [(None, month, row.get(kind, ""))]):
                gold.evidence(text, kind=kind, period=when, period_raw=printed, **where)
        for role in row:
            if role.startswith("s:") and not row[role].none:
                s = row[role]
                gold.assess(
                    measure=role.split(":")[1],
                    period=month,
                    value=s.printed or None,
                    grade=s.grade,
                    rag=s.rag,
                    status=s.status,
                    source="text" if s.printed else "fill",
                    explanation=s.explanation,
                    **where,
                )
    return Grid(lines, [w for _, _, w in columns], header=heads, **grid)


def cell(row: dict, role: str) -> Cell | str:
    value = row.get(role, "")
    if isinstance(value, S):
        return Cell(value.printed, value.fill)
    if isinstance(value, tuple):
        return value[0] or ""
    return Cell(value, row.get("fill")) if row.get("fill") else value
