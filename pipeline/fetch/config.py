"""The configuration: one TOML file, read and checked before anything is asked of anybody."""
from __future__ import annotations

import datetime as dt
import fnmatch
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

KINDS = {"moderngov": "address", "addresses": "addresses", "folder": "folder"}
"""Kind of source -> the setting that it needs."""


class BadConfig(ValueError):
    """The configuration cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Http:
    """How sites are treated. Times are in seconds; requests to one site go out one at a time, `delay` apart."""

    delay: float = 1.0
    timeout: float = 60.0
    retries: int = 3
    backoff: float = 2.0
    longest_wait: float = 120.0
    largest_mb: float = 100.0


@dataclass(frozen=True)
class Address:
    """One address of a list."""

    url: str
    title: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True)
class Source:
    """One place papers come from. `committee` of a ModernGov site is a pattern over the site's names; elsewhere it is the name."""

    name: str
    kind: str
    council: str
    committee: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    weeks_back: int = 4
    weeks_ahead: int = 2
    packs: bool = False
    address: str = ""
    folder: Path = Path()
    addresses: tuple[Address, ...] = ()

    def wants(self, title: str, *others: str) -> bool:
        """Whether a paper of this title is wanted. `others`, such as the agenda item's title, can bring it in but not keep it out."""
        if any(matches(p, title) for p in self.exclude):
            return False
        return not self.include or any(matches(p, t) for p in self.include for t in (title, *others))

    def wants_committee(self, title: str) -> bool:
        """Whether a committee of the site is among those named."""
        return any(matches(p, title) for p in self.committee)


@dataclass(frozen=True)
class Config:
    """What to fetch, where to, and how."""

    contact: str
    into: Path
    sources: tuple[Source, ...]
    http: Http = field(default_factory=Http)


def matches(pattern: str, text: str) -> bool:
    """`*monitoring*` matches the whole text as file names are matched; `re:...` is searched for. Case does not matter."""
    text = " ".join(text.split())
    if pattern.startswith("re:"):
        return re.search(pattern[3:], text, re.IGNORECASE) is not None
    return fnmatch.fnmatchcase(text.casefold(), pattern.casefold())


def load(path: Path) -> Config:
    """Read the file. Raises BadConfig. Paths in it are taken from the folder the file is in."""
    try:
        with open(path, "rb") as handle:
            told = tomllib.load(handle)
    except OSError as error:
        raise BadConfig(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path} is not valid TOML: {error}") from error
    try:
        return _config(told, path.absolute().parent)
    except BadConfig as error:
        raise BadConfig(f"{path}: {error}") from None


def _config(told: dict[str, Any], base: Path) -> Config:
    _known(told, {"contact", "into", "http", "source"}, "the file")
    contact = told.get("contact")
    if not isinstance(contact, str) or not contact.isascii() or not re.fullmatch(r"[^\s()@]+@[^\s()@]+|https?://[^\s()]+", contact):
        raise BadConfig("`contact` must be an e-mail address or a web page where the sites you read can reach you")
    sources = told.get("source")
    if not isinstance(sources, list) or not sources or not all(isinstance(s, dict) for s in sources):
        raise BadConfig("there is no [[source]]")
    made = tuple(_source(s, n, base) for n, s in enumerate(sources, start=1))
    twice = {s.name for s in made if sum(s.name == t.name for t in made) > 1}
    if twice:
        raise BadConfig(f"two sources are called {sorted(twice)[0]!r}; give each a `name`")
    into = told.get("into", "data/raw")
    if not isinstance(into, str) or not into:
        raise BadConfig("`into` must be the path of a folder")
    return Config(contact=contact, into=base / into, sources=made, http=_http(told.get("http", {})))


def _http(told: Any) -> Http:
    if not isinstance(told, dict):
        raise BadConfig("[http] must be a table")
    _known(told, {f.name for f in fields(Http)}, "[http]")
    for key, value in told.items():
        whole = key == "retries"
        number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if not number or value < 0 or (value == 0 and key in ("timeout", "largest_mb")):
            raise BadConfig(f"[http] `{key}` must be a {'whole ' if whole else ''}number, not negative")
    return Http(**told)


