"""Rule 23: the way somebody comes into a unit fits the place left and the place taken."""

from __future__ import annotations

from collections.abc import Mapping

from domain.changes.holders import Holder
from domain.changes.work import Work


def _leads(work: Work, mode: str, facts: Mapping[str, str]) -> bool:
    """Tell whether an entry mode leads from one type to another; one without a route does."""
    route = work.ground.county.use.entry_routes.get(mode)
    return route is None or (facts["from"] in route.sources and facts["type"] in route.targets)


def conversion(work: Work, who: Holder, quota_type: str, mode: str) -> str | None:
    """Return the entry mode of a move to a quota type: the stated one, else the county's usual.

    Enters `case.move.type` when no way leads from the type held to the other, `case.move.mode`
    when the stated one does not, and `case.move.identity` when the person's 人员身份 is known and
    is none that the mode asks for; then returns `None`.
    """
    rules = work.ground.county.transfers
    held = who.place.quota_type
    facts = {"name": who.person.name, "from": held, "type": quota_type}
    modes = rules.modes(held, quota_type)
    modes = (mode,) if modes is None else tuple(m for m in modes if _leads(work, m, facts))
    if not modes:
        work.error(23, "case.move.type", who.id_no, **facts)
        return None
    if mode and mode not in modes:
        work.error(23, "case.move.mode", who.id_no, mode=mode, choices=modes, **facts)
        return None
    chosen = mode or modes[0]
    identities, identity = rules.identities.get(chosen, ()), who.person.identity
    if identities and identity and identity not in identities:
        more = {"mode": chosen, "identity": identity, "choices": identities}
        work.error(23, "case.move.identity", who.id_no, **more, **facts)
        return None
    return chosen
