"""A province takes over ten cities' packages, 1,500,000 people of 100 counties, into one register.

Told are rows a second against the bare insert of the same rows, and the most memory that the
process ever held against that for one county of 20,000 people, which stays flat. Each side runs in
a process of its own; the packages are made before. Run with a number of people to a county for a
smaller province.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain, groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from domain.dates import Period
from domain.digest import digest
from domain.dossier import Dossier
from domain.exchange.records import SCHEMA, TOTALS, record_of
from domain.exchange.sections import Section, Sections
from domain.exchange.shipment import REPORT
from domain.facts import FACTS, OfficeCode, key_of
from domain.register import Office
from domain.stated import Stated, stated
from domain.versions import Version
from export.packages import Office as Sender
from export.packages import SoftwareOpeningKey, TrustStore, inspect, records, seal
from storage.connect import connect, transaction
from storage.fact_tables import TABLES
from tests.benchmarks.packages import CHANGE, bare_tables, taken_over
from tests.benchmarks.people import DAY, dossiers
from tests.export.packages.network import NOW, Member, enrol, outline, province
from tests.fakes.facts import BEGIN
from tests.storage.registers import sql_register

CITIES: Final = 10
COUNTIES: Final = 10
PEOPLE: Final = 15_000
ONE_COUNTY: Final = 20_000
FLAT: Final = 1.2
_PROVINCE: Final = Office(OfficeCode("62"), "河陇省委编办", "province")
_KIB: Final = 1024
_ROWS: Final = 5000
_KEYS: Final = "keys.json"


def main(people: int) -> bool:
    """Print the rows a second of both sides, and the memory; tell whether it stays flat."""
    with TemporaryDirectory() as one, TemporaryDirectory() as many:
        _run("make", one, 1, 1, ONE_COUNTY)
        _run("make", many, CITIES, COUNTIES, people)
        small, whole, bare = _run("accept", one), _run("accept", many), _run("bare", many)
    ratio = whole["mib"] / small["mib"]
    for name, told in (("taken over", whole), ("bare insert", bare)):
        speed = told["rows"] / told["seconds"]
        print(f"province, {name}: {told['rows']:.0f} rows, {speed:.0f} a second")
    print(
        f"province: memory ratio {ratio:.2f} (limit {FLAT}): {whole['mib']:.0f} MiB for "
        f"{CITIES * COUNTIES * people} people, {small['mib']:.0f} MiB for {ONE_COUNTY}; "
        f"last package {whole['last'] / whole['first']:.2f} times the first"
    )
    return ratio <= FLAT


def _run(act: str, folder: str, *sizes: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.province", act, folder, *map(str, sizes)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    told: dict[str, float] = json.loads(ran.stdout)
    return told


def _make(folder: Path, cities: int, counties: int, people: int) -> dict[str, float]:
    """Write one package for each city, and what the province opens them with."""
    top = province()
    for number in range(cities):
        office = Sender(f"62{99 - number}", f"第{number}市委编办")
        top, city = enrol(top, top.trust.root.fingerprint, office)
        _seal(folder / f"{number:02d}", city, counties, people)
    told = {
        "trust": top.trust.to_value(),
        "opening": b64encode(top.opening.to_bytes()).decode(),
    }
    (folder / _KEYS).write_text(json.dumps(told), encoding="utf-8")
    return {}


def _seal(folder: Path, city: Member, counties: int, people: int) -> None:
    folder.mkdir()
    codes = [OfficeCode(f"{city.code}{number:02d}") for number in range(21, 21 + counties)]

    def held() -> Iterator[tuple[OfficeCode, list[Dossier]]]:
        return ((code, list(dossiers(people, seed=int(code)))) for code in codes)

    signed = digest(dossier for _, some in held() for dossier in some).digest
    own = Section(OfficeCode(city.code), city.trust.office.name, DAY)
    told = chain((own.record(),), (each for code, some in held() for each in _county(code, some)))
    given = replace(
        outline(to=("62",)), kind=REPORT, schema=SCHEMA, totals=TOTALS, facts=signed, data_date=DAY
    )
    seal(folder, given, told, signer=city.signer, trust=city.trust, now=NOW)


def _county(code: OfficeCode, held: list[Dossier]) -> Iterator[dict[str, object]]:
    yield Section(code, f"{code}委编办", DAY).record()
    facts: list[Any] = []
    for dossier in held:
        facts += (dossier.unit, *dossier.quotas, *dossier.posts, *dossier.ledger)
        facts += (fact for member in dossier.members for fact in (member.person, member.place))
    for kind in FACTS:
        read: Callable[[Any], Any] = key_of(kind)
        for one in sorted((each for each in facts if type(each) is kind), key=read):
            yield record_of(stated(Version(0, one, Period(BEGIN))), DAY)


def _packages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.bqp"))


def _province(folder: Path) -> Member:
    told = json.loads((folder / _KEYS).read_text(encoding="utf-8"))
    opening = SoftwareOpeningKey.from_bytes(b64decode(told["opening"]))
    made = province()
    return Member(made.authority, opening, TrustStore.from_value(told["trust"]), made.signer)


def _accept(folder: Path) -> dict[str, float]:
    receiver, rows, times = _province(folder), 0, list[float]()
    with closing(sql_register(folder, office=_PROVINCE)) as register:
        for path in _packages(folder):
            begun = perf_counter()
            rows += taken_over(register, receiver, path)
            times.append(perf_counter() - begun)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
    return {
        "rows": rows, "seconds": sum(times), "mib": most, "first": times[0], "last": times[-1],
    }  # fmt: skip


def _bare(folder: Path) -> dict[str, float]:
    """Insert the same rows into the same tables, with nothing around it."""
    receiver, path = _province(folder), bare_tables(folder / "bare.db")
    seconds, total = 0.0, 0
    with closing(connect(path, bytes(32))) as connection:
        connection.execute(CHANGE)
        for package in _packages(folder):
            verified = inspect(package, receiver.trust, NOW)
            sections = Sections(OfficeCode(verified.manifest.sender.code), DAY)
            facts = sections.read(records(verified, receiver.opening))
            with transaction(connection):
                for kind, some in groupby(facts, key=lambda each: each[1].kind):
                    while given := list(islice(some, _ROWS)):
                        rows = _bound(given, total)
                        begun = perf_counter()
                        connection.executemany(TABLES[kind].insert, rows)
                        seconds += perf_counter() - begun
                        total += len(rows)
    return {"rows": total, "seconds": seconds}


def _bound(given: list[tuple[OfficeCode, Stated]], total: int) -> list[tuple[object, ...]]:
    return [
        (total + at, office, *one.values, one.start, one.end, 1)
        for at, (office, one) in enumerate(given, start=1)
    ]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder, cities, counties, people]:
            print(json.dumps(_make(Path(folder), int(cities), int(counties), int(people))))
        case ["accept", folder]:
            print(json.dumps(_accept(Path(folder))))
        case ["bare", folder]:
            print(json.dumps(_bare(Path(folder))))
        case _:
            sys.exit(not main(int(sys.argv[1]) if sys.argv[1:] else PEOPLE))
