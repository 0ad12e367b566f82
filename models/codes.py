"""Closed lists: every code that may stand in a column, with what it means."""
from __future__ import annotations

MEDIA_TYPES = {
    "pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "text": "plain text extraction", "markdown": "Markdown text",
    "unknown": "not recognised",
}
LAYOUTS = {
    "scrutiny_monitoring": "One table a recommendation, label and value, graded in rounds",
    "improvement_plan": "A grid with one action a row under identified issues, usually RAG rated",
    "action_tracker": "A grid or list of actions or recommendations with owner, due date and status",
    "committee_report": "Numbered paragraphs under headings, ending in recommendations",
    "ratings_report": "Slides or tables of inspection ratings",
    "minutes": "Minutes of a meeting with resolutions",
    "unknown": "No layout recognised; all text is in passages",
}
STATUSES = {
    "complete": "Done, by the paper's own word, grade or colour", "on_track": "Under way and expected on time",
    "at_risk": "Under way, may be late", "slipped": "Late, delayed or off track", "not_achieved": "Not done and not deliverable",
    "not_started": "Not begun", "unknown": "Printed, but its meaning is not known",
}
RAG = {"blue": "Blue", "green": "Green", "amber": "Amber, also printed yellow or orange", "red": "Red"}
MEASURES = {
    "progress": "Grade of progress in one round", "month_rag": "RAG of the month", "on_target_rag": "RAG of the forecast",
    "rag": "A single RAG column", "status": "A status word, tick or percentage",
}
SOURCES = {"text": "Read from words", "fill": "Read from the cell's background colour", "image": "Read from a picture"}
RECOMMENDATION_KINDS = {
    "recommendation": "Agreed by a committee", "sub_recommendation": "A part of a recommendation", "resolution": "RESOLVED in minutes",
    "identified_issue": "An issue cell of an improvement plan",
}
EVIDENCE_KINDS = {"progress": "What was done", "impact": "What difference it made"}
OWNER_KINDS = {"person": "A named person", "post": "A post without a name", "organisation": "A body or group"}
THEMES = {
    "covid_slippage": "Delayed, paused or cut back because of COVID", "workforce": "Recruitment, retention, staffing, training",
    "funding": "Grants, budgets, fees, costs", "procurement": "Tenders, contracts, commissioning",
    "digital": "Devices, software, online delivery", "partnership": "Joint work between organisations",
    "governance": "Boards, approvals, reporting", "demand": "Demand, capacity, waiting, flow",
    "data": "Measures, targets, dashboards, data sharing", "quality": "Quality assurance, inspection, audit",
    "voice": "Views and feedback of residents, families, the public", "legislation": "Law, statutory duty, national policy",
    "estates": "Premises, building works, venues",
}
RELATIONS = {
    "subject": "A subject of the text", "slippage_cause": "Why it slipped", "resumed": "Something stopped runs again",
    "mention": "Named only",
}
SLIPPAGE_CAUSES = {
    "slipped_because_covid": "Slipped, and COVID is given as the cause", "slipped_other_cause": "Slipped, another cause or none stated",
    "resumed": "Had stopped and runs again", "mention_only": "COVID is named, nothing slipped because of it", "none": "None of these",
}
INSPECTION_RATINGS = ("Outstanding", "Good", "Requires Improvement", "Inadequate", "Not yet rated", "Not yet assessed")
PASSAGE_KINDS = {
    "heading": "Heading", "paragraph": "Paragraph", "list_item": "List item", "cell": "Table cell", "header": "Page header",
    "footer": "Page footer", "note": "Footnote, comment or text box",
}
PASSAGE_ROLES = {
    "record": "Belongs to the record named", "boilerplate": "Headings, labels, keys, guidance, page furniture",
    "narrative": "Running text or a table that tracks nothing", "unassigned": "Stands in a tracker but nothing took it",
}
DOCUMENT_STATUSES = {"ok": "Read whole", "partial": "Read, with something left that should have been a record", "failed": "Not read"}
SEVERITIES = {"info": "Good to know", "warning": "Check before use", "error": "Not read"}
CHANGE_KINDS = {
    "added": "In the later paper only", "removed": "In the earlier paper only", "reworded": "Same thing, other words",
    "re_dated": "Due date moved",
    "re_owned": "Owner changed", "re_assessed": "Grade or RAG changed", "updated": "New progress text",
}

DIAGNOSTICS = {
    # reading
    "page-furniture-dropped": "Repeated page headers or footers were kept apart from the text",
    "damaged-but-read": "The file is damaged; what could be read was read",
    "page-not-read": "A page could not be read",
    "page-without-text": "A page holds a picture and no text",
    "table-joined": "A table cut by a page break was joined",
    "row-joined": "A row cut by a page break was joined",
    "tags-not-used": "The file's structure tags were not good enough, drawn lines were used",
    "text-outside-grid": "Text in a table area that no cell took",
    "limit-reached": "A size limit was reached; the rest was not read",
    "wrong-extension": "The file's name says another format than its content",
    "duplicate-content": "The same bytes as another paper",
    # tables and columns
    "layout-unknown": "No layout was recognised",
    "table-not-a-tracker": "A table that tracks nothing was kept as passages",
    "headings-not-recognised": "A table looks like a tracker but its headings are not known",
    "headings-without-table": "The headings of a tracker stand in the text, and no table was found under them",
    "heading-weak": "A heading was matched by position or by the values under it",
    "column-not-used": "A column of a tracker has no field; its cells are passages",
    "row-shifted": "A row with a cell too many was mended by what its cells hold",
    "row-not-understood": "A row of a tracker made no record",
    "template-row": "Guidance or template text was not taken as data",
    "cross-reference-row": "A row that only points to another action",
    "label-continued": "A label was cut by a page break and continued",
    "action-number-unknown": "Evidence or grade is numbered for an action the recommendation does not have",
    "number-inferred": "A lost list number was inferred from its neighbours",
    # values
    "date-not-understood": "A date cell could not be read",
    "date-year-inferred": "A date without a year was given one",
    "quarter-of-financial-year": "A quarter with one year ('Q1 2024') was read as of the financial year that begins in it",
    "date-inconsistent": "The parts of a date disagree",
    "date-superseded": "Several dates in one cell; the last stands",
    "answer-differs": "A table that answers by number gives another owner or date than is printed before it; the first stands",
    "grade-not-understood": "A grade or status cell could not be read",
    "grade-ambiguous": "A cell holds several grades for the same thing",
    "colour-not-understood": "A fill colour is near no RAG colour",
    "colour-word-conflict": "The cell's colour and its word disagree",
    "key-conflict": "The paper's own key disagrees with the usual meaning; the paper's own was used",
    "key-not-understood": "The paper's key could not be read",
    "owner-not-understood": "An owner cell could not be split",
    "rating-not-understood": "A rating cell could not be read",
    "percent-inconsistent": "Rating shares do not add up to 100",
    # over papers
    "link-doubtful": "A record may be the same as one in an earlier paper",
    "earlier-round-changed": "A later paper prints an earlier round differently",
    "correction-stale": "A correction no longer fits what is extracted",
    "correction-invalid": "A correction names no record or field",
    "paper-withdrawn": "A paper is no longer in the folder",
    "document-failed": "A paper could not be read",
    # themes
    "theme-model-absent": "No trained model: rules only",
}
