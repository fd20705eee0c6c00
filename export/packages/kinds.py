"""The kinds of packages, each with the direction it may travel and the stream it counts in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from domain.errors import Refusal
from export.packages.offices import Office, parent_of


class Way(Enum):
    """Where packages of a kind go, seen from their sender."""

    UP = "up"
    DOWN = "down"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Kind:
    """One row: `mark` stands in file names, `way` says to whom such packages may go.

    Of a kind that is `whole` each package states everything anew: one that never arrived is no
    loss, so the next may follow it. Of the others none may be missing. What is `addressed` goes to
    one office and counts in a stream of that office's own, under `stream` and its code.
    """

    name: str
    mark: str
    stream: str
    way: Way
    whole: bool = False
    addressed: bool = False

    def may_go(self, sender: str, recipients: Iterable[str]) -> bool:
        """Tell whether such a package may go from one office code to the others.

        A copy for the sender itself is always allowed: it is a further backup.
        """
        others = [code for code in recipients if code != sender]
        if self.addressed and len(others) != 1:
            return False
        up = others == [parent_of(sender)]
        down = bool(others) and all(parent_of(code) == sender for code in others)
        return (up and self.way is not Way.DOWN) or (down and self.way is not Way.UP)

    def stream_to(self, sender: str, recipients: Iterable[str]) -> str:
        """Return the stream that a package counts in which may go from one office to the others."""
        if not self.addressed:
            return self.stream
        (other,) = (code for code in recipients if code != sender)
        return f"{self.stream}/{other}"


REPORT: Final = Kind("上报", "RPT", "report", Way.UP)
RECEIPT: Final = Kind("回执", "RCT", "receipt", Way.BOTH, whole=True, addressed=True)
RETURN: Final = Kind("退回", "RET", "findings", Way.DOWN, addressed=True)
PRE_AUDIT: Final = Kind("预审反馈", "PRE", "findings", Way.DOWN, addressed=True)
CODE_TABLES: Final = Kind("代码表", "TAB", "tables", Way.DOWN, whole=True)
HANDED_DOWN: Final = Kind("下发", "DEC", "decisions", Way.DOWN, whole=True)
TRUST_TABLE: Final = Kind("信任表", "TRU", "trust", Way.DOWN, whole=True)
UPDATE: Final = Kind("升级", "UPD", "updates", Way.DOWN, whole=True)
LIST: Final = Kind("比对名单", "LST", "lists", Way.BOTH, addressed=True)
INITIAL: Final = Kind("初始化", "INI", "initial", Way.DOWN, whole=True, addressed=True)
KINDS: Final = (
    REPORT, RECEIPT, RETURN, PRE_AUDIT, CODE_TABLES, HANDED_DOWN, UPDATE, LIST, INITIAL,
    TRUST_TABLE,
)  # fmt: skip


def kind_named(name: str) -> Kind | None:
    """Return the kind of that name, or `None` if this program does not know it."""
    return next((kind for kind in KINDS if kind.name == name), None)


def states_whole(name: str) -> bool:
    """Tell whether each package of the kind of that name states everything anew."""
    kind = kind_named(name)
    return kind is not None and kind.whole


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
