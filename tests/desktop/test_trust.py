"""Keys and certificates of an opened office: who may act on them, and what the audit says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.clock import clock_from
from desktop.desk import OfficeDesk
from desktop.office import open_office
from desktop.resources import find_resources
from domain.case import CaseId
from domain.errors import Refusal
from domain.facts import OfficeCode
from storage.plain_copies import plain_copies
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing, init, run
from tests.desktop.test_witness import acts, entries

CLOCK = clock_from({"BIANQING_TODAY": TODAY}, installed=False)


@pytest.fixture
def province(tmp_path: Path) -> Bianqing:
    return init(tmp_path / "province", "62", "陇原省", "province", "--single-operator")


@pytest.fixture
def stranger(tmp_path: Path) -> Bianqing:
    return init(tmp_path / "stranger", "62", "陇原省", "province", "--single-operator")


@pytest.fixture
def city(tmp_path: Path) -> Bianqing:
    return init(tmp_path / "city", "6299", "安河市", "city", "--single-operator")


def granted(city: Bianqing, province: Bianqing, folder: Path, name: str = "grant") -> Path:
    """Carry a request up and return the grant that came back."""
    request, grant = folder / f"{name}.request", folder / name
    city.done("trust", "request", "--out", request)
    province.done("trust", "grant", request, "--out", grant)
    return grant


def root_of(office: Bianqing) -> str:
    return str(office.done("trust", "list")["root_fingerprint"])


def trust_acts(office: Bianqing) -> list[tuple[str, str, bool]]:
    return [
        (entry.act, entry.object, entry.single)
        for entry in entries(office)
        if entry.act.startswith("trust.") and entry.act != "trust.opening_key"
    ]


def test_every_act_on_the_trust_has_its_own_entry(
    province: Bianqing, city: Bianqing, tmp_path: Path
) -> None:
    grant = granted(city, province, tmp_path)
    root = root_of(province)
    installed = city.done("trust", "install", grant, "--fingerprint", root)["fingerprint"]
    province.done("trust", "revoke", installed, "--reason", "密钥泄露")
    assert trust_acts(province) == [
        ("trust.found", root, True),
        ("trust.grant", f"6299：{installed}", True),
        ("trust.revoke", f"{installed}：密钥泄露", True),
        ("trust.publish", "第 1 版", True),
    ]
    (request, install) = trust_acts(city)
    assert (request[0], request[2], len(request[1])) == ("trust.request", True, 64)
    assert install == ("trust.install", f"{installed}；根证书：{root}", True)


def test_only_who_manages_certificates_revokes(
    province: Bianqing, city: Bianqing, tmp_path: Path
) -> None:
    grant = granted(city, province, tmp_path)
    own = city.done("trust", "install", grant)["fingerprint"]
    province.done("account", "add", "领导甲", "--role", "领导")
    province.done("account", "release", "领导甲")
    leader = province.as_user("领导甲")
    out = tmp_path / "out"
    before = len(entries(province))
    for words in (
        ("revoke", own, "--reason", "x"),
        ("install", grant),
        ("request", "--out", out),
        ("grant", tmp_path / "grant.request", "--out", out),
    ):
        assert leader.refused("trust", *words) == "role.denied"
    held = province.done("trust", "list")["certificates"]
    assert not any(certificate["revoked"] for certificate in held)
    assert not out.exists()
    assert acts(province, before)[0] == ("trust.revoke", "拒绝", "role.denied")
    assert {reason for _, _, reason in acts(province, before)} == {"role.denied"}


def test_a_first_root_without_its_fingerprint_is_entered_as_unconfirmed(
    province: Bianqing, city: Bianqing, tmp_path: Path
) -> None:
    grant = granted(city, province, tmp_path)
    root = root_of(province)
    first = city.done("trust", "install", grant)
    assert (first["root_fingerprint"], first["root_confirmed"]) == (root, False)
    assert trust_acts(city)[-1][0] == "trust.install_unconfirmed"
    assert city.done("trust", "install", grant, "--fingerprint", root)["root_confirmed"]
    assert trust_acts(city)[-1][0] == "trust.install"


def test_whoever_installs_a_first_root_is_told_to_compare_it(
    province: Bianqing, city: Bianqing, tmp_path: Path
) -> None:
    grant = granted(city, province, tmp_path)
    answer = run("--data", city.data, "trust", "install", grant)
    assert "请打电话或凭纸面与上级逐组核对" in answer.out
    root = root_of(province)
    assert root[:4].upper() in answer.out.upper()
    again = run("--data", city.data, "trust", "install", grant, "--fingerprint", root)
    assert "还没有核对" not in again.out


def test_a_root_that_is_not_the_one_told_is_refused(
    province: Bianqing, stranger: Bianqing, city: Bianqing, tmp_path: Path
) -> None:
    grant = granted(city, province, tmp_path)
    forged = granted(city, stranger, tmp_path, "forged")
    root = root_of(province)
    install = ("trust", "install")
    for told in (root_of(stranger), "0" * 64):
        assert city.refused(*install, grant, "--fingerprint", told) == "trust.root_differs"
    assert city(*install, grant, "--fingerprint", "").code == "command.usage"
    assert city.done("trust", "list")["certificates"] == []
    city.done(*install, grant, "--fingerprint", root)
    assert city.refused(*install, forged) == "trust.root_differs"
    assert city.refused(*install, forged, "--fingerprint", root_of(stranger)) == (
        "trust.root_differs"
    )
    assert city.refused(*install, grant, "--fingerprint", root_of(stranger)) == (
        "trust.root_differs"
    )
    assert root_of(city) == root


def test_the_root_that_a_grant_offers_can_be_asked_about(
    province: Bianqing, city: Bianqing, tmp_path: Path
) -> None:
    grant = granted(city, province, tmp_path)
    root = root_of(province)
    with open_office(city.data, "负责人", PASSWORD, find_resources(), CLOCK) as office:
        assert not office.trust.founded
        assert office.trust.offered_root(grant.read_bytes()) == root
        with pytest.raises(Refusal) as caught:
            office.trust.offered_root(b"x")
        assert caught.value.code == "trust.grant_invalid"
        assert not office.trust.founded


def test_packages_looked_at_or_refused_are_entered(
    province: Bianqing, city: Bianqing, books: Path, tmp_path: Path
) -> None:
    city.done("trust", "install", granted(city, province, tmp_path))
    city.done("import", "units", books / "units.xlsx")
    sent = city.done("package", "create", "--kind", "上报", "--to", "62", "--out", tmp_path)
    before = len(entries(province))
    province.done("package", "inspect", sent["path"])
    province.done("package", "accept", sent["path"], "--dry-run")
    new = [(entry.act, entry.object) for entry in entries(province)[before:]]
    assert [entry for entry in new if entry[0] == "package.inspect"] == [
        ("package.inspect", sent["id"])
    ] * 2
    (tmp_path / "no.bqp").write_bytes(b"x")
    before = len(entries(city))
    code = city.refused("package", "inspect", tmp_path / "no.bqp")
    assert acts(city, before) == [("package.inspect", "拒绝", code)]


def test_what_the_window_is_refused_is_entered_too(county: Bianqing, tmp_path: Path) -> None:
    before = len(entries(county))
    with open_office(county.data, "负责人", PASSWORD, find_resources(), CLOCK) as office:
        desk = OfficeDesk(office, plain_copies({}), lambda _: None)
        for act in (
            lambda: desk.approve(CaseId("2026-09999")),
            lambda: desk.create_package("上报", (OfficeCode("6299"),), tmp_path),
            lambda: desk.trust_install(tmp_path / "none", ""),
        ):
            with pytest.raises(Refusal):
                act()
    assert acts(county, before) == [
        ("case.approve", "拒绝", "case.unknown"),
        ("package.create", "拒绝", "trust.missing"),
        ("trust.install", "拒绝", "command.file_unreadable"),
    ]
