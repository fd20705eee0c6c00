"""Reads what papers about a case need: its units, what it added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.case import ARCHIVED, DONE, Case
from domain.errors import Refusal
from domain.facts import Unit
from domain.intake.cells import Fault, whole_number
from domain.intake.unit_names import UnitNames
from domain.versions import AsOf
from domain.workflow.ports import Reader

ENDED: Final = (DONE, ARCHIVED)


def require_kind(case: Case, *kinds: str) -> None:
    """Refuse `use.paper_kind` for a case of none of the kinds of which there is a paper."""
    if case.kind not in kinds:
        raise Refusal("use.paper_kind", case=case.id, kind=case.kind, wanted="、".join(kinds))


def added_by(reader: Reader, case: Case) -> Iterator[object]:
    """Yield the facts that a finished case added, as it left them."""
    if case.state in ENDED and case.change is not None:
        for trace in reader.footprint(case.change):
            yield from (version.content for version in trace.added if not trace.ended)


def unit_named(reader: Reader, case: Case, name: str) -> Unit | None:
    """Return the unit that an entry names on the case's day, the case's own where it names none."""
    units = reader.units(AsOf(case.effective))
    found = UnitNames.of(units).find(name) if name else case.unit
    if isinstance(found, Fault):
        return None
    return next((unit for unit in units if unit.unit == found), None)


def number_of(stated: object) -> int:
    """Return a stated count, 0 for what is none."""
    number = whole_number(stated)
    return 0 if isinstance(number, Fault) else number
