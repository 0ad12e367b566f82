"""One fetch: ask every source what it has, then fetch what is new, then say what came of it."""
from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import logging
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline import store
from pipeline.fetch import addresses, folder, moderngov
from pipeline.fetch.client import LEAVE, Answer, Client
from pipeline.fetch.config import BadConfig, Config, Source, load
from pipeline.fetch.content import suffix_of
from pipeline.fetch.failures import Failures
from pipeline.fetch.papers import Listing, Wanted
from pipeline.fetch.problems import FOR_GOOD, FetchError
from pipeline.fetch.report import FetchReport, SourceReport
from pipeline.fetch.shelf import Known, Shelf
from pipeline.sources import printable

log = logging.getLogger("matters")
DONE, SOME_FAILED, COULD_NOT = 0, 1, 3
STALE = 60
"""Days after which an unfinished download is forgotten."""


def fetch(config: Path | Config, *, since: dt.date | None = None, only: tuple[str, ...] = (), dry_run: bool = False,
          wait: float = 0.0, today: dt.date | None = None) -> FetchReport:
    """Fetch what the configuration wants and what is not there yet. `since` takes the place of every source's look-back; `only`
    names sources. With `dry_run` sites are asked what they have and nothing is written. Raises BadConfig, Locked, OSError."""
    start, today = time.monotonic(), today or dt.date.today()
    path, config = (str(config), load(config)) if isinstance(config, Path) else ("", config)
    unknown = [n for n in only if n not in {s.name for s in config.sources}]
    if unknown:
        raise BadConfig(f"there is no source called {unknown[0]!r}; there are: {', '.join(s.name for s in config.sources)}")
    sources = [s for s in config.sources if not only or s.name in only]
    report = FetchReport(config=path, into=str(config.into), dry_run=dry_run)
    with contextlib.nullcontext() if dry_run else store.lock(config.into, wait), Client(config.contact, config.http) as client:
        run = Run(config, client, Shelf(config.into, {s.council for s in sources}), Failures(config.into), report, today)
        run.all(sources, since)
        report.requests = client.requests
    report.seconds = round(time.monotonic() - start, 2)
    report.exit_code = _exit_code(report)
    return report


def _exit_code(report: FetchReport) -> int:
    if not report.failures:
        return DONE
    landed = any(p["outcome"] != "wanted" for p in report.papers)
    return COULD_NOT if not landed and all(s.status == "failed" for s in report.sources) else SOME_FAILED


