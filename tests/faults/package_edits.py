"""What can be done to the bytes of a package, to its JSON, to its certificates and its chunks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random
from types import MappingProxyType
from typing import Any, Final

from export.packages.payload import HEAD, SEALED_CHUNK, TAG

Edit = Callable[[bytes, bytes, Random], bytes]
"""Changes bytes; the second are those of another package, to take from."""

_BYTES: Final = (0, 1, 0x22, 0x30, 0x5C, 0x7F, 0x80, 0x82, 0xFF)
_NUMBERS: Final = (0, 1, 15, 16, 255, 65535, 65536, 65537, 2**20, 2**20 + 1, 2**31, 2**32 - 1)
_VALUES: Final[tuple[object, ...]] = (
    *(None, True, False, 0, 1, -1, 2**53, 2**53 + 1, -(2**53) - 1, 10**30, 1.5, 1e300),
    *("", " ", "0", "x" * 65, "\x00", "e\u0301", "\U00020bb7", "..", "/", "a\nb", "A" * 2000),
    *([], {}, [[]], [1], {"a": 1}, [[[[[[[[[]]]]]]]]]),
)
_LONG: Final = 40
_DER_LONG: Final = 0x80


def bit(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Turn one to three bits."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def byte(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Write one byte over."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.choice(_BYTES)]) + data[at + 1 :]


def cut(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Leave the end off."""
    return data[: chance.randrange(len(data))]


