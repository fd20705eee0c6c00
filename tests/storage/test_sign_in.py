"""Signing in: wrong passwords cost time and nothing else."""

import errno
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.roles import Act, Role
from storage import vault_file
from storage.accounts import lock
from storage.attempts import LONGEST_WAIT, this_boot, wait_after
from storage.files import DiskFiles
from storage.key_profiles import KeyProfile
from storage.lock_file import rewriting_vault
from storage.session import Session, trusted
from storage.sign_in import UNKNOWN, forgive, sign_in, wait_left
from storage.vault import list_accounts
from storage.vault_text import to_bytes
from storage.vault_values import Attempts
from tests.fakes.failing_files import FailingFiles
from tests.storage.offices import HEAD, PASSWORD, appoint_officers, enter, found, join

CHEAPEST = KeyProfile(memory_kib=8, passes=1, lanes=1)


class Watch:
    """A clock that only sleeping moves, and what was slept."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def refused(folder: Path, password: str, watch: Watch, *, sleeps: bool = True) -> Refusal:
    with pytest.raises(Refusal) as caught:
        sign_in(folder, HEAD, password, clock=watch, sleeper=watch.sleep if sleeps else None)
    return caught.value


def test_the_wait_doubles_up_to_a_minute() -> None:
    assert [wait_after(n) for n in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]


@given(st.integers(min_value=-5, max_value=10**12))
def test_the_wait_is_never_longer_than_a_minute(failures: int) -> None:
    assert 0 <= wait_after(failures) <= LONGEST_WAIT


def test_a_session_knows_the_account_and_what_it_may(tmp_path: Path) -> None:
    found(tmp_path)
    session = enter(tmp_path)
    assert (session.account, session.roles) == (HEAD, frozenset({Role.HEAD}))
    assert session.may(Act.APPROVE)
    assert session.may(Act.AUDIT_READ)
    assert session.stands_in(Act.AUDIT_READ)
    assert not session.stands_in(Act.APPROVE)
    assert session.failed_before == 0
    assert repr(session) == f"Session({HEAD!r})"


def test_wiping_overwrites_every_key(tmp_path: Path) -> None:
    session = found(tmp_path).session
    session.wipe()
    assert session.register_key == session.audit_key == session.private_key == bytes(32)


def test_officers_hold_no_key_to_the_register_and_may_do_no_business(tmp_path: Path) -> None:
    head = found(tmp_path).session
    for officer in appoint_officers(tmp_path, head):
        assert officer.register_key is None
        assert officer.audit_key == head.audit_key
        with pytest.raises(Refusal) as caught:
            officer.require(Act.READ)
        assert caught.value.code == "role.denied"
        officer.wipe()
        assert officer.audit_key == bytes(32)


def test_each_wrong_password_makes_the_next_try_wait_longer(tmp_path: Path) -> None:
    found(tmp_path)
    watch = Watch()
    facts = [refused(tmp_path, "wrong", watch).facts for _ in range(4)]
    assert [(fact["failures"], fact["wait"]) for fact in facts] == [(1, 1), (2, 2), (3, 4), (4, 8)]
    assert watch.slept == [1, 2, 4]
    session = sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=watch.sleep)
    assert watch.slept == [1, 2, 4, 8]
    assert session.failed_before == 4
    forgive(session)
    assert sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=watch.sleep).failed_before == 0


def test_without_a_sleeper_the_rest_of_the_wait_is_told(tmp_path: Path) -> None:
    found(tmp_path)
    watch = Watch()
    refused(tmp_path, "wrong", watch)
    refused(tmp_path, "wrong", watch)
    refusal = refused(tmp_path, PASSWORD, watch, sleeps=False)
    assert (refusal.code, refusal.facts) == ("vault.wait", {"wait": 2})
    watch.now += 2
    session = sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=None)
    assert session.failed_before == 2


@pytest.mark.parametrize("jump", [-10_000_000, -1, 0])
def test_a_clock_set_back_lengthens_no_wait(tmp_path: Path, jump: int) -> None:
    found(tmp_path)
    watch = Watch()
    refused(tmp_path, "wrong", watch)
    watch.now += jump
    sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=watch.sleep)
    assert watch.slept == [1]


def test_an_unknown_account_is_answered_like_a_wrong_password(tmp_path: Path) -> None:
    found(tmp_path)
    watch = Watch()
    codes = []
    for _ in range(2):
        with pytest.raises(Refusal) as caught:
            sign_in(tmp_path, "nobody", PASSWORD, clock=watch, sleeper=watch.sleep)
        codes.append(caught.value.code)
    assert codes == ["vault.password_wrong"] * 2
    assert watch.slept == [1]
    session = sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=watch.sleep)
    assert (session.failed_before, session.failed) == (0, {UNKNOWN: 2})
    assert watch.slept == [1]


def test_a_thousand_wrong_passwords_lose_nothing(tmp_path: Path) -> None:
    created = found(tmp_path, profile=CHEAPEST)
    watch = Watch()
    for number in range(1000):
        refused(tmp_path, f"wrong {number}", watch)
    assert max(watch.slept) == LONGEST_WAIT
    session = sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=watch.sleep)
    assert session.failed_before == 1000
    assert session.register_key == created.session.register_key
    assert session.audit_key == created.session.audit_key


def test_on_a_disk_that_cannot_be_written_the_right_password_opens(tmp_path: Path) -> None:
    found(tmp_path)
    watch = Watch()
    refused(tmp_path, "wrong", watch)
    full = FailingFiles(fails_at=1, with_errno=28)
    with pytest.raises(Refusal) as caught:
        sign_in(tmp_path, HEAD, "wrong", clock=watch, sleeper=watch.sleep, files=full)
    assert caught.value.code == "vault.password_wrong"
    session = sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=watch.sleep, files=full)
    assert session.failed_before == 1


def test_counting_leaves_the_former_generation_alone(tmp_path: Path) -> None:
    found(tmp_path)
    former = (tmp_path / "vault.prev.json").read_bytes()
    refused(tmp_path, "wrong", Watch())
    assert (tmp_path / "vault.prev.json").read_bytes() == former
    assert (tmp_path / "vault.json").read_bytes() != former


def test_wrong_passwords_are_told_until_they_are_forgiven(tmp_path: Path) -> None:
    found(tmp_path)
    watch = Watch()
    refused(tmp_path, "wrong", watch)
    refused(tmp_path, "wrong", watch)
    for _ in range(2):
        session = sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=watch.sleep)
        assert session.failed_before == 2
    refused(tmp_path, "wrong", watch)
    forgive(session)
    assert session.failed_before == 0
    assert sign_in(tmp_path, HEAD, PASSWORD, clock=watch, sleeper=watch.sleep).failed_before == 1


def test_wrong_passwords_of_a_locked_account_are_told_by_others(tmp_path: Path) -> None:
    head = found(tmp_path).session
    join(head, "小李", Role.CLERK)
    join(head, "小王", Role.CLERK)
    for name in ("小李", "小王"):
        with pytest.raises(Refusal):
            enter(tmp_path, name, "wrong")
    lock(head, "小李")
    assert enter(tmp_path).failed == {"小李": 1}


@pytest.mark.rule("22239 8.1.4.3")
def test_whoever_is_shut_out_and_comes_with_the_right_password_is_told_of(tmp_path: Path) -> None:
    head = found(tmp_path).session
    join(head, "小李", Role.CLERK)
    lock(head, "小李")
    for _ in range(2):
        with pytest.raises(Refusal) as caught:
            enter(tmp_path, "小李")
        assert caught.value.code == "account.locked"
    assert enter(tmp_path).failed == {"小李": 2}


class LockingWatch(Watch):
    """A clock by which, at the second look at it, somebody has locked an account."""

    def __init__(self, head: Session, name: str) -> None:
        super().__init__()
        self.looks = 0
        self.head = head
        self.name = name

    def __call__(self) -> float:
        self.looks += 1
        if self.looks == 2:
            lock(self.head, self.name)
        return super().__call__()


def test_a_lock_made_while_a_wrong_password_is_looked_at_stays(tmp_path: Path) -> None:
    head = found(tmp_path).session
    join(head, "小李", Role.CLERK)
    watch = LockingWatch(head, "小李")
    refused(tmp_path, "wrong", watch)
    assert watch.looks == 2
    states = {line.name: line.state for line in list_accounts(tmp_path)}
    assert states == {HEAD: "active", "小李": "locked"}
    assert enter(tmp_path).failed_before == 1
    assert trusted(head, DiskFiles()).body.account("小李") is not None


class LockingFiles(DiskFiles):
    """Between the first and the second look at the vault somebody locks an account."""

    def __init__(self, head: Session, name: str) -> None:
        self.reads = 0
        self.head = head
        self.name = name

    def read(self, path: Path, limit: int) -> bytes:
        content = super().read(path, limit)
        self.reads += 1
        if self.reads == 1:
            lock(self.head, self.name)
        return content


def test_who_is_locked_while_his_password_is_looked_at_stays_outside(tmp_path: Path) -> None:
    head = found(tmp_path).session
    join(head, "小李", Role.CLERK)
    with pytest.raises(Refusal) as caught:
        sign_in(tmp_path, "小李", PASSWORD, files=LockingFiles(head, "小李"))
    assert caught.value.code == "account.locked"


WRITER = """
import sys
from pathlib import Path
from storage.lock_file import rewriting_vault
with rewriting_vault(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
    Path(sys.argv[1], "done").touch()
"""


def test_one_writer_of_the_vault_waits_for_the_other(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with Popen(command, stdin=PIPE, stdout=PIPE) as other:  # noqa: S603 - ourselves
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        other.stdin.write(b"\n")
        other.stdin.flush()
        with rewriting_vault(tmp_path):
            assert (tmp_path / "done").exists()


@pytest.mark.rule("22239 8.1.4.1 b", "security 3.4")
def test_a_clock_set_forward_or_back_spares_and_adds_no_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wait after wrong passwords is measured by the time that the machine has run."""
    found(tmp_path)
    for _ in range(8):
        refused(tmp_path, "wrong", Watch())
    for year in (1990, 2026, 2090):
        moment = datetime(year, 1, 1, tzinfo=UTC).timestamp()
        monkeypatch.setattr("time.time", lambda moment=moment: moment)
        left = wait_left(tmp_path, HEAD, clock=Watch())
        assert 0 < left <= LONGEST_WAIT


def test_the_time_that_a_machine_ran_since_it_was_switched_on_again_counts(tmp_path: Path) -> None:
    found(tmp_path)
    for _ in range(8):
        refused(tmp_path, "wrong", Watch())
    vault = vault_file.read(tmp_path, DiskFiles()).vault
    ((name, counted),) = vault.attempts.items()
    assert counted.boot == this_boot() != ""
    other = replace(vault, attempts={name: replace(counted, boot="another")})
    (tmp_path / "vault.json").write_bytes(to_bytes(other))
    assert wait_left(tmp_path, HEAD, clock=lambda: 20.0) == LONGEST_WAIT - 20
    assert wait_left(tmp_path, HEAD, clock=lambda: 3600.0) == 0


def test_attempts_written_by_an_enemy_lock_nobody_out(tmp_path: Path) -> None:
    found(tmp_path)
    vault = vault_file.read(tmp_path, DiskFiles()).vault
    for boot in (this_boot(), ""):
        hostile = replace(vault, attempts={HEAD: Attempts(10**18, 10**18, boot)})
        (tmp_path / "vault.json").write_bytes(to_bytes(hostile))
        assert wait_left(tmp_path, HEAD) <= LONGEST_WAIT
        session = enter(tmp_path)
        forgive(session)
        assert wait_left(tmp_path, HEAD) == 0


@pytest.mark.parametrize(
    "hostile", [Attempts(10**4300 - 1, 0), Attempts(1, 0, keyless=10**4300 - 1)], ids=["a", "b"]
)
def test_a_counter_that_could_not_be_written_once_counted_on_is_damage(
    tmp_path: Path, hostile: Attempts
) -> None:
    found(tmp_path)
    vault = vault_file.read(tmp_path, DiskFiles()).vault
    (tmp_path / "vault.json").write_bytes(to_bytes(replace(vault, attempts={HEAD: hostile})))
    assert refused(tmp_path, "wrong", Watch()).code == "vault.password_wrong"
    assert enter(tmp_path).notices == ("vault.fell_back",)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("step", [1, 2])
@pytest.mark.rule("security 1.1 keepassxc #6634")
def test_counting_on_a_failing_disk_leaves_nothing_behind(
    tmp_path: Path, step: int, number: int
) -> None:
    """A disk full while a wrong password is counted loses no vault and hides no answer."""
    found(tmp_path)
    before = (tmp_path / "vault.json").read_bytes()
    failing = FailingFiles(fails_at=step, with_errno=number)
    with pytest.raises(Refusal) as caught:
        sign_in(tmp_path, HEAD, "wrong", sleeper=None, files=failing)
    assert caught.value.code == "vault.password_wrong"
    assert (tmp_path / "vault.json").read_bytes() == before
    assert list(tmp_path.glob("*.new")) == []
