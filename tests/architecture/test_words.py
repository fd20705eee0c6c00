"""What may not be written anywhere in the project."""

import ast
import re

from tests.architecture.source import ROOMS, modules, text_files

THIS_FILE = "tests/architecture/test_words.py"
UNFINISHED = re.compile(r"\b(TODO|FIXME|HACK)\b|raise NotImplementedError")
# Paths of one particular machine, and hands that do not belong into the text.
FOREIGN = re.compile(r"/work/|shared/(?!samples)|/tmp/team|\b(AI|LLM|chatbot|Claude|GPT)\b")
LOOSE_EXEMPTION = re.compile(
    r"#\s*noqa(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* - \S)|#\s*type:\s*ignore(?!\[[a-z, -]+\]  # \S)"
)
EMPTY_NAMES = re.compile(r"(Manager|Helper|Util|Utils)$|^(utils|helpers|common|misc|data|info)$")
# One word for one thing, wherever users read it. Accounts are 停用 and 启用, windows 锁定; whoever
# leaves the office has 离任, for 离岗登记 is about people who keep their 编制.
OTHER_WORDS = re.compile(
    "钥匙|锁定账号|账号锁定|解锁|账号“[^”]*”已锁定|账号离岗|人员离岗|已离岗|离岗后|停用或离岗"
)
SAMPLES_ONLY_IN = "tests/"


def findings(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in text_files()
        if path != THIS_FILE and path.endswith(suffixes)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_unfinished() -> None:
    assert findings(UNFINISHED, ".py", ".sh", ".toml", ".json", ".qss", "Makefile") == []


def test_nothing_points_outside_the_project() -> None:
    assert findings(FOREIGN, "") == []


def test_one_thing_has_one_word() -> None:
    told = findings(OTHER_WORDS, ".py", ".json", ".md", ".html")
    assert [found for found in told if not found.startswith("tests/")] == []


def test_only_tests_know_the_samples_beside_the_project() -> None:
    outside = re.compile("shared/samples")
    assert [f for f in findings(outside, "") if not f.startswith(SAMPLES_ONLY_IN)] == []


def test_every_exemption_names_its_rule_and_its_reason() -> None:
    assert findings(LOOSE_EXEMPTION, ".py") == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    loose = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b")
    assert findings(loose, ".py") == []


def test_names_say_what_a_thing_is() -> None:
    empty = [m.path for m in modules(*ROOMS, "tests") if EMPTY_NAMES.search(stem(m.path))]
    empty += [
        name
        for module in modules(*ROOMS, "tests")
        for name, _ in module.named(ast.ClassDef)
        if EMPTY_NAMES.search(name.split(":")[1])
    ]
    assert empty == []


def stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".py")
