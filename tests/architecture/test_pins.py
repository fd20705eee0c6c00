"""One lock for both processors: exact versions, and a hash for every file."""

import re
import tomllib

from tests.architecture.source import ROOT

ENTRY = re.compile(r"([a-z0-9-]+)==(\S+)(.*)", re.DOTALL)
HASH = "--hash=sha256:"


def lock(name: str) -> dict[str, tuple[str, str]]:
    """Return version and the rest of the entry of each locked package."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    found = [match.groups() for entry in entries if (match := ENTRY.match(entry))]
    assert len(found) == len(entries)
    return {package: (version, rest) for package, version, rest in found}


def pins(*, development: bool) -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"]
    if development:
        wanted = wanted + project["optional-dependencies"]["dev"]
    return dict(pin.lower().split("==") for pin in wanted)


def test_the_locks_hold_the_pins_of_the_project() -> None:
    for name, development in (("runtime.txt", False), ("development.txt", True)):
        locked = {package: version for package, (version, _) in lock(name).items()}
        assert pins(development=development).items() <= locked.items()


def test_every_locked_package_has_hashes() -> None:
    for name in ("runtime.txt", "development.txt"):
        assert [package for package, (_, rest) in lock(name).items() if HASH not in rest] == []


def test_what_is_tested_is_what_runs() -> None:
    assert lock("runtime.txt").items() <= lock("development.txt").items()
