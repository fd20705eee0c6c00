"""A county reports, a city inspects and accepts; whatever is refused changes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import PurePath

import pytest

from domain.digest import digest
from domain.dossier import Dossier
from domain.errors import Cancelled, Refusal
from domain.exchange.shipment import ACCEPTED, GAP, HELD, REPORT, SENT
from domain.facts import FACTS as KINDS
from domain.facts import Fact, OfficeCode, Quota, key_of
from domain.outcomes import PackageView
from domain.register import Actor, Office
from domain.versions import AsOf, amended
from domain.workflow.accepting import Accepting
from domain.workflow.exchange import Exchange, cargoes
from tests.domain.workflow.office import (
    ALONE,
    AUDITOR,
    CLERK,
    HEAD,
    REVIEWER,
    Steps,
    register_of,
)  # fmt: skip
from tests.domain.workflow.office import COUNTY as RULES
from tests.fakes.border import COUNTY, FakeBorder, audit_head
from tests.fakes.border import HEAD as CHAIN
from tests.fakes.clock import FixedClock
from tests.fakes.facts import BEGIN, change, person, place, quota, unit
from tests.fakes.register import FakeRegister, FakeWriter
from tests.fakes.stages import FakeStages
from tests.fakes.state import State

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
OTHER = Office(OfficeCode("629926"), "清平县委编办", "county")
DAY = date(2026, 6, 1)
LATER = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
STICK = PurePath("stick")
EDUCATION, FINANCE = unit(1, "安澜县教育局"), unit(2, "安澜县财政局")
WANG, LI, SUN = person(1), person(2), person(3)
FACTS = (
    EDUCATION, FINANCE, quota(EDUCATION, 3), quota(FINANCE, 2), WANG, LI,
    place(WANG, EDUCATION), place(LI, EDUCATION),
)  # fmt: skip


class Offices:
    """A county and a city that share a stick."""

    def __init__(
        self, *facts: Fact, sender: Office = COUNTY, city: FakeRegister | None = None
    ) -> None:
        self.clock = FixedClock()
        self.border = FakeBorder(sender)
        self.below = register_of(*facts, office=sender)
        self.above = city or FakeRegister(CITY)
        self.county = self._exchange(self.below, sender)
        self.city = self._exchange(self.above, CITY)

    def _exchange(self, register: FakeRegister, office: Office) -> Exchange:
        kinds = cargoes(office, RULES)
        return Exchange(register, self.border, self.clock, audit_head, kinds, FakeStages())

    def report(self) -> PurePath:
        """Report and return the file."""
        return self.send().path

    def send(self, actor: Actor = REVIEWER, steps: Steps | None = None) -> PackageView:
        """Report as somebody."""
        return self.county.send(actor, REPORT, (CITY.code,), steps or Steps())

    def accept(self, path: PurePath) -> PackageView:
        """Accept a file."""
        return Accepting(self.city).accept(HEAD, path, Steps())

    def amend(self, *facts: Fact, day: date = DAY) -> None:
        """Change the county's facts from a day on."""
        with self.below.writing(CLERK) as writer:
            number = writer.record(change())
            for fact in facts:
                held = writer.versions(type(fact), key_of(type(fact))(fact))
                writer.apply(type(fact), amended(held, day, fact), number)


@pytest.fixture
def offices() -> Offices:
    return Offices(*FACTS)


def state(register: FakeRegister) -> State:
    with register.reading() as reader:
        return reader.state


def dossiers(register: FakeRegister, on: date = DAY, office: Office = COUNTY) -> list[Dossier]:
    with register.reading() as reader:
        return list(reader.dossiers(AsOf(on), office.code))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def test_a_report_states_what_the_county_holds(offices: Offices) -> None:
    view = offices.send()
    assert (view.status, view.kind, view.sender, view.recipients, view.seq) == (
        "created", "上报", COUNTY.code, (CITY.code,), 1,
    )  # fmt: skip
    assert view.counts == {
        "office": 1, "unit": 2, "quota": 2, "person": 2, "occupancy": 2, "units": 2, "persons": 2,
    }  # fmt: skip
    (shipment,) = offices.border.shipped
    assert shipment.digest == view.digest == digest(dossiers(offices.below)).digest
    assert (shipment.data_date, shipment.last) == (DAY, None)
    assert (shipment.audit_size, shipment.audit_head) == (CHAIN.size, CHAIN.head)


