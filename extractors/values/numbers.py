"""List and reference numbers: 'Recommendation 3:', '6.1.1', '5) & 6)', 'SR (25/26) 01'."""
from __future__ import annotations

import re
from functools import lru_cache

from models import months

NOUNS = (r"(?:recommendations?|recs?|resolutions?|actions?|items?|priority|theme|objective|issue|number|no|nos|ref|workstream|outcome|"
         r"sub-recommendation)")
NOT_CODES = frozenset(months.SHORT).union(
    "covid sars phase stage year week day page table figure fig appendix annex section part chapter step grade level tier band version v q "
    "qtr quarter h fy m room nhs month option group form iso bs regulation article schedule sept june july april march".split())
ROMAN = r"(?=[ivx])x{0,2}(?:ix|iv|v?i{0,3})"
LIST = r"(?:[-–—•▪·*]\s+)?"
DECIMAL = r"\d{1,3}(?:\.\d{1,3})+[a-z]?"
SUB = r"\s?\((?:[a-z]|" + ROMAN + r")\)"

YEAR_SCOPED = r"[A-Z]{1,6}\s?\(\d\d/\d\d\)\s?\d{1,4}"
MINUTE = r"(?:19|20)\d\d[/-]\d{3}(?:[ .\-/]\d{1,3})?|\d{1,4}/(?:19|20)\d\d/[A-Z]{1,3}"
CODE = r"(?:\d{1,3}-)?[A-Z][A-Za-z]{0,7}(?:/[A-Z]{1,6})?[ /.\-]?\d{1,5}(?:[./\-]\d{1,4})*(?:[a-z](?:\s[ivx]+)?)?(?:\([a-z]+\))?"

NOUN = re.compile(rf"{LIST}{NOUNS}\.?\s*(?P<n>\d{{1,4}}(?:\.\d{{1,3}})*[a-z]?|[a-z](?=\s*[:)])|[A-Z]{{1,3}}\d{{1,3}})(?![\w%/])"
                  r"\)?\.?\s*[:.)–—-]?\s*", re.I)
MARKED = re.compile(rf"{LIST}(?:\((?P<a>\d{{1,3}}[a-z]?|[A-Za-z]|{ROMAN})\)|\[(?P<b>\d{{1,3}})\]|(?P<c>\d{{1,3}}[a-z]?|{DECIMAL}|[A-Za-z]"
                    rf"|{ROMAN})\))\.?(?:\s*[:–—-](?=\s))?\s*")
SUBBED = re.compile(rf"{LIST}(?P<n>\d{{1,3}}{SUB})\s*[:.–—-]?(?:\s+|$)")
STOPPED = re.compile(rf"{LIST}(?P<n>\d{{1,3}}[a-z]?|[a-z]|{ROMAN})(?:\.(?=\s|$|[A-Z][a-z])|\s?:(?=\s|$)|\s[–—-](?=\s(?!\d)))\s*")
CAPITAL = re.compile(r"(?P<n>[A-Z])[.:](?=\s+\S+(?:\s+\S+){3})\s+")
DOTTED = re.compile(rf"{LIST}(?P<n>{DECIMAL})(?![\d/%])\.?(?:\s*:|\s[–—-](?=\s))?(?:\s+|$|(?=[A-Z][a-z]))")
TABBED = re.compile(rf"{LIST}(?P<n>\d{{1,3}}[a-z]?)(?:\t+|\s{{2,}})")
SCOPED = re.compile(rf"(?P<n>{YEAR_SCOPED}|{MINUTE})(?![\w/])(?:\s*[:)–—-](?=\s|$))?(?:\s+|$)")
CODED = re.compile(rf"(?P<n>{CODE})(?![\w%])(?:\s*[:)](?=\s|$)|\.(?=\s)|\s[–—-](?=\s)|\t|$)\s*")
R_CODED = re.compile(r"(?P<n>R(?:ec)?\d{1,3}(?:\.\d{1,2})?|[A-Z]{2,4}\d\d[-/]\d{2,3})\.?\s+(?=[A-Z\"“‘'])")
HASHED = re.compile(r"#\s?(?P<n>\d{1,4})(?!\w)[:.)]?\s*")
UNITS = re.compile(r"(?:million|billion|m|k|bn|fte|wte|hours?|hrs?|days?|weeks?|months?|years?|miles?|km|per|percent|times|am|pm|to|x|out|"
                   r"full|whole)\b", re.I)
