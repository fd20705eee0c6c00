"""A package as the office sees it: what it sends, and what has arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Final, Protocol

from domain.audit import ChainHead
from domain.exchange.records import Record
from domain.facts import OfficeCode
from domain.register import Receipt

REPORT: Final = "上报"
CODE_TABLES: Final = "代码表"
SENT: Final = "sent"
ACCEPTED: Final = "accepted"


@dataclass(frozen=True, slots=True)
class Shipment:
    """What goes into a package beside its records.

    `schema` says what the records are, `totals` which of their members are added up, `digest` is
    the canonical digest of what they state on `data_date`; `audit_size` and `audit_head` anchor
    the audit chain; `last` is the package sent before it in the same stream.
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


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package file whose signature, chain and addressee were verified.

    `rows` are records per kind, `totals` the sums that their kind of package declares, `sha256` is
    the digest of the whole file, `created` the moment at which its sender made it, `audit` where
    the sender's audit stood then.
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

    def seal(self, folder: PurePath, shipment: Shipment, records: Iterable[Record]) -> Parcel:
        """Write a signed package, read it back and verify it; nothing half-written remains."""
        ...

    def discard(self, parcel: Parcel) -> None:
        """Remove a package that was sealed just now and will not be remembered."""
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
