"""Trackers printed as label and value, one action after another: lines ('Lead: ...', 'Due date: ...', 'Status: ...'), or a small
table each.

Accessible web pages and their Word copies print a grid so. Each group is one row of the grid that it was: the rows are put together
again, a column a label, and read as any other (extractors/grid_rows.py). What a group is about is the value of an 'Action' or
'Recommendation' label, else the heading above. Planning reports look alike ('Applicant: ...', 'Recommendation: Approve'), so a group
needs to say how it goes, and a label that belongs to such reports rules it out.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractors.card_labels import split_labels
from extractors.grid_rows import Rows
from extractors.grid_state import State
from extractors.grids import grid_under, note_columns
from extractors.guidance import status_of_heading, status_words
from extractors.headings import EXACT, bare, match, normal
from extractors.paper import Gathered, Paper
from extractors.sections import Sections
from extractors.telling import asked_for
from extractors.values.numbers import is_number, split_number
from models.document import MARGINS, Block, Cell, Paragraph, Table
from models.vocabulary import vocabulary

_LINE = re.compile(r"^([A-Z][^:]{1,60}?)\s*:\s*(.*)$", re.S)
_SUBJECTS = {"action", "recommendation"}
_SAYS = {"status", "progress", "rag"}
_ABOUT = {"owner", "due", "revised_due", "number", "origin", "operational_lead", "raised", "completed"}
_LONG = _SUBJECTS | {"progress", "impact"}
"""Labels whose value may go on in the paragraphs below."""
_SUBJECT = re.compile(
    r"^(?:(?:agreed|management)\s+){0,2}(?:action|recommendation|rec|item)\s*(?:no\.?\s*)?(\d+[\w./]*)?\s*[:.–-]?\s*(.*)$", re.I | re.S)
_CODE = re.compile(r"([A-Z]{1,5}[ -]?\d{1,3}(?:[./]\d{1,3})*[a-z]?)(?:\s*[–—:-]\s*\S+(?:\s\S+){0,3})?"
                   r"|(?:minute|min|item|ref(?:erence)?)\.?\s*(?:no\.?\s*)?(?P<minute>\S*\d\S*)\b.{0,80}", re.I)
"""A reference, alone on its line or with a few words: 'PAY1 – High priority'."""
_ACTIONS = re.compile(r"\bactions?\b", re.I)
ALONE, PROSE = 40, 4
"""Characters of the longest label on a line of its own; so many words below it are less than a sentence."""
TITLE = 8
"""Words of a numbered line that only says what a group is about."""
FAIR = 3
"""So many groups are no chance."""
LABELS = 0.7
"""Of the first column of a table of labels, so many are known."""


@dataclass(slots=True)
class _Line:
    """A label, the field it means, and its value with the blocks or the cell it is printed in."""

    label: str
    name: str
    paragraphs: list[Paragraph]
    sources: list[Block | Cell]


@dataclass(slots=True)
class _Group:
    """The lines of one action or recommendation, the block over them that says what it is about, the `section` it stands in, and its
    `title` where 'Action 3' stands alone above that block; `foreign` where a label is one of planning reports."""

    heading: Block | None
    lines: list[_Line] = field(default_factory=list)
    foreign: bool = False
    section: Block | None = None
    title: Block | None = None

    @property
    def of_action(self) -> bool:
        """Whether it stands under 'Action 3: ...', or under a number in a section of actions."""
        if self.heading is None:
            return False
        printed = self.heading.paragraph.printed
        said = _SUBJECT.match(printed)
        listed = self.section is not None and _ACTIONS.search(self.section.text) and split_number(printed)[0]
        return bool(said and said[1] and said[2]) or bool(listed)

    @property
    def names(self) -> set[str]:
        return {line.name for line in self.lines}

    def has(self, line: _Line) -> bool:
        """Whether the label is there already, or another of what a group is about once: then the next group begins."""
        return any(bare(x.label) == bare(line.label) or (x.name == line.name and x.name in _SUBJECTS) for x in self.lines)


def recognises(paper: Paper) -> int:
    """How many groups of labels and values the paper has."""
    return len(_groups(paper))


def extract(paper: Paper) -> None:
    """One row a group."""
    groups = _groups(paper)
    table = _table(groups, len(paper.document.tables), paper.extra)
    grid = grid_under(table, paper)
    if grid is None:
        return
    used = {cell.table for group in groups for line in group.lines for cell in line.sources if isinstance(cell, Cell)}
    for printed in paper.document.tables:
        if printed.index in used:
            paper.use(printed, "labels and values")
            turned = _is_turned(printed, paper.extra)
            for cell in printed.cells:
                if cell.column == 0 or not turned and cell.column % 2 == 0:
                    paper.take(cell, role="boilerplate")
    note_columns(grid, paper)
    Rows(State(paper, Sections(paper)), grid).read()


def _groups(paper: Paper) -> list[_Group]:
    """Groups with labels enough, or several that say fewer things each of an action, or who does it by when."""
    every = [_found_since(g) for g in _all_groups(paper) if g.lines]
    _trim(every)
    telling = [g for g in every if not g.foreign and g.names & _SAYS]
    fair = [g for g in telling if len(g.names) >= 2 and g.of_action]
    good = [g for g in telling if len(g.names) >= 3 and (
        len(g.names & _ABOUT) >= 2 and (g.heading or g.names & _SUBJECTS) or g.names & _SUBJECTS and {"progress", "status"} <= g.names)]
    stated = [g for g in good if g.names & _SUBJECTS]
    agreed = [g for g in every if not g.foreign and g.of_action and {"owner", "due"} <= g.names]
    return good if len(good) >= 2 or stated else fair if len(fair) >= FAIR else agreed if len(agreed) >= 2 else []


def _found_since(group: _Group) -> _Group:
    """A group in which what was found stands below what was agreed, and nothing else tells how it goes: then that does."""
    names = [line.name for line in group.lines]
    if "issue" not in names or "action" not in names[:names.index("issue")] or "progress" in names:
        return group
    return replace(group, lines=[replace(x, name="progress", label="Progress") if x.name == "issue" else x for x in group.lines])


def _trim(groups: list[_Group]) -> None:
    """Leave out what stands below the last group, where the last value of every other is one paragraph."""
    last = groups[-1].lines[-1] if len(groups) > FAIR and all(len(g.lines[-1].paragraphs) == 1 for g in groups[:-1]) else None
    if last is not None and isinstance(last.sources[0], Block):
        groups[-1].lines[-1] = replace(last, paragraphs=last.paragraphs[:1], sources=last.sources[:1])


def _all_groups(paper: Paper) -> Iterator[_Group]:
    group = _Group(None)
    before: Block | None = None
    section: Block | None = None
    labelled = {t.index for t in _tables(paper)}
    foreign = {normal(w) for w in vocabulary("headings", paper.extra)["not_a_tracker"]["labels"]}
    items = paper.document.items
    for index, item in enumerate(items):
        if isinstance(item, Table):
            yield group
            group = _Group(before if item.index in labelled else None)
            for line in _rows(item, paper.extra) if item.index in labelled else ():
                if group.has(line):
                    yield group
                    group = _Group(None)
                group.lines.append(line)
            yield group
            group, before = _Group(None), None
            continue
        if item.kind in MARGINS or id(item) in paper.taken:
            continue
        lines = _lines(item, paper.extra)
        if lines and not lines[0].paragraphs and not _says_something(items[index + 1:index + 2], paper.extra):
            lines = []
        if not lines:
            label = _LINE.match(item.text)
            counts_on = _counts_on(item, group)
            resumes = bool(group.lines) and not counts_on and _resumes(items[index + 1:index + 4], group, paper)
            if label and bare(label[1]) in foreign:
                group.foreign = True
            elif resumes and label and not re.search(r"\d", label[1]):
                group.lines.append(_Line(label[1], "", [Paragraph(label[2].strip(), place=item.paragraph.place)], [item]))
            elif resumes or (group.lines and not counts_on and _goes_on(item, group.lines[-1])):
                group.lines[-1].paragraphs.append(item.paragraph)
                group.lines[-1].sources.append(item)
            else:
                yield group
                bare_title = group.heading if not group.lines and _is_number_alone(group.heading) else None
                if group.heading is not None and not group.lines and group.heading.kind == "heading" and bare_title is None:
                    section = group.heading
                group, before = _Group(item, section=section, title=bare_title), item
            continue
        for line in lines:
            if group.has(line):
                yield group
                group = _Group(before if before is not group.heading else None, section=section)
            group.lines.append(line)
        before = None
    yield group


def _says_something(after: list[Block | Table], extra: tuple[str, ...]) -> bool:
    """Whether prose stands below a label that is alone on its line, and no other label."""
    return any(isinstance(b, Block) and len(b.text.split()) > PROSE and not _lines(b, extra) for b in after)


def _counts_on(block: Block, group: _Group) -> bool:
    """Whether a block has the number after that of the group's heading: '3. Mend the gates' after '2. ...' and its labels."""
    number = split_number(group.heading.paragraph.printed)[0] if group.heading is not None else None
    return number is not None and number.isdecimal() and split_number(block.paragraph.printed)[0] == str(int(number) + 1)


