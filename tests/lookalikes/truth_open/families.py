"""The open look-alikes: trackers of invented councils and NHS bodies."""

from __future__ import annotations

from tests.lookalikes.look import BORDERLESS, IDIOM, NARROW, ROTATED, SIDEWAYS, TURNED, Alike
from tests.lookalikes.truth_open import plans, shapes, texts
from tests.lookalikes.tracker import AMBER, GREEN, RED, S, tracker
from tests.making.content import Cell, Grid, Para, Paper
from tests.making.gold import Gold


def alikes() -> list[Alike]:
    return [board_log(), scrutiny_tracker(), audit_log(), maternity_plan(), *shapes.alikes(), *plans.alikes(), *texts.alikes()]


def board_log() -> Alike:
    """One row an action; the column Status is narrative and the state stands in Proposed to Open/Close; numbers with gaps; stacked due
    dates."""
    gold = Gold("action_tracker", organisation="Tarnbeck Ambulance Service NHS Trust", paper_date_raw="13.09.2023", paper_date="2023-09-13")
    opened, closing, later = (
        (lambda: S("Open", "on_track")),
        (lambda: S("Proposed for closure", "complete")),
        (lambda: S("Not due", "not_started")),
    )
    rows = [
        {
            "ref": "1",
            "source": "Patient story / item 4 / 10.05.2023",
            "text": "Write to the family with the outcome of the review of call handling.",
            "owner": "DoN",
            "due": ("14.06.2023", "2023-06-14"),
            "progress": "Letter sent on 02.06.2023 and a meeting held with the family.",
            "s:status": closing(),
        },
        {
            "ref": "2",
            "source": "Performance report / item 9 / 10.05.2023",
            "text": "Bring a trajectory for handover delays at the two acute sites, with the assumptions set out.",
            "owner": "COO",
            "due": ("12.07.2023\n13.09.2023", "2023-09-13"),
            "progress": (
                "12.07.2023: trajectory deferred, because the acute trusts had not agreed the figures.\n"
                "13.09.2023: on this agenda at item 11."
            ),
            "progress by date": [
                ("12.07.2023", "2023-07", "12.07.2023: trajectory deferred, because the acute trusts had not agreed the figures."),
                ("13.09.2023", "2023-09", "13.09.2023: on this agenda at item 11."),
            ],
            "s:status": closing(),
        },
        {
            "ref": "5",
            "source": "Workforce / item 12 / 10.05.2023",
            "text": "Set out options for the rota at Hexley station.",
            "owner": "DoP / COO",
            "due": ("08.11.2023", "2023-11-08"),
            "progress": "Three options are being costed with staff side.",
            "s:status": opened(),
        },
        {
            "ref": "6",
            "source": "Charity accounts / item 15 / 12.07.2023",
            "text": "Confirm the audit fee to the Corporate Trustee.",
            "owner": "DoF",
            "due": ("13.09.2023", "2023-09-13"),
            "progress": "Verbal update to be provided.",
            "s:status": opened(),
        },
        {
            "ref": "8",
            "source": "Freedom to speak up / item 7 / 12.07.2023",
            "text": "Include figures by station in the next report of the guardian.",
            "owner": "FTSUG",
            "due": ("10.01.2024", "2024-01-10"),
            "progress": "",
            "s:status": later(),
        },
        {
            "ref": "9",
            "source": "Any other business / 12.07.2023",
            "text": "Circulate the dates of the winter planning workshops.",
            "owner": "Co Sec",
            "due": ("19.07.2023", "2023-07-19"),
            "progress": "Circulated 14.07.2023.",
            "s:status": closing(),
        },
        {
            "ref": "11",
            "source": "Operational report / item 8 / 13.09.2023",
            "text": (
                "Explain how many crews finish late and by how much, station by station, and what is being done "
                "at the three where it is worst."
            ),
            "owner": "COO",
            "due": ("08.11.2023", "2023-11-08"),
            "progress": "Figures for July and August have been drawn from the rota system. The stations have been asked for their plans.",
            "s:status": opened(),
        },
        {
            "ref": "12",
            "source": "Digital strategy / item 10 / 13.09.2023",
            "text": "Bring the business case for the new radio terminals.",
            "owner": "CIO",
            "due": ("Q4 2023/24", "2024-01/2024-03"),
            "progress": "",
            "s:status": later(),
        },
        {
            "ref": "14",
            "source": "Safeguarding annual report / item 13 / 13.09.2023",
            "text": "Show how many referrals led to a plan.",
            "owner": "DoN",
            "due": ("By end of November 2023", "/2023-11"),
            "progress": "The two county councils have been asked for the outcome of each referral. One has replied.",
            "s:status": opened(),
        },
        {
            "ref": "15",
            "source": "Board assurance framework / item 14 / 13.09.2023",
            "text": "Raise the score of the fuel risk and say why.",
            "owner": "Co Sec",
            "due": ("08.11.2023", "2023-11-08"),
            "progress": "Score raised from 9 to 12.",
            "s:status": closing(),
        },
    ]
    columns = [
        ("Ref", "ref", 1.3),
        ("Source (agenda title / item / date)", "source", 4),
        ("Action", "text", 5.6),
        ("Lead", "owner", 2),
        ("Due Date", "due", 3),
        ("Status", "progress", 6.2),
        ("Proposed to Open/ Close", "s:status", 3.4),
    ]
    paper = Paper(
        [
            Para("Tarnbeck Ambulance Service NHS Trust", "title"),
            Para("PUBLIC BOARD ACTION TRACKER – 13.09.2023", "heading"),
            Para(
                "Members are asked to note the progress of actions and to agree those proposed for closure. Closed actions are taken out"
                " after the meeting."
            ),
            tracker(gold, columns, rows, "2023-09", fill="BDD6EE", size=12),
        ],
        header="Board papers – public",
        landscape=True,
        size=10,
        title="Action tracker",
    )
    return Alike("board-log", paper, gold, drawn={"borderless": BORDERLESS, "idiom": IDIOM, "rotated": ROTATED})


