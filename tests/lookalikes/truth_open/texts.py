"""Open look-alikes that come as text, the minutes of a meeting, and papers that track nothing."""

from __future__ import annotations

from tests.lookalikes.look import BORDERLESS, Alike
from tests.lookalikes.tracker import S, tracker
from tests.making.content import Cell, Grid, PageBreak, Para, Paper
from tests.making.draw import Look
from tests.making.gold import Gold


def alikes() -> list[Alike]:
    return [fixed_width(), slashes(), minutes(), percentages(), no_tracker()]


def fixed_width() -> Alike:
    """Columns of fixed width with headings on two lines and months as sub-headings; initials for leads; dates without a year."""
    gold = Gold("action_tracker", organisation="Wharfe and Nidd Hospitals NHS Trust", paper_date_raw="4 July 2012", paper_date="2012-07-04")
    data = [
        {"wide": "MARCH"},
        {
            "ref": "03.02",
            "paper": "Quality report",
            "text": "Show falls by ward",
            "owner": "MW",
            "due": ("June 2012", "2012-06"),
            "s:status": S("Complete", "complete"),
        },
        {
            "ref": "03.04",
            "paper": "Finance report",
            "text": "Bring a plan for agency spend",
            "owner": "YO/MW",
            "due": ("May 2012", "2012-05"),
            "revised": ("July 2012", "2012-07"),
            "s:status": S("Overdue", "slipped"),
        },
        {"wide": "MAY"},
        {
            "ref": "05.01",
            "paper": "Patient story",
            "text": "Invite the ward sister to speak",
            "owner": "AP",
            "due": ("Sept 2012", "2012-09"),
            "s:status": S("Not yet due", "not_started"),
        },
        {
            "ref": "05.03",
            "paper": "Estates strategy",
            "text": "Add the cost of the car park",
            "owner": "CL",
            "due": ("July 2012", "2012-07"),
            "s:status": S("On track", "on_track"),
        },
    ]
    columns = [
        ("NO", "ref", 1.4),
        ("PAPER", "paper", 3.2),
        ("ACTION", "text", 5.4),
        ("LEAD", "owner", 1.6),
        ("TARGET\nDATE", "due", 2),
        ("NEW\nDATE", "revised", 2),
        ("STATUS/\nCOMMENT", "s:status", 2.8),
    ]
    paper = Paper(
        [
            Para("WHARFE AND NIDD HOSPITALS NHS TRUST", "title"),
            Para("TRUST BOARD ACTION TRACKING LIST (compiled 4 July 2012)", "heading"),
            tracker(gold, columns, data, "2012-07"),
        ],
        size=10,
        title="Action tracking list",
    )
    return Alike(
        "fixed-width",
        paper,
        gold,
        drawn={"borderless": BORDERLESS},
        texts={"fixed": (None, "fixed", [6, 18, 32, 7, 10, 10, 14]), "tabs": (None, "tabs", None)},
    )


def slashes() -> Alike:
    """Cells by slashes; the state inside the action cell, after 'Status:'."""
    gold = Gold(
        "action_tracker", organisation="Ellerton Health NHS Foundation Trust", paper_date_raw="28 June 2017", paper_date="2017-06-28"
    )
    data = [
        (
            "BOD 44/17(c) Safer staffing",
            (
                "The report of the next quarter is to show staffing by shift as well as by ward, and is to set out in words where a shift"
                " that fell short was put right, by whom, and how long it took, so that the Board can see whether the measures agreed in"
                " the spring are working."
            ),
            "Director of Nursing",
            "complete",
            "complete",
        ),
        (
            "BOD 47/17(a) Research",
            (
                "The Medical Director is to write to the two universities about joint posts in old age psychiatry and to bring their"
                " replies to the Board together with what the posts would cost in a full year and from which budget they could be paid."
            ),
            "Medical Director",
            "in progress",
            "on_track",
        ),
        (
            "BOD 51/17(h) Travel",
            (
                "A note is to be sent to all governors on how the new travel scheme will be checked, with the figures of the first two"
                " months set against those of the same months of last year and the views of the staff who use it."
            ),
            "Director of Finance",
            "on hold",
            "slipped",
        ),
    ]
    rows = [["Relevant Item", "Action", "Responsibility"]]
    for item, text, owner, state, status in data:
        number = item.rpartition(")")[0] + ")"
        rows.append([item, f"{text}\nStatus: {state}", owner])
        gold.action(number, text, number, owner=owner)
        gold.assess(None, number, "status", "2017-06", state, status=status)
    paper = Paper(
        [
            Para("Ellerton Health NHS Foundation Trust", "title"),
            Para("Summary of actions from the Board meeting on 28 June 2017", "heading"),
            Grid(rows, [3.6, 9.8, 3.4]),
        ],
        size=10,
        title="Summary of actions",
    )
    return Alike("slashes", paper, gold, texts={"slashes": (None, "slashes", None)})


