"""Put the report together: template, styles, scripts, vendored charts and data become one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import files

HERE = Path(__file__).parent
CHARTS = ("vendor/d3.min.js", "vendor/d3-sankey.min.js", "vendor/plot.umd.min.js")
SCRIPTS = tuple(f"page/{name}.js" for name in ("words", "data", "now", "heat", "flow", "dates", "story", "report"))
SLOT = re.compile(r"\{\{(\w+)\}\}")


def embed(data: Any) -> str:
    """JSON that may stand inside a <script> element whatever text it holds: no character in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def page(template: Path, styles: tuple[Path, ...], scripts: tuple[Path, ...], data: Any, **slots: str) -> str:
    """The template with its slots filled. The page may run only these scripts and fetch nothing: its policy says so."""
    code = [_read(path) for path in scripts]
    sums = " ".join("'sha256-" + base64.b64encode(hashlib.sha256(c.encode()).digest()).decode() + "'" for c in code)
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {sums}; base-uri 'none'; form-action 'none'"
    filled = {
        "styles": "\n".join(_read(path) for path in styles),
        "scripts": "\n".join(f"<script>{c}</script>" for c in code),
        "data": embed(data),
        "policy": policy,
        **slots,
    }
    return SLOT.sub(lambda match: filled[match[1]], _read(template))


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def report(data: dict[str, Any]) -> str:
    """The report page for what `pipeline.report.data.collect` gives."""
    return page(HERE / "page/report.html", (HERE / "page/report.css",), tuple(HERE / name for name in (*CHARTS, *SCRIPTS)), data)


def write(html: str, target: Path) -> None:
    """Write the page: whoever opens it sees the old one or the new."""
    files.write(target, html.encode())
