"""Which office may stand below which: levels, region codes digit by digit, names and epochs."""

from __future__ import annotations

from export.packages.certificates import Role
from tests.export.packages.chain_case import LEVEL, PATH, REGION, Case, accepted, certificate
from tests.export.packages.chain_papers import Build, Edit, change, climb

COUNTY, CITY = "629925", "6299"
NAME = "alternative name"
SAME_OFFICE = "office or epoch"


def changed(code: str, place: int) -> str:
    """Return a code with another digit at a place."""
    return code[:place] + str(int(code[place]) % 9 + 1) + code[place + 1 :]


def coded(**codes: str) -> Build:
    """Return a county operator's path in which some have other codes."""
    return climb(**{name: change(code=code) for name, code in codes.items()})


def whole_county(code: str) -> Build:
    return coded(county=code, operator=code)


DIGITS = (
    *(
        Case(
            f"operator's digit {at + 1}",
            REGION,
            coded(operator=changed(COUNTY, at)),
            changed(COUNTY, at),
        )
        for at in range(6)
    ),
    *(
        Case(
            f"county's digit {at + 1}",
            REGION,
            whole_county(changed(COUNTY, at)),
            changed(COUNTY, at),
        )
        for at in range(4)
    ),
    *(
        accepted(f"another county of the city, digit {at + 1}", whole_county(changed(COUNTY, at)))
        for at in (4, 5)
    ),
    *(
        Case(f"city's digit {at + 1}, county's not", REGION, coded(city=changed(CITY, at)), COUNTY)
        for at in range(4)
    ),
    *(
        Case(
            f"city's digit {at + 1}, with all below",
            REGION,
            coded(**{name: changed(COUNTY, at)[:n] for name, n in below}),
            changed(CITY, at),
        )
        for at in (0, 1)
        for below in [(("city", 4), ("county", 6), ("operator", 6))]
    ),
    *(Case(f"root's digit {at + 1}", REGION, coded(root=changed("62", at)), CITY) for at in (0, 1)),
)
LENGTHS = (
    Case("operator has the city's code", LEVEL, coded(operator=CITY), CITY),
    Case("operator has the province's code", LEVEL, coded(operator="62"), "62"),
    Case("county has the city's code", LEVEL, whole_county(CITY), CITY),
    Case("county has the province's code", LEVEL, whole_county("62"), "62"),
    Case("city has the province's code", LEVEL, coded(city="62"), COUNTY),
    Case("city has a county's code", LEVEL, coded(city="629926"), COUNTY),
    Case("root has a city's code", PATH, coded(root=CITY), "root"),
    *(
        certificate(f"operator's code is {said}", NAME, coded(operator=code))
        for said, code in (
            ("of one digit", "6"),
            ("of three digits", "629"),
            ("of five digits", "62992"),
            ("of seven digits", "6299251"),
            ("of eight digits", "62992501"),
            ("with a zero in front", "029925"),
            ("with a letter", "62992A"),
            ("with a blank", "62992 "),
            ("with a sign", "+29925"),
            ("empty", ""),
        )
    ),
)
ISSUERS = (
    *(
        Case(said, LEVEL, climb(leaf, **{leaf.replace(" ", "_"): change(above=above)}), code)
        for said, leaf, above, code in (
            ("a county's operator issued by the city", "operator", "city", COUNTY),
            ("a county's operator issued by the province", "operator", "root", COUNTY),
            ("a city's operator issued by the province", "city operator", "root", CITY),
            ("a city's operator issued by a county", "city operator", "county", CITY),
            ("a province's operator issued by a city", "province operator", "city", "62"),
            ("a county's encryption issued by itself", "encryption", "county", COUNTY),
            ("a county's encryption issued by the province", "encryption", "root", COUNTY),
            ("a city's encryption issued by itself", "city encryption", "city", CITY),
            ("a city's encryption issued by a county", "city encryption", "county", CITY),
            ("a province's encryption issued by a city", "province encryption", "city", "62"),
        )
    ),
    Case("a county certified by the province", LEVEL, climb(county=change(above="root")), COUNTY),
    Case("a city below a city", LEVEL, coded(county="6298", operator="6298"), "6298"),
    Case("a city below itself", LEVEL, coded(county=CITY, operator=CITY), CITY),
    Case(
        "a county's encryption by another city",
        REGION,
        climb("encryption", city=change(code="6298")),
        COUNTY,
    ),
    Case(
        "a county's encryption of another province",
        REGION,
        climb("encryption", encryption=change(code="610101")),
        "610101",
    ),
    Case(
        "a city's encryption of another province",
        REGION,
        climb("city encryption", city_encryption=change(code="6101")),
        "6101",
    ),
    Case(
        "a province's encryption of another province",
        REGION,
        climb("province encryption", province_encryption=change(code="61")),
        "61",
    ),
)


def epochs(**counts: int) -> Build:
    return climb(**{name: change(epoch=count) for name, count in counts.items()})


def operator_of(office: str) -> Edit:
    return change(office=office)


EPOCHS = (
    accepted("operator and county of epoch 2", epochs(operator=2, county=2)),
    accepted("a city of another epoch than its county", epochs(city=3)),
    accepted("a province of another epoch", epochs(root=4)),
    accepted("the largest epoch", epochs(operator=999_999_999, county=999_999_999)),
    Case("operator of the next epoch", PATH, epochs(operator=2), SAME_OFFICE),
    Case("operator of the epoch before", PATH, epochs(county=2), SAME_OFFICE),
    Case(
        "a city's operator of another epoch",
        PATH,
        climb("city operator", city_operator=change(epoch=2)),
        SAME_OFFICE,
    ),
    Case(
        "a province's operator of another epoch",
        PATH,
        climb("province operator", root=change(epoch=2)),
        SAME_OFFICE,
    ),
    Case(
        "operator of an office by another name",
        PATH,
        climb(operator=operator_of("安澜县编办")),
        SAME_OFFICE,
    ),
    Case(
        "county by another name than its operator",
        PATH,
        climb(county=change(office="安澜")),
        SAME_OFFICE,
    ),
    accepted("a city that was renamed", climb(city=change(office="安河市委机构编制委员会办公室"))),
    accepted(
        "an encryption certificate of another epoch than others know",
        climb("encryption", encryption=change(epoch=2)),
    ),
    Case(
        "an operator's certificate that says encryption",
        PATH,
        climb(county=change(role=Role.ENCRYPTION)),
        "issuer is no authority",
    ),
)
REGION_CASES = (*DIGITS, *LENGTHS, *ISSUERS, *EPOCHS)
