"""What the program's own tests hold, in the words of the second reader; both readers at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from Crypto.PublicKey import ECC
from Crypto.PublicKey.ECC import EccKey

from domain.errors import Refusal
from export.packages import SoftwareSigningKey, inspect, records
from tests.export.packages.network import NOW, Member
from tests.second_reader.certificates import read_certificate
from tests.second_reader.reader import RANKS, Own, Trust, read
from tests.second_reader.refused import Refused

NO_SUITE_OF_OURS = 99


def trust_of(member: Member) -> Trust:
    """Return what a member believes."""
    return Trust(
        root=read_certificate(member.trust.root.der),
        lowest_rank=RANKS.get(member.trust.floor, NO_SUITE_OF_OURS),
        revoked=frozenset(member.trust.revoked),
    )


def own_of(member: Member) -> Own:
    """Return the office that reads."""
    return Own(member.code, member.trust.own.encryption.fingerprint)


def opening_key(member: Member) -> EccKey:
    """Return the key that opens what is sealed to the member."""
    return ECC.import_key(member.opening.to_bytes())


def signing_key(member: Member) -> EccKey:
    """Return the operator's key."""
    assert isinstance(member.signer.key, SoftwareSigningKey)
    return ECC.import_key(member.signer.key.to_bytes())


def chain_of(member: Member) -> list[bytes]:
    """Return the certificates that travel with the member's packages."""
    return [member.signer.operator.der, *(item.der for item in member.trust.chain)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reader found: the manifest and the records, or the code of a refusal."""

    code: str
    manifest: object = None
    records: Sequence[object] = ()


ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Both:
    """The program's reader and the second one, before the same bytes."""

    path: Path

    def program(self, data: bytes, member: Member, now: datetime = NOW) -> Outcome:
        """Return what the program finds."""
        self.path.write_bytes(data)
        try:
            verified = inspect(self.path, member.trust, now)
            found = tuple(records(verified, member.opening))
        except Refusal as refusal:
            return Outcome(refusal.code)
        return Outcome(ACCEPTED, json.loads(verified.manifest.encode()), found)

    def second(self, data: bytes, member: Member, now: datetime = NOW) -> Outcome:
        """Return what the second reader finds."""
        try:
            manifest, found = read(data, trust_of(member), own_of(member), opening_key(member), now)
        except Refused as refusal:
            return Outcome(refusal.code)
        return Outcome(ACCEPTED, manifest, tuple(found))

    def agree(self, data: bytes, member: Member, now: datetime = NOW) -> Outcome:
        """Return what both find; the same, or the test has failed."""
        first, second = self.program(data, member, now), self.second(data, member, now)
        assert second == first
        return first
