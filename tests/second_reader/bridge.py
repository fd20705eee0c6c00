"""What the program's own tests hold, in the words of the second reader."""

from __future__ import annotations

from Crypto.PublicKey import ECC
from Crypto.PublicKey.ECC import EccKey

from tests.export.packages.network import Member
from tests.second_reader.certificates import read_certificate
from tests.second_reader.reader import RANKS, Own, Trust

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
    return ECC.import_key(member.signer.key.to_bytes())
