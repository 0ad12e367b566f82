"""Processes of our own do without pandas: pyarrow imports it, where it is installed, to look for its types in our lists, which takes
longer than publishing a few papers."""
from __future__ import annotations

import sys
from typing import Any


def without_pandas() -> None:
    """From here on pandas is not installed, as far as this process can tell."""
    sys.meta_path.insert(0, _Refuses())


class _Refuses:
    @staticmethod
    def find_spec(name: str, *_: Any) -> None:
        """Refuse pandas, leave the rest to the next finder."""
        if name == "pandas":
            raise ModuleNotFoundError("this process does without pandas", name=name)
