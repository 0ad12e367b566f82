"""Open look-alikes of improvement plans: renamed, reordered, other keys, other shades; a shifted row; headings of two levels."""

from __future__ import annotations

from tests.lookalikes.look import BORDERLESS, IDIOM, NARROW, ROTATED, Alike
from tests.lookalikes.tracker import S, tracker
from tests.making.content import Cell, Grid, Para, Paper
from tests.making.gold import Gold


def alikes() -> list[Alike]:
    return [amber_on_track(), two_levels(), shifted()]


def amber_on_track() -> Alike:
    """Amber means on track by the paper's own key; letters on pale tints; columns in another order; issues merged; numbers in front."""
    gold = Gold("improvement_plan", organisation="Yarrowdale Mental Health NHS Trust", paper_date_raw="2 May 2022", paper_date="2022-05-02")
    tint = {"B": "DEEAF6", "G": "D5E8D4", "A": "FFE8B3", "R": "F8CECC"}
    means = {"B": ("complete", "blue"), "G": ("complete", "green"), "A": ("on_track", "amber"), "R": ("slipped", "red")}
    sections = [
        (
            "1",
            "SAFE WARDS",
            "Annika Boyd, Executive Nurse",
            "Ruth Osei, Matron",
            [
                (
                    "Ligature risks were known but not all acted on.",
                    "No ligature risk above level two on any ward.",
                    [
                        (
                            "1.1",
                            "Replace 64 bathroom doors",
                            "Head of Estates",
                            "Paul Renn",
                            ("30 Jun 22", "2022-06-30"),
                            None,
                            "Photographs and sign-off",
                            "41 doors replaced.",
                            "A",
                            "A",
                        ),
                        (
                            "1.2",
                            "Check every ward weekly and keep the list on the ward",
                            "Matrons",
                            "",
                            ("Apr '22", "2022-04"),
                            None,
                            "Spot checks",
                            "In use on all wards and checked by peers.",
                            "B",
                            "B",
                        ),
                    ],
                ),
                (
                    "Staff had not been trained in searches.",
                    "All staff trained.",
                    [
                        (
                            "1.3",
                            "Train 310 staff in searching",
                            "Head of Learning",
                            "Lena Castle",
                            ("31/03/22", "2022-03-31"),
                            ("30/09/22", "2022-09-30"),
                            "Training record",
                            "Only 122 trained; the trainer was absent for ten weeks.",
                            "R",
                            "A",
                        )
                    ],
                ),
            ],
        ),
        (
            "2",
            "CARE PLANS",
            "Dr Miles Arkwright, Medical Director",
            "Joan Pell, Service Manager",
            [
                (
                    "Care plans were not written with patients.",
                    "Every plan is written with the patient.",
                    [
                        (
                            "2.1",
                            "Audit ten plans a ward each month",
                            "Service Managers",
                            "Joan Pell",
                            ("w/c 9 May 22", "2022-05-09/2022-05-15"),
                            None,
                            "Audit results",
                            "First audit is ready to start.",
                            "A",
                            "A",
                        ),
                        (
                            "2.2",
                            "Give each patient a copy",
                            "Ward Managers",
                            "",
                            ("Mar 22", "2022-03"),
                            None,
                            "Patient survey",
                            "91% have a copy.",
                            "G",
                            "G",
                        ),
                    ],
                )
            ],
        ),
    ]
    items = [
        Para("Yarrowdale Mental Health NHS Trust", "title"),
        Para("Quality improvement plan – 2 May 2022", "heading"),
        Grid(
            [
                ["Rating", "What it means"],
                [Cell("Red", tint["R"]), "Off track"],
                [Cell("Amber", tint["A"]), "On track"],
                [Cell("Green", tint["G"]), "Complete"],
                [Cell("Blue", tint["B"]), "Complete and checked by peers"],
            ],
            [3, 8],
        ),
    ]
    for number, title, lead, officer, issues in sections:
        gold.section(number, title, lead, officer)
        rows = [
            [
                "No.",
                "What we will do",
                "What inspectors said",
                "Delivery lead",
                "Responsible",
                "How we will know",
                "Deadline",
                "New deadline",
                "Where we are now",
                "RAG now",
                "On target?",
            ]
        ]
        for i, (issue, outcome, actions) in enumerate(issues, 1):
            gold.recommendation(f"{number}/i{i}", issue, kind="identified_issue", section=number)
            for k, (ref, text, owner, lead2, due, revised, measure, note, now, then) in enumerate(actions):
                said = [Cell(issue, rows=len(actions))] if k == 0 else []
                rows.append(
                    [
                        ref,
                        text,
                        *said,
                        lead2,
                        owner,
                        measure,
                        due[0],
                        revised[0] if revised else "",
                        note,
                        Cell(now, tint[now]),
                        Cell(then, tint[then]),
                    ]
                )
                gold.action(f"{number}/{ref}", text, ref, f"{number}/i{i}", number, owner, lead2, due, revised, None, measure)
                gold.evidence(note, f"{number}/i{i}", ref, period="2022-05")
                for measured, letter in (("month_rag", now), ("on_target_rag", then)):
                    gold.assess(f"{number}/i{i}", ref, measured, "2022-05", letter, rag=means[letter][1], status=means[letter][0])
        items += [
            Para(f"Theme {number}: {title}", "heading"),
            Para(f"Lead: {lead}"),
            Para(f"Reporting officer: {officer}"),
            Grid(rows, [1.1, 3.4, 3.5, 2.2, 2.9, 2.8, 2.1, 2.1, 3.5, 1.4, 1.7], size=11, fill="D9D2E9"),
        ]
    paper = Paper(items, landscape=True, size=10, margin=1.3, title="Quality improvement plan")
    return Alike("amber-on-track", paper, gold, drawn={"idiom": IDIOM, "narrow": NARROW, "rotated": ROTATED})


