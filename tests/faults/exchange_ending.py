"""The end of a run: all that was lost is carried again, and the network must come to agree."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from desktop.office import OpenOffice
from domain.calendar import Year
from domain.errors import Refusal
from domain.exchange.shipment import CODE_TABLES, RECEIPT, REPORT, SENT, TAKEN_OVER, VOID
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.workflow.office_data import calendar_of
from tests.faults.exchange_acts import (
    answer_for_clock,
    arrive,
    heal,
    regrant,
    report,
    seal,
    write,
)
from tests.faults.exchange_offices import CITIES, CODES, LOWER, PROVINCE, below, hire, parent_of
from tests.faults.exchange_rules import OF_TRUST
from tests.faults.exchange_world import World

ROUNDS: Final = 6


def converge(world: World, codes: Collection[str] = LOWER) -> None:
    """Carry everything over, round after round, until what is above holds what these offices have.

    The offices below a city go before it, since it reports what it took of them.
    """
    world.log.append("end")
    _set_right(world)
    left = dict.fromkeys(sorted(codes, key=lambda code: (-len(code), code)), "")
    for number in range(ROUNDS):
        for code in left:
            _exchange(world, code, asked=number > 0)
            if world.faults:
                return
        # What lay sealed to a county founded anew is void: its city sends the tables again.
        for code in (PROVINCE, *CITIES):
            if number == 0 or not left.keys().isdisjoint(below(code)):
                _tables(world, code)
        left = {code: told for code, told in _apart(world).items() if code in codes}
        if not left:
            return
    for code, each in left.items():
        world.wrong(f"{code} does not converge: {each}")


def _set_right(world: World) -> None:
    """Set all clocks right, tell on the telephone what was revoked, and change every register."""
    world.off.clear()
    world.pass_time(timedelta())
    for code in CODES:
        world.act(world.sites[code], answer_for_clock)
    for code in LOWER:
        heal(world, code)
        world.act(world.sites[code], hire)


def _exchange(world: World, lower: str, *, asked: bool) -> None:
    """Let an office and the one above carry over what is open between them, then something new.

    Once it is `asked` where it stands, the office above tells it first.
    """
    upper = parent_of(lower)
    _open_ones(world, upper, lower)
    if asked:
        _new(world, upper, lower, RECEIPT)
    _open_ones(world, lower, upper)
    _new(world, lower, upper, REPORT)


def _tables(world: World, upper: str) -> None:
    """Send the calendar to all below."""
    sent = seal(world, world.sites[upper], CODE_TABLES, below(upper))
    if not isinstance(sent, Refusal) and sent.trouble is None:
        for code in below(upper):
            _arrive(world, Path(sent.path), upper, code)


def _open_ones(world: World, sender: str, receiver: str) -> None:
    """Carry over what nobody has confirmed and lies in the outbox still, the oldest first."""
    site = world.sites[sender]
    found = world.open_ones.get(sender, ())
    for receipt in [one for one in found if one.peer == receiver and world.lies(site, one)]:
        path = write(world, site, receipt.package)
        if path is not None:
            _arrive(world, path, sender, receiver)


def _new(world: World, sender: str, receiver: str, kind: str) -> None:
    site = world.sites[sender]
    sent = report(world, site) if kind == REPORT else seal(world, site, kind, (receiver,))
    if isinstance(sent, Refusal) or sent.trouble:
        code = sent.code if isinstance(sent, Refusal) else str(sent.trouble and sent.trouble.code)
        if code in OF_TRUST or code.startswith("trust."):
            _trusted_anew(world, sender, receiver)
        return
    _arrive(world, Path(sent.path), sender, receiver)


def _arrive(world: World, path: Path, sender: str, receiver: str) -> None:
    made = world.made[hashlib.sha256(path.read_bytes()).hexdigest()]
    became = arrive(world, path, made, receiver)
    while not isinstance(became, Refusal) and became.waiting:
        path = Path(str(became.waiting))
        following = world.made[hashlib.sha256(path.read_bytes()).hexdigest()]
        then = arrive(world, path, following, receiver)
        if isinstance(then, Refusal):
            break  # what waited from an earlier life is believed no more; it gives way to the next
        became = then
    if isinstance(became, Refusal):
        if became.code in OF_TRUST - {"package.expired"}:
            _trusted_anew(world, sender, receiver)
    elif became.answer is not None and became.answer.package and not became.answer.trouble:
        _arrive(world, Path(became.answer.path), receiver, sender)


def _trusted_anew(world: World, one: str, other: str) -> None:
    """Certify the lower of two again, once a round at most."""
    lower = max(one, other, key=len)
    if f"again {lower}" not in world.log[-3:]:
        heal(world, lower)
        regrant(world, lower)


def _apart(world: World) -> dict[str, str]:
    """Return the offices of which the one above holds something else, and what."""
    day = world.now.date()
    held: dict[str, dict[str, str]] = {}
    years: dict[str, Mapping[int, Year]] = {}
    newest: dict[str, str] = {}

    def look(office: OpenOffice) -> None:
        code = str(office.office.code)
        digest = office.overview.digest
        for each in (one for one in CODES if one.startswith(code)):
            held.setdefault(code, {})[each] = digest(day, OfficeCode(each)).digest
        with office.register.reading() as reader:
            years[code] = calendar_of(reader, office.resources.county).years
            newest[code] = _newest(reader.receipts())

    for code in CODES:
        world.act(world.sites[code], look)
    return {code: told for code in LOWER for told in _told_apart(code, held, years, newest)}


def _told_apart(
    code: str,
    held: Mapping[str, Mapping[str, str]],
    years: Mapping[str, Mapping[int, Year]],
    newest: Mapping[str, str],
) -> Iterator[str]:
    upper = parent_of(code)
    if held[upper][code] != held[code][code]:
        yield f"{upper} holds other facts"
    for each in below(code):
        if held[upper][each] != held[code][each]:
            yield f"{upper} holds other facts of {each}"
    if any(years[code].get(number) != year for number, year in years[upper].items()):
        yield f"another calendar than {upper}"
    if newest[code] != TAKEN_OVER:
        yield f"its newest report is {newest[code]}"


def _newest(receipts: Iterable[Receipt]) -> str:
    """Return the state of the newest report that an office remembers to have made."""
    sent = [
        r
        for r in receipts
        if r.status != VOID and r.direction == SENT and r.facts.get("kind") == REPORT
    ]
    return max(sent, key=lambda r: (r.epoch, r.seq)).status if sent else ""
