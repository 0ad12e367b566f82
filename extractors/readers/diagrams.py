"""Words of SmartArt diagrams and charts, which stand in parts of their own."""
from __future__ import annotations

from lxml import etree

from extractors.readers import fold
from extractors.readers.ooxml import A, C


def words(part: etree._Element) -> list[str]:
    """Texts of a diagram's or chart's part, each once: boxes and titles, then series and categories."""
    texts = ["".join(t.text or "" for t in p.iter(A + "t")) for p in part.iter(A + "p")]
    texts += [v.text or "" for path in (f".//{C}ser/{C}tx//{C}v", f".//{C}cat//{C}v") for v in part.iterfind(path)]
    return list(dict.fromkeys(text for text in map(fold.fold, texts) if text))
