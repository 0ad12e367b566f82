"""One action over the papers: every way an officer can print it again, by name."""
from __future__ import annotations

import itertools

import pytest

from link_samples import RECOMMENDATIONS, edited, keys, link, make, told
from models.records import TABLES
from models.schema import check
from pipeline.link import corrections

MAY = {"May 2021": {"1": (2, "Forms were printed."), "2": (3, "The operator has not replied."), "4": 2, "5": 2}}
DECEMBER = MAY | {"December 2021": {"1": (1, "312 forms came back."), "2": (3, "Talks were put off to spring."), "4": 2, "5": 2}}
LONG = RECOMMENDATIONS["2"][1]["5"]


def after(**changes: str | None):
    """Two papers, the second with some actions edited; their keys and what linking says."""
    old, new = make("a", MAY), make("b", DECEMBER if not changes else {"December 2021": {}}, recommendations=edited(**changes))
    linked = link(old, new)
    return keys(linked, old), keys(linked, new), linked


def test_same_paper_again_with_a_new_round() -> None:
    old, new, linked = after()
    assert old == new and len(set(old.values())) == 5


def test_renumbered() -> None:
    old, new, linked = after(a2=None, a9=RECOMMENDATIONS["1"][1]["2"])
    assert new["9"] == old["2"]
    assert not told(linked), "a number or a place that changes is no change of the action"


def test_swapped_numbers_follow_the_text() -> None:
    a4, a5 = RECOMMENDATIONS["2"][1].values()
    old, new, linked = after(a4=a5, a5=a4)
    assert (new["4"], new["5"]) == (old["5"], old["4"])
    assert not told(linked)


def test_reworded() -> None:
    old, new, linked = after(a2="Agree with the ferry company a six month trial of two later evening sailings.")
    assert new == old
    assert told(linked) == {("reworded", "text", old["2"])}
    assert linked.changes[0].link_score < 1


def test_reworded_and_renumbered() -> None:
    old, new, linked = after(a2=None, a9="Agree a trial of three later sailings with the new ferry operator by summer.")
    assert new["9"] == old["2"]


def test_number_used_again_for_another_action() -> None:
    old, new, linked = after(a2="Ask the police to report on lighting in the car park.")
    assert new["2"] not in old.values()
    assert told(linked) == {("added", "text", new["2"]), ("removed", "text", old["2"])}


def test_split_the_better_half_keeps_the_key() -> None:
    old, new, linked = after(a5="Install level boarding ramps and tactile paving at the north landing.", a6="Train crew in helping passengers board safely.")
    assert new["5"] == old["5"] and new["6"] not in old.values()
    assert told(linked) == {("reworded", "text", old["5"]), ("added", "text", new["6"])}
    assert any(d.code == "link-doubtful" and "split" in d.message for d in linked.diagnostics)


def test_merged_into_one() -> None:
    old, new, linked = after(a4=None, a5=RECOMMENDATIONS["2"][1]["4"] + " " + LONG)
    assert new["5"] == old["5"]
    assert told(linked) == {("reworded", "text", old["5"]), ("removed", "text", old["4"])}


def test_moved_to_another_recommendation() -> None:
    old, new, linked = after(a3=None, a3b=RECOMMENDATIONS["1"][1]["3"])
    assert new["3b"] == old["3"] and not told(linked)


def test_recommendation_reworded_beyond_knowing_is_known_by_its_actions() -> None:
    old = make("a", MAY)
    changed = dict(RECOMMENDATIONS) | {"1": ("Evening travel.", RECOMMENDATIONS["1"][1])}
    new = make("b", {"December 2021": {}}, recommendations=changed)
    linked = link(old, new)
    assert keys(linked, old, "recommendations") == keys(linked, new, "recommendations")
    assert {d.code for d in linked.diagnostics} == {"link-doubtful"}
    assert told(linked) == {("reworded", "text", keys(linked, old, "recommendations")["1"])}


def test_action_in_other_words_is_known_by_its_earlier_progress() -> None:
    told = {"May 2021": {"2": (3, "The operator has not replied to our letters of March and April.")}}
    words = "Keep boats going after dark."
    old, new = make("a", told), make("b", told | {"December 2021": {"2": 2}}, recommendations=edited(a2=words))
    linked = link(old, new)
    assert keys(linked, old) == keys(linked, new)
    assert [d.code for d in linked.diagnostics] == ["link-doubtful"]
    alone = link(old, make("b", {"December 2021": {"2": 2}}, recommendations=edited(a2=words)))
    assert {c.kind for c in alone.changes} == {"added", "removed"}


def test_dropped_and_back_again_keeps_its_key() -> None:
    papers = make("a", MAY), make("b", {"December 2021": {}}, recommendations=edited(a3=None)), make("c", {"June 2022": {}})
    linked = link(*papers)
    assert keys(linked, papers[2]) == keys(linked, papers[0])
    assert [(c.kind, c.from_document_id[0], c.to_document_id[0]) for c in linked.changes] == [("removed", "a", "b"), ("added", "b", "c")]


def test_two_actions_with_the_same_words() -> None:
    twice = {n: (text, {k: "Report back to the committee." for k in actions}) for n, (text, actions) in RECOMMENDATIONS.items()}
    old, new = make("a", MAY, recommendations=twice), make("b", DECEMBER, recommendations=twice)
    linked = link(old, new)
    assert len(set(keys(linked, old).values())) == 5 and keys(linked, old) == keys(linked, new)


