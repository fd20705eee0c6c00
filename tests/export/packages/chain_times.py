"""When a path holds: both ends of each certificate to the second, clocks, renewal, revocation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from tests.export.packages.chain_case import (
    EXPIRED,
    LEVEL,
    PATH,
    REVOKED,
    SIGNATURES,
    Case,
    accepted,
    certificate,
)
from tests.export.packages.chain_der import (
    GENERAL_TIME,
    UTC_TIME,
    long_moment,
    moment,
    sequence,
    tlv,
)
from tests.export.packages.chain_papers import (
    CITY,
    COUNTY,
    PROVINCE,
    Build,
    Built,
    Edit,
    change,
    climb,
    key,
    under,
)
from tests.export.packages.network import NOW

ISSUER = "authority key identifier"
SECOND, DAY, YEAR = timedelta(seconds=1), timedelta(days=1), timedelta(days=365)
HOLDERS = {"operator": "王安", "county": COUNTY, "city": CITY, "root": PROVINCE}
LONG = change(begin=NOW - 20 * YEAR, end=NOW + 40 * YEAR)
NAMES = ("operator", "county", "city", "root")


def window(name: str, begin: datetime, end: datetime) -> Build:
    """Return a path in which one certificate is valid from one time to another."""
    return climb(**{name: change(begin=begin, end=end)})


def at_the_ends(name: str) -> tuple[Case, ...]:
    holder = HOLDERS[name]
    far = 300 * DAY
    return (
        accepted(f"{name} in its first second", window(name, NOW, NOW + far)),
        accepted(f"{name} in its last second", window(name, NOW - far, NOW)),
        accepted(f"{name} valid for one second", window(name, NOW, NOW)),
        Case(f"{name} a second early", EXPIRED, window(name, NOW + SECOND, NOW + far), holder),
        Case(f"{name} a second late", EXPIRED, window(name, NOW - far, NOW - SECOND), holder),
        Case(f"{name} ends before it begins", EXPIRED, window(name, NOW + DAY, NOW - DAY), holder),
    )


def everyone(edit: Edit) -> dict[str, Edit]:
    return dict.fromkeys(NAMES, edit)


def validity(begin: bytes, end: bytes) -> Build:
    return climb(operator=change(validity=sequence(begin, end)))


BEGIN, END = moment(NOW - DAY), moment(NOW + DAY)
CENTURY = everyone(change(begin=NOW - YEAR, end=NOW + 80 * YEAR))
CLOCKS = (
    Case("a clock ten years ahead", EXPIRED, climb(), "王安", now=NOW + 10 * YEAR),
    Case("a clock ten years behind", EXPIRED, climb(), "王安", now=NOW - 10 * YEAR),
    accepted("ten years ahead, all valid long", climb(**everyone(LONG)), now=NOW + 10 * YEAR),
    accepted("ten years behind, all valid long", climb(**everyone(LONG)), now=NOW - 10 * YEAR),
    Case(
        "ten years ahead, the city not",
        EXPIRED,
        climb(**{**everyone(LONG), "city": change()}),
        CITY,
        now=NOW + 10 * YEAR,
    ),
    accepted(
        "a clock that shows another zone", climb(), now=NOW.astimezone(timezone(8 * 3600 * SECOND))
    ),
    Case(
        "late by a second on a clock of another zone",
        EXPIRED,
        window("operator", NOW - DAY, NOW - SECOND),
        "王安",
        now=NOW.astimezone(timezone(-8 * 3600 * SECOND)),
    ),
    Case(
        "a fraction of a second late",
        EXPIRED,
        window("operator", NOW - DAY, NOW),
        "王安",
        now=NOW + timedelta(microseconds=1),
    ),
    accepted(
        "in the year 2049", climb(**CENTURY), now=datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)
    ),
    accepted("in the year 2050", climb(**CENTURY), now=datetime(2050, 1, 1, tzinfo=UTC)),
    accepted("in the year 2105", climb(**CENTURY), now=datetime(2105, 1, 1, tzinfo=UTC)),
    accepted(
        "valid to the end of time",
        climb(root=change(end=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))),
    ),
    Case(
        "a time before 2050 in the long form",
        PATH,
        validity(BEGIN, long_moment(NOW + DAY)),
        SIGNATURES,
    ),
    *(
        certificate(f"a time {said}", "not a certificate", validity(BEGIN, end))
        for said, end in (
            ("without seconds", tlv(UTC_TIME, b"2701010000Z")),
            ("of another zone", tlv(UTC_TIME, b"270101000000+0800")),
            ("without a zone", tlv(UTC_TIME, b"270101000000")),
            ("with fractions", tlv(GENERAL_TIME, b"20600101000000.5Z")),
            ("on a day that is none", tlv(UTC_TIME, b"270230000000Z")),
            ("with a leap second", tlv(UTC_TIME, b"261231235960Z")),
            ("in letters", tlv(UTC_TIME, b"tomorrow")),
            ("left out", b""),
        )
    ),
    certificate("a third time", "not a certificate", validity(BEGIN, END + END)),
)
NEW_DATES = change(begin=NOW - DAY, end=NOW + 10 * DAY)
OLD_DATES = change(begin=NOW - 400 * DAY, end=NOW - DAY)
NEW_KEY = change(key=key("new county"))


def spliced(lower: Build, upper: Build, place: int) -> Build:
    """Return the lower part of one path and the upper part of another."""
    return lambda: (*lower()[:place], *upper()[place:])


RENEWALS = (
    accepted("county renewed with its key", spliced(climb(), climb(county=NEW_DATES), 1)),
    accepted("city renewed with its key", spliced(climb(), climb(city=NEW_DATES), 2)),
    accepted("root renewed with its key", under(climb(), climb(root=NEW_DATES))),
    accepted(
        "the county as it was, expired, then renewed", spliced(climb(county=OLD_DATES), climb(), 1)
    ),
    Case(
        "the county's expired one in use",
        EXPIRED,
        spliced(climb(), climb(county=OLD_DATES), 1),
        COUNTY,
    ),
    Case(
        "the root's expired one installed", EXPIRED, under(climb(), climb(root=OLD_DATES)), PROVINCE
    ),
    Case(
        "county's new key, operator of the old one",
        PATH,
        spliced(climb(), climb(county=NEW_KEY), 1),
        ISSUER,
    ),
    Case(
        "county's old key, operator of the new one",
        PATH,
        spliced(climb(county=NEW_KEY), climb(), 1),
        ISSUER,
    ),
    Case(
        "city's expired one beside the new one",
        LEVEL,
        lambda: (
            *climb("city operator")()[:2],
            *climb("city operator", city=OLD_DATES)()[1:],
        ),
        "6299",
    ),
    accepted(
        "county outlives its city",
        climb(county=change(end=NOW + 30 * YEAR)),
    ),
    Case(
        "after the city's end within the county's time",
        EXPIRED,
        climb(county=LONG, operator=LONG),
        CITY,
        now=NOW + 2 * YEAR,
    ),
)


def revoke(*places: int) -> Callable[[Built], tuple[bytes, ...]]:
    return lambda built: tuple(built[place] for place in places)


def other(build: Build, place: int) -> Callable[[Built], tuple[bytes, ...]]:
    """Revoke a certificate of another path."""
    return lambda _: (build()[place],)


REVOCATIONS = (
    *(
        Case(f"{name} revoked", REVOKED, climb(), HOLDERS[name], revoked=revoke(place))
        for place, name in enumerate(NAMES)
    ),
    Case("everybody revoked", REVOKED, climb(), "王安", revoked=revoke(0, 1, 2, 3)),
    Case("city and root revoked", REVOKED, climb(), CITY, revoked=revoke(2, 3)),
    *(
        Case(f"{leaf} revoked", REVOKED, climb(leaf), holder, revoked=revoke(0))
        for leaf, holder in (
            ("city operator", "李河"),
            ("province operator", "赵陇"),
            ("encryption", COUNTY),
            ("city encryption", CITY),
            ("province encryption", PROVINCE),
        )
    ),
    Case("city above an encryption revoked", REVOKED, climb("encryption"), CITY, revoked=revoke(1)),
    accepted("another operator revoked", climb(), revoked=other(climb("city operator"), 0)),
    accepted(
        "the county's old certificate revoked, the renewed one not",
        climb(county=NEW_DATES),
        revoked=other(climb(county=change(begin=NOW - 2 * DAY)), 1),
    ),
    Case(
        "expired before it is looked up",
        EXPIRED,
        climb(operator=OLD_DATES),
        "王安",
        revoked=revoke(0),
    ),
    Case(
        "unsigned before it is looked up",
        PATH,
        climb(operator=change(signer=key("stranger"))),
        SIGNATURES,
        revoked=revoke(0),
    ),
)
TIME_CASES = (
    *(case for name in NAMES for case in at_the_ends(name)),
    *CLOCKS,
    *RENEWALS,
    *REVOCATIONS,
)
