"""What is a change between two papers and what is not; the timeline over all of them."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from link_samples import RECOMMENDATIONS, edited, keys, link, make, told
from models.records import Change, Records

TEXT = RECOMMENDATIONS["1"][1]["2"]


def between(old: Records, new: Records) -> list[tuple[str, str, str, str | None, str | None]]:
    """Changes as (number, kind, column, old, new)."""
    linked = link(old, new)
    number = {k: n for table in ("recommendations", "actions") for p in (old, new) for n, k in keys(linked, p, table).items()}
    told(linked)
    return [(number[c.record_key], c.kind, c.field, c.old, c.new) for c in linked.changes]


@pytest.mark.parametrize("printed", [
    "Agree a trial\nof two later   sailings with the ferry operator.",
    "Agree a trial of two later sailings with the ferry operator",
    "• Agree a trial of two later sailings with the ferry operator.",
    "“Agree a trial of two later sailings” – with the ferry operator.",
    "Agree a trial of two later sail- ings with the ferry operator.",
    "AGREE A TRIAL OF TWO LATER SAILINGS WITH THE FERRY OPERATOR.",
])
def test_print_that_differs_is_no_change(printed: str) -> None:
    assert not between(make("a", {"May 2021": {}}), make("b", {"June 2021": {}}, recommendations=edited(a2=printed)))


@pytest.mark.parametrize(("before", "after"), [("1.5 per cent", "15 per cent"), ("10%", "10"), ("£4k", "4k"), ("1,500 homes", "1,600 homes"), ("2020/21", "2021/22")])
def test_small_print_that_is_a_change(before: str, after: str) -> None:
    old, new = (make(c, {m: {}}, recommendations=edited(a2=f"{TEXT} Target {t}.")) for c, m, t in (("a", "May 2021", before), ("b", "June 2021", after)))
    assert [c[1:3] for c in between(old, new)] == [("reworded", "text")]


def test_superscripts_and_thousands() -> None:
    old, new = (make(c, {m: {}}, recommendations=edited(a2=f"{TEXT} {t}")) for c, m, t in (
        ("a", "May 2021", "By 17th June, 1,500 riders"), ("b", "June 2021", "By 17 th June, 1500 riders")))
    assert not between(old, new)


def due(raw: str | None, start: tuple[int, ...] | None = None, end: tuple[int, ...] | None = None) -> dict[str, Any]:
    return {"due_raw": raw, "due_start": dt.date(*start) if start else None, "due_end": dt.date(*end) if end else None}


MARCH = due("March 2022", (2022, 3, 1), (2022, 3, 31))


@pytest.mark.parametrize(("before", "after", "moved"), [
    (MARCH, due("Mar 22", (2022, 3, 1), (2022, 3, 31)), False),
    (MARCH, due("by end of March 2022", None, (2022, 3, 31)), False),
    (MARCH, due("May 2022", (2022, 5, 1), (2022, 5, 31)), True),
    (due("Ongoing"), due("ongoing."), False),
    (due("TBC"), MARCH, True),
    (MARCH, due(None), True),
    (due("From Jan 22", (2022, 1, 1)), due("From Feb 22", (2022, 2, 1)), True),
])
def test_dates(before: dict[str, Any], after: dict[str, Any], moved: bool) -> None:
    got = between(make("a", {"May 2021": {}}, row={"2": before}), make("b", {"June 2021": {}}, row={"2": after}))
    assert got == ([("2", "re_dated", "due_raw", before["due_raw"], after["due_raw"])] if moved else [])


def test_revised_date_is_told_under_its_own_column() -> None:
    revised = {"revised_due_raw": "May 22", "revised_due_start": dt.date(2022, 5, 1), "revised_due_end": dt.date(2022, 5, 31)}
    got = between(make("a", {"May 2021": {}}, row={"2": MARCH}), make("b", {"June 2021": {}}, row={"2": MARCH | revised}))
    assert got == [("2", "re_dated", "revised_due_raw", None, "May 22")]


@pytest.mark.parametrize(("before", "after", "changed"), [
    ("Asha Quill / Ben Tarn", "Ben Tarn, Asha Quill", False), ("Asha Quill", "Ben Tarn", True), ("Asha Quill", "Asha Quill / Ben Tarn", True), (None, "Ben Tarn", True)])
def test_owners(before: str | None, after: str, changed: bool) -> None:
    got = between(make("a", {"May 2021": {}}, who={"1": before}), make("b", {"June 2021": {}}, who={"1": after}))
    assert got == ([("1", "re_owned", "responsibility_raw", before, after)] if changed else [])


def test_a_cell_over_several_rows_is_told_once() -> None:
    old, new = (make(c, {m: {}}, row={n: {"intended_outcome": t} for n in "123"}) for c, m, t in (
        ("a", "May 2021", "Fewer people wait."), ("b", "June 2021", "Nobody waits over ten minutes.")))
    assert between(old, new) == [("1", "reworded", "intended_outcome", "Fewer people wait.", "Nobody waits over ten minutes.")]


def test_new_round_same_grade_is_progress_only() -> None:
    old = make("a", {"May 2021": {"2": (2, "Letters went out.")}})
    new = make("b", {"May 2021": {"2": (2, "Letters went out.")}, "December 2021": {"2": (2, "Replies came back.")}})
    assert between(old, new) == [("2", "updated", "progress", None, "Replies came back.")]


def test_new_round_other_grade() -> None:
    old, new = make("a", {"May 2021": {"2": 2}}), make("b", {"December 2021": {"2": 3}})
    assert between(old, new) == [("2", "re_assessed", "progress", "2 (On-Track)", "3 (Slipped)")]


def test_grade_of_the_recommendation_then_of_its_actions() -> None:
    """One grade stood for all actions; only the action that now has another was assessed anew."""
    old, new = make("a", {"May 2021": {"r1": 3}}), make("b", {"May 2021": {"r1": 3}, "December 2021": {"1": 2, "2": 3, "3": 3}})
    assert between(old, new) == [("1", "re_assessed", "progress", "3 (Slipped)", "2 (On-Track)")]


def test_grades_of_actions_then_of_the_recommendation() -> None:
    old = make("a", {"May 2021": {"4": 2, "5": 2}})
    assert not between(old, make("b", {"December 2021": {"r2": 2}}))
    assert between(old, make("b", {"December 2021": {"r2": 1}})) == [("2", "re_assessed", "progress", "2 (On-Track)", "1 (Fully Achieved)")]


def test_colours_of_a_plan() -> None:
    old = make("a", {"May 2021": {"1": "green", "2": "green", "3": "amber"}})
    new = make("b", {"June 2021": {"1": "green", "2": "red", "4": "blue"}})
    assert between(old, new) == [("2", "re_assessed", "month_rag", "green", "red"),
                                 ("4", "re_assessed", "month_rag", None, "blue"), ("3", "re_assessed", "month_rag", "amber", None)]


def test_colours_that_a_text_file_cannot_show_are_no_change() -> None:
    old, new = make("a", {"May 2021": {"1": "green", "2": "green"}}), make("b", {"June 2021": {}}, media_type="text")
    assert not between(old, new) and not between(make("a", {"April 2021": {}}, media_type="text"), make("b", {"May 2021": {"1": "green"}}))


def test_plan_prints_last_months_progress_again() -> None:
    old, new = make("a", {"May 2021": {"1": ("green", "Forms were printed.")}}), make("b", {"June 2021": {"1": ("green", "Forms  were printed")}})
    assert not between(old, new)
    more = make("b", {"June 2021": {"1": ("green", "Forms were printed. 312 came back.")}})
    assert between(old, more) == [("1", "updated", "progress", "Forms were printed.", "Forms were printed. 312 came back.")]


def test_recommendation_goes_with_its_actions() -> None:
    got = between(make("a", {"May 2021": {"1": 2}}), make("b", {"June 2021": {"4": 2}}, recommendations={"2": RECOMMENDATIONS["2"]}))
    assert [(n, kind) for n, kind, *_ in got if kind == "removed"] == [("1", "removed"), ("1", "removed"), ("2", "removed"), ("3", "removed")]


def test_minutes_that_list_the_recommendations_are_not_the_next_edition() -> None:
    minutes = make("b", {"June 2021": {}}, layout="minutes", recommendations={n: (text, {}) for n, (text, _) in RECOMMENDATIONS.items()})
    linked = link(make("a", {"May 2021": {"1": 2}}), minutes, make("c", {"December 2021": {"1": 2}}))
    assert not linked.changes
    assert keys(linked, minutes, "recommendations")["1"] in linked.keys["recommendations"].values()


def test_timeline_leaves_reprints_out() -> None:
    may, december = {"May 2021": {"1": 2, "r2": 3}}, {"December 2021": {"1": 1, "4": 2}}
    papers = make("a", may), make("b", may | december), make("c", may | december | {"June 2022": {"4": 1}})
    rows = link(*papers).timeline
    assert sorted((r.period_start.isoformat()[:7], r.grade, r.first_document_id[0], r.last_document_id[0]) for r in rows) == [
        ("2021-05", 2, "a", "c"), ("2021-05", 3, "a", "c"), ("2021-12", 1, "b", "c"), ("2021-12", 2, "b", "c"), ("2022-06", 1, "c", "c")]
    assert [r.action_key is None for r in rows if r.grade == 3] == [True]


def test_an_earlier_round_printed_differently_is_a_finding() -> None:
    old, new = make("a", {"May 2021": {"1": 3}}), make("b", {"May 2021": {"1": 2}, "December 2021": {"1": 2}})
    linked = link(old, new)
    assert [(r.period_start.month, r.grade, r.first_document_id[0]) for r in linked.timeline] == [(5, 3, "a"), (5, 2, "b"), (12, 2, "b")]
    found, = linked.diagnostics
    assert (found.code, found.document_id[0], found.record_table) == ("earlier-round-changed", "b", "assessments")
    assert [c.kind for c in linked.changes] == ["re_assessed"], "told once"


def test_two_grades_for_one_recommendation_in_one_round() -> None:
    """Real papers print two grades in a cell that does not say which action each is of."""
    old = make("a", {"May 2021": {"r1": 3}})
    second = make("x", {"May 2021": {"r1": 4}}).assessments[0]
    second.recommendation_id = old.assessments[0].recommendation_id
    old.add(second)
    new = make("b", {"December 2021": {"1": 4, "2": 2}})
    assert [(n, k) for n, k, *_ in between(old, new)] == [("2", "re_assessed")]
    assert len(link(old, new).timeline) == 4


def test_change_row() -> None:
    change, = link(make("a", {"May 2021": {"2": 2}}), make("b", {"December 2021": {"2": 3}})).changes
    assert isinstance(change, Change)
    assert (change.from_document_id[0], change.to_document_id[0], change.record_table, change.link_score) == ("a", "b", "actions", 1.0)
    assert change.period_start == dt.date(2021, 12, 1)