def test_a_report_is_remembered_and_the_next_one_follows_it(offices: Offices) -> None:
    first = offices.report()
    (receipt,) = offices.county.history(REVIEWER)
    assert (receipt.direction, receipt.peer, receipt.seq, receipt.status, receipt.path) == (
        SENT, CITY.code, 1, "created", str(first),
    )  # fmt: skip
    parcel = offices.border.inspect(first)
    assert (receipt.sha256, receipt.at) == (offices.border.sha256(first), offices.clock.now())
    assert offices.below.audited == [("package.create", parcel.package, parcel.sha256)]
    offices.report()
    assert offices.border.shipped[-1].last == receipt
    assert [one.seq for one in offices.county.history(REVIEWER)] == [2, 1]


@pytest.mark.parametrize("actor", [CLERK, AUDITOR])
def test_only_who_may_sign_reports(offices: Offices, actor: Actor) -> None:
    code = refused(lambda: offices.send(actor))
    assert code == "role.denied"
    assert offices.border.stick == {}
    assert offices.send(ALONE).status == "created"


def test_a_register_that_has_not_begun_reports_nothing(offices: Offices) -> None:
    offices.clock.moment = datetime(2025, 12, 31, tzinfo=UTC)
    assert refused(offices.report) == "register.not_begun"
    assert offices.border.stick == {}
    assert offices.county.history(HEAD) == ()


def crowd(number: int) -> Iterable[Fact]:
    people = [person(serial) for serial in range(1, number + 1)]
    return (EDUCATION, *people, *(place(one, EDUCATION) for one in people))


def test_whoever_gives_up_while_reporting_leaves_nothing() -> None:
    offices = Offices(*crowd(250))
    before = state(offices.below)
    with pytest.raises(Cancelled):
        offices.send(steps=Steps(until=500))
    assert offices.border.stick == {}
    assert state(offices.below) == before


def test_whoever_gives_up_while_accepting_changes_nothing() -> None:
    offices = Offices(*crowd(250))
    path = offices.report()
    before = state(offices.above)
    with pytest.raises(Cancelled):
        Accepting(offices.city).accept(HEAD, path, Steps(until=500))
    assert state(offices.above) == before
    told = Steps()
    Accepting(offices.city).accept(HEAD, path, told)
    assert told.steps == [500]


def test_accepting_makes_the_city_hold_what_the_county_holds(offices: Offices) -> None:
    path = offices.report()
    view = offices.accept(path)
    assert view.status == "accepted"
    assert dossiers(offices.above) == dossiers(offices.below)
    added = {"unit", "quota", "person", "occupancy"}
    assert view.difference == {
        "records": {
            kind.KIND: {"added": 2 if kind.KIND in added else 0, "ended": 0} for kind in KINDS
        },
        "units": {"安澜县教育局": {"added": 2, "changed": 0, "gone": 0}},
        "before": {"units": 0, "persons": 0},
        "after": {"units": 2, "persons": 2}, "approved": {"before": 0, "after": 5},
        "offices": {COUNTY.code: {"name": COUNTY.name, "data_date": DAY.isoformat()}},
    }  # fmt: skip


def test_accepting_is_a_change_with_a_receipt_and_an_audit_entry(offices: Offices) -> None:
    path = offices.report()
    parcel = offices.border.inspect(path)
    view = offices.accept(path)
    (made,) = state(offices.above).changes
    assert (made.kind, made.mode, made.effective, made.summary, made.approved_by) == (
        "接收上报", "接收", DAY, parcel.package, "sun",
    )  # fmt: skip
    (receipt,) = offices.city.history(HEAD)
    assert (receipt.direction, receipt.peer, receipt.stream, receipt.status) == (
        ACCEPTED, COUNTY.code, "report", "accepted",
    )  # fmt: skip
    assert (receipt.sha256, receipt.manifest_digest) == (parcel.sha256, parcel.digest)
    assert {**receipt.facts, **view.difference} == dict(receipt.facts)
    assert (receipt.facts["counts"], receipt.facts["kind"]) == (view.counts, view.kind)
    assert offices.above.audited == [("package.accept", parcel.package, parcel.sha256)]


