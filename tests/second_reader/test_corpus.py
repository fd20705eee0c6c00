"""Each fault of the corpus has one code, whoever reads; noise is refused by both."""

from __future__ import annotations

import random

import pytest

from tests.export.packages.forge import Forge
from tests.export.packages.lies import Fault
from tests.export.packages.network import Network
from tests.export.packages.test_corpus import FAULTS
from tests.second_reader.bridge import ACCEPTED, Both

MUTATIONS = 300


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_both_readers_give_the_same_code(
    fault: Fault, forge: Forge, network: Network, both: Both
) -> None:
    data = fault.build(forge, network)
    assert both.agree(data, fault.reader(network), fault.now).code == fault.code


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one small piece turned, cut out, doubled or overwritten."""
    at, length = chance.randrange(len(data)), chance.randint(1, 40)
    piece = data[at : at + length]
    other = chance.choice(
        [
            bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 : at + length],
            b"",
            piece * 2,
            chance.randbytes(len(piece)),
            bytes(len(piece)),
        ]
    )
    return data[:at] + other + data[at + length :]


def test_neither_reader_believes_or_breaks_on_a_changed_file(
    forge: Forge, network: Network, both: Both
) -> None:
    chance = random.Random(629925)  # noqa: S311 - the same files in every run
    honest = forge.build()
    assert both.agree(honest, network.city).code == ACCEPTED
    changed = {mutated(honest, chance) for _ in range(MUTATIONS)} - {honest}
    assert len(changed) > MUTATIONS // 2
    codes = {both.agree(data, network.city).code for data in changed}
    assert ACCEPTED not in codes
    assert len(codes) >= 5
