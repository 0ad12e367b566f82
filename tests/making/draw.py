"""A made paper drawn straight into a PDF, where the drawing itself is the difficulty: no lines, Word's way of ruling, rotated or
two-column pages, narrow columns of small type."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.making.content import Grid, PageBreak, Para, Paper, typed

CM = 72 / 2.54
PAD = 3.0
THIN = 0.48


@dataclass
class Look:
    """lines: ruled (strokes), word (every border a thin filled rectangle, shading a rectangle and a band a line), none.
    rotate: 90 or 270 for pages stored on their side with /Rotate (without `flag` there is no
    /Rotate, and the reader has to turn its head); columns: text columns a page; table_size: type in tables.
    """

    lines: str = "ruled"
    rotate: int = 0
    flag: bool = True
    columns: int = 1
    table_size: float | None = None
    fills: bool = True
    landscape: bool | None = None


def save(paper: Paper, path: Path, look: Look) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _Drawing(paper, path, look).run()


@cache
def fonts() -> tuple[str, str]:
    for name, style in (("Body", "Regular"), ("BodyBold", "Bold")):
        file = subprocess.run(
            ["fc-match", "-f", "%{file}", f"Liberation Sans:style={style}"], capture_output=True, text=True, check=True
        ).stdout
        pdfmetrics.registerFont(TTFont(name, file))
    return "Body", "BodyBold"


def wrap(text: str, font: str, size: float, width: float) -> list[tuple[float, str]]:
    """Lines of a text as (indent, words). A word longer than the line is cut, as Word does."""
    out: list[tuple[float, str]] = []
    for paragraph in typed(text).split("\n"):
        indent = size if paragraph.startswith("• ") else 0.0
        line, first = "", True
        for word in paragraph.split(" "):
            while pdfmetrics.stringWidth(word, font, size) > width - indent:
                cut = next(n for n in range(len(word), 0, -1) if n == 1 or pdfmetrics.stringWidth(word[:n], font, size) <= width - indent)
                if line:
                    out.append((0.0 if first else indent, line))
                out.append((indent, word[:cut]))
                line, word, first = "", word[cut:], False
            longer = f"{line} {word}" if line else word
            if pdfmetrics.stringWidth(longer, font, size) <= width - (0 if first else indent):
                line = longer
            else:
                out.append((0.0 if first else indent, line))
                line, first = word, False
        out.append((0.0 if first else indent, line))
    return out


class _Drawing:
    def __init__(self, paper: Paper, path: Path, look: Look):
        self.paper, self.look = paper, look
        self.body, self.bold = fonts()
        landscape = paper.landscape if look.landscape is None else look.landscape
        self.width, self.height = (841.89, 595.28) if landscape else (595.28, 841.89)
        stored = (self.height, self.width) if look.rotate and not look.flag else (self.width, self.height)
        self.canvas = Canvas(str(path), pagesize=stored, invariant=1, pageCompression=1)
        self.canvas.setTitle(paper.title)
        self.margin = paper.margin * CM
        gap = 0.8 * CM
        self.column_width = (self.width - 2 * self.margin - gap * (look.columns - 1)) / look.columns
        self.lefts = [self.margin + n * (self.column_width + gap) for n in range(look.columns)]
        self.column, self.page = 0, 0
        self.new_page()

    def run(self) -> None:
        for block in self.paper.blocks:
            if isinstance(block, PageBreak):
                self.end_page()
                self.new_page()
            elif isinstance(block, Grid):
                self.grid(block)
                self.y -= 10
            else:
                self.para(block)
        self.end_page()
        self.canvas.save()

    @property
    def bottom(self) -> float:
        return self.margin + 14

    def new_page(self) -> None:
        self.page += 1
        self.column = 0
        if self.look.rotate:
            self.canvas.setPageRotation(self.look.rotate if self.look.flag else 0)
            self.canvas.transform(*((0, 1, -1, 0, self.height, 0) if self.look.rotate == 90 else (0, -1, 1, 0, 0, self.width)))
        self.y = self.height - self.margin
        if self.paper.header:
            self.text(self.margin, self.height - self.margin * 0.6, self.paper.header, self.body, 8)

    def end_page(self) -> None:
        if self.paper.footer:
            self.text(self.margin, self.margin * 0.6, f"{self.paper.footer}    {self.page}", self.body, 8)
        self.canvas.showPage()

    def next_column(self) -> None:
        if self.column + 1 < self.look.columns:
            self.column += 1
            self.y = self.height - self.margin
        else:
            self.end_page()
            self.new_page()

    def text(self, x: float, y: float, words: str, font: str, size: float) -> None:
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, words)

    def para(self, para: Para) -> None:
        size = {"title": self.paper.size + 3, "heading": self.paper.size + 1, "small": self.paper.size - 2}.get(para.style, self.paper.size)
        font = self.bold if para.style in ("title", "heading", "subheading") else self.body
        for indent, words in wrap(para.text, font, size, self.column_width):
            if self.y - size * 1.25 < self.bottom:
                self.next_column()
            self.y -= size * 1.25
            x = self.lefts[self.column] + indent
            if para.style == "right":
                x = self.lefts[self.column] + self.column_width - pdfmetrics.stringWidth(words, font, size)
            self.text(x, self.y, words, font, size)
        self.y -= size * 0.6

    def grid(self, grid: Grid) -> None:
        size = self.look.table_size or grid.size
        lead = size * 1.2
        scale = self.column_width / sum(grid.widths)
        edges = [self.lefts[self.column]]
        for w in grid.widths:
            edges.append(edges[-1] + w * scale)
        rows = grid.places()
        lines = [
            [wrap(c.text, self.bold if c.bold else self.body, size, edges[k + c.cols] - edges[k] - 2 * PAD) for k, c in row] for row in rows
        ]
        need = [max([len(t) for (_, c), t in zip(row, ts) if c.rows == 1], default=1) for row, ts in zip(rows, lines)]
        for r, (row, ts) in enumerate(zip(rows, lines)):
            for (_, c), t in zip(row, ts):
                if c.rows > 1:
                    last = min(r + c.rows, len(rows)) - 1
                    need[last] += max(0, len(t) - sum(need[r : last + 1]))
        _Table(self, grid, edges, rows, lines, need, size, lead).draw()


class _Table:
    """One table on its way down the pages. A row that does not fit is cut between lines, and its merged cells go on."""

    def __init__(self, drawing, grid, edges, rows, lines, need, size, lead):
        self.d, self.grid, self.edges, self.rows, self.lines = drawing, grid, edges, rows, lines
        self.need, self.size, self.lead = need, size, lead
        self.open: list[dict] = []

    def draw(self) -> None:
        for r in range(len(self.rows)):
            left = self.need[r]
            if r < self.grid.header and self.room() < sum(self.need[: self.grid.header]) + 2:
                self.turn(r, repeat=False)
            for (column, cell), text in zip(self.rows[r], self.lines[r]):
                self.open.append({"column": column, "cell": cell, "lines": list(text), "top": self.d.y, "until": r + cell.rows - 1})
            while left > 0:
                fit = min(left, self.room())
                if fit < left and fit < min(2, left):
                    self.turn(r)
                    continue
                self.d.y -= fit * self.lead + 2 * PAD
                left -= fit
                if left:
                    self.turn(r)
            self.close([o for o in self.open if o["until"] == r])

    def room(self) -> int:
        return int((self.d.y - self.d.bottom - 2 * PAD) // self.lead)

    def close(self, done: list[dict]) -> None:
        for o in done:
            self.paint(o)
            self.open.remove(o)

    def turn(self, row: int, repeat: bool = True) -> None:
        """Go to the next page, drawing what is open on this one and the header again on the next."""
        for o in self.open:
            if o["top"] > self.d.y:
                self.paint(o)
        self.d.end_page()
        self.d.new_page()
        if repeat and self.grid.repeat and row >= self.grid.header:
            still, self.open = self.open, []
            for r in range(self.grid.header):
                for (column, cell), text in zip(self.rows[r], self.lines[r]):
                    self.open.append({"column": column, "cell": cell, "lines": list(text), "top": self.d.y, "until": r + cell.rows - 1})
                self.d.y -= self.need[r] * self.lead + 2 * PAD
                self.close([o for o in self.open if o["until"] == r])
            self.open = still
        for o in self.open:
            o["top"] = self.d.y

    def paint(self, o: dict) -> None:
        cell, canvas, look = o["cell"], self.d.canvas, self.d.look
        x0, x1 = self.edges[o["column"]], self.edges[o["column"] + cell.cols]
        top, bottom = o["top"], self.d.y
        count = int((top - bottom - 2 * PAD + 0.01) // self.lead)
        now, o["lines"] = o["lines"][:count], o["lines"][count:]
        if cell.fill and look.fills:
            canvas.setFillColor(HexColor("#" + cell.fill))
            canvas.rect(x0, bottom, x1 - x0, top - bottom, stroke=0, fill=1)
            if look.lines == "word":
                for n in range(max(1, len(now))):
                    canvas.rect(x0 + PAD, top - PAD - (n + 1) * self.lead, x1 - x0 - 2 * PAD, self.lead, stroke=0, fill=1)
        if look.lines == "ruled":
            canvas.setStrokeColor(HexColor("#000000"))
            canvas.setLineWidth(0.5)
            canvas.rect(x0, bottom, x1 - x0, top - bottom, stroke=1, fill=0)
        elif look.lines == "word":
            canvas.setFillColor(HexColor("#000000"))
            for x, y, w, h in (
                (x0, top, x1 - x0, THIN),
                (x0, bottom, x1 - x0, THIN),
                (x0, bottom, THIN, top - bottom),
                (x1, bottom, THIN, top - bottom),
                (x0, top, THIN, THIN),
                (x1, bottom, THIN, THIN),
            ):
                canvas.rect(x, y, w, h, stroke=0, fill=1)
        font = self.d.bold if cell.bold else self.d.body
        for n, (indent, words) in enumerate(now):
            self.d.text(x0 + PAD + indent, top - PAD - n * self.lead - self.size, words, font, self.size)
