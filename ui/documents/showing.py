"""Shows attachments inside the window, or hands them to the system's reader."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from domain.archive import MEDIA, SHOWN_INSIDE, Attachment
from ui.documents.preview import Preview
from ui.documents.rendering import Picture, page_picture
from ui.messages import UserMessage
from ui.parts.exporting import Export
from ui.parts.page import Surroundings

_TOO_LARGE: Final = "attachment.shown_outside"


class PreviewPlace(Protocol):
    """A page that shows a preview in place of what it showed, and then that again."""

    @property
    def preview(self) -> Preview:
        """What shows an attachment."""
        ...

    def open_preview(self) -> Preview:
        """Show the preview."""
        ...

    def close_preview(self) -> None:
        """Show what was there before."""
        ...


class Showing(QObject):
    """Reads attachments on the writing lane (it enters them into the audit), draws on the other."""

    def __init__(self, owner: QObject, page: PreviewPlace, around: Surroundings) -> None:
        super().__init__(owner)
        self._page, self.around, self.desk = page, around, around.desk
        self._held: Attachment | None = None
        self._content = b""

    def join(self, preview: Preview) -> None:
        """Serve a preview that has just been built."""
        preview.page_wanted.connect(self._draw)
        preview.back_asked.connect(self._close)
        preview.outside.clicked.connect(self._open_outside)
        preview.export.clicked.connect(self._export)

    def open(self, attachment: Attachment) -> None:
        """Show an attachment, by the system's reader where the window cannot."""
        self._held, desk = attachment, self.desk
        if attachment.file.media not in SHOWN_INSIDE:
            self._open_outside()
            return
        self.around.jobs.write(
            self,
            "打开附件",
            lambda _: desk.attachment_bytes(attachment.id),
            partial(self._show, attachment),
            failed=self._refused,
        )

    def _refused(self, message: UserMessage) -> None:
        if message.code == _TOO_LARGE:
            self._open_outside()
        else:
            self.around.notices.tell(message)

    def _show(self, attachment: Attachment, content: bytes) -> None:
        self._held, self._content = attachment, content
        self._page.open_preview().begin(f"{attachment.material}　{attachment.file_name}")

    def _draw(self, page: int, width: int) -> None:
        held, content = self._held, self._content
        if held is None:
            return
        media = held.file.media

        def work(_: object) -> Picture:
            return page_picture(content, media, page, width)

        self.around.jobs.read(self, "显示附件", work, self._page.preview.show_picture)

    def _close(self) -> None:
        self._content = b""
        self._page.close_preview()

    def _open_outside(self) -> None:
        held, desk = self._held, self.desk
        if held is not None:
            self.around.jobs.write(
                self, "打开附件", lambda _: desk.open_outside(held.id), self._hand_over
            )

    def _hand_over(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.around.notices.say("已交给系统阅读器打开；锁定或退出后，临时副本自动清除。")
        else:
            kind = MEDIA.get(path.suffix.lstrip("."), path.suffix)
            self.around.notices.say(f"本机没有能打开{kind}的程序，请改用“导出”。")

    def _export(self) -> None:
        held, desk = self._held, self.desk
        if held is not None:
            copy = Export(
                "导出附件",
                lambda folder, _: desk.export_attachment(held.id, folder),
                lambda _, path: f"已导出到 {path}。导出的文件没有加密，用完请及时删除。",
            )
            self.around.exporting.to_folder(self._page.preview, "附件导出到哪个文件夹", copy)
