"""Headings to fields: by their words, and by what stands under them.

The same heading means different things in different papers ('Status' is a word in one and a page of prose in the
next; 'Date' is when it was agreed or when it is due), so a column's values have a say, and a blank heading can be
understood by its values alone.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field as also
from functools import cache, lru_cache

from extractors.keys import Key
from extractors.values.colours import rag_of_fill
from extractors.values.dates import read_date, read_period
from extractors.values.grades import read_grade
from extractors.values.numbers import is_number, split_number
from extractors.values.ratings import read_percent
from models import months
from models.document import Cell
from models.vocabulary import vocabulary

EXACT, PART, HINT = 1.0, 0.75, 0.45
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
    "action": ("recommendation", "progress"), "intended_outcome": ("progress", "impact"), "response": ("progress",),
    "impact": ("intended_outcome",), "forecast": ("revised_due", "status"), "success_measure": ("progress",),
    "rag": ("forecast", "status"), "completed": ("status",), "origin": ("raised", "number"), "operational_lead": ("owner",),
    "portfolio": ("owner",), "issue": ("recommendation",), "recommendation": ("issue",),
}
"""What a heading may mean instead when its values do not fit its first meaning, or when another column has it."""
_BY_VALUES = {"date": ("due", "revised_due"), "fill": ("rag", "forecast"), "person": ("owner", "operational_lead")}
"""Kinds of value that leave one field open once its first is taken."""
DASHES = " -–—"
"""A cell of nothing else is empty."""
TICKS = set("✓✔√☑☒✗✘xyn") | {"yes", "no", "y", "n", "tick", "ü", "done"}
_BEFORE_DATE = {
    "by", "to", "from", "end", "before", "until", "on", "due", "w/c", "week", "the", "no", "not", "early", "mid", "late", "in",
    "completed", "complete", "between", "revised", "original",
}
_REFERENCE = re.compile(r"(?=\S*\d)(?=\S*[/.\-A-Za-z])[\w/.\-()]{2,14}")
_BRACKETS = re.compile(r"\[[^\]]*\]|\((?!s\))[^)]*\)")
_DEMAND = re.compile(r"^(?:(?:the|all|each|every|a|an)\s)?(?:[\w'’-]+\s){0,6}(?:should|must|shall|(?:is|are) required to)\s\w")
_TOLD = re.compile(r"\b(?:was|were|has|have|had|been|is being|are being|now|went|began|took|gave|came|held|sent|\w{2,}ed)\b")
_YES_OR_NO = re.compile(r"\(?\b(?:y\s*/\s*n|yes\s*/\s*no|yes or no|tick|✓|✔)\)?\s*$", re.I)
_JOINING = {"of", "from", "by", "for", "to", "with", "in", "on", "at", "required", "agreed"}
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MONTH = re.compile(rf"(?:{months.NAME}|q[1-4])\.?", re.I)
"""A month or quarter without a year."""
_DATE_WORDS = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d*(?:st|nd|rd|th)"
    rf"|(?:{'|'.join(months.SHORT)})\w*"
    r"|q[1-4]|quarter|to|and|of|at|the|end|position|update)\b")
_SUBJECTS = {"action", "recommendation", "issue"}
_TWO = {"action": 0.2, **dict.fromkeys(("response", "origin", "theme", "other"), -0.04)}
"""Of two fields in one heading ('Management response and agreed action') the action is what is wanted, and these four are what is not."""
_TWO_IN_ONE = re.compile(r"\s*(?:/|&|\band\b)\s*", re.I)
_NOT_WORD = re.compile(r"[^\w#]+")


@lru_cache(maxsize=20_000)
def normal(heading: str) -> str:
    """A heading's words: 'Link Officer/s:' -> 'link officers', 'Overall %' -> 'overall percent', '[i]' dropped."""
    text = heading.lower().replace("%", " percent ").replace("&", " and ").replace("'", "").replace("’", "")
    text = re.sub(r"(\w)(?:/s|\(s\))(?=\W|$)", r"\1s", text)
    return " ".join(_NOT_WORD.sub(" ", text).split())


