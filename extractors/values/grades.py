"""Grades, RAG ratings and status words: a printed cell and its fill -> what it means by the paper's own key."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from extractors.values.colours import rag_of_fill
from extractors.values.meanings import fold, scale
from models import months

if TYPE_CHECKING:
    from extractors.keys import Key

NUMBER = re.compile(r"(?:(?:grade|graded|score|rating|level|assessed as|assessment)\s*[:=\-–—]?\s*)?"
                    r"([1-9])(?![\w%/]|[.,]\d|\s*%|\))", re.I)
PERCENT = re.compile(r"(?:[<>~≈]|c\.|circa|approx\.?|about)?\s*(\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
                     r"(?:\s+(?:complete|completed|achieved|done|delivered|implemented))?", re.I)
ARROWS = re.compile(r"\s*[↑↓→←↔↗↘↙↖▲▼►◄⬆⬇⬌⇧⇩⇔◊●⬤■◆]+\s*")
SIGN = re.compile(r"[^\w\s]\ufe0f?")
LETTERS = re.compile(r"([RAGBY])(?:\s*(?:/|-|–|→|to|\s)\s*([RAGBY]))?(?![\w'’])")
AFTER_LETTER = re.compile(r"\.?\s*$|\s*(?:\n|[:(–—]|-\s)|,\s*[a-z]")
"""What may follow a RAG letter: 'G. Marsh' is a person, 'A. Publish' a list."""
_BETWEEN = re.compile(r"\s*[-–—:=]?\s*")
_REASON = re.compile(r"\.\s+[A-Z]\w*\s+(?:\w+\s+){4,}")
"""A sentence after a grade: '3. Figures were expected in April but are not ready'."""
_TERM, _STOP = re.compile(r"[^\W_]+(?:['’][^\W_]+)?"), re.compile(r"[.;]\s")
_SHARE_LAST = re.compile(r"\s*[,:(–—-]?\s*(\d{1,3}(?:\.\d+)?)\s?%(?:\s(?:complete|completed|done|delivered))?\)?\s*$")
"""The share done, behind or below a colour or a word: 'Closed 100%', 'Amber (60% complete)'."""
_COLOUR_BELOW = re.compile(r"[^\S\n]*\n\s*")
_BRACKET_END = re.compile(r"(?:[.,;] [^()\n]{1,40})?\)")
BREAK = re.compile(r"\s*(?:\.(?=\s|$)|[:;,(–—/&]|-\s|\s-|\n|$)")
GLUE = re.compile(r"\s+(?:(?:in|on|at|by|as|and|but|with|since|see|subject|pending|awaiting|for|from|until|due|via|following|although|"
                  rf"however|except)\b|\d|{months.NAME}\b)", re.I)
LONGEST_TERM, LONGEST_START = 9, 160
"""Words in the longest term looked for at a place, and the characters in which it must stand."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade or rating. `value_raw` is the grade as printed, null where only a colour stands; `explanation` the prose after it;
    `notes` are diagnostic codes; `source` is text or fill."""

    value_raw: str | None
    grade: int | None
    label: str | None
    rag: str | None
    status: str
    percent: float | None = None
    explanation: str | None = None
    notes: tuple[str, ...] = ()
    source: str = "text"
    fill_rgb: str | None = None


def read_grade(text: str, key: Key) -> Grade | None:
    """The grade a cell gives one thing, or None when it gives none ('N/A', a date, prose).

    Where several stand there ('3 (Slipped) / 4 (Not Achieved)'), the first, with the note 'grade-ambiguous'; see `read_grades`.
    """
    grades = read_grades(text, key)
    if len(grades) > 1:
        return replace(grades[0], notes=(*grades[0].notes, "grade-ambiguous"))
    return grades[0] if grades else None


def read_grades(text: str, key: Key) -> list[Grade]:
    """Every grade that a cell gives the same thing: '3 (Slipped) / 4 (Not Achieved)' is two."""
    known = scale(key.extra)
    labelled, subject, _ = narrative_patterns(key.extra)
    text = text.strip().rstrip("".join(known.ticks)).rstrip() or text.strip()
    if lead := labelled.match(text):
        text = text[lead.end():]
    if not text or fold(text) in known.empty:
        return []
    found = start_of(text, key)
    if found is None and (lead := subject.match(text)) and lead.end() < len(text):
        found = word_first(text[lead.end():], key)
        found = (found[0], found[1] + lead.end()) if found and lead.end() + found[1] == len(text) else None
    if found is None:
        return []
    grade, end = found
    rest = text[end:]
    joint = re.match(r"\s*(?:/|&|\+|and\b|or\b|,)\s*", rest)
    if joint and grade.grade is not None:
        others = read_grades(rest[joint.end():], key)
        if others and all(o.grade is not None for o in others):
            return [grade, *others]
    return [replace(grade, explanation=after(rest))]


def after(rest: str) -> str | None:
    """The prose after a grade, without the mark that parts them."""
    rest = re.sub(r"^[\s.:;,\-–—/]+(?=\S)", "", rest).strip()
    if rest.startswith("(") and rest.endswith(")") and rest.count("(") == 1:
        rest = rest[1:-1].strip()
    return rest if re.search(r"\w", rest) else None


def start_of(text: str, key: Key) -> tuple[Grade, int] | None:
    """The grade a text begins with and where it ends: a sign of the paper's own, a number, a percentage, a tick, a colour or a word."""
    ways = sign_first, number_first, percent_first, tick_first, disc_first, colour_first, word_first
    found = next((found for way in ways if (found := way(text, key))), None)
    lead = _COLOUR_BELOW.match(text, found[1]) if found and found[0].rag is None else None
    if found and lead and (colour := colour_first(text[lead.end():], key)):
        rest = text[lead.end() + colour[1]:]
        if not rest.strip() or _SHARE_LAST.match(rest):  # 'On target', below it 'Green', below it '90%'
            found = replace(found[0], rag=colour[0].rag), lead.end() + colour[1]
    if found and found[0].percent is None and found[0].grade is None and (share := _SHARE_LAST.match(text, found[1])):
        return replace(found[0], value_raw=text.strip(), percent=float(share[1])), len(text)
    return found


