"""The window's exchange over real offices: what its buttons ask for, by whoever may enter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.clock import clock_from
from desktop.desk import OfficeDesk
from desktop.exchange_desk import Silent
from desktop.office import open_office
from desktop.resources import find_resources
from domain.errors import Refusal
from domain.facts import OfficeCode
from storage.plain_copies import plain_copies
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing, init
from tests.desktop.staffing import CLERK, REVIEWER, SECURITY, enrol, staffed_office
from tests.desktop.test_trust import root_of
from tests.desktop.test_witness import acts
from tests.fakes.clock import FixedClock

CLOCK = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
ALONE = "--single-operator"


@contextmanager
def desk_of(office: Bianqing, clock: FixedClock | None = None) -> Iterator[OfficeDesk]:
    with open_office(
        office.data, office.user, PASSWORD, find_resources(), clock or CLOCK
    ) as opened:
        yield OfficeDesk(opened, plain_copies({}), lambda _: None)


@pytest.fixture
def province(tmp_path: Path) -> Bianqing:
    return init(tmp_path / "province", "62", "陇原省", "province", ALONE)


def test_a_city_gets_its_certificates_by_the_window(province: Bianqing, tmp_path: Path) -> None:
    city = init(tmp_path / "city", "6299", "安河市", "city", ALONE)
    request, grant = tmp_path / "request", tmp_path / "grant"
    with desk_of(city) as desk:
        asked = desk.trust_request(request).fingerprint
    with desk_of(province) as desk:
        before = desk.certificates()
        wish = desk.trust_wish(request)
        assert (wish.office, wish.name, wish.fingerprint) == ("6299", "安河市", asked)
        assert (wish.held, desk.certificates()) == ("", before)
        granted = desk.trust_grant(wish, grant)
        assert desk.trust_wish(request).held == granted
        desk.trust_sheet(wish, tmp_path / "sheet.pdf")
        text = PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
        assert "证书申请（还没有颁发）" in text
        assert asked[:4].upper() in text
    with desk_of(city) as desk:
        assert desk.certificates() == ()
        root = desk.trust_root(grant)
        assert root == root_of(province)
        with pytest.raises(Refusal) as caught:
            desk.trust_install(grant, "0" * 64)
        assert caught.value.code == "trust.root_differs"
        assert desk.certificates() == ()
        assert desk.trust_install(grant, root) == granted != asked
        assert desk.trust_root(grant) == ""
        assert desk.trust_install(grant, "") == granted
        held = {(each.role, each.office): each for each in desk.certificates()}
    assert {role for role, _ in held} == {"office"}
    assert held["office", OfficeCode("6299")].issuer == "陇原省"
    assert {each.state for each in held.values()} == {"valid"}


def test_a_request_that_the_stick_did_not_take_is_entered_as_refused(tmp_path: Path) -> None:
    city = init(tmp_path / "city", "6299", "安河市", "city", ALONE)
    with desk_of(city) as desk, pytest.raises(Refusal) as caught:
        desk.trust_request(tmp_path / "no" / "stick" / "request")
    assert caught.value.code == "command.no_folder"
    asked = [(result, why) for act, result, why in acts(city) if act == "trust.request"]
    assert ("拒绝", "command.no_folder") in asked


def test_one_prepares_and_another_signs_by_the_window(tmp_path: Path, books: Path) -> None:
    province = staffed_office(tmp_path / "province", "62", "陇原省", "province")
    city = staffed_office(tmp_path / "city", "6299", "安河市", "city")
    province.as_user(SECURITY).done("trust", "found")
    enrol(city, province, tmp_path)
    city.done("import", "units", books / "units.xlsx")
    stick = tmp_path / "stick"
    stick.mkdir()
    with desk_of(city.as_user(REVIEWER)) as desk:
        asked = desk.trust_ask()
        assert [(wish.account, wish.fingerprint) for wish in desk.certificate_requests()] == [
            (REVIEWER, asked)
        ]
        with pytest.raises(Refusal) as caught:
            desk.trust_certify(REVIEWER, asked)
        assert caught.value.code == "role.denied"
    city.as_user(SECURITY).done("trust", "certify", REVIEWER)
    with desk_of(city.as_user(CLERK)) as desk:
        assert desk.prepare_package("上报", (OfficeCode("62"),)).status == "prepared"
    with desk_of(city.as_user(REVIEWER)) as desk:
        made = desk.sign_package("上报", (), stick)
        assert ("operator", REVIEWER) in {(each.role, each.name) for each in desk.certificates()}
    with desk_of(province.as_user(REVIEWER)) as desk:
        assert desk.accept_package(Path(made.path), Silent()).status == "accepted"


def test_whoever_works_alone_certifies_a_colleague_by_the_window(province: Bianqing) -> None:
    province.done("account", "add", REVIEWER, "--role", REVIEWER)
    province.done("account", "release", REVIEWER)
    with desk_of(province.as_user(REVIEWER)) as desk:
        asked = desk.trust_ask()
    with desk_of(province) as desk:
        desk.trust_certify(REVIEWER, asked)
        assert desk.certificate_requests() == ()
        assert desk.certificates()[-1].issuer == "陇原省"
        with pytest.raises(Refusal) as caught:
            desk.trust_found()
        assert caught.value.code == "trust.founded"


def test_a_clock_far_behind_is_told_on_opening(province: Bianqing) -> None:
    with desk_of(province, FixedClock(CLOCK.now())) as desk:
        assert desk.warnings == ()
    later = FixedClock(CLOCK.now().replace(year=2027, month=6))
    with desk_of(province, later) as desk:
        assert desk.warnings == ()
    with desk_of(province, FixedClock(CLOCK.now())) as desk:
        (told,) = desk.warnings
    assert "电脑时间 2026-11-21 12:00 比程序已知的时间 2027-06-21 12:00 早" in told


def test_a_first_root_that_nobody_compared_is_not_installed(
    province: Bianqing, tmp_path: Path
) -> None:
    city = init(tmp_path / "city", "6299", "安河市", "city", ALONE)
    request, grant = tmp_path / "request", tmp_path / "grant"
    with desk_of(city) as desk:
        desk.trust_request(request)
    with desk_of(province) as desk:
        desk.trust_grant(desk.trust_wish(request), grant)
    with desk_of(city) as desk:
        # Another file than the one that was looked at lies there by now.
        with pytest.raises(Refusal) as caught:
            desk.trust_install(grant, "")
        assert caught.value.code == "trust.root_differs"
        assert not desk.opened.trust.founded
