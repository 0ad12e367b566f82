"""Progress without a label: what was done, told below a recommendation, in the same paragraph or in a box with it."""
from __future__ import annotations

import pytest

from building import columns, heading, item, paragraph, read, table

ASKED = ("That the harbour master lets a second ferry run on market days.", "That the town looks for lamps for the quay steps.",
         "That a report on the bell is brought back to the Harbour Panel.")
DONE = ("A second ferry was hired in May and has run on every market day since.", "Lamps were tried at three places in June, and the brass ones have lasted best.",
        "The report will be brought to the panel at its meeting in the new year.")
STATES = ("Complete", "Ongoing", "Not started")
STATUS = ["complete", "on_track", "not_started"]
TITLE = heading("Review of the quay: update")
LETTERS = dict(zip("123", "abc", strict=True))


def told(records) -> list[tuple]:
    numbers = {r.recommendation_id: r.number for r in records.recommendations}
    return [(numbers[e.recommendation_id], e.kind, e.text) for e in records.evidence]


def each(make) -> list:
    """The blocks of the three recommendations: made from number, text, status and what was done."""
    return [block for parts in zip("123", ASKED, STATES, DONE, strict=True) for block in make(*parts)]


BELOW = {
    "a status in the heading": lambda n, asked, state, done: (heading(f"Recommendation {n} – {state}", 2), paragraph(asked), paragraph(done)),
    "a status in brackets": lambda n, asked, state, done: (heading(f"Recommendation {n} ({state.upper()})", 2), paragraph(asked, bold=True), paragraph(done)),
    "a status and a topic": lambda n, asked, state, done: (heading(f"Recommendation {n}: The quay – Status: {state}", 2), paragraph(asked), paragraph(done)),
    "a status alone on a line": lambda n, asked, state, done: (paragraph(f"{n}. {asked}"), paragraph(f"{state}."), paragraph(done)),
    "a status alone in a paragraph": lambda n, asked, state, done: (paragraph(f"{n}. {asked} – {state}. {done}"),),
    "a number alone on a plain line": lambda n, asked, state, done: (paragraph(f"RECOMMENDATION {n}"), paragraph(asked), paragraph(f"Status: {state}"), paragraph(f"Update: {done}")),
    "a box of one column": lambda n, asked, state, done: (table([f"Recommendation {n}: {asked}"], [f"Update: {done}"], [f"Status: {state}"]),),
    "dashes behind the labels": lambda n, asked, state, done: (paragraph(f"Recommendation {n} — {asked}"), paragraph(f"Progress — {done}"), paragraph(f"Status – {state}")),
    "labels on lines of their own": lambda n, asked, state, done: (heading(f"Recommendation {n}", 2), paragraph(asked), paragraph("Progress", bold=True), paragraph(done), paragraph("Status", bold=True), paragraph(state)),
    "a line of labels before it": lambda n, asked, state, done: (paragraph(f"{n}. {asked}", bold=True), paragraph(f"Lead: Quay Manager | Due: 30 June 2025 | Status: {state}"), paragraph(done)),
    "a heading over those that stand so": lambda n, asked, state, done: (heading(state, 2), paragraph(f"Recommendation {n}: {asked}"), paragraph(done)),
    "a response that tells it": lambda n, asked, state, done: (paragraph(f"Recommendation {n}: {asked}"), paragraph(f"Response: {done}"), paragraph(f"Status: {state}")),
    "a box of one cell": lambda n, asked, state, done: (table([[f"Recommendation {n}", asked, f"Status: {state}", f"Update: {done}"]]),),
}


@pytest.mark.parametrize("make", BELOW.values(), ids=BELOW)
def test_a_recommendation_how_it_stands_and_what_was_done(make):
    records = read(TITLE, *each(make))
    assert columns(records.recommendations, "number", "text") == list(zip("123", ASKED, strict=True))
    assert told(records) == [(n, "progress", done) for n, done in zip("123", DONE, strict=True)]
    assert columns(records.assessments, "status") == [(s,) for s in STATUS]
    assert [a.value_raw.lower() for a in records.assessments] == [s.lower() for s in STATES]
    assert not [p.text for p in records.passages if p.role == "unassigned"]


