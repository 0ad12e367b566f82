"""How long linking takes: made-up papers, as records; nothing is read.

    python benchmarks/linking.py [--reviews 2000] [--papers 5] [--json]

Each review comes back with a further round in every paper, prints the earlier rounds again, and has an action reworded, one
renumbered, one dropped and one added now and then. Making the papers is not timed. The new paper is timed against all
signatures: what a publish does when one paper came.
"""
from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models.records import Action, Assessment, DocumentRow, Evidence, Recommendation, Records  # noqa: E402
from pipeline.link import link_review, paper, reviews, signature  # noqa: E402

RECOMMENDATIONS, ACTIONS = 8, 3
SYLLABLES = (
    "ba", "cor", "den", "el", "fin", "gar", "hol", "in", "jo", "ket", "lan", "mor", "ne", "ost", "pel", "ran", "sel", "tor", "ul", "ven",
)
STATUS = {1: "complete", 2: "on_track", 3: "slipped", 4: "not_achieved"}


def words(rng: random.Random, count: int) -> str:
    """So many words of no language."""
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(count)).capitalize() + "."


def review(number: int, papers: int) -> Iterator[Records]:
    """The papers of one review, oldest first."""
    rng = random.Random(number)
    title = words(rng, 4)
    texts = [(words(rng, 30), [[f"{r * ACTIONS + a + 1}", words(rng, 18)] for a in range(ACTIONS)]) for r in range(RECOMMENDATIONS)]
    told = []
    for n in range(papers):
        month = dt.date(2015 + n // 2, 1 + 6 * (n % 2), 1)
        if n:
            rng.choice(texts)[1][0][1] += " " + words(rng, 4)
            rng.choice(texts)[1][1][0] = str(40 + n)
            actions = rng.choice(texts)[1]
            actions[2:] = [[str(60 + n), words(rng, 18)]]
        told.append((month, {text: (rng.randint(1, 4), words(rng, 60)) for _, actions in texts for _, text in actions}))
        out = Records(DocumentRow(
            document_id=f"{number:010x}{n:06x}", file_name=f"{number}-{n}.pdf", media_type="pdf", layout="scrutiny_monitoring",
            council=f"council-{number % 150}", review=title))
        for r, (text, actions) in enumerate(texts, 1):
            rec = out.add(Recommendation(number=str(r), kind="recommendation", text=text, responsibility_raw="A. Clerk",
                                         due_raw="March 2020"))
            for number_, words_ in actions:
                act = out.add(Action(recommendation_id=rec.recommendation_id, number=number_, text=words_))
                for period, by_text in told:
                    if words_ in by_text:
                        grade, progress = by_text[words_]
                        about = {"recommendation_id": rec.recommendation_id, "action_id": act.action_id, "period_start": period,
                                 "period_end": period}
                        out.add(Evidence(kind="progress", text=progress, **about))
                        out.add(Assessment(measure="progress", grade=grade, status=STATUS[grade], source="text", value_raw=str(grade),
                                           **about))
        yield out


def bench(count: int, papers: int) -> dict[str, float]:
    """Seconds, and how much there was."""
    cpu = 0.0
    spent = {"signatures_s": 0.0, "grouping_s": 0.0, "linking_s": 0.0}
    signatures, rows, changes, entries, last = [], 0, 0, 0, {}
    for number in range(count):
        of_review = list(review(number, papers))
        rows += sum(len(r) for p in of_review for r in p.rows.values())
        start, busy = time.perf_counter(), time.process_time()
        signatures += [signature(p.document, p.rows) for p in of_review]
        middle = time.perf_counter()
        linked = link_review(str(number), [paper(p.document, p.rows) for p in of_review])
        spent["signatures_s"] += middle - start
        spent["linking_s"] += time.perf_counter() - middle
        cpu += time.process_time() - busy
        changes, entries = changes + len(linked.changes), entries + len(linked.timeline)
    start, busy = time.perf_counter(), time.process_time()
    groups = reviews(signatures)
    spent["grouping_s"] = time.perf_counter() - start
    cpu += time.process_time() - busy
    assert len(groups) == count, len(groups)
    *before, new = review(0, papers + 1)
    start = time.perf_counter()
    members, = (m for m in reviews([*signatures, signature(new.document, new.rows)]).values()
                if new.document.document_id in {x.document_id for x in m})
    linked = link_review("0", [paper(p.document, p.rows) for p in (*before, new)])
    last["one_new_paper_s"] = time.perf_counter() - start
    assert len(members) == papers + 1
    total = sum(spent.values())
    return {"papers": count * papers, "reviews": count, "rows": rows, "timeline": entries, "changes": changes, **spent,
            "all_s": total, "all_cpu_s": cpu, **last}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviews", type=int, default=2000)
    parser.add_argument("--papers", type=int, default=5, help="papers a review")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    got = bench(args.reviews, args.papers)
    print(json.dumps(got) if args.json else "\n".join(
        f"{k:18} {v:,.2f}" if isinstance(v, float) else f"{k:18} {v:,}" for k, v in got.items()))
    return 0 if got["all_s"] < 60 and got["one_new_paper_s"] < 2 else 1


if __name__ == "__main__":
    raise SystemExit(main())
