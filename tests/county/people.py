"""People of the invented county: lives that fit their places and the retirement rules."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import accumulate
from random import Random

from domain.dates import PartialDate, from_day, month_index, month_text
from domain.dossier import Member
from domain.facts import Occupancy, Person, PersonId, UnitId
from domain.retirement import Track, due_month
from tests.county import names
from tests.county.plans import JUSTICE, MANAGED, SERVICE, UnitPlan

ORDINARY = "非领导人员"
QUIET_UNTIL = 2028 * 12
"""Whoever must not retire within the time told, retires later than this month."""
_YOUNGEST = 22
_ENTRY_AGES = {
    "中专": (19, 20), "大学专科": (21, 22), "大学本科": (22, 24), "硕士研究生": (25, 27),
}  # fmt: skip
_TITLES = {
    "school": ("二级教师", "一级教师", "高级教师"),
    "health": ("医师", "主治医师", "副主任医师"),
    "field": ("助理工程师", "工程师", "高级工程师"),
    "office": ("助理馆员", "馆员", "馆员"),
}
_OCCUPATIONS = {"school": "教师", "health": "医务人员", "field": "技术员", "office": "办事员"}
_WORKERS = ("驾驶员", "炊事员", "水电工", "收发员")
_GRADES = ("一级科员", "四级主任科员", "三级主任科员", "二级主任科员", "一级主任科员")
_ENTRIES = (("公务员考录", 62), ("选调生", 8), ("调任", 8), ("转任", 14), ("军转安置", 8))
_INSTITUTION_ENTRIES = (("事业单位招聘", 80), ("人才引进", 4), ("调入", 12), ("公费定向生", 4))


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody does in a unit. `role` is an official word of 人员分类."""

    role: str = ORDINARY
    position: str = ""
    organ: str = ""
    lead_level: str = "无"


