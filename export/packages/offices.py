"""Who an office is: its region code of 2, 4 or 6 digits gives its level and its parent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Final

from domain.errors import Refusal

MAX_NAME: Final = 64  # what X.509 allows in an organisation name, in characters
_CODE: Final = re.compile(r"[1-9][0-9](?:[0-9]{2}){0,2}", re.ASCII)


class Level(Enum):
    """The three levels of offices; the value is what files carry."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"

    @property
    def depth(self) -> int:
        """Steps below the province: 0, 1 or 2."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Office:
    """An office by code and name.

    Raises:
        Refusal: `trust.office_code_invalid` or `trust.office_name_invalid`.
    """

    code: str
    name: str

    def __post_init__(self) -> None:
        if _CODE.fullmatch(self.code) is None:
            raise Refusal("trust.office_code_invalid", office=self.code)
        if not is_name(self.name):
            raise Refusal("trust.office_name_invalid", name=self.name)

    @property
    def level(self) -> Level:
        """The level that the length of the code tells."""
        return level_of(self.code)


def is_code(text: str) -> bool:
    """Tell whether `text` can be an office's code."""
    return _CODE.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Tell whether `text` can name an office or a person in a certificate.

    1 to 64 printable characters in normal form C, without a blank at either end.
    """
    return (
        0 < len(text) <= MAX_NAME
        and text == text.strip()
        and text.isprintable()
        and unicodedata.is_normalized("NFC", text)
    )


def level_of(code: str) -> Level:
    """Return the level of the office with that code; `code` must satisfy `is_code`."""
    return list(Level)[len(code) // 2 - 1]


def parent_of(code: str) -> str | None:
    """Return the code of the office above, `None` for a province."""
    return code[:-2] or None