def _source(told: dict[str, Any], number: int, base: Path) -> Source:
    where = f"source {told.get('name') or number}"
    kind = told.get("kind")
    if kind not in KINDS:
        raise BadConfig(f"{where}: `kind` must be one of {', '.join(KINDS)}")
    own = {"weeks_back", "weeks_ahead", "packs"} if kind == "moderngov" else set()
    _known(told, {"name", "kind", "council", "committee", "include", "exclude", KINDS[kind]} | own, where)
    for key in ("council", "committee", KINDS[kind]):
        if not told.get(key):
            raise BadConfig(f"{where}: `{key}` is missing")
    for key, kinds in (("name", str), ("council", str), ("packs", bool), ("address", str), ("folder", str)):
        if key in told and not isinstance(told[key], kinds):
            raise BadConfig(f"{where}: `{key}` is not a {'yes or no (true, false)' if kinds is bool else 'text'}")
    for key in ("weeks_back", "weeks_ahead"):
        if not isinstance(told.get(key, 0), int) or isinstance(told.get(key), bool) or not 0 <= told.get(key, 0) <= 5200:
            raise BadConfig(f"{where}: `{key}` must be a whole number of weeks")
    committee = _texts(told["committee"], f"{where}: `committee`")
    if kind != "moderngov" and len(committee) != 1:
        raise BadConfig(f"{where}: `committee` must be one name")
    made = {k: told[k] for k in ("weeks_back", "weeks_ahead", "packs") if k in told}
    for key in ("include", "exclude"):
        made[key] = _texts(told.get(key, []), f"{where}: `{key}`")
    for pattern in (*made["include"], *made["exclude"], *committee):
        _compiles(pattern, where)
    if kind == "moderngov":
        made["address"] = _service(told["address"], where)
    elif kind == "folder":
        made["folder"] = base / told["folder"]
    else:
        made["addresses"] = tuple(_address(a, where) for a in _list(told["addresses"], f"{where}: `addresses`"))
    name = told.get("name") or f"{told['council']} {committee[0]}"
    return Source(name=name, kind=kind, council=told["council"], committee=committee, **made)


def _service(address: str, where: str) -> str:
    """The folder that holds mgWebService.asmx, ending in a slash, from any address on the site."""
    _is_web(address, where)
    parts = urlsplit(address)
    path = re.sub(r"\(S\([^)]*\)\)/?", "", parts.path)
    path = path if path.endswith("/") or not re.search(r"\.as[mp]x$", path, re.IGNORECASE) else path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{path.rstrip('/')}/"


def _address(told: Any, where: str) -> Address:
    told = {"url": told} if isinstance(told, str) else told
    if not isinstance(told, dict) or not isinstance(told.get("url"), str):
        raise BadConfig(f"{where}: an address is a text, or a table with `url`, `title` and `date`")
    _known(told, {"url", "title", "date"}, where)
    _is_web(told["url"], where)
    date = told.get("date", dt.date.min)
    if not isinstance(told.get("title", ""), str) or isinstance(date, dt.datetime) or not isinstance(date, dt.date):
        raise BadConfig(f"{where}: {told['url']}: `title` must be a text and `date` a date such as 2031-05-01, without quotation marks")
    return Address(**told)


def _is_web(address: str, where: str) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise BadConfig(f"{where}: {address!r} is not a web address (http:// or https://)")


def _compiles(pattern: str, where: str) -> None:
    try:
        matches(pattern, "")
    except re.error as error:
        raise BadConfig(f"{where}: the pattern {pattern!r} is not a regular expression: {error}") from None


def _texts(told: Any, where: str) -> tuple[str, ...]:
    told = [told] if isinstance(told, str) else told
    if not isinstance(told, list) or not all(isinstance(t, str) and t.strip() for t in told):
        raise BadConfig(f"{where} must be a text or a list of texts")
    return tuple(told)


def _list(told: Any, where: str) -> list[Any]:
    if not isinstance(told, list):
        raise BadConfig(f"{where} must be a list")
    return told


def _known(told: dict[str, Any], names: set[str], where: str) -> None:
    odd = sorted(set(told) - names)
    if odd:
        raise BadConfig(f"{where}: `{odd[0]}` is not a setting here; there are {', '.join(sorted(names))}")
