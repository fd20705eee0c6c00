"""Names and numbers that identify people and units.

Sources: GB 11643-1999 (公民身份号码, check character by ISO 7064 MOD 11-2), GB 32100-2015
(统一社会信用代码, check character MOD 31-3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from operator import mul
from typing import Final

from domain.dates import UNKNOWN, PartialDate, packed_day, same_as_far_as_known

_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_EXCESS: Final = ord("0") * sum(_ID_WEIGHTS)
_ID_CHECKS: Final = "10X98765432"
_ID_LENGTH: Final = 18
_DIGITS: Final = frozenset("0123456789")
_ID_WITHIN: Final = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
# Characters without width that web pages and chat programs leave in copied text.
_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_DOTS: Final = str.maketrans(dict.fromkeys("•‧∙⋅・･．●▪ᐧ᛫", "·"))
MALE: Final = "男"
FEMALE: Final = "女"


def clean_id_number(text: str) -> str:
    """Return an ID number half-width, with upper-case X, without spaces or apostrophes."""
    visible = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_UNSEEN)
    return "".join(visible.split()).strip("'’‘`").upper()


def id_number_is_sound(number: str) -> bool:
    """Tell whether 18 characters form a number whose check character and birth date hold.

    The area code is not judged: codes retire and people keep theirs (GB/T 2260 changes yearly).
    """
    return id_check_holds(number) and bool(birth_of(number))


def id_check_holds(number: str) -> bool:
    """Tell whether an 18-character number carries the right check character."""
    body = number[:17]
    if len(number) != _ID_LENGTH or not (body.isascii() and body.isdigit()):
        return False
    # Weighing the characters' codes instead of their values: the fixed excess is taken off after.
    total = sum(map(mul, body.encode(), _ID_WEIGHTS)) - _ID_EXCESS
    return _ID_CHECKS[total % 11] == number[17]


def birth_of(number: str) -> PartialDate:
    """Return the birth day that an 18-character number states, unknown when it states none."""
    return packed_day(number[6:14]) if len(number) == _ID_LENGTH else UNKNOWN


def contradicts_birth(number: str, birth: str) -> bool:
    """Tell whether a partial date of birth differs from what an 18-character number states.

    An unknown birth, and a number that states none, contradict nothing.
    """
    if birth == f"{number[6:10]}-{number[10:12]}-{number[12:14]}"[: len(birth)]:
        return False
    stated = birth_of(number)
    return bool(birth and stated) and not same_as_far_as_known(birth, stated)


def sex_of(number: str) -> str:
    """Return 男 or 女 by the parity of the 17th digit, "" when there is none."""
    if len(number) != _ID_LENGTH or number[16] not in _DIGITS:
        return ""
    return MALE if number[16] in "13579" else FEMALE


def masked(number: str) -> str:
    """Return an ID number as lists show it: area and check digits kept, birth and order hidden."""
    return f"{number[:6]}********{number[-4:]}" if len(number) == _ID_LENGTH else "*" * len(number)


def masked_within(text: str) -> str:
    """Return a text with every ID number that stands in it masked."""
    return _ID_WITHIN.sub(lambda found: masked(found[0]), text)


def tells_number(texts: Iterable[str]) -> bool:
    """Tell whether a sound ID number stands in full in one of some texts."""
    found = (each[0] for text in texts for each in _ID_WITHIN.finditer(text))
    return any(id_number_is_sound(number.upper()) for number in found)


@lru_cache(maxsize=65536)
def clean_person_name(text: str) -> str:
    """Return a name without any space and with every kind of middle dot written as U+00B7.

    Spaces that pad two-character names (张　三) and the dots that input methods give for
    minority names all denote the same name (中央编办填表说明: 姓名不得有空格).
    """
    return "".join(text.translate(_UNSEEN).split()).translate(_DOTS)


@lru_cache(maxsize=8192)
def clean_unit_name(text: str) -> str:
    """Return a unit name in NFKC, without spaces, with Chinese round brackets."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).translate(_UNSEEN).split())
    return squeezed.replace("(", "（").replace(")", "）")


def uscc_is_sound(code: str) -> bool:
    """Tell whether an 18-character 统一社会信用代码 carries the right check character."""
    if len(code) != _ID_LENGTH or any(char not in _USCC_ALPHABET for char in code):
        return False
    values = [_USCC_ALPHABET.index(char) for char in code]
    total = sum(value * weight for value, weight in zip(values[:17], _USCC_WEIGHTS, strict=True))
    return values[17] == (31 - total % 31) % 31
