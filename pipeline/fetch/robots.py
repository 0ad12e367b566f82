"""robots.txt, one a site, by RFC 9309: the longest rule wins, `*` and `$` have their meaning there."""
from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from pipeline.fetch.problems import FetchError

AGENT = "matters-arising"
LARGEST = 512_000


class Robots:
    """The rules of every site met. `read(url)` gives the text of a robots.txt and raises FetchError."""

    def __init__(self, read: Callable[[str], bytes]):
        self.read = read
        self.sites: dict[str, Protego] = {}

    def check(self, url: str) -> None:
        """Raise FetchError where the site's rules forbid `url`. A site without a robots.txt allows everything; one whose
        robots.txt is refused or cannot be had allows nothing, and that error is raised."""
        if not self._of(url).can_fetch(url, AGENT):
            raise FetchError("robots-disallow", f"robots.txt of {urlsplit(url).netloc} does not allow {urlsplit(url).path}")

    def delay(self, url: str) -> float:
        """Seconds the site asks to have between requests; 0 where it is silent or not yet asked."""
        rules = self.sites.get(_site(url))
        return float(rules.crawl_delay(AGENT) or 0) if rules else 0.0

    def _of(self, url: str) -> Protego:
        site = _site(url)
        if site not in self.sites:
            try:
                text = self.read(f"{site}/robots.txt").decode("utf-8", "replace")
            except FetchError as error:
                if error.code not in ("not-found", "redirects"):
                    raise
                text = ""
            self.sites[site] = Protego.parse(text)
        return self.sites[site]


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
