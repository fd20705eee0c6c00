"""The trust list of an office: whom it believes, and what it seals to.

A value without files: the caller keeps `to_value` where nobody else can change it. The one root is
the one that was installed by hand; nothing that arrives later can replace it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, TypedDict

from domain.errors import Refusal
from export.packages.certificates import Certificate
from export.packages.envelope import from_base64, to_base64
from export.packages.fields import HEX_DIGEST, Fields
from export.packages.floors import Floors
from export.packages.known import (
    KnownOffice,
    Revocation,
    certificate_of,
    known_of,
    known_office,
)
from export.packages.offices import Office, parent_of
from export.packages.paths import check_path
from export.packages.strict_json import NotStrict
from export.packages.suites import I1
from export.packages.table_signing import SignedTable, held_table
from export.packages.trust_table import MAX_EPOCH, floors_of, revoked_of, revoked_value

__all__ = ["KnownOffice", "Revocation", "TrustStore", "certificate_of", "known_office"]

VERSION: Final = 2
_WITHOUT_TABLES: Final = 1
MAX_OFFICES: Final = 1000
MAX_REVOKED: Final = 10_000
_REASON: Final = re.compile(r"[^\n]{0,200}")
_SUITE: Final = re.compile(r"[A-Z][0-9]", re.ASCII)


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Own certificates, the root, the offices known by code, and what was revoked.

    `above` holds the authorities between this office and the root, nearest first: none for a
    province and a city, the city's for a county. `floor` names the weakest suite accepted, `floors`
    a stronger one for single offices. `revoked` is what this office revoked itself, `table` the
    newest table of the province that was believed.
    """

    own: KnownOffice
    above: tuple[Certificate, ...]
    root: Certificate
    offices: Mapping[str, KnownOffice] = field(default_factory=dict)
    revoked: Mapping[str, Revocation] = field(default_factory=dict)
    floor: str = I1.name
    floors: Mapping[str, str] = field(default_factory=dict)
    table: SignedTable | None = None

    @property
    def untrusted(self) -> Mapping[str, Revocation]:
        """What is not believed: revoked by the province's table or by this office itself."""
        told = {} if self.table is None else self.table.table.revoked
        return {**self.revoked, **told}

    @property
    def least(self) -> Floors:
        """The weakest suites accepted, in general and by office."""
        return Floors(self.floor, self.floors)

    @property
    def office(self) -> Office:
        """The office that this list belongs to."""
        return self.own.office

    @property
    def chain(self) -> tuple[Certificate, ...]:
        """The authorities a package of this office carries: own one first, without the root."""
        if self.own.authority == self.root:
            return ()
        return (self.own.authority, *self.above)

    def with_office(self, known: KnownOffice) -> TrustStore:
        """Return the list with an office added, or its newer certificates in place of older."""
        return replace(self, offices={**self.offices, known.office.code: known})

    def with_revoked(self, fingerprint: str, entry: Revocation) -> TrustStore:
        """Return the list that does not believe that certificate nor anything below it.

        Raises:
            Refusal: `trust.fingerprint_invalid`; `trust.revoke_own` for the own chain and the root.
        """
        sound = _REASON.fullmatch(entry.reason) and 0 < entry.epoch <= MAX_EPOCH and entry.seq > 0
        if HEX_DIGEST.fullmatch(fingerprint) is None or not sound:
            raise Refusal("trust.fingerprint_invalid", fingerprint=fingerprint)
        own = (self.own.authority, self.own.encryption, *self.above, self.root)
        if any(fingerprint == certificate.fingerprint for certificate in own):
            raise Refusal("trust.revoke_own", fingerprint=fingerprint)
        return replace(self, revoked={**self.revoked, fingerprint: entry})

    def recipient(self, code: str, now: datetime) -> Certificate:
        """Return the encryption certificate to seal to, verified now; the own office counts.

        An office whose authority was revoked is not sealed to either: who holds its keys is not
        known any more, and it gets two new certificates together.

        Raises:
            Refusal: `trust.office_unknown`, or as `paths.check_path` refuses.
        """
        known = self.own if code == self.office.code else self.offices.get(code)
        if known is None:
            raise Refusal("trust.office_unknown", office=code)
        untrusted = self.untrusted
        check_path((known.encryption, *self._above(code)), self.root, untrusted, now)
        if known.authority.fingerprint in untrusted:
            fingerprint = known.authority.fingerprint
            raise Refusal("trust.revoked", holder=known.authority.label, fingerprint=fingerprint)
        return known.encryption

    def certificates(self) -> tuple[Certificate, ...]:
        """Return every certificate held, the root first, then the own ones, then by office."""
        own = (*reversed(self.chain), self.own.encryption)
        known = [self.offices[code] for code in sorted(self.offices)]
        others = [item for office in known for item in (office.authority, office.encryption)]
        return tuple(dict.fromkeys((self.root, *own, *others)))

    def to_value(self) -> dict[str, object]:
        """Return the list as a value that JSON can hold."""
        return {
            "v": VERSION,
            "own": self.own.to_value(),
            "above": [to_base64(item.der) for item in self.above],
            "root": to_base64(self.root.der),
            "offices": [self.offices[code].to_value() for code in sorted(self.offices)],
            "revoked": [revoked_value(name, self.revoked[name]) for name in sorted(self.revoked)],
            "floor": self.floor,
            "floors": dict(self.floors),
            "table": "" if self.table is None else to_base64(self.table.data),
        }

    @classmethod
    def from_value(cls, value: object) -> TrustStore:
        """Return the list that `to_value` wrote, now or before there were tables.

        Raises:
            Refusal: `trust.list_damaged` if it did not.
        """
        try:
            if isinstance(value, dict) and value.get("v") == _WITHOUT_TABLES:
                return _store_without_tables(Fields(value, *_MEMBERS))
            return _store(Fields(value, *_MEMBERS, "floors", "table"))
        except (NotStrict, Refusal) as error:
            raise Refusal("trust.list_damaged") from error

    def _above(self, code: str) -> tuple[Certificate, ...]:
        # Whoever certified the office's encryption key: the office above it, or a province itself.
        parent = parent_of(code)
        if parent in (None, self.root.office.code):
            return ()
        authorities = (self.own.authority, *self.above)
        found = [item for item in authorities if item.office.code == parent]
        if not found:
            raise Refusal("trust.office_unknown", office=code)
        return (found[0], *self._above(found[0].office.code))


