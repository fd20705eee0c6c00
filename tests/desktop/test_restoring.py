"""Restoring: on a machine where nothing opens, by an account of that day or by the sheet."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.resources import find_resources
from desktop.restoring import Restoring
from domain.errors import Refusal
from storage.backup_keys import by_password, by_sheet
from storage.backup_proof import Proof, ProofKeys, prove
from storage.backup_set import MANIFEST
from storage.backup_shelf import read_set
from storage.key_profiles import TEST
from storage.lock_file import single_instance
from storage.medium import Step
from storage.rescue import open_by_recovery
from storage.restoring import require_place
from storage.vault_file import QUARANTINE
from tests.desktop.backing_up import CLOCK, Steps, made, restored
from tests.desktop.commanding import PASSWORD, Bianqing, init, run
from tests.desktop.small_county import write_people, write_units
from tests.desktop.test_backup import attach
from tests.desktop.test_witness import entries

NEW_PASSWORD = "Anlan-2027-neueres"


def restore(*words: object, password: str = PASSWORD) -> object:
    answer = run("--json", "restore", *words, BIANQING_PASSWORD=password)
    assert answer.exit == 0, answer.value
    return answer.value


def refused(*words: object, password: str = PASSWORD) -> str:
    answer = run("--json", "restore", *words, BIANQING_PASSWORD=password)
    assert answer.exit == 1, answer.value
    return answer.code


@pytest.mark.rule("22239 8.1.4.9", "security 1.1 electrum #6399", "security 1.1 AnkiDroid #18496")
def test_a_restored_office_holds_the_same_facts(county: Bianqing, tmp_path: Path) -> None:
    """A backup restores everything: the office restored elsewhere has the equal digest."""
    attach(county, tmp_path)
    backup = county.done("backup", "--out", tmp_path / "usb")
    digest = county.digest()
    shutil.rmtree(county.data)
    answer = run("--json", "restore", backup["path"], "--data", tmp_path / "new").value
    assert (answer["verified"], answer["digest"], answer["aside"]) == (True, digest, "")
    again = Bianqing(tmp_path / "new")
    assert again.digest() == digest
    assert again.done("verify", "--full")["ok"]
    assert len(again.done("document", "show", 1)["document"]["attachments"]) == 1
    again.done("document", "export", 1, "--out", tmp_path / "out.pdf")


def test_the_restored_audit_goes_on_with_who_restored_what(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county, tmp_path / "usb")
    before = [entry for entry in entries(county) if not entry.act.startswith("backup.")]
    restore(backup.path, "--data", tmp_path / "new")
    after = entries(Bianqing(tmp_path / "new"))
    assert after[: len(before)] == before
    entry = after[len(before)]
    assert (entry.act, entry.actor, entry.roles) == ("restore.make", "负责人", "负责人")
    assert entry.object == backup.path.name


def test_a_restored_office_may_be_worked_on_and_backed_up_again(
    county: Bianqing, tmp_path: Path
) -> None:
    first = made(county, tmp_path / "usb")
    restore(first.path, "--data", tmp_path / "new")
    again = Bianqing(tmp_path / "new")
    attach(again, tmp_path)
    second = again.done("backup", "--out", tmp_path / "usb")
    assert (second["verified"], second["digest"]) == (True, again.digest())
    listed = again.done("backup", "list", "--out", tmp_path / "usb")["sets"]
    assert [each["verified"] for each in listed] == [True, True]


@pytest.mark.rule("security 1.1 AnkiDroid #18496", "security 1.1 AnkiDroid #7074")
@pytest.mark.parametrize("name", ["vault.json", "register.db", "audit.db", "everything"])
@pytest.mark.parametrize("gone", [True, False])
def test_restoring_needs_nothing_of_the_live_office(
    county: Bianqing,
    tmp_path: Path,
    name: str,
    gone: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Restoring works where the live databases are damaged or are not there at all."""
    backup = made(county)
    digest = county.digest()
    kept = Path(shutil.copytree(backup.path, tmp_path / backup.path.name))
    names = ("vault.json", "vault.prev.json", "register.db", "audit.db")
    for each in names if name == "everything" else (name,):
        if gone:
            (county.data / each).unlink()
        else:
            (county.data / each).write_bytes(b"\0" * 4096)
    answer = run("--json", "restore", kept, "--data", county.data, "--replace").value
    assert answer["digest"] == county.digest() == digest
    aside = Path(answer["aside"])
    assert aside.parent == county.data / QUARANTINE
    assert (aside / "attachments").is_dir()


@pytest.mark.rule("security 1.1 borg #9091")
def test_what_was_there_goes_aside_whole_and_the_backups_come_along(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county)
    attach(county, tmp_path)
    (county.data / "outbox" / "later.bqp").write_bytes(b"later")
    files = {
        str(path.relative_to(county.data)): path.read_bytes()
        for path in county.data.rglob("*")
        if path.is_file() and "backup" not in path.parts and path.name != "bianqing.lock"
    }
    result = restored(backup.path, county.data, replace=True)
    assert result.aside is not None
    for name, content in files.items():
        assert (result.aside / name).read_bytes() == content
    (listed,) = county.done("backup", "list")["sets"]
    assert (listed["path"], listed["verified"]) == (str(backup.path), True)


