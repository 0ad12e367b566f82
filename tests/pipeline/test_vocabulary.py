"""A person's own vocabulary file is seen to be usable before anything is read with it."""
from __future__ import annotations

from pathlib import Path

import pytest

from models.vocabulary import vocabulary
from pipeline.cli import main
from pipeline.words import beside

HOUSE = Path(__file__).resolve().parents[2]
PLEDGES = HOUSE / "docs/teaching/pledges.docx"
RULE = '[[themes.rules]]\nid = "own.tide"\ntheme = "demand"\n'
WRONG = {
    "not TOML: Expected ']' at the end of a table declaration (at line 2": '# mine\n[headings.fields.action\nis = ["x"]',
    "heading is not known; is it 'headings'?": '[heading.fields.action]\nis = ["x"]',
    "headings.fields.acton is not known; is it 'action'?": '[headings.fields.acton]\nis = ["x"]',
    "headings.fields.action.iss is not known": '[headings.fields.action]\niss = ["x"]',
    "headings.fields.action.is must be a list": '[headings.fields.action]\nis = "what we promised"',
    "headings.fields.action.is: 3 is not a text": "[headings.fields.action]\nis = [3]",
    "headings.fields.action.kinds: 'dates' is not one of": '[headings.fields.action]\nkinds = ["dates"]',
    "headings.fields.owner.strong: 'yes' is not true or false": '[headings.fields.owner]\nstrong = "yes"',
    "headings must be a table": "headings = 3",
    "x is not known; there are colours, dates": "x = 1",
    "completd in entry 1 of statuses.scales is not known; is it 'complete'?": '[[statuses.scales]]\ncompletd = ["sorted"]',
    "statuses.grades.5: 'done' is not one of": '[statuses.grades]\n5 = ["Done", "done"]',
    "statuses.grades.A: a grade is a number": '[statuses.grades]\nA = ["Done", "complete"]',
    "statuses.colours.blue must be a list of two": '[statuses.colours]\nblue = ["Done"]',
    "dates.years.financial: 13 is not a month": "[dates.years]\nfinancial = 13",
    "'FFC000' is not a shade such as": '[colours.shades]\namber = ["FFC000"]',
    "[reviews] cannot be taught": '[reviews]\nsmall = ["the"]',
    "entry 1 of themes.rules lacks id": '[[themes.rules]]\ntheme = "demand"\nphrases = "tide"',
    "theme in entry 1 of themes.rules: 'sea' is not one of": '[[themes.rules]]\nid = "a"\ntheme = "sea"\nphrases = "tide"',
    "rule 'own.tide' has no phrases": RULE,
    "no word list is called 'tides'": RULE + 'near = ["tides", "public"]',
    "unbalanced braces": RULE + 'phrases = "{spring|neap tide"',
    "themes.patterns.tide lacks needs": '[themes.patterns.tide]\nregex = "tide"',
    "unterminated": '[themes.patterns.tide]\nneeds = ["tide"]\nregex = "("',
}


