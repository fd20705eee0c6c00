"""Pages of PDF files and images as pictures; called on the reading lane, one file at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pypdfium2
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from domain.errors import Refusal

PDF: Final = "pdf"
_LARGEST_SIDE: Final = 4000
_FORMATS: Final = {
    1: QImage.Format.Format_Grayscale8,
    3: QImage.Format.Format_RGB888,
    4: QImage.Format.Format_RGBX8888,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as it is shown, and how many there are."""

    image: QImage
    page: int
    pages: int


def page_picture(content: bytes, media: str, page: int, width: int) -> Picture:
    """Return a page of a file, so many pixels wide; `page` counts from 0.

    Refuses `attachment.not_shown` for what cannot be drawn: damaged, or closed by a password.
    """
    if media == PDF:
        return _pdf_page(content, page, width)
    return _image_page(content, page, width)


def _pdf_page(content: bytes, number: int, width: int) -> Picture:
    try:
        with pypdfium2.PdfDocument(content) as file:
            pages = len(file)
            page = file[number]
            scale = min(width / page.get_width(), _LARGEST_SIDE / page.get_height())
            drawn = page.render(scale=scale, rev_byteorder=True)
            whole = bytes(drawn.buffer)
            form = _FORMATS[drawn.n_channels]
            image = QImage(whole, drawn.width, drawn.height, drawn.stride, form).copy()
    except (pypdfium2.PdfiumError, ZeroDivisionError, IndexError) as error:
        raise Refusal("attachment.not_shown", page=number + 1) from error
    return Picture(image, number, pages)


def _image_page(content: bytes, number: int, width: int) -> Picture:
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    pages = max(reader.imageCount(), 1)
    if number:
        reader.jumpToImage(number)
    image = reader.read()
    if image.isNull():
        raise Refusal("attachment.not_shown", page=number + 1)
    whole = QSize(width, _LARGEST_SIDE)
    shown = image.scaled(
        whole, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return Picture(shown, number, pages)