def sign_first(text: str, key: Key) -> tuple[Grade, int] | None:
    """A symbol, letter or code of the paper's own key: '●', 'B', 'NS – waiting for the lease'; with the word it stands for, where that
    is printed: 'B – On course'."""
    sign = max((s for s in key.symbols if text.startswith(s)), key=len, default=None)
    if sign is None or (sign[-1].isalnum() and not AFTER_LETTER.match(text, len(sign))):
        return None
    number, label, rag, status = key.symbols[sign]
    mark = _BETWEEN.match(text, len(sign))
    said = word_at(text, mark.end(), key) if mark and label else None
    end = said[3] if said and fold(text[mark.end():said[3]]) == fold(label) else len(sign)
    return Grade(text[:end], number, label, rag, status), end


def _begins_label(text: str, start: int, label: str) -> int | None:
    """Where a line ends whose words begin what the key says of the number: '2 – some progress', of 'some progress, but late'."""
    line = text[start:].partition("\n")[0]
    said, full = fold(line).split(), fold(label).split()
    return start + len(line) if len(said) > 1 and said == full[:len(said)] else None


def number_first(text: str, key: Key) -> tuple[Grade, int] | None:
    """'2 (On-Track)', '2 – On Track', 'Grade 3', '3'."""
    match = NUMBER.match(text) or re.match(r"\(([1-9])\)(?=\s*[A-Za-z])", text)
    if not match:
        return None
    number, end = int(match.group(1)), match.end()
    known = key.grades.get(number)
    word = re.match(r"\s*(?:[(\[:.=\-–—]\s*|\s)(?!\d)", text[end:])
    labelled = word_at(text, end + word.end(), key) if word else None
    if labelled and not (labelled[1] == "unknown" and word and not word.group().strip()):
        label, status, rag, stop = labelled
        if word and word.group().strip()[:1] in ("(", "["):
            stop += len(re.match(r"\s*[)\]]?", text[stop:]).group())  # type: ignore[union-attr]
        clash = known is not None and known[1] not in (status, "unknown") and key.printed and fold(known[0]) != fold(label)
        status, notes = ("unknown", ("grade-ambiguous",)) if clash else (status, ())
        return Grade(text[:stop].strip(), number, label, rag, status, notes=notes), stop
    if known and word and (stop := _begins_label(text, end + word.end(), known[0])):
        return Grade(text[:stop].strip(), number, known[0], None, known[1]), stop
    alone = end == len(text) or (text[0] != "(" and re.match(r"\s*\n|\s*:\s|\s+[–—-]\s", text[end:]) is not None) or (
        key.printed and known is not None and _REASON.match(text, end) is not None)
    if not alone or (known is None and end < len(text)):
        return None
    if known is None:
        return (Grade(text[:end], number, None, None, "unknown", notes=("grade-not-understood",)), end) if match.start(1) else None
    return Grade(text[:end], number, known[0], None, known[1]), end


