"""Owner cells: one Party a person, post or body named, by rules on the cell's words.

Officers print 'Name, Post, Body', 'Post (Name)', 'Body Name Post', several names with slashes, and bodies that look like names. A name is a
run of capitalised words that no list of posts, bodies and subjects holds; what stands next to it decides between 'Priya Nair Head of
Housing' and 'Mid Harbour Borough Council'.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.values.owner_words import Lists, Word, lists
from extractors.values.person_names import initials_only, name_at

JUNK = re.compile(
    r"\S+@\S+|\b(?:ext|tel)\.?\s*:?\s*[\d ]+|\b0\d{3,4}[ \d]{5,}|https?://\S+"
    r"|\((?-i:[ARCI](?:/[ARCI])?)\)|^(?-i:[ARCI]/[ARCI])\s*:", re.I | re.M)
"""What names nobody: addresses, telephone numbers, letters of a responsibility matrix."""
VACANT = re.compile(r"\s*vacan(?:t|cy)\s*[(–-]\s*(?:was|previously|formerly)\b", re.I)
BROKEN_HYPHEN = re.compile(r"(?<=[A-Za-z] )([A-Z]\w+)- ([A-Z]\w+)")
LONGEST = 1500
"""Characters beyond which a cell is prose, not owners."""
JOINTS = ("and", "&", "with")


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
    councillor: bool = False


def split_owners(text: str, extra: tuple[str, ...] = (), *, initials: bool = False) -> list[Party]:
    """The parties an owner cell names, in order; paragraph breaks of the cell must be kept as line breaks. 'TBC' names none. `initials`:
    the paper's owners are initials as a rule, so that three letters are somebody's too.

    >>> [p.name for p in split_owners("Priya Nair, Head of Housing / Tom Ashdown")]
    ['Priya Nair', 'Tom Ashdown']
    """
    return list(owners_of(text, extra, initials))


def are_initials(cells: list[str], extra: tuple[str, ...] = ()) -> bool:
    """Whether most owner cells of a paper are initials ('DW', 'SPK/RHJ') and two letters of some are."""
    only = [c for c in cells if re.fullmatch(r"[A-Z]{2,3}(?:\s*[/,&]\s*[A-Z]{2,3})*", c.strip())]
    return len(only) > max(2, 0.6 * len(cells)) and any(p.kind == "person" for c in only for p in split_owners(c, extra))


@lru_cache(maxsize=4096)
def owners_of(text: str, extra: tuple[str, ...], initials: bool) -> tuple[Party, ...]:
    """The parties of a cell, line by line."""
    known, parties = lists(extra), list[Party]()
    if len(text) > LONGEST:
        return ()
    for line in logical_lines(JUNK.sub(" ", text), known):
        if is_placeholder(line, known):
            continue
        found = assemble(pieces_of(line, known, initials), line, known)
        if len(found) == 1 and parties and continues(parties[-1], found[0]):
            name, post = parties[-1], found[0]
            parties[-1] = Party(name.name, post.role, post.organisation, "person", f"{name.raw}\n{post.raw}")
        else:
            parties += found
    return tuple(parties)


def logical_lines(text: str, known: Lists) -> list[str]:
    """The lines of a cell, those put together that only its width broke ('Head of Directorate,' over 'MFT'; 'Jane Ashdown-' over
    'Pryce')."""
    lines: list[str] = []
    for line in text.split("\n"):
        line = BROKEN_HYPHEN.sub(lambda m: mended(m, known), " ".join(line.split()).lstrip(" -–•▪·*"))
        if lines and line and goes_on(lines[-1], line, known):
            lines[-1] = BROKEN_HYPHEN.sub(lambda m: mended(m, known), f"{lines[-1]} {line}")
        elif line:
            lines.append(line)
    return [line.rstrip(" -–•▪·*") for line in lines]


def mended(match: re.Match[str], known: Lists) -> str:
    """'Ashdown- Pryce' as one surname, unless a post or a first name follows the dash."""
    before, after = match.groups()
    surname = known.label(before) == known.label(after) == "name" and after.lower() not in known.given
    return f"{before}-{after}" if surname else match.group()


def goes_on(last: str, line: str, known: Lists) -> bool:
    """Whether a line goes on the one above, rather than naming another owner."""
    if last[-1] in ",&(/–-" or line[0].islower() or line[0] in ")&/":
        return True
    above, words = known.line(last), known.line(line)
    if above[-1].low in ("of", "and", "for", "the", "on", "with", "in", "to"):
        return True
    if len(above) == 1 and above[0].label == words[0].label == "name":
        return words[0].low not in known.given or (len(words) > 1 and words[1].label == "role")
    if words[0].label == "letters" and all(w.text.isupper() and w.label in ("letters", "word") for w in words):
        return above[-1].label not in ("letters", "body", "mark") and has(above, "role", "name")
    body = has(words, "body", "letters") and all(w.label in ("letters", "body", "place", "word") for w in words)
    return body and has(above, "role") and above[-1].label in ("name", "place")


def is_placeholder(text: str, known: Lists) -> bool:
    """Whether a text names nobody: 'TBC', 'Vacant', a dash."""
    if VACANT.match(text):
        return True
    return not re.search(r"\w", text) or " ".join(re.findall(r"[a-z]+", text.lower())) in known.placeholders


def continues(last: Party, post: Party) -> bool:
    """Whether a line that only gives a post is that of the person alone on the line above."""
    return last.kind == "person" and last.raw == last.name and post.kind == "post"


# pieces of a line ---------------------------------------------------------------------------------------------------------

def pieces_of(line: str, known: Lists, usual: bool) -> list[Piece]:
    """Cut a line into persons, roles and bodies, with the ends of parties marked."""
    if surname_first := re.fullmatch(r"([A-Z][\w'’-]{2,}),\s+([A-Z][\w’'-]*\.?)", line):
        surname, first = surname_first.groups()
        if (first.lower() in known.given or len(first) < 3) and known.label(surname.title()) == "name":
            return [Piece("person", f"{first} {surname.title() if surname.isupper() else surname}", 0, len(line))]
    words, pieces = known.line(line), list[Piece]()
    initials = initials_only(words, known, usual=usual)
    i = depth = held = 0

    def flush(until: int) -> None:
        if held < until:
            pieces.extend(posts_and_bodies(words[held:until], depth > 0, line))

    while i < len(words):
        word = words[i]
        if initials and i in initials:
            flush(i)
            pieces.append(Piece("person", word.text, word.start, word.end, depth > 0))
            held = i + 1
        elif length := name_at(words, i, known):
            flush(i)
            pieces.append(person(words[i:i + length], line, depth > 0, known))
            i += length
            held = i
            continue
        elif word.label == "mark" and word.text in "()[],:–—-" or parts_owners(line, words, i, bool(initials)):
            flush(i)
            depth = max(0, depth + (word.text in "([") - (word.text in ")]"))
            if word.text in ";/|•▪·+":
                pieces.append(Piece("end", word.text, word.start, word.end, depth > 0))
            elif word.text == ":" and pieces and " ".join(pieces[-1].text.lower().split()) in known.labels:
                pieces[-1] = Piece("end", ":", pieces[-1].end, pieces[-1].end)
            held = i + 1
        i += 1
    flush(len(words))
    return pieces


def person(words: list[Word], line: str, inside: bool, known: Lists) -> Piece:
    """The piece of a name, its titles left out."""
    plain = [w for w in words if w.label != "title"] or words
    text = line[plain[0].start:plain[-1].end]
    councillor = any(w.low in known.councillor_titles for w in words if w.label == "title")
    return Piece("person", text.rstrip(".,") if len(text.split()[-1]) > 2 else text, words[0].start, words[-1].end, inside, councillor)


def parts_owners(line: str, words: list[Word], i: int, initials: bool) -> bool:
    """Whether a mark parts owners. 'Health/Care' and 'and/or' do not: a slash without spaces between words of a subject."""
    word = words[i]
    if word.text not in (";", "/", "|", "•", "▪", "·", "+"):
        return False
    if word.text != "/" or initials or not 0 < i < len(words) - 1:
        return True
    return not (words[i - 1].label in ("word", "joiner") and words[i + 1].label in ("word", "joiner") and line[word.start - 1] != " ")


def posts_and_bodies(words: list[Word], inside: bool, line: str) -> list[Piece]:
    """The pieces of a stretch without a name: its posts and bodies. 'ICB City Director' is a body and then a post; an 'and' before or after
    them parts them from the name there ('Jo Fox & Officers')."""
    cuts = [0, 1] if words[0].low in JOINTS else [0]
    for k in range(1, len(words)):
        left, word, before = words[cuts[-1]:k], words[k], words[k - 1]
        if word.low in JOINTS and parts_posts(left, words[k + 1:]):
            cuts += [k, k + 1]
        elif word.label == "letters" and has(left, "role") and begins_post(words[k + 1:]):
            cuts += [k, k + 1]
        elif before.label == "letters" and word.low == "all":
            cuts.append(k)
        elif before.label == "letters" and "&" not in before.text and cuts[-1] == k - 1 and begins_post(words[k:]):
            cuts.append(k)
        elif has(left, "role") and before.label not in ("joiner", "mark") and is_body(words[k:]):
            cuts.append(k)
    if words[-1].low in JOINTS and len(words) > 1:
        cuts.append(len(words) - 1)
    return [piece for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if a < b for piece in described(words[a:b], inside, line)]


def described(words: list[Word], inside: bool, line: str) -> list[Piece]:
    """One piece, small words round it left out; an end where nothing else is there."""
    whole = words
    while words and (words[0].low in (*JOINTS, "the", "via", "by") or words[0].text in ".'\""):
        words = words[1:]
    while words and words[-1].low in JOINTS:
        words = words[:-1]
    if not words:
        return [Piece("end", whole[0].text, whole[0].start, whole[-1].end, inside)]
    text = line[words[0].start:words[-1].end]
    return [Piece(kind_of(words, text), text, words[0].start, words[-1].end, inside)]


def has(words: list[Word], *labels: str) -> bool:
    return any(w.label in labels for w in words)


def is_body(words: list[Word]) -> bool:
    """Whether the rest of a stretch is a body's name: 'SOUTH & Mid Harbour ICBs'."""
    small = ("&", "and", "of", "on", "upon", "the")
    proper = words[0].label in ("letters", "place", "name") and has(words, "letters")
    return proper and all(w.label in ("letters", "place", "name", "body") or w.text in small or w.text.isupper() for w in words)


