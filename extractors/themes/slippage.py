"""Whether a text tells of slippage, and why: a ConText-like reading of the marks the trie left.

Marks have roles (the `[[slippage]]` rules). An *event* is a slip (strong: slippage by itself; weak: only with a stated
cause). An event is cancelled by a negation or a hypothetical before it, or by a resumption after it. What is left takes
its cause from the connectors of its own sentence, of the sentence after ("This was due to ..."), or of the one before
("... As a result, ..."). Strength of the link to COVID: stated 0.95, in time 0.75, in the same clause 0.6.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.themes.subjects import Found, Hit

STATED, BACK_REFERENCE, TEMPORAL, TOGETHER = 0.95, 0.9, 0.75, 0.6
NEAR_NEGATION, NEAR_IF, NEAR_PLAN, REACH = 4, 8, 5, 22
ACTIVE_REACH = 14
LONG = 300
"""Marks beyond which a text is read sentence by sentence."""
NEAR_BY = 5
PLAIN_NOT = "slip.not-x-ed"
REDEPLOYED = "cause.redeployed"
IN_TIME = {"slip.none-held", "slip.activity-fell", "slip.activity-cut", "slip.not-x-ed", "slip.only-some", "slip.fewer-than-wanted",
           "slip.only-part"}
"""Weak wordings for which a link in time is cause enough: 'no meetings took place during lockdown'."""
UNABLE = ("unable", "not able", "not been able", "cannot", "inability")
STOPPED = ("stop", "cancel", "suspend", "halt", "paus", "clos", "shut", "on hold", "ceas", "not ", "no ", "withdrawn", "stood down",
           "mothball", "shelve")
"""Slips of what ran before: that it runs now ends them; 'delayed but now open' stays a slip."""
THEY = {"it", "they", "this", "these", "both", "all"}
"""Words that begin a sentence about what the one before told of."""
REMAINDER = {"remaining", "remainder", "rest", "other", "others"}
PREPOSITIONS = {"to", "for", "of", "with", "from", "by", "at", "on", "about"}
LEADING = {
    "in", "to", "for", "of", "on", "with", "the", "our", "many", "some", "most", "all", "local", "other", "their", "his", "her",
    "everyone's", "children's",
}
ELSEWHERE = {"elsewhere", "nationally", "countrywide", "nationwide"}
RELATIVE = {"who", "whose", "how"}
NOUNS = {"delay", "delays", "slippage", "setbacks", "postponements", "deferrals", "cancellations", "suspensions"}
"""Slips that one may speak about: 'complaints about delays'."""
AUXILIARIES = {"have", "has", "had", "were", "was", "are", "is", "be", "been", "may", "will", "also", "still"}
BE = {"be", "been", "being", "is", "are", "was", "were"}


@dataclass(slots=True)
class Event:
    """One slip event and what became of it. `cancelled` is why it does not count; `cause` is the span of the cause."""

    mark: Hit
    cancelled: str = ""
    covid: Hit | None = None
    score: float = 0.0
    cause: tuple[int, int] | None = None
    connector: Hit | None = None


@dataclass(slots=True)
class Decision:
    """The value of `slippage_cause` and how it came about."""

    value: str
    event: Event | None = None
    events: list[Event] = field(default_factory=list)
    resumed: Hit | None = None
    covids: list[Hit] = field(default_factory=list)


def decide(found: Found) -> Decision:
    """The slippage decision of one text."""
    if not found.marks:
        return Decision("none")
    readings = [(Reading(found, window), sentence) for window, sentence in windows(found.marks)]
    events = [r.event(m) for r, sentence in readings for m in r.strong_and_weak() if sentence in (None, m.sentence)]
    events += [e for r, sentence in readings for e in r.faint_events(events) if sentence in (None, e.mark.sentence)]
    resumptions = [m for r, sentence in readings for m in r.resumptions if sentence in (None, m.sentence)]
    mentions = [m for r, sentence in readings for m in r.mentions if sentence in (None, m.sentence)]
    live = [e for e in events if not e.cancelled]
    by_covid = max((e for e in live if e.covid), key=lambda e: e.score, default=None)
    if by_covid:
        value, chosen = "slipped_because_covid", by_covid
    elif live:
        value, chosen = "slipped_other_cause", max(live, key=lambda e: (e.cause is not None, e.mark.rule.role == "event", -e.mark.start))
    elif resumptions:
        value, chosen = "resumed", None
    else:
        value, chosen = ("mention_only" if mentions else "none"), None
    return Decision(value, chosen, events, resumptions[0] if resumptions else None, mentions)


def windows(marks: list[Hit]) -> Iterator[tuple[list[Hit], int | None]]:
    """What is read together: a short text whole; of a long one each sentence with its neighbours (then the sentence is named,
    whose events, resumptions and mentions count)."""
    if len(marks) <= LONG:
        yield marks, None
        return
    by_sentence: dict[int, list[Hit]] = {}
    for mark in marks:
        by_sentence.setdefault(mark.sentence, []).append(mark)
    for sentence in by_sentence:
        yield [m for near in range(sentence - 2, sentence + 3) for m in by_sentence.get(near, ())], sentence


class Reading:
    """The marks of one text by role, and the questions asked of them."""

    def __init__(self, found: Found, marks: list[Hit]) -> None:
        self.found, self.doc = found, found.doc
        self.roles: dict[str, list[Hit]] = {}
        for mark in marks:
            self.roles.setdefault(mark.rule.role, []).append(mark)
        self.roles["forward"] = [m for m in self.of("forward") if not self.measures(m)]
        self.mentions = outermost(self.of("covid") + self.of("covid_name"))
        names = [n for n in self.of("covid_name") if not (self.doc[n.start].lower_ == "before" and self.strikes(n))]
        if any(not covered(c, names) or self.took_staff(c) for c in self.of("covid")):
            self.roles["covid"] = self.of("covid", "covid_context")
        self.covids = [c for c in outermost(self.of("covid")) if (not covered(c, names) or self.took_staff(c)) and not self.denied(c)]
        again = self.of("resumed") + [r for r in self.of("runs_now") if self.had_stopped(r)]
        self.resumptions = [r for r in outermost(again) if not self.planned(r) and not covered(r, self.of("not_event"))]

    def of(self, *roles: str) -> list[Hit]:
        return [m for r in roles for m in self.roles.get(r, ())]

    def strong_and_weak(self) -> list[Hit]:
        """Events that no name or metric swallows; a weak one under a strong one is left out."""
        not_events = self.of("not_event")
        strong = [m for m in outermost(self.of("event")) if not overlaps(m, not_events)]
        strong = [m for m in strong if not any(m.start < o.start < m.end < o.end for o in strong)]
        weak = [m for m in outermost(self.of("weak")) if not (m.rule.near and self.between(m.start, m.end, "contrast"))]
        weak = [m for m in weak if not overlaps(m, not_events) and not overlaps(m, strong)]
        weak = [m for m in weak if not any(m.end <= s.start <= m.end + 2 for s in strong)]
        return sorted(strong + weak, key=lambda m: m.start)

    def between(self, first: int, last: int, *roles: str) -> bool:
        return any(first <= m.start and m.end <= last for m in self.of(*roles))

    def took_staff(self, covid: Hit) -> bool:
        """'Auditors could help with Covid grants': a name, but where the staff went."""
        return any(m.rule.id == REDEPLOYED and m.sentence == covid.sentence and 0 <= covid.start - m.end <= 6 for m in self.of("forward"))

    def denied(self, covid: Hit) -> bool:
        """'despite the pandemic', 'not by COVID', 'Covid played no part': not a cause; 'before Covid intervened' is one."""
        if covid.start and self.doc[covid.start - 1].lower_ == "not":
            return True
        for m in self.of("against"):
            if m.sentence == covid.sentence and 0 <= covid.start - m.end <= 4 and not self.cut_short(m, covid):
                return True
        return any(m.sentence == covid.sentence and 0 <= m.start - covid.end <= 1 for m in self.of("denies"))

    def cut_short(self, mark: Hit, covid: Hit) -> bool:
        """'before Covid intervened', 'before the country locked down': what came before it is all that was done."""
        return self.text(mark) == "before" and (self.doc[covid.start].lower_ == "locked" or self.strikes(covid))

    def strikes(self, covid: Hit) -> bool:
        """'Covid intervened', 'lockdown stopped': a verb of doing follows at once."""
        verbs = self.of("active", "reason", "backward", "event")
        return any(0 <= m.start - covid.end <= 1 and self.doc[covid.end].text != "," for m in verbs)

    def measures(self, connector: Hit) -> bool:
        """'Late by two weeks', 'by March': no cause follows."""
        follows = self.doc[connector.end].text if connector.end < len(self.doc) else ""
        return follows[:1].isdigit() and self.doc[connector.end - 1].lower_ == "by" or overlaps(connector, self.of("measure"))

    def had_stopped(self, runs: Hit) -> bool:
        """'It was not held in lockdown but is now running', 'It came back, having been closed': the same sentence tells of a stop; so
        may the one before ('It was shut. It came back in May.')."""
        stops = [m for m in self.of("event", "weak") if any(w in self.text(m).lower() for w in STOPPED)]
        if any(m.sentence == runs.sentence and (m.end <= runs.start or self.between(runs.end, m.start, "after")) for m in stops):
            return True
        opens = self.found.starts[runs.sentence]
        return self.doc[opens].lower_ in THEY and any(m.sentence == runs.sentence - 1 for m in stops)

    def planned(self, resumption: Hit) -> bool:
        """'we hope to restart': not yet running again."""
        if any(m.end == resumption.start for m in self.of("planned_next")):
            return True
        before = [m for m in self.of("planned", "negation")
                  if m.sentence == resumption.sentence and 0 <= resumption.start - m.end <= NEAR_PLAN]
        return any(not self.between(m.end, resumption.start, "contrast") for m in before)

    def event(self, mark: Hit) -> Event:
        """The event with its cancellation or its cause."""
        event = Event(mark, self.cancellation(mark))
        if event.cancelled:
            return event
        self.find_cause(event)
        unable = self.text(mark).lower().startswith(UNABLE)
        enough = TEMPORAL if mark.rule.id in IN_TIME or unable else BACK_REFERENCE
        if mark.rule.role == "weak" and (event.cause is None or event.score and event.score < enough):
            event.cancelled = "weak wording without a stated cause"
        return event

    def faint_events(self, events: list[Event]) -> Iterator[Event]:
        """Where COVID is named as a cause and no slip was recognised: 'Because of Covid no boats sailed.' Any word of want or loss
        will do then, but only in a sentence whose cause it is."""
        if not self.covids or events and any(not e.cancelled for e in events):
            return
        taken = [e.mark for e in events] + self.of("against", "not_event", "instead")
        for mark in outermost(self.of("faint")):
            if overlaps(mark, taken) or any(e.mark.sentence == mark.sentence for e in events) or self.of("instead"):
                continue
            event = Event(mark, self.cancellation(mark))
            if event.cancelled:
                continue
            for covid in self.covids:
                connector = self.connects(covid, mark) if covid.sentence == mark.sentence else None
                if connector and connector.rule.role in ("forward", "backward", "reason"):
                    self.set(event, covid, BACK_REFERENCE, connector)
                    yield event
                    break

    def cancellation(self, mark: Hit) -> str:
        for m in self.of("negation"):
            near = m.sentence == mark.sentence and 0 <= mark.start - m.end <= NEAR_NEGATION
            if near and not self.between(m.end, mark.start, "contrast", "forward", "covid"):
                return f"negated by '{self.text(m)}'"
        opens = self.found.starts[mark.sentence]
        if self.doc[opens].lower_ == "nothing" and mark.start - opens > 1 and mark.rule.role == "event":
            return "negated by 'nothing'"
        about = any(m.sentence == mark.sentence and 0 <= mark.start - m.end <= 2 for m in self.of("about"))
        if about and self.doc[mark.start].lower_ in NOUNS:
            return "spoken about, not met with"
        for m in self.of("hypothetical"):
            could_not = self.doc[m.end - 1].lower_ == "could" and m.end <= mark.start and self.doc[m.end].lower_ in ("not", "n't")
            near = m.sentence == mark.sentence and 0 <= mark.start - m.end <= NEAR_IF and self.text(m) != "May"
            if near and not could_not and not self.between(m.end, mark.start, "contrast"):
                return f"hypothetical: '{self.text(m)}'"
        for m in self.of("condition"):
            if m.sentence == mark.sentence and not overlaps(m, [mark]):
                return f"hypothetical: '{self.text(m)}'"
        for m in self.of("instead"):
            if m.sentence == mark.sentence and (mark.rule.id == "slip.could-not" or mark.rule.role == "weak"):
                return f"done another way: '{self.text(m)}'"
        elsewhere = self.elsewhere(mark)
        if elsewhere:
            return elsewhere
        for r in self.resumptions:
            if covered(mark, [r]) or self.ends(mark, r):
                return f"over: '{self.text(r)}'"
        return ""

    def elsewhere(self, mark: Hit) -> str:
        """Why the slip is not of the reported action: it befell people ('pupils have fallen behind', 'those who lost'), or
        courts, shops and other things a council does not do ('exams were cancelled', 'delays in the courts')."""
        if any(self.is_subject(m, mark) for m in self.of("people", "others")):
            return "what befell others, not the action"
        words = [self.doc[i].lower_ for i in range(max(self.found.starts[mark.sentence], mark.start - 4), mark.end)]
        if any(m.end == mark.start and self.doc[mark.end - 1].lower_ == "by" for m in self.of("people", "others")):
            return "what befell others, not the action"
        if RELATIVE & set(words) or mark.rule.near and "nothing" in words:
            return "said of some people, not the action"
        if mark.rule.id != "slip.could-not" and not self.passive(mark) and any(self.is_object(m, mark) for m in self.of("others")):
            return "what befell others, not the action"
        if not self.passive(mark) and any(
                self.doc[i].lower_ in ELSEWHERE for i in range(mark.end, min(mark.end + 5, self.found.sentence_end(mark.sentence)))):
            return "what befell others, not the action"
        if mark.rule.role == "weak" and self.conceded(mark):
            return "conceded"
        return ""

    def is_subject(self, whom: Hit, mark: Hit) -> bool:
        """'Residents have been unable to ...', but not 'visits to residents have been ...'."""
        between = [self.doc[i].lower_ for i in range(whom.end, mark.start)]
        if whom.end > mark.start or not all(w in AUXILIARIES or w.endswith("ly") for w in between):
            return False
        before = {self.doc[i].lower_ for i in range(max(self.found.starts[whom.sentence], whom.start - 3), whom.start)}
        return not before & PREPOSITIONS

    def is_object(self, whom: Hit, mark: Hit) -> bool:
        """'closed many shops', 'delays in the courts'; not 'affected pupils' lessons'."""
        after = self.doc[whom.end].lower_ if whom.end < len(self.doc) else "."
        direct = whom.start >= mark.end and all(self.doc[i].lower_ in LEADING for i in range(mark.end, whom.start))
        return whom.sentence == mark.sentence and direct and not after.startswith("'")

    def conceded(self, mark: Hit) -> bool:
        """'Although Covid affected other work, this was finished': what follows the comma is the report; 'It opened on time
        although Covid closed the shop', 'Covid affected it but the target was met': so is what stands on the other side."""
        start = self.found.starts[mark.sentence]
        end = self.found.sentence_end(mark.sentence)
        for m in self.of("concession", "contrast"):
            if m.sentence != mark.sentence or overlaps(m, [mark]):
                continue
            kept = (start, m.start) if m.end <= mark.start else (m.end, end)
            if self.between(*kept, "on_time") and not self.between(*kept, "negation") and not self.between(*kept, "event"):
                return True
        if not any(m.sentence == mark.sentence and m.start - start <= 2 for m in self.of("concession")):
            return False
        commas = [i for i in range(mark.end, self.found.sentence_end(mark.sentence)) if self.doc[i].text == ","]
        return bool(commas) and not any(m.start > commas[0] and m.sentence == mark.sentence for m in self.of("event", "weak"))

    def ends(self, mark: Hit, resumption: Hit) -> bool:
        """Whether the resumption puts the event in the past: it comes later, or the event follows 'after', 'having been'."""
        still = any(m.sentence == mark.sentence and 0 <= mark.start - m.end <= 3 and not m.start < resumption.end <= mark.start
                    for m in self.of("still"))
        if still:
            return False
        if resumption.start >= mark.end:
            return resumption.sentence - mark.sentence <= 2 and not self.in_part(resumption) and not self.holds_up(mark, resumption)
        return (resumption.sentence == mark.sentence and self.between(resumption.end, mark.start, "after")
                and not self.between(resumption.end, mark.start, "contrast"))

    def holds_up(self, mark: Hit, resumption: Hit) -> bool:
        """'Asbestos has put back the re-opening': what slipped is that it runs again."""
        return resumption.sentence == mark.sentence and not self.passive(mark) and all(
            self.doc[i].lower_ in LEADING for i in range(mark.end, resumption.start))

    def in_part(self, resumption: Hit) -> bool:
        """'Two have restarted but the third will not return before May': the rest of the sentence says that some are still late."""
        turns = [m for m in self.of("contrast") if m.sentence == resumption.sentence and m.start >= resumption.end]
        return any(m.sentence == resumption.sentence and m.start >= turns[0].end for m in self.of("part_only")) if turns else False

    def find_cause(self, event: Event) -> None:
        """COVID by connector, then in time, then by the neighbouring sentence, then by standing together; else another cause."""
        mark = event.mark
        same = [c for c in self.covids if c.sentence == mark.sentence]
        other = self.stated_cause(mark)
        for covid in same:
            connector = self.connects(covid, mark)
            if connector:
                return self.set(event, covid, STATED, connector)
        if other is None or other[0].sentence != mark.sentence and self.neighbour(mark):
            for covid in same:
                for t in self.of("temporal"):
                    if t.sentence == covid.sentence and 0 <= covid.start - t.end <= 6 and not self.cut(covid, mark):
                        return self.set(event, covid, TEMPORAL, t)
            linked = self.neighbour(mark)
            if linked:
                return self.set(event, linked, BACK_REFERENCE, None)
            for covid in same:
                if not self.cut(covid, mark):
                    return self.set(event, covid, TOGETHER, None)
            for covid in same:
                if self.after_semicolon(covid, mark):
                    return self.set(event, covid, BACK_REFERENCE, None)
            if other is None and (mark.rule.role == "event" or mark.rule.id in IN_TIME):
                for covid in self.covids:
                    if covid.sentence == mark.sentence + 1 and self.hinders(covid):
                        return self.set(event, covid, TOGETHER if mark.rule.role == "event" else TEMPORAL, None)
        if other is not None:
            event.connector, event.cause = other

    def set(self, event: Event, covid: Hit, score: float, connector: Hit | None) -> None:
        event.covid, event.score, event.connector = covid, score, connector
        event.cause = (covid.start, covid.end)

    def cut(self, a: Hit, b: Hit) -> bool:
        """Whether a contrast stands between two marks."""
        first, last = sorted((a, b), key=lambda m: m.start)
        return self.between(first.end, last.start, "contrast")

    def connects(self, covid: Hit, mark: Hit) -> Hit | None:
        """The connector that makes COVID the cause of the event in the same sentence."""
        if overlaps(covid, [mark]):
            return mark
        if any(0 <= covid.start - m.end <= 1 and self.of_others(m) for m in self.of("forward")):
            return None
        for m in self.of("reason", "forward"):
            told = 0 <= m.start - covid.end <= 12 if m.rule.role == "reason" else m.rule.id == REDEPLOYED and 0 <= covid.start - m.end <= 6
            if told and m.sentence == mark.sentence == covid.sentence and mark.end <= min(covid.start, m.start):
                return m
        if self.cut(covid, mark):
            return None
        for m in self.of("against"):
            if mark.end <= m.start and m.sentence == mark.sentence and 0 <= covid.start - m.end <= 4 and self.cut_short(m, covid):
                return m
        for m in self.of("forward"):
            reached = m.sentence == mark.sentence and covid.end > m.start and 0 <= covid.start - m.start <= REACH
            if not reached or self.between(m.end, covid.start, "contrast") or self.of_others(m):
                continue
            if (mark.end <= m.start or m.start >= mark.start and m.end == mark.end
                    or covid.end <= mark.start and not self.between(covid.end, mark.start, "forward")):
                return m
        for m in self.of("reason"):
            if m.sentence == mark.sentence:
                return m
        for m in self.of("backward"):
            if m.sentence == mark.sentence and covid.end <= m.start and m.start <= mark.start and m.start - covid.end <= 12:
                return m
        for m in self.of("active"):
            if overlaps(m, [mark]) and covid.end <= m.start and m.start - covid.end <= ACTIVE_REACH and self.acts(covid, m):
                return m
        in_time = any(m.sentence == covid.sentence and m.end == covid.start for m in self.of("temporal"))
        if 0 <= mark.start - covid.end <= 1 and not in_time or covid.start > mark.end and self.doc[covid.start - 1].text == "(":
            return covid
        return None

    def of_others(self, connector: Hit) -> bool:
        """'Grants for firms hit by Covid': the cause of what befell the firms."""
        return self.doc[connector.end - 1].lower_ == "by" and any(
            0 <= connector.start - m.end <= 2 for m in self.of("people", "others"))

    def acts(self, covid: Hit, verb: Hit) -> bool:
        """'Covid (restrictions) halted', not 'Learning from Covid, the halt was short' nor 'was halted'."""
        return not self.passive(verb) and not any(self.doc[i].text == "," for i in range(covid.end, verb.start))

    def passive(self, mark: Hit) -> bool:
        """'was suspended', 'had to be postponed'."""
        return any(self.doc[i].lower_ in BE for i in range(max(0, mark.start - 3), mark.start))

    def neighbour(self, mark: Hit) -> Hit | None:
        """COVID in the next sentence ('This was due to ...') or in the one before ('... As a result, ...')."""
        for covid in self.covids:
            if covid.sentence == mark.sentence + 1 and self.refers_back(covid):
                return covid
            if covid.sentence == mark.sentence - 1 and self.consequence(mark):
                return covid
        return next((c for c in self.mentions if c.sentence == mark.sentence - 1 and self.cut_off(c, mark)), None)

    def cut_off(self, covid: Hit, mark: Hit) -> bool:
        """'Three were held before lockdown. The remaining nine were cancelled.'"""
        opens = self.found.starts[mark.sentence]
        before = {self.doc[covid.start].lower_, self.doc[max(0, covid.start - 1)].lower_}
        return "before" in before and any(self.doc[i].lower_ in REMAINDER for i in range(opens, min(opens + 3, mark.start)))

    def refers_back(self, covid: Hit) -> bool:
        """Whether the sentence of this COVID term explains the one before: 'This was due to ...', 'Covid was the reason.'"""
        start = self.found.starts[covid.sentence]
        here = {role: [m for m in self.of(role) if m.sentence == covid.sentence]
                for role in ("back", "forward", "backward", "reason", "event")}
        if here["reason"] or any(m.rule.id == REDEPLOYED for m in here["forward"]):
            return True
        if here["forward"] or here["backward"]:
            return any(m.start - start <= 3 for m in here["back"]) or not here["event"] and covid.start - start <= 4
        return False

    def hinders(self, covid: Hit) -> bool:
        """'Many tenants were shielding and did not want a visit': the next sentence tells what stood in the way, and nothing else."""
        here = {role: [m for m in self.of(role) if m.sentence == covid.sentence]
                for role in ("hindrance", "against", "instead", "event", "resumed", "concession")}
        return bool(here.pop("hindrance")) and not any(here.values())

    def after_semicolon(self, covid: Hit, mark: Hit) -> bool:
        """'It has not been held; gatherings were banned under the Covid rules': the second half tells what stood in the way."""
        turns = [m for m in self.of("contrast") if mark.end <= m.start < covid.start]
        if len(turns) != 1 or self.text(turns[0]) != ";":
            return False
        end = self.found.sentence_end(covid.sentence)
        half = {role for role in ("hindrance", "against", "instead", "event", "resumed", "concession", "forward", "backward")
                if self.between(turns[0].end, end, role)}
        return bool(half & {"hindrance", "forward", "backward"}) and not half & {"against", "instead", "event", "resumed", "concession"}

    def consequence(self, mark: Hit) -> bool:
        start = self.found.starts[mark.sentence]
        return any(m.sentence == mark.sentence and m.start - start <= 2 for m in self.of("consequence"))

    def stated_cause(self, mark: Hit) -> tuple[Hit, tuple[int, int]] | None:
        """The connector and span of a cause that is not COVID, nearest after the event, then before it, then in the next sentence."""
        end = self.found.sentence_end(mark.sentence)
        for m in self.of("forward"):
            if m.sentence == mark.sentence and m.start >= mark.end and m.start - mark.end <= REACH and not self.by_whom(m, mark):
                return self.unless_covid(m, (m.end, self.clause_end(m.end, end)))
        for m in self.of("forward"):
            if m.sentence == mark.sentence and m.end <= mark.start and self.opens(m, mark):
                return self.unless_covid(m, (m.end, mark.start))
        for m in self.of("backward"):
            if m.sentence == mark.sentence and m.end <= mark.start and mark.start - m.end <= 8 and not overlaps(m, self.of("consequence")):
                return self.unless_covid(m, (self.found.starts[m.sentence], m.start))
        for m in self.of("forward"):
            if m.sentence == mark.sentence + 1 and any(
                    b.sentence == m.sentence and b.start - self.found.starts[m.sentence] <= 2 for b in self.of("back")):
                return self.unless_covid(m, (m.end, self.found.sentence_end(m.sentence)))
        return None

    def by_whom(self, connector: Hit, mark: Hit) -> bool:
        """A 'by' that names who did another thing ('..., with decisions taken by officers') or did not do this one ('not signed by')."""
        return self.text(connector).lower() == "by" and (connector.start - mark.end > NEAR_BY or mark.rule.id == PLAIN_NOT)

    def opens(self, connector: Hit, mark: Hit) -> bool:
        """'Owing to rain, work was delayed': the cause comes first, at the head of the sentence or before a comma."""
        return connector.start - self.found.starts[connector.sentence] <= 1 or any(
            self.doc[i].text == "," for i in range(connector.end, mark.start))

    def unless_covid(self, connector: Hit, span: tuple[int, int]) -> tuple[Hit, tuple[int, int]] | None:
        return None if any(c.start < span[1] and span[0] < c.end for c in self.covids) else (connector, span)

    def clause_end(self, start: int, end: int) -> int:
        return min((m.start for m in self.of("contrast") if start <= m.start < end), default=end)

    def text(self, mark: Hit) -> str:
        return self.doc[mark.start:mark.end].text


def outermost(marks: list[Hit]) -> list[Hit]:
    """Marks that no longer mark of the list covers, in order."""
    out: list[Hit] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if not out or mark.end > out[-1].end:
            out.append(mark)
    return out


def covered(mark: Hit, others: list[Hit]) -> bool:
    return any(o.start <= mark.start and mark.end <= o.end for o in others)


def overlaps(mark: Hit, others: list[Hit]) -> bool:
    return any(o.start < mark.end and mark.start < o.end for o in others)
