"""An action log with one action a row."""

from __future__ import annotations

from tests.lookalikes.tracker import S, tracker
from tests.making.content import Grid, Para, Paper
from tests.making.gold import Gold

DATE = ("8 February 2024", "2024-02-08")
STATES = {"Complete": "complete", "On track": "on_track", "Delayed": "slipped", "Not started": "not_started"}
ROWS = [
    (
        "PSC 23/04",
        "Bus review, 9 March 2023",
        "Ask the bus company for figures on missed journeys by route.",
        "Derek Lomas",
        ("30 April 2023", "2023-04-30"),
        "Complete",
        "Figures were received on 26 April 2023 and sent to Members.",
    ),
    (
        "PSC 23/07",
        "Home care, 8 June 2023",
        "Arrange a visit to the call centre for new Members.",
        "Carol Dunn, Democratic Services",
        ("Sept 2023", "2023-09"),
        "Complete",
        "Eleven Members went on 14 September 2023.",
    ),
    (
        "PSC 23/09",
        "Libraries, 14 September 2023",
        "Report on how many homework clubs have started again since the pandemic.",
        "Head of Libraries",
        ("Dec 23", "2023-12"),
        "Delayed",
        "Clubs have resumed in six of nine libraries. The report has been delayed by staff sickness and will come in April.",
    ),
    (
        "PSC 23/12",
        "Damp review, 14 December 2023",
        "Circulate the humidity readings for the first 65 homes.",
        "Tom Ashby",
        ("by end of March 24", "/2024-03"),
        "On track",
        "",
    ),
    (
        "PSC 24/01",
        "Work programme, 11 January 2024",
        "Draft the scope of a review of school meals.",
        "Scrutiny Officer",
        ("TBC", ""),
        "Not started",
        "Awaiting the Chair.",
    ),
]


def paper() -> tuple[Paper, Gold]:
    gold = Gold("action_tracker", organisation="Wrenbury Borough Council", paper_date_raw=DATE[0], paper_date=DATE[1])
    rows = [
        {"ref": ref, "source": source, "text": text, "owner": owner, "due": due, "s:status": S(state, STATES[state]), "progress": note}
        for ref, source, text, owner, due, state, note in ROWS
    ]
    columns = [
        ("Ref", "ref", 2.1),
        ("Source", "source", 3.6),
        ("Action", "text", 6),
        ("Lead", "owner", 3.2),
        ("Due", "due", 2.4),
        ("Status", "s:status", 2.4),
        ("Comments", "progress", 6),
    ]
    grid: Grid = tracker(gold, columns, rows, "2024-02")
    return (
        Paper(
            [
                Para("Wrenbury Borough Council", "title"),
                Para("People Select Committee", "heading"),
                Para(f"Action log – {DATE[0]}", "heading"),
                grid,
            ],
            footer="People Select Committee",
            landscape=True,
            size=10,
            title="Action log",
        ),
        gold,
    )
