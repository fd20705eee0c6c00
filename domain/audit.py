"""The audit as people look through it: entries, what narrows them, how acts are grouped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

WITNESSES: Final = ("register.content", "register.state", "problem.content")
"""Entries that follow an act and hold digests of what it left behind."""
DONE: Final = "成功"
REFUSED: Final = "拒绝"
"""How an act that is entered ended."""
REVEALED: Final = "查看、导出身份证号"
GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "登录和锁定": ("sign_in", "session."),
        "办业务": (
            "case.", "use.", "import.", "office.", "calendar.", "freeze.", "decide.",
            "update.", "list.", "compare",
            "restore.unit",
        ),
        REVEALED: (
            "person.reveal", "reveal.", "export.roster", "export.whole", "roster", "export.people",
            "print.handbook.numbers", "print.use.numbers",
        ),
        "打印和导出": ("print.", "export.", "handbook", "ledger", "roster", "plan", "history"),
        "批文和附件": ("document.", "attachment.", "archive.", "contact."),
        "问题台账": ("problem.",),
        "数据包": ("package.", "report."),
        "移动介质": ("stick.",),
        "账号和权限": ("account.", "single."),
        "密钥和证书": ("keys.", "key.", "recovery.", "trust."),
        "备份、恢复、核验": ("backup.", "restore.", "verify", "register.", "clock."),
        "审计": ("audit.",),
    }
)  # fmt: skip
"""What one looks for by name, and how the codes of its acts begin (or are, without a full stop)."""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Number of entries and head of the audit chain, as an upward package anchors it."""

    size: int
    head: str


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which entries are looked for; what is empty narrows nothing.

    `first` and `last` are days as the office's clock showed them; `acts` are codes; `text` stands
    in what an act was about. Without `witnesses`, entries that hold digests alone are left out.
    """

    first: date | None = None
    last: date | None = None
    actor: str = ""
    role: str = ""
    acts: tuple[str, ...] = ()
    text: str = ""
    result: str = ""
    single: bool = False
    witnesses: bool = False


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry as it is shown: `did` is the act in words, `why` the reason of a refusal."""

    n: int
    at: str
    actor: str
    roles: str
    act: str
    did: str
    object: str
    before: str
    digest: str
    result: str
    why: str
    single: bool
    register_number: int | None
    prev: str
    hash: str

    @property
    def moment(self) -> str:
        """When it was, to the second, on the office's clock."""
        return self.at[:19].replace("T", " ")


@dataclass(frozen=True, slots=True)
class AuditStanding:
    """Where the chain stands: how many entries it has, and the hash and 短码 of the last.

    `stands_in` says in words that it is not the office's own, which cannot be used; else "".
    """

    entries: int
    hash: str
    code: str
    stands_in: str = ""


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What a verification found: nothing in `problems` when the chain is sound, else in words.

    `codes` are those of the problems, one for each.

    `notes` stay with a chain that is sound: that it was begun anew after a damage.
    """

    standing: AuditStanding
    problems: tuple[str, ...]
    codes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeVerdict:
    """Where the chain passes through a 短码: number and moment of the entry, 0 when it does not.

    `notes` are as in an `AuditVerdict`.
    """

    code: str
    n: int
    at: str
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether all up to that entry is what it was when the code was written down."""
        return bool(self.n) and not self.problems


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: the table, the proof beside it, and the 短码 that this ends with.

    `entries` stand in the table, `proved` in the proof: all from the first of them to the end.
    """

    path: PurePath
    proof: PurePath
    entries: int
    proved: int
    code: str


def acts_of(group: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return which of the known acts belong to a group."""
    begins = GROUPS[group]
    return tuple(act for act in known if any(_belongs(act, begun) for begun in begins))


def _belongs(act: str, begun: str) -> bool:
    return act.startswith(begun) if begun.endswith(".") else act == begun


def last_month(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month before a day's."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def this_month(day: date) -> tuple[date, date]:
    """Return the first day of a day's month, and that day."""
    return day.replace(day=1), day
