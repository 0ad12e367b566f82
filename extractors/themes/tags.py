"""What is handed out: the tags of a text, and the Theme rows of a paper."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from extractors.themes.rules import rule_book
from models.records import Records, Theme

if TYPE_CHECKING:
    from extractors.themes.slippage import Decision
    from extractors.themes.subjects import Found, Hit
    from extractors.themes.trie import Engine

FIELDS = (("evidence", "evidence_id", "text"), ("assessments", "assessment_id", "explanation"), ("actions", "action_id", "text"))
"""The texts that are tagged: table, key and column."""
REMEMBERED = 4096
"""Texts whose tags are kept: a plan prints its actions anew every month, and a progress update the evidence of earlier rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One theme of a text with its reason; `start` and `end` count characters of the text as given."""

    theme: str
    relation: str
    sentence: str
    start: int
    end: int
    matched: str
    rule: str
    score: float

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in SPAN}


SPAN = tuple(f.name for f in fields(Span))


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of one text. `cause_theme` only where `slippage_cause` is `slipped_other_cause`: a theme or 'unstated'."""

    slippage_cause: str = "none"
    cause_theme: str | None = None
    spans: tuple[Span, ...] = ()

    @property
    def themes(self) -> list[str]:
        """The themes given, without those only named."""
        return list(dict.fromkeys(s.theme for s in self.spans if s.relation != "mention"))

    def as_dict(self) -> dict[str, Any]:
        return {"themes": self.themes, "slippage_cause": self.slippage_cause, "cause_theme": self.cause_theme,
                "spans": [s.as_dict() for s in self.spans]}


@dataclass(slots=True)
class Seen:
    """A text with all that was seen in it, cancelled hits too: what `--explain` prints."""

    text: str
    found: Found
    decision: Decision
    offsets: list[int] | None
    tags: Tags = field(default_factory=Tags)


@cache
def engine(extra: tuple[str, ...] = ()) -> Engine:
    """The engine of the rules, built once a process."""
    from extractors.themes import trie

    return trie.build(rule_book(extra))


def tag_text(text: str, extra: tuple[str, ...] = ()) -> Tags:
    """The tags of one text; `extra` are paths of the user's own vocabulary files."""
    return next(tag_texts([text], extra))


def tag_texts(texts: Iterable[str | None], extra: tuple[str, ...] = ()) -> Iterator[Tags]:
    """The tags of many texts, in order. An empty or absent text has none."""
    for text in texts:
        yield _tags(text, extra) if text and not text.isspace() else Tags()


@lru_cache(REMEMBERED)
def _tags(text: str, extra: tuple[str, ...]) -> Tags:
    return see(text, extra).tags


def tag_records(records: Records, extra: tuple[str, ...] = ()) -> None:
    """Add the `themes` rows of a paper and set `slippage_cause` of its evidence."""
    for table, key, column in FIELDS:
        rows = records.rows[table]
        for row, tags in zip(rows, tag_texts([getattr(r, column) for r in rows], extra), strict=True):
            if table == "evidence":
                row.slippage_cause = tags.slippage_cause
            for span in tags.spans:
                records.add(Theme(record_table=table, record_id=getattr(row, key), field=column, **span.as_dict()))


def see(text: str, extra: tuple[str, ...] = ()) -> Seen:
    """One text read by the rules."""
    from extractors.themes import slippage, subjects, trie

    made = engine(extra)
    cleaned, offsets = trie.clean(text)
    doc = made.nlp(cleaned)
    found = subjects.look(doc, trie.matches(made, doc, cleaned), made.pairs)
    seen = Seen(text, found, slippage.decide(found), offsets)
    seen.tags = tags_of(seen, subjects.themes(found))
    return seen


def tags_of(seen: Seen, scored: dict[str, tuple[float, list[Hit]]]) -> Tags:
    """One span a theme (its strongest hit), plus the cause of a slip; a theme under the threshold is a mention."""
    from extractors.themes.rules import HINT
    from extractors.themes.subjects import THRESHOLD

    decision = seen.decision
    event, spans, cause_theme = decision.event, [], None
    if decision.value == "slipped_because_covid":
        spans.append(span(seen, "covid_slippage", "slippage_cause", event.covid, event.score))
    if decision.value == "slipped_other_cause":
        cause_theme = "unstated"
        first, last = event.cause or (0, 0)
        inside = [(score, hit) for score, hits in scored.values() for hit in hits
                  if first <= hit.start and hit.end <= last and (hit.weight > HINT or score >= THRESHOLD)]
        if inside:
            score, hit = max(inside, key=lambda x: (x[1].weight, x[0], -x[1].start))
            cause_theme = hit.rule.theme
            spans.append(span(seen, cause_theme, "slippage_cause", hit, max(score, THRESHOLD)))
    for theme, (score, hits) in scored.items():
        if theme == cause_theme:
            continue
        resumed = decision.value == "resumed" and hits[0].sentence == decision.resumed.sentence
        relation = "mention" if score < THRESHOLD else "resumed" if resumed else "subject"
        spans.append(span(seen, theme, relation, hits[0], score))
    return Tags(decision.value, cause_theme, tuple(sorted(spans, key=lambda s: (s.start, s.end, s.theme))))


def span(seen: Seen, theme: str, relation: str, hit: Hit, score: float) -> Span:
    from extractors.themes.trie import printed

    doc, found = seen.found.doc, seen.found
    tokens = doc[hit.start:hit.end]
    start, end = printed(seen.offsets, tokens.start_char, tokens.end_char)
    sentence = doc[found.starts[hit.sentence]:found.sentence_end(hit.sentence)]
    first, last = printed(seen.offsets, sentence.start_char, sentence.end_char)
    return Span(theme=theme, relation=relation, sentence=seen.text[first:last].strip(), start=start, end=end, matched=seen.text[start:end],
                rule=hit.rule.id, score=score)
