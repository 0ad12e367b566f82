"""The scrutiny monitoring update of a made-up borough, in two successive rounds."""

from __future__ import annotations

import copy

from tests.making.content import Cell, Grid, Para, Paper
from tests.making.gold import STATUS_OF_GRADE, Gold
from tests.samples.scrutiny_truth import FIRST, NEXT

REVIEW = "Damp, Mould and Warm Homes"
LABELS = {1: "Fully Achieved", 2: "On-Track", 3: "Slipped", 4: "Not Achieved"}
GREY = "D9D9D9"
INTRO = (
    "The Select Committee asks for a progress update about a year after it has agreed an action plan. For each recommendation officers set"
    " out what has been done, give a grade for progress (the grades are explained at the end of this document) and record any evidence of"
    " the impact of the work."
)


def second() -> list[dict]:
    """The next round. Closed action 11 has gone and 8 has been removed, so 9, 10 and 12 move up; 6 is split in two, 5 is reworded,
    recommendation 2 has another date and 4 another owner. The grade of 3 in December 2023 and a figure of June 2023 are not what they were.
    """
    recs = copy.deepcopy(FIRST)
    r1, r2, r3, r4, r5 = recs
    label, period, texts, grades, impact = r1["rounds"][1]
    r1["rounds"][1] = (label, period, texts, {**grades, "3": (2, None)}, impact)
    r1["rounds"].append(
        (
            *NEXT,
            {
                "2": (
                    "Figures for all four quarters of 2023/24 are on the website. 83% of reports were visited within 10 working days in the"
                    " last quarter."
                ),
                "3": (
                    "A second supplier was brought in and all 250 sensors are now working. The readings are shared with tenants by text"
                    " message."
                ),
            },
            {"2": (1, None), "3": (1, None)},
            {"3": "Tenants in 19 homes were told of a fault in their heating before they had noticed it."},
        )
    )
    r2["due"] = ("September 2024", "2024-09")
    r2["actions"][1] = (
        "5",
        (
            "Agree written referral routes with health visitors, all GP practices and the Wrenbury and Dale NHS Foundation Trust, and"
            " review them yearly."
        ),
    )
    label, period, texts, grades, impact = r2["rounds"][0]
    r2["rounds"][0] = (label, period, {**texts, "4": texts["4"].replace("120 homes", "210 homes")}, grades, impact)
    label, period, texts, grades, impact = r2["rounds"][1]
    r2["rounds"][1] = (
        label,
        period,
        {**texts, "5": "Health visitors refer families directly since October 2023. Eleven of the fourteen GP practices use the form."},
        grades,
        impact,
    )
    r2["rounds"].append(
        (
            *NEXT,
            {
                "4": (
                    "571 homes were visited in 2023/24, a little short of the target. The service lost its van for six weeks after an"
                    " accident."
                ),
                "5": "All fourteen GP practices now refer. The agreement with the Trust was signed on 2nd May 2024.",
            },
            {"4": (3, None), "5": (1, None)},
            {"4": "Admissions for breathing problems among the families visited are being counted with the Trust.", "5": "N/A"},
        )
    )
    sub = r3["subs"][0]
    sub["actions"] = [
        ("6", "Publish a plain guide to reporting damp."),
        ("11", "Train all front-line staff to use the guide to reporting damp."),
        sub["actions"][1],
    ]
    sub["rounds"].append(
        (
            *NEXT,
            {
                "6": "The guide was printed in five languages and is in every library.",
                "11": "Training has slipped: 97 of 160 staff have attended, as winter pressures meant that staff could not be released.",
            },
            {"6": (1, None), "11": (3, None)},
            {},
        )
    )
    sub = r3["subs"][1]
    sub["actions"] = [("8", sub["actions"][1][1])]
    sub["rounds"] = [
        (label, period, {"8": texts["9"]}, {"8": grades["9"]}, impact) for label, period, texts, grades, impact in sub["rounds"]
    ]
    sub["rounds"].append(
        (*NEXT, {"8": "The leaflet went out again with 1,212 licence letters and is now on the website."}, {"8": (1, None)}, {})
    )
    r4["owner"] = "Helen Ostrowska"
    r4["actions"] = [("9", r4["actions"][0][1])]
    r4["rounds"].append(
        (
            *NEXT,
            {None: "The third officer started on 15th April 2024, so the team is at full strength."},
            {None: (1, None)},
            {None: "Every serious hazard reported since May 2024 was inspected within five days."},
        )
    )
    r5["actions"] = [("10", r5["actions"][1][1])]
    r5["rounds"] = [
        (label, period, {"10": texts["12"]}, {"10": grades["12"]}, impact) for label, period, texts, grades, impact in r5["rounds"]
    ]
    r5["rounds"].append(
        (
            *NEXT,
            {
                "10": (
                    "The first statement will come to the meeting in July 2024, three months late, because the year-end accounts took"
                    " priority."
                )
            },
            {"10": (3, "The figures are ready but have not been checked.")},
            {},
        )
    )
    return recs


