"""Sets older than the present sheet and accounts: opened by keys that outlived their rotations."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.restoring import OUTLIVED
from domain.errors import Refusal
from storage.backup_keys import SetKeys, by_sheet
from storage.key_profiles import TEST
from storage.rescue import check_sheet, open_by_recovery
from tests.desktop.backing_up import made
from tests.desktop.commanding import PASSWORD, Answer, Bianqing, run
from tests.desktop.small_county import write_people, write_units
from tests.desktop.test_backup import attach
from tests.desktop.test_witness import entries

NEW_PASSWORD = "Anlan-2027-neueres"


def founded(tmp_path: Path) -> tuple[Bianqing, str]:
    county = Bianqing(tmp_path / "county")
    named = ("--code", "629925", "--name", "安澜县", "--level", "county", "--single-operator")
    code = str(county.done("init", *named)["recovery_code"])
    write_units(tmp_path / "units.xlsx")
    write_people(tmp_path / "persons.xlsx")
    county.done("import", "units", tmp_path / "units.xlsx")
    county.done("import", "persons", tmp_path / "persons.xlsx")
    attach(county, tmp_path)
    return county, code


def rotated(county: Bianqing) -> None:
    county.done("key", "rotate", "--order", "--reason", "人员离任")
    county.done("key", "rotate")


def recovered(data: Path, code: str) -> str:
    """Give the head a new password and the office a new sheet; return the new code."""
    created = open_by_recovery(
        data, code, account="负责人", new_password=NEW_PASSWORD, profile=TEST
    )
    created.session.wipe()
    return created.recovery_code


def by_code(folder: Path, data: Path, code: str, *words: object) -> Answer:
    sheet = data.with_name("sheet.txt")
    sheet.write_text(code, encoding="utf-8")
    wanted = ("--json", "restore", folder, "--data", data, "--recovery-file", sheet, *words)
    return run(*wanted, BIANQING_PASSWORD="nobody knows it")


def wiped(keys: SetKeys) -> bool:
    keys.wipe()
    return True


@pytest.mark.rule("22239 8.1.4.9")
@pytest.mark.parametrize("rotations", [0, 2])
def test_the_present_sheet_restores_a_set_from_before_it(tmp_path: Path, rotations: int) -> None:
    """What a person holds today opens the backups of any day, whatever became of their keys."""
    county, first = founded(tmp_path)
    digest = county.digest()
    folder = made(county, tmp_path / "usb").path
    for _ in range(rotations):
        rotated(county)
    today = recovered(county.data, first)
    with pytest.raises(Refusal, match=r"recovery\.other_day"):
        by_sheet(folder, today)
    assert wiped(by_sheet(folder, first))
    refused = by_code(folder, tmp_path / "new", today)
    assert (refused.exit, refused.code) == (1, "recovery.other_day")
    answer = by_code(folder, tmp_path / "new", today, "--live", county.data)
    assert (answer.exit, answer.value["other_sheet"]) == (0, True)
    restored = Bianqing(tmp_path / "new")
    assert restored.digest() == digest
    assert restored.done("verify", "--full")["ok"]
    (entry,) = (each for each in entries(restored) if each.act == "restore.make")
    assert entry.reason.endswith(OUTLIVED)


def test_what_was_restored_opens_by_the_present_sheet_alone(tmp_path: Path) -> None:
    """Nobody of that day need be left: the sheet in hand gives an account anew."""
    county, first = founded(tmp_path)
    digest = county.digest()
    folder = made(county, tmp_path / "usb").path
    rotated(county)
    today = recovered(county.data, first)
    answer = by_code(folder, county.data, today, "--replace")
    assert (answer.exit, answer.value["digest"]) == (0, digest)
    with pytest.raises(Refusal, match=r"recovery\.wrong"):
        check_sheet(county.data, first)
    recovered(county.data, today)
    assert county.as_user("负责人", NEW_PASSWORD).digest() == digest
    assert county.as_user("负责人", NEW_PASSWORD).done("verify", "--full")["ok"]


def test_a_void_sheet_and_another_office_open_nothing_old(tmp_path: Path) -> None:
    county, first = founded(tmp_path)
    rotated(county)
    folder = made(county, tmp_path / "usb").path
    second = recovered(county.data, first)
    third = recovered(county.data, second)
    for code in (second, third):
        live = county.data if code == second else tmp_path / "none"
        with pytest.raises(Refusal, match=r"recovery\.other_day"):
            by_sheet(folder, code, live)
    assert wiped(by_sheet(folder, third, county.data))
    (tmp_path / "elsewhere").mkdir()
    other, code = founded(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match=r"recovery\.other_day"):
        by_sheet(folder, code, other.data)


def test_who_got_a_new_key_pair_proves_and_compares_older_sets(tmp_path: Path) -> None:
    county, first = founded(tmp_path)
    folder = made(county, tmp_path / "usb").path
    rotated(county)
    recovered(county.data, first)
    head = county.as_user("负责人", NEW_PASSWORD)
    assert head.done("backup", "verify", folder)["verified"]
    assert head.done("backup", "compare", folder)["standing"] == "ahead"


def test_a_set_that_the_present_sheet_opens_by_itself_keeps_its_sheet(tmp_path: Path) -> None:
    county, first = founded(tmp_path)
    folder = made(county, tmp_path / "usb").path
    rotated(county)
    kept = shutil.copytree(county.data, tmp_path / "kept")
    answer = by_code(folder, tmp_path / "new", first, "--live", kept)
    assert (answer.exit, answer.value["other_sheet"]) == (0, False)
    assert Bianqing(tmp_path / "new", password=PASSWORD).done("summary")
