"""`matters run`: fetch, ingest and publish, for schedulers."""
from __future__ import annotations

import argparse
import logging
from dataclasses import asdict
from pathlib import Path

from pipeline.commands.ingest import papers, publishing, reading, settings

log = logging.getLogger("matters")
CONFIG = Path("matters.toml")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = (
        "example, every night (docs/scheduling.md):\n"
        "  matters run --config matters.toml data/raw --out data/processed --wait 3600 --report last-run.json")
    papers(parser, "folders, files or addresses to read after fetching (default: data/raw)")
    parser.add_argument("--config", type=Path, metavar="FILE",
                        help="what to fetch, see `matters fetch` (default: matters.toml where there is one)")
    reading(parser)
    publishing(parser)


def run(args: argparse.Namespace) -> int:
    """Fetch where something is configured, then ingest. What cannot be fetched today is tried again at the next run; it does
    not keep what is there from being read."""
    from pipeline.engines import must_be_there
    from pipeline.fetch import BadConfig, FetchReport, fetch
    from pipeline.ingest import COULD_NOT, SOME_FAILED, USAGE, ingest
    from pipeline.session import session

    wanted = settings(args)
    config = args.config or (CONFIG if CONFIG.is_file() else None)
    with session(args, wanted) as here:
        must_be_there(wanted)
        try:
            fetched = fetch(config, wait=args.wait) if config else FetchReport()
        except BadConfig as error:
            here.failed(str(error), USAGE)
        else:
            if config and not any(Path(fetched.into).resolve().is_relative_to(p.resolve()) for p in wanted.paths if isinstance(p, Path)):
                fetched.notes.append(f"papers are fetched into {fetched.into}, which is not among the paths that are read")
                log.warning(fetched.notes[-1])
            here.report = ingest(wanted, here.progress)
            here.report.fetched = asdict(fetched) if config else None
            if fetched.exit_code == COULD_NOT and (here.report.outcome == "nothing-new" or not here.report.counts.get("files")):
                here.failed("nothing could be fetched, and there was nothing else to read")
            elif fetched.failures:
                here.report.exit_code = SOME_FAILED
    return here.finish()
