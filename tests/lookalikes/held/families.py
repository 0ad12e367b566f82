"""The held look-alikes. Layouts are not written or tuned with these in sight: they are scored when the work is done."""
from __future__ import annotations

from tests.lookalikes.look import BORDERLESS, IDIOM, NARROW, ROTATED, TURNED, Alike
from tests.lookalikes.tracker import S, tracker
from tests.making.content import Cell, Grid, Para, Paper
from tests.making.draw import Look
from tests.making.gold import Gold


def alikes() -> list[Alike]:
    return [rolling_log(), brag_letters(), report_bars(), labelled_lines(), numbered_answers(), decisions(), two_periods(), judgement_cards(), nothing(), motions_by_letter()]


def rolling_log() -> Alike:
    """Expected and actual completion dates, dated updates stacked in the comments, no column of states; headings repeat on each page."""
    gold = Gold("action_tracker", organisation="Strathallan Council", paper_date_raw="20 August 2020", paper_date="2020-08-20")
    data = [
        ("1", "14/11/19", "Tenant Participation Strategy", "To bring back a plan for estates without a tenants' group.", "Executive Director of Place", ("Dec 2020", "2020-12"), "",
         "Update 9 July 2020: the work was paused in March.\nUpdate 20 August 2020: the officer has returned and visits begin in September."),
        ("2", "05/12/19", "Air Quality Annual Report", "To give members the readings for each school gate.", "Executive Director of Place", ("27 February 2020", "2020-02-27"),
         "25 February 2020", "Readings were sent to all members on 25 February 2020. Recommended for closure."),
        ("5", "27/02/20", "Council Resilience Plan", "To add the list of rest centres in the north of the area and say who holds the keys to each.", "Chief Executive / Resilience Manager",
         ("End June 2020", "/2020-06"), "", "Delayed: rest centres were in use as food stores until July."),
        ("6", "27/02/20", "Gaelic Plan", "To report on road signs.", "Head of Culture", ("Ongoing", ""), "", ""),
        ("9", "11/06/20", "Recovery of Services", "To set out when each library will open and how many hours it will be open for.", "Service Director, Communities",
         ("w/c 7 September 2020", "2020-09-07/2020-09-13"), "", "Report on this agenda."),
        ("10", "11/06/20", "Recovery of Services", "To write to the Government on the cost of protective equipment in schools.", "Leader", ("30/06/20", "2020-06-30"), "18 June 2020",
         "Letter sent. Recommended for closure.")]
    columns = [("No", "ref", 1), ("Date", "raised", 2), ("Report Title", "title", 3.2), ("Action", "text", 5), ("Action Owner", "owner", 3), ("Expected completion date", "due", 2.5),
               ("Actual completion date", "done", 2.5), ("Comments", "progress", 5.6)]
    rows = [{"ref": n, "raised": d, "title": t, "text": a, "owner": o, "due": due, "done": done, "progress": c} for n, d, t, a, o, due, done, c in data]
    table = tracker(gold, columns, rows, "2020-08", size=10, fill="8EAADB")
    for action, status in (("2", "complete"), ("5", "slipped"), ("6", "on_track"), ("10", "complete")):
        gold.assess(None, action, "status", "2020-08", status=status)
        gold.data["assessments"][-1]["uncertain"] = True
    paper = Paper([Para("Strathallan Council", "title"), Para("Rolling Actions Log", "title"), Para("Policy and Sustainability Committee", "heading"), Para("20 August 2020", "heading"),
                   table], landscape=True, size=11, title="Rolling Actions Log")
    return Alike("rolling-log", paper, gold, drawn={"idiom": IDIOM, "borderless": BORDERLESS, "turned": TURNED})