ALONE = {
    "recommendations in bold": (str, lambda n, asked, done: (paragraph(f"Recommendation {n}: {asked}", bold=True), paragraph(done))),
    "bullets below": (str, lambda n, asked, done: (paragraph(f"Recommendation {n} – {asked}", bold=True), item(done))),
    "one paragraph": (str, lambda n, asked, done: (paragraph(f"Recommendation {n}: {asked} {done}"),)),
    "one paragraph of a report": (str, lambda n, asked, done: (paragraph(f"4.{n} Recommendation {n} – {asked} Progress: {done}"),)),
    "paragraphs of a report": (str, lambda n, asked, done: (paragraph(f"4.{2 * int(n)} Recommendation {n}: {asked}"), paragraph(f"4.{2 * int(n) + 1} {done}"))),
    "numbers in words": ({"1": "One", "2": "Two", "3": "Three"}.get, lambda n, asked, done: (
        heading(f"Recommendation {dict(zip('123', ('One', 'Two', 'Three'), strict=True))[n]}"), paragraph(asked), paragraph(done))),
    "letters": (LETTERS.get, lambda n, asked, done: (paragraph(f"({LETTERS[n]}) {asked}", bold=True), paragraph(done))),
    "nested bullets": (lambda n: None, lambda n, asked, done: (item(asked), item(done, 1))),
    "paragraphs of a report without 'Recommendation'": (lambda n: None, lambda n, asked, done: (
        paragraph(f"4.{2 * int(n)} {asked}", bold=True), paragraph(f"4.{2 * int(n) + 1} {done}"))),
    "a box over what was done": (str, lambda n, asked, done: (table([f"Recommendation {n}: {asked}"]), paragraph(done))),
}


@pytest.mark.parametrize(("number", "make"), ALONE.values(), ids=ALONE)
def test_what_was_done_without_a_label(number, make):
    """What will be done is told as well, where most of the others are in the past."""
    records = read(TITLE, *each(lambda n, asked, _, done: make(n, asked, done)))
    assert columns(records.recommendations, "number", "text") == [(number(n), asked) for n, asked in zip("123", ASKED, strict=True)]
    assert [(e.kind, e.text) for e in records.evidence] == [("progress", done) for done in DONE]


def test_a_paper_that_is_not_about_progress_tells_none():
    records = read(heading("Review of the quay"), *each(lambda n, asked, _, done: (paragraph(f"Recommendation {n}: {asked}"), paragraph(done))))
    assert columns(records.recommendations, "text") == [(asked,) for asked in ASKED] and not records.evidence


def test_what_is_planned_alone_is_no_progress():
    """Without anything in the past, a paragraph below a recommendation may be its reason."""
    records = read(TITLE, *each(lambda n, asked, *_: (paragraph(f"Recommendation {n}: {asked}"), paragraph("Members will know that the quay is long and dark in winter."))))
    assert columns(records.recommendations, "text") == [(asked,) for asked in ASKED] and not records.evidence


def test_one_long_recommendation_is_not_cut():
    long = "That lamps are bought. The panel was told in May that the steps have been dark since the old ones were sold."
    records = read(TITLE, paragraph(f"Recommendation 1: {long}"), paragraph(f"Recommendation 2: {ASKED[1]}"))
    assert columns(records.recommendations, "text") == [(long,), (ASKED[1],)]


def test_a_box_is_traced_to_its_cell():
    records = read(TITLE, table(["Key date", "May"]), *each(lambda n, asked, state, done: (table([f"Recommendation {n}: {asked}"], [f"Update: {done}"]),)))
    assert [(c.table, c.row, c.column) for c in records.evidence[1].source_cells] == [(2, 1, 0)]


