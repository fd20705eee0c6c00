"""Section 6 of the format: from the operator's certificate up to the installed root."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tests.second_reader import der
from tests.second_reader.certificates import Certificate, read_certificate
from tests.second_reader.der import NotDerError
from tests.second_reader.refused import Refused

LONGEST = 3


def read_area(area: bytes) -> list[Certificate]:
    """Return the certificates of the area, the operator's first."""
    try:
        return [read_certificate(element.raw) for element in der.sequence_of(area)]
    except NotDerError as wrong:
        raise Refused("chain_invalid", str(wrong)) from wrong


def check_path(area: Sequence[Certificate], root: Certificate, now: datetime) -> None:
    """Refuse what is not the one path from an operator to the root."""
    if not 1 <= len(area) <= LONGEST:
        raise Refused("chain_invalid", "too many certificates")
    roles = [item.role for item in (*area, root)]
    if roles != ["operator"] + ["authority"] * len(area):
        raise Refused("chain_invalid", "another role")
    pairs = list(zip(area, (*area[1:], root), strict=True))
    for lower, upper in pairs:
        check_level(lower, upper)
    for lower, upper in pairs:
        check_region(lower, upper)
    if not all(item.not_before <= now <= item.not_after for item in (*area, root)):
        raise Refused("certificate_expired")
    for lower, upper in (*pairs, (root, root)):
        if lower.issuer != upper.subject or not upper.vouches_for(lower):
            raise Refused("chain_invalid", "not issued by the next")


def check_level(lower: Certificate, upper: Certificate) -> None:
    if lower.level != upper.level + (lower.role != "operator"):
        raise Refused("level_invalid")


def check_region(lower: Certificate, upper: Certificate) -> None:
    if lower.role != "operator" and lower.code[:-2] != upper.code:
        raise Refused("region_invalid")
    if lower.role == "operator":
        if lower.code != upper.code:
            raise Refused("region_invalid")
        if (lower.name, lower.epoch) != (upper.name, upper.epoch):
            raise Refused("chain_invalid", "another office or epoch than its authority's")
