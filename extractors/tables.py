"""Tables cut by page breaks: one table, one row, one merged cell.

A piece goes on with the table before it when nothing stands between them but page furniture and their columns agree. Repeated heading rows
are dropped. Whether the first row of a piece is the lower half of the last row is seen from its cells: a row that was cut goes on in
cells that were full to the foot of the page, and lacks what every row of its own has. A cell that spans rows goes on when its
continuation is empty or finishes its sentence.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.document import Cell, Table

SAME, LOOSE = 4.0, 8.0
"""Column lines of two pieces may differ by so many points: drawn ones, and those taken from text (whose right end is not known)."""
MAX_HEADER = 4
_NUMBERED = re.compile(r"^(?:[A-Z]{1,4}\s?)?\d+(?:\.\d+)*[.:)]?\s+[A-Z]")
_REFERENCE = re.compile(r"^[A-Z]{0,4}[\s.-]?\d[\w./-]*$")
"""A number or reference alone in its cell: it begins a row."""


Tag = tuple[int, tuple[int, int, int] | None]
"""Names in a structure tree of a paragraph (0 for none) and of the table, row and cell that it stands in."""


@dataclass(slots=True)
class End:
    """How a cell's text ends: how much room its last line leaves (points), and whether white space follows in the content."""

    room: float
    spaced: bool


@dataclass(slots=True)
class Piece:
    """A table on one page: its cells and column lines. `ends`, `starts` and `tags` say, by the id of a cell that has text, how its
    last line ends, how much room its first word takes, and how its first and last words are tagged;
    `over_pages` whether the tags have tables that go on over pages: where none does, each page has tables of its own."""

    page: int
    xs: list[float]
    cells: list[Cell]
    rows: int
    method: str
    first_on_page: bool = False
    last_on_page: bool = False
    ends: dict[int, End] = field(default_factory=dict)
    starts: dict[int, float] = field(default_factory=dict)
    tags: dict[int, tuple[Tag, Tag]] = field(default_factory=dict)
    over_pages: bool = False

    def wraps(self, below: Piece, cell: Cell, lower: Cell) -> bool | None:
        """Whether the last line of a cell had no room for the first word of another, as in running text; null where that is not known."""
        end, start = self.ends.get(id(cell)), below.starts.get(id(lower))
        return None if end is None or start is None else end.room < start


