"""Sheets before they are drawn: nothing lies on anything else, whatever the unit is called."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from domain.dossier import Dossier
from domain.facts import LedgerEntry, Quota
from domain.handbook import compose
from export.handbook.furniture import Furniture
from export.handbook.layout import Layout
from export.pdf.fonts import FontChain
from export.pdf.sheet import Mark, Sheet
from export.pdf.wrapping import Fitter
from tests.export.handbook import sample

TYPES = (
    "行政编制", "政法专项编制", "工勤编制", "参公事业编制", "全额事业编制", "差额事业编制",
    "自收自支编制",
)  # fmt: skip


def crowded() -> Dossier:
    """Return a 事业单位 with a very long name, many quota types and long texts."""
    dossier = sample.dossier(12)
    name = "安澜县农业综合行政执法大队暨畜牧兽医与水产技术推广服务中心"
    unit = replace(
        dossier.unit,
        name=f"{name}（安澜县动物疫病预防控制中心）",
        kind="公益一类事业单位",
        other_names="、".join(f"安澜县农产品质量安全检验检测第{at}中心" for at in range(9)),
        address="安澜县城关镇人民路" * 12,
        remark="核定时一并收回原植物保护检疫站全部编制。" * 12,
    )
    day = sample.FIRST
    return replace(
        dossier,
        unit=unit,
        quotas=tuple(Quota(sample.UNIT, name, 5) for name in TYPES),
        ledger=tuple(
            LedgerEntry(
                sample.UNIT, at, "编制", name, 5, "接管", "安编委发〔2021〕8号", day, name * 9
            )
            for at, name in enumerate(TYPES, 1)
        ),
    )


def box(sheet: Sheet, mark: Mark) -> tuple[float, float, float, float]:
    width = sheet.fonts.width(mark.text, mark.style, mark.size) + mark.space * (len(mark.text) - 1)
    return mark.x, mark.y - 0.1 * mark.size, mark.x + width, mark.y + 0.8 * mark.size


def overlapping(sheet: Sheet) -> Sequence[tuple[str, str]]:
    placed = [(mark.text, box(sheet, mark)) for mark in sheet.marks]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(placed, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


@pytest.mark.parametrize("dossier", [sample.dossier(30), crowded()], ids=["usual", "crowded"])
@pytest.mark.parametrize("mask_id", [True, False])
def test_no_text_lies_on_another_and_none_outside_the_paper(
    fonts: FontChain, dossier: Dossier, *, mask_id: bool
) -> None:
    forms = replace(sample.FORMS, mask_id=mask_id, secrecy="秘密★长期")
    content = compose(dossier, sample.movements(), forms)
    sheets = Layout(content, Furniture(content, sample.STAMP), fonts, Fitter(fonts)).sheets()
    assert len(sheets) > 12
    for sheet in sheets:
        assert overlapping(sheet) == []
        for mark in sheet.marks:
            left, bottom, right, top = box(sheet, mark)
            assert left > 30
            assert right < sheet.width - 30
            assert 20 < bottom < top < sheet.height - 30
