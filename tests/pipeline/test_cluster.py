"""Papers read on a real Ray cluster of two nodes on this machine; skipped, saying so, where Ray is not installed."""
from __future__ import annotations

import importlib.util
import os
import sqlite3
import subprocess
import threading
import time

import pytest

from made_papers import READER, fingerprint, write
from pipeline import cluster, store
from pipeline import ingest as ingesting
from pipeline.results import Job

needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed (pip install 'matters-arising[ray]')")


def test_without_ray_the_extra_is_named(papers, out, matters, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "ray" else found(name, *a))
    code, report = matters("ingest", papers, "--out", out, "--engine", "ray")
    assert code == 2 and "matters-arising[ray]" in report["message"] and not out.exists()


def test_batches_hold_long_papers_alone_and_short_ones_together():
    jobs = [Job(path=str(n), sha256="", size=0, mtime_ns=0, result=str(n), row={}, cost=c) for n, c in enumerate([30.0, 9.0, 0.5, 0.5, *[0.01] * 120])]
    assert [len(b) for b in cluster.batches(jobs)] == [1, 3, 50, 50, 20] and [j for b in cluster.batches(jobs) for j in b] == jobs


@pytest.fixture(scope="module")
def two_nodes():
    """A cluster whose second node can be killed: the driver's own has no core."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    made.add_node(num_cpus=1)
    yield made
    made.shutdown()


@pytest.fixture
def on_ray(two_nodes, matters):
    """Run a command on the cluster."""
    return lambda *words: matters(*words, "--engine", "ray", "--address", two_nodes.address)


@needs_ray
def test_the_same_tables_and_a_bad_paper_costs_one_paper(tmp_path, papers, out, matters, on_ray):
    write(papers, {"bad/crash.txt": "title A\ncrash", "bad/hang.txt": "hang", "bad/eat.txt": "eat"} | {f"many/{n}.txt": f"title M {n}\ndo Do {n}" for n in range(20)})
    options = ("--deadline", 6, "--memory", 300)
    code, report = on_ray("ingest", papers, "--out", out, *options)
    assert code == 1 and report["counts"]["ok"] == 23
    assert {f["code"] for f in report["failures"]} == {"reader-crashed", "timed-out", "out-of-memory"}
    matters("ingest", papers, "--out", tmp_path / "here", *options)
    assert fingerprint(out) == fingerprint(tmp_path / "here")
    write(papers, {"bad/crash.txt": "title A\ndo Better"})
    code, report = on_ray("ingest", papers, "--out", out, *options)
    assert (report["message"], report["read"]) == ("", 1)


def reads(raylet: int) -> bool:
    """Whether a reader is at work below a node's process."""
    listed = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True).stdout
    parents, readers = {}, []
    for line in listed.splitlines():
        pid, parent, *words = line.split()
        parents[int(pid)] = int(parent)
        readers += [int(pid)] if READER[-1] in words else []

    def below(pid: int) -> bool:
        return pid == raylet or (parents.get(pid, 0) > 0 and below(parents[pid]))
    return any(map(below, readers))


@needs_ray
def test_a_node_killed_midway_loses_nothing(tmp_path, papers, out, matters, on_ray, two_nodes, monkeypatch):
    monkeypatch.setattr(cluster, "BATCH_PAPERS", 4)
    write(papers, {f"many/{n}.txt": f"title M {n}\nslow\nslow\nslow\ndo Do {n}" for n in range(24)})
    doomed, midway = two_nodes.add_node(num_cpus=1), []

    def kill_midway() -> None:
        until, raylet = time.monotonic() + 30, doomed.all_processes["raylet"][0].process.pid
        while not reads(raylet) and time.monotonic() < until:
            time.sleep(0.1)
        midway.append(reads(raylet))
        time.sleep(1.0)
        two_nodes.remove_node(doomed, allow_graceful=False)
    killing = threading.Thread(target=kill_midway)
    killing.start()
    code, report = on_ray("ingest", papers, "--out", out)
    killing.join()
    assert code == 0 and report["counts"]["ok"] == 27 and report["excluded"] == {}
    with sqlite3.connect(store.ledger_file(out)) as ledger:
        lost = ledger.execute("SELECT count(*) FROM attempts WHERE detail LIKE 'lost %'").fetchone()[0]
    matters("ingest", papers, "--out", tmp_path / "here", "--jobs", 2)
    assert fingerprint(out) == fingerprint(tmp_path / "here")
    if not (midway[0] and lost):
        pytest.skip("nothing was lost, but Ray gave the killed node no papers, or it had finished them")


@needs_ray
def test_a_node_of_another_version_reads_nothing(papers, out, on_ray, monkeypatch):
    monkeypatch.setattr(ingesting, "extractor_fingerprint", lambda *_: "0" * 16)
    code, report = on_ray("ingest", papers, "--out", out)
    assert code == 3 and "another version" in report["message"] and store.current(out) is None


@needs_ray
def test_an_address_where_nobody_answers(papers, out, matters):
    code, report = matters("ingest", papers, "--out", out, "--engine", "ray", "--address", "127.0.0.1:1")
    assert code == 3 and "no Ray cluster at 127.0.0.1:1" in report["message"]
