"""Certificates off the profile that their issuer has signed all the same: both readers refuse."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable

import pytest
from Crypto.Hash import SHA256
from Crypto.PublicKey import ECC

from domain.errors import Refusal
from export.packages import Office, certify_operator
from tests.export.packages.forge import Forge
from tests.export.packages.network import NOW, Network, enrol, province
from tests.second_reader import der
from tests.second_reader.bridge import ACCEPTED, Both, chain_of
from tests.second_reader.certificates import oid_bytes, read_certificate, wrap
from tests.second_reader.der_trees import Node, leaf, tree

Edit = Callable[[Node], object]

SERIAL, INNER_ALGORITHM, ISSUER, SUBJECT, KEY = 1, 2, 3, 5, 6
BASIC, USAGE, THIRD, NAMES, OWN_ID, ISSUER_ID = range(6)
MUTATIONS = 250


def integer(value: int) -> Node:
    return leaf(der.INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def signed(body: Node, sign: Callable[[bytes], bytes]) -> bytes:
    """Return a certificate around the body, with a good signature of whoever has the key."""
    data = body.encode()
    numbers = sign(data)
    pair = [integer(int.from_bytes(half, "big")) for half in (numbers[:32], numbers[32:])]
    value = leaf(der.BITS, b"\x00" + Node(der.SEQUENCE, b"", pair).encode())
    algorithm = tree(bytes.fromhex("300a06082a8648ce3d040302"))
    return Node(der.SEQUENCE, b"", [body, algorithm, value]).encode()


class Chains:
    """The county's certificates, one of them changed and signed anew by its issuer."""

    def __init__(self, network: Network) -> None:
        self.chain = chain_of(network.county)
        self.issuers = [network.county, network.city, network.province]
        self.forge = Forge(network.county)

    def body(self, which: int) -> Node:
        return tree(self.chain[which])[0]

    def package(self, which: int, body: Node) -> bytes:
        """Return a package that comes with the changed certificate."""
        chain = list(self.chain)
        chain[which] = signed(body, self.issuers[which].authority.sign)
        finger = SHA256.new(chain[0]).hexdigest()
        return self.forge.build(area=lambda _: b"".join(chain), key_id=finger)


@pytest.fixture(scope="module")
def chains(network: Network) -> Chains:
    return Chains(network)


def extension(body: Node, at: int) -> Node:
    return body[7][0][at]


def content(body: Node, at: int) -> Node:
    return extension(body, at)[-1][0]


def key_id_of_another(at: int) -> Edit:
    def edit(body: Node) -> None:
        found = content(body, at)
        target = found if at == OWN_ID else found[0]
        target.body = bytes(20)

    return edit


def point_form(number: int) -> Edit:
    """Write the same point with another first byte: compressed, or hybrid."""

    def edit(body: Node) -> None:
        point = body[KEY][1].body[1:]
        odd = point[-1] & 1
        rest = point[1:33] if number == 2 else point[1:]
        body[KEY][1].body = b"\x00" + bytes([number + odd]) + rest

    return edit


def another_curve(body: Node) -> None:
    key = ECC.generate(curve="P-384").public_key()
    body.parts[KEY] = tree(key.export_key(format="DER"))


def more(body: Node) -> None:
    extra = [leaf(der.OID, oid_bytes("2.5.29.54")[2:]), leaf(der.OCTETS, b"\x02\x01\x00")]
    body[7][0].parts.append(Node(der.SEQUENCE, b"", extra))


def uri(text: str) -> Edit:
    def edit(body: Node) -> None:
        content(body, NAMES)[0].body = text.encode()

    return edit


def text_at(place: int, text: str) -> Edit:
    def edit(body: Node) -> None:
        body[SUBJECT][place][0][1].body = text.encode()

    return edit


OPERATOR_FAULTS: dict[str, Edit] = {
    "serial number zero": lambda body: setattr(body[SERIAL], "body", b"\x00"),
    "serial number of 21 bytes": lambda body: setattr(body[SERIAL], "body", b"\x01" + bytes(20)),
    "usage with unused bits told otherwise": lambda body: setattr(
        content(body, USAGE), "body", b"\x06\x80"
    ),
    "serial number negative": lambda body: setattr(body[SERIAL], "body", b"\xff\x01"),
    "version 1": lambda body: setattr(body[0][0], "body", b"\x00"),
    "another algorithm inside": lambda body: setattr(body[2][0], "body", b"\x2a\x03"),
    "another issuer": lambda body: setattr(body[ISSUER][3][0][1], "body", "别人".encode()),
    "own key identifier": key_id_of_another(OWN_ID),
    "issuer's key identifier": key_id_of_another(ISSUER_ID),
    "key as a compressed point": point_form(2),
    "key as a hybrid point": point_form(6),
    "key on another curve": another_curve,
    "one extension more": more,
    "one extension less": lambda body: body[7][0].parts.pop(OWN_ID),
    "one extension twice": lambda body: body[7][0].parts.append(copy.deepcopy(body[7][0][BASIC])),
    "usage not critical": lambda body: extension(body, USAGE).parts.pop(1),
    "another usage": lambda body: setattr(content(body, USAGE), "body", b"\x07\xc0"),
    "another purpose": lambda body: setattr(content(body, THIRD)[0], "body", b"\x2a\x03"),
    "purpose of the other leaf": lambda body: setattr(
        content(body, THIRD)[0], "body", content(body, THIRD)[0].body[:-1] + b"\x02"
    ),
    "a third name": lambda body: content(body, NAMES).parts.append(leaf(0x82, b"a.invalid")),
    "no DNS name": lambda body: content(body, NAMES).parts.pop(1),
    "DNS name of another": lambda body: setattr(
        content(body, NAMES)[1], "body", b"629926.6299.62.bianqing.invalid"
    ),
    "role unknown": uri("urn:bianqing:witness:629925:1"),
    "epoch zero": uri("urn:bianqing:operator:629925:0"),
    "epoch with a zero before": uri("urn:bianqing:operator:629925:01"),
    "epoch of ten digits": uri("urn:bianqing:operator:629925:1000000000"),
    "code of another in the name": uri("urn:bianqing:operator:629926:1"),
    "code of another in the subject": text_at(2, "629926"),
    "name with a blank before": text_at(3, " 王安"),
    "name with a sign that does not print": text_at(3, "王\u200b安"),
    "name too long": text_at(3, "王" * 65),
    "name not in normal form": text_at(3, "e\u0301"),
    "no name": lambda body: body[SUBJECT].parts.pop(3),
    "two names": lambda body: body[SUBJECT].parts.append(copy.deepcopy(body[SUBJECT][3])),
    "made an authority": lambda body: setattr(
        extension(body, BASIC)[-1], "parts", [tree(bytes.fromhex("30060101ff020100"))]
    ),
}
AUTHORITY_FAULTS: dict[str, Edit] = {
    "longer path": lambda body: setattr(content(body, BASIC)[1], "body", b"\x01"),
    "path without an end": lambda body: content(body, BASIC).parts.pop(1),
    "wider region": lambda body: setattr(
        content(body, 2)[0][0][0], "body", b"6299.62.bianqing.invalid"
    ),
    "excludes something": lambda body: content(body, 2).parts.append(
        tree(wrap(0xA1, wrap(0x30, wrap(0x82, b"a.invalid"))))
    ),
}


