"""`matters fetch`: download newly published papers."""
from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

from pipeline.commands.kinds import amount

USAGE, COULD_NOT = 2, 3
EPILOG = """CONFIG is described in docs/fetching.md, with an example in docs/matters.toml.

exit codes: 0 done or nothing new; 1 some sources or papers failed; 2 the configuration or an option is wrong;
3 nothing could be fetched and nothing was changed

example:
  matters fetch matters.toml --dry-run
  matters fetch matters.toml --since 2031-04-01 --source "harbour papers" --json
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = EPILOG
    parser.add_argument("config", nargs="?", type=Path, metavar="CONFIG", default=Path("matters.toml"),
                        help="what to fetch (default: matters.toml)")
    parser.add_argument("--dry-run", action="store_true", help="ask what there is, fetch nothing, write nothing")
    parser.add_argument("--since", type=_date, metavar="DATE", help="look back to this day (yyyy-mm-dd) instead of the configured weeks")
    parser.add_argument("--source", action="append", default=[], metavar="NAME", help="only this source; may be given again")
    parser.add_argument("--wait", type=amount, default=0.0, metavar="SECONDS",
                        help="how long to wait for another fetch to end (default: 0)")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("-v", "--verbose", action="count", default=0, help="more on standard error; twice for every request")
    parser.add_argument("-q", "--quiet", action="store_true", help="nothing on standard error but errors")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2031-04-01") from None


def run(args: argparse.Namespace) -> int:
    """Fetch and say what came of it."""
    from pipeline.fetch import BadConfig, FetchReport, fetch
    from pipeline.fetch.report import summary
    from pipeline.store import Locked

    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s", force=True,
                        level=logging.ERROR if args.quiet else [logging.WARNING, logging.INFO, logging.DEBUG][min(args.verbose, 2)])
    report = FetchReport(config=str(args.config), exit_code=COULD_NOT)
    try:
        report = fetch(args.config, since=args.since, only=tuple(args.source), dry_run=args.dry_run, wait=args.wait)
    except BadConfig as error:
        report.exit_code, report.message = USAGE, str(error)
    except Locked as error:
        report.message = str(error)
    except KeyboardInterrupt:
        report.message = "stopped; papers that were there whole are kept, the next run goes on"
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        report.message = f"cannot write: {error.strerror or error}{where}; papers that were there whole are kept"
    if args.json:
        print(json.dumps(asdict(report), indent=1, ensure_ascii=False))
    elif not report.message:
        print(summary(report))
    if report.message:
        print(f"matters fetch: {report.message}", file=sys.stderr)
    return report.exit_code
