"""Pages a second of reading PDFs: plain pdfplumber, our reader, and the whole of ingest in one process, over the same files in one run.

    python benchmarks/speed.py [FILE ...] [--rounds 2] [--long] [--json]

Without files: ../shared/papers and ../shared/real/council-pdfs where they are there, else data/raw. Every file is read by each in turn, so
that a busy machine slows all alike; times are processor seconds, the best of the rounds. What this process remembers of the texts it
has read (labels, dates, tags) is forgotten before every file, so no file is read for the second time. `--long` measures how memory grows with pages:
a paper of 10 pages and one of 3,000 (the first paper's pages repeated), each in a process of its own.
"""
from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper, partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

LONG = (10, 3_000)


def default_files() -> list[Path]:
    shared = ROOT.parent / "shared"
    found = sorted((shared / "papers").glob("*.pdf")) + sorted((shared / "real" / "council-pdfs").glob("*.pdf"))
    return found or sorted((ROOT / "data" / "raw").rglob("*.pdf"))


def plumber(path: Path) -> None:
    """Plain pdfplumber: the tables of every page."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def reader(path: Path) -> None:
    """Our reader alone: file to Document."""
    from extractors.readers.pdf import read

    read(path)


def whole(path: Path, themes: bool = True) -> None:
    """Reading, records, themes and the check against the contract, as `ingest` does for one paper."""
    from models.records import DocumentRow
    from pipeline.run import read_paper

    read_paper(str(path), DocumentRow(document_id="0" * 16, file_name=path.name), themes=themes)


WAYS: dict[str, Callable[[Path], None]] = {
    "pdfplumber extract_tables": plumber, "our reader": reader, "without themes": partial(whole, themes=False), "whole of ingest": whole}


def pages_of(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def measure(files: list[Path], rounds: int) -> dict[str, float]:
    """Processor seconds of each way over all files, the best round of each file, every other round in the other order. What is loaded once
    a process, such as the rules of the themes, is loaded before."""
    plumber(files[0])
    for path in files:
        whole(path)
    remembered = memories()
    best = {name: [float("inf")] * len(files) for name in WAYS}
    for turn in range(rounds):
        for n, path in enumerate(files):
            for name, way in sorted(WAYS.items(), reverse=turn % 2 == 1):
                forget(remembered)
                start = time.process_time()
                way(path)
                best[name][n] = min(best[name][n], time.process_time() - start)
    return {name: sum(times) for name, times in best.items()}


def memories() -> list[_lru_cache_wrapper]:
    """The functions of ours that remember a bounded number of answers; those that keep a vocabulary for good are not meant."""
    return [f for f in gc.get_objects() if isinstance(f, _lru_cache_wrapper) and f.cache_info().maxsize
            and f.__module__.startswith(("extractors.", "models.", "pipeline."))]


def forget(remembered: list[_lru_cache_wrapper]) -> None:
    for function in remembered:
        function.cache_clear()


def peak(way: str, path: Path) -> float:
    """Peak memory (MB) of a process of its own that does one thing with one file."""
    out = subprocess.run([sys.executable, __file__, "--only", way, str(path)], capture_output=True, text=True, check=True)
    return float(out.stdout)


def only(way: str, path: Path) -> None:
    WAYS[way](path)
    print(high_water())


def high_water() -> float:
    """Peak memory of this process, MB. Linux counts the parent's in what `getrusage` says of a young process, but not here."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def long_paper(source: Path, pages: int, target: Path) -> Path:
    """A paper of so many pages: another's, repeated."""
    import pikepdf

    with pikepdf.open(source) as pdf, pikepdf.new() as out:
        while len(out.pages) < pages:
            out.pages.extend(pdf.pages)
        del out.pages[pages:]
        out.save(target)
    return target


def growth(source: Path) -> dict[str, dict[int, float]]:
    with tempfile.TemporaryDirectory() as folder:
        files = {n: long_paper(source, n, Path(folder) / f"{n}.pdf") for n in LONG}
        return {name: {n: peak(name, path) for n, path in files.items()} for name in ("our reader", "whole of ingest")}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--long", action="store_true")
    options.add_argument("--json", action="store_true")
    options.add_argument("--only", choices=WAYS, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only:
        only(chosen.only, chosen.files[0])
        return
    files = chosen.files or default_files()
    pages = sum(pages_of(f) for f in files)
    seconds = measure(files, chosen.rounds)
    largest = max(files, key=pages_of)
    slow = seconds["pdfplumber extract_tables"]
    rows = [{"way": n, "pages_a_second": round(pages / s, 1), "ratio": round(slow / s, 1), "peak_mb": round(peak(n, largest))}
            for n, s in seconds.items()]
    grown = growth(files[0]) if chosen.long else {}
    if chosen.json:
        print(json.dumps({"files": len(files), "pages": pages, "ways": rows, "growth": grown}))
        return
    print(f"{len(files)} papers, {pages} pages; peak memory over {largest.name} ({pages_of(largest)} pages)\n")
    print("| | pages a second | times pdfplumber | peak memory, MB |\n| --- | ---: | ---: | ---: |")
    for row in rows:
        print(f"| {row['way']} | {row['pages_a_second']} | {row['ratio']} | {row['peak_mb']} |")
    for name, sizes in grown.items():
        print(f"\n{name}: " + ", ".join(f"{n:,} pages {mb:.0f} MB" for n, mb in sizes.items())
              + f"; {sizes[LONG[1]] - sizes[LONG[0]]:+.0f} MB")


if __name__ == "__main__":
    main()
