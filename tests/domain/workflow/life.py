"""The life of a town's register: cases of every kind in any order, and what must always hold."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from domain.case import CORRECTED, DRAFT, WITHDRAWN, WORLD_CHANGED, Case
from domain.digest import digest
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.facts import FACTS, LedgerEntry
from domain.versions import AsOf
from domain.workflow.ports import Register
from tests.domain.changes.grounds import newcomer
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DRIVER,
    HEAD,
    LI,
    OFFICE_OF_ROADS,
    PUBLIC,
    SCHOOL,
    TEACHER,
    TODAY,
    WANG,
    WORKER,
    ZHAO,
    a_case,
    carried,
    fill,
)
from tests.domain.workflow.office import ALONE
from tests.fakes.facts import id_number
from tests.fakes.register import OFFICE

DAYS: Final = [date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1), TODAY]
SERIALS: Final = (35, 35, 75)
Answer = tuple[str, int, tuple[tuple[str, tuple[LedgerEntry, ...]], ...]]
Known = list[tuple[str, object, object]]
Draw = Callable[[st.SearchStrategy[Any]], Any]

units = st.sampled_from([BUREAU, OFFICE_OF_ROADS, SCHOOL])
types = st.sampled_from([CIVIL, CIVIL, PUBLIC, WORKER])
numbers = st.sampled_from([WANG, TEACHER, ZHAO, LI, HEAD, DRIVER, WANG, id_number(35)])
small = st.integers(1, 3).map(str)


def _entry(draw: Draw) -> Case:
    serial = draw(st.sampled_from(SERIALS))
    stated = newcomer(id=id_number(serial), name=f"新{serial}", quota_type=draw(types))
    stated |= {"entry_mode": "其他", "work_start": "2019-08", "slot": draw(st.sampled_from(SLOTS))}
    return a_case("人员上编", {name: value for name, value in stated.items() if value})


SLOTS: Final = ["", "", "", "N202600001", "N202600002"]


def _exit(draw: Draw) -> Case:
    return a_case("人员下编", {"id": draw(numbers), "exit_reason": "辞职"})


def _transfer(draw: Draw) -> Case:
    who = {"id": draw(numbers)}
    to = {"to": draw(units).unit, "role": "非领导人员"}
    deputy = {"position": "副职", "role": "部门副职领导"}
    stated = draw(
        st.sampled_from(
            [
                {**who, **to, "change": "调动"},
                {**who, **to, "change": "划转", "quota_type": draw(types)},
                {**who, **deputy, "change": "任职"},
                {**who, "change": "免职"},
                {**who, "change": "跨内设", "organ": draw(st.sampled_from(["人事股", "征稽股"]))},
                {**who, **to, "change": "兼职", "position": "会计"},
                {**who, "to": to["to"], "change": "免兼职"},
            ]
        )
    )
    return a_case("人员异动", stated)


def _edit(draw: Draw) -> Case:
    news = {
        "education": draw(st.sampled_from(["初中", "高中", "博士研究生"])),
        "grade": draw(st.sampled_from(["一级科员", "二级科员"])),
    }
    mode = draw(st.sampled_from([WORLD_CHANGED, CORRECTED]))
    return a_case("人员修改", {"id": draw(numbers), **news}, mode=mode)


def _edit_keys(draw: Draw) -> Case:
    name, value = draw(
        st.sampled_from(
            [
                ("name", "新名"),
                ("work_start", "2009-07"),
                ("quota_type", CIVIL),
                ("quota_type", PUBLIC),
            ]
        )
    )
    mode = draw(st.sampled_from([WORLD_CHANGED, CORRECTED]))
    stated = {"id": draw(numbers), name: value, "evidence": "干部档案"}
    return a_case("关键指标修改", stated, mode=mode)


def _reform(draw: Draw) -> Case:
    places = {"quota_type": draw(types), "number": draw(small)}
    posts = {"post_kind": draw(st.sampled_from(["正职", "副职"])), "number": draw(small)}
    stated = draw(
        st.sampled_from(
            [
                {"change": "编制增加", **places},
                {"change": "编制减少", **places},
                {"change": "职数增加", **posts},
                {"change": "职数减少", **posts},
                {"change": "更名", "name": draw(st.sampled_from(["安澜县甲局", "安澜县乙局"]))},
                {"change": "编制划转", "counterpart": draw(units).name, **places},
            ]
        )
    )
    return a_case("机构修改", entries=(stated,))


def _grant(draw: Draw) -> Case:
    given = {"quota_type": draw(types), "number": "1", "expires_on": "2026-12-31"}
    slot = {"change": "放弃", "slot": draw(st.sampled_from(SLOTS[3:]))}
    return a_case("用编核准", entries=(draw(st.sampled_from([given, slot])),))


ACTS: Final[tuple[Callable[[Draw], Case], ...]] = (
    _transfer, _entry, _transfer, _reform, _edit, _exit, _transfer, _edit_keys, _grant, _transfer,
)  # fmt: skip


@st.composite
def cases_of_life(draw: Draw) -> Case:
    """Return a case of any kind but 冲销, on any day, of any unit."""
    case: Case = draw(st.sampled_from(ACTS))(draw)
    return replace(
        case, unit=draw(units).unit, effective=draw(st.sampled_from(DAYS)), explanation="有据"
    )


steps = st.lists(
    st.one_of(cases_of_life(), cases_of_life(), st.integers(0, 3)), min_size=3, max_size=12
)
"""Cases to carry out; a number takes the finished case of that place back, from the newest."""
undoings = st.lists(st.sampled_from([False, False, True]), min_size=12, max_size=12)
"""After which of the steps that come to an end their case is taken back at once."""


@dataclass
class Life:
    """One register, what it told along the way, and which cases came to their end."""

    register: Register
    told: dict[AsOf, Answer] = field(default_factory=dict)
    done: list[Case] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        fill(self.register)
        self._remember()

    def step(self, step: Case | int, *, undo: bool) -> None:
        """Carry a case out or take one back; sometimes undo at once what was done."""
        if isinstance(step, Case):
            self._do(step, undo=undo)
        elif self.done:
            self._do(reversal_of(self.done[-1 - step % len(self.done)]), undo=undo)

    def _do(self, case: Case, *, undo: bool) -> None:
        before, answers = self.known(), self.answers()
        try:
            view = carried(self.register, self._at_home(case))
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            self._tidy()
            assert self.known() == before
            return
        self._finished(view.case)
        if undo:
            undone = carried(self.register, reversal_of(view.case))
            assert self.known() == before
            assert self.answers() == answers
            self._finished(undone.case)

    def _tidy(self) -> None:
        """Take back what was not carried out, which would stand in the way of what comes."""
        with self.register.writing(ALONE) as writer:
            for case in writer.cases((DRAFT,)):
                writer.save_case(replace(case, state=WITHDRAWN))

    def _at_home(self, case: Case) -> Case:
        """Return a case on somebody's place as one of the unit where it is, if it is known."""
        if case.kind not in ("人员下编", "人员异动"):
            return case
        with self.register.reading() as reader:
            found = reader.find_by_id(case.persons[0]["id"], AsOf(case.effective))
        return replace(case, unit=found[0].place.unit) if found else case

    def _finished(self, case: Case) -> None:
        self.done.append(case)
        self.kinds[case.kind] += 1
        self.check_counts()
        self._remember()

    def _remember(self) -> None:
        with self.register.reading() as reader:
            now = reader.last_change()
        for day, answer in zip(DAYS, self.answers(now), strict=True):
            self.told[AsOf(day, now)] = answer

    def answers(self, known: int | None = None) -> list[Answer]:
        """Return what the register tells of every day."""
        found: list[Answer] = []
        with self.register.reading() as reader:
            for day in DAYS:
                dossiers = list(reader.dossiers(AsOf(day, known), OFFICE.code))
                held = tuple((dossier.unit.unit, dossier.ledger) for dossier in dossiers)
                found.append((*digest(dossiers), held))
        return found

    def known(self) -> Known:
        """Return all that is known now, but for the register's own numbers of versions."""
        with self.register.reading() as reader:
            return [
                (kind.KIND, version.content, version.valid)
                for kind in FACTS
                for version in reader.all_versions(kind)
            ]

    def check_counts(self) -> None:
        """Approved counts are the sums of the ledger, and every list counts the same people."""
        with self.register.reading() as reader:
            for day in DAYS:
                counted = {one.unit.unit: one.types for one in reader.staffing(AsOf(day))}
                for dossier in reader.dossiers(AsOf(day), OFFICE.code):
                    _check_dossier(dossier)
                    types = {one.quota_type: one for one in dossier.counts()}
                    assert counted[dossier.unit.unit] == types
                people = sum(count.actual for one in counted.values() for count in one.values())
                assert people == sum(1 for _ in reader.members(AsOf(day)))

    def check_past(self) -> None:
        """What was known on a past day about any day never changes."""
        assert self.refused.keys() <= {"case.blocked"}
        moments = {when.known for when in self.told}
        for known in moments:
            for day, answer in zip(DAYS, self.answers(known), strict=True):
                assert self.told[AsOf(day, known)] == answer


def _check_dossier(dossier: Dossier) -> None:
    sums: Counter[tuple[str, str]] = Counter()
    for entry in dossier.ledger:
        sums[entry.subject, entry.item] += entry.delta
    for quota in dossier.quotas:
        assert quota.approved == sums["编制", quota.quota_type]
    for post in dossier.posts:
        assert post.approved == sums["职数", post.post_kind]
    numbers = [member.place.person for member in dossier.members]
    assert len(numbers) == len(set(numbers))


def reversal_of(case: Case) -> Case:
    """Return a case that takes another back, explained as that one is."""
    undoing = a_case("冲销", entries=({"case": str(case.id)},), explanation=case.explanation)
    return replace(undoing, unit=case.unit, effective=case.effective)
