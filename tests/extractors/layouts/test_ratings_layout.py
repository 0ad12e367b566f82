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


def test_shares_of_several_services_that_nothing_names_are_said_and_not_read():
    records = read(heading("CQC ratings by area"), table(["Area", *NAMES, *NAMES], ["Wrenshire", "4%", "80%", "14%", "2%", "0%", "90%", "10%", "0%"]))
    assert not records.ratings and "headings-not-recognised" in [d.code for d in records.diagnostics]


def test_counts_are_no_percentages():
    assert not read(heading("CQC ratings"), table(["Sector", *NAMES, "Total"], ["Care homes", "2", "45", "11", "1", "59"], ["Home care", "1", "30", "4", "0", "35"])).ratings


def test_a_service_a_day_and_a_councils_own_scheme_in_columns_of_their_own():
    records = read(heading("Provider ratings"), table(
        ["Provider", "Service", "CQC rating", "QAF rating", "Last QAF visit"], ["Amberline", "Home care", "Good", "Outstanding", "5 June 2025"],
        ["Rivermead", "Supported living", "Requires Improvement", "Not yet assessed", ""]))
    assert columns(records.ratings, "subject", "service", "scheme", "rating") == [
        ("Amberline", "Home care", "CQC", "Good"), ("Amberline", "Home care", "QAF", "Outstanding"),
        ("Rivermead", "Supported living", "CQC", "Requires Improvement"), ("Rivermead", "Supported living", "QAF", "Not yet assessed")]
    assert not any(r.rated_date for r in records.ratings), "the day of one scheme's visit is not the other's"


def test_a_day_of_inspection_and_columns_that_are_no_rating():
    records = read(heading("Table 2: Homes with nursing"), table(
        ["Home", "Ward", "CQC overall", "Safe", "Last inspected"], ["Linden Court", "Netherfield", "Good", "G", "22/07/2025"],
        ["Moorgate", "Central", "Inadequate", "I", "05/08/2025"]))
    assert [(r.subject, r.service, r.rating, str(r.rated_date)) for r in records.ratings] == [
        ("Linden Court", "Homes with nursing", "Good", "2025-07-22"), ("Moorgate", "Homes with nursing", "Inadequate", "2025-08-05")]
    assert {d.excerpt for d in records.diagnostics if d.code == "column-not-used"} == {"Ward", "Safe"}
    assert records.document.coverage == 1.0


def test_ofsteds_overall_judgement_is_the_rating():
    records = read(heading("Children's homes: Ofsted judgements"), table(
        ["Home", "Type of home", "Inspection date", "Overall experiences and progress", "Effectiveness of leaders"],
        ["Curlew House", "Residential", "10 June 2025", "Requires improvement to be good", "Good"],
        ["Heron Lodge", "Short breaks", "4 February 2025", "Outstanding", "Good"]))
    assert columns(records.ratings, "subject", "service", "scheme", "rating") == [
        ("Curlew House", "Residential", "Ofsted", "Requires Improvement"), ("Heron Lodge", "Short breaks", "Ofsted", "Outstanding")]


def test_numbers_and_shares_under_each_rating_with_service_and_area():
    heads = [[x for name in NAMES for x in (name, None)], ["No.", "%"] * 4]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (2, 0): (2, 1)} | {(0, c): (1, 2) for c in (2, 4, 6, 8)}
    records = read(heading("CQC ratings"), table(
        ["Type of service", "Area", *heads[0]], [None, None, *heads[1]], ["Nursing", "Harrow", "2", "5", "30", "73", "8", "20", "1", "2"],
        [None, "England", "208", "5", "3,021", "74", "800", "20", "41", "1"], spans=spans))
    assert columns(records.ratings, "subject", "service", "rating", "percent") == [
        (area, "Nursing", name, float(p)) for area, shares in (("Harrow", (5, 73, 20, 2)), ("England", (5, 74, 20, 1)))
        for name, p in zip(NAMES, shares, strict=True)]


def test_shares_take_their_service_from_the_caption():
    records = read(heading("Quality of care"), heading("Table 1: Care homes – CQC overall ratings by area"),
                   table(["Area", *NAMES], ["Castleby", "3%", "76%", "19%", "2%"], ["England", "4%", "80%", "15%", "1%"]))
    assert {(r.subject, r.service) for r in records.ratings} == {("Castleby", "Care homes"), ("England", "Care homes")}


def test_a_service_that_stands_alone_under_a_heading_of_ratings():
    def shares(*headings: str) -> list:
        return read(heading("Care update"), paragraph("The directory was read in August and counts homes of all kinds, as CQC rates them, in each area of the county now."), *(heading(h) for h in headings),
                    table(["Area", "Outstanding", "Good", "Inadequate"], ["Holm", "4%", "75%", "21%"], ["Wold", "0%", "81%", "19%"])).ratings
    assert {r.service for r in shares("CQC ratings by area", "Care homes")} == {"Care homes"}
    assert {r.service for r in shares("CQC ratings by area", "At 29 August 2025")} == {None}