def _goes_on(block: Block, line: _Line) -> bool:
    """Whether a block is more of the value above it."""
    return (line.name in _LONG and block.kind in ("paragraph", "list_item") and not block.paragraph.bold
            and not _SUBJECT.match(block.text))


def _resumes(after: list[Block | Table], group: _Group, paper: Paper) -> bool:
    """Whether the group goes on soon with a label that it has not had: then what stands before that is more of the value above."""
    line = next((found[0] for n, b in enumerate(after[:2]) if isinstance(b, Block) and b.kind != "heading"
                 and (found := _lines(b, paper.extra)) and (found[0].paragraphs or _says_something(after[n + 1:n + 2], paper.extra))), None)
    return line is not None and not group.has(line) and not any(b.kind == "heading" for b in after[:1] if isinstance(b, Block))


def _lines(block: Block, extra: tuple[str, ...]) -> list[_Line]:
    """The labels on one line, each with its value: 'Owner: Ann Reed  Due: May 2024'."""
    out = []
    alone = _known(block.text, extra) if block.kind == "paragraph" and len(block.text) < ALONE else None
    if alone in _LONG - _SUBJECTS:  # 'Officer comments', and below it what they are
        return [_Line(block.text, alone, [], [block])]
    for text in split_labels(block.text, extra):
        found = _LINE.match(text)
        name = _known(found[1], extra) if found and not (block.kind == "heading" and not found[2]) else None
        if name is None:
            return []
        out.append(_Line(found[1], name, [Paragraph(found[2].strip(), place=block.paragraph.place)], [block]))
    return out


