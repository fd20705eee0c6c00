"""The tables of the units page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from domain.dossier import Dossier, Member, TypeCount
from domain.facts import ABOLISHED, InnerOrgan, LedgerEntry, Unit
from domain.outcomes import PostCount, UnitSummary
from ui.look.lights import GREY, RED, WORST_FIRST, LightMark, balance, mark_of
from ui.parts.table import Column


def approved(held: UnitSummary) -> int:
    """Return a unit's approved places of all types."""
    return sum(count.approved for count in held.types)


def actual(held: UnitSummary) -> int:
    """Return a unit's people."""
    return sum(count.actual for count in held.types)


def post_balance(post: PostCount) -> LightMark | str:
    """Word the posts of a kind; where none were approved on record nothing can be over."""
    if not post.approved:
        return LightMark(GREY, "未核定")
    if post.filled > post.approved:
        return LightMark(RED, f"超 {post.filled - post.approved}")
    return f"空 {post.approved - post.filled}"


def mark_of_unit(held: UnitSummary) -> LightMark:
    """Word a unit's light; of one that has ended, that it has."""
    if held.unit.status == ABOLISHED:
        return LightMark(GREY, ABOLISHED)
    return mark_of(held.light, held.types)


def counted(units: Iterable[UnitSummary]) -> str:
    """Return how many units there are; those that have ended are told apart."""
    ended = Counter(held.unit.status == ABOLISHED for held in units)
    told = f"{ended[False]} 个单位"
    return f"{told}，另有已撤销的 {ended[True]} 个" if ended[True] else told


UNITS: Final = (
    Column[UnitSummary](
        "状态",
        mark_of_unit,
        5,
        sort=lambda held: WORST_FIRST.index(held.light),
    ),
    Column[UnitSummary](
        "单位名称", lambda held: held.unit.name, 14, rest=True, sort=lambda held: held.unit.order
    ),
    Column[UnitSummary]("核定", approved, 3, right=True),
    Column[UnitSummary]("实有", actual, 3, right=True),
    Column[UnitSummary]("规格", lambda held: held.unit.rank, 4, spare=True),
    Column[UnitSummary]("类别", lambda held: held.unit.kind, 5, spare=True),
)
TYPES: Final = (
    Column[TypeCount]("编制类型", lambda count: count.quota_type, 6, rest=True),
    Column[TypeCount]("核定", lambda count: count.approved, 3, right=True),
    Column[TypeCount]("实有", lambda count: count.actual, 3, right=True),
    Column[TypeCount]("空 / 超", balance, 5, sort=lambda count: count.vacant),
)
POSTS: Final = (
    Column[PostCount]("领导职数", lambda post: post.post_kind, 6, rest=True),
    Column[PostCount]("核定", lambda post: post.approved, 3, right=True),
    Column[PostCount]("实配", lambda post: post.filled, 3, right=True),
    Column[PostCount](
        "空 / 超",
        post_balance,
        5,
        sort=lambda post: post.approved - post.filled,
    ),
)
ORGANS: Final = (
    Column[InnerOrgan]("内设机构", lambda organ: organ.name, 9, rest=True),
    Column[InnerOrgan]("规格", lambda organ: organ.rank, 4),
    Column[InnerOrgan]("编制", lambda organ: organ.quota or "—", 3, right=True),
    Column[InnerOrgan]("职数", lambda organ: organ.chiefs + organ.deputies, 3, right=True),
)
MEMBERS: Final = (
    Column[Member]("姓名", lambda member: member.person.name, 4),
    Column[Member]("编制类型", lambda member: member.place.quota_type, 6),
    Column[Member]("职务", lambda member: member.place.position, 7, rest=True),
)
LEDGER: Final = (
    Column[LedgerEntry]("批准时间", lambda entry: entry.approved_on or "未填", 6),
    Column[LedgerEntry]("项目", lambda entry: entry.item, 6),
    Column[LedgerEntry]("增减", lambda entry: f"{entry.delta:+d}", 3, right=True),
    Column[LedgerEntry]("文号", lambda entry: entry.doc_no or "—", 9, rest=True),
)


def particulars(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Return the unit's own fields as name and value, in the order of the ledger."""
    unit: Unit = dossier.unit
    supervisor = dossier.supervisor.name if dossier.supervisor else unit.supervisor
    return (
        ("单位全称", unit.name),
        ("简称", unit.short_name),
        ("其他名称", unit.other_names),
        ("机构状态", unit.status if unit.status == ABOLISHED else ""),
        ("机构代码", unit.unit),
        ("统一社会信用代码", unit.uscc),
        ("机构类别", unit.kind),
        ("机构性质", unit.nature),
        ("机构规格", unit.rank),
        ("机构系列", unit.series),
        ("主管单位", supervisor),
        ("经费形式", unit.funding),
        ("批准文号", unit.doc_no),
        ("批准时间", unit.approved_on),
        ("成立时间", unit.established_on),
        ("内设机构数", str(unit.inner_count or "")),
        ("地址", unit.address),
        ("负责人", unit.head),
        ("主要职责", unit.duties),
        ("备注", unit.remark),
    )


def facts(dossier: Dossier | None) -> tuple[tuple[str, str], ...]:
    """Return counts and fields of a unit as name and value, nothing of none."""
    if dossier is None:
        return ()
    counts = (
        (count.quota_type, f"核定 {count.approved}，实有 {count.actual}")
        for count in dossier.counts()
    )
    posts = ((f"{post.post_kind}职数", f"核定 {post.approved}") for post in dossier.posts)
    return (*counts, *posts, *particulars(dossier))


def sentence(dossier: Dossier) -> str:
    """Return a unit's counts of a day in one sentence, to be read out or pasted."""
    day = dossier.day
    counts = tuple(dossier.counts())
    parts = [_clause(count.quota_type, count.approved, count.actual) for count in counts]
    if len(parts) > 1:
        approved, actual = (
            sum(getattr(count, name) for count in counts) for name in ("approved", "actual")
        )
        parts.append(_clause("合计", approved, actual))
    told = "；".join(parts) or "没有核定编制，也没有在编人员"
    return f"{dossier.unit.name}截至{day.year}年{day.month}月{day.day}日：{told}。"


def _clause(name: str, approved: int, actual: int) -> str:
    left = approved - actual
    rest = f"空 {left} 名" if left > 0 else f"超 {-left} 名" if left < 0 else "满编"
    return f"{name}核定 {approved} 名、实有 {actual} 名、{rest}"


def matching(
    units: tuple[UnitSummary, ...], text: str, keys: dict[str, str], light: str = ""
) -> tuple[UnitSummary, ...]:
    """Return the units whose name, code or initials hold the text and whose light is asked for."""
    wanted = text.strip().lower()
    return tuple(
        held
        for held in units
        if (not light or held.light == light)
        and (
            not wanted
            or wanted in held.unit.name.lower()
            or wanted in held.unit.short_name.lower()
            or wanted in held.unit.unit
            or wanted in keys.get(held.unit.unit, "")
        )
    )
