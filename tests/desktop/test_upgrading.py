"""Before a program changes the schema of an office's databases it makes a backup of them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop.resources import find_resources
from desktop.upgrading import backup_before_upgrade
from domain.errors import Refusal
from storage import audit, register
from storage.backup_set import MARK
from storage.backup_shelf import read_set
from storage.connect import connect
from storage.migrations.ladder import climb
from tests.desktop.backing_up import CLOCK, backups_of, restored
from tests.desktop.commanding import Bianqing, init
from tests.desktop.test_witness import entries, session_of


def aged(data: Path) -> Bianqing:
    """Return an office as an earlier program left it: the first schema of both databases."""
    office = init(data, "629925", "安澜县", "county", "--single-operator")
    session = session_of(office)
    assert session.register_key is not None
    for module, key in ((audit, session.audit_key), (register, session.register_key)):
        path = data / module.FILE_NAME
        path.unlink()
        with closing(connect(path, key, create=True)) as connection:
            climb(connection, module.STEPS[:1])
    return office


def version_of(path: Path, key: bytes | bytearray) -> int:
    with closing(connect(path, key, at_rest=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_office_of_today_needs_none(county: Bianqing) -> None:
    assert backup_before_upgrade(session_of(county), find_resources(), CLOCK) is None
    assert list((county.data / "backup").iterdir()) == []


@pytest.mark.rule("22239 8.1.4.9")
def test_an_older_office_is_backed_up_as_it_was(tmp_path: Path) -> None:
    """A backup is made and proved before an upgrade changes the databases."""
    office = aged(tmp_path / "county")
    assert office.done("summary")
    (folder,) = (path for path in (office.data / "backup").iterdir() if path.is_dir())
    session = session_of(office)
    assert session.register_key is not None
    assert version_of(folder / "register.db", session.register_key) == 1
    assert version_of(folder / "audit.db", session.audit_key) == 1
    assert version_of(office.data / "register.db", session.register_key) > 1
    assert read_set(folder).manifest.reason == "升级前"
    assert (folder / MARK).exists()
    with backups_of(office) as (acts, _):
        (listed,) = acts.sets()
        assert listed.verified
        assert listed.unread == ("register.db 的数据摘要",)
    told = [(entry.act, entry.object) for entry in entries(office)]
    assert ("backup.make", f"{folder.name} 升级前") in told
    assert office.done("summary")
    assert len([path for path in (office.data / "backup").iterdir() if path.is_dir()]) == 1


def test_a_set_of_an_earlier_program_restores_and_is_upgraded_on_opening(tmp_path: Path) -> None:
    office = aged(tmp_path / "county")
    office.done("summary")
    (folder,) = (path for path in (office.data / "backup").iterdir() if path.is_dir())
    result = restored(folder, tmp_path / "new")
    assert result.unread
    assert Bianqing(tmp_path / "new").done("verify", "--full")["ok"]


def test_without_a_backup_nothing_is_upgraded(tmp_path: Path) -> None:
    office = aged(tmp_path / "county")
    (office.data / "backup").rmdir()
    (office.data / "backup").touch()
    answer = office("summary")
    assert answer.code == "backup.before_upgrade"
    assert "没有打开" in answer.text
    session = session_of(office)
    assert version_of(office.data / "audit.db", session.audit_key) == 1


def test_an_office_of_a_later_program_is_neither_opened_nor_backed_up(tmp_path: Path) -> None:
    office = aged(tmp_path / "county")
    key = session_of(office).register_key
    assert key is not None
    with closing(connect(office.data / "register.db", key)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    assert backup_before_upgrade(session_of(office), find_resources(), CLOCK) is None
    assert list((office.data / "backup").iterdir()) == []


def test_databases_that_were_not_closed_are_completed_first(tmp_path: Path) -> None:
    office = aged(tmp_path / "county")
    (office.data / "audit.db-wal").write_bytes(b"x")
    assert backup_before_upgrade(session_of(office), find_resources(), CLOCK) is None
    (office.data / "audit.db-wal").unlink()
    (office.data / "register.db").write_bytes(bytes(8192))
    with pytest.raises(Refusal, match=r"backup\.before_upgrade"):
        backup_before_upgrade(session_of(office), find_resources(), CLOCK)
