"""Signing a trust table with the root, and believing one: only the root's word counts.

The file is self-contained: it begins with every root that followed the first, each signed by the
one before, so that whoever missed some walks them in order and none is jumped over; behind them
stands the table under the signature of the newest. Who brings it does not matter.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.errors import Refusal
from export.packages import keys, strict_json
from export.packages.certificates import Certificate, Role, printable
from export.packages.envelope import Envelope, from_base64, pre_authentication, to_base64
from export.packages.fields import Fields
from export.packages.keys import SigningKey
from export.packages.known import certificate_of
from export.packages.offices import Level
from export.packages.paths import check_root
from export.packages.strict_json import NotStrict
from export.packages.trust_table import TrustTable

TABLE_TYPE: Final = "application/vnd.bianqing.trust.v1+json"
ROOT_TYPE: Final = "application/vnd.bianqing.root.v1"
VERSION: Final = 1
MAX_TABLE: Final = 1024 * 1024
MAX_ROOTS: Final = 32
TOLERANCE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Succession:
    """A root that follows another, whose key signed it; it signs itself besides."""

    root: Certificate
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedTable:
    """A table as its file holds it, with the roots that led to the one that signed it."""

    data: bytes
    table: TrustTable
    successions: tuple[Succession, ...] = ()


def sign_table(
    table: TrustTable, root: Certificate, key: SigningKey, successions: tuple[Succession, ...] = ()
) -> SignedTable:
    """Return the table signed by the root; refuses `trust.key_mismatch`, `trust.table_too_long`."""
    if key.public_bytes() != root.public_key:
        raise Refusal("trust.key_mismatch", office=root.office.code)
    payload = table.encode()
    signature = key.sign(pre_authentication(TABLE_TYPE, payload))
    envelope = Envelope(TABLE_TYPE, payload, root.fingerprint, signature).encode()
    data = strict_json.canonical(
        {
            "v": VERSION,
            "roots": [
                {"root": to_base64(each.root.der), "sig": to_base64(each.signature)}
                for each in successions
            ],
            "table": strict_json.loads_canonical(envelope),
        }
    )
    if len(data) > MAX_TABLE:
        raise Refusal("trust.table_too_long")
    return SignedTable(data, table, successions)


def succeed(former: Certificate, key: SigningKey, root: Certificate) -> Succession:
    """Return the new root as the former one signs it; refuses `trust.key_mismatch`.

    It is the last thing that the former root ever signs.
    """
    if key.public_bytes() != former.public_key:
        raise Refusal("trust.key_mismatch", office=former.office.code)
    return Succession(root, key.sign(pre_authentication(ROOT_TYPE, root.der)))


def believe_table(
    data: bytes, root: Certificate, revoked: Container[str], now: datetime
) -> tuple[SignedTable, Certificate]:
    """Return the table of a file and the root that signed it, reached from the one held.

    Raises:
        Refusal: `trust.table_invalid` if it is malformed or its signature does not stand,
            `trust.table_other_root` if no unbroken succession leads from the held root to it,
            `trust.table_from_future`, `trust.certificate_expired`, `trust.revoked`.
    """
    try:
        successions, envelope = _parts(data)
        newest = _walked(successions, root, revoked, now)
        table = _signed(envelope, newest)
    except NotStrict as error:
        raise Refusal("trust.table_invalid", reason=str(error)) from error
    if table.issued > now + TOLERANCE:
        raise Refusal(
            "trust.table_from_future",
            issued=table.issued.date().isoformat(),
            today=now.date().isoformat(),
        )
    return SignedTable(data, table, successions), newest


def held_table(data: bytes) -> SignedTable:
    """Return a table that was believed before and kept where nobody else can change it.

    Raises:
        NotStrict: If it is malformed.
    """
    successions, envelope = _parts(data)
    return SignedTable(data, TrustTable.decode(envelope.payload), successions)


def is_table(data: bytes) -> bool:
    """Tell whether a file means to be a trust table, as against a grant; it may still be false."""
    try:
        value = strict_json.loads_canonical(data[: MAX_TABLE + 1])
    except NotStrict:
        return False
    return isinstance(value, dict) and "table" in value


def _parts(data: bytes) -> tuple[tuple[Succession, ...], Envelope]:
    if len(data) > MAX_TABLE:
        raise NotStrict("table too long")
    fields = Fields(strict_json.loads_canonical(data), "v", "roots", "table")
    fields.integer("v", VERSION, VERSION)
    successions = tuple(_succession(item) for item in fields.items("roots", MAX_ROOTS))
    return successions, Envelope.decode(strict_json.canonical(fields.raw("table")))


def _succession(value: object) -> Succession:
    fields = Fields(value, "root", "sig")
    try:
        root = certificate_of(fields.raw("root"))
    except Refusal as error:
        raise NotStrict("root") from error
    return Succession(root, from_base64(str(fields.raw("sig"))))


def _walked(
    successions: tuple[Succession, ...],
    held: Certificate,
    revoked: Container[str],
    now: datetime,
) -> Certificate:
    """Return the newest root, every step from the held one verified in its order."""
    root = held
    if [each.root.epoch for each in successions] != list(range(2, len(successions) + 2)):
        raise _other_root(held)
    for each in successions:
        if each.root.epoch <= held.epoch:
            if each.root.epoch == held.epoch and each.root != held:
                raise _other_root(each.root)
            continue
        _check_step(each, root, revoked, now)
        root = each.root
    if successions and successions[-1].root.epoch < held.epoch:
        raise _other_root(held)
    return root


def _check_step(
    step: Succession, former: Certificate, revoked: Container[str], now: datetime
) -> None:
    root = step.root
    if (
        root.role is not Role.AUTHORITY
        or root.level is not Level.PROVINCE
        or root.office != former.office
        or root.epoch != former.epoch + 1
    ):
        raise _other_root(root)
    signed = pre_authentication(ROOT_TYPE, root.der)
    if not keys.verify(former.public_key, step.signature, signed):
        raise _other_root(root)
    check_root(root, revoked, now)


def _signed(envelope: Envelope, root: Certificate) -> TrustTable:
    if envelope.payload_type != TABLE_TYPE:
        raise NotStrict("type")
    message = pre_authentication(envelope.payload_type, envelope.payload)
    if envelope.key_id != root.fingerprint:
        raise _other_root(root)
    if not keys.verify(root.public_key, envelope.signature, message):
        raise NotStrict("signature")
    table = TrustTable.decode(envelope.payload)
    if table.province != root.office.code:
        raise NotStrict("province")
    return table


def _other_root(root: Certificate) -> Refusal:
    return Refusal("trust.table_other_root", fingerprint=printable(root.fingerprint))
