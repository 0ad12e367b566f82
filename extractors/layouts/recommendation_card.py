"""Scrutiny monitoring: one table a recommendation, label and value.

The labels recur (Recommendation N, Responsibility, Date, Agreed Action, Agreed Success Measure) and are followed by
rounds: evidence of progress, assessment of progress, evidence of impact, each with its month in brackets. A label left
empty goes on with the one above. Some papers split a recommendation into sub-recommendations that each have their own
responsibility and actions. The rows come as one stream from extractors/card_rows.py.
"""
from __future__ import annotations

import re
from dataclasses import replace

from extractors.answers import Context, add_assessments, add_evidence, split_items
from extractors.card_labels import NUMBERED, REPORTED, label_of
from extractors.card_rows import Row, card_rows
from extractors.cards import headed, is_card
from extractors.cell_kinds import is_order
from extractors.fields import column_for, set_due
from extractors.headings import bare, normal
from extractors.listed_text import fill_texts
from extractors.paper import Paper, infer, joined
from extractors.spelt_cards import TALE, spelt
from extractors.telling import is_tale
from extractors.values.dates import read_period, read_round
from extractors.values.grades import find_status, is_state, read_grade
from models.document import Block
from models.records import Action, Assessment, Evidence, Recommendation
from models.vocabulary import vocabulary

LAYOUT = "scrutiny_monitoring"
_DATED = {*REPORTED, None}
_BRIEF = {"owner", "due", "revised_due"}
_MEASURED = {*_BRIEF, "success_measure"}
_CLOSING = re.compile(r"[(\[]([^()\[\]]+)[)\]]\.?$")
PROSE = 12
"""So many words below an owner or date are no more of it."""
_GRADED = {"progress", "assessment", "grade", "grading", "graded"}


def recognises(paper: Paper) -> int:
    """How many recommendation cards the paper has: tables (or runs of labels) with a recommendation and two labels more."""
    return sum(is_card(t, paper) for t in paper.document.tables if paper.free(t)) + len(headed(paper)) + len(spelt(paper))


def extract(paper: Paper) -> None:
    """Read every card of the paper."""
    rows = list(card_rows(paper))
    dated = [row for row in rows if row is not None and row.period is not None and row.field in _DATED]
    of_paper = paper.month is not None and all(row.field == "status" and row.period.start == paper.month.start for row in dated)
    reader = _Cards(paper, rounds=bool(dated) and not of_paper)
    for row in rows:
        reader.read(row)
    reader.close()
    fill_texts(paper)
    if any(row is not None and row.field == "action" for row in rows):
        _found([row for row in rows if row is not None and row.field == "recommendation"], paper)


def _found(rows: list[Row], paper: Paper) -> None:
    """What people said ('You said') is an issue that the promised actions answer, unless most of it tells somebody what to do."""
    told = {normal(t) for t in vocabulary("headings", paper.extra)["fields"]["recommendation"]["told"]}
    said = [joined(row.paragraphs) or "" for row in rows if normal(row.label) in told]
    if sum(is_order(text.lower(), paper.extra) for text in said) * 2 < len(said):
        for item in paper.records.recommendations:
            item.kind = "identified_issue" if item.text in said else item.kind


