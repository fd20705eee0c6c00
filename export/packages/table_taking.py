"""What an office does with a trust table that reached it, by package or as a bare file.

The version never goes back; the same version with another content is a fork of the province's own
word and is refused. What a table says of floors only ever raises them. A new root replaces the one
held, together with the certificates that the new root issued for the same keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import Refusal
from export.packages.certificates import Certificate, Role
from export.packages.issuing import Subject, issue, issue_root
from export.packages.keys import SigningKey
from export.packages.known import KnownOffice
from export.packages.table_signing import SignedTable, believe_table, sign_table, succeed
from export.packages.trust_store import TrustStore
from export.packages.trust_table import MAX_EPOCH, TrustTable


@dataclass(frozen=True, slots=True)
class Judged:
    """A table that the held root stands for; `fresh` tells whether it is newer than the held one.

    `root` is the root that signed it: another than the held one after a succession.
    """

    signed: SignedTable
    root: Certificate
    fresh: bool

    @property
    def table(self) -> TrustTable:
        """What it says."""
        return self.signed.table


def judge_table(data: bytes, store: TrustStore, now: datetime) -> Judged:
    """Return what a table is to this office; changes nothing.

    Raises:
        Refusal: `trust.table_rolled_back`, `trust.table_forked`, and as `believe_table`.
    """
    signed, root = believe_table(data, store.root, store.untrusted, now)
    held, version = store.table, signed.table.version
    if held is None:
        return Judged(signed, root, fresh=True)
    if version < held.table.version:
        raise Refusal("trust.table_rolled_back", version=version, held=held.table.version)
    if version == held.table.version and signed.table != held.table:
        raise Refusal("trust.table_forked", version=version, province=signed.table.province)
    return Judged(signed, root, fresh=version > held.table.version)


def take_table(data: bytes, store: TrustStore, now: datetime) -> TrustStore:
    """Return the list that goes by a table from now on; refuses as `judge_table`."""
    judged = judge_table(data, store, now)
    if not judged.fresh:
        return store
    least = store.least.raised(judged.table.floors)
    taken = replace(
        store, table=judged.signed, floor=least.general, floors=least.offices, root=judged.root
    )
    return taken if judged.root == store.root else _reissued(taken, judged.table.offices)


def next_table(
    store: TrustStore, key: SigningKey, now: datetime, said: TrustTable
) -> tuple[SignedTable, TrustStore]:
    """Return the province's next table, and its list with it in force.

    Of `said` floors, least version, releases and when the next is due are taken; number,
    revocations and certificates are the list's own. What was revoked once stays so.

    Raises:
        Refusal: `trust.table_not_root` for an office that is no province, `trust.key_mismatch`,
            `trust.table_too_long`.
    """
    if store.own.authority != store.root:
        raise Refusal("trust.table_not_root", office=store.office.name)
    held = store.table
    table = replace(
        said,
        province=store.office.code,
        version=1 if held is None else held.table.version + 1,
        revoked=store.untrusted,
        floors=store.least.raised(said.floors),
        offices={**store.offices, store.office.code: store.own},
    )
    successions = () if held is None else held.successions
    signed = sign_table(table, store.root, key, successions)
    return signed, take_table(signed.data, store, now)


def roll_over(
    store: TrustStore, former: SigningKey, following: SigningKey, now: datetime, said: TrustTable
) -> tuple[SignedTable, TrustStore]:
    """Return the table that brings the province's next root, and the province's list under it.

    The former root signs the new one and nothing more. The new one certifies the province and
    every city known anew, for the keys they have; what was revoked gets nothing. The offices below
    the cities keep their certificates. The province's own epoch grows by one.

    Raises:
        Refusal: `trust.table_not_root`, `trust.key_mismatch`, `trust.certificate_expired`,
            `trust.table_too_long`.
    """
    if store.own.authority != store.root:
        raise Refusal("trust.table_not_root", office=store.office.name)
    office, epoch = store.office, min(store.own.epoch + 1, MAX_EPOCH)
    public = following.public_bytes()
    root = issue_root(Subject(Role.AUTHORITY, office, epoch, public, office.name), following, now)
    step = succeed(store.root, former, root)
    opening = Subject(Role.ENCRYPTION, office, epoch, store.own.encryption.public_key, office.name)
    own = KnownOffice(root, issue(opening, root, following, now))
    again = _certified_again(store, root, following, now)
    held = store.table
    version = 1 if held is None else held.table.version + 1
    table = replace(
        said,
        province=office.code,
        version=version,
        revoked=store.untrusted,
        floors=store.least.raised(said.floors),
        offices={office.code: own, **again},
    )
    before = () if held is None else held.successions
    signed = sign_table(table, root, following, (*before, step))
    taken = take_table(signed.data, store, now)
    return signed, replace(taken, own=own, offices={**taken.offices, **again})


def _certified_again(
    store: TrustStore, root: Certificate, key: SigningKey, now: datetime
) -> Mapping[str, KnownOffice]:
    untrusted = store.untrusted
    found = {}
    for code, known in store.offices.items():
        held = (known.authority, known.encryption)
        if any(each.fingerprint in untrusted for each in held):
            continue
        subjects = (Subject(c.role, c.office, c.epoch, c.public_key, c.label) for c in held)
        found[code] = KnownOffice(*(issue(each, root, key, now) for each in subjects))
    return found


def _reissued(store: TrustStore, offices: Mapping[str, KnownOffice]) -> TrustStore:
    """Put the new root's certificates in place of the former root's, for the very same keys."""
    above = tuple(_authority_again(each, offices.values()) for each in store.above)
    known = {code: _again(each, offices, store.root) for code, each in store.offices.items()}
    return replace(store, own=_again(store.own, offices, store.root), above=above, offices=known)


def _again(held: KnownOffice, offices: Mapping[str, KnownOffice], root: Certificate) -> KnownOffice:
    other = offices.get(held.office.code)
    if other is None:  # whom a city certified is certified by that very key
        return held
    # The province follows its root, whatever its key was; the others keep theirs.
    same = _keys_of(other) == _keys_of(held) and other.epoch == held.epoch
    return other if same or other.authority == root else held


def _authority_again(held: Certificate, offices: Iterable[KnownOffice]) -> Certificate:
    for other in offices:
        if other.office == held.office and other.authority.public_key == held.public_key:
            return other.authority
    return held


def _keys_of(known: KnownOffice) -> tuple[bytes, bytes]:
    return known.authority.public_key, known.encryption.public_key