OPENS = re.compile(r"(?:To|Out|Per|Full|Whole)\b")
"""Units in small letters, the beginning of a sentence with a capital: '1.1 To agree ...'."""
DATE = re.compile(r"\(?\d{1,2}([./-])\d{1,2}\1\d{2}(?:\d\d)?(?!\d)")
WHOLE = re.compile(rf"\(?(?:\d{{1,4}}[a-z]?|{DECIMAL}|{ROMAN}|[a-z])\)?|(?:{YEAR_SCOPED}|{MINUTE})|\d{{1,3}}{SUB}")


@lru_cache(maxsize=8192)
def split_number(text: str) -> tuple[str | None, str]:
    """The leading number and the rest, whatever the style; (None, text) where the text begins with none.

    A quantity ('12 months', '2.5 million'), a date, or a grade ('2 (On-Track)') is not a number:

    >>> split_number("- 7) Held in June")
    ('7', 'Held in June')
    """
    stripped = text.strip()
    if not stripped or is_date(stripped):
        return None, text
    for pattern in (SCOPED, NOUN, SUBBED, MARKED, DOTTED, STOPPED, HASHED, TABBED, R_CODED, CODED, CAPITAL):
        match = pattern.match(stripped)
        if match and (number := accepted(pattern, match, stripped)):
            return number, stripped[match.end():].strip()
    return (stripped.strip("()[]. "), "") if is_number(stripped) else (None, text)


def accepted(pattern: re.Pattern[str], match: re.Match[str], text: str) -> str | None:
    """The number of a match, unless the words after show that it is a quantity or a word."""
    number = next(g for g in match.groups() if g)
    rest = text[match.end():]
    if pattern is NOUN:
        singular_word = text[:match.start("n")].strip(" .-–•").lower()
        plain = re.match(r"[\s:.)–—-]", text[match.end("n"):]) or match.end("n") == len(text)
        return number if plain and (singular_word not in ("no", "item") or number[0].isdigit()) else None
    if pattern is DOTTED:
        looks_like_amount = number.count(".") == 1 and (
            (UNITS.match(rest) and not OPENS.match(rest)) or (rest[:1].islower() and len(rest) > 1))
        return None if looks_like_amount or rest[:1] == "%" else number
    if pattern is SCOPED:
        return " ".join(number.split())
    if pattern is CODED:
        return number if is_code(number) else None
    if pattern is MARKED and number.isalpha() and len(number) > 1 and not re.fullmatch(ROMAN, number.lower()):
        return None
    return number


def is_code(number: str) -> bool:
    """Whether letters and figures are a reference ('CR36'), not 'Covid 19', 'Q3' or 'Dec 17'."""
    letters = re.findall(r"[A-Za-z]+", number)
    return letters[0].lower() not in NOT_CODES and (letters[0].isupper() or letters[0] in ("Minute", "Rec"))


def is_date(text: str) -> bool:
    """Whether a text begins with a date in figures. '6.1.12' is numbering, '12.2.18' a day."""
    match = DATE.match(text)
    if not match:
        return False
    parts = [int(p) for p in re.findall(r"\d+", match.group())]
    if match.group(1) == "." and len(match.group().split(".")[2]) == 2 and parts[0] <= 9 and parts[1] <= 9 and 10 <= parts[2] <= 15:
        return len(re.match(r"\d+", text).group()) == 2  # type: ignore[union-attr]
    return parts[0] <= 31 and parts[1] <= 12


@lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether the whole cell is a reference number: '6.1.1', '5)', 'CR36', 'SR (25/26) 01'; not a year, a date or a percentage."""
    text = " ".join(text.split())
    if not text or len(text) > 24 or is_date(text) or re.fullmatch(r"(?:19|20)\d\d", text):
        return False
    bare = re.sub(r"[.:]$", "", text)
    if WHOLE.fullmatch(bare):
        return not (len(bare) == 1 and bare.isalpha()) and bare.count("(") == bare.count(")") or bare.endswith(")")
    if noun := NOUN.match(text):
        return noun.end() == len(text)
    return bool(CODED.fullmatch(text) and is_code(bare) or HASHED.fullmatch(text) or re.fullmatch(r"[A-Z]\)|\([A-Z]\)", text))


def split_answers(lines: list[str], numbers: list[str]) -> list[tuple[tuple[str, ...], list[str]]]:
    """Split a cell that answers several actions by their numbers: one (numbers, lines) an answer, in print order; lines before
    the first number have none.

    `numbers` are the action numbers of the recommendation in order. Other numbers are text: 'in 3 homes', or a list '1. 2. 3.'
    inside an answer. A marker inside a line counts where it is the next number ('... in place. 6) The ...').

    >>> split_answers(["5) Held. 6) Due."], ["5", "6"])
    [(('5',), ['Held.']), (('6',), ['Due.'])]
    """
    order = {n.strip("()[]. "): i for i, n in enumerate(numbers) if n}
    if not order:
        return [((), list(lines))] if lines else []
    marker, style = leading_marker(tuple(order)), None
    answers: list[tuple[tuple[str, ...], list[str]]] = []
    used: set[str] = set()
    for line in lines:
        match = marker.match(line)
        named = expand(match.group("list"), order) if match else ()
        mark = match.group("mark").strip().replace("–", "-").replace("—", "-") or ")" if match else ""
        if named and not used.intersection(named) and (style is None or mark == style or match.group("word")) and (
                mark == ")" or match.group("word") or rises(named, used, order)):
            style = style or mark
            answers.append((named, []))
            used.update(named)
            line = line if is_subject(match) else line[match.end():]
        elif not answers:
            answers.append(((), []))
        split_inside(line, answers, used, order)
    return [(named, kept) for named, kept in answers if named or kept]


def is_subject(match: re.Match[str]) -> bool:
    """Whether the number is what the line's sentence is about ('Actions 12 and 13 are going well'), so that it stays in the text."""
    return bool(match["word"]) and not match["mark"].strip() and match.string[match.end():match.end() + 1].islower()


