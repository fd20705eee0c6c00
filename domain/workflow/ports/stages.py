"""Where the facts of a package wait, apart from the register, until somebody decides on them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from domain.facts import OfficeCode
from domain.register import Office
from domain.stated import Stated
from domain.workflow.ports.register import Readable


class Stages(Protocol):
    """The staged packages of an office. Each has a random key, which is told once.

    What is in one is read like a register of the sender: that is its own office.
    """

    def fill(
        self, name: str, office: Office, facts: Iterable[tuple[OfficeCode, Stated]]
    ) -> AbstractContextManager[tuple[Readable, str]]:
        """Put facts into a new stage for the length of the block; the text is its key.

        They come office by office, each as `Reader.stated` streams it. The stage stays unless the
        block, or filling it, is left by an exception; one of that name is replaced. Refuses
        `register.unsorted`, `register.overlap`, and faults of the disk.
        """
        ...

    def opened(self, name: str, office: Office, key: str) -> AbstractContextManager[Readable]:
        """Open a stage again; refuses `package.stage_lost` where it cannot be read any more."""
        ...

    def discard(self, name: str) -> None:
        """Remove a stage, if it is there."""
        ...

    def names(self) -> tuple[str, ...]:
        """Return the names of all stages that lie there, whole or not."""
        ...
