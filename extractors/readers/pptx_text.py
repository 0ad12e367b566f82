"""Text of a PowerPoint shape or cell: paragraphs with inherited bullets, list numbers, size and bold."""
from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from extractors.readers import fold
from extractors.readers.colours import Theme
from extractors.readers.numbering import formatted
from extractors.readers.ooxml import A, MC, whole
from models.document import Paragraph, Place

_BULLETS = (A + "buChar", A + "buAutoNum", A + "buBlip", A + "buNone")
_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
_STYLES = {"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_WRAPS = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Plain": "{}"}


def paragraphs(body: etree._Element | None, inherited: Sequence[etree._Element], theme: Theme, place: Place) -> list[Paragraph]:
    """Paragraphs of a text body, cut at line breaks, empty ones left out. `inherited` are the list styles (a:lstStyle and the
    like) to ask, nearest first."""
    if body is None:
        return []
    styles = [*body.findall(A + "lstStyle"), *inherited]
    counters: dict[int, tuple[str, int]] = {}
    out: list[Paragraph] = []
    for element in body.findall(A + "p"):
        own = element.find(A + "pPr")
        level = max(0, min(whole(own.get("lvl")), 8)) if own is not None else 0
        chain = [e for e in (own, *(s.find(f"{A}lvl{level + 1}pPr") for s in styles)) if e is not None]
        lines = [_line(spans, chain, theme, place) for spans in _lines(element)]
        mark = next((b for e in chain for b in e if b.tag in _BULLETS), None)
        printed = [p for p in lines if p.text]
        if printed and mark is not None and mark.tag == A + "buAutoNum":
            printed[0].number = _number(mark, level, counters)
        else:
            for deeper in [key for key in counters if key >= level]:
                if printed:
                    del counters[deeper]
        for index, paragraph in enumerate(printed):
            typed, paragraph.text = fold.split_bullet(paragraph.text)
            paragraph.bullet = typed or (index == 0 and mark is not None and mark.tag in (A + "buChar", A + "buBlip"))
            paragraph.level = level
        out += printed
    return out


def _number(mark: etree._Element, level: int, counters: dict[int, tuple[str, int]]) -> str:
    """The next number of a list; a list goes on while its kind stays, deeper levels start again."""
    kind, start = mark.get("type", "arabicPeriod"), mark.get("startAt", "1")
    key = f"{kind} {start}"
    before = counters.get(level)
    count = before[1] + 1 if before and before[0] == key else whole(start, 1)
    for deeper in [k for k in counters if k > level]:
        del counters[deeper]
    counters[level] = (key, count)
    wrap = next((w for w in _WRAPS if kind.endswith(w)), "Plain")
    return _WRAPS[wrap].format(formatted(count, _STYLES.get(kind.removesuffix(wrap), "decimal")))


def _lines(paragraph: etree._Element) -> list[list[etree._Element]]:
    """The runs of a paragraph by printed line."""
    lines: list[list[etree._Element]] = [[]]
    for element in paragraph:
        if element.tag == A + "br":
            lines.append([])
        elif element.tag in (A + "r", A + "fld", MC + "AlternateContent") or element.tag.endswith("}m"):
            lines[-1].append(element)
    return lines


def _line(runs: list[etree._Element], chain: list[etree._Element], theme: Theme, place: Place) -> Paragraph:
    text, bolds, sizes, fills = "", [], {}, set()
    for run in runs:
        words = _unescaped("".join(t.text or "" for t in _shown_text(run)))
        look = run.find(A + "rPr")
        chained = [look, *(e.find(A + "defRPr") for e in chain)]
        font = look.find(A + "latin") if look is not None else None
        symbol = look.find(A + "sym") if look is not None else None
        face = (symbol if symbol is not None else font)
        words = fold.symbols(words, face.get("typeface", "")) if face is not None else words
        if _said(chained, "cap") == "all":
            words = words.upper()
        text += words
        if words.strip():
            bolds.append(_said(chained, "b") in ("1", "true"))
            size = _said(chained, "sz")
            sizes[size] = sizes.get(size, 0) + len(words)
            highlight = look.find(A + "highlight") if look is not None else None
            shade = theme.colour(highlight[0]) if highlight is not None and len(highlight) else None
            inks = map(theme.drawn, chained) if shade is None and words.strip() in fold.SIGNS else ()
            fills.add(next(filter(None, inks), shade))
    size = max(sizes, key=lambda s: sizes[s]) if sizes else None
    return Paragraph(fold.fold(text), bold=bool(bolds) and all(bolds), place=place,
                     size=whole(size) / 100 or None, fill=fills.pop() if len(fills) == 1 else None)


def _shown_text(run: etree._Element) -> list[etree._Element]:
    choice = run.find(MC + "Choice") if run.tag == MC + "AlternateContent" else run
    return [e for e in choice.iter() if isinstance(e.tag, str) and e.tag.endswith("}t")] if choice is not None else []


def _said(chain: list[etree._Element | None], name: str) -> str | None:
    return next((e.get(name) for e in chain if e is not None and e.get(name) is not None), None)


def _unescaped(text: str) -> str:
    """'_x000B_' and the like, which is how Office writes control characters, as spaces or the character meant."""
    return _ESCAPED.sub(lambda m: " " if int(m[1], 16) < 32 else chr(int(m[1], 16)), text) if "_x" in text else text