@dataclass(slots=True)
class Run:
    """One fetch under way."""

    config: Config
    client: Client
    shelf: Shelf
    failures: Failures
    report: FetchReport
    today: dt.date

    def all(self, sources: list[Source], since: dt.date | None) -> None:
        """Every source is asked before anything is fetched, so that papers that failed before can come last: a site that is
        left at one of them has then given everything else."""
        if not self.report.dry_run:
            _tidy(self.parts)
            self.shelf.tidy()
        waiting: list[tuple[Wanted, SourceReport]] = []
        offered: dict[str, set[str]] = {}
        repeating: set[str] = set()
        seen: set[str] = set()
        for source in sources:
            told = SourceReport(source.name, source.kind)
            self.report.sources.append(told)
            listing = self.list(source, told, since)
            offered |= listing.offered
            repeating |= listing.repeating
            for wanted in listing.papers:
                if wanted.key in seen:
                    told.left_out["listed twice"] = told.left_out.get("listed twice", 0) + 1
                    continue
                seen.add(wanted.key)
                waiting.append((wanted, told))
        replaced = set()
        for wanted, told in sorted(waiting, key=lambda w: w[0].key in self.failures.known):
            old = self.shelf.known.get(wanted.key) or self.replaced_by(wanted, offered.get(wanted.group or "", set()))
            replaced |= {old.told["key"]} if old else set()
            self.one(wanted, told, old)
        for pack in [k for key, k in self.shelf.known.items() if key in repeating]:
            if not self.report.dry_run and not any(w.group == pack.told.get("group") and w.key not in self.shelf.known for w, _ in waiting):
                self.report.notes.append(f"{self.shelf.shown(pack.path)} repeats single papers that are there now; it is kept in .replaced")
                self.shelf.set_aside(pack)
        gone = [k for key, k in self.shelf.known.items()
                if key not in replaced and key not in offered.get(k.told.get("group") or "", {key})]
        self.report.no_longer_listed = sorted(self.shelf.shown(k.path) for k in gone)
        for told in self.report.sources:
            if not told.had and not told.wanted and any(f["source"] == told.name and f["code"] in LEAVE for f in self.report.failures):
                told.status = "failed"

    def list(self, source: Source, told: SourceReport, since: dt.date | None) -> Listing:
        """What a source has, as its report says it; empty where it cannot be asked."""
        try:
            if source.kind == "moderngov":
                first = since or self.today - dt.timedelta(weeks=source.weeks_back)
                listing = moderngov.listing(source, self.client, first, self.today + dt.timedelta(weeks=source.weeks_ahead))
            elif source.kind == "folder":
                listing = folder.listing(source, self.config.into)
            else:
                listing = addresses.listing(source)
        except FetchError as error:
            told.status = "failed"
            told.failed += 1
            what = source.address or str(source.folder)
            self.report.failures.append({"source": source.name, "what": what, "code": error.code, "error": str(error)})
            log.warning("%s: %s: %s", source.name, error.code, error)
            return Listing()
        early = [p for p in listing.papers if since and p.date and p.date < since]
        listing.papers = [p for p in listing.papers if p not in early]
        told.listed, told.meetings = listing.listed, len(listing.meetings)
        told.left_out = dict(listing.left_out + Counter({"too early": len(early)}))
        self.report.meetings += listing.meetings
        self.report.notes += listing.notes
        for code, what, message in listing.problems:
            self.failed(what, told, FetchError(code, message), None)
        return listing

    def replaced_by(self, wanted: Wanted, offered: set[str]) -> Known | None:
        """The paper that this one takes the place of: same meeting, same title, and not among what the meeting offers any more."""
        return next((k for key, k in self.shelf.known.items() if wanted.group and k.told.get("group") == wanted.group
                     and str(k.told.get("title")).casefold() == wanted.title.casefold() and key not in offered), None)

    def one(self, wanted: Wanted, told: SourceReport, old: Known | None) -> None:
        """Fetch one paper if it is new, and note what came of it."""
        if old and _is_known(wanted, old):
            told.known += 1
            return
        before = self.failures.known.get(wanted.key)
        if before and before["code"] in FOR_GOOD and before["change"] == wanted.change:
            told.failed += 1
            self.report.standing.append({"source": told.name, "what": wanted.place, "code": before["code"], "error": before["error"]})
            return
        if self.report.dry_run:
            told.wanted += 1
            self.note("wanted", None, wanted)
            return
        try:
            outcome, path = self.take(wanted, old)
        except FetchError as error:
            if error.code == "host-left":
                told.not_tried += 1
            else:
                self.failed(wanted.place, told, error, wanted)
            return
        self.failures.forget(wanted.key)
        setattr(told, outcome, getattr(told, outcome) + 1)
        if outcome in ("new", "replaced"):
            self.note(outcome, path, wanted)

    def take(self, wanted: Wanted, old: Known | None) -> tuple[str, Path]:
        """Download or copy one paper and put it in its place. Raises FetchError, or OSError where the disk will not take it."""
        version = f"{wanted.key}\0{wanted.change}".encode("utf-8", "backslashreplace")
        part = self.parts / f"{hashlib.sha256(version).hexdigest()[:16]}.part"
        part.parent.mkdir(parents=True, exist_ok=True)
        if wanted.path:
            answer = _copy(wanted.path, part, self.config.http.largest_mb)
        else:
            assert wanted.url
            answer = self.client.download(wanted.url, part, _validators(old) if old and wanted.change is None else None)
        if answer.unchanged and old:
            return "known", old.path
        try:
            suffix = suffix_of(part, answer, wanted)
        except FetchError:
            _drop(part)
            raise
        about = {
            "url": wanted.url, "fetched_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "title": wanted.title, **wanted.about,
            "source": wanted.source, "key": wanted.key, "change": wanted.change, "group": wanted.group,
            "content_type": answer.headers.get("content-type"), "etag": answer.headers.get("etag"),
            "last_modified": answer.headers.get("last-modified")}
        if answer.url != wanted.url and wanted.url:
            about["found_at"] = answer.url
        wanted.date = wanted.date or self.today
        landed = self.shelf.land(wanted, part, suffix, {k: v for k, v in about.items() if v is not None}, old)
        _drop(part)
        log.info("%s: %s", *landed)
        return landed

    def failed(self, what: str, told: SourceReport, error: FetchError, wanted: Wanted | None) -> None:
        """Note a failure; one that was met before is no news."""
        key = wanted.key if wanted else what
        before = self.failures.known.get(key)
        told.failed += 1
        known = before and before["code"] == error.code and before["change"] == (wanted.change if wanted else None)
        failures = self.report.standing if known else self.report.failures
        failures.append({"source": told.name, "what": what, "code": error.code, "error": str(error)})
        log.log(logging.INFO if known else logging.WARNING, "%s: %s: %s", told.name, error.code, error)
        if not self.report.dry_run:
            self.failures.met(key, error, wanted.change if wanted else None, self.today)

    def note(self, outcome: str, path: Path | None, wanted: Wanted) -> None:
        """Put a paper on the report."""
        self.report.papers.append({
            "outcome": outcome, "path": self.shelf.shown(path) if path else None, "source": wanted.source, "title": wanted.title,
            "date": str(wanted.date) if wanted.date else None, "url": wanted.place})

    @property
    def parts(self) -> Path:
        """Where unfinished downloads are."""
        return store.state(self.config.into) / "parts"


def _is_known(wanted: Wanted, old: Known) -> bool:
    """Whether the paper is there as published. Where the source does not tell versions apart, the site is asked, if it said
    by what (ETag, Last-Modified)."""
    if old.told["key"] != wanted.key:
        return False
    return old.told.get("change") == wanted.change and (wanted.change is not None or not _validators(old))


def _validators(old: Known) -> dict[str, str]:
    """What to send so that a site can answer 'not modified'."""
    told = {"If-None-Match": old.told.get("etag"), "If-Modified-Since": old.told.get("last_modified")}
    return {k: v for k, v in told.items() if v}


def _copy(path: Path, part: Path, largest_mb: float) -> Answer:
    try:
        source = open(path, "rb")  # noqa: SIM115
        if path.stat().st_size > largest_mb * 1e6:
            source.close()
            raise FetchError("too-large", f"{path.stat().st_size / 1e6:,.1f} MB in {printable(str(path))}")
    except OSError as error:
        raise FetchError("unreadable-file", f"{printable(str(path))}: {error.strerror}") from None
    with source, open(part, "wb") as out:
        while chunk := source.read(1 << 20):
            out.write(chunk)
    return Answer(url="")


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)
    part.with_suffix(".json").unlink(missing_ok=True)


def _tidy(parts: Path) -> None:
    """Forget unfinished downloads that nobody came back for."""
    for path in parts.glob("*"):
        if path.stat().st_mtime < time.time() - STALE * 86400:
            path.unlink(missing_ok=True)
