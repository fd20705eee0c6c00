"""程序升级 by the window over real offices: looked at, registered, copied out, taken, shown."""

from __future__ import annotations

import platform
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.attendance import attended
from desktop.clock import clock_from
from desktop.installers import FOLDER, copy_out, measured, take
from desktop.office import open_office
from desktop.resources import find_resources
from desktop.security_desk import SecurityDesk
from desktop.update_acts import Steps
from desktop.update_desk import UpdateDesk
from domain.errors import Cancelled, Refusal
from domain.exchange.installers import DIFFERS, NEW, Copied
from domain.exchange.releases import Release
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing
from tests.desktop.staffing import ADMIN, staffed_office
from tests.desktop.test_code_tables import Offices, three_enrolled
from tests.desktop.test_witness import acts
from tests.export.sticks.spaces import in_own_space

CLOCK = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
NAME, HERE = "bianqing_9.0.0.deb", platform.machine()
LARGE = 12 * 1024 * 1024


class Silent:
    """Shows no progress."""

    def step(self, done: int, total: int) -> None:
        """Show nothing."""


class Stopping:
    """A user who thinks better of it as soon as half is done."""

    def step(self, done: int, total: int) -> None:
        """Stop from the middle on."""
        if done * 2 >= total:
            raise Cancelled


@contextmanager
def desk_of(office: Bianqing) -> Iterator[UpdateDesk]:
    with open_office(office.data, office.user, PASSWORD, find_resources(), CLOCK) as opened:
        yield SecurityDesk.of(opened, lambda _: None).updates


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as refusal:
        yield
    assert refusal.value.code == code


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return three_enrolled(tmp_path_factory.mktemp("offices"))


@pytest.fixture
def offices(enrolled: Offices, tmp_path: Path) -> Offices:
    """Return copies that a test may change, with an empty stick and an installer at home."""
    for name in ("city", "county"):
        shutil.copytree(enrolled.folder / name, tmp_path / name)
    for name in ("stick", "home"):
        (tmp_path / name).mkdir()
    (tmp_path / "home" / NAME).write_bytes(b"!<arch>\ndebian-binary" * 200_000)
    return Offices(tmp_path)


def handed_down(offices: Offices) -> Copied:
    """Register the installer, send the package, copy the file beside it."""
    file, stick = offices.folder / "home" / NAME, offices.folder / "stick"
    with desk_of(offices.city) as desk:
        found = desk.measure_installer(file, Silent())
        assert desk.releases() == ()
        release = desk.offer_installer(file, found, "9.0.0", HERE, Silent())
        assert desk.releases() == (release,)
        copied = desk.copy_installer(NAME, stick, Silent())
    create = ("package", "create", "--kind", "升级", "--to", "629925", "--out", stick)
    offices.county.done("package", "accept", offices.city.done(*create)["path"])
    return copied


def test_an_installer_goes_from_the_city_to_the_county(offices: Offices) -> None:
    stick, city = offices.folder / "stick", offices.city
    copied = handed_down(offices)
    (offices.folder / "home" / NAME).unlink()
    assert (stick / NAME).read_bytes() == (city.data / FOLDER / NAME).read_bytes()
    assert (copied.path, copied.own_disk) == (str(stick / NAME), True)
    assert ("update.carry", "成功", "") in acts(city)
    with desk_of(offices.county) as desk:
        taken = desk.take_installer(stick / NAME, Silent())
        (shown,) = desk.installers(Silent()).files
    assert taken.release == copied.release == shown.release
    assert taken.vouched == ""
    assert (shown.state, shown.command) == (NEW, f"sudo dpkg -i {taken.path}")
    assert ("office.update_taken", "成功", "") in acts(offices.county)


def test_another_file_is_neither_taken_nor_registered_as_the_one_shown(offices: Offices) -> None:
    handed_down(offices)
    (offices.folder / "stick" / NAME).write_bytes(b"!<arch>\ndebian-binarx")
    with desk_of(offices.county) as desk, refused("update.differs"):
        desk.take_installer(offices.folder / "stick" / NAME, Silent())
    assert not (offices.county.data / FOLDER).exists()
    assert ("update.take", "拒绝", "update.differs") in acts(offices.county)
    file = offices.folder / "home" / NAME
    with desk_of(offices.city) as desk:
        before = desk.releases()
        found = desk.measure_installer(file, Silent())
        file.write_bytes(b"changed after it was shown")
        with refused("update.differs"):
            desk.offer_installer(file, found, "9.1.0", HERE, Silent())
        assert desk.releases() == before


