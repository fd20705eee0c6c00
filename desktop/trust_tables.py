"""Trust tables at an office: the province signs them, everybody below takes them and hands them on.

A table reaches an office within a package, which whoever accepts packages takes over, or as a bare
file, which whoever manages certificates installs; both believe nothing but the root. What a package
brought lies in the register first, in the transaction that accepted it, and goes from there into
the trust list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from desktop.doubted_clock import told_clock
from desktop.keys import OfficeTrust
from domain.errors import Refusal
from domain.exchange.releases import Release as Installer
from domain.exchange.releases import place_of
from domain.exchange.trust_notes import RevokedNote, TableNote
from domain.roles import Act
from domain.words import Words
from domain.workflow.ports import Register
from domain.workflow.trust_tables import arrived_table
from export.packages import TrustStore
from export.packages.floors import Floors
from export.packages.strict_json import NotStrict
from export.packages.table_signing import SignedTable
from export.packages.table_taking import judge_table, next_table, roll_over, take_table
from export.packages.trust_table import Release, TrustTable
from storage.public_keys import renew_trust_list

if TYPE_CHECKING:  # which is wired with this
    from desktop.office import OpenOffice

MONTH: Final = timedelta(days=30)
MONTHS: Final = 6


@dataclass(frozen=True, slots=True)
class Said:
    """What a province decides for its next table besides revocations.

    `months` until the next one is due, of 30 days each; `floors` by office, "" for everybody. What
    is `None` stays as the table before had it.
    """

    months: int = MONTHS
    floors: Mapping[str, str] = field(default_factory=dict)
    least_version: str | None = None
    releases: tuple[Release, ...] | None = None


@dataclass(frozen=True, slots=True)
class TrustTables:
    """The acts on trust tables; satisfies the domain's `TableShelf`."""

    trust: OfficeTrust

    def held(self) -> bytes:
        """Return the table in force as its file; refuses `trust.table_missing`, `trust.missing`."""
        return self._held(self.trust.store()).data

    def judged(self, data: bytes, arrived: bytes = b"") -> TableNote:
        """Return what a table says to this office; changes nothing.

        A table that `arrived` and is not in force yet counts as held, unless it is believed no
        more. Refuses `trust.missing` and what `judge_table` refuses.
        """
        store = self.trust.store()
        if arrived:
            with suppress(Refusal):
                store = take_table(arrived, store, self.trust.now())
        before = 0 if store.table is None else store.table.table.version
        judged = judge_table(data, store, self.trust.now())
        return note_of(judged.table, before, roots=judged.root != store.root)

    def publish(self, said: Said) -> TrustTable:
        """Sign the province's next table: everything revoked so far and what is `said`.

        Refuses `role.denied`, `trust.table_not_root`, `trust.authority_missing`,
        `clock.unconfirmed`, `trust.table_invalid` for what no table can say.
        """
        self.trust.session.require(Act.CERTIFICATES)
        store, now = self.trust.store(), self.trust.signing_time()
        signed, after = next_table(store, self.trust.authority(), now, _drafted(store, said, now))
        self._keep(after, "trust.publish", signed)
        return signed.table

    def roll_over(self, said: Said) -> TrustTable:
        """Put another root in the place of the province's, with a new key; refuses as `publish`.

        From the moment the list goes by it the former key is not used again and is thrown away.
        """
        self.trust.session.require(Act.CERTIFICATES)
        store, now = self.trust.store(), self.trust.signing_time()
        if store.own.authority != store.root:
            raise Refusal("trust.table_not_root", office=store.office.name)
        former, following = self.trust.authority(), self.trust.following_authority()
        signed, after = roll_over(store, former, following, now, _drafted(store, said, now))
        self._keep(after, "trust.rollover", signed)
        self.trust.settle_authority()
        return signed.table

    def install(self, data: bytes) -> TableNote:
        """Take a table that came as a bare file.

        Refuses `role.denied`, `trust.missing`, and what `judge_table` refuses.
        """
        self.trust.session.require(Act.CERTIFICATES)
        told, store = self.judged(data), self.trust.store()
        after = take_table(data, store, self.trust.now())
        if after != store:
            self._keep(after, "trust.table", self._held(after))
        return told

    def settle(self, register: Register) -> bool:
        """Go by the table that a package brought; returns whether it is newer than the one held.

        Called at the opening and after every package. An account that takes no packages in leaves
        it to the next one that does. A table that is not believed any more is left where it lies,
        and one that cannot be put in force keeps nobody out.
        """
        session = self.trust.session
        if not self.trust.founded or not session.may(Act.ACCEPT_PACKAGE):
            return False
        with register.reading() as reader:
            data = arrived_table(reader)
        if not data:
            return False
        try:
            store = self.trust.store()
            if store.table is not None and store.table.data == data:
                return False
            after = take_table(data, store, self.trust.now())
            if after == store:
                return False
            renew_trust_list(session, json.dumps(after.to_value()))
        except Refusal:  # what replaced it since is newer; a full disk is tried again next time
            return False
        return True

    def vouch(self, installer: Installer) -> str:
        """Tell what the table in force says of an installer: `listed`, or `unlisted`.

        Returns "" where there is no table or it lists no file. Refuses
        `update.differs_from_table` where it lists another file under the name and the version.
        """
        store = self.trust.store()
        listed = () if store.table is None else store.table.table.releases
        said = {each.digest for each in listed if _is_of(each, installer)}
        if said and installer.sha256 not in said:
            facts = {"name": installer.name, "version": installer.version}
            raise Refusal("update.differs_from_table", **facts)
        return "listed" if said else "unlisted" if listed else ""

    def told(self, words: Words) -> tuple[str, ...]:
        """Return what everybody is told: the next table is overdue, the program is too old."""
        try:
            store = self.trust.store()
            now = self.trust.now()
        except Refusal:  # a list that is missing or damaged is told where it is needed
            return ()
        if store.table is None:
            return ()
        table, found = store.table.table, list[str]()
        if now > table.next_update:
            facts = {"version": table.version, "due": table.next_update.date().isoformat()}
            found.append(words.say("trust.table_overdue", facts))
        if table.least_version:
            own = version("bianqing")
            if place_of(own) < place_of(table.least_version):
                least = {"least": table.least_version, "own": own}
                found.append(words.say("trust.program_too_old", least))
        return tuple(found)

    def _keep(self, store: TrustStore, act: str, signed: SignedTable) -> None:
        self.trust.keep(store, act, f"第 {signed.table.version} 版")

    def _held(self, store: TrustStore) -> SignedTable:
        if store.table is None:
            raise Refusal("trust.table_missing", office=self.trust.session.office.name)
        return store.table


