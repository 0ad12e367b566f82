"""The ready files of docs/scheduling do what they say, as far as that can be tried here."""
from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS

HOUSE = Path(__file__).resolve().parents[2]
FILES = HOUSE / "docs" / "scheduling"
LINES = {
    "matters.cron": lambda text: re.search(r"matters (run .*?) >", text)[1],
    "matters.service": lambda text: re.search(r"bin/matters (run .*)", text)[1],
    "matters-task.xml": lambda text: ET.fromstring(text.encode()).find(".//{*}Arguments").text.replace("\\", "/"),
    "github-actions.yml": lambda text: re.search(r"matters (run .*?) \|\|", text)[1],
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder as the files expect it: a `matters` command, papers, nothing to fetch."""
    command = tmp_path / "venv/bin/matters"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(HOUSE))} exec {shlex.quote(sys.executable)} -m pipeline \"$@\"\n")
    command.chmod(0o755)
    paper = tmp_path / "data/raw/quayside/harbour-board/2031-05-01/piers.txt"
    paper.parent.mkdir(parents=True)
    paper.write_text("Review of Ferry Piers\n\nThe board agreed that the steps be mended.\n")
    return tmp_path


@pytest.mark.parametrize("name", LINES)
def test_the_command_line_is_one_that_the_program_takes(name):
    words = shlex.split(LINES[name]((FILES / name).read_text()))
    done = subprocess.run([sys.executable, "-c", "import sys, argparse; from pipeline.commands import run; p = argparse.ArgumentParser(); run.arguments(p); p.parse_args(sys.argv[1:])",
                           *words[1:]], cwd=HOUSE, capture_output=True, text=True)
    assert words[0] in COMMANDS and done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("sh"), reason="there is no sh")
def test_the_line_of_cron_runs_and_mails_only_when_it_could_not(place):
    line = next(x for x in (FILES / "matters.cron").read_text().splitlines() if x.startswith("15 2"))
    script = line.split(" matters ", 1)[1].replace("cd /srv/matters", f"cd {shlex.quote(str(place))}").replace("--config matters.toml ", "")
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 0) and "1 papers: 1 read" in (place / "last-run.txt").read_text() and (place / "last-run.json").exists()
    (place / "data/raw").rename(place / "data/away")
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert "exit 2" in done.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_the_steps_of_the_workflow_run(place):
    text = (FILES / "github-actions.yml").read_text()
    steps = [re.sub(r"(?m)^ {10}", "", s).replace("--config matters.toml ", "") for s in re.findall(r"run: \|\n((?: {10}.*\n)+)", text)]
    steps += re.findall(r"run: (cp .*)", text)
    assert len(steps) == 2
    for step in steps:
        subprocess.run(["bash", "-e", "-c", step], cwd=place, env={"PATH": f"{place}/venv/bin:/usr/bin:/bin"}, check=True, capture_output=True)
    assert (place / "tables/actions.parquet").is_file() and not (place / "tables/actions.parquet").is_symlink()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_takes_the_units(place):
    for unit in ("matters.service", "matters.timer"):
        text = (FILES / unit).read_text().replace("/srv/matters", str(place)).replace("User=matters\n", "")
        (place / unit).write_text(text)
    done = subprocess.run(["systemd-analyze", "verify", str(place / "matters.service"), str(place / "matters.timer")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
