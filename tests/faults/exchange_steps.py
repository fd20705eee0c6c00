"""What happens in a run of the family `exchange`, step by step: one function, one kind of step."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from desktop.exchange_desk import Silent
from desktop.office import OpenOffice
from domain.errors import Refusal
from domain.exchange.shipment import CODE_TABLES, RECEIPT, REPORT, RETURN
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.workflow.office_data import OfficeData
from domain.workflow.packing import carried
from domain.workflow.remarking import Remarking
from tests.faults.exchange_acts import (
    GIVEN,
    answer_for_clock,
    arrive,
    heal,
    regrant,
    report,
    seal,
    sent_away,
    write,
)
from tests.faults.exchange_offices import (
    CITIES,
    CODES,
    LOWER,
    PROVINCE,
    Site,
    begin,
    below,
    hire,
    neighbours,
    parent_of,
)
from tests.faults.exchange_world import DEFECT, OUTBOX, Copy, Made, World

_YEARS: Final = 3653


def change(world: World) -> None:
    """A register changes."""
    world.act(_any(world, LOWER), hire)


def reporting(world: World) -> None:
    """An office reports, mostly after it has answered."""
    site = _any(world, LOWER)
    if world.chance.random() < 0.3:
        world.act(site, hire)
    if world.chance.random() < 0.8:
        report(world, site)
    else:
        seal(world, site, REPORT, (parent_of(site.code),), carry=world.chance.random() < 0.5)


def receipt(world: World) -> None:
    """An office tells a neighbour what became of its packages."""
    site = _any(world, CODES)
    seal(world, site, RECEIPT, (world.chance.choice(neighbours(site.code)),))


def delivery(world: World) -> None:
    """Some file arrives: mostly the oldest, sometimes any, sometimes one of long ago again."""
    if not world.ways:
        reporting(world)
    for _ in range(world.chance.randint(1, 3)):
        _deliver(world)


def _deliver(world: World) -> None:
    chance, drawn = world.chance, world.chance.random()
    if not world.ways:
        return
    if drawn < 0.12:
        path = chance.choice(world.shelf)
    elif drawn < 0.7:
        path = world.ways[0]
    else:
        path = chance.choice(world.ways)
    made = world.made[hashlib.sha256(path.read_bytes()).hexdigest()]
    if (
        path in world.ways
        and (len(made.to) == 1 or chance.random() < 0.3)
        and chance.random() < 0.8
    ):
        world.ways.remove(path)
    back = made.kind == REPORT and chance.random() < 0.15
    became = arrive(world, path, made, chance.choice(made.to), back=back)
    while not isinstance(became, Refusal) and became.waiting and chance.random() < 0.8:
        became = _waiting(world, became, made)


def _waiting(world: World, became: PackageView, made: Made) -> Any:  # noqa: ANN401 - a view or a refusal
    """Take the package whose turn has come; it lies with its receiver."""
    path = Path(str(became.waiting))
    following = world.made[hashlib.sha256(path.read_bytes()).hexdigest()]
    (code,) = (each for each in made.to if world.sites[each].folder in path.parents)
    return arrive(world, path, following, code)


def lose(world: World) -> None:
    """Sticks get lost, or are carried in another order."""
    if world.ways and world.chance.random() < 0.6:
        world.ways.remove(world.chance.choice(world.ways))
    world.chance.shuffle(world.ways)


def damage(world: World) -> None:
    """A file is read by the wrong office, or a bit of it has turned: never taken."""
    if not world.shelf:
        return
    path = world.chance.choice(world.shelf)
    data = bytearray(path.read_bytes())
    made = world.made[hashlib.sha256(data).hexdigest()]
    if world.chance.random() < 0.5:
        others = [code for code in CODES if code not in made.to]
        code, spoilt = world.chance.choice(others), path
    else:
        data[world.chance.randrange(len(data))] ^= 1 << world.chance.randrange(8)
        code, spoilt = world.chance.choice(made.to), world.stick() / path.name
        spoilt.write_bytes(data)
    site = world.sites[code]
    became = world.act(
        site, lambda office: office.packing.accept(office.actor, spoilt, None, Silent())
    )
    if not isinstance(became, Refusal):
        world.wrong(f"{code} took what is not for it or was changed: {became.status}")
    elif not became.code.startswith(("package.", "trust.", DEFECT)):
        world.wrong(f"{code} refused a changed file with {became.code}")


def remark(world: World) -> None:
    """An office remarks on the newest report of one below."""
    site = _any(world, (PROVINCE, *CITIES))
    to, stick = OfficeCode(world.chance.choice(below(site.code))), world.stick()

    def tell(office: OpenOffice) -> PackageView:
        sent = Remarking(office.exchange).remark(office.actor, to, GIVEN, Silent())
        return carried(office.exchange, office.actor, sent, stick)

    sent_away(world, site, "remark", world.act(site, tell))


def returning(world: World) -> None:
    """An office tells again that it returned a report."""
    site = _any(world, (PROVINCE, *CITIES))
    seal(world, site, RETURN, (world.chance.choice(below(site.code)),))


def tables(world: World) -> None:
    """An office enters a year of its calendar and sends all to some or all below."""
    site = _any(world, (PROVINCE, *CITIES))
    year = world.chance.randint(2027, 2031)

    def keep(office: OpenOffice) -> None:
        data = OfficeData(office.register, office.resources.county)
        data.keep_year(office.actor, year, (), ())

    world.act(site, keep)
    some = below(site.code)
    to = world.chance.sample(some, world.chance.randint(1, len(some)))
    seal(world, site, CODE_TABLES, tuple(to))


def again(world: World) -> None:
    """Something of the outbox is written onto a stick once more."""
    write(world, _any(world, CODES), None)


def back_up(world: World) -> None:
    """Somebody keeps a data folder as it is."""
    site = _any(world, CODES)
    folder = world.saved(site, where="copies")
    revoked = world.revoked.get(site.code, frozenset())
    world.copies.append(Copy(site.code, folder, site.lives, revoked))


def restore(world: World) -> None:
    """An office is set back to a copy, its outbox lost with the rest, or kept."""
    copies = [one for one in world.copies if one.lives == world.sites[one.code].lives]
    if not copies:
        return back_up(world)
    copy = world.chance.choice(copies)
    site = world.sites[copy.code]
    kept = world.root / "kept outbox"
    if world.chance.random() < 0.5 and (site.folder / OUTBOX).is_dir():
        shutil.copytree(site.folder / OUTBOX, kept)
    shutil.rmtree(site.folder)
    shutil.copytree(copy.folder, site.folder)
    if kept.exists():
        shutil.copytree(kept, site.folder / OUTBOX, dirs_exist_ok=True)
        shutil.rmtree(kept)
    world.set_back.add(copy.code)
    world.touched.add(copy.code)
    world.revoked[copy.code] = copy.revoked
    world.act(site, lambda _office: None)
    return None


def fork(world: World) -> None:
    """A copy of a data folder is put to work and reports too."""
    clones = world.clones
    if not clones or world.chance.random() < 0.6:
        site = _any(world, LOWER)
        clones.append(site.at(world.saved(site, where="clones")))
    clone = world.chance.choice(clones)
    world.set_back.add(clone.code)
    world.touched.add(clone.code)
    world.act(clone, hire)
    report(world, clone)


def clock(world: World) -> None:
    """The clock of one office is set ten years wrong, or all are set right."""
    for code in world.off:
        world.touched.add(code)
    world.off.clear()
    if world.chance.random() < 0.7:
        code = world.chance.choice(CODES)
        world.off[code] = timedelta(days=world.chance.choice((-_YEARS, _YEARS)))
        world.touched.add(code)
    world.pass_time(timedelta())


def confirm(world: World) -> None:
    """Whoever sits before a clock in doubt answers for it, rightly or not."""
    site = world.sites[next(iter(world.off), world.chance.choice(CODES))]
    world.act(site, answer_for_clock)


def half_a_year(world: World) -> None:
    """Nothing happens for so long that what is on its way runs out."""
    world.touched.add("time")
    world.pass_time(timedelta(days=world.chance.choice((40, 200))))


def renew(world: World) -> None:
    """An office is certified again, with the key that it has."""
    regrant(world, world.chance.choice(LOWER))


def revoke(world: World) -> None:
    """An office withdraws its belief from one below, or from whoever signs there."""
    code = world.chance.choice(LOWER)
    upper = world.sites[parent_of(code)]
    world.touched.add(code)
    signed = [m for m in world.made.values() if m.sender == code]

    def withdraw(office: OpenOffice) -> str:
        known = office.trust.store().offices[code].authority.fingerprint
        own = {each.fingerprint for each in office.trust.store().certificates()}
        found = sorted(signed[-1].signed_by - own) if signed else []
        chosen = found[0] if found and world.chance.random() < 0.5 else known
        office.trust.revoke(chosen, "遗失")
        return chosen

    became = world.act(upper, withdraw)
    if isinstance(became, Refusal):
        if became.code != DEFECT:
            world.wrong(f"{upper.code} revokes: {became.code}")
        return
    world.revoked[upper.code] = world.revoked.get(upper.code, frozenset()) | {became}
    if world.chance.random() < 0.5:
        heal(world, code)


def found_anew(world: World) -> None:
    """An office has lost everything: it is founded again, and certified with its new key."""
    code = world.chance.choice(LOWER)
    site = world.sites[code]
    world.touched.update((code, *below(code)))
    shutil.rmtree(site.folder)
    site.lives += 1
    site.found()
    world.set_back.add(code)
    world.revoked.pop(code, None)
    world.act(site, begin)
    regrant(world, code)
    for each in below(code):
        regrant(world, each)


def _any(world: World, codes: tuple[str, ...]) -> Site:
    return world.sites[world.chance.choice(codes)]


STEPS: Final[Mapping[Callable[[World], None], int]] = MappingProxyType(
    {
        change: 6,
        reporting: 22,
        delivery: 40,
        receipt: 8,
        remark: 4,
        returning: 2,
        tables: 4,
        lose: 5,
        again: 4,
        damage: 3,
        back_up: 5,
        restore: 4,
        fork: 3,
        clock: 3,
        confirm: 2,
        half_a_year: 1,
        renew: 1,
        revoke: 2,
        found_anew: 1,
    }
)
"""How often each kind of step comes."""
