"""Progress that is told in running text: labels under recommendations or actions, and tables that answer them by number alone."""
from __future__ import annotations

import pytest

from building import columns, heading, item, paragraph, read, table

ASKED = ("That the ferry run on market days.", "That the quay steps be lit at dusk.", "That a second bell be hung.")
TOLD = ("The ferry has run since April.", "Lamps are bought and not yet hung.", "No founder was found.")
STATES = ("Complete", "On track", "Delayed")
STATUS = ["complete", "on_track", "slipped"]
TITLE = [heading("Review of the quay: six month update"), paragraph("12 May 2026"), heading("Recommendations")]


def told(records) -> tuple[list, list]:
    """Evidence and statuses by the number of what they are of."""
    numbers = {r.recommendation_id: r.number for r in records.recommendations}
    return ([(numbers[e.recommendation_id], e.text) for e in records.evidence],
            [(numbers[a.recommendation_id], a.status) for a in records.assessments])


def blocks(begin, *labels) -> list:
    return [part for n, (asked, *said) in enumerate(zip(ASKED, TOLD, STATES, strict=True), 1)
            for part in (*begin(n, asked), *(label(*said) for label in labels))]


def spelt_out(n: int, text: str) -> list:
    return [paragraph(f"Recommendation {n}: {text}")]


BEGINNINGS = {
    "recommendation": spelt_out,
    "recommendation as a heading": lambda n, text: [heading(f"Recommendation {n}: {text}")],
    "number alone as a heading": lambda n, text: [heading(f"Recommendation {n}"), paragraph(text)],
    "bold with a typed number": lambda n, text: [paragraph(f"{n}. {text}", bold=True)],
    "item of a numbered list": lambda n, text: [item(text, number=f"{n}.")],
}


@pytest.mark.parametrize("begin", BEGINNINGS.values(), ids=BEGINNINGS)
def test_two_labels_under_a_recommendation(begin):
    records = read(*TITLE, *blocks(begin, lambda progress, _: paragraph(f"Progress: {progress}"), lambda _, status: paragraph(f"Status: {status}")))
    assert columns(records.recommendations, "number", "text") == list(zip("123", ASKED, strict=True))
    assert told(records) == (list(zip("123", TOLD, strict=True)), list(zip("123", STATUS, strict=True)))
    assert not [p.text for p in records.passages if p.role == "unassigned"]


@pytest.mark.parametrize("label", ["Update", "Update (May 2026)", "Progress to date"])
def test_an_update_alone_under_each_recommendation(label):
    assert told(read(*TITLE, *blocks(spelt_out, lambda progress, _: paragraph(f"{label}: {progress}"))))[0] == list(zip("123", TOLD, strict=True))


def test_an_update_under_one_of_several_is_a_mention():
    asked = [paragraph(f"Recommendation {n}: {text}") for n, text in enumerate(ASKED, 1)]
    assert not read(*TITLE, *asked, paragraph("Update: the ferry has run since April.")).evidence


def test_numbered_lines_with_labels_are_recommendations_only_where_it_is_said():
    """'3. New library', 'Status: ...' is a project; under a heading of actions such lines are actions."""
    def listed(over: str):
        return read(heading("Quay board"), heading(over), *(part for n in (1, 2, 3) for part in (
            item(f"Mend step {n} of the old stair", number=f"{n}."), paragraph("Lead: Ann Brook"), paragraph(f"Status: {STATES[n - 1]}"))))
    assert not listed("Projects").recommendations and not listed("Projects").actions
    acts = listed("Actions")
    assert columns(acts.actions, "number", "text", "owner_raw") == [(str(n), f"Mend step {n} of the old stair", "Ann Brook") for n in (1, 2, 3)]
    assert columns(acts.assessments, "status") == [(status,) for status in STATUS] and not acts.recommendations


def test_an_action_on_a_line_with_fewer_labels():
    records = read(heading("Quay log"), *(part for n in (1, 2, 3) for part in (
        paragraph(f"Action {n}: Mend step {n} of the old stair"), paragraph(f"Update: {TOLD[n - 1]}"), paragraph(f"Status: {STATES[n - 1]}"))))
    assert columns(records.actions, "number", "text") == [(str(n), f"Mend step {n} of the old stair") for n in (1, 2, 3)]
    assert columns(records.evidence, "text") == [(t,) for t in TOLD] and columns(records.assessments, "status") == [(s,) for s in STATUS]


