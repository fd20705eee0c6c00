"""The desk behind the window, over the invented county."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event

from domain.case import DONE, DRAFT, RETURNED, SUBMITTED, WITHDRAWN, Case, CaseId
from domain.dossier import Dossier, Member, TypeCount
from domain.errors import Refusal
from domain.facts import OfficeCode, Person, PersonId, Unit, UnitId
from domain.outcomes import (
    CaseDraft,
    CaseView,
    CertificateView,
    Complaint,
    DueRetirement,
    ImportOutcome,
    PackageView,
    PostCount,
    PrintedHandbook,
    Summary,
    UnitLight,
    UnitSummary,
    WordedFinding,
)
from domain.register import Actor, Office, PeopleQuery, Receipt
from domain.workflow.ports import Progress
from tests.fakes.county import INITIALS, County, build_county
from ui.desk import WorkbookKind

TODAY = date(2026, 11, 22)
BEGAN = date(2021, 1, 1)
OFFICE = Office(OfficeCode("629925"), "中共安澜县委机构编制委员会办公室", "county")
CHOICES = {
    "quota_type": ("行政编制", "政法专项编制", "工勤编制", "全额事业编制", "差额事业编制"),
    "entry_mode": ("公务员考录", "调任", "转任", "事业单位招聘", "军转安置", "人才引进"),
    "exit_reason": ("退休", "调出", "辞职", "辞退", "开除", "死亡"),
    "post_class": ("行政管理岗位", "专业技术岗位", "管理岗位", "工勤技能岗位"),
    "lead_level": ("正科级", "副科级", "股级"),
    "education": ("大学本科", "研究生", "大学专科"),
}


class FakeDesk:
    """Keeps everything in memory; `log` tells what was asked of it."""

    def __init__(self, county: County | None = None, *, single: bool = True) -> None:
        self.county = county or build_county()
        self.office = OFFICE
        self.actor = Actor("zhang", frozenset({"负责人"}), single)
        self.today = TODAY
        self.log: list[str] = []
        self.held: dict[str, CaseView] = {}
        self.receipts: list[Receipt] = []
        self.certified = True
        self.import_gate = Event()
        self.import_gate.set()
        self.refuse_submit = ""

    def began(self) -> date | None:
        return BEGAN if self.county.units else None

    def summary(self, day: date, progress: Progress) -> Summary:
        units = []
        for number, unit in enumerate(self.county.units):
            progress.step(number, len(self.county.units))
            types = self._counts(unit.unit)
            filled = sum(m.place.role == "正职" for m in self._of(unit.unit))
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

    def person_by_id(self, id_no: str, day: date) -> Member | None:
        return next((m for m in self.county.members if m.person.id_no == id_no), None)

    def reveal_id(self, person: Person) -> None:
        self.log.append(f"reveal {person.person}")

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
                        member.person.name,
                        member.person.person,
                        {},
                        "参加工作时间早于 16 周岁，请核对干部档案后更正或写明说明。"
                        if member.person.person % 2
                        else "未填写毕业院校，建议在下次信息更新时补齐。",
                    )
                )
        return tuple(found)

    def choices(self, field: str) -> tuple[str, ...]:
        return CHOICES.get(field, ())

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

    def cases(self, states: Iterable[str]) -> tuple[CaseView, ...]:
        wanted = set(states)
        return tuple(v for v in reversed(self.held.values()) if v.case.state in wanted)

    def preview_case(self, draft: CaseDraft) -> CaseView:
        before = self._counts(draft.unit)
        step = 1 if draft.kind == "人员上编" else -1
        after = tuple(
            replace(c, actual=c.actual + step * len(draft.persons)) if n == 0 else c
            for n, c in enumerate(before)
        )
        unit = self.county.unit(draft.unit)
        blocked = tuple(self._objections(draft, unit, after))
        return CaseView(_case(draft, CaseId("2026-00000")), unit.name, blocked, before, after)

    def save_draft(self, draft: CaseDraft) -> CaseView:
        case = draft.case or CaseId(f"2026-{len(self.held) + 1:05}")
        view = self.preview_case(draft)
        self.held[case] = replace(view, case=replace(_case(draft, case), single=self.actor.single))
        return self.held[case]

    def submit(self, case: CaseId) -> CaseView:
        errors = [f for f in self.held[case].blocked_by if f.severity == "error"]
        if errors or self.refuse_submit:
            raise Refusal("case.blocked", case=case)
        return self._move(case, SUBMITTED)

    def approve(self, case: CaseId) -> CaseView:
        return self._move(case, DONE)

    def return_case(self, case: CaseId, reason: str) -> CaseView:
        return self._move(case, RETURNED, reason)

    def withdraw(self, case: CaseId) -> CaseView:
        return self._move(case, WITHDRAWN)

    def print_handbooks(
        self, units: tuple[UnitId, ...] | None, folder: Path, progress: Progress
    ) -> tuple[PrintedHandbook, ...]:
        chosen = units or tuple(u.unit for u in self.county.units)
        for number in range(len(chosen)):
            progress.step(number, len(chosen))
        return tuple(PrintedHandbook(u, folder / f"{u}.pdf", 12) for u in chosen)

    def write_roster(self, unit: UnitId | None, path: Path) -> None:
        self.log.append(f"roster {unit} {path.name}")

    def write_ledger(self, path: Path) -> None:
        self.log.append(f"ledger {path.name}")

    def create_package(self, to: OfficeCode, folder: Path) -> PackageView:
        self.receipts.insert(0, receipt(len(self.receipts) + 1, "sent"))
        return self._package(folder / "上报.bqp", "created")

    def inspect_package(self, path: Path) -> PackageView:
        if "坏" in path.name:
            raise Refusal("package.tampered", path=path.name)
        return self._package(path, "verified")

    def accept_package(self, path: Path, progress: Progress) -> PackageView:
        self.receipts.insert(0, receipt(len(self.receipts) + 1, "accepted"))
        return self._package(path, "accepted")

    def packages(self) -> tuple[Receipt, ...]:
        return tuple(self.receipts)

    def certificates(self) -> tuple[CertificateView, ...]:
        if not self.certified:
            return ()
        print_of = "3f9a1c0de55b7a2291c4e86d70ab33f10c5d9e2b7846a1f0b3c2d4e5f6071829"
        return (
            CertificateView(
                "office", OFFICE.code, OFFICE.name, "中共安州市委编办", print_of,
                date(2026, 1, 1), date(2029, 1, 1), "valid",
            ),
        )  # fmt: skip

    def trust_request(self, path: Path) -> str:
        self.log.append(f"request {path.name}")
        return "ab" * 32

    def trust_grant(self, request: Path, out: Path) -> str:
        self.log.append(f"grant {request.name} {out.name}")
        return "cd" * 32

    def trust_install(self, path: Path) -> str:
        self.certified = True
        return "ef" * 32

    def lock(self) -> None:
        self.log.append("lock")

    def _of(self, unit: UnitId) -> list[Member]:
        return self.county.members_of(unit)

    def _counts(self, unit: UnitId) -> tuple[TypeCount, ...]:
        held = len(self._of(unit))
        return tuple(
            TypeCount(q.quota_type, q.approved, held if not n else 0)
            for n, q in enumerate(self.county.quotas[unit])
        )

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
        for count in after:
            if count.vacant < 0:
                yield finding(unit, count)

    def _move(self, case: CaseId, state: str, reason: str = "") -> CaseView:
        view = self.held[case]
        self.held[case] = replace(view, case=replace(view.case, state=state, reason=reason))
        self.log.append(f"{state} {case}")
        return self.held[case]

    def _package(self, path: Path, status: str) -> PackageView:
        return PackageView(
            "P-0001", path, "上报", OFFICE.code, OFFICE.name, (OfficeCode("6299"),), 3, status,
            {"unit": 120, "person": 6000, "occupancy": 6000, "quota": 240},
            {"安澜县教育局": {"added": 3, "changed": 1, "gone": 2}},
            "9b1c" * 16, TODAY,
        )  # fmt: skip


def _case(draft: CaseDraft, number: CaseId) -> Case:
    return Case(
        number, draft.kind, draft.unit, draft.document, draft.effective, draft.persons, DRAFT,
        draft.explanation, "zhang", "2026-11-22T09:00",
    )  # fmt: skip


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


def finding(unit: Unit, count: TypeCount) -> WordedFinding:
    return WordedFinding(
        7, "error", unit.unit, unit.name, "", None, {},
        f"{unit.name}{count.quota_type}实有 {count.actual} 名，核定 {count.approved} 名，"
        f"超编 {-count.vacant} 名。请先下编或申请增加编制。",
    )  # fmt: skip


def receipt(seq: int, direction: str) -> Receipt:
    status = "created" if direction == "sent" else "accepted"
    return Receipt(
        direction, OfficeCode("6299"), "report", 1, seq, f"629925-{seq:06}", "5e" * 32, "7a" * 32,
        datetime(2026, 11, 22, 9, seq, tzinfo=UTC), status,
        "/media/usb/上报.bqp",
    )  # fmt: skip


def departures(county: County, count: int) -> tuple[PersonId, ...]:
    """Return the numbers of some people of the first unit."""
    first = county.units[0].unit
    return tuple(m.person.person for m in county.members if m.place.unit == first)[:count]
