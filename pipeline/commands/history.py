"""`matters history`: past snapshots and runs, and what happened to one paper."""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pipeline import store
from pipeline.commands.kinds import positive


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = "examples:\n  matters history\n  matters history --paper 3fa90c5d7b1e2a44"
    parser.add_argument("--out", type=Path, default=Path("data/processed"), metavar="DIR",
                        help="where the tables are (default: data/processed)")
    parser.add_argument("--paper", metavar="ID", help="every attempt to read one paper (document_id, or its file name)")
    parser.add_argument("--last", type=positive, default=20, metavar="N", help="how many runs to show (default: 20)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Show snapshots and runs."""
    from pipeline.ingest import COULD_NOT, DONE
    from pipeline.ledger import Ledger

    if not store.ledger_file(args.out).is_file():
        print(f"matters history: nothing was read into {args.out} yet", file=sys.stderr)
        return COULD_NOT
    ledger = Ledger(store.ledger_file(args.out), read_only=True)
    current = store.current(args.out)
    told = {"attempts": ledger.attempts_at(args.paper)} if args.paper else {
        "snapshots": [s | {"current": current is not None and s["snapshot"] == current.name} for s in store.snapshots(args.out)],
        "runs": ledger.runs(args.last)}
    ledger.close()
    if args.json:
        print(json.dumps(told, indent=1))
    elif args.paper:
        print("\n".join(f"{a['ended']}  {a['status']:<8} {a['code']:<18} {a['seconds']:8.2f} s {a['peak_mb']:6} MB  "
                        f"{a['attempts']} process(es)  {a['result'].split('/')[0]}"
                        for a in told["attempts"]) or "no attempt is known")
    else:
        print("\n".join(shown(told)))
    return DONE


def shown(told: dict) -> list[str]:
    """Snapshots and runs as lines."""
    lines = ["snapshots (latest first; * is the published one)"]
    for s in told["snapshots"]:
        c = s["counts"]
        lines.append(f"{'*' if s['current'] else ' '} {s['snapshot']}  {s['published_at']}  {c['ok']} read, {c['partial']} partly, "
                     f"{c['failed']} failed; {s['tables']['actions']['rows']:,} actions, "
                     f"{s['tables']['evidence']['rows']:,} evidence")
    lines += ["", "runs"]
    for r in told["runs"]:
        report = json.loads(r["report"] or "{}")
        lines.append(f"  {r['started']}  {r['command']:<8} {r['outcome'] or 'running or killed':<12} {report.get('read', '-')} read, "
                     f"{len(report.get('failures', []))} failed, {report.get('seconds', '-')} s")
    return lines
