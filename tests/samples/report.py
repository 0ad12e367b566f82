"""A committee report with a wide table of ratings, and the minutes of the meeting that received it."""

from __future__ import annotations

from tests.making.content import Cell, Grid, Para, Paper
from tests.making.gold import Gold

DATE = ("7th March 2024", "2024-03-07")
TITLE = "CARE MARKET POSITION STATEMENT"
SERVICES = ("Nursing homes", "Residential homes", "Domiciliary care agency")
CODES = {"IA": "Inadequate", "RI": "Requires Improvement", "GO": "Good", "OU": "Outstanding"}
SHARES = {
    "Castlemere": ((0, 14, 80, 6, 2), (1, 18, 77, 4, 5), (0, 9, 88, 3, 24)),
    "Dale": ((2, 20, 78, 0, 0), (0, 12, 84, 4, 6), (1, 15, 80, 4, 31)),
    "Eskborough": ((5, 25, 70, 0, 3), (2, 16, 79, 3, 8), (0, 11, 86, 3, 19)),
    "Hartwick": ((0, 10, 85, 5, 0), (3, 21, 74, 2, 7), (2, 14, 82, 2, 28)),
    "Wrenbury": ((8, 22, 66, 4, 4), (2, 15, 78, 5, 9), (1, 8, 85, 6, 17)),
}
BODY = [
    (
        "Purpose of the Report",
        [
            "To tell Members about the market for care in the Borough, including:\n• the quality of care homes and of home care\n• services"
            " whose contracts are suspended\n• the state of the workforce."
        ],
    ),
    (
        "Information",
        [
            "The Market Team visits every contracted service at least once a year and more often where there are concerns.",
            (
                "Services are inspected and rated by the Care Quality Commission (CQC). Ratings of services here and in neighbouring areas"
                " as at January 2024 are set out below:"
            ),
            (
                "Wrenbury has the highest share of Inadequate nursing homes (8%). All of them have an action plan that is checked every"
                " fortnight."
            ),
        ],
    ),
    (
        "Contracts suspended",
        ["Two contracts are suspended. New placements will not be made until the homes are rated at least Requires Improvement."],
    ),
    (
        "Workforce",
        [
            "One care post in nine is vacant. A recruitment fair in January 2024 brought 140 people, of whom 31 have been offered work.",
            "Providers say that travel costs in the Dale villages put applicants off.",
        ],
    ),
    ("Other Options Considered", ["None. The report is for information."]),
    ("Financial Implications", ["There are none arising directly from this report."]),
]
RECOMMENDATIONS = [
    "Members consider whether any further information is needed about the services whose contracts are suspended.",
    "A further report be brought to the Committee in September 2024.",
]


def report() -> tuple[Paper, Gold]:
    gold = Gold(
        "committee_report",
        organisation="Wrenbury Borough Council",
        title=TITLE,
        paper_date_raw=DATE[0],
        paper_date=DATE[1],
        officers=["Beth Calloway"],
    )
    blocks = [
        Para("Wrenbury Borough Council", "title"),
        Para("Report to Adult Care Committee", "right"),
        Para(DATE[0], "right"),
        Para("Agenda Item: 6", "right"),
        Para("REPORT OF THE DIRECTOR OF ADULT SERVICES", "subheading"),
        Para(TITLE, "subheading"),
    ]
    number = 0
    for heading, paragraphs in BODY:
        blocks.append(Para(heading, "heading"))
        for text in paragraphs:
            number += 1
            blocks.append(Para(f"#{number}. {text}"))
            gold.passage(text, str(number), heading)
            if text.endswith("below:"):
                blocks += [ratings(gold), Para("IA: Inadequate    RI: Requires Improvement    GO: Good    OU: Outstanding", "small")]
    blocks += [Para("RECOMMENDATION/S", "heading"), Para("That:")]
    for n, text in enumerate(RECOMMENDATIONS, 1):
        blocks.append(Para(f"#{n}) {text}"))
        gold.recommendation(str(n), text, str(n))
    blocks += [
        Para(t, "subheading" if t.startswith("Imran") else "body")
        for t in (
            "Imran Siddiq",
            "Director of Adult Services",
            "For any enquiries about this report please contact: Beth Calloway, Head of Commissioning",
            "Background Papers: None.",
        )
    ]
    return Paper(blocks, footer="Adult Care Committee", title=TITLE.title()), gold


