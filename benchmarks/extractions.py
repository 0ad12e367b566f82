"""How papers read when only their text is left: every PDF of the look-alikes through `pdftotext -layout`, read as a text file.

    python -m benchmarks.extractions [--keep DIR]

Prints, by table, the expected rows, those found with every field, and the rows beyond them. A text has no colours, so assessments and ratings that
are a fill alone cannot be found. Needs pdftotext (poppler). The texts and tables are left in --keep, where it is given.
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

from tests.making.compare import FIELDS, Extracted, differences, expected

LOOKALIKES = Path(__file__).resolve().parents[1] / "tests" / "lookalikes" / "others"


def make(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the text of each PDF; the name of each file and its expected rows. A text that two PDFs share is written once."""
    folder.mkdir(parents=True, exist_ok=True)
    seen: set[bytes] = set()
    for case in json.loads((LOOKALIKES / "suite.json").read_text()):
        if case["split"] != "pdf":
            continue
        text = folder / f"{case['file'].removesuffix('.pdf')}.txt"
        subprocess.run(["pdftotext", "-layout", LOOKALIKES / case["file"], text], check=True)
        if text.read_bytes() in seen:
            text.unlink()
        else:
            seen.add(text.read_bytes())
            yield text.name, LOOKALIKES / case["gold"]


def main(keep: Path) -> None:
    cases = list(make(keep / "texts"))
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
    print(f"{len(cases)} texts by pdftotext -layout\n\n| table | expected | found | share | beyond them |\n| --- | --- | --- | --- | --- |")
    for table in FIELDS:
        found = rows[table] - missed[table]
        print(f"| {table} | {rows[table]:,} | {found:,} | {found / max(1, rows[table]):.2f} | {extra[table]:,} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path)
    kept = parser.parse_args().keep
    if shutil.which("pdftotext") is None:
        raise SystemExit("pdftotext is not installed (poppler-utils)")
    if kept:
        main(kept)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            main(Path(scratch))