def percent_first(text: str, key: Key) -> tuple[Grade, int] | None:
    """'75%', '100% complete', '60% - on track'."""
    match = PERCENT.match(text)
    if not match or float(match.group(1)) > 100:
        return None
    percent, end = float(match.group(1)), match.end()
    said, colour, status = of_share(percent, key)
    mark = re.match(r"\s*[,:;(–—-]?\s*", text[end:])
    labelled = word_at(text, end + mark.end(), key) if mark else None
    if labelled:
        label, status, rag, stop = labelled
        stop += len(re.match(r"\)?", text[stop:]).group())  # type: ignore[union-attr]
        return Grade(text[:stop], None, label, rag, status, percent), stop
    if mark and (coloured := colour_first(text[end + mark.end():].rstrip(")"), key)):
        stop = end + mark.end() + coloured[1]
        stop += len(re.match(r"\)?", text[stop:]).group())  # type: ignore[union-attr]
        return replace(coloured[0], value_raw=text[:stop], percent=percent), stop
    if end < len(text) and not BREAK.match(text[end:]):
        return None
    return Grade(text[:end], None, said, colour, status, percent), end


def of_share(percent: float, key: Key) -> tuple[str | None, str | None, str]:
    """Label, rag and status of a share done, as the paper's key has it; else what is neither nothing nor all is under way."""
    band = next((b for b in key.shares if b.low <= percent <= b.high), None)
    if band is not None:
        return band.label, band.rag, key.colours[band.rag][1] if band.rag else band.status
    return None, None, "complete" if percent == 100 else "not_started" if percent == 0 else "on_track"


def tick_first(text: str, key: Key) -> tuple[Grade, int] | None:
    """A tick alone, or before a word: '✓', '✓ Complete'."""
    known = scale(key.extra)
    if text[0] not in known.ticks and text[0] not in known.crosses:
        return None
    if text[0] == "ü" and len(text) > 1 and text[1].isalpha():
        return None
    follows = word_at(text, len(text) - len(text[1:].lstrip()), key)
    if follows:
        label, status, rag, stop = follows
        return Grade(text[:stop], None, label, rag, status), stop
    if text[0] in known.ticks:
        return Grade(text[0], None, None, None, "complete"), 1
    return Grade(text[0], None, None, None, "unknown", notes=("grade-not-understood",)), 1


def disc_first(text: str, key: Key) -> tuple[Grade, int] | None:
    """A coloured disc or square as a character, alone or before a word: '🟢', '🔴 Overdue'."""
    rag = scale(key.extra).terms["discs"].get(text[0])
    if rag is None:
        return None
    follows = word_at(text, len(text) - len(text[1:].lstrip(" \ufe0f")), key)
    if follows:
        return Grade(text[:follows[3]], None, follows[0], rag, follows[1]), follows[3]
    label, status = key.colours.get(rag, (None, "unknown"))
    return Grade(text[0], None, label if key.printed else None, rag, status), 1


def colour_first(text: str, key: Key) -> tuple[Grade, int] | None:
    """'Amber', 'AMBER - at risk', 'G', 'A/G', 'Red to Amber'."""
    known = scale(key.extra)
    clean = ARROWS.sub(lambda m: " " * len(m.group()), text)
    indent = len(clean) - len(clean.lstrip())
    notes: tuple[str, ...] = ()
    name_pattern, pair_pattern = colour_patterns(key.extra)
    match = name_pattern.match(clean, indent)
    if match:
        end, name = match.end(), fold(match.group(1))
        second = pair_pattern.match(clean, end)
        if second:
            end, notes = second.end(), ("grade-ambiguous",) if fold(second.group(1)) != name else ()
        rag = known.colours[name]
    else:
        match = LETTERS.match(clean, indent)
        if not match or not (AFTER_LETTER.match(clean, match.end()) or _SHARE_LAST.match(clean, match.end())):
            return None
        end, name = match.end(), match.group(1)
        if match.group(2) and match.group(2) != match.group(1):
            notes = ("grade-ambiguous",)
        rag = known.letters[name.lower()]
    label, status = colour_meaning(name, rag, text[indent:end].strip(), key)
    mark = re.match(r"\s*(?:[-–—:=(,/]\s*|\s(?=[A-Za-z]))", clean[end:])
    labelled = word_at(clean, end + mark.end(), key) if mark else None
    if labelled and labelled[2] is None:
        word, word_status, _, stop = labelled
        stop += len(re.match(r"\)?", clean[stop:]).group())  # type: ignore[union-attr]
        if status != word_status and key.printed and fold(name) in key.words:
            notes = (*notes, "grade-ambiguous")
        return Grade(text[:stop].strip(), None, word, rag, word_status, notes=notes), stop
    if match.re is name_pattern and end < len(text) and not (BREAK.match(clean[end:]) or _SHARE_LAST.match(clean, end)):
        return None
    return Grade(text[:end].strip(), None, label, rag, status, notes=notes), end


