"""Every refusal has its sentence, every sentence its refusal.

Recognised as uses of a code: `Refusal("a.b", ...)`, any call with `code="a.b"`, and for the
sentences in turn any string constant of the program, or a formatted one with a fixed beginning.
A table of codes is a constant whose name ends with `REFUSALS`; its values are codes.
"""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

from domain.facts import FACTS, columns
from tests.architecture.source import ROOMS, ROOT, code_strings, modules

TEXTS = ROOT / "resources" / "texts"
CODE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


def sentences() -> list[tuple[str, str, str]]:
    """Return file, code and sentence of every entry, doubles included."""
    return [
        (path.name, code, sentence)
        for path in sorted(TEXTS.glob("*.json"))
        for code, sentence in json.loads(path.read_text("utf-8"), object_pairs_hook=list)
    ]


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield place, code and call wherever the program says no with a literal code."""
    for module in modules(*ROOMS):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and (code := literal_code(node)):
                yield f"{module.path}:{node.lineno}", code, node


def literal_code(call: ast.Call) -> str:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    given = [k.value for k in call.keywords if k.arg == "code"]
    if name == "Refusal":
        given += call.args[:1]
    for value in given:
        if isinstance(value, ast.Constant) and CODE.fullmatch(str(value.value)):
            return str(value.value)
    return ""


def tabled() -> Iterator[tuple[str, str]]:
    """Yield place and code of the tables whose names end with REFUSALS."""
    for module in modules(*ROOMS):
        for node in module.tree.body:
            target = getattr(node, "target", None) or next(iter(getattr(node, "targets", [])), None)
            if getattr(target, "id", "").endswith("REFUSALS"):
                for text in code_strings(node):
                    if CODE.fullmatch(text):
                        yield f"{module.path}:{node.lineno}", text


def formatted() -> list[str]:
    """Return patterns of the codes that the program builds, as f"rule.{number}"."""
    patterns = []
    for module in modules(*ROOMS):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginning = str(node.values[0].value)
                if re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_.]*", beginning):
                    patterns.append(beginning)
    return patterns


def test_every_code_in_use_has_a_sentence() -> None:
    known = {code for _, code, _ in sentences()}
    used = [(place, code) for place, code, _ in calls()] + list(tabled())
    assert [(place, code) for place, code in used if code not in known] == []


def test_no_sentence_is_orphaned() -> None:
    written = {text for module in modules(*ROOMS) for text in code_strings(module.tree)}
    beginnings = tuple(formatted())
    orphans = [
        (file, code)
        for file, code, _ in sentences()
        if code not in written and not code.startswith(beginnings)
    ]
    assert orphans == []


def test_no_code_has_two_sentences() -> None:
    counted = Counter(code for _, code, _ in sentences())
    assert [code for code, times in counted.items() if times > 1] == []


def test_every_sentence_is_chinese_and_ends() -> None:
    odd = [
        (file, code, sentence)
        for file, code, sentence in sentences()
        if not re.search("[\u4e00-\u9fff]", sentence) or sentence != sentence.strip()
    ]
    assert odd == []


def test_a_sentence_asks_only_for_facts_that_are_given() -> None:
    asked = {code: fields(sentence) for _, code, sentence in sentences()}
    lacking = [
        (place, code, sorted(missing))
        for place, code, call in calls()
        if getattr(call.func, "id", "") == "Refusal" and all(k.arg for k in call.keywords)
        if (missing := asked.get(code, set()) - {str(k.arg) for k in call.keywords})
    ]
    assert lacking == []


def test_every_field_of_every_fact_has_a_name() -> None:
    known = {code for _, code, _ in sentences()}
    fields_of = [f"field.{kind.KIND}.{name}" for kind in FACTS for name in columns(kind)]
    assert [field for field in fields_of if field not in known] == []


def fields(sentence: str) -> set[str]:
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(sentence) if name}
