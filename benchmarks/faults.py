"""What a run survives. Each fault is done to real `matters ingest` runs over made papers; the tables after it must be, byte for
byte, those of an undisturbed run, and be readable at every moment.

    python benchmarks/faults.py [--kills 100] [--only kill disk ...] [--write docs/reliability.md]

  kill      kill -9 the run (and once in a while one of its readers) at random moments, then run again
  publish   kill -9 while it publishes a new version over an old one, tables read all the while
  disk      the disk is full (a small tmpfs; needs the right to mount, else a limit on file size)
  readonly  the output folder is read-only
  two       two runs at once
  reader    papers that crash, hang or eat their reader
"""
from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

HOUSE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

import hard_inputs  # noqa: E402

from models.records import TABLES  # noqa: E402

MATTERS = [sys.executable, "-m", "pipeline"]


def papers(folder: Path, count: int, first: int = 0) -> None:
    """Made papers: Word, PDF and text by turns, with a tracker's words in them, and some that fail."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(first, first + count):
        line = f"Recommendation {n}: that pier {n} be mended by March 20{31 + n % 9}."
        kind = n % 4
        if kind == 0:
            (folder / f"paper-{n}.txt").write_text(
                f"Progress update on the review of pier {n // 4}\n\n{line}\n\n"
                f"Action\tOwner\tDue\nMend it {n}\tHead of Piers\tMarch 2031\n")
        elif kind == 1:
            (folder / f"paper-{n}.pdf").write_bytes(hard_inputs.pages([hard_inputs.text(f"Page {p}. {line}") for p in range(30)]))
        elif kind == 2:
            (folder / f"paper-{n}.docx").write_bytes(hard_inputs.word(hard_inputs.paragraph(line) * 40))
        else:
            (folder / f"paper-{n}.pdf").write_bytes(hard_inputs.cut(hard_inputs.good(30 + n), 0.6))


def ingest(source: Path, out: Path, *options: str) -> subprocess.Popen:
    """A run, in a process group of its own so that no test hits another."""
    return subprocess.Popen([*MATTERS, "ingest", str(source), "--out", str(out), "--json", "-q", "--jobs", "2", *options], cwd=HOUSE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def finish(run: subprocess.Popen) -> tuple[int, dict]:
    """Its exit code and report."""
    out, err = run.communicate(timeout=600)
    try:
        return run.returncode, json.loads(out)
    except json.JSONDecodeError:
        return run.returncode, {"message": (out + err)[-500:]}


def published(out: Path) -> dict[str, str]:
    """Hash of each published table."""
    return {t: hashlib.sha256((out / f"{t}.parquet").read_bytes()).hexdigest() for t in TABLES}


def readable(out: Path) -> bool:
    """Whether all tables can be read, or there are none yet."""
    if not (out / "current").is_symlink():
        return True
    folder = out / os.readlink(out / "current")
    for table in TABLES:
        pq.read_table(folder / f"{table}.parquet")
        if (out / f"{table}.parquet").is_symlink():
            pq.read_table(out / f"{table}.parquet")
    return True


def children(pid: int) -> list[int]:
    """Processes that a run started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()
    return [int(p) for p in found]


def kill(base: Path, kills: int, count: int = 40) -> str:
    """kill -9 at random moments, run again until it ends by itself; compared with an undisturbed run."""
    source, rng = base / "in", random.Random(7)
    papers(source, count)
    start = time.monotonic()
    finish(ingest(source, base / "whole"))
    length, right = time.monotonic() - start, published(base / "whole")
    outcomes: Counter[str] = Counter()
    done = 0
    while done < kills:
        out = base / "killed"
        shutil.rmtree(out, ignore_errors=True)
        while done < kills:
            run = ingest(source, out)
            try:
                run.wait(rng.uniform(0.05, length))
                break
            except subprocess.TimeoutExpired:
                pass
            victims = children(run.pid)
            if victims and rng.random() < 0.2:
                _kill(rng.choice(victims))
                outcomes["reader killed"] += 1
                code, report = finish(run)
                done += 1
                break
            _kill(run.pid)
            run.communicate()
            done += 1
            outcomes["run killed"] += 1
            if not readable(out):
                outcomes["UNREADABLE"] += 1
        code, report = finish(ingest(source, out))
        same = published(out) == right
        outcomes["rerun: identical" if same and code in (0, 1) else f"rerun: DIFFERENT (exit {code}) {report.get('message', '')}"] += 1
    return f"undisturbed run {length:.1f} s; " + ", ".join(f"{v} {k}" for k, v in outcomes.items())


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def publish(base: Path, kills: int) -> str:
    """kill -9 while a version is published over another; a reader opens the tables all the time."""
    source, out, rng = base / "in", base / "out", random.Random(8)
    papers(source, 24)
    finish(ingest(source, out))
    start = time.monotonic()
    finish(ingest(source, out, "--verify"))
    length = time.monotonic() - start
    told: Counter[str] = Counter()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                folder = out / os.readlink(out / "current")
                rows = {t: pq.read_metadata(folder / f"{t}.parquet").num_rows for t in TABLES}
                manifest = json.loads((folder / "manifest.json").read_text())
                told["reads" if rows == {t: v["rows"] for t, v in manifest["tables"].items()} else "MIXED"] += 1
                pq.read_table(out / "actions.parquet")
            except Exception as error:  # noqa: BLE001 - counted, whatever it is
                told[f"UNREADABLE {type(error).__name__}"] += 1
            time.sleep(0.01)

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(kills):
        papers(source, 1, first=100 + n)
        run = ingest(source, out, "--keep", "50")
        try:
            run.wait(rng.uniform(length * 0.5, length * 5))
            told["ended first"] += 1
        except subprocess.TimeoutExpired:
            _kill(run.pid)
            told["killed"] += 1
        run.communicate()
    over.set()
    reader.join()
    finish(ingest(source, out))
    finish(ingest(source, base / "fresh"))
    same = published(out) == published(base / "fresh")
    return ", ".join(f"{v} {k}" for k, v in told.items()) + (
        "; in the end identical to a fresh run" if same else "; DIFFERENT from a fresh run")


