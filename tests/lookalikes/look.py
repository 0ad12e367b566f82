"""What a look-alike is: a paper, its gold, and the files it is made into."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.making.content import Paper
from tests.making.draw import Look
from tests.making.gold import Gold


@dataclass
class Alike:
    """`word` and `office`: a Word file, and its PDF by LibreOffice. `drawn`: name -> how the PDF is drawn; `texts`: name -> (paper or None
    for the same, how tables are written, widths). The split of a drawn PDF is pdf for ruled tables, hard for the rest."""

    name: str
    paper: Paper
    gold: Gold
    word: bool = True
    office: bool = True
    drawn: dict[str, Look] = field(default_factory=dict)
    texts: dict[str, tuple] = field(default_factory=dict)


BORDERLESS = Look(lines="none")
IDIOM = Look(lines="word")
ROTATED = Look(lines="ruled", rotate=90)
TURNED = Look(lines="word", rotate=270)
NARROW = Look(lines="ruled", table_size=6, landscape=False)
SIDEWAYS = Look(lines="ruled", rotate=90, flag=False)
