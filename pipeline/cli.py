"""The command line: one module a command under pipeline/commands, imported only when it is called.

Each module has `arguments(parser)`, which declares its options and sets an example as the parser's epilog, and
`run(args) -> int`, which returns the exit code.
"""
from __future__ import annotations

import argparse
import importlib
import os
import sys

from pipeline.lean import lean

COMMANDS = {
    "ingest": "read papers and publish tables",
    "inspect": "show what is seen in one paper; writes nothing",
    "run": "fetch, ingest and publish, for schedulers",
    "fetch": "download newly published papers",
    "publish": "merge shard results into a snapshot",
    "status": "what is stored, what failed and why",
    "history": "past snapshots and runs",
    "rollback": "make an earlier snapshot the current one",
    "tag": "tag themes in any text, or again in stored tables",
    "changes": "what changed between two papers of one review or plan",
    "story": "one action's life over all papers",
    "query": "run SQL over the published tables",
    "report": "write the tables as one HTML page",
    "review": "write a page for checking what is doubtful",
    "export": "write CSV, Excel or SQLite copies",
}

EXIT_CODES = """exit codes:
  0  done, or nothing new
  1  done, but some papers failed, or the run report could not be written
  2  wrong usage
  3  could not run; nothing was changed"""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(
        prog="matters", description="Council committee papers in, Parquet tables out.",
        epilog=EXIT_CODES + "\n\nexample:\n  matters ingest data/raw --out data/processed",
        formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = next((a for a in argv if a in COMMANDS), None)
    module = None
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary.capitalize() + ".",
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
        if name == wanted:
            module = importlib.import_module(f"pipeline.commands.{name}")
            module.arguments(sub)
    args = parser.parse_args(argv)
    try:
        code = module.run(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no command ends in a stack trace
        from pipeline.failures import explained

        message, code = explained(error, getattr(args, "out", None) or getattr(args, "tables", None))
        print(f"matters {args.command}: {message}", file=sys.stderr)
        return code


def script() -> int:
    """The `matters` command: `main` in a process of its own."""
    lean()
    return main()