def brag_letters() -> Alike:
    """Letters with the paper's own meaning: red covers what has not begun, blue is embedded; issues merged; one rating column."""
    gold = Gold("improvement_plan", organisation="Langmere Council", paper_date_raw="1st March 2021", paper_date="2021-03-01")
    fill = {"B": "9DC3E6", "G": "A9D08E", "A": "FFD966", "R": "FF7C80"}
    status = {"B": "complete", "G": "on_track", "A": "at_risk", "R": "not_started"}
    sections = [
        ("1", "Plans that work for families", "Paula Finlay, Director of Children's Services", [
            ("Parents told inspectors that plans were late and hard to read.", [
                ("1a", "Write all plans in plain words", "SEND Manager", ("Spring 2021", "2021-03/2021-05"), "Parent survey", "Twelve writers have been trained and forty plans rewritten.", "G"),
                ("1b", "Finish every plan in 20 weeks", "SEND Manager", ("Aug 2021", "2021-08"), "Monthly figures", "62% were on time in January.", "A"),
                ("1c", "Ask a parent to read each new plan", "Parent Carer Forum", ("Sept 2021", "2021-09"), "Minutes", "To begin in the summer term.", "R")])]),
        ("2", "Getting ready for adult life", "Dr Colm Reardon, Clinical Lead", [
            ("Young people over 16 had few choices.", [
                ("2a", "Open 30 supported internships", "College Principal", ("Autumn 2021", "2021-09/2021-11"), "Numbers on roll", "14 employers have signed.", "G")]),
            ("Moves between health teams were not planned.", [
                ("2b", "Start planning at 14", "Designated Doctor", ("Jan 2021", "2021-01"), "Audit", "In place and checked twice.", "B")])])]
    items = [Para("Langmere Council and Langmere CCG", "title"), Para("Written Statement of Action – update 1st March 2021", "heading"),
             Grid([["BRAG", "Meaning"], [Cell("B", fill["B"]), "Complete and embedded"], [Cell("G", fill["G"]), "On track"], [Cell("A", fill["A"]), "Some slippage, will be recovered"],
                   [Cell("R", fill["R"]), "Not yet started"]], [2, 8])]
    for number, title, lead, issues in sections:
        gold.section(number, title, lead, None)
        rows = [["Area for improvement", "Ref", "Actions we will take", "BRAG", "Position statement", "Responsible officer", "Timescale", "Evidence of success"]]
        for i, (issue, actions) in enumerate(issues, 1):
            gold.recommendation(f"{number}/i{i}", issue, kind="identified_issue", section=number)
            for k, (ref, text, owner, due, measure, note, letter) in enumerate(actions):
                rows.append([*([Cell(issue, rows=len(actions))] if k == 0 else []), ref, text, Cell(letter, fill[letter]), note, owner, due[0], measure])
                gold.action(f"{number}/{ref}", text, ref, f"{number}/i{i}", number, owner, None, due, None, None, measure)
                gold.evidence(note, f"{number}/i{i}", ref, period="2021-03")
                gold.assess(f"{number}/i{i}", ref, "rag", "2021-03", letter, rag={"B": "blue", "G": "green", "A": "amber", "R": "red"}[letter], status=status[letter])
        items += [Para(f"Priority {number}: {title}", "heading"), Para(f"Lead: {lead}"), Grid(rows, [4, 1.4, 4.6, 1.4, 5, 3, 2.4, 3], size=10, fill="C9C9C9")]
    return Alike("brag-letters", Paper(items, landscape=True, size=10, margin=1.5, title="Statement of action"), gold, drawn={"idiom": IDIOM, "narrow": NARROW, "rotated": ROTATED})