def bare(heading: str) -> str:
    """The heading without what stands in brackets: 'Evidence of Progress (May 2021)' -> 'evidence of progress'."""
    return normal(_BRACKETS.sub(" ", heading))


@dataclass(frozen=True, slots=True)
class Words:
    """The heading vocabulary, indexed: phrase -> fields, hint -> fields, last words -> fields; the words of every status scale, and
    those of trends."""

    whole: dict[str, tuple[str, ...]]
    hints: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]
    strong: frozenset[str]
    ends: dict[str, tuple[str, ...]]
    statuses: frozenset[str]
    trends: frozenset[str]


@cache
def words(extra: tuple[str, ...] = ()) -> Words:
    """The heading vocabulary with the user's own files laid over it."""
    fields = vocabulary("headings", extra)["fields"]
    index: dict[str, dict[str, list[str]]] = {"is": {}, "has": {}, "ends": {}}
    for name, entry in fields.items():
        for way, phrases in index.items():
            for phrase in entry.get(way, ()):
                phrases.setdefault(normal(phrase), []).append(name)
    whole, hints, ends = ({k: tuple(v) for k, v in phrases.items()} for phrases in index.values())
    states = {normal(w) for of in vocabulary("statuses", extra)["scales"] for key, terms in of.items()
              if isinstance(terms, list) and key != "unknown" for w in terms}
    return Words(
        whole, hints, {n: tuple(e.get("kinds", ())) for n, e in fields.items()},
        frozenset(n for n, e in fields.items() if e.get("strong")), ends, frozenset(states), frozenset(fields["trend"]["values"]))


@lru_cache(maxsize=20_000)
def match(heading: str, extra: tuple[str, ...] = ()) -> dict[str, float]:
    """The fields a heading may mean: 1.0 for a known heading, 0.75 for one that starts or ends with it, 0.45 and more for hints in it.

    A hint that modifies ('extended', 'forecast') outweighs the heading it modifies.
    """
    known = words(extra)
    scores: dict[str, float] = {}
    tokens = normal(heading).split()
    for name in known.whole.get(normal(heading), ()):
        scores[name] = EXACT
    if scores or not 0 < len(tokens) <= 12:
        return scores
    period = read_period(heading, None, extra) if len(heading) < 60 else None
    if period is not None and period.raw and (undated := bare(heading.replace(period.raw, " "))) and undated in known.whole:
        return dict.fromkeys(known.whole[undated], EXACT)
    outside = bare(heading)
    if outside != normal(heading):
        dated = read_period(heading, None, extra) is not None
        scores = dict.fromkeys(known.whole.get(outside, ()), EXACT if dated else PART + 0.03)
        if dated and scores:
            return scores
    parts = [known.whole.get(normal(p), ()) for p in _TWO_IN_ONE.split(heading)]
    if len(parts) == 2 and all(parts):
        scores |= {name: PART + _TWO.get(name, 0.02) + 0.02 * (part is parts[0]) for part in parts for name in part}
    for size in range(len(tokens) - 1, 0 if not scores else len(tokens), -1):
        for part in (" ".join(tokens[:size]), " ".join(tokens[-size:])):
            for name in known.whole.get(part, ()):
                if size * 2 >= len(tokens) or len(part) > 6:
                    scores.setdefault(name, PART)
        if scores:
            break
    if (len(scores) > 1 and not _JOINING & set(tokens) and len(parts) != 2
            and (ends := {n for size in range(1, len(tokens)) for n in known.whole.get(" ".join(tokens[-size:]), ())} - _SUBJECTS)):
        scores = {n: s for n, s in scores.items() if n in ends or n not in _SUBJECTS}
    text = f" {' '.join(tokens)} "
    if _asks_for_status(heading, known):
        scores["status"] = PART
    for hint, names in [*known.hints.items(), *((tokens[-1], known.ends.get(tokens[-1], ())),)]:
        if f" {hint} " in text:
            for name in names:
                more = HINT + 0.04 * hint.count(" ")
                scores[name] = max(scores.get(name, 0.0) + 0.05, PART + 0.15 if name in known.strong and len(tokens) > 1 else more)
    return scores


