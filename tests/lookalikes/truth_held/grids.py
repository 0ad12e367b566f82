"""Held look-alikes with one action a row."""

from __future__ import annotations

from tests.lookalikes.look import BORDERLESS, IDIOM, NARROW, ROTATED, TURNED, Alike
from tests.lookalikes.tracker import S, tracker
from tests.making.content import Cell, Grid, Para, Paper
from tests.making.gold import Gold


def alikes() -> list[Alike]:
    return [rolling_log(), brag_letters(), report_bars(), two_periods()]


def rolling_log() -> Alike:
    """Expected and actual completion dates, dated updates stacked in the comments, no column of states; headings repeat on each page."""
    gold = Gold("action_tracker", organisation="Strathallan Council", paper_date_raw="20 August 2020", paper_date="2020-08-20")
    data = [
        (
            "1",
            "14/11/19",
            "Tenant Participation Strategy",
            "To bring back a plan for estates without a tenants' group.",
            "Executive Director of Place",
            ("Dec 2020", "2020-12"),
            "",
            (
                "Update 9 July 2020: the work was paused in March.\nUpdate 20 August 2020: the officer has returned and visits begin in"
                " September."
            ),
        ),
        (
            "2",
            "05/12/19",
            "Air Quality Annual Report",
            "To give members the readings for each school gate.",
            "Executive Director of Place",
            ("27 February 2020", "2020-02-27"),
            "25 February 2020",
            "Readings were sent to all members on 25 February 2020. Recommended for closure.",
        ),
        (
            "5",
            "27/02/20",
            "Council Resilience Plan",
            "To add the list of rest centres in the north of the area and say who holds the keys to each.",
            "Chief Executive / Resilience Manager",
            ("End June 2020", "/2020-06"),
            "",
            "Delayed: rest centres were in use as food stores until July.",
        ),
        ("6", "27/02/20", "Gaelic Plan", "To report on road signs.", "Head of Culture", ("Ongoing", ""), "", ""),
        (
            "9",
            "11/06/20",
            "Recovery of Services",
            "To set out when each library will open and how many hours it will be open for.",
            "Service Director, Communities",
            ("w/c 7 September 2020", "2020-09-07/2020-09-13"),
            "",
            "Report on this agenda.",
        ),
        (
            "10",
            "11/06/20",
            "Recovery of Services",
            "To write to the Government on the cost of protective equipment in schools.",
            "Leader",
            ("30/06/20", "2020-06-30"),
            "18 June 2020",
            "Letter sent. Recommended for closure.",
        ),
    ]
    columns = [
        ("No", "ref", 1),
        ("Date", "raised", 2),
        ("Report Title", "title", 3.2),
        ("Action", "text", 5),
        ("Action Owner", "owner", 3),
        ("Expected completion date", "due", 2.5),
        ("Actual completion date", "done", 2.5),
        ("Comments", "progress", 5.6),
    ]
    rows = [
        {"ref": n, "raised": d, "title": t, "text": a, "owner": o, "due": due, "done": done, "progress": c}
        for n, d, t, a, o, due, done, c in data
    ]
    first, second = rows[0]["progress"].split("\n")
    rows[0]["progress by date"] = [("9 July 2020", "2020-07", first), ("20 August 2020", "2020-08", second)]
    table = tracker(gold, columns, rows, "2020-08", size=10, fill="8EAADB")
    for action, status in (("2", "complete"), ("5", "slipped"), ("6", "on_track"), ("10", "complete")):
        gold.assess(None, action, "status", "2020-08", status=status)
        gold.data["assessments"][-1]["uncertain"] = True
    paper = Paper(
        [
            Para("Strathallan Council", "title"),
            Para("Rolling Actions Log", "title"),
            Para("Policy and Sustainability Committee", "heading"),
            Para("20 August 2020", "heading"),
            table,
        ],
        landscape=True,
        size=11,
        title="Rolling Actions Log",
    )
    return Alike("rolling-log", paper, gold, drawn={"idiom": IDIOM, "borderless": BORDERLESS, "turned": TURNED})


