"""A picture of the place in the paper that a value was read from, with its cell outlined.

Only PDF papers have places; for Word, slides and text the caller shows the text instead. The paper is taken from the
folder of papers and only when its bytes are still those that were read.
"""

from __future__ import annotations

import base64
import io
from collections import OrderedDict
from pathlib import Path
from typing import Any

from pipeline.sources import sha256_of

SCALE = 1.35
"""Pixels a point: 7 pt print is readable, a table row is about 15 kB."""
MARGIN, TALLEST = 42.0, 330.0
"""Points above and below the cell, and the most of a page one picture shows."""
OUTLINE = (190, 0, 110)
OPEN_PAPERS = 4


class Crops:
    """Pictures from one folder of papers. `taken` counts the bytes given out, so that a page can keep to a budget."""

    def __init__(self, papers: Path):
        self.papers, self.taken = papers, 0
        self._open: OrderedDict[str, Any] = OrderedDict()
        self._known: dict[str, Path | None] = {}

    def paper(self, source_path: str | None, sha256: str | None) -> Path | None:
        """The paper's file, if it is below the folder and its bytes are those that were read."""
        if not source_path or not sha256:
            return None
        if sha256 not in self._known:
            path = (self.papers / source_path).resolve()
            inside = path.is_relative_to(self.papers.resolve()) and path.is_file()
            self._known[sha256] = path if inside and sha256_of(str(path)) == sha256 else None
        return self._known[sha256]

    def picture(self, source_path: str | None, sha256: str | None, cells: list[dict[str, Any]]) -> str | None:
        """A data address (WebP) of the first cell and of those near it on its page; None where there is no such picture."""
        boxes = [c for c in cells or [] if c["page"] is not None and c["x0"] is not None and c["bottom"] is not None]
        path = self.paper(source_path, sha256)
        if not boxes or path is None:
            return None
        boxes = [c for c in boxes if c["page"] == boxes[0]["page"]]
        document = self._document(path)
        if document is None or boxes[0]["page"] > len(document):
            return None
        image = _draw(document[boxes[0]["page"] - 1], _together(boxes))
        held = io.BytesIO()
        image.save(held, "WEBP", quality=55, method=4)
        self.taken += held.getbuffer().nbytes * 4 // 3
        return "data:image/webp;base64," + base64.b64encode(held.getvalue()).decode("ascii")

    def _document(self, path: Path) -> Any | None:
        import pypdfium2 as pdfium

        key = str(path)
        if key not in self._open:
            try:
                self._open[key] = pdfium.PdfDocument(path)
            except pdfium.PdfiumError:
                return None
            if len(self._open) > OPEN_PAPERS:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(key)
        return self._open[key]


def _together(boxes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first box and the following ones as long as all fit one picture: what was asked for first is never pushed out."""
    kept = boxes[:1]
    for box in boxes[1:]:
        if max(b["bottom"] for b in (*kept, box)) - min(b["top"] for b in (*kept, box)) <= TALLEST - 2 * MARGIN:
            kept.append(box)
    return kept


def _draw(page: Any, boxes: list[dict[str, Any]]) -> Any:
    from PIL import ImageDraw

    width, height = page.get_size()
    top = max(0.0, min(b["top"] for b in boxes) - MARGIN)
    bottom = min(height, max(b["bottom"] for b in boxes) + MARGIN, top + TALLEST)
    image = page.render(scale=SCALE, crop=(0, height - bottom, 0, top)).to_pil().convert("RGB")
    pen = ImageDraw.Draw(image)
    for b in boxes:
        frame = [
            b["x0"] * SCALE - 2,
            (b["top"] - top) * SCALE - 2,
            b["x1"] * SCALE + 2,
            min((b["bottom"] - top) * SCALE + 2, image.height - 2),
        ]
        pen.rectangle(frame, outline=OUTLINE, width=3)
    return image
