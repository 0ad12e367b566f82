"""The improvement plan of a made-up health and care system, in two monthly versions."""

from __future__ import annotations

import copy

from tests.making.content import Cell, Grid, Para, Paper
from tests.making.gold import Gold
from tests.samples.plan_truth import SECTIONS
from tests.samples.scrutiny import change

FILLS = {"blue": "0070C0", "green": "00B050", "amber": "FFC000", "red": "FF0000"}
KEY = [
    ("Complete and evidence seen by the Assurance Group", "BLUE"),
    ("On target", "GREEN"),
    ("Some risk to delivery, plan in place", "AMBER"),
    ("Off target, recovery plan needed", "RED"),
]
STATUS = {"blue": "complete", "green": "on_track", "amber": "at_risk", "red": "slipped"}
HEADINGS = [
    "Issue identified by inspectors",
    "Intended Outcome",
    "",
    "Action",
    "Owner",
    "Operational lead",
    "Month due",
    "Revised date",
    "Description of Assurance",
    "Progress this month",
    "Month RAG",
    "On target RAG",
]
WIDTHS = [2.6, 2.6, 1.1, 3.3, 2.7, 2.3, 1.5, 1.5, 2.8, 3.7, 1.3, 1.3]
TITLE = "WRENBURY AND DALE HOSPITAL DISCHARGE IMPROVEMENT PLAN"

FIRST = {"version": "V7", "date": ("15th January 2024", "2024-01-15"), "sections": SECTIONS}


def row(plan: dict, number: str) -> dict:
    return next(r for s in plan["sections"] for _, outcomes in s["issues"] for _, rows in outcomes for r in rows if r["number"] == number)


def group(plan: dict, number: str) -> list[dict]:
    return next(
        rows for s in plan["sections"] for _, outcomes in s["issues"] for _, rows in outcomes if any(r["number"] == number for r in rows)
    )


def second() -> dict:
    """The next month: colours and dates moved, 1.1 closed and gone, 2.1.3 gone, 1.5 new, 2.1.2 split into 2.1.2 and 2.1.3, 1.4
    reworded, 2.1.5 with another lead and now 2.1.4, so that a number alone links nothing."""
    plan = copy.deepcopy({**FIRST, "version": "V8", "date": ("12th February 2024", "2024-02-12")})
    rows = group(plan, "1.2")
    rows.remove(row(plan, "1.1"))
    row(plan, "1.2").update(
        progress="All community hospitals are in the report since 29th January 2024. Internal audit will check the figures in March.",
        rag=("green", "green"),
    )
    row(plan, "1.3").update(
        progress="Contacts are named on 17 of 19 wards. Mystery calls were answered the same day in 21 of 25 cases.",
        rag=("amber", "amber"),
        revised=("Mar 24", "2024-03"),
    )
    row(plan, "1.4").update(
        action="Introduce a one-page, large-print discharge plan for patients and families on every ward.",
        progress="The form was redrawn in larger print and is used on six wards.",
    )
    group(plan, "1.4").append(
        {
            "number": "1.5",
            "action": "Ask families, one week after discharge, whether they knew what would happen.",
            "owner": "Carers' Forum",
            "lead": "Doreen Whitlock",
            "due": ("May 2024", "2024-05"),
            "assurance": "100 replies a month.",
            "progress": "The questions have been agreed with the Carers' Forum.",
            "rag": ("green", "green"),
        }
    )
    rows = group(plan, "2.1.2")
    rows.remove(row(plan, "2.1.3"))
    rows.remove(row(plan, "2.1.4"))
    row(plan, "2.1.1").update(progress="No package has been handed back since December.", rag=("blue", "blue"))
    split = row(plan, "2.1.2")
    rows.insert(
        rows.index(split) + 1,
        {
            **split,
            "number": "2.1.3",
            "action": "Bring the rapid home care service into use before winter.",
            "due": ("Mar 24", "2024-03"),
            "assurance": "Average start within 24 hours.",
            "rag": ("red", "amber"),
            "progress": "160 hours a week are now staffed, and the average start is within 31 hours.",
        },
    )
    split.update(
        action="Let a block contract for 200 hours a week of rapid home care.",
        due=("Nov 23", "2023-11"),
        assurance="200 hours a week used.",
        progress="The contract is in place.",
        rag=("blue", "blue"),
    )
    row(plan, "2.1.5").update(
        number="2.1.4", lead="Yvette Sandiford", progress="Calls began on 22nd January 2024 and 63 people have been called."
    )
    row(plan, "2.2.1").update(revised=("Apr 24", "2024-04"))
    row(plan, "2.2.2").update(progress="Weekend hours are kept. 91% left with their medicines in January.", rag=("green", "green"))
    return plan


