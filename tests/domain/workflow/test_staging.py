"""A report waits, read and verified, until somebody accepts, returns or discards it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath

import pytest

from domain.errors import Refusal
from domain.exchange.collected import ReportState
from domain.exchange.shipment import RECEIPT
from domain.outcomes import PackageView
from domain.report_periods import period_called
from domain.versions import AsOf
from domain.workflow.accepting import Accepting
from domain.workflow.collecting import Collecting
from domain.workflow.remarking import Given, Remarking
from domain.workflow.report_freezes import ReportFreezes
from domain.workflow.staging import MOST_STAGED
from tests.domain.workflow.office import AUDITOR, CLERK, HEAD, Steps
from tests.domain.workflow.office import COUNTY as OFFICE_DATA
from tests.domain.workflow.two_offices import TODAY, TwoOffices
from tests.fakes.border import COUNTY
from tests.fakes.stages import FakeStages


@pytest.fixture
def two() -> TwoOffices:
    return TwoOffices()


def city(two: TwoOffices) -> Accepting:
    return Accepting(two.city.exchange)


def stage(two: TwoOffices, path: PurePath) -> PackageView:
    return city(two).stage(HEAD, path, Steps())


def stages(two: TwoOffices) -> FakeStages:
    kept = two.city.exchange.stages
    assert isinstance(kept, FakeStages)
    return kept


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def test_a_staged_report_waits_and_changes_nothing(two: TwoOffices) -> None:
    view = stage(two, two.report())
    assert view.status == "staged"
    assert view.difference["after"] == {"units": 1, "persons": 1}
    assert two.city.history == ()
    (waiting,) = city(two).waiting(CLERK)
    assert (waiting.path, waiting.sender, waiting.sender_name, waiting.seq, waiting.by) == (
        view.path, COUNTY.code, COUNTY.name, 1, HEAD.account,
    )  # fmt: skip


def test_whose_report_waits_is_not_missed_by_the_office_above(two: TwoOffices) -> None:
    collecting = Collecting(two.city.register, OFFICE_DATA)
    november = period_called(OFFICE_DATA.periods, f"{TODAY:%Y-%m}")

    def state() -> ReportState:
        names = {COUNTY.code: COUNTY.name}
        (found,) = collecting.status(HEAD, november, names, TODAY).standings
        return found.state

    assert state() is ReportState.MISSING
    view = stage(two, two.report())
    assert state() is ReportState.STAGED
    city(two).accept(HEAD, view.path, Steps())
    assert state() is ReportState.ACCEPTED


def test_what_waits_is_accepted_from_its_stage(two: TwoOffices) -> None:
    view = stage(two, two.report())
    accepted = city(two).accept(HEAD, view.path, Steps())
    assert (accepted.difference, stages(two).filled) == (view.difference, 1)
    assert two.agree
    assert (city(two).waiting(HEAD), stages(two).names()) == ((), ())
    assert view.path not in two.files


def test_the_same_file_from_the_stick_is_accepted_from_the_stage_too(two: TwoOffices) -> None:
    path = two.report()
    stage(two, path)
    assert city(two).accept(HEAD, path, Steps()).path == path
    assert (city(two).waiting(HEAD), stages(two).names()) == ((), ())


def test_what_waits_is_looked_at_again(two: TwoOffices) -> None:
    view = stage(two, two.report())
    again = stage(two, view.path)
    assert (again.status, again.difference) == ("staged", view.difference)
    assert len(city(two).waiting(HEAD)) == 1


def test_one_that_came_early_is_offered_again_after_it_was_given_up(two: TwoOffices) -> None:
    first, second = two.report(), two.report()
    assert refused(lambda: stage(two, second)) == "package.gap"
    two.city.accept(first)
    (turn,) = city(two).waiting(HEAD)
    stage(two, turn.path)
    city(two).discard(HEAD, turn.sha256)
    (again,) = city(two).waiting(HEAD)
    assert (again.path, again.by, stages(two).names()) == (turn.path, "", ())
    assert city(two).accept(HEAD, again.path, Steps()).status == "accepted"
    assert city(two).waiting(HEAD) == ()


def test_what_waits_is_returned(two: TwoOffices) -> None:
    view = stage(two, two.report())
    Remarking(two.city.exchange).send_back(HEAD, view.path, Given((), "重报"), Steps())
    assert (city(two).waiting(HEAD), stages(two).names()) == ((), ())
    assert two.city.history[0].status == "returned"


def test_what_waits_is_discarded_and_may_be_staged_again(two: TwoOffices) -> None:
    path = two.report()
    view = stage(two, path)
    (waiting,) = city(two).waiting(HEAD)
    city(two).discard(CLERK, waiting.sha256)
    assert (city(two).waiting(HEAD), stages(two).names()) == ((), ())
    assert view.path not in two.files
    city(two).discard(CLERK, waiting.sha256)
    assert stage(two, path).status == "staged"


def test_a_stage_that_was_damaged_is_made_anew(two: TwoOffices) -> None:
    view = stage(two, two.report())
    stages(two).kept.clear()
    assert city(two).accept(HEAD, view.path, Steps()).status == "accepted"
    assert two.agree


def test_a_remainder_of_a_stage_is_removed_before_another_is_filled(two: TwoOffices) -> None:
    view = stage(two, two.report())
    with stages(two).fill("left", COUNTY, ()):
        pass
    assert len(city(two).waiting(HEAD)) == 1
    assert len(stages(two).names()) == 2
    two.hire()
    with contextlib.suppress(Refusal), city(two).opened(HEAD, two.report(), Steps()):
        pass
    assert stages(two).names() == (two.files[view.path].parcel.sha256[:32],)


def test_the_checks_run_over_what_came_in(two: TwoOffices) -> None:
    path = two.report()
    with city(two).opened(CLERK, path, Steps()) as came, came.reading() as reader:
        assert came.office == COUNTY
        assert [len(one.members) for one in reader.dossiers(AsOf(TODAY))] == [1]
    assert stages(two).names() == ()


def test_a_small_package_is_looked_at_and_not_staged(two: TwoOffices) -> None:
    two.city.accept(two.report())
    path = two.receipt()
    county = Accepting(two.county.exchange)
    assert county.stage(HEAD, path, Steps()).status == "verified"
    assert county.waiting(HEAD) == ()

    def opened() -> None:
        with county.opened(HEAD, path, Steps()):
            raise AssertionError

    assert refused(opened) == "package.not_staged"
    assert two.files[path].parcel.kind == RECEIPT


def test_one_that_comes_too_early_is_held_by_whoever_may_accept(two: TwoOffices) -> None:
    two.report()
    second = two.report()
    assert refused(lambda: city(two).stage(CLERK, second, Steps())) == "package.gap"
    assert two.city.exchange.history(HEAD) == ()
    assert refused(lambda: stage(two, second)) == "package.gap"
    assert [held.status for held in two.city.exchange.history(HEAD)] == ["gap"]


def test_one_that_was_held_waits_with_the_staged_once_those_before_it_are_taken(
    two: TwoOffices,
) -> None:
    first, second = two.report(), two.report()
    assert refused(lambda: stage(two, second)) == "package.gap"
    assert city(two).waiting(HEAD) == ()
    two.city.accept(first)
    (turn,) = city(two).waiting(HEAD)
    assert (turn.by, turn.seq, turn.sender) == ("", 2, "629925")
    assert stage(two, turn.path).status == "staged"
    assert [each.by != "" for each in city(two).waiting(HEAD)] == [True]


def test_a_report_in_frozen_days_is_refused_before_its_records_are_read(two: TwoOffices) -> None:
    path = two.report()
    sealed = two.files[path]
    unreadable = {"kind": "nothing"}
    two.files[path] = replace(sealed, records=(unreadable,))
    assert refused(lambda: stage(two, path)) != "package.report_frozen"
    freezes = ReportFreezes(two.city.register, two.city.exchange.clock)
    freezes.add(HEAD, str(TODAY), str(TODAY + timedelta(days=3)), "年报")
    assert refused(lambda: stage(two, path)) == "package.report_frozen"
    assert refused(lambda: two.city.accept(path)) == "package.report_frozen"


def test_what_was_accepted_is_not_staged_again(two: TwoOffices) -> None:
    path = two.report()
    two.city.accept(path)
    assert stage(two, path).status == "already_accepted"


def test_a_digest_that_differs_leaves_no_stage(two: TwoOffices) -> None:
    path = two.report()
    two.county.border.lie(path, digest="f" * 64)
    assert refused(lambda: stage(two, path)) == "package.digest_differs"
    assert (city(two).waiting(HEAD), stages(two).names()) == ((), ())


class Racing(FakeStages):
    """While a stage is filled, somebody else accepts the same package."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self._meanwhile = meanwhile

    def discard(self, name: str) -> None:
        super().discard(name)
        meanwhile, self._meanwhile = self._meanwhile, lambda: None
        meanwhile()