def minutes() -> Alike:
    """Minutes with numbered items and RESOLVED; two text columns in one PDF."""
    gold = Gold("minutes", organisation="Netherby Parish Council", paper_date_raw="11 March 2019", paper_date="2019-03-11")
    data = [
        ("2019/031", "Apologies", ["Apologies were received from Cllr Brough."], None, []),
        (
            "2019/032",
            "Footpaths",
            ["The Clerk reported that the stile at Low Bank had been broken since January and that two walkers had written to complain."],
            None,
            ["That the Clerk write to the landowner.", "That the County Council be asked to inspect the path."],
        ),
        (
            "2019/033",
            "Village hall",
            ["Cllr Hesketh said that the roof would last another winter. Members discussed the cost of a survey."],
            "to obtain three quotations for a survey of the roof.",
            [],
        ),
        (
            "2019/034",
            "Planning",
            ["Members considered application 19/0087 for a garage at 2 Mill Lane and had no objection to it."],
            None,
            [],
        ),
        (
            "2019/035",
            "Finance",
            ["The accounts for February were circulated before the meeting."],
            "that payments of £1,204.18 be approved.",
            [],
        ),
        ("2019/036", "Date of next meeting", ["The next meeting will be held on 8 April 2019."], None, []),
    ]
    items = [
        Para("NETHERBY PARISH COUNCIL", "title"),
        Para("Minutes of the meeting held on 11 March 2019 in the Village Hall", "heading"),
        Para("Present: Cllrs Hesketh (Chair), Amery, Blundell, Cragg and Threlkeld. In attendance: the Clerk."),
    ]
    for number, title, text, resolved, several in data:
        items += [Para(f"{number} {title}", "subheading"), *(Para(t) for t in text)]
        if resolved:
            items.append(Para(f"RESOLVED {resolved}"))
            gold.recommendation(number, resolved, number, kind="resolution")
        if several:
            items += [Para("RESOLVED:"), *(Para(f"{k}. {t}") for k, t in enumerate(several, 1))]
            for k, t in enumerate(several, 1):
                gold.recommendation(f"{number}/{k}", t, f"{number} {k}", kind="resolution")
    for rec in gold.data["recommendations"]:
        for field in ("responsibility_raw", "due_raw", "success_measure"):
            del rec[field]
    return Alike(
        "minutes",
        Paper(items, title="Minutes"),
        gold,
        drawn={"columns": Look(lines="none", columns=2)},
        texts={"plain": (None, "tabs", None)},
    )


