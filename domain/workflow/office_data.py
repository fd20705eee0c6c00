"""What an office itself keeps beside the county's data: 放假安排 of later years, frozen days."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.calendar import WorkCalendar, Year, year_of
from domain.changes.ground import Freeze
from domain.codes import County
from domain.errors import Refusal
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Reader, Register, Writer

_CALENDAR: Final = "calendar"
_FREEZES: Final = "freezes"


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

    def keep_year(
        self, actor: Actor, year: int, rest: tuple[str, ...], work: tuple[str, ...]
    ) -> None:
        """Keep a year's 放假安排: weekdays that rest and weekend days that work, as `mm-dd`.

        Refuses `calendar.day`.
        """
        require(actor, Act.CONFIGURE)
        year_of(year, rest, work)
        with self.register.writing(actor) as writer:
            kept = _kept_years(writer)
            kept[str(year)] = {"rest": sorted(rest), "work": sorted(work)}
            writer.keep_setting(_CALENDAR, json.dumps(kept, sort_keys=True))
            writer.audit("office.calendar", str(year))

    def freezes(self) -> tuple[Freeze, ...]:
        """Return the frozen days, earliest first."""
        with self.register.reading() as reader:
            return freezes_of(reader)

    def freeze(self, actor: Actor, first: date, last: date, reason: str) -> None:
        """Freeze days, both included; refuses `freeze.days` for an end before the beginning."""
        require(actor, Act.CONFIGURE)
        if last < first:
            raise Refusal("freeze.days", first=first, last=last)
        with self.register.writing(actor) as writer:
            kept = {*freezes_of(writer), Freeze(first, last, reason.strip())}
            _keep_freezes(writer, kept)
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
    years: dict[int, Year] = {}
    for number, entry in _kept_years(reader).items():
        years[int(number)] = year_of(int(number), tuple(entry["rest"]), tuple(entry["work"]))
    return county.calendar.with_years(years) if years else county.calendar


def freezes_of(reader: Reader) -> tuple[Freeze, ...]:
    """Return the frozen days that the office keeps, earliest first."""
    kept = json.loads(reader.setting(_FREEZES) or "[]")
    return tuple(
        Freeze(date.fromisoformat(first), date.fromisoformat(last), reason)
        for first, last, reason in kept
    )


def _kept_years(reader: Reader) -> dict[str, dict[str, list[str]]]:
    kept: dict[str, dict[str, list[str]]] = json.loads(reader.setting(_CALENDAR) or "{}")
    return kept


def _keep_freezes(writer: Writer, freezes: Iterable[Freeze]) -> None:
    listed = sorted((str(each.first), str(each.last), each.reason) for each in freezes)
    writer.keep_setting(_FREEZES, json.dumps(listed, ensure_ascii=False))