def kind_of(words: list[Word], text: str) -> str:
    """role where a post word leads, body where a body's word or capitals do, else more of what stands before."""
    labels = [w.label for w in words]
    if "role" in labels:
        low = text.lower()
        crowd = low.startswith("all ") or low.endswith(("leads", "leaders", "members", "councillors", "representatives"))
        last = max(k for k, label in enumerate(labels) if label in ("role", "body"))
        member = labels[last] == "body" and labels.index("role") > labels.index("body")
        return "body" if crowd or member else "role"
    return "body" if has(words, "body", "letters", "place", "name") else "more"


def begins_post(words: list[Word]) -> bool:
    """Whether words go on as a post: only subject words before the post word."""
    for word in words:
        if word.label == "role":
            return True
        if word.label not in ("word", "place", "joiner"):
            return False
    return False


def parts_posts(left: list[Word], right: list[Word]) -> bool:
    """Whether an 'and' parts two posts or two bodies rather than two words of one."""
    right = right[:next((k for k, w in enumerate(right) if w.label == "mark"), len(right))]
    if not left or (has(left, "role") and begins_post(right)):
        return not (left and left[0].low == "chief" and not has(left[1:], "role"))  # 'Chief Digital and Information Officer'
    bodies = all(has(side, "body") and has(side, "name", "place") for side in (left, right))
    return bodies and not has([*left, *right], "role")


