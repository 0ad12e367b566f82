"""Inspection ratings: of providers, and shares by area."""
from __future__ import annotations

import pytest

from building import columns, heading, paragraph, read, table

NAMES = ["Outstanding", "Good", "Requires Improvement", "Inadequate"]


def test_overall_of_the_five_questions():
    records = read(heading("Provider ratings"), table(["Provider", "Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led"], ["Larch House", "Good", "Good", "Good", "Outstanding", "Good", "Good"],
                                                     ["Elm Court", "Requires Improvement", "Inadequate", "Good", "Good", "Good", "Requires Improvement"]))
    assert columns(records.ratings, "subject", "scheme", "rating") == [("Larch House", "CQC", "Good"), ("Elm Court", "CQC", "Requires Improvement")]


def test_a_rating_column_is_of_the_inspectors_named_above():
    grid = table(["Care home", "Beds", "Rating"], ["Ash Lodge", "40", "Good"], ["Birch House", "22", "Requires Improvement"])
    named = read(heading("Care home quality"), paragraph("Ratings by the Care Quality Commission"), grid)
    assert columns(named.ratings, "subject", "scheme", "rating") == [("Ash Lodge", "CQC", "Good"), ("Birch House", "CQC", "Requires Improvement")]
    assert not read(heading("Suppliers"), table(["Firm", "Rating"], ["Reed", "Good"], ["Lane", "Good"])).ratings


@pytest.mark.parametrize("grid", [
    table(["Area", *NAMES], ["Wrenshire", "4%", "80%", "14%", "2%"]),
    table(["Area", *NAMES], ["Wrenshire", "2 (4%)", "40 (80%)", "7 (14%)", "1 (2%)"]),
    table(["CQC rating", "Wrenshire"], *([name, share] for name, share in zip(NAMES, ("4%", "80%", "14%", "2%"), strict=True))),
], ids=["wide", "counts with shares", "turned"])
def test_shares_of_an_area(grid):
    records = read(heading("CQC ratings by area"), grid)
    assert columns(records.ratings, "subject", "rating", "percent") == [("Wrenshire", n, p) for n, p in zip(NAMES, (4.0, 80.0, 14.0, 2.0), strict=True)]


def test_counts_are_no_percentages():
    assert not read(heading("CQC ratings"), table(["Sector", *NAMES, "Total"], ["Care homes", "2", "45", "11", "1", "59"], ["Home care", "1", "30", "4", "0", "35"])).ratings
