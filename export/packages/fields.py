"""Reading the members of a strict JSON object, each with its own narrow form."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from export.packages.strict_json import MAX_INTEGER, NotStrict

HEX_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
TOKEN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,63}", re.ASCII)
OFFICE_CODE: Final = re.compile(r"[0-9]{2,6}", re.ASCII)
"""The form of a code; `offices.is_code` tells whether it is one."""
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"


class Fields:
    """The members of one object: exactly the named ones, each read with its form.

    Raises:
        NotStrict: If the value is no object, or a member is missing, unknown or malformed.
    """

    def __init__(self, value: object, *names: str) -> None:
        if not isinstance(value, dict) or set(value) != set(names):
            raise NotStrict("members missing or unknown")
        self._values: dict[str, object] = value

    def raw(self, name: str) -> object:
        """Return a member as it stands."""
        return self._values[name]

    def text(self, name: str, form: re.Pattern[str]) -> str:
        """Return a text of that form."""
        value = self._values[name]
        if not isinstance(value, str) or form.fullmatch(value) is None:
            raise NotStrict(name)
        return value

    def digest(self, name: str) -> str:
        """Return 64 lower-case hexadecimal digits."""
        return self.text(name, HEX_DIGEST)

    def integer(self, name: str, least: int, most: int = MAX_INTEGER) -> int:
        """Return a whole number between the two, both included."""
        return integer(self._values[name], least, most)

    def moment(self, name: str) -> datetime:
        """Return an instant written as 2026-11-20T08:00:00Z."""
        value = self._values[name]
        try:
            found = datetime.strptime(str(value), _MOMENT).replace(tzinfo=UTC)
        except ValueError as error:
            raise NotStrict(name) from error
        if moment_text(found) != value:
            raise NotStrict(name)
        return found

    def day(self, name: str) -> date:
        """Return a day written as 2026-11-20."""
        value = self._values[name]
        try:
            found = date.fromisoformat(str(value))
        except ValueError as error:
            raise NotStrict(name) from error
        if found.isoformat() != value:
            raise NotStrict(name)
        return found

    def items(self, name: str, most: int) -> list[object]:
        """Return an array of at most `most` members."""
        value = self._values[name]
        if not isinstance(value, list) or len(value) > most:
            raise NotStrict(name)
        return value

    def counts(self, name: str, form: re.Pattern[str], least: int, most: int) -> dict[str, int]:
        """Return an object of at most `most` whole numbers under names of that form."""
        value = self._values[name]
        if not isinstance(value, dict) or len(value) > most:
            raise NotStrict(name)
        if any(form.fullmatch(key) is None for key in value):
            raise NotStrict(name)
        return {key: integer(number, least, MAX_INTEGER) for key, number in value.items()}


def integer(value: object, least: int, most: int) -> int:
    """Return `value` if it is a whole number between the two, both included.

    Raises:
        NotStrict: If it is not; `true` is no number.
    """
    if type(value) is not int or not least <= value <= most:
        raise NotStrict("a whole number within its limits is expected")
    return value


def moment_text(moment: datetime) -> str:
    """Return the one text of an instant, whatever its zone; parts of seconds are cut off."""
    instant = moment.astimezone(UTC)
    year = f"{instant.year:04d}"  # the platform's %Y does not always pad
    return year + instant.strftime("-%m-%dT%H:%M:%SZ")