def test_two_recommendations_in_one_heading_are_none():
    assert not read(TITLE, heading("Recommendations 1 and 2", 2), paragraph("The panel heard about both of them in May.")).recommendations


def test_a_topic_that_is_also_a_status_stays_a_topic():
    records = read(TITLE, *each(lambda n, asked, _, done: (heading(f"Recommendation {n} – Monitoring", 2), paragraph(asked), paragraph(done))))
    assert columns(records.recommendations, "text") == [(asked,) for asked in ASKED] and not records.assessments


def test_labels_in_a_line_with_stops():
    """'Target date: May 2025. Status: Complete.' gives neither a period nor a date to the status."""
    last = "Responsible officer: Quay Manager. Target date: May 2025. Status: Complete."
    records = read(TITLE, paragraph("1 September 2025"), *each(lambda n, asked, _, done: (paragraph(f"Recommendation {n}: {asked}"), paragraph(done), paragraph(last))))
    assert columns(records.recommendations, "responsibility_raw", "due_raw") == [("Quay Manager", "May 2025")] * 3
    assert {(str(a.period_start), a.value_raw) for a in records.assessments} == {("2025-09-01", "Complete")}


def test_a_sentence_on_the_future_gives_the_paper_no_month():
    records = read(TITLE, *each(lambda n, asked, _, done: (paragraph(f"{n}. {asked}", bold=True), paragraph(done.replace("the new year", "March 2027")))))
    assert columns(records.evidence, "period_raw") == [(None,)] * 3


def test_letters_and_a_position_by_the_papers_own_words():
    """A letter to the chair: 'Recommendation A.', what was done, 'Position: in hand; agreed date 31 March 2026.'; what follows the last is no part of it."""
    key = paragraph("By “discharged” I mean that it has been carried out in full. By “in hand” I mean that work has begun and will be finished by the date agreed. By “outstanding” I mean that the date has passed.")
    words = dict(zip("123", ("discharged", "in hand; agreed date 31 March 2026", "outstanding"), strict=True))
    records = read(paragraph("Dear Mayor"), paragraph("The quay: progress on the Panel's recommendations"), key, *each(lambda n, asked, _, done: (
        paragraph(f"Recommendation {LETTERS[n].upper()}. {asked}"), paragraph(done), paragraph(f"Position: {words[n]}."))), paragraph("I was glad to be asked and have learned much."))
    assert columns(records.recommendations, "number", "due_raw") == [("A", None), ("B", "31 March 2026"), ("C", None)]
    assert columns(records.assessments, "value_raw", "status", "explanation") == [("discharged", "complete", None), ("in hand", "on_track", None), ("outstanding", "slipped", None)]
    assert columns(records.evidence, "text") == [(done,) for done in DONE]


def test_a_list_above_has_the_texts_of_numbers_and_topics():
    texts = [f"The Trust should mend step {n} of the quay for everybody." for n in (1, 2, 3)]
    records = read(TITLE, heading("2. The recommendations"), *(item(text, number=f"{n}.") for n, text in enumerate(texts, 1)), heading("3. What has been done"),
                   *each(lambda n, asked, _, done: (heading(f"Recommendation {n}: Steps of the quay", 2), paragraph(done), paragraph("People on the quay were glad of it in May."))))
    assert columns(records.recommendations, "number", "text") == list(zip("123", texts, strict=True))
    assert [e.text.split("\n")[0] for e in records.evidence] == list(DONE)


