"""Papers and tables at addresses: memory:// stands for a store of objects, file:// for a file system."""
from __future__ import annotations

import json
import sys

import duckdb
import pytest

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed (pip install 'matters-arising[remote]')")

from made_papers import PAPERS, fingerprint, write  # noqa: E402

from pipeline import remote, store  # noqa: E402


@pytest.fixture(params=["memory", "file"])
def there(request, tmp_path) -> str:
    """The address of an empty place."""
    fsspec.filesystem("memory").store.clear()
    return "memory://bucket" if request.param == "memory" else f"file://{tmp_path}/bucket"


def put(url: str, papers: dict[str, str]) -> None:
    for name, text in papers.items():
        with fsspec.open(f"{url}/{name}", "w", auto_mkdir=True) as handle:
            handle.write(text)


def test_papers_at_an_address_give_the_tables_of_the_folder(there, papers, out, tmp_path, matters):
    put(f"{there}/papers", PAPERS)
    matters("ingest", papers, "--out", tmp_path / "here")
    assert matters("ingest", f"{there}/papers", "--out", out)[0] == 0
    assert fingerprint(out) == fingerprint(tmp_path / "here")
    code, report = matters("ingest", f"{there}/papers/", "--out", out)
    assert (code, report["outcome"], report["read"]) == (0, "nothing-new", 0)


def test_run_reads_papers_at_an_address_too(there, out, matters, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(f"{there}/papers", PAPERS)
    code, report = matters("run", f"{there}/papers", "--out", out)
    assert (code, report["read"]) == (0, len(PAPERS))


def test_only_what_changed_is_fetched_and_what_is_gone_is_withdrawn(there, out, matters, monkeypatch):
    put(f"{there}/papers", PAPERS)
    matters("ingest", f"{there}/papers", "--out", out)
    fs, _ = remote._file_system(there)
    fetched = []
    monkeypatch.setattr(type(fs), "get", lambda self, paths, to, _get=type(fs).get: (fetched.extend(paths), _get(self, paths, to)))
    put(f"{there}/papers", {"quayside/harbour-board/2031-11-01/lamps.txt": "title Review of Street Lamps\ndo Light the lane\ndo And the stair"})
    fs.rm(fs._strip_protocol(f"{there}/papers/quayside/harbour-board/2031-05-01/piers.txt"))
    code, report = matters("ingest", f"{there}/papers", "--out", out)
    assert [p.rsplit("/", 1)[-1] for p in fetched] == ["lamps.txt"] and report["read"] == 1 and len(report["withdrawn"]) == 1


def test_tables_are_copied_out_and_the_manifest_comes_last(there, papers, out, matters):
    target = f"{there}/tables"
    assert matters("ingest", papers, "--out", out, "--copy-to", target)[0] == 0
    for table, paths in remote.tables(target).items():
        for path, here in zip(paths, store.tables(out)[table], strict=True):
            with fsspec.open(path) as handle:
                assert handle.read() == here.read_bytes()
    if there.startswith("file"):
        assert duckdb.sql(f"select count(*) from '{remote.tables(target)['actions'][0].removeprefix('file://')}'").fetchall() == [(5,)]
    first = json.loads(fsspec.open(f"{target}/manifest.json").open().read())["snapshot"]
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    matters("ingest", papers, "--out", out, "--copy-to", target, "--keep", 1)
    fs, top = remote._file_system(target)
    now = json.loads(fs.cat_file(f"{top}/manifest.json"))["snapshot"]
    assert now != first and {p.split("/snapshots/")[1].split("/")[0] for p in fs.find(f"{top}/snapshots")} == {now}


def test_a_copy_cut_off_leaves_the_old_one_current(there, papers, out, matters, monkeypatch):
    target = f"{there}/tables"
    matters("ingest", papers, "--out", out, "--copy-to", target)
    before = remote.tables(target)
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    copy, done = remote._copy, []

    def cut(*about):
        done.append(about)
        if len(done) > 3:
            raise ConnectionError("the line is dead")
        copy(*about)
    monkeypatch.setattr(remote, "_copy", cut)
    code, report = matters("ingest", papers, "--out", out, "--copy-to", target)
    assert code == 3 and "the line is dead" in report["message"] and remote.tables(target) == before
    monkeypatch.setattr(remote, "_copy", copy)
    assert matters("ingest", papers, "--out", out, "--copy-to", target)[0] == 0 and remote.tables(target) != before


def test_addresses_that_do_not_work(there, papers, out, matters, capsys, monkeypatch):
    code, report = matters("ingest", f"{there}/nowhere", "--out", out)
    assert code == 3 and "cannot be fetched" in report["message"]
    code, report = matters("ingest", "nosuch://bucket", "--out", out)
    assert code == 3 and "nosuch" in report["message"]
    with pytest.raises(SystemExit, match="2"):
        matters("ingest", papers, "--out", there)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    code, report = matters("ingest", there, "--out", out)
    assert code == 2 and "matters-arising[remote]" in report["message"]


@pytest.mark.parametrize(("path", "inner"), [
    ("b/papers/x/y.pdf", "x/y.pdf"), ("b/papers/../../etc", "%2E%2E/%2E%2E/etc"), ("b/papers/x//y.pdf", "x//y.pdf"), ("b/papers", "papers")])
def test_no_name_leads_out_of_the_folder(path, inner):
    assert remote._below(path, "b/papers") == inner


def test_folders_at_the_address_tell_council_and_date(there, out, matters):
    put(f"{there}/papers", {"harbour-board/2031-05-01/piers.txt": "title P\ndo Mend", "quayside/harbour-board/2031-05-01/lamps.txt": "title L\ndo Light"})
    matters("ingest", f"{there}/papers", "--out", out)
    told = duckdb.sql(f"select council, published_date::text from '{out}/documents.parquet' order by source_path").fetchall()
    assert told == [(None, None), ("quayside", "2031-05-01")]
