"""How well the look-alikes are read: python -m tests.lookalikes.score OUT [open] [held] [others] [--misses]

OUT is what `python -m pipeline ingest tests/lookalikes/<set> --out OUT` wrote. Prints, for each set and each kind of file, expected
rows, missed rows, extra rows and micro-F1 over all tables; with --misses the papers that are not perfect.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.making.compare import Extracted, counts, expected, f1

HERE = Path(__file__).parent
SPLITS = {"docx": "Word", "pptx": "slides", "pdf": "ruled PDF", "hard": "borderless, rotated, narrow or two-column PDF", "text": "text"}


def score(out: Path, name: str) -> dict[str, dict[str, tuple[int, int, int]]]:
    """split -> file -> (expected, missed, extra)"""
    extracted, result = Extracted(out), {split: {} for split in SPLITS}
    for case in json.loads((HERE / name / "suite.json").read_text()):
        gold = json.loads((HERE / name / case["gold"]).read_text(encoding="utf-8"))
        result[case["split"]][case["file"]] = counts(expected(gold), extracted.rows(case["file"]))
    return result


def main(out: Path, sets: list[str], misses: bool) -> None:
    for name in sets:
        for split, files in score(out, name).items():
            if not files:
                continue
            total, missed, extra = (sum(c) for c in zip(*files.values(), strict=True))
            print(
                f"{name:5} {SPLITS[split]:46} files {len(files):3}  rows {total:4}  missed {missed:4}  extra {extra:4}  micro-F1"
                f" {f1(files.values()):.4f}"
            )
            for file, (total, missed, extra) in files.items():
                if misses and (missed or extra):
                    print(f"      {file:40} rows {total:3}  missed {missed:3}  extra {extra:3}")


if __name__ == "__main__":
    words = [a for a in sys.argv[2:] if not a.startswith("-")]
    main(Path(sys.argv[1]), words or ["open", "held"], "--misses" in sys.argv)
