"""A rotation gives everything new keys; wherever it is cut off, a whole office is on the disk."""

import errno
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Role
from storage.accounts import leave
from storage.attachments import FOLDER
from storage.audit import FILE_NAME as AUDIT
from storage.connect import connect
from storage.database_rotation import write_anew
from storage.drill import drill, drill_due, last_drill
from storage.files import DiskFiles
from storage.held_keys import ca_key, set_ca_key
from storage.key_profiles import TEST
from storage.keyring import FormerKeys, former_keys
from storage.register import FILE_NAME as REGISTER
from storage.rescue import check_sheet, new_sheet, open_by_recovery
from storage.rotating import Rotated, Rotating, carry_out
from storage.rotation import (
    FORMER,
    cancel_rotation,
    order_rotation,
    remove_former_files,
    rotation_ordered,
    rotation_proposed,
    settle_rotation,
)
from storage.session import Session, trusted
from storage.vault import Created
from tests.fakes.failing_files import Crash, FailingFiles
from tests.storage.attached_files import PDF, put
from tests.storage.offices import HEAD, PASSWORD, appoint_officers, enter, join
from tests.storage.rotations import (
    DONE,
    acts,
    attached,
    office_with_data,
    setting,
    store_of,
    work,
)

NEW_PASSWORD = "Another-2026-word"
AT = "2026-11-21T12:00:00+08:00"


@pytest.fixture
def created(tmp_path: Path) -> Created:
    """Return an office with data whose rotation is ordered."""
    created = office_with_data(tmp_path / "office")
    order_rotation(created.session, "人员离任", AT)
    return created


def refused(act: object) -> str:
    assert callable(act)
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def rotate(session: Session) -> Rotated:
    return carry_out(session, DONE)


def settled(folder: Path, account: str = HEAD, password: str = PASSWORD) -> Session:
    """Sign in as the program does: what was interrupted is settled before anything is opened."""
    session = enter(folder, account, password)
    settle_rotation(session)
    return session


@pytest.mark.rule("security 3.5")
def test_after_a_rotation_everything_opens_with_new_keys_only(created: Created) -> None:
    """Both databases and all attachments get new keys; nothing of their content changes."""
    session = created.session
    join(session, "经办甲", Role.CLERK)
    assert session.register_key is not None
    old = bytes(session.register_key), bytes(session.audit_key)
    files, before = attached(session), acts(session)
    rotated = rotate(session)
    assert (rotated.attachments, rotated.damaged) == (2, ())
    assert session.register_key not in old
    assert session.audit_key not in old
    assert acts(session) == [*before, "keys.rotate"]
    assert (setting(session), attached(session)) == ("one", files)
    for name, key in zip((REGISTER, AUDIT), old, strict=True):
        with pytest.raises(Refusal) as caught:
            connect(session.folder / name, key)
        assert caught.value.code == "storage.damaged"
    clerk = settled(session.folder, "经办甲")
    assert (clerk.register_key, clerk.audit_key) == (session.register_key, session.audit_key)
    work(clerk, "two")
    assert setting(settled(session.folder)) == "two"
    check_sheet(session.folder, created.recovery_code)
    assert rotation_ordered(session) is None
    assert refused(lambda: rotate(session)) == "rotation.none"


def kept_by(session: Session) -> tuple[FormerKeys, ...]:
    body = trusted(session, DiskFiles()).body
    register_key = None if session.register_key is None else bytes(session.register_key)
    return former_keys(session.folder, body, register_key, bytes(session.audit_key))


def test_officers_open_the_new_audit_and_nothing_of_the_register(created: Created) -> None:
    head = created.session
    system, security, _ = appoint_officers(head.folder, head)
    set_ca_key(security, "authority", b"secret")
    assert refused(lambda: rotate(system)) == "role.no_register_key"
    rotate(head)
    for name in ("系统", "安全", "审计"):
        officer = settled(head.folder, name)
        assert (officer.audit_key, officer.register_key) == (head.audit_key, None)
    assert ca_key(settled(head.folder, "安全"), "authority") == b"secret"
    (kept,) = kept_by(settled(head.folder, "系统"))
    assert kept.register_key is None


def test_a_file_attached_again_finds_its_place_after_a_rotation(
    tmp_path: Path, created: Created
) -> None:
    session = created.session
    source = put(tmp_path, PDF + b"\x01" * 70_000, "again.pdf")
    before = store_of(session).take(source).name
    for number in range(2):
        rotate(session)
        assert store_of(session).take(source).name == before
        order_rotation(session, f"{number}", AT)


