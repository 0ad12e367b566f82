"""Write the look-alikes and their gold: python -m tests.lookalikes.make [open] [held] [--no-office]"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from pathlib import Path

from tests.making import draw, office, plain, word

HERE = Path(__file__).parent


def main(sets: list[str], libre: bool = True) -> None:
    for name in sets:
        out, suite = HERE / name, []
        files = []
        with tempfile.TemporaryDirectory() as folder:
            for alike in importlib.import_module(f"tests.lookalikes.truth_{name}.families").alikes():
                gold = f"{alike.name}.gold.json"
                alike.gold.save(out / gold)

                def add(file: str, split: str, gold=gold) -> None:
                    suite.append({"file": file, "gold": gold, "split": split})

                if alike.word:
                    word.save(alike.paper, out / f"{alike.name}.docx")
                    add(f"{alike.name}.docx", "docx")
                if alike.word and alike.office:
                    clean = Path(folder) / f"{alike.name}.docx"
                    word.save(alike.paper, clean, clean=True)
                    files.append(clean)
                    add(f"{alike.name}.pdf", "pdf")
                for suffix, look in alike.drawn.items():
                    draw.save(alike.paper, out / f"{alike.name}.{suffix}.pdf", look)
                    add(
                        f"{alike.name}.{suffix}.pdf",
                        "pdf" if look.lines != "none" and not look.rotate and not look.table_size and look.columns == 1 else "hard",
                    )
                for suffix, (paper, table, widths) in alike.texts.items():
                    plain.save(paper or alike.paper, out / f"{alike.name}.{suffix}.txt", table, widths)
                    add(f"{alike.name}.{suffix}.txt", "text")
            if libre:
                office.to_pdf(files, out, tagged=False)
        (out / "suite.json").write_text(json.dumps(suite, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main([a for a in sys.argv[1:] if not a.startswith("-")] or ["open", "held"], "--no-office" not in sys.argv)