def _asks_for_status(heading: str, known: Words) -> bool:
    """A heading made of status words: 'Implemented?', 'Complete / on track / overdue', 'Discharged Y/N'."""
    options = [normal(part) for part in re.split(r"[/,]|\bor\b", _YES_OR_NO.sub("", heading)) if normal(part)]
    return bool(options) and all(o in known.statuses for o in options)


def kind_of(cell: Cell, key: Key) -> str:
    """What a cell holds: number date person status percent tick trend words text fill placeholder, or '' for nothing."""
    text = cell.flat
    if not text.strip(DASHES):
        return "fill" if rag_of_fill(cell.fill, key) else ""
    if 1 < len(cell.paragraphs) <= 8 and all(_is_listed_grade(p.printed, key) for p in cell.paragraphs if p.printed):
        return "status"
    if text in key.symbols:
        return "status"
    if text.lower() in TICKS:
        return "tick"
    if text.lower() in words(key.extra).trends:
        return "trend"
    count = text.count(" ") + 1
    if count <= 12:
        if read_percent(text) is not None:
            return "percent"
        span = read_date(text, extra=key.extra) if count <= 8 else None
        if (span is not None and span.kind != "status"
                and not (count > 2 and text[-1] == "." and text.split(" ", 1)[0].lower() not in _BEFORE_DATE)
                and (count <= 5 or text.split(" ", 1)[0].lower() in _BEFORE_DATE)):
            return "date"
        if is_number(text) or _REFERENCE.fullmatch(text):
            return "number"
        if span is not None and span.kind == "status":
            return "placeholder"
        if count <= 9 and _is_grade(text, count, key):
            return "status"
        if _looks_named(text):
            return "person"
    return "text" if count >= 5 else "words"


def _is_listed_grade(text: str, key: Key) -> bool:
    """'b) In progress': one of several grades in a cell."""
    number, rest = split_number(text)
    return number is not None and rest.count(" ") < 6 and _is_grade(rest, rest.count(" ") + 1, key)


def _is_grade(text: str, count: int, key: Key) -> bool:
    """A status and nothing else; an initial ('G. Marsh') is none."""
    if re.match(r"[A-Z]\.\s?[A-Z]", text):
        return False
    grade = read_grade(text, key)
    return grade is not None and (count <= 6 or not grade.explanation)


def _looks_named(text: str) -> bool:
    tokens = re.findall(r"[^\W\d_][\w'’-]*", text)
    small = {"and", "of", "the", "for", "to", "with", "in", "on", "de", "van", "der", "all"}
    capitals = sum(t[0].isupper() for t in tokens if t not in small)
    return (bool(tokens) and not any(c.isdigit() for c in text) and text[-1] not in ".;:?"
            and capitals >= 0.85 * sum(t not in small for t in tokens) and (len(tokens) >= 2 or text.isupper()))


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
    what was done, and that are a date and nothing else. `with_due`: the owner's cell ends with the due date."""

    index: int
    heading: str
    field: str | None = None
    score: float = 0.0
    reason: str = ""
    kinds: list[str] = also(default_factory=list)
    period: object = None
    orders: float = 0.0
    that: bool = False
    told: float = 0.0
    dated: float = 0.0
    inferred: bool = False
    with_due: bool = False


