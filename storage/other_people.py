"""Reads of people who left, and of those who are not in their place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from domain.facts import (
    NOT_ON_DUTY,
    Departure,
    Detachment,
    Occupancy,
    OfficeCode,
    Person,
    PersonId,
    UnitId,
)
from domain.versions import AsOf
from storage.fact_tables import AsOfStatement, names, parameters, sql, width
from storage.view import View

_DEPARTED: Final = AsOfStatement.of(
    sql(
        "SELECT", names(Person, "p"), ",", names(Departure, "d"),
        "FROM departure_version AS d",
        "CROSS JOIN person_version AS p ON p.office = d.office AND p.person = d.person",
        "WHERE d.office = :office AND (:unit IS NULL OR d.unit = :unit)",
        "AND (:reasons IS NULL OR d.exit_reason IN (SELECT value FROM json_each(:reasons)))",
        "AND <d> AND <p> AND NOT EXISTS (SELECT 1 FROM occupancy_version AS o",
        "WHERE o.office = d.office AND o.person = d.person AND <o>)",
        "ORDER BY d.exit_on, d.person",
    )
)  # fmt: skip
_DETACHED: Final = AsOfStatement.of(
    sql(
        "SELECT", names(Person, "p"), ",", names(Occupancy, "o"), ",", names(Detachment, "d"),
        "FROM detachment_version AS d",
        "CROSS JOIN person_version AS p ON p.office = d.office AND p.person = d.person",
        "CROSS JOIN occupancy_version AS o ON o.office = d.office AND o.person = d.person",
        "WHERE d.office = :office AND (:unit IS NULL OR d.unit = :unit)",
        "AND <d> AND <p> AND <o> ORDER BY d.kind, d.since, d.person",
    )
)  # fmt: skip
_OFF_DUTY: Final = AsOfStatement.of(
    sql(
        "SELECT v.person, v.valid_from, v.valid_to FROM occupancy_version AS v",
        "JOIN occupancy_version AS o ON o.office = v.office AND o.person = v.person",
        "WHERE o.office = :office AND o.on_duty = :off AND <o>",
        "AND v.on_duty = :off AND v.valid_from <= o.valid_from",
        "AND CASE WHEN :known IS NULL THEN v.known_to IS NULL ELSE v.known_from <= :known",
        "AND (v.known_to IS NULL OR v.known_to > :known) END",
        "ORDER BY v.person, v.valid_from",
    )
)  # fmt: skip
_PERSON: Final = width(Person)
_PLACE: Final = _PERSON + width(Occupancy)


class OtherPeopleReads(View):
    """The part of the `Reader` port about people beside those in the rosters."""

    __slots__ = ()

    def departed(
        self, when: AsOf, unit: UnitId | None = None, reasons: Iterable[str] = ()
    ) -> Iterator[tuple[Person, Departure]]:
        """Stream who has left and holds no place again, in the order of the departures."""
        wanted = list(reasons)
        bound = parameters(
            when, office=self.own, unit=unit, reasons=json.dumps(wanted) if wanted else None
        )
        for row in self.rows(_DEPARTED.at(when), bound):
            yield Person(*row[:_PERSON]), Departure(*row[_PERSON:])

    def detached(
        self, when: AsOf, unit: UnitId | None = None
    ) -> Iterator[tuple[Person, Occupancy, Detachment]]:
        """Stream who holds a place and is not in it, by kind and since when."""
        bound = parameters(when, office=self.own, unit=unit)
        for row in self.rows(_DETACHED.at(when), bound):
            person, place = Person(*row[:_PERSON]), Occupancy(*row[_PERSON:_PLACE])
            yield person, place, Detachment(*row[_PLACE:])

    def off_duty(self, when: AsOf, office: OfficeCode | None = None) -> Mapping[PersonId, date]:
        """Return who holds a place and is not at work, with since when without a gap."""
        bound = parameters(when, office=office or self.own, off=NOT_ON_DUTY)
        since: dict[PersonId, date] = {}
        ended: dict[PersonId, str | None] = {}
        for person, start, end in self.rows(_OFF_DUTY.at(when), bound):
            if ended.get(person) != start:
                since[person] = date.fromisoformat(start)
            ended[person] = end
        return since
