"""Who may do what, enforced below the window and the command line."""

from __future__ import annotations

from domain.errors import Refusal
from domain.register import Actor
from domain.roles import HOLDERS, Act, Role, may


def allowed(actor: Actor, act: Act) -> bool:
    """Tell whether one of the actor's roles may do this."""
    roles = {role for role in Role if role.value in actor.roles}
    appointed = actor.officers_appointed
    return may(roles, act, officers_appointed=appointed, single_operator=actor.single)


def require(actor: Actor, act: Act) -> None:
    """Refuse `role.denied` when none of the actor's roles may do this."""
    if not allowed(actor, act):
        raise denial(act)


def denial(act: Act) -> Refusal:
    """Return the refusal that tells whoever may not do this who may."""
    holders = [role.value for role in Role if role in HOLDERS[act]]
    return Refusal("role.denied", act=act.value, holders=holders)
