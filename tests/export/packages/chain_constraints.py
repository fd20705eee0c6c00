"""Names and regions in extensions: name constraints, alternative names, key identifiers."""

from __future__ import annotations

from tests.export.packages.chain_case import BODY, PATH, Case, certificate
from tests.export.packages.chain_der import (
    ADDRESS,
    DIRECTORY,
    DNS,
    EMAIL,
    URI,
    octets,
    sequence,
    tlv,
)
from tests.export.packages.chain_extensions import LISTED, valued
from tests.export.packages.chain_papers import (
    ISSUER_KEY,
    NAMES,
    OWN_KEY,
    PAPERS,
    REGION,
    Build,
    alternative_names,
    key,
    key_id,
    subtrees,
)

OF_COUNTY, OF_CITY, OF_PROVINCE = (
    "629925.6299.62.bianqing.invalid",
    "6299.62.bianqing.invalid",
    "62.bianqing.invalid",
)


def tree(form: int, value: str, *bounds: bytes) -> bytes:
    return sequence(tlv(form, value.encode()), *bounds)


REGIONS = tuple(
    certificate(f"{place}: constrained {what}", why, valued(place, REGION, value))
    for place, what, value, why in (
        ("county", "to its city", subtrees(OF_CITY), "name constraints"),
        ("county", "to all", subtrees("bianqing.invalid"), "name constraints"),
        ("county", "to everything", subtrees(""), "name constraints"),
        (
            "county",
            "to another county",
            subtrees("629926.6299.62.bianqing.invalid"),
            "name constraints",
        ),
        ("county", "to a part of itself", subtrees("a." + OF_COUNTY), "name constraints"),
        (
            "county",
            "to two regions",
            subtrees(OF_COUNTY, "629926.6299.62.bianqing.invalid"),
            "name constraints",
        ),
        ("county", "to itself twice", subtrees(OF_COUNTY, OF_COUNTY), "name constraints"),
        ("county", "below a dot", subtrees("." + OF_COUNTY), "name constraints"),
        ("county", "in capitals", subtrees(OF_COUNTY.upper()), "name constraints"),
        ("county", "by URIs", sequence(tlv(0xA0, tree(URI, OF_COUNTY))), "name constraints"),
        ("county", "by exclusion", sequence(tlv(0xA1, tree(DNS, OF_COUNTY))), "name constraints"),
        ("county", "to nothing", sequence(), "not a certificate"),
        (
            "county",
            "with an exclusion besides",
            sequence(tlv(0xA0, tree(DNS, OF_COUNTY)), tlv(0xA1, tree(DNS, "x." + OF_COUNTY))),
            "name constraints",
        ),
        (
            "county",
            "from a depth on",
            sequence(tlv(0xA0, tree(DNS, OF_COUNTY, tlv(0x80, b"\x01")))),
            BODY,
        ),
        ("city", "to its province", subtrees(OF_PROVINCE), "name constraints"),
        ("city", "to another city", subtrees("6298.62.bianqing.invalid"), "name constraints"),
        ("city", "to its one county", subtrees(OF_COUNTY), "name constraints"),
        ("root", "to another province", subtrees("63.bianqing.invalid"), "name constraints"),
    )
)
ROLE_URI = "urn:bianqing:operator:629925:1"


def named(*items: tuple[int, str | bytes]) -> Build:
    return valued("operator", NAMES, alternative_names(*items))


def uri_of(text: str | bytes) -> Build:
    return named((URI, text), (DNS, OF_COUNTY))


def dns_of(text: str | bytes) -> Build:
    return named((URI, ROLE_URI), (DNS, text))


