"""What lands where, what is known, and what survives a kill or a full disk."""
from __future__ import annotations

import datetime as dt
import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from council_site import File, Reply, pdf

from pipeline.fetch import BadConfig, fetch, load, shelf
from pipeline.fetch.shelf import safe_name, slug
from pipeline.store import Locked, lock

HOUSE = Path(__file__).resolve().parents[3]
FOLDER = 'kind = "folder"\nfolder = "share"\ncouncil = "Quayside"\ncommittee = "Harbour Board"\n'


@pytest.fixture
def share(tmp_path):
    """A folder that officers put papers on."""
    for name, words in (("2031-05-01/Plan.pdf", "plan"), ("2031-05-01/Plan annex.pdf", "annex"), ("Minutes 2031-04-03.pdf", "minutes"), ("loose.pdf", "loose"), ("~$lock.docx", "no"), (".hidden", "no")):
        path = tmp_path / "share" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf(words))
        os.utime(path, (1_900_000_000, 1_900_000_000))
    (tmp_path / "share/2031-05-01/round").symlink_to(tmp_path / "share")
    return tmp_path / "share"


def test_a_folder_is_copied_by_date_and_what_changed_replaces(fetcher, share):
    report = fetcher(FOLDER + 'exclude = ["*annex*"]')
    root = "/quayside/harbour-board"
    assert list(fetcher.files()) == [f"{root}/2030-03-17/loose.pdf", f"{root}/2031-04-03/Minutes 2031-04-03.pdf", f"{root}/2031-05-01/Plan.pdf"]
    assert fetcher.sidecar("Plan.pdf")["path"] == "2031-05-01/Plan.pdf" and "url" not in fetcher.sidecar("Plan.pdf")
    assert report.sources[0].left_out == {"hidden": 1, "lock file of an open document": 1, "title not wanted": 1}
    assert fetcher().sources[0].known == 3
    (share / "2031-05-01/Plan.pdf").write_bytes(pdf("plan, second version"))
    assert fetcher().sources[0].replaced == 1 and fetcher.files()[f"{root}/2031-05-01/Plan.pdf"] == pdf("plan, second version")


def test_a_share_that_is_not_mounted_fails_and_takes_nothing_away(fetcher, share):
    fetcher(FOLDER)
    share.rename(share.with_name("away"))
    report = fetcher()
    assert (report.exit_code, report.failures[0]["code"], len(fetcher.files())) == (3, "folder-missing", 4)


