"""方案对照表 of a case: before it is carried out, and as it was carried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.case import Case
from domain.case_outcomes import CaseView, UnitImpact
from domain.changes.unit_change_plan import comparison
from domain.codes import County
from domain.dossier import TypeCount
from domain.outcomes import PostCount
from domain.paper_table import PaperTable
from domain.register import UnitStaffing
from domain.summing import in_order
from domain.versions import AsOf
from domain.workflow.ports import Reader, Register


@dataclass(frozen=True, slots=True)
class ReformPlan:
    """Sets the units of a case side by side, of one that is kept or of a draft."""

    register: Register
    county: County

    def __call__(self, view: CaseView) -> PaperTable:
        """Return the table of a case.

        Of a case that is to be done, as of today or its later day of effect; of one that is done,
        as of its day of effect: what was known before its change, and with it.
        """
        impacts = view.impacts
        if view.case.change is not None:
            with self.register.reading() as reader:
                impacts = tuple(self._done(reader, view.case, view.case.change))
        order, office = self.county.quota_order, self.register.office.name
        return comparison(view.case, impacts, view.names, order, office)

    def _done(self, reader: Reader, case: Case, change: int) -> Iterator[UnitImpact]:
        """Yield every unit that a change altered, in itself or in its counts."""
        own, order = self.register.office.code, self.county.quota_order
        known = (change - 1, change)
        was, will = (
            {one.unit.unit: one for one in reader.staffing(AsOf(case.effective, number), own)}
            for number in known
        )
        for unit in dict.fromkeys((*was, *will)):
            before, after = was.get(unit), will.get(unit)
            if before != after:
                name = (will.get(unit) or was[unit]).unit.name
                counts = _counts(before, order), _counts(after, order)
                yield UnitImpact(unit, name, *counts, _posts(before), _posts(after))


def _counts(staffing: UnitStaffing | None, order: tuple[str, ...]) -> tuple[TypeCount, ...]:
    return in_order(staffing.types.values(), order) if staffing else ()


def _posts(staffing: UnitStaffing | None) -> tuple[PostCount, ...]:
    posts = staffing.posts.items() if staffing else ()
    return tuple(PostCount(kind, *counts) for kind, counts in posts)
