"""Every rule fires on its own example and not on its counter-example; the notation says what it should."""
from __future__ import annotations

import pytest

from extractors.themes.rules import Rule, expand, forms, rule_book, split_phrases
from extractors.themes.subjects import TELLING, THRESHOLD, themes
from extractors.themes.tags import Seen, see
from models import codes

BOOK = rule_book()


def fires(seen: Seen, rule: Rule) -> bool:
    """Whether a rule did its work on a text: tagged, swallowed or left its mark."""
    if rule.section == "masks":
        return any(h.masked_by == rule.id for h in seen.found.hits)
    if rule.section == "slippage":
        return any(m.rule.id == rule.id for m in seen.found.marks)
    hits = [h for h in seen.found.hits if h.rule.id == rule.id and not h.masked_by]
    return bool(hits) and (not rule.hints or themes(seen.found)[rule.theme][0] >= THRESHOLD)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda r: r.id)
def test_example_matches_and_counter_does_not(rule: Rule) -> None:
    assert rule.example and rule.counter
    slip = " A hiatus." if rule.role and rule.role not in TELLING else ""
    assert fires(see(rule.example + slip), rule), rule.example
    assert not fires(see(rule.counter + slip), rule), rule.counter


def test_every_theme_is_defined_and_has_a_rule() -> None:
    assert set(BOOK.definitions) == set(codes.THEMES)
    assert {r.theme for r in BOOK.rules if r.section == "rules"} == set(codes.THEMES) - {"covid_slippage"}
    assert all(d["definition"] and d["not_for"] and d["title"] for d in BOOK.definitions.values())


def test_word_lists_and_masked_themes_exist() -> None:
    for rule in BOOK.rules:
        assert set(rule.near) <= set(BOOK.words) | set(BOOK.patterns), rule.id
        assert set(rule.swallows) <= set(codes.THEMES), rule.id


@pytest.mark.parametrize(("phrase", "strings"), [
    ("delay+", {"delay", "delays", "delayed", "delaying"}),
    ("on {|the }way", {"on way", "on the way"}),
    ("{no|{very |}slow} start", {"no start", "slow start", "very slow start"}),
    ("organised", {"organised", "organized"}),
    ("premises", {"premises"}),
    ("<colour> roof+", {"red roof", "red roofs", "red roofed", "red roofing"}),
])
def test_notation(phrase: str, strings: set[str]) -> None:
    assert set(expand(phrase, {"colour": "red"})) == strings


def test_regular_forms() -> None:
    assert {"vacancies", "vacancied"} <= set(forms("vacancy"))
    assert {"planned", "planning", "plans"} <= set(forms("plan"))
    assert {"approaches", "approached"} <= set(forms("approach"))


def test_phrases_split_outside_braces_only() -> None:
    assert split_phrases("a, {b|c, d}\ne") == ["a", "{b|c, d}", "e"]


@pytest.mark.parametrize("mistake", ["{a|b", "a|b}", "<nobody>"])
def test_a_mistake_in_the_notation_is_said(mistake: str) -> None:
    with pytest.raises(ValueError):
        list(p for s in split_phrases(mistake) for p in expand(s, {}))