def test_old_backups_stay_readable(created: Created) -> None:
    session = created.session
    backups = []
    for number in range(3):
        backup = session.folder.parent / f"backup-{number}"
        shutil.copytree(session.folder, backup)
        backups.append(backup)
        rotate(session)
        order_rotation(session, "again", AT)
    new_sheet(session)
    for backup, keys in zip(reversed(backups), kept_by(session), strict=True):
        assert keys.register_key is not None
        connect(backup / REGISTER, keys.register_key).close()
        connect(backup / AUDIT, keys.audit_key).close()


def test_the_old_sheet_opens_nothing_but_old_backups(tmp_path: Path, created: Created) -> None:
    session = created.session
    backup = tmp_path / "backup"
    shutil.copytree(session.folder, backup)
    rotate(session)
    code = new_sheet(session)
    assert refused(lambda: check_sheet(session.folder, created.recovery_code)) == "recovery.wrong"
    check_sheet(backup, created.recovery_code)
    check_sheet(session.folder, code)


def test_only_the_security_officer_orders_and_with_a_reason(created: Created) -> None:
    head = created.session
    system, security, auditor = appoint_officers(head.folder, head)
    for other in (enter(head.folder), system, auditor):
        assert refused(lambda other=other: order_rotation(other, "x", AT)) == "role.denied"
        assert refused(lambda other=other: cancel_rotation(other)) == "role.denied"
    assert refused(lambda: order_rotation(security, "  ", AT)) == "rotation.reason"
    cancel_rotation(security)
    assert refused(lambda: cancel_rotation(security)) == "rotation.none"
    assert refused(lambda: rotate(head)) == "rotation.none"
    order_rotation(security, "怀疑泄露", AT)
    order = rotation_ordered(head)
    assert order is not None
    assert (order.by, order.at, order.reason) == ("安全", AT, "怀疑泄露")


def test_who_left_proposes_a_rotation_until_it_is_carried_out(created: Created) -> None:
    session = created.session
    join(session, "经办甲", Role.CLERK)
    leave(session, "经办甲")
    assert rotation_proposed(session) == ("经办甲",)
    rotate(session)
    assert rotation_proposed(session) == ()


def test_a_damaged_attachment_stays_as_it_is_and_is_named(created: Created) -> None:
    session = created.session
    first, _ = sorted((session.folder / FOLDER).glob("*.sealed"))
    broken = bytearray(first.read_bytes())
    broken[-1] ^= 1
    first.write_bytes(bytes(broken))
    assert rotate(session).damaged == (first.name,)
    assert first.read_bytes() == bytes(broken)


def test_old_files_are_kept_until_somebody_removes_them(created: Created) -> None:
    session = created.session
    rotated = rotate(session)
    kept = session.folder / FORMER / rotated.name
    assert {path.name for path in kept.iterdir()} >= {REGISTER, AUDIT, FOLDER}
    assert remove_former_files(session.folder)
    assert not remove_former_files(session.folder)
    assert setting(session) == "one"


def test_a_log_that_is_not_empty_or_a_disk_too_small_begins_nothing(created: Created) -> None:
    session = created.session
    before = sorted(path.name for path in session.folder.iterdir())
    (session.folder / f"{REGISTER}-wal").write_bytes(b"frames")
    assert refused(lambda: rotate(session)) == "rotation.unsettled"
    (session.folder / f"{REGISTER}-wal").unlink()
    with (session.folder / FOLDER / "huge").open("wb") as huge:
        huge.truncate(1 << 43)
    assert refused(lambda: rotate(session)) == "rotation.space"
    (session.folder / FOLDER / "huge").unlink()
    assert sorted(path.name for path in session.folder.iterdir()) == before


class Copying:
    """Copies the office at every point of a rotation, as if the power failed there."""

    def __init__(self, folder: Path, copies: Path) -> None:
        self.folder = folder
        self.copies = copies
        self.points: list[tuple[str, Path]] = []

    def __call__(self, point: str) -> None:
        copy = self.copies / f"{len(self.points):02d}"
        shutil.copytree(self.folder, copy)
        self.points.append((point, copy))


