"""Why a text was tagged as it was, in plain words: what `matters tag --explain` prints."""
from __future__ import annotations

from extractors.themes.slippage import Decision, Event
from extractors.themes.subjects import Hit, themes
from extractors.themes.tags import Seen, see
from models import codes


def explain(text: str, extra: tuple[str, ...] = ()) -> str:
    """The tags of a text, the rule and words behind each, what was cancelled and why, and the slippage decision."""
    seen = see(text, extra)
    lines = [f"Text: {text}", "", "Themes:"]
    for tag in seen.tags.spans:
        lines.append(f"  {tag.theme} ({tag.relation}, score {tag.score:.2f}): '{tag.matched}' at {tag.start}-{tag.end}, rule {tag.rule}")
    if not seen.tags.spans:
        lines.append("  none")
    for theme, (_, hits) in themes(seen.found).items():
        lines += [f"  also {theme}: '{words(seen, h)}', rule {h.rule.id}" for h in hits[1:]]
    lines += [f"  not {h.rule.theme}: '{words(seen, h)}' (rule {h.rule.id}) is cancelled by {h.masked_by}"
              for h in seen.found.hits if h.masked_by]
    return "\n".join([*lines, "", *slippage_lines(seen, seen.decision)])


def slippage_lines(seen: Seen, decision: Decision) -> list[str]:
    lines = [f"Slippage: {decision.value} ({codes.SLIPPAGE_CAUSES[decision.value]})"]
    for mark in decision.covids:
        lines.append(f"  COVID named: '{words(seen, mark)}', rule {mark.rule.id}")
    for event in decision.events:
        lines.append(f"  event '{words(seen, event.mark)}' (rule {event.mark.rule.id}): {outcome(seen, event)}")
    if decision.resumed:
        lines.append(f"  runs again: '{words(seen, decision.resumed)}', rule {decision.resumed.rule.id}")
    if not decision.events:
        lines.append("  no slip event found")
    return lines


def outcome(seen: Seen, event: Event) -> str:
    if event.cancelled:
        return f"does not count, {event.cancelled}"
    by = f" through '{words(seen, event.connector)}'" if event.connector else ""
    if event.covid:
        return f"because of '{words(seen, event.covid)}'{by}, strength {event.score:.2f}"
    if event.cause:
        return f"because of '{seen.found.doc[slice(*event.cause)].text.strip()}'{by}"
    return "no cause is stated"


def words(seen: Seen, mark: Hit) -> str:
    return seen.found.doc[mark.start:mark.end].text