def test_the_second_report_goes_on_top_of_the_first(offices: Offices) -> None:
    offices.accept(offices.report())
    offices.clock.moment = LATER
    moved = replace(place(LI, FINANCE), entry_mode="转任")
    offices.amend(moved, SUN, place(SUN, FINANCE), replace(WANG, name="王改名"))
    view = offices.accept(offices.report())
    assert view.difference["units"] == {
        "安澜县教育局": {"added": 0, "changed": 1, "gone": 1},
        "安澜县财政局": {"added": 2, "changed": 0, "gone": 0},
    }
    assert view.difference["before"] == {"units": 2, "persons": 2}
    assert view.difference["after"] == {"units": 2, "persons": 3}
    assert view.difference["records"]["occupancy"] == {"added": 3, "ended": 1}
    for on in (BEGIN, DAY, LATER.date()):
        assert dossiers(offices.above, on) == dossiers(offices.below, on)
    with offices.above.reading() as reader:
        assert sum(1 for _ in reader.dossiers(AsOf(DAY, known=1), COUNTY.code)) == 2
        (first,) = [r for r in reader.receipts() if r.seq == 1]
        assert len(tuple(reader.members(AsOf(DAY, known=1), first.peer))) == 2
    assert [receipt.seq for receipt in offices.city.history(HEAD)] == [2, 1]


def test_inspecting_tells_what_a_package_says_and_changes_nothing(offices: Offices) -> None:
    path = offices.report()
    before = state(offices.above)
    seen = Accepting(offices.city).inspect(CLERK, path)
    assert (seen.status, seen.counts["persons"], seen.difference) == ("verified", 2, {})
    assert state(offices.above) == before
    accepted = offices.accept(path)
    again = Accepting(offices.city).inspect(CLERK, path)
    assert again == replace(accepted, status="already_accepted", difference={})


def test_what_was_sent_has_not_been_accepted(offices: Offices) -> None:
    assert Accepting(offices.county).inspect(CLERK, offices.report()).status == "verified"


def test_a_dry_run_tells_the_difference_and_changes_nothing(offices: Offices) -> None:
    path = offices.report()
    before = state(offices.above)
    dry = Accepting(offices.city).look(CLERK, path, Steps())
    assert state(offices.above) == before
    assert dry.status == "verified"
    assert offices.accept(path).difference == dry.difference
    assert Accepting(offices.city).look(CLERK, path, Steps()).status == "already_accepted"


def test_the_same_file_again_is_already_accepted_and_changes_nothing(offices: Offices) -> None:
    path = offices.report()
    offices.accept(path)
    before = state(offices.above)
    other = STICK / "again.bqp"
    held = offices.border.stick[path]
    offices.border.stick[other] = replace(held, parcel=replace(held.parcel, path=other))
    for name in (path, other):
        view = offices.accept(name)
        assert (view.status, view.path, view.difference) == ("already_accepted", name, {})
    assert state(offices.above) == before


def test_only_who_may_accept_does(offices: Offices) -> None:
    path = offices.report()
    before = state(offices.above)
    acts: list[Callable[[], object]] = [
        lambda: Accepting(offices.city).accept(CLERK, path, Steps()),
        lambda: Accepting(offices.city).look(AUDITOR, path, Steps()),
        lambda: Accepting(offices.city).inspect(AUDITOR, path),
        lambda: offices.city.history(AUDITOR),
    ]
    assert [refused(act) for act in acts] == ["role.denied"] * 4
    assert state(offices.above) == before


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("follows", [True, False])
def test_a_digest_that_differs_rolls_everything_back(
    offices: Offices, *, dry_run: bool, follows: bool
) -> None:
    if follows:
        offices.accept(offices.report())
    offices.amend(SUN, place(SUN, FINANCE))
    path = offices.report()
    before = state(offices.above)
    offices.border.lie(path, digest="f" * 64)
    accepting = Accepting(offices.city)
    act = accepting.look if dry_run else accepting.accept
    assert refused(lambda: act(HEAD, path, Steps())) == "package.digest_differs"
    assert state(offices.above) == before


