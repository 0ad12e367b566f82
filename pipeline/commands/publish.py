"""`matters publish`: merge what shards read into a snapshot."""
from __future__ import annotations

import argparse

from pipeline.commands.ingest import papers, publishing, settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = (
        "example, on two machines that share a folder:\n  matters ingest papers --out tables --shard 1/2\n"
        "  matters ingest papers --out tables --shard 2/2\n  matters publish papers --out tables")
    papers(parser, "the same paths as were read (default: data/raw)")
    publishing(parser)


def run(args: argparse.Namespace) -> int:
    """Publish what is read, and say what came of it."""
    from pipeline.ingest import publish_read
    from pipeline.session import session

    wanted = settings(args)
    with session(args, wanted) as here:
        here.report = publish_read(wanted)
    return here.finish()
