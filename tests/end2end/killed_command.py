"""A command that is killed before the n-th thing it does to files below a folder.

Run as `python -m tests.end2end.killed_command FOLDER N WORDS...`; with N = 0 it is not killed and
says at the end of its error stream how many things it did.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.cli import main
from tests.desktop.killed_backup import Killing


def run_killed(folder: Path, at: int, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own; it ends by SIGKILL unless `at` is out of reach."""
    module = ("-m", "tests.end2end.killed_command")
    return subprocess.run(  # noqa: S603 - this program, with what the test gives it
        [sys.executable, *module, *map(str, (folder, at, *words))],
        capture_output=True,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    killing = Killing(Path(sys.argv[1]), int(sys.argv[2]))
    sys.addaudithook(killing)
    ended = main(sys.argv[3:])
    sys.stderr.write(f"\n{killing.count}")
    sys.exit(ended)
