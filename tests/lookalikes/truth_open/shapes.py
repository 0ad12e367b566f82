"""Open look-alikes where the shape is not one action a row."""

from __future__ import annotations

from tests.lookalikes.look import BORDERLESS, IDIOM, NARROW, Alike
from tests.lookalikes.tracker import S, tracker
from tests.making.content import Cell, Grid, Para, Paper
from tests.making.gold import STATUS_OF_GRADE, Gold

GREY = "E7E6E6"


def alikes() -> list[Alike]:
    return [ticks(), motions(), blocks(), headed_tables(), bullet_lists(), four_column_cards(), lettered()]


def ticks() -> Alike:
    """Ticks in Achieved and On Target; guidance and template rows; a new date."""
    gold = Gold("action_tracker", organisation="Marlstone County Council", paper_date_raw="9 October 2023", paper_date="2023-10-09")
    done, going = S("✓", "complete"), S("✓", "on_track")
    rows = [
        {
            "skip": True,
            "text": "Full text of the recommendation as agreed by the Panel",
            "owner": "Name of officer",
            "progress": "Say briefly what has been done. Do not use abbreviations.",
            "achieved": "Tick",
            "target": "Tick",
            "new": "Date",
        },
        {
            "text": "1 (i) That all foster carers are offered a day's training on online safety.",
            "progress": "All carers were offered a place; 214 of 230 came.",
            "owner": "Team Manager, Fostering",
            "achieved": "✓",
            "s:status": done,
        },
        {
            "text": "1 (ii) That carers have one number to ring in the evening and at weekends.",
            "owner": "Duty Service Manager",
            "progress": "The number is in use. Calls are answered by the duty team.",
            "achieved": "✓",
            "s:status": done,
        },
        {
            "text": "2 That the Panel is told each year how many children were moved at short notice, and why.",
            "owner": "Head of Placements",
            "progress": "Figures for the year are being checked and will come to the January meeting.",
            "target": "✓",
            "new": "15 January 2024",
            "s:status": going,
        },
        {
            "text": "3 That pocket money is paid on the same day everywhere in the County.",
            "owner": "Finance Officer",
            "progress": "Payment dates differ because two systems are in use. The second is to be switched off.",
            "target": "",
            "new": "April 2024",
        },
    ]
    for row in rows[1:]:
        head, _, tail = row["text"].partition(" That")
        row["printed"], row["ref"], row["text"] = row["text"], head, "That" + tail
    rows[0]["printed"] = rows[0]["text"]
    columns = [
        ("Recommendation", "printed", 4.8),
        ("Responsible Officer", "owner", 2.6),
        ("Update on progress", "progress", 4.2),
        ("Achieved (tick)", "achieved", 1.9),
        ("On Target to Achieve (tick)", "target", 1.9),
        ("Give expected new achievement date", "new", 2.4),
    ]
    table = tracker(gold, columns, rows, "2023-10", "rec")
    for rec in gold.data["recommendations"]:
        del rec["due_raw"]
    paper = Paper(
        [
            Para("Marlstone County Council", "title"),
            Para("Corporate Parenting Panel – 9 October 2023", "heading"),
            Para(
                "Review of foster care: progress on recommendations. Please tick one box only in each row. If neither is ticked, give a new"
                " date."
            ),
            table,
        ],
        size=10,
        title="Foster care review",
    )
    return Alike("ticks", paper, gold)


