"""The pages of the security side: who has which, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.accounts.page import AccountsPage
from ui.security.place import Place, SecurityPage
from ui.security_desk import SecurityDesk


@dataclass(frozen=True, slots=True)
class Part:
    """One page: its name in the program, its title, whose it is, and how it is made."""

    name: str
    title: str
    acts: frozenset[Act]
    make: Callable[[SecurityDesk, Place], SecurityPage]


def _accounts(desk: SecurityDesk, place: Place) -> SecurityPage:
    return AccountsPage(desk.accounts, place)


PARTS: Final = (
    Part(
        "accounts",
        "账号与权限",
        frozenset({Act.CREATE_ACCOUNT, Act.LOCK_ACCOUNT, Act.GRANT, Act.SINGLE_MODE, Act.RELEASE}),
        _accounts,
    ),
)


def parts_of(actor: Actor) -> tuple[Part, ...]:
    """Return the pages with something that somebody may do."""
    return tuple(part for part in PARTS if any(allowed(actor, act) for act in part.acts))


def looks_after(actor: Actor) -> bool:
    """Tell whether security is somebody's business, beyond letting colleagues to the ledgers."""
    acts = frozenset[Act]().union(*(part.acts for part in PARTS)) - {Act.RELEASE}
    return any(allowed(actor, act) for act in acts)
