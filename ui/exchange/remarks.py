"""What the office above found in this office's reports, as the window tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.exchange.remarks import got, left_to_answer, newest_accepted
from domain.exchange.shipment import RETURNED
from domain.register import Receipt
from ui.exchange.preflight import Preflight
from ui.look.lights import GREEN, RED, LightMark
from ui.parts.table import Column


@dataclass(frozen=True, slots=True)
class HeardRemark:
    """A remark that this office got, and how it was answered; `answer` is "" while it is not."""

    package: str
    report: int
    returned: bool
    reason: str
    number: int
    text: str
    rule: int
    unit: str
    person: str
    answer: str
    unit_name: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What tells it again."""
        return self.package, self.number


def heard_remarks(receipts: Iterable[Receipt], names: Mapping[str, str]) -> tuple[HeardRemark, ...]:
    """Return every remark that this office got: what is not answered first, then the newest.

    `names` are the units' by their codes; one that is no more is called by its code.
    """
    found = [
        _heard(receipt, remark, names)
        for receipt in got(receipts)
        for remark in receipt.facts["remarks"]
    ]
    return tuple(sorted(found, key=lambda each: bool(each.answer)))


def _heard(receipt: Receipt, remark: dict[str, Any], names: Mapping[str, str]) -> HeardRemark:
    about = receipt.facts["about"]
    answer = receipt.facts.get("answers", {}).get(str(remark["number"]), {})
    return HeardRemark(
        receipt.package,
        about["seq"],
        about["status"] == RETURNED,
        about["reason"],
        **remark,
        answer=answer.get("text", ""),
        unit_name=names.get(remark["unit"], remark["unit"]),
    )


def told_about(heard: HeardRemark) -> str:
    """Return which report a remark is about."""
    return f"第 {heard.report} 号上报{'（已退回）' if heard.returned else ''}"


def may_be_remarked(receipt: Receipt, receipts: Iterable[Receipt]) -> bool:
    """Tell whether a package is the newest report that was accepted from its office."""
    return newest_accepted(receipts, receipt.peer) == receipt


def told_reason(receipt: Receipt) -> str:
    """Return why a report was returned or what was said of it, "" where nothing was."""
    reason = receipt.facts.get("reason") or receipt.facts.get("about", {}).get("reason", "")
    if not reason:
        return ""
    return f"{'退回的理由' if receipt.status == RETURNED else '总的意见'}：{reason}"


def preflight_remarks(receipts: Iterable[Receipt]) -> Preflight:
    """Return what should be known of open remarks before packing: they forbid it."""
    left = left_to_answer(receipts)
    if not left:
        return Preflight(LightMark(GREEN, "正常"), "上级意见", "没有未答复的意见")
    return Preflight(
        LightMark(RED, "不能上报"),
        "上级意见",
        f"还有 {left} 条没有答复，答复完才能上报。请到“上级意见”页逐条答复。",
    )


HEARD: Final = (
    Column[HeardRemark](
        "状态",
        lambda heard: LightMark(GREEN, "已答复") if heard.answer else LightMark(RED, "未答复"),
        5,
    ),
    Column[HeardRemark]("哪个包", told_about, 10),
    Column[HeardRemark]("条号", lambda heard: heard.number, 3, right=True),
    Column[HeardRemark]("单位", lambda heard: heard.unit_name, 9, spare=True),
    Column[HeardRemark]("规则", lambda heard: str(heard.rule or ""), 3, right=True),
    Column[HeardRemark]("意见", lambda heard: heard.text, 16, rest=True),
    Column[HeardRemark]("答复", lambda heard: heard.answer, 12, spare=True),
)
