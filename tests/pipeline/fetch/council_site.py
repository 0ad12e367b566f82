"""A council's web site on this machine: made-up committees, a web service with ModernGov's habits, and its errors."""
from __future__ import annotations

import html
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

PDF = b"%PDF-1.7\n% made for a test\n%%EOF\n"
BLOCKED = b"<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body>Sorry, you have been blocked</body></html>"
ERROR_PAGE = b"<!DOCTYPE html>\n<html><head><title>Page not found</title></head><body>Try the search.</body></html>"


def pdf(words: str, size: int = 0) -> bytes:
    """Bytes that begin and end as a PDF does."""
    return b"%PDF-1.7\n%" + words.encode() + b"\n" + b"%" * size + b"\n%%EOF\n"


@dataclass
class Reply:
    """One answer. `cut` sends so many bytes of the body under the whole body's length; `wait` seconds pass before, `drip`
    seconds between any ten bytes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    wait: float = 0.0
    drip: float = 0.0
    length: bool = True


@dataclass
class File:
    """A file as web servers serve it: with validators, parts of it on demand; `cuts` are how many bytes the first answers give."""

    body: bytes
    etag: str = ""
    modified: str = ""
    kind: str = "application/pdf"
    cuts: list[int] = field(default_factory=list)

    def reply(self, asked: dict[str, str]) -> Reply:
        validators = {k: v for k, v in (("ETag", self.etag), ("Last-Modified", self.modified)) if v}
        headers = {"Content-Type": self.kind} | validators
        if validators and (asked.get("If-None-Match") == self.etag != "" or asked.get("If-Modified-Since") == self.modified != ""):
            return Reply(status=304, headers=headers)
        start = int(asked["Range"][6:-1]) if "Range" in asked and asked.get("If-Range") in validators.values() else 0
        cut = self.cuts.pop(0) if self.cuts else None
        if start:
            return Reply(self.body[start:], 206, headers | {"Content-Range": f"bytes {start}-{len(self.body) - 1}/{len(self.body)}"}, cut)
        return Reply(self.body, 200, headers, cut)


Route = Reply | File | list | Callable[[str, dict[str, str]], Reply]


class Site:
    """A server in a thread. `routes` says what a path gives: a Reply, a File, a list of Replies of which the last stays, or a
    function of the address and the headers. `log` has every request: path with query, headers."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.log: list[tuple[str, dict[str, str]]] = []
        self.busy = self.busiest = 0
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # callers that are killed hang up
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def asked(self, part: str = "") -> list[str]:
        """Addresses asked for that hold `part`, robots.txt left out unless meant."""
        return [p for p, _ in self.log if part in p and (part == "robots" or "robots.txt" not in p)]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
            asked = dict(handler.headers.items())
            self.log.append((handler.path, asked))
            route = self.routes.get(unquote(urlsplit(handler.path).path), Reply(ERROR_PAGE, 404, {"Content-Type": "text/html"}))
            if isinstance(route, list):
                route = route.pop(0) if len(route) > 1 else route[0]
        try:
            reply = route.reply(asked) if isinstance(route, File) else route if isinstance(route, Reply) else route(handler.path, asked)
            self.send(handler, reply)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            self._left(handler)

    def _left(self, handler: BaseHTTPRequestHandler) -> None:
        """Count a request as answered, once: before its last bytes go, since who has those may ask again at once."""
        with self._lock:
            self.busy -= handler.path is not None
            handler.path = None

    def send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        time.sleep(reply.wait)
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.length and reply.status != 304:
            handler.send_header("Content-Length", str(len(reply.body)))
        if not reply.length:
            handler.send_header("Connection", "close")
        if not reply.drip:
            self._left(handler)
        handler.end_headers()
        for start in range(0, len(reply.body), 10) if reply.drip else ():
            handler.wfile.write(reply.body[start : start + 10])
            time.sleep(reply.drip)
        if reply.status != 304 and not reply.drip:
            handler.wfile.write(reply.body[: reply.cut])
        if reply.cut is not None or not reply.length:
            handler.close_connection = True


@dataclass
class Doc:
    """A document of a meeting; `item` is the title of its agenda item, empty for one of the meeting itself."""

    number: int
    title: str
    url: str = ""
    published: str = "01/05/2031 09:30:00"
    item: str = "Progress on reviews"
    restricted: bool = False
    item_restricted: bool = False
    link: bool = False


@dataclass
class Meeting:
    number: int
    committee: int
    day: date
    docs: list[Doc]
    status: str = "Confirmed"
    printed: str = ""


