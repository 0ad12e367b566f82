"""`python -m pipeline` is the same as `matters`."""
import sys

from pipeline.cli import main

sys.exit(main())