def test_codes_and_a_status_in_square_brackets_at_the_end():
    key = paragraph("[Delivered] means done in full; [Progressing] means that work is going to plan; [Stalled] means that work is later than was promised.")
    ends = dict(zip("123", ("Delivered", "Progressing", "Stalled"), strict=True))
    made = each(lambda n, asked, _, done: (paragraph(f"Q{n} The mayor should mend step {n} of the quay. {done} [{ends[n]}]"),))
    more = paragraph("The Committee recommended that the bell be hung again by spring. It was hung in March and has been rung since. [Delivered]")
    records = read(heading("What scrutiny did"), key, heading("What became of our recommendations", 2), *made, more)
    assert columns(records.recommendations, "number", "text") == [(f"Q{n}", f"The mayor should mend step {n} of the quay.") for n in "123"] + [(None, "that the bell be hung again by spring.")]
    assert columns(records.assessments, "value_raw", "status") == [("Delivered", "complete"), ("Progressing", "on_track"), ("Stalled", "slipped"), ("Delivered", "complete")]
    assert columns(records.evidence, "text") == [*((done,) for done in DONE), ("It was hung in March and has been rung since.",)]


def test_a_note_of_a_session_with_a_dated_line_a_round():
    """A code over each, a labelled recommendation, rounds that begin with their month, a view under the paper's own label, and actions at the end."""
    key = paragraph("The Board gave its view: signed off where it was satisfied that it is complete; keep open where work is going as expected; bring back where work is behind.")
    views = dict(zip("123", ("Signed off", "Keep open", "Bring back"), strict=True))
    made = each(lambda n, asked, _, done: (heading(f"QH {n} Steps", 3), paragraph(f"Recommendation: {asked}"), paragraph("Lead: Head of Quays  Timescale: 31.03.2026"),
                                           paragraph("March 2025: Nothing had begun."), paragraph(f"November 2025: {done}"), paragraph(f"Board’s view: {views[n]}")))
    records = read(heading("Note of monitoring session"), paragraph("Held: 14.11.2025"), key, *made, heading("Actions from the session", 2), paragraph("Action 1: Ask the founder for a reply about the bell."),
                   paragraph("By whom: Iain Dewar  By when: 12.12.2025"), paragraph("Action 2: Write to the mayor about the lamps and steps."), paragraph("By whom: Cat Monk  By when: 28.11.2025"))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [(f"QH {n}", asked, "Head of Quays", "31.03.2026") for n, asked in zip("123", ASKED, strict=True)]
    assert columns(records.evidence, "period_raw", "text") == [pair for done in DONE for pair in (("March 2025", "March 2025: Nothing had begun."), ("November 2025", f"November 2025: {done}"))]
    assert columns(records.assessments, "value_raw", "status") == [("Signed off", "complete"), ("Keep open", "on_track"), ("Bring back", "slipped")]
    assert columns(records.actions, "number", "owner_raw", "due_raw") == [("1", "Iain Dewar", "12.12.2025"), ("2", "Cat Monk", "28.11.2025")]


def test_a_status_that_begins_the_paragraph_of_what_was_done():
    records = read(heading("Peer review of the quay: where we are with the recommendations"), *each(lambda n, asked, state, done: (
        paragraph(f"R{n} Mend the steps of quay {n} before the winter."), paragraph(f"{state}. {done}"), paragraph("Lead: Head of Quays. Timing: spring 2025."))))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [(f"R{n}", f"Mend the steps of quay {n} before the winter.", "Head of Quays", "spring 2025") for n in "123"]
    assert columns(records.assessments, "value_raw", "status") == list(zip(STATES, STATUS, strict=True))
    assert columns(records.evidence, "text") == [(done,) for done in DONE]


def test_how_it_stands_in_brackets_behind_a_label():
    records = read(TITLE, *each(lambda n, asked, state, done: (heading(f"Recommendation {n}", 2), paragraph(asked), paragraph(f"Position at 30 September 2024 ({state.lower()}): {done}"))))
    assert columns(records.assessments, "status", "period_raw") == [(s, "30 September 2024") for s in STATUS]
    assert columns(records.evidence, "text", "period_raw") == [(done, "30 September 2024") for done in DONE]