@cache
def colour_patterns(extra: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A colour name at the start, and a second one after a slash."""
    names = "|".join(sorted(scale(extra).colours, key=len, reverse=True))
    return (re.compile(rf"(?:(?:brag|rag(?:\s+(?:rating|status))?)\s*[:\-–]?\s*)?({names})(?!\w)", re.I),
            re.compile(rf"\s*(?:/|-|–|to|→|\s)\s*({names})(?!\w)", re.I))


def colour_meaning(name: str, rag: str, printed: str, key: Key) -> tuple[str, str]:
    """(label, status) of a colour by the key: of its own name ('yellow') where the key has that, else of the RAG colour."""
    if own := key.words.get(fold(name)):
        return own[1], own[3]
    label, status = key.colours.get(rag, (printed, "unknown"))
    return (label if key.printed and fold(rag) in key.words else printed), status


def word_first(text: str, key: Key) -> tuple[Grade, int] | None:
    """'Completed', 'Proposed for Closure', 'On-Track (2)', 'Slipped. The contract ...'."""
    found = word_at(text, 0, key)
    if not found:
        return None
    label, status, rag, end = found
    grade, percent = None, None
    if inside := re.match(r"\s*[(\[\-–—]\s*(?:([1-9])|(\d{1,3}(?:\.\d+)?)\s?%)\s*[)\]]?(?![\w.])", text[end:]):
        grade, percent = inside.group(1) and int(inside.group(1)), inside.group(2) and float(inside.group(2))
        end += inside.end()
    elif beside := _SHARE_LAST.match(text, end):
        percent, end = float(beside[1]), len(text)
    elif end < len(text) and not ends_word(text[:end], text[end:], key):
        return None
    own = key.words.get(fold(label))
    return Grade(text[:end].strip(), int(grade) if grade else own[0] if own else None, label, rag, status, percent), end


def ends_word(word: str, rest: str, key: Key) -> bool:
    """Whether a status word stops where it seems to: 'Completed in May' does, 'Complete the review' and 'Monitoring of homes' do not."""
    if len(fold(word)) == 1:
        return not rest.strip()
    if fold(word) in scale(key.extra).quiet and fold(word) not in key.words:
        return re.match(r"\s*(?:\.\s|\n|:\s|\s[-–—]\s|\(|[.!]?\s*$)", rest) is not None
    return BREAK.match(rest) is not None or GLUE.match(rest) is not None


def word_at(text: str, start: int, key: Key) -> tuple[str, str, str | None, int] | None:
    """The longest known term at a place of a text: (label, status, rag, end). The paper's own words come first."""
    known, best = scale(key.extra), None
    for count, match in enumerate(_TERM.finditer(text[start:start + LONGEST_START].partition("\n")[0])):
        if count >= LONGEST_TERM or (count == 0 and match.start() > 0):
            break
        end = start + match.end()
        term = fold(text[start:end])
        if own := key.words.get(term):
            best = (own[1] if term not in known.colours else text[start:end], own[3], own[2], end)
        elif term in known.words:
            best = (text[start:end], known.words[term], None, end)
        if _STOP.search(text, start, end):
            break
    return best and _closed(text, start, best)


def is_state(text: str, key: Key, *, beside: bool = False) -> bool:
    """Whether a text is nothing but a word for how something stands: 'In progress', 'Green'. Words that mean other things too are taken
    for that only `beside` what stands so, and those that may be its topic ('Monitoring') not even there."""
    known, term = scale(key.extra), fold(text) if len(text) <= LONGEST_START else ""
    doubtful = frozenset(known.terms["topics"]) if beside else known.quiet
    return len(term) > 1 and (term in key.words or term in known.colours or term in known.words and term not in doubtful)


def _closed(text: str, start: int, found: tuple[str, str, str | None, int]) -> tuple[str, str, str | None, int]:
    """A term that ends inside a bracket, with the rest of the bracket: 'Achieved (fully)', 'Not achieved (obstacle. See below)'."""
    label, status, rag, end = found
    rest = _BRACKET_END.match(text, end) if text.count("(", start, end) > text.count(")", start, end) else None
    if rest is None:
        return found
    return text[start:rest.end()] if label == text[start:end] else label, status, rag, rest.end()


def read_status_column(text: str, key: Key, heading: str = "", fill: str | None = None) -> Grade | None:
    """The status of a plan or tracker cell, its background considered. A word wins over a colour that disagrees (noted); a bare number
    is a percentage under a heading with '%', and a tick means what its heading says."""
    known, text = scale(key.extra), text.strip()
    colour = rag_of_fill(fill, key)
    grade = under_heading(text, heading, key) or (read_grade(text, key) if text else None)
    if grade is None and text and fold(text) not in known.empty and (narrated := find_status(text, key)):
        grade = replace(narrated[0], explanation=narrated[1] or None)
    if grade is None and not text and colour is None and fill and (shade := key.shades.get(fill.upper())):
        return Grade(None, None, shade[0], None, shade[1], source="fill", fill_rgb=fill)
    if grade is None and colour is not None and SIGN.fullmatch(text):
        return replace(fill_grade(colour, fill or "", key, None), value_raw=text)
    if grade is None:
        empty = not text or fold(text) in known.empty
        return None if colour is None or (text and empty) else fill_grade(colour, fill or "", key, text or None)
    if colour is None:
        return grade
    if grade.percent is not None and grade.label is None and grade.value_raw == text:
        return replace(fill_grade(colour, fill or "", key, None), value_raw=text, percent=grade.percent)  # how much, and how it stands
    notes = grade.notes
    if grade.rag is not None:
        notes += ("colour-word-conflict",) if grade.rag != colour else ()
        return replace(grade, notes=notes, fill_rgb=fill)
    printed = fill_meaning(colour, fill or "", key)[1]
    clash = printed != grade.status if key.printed else {printed, grade.status} in CLASHES
    return replace(grade, rag=colour, notes=notes + (("colour-word-conflict",) if clash else ()), fill_rgb=fill)


CLASHES = (
    {"not_achieved", "complete"}, {"not_achieved", "on_track"}, {"on_track", "slipped"}, {"complete", "slipped"},
    {"complete", "not_started"},
)
"""A colour's usual meaning and a word that cannot both be right."""


def fill_meaning(colour: str, fill: str, key: Key) -> tuple[str | None, str]:
    """(label, status) of a background by the key: of its own shade where the key shows it, else of the colour."""
    if own := key.shades.get(fill.upper()):
        return own
    label, status = key.colours.get(colour, (None, "unknown"))
    return (label if key.printed else None), status


def fill_grade(colour: str, fill: str, key: Key, text: str | None) -> Grade:
    """The grade of a cell whose background is its value; other text in it explains."""
    label, status = fill_meaning(colour, fill, key)
    return Grade(None, None, label, colour, status, explanation=text, source="fill", fill_rgb=fill)


def under_heading(text: str, heading: str, key: Key) -> Grade | None:
    """A tick, a 'Yes', an 'O' or a bare number that only its heading explains."""
    if not text or not heading:
        return None
    known, title, folded = scale(key.extra), fold(heading), fold(text)
    number = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)", text)
    if number and ("%" in heading or "percent" in title or "per cent" in title) and float(text) <= 100:
        return Grade(text, None, *of_share(float(text), key), float(text))
    ticked = text[0] in known.ticks or folded in known.yes
    if not ticked and text[0] not in known.crosses and folded not in known.no:
        return None
    if share := re.fullmatch(r"(\d{1,3})\s?%?", heading.strip()):
        return Grade(text, None, *of_share(float(share.group(1)), key), float(share.group(1))) if ticked else None
    said = word_at(heading.strip(), 0, key) if ticked else None
    if said and said[3] == len(heading.strip()) and said[1] != "unknown":  # 'Partly achieved'; the paper's own words first
        return Grade(text, None, heading.strip(), None, said[1])
    headings = [(len(w), status, m) for status, words in known.terms["tick_headings"].items() for w in words
                if (m := re.search(rf"\b{re.escape(w)}\b", title))]
    if headings:
        _, status, found = max(headings, key=lambda h: h[0])
        denied = re.search(r"\bnot(?: yet| being)? $", title[:found.start()])
        if not ticked or denied:
            return Grade(text, None, heading.strip() if ticked else None, None, "unknown", notes=("grade-not-understood",))
        return Grade(text, None, heading.strip(), None, status)
    if ticked and re.search(r"\bb?rag\b", title):
        return Grade(text, None, None, None, "complete")
    return None