class JoinedTable:
    """A table as it grows over pages. What each page is compared with is kept at hand, so that the work grows with the pages: `head` the
    cells of the first rows, `foot` those that end with the last row, `recent` those of rows that may still change, `always` the
    columns filled in every row before (null where there is none), and `together` those whose cells span the rows that the first column's
    do, where it groups rows (`grouped`)."""

    def __init__(self, piece: Piece):
        self.table = Table(piece.cells, piece.method, rows=piece.rows, columns=len(piece.xs) - 1)
        self.xs, self.last = piece.xs, piece
        self.head = [c for c in piece.cells if c.row < MAX_HEADER]
        self.foot = [c for c in piece.cells if c.row + c.row_span == piece.rows]
        self.recent = list(piece.cells)
        self.always: set[int] | None = None
        self.together, self.grouped = set(range(self.table.columns)), False
        self._learn_groups(piece.cells)

    def takes(self, piece: Piece) -> bool:
        """Append a piece that goes on with the table; false if it is a table of its own."""
        last = self.last
        if not (last.last_on_page and piece.first_on_page and piece.page == last.page + 1):
            return False
        columns = _columns(self.xs, piece.xs, self.table.method == piece.method == "aligned")
        if columns is None:
            return False
        rows = _rows(piece.cells, piece.rows)
        heading = self._repeated(rows) if len(self.xs) == len(piece.xs) else 0
        tagged = self._tagged(piece, [c for c in last.cells if c.places[0].page == last.page], piece.cells, 0)
        if heading == 0 and (self._new_heading(rows) or (tagged is False and piece.over_pages)):
            return False
        if not tagged:
            last.tags, piece.tags = {}, {}
        if len(columns) != len(self.xs):
            moved = _recolumn(self.table.cells, self.xs, columns)
            self.always = None if self.always is None else {moved[c] for c in self.always}
            self.together = {moved[c] for c in self.together}
            self.xs, self.table.columns = columns, len(columns) - 1
        if len(columns) != len(piece.xs):
            shift = self.xs[0] - piece.xs[0]
            _recolumn(piece.cells, [x + shift for x in piece.xs], columns)
        cut = self._append(piece, heading)
        self.table.notes.append(f"joined over the break between pages {last.page} and {piece.page}"
                                + (", repeated headings dropped" if heading else "")
                                + (", a row cut by the break put together" if cut else ""))
        self.last = piece
        return True

    def _tagged(self, piece: Piece, above: list[Cell], below: list[Cell], level: int) -> bool | None:
        """Whether the tags put cells on both sides of a break in one table (level 0), row (1) or cell (2); null where they do not say."""
        upper = {t[1][1][level] for c in above if (t := self.last.tags.get(id(c))) and t[1][1]}
        lower = {t[0][1][level] for c in below if (t := piece.tags.get(id(c))) and t[0][1]}
        return bool(upper & lower) if upper and lower else None

    def _repeated(self, rows: list[list[Cell]]) -> int:
        """How many rows at the head of a piece repeat the table's own first rows; bars across the table alone repeat nothing."""
        own = _rows(self.head, MAX_HEADER)
        count, headings = 0, False
        for mine, theirs in zip(own[:MAX_HEADER], rows[:MAX_HEADER], strict=False):
            a, b = [(c.column, _key(c)) for c in mine], [(c.column, _key(c)) for c in theirs]
            if not a or a != b:
                break
            count += 1
            headings = headings or sum(bool(k) for _, k in a) > 1
        return count if headings else 0

    def _new_heading(self, rows: list[list[Cell]]) -> bool:
        """Whether a piece starts with headings of its own: shaded as the table's own were, and other words."""
        if len(rows) < 2 or not rows[0]:
            return False
        own = [c for c in self.head if c.row == 0 and c.text]
        mine = [c for c in rows[0] if c.text]
        if len(own) < 2 or len(mine) < 2:
            return False
        shaded = {c.fill for c in own}
        same_look = len(shaded) == 1 and None not in shaded and {c.fill for c in mine} == shaded
        body = {c.fill for c in self.recent if c.row == self.table.rows - 1}
        return same_look and body != shaded

    def _append(self, piece: Piece, skip: int) -> bool:
        """Add a piece's rows after its first `skip`; true where the first of them went on with the last row."""
        table, base = self.table, self.table.rows
        above = {c.column: c for c in self.foot} if base > skip else {}
        first = [c for c in piece.cells if c.row <= skip < c.row + c.row_span]
        cut = bool(above) and self._is_cut(piece, above, first, skip)
        shift = base - skip - (1 if cut else 0)
        group = self._goes_on_in_group(above, first)
        added = []
        for cell in piece.cells:
            if cell.row + cell.row_span <= skip:
                continue
            start = max(cell.row, skip)
            span = cell.row + cell.row_span - start
            upper = above.get(cell.column) if start == skip else None
            if upper is not None and upper.column_span == cell.column_span and (
                    cut or (cell.column in group and (not cell.text or _full(upper))) or self._spans_on(piece, upper, cell, span, first)
                    or self._finishes(piece, upper, cell, first, above)):
                self._merge(piece, upper, cell, span - (1 if cut else 0))
                continue
            cell.row, cell.row_span = start + shift, span
            added.append(cell)
        table.cells += added
        table.rows = max(c.row + c.row_span for c in [*self.foot, *added])
        self._settle(base, added)
        return cut

    def _goes_on_in_group(self, above: dict[int, Cell], first: list[Cell]) -> set[int]:
        """The columns of a group of rows that goes on: the first column, which groups rows, is empty below the break, and so is another
        that spans the same rows. What the others of these say goes on too."""
        own = {c.column: c for c in first if c.column in self.together and c.column in above}
        empty = sum(not c.text and bool(above[k].text) for k, c in own.items())
        begins = any(c.text and c.column not in self.together for c in first)
        return set(own) if self.grouped and begins and 0 in own and not own[0].text and empty > 1 else set()

    def _learn_groups(self, cells: list[Cell]) -> None:
        """Take note of which cells span the rows that the first column's do."""
        spans = {c.row: c.row_span for c in cells if c.column == 0}
        self.together -= {c.column for c in cells if spans.get(c.row) != c.row_span}
        self.grouped = self.grouped or any(span > 1 for span in spans.values())

    def _settle(self, base: int, added: list[Cell]) -> None:
        """Take note of a page's rows; those above it can change no more."""
        settled = _always_filled([[c for c in self.recent if 0 < c.row < base]], self.table.columns)
        if settled is not None:
            self.always = settled if self.always is None else self.always & settled
        self.recent = [c for c in self.recent if c.row >= base] + added
        self.head += [c for c in added if c.row < MAX_HEADER]
        self._learn_groups(added)
        self.foot = [c for c in [*self.foot, *added] if c.row + c.row_span == self.table.rows]

    def _is_cut(self, piece: Piece, above: dict[int, Cell], first: list[Cell], skip: int) -> bool:
        """Whether the first row of a piece is the lower half of the table's last row.

        A cell goes on over a break only when its text filled it to the foot of the page, and in its own colour. What every other row
        has (a number, an owner, a date) and this one lacks shows that it is no row of its own.
        """
        rows = self.table.rows
        single = [c for c in first if c.row_span == 1 or c.row + c.row_span == skip + 1]
        filled = [c for c in single if c.text]
        own = {c: a for c, a in above.items() if a.row == rows - 1}
        if not filled:
            return bool(single) and all(c.fill is None or (c.column in above and above[c.column].fill == c.fill) for c in single)
        tagged = self._tagged(piece, list(own.values()), single, 1)
        if tagged is not None:
            return tagged
        for cell in filled:
            upper = above.get(cell.column)
            if upper is None or not upper.text or upper.column_span != cell.column_span or not _full(upper):
                return False
        if any(c.fill and (a := own.get(c.column)) is not None and a.fill != c.fill for c in single):
            return False
        head = min(single, key=lambda c: c.column)
        if head.text and len(single) > 1 and not self._label_goes_on(piece, above[head.column], head):
            return False
        lost = any(not c.text and (a := own.get(c.column)) is not None and a.text for c in single)
        if len(above) <= 2:
            return lost or (head.column == 0 and bool(head.text)) or all(self._goes_on(above[c.column], c) for c in filled)
        filling = _always_filled([[c for c in self.recent if c.row > 0], [c for c in piece.cells if c.row > skip]], self.table.columns)
        known = [found for found in (self.always, filling) if found is not None]
        always = set.intersection(*known) & {c.column for c in single} if known else set()
        if always:
            return any(not c.text for c in single if c.column in always) or self._mostly_goes_on(above, filled)
        return lost or any(self._goes_on(above[c.column], c) for c in filled)

    def _mostly_goes_on(self, above: dict[int, Cell], filled: list[Cell]) -> bool:
        """Whether a row with text in every column finishes the row above it: all its cells go on in small letters, or most do though the
        texts of their columns begin with capitals, and no sentence ended above them."""
        low = [c for c in filled if c.text[0].islower()]
        columns = {c.column for c in low}
        begins = [c.text[0] for c in self.recent if c.column in columns and c.row and c.text]
        return len(low) == len(filled) or (
            2 * len(low) > len(filled) and not any(above[c.column].text[-1] in ".!?:;" for c in low)
            and not any(b.islower() for b in begins))

    def _spans_on(self, piece: Piece, above: Cell, below: Cell, span: int, first: list[Cell]) -> bool:
        """Whether a cell merged down several rows goes on on the next page. It does not where a reference in the first column is merged
        down the same rows: both begin there."""
        if above.row_span == 1 and span == 1:
            return False
        tagged = self._tagged(piece, [above], [below], 2)
        if tagged is not None:
            return tagged
        head = next((c for c in first if c.column == 0), None)
        begins = head is not None and head.row_span == below.row_span and _REFERENCE.match(head.text) and not below.text[:1].islower()
        return not below.text or (_full(above) and not _NUMBERED.match(below.text) and not begins)

    def _finishes(self, piece: Piece, above: Cell, below: Cell, first: list[Cell], foot: dict[int, Cell]) -> bool:
        """Whether a cell finishes the text above it though the row is another: that of a group of rows, whose reference beside it is not
        printed again, or whose rows have numbers of their own. Where these stand beside it, its column's texts begin with capitals."""
        if not below.text[:1].islower() or above.text[-1:] in ".!?:;":
            return False
        beside = next((c for c in first if c.column + c.column_span == below.column), None)
        if beside is not None and _REFERENCE.match(beside.text):
            others = [c for c in self.recent if c.column == below.column and c.text]
            return self.last.wraps(piece, above, below) is True and all(c.text[0].isupper() for c in others)
        if beside is not None:
            return not beside.text and beside.column in foot and bool(foot[beside.column].text)
        return any(c is not below and (_REFERENCE.match(c.text) or _NUMBERED.match(c.text)) for c in first)

    def _label_goes_on(self, piece: Piece, above: Cell, below: Cell) -> bool:
        """Whether the first cell of a row finishes the label above it, and is no label by itself."""
        if below.text[0] == "(" and not _new_item(below.text):
            return True
        if _REFERENCE.match(above.text) and not _REFERENCE.match(below.text) and not _NUMBERED.match(below.text):
            others = [c for c in self.recent if c.column == below.column and c is not above and c.row and c.text]
            return bool(others) and all(len(c.paragraphs) > 1 and _REFERENCE.match(c.paragraphs[0].text) for c in others)
        return self.last.wraps(piece, above, below) is not False and _unfinished(above, below)

    def _goes_on(self, above: Cell, below: Cell) -> bool:
        """Whether a cell's text stops in the middle of a sentence or list that the other goes on with."""
        listed = below.paragraphs[0].bullet
        if listed and (above.text[-1] == ":" or (above.paragraphs[-1].bullet and not above.paragraphs[0].bullet)):
            return True
        return _unfinished(above, below)

    def _merge(self, piece: Piece, above: Cell, below: Cell, more_rows: int) -> None:
        """Add a cell's continuation to it."""
        above.row_span += more_rows
        above.places += below.places
        above.fill = above.fill or below.fill
        if above.paragraphs and below.paragraphs:
            if self._one_paragraph(piece, above, below):
                a, b = above.paragraphs[-1], below.paragraphs[0]
                a.text += ("" if a.text.endswith("-") and b.text[:1].islower() else " ") + b.text
                above.paragraphs += below.paragraphs[1:]
            else:
                above.paragraphs += below.paragraphs
        else:
            above.paragraphs += below.paragraphs
        end = piece.ends.get(id(below)) or self.last.ends.get(id(above))
        if end is not None:
            piece.ends[id(above)] = end
        tag = piece.tags.get(id(below)) or self.last.tags.get(id(above))
        if tag is not None:
            piece.tags[id(above)] = tag

    def _one_paragraph(self, piece: Piece, above: Cell, below: Cell) -> bool:
        """Whether the text below a break goes on with the paragraph above it: the tags say so, or the line was full and no item or
        sentence begins anew."""
        a, b = above.paragraphs[-1], below.paragraphs[0]
        upper, lower = self.last.tags.get(id(above)), piece.tags.get(id(below))
        if upper and lower and upper[1][0] and lower[0][0]:
            return upper[1][0] == lower[0][0]
        wraps, end = self.last.wraps(piece, above, below), self.last.ends.get(id(above))
        if b.bullet or not a.text or not b.text or _new_item(b.text):
            return False
        if wraps is False:
            return b.text[0].islower() and a.text[-1] not in ".!?:;"
        return b.text[0].islower() or a.text[-1] not in ".!?:;" or (wraps is True and (end is None or end.spaced))


