"""Sealed files: what goes in comes out, and nothing else ever does."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealed_file import HEAD, PIECE, SALT, Altered, seal, sealed_size, unseal

KEY, TAG = bytes(32), 16
LARGEST = 10 * PIECE


def sealed(content: bytes, salt: bytes = bytes(SALT)) -> bytes:
    target = io.BytesIO()
    told = seal(io.BytesIO(content), target, KEY, salt, LARGEST)
    assert told == (hashlib.sha256(content).hexdigest(), len(content))
    return target.getvalue()


def opened(content: bytes, key: bytes = KEY) -> bytes:
    return b"".join(unseal(io.BytesIO(content), key))


@pytest.mark.parametrize(
    "size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1, LARGEST]
)
def test_what_goes_in_comes_out(size: int) -> None:
    content = hashlib.shake_128(b"x").digest(size)
    held = sealed(content)
    assert len(held) == sealed_size(size)
    assert opened(held) == content
    assert content[:64] not in held or not content


def test_too_much_is_not_sealed() -> None:
    with pytest.raises(OverflowError):
        sealed(bytes(LARGEST + 1))


@given(st.integers(0, 2 * PIECE + HEAD + 3 * TAG), st.integers(1, 255))
def test_no_byte_can_be_altered(place: int, flip: int) -> None:
    held = bytearray(sealed(bytes(2 * PIECE + 5)))
    held[place] ^= flip
    with pytest.raises(Altered):
        opened(bytes(held))


def pieces(held: bytes) -> list[bytes]:
    return [held[at : at + PIECE + TAG] for at in range(HEAD, len(held), PIECE + TAG)]


def test_no_piece_can_be_cut_off_left_out_doubled_or_moved() -> None:
    held = sealed(bytes(3 * PIECE))
    head, (first, second, third) = held[:HEAD], pieces(held)
    other = pieces(sealed(bytes(3 * PIECE), salt=b"\x01" * SALT))
    assert opened(head + first + second + third) == bytes(3 * PIECE)
    for forged in (
        b"",
        head[:-1],
        head,
        head + first,
        head + first + second,
        head + first + third,
        head + second + first + third,
        head + first + second + third + third,
        head + first + second + third + b"x",
        head + first + other[1] + third,
    ):
        with pytest.raises(Altered):
            opened(forged)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Altered):
        opened(sealed(b"x"), key=b"\x01" * 32)
