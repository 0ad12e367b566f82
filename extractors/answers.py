"""What a cell says of several actions at once: agreed actions, evidence and grades by number."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.cell_kinds import DASHES, is_period
from extractors.fields import span_fields
from extractors.paper import Paper, infer, month_of
from extractors.values.dates import DateSpan, read_date
from extractors.values.grades import Grade, read_grade
from extractors.values.numbers import split_answers, split_number
from models.document import Block, Cell, Paragraph
from models.records import Action, Assessment, Evidence, Recommendation

_INLINE = re.compile(r"(?:(?<=^)|(?<=[.;:,)\w\s]))(\d{1,3})\)\s*(?=[A-Z\"'“‘])")
_UPDATE = re.compile(
    r"^(?:update[d]?\s*(?:on|at|as at|[:–-])?\s*)?((?=[^:–]{0,24}\d)[\w./ '’-]{3,24}?)\s*(?::|\s[-–—]\s|[–—]\s|$)\s*(.*)$", re.I | re.S)
_DAY = re.compile(r"^(\d{1,2}(?:[./]\d{1,2}[./]\d{2,4}|(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\s\d{4}))\s+((?=[A-Z\d£]).*)$", re.S)
"""A whole date before a sentence, without a mark: '14.05.25 Team in place.'"""
_NEXT_UPDATE = re.compile(r"(?<=[.!?)])\s+(?=\d{1,2}[./]\d{1,2}[./]\d{2,4}(?:\s?[:–-]\s|\s[A-Z\d£]))")
_TWO_GRADES = re.compile(r"\s+/\s+|\s+and\s+(?=\d)")


@dataclass(slots=True)
class Context:
    """The recommendation whose cells are being read, its actions so far, and the last action number of the paper."""

    recommendation: Recommendation | None
    actions: list[Action] = field(default_factory=list)
    section_id: str | None = None

    @property
    def numbers(self) -> list[str]:
        return [a.number for a in self.actions if a.number]

    def by_number(self, number: str) -> Action | None:
        return next((a for a in self.actions if a.number == number), None)


def context_of(paper: Paper, recommendation: Recommendation) -> Context:
    """A recommendation with all its actions so far."""
    return Context(recommendation, [a for a in paper.records.actions if a.recommendation_id == recommendation.recommendation_id])


def split_items(paragraphs: Sequence[Paragraph], *, plain: bool = True) -> list[tuple[str | None, list[str], list[Paragraph]]]:
    """The separate items of an 'agreed actions' cell: (number, lines, paragraphs).

    A numbered paragraph starts an item and unnumbered ones go on with it. Where no paragraph is numbered each bullet is an item,
    and with `plain` each paragraph too, unless the first ends in a colon. Extractions run a numbered list into one line
    ('... homes.19) Deliver ...'): such a line is cut where the numbers go up by one.
    """
    items: list[tuple[str | None, list[str], list[Paragraph]]] = []
    found = [(p, *split_number(p.printed)) for p in paragraphs if p.printed]
    numbered = any(number for _, number, _ in found)
    loose = not numbered and _separate([p for p, _, _ in found], plain)
    for paragraph, number, rest in found:
        pieces = _run_on(number, rest) if number else _run_on(None, paragraph.printed)
        for piece_number, text in pieces:
            if piece_number or loose or not items or (numbered and plain and items[-1][0] is None and not paragraph.bullet):
                items.append((piece_number, [text], [paragraph]))
            else:
                items[-1][1].append(text)
                items[-1][2].append(paragraph)
    return items


def _separate(paragraphs: list[Paragraph], plain: bool) -> bool:
    if len(paragraphs) < 2 or paragraphs[0].printed.endswith(":"):
        return False
    bullets = [p.bullet for p in paragraphs]
    return all(bullets) or (plain and not any(bullets))


def _run_on(number: str | None, text: str) -> list[tuple[str | None, str]]:
    """Cut 'first. 15) second' in two where the inline numbers follow one another."""
    marks = list(_INLINE.finditer(text))
    out, start, last = [], 0, int(number) if number and number.isdigit() else None
    current = number
    for mark in marks:
        value = int(mark[1])
        if (last is not None and value == last + 1) or (
                last is None and (mark.start() == 0 or (len(marks) > 1 and value + 1 in [int(m[1]) for m in marks]))):
            before = text[start:mark.start()].strip()
            if before or current:
                out.append((current, before))
            current, start, last = mark[1], mark.end(), value
    out.append((current, text[start:].strip()))
    return [(n, t) for n, t in out if t or n]


def add_evidence(paper: Paper, context: Context, kind: str, paragraphs: Sequence[Paragraph], period: DateSpan | None,
                 *sources: Block | Cell) -> list[Evidence]:
    """Evidence rows of one cell: one an action it answers by number, else one on the only action, else on the recommendation; updates that
    stand in it one under the other, each with its date, are one row each."""
    rows = []
    for dated, part in dated_updates(paragraphs, paper):
        of = dated or period
        for actions, answer, inferred in answers(paper, context, part):
            text = "\n".join(answer)
            if not text.strip(DASHES):
                continue
            for action in actions:
                row = Evidence(kind=kind, text=text, **_links(context, action), **span_fields("period", of))
                _finish(paper, row, inferred, of, sources)
                rows.append(row)
    return rows


def dated_updates(paragraphs: Sequence[Paragraph], paper: Paper) -> list[tuple[DateSpan | None, list[Paragraph]]]:
    """A cell cut at the paragraphs that begin with a date and a mark ('26.09.24: ...', 'June 2024 - ...'), where there are two or more;
    what stands before the first has none. The period is the date's month."""
    heads = [(update_head(p, paper), p) for whole in paragraphs for p in _run_together(whole, paper)]
    if sum(head is not None for head, _ in heads) < 2 and not (heads and heads[0][0] is not None and heads[0][0][1]):
        return [(None, list(paragraphs))]
    out: list[tuple[DateSpan | None, list[Paragraph], bool]] = [(None, [], True)]
    for head, paragraph in heads:
        if head is None:
            out[-1][1].append(paragraph)
        else:
            out.append((head[0], [paragraph], head[1]))
    return [(span, part) for span, part, says in out if len(part) > (not says)]