def test_same_paper_as_word_and_pdf_counts_once() -> None:
    word, new = make("a", MAY), make("c", DECEMBER)
    pdf = make("b", MAY, file_name="ferry-may.pdf", media_type="pdf", recommendations=edited(a3="Publish the revised timetable in print, and at every shelter ."))
    alone, both = link(word, new), link(word, pdf, new)
    assert keys(both, word) == keys(both, pdf) == keys(alone, word)
    assert both.timeline == alone.timeline and both.changes == alone.changes


@pytest.mark.parametrize(("name", "one"), [("paper-a.pdf", True), ("paper-2.pdf", False)])
def test_undated_files_are_one_paper_only_if_their_names_say_so(name: str, one: bool) -> None:
    old, new = make("a"), make("b", file_name=name, media_type="pdf", recommendations=edited(a3="Publish the revised timetable in print and online."))
    assert (not link(old, new).changes) == one


def test_twins_are_compared_like_with_like() -> None:
    """What the PDF reader makes of a cell is not a change of the paper."""
    odd = edited(a1="Survey evening passengers at both landings about the hours they ne ed. Appendix")
    papers = [make("a", MAY), make("b", MAY, media_type="pdf", recommendations=odd), make("c", DECEMBER, media_type="pdf", recommendations=odd)]
    assert not any(c.kind == "reworded" for c in link(*papers).changes)


def test_pack_that_repeats_papers_of_two_reviews() -> None:
    others = {"1": ("That the library van call at every village hall at least once a fortnight.", {
        "1": "Draw up a fortnightly round that reaches all twelve village halls.", "2": "Fit the van with a lift for wheelchairs and heavy boxes."})}
    ferry, library = make("a", DECEMBER), make("b", {"December 2021": {"1": 2}}, recommendations=others, review="Library Van")
    pack = make("c", DECEMBER, recommendations=RECOMMENDATIONS | {"L1": (others["1"][0], {"L1": others["1"][1]["1"], "L2": others["1"][1]["2"]})},
                review=None, title="Agenda pack", media_type="pdf")
    from pipeline.link import link_review, paper, reviews, signature

    every = {p.document.document_id: p for p in (ferry, library, pack)}
    groups = reviews(signature(p.document, p.rows) for p in every.values())
    assert {k: [m.document_id[0] for m in v] for k, v in groups.items()} == {
        "tidewell/ferry-services": ["a", "c"], "tidewell/library-van": ["b", "c"]}
    linked = {k: link_review(k, [paper(every[m.document_id].document, every[m.document_id].rows, m.part) for m in v]) for k, v in groups.items()}
    for name, single in (("ferry-services", ferry), ("library-van", library)):
        got = linked[f"tidewell/{name}"]
        assert set(got.keys["actions"].values()) == set(keys(got, single).values())
        assert not got.changes and {t.first_document_id for t in got.timeline} == {single.document.document_id}


def test_keys_do_not_change_when_papers_are_added() -> None:
    first, second, third = make("a", MAY), make("b", DECEMBER), make("c", {"June 2022": {}}, recommendations=edited(a2="Agree a trial of three later sailings."))
    want = keys(link(second), second)
    assert keys(link(second, third), second) == want
    assert keys(link(first, second, third), second) == want, "an older paper with the same words changes no key"


def test_any_order_gives_the_same() -> None:
    papers = [make("a", MAY), make("b", DECEMBER, media_type="pdf"), make("c", DECEMBER), make("d", {"June 2022": {"1": 1}}, recommendations=edited(a2=None))]
    first = link(*papers)
    for some in itertools.islice(itertools.permutations(papers), 1, 24, 5):
        again = link(*some)
        assert (again.keys, again.timeline, again.changes, again.diagnostics) == (first.keys, first.timeline, first.changes, first.diagnostics)


@pytest.mark.parametrize("kind", ["join", "part"])
def test_a_person_decides(kind: str) -> None:
    before, after_ = "Agree a trial of two later sailings with the ferry operator.", "Open talks about what the boats do after dark."
    if kind == "part":
        after_ = "Agree a trial of two later sailings with the bus operator."
    old, new = make("a", MAY), make("b", {"December 2021": {}}, recommendations=edited(a2=after_))
    linked = link(old, new)
    assert (keys(linked, new)["2"] == keys(linked, old)["2"]) == (kind == "part")
    alone = keys(link(make("b", recommendations=edited(a2=after_))), new)["2"]
    decided = corrections([(kind, keys(linked, old)["2"], alone)])
    linked = link(old, new, decided=decided)
    assert (keys(linked, new)["2"] == keys(linked, old)["2"]) == (kind == "join")
    assert before == old.actions[1].text


def test_a_correction_that_names_no_record_is_reported() -> None:
    linked = link(make("a", MAY), decided=corrections([("join", "tidewell/ferry-services/a-1", "x")]))
    assert [d.code for d in linked.diagnostics] == ["correction-stale"]


def test_rows_keep_the_contract() -> None:
    papers = [make("a", MAY), make("b", DECEMBER, recommendations=edited(a2="Agree a trial of three later sailings."))]
    linked = link(*papers)
    rows = {"documents": [p.document for p in papers], "timeline": linked.timeline, "changes": linked.changes, "diagnostics": linked.diagnostics}
    for table in TABLES:
        rows.setdefault(table, [r for p in papers for r in p.rows.get(table, [])])
    check(rows)