def paper(recs: list[dict], header: str) -> Paper:
    blocks = [
        Grid(
            [
                [Cell("SCRUTINY MONITORING – PROGRESS UPDATE", GREY, True, cols=2)],
                [Cell("Review:", GREY, True), f"[[{REVIEW}]]"],
                [Cell("Link Officer/s:", GREY, True), "Priya Nandakumar / Joanne Pickering"],
                [Cell("Action Plan Agreed:", GREY, True), "September 2022"],
            ],
            [4.3, 12.2],
            header=0,
            size=10,
        ),
        Para(INTRO),
    ]
    for rec in recs:
        rows = [[label(f"Recommendation {rec['number']}:"), rec["text"]]]
        for part in rec.get("subs", [rec]):
            if part is not rec:
                rows.append([Cell(part["text"], "EDEDED", True, cols=2)])
            rows += card(part, rec["style"], rec["evidence"])
        blocks.append(Grid(rows, [4.3, 12.2], header=0, size=10))
    blocks.append(
        Grid(
            [
                [Cell("Assessment of\nProgress Gradings:", GREY, True, rows=2), *(Cell(str(g), GREY, True) for g in LABELS)],
                [*LABELS.values()],
            ],
            [4.3, 3.05, 3.05, 3.05, 3.05],
            header=0,
            size=10,
        )
    )
    return Paper(blocks, header=header, footer="Wrenbury Borough Council", title=f"Scrutiny monitoring: {REVIEW}")


def label(text: str, rows: int = 1) -> Cell:
    return Cell(text, GREY, True, rows=rows)


def card(part: dict, style: str, evidence: str) -> list[list]:
    """The rows of one recommendation or sub-recommendation below its text."""
    mark = "#{}) {}" if style == "auto" else "{}) {}"
    only = part["actions"][0][0] if style == "plain" else None
    rows = [
        [label("Responsibility:"), part["owner"]],
        [label("Date:"), part["due"][0]],
        [label("Agreed Action:"), "\n".join(mark.format(n, t) for n, t in part["actions"])],
        [label("Agreed Success Measure:"), part["measure"]],
    ]
    for name, _, texts, grades, impact in part["rounds"]:
        cells = [t if n is None or only else f"{n}) {t}" for n, t in texts.items()]
        if evidence == "rows":
            rows.append([label(f"Evidence of Progress ({name}):", rows=len(cells)), cells[0]])
            rows += [[c] for c in cells[1:]]
        else:
            rows.append([label(f"Evidence of Progress ({name}):"), "\n".join(cells)])
        given = "\n".join((f"{n}) " if n else "") + f"{g} ({LABELS[g]})" + (f" {why}" if why else "") for n, (g, why) in grades.items())
        rows.append([label(f"Assessment of Progress ({name}):\n(include explanation if required)"), given])
        rows.append([label(f"Evidence of Impact ({name}):"), "\n".join(f"{n}) {t}" if n else t for n, t in impact.items())])
    return rows


