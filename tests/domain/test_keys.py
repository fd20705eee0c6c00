"""What is told of the keys is a value: compared by what it says, and nobody changes it."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from domain.keys import KeysView, RotationAsked

ASKED = RotationAsked("孙伟", "2026-11-20T09:00:00+08:00", "老王离岗")
HELD = KeysView(
    drilled=date(2026, 3, 1),
    drill_due=False,
    rotation=ASKED,
    leavers=("老王",),
    holders=("负责人",),
    key_file=False,
)


def test_the_same_state_told_twice_is_the_same() -> None:
    assert replace(HELD, rotation=RotationAsked(ASKED.by, ASKED.at, ASKED.reason)) == HELD
    assert replace(HELD, rotation=None) != HELD


def test_an_order_that_was_told_stays_as_it_was() -> None:
    with pytest.raises(FrozenInstanceError):
        ASKED.reason = "别的原因"  # type: ignore[misc]  # what is tried here
