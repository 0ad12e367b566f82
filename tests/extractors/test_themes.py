"""Themes and slippage of whole texts: hard cases by name, spans, records, and floors on labelled texts."""
from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.themes import LABELLED, SHARED, macro, rows, slippage_scores, theme_scores
from extractors.themes import tag_records, tag_text, tag_texts
from extractors.themes.explain import explain
from extractors.themes.rules import rule_book
from models.records import Action, Assessment, DocumentRow, Evidence, Records
from models.schema import check

HOUSE = Path(__file__).resolve().parents[2]

COVID, OTHER, RESUMED, MENTION, NONE = "slipped_because_covid", "slipped_other_cause", "resumed", "mention_only", "none"


@pytest.mark.parametrize(("text", "value", "why"), [
    ("The regatta was postponed owing to the pandemic.", COVID, "cause after"),
    ("Because of Covid-19 the regatta could not go ahead.", COVID, "cause before"),
    ("Coronavirus has delayed the regatta.", COVID, "COVID as the subject"),
    ("The regatta was on hold during lockdown.", COVID, "link in time only"),
    ("The regatta is behind schedule. This is due to Covid.", COVID, "cause in the next sentence"),
    ("The country went into lockdown. As a result the regatta was cancelled.", COVID, "cause in the sentence before"),
    ("Progress had been affected by the pandemic.", COVID, "no word of delay"),
    ("The pandemic had an impact on the ability to deliver the plan.", COVID, "ability to deliver"),
    ("The topic was carried over to next year because of Covid.", COVID, "carried over"),
    ("Staff were redeployed in the pandemic and the redeployment impacted the team's ability to complete surveys.", COVID, "redeployment"),
    ("The regatta, paused in lockdown, remains on hold.", COVID, "still late"),
    ("Three regattas were held before lockdown. The remaining nine were cancelled.", COVID, "cut off by it"),
    ("3,902 piers painted, plan was 11,000. Only the worst were visited in the pandemic.", COVID, "what stood in the way of a figure"),
    ("The regatta wasn’t held because of Covid.", COVID, "not shortened"),
    ("The regatta hasn't happened.", OTHER, "not shortened, no cause"),
    ("The regatta was due in May. It will now be held in September.", OTHER, "a later date in the next sentence"),
    ("The regatta was due in May. It is now a yearly event.", NONE, "no later date"),
    ("The regatta came back in May, having been cancelled in lockdown.", RESUMED, "came back after a stop"),
    ("The regatta was mothballed in lockdown. It was relaunched in April.", RESUMED, "came back in the next sentence"),
    ("Forty cards came back after Covid.", MENTION, "came back, of what never stopped"),
    ("The count could not be held in the usual way because of Covid so boats were counted from the air.", MENTION, "done another way"),
    ("Fares were frozen in the pandemic.", MENTION, "a freeze of prices"),
    ("Fares were dropped from 1 April.", NONE, "dropped on a day"),
    ("The regatta was never delayed by COVID.", MENTION, "negation"),
    ("The regatta was delayed, not by COVID but by a storm.", OTHER, "contrast"),
    ("The regatta could be delayed if there is another lockdown.", MENTION, "hypothetical"),
    ("Because of COVID, the regatta meetings moved online.", MENTION, "cause of something else"),
    ("Because of COVID, demand for moorings rose.", MENTION, "cause of something else"),
    ("The COVID memorial on the quay is delayed by a storm.", OTHER, "COVID in a name"),
    ("A Covid grant paid for new buoys.", MENTION, "COVID in a name"),
    ("Despite the pandemic the pier was finished on time.", MENTION, "despite"),
    ("Delayed transfers of care fell.", NONE, "a metric"),
    ("Slips, trips and falls on the quay fell.", NONE, "no slip"),
    ("The postponed repairs budget was spent.", NONE, "a budget's name"),
    ("The ferry, paused during lockdown, has now restarted.", RESUMED, "past half of a resumption"),
    ("We hope to restart the ferry in the spring.", NONE, "planned restart"),
    ("Passengers are unable to climb the ramp.", NONE, "a person's skill"),
    ("The ferry was cancelled because of high winds.", OTHER, "another cause"),
    ("The tender is not yet complete.", NONE, "not yet is not late"),
    ("Exams were cancelled because of the pandemic.", MENTION, "what befell others"),
    ("The ferry was delayed as much as it could", OTHER, "a text that ends in could"),
    ("Although Covid affected other projects, this ferry sailed on time.", MENTION, "conceded"),
    ("The ferry is late by two weeks because of Covid.", COVID, "a measure is no cause"),
    ("The ferry was late; crews were supporting the Covid response.", COVID, "where the staff went, after a semicolon"),
    ("The regatta has moved from May to July.", OTHER, "a later month"),
    ("The regatta has moved from July to May.", NONE, "an earlier month"),
    ("The regatta was due in May but has not taken place.", OTHER, "May is a month, no may"),
    ("Inspections of piers stood at 38% against 75% because of Covid.", COVID, "the first number is lower"),
    ("Inspections of piers stood at 80% against 75% because of Covid.", MENTION, "the first number is higher"),
    ("The moorings survey reached only 40% against a planned 90%. Many skippers were shielding and did not come out.", COVID, "what stood in the way"),
    ("The moorings survey reached only 40% against a planned 90%. Skippers were shielding and rang in instead.", OTHER, "nothing stood in the way"),
    ("Ferries to three islands stopped because of the virus; two have restarted but the third will not sail before May.", COVID, "part runs again"),
    ("Pilotage: 2 of 6 courses held (Covid).", COVID, "in brackets"),
    ("Owing to lockdown the harbour walls are unfinished.", COVID, "a word of want, COVID the stated cause"),
    ("The harbour walls are unfinished and the pandemic is over.", MENTION, "a word of want, no cause"),
    ("The pandemic delayed many harbours elsewhere; ours was finished early.", MENTION, "elsewhere"),
    ("The launch was postponed nationally due to Covid.", COVID, "of the action, though nationally"),
    ("The regatta timetable was impacted by the pandemic, with decisions taken by the mayor.", COVID, "a later 'by' is no cause"),
    ("The chart was not signed by the mayor.", NONE, "who did not is no cause"),
    ("Unspent mooring fees of £90 were carried forward.", NONE, "money carried forward"),
    ("Four harbour audits were carried forward as two posts stood empty.", OTHER, "work carried forward"),
    ("Rot behind the stage has put back the re-opening of the pavilion to May.", OTHER, "what slipped is that it runs again"),
    ("The regatta was suspended in June and resumed in May.", RESUMED, "a resumption that is not the event's object"),
    ("The harbour school closed because of the pandemic and has only partially reopened.", COVID, "reopened in part"),
    ("Pilotage has been paused since the start of the pandemic in favour of inspection by risk.", COVID, "in favour of gives no cause"),
    ("The pandemic led the harbour office to halt sailings.", COVID, "led to halt"),
    ("Covid kept wardens from starting the count.", COVID, "kept from"),
    ("Four of 90 mooring targets met, because of Covid.", COVID, "so many of so many met"),
    ("Delays at the lock were what visitors spoke of most.", NONE, "delays at a place"),
    ("Ferries answered in 34 seconds against a target of 40.", NONE, "less time is no slip"),
    ("", NONE, "empty"), ("N/A", NONE, "nothing said"),
])
def test_slippage(text: str, value: str, why: str) -> None:
    assert tag_text(text).slippage_cause == value, why


