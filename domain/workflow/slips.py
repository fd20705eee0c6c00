"""核准通知单 (上下编单): who came to a place, left it or changed it by a case that is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from domain.case import Case
from domain.case_papers import SLIP_KINDS
from domain.dossier import Member
from domain.errors import Refusal
from domain.facts import Departure, PersonId, Unit, UnitId
from domain.handbook.parts import written_out
from domain.identity import clean_id_number, masked
from domain.intake.cells import text
from domain.use_papers import SlipForm, UsePaper, table_of
from domain.versions import AsOf
from domain.workflow.paper_reading import require_kind
from domain.workflow.ports import Reader, Register

ENTRY: Final = "上编"
EXIT: Final = "下编"
ADJUSTED: Final = "调整编制"
OTHER: Final = "异动"


@dataclass(frozen=True, slots=True)
class _Known:
    """What was known of the people and units of a case with its change."""

    units: Mapping[UnitId, Unit]
    departures: Mapping[PersonId, Departure]

    def name(self, unit: str) -> str:
        known = self.units.get(UnitId(unit))
        return known.name if known else unit


@dataclass(frozen=True, slots=True)
class Slips:
    """Papers about finished cases, as they were known when they were done.

    Refuses `use.paper_kind` and, for a case that is not done, `use.not_in_force`.
    """

    register: Register
    form: SlipForm

    def __call__(self, case: Case) -> UsePaper:
        """Return the slip of a case, one row per person."""
        require_kind(case, *SLIP_KINDS)
        if case.change is None:
            raise Refusal("use.not_in_force", case=case.id)
        with self.register.reading() as reader:
            now = AsOf(case.effective, case.change)
            known = _Known(
                {unit.unit: unit for unit in reader.units(now)},
                {gone.person: gone for gone in reader.facts(Departure, now, case.unit)},
            )
            rows = list(self._rows(reader, case, case.change, known))
        numbered = [{"no": str(at), **row} for at, row in enumerate(rows, 1)]
        title, number = case.document.title, case.document.number
        facts = {
            "unit": known.name(case.unit),
            "case": case.id,
            "source": f"《{title}》（{number}）" if title else number,
            "day": written_out(case.effective),
            "decided": written_out(datetime.fromisoformat(case.decided_at).date()),
            "number": str(len(rows)),
            "clerk": case.entered_by,
            "approver": case.decided_by,
        }
        form = replace(self.form.table, title=self.form.titles[case.kind])
        return UsePaper(form.title, case.id, (table_of(form, numbered, facts),))

    def _rows(
        self, reader: Reader, case: Case, change: int, known: _Known
    ) -> Iterator[dict[str, str]]:
        stated = {clean_id_number(text(one.get("id", ""))): one for one in case.persons}
        for number, particulars in stated.items():
            before, after = (
                next(iter(reader.find_by_id(number, AsOf(case.effective, at))), None)
                for at in (change - 1, change)
            )
            member = after or before
            if member is not None:
                person = member.person
                yield {
                    "name": person.name,
                    "sex": person.sex,
                    "id": masked(person.id_no) if self.form.mask_id else person.id_no,
                    "post": member.place.position or member.place.post_class,
                    **_places(before, after, known),
                    **_doing(before, after, known, text(particulars.get("change", ""))),
                }


def _places(before: Member | None, after: Member | None, known: _Known) -> dict[str, str]:
    cells = {}
    for side, member in (("from", before), ("to", after)):
        if member is not None:
            cells[f"{side}_unit"] = known.name(member.place.unit)
            cells[f"{side}_type"] = member.place.quota_type
    return cells


def _doing(
    before: Member | None, after: Member | None, known: _Known, stated: str
) -> dict[str, str]:
    """Return what was done to somebody, in which way, from where or whereto."""
    if before is None and after is not None:
        place = after.place
        cells = {"way": place.entry_mode, "slot": place.slot_no, "other": place.entry_source}
        return {"act": ENTRY, **cells}
    if before is not None and after is None:
        gone = known.departures.get(before.person.person)
        cells = {"way": gone.exit_reason, "other": gone.exit_to} if gone else {}
        return {"act": EXIT, **cells}
    held = [(one.place.unit, one.place.quota_type) for one in (before, after) if one]
    return {"act": OTHER if held[0] == held[-1] else ADJUSTED, "way": stated}