def _known(label: str, extra: tuple[str, ...]) -> str | None:
    """The field that a label surely means."""
    scores = match(label, extra)
    best = max(scores, key=lambda n: scores[n], default=None)
    return best if best and scores[best] >= EXACT else None


def _tables(paper: Paper) -> list[Table]:
    """Tables of labels and values nobody has read: two columns, or four, every other one of labels; or a column a group."""
    return [t for t in paper.document.tables if paper.free(t) and t.index not in paper.key.tables and (
        t.columns in (2, 4) and _are_labels((c for c in t.cells if c.column % 2 == 0), paper.extra) or _is_turned(t, paper.extra))]


def _are_labels(cells: Iterable[Cell], extra: tuple[str, ...]) -> bool:
    labels = [c.flat for c in cells if c.flat]
    known = [name for label in labels if (name := _known(label, extra))]
    return len(set(known)) >= 3 and len(known) >= LABELS * len(labels)


def _is_turned(table: Table, extra: tuple[str, ...]) -> bool:
    """Whether the first column holds the labels of numbered columns: '', 'Action 1', 'Action 2'; 'Who', 'Clerk', 'Mate'."""
    heads = [c.flat for c in table.cells if c.row == 0 and c.column > 0]
    return (table.columns > 2 and len(heads) == table.columns - 1 and all(map(_number_of, heads))
            and _are_labels((c for c in table.cells if c.column == 0), extra))


