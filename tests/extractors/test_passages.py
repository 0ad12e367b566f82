"""Passages: what of the running text is quoted together."""
from __future__ import annotations

from building import columns, heading, item, paragraph, read


def test_a_numbered_paragraph_with_its_list_and_not_the_contact_below_it():
    records = read(heading("Market position"), paragraph("3.1 Four things have changed since the last report:"), item("two homes have closed; and"), item("two have opened."),
                   paragraph("3.2 The market is stable."), paragraph("It is expected to stay so."), paragraph("Contact officer: Jo Fox, 01632 960 377"))
    assert columns(records.passages, "number", "text") == [
        (None, "Market position"), ("3.1", "Four things have changed since the last report:\ntwo homes have closed; and\ntwo have opened."),
        ("3.2", "The market is stable.\nIt is expected to stay so."), (None, "Contact officer: Jo Fox, 01632 960 377")]


def test_every_word_is_counted_once():
    document = read(heading("Plan"), paragraph("5) Mend the steps – by May")).document
    assert (document.words_total, document.words_assigned, document.coverage) == (7, 7, 1.0)
