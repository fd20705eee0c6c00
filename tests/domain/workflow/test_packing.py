"""One person prepares a package and another signs it; in 单人模式 one does both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.shipment import ACCEPTED, REPORT, SENT
from domain.exchange.telling import newest_made
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor, Office
from domain.workflow.accepting import Accepting
from domain.workflow.exchange import Exchange, cargoes
from domain.workflow.packing import PREPARED, Packing
from tests.domain.workflow.office import ALONE, AUDITOR, CLERK, HEAD, REVIEWER, Steps, register_of
from tests.domain.workflow.office import COUNTY as RULES
from tests.fakes.border import COUNTY, CREATED, FakeBorder, audit_head
from tests.fakes.clock import FixedClock
from tests.fakes.facts import change, person, place, quota, unit
from tests.fakes.register import FakeRegister
from tests.fakes.stages import FakeStages

CITY = OfficeCode("6299")
STICK, OTHER = PurePath("stick"), PurePath("other")
EDUCATION, WANG = unit(1, "安澜县教育局"), person(1)
LEADER = Actor("zhou", frozenset({"领导"}), single=False)


def exchange_of(register: FakeRegister, border: FakeBorder) -> Exchange:
    kinds = cargoes(register.office, RULES)
    return Exchange(register, border, FixedClock(), audit_head, kinds, FakeStages())


class County:
    """A county with its packages."""

    def __init__(self) -> None:
        self.register = register_of(EDUCATION, quota(EDUCATION, 3), WANG, place(WANG, EDUCATION))
        self.border = FakeBorder(COUNTY)
        self.exchange = exchange_of(self.register, self.border)
        self.packing = Packing(self.register, self.exchange, FixedClock())

    def create(self, actor: Actor) -> PackageView:
        return self.packing.create(actor, REPORT, (CITY,), STICK, Steps())

    def sign(
        self, actor: Actor, folder: PurePath | None = None, *, to: tuple[OfficeCode, ...] = ()
    ) -> PackageView:
        return self.packing.sign(actor, REPORT, folder, Steps(), to=to)


@pytest.fixture
def county() -> County:
    return County()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def test_what_is_prepared_tells_what_it_will_hold_and_writes_nothing(county: County) -> None:
    view = county.create(CLERK)
    assert (view.status, view.kind, view.recipients, view.package, view.seq) == (
        PREPARED, "上报", (CITY,), "", 0,
    )  # fmt: skip
    assert (view.counts, view.data_date) == ({"units": 1, "persons": 1}, date(2026, 6, 1))
    assert county.border.stick == {}
    assert county.exchange.history(CLERK) == ()
    assert view.digest == county.sign(REVIEWER).digest


def test_it_is_signed_where_it_was_meant_to_lie_or_elsewhere(county: County) -> None:
    county.create(CLERK)
    assert county.sign(REVIEWER).path.parent == STICK
    county.create(CLERK)
    assert county.sign(HEAD, OTHER).path.parent == OTHER
    assert [receipt.direction for receipt in county.exchange.history(CLERK)] == [SENT, SENT]


def test_it_is_signed_once(county: County) -> None:
    assert refused(lambda: county.sign(REVIEWER)) == "package.not_prepared"
    county.create(CLERK)
    county.sign(REVIEWER)
    assert refused(lambda: county.sign(REVIEWER)) == "package.not_prepared"


def test_nobody_signs_what_he_prepared(county: County) -> None:
    county.create(HEAD)
    assert refused(lambda: county.sign(HEAD)) == "package.own_entry"
    assert county.sign(REVIEWER).status == "written"


def test_whoever_says_for_whom_he_signs_signs_nothing_else(county: County) -> None:
    county.create(CLERK)
    other = (OfficeCode("6298"),)
    assert refused(lambda: county.sign(REVIEWER, to=other)) == "package.not_prepared"
    assert county.sign(REVIEWER, to=(CITY,)).recipients == (CITY,)


def test_what_may_not_go_there_is_not_even_prepared(county: County) -> None:
    send = (CLERK, REPORT, (OfficeCode("629925"),), STICK, Steps())
    code = refused(lambda: county.packing.create(*send))
    assert code == "package.wrong_direction"
    assert refused(lambda: county.sign(REVIEWER)) == "package.not_prepared"


def test_a_register_that_changed_meanwhile_is_prepared_again(county: County) -> None:
    county.create(CLERK)
    with county.register.writing(CLERK) as writer:
        writer.record(change())
    assert refused(lambda: county.sign(REVIEWER)) == "package.prepared_before"
    county.create(CLERK)
    assert county.sign(REVIEWER).seq == 1


def test_what_another_prepares_in_between_is_not_signed_unseen(county: County) -> None:
    class Interrupted(Exchange):
        """Before it sends, somebody prepares another package."""

        def send(self, *given: Any, **named: Any) -> PackageView:  # noqa: ANN401 - passed on
            county.packing.create(HEAD, REPORT, (CITY,), OTHER, Steps())
            return super().send(*given, **named)

    county.create(CLERK)
    held = county.exchange
    slow = Interrupted(
        held.register, held.border, held.clock, held.audit_head, held.cargoes, held.stages
    )
    packing = replace(county.packing, exchange=slow)
    code = refused(lambda: packing.sign(REVIEWER, REPORT, None, Steps()))
    assert (code, county.border.stick) == ("package.prepared_before", {})
    assert county.sign(REVIEWER).path.parent == OTHER


def test_signing_and_forgetting_what_was_prepared_is_one_act(county: County) -> None:
    county.create(CLERK)
    county.border.pulled = True
    commits = county.register.commits
    assert county.sign(REVIEWER).seq == 1
    assert county.register.commits == commits + 1


def test_a_medium_that_does_not_take_it_loses_nothing(county: County) -> None:
    county.border.pulled = True
    view = county.create(ALONE)
    assert (view.status, view.seq) == ("created", 1)
    assert view.trouble is not None
    assert view.trouble.code == "stick.gone"
    county.border.pulled = False
    written = county.exchange.write(ALONE, view.package, STICK)
    assert (written.status, written.path.parent, written.digest) == ("written", STICK, view.digest)
    assert [r.status for r in county.exchange.history(CLERK)] == ["written"]
    again = county.exchange.write(ALONE, view.package, OTHER)
    assert (again.path.parent, again.package) == (OTHER, view.package)


def test_who_may_prepare_and_who_may_sign(county: County) -> None:
    for actor in (REVIEWER, LEADER, AUDITOR):
        assert refused(lambda actor=actor: county.create(actor)) == "role.denied"  # type: ignore[misc]  # a bound actor
    county.create(CLERK)
    for actor in (CLERK, LEADER, AUDITOR):
        assert refused(lambda actor=actor: county.sign(actor)) == "role.denied"  # type: ignore[misc]  # a bound actor


def test_whoever_works_alone_seals_at_once(county: County) -> None:
    view = county.create(ALONE)
    assert (view.status, view.seq, view.path.parent) == ("written", 1, STICK)
    county.create(replace(ALONE, single=False))
    assert county.sign(ALONE).seq == 2


def test_when_the_newest_accepted_package_was_made_is_remembered(county: County) -> None:
    city = FakeRegister(Office(CITY, "安河市委编办", "city"))
    above = exchange_of(city, county.border)
    assert newest_made(above.history(REVIEWER)) is None
    Accepting(above).accept(REVIEWER, county.create(ALONE).path, Steps())
    assert [receipt.direction for receipt in above.history(REVIEWER)] == [ACCEPTED]
    assert newest_made(above.history(REVIEWER)) == CREATED
    assert newest_made(county.exchange.history(REVIEWER)) is None