def ratings(gold: Gold) -> Grid:
    top = [Cell("Local Authority", rows=3), Cell("Current overall ratings for active services", cols=15)]
    second, third = [], []
    for service in SERVICES:
        second += [Cell(f"{service} ratings as a % of rated", cols=4), Cell("Of all services % not yet rated", rows=2)]
        third += list(CODES)
    rows = [top, second, third]
    for area, groups in SHARES.items():
        rows.append([area, *(str(v) for g in groups for v in g)])
        for service, shares in zip(SERVICES, groups):
            for (code, name), share in zip([*CODES.items(), ("Of all services % not yet rated", "Not yet rated")], shares):
                gold.rating(area, service, "CQC", name, code, share)
    return Grid(rows, [2.6, *([0.85] * 4 + [1.4]) * 3], header=3, size=7)


def minutes() -> tuple[Paper, Gold]:
    gold = Gold("minutes", organisation="Wrenbury Borough Council", paper_date_raw=DATE[0], paper_date=DATE[1])
    blocks = [
        Para("WRENBURY BOROUGH COUNCIL", "title"),
        Para("ADULT CARE COMMITTEE", "title"),
        Para(f"Minutes of the meeting held on {DATE[0]} at 2.00pm", "heading"),
        Para("Present: Councillors Ludlow (Chair), Abara, Finch, Hallam and Rooke"),
        Para("Officers: Imran Siddiq, Beth Calloway, Carol Dunn (Democratic Services)"),
    ]
    items = [
        (
            "24/017",
            "Minutes of the last meeting",
            "The minutes of 11th January 2024 were before Members.",
            [
                "That the minutes of the meeting held on 11th January 2024 be confirmed and signed by the Chair as a correct record of what"
                " was said and decided."
            ],
            False,
        ),
        (
            "24/018",
            "Declarations of interest",
            "Councillor Finch declared an interest in item 7 as the trustee of a day centre.",
            [],
            False,
        ),
        (
            "24/019",
            "Care market position",
            (
                "Beth Calloway presented the report. Members asked why so many nursing homes were Inadequate and were told that three had"
                " changed hands in a year."
            ),
            [
                "That the position of the care market be noted.",
                "That the owners of the two suspended homes be asked to attend the next meeting.",
                "That a further report be received in September 2024.",
            ],
            True,
        ),
        (
            "24/020",
            "Day centre fees",
            "The Director explained the proposal. Councillor Finch left the room. Members felt that a rise of 9% was too high.",
            ["That fees rise by 4% from 1st April 2024.", "That the fees be looked at again with the budget."],
            True,
        ),
        ("24/021", "Date of next meeting", "The next meeting is on 9th May 2024.", [], False),
    ]
    for number, title, text, resolved, numbered in items:
        blocks += [Para(f"{number} {title}", "heading"), Para(text)]
        if resolved:
            blocks.append(Para("RESOLVED:" if numbered else f"RESOLVED: {resolved[0]}"))
        for n, item in enumerate(resolved, 1):
            if numbered:
                blocks.append(Para(f"#{n}) {item}"))
            gold.recommendation(f"{number}/{n}", item, f"{number} {n}" if numbered else number, kind="resolution")
    for rec in gold.data["recommendations"]:
        for field in ("responsibility_raw", "due_raw", "success_measure"):
            del rec[field]
    return Paper(blocks, footer="Chair ................................", title="Minutes"), gold
