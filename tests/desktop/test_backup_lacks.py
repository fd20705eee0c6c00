"""A backup of an office whose attachments were lost or damaged: made, told, and kept apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.backup_keeping import BackupReason
from storage.backup_set import MANIFEST, README
from tests.desktop.backing_up import Steps, backups_of, made, restored
from tests.desktop.commanding import Bianqing, run
from tests.desktop.test_backup import LETTER, attach
from tests.desktop.test_backup_desk import desk_of
from tests.desktop.unprivileged import without_privilege
from tests.storage.attached_files import PDF, put

TITLE = LETTER[3]


def sealed(county: Bianqing) -> Path:
    (path,) = (county.data / "attachments").glob("*.sealed")
    return path


def attach_other(county: Bianqing, folder: Path, content: bytes = PDF) -> None:
    named = ("--number", "无文号", "--title", "说明", "--issuer", "县委编办")
    county.done("document", "add", *named, "--file", put(folder, content))


def alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


@pytest.mark.rule("22239 8.1.4.9")
def test_a_lost_attachment_is_told_by_material_and_document(
    county: Bianqing, tmp_path: Path
) -> None:
    """What a backup does not hold of the office is told; what there is, is saved."""
    attach(county, tmp_path)
    sealed(county).unlink()
    answer = county("backup", "--out", tmp_path / "usb")
    assert answer.exit == 3
    assert (answer.value["verified"], answer.value["complete"]) == (True, False)
    (problem,) = answer.value["problems"]
    assert problem["code"] == "backup.attachment_missing"
    assert "文件 安编办函〔2026〕21号的材料" in problem["text"]
    assert answer.value["digest"] == county.digest()
    (listed,) = county.done("backup", "list", "--out", tmp_path / "usb")["sets"]
    assert (listed["verified"], listed["complete"]) == (True, False)
    assert listed["problems"] == [problem]
    assert "缺附件 1 个" in county.in_words("backup", "list", "--out", tmp_path / "usb")
    again = county("backup", "verify", answer.value["path"])
    assert (again.exit, again.value["verified"], again.value["complete"]) == (3, True, False)
    assert again.value["problems"] == [problem]
    assert problem["text"] in county.in_words("backup", "verify", answer.value["path"])


def test_a_damaged_attachment_is_told_each_time(county: Bianqing, tmp_path: Path) -> None:
    """The set before vouches only for what was sound in it."""
    attach(county, tmp_path)
    alter(sealed(county))
    for _ in range(2):
        answer = county("backup", "--out", tmp_path / "usb")
        assert [found["code"] for found in answer.value["problems"]] == [
            "backup.attachment_altered"
        ]
        assert (Path(answer.value["path"]) / "attachments" / sealed(county).name).is_file()


@pytest.mark.rule("22239 8.1.4.9")
def test_an_attachment_beyond_reading_is_told_and_the_rest_saved(
    county: Bianqing, tmp_path: Path
) -> None:
    """A file that the disk does not give is no reason to save nothing."""
    attach(county, tmp_path)
    path = sealed(county)
    made(county, tmp_path / "usb")
    for mode, complete in ((0o000, False), (0o600, True)):
        path.chmod(mode)
        with without_privilege():
            result = made(county, tmp_path / "usb")
        assert result.complete is complete
        assert [told.code for told in result.problems] == (
            [] if complete else ["backup.attachment_unreadable"]
        )
        held = result.path / "attachments" / path.name
        assert held.is_file() is complete
        assert Bianqing(restored(result.path, tmp_path / str(mode)).path).digest()


def test_who_reads_no_register_is_told_what_cannot_be_read(
    county: Bianqing, tmp_path: Path
) -> None:
    """That set vouches for no attachment: the next one reads them all."""
    county.done("account", "add", "系统管理员", "--role", "系统管理员")
    attach(county, tmp_path)
    attach_other(county, tmp_path, PDF + b"% another")
    one, other = sorted((county.data / "attachments").glob("*.sealed"))
    alter(one)
    other.chmod(0o000)
    with without_privilege():
        answer = county.as_user("系统管理员")("backup", "--out", tmp_path / "usb")
        assert (answer.exit, answer.value["complete"]) == (3, False)
        (problem,) = answer.value["problems"]
        assert problem["code"] == "backup.stored_unreadable"
        told = made(county, tmp_path / "usb").problems
    assert {each.code for each in told} == {
        "backup.attachment_unreadable",
        "backup.attachment_altered",
    }


def test_attaching_anew_replaces_what_cannot_be_read(county: Bianqing, tmp_path: Path) -> None:
    attach(county, tmp_path)
    sealed(county).chmod(0o000)
    with without_privilege():
        attach_other(county, tmp_path)
        assert made(county, tmp_path / "usb").complete


def test_what_was_damaged_since_the_set_before_is_told(county: Bianqing, tmp_path: Path) -> None:
    attach(county, tmp_path)
    assert county.done("backup", "--out", tmp_path / "usb")["complete"] is True
    path = sealed(county)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)
    alter(path)
    assert county.done("backup", "--out", tmp_path / "usb")["complete"] is False


def test_the_set_names_what_it_lacks_and_nobody(county: Bianqing, tmp_path: Path) -> None:
    attach(county, tmp_path)
    name = sealed(county).name
    sealed(county).unlink()
    folder = made(county, tmp_path / "usb").path
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    assert json.loads(text)["lacking"] == [{"damage": "missing", "file": name}]
    assert TITLE not in text
    assert "有 1 个已经丢失、损坏或读不出" in (folder / README).read_text(encoding="utf-8")


def test_a_title_that_may_name_somebody_is_not_told(county: Bianqing, tmp_path: Path) -> None:
    title = "关于安一同志的情况说明"
    county.done(
        "document",
        "add",
        "--number",
        "无文号",
        "--title",
        title,
        "--issuer",
        "县委编办",
        "--file",
        put(tmp_path),
    )
    sealed(county).unlink()
    (problem,) = county.done("backup", "--out", tmp_path / "usb")["problems"]
    assert "第 1 号文件的材料" in problem["text"]
    assert "安一" not in problem["text"]


def test_an_attachment_that_came_back_makes_the_next_set_complete(
    county: Bianqing, tmp_path: Path
) -> None:
    attach(county, tmp_path)
    path = sealed(county)
    path.rename(tmp_path / path.name)
    assert not made(county, tmp_path / "usb").complete
    (tmp_path / path.name).rename(path)
    result = made(county, tmp_path / "usb")
    assert (result.complete, result.problems) == (True, ())


@pytest.mark.rule("security 6.3")
def test_incomplete_sets_make_no_complete_one_needless(county: Bianqing, tmp_path: Path) -> None:
    """Keeping: a complete backup stays until there are newer complete ones."""
    attach(county, tmp_path)
    whole = [made(county, tmp_path / "usb").path for _ in range(3)]
    path = sealed(county)
    path.rename(tmp_path / path.name)
    lacking = [made(county, tmp_path / "usb").path for _ in range(4)]
    left = {each.name for each in (tmp_path / "usb").iterdir() if each.is_dir()}
    assert left == {each.name for each in (*whole, *lacking[1:])}
    (tmp_path / path.name).rename(path)
    made(county, tmp_path / "usb")
    assert not whole[0].exists()


def test_who_reads_no_register_cannot_tell_and_says_so(county: Bianqing, tmp_path: Path) -> None:
    county.done("account", "add", "系统管理员", "--role", "系统管理员")
    attach(county, tmp_path)
    sealed(county).unlink()
    admin = county.as_user("系统管理员")
    answer = admin("backup", "--out", tmp_path / "usb")
    assert (answer.exit, answer.value["complete"]) == (0, None)
    path = made(county, tmp_path / "usb").path
    (problem,) = admin.done("backup", "verify", path)["problems"]
    assert problem["code"] == "backup.stored_missing"


def test_the_window_is_told_what_the_newest_set_lacks(county: Bianqing, tmp_path: Path) -> None:
    attach(county, tmp_path)
    with desk_of(county) as (desk, _):
        desk.make(BackupReason.EXIT, Steps())
        sealed(county).unlink()
        told = desk.make(BackupReason.EXIT, Steps())  # of the same second by this clock
        assert len(told.lacks) == 1
        assert desk.verify(Path(told.path), Steps()).lacks == told.lacks
        one, _ = desk.overview().sets
        assert (one.state, one.lacking, one.lacks) == ("缺附件", 1, told.lacks)
        assert desk.standing() == desk.overview().standing
        assert desk.standing().lacking == 1


def test_a_backup_before_an_act_tells_what_it_lacks(county: Bianqing, tmp_path: Path) -> None:
    attach(county, tmp_path)
    sealed(county).unlink()
    with backups_of(county) as (acts, _):
        (problem,) = acts.make_before(BackupReason.IMPORT, Steps())
    assert problem.code == "backup.attachment_missing"


def test_restoring_tells_what_the_set_lacked(county: Bianqing, tmp_path: Path) -> None:
    attach(county, tmp_path)
    sealed(county).unlink()
    folder = made(county, tmp_path / "usb").path
    answer = run("--json", "restore", folder, "--data", tmp_path / "new")
    assert (answer.exit, answer.value["lacking"]) == (3, 1)
    told = run("restore", folder, "--data", tmp_path / "newer").out
    assert "有 1 个附件已经丢失、损坏或读不出" in told
    assert restored(folder, tmp_path / "third").manifest.lacking
