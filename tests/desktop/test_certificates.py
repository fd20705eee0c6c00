"""Certificates and packages where nobody works alone: officers, operators and three offices."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.attendance import signed_in
from storage.accounts import reset_password
from storage.key_profiles import TEST
from storage.vault_account_text import canonical
from tests.desktop.commanding import PASSWORD, Bianqing, run
from tests.desktop.staffing import (
    ADMIN,
    AUDITOR,
    CLERK,
    HEAD,
    LEADER,
    REVIEWER,
    SECURITY,
    certify,
    enrol,
    staffed_office,
)
from tests.desktop.test_witness import acts, entries

CREATE = ("package", "create", "--kind", "上报", "--to", "6299", "--out")
SIGN = ("package", "sign", "--to", "6299")

FIRST = "First-Word-2026"


@dataclass(frozen=True)
class Offices:
    """Three offices and the folder that they lie in."""

    folder: Path

    @property
    def province(self) -> Bianqing:
        return Bianqing(self.folder / "province")

    @property
    def city(self) -> Bianqing:
        return Bianqing(self.folder / "city")

    @property
    def county(self) -> Bianqing:
        return Bianqing(self.folder / "county")


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory, books: Path) -> Offices:
    """Return offices with certificates, of which no operator has one yet."""
    offices = Offices(tmp_path_factory.mktemp("offices"))
    staffed_office(offices.province.data, "62", "陇原省", "province")
    staffed_office(offices.city.data, "6299", "安河市", "city")
    staffed_office(offices.county.data, "629925", "安澜县", "county")
    offices.province.as_user(SECURITY).done("trust", "found")
    enrol(offices.city, offices.province, offices.folder)
    enrol(offices.county, offices.city, offices.folder)
    clerk = offices.county.as_user(CLERK)
    clerk.done("import", "units", books / "units.xlsx")
    clerk.done("import", "persons", books / "persons.xlsx")
    return offices


@pytest.fixture
def offices(enrolled: Offices, tmp_path: Path) -> Offices:
    """Return copies that a test may change."""
    for name in ("province", "city", "county"):
        shutil.copytree(enrolled.folder / name, tmp_path / name)
    return Offices(tmp_path)


def signed(offices: Offices) -> Path:
    """Let the clerk prepare and the reviewer sign the county's next package."""
    stick = offices.folder / "stick"
    offices.county.as_user(CLERK).done(*CREATE, stick)
    return Path(offices.county.as_user(REVIEWER).done(*SIGN)["path"])


def test_a_county_reports_and_a_city_accepts(offices: Offices) -> None:
    certify(offices.county, REVIEWER)
    package = signed(offices)
    seen = offices.city.as_user(CLERK).done("package", "inspect", package)
    assert (seen["status"], seen["sender"], seen["counts"]["persons"]) == ("verified", "629925", 10)
    assert offices.city.as_user(CLERK).refused("package", "accept", package) == "role.denied"
    taken = offices.city.as_user(REVIEWER).done("package", "accept", package)
    assert taken["status"] == "accepted"
    assert offices.city.digest("--office", "629925") == offices.county.digest()


def test_what_was_done_is_in_the_audit_under_the_name_of_who_did_it(offices: Offices) -> None:
    certify(offices.county, REVIEWER)
    signed(offices)
    done = [
        (entry.actor, entry.act, entry.single)
        for entry in entries(offices.county)
        if entry.act.startswith(("trust.", "package."))
    ]
    assert done == [
        (SECURITY, "trust.request", False),
        (SECURITY, "trust.install", False),
        (REVIEWER, "trust.ask", False),
        (SECURITY, "trust.certify", False),
        (CLERK, "package.prepare", False),
        (REVIEWER, "package.create", False),
        (REVIEWER, "package.write", False),
    ]


