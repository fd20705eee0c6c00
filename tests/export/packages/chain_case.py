"""One certificate path, and how it must be judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import Refusal
from export.packages.certificates import Certificate, fingerprint, read_certificate
from export.packages.paths import check_path, split_certificates
from tests.export.packages.chain_papers import Build, Built
from tests.export.packages.network import NOW

ACCEPTED = "accepted"
CERTIFICATE, KEY, PATH = "trust.certificate_invalid", "trust.key_invalid", "trust.path_invalid"
LEVEL, REGION = "trust.level_invalid", "trust.region_invalid"
EXPIRED, REVOKED = "trust.certificate_expired", "trust.revoked"
SIGNATURES = "signatures"
BODY = "another form of the public key or the extensions"
NUMBER_OR_NAME = "serial number or common name"
FACTS = ("reason", "office", "holder")


def joined(built: Built) -> bytes:
    return b"".join(built[:-1])


def none(_built: Built) -> tuple[bytes, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Case:
    """A path with its one expected code; `why` is the fact that tells this refusal from others.

    It is the reason given for the log, the office whose code is wrong, or the certificate's holder.
    """

    name: str
    code: str
    build: Build
    why: str = ""
    now: datetime = NOW
    revoked: Callable[[Built], tuple[bytes, ...]] = none
    area: Callable[[Built], bytes] = joined

    def judge(self) -> tuple[str, str]:
        """Return code and fact of the refusal of our walker, or `ACCEPTED`."""
        built = self.build()
        try:
            self.walk(built)
        except Refusal as refusal:
            facts = (str(refusal.facts[name]) for name in FACTS if name in refusal.facts)
            return refusal.code, next(facts, "")
        return ACCEPTED, ""

    def walk(self, built: Built) -> tuple[list[Certificate], Certificate]:
        """Read and check the path as a reader of packages does."""
        path = [read_certificate(der) for der in split_certificates(self.area(built))]
        root = read_certificate(built[-1])
        check_path(path, root, self.withdrawn(built), self.now)
        return path, root

    def withdrawn(self, built: Built) -> frozenset[str]:
        """Return the fingerprints that are revoked."""
        return frozenset(fingerprint(der) for der in self.revoked(built))


def accepted(name: str, build: Build, **fields: object) -> Case:
    return replace(Case(name, ACCEPTED, build), **fields)  # type: ignore[arg-type]  # as in Case


def certificate(name: str, why: str, build: Build) -> Case:
    """Return a path that holds a certificate outside the profile."""
    return Case(name, CERTIFICATE, build, why)
