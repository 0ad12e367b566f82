"""Asking web sites, politely: by name, one request at a time, by robots.txt, and no further once refused."""
from __future__ import annotations

import email.utils
import json
import logging
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx

from pipeline.fetch.config import Http
from pipeline.fetch.problems import FetchError
from pipeline.fetch.robots import AGENT, LARGEST, Robots
from pipeline.fingerprint import software_version

log = logging.getLogger("matters")
T = TypeVar("T")
HOPS = 5
LONGEST = 15
"""One answer may take this many times `timeout` in all, however steadily it drips."""
PATIENCE = 3
"""Papers in a row that a site may fail to serve before it is left."""
LEAVE = ("refused", "unreachable", "asked-to-wait")


class Again(Exception):
    """Worth another try, after `wait` seconds at least; `error` is what it comes to when there is none left."""

    def __init__(self, error: FetchError, wait: float = 0.0):
        super().__init__(str(error))
        self.error, self.wait = error, wait


@dataclass(slots=True)
class Answer:
    """What a site said. `url` is where it was found in the end; `complete` is false where nothing told its length;
    `unchanged` means that the stored copy is still what is published."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = True
    unchanged: bool = False


class Client:
    """Requests to any number of sites, one after the other. `requests` counts them."""

    def __init__(self, contact: str, http: Http):
        for noisy in ("httpx", "httpcore"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        self.http, self.requests = http, 0
        self.agent = f"{AGENT}/{software_version()} (+{contact})"
        self.robots = Robots(lambda url: self._tried(url, lambda: self._read(url, LARGEST, asking=False)).body)
        self.left: dict[str, str] = {}
        self._last: dict[str, float] = {}
        self._troubles: Counter[str] = Counter()
        self._client = httpx.Client(
            verify=_certificates(), timeout=httpx.Timeout(http.timeout), follow_redirects=False,
            headers={"User-Agent": self.agent, "Accept-Encoding": "identity"},
            limits=httpx.Limits(max_connections=2, max_keepalive_connections=1))

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str, largest: int) -> Answer:
        """The answer at `url`, in memory. Raises FetchError."""
        return self._tried(url, lambda: self._read(url, largest))

    def download(self, url: str, part: Path, since: dict[str, str] | None = None) -> Answer:
        """The answer at `url`, in the file `part`, going on where an earlier try stopped. `since` are the stored copy's
        validators, to be told where it is unchanged. Raises FetchError; `part` then stays, for the next time."""
        return self._tried(url, lambda: self._save(url, part, since or {}))

    def _tried(self, url: str, ask: Callable[[], T]) -> T:
        host = urlsplit(url).netloc
        for attempt in range(self.http.retries + 1):
            try:
                answer = ask()
            except FetchError as error:
                self._note(host, error)
                raise
            except Again as again:
                wait = max(again.wait, self.http.backoff * 2**attempt)
                if again.wait > self.http.longest_wait:
                    error = FetchError("asked-to-wait", f"{host} asks to come back in {again.wait:,.0f} seconds")
                elif attempt == self.http.retries:
                    error = again.error
                else:
                    log.info("%s; trying again in %.1f s: %s", again, wait, url)
                    time.sleep(min(wait, self.http.longest_wait))
                    continue
                self._note(host, error)
                raise error from None
            self._troubles[host] = 0
            return answer
        raise AssertionError("the last attempt returns or raises")

    def _note(self, host: str, error: FetchError) -> None:
        """Leave a site that does not want us, is not there, or fails again and again."""
        host = error.host or host
        if error.code in ("timed-out", "cut-off", "server-error"):
            self._troubles[host] += 1
        elif error.code == "not-found":
            self._troubles[host] = 0
        if error.code in LEAVE or self._troubles[host] >= PATIENCE:
            self.left.setdefault(host, str(error))

    def _read(self, url: str, largest: int, asking: bool = True) -> Answer:
        with self._open(url, {}, asking) as response:
            body = bytearray()
            for chunk in self._chunks(response):
                body += chunk
                if len(body) > largest:
                    raise FetchError("too-large", f"more than {largest:,} bytes at {url}")
            return Answer(str(response.url), dict(response.headers), bytes(body))

    def _save(self, url: str, part: Path, since: dict[str, str]) -> Answer:
        validator = _validator_of(part, url)
        have = part.stat().st_size if validator else 0
        headers = {"Range": f"bytes={have}-", "If-Range": validator} if have and validator else dict(since)
        with self._open(url, headers) as response:
            if response.status_code == 304:
                return Answer(str(response.url), unchanged=True)
            going_on = response.status_code == 206
            fits = have > 0 and response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            if response.status_code == 416 or (going_on and not fits):
                part.unlink(missing_ok=True)
                raise Again(FetchError("cut-off", f"{urlsplit(url).netloc} sent another part than was asked for"))
            have = have if going_on else 0
            length, largest = response.headers.get("Content-Length", ""), self.http.largest_mb * 1e6
            if length.isdigit() and have + int(length) > largest:
                raise FetchError("too-large", f"{(have + int(length)) / 1e6:,.1f} MB at {url}")
            if not going_on:
                _note_validator(part, url, response)
            with open(part, "ab" if going_on else "wb") as handle:
                for chunk in self._chunks(response):
                    have += len(chunk)
                    if have > largest:
                        raise FetchError("too-large", f"more than {self.http.largest_mb:g} MB at {url}")
                    handle.write(chunk)
            complete = bool(length) or "chunked" in response.headers.get("Transfer-Encoding", "").lower()
            return Answer(str(response.url), dict(response.headers), complete=complete)

    @contextmanager
    def _open(self, url: str, headers: dict[str, str], asking: bool = True) -> Iterator[httpx.Response]:
        """The answer that is not a redirection, its body still to come. With `asking`, robots.txt is asked at every hop."""
        for _ in range(HOPS + 1):
            self._may(url, asking)
            with self._errors(url), self._client.stream("GET", url, headers=headers) as response:
                if not response.has_redirect_location:
                    _judge(response)
                    yield response
                    return
                onward = urljoin(str(response.url), response.headers["Location"])
                if urlsplit(onward).scheme not in ("http", "https"):
                    raise FetchError("bad-address", f"{url} leads to {onward}")
                url = onward
        raise FetchError("redirects", f"more than {HOPS} redirections, the last to {url}")

    def _may(self, url: str, asking: bool) -> None:
        """Wait for this site's turn. Raises FetchError where it was left or forbids the address."""
        host = urlsplit(url).netloc
        if host in self.left:
            raise FetchError("host-left", f"{host} was left: {self.left[host]}")
        if asking:
            self.robots.check(url)
        due = self._last.get(host, float("-inf")) + max(self.http.delay, self.robots.delay(url))
        time.sleep(max(0.0, due - time.monotonic()))
        self._last[host] = time.monotonic()
        self.requests += 1
        log.debug("GET %s", url)

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        until = time.monotonic() + self.http.timeout * LONGEST
        for chunk in response.iter_bytes():
            yield chunk
            if time.monotonic() > until:
                raise Again(FetchError("timed-out", f"{response.url} was not there whole after {self.http.timeout * LONGEST:,.0f} seconds"))

    @contextmanager
    def _errors(self, url: str) -> Iterator[None]:
        host = urlsplit(url).netloc
        try:
            yield
        except (FetchError, Again) as error:
            (error.error if isinstance(error, Again) else error).host = host
            raise
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            raise Again(FetchError("unreachable", f"{host} cannot be reached: {error}", host)) from None
        except httpx.TimeoutException:
            raise Again(FetchError("timed-out", f"no answer within {self.http.timeout:g} seconds from {url}", host)) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise FetchError("bad-address", f"{url}: {error}") from None
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise Again(FetchError("cut-off", f"the answer broke off at {url}: {error}", host)) from None


