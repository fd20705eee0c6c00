"""What an office itself keeps beside the county's data: 放假安排 of later years, frozen days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.calendar import WorkCalendar, Year, year_of
from domain.changes.ground import Freeze
from domain.codes import County
from domain.documents import canonical_number
from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Reader, Register, Writer

SHIPPED: Final = "program"
OWN: Final = "own"
_NOBODY: Final = OfficeCode("")
_CALENDAR: Final = "calendar"
_FREEZES: Final = "freezes"
_VERSION: Final = "decisions.version"


@dataclass(frozen=True, slots=True)
class KeptYear:
    """A year's 放假安排 and whose it is.

    `source` is `SHIPPED` for a year that came with the program, `OWN` for one that the office
    entered, else the code of the office above that sent it.
    """

    year: Year
    source: str


@dataclass(frozen=True, slots=True)
class OfficeData:
    """The acts of the 负责人 on what his office keeps; each is one transaction and audited.

    All refuse `role.denied` without `Act.CONFIGURE`.
    """

    register: Register
    county: County

    def calendar(self) -> WorkCalendar:
        """Return the working days as the office counts them."""
        with self.register.reading() as reader:
            return calendar_of(reader, self.county)

    def years(self) -> Mapping[int, KeptYear]:
        """Return every year that has been entered, and by whom."""
        with self.register.reading() as reader:
            return years_of(reader, self.county)

    def keep_year(
        self, actor: Actor, year: int, rest: tuple[str, ...], work: tuple[str, ...]
    ) -> None:
        """Keep a year's 放假安排: weekdays that rest and weekend days that work, as `mm-dd`.

        Refuses `calendar.year` and `calendar.day`.
        """
        require(actor, Act.CONFIGURE)
        found = year_of(year, rest, work)
        with self.register.writing(actor) as writer:
            keep_years(writer, {year: found})
            writer.audit("office.calendar", str(year))

    def freezes(self) -> tuple[Freeze, ...]:
        """Return the frozen days, earliest first."""
        with self.register.reading() as reader:
            return freezes_of(reader)

    def freeze(
        self, actor: Actor, first: date, last: date, reason: str, document: str = ""
    ) -> None:
        """Freeze days, both included, by a 文号 where there is one.

        Refuses `freeze.days` for an end before the beginning.
        """
        require(actor, Act.CONFIGURE)
        if last < first:
            raise Refusal("freeze.days", first=first, last=last)
        added = Freeze(first, last, reason.strip(), canonical_number(document))
        with self.register.writing(actor) as writer:
            _keep_freezes(writer, {*freezes_of(writer), added})
            writer.audit("office.freeze", f"{first} - {last}")

    def thaw(self, actor: Actor, first: date, last: date) -> None:
        """Lift a freeze that begins and ends on these days; refuses `freeze.unknown`."""
        require(actor, Act.CONFIGURE)
        with self.register.writing(actor) as writer:
            held = freezes_of(writer)
            kept = {freeze for freeze in held if (freeze.first, freeze.last) != (first, last)}
            if len(kept) == len(held):
                raise Refusal("freeze.unknown", first=first, last=last)
            _keep_freezes(writer, kept)
            writer.audit("office.thaw", f"{first} - {last}")


def calendar_of(reader: Reader, county: County) -> WorkCalendar:
    """Return the county's calendar with the years that the office keeps itself."""
    years = {number: kept.year for number, kept in _kept_years(reader).items()}
    return county.calendar.with_years(years) if years else county.calendar


def years_of(reader: Reader, county: County) -> dict[int, KeptYear]:
    """Return every year that has been entered, in their order."""
    shipped = {number: KeptYear(year, SHIPPED) for number, year in county.calendar.years.items()}
    return dict(sorted({**shipped, **_kept_years(reader)}.items()))


def keep_years(writer: Writer, years: Mapping[int, Year], sender: OfficeCode = _NOBODY) -> None:
    """Keep whole years, as the office above sent them or "" for the own entry."""
    kept = json.loads(writer.setting(_CALENDAR) or "{}")
    for number, year in years.items():
        rest, work = year.told()
        kept[str(number)] = {"rest": rest, "work": work} | ({"from": sender} if sender else {})
    writer.keep_setting(_CALENDAR, json.dumps(kept, sort_keys=True))
    if years:
        count_version(writer)


def version_of(reader: Reader) -> int:
    """Return how often that changed which this office sends down to those below."""
    return int(reader.setting(_VERSION) or "0")


def count_version(writer: Writer) -> None:
    """Count a change of what this office sends down."""
    writer.keep_setting(_VERSION, str(version_of(writer) + 1))


def freezes_of(reader: Reader) -> tuple[Freeze, ...]:
    """Return the frozen days that the office keeps, earliest first."""
    kept = json.loads(reader.setting(_FREEZES) or "[]")
    return tuple(
        Freeze(date.fromisoformat(first), date.fromisoformat(last), *words)
        for first, last, *words in kept
    )


def _kept_years(reader: Reader) -> dict[int, KeptYear]:
    kept: dict[str, Any] = json.loads(reader.setting(_CALENDAR) or "{}")
    return {
        int(number): KeptYear(
            year_of(int(number), tuple(entry["rest"]), tuple(entry["work"])),
            entry.get("from", OWN),
        )
        for number, entry in kept.items()
    }


def _keep_freezes(writer: Writer, freezes: Iterable[Freeze]) -> None:
    listed = sorted(
        (str(each.first), str(each.last), each.reason, each.document) for each in freezes
    )
    writer.keep_setting(_FREEZES, json.dumps(listed, ensure_ascii=False))
