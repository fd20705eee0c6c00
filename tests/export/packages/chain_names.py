"""Subjects and issuers: each part missing, doubled, of another text or encoding."""

from __future__ import annotations

import unicodedata

from tests.export.packages.chain_case import (
    NUMBER_OR_NAME,
    PATH,
    SIGNATURES,
    Case,
    accepted,
    certificate,
)
from tests.export.packages.chain_der import (
    BMP,
    IA5,
    PRINTABLE,
    TELETEX,
    UTF8,
    attribute,
    bits,
    integer,
    name,
    sequence,
    tlv,
)
from tests.export.packages.chain_papers import (
    CODE,
    COMMON,
    COUNTRY,
    COUNTY,
    ORGANISATION,
    PAPERS,
    Build,
    change,
    climb,
    subject,
)

SUBJECT = "subject"
LONG_OFFICE = "河陇东乡族撒拉族保安族自治县机构编制委员会办公室"
COUNTRY_PART = attribute(COUNTRY, "CN", PRINTABLE)
OFFICE_PART = attribute(ORGANISATION, COUNTY)
CODE_PART = attribute(CODE, "629925", PRINTABLE)
LABEL_PART = attribute(COMMON, "王安")
PARTS = (COUNTRY_PART, OFFICE_PART, CODE_PART, LABEL_PART)


def called(*parts: bytes) -> Build:
    """Return a path whose operator's subject consists of these parts."""
    return climb(operator=change(subject=name(*parts)))


def labelled(label: str) -> Build:
    return climb(operator=change(label=label))


def both_called(office: str) -> Build:
    """Return a path in which county and operator give the office this name."""
    told = change(subject=subject("629925", office, "王安"))
    return climb(county=told, operator=told)


