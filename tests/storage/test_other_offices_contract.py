"""People of an office below are found like the own ones, and neither among the other's."""

from dataclasses import replace

from domain.facts import Occupancy, Person, PersonId, Unit
from domain.register import PeopleQuery
from domain.versions import amended
from domain.workflow.ports import Register
from tests.fakes.facts import BEGIN, CLERK, change, place
from tests.storage.contract import BUREAU, LI, NOW, OTHER, SCHOOL, WANG, fill


def test_people_are_found_office_by_office(register: Register) -> None:
    fill(register, BUREAU, LI, place(LI, BUREAU))
    theirs = replace(WANG, person=PersonId(LI.person))
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        for fact in (SCHOOL, theirs, place(theirs, SCHOOL)):
            kind: type[Unit | Person | Occupancy] = type(fact)
            writer.apply(kind, amended((), BEGIN, fact), number, OTHER)
    with register.reading() as reader:
        own, other = PeopleQuery(), PeopleQuery(office=OTHER)
        assert [one.person.name for one in reader.people(own, NOW, 0, 9)] == [LI.name]
        assert [one.person.name for one in reader.people(other, NOW, 0, 9)] == [WANG.name]
        assert reader.count_people(other, NOW) == 1
        by_number = PeopleQuery(text=WANG.id_no[6:14], office=OTHER)
        assert [one.person.id_no for one in reader.people(by_number, NOW, 0, 9)] == [WANG.id_no]
        found = PeopleQuery(text=WANG.name[0], unit=SCHOOL.unit, order="name", office=OTHER)
        assert [one.place.unit for one in reader.people(found, NOW, 0, 9)] == [SCHOOL.unit]
        assert reader.people(replace(found, office=None), NOW, 0, 9) == ()
