"""Trackers without a table: label and value on lines under each action ('Lead: ...', 'Due date: ...', 'Status: ...').

Accessible web pages and their Word copies print a grid so. A group of such lines is one action or recommendation; its text is
the value of an 'Action' or 'Recommendation' label, else the heading above. Planning reports look alike ('Applicant: ...',
'Recommendation: Approve'), so a group needs to say how it goes, and a label that belongs to such reports rules it out.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.answers import Context, add_evidence, assessment
from extractors.fields import month_of, set_due, span_fields
from extractors.headings import EXACT, bare, match, normal
from extractors.paper import Paper
from extractors.values.dates import read_date
from extractors.values.grades import read_status_column
from extractors.values.numbers import is_number, split_number
from models.document import Block, Paragraph
from models.records import Action, Recommendation


LAYOUT = "action_tracker"
_LINE = re.compile(r"^([A-Z][^:]{1,60}?)\s*:\s*(.*)$", re.S)
_SAYS = {"status", "progress", "rag"}
_ABOUT = {"owner", "due", "revised_due", "number", "origin", "operational_lead", "raised", "completed"}
_FOREIGN = {normal(w) for w in (
    "applicant", "agent", "ward", "site", "application number", "application no", "parish", "proposal", "case officer",
    "planning officer", "site address", "location", "expiry date", "postcode", "telephone", "email", "venue", "present",
    "in attendance", "apologies")}
_SUBJECT = re.compile(r"^(?:action|recommendation|rec|item)\s*(?:no\.?\s*)?(\d+[\w./]*)?\s*[:.–-]?\s*(.*)$", re.I | re.S)


@dataclass(slots=True)
class _Group:
    heading: Block | None
    lines: list[tuple[str, str, Block]] = field(default_factory=list)
    foreign: bool = False
    labels: set[str] = field(default_factory=set)

    @property
    def names(self) -> set[str]:
        return {name for name, _, _ in self.lines}


def recognises(paper: Paper) -> int:
    """How many groups of label lines the running text has."""
    return len(_groups(paper))


def extract(paper: Paper) -> None:
    """One record a group."""
    for group in _groups(paper):
        _read(paper, group)


def _groups(paper: Paper) -> list[_Group]:
    good = [g for g in _all_groups(paper) if not g.foreign and len(g.names) >= 3 and g.names & _SAYS and len(g.names & _ABOUT) >= 2
            and (g.heading or g.names & {"action", "recommendation"})]
    stated = [g for g in good if g.names & {"action", "recommendation"}]
    return good if len(good) >= 2 or stated else []


def _all_groups(paper: Paper) -> Iterator[_Group]:
    group = _Group(None)
    before: Block | None = None
    for block in paper.document.items:
        if not isinstance(block, Block):
            yield group
            group, before = _Group(None), None
            continue
        if block.kind in ("header", "footer", "note") or id(block) in paper.taken:
            continue
        line = _line(block, paper.extra)
        if line is None:
            label = _LINE.match(block.text)
            if label and bare(label[1]) in _FOREIGN:
                group.foreign = True
            elif (group.lines and block.kind in ("paragraph", "list_item") and not block.paragraph.bold
                    and group.lines[-1][0] in ("progress", "action", "recommendation")
                    and block.kind != "heading" and not _SUBJECT.match(block.text)):
                group.lines.append((group.lines[-1][0], block.paragraph.printed, block))
            else:
                yield group
                group, before = _Group(block), block
            continue
        name, value = line
        label = bare(block.text.partition(":")[0])
        if (label in group.labels or (name in group.names and name not in ("progress", "status", "rag"))
                or (name in ("action", "recommendation") and group.lines)):
            yield group
            group = _Group(before if before is not group.heading else None)
        group.lines.append((name, value, block))
        group.labels.add(label)
        before = None
    yield group


def _line(block: Block, extra: tuple[str, ...]) -> tuple[str, str] | None:
    """(field, value) of a label line."""
    found = _LINE.match(block.text)
    if not found or block.kind == "heading" and not found[2]:
        return None
    scores = match(found[1], extra)
    best = max(scores, key=lambda n: scores[n], default=None)
    return (best, found[2].strip()) if best and scores[best] >= EXACT else None


def _read(paper: Paper, group: _Group) -> None:
    values: dict[str, list[str]] = {}
    for name, value, _ in group.lines:
        values.setdefault(name, []).append(value)
    blocks = [b for _, _, b in group.lines] + ([group.heading] if group.heading else [])
    number, text = _subject(group, values)
    if not text:
        return
    recommended = "recommendation" in values or (group.heading is not None and re.match(r"rec", group.heading.text, re.I) is not None)
    record: Action | Recommendation = (
        Recommendation(kind="recommendation", number=number, text=text) if recommended and "action" not in values
        else Action(number=number, text=text))
    paper.add(record, *blocks)
    context = Context(record) if isinstance(record, Recommendation) else Context(None, [record])
    owner = "responsibility_raw" if isinstance(record, Recommendation) else "owner_raw"
    setattr(record, owner, "\n".join(values.get("owner", [])) or None)
    for name in ("due", "revised_due"):
        if values.get(name) and hasattr(record, f"{name}_raw"):
            set_due(paper, record, name, "\n".join(values[name]))
    period = month_of(paper.date) if paper.date else None
    for name, value, block in group.lines:
        if name in ("status", "rag"):
            _status(paper, context, name, value, block, period, second=len(group.names & {"status", "rag"}) > 1)
    if values.get("progress"):
        add_evidence(paper, context, "progress",
                     [Paragraph(v, place=b.paragraph.place) for n, v, b in group.lines if n == "progress"], period, *blocks)
    paper.shape(LAYOUT, 2)


def _subject(group: _Group, values: dict[str, list[str]]) -> tuple[str | None, str | None]:
    text = "\n".join(values.get("action") or values.get("recommendation") or []) or None
    number = next((v for v in values.get("number", []) if is_number(v) or len(v) < 25), None)
    if text is None and group.heading is not None:
        found = _SUBJECT.match(group.heading.paragraph.printed)
        head, rest = split_number(group.heading.paragraph.printed)
        if found and found[2]:
            return number or found[1], found[2].strip()
        return number or head, rest
    return number, text


def _status(paper: Paper, context: Context, name: str, value: str, block: Block, period, *, second: bool) -> None:
    """A status label holds a word, or (like the column of that name) a page of narrative."""
    grade = read_status_column(value, paper.key, name, None) if len(value) < 60 else None
    if grade is None:
        if len(value) > 20 or (value and read_date(value, extra=paper.extra) is None):
            add_evidence(paper, context, "progress", [Paragraph(value, place=block.paragraph.place)], period, block)
        return
    links = {"recommendation_id": context.recommendation.recommendation_id if context.recommendation else None,
             "action_id": context.actions[0].action_id if context.actions else None}
    paper.add(assessment(grade, "status" if name == "status" else "rag", **links, **span_fields("period", period)), block)
