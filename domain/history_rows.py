"""What the three tables of the past hold, row by row: 沿革, 基本情况, 人员调动.

The three, with the real-name register beside them, are reconciled with each other (三表一库).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final

from domain.dates import PartialDate, from_day
from domain.facts import LedgerEntry, PersonId, Unit
from domain.register import UnitStaffing
from domain.versions import Version, valid_on

PLACES: Final = "编制"
POSTS: Final = "职数"
_TRAITS: Final = ("name", "supervisor", "funding", "duties", "status")
"""What of a unit the 沿革表 shows; whatever else is said of it makes no row of its own."""


@dataclass(frozen=True, slots=True)
class ChronicleRow:
    """One document of a unit's 沿革, with what the unit was once it had taken effect.

    `places` and `posts` are the sums of all ledger entries up to and with this document.
    """

    day: date
    doc_no: str
    issued_on: PartialDate
    title: str
    unit: Unit
    supervisor: str
    places: Mapping[str, int]
    posts: Mapping[str, int]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class BasicRow:
    """One unit on a day, with how many places it filled in each year since the register began."""

    staffing: UnitStaffing
    supervisor: str
    used: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TransferRow:
    """Somebody who came, left or was moved. `kind` is how: 进入形式 or 减少原因."""

    day: date
    person: PersonId
    name: str
    to_unit: str
    from_unit: str
    funding: str
    doc_no: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Document:
    """What happened to a unit by one document on one day; `told` entries precede its end."""

    day: date
    doc_no: str
    issued_on: PartialDate
    told: int
    summary: str = ""


def chronicle(
    units: Sequence[Version[Unit]],
    ledger: Iterable[Version[LedgerEntry]],
    day: date,
    titles: Mapping[str, str],
    names: Mapping[str, str],
) -> Iterator[ChronicleRow]:
    """Yield a unit's 沿革 up to a day, from its currently known versions.

    The first row says how the register took the unit over; a change of its name, supervision,
    funding, duties or state without a ledger entry is a row under the unit's own document.
    """
    entries = sorted(ledger, key=_effect)
    for document in _documents(units, entries, day):
        unit = valid_on(units, document.day)
        if unit is None:
            continue
        told = (one for one in entries[: document.told] if one.valid.contains(document.day))
        counted = [one.content for one in told]
        yield ChronicleRow(
            document.day,
            document.doc_no,
            document.issued_on,
            titles.get(document.doc_no, ""),
            unit,
            names.get(unit.supervisor, unit.supervisor),
            sums(counted, PLACES),
            sums(counted, POSTS),
            document.summary,
        )


def sums(entries: Iterable[LedgerEntry], subject: str) -> dict[str, int]:
    """Return the sum of ledger entries by item; items that come to nothing are left out."""
    found: dict[str, int] = {}
    for entry in entries:
        if entry.subject == subject:
            found[entry.item] = found.get(entry.item, 0) + entry.delta
    return {item: count for item, count in found.items() if count}


def _effect(entry: Version[LedgerEntry]) -> tuple[date, str, str, int]:
    content = entry.content
    return entry.valid.start, content.approved_on, content.doc_no, content.entry


def _documents(
    units: Sequence[Version[Unit]], entries: Sequence[Version[LedgerEntry]], day: date
) -> list[_Document]:
    found, told = [], 0
    for (start, issued_on, doc_no), some in groupby(entries, key=lambda one: _effect(one)[:3]):
        entered = [one.content for one in some]
        told += len(entered)
        summary = "；".join(dict.fromkeys(one.summary for one in entered if one.summary))
        issued = PartialDate(issued_on) or from_day(start)
        found.append(_Document(start, doc_no, issued, told, summary))
    spoken = {document.day for document in found}
    found += [one for one in _untold(units, entries) if one.day not in spoken]
    return sorted((one for one in found if one.day <= day), key=lambda one: one.day)


def _untold(
    units: Sequence[Version[Unit]], entries: Sequence[Version[LedgerEntry]]
) -> Iterator[_Document]:
    before: Unit | None = None
    for version in units:
        unit, start = version.content, version.valid.start
        if before is None or any(getattr(unit, name) != getattr(before, name) for name in _TRAITS):
            new = before is None or unit.doc_no != before.doc_no
            issued = unit.approved_on if new and unit.approved_on else from_day(start)
            told = sum(entry.valid.start <= start for entry in entries)
            yield _Document(start, unit.doc_no if new else "", issued, told)
        before = unit
