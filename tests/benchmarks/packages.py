"""Sealing and accepting the report of a county of 20,000 people against the bare work in it.

Sealing turns every version into a record, writes, signs, reads back and verifies; the bare side
puts the same records as JSON through zlib and AES-GCM into a file. Accepting verifies, opens,
checks every record and stages it, enters it all into the register with its witness, and proves the
signed digest; the bare side decrypts, inflates and reads the same lines and puts their values into
the same keyed tables with the same indexes, twice, as whoever stages does. Its own tables and
those of the register stand before either begins, those of both stages do not. Judged by the
medians of rounds, both sides measured in turns.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.dates import Period
from domain.digest import digest
from domain.exchange.records import SCHEMA, TOTALS, record_of
from domain.exchange.sections import OFFICE, Section
from domain.exchange.shipment import REPORT, Parcel
from domain.facts import FACTS, OfficeCode
from domain.issuers import Issuers
from domain.register import Office
from domain.stated import stated
from domain.versions import AsOf, Version
from domain.workflow.cargo import Arrival, Unfolded
from domain.workflow.reporting import Report
from export.packages import Sealed, inspect, records, seal
from storage.connect import connect, transaction
from storage.fact_tables import TABLES
from storage.migrations.ladder import climb
from storage.register import STEPS, SqlRegister
from storage.staging import SqlStages
from tests.benchmarks.filled_register import facts, filled_register
from tests.benchmarks.people import DAY, PEOPLE
from tests.export.packages.network import Member, Network, build_network, outline
from tests.fakes.facts import BEGIN, CLERK
from tests.fakes.register import POST_OF_ROLE
from tests.storage.registers import sql_register

SEAL_LIMIT: Final = 2.5
ACCEPT_LIMIT: Final = 2.0
ROUNDS: Final = 5
CITY: Final = Office(OfficeCode("6299"), "安河市委编办", "city")
COUNTY: Final = OfficeCode("629925")
NOW: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
_PIECE: Final = 16 * 1024
_GUARDS: Final = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
CHANGE: Final = """
    INSERT INTO change (office, kind, mode, effective, document, entered_by, approved_by, at,
                        single, summary)
    VALUES ('', '', '', '', '', '', '', '', 0, '')
