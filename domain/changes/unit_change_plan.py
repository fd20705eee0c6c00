"""方案对照表: what a reform does to every unit, place by place, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.case import Case
from domain.case_outcomes import UnitImpact
from domain.dossier import TypeCount
from domain.handbook.parts import Column, written_out
from domain.outcomes import PostCount
from domain.paper_table import A3, PaperTable
from domain.summing import ordered

TITLE: Final = "机构编制方案对照表"
TOTAL: Final = "合计"
_SIGN: Final = "制表人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（盖章）"
_BEFORE: Final = "前"
_AFTER: Final = "后"


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of figures, by what they count; `places` and `posts` are approved, by kind."""

    places: Mapping[str, int]
    posts: Mapping[str, int]
    people: int

    @classmethod
    def of(cls, counts: Iterable[TypeCount], posts: Iterable[PostCount]) -> _Line:
        counts = tuple(counts)
        places = {count.quota_type: count.approved for count in counts}
        approved = {post.post_kind: post.approved for post in posts}
        return cls(places, approved, sum(count.actual for count in counts))


def comparison(
    case: Case,
    impacts: Sequence[UnitImpact],
    names: Sequence[str] = (),
    order: Sequence[str] = (),
    office: str = "",
) -> PaperTable:
    """Return a case's effect on its units as a table of A3: by type of place, post and people.

    The last row sums up; a plan that grants and withdraws nothing has equal sums on both sides.
    `names` are the people whom the case moves, `order` is that of the county's quota types,
    `office` the place whose plan it is.
    """
    before = [_Line.of(one.before, one.posts_before) for one in impacts]
    after = [_Line.of(one.after, one.posts_after) for one in impacts]
    lines = [*before, *after]
    types = ordered({item: None for line in lines for item in line.places}, order)
    posts = tuple(dict.fromkeys(item for line in lines for item in line.posts))
    rows = [
        (str(at), one.name, *_cells(was, will, types, posts))
        for at, (one, was, will) in enumerate(zip(impacts, before, after, strict=True), 1)
    ]
    rows.append(("", TOTAL, *_cells(_sum(before), _sum(after), types, posts)))
    lead = (
        f"批准文号：{case.document.number or '（未定）'}　　生效日期：{written_out(case.effective)}"
    )
    people = f"涉及人员 {len(names)} 人：{'、'.join(names)}"
    foot = (people, _SIGN) if names else (_SIGN,)
    return PaperTable(office + TITLE, _columns(types, posts), tuple(rows), (lead,), foot, A3)


def _columns(types: Sequence[str], posts: Sequence[str]) -> tuple[Column, ...]:
    counted = (*types, "编制合计", "实有人数", *(f"{item}职数" for item in posts))
    sides = [
        Column(f"{item}{side}", side, 4, group=item)
        for item in counted
        for side in (_BEFORE, _AFTER)
    ]
    return (
        Column("no", "序号", 3), Column("unit", "单位", 18, "left"), *sides,
        Column("places", "编制增减", 4), Column("people", "人员增减", 4),
    )  # fmt: skip


def _cells(was: _Line, will: _Line, types: Sequence[str], posts: Sequence[str]) -> tuple[str, ...]:
    pairs = [(was.places.get(item, 0), will.places.get(item, 0)) for item in types]
    places = (sum(was.places.values()), sum(will.places.values()))
    pairs += [places, (was.people, will.people)]
    pairs += [(was.posts.get(item, 0), will.posts.get(item, 0)) for item in posts]
    cells = [str(number) if number else "" for pair in pairs for number in pair]
    return (*cells, _signed(places[1] - places[0]), _signed(will.people - was.people))


def _sum(lines: Iterable[_Line]) -> _Line:
    places: Counter[str] = Counter()
    posts: Counter[str] = Counter()
    people = 0
    for line in lines:
        places.update(line.places)
        posts.update(line.posts)
        people += line.people
    return _Line(places, posts, people)


def _signed(number: int) -> str:
    return f"{number:+d}" if number else "—"