def _run_together(paragraph: Paragraph, paper: Paper) -> list[Paragraph]:
    """The updates of a paragraph whose line ends an extraction has lost: '10.07.24: Postponed. 09.10.24: Received.'"""
    first, *others = _NEXT_UPDATE.split(paragraph.text)
    if not others or update_head(replace(paragraph, text=first), paper) is None:
        return [paragraph]
    return [replace(paragraph, text=first), *(replace(paragraph, text=text, number="") for text in others)]


def update_head(paragraph: Paragraph, paper: Paper) -> tuple[DateSpan, bool] | None:
    """The date that a paragraph begins with and whether anything follows; null where it begins otherwise."""
    date, rest = _split_update(paragraph.printed, paper)
    span = read_date(date, paper.date, extra=paper.extra) if date else None
    if span is None or span.start is None or span.kind not in ("day", "month"):
        return None
    month = month_of(span.start)
    return replace(month, raw=date.strip(), year_inferred=span.year_inferred), bool(rest.strip())


def _split_update(text: str, paper: Paper) -> tuple[str, str]:
    """The date that a text begins with, and what follows; the date is empty where it begins otherwise."""
    found = (pattern.match(text) for pattern in (_UPDATE, _DAY))
    return next(((m[1], m[2]) for m in found if m and is_period(m[1], paper.extra)), ("", text))


def add_assessments(paper: Paper, context: Context, measure: str | None, paragraphs: Sequence[Paragraph], period: DateSpan | None,
                    *sources: Block | Cell) -> list[Assessment]:
    """Grades of one cell: one an action it grades by number; '3 (Slipped) / 4 (Not Achieved)' is two, with a note. Without a `measure`, a
    number is a grade of progress and a word a status. Grades that stand one under the other, each with its date, are of these months."""
    rows: list[Assessment] = []
    for dated, part in dated_updates(paragraphs, paper):
        if dated is not None:
            part = [replace(part[0], text=_split_update(part[0].printed, paper)[1], number=""), *part[1:]]
        rows += _graded(paper, context, measure, part, dated or period, *sources)
    return rows


def _graded(paper: Paper, context: Context, measure: str | None, paragraphs: Sequence[Paragraph], period: DateSpan | None,
            *sources: Block | Cell) -> list[Assessment]:
    rows: list[Assessment] = []
    for actions, answer, inferred in answers(paper, context, paragraphs):
        grades = _grades(paper, answer)
        if not grades and rows and answer:
            rows[-1].explanation = "\n".join(filter(None, (rows[-1].explanation, *answer)))
            continue
        if not grades and answer:
            paper.note("grade-not-understood", "This grade could not be read", excerpt=" ".join(answer), row=context.recommendation)
        for action in actions:
            for grade in grades:
                of = measure or ("progress" if grade.grade else "status")
                row = assessment(grade, of, **_links(context, action), **span_fields("period", period))
                if len(grades) > 1:
                    row.confidence.append("grade-ambiguous: the cell gives several grades")
                _finish(paper, row, inferred, period, sources)
                rows.append(row)
        if len(grades) > 1:
            paper.note("grade-ambiguous", f"{len(grades)} grades for one thing; all are kept", row=rows[-1], severity="info",
                       excerpt=" ".join(answer))
    return rows


