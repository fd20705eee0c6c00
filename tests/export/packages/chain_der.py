"""A small DER encoder that also writes what no library would."""

from __future__ import annotations

from datetime import datetime

UTF8, PRINTABLE, TELETEX, IA5, BMP = 0x0C, 0x13, 0x14, 0x16, 0x1E
UTC_TIME, GENERAL_TIME = 0x17, 0x18
TRUE, FALSE = b"\x01\x01\xff", b"\x01\x01\x00"
URI, DNS, EMAIL, ADDRESS, DIRECTORY = 0x86, 0x82, 0x81, 0x87, 0xA4  # forms of a general name
FIRST_LONG_YEAR = 2050


def tlv(tag: int, *parts: bytes) -> bytes:
    """Return an element with its length in the shortest form."""
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    digits = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(digits)]) + digits + body


def sequence(*parts: bytes) -> bytes:
    return tlv(0x30, *parts)


def octets(*parts: bytes) -> bytes:
    return tlv(4, *parts)


def bits(body: bytes, unused: int = 0) -> bytes:
    return tlv(3, bytes([unused]), body)


def integer(number: int) -> bytes:
    """Return a whole number in two's complement, as short as it goes."""
    return tlv(
        2, number.to_bytes((number + (number < 0)).bit_length() // 8 + 1, "big", signed=True)
    )


def oid(dotted: str) -> bytes:
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    body = b""
    for arc in (first * 40 + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        body += bytes(reversed(groups))
    return tlv(6, body)


def moment(when: datetime) -> bytes:
    """Return a time in the form its year asks for."""
    if when.year < FIRST_LONG_YEAR:
        return tlv(UTC_TIME, f"{when:%y%m%d%H%M%S}Z".encode())
    return long_moment(when)


def long_moment(when: datetime) -> bytes:
    return tlv(GENERAL_TIME, f"{when:%Y%m%d%H%M%S}Z".encode())


def attribute(kind: str, value: str | bytes, tag: int = UTF8) -> bytes:
    """Return type and value of one part of a name."""
    return sequence(oid(kind), tlv(tag, value.encode() if isinstance(value, str) else value))


def name(*parts: bytes) -> bytes:
    """Return a name with one attribute in each of its sets."""
    return sequence(*(tlv(0x31, part) for part in parts))
