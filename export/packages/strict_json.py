"""JSON from outside, read so that one text has one meaning and cannot exhaust the machine.

Refused: text that is not UTF-8, a key given twice, a fraction, NaN or Infinity, a whole number
beyond 2**53, nesting deeper than eight, half a surrogate pair, anything after the value.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

MAX_DEPTH: Final = 8
MAX_INTEGER: Final = 2**53
_MAX_DIGITS: Final = 17  # 2**53 has 16 digits, and a sign may stand before them
_STRINGS: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


class NotStrict(ValueError):
    """The text is not the JSON we exchange; the argument is a short English reason for the log."""


def loads(data: bytes) -> object:
    """Return the value that `data` holds.

    Raises:
        NotStrict: For everything named at the head of this module.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotStrict("not UTF-8") from error
    _check_depth(text)
    try:
        value: object = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise NotStrict("not JSON") from error
    if "\\u" in text:
        _check_surrogates(value)
    return value


def canonical(value: object) -> bytes:
    """Return the one encoding of `value`: keys sorted by code point, no blanks, UTF-8 unescaped.

    Raises:
        NotStrict: If a string holds half a surrogate pair.
    """
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotStrict("half a surrogate pair") from error


def loads_canonical(data: bytes) -> object:
    """Return the value that `data` holds, refusing every encoding but the canonical one.

    Strings and keys must be in Unicode normal form C, so that what two people see alike is alike.

    Raises:
        NotStrict: As `loads`, and for blanks, unsorted keys, needless escapes and other forms.
    """
    value = loads(data)
    _check_normal(value)
    if canonical(value) != data:
        raise NotStrict("not the canonical encoding")
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("a key is given twice")
    return found


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS or abs(int(digits)) > MAX_INTEGER:
        raise NotStrict("a number beyond 2**53")
    return int(digits)


def _refuse_number(_text: str) -> NoReturn:
    raise NotStrict("a number that is not whole")


def _check_depth(text: str) -> None:
    # Before parsing: the parser itself recurses, and a hostile text must not choose how deep.
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for sign in _STRINGS.sub("", text):
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise NotStrict("nested too deeply")
        elif sign in "]}":
            depth -= 1


def _check_surrogates(value: object) -> None:
    canonical(value)


def _check_normal(value: object) -> None:
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise NotStrict("not in normal form C")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _check_normal(key)
            _check_normal(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            _check_normal(inner)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_unique,
    parse_int=_integer,
    parse_float=_refuse_number,
    parse_constant=_refuse_number,
)