class _Cards:
    """Turns the stream of rows into records, one recommendation at a time. A paper whose labels name no `rounds` speaks of the month of
    its date."""

    def __init__(self, paper: Paper, rounds: bool):
        self.paper = paper
        self.usual = paper.month if not rounds else None
        self.context: Context | None = None
        self.parent: Recommendation | None = None
        self.pending: Row | None = None
        self.seen: set[str] = set()
        self.rows: list[Row] = []

    def read(self, row: Row | None) -> None:
        if row is None:
            self.close()
        elif row.field == "recommendation":
            titled = self.rows[0] if len(self.rows) == 1 and not self.rows[0].paragraphs and row.number is None else None
            if titled:  # 'Recommendation 1' across the table, its text in the row below
                row.number, row.sources = titled.number, [*titled.sources, *row.sources]
            else:
                self.close()
            self.rows = [row]
        elif row.field is None and self.rows:
            self._go_on(row)
        elif self.rows:
            self.rows.append(row)

    def _go_on(self, row: Row) -> None:
        """A row without a known label: more of the value above, the rest of a cut label, or a sub-recommendation's own heading."""
        beside = len(self.rows) == 2 and self.rows[1].field == "status" and self.rows[1].sources == self.rows[0].sources[:1]
        last = self.rows[0 if beside else -1]  # 'Recommendation 2 – In progress', and then the recommendation
        if (row.period is not None and not (row.label.startswith("(") or bare(row.label.replace(row.period.raw or "", " ")))
                and (last.period or last.field not in REPORTED)):
            row.paragraphs = [p for p in row.paragraphs if p.printed != row.label]
            self.rows.append(replace(row, field="progress"))
            return
        tail = bool(row.label) and (
            row.label.startswith("(") or (last.period is None and read_period(row.label, None, self.paper.extra) is not None))
        if tail:
            last.label = f"{last.label} {row.label}"
            last.period = last.period or read_round(last.label, self.paper.date, self.paper.extra)
            row.paragraphs = [p for p in row.paragraphs if p.printed != row.label]
        elif row.label and last.field not in ("recommendation", None) and len(row.label) < 40 and not row.label[0].isupper():
            self.paper.note("label-continued", "A fragment of a label was left out", severity="info", excerpt=row.label)
            row.paragraphs = [p for p in row.paragraphs if p.printed != row.label]
        elif last.paragraphs and row.sources and isinstance(block := row.sources[0], Block) and (
                last.field in _BRIEF and block.text.count(" ") >= PROSE
                or last.field == "recommendation" and is_tale(block, joined(last.paragraphs))):
            self.rows.append(replace(row, field=TALE))
            return
        elif not self.rows[0].paragraphs and len(self.rows) == 2 and last.field == "status" and last.paragraphs and isinstance(
                row.sources[0], Block):  # 'Recommendation 2: Vision', 'RAG: Green', and then the recommendation
            last = self.rows[0]
        elif row.wide:
            self.rows.append(Row("", "wide", None, None, row.paragraphs, row.sources))
            return
        last.paragraphs += row.paragraphs
        last.sources += row.sources

    def close(self) -> None:
        """Write the recommendation gathered so far."""
        if self.rows:
            parts = _parts(self.rows)
            first = parts[0]
            parent = _recommendation(self.paper, first[0], "recommendation")
            self._card(parent, first[1:])
            for part in parts[1:]:
                row = _recommendation(self.paper, part[0], "sub_recommendation", parent)
                self._card(row, part[1:])
        self.rows = []

    def _card(self, recommendation: Recommendation, rows: list[Row]) -> None:
        context = Context(recommendation)
        rows = [part for row in rows for part in _said_inside(row, self.paper)]
        labelled = any(row.field == "progress" for row in rows)
        for row in rows:
            if row.field == "action":
                _actions(self.paper, context, row, rows)
        agreed = next((i for i, row in enumerate(rows) if row.field == "action"), len(rows))
        for i, row in enumerate(rows):
            of_action = self.usual is not None and i > agreed and len(context.actions) == 1 and row.field != "success_measure"
            _set(self.paper, context.actions[0] if of_action else recommendation, row)
        recommendation.number = recommendation.number or next(
            (joined(r.paragraphs) for r in rows if r.field == "number" and r.paragraphs), None)
        before = None
        for row in rows:
            if row.field == TALE and labelled:
                before = None
                continue
            made: list[Evidence | Assessment] = []
            if row.field in ("progress", "impact", TALE):
                kind = "impact" if row.field == "impact" else "progress"
                made += add_evidence(self.paper, context, kind, row.paragraphs, row.period or before or self.usual, *row.sources)
            elif row.field == "status":
                period = row.period or before or self.usual
                made += add_assessments(self.paper, context, _measure(row.label), row.paragraphs, period, *row.sources)
            for item in made if before is not None and row.period is None else ():
                infer(item, "period_start", "period_end")
            for item in made if row.field == TALE else ():
                infer(item, "kind")
            before = row.period or (before if made else None)
            for source in row.sources:
                self.paper.take(source, recommendation)
        if not any(row.field == "status" for row in rows):
            self._status_inside(context, rows)
        self.paper.shape(LAYOUT if self.usual is None else "action_tracker", 1 + len(rows))


    def _status_inside(self, context: Context, rows: list[Row]) -> None:
        """How it stands, where the last that was told of it says so at its begin or end: '... have been put up. (Complete)'."""
        last = next((r for r in reversed(rows) if r.field in ("progress", TALE) and r.paragraphs), None)
        told = (joined(last.paragraphs) or "") if last else ""
        closing = _CLOSING.search(told)
        found = find_status(told, self.paper.key)
        state = closing[1] if closing and is_state(closing[1], self.paper.key, beside=True) else found[0].value_raw if found else None
        if state and last:
            text = [replace(last.paragraphs[-1], text=state, number="")]
            for made in add_assessments(self.paper, context, "status", text, last.period or self.usual, *last.sources):
                made.explanation = None


def _measure(label: str) -> str | None:
    """What a label says is given: a colour, a status, or the grade of progress; null where it does not say ('Rating')."""
    words = set(bare(label).split())
    return "rag" if words & {"rag", "brag"} else "status" if "status" in words else "progress" if words & _GRADED else None


