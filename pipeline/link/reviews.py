"""Which papers belong to the same review or plan.

Papers of one council whose titles say the same, once versions, dates and phrases such as 'progress update' are off, are of
one review. Titles that differ are joined by the records: papers that print the same recommendations and actions. Works on
signatures only, a few hundred bytes a paper, so that a new paper needs no other paper's rows.
"""
from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from models.months import NAME
from models.vocabulary import vocabulary
from pipeline.link.papers import paper as as_paper
from pipeline.link.wording import mark, said, stems

DATES = re.compile(rf"\b(?:\d{{1,2}}\s*(?:st|nd|rd|th)?\s+(?:of\s+)?)?{NAME}\.?(?:\s*['’]?\d{{2,4}})?\b(?!\s+be\b)"
                   r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d(?:\s*[/-]\s*\d{2,4})?\b|\bq[1-4]\b|\bv\s*\d+(?:\.\d+)*\b")
LONG = 6
"""Words a record's text needs to tell one review from another."""
COMMON = 3
"""A text that stands under more titles than this in one council is a stock phrase."""
HELD = 0.8
"""Share of a paper's records that another must print to count as repeating it."""
LIKE = 0.6
"""Share of title words in common from which titles are alike."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What grouping needs of one paper. `prints` has a (record id, hash of text) for each recommendation, its actions
    after it; the hash is empty for texts too short to tell."""

    document_id: str
    council: str
    title: str
    when: str
    prints: tuple[tuple[str, str], ...]
    texts: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", frozenset([h for _, h in self.prints if h]))


@dataclass(frozen=True, slots=True)
class Member:
    """A paper of a review. `part` names the records that belong to it, where the paper is a pack of several reviews'."""

    document_id: str
    part: frozenset[str] | None = None


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    v = vocabulary("reviews")
    phrases = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(v["phrases"], key=len, reverse=True))
    numbered = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(v["numbered"], key=len, reverse=True))
    return (re.compile(rf"\b(?:{phrases})\b"), re.compile(rf"\b(?:{numbered})\s*\.?\s*(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)\b"),
            frozenset(v["small"]), frozenset(v["generic"]), frozenset(v["bodies"]), frozenset(v["ends"]))


def title_key(title: str | None) -> str:
    """The subject of a title: 'Progress Update - Review of Care Homes for Older People (V20, May 2021)' -> 'care-homes-older-people'.
    Empty where the title names no subject."""
    phrases, numbered, small, generic, _, ends = _words()
    text = unicodedata.normalize("NFKC", title or "").casefold().replace("’", "'").replace("'s ", " ")
    text = phrases.sub(" ", numbered.sub(" ", DATES.sub(" ", text)))
    words = [w for w in re.findall(r"[^\W_]+", text) if w not in small]
    names_subject = set(words) - generic and not all(w.isdigit() for w in words) and words[-1] not in ends
    return "-".join(words) if names_subject else ""


def council_key(document: Any) -> str:
    """The council: its folder, else the organisation printed, without words such as 'borough council', which papers print or
    leave out; empty where neither is known."""
    names = re.findall(r"[^\W_]+", (document.council or document.organisation or "").casefold())
    return "-".join(n for n in names if n not in _words()[4])


def review_key(document: Any) -> str | None:
    """The key a paper's own title gives it, before records are compared: 'council/subject'. None without a subject."""
    title = subject(document)
    return f"{council_key(document) or '-'}/{title}" if title else None


def subject(document: Any) -> str:
    """The subject by the review's name, else by the title; a committee's rolling log is its own subject. Empty if none is named."""
    named = title_key(document.review) or title_key(document.title)
    if named or document.layout != "action_tracker" or not document.committee:
        return named
    return "-".join(re.findall(r"[^\W_]+", document.committee.casefold())) + "-actions"


def signature(document: Any, rows: dict[str, Iterable[Any]]) -> Signature | None:
    """The signature of one paper; None for a paper without recommendations or actions, which belongs to no review."""
    p = as_paper(document, rows)
    if not p.items:
        return None
    answering = defaultdict(list)
    for action in p.actions:
        answering[action.parent if action.parent in p.item else None].append(action)
    items = [i for r in p.recommendations for i in (r, *answering[r.id])] + answering[None]
    prints = tuple((i.id, mark(said(i.text), size=6) if len(stems(i.text)) >= LONG else "") for i in items)
    d = p.document
    when = d.paper_date or p.latest_period or d.published_date
    return Signature(p.id, council_key(d), subject(d), f"{when or ''}|{d.version or ''}|{d.file_name or ''}", prints)


def reviews(signatures: Iterable[Signature]) -> dict[str, tuple[Member, ...]]:
    """Papers by review key. The same whatever the order; a pack that repeats papers of several reviews is in each, with the
    part that belongs there. The key is that of the earliest paper with a subject in its title."""
    signatures = sorted(signatures, key=lambda s: (s.when, s.document_id))
    groups: dict[tuple[str, str], list[Signature]] = defaultdict(list)
    for s in signatures:
        groups[s.council, s.title or f"untitled-{mark(*sorted(s.texts) or [s.document_id], size=4)}"].append(s)
    prints = _prints(groups)
    shared = _shared(prints)
    packs = _packs(groups, prints, shared)
    if packs:
        groups = {k: single for k, members in groups.items() if (single := [s for s in members if s.document_id not in packs])}
        prints = _prints(groups)
        shared = _shared(prints)
    joined = _join(prints, shared)
    out: dict[str, list[Member]] = defaultdict(list)
    root_of = {}
    for keys in joined:
        name = _name(keys, groups)
        for k in keys:
            root_of[k] = name
            out[name] += [Member(s.document_id) for s in groups[k]]
    for s, nodes in packs.values():
        for name, part in _parts(s, {n: root_of[n] for n in nodes if n in root_of}, groups).items():
            out[name].append(Member(s.document_id, part))
    return {k: tuple(sorted(v, key=lambda m: m.document_id)) for k, v in sorted(out.items())}


