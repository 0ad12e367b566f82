"""The held look-alikes. Layouts are not written or tuned with these in sight: they are scored when the work is done."""

from __future__ import annotations

from tests.lookalikes.truth_held import grids
from tests.lookalikes.look import BORDERLESS, IDIOM, Alike
from tests.lookalikes.tracker import S, tracker
from tests.making.content import Cell, Grid, Para, Paper
from tests.making.draw import Look
from tests.making.gold import Gold


def alikes() -> list[Alike]:
    return [*grids.alikes(), labelled_lines(), numbered_answers(), decisions(), judgement_cards(), nothing(), motions_by_letter()]


def labelled_lines() -> Alike:
    """No table and no bullets: labelled lines under a numbered heading, values on the same line."""
    gold = Gold("action_tracker", organisation="Isle Valley Health Board", paper_date_raw="11 August 2009", paper_date="2009-08-11")
    data = [
        (
            "1",
            "Agree the winter plan with the two ambulance divisions",
            "Head of Planning",
            ("30 October 2009", "2009-10-30"),
            "Draft shared on 3 August 2009.",
            "In progress",
            "on_track",
        ),
        (
            "2",
            "Replace the hospital boiler",
            "Director of Estates",
            ("Q3 2009/10", "2009-10/2009-12"),
            "Tenders were too high and the work is to be let again.",
            "Delayed",
            "slipped",
        ),
        (
            "3",
            "Report complaints by ward",
            "Board Secretary",
            ("June 2009", "2009-06"),
            "Now in each monthly report.",
            "Complete",
            "complete",
        ),
        ("4", "Review the staff car park", "General Manager", ("To be confirmed", ""), "Nothing to report.", "Not started", "not_started"),
    ]
    items = [Para("Isle Valley Health Board", "title"), Para("Follow up of Board actions, 11 August 2009", "heading")]
    for n, text, owner, due, note, state, status in data:
        items += [
            Para(f"Action {n}: {text}", "subheading"),
            Para(f"Responsible: {owner}"),
            Para(f"Timescale: {due[0]}"),
            Para(f"Update: {note}"),
            Para(f"Status: {state}"),
        ]
        gold.action(n, text, n, owner=owner, due=due)
        gold.evidence(note, None, n, period="2009-08")
        gold.assess(None, n, "status", "2009-08", state, status=status)
    return Alike("labelled-lines", Paper(items, title="Board actions"), gold, texts={"plain": (None, "tabs", None)}, drawn={"drawn": IDIOM})


def numbered_answers() -> Alike:
    """One row a recommendation: actions, answers and grades by number inside the cells; grades 1-4 with names of their own in a key
    below."""
    gold = Gold("action_tracker", organisation="Eastmarsh Borough Council", paper_date_raw="13th January 2022", paper_date="2022-01-13")
    names = {1: ("Done", "complete"), 2: ("On schedule", "on_track"), 3: ("Behind schedule", "slipped"), 4: ("Abandoned", "not_achieved")}
    data = [
        (
            "1",
            "Help community centres to share what they have.",
            [
                ("1.1", "List every centre's rooms and kit.", "48 centres are on the list.", 1),
                ("1.2", "Open a booking page.", "The page is late, since the supplier was sold.", 3),
            ],
            "Communities Manager",
            ("March 2022", "2022-03"),
        ),
        (
            "2",
            "Make grants simpler.",
            [
                ("2.1", "One form for all grants.", "Form agreed.", 2),
                ("2.2", "Decide in four weeks.", "Average is five weeks.", 2),
                ("2.3", "Give grants by card.", "The bank will not offer cards.", 4),
            ],
            "Grants Officer / Communities Manager",
            ("By September 2022", "/2022-09"),
        ),
    ]
    rows = [["No.", "The Panel recommended", "Actions", "Responsibility", "Target", "Progress to date", "Grade"]]
    for number, text, actions, owner, due in data:
        rows.append(
            [
                number,
                text,
                "\n".join(f"{n} {a}" for n, a, _, _ in actions),
                owner,
                due[0],
                "\n".join(f"{n} {u}" for n, _, u, _ in actions),
                "\n".join(f"{n} {g}" for n, _, _, g in actions),
            ]
        )
        gold.recommendation(number, text, number)
        for field in ("responsibility_raw", "due_raw"):
            del gold.data["recommendations"][-1][field]
        for n, a, u, g in actions:
            gold.action(f"{number}/{n}", a, n, number)
            for field in ("owner_raw", "due_raw", "due_start", "due_end"):
                del gold.data["actions"][-1][field]
            gold.evidence(u, number, n, period="2022-01")
            gold.assess(number, n, "status", "2022-01", str(g), g, names[g][0], None, names[g][1])
    paper = Paper(
        [
            Para("Eastmarsh Borough Council", "title"),
            Para("Community Panel update – 13th January 2022", "heading"),
            Grid(rows, [1.2, 4.4, 5.4, 3.2, 2.4, 6, 1.8], fill="F7CAAC"),
            Para("Grades", "heading"),
            Grid([[str(g) for g in names], [n for n, _ in names.values()]], [4, 4, 4, 4]),
        ],
        landscape=True,
        size=10,
        title="Panel update",
    )
    return Alike("numbered-answers", paper, gold, drawn={"idiom": IDIOM})


