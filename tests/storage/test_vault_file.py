"""The vault on disk: one of two generations can always be read, whatever happens in between."""

import errno
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import Refusal
from storage import vault_file
from storage.accounts import add_account
from storage.files import DiskFiles
from storage.json_record import Damaged
from storage.key_profiles import TEST
from storage.own_password import change_password
from storage.vault_account_text import canonical
from storage.vault_text import FORMAT, from_bytes, to_bytes
from tests.fakes.failing_files import Crash, FailingFiles, ForgettingFiles
from tests.storage.offices import OFFICE, PASSWORD, enter, found

NEW_PASSWORD = "Another-2026-word"
# Write the new, copy the former, put the copy in place, put the new in place: the change is made.
STEPS_OF_A_CHANGE = 4
# A changed password also retires the former generation: copy the new, put the copy in place.
ALL_STEPS = 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an office."""
    found(tmp_path).session.wipe()
    return tmp_path


def edited(folder: Path, edit: Callable[[dict[str, object]], None]) -> bytes:
    """Return the vault's bytes after an edit by somebody who also mends the digest."""
    content = json.loads((folder / "vault.json").read_bytes())
    del content["digest"]
    edit(content)
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    return json.dumps(content).encode()


def opening_passwords(folder: Path) -> list[str]:
    """Return the passwords that open the office."""
    return [password for password in (PASSWORD, NEW_PASSWORD) if opens(folder, password)]


def opens(folder: Path, password: str) -> bool:
    try:
        enter(folder, password=password).wipe()
    except Refusal as refusal:
        if refusal.code != "vault.password_wrong":
            raise
        return False
    return True


def test_the_text_comes_back_as_it_was_written(folder: Path) -> None:
    vault = vault_file.read(folder, DiskFiles()).vault
    assert from_bytes(to_bytes(vault)) == vault


def test_a_new_office_has_both_generations(folder: Path) -> None:
    assert (folder / "vault.json").read_bytes() == (folder / "vault.prev.json").read_bytes()


def test_the_vault_is_readable_by_its_owner_alone(folder: Path) -> None:
    assert (folder / "vault.json").stat().st_mode & 0o777 == 0o600


def test_a_change_keeps_the_generation_before(folder: Path) -> None:
    before = (folder / "vault.json").read_bytes()
    add_account(enter(folder), "经办甲", PASSWORD, profile=TEST)
    assert (folder / "vault.prev.json").read_bytes() == before
    assert vault_file.read(folder, DiskFiles()).vault.body.generation == 2


@pytest.mark.parametrize("step", range(1, ALL_STEPS + 1))
def test_a_crash_at_any_step_leaves_the_old_or_the_new_password(folder: Path, step: int) -> None:
    session = enter(folder)
    with pytest.raises(Crash):
        change_password(
            session, PASSWORD, NEW_PASSWORD, profile=TEST, files=FailingFiles(fails_at=step)
        )
    holds = PASSWORD if step <= STEPS_OF_A_CHANGE else NEW_PASSWORD
    assert opening_passwords(folder) == [holds]
    change_password(enter(folder, password=holds), holds, "Yet-Another-2026", profile=TEST)
    assert opening_passwords(folder) == []
    assert opens(folder, "Yet-Another-2026")


def test_whoever_was_shut_out_does_not_come_back_by_the_former_generation(folder: Path) -> None:
    change_password(enter(folder), PASSWORD, NEW_PASSWORD, profile=TEST)
    (folder / "vault.json").unlink()
    assert opening_passwords(folder) == [NEW_PASSWORD]


def test_a_change_takes_no_more_steps_than_are_tried(folder: Path) -> None:
    files = FailingFiles(fails_at=0)
    change_password(enter(folder), PASSWORD, NEW_PASSWORD, profile=TEST, files=files)
    assert files.steps == ALL_STEPS


