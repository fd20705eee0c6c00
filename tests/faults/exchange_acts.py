"""What offices do in a run of the family `exchange`: each act is judged as it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from desktop.exchange_desk import Silent
from desktop.office import OpenOffice
from domain.errors import Refusal
from domain.exchange.remarks import Remark, got, unanswered
from domain.exchange.shipment import CODE_TABLES, RECEIPT, REPORT, RETURN, SENT
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.workflow.remarking import Given, Remarking
from tests.faults.exchange_offices import Site, certify, neighbours, parent_of
from tests.faults.exchange_rules import OF_TRUST, STATUS_OF, due, is_kept, judge
from tests.faults.exchange_world import DEFECT, Made, World

GIVEN: Final = Given((Remark(1, "缺批文"), Remark(2, "编制数不符", 41)), "改好再报")
_SIGNING: Final = frozenset({"clock.unconfirmed", "register.not_begun", "package.epoch_behind"})
"""Why nothing is sealed where a clock is wrong or an office was set back."""
_EXPECTED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        REPORT: frozenset({"package.remarks_unanswered"}),
        RECEIPT: frozenset(),
        CODE_TABLES: frozenset(),
        RETURN: frozenset({"package.no_remarks"}),
        "remark": frozenset({"package.no_report"}),
        "write": frozenset({"package.void"}),
    }
)


def arrive(world: World, path: Path, made: Made, code: str, *, back: bool = False) -> Any:  # noqa: ANN401 - a view or a refusal
    """Let an office take a file, or return it, and judge what came of it."""
    site, stick = world.sites[code], world.stick()
    was = due(world, site, made)

    def take(office: OpenOffice) -> PackageView:
        act = office.packing
        if back:
            return act.send_back(office.actor, path, GIVEN, stick, Silent())
        return act.accept(office.actor, path, stick, Silent())

    became = world.act(site, take)
    judge(world, site, made, was, became)
    if isinstance(became, Refusal):
        status = STATUS_OF.get(became.code)
        if status:
            kept = world.act(
                site, lambda office: is_kept(office.exchange.history(office.actor), made, status)
            )
            if kept is False:
                world.wrong(f"{code}: {made.kind} {made.place} is not kept as {status}")
        return became
    answer = became.answer
    if answer is not None and answer.trouble is not None:
        _told(world, answer.kind, site, answer.trouble)
    if answer is not None and answer.package and not answer.trouble:
        world.carry(Path(answer.path))
    return became


def seal(
    world: World,
    site: Site,
    kind: str,
    to: tuple[str, ...],
    *,
    carry: bool = True,
    first: Callable[[OpenOffice], None] | None = None,
) -> Any:  # noqa: ANN401 - a view or a refusal
    """Let an office seal a package of a kind and, unless told otherwise, carry it away."""
    stick, codes = world.stick(), tuple(map(OfficeCode, to))

    def send(office: OpenOffice) -> PackageView:
        if first is not None:
            first(office)
        if not carry:
            return office.exchange.send(office.actor, kind, codes, Silent())
        return office.packing.create(office.actor, kind, codes, stick, Silent())

    return sent_away(world, site, kind, world.act(site, send), carry=carry)


def sent_away(world: World, site: Site, kind: str, became: Any, *, carry: bool = True) -> Any:  # noqa: ANN401 - a view or a refusal
    """Carry away what was sealed, unless it was refused."""
    refusal = became if isinstance(became, Refusal) else became.trouble
    if refusal is not None:
        _told(world, kind, site, refusal)
    elif carry:
        world.carry(Path(became.path))
    return became


def _told(world: World, what: str, site: Site, refusal: Refusal) -> None:
    """Note a refusal that nothing in the run explains."""
    excused = {site.code, "time", *neighbours(site.code)} & world.touched
    by_change = excused and (
        refusal.code in OF_TRUST or refusal.code in _SIGNING or refusal.code.startswith("trust.")
    )
    if refusal.code != DEFECT and refusal.code not in _EXPECTED[what] and not by_change:
        world.wrong(f"{site.code}: {what} refused with {refusal.code} {refusal.facts}")


def answer_all(office: OpenOffice) -> None:
    """Answer every remark that came from above."""
    act = Remarking(office.exchange)
    for receipt in got(office.exchange.history(office.actor)):
        for number in unanswered(receipt):
            act.answer(office.actor, receipt.package, number, f"已补正 {number}")


def report(world: World, site: Site) -> Any:  # noqa: ANN401 - a view or a refusal
    """Answer what was remarked and report."""
    return seal(world, site, REPORT, (parent_of(site.code),), first=answer_all)


def write(world: World, site: Site, package: str | None) -> Path | None:
    """Write a package of the outbox, any when `None`, and return where it lies."""
    stick = world.stick()

    def deliver(office: OpenOffice) -> PackageView | None:
        sent = [
            r.package
            for r in office.exchange.history(office.actor)
            if r.direction == SENT and world.lies(site, r)
        ]
        chosen = package or (world.chance.choice(sent) if sent else None)
        return office.exchange.write(office.actor, chosen, stick) if chosen else None

    became = world.act(site, deliver)
    if isinstance(became, Refusal):
        _told(world, "write", site, became)
        return None
    if became is None:
        return None
    world.carry(Path(became.path))
    return Path(became.path)


def answer_for_clock(office: OpenOffice) -> None:
    """Answer for the clock where it is in doubt."""
    if office.trust.reckoned().doubt:
        office.trust.confirm_clock()


def regrant(world: World, code: str) -> Any:  # noqa: ANN401 - nothing, or a refusal
    """Carry a request up and a grant down."""
    world.touched.add(code)
    lower, upper = world.sites[code], world.sites[parent_of(code)]

    def both(above: OpenOffice) -> Any:  # noqa: ANN401 - nothing, or a refusal
        return world.act(lower, lambda office: certify(office, above))

    became = world.act(upper, both)
    known = DEFECT, "trust.", *_SIGNING
    if isinstance(became, Refusal) and not became.code.startswith(known):
        world.wrong(f"{code}: certified again: {became.code}")
    return became


def heal(world: World, code: str) -> None:
    """Let an office do what it is told on the telephone once it is not believed."""
    told = world.revoked.get(parent_of(code), frozenset())

    def withdraw(office: OpenOffice) -> bool:
        if not office.trust.founded:
            return True
        store = office.trust.store()
        for one in office.operators.certificates():
            if one.fingerprint in told and one.fingerprint not in store.revoked:
                office.trust.revoke(one.fingerprint, "上级已吊销")
        return store.own.authority.fingerprint in told

    if world.act(world.sites[code], withdraw) is True:
        regrant(world, code)
