"""Speed in one table: reading against other tools over the same files, reruns of large stores, queries over them.

    python benchmarks/table.py [--only papers reruns queries] [--files PDF ...] [--keep DIR] [--sizes 10000 100000]

Papers: the PDFs given, else those of ../shared (real councils' papers) where it is there, else those below data/raw.
pdfplumber is `page.extract_tables()` on every page; camelot is its lattice reading, skipped where it is not installed
(pip install -r benchmarks/requirements.txt); this project is `matters ingest` into an empty folder, with everything on:
start-up, text, tables, layout, values, themes, links, writing. It reads the same papers several times over too, as an archive would be,
where start-up counts less. Reruns use the made stores of benchmarks/reruns.py, kept in --keep
for the next time. 'Processor' is user and system time of all processes: it tells more than the clock where others use the machine.
"""
from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from benchmarks import reruns  # noqa: E402
from benchmarks.speed import default_files, pages_of  # noqa: E402
from pipeline import load, store  # noqa: E402
from pipeline.fingerprint import extractor_fingerprint  # noqa: E402

MATTERS = [sys.executable, "-m", "pipeline"]
PLUMBER = """
import sys, pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
"""
CAMELOT = """
import sys, warnings, camelot
warnings.simplefilter("ignore")
for path in sys.argv[1:]:
    camelot.read_pdf(path, pages="all", flavor="lattice")
"""
COPIES = 8
QUERIES = {
    "rows of one table": "select count(*) from passages",
    "status of actions by year": "select year(period_start), status, count(*) from assessments group by all",
    "all actions of one council, with their papers":
        "select d.title, d.paper_date, a.number, a.text, a.owner_raw from actions a join documents d using (document_id) "
        "where d.council = 'made-7'",
    "papers and actions by council":
        "select d.council, count(distinct d.document_id), count(*) from documents d join actions a using (document_id) group by all",
    "words in all evidence":
        "select d.council, count(*) from evidence e join documents d using (document_id) where e.text ilike '%charter%' group by all",
    "one action over all papers": "select * from timeline where action_key = (select min(action_key) from timeline) order by period_start",
}


@dataclass
class Spent:
    """What a command took: seconds by the clock and of processor, MB of its largest process."""

    clock: float
    processor: float
    peak: int