@cache
def _certificates() -> ssl.SSLContext:
    """Who is trusted; slow to load."""
    return httpx.create_ssl_context()


def _judge(response: httpx.Response) -> None:
    """Raise what the status says, unless it is good."""
    status, url = response.status_code, str(response.url)
    if status in (200, 206, 304, 416):
        return
    if status in (401, 403, 407, 451):
        raise FetchError("refused", f"{status} {response.reason_phrase} at {url}")
    message = f"{status} {response.reason_phrase} at {url}"
    if status >= 500 or status in (408, 425, 429):
        wait = _retry_after(response.headers.get("Retry-After", ""))
        raise Again(FetchError("asked-to-wait" if status == 429 else "server-error", message), wait)
    raise FetchError("not-found", message)


def _retry_after(told: str) -> float:
    """Seconds to wait: told as seconds or as a date; 0 where it is neither."""
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _note_validator(part: Path, url: str, response: httpx.Response) -> None:
    """Remember by what the rest of a download can be asked for later: a strong ETag, else the time of last change."""
    etag = response.headers.get("ETag", "")
    validator = etag if etag.startswith('"') else response.headers.get("Last-Modified")
    plain = response.headers.get("Content-Encoding", "identity") == "identity"
    part.with_suffix(".json").write_text(json.dumps({"url": url, "validator": validator if plain else None}), encoding="utf-8")


def _validator_of(part: Path, url: str) -> str | None:
    """What an unfinished download can be gone on with; None where there is none, or the site gave nothing to tell by."""
    try:
        told = json.loads(part.with_suffix(".json").read_text(encoding="utf-8"))
        return told["validator"] if told["url"] == url and part.exists() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
