"""A ModernGov site: what is taken, what is left, and what its service does wrong."""
from __future__ import annotations

import datetime as dt

import pytest
from council_site import BLOCKED, ERROR_PAGE, Doc, Meeting, ModernGov, Reply, pdf

PLACE = "/quayside/harbour-ferries-committee/2031-05-01/"


def codes(report):
    return [f["code"] for f in report.failures]


def test_papers_land_unaltered_with_a_sidecar_and_are_not_fetched_again(site, council, fetcher):
    report = fetcher.moderngov(council)
    assert fetcher.files() == {PLACE + "Lamps & Buoys appendix.pdf": pdf("7002 Lamps & Buoys: appendix"),
                               PLACE + "Progress on the Review of Ferry Piers.pdf": pdf("7001 Progress on the Review of Ferry Piers")}
    told = fetcher.sidecar("Lamps & Buoys appendix.pdf")
    assert told["url"] == council.meetings[0].docs[1].url and told["fetched_at"].startswith("20") and len(told["sha256"]) == 64
    assert (told["attachment_id"], told["title"], told["publication_date"], told["published"]) == ("7002", "Lamps & Buoys: appendix", "01/05/2031 09:30:00", "2031-05-01")
    assert (told["meeting_id"], told["meeting_date"], told["meeting_status"], told["agenda_item"]) == ("501", "2031-05-01", "Confirmed", "Any other business")
    assert told["committee"] == "Harbour & Ferries Committee"
    assert (report.exit_code, report.sources[0].new, report.sources[0].left_out) == (0, 2, {"pack": 1})
    before = {p: p.stat().st_mtime_ns for p in fetcher.into.rglob("*.pdf*")}
    site.log.clear()
    again = fetcher()
    assert (again.exit_code, again.sources[0].known, again.papers) == (0, 2, []) and not site.asked("/documents/")
    assert before == {p: p.stat().st_mtime_ns for p in fetcher.into.rglob("*.pdf*")}


def test_who_asks_is_told_and_one_request_goes_out_at_a_time(site, council, fetcher):
    fetcher.moderngov(council)
    agents = {h["User-Agent"] for _, h in site.log}
    assert len(agents) == 1 and agents.pop().startswith("matters-arising/0.") and "(+papers@quayside.example)" in site.log[0][1]["User-Agent"]
    assert site.busiest == 1 and site.log[0][0] == "/robots.txt" and len(site.asked("robots")) == 1


def test_dates_are_asked_as_the_service_understands_them_and_filtered_again(site, council, fetcher):
    """A service that ignores the dates gives every meeting there ever was."""
    council.add(Meeting(400, 10, dt.date(2019, 1, 1), [Doc(6000, "Old paper")]))
    council.add(Meeting(600, 10, dt.date(2031, 12, 1), [Doc(8000, "Far paper")]))
    council.within = lambda asked: council.meetings
    fetcher.moderngov(council)
    assert "sFromDate=16%2F04%2F2031&sToDate=28%2F05%2F2031" in site.asked("GetMeetings")[0]
    assert [a for a in site.asked("GetMeeting?")] == ["/moderngov/mgWebService.asmx/GetMeeting?lMeetingId=501"]
    fetcher(since=dt.date(2019, 1, 1))
    assert "Old paper.pdf" in fetcher.names() and "Far paper.pdf" not in fetcher.names()


def test_many_committees_are_asked_about_in_one_call(site, council, fetcher):
    council.committees |= {n: (f"Committee {n}", "False", "False") for n in range(20, 25)}
    council.add(Meeting(502, 11, dt.date(2031, 5, 2), [Doc(7100, "Street lamps")]))
    report = fetcher.moderngov(council, committee="*")
    assert len(site.asked("GetAllMeetingsByDate")) == 1 and not site.asked("GetMeetings?")
    assert "/quayside/lamps-committee/2031-05-02/Street lamps.pdf" in fetcher.files() and report.sources[0].meetings == 2


def test_committees_given_up_are_not_asked_about_and_an_unknown_one_is_said(site, council, fetcher):
    report = fetcher.moderngov(council, committee="Old Harbour*")
    assert codes(report) == ["committee-unknown"] and report.exit_code == 3 and not site.asked("GetMeeting")


def test_titles_choose_and_agenda_items_can_bring_in(council, fetcher):
    report = fetcher.moderngov(council, 'include = ["*ferry piers*", "re:other\\\\s+business"]\nexclude = ["*nothing*"]')
    assert len(fetcher.files()) == 2
    (council.meetings[0].docs).append(Doc(7004, "Minutes"))
    council.serve(council.meetings[0].docs[-1])
    report = fetcher.moderngov(council, 'include = ["*"]\nexclude = ["minutes"]')
    assert len(fetcher.files()) == 2 and report.sources[0].left_out["title not wanted"] == 1


