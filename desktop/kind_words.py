"""What packages that go down hold, and what accepting one of them changes, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.exchange.decided import DECISION
from domain.exchange.decided_words import told_decisions
from domain.exchange.freezing import REPORT_FREEZE, REPORT_LEAVE
from domain.exchange.listed import LISTED, told_list
from domain.exchange.releases import RELEASE, told_update
from domain.exchange.shipment import COMPARISON_LIST, HANDED_DOWN, INITIAL, TRUST_TABLE, UPDATE
from domain.exchange.telling import told_besides
from domain.exchange.trust_notes import table_sentences
from domain.exchange.years import WORK_YEAR
from domain.outcomes import PackageView


def told_counts(view: PackageView) -> str:
    """Return how much such a package holds, and for whom it is."""
    counts = view.counts
    told: dict[str, Callable[[], str]] = {
        HANDED_DOWN: lambda: (
            f"规定 {counts[DECISION]} 项、工作日历 {counts[WORK_YEAR]} 年、"
            f"上报冻结期 {counts[REPORT_FREEZE]} 个、例外 {counts[REPORT_LEAVE]} 个"
        ),
        TRUST_TABLE: lambda: "省级签名的信任表",
        INITIAL: lambda: f"单位 {counts['units']} 个、人员 {counts['persons']} 人",
        COMPARISON_LIST: lambda: f"名单 {counts[LISTED]} 人",
        UPDATE: lambda: f"程序安装文件 {counts[RELEASE]} 个",
    }
    return f"发给 {'、'.join(view.recipients)}，{told[view.kind]()}"


def told_changes(view: PackageView) -> Iterator[str]:
    """Yield a sentence for each thing that accepting such a package changes."""
    yield from told_besides(view.difference)
    yield from told_decisions(view.difference)
    yield from told_update(view.difference)
    yield from table_sentences(view.difference)
    yield from told_list(view.difference)