ALTERNATIVES = (
    *(
        certificate(f"operator: URI {what}", "alternative name", uri_of(text))
        for what, text in (
            ("with a capital scheme", "URN:bianqing:operator:629925:1"),
            ("with a capital space", "urn:BIANQING:operator:629925:1"),
            ("with a capital role", "urn:bianqing:Operator:629925:1"),
            ("of no known role", "urn:bianqing:clerk:629925:1"),
            ("of another space", "urn:bianzhi:operator:629925:1"),
            ("of a host", "https://bianqing.invalid/operator/629925/1"),
            ("without an epoch", "urn:bianqing:operator:629925"),
            ("of epoch 0", "urn:bianqing:operator:629925:0"),
            ("of epoch -1", "urn:bianqing:operator:629925:-1"),
            ("of epoch 01", "urn:bianqing:operator:629925:01"),
            ("of epoch +1", "urn:bianqing:operator:629925:+1"),
            ("of an epoch of ten digits", "urn:bianqing:operator:629925:1000000000"),
            ("with more behind", "urn:bianqing:operator:629925:1:2"),
            ("with a line end", "urn:bianqing:operator:629925:1\n"),
            ("with a blank before", " urn:bianqing:operator:629925:1"),
            ("with a zero byte", "urn:bianqing:operator:629925:1\x00"),
            ("of another code than the subject", "urn:bianqing:operator:629926:1"),
            ("empty", ""),
        )
    ),
    certificate(
        "operator: URI in full-width digits",
        "alternative name",
        uri_of("urn:bianqing:operator:６２９９２５:1"),
    ),
    certificate("operator: URI of an authority", LISTED, uri_of("urn:bianqing:authority:629925:1")),
    certificate(
        "operator: URI of an encryption", "key usage", uri_of("urn:bianqing:encryption:629925:1")
    ),
    *(
        certificate(f"operator: DNS name {what}", "alternative name", dns_of(text))
        for what, text in (
            ("of another county", "629926.6299.62.bianqing.invalid"),
            ("of the city", OF_CITY),
            ("of another host", "629925.6299.62.example.invalid"),
            ("below the county's", "www." + OF_COUNTY),
            ("with a star", "*.6299.62.bianqing.invalid"),
            ("with a dot behind", OF_COUNTY + "."),
            ("in capitals", OF_COUNTY.upper()),
            ("turned round", "62.6299.629925.bianqing.invalid"),
            ("empty", ""),
        )
    ),
    *(
        certificate(f"operator: {what}", "alternative name", named(*items))
        for what, items in (
            ("no URI", ((DNS, OF_COUNTY),)),
            ("no DNS name", ((URI, ROLE_URI),)),
            ("one URI twice", ((URI, ROLE_URI), (URI, ROLE_URI), (DNS, OF_COUNTY))),
            ("one DNS name twice", ((URI, ROLE_URI), (DNS, OF_COUNTY), (DNS, OF_COUNTY))),
            ("a second URI", ((URI, ROLE_URI), (URI, "urn:x:1"), (DNS, OF_COUNTY))),
            ("an address", ((URI, ROLE_URI), (DNS, OF_COUNTY), (ADDRESS, b"\x7f\x00\x00\x01"))),
            ("only an address", ((ADDRESS, b"\x7f\x00\x00\x01"),)),
            ("an e-mail address", ((URI, ROLE_URI), (DNS, OF_COUNTY), (EMAIL, "a@b.invalid"))),
            (
                "a directory name",
                ((URI, ROLE_URI), (DNS, OF_COUNTY), (DIRECTORY, PAPERS["root"].name)),
            ),
        )
    ),
    certificate(
        "operator: a name of no known form",
        "not a certificate",
        named((URI, ROLE_URI), (0x8F, b"x")),
    ),
    certificate("operator: no name at all", "alternative name", named()),
    certificate(
        "operator: names that are no names",
        "not a certificate",
        valued("operator", NAMES, b"\x05\x00"),
    ),
)


def told_issuer(value: bytes) -> Build:
    return valued("operator", ISSUER_KEY, value)


COUNTY_ID = key_id(key("county"))
IDENTIFIERS = (
    *(
        certificate(
            f"{place}: own key identifier {what}",
            "subject key identifier",
            valued(place, OWN_KEY, octets(value)),
        )
        for place, what, value in (
            ("operator", "of another key", key_id(key("stranger"))),
            ("county", "of another key", key_id(key("stranger"))),
            ("root", "of another key", key_id(key("stranger"))),
            ("encryption", "of another key", key_id(key("stranger"))),
            ("operator", "cut short", key_id(key("operator"))[:-1]),
            ("operator", "empty", b""),
        )
    ),
    *(
        Case(
            f"operator: issuer's key identifier {what}",
            PATH,
            told_issuer(value),
            "authority key identifier",
        )
        for what, value in (
            ("of another key", sequence(tlv(0x80, key_id(key("stranger"))))),
            ("of the city's key", sequence(tlv(0x80, key_id(key("city"))))),
            ("empty", sequence()),
            ("cut short", sequence(tlv(0x80, COUNTY_ID[:-1]))),
            (
                "with its name and number",
                sequence(
                    tlv(0x80, COUNTY_ID),
                    tlv(0xA1, tlv(0xA4, PAPERS["city"].name)),
                    tlv(0x82, b"\x07"),
                ),
            ),
        )
    ),
    Case(
        "root: issuer's key identifier of another key",
        PATH,
        valued("root", ISSUER_KEY, sequence(tlv(0x80, key_id(key("stranger"))))),
        "authority key identifier",
    ),
    certificate(
        "operator: issuer's key identifier that is none",
        "not a certificate",
        told_issuer(b"\x04\x00"),
    ),
)
CONSTRAINT_CASES = (*REGIONS, *ALTERNATIVES, *IDENTIFIERS)
