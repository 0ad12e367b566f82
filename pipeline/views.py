"""SQL of the ready-made joins `progress` and `latest`; their columns are described in models/views.py.

Helper views start with an underscore: `_papers` orders papers in time (of a PDF and its Word twin, the PDF is taken: it has
pages to point to), `_subjects` is what is followed (an action, or a
recommendation reported on by itself) as each paper prints it, `_told` is what each paper says of it by round.
"""

from __future__ import annotations

from dataclasses import fields

from models.views import VIEWS, Progress

_PAPERS = """
with rounds as (
    select document_id, max(period_start) as last_round
    from (select document_id, period_start from evidence union all select document_id, period_start from assessments)
    group by document_id),
dated as (
    select *, coalesce(documents.paper_date, published_date) as its_date, greatest(its_date, last_round) as as_of
    from documents left join rounds using (document_id))
select document_id, coalesce(council, organisation) as council, organisation, committee, coalesce(review_key, document_id) as review_key,
       coalesce(review, title, file_name) as review, file_name, source_path, source_url, its_date as paper_date, last_round, as_of,
       dense_rank() over (order by as_of nulls first) as turn, page_count is null as pageless
from dated
"""

_SUBJECTS = """
with followed as (
    select 'action' as level, coalesce(a.action_key, a.action_id) as key, a.action_id as sid, a.document_id, a.section_id, a.ordinal,
           a.recommendation_id, coalesce(r.recommendation_key, r.recommendation_id) as recommendation_key,
           r.number as recommendation_number, r.text as recommendation,
           a.action_id, a.number as action_number, a.text as action,
           coalesce(a.owner_raw, r.responsibility_raw) as owner,
           coalesce(a.due_raw, r.due_raw) as due_raw, case when a.due_raw is null then r.due_end else a.due_end end as due,
           a.revised_due_raw as revised_raw, a.revised_due_end as revised,
           a.page_first as page, a.source_cells, a.confidence, list_transform(a.inferred, lambda c: 'actions.' || c) as inferred
    from actions a left join recommendations r on r.recommendation_id = a.recommendation_id
    union all
    select 'recommendation', coalesce(r.recommendation_key, r.recommendation_id), r.recommendation_id, r.document_id,\
 r.section_id, r.ordinal,
           r.recommendation_id, coalesce(r.recommendation_key, r.recommendation_id),
           r.number, r.text,
           null, null, null,
           r.responsibility_raw,
           r.due_raw, r.due_end,
           null, null,
           r.page_first, r.source_cells, r.confidence, list_transform(r.inferred, lambda c: 'recommendations.' || c)
    from recommendations r
    where r.recommendation_id in (select recommendation_id from evidence where action_id is null)
       or r.recommendation_id in (select recommendation_id from assessments where action_id is null)
       or (r.recommendation_id not in (select recommendation_id from actions where recommendation_id is not null)
           and r.recommendation_id not in (select parent_id from recommendations where parent_id is not null))),
keyed as (
    select *, row_number() over (partition by document_id, level, key order by ordinal, sid) as again from followed),
owned as (
    select record_id, list(distinct coalesce(name, role, organisation, raw)) as owners
    from owners where coalesce(name, role, organisation, raw) is not null group by record_id),
themed as (
    select record_id, list_sort(list(distinct theme)) as action_themes from themes where relation <> 'mention' group by record_id)
select case when again = 1 then key else key || '~' || again end as subject_key,
       keyed.* exclude (key, again, inferred, confidence, source_cells),
       keyed.inferred as subject_inferred, keyed.confidence as subject_confidence, keyed.source_cells as subject_cells,
       s.title as section, list_sort(coalesce(o.owners, ro.owners, [])) as owners, coalesce(t.action_themes, []) as action_themes,
       p.* exclude (document_id)
from keyed
join _papers p using (document_id)
left join sections s on s.section_id = keyed.section_id
left join owned o on o.record_id = keyed.sid
left join owned ro on ro.record_id = keyed.recommendation_id
left join themed t on t.record_id = keyed.sid
"""

