"""Write the sample papers, their expected rows and the expected links: python -m tests.samples.make [--no-pdf]

Needs LibreOffice for the PDFs; neither use nor tests need it, since what it makes is kept in the repository.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.making import office, word
from tests.making.content import Paper
from tests.making.gold import Gold
from tests.samples import extraction, log, plan, report, scrutiny, slides

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "data" / "raw"
HERE = Path(__file__).parent
PEOPLE, BOARD, CARE = "wrenbury/people-select-committee", "wrenbury/health-and-wellbeing-board", "wrenbury/adult-care-committee"


@dataclass
class Sample:
    """A paper as Word and PDF, its gold, and where it goes below data/raw. Without a paper it is the slides."""

    folder: str
    name: str
    key: str
    paper: Paper | None
    gold: Gold
    tagged: bool = True


def samples() -> list[Sample]:
    first, second = plan.FIRST, plan.second()
    return [
        Sample(
            f"{PEOPLE}/2023-12-14",
            "Damp and Mould Review - Progress Update December 2023",
            "scrutiny-1",
            scrutiny.paper(scrutiny.FIRST, "People Select Committee – Appendix A"),
            scrutiny.gold(scrutiny.FIRST),
            tagged=True,
        ),
        Sample(
            f"{PEOPLE}/2024-06-13",
            "Damp and Mould Review - Progress Update June 2024",
            "scrutiny-2",
            scrutiny.paper(scrutiny.second(), "People Select Committee – Appendix A"),
            scrutiny.gold(scrutiny.second()),
            tagged=False,
        ),
        Sample(
            f"{BOARD}/2024-01-18", "Hospital Discharge Improvement Plan V7", "plan-1", plan.paper(first), plan.gold(first), tagged=False
        ),
        Sample(
            f"{BOARD}/2024-02-15", "Hospital Discharge Improvement Plan V8", "plan-2", plan.paper(second), plan.gold(second), tagged=True
        ),
        Sample(f"{CARE}/2024-03-07", "Care Market Position Statement", "report", *report.report(), tagged=True),
        Sample(f"{CARE}/2024-03-07", "Minutes 7 March 2024", "minutes", *report.minutes(), tagged=False),
        Sample(f"{PEOPLE}/2024-02-08", "Action Log February 2024", "log", *log.paper(), tagged=False),
        Sample(f"{PEOPLE}/2024-02-08", "Home Care Ratings", "slides", None, slides.gold(), tagged=False),
    ]


def write_office(sample: Sample, path: Path) -> None:
    """The Word file, or the slides."""
    if sample.paper:
        word.save(sample.paper, path)
    else:
        slides.save(path)


def main(pdf: bool = True) -> None:
    suite = []
    for s in samples():
        folder = RAW / s.folder
        made = "docx" if s.paper else "pptx"
        file = folder / f"{s.name}.{made}"
        write_office(s, file)
        s.gold.save(HERE / "expected" / f"{s.key}.gold.json")
        splits = [made, "pdf"]
        if s.key == "scrutiny-1":
            extraction.save(s.paper, folder / f"{s.name}.txt", ["People Select Committee – Appendix A", "Wrenbury Borough Council"])
            splits.append("txt")
        suite += [
            {
                "file": f"{s.name}.{x}",
                "path": f"{s.folder}/{s.name}.{x}",
                "gold": f"expected/{s.key}.gold.json",
                "split": "text" if x == "txt" else x,
            }
            for x in splits
        ]
        if pdf:
            with tempfile.TemporaryDirectory() as clean:
                source = file
                if s.paper:
                    source = Path(clean) / f"{s.name}.docx"
                    word.save(s.paper, source, clean=True)
                office.to_pdf([source], folder, s.tagged, slides=not s.paper)
    write(HERE / "suite.json", suite)
    write(
        HERE / "links.json",
        [{"from": "scrutiny-1", "to": "scrutiny-2", **scrutiny.links()}, {"from": "plan-1", "to": "plan-2", **plan.links()}],
    )


def write(path: Path, data) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(pdf="--no-pdf" not in sys.argv)