LISTS = {
    "items of a list": (lambda n, text: item(text, number=f"{n}."), ["No.", "Progress", "Status"], str),
    "R1 typed and in the table": (lambda n, text: paragraph(f"R{n}. {text}"), ["Rec", "Progress", "Status"], "R{}".format),
    "spelt out, R1 in the table": (lambda n, text: paragraph(f"Recommendation {n}: {text}"), ["Ref", "Progress", "Status"], "R{}".format),
    "spelt out in both": (lambda n, text: paragraph(f"Recommendation {n}: {text}"), ["Recommendation", "Progress", "Status"], "Recommendation {}".format),
    "letters": (lambda n, text: item(text, number=f"({'abc'[n - 1]})"), ["No.", "Progress", "Status"], lambda n: f"({'abc'[n - 1]})"),
}


@pytest.mark.parametrize(("line", "heads", "number"), LISTS.values(), ids=LISTS)
def test_a_table_tells_progress_of_recommendations_in_the_text(line, heads, number):
    records = read(*TITLE, *(line(n, text) for n, text in enumerate(ASKED, 1)), heading("Progress"),
                   table(heads, *([number(n), TOLD[n - 1], STATES[n - 1]] for n in (1, 2, 3))))
    assert [text for _, text in told(records)[0]] == list(TOLD) and [status for _, status in told(records)[1]] == STATUS
    assert records.document.layout == "scrutiny_monitoring"


def test_a_table_that_answers_gives_owners_and_dates_and_another_date_is_said():
    rounds = [part for month, due in (("November 2025", "May 2026"), ("May 2026", "July 2026")) for part in (
        heading(f"Update: {month}"), table(["No.", "Update", "Lead officer", "Target date"], *([str(n), TOLD[n - 1], "Ann Brook", due] for n in (1, 2, 3))))]
    records = read(*TITLE, *(paragraph(f"Recommendation {n}: {text}") for n, text in enumerate(ASKED, 1)), *rounds)
    assert columns(records.recommendations, "responsibility_raw", "due_raw") == [("Ann Brook", "May 2026")] * 3
    assert [str(e.period_start)[:7] for e in records.evidence] == ["2025-11"] * 3 + ["2026-05"] * 3
    assert [(d.code, d.excerpt) for d in records.diagnostics] == [("answer-differs", "July 2026")] * 3
    assert len({c.table for c in records.recommendations[0].source_cells if c.table is not None}) == 2


def test_a_short_name_of_what_is_answered_is_traced_to_it():
    records = read(*TITLE, *(paragraph(f"Recommendation {n}: {text}") for n, text in enumerate(ASKED, 1)), heading("Progress"),
                   table(["No.", "Subject", "Update", "Status"], *([str(n), f"Quay {n}", TOLD[n - 1], STATES[n - 1]] for n in (1, 2, 3))))
    assert records.document.coverage == 1
    assert {(p.text, p.role) for p in records.passages if p.text.startswith("Quay ")} == {(f"Quay {n}", "record") for n in (1, 2, 3)}


def test_a_table_of_nothing_but_recommendations():
    asked = table(["No.", "Recommendation"], *([str(n), text] for n, text in enumerate(ASKED, 1)))
    answers = table(["No.", "Update", "Status"], *([str(n), TOLD[n - 1], STATES[n - 1]] for n in (1, 2, 3)))
    records = read(*TITLE, asked, heading("Progress"), answers)
    assert columns(records.recommendations, "number", "text") == list(zip("123", ASKED, strict=True))
    assert told(records) == (list(zip("123", TOLD, strict=True)), list(zip("123", STATUS, strict=True)))
    plan = table(["Ref", "Action", "Lead", "By when", "Status"], ["A1", "Buy six lamps for the steps", "Mate", "May 2026", "Open"], ["A2", "Hang the lamps up", "Mate", "June 2026", "Open"])
    assert not read(*TITLE, asked, heading("Plan"), plan).recommendations, "what a report asks beside a tracker of other things"


def test_a_table_of_counts_answers_nobody():
    """'Recommendations | 6' counts them."""
    counts = table(["Status", "What it means", "Recommendations"], ["Closed", "All is done", "1"], ["Delayed", "It is late", "2"], ["Open", "It goes on", "3"])
    assert not read(*TITLE, *(paragraph(f"Recommendation {n}: {text}") for n, text in enumerate(ASKED, 1)), counts).assessments


def listed_once(*grades: str):
    """Recommendations listed once, and below each number alone who, by when, what was done and a grade."""
    return read(*TITLE, *(paragraph(f"({n}) {text}") for n, text in enumerate(ASKED, 1)), heading("Position after six months"), *(part for n in (1, 2, 3) for part in (
        paragraph(f"Recommendation {n}", bold=True), paragraph("Lead: Harbour Master (East) Timescale: by end of December 2026"),
        paragraph(f"{TOLD[n - 1]} The board was told of it in June and asked for a further report before the winter."), paragraph("The crew is content."),
        paragraph(f"Progress grade: {grades[n - 1]}"))))


