"""Where a person's name stands among the words of an owner cell."""
from __future__ import annotations

import re

from extractors.values.owner_words import Lists, Word

INITIALS = re.compile(r"[A-Z]{2,3}|[A-Z]\.[A-Z]\.?")
OPENING = ("/", ",", ";", "&", "and", ":", "(", "with")
CLOSING = ("/", ",", ";", "&", "and", ")", "(", "-", "–")
LONGEST = 5
"""Words in the longest name."""


def initials_only(words: list[Word], known: Lists, *, usual: bool = False) -> set[int]:
    """'MW/YO': the places of initials, where the whole line is made of them. Three letters alone may be a body's, unless initials are
    `usual` in the paper."""
    places = {i for i, w in enumerate(words) if INITIALS.fullmatch(w.text)}
    others = [w for i, w in enumerate(words) if i not in places and w.text not in ("/", ",", "&", "and", ";", "+", "-")]
    unknown = [i for i in places if words[i].label in ("letters", "initial", "name")
               and words[i].text not in known.not_initials and words[i].low not in known.organisations]
    short = usual or any(len(words[i].text.replace(".", "")) == 2 for i in places)
    return places if short and not others and len(unknown) * 2 > len(places) else set()


def name_at(words: list[Word], i: int, known: Lists) -> int:
    """How many words from here are a person's name (titles included); 0 for none."""
    first = i
    while first < len(words) and words[first].label == "title":
        first += 1
    if first == len(words):
        return 0
    titled, given = first > i, words[first].low in known.given
    end = run_of_names(words, first, titled or given or words[first].label == "initial", given, known)
    full = [w for w in words[first:end] if len(w.text.rstrip(".")) > 1]
    if not full or (end - first < 2 and not titled):
        return end - i if end - first == 1 and given and alone(words, first, end) else 0
    if words[first].low in known.organisations:
        return 0
    return end - i if titled or may_be_person(words, i, end, given, known) else 0


def run_of_names(words: list[Word], first: int, sure: bool, given: bool, known: Lists) -> int:
    """Where a run of name words from a place ends. `sure`: it begins with a title, an initial or a known first name (`given`)."""
    j = first
    while j < len(words) and j - first < LONGEST:
        word, run = words[j], j - first
        following = words[j + 1].label if j + 1 < len(words) else ""
        if run >= 2 and given and word.low in known.given and word.label == following == "name":
            break
        fits = (word.label in ("name", "initial")
                or (run == 0 and given and word.text[0].isupper() and following == "name")
                or (run == 0 and word.label == "letters" and initials_before_name(words, j, known))
                or (run > 0 and sure and word.label == "place")
                or (run > 0 and word.label == "particle" and following in ("name", "particle"))
                or (run == 1 and given and word.label in ("word", "body", "role", "letters") and surname_like(words, j))
                or (run > 0 and sure and word.text.isupper() and word.label == "letters" and shouted(words[first].text)))
        if not fits:
            break
        j += 1
    return j


def shouted(text: str) -> bool:
    """Whether a word of more than a letter is all capitals."""
    return len(text) > 1 and text.isupper()


def initials_before_name(words: list[Word], j: int, known: Lists) -> bool:
    """'AJ Whitcombe': two capitals that are no known letters, before a surname that ends the part."""
    if len(words[j].text) != 2 or words[j].text in known.not_initials or j + 1 == len(words) or words[j + 1].label != "name":
        return False
    return j + 2 == len(words) or words[j + 2].label in ("mark", "role")


def surname_like(words: list[Word], j: int) -> bool:
    """A subject word after a first name is a surname where it ends the part: 'Sarah Head', 'Tom Banks, Housing'."""
    text = words[j].text
    return text[0].isupper() and not text.isupper() and (j + 1 == len(words) or words[j + 1].text in CLOSING)


def alone(words: list[Word], start: int, end: int) -> bool:
    """Whether a first name is all there is between two separators."""
    return (start == 0 or words[start - 1].text in OPENING) and (end == len(words) or words[end].text in CLOSING)


def may_be_person(words: list[Word], i: int, j: int, given: bool, known: Lists) -> bool:
    """Whether what stands round a run of names lets it be a person: a body's own words ('... Borough Council') do not."""
    if i and words[i - 1].label == "joiner" and words[i - 1].low in ("of", "for", "at", "in", "the", "on", "upon") and not given:
        return False
    rest = words[j:]
    if rest and rest[0].label == "joiner" and rest[0].low not in ("of", "and"):
        return True
    if rest and rest[0].label == "role" and ((j - i > 2 and words[j - 1].label == "place") or (not given and ends_post(rest))):
        return False
    subject = False
    for k, word in enumerate(rest):
        if word.label in ("mark", "number") or word.low in ("and", "with"):
            break
        if word.label == "role":
            return True
        if word.label == "letters":
            return given or not (subject or word.low in known.organisations)
        if word.label == "body":
            return (word.low in known.inside_posts and post_follows(rest[k:])) or (given and subject)
        if word.label in ("word", "place"):
            subject = True
        elif word.label != "joiner":
            break
    return given or not subject


def ends_post(words: list[Word]) -> bool:
    """Whether one word makes a post of what stands before it: 'Tree Wardening Officer'. A post behind a name has more words."""
    return words[0].text[0].isupper() and (len(words) == 1 or words[1].text in CLOSING)


def post_follows(words: list[Word]) -> bool:
    """Whether a post word comes before the next mark."""
    for word in words:
        if word.label in ("role", "mark"):
            return word.label == "role"
    return False
