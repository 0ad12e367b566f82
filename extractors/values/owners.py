"""Owner cells: one Party a person, post or body named, by rules on the cell's words.

Officers print 'Name, Post, Body', 'Post (Name)', 'Body Name Post', several names with slashes, and bodies that look like names. A name is a
run of capitalised words that no list of posts, bodies and subjects holds; what stands next to it decides between 'Priya Nair Head of
Housing' and 'Mid Harbour Borough Council'.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from models.vocabulary import vocabulary

TOKEN = re.compile(r"[^\W\d_](?:[\w'’&]|[.-](?=\w)|(?<=\b\w)\.)*\.?|\d[\w/]*|\S", re.UNICODE)
HARD = re.compile(r"\s*(?:\n|;|/|\||•|▪|·|\+)\s*")
JUNK = re.compile(r"\S+@\S+|\b(?:ext|tel)\.?\s*:?\s*[\d ]+|\b0\d{3,4}[ \d]{5,}|https?://\S+", re.I)
SOFT = ",:()[]–—-"


@dataclass(frozen=True, slots=True)
class Party:
    """One person, post or organisation. `kind` is person, post or organisation; `raw` the part of the cell that names it."""

    name: str | None
    role: str | None
    organisation: str | None
    kind: str
    raw: str


@dataclass(slots=True)
class Piece:
    """A stretch of a line of one kind: person, role, body, more (goes on with what is before) or end (of a party)."""

    kind: str
    text: str
    start: int
    end: int
    inside: bool = False
    titled: bool = False


class Lists:
    """The vocabulary of owners, compiled."""

    def __init__(self, extra: tuple[str, ...]):
        terms = vocabulary("owners", extra)
        (self.placeholders, self.labels, self.titles, self.councillors, self.particles, self.roles, self.role_letters, self.not_initials, self.bodies, self.words, self.places,
         self.given) = (frozenset(terms[k]) for k in ("placeholders", "labels", "titles", "councillor_titles", "particles", "roles", "role_letters", "not_initials", "organisations", "words", "places", "given"))
        self.known = re.compile(r"\b(?:" + "|".join(re.escape(b) for b in sorted(terms["known_bodies"], key=len, reverse=True)) + r")\b", re.I)

        self.seen: dict[str, str] = {}

    def label(self, word: str) -> str:
        """What a word may be: title, role, body, word, place, letters, initial, name, particle, joiner."""
        if word not in self.seen:
            if len(self.seen) > 20_000:
                self.seen.clear()
            self.seen[word] = self.look_up(word)
        return self.seen[word]

    def look_up(self, word: str) -> str:
        bare = word.rstrip(".")
        low = bare.lower().replace("’", "'")
        if not bare or not bare[0].isalpha():
            return "number" if bare[:1].isdigit() else "mark"
        if bare in self.role_letters or re.fullmatch(r"(?:Do|Ho|Co)[A-Z]\w{0,5}", bare):
            return "role"
        if low in self.titles and bare[0].isupper() and not (bare.isupper() and len(bare) > 2):
            return "title"
        if re.fullmatch(r"[A-Z](?:\.[A-Z])*", bare):
            return "initial"
        if low in self.roles:
            return "role"
        if bare in self.not_initials:
            return "word"
        if re.fullmatch(r"[A-Z]+(?:&[A-Z]+)+", bare):
            return "letters"
        if re.fullmatch(r"[A-Z]{2,6}s?", bare) and low not in self.words:
            return "letters"
        if low in self.bodies or low.removesuffix("'s") in self.bodies:
            return "body"
        if bare[0].islower():
            return "particle" if low in self.particles else "joiner"
        if low in self.words:
            return "word"
        if low in self.places:
            return "place"
        if bare.isupper() and len(bare) <= 8 or re.fullmatch(r"[A-Z]{2,7}s|(?:[A-Z]o?){2,7}[A-Z]s?|\w*[A-Z]&\w+", bare):
            return "letters"
        return "name"


@cache
def lists(extra: tuple[str, ...] = ()) -> Lists:
    """The lists of a vocabulary."""
    return Lists(extra)


@lru_cache(maxsize=4096)
def owners_of(text: str, extra: tuple[str, ...]) -> tuple[Party, ...]:
    known, parties = lists(extra), list[Party]()
    for line in JUNK.sub(" ", text).split("\n"):
        line = " ".join(line.split()).strip(" -–•▪·*")
        if not line or is_placeholder(line, known):
            continue
        found = assemble(pieces_of(line, known), line, known)
        if len(found) == 1 and parties and continues(parties[-1], found[0]):
            name, post = parties[-1], found[0]
            parties[-1] = Party(name.name, post.role, post.organisation, "person", f"{name.raw}\n{post.raw}")
        else:
            parties += found
    return tuple(parties)


def split_owners(text: str, extra: tuple[str, ...] = ()) -> list[Party]:
    """The parties an owner cell names, in order; paragraph breaks of the cell must be kept as line breaks. 'TBC' names none.

    >>> [p.name for p in split_owners("Priya Nair, Head of Housing / Tom Ashdown")]
    ['Priya Nair', 'Tom Ashdown']
    """
    return list(owners_of(text, extra))


def is_placeholder(text: str, known: Lists) -> bool:
    return " ".join(re.findall(r"[a-z]+", text.lower())) in known.placeholders or not re.search(r"\w", text)


def continues(last: Party, post: Party) -> bool:
    """Whether a line that only gives a post is that of the person alone on the line above."""
    return last.kind == "person" and last.raw == last.name and post.kind == "post"


# pieces of a line ---------------------------------------------------------------------------------------------------------

def pieces_of(line: str, known: Lists) -> list[Piece]:
    """Cut a line into persons, roles and bodies, with the ends of parties marked."""
    swapped = re.fullmatch(r"([A-Z][\w'’-]{2,}),\s+([A-Z][\w’'-]*\.?)", line)
    if swapped and (swapped.group(2).lower() in known.given or len(swapped.group(2)) < 3) and known.label(swapped.group(1).title()) == "name":
        surname = swapped.group(1)
        return [Piece("person", f"{swapped.group(2)} {surname.title() if surname.isupper() else surname}", 0, len(line))]
    tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(line)]
    labels = [known.label(word) for word, _, _ in tokens]
    bodies = [m.span() for m in known.known.finditer(line)]
    labels = ["body" if any(a <= s < b for a, b in bodies) and labels[i] not in ("mark",) else labels[i] for i, (_, s, _) in enumerate(tokens)]
    initials = all_initials(tokens, labels, known)
    pieces: list[Piece] = []
    i, depth, held = 0, 0, 0

    def flush(until: int) -> None:
        if held < until:
            pieces.extend(described(tokens[held:until], labels[held:until], depth > 0, line))

    while i < len(tokens):
        word, start, end = tokens[i]
        if word in "([":
            flush(i)
            depth, held = depth + 1, i + 1
        elif word in ")]":
            flush(i)
            depth, held = max(0, depth - 1), i + 1
        elif word in (";", "/", "|", "•", "▪", "·", "+") and not tight_slash(line, start, tokens, labels, i, bool(initials)):
            flush(i)
            pieces.append(Piece("end", word, start, end, depth > 0))
            held = i + 1
        elif word in (",", ":", "–", "—", "-"):
            flush(i)
            if word == ":":
                drop_label(pieces, known)
            held = i + 1
        elif initials and i in initials:
            flush(i)
            pieces.append(Piece("person", word, start, end, depth > 0))
            held = i + 1
        elif length := name_at(tokens, labels, i, known, line):
            flush(i)
            first = i + sum(1 for label in labels[i:i + length] if label == "title")
            text = line[tokens[first][1]:tokens[i + length - 1][2]]
            councillor = any(tokens[j][0].rstrip(".").lower() in known.councillors for j in range(i, first))
            pieces.append(Piece("person", text.rstrip(".,") if len(text.split()[-1]) > 2 else text, start, tokens[i + length - 1][2], depth > 0, councillor))
            i += length
            held = i
            continue
        i += 1
    flush(len(tokens))
    return pieces


def tight_slash(line: str, start: int, tokens: list[tuple[str, int, int]], labels: list[str], i: int, initials: bool) -> bool:
    """'and/or' and 'Health/Care': a slash without spaces between words of a subject parts no owners."""
    if line[start] != "/" or initials or not 0 < i < len(tokens) - 1:
        return False
    return labels[i - 1] in ("word", "joiner") and labels[i + 1] in ("word", "joiner") and line[start - 1] != " "


def all_initials(tokens: list[tuple[str, int, int]], labels: list[str], known: Lists) -> set[int]:
    """'MW/YO': places of initials, where the whole line is made of them."""
    places = {i for i, (word, _, _) in enumerate(tokens) if re.fullmatch(r"[A-Z]{2,3}|[A-Z]\.[A-Z]\.?", word.rstrip(".") if word.count(".") < 2 else word)}
    others = [i for i in range(len(tokens)) if i not in places and tokens[i][0] not in ("/", ",", "&", "and", ";", "+", "-")]
    unknown = [i for i in places if labels[i] in ("letters", "initial", "name") and tokens[i][0] not in known.not_initials]
    if others or len(unknown) * 2 <= len(places) or not any(len(tokens[i][0].replace(".", "")) == 2 for i in places):
        return set()
    return places


def drop_label(pieces: list[Piece], known: Lists) -> None:
    """Forget 'Lead:' and the like."""
    if pieces and " ".join(pieces[-1].text.lower().split()) in known.labels:
        pieces[-1] = Piece("end", ":", pieces[-1].end, pieces[-1].end)


def name_at(tokens: list[tuple[str, int, int]], labels: list[str], i: int, known: Lists, line: str) -> int:
    """How many tokens from here are a person's name (titles included); 0 for none."""
    j, titled = i, False
    while j < len(tokens) and labels[j] == "title":
        j, titled = j + 1, True
    first = j
    if j >= len(tokens):
        return 0
    given = tokens[j][0].rstrip(".").lower().replace("’", "'") in known.given
    sure = titled or given or labels[j] == "initial"
    run = 0
    while j < len(tokens) and run < 5:
        label, word = labels[j], tokens[j][0]
        if run and word.lower() in known.given and run >= 2 and given and label == "name" and j + 1 < len(tokens) and labels[j + 1] == "name":
            break
        if label in ("name", "initial") or (run == 0 and given and word[0].isupper() and j + 1 < len(tokens) and labels[j + 1] == "name") or (label == "place" and run and sure) or (label == "letters" and run == 0 and initials_before_name(tokens, labels, j, known)):
            pass
        elif label == "particle" and run and j + 1 < len(tokens) and labels[j + 1] in ("name", "particle"):
            pass
        elif label in ("word", "body", "role", "letters") and run == 1 and given and surname_like(tokens, labels, j):
            pass
        elif label == "letters" and sure and run and word.isupper() and (tokens[first][0].isupper() and len(tokens[first][0]) > 1):
            pass
        else:
            break
        j, run = j + 1, run + 1
    words = [tokens[k][0] for k in range(first, j)]
    full = [w for w in words if len(w.rstrip(".")) > 1]
    if not full or (run < 2 and not titled):
        if run == 1 and given and alone(tokens, labels, first, j):
            return j - i
        return 0
    if any(w.lower() in known.bodies or known.known.fullmatch(" ".join(words)) for w in words[:1]):
        return 0
    return j - i if titled or person_after(tokens, labels, i, j, given, known) else 0


