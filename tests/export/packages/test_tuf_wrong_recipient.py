"""Wrong recipient: a package is used where its sender did not send it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from export.packages import Signer, inspect, records
from export.packages.context import context_of
from export.packages.envelope import to_base64
from export.packages.unpacking import WRAP_INFO
from tests.export.packages.desks import Desk, Route, every_route, refused
from tests.export.packages.forge import Forge
from tests.export.packages.lies import other_encryption
from tests.export.packages.network import NOW, Member, Network

EVERYBODY = ("province", "city", "other_city", "county", "other_county")


@every_route
def test_whoever_else_finds_it_learns_that_it_is_not_his(
    route: Route, tmp_path: Path, network: Network
) -> None:
    made = route.sealed(tmp_path, network)
    readers: list[Member] = [getattr(network, name) for name in EVERYBODY]
    others = [reader for reader in readers if reader.code not in route.to]
    assert others
    for reader in others:
        assert Desk(reader).refuses(made.path) == "package.wrong_recipient"


@every_route
def test_a_stolen_list_without_the_key_opens_nothing(
    route: Route, tmp_path: Path, network: Network
) -> None:
    made = route.sealed(tmp_path, network)
    reader = route.reader_in(network)
    verified = inspect(made.path, reader.trust, NOW)
    for name in EVERYBODY:
        stranger: Member = getattr(network, name)
        if stranger.code != reader.code:
            opened = records(verified, stranger.opening)
            assert refused(lambda opened=opened: next(opened)) == "package.key_mismatch"  # type: ignore[misc]  # called at once


def test_a_recipient_cannot_pass_it_on_as_if_it_were_sent_there(
    tmp_path: Path, network: Network
) -> None:
    """He has the key, so he can seal it anew for a third; but the list is under the signature."""
    made = Route("上报", "county", ("6299",), "city").sealed(tmp_path, network)
    secret_info = WRAP_INFO + context_of(made.manifest)
    secret = network.city.opening.open(made.manifest.recipients[0].wrap, secret_info)
    province = network.province.trust.own.encryption
    forge = Forge(network.county)
    draft = forge.draft()
    wrap = draft.suite.wrap(province.public_key, secret, secret_info)

    def add(manifest: dict[str, object]) -> None:
        listed = manifest["recipients"]
        assert isinstance(listed, list)
        entry = {"code": "62", "enc_fp": province.fingerprint, "wrap": to_base64(wrap)}
        listed.insert(0, entry)

    path = tmp_path / "passed on.bqp"
    path.write_bytes(forge.build(manifest=add, key=network.city.signer.key))
    assert Desk(network.province).refuses(path) == "package.signature_invalid"
    path.write_bytes(forge.build(manifest=add))
    assert Desk(network.province).refuses(path) == "package.wrong_direction"


def test_passed_on_under_his_own_name_it_is_his_own_word(tmp_path: Path, network: Network) -> None:
    """A city that signs a county's manifest says what its certificate does not say."""
    forge = Forge(network.county, to=("6299",))
    city = network.city
    draft = forge.draft()
    path = tmp_path / "own.bqp"
    signer = Signer(city.signer.operator, city.signer.key)
    chain = (signer.operator, *city.trust.chain)
    honest = draft.manifest(forge.facts(b"", b""))

    def keep(manifest: dict[str, object]) -> None:
        manifest["sender"] = {
            "code": honest.sender.code,
            "level": honest.sender.level.value,
            "name": honest.sender.name,
            "cert_fp": honest.sender.cert_fp,
        }

    path.write_bytes(forge.build(draft=replace(draft, signer=signer), path=chain, manifest=keep))
    assert Desk(city).refuses(path) == "package.sender_mismatch"


def test_a_key_that_was_replaced_is_told_as_such(tmp_path: Path, network: Network) -> None:
    made = Route("上报", "county", ("6299",), "city").sealed(tmp_path, network)
    assert Desk(other_encryption(network)).refuses(made.path) == "package.recipient_key_unknown"


@pytest.mark.parametrize("kind", ["退回", "预审反馈", "代码表"])
def test_what_goes_down_does_not_go_up(kind: str, tmp_path: Path, network: Network) -> None:
    def edit(manifest: dict[str, object]) -> None:
        manifest["kind"] = kind

    path = tmp_path / "up.bqp"
    path.write_bytes(Forge(network.county).build(manifest=edit))
    assert Desk(network.city).refuses(path) == "package.wrong_direction"
