"""One paper -> its records. What all papers need is in pipeline/ingest.py."""
from __future__ import annotations

import errno
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.document import Document
from models.errors import InternalError, NoWords, PaperError, UnreadableFile
from models.records import Diagnostic, DocumentRow, Records
from models.schema import check


def read_paper(path: str, row: DocumentRow, vocabulary: tuple[str, ...] = (), themes: bool = True) -> Records:
    """Read one paper whole: file -> Document -> records -> themes, checked against the contract.

    `row` holds what is known before reading (document_id, sha256, file_name ...). A paper that cannot be read gives
    records with status 'failed' and one diagnostic; only MemoryError and OSError of our own store get out.
    """
    return guarded(path, row, lambda: _read(path, row, vocabulary, themes))


def _read(path: str, row: DocumentRow, vocabulary: tuple[str, ...], themes: bool) -> Records:
    from extractors.extract import extract
    from extractors.readers import read

    document = read(Path(path))
    describe(row, document)
    records = extract(document, row, vocabulary)
    if themes:
        from extractors.themes import tag_records

        tag_records(records, vocabulary)
    check({"documents": [records.document], **records.rows})
    return records


def describe(row: DocumentRow, document: Document) -> None:
    """Note on the row what the reader saw of the file; raises NoWords where it saw no text at all."""
    row.media_type = document.media_type
    row.page_count = document.page_count
    row.table_method = document.method or None
    if next(document.words(), None) is None:
        raise NoWords()


def guarded(path: str, row: DocumentRow, reading: Callable[[], Records]) -> Records:
    """Do the reading; turn whatever is wrong with the paper, or with us at this paper, into records that say so."""
    try:
        return reading()
    except PaperError as error:
        return failure(row, error)
    except MemoryError:
        raise
    except OSError as error:
        if error.errno == errno.ENOMEM:
            raise MemoryError from error
        return failure(row, UnreadableFile(f"{error.strerror or error}"))
    except Exception as error:  # noqa: BLE001 - whatever it is, it costs one paper
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error}".split("\n")[0][:200].replace(path, row.file_name or "")
        file = place.filename.replace("\\", "/").rsplit("/", 1)[-1]
        return failure(row, InternalError(f"{what} ({file}, {place.name})"))


def failure(row: DocumentRow, error: PaperError) -> Records:
    """The records of a paper that could not be read: its row, and one diagnostic with the reason and the advice."""
    known: dict[str, Any] = {name: getattr(row, name) for name in (
        "document_id", "sha256", "file_name", "source_path", "size_bytes", "council", "extractor_version", "page_count")}
    media_type = row.media_type or getattr(error, "media_type", None) or "unknown"
    failed = DocumentRow(**known, media_type=media_type, layout="unknown", status="failed", error=f"{error.code}: {error}",
                         words_total=0, words_assigned=0, published_date=row.published_date)
    records = Records(document=failed)
    records.add(Diagnostic(file_name=row.file_name, severity="error", code="document-failed",
                           message=f"{error.code}: {error} {error.advice}"))
    return records
