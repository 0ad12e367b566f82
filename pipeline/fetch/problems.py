"""What can go wrong while fetching: stable codes, and what to do about each."""
from __future__ import annotations

PROBLEMS = {
    "refused": "The site does not want to be read by programs, or this address needs a login. Ask the council; it is not worked round.",
    "robots-disallow": "The site's robots.txt forbids it. Ask the council, or fetch by hand.",
    "unreachable": "Check the address and the network; the next run tries again.",
    "timed-out": "The site is slow; the next run goes on from where this one stopped, where the site allows it. Or raise `timeout`.",
    "cut-off": "The download broke off; the next run goes on from where this one stopped, where the site allows it.",
    "asked-to-wait": "The site asked for a longer wait than `longest_wait`; the next run tries again. Or raise `delay`.",
    "server-error": "The site has trouble; the next run tries again.",
    "not-found": "The address leads nowhere any more; take it off the list, or look on the council's site.",
    "bad-address": "Correct the address.",
    "redirects": "The address leads in a circle; correct it.",
    "too-large": "If it is a paper you want, raise `largest_mb`.",
    "web-page": "Open the address in a browser: a page, often an error or a login, was served in place of the paper.",
    "not-a-paper": "It is of a kind that holds no paper; exclude its title. It is asked for again when the site says it changed.",
    "empty-file": "The site served no bytes; the next run tries again.",
    "not-moderngov": "Check that `address` is the folder that holds mgWebService.asmx, and that the council has the service switched on.",
    "unsafe-content": "The answer holds constructs that are refused (a document type definition). Tell the council.",
    "committee-unknown": "Compare the name with the site's list of committees; `*` stands for any letters.",
    "date-not-understood": "Look at the meeting on the site; tell us the form of the date.",
    "folder-missing": "Check the path, and that the share is mounted.",
    "unreadable-file": "Check the file's permissions.",
    "host-left": "Nothing more was asked of this site in this run; the next run tries again.",
}
FOR_GOOD = ("not-a-paper",)
"""Not asked for again while the source says that the paper is the same."""


class FetchError(Exception):
    """Something that cannot be fetched now. `code` is in PROBLEMS; `host` is the site to blame, where that is known."""

    def __init__(self, code: str, message: str, host: str = ""):
        super().__init__(message)
        self.code, self.host = code, host
