"""Staged packages, in memory and on disk: one contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.dates import Period
from domain.digest import digest
from domain.errors import Refusal
from domain.facts import Fact, OfficeCode
from domain.issuers import Issuers
from domain.register import Office
from domain.stated import Stated, stated
from domain.versions import AsOf, Version
from domain.workflow.ports import Stages
from storage.staging import SqlStages
from tests.fakes.facts import BEGIN, person, place, quota, unit
from tests.fakes.register import POST_OF_ROLE
from tests.fakes.stages import FakeStages

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
COUNTY = OfficeCode("629925")
NOW = AsOf(date(2026, 6, 1))
BUREAU, SCHOOL = unit(1, "安澜县教育局"), unit(2, "安澜县第一中学")
WANG, LI = person(1), person(2)
Given = tuple[OfficeCode, Stated]


def of(office: OfficeCode, *facts: Fact, start: date = BEGIN) -> list[Given]:
    return [(office, stated(Version(0, fact, Period(start)))) for fact in facts]


OWN = of(CITY.code, BUREAU, WANG, place(WANG, BUREAU))
BELOW = of(COUNTY, BUREAU, SCHOOL, quota(SCHOOL, 3), LI, place(LI, SCHOOL))


@pytest.fixture(params=["fake", "sql"])
def stages(request: pytest.FixtureRequest, tmp_path: Path) -> Stages:
    return FakeStages() if request.param == "fake" else SqlStages(tmp_path, POST_OF_ROLE, Issuers())


def test_what_is_staged_is_read_like_a_register_of_the_sender(stages: Stages) -> None:
    with stages.fill("a", CITY, [*OWN, *BELOW]) as (stage, _), stage.reading() as reader:
        assert stage.office == CITY
        assert reader.offices() == (CITY.code, COUNTY)
        assert reader.units(NOW) == (BUREAU,)
        assert [one.unit for one in reader.dossiers(NOW, COUNTY)] == [BUREAU, SCHOOL]
        assert list(reader.stated(CITY.code)) == [one for _, one in OWN]
        assert list(reader.stated(COUNTY)) == [one for _, one in BELOW]
        assert digest(reader.dossiers(NOW)).rows == 6


def test_a_stage_waits_until_it_is_opened_with_its_key(stages: Stages) -> None:
    with stages.fill("a", CITY, OWN) as (_, key):
        pass
    with stages.fill("b", CITY, BELOW) as (_, other):
        pass
    assert stages.names() == ("a", "b")
    assert key != other
    with stages.opened("a", CITY, key) as stage, stage.reading() as reader:
        assert list(reader.stated(CITY.code)) == [one for _, one in OWN]
    for name, wrong in (("a", other), ("c", key)):
        with pytest.raises(Refusal) as caught, stages.opened(name, CITY, wrong):
            raise AssertionError
        assert caught.value.code == "package.stage_lost"


def test_a_stage_of_the_same_name_is_replaced(stages: Stages) -> None:
    with stages.fill("a", CITY, OWN):
        pass
    with stages.fill("a", CITY, BELOW) as (stage, _), stage.reading() as reader:
        assert reader.offices() == (COUNTY,)
    assert stages.names() == ("a",)


def test_nothing_stays_of_a_stage_that_was_given_up(stages: Stages) -> None:
    def cut() -> Iterator[Given]:
        yield OWN[0]
        raise Refusal("package.tampered")

    with pytest.raises(Refusal, match=r"package\.tampered"), stages.fill("a", CITY, cut()):
        raise AssertionError
    with pytest.raises(Refusal, match=r"package\.digest_differs"), stages.fill("b", CITY, OWN):
        raise Refusal("package.digest_differs")
    with stages.fill("c", CITY, OWN):
        pass
    stages.discard("c")
    stages.discard("c")
    assert stages.names() == ()


ORDERLESS: dict[str, tuple[str, Callable[[], Iterable[Given]]]] = {
    "kinds out of order": ("register.unsorted", lambda: reversed(OWN)),
    "keys out of order": ("register.unsorted", lambda: of(COUNTY, SCHOOL, BUREAU)),
    "the same twice": ("register.unsorted", lambda: of(COUNTY, BUREAU, BUREAU)),
    "days that overlap": (
        "register.overlap",
        lambda: [*of(COUNTY, BUREAU), *of(COUNTY, BUREAU, start=date(2026, 5, 1))],
    ),
}


@pytest.mark.parametrize("name", ORDERLESS)
def test_facts_that_contradict_their_order_are_not_staged(stages: Stages, name: str) -> None:
    code, given = ORDERLESS[name]
    with pytest.raises(Refusal) as caught, stages.fill("a", CITY, given()):
        raise AssertionError
    assert (caught.value.code, stages.names()) == (code, ())


def test_intervals_of_a_fact_that_follow_each_other_are_staged(stages: Stages) -> None:
    first = stated(Version(0, BUREAU, Period(BEGIN, date(2026, 5, 1))))
    second = stated(Version(0, BUREAU, Period(date(2026, 5, 1))))
    given = [(COUNTY, first), (COUNTY, second)]
    with stages.fill("a", CITY, given) as (stage, _), stage.reading() as reader:
        assert list(reader.stated(COUNTY)) == [first, second]


def test_a_stage_on_disk_is_closed_to_others_and_unreadable(tmp_path: Path) -> None:
    stages = SqlStages(tmp_path / "inbox", POST_OF_ROLE, Issuers())
    with stages.fill("a", CITY, OWN) as (_, key):
        pass
    (file,) = (tmp_path / "inbox").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    content = file.read_bytes()
    assert WANG.name.encode() not in content
    assert b"SQLite" not in content
    file.write_bytes(content[: len(content) // 2])
    with (
        pytest.raises(Refusal) as caught,
        stages.opened("a", CITY, key) as stage,
        stage.reading() as reader,
    ):
        list(reader.stated(CITY.code))
    assert caught.value.code in ("package.stage_lost", "storage.damaged")