def _columns(own: list[float], other: list[float], loose: bool) -> list[float] | None:
    """The column lines of two pieces together, as the first has them; null where they do not agree.

    A page whose rows have no cell border at some line lacks that line: the lines of one piece may be some of the other's, if three
    columns or more say so.
    """
    near, shift = (LOOSE, 0.0) if loose else (SAME, own[0] - other[0])
    moved = [x + shift for x in other]
    if loose:
        moved[-1] = own[-1]
    if len(own) == len(moved):
        return own if all(abs(a - b) <= near for a, b in zip(own, moved, strict=True)) else None
    many, few = (own, moved) if len(own) > len(moved) else (moved, own)
    if len(few) < 4 or abs(many[-1] - few[-1]) > near or any(min(abs(x - y) for y in many) > near for x in few):
        return None
    return many


def _recolumn(cells: list[Cell], xs: list[float], columns: list[float]) -> list[int]:
    """Give cells their columns among more column lines; the new place of each old line."""
    index = [min(range(len(columns)), key=lambda k, x=x: abs(columns[k] - x)) for x in xs]
    for cell in cells:
        start, end = index[cell.column], index[cell.column + cell.column_span]
        cell.column, cell.column_span = start, max(1, end - start)
    return index


def _rows(cells: list[Cell], count: int) -> list[list[Cell]]:
    out: list[list[Cell]] = [[] for _ in range(count)]
    for cell in cells:
        out[cell.row].append(cell)
    return out


