"""How people stand in a field before it is changed."""

from __future__ import annotations

from collections import Counter

from domain.dossier import Member

_NAMED = 3


def standing_of(members: tuple[Member, ...], field: str) -> str:
    """Return the values that people have in a field of their person or place, as a remark."""
    values = Counter(_value(member, field) for member in members)
    if not values:
        return ""
    if len(values) == 1:
        return f"现在：{next(iter(values))}"
    told = "、".join(f"{value} {number} 人" for value, number in values.most_common(_NAMED))
    return f"现在：{told}" + ("等" if len(values) > _NAMED else "")


def _value(member: Member, field: str) -> str:
    held = member.person if hasattr(member.person, field) else member.place
    return str(getattr(held, field, "") or "未填")