@pytest.mark.parametrize("name", OPERATOR_FAULTS)
def test_an_operator_off_the_profile_is_refused(
    name: str, chains: Chains, both: Both, network: Network
) -> None:
    body = chains.body(0)
    OPERATOR_FAULTS[name](body)
    found = both.agree(chains.package(0, body), network.city)
    assert found.code == "package.chain_invalid"


@pytest.mark.parametrize("name", AUTHORITY_FAULTS)
def test_an_authority_off_the_profile_is_refused(
    name: str, chains: Chains, both: Both, network: Network
) -> None:
    body = chains.body(1)
    AUTHORITY_FAULTS[name](body)
    found = both.agree(chains.package(1, body), network.city)
    assert found.code == "package.chain_invalid"


def test_signed_anew_without_a_change_the_path_holds(
    chains: Chains, both: Both, network: Network
) -> None:
    for which in range(3):
        data = chains.package(which, chains.body(which))
        code = both.agree(data, network.city).code
        # The manifest still tells the fingerprint that the operator's certificate had before.
        assert code == ("package.sender_mismatch" if which == 0 else ACCEPTED)


def test_names_and_extensions_may_stand_in_any_order(
    chains: Chains, both: Both, network: Network
) -> None:
    body = chains.body(1)
    content(body, NAMES).parts.reverse()
    body[7][0].parts.reverse()
    assert both.agree(chains.package(1, body), network.city).code == ACCEPTED


def mutate(body: Node, chance: random.Random) -> None:
    """Change one element: its tag, its content, or what it is made of."""
    node = chance.choice(body.all())
    if node.parts and chance.random() < 0.7:
        act = chance.choice(["pop", "double", "shuffle"])
        at = chance.randrange(len(node.parts))
        if act == "pop":
            node.parts.pop(at)
        elif act == "double":
            node.parts.insert(at, copy.deepcopy(node.parts[at]))
        else:
            chance.shuffle(node.parts)
    elif node.body and not node.parts:
        at = chance.randrange(len(node.body))
        changed = bytes([node.body[at] ^ 1 << chance.randrange(8)])
        node.body = (
            node.body[:at] + chance.choice([changed, b"", changed * 2]) + node.body[at + 1 :]
        )


def test_both_readers_judge_any_change_alike(chains: Chains, both: Both, network: Network) -> None:
    chance = random.Random(6299)  # noqa: S311 - the same certificates in every run
    codes: Counter[str] = Counter()
    for _ in range(MUTATIONS):
        which = chance.randrange(3)
        body = chains.body(which)
        country = body[SUBJECT].parts.pop(0)  # has no meaning, so nobody need judge it alike
        mutate(body, chance)
        if len(body.parts) > SUBJECT and body[SUBJECT].tag == der.SEQUENCE:
            body[SUBJECT].parts.insert(0, country)
        codes[both.agree(chains.package(which, body), network.city).code] += 1
    assert codes["package.chain_invalid"] > MUTATIONS // 2
    assert len(codes) >= 2


def test_the_name_of_a_county_of_three_peoples(both: Both) -> None:
    top = province()
    root = top.trust.root.fingerprint
    name = "积石山保安族东乡族撒拉族自治县委机构编制委员会办公室"
    top, city = enrol(top, root, Office("6299", "临夏回族自治州委机构编制委员会办公室"))
    city, county = enrol(city, root, Office("629925", name))
    found = both.agree(Forge(county).build(), city)
    assert found.code == ACCEPTED
    assert isinstance(found.manifest, dict)
    assert found.manifest["sender"]["name"] == name
    assert county.trust.own.authority.label == name[:21]


def test_a_person_is_not_certified_under_half_a_name(network: Network) -> None:
    county = network.county
    for name, fits in (("安" * 21, True), ("安" * 22, False), ("a" * 64, True)):
        key = county.signer.key.public_bytes()
        if fits:
            made = certify_operator(county.trust, county.authority, key, name, NOW)
            assert read_certificate(made.der).code == "629925"
        else:
            with pytest.raises(Refusal) as refusal:
                certify_operator(county.trust, county.authority, key, name, NOW)
            assert refusal.value.code == "trust.name_invalid"