def find_status(text: str, key: Key) -> tuple[Grade, str] | None:
    """A status inside a narrative cell, and the text without it: 'COMPLETE. The policy is in force.', 'Status: in progress',
    '... – Completed', 'Action complete'. Only where marks or capitals set it apart from the prose."""
    text = text.strip()
    labelled, subject, closing = narrative_patterns(key.extra)
    for match in labelled.finditer(text):
        found = start_of(text[match.end():].rstrip() or " ", key) if match.end() < len(text) else None
        if found:
            return found[0], cut(text, match.start(), match.end() + found[1])
    return opening_status(text, key, subject) or closing_status(text, key, closing)


def cut(text: str, start: int, end: int) -> str:
    """The text without a part, the marks around it tidied."""
    end += len(re.match(r"[\s.:;)–—-]*", text[end:]).group())  # type: ignore[union-attr]
    return (text[:start].rstrip(" –—-(:;\n") + ("\n" if start and text[end:].strip() else "") + text[end:]).strip()


def opening_status(text: str, key: Key, subject: re.Pattern[str]) -> tuple[Grade, str] | None:
    """A status that opens the cell and is set apart by a mark, a line or capitals."""
    lead = subject.match(text)
    for start in ([lead.end()] if lead else []) + [0]:
        found = word_at(text, start, key)
        if not found:
            continue
        label, status, rag, end = found
        quiet = fold(text[start:end]) in scale(key.extra).quiet
        mark = re.match(r"\s*(?:[.:;]|[-–—](?=\s)|\n|$)", text[end:])
        shouted = text[start:end].isupper() and len(text[start:end]) > 3
        if status == "unknown" or not (shouted or (mark and not (quiet and mark.group().strip() not in (".", "") and end < len(text)))):
            continue
        if start and not mark:
            continue
        return Grade(text[:end], None, label, rag, status), cut(text, 0, end)
    return None


