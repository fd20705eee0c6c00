"""A province's trust table over three real offices: revoked, carried down, rolled over, overdue."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.exchange_desk import Silent
from desktop.trust_tables import TrustTables
from domain.errors import Refusal
from domain.exchange.releases import Release
from tests.desktop.commanding import Bianqing, init
from tests.desktop.test_code_tables import Offices, three_enrolled
from tests.desktop.test_exchange_desk import CLOCK, desk_of
from tests.fakes.clock import FixedClock


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_enrolled(tmp_path_factory.mktemp("offices")).folder


class Three:
    """The offices with a stick between them."""

    def __init__(self, folder: Path) -> None:
        made = Offices(folder)
        self.province = Bianqing(folder / "province")
        self.city, self.county = made.city, made.county
        self.stick = folder / "stick"
        self.stick.mkdir()

    def down(self, sender: Bianqing, to: str) -> Path:
        kind = ("--kind", "信任表", "--to", to, "--out", self.stick)
        return Path(sender.done("package", "create", *kind)["path"])


@pytest.fixture
def offices(enrolled: Path, tmp_path: Path) -> Three:
    for name in ("province", "city", "county"):
        shutil.copytree(enrolled / name, tmp_path / name)
    return Three(tmp_path)


def operator(office: Bianqing) -> str:
    held = office.done("trust", "list")["certificates"]
    return str(next(each["fingerprint"] for each in held if each["role"] == "operator"))


def table(office: Bianqing) -> Any:  # noqa: ANN401 - any JSON
    return office.done("trust", "list")["table"]


def report(offices: Three) -> Path:
    sent = ("--kind", "上报", "--to", "6299", "--out", offices.stick)
    return Path(offices.county.done("package", "create", *sent)["path"])


def test_an_office_without_certificates_has_an_empty_list(tmp_path: Path) -> None:
    county = init(tmp_path / "county", "629925", "安澜县", "county", "--single-operator")
    listed = county.done("trust", "list")
    assert listed["certificates"] == []
    assert listed["root_fingerprint"] == ""


def test_what_the_province_revokes_reaches_a_county_through_its_city(offices: Three) -> None:
    first = report(offices)
    offices.city.done("package", "accept", first)
    stolen = operator(offices.county)
    offices.province.done("trust", "revoke", stolen, "--reason", "失窃", "--office", "629925")
    taken = offices.city.done("package", "accept", offices.down(offices.province, "6299"))
    assert [each["seq"] for each in taken["difference"]["table"]["review"]] == [1]
    assert table(offices.city) == table(offices.province)
    offices.county.done("package", "accept", offices.down(offices.city, "629925"))
    assert table(offices.county) == table(offices.province)
    # What was taken stays; nothing more comes under that certificate, and he gets another one.
    assert offices.city.done("package", "accept", first)["status"] == "already_accepted"
    second = report(offices)
    assert operator(offices.county) != stolen
    assert offices.city.done("package", "accept", second)["status"] == "accepted"


def test_a_package_of_a_revoked_certificate_is_refused(offices: Three) -> None:
    made = report(offices)
    stolen = operator(offices.county)
    offices.province.done("trust", "revoke", stolen, "--reason", "失窃", "--office", "629925")
    offices.city.done("package", "accept", offices.down(offices.province, "6299"))
    assert offices.city.refused("package", "accept", made) == "package.revoked"


def test_an_older_table_is_refused_and_a_dry_run_changes_nothing(offices: Three) -> None:
    offices.province.done("trust", "publish")
    old = offices.stick / "old.bqtrust"
    offices.province.done("trust", "table", "--out", old)
    offices.province.done("trust", "publish", "--least-version", "0.1")
    sent = offices.down(offices.province, "6299")
    offices.city.done("package", "accept", sent, "--dry-run")
    assert table(offices.city) is None
    offices.city.done("package", "accept", sent)
    assert table(offices.city)["version"] == 2
    assert offices.city.refused("trust", "install", old) == "trust.table_rolled_back"
    assert table(offices.city)["version"] == 2


def test_a_table_gives_way_to_no_older_one_while_it_waits_to_be_in_force(offices: Three) -> None:
    older, newer = offices.stick / "1.bqtrust", offices.stick / "2.bqtrust"
    for file in (older, newer):
        offices.province.done("trust", "publish")
        offices.province.done("trust", "table", "--out", file)
    with desk_of(offices.city) as desk:
        tables = TrustTables(desk.opened.trust)
        assert tables.judged(older.read_bytes()).version == 1
        with pytest.raises(Refusal) as caught:
            tables.judged(older.read_bytes(), newer.read_bytes())
        assert caught.value.code == "trust.table_rolled_back"
        same = tables.judged(newer.read_bytes(), newer.read_bytes())
        assert (same.version, same.before) == (2, 2)
        assert tables.judged(older.read_bytes(), b"no table").before == 0


def test_a_new_root_is_installed_from_a_file_and_packages_travel_again(offices: Three) -> None:
    before = offices.city.done("trust", "list")["root_fingerprint"]
    file = offices.stick / "root.bqtrust"
    offices.province.done("trust", "rollover", "--out", file)
    sent = offices.down(offices.province, "6299")
    assert offices.city.refused("package", "accept", sent) == "package.chain_invalid"
    for office in (offices.city, offices.county):
        assert office.done("trust", "install", file)["root_fingerprint"] != before
    offices.city.done("package", "accept", sent)
    assert offices.city.done("package", "accept", report(offices))["status"] == "accepted"


def test_a_released_file_stands_in_the_table(offices: Three, tmp_path: Path) -> None:
    file = tmp_path / "bianqing-0.2.deb"
    file.write_bytes(b"abc")
    assert (
        offices.province.refused("trust", "publish", "--release", file)
        == "trust.release_version_missing"
    )
    offices.province.done("trust", "publish", "--release", file, "--least-version", "0.2")
    (release,) = table(offices.province)["releases"]
    assert (release["name"], release["version"]) == (file.name, "0.2")
    assert release["digest"].startswith("ba7816bf8f01cfea")


def test_only_a_province_publishes_and_nobody_hands_on_what_he_has_not(offices: Three) -> None:
    assert offices.city.refused("trust", "publish") == "trust.table_not_root"
    assert (
        offices.city.refused("trust", "rollover", "--out", offices.stick / "a.bqtrust")
        == "trust.table_not_root"
    )
    assert offices.city.refused("trust", "table") == "trust.table_missing"
    to = ("--to", "629925", "--out", offices.stick)
    assert (
        offices.city.refused("package", "create", "--kind", "信任表", *to) == "trust.table_missing"
    )


def test_a_floor_that_no_table_can_say_is_refused(offices: Three) -> None:
    assert offices.province.refused("trust", "publish", "--floor", "x=I1") == "trust.table_invalid"


def test_the_window_revokes_prints_and_installs_what_the_command_line_does(
    offices: Three, tmp_path: Path
) -> None:
    with desk_of(offices.province) as desk:
        uses = [each.use for each in desk.certificates()]
        assert uses == ["authority", "encryption", "authority", "encryption"]
        sheet = tmp_path / "核对单.pdf"
        desk.trust_sheet(desk.certificates()[2], sheet)
        (page,) = pypdf.PdfReader(sheet).pages
        assert "安河市" in page.extract_text()
        desk.trust_revoke(desk.certificates()[3].fingerprint, "密钥遗失")
        assert [each.state for each in desk.certificates()][3] == "revoked"
    file = offices.stick / "a.bqtrust"
    offices.province.done("trust", "table", "--out", file)
    with desk_of(offices.city) as desk:
        assert desk.trust_root(file) == ""
        assert desk.trust_install(file, "") == desk.certificates()[1].fingerprint
    assert table(offices.city)["version"] == 1


def test_a_table_that_the_window_accepts_holds_at_once(offices: Three) -> None:
    report(offices)
    stolen = operator(offices.county)
    offices.province.done("trust", "revoke", stolen, "--reason", "失窃", "--office", "629925")
    offices.city.done("package", "accept", offices.down(offices.province, "6299"))
    sent = offices.down(offices.city, "629925")
    with desk_of(offices.county) as desk:
        assert "revoked" not in {each.state for each in desk.certificates()}
        desk.accept_package(sent, Silent())
        (own,) = (each for each in desk.certificates() if each.fingerprint == stolen)
        assert own.state == "revoked"


def test_everybody_is_told_that_the_next_table_is_overdue(offices: Three) -> None:
    offices.province.done("trust", "publish", "--months", "1")
    offices.city.done("package", "accept", offices.down(offices.province, "6299"))
    with desk_of(offices.city) as desk:
        assert not any("信任表" in told for told in desk.warnings)
    now = CLOCK.now()
    with desk_of(offices.city, FixedClock(now + timedelta(days=29))) as desk:
        assert not any("信任表" in told for told in desk.warnings)
    with desk_of(offices.city, FixedClock(now + timedelta(days=31))) as desk:
        (told,) = [told for told in desk.warnings if "信任表" in told]
    assert told.startswith("信任表第 1 版应在")


INSTALLER = Release(
    "bianqing_99.1.0_amd64.deb", "99.1.0", "x86_64", 9, sha256(b"installer").hexdigest()
)


def test_an_installer_is_compared_with_what_the_province_lists(offices: Three) -> None:
    listed = offices.stick / INSTALLER.name
    listed.write_bytes(b"installer")
    with desk_of(offices.province) as desk:
        assert TrustTables(desk.opened.trust).vouch(INSTALLER) == ""
    said = ("--release", listed, "--least-version", INSTALLER.version)
    offices.province.done("trust", "publish", *said)
    offices.city.done("package", "accept", offices.down(offices.province, "6299"))
    with desk_of(offices.city) as desk:
        tables = TrustTables(desk.opened.trust)
        assert tables.vouch(INSTALLER) == "listed"
        assert tables.vouch(replace(INSTALLER, name="other.deb")) == "unlisted"
        with pytest.raises(Refusal) as caught:
            tables.vouch(replace(INSTALLER, version="99.1", sha256="0" * 64))
        assert caught.value.code == "update.differs_from_table"


def test_a_program_that_is_too_old_for_the_table_is_told_to_everybody(offices: Three) -> None:
    offices.province.done("trust", "publish", "--least-version", "0.0")
    with desk_of(offices.province) as desk:
        assert not any("要求程序不低于" in each for each in desk.opened.notices)
    offices.province.done("trust", "publish", "--least-version", "99.1")
    with desk_of(offices.province) as desk:
        assert any("要求程序不低于 99.1 版" in each for each in desk.opened.notices)


def test_what_was_revoked_stays_so_where_the_table_cannot_be_signed(offices: Three) -> None:
    with desk_of(offices.province) as desk:
        (held, *_) = [c for c in desk.certificates() if c.office == "6299"]
        later = FixedClock(desk.opened.trust.now() + timedelta(days=800))
    with desk_of(offices.province, later) as desk:
        trouble = desk.trust_revoke(held.fingerprint, "失窃")
        assert trouble is not None
        assert trouble.code == "clock.unconfirmed"
        states = {each.fingerprint: each.state for each in desk.certificates()}
        assert (states[held.fingerprint], desk.opened.trust.store().table) == ("revoked", None)


def test_nothing_is_granted_that_could_not_be_written(offices: Three) -> None:
    request, gone = offices.stick / "request", offices.stick / "gone" / "deeper" / "grant"
    with desk_of(offices.city) as desk:
        desk.trust_request(request)
    with desk_of(offices.province) as desk:
        before, wish = desk.opened.trust.store(), desk.trust_wish(request)
        with pytest.raises(Refusal) as caught:
            desk.trust_grant(wish, gone)
        assert caught.value.code == "command.no_folder"
        assert desk.opened.trust.store() == before


def test_the_window_shows_signs_saves_and_changes_the_table(offices: Three) -> None:
    saved, rolled = offices.stick / "saved.bqtrust", offices.stick / "rolled.bqtrust"
    with desk_of(offices.city) as desk:
        assert desk.trust_table() is None
        with pytest.raises(Refusal, match=r"trust\.table_missing"):
            desk.trust_save_table(saved)
        for act in (desk.trust_publish, lambda: desk.trust_roll_over(rolled)):
            with pytest.raises(Refusal, match=r"trust\.table_not_root"):
                act()
    assert not rolled.exists()
    with desk_of(offices.province) as desk:
        first = desk.trust_publish()
        assert desk.trust_table() == replace(first, before=1)
        desk.trust_save_table(saved)
        with pytest.raises(Refusal, match=r"command\.no_folder"):
            desk.trust_roll_over(offices.stick / "pulled" / "out" / "rolled.bqtrust")
        assert desk.trust_table() == replace(first, before=1)
        second = desk.trust_roll_over(rolled)
    assert (first.version, second.version, second.roots) == (1, 2, True)
    with desk_of(offices.city) as desk:
        for file in (saved, rolled):
            desk.trust_install(file, "")
        held = desk.trust_table()
    assert held is not None
    assert (held.version, held.due) == (2, second.due)


def test_a_request_of_an_office_that_is_not_directly_below_is_not_even_shown(
    offices: Three,
) -> None:
    request = offices.stick / "request"
    with desk_of(offices.county) as desk:
        desk.trust_request(request)
    with desk_of(offices.province) as desk:
        with pytest.raises(Refusal) as caught:
            desk.trust_wish(request)
        assert caught.value.code == "trust.level_invalid"