def _key(cell: Cell) -> str:
    return "".join(cell.text.lower().split())


def _unfinished(above: Cell, below: Cell) -> bool:
    """Whether a cell's text stops in the middle of a sentence that the other goes on with."""
    if below.text[:1].islower():
        return True
    return above.text[-1:] not in ".!?:;)" and not (
        below.paragraphs[0].bullet or _new_item(below.text) or _REFERENCE.match(below.text))


def _always_filled(groups: list[list[Cell]], columns: int) -> set[int] | None:
    """Columns in which every row has text of its own, rows of one cell aside; null where there are no rows. A group numbers its own
    rows."""
    rows: dict[tuple[int, int], dict[int, bool]] = {}
    for n, cells in enumerate(groups):
        for cell in cells:
            if cell.row_span == 1 and cell.column_span == 1:
                rows.setdefault((n, cell.row), {})[cell.column] = bool(cell.text)
    body = [r for r in rows.values() if sum(r.values()) > 1]
    return {c for c in range(columns) if all(r.get(c, False) for r in body)} if body else None


def _full(cell: Cell) -> bool:
    """Whether a cell's text reaches its lower edge: there was no room for another line."""
    if not cell.paragraphs or not cell.places:
        return False
    last = cell.paragraphs[-1]
    foot, size = last.place.bottom, last.size or 10.0
    return foot is not None and cell.places[-1].bottom - foot < 1.3 * size


def _new_item(text: str) -> bool:
    head = text.split(" ", 1)[0]
    return head.endswith(")") and len(head) <= 4
