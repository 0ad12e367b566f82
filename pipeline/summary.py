"""A run report for people."""
from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipeline.ingest import Report
from pipeline.progress import duration

NAMES = 5


def summary(report: Report) -> str:
    """What was read, what failed and why, rows by table, where to look next."""
    c = report.counts
    lines = [f"{c.get('files', 0)} papers: {c.get('ok', 0)} read, {c.get('partial', 0)} partly read, {c.get('failed', 0)} failed"
             + (f", {c['duplicates']} with the same bytes as another" if c.get("duplicates") else "")
             + f"   ({report.read} now{f', {report.pages:,} pages' if report.pages else ''}, {report.known} before; "
               f"{duration(report.seconds)})"]
    if report.fetched:
        lines.insert(0, fetched(report.fetched))
    if report.vocabulary:
        lines.append("words of your own: " + ", ".join(report.vocabulary))
    if report.excluded:
        lines.append("left out: " + ", ".join(f"{n} {reason}" for reason, n in sorted(report.excluded.items())))
    if report.mended:
        lines.append(f"read again, their results were gone or damaged: {len(report.mended)}: {names(report.mended)}")
    if report.moved:
        moves = [f"{old} -> {new}" for old, new in report.moved.items()]
        lines.append(f"moved: {len(moves)}, the same bytes are elsewhere: {names(moves)}")
    if report.withdrawn:
        lines.append(f"withdrawn: {len(report.withdrawn)} no longer in the folder: {names(report.withdrawn)}")
    for title, failures in (("failed", report.failures), ("failed before, not tried again", report.standing)):
        lines += failed(title, failures)
    if report.rows:
        lines += ["", "rows: " + ", ".join(f"{n:,} {table}" for table, n in report.rows.items() if n)]
    if report.outcome == "shard-read":
        return "\n".join([*lines, "next:   when all shares are read, `matters publish` with the same paths merges them"])
    if report.outcome == "nothing-new":
        lines.append("nothing new: the tables are as they were")
    lines += ["", f"tables: {report.out}/<table>.parquet   e.g. pandas.read_parquet(\"{report.out}/actions.parquet\")"]
    if c.get("failed") or c.get("partial"):
        lines.append(f"next:   matters status --out {report.out}   (what failed or was partly read, and why)")
    else:
        lines.append(f"next:   matters report --out {report.out}   (the tables as one HTML page)")
    return "\n".join(lines)


def fetched(told: dict[str, Any]) -> str:
    """What `matters run` fetched before it read: counts, and what it could not fetch."""
    counts = ", ".join(f"{sum(s[k] for s in told['sources'])} {word}"
                       for k, word in (("new", "new"), ("replaced", "replaced"), ("known", "known")))
    lines = [f"fetched: {counts}" + (f", {len(told['failures'])} could not be" if told["failures"] else "")]
    return "\n".join(lines + [f"        {f['code']}: {f['error']}" for f in told["failures"][:NAMES]])


def failed(title: str, failures: list[dict[str, str]]) -> list[str]:
    """Failures by code: how many, which, what to do."""
    by_code = defaultdict(list)
    for f in failures:
        by_code[f["code"]].append(f)
    lines = []
    for code, same in sorted(by_code.items()):
        lines += [f"{title}: {len(same)} {code}: {names([f['file'] for f in same])}", f"        {same[0]['error']} {same[0]['advice']}"]
    return lines


def names(files: list[str]) -> str:
    """The first few names."""
    return ", ".join(files[:NAMES]) + (f" and {len(files) - NAMES} more" if len(files) > NAMES else "")
