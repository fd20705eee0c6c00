"""The kinds of packages, each with the direction it may travel and the stream it counts in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.errors import Refusal
from export.packages.offices import Office, parent_of


@dataclass(frozen=True, slots=True)
class Kind:
    """One row: `mark` stands in file names, `upward` kinds go to the office above the sender.

    Of a kind that is `whole` each package states everything anew: one that never arrived is no
    loss, so the next may follow it. Of the others none may be missing.
    """

    name: str
    mark: str
    stream: str
    upward: bool
    whole: bool = False

    def may_go(self, sender: str, recipients: Iterable[str]) -> bool:
        """Tell whether such a package may go from one office code to the others.

        A copy for the sender itself is always allowed: it is a further backup.
        """
        others = [code for code in recipients if code != sender]
        if self.upward:
            return others == [parent_of(sender)]
        return bool(others) and all(parent_of(code) == sender for code in others)


REPORT: Final = Kind("上报", "RPT", "report", upward=True)
CODE_TABLES: Final = Kind("代码表", "TAB", "tables", upward=False, whole=True)
KINDS: Final = (REPORT, CODE_TABLES)


def kind_named(name: str) -> Kind | None:
    """Return the kind of that name, or `None` if this program does not know it."""
    return next((kind for kind in KINDS if kind.name == name), None)


def check_way(name: str, sender: Office, recipients: Iterable[str]) -> Kind:
    """Return the kind of that name that may go from one office to others.

    Raises:
        Refusal: `package.kind_unknown`, `package.wrong_direction`.
    """
    kind = kind_named(name)
    if kind is None:
        raise Refusal("package.kind_unknown", kind=name)
    if not kind.may_go(sender.code, recipients):
        raise Refusal("package.wrong_direction", kind=name, office=sender.name)
    return kind
