"""The past at the desk over the invented county: a few changes of every unit and person."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from domain.between import Comparison, CountStep, PersonStep, UnitStep
from domain.between_words import ToldStep
from domain.case import CORRECTED, WORLD_CHANGED, CaseId
from domain.dossier import Dossier, Member
from domain.errors import Refusal
from domain.facts import PersonId, UnitId
from domain.history import BEGAN, CHANGED, Entry, FieldChange, Line, Timeline
from domain.register import TAKEN_OVER, Change
from domain.roster_terms import HIDDEN
from domain.versions import AsOf
from domain.workflow.ports import Progress
from tests.fakes.county import County

FIRST_DAY = date(2021, 1, 1)
LEARNT = date(2025, 7, 1)
MOVED_ON, CORRECTED_ON = date(2025, 6, 1), date(2024, 3, 1)


class FakeHistoryDesk:
    """Every unit and person was taken over, changed by a case, and corrected for an earlier day."""

    county: County
    log: list[str]

    def timeline_of_unit(self, unit: UnitId, known_on: date | None = None) -> Timeline:
        name = self.county.unit(unit).name
        fields = (FieldChange("核定编制数", "20", "22"),)
        told = _timeline(name, ("unit", "机构"), ("quota", "核定编制", "行政编制"), fields)
        return _known(told, known_on)

    def timeline_of_person(self, person: PersonId, known_on: date | None = None) -> Timeline:
        found = next((m for m in self.county.members if m.person.person == person), None)
        if found is None:
            raise Refusal("history.person_unknown", person=person)
        name = found.person.name
        veiled = FieldChange("民族", HIDDEN, HIDDEN, ("回族", "汉族"))
        fields = (FieldChange("职务", "科员", "股长"), veiled)
        told = _timeline(name, ("person", "人员信息"), ("occupancy", "占编", name), fields)
        return _known(told, known_on)

    def dossier_as_known(self, unit: UnitId, day: date, known_on: date | None) -> Dossier | None:
        held = Dossier(day, self.county.unit(unit))
        if known_on is None:
            return held
        return replace(held, unit=replace(held.unit, name="旧名")) if known_on >= LEARNT else None

    def member_as_known(self, person: PersonId, day: date, known_on: date | None) -> Member | None:
        held = next(m for m in self.county.members if m.person.person == person)
        place = replace(held.place, position="旧职务" if known_on else "新职务")
        return Member(held.person, place)

    def compare_days(
        self,
        before: date,
        after: date,
        progress: Progress,
        known_before: date | None = None,
        known_after: date | None = None,
    ) -> Comparison:
        if after < before:
            raise Refusal("history.days_order", before=before, after=after)
        progress.step(1, 1)
        came, left, moved = self.county.members[:3]
        unit = self.county.units[0]
        people = (
            _step(came.person.person, came.person.name, came.person.id_no, after=came.place),
            _step(left.person.person, left.person.name, left.person.id_no, before=left.place),
            _step(
                moved.person.person, moved.person.name, moved.person.id_no,
                before=replace(moved.place, unit=self.county.units[1].unit), after=moved.place,
            ),
        )  # fmt: skip
        units = (UnitStep(replace(unit, name="旧名"), unit),)
        counts = (CountStep(unit.unit, unit.name, "编制", "行政编制", (20, 19), (22, 19)),)
        names = {each.unit: each.name for each in self.county.units}
        return Comparison(AsOf(before), AsOf(after), people, units, counts, names)

    def told_comparison(self, found: Comparison) -> tuple[ToldStep, ...]:
        rows = [
            ToldStep(
                step.sense, "机构更名", step.unit.name, step.unit.name, step.unit.unit, "旧名",
                step.unit.name,
            )
            for step in found.units
        ]  # fmt: skip
        labels = {"came": "新进", "left": "离开", "moved": "调动", "changed": "变更"}
        for step in found.people:
            before, after = (
                found.unit_names[place.unit] if place else "" for place in (step.before, step.after)
            )
            at = step.after or step.before
            assert at is not None
            rows.append(
                ToldStep(
                    step.sense, labels[step.sense], step.name, found.unit_names[at.unit], at.unit,
                    before, after, step.id_no,
                )
            )  # fmt: skip
        return tuple(rows)

    def write_history(self, table: str, unit: UnitId | None, day: date, path: Path) -> int:
        self.log.append(f"history {table} {unit or ''} {path.name}")
        return 12

    def write_comparison(self, found: Comparison, path: Path) -> int:
        self.log.append(f"between {path.name}")
        return len(found.people)


def _known(told: Timeline, known_on: date | None) -> Timeline:
    """Everything was entered on one day."""
    if known_on is None or known_on >= LEARNT:
        return told
    return Timeline(told.subject, told.began, (), {})


def _step(
    person: PersonId, name: str, id_no: str, before: object = None, after: object = None
) -> PersonStep:
    return PersonStep(person, name, id_no, before, after)  # type: ignore[arg-type]  # places


def _timeline(
    subject: str, kind: tuple[str, str], part: tuple[str, str, str], fields: tuple[FieldChange, ...]
) -> Timeline:
    taken = Line(*kind, subject, BEGAN, FIRST_DAY, None, (FieldChange("名称", "", subject),))
    entries = (
        Entry(1, _change("导入", TAKEN_OVER, FIRST_DAY), (taken,)),
        Entry(7, _change("人员异动", WORLD_CHANGED, MOVED_ON, CaseId("2025-00007")), (
            Line(*part, CHANGED, MOVED_ON, None, fields),
        )),
        Entry(9, _change("人员修改", CORRECTED, CORRECTED_ON, CaseId("2025-00009")), (
            Line(*part, CHANGED, CORRECTED_ON, MOVED_ON, fields),
        )),
    )  # fmt: skip
    return Timeline(subject, FIRST_DAY, entries, {TAKEN_OVER: 1, WORLD_CHANGED: 1, CORRECTED: 1})


def _change(kind: str, mode: str, day: date, case: CaseId | None = None) -> Change:
    at = datetime(2025, 7, 1, 9, tzinfo=UTC)
    document = "安编办〔2025〕7号" if case else ""
    return Change(kind, mode, day, "zhang", "li" if case else "", at, False, document, case)  # noqa: FBT003 - of several people
