"""How sites are asked: refusals, waits, broken downloads, redirections, robots.txt."""
from __future__ import annotations

import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from council_site import BLOCKED, ERROR_PAGE, File, Reply, Site, pdf

PLACE = "/quayside/harbour-board/2031-05-14/"
BIG = pdf("long paper", 300_000)


def serve(site, **routes):
    """Routes by the name of a file; their addresses in the same order."""
    site.routes |= {f"/{name}.pdf": route for name, route in routes.items()}
    return [f"{site.address}/{name}.pdf" for name in routes]


def codes(failures):
    return [f["code"] for f in failures]


def test_a_refusal_is_an_answer_and_the_site_is_left_for_this_run(site, fetcher):
    addresses = serve(site, first=Reply(pdf("first")), second=Reply(BLOCKED, 403, {"Server": "cloudflare"}), third=Reply(pdf("third")))
    report = fetcher.addresses(*addresses)
    assert (report.exit_code, codes(report.failures), report.sources[0].not_tried) == (1, ["refused"], 1)
    assert site.asked() == ["/first.pdf", "/second.pdf"] and fetcher.names() == ["first.pdf"]
    report = fetcher()
    assert site.asked()[2:] == ["/third.pdf", "/second.pdf"], "what was refused before comes last, so that it bars nothing else"
    assert (report.exit_code, codes(report.standing), report.failures) == (0, ["refused"], []), "a refusal met before is no news"


def test_another_site_is_not_left(site, fetcher):
    other = Site()
    try:
        other.routes["/b.pdf"] = Reply(pdf("b"))
        report = fetcher.addresses(*serve(site, a=Reply(b"", 401)), f"{other.address}/b.pdf")
    finally:
        other.close()
    assert report.exit_code == 1 and fetcher.names() == ["b.pdf"]


def test_a_site_that_refuses_everything_gives_exit_3_and_one_request(site, fetcher):
    addresses = serve(site, a=Reply(BLOCKED, 403), b=Reply(BLOCKED, 403))
    site.routes["/robots.txt"] = Reply(BLOCKED, 403)
    report = fetcher.addresses(*addresses)
    assert (report.exit_code, codes(report.failures), len(site.log)) == (3, ["refused"], 1) and report.sources[0].status == "failed"


