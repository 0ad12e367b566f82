"""Which papers are of one review."""
from __future__ import annotations

import pytest

from link_samples import RECOMMENDATIONS, edited, make
from models.records import DocumentRow
from pipeline.link import review_key, reviews, signature
from pipeline.link.reviews import title_key


@pytest.mark.parametrize(("title", "key"), [
    ("Homes for Older Residents", "homes-older-residents"),
    ("Review of Homes for Older Residents", "homes-older-residents"),
    ("Progress Update – Scrutiny Review of Homes for Older Residents (May 2021)", "homes-older-residents"),
    ("APPENDIX 1 - HOMES FOR OLDER RESIDENTS, 19th March 2018, V19", "homes-older-residents"),
    ("Homes for Older Residents v2.1 draft", "homes-older-residents"),
    ("Tidewell Local System Review Improvement Plan V20", "tidewell-local-system-review-improvement-plan"),
    ("SCRUTINY MONITORING – PROGRESS UPDATE", ""),
    ("Action tracker", ""),
    ("TIDEWELL BOROUGH COUNCIL PLACES SELECT COMMITTEE", ""),
    ("Mayfield Estate", "mayfield-estate"),
    (None, ""),
])
def test_title_key(title: str | None, key: str) -> None:
    assert title_key(title) == key


def test_council_is_the_folder_then_what_is_printed() -> None:
    assert review_key(DocumentRow(review="Ferry Services", council="tidewell", organisation="Borough of Tidewell")) == "tidewell/ferry-services"
    assert review_key(DocumentRow(review="Ferry Services", organisation="Borough of Tidewell")) == "tidewell/ferry-services"
    assert review_key(DocumentRow(title="Progress update")) is None


def group(*papers) -> list[str]:
    found = reviews(s for p in papers if (s := signature(p.document, p.rows)))
    return sorted("".join(m.document_id[0] for m in members) for members in found.values())


def test_titles_that_differ_a_little() -> None:
    assert group(make("a"), make("b", review="Review of Ferry Service Provision")) == ["ab"]


def test_title_missing_the_records_decide() -> None:
    assert group(make("a"), make("b", review=None, title=None)) == ["ab"]
    assert group(make("a", review=None), make("b", review=None, recommendations=edited(a2=None))) == ["ab"]


def test_same_title_of_two_councils() -> None:
    assert group(make("a"), make("b", organisation="Marlow Sands Council")) == ["a", "b"]


def test_council_missing_the_records_decide() -> None:
    found = reviews(signature(p.document, p.rows) for p in (make("a", organisation=None), make("b")))
    assert list(found) == ["tidewell/ferry-services"]


def test_other_subject_same_stock_phrase() -> None:
    other = {"1": (RECOMMENDATIONS["1"][0], {"1": "Count the trees in each park and report the figure every spring."}),
             "2": ("That a tree warden be named for each ward of the borough.", {"2": "Advertise for wardens in the spring newsletter."})}
    assert group(make("a"), make("b", review="Street Trees", recommendations=other)) == ["a", "b"]


def test_a_committees_rolling_log_is_of_one_review_however_much_it_turns_over() -> None:
    new = {"1": ("That a tree warden be named for each ward of the borough.", {"1": "Advertise for wardens in the spring newsletter."})}
    logs = [make(c, review=None, title="Action log", layout="action_tracker", committee="Places Committee", recommendations=r) for c, r in (("a", None), ("b", new))]
    assert group(*logs) == ["ab"]
    assert review_key(logs[0].document) == "tidewell/places-committee-actions"


def test_minutes_and_reports_under_one_letterhead_are_not_of_one_review() -> None:
    heading = "TIDEWELL BOROUGH COUNCIL PLACES SELECT COMMITTEE"
    reports = [make(c, review=None, title=heading, layout="minutes", recommendations={"1": (t, {})}) for c, t in (
        ("a", "That the report be noted and a further report be received in May."), ("b", "That the report be noted and officers be thanked for their work."))]
    assert group(*reports) == ["a", "b"]


def test_papers_without_records_are_of_no_review() -> None:
    empty = make("b", recommendations={})
    assert signature(empty.document, empty.rows) is None


def test_a_new_paper_leaves_other_reviews_alone() -> None:
    other = {"1": ("That a tree warden be named for each ward of the borough.", {"1": "Advertise for wardens in the spring newsletter."})}
    papers = [make("a"), make("b", {"May 2021": {"1": 2}}), make("c", review="Street Trees", recommendations=other)]
    before = reviews(signature(p.document, p.rows) for p in papers)
    new = make("d", {"June 2022": {"1": 1}})
    after = reviews(signature(p.document, p.rows) for p in [new, *papers])
    assert {k for k in after if after[k] != before.get(k)} == {"tidewell/ferry-services"}
