"""信任表: a package that carries the very table that the province's root signed, level by level.

Who brings it does not make it true: only the root's signature within does. So a city hands on what
it got, byte for byte, and a county believes it as if the province had come itself.
"""

# ruff: noqa: ARG002 - a table is the same on every day, and too short to tell progress

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Protocol

from domain.errors import Refusal
from domain.exchange.records import Record
from domain.exchange.shipment import TRUST_TABLE, Parcel
from domain.exchange.trust_notes import TableNote, told_table
from domain.workflow.cargo import Arrival, Dispatch, require_digest
from domain.workflow.ports import Progress, Reader, Writer

SCHEMA: Final = "trust/1"
PART: Final = "trust_part"
LONGEST_PART: Final = 32_768
MOST_PARTS: Final = 64
_SETTING: Final = "trust.table"


class TableShelf(Protocol):
    """Where the office keeps the trust table that it goes by, and what judges another."""

    def held(self) -> bytes:
        """Return the table in force as it was signed; refuses `trust.table_missing`."""
        ...

    def judged(self, data: bytes, arrived: bytes) -> TableNote:
        """Return what a table says, once the root's signature and its version hold.

        It is held against the newer of the table in force and the one that `arrived` by a package
        and is not in force yet, `b""` for none. Refuses `trust.table_invalid`,
        `trust.table_other_root`, `trust.table_rolled_back`, `trust.table_forked` and what else
        speaks against it.
        """
        ...


@dataclass(frozen=True, slots=True)
class NoTables:
    """Satisfies `TableShelf` where there is no trust list: nothing is held, nothing believed."""

    def held(self) -> bytes:
        """Refuse `trust.table_missing`."""
        raise Refusal("trust.table_missing", office="")

    def judged(self, data: bytes, arrived: bytes) -> TableNote:
        """Refuse `trust.table_missing`."""
        raise Refusal("trust.table_missing", office="")


NO_TABLES: Final = NoTables()


@dataclass(frozen=True, slots=True)
class TrustTables:
    """Satisfies `Cargo`: the table in force at this office."""

    shelf: TableShelf
    kind: ClassVar[str] = TRUST_TABLE
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = ()

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the SHA-256 of the signed table; refuses `trust.table_missing`."""
        return _digest(self.shelf.held())

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many parts there are."""
        return {PART: len(_parts(self.shelf.held()))}

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest: changes of the ledgers are none of this package's."""
        return self.digest(reader, dispatch)

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield the table in parts that fit a record."""
        for number, text in enumerate(_parts(self.shelf.held()), start=1):
            yield {"kind": PART, "number": number, "text": text}

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return the records by kind."""
        return {PART: 0, **parcel.rows}

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Keep the table for the trust list, and tell which accepted packages to look at again.

        Nothing that was taken is taken back: who relies on it decides. Refuses
        `package.record_unreadable` and what `TableShelf.judged` refuses.
        """
        parcel = arrival.parcel
        data = joined(arrival.records)
        require_digest(parcel, _digest(data))
        note = self.shelf.judged(data, arrived_table(writer))
        if note.version > note.before:
            writer.keep_setting(_SETTING, base64.b64encode(data).decode("ascii"))
            writer.audit("trust.table", f"第 {note.version} 版 {parcel.sender}")
        return {"table": told_table(note, writer.receipts())}


def arrived_table(reader: Reader) -> bytes:
    """Return the newest table that a package brought, as it was signed; `b""` before the first."""
    return base64.b64decode(reader.setting(_SETTING) or "")


def joined(records: Iterable[Record]) -> bytes:
    """Return the table whose parts these are; refuses `package.record_unreadable`."""
    texts = []
    for number, record in enumerate(records, start=1):
        text = record.get("text")
        sound = set(record) == {"kind", "number", "text"} and record["kind"] == PART
        whole = isinstance(text, str) and 0 < len(text) <= LONGEST_PART
        if not sound or not whole or record["number"] != number or number > MOST_PARTS:
            raise _unreadable()
        texts.append(str(text))
    try:
        return base64.b64decode("".join(texts), validate=True)
    except ValueError as error:  # no Base64, or no ASCII at all
        raise _unreadable() from error


def _unreadable() -> Refusal:
    return Refusal("package.record_unreadable", kind=PART)


def _parts(data: bytes) -> list[str]:
    text = base64.b64encode(data).decode("ascii")
    return [text[at : at + LONGEST_PART] for at in range(0, len(text), LONGEST_PART)]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
