"""Which column of a tracker is which field.

The same heading means different things in different papers ('Status' is a word in one and a page of prose in the
next; 'Date' is when it was agreed or when it is due), so a column's values have a say, and a blank heading can be
understood by its values alone.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field as also
from itertools import pairwise

from extractors.cell_kinds import is_demand, is_grade, is_order, is_period, kind_of
from extractors.headings import EXACT, HINT, PART, SUBJECTS, TWO_IN_ONE, match, normal, words
from extractors.keys import Key
from extractors.values.dates import read_period
from extractors.values.grades import read_grade
from extractors.values.numbers import split_number
from models.document import Cell
from models.vocabulary import vocabulary

ORDERS = 0.6
"""From this share of its cells on a column is one of things to be done, or of things that were."""
MANY = {
    "progress", "other", "origin", "theme", "portfolio", "raised", "completed", "response", "trend", "previous", "number", "impact",
    "success_measure",
}
"""Fields that several columns of one table may have."""
INSTEAD = {
    "status": ("progress", "forecast"), "progress": ("status", "trend", "round"), "raised": ("due",),
    "due": ("raised", "revised_due", "completed", "owner"), "owner": ("operational_lead", "due"),
    "action": ("recommendation", "progress"), "intended_outcome": ("progress", "impact", "status", "due"), "response": ("progress",),
    "impact": ("intended_outcome",), "forecast": ("revised_due", "status"), "success_measure": ("progress",),
    "rag": ("forecast", "status"), "completed": ("status",), "origin": ("raised", "number"), "operational_lead": ("owner",),
    "portfolio": ("owner",), "issue": ("recommendation", "status"), "recommendation": ("issue",),
}
"""What a heading may mean instead when its values do not fit its first meaning, or when another column has it."""
_BY_VALUES = {"date": ("due", "revised_due"), "fill": ("rag", "forecast"), "person": ("owner", "operational_lead")}
"""Kinds of value that leave one field open once its first is taken."""
DATES = frozenset(("due", "revised_due", "completed", "raised"))
"""Fields of dates, where 'Ongoing' and 'Overdue' stand in the place of one."""
LEAST_GRADES = 3
"""Statuses without which a column whose heading says nothing is none of statuses."""
TOLD = re.compile(r"\b(?:was|were|has|have|had|been|is being|are being|now|went|began|took|gave|came|held|sent|\w{2,}ed)\b")
_IS = re.compile(rf"{TOLD.pattern}|\b(?:is|are|do|does|need|needs|lack|lacks)\b")
"""A verb of a sentence that says how things are."""
_ABOUT = ({"owner", "operational_lead"}, {"due", "revised_due"}, {"progress"})
FITS = {
    "text": {"text": 1.0, "words": 0.75, "person": 0.6, "status": 0.3, "date": 0.15, "number": 0.2},
    "words": {"words": 1.0, "person": 1.0, "text": 0.6, "status": 0.7, "number": 0.6},
    "person": {"person": 1.0, "words": 0.8, "text": 0.35},
    "status": {"status": 1.0, "tick": 0.8, "words": 0.55, "percent": 0.6, "fill": 0.7, "number": 0.6},
    "rag": {"status": 1.0, "fill": 1.0, "words": 0.3, "number": 0.3, "person": 0.3},
    "fill": {"fill": 1.0},
    "tick": {"tick": 1.0},
    "date": {"date": 1.0, "words": 0.25},
    "number": {"number": 1.0, "percent": 0.2, "words": 0.35, "status": 0.3},
    "percent": {"percent": 1.0, "number": 0.7},
    "trend": {"trend": 1.0, "words": 0.5},
}


def fit(field_name: str, kinds: Sequence[str], extra: tuple[str, ...] = ()) -> float | None:
    """How well a column's values suit a field, 0-1; null where there are no values to ask. Placeholders suit all."""
    filled = [k for k in kinds if k and k != "placeholder"]
    if not filled:
        return None
    expected = words(extra).kinds.get(field_name, ())
    return sum(max((FITS[e].get(k, 0.0) for e in expected), default=0.5) for k in filled) / len(filled)


