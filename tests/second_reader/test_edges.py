"""The corners of the text: what it allows to the last value, and what lies just beyond."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.export.packages.forge import Forge
from tests.export.packages.lies import Build, envelope, member
from tests.export.packages.network import NOW, Network
from tests.second_reader.bridge import ACCEPTED, Both

TYPE = "application/vnd.bianqing.manifest.v1+json"
MANIFEST = "package.manifest_invalid"
PAYLOAD = "package.payload_invalid"
DIGEST = "a" * 64

AtCity = Callable[[Build], str]

MEMBERS: list[tuple[str, object, str]] = [
    ("created", "2026-11-21T08:00:00Z", ACCEPTED),
    ("created", "2026-11-20T24:00:00Z", MANIFEST),
    ("created", "2026-11-20T07:59:60Z", MANIFEST),
    ("created", "0001-01-01T00:00:00Z", ACCEPTED),
    ("created", "0000-01-01T00:00:00Z", MANIFEST),
    ("not_after", "2026-11-20T08:00:00Z", ACCEPTED),
    ("not_after", "2026-11-20T07:59:59Z", "package.expired"),
    ("not_after", "9999-12-31T23:59:59Z", ACCEPTED),
    ("data_date", "2099-01-01", ACCEPTED),
    ("data_date", "2026-02-29", MANIFEST),
    ("audit.size", 0, ACCEPTED),
    ("audit.size", 2**53, ACCEPTED),
    ("audit.more", 0, MANIFEST),
    ("payload.more", 0, MANIFEST),
    ("sender.more", 0, MANIFEST),
    ("kind", "", MANIFEST),
    ("kind", 5, MANIFEST),
    ("kind", "上报 ", MANIFEST),
    ("kind", "报" * 65, MANIFEST),
    ("kind", "报" * 64, "package.kind_unknown"),
    ("stream", "a" * 65, MANIFEST),
    ("stream", "a" * 64, "package.kind_unknown"),
    ("stream", "report/6299", "package.kind_unknown"),
    ("schema", "a" * 64, ACCEPTED),
    ("schema", "a" * 65, MANIFEST),
    ("schema", "facts/1\n", MANIFEST),
    ("app", "0._/+-", ACCEPTED),
    ("app", "-a", MANIFEST),
    ("sender.name", "安\u200b澜", MANIFEST),
    ("sender.name", "安\u00a0澜", MANIFEST),
    ("sender.name", "\u3000安澜", MANIFEST),
    ("sender.name", "\ue000", MANIFEST),
    ("sender.name", "安" * 65, MANIFEST),
    ("sender.name", "安" * 64, "package.sender_mismatch"),
    ("sender.name", "安  澜", "package.sender_mismatch"),
    ("sender.code", "069925", MANIFEST),
    ("sender.code", "６２", MANIFEST),
    ("payload.totals", {"quota.approved": 30, "quota." + "a" * 32: 0}, ACCEPTED),
    ("payload.totals", {"quota." + "a" * 33: 0}, MANIFEST),
    ("payload.totals", {"quota.a.b": 0}, MANIFEST),
    ("payload.totals", {"quota.approved": True}, MANIFEST),
    ("payload.totals", {f"k{n}.a": 0 for n in range(64)}, ACCEPTED),
    ("payload.totals", {f"k{n}.a": 0 for n in range(65)}, MANIFEST),
    ("payload.rows", {f"k{n}": 1 for n in range(64)}, "package.totals_differ"),
    ("payload.plain_len", 10, PAYLOAD),
]


@pytest.fixture
def at_city(forge: Forge, network: Network, both: Both) -> AtCity:
    """Return what both readers say at the city of a package of the county."""
    return lambda build: both.agree(build(forge, network), network.city).code


@pytest.mark.parametrize(("name", "value", "code"), MEMBERS, ids=lambda item: ascii(item)[:40])
def test_a_member_at_its_limit(name: str, value: object, code: str, at_city: AtCity) -> None:
    assert at_city(member(name, value)) == code


def ack(office: str = "6299", stream: str = "report", **other: object) -> dict[str, object]:
    return {"office": office, "stream": stream, "epoch": 1, "seq": 1, "sha256": DIGEST, **other}


ACKS: list[tuple[list[dict[str, object]], str]] = [
    ([ack()], ACCEPTED),
    ([ack("629925")], MANIFEST),
    ([ack(stream="tables"), ack()], MANIFEST),
    ([ack(), ack(epoch=2)], MANIFEST),
    ([ack(stream="a+"), ack(stream="a/b")], ACCEPTED),
    ([ack(stream=f"s{n:04}") for n in range(256)], ACCEPTED),
    ([ack(stream=f"s{n:04}") for n in range(257)], MANIFEST),
    ([ack(more=1)], MANIFEST),
]


@pytest.mark.parametrize(("acks", "code"), ACKS)
def test_acknowledgements_at_their_limits(
    acks: list[dict[str, object]], code: str, forge: Forge, network: Network, both: Both
) -> None:
    assert both.agree(member("acks", acks)(forge, network), network.city).code == code


Wrap = Callable[[bytes], bytes]
WRAPS: list[tuple[Wrap, str]] = [
    (lambda _: b"", MANIFEST),
    (lambda _: b"\x04" * 768, "package.key_mismatch"),
    (lambda _: b"\x04" * 769, MANIFEST),
    (lambda wrap: wrap + b"\x00", "package.key_mismatch"),
    (lambda wrap: wrap[:65], "package.key_mismatch"),
    (lambda wrap: bytes([2 + (wrap[64] & 1)]) + wrap[1:33] + wrap[65:], "package.key_mismatch"),
    (lambda wrap: bytes([6 + (wrap[64] & 1)]) + wrap[1:], "package.key_mismatch"),
]


@pytest.mark.parametrize(("change", "code"), WRAPS)
def test_a_wrapped_key_has_one_form(
    change: Wrap, code: str, forge: Forge, network: Network, both: Both
) -> None:
    def edit(manifest: dict[str, object]) -> None:
        recipients = manifest["recipients"]
        assert isinstance(recipients, list)
        wrapped = base64.b64decode(recipients[0]["wrap"])
        recipients[0]["wrap"] = base64.b64encode(change(wrapped)).decode()

    assert both.agree(forge.build(manifest=edit), network.city).code == code


def test_the_sender_under_another_key_is_refused_like_anybody(
    forge: Forge, network: Network, both: Both
) -> None:
    def edit(manifest: dict[str, object]) -> None:
        recipients = manifest["recipients"]
        assert isinstance(recipients, list)
        recipients.append({"code": "629925", "enc_fp": "0" * 64, "wrap": "AAAA"})

    code = both.agree(forge.build(manifest=edit), network.county).code
    assert code == "package.recipient_key_unknown"


VALUES: list[tuple[bytes, str]] = [
    *((value, ACCEPTED) for value in (b"-5", b"9007199254740992", b'"\x7f"')),
    *((value, ACCEPTED) for value in (b'"\\u0000"', b'"\\n"', b'"\\u001f"')),
    *((value, PAYLOAD) for value in (b"-0", b" -5 ", b'"\\/"', b'"\\u001F"', b'"\\u000a"')),
    *((value, PAYLOAD) for value in (b'"\\ud83d\\ude00"', b'"\\uD83D\\uDE00"')),
    *((value, ACCEPTED) for value in (b"[" * 7 + b"]" * 7, b'{"":1}', '"\uffffe\u0301"'.encode())),
    *((value, PAYLOAD) for value in (b"9007199254740993", b"1e5", b"1.0", b"01", b"+1", b".5")),
    *((value, PAYLOAD) for value in (b"-", b"NaN", b"Infinity", b"True", b"nullx", b"[1,]")),
    *((value, PAYLOAD) for value in (b"[" * 8 + b"]" * 8, b'{"a":1,"\\u0061":2}', b"{1:2}")),
    *((value, PAYLOAD) for value in (b'"\\ude00\\ud83d"', b'"\\ud83dx"', b'"\xed\xa0\xbd"')),
    *((value, PAYLOAD) for value in (b'"\x01"', b'"\t"', b'"\\x"', b'"\\u+041"', b'"\\u0_41"')),
    *((value, PAYLOAD) for value in (b'"\xc0\x80"', b"'a'", b"1/**/", "１".encode(), b"\x0b1")),
    *((value, PAYLOAD) for value in (b"9" * 5000, b"[" * 60_000, "\u00a01".encode())),
]
LINES: list[tuple[bytes, str]] = [
    *((b'{"kind":"unit","x":%b}\n' % value, code) for value, code in VALUES),
    (b' {"kind":"unit"} \r\n', PAYLOAD),
    (b'\xef\xbb\xbf{"kind":"unit"}\n', PAYLOAD),
    (b" \n", PAYLOAD),
    (b'{"kind":"unit"}{"kind":"unit"}\n', PAYLOAD),
    (b'{"kind":"unit","x":"%b"}\n' % (b"a" * (65_536 - 22)), ACCEPTED),
    (b'{"kind":"unit","x":"%b"}\n' % (b"a" * (65_537 - 22)), PAYLOAD),
    (b'{"kind":"unit\\n"}\n', PAYLOAD),
    (b'{"kind":"%b"}\n' % (b"u" * 33), PAYLOAD),
]


def told(forge: Forge, plain: bytes, totals: dict[str, int]) -> bytes:
    """Return a package of any text, with counts that say it is in order."""

    def edit(manifest: dict[str, object]) -> None:
        payload = manifest["payload"]
        assert isinstance(payload, dict)
        payload |= {
            "plain_len": len(plain),
            "plain_digest": hashlib.sha256(plain).hexdigest(),
            "rows": {"unit": plain.count(b"\n")},
            "totals": totals,
        }

    return forge.build(compressed=lambda _: zlib.compress(plain), manifest=edit)


@pytest.mark.parametrize(("line", "code"), LINES, ids=lambda item: ascii(item)[2:60])
def test_a_line_is_strict_json(
    line: bytes, code: str, forge: Forge, network: Network, both: Both
) -> None:
    assert both.agree(told(forge, line, {}), network.city).code == code


@pytest.mark.parametrize(
    ("values", "total", "code"),
    [
        ([b"-4"], -4, ACCEPTED),
        ([b"true"], 1, PAYLOAD),
        ([b"null"], 0, PAYLOAD),
        ([b"9007199254740991", b"1"], 2**53, ACCEPTED),
        ([b"9007199254740992", b"1", b"-1"], 2**53, PAYLOAD),
    ],
)
def test_a_total_is_of_whole_numbers_within_the_range(
    values: list[bytes], total: int, code: str, at_city: AtCity
) -> None:
    plain = b"".join(b'{"kind":"unit","a":%b}\n' % value for value in values)
    assert at_city(lambda forge, _: told(forge, plain, {"unit.a": total})) == code


Compress = Callable[[bytes], bytes]


def with_dictionary(plain: bytes) -> bytes:
    engine = zlib.compressobj(zdict=b"kind")
    return engine.compress(plain) + engine.flush()


@pytest.mark.parametrize(
    ("compress", "code"),
    [
        (lambda plain: zlib.compress(plain, wbits=9), ACCEPTED),
        (lambda plain: zlib.compress(plain, 0), ACCEPTED),
        (lambda plain: zlib.compress(plain, wbits=31), PAYLOAD),
        (lambda plain: zlib.compress(plain, wbits=-15), PAYLOAD),
        (with_dictionary, PAYLOAD),
        (lambda plain: zlib.compress(plain) + bytes(20_000), PAYLOAD),
        (lambda _: b"", PAYLOAD),
    ],
)
def test_the_text_is_one_zlib_stream(
    compress: Compress, code: str, forge: Forge, network: Network, both: Both
) -> None:
    data = forge.build(compressed=lambda found: compress(zlib.decompress(found)))
    assert both.agree(data, network.city).code == code


@pytest.mark.parametrize(
    ("suite", "code"),
    [
        (TYPE + ";suite=", "package.suite_unknown"),
        (TYPE + ";suite=I1 ", "package.suite_unknown"),
        (TYPE + ";suite=i1", "package.suite_unknown"),
        (TYPE, "package.type_unknown"),
        (TYPE + "; suite=I1", "package.type_unknown"),
        (TYPE.title() + ";suite=I1", "package.type_unknown"),
    ],
)
def test_the_type_is_compared_byte_for_byte(
    suite: str, code: str, forge: Forge, network: Network, both: Both
) -> None:
    assert both.agree(forge.build(payload_type=suite), network.city).code == code


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("keyid", "x" * 1000, "package.signature_invalid"),
        ("keyid", "", "package.signature_invalid"),
        ("keyid", 5, "package.envelope_invalid"),
        ("sig", "A", "package.envelope_invalid"),
        ("sig", None, "package.envelope_invalid"),
        ("cert", "A", "package.envelope_invalid"),
    ],
)
def test_key_name_and_signature_have_a_form_and_a_meaning(
    name: str, value: object, code: str, at_city: AtCity
) -> None:
    def edit(found: dict[str, object]) -> None:
        signatures = found["signatures"]
        assert isinstance(signatures, list)
        signatures[0][name] = value

    assert at_city(envelope(edit)) == code


def test_certificates_are_valid_to_their_last_moment(
    forge: Forge, network: Network, both: Both
) -> None:
    operator = network.county.signer.operator
    lasting = {"created": "2026-11-01T08:00:00Z", "not_after": "2040-01-01T00:00:00Z"}
    data = forge.build(manifest=lambda manifest: manifest.update(lasting))
    moment = timedelta(microseconds=1)
    assert both.agree(data, network.city, operator.not_before).code == ACCEPTED
    assert both.agree(data, network.city, operator.not_after).code == ACCEPTED
    for beyond in (operator.not_before - moment, operator.not_after + moment):
        code = both.agree(data, network.city, beyond).code
        assert code == "package.certificate_expired"
    assert operator.not_before < NOW < operator.not_after


@pytest.mark.parametrize("length", [0, 20, 55, 56, 57, 71])
def test_a_stream_without_its_first_chunk_is_refused(
    length: int, forge: Forge, network: Network, both: Both
) -> None:
    data = forge.build(sealed=lambda found: found[:length])
    assert both.agree(data, network.city).code == "package.tampered"
