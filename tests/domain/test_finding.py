"""What a check says, and what it may look at."""

from domain.dates import PartialDate
from domain.facts import Departure, PersonId, UnitId
from domain.finding import Departures, Finding, Severity
from tests.fakes.dossiers import context

HERE, THERE = UnitId("6299250001"), UnitId("6299250002")


def left(number: int, unit: UnitId) -> Departure:
    return Departure(PersonId(number), unit, "行政编制", "退休", PartialDate("2026-09"))


def test_a_finding_names_its_sentence() -> None:
    plain = Finding(16, Severity.ERROR, HERE, "安澜县教育局")
    variant = Finding(42, Severity.WARNING, HERE, "安澜县教育局", variant="post")
    assert (plain.code, variant.code) == ("check.16", "check.42.post")


def test_departures_are_found_by_person_and_by_unit() -> None:
    departures = Departures([left(1, HERE), left(2, THERE), left(3, HERE)])
    assert departures.of_person(PersonId(2)) == left(2, THERE)
    assert departures.of_person(PersonId(9)) is None
    assert departures.of_unit(HERE) == (left(1, HERE), left(3, HERE))
    assert departures.of_unit(UnitId("x")) == ()


def test_who_left_twice_is_known_to_both_units_and_by_the_last_departure() -> None:
    departures = Departures([left(1, HERE), left(1, THERE)])
    assert departures.of_person(PersonId(1)) == left(1, THERE)
    assert departures.of_unit(HERE) == (left(1, HERE),)


def test_departures_are_false_when_there_are_none() -> None:
    assert not Departures()
    assert Departures([left(1, HERE)])


def test_a_context_knows_its_day_as_text_and_as_month() -> None:
    known = context()
    assert (known.today, known.month) == ("2026-11-21", 2026 * 12 + 10)