def map_columns(headings: Sequence[str], values: Sequence[Sequence[Cell]], key: Key, extra: tuple[str, ...] = (),
                periods: Sequence[object] = ()) -> list[Column]:
    """Match columns to fields, best pair first. `values` are the body cells of each column, `periods` those that headings over several
    columns name."""
    columns = [_column(i, h, cells[:40], key, extra) for i, (h, cells) in enumerate(zip(headings, values, strict=True))]
    for column, period in zip(columns, periods, strict=False):
        column.period = column.period or period
    subjects = [c.index for c in columns if {"action", "recommendation", "issue"} & match(c.heading, extra).keys()] or [len(columns)]
    pairs = [(score, -c.index, name, c) for c in columns for name, score in _candidates(c, subjects, extra).items()]
    used: set[str] = set()
    for score, _, name, column in sorted(pairs, key=lambda p: (-p[0], -p[1])):
        if column.field is None and score >= 0.5 and (
                name not in used or (name in MANY and _again(name, column, used, extra)) or _beside(column, name, columns)):
            column.field, column.score = name, score
            used.add(name)
            column.reason = _reason(column, name, extra)
    _fill_gaps(columns, used, min(subjects), extra)
    _reasons(columns)
    for column in columns:
        if column.field in ("owner", "due") and _names_both(column.heading, extra) and not {"owner", "due"} <= used:
            column.field, column.with_due = "owner", True
    return columns


def _names_both(heading: str, extra: tuple[str, ...]) -> bool:
    """Whether one heading asks for owner and due date: 'Responsible officer and target date'."""
    parts = [match(part, extra) for part in _TWO_IN_ONE.split(heading)]
    return len(parts) == 2 and all(max((p.get(name, 0.0) for p in parts), default=0.0) >= PART for name in ("owner", "due"))


def _reasons(columns: list[Column]) -> None:
    """Comments beside a response ('Accepted') are its reasons, where nothing says how things go."""
    if any(c.field == "response" for c in columns) and not any(c.field in ("status", "rag", "forecast", "percent") for c in columns):
        for column in columns:
            if column.field == "progress" and "comment" in normal(column.heading):
                column.field = "response"


def _column(index: int, heading: str, cells: Sequence[Cell], key: Key, extra: tuple[str, ...]) -> Column:
    texts = [split_number(c.flat)[1].lower() for c in cells if c.flat]
    verbs = _verbs(extra)
    orders = sum(bool(t) and (t.split()[0].rstrip(",:") in verbs or is_demand(t)) for t in texts)
    told = sum(_TOLD.search(t) is not None for t in texts)
    share = 1 / max(1, len(texts))
    kinds = [kind_of(c, key) for c in cells]
    if not normal(heading):
        kinds = ["status" if k == "placeholder" and _is_grade(c.flat, c.flat.count(" ") + 1, key) else k
                 for k, c in zip(kinds, cells, strict=True)]
    return Column(
        index, heading, kinds=kinds, period=read_period(heading, None, extra), orders=orders * share,
        that=2 * sum(t.startswith("that ") for t in texts) > len(texts), told=told * share,
        dated=sum(is_period(c.flat, extra) for c in cells if c.flat) * share)


