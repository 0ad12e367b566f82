"""A list of addresses: each is asked for once, and then only whether it has changed, where the site can tell."""
from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from pipeline.fetch.config import Source
from pipeline.fetch.papers import Listing, Wanted


def listing(source: Source) -> Listing:
    """The papers at the addresses. Nothing is asked yet."""
    out = Listing(listed=len(source.addresses))
    for address in source.addresses:
        title = address.title or title_of(address.url)
        if source.wants(title):
            out.papers.append(Wanted(
                source=source.name, key=key_of(address.url), change=None, council=source.council, committee=source.committee[0],
                date=address.date, title=title, url=urlunsplit(urlsplit(address.url)._replace(fragment=""))))
        else:
            out.left_out["title not wanted"] += 1
    return out


def key_of(url: str) -> str:
    """What names the paper at an address: without the protocol, the anchor and the session that some sites put into the path."""
    parts = urlsplit(url)
    path = re.sub(r"/\(S\([^)]*\)\)", "", parts.path)
    return f"address:{parts.netloc.lower()}{path}" + (f"?{parts.query}" if parts.query else "")


def title_of(url: str) -> str:
    """The last part of the path, read as a title: '/documents/s12/Progress%20report.pdf' -> 'Progress report'."""
    parts = urlsplit(url)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc
    return re.sub(r"\.(pdf|docx?|pptx?|txt|md|aspx?|html?)$", "", name, flags=re.IGNORECASE) or name
