"""The whole invented county: units, the people of the first day, and every case since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from domain.dates import from_day
from domain.dossier import Dossier, Member
from domain.facts import (
    CHIEF,
    DEPUTY,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    OrganId,
    Quota,
    Unit,
    UnitId,
)
from domain.retirement import due_month, track
from tests.county import names
from tests.county.people import People, Task, month_of
from tests.county.plans import ADMIN, JUSTICE, MANAGED, SERVICE, UnitPlan, plans
from tests.county.years import CHIEF_ROLE, Move, Years

BEGINS = date(2021, 1, 1)
UNTIL = date(2026, 11, 20)
SEED = 629925
OVER_AT_START: Mapping[str, tuple[str, int]] = {
    "安澜县水务局": (ADMIN, 2),
    "安澜县青石镇人民政府": (SERVICE, 1),
    "安澜县中医医院": ("差额事业编制", 3),
}
"""Units that were over a quota when the register began, and by how many."""
OVER_BY_VETERANS: Mapping[str, tuple[int, int]] = {
    "安澜县应急管理局": (2023, 1),
    "安澜县交通运输局": (2025, 2),
}
"""Units that took veterans over their quota: the year, and how many."""
FORGOTTEN_UNITS = 3
_ORGANS = {
    "office": ("办公室", "政策法规股", "综合业务股", "监督管理股", "财务股"),
    "school": ("办公室", "教务处", "政教处", "总务处"),
    "health": ("办公室", "医务科", "护理部", "财务科"),
    "field": ("办公室", "技术推广股", "项目管理股", "财务股"),
}


@dataclass(frozen=True, slots=True)
class SampleCounty:
    """What the workbooks of the first day say, and the cases of the years after it, by day.

    `plans`, `organs`, `quotas`, `posts` and `people` are by unit code; `forgotten` are the ID
    numbers of people whose 下编 never came.
    """

    units: tuple[Unit, ...]
    plans: Mapping[str, UnitPlan]
    organs: Mapping[str, tuple[InnerOrgan, ...]]
    quotas: Mapping[str, tuple[Quota, ...]]
    posts: Mapping[str, tuple[LeaderPost, ...]]
    people: Mapping[str, tuple[Member, ...]]
    moves: tuple[Move, ...]
    forgotten: frozenset[str]
    begins: date
    until: date

    def members(self) -> Iterator[Member]:
        """Yield the people of the first day, unit by unit."""
        for unit in self.units:
            yield from self.people[unit.unit]

    def dossiers(self) -> Iterator[Dossier]:
        """Yield every unit as it was on the first day."""
        by_code = {unit.unit: unit for unit in self.units}
        for unit in self.units:
            code = unit.unit
            yield Dossier(
                self.begins,
                unit,
                self.organs[code],
                self.quotas[code],
                self.posts[code],
                tuple(_ledger(self.quotas[code], self.posts[code])),
                self.people[code],
                by_code.get(UnitId(unit.supervisor)),
            )


def generate(
    seed: int = SEED,
    units: int = 120,
    people: int = 6000,
    begins: date = BEGINS,
    until: date = UNTIL,
) -> SampleCounty:
    """Return the county of that seed; the same arguments give the same county."""
    rng = Random(seed)  # noqa: S311 - an invented county, not a secret
    source = People(rng, begins, until)
    codes = {f"{names.AREA}{n:04}": plan for n, plan in enumerate(plans(units), 1)}
    scale = people / sum(plan.size for plan in codes.values())
    found = tuple(_unit(rng, code, plan, codes, n) for n, (code, plan) in enumerate(codes.items()))
    organs: dict[str, tuple[InnerOrgan, ...]] = {
        unit.unit: tuple(_organs(unit, codes[unit.unit])) for unit in found
    }
    units_quiet = frozenset(code for code, plan in codes.items() if _watched(plan))
    members: dict[str, tuple[Member, ...]] = {}
    quotas: dict[str, tuple[Quota, ...]] = {}
    for unit in found:
        staffing = _Staffing(source, codes[unit.unit], unit, organs[unit.unit])
        members[unit.unit] = tuple(staffing.people(scale, quiet=unit.unit in units_quiet))
        quotas[unit.unit] = tuple(_quotas(rng, unit, codes[unit.unit], members[unit.unit]))
    forgotten = _forgotten(members, until)
    years = Years(
        rng,
        source,
        codes,
        {(q.unit, q.quota_type): q.approved for held in quotas.values() for q in held},
        {code: list(held) for code, held in members.items()},
        units_quiet,
        _veterans(codes),
        forgotten,
    )
    posts: dict[str, tuple[LeaderPost, ...]] = {
        unit.unit: tuple(_posts(unit, codes[unit.unit])) for unit in found
    }
    moves = tuple(years.moves())
    return SampleCounty(
        found, codes, organs, quotas, posts, members, moves, forgotten, begins, until
    )


def _watched(plan: UnitPlan) -> bool:
    return plan.name in OVER_AT_START or plan.name in OVER_BY_VETERANS


def _veterans(codes: Mapping[str, UnitPlan]) -> dict[int, tuple[str, int]]:
    return {
        year * 12 + 4: (code, number)
        for code, plan in codes.items()
        for name, (year, number) in OVER_BY_VETERANS.items()
        if plan.name == name
    }


def _unit(
    rng: Random, code: str, plan: UnitPlan, codes: Mapping[str, UnitPlan], order: int
) -> Unit:
    institution = "事业" in plan.kind
    prefix = "12" if institution else "13" if plan.kind == "群团机关" else "11"
    approved = date(rng.choice((2019, 2019, 2020)), rng.randint(1, 12), rng.randint(1, 28))
    supervisor = next((c for c, p in codes.items() if p.name == plan.supervisor), "")
    category = ("公益二类" if "差额" in plan.main else "公益一类") if institution else ""
    return Unit(
        UnitId(code),
        plan.name,
        short_name=plan.name.removeprefix("中共").removeprefix("安澜"),
        kind=plan.kind,
        rank=plan.rank,
        nature="事业单位" if institution else "社会团体" if prefix == "13" else "国家机关",
        category=category,
        series=plan.series,
        supervisor=supervisor,
        uscc=names.credit_code(rng, prefix),
        funding="差额补贴" if "差额" in plan.main else "全额拨款",
        doc_no=f"安编委发〔{approved.year}〕{rng.randint(1, 96)}号",
        approved_on=from_day(approved),
        inner_count=len(_organ_names(plan)),
        order=order + 1,
    )


def _organ_names(plan: UnitPlan) -> tuple[str, ...]:
    number = 1 if plan.size < 10 else 2 if plan.size < 20 else 3 if plan.size < 45 else 4
    return _ORGANS[plan.trade][: number + (plan.trade == "office" and plan.size > 75)]


def _organs(unit: Unit, plan: UnitPlan) -> Iterator[InnerOrgan]:
    for number, name in enumerate(_organ_names(plan), 1):
        yield InnerOrgan(
            OrganId(f"{unit.unit}-{number}"),
            unit.unit,
            name,
            rank="股级",
            chiefs=1,
            deputies=1 if plan.size > 60 else 0,
            doc_no=unit.doc_no,
            approved_on=unit.approved_on,
            order=number,
        )


def _posts(unit: Unit, plan: UnitPlan) -> Iterator[LeaderPost]:
    for kind, number in ((CHIEF, plan.chiefs), (DEPUTY, _deputies(plan))):
        yield LeaderPost(unit.unit, kind, number, doc_no=unit.doc_no, approved_on=unit.approved_on)


def _deputies(plan: UnitPlan) -> int:
    return 1 if plan.size < 12 else 2 if plan.size < 24 else 3 if plan.size < 100 else 4


@dataclass(frozen=True, slots=True)
class _Staffing:
    """Fills one unit with its first people: leaders, heads of organs, then everybody else."""

    source: People
    plan: UnitPlan
    unit: Unit
    organs: tuple[InnerOrgan, ...]

    def people(self, scale: float, *, quiet: bool) -> Iterator[Member]:
        """Yield as many people as the plan wants times `scale`, at least its leaders."""
        number = max(4, round(self.plan.size * scale))
        workers = self._workers(number)
        tasks = [*self._leaders(), *self._heads()][: number - workers]
        ordinary = number - workers - len(tasks)
        organs = self.organs or (InnerOrgan(OrganId(""), self.unit.unit, ""),)
        tasks += [Task(organ=organs[i % len(organs)].name) for i in range(ordinary)]
        for task in tasks:
            yield self.source.settled(self.plan, self.unit.unit, self.plan.main, task, quiet=quiet)
        for _ in range(workers):
            task = Task(organ=organs[0].name)
            yield self.source.settled(self.plan, self.unit.unit, SERVICE, task, quiet=quiet)

    def _workers(self, number: int) -> int:
        civil = self.plan.main in (ADMIN, JUSTICE, MANAGED)
        return max(1, number // 18) if civil and number > 12 else 0

    def _leaders(self) -> Iterator[Task]:
        levels = ("乡科级正职", "乡科级副职") if self.plan.rank == "正科级" else ("无", "无")
        deputy = f"副{self.plan.chief}"
        for _ in range(self.plan.chiefs):
            yield Task(CHIEF_ROLE, self.plan.chief, lead_level=levels[0])
        for _ in range(_deputies(self.plan) - (self.plan.size % 3 == 0)):
            yield Task("部门副职领导", deputy, lead_level=levels[1])

    def _heads(self) -> Iterator[Task]:
        for organ in self.organs:
            title = "主任" if organ.name[-1] in "室处部" else f"{organ.name[-1]}长"
            yield Task("内设机构正职", f"{organ.name}{title}", organ.name)
            if organ.deputies:
                yield Task("内设机构副职", f"{organ.name}副{title}", organ.name)


def _quotas(
    rng: Random, unit: Unit, plan: UnitPlan, members: tuple[Member, ...]
) -> Iterator[Quota]:
    for quota_type in (plan.main, SERVICE):
        held = sum(member.place.quota_type == quota_type for member in members)
        if not held:
            continue
        room = 0 if quota_type == SERVICE else max(1, round(held * rng.uniform(0.02, 0.09)))
        over_type, over = OVER_AT_START.get(plan.name, ("", 0))
        if _watched(plan):
            room = -over if over_type == quota_type else 0
        yield Quota(
            unit.unit,
            quota_type,
            held + room,
            doc_no=unit.doc_no,
            approved_on=unit.approved_on,
        )


def _ledger(quotas: tuple[Quota, ...], posts: tuple[LeaderPost, ...]) -> Iterator[LedgerEntry]:
    items = [("编制", q.quota_type, q) for q in quotas] + [("职数", p.post_kind, p) for p in posts]
    for number, (subject, item, held) in enumerate(items, 1):
        yield LedgerEntry(
            held.unit, number, subject, item, held.approved, "接管", held.doc_no, held.approved_on
        )


def _forgotten(members: Mapping[str, tuple[Member, ...]], until: date) -> frozenset[str]:
    """Return people of three units who passed their month within the last year."""
    last = month_of(until)
    overdue: dict[str, list[str]] = {}
    for code, held in members.items():
        for member in held:
            due = due_month(member.person.birth, track(member.person, member.place))
            if due is not None and last - 13 <= due <= last - 2:
                overdue.setdefault(code, []).append(member.person.id_no)
    chosen = list(overdue)[:: max(1, len(overdue) // FORGOTTEN_UNITS)][:FORGOTTEN_UNITS]
    return frozenset(number for code in chosen for number in overdue[code][:2])