def test_unlabelled_progress_below_a_line_with_two_labels():
    """It is no more of the owner; that it is progress is inferred."""
    records = listed_once("Complete", "On track", "Delayed")
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [
        (str(n), text, "Harbour Master (East)", "by end of December 2026") for n, text in enumerate(ASKED, 1)]
    assert [(e.kind, e.inferred, e.text.split("\n")[1]) for e in records.evidence] == [("progress", ["kind"], "The crew is content.")] * 3
    assert [status for _, status in told(records)[1]] == STATUS
    assert not [p.text for p in records.passages if p.role == "unassigned"]


def test_prose_beside_labelled_progress_is_no_evidence():
    records = read(*TITLE, *(part for n in (1, 2, 3) for part in (
        paragraph(f"Recommendation {n}: {ASKED[n - 1]}"), paragraph("Lead: Ann Brook"), paragraph("The board had heard from eleven users of the quay that nobody could see the steps at night."),
        paragraph(f"Progress: {TOLD[n - 1]}"))))
    assert columns(records.evidence, "text") == [(t,) for t in TOLD] and records.recommendations[0].responsibility_raw == "Ann Brook"
    assert [p.role for p in records.passages if p.text.startswith("The board had heard")] == ["narrative"] * 3


def test_a_number_alone_means_nothing_where_the_words_of_others_turn_the_scale():
    records = listed_once("4 – delivered in full", "2", "1 – not yet started")
    assert columns(records.assessments, "grade", "label", "status") == [(4, "delivered in full", "complete"), (2, None, "unknown"), (1, "not yet started", "not_started")]
    assert [d.excerpt for d in records.diagnostics if d.code == "grade-not-understood"] == ["2"]
    assert columns(listed_once("1", "2", "3 – slipped").assessments, "status") == [("complete",), ("on_track",), ("slipped",)]


def test_the_number_of_a_card_above_its_table():
    rows = [["The Board recommended", ASKED[0]], ["Trust lead", "Ann Brook"], ["Progress reported (May 2026)", TOLD[0]], ["Trust assessment (May 2026)", "On track"]]
    records = read(heading("Quay"), paragraph("Recommendation 2"), table(*rows))
    assert columns(records.recommendations, "number", "text", "responsibility_raw") == [("2", ASKED[0], "Ann Brook")]
    assert columns(records.evidence, "period_raw", "text") == [("May 2026", TOLD[0])]


DONE = ("A ferry has run on market days since April and was used by 340 people.", "Twelve lamps were bought in May; the crew is to hang them.",
        "No founder was found, and the fund was given back in June.")


@pytest.mark.parametrize("begin", [*list(BEGINNINGS.values())[:1], *list(BEGINNINGS.values())[2:]], ids=[*list(BEGINNINGS)[:1], *list(BEGINNINGS)[2:]])
def test_in_a_paper_on_progress_what_was_done_needs_no_label(begin):
    """It is no part of the recommendation, and the last goes no further than the tale."""
    told_of = [part for n, asked in enumerate(ASKED, 1) for part in (*begin(n, asked), paragraph(DONE[n - 1]), *([paragraph("More will follow next year.")] if n < 3 else []))]
    records = read(*TITLE, *told_of, paragraph("The Committee will want to say what it thinks of this."))
    assert columns(records.recommendations, "number", "text") == list(zip("123", ASKED, strict=True))
    assert [(e.text.split("\n"), e.inferred[0]) for e in records.evidence] == [
        ([DONE[0], "More will follow next year."], "kind"), ([DONE[1], "More will follow next year."], "kind"), ([DONE[2]], "kind")]
    final = read(heading("Report of the quay inquiry"), heading("Recommendations"), *told_of)
    assert not final.evidence, "in the inquiry's own report it is why it is asked"


def test_what_was_done_between_a_recommendation_and_its_status():
    records = read(heading("The quay"), heading("Recommendations"), *(part for n in (1, 2, 3) for part in (
        *spelt_out(n, ASKED[n - 1]), paragraph(DONE[n - 1]), paragraph(f"Status: {STATES[n - 1]}"))))
    assert columns(records.recommendations, "text") == [(text,) for text in ASKED]
    assert columns(records.evidence, "text") == [(text,) for text in DONE] and [s for _, s in told(records)[1]] == STATUS