def test_restricted_papers_and_items_links_and_doubles_are_left(site, council, fetcher):
    docs = council.meetings[0].docs
    docs += [Doc(7005, "Exempt contract", restricted=True), Doc(7006, "Exempt annex", item="Part 2", item_restricted=True),
             Doc(7007, "Our web page", "https://www.quayside.example/page", link=True), Doc(7001, docs[0].title, docs[0].url, item="Again")]
    for doc in docs[-4:]:
        council.serve(doc)
    report = fetcher.moderngov(council)
    assert report.sources[0].left_out == {"pack": 1, "restricted": 2, "link to a web page": 1, "listed twice": 1}
    assert len(fetcher.files()) == 2 and not site.asked("s7005") and not site.asked("s7006") and len(site.asked("s7001")) == 1


def test_a_pack_is_fetched_only_when_configured_and_alone(site, council, fetcher):
    fetcher.moderngov(council, "packs = true")
    assert not site.asked("g501")
    council.meetings[0].docs = [council.meetings[0].docs[2]]
    report = fetcher.moderngov(council)
    assert not site.asked("g501") and "has only a pack" in report.notes[0]
    fetcher.moderngov(council, 'packs = true\ninclude = ["*ferry*"]')
    assert site.asked("g501") == ["/moderngov/documents/g501/Public%20reports%20pack%2001st-May-2031.pdf?T=10"] and "Public reports pack.pdf" in fetcher.names()


def test_a_pack_gives_way_when_single_papers_are_published(council, fetcher):
    docs, meeting = council.meetings[0].docs, council.meetings[0]
    meeting.docs = docs[2:]
    fetcher.moderngov(council, "packs = true")
    assert fetcher.names() == ["Public reports pack.pdf"]
    meeting.docs = docs
    report = fetcher()
    assert len(fetcher.files()) == 2 and "Public reports pack.pdf" not in fetcher.names() and "repeats single papers" in report.notes[0]
    assert len(list(fetcher.into.rglob(".replaced/*pack.pdf"))) == 1 and report.no_longer_listed == [] and fetcher().notes == []


def test_a_late_paper_is_found_in_the_look_back(council, fetcher):
    fetcher.moderngov(council)
    council.meetings[0].docs.append(Doc(7010, "Late paper", published="13/05/2031 17:00:00"))
    council.serve(council.meetings[0].docs[-1])
    report = fetcher()
    assert [p["path"] for p in report.papers] == [PLACE[1:] + "Late paper.pdf"]
    assert fetcher.moderngov(council, "weeks_back = 1").sources[0].meetings == 0


@pytest.mark.parametrize("number", [7001, 7999])
def test_a_replaced_paper_takes_the_place_of_the_old_one_which_is_kept_aside(council, fetcher, site, number):
    """Published anew under its own number or under another; the title is the same."""
    fetcher.moderngov(council)
    doc = council.meetings[0].docs[0]
    doc.number, doc.published = number, "12/05/2031 08:00:00"
    site.routes["/moderngov/documents/s7001/Progress on the Review of Ferry Piers.pdf"] = Reply(pdf("second version"))
    report = fetcher()
    assert (report.sources[0].replaced, report.sources[0].new, report.no_longer_listed) == (1, 0, [])
    assert fetcher.files()[PLACE + "Progress on the Review of Ferry Piers.pdf"] == pdf("second version") and len(fetcher.files()) == 2
    kept = [p for p in fetcher.into.rglob(".replaced/*.pdf")]
    assert [p.read_bytes() for p in kept] == [pdf("7001 Progress on the Review of Ferry Piers")] and kept[0].with_name(kept[0].name + ".json").exists()
    told = fetcher.sidecar("Progress on the Review of Ferry Piers.pdf")
    assert told["attachment_id"] == str(number) and told["replaces"] == kept[0].name.split()[0] + told["replaces"][16:]
    assert fetcher().sources[0].known == 2


def test_the_same_bytes_published_anew_change_nothing_but_the_sidecar(council, fetcher):
    fetcher.moderngov(council)
    name = "Progress on the Review of Ferry Piers.pdf"
    before, paper = fetcher.sidecar(name), next(fetcher.into.rglob(name))
    stamp = paper.stat().st_mtime_ns
    council.meetings[0].docs[0].published = "12/05/2031 08:00:00"
    report = fetcher()
    after = fetcher.sidecar(name)
    assert (report.sources[0].same, report.papers) == (1, []) and paper.stat().st_mtime_ns == stamp
    assert after["fetched_at"] == before["fetched_at"] and after["publication_date"] == "12/05/2031 08:00:00" and fetcher().sources[0].known == 2


def test_two_papers_of_one_title_are_both_kept(council, fetcher):
    council.meetings[0].docs += [Doc(7020, "Report", item="One"), Doc(7021, "REPORT", item="Two")]
    for doc in council.meetings[0].docs[-2:]:
        council.serve(doc)
    fetcher.moderngov(council)
    assert {"Report.pdf", "REPORT (7021).pdf"} <= set(fetcher.names()) and fetcher().sources[0].known == 4


