"""Asking again costs and counts what signing in does, and opens nothing that was closed."""

from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Role
from storage.accounts import lock
from storage.confirming import confirm
from storage.sign_in import forgive, wait_left
from tests.storage.offices import HEAD, PASSWORD, appoint_officers, enter, found, join


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.mark.rule("22239 8.1.4.1 a", "security 2.12")
def test_the_right_password_is_enough_and_changes_nothing(tmp_path: Path) -> None:
    head = found(tmp_path).session
    before, vault = bytes(head.private_key), (tmp_path / "vault.json").read_bytes()
    confirm(head, PASSWORD)
    assert bytes(head.private_key) == before
    assert head.register_key is not None
    assert any(head.register_key)
    assert (tmp_path / "vault.json").read_bytes() == vault


@pytest.mark.rule("22239 8.1.4.1 b", "security 2.20")
def test_wrong_answers_are_counted_with_those_of_signing_in(tmp_path: Path) -> None:
    head, clock = found(tmp_path).session, Clock()
    for failures in (1, 2):
        clock.at += 100
        with pytest.raises(Refusal) as caught:
            confirm(head, "wrong", clock=clock)
        assert caught.value.code == "vault.password_wrong"
        assert caught.value.facts["failures"] == failures
    assert wait_left(tmp_path, HEAD, clock=clock) == 2
    with pytest.raises(Refusal) as caught:
        confirm(head, PASSWORD, clock=clock)
    assert caught.value.code == "vault.wait"
    clock.at += 2
    confirm(head, PASSWORD, clock=clock)
    assert head.failed_before == 2
    forgive(head)
    assert wait_left(tmp_path, HEAD, clock=clock) == 0


def test_an_account_locked_meanwhile_proves_nothing(tmp_path: Path) -> None:
    head = found(tmp_path).session
    join(head, "乔一", Role.CLERK)
    clerk = enter(tmp_path, "乔一")
    admin, _, _ = appoint_officers(tmp_path, head)
    lock(admin, "乔一")
    with pytest.raises(Refusal) as caught:
        confirm(clerk, PASSWORD)
    assert caught.value.code == "account.locked"
