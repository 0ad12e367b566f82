"""Inspection ratings as printed."""
from __future__ import annotations

import pytest

from extractors.values.ratings import read_percent, read_rating
from models.codes import INSPECTION_RATINGS


@pytest.mark.parametrize("printed, rating", [
    ("Good", "Good"), ("GOOD", "Good"), ("GO", "Good"), ("GD", "Good"), ("Outstanding", "Outstanding"), ("OU", "Outstanding"),
     ("Requires Improvement", "Requires Improvement"), ("Requires improvement", "Requires Improvement"), ("RI", "Requires Improvement"),
    ("Req. Imp.", None), ("Inadequate", "Inadequate"), ("IA", "Inadequate"), ("IN", "Inadequate"), ("Not yet rated", "Not yet rated"),
     ("Not rated", "Not yet rated"), ("NYR", "Not yet rated"), ("Not yet assessed", "Not yet assessed"),
    ("Not yet inspected", "Not yet assessed"), ("Of all services % not yet rated", "Not yet rated"), ("Good (March 2019)", "Good"),
     ("Requires Improvement 12/03/2020", "Requires Improvement"), ("Good*", "Good"), ("Good overall", "Good"),
    ("Good practice", None), ("go", None), ("in", None), ("2nd Oct – 4th Oct 2019", None), ("88%", None), ("", None), ("Poor attendance",
     None), ("Outstanding actions", None), ("Rating", None),
])
def test_ratings(printed: str, rating: str | None) -> None:
    assert read_rating(printed) == (rating and (rating, printed))


@pytest.mark.parametrize("printed, percent", [("88%", 88.0), ("88 %", 88.0), ("12.5%", 12.5), ("100 per cent", 100.0), ("120%", None),
    ("88", None), ("88% of homes", None), ("", None)])
def test_percentages(printed: str, percent: float | None) -> None:
    assert read_percent(printed) == percent


def test_every_rating_of_the_vocabulary_is_a_code() -> None:
    from extractors.values.ratings import rating_words
    words, abbreviations, _ = rating_words(())
    assert set(words.values()) | set(abbreviations.values()) == set(INSPECTION_RATINGS)
