"""What a password and an account's name must be.

The rules are data (GB/T 22239 8.1.4.1 a asks for complexity and regular change; how much of it is
the office's choice). A password is judged in Unicode form NFC, as a whole, and never cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from domain.errors import Refusal
from storage.pinyin import syllables
from storage.vault_values import Office

_MOST: Final = 1024
_TELLING: Final = 3
_NAME_MOST: Final = 32
_YEAR: Final = re.compile(r"(?:19|20)\d\d|[一二][九〇零][一二三四五六七八九〇零]{2}")
_AROUND: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_ALIKE: Final = str.maketrans("01345@$7!", "oleasast" + "i")


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """How good a password must be; the defaults are those of `resources/security`.

    `least` characters, or `least_mixed` of `classes` classes (capital, small, digit, other);
    `least_with_key_file` where a key file is needed too; `different` ones among them. The last
    `former` passwords are not taken again. After `change_after_days` it must be changed, never
    when 0. `common` are words that are no password, whatever figures stand around them; `rows` are
    the rows of a keyboard, along which nobody should type.
    """

    least: int = 12
    least_with_key_file: int = 10
    least_mixed: int = 8
    classes: int = 3
    different: int = 5
    former: int = 5
    change_after_days: int = 0
    common: frozenset[str] = frozenset()
    rows: tuple[str, ...] = ()

    def overdue(self, password_set: str, today: date) -> bool:
        """Tell whether a password set on an ISO day has served its time; "" for one not noted."""
        if not self.change_after_days or not password_set:
            return False
        return date.fromisoformat(password_set) + timedelta(days=self.change_after_days) <= today


DEFAULT_RULES: Final = PasswordRules()


def password_rules(document: Mapping[str, Any], common: Iterable[str]) -> PasswordRules:
    """Build the rules from their files: the parsed JSON, and the lines of the list of words."""
    words = frozenset(line.strip() for line in common if line.strip() and line[0] != "#")
    figures = {name: value for name, value in document.items() if name not in ("source", "rows")}
    return PasswordRules(common=words, rows=tuple(document["rows"]), **figures)


def accepted_password(
    password: str,
    account: str,
    rules: PasswordRules = DEFAULT_RULES,
    *,
    office: Office | None = None,
    key_file: bool = False,
) -> None:
    """Refuse a password that is easily guessed.

    Raises:
        Refusal: `vault.password_weak` with the facts `why` and the figures of the rules.
    """
    text = unicodedata.normalize("NFC", password)
    why = _too_little(text, rules, key_file=key_file) or _guessable(text, account, rules, office)
    if why:
        raise Refusal(
            "vault.password_weak",
            why=_WHY[why],
            least=rules.least_with_key_file if key_file else rules.least,
            mixed=rules.least_mixed,
            classes=rules.classes,
        )


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
    "common": "是常见密码",
    "row": "几乎都是键盘上相邻的字符",
    "office": "几乎只有单位名称、年份和账号",
}


def _too_little(text: str, rules: PasswordRules, *, key_file: bool) -> str:
    least = rules.least_with_key_file if key_file else rules.least
    if len(text) > _MOST:
        return "long"
    if len(text) < rules.least_mixed or (len(text) < least and _classes(text) < rules.classes):
        return "short"
    return "repeated" if len(set(text)) < rules.different else ""


def _guessable(text: str, account: str, rules: PasswordRules, office: Office | None) -> str:
    folded = text.casefold()
    if len(account.encode()) >= _TELLING and account.casefold() in folded:
        return "name"
    if {_core(folded), _core(_AROUND.sub("", folded).translate(_ALIKE))} & rules.common:
        return "common"
    if _is_rest(folded, _without_rows(folded, rules.rows)):
        return "row"
    known = () if office is None else tuple(own_words(office))
    return "office" if _is_rest(folded, _without(folded, known)) else ""


def own_words(office: Office) -> Iterator[str]:
    """Yield what everybody knows of an office: code, name, place, and both in pinyin."""
    place = re.split(r"[县市省区州旗]", office.name)[0]
    yield office.code
    for name in {office.name, place, office.name[: len(place) + 1]}:
        yield name
        spelt = syllables(name)
        yield "".join(spelt)
        yield "".join(syllable[0] for syllable in spelt)


def _is_rest(whole: str, rest: str) -> bool:
    """Tell whether so much was taken out that hardly a letter is left."""
    return rest != whole and sum(char.isalnum() for char in rest) < _TELLING


def _without(text: str, words: Iterable[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        if len(word.encode()) >= _TELLING:
            text = text.replace(word.casefold(), " ")
    return _YEAR.sub(" ", text)


def _without_rows(text: str, rows: Iterable[str]) -> str:
    """Take out what runs along a row of keys, four keys or more in either direction."""
    ways = [way for row in rows for way in (row, row[::-1])]
    kept, place = "", 0
    while place < len(text):
        run = max((_run(text, place, way) for way in ways), default=0)
        kept += " " if run > _TELLING else text[place]
        place += run if run > _TELLING else 1
    return kept


def _run(text: str, place: int, way: str) -> int:
    """Return how many characters from `place` on follow each other along a row of keys."""
    start = way.find(text[place])
    length = 0
    while (
        start >= 0 and text[place + length : place + length + 1] == way[start + length :][:1] != ""
    ):
        length += 1
    return length


def _core(text: str) -> str:
    """Return a password's letters without what people put around a word."""
    return "".join(char for char in text if char.isalpha())


def _classes(text: str) -> int:
    return len({_class(char) for char in text})


def _class(char: str) -> str:
    if char.isupper():
        return "upper"
    if char.islower():
        return "lower"
    return "digit" if char.isdecimal() else "other"
