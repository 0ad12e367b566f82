"""Papers taken from the published tables, with the keys they were given there; or read from a file that is in none."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models.errors import FAILURES, PaperError
from models.records import DocumentRow
from pipeline.link.matching import Matcher
from pipeline.link.papers import USED, Edition, Paper, paper
from pipeline.load import NoSnapshot, connect
from pipeline.sources import sha256_of

KEYED = {"recommendations": ("recommendation_id", "recommendation_key"), "actions": ("action_id", "action_key")}


class NotFound(LookupError):
    """No paper or record of that name, or several; the message lists them."""


class Shelf:
    """The papers of an output folder. `out` may hold no tables: then only files can be had."""

    def __init__(self, out: Path):
        try:
            self.connection: Any = connect(out)
        except NoSnapshot:
            self.connection = None

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Rows of a query over the published tables."""
        return self.connection.sql(query, params=list(values)).to_arrow_table().to_pylist() if self.connection else []

    def paper(self, name: str) -> Paper:
        """The paper with this document_id, path or file name; else the file of that path, read now. Raises NotFound,
        PaperError."""
        path = Path(name)
        digest = sha256_of(name)[:16] if path.is_file() else ""
        found = self.rows(
            "select document_id, source_path from documents where document_id in (?, ?) or source_path = ?", name, digest, name)
        if not found and not digest:
            found = self.rows("select document_id, source_path from documents where file_name = ? order by source_path", path.name)
        if len(found) > 1 and len({r["document_id"] for r in found}) > 1:
            raise NotFound(f"{name} is the name of {len(found)} papers; give one of: "
                           + ", ".join(r["source_path"] or r["document_id"] for r in found))
        if found:
            return self.papers([found[0]["document_id"]])[0]
        if not digest:
            raise NotFound(f"{name}: there is no such file, and no paper of that name or id in the tables")
        return read(path, digest)

    def papers(self, document_ids: Iterable[str]) -> list[Paper]:
        """Stored papers with their rows and keys."""
        ids = list(document_ids)
        documents = self.rows("select * from documents where list_contains(?, document_id) order by document_id", ids)
        tables = {t: self.rows(f"select * exclude (source_cells) from {t} where list_contains(?, document_id) order by ordinal", ids)
                  for t in USED}
        out = []
        for d in documents:
            p = paper(d, {t: [r for r in rows if r["document_id"] == d["document_id"]] for t, rows in tables.items()})
            for table, (row_id, key) in KEYED.items():
                p.keys |= {getattr(r, row_id): getattr(r, key) or getattr(r, row_id) for r in p.rows[table]}
            out.append(p)
        return out


def read(path: Path, document_id: str) -> Paper:
    """Read a file that is in no table, with the vocabulary beside it. Raises PaperError, BadVocabulary."""
    from pipeline.run import read_paper
    from pipeline.words import beside, usable

    row = DocumentRow(document_id=document_id, file_name=path.name, source_path=str(path))
    records = read_paper(str(path), row, usable(beside(path)), themes=False)
    if records.document.status == "failed":
        code, _, message = (records.document.error or "").partition(": ")
        raise FAILURES.get(code, PaperError)(message)
    return paper(records.document, records.rows)


def pair(shelf: Shelf, old: Paper, new: Paper) -> tuple[str, dict[str, float | None]]:
    """See that two papers have keys in common: those of the tables where both are there in one review, else made now.
    Gives the review key and the score of each link."""
    key = old.document.review_key
    if key and key == new.document.review_key and old.keys and new.keys:
        scores = shelf.rows("select record_key, max(link_score) as score from changes where to_document_id = ? group by record_key", new.id)
        return key, {r["record_key"]: r["score"] for r in scores}
    matcher = Matcher("-")
    for n, p in enumerate((old, new)):
        p.keys.clear()
        p.by_key.clear()
        matcher.edition(Edition([p]), n)
    return "-", {k: s for (document_id, k), s in matcher.scores.items() if document_id == new.id}
