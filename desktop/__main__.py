"""`python -m desktop` and `bianqing`: a command, or without one the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Final

CHILD_FLAG: Final = "--workbook-child"
BACKUP_CHILD_FLAG: Final = "--backup-child"
_WINDOW_OPTIONS: Final = frozenset({"--sample", "--data"})
_OPTION_AND_VALUE: Final = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command where one is given, else open the window; return the exit code.

    A frozen program starts itself as the child that parses workbooks or proves a backup, and as a
    process that draws handbooks. Each side is imported only when it is wanted: the command line
    runs without Qt, the children with next to nothing.
    """
    if getattr(sys, "frozen", False):
        _serve_as_process()
    if argv is None:
        from desktop.hardening import harden

        # Whoever hands arguments over has a process of his own to care for.
        harden(os.environ)
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == [CHILD_FLAG]:
        from export.workbooks.child import main as parse_workbook

        return parse_workbook()
    if arguments == [BACKUP_CHILD_FLAG]:
        from desktop.backup_child import main as prove_backup

        return prove_backup()
    if _for_window(arguments):
        from desktop.display import display_answers

        if not display_answers(os.environ):
            return _without_display()
        # What is loaded at the start is no garbage, and the window collects on its own thread.
        gc.disable()
        from desktop.gui import run

        return run(arguments)
    from desktop.interrupting import defer

    defer()
    from desktop.cli import main as command

    return command(arguments)


def _serve_as_process() -> None:
    """Serve and end where another process of this program started this one to share its work."""
    # Not `multiprocessing.freeze_support`, which looks on Windows only.
    from multiprocessing.spawn import freeze_support

    freeze_support()


def _without_display() -> int:
    from desktop.resources import find_resources
    from domain.errors import Refusal

    refusal = Refusal("window.no_display")
    text = find_resources().words.say(refusal.code, refusal.facts)
    sys.stderr.write(f"{text}\n（代码 {refusal.code}）\n")
    return 1


def _for_window(arguments: list[str]) -> bool:
    if not arguments:
        return True
    return arguments[0] in _WINDOW_OPTIONS and len(arguments) <= _OPTION_AND_VALUE


if __name__ == "__main__":
    sys.exit(main())
