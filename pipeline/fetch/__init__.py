"""Fetching: what councils published becomes files in data/raw. Nothing here reads a paper's content."""
from pipeline.fetch.config import BadConfig, Config, load
from pipeline.fetch.report import FetchReport
from pipeline.fetch.run import fetch

__all__ = ["BadConfig", "Config", "FetchReport", "fetch", "load"]
