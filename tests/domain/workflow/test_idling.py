"""The office sets after how many minutes its windows lock, between one and fifteen."""

import pytest

from domain.errors import Refusal
from domain.register import Actor
from domain.workflow.idling import USUAL, IdleTime
from tests.fakes.register import FakeRegister

HEAD = Actor("韩立", frozenset({"负责人"}), single=True)
CLERK = Actor("乔一", frozenset({"经办"}), single=False)


@pytest.mark.rule("22239 8.1.4.1 b")
def test_it_is_five_minutes_until_the_head_sets_something_else() -> None:
    idle = IdleTime(FakeRegister())
    assert idle.minutes() == USUAL == 5
    idle.keep(HEAD, 15)
    assert idle.minutes() == 15
    idle.keep(HEAD, 1)
    assert idle.minutes() == 1


@pytest.mark.parametrize("minutes", [-1, 0, 16, 600])
def test_never_and_hardly_ever_are_refused(minutes: int) -> None:
    idle = IdleTime(FakeRegister())
    with pytest.raises(Refusal) as caught:
        idle.keep(HEAD, minutes)
    assert caught.value.code == "session.idle_minutes"
    assert idle.minutes() == USUAL


def test_nobody_else_sets_it() -> None:
    with pytest.raises(Refusal) as caught:
        IdleTime(FakeRegister()).keep(CLERK, 10)
    assert caught.value.code == "role.denied"
