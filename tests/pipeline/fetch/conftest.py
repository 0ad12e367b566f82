"""A council's site, and a fetch from it into a folder of the test."""
from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from council_site import Doc, Meeting, ModernGov, Site

from pipeline.fetch import FetchReport, fetch

TODAY = dt.date(2031, 5, 14)
HTTP = "[http]\ndelay = 0\ntimeout = 1\nretries = 2\nbackoff = 0.01\nlongest_wait = 1\nlargest_mb = 1\n"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine is asked."""
    for name in [n for n in os.environ if n.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture
def site():
    """A server with no pages."""
    site = Site()
    yield site
    site.close()


@pytest.fixture
def council(site: Site) -> ModernGov:
    """A ModernGov site with one meeting of the harbour committee, two papers and a pack of them."""
    council = ModernGov(site)
    council.add(Meeting(501, 10, dt.date(2031, 5, 1), [
        Doc(7001, "Progress on the Review of Ferry Piers"), Doc(7002, "Lamps & Buoys: appendix", item="Any other business"),
        Doc(7003, "Public reports pack", f"{council.address}documents/g501/Public reports pack 01st-May-2031.pdf?T=10", item="")]))
    return council


@pytest.fixture
def papers_as_word(tmp_path: Path) -> bytes:
    """A small Word file."""
    from docx import Document

    document = Document()
    document.add_paragraph("Harbour plan")
    document.save(str(tmp_path / "plan.docx"))
    return (tmp_path / "plan.docx").read_bytes()


class Fetcher:
    """Fetches from a configuration written for the test."""

    def __init__(self, folder: Path):
        self.folder, self.into = folder, folder / "raw"
        self.config = folder / "matters.toml"

    def write(self, *sources: str, http: str = HTTP) -> Path:
        """A configuration of these sources, each the lines below [[source]]."""
        self.config.write_text('contact = "papers@quayside.example"\ninto = "raw"\n' + http + "".join(f"\n[[source]]\n{s}\n" for s in sources), encoding="utf-8")
        return self.config

    def moderngov(self, council: ModernGov, more: str = "", committee: str = "Harbour*", http: str = HTTP) -> FetchReport:
        """Fetch from a ModernGov site."""
        return self(f'kind = "moderngov"\naddress = "{council.address}"\ncouncil = "Quayside"\ncommittee = "{committee}"\n{more}', http=http)

    def addresses(self, *addresses: str, http: str = HTTP) -> FetchReport:
        """Fetch from a list of addresses."""
        listed = ", ".join(a if a.startswith("{") else f'"{a}"' for a in addresses)
        return self(f'kind = "addresses"\ncouncil = "Quayside"\ncommittee = "Harbour Board"\naddresses = [{listed}]', http=http)

    def __call__(self, *sources: str, http: str = HTTP, **options: object) -> FetchReport:
        if sources:
            self.write(*sources, http=http)
        return fetch(self.config, **({"today": TODAY} | options))

    def files(self) -> dict[str, bytes]:
        """Papers that landed, by their path below `into`; sidecars and hidden ones left out."""
        found = sorted(p for p in self.into.rglob("*") if p.is_file() and p.suffix != ".json")
        return {s: p.read_bytes() for p in found if "/." not in (s := f"/{p.relative_to(self.into).as_posix()}")[0:] and not s.startswith("/.")}

    def names(self) -> list[str]:
        """Their names alone."""
        return [f.rpartition("/")[2] for f in self.files()]

    def sidecar(self, name: str) -> dict:
        """What the sidecar of the paper of this name says."""
        return json.loads(next(self.into.rglob(f"{name}.json")).read_text(encoding="utf-8"))


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    """A fetch into an empty folder."""
    return Fetcher(tmp_path)
