"""The key a paper prints, in every shape; what only looks like one is none."""
from __future__ import annotations

import pytest

import building
from extractors.keys import Key, default_key, find_key
from extractors.values.grades import read_grade, read_status_column
from models.document import Block, Cell, Document, Paragraph, Place, Table
from models.codes import DIAGNOSTICS

USUAL = default_key()


def table(*rows: list[str | tuple[str, str]], index: int = 0) -> Table:
    """A table of cells: a text, or a text and its fill."""
    cells = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            text, fill = value if isinstance(value, tuple) else (value, None)
            cells.append(Cell(r, c, paragraphs=[Paragraph(line) for line in text.split("\n") if line], fill=fill, places=[Place(page=2)]))
    return Table(cells, "native", index)


def paper(*items: str | Paragraph | Table) -> Document:
    return Document("docx", [i if isinstance(i, Table) else Block("paragraph", Paragraph(i) if isinstance(i, str) else i) for i in items])


def statuses(key: Key) -> dict[object, str]:
    """Numbers and colours that differ from the usual, and what they mean."""
    grades = {n: s for n, (_, s) in key.grades.items()} if key.grades != USUAL.grades else {}
    return grades | {rag: s for rag, (_, s) in key.colours.items() if s != USUAL.colours[rag][1]}


GRADES = {1: "complete", 2: "on_track", 3: "slipped", 4: "not_achieved"}
KEYS = [
    ([table(["1", "2", "3", "4"], ["Fully Achieved", "On-Track", "Slipped", "Not Achieved"])], {}, {0}, set(),
     "numbers over words: the usual scale"),
    ([table(["Gradings:", "1", "2", "3"], ["Gradings:", "Not met", "Partly met", "Met"])], {1: "not_achieved", 2: "at_risk", 3: "complete"},
     {0}, set(), "a label before, and the scale upside down"),
    ([table(["Met", "Partly met", "Not met"], ["1", "2", "3"])], {1: "complete", 2: "at_risk", 3: "not_achieved"}, {0}, set(),
     "words over numbers"),
    ([table(["1", "Not started"], ["2", "In progress"], ["3", "Complete"])], {1: "not_started", 2: "on_track", 3: "complete"}, {0}, set(),
     "numbers beside words"),
    ([table(["RAG Criteria", "Rating"], ["Complete and assured", ("BLUE", "#0070C0")], ["On target", ("GREEN", "#00B050")],
     ["Risk to delivery", ("AMBER", "#FFFF00")], ["Not deliverable", ("RED", "#FF0000")])], {}, {0}, set(), "words before colours"),
    ([table([("", "#FF0000"), "Not yet started"], [("", "#FFC000"), "On track"], [("", "#00B050"), "Complete"])], {"red": "not_started",
     "amber": "on_track", "green": "complete"}, {0}, set(), "shaded boxes without a word"),
    ([table([("Delivered", "#0070C0"), ("On track to deliver", "#00B050"), ("Some issues", "#FFC000"), ("Not on track to deliver",
     "#FF0000")])], {"red": "slipped"}, {0}, set(), "four shaded boxes in a row"),
    ([table(["Green", "Amber", "Red"], ["Achieved", "Within tolerance", "Off target"])], {"green": "complete", "red": "slipped"}, {0},
     set(), "colours over words"),
    ([table(["Colour", "Status", "Meaning"], ["B", "Complete", "Done and evidenced"], ["G", "On track", "Will be complete by the due date"],
     ["A", "At risk", "May be late"], ["R", "Off track", "Will be late"])], {"red": "slipped"}, {0}, set(),
     "letters, a name and a description"),
    ([table(["Key"], ["Blue – Complete\nGreen – On track\nAmber – At risk\nRed – Overdue"])], {"red": "slipped"}, {0}, set(),
     "lines in one cell"),
    (["Key: Green = on track; Amber - some delay; Red – significantly delayed"], {"red": "slipped"}, set(), {0},
     "one line, three kinds of mark"),
    (["RED: not yet started", "AMBER: in progress", "GREEN: complete"], {"red": "not_started", "amber": "on_track", "green": "complete"},
     set(), {0, 1, 2}, "three lines"),
    (["Grading: 1 = Met, 2 = Partly met, 3 = Not met"], {1: "complete", 2: "at_risk", 3: "not_achieved"}, set(), {0}, "numbers in a line"),
    (["Key", "G – achieved, stop monitoring", "A – acceptable progress, keep monitoring", "R – unacceptable progress, officer to explain"],
     {"green": "complete", "amber": "on_track", "red": "slipped"}, set(), {1, 2, 3}, "letters under the word key"),
    ([Paragraph("Complete", fill="#0070C0"), Paragraph("On track", fill="#00B050"), Paragraph("Overdue", fill="#FF0000")],
     {"red": "slipped"}, set(), {0, 1, 2}, "lines with shading behind the words"),
    (["Green means complete, amber means on track and red means not started."], {"green": "complete", "amber": "on_track",
     "red": "not_started"}, set(), {0}, "a sentence"),
    (["Two ratings are given. In both columns green is complete, amber is on track and red is delayed. Closed actions were taken off."],
     {"green": "complete", "amber": "on_track", "red": "slipped"}, set(), {0}, "a sentence within others that says what each colour is"),
    (["Each has a letter: C = Complete; G = Green, on schedule; A = Amber, at risk of falling behind; R = Red, behind schedule."],
     {"red": "slipped"}, set(), {0}, "codes, some of which name their colour"),
    ([table(["1 – Fully met", "2 – On course", "3 – Behind", "4 – Not met"], ["It is in place.", "The target should be reached.", "Work has slipped.",
     "It will not be done."])], GRADES, {0}, set(), "numbers with their words along a row, and what they mean below"),
    (["The numbers are those above. Blue means that the work is finished; green, that it is going to time; amber, that there is a risk of "
      "missing the date; and red, that the date has been missed."], {"red": "slipped"}, set(), {0}, "a sentence whose verb stands once"),
    (["Each lead has given a grade: 4 – delivered in full; 3 – on course; 2 – begun, but behind the date; 1 – not yet started."],
     {4: "complete", 3: "on_track", 2: "slipped", 1: "not_started"}, set(), {0}, "a scale upside down in a sentence"),
    ([table(["Green", "Recommendation done", "Amber", "In progress, within the time", "Red", "Behind the time"])],
     {"green": "complete", "amber": "on_track", "red": "slipped"}, {0}, set(), "names and meanings along one row"),
    ([table(["B", "Complete", "G", "On target", "A", "At risk of missing the date", "R", "Target date missed"])],
     {"red": "slipped"}, {0}, set(), "letters and meanings along one row"),
]


