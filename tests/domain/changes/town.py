"""Two offices of a town, a bureau and a school, with people, for cases over several units."""

from collections.abc import Mapping
from datetime import date

from domain.case import Case, CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.changes.ground import Ground
from domain.documents import Document
from domain.facts import (
    Fact,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OrganId,
    Person,
    PersonId,
    Quota,
    Unit,
    UnitId,
)
from domain.identity import birth_of, sex_of
from domain.versions import AsOf
from domain.workflow.case_views import CaseViews
from domain.workflow.cases import Cases
from domain.workflow.ports import Register
from tests.domain.changes.grounds import codes, numbered
from tests.domain.workflow.office import ALONE, COUNTY, NOON, words
from tests.fakes.clock import FixedClock
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import OFFICE, FakeRegister

CIVIL, PUBLIC, WORKER = "行政编制", "全额事业编制", "工勤编制"
DAY = date(2026, 11, 16)
LATER = date(2026, 11, 18)
TODAY = date(2026, 11, 21)
PAPER = "安编办函〔2026〕8号"
BUREAU = Unit(UnitId("6299250001"), "安澜县教育局", rank="正科级", order=1)
OFFICE_OF_ROADS = Unit(UnitId("6299250002"), "安澜县交通运输局", rank="正科级", order=2)
SCHOOL = Unit(UnitId("6299250003"), "安澜县第一中学", rank="股级", order=3)
CLOSED = Unit(UnitId("6299250004"), "安澜县旧局", status="撤销", order=4)
UNITS = (BUREAU, OFFICE_OF_ROADS, SCHOOL, CLOSED)
STAFF_ROOM = InnerOrgan(OrganId("6299250001-01"), BUREAU.unit, "人事股", chiefs=1)
ARCHIVE = InnerOrgan(OrganId("6299250001-02"), BUREAU.unit, "档案室", status="撤销")
TOLLS = InnerOrgan(OrganId("6299250002-01"), OFFICE_OF_ROADS.unit, "征稽股", chiefs=1)
HEAD, WANG, LI, ZHAO, TEACHER, DRIVER = (
    numbered(f"198{number}0704", f"65{number}") for number in range(6)
)


def a_person(number: int, id_no: str, name: str, **others: str) -> Person:
    stated: dict[str, str] = {"sex": sex_of(id_no), "birth": birth_of(id_no)[:7], **others}
    return Person(PersonId(number), name, id_no, **stated)  # type: ignore[arg-type]  # by name


PEOPLE = (
    a_person(1, HEAD, "金局", education="大学本科"),
    a_person(2, WANG, "王小明", identity="公务员", education="大学本科", enforcement="有"),
    a_person(3, LI, "李建国", identity="工人", education="高中"),
    a_person(4, ZHAO, "赵局", identity="公务员"),
    a_person(5, TEACHER, "曾老师", identity="干部"),
    a_person(6, DRIVER, "钱师傅", identity="工人"),
)


def a_place(number: int, unit: Unit, quota_type: str, **others: str) -> Occupancy:
    return Occupancy(PersonId(number), unit.unit, quota_type, **others)  # type: ignore[arg-type]  # by name


PLACES = (
    a_place(1, BUREAU, CIVIL, role="部门正职领导", position="局长", lead_level="乡科级正职"),
    a_place(
        2, BUREAU, CIVIL, role="非领导人员", organ=STAFF_ROOM.organ, entry_mode="公务员考录",
        quota_since="2015-09", quota_doc="安编办函〔2015〕3号", entered_on="2015-09",
    ),
    a_place(3, BUREAU, CIVIL, role="非领导人员"),
    a_place(4, OFFICE_OF_ROADS, CIVIL, role="部门正职领导", position="局长"),
    a_place(5, SCHOOL, PUBLIC, role="非领导人员", quota_since="2016-08"),
    a_place(6, BUREAU, WORKER, quota_since="2011"),
)  # fmt: skip


def _counted(unit: Unit, entry: int, subject: str, item: str, approved: int) -> tuple[Fact, Fact]:
    held: Fact = Quota(unit.unit, item, approved)
    if subject == "职数":
        held = LeaderPost(unit.unit, item, approved)
    return held, LedgerEntry(unit.unit, entry, subject, item, approved, doc_no=PAPER)


APPROVED = (
    ("编制", CIVIL, 6), ("编制", PUBLIC, 3), ("编制", WORKER, 2),
    ("职数", "正职", 1), ("职数", "副职", 1),
)  # fmt: skip


def facts() -> tuple[Fact, ...]:
    approved = [
        fact
        for unit in (BUREAU, OFFICE_OF_ROADS, SCHOOL)
        for entry, (subject, item, count) in enumerate(APPROVED, 1)
        for fact in _counted(unit, entry, subject, item, count)
    ]
    return (*UNITS, STAFF_ROOM, ARCHIVE, TOLLS, *approved, *PEOPLE, *PLACES)


def fill(register: Register) -> None:
    """Put the town into an empty register."""
    order: list[type[Fact]] = [Unit, InnerOrgan, Quota, LeaderPost, LedgerEntry, Person, Occupancy]
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        writer.add(sorted(facts(), key=lambda fact: order.index(type(fact))), BEGIN, number)


def town() -> FakeRegister:
    register = FakeRegister()
    fill(register)
    return register


def a_case(kind: str, *persons: Mapping[str, str], **changes: object) -> Case:
    fields: dict[str, object] = {
        "id": CaseId(""), "kind": kind, "unit": BUREAU.unit, "document": Document(PAPER),
        "effective": DAY, "persons": persons,
    }  # fmt: skip
    return Case(**(fields | changes))  # type: ignore[arg-type]  # fields by name


def ground(register: Register, case: Case) -> Ground:
    views = CaseViews(OFFICE.code, COUNTY, words(), FixedClock(NOON))
    with register.reading() as reader:
        return views.ground(reader, case)


def found(register: Register, case: Case) -> list[str]:
    """Return the codes of what stands in the way of a case."""
    return [code for _, code in codes(case, ground(register, case))]


def draft(case: Case) -> CaseDraft:
    return CaseDraft(
        case.kind, case.unit, case.document, case.effective, tuple(case.persons),
        case.explanation, entries=tuple(case.entries), mode=case.mode,
    )  # fmt: skip


def carried(register: Register, case: Case) -> CaseView:
    """Let a case go all the way into the register."""
    acts = Cases(register, COUNTY, words(), FixedClock(NOON))
    number = acts.draft(ALONE, draft(case)).case.id
    acts.submit(ALONE, number)
    return acts.approve(ALONE, number)


def place_of(register: Register, number: int, day: date = DAY) -> Occupancy | None:
    with register.reading() as reader:
        held = reader.versions(Occupancy, PersonId(number))
    return next((version.content for version in held if version.valid.contains(day)), None)


def counts(register: Register, unit: Unit, day: date = DAY) -> dict[str, int]:
    """Return how many people of each type a unit has on a day."""
    with register.reading() as reader:
        (dossier,) = reader.dossiers(AsOf(day), OFFICE.code, (unit.unit,))
    return {count.quota_type: count.actual for count in dossier.counts()}
