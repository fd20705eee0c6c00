"""What must hold in every office of the network after every step, and of every arrival."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from desktop.office import OpenOffice
from domain.errors import Refusal
from domain.exchange.shipment import (
    DELIVERED,
    FORK,
    GAP,
    HELD,
    REPORT,
    RETURNED,
    SENT,
    TAKEN_OVER,
)
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.workflow.hearing import MOST_HELD
from tests.faults.exchange_offices import Site
from tests.faults.exchange_world import DEFECT, Made, World

KNOWN, NEXT = "known", "next"
REPLAYED, EARLY, FORKED = "package.replayed", "package.gap", "package.fork"
NO_PREVIOUS: Final = "0" * 64
OF_TRUST: Final = frozenset(
    {
        "package.revoked",
        "package.certificate_expired",
        "package.expired",
        "package.from_future",
        "package.recipient_key_unknown",
        "package.chain_invalid",
        "trust.missing",
    }
)
"""Why a package that is genuine is not believed, where certificates, keys or clocks changed, or an
office that was founded anew has no certificates yet."""
_TAKEN: Final = frozenset({TAKEN_OVER, RETURNED})
_TELLS: Final = {
    TAKEN_OVER: frozenset({TAKEN_OVER}),
    RETURNED: frozenset({RETURNED}),
    DELIVERED: _TAKEN,
}
"""What the receiver holds a package as, for what its sender may say of it."""


def check(world: World, site: Site, office: OpenOffice) -> None:
    """Hold an office to what must always be so; copies at work elsewhere are not looked at."""
    if not world.is_here(site):
        return
    receipts = office.exchange.history(office.actor)
    changed = world.look(site, receipts)
    for found in (*_order(world, site), *_states(world, receipts)):
        world.wrong(f"{site.code}: {found}")
    for found in _facts(world, site, office) if changed else ():
        world.wrong(f"{site.code}: {found}")


def _order(world: World, site: Site) -> Iterator[str]:
    """Nothing is taken twice and no number is left out; every package is its sender's, for us."""
    streams: dict[tuple[str, str], list[Made]] = {}
    for sha256, receipt in world.held[site.code].items():
        made = world.made.get(sha256)
        if made is None:
            yield f"took {receipt.peer} {receipt.stream} {receipt.seq}, which nobody sealed"
            continue
        if made.sender != receipt.peer or site.code not in made.to:
            yield f"took {made.kind} {made.place} of {made.sender} as of {receipt.peer}"
        streams.setdefault((made.sender, made.stream), []).append(made)
    for (sender, stream), taken in streams.items():
        yield from (f"{sender} {stream}: {each}" for each in _chain(taken))


def _chain(taken: list[Made]) -> Iterator[str]:
    epoch, seq, before = 0, 0, NO_PREVIOUS
    for made in sorted(taken, key=lambda one: one.place):
        if made.place[0] > epoch:
            epoch, seq, before = made.place[0], 0, NO_PREVIOUS
        if made.place[1] == seq:
            yield f"number {made.place} taken twice"
        if not made.whole and (made.place[1] != seq + 1 or made.prev != before):
            yield f"{made.place} taken after {(epoch, seq)}"
        seq, before = made.place[1], made.sha256


def _states(world: World, receipts: tuple[Receipt, ...]) -> Iterator[str]:
    """No sender believes of a package what is not so, unless the other side forgot it since."""
    for receipt in receipts:
        tells = _TELLS.get(receipt.status)
        made = world.made.get(receipt.sha256)
        if receipt.direction != SENT or tells is None:
            continue
        if receipt.status == DELIVERED and made is not None and made.whole:
            continue  # a newer one, which states everything anew, has overtaken it
        held = world.held.get(receipt.peer, {}).get(receipt.sha256)
        so = {held.status} if held else set[str]()
        if receipt.peer in world.set_back:
            so |= world.ever.get(receipt.peer, {}).get(receipt.sha256, set())
        if not so & tells:
            place = (receipt.epoch, receipt.seq)
            yield f"says {receipt.status} of {receipt.stream} {place}, there it is {so or 'not'}"


