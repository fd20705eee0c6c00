"""Extensions: each one missing, of another criticality, doubled or of another content, by role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from export.packages.certificates import ENCRYPTION_USE, SIGNING_USE
from tests.export.packages.chain_case import certificate
from tests.export.packages.chain_der import (
    FALSE,
    TRUE,
    integer,
    octets,
    oid,
    sequence,
    tlv,
)
from tests.export.packages.chain_papers import (
    BASIC,
    ISSUER_KEY,
    NAMES,
    OWN_KEY,
    PURPOSE,
    REGION,
    USAGE,
    Build,
    Edit,
    Extension,
    change,
    climb,
    constraints_of_basic,
    extend,
    subtrees,
)

KNOWN = {
    BASIC: "basic constraints",
    USAGE: "key usage",
    PURPOSE: "purpose",
    NAMES: "alternative name",
    OWN_KEY: "own key identifier",
    ISSUER_KEY: "issuer's key identifier",
    REGION: "name constraints",
}
LISTED = "extensions"
Listed = dict[str, Extension]


def in_path(place: str, edit: Edit) -> Build:
    """Return the path of which that paper is the leaf, or the county's operator's."""
    if place in ("county", "city", "root"):
        return climb(**{place: edit})
    return climb(place, **{place.replace(" ", "_"): edit})


def valued(place: str, kind: str, value: bytes) -> Build:
    """Return a path in which one extension has another content."""

    def edit(listed: Listed) -> None:
        listed[kind] = replace(listed[kind], value=value)

    return in_path(place, extend(edit))


def edited(place: str, edit: Callable[[Listed], object]) -> Build:
    return in_path(place, extend(edit))


def without(kind: str) -> Callable[[Listed], object]:
    return lambda listed: listed.pop(kind)


def flipped(kind: str) -> Callable[[Listed], object]:
    def edit(listed: Listed) -> None:
        critical = b"" if listed[kind].critical else TRUE
        listed[kind] = replace(listed[kind], critical=critical)

    return edit


def said_not_critical(kind: str) -> Callable[[Listed], object]:
    """Write the default value out, which DER forbids."""

    def edit(listed: Listed) -> None:
        listed[kind] = replace(listed[kind], critical=FALSE)

    return edit


def added(kind: str, critical: bytes, value: bytes) -> Callable[[Listed], object]:
    return lambda listed: listed.update({"added": Extension(kind, critical, value)})


def twice(kind: str) -> Callable[[Listed], object]:
    return lambda listed: listed.update({"added": listed[kind]})


ROLES = {
    "county": (BASIC, USAGE, REGION, NAMES, OWN_KEY, ISSUER_KEY),
    "operator": (BASIC, USAGE, PURPOSE, NAMES, OWN_KEY, ISSUER_KEY),
    "encryption": (BASIC, USAGE, PURPOSE, NAMES, OWN_KEY, ISSUER_KEY),
}
PRESENCE = tuple(
    certificate(f"{role}: {KNOWN[kind]} {what}", LISTED, edited(role, edit(kind)))
    for role, kinds in ROLES.items()
    for kind in kinds
    for what, edit in (("missing", without), ("of another criticality", flipped), ("twice", twice))
)
UNKNOWN = tuple(
    certificate(f"{role}: {what}", LISTED, edited(role, added(kind, critical, value)))
    for role in ROLES
    for what, kind, critical, value in (
        ("an unknown critical extension", "2.25.1", TRUE, b"\x05\x00"),
        ("an unknown extension that is not critical", "2.25.1", b"", b"\x05\x00"),
    )
)
BEYOND = (
    certificate(
        "county: a purpose",
        LISTED,
        edited("county", added(PURPOSE, TRUE, sequence(oid(SIGNING_USE.dotted_string)))),
    ),
    certificate(
        "operator: name constraints",
        LISTED,
        edited("operator", added(REGION, TRUE, subtrees("629925.6299.62.bianqing.invalid"))),
    ),
    certificate(
        "operator: a policy",
        LISTED,
        edited("operator", added("2.5.29.32", b"", sequence(sequence(oid("2.5.29.32.0"))))),
    ),
    certificate("operator: an empty list", LISTED, climb(operator=change(extensions=()))),
    certificate("operator: no extensions", LISTED, climb(operator=change(block=b""))),
    certificate(
        "operator: two lists",
        "not a certificate",
        climb(operator=change(extras=tlv(0xA3, sequence(sequence(oid("2.25.1"), octets(b"")))))),
    ),
    certificate(
        "operator: not critical, written out",
        "not a certificate",
        edited("operator", said_not_critical(NAMES)),
    ),
    certificate(
        "operator: critical in another true",
        "not a certificate",
        edited(
            "operator",
            lambda listed: listed.update({BASIC: replace(listed[BASIC], critical=b"\x01\x01\x01")}),
        ),
    ),
)
SIGNING, SEALING = oid(SIGNING_USE.dotted_string), oid(ENCRYPTION_USE.dotted_string)
PURPOSES = tuple(
    certificate(f"{role}: {what} as purpose", why, valued(role, PURPOSE, sequence(*uses)))
    for role, what, uses, why in (
        ("operator", "the other role's", (SEALING,), "extended key usage"),
        ("encryption", "the other role's", (SIGNING,), "extended key usage"),
        ("operator", "both roles'", (SIGNING, SEALING), "extended key usage"),
        ("encryption", "both roles'", (SEALING, SIGNING), "extended key usage"),
        ("operator", "its own twice", (SIGNING, SIGNING), "extended key usage"),
        ("operator", "any", (oid("2.5.29.37.0"),), "extended key usage"),
        ("operator", "its own and any", (SIGNING, oid("2.5.29.37.0")), "extended key usage"),
        ("operator", "a web client's", (oid("1.3.6.1.5.5.7.3.2"),), "extended key usage"),
        (
            "operator",
            "a sibling of its own",
            (oid(SIGNING_USE.dotted_string + "1"),),
            "extended key usage",
        ),
        (
            "operator",
            "the arc above its own",
            (oid(SIGNING_USE.dotted_string[:-2]),),
            "extended key usage",
        ),
        ("operator", "none", (), "not a certificate"),
    )
)
AUTHORITY_USE, SIGNING_ONLY, AGREEMENT = "03020106", "03020780", "03020308"
USAGES = tuple(
    certificate(f"{role}: key usage {what}", why, valued(role, USAGE, bytes.fromhex(value)))
    for role, what, value, why in (
        ("operator", "of an authority", AUTHORITY_USE, "key usage"),
        ("operator", "of an encryption", AGREEMENT, "key usage"),
        ("operator", "with non-repudiation", "030206c0", "key usage"),
        ("operator", "with certificate signing", "03020284", "key usage"),
        ("operator", "of nothing", "030100", "key usage"),
        ("operator", "of all", "03020000", "key usage"),
        ("encryption", "of an operator", SIGNING_ONLY, "key usage"),
        ("encryption", "of an authority", AUTHORITY_USE, "key usage"),
        ("encryption", "of key encipherment", "03020520", "key usage"),
        ("encryption", "to encipher only", "03020009", "key usage"),
        ("county", "of an operator", SIGNING_ONLY, "key usage"),
        ("county", "of certificates only", "03020204", "key usage"),
        ("county", "of lists only", "03020102", "key usage"),
        ("county", "with digital signatures", "03020186", "key usage"),
        ("operator", "that is no bits", "04020780", "not a certificate"),
        ("operator", "with unused bits set", "03020781", "not a certificate"),
    )
)
BASICS = tuple(
    certificate(f"{place}: {what}", why, valued(place, BASIC, value))
    for place, what, value, why in (
        ("operator", "may issue", sequence(TRUE), "basic constraints"),
        ("operator", "may issue leaves", sequence(TRUE, integer(0)), "basic constraints"),
        ("encryption", "may issue", sequence(TRUE), "basic constraints"),
        ("operator", "a length without issuing", sequence(integer(0)), "not a certificate"),
        ("operator", "may not issue, written out", sequence(FALSE), "not a certificate"),
        ("county", "may not issue", sequence(), "basic constraints"),
        ("county", "length 1 instead of 0", constraints_of_basic("6299"), "basic constraints"),
        ("county", "no length", sequence(TRUE), "basic constraints"),
        ("county", "length -1", sequence(TRUE, integer(-1)), "not a certificate"),
        ("county", "length 256", sequence(TRUE, integer(256)), "basic constraints"),
        ("city", "length 0 instead of 1", constraints_of_basic("629925"), "basic constraints"),
        ("city", "length 2 instead of 1", constraints_of_basic("62"), "basic constraints"),
        ("city", "no length", sequence(TRUE), "basic constraints"),
        ("root", "length 1 instead of 2", constraints_of_basic("6299"), "basic constraints"),
        ("root", "length 3 instead of 2", sequence(TRUE, integer(3)), "basic constraints"),
        ("root", "no length", sequence(TRUE), "basic constraints"),
    )
)
EXTENSION_CASES = (*PRESENCE, *UNKNOWN, *BEYOND, *PURPOSES, *USAGES, *BASICS)