@pytest.mark.rule("security 3.5", "security 1.1 electrum #960")
def test_a_power_cut_at_any_point_leaves_the_old_office_or_the_new_one(
    tmp_path: Path, created: Created
) -> None:
    """Opening rolls an interrupted rotation back before its switch, and forward after it."""
    session = created.session
    old_key, files = bytes(session.audit_key), attached(session)
    copying = Copying(session.folder, tmp_path / "copies")
    carry_out(session, DONE, Rotating(step=copying))
    reached = [point for point, _ in copying.points]
    switch = reached.index("switched")
    assert reached[switch:] == [
        "switched",
        "both generations",
        *(f"{name} {how}" for name in (FOLDER, REGISTER, AUDIT) for how in ("aside", "placed")),
        "settled",
    ]
    for number, (point, copy) in enumerate(copying.points):
        found = settled(copy)
        assert (found.audit_key == old_key) == (number < switch), point
        assert (setting(found), attached(found)) == ("one", files), point
        assert (rotation_ordered(found) is None) == (number >= switch), point
        assert list(copy.glob("*.next")) == []
        code = created.recovery_code
        rescued = open_by_recovery(
            copy, code, account=HEAD, new_password=NEW_PASSWORD, profile=TEST
        )
        work(rescued.session, "rescued")
        if number < switch:
            rotate(rescued.session)
        assert setting(settled(copy, password=NEW_PASSWORD)) == "rescued"


@pytest.mark.rule("security 3.5")
def test_the_sheet_opens_an_office_wherever_its_rotation_was_cut_off(
    tmp_path: Path, created: Created
) -> None:
    copying = Copying(created.session.folder, tmp_path / "copies")
    carry_out(created.session, DONE, Rotating(step=copying))
    for _, copy in copying.points:
        rescued = open_by_recovery(
            copy, created.recovery_code, account=HEAD, new_password=NEW_PASSWORD, profile=TEST
        )
        settle_rotation(rescued.session)
        assert setting(rescued.session) == "one"


@pytest.mark.parametrize("number", [0, errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("step", range(1, 16))
def test_a_disk_that_fails_at_any_step_leaves_the_old_office_or_the_new_one(
    created: Created, step: int, number: int
) -> None:
    session = created.session
    with suppress(Crash, Refusal):
        carry_out(session, DONE, Rotating(files=FailingFiles(fails_at=step, with_errno=number)))
    found = settled(session.folder)
    assert setting(found) == "one"
    assert len(attached(found)) == 2
    if rotation_ordered(found) is not None:
        rotate(found)
    assert setting(settled(session.folder)) == "one"


def test_a_newest_vault_damaged_just_after_the_switch_rolls_back(
    tmp_path: Path, created: Created
) -> None:
    copying = Copying(created.session.folder, tmp_path / "copies")
    carry_out(created.session, DONE, Rotating(step=copying))
    copy = dict(copying.points)["switched"]
    (copy / "vault.json").write_bytes(b"damaged")
    assert setting(settled(copy)) == "one"
    later = dict(copying.points)[f"{REGISTER} aside"]
    (later / "vault.json").write_bytes(b"damaged")
    assert setting(settled(later)) == "one"


def test_a_database_written_anew_that_differs_is_noticed(tmp_path: Path) -> None:
    old, new = bytes(32), bytes(range(32))
    connection = connect(tmp_path / "old.db", old, create=True)
    connection.execute("CREATE TABLE t (a TEXT) STRICT")
    connection.execute("INSERT INTO t (rowid, a) VALUES (7, 'x')")
    connection.close()

    def meddle() -> None:
        other = connect(tmp_path / "new.db", new)
        other.execute("UPDATE t SET a = 'y'")
        other.close()

    assert (
        refused(lambda: write_anew(tmp_path / "old.db", old, tmp_path / "new.db", new, meddle))
        == "rotation.differs"
    )
    (tmp_path / "new.db").unlink()
    write_anew(tmp_path / "old.db", old, tmp_path / "new.db", new, lambda: None)
    connection = connect(tmp_path / "new.db", new)
    assert connection.execute("SELECT a FROM t").fetchall() == [("x",)]
    connection.close()
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.rule("security 3.3")
def test_the_drill_changes_nothing_but_the_day(created: Created) -> None:
    session, today = created.session, date(2026, 11, 21)
    assert last_drill(session) is None
    assert drill_due(session, today, 365)
    assert refused(lambda: drill(session, "ABC", today)) == "recovery.length"
    before = trusted(session, DiskFiles()).body.recovery
    drill(session, created.recovery_code, today)
    assert trusted(session, DiskFiles()).body.recovery == before
    assert last_drill(session) == today
    assert not drill_due(session, date(2027, 11, 20), 365)
    assert drill_due(session, date(2027, 11, 21), 365)
    other = new_sheet(session)
    assert last_drill(session) is None
    assert refused(lambda: drill(session, created.recovery_code, today)) == "recovery.wrong"
    drill(session, other, today)
