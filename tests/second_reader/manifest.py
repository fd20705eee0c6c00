"""Section 4 of the format: the members of a manifest and their forms; no member's truth."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise

from tests.second_reader.base64_strict import decode
from tests.second_reader.certificates import CODE
from tests.second_reader.refused import Refused
from tests.second_reader.strict_json import Json, NotJsonError, parse_canonical

Manifest = dict[str, Json]
Check = Callable[[Json], bool]

LEVELS = {2: "province", 4: "city", 6: "county"}
LONGEST_WRAP = 768
RECORD_KIND = "[a-z][a-z0-9_]{0,31}"


def matches(pattern: str) -> Check:
    form = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def number(least: int, most: int = 2**53) -> Check:
    return lambda value: is_number(value) and least <= as_number(value) <= most


def is_number(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def as_number(value: Json) -> int:
    assert isinstance(value, int)
    return value


def members(**checks: Check) -> Check:
    """Return the check of an object with exactly these members."""

    def check(value: Json) -> bool:
        return (
            isinstance(value, dict)
            and value.keys() == checks.keys()
            and all(test(value[name]) for name, test in checks.items())
        )

    return check


def ascending(least: int, most: int, item: Check, *keys: str) -> Check:
    """Return the check of an array of objects in strictly ascending order."""

    def check(value: Json) -> bool:
        if not isinstance(value, list) or not least <= len(value) <= most:
            return False
        if not all(item(one) for one in value):
            return False
        order = [tuple(text(one, key) for key in keys) for one in value]
        return all(lower < upper for lower, upper in pairwise(order))

    return check


def counts(key: str, value: Check) -> Check:
    form = matches(key)

    def check(found: Json) -> bool:
        return (
            isinstance(found, dict)
            and len(found) <= 64
            and all(form(name) and value(count) for name, count in found.items())
        )

    return check


def text(value: Json, *names: str) -> str:
    """Return a member, a text, of an object within objects."""
    found = member(value, *names)
    assert isinstance(found, str)
    return found


def member(value: Json, *names: str) -> Json:
    for name in names:
        assert isinstance(value, dict)
        value = value[name]
    return value


def code(value: Json) -> bool:
    return isinstance(value, str) and CODE.fullmatch(value) is not None


def name(value: Json) -> bool:
    return (
        isinstance(value, str)
        and 1 <= len(value) <= 64
        and value.isprintable()
        and value == value.strip()
    )


def wrap(value: Json) -> bool:
    data = decode(value) if isinstance(value, str) else None
    return data is not None and 1 <= len(data) <= LONGEST_WRAP


def moment(value: Json) -> datetime | None:
    """Return the moment that a text tells, None if it tells none."""
    if not matches(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")(value):
        return None
    assert isinstance(value, str)
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def is_moment(value: Json) -> bool:
    return moment(value) is not None


def day(value: Json) -> bool:
    if not matches(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")(value):
        return False
    assert isinstance(value, str)
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


DIGEST = matches("[0-9a-f]{64}")
STREAM = matches(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,63}")
FORM = members(
    v=lambda value: is_number(value) and value == 1,
    suite=matches("I1"),
    kind=lambda value: isinstance(value, str) and 1 <= len(value) <= 64 and value == value.strip(),
    pkg_id=matches("[0-9a-f]{32}"),
    sender=members(code=code, name=name, level=matches("province|city|county"), cert_fp=DIGEST),
    recipients=ascending(1, 64, members(code=code, enc_fp=DIGEST, wrap=wrap), "code"),
    stream=STREAM,
    epoch=number(1),
    seq=number(1),
    prev=DIGEST,
    created=is_moment,
    not_after=is_moment,
    data_date=day,
    schema=STREAM,
    payload=members(
        len=number(0, 2**32),
        digest=DIGEST,
        plain_len=number(0, 2**34),
        plain_digest=DIGEST,
        codec=matches("zlib"),
        rows=counts(RECORD_KIND, number(1)),
        totals=counts(rf"{RECORD_KIND}\.{RECORD_KIND}", is_number),
    ),
    facts=DIGEST,
    audit=members(size=number(0), head=DIGEST),
    acks=ascending(
        0,
        256,
        members(office=code, stream=STREAM, epoch=number(1), seq=number(1), sha256=DIGEST),
        "office",
        "stream",
    ),
    certs=DIGEST,
    app=STREAM,
)


def read_manifest(data: bytes, suite: str) -> Manifest:
    """Return the members of a manifest whose signature has been verified."""
    try:
        value = parse_canonical(data)
    except NotJsonError as wrong:
        raise Refused("manifest_invalid", str(wrong)) from wrong
    if not FORM(value) or not isinstance(value, dict):
        raise Refused("manifest_invalid", "another form")
    if value["suite"] != suite:
        raise Refused("manifest_invalid", "another suite than the envelope's")
    if text(value, "sender", "level") != LEVELS[len(text(value, "sender", "code"))]:
        raise Refused("manifest_invalid", "a level that is not the code's")
    return value