@pytest.mark.parametrize("items, different, tables, blocks, why", KEYS, ids=[k[-1] for k in KEYS])
def test_keys(items: list[str | Paragraph | Table], different: dict[object, str], tables: set[int], blocks: set[int], why: str) -> None:
    key = find_key(paper(*items))
    assert key.printed, why
    assert (statuses(key), key.tables, key.blocks) == (different, tables, blocks), why
    assert all(note.code in DIAGNOSTICS for note in key.notes)


NO_KEYS = [
    (["Green spaces were opened in May.", "The red team met."], "colours in prose"),
    (["1. Publish the plan", "2. On target", "3. Complete"], "a list"),
    ([table(["Action", "Owner", "RAG"], ["Publish the plan", "PN", "Green"], ["Complete the survey", "TA", "Red"])], "a small tracker"),
    ([table(["Status", "No", "What was promised", "Progress"], ["Complete", "1", "Mend the gate", "It is mended."], ["Partly complete", "2", "Paint it",
     "Half of it is green."], ["Not started", "3", "Oil it", "No oil was found."])], "a small tracker whose numbers stand beside words"),
    ([table(["Action", "Status"], ["Publish", ("Complete", "#00B050")], ["Open the hub", ("Overdue", "#FF0000")])], "a smaller tracker"),
    ([table(["Provider", "Rating"], ["Green Lane", "Good"], ["Red House", "Good"])], "providers"),
    ([table(["Stage", "Date"], ["Draft", "May 2021"], ["Final", "June 2021"])], "a timeline"),
    ([table(["No", "Action"], ["1", "Complete the survey"], ["2", "Deliver the training"], ["3", "Publish the delayed report"], ["4",
     "Visit homes at risk"], ["5", "Close the hub"], ["6", "Open the new one"], ["7", "Review"]) ], "numbered actions"),
    ([table(["Key ambitions"], ["Ambition 1: a thriving town\nAmbition 2: healthy homes on track\nAmbition 3: clean air"])],
     "numbered ambitions"),
    ([], "nothing"),
]


@pytest.mark.parametrize("items, why", NO_KEYS, ids=[k[-1] for k in NO_KEYS])
def test_what_is_no_key(items: list[str | Paragraph | Table], why: str) -> None:
    key = find_key(paper(*items))
    assert not key.printed and not key.tables and not key.blocks, why
    assert key.grades == USUAL.grades and key.colours == USUAL.colours


def test_key_at_the_end_of_a_longer_table_names_its_rows() -> None:
    rows = [[f"Label {i}", f"Value {i}", "", "", ""] for i in range(8)]
    key = find_key(paper(table(*rows, ["Gradings", "1", "2", "3", "4"], ["Gradings", "Fully Achieved", "On-Track", "Slipped",
        "Not Achieved"])))
    assert key.printed and not key.tables and key.rows == {0: {8, 9}}


def test_shades_of_the_key_are_kept() -> None:
    key = find_key(paper(table(["Rating", "Meaning"], [("Green", "#CCFF66"), "On track"], [("Amber", "#FFD966"), "At risk"], [("Red",
        "#E06666"), "Late"])))
    assert key.fills == {"#CCFF66": "green", "#FFD966": "amber", "#E06666": "red"}
    assert key.shades["#E06666"] == ("Late", "slipped")


