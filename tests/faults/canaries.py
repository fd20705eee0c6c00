"""Invented people who must not be found in the clear anywhere, and the search for them.

Their names and numbers are followed through what the program does; afterwards every file that it
could have written, but for those that somebody chose as an export, is searched for them in the
encodings that programs here write: UTF-8, UTF-16 and GBK.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, Final

from tests.desktop.commanding import PASSWORD, TODAY, ids
from tests.desktop.small_county import EDUCATION, TEACHER, person, write_people, write_units

ROOT: Final = Path(__file__).resolve().parents[2]
ENCODINGS: Final = ("utf-8", "utf-16-le", "gbk")
_SURNAMES: Final = "卯犀笃珩岐"
_GIVEN: Final = "葳蕤馥郁麒麟貔貅"
_PATIENCE: Final = 300


@dataclass(frozen=True, slots=True)
class Canary:
    """One invented person."""

    name: str
    number: str


def canaries(count: int = 500) -> tuple[Canary, ...]:
    """Return so many people with names and numbers that nothing else holds; at most 512."""
    named = ("".join(each) for each in product(_SURNAMES[:8], _GIVEN, _GIVEN))
    names = (f"{name}{_GIVEN[at % len(_GIVEN)]}" for at, name in enumerate([*named, *_more()]))
    return tuple(
        Canary(name, ids(f"629925{1961 + at % 35}{at % 12 + 1:02}{at % 28 + 1:02}{at % 900 + 100}"))
        for at, name in zip(range(count), names, strict=False)
    )


def _more() -> Iterator[str]:
    yield from ("".join(each) for each in product("岑郗", _GIVEN, _GIVEN, _GIVEN))


@dataclass(frozen=True)
class Aviary:
    """The canaries of a run, and any other words that must stay inside, as passwords."""

    birds: tuple[Canary, ...]
    words: tuple[str, ...] = (PASSWORD,)

    @cached_property
    def _meanings(self) -> dict[bytes, str]:
        """What each sequence of bytes says."""
        told = (text for bird in self.birds for text in (bird.name, bird.number))
        texts = (*told, *self.words)
        return {text.encode(encoding): text for text in texts for encoding in ENCODINGS}

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        return re.compile(b"|".join(map(re.escape, sorted(self._meanings))))

    def found_in(self, data: bytes) -> str:
        """Return what is found first, "" for nothing."""
        hit = self._pattern.search(data)
        return "" if hit is None else self._meanings[hit[0]]

    def all_in(self, data: bytes) -> set[str]:
        """Return everything that is found."""
        return {self._meanings[hit] for hit in self._pattern.findall(data)}

    def escaped(self, *places: Path, chosen: Iterable[Path] = ()) -> list[tuple[str, str]]:
        """Return files and what of the canaries is in them or in their names.

        Files and folders that are `chosen` may hold people: what was imported or exported.
        """
        spared = {path.resolve() for path in chosen}
        hits = []
        for path in (found for place in places for found in sorted(place.rglob("*"))):
            if spared & {path.resolve(), *path.resolve().parents}:
                continue
            told = self.found_in(path.name.encode())
            if path.is_file() and not path.is_symlink():
                told = told or self.found_in(path.read_bytes())
            if told:
                hits.append((str(path), told))
        return hits

    def in_memory(self, process: int) -> list[str]:
        """Return what a process holds of them in its memory."""
        hits: set[str] = set()
        maps = Path(f"/proc/{process}/maps").read_text("utf-8", "replace").splitlines()
        with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
            for line in maps:
                span, rights, *_ = line.split()
                if not rights.startswith("rw"):
                    continue
                begin, end = (int(edge, 16) for edge in span.split("-"))
                try:
                    memory.seek(begin)
                    hits |= self.all_in(memory.read(end - begin))
                except (OSError, ValueError):
                    continue
        return sorted(hits)


@dataclass
class Nest:
    """A machine of its own: home, configuration, temporary folders and run-time memory."""

    home: Path
    memory: Path
    chosen: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        for folder in ("config", "state", "cache", "share", "tmp", "out"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        self.memory.mkdir(mode=0o700, exist_ok=True)
        self.chosen.append(self.home / "out")

    @property
    def data(self) -> Path:
        """The office's folder."""
        return self.home / "data"

    @property
    def out(self) -> Path:
        """Where somebody puts what he imports and exports."""
        return self.home / "out"

    @property
    def environ(self) -> dict[str, str]:
        """The surroundings of a program on this machine."""
        folders = {
            "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache",
            "XDG_DATA_HOME": "share", "TMPDIR": "tmp",
        }  # fmt: skip
        # What other tests of this process have set for the program is not there.
        around = {name: it for name, it in os.environ.items() if not name.startswith("BIANQING_")}
        return {
            **around,
            **{name: str(self.home / folder) for name, folder in folders.items()},
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.memory),
            "BIANQING_KDF": "test",
            "BIANQING_TODAY": TODAY,
            "BIANQING_PASSWORD": PASSWORD,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Run a command as somebody at a terminal does."""
        return subprocess.run(  # noqa: S603 - the program itself
            [sys.executable, "-m", "desktop", *map(str, words)],
            cwd=self.home, env=self.environ, capture_output=True, text=True,
            timeout=_PATIENCE, check=False,
        )  # fmt: skip

    def done(self, *words: object) -> str:
        """Run a command on the office that must succeed; returns what it says."""
        ended = self.run("--json", "--data", self.data, "--user", "负责人", *words)
        assert ended.returncode in (0, 3), (words, ended.stdout, ended.stderr)
        return ended.stdout

    def killed(self, seconds: float, *words: object) -> None:
        """Run a command on the office and kill it after a while, if it runs so long."""
        with subprocess.Popen(  # noqa: S603 - the program itself
            [sys.executable, "-m", "desktop", "--data", str(self.data), "--user", "负责人",
             *map(str, words)],
            cwd=self.home, env=self.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as running:  # fmt: skip
            try:
                running.wait(seconds)
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)

    def workbook(self, birds: Iterable[Canary], name: str = "人员.xlsx") -> Path:
        """Write the roster that brings the canaries in."""
        rows: list[dict[str, Any]] = [
            {
                **person(EDUCATION, bird.name, "19850312011", "全额事业编制", TEACHER),
                "身份证号": bird.number,
                "出生年月": f"{bird.number[6:10]}.{bird.number[10:12]}",
                "性别": "男" if int(bird.number[16]) % 2 else "女",
            }
            for bird in birds
        ]
        return write_people(self.out / name, tuple(rows))

    def units(self) -> Path:
        """Write the workbook of units."""
        return write_units(self.out / "机构.xlsx")
