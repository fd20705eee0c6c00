"""One run of the family `exchange`: the offices, what lies on sticks, and all that was ever sealed.

What a package says of itself is read here anew from its bytes, and what an office took is
remembered beside the office, so that neither the program's reading nor its memory is asked whether
it was right.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from desktop.office import OpenOffice
from desktop.resources import Resources
from domain.errors import Refusal
from domain.exchange.shipment import ACCEPTED, REPORT, SENT
from domain.exchange.standing import OPEN
from domain.facts import OfficeCode
from domain.register import Receipt
from export.packages.paths import split_certificates
from tests.faults.exchange_offices import CODES, MADE, Site, below, site_in
from tests.faults.program import places

_HEAD: Final = 16
OUTBOX: Final = "outbox"
WHOLE: Final = frozenset({"回执", "代码表"})
"""Kinds that state everything anew, as the format says."""
DEFECT: Final = "defect"


@dataclass(frozen=True, slots=True)
class Made:
    """A package as its bytes tell it; `facts` is what was held of each office then."""

    sha256: str
    kind: str
    sender: str
    to: tuple[str, ...]
    stream: str
    place: tuple[int, int]
    prev: str
    package: str
    day: date
    signed_by: frozenset[str]
    facts: Mapping[str, str]

    @property
    def whole(self) -> bool:
        """Whether a package that is missing before it is no loss."""
        return self.kind in WHOLE


@dataclass(slots=True)
class Copy:
    """A data folder as it was once, with what persons had ordered there until then."""

    code: str
    folder: Path
    lives: int
    revoked: frozenset[str]


@dataclass(slots=True)
class World:
    """Everything in a run.

    `ways` are files on sticks that may still arrive, `shelf` all that ever were; `off` is how wrong
    clocks are; `revoked` what persons ordered in each office; `held` and `ever` the packages that
    each holds, and ever held under which state, `open_ones` what it sent and nobody confirmed.
    Offices that were set back to an earlier state are `set_back`; where certificates, keys or
    clocks changed, an office is `touched`.
    """

    root: Path
    sites: dict[str, Site]
    chance: Random
    now: datetime = MADE
    off: dict[str, timedelta] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    ways: list[Path] = field(default_factory=list)
    shelf: list[Path] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    clones: list[Site] = field(default_factory=list)
    revoked: dict[str, frozenset[str]] = field(default_factory=dict)
    held: dict[str, dict[str, Receipt]] = field(default_factory=dict)
    ever: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    open_ones: dict[str, list[Receipt]] = field(default_factory=dict)
    set_back: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    check: Callable[[World, Site, OpenOffice], None] | None = None
    faults: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    sticks: int = 0

    def pass_time(self, much: timedelta) -> None:
        """Let time go by everywhere; a clock that is wrong stays as wrong."""
        self.now += much
        for code, site in self.sites.items():
            site.clock.moment = self.now + self.off.get(code, timedelta())

    def wrong(self, what: str) -> None:
        """Note a fault, with the step at which it showed."""
        self.faults.append(f"step {len(self.log)} ({self.log[-1] if self.log else ''}): {what}")

    def stick(self) -> Path:
        """Return the folder of an empty stick."""
        self.sticks += 1
        folder = self.root / "sticks" / str(self.sticks)
        folder.mkdir(parents=True)
        return folder

    def carry(self, path: Path) -> None:
        """Put a file that lies on a stick on its way."""
        self.ways.append(path)
        self.shelf.append(path)

    def act(self, site: Site, did: Callable[[OpenOffice], Any]) -> Any:  # noqa: ANN401 - whatever the act returns
        """Do something in an office; return what it returns, or the code of the refusal.

        What was sealed meanwhile is entered. Anything but a refusal with words is a fault.
        """
        try:
            with site.opened() as office:
                try:
                    return did(office)
                except Refusal as refusal:
                    office.resources.words.say(refusal.code, refusal.facts)
                    return refusal
                finally:
                    self._enter(site, office)
                    if self.check is not None:
                        self.check(self, site, office)
        except Refusal as refusal:
            self.wrong(f"{site.code} does not open: {refusal.code}")
            return refusal
        except Exception as error:  # noqa: BLE001 - any other is what is looked for
            self.wrong(places(error))
            return Refusal(DEFECT)

    def _enter(self, site: Site, office: OpenOffice) -> None:
        """Enter what lies in the outbox and was not there before."""
        facts: dict[str, str] = {}
        for path in sorted((site.folder / OUTBOX).glob("*.bqp")):
            data = path.read_bytes()
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 in self.made:
                continue
            manifest = manifest_of(data)
            day = date.fromisoformat(manifest["data_date"])
            if manifest["kind"] == REPORT and not facts:
                facts = {
                    each: office.overview.digest(day, OfficeCode(each)).digest
                    for each in (site.code, *below(site.code))
                }
            self.made[sha256] = _made(sha256, data, manifest, facts)

    def look(self, site: Site, receipts: tuple[Receipt, ...]) -> bool:
        """Remember what an office holds now of others' packages; tell whether that has changed."""
        held = {r.sha256: r for r in receipts if r.direction == ACCEPTED}
        before = self.held.get(site.code, {})
        self.held[site.code] = held
        self.open_ones[site.code] = [
            r for r in reversed(receipts) if r.direction == SENT and r.status in OPEN
        ]
        ever = self.ever.setdefault(site.code, {})
        for sha256, receipt in held.items():
            ever.setdefault(sha256, set()).add(receipt.status)
        return {(r.sha256, r.status) for r in held.values()} != {
            (r.sha256, r.status) for r in before.values()
        }

    def lies(self, site: Site, receipt: Receipt) -> bool:
        """Tell whether a package that an office sealed lies in its outbox still."""
        return (site.folder / OUTBOX / Path(receipt.path or "none").name).is_file()

    def is_here(self, site: Site) -> bool:
        """Tell whether a site is the office itself and no copy of it at work elsewhere."""
        return self.sites[site.code] is site

    def saved(self, site: Site, *, where: str) -> Path:
        """Copy the data folder of an office as it is now; return where it lies."""
        folder = self.root / where / f"{site.code}-{len(self.copies)}-{len(self.clones)}"
        shutil.copytree(site.folder, folder)
        return folder


def _made(sha256: str, data: bytes, manifest: dict[str, Any], facts: Mapping[str, str]) -> Made:
    begin = _HEAD + int.from_bytes(data[8:12], "big")
    area = data[begin : begin + int.from_bytes(data[12:16], "big")]
    sender = manifest["sender"]["code"]
    return Made(
        sha256,
        manifest["kind"],
        sender,
        tuple(each["code"] for each in manifest["recipients"] if each["code"] != sender),
        manifest["stream"],
        (manifest["epoch"], manifest["seq"]),
        manifest["prev"],
        manifest["pkg_id"],
        date.fromisoformat(manifest["data_date"]),
        frozenset(hashlib.sha256(der).hexdigest() for der in split_certificates(area)),
        facts,
    )


def manifest_of(data: bytes) -> dict[str, Any]:
    """Return what a package states, without asking whether it is true."""
    envelope = json.loads(data[_HEAD : _HEAD + int.from_bytes(data[8:12], "big")])
    manifest: dict[str, Any] = json.loads(base64.b64decode(envelope["payload"]))
    return manifest


def world_in(root: Path, template: Path, resources: Resources, chance: Random) -> World:
    """Return a fresh copy of the network."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(template, root)
    world = World(root, {code: site_in(root, code, resources) for code in CODES}, chance)
    world.pass_time(timedelta(hours=1))
    return world
