"""First, former and new passwords, and the key file that may be needed beside them."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Role
from storage.accounts import add_account, reset_password
from storage.files import DiskFiles
from storage.granting import grant
from storage.key_file import SIZE, KeyFiles, chosen
from storage.key_profiles import TEST
from storage.own_password import change_password, drop_key_file, new_key_file, require_key_file
from storage.passwords import DEFAULT_RULES
from storage.rescue import open_by_recovery
from storage.session import Session, trusted
from storage.sign_in import forgive, sign_in, wait_left
from storage.vault import Created
from tests.fakes.failing_files import FailingFiles
from tests.storage.offices import HEAD, PASSWORD, appoint_officers, enter, found, join

NEW = "Another-2026-word"


@pytest.fixture
def created(tmp_path: Path) -> Created:
    """Return an office just founded."""
    return found(tmp_path)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return where a stick is mounted."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def on(stick: Path) -> KeyFiles:
    """Look for key files on a stick."""
    return lambda: sorted(stick.glob("*.bqkey"))


def with_key(folder: Path, stick: Path, account: str = HEAD, password: str = PASSWORD) -> Session:
    return sign_in(folder, account, password, sleeper=lambda _: None, key_files=on(stick))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def must_change(session: Session) -> bool:
    return session.first_password


def vault(folder: Path) -> bytes:
    return (folder / "vault.json").read_bytes()


@pytest.mark.rule("22239 8.1.4.1 a")
def test_who_was_given_a_password_changes_it_and_keeps_his_keys(
    tmp_path: Path, created: Created
) -> None:
    """A first password is marked until its holder has changed it."""
    add_account(created.session, "经办甲", PASSWORD, profile=TEST, today=date(2026, 11, 20))
    grant(created.session, "经办甲", [Role.LEADER])
    assert trusted(created.session, DiskFiles()).body.account("经办甲").password_set == "2026-11-20"  # type: ignore[union-attr]  # just made
    system, security, _ = appoint_officers(tmp_path, created.session)
    assert must_change(system)
    before = bytes(system.private_key)
    change_password(system, PASSWORD, NEW, profile=TEST)
    assert not must_change(system)
    again = enter(tmp_path, system.account, NEW)
    assert not again.first_password
    assert again.private_key == before
    reset_password(again, security.account, NEW, profile=TEST)
    grant(enter(tmp_path), security.account, [Role.SECURITY_OFFICER])
    assert enter(tmp_path, security.account, NEW).first_password
    assert not enter(tmp_path).first_password


@pytest.mark.rule("22239 8.1.4.1 a")
def test_the_last_passwords_are_not_taken_again(tmp_path: Path, created: Created) -> None:
    rules = replace(DEFAULT_RULES, former=2)
    session, used = created.session, [PASSWORD]
    for number in range(4):
        following = f"Another-{number}-word"
        for former in used[-2:]:
            with pytest.raises(Refusal) as caught:
                change_password(session, used[-1], former, profile=TEST, rules=rules)
            assert caught.value.code == "vault.password_former"
        change_password(session, used[-1], following, profile=TEST, rules=rules)
        used.append(following)
    change_password(session, used[-1], PASSWORD, profile=TEST, rules=rules)
    assert enter(tmp_path).account == HEAD


@pytest.mark.parametrize(
    ("typed", "set_as"), [("e\u0301té-2026-Anlan", "été-2026-Anlan"), ("Ａnlan-2026-x！", None)]
)
def test_a_password_in_another_unicode_form_is_the_same_and_a_wide_letter_is_not(
    tmp_path: Path, created: Created, typed: str, set_as: str | None
) -> None:
    change_password(created.session, PASSWORD, set_as or typed, profile=TEST)
    assert enter(tmp_path, password=typed).account == HEAD
    if set_as is None:
        assert refused(lambda: enter(tmp_path, password="Anlan-2026-x!")) == "vault.password_wrong"


def test_a_long_password_counts_to_its_last_character(tmp_path: Path, created: Created) -> None:
    long = "长长的密码abc-2026" * 60
    change_password(created.session, PASSWORD, long, profile=TEST)
    assert refused(lambda: enter(tmp_path, password=long[:-1])) == "vault.password_wrong"
    assert enter(tmp_path, password=long).account == HEAD


@pytest.mark.rule("22239 8.1.4.1 d")
def test_with_a_key_file_neither_it_nor_the_password_opens_alone(
    tmp_path: Path, created: Created, stick: Path
) -> None:
    """A key file on a stick is a second factor, mixed into the key of the account's slot."""
    made = new_key_file(stick / "head.bqkey")
    require_key_file(created.session, PASSWORD, made.path, profile=TEST)
    assert created.session.key_file == made.path
    assert refused(lambda: enter(tmp_path)) == "key_file.missing"
    assert refused(lambda: with_key(tmp_path, stick, password="wrong")) == "vault.password_wrong"
    session = with_key(tmp_path, stick)
    assert (session.key_file, session.register_key) == (made.path, created.session.register_key)
    assert made.secret.hex() not in (tmp_path / "vault.json").read_text("utf-8")


