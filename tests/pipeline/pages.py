"""What tests of the report and the review page share: hostile and ordinary tables, and a small PDF that is really there."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pyarrow.parquet as pq

from models import records as R
from models.schema import to_table

HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'> <!-- {{data}} \u2028 &amp; “end”"


def small_pdf() -> bytes:
    """One A4 page (595 by 842 points) with 'Slipped' and an amber cell from (100, 200) to (300, 240), counted from the top left."""
    content = b"1 0.753 0 rg 100 602 200 40 re f 0 g BT /F1 12 Tf 110 615 Td (Slipped) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


CELL = R.SourceCell(page=1, table=0, row=1, column=1, x0=100, top=200, x1=300, bottom=240)


def tables(folder: Path) -> tuple[Path, Path]:
    """Tables of one made-up paper with hostile text in every place, and the folder of papers it stands in. Returns (out, papers)."""
    out, papers = folder / "out", folder / "papers"
    path = papers / "ashcombe/people/2021-05-20/update & plan #1.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(small_pdf())
    sha = hashlib.sha256(small_pdf()).hexdigest()
    held = R.Records(
        R.DocumentRow(
            document_id=sha[:16],
            sha256=sha,
            file_name=path.name,
            source_path=path.relative_to(papers).as_posix(),
            media_type="pdf",
            council="ashcombe",
            review=HOSTILE,
            review_key="k",
            paper_date=dt.date(2021, 12, 9),
            status="ok",
            title=HOSTILE,
        )
    )
    recommendation = held.add(R.Recommendation(number="1", text=HOSTILE, recommendation_key="r", page_first=1))
    for number in (1, 2, 3):
        action = held.add(
            R.Action(
                recommendation_id=recommendation.recommendation_id,
                number=str(number),
                action_key=f"a{number}",
                text=f"Action {number} {HOSTILE}",
                owner_raw=HOSTILE,
                due_raw="May 2021",
                due_end=dt.date(2021, 5, 31),
                page_first=1,
                source_cells=[CELL],
            )
        )
        held.add(R.Owner(record_table="actions", record_id=action.action_id, name=HOSTILE, raw=HOSTILE))
        for start, status in ((dt.date(2021, 5, 1), "on_track"), (dt.date(2021, 11, 1), "slipped")):
            about = {
                "recommendation_id": recommendation.recommendation_id,
                "action_id": action.action_id,
                "period_start": start,
                "period_raw": f"{start:%B %Y}",
                "page_first": 1,
            }
            if number == 3 and status == "slipped":
                continue
            said = held.add(
                R.Evidence(
                    kind="progress",
                    text=f"🙂 Delayed by the pandemic. {HOSTILE}",
                    source_cells=[CELL],
                    slippage_cause="slipped_because_covid",
                    **about,
                )
            )
            held.add(R.Evidence(kind="impact", text="More visits", **about))
            held.add(
                R.Assessment(
                    measure="progress",
                    grade=2,
                    value_raw="3 (Slipped)",
                    label="Slipped",
                    status=status,
                    source_cells=[CELL],
                    confidence=["heading-weak: matched by position"] if number == 2 else [],
                    inferred=["period_start"] if number == 1 else [],
                    **about,
                )
            )
            held.add(
                R.Theme(
                    record_table="evidence",
                    record_id=said.evidence_id,
                    field="text",
                    theme="covid_slippage",
                    relation="slippage_cause",
                    start=13,
                    end=25,
                    matched="the pandemic",
                    sentence="Delayed by the pandemic.",
                )
            )
    held.add(R.Passage(page=1, kind="cell", text="Left over " + HOSTILE, role="unassigned", source_cells=[CELL]))
    held.add(
        R.Diagnostic(
            file_name=path.name,
            severity="warning",
            code="colour-word-conflict",
            message="The cell is amber, the word says green " + HOSTILE,
            page=1,
            record_table="assessments",
            record_id=held.assessments[0].assessment_id,
            excerpt="Slipped",
        )
    )
    held.add(
        R.Diagnostic(file_name=path.name, severity="info", code="table-joined", message="A table cut by a page break was joined", page=1)
    )
    out.mkdir()
    for name in R.TABLES:
        pq.write_table(to_table(name, [held.document] if name == "documents" else held.rows[name]), out / f"{name}.parquet")
    return out, papers