def test_two_shades_of_one_colour_keep_their_own_meaning() -> None:
    key = find_key(paper(table(["Colour", "Meaning"], [("Red", "#FF0000"), "Date passed and not complete"], [("Orange", "#FFA500"),
        "Not on target"], [("Yellow", "#FFFF00"), "On target"])))
    assert key.words["yellow"][3] == "on_track" and key.words["orange"][3] == "slipped"
    assert key.shades["#FFFF00"][1] == "on_track" and key.shades["#FFA500"][1] == "slipped"


def test_wording_that_is_not_understood_is_said() -> None:
    key = find_key(paper(table(["Colour", "Meaning"], ["Green", "Complete"], ["Amber", "On track"], ["Red", "Zibble"])))
    assert key.colours["red"] == ("Zibble", "unknown")
    assert [n.code for n in key.notes if "Zibble" in n.message] == ["key-not-understood"] and key.notes[-1].page == 2


def test_conflict_with_the_usual_meaning_is_said() -> None:
    key = find_key(paper("Key: Amber = on track, Green = on track, Red = late"))
    assert [n.code for n in key.notes] == ["key-conflict", "key-conflict"]


def test_the_default_is_never_changed() -> None:
    before = (dict(USUAL.grades), dict(USUAL.colours))
    find_key(paper("Key: Amber = on track, Green = complete, Red = not started"))
    assert (USUAL.grades, USUAL.colours, USUAL.words) == (*before, {})


def test_a_users_words_are_laid_over(tmp_path) -> None:
    extra = tmp_path / "ours.toml"
    extra.write_text('[statuses.phrases]\ncomplete = ["zibble"]\n', encoding="utf-8")
    key = find_key(paper("Key: Green = zibble, Amber = at risk, Red = late"), (str(extra),))
    assert key.colours["green"] == ("zibble", "complete")


def test_key_whose_first_line_speaks_of_action_is_no_tracker():
    key = find_key(paper(table(["Green", "Complete – no further action needed"], ["Amber", "On track – work is in hand"], ["Red", "Slipped – the date has passed"])))
    assert (key.colours["green"][1], key.colours["amber"][1], key.colours["red"][1]) == ("complete", "on_track", "slipped")
    assert key.tables == {0}


@pytest.mark.parametrize("document", [
    paper("Key to status", "Achieved – the work has been delivered in full", "Partially achieved – part is done and the rest is on track for its date", "Not started – nothing has begun"),
    paper(table(["Status", "What it means"], ["Achieved", "The work has been delivered in full"], ["Partially achieved", "Part is done and the rest is on track for its date"], ["Not started", "Nothing has begun"]))],
    ids=["lines", "table"])
def test_key_of_words_says_what_partially_means(document):
    key = find_key(document)
    assert {w: meaning[3] for w, meaning in key.words.items()} == {"achieved": "complete", "partially achieved": "on_track", "not started": "not_started"}
    assert key.printed


@pytest.mark.parametrize("document", [
    paper("The status of each action was checked", "Complete – all gates are painted", "Nothing else was said"),
    paper(table(["Action", "Status"], ["Complete the audit of the pier", "Open until the spring of next year"], ["Close the gate", "Complete as of last week"]))], ids=["one line", "tracker"])
def test_words_that_are_no_key(document):
    assert not find_key(document).printed


def test_definition_decides_what_a_word_means_but_does_not_turn_it_round():
    key = find_key(paper("Definitions", "Implemented – complete, and evidence has been seen.", "Not implemented – the action has slipped: its date has passed.",
                         "Not started – no work has been delivered yet."))
    assert {w: meaning[3] for w, meaning in key.words.items()} == {"implemented": "complete", "not implemented": "slipped", "not started": "not_started"}


@pytest.mark.parametrize("lines", ["B Complete\nG On track – dates are met\nA At risk – some may be missed\nR Slipped – a new date is needed", "B\nComplete\nG\nOn track – dates are met\nA\nAt risk\nR\nSlipped – a new date is needed"],
                         ids=["beside", "below"])
def test_key_in_one_cell_beside_the_title(lines):
    key = find_key(paper(table(["Peer Challenge Plan\nUpdate", f"Key to progress\n{lines}"])))
    assert (key.colours["blue"][1], key.colours["red"][1]) == ("complete", "slipped")


def test_key_whose_definitions_speak_of_recommendations():
    key = find_key(paper(table(["Achieved", "Recommendation has been carried out in full"], ["On track", "Work has started and will be finished by the date shown"], ["Slippage", "Work is behind the date shown"])))
    assert key.tables == {0}
    assert [meaning[3] for meaning in key.words.values()] == ["complete", "on_track", "slipped"]


def test_overdue_keeps_its_meaning_whatever_its_definition_adds():
    key = find_key(paper("Status definitions:", "Implemented – The action has been completed.",
                         "Overdue – The original or revised date has passed and the action is not complete.", "In progress – Work has begun and goes on."))
    assert key.words["overdue"][3] == "slipped"


