"""Who may do what, enforced below the window and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.errors import Refusal
from domain.roles import HOLDERS, Act, Role, may, may_grant

if TYPE_CHECKING:  # who signs in is judged before the business is loaded
    from domain.register import Actor


def allowed(actor: Actor, act: Act) -> bool:
    """Tell whether one of the actor's roles may do this."""
    appointed = actor.officers_appointed
    return may(_roles(actor), act, officers_appointed=appointed, single_operator=actor.single)


def may_give(actor: Actor, role: Role) -> bool:
    """Tell whether the actor may give this role to an account, or take it from one."""
    appointed = actor.officers_appointed
    return may_grant(
        _roles(actor), {role}, officers_appointed=appointed, single_operator=actor.single
    )


def _roles(actor: Actor) -> frozenset[Role]:
    return frozenset(role for role in Role if role.value in actor.roles)


def require(actor: Actor, act: Act) -> None:
    """Refuse `role.denied` when none of the actor's roles may do this."""
    if not allowed(actor, act):
        raise denial(act)


def denial(act: Act, words: str = "") -> Refusal:
    """Return the refusal that tells whoever may not do this who may.

    `words` name what is done where the act covers more than one thing.
    """
    holders = [role.value for role in Role if role in HOLDERS[act]]
    return Refusal("role.denied", act=words or act.value, holders=holders)
