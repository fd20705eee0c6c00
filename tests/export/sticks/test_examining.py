"""What does not belong on a stick is told by kind; nothing is followed, hardly anything opened."""

import os
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages.trust import MAGIC
from export.sticks.examining import Unexpected, Unknown, examine


def known(name: str) -> bool:
    return name.endswith((".bqp", ".bqkey"))


def kinds(folder: Path) -> dict[str, Unknown]:
    return {each.name: each.kind for each in examine(folder, known)}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "629901_RPT_00000001.bqp").write_bytes(MAGIC + b"rest")
    (tmp_path / "zhang.bqkey").write_bytes(b"key")
    (tmp_path / "System Volume Information").mkdir()
    (tmp_path / ".Trash-1000").mkdir()
    return tmp_path


def test_a_stick_with_packages_only_has_nothing_unexpected(stick: Path) -> None:
    assert examine(stick, known) == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("AutoRun.INF", Unknown.AUTORUN),
        ("setup.exe", Unknown.PROGRAM),
        ("上报.doc.EXE", Unknown.PROGRAM),
        ("upgrade.deb", Unknown.PROGRAM),
        ("run.sh. ", Unknown.PROGRAM),
        ("macros.xlsm", Unknown.PROGRAM),
        ("上报.lnk", Unknown.SHORTCUT),
        ("开始.desktop", Unknown.SHORTCUT),
        ("上报\u202etxt.bqp", Unknown.DISGUISED),
        ("~629901_RPT_00000002.bqp.tmp", Unknown.UNFINISHED),
        (".hidden", Unknown.HIDDEN),
        ("629901_RPT_00000009.BQP", Unknown.NOT_A_PACKAGE),
        ("empty.bqp", Unknown.NOT_A_PACKAGE),
        ("人员.xlsx", Unknown.FILE),
    ],
)
def test_a_file_that_does_not_belong_is_told_by_kind(stick: Path, name: str, kind: Unknown) -> None:
    (stick / name).write_bytes(b"" if name.startswith("empty") else b"not a package")
    (found,) = examine(stick, known)
    assert found.kind is kind
    assert found.size == (stick / name).stat().st_size
    assert found.name.isprintable()


def test_nothing_is_followed_and_nobody_waited_for(stick: Path, tmp_path: Path) -> None:
    (stick / "a.bqp").symlink_to("/dev/zero")
    (stick / "b.bqp").symlink_to(tmp_path / "absent")
    os.mkfifo(stick / "c.bqp")
    (stick / "d.bqp").mkdir()
    assert kinds(stick) == {
        "a.bqp": Unknown.LINK,
        "b.bqp": Unknown.LINK,
        "c.bqp": Unknown.DEVICE,
        "d.bqp": Unknown.FOLDER,
    }


def test_a_known_name_hides_no_program(stick: Path) -> None:
    (stick / "setup.exe").touch()
    (stick / ".own").touch()
    assert [each.kind for each in examine(stick, lambda _name: True)] == [Unknown.PROGRAM]


def test_folders_are_told_but_those_that_systems_make(stick: Path) -> None:
    for name in ("2027", ".cache", "found.000", "RECYCLER"):
        (stick / name).mkdir()
    assert kinds(stick) == {
        ".cache": Unknown.HIDDEN,
        "2027": Unknown.FOLDER,
        "RECYCLER": Unknown.FOLDER,
    }


def test_the_worst_comes_first_and_names_that_are_no_text_are_told(stick: Path) -> None:
    for name in (b"b.txt", b"a.txt", b"x.exe", b"\xff\xfe.lnk"):
        (stick / os.fsdecode(name)).touch()
    assert [(each.kind, each.name) for each in examine(stick, known)] == [
        (Unknown.PROGRAM, "x.exe"),
        (Unknown.SHORTCUT, "\ufffd\ufffd.lnk"),
        (Unknown.FILE, "a.txt"),
        (Unknown.FILE, "b.txt"),
    ]


def test_a_stick_full_of_names_is_not_read_to_its_end(stick: Path) -> None:
    for number in range(30):
        (stick / f"{number}.txt").touch()
    found = examine(stick, known, most=20)
    assert len(found) <= 21
    assert found[-1] == Unexpected(Unknown.MORE)


def test_a_stick_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        examine(tmp_path / "absent", known)
    assert caught.value.code == "stick.gone"
