"""The parts a trust list consists of: offices by their certificates, and what is not believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from export.packages.certificates import MAX_CERTIFICATE, Certificate, Role, read_certificate
from export.packages.envelope import from_base64, to_base64
from export.packages.fields import Fields
from export.packages.offices import Office
from export.packages.strict_json import NotStrict


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

    def to_value(self) -> dict[str, object]:
        """Return the two certificates as files and lists hold them."""
        return {
            "authority": to_base64(self.authority.der),
            "encryption": to_base64(self.encryption.der),
        }


@dataclass(frozen=True, slots=True)
class Revocation:
    """Since when a certificate is not believed any more, and why.

    Nothing it signed is taken from then on, whatever its number. `office`, `epoch` and `seq` say
    from which package on what was taken *before* is to be looked at again: `office` is "" where
    nobody told, `role` is what the certificate was for.
    """

    day: date
    reason: str
    office: str = ""
    role: Role = Role.OPERATOR
    epoch: int = 1
    seq: int = 1


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


def known_of(value: object) -> KnownOffice:
    """Return the office that `KnownOffice.to_value` wrote; raises as `known_office`."""
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
