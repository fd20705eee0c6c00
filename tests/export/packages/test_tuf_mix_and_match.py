"""Mix-and-match: parts of honest packages put together to one that nobody made."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from export.packages import Judgement
from export.packages.envelope import to_base64
from export.packages.payload import HEAD
from tests.export.packages.desks import (
    ROUTES,
    Desk,
    Route,
    after,
    every_route,
    joined,
    parts,
)
from tests.export.packages.forge import Forge
from tests.export.packages.network import Network

MIXED = [mix for mix in product((0, 1), repeat=3) if len(set(mix)) > 1]


def mixed(first: bytes, second: bytes, mix: tuple[int, ...]) -> bytes:
    pairs = zip(parts(first), parts(second), strict=True)
    return joined(*(pair[which] for pair, which in zip(pairs, mix, strict=True)))


@every_route
def test_cover_and_payload_belong_together(route: Route, tmp_path: Path, network: Network) -> None:
    """Two packages of one sender in one stream, the payloads exchanged."""
    first = route.sealed(tmp_path, network)
    second = route.sealed(tmp_path, network, after(first), rows=[{"kind": "unit", "name": "乙"}])
    desk, path = Desk(route.reader_in(network)), tmp_path / "mixed.bqp"
    for mix in ((0, 0, 1), (1, 1, 0)):
        path.write_bytes(mixed(first.path.read_bytes(), second.path.read_bytes(), mix))
        assert desk.refuses(path) in {"package.tampered", "package.size", "package.truncated"}
    assert desk.take(first.path) is Judgement.ACCEPT


@pytest.mark.parametrize("mix", MIXED, ids=str)
def test_parts_of_two_offices_make_no_package(
    mix: tuple[int, ...], tmp_path: Path, network: Network
) -> None:
    first = Forge(network.county).build()
    second = Forge(network.other_county).build()
    path = tmp_path / "mixed.bqp"
    path.write_bytes(mixed(first, second, mix))
    cover = mix[0] == mix[1]
    code = "package.tampered" if cover else "package.signature_invalid"
    assert Desk(network.city).refuses(path) == code


@pytest.mark.parametrize("other", ROUTES[1:], ids=str)
def test_the_payload_of_another_kind_is_no_report(
    other: Route, tmp_path: Path, network: Network
) -> None:
    first = ROUTES[0].sealed(tmp_path, network)
    second = other.sealed(tmp_path / "other", network)
    path = tmp_path / "mixed.bqp"
    path.write_bytes(mixed(first.path.read_bytes(), second.path.read_bytes(), (0, 0, 1)))
    code = Desk(network.city).refuses(path)
    assert code in {"package.tampered", "package.size", "package.truncated"}


@pytest.mark.parametrize("what", ["payload", "wrap", "both"])
def test_an_insider_cannot_reseal_anothers_payload_under_his_own_cover(
    what: str, tmp_path: Path, network: Network
) -> None:
    """Even signed anew with all digests right: key and stream are bound to their package."""
    mine, theirs = Forge(network.county), Forge(network.other_county)
    honest = theirs.draft()
    stolen = theirs.payload(honest, b'{"kind":"unit"}\n')
    wrap = honest.recipients[0].wrap

    def edit(manifest: dict[str, object]) -> None:
        listed = manifest["recipients"]
        assert isinstance(listed, list)
        if what != "payload":
            listed[0]["wrap"] = to_base64(wrap)

    sealed = (lambda data: data) if what == "wrap" else (lambda _: stolen)
    path = tmp_path / "mixed.bqp"
    path.write_bytes(mine.build(manifest=edit, sealed=sealed))
    code = "package.tampered" if what == "payload" else "package.key_mismatch"
    assert Desk(network.city).refuses(path) == code


def test_salt_and_commitment_of_one_do_not_open_the_chunks_of_another(
    tmp_path: Path, network: Network
) -> None:
    forge = Forge(network.county)
    other = forge.payload(forge.draft(), b'{"kind":"unit"}\n')
    path = tmp_path / "mixed.bqp"
    for edit in (
        lambda data: other[:HEAD] + data[HEAD:],
        lambda data: data[:HEAD] + other[HEAD:],
    ):
        path.write_bytes(forge.build(sealed=edit))
        assert Desk(network.city).refuses(path) == "package.tampered"
