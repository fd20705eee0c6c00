"""Every refusal of the container has a sentence, and every sentence a refusal."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TEXTS: dict[str, str] = json.loads((ROOT / "resources/texts/packages.json").read_text("utf-8"))
SOURCES = "".join(path.read_text("utf-8") for path in (ROOT / "export/packages").glob("*.py"))
RAISED = set(re.findall(r'"((?:package|trust)\.[a-z_]+)"', SOURCES))


def test_every_code_has_a_sentence() -> None:
    assert set(TEXTS) == RAISED


def test_every_sentence_ends_and_says_that_nothing_was_lost_or_what_to_do() -> None:
    for code, text in TEXTS.items():
        assert text.endswith("。"), code
        assert re.search("没有|请", text), code


def test_the_rules_name_every_code_of_the_reader() -> None:
    rules = (ROOT / "export/packages/trust.py").read_text("utf-8").split('"""')[1]
    written = {"package.record_invalid", "package.disk_full", "package.not_written"}
    written |= {"package.target_exists", "package.suite_below_floor"}
    reader = {code for code in RAISED if code.startswith("package.")} - written
    assert set(re.findall(r"`(package\.[a-z_]+)`", rules)) == reader


def test_the_specification_names_every_member_of_the_manifest() -> None:
    specification = (ROOT / "export/packages/FORMAT.md").read_text("utf-8")
    source = (ROOT / "export/packages/manifest.py").read_text("utf-8")
    members = set(re.findall(r'"([a-z_]+)"', source.split("_PLAIN: Final")[1].split("def ")[0]))
    assert {name for name in members if f"`{name}`" not in specification} == set()
