"""The files attached to documents and cases: encrypted, named by a keyed digest, verified.

A file is sealed into `incoming/`, synchronised, read back and compared before anybody hears of it.
The register then enters it, and only then is it moved to its final place. Whatever happens between
is settled at the next opening: what the register holds is moved, what it does not hold is removed.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.archive import StoredFile
from domain.errors import Refusal
from domain.sizes import Size
from storage.attachment_folder import AttachmentFolder
from storage.faults import translated
from storage.media import media_of
from storage.sealed_file import SALT, Altered, Sealed, seal, sealed_size, unseal
from storage.slots import Random

FOLDER: Final = "attachments"
LARGEST: Final = 200 * 1024 * 1024
"""The largest file that is attached, in bytes: some hundred scanned pages."""
_ENDING: Final = ".sealed"
_UNFINISHED: Final = ".part"
_CONTENT_PURPOSE: Final = b"bianqing/attachment/content/v1"
_NAME_PURPOSE: Final = b"bianqing/attachment/name/v1"
_GONE: Final = frozenset({errno.ENOENT, errno.ENOTDIR})
_NOT_OURS: Final = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO})
_SOURCE: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK


class Attachments:
    """Satisfies the `AttachmentStore` port with a folder of sealed files.

    Its keys are derived from the register's, each for one purpose. One process holds the folder,
    and one lane takes, keeps and drops.
    """

    def __init__(
        self,
        folder: AttachmentFolder,
        register_key: bytes | bytearray,
        *,
        naming: bytes = b"",
        largest: int = LARGEST,
        random: Random = os.urandom,
    ) -> None:
        """Open the folder with the register's key; `naming` is the names' key since a rotation."""
        self._folder = folder
        self._key = content_key(register_key)
        self._naming = naming or first_naming_key(register_key)
        self._largest = largest
        self._random = random

    def take(self, source: PurePath) -> StoredFile:
        """Encrypt, write, read back and verify a copy of a file.

        Raises:
            Refusal: `attachment.unreadable`, `attachment.empty`, `attachment.too_large`,
                `attachment.kind`, `attachment.macros`, or a fault of the disk, after which
                nothing is left behind.
        """
        with _opened(Path(source)) as stream:
            media = media_of(stream, str(source))
            stream.seek(0)
            unfinished = self._random(16).hex() + _UNFINISHED
            with translated(self._folder.path):
                self._folder.prepare()
                try:
                    sealed = self._sealed(_Source(stream, str(source)), unfinished)
                    return self._named(unfinished, sealed, media)
                except BaseException:
                    with suppress(OSError):
                        self._folder.remove(unfinished)
                    raise

    def _sealed(self, source: _Source, unfinished: str) -> Sealed:
        with self._folder.create(unfinished) as target:
            try:
                sealed = seal(source, target, self._key, self._random(SALT), self._largest)
            except OverflowError:
                limit = Size(self._largest)
                raise Refusal("attachment.too_large", path=source.path, limit=limit) from None
            self._folder.sync(target)
            target.seek(0)
            if not self._reads_back(target, sealed):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        return sealed

    def _named(self, unfinished: str, sealed: Sealed, media: str) -> StoredFile:
        """Give the sealed file its name, unless the same content is stored and sound."""
        name = self._name_of(sealed.sha256)
        if self._holds(name, sealed):
            self._folder.remove(unfinished)
        else:
            self._folder.rename(unfinished, name)
        return StoredFile(sealed.sha256, sealed.size, media, name)

    def _holds(self, name: str, sealed: Sealed) -> bool:
        try:
            with self._folder.open(name) as stream:
                return self._reads_back(stream, sealed)
        except OSError:
            # What cannot be read is replaced: a file of this name never has another content.
            return False

    def _reads_back(self, stream: BinaryIO, sealed: Sealed) -> bool:
        digest = hashlib.sha256()
        try:
            for piece in unseal(stream, self._key):
                digest.update(piece)
        except Altered:
            return False
        return digest.hexdigest() == sealed.sha256

    def waiting(self) -> tuple[str, ...]:
        """Return the names of what was taken and neither kept nor dropped."""
        with translated(self._folder.path):
            return self._folder.waiting()

    def keep(self, name: str) -> None:
        """Put a taken file into its final place."""
        with translated(self._folder.path):
            self._folder.publish(name)

    def drop(self, name: str) -> None:
        """Remove a taken file that the register does not hold."""
        with translated(self._folder.path):
            self._folder.remove(name)

    def content(self, file: StoredFile) -> Iterator[bytes]:
        """Stream the plain content.

        Raises:
            Refusal: `stored_file.missing`, `stored_file.altered` with `name`, in the stream's
                course, or a fault of the disk. What came before must not be used then.
        """
        digest = hashlib.sha256()
        with self._found(file) as stream:
            try:
                for piece in unseal(stream, self._key):
                    digest.update(piece)
                    yield piece
            except Altered:
                raise Refusal("stored_file.altered", name=file.name) from None
        if digest.hexdigest() != file.sha256:
            raise Refusal("stored_file.altered", name=file.name)

    @contextmanager
    def _found(self, file: StoredFile) -> Iterator[BinaryIO]:
        with translated(self._folder.path), self._open(file.name) as stream:
            yield stream

    def _open(self, name: str) -> BinaryIO:
        try:
            return self._folder.open(name)
        except OSError as fault:
            if fault.errno in _GONE:
                raise Refusal("stored_file.missing", name=name) from None
            if fault.errno in _NOT_OURS:
                raise Refusal("stored_file.altered", name=name) from None
            raise

    def require(self, file: StoredFile) -> None:
        """Refuse a file that is not there, or not of the size that it must have.

        Refuses `stored_file.missing`, `stored_file.altered` with `name`, or a fault of the disk.
        """
        with self._found(file) as stream:
            if os.fstat(stream.fileno()).st_size != sealed_size(file.size):
                raise Refusal("stored_file.altered", name=file.name)

    def _name_of(self, sha256: str) -> str:
        keyed = hmac.new(self._naming, bytes.fromhex(sha256), hashlib.sha256)
        return keyed.hexdigest() + _ENDING


@dataclass(frozen=True, slots=True)
class _Source:
    """What is attached while it is read: a stick that is pulled is no fault of our disk."""

    stream: BinaryIO
    path: str

    def read(self, size: int, /) -> bytes:
        """Return the next bytes; refuses `attachment.unreadable`."""
        try:
            return self.stream.read(size)
        except OSError:
            raise Refusal("attachment.unreadable", path=self.path) from None


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO]:
    """Open what is to be attached; whatever its disk does is no fault of ours."""
    try:
        handle = os.open(source, _SOURCE)
        with os.fdopen(handle, "rb") as stream:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise Refusal("attachment.unreadable", path=str(source))
            if found.st_size == 0:
                raise Refusal("attachment.empty", path=str(source))
            yield stream
    except OSError:
        raise Refusal("attachment.unreadable", path=str(source)) from None


def content_key(register_key: bytes | bytearray) -> bytes:
    """Return the key under which files are sealed."""
    return _derived(register_key, _CONTENT_PURPOSE)


def first_naming_key(register_key: bytes | bytearray) -> bytes:
    """Return the key of which names are made; it stays when the register's key is changed.

    The same file attached again must find the place of a lost one.
    """
    return _derived(register_key, _NAME_PURPOSE)


def _derived(key: bytes | bytearray, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(bytes(key))
