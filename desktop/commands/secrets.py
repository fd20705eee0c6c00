"""Passwords and codes, which are never arguments: anybody could read them off the process list."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.interrupting import CtrlC
from domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Secrets:
    """Reads them from a file, the environment or a prompt, at which a command may be stopped."""

    environ: Mapping[str, str]
    ctrl_c: CtrlC

    def read(self, variable: str, file: str | None, prompt: str) -> str:
        """Return one; refuses `command.file_unreadable`, `command.password_missing`."""
        self.ctrl_c.stop()
        if file:
            try:
                # A pipe may keep whoever reads it waiting as long as a question does.
                with self.ctrl_c.listening():
                    return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError):
                raise Refusal("command.file_unreadable", path=file) from None
        if variable in self.environ:
            return self.environ[variable]
        if not sys.stdin.isatty():
            raise Refusal("command.password_missing", variable=variable)
        try:
            with self.ctrl_c.listening():
                return getpass.getpass(prompt)
        except EOFError:
            raise Refusal("command.password_missing", variable=variable) from None
