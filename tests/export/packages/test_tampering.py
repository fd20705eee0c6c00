"""Whatever is changed, cut or added after sealing, the file is refused."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages import inspect, records
from export.packages.trust import Examiner
from tests.export.packages.forge import Forge
from tests.export.packages.network import NOW, Network

REGIONS = ("magic", "lengths", "envelope", "certificates", "salt", "commitment", "chunks", "end")


@pytest.fixture(scope="module")
def honest(forge: Forge) -> bytes:
    """Return an untouched package."""
    return forge.build()


def regions(data: bytes) -> dict[str, range]:
    envelope = 16 + int.from_bytes(data[8:12], "big")
    payload = envelope + int.from_bytes(data[12:16], "big")
    edges = [0, 8, 16, envelope, payload, payload + 24, payload + 56, len(data) - 16, len(data)]
    return {name: range(*pair) for name, pair in zip(REGIONS, pairwise(edges), strict=True)}


def refused(path: Path, network: Network) -> str:
    with pytest.raises(Refusal) as caught:
        for _ in records(inspect(path, network.city.trust, NOW), network.city.opening):
            pass
    return caught.value.code


@pytest.mark.rule("39786 8.4 f", "22239 8.1.4.7", "22239 8.1.4.4")
@pytest.mark.parametrize("region", REGIONS)
def test_a_changed_bit_in_any_region_is_refused(
    region: str, honest: bytes, network: Network, place: Callable[[bytes], Path]
) -> None:
    span = regions(honest)[region]
    chosen = random.Random(region).sample(span, min(len(span), 60))  # noqa: S311 - repeatable
    for offset in chosen:
        changed = bytearray(honest)
        changed[offset] ^= 1 << (offset % 8)
        assert refused(place(bytes(changed)), network).startswith("package.")


def test_every_kind_of_cut_is_refused(
    honest: bytes, network: Network, place: Callable[[bytes], Path]
) -> None:
    for length in [*range(20), *range(20, len(honest), 97), len(honest) - 1]:
        code = refused(place(honest[:length]), network)
        assert code == ("package.not_a_package" if length < 8 else "package.truncated"), length


@pytest.mark.parametrize("extra", [b"\x00", b"\n", b"x" * 4096])
def test_anything_appended_is_refused(
    extra: bytes, honest: bytes, network: Network, place: Callable[[bytes], Path]
) -> None:
    assert refused(place(honest + extra), network) == "package.size"


@pytest.mark.slow
def test_thousands_of_random_mutations_are_all_refused(
    honest: bytes, network: Network, place: Callable[[bytes], Path]
) -> None:
    """Nothing but the original bytes verifies, and no mutation ends in another exception."""
    chance = random.Random(20261120)  # noqa: S311 - repeatable, not secret
    for _ in range(4000):
        mutated = mutate(honest, chance)
        if mutated != honest:
            assert refused(place(mutated), network).startswith("package.")


@pytest.mark.slow
def test_mutated_certificates_end_in_a_refusal(forge: Forge, network: Network) -> None:
    """The certificate parser meets noise before any signature protects it."""
    chance = random.Random(629925)  # noqa: S311 - repeatable, not secret
    area = b"".join(item.der for item in (forge.member.signer.operator, *forge.member.trust.chain))
    examiner = Examiner(network.city.trust, NOW)
    for _ in range(4000):
        mutated = mutate(area, chance)
        if mutated != area:
            with pytest.raises(Refusal) as caught:
                examiner.chain(mutated)
            assert caught.value.code.startswith("package.")


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Flip, overwrite, delete, insert, exchange or repeat at random places."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(out)), chance.randrange(len(out))
        length = chance.randint(1, 40)
        match chance.randrange(6):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                out[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = chance.randbytes(length)
            case 4:
                out[at : at + length] = out[other : other + length]
            case _:
                out[at:at] = out[other : other + length]
        if not out:
            out += b"\x00"
    return bytes(out)