def disk(base: Path, _: int) -> str:
    """The disk is full, at several sizes; then there is room."""
    source, out = base / "in", base / "disk" / "out"
    papers(source, 24)
    finish(ingest(source, base / "whole"))
    right, told = published(base / "whole"), []
    (base / "disk").mkdir()
    for size in (64, 200, 400, 550):
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(base / "disk")], capture_output=True).returncode:
            return "no right to mount a small disk here: not tried"
        try:
            code, report = finish(ingest(source, out))
            what = report["message"].replace(str(out), "OUT")[:80] if code == 3 else "it fitted" if published(out) == right else "DIFFERENT"
            told.append(f"{size} KB: exit {code}, {what}" if code in (0, 3) and readable(out) else f"{size} KB: EXIT {code}")
            subprocess.run(["mount", "-o", "remount,size=200m", str(base / "disk")], check=True)
            code, _ = finish(ingest(source, out))
            told[-1] += " | with room again identical" if published(out) == right else " | then DIFFERENT"
        finally:
            subprocess.run(["umount", str(base / "disk")], check=True)
    return "; ".join(told)


def readonly(base: Path, _: int) -> str:
    """The output is read-only, before the first run and over a published snapshot."""
    source, out, told = base / "in", base / "disk" / "out", []
    papers(source, 8)
    (base / "disk").mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=50m", "tmpfs", str(base / "disk")], capture_output=True).returncode:
        return "no right to mount here: not tried"
    try:
        for what in ("empty", "published"):
            subprocess.run(["mount", "-o", "remount,ro", str(base / "disk")], check=True)
            code, report = finish(ingest(source, out))
            told.append(f"{what}: exit {code}, {report['message'].replace(str(out), 'OUT')[:60]}")
            readable(out)
            subprocess.run(["mount", "-o", "remount,rw", str(base / "disk")], check=True)
            finish(ingest(source, out))
            papers(source, 2, first=50)
        told.append("status on it: exit "
                    f"{subprocess.run([*MATTERS, 'status', '--out', str(out)], cwd=HOUSE, capture_output=True).returncode}")
    finally:
        subprocess.run(["umount", str(base / "disk")], check=True)
    return "; ".join(told)


def two(base: Path, _: int) -> str:
    """Two runs at once: one leaves with exit 3, or waits when told to."""
    source = base / "in"
    papers(source, 24)
    told = []
    for options in ((), ("--wait", "120")):
        out = base / f"out{len(options)}"
        runs = [ingest(source, out, *options) for _ in range(2)]
        ended = sorted((code, report.get("read", 0)) for code, report in map(finish, runs))
        told.append(f"{'waiting' if options else 'not waiting'}: exit codes {[c for c, _ in ended]}, papers read {[r for _, r in ended]}")
    told.append("identical" if published(base / "out0") == published(base / "out2") else "DIFFERENT")
    return "; ".join(told)


def reader(base: Path, _: int) -> str:
    """Papers that crash, hang or eat the process that reads them, among good ones."""
    source, out = base / "in", base / "out"
    papers(source, 12)
    hostile = [h for h in hard_inputs.INPUTS if h.slow]
    for h in hostile:
        (source / h.name).write_bytes(h.content())
    start = time.monotonic()
    code, report = finish(ingest(source, out, "--deadline", "30"))
    rows = {r["file_name"]: hard_inputs.got(r) for r in pq.read_table(out / "documents.parquet").to_pylist()}
    good = sum(v in ("ok", "partial") for k, v in rows.items() if k.startswith("paper-"))
    return (f"exit {code} in {time.monotonic() - start:.0f} s; {good} of 12 good papers read; "
            + ", ".join(f"{h.name}: {rows[h.name]}" for h in hostile))


FAULTS: dict[str, Callable[[Path, int], str]] = {
    "kill": kill, "publish": publish, "disk": disk, "readonly": readonly, "two": two, "reader": reader}


def main() -> None:
    """Do the faults and print a table; exit 1 where one got through."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--only", nargs="+", choices=FAULTS, default=list(FAULTS))
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into this page")
    args = parser.parse_args()
    lines = ["| fault | what came of it |", "| --- | --- |"]
    for name in args.only:
        with tempfile.TemporaryDirectory() as scratch:
            told = FAULTS[name](Path(scratch), args.kills)
        lines.append(f"| {name} | {told} |")
        print(lines[-1], flush=True)
    if args.write:
        begin, end = "<!-- faults -->\n", "<!-- end of faults -->"
        page = args.write.read_text(encoding="utf-8")
        args.write.write_text(re.sub(f"(?s){begin}.*?{end}", lambda _: begin + "\n".join(lines) + "\n" + end, page), encoding="utf-8")
    sys.exit(any(word in line for word in ("DIFFERENT", "UNREADABLE", "MIXED", "EXIT") for line in lines))


if __name__ == "__main__":
    main()