class ModernGov:
    """The web service of a site, at a path that may be deep. `off` calls give an error page of the server."""

    def __init__(self, site: Site, base: str = "/moderngov/"):
        self.site, self.base = site, base
        self.address = site.address + base
        self.committees = {10: ("Harbour &amp; Ferries Committee", "False", "False"), 11: ("Lamps Committee", "False", "False"), 12: ("Old Harbour Committee", "True", "False")}
        self.meetings: list[Meeting] = []
        for call in ("GetCommittees", "GetMeetings", "GetAllMeetingsByDate", "GetMeeting"):
            site.routes[f"{base}mgWebService.asmx/{call}"] = lambda path, _, call=call: self.call(call, {k: v[0] for k, v in parse_qs(urlsplit(path).query).items()})

    def add(self, meeting: Meeting) -> Meeting:
        """A meeting, and a file for each document that has none yet."""
        self.meetings.append(meeting)
        for doc in meeting.docs:
            self.serve(doc)
        return meeting

    def serve(self, doc: Doc) -> None:
        doc.url = doc.url or f"{self.address}documents/s{doc.number}/{doc.title[:60]}.pdf"
        self.site.routes.setdefault(unquote(urlsplit(doc.url).path), Reply(pdf(f"{doc.number} {doc.title}"), headers={"Content-Type": "application/pdf"}))

    def call(self, name: str, asked: dict[str, str]) -> Reply:
        body = getattr(self, name.lower())(asked)
        return Reply(('<?xml version="1.0" encoding="utf-8"?>\n' + body).encode(), headers={"Content-Type": "text/xml; charset=utf-8"})

    def getcommittees(self, asked: dict[str, str]) -> str:
        rows = "".join(f"<committee><committeeid>{n}</committeeid><committeetitle>{twice(title)}</committeetitle><committeedeleted>{deleted}</committeedeleted>"
                       f"<committeeexpired>{expired}</committeeexpired><committeecategory>\n</committeecategory></committee>" for n, (title, deleted, expired) in self.committees.items())
        return f"<committees><committeescount> {len(self.committees)}</committeescount>{rows}</committees>"

    def getmeetings(self, asked: dict[str, str]) -> str:
        found = [m for m in self.within(asked) if m.committee == int(asked["lCommitteeId"])]
        return (f"<getmeetings><meetingscount> {len(found)}</meetingscount><committee><committeeid>{asked['lCommitteeId']}</committeeid><committeemeetings>"
                + "".join(self.short(m) for m in found) + "</committeemeetings></committee></getmeetings>")

    def getallmeetingsbydate(self, asked: dict[str, str]) -> str:
        found = self.within(asked) if asked["lCommitteeId"] == "-1" else []
        return (f"<getmeetingsbydate><meetingscount> {len(found)}</meetingscount><meetings>"
                + "".join(self.short(m, f"<committeeid>{m.committee}</committeeid><committeetitle>{twice(self.committees[m.committee][0])}</committeetitle>") for m in found)
                + "</meetings></getmeetingsbydate>")

    def getmeeting(self, asked: dict[str, str]) -> str:
        m = next(m for m in self.meetings if m.number == int(asked["lMeetingId"]))
        own = "".join(self.linked(d, m) for d in m.docs if not d.item)
        items = "".join(f"<agendaitem><agendaitemid>{900 + n}</agendaitemid><agendaitemtitle>{twice(title)}</agendaitemtitle><agendaitemnumber>{n}</agendaitemnumber>"
                        f"<isrestricted>{any(d.item_restricted for d in m.docs if d.item == title)}</isrestricted><linkeddocuments>"
                        + "".join(self.linked(d, m) for d in m.docs if d.item == title) + "</linkeddocuments></agendaitem>"
                        for n, title in enumerate(dict.fromkeys(d.item for d in m.docs if d.item)))
        return (f"<meeting><meetingid>{m.number}</meetingid><meetingdate>{m.day:%d/%m/%Y}</meetingdate><meetingstatus>{m.status}</meetingstatus><agendapublished>True</agendapublished>"
                f"<linkeddocuments>{own}</linkeddocuments><agendaitems>{items}</agendaitems><attendees>\n</attendees></meeting>")

    def within(self, asked: dict[str, str]) -> list[Meeting]:
        """Meetings in the window; all there are where the dates are in any form but dd/mm/yyyy."""
        try:
            first, last = (datetime.strptime(asked[k], "%d/%m/%Y").date() for k in ("sFromDate", "sToDate"))
        except ValueError:
            return self.meetings
        return [m for m in self.meetings if first <= m.day <= last]

    def short(self, m: Meeting, more: str = "") -> str:
        return (f"<meeting>{more}<meetingid>{m.number}</meetingid><meetingdate>{m.printed or f'{m.day:%d/%m/%Y}'}</meetingdate>"
                f"<meetingtime>10.00 am</meetingtime><meetingstatus>{m.status}</meetingstatus></meeting>")

    def linked(self, d: Doc, m: Meeting) -> str:
        return (f"<linkeddoc><attachmentid>{d.number}</attachmentid><title>{twice(d.title)}</title><isurl>{d.link}</isurl><url>{twice(d.url)}</url>"
                f"<isrestricted>{d.restricted}</isrestricted><publicationdate>{d.published}</publicationdate><meetingdate>{m.day:%d/%m/%Y}</meetingdate></linkeddoc>")


def twice(text: str) -> str:
    """Text with entities encoded twice, as the service sends it."""
    return html.escape(html.escape(html.unescape(text), quote=False), quote=False)
