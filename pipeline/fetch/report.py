"""What a fetch did, for people and for programs."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.fetch.problems import PROBLEMS

NAMES = 5
WORDS = {"new": "new", "replaced": "replaced since, the old one is kept in .replaced", "wanted": "would be fetched"}


@dataclass(slots=True)
class SourceReport:
    """One source: `listed` papers, of which some were left out (reason -> number), and what became of the others. `same` were
    published anew with the bytes they had; `not_tried` stand on a site that was left."""

    name: str
    kind: str
    status: str = "ok"
    meetings: int = 0
    listed: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    new: int = 0
    replaced: int = 0
    same: int = 0
    known: int = 0
    wanted: int = 0
    failed: int = 0
    not_tried: int = 0

    @property
    def had(self) -> int:
        """Papers that are there now."""
        return self.new + self.replaced + self.same + self.known


@dataclass(slots=True)
class FetchReport:
    """`papers` are those that landed now (with `dry_run`, those that would); `failures` are of this run, `standing` were met
    before and are no news; `no_longer_listed` were fetched once and are not on their meeting's list any more."""

    config: str = ""
    into: str = ""
    exit_code: int = 0
    dry_run: bool = False
    seconds: float = 0.0
    requests: int = 0
    sources: list[SourceReport] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)
    no_longer_listed: list[str] = field(default_factory=list)
    meetings: list[dict[str, Any]] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)
    standing: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    message: str = ""


def summary(report: FetchReport) -> str:
    """By source what was listed and fetched; which papers; what failed and what to do."""
    lines = [_source(s) for s in report.sources]
    for outcome, word in WORDS.items():
        papers = [p for p in report.papers if p["outcome"] == outcome]
        if papers:
            lines += ["", f"{word}:", *(f"  {p['path'] or p['url']}" for p in papers)]
    if report.no_longer_listed:
        lines += ["", "no longer listed (kept; delete the file to withdraw it):", *(f"  {p}" for p in report.no_longer_listed)]
    if report.notes:
        lines += ["", *(f"note: {n}" for n in report.notes)]
    for title, failures in (("failed", report.failures), ("failed before", report.standing)):
        lines += _failed(title, failures)
    return "\n".join([*lines, "", f"{report.requests} requests; papers are in {report.into}"])


def _source(s: SourceReport) -> str:
    if s.status == "failed" and not s.listed:
        return f"{s.name}: could not be read"
    counts = {"new": s.new, "replaced": s.replaced, "published anew unchanged": s.same, "known": s.known, "to fetch": s.wanted,
              "failed": s.failed, "not tried": s.not_tried}
    done = ", ".join(f"{n} {word}" for word, n in counts.items() if n) or "none wanted"
    listed = (f"{s.meetings} meetings, " if s.kind == "moderngov" else "") + f"{s.listed} papers listed"
    out = ", ".join(f"{n} {reason}" for reason, n in sorted(s.left_out.items()))
    return f"{s.name}: {listed}: {done}" + (f"; left out: {out}" if out else "")


def _failed(title: str, failures: list[dict[str, str]]) -> list[str]:
    """Failures by code: how many, which, what to do."""
    lines = [""] if failures else []
    for code in sorted({f["code"] for f in failures}):
        same = [f for f in failures if f["code"] == code]
        lines.append(f"{title}: {len(same)} {code}. {PROBLEMS[code]}")
        lines += [f"  {f['what']}: {f['error']}" for f in same[:NAMES]] + ([f"  and {len(same) - NAMES} more"] if len(same) > NAMES else [])
    return lines
