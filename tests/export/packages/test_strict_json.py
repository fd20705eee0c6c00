"""One text, one meaning."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.packages.envelope import Envelope, from_base64, pre_authentication, to_base64
from export.packages.strict_json import NotStrict, canonical, loads, loads_canonical

TEXTS = st.text(max_size=12).map(lambda text: unicodedata.normalize("NFC", text))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


@given(VALUES)
def test_the_canonical_encoding_reads_back(value: object) -> None:
    assert loads_canonical(canonical(value)) == value


@given(VALUES, st.sampled_from(["indent", "blank", "ascii"]))
def test_no_other_encoding_of_the_same_value_is_read(value: object, form: str) -> None:
    other = {
        "indent": json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True),
        "blank": " " + canonical(value).decode(),
        "ascii": json.dumps(value, sort_keys=True, separators=(",", ":")),
    }[form].encode()
    if other != canonical(value):
        with pytest.raises(NotStrict):
            loads_canonical(other)


@given(st.binary(max_size=60))
def test_noise_is_refused_or_read_but_never_anything_else(noise: bytes) -> None:
    try:
        value = loads_canonical(noise)
    except NotStrict:
        return
    assert canonical(value) == noise


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"a":{"b":1,"b":2}}',
        "1.0",
        "1e3",
        "-0.5",
        "NaN",
        "Infinity",
        "-Infinity",
        "9007199254740993",
        "-9007199254740993",
        "1" * 5000,
        "[" * 9 + "]" * 9,
        '{"a":' * 9 + "1" + "}" * 9,
        "[" * 100_000,
        '"\\ud800"',
        '{"\\udfff":1}',
        "",
        "{}{}",
        "\ufeff{}",
        "{'a':1}",
        '"\t"',
        "[1,]",
    ],
)
def test_what_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(NotStrict):
        loads(text.encode())


def test_brackets_within_texts_are_no_nesting() -> None:
    assert loads(b'["[[[[[[[[[[","{{{{{{\\"{{{{"]') == ["[[[[[[[[[[", '{{{{{{"{{{{']


def test_the_deepest_nesting_allowed_is_eight() -> None:
    assert loads(b"[" * 8 + b"]" * 8) == [[[[[[[[]]]]]]]]


def test_the_largest_numbers_are_read() -> None:
    assert loads(b"[9007199254740992,-9007199254740992]") == [2**53, -(2**53)]


@pytest.mark.parametrize("data", [b"\xff", b'"\xc3\x28"', b"\xfe\xff\x00{\x00}"])
def test_other_encodings_than_utf8_are_refused(data: bytes) -> None:
    with pytest.raises(NotStrict):
        loads(data)


@pytest.mark.parametrize("text", ['"e\u0301"', '{"e\u0301":1}', '["\uf900"]'])
def test_a_manifest_text_outside_normal_form_is_refused(text: str) -> None:
    assert loads(text.encode()) is not None
    with pytest.raises(NotStrict):
        loads_canonical(text.encode())


def test_the_signed_bytes_are_those_of_the_dsse_specification() -> None:
    signed = pre_authentication("http://example.com/HelloWorld", b"hello world")
    assert signed == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


@given(TEXTS, st.binary(max_size=40), st.binary(max_size=70))
def test_an_envelope_reads_back(kind: str, payload: bytes, signature: bytes) -> None:
    envelope = Envelope(kind, payload, "ab", signature)
    assert Envelope.decode(envelope.encode()) == envelope


@given(st.text(alphabet="AQgwR+/=\n ", max_size=9))
def test_base64_has_one_form(text: str) -> None:
    try:
        data = from_base64(text)
    except NotStrict:
        return
    assert to_base64(data) == text
