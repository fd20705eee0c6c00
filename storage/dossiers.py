"""Streams of whole units, merged from one ordered query per table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from domain.dossier import Dossier
from domain.facts import (
    CHIEF,
    ConcurrentPost,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    OfficeCode,
    PostHold,
    Quota,
    Slot,
    Unit,
    UnitId,
)  # fmt: skip
from domain.versions import AsOf
from storage.fact_tables import AsOfStatement, Row, names, parameters, sql
from storage.ledgers import LedgerReads
from storage.view import IN_UNIT, MEMBER_COLUMNS, to_member

_ALL: Final = "u.office = :office AND <u>"
_CHOSEN: Final = sql(_ALL, "AND u.unit = c.value")
_UNIT: Final = "unit_version AS u"
# The chosen ones outermost: each is then found by its code, whatever order is asked for.
_EACH_CHOSEN: Final = f"json_each(:units) AS c CROSS JOIN {_UNIT}"


@dataclass(frozen=True, slots=True)
class UnitStatement:
    """A statement over units, of all or of those chosen.

    They are two, because only without a choice to make can the few chosen be found by the index.
    """

    everywhere: AsOfStatement
    chosen: AsOfStatement

    @classmethod
    def of(cls, *parts: str) -> UnitStatement:
        """Build both from parts: `<unit>` is the table of units, `<units>` the condition on it."""
        text = sql(*parts)
        everywhere, chosen = (
            AsOfStatement.of(text.replace("<unit>", table).replace("<units>", condition))
            for table, condition in ((_UNIT, _ALL), (_EACH_CHOSEN, _CHOSEN))
        )
        return cls(everywhere, chosen)

    def at(self, when: AsOf, bound: Mapping[str, object]) -> str:
        """Return the statement as of `when` for what is bound: `units` is a list or `None`."""
        return (self.everywhere if bound["units"] is None else self.chosen).at(when)


def _of_units(kind: type[Any], inner_order: str) -> UnitStatement:
    # CROSS JOIN keeps units outermost: rows come unit by unit and only a unit's own are sorted.
    return UnitStatement.of(
        "SELECT u.unit,", names(kind, "f"),
        "FROM <unit> CROSS JOIN", f"{kind.KIND}_version",
        "AS f ON f.office = u.office AND f.unit = u.unit",
        'WHERE <units> AND <f> ORDER BY u."order", u.unit,', inner_order,
    )  # fmt: skip


_UNITS: Final = UnitStatement.of(
    "SELECT", names(Unit, "u"),
    'FROM <unit> WHERE <units> ORDER BY u."order", u.unit',
)  # fmt: skip
_SUPERVISOR: Final = AsOfStatement.of(
    sql(
        "SELECT", names(Unit, "u"),
        "FROM unit_version AS u WHERE u.office = :office AND u.unit = :unit AND <u>",
    )
)  # fmt: skip
_ORGANS: Final = _of_units(InnerOrgan, 'f."order", f.organ')
_QUOTAS: Final = _of_units(Quota, "f.quota_type")
_POSTS: Final = _of_units(LeaderPost, f"f.post_kind <> '{CHIEF}', f.post_kind")
_LEDGER: Final = _of_units(LedgerEntry, "f.entry")
_SLOTS: Final = _of_units(Slot, "f.slot_no")
_HOLDS: Final = _of_units(PostHold, "f.hold_no")
_CONCURRENT: Final = _of_units(ConcurrentPost, "f.person, f.post")
_MEMBERS: Final = UnitStatement.of(
    "SELECT u.unit,", MEMBER_COLUMNS,
    "FROM <unit>",
    "CROSS JOIN occupancy_version AS o ON o.office = u.office AND o.unit = u.unit",
    "CROSS JOIN person_version AS p ON p.office = o.office AND p.person = o.person",
    'WHERE <units> AND <o> AND <p> ORDER BY u."order", u.unit,', IN_UNIT,
)  # fmt: skip

Item = TypeVar("Item")


class _Groups(Generic[Item]):
    """An ordered stream of rows (unit, columns...), taken unit by unit."""

    def __init__(self, rows: Iterator[Row], build: Callable[[Row], Item]) -> None:
        self._rows = rows
        self._build = build
        self._next = next(rows, None)

    def of(self, unit: UnitId) -> tuple[Item, ...]:
        """Return what belongs to `unit`; units must be asked in the stream's order."""
        found = []
        while self._next is not None and self._next[0] == unit:
            found.append(self._build(self._next[1:]))
            self._next = next(self._rows, None)
        return tuple(found)


class DossierReads(LedgerReads):
    """The part of the `Reader` port that streams units with everything they have."""

    __slots__ = ()

    def dossiers(
        self, when: AsOf, office: OfficeCode | None = None, units: Iterable[UnitId] | None = None
    ) -> Iterator[Dossier]:
        """Stream dossiers unit by unit, in ledger order; memory does not grow with the register."""
        chosen = None if units is None else json.dumps(list(dict.fromkeys(units)))
        for each in self.offices() if office is None else (office,):
            yield from self._dossiers_of(each, when, chosen)

    def _dossiers_of(self, office: OfficeCode, when: AsOf, chosen: str | None) -> Iterator[Dossier]:
        bound = parameters(when, office=office, units=chosen)

        def groups(statement: UnitStatement, build: Callable[[Row], Item]) -> _Groups[Item]:
            return _Groups(iter(self.rows(statement.at(when, bound), bound)), build)

        organs = groups(_ORGANS, lambda row: InnerOrgan(*row))
        quotas = groups(_QUOTAS, lambda row: Quota(*row))
        posts = groups(_POSTS, lambda row: LeaderPost(*row))
        ledger = groups(_LEDGER, lambda row: LedgerEntry(*row))
        members = groups(_MEMBERS, to_member)
        slots = groups(_SLOTS, lambda row: Slot(*row))
        holds = groups(_HOLDS, lambda row: PostHold(*row))
        concurrent = groups(_CONCURRENT, lambda row: ConcurrentPost(*row))
        supervisors: dict[str, Unit | None] = {"": None}
        for row in self.rows(_UNITS.at(when, bound), bound):
            unit = Unit(*row)
            if unit.supervisor not in supervisors:
                supervisors[unit.supervisor] = self._unit(office, unit.supervisor, when)
            yield Dossier(
                when.day,
                unit,
                organs=organs.of(unit.unit),
                quotas=quotas.of(unit.unit),
                posts=posts.of(unit.unit),
                ledger=ledger.of(unit.unit),
                members=members.of(unit.unit),
                supervisor=supervisors[unit.supervisor],
                slots=slots.of(unit.unit),
                holds=holds.of(unit.unit),
                concurrent=concurrent.of(unit.unit),
            )

    def _unit(self, office: OfficeCode, unit: str, when: AsOf) -> Unit | None:
        bound = parameters(when, office=office, unit=unit)
        found = self.connection.execute(_SUPERVISOR.at(when), bound).fetchone()
        return None if found is None else Unit(*found)