@pytest.mark.parametrize(("text", "theme", "given", "why"), [
    ("The harbour board approved the plan.", "governance", True, "a decision"),
    ("The notice boards on the quay were painted.", "governance", False, "boards of wood"),
    ("She lacked the capacity to consent to the move.", "demand", False, "mental capacity"),
    ("There is not enough bed capacity to meet demand.", "demand", True, "capacity"),
    ("Winter Pressures money was received.", "demand", False, "the name of a fund"),
    ("The Head of Procurement attended.", "procurement", False, "a post"),
    ("The contract was re-tendered.", "procurement", True, "a tender"),
    ("The policy was published on the council's website.", "digital", False, "only the place"),
    ("The council's website was rebuilt.", "digital", True, "the website itself"),
    ("Each Care Act assessment is filed.", "legislation", False, "the name of a process"),
    ("The Harbours Act 2019 requires a plan.", "legislation", True, "a law that drives"),
    ("Feedback from managers was noted.", "voice", False, "managers' feedback"),
    ("Residents told us that the ferry is too slow.", "voice", True, "what residents say"),
    ("Leaflets were sent to families.", "voice", False, "information given to families"),
    ("Traffic calming measures were built.", "data", False, "measures are steps"),
    ("Recycling rose by 4%.", "data", True, "a percentage"),
    ("Air quality improved.", "quality", False, "not quality assurance"),
    ("Stakeholders came.", "estates", False, "a word that holds 'holder'"),
    ("Two wardens have been recruited.", "workforce", True, "posts filled"),
    ("Care leavers met the mayor.", "workforce", False, "care leavers are not staff leavers"),
    ("Officers work closely with the harbour police.", "partnership", True, "work between bodies"),
    ("The museum's opening hours went to the mayor.", "estates", False, "hours, not a building"),
    ("A longer list of boats was tied to more properties.", "demand", False, "no rise or fall"),
    ("The queue at the ferry office is 40, down from 95 in May.", "data", True, "a number and the one before"),
    ("The service is run by Westmere Partnership NHS Trust.", "partnership", False, "an organisation's name"),
])
def test_theme(text: str, theme: str, given: bool, why: str) -> None:
    assert (theme in tag_text(text).themes) is given, why


def test_a_hint_alone_is_no_cause() -> None:
    tags = tag_text("The ferry was delayed because of a decision.")
    assert tags.slippage_cause == OTHER and tags.cause_theme == "unstated"


def test_covid_theme_means_covid_is_the_cause() -> None:
    for row in rows(LABELLED / "themes.jsonl"):
        tags = tag_text(row["text"])
        covid = [s for s in tags.spans if s.theme == "covid_slippage"]
        assert bool(covid) is (tags.slippage_cause == COVID) and all(s.relation == "slippage_cause" for s in covid)


