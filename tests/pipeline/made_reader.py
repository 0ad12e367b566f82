"""A reader process for tests of what happens around reading: plain text whose lines are records or mishaps.

    title Review of Ferry Piers      -> title of the document
    do Mend the steps                -> an action
    raise / crash / hang / eat       -> an exception, a segmentation fault, no end, all memory there is
"""
from __future__ import annotations

import ctypes
import time
from pathlib import Path

from models.errors import NoTextLayer
from models.records import Action, Assessment, DocumentRow, Recommendation, Records
from pipeline.run import guarded
from pipeline.worker import serve


def read(path: str, row: DocumentRow, vocabulary: tuple[str, ...], themes: bool) -> Records:
    return guarded(path, row, lambda: _read(path, row))


def _read(path: str, row: DocumentRow) -> Records:
    records = Records(row)
    row.media_type, row.layout, row.status, row.coverage = "text", "action_tracker", "ok", 1.0
    rec = None
    for line in Path(path).read_bytes().decode(errors="replace").splitlines():
        what, _, rest = line.partition(" ")
        if what == "title":
            row.title = row.review = rest
            rec = records.add(Recommendation(kind="recommendation", text="That the council mends what is broken on the pier and says when"))
        elif what == "do":
            act = records.add(Action(recommendation_id=rec and rec.recommendation_id, text=rest))
            records.add(Assessment(action_id=act.action_id, measure="status", value_raw="Done", status="complete", source="text"))
        else:
            mishap(what)
    return records


def mishap(what: str) -> None:
    if what == "raise":
        raise KeyError("no such thing")
    if what == "picture":
        raise NoTextLayer()
    if what == "crash":
        ctypes.string_at(0)
    if what == "hang":
        time.sleep(3600)
    if what == "slow":
        time.sleep(0.3)
    if what == "eat":
        held = []
        while True:
            held.append(bytearray(10_000_000))


if __name__ == "__main__":
    serve(read)
