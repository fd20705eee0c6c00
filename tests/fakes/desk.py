"""The desk behind the window, over the invented county."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Event

from domain.dossier import Dossier, Member, TypeCount
from domain.errors import Refusal
from domain.facts import Unit, UnitId
from domain.outcomes import (
    Complaint,
    DueRetirement,
    ImportOutcome,
    PostCount,
    PrintedHandbook,
    Summary,
    UnitLight,
    UnitSummary,
    WordedFinding,
)
from domain.register import PeopleQuery
from domain.roster_terms import RosterTerms
from domain.workflow.ports import Progress
from tests.fakes.case_desk import FakeCaseDesk, finding
from tests.fakes.collecting_desk import FakeCollectingDesk
from tests.fakes.county import INITIALS, County, build_county
from tests.fakes.document_desk import FakeDocumentDesk
from tests.fakes.exchange_desk import OFFICE, TODAY, FakeExchangeDesk
from tests.fakes.form_desk import COUNTY, FakeFormDesk
from tests.fakes.history_desk import FakeHistoryDesk
from tests.fakes.lists_desk import FakeListsDesk
from tests.fakes.other_people_desk import FakeOtherPeopleDesk
from tests.fakes.problem_desk import FakeProblemDesk
from tests.fakes.security_desk import FakeSecurityDesk
from tests.fakes.session_desk import FakeSessionDesk
from tests.fakes.system_desk import FakeSystemDesk
from ui.desk import WorkbookKind

BEGAN = date(2021, 1, 1)
CHOICES = {
    "quota_type": ("行政编制", "政法专项编制", "工勤编制", "全额事业编制", "差额事业编制"),
    "entry_mode": ("公务员考录", "调任", "转任", "事业单位招聘", "军转安置", "人才引进"),
    "exit_reason": ("退休", "调出", "辞职", "辞退", "开除", "死亡"),
    "post_class": ("行政管理岗位", "专业技术岗位", "管理岗位", "工勤技能岗位"),
    "lead_level": ("正科级", "副科级", "股级"),
    "education": ("大学本科", "研究生", "大学专科"),
}

OWN_LISTS = {
    "contract_form": COUNTY.use.contract_forms,
    "detachment_kind": COUNTY.use.detachment_kinds,
    "held_post_kind": ("正职", "副职"),
}


class FakeDesk(
    FakeListsDesk,
    FakeCollectingDesk,
    FakeCaseDesk,
    FakeFormDesk,
    FakeExchangeDesk,
    FakeProblemDesk,
    FakeDocumentDesk,
    FakeHistoryDesk,
    FakeOtherPeopleDesk,
    FakeSystemDesk,
    FakeSessionDesk,
):
    """Keeps everything in memory; `log` tells what was asked of it."""

    def __init__(self, county: County | None = None, *, single: bool = True) -> None:
        super().__init__(county or build_county(), single=single)
        self.today = TODAY
        self.warnings: tuple[str, ...] = ()
        self.security = FakeSecurityDesk(self.actor)
        self.import_gate = Event()
        self.import_gate.set()

    def began(self) -> date | None:
        return BEGAN if self.county.units else None

    def summary(self, day: date, progress: Progress) -> Summary:
        for number in range(len(self.county.units)):
            progress.step(number, len(self.county.units))
        return self.counts(day)

    def counts(self, day: date) -> Summary:
        units = []
        for unit in self.county.units:
            types = self._counts(unit.unit)
            filled = sum(m.place.role == "正职" for m in self.county.members_of(unit.unit))
            units.append(
                UnitSummary(
                    OFFICE.code,
                    unit,
                    types,
                    (PostCount("正职", 1, filled), PostCount("副职", 3, 2)),
                    _light(types),
                )
            )
        return Summary(day, _totals(units), tuple(units), len(self.county.members))

    def lights(self, day: date, progress: Progress) -> tuple[UnitLight, ...]:
        order = ("red", "yellow", "green")
        made = []
        for unit in self.county.units:
            types = self._counts(unit.unit)
            light = _light(types)
            over = [f"{t.quota_type}超编 {-t.vacant} 名" for t in types if t.vacant < 0]
            reasons = tuple(over) or (
                ("编制已满，新增人员前须先申请",) if light == "yellow" else ()
            )
            made.append(UnitLight(OFFICE.code, unit.unit, unit.name, light, reasons))
        return tuple(sorted(made, key=lambda light: order.index(light.light)))

    def units(self, day: date) -> tuple[Unit, ...]:
        return tuple(self.county.units)

    def unit_keys(self, day: date) -> Mapping[UnitId, str]:
        return {u.unit: INITIALS.get(u.short_name, "") for u in self.county.units}

    def dossier(self, unit: UnitId, day: date) -> Dossier:
        if day < BEGAN:
            raise Refusal("register.before_beginning", began=BEGAN)
        return self.county.dossier(unit, day)

    def due_to_retire(self, day: date, months: int) -> tuple[DueRetirement, ...]:
        old = sorted(self.county.members, key=lambda m: m.person.birth)[:14]
        return tuple(
            DueRetirement(
                m,
                self.county.unit(m.place.unit).name,
                f"202{6 if n < 8 else 7}-{(n % 3) + 10 if n < 8 else n % 4 + 1:02}",
                n < 2,
            )
            for n, m in enumerate(old)
        )

    def count_people(self, query: PeopleQuery, day: date) -> int:
        return len(self._find(query))

    def people(self, query: PeopleQuery, day: date, offset: int, limit: int) -> tuple[Member, ...]:
        return tuple(self._find(query)[offset : offset + limit])

    def check(
        self, day: date, unit: UnitId | None, progress: Progress
    ) -> tuple[WordedFinding, ...]:
        found = []
        for number, held in enumerate(self.county.units):
            progress.step(number, len(self.county.units))
            if unit in (None, held.unit):
                found += [finding(held, c) for c in self._counts(held.unit) if c.vacant < 0]
        for member in self.county.members[:40]:
            held = self.county.unit(member.place.unit)
            if unit in (None, held.unit):
                found.append(
                    WordedFinding(
                        17 if member.person.person % 2 else 40,
                        "warning" if member.person.person % 2 else "info",
                        held.unit,
                        held.name,
                        member.person.id_no,
                        member.person.person,
                        {"name": member.person.name},
                        "参加工作时间早于 16 周岁，请核对干部档案后更正或写明说明。"
                        if member.person.person % 2
                        else "未填写毕业院校，建议在下次信息更新时补齐。",
                    )
                )
        return tuple(found)

    def choices(self, field: str) -> tuple[str, ...]:
        table = COUNTY.tables.get(field)
        return CHOICES.get(field, table.labels if table else OWN_LISTS.get(field, ()))

    def import_workbook(
        self,
        kind: WorkbookKind,
        path: Path,
        *,
        dry_run: bool,
        returned: Path | None,
        effective: date | None,
        document: str,
        progress: Progress,
    ) -> ImportOutcome:
        self.log.append(f"import {kind} {'dry' if dry_run else 'real'} {path.name}")
        for number in range(100):
            self.import_gate.wait(5)
            progress.step(number, 100)
        bad = (
            Complaint(
                "Sheet1",
                7,
                "身份证号",
                "person.id.check_digit",
                "身份证号校验位不对，请核对身份证原件。",
            ),
        )
        return ImportOutcome(
            103,
            100,
            2,
            0,
            bad,
            (),
            returned=returned,
            effective=effective or TODAY,
            dry_run=dry_run,
        )

    def print_handbooks(
        self, units: tuple[UnitId, ...] | None, folder: Path, progress: Progress
    ) -> tuple[PrintedHandbook, ...]:
        chosen = units or tuple(u.unit for u in self.county.units)
        for number in range(len(chosen)):
            progress.step(number, len(chosen))
        return tuple(PrintedHandbook(u, folder / f"{u}.pdf", 12) for u in chosen)

    def write_roster(self, unit: UnitId | None, path: Path, terms: RosterTerms) -> int:
        self.log.append(f"{terms.act} {unit} {path.name} {terms.marking}".strip())
        return len(self.county.members)

    def write_ledger(self, path: Path) -> int:
        self.log.append(f"ledger {path.name}")
        return len(self.county.units)

    def lock(self, reason: str = "") -> None:
        super().lock(reason)
        self.log.append("lock")

    def _find(self, query: PeopleQuery) -> list[Member]:
        text = query.text.upper()
        found = [
            m
            for m in self.county.members
            if (not text or text in m.person.name or text in m.person.id_no)
            and query.unit in (None, m.place.unit)
            and query.quota_type in ("", m.place.quota_type)
        ]
        reads = {"name": lambda m: m.person.name, "birth": lambda m: m.person.birth}
        key = reads.get(query.order)
        return sorted(found, key=key, reverse=query.descending) if key else found


def _light(types: tuple[TypeCount, ...]) -> str:
    worst = min(t.vacant for t in types)
    return "red" if worst < 0 else "yellow" if worst == 0 else "green"


def _totals(units: list[UnitSummary]) -> tuple[TypeCount, ...]:
    sums: dict[str, TypeCount] = {}
    for unit in units:
        for count in unit.types:
            old = sums.get(count.quota_type, TypeCount(count.quota_type, 0, 0))
            sums[count.quota_type] = TypeCount(
                count.quota_type, old.approved + count.approved, old.actual + count.actual
            )
    return tuple(sums.values())