@pytest.mark.parametrize("items", [
    [table(["✔", "Complete", "The action has been signed off."], ["●", "On target", "It will be done in time."], ["▲", "Delayed", "It will be late."],
           ["○", "Not started", "Not due yet."])],
    [table(["Symbol", "Meaning"], ["✔", "Complete"], ["●", "On target"], ["▲", "Delayed"], ["○", "Not started"])],
    ["Key to symbols", "✔ Complete", "● On target", "▲ Delayed", "○ Not started"],
], ids=["with definitions", "under headings", "lines"])
def test_symbols_with_their_meaning(items):
    key = find_key(paper(*items))
    assert {sign: meaning[3] for sign, meaning in key.symbols.items()} == {"✔": "complete", "●": "on_track", "▲": "slipped", "○": "not_started"}


@pytest.mark.parametrize("rows", [
    (["Priority", "Implemented", "In progress", "Overdue", "Total"], ["High", "2", "1", "0", "3"], ["Low", "0", "2", "1", "3"]),
    (["Theme", "Complete", "On target", "Delayed"], ["Roads", "2", "2", "1"], ["Parks", "1", "1", "2"]),
], ids=["in no order", "some twice"])
def test_counts_under_status_words_are_no_key(rows):
    key = find_key(paper(table(*rows)))
    assert key.grades == USUAL.grades and not key.printed


@pytest.mark.parametrize(("words", "status"), [
    ("Action under way but delayed", "slipped"), ("In progress but behind schedule", "slipped"), ("Off track but action in place", "at_risk"),
    ("Complete but awaiting sign off", "complete"), ("Started but not complete", "on_track")])
def test_what_follows_a_but_decides(words, status):
    key = find_key(paper(table(["Blue", "Action completed"], ["Amber", words], ["Red", "Not achieved in the year"])))
    assert key.colours["amber"][1] == status


def test_a_letter_and_its_colour_are_one_sign():
    key = find_key(paper(table(["B", "Blue", "Complete", "Done."], ["G", "Green", "On track", "It will be done in time."], ["R", "Red", "Behind", "The action is late."])))
    assert {rag: key.colours[rag] for rag in ("blue", "green", "red")} == {
        "blue": ("Complete", "complete"), "green": ("On track", "on_track"), "red": ("Behind", "slipped")}


def test_status_words_with_a_definition_and_a_count():
    key = find_key(paper(table(["Status", "Meaning", "Number"], ["On track", "It will be done by the date.", "7"], ["Off track – recoverable", "The date is at risk but a plan is in place", "2"],
                               ["Off track", "The date has passed or will be missed", "1"])))
    assert key.words["off track recoverable"][3] == "at_risk" and key.words["off track"][3] == "slipped"


def test_letters_in_order_are_a_scale_and_no_colours():
    key = find_key(paper(table(["A", "Complete. It has been carried out in full."], ["B", "On target. It will be completed by the date agreed."],
                               ["C", "Behind schedule. It will be late."], ["D", "Not delivered. It will not be carried out."])))
    assert {sign: meaning[3] for sign, meaning in key.symbols.items()} == {"A": "complete", "B": "on_track", "C": "slipped", "D": "not_achieved"}
    grades = [read_grade(text, key) for text in ("A", "C\nMembers were disappointed.", "B – On target", "A. Marsh")]
    assert [(g.status, g.rag, g.explanation) if g else None for g in grades] == [
        ("complete", None, None), ("slipped", None, "Members were disappointed."), ("on_track", None, None), None]
    assert grades[2].value_raw == "B – On target"


def test_a_code_among_the_colours_and_a_count_after_the_words():
    key = find_key(paper(table(["B", "Complete"], ["G", "On track"], ["R", "Overdue"], ["NS", "Not started"]),
                         table(["Status", "RAG", "Meaning", "Actions"], ["On track", "Green", "It will be done by its date", "5"], ["At risk", "Amber", "The date may be missed", "5"],
                               ["Behind", "Red", "The date has been or will be missed", "3"])))
    assert key.symbols["NS"][3] == "not_started" and key.colours["red"][1] == "slipped" and key.grades == USUAL.grades


def test_what_open_means_is_for_the_key_to_say_and_at_risk_stays_at_risk():
    key = find_key(paper(table(["Status", "What it means"], ["Open", "Work on the action has not started"], ["Ongoing", "Work is under way"], ["Closed", "The action is complete"],
                               ["At risk", "There is a risk that the action will not be completed by its date."])))
    assert {word: key.words[word][3] for word in ("open", "ongoing", "closed", "at risk")} == {
        "open": "not_started", "ongoing": "on_track", "closed": "complete", "at risk": "at_risk"}


