"""Every letter of a PDF, as another library reads it, is in the document once. Only headings that a page break repeats are left out."""
from __future__ import annotations

from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from extractors.readers import read
from models.document import Document

ROOT = Path(__file__).parents[3]
PAPERS = sorted((ROOT / "data" / "raw").rglob("*.pdf")) + sorted((ROOT / "tests" / "lookalikes" / "open").glob("*.borderless.pdf"))
SHARED = sorted((ROOT.parent / "shared" / "real" / "council-pdfs").glob("*.pdf"))


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text.lower() if c.isalnum() and c.isascii())


def by_page(document: Document) -> dict[int | None, Counter[str]]:
    out: dict[int | None, Counter[str]] = {}
    for paragraph in document.paragraphs():
        out.setdefault(paragraph.place.page, Counter()).update(letters(paragraph.printed))
    return out


def check(path: Path) -> None:
    """A paragraph that runs over a page break is counted on its first page, so pages are summed up."""
    document = read(path)
    heads = Counter(c for t in document.tables for cell in t.cells if cell.row < 4 for c in letters(cell.text).elements())
    repeated = any("repeated headings" in note for t in document.tables for note in t.notes)
    ours, theirs = Counter(), Counter()
    for page in by_page(document).values():
        ours += page
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            theirs += letters("".join(c["text"] for c in page.chars))
            page.close()
    assert not ours - theirs, "text doubled"
    lost = theirs - ours
    assert not lost if not repeated else not set(lost) - set(heads), "text lost"


@pytest.mark.parametrize("path", PAPERS, ids=lambda p: p.stem[:40])
def test_no_letter_is_lost_or_doubled(path):
    check(path)


@pytest.mark.skipif(not SHARED, reason="../shared is not here")
@pytest.mark.parametrize("path", [p for p in SHARED if p.stat().st_size < 400_000][:4], ids=lambda p: p.stem)
def test_no_letter_of_a_real_paper_is_lost(path):
    check(path)
