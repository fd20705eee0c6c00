"""Offices of earlier versions: what they kept elsewhere is brought into the vault once."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.clock import clock_from
from desktop.office import OpenOffice, open_office
from desktop.resources import find_resources
from export.packages import SoftwareSigningKey, certify_operator
from storage.files import DiskFiles
from storage.held_keys import ca_key, set_signing_key
from storage.public_keys import opening_public, trust_list
from storage.session import alter
from storage.vault_values import Body
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing, init
from tests.desktop.test_trust import granted, root_of
from tests.desktop.test_witness import entries

CLOCK = clock_from({"BIANQING_TODAY": TODAY}, installed=False)


@contextmanager
def at(office: Bianqing) -> Iterator[OpenOffice]:
    with open_office(office.data, "负责人", PASSWORD, find_resources(), CLOCK) as opened:
        yield opened


def setting(office: OpenOffice, name: str) -> str:
    with office.register.reading() as reader:
        return reader.setting(name)


def age(office: Bianqing) -> None:
    """Put the office's trust list where the earlier version kept it."""
    with at(office) as opened:
        kept = trust_list(opened.session)

        def bare(body: Body) -> Body:
            return replace(body, trust_list="", opening_public=b"")

        with opened.register.writing(opened.actor) as writer:
            writer.keep_setting("exchange.trust", kept)
        alter(opened.session, bare, DiskFiles(), retire=True)


@pytest.fixture
def city(tmp_path: Path) -> Bianqing:
    """Return a city in 单人模式 with its certificates."""
    province = init(tmp_path / "province", "62", "陇原省", "province", "--single-operator")
    city = init(tmp_path / "city", "6299", "安河市", "city", "--single-operator")
    grant = granted(city, province, tmp_path)
    city.done("trust", "install", grant, "--fingerprint", root_of(province))
    return city


def test_a_new_office_has_its_opening_key_from_the_first_day(city: Bianqing) -> None:
    with at(city) as opened:
        assert opening_public(opened.session)
        assert setting(opened, "exchange.opening_key")
        assert setting(opened, "exchange.trust") == ""


def test_the_trust_list_moves_into_the_vault_at_the_first_opening(city: Bianqing) -> None:
    held = city.done("trust", "list")
    with at(city) as opened:
        public = opening_public(opened.session)
    age(city)
    before = len(entries(city))
    assert city.done("trust", "list") == held
    with at(city) as opened:
        assert setting(opened, "exchange.trust") == ""
        assert opening_public(opened.session) == public
    moved = [entry.act for entry in entries(city)[before:]]
    assert moved.count("trust.moved") == 1
    assert (city.data / "vault.json").read_bytes() == (city.data / "vault.prev.json").read_bytes()


def test_an_office_without_an_opening_key_gets_one(city: Bianqing) -> None:
    age(city)
    with at(city) as opened, opened.register.writing(opened.actor) as writer:
        writer.keep_setting("exchange.opening_key", "")
    with at(city) as opened:
        kept = base64.b64decode(setting(opened, "exchange.opening_key"))
        assert kept
        assert opening_public(opened.session)
    assert "trust.opening_key" in [entry.act for entry in entries(city)]


def test_what_the_vault_holds_is_not_replaced_by_an_older_list(city: Bianqing) -> None:
    held = city.done("trust", "list")
    with at(city) as opened, opened.register.writing(opened.actor) as writer:
        writer.keep_setting("exchange.trust", "{}")
    assert city.done("trust", "list") == held
    with at(city) as opened:
        assert setting(opened, "exchange.trust") == ""


def test_an_officer_before_the_first_opening_is_told_who_must_come(city: Bianqing) -> None:
    for role in ("系统管理员", "安全保密管理员", "安全审计员"):
        city.done("account", "add", role, "--role", role)
    age(city)
    officer, out = city.as_user("安全保密管理员"), city.data.parent / "out"
    assert officer.refused("trust", "request", "--out", out) == "trust.opening_key_missing"
    city("lights")
    officer.done("trust", "request", "--out", out)


def test_a_key_and_certificate_sealed_together_still_sign(city: Bianqing) -> None:
    with at(city) as opened:
        key = SoftwareSigningKey.generate()
        authority = SoftwareSigningKey.from_bytes(ca_key(opened.session, "authority") or b"")
        certificate = certify_operator(
            opened.trust.store(), authority, key.public_bytes(), "负责人", CLOCK.now()
        )
        pair = {
            "key": base64.b64encode(key.to_bytes()).decode(),
            "certificate": base64.b64encode(certificate.der).decode(),
        }
        set_signing_key(opened.session, json.dumps(pair).encode(), b"", b"")
        assert opened.operators.signer().operator == certificate
        opened.trust.revoke(certificate.fingerprint, "密钥泄露")
        assert opened.operators.signer().operator != certificate
