"""Inspection ratings: provider tables (Service | CQC Rating | PAMMS Rating) and shares by area (three-level headers).

In the first shape a row is a provider, each rating column a scheme, and the framework is named by the heading above. In the
second a row is an area, and above each column stand the service and the rating whose percentage it holds.
"""
from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from extractors.headings import normal
from extractors.paper import Paper
from extractors.values.dates import read_date
from extractors.values.ratings import read_percent, read_rating
from models.document import Block, Cell, Table
from models.records import Rating
from models.vocabulary import vocabulary

LAYOUT = "ratings_report"
_UNRATED = re.compile(r"not (?:yet )?(?:been )?(?:rated|inspected)|unrated|awaiting", re.I)
_OF_SERVICE = re.compile(r"(.{3,60}?)\s*(?:\s[–—-]|:)\s+.*\bratings?\b", re.I)
_SERVICE_ALONE = re.compile(r"(?!.*\b(?:ratings?|all|by|area|areas|overall)\b)[A-Z][^\d:.]{3,40}", re.I)
_CAPTION = re.compile(r"^(?:table|figure|fig\.?)\s+\w{1,3}\s*[:.–-]\s*", re.I)
_RATED = re.compile(r"rating|judgement|grade|outcome|overall")
_OWN_SCHEME = re.compile(r"([A-Z]{2,6})\s+(?:[Oo]verall\s+)?(?:[Rr]ating|[Gg]rade|[Jj]udgement|[Oo]utcome)")
"""A council's own scheme beside another's: 'QAF rating'."""
_SERVICE = re.compile(r"^(.*?)\s*\b(?:overall\s+)?ratings?\b", re.I)
_PLAIN = re.compile(r"\d{1,3}(?:\.\d+)?")
_COUNTED = re.compile(r"\d+\s*[(/–-]\s*(\d{1,3}(?:\.\d+)?)\s?%\s*\)?")


@dataclass(frozen=True, slots=True)
class Share:
    """A column that holds percentages: which service, which rating, and the heading as printed."""

    service: str | None
    rating: str
    raw: str


def recognises(paper: Paper) -> int:
    """How many tables of the paper give ratings."""
    return sum(bool(_schemes(t, paper) or _shares(t) or _turned(t)) for t in paper.document.tables if paper.free(t))


def extract(paper: Paper) -> None:
    """Read every ratings table that is still free."""
    headings: list[str] = []
    for item in paper.document.items:
        if isinstance(item, Block):
            if item.kind == "heading":
                headings = [*headings[-1:], item.text] if headings and _same_place(headings, item, paper) else [item.text]
            elif item.kind in ("paragraph", "list_item") and len(item.text) < 80 and item.text[-1:] not in ".;":
                headings = [*headings[-1:], item.text]
        elif paper.free(item):
            schemes, shares, turned = _schemes(item, paper), _shares(item), _turned(item)
            if schemes:
                _providers(paper, item, schemes, _service(headings))
            elif len({(share.service, share.rating) for share in shares.values()}) < len(shares):
                message = "Several columns have shares of one rating, and nothing says of which service each is"
                paper.note("headings-not-recognised", message, excerpt=" | ".join(share.raw for share in shares.values()))
            elif shares:
                _areas(paper, item, shares, _captioned_service(headings))
            elif turned:
                _turned_areas(paper, item, turned)


def _same_place(headings: list[str], block: Block, paper: Paper) -> bool:
    """Headings that follow one another stand over the same table."""
    items = paper.document.items
    index = paper.document.position(block)
    return index > 0 and isinstance(items[index - 1], Block) and items[index - 1].text == headings[-1]


def _service(headings: list[str]) -> str | None:
    """The framework or service the heading names: the last line that is not just about ratings."""
    for line in reversed(headings):
        if not re.search(r"\bratings?\b", line, re.I):
            return _CAPTION.sub("", line)
    cut = [re.sub(r"\b(?:cqc|pamms|ofsted|and|&|ratings?)\b", " ", h, flags=re.I).strip(" -–:") for h in reversed(headings)]
    return next((" ".join(c.split()) for c in cut if c), None)