@dataclass(slots=True)
class Column:
    """One column of a tracker: its heading, the field it was matched to (null: none) and how surely, the values' kinds, the period that the
    heading names, and the shares of its cells that tell somebody to do something ('Publish the list', 'That fees be frozen'), that tell
    what was done, and that are a date and nothing else. `that`: most of them begin with it; `demands`: most of what was found
    says what somebody must do; `graded`: its heading says nothing and each of its cells is an understood status. `with_due`: the owner's
    cell ends with the due date;
    `with_status`: the first line of each cell is a status, what follows is progress; `of_subject`: what it says is said of the
    recommendation or issue, not of its actions."""

    index: int
    heading: str
    field: str | None = None
    score: float = 0.0
    reason: str = ""
    kinds: list[str] = also(default_factory=list)
    period: object = None
    orders: float = 0.0
    that: bool = False
    demands: bool = False
    told: float = 0.0
    dated: float = 0.0
    graded: bool = False
    inferred: bool = False
    with_due: bool = False
    with_status: bool = False
    of_subject: bool = False


def map_columns(headings: Sequence[str], values: Sequence[Sequence[Cell]], key: Key, extra: tuple[str, ...] = (),
                periods: Sequence[object] = ()) -> list[Column]:
    """Match columns to fields, best pair first. `values` are the body cells of each column, `periods` those that headings over several
    columns name."""
    columns = [column_of(i, h, cells[:40], key, extra) for i, (h, cells) in enumerate(zip(headings, values, strict=True))]
    for column, period in zip(columns, periods, strict=False):
        if column.period is None or (period is not None and column.period.kind in ("year", "range")):
            column.period = period
    _take_rounds(columns)
    subjects = [c.index for c in columns if {"action", "recommendation", "issue"} & match(c.heading, extra).keys()] or [len(columns)]
    pairs = [(score, -c.index, name, c) for c in columns for name, score in _candidates(c, subjects, extra).items()]
    used: set[str] = set()
    for score, _, name, column in sorted(pairs, key=lambda p: (-p[0], -p[3].that if p[2] == "recommendation" else 0, -p[1])):
        if column.field is None and score >= 0.5 and (
                name not in used or (name in MANY and _again(name, column, used, extra)) or _beside(column, name, columns)):
            column.field, column.score = name, score
            used.add(name)
            column.reason = _reason(column, name, extra)
    _fill_gaps(columns, used, min(subjects), extra)
    _milestones(columns, values, extra)
    _merged_issues(columns, values)
    _proposals(columns, values)
    _reasons(columns)
    for column in columns:
        if column.field in ("owner", "due") and _names_both(column.heading, "owner", "due", extra) and not {"owner", "due"} <= used:
            column.field, column.with_due = "owner", True
        if column.field == "revised_due" and "due" not in used and _names_both(column.heading, "due", "revised_due", extra):
            column.field = "due"
        rest = {"progress", "status"} - {column.field}
        if len(rest) == 1 and used.isdisjoint({"rag", "forecast", *rest}):
            column.with_status = _begins_with_status(values[column.index], key)
            column.field = "progress" if column.with_status else column.field
    return columns


def _take_rounds(columns: list[Column]) -> None:
    """Columns of one heading ('BRAG', 'Score'), each right after a column of another round, are of that round."""
    alike = Counter(normal(c.heading) for c in columns if c.period is None)
    for before, column in pairwise(columns):
        if column.period is None and before.period is not None and alike[normal(column.heading)] > 1 and normal(column.heading):
            column.period = before.period


def _begins_with_status(cells: Sequence[Cell], key: Key) -> bool:
    """Whether each cell's first line is a status word and some have more below it ('Ongoing' over '26/09/24: A draft ...')."""
    filled = [[p.printed for p in c.paragraphs if p.printed] for c in cells if c.text]
    return any(len(lines) > 1 for lines in filled) and all(
        (grade := read_grade(lines[0], key)) is not None and not grade.explanation for lines in filled)


def _names_both(heading: str, first: str, second: str, extra: tuple[str, ...]) -> bool:
    """Whether one heading asks for two things: 'Responsible officer and target date', 'Agreed date / revised date'."""
    parts = [match(part, extra) for part in TWO_IN_ONE.split(heading)]
    return len(parts) == 2 and all(max((p.get(name, 0.0) for p in parts), default=0.0) >= PART for name in (first, second))


def _proposals(columns: list[Column], values: Sequence[Sequence[Cell]]) -> None:
    """'Action' beside 'Proposal', or merged over it: what is wanted, and what will be done about it."""
    wanted, done = (next((c for c in columns if c.field == name), None) for name in ("action", "recommendation"))
    if wanted is None or done is None or wanted.index > done.index:
        return
    merged = len(values[wanted.index]) < len(values[done.index]) and any(c.row_span > 1 for c in values[wanted.index])
    if merged or normal(done.heading) in ("proposal", "proposals"):
        wanted.field, done.field = "recommendation", "action"


