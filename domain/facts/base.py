"""What all facts share: their kind, their key, and the names of what they are about."""

from __future__ import annotations

from typing import ClassVar, Final, NewType

OfficeCode = NewType("OfficeCode", str)
"""An office's region code: 2 digits for a province, 4 for a city, 6 for a county."""
UnitId = NewType("UnitId", str)
"""A unit's local code; unique within its office and never reused."""
OrganId = NewType("OrganId", str)
"""An inner organ's code within its office: the unit's code, a hyphen and a running number."""
PersonId = NewType("PersonId", int)
"""A person's running number within the office; an ID number may be corrected, this never is."""

NOBODY: Final = PersonId(0)
NORMAL: Final = "正常"
ABOLISHED: Final = "撤销"
IN_POST: Final = "在编"
NOT_ON_DUTY: Final = "否"
"""What `Occupancy.on_duty` says of who is not at work."""
CHIEF: Final = "正职"
DEPUTY: Final = "副职"
INNER_CHIEF: Final = "内设机构正职"
INNER_DEPUTY: Final = "内设机构副职"
INNER_POSTS: Final = (INNER_CHIEF, INNER_DEPUTY)
"""Leading posts that are approved with the inner organs (中层职数)."""


class Fact:
    """What all facts share: a name for their kind and the fields that identify them."""

    __slots__ = ()
    KIND: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
