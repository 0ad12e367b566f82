"""A ModernGov site, through its web service (mgWebService.asmx, GET, XML back).

Habits of the service that this allows for: dates are dd/mm/yyyy both ways, and any other form is ignored without a word (then
every meeting there ever was comes back), so answers are filtered again here; text is encoded twice; counts have a space
before them; meetings that were cancelled or moved stay in the list. `attachmentid` names a paper, `publicationdate` its
version. A pack (all papers of a meeting in one file) repeats the single papers.
"""
from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import etree

from pipeline.fetch.client import Client
from pipeline.fetch.config import Source
from pipeline.fetch.papers import Listing, Wanted
from pipeline.fetch.problems import FetchError
from pipeline.fetch.xml import parse, text, yes

log = logging.getLogger("matters")
LARGEST_XML = 50_000_000
FEW = 3
"""Up to so many committees are asked about one by one; beyond, one call asks about all."""
PACK = re.compile(r"\b(reports?|agenda|documents?|papers?|supplement\w*|public) pack\b", re.IGNORECASE)
PACK_ADDRESS = re.compile(r"/documents/g\d+/[^?]*\?(.*&)?T=10\b", re.IGNORECASE)


def listing(source: Source, client: Client, first: dt.date, last: dt.date) -> Listing:
    """What is published for meetings from `first` to `last`. Raises FetchError where the site cannot be asked at all; one
    meeting that cannot be read becomes a problem of the listing."""
    out = Listing()
    committees = _committees(source, client)
    for number, title, meeting in _meetings(source, client, committees, first, last, out):
        try:
            _papers(source, client, number, title, meeting, out)
        except FetchError as error:
            if urlsplit(source.address).netloc in client.left:
                raise
            out.problems.append((error.code, f"{source.address} meeting {number}", str(error)))
    return out


def _call(client: Client, source: Source, name: str, **parameters: str | int) -> etree._Element:
    url = f"{source.address}mgWebService.asmx/{name}" + (f"?{urlencode(parameters)}" if parameters else "")
    try:
        answer = client.get(url, LARGEST_XML)
    except FetchError as error:
        if error.code == "not-found":
            raise FetchError("not-moderngov", f"{error}; the service is off, or the address is not the site's", error.host) from None
        raise
    return parse(answer.body, url)


def _committees(source: Source, client: Client) -> dict[str, str]:
    """Number -> name of the committees wanted, those the site has given up left out."""
    root = _call(client, source, "GetCommittees")
    found = {text(c, "committeeid"): text(c, "committeetitle") for c in root.iter("committee")
             if not yes(c, "committeedeleted") and not yes(c, "committeeexpired")}
    if root.tag != "committees" and not found:
        raise FetchError("not-moderngov", f"the answer to GetCommittees at {source.address} is a <{root.tag}>")
    chosen = {number: title for number, title in found.items() if number and source.wants_committee(title)}
    if not chosen:
        called = " or ".join(source.committee)
        raise FetchError("committee-unknown", f"none of the {len(found)} committees at {source.address} is called {called}")
    return chosen


