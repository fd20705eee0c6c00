"""Certificates taken apart to be put together otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from tests.second_reader import der

CONSTRUCTED = 0x20


@dataclass(slots=True)
class Node:
    """An element that can be changed: content, or parts."""

    tag: int
    body: bytes
    parts: list[Node]

    def __getitem__(self, at: int) -> Node:
        return self.parts[at]

    def encode(self) -> bytes:
        """Return the element with tag and length."""
        body = b"".join(part.encode() for part in self.parts) or self.body
        size = len(body)
        digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
        length = bytes([size]) if size < 128 else bytes([0x80 | len(digits)]) + digits
        return bytes([self.tag]) + length + body

    def all(self) -> list[Node]:
        """Return itself and whatever is within."""
        return [self, *(node for part in self.parts for node in part.all())]


def leaf(tag: int, body: bytes) -> Node:
    """Return an element without parts."""
    return Node(tag, body, [])


def tree(data: bytes) -> Node:
    """Take an element apart, and octet strings that hold one element."""
    element = der.whole(data, data[0])
    node = leaf(element.tag, element.body)
    if element.tag & CONSTRUCTED:
        node.parts = [tree(part.raw) for part in element.children()]
    elif element.tag == der.OCTETS:
        try:
            node.parts = [tree(element.body)]
        except (der.NotDerError, IndexError):
            node.parts = []
    return node
