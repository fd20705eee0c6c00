"""A disk that loses its power: what had been synchronised stays, of the rest any part may.

The model is stricter than file systems are: a name is safe only after its folder was synchronised,
names may come to the medium in any order, and of what was written any sectors may be there. A
folder that moves takes along what lies in it; a move is safe once one of its folders was
synchronised, since no file system leaves half of one. The index of a write-ahead log is memory
shared between processes and is never there afterwards.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

from tests.faults.shim import Call, Kind

SECTOR: Final = 512
INDEX: Final = "-shm"

Tree = Mapping[str, bytes | None]
"""What lies below a folder: files with their content, folders as `None`."""
Mask = Callable[[int, int, int], int]
"""Given the number of a write among those not synchronised, a sector's number within it and its
length, says how many of the sector's bytes come to the medium."""


@dataclass(eq=False)
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
            for start, part in _parts(number, piece, mask):
                at = offset + start
                content.extend(bytes(max(0, at + len(part) - len(content))))
                content[at : at + len(part)] = part
        return bytes(content)


def _parts(number: int, piece: bytes, mask: Mask) -> Iterator[tuple[int, bytes]]:
    """Yield what the mask lets through of a write, each part with its place in it."""
    if mask is everything:
        yield 0, piece
        return
    for sector, start in enumerate(range(0, len(piece), SECTOR)):
        part = piece[start : start + SECTOR]
        part = part[: mask(number, sector, len(part))]
        if part:
            yield start, part


def everything(_number: int, _sector: int, length: int) -> int:
    """Let everything through."""
    return length


def nothing(_number: int, _sector: int, _length: int) -> int:
    """Let nothing through."""
    return 0


@dataclass(eq=False)
class Folder:
    """A folder: the names that the program sees in it, and those that are safe."""

    seen: dict[str, Node] = field(default_factory=dict)
    safe: dict[str, Node] = field(default_factory=dict)


Node: TypeAlias = "File | Folder"
Entry: TypeAlias = tuple[Folder, str, Node]
"""A name in a folder, and what it names."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of names that comes to the medium as one: some go, some appear."""

    gone: tuple[Entry, ...] = ()
    made: tuple[Entry, ...] = ()

    def carry_out(self, names: Callable[[Folder], dict[str, Node]]) -> None:
        """Change the names as `names` gives them."""
        for folder, name, node in self.gone:
            if names(folder).get(name) is node:
                del names(folder)[name]
        for folder, name, node in self.made:
            names(folder)[name] = node

    def touches(self, folder: Folder) -> bool:
        """Tell whether synchronising the folder makes it safe."""
        return any(each is folder for each, _, _ in (*self.gone, *self.made))

    def precedes(self, later: Change) -> bool:
        """Tell whether what it made is what a later change, safe by now, has moved on."""
        return any(entry in later.gone for entry in self.made)


class Disk:
    """The files below a folder, as the program sees them and as the medium holds them.

    Of files whose path begins with `lies` the medium only says that they were synchronised.
    """

    def __init__(self, tree: Tree, lies: str | None = None) -> None:
        self._lies = lies
        self._root = Folder()
        self._unsafe: list[Change] = []
        self.last: File | None = None
        for path, content in sorted(tree.items()):
            folder, name = self._place(path)
            node = Folder() if content is None else File(content)
            folder.seen[name] = folder.safe[name] = node

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
        node = self._node(call.path)
        if isinstance(node, File):
            node.settle()
            return
        for change in [each for each in self._unsafe if each.touches(node)]:
            change.carry_out(_safe)
            earlier = self._unsafe[: self._unsafe.index(change)]
            for each in (change, *(one for one in earlier if one.precedes(change))):
                self._unsafe.remove(each)

    def create(self, call: Call) -> None:
        """Make an empty file."""
        self._change(made=[(*self._place(call.path), File())])

    def make_folder(self, call: Call) -> None:
        """Make a folder."""
        self._change(made=[(*self._place(call.path), Folder())])

    def link(self, call: Call) -> None:
        """Give a file a second name."""
        self._change(made=[(*self._place(call.other), self._node(call.path))])

    def rename(self, call: Call) -> None:
        """Give a file or a folder another name."""
        node = self._node(call.path)
        self._change(
            gone=[(*self._place(call.path), node)], made=[(*self._place(call.other), node)]
        )

    def exchange(self, call: Call) -> None:
        """Let two names change what they name."""
        first, second = self._place(call.path), self._place(call.other)
        one, other = self._node(call.path), self._node(call.other)
        self._change(gone=[(*first, one), (*second, other)], made=[(*first, other), (*second, one)])

    def remove(self, call: Call) -> None:
        """Remove a file or an empty folder."""
        self._change(gone=[(*self._place(call.path), self._node(call.path))])

    def now(self) -> Tree:
        """Return what the program sees."""
        return dict(_below(self._root, "", _seen, lambda _file: everything))

    def after_a_cut(self, chance: Callable[[], bool], mask: Callable[[File], Mask]) -> Tree:
        """Return what is there afterwards: of the names `chance` says, of the content a mask."""
        there: dict[int, dict[str, Node]] = {}

        def names(folder: Folder) -> dict[str, Node]:
            return there.setdefault(id(folder), dict(folder.safe))

        for change in self._unsafe:
            if chance():
                change.carry_out(names)
        return dict(_below(self._root, "", names, mask))

    def _change(self, gone: Sequence[Entry] = (), made: Sequence[Entry] = ()) -> None:
        change = Change(tuple(gone), tuple(made))
        change.carry_out(_seen)
        self._unsafe.append(change)

    def _place(self, path: str) -> tuple[Folder, str]:
        above, _, name = path.rpartition("/")
        folder = self._node(above)
        if not isinstance(folder, Folder):
            raise NotADirectoryError(path)
        return folder, name

    def _node(self, path: str) -> Node:
        node: Node = self._root
        for name in filter(None, path.split("/")):
            if not isinstance(node, Folder):
                raise NotADirectoryError(path)
            node = node.seen[name]
        return node

    def _file(self, path: str) -> File:
        node = self._node(path)
        if not isinstance(node, File):
            raise IsADirectoryError(path)
        return node


_ACTS: Final[Mapping[Kind, Callable[[Disk, Call], None]]] = {
    Kind.WRITE: Disk.write,
    Kind.TRUNCATE: Disk.truncate,
    Kind.SYNC: Disk.sync,
    Kind.CREATE: Disk.create,
    Kind.MKDIR: Disk.make_folder,
    Kind.LINK: Disk.link,
    Kind.RENAME: Disk.rename,
    Kind.EXCHANGE: Disk.exchange,
    Kind.UNLINK: Disk.remove,
    Kind.RMDIR: Disk.remove,
}
RECORDED: Final = frozenset(_ACTS)
"""The calls that change what is on a disk."""


def _seen(folder: Folder) -> dict[str, Node]:
    return folder.seen


def _safe(folder: Folder) -> dict[str, Node]:
    return folder.safe


def _below(
    folder: Folder,
    above: str,
    names: Callable[[Folder], Mapping[str, Node]],
    mask: Callable[[File], Mask],
) -> Iterator[tuple[str, bytes | None]]:
    for name, node in names(folder).items():
        path = f"{above}{name}"
        if isinstance(node, Folder):
            yield path, None
            yield from _below(node, f"{path}/", names, mask)
        elif not name.endswith(INDEX):
            yield path, node.content(mask(node))


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
        if not path.name.endswith(INDEX)
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