def brag_letters() -> Alike:
    """Letters with the paper's own meaning: red covers what has not begun, blue is embedded; issues merged; one rating column."""
    gold = Gold("improvement_plan", organisation="Langmere Council", paper_date_raw="1st March 2021", paper_date="2021-03-01")
    fill = {"B": "9DC3E6", "G": "A9D08E", "A": "FFD966", "R": "FF7C80"}
    status = {"B": "complete", "G": "on_track", "A": "at_risk", "R": "not_started"}
    sections = [
        (
            "1",
            "Plans that work for families",
            "Paula Finlay, Director of Children's Services",
            [
                (
                    "Parents told inspectors that plans were late and hard to read.",
                    [
                        (
                            "1a",
                            "Write all plans in plain words",
                            "SEND Manager",
                            ("Spring 2021", "2021-03/2021-05"),
                            "Parent survey",
                            "Twelve writers have been trained and forty plans rewritten.",
                            "G",
                        ),
                        (
                            "1b",
                            "Finish every plan in 20 weeks",
                            "SEND Manager",
                            ("Aug 2021", "2021-08"),
                            "Monthly figures",
                            "62% were on time in January.",
                            "A",
                        ),
                        (
                            "1c",
                            "Ask a parent to read each new plan",
                            "Parent Carer Forum",
                            ("Sept 2021", "2021-09"),
                            "Minutes",
                            "To begin in the summer term.",
                            "R",
                        ),
                    ],
                )
            ],
        ),
        (
            "2",
            "Getting ready for adult life",
            "Dr Colm Reardon, Clinical Lead",
            [
                (
                    "Young people over 16 had few choices.",
                    [
                        (
                            "2a",
                            "Open 30 supported internships",
                            "College Principal",
                            ("Autumn 2021", "2021-09/2021-11"),
                            "Numbers on roll",
                            "14 employers have signed.",
                            "G",
                        )
                    ],
                ),
                (
                    "Moves between health teams were not planned.",
                    [
                        (
                            "2b",
                            "Start planning at 14",
                            "Designated Doctor",
                            ("Jan 2021", "2021-01"),
                            "Audit",
                            "In place and checked twice.",
                            "B",
                        )
                    ],
                ),
            ],
        ),
    ]
    items = [
        Para("Langmere Council and Langmere CCG", "title"),
        Para("Written Statement of Action – update 1st March 2021", "heading"),
        Grid(
            [
                ["BRAG", "Meaning"],
                [Cell("B", fill["B"]), "Complete and embedded"],
                [Cell("G", fill["G"]), "On track"],
                [Cell("A", fill["A"]), "Some slippage, will be recovered"],
                [Cell("R", fill["R"]), "Not yet started"],
            ],
            [2, 8],
        ),
    ]
    for number, title, lead, issues in sections:
        gold.section(number, title, lead, None)
        rows = [
            [
                "Area for improvement",
                "Ref",
                "Actions we will take",
                "BRAG",
                "Position statement",
                "Responsible officer",
                "Timescale",
                "Evidence of success",
            ]
        ]
        for i, (issue, actions) in enumerate(issues, 1):
            gold.recommendation(f"{number}/i{i}", issue, kind="identified_issue", section=number)
            for k, (ref, text, owner, due, measure, note, letter) in enumerate(actions):
                rows.append(
                    [
                        *([Cell(issue, rows=len(actions))] if k == 0 else []),
                        ref,
                        text,
                        Cell(letter, fill[letter]),
                        note,
                        owner,
                        due[0],
                        measure,
                    ]
                )
                gold.action(f"{number}/{ref}", text, ref, f"{number}/i{i}", number, owner, None, due, None, None, measure)
                gold.evidence(note, f"{number}/i{i}", ref, period="2021-03")
                gold.assess(
                    f"{number}/i{i}",
                    ref,
                    "rag",
                    "2021-03",
                    letter,
                    rag={"B": "blue", "G": "green", "A": "amber", "R": "red"}[letter],
                    status=status[letter],
                )
        items += [
            Para(f"Priority {number}: {title}", "heading"),
            Para(f"Lead: {lead}"),
            Grid(rows, [4, 1.4, 4.6, 1.4, 5, 3, 2.4, 3], size=10, fill="C9C9C9"),
        ]
    return Alike(
        "brag-letters",
        Paper(items, landscape=True, size=10, margin=1.5, title="Statement of action"),
        gold,
        drawn={"idiom": IDIOM, "narrow": NARROW, "rotated": ROTATED},
    )