def assessment(grade: Grade, measure: str, **fields: Any) -> Assessment:
    """A read grade as a row."""
    return Assessment(
        measure=measure, value_raw=grade.value_raw, grade=grade.grade, label=grade.label, rag=grade.rag, status=grade.status,
        percent=grade.percent, explanation=grade.explanation, source=grade.source, fill_rgb=grade.fill_rgb,
        confidence=[f"{n}: see the cell" for n in grade.notes], **fields)


def answers(paper: Paper, context: Context, paragraphs: Sequence[Paragraph]) -> list[tuple[list[Action | None], list[str], bool]]:
    """The parts of a cell, each with the actions it answers (a null action: the recommendation) and whether that was inferred.

    Unnumbered text before the first number answers the first action that has no part, when the numbers show that only its
    number can have been lost; a number cut by a page edge ('5)' for 15) is mended when only one action ends so.
    """
    text = [p.printed for p in paragraphs if p.printed]
    parts = split_answers(text, context.numbers)
    known = {a for a in context.numbers}
    parts = [(tuple(_mend(n, known) for n in numbers), answer) for numbers, answer in parts]
    answered = {n for numbers, _ in parts for n in numbers}
    out: list[tuple[list[Action | None], list[str], bool]] = []
    for numbers, answer in parts:
        actions = [a for n in numbers if (a := context.by_number(n))]
        missing = [n for n in numbers if context.by_number(n) is None]
        if missing:
            paper.note("action-number-unknown", f"Text is numbered {', '.join(missing)}, which the recommendation does not have",
                       row=context.recommendation, excerpt=" ".join(answer))
        if actions:
            out.append((list(actions), answer, False))
        elif numbers or len(context.actions) != 1:
            lost = _lost(context, parts, answered) if not numbers else None
            out.append(([lost], answer, lost is not None))
        else:
            out.append(([context.actions[0]], answer, False))
    return out


def _mend(number: str, known: set[str]) -> str:
    if number in known:
        return number
    ends = [n for n in known if n.endswith(number) and len(n) > len(number)]
    return ends[0] if len(ends) == 1 else number


def _lost(context: Context, parts: list[tuple[tuple[str, ...], list[str]]], answered: set[str]) -> Action | None:
    """The one action whose number the unnumbered beginning of a cell has lost."""
    numbered = [n for numbers, _ in parts for n in numbers]
    if not numbered or numbered[0] not in context.numbers:
        return None
    before = context.numbers[:context.numbers.index(numbered[0])]
    missing = [n for n in before if n not in answered]
    return context.by_number(missing[0]) if len(missing) == 1 == len(before) else None


def _grades(paper: Paper, answer: list[str]) -> list[Grade]:
    text = "\n".join(answer).strip()
    if not text:
        return []
    halves = _TWO_GRADES.split(text)
    if len(halves) > 1:
        read = [read_grade(h, paper.key) for h in halves]
        if all(g is not None and g.grade is not None for g in read):
            return [g for g in read if g]
    whole = read_grade(text, paper.key)
    if whole is not None and len(answer) > 1:
        each = [read_grade(line, paper.key) for line in answer]
        if all(g is not None and g.grade is not None for g in each) and len({g.grade for g in each if g}) > 1:
            return [g for g in each if g]
    return [whole] if whole else []


def _links(context: Context, action: Action | None) -> dict[str, Any]:
    return {"recommendation_id": context.recommendation.recommendation_id if context.recommendation else None,
            "action_id": action.action_id if action else None}


def _finish(paper: Paper, row: Evidence | Assessment, inferred: bool, period: DateSpan | None, sources: Sequence[Block | Cell]) -> None:
    paper.add(row, *sources)
    if inferred:
        infer(row, "action_id")
        paper.note("number-inferred", "The text has no number; it was given to the only action left", row=row, severity="info")
        row.confidence.append("number-inferred: the action's number was lost")
    if period is not None and period.year_inferred:
        infer(row, "period_start", "period_end")