def motions() -> Alike:
    """One row a motion, its actions as bullets in the cell; owners behind a slash; one answer for all."""
    gold = Gold("action_tracker", organisation="Fallowmere District Council", paper_date_raw="22 February 2024", paper_date="2024-02-22")
    data = [
        (
            "20 July 2023",
            "Council resolves to make its own buildings ready for hotter summers and asks officers to:",
            [
                "report on shading and ventilation in the leisure centres",
                "open cool rooms in libraries when a heat alert is given",
                "write to the Minister about funding",
            ],
            "Director of Place / Executive Member for Climate",
            (
                "A report on the leisure centres went to the Executive in November. Cool rooms were opened on nine days. The letter was"
                " sent on 1 August 2023 and a reply came in October."
            ),
        ),
        (
            "19 October 2023",
            "Council notes the closure of the last bank in Fallow St Mary and asks officers to:",
            ["seek a banking hub in the town hall", "publish a list of places where cash can be drawn"],
            "Head of Economy / Leader of the Council",
            "Talks with the hub company continue. The list is on the website and will be kept up to date by the customer service team.",
        ),
        (
            "14 December 2023",
            "Council wishes to see more trees on verges and asks officers to:",
            ["plant 400 trees by March 2025"],
            "Parks Manager / Executive Member for Climate",
            "Sites have been found for 260 trees.",
        ),
    ]
    rows = [["Council Meeting", "Motion", "Lead Officer / Executive Member", "Actions taken"]]
    for n, (meeting, intro, actions, owner, answer) in enumerate(data, 1):
        rows.append([meeting, intro + "\n" + "\n".join(f"• {a}" for a in actions), owner, answer])
        gold.recommendation(f"m{n}", intro, owner=owner)
        for k, action in enumerate(actions, 1):
            gold.action(f"m{n}/x{k}", action, None, f"m{n}")
        gold.evidence(answer, f"m{n}", "x1" if len(actions) == 1 else None, period="2024-02")
    paper = Paper(
        [
            Para("Fallowmere District Council", "title"),
            Para("Approved Council motions: tracker, 22 February 2024", "heading"),
            Grid(rows, [2.6, 7, 3.4, 4.6], fill="C6E0B4"),
        ],
        size=10,
        title="Motions",
    )
    return Alike("motions", paper, gold, drawn={"idiom": IDIOM})


def blocks() -> Alike:
    """A heading block of labels and values for each meeting, then a small grid; letters without a space; footnote marks in the headings."""
    gold = Gold("action_tracker", organisation="Pennard Borough Council", paper_date_raw="9 July 2019", paper_date="2019-07-09")
    data = [
        (
            "Housing Scrutiny Committee",
            "12 March 2019",
            "61",
            "Empty homes",
            [
                (
                    "a)",
                    "That the Council tax premium on homes empty for two years is charged in full.",
                    "Cllr Mrs Dunmore",
                    "Agreed",
                    ("April 2020", "2020-04"),
                    "Revenues Manager",
                ),
                (
                    "b)",
                    "That owners of empty homes are visited before letters are sent.",
                    "Cllr Mrs Dunmore",
                    "Agreed - further work required",
                    ("By end of March 2020", "/2020-03"),
                    "Private Sector Housing Officer",
                ),
                ("c)", "That a list of empty shops is kept with the empty homes.", "Cllr Teague", "", ("", ""), ""),
            ],
        ),
        (
            "Leisure Scrutiny Committee",
            "2 April 2019",
            "74",
            "Swimming lessons",
            [
                (
                    "a)",
                    "That free lessons are offered to children who leave primary school unable to swim 25 metres.",
                    "Cllr Teague",
                    "Agreed",
                    ("September 2019", "2019-09"),
                    "Leisure Contracts Manager",
                ),
                (
                    "b)",
                    "That the cost of coaches to the pool is shared with schools.",
                    "Cllr Teague",
                    "Not agreed",
                    ("", ""),
                    "Leisure Contracts Manager",
                ),
            ],
        ),
    ]
    items = [
        Para("Pennard Borough Council", "title"),
        Para("Scrutiny recommendation action and implementation plan – 9 July 2019", "heading"),
    ]
    for committee, date, minute, topic, recs in data:
        items.append(
            Grid(
                [
                    [Cell("Committee:", GREY, True), committee],
                    [Cell("Meeting Date:", GREY, True), date],
                    [Cell("Minute No:", GREY, True), minute],
                    [Cell("Topic:", GREY, True), topic],
                ],
                [3.4, 13.6],
                header=0,
            )
        )
        rows = [["Recommendation[i]", "Cabinet Member[ii]", "Response[iii]", "Timetable[iv]", "Lead Officer[v]"]]
        for mark, text, member, response, due, owner in recs:
            rows.append([f"{mark}{text}", member, response, due[0], owner])
            gold.recommendation(f"{minute}/{mark[0]}", text, owner=owner, due=due)
        items.append(Grid(rows, [6.4, 2.6, 2.6, 2.4, 3], fill=GREY))
    items += [
        Para(t, "small")
        for t in (
            "[i] As agreed by the committee.",
            "[ii] The member whose portfolio covers the subject.",
            "[iii] Given within two months.",
            "[iv] When it will be done.",
            "[v] The officer who will do it.",
        )
    ]
    return Alike("blocks", Paper(items, size=10, title="Recommendations"), gold, drawn={"borderless": BORDERLESS})


