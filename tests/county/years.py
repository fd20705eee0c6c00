"""The years since the register began: who left, who came, on which document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from domain.dossier import Member
from domain.facts import Occupancy, UnitId
from domain.retirement import due_month, track
from tests.county.people import ORDINARY, People, month_of
from tests.county.plans import ADMIN, JUSTICE, SERVICE, UnitPlan

ENTRY = "人员上编"
EXIT = "人员下编"
CHIEF_ROLE = "部门正职领导"
MAX_PERSONS = 8
_RECRUITING = (9, 10)
_VETERANS = 4


@dataclass(frozen=True, slots=True)
class Move:
    """One case before it is written down. `reason` is the entry mode or the exit reason."""

    kind: str
    unit: str
    day: date
    reason: str
    members: tuple[Member, ...]
    other: str = ""
    explanation: str = ""


@dataclass(slots=True)
class Years:
    """Lives through the months. Entries happen before the 15th of a month, exits from then on.

    That way the order of the days is the order in which places become free and are filled.
    `quiet` units lose nobody; `veterans` are the units that take somebody over their quota, with
    the month of it; `forgotten` are the ID numbers whose 下编 never comes.
    """

    rng: Random
    people: People
    plans: dict[str, UnitPlan]
    approved: dict[tuple[str, str], int]
    staff: dict[str, list[Member]]
    quiet: frozenset[str]
    veterans: dict[int, tuple[str, int]]
    forgotten: frozenset[str]

    def moves(self) -> Iterator[Move]:
        """Yield everything that happens, by day."""
        for month in range(month_of(self.people.begins), month_of(self.people.until) + 1):
            happened = [*self._entries(month), *self._exits(month)]
            yield from sorted(happened, key=lambda move: move.day)

    def _entries(self, month: int) -> Iterator[Move]:
        number = month % 12 + 1
        if month in self.veterans:
            yield self._over_quota(month, *self.veterans[month])
        if number == _VETERANS:
            for unit in self._emptiest(3, (ADMIN, JUSTICE)):
                yield self._hire(unit, month, 1, "军转安置")
        if number in _RECRUITING:
            for unit in self._emptiest(8, ()):
                yield self._hire(unit, month, MAX_PERSONS, self._mode(unit))
        if number in (3, 7):
            yield from self._missing_chiefs(month)
        if number == 6:
            yield from self._from_inside(month)

    def _exits(self, month: int) -> Iterator[Move]:
        number = month % 12 + 1
        yield from self._retirements(month)
        if number in (2, 5, 8, 11):
            yield from self._single_exit(month, "辞职" if number in (2, 8) else "调出")
        if number == 12 and month // 12 % 2:
            yield from self._single_exit(month, "死亡")
        if number in (5, 12):
            yield from self._chief_exit(month)

    def _retirements(self, month: int) -> Iterator[Move]:
        retiring: dict[str, list[Member]] = {}
        for unit, members in self.staff.items():
            for member in members:
                if _due(member) == month and member.person.id_no not in self.forgotten:
                    retiring.setdefault(unit, []).append(member)
        for unit, members in retiring.items():
            day = self._day(month, late=True)
            if day is not None:
                yield self._leave(unit, day, "退休", members)

    def _day(self, month: int, *, late: bool) -> date | None:
        first, last = (15, 28) if late else (1, 14)
        if month == month_of(self.people.until):
            # The last days are still on somebody's desk.
            last = min(last, self.people.until.day - 4)
            if self.rng.random() < 0.5:
                return None
        return date(month // 12, month % 12 + 1, self.rng.randint(first, last))

    def _early(self, month: int) -> date:
        return date(month // 12, month % 12 + 1, self.rng.randint(3, 14))

    def _leave(
        self, unit: str, day: date, reason: str, members: Iterable[Member], other: str = ""
    ) -> Move:
        leaving = tuple(members)[:MAX_PERSONS]
        numbers = {member.person.id_no for member in leaving}
        self.staff[unit] = [m for m in self.staff[unit] if m.person.id_no not in numbers]
        return Move(EXIT, unit, day, reason, leaving, other)

    def _ordinary(self, unit: str, youngest: int, oldest: int, month: int) -> list[Member]:
        return [
            member
            for member in self.staff[unit]
            if member.place.role == ORDINARY
            and member.place.quota_type != SERVICE
            and youngest * 12 <= month - month_of(_born(member)) <= oldest * 12
            and member.person.id_no not in self.forgotten
        ]

    def _single_exit(self, month: int, reason: str) -> Iterator[Move]:
        unit = self.rng.choice([unit for unit in self.staff if unit not in self.quiet])
        ages = (40, 58) if reason == "死亡" else (25, 44)
        able = [m for m in self._ordinary(unit, *ages, month) if (_due(m) or 0) != month]
        day = self._day(month, late=True)
        if able and day is not None:
            other = self.rng.choice(("平岭县", "清原市", "远山县")) if reason == "调出" else ""
            count = min(len(able), self.rng.choice((1, 1, 2)) if reason == "调出" else 1)
            yield self._leave(unit, day, reason, self.rng.sample(able, count), other)

    def _chief_exit(self, month: int) -> Iterator[Move]:
        units = [u for u, plan in self.plans.items() if plan.civil and u not in self.quiet]
        unit = self.rng.choice(units)
        chiefs = [m for m in self.staff[unit] if m.place.role == CHIEF_ROLE]
        day = self._day(month, late=True)
        if chiefs and day is not None and month < month_of(self.people.until) - 6:
            yield self._leave(unit, day, "调出", chiefs[:1], "清原市")

    def _missing_chiefs(self, month: int) -> Iterator[Move]:
        for unit, plan in self.plans.items():
            chiefs = sum(m.place.role == CHIEF_ROLE for m in self.staff[unit])
            if chiefs >= plan.chiefs or not self._free(unit, plan.main):
                continue
            day = self._early(month)
            member = self.people.newcomer(plan, unit, plan.main, "转任", day)
            place = replace(
                member.place,
                role=CHIEF_ROLE,
                position=plan.chief,
                lead_level="乡科级正职",
                post_class="行政管理岗位",
            )
            yield self._arrive(unit, day, "转任", (Member(member.person, place),))

    def _from_inside(self, month: int) -> Iterator[Move]:
        """Move somebody between two units: the exit one day, the entry the next."""
        day = self._early(month)
        for _ in range(3):
            source, target = self.rng.sample(sorted(set(self.staff) - self.quiet), 2)
            plan, old = self.plans[target], self.plans[source]
            able = self._ordinary(source, 28, 48, month)
            if not able or plan.main != old.main or not self._free(target, plan.main):
                continue
            member = self.rng.choice(able)
            if member.place.quota_type != plan.main:
                continue
            yield self._leave(source, day, "调出", (member,), plan.name)
            place = Occupancy(
                member.person.person,
                UnitId(target),
                plan.main,
                post_class=member.place.post_class,
                funding=member.place.funding,
                role=ORDINARY,
                position=member.place.position,
                entry_mode="转任" if plan.civil else "调入",
                entry_source=old.name,
            )
            arrived = Member(member.person, place)
            yield self._arrive(target, day, place.entry_mode, (arrived,))

    def _free(self, unit: str, quota: str) -> int:
        held = sum(member.place.quota_type == quota for member in self.staff[unit])
        return self.approved.get((unit, quota), 0) - held

    def _emptiest(self, count: int, types: tuple[str, ...]) -> list[str]:
        """Return the units with most room, of the given quota types where types are given."""
        room = {
            unit: self._free(unit, plan.main) / self.approved[unit, plan.main]
            for unit, plan in self.plans.items()
            if unit not in self.quiet and (not types or plan.main in types)
        }
        able = [unit for unit, share in room.items() if share > 0]
        return sorted(able, key=lambda unit: (-room[unit], unit))[:count]

    def _hire(self, unit: str, month: int, most: int, mode: str) -> Move:
        plan, day = self.plans[unit], self._early(month)
        number = min(most, self._free(unit, plan.main))
        members = tuple(
            self.people.newcomer(plan, unit, plan.main, mode, day) for _ in range(number)
        )
        return self._arrive(unit, day, mode, members)

    def _over_quota(self, month: int, unit: str, number: int) -> Move:
        plan, day = self.plans[unit], self._early(month)
        members = tuple(
            self.people.newcomer(plan, unit, plan.main, "军转安置", day) for _ in range(number)
        )
        explanation = "本年度军队转业干部安置任务，单位已满编，先行安置，待自然减员后消化。"
        move = self._arrive(unit, day, "军转安置", members)
        return replace(move, explanation=explanation)

    def _arrive(self, unit: str, day: date, mode: str, members: tuple[Member, ...]) -> Move:
        self.staff[unit] = [*self.staff[unit], *members]
        return Move(ENTRY, unit, day, mode, members)

    def _mode(self, unit: str) -> str:
        if self.plans[unit].civil:
            return "公务员考录"
        return self.rng.choices(("事业单位招聘", "人才引进", "公费定向生"), (90, 4, 6))[0]


def _due(member: Member) -> int | None:
    return due_month(member.person.birth, track(member.person, member.place))


def _born(member: Member) -> date:
    year, month = member.person.birth.split("-")
    return date(int(year), int(month), 1)