def test_a_shaded_word_with_its_definition_keeps_the_word():
    key = find_key(paper(table([("Off track – recoverable", "#FFC000"), "The date is at risk but a plan is in place"], [("Off track", "#FF0000"), "The date has passed or will be missed"],
                               [("On track", "#00B050"), "It will be done by the date"])))
    assert key.words["off track recoverable"][3] == "at_risk" and key.words["off track"][3] == "slipped"
    assert key.colours["amber"][1] == "at_risk" and key.colours["red"][1] == "slipped"


def test_a_word_of_delay_stays_one_whatever_its_definition_begins_with():
    key = find_key(paper(table(["Term", "What it means"], ["Achieved", "The recommendation has been carried out"], ["On course", "Work is under way and will be finished on time"],
                               ["Delayed", "Work is under way but will be finished late"])))
    assert [key.words[word][3] for word in ("achieved", "on course", "delayed")] == ["complete", "on_track", "slipped"]


def test_no_progress_that_means_not_begun():
    key = find_key(paper(table(["Grade", "What it means"], ["Achieved", "Done in full"], ["Limited progress", "Work is behind"], ["No progress", "The work has not yet begun"])))
    assert key.words["no progress"][3] == "not_started"


def test_at_risk_stays_at_risk_where_a_date_may_be_missed():
    key = find_key(paper(table(["Status", "What it means"], ["Off Track", "The deadline has been missed"], ["At Risk", "The deadline may be missed, but the owner has a plan"], ["On Track", "Work is under way"])))
    assert [key.words[word][3] for word in ("off track", "at risk", "on track")] == ["slipped", "at_risk", "on_track"]


def test_boxes_of_signs_and_words_are_a_key():
    """On a slide each sign and each meaning is a box of its own; what follows the boxes is none."""
    key = find_key(paper("What the colours mean", "BLUE", "Complete", "GREEN", "On track", "RED", "Delayed", "Recommendation 1: Vision", "RAG: GREEN"))
    assert key.printed and {rag: key.colours[rag] for rag in ("blue", "green", "red")} == {
        "blue": ("Complete", "complete"), "green": ("On track", "on_track"), "red": ("Delayed", "slipped")}


def test_letters_on_lines_below_the_heading_of_a_key():
    key = find_key(paper("Key to the rating of actions", "B Complete and evidenced", "G On track for the due date", "A At risk of missing the due date R Overdue"))
    assert {rag: key.colours[rag][1] for rag in ("blue", "green", "amber", "red")} == {"blue": "complete", "green": "on_track", "amber": "at_risk", "red": "slipped"}
    assert not find_key(paper("Notes", "A Member asked for more.", "B Block was visited.")).printed


@pytest.mark.parametrize(("text", "status"), [
    ("Partly implemented and on course for the due date", "on_track"), ("Not implemented and the due date has passed", "slipped"), ("Partly implemented", "on_track"),
    ("Not implemented", "not_achieved"), ("Not complete but on track", "on_track")])
def test_what_is_not_finished_is_on_time_or_late(text: str, status: str):
    from extractors.values.meanings import meaning_of

    assert meaning_of(text) == status


def test_headings_of_a_key_shaded_like_a_rating_are_no_line_of_it():
    key = find_key(paper(table([("BRAG", "#005EB8"), ("Definition", "#005EB8")], [("B", "#5B9BD5"), "Complete, evidence seen"], [("G", "#92D050"), "On track to target date"],
                               [("R", "#FF0000"), "Overdue"])))
    assert key.colours["blue"][1] == "complete" and "key-not-understood" not in {n.code for n in key.notes}


def test_two_pairs_of_box_and_words_in_a_row_with_one_left_empty():
    key = find_key(paper(table([("", "#5B9BD5"), "Done", ("", "#FFC000"), "Late by less than three months"], [("", "#92D050"), "On course", ("", "#FF0000"), "Late by three months or more"],
                               [("", "#D9D9D9"), "Not yet started", "", ""])))
    assert {rag: key.colours[rag][1] for rag in ("blue", "green", "amber", "red")} == {"blue": "complete", "green": "on_track", "amber": "slipped", "red": "slipped"}
    assert key.shades["#D9D9D9"][1] == "not_started"


def test_a_row_of_letters_over_their_words_is_a_scale():
    key = find_key(paper(table(["A", "B", "C", "D"], ["Completed", "Progressing to plan", "Behind plan", "Will not be delivered"])))
    assert {sign: meaning[3] for sign, meaning in key.symbols.items()} == {"A": "complete", "B": "on_track", "C": "slipped", "D": "not_achieved"}


@pytest.mark.parametrize(("text", "status"), [("Not yet implemented", None), ("Not yet complete", None), ("No longer on track", "slipped"), ("Not on course", "slipped"), ("Not delivered on time", "not_achieved")])
def test_what_is_denied_is_not_what_is_meant(text: str, status: str | None):
    from extractors.values.meanings import meaning_of

    assert meaning_of(text) == status