def test_another_cause_is_a_theme_with_that_relation() -> None:
    tags = tag_text("The launch slipped to June because the project officer post is vacant.")
    assert tags.cause_theme == "workforce" and [s.relation for s in tags.spans if s.theme == "workforce"] == ["slippage_cause"]
    assert tag_text("The launch slipped to June.").cause_theme == "unstated"


@pytest.mark.parametrize("text", [
    "  5)  The  launch was\npostponed due to the  pandemic.\n\nA new app – “Tide” – is live. ", "The launch was late\r\nbecause of Covid‑19.", "Naïve café: £5m grant.", "😀 £5m 😀 grant", "half a \ud83d character: a £5m grant", "\u200bA\u200b£5m grant",
])
def test_every_span_is_printed_text(text: str) -> None:
    book = rule_book().by_id()
    spans = tag_text(text).spans
    assert spans
    for span in spans:
        assert text[span.start:span.end] == span.matched and span.matched in span.sentence and span.sentence in text and span.rule in book


def test_texts_one_by_one_or_many_are_the_same() -> None:
    texts = [r["text"] for r in rows(LABELLED / "slippage_pairs.jsonl")]
    assert list(tag_texts([*texts, None])) == [*(tag_text(t) for t in texts), tag_text("")]


def test_records_get_themes_and_every_evidence_row_a_cause() -> None:
    records = Records(DocumentRow(document_id="d" * 16))
    records.add(Action(text="Recruit two wardens"))
    records.add(Evidence(text="The ferry was put on hold during lockdown."))
    records.add(Evidence(text=None))
    records.add(Assessment(explanation="Late because the tender had no bids."))
    tag_records(records)
    check({"documents": [records.document], **records.rows})
    assert [e.slippage_cause for e in records.evidence] == [COVID, NONE]
    found = {(t.record_table, t.field, t.theme) for t in records.themes}
    assert {("evidence", "text", "covid_slippage"), ("assessments", "explanation", "procurement"), ("actions", "text", "workforce")} <= found


def test_explanation_names_rules_and_reasons() -> None:
    text = explain("The regatta was never delayed by COVID. The Head of Recruitment agreed.")
    assert "mention_only" in text and "negated by 'never'" in text and "covid.term" in text and "cancelled by post" in text


@pytest.mark.parametrize("phrase", ["The Board ", "notice board ", "the pandemic delayed work and ", "residents told staff, ", "12 of ", "Act Of The "])
def test_a_sentence_without_end_costs_no_time_without_end(phrase: str) -> None:
    start = time.process_time()
    tag_text(phrase * 5000)
    assert time.process_time() - start < 3


def test_own_vocabulary_adds_rules(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[themes.rules]]\nid = "own.tide"\ntheme = "demand"\nphrases = "spring tide+"\nexample = "A spring tide."\ncounter = "A tide."\n', encoding="utf-8")
    assert tag_text("The spring tides came.", (str(own),)).themes == ["demand"] and not tag_text("The spring tides came.").themes


def test_spacy_is_imported_only_for_a_text() -> None:
    script = "import sys; from extractors.themes import tag_texts; list(tag_texts([None, ' '])); print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=HOUSE, check=True).stdout.strip() == "False"


def test_own_labelled_texts_keep_their_scores() -> None:
    held = rows(LABELLED / "themes.jsonl", "held")
    scores = theme_scores(held, [tag_text(r["text"]) for r in held])
    assert scores["micro"][2] >= 0.80 and macro(scores) >= 0.80
    pairs = [r for name in ("slippage_pairs", "slippage-2", "slippage-3", "slippage-4") for r in rows(LABELLED / f"{name}.jsonl")]
    covid, five = slippage_scores(pairs, [tag_text(r["text"]) for r in pairs])
    assert covid[0] >= 0.95 and covid[1] >= 0.80 and five >= 0.90


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here: the development set cannot be scored")
def test_development_sets_reach_their_goals() -> None:
    dev, pairs = rows(SHARED / "dev.jsonl"), rows(SHARED / "challenge-dev.jsonl")
    assert theme_scores(dev, [tag_text(r["text"]) for r in dev])["micro"][2] >= 0.88
    assert slippage_scores(pairs, [tag_text(r["text"]) for r in pairs])[0][2] >= 0.95


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here: the page's figures cannot be made again")
def test_page_is_up_to_date() -> None:
    from benchmarks.themes_page import page

    assert (HOUSE / "docs/themes.md").read_text(encoding="utf-8") == page(), "run: python -m benchmarks.themes --write-docs"


def test_no_sentence_of_the_shared_sets_is_in_the_rules() -> None:
    if not SHARED.exists():
        pytest.skip("../shared is not here")
    ours = [HOUSE / "models/vocabulary/themes.toml", *LABELLED.glob("*.jsonl")]
    rules = " ".join(f.read_text(encoding="utf-8").lower() for f in ours)
    for name in ("dev", "challenge-dev"):
        for line in (SHARED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            words = json.loads(line)["text"].lower().split()
            assert not any(" ".join(words[i:i + 7]) in rules for i in range(len(words) - 6))
