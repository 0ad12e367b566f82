"""The review page: the same way of putting a page together as the report, with its own template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.report import build

PAGE = Path(__file__).parent / "page"


def review(data: dict[str, Any]) -> str:
    """The review page for what `pipeline.review.data.collect` gives."""
    return build.page(
        PAGE / "review.html",
        (build.HERE / "page/report.css", PAGE / "review.css"),
        (build.HERE / "page/words.js", PAGE / "review.js"),
        data,
    )