def _over_several(cells: Sequence[Cell]) -> bool:
    """Whether cells of a column reach over several rows of the table."""
    return any(c.row_span > 1 for c in cells)


def _milestones(columns: list[Column], values: Sequence[Sequence[Cell]], extra: tuple[str, ...]) -> None:
    """Milestones a row each, beside what they serve merged over them ('Priority for improvement', whose heading does not clearly say
    an action): the milestones are the actions."""
    merged = next((c for c in columns if c.field == "action"), None)
    steps = [c for c in columns if c.field == "other" and is_lacking(c, extra) and "text" in c.kinds]
    if (merged is None or len(steps) != 1 or steps[0].index < merged.index or match(merged.heading, extra).get("action", 0.0) >= EXACT
            or not _over_several(values[merged.index]) or _over_several(values[steps[0].index])):
        return
    told = any(c.field in ("issue", "recommendation") for c in columns)
    merged.field, steps[0].field = None if told else "issue", "action"
    merged.reason = steps[0].reason = f"{merged.heading!r} is merged over several rows of {steps[0].heading!r}"


def _merged_issues(columns: list[Column], values: Sequence[Sequence[Cell]]) -> None:
    """Sentences merged over several actions, under a heading that says nothing: what the actions answer."""
    action = next((c for c in columns if c.field == "action"), None)
    if action is None or any(c.field in ("issue", "recommendation") for c in columns):
        return
    free = [c for c in columns[:action.index] if c.field is None and _over_several(values[c.index])]
    if len(free) == 1 and sum(_IS.search(c.flat) is not None for c in values[free[0].index]) >= ORDERS * len(values[free[0].index]):
        free[0].field = "issue"
        free[0].reason = free[0].reason or f"{free[0].heading!r} read as issue; sentences merged over several actions"


def _reasons(columns: list[Column]) -> None:
    """Comments beside a response ('Accepted') are its reasons, where nothing says how things go. A response that tells what was done is
    progress, where nothing else is and a status stands beside it."""
    fields = {c.field for c in columns}
    rated = bool(fields & {"status", "rag", "forecast", "percent"})
    for column in columns:
        if column.field == "response" and rated and "progress" not in fields and column.told >= ORDERS and "text" in column.kinds:
            column.field = "progress"
    if "response" in fields and not rated:
        for column in columns:
            if column.field == "progress" and "comment" in normal(column.heading):
                column.field = "response"


def column_of(index: int, heading: str, cells: Sequence[Cell], key: Key, extra: tuple[str, ...]) -> Column:
    texts = [split_number(c.flat)[1].lower() for c in cells if c.flat]
    demanded = sum(map(is_demand, texts))
    orders = sum(is_order(t, extra) for t in texts)
    told = sum(TOLD.search(t) is not None for t in texts)
    share = 1 / max(1, len(texts))
    kinds = [kind_of(c, key) for c in cells]
    said = match(heading, extra)
    if not normal(heading) or ((set(kinds) <= {"placeholder", "status", ""} or "status" in said) and DATES.isdisjoint(said)):
        kinds = ["status" if k == "placeholder" and is_grade(c.flat, c.flat.count(" ") + 1, key) else k
                 for k, c in zip(kinds, cells, strict=True)]
    return Column(
        index, heading, kinds=kinds, period=read_period(heading, None, extra), orders=orders * share,
        that=2 * sum(t.startswith("that ") for t in texts) > len(texts), demands="issue" in said and 2 * demanded > len(texts),
        told=told * share,
        dated=sum(is_period(c.flat, extra) for c in cells if c.flat) * share,
        graded=kinds.count("status") + kinds.count("tick") >= LEAST_GRADES and {"status"} <= set(kinds) <= {"status", "tick", ""}
        and not match(heading, extra)
        and all((grade := read_grade(c.flat, key)) is not None and grade.status != "unknown" for c in cells if c.flat))


def _again(name: str, column: Column, used: set[str], extra: tuple[str, ...]) -> bool:
    """Whether a second column takes a field that another has: not where its heading hints at one that nobody has."""
    other = match(column.heading, extra)
    return other.get(name, 0.0) >= EXACT or not any(
        n not in used and n != name and s >= HINT and (suits := fit(n, column.kinds, extra)) is not None and suits >= 0.6
        for n, s in other.items())