def initials_before_name(tokens: list[tuple[str, int, int]], labels: list[str], j: int, known: Lists) -> bool:
    """'AJ Whitcombe': two capitals that are no known letters, before a surname that ends the part."""
    word = tokens[j][0]
    return len(word) == 2 and word not in known.not_initials and j + 1 < len(tokens) and labels[j + 1] == "name" and (j + 2 == len(tokens) or labels[j + 2] in ("mark", "role"))


def surname_like(tokens: list[tuple[str, int, int]], labels: list[str], j: int) -> bool:
    """A subject word after a first name is a surname where it ends the part: 'Sarah Head', 'Tom Banks, Housing'."""
    return tokens[j][0][0].isupper() and not tokens[j][0].isupper() and (j + 1 == len(tokens) or tokens[j + 1][0] in (",", "/", ")", "(", ";", "–", "-", "&", "and"))


def alone(tokens: list[tuple[str, int, int]], labels: list[str], start: int, end: int) -> bool:
    """Whether a first name is all there is between two separators."""
    before, after = start == 0 or tokens[start - 1][0] in ("/", ",", ";", "&", "and", ":", "(", "with"), end == len(tokens) or tokens[end][0] in ("/", ",", ";", "&", "and", ")", "(", "-", "–")
    return before and after


def person_after(tokens: list[tuple[str, int, int]], labels: list[str], i: int, j: int, given: bool, known: Lists) -> bool:
    """Whether what follows a run of names lets it be a person: a body's own words ('... Borough Council') do not."""
    if i and labels[i - 1] == "joiner" and tokens[i - 1][0].lower() in ("of", "for", "at", "in", "the", "on", "upon") and not given:
        return False
    if j < len(tokens) and labels[j] == "joiner" and tokens[j][0].lower() not in ("of", "and"):
        return True
    if j - i > 2 and labels[j - 1] == "place" and j < len(tokens) and labels[j] == "role":
        return False
    seen_word = False
    for k in range(j, len(tokens)):
        label, word = labels[k], tokens[k][0]
        if label == "mark" or word.lower() in ("and", "with") or label == "number":
            break
        if label == "role":
            return True
        if label == "letters":
            return given or not (seen_word or word.lower() in known.bodies)
        if label == "body":
            posts = "role" in stretch(labels, tokens, k)
            return posts and word.lower() in OF_POSTS or given and k > j and seen_word
        if label in ("word", "place"):
            seen_word = True
        elif label != "joiner":
            break
    return given or not seen_word