Node = tuple[str, str]


def _prints(groups: dict[Node, list[Signature]]) -> dict[Node, set[str]]:
    """The texts that each group prints, without its council's stock phrases."""
    prints = {k: set().union(*(s.texts for s in members)) for k, members in groups.items()}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (council, _), texts in prints.items():
        counts[council].update(texts)
    stock = {c: {h for h, n in found.items() if n > COMMON} for c, found in counts.items()}
    return {k: texts - stock[k[0]] for k, texts in prints.items()}


def _shared(prints: dict[Node, set[str]]) -> dict[str, list[Node]]:
    """Texts that several groups print, and which."""
    counts = Counter(h for texts in prints.values() for h in texts)
    several = {h for h, n in counts.items() if n > 1}
    out: dict[str, list[Node]] = defaultdict(list)
    for k in sorted(prints):
        for h in prints[k] & several:
            out[h].append(k)
    return out


def _packs(groups: dict[Node, list[Signature]], prints: dict[Node, set[str]],
           shared: dict[str, list[Node]]) -> dict[str, tuple[Signature, set[Node]]]:
    """Papers made up of papers of two reviews or more, by document id, and which groups those are in."""
    near = sorted({k for nodes in shared.values() for k in nodes})
    printed_by: dict[str, list[tuple[Node, Signature]]] = defaultdict(list)
    for k in near:
        for s in groups[k]:
            for h in s.texts & prints[k]:
                printed_by[h].append((k, s))
    out: dict[str, tuple[Signature, set[Node]]] = {}
    for k in near:
        for s in groups[k]:
            if not s.texts.isdisjoint(shared):
                holds = _holds(s, k[0], printed_by)
                if len(_apart(list(holds.values()))) > 1 and len(frozenset().union(*holds.values())) >= HELD * len(s.texts):
                    out[s.document_id] = s, set(holds)
    return out


def _holds(pack: Signature, council: str, printed_by: dict[str, list[tuple[Node, Signature]]]) -> dict[Node, frozenset[str]]:
    """Groups that have a smaller paper nearly all of whose records the pack prints, with those records."""
    shared = Counter((k, s) for h in pack.texts for k, s in printed_by.get(h, ()) if s is not pack and k[0] in (council, ""))
    holds: dict[Node, frozenset[str]] = defaultdict(frozenset)
    for (k, s), n in shared.items():
        if 2 <= n >= HELD * len(s.texts) and len(s.texts) < len(pack.texts):
            holds[k] |= s.texts & pack.texts
    return holds


def _apart(sets: list[frozenset[str]]) -> list[frozenset[str]]:
    """The sets, those that overlap made one."""
    out: list[frozenset[str]] = []
    for texts in sets:
        touching = [o for o in out if o & texts]
        out = [o for o in out if not o & texts] + [texts.union(*touching)]
    return out


def _join(prints: dict[Node, set[str]], shared: dict[str, list[Node]]) -> list[list[Node]]:
    """Title groups joined where their records say so."""
    beside: dict[Node, Counter[Node]] = defaultdict(Counter)
    for nodes in shared.values():
        for k in nodes:
            beside[k].update(o for o in nodes if o != k)
    root = {k: k for k in prints}

    def find(k: Node) -> Node:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    for a, common in sorted(beside.items()):
        same = sorted(b for b in common if b[0] == a[0] and _same_review(a, b, common[b], prints))
        if not a[0]:
            elsewhere = [b for b in sorted(common, key=lambda b: (-common[b], b)) if b[0] and _same_review(a, b, common[b], prints)]
            same += elsewhere[:1]
        for b in same:
            x, y = sorted((find(a), find(b)))
            root[y] = x
    out: dict[Node, list[Node]] = defaultdict(list)
    for k in sorted(prints):
        out[find(k)].append(k)
    return list(out.values())


def _same_review(a: Node, b: Node, shared: int, prints: dict[Node, set[str]]) -> bool:
    """Alike in title and one record in common, or half the records of the smaller, and two at least."""
    x, y = set(a[1].split("-")), set(b[1].split("-"))
    alike = len(x & y) >= LIKE * len(x | y)
    return alike or shared >= max(2, min(len(prints[a]), len(prints[b])) / 2)


def _name(keys: list[Node], groups: dict[Node, list[Signature]]) -> str:
    """The review key: subject of the earliest paper that has one, council of the earliest that names one."""
    members = sorted(((s.when, s.document_id, k) for k in keys for s in groups[k]))
    title = next((k[1] for *_, k in members if not k[1].startswith("untitled-")), members[0][2][1])
    council = next((k[0] for *_, k in members if k[0]), "-")
    return f"{council}/{title}"


def _parts(pack: Signature, nodes: dict[Node, str], groups: dict[Node, list[Signature]]) -> dict[str, frozenset[str]]:
    """The records of a pack by review: a record printed in a review's own papers is that review's, and what nobody else
    prints goes with the record before it (at the start, after it)."""
    of = {h: nodes[k] for k in sorted(nodes) for s in groups.get(k, ()) for h in s.texts}
    reviews_ = [of.get(h) for _, h in pack.prints]
    last = next((r for r in reviews_ if r), None)
    parts: dict[str, set[str]] = defaultdict(set)
    for (record, _), review in zip(pack.prints, reviews_, strict=True):
        last = review or last
        if last:
            parts[last].add(record)
    return {k: frozenset(v) for k, v in parts.items()}