@pytest.mark.rule("22239 8.1.4.1 d", "security 3.1")
def test_what_is_wrong_with_the_key_file_tells_nothing_of_the_password(
    tmp_path: Path, created: Created, stick: Path
) -> None:
    made = new_key_file(stick / "head.bqkey")
    require_key_file(created.session, PASSWORD, made.path, profile=TEST)
    whole = made.path.read_bytes()
    forged = bytearray(whole)
    forged[30] ^= 1
    for content, code in (
        (None, "key_file.missing"),
        (bytes(forged), "key_file.damaged"),
        (whole[:-1], "key_file.damaged"),
        (b"", "key_file.missing"),
        (b"\0" * SIZE, "key_file.missing"),
    ):
        made.path.unlink(missing_ok=True)
        if content is not None:
            made.path.write_bytes(content)
        right = refused(lambda: with_key(tmp_path, stick))
        wrong = refused(lambda: with_key(tmp_path, stick, password="wrong"))
        assert (right, wrong) == (code, code)
    made.path.unlink()
    new_key_file(stick / "another.bqkey")
    assert refused(lambda: with_key(tmp_path, stick)) == "key_file.missing"
    assert wait_left(tmp_path, HEAD) == 0


def test_who_comes_without_his_key_file_is_counted_apart_and_waits_for_nothing(
    tmp_path: Path, created: Created, stick: Path
) -> None:
    made = new_key_file(stick / "head.bqkey")
    require_key_file(created.session, PASSWORD, made.path, profile=TEST)
    assert refused(lambda: enter(tmp_path)) == "key_file.missing"
    assert refused(lambda: enter(tmp_path, password="wrong")) == "key_file.missing"
    assert refused(lambda: with_key(tmp_path, stick, password="wrong")) == "vault.password_wrong"
    session = with_key(tmp_path, stick)
    assert (session.failed, session.keyless) == ({HEAD: 1}, {HEAD: 2})
    assert refused(lambda: enter(tmp_path)) == "key_file.missing"
    forgive(session)
    again = with_key(tmp_path, stick)
    assert (again.failed, again.keyless) == ({}, {HEAD: 1})
    forgive(again)
    assert b'"attempts": {}' in vault(tmp_path)


def test_the_right_key_file_is_found_among_others_and_rubbish(
    tmp_path: Path, created: Created, stick: Path
) -> None:
    made = new_key_file(stick / "zz.bqkey")
    require_key_file(created.session, PASSWORD, made.path, profile=TEST)
    new_key_file(stick / "aa.bqkey")
    (stick / "bb.bqkey").write_bytes(b"rubbish" * 10_000)
    (stick / "cc.bqkey").symlink_to(made.path)
    (stick / "dd.bqkey").mkdir()
    assert with_key(tmp_path, stick).key_file == made.path


