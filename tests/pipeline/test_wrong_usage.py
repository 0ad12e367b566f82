"""What a person asks for by mistake is refused with a plain message, and what is stored stays as it was."""
from __future__ import annotations

import pytest

from made_papers import fingerprint, write
from pipeline import store
from pipeline.cli import main


@pytest.mark.parametrize("name", ["..", ".", "", "../snapshots", "../snapshots/{earlier}", "{out}/snapshots/{earlier}", "{earlier}/", "never"])
def test_rollback_takes_only_the_name_of_a_snapshot_that_is_kept(name, papers, out, matters, capsys):
    matters("ingest", papers, "--out", out)
    earlier = store.manifest(out)["snapshot"]
    write(papers, {"x/y.txt": "title Y\ndo Y"})
    matters("ingest", papers, "--out", out)
    tables, link = fingerprint(out), (out / "current").readlink()
    code = main(["rollback", name.format(out=out, earlier=earlier), "--out", str(out)])
    said = capsys.readouterr()
    assert code == 3 and "there is no snapshot" in said.err and earlier in said.err
    assert fingerprint(out) == tables and (out / "current").readlink() == link and len(store.snapshots(out)) == 2