def report_bars() -> Alike:
    """Rows across the table name the audit report; states are words of an auditor; numbers begin again under each bar; unusual dates."""
    gold = Gold("action_tracker", organisation="Crannock District Council", paper_date_raw="14 Nov 2023", paper_date="2023-11-14")
    words = {"Implemented": "complete", "Partially implemented": "on_track", "Not implemented": "slipped", "Not yet due": "not_started"}
    data = [
        {"wide": "Payroll 2021/22 – limited assurance", "fill": "D6DCE4"},
        ("R1.1", "Leavers are reported to payroll before their last day.", "HR Business Partner", ("Q2 2023/24", "2023-07/2023-09"), "Partially implemented", "New form in use; two services still late."),
        ("R1.2", "Overtime claims are signed by the budget holder.", "Payroll Manager", ("Apr23", "2023-04"), "Implemented", "Checked by audit in August."),
        {"wide": "Trade waste 2022/23 – moderate assurance", "fill": "D6DCE4"},
        ("R2.1", "Bins are matched to contracts.", "Waste Manager", ("end of Sept 23", "/2023-09"), "Not implemented", "Round sheets were lost when the depot moved."),
        ("R2.2", "Prices are set each spring.", "Waste Manager", ("Spring 2024", "2024-03/2024-05"), "Not yet due", ""),
        ("R2.3", "Debts over 90 days are passed to legal.", "Exchequer Manager", ("TBC", ""), "Partially implemented", "37 of 52 passed.")]
    rows = [d if isinstance(d, dict) else {"ref": d[0], "text": d[1], "owner": d[2], "due": d[3], "s:status": S(d[4], words[d[4]]), "progress": d[5]} for d in data]
    columns = [("Rec.", "ref", 1.5), ("Implementation status", "s:status", 3), ("Agreed management action", "text", 4.2), ("Responsible manager", "owner", 2.8),
               ("Implementation date", "due", 3), ("Manager's comments", "progress", 3.6)]
    paper = Paper([Para("Crannock District Council", "title"), Para("Audit and Governance Committee, 14 Nov 2023", "heading"), Para("Follow-up of recommendations", "heading"),
                   tracker(gold, columns, rows, "2023-11"), Para("Meaning of the implementation status", "heading"),
                   Grid([["Status", "Meaning"], ["Implemented", "Complete and seen by audit"], ["Partially implemented", "On track, with more to do"],
                         ["Not implemented", "Date passed and action overdue"], ["Not yet due", "Date not reached and work not started"]], [5, 10])],
                  size=10, title="Audit follow-up")
    return Alike("report-bars", paper, gold, drawn={"idiom": IDIOM, "borderless": BORDERLESS})


def labelled_lines() -> Alike:
    """No table and no bullets: labelled lines under a numbered heading, values on the same line."""
    gold = Gold("action_tracker", organisation="Isle Valley Health Board", paper_date_raw="11 August 2009", paper_date="2009-08-11")
    data = [
        ("1", "Agree the winter plan with the two ambulance divisions", "Head of Planning", ("30 October 2009", "2009-10-30"), "Draft shared on 3 August 2009.", "In progress", "on_track"),
        ("2", "Replace the hospital boiler", "Director of Estates", ("Q3 2009/10", "2009-10/2009-12"), "Tenders were too high and the work is to be let again.", "Delayed", "slipped"),
        ("3", "Report complaints by ward", "Board Secretary", ("June 2009", "2009-06"), "Now in each monthly report.", "Complete", "complete"),
        ("4", "Review the staff car park", "General Manager", ("To be confirmed", ""), "Nothing to report.", "Not started", "not_started")]
    items = [Para("Isle Valley Health Board", "title"), Para("Follow up of Board actions, 11 August 2009", "heading")]
    for n, text, owner, due, note, state, status in data:
        items += [Para(f"Action {n}: {text}", "subheading"), Para(f"Responsible: {owner}"), Para(f"Timescale: {due[0]}"), Para(f"Update: {note}"), Para(f"Status: {state}")]
        gold.action(n, text, n, owner=owner, due=due)
        gold.evidence(note, None, n, period="2009-08")
        gold.assess(None, n, "status", "2009-08", state, status=status)
    return Alike("labelled-lines", Paper(items, title="Board actions"), gold, texts={"plain": (None, "tabs", None)}, drawn={"drawn": IDIOM})


