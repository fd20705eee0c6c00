"""Acts are refused below the window."""

import pytest

from domain.errors import Refusal
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import require
from tests.domain.workflow.office import AUDITOR, CLERK


def test_whoever_holds_a_role_may() -> None:
    require(CLERK, Act.DRAFT)


@pytest.mark.parametrize("actor", [AUDITOR, Actor("x", frozenset({"没有的角色"}), single=False)])
def test_others_are_told_who_may(actor: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        require(actor, Act.DRAFT)
    assert refused.value.code == "role.denied"
    assert refused.value.facts == {"act": "起草", "holders": ["负责人", "经办"]}