@pytest.mark.parametrize("step", range(1, STEPS_OF_A_CHANGE + 1))
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "storage.disk_full"),
        (errno.EIO, "storage.io"),
        (errno.EROFS, "storage.readonly"),
    ],
)
def test_a_failing_disk_is_told_and_the_old_password_holds(
    folder: Path, step: int, number: int, code: str
) -> None:
    session = enter(folder)
    with pytest.raises(Refusal) as caught:
        change_password(
            session, PASSWORD, NEW_PASSWORD, profile=TEST, files=FailingFiles(step, number)
        )
    assert caught.value.code == code
    assert opening_passwords(folder) == [PASSWORD]


def test_a_medium_that_brings_back_something_else_replaces_nothing(folder: Path) -> None:
    session = enter(folder)
    with pytest.raises(Refusal) as caught:
        change_password(session, PASSWORD, NEW_PASSWORD, profile=TEST, files=ForgettingFiles())
    assert caught.value.code == "storage.io"
    assert opening_passwords(folder) == [PASSWORD]


@pytest.mark.parametrize("damage", [None, b"", b"\0" * 4096, b"{}", b"[" * 100_000])
def test_a_lost_or_damaged_vault_falls_back_with_a_notice(
    folder: Path, damage: bytes | None
) -> None:
    if damage is None:
        (folder / "vault.json").unlink()
    else:
        (folder / "vault.json").write_bytes(damage)
    session = enter(folder)
    assert session.notices == ("vault.fell_back",)
    former = (folder / "vault.prev.json").read_bytes()
    add_account(session, "经办甲", PASSWORD, profile=TEST)
    assert (folder / "vault.prev.json").read_bytes() == former
    assert enter(folder).notices == ()
    kept = [entry.read_bytes() for entry in (folder / "quarantine").iterdir()]
    assert kept == ([] if damage is None else [damage])


def test_two_damaged_generations_are_refused_and_stay(folder: Path) -> None:
    for name in ("vault.json", "vault.prev.json"):
        (folder / name).write_bytes(b"{")
    with pytest.raises(Refusal) as caught:
        enter(folder)
    assert caught.value.code == "vault.damaged"
    assert (folder / "vault.json").read_bytes() == b"{"


def test_a_folder_without_an_office_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(Refusal) as caught:
            enter(folder)
        assert caught.value.code == "vault.missing"


def test_a_vault_that_is_a_link_or_a_folder_is_not_followed(folder: Path) -> None:
    (folder / "vault.json").rename(folder / "elsewhere.json")
    (folder / "vault.json").symlink_to(folder / "elsewhere.json")
    assert enter(folder).notices == ("vault.fell_back",)
    (folder / "vault.json").unlink()
    (folder / "vault.json").mkdir()
    assert enter(folder).notices == ("vault.fell_back",)


def test_a_vault_of_a_newer_program_is_refused(folder: Path) -> None:
    (folder / "vault.json").write_bytes(
        edited(folder, lambda content: content.update(format=FORMAT + 1))
    )
    with pytest.raises(Refusal) as caught:
        enter(folder)
    assert caught.value.code == "storage.too_new"


def accounts_of(content: dict[str, object]) -> list[dict[str, object]]:
    body = content["body"]
    assert isinstance(body, dict)
    accounts = body["accounts"]
    assert isinstance(accounts, list)
    return accounts


def slot_of(content: dict[str, object]) -> dict[str, object]:
    slot = accounts_of(content)[0]["slot"]
    assert isinstance(slot, dict)
    return slot


def test_a_role_added_by_hand_is_noticed_at_sign_in(folder: Path) -> None:
    content = edited(
        folder, lambda content: accounts_of(content)[0].update(roles=["负责人", "审核"])
    )
    (folder / "vault.json").write_bytes(content)
    with pytest.raises(Refusal) as caught:
        enter(folder)
    assert caught.value.code == "vault.damaged"


@pytest.mark.parametrize("part", ["audit_seal", "register_seal"])
@pytest.mark.parametrize("seal", ["", "00", "00" * 80])
def test_a_seal_exchanged_by_hand_is_noticed_at_sign_in(folder: Path, part: str, seal: str) -> None:
    content = edited(folder, lambda content: accounts_of(content)[0].update({part: seal}))
    (folder / "vault.json").write_bytes(content)
    with pytest.raises(Refusal) as caught:
        enter(folder)
    assert caught.value.code == ("vault.damaged" if seal else "account.pending")