OF_POSTS = frozenset(("service", "services", "team", "unit", "office", "department", "group", "board", "committee", "directorate", "practice", "network", "partnership", "partnerships", "panel"))
"""Words of bodies that also stand inside the name of a post."""


def stretch(labels: list[str], tokens: list[tuple[str, int, int]], k: int) -> list[str]:
    """The labels from a word to the next mark."""
    return labels[k:next((n for n in range(k, len(tokens)) if labels[n] == "mark"), len(tokens))]


def described(tokens: list[tuple[str, int, int]], labels: list[str], inside: bool, line: str) -> list[Piece]:
    """The pieces of a stretch without a name: its posts and bodies. 'CCG City Director' is a body and then a post."""
    cuts = [0]
    for k in range(1, len(tokens)):
        word, rest = tokens[k][0].lower(), labels[k + 1:]
        left = labels[cuts[-1]:k]
        if word in ("and", "&", "with") and parts_posts(left, labels[k + 1:]):
            cuts += [k, k + 1]
        elif labels[k] == "letters" and "role" in left and begins_post(rest):
            cuts += [k, k + 1]
        elif labels[k - 1] == "letters" and word == "all":
            cuts.append(k)
        elif labels[k - 1] == "letters" and "&" not in tokens[k - 1][0] and begins_post(labels[k:]) and cuts[-1] == k - 1 and (len(rest) > 0 or labels[k] == "role"):
            cuts.append(k)
        elif "role" in left and labels[k - 1] not in ("joiner", "mark") and is_body(labels[k:], [w for w, _, _ in tokens[k:]]):
            cuts.append(k)
    pieces = []
    for a, b in zip(cuts, [*cuts[1:], len(tokens)]):
        words = tokens[a:b]
        if not words:
            continue
        if len(words) == 1 and words[0][0].lower() in ("and", "&", "with"):
            pieces.append(Piece("end", words[0][0], words[0][1], words[0][2], inside))
            continue
        while words and (words[0][0].lower() in ("and", "&", "with", "the", "via", "by") or words[0][0] in ".'\""):
            words = words[1:]
        while words and words[-1][0].lower() in ("and", "&", "with"):
            words = words[:-1]
        if not words:
            pieces.append(Piece("end", "", tokens[a][1], tokens[b - 1][2], inside))
            continue
        kinds = labels[a:b]
        text = line[words[0][1]:words[-1][2]]
        pieces.append(Piece(kind_of(kinds, text), text, words[0][1], words[-1][2], inside))
    return pieces


