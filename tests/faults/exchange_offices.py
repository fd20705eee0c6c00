"""The network of the family `exchange`: a province, two cities, six counties, each in a folder.

They are made once, with their certificates and some facts, and copied for each run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from desktop.founding import found_office
from desktop.office import OpenOffice, open_office
from desktop.resources import Resources
from domain.facts import Occupancy, OfficeCode, Person, Quota, Unit
from domain.identity import id_number_is_sound
from domain.register import Change, Office
from storage import key_profiles
from tests.desktop.commanding import PASSWORD
from tests.faults.program import HEAD

MADE: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
BEGAN: Final = date(2026, 1, 1)
PROVINCE, CITIES = "62", ("6298", "6299")
COUNTIES: Final = tuple(f"{city}{number:02d}" for city in CITIES for number in (1, 2, 3))
CODES: Final = (PROVINCE, *CITIES, *COUNTIES)
LOWER: Final = (*CITIES, *COUNTIES)
_LEVELS: Final = {2: ("province", "省"), 4: ("city", "市"), 6: ("county", "县")}
_CIVIL: Final = "行政编制"
_ROOM: Final = 900


def parent_of(code: str) -> str:
    """Return the code of the office directly above."""
    return code[:-2]


def below(code: str) -> tuple[str, ...]:
    """Return the codes of the offices directly below."""
    return tuple(each for each in LOWER if parent_of(each) == code)


def neighbours(code: str) -> tuple[str, ...]:
    """Return the codes of the offices that this one exchanges packages with."""
    return ((parent_of(code),) if code in LOWER else ()) + below(code)


@dataclass(slots=True)
class WallClock:
    """Satisfies the `Clock` port: shows what it was set to, like the clock of any machine."""

    moment: datetime = MADE

    def today(self) -> date:
        """Return the day that it shows."""
        return self.moment.date()

    def now(self) -> datetime:
        """Return the moment that it shows."""
        return self.moment


@dataclass(slots=True)
class Site:
    """An office in its folder, with its own clock; `lives` counts how often it was founded."""

    code: str
    folder: Path
    clock: WallClock
    resources: Resources
    lives: int = 1

    @contextmanager
    def opened(self) -> Iterator[OpenOffice]:
        """Open it as the window does."""
        with open_office(self.folder, HEAD, PASSWORD, self.resources, self.clock) as office:
            yield office

    def found(self) -> None:
        """Found it in its folder, in 单人模式."""
        level, kind = _LEVELS[len(self.code)]
        found_office(
            self.folder,
            Office(OfficeCode(self.code), f"安{self.code}{kind}", level),
            HEAD,
            PASSWORD,
            single_operator=True,
            profile=key_profiles.TEST,
            resources=self.resources,
            clock=self.clock,
        )

    def at(self, folder: Path) -> Site:
        """Return the same office as it is in another folder."""
        return Site(self.code, folder, self.clock, self.resources, self.lives)


def site_in(root: Path, code: str, resources: Resources) -> Site:
    """Return an office of the network that lies in `root`."""
    return Site(code, root / code, WallClock(), resources)


def certify(lower: OpenOffice, upper: OpenOffice) -> None:
    """Carry a request up and a grant down; the root is compared the first time."""
    granted, _ = upper.trust.grant(lower.trust.request()[0])
    known = lower.trust.founded
    lower.trust.install(granted, None if known else upper.trust.store().root.fingerprint)


def begin(office: OpenOffice) -> None:
    """Give an office its first unit, and somebody in it."""
    with office.register.writing(office.actor) as writer:
        number = writer.record(_change())
        unit = Unit(writer.next_unit(), f"{office.place}教育局")
        writer.add((unit,), BEGAN, number)
        writer.add((Quota(unit.unit, _CIVIL, _ROOM),), BEGAN, number)
        writer.audit("case.approve", unit.unit)
    hire(office)


def hire(office: OpenOffice) -> None:
    """Let one more person enter the first unit of an office."""
    with office.register.writing(office.actor) as writer:
        number, person = writer.record(_change()), writer.next_person()
        unit = next(iter(writer.all_versions(Unit))).content
        one = Person(person, f"安{person}", _id_number(office.office.code, person))
        place = Occupancy(person, unit.unit, _CIVIL)
        writer.add((one,), BEGAN, number)
        writer.add((place,), BEGAN, number)
        writer.audit("case.approve", str(person))


def network(resources: Resources, root: Path) -> None:
    """Found all nine, each certified by the one above, with some facts where any are reported."""
    sites = {code: site_in(root, code, resources) for code in CODES}
    for code, site in sites.items():
        site.found()
        if code in LOWER:
            with site.opened() as lower, sites[parent_of(code)].opened() as upper:
                certify(lower, upper)
                begin(lower)


def template(resources: Resources, shelf: Path) -> Path:
    """Return the folder of the network, made when first asked for."""
    made = shelf / "network"
    if not made.exists():
        unfinished = shelf / "network.making"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        network(resources, unfinished)
        unfinished.rename(made)
    return made


def _change() -> Change:
    at = datetime.combine(BEGAN, MADE.timetz())
    return Change("导入", "变动", BEGAN, HEAD, HEAD, at, single=True)


def _id_number(code: str, serial: int) -> str:
    born = date(1960, 1, 1) + timedelta(days=serial * 17)
    body = f"{code:0<6}{born:%Y%m%d}{serial % 1000:03d}"
    sound = filter(id_number_is_sound, map(partial(str.__add__, body), "0123456789X"))
    return next(sound)