def _schemes(table: Table, paper: Paper) -> dict[int, str]:
    """Columns whose heading names a scheme and a rating; one called 'Rating' is of the scheme that is named near the table."""
    words, near, found = vocabulary("ratings", paper.extra)["columns"], _scheme_above(paper, table), {}
    heads = {c.column: normal(c.flat) for c in table.cells if c.row == 0 and c.column > 0 and c.column_span == 1}
    for column, heading in heads.items():
        scheme = _scheme_in(heading, paper.extra)
        if scheme and (heading == scheme.lower() or _RATED.search(heading)):
            found[column] = scheme
    if not found and near:
        found = {column: near for column, heading in heads.items() if heading in words["overall"]}
        found = found if any(_tells(table, column, paper) for column in found) else {}
    if not found and len(set(heads.values()) & set(words["questions"])) >= 3:
        found = {column: "CQC" for column, heading in heads.items() if heading in words["overall"]}
    for cell in table.cells if found else ():
        if cell.row == 0 and cell.column not in found and (own := _OWN_SCHEME.fullmatch(cell.flat)) and _tells(table, cell.column, paper):
            found[cell.column] = own[1]
    return {column: scheme for column, scheme in found.items() if _is_rated(table, column, paper)}


def _tells(table: Table, column: int, paper: Paper) -> bool:
    """Whether a column has a rating that only inspectors give."""
    telling = vocabulary("ratings", paper.extra)["telling"]["words"]
    read = (read_rating(c.flat, paper.extra) for c in table.cells if c.column == column and c.row > 0)
    return any(rating and rating[0] in telling for rating in read)


def _is_rated(table: Table, column: int, paper: Paper) -> bool:
    """Whether most of a column's values are ratings, or dates of inspections to come."""
    body = [c for c in table.cells if c.row > 0 and c.column == column and c.flat]
    rated = [c for c in body if read_rating(c.flat, paper.extra) or read_date(c.flat)]
    return bool(body) and len(rated) >= 0.6 * len(body)


def _column_of(table: Table, paper: Paper, what: str, besides: Container[int] = ()) -> int | None:
    """The first column under a heading of a kind (vocabulary/ratings.toml, `columns`), other than some."""
    names = vocabulary("ratings", paper.extra)["columns"][what]
    return next((c.column for c in table.cells if c.row == 0 and c.column not in besides and normal(c.flat) in names), None)


def _providers(paper: Paper, table: Table, schemes: dict[int, str], service: str | None) -> None:
    paper.use(table, "ratings of providers")
    grid = table.grid()
    for cell in (c for c in table.cells if c.row == 0):
        paper.take(cell, role="boilerplate")
    of_service, dated = _column_of(table, paper, "service", {0, *schemes}), _column_of(table, paper, "date", schemes)
    count = 0
    for row in grid[1:]:
        subject = next((c for c in row if c is not None and c.flat and c.column not in schemes and c.column != of_service), None)
        if subject is None:
            continue
        own, before = _flat(row, of_service), len(paper.records.ratings)
        for column, scheme in schemes.items():
            cell = row[column]
            if cell is None or not cell.flat or cell is subject:
                continue
            count += 1
            _rate(paper, subject, own or service, scheme, cell, row[dated] if dated is not None and len(schemes) == 1 else None)
        _take_row(paper, row, before)
    used = {0, of_service, dated, *schemes}
    for cell in (c for c in table.cells if c.row == 0 and c.flat and c.column not in used):
        paper.note_unused(cell.flat)
    paper.shape(LAYOUT, count)


def _take_row(paper: Paper, row: list[Cell | None], before: int) -> None:
    """The other cells of a row go with its first rating."""
    for cell in row if len(paper.records.ratings) > before else ():
        if cell is not None:
            paper.take(cell, paper.records.ratings[before])


def _flat(row: list[Cell | None], column: int | None) -> str | None:
    """What a row has in a column; null where there is no such column or nothing in it."""
    cell = row[column] if column is not None else None
    return cell.flat or None if cell is not None else None


