"""Made-up tables of any size, as the pipeline would publish them: for the report's and the store's benchmarks.

    python benchmarks/make_tables.py OUT --actions 10000
    python benchmarks/make_tables.py OUT --documents 100000

No paper is read and none exists. The same arguments give the same tables. Tiles of 40 papers are made row by row;
past the first dozen the tiles are repeated with other ids, so that millions of rows take minutes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models import records as R  # noqa: E402
from models.schema import schema, to_table  # noqa: E402

REVIEWS_A_TILE, ROUNDS, DISTINCT_TILES = 10, 4, 12
PAPERS_A_TILE = REVIEWS_A_TILE * ROUNDS
ACTIONS_A_TILE = 10 * 20
PLACES = ("Ashcombe", "Brackenfold", "Carrowmere", "Dunholt", "Eastmarsh", "Fallowby", "Greywater", "Hartsedge")
SUBJECTS = (
    "Access to Leisure",
    "Affordable Warmth",
    "Bus Services",
    "Care Leavers",
    "Community Transport",
    "Domestic Abuse Services",
    "Empty Homes",
    "Fostering",
    "High Street Renewal",
    "Home Care",
    "Library Services",
    "Parks and Open Spaces",
    "School Meals",
    "Tree Planting",
)
FIRST = ("Amara", "Bethan", "Callum", "Dilys", "Ewan", "Farida", "Gwen", "Harish", "Imogen", "Jonah")
LAST = ("Appleyard", "Brightwater", "Cobb", "Dray", "Elmhurst", "Fennick", "Garside", "Holloway")
POSTS = ("Head of Commissioning", "Strategic Lead", "Service Manager", "Director of Place", "Finance Business Partner")
VERBS = ("Agree", "Review", "Publish", "Set up", "Extend", "Recruit to", "Consult residents on", "Report on")
THINGS = (
    "a joint training plan with providers",
    "the performance dashboard",
    "the contract for home visits",
    "a residents' panel",
    "the winter capacity plan",
    "the venue for the drop-in service",
    "the online booking system",
    "the grant scheme for small groups",
    "the quality audit of case files",
)
GRADES = {1: ("Fully Achieved", "complete"), 2: ("On-Track", "on_track"), 3: ("Slipped", "slipped"), 4: ("Not Achieved", "not_achieved")}
NEWS = {
    1: (
        ("The work is finished and members were told in {month}.", "governance", "none"),
        ("All {n} posts are now filled.", "workforce", "none"),
    ),
    2: (
        ("A draft went to the partnership board in {month}; {n} partners replied.", "partnership", "none"),
        ("{n} residents gave their views at the {month} event.", "voice", "none"),
        ("The tender was published in {month}.", "procurement", "none"),
    ),
    3: (
        (
            "Work was paused in {month} because of the COVID-19 pandemic and will start again next year.",
            "covid_slippage",
            "slipped_because_covid",
        ),
        ("The start has moved to later in the year because two posts could not be filled.", "workforce", "slipped_other_cause"),
        ("The grant of £{n},000 was not confirmed, so the work is behind.", "funding", "slipped_other_cause"),
    ),
    4: (("The building works did not begin and will not meet the date.", "estates", "slipped_other_cause"),),
}
KEYS_HELD = (
    "document_id",
    "section_id",
    "recommendation_id",
    "parent_id",
    "action_id",
    "evidence_id",
    "assessment_id",
    "owner_id",
    "theme_id",
    "passage_id",
    "diagnostic_id",
    "timeline_id",
    "change_id",
    "record_id",
    "first_document_id",
    "last_document_id",
    "from_document_id",
    "to_document_id",
    "review_key",
    "recommendation_key",
    "action_key",
    "record_key",
    "sha256",
)


def months_after(first: dt.date, months: int) -> dt.date:
    return dt.date(first.year + (first.month - 1 + months) // 12, (first.month - 1 + months) % 12 + 1, 1)


def cell(page: int, row: int, column: int) -> R.SourceCell:
    return R.SourceCell(
        page=page,
        table=0,
        row=row,
        column=column,
        x0=60.0 + 120 * column,
        top=80.0 + 24 * row,
        x1=178.0 + 120 * column,
        bottom=102.0 + 24 * row,
    )


def digest(*parts: object) -> str:
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()


def tile(number: int) -> dict[str, list[Any]]:
    """Ten made-up reviews, each in four papers half a year apart; a paper prints its round and those before."""
    rng = random.Random(number)
    rows: dict[str, list[Any]] = {name: [] for name in R.TABLES}
    for review in range(REVIEWS_A_TILE):
        place, subject = rng.choice(PLACES), rng.choice(SUBJECTS)
        first = months_after(dt.date(2018, 1, 1), rng.randrange(60))
        key = "00000000" + digest("review", number, review)[:8]
        plan = [
            (
                i // 2,
                f"{rng.choice(VERBS)} {rng.choice(THINGS)}",
                rng.choice(FIRST) + " " + rng.choice(LAST),
                rng.choice(POSTS),
                months_after(first, rng.randrange(6, 30)),
                [rng.choices((1, 2, 3, 4, 0), (25, 40, 15, 4, 16))[0] for _ in range(ROUNDS)],
                rng.random(),
            )
            for i in range(20)
        ]
        for latest in range(ROUNDS):
            add_paper(rows, rng, key, place, subject, first, plan, latest)
        add_timeline(rows, key, first, plan)
    return rows


def add_paper(
    rows: dict[str, list[Any]], rng: random.Random, key: str, place: str, subject: str, first: dt.date, plan: list[Any], latest: int
) -> None:
    sha = "00000000" + digest(key, latest)[8:]
    paper_date = months_after(first, 6 * (latest + 1))
    name = f"{subject.lower().replace(' ', '-')}-update-{latest + 1}.pdf"
    document = R.DocumentRow(
        document_id=sha[:16],
        sha256=sha,
        file_name=name,
        source_path=f"{place.lower()}/people-select-committee/{paper_date}/{name}",
        media_type="pdf",
        size_bytes=180_000,
        page_count=12,
        layout="scrutiny_monitoring",
        organisation=f"{place} Borough Council",
        committee="People Select Committee",
        title=f"Progress update: Review of {subject}",
        review=f"Review of {subject}",
        paper_date=paper_date,
        paper_date_raw=f"{paper_date:%d %B %Y}",
        review_key=key,
        words_total=5000,
        words_assigned=5000,
        coverage=1.0,
        status="ok",
        table_method="ruled",
        council=place.lower(),
        published_date=paper_date,
        extractor_version="made-up",
    )
    made = R.Records(document)
    for n, (rec, text, person, post, due, grades, doubt) in enumerate(plan):
        page = 1 + n // 2
        if n % 2 == 0:
            recommendation = made.add(
                R.Recommendation(
                    kind="recommendation",
                    number=str(rec + 1),
                    recommendation_key=f"{key}-r{rec}",
                    page_first=page,
                    page_last=page,
                    source_cells=[cell(page, 0, 1)],
                    text=f"That the Cabinet Member brings forward plans to {text[0].lower()}{text[1:]}, and reports back within a year.",
                    responsibility_raw=post,
                )
            )
        moved = months_after(due, 6) if grades[latest] in (3, 4) and doubt < 0.7 else None
        where = {"page_first": page, "page_last": page}
        action = made.add(
            R.Action(
                recommendation_id=recommendation.recommendation_id,
                number=str(n + 1),
                action_key=f"{key}-a{n}",
                text=f"{text} by {due:%B %Y}",
                owner_raw=f"{person}, {post}",
                due_raw=f"{due:%B %Y}",
                due_start=due,
                due_end=months_after(due, 1) - dt.timedelta(days=1),
                revised_due_raw=moved and f"{moved:%B %Y}",
                revised_due_start=moved,
                revised_due_end=moved and months_after(moved, 1) - dt.timedelta(days=1),
                source_cells=[cell(page, 1 + n % 2, 1)],
                **where,
            )
        )
        made.add(
            R.Owner(
                record_table="actions",
                record_id=action.action_id,
                field="owner_raw",
                name=person,
                role=post,
                kind="person",
                raw=f"{person}, {post}",
            )
        )
        for turn in range(latest + 1):
            if not grades[turn]:
                continue
            add_round(made, action, months_after(first, 6 * (turn + 1)), grades[turn], (n * 7 + turn * 3), page, turn, doubt)
    for n in range(30):
        made.add(
            R.Passage(
                page=1 + n // 3,
                kind="paragraph",
                text=f"Paragraph {n + 1} of the covering report on {subject.lower()}, which tracks nothing.",
                role="unassigned" if n == 29 and rng.random() < 0.2 else "narrative",
            )
        )
    made.add(R.Diagnostic(file_name=name, severity="info", code="table-joined", message="A table cut by a page break was joined", page=3))
    rows["documents"].append(document)
    for table, got in made.rows.items():
        rows[table].extend(got)


def add_round(made: R.Records, action: R.Action, start: dt.date, grade: int, pick: int, page: int, turn: int, doubt: float) -> None:
    label, status = GRADES[grade]
    sentence, theme, cause = NEWS[grade][pick % len(NEWS[grade])]
    text = sentence.format(month=f"{start:%B}", n=3 + pick % 40)
    period = {"period_raw": f"{start:%B %Y}", "period_start": start, "period_end": months_after(start, 1) - dt.timedelta(days=1)}
    about = {"recommendation_id": action.recommendation_id, "action_id": action.action_id, "page_first": page, "page_last": page}
    evidence = made.add(
        R.Evidence(
            kind="progress",
            text=f"{text} The lead officer will give the group a fuller account at its next meeting.",
            slippage_cause=cause,
            source_cells=[cell(page, 4 + 2 * turn, 1)],
            **period,
            **about,
        )
    )
    made.add(
        R.Assessment(
            measure="progress",
            value_raw=f"{grade} ({label})",
            grade=grade,
            label=label,
            status=status,
            source="text",
            source_cells=[cell(page, 5 + 2 * turn, 1)],
            confidence=["heading-weak: matched by position"] if doubt < 0.02 else [],
            inferred=["period_start"] if doubt > 0.98 else [],
            **period,
            **about,
        )
    )
    made.add(
        R.Theme(
            record_table="evidence",
            record_id=evidence.evidence_id,
            field="text",
            theme=theme,
            relation="slippage_cause" if cause.startswith("slipped") else "subject",
            sentence=text,
            start=0,
            end=len(text),
            matched=text,
            rule="made-up",
            score=0.9,
        )
    )


def add_timeline(rows: dict[str, list[Any]], key: str, first: dt.date, plan: list[Any]) -> None:
    papers = rows["documents"][-ROUNDS:]
    held = {
        (a.document_id, a.action_id.rsplit("-", 1)[1], a.period_start): a.assessment_id
        for a in rows["assessments"]
        if a.document_id in {p.document_id for p in papers}
    }
    for n, (rec, _, _, _, _, grades, _) in enumerate(plan):
        for turn, grade in enumerate(grades):
            if grade:
                start = months_after(first, 6 * (turn + 1))
                paper = papers[turn].document_id
                rows["timeline"].append(
                    R.TimelineEntry(
                        timeline_id=f"{key}-a{n}-{turn}",
                        review_key=key,
                        recommendation_key=f"{key}-r{rec}",
                        action_key=f"{key}-a{n}",
                        measure="progress",
                        period_start=start,
                        period_end=months_after(start, 1) - dt.timedelta(days=1),
                        status=GRADES[grade][1],
                        grade=grade,
                        first_document_id=paper,
                        last_document_id=papers[-1].document_id,
                        assessment_id=held[paper, f"a{n + 1:04d}", start],
                    )
                )


def numbered(table: pa.Table, number: int) -> pa.Table:
    """The tile with its ids moved to another number: ids start with eight digits that name the tile."""
    for i, field in enumerate(table.schema):
        if field.name in KEYS_HELD:
            table = table.set_column(i, field, pc.utf8_replace_slice(table.column(i), 0, 8, f"{number:08x}"))
        elif field.name == "source_path" and number >= DISTINCT_TILES:
            table = table.set_column(i, field, pc.binary_join_element_wise(f"copy-{number}", table.column(i), "/"))
    return table


def tiles(count: int) -> Iterator[dict[str, pa.Table]]:
    made: list[dict[str, pa.Table]] = []
    for number in range(count):
        if number < DISTINCT_TILES:
            made.append({name: to_table(name, rows) for name, rows in tile(number).items()})
        yield {name: numbered(table, number + 1) for name, table in made[number % DISTINCT_TILES].items()}


def make(out: Path, count: int) -> dict[str, int]:
    """Write `count` tiles (40 papers, 200 actions over all papers, each) as `<out>/<table>.parquet`; returns the rows by table."""
    out.mkdir(parents=True, exist_ok=True)
    writers = {name: pq.ParquetWriter(out / f"{name}.parquet", schema(name), compression="zstd") for name in R.TABLES}
    rows = dict.fromkeys(R.TABLES, 0)
    for made in tiles(count):
        for name, table in made.items():
            if table.num_rows:
                writers[name].write_table(table)
            rows[name] += table.num_rows
    for writer in writers.values():
        writer.close()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--actions", type=int, default=10_000, help="actions, each counted once over all its papers (rounded up to 200)")
    size.add_argument("--documents", type=int, help="papers (rounded up to 40)")
    args = parser.parse_args()
    count = -(-args.documents // PAPERS_A_TILE) if args.documents else -(-args.actions // ACTIONS_A_TILE)
    for name, rows in make(args.out, count).items():
        print(f"{name:<16}{rows:>12,}")


if __name__ == "__main__":
    main()
