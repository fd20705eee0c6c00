"""Freeze: nothing new comes, and what is old is shown as if it were of today."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from export.packages import Judgement
from tests.export.packages.desks import Desk, Route, after, every_route
from tests.export.packages.forge import Forge
from tests.export.packages.lies import DAY, setting
from tests.export.packages.network import NOW, Network

SECOND = timedelta(seconds=1)
LIFE = 180 * DAY


@every_route
def test_a_package_that_was_held_back_is_refused_past_its_time(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    made = route.sealed(tmp_path, network)
    assert desk.refuses(made.path, NOW + LIFE + SECOND) == "package.expired"
    assert desk.take(made.path, NOW + LIFE) is Judgement.ACCEPT


@every_route
def test_a_package_from_a_wrong_clock_is_refused_beyond_a_day(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    made = route.sealed(tmp_path, network)
    assert desk.refuses(made.path, NOW - DAY - SECOND) == "package.from_future"
    assert desk.take(made.path, NOW - DAY) is Judgement.ACCEPT


@every_route
def test_what_expired_is_not_believed_for_having_been_known(
    route: Route, tmp_path: Path, network: Network
) -> None:
    """Nothing that was true once is taken from memory: each step is done again each time."""
    desk = Desk(route.reader_in(network))
    made = route.sealed(tmp_path, network)
    desk.take(made.path)
    assert desk.refuses(made.path, NOW + LIFE + SECOND) == "package.expired"


def test_a_later_package_does_not_lengthen_the_life_of_an_earlier(
    tmp_path: Path, network: Network
) -> None:
    route = Route("上报", "county", ("6299",), "city")
    desk = Desk(network.city)
    first = route.sealed(tmp_path, network)
    second = route.sealed(tmp_path, network, after(first), now=NOW + 100 * DAY)
    late = NOW + LIFE + SECOND
    assert desk.refuses(first.path, late) == "package.expired"
    assert desk.refuses(second.path, late) == "package.gap"


@pytest.mark.parametrize("years", [1, 10, 100])
def test_whoever_holds_the_stick_cannot_lengthen_a_life(
    years: int, tmp_path: Path, network: Network
) -> None:
    """The end stands under the signature; and a longer one does not outlive the certificate."""
    forge = Forge(network.county)
    end = f"{2026 + years}-11-20T08:00:00Z"
    longer = forge.build(manifest=setting("not_after", end))
    path = tmp_path / "longer.bqp"
    path.write_bytes(longer)
    desk = Desk(network.city)
    assert desk.refuses(path, NOW + 365 * years * DAY + 731 * DAY) == "package.certificate_expired"


@pytest.mark.parametrize("days", [731, 3652])
def test_an_operator_who_was_never_renewed_is_not_believed(
    days: int, tmp_path: Path, network: Network
) -> None:
    made = Route("上报", "county", ("6299",), "city").sealed(tmp_path, network)
    assert Desk(network.city).refuses(made.path, NOW + days * DAY) == "package.certificate_expired"