def numbered_answers() -> Alike:
    """One row a recommendation: actions, answers and grades by number inside the cells; grades 1-4 with names of their own in a key below."""
    gold = Gold("action_tracker", organisation="Eastmarsh Borough Council", paper_date_raw="13th January 2022", paper_date="2022-01-13")
    names = {1: ("Done", "complete"), 2: ("On schedule", "on_track"), 3: ("Behind schedule", "slipped"), 4: ("Abandoned", "not_achieved")}
    data = [
        ("1", "Help community centres to share what they have.", [("1.1", "List every centre's rooms and kit.", "48 centres are on the list.", 1), ("1.2", "Open a booking page.",
          "The page is late, since the supplier was sold.", 3)], "Communities Manager", ("March 2022", "2022-03")),
        ("2", "Make grants simpler.", [("2.1", "One form for all grants.", "Form agreed.", 2), ("2.2", "Decide in four weeks.", "Average is five weeks.", 2), ("2.3", "Give grants by card.",
          "The bank will not offer cards.", 4)], "Grants Officer / Communities Manager", ("By September 2022", "/2022-09"))]
    rows = [["No.", "The Panel recommended", "Actions", "Responsibility", "Target", "Progress to date", "Grade"]]
    for number, text, actions, owner, due in data:
        rows.append([number, text, "\n".join(f"{n} {a}" for n, a, _, _ in actions), owner, due[0], "\n".join(f"{n} {u}" for n, _, u, _ in actions),
                     "\n".join(f"{n} {g}" for n, _, _, g in actions)])
        gold.recommendation(number, text, number)
        for field in ("responsibility_raw", "due_raw"):
            del gold.data["recommendations"][-1][field]
        for n, a, u, g in actions:
            gold.action(f"{number}/{n}", a, n, number)
            for field in ("owner_raw", "due_raw", "due_start", "due_end"):
                del gold.data["actions"][-1][field]
            gold.evidence(u, number, n, period="2022-01")
            gold.assess(number, n, "status", "2022-01", str(g), g, names[g][0], None, names[g][1])
    paper = Paper([Para("Eastmarsh Borough Council", "title"), Para("Community Panel update – 13th January 2022", "heading"), Grid(rows, [1.2, 4.4, 5.4, 3.2, 2.4, 6, 1.8], fill="F7CAAC"),
                   Para("Grades", "heading"), Grid([[str(g) for g in names], [n for n, _ in names.values()]], [4, 4, 4, 4])], landscape=True, size=10, title="Panel update")
    return Alike("numbered-answers", paper, gold, drawn={"idiom": IDIOM})


def decisions() -> Alike:
    """Minutes: 'IT WAS RESOLVED THAT' within a paragraph, lettered decisions, a forward plan and a list of those present that are no resolutions."""
    gold = Gold("minutes", organisation="Upper Dene District Council", paper_date_raw="3 October 2022", paper_date="2022-10-03")
    data = [
        ("41", "Local plan", "The Planning Policy Manager showed the results of the consultation. There had been 812 replies.", [
            "the results of the consultation be noted;", "the plan be sent to the Inspector by December 2022;", "the Chair sign the letter that goes with it."]),
        ("42", "Taxi fares", "Members heard from two drivers. They resolved their differences over the night tariff outside the meeting.", [
            "the fares set out in Appendix B be adopted from 1 November 2022 for all licensed hackney carriages in the District."]),
        ("43", "Urgent business", "There was none.", [])]
    items = [Para("UPPER DENE DISTRICT COUNCIL", "title"), Para("MINUTES of the LICENSING AND PLANNING COMMITTEE, 3 October 2022", "heading"),
             Grid([["Present", "Ward"], ["Cllr J Amos (Chair)", "Fell"], ["Cllr P Birkett", "Town"], ["Cllr R Cowell", "Valley"]], [7, 6])]
    for number, title, text, resolved in data:
        items += [Para(f"{number}. {title.upper()}", "subheading"), Para(text)]
        if len(resolved) > 1:
            items += [Para("IT WAS RESOLVED THAT:"), *(Para(f"({'abc'[k]}) {t}") for k, t in enumerate(resolved))]
            for k, t in enumerate(resolved):
                gold.recommendation(f"{number}/{k}", t, f"{number} {'abc'[k]}", kind="resolution")
        elif resolved:
            items.append(Para(f"IT WAS RESOLVED THAT {resolved[0]}"))
            gold.recommendation(number, resolved[0], number, kind="resolution")
    for rec in gold.data["recommendations"]:
        for field in ("responsibility_raw", "due_raw", "success_measure"):
            del rec[field]
    return Alike("decisions", Paper(items, title="Minutes"), gold, drawn={"columns": Look(lines="ruled", columns=2)}, texts={"plain": (None, "tabs", None)})