@lru_cache(maxsize=512)
def leading_marker(numbers: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of a line that opens an answer: '5)', '5) & 6)', '5)-7)', '5, 6 and 7)', 'Action 5', '- 7)'."""
    one = "(?:" + "|".join(re.escape(n) for n in sorted(numbers, key=len, reverse=True)) + ")"
    item = rf"\(?{one}(?![\w]|\.\d)"
    joint = r"\s*[).]?\s*(?:,\s*and|,|&|and|/|\+|-|–|to)\s*"
    word = r"(?P<word>(?:actions?|recommendations?|rec|no)\.?\s*(?:nos?\.?\s*)?)?"
    mark = r"(?P<mark>\)|\.(?=\s|$|[A-Z])|:(?!\d)|\s[-–—](?=\s(?!\s*\d))|(?<=\.\d)(?=\s)|(?<=\.\d\d)(?=\s)|(?(word)(?=\s|$)|(?!)))"
    return re.compile(rf"\s*(?:[-–—•▪·*]\s*)?{word}(?P<list>{item}(?:{joint}{item})*)\s*{mark}\.?(?:(?<=\))\s*[:–—-](?=\s))?\s*", re.I)


JOINED_NUMBER = re.compile(r"[\s).]*(,\s*and|,|&|\band\b|/|\+|-|–|\bto\b)?[\s()]*(\w[\w.]*\w|\w)", re.I)


def expand(text: str, order: dict[str, int]) -> tuple[str, ...]:
    """The numbers that '5), 6) and 8)' or '5)-7)' names."""
    known = {n.lower(): n for n in order}
    found = [(known[m.group(2).lower()], m.group(1)) for m in JOINED_NUMBER.finditer(text) if m.group(2).lower() in known]
    named: list[str] = []
    for number, joint in found:
        if named and joint and joint.strip().lower() in ("-", "–", "to"):
            named.extend(n for n, i in order.items() if order[named[-1]] < i < order[number])
        named.append(number)
    return tuple(dict.fromkeys(named))


def rises(named: tuple[str, ...], used: set[str], order: dict[str, int]) -> bool:
    """Whether the numbers come after all those used."""
    return not used or order[named[0]] > max(order[n] for n in used)


def split_inside(line: str, answers: list[tuple[tuple[str, ...], list[str]]], used: set[str], order: dict[str, int]) -> None:
    """Add a line to the last answer, and open new ones where the next number stands inside it as a marker."""
    while True:
        last = max((order[n] for n in used), default=-1)
        following = next((n for n, i in order.items() if i == last + 1), None)
        match = following and re.search(rf"(?:^|\s){re.escape(following)}\)\s*(?=\S)", line)
        if not match or not stands_alone(line[:match.start()], bool(used)):
            break
        if line[:match.start()].strip():
            answers[-1][1].append(line[:match.start()].strip())
        assert following
        answers.append(((following,), []))
        used.add(following)
        line = line[match.end():]
    if line.strip():
        answers[-1][1].append(line.strip())


def stands_alone(before: str, begun: bool) -> bool:
    """Whether a marker inside a line opens an answer: no bracket is open that its ')' would close, and a sentence, a grade or
    nothing at all comes before."""
    before = before.rstrip()
    if before.count("(") > before.count(")") - len(re.findall(r"(?:^|\s)\w{1,3}\)", before)):
        return False
    return not before or before[-1] in ".;:!?)" or (begun and len(before) <= 40)
