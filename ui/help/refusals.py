"""Which page of the help says what a refusal of a package or a certificate means."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "attack-arbitrary": (
        "package.chain_invalid",
        "package.signature_invalid",
        "package.sender_mismatch",
        "package.level_invalid",
        "package.region_invalid",
        "trust.path_invalid",
        "trust.level_invalid",
        "trust.region_invalid",
        "trust.root_differs",
    ),
    "attack-endless": ("package.size", "package.payload_invalid", "package.not_a_package"),
    "attack-slow": ("package.truncated", "package.unreadable"),
    "attack-rollback": ("package.replayed", "trust.table_rolled_back"),
    "attack-fast-forward": ("package.gap",),
    "attack-freeze": (
        "package.expired",
        "package.certificate_expired",
        "trust.certificate_expired",
    ),
    "attack-mix-and-match": (
        "package.tampered",
        "package.totals_differ",
        "package.key_mismatch",
        "package.digest_differs",
    ),
    "attack-wrong-recipient": (
        "package.wrong_recipient",
        "package.recipient_key_unknown",
        "package.wrong_direction",
        "trust.grant_not_ours",
    ),
    "attack-key-compromise": (
        "package.revoked",
        "trust.revoked",
        "trust.revoke_own",
        "trust.table_other_root",
    ),
    "attack-fork": ("package.fork", "trust.table_forked"),
    "attack-clock": ("package.from_future", "clock.unconfirmed"),
    "attack-extraneous": (
        "package.envelope_invalid",
        "package.manifest_invalid",
        "package.type_unknown",
        "package.suite_unknown",
        "package.suite_too_low",
        "package.kind_unknown",
        "package.schema_unknown",
        "package.record_unreadable",
        "trust.certificate_invalid",
        "trust.grant_invalid",
    ),
}
MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {code: topic for topic, codes in _CODES.items() for code in codes}
)
"""The topic of each code that may stand for an attack, of The Update Framework's list and ours."""
