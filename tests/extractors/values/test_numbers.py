"""List and reference numbers as printed -> (number, rest); each row says why it is hard."""
from __future__ import annotations

import pytest

from extractors.values.numbers import is_number, split_answers, split_number

NUMBERED = [
    ("5) Held", "5", "Held", "bracket"),
    ("- 7) Held", "7", "Held", "a list dash before it"),
    ("5)\tHeld", "5", "Held", "tab"),
    ("5.Held in June", "5", "Held in June", "no space"),
    ("1. Publish the plan", "1", "Publish the plan", "full stop"),
    ("1 – Publish the plan", "1", "Publish the plan", "dash"),
    ("12\tPublish", "12", "Publish", "tab and nothing else"),
    ("(3) Publish", "3", "Publish", "both brackets"),
    ("3a) Publish", "3a", "Publish", "letter after the figure"),
    ("6.1.1 Publish", "6.1.1", "Publish", "three levels"),
    ("6.1.1. Publish", "6.1.1", "Publish", "three levels and a full stop"),
    ("6.1 Publish", "6.1", "Publish", "two levels"),
    ("01.05 Publish", "01.05", "Publish", "month and item"),
    ("6.1.12 Publish", "6.1.12", "Publish", "looks like a date"),
    ("R1: Publish", "R1", "Publish", "letter and figure"),
    ("R2 The board", "R2", "The board", "no mark"),
    ("a) Publish", "a", "Publish", "letter"),
    ("d)The board", "d", "The board", "letter without a space"),
    ("a. publish", "a", "publish", "letter and full stop"),
    ("(iv) Publish", "iv", "Publish", "roman"),
    ("iv. Publish", "iv", "Publish", "roman and full stop"),
    ("2 (i) Publish", "2 (i)", "Publish", "figure and roman"),
    ("SR (25/26) 01", "SR (25/26) 01", "", "scoped by a year"),
    ("SR (25/26) 01 Publish", "SR (25/26) 01", "Publish", "the same before text"),
    ("2019/061 1", "2019/061 1", "", "minute and item"),
    ("AFI 1", "AFI 1", "", "letters and figure"),
    ("Action 78:", "78", "", "noun"),
    ("Action 5 Publish", "5", "Publish", "noun without a mark"),
    ("Rec 3 -", "3", "", "short noun"),
    ("Recommendation 12:", "12", "", "noun"),
    ("Recommendation 2: That the Council", "2", "That the Council", "noun before text"),
    ("Recommendation 2a) That", "2a", "That", "noun and letter"),
    ("RECOMMENDATION 4", "4", "", "capitals"),
    ("LAFL 4.54", "LAFL 4.54", "", "letters and decimal"),
    ("CR36", "CR36", "", "letters and figure together"),
    ("14-CRP02", "14-CRP02", "", "year, dash, code"),
    ("BRK/13/02", "BRK/13/02", "", "slashes"),
    ("BOD 60/17(h)", "BOD 60/17(h)", "", "minute with a letter"),
    ("37/2019/P", "37/2019/P", "", "year inside"),
    ("CYP203a i", "CYP203a i", "", "indicator"),
    ("Minute 19", "Minute 19", "", "minute"),
    ("85.6", "85.6", "", "minute as a decimal"),
    ("7", "7", "", "figure alone"),
    ("No. 4 Publish", "4", "Publish", "No."),
    ("#12 Publish", "12", "Publish", "hash"),
]
PLAIN = [
    "2 (On-Track)", "1 (Fully Achieved)", "10 actions have been agreed", "95% performance", "12 months", "3 months before", "24/7 cover",
        "1792 service users", "12.2.18 Meeting", "4/12/17",
    "31.03.2022", "A formal role", "I have", "2.5 million people", "3.5 FTE posts", "1.5% rise", "7.30 pm", "e.g. homes", "i.e. homes",
        "J. Whitcombe", "A. J. Whitcombe", "Q3 2019/20", "COVID 19", "Covid-19 response: x",
    "Dec 17", "MAR charts: x", "2019/20 budget", "2019", "1st meeting", "Section 75: pooled budget", "2/3 posts", "No further action",
        "Action plan agreed", "Item not due yet", "Actions taken", "May-12", "In progress", "V19 - draft",
    "Recommendations", "Healthwatch", "£20,000 agreed", "1,200 homes", "",
]


@pytest.mark.parametrize("printed, number, rest, why", NUMBERED)
def test_number_and_rest(printed: str, number: str, rest: str, why: str) -> None:
    assert split_number(printed) == (number, rest), why


@pytest.mark.parametrize("printed", PLAIN)
def test_text_that_begins_with_no_number(printed: str) -> None:
    assert split_number(printed) == (None, printed)


@pytest.mark.parametrize("printed", ["1", "12", "5)", "1.1", "6.1.1", "01.05", "a)", "iv", "(ii)", "R1", "CR36", "SR (25/26) 01",
    "2019/061 1", "AFI 1", "Action 78", "Recommendation 3", "2 (i)", "3a", "#4", "No. 3", "LAFL 4.54"])
def test_whole_cell_is_a_number(printed: str) -> None:
    assert is_number(printed)


@pytest.mark.parametrize("printed", ["", "G", "A", "A/G", "95%", "2 (On-Track)", "2019", "2021/22", "Dec17", "DEC 17", "Q3", "TBC", "Green",
    "V19", "13/02", "1-4", "31/03/22", "Priya Nair", "12 months"])
def test_whole_cell_is_no_number(printed: str) -> None:
    assert not is_number(printed)