def test_nothing_is_replaced_unless_it_is_asked_for(county: Bianqing, tmp_path: Path) -> None:
    backup = made(county, tmp_path / "usb")
    assert refused(backup.path, "--data", county.data) == "restore.occupied"
    assert refused(backup.path, "--data", backup.path / "within") == "restore.in_set"
    assert refused(backup.path, "--data", backup.path, "--replace") == "restore.in_set"
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "letter.txt").touch()
    assert refused(backup.path, "--data", tmp_path / "some") == "restore.occupied"
    (tmp_path / "empty").mkdir()
    restore(backup.path, "--data", tmp_path / "empty")
    assert refused(backup.path, "--data", tmp_path / "none" / "new") == "restore.no_folder"


def test_an_office_in_use_is_not_replaced(county: Bianqing, tmp_path: Path) -> None:
    backup = made(county, tmp_path / "usb")
    with single_instance(county.data):
        assert refused(backup.path, "--data", county.data, "--replace") == "storage.in_use"
    assert county.done("summary")


def test_another_office_is_not_replaced(county: Bianqing, tmp_path: Path) -> None:
    backup = made(county, tmp_path / "usb")
    other = init(tmp_path / "other", "629926", "别县", "county", "--single-operator")
    assert refused(backup.path, "--data", other.data, "--replace") == "restore.other_office"


@pytest.mark.rule("security 1.1 borg #9091")
def test_the_same_office_founded_anew_is_replaced_only_knowingly(
    county: Bianqing, tmp_path: Path
) -> None:
    """Data entered since into an office founded anew do not give way to a backup unnoticed."""
    backup = made(county, tmp_path / "usb")
    digest = county.digest()
    again = init(tmp_path / "again", "629925", "安澜县", "county", "--single-operator")
    wanted = (backup.path, "--data", again.data, "--replace")
    assert refused(*wanted) == "restore.other_founding"
    assert again.digest() != digest
    restore(*wanted, "--yes")
    assert again.digest() == digest


def test_the_same_office_under_other_passwords_and_keys_is_still_the_same(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county, tmp_path / "usb")
    county.done("account", "add", "安全保密管理员", "--role", "安全保密管理员")
    keeper = county.as_user("安全保密管理员")
    keeper.done("key", "rotate", "--order", "--reason", "例行")
    county.done("key", "rotate")
    county.done("key", "sheet")
    restore(backup.path, "--data", county.data, "--replace")


def test_a_place_without_room_is_told_first(county: Bianqing, tmp_path: Path) -> None:
    manifest = made(county, tmp_path / "usb").path
    signed = read_set(manifest).manifest
    huge = replace(signed, files=(replace(signed.files[0], size=1 << 60),))
    with pytest.raises(Refusal, match=r"restore\.no_room"):
        require_place(tmp_path / "new", huge, replace=False)


def test_what_the_manifest_does_not_name_is_not_restored(county: Bianqing, tmp_path: Path) -> None:
    backup = made(county, tmp_path / "usb")
    (backup.path / "attachments" / "planted.sealed").touch()
    (backup.path / "Thumbs.db").touch()
    restore(backup.path, "--data", tmp_path / "new")
    assert not list((tmp_path / "new").rglob("planted.sealed"))
    assert not (tmp_path / "new" / "Thumbs.db").exists()


@pytest.mark.rule("22239 8.1.4.9")
def test_a_medium_that_shows_the_proof_another_set_is_not_restored_from(
    county: Bianqing, tmp_path: Path
) -> None:
    """The manifest by which files are laid out is the program's own, not only the proved one."""
    path = made(county, tmp_path / "usb").path
    forged = Path(shutil.copytree(path, tmp_path / path.name))
    (forged / "README-恢复说明.txt").write_bytes(b"")
    manifest = json.loads((path / MANIFEST).read_bytes())
    for line in manifest["files"]:
        if line["path"] == "README-恢复说明.txt":
            line["size"], line["sha256"] = 0, sha256(b"").hexdigest()
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (forged / MANIFEST).write_bytes(text.encode() + b"\n")
    keys = by_password(forged, "负责人", PASSWORD)

    def fooled(_folder: Path, keys: ProofKeys, step: Step, restored: Path | None = None) -> Proof:
        return prove(path, keys, step, restored)

    restoring = Restoring(find_resources().words, CLOCK, fooled)
    with pytest.raises(Refusal) as caught:
        restoring(forged, tmp_path / "new", keys, Steps())
    assert caught.value.code == "restore.damaged"
    assert not (tmp_path / "new").exists()


