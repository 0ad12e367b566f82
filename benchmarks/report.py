"""How fast the report page opens and filters in headless Chromium.

    python benchmarks/report.py --actions 10000

Makes made-up tables, builds the page, opens it, and times each filter three times in the page itself (from the change of the
field to the end of the drawing). Needs Chromium, chromedriver and selenium.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.make_tables import ACTIONS_A_TILE, make  # noqa: E402
from pipeline.cli import main as matters  # noqa: E402
from tests.browser import open_browser  # noqa: E402

FILTERS = {
    "status": "byId('f-status').value = 'slipped'",
    "theme": "byId('f-theme').selectedIndex = 2",
    "council": "byId('f-council').selectedIndex = 1",
    "review": "byId('f-review').selectedIndex = 3",
    "owner": "byId('f-owner').value = 'amara'",
    "dates": "byId('f-from').value = '2021-01-01'; byId('f-to').value = '2021-12-31'",
    "past its date": "byId('f-late').checked = true",
    "search": "byId('f-search').value = 'pandemic panel'",
    "none": "",
}
TIME = """
const set = () => {{ {set} }};
clearFilters(); update();
const start = performance.now();
set(); update(); document.body.offsetHeight;
return [performance.now() - start, chosen.length];
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actions", type=int, default=10_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        make(made / "tables", -(-args.actions // ACTIONS_A_TILE))
        page = made / "report.html"
        started = time.perf_counter()
        matters(["report", "--out", str(made / "tables"), "--papers", str(made), "--to", str(page)])
        print(f"built in {time.perf_counter() - started:.1f} s, {page.stat().st_size / 1e6:.1f} MB")
        with open_browser() as browser:
            opened = []
            for _ in range(3):
                started = time.perf_counter()
                browser.get(page.as_uri())
                ready = int(browser.execute_script("return document.documentElement.dataset.ready"))
                opened.append((time.perf_counter() - started) * 1000)
            print(f"open: {min(opened):.0f} to {max(opened):.0f} ms (drawn after {ready} ms by the page's own clock)")
            for name, change in FILTERS.items():
                runs = [browser.execute_script(TIME.format(set=change)) for _ in range(3)]
                print(
                    f"filter by {name:<14} {min(r[0] for r in runs):5.0f} to {max(r[0] for r in runs):4.0f} ms, "
                    f"{runs[0][1]:>6,} actions left"
                )


if __name__ == "__main__":
    main()
