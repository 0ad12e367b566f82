"""Tests import their own helpers (building, browser, making ...) from this folder."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
