"""Counts, findings, lights, retirements and the digest of a register on a day."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.dates import PartialDate, from_day
from domain.digest import digest
from domain.errors import Refusal
from domain.facts import Departure, Fact, OfficeCode, PersonId, Unit, UnitId
from domain.identity import birth_of, sex_of
from domain.outcomes import Summary
from domain.register import Office, UnitAt
from domain.versions import AsOf, amended
from domain.words import Words
from domain.workflow.asking import find_unit, find_unit_anywhere, former_names
from domain.workflow.overview import Overview
from tests.domain.workflow.office import CLERK, COUNTY, TEXTS, Steps
from tests.fakes.dossiers import ADMIN, BEGAN, DAY, DOCUMENT, MEMBER, PERSON, PLACE, UNIT, dossier
from tests.fakes.facts import change, entry, id_number, person, place, quota
from tests.fakes.register import OFFICE, FakeRegister

OWN = OFFICE.code
OTHER = OfficeCode("629926")
TYPES = [known.label for known in COUNTY.quota_types]


def bureau(number: int, name: str, **changes: object) -> Unit:
    """Return another sound unit."""
    code = UnitId(f"629925{number:04d}")
    return replace(UNIT, unit=code, name=name, order=number, uscc="", **changes)  # type: ignore[arg-type]  # fields by name


def approved(of: Unit, places: int, quota_type: str = ADMIN, reserved: int = 0) -> list[Fact]:
    """Return places with the entry and the document they rest on."""
    number = 1 + TYPES.index(quota_type)
    return [
        replace(quota(of, places, quota_type, reserved), doc_no=DOCUMENT),
        replace(entry(of, number, places), item=quota_type, doc_no=DOCUMENT),
    ]


def people(of: Unit, *numbers: int) -> list[Fact]:
    """Return sound people with these numbers and places in a unit."""
    facts: list[Fact] = []
    for number in numbers:
        id_no, own = id_number(number), PersonId(number)
        facts.append(
            replace(
                PERSON, person=own, name=f"张{number}", id_no=id_no,
                birth=birth_of(id_no), sex=sex_of(id_no), retire_track="",
            )
        )  # fmt: skip
        facts.append(replace(PLACE, person=own, unit=of.unit))
    return facts


SOUND = dossier()
GREEN = [
    SOUND.unit, *SOUND.quotas, *SOUND.posts, *SOUND.ledger, MEMBER.person, MEMBER.place,
]  # fmt: skip
FINANCE, PETITIONS, AUDIT = (
    bureau(2, "安澜县财政局"), bureau(3, "安澜县信访局"), bureau(4, "安澜县审计局"),
)  # fmt: skip
RED = [FINANCE, *approved(FINANCE, 1), *people(FINANCE, 31, 32)]
GREY = [PETITIONS]
YELLOW = [AUDIT, *approved(AUDIT, 2, reserved=3)]


def enter(
    register: FakeRegister, *facts: Fact, start: date = BEGAN, office: OfficeCode | None = None
) -> FakeRegister:
    """Enter facts of an office from a day on."""
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        for fact in facts:
            writer.apply(type(fact), amended((), start, fact), number, office)
    return register


def overview(register: FakeRegister) -> Overview:
    sentences: dict[str, str] = {}
    for name in ("overview", "checks", "fields"):
        sentences |= json.loads((TEXTS / f"{name}.json").read_text("utf-8"))
    return Overview(register, COUNTY, Words(sentences))


@pytest.fixture
def register() -> FakeRegister:
    return enter(FakeRegister(), *GREEN, *RED, *GREY, *YELLOW)


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value


class Watch:
    """Satisfies `Progress`; remembers every step with its total."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        """Remember a step."""
        self.told.append((done, total))


def test_lights_come_worst_first_with_their_reasons(register: FakeRegister) -> None:
    lights = overview(register).lights(DAY, Steps())
    assert [(one.name, one.light) for one in lights] == [
        (FINANCE.name, "red"), (AUDIT.name, "yellow"), (UNIT.name, "green"),
        (PETITIONS.name, "grey"),
    ]  # fmt: skip
    assert lights[0].reasons == (
        "规则 48：“行政编制”核定 1 名，实有 2 名，超编 1 名。请停止进人，按计划消化超编。",
    )
    assert lights[1].reasons == ("规则 50：行政编制可用编制不足 1 名（已承诺的超过空缺）",)
    assert lights[2].reasons == lights[3].reasons == ()
    assert {one.office for one in lights} == {OFFICE.code}


def test_units_of_one_colour_stay_in_ledger_order() -> None:
    units = [bureau(number, f"安澜县第{number}局") for number in (7, 5, 6)]
    lights = overview(enter(FakeRegister(), *units)).lights(DAY, Steps())
    assert [one.name[3:5] for one in lights] == ["第5", "第6", "第7"]


def test_many_findings_of_one_rule_are_told_as_one_reason() -> None:
    register = enter(FakeRegister(), UNIT, quota(UNIT, 3), entry(UNIT, 1, 1), entry(UNIT, 2, 2))
    (light,) = overview(register).lights(DAY, Steps())
    assert "规则 47：设立机构、核定编制有批准文件，共 2 项" in light.reasons


def test_no_more_reasons_are_told_than_anybody_reads() -> None:
    promised = [fact for label in TYPES[:8] for fact in approved(AUDIT, 1, label, reserved=2)]
    (light,) = overview(enter(FakeRegister(), AUDIT, *promised)).lights(DAY, Steps())
    assert len(light.reasons) == 6


def test_totals_stand_in_the_countys_order() -> None:
    register = enter(
        FakeRegister(),
        *(UNIT, FINANCE, quota(UNIT, 4, "老编制"), quota(UNIT, 3, TYPES[4]), quota(UNIT, 2)),
        *(quota(FINANCE, 5, TYPES[9]), quota(FINANCE, 7, reserved=1), *people(FINANCE, 31, 32)),
    )
    summary = overview(register).summary(DAY, Steps())
    assert [(one.quota_type, one.approved, one.actual) for one in summary.totals] == [
        (TYPES[0], 9, 2), (TYPES[4], 3, 0), (TYPES[9], 5, 0), ("老编制", 4, 0),
    ]  # fmt: skip
    assert [[one.quota_type for one in unit.types] for unit in summary.units] == [
        [TYPES[0], TYPES[4], "老编制"], [TYPES[0], TYPES[9]],
    ]  # fmt: skip
    assert (summary.day, summary.people) == (DAY, 2)


def test_a_vacancy_is_judged_by_its_offices_beginning_and_by_who_had_left(
    register: FakeRegister,
) -> None:
    theirs, long_ago = replace(UNIT, unit=UnitId("6299260001"), uscc=""), date(2025, 1, 1)
    facts = [theirs, *approved(theirs, 10), *people(theirs, *range(40, 47))]
    enter(register, *facts, start=long_ago, office=OTHER)
    gone = [
        Departure(PersonId(number), theirs.unit, ADMIN, "调出", from_day(DAY))
        for number in (40, 41)
    ]
    enter(register, *gone, start=DAY, office=OTHER)
    acts = overview(register)
    vacant = "规则 69：行政编制空缺 3 名，长期未用"
    for day, told in ((DAY - timedelta(1), True), (DAY, False)):
        (light,) = [one for one in acts.lights(day, Steps()) if one.office == OTHER]
        assert (vacant in light.reasons) is told


def test_a_summary_shows_the_lights_that_the_lights_show(register: FakeRegister) -> None:
    acts = overview(register)
    told = {one.unit: one.light for one in acts.lights(DAY, Steps())}
    summary = acts.summary(DAY, Steps())
    assert {one.unit.unit: one.light for one in summary.units} == told
    assert [one.unit for one in summary.units] == [UNIT, FINANCE, PETITIONS, AUDIT]
    assert summary.people == 3


def test_the_counts_alone_are_those_of_the_summary(register: FakeRegister) -> None:
    acts = overview(register)
    summary, counts = acts.summary(DAY, Steps()), acts.counts(DAY)
    assert (counts.totals, counts.people) == (summary.totals, summary.people)
    assert counts.units == tuple(replace(unit, light="") for unit in summary.units)
    assert acts.counts(DAY, OTHER).units == ()
    assert acts.counts(DAY, OWN, 0).people == 0


def test_a_summary_may_be_of_one_unit(register: FakeRegister) -> None:
    summary = overview(register).summary(DAY, Steps(), UnitAt(OWN, FINANCE.unit))
    assert [(one.unit, one.light) for one in summary.units] == [(FINANCE, "red")]
    assert ([one.approved for one in summary.totals], summary.people) == ([1], 2)


def test_a_summary_of_one_unit_is_its_row_of_the_whole_and_reads_no_other(
    register: FakeRegister,
) -> None:
    enter(register, bureau(7, FINANCE.name), *people(PETITIONS, 33))
    theirs = replace(UNIT, unit=UnitId("6299260001"))
    enter(register, theirs, *approved(theirs, 10), *people(theirs, 31), office=OTHER)
    acts = overview(register)
    rows = acts.summary(DAY, Steps()).units
    assert len(rows) == 6
    for row in rows:
        watch = Watch()
        alone = acts.summary(DAY, watch, UnitAt(row.office, row.unit.unit))
        assert (alone.units, watch.told) == ((row,), [(1, 1)])


def test_findings_are_worded_and_narrowed(register: FakeRegister) -> None:
    acts = overview(register)
    (found,) = acts.findings(DAY, Steps(), rules=[48])
    assert (found.rule, found.severity, found.unit, found.unit_name) == (
        48, "error", FINANCE.unit, FINANCE.name,
    )  # fmt: skip
    assert (found.person, found.person_number) == ("", None)
    assert found.text.startswith("“行政编制”核定 1 名，实有 2 名")
    everything = list(acts.findings(DAY, Steps()))
    for of in (UNIT, FINANCE, PETITIONS, AUDIT):
        narrowed = list(acts.findings(DAY, Steps(), UnitAt(OWN, of.unit)))
        assert narrowed == [one for one in everything if one.unit == of.unit]


def test_a_rule_that_is_unknown_or_off_is_refused(register: FakeRegister) -> None:
    acts = overview(register)
    refusal = refused(lambda: list(acts.findings(DAY, Steps(), rules=[48, 999, 998])))
    assert (refusal.code, refusal.facts) == ("rule.unknown", {"rule": 998})
    off = replace(acts, county=replace(COUNTY, rules_off={48: "本县不用"}))
    assert refused(lambda: list(off.findings(DAY, Steps(), rules=[48]))).code == "rule.unknown"
    assert off.lights(DAY, Steps())[0].light == "yellow"


def test_several_offices_are_shown_together_and_compared(register: FakeRegister) -> None:
    theirs = replace(UNIT, unit=UnitId("6299260001"), name="清平县教育局", uscc="")
    facts = [theirs, *approved(theirs, 5), PERSON, replace(PLACE, unit=theirs.unit)]
    enter(register, *facts, office=OTHER)
    acts = overview(register)
    twice = list(acts.findings(DAY, Steps(), rules=[16]))
    assert {(one.unit, one.person) for one in twice} == {
        (UNIT.unit, PERSON.id_no), (theirs.unit, PERSON.id_no),
    }  # fmt: skip
    assert list(acts.findings(DAY, Steps(), UnitAt(OTHER, theirs.unit), [16])) == [
        one for one in twice if one.unit == theirs.unit
    ]
    lights = acts.lights(DAY, Steps())
    assert [(one.office, one.name) for one in lights if one.light == "red"] == [
        (OFFICE.code, UNIT.name), (OFFICE.code, FINANCE.name), (OTHER, theirs.name),
    ]  # fmt: skip
    summary = acts.summary(DAY, Steps())
    assert [one.office for one in summary.units] == [OFFICE.code] * 4 + [OTHER]
    assert [(one.approved, one.actual) for one in summary.totals] == [(13, 4)]


def test_one_office_is_read_alone(register: FakeRegister) -> None:
    theirs = bureau(9, "清平县财政局")
    leaver = replace(MEMBER.person, birth=PartialDate("1950-01"))
    enter(register, theirs, leaver, replace(MEMBER.place, unit=theirs.unit), office=OTHER)
    acts = overview(register)
    assert [one.office for one in acts.summary(DAY, Steps(), office=OTHER).units] == [OTHER]
    assert [one.office for one in acts.lights(DAY, Steps(), OTHER)] == [OTHER]
    found = list(acts.findings(DAY, Steps(), office=OTHER))
    assert found == [one for one in acts.findings(DAY, Steps()) if one.office == OTHER] != []
    assert [one.unit_name for one in acts.due_to_retire(DAY, 6, Steps(), OTHER)] == [theirs.name]


def test_progress_counts_the_units_of_all_offices(register: FakeRegister) -> None:
    enter(register, replace(UNIT, unit=UnitId("6299260001")), office=OTHER)
    acts = overview(register)
    for act in (acts.summary, acts.lights, lambda day, to: list(acts.findings(day, to))):
        watch = Watch()
        act(DAY, watch)
        assert watch.told == [(done, 5) for done in range(1, 6)]
    watch = Watch()
    list(acts.findings(DAY, watch, UnitAt(OWN, FINANCE.unit)))
    assert watch.told == [(1, 1)]


def test_who_retires_comes_soonest_first() -> None:
    born = {1: "1966-08", 2: "1966-06", 3: "1964-12", 4: "1967-06", 5: "", 6: "1966-06"}
    men = [person(number, birth=birth, sex="男") for number, birth in born.items()]
    unsaid = person(7, birth="1960-01")
    everybody = [*men, unsaid]
    register = enter(FakeRegister(), UNIT, *everybody, *(place(one, UNIT) for one in everybody))
    due = overview(register).due_to_retire(DAY, 6, Steps())
    assert [(one.member.person.person, one.month, one.overdue) for one in due] == [
        (3, "2024-12", True), (2, "2026-11", False), (6, "2026-11", False), (1, "2027-01", False),
    ]  # fmt: skip
    assert {one.unit_name for one in due} == {UNIT.name}
    this_month = overview(register).due_to_retire(DAY, 0, Steps())
    assert [one.member.person.person for one in this_month] == [3, 2, 6]


def test_the_digest_is_of_one_office_or_of_all(register: FakeRegister) -> None:
    enter(register, replace(UNIT, unit=UnitId("6299260001")), office=OTHER)
    acts = overview(register)
    with register.reading() as reader:
        own = list(reader.dossiers(AsOf(DAY), OFFICE.code))
        theirs = list(reader.dossiers(AsOf(DAY), OTHER))
    assert acts.digest(DAY, OFFICE.code) == digest(own)
    assert acts.digest(DAY, OTHER) == digest(theirs)
    assert acts.digest(DAY) == digest([*own, *theirs])


def reads(acts: Overview, day: date) -> list[Callable[[], object]]:
    return [
        lambda: acts.summary(day, Steps()),
        lambda: acts.lights(day, Steps()),
        lambda: tuple(acts.findings(day, Steps())),
        lambda: acts.due_to_retire(day, 6, Steps()),
        lambda: acts.digest(day),
    ]


def test_an_empty_register_answers_empty() -> None:
    summary, lights, findings, due, hashed = (act() for act in reads(overview(FakeRegister()), DAY))
    assert summary == Summary(DAY, (), (), 0)
    assert lights == findings == due == ()
    assert hashed == digest([])


def test_a_day_before_the_beginning_is_refused(register: FakeRegister) -> None:
    before = BEGAN - timedelta(1)
    for act in reads(overview(register), before):
        refusal = refused(act)
        assert refusal.code == "register.not_begun"
        assert refusal.facts == {"day": before, "began": BEGAN}
    for act in reads(overview(register), BEGAN):
        act()


def test_an_office_without_facts_of_its_own_begins_with_the_first_it_holds() -> None:
    city = FakeRegister(Office(OfficeCode("6299"), "安河市委编办", "city"))
    enter(city, UNIT, start=BEGAN + timedelta(5), office=OTHER)
    enter(city, FINANCE, office=OFFICE.code)
    for act in reads(overview(city), BEGAN - timedelta(1)):
        assert refused(act).facts["began"] == BEGAN
    for act in reads(overview(city), BEGAN):
        act()


def test_the_digest_of_an_office_is_refused_by_that_offices_beginning() -> None:
    register = enter(FakeRegister(), UNIT, start=DAY)
    enter(register, FINANCE, office=OTHER)
    acts = overview(register)
    assert acts.digest(BEGAN, OTHER).rows == 1
    assert refused(lambda: acts.digest(BEGAN)).facts["began"] == DAY
    early = BEGAN - timedelta(1)
    assert refused(lambda: acts.digest(early, OTHER)).facts["began"] == BEGAN
    stranger = OfficeCode("629927")
    with pytest.raises(Refusal, match=r"office\.not_held"):
        acts.digest(BEGAN, stranger)
    empty = overview(FakeRegister())
    assert empty.digest(BEGAN, empty.register.office.code).rows == 0


def test_units_are_found_by_what_people_call_them(register: FakeRegister) -> None:
    with register.reading() as reader:
        for name in (UNIT.name, UNIT.unit, UNIT.uscc, "教育局"):
            assert find_unit(reader, DAY, name) == UNIT.unit
        refusal = refused(lambda: find_unit(reader, DAY, "水务局"))
    assert (refusal.code, refusal.facts) == ("case.unit_unknown", {"name": "水务局", "near": []})


def test_units_are_found_by_what_they_were_called_unless_two_were(register: FakeRegister) -> None:
    first, later = DAY + timedelta(30), DAY + timedelta(60)
    renamed = replace(UNIT, name="安澜县教育体育局", short_name="教体局")
    both = (replace(unit, name="安澜县联合办公室") for unit in (FINANCE, AUDIT))
    steps = [(first, unit) for unit in (renamed, *both)] + [(later, FINANCE), (later, AUDIT)]
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        for day, unit in steps:
            writer.apply(Unit, amended(writer.versions(Unit, unit.unit), day, unit), number)
    with register.reading() as reader:
        for day in (DAY, first, later):
            assert find_unit(reader, day, UNIT.name) == UNIT.unit
            assert find_unit(reader, day, "教体局") == UNIT.unit
            assert find_unit(reader, day, FINANCE.unit) == FINANCE.unit
        shared = refused(lambda: find_unit(reader, later, "安澜县联合办公室"))
        assert shared.code == "case.unit_unknown"
        assert former_names(reader)[UNIT.unit] == (UNIT.name, renamed.name, "教体局")


def test_a_unit_is_found_among_all_offices_unless_two_are_meant(register: FakeRegister) -> None:
    theirs = replace(UNIT, unit=UnitId("6299260001"), name="清平县教育局", uscc="")
    enter(register, theirs, office=OTHER)
    with register.reading() as reader:
        assert find_unit_anywhere(reader, DAY, "清平县教育局") == UnitAt(OTHER, theirs.unit)
        assert find_unit_anywhere(reader, DAY, UNIT.name) == UnitAt(OWN, UNIT.unit)
        for name in ("教育局", "水务局"):
            with pytest.raises(Refusal, match=r"case\.unit_unknown"):
                find_unit_anywhere(reader, DAY, name)
