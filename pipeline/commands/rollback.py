"""`matters rollback`: make an earlier snapshot the current one."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline import store
from pipeline.commands.kinds import amount


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = (
        "examples:\n  matters rollback                       (to the one before the current)\n"
        "  matters rollback 20260301T021500Z-0041")
    parser.add_argument("snapshot", nargs="?", help="name of the snapshot, see `matters history` (default: the one before the current)")
    parser.add_argument("--out", type=Path, default=Path("data/processed"), metavar="DIR",
                        help="where the tables are (default: data/processed)")
    parser.add_argument("--wait", type=amount, default=0.0, metavar="SECONDS", help="how long to wait for another run to end (default: 0)")


def run(args: argparse.Namespace) -> int:
    """Swap back. The next ingest publishes anew when its result differs."""
    from pipeline.ingest import COULD_NOT, DONE

    if store.current(args.out) is None:
        print(f"matters rollback: nothing is published in {args.out}", file=sys.stderr)
        return COULD_NOT
    with store.lock(args.out, args.wait):
        wanted, now = args.snapshot, store.current(args.out)
        if wanted is None:
            wanted = (store.manifest(args.out) or {}).get("previous")
        kept = [s["snapshot"] for s in store.snapshots(args.out)]
        if wanted not in kept:
            print(f"matters rollback: there is no {'earlier snapshot' if args.snapshot is None else f'snapshot {wanted!r}'}; "
                  f"kept are: {', '.join(kept) or 'none'}", file=sys.stderr)
            return COULD_NOT
        store.publish(args.out, wanted)
    print(f"published is {wanted}" + (f" (was {now.name})" if now else ""))
    return DONE
