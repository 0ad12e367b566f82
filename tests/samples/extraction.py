"""A text extraction of a paper, with the damage that such extractions have."""

from __future__ import annotations

from pathlib import Path

from tests.making.content import Grid, Para, Paper, typed


def save(paper: Paper, path: Path, furniture: list[str], every: int = 24) -> None:
    """Label, tab, value; the further paragraphs of a cell begin with a tab; the page's header falls between rows every so many lines."""
    out: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Para):
            out += [typed(block.text), ""]
        elif isinstance(block, Grid):
            for n, row in enumerate(block.places()):
                if n and len(out) > every * (1 + sum(line == furniture[0] for line in out)):
                    out += ["", *furniture, ""]
                cells = [typed(cell.text) for _, cell in row]
                if row[0][0] > 0:
                    cells.insert(0, "")
                first, *rest = cells[-1].split("\n") if len(cells) > 1 else [""]
                out.append("\t".join([*(c.replace("\n", " ") for c in cells[:-1] or cells), first, ""]))
                out += [f"\t{line}\t" for line in rest]
            out.append("")
    path.write_text("\n".join(out) + "\n", encoding="utf-8")
