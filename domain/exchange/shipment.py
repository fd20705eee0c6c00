"""A package as the office sees it: what it sends, and what has arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Final, Protocol

from domain.audit import ChainHead
from domain.exchange.records import Record
from domain.facts import OfficeCode
from domain.register import Receipt

REPORT: Final = "上报"
RECEIPT: Final = "回执"
RETURN: Final = "退回"
PRE_AUDIT: Final = "预审反馈"
CODE_TABLES: Final = "代码表"
HANDED_DOWN: Final = "下发"
TRUST_TABLE: Final = "信任表"
UPDATE: Final = "升级"
COMPARISON_LIST: Final = "比对名单"
INITIAL: Final = "初始化"

# Directions of a receipt: what went out, what was taken in, what could not be taken in its turn.
SENT: Final = "sent"
ACCEPTED: Final = "accepted"
HELD: Final = "held"

# Where a package that was sent stands: it lies in the outbox, it was brought onto a medium, the
# other side has it, and has decided on it; or it counts no more. `TOLD` is one that only the other
# side remembers: this office was set back to an earlier state and continues behind it.
CREATED: Final = "created"
WRITTEN: Final = "written"
DELIVERED: Final = "delivered"
TAKEN_OVER: Final = "accepted"
RETURNED: Final = "returned"
VOID: Final = "void"
TOLD: Final = "told"
# What was looked at and not decided on: only told, or kept apart until somebody decides.
VERIFIED: Final = "verified"
STAGED: Final = "staged"
# Why one that arrived is held: what comes before it is missing, or it contradicts what was taken.
GAP: Final = "gap"
FORK: Final = "fork"


@dataclass(frozen=True, slots=True)
class Taken:
    """The newest package that an office has taken of a stream of another: where both stand.

    In a package from one office to another it tells the receiver, `office`, how far it was heard.
    """

    office: OfficeCode
    stream: str
    epoch: int
    seq: int
    sha256: str

    @property
    def place(self) -> tuple[int, int]:
        """Where in the stream it stands."""
        return self.epoch, self.seq


@dataclass(frozen=True, slots=True)
class Shipment:
    """What goes into a package beside its records.

    `schema` says what the records are, `totals` which of their members are added up, `digest` is
    the canonical digest of what they state on `data_date`; `audit_size` and `audit_head` anchor
    the audit chain; `last` is the package sent before it in the same stream; `taken` is what was
    taken of the receivers' streams.
    """

    kind: str
    to: tuple[OfficeCode, ...]
    schema: str
    totals: tuple[str, ...]
    data_date: date
    digest: str
    audit_size: int
    audit_head: str
    last: Receipt | None
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package file whose signature, chain and addressee were verified.

    `rows` are records per kind, `totals` the sums that their kind of package declares, `sha256` is
    the digest of the whole file, `created` the moment at which its sender made it, `audit` where
    the sender's audit stood then, `taken` how far it has taken the receivers' streams. `own_disk`
    tells that the file was brought to where nobody can tell a medium from the machine's own disk.
    """

    path: PurePath
    package: str
    kind: str
    sender: OfficeCode
    sender_name: str
    recipients: tuple[OfficeCode, ...]
    stream: str
    epoch: int
    seq: int
    schema: str
    data_date: date
    digest: str
    sha256: str
    rows: Mapping[str, int]
    totals: Mapping[str, int]
    created: datetime
    audit: ChainHead | None = None
    taken: tuple[Taken, ...] = ()
    own_disk: bool = False


class AuditHead(Protocol):
    """Tells where the audit chain stands."""

    def __call__(self) -> ChainHead:
        """Return the head."""
        ...


class Border(Protocol):
    """Where packages cross the machine's border, with the keys and the trust of one office."""

    def stream(self, kind: str, to: Iterable[OfficeCode]) -> str:
        """Return the stream in which a kind of package counts from here to other offices.

        Refuses `package.kind_unknown`, and `package.wrong_direction` where it may not go there.
        """
        ...

    def whole(self, kind: str) -> bool:
        """Tell whether each package of a kind states everything anew."""
        ...

    def epoch(self) -> int:
        """Return how often this office was certified with a new key; 0 before the first time."""
        ...

    def seal(self, shipment: Shipment, records: Iterable[Record]) -> Parcel:
        """Write a signed package into the outbox, read it back and verify it.

        Nothing half-written remains. Refuses `package.epoch_behind` where the other side knows a
        later certificate of this office than it holds itself.
        """
        ...

    def discard(self, parcel: Parcel) -> None:
        """Remove a package that was sealed just now and will not be remembered."""
        ...

    def holds(self, path: str) -> bool:
        """Tell whether a package that was sealed or held still lies in the data folder.

        One that was sealed counts only while its receivers could still take it: its time runs
        out, its signer may be revoked, and a receiver may have got another key since.
        """
        ...

    def kept(self, path: str) -> PurePath:
        """Return where a file that a receipt tells of lies now: the folder may have been moved."""
        ...

    def deliver(self, receipt: Receipt, folder: PurePath) -> Parcel:
        """Bring a package from the outbox onto a medium and return it as it lies there.

        It was read back from the medium and is the very file when this returns. Refuses
        `package.not_in_outbox`, and what the medium refuses.
        """
        ...

    def spooled(self, path: PurePath) -> AbstractContextManager[PurePath]:
        """Copy a package into the data folder for the length of the block.

        From then on the medium may be pulled. Refuses as `inspect` for what is no regular file.
        """
        ...

    def keep(self, parcel: Parcel, *, evidence: bool) -> PurePath:
        """Keep a spooled package beyond its block: until its turn comes, or as evidence."""
        ...

    def forget(self, sha256: str) -> None:
        """Remove a package that was kept until its turn, if it was."""
        ...

    def sha256(self, path: PurePath) -> str:
        """Return the digest of a whole file."""
        ...

    def inspect(self, path: PurePath) -> Parcel:
        """Verify a package without opening it; refuses `package.*` by the first step that fails."""
        ...

    def is_next(self, parcel: Parcel, last: Receipt | None) -> None:
        """Refuse `package.replayed`, `package.gap` or `package.fork` unless it is the next one."""
        ...

    def records(self, parcel: Parcel) -> Iterator[Record]:
        """Open a package that `inspect` verified; counts and digests are held to at the end."""
        ...
