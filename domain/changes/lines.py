"""The particulars of a case read line by line; what cannot be read is entered as an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.changes.work import Work
from domain.dates import PartialDate, from_day, months_after
from domain.facts import NORMAL, Unit
from domain.identity import clean_id_number
from domain.intake.cells import Fault, text, when, whole_number
from domain.intake.unit_names import UnitNames


@dataclass(frozen=True, slots=True)
class Line:
    """One particular of a case. `row` counts from 1 among its kind: entries or persons."""

    work: Work
    row: int
    stated: Mapping[str, str]

    @classmethod
    def entries(cls, work: Work) -> Iterator[Line]:
        """Yield the case's entries."""
        for row, stated in enumerate(work.case.entries, 1):
            yield cls(work, row, stated)

    @classmethod
    def persons(cls, work: Work) -> Iterator[Line]:
        """Yield the case's people."""
        for row, stated in enumerate(work.case.persons, 1):
            yield cls(work, row, stated)

    @property
    def id_no(self) -> str:
        """The ID number that the line states, "" for none."""
        return clean_id_number(str(self.stated.get("id", "")))

    def error(self, rule: int, code: str, /, **facts: object) -> None:
        """Enter something about this line that stops the case."""
        self.work.error(rule, code, self.id_no, row=self.row, **facts)

    def warn(self, rule: int, code: str, /, **facts: object) -> None:
        """Enter something about this line that wants an explanation."""
        self.work.warn(rule, code, self.id_no, row=self.row, **facts)

    def text(self, name: str) -> str:
        """Return a field as one line of text, "" where it is not stated."""
        return text(self.stated.get(name, ""))

    def needed(self, name: str, title: str) -> str:
        """Return a field that must be stated; `title` is what people call it."""
        value = self.text(name)
        if not value:
            self.error(1, "case.line.missing", column=title)
        return value

    def unit(self) -> Unit | None:
        """Return the unit that the line names, the case's own where it names none."""
        stated = self.text("unit")
        found = UnitNames.of(self.work.ground.units).find(stated) if stated else self.work.case.unit
        unit = None if isinstance(found, Fault) else self.work.unit(found)
        if unit is None:
            # A case about a unit that is not there says so once, in its frame.
            if stated:
                self.error(28, "case.line.unit", name=stated, day=self.work.day)
            return None
        if unit.status != NORMAL:
            self.error(28, "case.line.unit_closed", unit=unit.name, status=unit.status)
            return None
        return unit

    def quota_type(self) -> str | None:
        """Return the county's label of the quota type."""
        county, stated = self.work.ground.county, self.text("quota_type")
        label = county.quota_label(stated)
        if label is None:
            self.error(
                2, "case.line.choice", column="编制类型", value=stated, choices=county.quota_order
            )
        return label

    def choice(self, name: str, title: str, choices: Sequence[str]) -> str | None:
        """Return a field that must be one of the county's words."""
        value = self.text(name)
        if value not in choices:
            self.error(2, "case.line.choice", column=title, value=value, choices=choices)
            return None
        return value

    def count(
        self, name: str, title: str, *, least: int = 0, usual: int | None = None
    ) -> int | None:
        """Return a count of at least `least`; `usual` stands where nothing is stated."""
        stated = self.text(name)
        if not stated and usual is not None:
            return usual
        number = whole_number(stated) if stated else Fault("")
        if isinstance(number, Fault) or number < least:
            self.error(1, "case.line.number", column=title, value=stated, least=least)
            return None
        return number

    def day(self, name: str, title: str) -> PartialDate | None:
        """Return a day or coarser date, "" where none is stated, `None` where it is no date."""
        stated = self.text(name)
        found = when(stated)
        if isinstance(found, Fault):
            self.error(7, "case.line.day", column=title, value=stated)
            return None
        return found

    def expiry(self, months: int) -> PartialDate | None:
        """Return `expires_on`, so many months after the day of the case where none is stated."""
        stated = self.day("expires_on", "有效期至")
        if stated == "":
            return from_day(months_after(self.work.day, months))
        if stated is not None and len(stated) < len("2026-01-01"):
            self.error(7, "case.line.day", column="有效期至", value=stated)
            return None
        if stated is not None and stated < self.work.day.isoformat():
            self.error(7, "case.line.expired", value=stated, day=self.work.day)
            return None
        return stated
