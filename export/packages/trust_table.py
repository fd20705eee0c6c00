"""What a province tells all offices below about trust: the table that its root signs.

A value and its one encoding, without signatures: those are `table_signing`. A table states the
whole; whoever has the newest needs none of those before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Final

from domain.errors import Refusal
from export.packages import strict_json
from export.packages.certificates import Role
from export.packages.fields import HEX_DIGEST, TOKEN, Fields, moment_text
from export.packages.floors import Floors
from export.packages.known import KnownOffice, Revocation, known_of
from export.packages.offices import is_code
from export.packages.strict_json import NotStrict

VERSION: Final = 1
MAX_REVOKED: Final = 2000
MAX_OFFICES: Final = 64
MAX_RELEASES: Final = 32
MAX_EPOCH: Final = 999_999_999
REASON: Final = re.compile(r"[^\x00-\x1f\x7f]{0,200}")
SUITE_NAME: Final = re.compile(r"[A-Z][0-9]", re.ASCII)
LEAST_VERSION: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}|", re.ASCII)
_ROLE: Final = re.compile("authority|operator|encryption")
_MEMBERS: Final = (
    "v", "province", "version", "issued", "next_update", "revoked", "floor", "floors",
    "least_version", "releases", "offices",
)  # fmt: skip
_REVOKED: Final = ("fingerprint", "office", "role", "epoch", "seq", "day", "reason")


@dataclass(frozen=True, slots=True)
class Release:
    """A released program file: its name, its version and the SHA-256 of its bytes in hex."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class TrustTable:
    """What holds from `issued` on, and when the next one is due at the latest.

    `version` counts up by any step. `revoked` is by fingerprint. `offices` are those that the
    root certifies itself: the province and its cities, with their present certificates.
    `least_version` is the oldest program that should still be used, "" for any.
    """

    province: str
    version: int
    issued: datetime
    next_update: datetime
    revoked: Mapping[str, Revocation] = field(default_factory=dict)
    floors: Floors = field(default_factory=Floors)
    least_version: str = ""
    releases: tuple[Release, ...] = ()
    offices: Mapping[str, KnownOffice] = field(default_factory=dict)

    def encode(self) -> bytes:
        """Return the table's one encoding."""
        return strict_json.canonical(
            {
                "v": VERSION,
                "province": self.province,
                "version": self.version,
                "issued": moment_text(self.issued),
                "next_update": moment_text(self.next_update),
                "revoked": [
                    revoked_value(name, self.revoked[name]) for name in sorted(self.revoked)
                ],
                "floor": self.floors.general,
                "floors": dict(sorted(self.floors.offices.items())),
                "least_version": self.least_version,
                "releases": [
                    {"name": each.name, "version": each.version, "digest": each.digest}
                    for each in sorted(self.releases, key=lambda each: each.name)
                ],
                "offices": [self.offices[code].to_value() for code in sorted(self.offices)],
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> TrustTable:
        """Return the table that `encode` wrote.

        Raises:
            NotStrict: If `data` is not the one encoding of a table.
        """
        fields = Fields(strict_json.loads_canonical(data), *_MEMBERS)
        fields.integer("v", VERSION, VERSION)
        offices = [_office(item) for item in fields.items("offices", MAX_OFFICES)]
        releases = [_release(item) for item in fields.items("releases", MAX_RELEASES)]
        revoked = [revoked_of(item) for item in fields.items("revoked", MAX_REVOKED)]
        _ascending([each.office.code for each in offices])
        _ascending([each.name for each in releases])
        _ascending([name for name, _ in revoked])
        issued, due = fields.moment("issued"), fields.moment("next_update")
        if due < issued:
            raise NotStrict("next_update")
        return cls(
            _code(fields.raw("province")),
            fields.integer("version", 1),
            issued,
            due,
            dict(revoked),
            floors_of(fields),
            fields.text("least_version", LEAST_VERSION),
            tuple(releases),
            {each.office.code: each for each in offices},
        )


def revoked_value(fingerprint: str, entry: Revocation) -> dict[str, object]:
    """Return a revocation as tables and lists hold it."""
    return {
        "fingerprint": fingerprint,
        "office": entry.office,
        "role": entry.role.value,
        "epoch": entry.epoch,
        "seq": entry.seq,
        "day": entry.day.isoformat(),
        "reason": entry.reason,
    }


def revoked_of(value: object) -> tuple[str, Revocation]:
    """Return a fingerprint and its revocation as `revoked_value` wrote them; raises `NotStrict`."""
    fields = Fields(value, *_REVOKED)
    office = fields.raw("office")
    return fields.text("fingerprint", HEX_DIGEST), Revocation(
        fields.day("day"),
        fields.text("reason", REASON),
        "" if office == "" else _code(office),
        Role(fields.text("role", _ROLE)),
        fields.integer("epoch", 1, MAX_EPOCH),
        fields.integer("seq", 1),
    )


def floors_of(fields: Fields) -> Floors:
    """Return the floors that stand in the members `floor` and `floors`; raises `NotStrict`."""
    places = fields.raw("floors")
    if not isinstance(places, dict) or len(places) > MAX_REVOKED:
        raise NotStrict("floors")
    named = Fields(places, *places)
    return Floors(
        fields.text("floor", SUITE_NAME),
        {_code(code): named.text(code, SUITE_NAME) for code in places},
    )


def _office(value: object) -> KnownOffice:
    try:
        return known_of(value)
    except Refusal as error:
        raise NotStrict("offices") from error


def _release(value: object) -> Release:
    fields = Fields(value, "name", "version", "digest")
    return Release(
        fields.text("name", TOKEN), fields.text("version", TOKEN), fields.digest("digest")
    )


def _code(value: object) -> str:
    if not isinstance(value, str) or not is_code(value):
        raise NotStrict("code")
    return value


def _ascending(keys: list[str]) -> None:
    if any(first >= second for first, second in pairwise(keys)):
        raise NotStrict("order")
