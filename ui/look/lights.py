"""Lights: a shape, a word and a colour, so that none of the three is needed alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from domain.dossier import TypeCount
from ui.look.colours import colour

LIGHT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
RED: Final = "red"
YELLOW: Final = "yellow"
GREEN: Final = "green"
GREY: Final = "grey"
WORST_FIRST: Final = (RED, YELLOW, GREEN, GREY)
WORDS: Final[Mapping[str, str]] = {
    RED: "红灯 告警",
    YELLOW: "黄灯 预警",
    GREEN: "绿灯 正常",
    GREY: "无数据",
}
SEVERITY_LIGHTS: Final[Mapping[str, str]] = {"error": RED, "warning": YELLOW, "info": GREY}
SEVERITY_WORDS: Final[Mapping[str, str]] = {"error": "错误", "warning": "警告", "info": "提示"}


@dataclass(frozen=True, slots=True)
class LightMark:
    """What a cell shows: the light and the word beside it."""

    light: str
    word: str


def mark_of(light: str, counts: tuple[TypeCount, ...]) -> LightMark:
    """Word a unit's light: by its counts where they are the reason, by the alarm otherwise."""
    over = sum(-count.vacant for count in counts if count.vacant < 0)
    vacant = sum(count.vacant for count in counts if count.vacant > 0)
    if light == RED:
        return LightMark(light, f"超 {over}" if over else "告警")
    if light == YELLOW:
        return LightMark(light, "预警")
    if light == GREEN:
        return LightMark(light, f"空 {vacant}" if vacant else "正常")
    return LightMark(GREY, "未核定")


def balance(count: TypeCount) -> LightMark:
    """Word one type's places: 空 N, 满 or 超 N."""
    if count.vacant < 0:
        return LightMark(RED, f"超 {-count.vacant}")
    return LightMark(GREEN, f"空 {count.vacant}") if count.vacant else LightMark(YELLOW, "满")


def paint_shape(painter: QPainter, light: str, box: QRectF) -> None:
    """Draw octagon, triangle, circle or dash into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("yellow_line"), 1.2) if light == YELLOW else Qt.PenStyle.NoPen)
    painter.setBrush(colour(light if light in WORDS else GREY))
    painter.drawPath(_shape(light, box))
    painter.restore()


def _shape(light: str, box: QRectF) -> QPainterPath:
    path, centre, radius = QPainterPath(), box.center(), box.width() / 2
    if light == RED:
        corners = [
            QPointF(centre.x() + radius * cos(turn), centre.y() + radius * sin(turn))
            for turn in (pi / 8 + n * pi / 4 for n in range(8))
        ]
        path.addPolygon(QPolygonF(corners))
    elif light == YELLOW:
        path.addPolygon(
            QPolygonF([QPointF(centre.x(), box.top()), box.bottomRight(), box.bottomLeft()])
        )
    elif light == GREEN:
        path.addEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        path.addRect(QRectF(box.left(), centre.y() - 1.5, box.width(), 3))
    path.closeSubpath()
    return path


def paint_chip(painter: QPainter, mark: LightMark, area: QRect) -> None:
    """Draw a tinted chip with shape and word, left and vertically centred in an area."""
    metrics = painter.fontMetrics()
    size = round(metrics.height() * 0.62)
    height = metrics.height() + 4
    width = min(size + metrics.horizontalAdvance(mark.word) + size * 2, area.width())
    top = area.top() + (area.height() - height) // 2
    chip = QRect(area.left(), top, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{mark.light}_tint"))
    painter.drawRoundedRect(chip, 4, 4)
    pad = size // 2
    paint_shape(
        painter, mark.light, QRectF(chip.left() + pad, top + (height - size) / 2, size, size)
    )
    painter.setPen(colour(f"{mark.light}_text"))
    text = chip.adjusted(pad * 2 + size, 0, 0, 0)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, mark.word)
    painter.restore()


class LightDelegate(QStyledItemDelegate):
    """Paints the cell's `LightMark` over the usual background of the row."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        mark = index.data(LIGHT_ROLE)
        if not isinstance(mark, LightMark):
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""  # type: ignore[attr-defined]  # the stubs lack the option's fields
        widget: QWidget = option.widget  # type: ignore[attr-defined]  # the same
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, widget)
        paint_chip(painter, mark, option.rect.adjusted(8, 0, -2, 0))  # type: ignore[attr-defined]  # the same

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return super().sizeHint(option, index)


class LightChip(QWidget):
    """A light on its own, for heads and panels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = LightMark(GREY, "")
        # A long name beside it gives way, never the word.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mark(self, mark: LightMark) -> None:
        """Show another light; the word is told to screen readers too."""
        self._mark = mark
        self.setAccessibleName(mark.word)
        self.setToolTip(WORDS[mark.light])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = round(metrics.height() * 1.9) + metrics.horizontalAdvance(self._mark.word)
        return QSize(width, metrics.height() + 6)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        paint_chip(painter, self._mark, self.rect())
        painter.end()
