"""What could not be fetched, from one run to the next, so that it is tried last and is no news."""
from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from pipeline import files, store
from pipeline.fetch.problems import FOR_GOOD, FetchError

STALE = 60
"""Days after which a failure that was not met again is forgotten."""


class Failures:
    """Papers that could not be fetched, from one run to the next: key -> code, error, change, since and last (dates)."""

    def __init__(self, into: Path):
        self.path = store.state(into) / "failures.json"
        try:
            self.known: dict[str, dict[str, Any]] = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.known = {}

    def met(self, key: str, error: FetchError, change: str | None, today: dt.date) -> None:
        """Remember a failure, and forget those not met for long."""
        since = self.known.get(key, {}).get("since", today.isoformat())
        self.known[key] = {"code": error.code, "error": str(error), "change": change, "since": since, "last": today.isoformat()}
        oldest = (today - dt.timedelta(days=STALE)).isoformat()
        self.known = {k: v for k, v in self.known.items() if v["last"] >= oldest or v["code"] in FOR_GOOD}
        self._write()

    def forget(self, key: str) -> None:
        """The paper was had after all."""
        if self.known.pop(key, None):
            self._write()

    def _write(self) -> None:
        files.write(self.path, json.dumps(self.known, indent=1, sort_keys=True).encode())