def test_an_officer_manages_certificates_without_a_register(offices: Offices) -> None:
    (offices.city.data / "register.db").rename(offices.folder / "aside")
    officer = offices.city.as_user(SECURITY)
    county = offices.folder / "again"
    request, grant = county / "request", county / "grant"
    county.mkdir()
    offices.county.as_user(SECURITY).done("trust", "request", "--out", request)
    granted = officer.done("trust", "grant", request, "--out", grant)["fingerprint"]
    officer.done("trust", "revoke", granted, "--reason", "重复")
    held = {
        each["fingerprint"]: each["revoked"]
        for each in officer.done("trust", "list")["certificates"]
    }
    assert held[granted]
    assert not (offices.city.data / "register.db").exists()


def test_certificates_may_be_looked_at_by_everybody_and_managed_by_one(
    offices: Offices, tmp_path: Path
) -> None:
    for role in (HEAD, CLERK, REVIEWER, LEADER, ADMIN, AUDITOR):
        user = offices.county.as_user(role)
        held = user.done("trust", "list")["certificates"]
        assert {each["office"] for each in held} == {"62", "6299", "629925"}
        for words in (
            ("request", "--out", tmp_path / "x"),
            ("grant", tmp_path / "county.bqreq", "--out", tmp_path / "x"),
            ("certify", REVIEWER),
            ("found",),
            ("revoke", held[0]["fingerprint"], "--reason", "x"),
        ):
            code = user.refused("trust", *words)
            assert code in {"role.denied", "command.file_unreadable"}
    assert not (tmp_path / "x").exists()


def test_an_operator_without_a_certificate_is_told_what_to_do(offices: Offices) -> None:
    offices.county.as_user(CLERK).done(*CREATE, offices.folder / "stick")
    answer = offices.county.as_user(REVIEWER)(*SIGN)
    assert answer.code == "trust.not_certified"
    assert "trust ask" in answer.text
    assert "trust certify 审核" in answer.text
    asked = offices.county.as_user(REVIEWER).done("trust", "ask")["fingerprint"]
    assert offices.county.as_user(REVIEWER).done("trust", "ask")["fingerprint"] == asked
    assert offices.county.as_user(REVIEWER).refused(*SIGN) == "trust.not_certified"
    assert list((offices.folder / "stick").iterdir()) == []


def test_a_request_is_listed_until_it_is_certified(offices: Offices) -> None:
    officer = offices.county.as_user(SECURITY)
    assert officer.done("trust", "list")["requests"] == []
    assert officer.refused("trust", "certify", REVIEWER) == "trust.nothing_asked"
    asked = offices.county.as_user(REVIEWER).done("trust", "ask")["fingerprint"]
    assert officer.done("trust", "list")["requests"] == [
        {"account": REVIEWER, "fingerprint": asked}
    ]
    told = run("--data", officer.data, "--user", SECURITY, "trust", "list").out
    assert "待颁发  审核" in told
    certify_him = ("trust", "certify", REVIEWER, "--fingerprint")
    assert officer.refused(*certify_him, "0" * 64) == "trust.key_differs"
    listed = officer.done(*certify_him, asked)
    assert listed["requests"] == []
    (operator,) = [each for each in listed["certificates"] if each["role"] == "operator"]
    assert (operator["name"], operator["office"]) == (REVIEWER, "629925")
    assert operator["fingerprint"] == listed["fingerprint"]
    assert offices.county.as_user(REVIEWER).refused("trust", "ask") == "trust.certified"


def test_a_locked_account_waits_for_nothing(offices: Offices) -> None:
    offices.county.as_user(REVIEWER).done("trust", "ask")
    offices.county.as_user(ADMIN).done("account", "lock", REVIEWER)
    officer = offices.county.as_user(SECURITY)
    assert officer.done("trust", "list")["requests"] == []
    assert officer.refused("trust", "certify", REVIEWER) == "trust.nothing_asked"