def is_body(labels: list[str], words: list[str]) -> bool:
    """Whether the rest of a stretch is a body's name: 'SOUTH & Mid Harbour CCGs'."""
    proper = labels[0] in ("letters", "place", "name") and "letters" in labels
    return proper and all(label in ("letters", "place", "name", "body") or word in ("&", "and", "of", "on", "upon", "the") for label, word in zip(labels, words))


def kind_of(labels: list[str], text: str) -> str:
    """role where a post word leads, body where a body's word or capitals do, else more of what stands before."""
    if "role" in labels:
        leads_all = text.lower().startswith("all ") or text.lower().endswith(("leads", "leaders", "members", "councillors", "representatives"))
        last = max(k for k, label in enumerate(labels) if label in ("role", "body"))
        only_member = {"role", "body"} <= set(labels) and labels[last] == "body" and labels.index("role") > labels.index("body")
        return "body" if leads_all or only_member else "role"
    if "body" in labels or "letters" in labels or "place" in labels or "name" in labels:
        return "body"
    return "more"


def begins_post(labels: list[str]) -> bool:
    """Whether words go on as a post: only subject words before the post word."""
    for label in labels:
        if label == "role":
            return True
        if label not in ("word", "place", "joiner"):
            return False
    return False


def parts_posts(left: list[str], right: list[str]) -> bool:
    """Whether an 'and' parts two posts or two bodies rather than two words of one."""
    right = right[:right.index("mark")] if "mark" in right else right
    both_posts = "role" in left and begins_post(right)
    both_bodies = "body" in left and "body" in right and "role" not in left and "role" not in right and ("name" in left or "place" in left) and ("name" in right or "place" in right)
    return both_posts or both_bodies or not left


