"""Processes of our own do without what nobody asked of them and what takes long to import.

pyarrow imports pandas, where it is installed, to look for its types in our lists, which takes longer than publishing a few papers.
spaCy imports its own command line with all that downloads and trains models: two fifths of its import.
"""
from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

SPACYS_COMMANDS = "spacy.cli", "spacy.cli.info"


def lean() -> None:
    """From here on pandas is not installed, as far as this process can tell, and spaCy's command line is empty."""
    sys.meta_path.insert(0, _Refuses())
    for name in SPACYS_COMMANDS:
        if name not in sys.modules:
            empty = sys.modules[name] = ModuleType(name)
            empty.__path__, empty.info = [], None


class _Refuses:
    @staticmethod
    def find_spec(name: str, *_: Any) -> None:
        """Refuse pandas, leave the rest to the next finder."""
        if name == "pandas":
            raise ModuleNotFoundError("this process does without pandas", name=name)