def test_the_sheet_of_that_day_alone_restores(tmp_path: Path) -> None:
    """Only the recovery sheet: the office is restored without any account."""
    data = tmp_path / "county"
    founded = Bianqing(data).done(
        "init", "--code", "629925", "--name", "安澜县", "--level", "county", "--single-operator"
    )
    county = Bianqing(data)
    write_units(tmp_path / "units.xlsx")
    write_people(tmp_path / "persons.xlsx")
    county.done("import", "units", tmp_path / "units.xlsx")
    county.done("import", "persons", tmp_path / "persons.xlsx")
    backup = made(county, tmp_path / "usb")
    (tmp_path / "sheet.txt").write_text(founded["recovery_code"], encoding="utf-8")
    wanted = (backup.path, "--data", tmp_path / "new", "--recovery-file", tmp_path / "sheet.txt")
    answer = restore(*wanted, password="nobody knows it")
    assert isinstance(answer, dict)
    assert answer["digest"] == Bianqing(tmp_path / "new").digest()
    restored_entry = next(
        entry for entry in entries(Bianqing(tmp_path / "new")) if entry.act == "restore.make"
    )
    assert (restored_entry.actor, restored_entry.reason) == ("（恢复单）", "恢复单")
    other = init(tmp_path / "other", "629926", "别县", "county", "--single-operator")
    with pytest.raises(Refusal, match=r"recovery\.other_day"):
        by_sheet(made(other, tmp_path / "usb").path, founded["recovery_code"])
    with pytest.raises(Refusal, match=r"recovery\.length"):
        by_sheet(backup.path, "ABCD")


def test_a_wrong_password_or_name_opens_nothing(county: Bianqing, tmp_path: Path) -> None:
    folder = made(county, tmp_path / "usb").path
    assert refused(folder, "--data", tmp_path / "a", password=NEW_PASSWORD) == "restore.password"
    assert refused(folder, "--data", tmp_path / "a", "--user", "无人") == "restore.password"
    assert not (tmp_path / "a").exists()


def test_a_backup_opens_with_what_was_good_that_day(tmp_path: Path) -> None:
    data = tmp_path / "county"
    founded = Bianqing(data).done(
        "init", "--code", "629925", "--name", "安澜县", "--level", "county", "--single-operator"
    )
    backup = made(Bianqing(data), tmp_path / "usb").path
    created = open_by_recovery(
        data, founded["recovery_code"], account="负责人", new_password=NEW_PASSWORD, profile=TEST
    )
    created.session.wipe()
    wanted = (backup, "--data", tmp_path / "new")
    assert refused(*wanted, password=NEW_PASSWORD) == "restore.password"
    with pytest.raises(Refusal, match=r"recovery\.other_day"):
        by_sheet(backup, created.recovery_code)
    assert by_sheet(backup, founded["recovery_code"]).register_key
    restore(*wanted, password=PASSWORD)
    assert Bianqing(tmp_path / "new").done("summary")


def test_only_whoever_may_restores(county: Bianqing, tmp_path: Path) -> None:
    county.done("account", "add", "经办", "--role", "经办")
    county.done("account", "release", "经办")
    backup = made(county, tmp_path / "usb")
    assert refused(backup.path, "--data", tmp_path / "new", "--user", "经办") == "role.denied"


def test_the_system_admin_restores_what_he_cannot_read(county: Bianqing, tmp_path: Path) -> None:
    for name in ("系统管理员", "安全保密管理员", "安全审计员"):
        county.done("account", "add", name, "--role", name)
    backup = made(county, tmp_path / "usb")
    answer = restore(backup.path, "--data", tmp_path / "new", "--user", "系统管理员")
    assert isinstance(answer, dict)
    assert answer["unread"]
    assert answer["digest"] == Bianqing(tmp_path / "new").digest()


def test_the_newest_set_of_a_folder_is_taken(county: Bianqing, tmp_path: Path) -> None:
    made(county, tmp_path / "usb")
    newest = made(county, tmp_path / "usb")
    answer = restore(tmp_path / "usb", "--data", tmp_path / "new")
    assert isinstance(answer, dict)
    assert answer["set"] == newest.path.name
    assert refused(tmp_path, "--data", tmp_path / "newer") == "backup.no_set"


def test_a_restored_set_is_a_copy_of_its_own(county: Bianqing, tmp_path: Path) -> None:
    attach(county, tmp_path)
    backup = made(county, tmp_path / "usb")
    restore(backup.path, "--data", tmp_path / "new")
    (sealed,) = backup.path.glob("attachments/*.sealed")
    assert not sealed.samefile(tmp_path / "new" / "attachments" / sealed.name)


@pytest.mark.rule("22239 8.1.4.1")
def test_an_account_with_a_key_file_needs_it_to_restore(county: Bianqing, tmp_path: Path) -> None:
    """The second factor of an account is wanted by its backups too."""
    stick = tmp_path / "stick"
    stick.mkdir()
    county.done("key", "file", "make", stick)
    (key_file,) = stick.iterdir()
    county.done("key", "file", "require", key_file)
    backup = tmp_path / "usb"
    named = {"BIANQING_KEY_FILE": str(key_file)}
    assert county("backup", "--out", backup, **named).exit == 0
    wanted = ("--json", "restore", backup, "--data", tmp_path / "new")
    assert run(*wanted).code == "key_file.missing"
    assert not (tmp_path / "new").exists()
    assert run(*wanted, **named).exit == 0