def two_periods() -> Alike:
    """This period's colour word and the last period's; an arrow for the direction; letters for two words ('A/G' is not used); headings of two levels."""
    gold = Gold("action_tracker", organisation="Holderby City Council", paper_date_raw="30/06/2021", paper_date="2021-06-30")
    means = {"Green": ("on_track", "green"), "Amber": ("at_risk", "amber"), "Red": ("slipped", "red"), "Blue": ("complete", "blue")}
    data = [
        ("P1", "Build the riverside footbridge", "Major Projects", ("Dec-22", "2022-12"), "Green", "Amber", "↑", "Steel has been ordered."),
        ("P2", "Move the archive to the new store", "City Archivist", ("Mar-22", "2022-03"), "Red", "Amber", "↓", "The lift failed its test and was taken out of use."),
        ("P3", "Turn 900 street lights to LED", "Highways", ("Jul-21", "2021-07"), "Blue", "Green", "↑", "All 900 done."),
        ("P4", "Let the market stalls", "Markets Officer", ("Sep-21", "2021-09"), "Amber", "Amber", "→", "31 of 50 let.")]
    lines = [[Cell("No.", rows=2), Cell("Project", rows=2), Cell("Lead", rows=2), Cell("Finish", rows=2), Cell("RAG", cols=2), Cell("Direction of travel", rows=2),
              Cell("Commentary", rows=2)], ["This period", "Previous period"]]
    for ref, text, owner, due, now, before, arrow, note in data:
        lines.append([ref, text, owner, due[0], now, before, arrow, note])
        gold.action(ref, text, ref, owner=owner, due=due)
        gold.evidence(note, None, ref, period="2021-06")
        for colour, sure in ((now, True), (before, False)):
            gold.assess(None, ref, "rag", "2021-06", colour, rag=means[colour][1], status=means[colour][0])
            if not sure:
                gold.data["assessments"][-1]["uncertain"] = True
    key = Grid([["Blue", "Finished"], ["Green", "Within acceptable limits"], ["Amber", "Issues, with a plan that the team controls"], ["Red", "Late, with no plan to recover"]], [3, 9], header=0)
    paper = Paper([Para("Holderby City Council", "title"), Para("Major projects update to 30/06/2021", "heading"), Grid(lines, [1.3, 4.4, 2.8, 1.8, 1.8, 1.8, 1.8, 4], header=2, fill="E2EFDA"),
                   Para("RAG definitions", "heading"), key], size=9, margin=1.2, title="Major projects")
    return Alike("two-periods", paper, gold, drawn={"borderless": BORDERLESS, "rotated": ROTATED})


def judgement_cards() -> Alike:
    """One table a recommendation with labels of another council; rounds in the labels; a grade by word and number together."""
    gold = Gold("scrutiny_monitoring", organisation="Thornaby Vale Council", review="Loneliness in Later Life", agreed_raw="11 May 2021")
    names = {1: "Fully Achieved", 2: "On Track", 3: "Slipped", 4: "Not Achieved"}
    status = {1: "complete", 2: "on_track", 3: "slipped", 4: "not_achieved"}
    data = [
        ("R1", "That befriending groups are helped to recruit.", "Voluntary Sector Lead", ("Oct 2021", "2021-10"), [("a", "Run one campaign for all groups."), ("b", "Pay for checks of volunteers.")],
         "100 new volunteers", [("November 2021", "2021-11", [("a", "The campaign ran in September."), ("b", "Checks are paid for.")], [("a", 2), ("b", 1)]),
                                ("May 2022", "2022-05", [("a", "84 people have come forward.")], [("a", 3)])]),
        ("R2", "That the Council's newsletter lists meeting places.", "Communications Officer", ("Each issue from Dec 2021", "2021-12/"), [("c", "Print the list on page two.")], "List printed",
         [("November 2021", "2021-11", [(None, "The first list is with the printers.")], [(None, 2)]), ("May 2022", "2022-05", [(None, "Printed twice.")], [(None, 1)])])]
    label = lambda t: Cell(t, "FFF2CC", True)
    items = [Para("Thornaby Vale Council", "title"), Grid([[label("Scrutiny Review"), "Loneliness in Later Life"], [label("Action plan approved"), "11 May 2021"]], [5, 12], header=0)]
    for number, text, owner, due, actions, measure, rounds in data:
        rows = [[label(f"Recommendation {number}"), text], [label("Who is responsible"), owner], [label("Timescale"), due[0]],
                [label("Agreed actions"), "\n".join(f"{n}) {a}" for n, a in actions)], [label("Measure of success"), measure]]
        gold.recommendation(number, text, number, owner=owner, due=due, measure=measure)
        for n, a in actions:
            gold.action(f"{number}/{n}", a, n, number)
        only = actions[0][0] if len(actions) == 1 else None
        for name, month, notes, grades in rounds:
            rows += [[label(f"Progress update ({name})"), "\n".join((f"{n}) " if n else "") + t for n, t in notes)],
                     [label(f"Progress grade ({name})"), "\n".join((f"{n}) " if n else "") + f"{g} - {names[g]}" for n, g in grades)]]
            for n, t in notes:
                gold.evidence(t, number, n or only, period=month)
            for n, g in grades:
                gold.assess(number, n or only, "progress", month, f"{g} - {names[g]}", g, names[g], None, status[g])
        items.append(Grid(rows, [5, 12], header=0))
    items.append(Para("Grades: 1 Fully Achieved, 2 On Track, 3 Slipped, 4 Not Achieved."))
    return Alike("judgement-cards", Paper(items, size=10, title="Loneliness review"), gold, drawn={"idiom": IDIOM})