def headed_tables() -> Alike:
    """The state of an action is the heading that its table stands under; one table has no rows."""
    gold = Gold("action_tracker", organisation="Holme Vale Council", paper_date_raw="25 January 2022", paper_date="2022-01-25")
    data = [
        (
            "Table A: Completed since the last meeting",
            "complete",
            [
                ("19/14-2", "Keep a register of keys.", "Facilities Manager", ("30/09/21", "2021-09-30"), "Register kept since October."),
                (
                    "20/03-1",
                    "Check insurance of all contractors yearly.",
                    "Procurement Officer",
                    ("31/12/21", "2021-12-31"),
                    "Done for 112 contractors.",
                ),
            ],
        ),
        (
            "Table B: In progress and on target",
            "on_track",
            [
                (
                    "20/07-4",
                    "Write a retention schedule for planning files.",
                    "Planning Support Manager",
                    ("31/03/22", "2022-03-31"),
                    "Draft with the solicitor.",
                ),
                ("20/09-1", "Reconcile the cemetery ledger each quarter.", "Principal Accountant", ("30/04/22", "2022-04-30"), ""),
            ],
        ),
        (
            "Table C: Overdue",
            "slipped",
            [
                (
                    "18/11-3",
                    "Test the recovery of the payroll system.",
                    "ICT Manager",
                    ("30/06/21", "2021-06-30"),
                    "The test was put off twice, as the payroll team had no free weekend.",
                )
            ],
        ),
        (
            "Table D: Not started",
            "not_started",
            [
                (
                    "21/02-1",
                    "Move paper personnel files to the document store.",
                    "HR Manager",
                    ("31/12/22", "2022-12-31"),
                    "Begins when 20/07-4 is done.",
                )
            ],
        ),
    ]
    items = [
        Para("Holme Vale Council", "title"),
        Para("Audit recommendations tracker – 25 January 2022", "heading"),
        Para("Table A: 2    Table B: 2    Table C: 1    Table D: 1    Total: 6"),
    ]
    columns = [
        ("Report and no.", "ref", 2.2),
        ("Agreed action", "text", 5.6),
        ("Officer", "owner", 3),
        ("Target", "due", 2.2),
        ("Latest position", "progress", 4),
    ]
    for heading, status, found in data:
        rows = [
            {"ref": ref, "text": text, "owner": owner, "due": due, "progress": progress, "s:status": S(heading.split(": ")[1], status)}
            for ref, text, owner, due, progress in found
        ]
        items += [Para(heading, "heading"), tracker(gold, columns, rows, "2022-01", fill="B4C6E7")]
    return Alike("headed-tables", Paper(items, size=10, title="Audit tracker"), gold, drawn={"idiom": IDIOM, "borderless": BORDERLESS})


