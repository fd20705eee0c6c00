"""Runs the command line in this process, as somebody would type it."""

from __future__ import annotations

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from desktop.cli import main

PASSWORD = "Anlan-2026-office"
TODAY = "2026-11-21"


@dataclass(frozen=True)
class Answer:
    """What a command answered; `value` is the JSON document, `None` without `--json`."""

    exit: int
    value: Any
    out: str
    err: str

    @property
    def code(self) -> str:
        return str(self.value["error"]["code"])

    @property
    def text(self) -> str:
        return str(self.value["error"]["text"])


@dataclass(frozen=True)
class Bianqing:
    """The program at one data folder, used by one account."""

    data: Path
    user: str = "负责人"
    password: str = PASSWORD

    def __call__(self, *words: object, **environ: str) -> Answer:
        return run(
            "--json", "--data", self.data, "--user", self.user, *words,
            BIANQING_PASSWORD=self.password, **environ,
        )  # fmt: skip

    def done(self, *words: object) -> Any:  # noqa: ANN401 - any JSON
        """Run a command that must not be refused; returns its document."""
        answer = self(*words)
        assert answer.exit in (0, 3), answer.value
        return answer.value

    def refused(self, *words: object) -> str:
        """Run a command that must be refused; returns the code."""
        answer = self(*words)
        assert answer.exit == 1, answer.value
        assert answer.err == "", answer.err
        return answer.code

    def in_words(self, *words: object) -> str:
        """Run a command as somebody at a terminal; returns what it says."""
        answer = run(
            "--data", self.data, "--user", self.user, *words, BIANQING_PASSWORD=self.password
        )
        assert answer.exit in (0, 3), answer.err
        return answer.out

    def digest(self, *words: object) -> str:
        return str(self.done("digest", *words)["digest"])

    def as_user(self, user: str, password: str = PASSWORD) -> Bianqing:
        return Bianqing(self.data, user, password)


def run(*words: object, **environ: str) -> Answer:
    """Run one command; text is kept apart from what a terminal would mix."""
    out, err = io.StringIO(), io.StringIO()
    with patch.dict(os.environ, environ), redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    value = json.loads(out.getvalue()) if "--json" in words else None
    return Answer(code, value, out.getvalue(), err.getvalue())


def init(data: Path, code: str, name: str, level: str, *words: str) -> Bianqing:
    """Found an office and return the program at it."""
    bianqing = Bianqing(data)
    bianqing.done("init", "--code", code, "--name", name, "--level", level, *words)
    return bianqing


def ids(body: str) -> str:
    """Return an ID number whose first 17 digits are given."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
