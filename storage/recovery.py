"""The recovery code (恢复码): 32 bytes as four lines that a person can copy from paper.

Crockford's base 32 (https://www.crockford.com/base32.html): 52 symbols in 13 groups of four, in
lines of 4, 3, 3 and 3 groups; each line ends with a check symbol that also counts the line's own
number, so that neither a wrong symbol nor exchanged lines pass.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from domain.errors import Refusal

SECRET_BYTES: Final = 32
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS: Final = _DIGITS + "*~$=U"
_LINES: Final = (16, 12, 12, 12)
_SYMBOLS: Final = sum(_LINES)
_SPARE_BITS: Final = _SYMBOLS * 5 - SECRET_BYTES * 8
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS: Final = str.maketrans(dict.fromkeys("-‐‑–—_.·", " "))
_GROUP: Final = 4


def encode(secret: bytes) -> str:
    """Write 32 bytes as four lines separated by a space, e.g. `ABCD-EFGH-JKMN-PQRS-T ...`."""
    number = int.from_bytes(secret, "big") << _SPARE_BITS
    symbols = "".join(_DIGITS[number >> 5 * place & 31] for place in range(_SYMBOLS - 1, -1, -1))
    lines = []
    for index, line in enumerate(_cut(symbols, _LINES)):
        groups = [line[at : at + _GROUP] for at in range(0, len(line), _GROUP)]
        lines.append("-".join([*groups, _check(line, index)]))
    return " ".join(lines)


def lines_of(code: str) -> tuple[str, ...]:
    """Return the lines of an encoded code as they are printed on the sheet."""
    return tuple(code.split(" "))


def decode(text: str) -> bytes:
    """Read a code as people type it: any case, O for 0, I or L for 1, any spaces and hyphens.

    Raises:
        Refusal: `recovery.length` with the number of symbols expected and found, or
            `recovery.line_length` where the lines were kept apart, `recovery.symbol` with line and
            symbol, `recovery.check` with the number of the line that is wrong.
    """
    lengths = [length + 1 for length in _LINES]
    typed = [_plain(line) for line in text.splitlines() if _plain(line)]
    if len(typed) == len(lengths):
        for number, (line, length) in enumerate(zip(typed, lengths, strict=True), start=1):
            if len(line) != length:
                raise Refusal("recovery.line_length", line=number, expected=length, found=len(line))
    whole = "".join(typed)
    if len(whole) != sum(lengths):
        raise Refusal("recovery.length", expected=sum(lengths), found=len(whole))
    number = 0
    for index, line in enumerate(_cut(whole, lengths)):
        for symbol in _checked(line, index):
            number = number << 5 | _DIGITS.index(symbol)
    if number & (1 << _SPARE_BITS) - 1:
        raise Refusal("recovery.check", line=len(_LINES))
    return (number >> _SPARE_BITS).to_bytes(SECRET_BYTES, "big")


def _plain(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).translate(_SEPARATORS).upper()
    return "".join(wide.split()).translate(_ALIKE)


def _cut(symbols: str, lengths: list[int] | tuple[int, ...]) -> list[str]:
    pieces, start = [], 0
    for length in lengths:
        pieces.append(symbols[start : start + length])
        start += length
    return pieces


def _checked(line: str, index: int) -> str:
    body, check = line[:-1], line[-1]
    for symbol in body:
        if symbol not in _DIGITS:
            raise Refusal("recovery.symbol", line=index + 1, symbol=symbol)
    if check != _check(body, index):
        raise Refusal("recovery.check", line=index + 1)
    return body


def _check(body: str, index: int) -> str:
    number = 0
    for symbol in body:
        number = number << 5 | _DIGITS.index(symbol)
    return _CHECKS[(number + index) % len(_CHECKS)]
