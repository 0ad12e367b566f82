"""`matters status`: what is stored, what failed and why."""
from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from pipeline import store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = "examples:\n  matters status\n  matters status --failed"
    parser.add_argument("--out", type=Path, default=Path("data/processed"), metavar="DIR",
                        help="where the tables are (default: data/processed)")
    parser.add_argument("--failed", action="store_true", help="every paper that failed, with its reason and what to do")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Show what the folder holds."""
    from pipeline.ingest import COULD_NOT, DONE

    if not store.ledger_file(args.out).is_file():
        print(f"matters status: nothing was read into {args.out} yet; `matters ingest PAPERS --out {args.out}` does", file=sys.stderr)
        return COULD_NOT
    told = status(args.out)
    print(json.dumps(told, indent=1) if args.json else "\n".join(shown(told, args.failed)))
    return DONE


def status(out: Path) -> dict:
    """The state of an output folder, from its ledger and its manifest."""
    from models.errors import FAILURES
    from pipeline.entries import departed
    from pipeline.ledger import Ledger

    ledger = Ledger(store.ledger_file(out), read_only=True)
    papers, results = ledger.papers(withdrawn=True).values(), ledger.results()
    last = next(iter(ledger.runs(1)), None)
    ledger.close()
    manifest = store.manifest(out)
    here = {p["sha256"] for p in papers if not p["withdrawn"]}
    failed, partial, waiting, older = [], [], [], 0
    for p in sorted((p for p in papers if not p["withdrawn"]), key=lambda p: p["source_path"]):
        r = results.get(p["result"] or "")
        if r is None:
            waiting.append(p["source_path"])
            continue
        older += manifest is not None and not r.result.startswith(manifest["extractor"])
        if r.status == "failed":
            failed.append({"file": p["source_path"], "code": r.code, "error": r.error, "advice": FAILURES[r.code].advice})
        elif r.status == "partial":
            partial.append(p["source_path"])
    return {
        "out": str(out), "snapshot": manifest and manifest["snapshot"], "published_at": manifest and manifest["published_at"],
        "counts": manifest and manifest["counts"], "rows": manifest and {t: v["rows"] for t, v in manifest["tables"].items()},
        "bytes": manifest and sum(v["bytes"] for v in manifest["tables"].values()), "snapshots": len(store.snapshots(out)),
        "partial": partial, "failed": failed,
        "not_read_yet": waiting, "read_by_an_older_version": older,
        "withdrawn": [path for path, _ in departed((p for p in papers if p["withdrawn"]), here)],
        "last_run": last and {k: last[k] for k in ("started", "ended", "command", "outcome")}}


def shown(told: dict, failed: bool) -> list[str]:
    """The state as lines."""
    c = told["counts"]
    if not c:
        lines = [f"{told['out']}: nothing is published yet"]
    else:
        lines = [f"{told['out']}: snapshot {told['snapshot']}, {told['bytes'] / 2**20:.1f} MB, one of {told['snapshots']} kept",
                 f"files: {c['seen']} seen = {c['ok']} read + {c['partial']} partly read + {c['failed']} failed "
                 f"+ {c['duplicates']} with the same bytes as another + {c['excluded']} left out",
                 "rows: " + ", ".join(f"{n:,} {table}" for table, n in told["rows"].items() if n)]
    if told["last_run"]:
        run = told["last_run"]
        lines.append(f"last run: {run['command']} at {run['started']}, {run['outcome'] or 'running or killed'}")
    for what, key in (("not read yet", "not_read_yet"), ("withdrawn", "withdrawn"), ("partly read", "partial")):
        if told[key]:
            lines.append(f"{what}: {len(told[key])}: {', '.join(told[key][:5])}" + (" …" if len(told[key]) > 5 else ""))
    if told["read_by_an_older_version"]:
        lines.append(f"read by an older version: {told['read_by_an_older_version']} (ingest their folder again to read them anew)")
    if told["partial"]:
        lines.append("  why: matters query \"select file_name, code, message from diagnostics where severity = 'warning'\"")
    if failed:
        lines += [f"{f['file']}\n    {f['code']}: {f['error']}\n    {f['advice']}" for f in told["failed"]]
    elif told["failed"]:
        lines.append("failed: " + ", ".join(f"{n} {code}" for code, n in sorted(Counter(f["code"] for f in told["failed"]).items()))
                     + "   (--failed names them)")
    return lines