def _beside(column: Column, name: str, columns: list[Column]) -> bool:
    """Whether a column stands beside others of its field: ratings of other months, or one column of ticks for each status."""
    others = [c for c in columns if c.field == name]
    if name in ("status", "rag", "percent") and column.period is not None:
        return all(c.period is not None and c.period != column.period for c in others)
    return name == "status" and all(set(c.kinds) <= {"tick", ""} for c in (column, *others))


def is_lacking(column: Column, extra: tuple[str, ...]) -> bool:
    """Whether a column says what is to be done where no other does."""
    return any(f" {p} " in f" {normal(column.heading)} " for p in vocabulary("headings", extra)["fields"]["action"]["lacking"])


def _fill_gaps(columns: list[Column], used: set[str], first_text: int, extra: tuple[str, ...]) -> None:
    """Give columns whose headings say nothing the field that their values leave no doubt of, and executives, or else services
    to the right of what is to be done, the owner's where nobody else owns."""
    owning = set(vocabulary("headings", extra)["fields"]["theme"]["owning"])
    instead = [c for c in columns if c.field == "portfolio"] or [
        c for c in columns if c.field == "theme" and c.index > first_text and normal(c.heading) in owning]
    if "owner" not in used and instead:
        instead[0].field, instead[0].reason = "owner", f"{instead[0].heading!r} read as owner; no other column names one"
        used.add("owner")
    _by_sentences(columns, used)
    _projects(columns, used)
    steps = next((c for c in columns if c.field == "other" and is_lacking(c, extra)), None)
    asked = any(c.demands or "issue" in match(c.heading, extra) for c in columns)  # 'Area for improvement', over what must be done
    if steps is not None and "action" not in used and (asked or "recommendation" not in used):
        steps.field = "action"
        used.add("action")
    if "due" not in used and "revised_due" in used and (quarters := next((c for c in columns if c.field == "round"), None)):
        quarters.field = "due"  # 'Quarter', beside 'Moved to'
        used.add("due")
    for column in columns:
        kinds = [k for k in column.kinds if k and k != "placeholder"]
        if column.field == "origin" and "number" not in used and column.index < first_text and len(kinds) > 1 and set(kinds) == {"number"}:
            used.discard("origin")  # 'Item', over 1, 2, 3
            _give(column, "number", "values", used)
        if column.field is not None or not kinds or not normal(column.heading):
            continue
        if "number" not in used and column.index < first_text and len(kinds) > 1 and set(kinds) == {"number"}:
            _give(column, "number", "values", used)
            continue
        if column.graded and column.index > first_text and used.isdisjoint({"status", "rag", "forecast", "percent"}):
            _give(column, "status", "values", used)
            continue
        if "rag" not in used and len(kinds) >= LEAST_GRADES and set(kinds) == {"fill"}:
            _give(column, "rag", "colours", used)
            continue
        for kind, names in _BY_VALUES.items():
            name = next((n for n in names if n not in used), None)
            first = next((c.index for c in columns if c.field == names[0]), column.index)
            if name and first < column.index and sum(k == kind for k in kinds) >= 0.8 * len(kinds) and len(kinds) >= 2:
                _give(column, name, "values", used)
                break


def _by_sentences(columns: list[Column], used: set[str]) -> None:
    """Under headings that say nothing: orders are what is to be done, where the others say who, when and how it went; tales to the
    right of it are progress, where no column is."""
    about = sum(bool(used & some) for some in _ABOUT)
    if not used & {"action", "recommendation"} and about >= 2:
        free = [c for c in columns if (about == len(_ABOUT) or c.that or c.field == "issue") and c.field in (None, "response", "issue")
                and c.orders >= ORDERS and "text" in c.kinds and len(c.kinds) > 1]
        if len(free) == 1:
            used.discard(free[0].field or "")
            _infer(free[0], "recommendation" if free[0].that or free[0].demands else "action", used)
    subject = next((c for c in columns if c.field in ("action", "recommendation")), None)
    beside = [c for c in columns if subject is not None and c.field is None and c.index < subject.index and c.that]
    if len(beside) == 1 and "recommendation" not in used:
        _infer(beside[0], "recommendation", used)
    if subject is None or subject.inferred or "progress" in used or about < 2:
        return
    tales = [c for c in columns if c.field is None and c.index > subject.index and c.told >= ORDERS and c.orders < ORDERS
             and c.kinds.count("text") >= ORDERS * sum(map(bool, c.kinds)) and normal(c.heading)]
    if len(tales) == 1:
        _infer(tales[0], "progress", used)


