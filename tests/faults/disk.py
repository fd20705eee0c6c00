"""A disk that loses its power: what had been synchronised stays, of the rest any part may.

The model is stricter than file systems are: a name is safe only after its folder was synchronised,
names may come to the medium in any order, and of what was written any sectors may be there. The
index of a write-ahead log is memory shared between processes and is never there afterwards.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random
from typing import Final

from tests.faults.shim import Call, Kind

SECTOR: Final = 512
_INDEX: Final = "-shm"

Tree = Mapping[str, bytes | None]
"""What lies below a folder: files with their content, folders as `None`."""
Mask = Callable[[int, int, int], int]
"""Given the number of a write among those not synchronised, a sector's number within it and its
length, says how many of the sector's bytes come to the medium."""


@dataclass
class File:
    """A file: what is safe of it, and what was done since: written, or (`None`) cut to a length."""

    safe: bytes = b""
    done: list[tuple[int, bytes | None]] = field(default_factory=list)

    def settle(self) -> None:
        """Bring everything to the medium."""
        self.safe, self.done = self.content(everything), []

    def content(self, mask: Mask) -> bytes:
        """Return the content when only that comes to the medium which the mask lets through."""
        content = bytearray(self.safe)
        for number, (offset, piece) in enumerate(self.done):
            if piece is None:
                if mask(number, 0, 1):
                    content[offset:] = bytes(max(0, offset - len(content)))
                continue
            for sector, start in enumerate(range(0, len(piece), SECTOR)):
                part = piece[start : start + SECTOR]
                part = part[: mask(number, sector, len(part))]
                if part:
                    at = offset + start
                    content.extend(bytes(max(0, at + len(part) - len(content))))
                    content[at : at + len(part)] = part
        return bytes(content)


def everything(_number: int, _sector: int, length: int) -> int:
    """Let everything through."""
    return length


def nothing(_number: int, _sector: int, _length: int) -> int:
    """Let nothing through."""
    return 0


@dataclass(frozen=True, slots=True)
class Renaming:
    """A change of names that is not safe yet: something appears, moves or goes (`None`)."""

    source: str
    target: str
    thing: File | None


class Disk:
    """The files below a folder, as the program sees them and as the medium holds them.

    Of files whose path begins with `lies` the medium only says that they were synchronised.
    """

    def __init__(self, tree: Tree, lies: str | None = None) -> None:
        self._lies = lies
        self._seen = {path: _thing(content) for path, content in tree.items()}
        self._safe = dict(self._seen)
        self._renamed: list[Renaming] = []
        self.last: File | None = None

    def do(self, call: Call) -> None:
        """Do what a call did."""
        act = _ACTS.get(call.kind)
        if act is not None:
            act(self, call)

    def write(self, call: Call) -> None:
        """Write a piece."""
        self.last = self._file(call.path)
        self.last.done.append((call.offset, call.content))

    def truncate(self, call: Call) -> None:
        """Cut or lengthen a file."""
        self._file(call.path).done.append((call.length, None))

    def sync(self, call: Call) -> None:
        """Bring a file's content, or a folder's names, to the medium."""
        if self._lies and call.path.startswith(self._lies):
            return
        thing = self._seen.get(call.path)
        if isinstance(thing, File):
            thing.settle()
            return
        rest = []
        for change in self._renamed:
            if call.path in (_folder(change.source), _folder(change.target)):
                _rename(self._safe, change)
            else:
                rest.append(change)
        self._renamed = rest

    def create(self, call: Call) -> None:
        """Make an empty file."""
        self._change(Renaming("", call.path, File()))

    def make_folder(self, call: Call) -> None:
        """Make a folder."""
        self._change(Renaming("", call.path, None))

    def rename(self, call: Call) -> None:
        """Give a file another name."""
        self._change(Renaming(call.path, call.other, self._file(call.path)))

    def remove(self, call: Call) -> None:
        """Remove a file or an empty folder."""
        self._change(Renaming(call.path, "", None))

    def after_a_cut(self, chance: Callable[[], bool], mask: Callable[[File], Mask]) -> Tree:
        """Return what is there afterwards: of the names `chance` says, of the content a mask."""
        there = dict(self._safe)
        for change in self._renamed:
            if chance():
                _rename(there, change)
        return {
            path: thing.content(mask(thing)) if isinstance(thing, File) else None
            for path, thing in there.items()
            if not path.endswith(_INDEX) and (not _folder(path) or _folder(path) in there)
        }

    def _file(self, path: str) -> File:
        thing = self._seen[path]
        if not isinstance(thing, File):
            raise TypeError(path)
        return thing

    def _change(self, change: Renaming) -> None:
        _rename(self._seen, change)
        self._renamed.append(change)


_ACTS: Final[Mapping[Kind, Callable[[Disk, Call], None]]] = {
    Kind.WRITE: Disk.write,
    Kind.TRUNCATE: Disk.truncate,
    Kind.SYNC: Disk.sync,
    Kind.CREATE: Disk.create,
    Kind.MKDIR: Disk.make_folder,
    Kind.RENAME: Disk.rename,
    Kind.UNLINK: Disk.remove,
    Kind.RMDIR: Disk.remove,
}


def torn(last: File | None, chance: Random) -> Callable[[File], Mask]:
    """Return the mask that lets everything through but the end of the last write."""

    def of(file: File) -> Mask:
        if file is not last or not file.done:
            return everything
        end, (_, piece) = len(file.done) - 1, file.done[-1]
        sectors = (len(piece or b" ") + SECTOR - 1) // SECTOR
        kept = chance.randrange(SECTOR)

        def mask(number: int, sector: int, length: int) -> int:
            cut = number == end and sector == sectors - 1
            return min(length, kept) if cut else length

        return mask

    return of


def some(chance: Random) -> Callable[[File], Mask]:
    """Return the mask that lets any sectors through."""
    return lambda _file: lambda _number, _sector, length: length * chance.randrange(2)


def tree_of(folder: Path) -> Tree:
    """Read what lies below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def put(tree: Tree, folder: Path) -> None:
    """Make the folder hold just this."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, content in sorted(tree.items()):
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)


def replayed(tree: Tree, calls: Iterable[Call], lies: str | None) -> Disk:
    """Return the disk after these calls."""
    disk = Disk(tree, lies)
    for call in calls:
        disk.do(call)
    return disk


def _thing(content: bytes | None) -> File | None:
    return None if content is None else File(content)


def _rename(names: dict[str, File | None], change: Renaming) -> None:
    if change.source and change.source not in names:
        return
    if change.source:
        del names[change.source]
    if change.target:
        names[change.target] = change.thing


def _folder(path: str) -> str:
    parent = PurePosixPath(path).parent.as_posix()
    return "" if parent == "." else parent
