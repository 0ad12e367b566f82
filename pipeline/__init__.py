"""The pipeline: order and effects. `load` opens the published tables from a notebook."""
from pipeline.load import load

__all__ = ["load"]