@pytest.mark.parametrize("mark", ["{} {}", "{} = {}", "{} – {}", "{}: {}", "{}. {}", "({}) {}"])
def test_letters_in_order_on_lines_are_a_scale_and_no_colours(mark: str):
    levels = ["Implemented in full", "Under way and on course for the target date", "Under way but later than the target date", "Will not now be implemented"]
    lines = [mark.format(letter, words) for letter, words in zip("ABCD", levels, strict=True)]
    for key in (find_key(paper("Grades", *lines)), find_key(paper(f"The grades that officers give are these: {'; '.join(lines)}."))):
        assert {sign: meaning[2:] for sign, meaning in key.symbols.items()} == {
            "A": (None, "complete"), "B": (None, "on_track"), "C": (None, "slipped"), "D": (None, "not_achieved")}
        assert key.colours == USUAL.colours
    assert not find_key(paper("Notes", *lines[:2])).symbols


def test_assessment_and_meaning_head_a_key():
    key = find_key(paper(table(["Assessment", "Meaning"], ["Delivered", "The action is finished and there is evidence"], ["Progressing", "It is expected by its date"],
                               ["Not delivered", "The action has been stopped or cannot be done"])))
    assert {word: meaning[3] for word, meaning in key.words.items()} == {"delivered": "complete", "progressing": "on_track", "not delivered": "not_achieved"}


def test_what_has_slipped_and_will_be_completed_has_slipped():
    key = find_key(paper(table(["Blue", "Completed"], ["Amber", "Slipped but will be completed"], ["Red", "Not going ahead"])))
    assert (key.colours["amber"][1], key.colours["red"][1]) == ("slipped", "not_achieved")


def test_bands_of_percentages_are_a_key():
    key = find_key(paper("RAG: up to 25% red, 26-75% amber and over 75% green."))
    grades = [read_grade(text, key) for text in ("25%", "40%", "80%", "100%")]
    assert [(g.rag, g.status, g.percent) for g in grades if g] == [
        ("red", "not_achieved", 25), ("amber", "at_risk", 40), ("green", "on_track", 80), ("green", "on_track", 100)]
    assert not find_key(paper("Of 100% asked, 40% agreed, 30% did not and 30% did not say.")).shares


def test_a_sentence_after_a_number_of_the_printed_scale():
    key = find_key(paper("Score", "3 = being implemented, but behind the agreed date", "2 = not yet started", "1 = will not be implemented"))
    grade = read_grade("3. Figures were expected in April but are late again.", key)
    assert grade is not None and (grade.grade, grade.status) == (3, "slipped")
    assert read_grade("3. Figures were expected in April but are late again.", USUAL) is None


def test_a_scale_of_numbers_that_begins_with_two_means_what_its_last_column_says():
    key = find_key(paper(table(["Category", "Description", "Meaning"], ["2", "Achieved", "It has been carried out. Stop looking at it."],
                               ["3", "Not achieved (hindrance)", "It cannot be carried out as agreed. The Board decides what is next."],
                               ["4", "Not achieved (movement)", "Work is on course for the agreed date. Look again."],
                               ["5", "Not achieved (no movement)", "Work has fallen behind the agreed date. Look again."])))
    assert {n: status for n, (_, status) in key.grades.items()} == {2: "complete", 3: "not_achieved", 4: "on_track", 5: "slipped"}
    grade = read_grade("4 – Not achieved (movement)", key)
    assert grade is not None and (grade.label, grade.status, grade.explanation) == ("Not achieved (movement)", "on_track", None)


def test_a_sentence_that_ends_in_a_colon_announces_a_key():
    key = find_key(paper("5.3 The Panel that looked at each of the pools has used the following descriptions in what it found:",
                         "Implemented in full – it has been carried out and no more is needed.", "Significant progress – work is on course for the agreed date.",
                         "Limited progress – the agreed date has passed and much is still to be done."))
    assert {word: meaning[3] for word, meaning in key.words.items()} == {
        "implemented in full": "complete", "significant progress": "on_track", "limited progress": "slipped"}


def test_letters_of_the_papers_own_on_one_line_are_no_colours():
    key = find_key(paper("Status at May 2025: C = completed; T = under way and on target; B = under way but behind target; N = not yet commenced."))
    grades = [read_grade(text, key) for text in "CTBN"]
    assert [(g.rag, g.status) for g in grades if g] == [(None, "complete"), (None, "on_track"), (None, "slipped"), (None, "not_started")]
    assert find_key(paper("G = on track, A = at risk, R = behind schedule")).colours["red"][1] == "slipped"


def test_a_shade_of_a_key_that_is_no_ratings_colour():
    key = find_key(paper(table([("Blue", "#5B9BD5"), "Complete"], [("Green", "#70AD47"), "On track to be delivered by the due date"],
                               [("Red", "#FF0000"), "Behind schedule"], [("Grey", "#BFBFBF"), "Not yet due to start"])))
    grade = read_status_column("", key, "RAG", "#BFBFBF")
    assert grade is not None and (grade.rag, grade.status, grade.source) == (None, "not_started", "fill")


