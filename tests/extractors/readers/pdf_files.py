"""Small PDFs drawn for one hard case each."""
from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

WIDE, HIGH = 595.0, 842.0


class Sheet:
    """A PDF to draw on; y counts down from the top of the page."""

    def __init__(self, path: Path, size: tuple[float, float] = (WIDE, HIGH)):
        self.path, self.high = path, size[1]
        self.canvas = Canvas(str(path), pagesize=size, invariant=1)

    def text(self, x: float, y: float, words: str, *, bold: bool = False, size: float = 9, font: str = "Helvetica") -> None:
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont(font + ("-Bold" if bold else ""), size)
        self.canvas.drawString(x, self.high - y, words)

    def lines(self, x: float, y: float, lines: list[str], *, lead: float = 11, **look) -> float:
        for n, line in enumerate(lines):
            self.text(x, y + n * lead, line, **look)
        return y + len(lines) * lead

    def fill(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x, self.high - y - high, wide, high, stroke=0, fill=1)

    def rule(self, x0: float, x1: float, y: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.high - y, x1, self.high - y)

    def columns(self, xs: list[float], y: float, rows: list[list[list[str]]], *, gap: float = 6, lead: float = 11, header: bool = True,
                **look) -> float:
        """Rows of cells, each cell its lines; returns where the next row would begin."""
        for n, row in enumerate(rows):
            for x, cell in zip(xs, row, strict=True):
                self.lines(x, y, cell, lead=lead, bold=header and n == 0, **look)
            y += lead * max(len(cell) for cell in row) + gap
        return y

    def page(self) -> None:
        self.canvas.showPage()

    def save(self) -> Path:
        self.canvas.save()
        return self.path