def nothing() -> Alike:
    """A template with guidance, a reporting timeline, a key without a table, payments and a risk score table: nothing is tracked."""
    gold = Gold(None)
    paper = Paper([
        Para("Action plan template and guidance", "title"), Para("Complete one row for each recommendation. Delete the guidance before you send the form.", "body"),
        Grid([["Recommendation", "Action", "Lead", "Due date", "Progress", "RAG"],
              ["Full text of the recommendation as agreed", "Action 1", "Name and job title", "DD/MM/YYYY", "Briefly describe what has been done", "R / A / G"],
              ["", "Action 2", "", "", "", ""], ["Insert further rows as needed", "", "", "", "", ""]], [4, 3, 2.6, 2.4, 3.4, 1.6]),
        Para("Reporting timeline", "heading"),
        Grid([["Stage", "Responsible", "Deadline"], ["Draft to directors", "Report author", "3 May 2024"], ["Comments back", "Directors", "10 May 2024"], ["Agenda published", "Democratic Services",
                                                                                                                                                    "22 May 2024"]], [6, 6, 4]),
        Para("Key: Red – not on target; Amber – at risk; Green – on target"), Para("Payments over £500", "heading"),
        Grid([["Date", "Supplier", "Purpose", "Amount"], ["04/04/2024", "Abbot Timber", "Repairs", "612.40"], ["11/04/2024", "Moorland Water", "Supply", "1,310.00"]], [3, 5, 5, 3]),
        Para("Risk register (extract)", "heading"),
        Grid([["Risk", "Likelihood", "Impact", "Score"], ["Loss of the data centre", "2", "5", Cell("10", "FFC000")], ["Fuel shortage", "1", "3", Cell("3", "00B050")]], [8, 3, 3, 2])],
        size=10, title="Template")
    return Alike("nothing", paper, gold, drawn={"borderless": BORDERLESS}, texts={"tabs": (None, "tabs", None)})


def motions_by_letter() -> Alike:
    """Fixed-width text of a small grid with another order of columns, and the same as Word."""
    gold = Gold("action_tracker", organisation="Whin Moor Parish Council", paper_date_raw="6 May 2014", paper_date="2014-05-06")
    words = {"Closed": "complete", "In Progress": "on_track", "Open": "not_started"}
    data = [("14/021", "Cllr Pratt", "Mend the bench at Cross Lane", ("May-14", "2014-05"), "Closed"), ("14/024", "Clerk", "Ask for a price for the bus shelter", ("June 2014", "2014-06"), "In Progress"),
            ("14/030", "Cllr Ives", "Walk the parish bounds", ("Summer 2014", "2014-06/2014-08"), "Open")]
    rows = [{"ref": r, "owner": o, "text": t, "due": d, "s:status": S(s, words[s])} for r, o, t, d, s in data]
    columns = [("Action Ref", "ref", 2.4), ("By whom", "owner", 2.6), ("By when", "due", 2.6), ("State", "s:status", 2.8), ("What", "text", 6)]
    paper = Paper([Para("Whin Moor Parish Council", "title"), Para("Actions outstanding at 6 May 2014", "heading"), tracker(gold, columns, rows, "2014-05"),
                   Para("Open: not begun. In Progress: begun. Closed: done.")], size=10, title="Actions")
    return Alike("parish-actions", paper, gold, texts={"fixed": (None, "fixed", [11, 12, 13, 13, 40]), "slashes": (None, "slashes", None)})
