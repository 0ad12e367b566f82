"""What the pages of one PDF have in common, learnt as they are read: type size, how far lines run, how words go over line ends."""
from __future__ import annotations

from collections import Counter
from itertools import pairwise

from extractors.readers.lines import Line, Setting, lines_of
from extractors.readers.ruled import RuledTable

MAX_WORDS = 50_000
ENOUGH = 20
"""Line ends after which a file's habit is known."""


class Habits:
    """Learn from each page first, then ask."""

    def __init__(self):
        self._sizes: Counter[float] = Counter()
        self._ends: Counter[bool] = Counter()
        self._tags: Counter[bool] = Counter()
        self._reach: dict[int, float] = {}
        self._seen: set[str] = set()
        self._words: set[str] = set()
        self.over_pages = False

    def learn(self, lines: list[Line], full: list[Line], tables: list[RuledTable], width: float) -> None:
        """`lines` are the page's running text, `full` those that are not in a narrow column."""
        for line in lines:
            self._sizes[round(line.size, 1)] += len(line.text) // 10 + 1
            self._line(line, len(line.text) > 50)
        self._pairs(lines)
        for cell in (c for t in tables for c in t.cells if len(c.words) > 3):
            if self._ends.total() < ENOUGH:
                own = lines_of(cell.words)
                self._pairs(own)
                for line in own[:-1]:
                    self._line(line, True)
            else:
                self._keep(cell.words)
        right = _wrapped_at(full, width)
        if right:
            self._reach[round(width)] = max(self._reach.get(round(width), 0.0), right)

    def _line(self, line: Line, goes_on: bool) -> None:
        self._keep(line.words[:-1])
        if goes_on and line.text[-1].isalnum():
            self._ends[line.spaced] += 1

    def _pairs(self, lines: list[Line]) -> None:
        """A line that goes on in the middle of a sentence is in one paragraph with the next: tags that say otherwise are poor."""
        for a, b in pairwise(lines):
            if a.words[-1].tag and b.words[0].tag and b.text[0].islower() and a.text[-1] not in ".:;!?":
                self._tags[a.words[-1].tag == b.words[0].tag] += 1

    def _keep(self, words: list) -> None:
        if len(self._words) + len(self._seen) < MAX_WORDS:
            self._seen.update([w.text for w in words if w.after])

    def _known(self) -> set[str]:
        """Words seen whole, in small letters and without what stands around them."""
        self._words.update(text.strip(".,;:()'\"").lower() for text in self._seen)
        self._seen.clear()
        return self._words

    @property
    def body(self) -> float:
        """The usual type size."""
        return self._sizes.most_common(1)[0][0] if self._sizes else 10.0

    @property
    def setting(self) -> Setting:
        """How lines make paragraphs in this file."""
        tagged = self._tags.total() > 1 and self._tags[True] > 0.9 * self._tags.total()
        return Setting(self._known() if self._ends[True] > 0.35 * self._ends.total() else None, tagged, self.over_pages)

    @property
    def poor_tags(self) -> bool:
        """Whether the file has tags that do not agree with its lines."""
        return self._tags[False] > 0 and not self.setting.tagged

    def right(self, lines: list[Line], tables: list[RuledTable], width: float) -> float:
        """How far running text may go on a page: as far as its wrapped lines do, or those of pages as wide, else to the usual margin."""
        longest = max((line.x1 for line in lines), default=0.0)
        wrapped = _wrapped_at(lines, width) or self._reach.get(round(width))
        return max(longest, wrapped) if wrapped else max([longest, 0.86 * width, *(t.box[2] for t in tables)])


def _wrapped_at(lines: list[Line], width: float) -> float | None:
    """The right end of lines, where enough of them run up to it and on; null where none seems to be wrapped."""
    if len(lines) < 3:
        return None
    right, left = max(line.x1 for line in lines), min(line.x0 for line in lines)
    wrapped = sum(line.x1 > right - 0.09 * (right - left) and line.text[-1] not in ".:;?" for line in lines)
    return right if wrapped >= max(3, 0.2 * len(lines)) and right - left > 0.3 * width else None