def test_a_key_that_is_announced_and_cannot_be_read_is_said():
    assert [n.code for n in find_key(paper("Key to status", "See the wall.")).notes] == ["key-not-understood"]
    assert not find_key(paper("Keys to the boathouse", "See the wall.")).notes


def test_a_key_may_mean_another_thing_of_forecasts():
    key = find_key(paper(table(["Colour", "Delivery", "Forecast"], [("Blue", "#0070C0"), "Complete and signed off", "Not applicable: complete"], [("Green", "#00B050"), "On track", "Date will be met"],
                               [("Amber", "#FFC000"), "At risk", "Date may not be met"], [("Red", "#FF0000"), "Overdue or stalled", "Date will not be met"])))
    assert key.forecast is not None
    assert [(key.colours[rag][1], key.forecast.colours[rag][1]) for rag in ("blue", "green", "amber", "red")] == [
        ("complete", "complete"), ("on_track", "on_track"), ("at_risk", "at_risk"), ("slipped", "not_achieved")]


def test_no_plan_to_do_so_is_no_slip():
    key = find_key(paper(table(["Status", "Meaning"], ["Delayed", "Work is under way but will not be finished by the date agreed."],
                               ["Not progressed", "The action has not been taken forward and there is no plan to do so."], ["Implemented", "The action has been carried out in full."])))
    assert (key.words["not progressed"][3], key.words["delayed"][3]) == ("not_achieved", "slipped")


def test_a_grade_with_the_beginning_of_what_its_key_says() -> None:
    key = find_key(paper("The grades are: 3 – good progress, on course; 2 – some progress, but behind the date; 1 – not yet started."))
    grade = read_grade("2 – some progress", key)
    assert (grade.value_raw, grade.grade, grade.status, grade.explanation) == ("2 – some progress", 2, "slipped", None)


def test_signs_and_what_they_stand_for_on_one_line() -> None:
    """Arrows are a rating where the paper says so, and lines below the key are none of it."""
    grid = table(["No.", "Action", "Lead", "Due", "Status", "Position"], ["1", "Mend the steps.", "Quay Office", "May 2026", "→", "Stone is short."],
                 ["2", "Paint the lamps.", "Quay Office", "June 2026", "↑", "Paint is bought."], ["3", "Hang the bell.", "Mayor", "June 2026", "↓", "No founder was found."])
    key = find_key(Document("docx", [building.paragraph("Arrows show how each action stands: ↑ on track   → at risk   ↓ delayed"), building.heading("Table 1: Open actions"), grid]).numbered())
    assert [(sign, meant[3]) for sign, meant in key.symbols.items()] == [("↑", "on_track"), ("→", "at_risk"), ("↓", "slipped")]


def test_numbered_grades_down_a_column_with_their_meaning() -> None:
    scale = table(["Grade", "What it means"], ["1 – Completed", "The action has been carried out."], ["2 – Proceeding to plan", "It is expected to be by the agreed date."],
                  ["3 – Behind plan", "It will not be finished by the agreed date."])
    key = find_key(Document("docx", [scale]).numbered())
    assert key.grades == {1: ("Completed", "complete"), 2: ("Proceeding to plan", "on_track"), 3: ("Behind plan", "slipped")}


def test_three_status_words_defined_one_below_another_need_no_caption() -> None:
    lines = ("Fully achieved – all that was asked for is done.", "Partly achieved – work is under way and nothing stands in its way.", "Not achieved – nothing is done, or work has stopped.")
    key = find_key(Document("docx", [building.heading("How we judged progress"), *map(building.paragraph, lines)]).numbered())
    assert [key.words[w][3] for w in ("fully achieved", "partly achieved", "not achieved")] == ["complete", "on_track", "not_achieved"]
    assert not find_key(Document("docx", [*map(building.paragraph, lines[:2])]).numbered()).printed, "two may be a finding each"


def test_the_first_sign_of_a_line_may_be_lost_as_its_bullet_and_a_heading_ends_the_key() -> None:
    key = find_key(Document("docx", [building.item("Met – finished. ◇ On course – will be done in time. △ In doubt – may be late. ✕ Missed – the date has gone by."), building.heading("Workstream 1: Safe quays"),
                                     building.paragraph("Lead: Ann Reed, Harbour Master")]).numbered())
    assert [(word, meant[3]) for word, meant in key.words.items() if word in ("met", "on course", "in doubt", "missed", "lead")] == [
        ("met", "complete"), ("on course", "on_track"), ("in doubt", "at_risk"), ("missed", "slipped")]
    assert set(key.symbols) == {"◇", "△", "✕"} and 1 not in {n for n, (label, _) in key.grades.items() if "quays" in label}
    assert (grade := read_grade("✕ Missed", key)) is not None and (grade.status, grade.explanation) == ("slipped", None)


def test_a_colour_beside_those_of_a_rating_means_what_the_key_says() -> None:
    key = find_key(Document("docx", [building.paragraph("Blue – completed. Green – on course. Amber – at risk. Red – overdue. Grey – not yet started.")]).numbered())
    assert (grade := read_grade("Grey", key)) is not None and (grade.rag, grade.status) == (None, "not_started")