@pytest.mark.skipif(os.name != "posix", reason="names are text here")
def test_names_that_are_not_text_are_survived(fetcher, tmp_path, capsys):
    from pipeline.cli import main

    folder = os.fsencode(tmp_path / "share")
    os.mkdir(folder)
    for name, content in ((b"caf\xe9.pdf", pdf("one")), (b"caf\xe9.png", b"\x89PNG\r\n\x1a\n")):
        with open(folder + b"/" + name, "wb") as handle:
            handle.write(content)
    config = str(fetcher.write(FOLDER))
    assert main(["fetch", config, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["papers"][0]["path"].endswith("/caf xe9.pdf") and told["failures"][0]["what"].endswith("/caf\\xe9.png")
    assert main(["fetch", config]) == 0 and "1 known" in capsys.readouterr().out


def test_one_source_that_fails_does_not_stop_the_others(fetcher, share, site):
    report = fetcher(FOLDER, f'kind = "moderngov"\naddress = "{site.address}"\ncouncil = "Quayside"\ncommittee = "*"')
    assert (report.exit_code, [s.status for s in report.sources], report.sources[0].new) == (1, ["ok", "failed"], 4)


@pytest.mark.parametrize("where", ["paper", "sidecar"])
def test_a_fetch_killed_between_paper_and_sidecar_is_mended_by_the_next(council, fetcher, monkeypatch, where):
    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(shelf.files, "flush" if where == "paper" else "flush_folder", die)
    with pytest.raises(KeyboardInterrupt):
        fetcher.moderngov(council)
    monkeypatch.undo()
    report = fetcher()
    assert report.exit_code == 0 and len(fetcher.files()) == 2 and len(list(fetcher.into.rglob("*.pdf.json"))) == 2
    assert fetcher().sources[0].known == 2 and not list(fetcher.into.rglob("*.part"))


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
def test_a_fetch_that_is_killed_leaves_whole_papers_only_and_the_next_goes_on(site, fetcher, tmp_path):
    """kill -9 once so many requests have come in; papers are slow enough to be met half way."""
    addresses = []
    for n in range(6):
        site.routes[f"/p{n}.pdf"] = File(pdf(f"paper {n}", 50_000), etag=f'"{n}"', cuts=[20_000])
        addresses.append(f'"{site.address}/p{n}.pdf"')
    fetcher.write(f'kind = "addresses"\ncouncil = "Quayside"\ncommittee = "Harbour Board"\naddresses = [{", ".join(addresses)}]')
    for requests in (2, 5, 4):
        before = len(site.log)
        running = subprocess.Popen([sys.executable, "-m", "pipeline", "fetch", str(fetcher.config), "-q"], cwd=HOUSE, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while len(site.log) < before + requests and running.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        running.kill()
        running.wait()
        assert all(body == pdf(f"paper {path[-5]}", 50_000) for path, body in fetcher.files().items())
    assert fetcher().exit_code == 0 and len(fetcher.files()) == 6 and len(list(fetcher.into.rglob("p?.pdf.json"))) == 6
    assert [p for p in fetcher.into.rglob("*") if p.suffix in (".part", ".tmp")] == []


def test_a_paper_left_without_its_sidecar_under_another_day_is_not_fetched_beside_it(site, fetcher):
    """A run that is killed between the two; the next is on another day."""
    site.routes["/p.pdf"] = File(pdf("paper", 50_000))
    fetcher.write(f'kind = "addresses"\ncouncil = "Quayside"\ncommittee = "Harbour Board"\naddresses = ["{site.address}/p.pdf"]')
    assert fetcher().exit_code == 0
    (paper,) = fetcher.into.rglob("p.pdf")
    paper.with_name("p.pdf.json").unlink()
    left = paper.parent.rename(paper.parent.with_name("2026-11-22")) / paper.name
    assert fetcher().exit_code == 0 and [*fetcher.into.rglob("p.pdf")] == [left] and left.with_name("p.pdf.json").exists()


def test_a_paper_taken_away_or_cut_short_is_fetched_again(council, fetcher):
    fetcher.moderngov(council)
    first, second = sorted(fetcher.into.rglob("*.pdf"))
    first.unlink()
    second.write_bytes(b"%PDF")
    assert fetcher().exit_code == 0 and len(fetcher.files()) == 3, "what was put in a paper's place is not overwritten"
    assert first.read_bytes().startswith(b"%PDF-1.7")


def test_a_full_disk_stops_the_fetch_and_leaves_no_half_paper(council, fetcher, monkeypatch, capsys):
    from pipeline.cli import main

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    fetcher.write(f'kind = "moderngov"\naddress = "{council.address}"\ncouncil = "Quayside"\ncommittee = "*"\nweeks_ahead = 2000')
    monkeypatch.setattr(shelf.files, "flush", full)
    assert main(["fetch", str(fetcher.config)]) == 3 and "No space left" in capsys.readouterr().err and not fetcher.files()


def test_one_fetch_at_a_time(council, fetcher):
    with lock(fetcher.into), pytest.raises(Locked):
        fetcher.moderngov(council)


def test_a_dry_run_asks_and_writes_nothing(site, council, fetcher):
    fetcher.write(f'kind = "moderngov"\naddress = "{council.address}"\ncouncil = "Quayside"\ncommittee = "*"')
    report = fetcher(dry_run=True)
    assert [p["title"] for p in report.papers] == ["Progress on the Review of Ferry Piers", "Lamps & Buoys: appendix"] and report.sources[0].wanted == 2
    assert not fetcher.into.exists() and not site.asked("/documents/")


@pytest.mark.parametrize("title, suffix, name", [
    ("Progress report", ".pdf", "Progress report.pdf"), ("Progress report.PDF", ".pdf", "Progress report.pdf"), ("Plan v1.2", ".docx", "Plan v1.2.docx"), ("nul", ".pdf", "nul_.pdf"),
    ("a\u202egpj.exe", ".pdf", "a gpj.exe.pdf"), ("  . ", ".pdf", "paper.pdf"), ("x.json", "", "x.json_"), ("thumbs.db", "", "thumbs_.db"), ("é" * 200, ".pdf", "é" * 73 + ".pdf")])
def test_names_that_every_system_takes(title, suffix, name):
    assert safe_name(title, suffix) == name


@pytest.mark.parametrize("name, folder", [("Health & Well-being Board", "health-well-being-board"), ("Pwyllgor Tŷ'r Cyngor", "pwyllgor-tyr-cyngor"), ("../..", "unnamed"), ("x" * 99, "x" * 80)])
def test_folders_of_committees(name, folder):
    assert slug(name) == folder


GOOD = 'contact = "papers@quayside.example"\n'
LIST = '[[source]]\nkind = "addresses"\ncouncil = "Q"\ncommittee = "H"\naddresses = ["https://quayside.example/a.pdf"]\n'


@pytest.mark.parametrize("text, said", [
    ("= 1", "not valid TOML"), (LIST, "`contact` must be"), ('contact = "me"\n' + LIST, "`contact` must be"), ('contact = "a@b.c (x"\n' + LIST, "`contact` must be"), (GOOD, "no [[source]]"),
    (GOOD + LIST.replace("addresses\"", "cmis\""), "`kind` must be one of moderngov"), (GOOD + LIST.replace("council", "counsel"), "`counsel` is not a setting"),
    (GOOD + LIST.replace('committee = "H"', ""), "`committee` is missing"), (GOOD + LIST.replace("https:", "ftp:"), "is not a web address"), (GOOD + LIST + 'include = ["re:("]', "regular expression"),
    (GOOD + LIST + "weeks_back = 3", "`weeks_back` is not a setting"), (GOOD + LIST + LIST, "two sources are called 'Q H'"), (GOOD + "[http]\ndelay = -1\n" + LIST, "`delay` must be"),
    (GOOD + "[http]\nproxy = 1\n" + LIST, "`proxy` is not a setting"), (GOOD + LIST.replace('["https://quayside.example/a.pdf"]', '[{url = "https://q.example/a", date = "May"}]'), "`date` a date")])
def test_a_wrong_configuration_is_told_with_its_place(tmp_path, text, said):
    path = tmp_path / "matters.toml"
    path.write_text(text)
    with pytest.raises(BadConfig, match="matters.toml") as error:
        load(path)
    assert said in str(error.value)


def test_the_example_in_docs_is_a_configuration():
    example = load(HOUSE / "docs" / "matters.toml")
    assert {s.kind for s in example.sources} == {"moderngov", "addresses", "folder"}


def test_the_command_reports_for_people_and_programs(council, fetcher, capsys):
    from pipeline.cli import main

    fetcher.write(f'name = "harbour"\nkind = "moderngov"\naddress = "{council.address}"\ncouncil = "Quayside"\ncommittee = "Harbour*"\nweeks_ahead = 2000')
    assert main(["fetch", str(fetcher.config), "--since", "2031-04-30", "--json"]) == 0
    out = capsys.readouterr()
    told = json.loads(out.out)
    assert told["sources"][0]["new"] == 2 and told["exit_code"] == 0 and not out.err
    assert main(["fetch", str(fetcher.config), "--since", "2031-04-30", "--source", "harbour"]) == 0
    assert "harbour: 1 meetings, 3 papers listed: 2 known; left out: 1 pack" in capsys.readouterr().out
    assert main(["fetch", str(fetcher.config), "--source", "lamps"]) == 2 and "there are: harbour" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["fetch", "--since", "May"])
    assert stop.value.code == 2


def test_run_fetches_then_reads_and_says_both(site, fetcher, matters, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    site.routes["/piers.txt"] = Reply(b"Review of Ferry Piers\n\nThe board agreed that the steps be mended.\n")
    config = fetcher.write(f'kind = "addresses"\ncouncil = "Quayside"\ncommittee = "Harbour Board"\naddresses = [{{url = "{site.address}/piers.txt", date = 2031-05-01}}]')
    code, told = matters("run", "raw", "--config", config, "--out", "tables")
    assert (code, told["outcome"], told["fetched"]["sources"][0]["new"], told["counts"]["ok"]) == (0, "published", 1, 1)
    import pyarrow.parquet as pq

    row = pq.read_table("tables/documents.parquet").to_pylist()[0]
    side = fetcher.sidecar("piers.txt")
    assert (row["source_url"], row["fetched_at"], row["council"], row["published_date"]) == (f"{site.address}/piers.txt", side["fetched_at"], "quayside", dt.date(2031, 5, 1))
    fetcher.write(f'kind = "moderngov"\naddress = "{site.address}"\ncouncil = "Quayside"\ncommittee = "*"')
    code, told = matters("run", "raw", "--config", config, "--out", "tables")
    assert (code, told["outcome"], told["fetched"]["failures"][0]["code"]) == (3, "could-not-run", "not-moderngov")
    (tmp_path / "raw/quayside/harbour-board/2031-05-01/more.txt").write_text("Another paper\n\nThe board noted it.\n")
    code, told = matters("run", "raw", "--config", config, "--out", "tables")
    assert (code, told["outcome"], told["counts"]["ok"]) == (1, "published", 2)
    code, told = matters("run", "raw/quayside/harbour-board/2031-05-01", "--config", config, "--out", "other")
    assert "not among the paths" in told["fetched"]["notes"][0]
    config.write_text("contact = 1")
    code, told = matters("run", "raw", "--config", config, "--out", "tables")
    assert (code, told["outcome"]) == (2, "wrong-usage") and "contact" in told["message"]


def test_a_first_run_whose_site_is_away_says_so(site, fetcher, matters, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = fetcher.write(f'kind = "moderngov"\naddress = "{site.address}"\ncouncil = "Quayside"\ncommittee = "*"')
    code, told = matters("run", "raw", "--config", config, "--out", "tables")
    assert (code, told["fetched"]["failures"][0]["code"]) == (3, "not-moderngov") and "nothing could be fetched" in told["message"]


def test_fetch_takes_a_configuration_made_in_a_notebook(council, fetcher):
    config = load(fetcher.write(f'kind = "moderngov"\naddress = "{council.address}"\ncouncil = "Quayside"\ncommittee = "*"'))
    assert fetch(config, today=dt.date(2031, 5, 14)).sources[0].new == 2


def test_every_code_is_in_the_documentation_and_is_used():
    from pipeline.fetch.problems import PROBLEMS

    text, code = (HOUSE / "docs/fetching.md").read_text(), "".join(p.read_text() for p in (HOUSE / "pipeline/fetch").glob("*.py"))
    assert [c for c, advice in PROBLEMS.items() if c != "host-left" and f"| `{c}` | {advice} |" not in text] == []
    assert [c for c in PROBLEMS if code.count(f'"{c}"') < 2] == []
