"""Whatever sequence of acts: known versions never overlap, and no past answer ever changes."""

import tempfile
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.dates import Period
from domain.dossier import Dossier
from domain.facts import Occupancy, Person, Quota, Unit
from domain.register import PeopleQuery
from domain.versions import AsOf, splice
from domain.workflow.ports import Register
from tests.fakes.facts import BEGIN, CIVIL, CLERK, change, person, place, quota, unit
from tests.fakes.register import FakeRegister
from tests.storage.registers import sql_register

DAYS = [BEGIN + timedelta(days=offset) for offset in range(0, 12, 2)]
days = st.sampled_from(DAYS)
periods = st.builds(
    lambda start, length: Period(start, None if length is None else start + timedelta(length)),
    days,
    st.sampled_from([None, 1, 3, 5]),
)
UNITS = [unit(1), unit(2, supervisor=unit(1).unit)]
PEOPLE = [person(number, name) for number, name in enumerate(["王小明", "曾红", "李建国"], 1)]
subjects = st.sampled_from(PEOPLE)
Answer = tuple[list[Dossier], int, int]


def answer(register: Register, when: AsOf) -> Answer:
    with register.reading() as reader:
        dossiers = list(reader.dossiers(when))
        held = reader.count_people(PeopleQuery(), when)
        found = reader.count_people(PeopleQuery("小"), when)
        listed = reader.people(PeopleQuery(), when, 0, 99)
        counted = [(one.unit, dict(one.types)) for one in reader.staffing(when)]
    assert [one for dossier in dossiers for one in dossier.members] == list(listed)
    assert held == len(listed)
    for dossier, (of, types) in zip(dossiers, counted, strict=True):
        assert of == dossier.unit
        assert sum(count.actual for count in types.values()) == len(dossier.members)
    return dossiers, held, found


class Acts(RuleBasedStateMachine):
    """The register on disk beside the one in memory, through the same acts."""

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        disk = sql_register(folder)
        self.stack.callback(disk.close)
        self.disk: Register = disk
        self.both: list[Register] = [disk, FakeRegister()]
        self.told: dict[tuple[date, int], Answer] = {}
        for register in self.both:
            with register.writing(CLERK) as writer:
                number = writer.record(change())
                writer.add(UNITS, BEGIN, number)
                writer.add(PEOPLE, BEGIN, number)

    @rule(subject=subjects, during=periods, at=st.sampled_from(UNITS), kind=st.booleans())
    def place_somebody(self, subject: Person, during: Period, at: Unit, *, kind: bool) -> None:
        held = place(subject, at, CIVIL if kind else "事业编制")
        self.put(Occupancy, subject.person, during, held)

    @rule(subject=subjects, during=periods)
    def take_out(self, subject: Person, during: Period) -> None:
        self.put(Occupancy, subject.person, during, None)

    @rule(subject=subjects, during=periods, name=st.sampled_from(["王小明", "单小于", "区宏"]))
    def rename(self, subject: Person, during: Period, name: str) -> None:
        self.put(Person, subject.person, during, person(subject.person, name, subject.id_no))

    @rule(at=st.sampled_from(UNITS), during=periods, approved=st.integers(0, 3))
    def approve(self, at: Unit, during: Period, approved: int) -> None:
        self.put(Quota, (at.unit, CIVIL), during, quota(at, approved))

    def put(self, kind: type, key: object, during: Period, content: object) -> None:
        for register in self.both:
            with register.writing(CLERK) as writer:
                number = writer.record(change(effective=during.start))
                writer.apply(kind, splice(writer.versions(kind, key), during, content), number)

    @invariant()
    def known_versions_never_overlap(self) -> None:
        with self.disk.reading() as reader:
            for subject in PEOPLE:
                for kind in (Person, Occupancy):
                    held = reader.versions(kind, subject.person)
                    for one, other in pairwise(held):
                        assert one.valid.end is not None
                        assert one.valid.end <= other.valid.start

    @invariant()
    def disk_and_memory_answer_alike(self) -> None:
        disk, memory = self.both
        for day in (DAYS[0], DAYS[3]):
            assert answer(disk, AsOf(day)) == answer(memory, AsOf(day))

    @invariant()
    def the_past_stays_as_it_was_told(self) -> None:
        with self.disk.reading() as reader:
            newest = reader.last_change()
        for day in (DAYS[1], DAYS[4]):
            self.told[day, newest] = answer(self.disk, AsOf(day))
        for (day, known), told in self.told.items():
            assert answer(self.disk, AsOf(day, known)) == told

    def teardown(self) -> None:
        self.stack.close()


TestActs = Acts.TestCase
TestActs.settings = settings(max_examples=20, stateful_step_count=12)