def decisions() -> Alike:
    """Minutes: 'IT WAS RESOLVED THAT' within a paragraph, lettered decisions, a forward plan and a list of those present that are no
    resolutions."""
    gold = Gold("minutes", organisation="Upper Dene District Council", paper_date_raw="3 October 2022", paper_date="2022-10-03")
    data = [
        (
            "41",
            "Local plan",
            "The Planning Policy Manager showed the results of the consultation. There had been 812 replies.",
            [
                "the results of the consultation be noted;",
                "the plan be sent to the Inspector by December 2022;",
                "the Chair sign the letter that goes with it.",
            ],
        ),
        (
            "42",
            "Taxi fares",
            "Members heard from two drivers. They resolved their differences over the night tariff outside the meeting.",
            ["the fares set out in Appendix B be adopted from 1 November 2022 for all licensed hackney carriages in the District."],
        ),
        ("43", "Urgent business", "There was none.", []),
    ]
    items = [
        Para("UPPER DENE DISTRICT COUNCIL", "title"),
        Para("MINUTES of the LICENSING AND PLANNING COMMITTEE, 3 October 2022", "heading"),
        Grid([["Present", "Ward"], ["Cllr J Amos (Chair)", "Fell"], ["Cllr P Birkett", "Town"], ["Cllr R Cowell", "Valley"]], [7, 6]),
    ]
    for number, title, text, resolved in data:
        items += [Para(f"{number}. {title.upper()}", "subheading"), Para(text)]
        if len(resolved) > 1:
            items += [Para("IT WAS RESOLVED THAT:"), *(Para(f"({'abc'[k]}) {t}") for k, t in enumerate(resolved))]
            for k, t in enumerate(resolved):
                gold.recommendation(f"{number}/{k}", t, f"{number} {'abc'[k]}", kind="resolution")
        elif resolved:
            items.append(Para(f"IT WAS RESOLVED THAT {resolved[0]}"))
            gold.recommendation(number, resolved[0], number, kind="resolution")
    for rec in gold.data["recommendations"]:
        for field in ("responsibility_raw", "due_raw", "success_measure"):
            del rec[field]
    return Alike(
        "decisions",
        Paper(items, title="Minutes"),
        gold,
        drawn={"columns": Look(lines="ruled", columns=2)},
        texts={"plain": (None, "tabs", None)},
    )


def judgement_cards() -> Alike:
    """One table a recommendation with labels of another council; rounds in the labels; a grade by word and number together."""
    gold = Gold("scrutiny_monitoring", organisation="Thornaby Vale Council", review="Loneliness in Later Life", agreed_raw="11 May 2021")
    names = {1: "Fully Achieved", 2: "On Track", 3: "Slipped", 4: "Not Achieved"}
    status = {1: "complete", 2: "on_track", 3: "slipped", 4: "not_achieved"}
    data = [
        (
            "R1",
            "That befriending groups are helped to recruit.",
            "Voluntary Sector Lead",
            ("Oct 2021", "2021-10"),
            [("a", "Run one campaign for all groups."), ("b", "Pay for checks of volunteers.")],
            "100 new volunteers",
            [
                (
                    "November 2021",
                    "2021-11",
                    [("a", "The campaign ran in September."), ("b", "Checks are paid for.")],
                    [("a", 2), ("b", 1)],
                ),
                ("May 2022", "2022-05", [("a", "84 people have come forward.")], [("a", 3)]),
            ],
        ),
        (
            "R2",
            "That the Council's newsletter lists meeting places.",
            "Communications Officer",
            ("Each issue from Dec 2021", "2021-12/"),
            [("c", "Print the list on page two.")],
            "List printed",
            [
                ("November 2021", "2021-11", [(None, "The first list is with the printers.")], [(None, 2)]),
                ("May 2022", "2022-05", [(None, "Printed twice.")], [(None, 1)]),
            ],
        ),
    ]
    label = lambda t: Cell(t, "FFF2CC", True)
    items = [
        Para("Thornaby Vale Council", "title"),
        Grid([[label("Scrutiny Review"), "Loneliness in Later Life"], [label("Action plan approved"), "11 May 2021"]], [5, 12], header=0),
    ]
    for number, text, owner, due, actions, measure, rounds in data:
        rows = [
            [label(f"Recommendation {number}"), text],
            [label("Who is responsible"), owner],
            [label("Timescale"), due[0]],
            [label("Agreed actions"), "\n".join(f"{n}) {a}" for n, a in actions)],
            [label("Measure of success"), measure],
        ]
        gold.recommendation(number, text, number, owner=owner, due=due, measure=measure)
        for n, a in actions:
            gold.action(f"{number}/{n}", a, n, number)
        only = actions[0][0] if len(actions) == 1 else None
        for name, month, notes, grades in rounds:
            rows += [
                [label(f"Progress update ({name})"), "\n".join((f"{n}) " if n else "") + t for n, t in notes)],
                [label(f"Progress grade ({name})"), "\n".join((f"{n}) " if n else "") + f"{g} - {names[g]}" for n, g in grades)],
            ]
            for n, t in notes:
                gold.evidence(t, number, n or only, period=month)
            for n, g in grades:
                gold.assess(number, n or only, "progress", month, f"{g} - {names[g]}", g, names[g], None, status[g])
        items.append(Grid(rows, [5, 12], header=0))
    items.append(Para("Grades: 1 Fully Achieved, 2 On Track, 3 Slipped, 4 Not Achieved."))
    return Alike("judgement-cards", Paper(items, size=10, title="Loneliness review"), gold, drawn={"idiom": IDIOM})