def test_a_package_that_was_accepted_meanwhile_is_not_accepted_twice(two: TwoOffices) -> None:
    path = two.report()
    slow = replace(two.city.exchange, stages=Racing(lambda: two.city.accept(path)))
    assert refused(lambda: Accepting(slow).accept(HEAD, path, Steps())) == "package.fork"
    assert [receipt.status for receipt in two.city.history] == ["accepted"]


def test_only_so_many_wait(two: TwoOffices) -> None:
    full: dict[str, dict[str, str]] = {f"{n:064x}": {} for n in range(MOST_STAGED)}
    path = two.report()
    with two.city.register.writing(HEAD) as writer:
        writer.keep_setting("exchange.staged", str(full).replace("'", '"'))
    assert refused(lambda: stage(two, path)) == "package.too_many_staged"
    assert stages(two).names() == ()


def test_an_officer_stages_looks_and_discards_nothing(two: TwoOffices) -> None:
    path, act = two.report(), city(two)
    tried: list[Callable[[], object]] = [
        lambda: act.stage(AUDITOR, path, Steps()),
        lambda: act.look(AUDITOR, path, Steps()),
        lambda: act.waiting(AUDITOR),
        lambda: act.discard(AUDITOR, "ab"),
        lambda: act.opened(AUDITOR, path, Steps()).__enter__(),
    ]
    assert [refused(each) for each in tried] == ["role.denied"] * 5
