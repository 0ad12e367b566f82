"""XML of strangers: no document type, no entities, names in lower case without namespaces."""
from __future__ import annotations

import html

from lxml import etree

from pipeline.fetch.problems import FetchError


def parse(body: bytes, url: str) -> etree._Element:
    """The root element. Raises FetchError for what is not XML, and for a document type definition, which no answer needs and
    which can hold bombs and addresses."""
    start = body[:1000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")):
        raise FetchError("not-moderngov", f"a web page, not XML, at {url}{_titled(body)}")
    try:
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
                                 remove_comments=True, remove_pis=True)
        root = etree.fromstring(body.lstrip(b" \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise FetchError("unsafe-content", f"a document type definition at {url}") from None
        raise FetchError("not-moderngov", f"not XML at {url}: {error}") from None
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise FetchError("unsafe-content", f"a document type definition at {url}")
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname.lower()
    return root


def text(element: etree._Element, name: str) -> str:
    """Text of a child, its second layer of entities undone, on one line; empty where there is none."""
    return " ".join(html.unescape(element.findtext(name) or "").split())


def yes(element: etree._Element, name: str) -> bool:
    """Whether a child says True."""
    return text(element, name).lower() in ("true", "1", "yes")


def _titled(body: bytes) -> str:
    start, _, rest = body[:20_000].decode("utf-8", "replace").partition("<title>")
    title = " ".join(html.unescape(rest.partition("</title>")[0]).split())
    return f", titled '{title[:100]}'" if title else ""
