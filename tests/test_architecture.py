"""Imports point one way: pipeline -> extractors -> models."""
from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY = {"models": {"models"}, "extractors": {"extractors", "models"}, "pipeline": {"pipeline", "extractors", "models"}}


def imported(path: Path) -> set[str]:
    """Our own packages that a file imports, at its head or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[0] for name in names} & set(MAY)


@pytest.mark.parametrize("package", MAY)
def test_imports_point_one_way(package):
    wrong = {str(p.relative_to(ROOT)): found for p in (ROOT / package).rglob("*.py") if (found := imported(p) - MAY[package])}
    assert not wrong


def test_every_package_is_in_the_distribution():
    import tomllib

    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    there = {str(p.parent.relative_to(ROOT)).replace("/", ".") for package in MAY for p in (ROOT / package).rglob("__init__.py")}
    assert there <= listed


@pytest.mark.parametrize("package", MAY)
def test_lines_can_be_read_without_scrolling(package):
    long = [f"{p.relative_to(ROOT)}:{n}" for p in (ROOT / package).rglob("*.py")
            for n, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1) if len(line) > 140]
    assert not long
