"""Cases at the desk over the invented county."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.case import DONE, DRAFT, RETURNED, SUBMITTED, WITHDRAWN, Case, CaseId
from domain.case_outcomes import CaseDraft, CaseView, UnitImpact
from domain.dossier import Member, TypeCount
from domain.errors import Refusal
from domain.facts import Unit, UnitId
from domain.materials import MaterialState
from domain.outcomes import WordedFinding
from domain.register import Actor
from tests.fakes.county import County
from tests.fakes.flow_desk import FakeFlowDesk


class FakeCaseDesk(FakeFlowDesk):
    """Keeps cases; approving one changes no people."""

    def __init__(self, county: County, *, single: bool) -> None:
        super().__init__()
        self.county = county
        self.actor = Actor("zhang", frozenset({"负责人"}), single, officers_appointed=False)
        self.log: list[str] = []
        self.held: dict[str, CaseView] = {}
        self.warned = False
        self.materials: tuple[MaterialState, ...] = ()

    def cases(self, states: Iterable[str]) -> tuple[CaseView, ...]:
        wanted = set(states)
        return tuple(v for v in reversed(self.held.values()) if v.case.state in wanted)

    def case(self, case: CaseId) -> CaseView:
        if case not in self.held:
            raise Refusal("case.unknown", case=case)
        return self.held[case]

    def preview_case(self, draft: CaseDraft) -> CaseView:
        impacts = tuple(self._impacts(draft))
        unit = self.county.unit(draft.unit)
        blocked = tuple(self._objections(draft, unit, impacts[0].after))
        case = _case(draft, CaseId("2026-00000"))
        way = self._way(case)
        materials = self.materials
        return CaseView(case, unit.name, blocked, impacts, progress=way, materials=materials)

    def _impacts(self, draft: CaseDraft) -> Iterable[UnitImpact]:
        """Yield what a draft does: people come or leave, places are added, a unit is merged."""
        before = self._counts(draft.unit)
        step = {"人员上编": 1, "人员下编": -1}.get(draft.kind, 0) * len(draft.persons)
        more = sum(int(entry.get("number", 0)) for entry in draft.entries)
        more *= draft.kind == "机构修改"
        after = (
            replace(before[0], actual=before[0].actual + step, approved=before[0].approved + more),
            *before[1:],
        )
        unit = self.county.unit(draft.unit)
        yield UnitImpact(unit.unit, unit.name, before, after)
        for name in dict.fromkeys(entry.get("into", "") for entry in draft.entries):
            if name:
                gained = (TypeCount("行政编制", 9, len(draft.persons)),)
                yield UnitImpact(UnitId("+1"), name, (), gained)

    def save_draft(self, draft: CaseDraft) -> CaseView:
        case = draft.case or CaseId(f"2026-{len(self.held) + 1:05}")
        view = self.preview_case(draft)
        self.held[case] = replace(view, case=replace(_case(draft, case), single=self.actor.single))
        return self.held[case]

    def submit(self, case: CaseId) -> CaseView:
        errors = [f for f in self.held[case].blocked_by if f.severity == "error"]
        if errors:
            raise Refusal("case.blocked", case=case)
        return self.move(case, SUBMITTED)

    def approve(self, case: CaseId) -> CaseView:
        return self.move(case, DONE)

    def return_case(self, case: CaseId, reason: str) -> CaseView:
        return self.move(case, RETURNED, reason)

    def withdraw(self, case: CaseId) -> CaseView:
        return self.move(case, WITHDRAWN)

    def _objections(
        self, draft: CaseDraft, unit: Unit, after: tuple[TypeCount, ...]
    ) -> Iterable[WordedFinding]:
        for person in draft.persons:
            held = self.person_by_id(person.get("id", ""), draft.effective)
            if held is not None and draft.kind == "人员上编":
                other = self.county.unit(held.place.unit).name
                yield WordedFinding(
                    9, "error", unit.unit, unit.name, held.person.name, held.person.person, {},
                    f"该身份证号已在{other}占编，一人不能占两个编制。请先办理下编或核对身份证号。",
                )  # fmt: skip
        if self.warned:
            yield WordedFinding(
                40, "warning", unit.unit, unit.name, "", None, {}, "未到法定退休年月，请写明依据。"
            )
        if draft.kind == "人员上编":
            yield from (finding(unit, count) for count in after if count.vacant < 0)

    def person_by_id(self, id_no: str, day: date) -> Member | None:
        return next((m for m in self.county.members if m.person.id_no == id_no), None)

    def _counts(self, unit: UnitId) -> tuple[TypeCount, ...]:
        held = len(self.county.members_of(unit))
        return tuple(
            TypeCount(q.quota_type, q.approved, held if not n else 0)
            for n, q in enumerate(self.county.quotas[unit])
        )


def _case(draft: CaseDraft, number: CaseId) -> Case:
    return Case(
        number, draft.kind, draft.unit, draft.document, draft.effective, draft.persons,
        draft.entries, draft.mode, DRAFT, draft.explanation, "zhang", "2026-11-22T09:00",
    )  # fmt: skip


def finding(unit: Unit, count: TypeCount) -> WordedFinding:
    return WordedFinding(
        7, "error", unit.unit, unit.name, "", None, {},
        f"{unit.name}{count.quota_type}实有 {count.actual} 名，核定 {count.approved} 名，"
        f"超编 {-count.vacant} 名。请先下编或申请增加编制。",
    )  # fmt: skip