"""
_NONCE: Final = bytes(12)


def main() -> bool:
    """Print both ratios and the times; tell whether the limits hold."""
    network = build_network()
    with filled_register(PEOPLE) as register, register.reading() as reader:
        signed = digest(reader.dossiers(AsOf(DAY), COUNTY)).digest
    versions = [
        Version(0, fact, Period(BEGIN, None))
        for kind in FACTS
        for fact in facts(PEOPLE).get(kind, ())
    ]
    with TemporaryDirectory() as folder:
        sealing = _in_turns(
            lambda at: _sealed(Path(folder) / f"s{at}", network, versions, signed),
            lambda at: _bare_seal(Path(folder) / f"b{at}.bin", versions),
        )
        package = _sealed(Path(folder) / "last", network, versions, signed)
        bare = Path(folder) / "b0.bin"
        cities = [_city(Path(folder) / f"a{at}") for at in range(ROUNDS)]
        bases = [bare_tables(Path(folder) / f"r{at}.db") for at in range(ROUNDS)]
        accepting = _in_turns(
            lambda at: _accept(cities[at], network, package),
            lambda at: _bare_accept(bases[at], bare),
        )
        for city in cities:
            city.close()
    return all([_told("seal", sealing, SEAL_LIMIT), _told("accept", accepting, ACCEPT_LIMIT)])


def _told(name: str, measured: tuple[float, float], limit: float) -> bool:
    ours, bare = measured
    ratio = ours / bare
    print(f"{name}: ratio {ratio:.2f} (limit {limit:g}): ours {ours:.2f} s, bare {bare:.2f} s")
    return ratio <= limit


def _in_turns(*acts: Callable[[int], object]) -> tuple[float, float]:
    taken: list[list[float]] = [[] for _ in acts]
    for at in range(ROUNDS):
        for times, act in zip(taken, acts, strict=True):
            gc.collect()
            begun = perf_counter()
            act(at)
            times.append(perf_counter() - begun)
    ours, bare = map(median, taken)
    return ours, bare


def _sealed(folder: Path, network: Network, versions: list[Version[Any]], signed: str) -> Sealed:
    folder.mkdir()
    given = replace(
        outline(), kind=REPORT, schema=SCHEMA, totals=TOTALS, facts=signed, data_date=DAY
    )
    own = Section(COUNTY, "安澜县委编办", DAY)
    told = chain((own.record(),), (record_of(stated(version), DAY) for version in versions))
    signer, trust = network.county.signer, network.county.trust
    return seal(folder, given, told, signer=signer, trust=trust, now=NOW)


def _bare_seal(path: Path, versions: list[Version[Any]]) -> None:
    cipher, engine = AESGCM(bytes(32)), zlib.compressobj()
    with path.open("wb") as file:
        pending = bytearray()
        for version in versions:
            record = record_of(stated(version), DAY)
            line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            pending += engine.compress(line.encode() + b"\n")
            while len(pending) >= _PIECE:
                file.write(cipher.encrypt(_NONCE, bytes(pending[:_PIECE]), None))
                del pending[:_PIECE]
        pending += engine.flush()
        for at in range(0, len(pending), _PIECE):
            file.write(cipher.encrypt(_NONCE, bytes(pending[at : at + _PIECE]), None))
        file.flush()
        os.fsync(file.fileno())


def _city(folder: Path) -> SqlRegister:
    folder.mkdir()
    return sql_register(folder, office=CITY)


def _accept(register: SqlRegister, network: Network, package: Sealed) -> None:
    taken_over(register, network.city, package.path)


def taken_over(register: SqlRegister, receiver: Member, path: Path) -> int:
    """Verify a report, stage it and take it over; return how many versions it stated."""
    verified, own = inspect(path, receiver.trust, NOW), register.office
    told = verified.manifest
    sender = Office(OfficeCode(told.sender.code), told.sender.name, told.sender.level.value)
    parcel = Parcel(
        path, told.pkg_id, told.kind, sender.code, sender.name, (own.code,), told.stream, 1, 1,
        told.schema, told.data_date, told.facts, verified.sha256, told.payload.rows,
        told.payload.totals, told.created,
    )  # fmt: skip
    report, notes = Report(own), dict[str, Any]()
    facts = report.unfold(parcel, records(verified, receiver.opening), Unwatched(), notes)
    stages = SqlStages(register.path.parent / "inbox", POST_OF_ROLE, Issuers())
    with stages.fill("staged", sender, facts) as (stage, _), stage.reading() as staged:
        arrival = Arrival(parcel, iter(()), CLERK, NOW, Unwatched(), Unfolded(staged, notes))
        with register.writing(CLERK) as writer:
            report.take_over(writer, arrival)
    stages.discard("staged")
    return sum(parcel.rows.values()) - parcel.rows[OFFICE]


class Unwatched:
    """Progress that nobody looks at."""

    def step(self, done: int, total: int) -> None:
        """Go on."""


def _bare_accept(kept: Path, package: Path) -> None:
    """Decode twice and insert twice: into a new file, and into one that is there."""
    staged = kept.with_suffix(".staged")
    bare_tables(staged)
    for path in (staged, kept):
        rows: dict[str, list[tuple[Any, ...]]] = {}
        for line in _lines(package):
            record = json.loads(line)
            values = (*record["fact"].values(), record["from"], record["to"])
            rows.setdefault(record["kind"], []).append(values)
        with closing(connect(path, bytes(32))) as connection, transaction(connection):
            connection.execute(CHANGE)
            for kind in FACTS:
                given = enumerate(rows.get(kind.KIND, ()), start=1)
                bound = [(number, COUNTY, *values, 1) for number, values in given]
                connection.executemany(TABLES[kind].insert, bound)


def bare_tables(path: Path) -> Path:
    """Make a file of the register's tables and indexes, without its guards."""
    with closing(connect(path, bytes(32), create=True)) as connection:
        climb(connection, STEPS)
        for (guard,) in connection.execute(_GUARDS).fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
    return path


def _lines(package: Path) -> Iterator[bytes]:
    cipher, engine, rest = AESGCM(bytes(32)), zlib.decompressobj(), b""
    with package.open("rb") as file:
        while sealed := file.read(_PIECE + 16):
            plain = rest + engine.decompress(cipher.decrypt(_NONCE, sealed, None))
            *whole, rest = plain.split(b"\n")
            yield from whole


if __name__ == "__main__":
    sys.exit(not main())
