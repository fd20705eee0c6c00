"""The one way the program says no."""

from __future__ import annotations


class Refusal(Exception):
    """Something was refused and nothing was changed.

    `code` is a stable dotted name that scripts and the help rely on; `facts` name what the
    sentence for a person needs. The sentences live in `resources/texts`, one per code, so that
    no room of the program words an error on its own. Any other exception is a defect of ours.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        # Facts may hold personal data; a log line must not.
        return self.code


class Cancelled(Exception):
    """The user stopped the work; nothing was changed."""