def _meetings(source: Source, client: Client, committees: dict[str, str], first: dt.date, last: dt.date,
              out: Listing) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Number, committee and what is known of each meeting in the window."""
    window = {"sFromDate": first.strftime("%d/%m/%Y"), "sToDate": last.strftime("%d/%m/%Y")}
    if len(committees) <= FEW:
        answers = [(number, _call(client, source, "GetMeetings", lCommitteeId=number, **window)) for number in committees]
    else:
        answers = [("", _call(client, source, "GetAllMeetingsByDate", lCommitteeId=-1, **window, bIsAscendingDateOrder="true"))]
    seen = set()
    for asked, root in answers:
        count, found = text(root, "meetingscount"), list(root.iter("meeting"))
        if count.isdigit() and int(count) != len(found):
            out.notes.append(f"{source.name}: the site counts {count} meetings and lists {len(found)}")
        for m in found:
            number, committee = text(m, "meetingid"), text(m, "committeeid") or asked
            date = uk_date(text(m, "meetingdate"))
            if not number or number in seen or committee not in committees or (date and not first <= date <= last):
                continue
            seen.add(number)
            if not date:
                message = f"the date of the meeting is {text(m, 'meetingdate')!r}"
                out.problems.append(("date-not-understood", f"{source.address} meeting {number}", message))
                continue
            known = {"meeting_id": number, "committee": committees[committee], "meeting_date": date.isoformat(),
                     "meeting_status": text(m, "meetingstatus")}
            out.meetings.append({"source": source.name} | known)
            yield number, committees[committee], known


def _papers(source: Source, client: Client, number: str, committee: str, known: dict[str, Any], out: Listing) -> None:
    root = _call(client, source, "GetMeeting", lMeetingId=number)
    root = root if root.tag == "meeting" else root.find(".//meeting")
    if root is None:
        raise FetchError("not-moderngov", f"the answer to GetMeeting for {number} holds no meeting")
    group = f"{_site(source)}meeting/{number}"
    offered = out.offered.setdefault(group, set())
    single, packs = [], []
    for doc, item, restricted in _documents(root):
        out.listed += 1
        attachment, title = text(doc, "attachmentid"), text(doc, "title")
        key, url = f"{_site(source)}attachment/{attachment}", text(doc, "url")
        offered.add(key)
        about = {"attachment_id": attachment, "publication_date": text(doc, "publicationdate")} | known
        if item:
            about["agenda_item"] = item
        if date := uk_date(about["publication_date"]):
            about["published"] = date.isoformat()
        wanted = Wanted(source=source.name, key=key, change=about["publication_date"] or None, council=source.council, committee=committee,
                        date=dt.date.fromisoformat(known["meeting_date"]), title=title or f"Attachment {attachment}",
                        url=urljoin(source.address, url), group=group, about=about)
        if restricted:
            out.left_out["restricted"] += 1
        elif not attachment or not url:
            out.left_out["without an address"] += 1
        elif yes(doc, "isurl") and not re.search(r"\.(pdf|docx?|pptx?|txt|md)$", urlsplit(url).path, re.IGNORECASE):
            out.left_out["link to a web page"] += 1
        else:
            (packs if is_pack(title, wanted.url or "") else single).append((wanted, item))
    if packs and (single or not source.packs):
        out.left_out["pack"] += len(packs)
        out.repeating |= {wanted.key for wanted, _ in packs if single}
        if not single:
            meeting = f"the meeting of {known['meeting_date']} ({committee})"
            out.notes.append(f"{source.name}: {meeting} has only a pack; `packs = true` fetches such packs")
        packs = []
    for wanted, item in [*single, *packs]:
        if packs or source.wants(wanted.title, item):
            out.papers.append(wanted)
        else:
            out.left_out["title not wanted"] += 1


def _documents(meeting: etree._Element) -> Iterator[tuple[etree._Element, str, bool]]:
    """Every document of a meeting, the title of its agenda item, and whether it is restricted, itself or through its item."""
    for doc in meeting.iter("linkeddoc"):
        item = next(doc.iterancestors("agendaitem"), None)
        title, hidden = ("", False) if item is None else (text(item, "agendaitemtitle"), yes(item, "isrestricted"))
        yield doc, title, hidden or yes(doc, "isrestricted")


def is_pack(title: str, url: str) -> bool:
    """Whether a document is all papers of a meeting in one."""
    return bool(PACK.search(title) or PACK_ADDRESS.search(url))


def uk_date(printed: str) -> dt.date | None:
    """dd/mm/yyyy, a time behind it or not; None for anything else."""
    found = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})(?=\D|$)", printed)
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _site(source: Source) -> str:
    """The site in a paper's key: without http or https, since sites move from one to the other."""
    return "moderngov:" + source.address.partition("://")[2].lower()
