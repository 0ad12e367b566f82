"""Background colours as values: which RAG colour a fill is, and when it is only decoration."""
from __future__ import annotations


def rag_of_fill(fill: str | None, key: object | None = None) -> str | None:
    """blue, green, amber or red for a '#RRGGBB' fill; None for white, greys and shades that are none of them. With a key whose
    cells show their own shades, the nearest of those wins."""
    return None


def rag_of_column(fills: list[str | None], key: object | None = None) -> list[str | None]:
    """The colours of a column's cells, header first; a tint that every row has, or every other row, is decoration."""
    return [rag_of_fill(f, key) for f in fills]
