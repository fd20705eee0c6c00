"""The trust list of an office: whom it believes, and what it seals to.

A value without files: the caller keeps `to_value` where nobody else can change it. The one root is
the one that was installed by hand; nothing that arrives later can replace it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from domain.errors import Refusal
from export.packages.certificates import MAX_CERTIFICATE, Certificate, Role, read_certificate
from export.packages.envelope import from_base64, to_base64
from export.packages.fields import HEX_DIGEST, Fields
from export.packages.offices import Office, parent_of
from export.packages.paths import check_path
from export.packages.strict_json import NotStrict
from export.packages.suites import I1

VERSION: Final = 1
MAX_OFFICES: Final = 1000
MAX_REVOKED: Final = 10_000
_REASON: Final = re.compile(r"[^\n]{0,200}")
_SUITE: Final = re.compile(r"[A-Z][0-9]", re.ASCII)


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office's two certificates: its authority, and the one that packages are sealed to."""

    authority: Certificate
    encryption: Certificate

    @property
    def office(self) -> Office:
        """Which office it is."""
        return self.authority.office

    @property
    def epoch(self) -> int:
        """How often the office was set up anew."""
        return self.authority.epoch


@dataclass(frozen=True, slots=True)
class Revocation:
    """Since when a certificate is not believed any more, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Own certificates, the root, the offices known by code, and what was revoked.

    `above` holds the authorities between this office and the root, nearest first: none for a
    province and a city, the city's for a county. `floor` names the weakest suite accepted.
    """

    own: KnownOffice
    above: tuple[Certificate, ...]
    root: Certificate
    offices: Mapping[str, KnownOffice] = field(default_factory=dict)
    revoked: Mapping[str, Revocation] = field(default_factory=dict)
    floor: str = I1.name

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

    def with_revoked(self, fingerprint: str, day: date, reason: str) -> TrustStore:
        """Return the list that does not believe that certificate nor anything below it.

        Raises:
            Refusal: `trust.fingerprint_invalid`; `trust.revoke_own` for the own chain and the root.
        """
        if HEX_DIGEST.fullmatch(fingerprint) is None or _REASON.fullmatch(reason) is None:
            raise Refusal("trust.fingerprint_invalid", fingerprint=fingerprint)
        own = (self.own.authority, self.own.encryption, *self.above, self.root)
        if any(fingerprint == certificate.fingerprint for certificate in own):
            raise Refusal("trust.revoke_own", fingerprint=fingerprint)
        return replace(self, revoked={**self.revoked, fingerprint: Revocation(day, reason)})

    def recipient(self, code: str, now: datetime) -> Certificate:
        """Return the encryption certificate to seal to, verified now; the own office counts.

        Raises:
            Refusal: `trust.office_unknown`, or as `paths.check_path` refuses.
        """
        known = self.own if code == self.office.code else self.offices.get(code)
        if known is None:
            raise Refusal("trust.office_unknown", office=code)
        check_path((known.encryption, *self._above(code)), self.root, self.revoked, now)
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
            "own": _known_value(self.own),
            "above": [to_base64(item.der) for item in self.above],
            "root": to_base64(self.root.der),
            "offices": [_known_value(self.offices[code]) for code in sorted(self.offices)],
            "revoked": {
                fingerprint: {"day": entry.day.isoformat(), "reason": entry.reason}
                for fingerprint, entry in sorted(self.revoked.items())
            },
            "floor": self.floor,
        }

    @classmethod
    def from_value(cls, value: object) -> TrustStore:
        """Return the list that `to_value` wrote.

        Raises:
            Refusal: `trust.list_damaged` if it did not.
        """
        try:
            return _store(Fields(value, *_MEMBERS))
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


def _known_value(known: KnownOffice) -> dict[str, object]:
    return {
        "authority": to_base64(known.authority.der),
        "encryption": to_base64(known.encryption.der),
    }


def _store(fields: Fields) -> TrustStore:
    fields.integer("v", VERSION, VERSION)
    offices = [_known(item) for item in fields.items("offices", MAX_OFFICES)]
    return TrustStore(
        own=_known(fields.raw("own")),
        above=tuple(certificate_of(item) for item in fields.items("above", 1)),
        root=certificate_of(fields.raw("root")),
        offices={known.office.code: known for known in offices},
        revoked=_revoked(fields.raw("revoked")),
        floor=fields.text("floor", _SUITE),
    )


def _revoked(value: object) -> dict[str, Revocation]:
    if not isinstance(value, dict) or len(value) > MAX_REVOKED:
        raise NotStrict("revoked")
    entries = {name: Fields(entry, "day", "reason") for name, entry in value.items()}
    return {
        name: Revocation(entry.day("day"), entry.text("reason", _REASON))
        for name, entry in entries.items()
    }


def known_office(authority: object, encryption: object) -> KnownOffice:
    """Return the office whose two certificates a file or list holds as Base64.

    Raises:
        NotStrict: If they are not an authority and an encryption certificate of one office in one
            epoch.
        Refusal: As `read_certificate` refuses.
    """
    known = KnownOffice(certificate_of(authority), certificate_of(encryption))
    if known.authority.role is not Role.AUTHORITY or known.encryption.role is not Role.ENCRYPTION:
        raise NotStrict("roles")
    if known.office != known.encryption.office or known.epoch != known.encryption.epoch:
        raise NotStrict("offices")
    return known


def _known(value: object) -> KnownOffice:
    fields = Fields(value, "authority", "encryption")
    return known_office(fields.raw("authority"), fields.raw("encryption"))


def certificate_of(value: object) -> Certificate:
    """Return the certificate that a file or list holds as Base64.

    Raises:
        NotStrict: If `value` is no canonical Base64.
        Refusal: As `read_certificate` refuses.
    """
    if not isinstance(value, str) or len(value) > MAX_CERTIFICATE * 2:
        raise NotStrict("a certificate is expected")
    return read_certificate(from_base64(value))
