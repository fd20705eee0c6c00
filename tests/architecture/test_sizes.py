"""Small parts: what is longer than this does two things."""

import ast

import pytest

from tests.architecture.source import ROOMS, modules

MODULE_LINES = 250
TEST_MODULE_LINES = 400
WINDOW_LINES = 150
CLASS_LINES = 200
FUNCTION_LINES = 40


def length(node: ast.AST) -> int:
    """Count the lines of a function or class without its decorators and its docstring."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    first = node.body[0]
    docstring = (
        (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) is not None else 0
    )
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


@pytest.mark.parametrize(
    ("folders", "limit"), [(ROOMS, MODULE_LINES), (("tests",), TEST_MODULE_LINES)]
)
def test_no_module_is_long(folders: tuple[str, ...], limit: int) -> None:
    long = {m.path: n for m in modules(*folders) if (n := m.text.count("\n")) > limit}
    assert long == {}


def test_the_window_only_hosts_pages() -> None:
    long = {
        m.path: n
        for m in modules("ui", "desktop")
        if m.path.endswith("window.py") and (n := m.text.count("\n")) > WINDOW_LINES
    }
    assert long == {}


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (ast.FunctionDef, FUNCTION_LINES),
        (ast.AsyncFunctionDef, FUNCTION_LINES),
        (ast.ClassDef, CLASS_LINES),
    ],
)
def test_no_function_and_no_class_is_long(kind: type[ast.AST], limit: int) -> None:
    long = {
        name: n
        for module in modules(*ROOMS, "tests")
        for name, node in module.named(kind)
        if (n := length(node)) > limit
    }
    assert long == {}
