"""Whatever stops a command, as a sentence and an exit code. Imported only when something did."""
from __future__ import annotations

import sqlite3
import traceback
from pathlib import Path

from models.vocabulary.teaching import BadVocabulary
from pipeline import store
from pipeline.corrections import BadCorrections
from pipeline.ingest import COULD_NOT, USAGE
from pipeline.publish import PublishRefused
from pipeline.remote import RemoteFailed
from pipeline.settings import WrongUsage
from pipeline.worker import CannotStart, StoreFailed

SAID = (store.Locked, store.NoSnapshot, store.Damaged, PublishRefused, StoreFailed, CannotStart, BadCorrections, RemoteFailed)
"""Errors whose message is for people."""
TABLES = ("pyarrow", "duckdb", "_duckdb")


def explained(error: BaseException, out: Path | None, writing: bool = False) -> tuple[str, int]:
    """What is wrong and the exit code. `out` is the folder of the tables, `writing` tells that the command writes there."""
    if isinstance(error, (WrongUsage, BadVocabulary)):
        return str(error), USAGE
    if isinstance(error, SAID):
        return str(error), COULD_NOT
    if isinstance(error, KeyboardInterrupt):
        return "stopped", COULD_NOT
    if isinstance(error, sqlite3.Error):
        return _ledger(error, out, writing), COULD_NOT
    if type(error).__module__.split(".")[0] in TABLES:
        return f"the tables in {out} cannot be read: {_line(error)}", COULD_NOT
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"there is no {error.filename}", COULD_NOT
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return (f"cannot write to {out}: " if writing else "") + (error.strerror or _line(error)) + where, COULD_NOT
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (f"a mistake of this program; please report it: {type(error).__name__}: {_line(error)} "
            f"({Path(place.filename).name}, {place.name})"), COULD_NOT


def _ledger(error: sqlite3.Error, out: Path | None, writing: bool) -> str:
    said = f"the ledger cannot be {'written' if writing else 'read'} in {out}: {error}"
    if out is None or type(error) is not sqlite3.DatabaseError:
        return said
    return said + f". Move {store.ledger_file(out)} away and ingest the same paths again: what was read is kept and not read anew"


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
