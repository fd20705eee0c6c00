"""Both readers take and refuse the same trust tables."""

from __future__ import annotations

import json

import pytest

from domain.errors import Refusal
from export.packages import Revocation
from export.packages.strict_json import canonical
from export.packages.table_taking import take_table
from tests.export.packages.network import NOW, Network, build_network
from tests.export.packages.tables import Province
from tests.second_reader.certificates import read_certificate
from tests.second_reader.refused import Refused
from tests.second_reader.trust_tables import read_table


@pytest.fixture(scope="module")
def network() -> Network:
    return build_network()


def test_what_the_province_signs_says_the_same_to_both(network: Network) -> None:
    top = Province.of(network.province)
    top.store = top.store.with_revoked("ab" * 32, Revocation(NOW.date(), "失窃", "629925"))
    signed = top.sign()
    table, root = read_table(signed.data, read_certificate(network.county.trust.root.der), NOW)
    assert json.dumps(table) == json.dumps(json.loads(signed.table.encode()))
    assert root.fingerprint == network.county.trust.root.fingerprint


def test_both_walk_to_the_same_root_from_wherever_they_stand(network: Network) -> None:
    top, held = Province.of(network.province), network.county.trust
    for _ in range(3):
        held = take_table(top.roll_over().data, held, NOW)
    last = top.sign()
    for start in (network.county.trust, held):
        _, root = read_table(last.data, read_certificate(start.root.der), NOW)
        assert root.raw == take_table(last.data, start, NOW).root.der


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_both_refuse_where_a_root_is_left_out(network: Network, left_out: int) -> None:
    top = Province.of(network.province)
    for _ in range(2):
        top.roll_over()
    value = json.loads(top.roll_over().data)
    del value["roots"][left_out]
    data, held = canonical(value), network.county.trust
    with pytest.raises(Refused):
        read_table(data, read_certificate(held.root.der), NOW)
    with pytest.raises(Refusal, match=r"trust\.table_other_root"):
        take_table(data, held, NOW)


def test_both_refuse_another_province(network: Network) -> None:
    data, held = Province.of(network.false_province).sign().data, network.county.trust
    with pytest.raises(Refused):
        read_table(data, read_certificate(held.root.der), NOW)
    with pytest.raises(Refusal, match=r"trust\.table_other_root"):
        take_table(data, held, NOW)


def test_both_refuse_a_walk_that_begins_after_the_first_step(network: Network) -> None:
    """Also where the reader holds the root at which it begins: there is one encoding only."""
    top, held = Province.of(network.province), network.county.trust
    for _ in range(2):
        held = take_table(top.roll_over().data, held, NOW)
    value = json.loads(top.sign().data)
    del value["roots"][0]
    data = canonical(value)
    with pytest.raises(Refused):
        read_table(data, read_certificate(held.root.der), NOW)
    with pytest.raises(Refusal, match=r"trust\.table_other_root"):
        take_table(data, held, NOW)