def told(words: list[object], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    return main([str(w) for w in words]), capsys.readouterr().err


@pytest.mark.parametrize("why", WRONG)
def test_a_vocabulary_that_cannot_be_used_is_refused_before_anything_is_read(why, papers, out, tmp_path, capsys):
    own = tmp_path / "own.toml"
    own.write_text(WRONG[why], encoding="utf-8")
    for words in (["ingest", papers, "--out", out], ["run", papers, "--out", out], ["inspect", PLEDGES], ["tag", "--explain", "The tide."]):
        code, error = told([*words, "--vocabulary", own], capsys)
        assert code == 2 and str(own) in error and why in error and len(error.splitlines()) == 1, error
    assert not out.exists()


@pytest.mark.parametrize("name", ["nowhere.toml", "folder", "latin.toml"])
def test_a_vocabulary_file_that_cannot_be_opened_is_wrong_usage(name, papers, out, tmp_path, capsys):
    (tmp_path / "folder").mkdir()
    (tmp_path / "latin.toml").write_bytes("# caf\xe9".encode("latin-1"))
    for words in (["ingest", papers, "--out", out], ["inspect", PLEDGES], ["tag", "--explain", "The tide."]):
        code, error = told([*words, "--vocabulary", tmp_path / name], capsys)
        assert code == 2 and str(tmp_path / name) in error and "Traceback" not in error
    assert not out.exists()


def test_a_broken_file_in_the_vocabulary_folder_leaves_the_published_tables_alone(papers, out, matters, capsys):
    assert matters("ingest", papers, "--out", out)[1]["counts"]["ok"] == 3
    (papers / "vocabulary").mkdir()
    (papers / "vocabulary/own.toml").write_text("[headings", encoding="utf-8")
    code, report = matters("ingest", papers, "--out", out)
    assert code == 2 and "own.toml is not TOML" in report["message"] and main(["status", "--out", str(out)]) == 0
    assert "3 read" in capsys.readouterr().out


def test_words_of_every_subject_can_be_taught(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text("""\ufeff
[headings.fields.impact]
ends = ["felt"]
[statuses.grades]
1 = ["Begun", "on_track"]
7 = ["Gone", "not_achieved"]
[statuses.colour_names]
teal = "green"
[statuses.discs]
"⚪" = "amber"
[statuses.beside]
live = { steps = ["in progress"], status = "not_started" }
[dates.seasons]
winter = [11, 1]
[colours.limits]
min_chroma = 0
[owners]
known_bodies = ["tide watch"]
[ratings.words]
Good = ["fine"]
[themes.words]
tides = "tide+"
""", encoding="utf-8")
    extra = (str(own),)
    assert vocabulary("statuses", extra)["grades"] == vocabulary("statuses")["grades"] | {
        "1": ["Begun", "on_track"], "7": ["Gone", "not_achieved"]}
    assert vocabulary("dates", extra)["seasons"]["winter"] == [11, 1] and vocabulary("owners", extra)["known_bodies"][:1] == ["tide watch"]
    assert main(["inspect", str(PLEDGES), "--vocabulary", str(own)]) == 0


def papers_of_sandleford(folder: Path) -> tuple[Path, Path]:
    """A tree with the pledges deep in it and the words that read them at its top: (tree, the paper)."""
    paper = folder / "raw/sandleford/board/2031-05-01/pledges.docx"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(PLEDGES.read_bytes())
    own = folder / "raw/vocabulary/sandleford.toml"
    own.parent.mkdir()
    own.write_bytes((PLEDGES.parent / "sandleford.toml").read_bytes())
    return folder / "raw", paper


@pytest.mark.parametrize("given", [".", "sandleford", "sandleford/board/2031-05-01", "sandleford/board/2031-05-01/pledges.docx",
                                   "vocabulary/../sandleford/board"])
def test_a_paper_is_read_with_the_same_words_whichever_folder_above_it_is_given(given, tmp_path, capsys):
    tree, _ = papers_of_sandleford(tmp_path)
    assert main(["ingest", str(tree / given), "--out", str(tmp_path / "out"), "--jobs", "1", "-q"]) == 0
    printed = capsys.readouterr().out
    assert "3 actions" in printed and f"words of your own: {tree / 'vocabulary/sandleford.toml'}" in printed


def test_inspect_uses_the_words_beside_the_papers_and_says_so(tmp_path, capsys):
    tree, paper = papers_of_sandleford(tmp_path)
    assert main(["inspect", str(paper)]) == 0
    printed = capsys.readouterr().out
    assert "actions: 3" in printed and f"your words    {tree / 'vocabulary/sandleford.toml'}" in printed


def test_the_nearest_vocabulary_wins_and_the_home_folder_and_hidden_ones_are_left_alone(tmp_path, monkeypatch):
    for folder in ("home/vocabulary", "home/raw/vocabulary", "home/raw/a/vocabulary", "home/raw/a/b", "home/other/empty/vocabulary",
                   "home/.hidden/vocabulary", "home/.hidden/raw"):
        (tmp_path / folder).mkdir(parents=True)
        if folder.endswith("vocabulary") and "empty" not in folder:
            (tmp_path / folder / "own.toml").touch()
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    found = {p: beside(home / p) for p in ("raw", "raw/a", "raw/a/b", "raw/c", "other/empty", ".hidden/raw", ".")}
    near, top = str(home / "raw/a/vocabulary/own.toml"), str(home / "raw/vocabulary/own.toml")
    assert found == {"raw": [top], "raw/a": [near], "raw/a/b": [near], "raw/c": [top], "other/empty": [], ".hidden/raw": [],
                     ".": [str(home / "vocabulary/own.toml")]}