_TOLD = """
with themed as (
    select record_id, list(distinct theme) as themes from themes where relation <> 'mention' group by record_id),
texts as (
    select e.document_id, coalesce(e.action_id, e.recommendation_id) as sid, e.period_start, e.period_raw, e.ordinal,
           e.kind, e.text, e.slippage_cause, e.evidence_id, null as grading,
           e.page_first, e.source_cells, e.confidence, list_transform(e.inferred, lambda c: 'evidence.' || c) as inferred, t.themes
    from evidence e left join themed t on t.record_id = e.evidence_id),
grades as (
    select a.document_id, coalesce(a.action_id, a.recommendation_id) as sid, a.period_start, a.period_raw, a.ordinal,
           'grade' as kind, null as text, null as slippage_cause, null as evidence_id,
           {'assessment_id': a.assessment_id, 'measure': a.measure, 'value_raw': a.value_raw, 'grade': a.grade, 'rag': a.rag,
            'label': a.label, 'status': a.status, 'explanation': a.explanation} as grading,
           a.page_first, a.source_cells, a.confidence, list_transform(a.inferred, lambda c: 'assessments.' || c) as inferred, t.themes
    from assessments a left join themed t on t.record_id = a.assessment_id),
said as (
    select said.* exclude (period_start), coalesce(period_start, p.paper_date) as round,
           list_position(['slipped_because_covid', 'slipped_other_cause', 'resumed', 'mention_only', 'none'], slippage_cause) as gravity,
           list_position(['progress', 'rag', 'month_rag', 'status', 'on_target_rag'], grading.measure) as preference
    from (select * from texts union all select * from grades) said join _papers p using (document_id)
    where sid is not null)
select sid, document_id, round, min(period_raw) as round_raw,
       string_agg(text, chr(10) order by ordinal) filter (kind <> 'impact') as evidence,
       string_agg(text, chr(10) order by ordinal) filter (kind = 'impact') as impact,
       arg_min(slippage_cause, gravity) as slippage_cause,
       arg_min(grading, preference * 1000000 - ordinal) filter (grading is not null) as main,
       arg_max(grading, ordinal) filter (grading.measure = 'on_target_rag') as forecast,
       list_sort(list_distinct(flatten(list(coalesce(themes, []))))) as themes,
       coalesce(min(page_first) filter (kind = 'grade'), min(page_first)) as page,
       flatten(list(source_cells order by kind <> 'grade', ordinal)) as source_cells,
       list(evidence_id order by ordinal) filter (evidence_id is not null) as evidence_ids,
       list(grading.assessment_id order by ordinal) filter (grading is not null) as assessment_ids,
       list_distinct(flatten(list(inferred order by ordinal))) as inferred,
       list_distinct(flatten(list(confidence order by ordinal))) as confidence
from said
group by sid, document_id, round
"""

_MADE = {
    "slip_days": "(s.revised - s.due)::integer",
    "round_raw": "t.round_raw",
    "round": "t.round",
    "evidence": "t.evidence",
    "impact": "t.impact",
    "slippage_cause": "t.slippage_cause",
    **{name: f"t.main.{name}" for name in ("measure", "value_raw", "grade", "rag", "label", "status", "explanation")},
    "on_target_rag": "t.forecast.rag",
    "on_target_status": "t.forecast.status",
    "themes": "coalesce(t.themes, [])",
    "page": "coalesce(t.page, s.page)",
    "source_cells": "list_concat(coalesce(t.source_cells, []), s.subject_cells)",
    "evidence_ids": "coalesce(t.evidence_ids, [])",
    "assessment_ids": "coalesce(t.assessment_ids, [])",
    "inferred": "list_concat(coalesce(t.inferred, []), s.subject_inferred)",
    "confidence": "list_concat(coalesce(t.confidence, []), s.subject_confidence)",
}
_COLUMNS = ", ".join(f"{_MADE.get(f.name, 's.' + f.name)} as {f.name}" for f in fields(Progress))