@lru_cache(maxsize=20_000)
def is_period(text: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether a text is a month, day or quarter and nothing more."""
    if _MONTH.fullmatch(text.strip()):
        return True
    span = read_date(text, extra=extra) if len(text) < 40 else None
    return span is not None and span.kind in ("day", "month", "quarter", "range") and not _WORDS.search(_DATE_WORDS.sub(" ", text.lower()))


def is_demand(text: str) -> bool:
    """Whether a sentence says what somebody must do: 'The trust must ensure that ...'."""
    return _DEMAND.search(text) is not None


@cache
def _verbs(extra: tuple[str, ...]) -> frozenset[str]:
    """Words that an agreed action or recommendation begins with."""
    return frozenset(vocabulary("headings", extra)["orders"]["begin"])


def _again(name: str, column: Column, used: set[str], extra: tuple[str, ...]) -> bool:
    """Whether a second column takes a field that another has: not where its heading hints at one that nobody has."""
    other = match(column.heading, extra)
    return other.get(name, 0.0) >= EXACT or not any(
        n not in used and n != name and s >= HINT and (suits := fit(n, column.kinds, extra)) is not None and suits >= 0.6
        for n, s in other.items())


def _beside(column: Column, name: str, columns: list[Column]) -> bool:
    """Whether a column stands beside others of its field: ratings of other months, or one column of ticks for each status."""
    others = [c for c in columns if c.field == name]
    if name in ("status", "rag") and column.period is not None:
        return all(c.period is not None and c.period != column.period for c in others)
    return name == "status" and all(set(c.kinds) <= {"tick", ""} for c in (column, *others))


def _is_lacking(column: Column, extra: tuple[str, ...]) -> bool:
    """Whether a column says what is to be done where no other does."""
    return any(f" {p} " in f" {normal(column.heading)} " for p in vocabulary("headings", extra)["fields"]["action"]["lacking"])


def _fill_gaps(columns: list[Column], used: set[str], first_text: int, extra: tuple[str, ...]) -> None:
    """Give columns whose headings say nothing the field that their values leave no doubt of, and executives the owner's where nobody
    else owns."""
    if "owner" not in used and (executive := next((c for c in columns if c.field == "portfolio"), None)):
        executive.field, executive.reason = "owner", f"{executive.heading!r} read as owner; no other column names one"
        used.add("owner")
    _by_sentences(columns, used)
    if not used & _SUBJECTS and (steps := next((c for c in columns if c.field == "other" and _is_lacking(c, extra)), None)):
        steps.field = "action"
        used.add("action")
    for column in columns:
        kinds = [k for k in column.kinds if k and k != "placeholder"]
        if column.field is not None or not kinds or not normal(column.heading):
            continue
        if "number" not in used and column.index < first_text and len(kinds) > 1 and set(kinds) == {"number"}:
            column.field, column.reason = "number", f"{column.heading!r} read as number by its values alone"
            used.add("number")
            continue
        for kind, names in _BY_VALUES.items():
            name = next((n for n in names if n not in used), None)
            if name and names[0] in used and sum(k == kind for k in kinds) >= 0.8 * len(kinds) and len(kinds) >= 2:
                column.field, column.reason = name, f"{column.heading!r} read as {name} by its values alone"
                used.add(name)
                break


_ABOUT = ({"owner", "operational_lead"}, {"due", "revised_due"}, {"progress"})


def _by_sentences(columns: list[Column], used: set[str]) -> None:
    """Under headings that say nothing: orders are what is to be done, where the others say who, when and how it went; tales to the
    right of it are progress, where no column is."""
    about = sum(bool(used & some) for some in _ABOUT)
    if not used & {"action", "recommendation"} and about >= 2:
        free = [c for c in columns if (about == len(_ABOUT) or c.that) and c.field in (None, "response", "issue")
                and c.orders >= ORDERS and "text" in c.kinds and len(c.kinds) > 1]
        if len(free) == 1:
            used.discard(free[0].field or "")
            _infer(free[0], "recommendation" if free[0].that else "action", used)
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


def _infer(column: Column, name: str, used: set[str]) -> None:
    column.field, column.inferred, column.reason = name, True, f"{column.heading!r} read as {name} by its sentences alone"
    used.add(name)


def _candidates(column: Column, subjects: list[int], extra: tuple[str, ...]) -> dict[str, float]:
    """Fields a column may be, scored by heading and values together."""
    scores = dict(match(column.heading, extra))
    if not scores and is_period(column.heading, extra) and {"fill", "status", "tick"} & set(column.kinds):
        scores = {"rag": EXACT}
    if not scores and not normal(column.heading):
        scores = {"number": 0.55, "rag": 0.35} if column.index < max(subjects) else {"rag": 0.4, "revised_due": 0.3}
    for name, score in list(scores.items()):
        for other in INSTEAD.get(name, ()):
            if (name, other) == ("due", "owner") and "person" not in column.kinds:
                continue  # 'Timescale: Short' names nobody
            scores[other] = max(scores.get(other, 0.0), score - 0.3)
    if normal(column.heading) == "date" and column.index < min(subjects):
        scores["raised"] = scores.get("due", 0.0) + 0.2
    out = {}
    for name, score in scores.items():
        if name == "round" and column.dated < ORDERS:
            continue
        suits = fit(name, column.kinds, extra)
        if (name == "intended_outcome" and column.told >= ORDERS > column.orders
                and normal(column.heading) in ("outcome", "outcomes", "result", "results")):
            score -= 0.5
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
