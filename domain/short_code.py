"""短码: the first 80 bits of a hash as sixteen letters and digits that people compare on paper."""

from __future__ import annotations

import unicodedata
from typing import Final

from domain.errors import Refusal

_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYMBOLS: Final = 16
_GROUP: Final = 4
_HEX: Final = 20
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def short_code(digest: str) -> str:
    """Return the 短码 of a hash in hex, as `XXXX-XXXX-XXXX-XXXX`.

    Crockford's base 32 (https://www.crockford.com/base32.html) of the first 80 bits.
    """
    number = int(digest[:_HEX], 16)
    symbols = "".join(_DIGITS[number >> 5 * place & 31] for place in range(_SYMBOLS - 1, -1, -1))
    return "-".join(symbols[at : at + _GROUP] for at in range(0, _SYMBOLS, _GROUP))


def beginning_of(code: str) -> str:
    """Return in hex how the hash behind a 短码 begins.

    As people type it: any case, full width or not, O for 0, I or L for 1, any spaces and hyphens.

    Raises:
        Refusal: `audit.code_length` with the number of symbols found, `audit.code_symbol` with the
            symbol that none of the sixteen can be.
    """
    typed = unicodedata.normalize("NFKC", code).upper().translate(_ALIKE)
    plain = "".join(one for one in typed if one.isalnum())
    if len(plain) != _SYMBOLS:
        raise Refusal("audit.code_length", expected=_SYMBOLS, found=len(plain))
    number = 0
    for symbol in plain:
        if symbol not in _DIGITS:
            raise Refusal("audit.code_symbol", symbol=symbol)
        number = number << 5 | _DIGITS.index(symbol)
    return f"{number:0{_HEX}x}"
