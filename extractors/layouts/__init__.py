"""Shapes of content. Each module has `recognises(paper) -> int` (how many places look so) and `extract(paper)`.

They are asked in this order, and each takes only what is still free: the most particular shape first.
"""
from extractors.layouts import action_grid, answer_tables, committee_report, label_list, numbered_text, ratings, recommendation_card

LAYOUTS = (recommendation_card, numbered_text, ratings, action_grid, label_list, committee_report, answer_tables)