@dataclass(slots=True)
class People:
    """Makes people, each under the next number and with an ID number of his own.

    `begins` is the day of the roster; `until` the last day anything can have happened.
    """

    rng: Random
    begins: date
    until: date
    last: int = 0
    taken: set[str] = field(default_factory=set)

    def settled(self, plan: UnitPlan, unit: str, quota: str, task: Task, *, quiet: bool) -> Member:
        """Return somebody who already held the place when the register began."""
        rng = self.rng
        worker = quota == SERVICE
        male = rng.random() < (0.8 if worker else 0.42 if plan.trade != "office" else 0.56)
        born = self._birth(_track(male=male, worker=worker), quiet=quiet or task.role != ORDINARY)
        education = self._education(born, worker=worker)
        started = self._start(born, education, month_of(self.begins) - 4)
        since = min(started + rng.choice((0, 1, 1, 2, 14, 26, 38)), month_of(self.begins) - 2)
        person = self._person(plan, born, education, started, male=male, worker=worker)
        mode = self._mode(plan, worker=worker)
        return self._member(person, plan, unit, quota, task, mode, since)

    def newcomer(self, plan: UnitPlan, unit: str, quota: str, mode: str, day: date) -> Member:
        """Return somebody young who takes up a place on `day`."""
        rng = self.rng
        male = rng.random() < (0.9 if mode == "军转安置" else 0.45)
        education = "硕士研究生" if mode in ("人才引进", "选调生") else "大学本科"
        born = month_of(day) - rng.randint(25 * 12, 31 * 12)
        started = month_of(day) if mode != "军转安置" else born + 19 * 12
        if mode == "军转安置":
            born, started = born - 6 * 12, started - 6 * 12
        if mode == "转任":
            born, started = born - 12 * 12, born + 11 * 12
        person = self._person(plan, born, education, started, male=male, worker=False)
        task = Task(position=self._occupation(plan, worker=False))
        return self._member(person, plan, unit, quota, task, mode, None)

    def _birth(self, track: Track, *, quiet: bool) -> int:
        pool, weights = _births(track, month_of(self.begins), quiet)
        return self.rng.choices(pool, cum_weights=weights)[0]

    def _education(self, born: int, *, worker: bool) -> str:
        age = (month_of(self.begins) - born) // 12
        if worker:
            return self.rng.choice(("中专", "中专", "大学专科"))
        if age < _ENTRY_AGES["硕士研究生"][1] + 1:
            return "大学专科" if age < _ENTRY_AGES["大学本科"][1] + 1 else "大学本科"
        shares = (2, 5, 10, 1) if age > 45 else (0, 3, 14, 2)
        return self.rng.choices(tuple(_ENTRY_AGES), shares)[0]

    def _start(self, born: int, education: str, latest: int) -> int:
        """Return the month of the first work: a summer or autumn after the last school."""
        youngest, oldest = _ENTRY_AGES[education]
        year = born // 12 + self.rng.randint(youngest, oldest)
        return min(year * 12 + self.rng.choice((6, 7, 7, 8)), latest)

    def _person(
        self, plan: UnitPlan, born: int, education: str, started: int, *, male: bool, worker: bool
    ) -> Person:
        rng = self.rng
        nation = names.nation(rng)
        title = "" if worker or plan.civil else self._title(plan, born)
        number = self._number(born, male=male)
        senior = title in (ladder[2] for ladder in _TITLES.values()) and title.find("馆") < 0
        self.last += 1
        return Person(
            PersonId(self.last),
            names.person_name(rng, nation, male=male),
            number,
            sex="男" if male else "女",
            birth=PartialDate(month_text(born)),
            nation=nation,
            native_place=rng.choice(("甘肃安澜", "甘肃安澜", "甘肃安澜", "甘肃平岭", "陕西清原")),
            politics=rng.choices(("中共党员", "群众", "民盟盟员"), (62, 36, 2))[0],
            work_start=PartialDate(month_text(started)),
            education=education,
            degree={"硕士研究生": "硕士", "大学本科": "学士"}.get(education, "无"),
            school=names.school(rng, "office" if worker else plan.trade),
            prof_title=title,
            retire_track=Track.WOMEN_55.value if senior and not male else "",
        )

    def _number(self, born: int, *, male: bool) -> str:
        while True:
            day = date(born // 12, born % 12 + 1, self.rng.randint(1, 28))
            number = names.id_number(self.rng, day, male=male)
            if number not in self.taken:
                self.taken.add(number)
                return number

    def _title(self, plan: UnitPlan, born: int) -> str:
        age = (month_of(self.begins) - born) // 12
        steps = 1 + (age > 32) + (age > 44)
        return _TITLES[plan.trade][self.rng.randrange(steps)]

    def _occupation(self, plan: UnitPlan, *, worker: bool) -> str:
        if worker:
            return self.rng.choice(_WORKERS)
        if plan.main == JUSTICE:
            return "民警" if plan.name.endswith("公安局") else "干警"
        return "科员" if plan.civil else _OCCUPATIONS[plan.trade]

    def _mode(self, plan: UnitPlan, *, worker: bool) -> str:
        if worker:
            return self.rng.choice(("退役士兵安置", "政策性安置", "调入"))
        modes = _ENTRIES if plan.civil else _INSTITUTION_ENTRIES
        return self.rng.choices([mode for mode, _ in modes], [share for _, share in modes])[0]

    def _member(  # noqa: PLR0917 - a place has that many sides
        self,
        person: Person,
        plan: UnitPlan,
        unit: str,
        quota: str,
        task: Task,
        mode: str,
        month: int | None,
    ) -> Member:
        worker = quota == SERVICE
        technical = not worker and not plan.civil and task.role == ORDINARY
        since, document = (PartialDate(""), "") if month is None else self._since(month)
        age = (month_of(self.until) - (month_index(person.birth) or 0)) // 12
        place = Occupancy(
            person.person,
            UnitId(unit),
            quota,
            organ=task.organ,
            funding="差额补贴" if quota.startswith("差额") else "全额拨款",
            post_class="工勤技能岗位"
            if worker
            else "专业技术岗位"
            if technical
            else "行政管理岗位",
            role=task.role,
            position=task.position or self._occupation(plan, worker=worker),
            lead_level=task.lead_level,
            grade=_grade(plan, quota, age),
            entry_mode=mode,
            quota_since=since,
            quota_doc=document,
        )
        return Member(person, place)

    def _since(self, month: int) -> tuple[PartialDate, str]:
        day = date(month // 12, month % 12 + 1, self.rng.randint(1, 28))
        return from_day(day), f"安编办函〔{day.year}〕{self.rng.randint(1, 290)}号"


def month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def _track(*, male: bool, worker: bool) -> Track:
    if male:
        return Track.MEN_60
    return Track.WOMEN_50 if worker else Track.WOMEN_55


def _grade(plan: UnitPlan, quota: str, age: int) -> str:
    if not plan.civil or quota == SERVICE or plan.main == MANAGED:
        return ""
    return _GRADES[max(0, min(len(_GRADES) - 1, (age - 30) // 6))]


@lru_cache
def _births(track: Track, begins: int, quiet: bool) -> tuple[list[int], list[float]]:  # noqa: FBT001 - a key of the cache
    """Return birth months and their weights: few people stand before retirement, most are young."""
    pool = [
        born
        for born in range(begins - 64 * 12, begins - _YOUNGEST * 12)
        if (due_month(month_text(born), track) or 0) >= (QUIET_UNTIL if quiet else begins)
    ]
    years_left = [((due_month(month_text(born), track) or 0) - begins) / 12 for born in pool]
    weights = [min(1.0, 0.26 + max(0.0, years - 7) / 10) for years in years_left]
    return pool, list(accumulate(weights))
