"""Slides on home care with tables of ratings."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

from pptx import Presentation
from pptx.util import Inches, Pt

from tests.making.gold import Gold
from tests.making.word import stamped

FRAMEWORKS = {
    "Home Care – General": [
        ("Copperfield Care", "Good", "Good"),
        ("Hearthside", "Requires Improvement", "Not yet assessed"),
        ("Larkrise Home Help", "Good", "Requires Improvement"),
        ("Wren at Home", "Outstanding", "Good"),
    ],
    "Home Care – Learning Disability": [
        ("Hearthside", "Requires Improvement", "Not yet assessed"),
        ("Open Gate", "Good", "Good"),
        ("Threeways Support", "Not yet rated", "Not yet assessed"),
    ],
}
TEXT = [
    ("Home Care in Wrenbury", [(0, "What people receive;"), (0, "How good the care is; and"), (0, "What comes next.")]),
    (
        "What people receive",
        [
            (0, "1,310 people have home care paid for by the Council."),
            (0, "The Council buys 11,400 hours a week."),
            (1, "Half of them from two providers."),
            (1, "One hour in ten in the Dale villages."),
        ],
    ),
    (
        "The last two winters",
        [
            (0, "Packages were handed back at short notice in both."),
            (0, "A block contract has been let for rapid home care."),
            (0, "Carers' views are asked twice a year."),
        ],
    ),
]
NEXT = [
    "Work with providers to improve PAMMS scores.",
    "Prepare the tender for the general framework with the Carers' Forum.",
    "Test a way of paying for visits by quarter of an hour.",
]
ZONES = [
    ("Zone", "Wards", "First provider", "Second provider"),
    ("A", "Castle, Mill and Station", "Copperfield Care", "Hearthside"),
    ("B", "Dale East, Dale West", "Larkrise Home Help", "Wren at Home"),
]


def save(path: Path) -> None:
    deck = Presentation()
    for title, bullets in TEXT:
        _bullets(deck, title, bullets)
    slide = _titled(deck, "Who works where")
    _table(slide, ZONES, 1.6)
    for framework, rows in FRAMEWORKS.items():
        slide = _titled(deck, "CQC and PAMMS Ratings")
        box = slide.shapes.add_textbox(Inches(1), Inches(1.3), Inches(8), Inches(0.5))
        box.text_frame.text = framework
        _table(slide, [("Service", "CQC Rating", "PAMMS Rating"), *rows], 2)
    _bullets(deck, "Next Steps", [(0, t) for t in NEXT])
    core = deck.core_properties
    core.title, core.author, core.created, core.modified, core.last_modified_by = (
        "Home Care",
        "Adult Services",
        dt.datetime(2024, 1, 1),
        dt.datetime(2024, 1, 1),
        "",
    )
    out = BytesIO()
    deck.save(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stamped(out.getvalue()))


def _titled(deck, title: str):
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    return slide


def _bullets(deck, title: str, bullets: list[tuple[int, str]]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    for n, (level, text) in enumerate(bullets):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level


def _table(slide, rows, top: float) -> None:
    table = slide.shapes.add_table(len(rows), len(rows[0]), Inches(0.7), Inches(top), Inches(8.6), Inches(0.4 * len(rows))).table
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
            table.cell(r, c).text_frame.paragraphs[0].font.size = Pt(14)


def gold() -> Gold:
    out = Gold("ratings_report", title="Home Care in Wrenbury")
    for framework, rows in FRAMEWORKS.items():
        for name, cqc, pamms in rows:
            out.rating(name, framework, "CQC", cqc)
            out.rating(name, framework, "PAMMS", pamms)
    for n, text in enumerate(NEXT, 1):
        out.action(f"next/{n}", text)
    for title, bullets in TEXT:
        whole: list[str] = []
        for level, text in bullets:
            if level:
                whole[-1] += f"\n{text}"
            else:
                whole.append(text)
        for text in whole:
            out.passage(text, None, title)
    return out
