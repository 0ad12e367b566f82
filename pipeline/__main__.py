"""`python -m pipeline` is the same as `matters`."""
import sys

from pipeline.cli import script

sys.exit(script())
