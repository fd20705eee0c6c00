"""The weakest suite that is accepted, with a second suite that only these tests have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from export.packages import TrustStore, inspect, seal
from export.packages.floors import Floors
from export.packages.suites import I1
from export.packages.table_taking import take_table
from tests.export.packages.desks import ONE, refused
from tests.export.packages.network import NOW, Network, outline
from tests.export.packages.tables import Province, draft

STRONGER = replace(I1, name="X2", rank=2)
BOTH = (I1, STRONGER)


def under(store: TrustStore, network: Network, floors: Floors) -> TrustStore:
    top = Province.of(network.province)
    return take_table(top.sign(replace(draft(), floors=floors)).data, store, NOW)


def test_a_package_of_the_stronger_suite_is_sealed_and_read(
    network: Network, tmp_path: Path
) -> None:
    county = network.county
    made = seal(
        tmp_path, outline(), ONE, signer=county.signer, trust=county.trust, now=NOW, suites=BOTH
    )
    assert made.manifest.suite == "X2"
    assert inspect(made.path, network.city.trust, NOW, BOTH).suite is STRONGER
    alone = refused(lambda: inspect(made.path, network.city.trust, NOW))
    assert alone == "package.suite_unknown"


@pytest.mark.parametrize("floors", [Floors("X2"), Floors("I1", {"629925": "X2"})])
def test_a_package_below_the_floor_of_its_sender_is_refused(
    network: Network, tmp_path: Path, floors: Floors
) -> None:
    county = network.county
    weak = seal(tmp_path, outline(), ONE, signer=county.signer, trust=county.trust, now=NOW)
    city = under(network.city.trust, network, floors)
    assert refused(lambda: inspect(weak.path, city, NOW, BOTH)) == "package.suite_too_low"
    other = network.other_county
    free = seal(tmp_path, outline(), ONE, signer=other.signer, trust=other.trust, now=NOW)
    if not floors.offices:
        assert refused(lambda: inspect(free.path, city, NOW, BOTH)) == "package.suite_too_low"
    else:
        assert inspect(free.path, city, NOW, BOTH).suite is I1


@pytest.mark.parametrize("floors", [Floors("X2"), Floors("I1", {"6299": "X2"})])
def test_nothing_is_sealed_below_the_floor_of_a_recipient(
    network: Network, tmp_path: Path, floors: Floors
) -> None:
    """A program that has no stronger suite says so, and seals with none."""
    county = network.county
    trust = under(county.trust, network, floors)
    code = refused(
        lambda: seal(tmp_path, outline(), ONE, signer=county.signer, trust=trust, now=NOW)
    )
    assert code == "package.suite_below_floor"
    assert list(tmp_path.iterdir()) == []


def test_a_floor_never_sinks(network: Network) -> None:
    top = Province.of(network.province)
    city = network.city.trust
    for floors in (Floors("I1", {"629925": "X2"}), Floors("I1"), Floors("I1", {"629925": "I1"})):
        city = take_table(top.sign(replace(draft(), floors=floors)).data, city, NOW)
        assert city.least.offices == {"629925": "X2"}
        assert top.store.least == city.least


def test_floors_are_raised_place_by_place() -> None:
    first, second = Floors("I1", {"62": "X2"}), Floors("X2", {"6299": "I1"})
    raised = Floors("X2", {"62": "X2", "6299": "I1"})
    assert first.raised(second, BOTH) == second.raised(first, BOTH) == raised
    assert raised.raised(Floors("I1", {"62": "I1"}), BOTH) == raised


def test_a_suite_that_is_not_known_outranks_every_known_one() -> None:
    assert Floors("Z9").missed(STRONGER, known=BOTH) == "Z9"
    assert Floors("I1").raised(Floors("Z9"), BOTH) == Floors("Z9")
    assert Floors("Z9").raised(Floors("X2"), BOTH) == Floors("Z9")
    assert Floors("X2").missed(I1, known=BOTH) == "X2"
    assert Floors("X2").missed(STRONGER, known=BOTH) == ""