def _facts(world: World, site: Site, office: OpenOffice) -> Iterator[str]:
    """What is held of an office is what its newest accepted report said."""
    newest: dict[str, Made] = {}
    for sha256, receipt in world.held[site.code].items():
        made = world.made.get(sha256)
        if made is None or made.kind != REPORT or receipt.status != TAKEN_OVER:
            continue
        if made.sender not in newest or newest[made.sender].place < made.place:
            newest[made.sender] = made
    for sender, made in newest.items():
        for code, facts in made.facts.items():
            if office.overview.digest(made.day, OfficeCode(code)).digest != facts:
                yield f"holds other facts of {code} than {sender} said in {made.place}"


def due(world: World, site: Site, made: Made) -> str:
    """Return what must become of a genuine package, as the format has it."""
    held = world.held.get(site.code, {})
    if made.sha256 in held:
        return KNOWN
    taken = [world.made[sha] for sha in held if sha in world.made]
    same = [one for one in taken if (one.sender, one.stream) == (made.sender, made.stream)]
    last = max(same, key=lambda one: one.place, default=None)
    place, before = (last.place, last.sha256) if last else ((0, 0), NO_PREVIOUS)
    if made.place < place:
        return REPLAYED
    if made.place[0] > place[0]:
        place, before = (made.place[0], 0), NO_PREVIOUS
    if made.place[1] > place[1] + 1 and not made.whole:
        return EARLY
    if made.place[1] == place[1] or (made.prev != before and not made.whole):
        return FORKED
    return NEXT


def judge(world: World, site: Site, made: Made, was: str, became: Any) -> None:  # noqa: ANN401 - a view or a refusal
    """Say what is wrong with what became of an arrival; `was` is what was due."""
    if isinstance(became, Refusal):
        wrong = _refused(world, site, made, was, became)
    elif became.status.startswith("already"):
        wrong = "" if was == KNOWN else f"says {became.status}, {was} was due"
    else:
        wrong = "" if was == NEXT else f"taken, {was} was due"
        if made.signed_by & world.revoked.get(site.code, frozenset()):
            wrong = "taken, and its signer was revoked"
    if wrong:
        told = became.facts if isinstance(became, Refusal) else ""
        world.wrong(f"{site.code} {made.kind} {made.stream} {made.place}: {wrong} {told}")


def is_excused(world: World, site: Site, made: Made) -> bool:
    """Tell whether certificates or clocks on the way of a package have changed in this run."""
    on_the_way = {site.code, made.sender, min(site.code, made.sender, key=len), "time"}
    return bool(on_the_way & world.touched)


def _refused(world: World, site: Site, made: Made, was: str, refusal: Refusal) -> str:
    code = refusal.code
    if code == DEFECT:
        return ""
    if code in OF_TRUST:
        return "" if is_excused(world, site, made) else f"refused with {code}"
    if was == KNOWN:
        return "" if code == "package.taken_before" else f"known, and refused with {code}"
    if was == NEXT:
        return "" if code == "package.remarks_open" else f"next, and refused with {code}"
    if code != was:
        return f"refused with {code}, {was} was due"
    if code == EARLY:
        return _waits(world, site, made, refusal)
    return ""


def _waits(world: World, site: Site, made: Made, refusal: Refusal) -> str:
    """Say what is wrong with how a package that comes too early is told and kept."""
    held = world.held.get(site.code, {})
    places = [
        world.made[sha].place
        for sha in held
        if (world.made[sha].sender, world.made[sha].stream) == (made.sender, made.stream)
    ]
    last = max((seq for epoch, seq in places if epoch == made.place[0]), default=0)
    told = (refusal.facts["first"], refusal.facts["until"])
    return "" if told == (last + 1, made.place[1] - 1) else f"missing are told as {told}"


def is_kept(receipts: tuple[Receipt, ...], made: Made, status: str) -> bool:
    """Tell whether an arrival that was not taken is held, or as many are as may be."""
    held = [r for r in receipts if r.direction == HELD and r.status == status]
    there = any(r.sha256 == made.sha256 for r in held)
    same = sum(1 for r in held if (r.peer, r.stream) == (made.sender, made.stream))
    return there or (status == GAP and same >= MOST_HELD)


STATUS_OF: Final = {EARLY: GAP, FORKED: FORK}