def report_bars() -> Alike:
    """Rows across the table name the audit report; states are words of an auditor; numbers begin again under each bar; unusual dates."""
    gold = Gold("action_tracker", organisation="Crannock District Council", paper_date_raw="14 Nov 2023", paper_date="2023-11-14")
    words = {"Implemented": "complete", "Partially implemented": "on_track", "Not implemented": "slipped", "Not yet due": "not_started"}
    data = [
        {"wide": "Payroll 2021/22 – limited assurance", "fill": "D6DCE4"},
        (
            "R1.1",
            "Leavers are reported to payroll before their last day.",
            "HR Business Partner",
            ("Q2 2023/24", "2023-07/2023-09"),
            "Partially implemented",
            "New form in use; two services still late.",
        ),
        (
            "R1.2",
            "Overtime claims are signed by the budget holder.",
            "Payroll Manager",
            ("Apr23", "2023-04"),
            "Implemented",
            "Checked by audit in August.",
        ),
        {"wide": "Trade waste 2022/23 – moderate assurance", "fill": "D6DCE4"},
        (
            "R2.1",
            "Bins are matched to contracts.",
            "Waste Manager",
            ("end of Sept 23", "/2023-09"),
            "Not implemented",
            "Round sheets were lost when the depot moved.",
        ),
        ("R2.2", "Prices are set each spring.", "Waste Manager", ("Spring 2024", "2024-03/2024-05"), "Not yet due", ""),
        ("R2.3", "Debts over 90 days are passed to legal.", "Exchequer Manager", ("TBC", ""), "Partially implemented", "37 of 52 passed."),
    ]
    rows = [
        (
            d
            if isinstance(d, dict)
            else {"ref": d[0], "text": d[1], "owner": d[2], "due": d[3], "s:status": S(d[4], words[d[4]]), "progress": d[5]}
        )
        for d in data
    ]
    columns = [
        ("Rec.", "ref", 1.5),
        ("Implementation status", "s:status", 3),
        ("Agreed management action", "text", 4.2),
        ("Responsible manager", "owner", 2.8),
        ("Implementation date", "due", 3),
        ("Manager's comments", "progress", 3.6),
    ]
    paper = Paper(
        [
            Para("Crannock District Council", "title"),
            Para("Audit and Governance Committee, 14 Nov 2023", "heading"),
            Para("Follow-up of recommendations", "heading"),
            tracker(gold, columns, rows, "2023-11"),
            Para("Meaning of the implementation status", "heading"),
            Grid(
                [
                    ["Status", "Meaning"],
                    ["Implemented", "Complete and seen by audit"],
                    ["Partially implemented", "On track, with more to do"],
                    ["Not implemented", "Date passed and action overdue"],
                    ["Not yet due", "Date not reached and work not started"],
                ],
                [5, 10],
            ),
        ],
        size=10,
        title="Audit follow-up",
    )
    return Alike("report-bars", paper, gold, drawn={"idiom": IDIOM, "borderless": BORDERLESS})


def two_periods() -> Alike:
    """This period's colour word and the last period's; an arrow for the direction; letters for two words ('A/G' is not used); headings
    of two levels."""
    gold = Gold("action_tracker", organisation="Holderby City Council", paper_date_raw="30/06/2021", paper_date="2021-06-30")
    means = {"Green": ("on_track", "green"), "Amber": ("at_risk", "amber"), "Red": ("slipped", "red"), "Blue": ("complete", "blue")}
    data = [
        ("P1", "Build the riverside footbridge", "Major Projects", ("Dec-22", "2022-12"), "Green", "Amber", "↑", "Steel has been ordered."),
        (
            "P2",
            "Move the archive to the new store",
            "City Archivist",
            ("Mar-22", "2022-03"),
            "Red",
            "Amber",
            "↓",
            "The lift failed its test and was taken out of use.",
        ),
        ("P3", "Turn 900 street lights to LED", "Highways", ("Jul-21", "2021-07"), "Blue", "Green", "↑", "All 900 done."),
        ("P4", "Let the market stalls", "Markets Officer", ("Sep-21", "2021-09"), "Amber", "Amber", "→", "31 of 50 let."),
    ]
    lines = [
        [
            Cell("No.", rows=2),
            Cell("Project", rows=2),
            Cell("Lead", rows=2),
            Cell("Finish", rows=2),
            Cell("RAG", cols=2),
            Cell("Direction of travel", rows=2),
            Cell("Commentary", rows=2),
        ],
        ["This period", "Previous period"],
    ]
    for ref, text, owner, due, now, before, arrow, note in data:
        lines.append([ref, text, owner, due[0], now, before, arrow, note])
        gold.action(ref, text, ref, owner=owner, due=due)
        gold.evidence(note, None, ref, period="2021-06")
        for colour, sure in ((now, True), (before, False)):
            gold.assess(None, ref, "rag", "2021-06", colour, rag=means[colour][1], status=means[colour][0])
            if not sure:
                gold.data["assessments"][-1]["uncertain"] = True
    key = Grid(
        [
            ["Blue", "Finished"],
            ["Green", "Within acceptable limits"],
            ["Amber", "Issues, with a plan that the team controls"],
            ["Red", "Late, with no plan to recover"],
        ],
        [3, 9],
        header=0,
    )
    paper = Paper(
        [
            Para("Holderby City Council", "title"),
            Para("Major projects update to 30/06/2021", "heading"),
            Grid(lines, [1.3, 4.4, 2.8, 1.8, 1.8, 1.8, 1.8, 4], header=2, fill="E2EFDA"),
            Para("RAG definitions", "heading"),
            key,
        ],
        size=9,
        margin=1.2,
        title="Major projects",
    )
    return Alike("two-periods", paper, gold, drawn={"borderless": BORDERLESS, "rotated": ROTATED})