def _number_of(head: str) -> str | None:
    found = _SUBJECT.match(head)
    return found[1] if found and found[1] and not found[2] else head if is_number(head) else None


def _columns(table: Table, extra: tuple[str, ...]) -> Iterator[_Line]:
    """The lines of a table with a column a group, one group after another."""
    grid = table.grid()
    for column in range(1, table.columns):
        head = grid[0][column]
        yield _Line("Number", "number", [Paragraph(_number_of(head.flat) or "")], [head])
        for row in grid[1:]:
            label, value = row[0], row[column]
            if label is not None and label.flat and value is not None:
                yield _Line(label.flat, _known(label.flat, extra) or "", value.paragraphs, [value])


def _rows(table: Table, extra: tuple[str, ...]) -> Iterator[_Line]:
    if _is_turned(table, extra):
        yield from _columns(table, extra)
        return
    cells = {(c.row, c.column): c for c in table.cells}
    for (row, column), label in sorted(cells.items()):
        value = cells.get((row, column + 1))
        number = split_number(label.flat)[0] if label.column_span == table.columns else None
        if number:  # 'HB23-02 Housing benefit' across the table
            yield _Line("Number", "number", [Paragraph(number)], [label])
        elif column % 2 == 0 and label.flat and value is not None:
            yield _Line(label.flat, _known(label.flat, extra) or "", value.paragraphs, [value])


def _table(groups: list[_Group], index: int, extra: tuple[str, ...]) -> Table:
    """The grid that the groups were: a column a label, a row a group."""
    rows = [{bare(line.label): line for line in _with_heading(group, extra)} for group in groups]
    labels = list({key: line.label for row in rows for key, line in row.items()}.items())
    cells: list[Cell] = [Cell(0, c, paragraphs=[Paragraph(label)]) for c, (_, label) in enumerate(labels)]
    for r, row in enumerate(rows, 1):
        for c, (key, _) in enumerate(labels):
            if key in row:
                line = row[key]
                fill = next((s.fill for s in line.sources if isinstance(s, Cell)), None)
                cells.append(Gathered(r, c, paragraphs=line.paragraphs, fill=fill, sources=line.sources))
    for cell in cells:
        cell.keep_text()
    return Table(cells, "labelled", index=index, rows=len(rows) + 1, columns=len(labels))


def _is_number_alone(block: Block | None) -> bool:
    """Whether a line says 'Action 3' and no more."""
    said = _SUBJECT.match(block.text) if block is not None else None
    return bool(said and said[1] and not said[2])


def _with_heading(group: _Group, extra: tuple[str, ...]) -> list[_Line]:
    """The lines of a group, with the number and the text that its heading has and they have not, and the status that its section gives."""
    block, over = group.heading, group.section
    if over is not None and group.names.isdisjoint(("status", "rag")) and status_of_heading(over.text, extra):
        status = _Line("Status", "status", [Paragraph(status_words(over.text), place=over.paragraph.place)], [over])
        group = replace(group, lines=[*group.lines, status])
    if block is None:
        return group.lines
    found = _SUBJECT.match(block.paragraph.printed)
    number, text = (found[1], found[2].strip()) if found and (found[1] or found[2]) else asked_for(block)
    lines = list(group.lines)
    if group.title is not None and number is None:
        number = _SUBJECT.match(group.title.text)[1]
    if not group.names & _SUBJECTS and text:
        subject = "recommendation" if normal((group.title or block).text).startswith("rec") else "action"
        lines.insert(0, _Line(subject.capitalize(), subject, [Paragraph(text, place=block.paragraph.place)], [block]))
    elif group.names & _SUBJECTS and not (found and found[1]):
        code = _CODE.fullmatch(block.text)
        if code is None and (number is None or len(text.split()) > TITLE):
            return lines
        number = code[1] or code["minute"].rstrip(".:,") if code else number
    if number and "number" not in group.names:
        lines.insert(0, _Line("Number", "number", [Paragraph(number, place=block.paragraph.place)], [block]))
    return lines