def _said_inside(row: Row, paper: Paper) -> list[Row]:
    """A round's cell cut at the grade or impact that it gives on a line of its own ('Grade: 2')."""
    if row.field not in ("progress", "impact"):
        return [row]
    parts = [replace(row, paragraphs=[])]
    for paragraph in row.paragraphs:
        label, _, rest = paragraph.printed.partition(":")
        name = label_of(label, paper.extra)[0] if rest.strip() else None
        if name in ("status", "impact") and name != row.field and (name == "impact" or read_grade(rest.strip(), paper.key)):
            parts.append(Row(label, name, read_round(label, paper.date, paper.extra) or row.period, None,
                             [replace(paragraph, text=rest.strip())], row.sources))
        else:
            parts[-1].paragraphs.append(paragraph)
    return parts


def _parts(rows: list[Row]) -> list[list[Row]]:
    """A card's rows, cut at the lines across the table that head a sub-recommendation: bold ones, or two and more with labels under each.

    Any other line across the table goes on with the value above it.
    """
    wide = [i for i, r in enumerate(rows) if r.field == "wide"]
    followed = [i for i in wide if i + 1 < len(rows) and rows[i + 1].field not in {"wide", *REPORTED}]
    if followed == [1] and not rows[0].paragraphs:
        followed = []  # 'Recommendation 1' across the table, its text across the next row
    heads = {i for i in followed if len(followed) > 1 or all(p.bold for p in rows[i].paragraphs)}
    parts = [[rows[0]]]
    for i, row in enumerate(rows[1:], start=1):
        if i in heads:
            parts.append([row])
        elif row.field == "wide":
            parts[-1][-1].paragraphs += row.paragraphs
            parts[-1][-1].sources += row.sources
        else:
            parts[-1].append(row)
    return parts


def _recommendation(paper: Paper, row: Row, kind: str, parent: Recommendation | None = None) -> Recommendation:
    number = row.number
    text = joined(row.paragraphs)
    before = next((r for r in reversed(paper.records.recommendations) if r.parent_id is None), None)
    if (parent is None and number and before is not None and before.number
            and re.fullmatch(re.escape(before.number) + r"[.(]?[a-z0-9]+\)?", number) and not number[len(before.number):].isdigit()):
        kind, parent = "sub_recommendation", before
    if number is None and kind == "recommendation" and text:
        match_ = NUMBERED.match(text)
        number, text = (match_[1], match_[2]) if match_ and match_[2] else (None, text)
    return paper.add(
        Recommendation(kind=kind, number=number, text=text, parent_id=parent.recommendation_id if parent else None), *row.sources)


def _set(paper: Paper, row: Recommendation | Action, source: Row) -> None:
    """Set the column that a label names; a second row of the same label goes on a new line. A recommendation has no revised date."""
    column = column_for(source.field, row) if source.field in _MEASURED else None
    text = joined(source.paragraphs)
    if not text or column is None:
        return
    before = getattr(row, column)
    setattr(row, column, f"{before}\n{text}" if before else text)
    if column in ("due_raw", "revised_due_raw"):
        set_due(paper, row, source.field, text)


def _actions(paper: Paper, context: Context, row: Row, rows: list[Row]) -> None:
    for number, text, paragraphs in split_items(row.paragraphs):
        action = Action(number=number, text="\n".join(t for t in text if t),
                        recommendation_id=context.recommendation.recommendation_id if context.recommendation else None)
        paper.add(action, *(paragraphs if len(row.paragraphs) > 1 else ()), *row.sources)
        context.actions.append(action)
    _lost_numbers(paper, context, rows)


def _lost_numbers(paper: Paper, context: Context, rows: list[Row]) -> None:
    """Give actions whose automatic number an extraction lost the number that their neighbours and the evidence show."""
    lost = [i for i, a in enumerate(context.actions) if a.number is None]
    if not lost:
        return
    known = {i: int(a.number) for i, a in enumerate(context.actions) if a.number and a.number.isdigit()}
    if known:
        offsets = {n - i for i, n in known.items()}
    else:
        printed = sorted({int(m[1]) for r in rows if r.field in ("progress", "status") for p in r.paragraphs
                          if (m := re.match(r"(\d{1,3})\)", p.printed))})
        consecutive = (len(printed) == len(context.actions) and printed == list(range(printed[0], printed[0] + len(printed)))
                       if printed else False)
        offsets = {printed[0]} if consecutive else set()
    if len(offsets) != 1:
        return
    start = offsets.pop()
    for i in lost:
        context.actions[i].number = str(start + i)
        infer(context.actions[i], "number")
        paper.note("number-inferred", f"The action's number was lost; its neighbours show it is {start + i}", row=context.actions[i],
                   severity="info")