def test_records_that_were_left_out_or_altered_roll_everything_back(offices: Offices) -> None:
    path = offices.report()
    records = offices.border.stick[path].records
    before = state(offices.above)
    altered = [
        {**record, "fact": {**record["fact"], "approved": 99}}
        if record["kind"] == Quota.KIND
        else record
        for record in records
    ]
    for forged, code in (
        (records[:-1], "package.digest_differs"),
        (altered, "package.digest_differs"),
        ((*records[:-1], {**records[-1], "now": 0}), "package.record_unreadable"),
        (records[1:], "package.record_unreadable"),
        ((records[0], *reversed(records[1:])), "register.unsorted"),
    ):
        offices.border.lie(path, forged)
        assert refused(lambda: offices.accept(path)) == code
        assert state(offices.above) == before


def test_a_number_that_is_not_the_next_changes_nothing(offices: Offices) -> None:
    first, second, third = offices.report(), offices.report(), offices.report()
    before = dossiers(offices.above)
    assert refused(lambda: offices.accept(second)) == "package.gap"
    assert dossiers(offices.above) == before
    assert [(r.direction, r.status) for r in offices.city.history(HEAD)] == [(HELD, GAP)]
    offices.accept(first)
    offices.accept(second)
    before = dossiers(offices.above)
    offices.border.lie(first)
    offices.border.lie(second)
    assert refused(lambda: offices.accept(first)) == "package.replayed"
    assert refused(lambda: offices.accept(second)) == "package.fork"
    assert dossiers(offices.above) == before
    assert offices.accept(third).seq == 3


def test_what_the_border_refuses_changes_nothing(offices: Offices) -> None:
    before = state(offices.above)
    assert refused(lambda: offices.accept(STICK / "none.bqp")) == "package.unreadable"
    assert (
        refused(lambda: Accepting(offices.city).inspect(HEAD, STICK / "none.bqp"))
        == "package.unreadable"
    )
    assert state(offices.above) == before


def test_an_office_never_takes_its_own_report_over(offices: Offices) -> None:
    path = offices.report()
    offices.amend(SUN, place(SUN, FINANCE))
    before = state(offices.below)
    accepting = Accepting(offices.county)
    for act in (accepting.look, accepting.stage, accepting.accept):
        with pytest.raises(Refusal) as refusal:
            act(HEAD, path, Steps())
        assert refusal.value.code == "package.own"
    assert state(offices.below) == before


def test_each_county_is_taken_over_without_touching_the_others(offices: Offices) -> None:
    offices.accept(offices.report())
    held = dossiers(offices.above)
    other = Offices(*FACTS[:4], sender=OTHER, city=offices.above)
    view = other.accept(other.report())
    assert view.difference["before"] == {"units": 0, "persons": 0}
    assert view.difference["after"] == {"units": 2, "persons": 0}
    assert dossiers(offices.above) == held
    assert [len(one.members) for one in dossiers(offices.above, office=OTHER)] == [0, 0]
    assert {receipt.peer for receipt in offices.city.history(HEAD)} == {COUNTY.code, OTHER.code}


def test_an_accepted_file_stays_accepted_when_the_border_would_refuse_it_now(
    offices: Offices,
) -> None:
    path = offices.report()
    first = offices.accept(path)
    offices.border.expired.add(path)
    again = offices.accept(path)
    assert again.status == "already_accepted"
    assert (again.package, again.counts, again.digest) == (
        first.package, first.counts, first.digest,
    )  # fmt: skip


def test_a_package_that_is_not_remembered_does_not_stay_on_the_stick(offices: Offices) -> None:
    def give_up(_self: object, _receipt: object) -> None:
        raise Refusal("storage.disk_full")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(FakeWriter, "keep_receipt", give_up)
        with pytest.raises(Refusal, match=r"storage\.disk_full"):
            offices.report()
    assert offices.border.stick == {}
    assert offices.border.inspect(offices.report()).seq == 1
