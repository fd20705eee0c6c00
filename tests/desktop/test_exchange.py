"""Certificates and packages carried as files between a province, a city and a county."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.audit_known import FORMER_HEAD
from tests.desktop.commanding import Bianqing, init
from tests.desktop.small_county import PEOPLE, UNITS
from tests.desktop.test_cases import Desk
from tests.desktop.test_witness import entries


@dataclass(frozen=True)
class Offices:
    """Three offices with their certificates, and where packages are written."""

    folder: Path
    province: Bianqing
    city: Bianqing
    county: Bianqing

    def report(self) -> Path:
        """Create the county's next package."""
        out = self.folder / "stick"
        out.mkdir(exist_ok=True)
        created = self.county.done(
            "package", "create", "--kind", "上报", "--to", "6299", "--out", out
        )
        return Path(created["path"])


def enrol(lower: Bianqing, upper: Bianqing, folder: Path) -> None:
    request, grant = folder / "request", folder / "grant"
    lower.done("trust", "request", "--out", request)
    upper.done("trust", "grant", request, "--out", grant)
    root = upper.done("trust", "list")["root_fingerprint"]
    lower.done("trust", "install", grant, "--fingerprint", root)


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory, standing: Bianqing) -> Offices:
    folder = tmp_path_factory.mktemp("offices")
    county = Bianqing(folder / "county")
    shutil.copytree(standing.data, county.data)
    alone = "--single-operator"
    province = init(folder / "province", "62", "陇原省", "province", alone)
    city = init(folder / "city", "6299", "安河市", "city", alone)
    enrol(city, province, folder)
    enrol(county, city, folder)
    return Offices(folder, province, city, county)


@pytest.fixture
def offices(enrolled: Offices, tmp_path: Path) -> Offices:
    """Return copies that a test may change."""
    for name in ("province", "city", "county"):
        shutil.copytree(enrolled.folder / name, tmp_path / name)
    return Offices(
        tmp_path,
        Bianqing(tmp_path / "province"),
        Bianqing(tmp_path / "city"),
        Bianqing(tmp_path / "county"),
    )


@pytest.mark.rule("security 5")
def test_what_was_sent_before_a_chain_was_begun_anew_is_no_forgery(
    offices: Offices,
) -> None:
    county, city = offices.county, offices.city
    city.done("package", "accept", offices.report())
    (county.data / "audit.db").unlink()
    assert county.done("verify", "--accept", "磁盘损坏，已对照备份")["ok"]
    assert county.done("verify", "--full")["ok"]
    (sent,) = [e for e in entries(county) if e.act == FORMER_HEAD]
    assert int(sent.object) > 1
    city.done("package", "accept", offices.report())
    assert county.done("verify", "--full")["ok"]
    (county.data / "audit.db").unlink()
    county.done("verify", "--accept", "又坏了一次")
    assert len([e for e in entries(county) if e.act == FORMER_HEAD]) == 2
    assert county.done("verify", "--full")["ok"]


