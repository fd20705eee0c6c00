"""Pinyin initials of names, in every reading that a character has.

Surnames are read unlike the dictionary's first reading more often than not (曾 zeng, 单 shan,
区 ou, 尉迟 yuchi), so a name is found under all of them.
"""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from itertools import product
from math import prod
from typing import Final

READINGS_LIMIT: Final = 12
"""At most this many spellings of one name; of later characters only the first reading counts."""


@lru_cache(maxsize=16384)
def initials_of_character(character: str) -> tuple[str, ...]:
    """Return the first letters of a character's readings, most usual first.

    A letter or digit stands for itself; what has no known reading gives nothing.
    """
    if character.isascii():
        return (character.casefold(),) if character.isalnum() else ()
    letters = (reading[:1] for reading in _readings(character))
    return tuple(dict.fromkeys(letter for letter in letters if letter))


def syllables(name: str) -> tuple[str, ...]:
    """Return each character's most usual reading without its tone, `anlan` for 安澜."""
    spelt = (_readings(character) for character in name)
    return tuple(readings[0] for readings in spelt if readings and readings[0])


def _readings(character: str) -> tuple[str, ...]:
    # Phrases would cost a third of a second and 30 MB; single characters need none.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - slow, and needed by few starts

    readings = pinyin_dict.get(ord(character), "").split(",")
    plain = (unicodedata.normalize("NFD", reading) for reading in readings)
    return tuple("".join(filter(str.isascii, reading)) for reading in plain)


def initials(name: str) -> tuple[str, ...]:
    """Return the spellings of a name by initials, none when no character has a reading."""
    letters = list(filter(None, map(initials_of_character, name)))
    # From the end: the surname keeps its readings longest.
    place = len(letters)
    while prod(map(len, letters)) > READINGS_LIMIT:
        place -= 1
        letters[place] = letters[place][:1]
    return tuple(map("".join, product(*letters))) if letters else ()
