"""Enters and amends documents, and attaches files to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from domain.archive import Attachment, DocumentId, DocumentQuery, DocumentRecord, DocumentView
from domain.errors import Refusal
from domain.facts import Unit, UnitId
from domain.workflow.ports import Progress
from ui.documents.attaching import KINDS, attach_each
from ui.documents.form import DocumentForm
from ui.documents.model import changes_between
from ui.documents.view import DocumentsView
from ui.parts.page import Surroundings
from ui.tasks import ignore

_FEW: Final = 20
Shown = Callable[[DocumentView], None]
_Kept = tuple[DocumentView, Refusal | None]


class Entering(QObject):
    """Works the form. `entered` tells the document kept, and whether places are to be adjusted."""

    entered = Signal(object, bool)

    def __init__(self, page: DocumentsView, around: Surroundings) -> None:
        super().__init__(page)
        self._page, self.around, self.desk = page, around, around.desk
        self._units: tuple[Unit, ...] = ()
        self._keys: Mapping[UnitId, str] = {}
        self._adjusting = False
        self._material = around.desk.document_choices.materials[0]
        page.form_built.connect(self._join)

    def _join(self, form: DocumentForm) -> None:
        form.fields.units.know(self._units, self._keys)
        form.keep_asked.connect(self._keep)
        form.back_asked.connect(self._page.open_lists)
        form.file_asked.connect(self._choose_file)
        form.fields.number_typed.connect(self._guess_issuer)
        self.around.session.day_changed.connect(self._let_adjust)

    def _let_adjust(self, *_: object) -> None:
        session = self.around.session
        self._page.form.let_adjust(allowed=session.day == session.today)

    def know(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Take the units that a document may be about."""
        self._units, self._keys = units, keys
        if "form" in vars(self._page):
            self._page.form.fields.units.know(units, keys)

    def begin(self) -> None:
        """Open an empty form."""
        self._page.open_form().begin()
        self._let_adjust()

    def take(self, files: tuple[Path, ...]) -> None:
        """Begin with files that were dropped, or add them to what is being typed."""
        form = self._page.open_form()
        if form.amended is None and not form.fields.title.text():
            form.begin(files)
        elif form.amended is None:
            form.take(files)

    def resume(self, view: DocumentView) -> None:
        """Open the form on a record."""
        self._page.open_form().resume(view.record)

    def _choose_file(self) -> None:
        path = self.around.files.open_file("选择批文的扫描件", KINDS)
        if path is not None:
            self.take((path,))

    def _guess_issuer(self, number: str) -> None:
        """Look who issued the last documents whose 文号 begins alike (the same 机关代字)."""
        desk, body = self.desk, number.partition("〔")[0]

        def work(_: Progress) -> str:
            listed = desk.documents(DocumentQuery(text=body), 0, _FEW) if body else ()
            alike = (one.record for one in listed if one.record.number.partition("〔")[0] == body)
            return next((record.issuer for record in alike if record.issuer), "")

        self.around.jobs.lanes.read(
            self,
            work,
            done=lambda issuer: self._page.form.fields.suggest_issuer(number, issuer),
            failed=ignore,
        )

    def _keep(self, adjusting: bool) -> None:  # noqa: FBT001 - a signal's argument
        form = self._page.form
        self._adjusting = adjusting
        record, held, files = form.fields.record(), form.amended, form.files
        reason = form.fields.reason.text()

        def work(_: Progress) -> _Kept:
            if held is None:
                return self._add(record, files)
            changes = changes_between(held, record)
            return self.desk.amend_document(held.id, reason, changes), None

        words = "登记文件" if held is None else "保存修改"
        self.around.jobs.write(self, words, work, self._kept, holds=(form,))

    def _add(self, record: DocumentRecord, files: tuple[Path, ...]) -> _Kept:
        """Enter a record, then attach; what cannot be attached does not undo the record."""
        view = self.desk.add_document(record)
        document, material = view.record.id, self._material
        kept = attach_each(
            files, lambda file: self.desk.attach_to_document(document, file, material)
        )
        return (self.desk.document(document) if files else view), kept.refusal

    def _kept(self, kept: _Kept) -> None:
        view, refusal = kept
        if refusal is None:
            self.around.notices.say(f"已登记：{view.record.name}。")
        else:
            told = self.around.jobs.words(refusal)
            self.around.notices.tell(told)
        self.entered.emit(view, self._adjusting and refusal is None)

    def attach(self, view: DocumentView, shown: Shown) -> None:
        """Attach a file that the user chooses to a document that is there."""
        path = self.around.files.open_file("附上扫描件", KINDS)
        if path is None:
            return
        self._attach(view.record.id, path, shown)

    def _attach(self, document: DocumentId, path: Path, shown: Shown) -> None:
        desk, material = self.desk, self._material

        def work(_: Progress) -> DocumentView:
            desk.attach_to_document(document, path, material)
            return desk.document(document)

        def done(view: DocumentView) -> None:
            self.around.notices.say(f"已附上 {path.name}，加密保存。")
            shown(view)

        self.around.jobs.write(self, "保存附件", work, done)

    def detach(self, view: DocumentView, attachment: Attachment, reason: str, shown: Shown) -> None:
        """Take an attachment away for a reason."""
        desk, document = self.desk, view.record.id

        def work(_: Progress) -> DocumentView:
            desk.detach(attachment.id, reason)
            return desk.document(document)

        self.around.jobs.write(self, "取下附件", work, shown)

    def handle(self, view: DocumentView, handling: str, reason: str, shown: Shown) -> None:
        """Say that nothing is to be entered for a document (无需办理), or that something is."""
        desk, document = self.desk, view.record.id

        def done(view: DocumentView) -> None:
            told = view.record.handling or "仍需办理"
            self.around.notices.say(f"{view.record.name}：{told}。")
            shown(view)

        changes = {"handling": handling}
        self.around.jobs.write(
            self, "标注办理", lambda _: desk.amend_document(document, reason, changes), done
        )
