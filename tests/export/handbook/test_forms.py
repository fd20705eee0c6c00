"""The form of the handbook is data that a county may change."""

import json
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.handbook import compose
from export.handbook.forms import load_forms
from tests.export.handbook import sample

BUNDLED = sample.RESOURCES / "forms" / "handbook.json"


def test_the_bundled_form_has_the_pages_of_a_handbook() -> None:
    assert [page.title for page in sample.FORMS.pages] == [
        "使用说明", "基本情况", "主要职责", "机构沿革", "单位领导职数核定及变动",
        "内设机构设置及变动", "内设机构领导职数核定及变动", "编制核定及变动", "人员花名册",
        "人员变动登记", "编制使用核准登记", "年审记录", "补证换证记录",
    ]  # fmt: skip
    assert sample.FORMS.issuer == "中共安澜县委机构编制委员会办公室"
    assert sample.FORMS.mask_id


def test_a_changed_title_and_a_dropped_page_are_what_is_printed(tmp_path: Path) -> None:
    data = json.loads(BUNDLED.read_text("utf-8"))
    data["title"] = "机构编制管理证"
    data["pages"] = data["pages"][:2]
    path = tmp_path / "handbook.json"
    path.write_text(json.dumps(data), "utf-8")
    content = compose(sample.dossier(1), (), load_forms(path, "安澜县"))
    assert content.cover.title == "机构编制管理证"
    assert [page.title for page in content.pages] == ["使用说明", "基本情况"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "not json", '{"title": 1}', json.dumps({"pages": [{"x": 1}]})]
)
def test_a_broken_form_is_refused_by_its_path(tmp_path: Path, text: str) -> None:
    path = tmp_path / "handbook.json"
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        load_forms(path, "安澜县")
    assert refused.value.code == "handbook.form.broken"
    assert refused.value.facts["path"] == str(path)


def test_an_absent_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        load_forms(tmp_path / "none.json", "安澜县")
    assert refused.value.code == "handbook.form.broken"