@pytest.fixture(scope="module")
def sealed(enrolled: Offices, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a sound package, made by a copy of the county."""
    folder = tmp_path_factory.mktemp("sealed")
    shutil.copytree(enrolled.county.data, folder / "county")
    county = Bianqing(folder / "county")
    return Offices(folder, enrolled.province, enrolled.city, county).report().read_bytes()


def test_certificates_are_listed_with_their_offices(enrolled: Offices) -> None:
    held = enrolled.county.done("trust", "list")["certificates"]
    assert {entry["office"] for entry in held if entry["role"] == "authority"} == {
        "62",
        "6299",
        "629925",
    }
    assert not any(entry["revoked"] for entry in held)


def test_an_office_without_certificates_says_so(standing: Bianqing, tmp_path: Path) -> None:
    create = ("package", "create", "--kind", "上报", "--to", "6299", "--out", tmp_path)
    assert standing.done("trust", "list")["certificates"] == []
    assert standing.refused(*create) == "trust.missing"
    assert list(tmp_path.iterdir()) == []


def test_grants_that_are_not_ours_or_not_grants_install_nothing(
    enrolled: Offices, standing: Bianqing, tmp_path: Path
) -> None:
    stranger = Bianqing(tmp_path / "stranger")
    shutil.copytree(standing.data, stranger.data)
    grant, request = enrolled.folder / "grant", enrolled.folder / "request"
    assert stranger.refused("trust", "install", grant) == "trust.grant_not_ours"
    assert stranger.refused("trust", "install", request) == "trust.grant_invalid"
    assert stranger.refused("trust", "install", tmp_path) == "command.file_unreadable"
    assert stranger.done("trust", "list")["certificates"] == []
    out = tmp_path / "out"
    assert enrolled.province.refused("trust", "grant", request, "--out", out) == (
        "trust.level_invalid"
    )
    assert enrolled.city.refused("trust", "grant", grant, "--out", out) == "trust.request_invalid"
    assert not out.exists()


def test_a_request_or_grant_without_a_place_changes_nothing(
    offices: Offices, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    held = offices.province.done("trust", "list")
    places = {
        file / "below": "command.not_written",
        tmp_path / "stick" / "reports" / "file": "command.no_folder",
        tmp_path: "command.not_written",
    }
    for out, code in places.items():
        request = ("trust", "request", "--out", out)
        grant = ("trust", "grant", offices.folder / "request", "--out", out)
        assert offices.city.refused(*request) == code
        assert offices.province.refused(*grant) == code
    assert offices.province.done("trust", "list") == held
    assert not (tmp_path / "stick").exists()


def test_a_report_does_not_make_the_folder_of_a_stick_that_is_away(
    enrolled: Offices, tmp_path: Path
) -> None:
    create = (
        "package",
        "create",
        "--kind",
        "上报",
        "--to",
        "6299",
        "--out",
        tmp_path / "stick" / "2026",
    )
    assert enrolled.county.refused(*create) == "command.no_folder"
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_inspected_and_accepted_with_the_countys_digest(offices: Offices) -> None:
    package = offices.report()
    own = offices.county.digest()
    seen = offices.city.done("package", "inspect", package)
    assert (seen["status"], seen["kind"], seen["sender"]) == ("verified", "上报", "629925")
    assert (seen["recipients"], seen["seq"], seen["digest"]) == (["6299"], 1, own)
    assert (seen["counts"]["units"], seen["counts"]["persons"]) == (len(UNITS), len(PEOPLE))
    assert seen["path"] == str(package)
    dry = offices.city.done("package", "accept", package, "--dry-run")
    assert (dry["status"], dry["difference"]["after"]["persons"]) == ("verified", len(PEOPLE))
    assert offices.city.done("digest", "--office", "629925")["rows"] == 0
    accepted = offices.city.done("package", "accept", package)
    assert (accepted["status"], accepted["id"]) == ("accepted", seen["id"])
    assert offices.city.digest("--office", "629925") == own
    assert offices.city.digest() == own
    summary = offices.city.done("summary")
    assert summary["totals"] == offices.county.done("summary")["totals"]
    assert {unit["office"] for unit in summary["units"]} == {"629925"}


def test_the_same_file_again_is_already_accepted(offices: Offices, tmp_path: Path) -> None:
    package = offices.report()
    offices.city.done("package", "accept", package)
    other_name = tmp_path / "again.bqp"
    shutil.copy(package, other_name)
    before = offices.city.digest()
    for path in (package, other_name):
        answer = offices.city("package", "accept", path)
        assert (answer.exit, answer.value["status"]) == (0, "already_accepted")
    assert offices.city("package", "inspect", package).value["status"] == "already_accepted"
    assert offices.city.digest() == before


def test_a_number_too_many_waits_for_those_before_it(offices: Offices) -> None:
    first, second = offices.report(), offices.report()
    assert offices.city("package", "inspect", second).exit == 0
    assert offices.city.refused("package", "accept", second) == "package.gap"
    offices.city.done("package", "accept", first)
    offices.city.done("package", "accept", second)
    assert offices.city.digest() == offices.county.digest()


def test_an_old_number_is_replayed_and_a_second_file_of_a_number_is_a_fork(
    offices: Offices, tmp_path: Path
) -> None:
    """A county put back from a copy writes its numbers once more."""
    shutil.copytree(offices.county.data, tmp_path / "backup")
    for _ in range(2):
        offices.city.done("package", "accept", offices.report())
    shutil.rmtree(offices.county.data)
    shutil.copytree(tmp_path / "backup", offices.county.data)
    Desk(offices.county, tmp_path).carry()
    before = offices.city.digest()
    for code in ("package.replayed", "package.fork"):
        again = offices.report()
        assert offices.city("package", "inspect", again).exit == 0
        assert offices.city.refused("package", "accept", again) == code
    assert offices.city.digest() == before


def flip(content: bytes) -> bytes:
    return content[:-200] + bytes([content[-200] ^ 1]) + content[-199:]


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a bit in the payload": (flip, "package.tampered"),
    "cut in the middle": (lambda content: content[: len(content) // 2], "package.truncated"),
    "cut at the start": (lambda content: content[:10], "package.truncated"),
    "something appended": (lambda content: content + b"x", "package.size"),
    "emptied": (lambda _content: b"", "package.not_a_package"),
    "another file": (lambda _content: b"PK\x03\x04" + bytes(1000), "package.not_a_package"),
}


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("act", ["inspect", "accept"])
def test_a_damaged_package_is_refused_and_changes_nothing(
    enrolled: Offices, sealed: bytes, tmp_path: Path, name: str, act: str
) -> None:
    damage, code = DAMAGES[name]
    before = enrolled.city.digest()
    path = tmp_path / "damaged.bqp"
    path.write_bytes(damage(sealed))
    assert enrolled.city.refused("package", act, path) == code
    assert enrolled.city.digest() == before


def test_a_package_for_somebody_else_is_refused(offices: Offices) -> None:
    package = offices.report()
    before = offices.province.digest()
    assert offices.province.refused("package", "accept", package) == "package.wrong_recipient"
    assert offices.province.digest() == before


@pytest.mark.parametrize("to", ["62", "629926", "6298", "x"])
def test_a_county_reports_to_its_own_city_only(enrolled: Offices, tmp_path: Path, to: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    answer = enrolled.county("package", "create", "--kind", "上报", "--to", to, "--out", out)
    assert (answer.exit, answer.code) == (1, "package.wrong_direction")
    assert list(out.iterdir()) == []


def test_a_second_report_carries_what_changed(offices: Offices, tmp_path: Path) -> None:
    offices.city.done("package", "accept", offices.report())
    Desk(offices.county, tmp_path).carry()
    accepted = offices.city.done("package", "accept", offices.report())
    before, after = accepted["difference"]["before"], accepted["difference"]["after"]
    assert (before["persons"], after["persons"]) == (len(PEOPLE), len(PEOPLE) + 1)
    assert offices.city.digest("--office", "629925") == offices.county.digest()
    for day in ("2026-11-19", "2026-11-20"):
        old = offices.county.digest("--as-of", day)
        assert offices.city.digest("--office", "629925", "--as-of", day) == old


def test_an_operator_keeps_his_certificate(offices: Offices) -> None:
    offices.report()
    offices.report()
    assert offices.county.done("verify", "--full")["ok"]


def test_a_revoked_office_is_refused(offices: Offices) -> None:
    package = offices.report()
    held = offices.city.done("trust", "list")["certificates"]
    (county,) = [
        entry["fingerprint"]
        for entry in held
        if (entry["role"], entry["office"]) == ("authority", "629925")
    ]
    offices.city.done("trust", "revoke", county, "--reason", "密钥泄露")
    before = offices.city.digest()
    code = offices.city.refused("package", "accept", package)
    assert code.startswith(("package.", "trust."))
    assert offices.city.digest() == before
    assert offices.city.refused("trust", "revoke", "x", "--reason", "y") == (
        "trust.fingerprint_invalid"
    )


@pytest.mark.rule("security 5")
def test_a_county_whose_audit_was_put_back_is_told_at_the_city_and_at_home(
    offices: Offices, tmp_path: Path
) -> None:
    county, city = offices.county, offices.city
    shutil.copytree(county.data, tmp_path / "yesterday")
    county.done("roster", "--out", tmp_path / "roster.xlsx")
    accepted = city.done("package", "accept", offices.report())
    assert accepted["audit"]["entries"] > 0
    assert not accepted["audit_cut"]
    lost = county.done("audit", "check", accepted["audit"]["code"])
    assert lost["n"] == accepted["audit"]["entries"]
    receipts = (county.data / "register.db").read_bytes()
    for name in ("audit.db", "register.db"):
        shutil.copy(tmp_path / "yesterday" / name, county.data / name)
    assert county("audit", "check", accepted["audit"]["code"]).value["n"] == 0
    shutil.copy(tmp_path / "yesterday" / "audit.db", county.data / "audit.db")
    (county.data / "register.db").write_bytes(receipts)
    found = {one["code"] for one in county("verify").value["problems"]}
    assert found & {"audit.put_back", "audit.anchor"}