def measured(command: list[str]) -> Spent:
    """Run a command; raises SystemExit with its last words where it fails (1 is `some papers failed`)."""
    with tempfile.TemporaryFile() as said:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=HOUSE, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1) or (process.returncode and command[0:3] != MATTERS):
            said.seek(0)
            raise SystemExit(said.read().decode(errors="replace")[-2000:])
    return Spent(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def papers(given: list[Path]) -> tuple[list[Path], int]:
    """The PDFs to read, and their pages."""
    files = given or default_files()
    return files, sum(map(pages_of, files))


def reading(given: list[Path]) -> Iterator[str]:
    """Rows on reading papers."""
    files, pages = papers(given)
    yield f"| | {len(files)} PDFs, {pages} pages | | | | |"
    names = [str(f.resolve()) for f in files]

    def row(what: str, s: Spent, times: int = 1) -> str:
        return (f"| reading | {what} | {s.clock:.1f} s | {times * pages / s.clock:.1f} pages/s | "
                f"{1000 * s.processor / times / pages:.1f} ms/page | {s.peak} MB |")
    if importlib.util.find_spec("camelot"):
        yield row("camelot, lattice", measured([sys.executable, "-c", CAMELOT, *names]))
    else:
        yield "| reading | camelot, lattice | skipped: not installed | | | |"
    yield row("pdfplumber, tables only", measured([sys.executable, "-c", PLUMBER, *names]))
    digests = []
    for jobs in ("1", "2"):
        with tempfile.TemporaryDirectory() as scratch:
            spent = measured([*MATTERS, "ingest", *names, "--out", scratch, "--jobs", jobs, "-q"])
            digests.append([p["sha256"] for t in store.manifest(Path(scratch))["tables"].values() for p in t["parts"]])
        yield row(f"this project, everything, {jobs} job{'s' if jobs > '1' else ''}", spent)
    yield f"| | tables of 1 and 2 jobs are {'byte for byte the same' if digests[0] == digests[1] else 'DIFFERENT'} | | | | |"
    with tempfile.TemporaryDirectory() as scratch:
        archive = copied(files, Path(scratch) / "papers")
        for what, options in (
                ("1 job", ("--jobs", "1")), ("2 jobs", ("--jobs", "2")), ("1 job, without themes", ("--jobs", "1", "--no-themes"))):
            out = Path(scratch) / what
            spent = measured([*MATTERS, "ingest", str(archive), "--out", str(out), *options, "-q"])
            yield row(f"this project, {what}, the same papers {COPIES} times", spent, COPIES)
    yield row("pdfplumber again: what the machine was worth by then", measured([sys.executable, "-c", PLUMBER, *names]))


def copied(files: list[Path], folder: Path) -> Path:
    """A folder of several copies of each paper, no two of the same bytes: start-up counts less there, as in an archive."""
    folder.mkdir()
    for copy in range(COPIES):
        for file in files:
            (folder / f"{copy}-{file.name}").write_bytes(file.read_bytes() + b"\n%% copy %d\n" % copy)
    return folder


def made(keep: Path, count: int) -> tuple[Path, Path]:
    """A store of so many made papers, all published: its papers and its tables. Kept for this version of the program."""
    base = keep / f"{count}-{extractor_fingerprint()}"
    folder, out = base / "papers", base / "out"
    if store.current(out) is None:
        reruns.make(folder, out, 0, count)
        measured([*MATTERS, "ingest", str(folder), "--out", str(out), "-q"])
    return folder, out


def rerunning(keep: Path, sizes: list[int]) -> Iterator[str]:
    """Rows on runs over large stores."""
    for count in sizes:
        folder, out = made(keep, count)
        run = [*MATTERS, "ingest", str(folder), "--out", str(out), "-q"]
        size = sum(f.stat().st_size for f in store.current(out).rglob("*") if f.is_file()) / 2**20
        rows = sum(t["rows"] for t in store.manifest(out)["tables"].values())
        papers = store.manifest(out)["counts"]["seen"]

        def row(what: str, s: Spent, n: int = papers) -> str:
            return f"| store of {n:,} papers | {what} | {s.clock:.1f} s | | {s.processor:.1f} s | {s.peak} MB |"
        yield f"| | {papers:,} papers, {rows:,} rows, {size:.0f} MB of tables | | | | |"
        measured(run)
        yield row("nothing new", measured(run))
        reruns.make(folder, out, papers, 1)
        yield row("one new paper published", measured(run))


def querying(keep: Path, count: int) -> Iterator[str]:
    """Rows on queries over the largest store; the median of five."""
    _, out = made(keep, count)
    tables = load(out, engine="duckdb")
    for what, sql in QUERIES.items():
        spent = []
        for _ in range(5):
            start = time.monotonic()
            rows = len(tables.connection.sql(sql).fetchall())
            spent.append(time.monotonic() - start)
        yield f"| query over {count:,} papers | {what} | {1000 * sorted(spent)[2]:.0f} ms | {rows:,} rows | | |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=("papers", "reruns", "queries"), default=["papers", "reruns", "queries"])
    parser.add_argument("--files", nargs="+", type=Path, default=[])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="keep the made stores here, and use those that are (default: a temporary folder)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        keep = args.keep or Path(scratch)
        print("| what | run | clock | rate | processor | largest process |\n| --- | --- | --- | --- | --- | --- |")
        for name, rows in (
                ("papers", reading(args.files)), ("reruns", rerunning(keep, args.sizes)), ("queries", querying(keep, max(args.sizes)))):
            if name in args.only:
                for row in rows:
                    print(row, flush=True)


if __name__ == "__main__":
    main()
