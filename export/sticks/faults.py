"""What a medium answers, as refusals that a person can act on."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final

from domain.errors import Refusal

_ERRNO_REFUSALS: Final[Mapping[int, str]] = MappingProxyType(
    {
        errno.ENOSPC: "stick.full",
        errno.EDQUOT: "stick.full",
        errno.EFBIG: "stick.full",
        errno.EROFS: "stick.read_only",
        errno.EACCES: "stick.not_permitted",
        errno.EPERM: "stick.not_permitted",
        errno.ENOENT: "stick.gone",
        errno.ENOTDIR: "stick.gone",
        errno.ENODEV: "stick.gone",
        errno.ENXIO: "stick.gone",
        errno.ESTALE: "stick.gone",
        errno.ENOTCONN: "stick.gone",
        errno.ENOMEDIUM: "stick.gone",
        errno.ESHUTDOWN: "stick.gone",
    }
)


@contextmanager
def told(folder: Path, otherwise: str) -> Iterator[None]:
    """Turn what the medium answers inside the block into a refusal with the fact `folder`.

    Raises:
        Refusal: by what was answered; `otherwise` where that says nothing in particular.
    """
    try:
        yield
    except OSError as error:
        code = _ERRNO_REFUSALS.get(error.errno or 0, otherwise)
        raise Refusal(code, folder=str(folder)) from error


def close(number: int) -> None:
    """Close a file; a medium that complains only then says nothing that a sync had not said."""
    with suppress(OSError):
        os.close(number)
