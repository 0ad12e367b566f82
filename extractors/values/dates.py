"""Dates as council officers write them: a printed cell or label -> the span of days it means."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateSpan:
    """What a date cell means. `kind` is one of day, week, month, range, from, before, until, year, quarter, season, status
    (TBC, Ongoing: no dates). `superseded` are earlier dates printed in the same cell; `note` is a diagnostic code."""

    raw: str
    start: dt.date | None
    end: dt.date | None
    kind: str
    year_inferred: bool = False
    superseded: tuple[str, ...] = ()
    note: str | None = None


def read_date(text: str, context: dt.date | None = None, *, direction: str = "near") -> DateSpan | None:
    """Read a whole date cell. None when it is neither a date nor a placeholder. `context` is the date of the round or paper, from
    which a lost year is inferred; `direction` is near, past or future of it."""
    return None


def read_period(text: str, context: dt.date | None = None) -> DateSpan | None:
    """The round that a label names: 'Evidence of Progress (May 2021):' is May 2021."""
    return None


def paper_date(text: str) -> DateSpan | None:
    """The first full date of a title line: '19th March 2018 - V19'."""
    return None