def scrutiny_tracker() -> Alike:
    """One row a recommendation, numbers with the year; the words of the cells are not the words of the key, colours are pale."""
    gold = Gold("action_tracker", organisation="City of Averham Council", paper_date_raw="4 March 2024", paper_date="2024-03-04")
    done = lambda: S("Complete", "complete", "green", "E2EFD9")
    live = lambda: S("Ongoing", "on_track", "amber", "FFF2CC")
    late = lambda: S("Paused", "slipped", "red", "F8CBAD")
    rows = [
        {
            "ref": "SR (23/24) 01",
            "origin": "Task Group: Kerbside Recycling",
            "raised": "12/06/23",
            "area": "Environment",
            "text": "To write to all flats with shared bins about what can be recycled, in the languages most spoken there.",
            "exec": "20/07/23",
            "owner": "Waste Services Manager / Exec Member for Environment",
            "progress": "Letters went to 4,100 flats in October. Contamination fell from 19% to 12%.",
            "s:status": done(),
        },
        {
            "ref": "SR (23/24) 02",
            "origin": "Task Group: Kerbside Recycling",
            "raised": "12/06/23",
            "area": "Environment",
            "text": "To review the size of bins given to large households.",
            "exec": "20/07/23",
            "owner": "Waste Services Manager",
            "progress": "A survey of 300 households is under way and will report in May 2024.",
            "s:status": live(),
        },
        {
            "ref": "SR (23/24) 03",
            "origin": "Economy Scrutiny",
            "raised": "04/09/23",
            "area": "City centre",
            "text": "To open the toilets at the bus station until the last bus.",
            "exec": "19/10/23",
            "owner": "Head of Property",
            "progress": "Work stopped while the roof is repaired. No date can be given.",
            "s:status": late(),
        },
        {
            "ref": "SR (23/24) 04",
            "origin": "Children's Scrutiny",
            "raised": "11/12/23",
            "area": "Education",
            "text": "To ask every school to publish its travel plan.",
            "exec": "25/01/24",
            "owner": "School Travel Officer",
            "progress": "31 of 52 schools have published.",
            "s:status": live(),
        },
    ]
    columns = [
        ("Reference", "ref", 2.4),
        ("Origin", "origin", 3),
        ("Date", "raised", 2),
        ("Area", "area", 2.4),
        ("Recommendation", "text", 6),
        ("Exec Date", "exec", 2),
        ("Lead Officer/EM", "owner", 3.2),
        ("Action taken", "progress", 5),
        ("Status", "s:status", 2),
    ]
    paper = Paper(
        [
            Para("City of Averham Council", "title"),
            Para("Scrutiny Recommendation Tracker – 4 March 2024", "heading"),
            tracker(gold, columns, rows, "2024-03", "rec"),
            Para("Key", "heading"),
            Grid(
                [
                    [Cell("Green", "E2EFD9"), "Complete: achieved, monitoring can stop"],
                    [Cell("Amber", "FFF2CC"), "Ongoing: acceptable progress, keep monitoring"],
                    [Cell("Red", "F8CBAD"), "Paused: progress is not acceptable, the lead officer is to explain to the Committee"],
                ],
                [3, 12],
                header=0,
            ),
        ],
        footer="Annex A",
        landscape=True,
        size=10,
        title="Recommendation tracker",
    )
    return Alike("scrutiny-tracker", paper, gold, drawn={"idiom": IDIOM, "turned": TURNED, "sideways": SIDEWAYS})


