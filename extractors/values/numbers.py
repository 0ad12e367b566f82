"""List and reference numbers: 'Recommendation 3:', '6.1.1', '5) & 6)', 'R2'."""
from __future__ import annotations


def split_number(text: str) -> tuple[str | None, str]:
    """The leading number and the rest: '5) Held' is ('5', 'Held')."""
    return None, text


def is_number(text: str) -> bool:
    """Whether the whole cell is a reference number."""
    return False


def split_answers(lines: list[str], numbers: list[str]) -> list[tuple[tuple[str, ...], list[str]]]:
    """Split a cell that answers several actions by their numbers; lines before the first number have none."""
    return [((), list(lines))] if lines else []