def test_a_revoked_operator_signs_nothing_until_he_is_certified_anew(offices: Offices) -> None:
    revoked = certify(offices.county, REVIEWER)
    officer = offices.county.as_user(SECURITY)
    officer.done("trust", "revoke", revoked, "--reason", "密钥泄露")
    offices.county.as_user(CLERK).done(*CREATE, offices.folder / "stick")
    assert offices.county.as_user(REVIEWER).refused(*SIGN) == "trust.not_certified"
    assert certify(offices.county, REVIEWER) != revoked
    offices.county.as_user(REVIEWER).done(*SIGN)


def test_nobody_signs_what_he_prepared(offices: Offices) -> None:
    certify(offices.county, HEAD)
    offices.county.done(*CREATE, offices.folder / "stick")
    before = len(entries(offices.county))
    assert offices.county.refused(*SIGN) == "package.own_entry"
    assert acts(offices.county, before) == [("package.sign", "拒绝", "package.own_entry")]
    offices.county.as_user(CLERK).done(*CREATE, offices.folder / "stick")
    offices.county.done(*SIGN)
    assert offices.county.refused(*SIGN) == "package.not_prepared"


def test_what_was_prepared_is_signed_where_the_signer_wants(offices: Offices) -> None:
    certify(offices.county, REVIEWER)
    prepared = offices.county.as_user(CLERK).done(*CREATE, offices.folder / "stick")
    assert (prepared["status"], prepared["id"]) == ("prepared", "")
    assert list((offices.folder / "stick").iterdir()) == []
    other = offices.folder / "other"
    made = offices.county.as_user(REVIEWER).done(*SIGN, "--out", other)
    assert Path(made["path"]).parent == other
    assert made["digest"] == prepared["digest"]


def test_a_province_is_founded_once(offices: Offices) -> None:
    officer = offices.province.as_user(SECURITY)
    assert officer.refused("trust", "found") == "trust.founded"
    assert offices.city.as_user(SECURITY).refused("trust", "found") == "trust.founded"


def test_a_trust_list_changed_by_somebody_without_a_key_is_refused(offices: Offices) -> None:
    vault = offices.county.data / "vault.json"
    content = json.loads(vault.read_bytes())
    del content["digest"]
    stranger = json.loads((offices.city.data / "vault.json").read_bytes())["body"]["trust_list"]
    assert stranger != content["body"]["trust_list"]
    content["body"]["trust_list"] = stranger
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    vault.write_text(json.dumps(content))
    for role in (SECURITY, REVIEWER):
        assert offices.county.as_user(role).refused("trust", "list") == "vault.damaged"


def reset(office: Bianqing, granter: str) -> None:
    """Let 系统管理员 reset 安全保密管理员, whose role is granted anew."""
    with signed_in(office.data, ADMIN, PASSWORD) as admin:
        reset_password(admin, SECURITY, FIRST, profile=TEST)
    office.as_user(granter).done("account", "grant", SECURITY, "--role", SECURITY)
    changed = office.as_user(SECURITY, FIRST)("account", "password", BIANQING_NEW_PASSWORD=PASSWORD)
    assert changed.exit == 0, changed.value


def test_an_officer_granted_anew_gets_the_key_from_the_one_who_grants(offices: Offices) -> None:
    county, second = offices.county, "新保密员"
    county.as_user(REVIEWER).done("trust", "ask")
    county.as_user(ADMIN).done("account", "add", second)
    county.as_user(SECURITY).done("account", "grant", second, "--role", SECURITY)
    reset(county, second)
    county.as_user(SECURITY).done("trust", "certify", REVIEWER)


def test_a_key_that_nobody_holds_any_more_is_replaced_by_asking_again(offices: Offices) -> None:
    county = offices.county
    county.as_user(REVIEWER).done("trust", "ask")
    reset(county, HEAD)
    officer = county.as_user(SECURITY)
    assert officer.refused("trust", "certify", REVIEWER) == "trust.authority_missing"
    enrol(county, offices.city, offices.folder)
    certify(county, REVIEWER)
    package = signed(offices)
    assert offices.city.as_user(REVIEWER).done("package", "accept", package)["seq"] == 1
