"""Runs the installed command in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.desktop.commanding import PASSWORD, TODAY

PROGRAM = Path(sys.executable).with_name("bianqing")


def surroundings(home: Path, **environ: str) -> dict[str, str]:
    """Return what a person would set in his shell, with the log kept out of his home."""
    return {
        **os.environ,
        "BIANQING_PASSWORD": PASSWORD,
        "BIANQING_KDF": "test",
        "BIANQING_TODAY": TODAY,
        "XDG_STATE_HOME": str(home / "state"),
        **environ,
    }


@dataclass(frozen=True)
class Installed:
    """The installed command at a data folder under `home`."""

    home: Path
    data: Path

    def start(self, *words: object, **environ: str) -> subprocess.Popen[str]:
        """Start a command without waiting for it, in a group of processes as a terminal does."""
        return subprocess.Popen(  # noqa: S603 - our own program
            self._line(words),
            env=surroundings(self.home, **environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            process_group=0,
        )

    def __call__(self, *words: object, **environ: str) -> tuple[int, Any]:
        """Run a command; its standard output is one document and its standard error is empty."""
        with self.start(*words, **environ) as process:
            out, err = process.communicate(timeout=300)
        assert err == ""
        return process.returncode, json.loads(out)

    def done(self, *words: object) -> Any:  # noqa: ANN401 - any JSON
        code, value = self(*words)
        assert code in (0, 3), value
        return value

    def _line(self, words: tuple[object, ...]) -> list[str]:
        return [str(PROGRAM), "--json", "--data", str(self.data), *map(str, words)]
