"""Who may import whom, and what the business may not touch."""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.architecture.source import ROOT, modules


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_every_import_contract_is_kept() -> None:
    # In a process of its own: it sets up logging anew, and so silences every logger there is.
    checking = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports({}))"
    given = f"config_filename={str(ROOT / 'pyproject.toml')!r}, no_cache=True"
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", checking.format(given)], check=False, capture_output=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout.decode()


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
