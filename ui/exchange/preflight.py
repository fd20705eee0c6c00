"""What is looked at before a report is packed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.outcomes import CertificateView, Summary, WordedFinding
from ui.checks.model import told
from ui.look.lights import GREEN, RED, YELLOW, LightMark
from ui.parts.table import Column


@dataclass(frozen=True, slots=True)
class Preflight:
    """One line of what was looked at before packing."""

    mark: LightMark
    subject: str
    text: str

    @property
    def forbids(self) -> bool:
        """Whether nothing can be packed before this is put right."""
        return self.mark.light == RED


def preflight(
    summary: Summary, findings: tuple[WordedFinding, ...], certificates: tuple[CertificateView, ...]
) -> tuple[Preflight, ...]:
    """Return what the user should know before packing; nothing here forbids it."""
    valid = any(held.role == "office" and held.state == "valid" for held in certificates)
    errors = any(found.severity == "error" for found in findings)
    return (
        Preflight(
            LightMark(GREEN, "正常") if summary.units else LightMark(RED, "没有"),
            "台账内容",
            f"{len(summary.units)} 个单位，{summary.people} 人，截至 {summary.day.isoformat()}"
            + ("" if summary.units else "。台账是空的，报上去上级就当没有人了：请先导入台账。"),
        ),
        Preflight(
            LightMark(YELLOW, "有错误") if errors else LightMark(GREEN, "正常"),
            "数据校验",
            told(findings) + ("。仍可上报，建议先改正错误。" if errors else ""),
        ),
        Preflight(
            LightMark(GREEN, "正常") if valid else LightMark(RED, "缺少"),
            "本办证书",
            "有效，可以签名" if valid else "请先在“证书”页申请并安装上级颁发的证书。",
        ),
    )


def told_doubts(lines: Iterable[Preflight]) -> str:
    """Return behind the name of the act what speaks against it and does not forbid it."""
    doubts = [line.subject + line.mark.word for line in lines if line.mark.light == YELLOW]
    return f"（{'，'.join(doubts)}，仍可办理）" if doubts else ""


PREFLIGHT: Final = (
    Column[Preflight]("结果", lambda line: line.mark, 6),
    Column[Preflight]("项目", lambda line: line.subject, 6),
    Column[Preflight]("说明", lambda line: line.text, 20, rest=True),
)