def _projects(columns: list[Column], used: set[str]) -> None:
    """Names without a heading before ratings of this period and the one before, and no figures: projects, each something that is done."""
    first = columns[0]
    named = (not normal(first.heading) and first.field in (None, "number")
             and set(first.kinds) & {"words", "text"} and "number" not in first.kinds)
    if (named and not used & SUBJECTS and "rag" in used and used & {"previous", "trend"}
            and not any({"number", "percent"} & set(c.kinds) for c in columns)):
        used.discard(first.field or "")
        first.field, first.inferred, first.reason = "action", True, "no heading; names of projects before their ratings"
        used.add("action")


def _give(column: Column, name: str, by: str, used: set[str]) -> None:
    """Give a column a field that its heading does not say."""
    column.field, column.reason = name, f"{column.heading!r} read as {name} by its {by} alone"
    used.add(name)


def _infer(column: Column, name: str, used: set[str]) -> None:
    _give(column, name, "sentences", used)
    column.inferred = True


def _candidates(column: Column, subjects: list[int], extra: tuple[str, ...]) -> dict[str, float]:
    """Fields a column may be, scored by heading and values together."""
    scores = dict(match(column.heading, extra))
    if scores.keys() <= {"round"} and is_period(column.heading, extra):
        filled = [k for k in column.kinds if k and k != "placeholder"]
        if "text" in filled and 2 * sum(k in ("text", "words", "person") for k in filled) > len(filled):
            scores = {"progress": EXACT}
        elif {"fill", "status", "tick"} & set(filled):
            scores = {"rag": EXACT}
    if not scores and not normal(column.heading):
        scores = {"number": 0.55, "rag": 0.35} if column.index < max(subjects) else {"rag": 0.4, "revised_due": 0.3}
    for name, score in list(scores.items()):
        for other in INSTEAD.get(name, ()):
            if (name, other) == ("due", "owner") and "person" not in column.kinds:
                continue  # 'Timescale: Short' names nobody
            if (name, other) == ("recommendation", "issue") and column.kinds and "text" not in column.kinds:
                continue  # 'Motion' over a few words is what it is called
            scores[other] = max(scores.get(other, 0.0), score - 0.3)
    if normal(column.heading) == "date" and column.index < min(subjects):
        scores["raised"] = scores.get("due", 0.0) + 0.2
    out = {}
    for name, score in scores.items():
        if name == "round" and column.dated < ORDERS:
            continue
        suits = fit(name, column.kinds, extra)
        if (name == "intended_outcome" and column.told >= ORDERS > column.orders and column.index > min(subjects)
                and normal(column.heading) in ("outcome", "outcomes", "result", "results")):
            score -= 0.5
        if (name == "intended_outcome" and scores.get("impact", 0.0) >= score and 2 * column.told >= 1 > 2 * column.orders
                and column.index > min(subjects)):
            score -= 0.3  # 'Impact / outcome for adults', over what was done
        if name == "success_measure" and column.told >= ORDERS > column.orders and "evidence" in normal(column.heading):
            score -= 0.5  # 'Evidence of completion': what was done
        if column.orders >= ORDERS and score < EXACT and name in match(column.heading, extra):
            score += {"action": 0.2, "recommendation": 0.2, "progress": -0.2}.get(name, 0.0)
        weight = 0.9 * min(1.0, (1 + sum(map(bool, column.kinds))) / 4)
        out[name] = score + (0.0 if suits is None else weight * (suits - 0.6))
        if not normal(column.heading) and (suits is None or suits < 0.5 or sum(map(bool, column.kinds)) < 0.5 * len(column.kinds)):
            out[name] = 0.0
    return out


def _reason(column: Column, name: str, extra: tuple[str, ...]) -> str:
    """Why the match is weak; empty where heading and values agree."""
    score = match(column.heading, extra).get(name, 0.0)
    if not normal(column.heading):
        return f"no heading; the values under it look like {name}"
    if score < PART:
        return f"{column.heading!r} read as {name} by its words and values"
    suits = fit(name, column.kinds, extra)
    if suits is not None and suits < 0.4:
        return f"{column.heading!r} read as {name}, though its values look otherwise"
    return ""