def drop(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Leave a piece out."""
    at, length = _piece(data, chance)
    return data[:at] + data[at + length :]


def insert(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Put noise in."""
    at, length = _piece(data, chance)
    return data[:at] + chance.randbytes(length) + data[at:]


def repeat(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Put a piece there twice."""
    at, length = _piece(data, chance)
    return data[: at + length] + data[at:]


def zeros(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Put zeros over a piece, as a medium does that lost a block."""
    at, length = _piece(data, chance, chance.choice((_LONG, 512, 4096)))
    return data[:at] + bytes(min(length, len(data) - at)) + data[at + length :]


def move(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Copy a piece over another."""
    at, length = _piece(data, chance)
    to = chance.randrange(len(data))
    piece = data[at : at + length]
    return data[:to] + piece + data[to + len(piece) :]


def append(data: bytes, other: bytes, chance: Random) -> bytes:
    """Put something behind it."""
    return data + chance.choice((b"\x00", b"\n", chance.randbytes(16), other[-TAG:], other, data))


def lengths(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Tell other lengths at the head."""
    at = chance.choice((8, 12))
    old = int.from_bytes(data[at : at + 4], "big")
    near = (old + chance.randint(-20, 20)) % 2**32
    new = chance.choice((*_NUMBERS, near, near, chance.getrandbits(32)))
    if chance.randrange(8) == 0:
        return data[:8] + data[12:16] + data[8:12] + data[16:]
    return data[:at] + new.to_bytes(4, "big") + data[at + 4 :]


def splice(data: bytes, other: bytes, chance: Random) -> bytes:
    """Go on with another package, at the same place or anywhere."""
    at = chance.randrange(len(data))
    return data[:at] + other[chance.choice((at, chance.randrange(len(other)))) :]


def parts(data: bytes, other: bytes, chance: Random) -> bytes:
    """Take the parts from either package; the lengths fit."""
    mine, theirs = split(data), split(other)
    picked = [chance.choice(pair) for pair in zip(mine, theirs, strict=True)]
    return joined(picked[0], picked[1], picked[2])


def split(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return envelope, certificate area and payload of a sound package."""
    end = 16 + int.from_bytes(data[8:12], "big")
    last = end + int.from_bytes(data[12:16], "big")
    return data[16:end], data[end:last], data[last:]


def joined(envelope: bytes, area: bytes, payload: bytes) -> bytes:
    """Return a file of three parts."""
    counts = len(envelope).to_bytes(4, "big") + len(area).to_bytes(4, "big")
    return b"\x89BBX\r\n\x1a\n" + counts + envelope + area + payload


RAW: Final[Mapping[str, Edit]] = MappingProxyType(
    {
        edit.__name__: edit
        for edit in (
            *(bit, byte, cut, drop, insert, repeat, zeros, move, append, lengths, splice, parts),
        )
    }
)


def _piece(data: bytes, chance: Random, longest: int = _LONG) -> tuple[int, int]:
    return chance.randrange(len(data)), chance.randint(1, longest)


def json_value(value: Any, chance: Random) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Change one place of a JSON value, in place where it can be; return the value."""
    holders = list(_holders(value))
    held, key = chance.choice(holders)
    match chance.randrange(7):
        case 0:
            del held[key]
        case 1:
            held[key] = chance.choice(_VALUES)
        case 2:
            other, place = chance.choice(holders)
            held[key] = json.loads(json.dumps(other[place]))
        case 3 if isinstance(held, dict):
            held[chance.choice(("x", "seq", "é", "kind ", ""))] = held[key]
        case 4 if isinstance(held, list):
            held.append(held[key])
        case _:
            held[key] = _near(held[key], chance)
    return value


def json_leaf(value: Any, chance: Random) -> None:  # noqa: ANN401 - whatever JSON holds
    """Put something near in place of one number or text of a JSON value."""
    leaves = [place for place in _holders(value) if not isinstance(place[0][place[1]], dict | list)]
    held, key = chance.choice(leaves)
    held[key] = _near(held[key], chance)


def json_text(value: object, chance: Random) -> bytes:
    """Write a JSON value, mostly in the one form, now and then in another."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    match chance.randrange(60):
        case 0:
            text = json.dumps(value, sort_keys=True, separators=(",", ":"))
        case 1:
            text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        case 2:
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + " "
        case 3:
            text = text.replace('"', '"seq":1,"', 1)
        case 4:
            text = text.replace("1", "1.0", 1)
        case 5:
            text = "\ufeff" + text
    return text.encode("utf-8", "surrogatepass")


def _holders(value: object) -> list[tuple[Any, Any]]:
    """Return every place of a value: what holds it, and under which key."""
    found: list[tuple[Any, Any]] = []
    inner = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]  # a list else
    for key, item in list(inner):
        found.append((value, key))
        if isinstance(item, dict | list):
            found += _holders(item)
    return found


def _near(value: object, chance: Random) -> object:
    """Return a value that is almost the same."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + chance.choice((-2, -1, 1, 2, 1000))
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        new = chance.choice(("0", "9", "a", "A", "", " ", "𠮷", "/", "\u0301"))
        return value[:at] + new + value[at + 1 :]
    return [value]


def der(area: bytes, _other: bytes, chance: Random) -> bytes:
    """Change one element of the certificates; the lengths around it fit again, mostly."""
    tree = _elements(area)
    place = chance.choice(list(_places(tree)))
    held, at = place
    tag, body = held[at]
    match chance.randrange(7):
        case 0:
            del held[at]
        case 1:
            held.insert(at, held[at])
        case 2:
            held[at] = (chance.choice((*_BYTES, 2, 4, 5, 6, 0x30, 0x31, tag ^ 0x20)), body)
        case 3:
            held.reverse()
        case 4:
            other, there = chance.choice(list(_places(tree)))
            held[at] = deepcopy(other[there])
        case _:
            flat = _encoded(body) if isinstance(body, list) else body
            held[at] = (tag, RAW[chance.choice(_FLAT)](flat or b"\x00", b"\x00", chance))
    found = _encoded(tree)
    return found if chance.randrange(4) else bit(found or b"\x00", b"", chance)


_FLAT: Final = ("bit", "byte", "drop", "insert", "repeat", "cut")


def _elements(data: bytes) -> list[Any]:
    """Return tag and body of all elements; the body is a list again where elements fill it."""
    found, rest = [], data
    while rest:
        if len(rest) < 2:
            raise ValueError("no DER")
        size, head = rest[1], 2
        if size & _DER_LONG:
            head += size & ~_DER_LONG
            size = int.from_bytes(rest[2:head], "big")
        if head + size > len(rest):
            raise ValueError("no DER")
        found.append((rest[0], _body(rest[0], rest[head : head + size])))
        rest = rest[head + size :]
    return found


def _body(tag: int, data: bytes) -> Any:  # noqa: ANN401 - bytes, or elements in elements
    if tag & 0x20 or tag == 4:
        try:
            return _elements(data)
        except ValueError:
            return data
    return data


def _encoded(elements: list[Any]) -> bytes:
    out = b""
    for tag, body in elements:
        flat = _encoded(body) if isinstance(body, list) else body
        if len(flat) < _DER_LONG:
            out += bytes([tag, len(flat)]) + flat
        else:
            digits = len(flat).to_bytes((len(flat).bit_length() + 7) // 8, "big")
            out += bytes([tag, _DER_LONG | len(digits)]) + digits + flat
    return out


def _places(elements: list[Any]) -> list[tuple[list[Any], int]]:
    found = []
    for at, (_, body) in enumerate(elements):
        found.append((elements, at))
        if isinstance(body, list):
            found += _places(body)
    return found


def chunks(payload: bytes, other: bytes, chance: Random) -> bytes:
    """Change the chunks of a stream, or take one of another package."""
    starts = range(HEAD, len(payload), SEALED_CHUNK)
    found = [payload[:HEAD], *(payload[start : start + SEALED_CHUNK] for start in starts)]
    at = chance.randrange(len(found))
    match chance.randrange(7):
        case 0:
            del found[at]
        case 1:
            found.insert(at, found[at])
        case 2:
            found[at] = other[HEAD : HEAD + len(found[at])]
        case 3:
            found[at] = found[at][: -chance.randint(1, TAG)]
        case 4:
            found.insert(at, bytes(chance.choice((TAG, SEALED_CHUNK))))
        case _:
            found[at] = RAW[chance.choice(_FLAT)](found[at], other, chance)
    return b"".join(found)
