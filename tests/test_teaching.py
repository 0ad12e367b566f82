"""The guide's example, run as its reader would."""
from __future__ import annotations

from pathlib import Path

from pipeline.cli import main

FOLDER = Path(__file__).parent.parent / "docs" / "teaching"


def test_without_the_words_nothing_is_invented_and_the_headings_are_named(capsys):
    assert main(["inspect", str(FOLDER / "pledges.docx")]) == 0
    printed = capsys.readouterr().out
    assert "kept as passages" in printed and "actions:" not in printed
    assert "headings-not-recognised" in printed and "'Chieftain': unknown" in printed


def test_with_the_words_the_log_reads_right(capsys):
    assert main(["inspect", str(FOLDER / "pledges.docx"), "--vocabulary", str(FOLDER / "sandleford.toml")]) == 0
    printed = capsys.readouterr().out
    assert "P2 · Cut the hedges by the school · owner Tom Ashby · due June 2024 · = 2024-06-30" in printed
    assert "status · Sorted · complete" in printed and "status · Stuck · slipped" in printed