def test_a_heading_among_labels_that_says_nothing_known():
    """'What is next' stands between what was done and the rating: it is neither, and the rating still belongs to the recommendation."""
    records = read(TITLE, *each(lambda n, asked, _, done: (heading(f"Recommendation {n}: {asked}", 2), heading("What we have done", 3), item(done), heading("What is next", 3),
                                                           item("The Panel will hear about it again."), heading("RAG rating: Green", 3))))
    assert columns(records.evidence, "text") == [(done,) for done in DONE]
    assert columns(records.assessments, "rag") == [("green",)] * 3
    assert sum(p.text == "The Panel will hear about it again." for p in records.passages) == 3


@pytest.mark.parametrize("labels", [("Portfolio", "Lead officer", "By when", "Progress"), ("Lead officer", "Agreed action", "Progress", "Status")])
def test_labels_that_an_extraction_has_before_all_values_say_nothing(labels):
    """Whose they are cannot be told: no record is made of them."""
    values = [(paragraph(asked), paragraph("Harbour master"), paragraph(done)) for asked, done in zip(ASKED, DONE, strict=True)]
    records = read(TITLE, *(paragraph(t) for n in (1, 2, 3) for t in (f"R{n}", *labels)), *(b for row in values for b in row), media_type="text")
    assert not records.recommendations and not records.actions and not records.evidence


def test_minutes_that_take_each_recommendation_in_turn():
    """Who answers for it and by when stand between a recommendation and what was told; 'AGREED: Continuing.' is how it stands, and a decision is none."""
    key = paragraph("Each has one of three standings: discharged, where nothing further is needed; continuing, where work is in hand and the date can be met; and overdue, where the date has passed and it has not been done.")
    ends = dict(zip("123", ("Discharged", "Continuing", "Overdue"), strict=True))
    records = read(heading("Minutes of the Harbour Panel"), key, heading("21. The quay: progress on recommendations"), *each(lambda n, asked, _, done: (
        paragraph(f"Recommendation {n} – {asked}"), paragraph("Responsible: Head of Quays. Date given: April 2025."), paragraph(done), paragraph(f"AGREED: {ends[n]}."))))
    assert columns(records.recommendations, "text", "responsibility_raw", "due_raw") == [(asked, "Head of Quays", "April 2025") for asked in ASKED]
    assert [e.text for e in records.evidence] == list(DONE)
    assert columns(records.assessments, "value_raw", "status") == [("Discharged", "complete"), ("Continuing", "on_track"), ("Overdue", "slipped")]


def test_a_status_in_brackets_behind_what_was_done():
    records = read(TITLE, *each(lambda n, asked, state, done: (paragraph(f"{n}. {asked}", bold=True), paragraph(f"{done} ({state})"))))
    assert columns(records.assessments, "value_raw", "status") == list(zip(STATES, STATUS, strict=True))


def test_who_and_by_when_in_brackets():
    records = read(TITLE, *each(lambda n, asked, _, done: (paragraph(f"Recommendation {n}: {asked}"), paragraph("(Quay Manager, by 30 June 2025)"), paragraph(f"Update: {done}"))))
    assert columns(records.recommendations, "text", "responsibility_raw", "due_raw") == [(asked, "Quay Manager", "by 30 June 2025") for asked in ASKED]


def test_a_date_and_a_status_on_one_line_stay_apart():
    """'Due: 30 June 2025 | Status: Complete' gives the due date whole, and the status no month."""
    records = read(TITLE, *each(lambda n, asked, state, done: (paragraph(f"{n}. {asked}", bold=True), paragraph(f"Due: 30 June 2025 | Status: {state}"), paragraph(done))))
    assert columns(records.recommendations, "due_raw") == [("30 June 2025",)] * 3 and columns(records.assessments, "period_raw") == [(None,)] * 3