def gold(recs: list[dict]) -> Gold:
    out = Gold(
        "scrutiny_monitoring",
        title="SCRUTINY MONITORING – PROGRESS UPDATE",
        review=REVIEW,
        agreed_raw="September 2022",
        officers=["Priya Nandakumar", "Joanne Pickering"],
        organisation="Wrenbury Borough Council",
    )
    for rec in recs:
        whole = "subs" not in rec
        out.recommendation(rec["number"], rec["text"], rec["number"], **(facts(rec) if whole else {}))
        for n, part in enumerate(rec.get("subs", [rec]), 1):
            key = rec["number"] if whole else f"{rec['number']}/s{n}"
            if not whole:
                out.recommendation(key, part["text"], kind="sub_recommendation", parent=rec["number"], **facts(part))
            only = part["actions"][0][0] if len(part["actions"]) == 1 else None
            for number, text in part["actions"]:
                out.action(f"{key}/{number}", text, number, key)
            for name, period, texts, grades, impact in part["rounds"]:
                for kind, cells in (("progress", texts), ("impact", impact)):
                    for number, text in cells.items():
                        out.evidence(text, key, number or only, kind, period, name)
                for number, (grade, why) in grades.items():
                    out.assess(
                        key,
                        number or only,
                        "progress",
                        period,
                        f"{grade} ({LABELS[grade]})",
                        grade,
                        LABELS[grade],
                        None,
                        STATUS_OF_GRADE[grade],
                        explanation=why,
                    )
    return out


def facts(part: dict) -> dict:
    return {"owner": part["owner"], "due": part["due"], "measure": part["measure"]}


def change(table: str, record: str, kind: str, field: str, old: str | None, new: str | None, period: str | None = None) -> dict:
    """record: '<recommendation number>' or '<action number>' in the later paper (in the earlier one for 'removed')."""
    return {"table": table, "record": record, "kind": kind, "field": field, "old": old, "new": new, "period": period}


def links() -> dict:
    """What the second round is of the first: numbers of actions, and every difference."""
    new = second()
    was = {n: t for rec in FIRST for part in rec.get("subs", [rec]) for n, t in part["actions"]}
    now = {n: t for rec in new for part in rec.get("subs", [rec]) for n, t in part["actions"]}
    follows = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "6": "6", "7": "7", "8": None, "9": "8", "10": "9", "11": None, "12": "10"}
    changes = [
        change("actions", "5", "reworded", "text", was["5"], now["5"]),
        change("actions", "6", "reworded", "text", was["6"], now["6"]),
        change("actions", "11", "added", "text", None, now["11"]),
        change("actions", "8", "removed", "text", was["8"], None),
        change("actions", "11", "removed", "text", was["11"], None),
        change("recommendations", "2", "re_dated", "due_raw", "March 2023", "September 2024"),
        change("recommendations", "4", "re_owned", "responsibility_raw", "Samir Qureshi", "Helen Ostrowska"),
        change("actions", "3", "re_assessed", "progress", "3 (Slipped)", "2 (On-Track)", "2023-12"),
    ]
    june = FIRST[1]["rounds"][0][2]["4"]
    changes.append(change("actions", "4", "updated", "progress", june, june.replace("120 homes", "210 homes"), "2023-06"))
    before = {"2": 2, "3": 3, "4": 2, "5": 2, "6": 2, "8": 2, "9": 2, "10": 2}
    for rec in new:
        for part in rec.get("subs", [rec]):
            only = part["actions"][0][0] if len(part["actions"]) == 1 else None
            _, period, texts, grades, impact = part["rounds"][-1]
            for kind, cells in (("progress", texts), ("impact", impact)):
                for n, text in cells.items():
                    if (n or only) in now and text != "N/A" and (n or only) != "11":
                        changes.append(change("actions", n or only, "updated", kind, None, text, period))
            for n, (grade, _) in grades.items():
                number = n or only
                if number in before and before[number] != grade:
                    changes.append(
                        change(
                            "actions",
                            number,
                            "re_assessed",
                            "progress",
                            f"{before[number]} ({LABELS[before[number]]})",
                            f"{grade} ({LABELS[grade]})",
                            period,
                        )
                    )
    return {
        "actions": follows,
        "split": {"6": ["6", "11"]},
        "recommendations": {r["number"]: r["number"] for r in FIRST},
        "earlier_round_changed": [{"action": "3", "period": "2023-12", "old": "slipped", "new": "on_track"}],
        "changes": changes,
    }
