"""What the packages of a kind hold, and what accepting one does.

A kind of package is one implementation of `Cargo`, named in `cargoes`, and one row in the table of
kinds of the file format, which says where it may travel. `exchange` does what all have in common.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Protocol, runtime_checkable

from domain.errors import Refusal
from domain.exchange.records import Record
from domain.exchange.shipment import Parcel
from domain.facts import OfficeCode
from domain.register import Actor
from domain.stated import Stated
from domain.workflow.ports import Progress, Reader, Writer

EVERY: Final = 500
"""After how many records progress is told."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """For whom a package is, and the day that it tells of."""

    to: tuple[OfficeCode, ...]
    day: date

    def other(self, own: OfficeCode) -> OfficeCode:
        """Return the one office besides the `own` that an addressed package is for."""
        (other,) = (code for code in self.to if code != own)
        return other


@dataclass(frozen=True, slots=True)
class Arrival:
    """A verified package that is being accepted, by whom and when.

    `records` come out while the file is still being read: only the last one tells that all are
    the signed ones, so whoever takes them changes nothing outside the running transaction. What a
    `Bulk` carries was read before: it stands in `unfolded`, and its records have ended.
    """

    parcel: Parcel
    records: Iterator[Record]
    actor: Actor
    at: datetime
    progress: Progress
    unfolded: Unfolded | None = None

    @property
    def opened(self) -> Unfolded:
        """What a `Bulk` carries."""
        assert self.unfolded is not None  # noqa: S101 - a `Bulk` is unfolded before anybody asks
        return self.unfolded


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A package whose facts wait in a stage.

    `staged` reads them like a register of the sender; `notes` is what else the package says, as
    JSON holds it.
    """

    staged: Reader
    notes: Mapping[str, Any] = field(default_factory=dict)


def require_digest(parcel: Parcel, digest: str) -> None:
    """Refuse `package.digest_differs` where what was read is not what its sender signed."""
    if digest != parcel.digest:
        raise Refusal("package.digest_differs", office=parcel.sender_name)


class Cargo(Protocol):
    """What the packages of one kind hold."""

    @property
    def kind(self) -> str:
        """The name of the kind."""
        ...

    @property
    def schema(self) -> str:
        """What its records are."""
        ...

    @property
    def totals(self) -> tuple[str, ...]:
        """The members of records that are added up for whoever inspects a package."""
        ...

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the canonical digest of what such a package states.

        Refuses what keeps an office from sending one.
        """
        ...

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return what such a package would hold, as `stated` counts it."""
        ...

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return what must not have changed between preparing a package and signing it."""
        ...

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield the records of such a package."""
        ...

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return what a package holds, counted as people speak of it."""
        ...

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Carry a package into the register and return the difference it made.

        Refuses `package.record_unreadable`, `package.digest_differs` where the records do not
        state what the sender signed, and what the facts themselves refuse.
        """
        ...


@runtime_checkable
class Bulk(Cargo, Protocol):
    """A kind of package that carries facts by the thousand: they are staged before all else.

    Whoever decides on such a package sees the difference and what the checks say first, and the
    register's transaction reads no file from outside.
    """

    @abstractmethod
    def admit(self, reader: Reader, parcel: Parcel, at: datetime) -> None:
        """Refuse at once what would be refused whatever the package carries.

        `at` is when it came. `take_over` refuses the same.
        """
        ...

    @abstractmethod
    def unfold(
        self, parcel: Parcel, records: Iterator[Record], progress: Progress, notes: dict[str, Any]
    ) -> Iterator[tuple[OfficeCode, Stated]]:
        """Yield the facts for a stage; once the last one came, `notes` holds all else.

        Refuses `package.record_unreadable`.
        """
        ...

    @abstractmethod
    def difference(self, reader: Reader, arrival: Arrival) -> dict[str, Any]:
        """Return the difference that taking it over would make, as `take_over` tells it.

        Refuses what `take_over` refuses of the facts: they are read from the stage.
        """
        ...
