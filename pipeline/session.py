"""What every command that writes needs: logging, a clean stop, exit codes, and the report at the end."""
from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.failures import explained
from pipeline.ingest import COULD_NOT, SOME_FAILED, USAGE, Report
from pipeline.progress import Progress
from pipeline.settings import Settings

log = logging.getLogger("matters")
DONE = {"published": "the tables are published", "nothing-new": "the tables are as they were", "shard-read": "the share is read"}


class Terminated(BaseException):
    """The system asked this process to end."""


class Session:
    """One command at work; `finish` prints its report and gives the exit code."""

    def __init__(self, args: argparse.Namespace, settings: Settings):
        self.args, self.settings = args, settings
        self.progress = Progress(quiet=args.quiet)
        self.report = Report(command=args.command, out=str(settings.out))

    def failed(self, message: str, code: int = COULD_NOT) -> None:
        """Note that nothing could be done, and why."""
        self.report.outcome, self.report.exit_code, self.report.message = (
            "could-not-run" if code == COULD_NOT else "wrong-usage", code, message)

    def finish(self) -> int:
        """Print what came of it; the exit code."""
        from pipeline.summary import summary

        self.report.command = self.args.command
        if self.args.report:
            self._write(self.args.report)
        try:
            if self.args.json:
                print(self._text(), flush=True)
            elif self.report.exit_code < USAGE:
                print(summary(self.report), flush=True)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if self.report.message:
            print(f"matters {self.args.command}: {self.report.message}", file=sys.stderr)
        return self.report.exit_code

    def _text(self) -> str:
        return json.dumps(asdict(self.report), indent=1)

    def _write(self, path: Path) -> None:
        """Write the report to a file; where that fails, what was done stays done, and that is said."""
        try:
            path.write_text(self._text() + "\n", encoding="utf-8")
        except OSError as error:
            told = self.report.message or DONE.get(self.report.outcome, "nothing was done")
            self.report.message = f"{told}; but the report cannot be written to {path}: {error.strerror}"
            self.report.exit_code = max(self.report.exit_code, SOME_FAILED)


@contextlib.contextmanager
def session(args: argparse.Namespace, settings: Settings) -> Iterator[Session]:
    """Run the body; whatever stops it becomes a message and an exit code, and the published tables stay as they were."""
    here = Session(args, settings)
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s", force=True,
                        level=logging.ERROR if args.quiet else [logging.WARNING, logging.INFO, logging.DEBUG][min(args.verbose, 2)])
    signal.signal(signal.SIGTERM, _terminate)
    with here.progress:
        try:
            yield here
        except (KeyboardInterrupt, Terminated):
            here.failed("stopped; nothing was published, and what was read is kept for the next run")
        except Exception as error:  # noqa: BLE001 - said in a sentence, and nothing was published
            log.debug("stopped by", exc_info=error)
            here.failed(*explained(error, settings.out, writing=True))


def _terminate(*_: object) -> None:
    raise Terminated