@pytest.mark.parametrize(
    ("part", "value"),
    [("salt", "00" * 16), ("nonce", ""), ("nonce", "00" * 12), ("sealed", ""), ("sealed", "00")],
)
def test_a_slot_edited_by_hand_opens_for_no_password(folder: Path, part: str, value: str) -> None:
    content = edited(folder, lambda content: slot_of(content).update({part: value}))
    (folder / "vault.json").write_bytes(content)
    with pytest.raises(Refusal) as caught:
        enter(folder)
    assert caught.value.code == "vault.password_wrong"


def test_a_salt_of_another_length_is_damage(folder: Path) -> None:
    content = edited(folder, lambda content: slot_of(content).update(salt="00"))
    (folder / "vault.json").write_bytes(content)
    assert enter(folder).notices == ("vault.fell_back",)


def test_text_that_is_no_text_is_damaged(folder: Path) -> None:
    text = (folder / "vault.json").read_text("utf-8")
    with pytest.raises(Damaged):
        from_bytes(text.replace("安澜县", "\\ud800").encode())


@pytest.mark.parametrize(
    ("part", "cost"),
    [
        ("memory_kib", 2**30),  # 1 TiB
        ("memory_kib", 2**31),
        ("memory_kib", 10**4000),
        ("memory_kib", 0),
        ("passes", 10**9),
        ("passes", 0),
        ("lanes", 255),
        ("lanes", 10**9),
        ("lanes", 0),
    ],
)
def test_a_cost_written_by_an_enemy_is_refused_at_once(folder: Path, part: str, cost: int) -> None:
    content = edited(folder, lambda content: slot_of(content).update({part: cost}))
    (folder / "vault.json").write_bytes(content)
    with pytest.raises(Refusal) as caught:
        enter(folder)
    assert caught.value.code == "vault.kdf_refused"


def test_a_lowered_cost_does_not_open_the_slot(folder: Path) -> None:
    content = edited(folder, lambda content: slot_of(content).update(memory_kib=1024))
    (folder / "vault.json").write_bytes(content)
    with pytest.raises(Refusal) as caught:
        enter(folder)
    assert caught.value.code == "vault.password_wrong"


HOSTILE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return the paths of all values inside a JSON value."""
    inner: list[tuple[object, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(place for key, held in inner for place in places(held, (*path, key)))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_value_in_any_place_is_read_as_it_stands_or_refused(
    folder: Path, data: st.DataObject
) -> None:
    content = json.loads((folder / "vault.json").read_bytes())
    del content["digest"]
    *path, last = data.draw(st.sampled_from([place for place in places(content) if place]))
    holder = content
    for key in path:
        holder = holder[key]
    holder[last] = data.draw(HOSTILE)
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    written = json.dumps(content).encode()
    try:
        vault = from_bytes(written)
    except (Damaged, Refusal):
        return
    assert from_bytes(to_bytes(vault)) == vault


@given(st.binary(max_size=200))
def test_any_other_bytes_are_damaged(content: bytes) -> None:
    with pytest.raises(Damaged):
        from_bytes(content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_flipped_bit_is_always_noticed(folder: Path, data: st.DataObject) -> None:
    whole = (folder / "vault.json").read_bytes()
    place = data.draw(st.integers(0, len(whole) * 8 - 1))
    flipped = bytearray(whole)
    flipped[place // 8] ^= 1 << place % 8
    try:
        vault = from_bytes(bytes(flipped))
    except Damaged:
        return
    # White space between the parts carries nothing.
    assert vault == from_bytes(whole)


def test_an_account_without_a_name_or_twice_is_damaged(folder: Path) -> None:
    vault = vault_file.read(folder, DiskFiles()).vault
    (account,) = vault.body.accounts
    for accounts in ((account, account), (replace(account, name=""),)):
        with pytest.raises(Damaged):
            from_bytes(to_bytes(replace(vault, body=replace(vault.body, accounts=accounts))))


def test_the_office_is_known_before_anybody_signs_in(folder: Path) -> None:
    assert vault_file.read(folder, DiskFiles()).vault.body.office == OFFICE