def test_choosing_a_key_file_reads_nothing_but_what_it_is_given(
    created: Created, stick: Path
) -> None:
    assert created.session.key_file is None
    made = new_key_file(stick / "a.bqkey")
    content = made.path.read_bytes()
    assert chosen(made.number, [(Path("x"), b""), (made.path, content)]) == made
    assert refused(lambda: chosen(made.number, [])) == "key_file.missing"


@pytest.mark.rule("security 1.1 keepassxc #11819")
def test_a_second_factor_that_is_not_there_leaves_the_vault_untouched(
    tmp_path: Path, created: Created, stick: Path
) -> None:
    """Every secret is at hand before a file is touched."""
    made = new_key_file(stick / "head.bqkey")
    require_key_file(created.session, PASSWORD, made.path, profile=TEST)
    session = with_key(tmp_path, stick)
    before = vault(tmp_path)
    shutil.move(made.path, stick / "elsewhere")
    untouched = FailingFiles(fails_at=1)
    acts: list[Callable[[], object]] = [
        lambda: change_password(
            session, PASSWORD, NEW, profile=TEST, key_files=on(stick), files=untouched
        ),
        lambda: drop_key_file(
            session, PASSWORD, profile=TEST, key_files=on(stick), files=untouched
        ),
    ]
    for act in acts:
        assert refused(act) == "key_file.missing"
    assert untouched.steps == 0
    assert vault(tmp_path) == before
    shutil.move(stick / "elsewhere", made.path)
    assert with_key(tmp_path, stick).account == HEAD


def test_a_changed_password_goes_on_with_the_same_key_file(
    tmp_path: Path, created: Created, stick: Path
) -> None:
    made = new_key_file(stick / "head.bqkey")
    require_key_file(created.session, PASSWORD, made.path, profile=TEST)
    change_password(created.session, PASSWORD, "shorter-one", profile=TEST, key_files=on(stick))
    assert with_key(tmp_path, stick, password="shorter-one").key_file == made.path
    assert refused(lambda: enter(tmp_path, password="shorter-one")) == "key_file.missing"
    short = lambda: drop_key_file(  # noqa: E731 - said once, used once
        created.session, "shorter-one", profile=TEST, key_files=on(stick)
    )
    assert refused(short) == "vault.password_weak"
    change_password(created.session, "shorter-one", NEW, profile=TEST, key_files=on(stick))
    drop_key_file(created.session, NEW, profile=TEST, key_files=on(stick))
    assert enter(tmp_path, password=NEW).key_file is None
    assert (
        refused(lambda: drop_key_file(created.session, NEW, profile=TEST, key_files=on(stick)))
        == "key_file.none"
    )


def test_a_lost_key_file_is_made_up_for_by_a_colleague_or_the_sheet(
    tmp_path: Path, created: Created, stick: Path
) -> None:
    join(created.session, "经办甲", Role.CLERK)
    for session in (created.session, enter(tmp_path, "经办甲")):
        made = new_key_file(stick / f"{session.account}.bqkey")
        require_key_file(session, PASSWORD, made.path, profile=TEST)
    reset_password(created.session, "经办甲", NEW, profile=TEST)
    grant(created.session, "经办甲", [Role.REVIEWER])
    open_by_recovery(tmp_path, created.recovery_code, account=HEAD, new_password=NEW, profile=TEST)
    assert enter(tmp_path, password=NEW).key_file is None


def test_a_key_file_replaces_nothing_and_is_read_back(stick: Path, created: Created) -> None:
    assert created.session.key_file is None
    (stick / "a.bqkey").write_bytes(b"somebody's")
    assert refused(lambda: new_key_file(stick / "a.bqkey")) == "storage.exists"
    full = FailingFiles(fails_at=1, with_errno=28)
    assert refused(lambda: new_key_file(stick / "b.bqkey", files=full)) == "storage.disk_full"
    assert (
        refused(
            lambda: require_key_file(created.session, PASSWORD, stick / "a.bqkey", profile=TEST)
        )
        == "key_file.not_one"
    )
    assert (
        refused(
            lambda: require_key_file(created.session, PASSWORD, stick / "none.bqkey", profile=TEST)
        )
        == "key_file.not_there"
    )