def audit_log() -> Alike:
    """Recommendation and management action in one row; original and revised dates; Red, Orange, Yellow by the paper's own key;
    Progress is a trend word;
    a guidance row under the headings."""
    gold = Gold("action_tracker", organisation="Cwm Arlais Health Trust", paper_date_raw="31 January 2022", paper_date="2022-01-31")
    red, orange, yellow = (
        (lambda: S("Red", "slipped", "red")),
        (lambda: S("Orange", "slipped", "amber")),
        (lambda: S("Yellow", "on_track", "amber")),
    )
    guide = {
        "skip": True,
        "ref": "Audit ref",
        "added": "Date the report was issued",
        "issue": "What the auditors found",
        "recommendation": "Full text of the recommendation",
        "priority": "High, Medium or Low",
        "text": "The action that management has agreed",
        "owner": "Name and post",
        "due": ("Date first agreed", ""),
        "revised": ("Date now expected", ""),
        "s:status": S("See key"),
        "trend": "Improving / No Change / Declining",
        "progress": "What has been done since the last report",
    }
    rows = [
        guide,
        {
            "ref": "IA21-04/1",
            "added": "Apr-21",
            "issue": "Staff could order without a purchase order.",
            "recommendation": "Purchases without an order should be stopped by the system.",
            "priority": "High",
            "text": "Switch on the no-order-no-pay control and tell suppliers.",
            "owner": "Gareth Pugh, Head of Procurement",
            "due": ("Sep-21", "2021-09"),
            "revised": ("Mar-22", "2022-03"),
            "s:status": orange(),
            "trend": "Improving",
            "progress": "Control on for 70% of cost centres. Suppliers have been told.",
        },
        {
            "ref": "IA21-04/2",
            "added": "Apr-21",
            "issue": "Card statements were checked late.",
            "recommendation": "Statements should be checked within a month.",
            "priority": "Medium",
            "text": "Monthly check by budget holders, reported to finance.",
            "owner": "Sian Maddox, Deputy Director of Finance",
            "due": ("Jul-21", "2021-07"),
            "s:status": red(),
            "trend": "No Change",
            "progress": "Six areas still send statements late. The team has one vacancy.",
        },
        {
            "ref": "IA21-07/1",
            "added": "Aug-21",
            "issue": "Leavers kept their access for an average of 23 days.",
            "recommendation": "Access should end on the last day of work.",
            "priority": "High",
            "text": "Daily feed of leavers from payroll to the service desk.",
            "owner": "Rhodri Vaughan, Head of ICT",
            "due": ("Mar-22", "2022-03"),
            "s:status": yellow(),
            "trend": "Improving",
            "progress": "Feed tested in December.",
        },
        {
            "ref": "IA21-09/3",
            "added": "Oct-21",
            "issue": "Medicine fridges were not checked at weekends.",
            "recommendation": "Checks should be made every day.",
            "priority": "Low",
            "text": "Fit alarms to all fridges.",
            "owner": "Chief Pharmacist",
            "due": ("May-22", "2022-05"),
            "s:status": yellow(),
            "trend": "No Change",
            "progress": "Order placed.",
        },
    ]
    columns = [
        ("Ref", "ref", 1.8),
        ("Date added", "added", 1.4),
        ("Issue", "issue", 3),
        ("Recommendation", "recommendation", 3.2),
        ("Priority", "priority", 1.5),
        ("Management Action Agreed", "text", 3.2),
        ("Responsible Executive Lead/ Management Lead", "owner", 2.8),
        ("Original Agreed Implementation Date", "due", 2),
        ("Revised Implementation Date", "revised", 2),
        ("Status", "s:status", 1.5),
        ("Progress", "trend", 1.9),
        ("Actions Completed", "progress", 3.6),
    ]
    paper = Paper(
        [
            Para("Cwm Arlais Health Trust", "title"),
            Para("Internal audit recommendations – update as at 31 January 2022", "heading"),
            Grid(
                [
                    ["Status", "Meaning"],
                    ["Red", "Implementation date passed, management action not complete"],
                    ["Orange", "Not on target for the agreed or revised date"],
                    ["Yellow", "On target for the agreed or revised date"],
                ],
                [3, 12],
            ),
            tracker(gold, columns, rows, "2022-01", size=8),
        ],
        landscape=True,
        size=10,
        margin=1.2,
        title="Audit log",
    )
    return Alike("audit-log", paper, gold, drawn={"narrow": NARROW, "idiom": IDIOM})


