"""The family of the network finds what it looks for, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from desktop.resources import Resources, find_resources
from domain.errors import Refusal
from domain.exchange.shipment import REPORT, RETURNED
from tests.faults.exchange import happened
from tests.faults.exchange_acts import arrive, report
from tests.faults.exchange_ending import converge
from tests.faults.exchange_offices import hire, template
from tests.faults.exchange_rules import (
    EARLY,
    FORKED,
    KNOWN,
    NEXT,
    NO_PREVIOUS,
    REPLAYED,
    check,
    due,
    judge,
)
from tests.faults.exchange_world import Made, World, world_in

CITY, COUNTY = "6299", "629901"


@pytest.fixture(scope="module")
def resources() -> Resources:
    return find_resources()


@pytest.fixture(scope="module")
def made(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the network, made once."""
    return template(resources, tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def world(made: Path, resources: Resources, tmp_path: Path) -> World:
    """Return a network in which nothing has happened."""
    fresh = world_in(tmp_path / "network", made, resources, Random(1))
    fresh.check = check
    return fresh


def reported(world: World) -> tuple[Path, Made]:
    """Let the county report something new; return the file and what it is."""
    world.act(world.sites[COUNTY], hire)
    report(world, world.sites[COUNTY])
    return world.ways[-1], list(world.made.values())[-1]


def package(epoch: int, seq: int, before: Made | None = None) -> Made:
    sha256, prev = f"{epoch}{seq:x}" * 32, before.sha256 if before else NO_PREVIOUS
    place, to = (epoch, seq), (CITY,)
    name, day = sha256[:32], date(2026, 11, 21)
    return Made(sha256, REPORT, COUNTY, to, "report", place, prev, name, day, frozenset(), {})


@pytest.mark.slow
def test_a_run_is_the_same_each_time(made: Path, resources: Resources, tmp_path: Path) -> None:
    first, again = (
        happened(world_in(tmp_path / name, made, resources, Random(5)), 12) for name in "ab"
    )
    assert first.log == again.log
    assert [made.place for made in first.made.values()] == [
        made.place for made in again.made.values()
    ]
    assert first.faults == []


@pytest.mark.slow
def test_what_was_lost_arrives_in_the_end(world: World) -> None:
    for _ in range(2):
        path, made = reported(world)
        path.unlink()
        assert made.sender == COUNTY
    converge(world)
    assert world.faults == []
    assert {r.seq for r in world.held[CITY].values() if r.peer == COUNTY} >= {1, 2, 3}


def test_what_is_due_to_a_package_follows_from_what_was_taken(world: World) -> None:
    """Numbers, epochs and the digest before decide, as the format has it."""
    path, first = reported(world)
    assert due(world, world.sites[CITY], first) == NEXT
    arrive(world, path, first, CITY)
    path, second = reported(world)
    arrive(world, path, second, CITY)
    assert world.faults == []
    site = world.sites[CITY]
    for made, wanted in (
        (first, KNOWN),
        (package(1, 1), REPLAYED),
        (package(1, 2, first), FORKED),
        (package(1, 3, first), FORKED),
        (package(1, 3, second), NEXT),
        (package(1, 4, second), EARLY),
        (package(2, 1), NEXT),
        (package(2, 2), EARLY),
    ):
        assert due(world, site, made) == wanted, made.place


def test_what_should_not_have_been_taken_is_a_fault(world: World) -> None:
    path, made = reported(world)
    site, view = world.sites[CITY], arrive(world, path, made, CITY)
    judge(world, site, made, EARLY, view)
    judge(world, site, made, NEXT, Refusal("package.gap", first=1, until=1))
    judge(world, site, made, KNOWN, Refusal("package.fork"))
    judge(world, site, made, NEXT, Refusal("package.revoked"))
    world.revoked[CITY] = frozenset(made.signed_by)
    judge(world, site, made, NEXT, view)
    assert len(world.faults) == 5
    world.touched.add(COUNTY)
    judge(world, site, made, NEXT, Refusal("package.revoked"))
    assert len(world.faults) == 5


def test_another_exception_than_a_refusal_is_a_fault(world: World) -> None:
    def broken(_office: object) -> None:
        raise ZeroDivisionError

    world.act(world.sites[CITY], broken)
    assert len(world.faults) == 1
    assert "ZeroDivisionError" in world.faults[0]


def test_facts_states_and_numbers_that_do_not_fit_are_faults(world: World) -> None:
    path, made = reported(world)
    arrive(world, path, made, CITY)
    county, city = world.sites[COUNTY], world.sites[CITY]
    receipt = world.ways[-1]
    arrive(world, receipt, list(world.made.values())[-1], COUNTY)
    assert world.faults == []
    held = world.held[CITY][made.sha256]
    world.held[CITY][made.sha256] = replace(held, status=RETURNED)
    world.act(county, lambda _office: None)
    assert world.faults.pop().endswith("says accepted of report (1, 1), there it is {'returned'}")
    world.made[made.sha256] = replace(made, facts={COUNTY: "0" * 64}, place=(1, 2))
    world.act(city, lambda _office: None)
    assert [fault.partition(": ")[2] for fault in world.faults] == [
        f"{CITY}: {COUNTY} report: (1, 2) taken after (1, 0)",
        f"{CITY}: holds other facts of {COUNTY} than {COUNTY} said in (1, 2)",
    ]
