"""What the values of options must be; argparse says so before anything is done."""
from __future__ import annotations

import argparse
import os
from pathlib import Path


def report_file(text: str) -> Path:
    """A file that can be written once the work is done."""
    path = Path(text)
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text} cannot be written" if folder.is_dir() else f"there is no folder {folder}")
    return path