_MEMBERS: Final = ("v", "own", "above", "root", "offices", "revoked", "floor")


def _store(fields: Fields) -> TrustStore:
    fields.integer("v", VERSION, VERSION)
    revoked = [revoked_of(item) for item in fields.items("revoked", MAX_REVOKED)]
    least, table = floors_of(fields), str(fields.raw("table"))
    return TrustStore(
        **_certificates(fields),
        revoked=dict(revoked),
        floor=least.general,
        floors=least.offices,
        table=held_table(from_base64(table)) if table else None,
    )


def _store_without_tables(fields: Fields) -> TrustStore:
    value = fields.raw("revoked")
    if not isinstance(value, dict) or len(value) > MAX_REVOKED:
        raise NotStrict("revoked")
    entries = {name: Fields(entry, "day", "reason") for name, entry in value.items()}
    revoked = {
        name: Revocation(entry.day("day"), entry.text("reason", _REASON))
        for name, entry in entries.items()
    }
    floor = fields.text("floor", _SUITE)
    return TrustStore(**_certificates(fields), revoked=revoked, floor=floor)


class _Certificates(TypedDict):
    own: KnownOffice
    above: tuple[Certificate, ...]
    root: Certificate
    offices: Mapping[str, KnownOffice]


def _certificates(fields: Fields) -> _Certificates:
    offices = [known_of(item) for item in fields.items("offices", MAX_OFFICES)]
    return {
        "own": known_of(fields.raw("own")),
        "above": tuple(certificate_of(item) for item in fields.items("above", 1)),
        "root": certificate_of(fields.raw("root")),
        "offices": {known.office.code: known for known in offices},
    }