def maternity_plan() -> Alike:
    """Fourteen columns, two status columns in words with fills, several dates; headings repeated on each page."""
    gold = Gold("action_tracker", organisation="Severnmoor Hospitals NHS Trust", paper_date_raw="31 May 2023", paper_date="2023-05-31")
    columns = [
        ("LAFL Ref", "ref", 1.4),
        ("Action required", "text", 3.3),
        ("Linked to associated plans", "plans", 1.6),
        ("Start Date", "start", 1.4),
        ("Due Date (action in place)", "due", 1.4),
        ("Delivery Status", "s:status", 1.8),
        ("Progress Status", "s:on_target_rag", 1.7),
        ("Status Commentary (This Period)", "progress", 3.8),
        ("Actual Completion Date", "done", 1.8),
        ("Date to be evidenced by", "ev1", 1.7),
        ("Date evidenced by", "ev2", 1.7),
        ("Lead Executive", "lead0", 1.8),
        ("Accountable Person", "owner", 2.3),
        ("Location of Evidence", "where", 1.9),
    ]
    not_yet, unproved, proved = (
        (lambda: S("Not Yet Delivered", "not_started")),
        (lambda: S("Delivered, Not Yet Evidenced", "complete")),
        (lambda: S("Evidenced and Assured", "complete")),
    )
    rows = [
        {
            "ref": f"LAFL 4.{n}",
            "text": text,
            "plans": plans,
            "start": start,
            "due": due,
            "s:status": delivery,
            "s:on_target_rag": forecast,
            "progress": note,
            "done": done,
            "ev1": ev1,
            "ev2": ev2,
            "lead0": "Executive Nurse",
            "owner": owner,
            "where": where,
        }
        for n, text, plans, start, due, delivery, forecast, note, done, ev1, ev2, owner, where in (
            (
                54,
                "Appoint a lead midwife for bereavement.",
                "Y",
                "10/12/22",
                ("31/03/23", "2023-03-31"),
                proved(),
                S("Completed", "complete"),
                "Post filled in February. Families have been asked what they think of the service.",
                "20/02/23",
                "30/04/23",
                "28/04/23",
                "Head of Midwifery",
                "Shared drive",
            ),
            (
                55,
                "Audit the notes of every transfer to another unit.",
                "N",
                "10/12/22",
                ("31/03/23", "2023-03-31"),
                unproved(),
                S("On Track", "on_track"),
                "Audit done for January to March. The second audit is to show that the change has lasted.",
                "30/03/23",
                "30/09/23",
                "",
                "Clinical Director",
                "",
            ),
            (
                56,
                "Train all staff in reading heart traces each year.",
                "Y",
                "11/01/23",
                ("30/06/23", "2023-06-30"),
                not_yet(),
                S("On Track", "on_track"),
                "71% trained.",
                "",
                "30/09/23",
                "",
                "Practice Development Midwife",
                "",
            ),
            (
                57,
                "Give every woman a named consultant where the pregnancy is complex.",
                "Y",
                "11/01/23",
                ("30/04/23", "2023-04-30"),
                not_yet(),
                S("Off Track", "slipped"),
                "Two consultant posts are vacant, so the list cannot be shared out. A locum starts on 12 June 2023.",
                "",
                "31/10/23",
                "",
                "Clinical Director",
                "",
            ),
            (
                58,
                "Hold a safety huddle twice a day.",
                "N",
                "01/02/23",
                ("28/02/23", "2023-02-28"),
                unproved(),
                S("On Track", "on_track"),
                "Huddles take place on all days. Minutes are not kept at weekends.",
                "27/02/23",
                "31/08/23",
                "",
                "Head of Midwifery",
                "Ward folders",
            ),
        )
    ]
    for row in rows:
        row["s:status"].fill = {"Not Yet Delivered": RED, "Delivered, Not Yet Evidenced": AMBER, "Evidenced and Assured": GREEN}[
            row["s:status"].printed
        ]
        row["s:status"].rag = {RED: "red", AMBER: "amber", GREEN: "green"}[row["s:status"].fill]
    table = tracker(gold, columns, rows, "2023-05", size=7)
    for action in gold.data["actions"]:
        del action["operational_lead_raw"]
    paper = Paper(
        [
            Para("Severnmoor Hospitals NHS Trust", "title"),
            Para("Appendix One: maternity review action plan as at 31 May 2023", "heading"),
            table,
            Para("Delivery status", "heading"),
            Grid(
                [
                    ["Colour", "Status", "Description"],
                    [Cell("", RED), "Not Yet Delivered", "The action is not yet in place"],
                    [Cell("", AMBER), "Delivered, Not Yet Evidenced", "The action is in place but assurance has not been given"],
                    [Cell("", GREEN), "Evidenced and Assured", "The action is in place and assurance has been given"],
                ],
                [2, 5, 10],
            ),
        ],
        landscape=True,
        size=9,
        margin=1.0,
        title="Maternity action plan",
    )
    return Alike("maternity-plan", paper, gold, drawn={"idiom": IDIOM, "rotated": ROTATED})
