"""The committed dictionary and data package are what the records generate today."""

from __future__ import annotations

import json

from models import dictionary
from models.records import KEYS, TABLES
from models.views import VIEWS


def test_the_committed_files_are_current(tmp_path):
    for made in dictionary.write(tmp_path):
        committed = dictionary.DOCS / made.name
        assert committed.read_text(encoding="utf-8") == made.read_text(encoding="utf-8"), (
            f"run `python -m models.dictionary` to renew {committed.name}"
        )


def test_every_column_is_described():
    for table in (*TABLES, *VIEWS):
        assert dictionary.description(table)
        for f in dictionary.columns(table):
            assert f.metadata["description"].endswith((".", ";", ")")), (table, f.name)


def test_every_link_of_the_package_points_to_a_key():
    package = dictionary.datapackage()
    fields = {r["name"]: {f["name"] for f in r["schema"]["fields"]} for r in package["resources"]}
    assert set(fields) == set(TABLES)
    for resource in package["resources"]:
        assert resource["schema"]["primaryKey"] in fields[resource["name"]]
        for link in resource["schema"].get("foreignKeys", []):
            target = link["reference"]
            assert link["fields"] in fields[resource["name"]] and target["fields"] == KEYS[target["resource"]]
    json.dumps(package)


def test_links_inside_the_dictionary_lead_somewhere():
    text = dictionary.markdown()
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")}
    import re

    assert {target for target in re.findall(r"\]\(#([^)]+)\)", text)} <= headings