def bullet_lists() -> Alike:
    """No table: each action is a heading with a bulleted list of labels and values."""
    gold = Gold(
        "action_tracker", organisation="Tarnbeck Ambulance Service NHS Trust", paper_date_raw="8 November 2023", paper_date="2023-11-08"
    )
    data = [
        (
            "5",
            "Set out options for the rota at Hexley station",
            "Workforce / item 12 / 10.05.2023",
            "DoP / COO",
            ("08.11.2023", "2023-11-08"),
            "A preferred option has been agreed with staff side and starts in January.",
            "Proposed for closure",
            "complete",
        ),
        (
            "8",
            "Include figures by station in the next report of the guardian",
            "Freedom to speak up / item 7 / 12.07.2023",
            "FTSUG",
            ("10.01.2024", "2024-01-10"),
            "Figures are being collected.",
            "Open",
            "on_track",
        ),
        (
            "10",
            "Ask the regulator how staff surveys are weighted",
            "Staff survey / item 6 / 13.09.2023",
            "DoP",
            ("Q4 2023/24", "2024-01/2024-03"),
            "Letter sent 20.09.2023.",
            "Open",
            "on_track",
        ),
    ]
    items = [Para("Tarnbeck Ambulance Service NHS Trust", "title"), Para("Matters arising and action tracker – 8 November 2023", "title")]
    for ref, text, source, owner, due, progress, state, status in data:
        items += [
            Para(text, "subheading"),
            Para(
                f"• Reference: {ref}\n• Source: {source}\n• Lead: {owner}\n• Due date: {due[0]}\n• Status: {progress}\n• Proposed to"
                f" open/close: {state}"
            ),
        ]
        gold.action(ref, text, ref, owner=owner, due=due)
        gold.evidence(progress, None, ref, period="2023-11")
        gold.assess(None, ref, "status", "2023-11", state, status=status)
    paper = Paper(items, title="Matters arising")
    return Alike("bullet-lists", paper, gold, texts={"plain": (None, "tabs", None)})


def four_column_cards() -> Alike:
    """One table a recommendation, two labels and two values a row."""
    gold = Gold("scrutiny_monitoring", organisation="Brackenthwaite Council", review="Review of School Crossings", agreed_raw="June 2022")
    names = {1: "Fully Achieved", 2: "On Track", 3: "Slipped", 4: "Not Achieved"}
    data = [
        (
            "1",
            "That a crossing patrol is kept at every primary school on an A road.",
            "Gillian Frears",
            ("September 2022", "2022-09"),
            [("1", "List the schools and count the traffic."), ("2", "Fill the seven vacant patrols.")],
            "Patrols at all schools.",
            [
                ("1", "All 19 schools were counted in October 2022."),
                ("2", "Five of seven posts are filled. Two adverts brought no replies."),
            ],
            [("1", 1, None), ("2", 3, None)],
            "Head teachers say that more children walk.",
        ),
        (
            "2",
            "That parents who park on the zig-zags are written to.",
            "Parking Services Manager",
            ("From January 2023", "2023-01/"),
            [("3", "Send letters from camera pictures.")],
            "Fewer reports.",
            [(None, "Letters have been sent since 9 January 2023.")],
            [(None, 2, "Numbers will be known in the summer.")],
            "",
        ),
    ]
    label = lambda t: Cell(t, "DDEBF7", True)
    items = [
        Para("Brackenthwaite Council", "title"),
        Grid([[label("Review:"), "Review of School Crossings", label("Action Plan Agreed:"), "June 2022"]], [3.6, 5.4, 3.6, 4.4], header=0),
    ]
    for number, text, owner, due, actions, measure, evidence, grades, impact in data:
        show = "\n".join(f"{n}) {a}" for n, a in actions)
        items.append(
            Grid(
                [
                    [label(f"Recommendation {number}:"), Cell(text, cols=3)],
                    [label("Responsibility:"), owner, label("Date:"), due[0]],
                    [label("Agreed Action:"), show, label("Agreed Success Measure:"), measure],
                    [
                        label("Evidence of Progress (March 2023):"),
                        Cell("\n".join((f"{n}) " if n else "") + t for n, t in evidence), cols=3),
                    ],
                    [
                        label("Assessment of Progress (March 2023):"),
                        "\n".join((f"{n}) " if n else "") + f"{g} ({names[g]})" + (f" {w}" if w else "") for n, g, w in grades),
                        label("Evidence of Impact (March 2023):"),
                        impact,
                    ],
                ],
                [3.6, 5.4, 3.6, 4.4],
                header=0,
            )
        )
        gold.recommendation(number, text, number, owner=owner, due=due, measure=measure)
        for n, a in actions:
            gold.action(f"{number}/{n}", a, n, number)
        only = actions[0][0] if len(actions) == 1 else None
        for n, t in evidence:
            gold.evidence(t, number, n or only, period="2023-03")
        for n, g, w in grades:
            gold.assess(number, n or only, "progress", "2023-03", f"{g} ({names[g]})", g, names[g], None, STATUS_OF_GRADE[g], explanation=w)
        gold.evidence(impact, number, only, "impact", "2023-03")
    items.append(Grid([[label("Gradings"), *(label(str(g)) for g in names)], ["", *names.values()]], [3.6, 3.3, 3.3, 3.4, 3.4], header=0))
    return Alike("four-column-cards", Paper(items, size=10, title="School crossings"), gold, drawn={"idiom": IDIOM})


