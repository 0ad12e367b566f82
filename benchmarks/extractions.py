"""How papers read when only their text is left: every PDF of the look-alikes through `pdftotext -layout`, or every Word file as a converter
prints it, read as a text file.

    python -m benchmarks.extractions [--form layout|rows|paragraphs|lines|markdown] [--keep DIR]

Prints, by table, the expected rows, those found with every field, and the rows beyond them. A text has no colours, so assessments and ratings that
are a fill alone cannot be found; the forms of Word files (benchmarks/word_texts.py) have no automatic numbers either. `layout` needs pdftotext
(poppler). The texts and tables are left in --keep, where it is given.
"""
from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.word_texts import FORMS, text_of
from tests.making.compare import FIELDS, Extracted, differences, expected

LOOKALIKES = Path(__file__).resolve().parents[1] / "tests" / "lookalikes" / "others"


def make(folder: Path, form: str) -> Iterator[tuple[str, Path]]:
    """Write the text of each paper; the name of each file and its expected rows. A text that two PDFs share is written once."""
    folder.mkdir(parents=True, exist_ok=True)
    seen: set[bytes] = set()
    for case in json.loads((LOOKALIKES / "suite.json").read_text()):
        paper = LOOKALIKES / case["file"]
        if case["split"] != ("pdf" if form == "layout" else "docx"):
            continue
        text = folder / f"{paper.stem}{'.md' if form == 'markdown' else '.txt'}"
        if form == "layout":
            subprocess.run(["pdftotext", "-layout", paper, text], check=True)
        else:
            text.write_text(text_of(paper, form), encoding="utf-8")
        if text.read_bytes() in seen:
            text.unlink()
        else:
            seen.add(text.read_bytes())
            yield text.name, LOOKALIKES / case["gold"]


def main(keep: Path, form: str) -> None:
    cases = list(make(keep / "texts", form))
    command = [sys.executable, "-m", "pipeline", "ingest", str(keep / "texts"), "--out", str(keep / "out"), "-q"]
    subprocess.run(command, cwd=LOOKALIKES.parents[2], stdout=subprocess.DEVNULL, check=True)
    extracted = Extracted(keep / "out")
    rows, missed, extra = Counter[str](), Counter[str](), Counter[str]()
    for name, gold in cases:
        want = expected(json.loads(gold.read_text(encoding="utf-8")))
        rows.update({table: sum(not uncertain for _, uncertain in want[table]) for table in FIELDS})
        for table, (missing, beyond) in differences(want, extracted.rows(name), exact=False).items():
            missed[table] += len(missing)
            extra[table] += len(beyond)
    print(f"{len(cases)} texts ({form})\n\n| table | expected | found | share | beyond them |\n| --- | --- | --- | --- | --- |")
    for table in FIELDS:
        found = rows[table] - missed[table]
        print(f"| {table} | {rows[table]:,} | {found:,} | {found / max(1, rows[table]):.2f} | {extra[table]:,} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--form", choices=["layout", *FORMS], default="layout")
    asked = parser.parse_args()
    if asked.form == "layout" and shutil.which("pdftotext") is None:
        raise SystemExit("pdftotext is not installed (poppler-utils)")
    if asked.keep:
        main(asked.keep, asked.form)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            main(Path(scratch), asked.form)