def two_levels() -> Alike:
    """Headings of two levels and a blank one; fill-only RAG in off shades among zebra stripes; blank cells; 'ongoing'."""
    gold = Gold("action_tracker", organisation="Ousebank Integrated Care Board", paper_date_raw="17 July 2023", paper_date="2023-07-17")
    shade = {"green": "92D050", "amber": "F4B183", "red": "C00000", "blue": "2E75B6"}
    means = {"green": "on_track", "amber": "at_risk", "red": "slipped", "blue": "complete"}
    data = [
        (
            "1",
            "Open a second walk-in clinic in the east of the city.",
            "Dr Farah Iqbal",
            "Estates",
            ("Sept 23", "2023-09"),
            ("Dec 23", "2023-12"),
            "The building is not ready. The landlord has asked for three more months.",
            "red",
        ),
        (
            "2",
            "Send text reminders for all clinics.",
            "Digital Lead",
            "",
            ("Jun-23", "2023-06"),
            None,
            "Reminders go out for 38 of 38 clinics.",
            "blue",
        ),
        (
            "3",
            "Publish waiting times by practice.",
            "Director of Primary Care",
            "Analyst team",
            ("Q3 2023/24", "2023-10/2023-12"),
            None,
            "Practices have agreed the measure.",
            "green",
        ),
        (
            "4",
            "Recruit twelve pharmacists to practices.",
            "Workforce Lead",
            "",
            ("Winter 2023/24", "2023-12/2024-02"),
            None,
            "Five have started.",
            "amber",
        ),
        ("5", "Meet carers' groups each quarter.", "Director of Engagement", "", ("Ongoing", ""), None, "", "green"),
        ("6", "Map services for people without a home.", "Public Health", "", ("TBC", ""), None, "Awaiting funding.", None),
    ]
    rows = []
    for n, (ref, text, owner, lead, due, revised, note, colour) in enumerate(data):
        row = {"ref": ref, "text": text, "owner": owner, "lead": lead, "due": due, "progress": note}
        if revised:
            row["revised"] = revised
        row["s:rag"] = S("", means[colour], colour, shade[colour]) if colour else S("")
        rows.append(row)
    columns = [
        ("", "ref", 1),
        ("", "text", 5),
        ("", "owner", 3),
        ("", "lead", 2.4),
        ("", "due", 2.2),
        ("", "revised", 2.2),
        ("", "progress", 6),
        ("", "s:rag", 1.6),
    ]
    header = [
        [Cell("", rows=2), Cell("Action", rows=2), Cell("Responsibility", cols=2), Cell("Completion", cols=2), Cell("Position", cols=2)],
        ["Lead", "Support", "Original date", "Revised date", "Commentary", "RAG"],
    ]
    grid = tracker(gold, columns, rows, "2023-07", header=header, fill="D0CECE")
    for n, line in enumerate(grid.rows[2:]):
        if n % 2:
            grid.rows[2 + n] = [c if isinstance(c, Cell) and c.fill else Cell(c if isinstance(c, str) else c.text, "F2F2F2") for c in line]
    paper = Paper(
        [
            Para("Ousebank Integrated Care Board", "title"),
            Para("Primary care recovery: action tracker, 17 July 2023", "heading"),
            Grid(
                [
                    [Cell("", shade[c]), words]
                    for c, words in (("blue", "Completed"), ("green", "On track"), ("amber", "At risk of delay"), ("red", "Delayed"))
                ],
                [1.5, 6],
                header=0,
            ),
            grid,
        ],
        landscape=True,
        size=10,
        title="Primary care tracker",
    )
    return Alike("two-levels", paper, gold, drawn={"idiom": IDIOM, "borderless": BORDERLESS, "rotated": ROTATED})