def test_a_paper_taken_off_the_list_is_kept_and_told(council, fetcher):
    fetcher.moderngov(council)
    del council.meetings[0].docs[1]
    report = fetcher()
    assert report.no_longer_listed == [PLACE[1:] + "Lamps & Buoys appendix.pdf"] and len(fetcher.files()) == 2 and report.exit_code == 0


def test_the_state_of_a_meeting_is_kept_as_it_is_told(council, fetcher):
    council.meetings[0].status = "Cancelled; Rescheduled from 24/04/2031"
    report = fetcher.moderngov(council)
    assert report.meetings[0]["meeting_status"] == "Cancelled; Rescheduled from 24/04/2031" and len(fetcher.files()) == 2


def test_a_meeting_without_a_readable_date_is_said_and_the_others_are_read(council, fetcher):
    council.add(Meeting(505, 10, dt.date(2031, 5, 3), [Doc(7300, "Lost")], printed="3rd May"))
    report = fetcher.moderngov(council)
    assert codes(report) == ["date-not-understood"] and len(fetcher.files()) == 2 and report.exit_code == 1
    again = fetcher()
    assert (again.exit_code, [f["code"] for f in again.standing]) == (0, ["date-not-understood"])


@pytest.mark.parametrize("reply, code", [
    (Reply(ERROR_PAGE, 404), "not-moderngov"), (Reply(ERROR_PAGE), "not-moderngov"), (Reply(b"<committees><committee>"), "not-moderngov"), (Reply(b"<error>off</error>"), "not-moderngov"),
    (Reply(BLOCKED, 403, {"Server": "cloudflare"}), "refused"), (Reply(b"", 401), "refused"), (Reply(b"Object reference not set", 500), "server-error"),
    (Reply(b'<!DOCTYPE x [<!ENTITY a "b">]><committees><committee>&a;</committee></committees>'), "unsafe-content"),
    (Reply(b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><committees/>'), "unsafe-content"),
    (Reply(b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'), "unsafe-content"),
    (Reply(b"<committees/>", wait=2), "timed-out"),
], ids=["off", "web page", "half an answer", "another answer", "cloudflare", "login", "server error", "entity", "external entity", "bomb", "slow"])
def test_a_service_that_cannot_be_asked_is_an_answer_and_changes_nothing(site, council, fetcher, reply, code):
    site.routes["/moderngov/mgWebService.asmx/GetCommittees"] = reply
    report = fetcher.moderngov(council)
    assert (codes(report), report.exit_code, report.sources[0].status) == ([code], 3, "failed") and not fetcher.files()
    assert len(site.asked()) == (3 if code in ("server-error", "timed-out") else 1)


def test_one_meeting_that_cannot_be_read_costs_one_meeting(site, council, fetcher):
    council.add(Meeting(506, 10, dt.date(2031, 5, 6), [Doc(7400, "Second meeting")]))
    right = site.routes["/moderngov/mgWebService.asmx/GetMeeting"]
    site.routes["/moderngov/mgWebService.asmx/GetMeeting"] = lambda path, asked: Reply(ERROR_PAGE, 500) if "501" in path else right(path, asked)
    report = fetcher.moderngov(council)
    assert codes(report) == ["server-error"] and fetcher.names() == ["Second meeting.pdf"] and report.exit_code == 1


def test_addresses_may_be_relative_and_the_base_any_page_below_the_site(site, fetcher):
    council = ModernGov(site, "/")
    council.add(Meeting(501, 10, dt.date(2031, 5, 1), [Doc(7001, "Piers", "documents/s7001/Piers.pdf")]))
    site.routes["/documents/s7001/Piers.pdf"] = Reply(pdf("piers"))
    council.address = site.address + "/mgListCommittees.aspx"
    assert fetcher.moderngov(council).exit_code == 0 and fetcher.names() == ["Piers.pdf"]


def test_names_of_every_kind_are_survived(council, fetcher):
    odd = ["x" * 240, "Łódź – naïve café 橋", "../../etc/passwd", "CON", "a/b\\c:d*e?f", "...", "~$lock", "report.json", "tab\there"]
    council.meetings[0].docs = [Doc(8000 + n, title, f"{council.address}documents/s{8000 + n}/paper.pdf", item=f"Item {n}") for n, title in enumerate(odd)]
    for doc in council.meetings[0].docs:
        council.serve(doc)
    report = fetcher.moderngov(council)
    assert report.exit_code == 0 and len(fetcher.files()) == len(odd) and all(f.startswith(PLACE) for f in fetcher.files())
    assert {"CON_.pdf", "a b c d e f.pdf", "paper.pdf", "etc passwd.pdf", "Łódź – naïve café 橋.pdf", "report.json.pdf"} <= set(fetcher.names())
    assert max(len(n.encode()) for n in fetcher.names()) == 150 and fetcher().sources[0].known == len(odd)
