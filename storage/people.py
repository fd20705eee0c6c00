"""Reads of people: who holds a place, and the people list with its search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from domain.dossier import Member
from domain.facts import OfficeCode, PersonId, UnitId
from domain.register import TAKEN_OVER, PeopleQuery, Sighting
from domain.versions import AsOf
from storage.fact_tables import AsOfStatement, parameters, sql
from storage.search import Search, search_for, search_unlisted
from storage.view import IN_UNIT, MEMBER_COLUMNS, View, to_member

_PLACE: Final = "o.office = p.office AND o.person = p.person"


def _alike(same: str, several: str) -> AsOfStatement:
    """Return the statement for those in a place who share some columns, each with all others.

    Few do: only whom the persons alone do not rule out is looked up among the places.
    """
    mine = "(:office IS NULL OR p.office = :office) AND <p>"
    return AsOfStatement.of(
        sql(
            "WITH placed AS MATERIALIZED (SELECT p.id_no, p.name, p.office, o.unit, p.person",
            "FROM person_version AS p CROSS JOIN occupancy_version AS o ON", _PLACE,
            "WHERE (", same, ") IN (SELECT", same, "FROM person_version AS p",
            "WHERE", mine, "GROUP BY", same, "HAVING", several, ")",
            "AND", mine, "AND <o>)",
            "SELECT id_no, name, office, unit, person FROM placed",
            "WHERE (", same, ") IN (SELECT", same, "FROM placed",
            "GROUP BY", same, "HAVING", several, ")",
            "ORDER BY", same, ", id_no, office, person",
        )
    )  # fmt: skip


_TWICE: Final = _alike("id_no", "id_no <> '' AND count(*) > 1")
_NAMESAKES: Final = _alike("name, substr(id_no, 7, 8)", "min(id_no) < max(id_no)")
_ALL_MEMBERS: Final = AsOfStatement.of(
    sql(
        "SELECT", MEMBER_COLUMNS,
        "FROM occupancy_version AS o CROSS JOIN person_version AS p ON", _PLACE,
        "WHERE o.office = :office AND <p> AND <o>",
    )
)  # fmt: skip
_BY_ID: Final = AsOfStatement.of(
    sql(
        "SELECT", MEMBER_COLUMNS,
        "FROM person_version AS p CROSS JOIN occupancy_version AS o ON", _PLACE,
        "WHERE p.id_no = :id_no AND p.office = :office AND <p> AND <o> ORDER BY p.person",
    )
)  # fmt: skip
_KNOWN_PERSON: Final = """
    SELECT min(person) FROM person_version WHERE id_no = ? AND office = ? AND known_to IS NULL
"""
_KNOWN_NUMBERS: Final = """
    SELECT DISTINCT id_no FROM person_version WHERE office = :office AND known_to IS NULL
"""

_TAKEN_OVER: Final = """
    SELECT entered.person, entered.valid_from
    FROM (
        SELECT person, valid_from, min(known_from) AS change
        FROM occupancy_version WHERE office = :office GROUP BY person, valid_from
    ) AS entered
    CROSS JOIN change AS c ON c.number = entered.change AND c.mode = :mode
"""
_FOUND_BY_TEXT: Final = f"""
    person_version AS p
    CROSS JOIN occupancy_version AS o ON {_PLACE}
    CROSS JOIN unit_version AS u ON u.office = o.office AND u.unit = o.unit
"""
# Units outermost: the list comes unit by unit, and a block of it needs no sorting of the whole.
_FOUND_BY_UNIT: Final = f"""
    unit_version AS u
    CROSS JOIN occupancy_version AS o ON o.office = u.office AND o.unit = u.unit
    CROSS JOIN person_version AS p ON {_PLACE}
"""
_HELD: Final = "u.office = :office AND p.office = :office AND <u> AND <o> AND <p>"
_IN_ONE_UNIT: Final = "AND u.unit = :unit"
_IN_UNITS_UNDER: Final = """
    AND u.unit IN (
        WITH RECURSIVE under (unit) AS (
            SELECT :unit
            UNION
            SELECT s.unit FROM under JOIN unit_version AS s ON s.supervisor = under.unit
             WHERE s.office = :office AND <s>
        )
        SELECT unit FROM under)