def shifted() -> Alike:
    """Rows 2 and 4 have an empty cell too many after the lead, so what follows stands one column to the right."""
    gold = Gold("action_tracker", organisation="Kelham Bridge Town Council", paper_date_raw="3 October 2022", paper_date="2022-10-03")
    words = {"Complete": "complete", "On target": "on_track", "Behind target": "slipped"}
    data = [
        ("2022/11", "Mend the weir gate.", "Works Officer", ("12/09/2022", "2022-09-12"), None, "Gate mended and tested.", "Complete"),
        (
            "2022/12",
            "Let the allotments on the north side.",
            "Clerk",
            ("01/11/2022", "2022-11-01"),
            None,
            "Nine of fourteen are let.",
            "On target",
        ),
        (
            "2022/15",
            "Replace the play area surface.",
            "Works Officer",
            ("30/09/2022", "2022-09-30"),
            ("31/01/2023", "2023-01-31"),
            "Contractor withdrew.",
            "Behind target",
        ),
        (
            "2022/16",
            "Draw up a tree safety plan.",
            "Deputy Clerk",
            ("02/12/2022", "2022-12-02"),
            None,
            "Survey of 212 trees has begun.",
            "On target",
        ),
        (
            "2022/19",
            "Buy a defibrillator for the hall.",
            "Clerk",
            ("31/12/2022", "2022-12-31"),
            None,
            "Ordered on 20 September.",
            "On target",
        ),
    ]
    lines = [["Minute", "Task", "Responsible", "Target date", "Revised date", "Comments", "State", ""]]
    for n, (ref, text, owner, due, revised, note, state) in enumerate(data):
        tail = [due[0], revised[0] if revised else "", note, state]
        lines.append([ref, text, owner, "", *tail] if n in (1, 3) else [ref, text, owner, *tail, ""])
        gold.action(ref, text, ref, owner=owner, due=due, revised=revised)
        gold.evidence(note, None, ref, period="2022-10")
        gold.assess(None, ref, "status", "2022-10", state, status=words[state])
    paper = Paper(
        [
            Para("Kelham Bridge Town Council", "title"),
            Para("Action log – 3 October 2022", "heading"),
            Grid(lines, [2, 4.6, 2.8, 2.4, 2.4, 4.6, 2.6, 2.6]),
        ],
        landscape=True,
        size=10,
        title="Action log",
    )
    return Alike("shifted", paper, gold, drawn={"idiom": IDIOM})
