"""One lie each about what the sender has taken of the recipients' streams: steps 8 and 10."""

from __future__ import annotations

from collections.abc import Iterator

from tests.export.packages.lies import Fault, member

CODE = "package.manifest_invalid"
ACK: dict[str, object] = {
    "office": "6299",
    "stream": "tables",
    "epoch": 1,
    "seq": 1,
    "sha256": "ab" * 32,
}
MEMBERS = tuple(ACK)
AS_TEXT: tuple[object, ...] = (None, True, 7, [], {}, "")
AS_NUMBER: tuple[object, ...] = (None, True, "1", [], {}, 0, -1, 1.5, 2**53 + 1)
NO_STREAM = ("/tables", ".tables", "-tables", "a b", "x" * 65, "x\n", "x:y", "表")
NO_OFFICE = ("6", "629", "62992", "6299255", "0629", "62x925", "６２９９", "6299\n")
NO_DIGEST = ("ab" * 31 + "a", "ab" * 32 + "a", "AB" * 32, "0g" * 32, "ab" * 32 + "\n")
NOT_RECIPIENTS = ("62", "6298", "629925", "629926", "629901")


def ack(**changes: object) -> dict[str, object]:
    return {**ACK, **changes}


LISTS: tuple[tuple[str, object], ...] = (
    ("one twice", [ACK, ACK]),
    ("one stream with two numbers", [ACK, ack(seq=2)]),
    ("one stream in two epochs", [ACK, ack(epoch=2)]),
    ("streams not in order", [ack(stream="tables"), ack(stream="receipt/629925")]),
    ("offices not in order", [ack(office="6299"), ack(office="62")]),
    ("offices in the order of numbers", [ack(office="6299"), ack(office="629925"), ACK]),
    ("257 of them", [ack(stream=f"s{n:03d}") for n in range(257)]),
    ("257 empty ones", [{}] * 257),
    ("a text", ["tables"]),
    ("a number", [1]),
    ("null", [None]),
    ("an array", [[ACK]]),
    ("an empty object", [{}]),
    ("a member more", [ack(kind="上报")]),
    ("the right one, then a wrong one", [ACK, ack(office="62", stream="zz")]),
)


def _faults() -> Iterator[Fault]:
    for name in MEMBERS:
        short = {key: value for key, value in ACK.items() if key != name}
        yield Fault(f"ack without {name}", CODE, member("acks", [short]))
        forms = AS_NUMBER if name in ("epoch", "seq") else AS_TEXT
        for value in forms:
            yield Fault(f"ack: {name} = {value!r}", CODE, member("acks", [ack(**{name: value})]))
    for name, values in (("stream", NO_STREAM), ("office", NO_OFFICE), ("sha256", NO_DIGEST)):
        for text in values:
            shown = (
                ascii(text)
                if len(text) < 20
                else f"{ascii(text)[:6]}…{ascii(text)[-4:]} ({len(text)})"
            )
            yield Fault(f"ack: {name} = {shown}", CODE, member("acks", [ack(**{name: text})]))
    for office in NOT_RECIPIENTS:
        yield Fault(f"ack of {office}", CODE, member("acks", [ack(office=office)]))
    for name, listed in LISTS:
        yield Fault(f"acks: {name}", CODE, member("acks", listed))


ACK_FAULTS = tuple(_faults())
