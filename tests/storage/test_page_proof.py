"""系统管理员 proves every page of the register without being able to read one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Role
from storage.accounts import lock, reset_password
from storage.connect import connect
from storage.files import DiskFiles
from storage.granting import grant
from storage.key_profiles import TEST
from storage.page_proof import held_page_key, share_page_key
from storage.page_table import table_of
from storage.pages import PAGE_BYTES, PageKey, damaged_pages, page_key
from storage.session import Session, trusted
from storage.witness import Finding, Witness, look_at
from tests.storage.offices import HEAD, PASSWORD, enter, found, join

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database of many pages."""
    path = tmp_path / "pages.db"
    with closing(connect(path, KEY, create=True)) as connection:
        connection.execute("CREATE TABLE note (text TEXT NOT NULL) STRICT")
        connection.execute("BEGIN")
        for number in range(2000):
            connection.execute("INSERT INTO note VALUES (?)", (f"安澜县教育局 {number}" * 5,))
        connection.execute("COMMIT")
    return path


def changed(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def seals(session: Session) -> dict[str, bytes]:
    body = trusted(session, DiskFiles()).body
    return {account.name: account.pages_seal for account in body.accounts if account.pages_seal}


def test_the_derived_key_proves_every_page_of_a_real_file(database: Path) -> None:
    assert database.stat().st_size > 50 * PAGE_BYTES
    assert damaged_pages(database, page_key(database, KEY)) == []
    assert len(damaged_pages(database, page_key(database, bytes(32)))) > 50


@pytest.mark.parametrize("offset", [20, 4015, 4016, 4031, 4032, 4095])
@pytest.mark.parametrize("page", [1, 2, 40])
def test_a_bit_changed_anywhere_in_a_page_is_found(database: Path, page: int, offset: int) -> None:
    key = page_key(database, KEY)
    changed(database, (page - 1) * PAGE_BYTES + offset)
    assert damaged_pages(database, key) == [page]


def test_another_salt_swapped_pages_and_a_cut_end_are_found(database: Path) -> None:
    key = page_key(database, KEY)
    sound = database.read_bytes()
    changed(database, 3)
    assert damaged_pages(database, key) == [1]
    second, third = sound[4096:8192], sound[8192:12288]
    database.write_bytes(sound[:4096] + third + second + sound[12288:])
    assert damaged_pages(database, key) == [2, 3]
    database.write_bytes(sound[:-100])
    assert damaged_pages(database, key) == [len(sound) // PAGE_BYTES]
    database.write_bytes(b"")
    assert damaged_pages(database, key) == [1]


def test_one_reading_compares_the_tags_and_proves_the_pages(database: Path) -> None:
    key, before = page_key(database, KEY), table_of(database)
    witness = Witness(1, before.pages, before.root())
    seen = look_at(database, witness, key)
    assert (seen.finding, seen.damaged) == (Finding.AS_WITNESSED, ())
    # Neither sees what the other does: a tag alone, and content whose tag stayed.
    changed(database, 39 * PAGE_BYTES + 200)
    seen = look_at(database, witness, key)
    assert (seen.finding, seen.damaged) == (Finding.AS_WITNESSED, (40,))
    changed(database, 40 * PAGE_BYTES + 4032)
    seen = look_at(database, witness, key)
    assert (seen.finding, seen.damaged) == (Finding.DIFFERENT, (40, 41))
    assert look_at(database, witness).damaged == ()


@pytest.mark.rule("22239 8.1.4.9", "security 2 #11")
def test_the_page_key_reads_nothing(database: Path) -> None:
    key = page_key(database, KEY)
    with pytest.raises(Refusal):
        connect(database, key.secret)
    assert PageKey.from_bytes(key.to_bytes()) == key
    assert key.secret.hex() not in repr(key)


def test_every_system_administrator_gets_the_key_once(tmp_path: Path) -> None:
    head = found(tmp_path).session
    key = PageKey(bytes(16), bytes(range(32)))
    assert share_page_key(head, key) == ()
    join(head, "系统", Role.SYSTEM_ADMIN)
    join(head, "审计", Role.AUDITOR)
    before = (tmp_path / "vault.json").read_bytes()
    assert share_page_key(head, key) == ("系统",)
    assert (tmp_path / "vault.json").read_bytes() != before
    before = (tmp_path / "vault.json").read_bytes()
    assert share_page_key(head, key) == ()
    assert (tmp_path / "vault.json").read_bytes() == before
    assert held_page_key(enter(tmp_path, "系统")) == key
    assert held_page_key(enter(tmp_path, "审计")) is None
    assert held_page_key(enter(tmp_path, HEAD)) is None


def test_another_file_or_key_pair_gets_a_new_seal_and_a_locked_account_loses_it(
    tmp_path: Path,
) -> None:
    head = found(tmp_path).session
    for name in ("系统甲", "系统乙"):
        join(head, name, Role.SYSTEM_ADMIN)
    first, second = PageKey(bytes(16), bytes(32)), PageKey(bytes(16), bytes(range(32)))
    assert share_page_key(head, first) == ("系统甲", "系统乙")
    reset_password(head, "系统甲", PASSWORD, profile=TEST)
    grant(head, "系统甲", [Role.SYSTEM_ADMIN])
    assert share_page_key(head, first) == ("系统甲",)
    assert held_page_key(enter(tmp_path, "系统甲")) == first
    assert share_page_key(head, second) == ("系统甲", "系统乙")
    assert held_page_key(enter(tmp_path, "系统乙")) == second
    lock(head, "系统乙")
    share_page_key(head, second)
    assert list(seals(head)) == ["系统甲"]
