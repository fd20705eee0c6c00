"""The pages of the help, and which of them belongs to which page of the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Topic:
    """A page: the name of its file without the ending, and its title.

    One that stands `under` another is reached from there and by the search, so that the contents
    stay short.
    """

    name: str
    title: str
    under: str = ""


TOPICS: Final = (
    Topic("first-day", "快速上手（第一天）"),
    Topic("import", "导入与退回表"),
    Topic("units", "机构编制台账"),
    Topic("people", "人员台账"),
    Topic("entry", "人员上编"),
    Topic("departure", "人员下编"),
    Topic("unit-change", "机构修改"),
    Topic("quota-use", "用编核准"),
    Topic("transfer", "人员异动"),
    Topic("edit", "人员修改、关键指标修改"),
    Topic("post-hold", "职数预审"),
    Topic("others", "离岗登记、编外备案"),
    Topic("reversal", "冲销"),
    Topic("flow", "业务流程、时限和要件"),
    Topic("documents", "批文档案"),
    Topic("history", "沿革和过去的台账"),
    Topic("checks", "数据校验与红黄灯"),
    Topic("lists", "数据比对与比对名单"),
    Topic("problems", "问题台账"),
    Topic("handbook", "管理手册"),
    Topic("exchange", "交换上报"),
    Topic("certificates", "证书"),
    Topic("attacks", "数据包被拒收"),
    Topic("attack-arbitrary", "来路不明的包", "attacks"),
    Topic("attack-endless", "装不完的文件", "attacks"),
    Topic("attack-slow", "读着读着断了、变了", "attacks"),
    Topic("attack-rollback", "旧包又来了", "attacks"),
    Topic("attack-fast-forward", "跳号的包", "attacks"),
    Topic("attack-freeze", "过了期的包", "attacks"),
    Topic("attack-mix-and-match", "拼起来的包", "attacks"),
    Topic("attack-wrong-recipient", "不是给本办的包", "attacks"),
    Topic("attack-key-compromise", "密钥丢了、被盗了", "attacks"),
    Topic("attack-fork", "同一个号，两个包", "attacks"),
    Topic("attack-clock", "时间对不上", "attacks"),
    Topic("attack-extraneous", "不认识的包、多带了东西的包", "attacks"),
    Topic("collected", "上报情况（市、省）"),
    Topic("system", "系统设置"),
    Topic("officers", "账号、三员和单人模式"),
    Topic("accounts", "密码、恢复码和密钥"),
    Topic("privacy", "保护个人信息"),
    Topic("backup", "备份与恢复"),
    Topic("audit", "审计"),
    Topic("updates", "程序升级"),
    Topic("command-line", "命令行"),
    Topic("case-files", "业务文件"),
    Topic("rules", "校验规则"),
)
OF_PAGES: Final[Mapping[str, str]] = {
    "overview": "first-day",
    "units": "units",
    "people": "people",
    "cases": "flow",
    "documents": "documents",
    "history": "history",
    "checks": "checks",
    "lists": "lists",
    "exchange": "exchange",
    "collected": "collected",
    "problems": "problems",
    "system": "system",
    "security": "officers",
    "intake": "import",
}
BEFORE_SIGNING_IN: Final[Mapping[str, str]] = {
    "wizard": "first-day",
    "unlock": "accounts",
    "restoring": "backup",
}


def file_of(folder: Path, topic: str) -> Path:
    """Return a topic's file."""
    return folder / f"{topic}.md"


def holding(folder: Path, text: str) -> tuple[Topic, ...]:
    """Return the topics whose title or text holds all the words of a search, best first.

    Without a search these are the topics of the contents, in their order.
    """
    words = text.lower().split()
    if not words:
        return tuple(topic for topic in TOPICS if not topic.under)
    found = []
    for topic in TOPICS:
        whole = file_of(folder, topic.name).read_text(encoding="utf-8").lower()
        if all(word in whole or word in topic.title.lower() for word in words):
            found.append((sum(whole.count(word) for word in words), topic))
    return tuple(topic for _, topic in sorted(found, key=lambda hit: -hit[0]))