TABLE = table(["No", "Recommendation", "Lead", "Due"], *([n, asked, "Quay Manager", "June 2025"] for n, asked in zip("123", ASKED, strict=True)))
AGAIN = {
    "number alone": lambda n, asked, state, done: (heading(f"Recommendation {n}", 3), paragraph(done), paragraph(f"Status: {state}")),
    "with a topic": lambda n, asked, state, done: (heading(f"Recommendation {n}: The quay", 3), paragraph(f"Progress: {done}"), paragraph(f"Status: {state}")),
    "what was done behind the number": lambda n, asked, state, done: (paragraph(f"Recommendation {n}: {done} Status: {state}."),),
    "said again": lambda n, asked, state, done: (heading(f"Recommendation {n}: {asked}", 3), paragraph(done), paragraph(f"Status: {state}")),
}


@pytest.mark.parametrize("make", AGAIN.values(), ids=AGAIN)
def test_a_table_of_recommendations_and_what_was_done_below_by_their_numbers(make):
    """One record each: who and by when from the table, the rest from the text."""
    records = read(TITLE, TABLE, heading("Progress", 2), *each(make))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [(n, asked, "Quay Manager", "June 2025") for n, asked in zip("123", ASKED, strict=True)]
    assert told(records) == [(n, "progress", done) for n, done in zip("123", DONE, strict=True)]
    assert columns(records.assessments, "status") == [(s,) for s in STATUS]
    assert {p.record_id for p in records.passages if p.record_table == "recommendations"} <= {r.recommendation_id for r in records.recommendations}


def test_a_second_list_answers_the_first():
    records = read(TITLE, paragraph("The panel recommended:"), *(item(asked, number=f"{n}.") for n, asked in zip("123", ASKED, strict=True)), heading("What has happened", 2),
                   *(item(done, number=f"{n}.") for n, done in zip("123", DONE, strict=True)))
    assert columns(records.recommendations, "number", "text") == list(zip("123", ASKED, strict=True)) and told(records) == [(n, "progress", done) for n, done in zip("123", DONE, strict=True)]


def test_who_and_by_when_behind_the_number():
    """'Recommendation 1 (Clerk, due 30 June 2025). The town should ...': neither is part of its text."""
    records = read(TITLE, *each(lambda n, asked, state, done: (paragraph(f"Recommendation {n} (Quay Manager, due 30 June 2025). {asked}"), paragraph(f"Progress: {done} Status: {state}."))))
    assert columns(records.recommendations, "text", "responsibility_raw", "due_raw") == [(asked, "Quay Manager", "30 June 2025") for asked in ASKED]
    assert columns(records.assessments, "status") == [(s,) for s in STATUS]


def test_coded_recommendations_answered_in_numbered_paragraphs_below():
    """'R1 That ...' in a list, and then '3.1 R1 – What was done'; what the next paragraph says goes on with it."""
    records = read(heading("Where we are with the panel's recommendations"), *(paragraph(f"R{n} {asked}") for n, asked in zip("123", ASKED, strict=True)), heading("What has happened since", 2),
                   *(item(text, number=f"3.{k}") for k, text in enumerate((f"R1 – {DONE[0]}", "It was late on one day.", f"R2 – {DONE[1]}", f"R3 – {DONE[2]}"), 1)))
    assert columns(records.recommendations, "number", "text") == [(f"R{n}", asked) for n, asked in zip("123", ASKED, strict=True)]
    assert [" ".join(text.split()) for _, _, text in told(records)] == [f"{DONE[0]} It was late on one day.", *DONE[1:]] and [n for n, *_ in told(records)] == ["R1", "R2", "R3"]


def test_a_letter_that_begins_each_answer_with_how_it_stands():
    """Nothing in its title says that it is about progress; two recommendations are answered together, so the first has no answer of its own."""
    records = read(heading("Ferries: your report of May"), paragraph("3 February 2026"), paragraph(f"(1) {ASKED[0]}", bold=True), paragraph(f"Done. {DONE[0]}"), paragraph(f"(2) {ASKED[1]}", bold=True),
                   paragraph(f"(3) {ASKED[2]}", bold=True), paragraph(f"Nearly there. {DONE[1]}"), paragraph("(4) That the stair is mended before the regatta.", bold=True), paragraph(f"Stalled. {DONE[2]}"))
    assert columns(records.recommendations, "number") == [("1",), ("2",), ("3",), ("4",)]
    assert told(records) == [("1", "progress", DONE[0]), ("3", "progress", DONE[1]), ("4", "progress", DONE[2])]
    assert columns(records.assessments, "status") == [("complete",), ("on_track",), ("slipped",)]


