"""A folder, such as a share that committee officers put papers on: new and changed files are copied."""
from __future__ import annotations

import datetime as dt
import re
from pathlib import Path, PurePosixPath

from pipeline.fetch.config import Source
from pipeline.fetch.papers import Listing, Wanted
from pipeline.fetch.problems import FetchError
from pipeline.sources import find

DATE = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")


def listing(source: Source, into: Path) -> Listing:
    """The papers below the folder; the date is the last yyyy-mm-dd in the path, else the day the file was last changed."""
    try:
        found = find((source.folder,), into)
    except OSError as error:
        raise FetchError("folder-missing", f"{source.folder}: {error.strerror}") from None
    if found.roots and found.unreadable and not found.papers:
        raise FetchError("folder-missing", f"{source.folder} cannot be listed")
    out = Listing(listed=len(found.papers) + len(found.excluded))
    for _, reason in found.excluded:
        out.left_out[reason] += 1
    for paper in found.papers:
        title = PurePosixPath(paper.source_path).stem
        if not source.wants(title, paper.source_path):
            out.left_out["title not wanted"] += 1
            continue
        date = date_of(paper.source_path) or dt.date.fromtimestamp(paper.mtime_ns / 1e9)
        out.papers.append(Wanted(
            source=source.name, key=f"folder:{source.name}/{paper.source_path}", change=f"{paper.size} {paper.mtime_ns}",
            council=source.council, committee=source.committee[0], date=date,
            title=title, path=Path(paper.path), name=paper.name, about={"path": paper.source_path}))
    return out


def date_of(path: str) -> dt.date | None:
    """The last date in a path, written yyyy-mm-dd."""
    for year, month, day in reversed(DATE.findall(path)):
        try:
            return dt.date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
