"""What a rerun costs: nothing new among N known papers, one new paper among them, all of them published afresh.

    python benchmarks/reruns.py [--papers 10000 100000] [--keep DIR]

Papers are small made-up text files; their results (about 90 rows each, half a year apart, six to a review) are written as
a reader would write them, so that this measures what happens around reading, not reading. Past the first 6,000, results are
those again under other ids, titles and prints, so that no two reviews are taken for one. Prints one table.
"""
from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from models.records import Action, Assessment, DocumentRow, Evidence, Owner, Passage, Recommendation, Records, Section  # noqa: E402
from pipeline import ingest, results, store  # noqa: E402
from pipeline.fingerprint import extractor_fingerprint  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from pipeline.sources import find  # noqa: E402

WORDS = ("review officer board service panel parking library street market bridge pool nursery contract survey footpath grant "
         "training rota archive ticket lamp verge kerb charter visit report budget agreed updated delayed complete started").split()
PAPERS_A_REVIEW = 6
DISTINCT = 6_000


def sentence(rng: random.Random, words: int) -> str:
    """Made-up prose."""
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def records(row: DocumentRow, review: int, version: int) -> Records:
    """One made-up paper of about 60 rows: the same recommendations and actions in each paper of its review, a new round each time."""
    told, now = random.Random(review), random.Random(f"{review}/{version}")
    out = Records(row)
    row.media_type, row.layout, row.status, row.title = (
        "text", "scrutiny_monitoring", "ok",
        f"Progress update: review {review:06d} of {told.choice(WORDS)} and {told.choice(WORDS)}")
    row.review, row.paper_date, row.words_total, row.words_assigned, row.coverage = (
        row.title, dt.date(2015 + version // 2, 1 + version % 2 * 6, 1), 900, 900, 1.0)
    section = out.add(Section(title="Progress"))
    for r in range(3):
        rec = out.add(Recommendation(section_id=section.section_id, kind="recommendation", number=str(r + 1), text=sentence(told, 24)))
        for a in range(3):
            act = out.add(Action(recommendation_id=rec.recommendation_id, number=str(a + 1), text=sentence(told, 18),
                                 owner_raw="Head of Service", due_raw="March 2022"))
            out.add(Owner(record_table="actions", record_id=act.action_id, field="owner_raw", role="Head of Service", kind="post",
                          raw="Head of Service"))
            for v in range(max(0, version - 1), version + 1):
                at = dt.date(2015 + v // 2, 1 + v % 2 * 6, 1)
                out.add(Evidence(recommendation_id=rec.recommendation_id, action_id=act.action_id, kind="progress", period_start=at,
                                 text=sentence(now, 40)))
            out.add(Assessment(recommendation_id=rec.recommendation_id, action_id=act.action_id, measure="progress",
                               period_start=row.paper_date, value_raw="2", grade=now.choice((1, 2, 3)),
                               status=now.choice(("complete", "on_track", "slipped")), source="text"))
    for p in range(12):
        out.add(Passage(ordinal=p + 1, kind="paragraph", text=sentence(now, 30), role="narrative"))
    return out


def make(folder: Path, out: Path, first: int, count: int) -> None:
    """Files, and the results of reading them."""
    fingerprint, root, settings = extractor_fingerprint(), store.results_folder(out), Settings(out=out, paths=(folder,))
    for n in range(first, first + count):
        review, version = divmod(n, PAPERS_A_REVIEW)
        path = folder / f"made-{review % 50}" / "committee" / f"{2015 + version // 2}-0{1 + version % 2 * 6}-01" / f"paper-{n:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Paper {n}\n{sentence(random.Random(n), 60)}\n")
    papers, _ = ingest.identify(find((folder,), out), {}, False, fingerprint)
    papers = sorted(papers, key=lambda p: p.source.name)
    for n, paper in enumerate(papers[first:], first):
        job = ingest.job(paper, settings, None)
        row = DocumentRow(**job.row | {"published_date": dt.date.fromisoformat(job.row["published_date"])})
        if n < DISTINCT:
            results.write(root, paper.result, records(row, *divmod(n, PAPERS_A_REVIEW)))
        else:
            copy(root, papers[n % DISTINCT], paper, n)


def copy(root: Path, old: ingest.Paper, new: ingest.Paper, n: int) -> None:
    """The result of one paper as that of another: ids, numbers of the review and names are of the same width."""
    header, packed = results._open(root / old.result)
    codec = pa.Codec("zstd")
    raw = codec.decompress(packed, header["size"], asbytes=True)
    for was, now in ((old.sha256, new.sha256), (old.sha256[:16], new.sha256[:16]), (old.source.name, new.source.name),
                     (f"review {n % DISTINCT // PAPERS_A_REVIEW:06d}", f"review {n // PAPERS_A_REVIEW:06d}")):
        raw = raw.replace(was.encode(), now.encode())
    header["signature"]["placed"]["file_name"] = new.source.name
    _, council, title, when, prints = header["signature"]["signature"]
    prints = [[i.replace(old.sha256[:16], new.sha256[:16]), f"{h[:-6]}{n // DISTINCT:06d}" if h else h] for i, h in prints]
    header["signature"]["signature"] = [
        new.sha256[:16], council, f"{title} {n // DISTINCT}", when.replace(old.source.name, new.source.name), prints]
    path = root / new.result
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(results.whole_file(header, codec.compress(raw, asbytes=True)))


def run(folder: Path, out: Path, *options: str) -> tuple[float, int, dict]:
    """One `matters ingest` in a process of its own: seconds, peak memory in MB, its report."""
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "pipeline", "ingest", str(folder), "--out", str(out), "--json", "-q", *options],
                          cwd=HOUSE, capture_output=True, text=True)
    spent = time.monotonic() - start
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, json.loads(done.stdout)


def measure(count: int, base: Path) -> None:
    """All runs over `count` papers."""
    folder, out = base / "papers", base / "out"
    start = time.monotonic()
    make(folder, out, 0, count)
    print(f"| {count:,} papers | made for the test | {time.monotonic() - start:.1f} s | | |", flush=True)

    def row(what: str, told: tuple[float, int, dict]) -> None:
        seconds, peak, report = told
        size = sum(f.stat().st_size for f in store.current(out).rglob("*") if f.is_file()) / 2**20
        print(f"| {count:,} papers | {what} | {seconds:.2f} s | {peak} MB | {report['outcome']}, {sum(report['rows'].values()):,} rows, "
              f"{size:.0f} MB |", flush=True)

    row("first publication", run(folder, out))
    row("nothing new", run(folder, out))
    make(folder, out, count, 1)
    row("one new paper", run(folder, out))
    row("nothing new again", run(folder, out))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, nargs="+", default=[10_000])
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it (default: a temporary one)")
    args = parser.parse_args()
    print("| store | run | time | peak memory so far | result |\n| --- | --- | --- | --- | --- |")
    for count in args.papers:
        base = args.keep / str(count) if args.keep else Path(tempfile.mkdtemp())
        measure(count, base)
        if not args.keep:
            shutil.rmtree(base)


if __name__ == "__main__":
    main()