def _rate(paper: Paper, subject: Cell, service: str | None, scheme: str, cell: Cell, dated: Cell | None) -> None:
    """One rating, with the day in its cell or in the column of inspections."""
    read = read_rating(cell.flat, paper.extra)
    span = read_date(cell.flat, extra=paper.extra)
    of = span if span is not None or dated is None else read_date(dated.flat, extra=paper.extra)
    row = paper.add(Rating(
        subject=subject.flat, service=service, scheme=scheme, rating=read[0] if read else None,
        rating_raw=read[1] if read else cell.flat, rated_date=of.start if of is not None and of.kind == "day" else None),
        cell, subject, dated if of is not None and of is not span else None)
    if read is None and span is None:
        paper.note("rating-not-understood", f"This {scheme} rating could not be read", row=row, excerpt=cell.flat)


def _shares(table: Table) -> dict[int, Share]:
    """Columns of percentages under a rating's name or letters, with the service above them."""
    if table.columns < 4 or table.rows < 2:
        return {}
    grid = table.grid()
    depth = next((r for r in range(table.rows) if sum(_number(c) is not None for c in grid[r]) >= 0.6 * table.columns - 1), 0)
    if not 1 <= depth <= 4:
        return {}
    found = {}
    for column in range(1, table.columns):
        above = []
        for r in range(depth):
            cell = grid[r][column]
            if r < depth - 1 and (cell is None or not cell.flat):
                cell = next((c for c in reversed(grid[r][1:column]) if c is not None and c.flat), None)
            if cell is not None and cell.flat and cell not in above:
                above.append(cell)
        share = _share([c.flat for c in above], found)
        if share:
            found[column] = share
    return found if len(found) >= 3 and _are_shares(table, grid[depth:], list(found)) else {}


def _are_shares(table: Table, body: list[list[Cell | None]], columns: list[int]) -> bool:
    """Whether the numbers are percentages, not counts: a % is printed in the table, or each row adds up to about 100."""
    if any("%" in c.flat or "percent" in normal(c.flat) for c in table.cells):
        return True
    sums = [sum(_number(row[c]) or 0 for c in columns) for row in body]
    return all(97 <= s <= 103 for s in sums)


def _share(above: list[str], before: dict[int, Share]) -> Share | None:
    """What a column of shares is about, from the headings above it, top to bottom."""
    if not above:
        return None
    units = vocabulary("ratings")["columns"]
    if len(above) > 1 and normal(above[-1]) in units["counts"]:
        return None
    if len(above) > 1 and normal(above[-1]) in units["shares"]:
        above = above[:-1]
    last = above[-1]
    service = next((s for h in reversed(above[:-1]) if (s := _named_service(h))), None)
    if _UNRATED.search(last):
        own = _named_service(re.sub(_UNRATED, "", last)) if not re.match(r"\W*(?:of )?all\b", last, re.I) else None
        previous = before[max(before)].service if before else None
        return Share(service or own or previous, "Not yet rated", last)
    read = read_rating(last)
    return Share(service, read[0], last) if read else None


def _turned(table: Table) -> dict[int, Share]:
    """Rows of percentages, one a rating, where the areas head the columns; empty unless at least three rows are so."""
    grid, found = table.grid(), {}
    for r in range(1, table.rows):
        head = grid[r][0]
        values = [c for c in grid[r][1:] if c is not None and c.flat]
        if head is not None and values and all(_number(c) is not None for c in values) and (share := _share([head.flat], found)):
            found[r] = share
    named = table.columns > 1 and all(c is not None and c.flat and _number(c) is None for c in grid[0][1:])
    return found if len(found) >= 3 and named and "%" in "".join(c.flat for c in table.cells) else {}


def _turned_areas(paper: Paper, table: Table, shares: dict[int, Share]) -> None:
    paper.use(table, "shares of ratings by area")
    grid, scheme = table.grid(), _scheme_above(paper, table)
    for column in range(1, table.columns):
        subject = grid[0][column]
        assert subject is not None
        values = {}
        for r, share in shares.items():
            cell = grid[r][column]
            if cell is not None and (value := _number(cell)) is not None:
                values[share] = value
                paper.add(Rating(
                    subject=subject.flat, service=share.service, scheme=scheme, rating=share.rating, rating_raw=share.raw,
                    percent=value), cell, subject)
        _check(paper, subject.flat, values)
    for cell in table.cells:
        paper.take(cell, role="boilerplate")
    paper.shape(LAYOUT, 1)


