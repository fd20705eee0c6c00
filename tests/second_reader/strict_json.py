"""Section 2 of the format: strict and canonical JSON, without the standard library's parser."""

from __future__ import annotations

import re
import unicodedata

DEPTH = 8
LARGEST = 2**53
BLANK = re.compile(r"[ \t\n\r]*")
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)(?![0-9.eE])", re.ASCII)
PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
HEX4 = re.compile(r"[0-9a-fA-F]{4}", re.ASCII)
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
WORDS = {"true": True, "false": False, "null": None}
WRITTEN = {
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    '"': '\\"',
    "\\": "\\\\",
}

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class NotJsonError(ValueError):
    """The text is not strict JSON, or not in its one encoding."""


class Scanner:
    """Reads one value from a text, from the left to the right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def whole(self) -> Json:
        """Return the one value of the text."""
        found = self.value(0)
        self.skip()
        if self.at != len(self.text):
            raise NotJsonError("something follows")
        return found

    def skip(self) -> None:
        match = BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def peek(self) -> str:
        self.skip()
        return self.text[self.at : self.at + 1]

    def expect(self, sign: str) -> None:
        if self.peek() != sign:
            raise NotJsonError(f"{sign} expected")
        self.at += 1

    def value(self, depth: int) -> Json:
        sign = self.peek()
        if sign and sign in "{[" and depth == DEPTH:
            raise NotJsonError("nested too deep")
        if sign == "{":
            return self.members(depth + 1)
        if sign == "[":
            return self.items(depth + 1)
        if sign == '"':
            return self.string()
        for word, meaning in WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        return self.number()

    def number(self) -> int:
        match = WHOLE.match(self.text, self.at)
        if match is None or len(match[0]) > 17 or abs(int(match[0])) > LARGEST:
            raise NotJsonError("no whole number within the limits")
        self.at = match.end()
        return int(match[0])

    def items(self, depth: int) -> list[Json]:
        self.expect("[")
        found: list[Json] = []
        if self.peek() != "]":
            found.append(self.value(depth))
            while self.peek() == ",":
                self.at += 1
                found.append(self.value(depth))
        self.expect("]")
        return found

    def members(self, depth: int) -> dict[str, Json]:
        self.expect("{")
        found: dict[str, Json] = {}
        if self.peek() != "}":
            self.member(found, depth)
            while self.peek() == ",":
                self.at += 1
                self.member(found, depth)
        self.expect("}")
        return found

    def member(self, found: dict[str, Json], depth: int) -> None:
        if self.peek() != '"':
            raise NotJsonError("a key expected")
        key = self.string()
        if key in found:
            raise NotJsonError("a key twice")
        self.expect(":")
        found[key] = self.value(depth)

    def string(self) -> str:
        self.expect('"')
        parts: list[str] = []
        while True:
            match = PLAIN.match(self.text, self.at)
            assert match is not None
            parts.append(match[0])
            self.at = match.end()
            sign = self.text[self.at : self.at + 1]
            self.at += 1
            if sign == '"':
                return "".join(parts)
            if sign != "\\":
                raise NotJsonError("a control character, or no end")
            parts.append(self.escape())

    def escape(self) -> str:
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign != "u":
            if sign not in ESCAPES:
                raise NotJsonError("an unknown escape")
            return ESCAPES[sign]
        unit = self.unit()
        if 0xD800 <= unit < 0xDC00 and self.text.startswith("\\u", self.at):
            self.at += 2
            low = self.unit()
            if 0xDC00 <= low < 0xE000:
                return chr(0x10000 + ((unit - 0xD800) << 10) + low - 0xDC00)
        if 0xD800 <= unit < 0xE000:
            raise NotJsonError("half a surrogate pair")
        return chr(unit)

    def unit(self) -> int:
        match = HEX4.match(self.text, self.at)
        if match is None:
            raise NotJsonError("four hexadecimal digits expected")
        self.at = match.end()
        return int(match[0], 16)


def parse(data: bytes) -> Json:
    """Return the value of strict JSON."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise NotJsonError("not UTF-8") from broken
    return Scanner(text).whole()


def parse_canonical(data: bytes) -> Json:
    """Return the value of strict JSON that stands in its one encoding."""
    value = parse(data)
    if encode(value) != data:
        raise NotJsonError("not in its one encoding")
    return value


def encode(value: Json) -> bytes:
    """Return the canonical encoding.

    Raises:
        NotJsonError: for a text that is not in normal form C.
    """
    return written(value).encode("utf-8")


def written(value: Json) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    if isinstance(value, dict):
        keys = sorted(value)
        return "{" + ",".join(f"{quoted(key)}:{written(value[key])}" for key in keys) + "}"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value)


def quoted(text: str) -> str:
    if unicodedata.normalize("NFC", text) != text:
        raise NotJsonError("not in normal form C")
    return (
        '"' + "".join(WRITTEN.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text) + '"'
    )