def test_words_of_the_papers_own_under_headings_that_say_so() -> None:
    rows = [["Landed", "Everything agreed has been done."], ["Moving", "Work is in hand and will be finished by the date agreed."], ["Dragging", "Work is in hand but the date agreed has been missed."],
            ["Stranded", "The work has stopped and the service does not now expect that it will be done."]]
    key = find_key(Document("docx", [table(["Word used", "What the Panel should take it to mean"], *rows)]).numbered())
    assert [key.words[w][3] for w in ("landed", "moving", "dragging", "stranded")] == ["complete", "on_track", "slipped", "not_achieved"]
    assert not find_key(Document("docx", [table(*rows)]).numbered()).printed, "without headings they may be anything"


def test_boxes_that_begin_with_the_letter_that_cells_print() -> None:
    boxes = [("B Blue: complete", "#5B9BD5"), ("G Green: on track", "#70AD47"), ("A Amber: at risk", "#FFC000"), ("R Red: date missed", "#FF5050"), ("N Not yet due to start", "#D9D9D9")]
    key = find_key(Document("docx", [table(boxes)]).numbered())
    assert [(sign, meant[2], meant[3]) for sign, meant in key.symbols.items()] == [
        ("B", "blue", "complete"), ("G", "green", "on_track"), ("A", "amber", "at_risk"), ("R", "red", "slipped"), ("N", None, "not_started")]


def test_a_definition_that_says_little_leaves_a_word_its_usual_meaning() -> None:
    text = "‘Done’ means that the action has been finished. ‘Running late’ means that there is more to tell. ‘Given up’ means that it will not now be done."
    key = find_key(Document("docx", [building.paragraph(text)]).numbered())
    assert [key.words[w][3] for w in ("done", "running late", "given up")] == ["complete", "slipped", "not_achieved"]


def test_what_will_or_will_not_be_done() -> None:
    rows = [[("", "#5B9BD5"), "Done, and evidence was seen"], [("", "#92D050"), "Will be done by the date shown"], [("", "#FFC000"), "Some doubt about the date; being managed"],
            [("", "#FF0000"), "Not done, or will not be done, by the date shown"]]
    key = find_key(Document("docx", [table(*rows)]).numbered())
    assert [key.colours[c][1] for c in ("blue", "green", "amber", "red")] == ["complete", "on_track", "at_risk", "not_achieved"]


def test_a_word_whose_definition_begins_with_the_end_of_it() -> None:
    rows = [["On track", "Under way and going to plan"], ["Late", "Behind where it should be"], ["Stopped", "Will not now be done"]]
    key = find_key(Document("docx", [table(["Word", "Meaning"], *rows)]).numbered())
    assert [key.words[w][3] for w in ("on track", "late", "stopped")] == ["on_track", "slipped", "not_achieved"]


def test_own_words_without_headings_are_a_key_where_each_is_understood():
    rows = [["Finished", "the action has been done"], ["Going well", "we expect to finish it by the date"], ["Stuck", "it has fallen behind its date"], ["Still to start", "not due to have begun"]]
    assert {w: meaning[3] for w, meaning in find_key(paper(table(*rows))).words.items()} == {
        "finished": "complete", "going well": "on_track", "stuck": "slipped", "still to start": "not_started"}
    assert not find_key(paper(table(*rows[:3], ["Blue boats", "they are kept in the harbour"]))).printed


def test_letters_a_line_below_a_heading_that_asks_what_they_mean():
    key = find_key(paper("What the letters mean", "C – Complete", "U – Under way and on time", "X – Will not be done", "Harbour Council – follow-up of 2025"))
    assert {sign: meaning[3] for sign, meaning in key.symbols.items()} == {"C": "complete", "U": "on_track", "X": "not_achieved"}


def test_a_key_of_colours_beside_one_of_arrows():
    rows = [["Colour", "Meaning", "Arrow", "Meaning"],
            [("", "#92D050"), "On track", "↑", "Better than last time"], [("", "#FFC000"), "At risk", "→", "As last time"],
            [("", "#FF0000"), "Behind", "↓", "Worse than last time"], [("", "#BFBFBF"), "Not due to start yet", "", ""]]
    key = find_key(Document("docx", [table(*rows)]).numbered())
    assert [key.shades[row[0][1]][1] for row in rows[1:]] == ["on_track", "at_risk", "slipped", "not_started"]


def test_signs_of_what_is_done_in_part_and_of_what_will_miss_its_date():
    key = find_key(paper("Key: ● done   ◐ part done   ○ not done"))
    assert {sign: meaning[3] for sign, meaning in key.symbols.items()} == {"●": "complete", "◐": "on_track", "○": "not_achieved"}
    key = find_key(paper("Blue = closed; Green = on target; Amber = some slippage, recoverable; Red = will miss the date"))
    assert key.colours["red"][1] == "slipped"
