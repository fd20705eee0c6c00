"""What a password and an account's name must be."""

from __future__ import annotations

import unicodedata
from typing import Final

from domain.errors import Refusal

_LONG: Final = 12
_SHORT: Final = 8
_CLASSES: Final = 3
_MOST: Final = 1024
_LEAST_DIFFERENT: Final = 5
_TELLING_NAME: Final = 3
_NAME_MOST: Final = 32


def accepted_password(password: str, account: str) -> None:
    """Refuse a password that is easily guessed.

    Twelve characters, or eight of three classes (capital, small, digit, other); at least five
    different ones; not the account's name with something around it.

    Raises:
        Refusal: `vault.password_weak` with the fact `why`: short, long, repeated or name.
    """
    text = unicodedata.normalize("NFC", password)
    why = ""
    if len(text) > _MOST:
        why = "long"
    elif len(text) < _SHORT or (len(text) < _LONG and _classes(text) < _CLASSES):
        why = "short"
    elif len(set(text)) < _LEAST_DIFFERENT:
        why = "repeated"
    elif len(account.encode()) >= _TELLING_NAME and account.casefold() in text.casefold():
        why = "name"
    if why:
        raise Refusal("vault.password_weak", why=_WHY[why])


def accepted_name(name: str) -> str:
    """Return the account name in its one form.

    Raises:
        Refusal: `account.name_invalid` for an empty or long name, or one with control characters.
    """
    text = unicodedata.normalize("NFC", name).strip()
    if not 1 <= len(text) <= _NAME_MOST or not text.isprintable():
        raise Refusal("account.name_invalid", name=name, most=_NAME_MOST)
    return text


_WHY: Final = {
    "long": "太长",
    "short": "太短或字符种类太少",
    "repeated": "重复的字符太多",
    "name": "含有账号名",
}


def _classes(text: str) -> int:
    return len({_class(char) for char in text})


def _class(char: str) -> str:
    if char.isupper():
        return "upper"
    if char.islower():
        return "lower"
    return "digit" if char.isdecimal() else "other"