def closing_status(text: str, key: Key, closing: re.Pattern[str]) -> tuple[Grade, str] | None:
    """A status after the last dash, bracket or full stop of the cell."""
    for match in closing.finditer(text):
        found = word_at(text, match.end(), key)
        if not found or not re.fullmatch(r"\s*[).!]*\s*", text[found[3]:]) or found[1] == "unknown" or text[:match.start()][-1:].isdigit():
            continue
        label, status, rag, end = found
        start = match.end()
        if fold(text[start:end]) in scale(key.extra).quiet and not text[start:end].isupper():
            continue
        stop = match.group()[0] if match.group()[0] in ".!" else ""
        return Grade(text[start:end], None, label, rag, status), text[:match.start()].rstrip(" –—-(:;") + stop
    return None


@cache
def narrative_patterns(extra: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """'Status:', 'This action is now', and what may stand before a status at the end."""
    lead_in = scale(extra).terms["lead_in"]
    labels, subjects = ("|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(lead_in[kind], key=len, reverse=True))
                        for kind in ("labels", "subjects"))
    subject = rf"(?:{subjects})\s+(?:(?:is|are|has\s+been|have\s+been|was|now|been)\s+)*(?:now\s+)?"
    return (re.compile(rf"(?:^|(?<=[\n.;/(|])|(?<=\s[-–—]))\s*(?:{labels})\s*[:–—=-]\s*", re.I),
            re.compile(subject, re.I),
            re.compile(rf"(?:\s[-–—]\s*|\(|\n|(?<=[\w)])[.!;:]\s+)(?:{subject})?", re.I))