# parties ------------------------------------------------------------------------------------------------------------------

@dataclass(slots=True)
class Draft:
    """A party being put together."""

    name: str | None = None
    role: str | None = None
    body: str | None = None
    start: int = -1
    end: int = -1
    councillor: bool = False
    outside: bool = False

    def take(self, piece: Piece) -> None:
        self.start = piece.start if self.start < 0 else min(self.start, piece.start)
        self.end = max(self.end, piece.end)


def assemble(pieces: list[Piece], line: str, known: Lists) -> list[Party]:
    """Parties of the pieces of one line."""
    drafts: list[Draft] = []
    draft = Draft()
    closed = True
    for piece in pieces:
        if piece.kind == "end":
            closed = True
            continue
        if is_placeholder(piece.text, known):
            continue
        fresh = closed and not (piece.inside and drafts and draft.name is None and piece.kind == "person")
        if piece.kind == "body" and piece.inside and draft.outside and draft.name and not closed:
            draft.take(piece)
            continue
        if fresh or starts_new(draft, piece):
            draft = Draft()
            drafts.append(draft)
        closed = False
        if piece.kind == "person":
            draft.name, draft.councillor = piece.text, piece.titled
        elif piece.kind == "role" or (piece.kind == "more" and draft.role is not None):
            draft.role = piece.text if draft.role is None else line[line.index(draft.role, draft.start):piece.end]
        elif piece.kind == "more" and draft.name is not None and draft.role is None:
            draft.role = piece.text
        else:
            draft.body = piece.text if draft.body is None else line[line.index(draft.body, max(0, draft.start)):piece.end]
        draft.outside = draft.outside or piece.kind == "body" and not piece.inside
        draft.take(piece)
    share_body(drafts, pieces)
    return [party(d, line) for d in drafts]


def starts_new(draft: Draft, piece: Piece) -> bool:
    """Whether a piece cannot belong to the party so far."""
    if piece.kind == "person":
        return draft.name is not None or (draft.role is not None and not piece.inside and draft.body is not None)
    if piece.kind == "role":
        return draft.role is not None
    if piece.kind == "body":
        return draft.body is not None
    return False


def share_body(drafts: list[Draft], pieces: list[Piece]) -> None:
    """'Accountable Officer and Director of Commissioning, CCG': the body is both posts'."""
    joints = {p.end for p in pieces if p.kind == "end" and p.text.lower() in ("and", "&")}
    for first, second in zip(drafts, drafts[1:]):
        if first.role and second.role and not (first.name or second.name) and first.body is None and second.body and any(first.end < j <= second.start for j in joints):
            first.body = second.body


def party(draft: Draft, line: str) -> Party:
    raw = line[draft.start:draft.end]
    if raw.count("(") > raw.count(")") and line[draft.end:draft.end + 1] == ")":
        raw += ")"
    role = draft.role or ("Councillor" if draft.councillor else None)
    kind = "person" if draft.name else "post" if role else "organisation"
    return Party(draft.name, role, draft.body, kind, raw)