def settled(office: OpenOffice) -> OpenOffice:
    """Let an open office go by the trust table that a package brought."""
    TrustTables(office.trust).settle(office.register)
    return office


def told_trust(trust: OfficeTrust, words: Words) -> tuple[str, ...]:
    """Return what everybody who comes in is told of the table and of the clock it is judged by."""
    return (*TrustTables(trust).told(words), *told_clock(trust, words))


def note_of(table: TrustTable, before: int, *, roots: bool = False) -> TableNote:
    """Return a table as the domain speaks of it; `before` is the version held so far."""
    return TableNote(
        table.version,
        before,
        table.issued.date(),
        table.next_update.date(),
        roots,
        tuple(
            RevokedNote(name, each.office, each.role.value, each.epoch, each.seq, each.reason)
            for name, each in sorted(table.revoked.items())
        ),
    )


def _is_of(listed: Release, installer: Installer) -> bool:
    same = place_of(listed.version) == place_of(installer.version)
    return listed.name == installer.name and same


def _drafted(store: TrustStore, said: Said, now: datetime) -> TrustTable:
    held = store.table.table if store.table is not None else None
    floors = dict(said.floors)
    general = floors.pop("", store.floor)
    least = held.least_version if said.least_version is None and held else said.least_version
    releases = held.releases if said.releases is None and held else said.releases
    draft = TrustTable(
        store.office.code,
        1,
        now.replace(microsecond=0),
        now.replace(microsecond=0) + said.months * MONTH,
        floors=Floors(general, floors),
        least_version=least or "",
        releases=tuple(sorted(releases or (), key=lambda each: each.name)),
    )
    try:
        return TrustTable.decode(draft.encode())
    except NotStrict as error:
        raise Refusal("trust.table_invalid", reason=str(error)) from error