def test_robots_are_obeyed_with_their_wildcards_and_delay(site, fetcher):
    addresses = serve(site, **{"open": Reply(pdf("open")), "shut-one": Reply(pdf("no")), "more": Reply(pdf("more"))})
    site.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /*one.pdf$\nCrawl-delay: 0.3\n\nUser-agent: other\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    start = time.monotonic()
    report = fetcher.addresses(*addresses)
    assert time.monotonic() - start > 0.3 and codes(report.failures) == ["robots-disallow"]
    assert fetcher.names() == ["more.pdf", "open.pdf"] and not site.asked("shut")


def test_robots_may_name_us_and_forbid_the_service(site, council, fetcher):
    site.routes["/robots.txt"] = Reply(b"User-agent: matters-arising\nDisallow: /moderngov/mgWebService.asmx\n")
    report = fetcher.moderngov(council)
    assert (report.exit_code, codes(report.failures)) == (3, ["robots-disallow"]) and not site.asked()


def test_robots_that_cannot_be_had_allow_nothing(site, fetcher):
    site.routes["/robots.txt"] = Reply(b"down", 503)
    report = fetcher.addresses(*serve(site, a=Reply(pdf("a"))))
    assert codes(report.failures) == ["server-error"] and not site.asked()


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_to_wait_is_waited_for(site, fetcher, status):
    start = time.monotonic()
    report = fetcher.addresses(*serve(site, a=[Reply(b"", status, {"Retry-After": "1"}), Reply(pdf("a"))]))
    assert (report.exit_code, fetcher.names()) == (0, ["a.pdf"]) and time.monotonic() - start >= 1


@pytest.mark.parametrize("after", ["3600", format_datetime(datetime.now(UTC) + timedelta(hours=1))])
def test_a_site_that_asks_for_too_long_a_wait_is_left(site, fetcher, after):
    report = fetcher.addresses(*serve(site, a=Reply(b"", 429, {"Retry-After": after}), b=Reply(pdf("b"))))
    assert (codes(report.failures), report.sources[0].not_tried, site.asked()) == (["asked-to-wait"], 1, ["/a.pdf"])


def test_trouble_that_passes_is_no_failure(site, fetcher):
    report = fetcher.addresses(*serve(site, a=[Reply(b"", 500), Reply(b"", 502), Reply(pdf("a"))], b=[Reply(pdf("b"), wait=1.5), Reply(pdf("b"))]))
    assert (report.exit_code, fetcher.names()) == (0, ["a.pdf", "b.pdf"])


def test_a_site_that_fails_again_and_again_is_left(site, fetcher):
    report = fetcher.addresses(*serve(site, **{f"p{n}": Reply(b"", 500) for n in range(5)}))
    assert (codes(report.failures), report.sources[0].not_tried) == (["server-error"] * 3, 2)


def test_a_site_that_is_not_there(fetcher):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    report = fetcher.addresses(f"http://127.0.0.1:{port}/a.pdf", f"http://127.0.0.1:{port}/b.pdf")
    assert (report.exit_code, codes(report.failures), report.sources[0].not_tried) == (3, ["unreachable"], 1)


def test_a_missing_paper_costs_one_paper_and_is_news_once(site, fetcher):
    addresses = serve(site, a=Reply(ERROR_PAGE, 404), b=Reply(pdf("b")))
    report = fetcher.addresses(*addresses)
    assert (report.exit_code, codes(report.failures), fetcher.names()) == (1, ["not-found"], ["b.pdf"])
    report = fetcher()
    assert (report.exit_code, codes(report.standing)) == (0, ["not-found"])
    serve(site, a=Reply(pdf("a")))
    assert fetcher().sources[0].new == 1 and fetcher().standing == []


@pytest.mark.parametrize("file, ranged", [(File(BIG, etag='"v1"', cuts=[100_000, 50_000]), [None, "bytes=100000-", "bytes=150000-"]),
                                          (File(BIG, modified="Thu, 01 May 2031 09:30:00 GMT", cuts=[100_000]), [None, "bytes=100000-"]),
                                          (File(BIG, etag='W/"v1"', cuts=[100_000]), [None, None]), (File(BIG, cuts=[100_000]), [None, None])],
                         ids=["strong etag", "last modified", "weak etag", "nothing to tell by"])
def test_a_download_that_broke_off_goes_on_where_the_site_allows_it(site, fetcher, file, ranged):
    """What arrived is under Content-Length, so it is never taken for the paper."""
    report = fetcher.addresses(*serve(site, a=file))
    assert report.exit_code == 0 and fetcher.files() == {PLACE + "a.pdf": BIG}
    assert [h.get("Range") for p, h in site.log if p == "/a.pdf"] == ranged and not list(fetcher.into.rglob("*.part"))


def test_a_download_goes_on_in_the_next_run(site, fetcher):
    file = File(BIG, etag='"v1"', cuts=[90_000, 30_000, 30_000])
    report = fetcher.addresses(*serve(site, a=file))
    assert codes(report.failures) == ["cut-off"] and not fetcher.files() and len(list(fetcher.into.rglob("*.part"))) == 1
    report = fetcher()
    assert fetcher.files() == {PLACE + "a.pdf": BIG} and site.log[-1][1]["Range"] == "bytes=150000-" and report.exit_code == 0


def test_a_paper_that_changed_while_it_was_fetched_is_fetched_from_the_start(site, fetcher):
    fetcher.addresses(*serve(site, a=File(BIG, etag='"v1"', cuts=[90_000] * 3)))
    serve(site, a=File(pdf("new", 300_000), etag='"v2"'))
    assert fetcher().exit_code == 0 and fetcher.files() == {PLACE + "a.pdf": pdf("new", 300_000)}


@pytest.mark.parametrize("answer", [Reply(b"", 416), Reply(BIG[7:], 206, {"Content-Range": f"bytes 7-{len(BIG) - 1}/{len(BIG)}"})], ids=["416", "another part"])
def test_a_site_that_answers_a_range_wrongly_is_asked_for_the_whole(site, fetcher, answer):
    fetcher.addresses(*serve(site, a=File(BIG, etag='"v1"', cuts=[90_000] * 3)))
    serve(site, a=[answer, Reply(BIG)])
    assert fetcher().exit_code == 0 and fetcher.files() == {PLACE + "a.pdf": BIG}


def test_an_answer_without_a_length_is_not_trusted_blindly(site, fetcher):
    a, b = serve(site, a=Reply(BIG[:-10], length=False), b=Reply(BIG, length=False))
    report = fetcher.addresses(a, b)
    assert codes(report.failures) == ["cut-off"] and fetcher.names() == ["b.pdf"]


@pytest.mark.parametrize("reply, code", [
    (Reply(ERROR_PAGE, headers={"Content-Type": "application/pdf"}), "web-page"), (Reply(b'{"error": "no"}'), "web-page"), (Reply(b"\x89PNG\r\n\x1a\n" + b"\0" * 50), "not-a-paper"),
    (Reply(b""), "empty-file"), (Reply(pdf("x", 1_100_000)), "too-large"), (Reply(pdf("x", 1_100_000), length=False), "too-large")],
    ids=["error page", "json", "picture", "empty", "too large", "too large, no length"])
def test_what_is_no_paper_does_not_land(site, fetcher, reply, code):
    report = fetcher.addresses(*serve(site, a=reply))
    assert (codes(report.failures), fetcher.files(), report.exit_code) == ([code], {}, 1) and not list(fetcher.into.rglob("a.pdf*"))
    if code == "web-page":
        assert "served as application/pdf" in report.failures[0]["error"] or "JSON" in report.failures[0]["error"]


def test_a_picture_is_not_asked_for_every_night(site, council, fetcher):
    site.routes["/moderngov/documents/s7001/Progress on the Review of Ferry Piers.pdf"] = Reply(b"\xff\xd8\xff" + b"\0" * 99)
    assert codes(fetcher.moderngov(council).failures) == ["not-a-paper"]
    again = fetcher()
    assert (codes(again.standing), again.exit_code, len(site.asked("s7001"))) == (["not-a-paper"], 0, 1)
    council.meetings[0].docs[0].published = "12/05/2031 09:00:00"
    site.routes["/moderngov/documents/s7001/Progress on the Review of Ferry Piers.pdf"] = Reply(pdf("at last"))
    assert fetcher().sources[0].new == 1


def test_content_gives_the_ending_of_the_name(site, fetcher, papers_as_word):
    fetcher.addresses(*serve(site, plan=Reply(papers_as_word), notes=Reply(b"Minutes of the board\n\nThe board agreed.\n"), old=Reply(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)))
    assert fetcher.names() == ["notes.txt", "old.pdf", "plan.docx"]


def test_redirections_are_followed_and_kept(site, fetcher):
    a, = serve(site, a=Reply(b"", 301, {"Location": "/b.pdf"}), b=Reply(b"", 302, {"Location": f"{site.address}/c%20d.pdf"}), **{"c d": Reply(pdf("c"))})[:1]
    assert fetcher.addresses(a).exit_code == 0
    told = fetcher.sidecar("a.pdf")
    assert (told["url"], told["found_at"]) == (a, f"{site.address}/c%20d.pdf")


@pytest.mark.parametrize("onward, code", [("/a.pdf", "redirects"), ("file:///etc/passwd", "bad-address"), ("/private/b.pdf", "robots-disallow"), ("/login.aspx", "web-page")])
def test_redirections_that_lead_nowhere(site, fetcher, onward, code):
    site.routes |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /private/\n"), "/login.aspx": Reply(b"<html><head><title>Log in</title></head></html>"), "/private/b.pdf": Reply(pdf("b"))}
    report = fetcher.addresses(*serve(site, a=Reply(b"", 302, {"Location": onward})))
    assert (codes(report.failures), fetcher.files()) == ([code], {}) and not site.asked("private")


def test_a_listed_paper_is_asked_for_again_only_by_what_the_site_said_of_it(site, fetcher):
    addresses = serve(site, tagged=File(pdf("one"), etag='"v1"'), dated=File(pdf("two"), modified="Thu, 01 May 2031 09:30:00 GMT"), plain=File(pdf("three")))
    fetcher.addresses(*addresses)
    site.log.clear()
    report = fetcher()
    assert report.sources[0].known == 3 and site.asked() == ["/tagged.pdf", "/dated.pdf"]
    serve(site, tagged=File(pdf("one, corrected"), etag='"v2"'))
    report = fetcher()
    assert report.sources[0].replaced == 1 and fetcher.files()[PLACE + "tagged.pdf"] == pdf("one, corrected")


def test_a_paper_that_changed_its_kind_changes_its_name(site, fetcher, papers_as_word):
    fetcher.addresses(*serve(site, plan=File(pdf("plan"), etag='"v1"')))
    serve(site, plan=File(papers_as_word, etag='"v2"'))
    assert fetcher().sources[0].replaced == 1 and fetcher.names() == ["plan.docx"] and not list(fetcher.into.rglob("2031-05-14/plan.pdf*"))


def test_dates_and_titles_of_a_list(site, fetcher):
    a, b = serve(site, a=Reply(pdf("a")), b=Reply(pdf("b")))
    fetcher.addresses(f'{{url = "{a}", title = "Progress, round 2", date = 2030-11-05}}', f"{b}#page=3", f"{b}")
    assert list(fetcher.files()) == ["/quayside/harbour-board/2030-11-05/Progress, round 2.pdf", PLACE + "b.pdf"]


def test_time_between_requests_is_kept(site, fetcher):
    start = time.monotonic()
    fetcher.addresses(*serve(site, a=Reply(pdf("a")), b=Reply(pdf("b"))), http="[http]\ndelay = 0.2\n")
    assert time.monotonic() - start >= 0.4


def test_a_site_that_drips_is_given_up(site, fetcher, monkeypatch):
    """Every byte is in time, the whole never comes."""
    monkeypatch.setattr("pipeline.fetch.client.LONGEST", 0.2)
    report = fetcher.addresses(*serve(site, a=Reply(pdf("a", 200), drip=0.05)), http="[http]\ndelay = 0\ntimeout = 1\nretries = 0\n")
    assert codes(report.failures) == ["timed-out"]