"""
ORDERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unit": f'u."order", u.unit, {IN_UNIT}',
        "name": "p.name, p.person",
        "id_no": "p.id_no, p.person",
        "sex": "p.sex, p.person",
        "birth": "p.birth, p.person",
        "education": "p.education, p.person",
        "politics": "p.politics, p.person",
        "quota_type": "o.quota_type, p.person",
        "role": "o.role, p.person",
        "position": "o.position, p.person",
        "grade": "o.grade, p.person",
        "entered_on": "o.entered_on, p.person",
        "status": "o.status, p.person",
    }
)
"""What `PeopleQuery.order` may be, and the columns that each sorts by."""


class PeopleReads(View):
    """The part of the `Reader` port that answers about people."""

    __slots__ = ()

    def seen_twice(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Sighting]:
        """Stream whose ID number stands at several places, sorted by it; of all offices or one."""
        return self._sightings(_TWICE, when, office)

    def namesakes(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Sighting]:
        """Stream those who share name and stated birth day but no ID number, sorted by both."""
        return self._sightings(_NAMESAKES, when, office)

    def _sightings(
        self, statement: AsOfStatement, when: AsOf, office: OfficeCode | None
    ) -> Iterator[Sighting]:
        rows = self.rows(statement.at(when), parameters(when, office=office))
        return (
            Sighting(id_no, name, OfficeCode(found), UnitId(unit), PersonId(person))
            for id_no, name, found, unit, person in rows
        )

    def members(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Member]:
        """Stream everybody who holds a place, in no particular order."""
        bound = parameters(when, office=office or self.own)
        return map(to_member, self.rows(_ALL_MEMBERS.at(when), bound))

    def find_by_id(self, id_no: str, when: AsOf) -> tuple[Member, ...]:
        """Return the own office's members with this ID number on that day."""
        bound = parameters(when, office=self.own, id_no=id_no)
        return tuple(map(to_member, self.rows(_BY_ID.at(when), bound)))

    def known_person(self, id_no: str) -> PersonId | None:
        """Return the person held under this ID number, whether in a place or gone.

        A number that was corrected since is not the person's any more.
        """
        (person,) = self.one(_KNOWN_PERSON, (id_no, self.own))
        return None if person is None else PersonId(person)

    def known_numbers(self) -> Iterator[str]:
        """Stream the ID numbers for which `known_person` finds somebody."""
        return (number for (number,) in self.rows(_KNOWN_NUMBERS, {"office": self.own}))

    def taken_over(self) -> Iterator[tuple[PersonId, date]]:
        """Stream who was taken over in a place (接管), with the place's first day."""
        rows = self.rows(_TAKEN_OVER, {"office": self.own, "mode": TAKEN_OVER})
        return ((PersonId(person), date.fromisoformat(day)) for person, day in rows)

    def count_people(self, query: PeopleQuery, when: AsOf) -> int:
        """Return how many members a query finds."""
        search = self._search_for(query)
        statement = _counting(search.condition, _narrowing(query))
        bound = self._bound(query, when, search.low, search.high)
        return int(next(self.rows(statement.at(when), bound))[0])

    def people(self, query: PeopleQuery, when: AsOf, offset: int, limit: int) -> tuple[Member, ...]:
        """Return one block of a query's members; `query.order` is one of `ORDERS`."""
        search = self._search_for(query)
        columns = ORDERS[query.order]
        narrowing = _narrowing(query)
        statement = _listing(search.condition, narrowing, columns, descending=query.descending)
        bound = self._bound(query, when, search.low, search.high)
        bound |= {"offset": offset, "limit": limit}
        return tuple(map(to_member, self.rows(statement.at(when), bound)))

    def _search_for(self, query: PeopleQuery) -> Search:
        own = query.office in (None, self.own)
        return search_for(query.text) if own else search_unlisted(query.text)

    def _bound(self, query: PeopleQuery, when: AsOf, low: str, high: str) -> dict[str, object]:
        return parameters(
            when,
            office=query.office or self.own,
            unit=query.unit,
            quota_type=query.quota_type,
            low=low,
            high=high,
        )


def _narrowing(query: PeopleQuery) -> str:
    narrowing = ""
    if query.unit is not None:
        narrowing = _IN_UNITS_UNDER if query.with_subordinates else _IN_ONE_UNIT
    return narrowing + (" AND o.quota_type = :quota_type" if query.quota_type else "")


def _found(condition: str, narrowing: str) -> str:
    source = _FOUND_BY_TEXT if condition else _FOUND_BY_UNIT
    return sql("FROM", source, "WHERE", _HELD, narrowing, condition and f"AND {condition}")


@lru_cache(maxsize=64)
def _counting(condition: str, narrowing: str) -> AsOfStatement:
    return AsOfStatement.of(sql("SELECT count(*)", _found(condition, narrowing)))


@lru_cache(maxsize=256)
def _listing(condition: str, narrowing: str, columns: str, *, descending: bool) -> AsOfStatement:
    # Wide rows are fetched for the block alone, by row number, after narrow ones were sorted.
    sorted_by = columns.split(", ")
    keys = [f"key_{place}" for place in range(len(sorted_by))]
    named = ", ".join(f"{column} AS {key}" for column, key in zip(sorted_by, keys, strict=True))
    order = ", ".join(f"{key} DESC" if descending else key for key in keys)
    return AsOfStatement.of(
        sql(
            "SELECT", MEMBER_COLUMNS,
            "FROM (SELECT p.row AS p_row, o.row AS o_row,", named, _found(condition, narrowing),
            "ORDER BY", order, "LIMIT :limit OFFSET :offset) AS block",
            "CROSS JOIN person_version AS p ON p.row = block.p_row",
            "CROSS JOIN occupancy_version AS o ON o.row = block.o_row ORDER BY", order,
        )
    )  # fmt: skip
