"""As much DER as certificates of the format need; every other encoding is refused."""

from __future__ import annotations

from dataclasses import dataclass

BOOLEAN, INTEGER, BITS, OCTETS, OID = 1, 2, 3, 4, 6
UTF8, PRINTABLE, UTC_TIME, GENERAL_TIME, SEQUENCE, SET = 12, 19, 23, 24, 0x30, 0x31


class NotDerError(ValueError):
    """The bytes are not the DER that is expected."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag as one byte, its content, and itself with tag and length."""

    tag: int
    body: bytes
    raw: bytes

    def children(self) -> list[Element]:
        return sequence_of(self.body)

    def of(self, tag: int) -> Element:
        """Return itself if it has the tag."""
        if self.tag != tag:
            raise NotDerError(f"tag {self.tag:#x} instead of {tag:#x}")
        return self

    def bits(self) -> bytes:
        """Return a bit string without unused bits."""
        if self.of(BITS).body[:1] != b"\x00":
            raise NotDerError("unused bits")
        return self.body[1:]

    def integer(self) -> int:
        body = self.of(INTEGER).body
        if not body or (len(body) > 1 and body[0] in (0, 255) and body[0] >> 7 == body[1] >> 7):
            raise NotDerError("an integer not in its shortest form")
        return int.from_bytes(body, "big", signed=True)

    def oid(self) -> str:
        arcs: list[int] = []
        arc = fresh = 0
        body = self.of(OID).body
        for byte in body:
            if byte == 0x80 and not fresh:
                raise NotDerError("an identifier not in its shortest form")
            arc, fresh = arc << 7 | byte & 0x7F, byte & 0x80
            if not fresh:
                arcs.append(arc)
                arc = 0
        if fresh or not arcs:
            raise NotDerError("an identifier without an end")
        first = min(arcs[0] // 40, 2)
        return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def read(data: bytes, at: int = 0) -> Element:
    """Return the element that begins at a place."""
    head = data[at : at + 2]
    if len(head) < 2 or head[0] & 0x1F == 0x1F:
        raise NotDerError("no element")
    tag, length, start = head[0], head[1], at + 2
    if length & 0x80:
        count = length & 0x7F
        digits = data[start : start + count]
        length = int.from_bytes(digits, "big")
        if not 1 <= count <= 4 or len(digits) != count or digits[0] == 0 or length < 128:
            raise NotDerError("a length not in its shortest form")
        start += count
    if start + length > len(data):
        raise NotDerError("cut off")
    return Element(tag, data[start : start + length], data[at : start + length])


def sequence_of(data: bytes) -> list[Element]:
    """Return the elements that stand one after the other and fill the bytes."""
    found: list[Element] = []
    at = 0
    while at < len(data):
        found.append(read(data, at))
        at += len(found[-1].raw)
    return found


def whole(data: bytes, tag: int) -> Element:
    """Return the one element that fills the bytes."""
    found = read(data)
    if len(found.raw) != len(data):
        raise NotDerError("something follows")
    return found.of(tag)