def test_a_position_with_its_reason_and_what_difference_it_made():
    """'What difference has it made?' is the label of an impact; a month at the positions alone is the paper's, so the rest is of it too."""
    records = read(TITLE, paragraph("17 September 2025"), *each(lambda n, asked, state, done: (
        heading(f"Recommendation {n} – The quay", 3), paragraph(asked), paragraph(done), paragraph("What difference has it made? Fewer people fell."), paragraph(f"Position at September 2025: {state} – the ferry was late.", bold=True))))
    assert columns(records.evidence, "kind", "text") == [row for done in DONE for row in (("progress", done), ("impact", "Fewer people fell."))]
    assert {str(e.period_start) for e in records.evidence} == {"2025-09-01"}
    assert columns(records.assessments, "status", "explanation") == [(s, "the ferry was late.") for s in STATUS]


def test_several_recommendations_in_a_sentence_are_a_mention():
    records = read(TITLE, paragraph("Recommendations 2 (lamps) and 3 (the bell) were finished by May and are not reported again."),
                   *each(lambda n, asked, _, done: (paragraph(f"Recommendation {n}: {asked}"), paragraph(f"Progress: {done}"))))
    assert columns(records.recommendations, "number", "text") == list(zip("123", ASKED, strict=True))


WHO = {"headings over values": (["Lead officer", "Target date"], ["Quay Manager", "30 June 2025"]), "labels beside values": (["Lead officer", "Quay Manager"], ["Target date", "30 June 2025"])}


@pytest.mark.parametrize("rows", WHO.values(), ids=WHO)
def test_who_and_by_when_in_a_small_table_and_the_rest_in_text(rows):
    records = read(TITLE, *each(lambda n, asked, state, done: (heading(f"Recommendation {n}: {asked}", 2), table(*rows), paragraph(f"Progress: {done}"), paragraph(f"Status: {state}"))))
    assert columns(records.recommendations, "number", "text", "responsibility_raw", "due_raw") == [(n, asked, "Quay Manager", "30 June 2025") for n, asked in zip("123", ASKED, strict=True)]
    assert told(records) == [(n, "progress", done) for n, done in zip("123", DONE, strict=True)] and columns(records.assessments, "status") == [(s,) for s in STATUS]


def test_numbered_paragraphs_of_recommendations_and_what_has_been_done_and_their_statuses_in_a_table():
    lines = ["5. Recommendation 1: That the quays be lit at night.", "6. Six lamps were hung in May and the rest were bought.", "7. Recommendation 2: That the bell be rung in fog.", "8. A founder was found in Marl, and his bell was bought.",
             "9. He was paid in June for the first half of it.", "10. Recommendation 3: That a Friends group be formed.", "11. Twelve people came in July and have met twice since."]
    records = read(heading("Review of the harbour: what has been done"), paragraph("16 October 2025"), *map(paragraph, lines),
                   table(["No.", "Subject", "Lead officer", "Status"], ["1", "Lamps", "Harbour Master", "Complete"], ["2", "Bell", "Mayor", "Under way"], ["3", "Friends", "Clerk", "Complete"]))
    assert columns(records.recommendations, "number", "text", "responsibility_raw") == [
        ("1", "That the quays be lit at night.", "Harbour Master"), ("2", "That the bell be rung in fog.", "Mayor"), ("3", "That a Friends group be formed.", "Clerk")]
    assert [e.text[:9] for e in records.evidence] == ["Six lamps", "A founder", "Twelve pe"] and columns(records.assessments, "status") == [("complete",), ("on_track",), ("complete",)]
