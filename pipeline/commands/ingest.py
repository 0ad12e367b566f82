"""`matters ingest`: read papers and publish tables."""
from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path

from pipeline.commands.kinds import amount, positive, report_file
from pipeline.remote import folder, place
from pipeline.settings import ENGINES, Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = "example:\n  matters ingest data/raw --out data/processed"
    papers(parser, "folders, files or addresses such as s3://bucket/papers (default: data/raw)")
    reading(parser)
    publishing(parser)
    parser.add_argument("--shard", metavar="I/N", type=shard,
                        help="read only the I-th of N shares of the papers and do not publish; `matters publish` does")


def papers(parser: argparse.ArgumentParser, what: str) -> None:
    """The papers to read, and where the tables go."""
    parser.add_argument("paths", nargs="*", type=place, metavar="PATH", default=[], help=what)
    parser.add_argument("--out", type=folder, default=Path("data/processed"), metavar="DIR",
                        help="where the tables go (default: data/processed)")


def reading(parser: argparse.ArgumentParser) -> None:
    """Options of reading, which ingest and run share."""
    parser.add_argument("--jobs", type=positive, metavar="N", help="papers read at once (default: one a core)")
    parser.add_argument("--engine", choices=ENGINES, default="local", help="who reads: processes here, or a Ray cluster (default: local)")
    parser.add_argument("--address", metavar="HOST:PORT", help="the Ray cluster, or 'auto' (default: one started on this machine)")
    parser.add_argument("--deadline", type=positive, default=300, metavar="SECONDS", help="longest time for one paper (default: 300)")
    parser.add_argument("--memory", type=positive, default=1200, metavar="MB", help="most memory for one reader (default: 1200)")
    parser.add_argument("--retry", action="store_true", help="read papers again that failed before")


def publishing(parser: argparse.ArgumentParser) -> None:
    """Options that ingest, run and publish share."""
    parser.add_argument("--vocabulary", action="append", default=[], metavar="FILE",
                        help="a TOML file with words of your own; may be given again")
    parser.add_argument("--no-themes", dest="themes", action="store_false", help="do not tag themes")
    parser.add_argument("--allow-shrink", action="store_true", help="publish even where a table loses rows unexpectedly")
    parser.add_argument("--verify", action="store_true", help="hash every file again and write every table anew")
    parser.add_argument("--wait", type=amount, default=0.0, metavar="SECONDS", help="how long to wait for another run to end (default: 0)")
    parser.add_argument("--keep", type=positive, default=10, metavar="N", help="snapshots to keep (default: 10)")
    parser.add_argument("--corrections", type=Path, metavar="FILE", help="corrections to apply (default: <out>/corrections.csv)")
    parser.add_argument("--copy-to", metavar="URL", help="copy the published tables to an address too, such as s3://bucket/tables")
    parser.add_argument("--json", action="store_true", help="print the run report as JSON instead of the summary")
    parser.add_argument("--report", type=report_file, metavar="FILE", help="write the run report as JSON to a file")
    parser.add_argument("-v", "--verbose", action="count", default=0, help="more on standard error")
    parser.add_argument("-q", "--quiet", action="store_true", help="nothing on standard error but problems")


def shard(text: str) -> tuple[int, int]:
    """'2/5' -> (2, 5)."""
    try:
        i, n = (int(t) for t in text.split("/"))
    except ValueError:
        i, n = 0, 0
    if not 1 <= i <= n:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share such as 2/5")
    return i, n


def settings(args: argparse.Namespace) -> Settings:
    """What the options say; what a command has no option for is as usual."""
    given = {f.name: value for f in fields(Settings) if (value := getattr(args, f.name, None)) is not None}
    return Settings(**given | {"paths": tuple(args.paths or [Path("data/raw")]), "vocabulary": tuple(args.vocabulary)})


def run(args: argparse.Namespace) -> int:
    """Ingest and say what came of it."""
    from pipeline.ingest import ingest, read_shard
    from pipeline.session import session

    wanted = settings(args)
    with session(args, wanted) as here:
        here.report = (read_shard if wanted.shard else ingest)(wanted, here.progress)
    return here.finish()
