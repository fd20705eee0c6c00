"""Who may import whom, and what the business may not touch."""

import ast
import sys
from collections.abc import Iterator

from importlinter.cli import lint_imports

from tests.architecture.source import ROOT, modules


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_every_import_contract_is_kept() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_the_business_imports_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"domain"}
    strangers = [
        (module.path, name)
        for module in modules("domain")
        for name in imported(module.tree)
        if name.split(".")[0] not in allowed
    ]
    assert strangers == []


def test_the_business_asks_no_clock_and_opens_no_file() -> None:
    clock = {"today", "now", "utcnow"}
    files = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}
    people = {"input", "print"}
    calls = [
        (module.path, node.lineno, name)
        for module in modules("domain")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        for name in [called(node)]
        if name in clock | files | people
    ]
    assert calls == []


def called(call: ast.Call) -> str:
    """Return the last name of what is called; a port may be asked for `clock.now()`."""
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Attribute(attr="clock" | "_clock") | ast.Name(id="clock")):
            return ""
        case ast.Attribute(attr=name):
            return name
    return ""


def test_nothing_unpacks_an_archive_by_its_own_names() -> None:
    unpacking = [
        (module.path, node.lineno)
        for module in modules("desktop", "ui", "storage", "export")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "extractall"
    ]
    assert unpacking == []
