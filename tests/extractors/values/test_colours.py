"""Background colours -> RAG, and what is only decoration."""
from __future__ import annotations

import pytest

from extractors.keys import Key
from extractors.values.colours import rag_of_column, rag_of_fill

SHADES = [
    ("#FF0000", "red", "standard"), ("#C00000", "red", "dark"), ("#FFC7CE", "red", "spreadsheet's 'bad'"), ("#FF9999", "red", "pale"),
     ("#FFCCCC", "red", "paler"), ("#E06666", "red", "web palette"),
    ("#FF7C80", "red", "rose"), ("#ff5050", "red", "small letters"), ("#A61C00", "red", "brick"),
    ("#FFC000", "amber", "standard"), ("#FFFF00", "amber", "yellow"), ("#FFEB9C", "amber", "spreadsheet's 'neutral'"), ("#F4B083", "amber",
     "orange tint"), ("#ED7D31", "amber", "orange"), ("#FFA500", "amber", "orange by name"),
    ("#FFE599", "amber", "pale"), ("#FFFF99", "amber", "pale yellow"), ("#E36C0A", "amber", "burnt"), ("#F1C232", "amber", "web palette"),
     ("#FFD966", "amber", "gold tint"), ("#FFBF00", "amber", "amber by name"),
    ("#00B050", "green", "standard"), ("#92D050", "green", "light"), ("#C6EFCE", "green", "spreadsheet's 'good'"), ("#70AD47", "green",
     "theme"), ("#00FF00", "green", "pure"), ("#008000", "green", "dark"), ("#A8D08D", "green", "tint"),
    ("#CCFFCC", "green", "pale"), ("#E2EFD9", "green", "very pale"), ("#6AA84F", "green", "web palette"), ("#99CC00", "green", "lime"),
    ("#0070C0", "blue", "standard"), ("#00B0F0", "blue", "light"), ("#0000FF", "blue", "pure"), ("#4472C4", "blue", "theme"), ("#5B9BD5",
     "blue", "theme"), ("#B4C6E7", "blue", "tint"), ("#002060", "blue", "navy"), ("#00FFFF", "blue", "cyan"),
    ("#FFFFFF", None, "white"), ("#000000", None, "black"), ("#D9D9D9", None, "heading grey"), ("#F2F2F2", None, "pale grey"), ("#BFBFBF",
     None, "grey"), ("#E7E6E6", None, "warm grey"), ("#44546A", None, "theme slate"), ("#DEEAF6", None, "table style's tint"),
    ("#D9E2F3", None, "table style's tint"), ("#DBE5F1", None, "table style's tint"), ("#7030A0", None, "purple"), ("#FDFDFD", None,
     "nearly white"), ("#1A1A1A", None, "nearly black"), ("#800080", None, "purple"),
    (None, None, "none"), ("", None, "none"), ("auto", None, "not a colour"), ("FFC000", None, "not in the form of the contract"),
]


@pytest.mark.parametrize("fill, rag, why", SHADES)
def test_shades(fill: str | None, rag: str | None, why: str) -> None:
    assert rag_of_fill(fill) == rag, why


def test_the_papers_own_shade_wins() -> None:
    key = Key(fills={"#FFD966": "green", "#7030A0": "blue"})
    assert rag_of_fill("#FFD966", key) == "green"
    assert rag_of_fill("#FFD560", key) == "green"
    assert rag_of_fill("#7030A0", key) == "blue"
    assert rag_of_fill("#FF0000", key) == "red"


@pytest.mark.parametrize("fills, rags, why", [
    (["#D9D9D9", "#00B050", "#FF0000", None], [None, "green", "red", None], "a RAG column"),
    (["#DEEAF6"] * 5, [None] * 5, "one tint everywhere"),
    (["#C6EFCE"] * 5, [None] * 5, "one tint in the heading too"),
    (["#70AD47", "#E2EFD9", None, "#E2EFD9", None, "#E2EFD9"], [None] * 6, "zebra"),
    (["#4472C4", "#B4C6E7", "#E2EFD9", "#B4C6E7", "#E2EFD9"], [None] * 5, "zebra of two tints"),
    ([None, "#00B050", None, "#00B050", None], [None, "green", None, "green", None], "strong colours are no zebra"),
    ([None, "#C6EFCE", "#C6EFCE", "#C6EFCE"], [None, "green", "green", "green"], "all rows good, heading plain"),
    (["#00B050", "#00B050"], [None, None], "a coloured heading and one row like it"),
    ([], [], "no cells"),
])
def test_columns(fills: list[str | None], rags: list[str | None], why: str) -> None:
    assert rag_of_column(fills) == rags, why
