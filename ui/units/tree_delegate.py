"""Paints a line of the tree: a light before the name."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.look.lights import LIGHT_ROLE, LightMark, paint_shape


class TreeDelegate(QStyledItemDelegate):
    """Shape, name and counts in one line, elided at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        mark = index.data(LIGHT_ROLE)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        text: str = bare.text  # type: ignore[attr-defined]  # the stubs lack the option's fields
        bare.text = ""  # type: ignore[attr-defined]  # the same
        widget: QWidget = option.widget  # type: ignore[attr-defined]  # the same
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, widget)
        area = option.rect  # type: ignore[attr-defined]  # the same
        size = round(widget.fontMetrics().height() * 0.6)
        if isinstance(mark, LightMark):
            box = QRectF(area.left() + 2, area.center().y() - size / 2 + 0.5, size, size)
            paint_shape(painter, mark.light, box)
        place = area.adjusted(size + 9, 0, -4, 0)
        shown = widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
