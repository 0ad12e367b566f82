"""The sample papers through `python -m pipeline ingest`: the expected rows, the same rows from Word and PDF, links and changes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.making.compare import FACTS, Extracted, differences, expected, words
from tests.samples import make

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SUITE = json.loads((HERE / "suite.json").read_text())
LINKS = json.loads((HERE / "links.json").read_text())
TWINS = sorted({c["gold"] for c in SUITE})


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "out"
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "ingest", str(ROOT / "data" / "raw"), "--out", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def extracted(out) -> Extracted:
    return Extracted(out)


def gold(name: str) -> dict:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SUITE, ids=lambda c: c["path"])
def test_expected_rows(case, extracted):
    want = gold(case["gold"])
    found = differences(expected(want), extracted.rows(case["file"]))
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("case", SUITE, ids=lambda c: c["path"])
def test_facts_of_the_paper(case, extracted):
    row, want = extracted.document(case["file"]), gold(case["gold"])["document"]
    assert {f: words(row[f]) for f in FACTS if want[f]} == {f: words(want[f]) for f in FACTS if want[f]}
    assert row["status"] == "ok"
    assert row["coverage"] == 1


@pytest.mark.parametrize("case", [c for c in SUITE if "passages" in gold(c["gold"])], ids=lambda c: c["path"])
def test_text_that_is_no_record_is_kept(case, extracted):
    key = extracted.document(case["file"])["document_id"]
    pool = {(words(p["number"]), words(p["text"])) for p in extracted.tables["passages"] if p["document_id"] == key}
    assert not [p for p in gold(case["gold"])["passages"] if (words(p["number"]), words(p["text"])) not in pool]


@pytest.mark.parametrize("name", TWINS)
def test_word_and_pdf_give_the_same_rows(name, extracted):
    """Every field of every record, whether or not the expected rows name it."""
    office, pdf = (next(c["file"] for c in SUITE if c["gold"] == name and c["split"] in splits) for splits in (("docx", "pptx"), ("pdf",)))
    first, second = extracted.rows(office), extracted.rows(pdf)
    assert not differences({t: [(r, False) for r in rows] for t, rows in first.items()}, second)


@pytest.mark.parametrize("sample", make.samples(), ids=lambda s: s.key)
def test_the_office_files_are_what_the_script_makes(sample, tmp_path):
    """Byte for byte, so that truth, files and expected rows cannot drift apart."""
    name = f"{sample.name}.{'docx' if sample.paper else 'pptx'}"
    make.write_office(sample, tmp_path / name)
    assert (tmp_path / name).read_bytes() == (make.RAW / sample.folder / name).read_bytes()
    sample.gold.save(tmp_path / "gold.json")
    assert (tmp_path / "gold.json").read_text() == (HERE / "expected" / f"{sample.key}.gold.json").read_text()


class Linked:
    """The two papers of one entry of links.json, and the keys of their records."""

    def __init__(self, out: Path, case: dict):
        self.tables = {
            t: pq.read_table(out / f"{t}.parquet").to_pylist()
            for t in ("documents", "recommendations", "actions", "changes", "diagnostics")
        }
        self.old, self.new = (self.ids(case[side]) for side in ("from", "to"))

    def ids(self, sample: str) -> set[str]:
        files = {c["file"] for c in SUITE if c["gold"] == f"expected/{sample}.gold.json"}
        return {d["document_id"] for d in self.tables["documents"] if d["file_name"] in files}

    def keys(self, table: str, ids: set[str]) -> dict[str, str]:
        """Printed number -> key, which must be one whichever file of the paper it was read from."""
        found: dict[str, set[str]] = {}
        for row in self.tables[table]:
            if row["document_id"] in ids and row["number"]:
                found.setdefault(row["number"], set()).add(row[f"{table[:-1]}_key"])
        assert all(len(k) == 1 for k in found.values()), found
        return {n: k.pop() for n, k in found.items()}

    def changes(self) -> list[dict]:
        return [c for c in self.tables["changes"] if c["from_document_id"] in self.old and c["to_document_id"] in self.new]


@pytest.mark.parametrize("case", LINKS, ids=lambda c: f"{c['from']} to {c['to']}")
def test_links(case, out):
    linked = Linked(out, case)
    for table in ("actions", "recommendations"):
        was, now = linked.keys(table, linked.old), linked.keys(table, linked.new)
        by_key = {k: n for n, k in now.items()}
        assert {n: by_key.get(was[n]) for n in case[table]} == case[table]


@pytest.mark.parametrize("case", LINKS, ids=lambda c: f"{c['from']} to {c['to']}")
def test_changes(case, out):
    linked = Linked(out, case)
    names = {}
    for ids in (linked.old, linked.new):
        for table in ("actions", "recommendations"):
            names.update({(table, key): number for number, key in linked.keys(table, ids).items()})

    def line(table, record, kind, field, old, new):
        return table, record, kind, field, words(old), words(new)

    got = [
        line(c["record_table"], names.get((c["record_table"], c["record_key"]), "?"), c["kind"], c["field"], c["old"], c["new"])
        for c in linked.changes()
    ]
    want = [line(c["table"], c["record"], c["kind"], c["field"], c["old"], c["new"]) for c in case["changes"]]
    assert [c for c in want if c not in got] == [] and [c for c in got if c not in want] == [] and len(got) == len(want)


@pytest.mark.parametrize("case", LINKS, ids=lambda c: f"{c['from']} to {c['to']}")
def test_an_earlier_round_that_changed_is_reported(case, out):
    linked = Linked(out, case)
    told = [d for d in linked.tables["diagnostics"] if d["code"] == "earlier-round-changed" and d["document_id"] in linked.new]
    assert bool(told) == bool(case["earlier_round_changed"])