def nothing() -> Alike:
    """A template with guidance, a reporting timeline, a key without a table, payments and a risk score table: nothing is tracked."""
    gold = Gold(None)
    paper = Paper(
        [
            Para("Action plan template and guidance", "title"),
            Para("Complete one row for each recommendation. Delete the guidance before you send the form.", "body"),
            Grid(
                [
                    ["Recommendation", "Action", "Lead", "Due date", "Progress", "RAG"],
                    [
                        "Full text of the recommendation as agreed",
                        "Action 1",
                        "Name and job title",
                        "DD/MM/YYYY",
                        "Briefly describe what has been done",
                        "R / A / G",
                    ],
                    ["", "Action 2", "", "", "", ""],
                    ["Insert further rows as needed", "", "", "", "", ""],
                ],
                [4, 3, 2.6, 2.4, 3.4, 1.6],
            ),
            Para("Reporting timeline", "heading"),
            Grid(
                [
                    ["Stage", "Responsible", "Deadline"],
                    ["Draft to directors", "Report author", "3 May 2024"],
                    ["Comments back", "Directors", "10 May 2024"],
                    ["Agenda published", "Democratic Services", "22 May 2024"],
                ],
                [6, 6, 4],
            ),
            Para("Key: Red – not on target; Amber – at risk; Green – on target"),
            Para("Payments over £500", "heading"),
            Grid(
                [
                    ["Date", "Supplier", "Purpose", "Amount"],
                    ["04/04/2024", "Abbot Timber", "Repairs", "612.40"],
                    ["11/04/2024", "Moorland Water", "Supply", "1,310.00"],
                ],
                [3, 5, 5, 3],
            ),
            Para("Risk register (extract)", "heading"),
            Grid(
                [
                    ["Risk", "Likelihood", "Impact", "Score"],
                    ["Loss of the data centre", "2", "5", Cell("10", "FFC000")],
                    ["Fuel shortage", "1", "3", Cell("3", "00B050")],
                ],
                [8, 3, 3, 2],
            ),
        ],
        size=10,
        title="Template",
    )
    return Alike("nothing", paper, gold, drawn={"borderless": BORDERLESS}, texts={"tabs": (None, "tabs", None)})


def motions_by_letter() -> Alike:
    """Fixed-width text of a small grid with another order of columns, and the same as Word."""
    gold = Gold("action_tracker", organisation="Whin Moor Parish Council", paper_date_raw="6 May 2014", paper_date="2014-05-06")
    words = {"Closed": "complete", "In Progress": "on_track", "Open": "not_started"}
    data = [
        ("14/021", "Cllr Pratt", "Mend the bench at Cross Lane", ("May-14", "2014-05"), "Closed"),
        ("14/024", "Clerk", "Ask for a price for the bus shelter", ("June 2014", "2014-06"), "In Progress"),
        ("14/030", "Cllr Ives", "Walk the parish bounds", ("Summer 2014", "2014-06/2014-08"), "Open"),
    ]
    rows = [{"ref": r, "owner": o, "text": t, "due": d, "s:status": S(s, words[s])} for r, o, t, d, s in data]
    columns = [
        ("Action Ref", "ref", 2.4),
        ("By whom", "owner", 2.6),
        ("By when", "due", 2.6),
        ("State", "s:status", 2.8),
        ("What", "text", 6),
    ]
    paper = Paper(
        [
            Para("Whin Moor Parish Council", "title"),
            Para("Actions outstanding at 6 May 2014", "heading"),
            tracker(gold, columns, rows, "2014-05"),
            Para("Open: not begun. In Progress: begun. Closed: done."),
        ],
        size=10,
        title="Actions",
    )
    return Alike("parish-actions", paper, gold, texts={"fixed": (None, "fixed", [11, 12, 13, 13, 40]), "slashes": (None, "slashes", None)})