PROGRESS = f"""
select {_COLUMNS}
from _subjects s left join _told t on t.sid = s.sid
window about as (partition by s.review_key, s.subject_key),
       latest as (partition by s.review_key, s.subject_key order by s.turn desc, s.pageless, s.document_id),
       earliest as (partition by s.review_key, s.subject_key, t.sid is null, t.round
                    order by (t.main is null), s.turn, s.pageless, s.document_id)
qualify case when t.sid is null then count(t.sid) over about = 0 and dense_rank() over latest = 1 else dense_rank() over earliest = 1 end
"""

_ROUND_ONLY = (
    "round_raw",
    "round",
    "evidence",
    "impact",
    "slippage_cause",
    "measure",
    "value_raw",
    "grade",
    "rag",
    "label",
    "status",
    "on_target_rag",
    "on_target_status",
    "explanation",
    "themes",
    "page",
    "source_cells",
    "evidence_ids",
    "assessment_ids",
    "inferred",
    "confidence",
    "document_id",
    "file_name",
    "source_path",
    "source_url",
    "paper_date",
    "recommendation_id",
    "action_id",
)
_LATEST_COLUMNS = ", ".join(
    f"p.{f.name}" if f.name in _ROUND_ONLY else "(s.revised - s.due)::integer as slip_days" if f.name == "slip_days" else f"s.{f.name}"
    for f in fields(Progress)
)

_NAMES = ", ".join(f.name for f in fields(Progress))

LATEST = f"""
with rounds as materialized (
    select * from progress),
printed as (
    select * from _subjects
    qualify dense_rank() over (partition by review_key, subject_key order by turn desc, pageless, document_id) = 1),
followed as (
    select review_key, subject_key, arg_max(status, round) filter (status is not null) as last_status,
           max(round) filter (status is not null) as last_status_round, count(round)::integer as rounds
    from rounds group by review_key, subject_key),
last_told as (
    select * from rounds qualify row_number() over (partition by review_key, subject_key order by round desc nulls last) = 1),
added as (
    select f.review_key, f.subject_key, max(p.last_round) as added_after
    from (select review_key, subject_key, min(turn) as turn from _subjects group by all) f
    join _papers p on p.review_key = f.review_key and p.turn < f.turn
    group by f.review_key, f.subject_key),
reviews as (select review_key, max(round) as review_round from rounds group by review_key),
papers as (select review_key, max(as_of) as review_date from _papers group by review_key),
joined as (
    select {_LATEST_COLUMNS}, f.last_status, f.last_status_round, n.added_after, f.rounds, r.review_round, d.review_date,
           s.document_id as last_document_id,
           max(f.rounds) filter (s.level = 'action') over one as rounds_of_actions,
           max(f.rounds) filter (s.level = 'recommendation') over one as rounds_of_whole
    from printed s
    join last_told p using (review_key, subject_key)
    join followed f using (review_key, subject_key)
    left join added n using (review_key, subject_key)
    join reviews r using (review_key)
    join papers d using (review_key)
    window one as (partition by s.review_key, coalesce(s.recommendation_key, s.subject_key))),
decided as (
    select *, case level when 'action' then rounds_of_actions > 0 or coalesce(rounds_of_whole, 0) = 0
                         else coalesce(rounds_of_actions, 0) = 0 and (rounds > 0 or rounds_of_actions is null) end as followed
    from joined)
select {_NAMES}, followed, last_status, last_status_round, added_after, rounds, review_round,
       case when followed then coalesce(round < review_round, round is null) end as no_update,
       case when followed and coalesce(last_status, '') <> 'complete' and coalesce(revised, due) < review_date
            then (review_date - coalesce(revised, due))::integer end as late_by_days,
       last_document_id
from decided
"""

SQL = {"_papers": _PAPERS, "_subjects": _SUBJECTS, "_told": _TOLD, "progress": PROGRESS, "latest": LATEST}
"""In the order they build on each other."""
assert set(VIEWS) <= set(SQL)
