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

from pipeline.failures import explained
from pipeline.ingest import COULD_NOT, USAGE, Report
from pipeline.progress import Progress
from pipeline.settings import Settings

log = logging.getLogger("matters")


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
        text = json.dumps(asdict(self.report), indent=1)
        if self.args.report:
            self.args.report.write_text(text + "\n", encoding="utf-8")
        try:
            if self.args.json:
                print(text, flush=True)
            elif self.report.exit_code < USAGE:
                print(summary(self.report), flush=True)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if self.report.message:
            print(f"matters {self.args.command}: {self.report.message}", file=sys.stderr)
        return self.report.exit_code


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