ALLOWED = (
    accepted("a person's name of one character", labelled("安")),
    accepted("a person's name of a rare character", labelled("𠮷安")),
    accepted("a person's name with a middle dot", labelled("阿卜杜·热合曼")),
    accepted("a person's name with a blank within", labelled("A B")),
    accepted("an office's name of 64 characters", both_called("县" * 64)),
    accepted("an office's long name", both_called(LONG_OFFICE)),
    accepted("parts in another order", called(*reversed(PARTS))),
    accepted(
        "all numbers alike",
        climb(operator=change(serial=integer(1)), county=change(serial=integer(1))),
    ),
)
COUNTS = tuple(
    certificate(f"operator: {what}", SUBJECT, called(*parts))
    for what, parts in (
        ("an empty subject", ()),
        ("no office", (COUNTRY_PART, CODE_PART, LABEL_PART)),
        ("no code", (COUNTRY_PART, OFFICE_PART, LABEL_PART)),
        ("no name", (COUNTRY_PART, OFFICE_PART, CODE_PART)),
        ("two offices", (*PARTS, attribute(ORGANISATION, "清河县委编办"))),
        ("one office twice", (*PARTS, OFFICE_PART)),
        ("two codes", (*PARTS, attribute(CODE, "629926", PRINTABLE))),
        ("one code twice", (*PARTS, CODE_PART)),
        ("two names", (*PARTS, attribute(COMMON, "李河"))),
        ("one name twice", (*PARTS, LABEL_PART)),
        (
            "the code of another county",
            (COUNTRY_PART, OFFICE_PART, attribute(CODE, "629926"), LABEL_PART),
        ),
        (
            "the code with a blank",
            (COUNTRY_PART, OFFICE_PART, attribute(CODE, "629925 "), LABEL_PART),
        ),
        ("the code of its city", (COUNTRY_PART, OFFICE_PART, attribute(CODE, "6299"), LABEL_PART)),
        ("no code but an empty one", (COUNTRY_PART, OFFICE_PART, attribute(CODE, ""), LABEL_PART)),
    )
)
TEXTS = (
    *(
        certificate(f"operator's name {what}", SUBJECT, labelled(label))
        for what, label in (
            ("with a line end", "王\n安"),
            ("with a zero byte", "王安\x00"),
            ("with an escape", "王\x1b[2J安"),
            ("with a blank before", " 王安"),
            ("with a blank behind", "王安 "),
            ("of a wide blank", "\u3000"),
            ("not in normal form", unicodedata.normalize("NFD", "é")),
            ("that runs from right to left", "王\u202e安"),
            ("with a character of no width", "王\u200b安"),
            ("with a private character", "王\ue000安"),
        )
    ),
    *(
        certificate(
            f"operator's name {what}",
            NUMBER_OR_NAME,
            called(COUNTRY_PART, OFFICE_PART, CODE_PART, attribute(COMMON, label)),
        )
        for what, label in (
            ("of nothing", ""),
            ("of 65 letters", "a" * 65),
            ("of 22 Chinese characters", "王" * 22),
        )
    ),
    *(
        certificate(f"office's name {what}", SUBJECT, both_called(office))
        for what, office in (
            ("of 65 characters", "县" * 65),
            ("of 250 characters", "县" * 250),
            ("with a line end", "安澜县\n委编办"),
            ("with a blank behind", "安澜县委编办 "),
            ("of nothing", ""),
            ("not in normal form", unicodedata.normalize("NFD", "é")),
        )
    ),
)
ENCODINGS = tuple(
    certificate(
        f"operator: {what}", "not a certificate", called(COUNTRY_PART, OFFICE_PART, CODE_PART, part)
    )
    for what, part in (
        ("a name that is not UTF-8", attribute(COMMON, b"\xff\xfe", UTF8)),
        ("a name in a surrogate", attribute(COMMON, b"\xed\xa0\x80", UTF8)),
        ("a name in an overlong form", attribute(COMMON, b"\xc0\x80", UTF8)),
        ("a name in two bytes a character, cut", attribute(COMMON, b"\x73", BMP)),
        ("a name as bits", sequence(attribute(COMMON, "x")[2:7], bits(b"x"))),
        ("a name as a number", sequence(attribute(COMMON, "x")[2:7], integer(7))),
    )
)
UNUSUAL = tuple(
    certificate(f"operator: {what}", SUBJECT, called(COUNTRY_PART, OFFICE_PART, CODE_PART, part))
    for what, part in (
        ("a name in two bytes a character", attribute(COMMON, "王安".encode("utf-16-be"), BMP)),
        ("a name of teletypes", attribute(COMMON, "Wang An", TELETEX)),
        ("a name of the old ASCII form", attribute(COMMON, "Wang An", IA5)),
    )
)
JOINED = (
    certificate(
        "operator: office and name in one set",
        SUBJECT,
        climb(
            operator=change(
                subject=sequence(
                    tlv(0x31, COUNTRY_PART),
                    tlv(0x31, LABEL_PART, OFFICE_PART),
                    tlv(0x31, CODE_PART),
                )
            )
        ),
    ),
)
OTHER = subject("629926", "清河县委编办", "清河县委编办")
ISSUERS = (
    *(
        Case(
            f"{place}: issued in the name of {what}",
            PATH,
            climb(**{place: change(issuer_name=told)}),
            SIGNATURES,
        )
        for place, what, told in (
            ("operator", "another county", OTHER),
            ("operator", "the city", PAPERS["city"].name),
            ("operator", "itself", PAPERS["operator"].name),
            ("operator", "nobody", name()),
            ("county", "the province", PAPERS["root"].name),
            ("county", "another city", subject("6298", "定川市委编办", "定川市委编办")),
            ("city", "another province", subject("63", "另一省委编办", "另一省委编办")),
            ("city", "itself", PAPERS["city"].name),
        )
    ),
    Case(
        "operator: issued in the county's name in another order",
        PATH,
        climb(
            operator=change(
                issuer_name=name(attribute(COMMON, COUNTY), CODE_PART, OFFICE_PART, COUNTRY_PART)
            )
        ),
        SIGNATURES,
    ),
    Case(
        "operator: issued in the county's name in another encoding",
        PATH,
        climb(
            operator=change(
                issuer_name=name(
                    COUNTRY_PART, OFFICE_PART, attribute(CODE, "629925"), attribute(COMMON, COUNTY)
                )
            )
        ),
        SIGNATURES,
    ),
    certificate(
        "operator: an issuer that is no name",
        "not a certificate",
        climb(operator=change(issuer_name=tlv(0x30, b"\x05\x00"))),
    ),
)
NAME_CASES = (*ALLOWED, *COUNTS, *TEXTS, *ENCODINGS, *UNUSUAL, *JOINED, *ISSUERS)
