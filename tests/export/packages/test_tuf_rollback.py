"""Rollback: an attacker brings again what was true once. Tried for every kind on its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from export.packages import Judgement, StreamState, inspect
from export.packages.manifest import NO_PREVIOUS
from tests.export.packages.desks import (
    ROUTES,
    Desk,
    Route,
    after,
    every_route,
    refused,
    routes_in_order,
    routes_of_the_whole,
)
from tests.export.packages.network import NOW, Network


@every_route
def test_what_was_taken_changes_nothing_a_second_time(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    first = route.sealed(tmp_path, network)
    second = route.sealed(tmp_path, network, after(first))
    assert [desk.take(made.path) for made in (first, second)] == [Judgement.ACCEPT] * 2
    before = dict(desk.taken)
    assert desk.take(first.path) is Judgement.ALREADY_ACCEPTED
    assert desk.take(second.path) is Judgement.ALREADY_ACCEPTED
    assert desk.taken == before


@every_route
def test_an_older_package_that_never_came_is_refused_afterwards(
    route: Route, tmp_path: Path, network: Network
) -> None:
    """A withheld first number, or one sealed anew by a sender that was set back."""
    desk = Desk(route.reader_in(network))
    first = route.sealed(tmp_path, network)
    second = route.sealed(tmp_path, network, after(first))
    again = route.sealed(tmp_path / "again", network)
    desk.take(first.path)
    desk.take(second.path)
    assert desk.refuses(again.path) == "package.replayed"


@every_route
def test_another_package_under_the_last_number_is_a_fork(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    desk.take(route.sealed(tmp_path, network).path)
    assert desk.refuses(route.sealed(tmp_path / "again", network).path) == "package.fork"


@routes_in_order
def test_a_history_that_was_written_anew_is_a_fork(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    desk.take(route.sealed(tmp_path, network).path)
    other = route.sealed(tmp_path / "other", network)
    assert desk.refuses(route.sealed(tmp_path, network, after(other)).path) == "package.fork"


@routes_of_the_whole
def test_where_each_states_the_whole_the_history_does_not_matter(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    desk.take(route.sealed(tmp_path, network).path)
    other = route.sealed(tmp_path / "other", network)
    made = route.sealed(tmp_path, network, after(other))
    assert desk.take(made.path) is Judgement.ACCEPT


@every_route
def test_an_office_that_was_set_up_anew_does_not_go_back(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    made = route.sealed(tmp_path, network)
    told = made.manifest
    desk.taken[told.sender.code, told.stream] = StreamState(2, 1, "ab" * 32)
    assert desk.refuses(made.path) == "package.replayed"
    for seq in (1, 2, 9, 2**53):
        late = replace(told, seq=seq, prev="ab" * 32)
        code = refused(lambda late=late: desk.judge(late, "cd" * 32))  # type: ignore[misc]  # called at once
        assert code == "package.replayed"


@every_route
def test_a_stream_of_one_office_says_nothing_of_anothers(
    route: Route, tmp_path: Path, network: Network
) -> None:
    """The numbers of other offices and other streams neither help nor hinder."""
    desk = Desk(route.reader_in(network))
    made = route.sealed(tmp_path, network)
    told = made.manifest
    desk.taken["629901", told.stream] = StreamState(3, 99, "ab" * 32)
    desk.taken[told.sender.code, "other"] = StreamState(3, 99, "ab" * 32)
    assert desk.take(made.path) is Judgement.ACCEPT


def test_what_is_returned_and_what_is_remarked_share_their_numbers(
    tmp_path: Path, network: Network
) -> None:
    """Both kinds count in one stream, so neither can be held back while the other goes on."""
    returned, remarked = (r for r in ROUTES if r.kind in ("退回", "预审反馈"))
    desk = Desk(network.county)
    first = returned.sealed(tmp_path, network)
    second = remarked.sealed(tmp_path, network, after(first))
    assert desk.refuses(second.path) == "package.gap"
    desk.take(first.path)
    assert desk.take(second.path) is Judgement.ACCEPT
    assert desk.refuses(returned.sealed(tmp_path / "again", network).path) == "package.replayed"


def test_the_files_time_does_not_make_it_newer(tmp_path: Path, network: Network) -> None:
    """Order comes from numbers: a package made later under an older number is still old."""
    route = ROUTES[0]
    desk = Desk(network.city)
    first = route.sealed(tmp_path, network)
    desk.take(first.path)
    desk.take(route.sealed(tmp_path, network, after(first)).path)
    late = route.sealed(tmp_path / "late", network, now=NOW.replace(hour=23))
    assert late.manifest.created > first.manifest.created
    assert desk.refuses(late.path) == "package.replayed"
    assert inspect(late.path, network.city.trust, NOW).manifest.prev == NO_PREVIOUS
