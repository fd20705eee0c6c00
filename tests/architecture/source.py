"""The project's own files, as the tests of this folder read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("desktop", "ui", "storage", "export", "domain")
_TEXT = {".cfg", ".csv", ".json", ".md", ".py", ".qss", ".sh", ".sql", ".svg", ".toml", ".txt"}
_NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the root, its text, its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def named(self, kind: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
        """Yield the functions or classes of the module with a name to report."""
        for node in ast.walk(self.tree):
            if isinstance(node, kind):
                yield f"{self.path}:{getattr(node, 'name', '?')}", node


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Return every Python module below the given top-level folders."""
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        for text in [path.read_text("utf-8")]
    )


def text_files() -> Iterator[tuple[str, str]]:
    """Yield path and content of every text file of the project, whatever it is for."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if _NOT_OURS.isdisjoint(parts) and "_cache" not in parts[0] and path.is_file():
            named = path.suffix in _TEXT or path.name == "Makefile" or parts[0] == ".ci"
            if named:
                yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def code_strings(tree: ast.AST) -> Iterator[str]:
    """Yield every string constant below a node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
