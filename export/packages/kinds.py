"""The kinds of packages, each with the direction it may travel and the stream it counts in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from export.packages.offices import parent_of


@dataclass(frozen=True, slots=True)
class Kind:
    """One row: `mark` stands in file names, `upward` kinds go to the office above the sender."""

    name: str
    mark: str
    stream: str
    upward: bool

    def may_go(self, sender: str, recipients: Iterable[str]) -> bool:
        """Tell whether such a package may go from one office code to the others.

        A copy for the sender itself is always allowed: it is a further backup.
        """
        others = [code for code in recipients if code != sender]
        if self.upward:
            return others == [parent_of(sender)]
        return bool(others) and all(parent_of(code) == sender for code in others)


REPORT: Final = Kind("上报", "RPT", "report", upward=True)
KINDS: Final = (REPORT,)


def kind_named(name: str) -> Kind | None:
    """Return the kind of that name, or `None` if this program does not know it."""
    return next((kind for kind in KINDS if kind.name == name), None)
