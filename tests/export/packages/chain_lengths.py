"""How many certificates, in which order, of which roles and keys, below which root."""

from __future__ import annotations

from tests.export.packages.chain_case import (
    CERTIFICATE,
    LEVEL,
    PATH,
    SIGNATURES,
    Case,
    accepted,
    joined,
)
from tests.export.packages.chain_der import integer, sequence, tlv
from tests.export.packages.chain_papers import (
    ISSUER_KEY,
    PAPERS,
    Build,
    Built,
    Edit,
    Extension,
    both,
    change,
    climb,
    extend,
    key,
    key_id,
    picked,
    subject,
    under,
)

AREA, ISSUER = "certificate area", "authority key identifier"
COUNTY_PATH, CITY_PATH, PROVINCE_PATH = (
    climb(),
    climb("city operator"),
    climb("province operator"),
)


def county(*places: int) -> Build:
    return picked(COUNTY_PATH, *places)


def city(*places: int) -> Build:
    return picked(CITY_PATH, *places)


def rooted(build: Build) -> Build:
    """Send the root along."""
    return lambda: (*build(), build()[-1])


def many(count: int) -> Build:
    """Return an area of a city's authorities, each with a number of its own."""

    def build() -> Built:
        leaf, _, root = CITY_PATH()
        return (leaf, *(climb("city")()[0] for _ in range(count - 1)), root)

    return build


def claimed_issuer(owner: str) -> Edit:
    """Name another key as the issuer's."""
    told = Extension(ISSUER_KEY, b"", sequence(tlv(0x80, key_id(key(owner)))))
    return extend(lambda listed: listed.update({ISSUER_KEY: told}))


def signed_by(owner: str, above: str) -> Edit:
    """Sign with somebody else's key in the name of the true issuer, and claim the latter's key."""
    return both(claimed_issuer(above), change(signer=key(owner)))


def self_signed(name: str) -> Edit:
    paper = PAPERS[name]
    return both(extend(lambda _: None, name), change(signer=paper.key, issuer_name=paper.name))


FALSE = change(key=key("false root"))

ORDERS = (
    accepted("a county's operator", COUNTY_PATH),
    accepted("a city's operator", CITY_PATH),
    accepted("a province's operator", PROVINCE_PATH),
    Case("an empty area", PATH, county(), "length"),
    Case("city left out", LEVEL, county(0, 1), "629925"),
    Case("county left out", LEVEL, county(0, 2), "629925"),
    Case("county and city left out", LEVEL, county(0), "629925"),
    Case("city left out of a city's path", LEVEL, city(0), "6299"),
    Case("operator left out, nobody of the three", LEVEL, county(1), "629925"),
    Case("operator twice, of a county", PATH, county(0, 0, 1, 2), AREA),
    Case("operator twice, of a city", PATH, city(0, 0, 1), "issuer is no authority"),
    Case(
        "operator twice, of a province", PATH, picked(PROVINCE_PATH, 0, 0), "issuer is no authority"
    ),
    Case("county twice", PATH, county(0, 1, 1, 2), AREA),
    Case("county twice instead of city", LEVEL, county(0, 1, 1), "629925"),
    Case("city twice", PATH, county(0, 1, 2, 2), AREA),
    Case("city twice, of a city", LEVEL, city(0, 1, 1), "6299"),
    Case("operator and county swapped", PATH, county(1, 0, 2), "issuer is no authority"),
    Case("county and city swapped", LEVEL, county(0, 2, 1), "629925"),
    Case("operator and city swapped", LEVEL, county(2, 1, 0), "6299"),
    Case("operator last", PATH, county(1, 2, 0), "issuer is no authority"),
    Case("city first", PATH, county(2, 0, 1), "issuer is no authority"),
    Case("operator and city swapped, of a city", PATH, city(1, 0), "issuer is no authority"),
    Case("the root sent along by a county", PATH, rooted(COUNTY_PATH), AREA),
    Case("the root sent along by a city", LEVEL, rooted(CITY_PATH), "62"),
    Case("the root sent along by a province", LEVEL, rooted(PROVINCE_PATH), "62"),
    Case("the root alone", LEVEL, lambda: COUNTY_PATH()[-1:] * 2, "62"),
    Case("four certificates", PATH, many(4), AREA),
    Case("a hundred certificates", PATH, many(100), AREA),
    Case("one certificate a hundred times", PATH, city(*(0,) * 100), AREA),
)
AREAS = (
    *(
        Case(name, PATH, COUNTY_PATH, AREA, area=area)
        for name, area in (
            ("a byte after the last", lambda built: joined(built) + b"\x00"),
            ("a byte before the first", lambda built: b"\x00" + joined(built)),
            ("a byte between", lambda built: built[0] + b"\x00" + b"".join(built[1:-1])),
            ("the last cut short", lambda built: joined(built)[:-1]),
            ("an empty sequence after", lambda built: joined(built) + b"\x30\x82\x00\x00"),
            ("length in one byte", lambda _: b"\x30\x81\xff" + bytes(255)),
            ("length in three bytes", lambda built: b"\x30\x83\x00" + built[0][2:]),
            ("length without an end", lambda built: b"\x30\x80" + built[0][4:] + bytes(2)),
            ("as text", lambda _: b"-----BEGIN CERTIFICATE-----\n"),
            ("a set instead of a sequence", lambda built: b"\x31" + joined(built)[1:]),
        )
    ),
    Case(
        "one sequence around all",
        CERTIFICATE,
        COUNTY_PATH,
        "not a certificate",
        area=lambda built: sequence(joined(built)),
    ),
)
ROLES = (
    accepted("an authority's own path, as a grant brings it", climb("county")),
    accepted("a county's encryption certificate", climb("encryption")),
    accepted("a city's encryption certificate", climb("city encryption")),
    accepted("a province's encryption certificate", climb("province encryption")),
    Case(
        "an encryption certificate issues",
        PATH,
        lambda: (climb()()[0], *climb("encryption")()),
        "issuer is no authority",
    ),
    Case("an operator issues", PATH, picked(COUNTY_PATH, 0, 0, 2), "issuer is no authority"),
    Case("a city is installed as root", PATH, lambda: CITY_PATH()[:2], "root"),
    Case("an operator is installed as root", PATH, lambda: PROVINCE_PATH()[:1] * 2, "root"),
    Case(
        "an encryption certificate is installed as root",
        PATH,
        under(PROVINCE_PATH, lambda: climb("province encryption")()[:1]),
        "root",
    ),
)