def _named_service(heading: str) -> str | None:
    """'Res homes ratings as a % of rated services' -> 'Residential homes'."""
    found = _SERVICE.match(heading)
    if not found or not found[1] or re.match(r"current|overall|all\b", found[1], re.I):
        return None
    short = vocabulary("ratings")["services"]
    words = [short.get(w.lower().rstrip("."), w) for w in found[1].split()]
    text = " ".join(words)
    return text[0].upper() + text[1:]


def _number(cell: Cell | None) -> float | None:
    if cell is None or not cell.flat:
        return None
    counted = _COUNTED.fullmatch(cell.flat)
    text = counted[1] if counted else cell.flat.rstrip("% ")
    return float(text) if _PLAIN.fullmatch(text) else read_percent(cell.flat)


def _captioned_service(headings: list[str]) -> str | None:
    """The service that a heading names before its ratings ('Table 1: Care homes – CQC overall ratings by area'), or one that is all that
    stands under a heading of ratings ('CQC ratings by area' over 'Care homes')."""
    found = _OF_SERVICE.match(_CAPTION.sub("", headings[-1])) if headings else None
    alone = len(headings) == 2 and re.search(r"\bratings?\b", headings[0], re.I) and _SERVICE_ALONE.fullmatch(headings[1])
    return found[1] if found else headings[1] if alone else None


def _areas(paper: Paper, table: Table, shares: dict[int, Share], named: str | None) -> None:
    paper.use(table, "shares of ratings by area")
    grid = table.grid()
    scheme = _scheme_above(paper, table)
    area, of_service = _column_of(table, paper, "area", shares), _column_of(table, paper, "service", shares)
    count = 0
    for row in grid:
        subject, before = row[area or 0], len(paper.records.ratings)
        values = {c: _number(row[c]) for c in shares}
        if subject is None or not subject.flat or sum(v is not None for v in values.values()) < 1:
            for cell in row:
                if cell is not None:
                    paper.take(cell, role="boilerplate")
            continue
        for column, share in shares.items():
            cell, value = row[column], values[column]
            if cell is None or value is None:
                continue
            count += 1
            service = share.service or (_flat(row, of_service) if area else None) or named
            paper.add(Rating(
                subject=subject.flat, service=service, scheme=scheme, rating=share.rating, rating_raw=share.raw,
                percent=value), cell, subject)
        _take_row(paper, row, before)
        _check(paper, subject.flat, {shares[c]: v for c, v in values.items() if v is not None})
    paper.shape("committee_report" if paper.document.media_type != "pptx" else LAYOUT, 1)
    paper.shape(LAYOUT, count // 50)


def _scheme_above(paper: Paper, table: Table) -> str | None:
    """The scheme named in the table's own headings, else in the text just before it."""
    items = paper.document.items
    index = paper.document.position(table)
    near = [c.flat for c in table.cells if c.row < 3] + [i.text for i in reversed(items[max(0, index - 12):index]) if isinstance(i, Block)]
    return next((name for text in near if (name := _scheme_in(normal(text), paper.extra))), None)


def _scheme_in(words: str, extra: tuple[str, ...]) -> str | None:
    """The scheme that normalised words name."""
    return next((name for word, name in vocabulary("ratings", extra)["schemes"].items() if f" {word} " in f" {words} "), None)


def _check(paper: Paper, subject: str, values: dict[Share, float]) -> None:
    """Say so where an area's shares of rated services do not add up to 100."""
    for service in {s.service for s in values}:
        rated = [v for s, v in values.items() if s.service == service and s.rating != "Not yet rated"]
        if len(rated) == 4 and not 97 <= sum(rated) <= 103:
            paper.note("percent-inconsistent", f"{subject}, {service}: the shares add up to {sum(rated):g}", severity="info")