def links() -> dict:
    old, new = FIRST, second()
    follows = {
        "1.1": None,
        "1.2": "1.2",
        "1.3": "1.3",
        "1.4": "1.4",
        "2.1.1": "2.1.1",
        "2.1.2": "2.1.2",
        "2.1.3": None,
        "2.1.5": "2.1.4",
        "2.2.1": "2.2.1",
        "2.2.2": "2.2.2",
        "2.2.3": "2.2.3",
    }
    out = [
        change("actions", n, kind, field, o, w)
        for n, kind, field, o, w in (
            ("1.1", "removed", "text", row(old, "1.1")["action"], None),
            ("2.1.3", "removed", "text", row(old, "2.1.3")["action"], None),
            ("1.5", "added", "text", None, row(new, "1.5")["action"]),
            ("2.1.3", "added", "text", None, row(new, "2.1.3")["action"]),
            ("1.4", "reworded", "text", row(old, "1.4")["action"], row(new, "1.4")["action"]),
            ("2.1.2", "reworded", "text", row(old, "2.1.2")["action"], row(new, "2.1.2")["action"]),
            ("2.1.2", "reworded", "success_measure", row(old, "2.1.2")["assurance"], row(new, "2.1.2")["assurance"]),
            ("2.1.4", "re_owned", "operational_lead_raw", "Doreen Whitlock", "Yvette Sandiford"),
            ("2.1.2", "re_dated", "due_raw", "Nov 23 – Mar 24", "Nov 23"),
            ("1.3", "re_dated", "revised_due_raw", "Feb 24", "Mar 24"),
            ("2.2.1", "re_dated", "revised_due_raw", None, "Apr 24"),
        )
    ]
    for before, after in follows.items():
        if after is None:
            continue
        was, now = row(old, before), row(new, after)
        for measure, a, b in zip(("month_rag", "on_target_rag"), was["rag"], now["rag"]):
            if a != b:
                out.append(change("actions", after, "re_assessed", measure, a, b, "2024-02"))
        if was["progress"] != now["progress"]:
            out.append(change("actions", after, "updated", "progress", was["progress"], now["progress"], "2024-02"))
    return {"actions": follows, "split": {"2.1.2": ["2.1.2", "2.1.3"]}, "recommendations": {}, "earlier_round_changed": [], "changes": out}


def paper(plan: dict) -> Paper:
    blocks = [
        Para("WRENBURY AND DALE HEALTH AND CARE PARTNERSHIP", "title"),
        Para(TITLE, "title"),
        Para(f"{plan['date'][0]} – {plan['version']}", "heading"),
        Para("INTRODUCTION", "heading"),
        Para(
            "Inspectors visited the health and care services of Wrenbury and the Dale villages in June 2023 and looked at how people leave"
            " hospital. The partners have agreed this plan in reply. It is reviewed each month by the Discharge Board and goes to the"
            " Health and Wellbeing Board every quarter."
        ),
        Para("RAG RATING", "heading"),
        Grid([["RAG rating criteria", "Rating"], *[[words, Cell(colour, FILLS[colour.lower()], True)] for words, colour in KEY]], [9, 3]),
        Para("REPORTING TIMELINE", "heading"),
        Grid(
            [
                ["Process", "Date"],
                ["Deadline for updates to the programme office", "5th February 2024"],
                ["Discharge Board", "12th February 2024"],
                ["Deadline for updates to the programme office", "4th March 2024"],
                ["Discharge Board", "11th March 2024"],
                ["Health and Wellbeing Board", "To be confirmed"],
                ["Discharge Board", "15th April 2024"],
            ],
            [9, 5],
        ),
    ]
    for section in plan["sections"]:
        blocks += [Para(f"Priority {section['number']}: {section['title']}", "heading")]
        if section["lead"]:
            blocks += [Para(f"Lead Organisation: {section['lead']}"), Para(f"Reporting Officer Lead: {section['officer']}")]
        blocks.append(Para(f"Explanation: {section['explanation']}"))
        if section["issues"]:
            blocks.append(Grid([HEADINGS, *rows(section)], WIDTHS, size=8))
    return Paper(blocks, header="", footer=f"{plan['version']} {plan['date'][0]}", landscape=True, size=10, margin=1.5, title=TITLE.title())


def rows(section: dict) -> list[list]:
    out = []
    for issue, outcomes in section["issues"]:
        first_of_issue = True
        for outcome, actions in outcomes:
            first_of_outcome = True
            for a in actions:
                line = []
                if first_of_issue:
                    line.append(Cell(issue, rows=sum(len(x) for _, x in outcomes)))
                if first_of_outcome:
                    line.append(Cell(outcome, rows=len(actions)))
                first_of_issue = first_of_outcome = False
                due, revised, rag = a.get("due", ("", "")), a.get("revised", ("", "")), a.get("rag", (None, None))
                line += [
                    a["number"] or "",
                    a["action"],
                    a.get("owner", ""),
                    a.get("lead", ""),
                    due[0],
                    revised[0],
                    a.get("assurance", ""),
                    a.get("progress", ""),
                    *(Cell("", FILLS[c]) if c else "" for c in rag),
                ]
                out.append(line)
    return out


def gold(plan: dict) -> Gold:
    month = plan["date"][1][:7]
    out = Gold(
        "improvement_plan",
        organisation="WRENBURY AND DALE HEALTH AND CARE PARTNERSHIP",
        title=TITLE,
        paper_date_raw=plan["date"][0],
        paper_date=plan["date"][1],
        version=plan["version"],
    )
    for s in plan["sections"]:
        out.section(s["number"], s["title"], s["lead"], s["officer"], s["explanation"])
        for i, (issue, outcomes) in enumerate(s["issues"], 1):
            key = f"{s['number']}/i{i}"
            out.recommendation(key, issue, kind="identified_issue", section=s["number"])
            unnumbered = 0
            for outcome, actions in outcomes:
                for a in actions:
                    if a.get("cross"):
                        continue
                    name = a["number"]
                    if not name:
                        unnumbered += 1
                        name = f"x{unnumbered}"
                    out.action(
                        f"{s['number']}/{name}",
                        a["action"],
                        a["number"],
                        key,
                        s["number"],
                        a["owner"],
                        a["lead"],
                        a["due"],
                        a.get("revised"),
                        outcome,
                        a["assurance"],
                    )
                    out.evidence(a["progress"], key, name, period=month)
                    for measure, colour in zip(("month_rag", "on_target_rag"), a["rag"]):
                        if colour:
                            out.assess(key, name, measure, month, rag=colour, status=STATUS[colour], source="fill")
    return out
