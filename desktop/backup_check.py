"""Has a backup set proved in a new process, which knows nothing of what was written just now."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

from domain.errors import Refusal
from export.short_life import environment
from storage.audit_entries import Problem
from storage.backup_proof import Proof, ProofKeys
from storage.medium import Step, silent

CHILD_FLAG: Final = "--backup-child"


class Prover(Protocol):
    """Proves as `storage.backup_proof.prove` does."""

    def __call__(
        self, folder: Path, keys: ProofKeys, step: Step, /, restored: Path | None = None
    ) -> Proof:
        """Prove a set, or what was restored of it."""
        ...


class ChildFailure(RuntimeError):
    """The child met a defect of ours; the message is its traceback."""


def child_command() -> tuple[str, ...]:
    """Return how this program starts its child: itself, frozen or from source."""
    if getattr(sys, "frozen", False):
        return (sys.executable, CHILD_FLAG)
    return (sys.executable, "-P", "-m", "desktop.backup_child")


def proved_apart(
    folder: Path, keys: ProofKeys, step: Step = silent, restored: Path | None = None
) -> Proof:
    """Do what `prove` does, in a child; `step` may raise to stop it.

    Raises:
        Refusal: as there, `backup.check_ended` when the child died.
        ChildFailure: a defect of the program.
    """
    request = {
        "folder": str(folder.absolute()),
        "restored": str(restored.absolute()) if restored else "",
        "audit": bytes(keys.audit_key).hex(),
        "register": bytes(keys.register_key).hex() if keys.register_key else "",
        "pages": keys.page_key.to_bytes().hex() if keys.page_key else "",
    }
    for frame in _frames(request):
        match frame:
            case ["read", int(count)]:
                step(count)
            case ["proved", list(problems), list(unread)]:
                found = tuple(Problem(code, facts) for code, facts in problems)
                return Proof(found, tuple(unread))
            case ["refused", str(code), dict(facts)]:
                raise Refusal(code, **facts)
            case _:
                raise ChildFailure(frame[-1])
    raise Refusal("backup.check_ended", path=str(folder))


def _frames(request: dict[str, str]) -> Iterator[list[Any]]:
    """Yield what the child answers; it is gone when nobody listens any more."""
    with subprocess.Popen(  # noqa: S603 - our own program, no shell; keys go through the pipe
        child_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        # Ctrl-C is for whoever waits for the child; ended by it, it would look like a defect.
        process_group=0,
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise ValueError("the child was started without pipes")
        try:
            # A child that died at once is told from its silence, not from the broken pipe.
            with suppress(BrokenPipeError):
                child.stdin.write(json.dumps(request).encode() + b"\n")
                child.stdin.flush()
            for line in child.stdout:
                yield json.loads(line)
        finally:
            child.kill()
