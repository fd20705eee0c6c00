"""The chunked stream, against the library's own implementation of the same specification."""

from __future__ import annotations

import io

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from hypothesis import given
from hypothesis import strategies as st

from export.packages.payload import (
    CHUNK,
    HEAD,
    SALT,
    SEALED_CHUNK,
    TAG,
    ChunkSealer,
    StreamBroken,
    is_possible_length,
    open_chunks,
)
from export.packages.suites import I1

KEY, CONTEXT = bytes(range(32)), b"one package"
LENGTHS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 100_000]


def seal(plain: bytes, step: int = 7001) -> bytes:
    sealer = ChunkSealer(I1, KEY, CONTEXT, b"s" * SALT)
    pieces = [sealer.update(plain[at : at + step]) for at in range(0, len(plain), step)]
    return b"".join([sealer.head, *pieces, sealer.finish()])


def opened(data: bytes, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    return b"".join(open_chunks(I1, key, context, len(data), io.BytesIO(data).read))


@pytest.mark.parametrize("length", LENGTHS)
def test_a_stream_of_any_length_opens_again(length: int) -> None:
    plain = bytes(n % 251 for n in range(length))
    sealed = seal(plain)
    assert opened(sealed) == plain
    assert len(sealed) == HEAD + length + (length // CHUNK + 1) * TAG
    assert is_possible_length(len(sealed))


@pytest.mark.parametrize("length", LENGTHS)
def test_the_library_opens_what_we_seal_and_we_open_what_it_seals(length: int) -> None:
    plain = bytes(n % 249 for n in range(length))
    theirs = Cobblestone256Decryptor(KEY, context=CONTEXT)
    assert theirs.update(seal(plain)) + theirs.finalize() == plain
    sealer = Cobblestone256Encryptor(KEY, context=CONTEXT)
    assert opened(sealer.update(plain) + sealer.finalize()) == plain


@pytest.mark.parametrize("step", [1, 16_384, 16_400, 10**6])
def test_how_the_plaintext_is_cut_does_not_matter(step: int) -> None:
    plain = b"x" * 40_000
    assert seal(plain, step) == seal(plain)


@pytest.mark.parametrize(
    "lie",
    [
        lambda data: data[: HEAD + SEALED_CHUNK],  # the last chunk is missing
        lambda data: data[: HEAD + 2 * SEALED_CHUNK],
        lambda data: data[:-1],
        lambda data: data + b"\x00",
        lambda data: data[:HEAD],
        lambda _: b"",
        lambda data: b"t" + data[1:],
        lambda data: data[:SALT] + bytes(32) + data[HEAD:],
        lambda data: data[:HEAD] + data[HEAD + SEALED_CHUNK :],
        lambda data: data[:HEAD] + data[HEAD : HEAD + SEALED_CHUNK] * 2 + data[HEAD:],
    ],
)
def test_any_other_stream_is_refused(lie: object) -> None:
    assert callable(lie)
    with pytest.raises(StreamBroken):
        opened(lie(seal(b"x" * (2 * CHUNK + 5))))


def test_another_key_or_context_is_noticed_before_any_chunk() -> None:
    sealed = seal(b"x")
    for key, context in ((bytes(32), CONTEXT), (KEY, b"another")):
        with pytest.raises(StreamBroken, match="commitment"):
            opened(sealed, key, context)


@given(st.integers(0, 4 * SEALED_CHUNK))
def test_possible_lengths_are_exactly_those_of_some_plaintext(length: int) -> None:
    found = any(
        HEAD + plain + (plain // CHUNK + 1) * TAG == length
        for chunks in range(6)
        if (plain := length - HEAD - chunks * TAG) >= 0
    )
    assert is_possible_length(length) == found


def test_reading_asks_for_one_chunk_at_a_time() -> None:
    """Memory stays flat because nothing ever asks for more."""
    asked: list[int] = []
    source = io.BytesIO(seal(b"x" * 100_000))

    def read(length: int) -> bytes:
        asked.append(length)
        return source.read(length)

    for _ in open_chunks(I1, KEY, CONTEXT, len(source.getvalue()), read):
        pass
    assert max(asked) == SEALED_CHUNK