def lettered() -> Alike:
    """One row a recommendation; its actions, their owners, updates and states by letter inside the cells."""
    gold = Gold("action_tracker", organisation="Ribbleside Combined Authority", paper_date_raw="6th June 2022", paper_date="2022-06-06")
    words = {"Completed": "complete", "In progress": "on_track", "Overdue": "slipped", "Not started": "not_started"}
    data = [
        (
            "R1",
            "Make bus information clear for people who do not see well.",
            [
                ("a", "Put raised letters on 200 stops.", "180 stops have been done.", "In progress"),
                ("b", "Train drivers to call out stops.", "All 640 drivers were trained by May 2022.", "Completed"),
            ],
            "Transport Operations Manager",
            ("December 2022", "2022-12"),
        ),
        (
            "R2",
            "Make the young person's ticket cheaper and easier to buy.",
            [
                ("a", "Cut the price to £1.50.", "Price cut on 3 April 2022.", "Completed"),
                ("b", "Sell the ticket by telephone.", "The supplier has missed two dates.", "Overdue"),
                ("c", "Tell every school.", "To be done with the autumn timetable.", "Not started"),
            ],
            "Head of Ticketing",
            ("Autumn 2022", "2022-09/2022-11"),
        ),
    ]
    rows = [["Rec.", "Panel recommendation", "What we will do", "By whom", "By when", "Update", "Current status"]]
    for number, text, actions, owner, due in data:
        rows.append(
            [
                number,
                text,
                "\n".join(f"({n}) {a}" for n, a, _, _ in actions),
                owner,
                due[0],
                "\n".join(f"({n}) {u}" for n, _, u, _ in actions),
                "\n".join(f"({n}) {s}" for n, _, _, s in actions),
            ]
        )
        gold.recommendation(number, text, number, owner=owner, due=due)
        for n, a, u, s in actions:
            gold.action(f"{number}/{n}", a, n, number)
            for field in ("owner_raw", "due_raw", "due_start", "due_end"):
                del gold.data["actions"][-1][field]
            gold.evidence(u, number, n, period="2022-06")
            gold.assess(number, n, "status", "2022-06", s, status=words[s])
        for field in ("responsibility_raw", "due_raw"):
            del gold.data["recommendations"][-1][field]
    paper = Paper(
        [
            Para("Ribbleside Combined Authority", "title"),
            Para("Bus Services Panel: update, 6th June 2022", "heading"),
            Grid(rows, [1.4, 4.2, 5.2, 3, 2.4, 5.6, 3.4]),
        ],
        landscape=True,
        size=10,
        title="Bus panel",
    )
    return Alike("lettered", paper, gold, drawn={"idiom": IDIOM, "narrow": NARROW})
