"""升级 over real offices: offered, told by a package, the file taken by its digest, never run."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.installers import FOLDER, taken
from tests.desktop.commanding import Bianqing
from tests.desktop.test_code_tables import Offices, three_enrolled

NAME = "bianqing_9.0.0.deb"
HERE = platform.machine()


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return three_enrolled(tmp_path_factory.mktemp("offices"))


@pytest.fixture
def offices(enrolled: Offices, tmp_path: Path) -> Offices:
    """Return copies that a test may change, with an installer on the stick."""
    for name in ("city", "county"):
        shutil.copytree(enrolled.folder / name, tmp_path / name)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / NAME).write_bytes(b"!<arch>\ndebian-binary")
    return Offices(tmp_path)


def offer(offices: Offices, platform: str = HERE, version: str = "9.0.0") -> Any:  # noqa: ANN401 - any JSON
    stick = offices.folder / "stick"
    words = ("--release", version, "--platform", platform)
    offices.city.done("update", "offer", stick / NAME, *words)
    create = ("package", "create", "--kind", "升级", "--to", "629925", "--out", stick)
    return offices.city.done(*create)


def test_an_installer_is_taken_by_its_digest_and_never_run(offices: Offices) -> None:
    made, county = offer(offices), offices.county
    file = offices.folder / "stick" / NAME
    assert county.refused("update", "take", file) == "update.unknown_file"
    assert "程序升级" in county.in_words("package", "accept", made["path"], "--dry-run")
    accepted = county.done("package", "accept", made["path"])
    assert (accepted["kind"], accepted["counts"]) == ("升级", {"release": 1})
    assert county.done("update", "show")["files"] == []
    kept = Path(county.done("update", "take", file)["path"])
    assert kept == county.data.absolute() / FOLDER / NAME
    assert kept.read_bytes() == file.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    (shown,) = county.done("update", "show")["files"]
    assert (shown["whole"], shown["command"]) == (True, f"sudo dpkg -i {kept}")
    assert f"sudo dpkg -i {kept}" in county.in_words("update", "show")
    assert county.done("update", "take", file)["path"] == str(kept)


def test_another_file_under_the_name_is_not_taken(offices: Offices) -> None:
    county, file = offices.county, offices.folder / "stick" / NAME
    county.done("package", "accept", offer(offices)["path"])
    file.write_bytes(b"!<arch>\ndebian-binarx")
    assert county.refused("update", "take", file) == "update.differs"
    assert not (county.data / FOLDER).exists()
    file.unlink()
    assert county.refused("update", "take", file) == "update.file"


def test_a_file_that_was_changed_since_is_not_installed(offices: Offices) -> None:
    county, file = offices.county, offices.folder / "stick" / NAME
    county.done("package", "accept", offer(offices)["path"])
    kept = Path(county.done("update", "take", file)["path"])
    kept.write_bytes(b"x")
    answer = county("update", "show")
    assert (answer.exit, answer.value["files"][0]["whole"]) == (3, False)
    assert answer.value["files"][0]["command"] == ""
    kept.unlink()
    assert "不要安装" in county.in_words("update", "show")
    (county.data / FOLDER / "releases.json").write_text("[5]")
    assert taken(county.data) == ()


def test_a_wrong_processor_is_told_and_an_older_version_refused(offices: Offices) -> None:
    other = next(name for name in ("x86_64", "aarch64") if name != HERE)
    made = offer(offices, other)
    told = offices.county.in_words("package", "accept", made["path"])
    assert "本机装不了" in told
    offices.county.done("update", "take", offices.folder / "stick" / NAME)
    assert offices.county.done("update", "show")["files"][0]["command"] == ""
    old = ("update", "offer", offices.folder / "stick" / NAME, "--release", "0.0.9")
    assert offices.city.refused(*old, "--platform", HERE) == "update.older"
    missing = ("update", "offer", offices.folder / "x.deb", "--release", "9.1.0")
    assert offices.city.refused(*missing, "--platform", HERE) == "update.file"
    create = ("package", "create", "--kind", "升级", "--to", "6299", "--out", offices.folder)
    assert offices.county.refused(*create) == "package.wrong_direction"


def test_nothing_is_shown_before_anything_was_taken(county: Bianqing) -> None:
    assert "没有收下的安装文件。" in county.in_words("update", "show")
