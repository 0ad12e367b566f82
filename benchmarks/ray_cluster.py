"""Papers read on a Ray cluster of two nodes on this machine, and one node killed midway; tables compared with those of a local run.

    python benchmarks/ray_cluster.py [--papers 80]

The papers are made (benchmarks/faults.py), the readers real. Both nodes share this machine's cores: what is shown is that
nothing is lost and what the cluster costs, not that it is faster.
"""
from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

from benchmarks import faults  # noqa: E402
from pipeline import store  # noqa: E402
from pipeline.ledger import Ledger  # noqa: E402


def kill_midway(cluster: object, node: object, out: Path, after: int) -> None:
    """Kill a node once so many results are there."""
    while len(list(store.results_folder(out).glob("*/*/*"))) < after:
        time.sleep(0.02)
    cluster.remove_node(node, allow_graceful=False)


def main() -> None:
    """Run and print one table; exit 1 where tables differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=80)
    args = parser.parse_args()
    try:
        from ray.cluster_utils import Cluster
    except ModuleNotFoundError:
        sys.exit("skipped: Ray is not installed (pip install 'matters-arising[ray]')")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    there = ("--engine", "ray", "--address", cluster.address)
    right, bad = None, False
    print("| run | time | exit | papers read | lost with a node, read again | tables |\n| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "in")
        faults.papers(source, args.papers)
        for what, options in (("2 local readers", ()), ("Ray, two nodes", there), ("Ray, one of two nodes killed midway", there)):
            out = Path(scratch, what)
            if "killed" in what:
                threading.Thread(target=kill_midway, args=(cluster, nodes[1], out, args.papers // 3), daemon=True).start()
            start = time.monotonic()
            code, report = faults.finish(faults.ingest(source, out, *options))
            spent = time.monotonic() - start
            ledger = Ledger(store.ledger_file(out), read_only=True)
            lost = ledger.db.execute("SELECT count(*) FROM attempts WHERE detail LIKE 'lost %'").fetchone()[0]
            right = right or faults.published(out)
            same = faults.published(out) == right
            bad |= not same
            print(f"| {what} | {spent:.1f} s | {code} | {report.get('read')} | {lost} | {'identical' if same else 'DIFFERENT'} |",
                  flush=True)
    cluster.shutdown()
    sys.exit(bad)


if __name__ == "__main__":
    main()