def percentages() -> Alike:
    """One row a recommendation, state in words and a whole percentage; deadlines without a day; no numbers but the inspectors' own."""
    gold = Gold(
        "action_tracker", organisation="Dunmoor Fire and Rescue Authority", paper_date_raw="1 November 2023", paper_date="2023-11-01"
    )
    data = [
        (
            "AFI 1",
            "Chief officers should have a way for staff to raise concerns in confidence.",
            "4",
            ("1 Oct 2023", "2023-10-01"),
            "Complete",
            "complete",
            "100%",
        ),
        (
            "AFI 2",
            "Chief officers should check the background of all staff again.",
            "6",
            ("1 Jan 2024", "2024-01-01"),
            "Open - actions on track",
            "on_track",
            "60%",
        ),
        (
            "AFI 3",
            "Chief officers should review how promotions are decided.",
            "3",
            ("1 Mar 2024", "2024-03-01"),
            "Open - actions off track",
            "slipped",
            "25%",
        ),
        (
            "AFI 4",
            "Chief officers should survey their staff each year.",
            "2",
            ("1 Jun 2024", "2024-06-01"),
            "Not started",
            "not_started",
            "0%",
        ),
    ]
    rows = [{"ref": r, "text": t, "count": n, "due": d, "s:status": S(s, status), "percent": p} for r, t, n, d, s, status, p in data]
    columns = [
        ("Ref", "ref", 1.6),
        ("Summary of recommendation", "text", 6.4),
        ("Sub actions", "count", 1.8),
        ("Deadline date", "due", 2.4),
        ("Status", "s:status", 3),
        ("Overall %", "percent", 1.8),
    ]
    paper = Paper(
        [
            Para("Dunmoor Fire and Rescue Authority", "title"),
            Para("1 November 2023", "right"),
            Para("Values and culture: progress", "heading"),
            Para("1. The report sets out progress on the recommendations of the inspectors."),
            Para("2. Four areas for improvement were found in March 2023."),
            tracker(gold, columns, rows, "2023-11", "rec", fill="F4B084"),
        ],
        size=10,
        title="Values and culture",
    )
    return Alike("percentages", paper, gold, drawn={"borderless": BORDERLESS})


def no_tracker() -> Alike:
    """Nothing here is tracked: contents, indicators with colours, forward plan, meeting dates, contacts of providers."""
    gold = Gold(None)
    green, red = "00B050", "FF0000"
    paper = Paper(
        [
            Para("Performance and work programme", "title"),
            Para("Contents", "heading"),
            Grid(
                [
                    ["Item", "Subject", "Page"],
                    ["1", "Performance indicators", "1"],
                    ["2", "Forward plan", "2"],
                    ["3", "Dates of meetings", "2"],
                ],
                [2, 10, 2],
            ),
            Para("Performance indicators, quarter 3", "heading"),
            Grid(
                [
                    ["Code", "Indicator", "Target", "Actual", "Status"],
                    ["HS04a", "Repairs done on the first visit (%)", "90", "93", Cell("Green", green)],
                    ["HS07", "Days to let an empty home", "25", "41", Cell("Red", red)],
                    ["CT02", "Council tax collected (%)", "82.5", "82.9", Cell("Green", green)],
                    ["EN11", "Household waste recycled (%)", "48", "47", Cell("Amber", "FFC000")],
                ],
                [2, 8, 2, 2, 2.4],
            ),
            Para("Forward plan of key decisions", "heading"),
            Grid(
                [
                    ["Decision", "Decision maker", "Date of decision", "Lead officer", "Background papers"],
                    ["Adoption of the parking strategy", "Cabinet", "12 March 2024", "Head of Highways", "Consultation report"],
                    ["Award of the cleaning contract", "Cabinet", "9 April 2024", "Head of Property", "Exempt"],
                    ["Budget monitoring, quarter 4", "Cabinet", "11 June 2024", "Chief Finance Officer", "None"],
                ],
                [4.6, 2.6, 3, 3, 3.4],
            ),
            PageBreak(),
            Para("Dates of meetings", "heading"),
            Grid(
                [
                    ["Meeting", "Agenda despatch", "Date"],
                    ["Scrutiny Board", "4 March 2024", "12 March 2024"],
                    ["Scrutiny Board", "8 April 2024", "16 April 2024"],
                ],
                [6, 5, 5],
            ),
            Para("Providers on the framework", "heading"),
            Grid(
                [
                    ["Provider", "Lead contact", "Area", "Start date"],
                    ["Kindly Home Care", "Mrs A Lovell", "North", "1 April 2023"],
                    ["Beacon Support", "Mr T Obi", "South", "1 April 2023"],
                ],
                [5, 4, 3.6, 4],
            ),
        ],
        size=10,
        title="Performance and work programme",
    )
    return Alike("no-tracker", paper, gold, drawn={"borderless": BORDERLESS}, texts={"tabs": (None, "tabs", None)})