def test_a_broken_copy_is_not_copied_out_and_is_mended_by_taking_it_again(
    offices: Offices,
) -> None:
    handed_down(offices)
    kept, file = offices.city.data / FOLDER / NAME, offices.folder / "home" / NAME
    kept.write_bytes(b"broken")
    (offices.folder / "other").mkdir()
    with desk_of(offices.city) as desk:
        assert [each.state for each in desk.installers(Silent()).files] == [DIFFERS]
        with refused("update.not_kept"):
            desk.copy_installer(NAME, offices.folder / "other", Silent())
        assert list((offices.folder / "other").iterdir()) == []
        desk.take_installer(file, Silent())
        assert [each.state for each in desk.installers(Silent()).files] == [NEW]
        desk.copy_installer(NAME, offices.folder / "other", Silent())
    assert (offices.folder / "other" / NAME).read_bytes() == file.read_bytes()


def test_what_is_stopped_leaves_nothing_behind(offices: Offices) -> None:
    handed_down(offices)
    other = offices.folder / "other"
    other.mkdir()
    with desk_of(offices.city) as desk, pytest.raises(Cancelled):
        desk.copy_installer(NAME, other, Stopping())
    with desk_of(offices.county) as desk, pytest.raises(Cancelled):
        desk.take_installer(offices.folder / "stick" / NAME, Stopping())
    assert list(other.iterdir()) == []
    assert list((offices.county.data / FOLDER).iterdir()) == []


def test_a_full_stick_is_told_and_keeps_no_half_of_it(tmp_path: Path) -> None:
    file = tmp_path / "home.deb"
    file.write_bytes(b"x" * LARGE)
    found = measured(file)
    release = Release(NAME, "9.0.0", HERE, found.size, found.sha256)
    take(file, release, tmp_path)

    def act(mounted: Path | None) -> list[object]:
        folder = mounted or tmp_path / "stick"
        folder.mkdir(exist_ok=True)
        if mounted is None:  # nothing may be mounted here, but files may be kept short
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 22, 1 << 22))
        try:
            copy_out(release, tmp_path, folder)
        except Refusal as refusal:
            return [mounted is None, refusal.code, len([*folder.iterdir()])]
        return ["copied"]

    told = in_own_space(act, "9m")
    assert told == [told[0], "stick.full" if told[0] else "stick.no_room", 0]


def test_officers_look_and_the_others_hand_down_and_take(tmp_path: Path) -> None:
    office = staffed_office(tmp_path / "city", "6299", "安河市", "city")
    file = tmp_path / NAME
    file.write_bytes(b"!<arch>\ndebian-binary")
    with desk_of(office) as desk:
        release = desk.offer_installer(
            file, desk.measure_installer(file, Silent()), "9.0.0", HERE, Silent()
        )
        with refused("role.denied"):
            desk.installers(Silent())
    with attended(office.data, ADMIN, PASSWORD, CLOCK) as attendance:
        admin = UpdateDesk(attendance)
        assert [each.release for each in admin.installers(Silent()).files] == [release]
        assert admin.releases() == ()
        with refused("role.denied"):
            admin.take_installer(file, Silent())
        with refused("role.denied"):
            admin.copy_installer(NAME, tmp_path, Silent())


def test_progress_is_told_in_megabytes_and_never_beyond_the_end() -> None:
    told: list[tuple[int, int]] = []

    class Telling:
        def step(self, done: int, total: int) -> None:
            told.append((done, total))

    steps = Steps(Telling(), 3 << 20)
    for _ in range(3):
        steps(3 << 19)
    assert told == [(1, 3), (3, 3), (3, 3)]


def test_a_file_that_cannot_be_read_is_refused(offices: Offices) -> None:
    with desk_of(offices.city) as desk, refused("update.file"):
        desk.measure_installer(offices.folder / "no.deb", Silent())