FIVE = ["5", "6", "7", "8", "9"]
ANSWERS = [
    (["5) Held", "and more", "6) Due"], FIVE, [(("5",), ["Held", "and more"]), (("6",), ["Due"])], "lines"),
    (["- 5) Held", "- 6) Due"], FIVE, [(("5",), ["Held"]), (("6",), ["Due"])], "list dashes"),
    (["5. Held", "6. Due"], FIVE, [(("5",), ["Held"]), (("6",), ["Due"])], "full stops"),
    (["5: Held", "6: Due"], FIVE, [(("5",), ["Held"]), (("6",), ["Due"])], "colons"),
    (["5 - Held", "6 – Due"], FIVE, [(("5",), ["Held"]), (("6",), ["Due"])], "dashes"),
    (["Action 5 Held", "Action 6: Due"], FIVE, [(("5",), ["Held"]), (("6",), ["Due"])], "noun"),
    (["5)", "Held", "6)", "Due"], FIVE, [(("5",), ["Held"]), (("6",), ["Due"])], "number on its own line"),
    (["Actions 5 and 6 are going well"], FIVE, [(("5", "6"), ["Actions 5 and 6 are going well"])], "the subject of its sentence"),
    (["5) & 6) Held"], FIVE, [(("5", "6"), ["Held"])], "two at once"),
    (["5) and 6) Held", "7) Due"], FIVE, [(("5", "6"), ["Held"]), (("7",), ["Due"])], "and"),
    (["5/6) Held"], FIVE, [(("5", "6"), ["Held"])], "slash"),
    (["5)-7) Held"], FIVE, [(("5", "6", "7"), ["Held"])], "a range"),
    (["5) to 7) Held"], FIVE, [(("5", "6", "7"), ["Held"])], "a range in words"),
    (["5, 6 and 7) Held", "8) Due"], FIVE, [(("5", "6", "7"), ["Held"]), (("8",), ["Due"])], "a list"),
    (["10) and 11) Held"], ["10", "11", "12"], [(("10", "11"), ["Held"])], "two figures each"),
    (["Overall well.", "5) Held"], FIVE, [((), ["Overall well."]), (("5",), ["Held"])], "text before the first"),
    (["5) In 6 homes", "7 homes were", "6.5 posts"], FIVE, [(("5",), ["In 6 homes", "7 homes were", "6.5 posts"])],
     "figures that are counts"),
    (["5) Three things:", "1. one", "2. two", "6) Due"], FIVE, [(("5",), ["Three things:", "1. one", "2. two"]), (("6",), ["Due"])],
     "a list inside an answer"),
    (["5) Two things:", "6. no marker of this cell", "6) Due"], FIVE, [(("5",), ["Two things:", "6. no marker of this cell"]), (("6",),
     ["Due"])], "a list in another style"),
    (["5) Held in place. 6) The rest is due."], FIVE, [(("5",), ["Held in place."]), (("6",), ["The rest is due."])],
     "inside a line, after a full stop"),
    (["5) 2 (On-Track) 6) 3 (Slipped)"], FIVE, [(("5",), ["2 (On-Track)"]), (("6",), ["3 (Slipped)"])], "grades run together"),
    (["5) See (action 6) The rest", "6) Due"], FIVE, [(("5",), ["See (action 6) The rest"]), (("6",), ["Due"])],
     "a bracket that only closes"),
    (["5) Between 2 and 3. 8) is later"], FIVE, [(("5",), ["Between 2 and 3. 8) is later"])], "not the next number"),
    (["No numbers here", "at all"], FIVE, [((), ["No numbers here", "at all"])], "no marker"),
    (["1. one", "2. two"], FIVE, [((), ["1. one", "2. two"])], "other numbers"),
    (["10 - 15 homes"], ["10", "11"], [((), ["10 - 15 homes"])], "a range of counts"),
    (["12) Held"], ["10", "11", "12"], [(("12",), ["Held"])], "starts in the middle"),
    (["a) Held", "b) Due"], ["a", "b"], [(("a",), ["Held"]), (("b",), ["Due"])], "letters"),
    (["6.1.1 Held", "6.1.2 Due"], ["6.1.1", "6.1.2"], [(("6.1.1",), ["Held"]), (("6.1.2",), ["Due"])], "three levels"),
    (["R1: Held", "R2: Due"], ["R1", "R2"], [(("R1",), ["Held"]), (("R2",), ["Due"])], "codes"),
    (["7) Held", "5) Due"], FIVE, [(("7",), ["Held"]), (("5",), ["Due"])], "out of order, bracketed"),
    (["5) Held", "", "6) N/A"], FIVE, [(("5",), ["Held"]), (("6",), ["N/A"])], "an empty line"),
    ([], FIVE, [], "an empty cell"),
    (["5) Held"], [], [((), ["5) Held"])], "no actions known"),
]


@pytest.mark.parametrize("lines, numbers, answers, why", ANSWERS)
def test_cells_that_answer_several_actions(lines: list[str], numbers: list[str], answers: list[tuple[tuple[str, ...], list[str]]],
    why: str) -> None:
    assert split_answers(lines, numbers) == answers, why


def test_no_word_is_lost() -> None:
    for lines, numbers, *_ in ANSWERS:
        kept = " ".join(line for _, part in split_answers(lines, numbers) for line in part)
        assert all(word in " ".join(lines) for word in kept.split())
        printed, left = ([w for w in text.split() if w.isalpha() and len(w) > 3 and w != "Action"] for text in (" ".join(lines), kept))
        assert printed == left


def test_sentence_that_begins_with_to_is_no_quantity():
    assert split_number("1.1 To agree the response") == ("1.1", "To agree the response")
    assert split_number("1.5 to 2.0") == (None, "1.5 to 2.0")