def before_honest_root(**edits: Edit) -> Build:
    """Return a path signed below other authorities, before the honest root."""
    return under(climb(**edits), COUNTY_PATH)


def all_with(owner: str) -> Build:
    """Return a path in which every office and the operator hold one key."""
    held = change(key=key(owner))
    return climb(root=held, city=held, county=held, operator=held)


OTHER_COUNTY = subject("629926", "清河县委编办", "清河县委编办")
KEYS = (
    accepted("one key for county and city", climb(county=change(key=key("city")))),
    accepted("one key for operator and county", climb(operator=change(key=key("county")))),
    accepted("one key for all", all_with("root")),
    Case(
        "one key for two counties, issued in the other's name",
        PATH,
        climb(operator=change(issuer_name=OTHER_COUNTY)),
        SIGNATURES,
    ),
    accepted("the root renewed with its key", before_honest_root(root=change(serial=integer(9)))),
    Case("below a false root of the same name", PATH, before_honest_root(root=FALSE), ISSUER),
    Case(
        "below a false root that claims the true one's key",
        PATH,
        before_honest_root(root=FALSE, city=claimed_issuer("root")),
        SIGNATURES,
    ),
    Case(
        "city cross-signed by a false root, all below honest",
        PATH,
        before_honest_root(city=signed_by("false root", "root")),
        SIGNATURES,
    ),
    Case(
        "a province's operator below a false root",
        PATH,
        under(climb("province operator", root=FALSE), COUNTY_PATH),
        ISSUER,
    ),
    *(
        Case(
            f"{name} signed by {signer}",
            PATH,
            climb(**{name: signed_by(signer, above)}),
            SIGNATURES,
        )
        for name, above, signer in (
            ("operator", "county", "city"),
            ("operator", "county", "operator"),
            ("operator", "county", "other county"),
            ("county", "city", "root"),
            ("county", "city", "county"),
            ("county", "city", "other city"),
            ("city", "root", "city"),
            ("city", "root", "county"),
        )
    ),
    *(
        Case(f"{name} self-signed", PATH, climb(**{name: self_signed(name)}), ISSUER)
        for name in ("operator", "county", "city")
    ),
    *(
        Case(
            f"{name} self-signed, claiming its issuer's key",
            PATH,
            climb(**{name: both(self_signed(name), claimed_issuer(PAPERS[name].above))}),
            SIGNATURES,
        )
        for name in ("operator", "county", "city")
    ),
    Case(
        "root that another key signed",
        PATH,
        climb(root=change(signer=key("false root"))),
        "root",
    ),
)
LENGTH_CASES = (*ORDERS, *AREAS, *ROLES, *KEYS)