def test_paragraphs_of_a_report_that_go_through_each_recommendation():
    """The report's own paragraph numbers belong to neither the recommendation nor the evidence."""
    parts = [part for n in (1, 2, 3) for part in (
        paragraph(f"4.{3 * n} Recommendation {n}: {ASKED[n - 1]}"), paragraph("Lead officer: Harbour Master. Target date: September 2026."),
        paragraph(f"4.{3 * n + 1} {DONE[n - 1]}"), paragraph(f"4.{3 * n + 2} The board was told of it in June."), paragraph(f"Status: {STATES[n - 1]}", bold=True))]
    records = read(*TITLE[:2], heading("4. Progress on each recommendation"), *parts, heading("5. Costs"), paragraph("5.1 The lamps have cost £340."))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [(str(n), text, "Harbour Master", "September 2026") for n, text in enumerate(ASKED, 1)]
    assert columns(records.evidence, "text") == [(f"{text}\nThe board was told of it in June.",) for text in DONE]
    assert [status for _, status in told(records)[1]] == STATUS


def test_recommendations_in_bold_without_a_number():
    parts = [part for asked, done in zip(ASKED, DONE, strict=True) for part in (paragraph(f"{asked[:-1]} from the first of May.", bold=True), paragraph(done))]
    records = read(heading("The quay: one year on"), heading("What has been done"), *parts, heading("Money"), paragraph("The lamps have cost £340."))
    assert columns(records.recommendations, "number", "text") == [(None, f"{text[:-1]} from the first of May.") for text in ASKED]
    assert columns(records.evidence, "text") == [(text,) for text in DONE]


def test_a_schedule_of_matters_arising():
    """Two labels on a line, a minute's number over each, and the part of the schedule says how it stands; what follows the last is no update."""
    def matter(n: int):
        return [paragraph(f"Minute 24/03{n}   The stair", bold=True), paragraph(f"Action: Mend step {n} of the old stair."), paragraph("Owner: CFO     Due: 25.07.24"),
                paragraph(f"Update: {DONE[n % 3]}")]
    records = read(heading("Schedule of matters arising"), paragraph("26 September 2024"), heading("Part A – Closed since the last meeting"), *matter(1), *matter(2),
                   heading("Part B – Open"), paragraph("Directors are asked to note the updates."), *matter(3), *matter(4), paragraph("The next meeting is on 28 November 2024."))
    assert columns(records.actions, "number", "text", "owner_raw", "due_raw") == [(f"24/03{n}", f"Mend step {n} of the old stair.", "CFO", "25.07.24") for n in (1, 2, 3, 4)]
    assert columns(records.assessments, "value_raw", "status") == [("Closed", "complete")] * 2 + [("Open", "on_track")] * 2
    assert columns(records.evidence, "text") == [(DONE[n % 3],) for n in (1, 2, 3, 4)]


def test_a_plan_with_the_numbers_of_the_list_above_answers_it():
    asked = [item(f"The board should mend step {n} of the old stair.", number=f"{n}.") for n in (1, 2, 3)]
    def plan(*numbers: int):
        return table(["No.", "What we agreed to do", "Who", "When", "Progress", "Status"], *([str(n), f"Buy stone for step {n}", "Mate", "May 2026", TOLD[0], "Open"] for n in numbers))
    records = read(heading("Review of the stair"), heading("What the reviewer recommended"), *asked, heading("Progress by July"), plan(1, 2, 3))
    numbers = {r.recommendation_id: r.number for r in records.recommendations}
    assert [(numbers[a.recommendation_id], a.number, a.text) for a in records.actions] == [(str(n), None, f"Buy stone for step {n}") for n in (1, 2, 3)]
    others = read(heading("Plan"), heading("Recommendations"), *asked, heading("Actions"), plan(1, 2, 3, 4))
    assert not others.recommendations and columns(others.actions, "number") == [("1",), ("2",), ("3",), ("4",)]


def test_a_measure_of_success_may_be_long():
    measure = "All users of the quay say in the yearly survey that they can see the steps well at night, in winter too."
    records = read(*TITLE, *(part for n in (1, 2, 3) for part in (
        *spelt_out(n, ASKED[n - 1]), paragraph("Success measure: Fewer falls are counted."), paragraph(measure), paragraph(f"Progress: {TOLD[n - 1]}"), paragraph(f"Status: {STATES[n - 1]}"))))
    assert columns(records.recommendations, "success_measure") == [(f"Fewer falls are counted.\n{measure}",)] * 3
    assert columns(records.evidence, "text") == [(text,) for text in TOLD]