# parties ------------------------------------------------------------------------------------------------------------------

@dataclass(slots=True)
class Draft:
    """A party being put together. `outside`: its body stands before the brackets that its person stands in."""

    name: str | None = None
    role: str | None = None
    body: str | None = None
    start: int = -1
    end: int = -1
    councillor: bool = False
    outside: bool = False

    def take(self, piece: Piece, line: str) -> None:
        """Add a piece."""
        begin = piece.start if self.start < 0 else self.start
        if piece.kind == "person":
            self.name, self.councillor = piece.text, piece.councillor
        elif piece.kind == "role" or (piece.kind == "more" and self.role is not None):
            self.role = piece.text if self.role is None else line[line.index(self.role, begin):piece.end]
        elif piece.kind == "more" and self.name is not None:
            self.role = piece.text
        elif self.body is None or not (self.outside and self.name and piece.inside):
            self.body = piece.text if self.body is None else line[line.index(self.body, begin):piece.end]
        self.outside = self.outside or (piece.kind == "body" and not piece.inside)
        self.start, self.end = min(begin, piece.start), max(self.end, piece.end)

    def refuses(self, piece: Piece) -> bool:
        """Whether a piece cannot belong to the party so far."""
        if piece.kind == "person":
            return self.name is not None or (self.role is not None and self.body is not None and not piece.inside)
        if piece.kind == "role":
            return self.role is not None
        return piece.kind == "body" and self.body is not None and not (piece.inside and self.outside and self.name)

    def party(self, line: str) -> Party:
        raw = closed(line[self.start:self.end], line[self.start:])
        role = closed(self.role, raw) if self.role else ("Councillor" if self.councillor else None)
        kind = "person" if self.name else "post" if role else "organisation"
        return Party(self.name, role, self.body, kind, raw)


def closed(text: str, line: str) -> str:
    """A part of a line with the bracket that closes one in it, where the line goes on so."""
    whole = f"{text})"
    return whole if text.count("(") > text.count(")") and whole in line else text


def assemble(pieces: list[Piece], line: str, known: Lists) -> list[Party]:
    """Parties of the pieces of one line."""
    drafts: list[Draft] = []
    closed = True
    for piece in pieces:
        if piece.kind == "end":
            closed = True
            continue
        if is_placeholder(piece.text, known):
            continue
        named_in_brackets = bool(drafts) and piece.inside and piece.kind == "person" and drafts[-1].name is None
        if not drafts or (closed and not named_in_brackets) or drafts[-1].refuses(piece):
            drafts.append(Draft())
        closed = False
        drafts[-1].take(piece, line)
    share_body(drafts, [p.end for p in pieces if p.kind == "end" and p.text.lower() in ("and", "&")])
    return [d.party(line) for d in drafts]


def share_body(drafts: list[Draft], joints: list[int]) -> None:
    """'Accountable Officer and Director of Commissioning, ICB': the body is both posts'."""
    for first, second in zip(drafts, drafts[1:], strict=False):
        posts = first.role and second.role and not first.name and not second.name
        if posts and first.body is None and second.body and any(first.end < j <= second.start for j in joints):
            first.body = second.body
