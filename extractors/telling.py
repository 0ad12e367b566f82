"""What a text of running prose says, beyond labels: that something should be done, that it was done, or how it stands."""
from __future__ import annotations

import re
from itertools import pairwise

from extractors.columns import TOLD
from extractors.paper import Paper
from extractors.values.grades import is_state
from extractors.values.numbers import split_number
from models.document import Block

STATES = 2
"""So often does a paper on progress say under what was asked how it stands, where neither its title nor a heading says what it is on."""
TOPIC = 7
"""Words of a heading that says what a recommendation is about."""
OUGHT = re.compile(r"\b(?:should|must|shall|ought|needs? to|recommend(?:s|ed)?)\b|^that\b", re.I)
_THAT = re.compile(r"that\b", re.I)
_RECOMMENDED = re.compile(r"^(?:the|our)\s(?:\w+\s){1,6}?(?:has\s)?recommend(?:ed|s)\s+(?=that\b)", re.I)
_CODED = re.compile(r"([A-Z]{1,4}\s?\d{1,3})\s+([A-Z].*)$", re.S)
_UPDATE = re.compile(
    r"\b(?:progress|update|monitoring|follow[- ]?up|implementation|months? on|years? on|matters arising|month review"
    r"|what (?:has|have|was|we|did) (?:been |we |have )?(?:done|happen(?:ed)?|changed))\b", re.I)
_OF_RECOMMENDATIONS = re.compile(
    r"\b(?:progress|updates?|monitoring|implement\w+|became|becom\w+|happened|done|made of|delivery|where (?:we|things) (?:are|stand))\b"
    r".*\brecommendations?\b", re.I)
_FIRST = re.compile(r"([A-Z][\w ’'-]{2,30}?)(?:(?:\.|[:;])\s+(?=[A-Z])|\s[–—-]\s+(?=\S))")
_BEFORE_STATE = re.compile(r"(?:^|\s+[–—-]|:|\s*\()\s*(?:(?:current )?(?:status|rag|rating)\s*[:–-]\s*)?", re.I)


def asks(block: Block) -> bool:
    """Whether a block begins with a number and asks for something ('(a) That ...', 'BR1 The Board should ...'), or says that somebody
    recommended it."""
    number, text = asked_for(block)
    if number is None:
        return text != block.paragraph.printed
    return bool(_THAT.match(text)) or "." not in number and OUGHT.search(text.split(". ")[0]) is not None


def asked_for(block: Block) -> tuple[str | None, str]:
    """The number of what a block asks for, and its text: 'BR1 The Board should ...', 'The Panel recommended that ...' -> 'that ...'."""
    number, text = split_number(block.paragraph.printed)
    coded = _CODED.match(text) if number is None else None
    return (coded[1], coded[2]) if coded else (number, _RECOMMENDED.sub("", text))


def is_tale(block: Block, above: str, loose: bool = False) -> bool:
    """Whether a block below a whole recommendation tells what was done: in the past (not so where `loose`), and not what should be."""
    return (block.kind in ("paragraph", "list_item") and above.rstrip()[-1:] in (".", ";") and len(block.text.split()) > TOPIC
            and (loose or TOLD.search(block.text) is not None) and OUGHT.search(block.text.split(". ")[0]) is None)


def is_on_progress(paper: Paper) -> bool:
    """Whether a paper says at its head, or in a heading over recommendations, that it tells what was done."""
    if paper.telling is None:
        row = paper.records.document
        titles = f"{row.title} {row.review}"
        paper.telling = _UPDATE.search(titles) is not None or _OF_RECOMMENDATIONS.search(titles) is not None or any(
            b.kind == "heading" and _OF_RECOMMENDATIONS.search(b.text) for b in paper.document.blocks) or _states(paper) >= STATES
    return paper.telling


def _states(paper: Paper) -> int:
    """How often what is asked for stands right above how it stands: '(1) That ...', 'Done. In the last three months ...'."""
    return sum(asks(block) and state_before(below.text, paper) is not None for block, below in pairwise(paper.document.blocks))


def is_topic(text: str) -> bool:
    """Whether a text only says what something is about."""
    return len(text.split()) <= TOPIC and text.rstrip()[-1:] != "."


def head_state(text: str, paper: Paper) -> tuple[str, str]:
    """What a heading says, and how it stands where it ends with that: 'School leads – In progress'."""
    for before in reversed(list(_BEFORE_STATE.finditer(text))):
        state = text[before.end():].strip(" ).")
        if is_state(state, paper.key, beside=True):
            return text[:before.start()], state
    return text, ""


def state_before(text: str, paper: Paper) -> str | None:
    """How things stand, where a text begins with that and goes on: 'Achieved. The statement was adopted', 'Complete – ...'."""
    first = _FIRST.match(text)
    return first[1] if first and is_state(first[1], paper.key, beside=True) else None


def gives_state(value: str, paper: Paper) -> bool:
    """Whether a label's value says how something stands, and perhaps until when: 'in hand; agreed date 31 March'."""
    return is_state(value.partition(";")[0].strip(" ."), paper.key, beside=True)
