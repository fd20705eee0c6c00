"""The tab that sends packages to the offices below: what, to whom, onto the stick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from domain.exchange.shipment import CODE_TABLES, HANDED_DOWN, INITIAL, TRUST_TABLE, UPDATE
from domain.facts import OfficeCode
from ui.exchange.model import OfficeBelow
from ui.exchange.sending import SendTab
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph

_CODE: Final = Qt.ItemDataRole.UserRole
_NOBODY: Final = "请先勾选收件单位"
_ONE: Final = "初始化包里是一个单位自己的台账，一次只发给一个单位"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of package that goes down: what people call it, what it carries and does."""

    kind: str
    words: str
    told: str
    one: bool = False


KINDS: Final = (
    Kind(
        CODE_TABLES,
        "代码表（各年放假安排）",
        "各年放假安排，在“系统设置”的“工作日历”里录入一次。下级接收后，包里的年份以本办发出的为准。",
    ),
    Kind(
        HANDED_DOWN,
        "下发（本办的规定）",
        "预警线、办理期限、表的标题（“系统设置”的“规定”里改）、上报冻结期，连同放假安排。"
        "下级接收前看得到从什么变成什么，接收后马上按它算。每个下发包都是完整的："
        "不再规定的，恢复为下级自己的或程序原有的。",
    ),
    Kind(
        INITIAL,
        "初始化（新装或重装的下级）",
        "那个单位最近一次上报、本办已经接收的台账，连同以前的变动。它的台账必须还是空的；"
        "接收以后就可以接着办理。一次只发给一个单位。",
        one=True,
    ),
    Kind(
        UPDATE,
        "升级（新版程序）",
        "本办登记过的安装文件的名称、版本、长度和校验值，由本办签名。安装文件本身不在包里，"
        "请在“安全管理”的“程序升级”里拷到同一个 U 盘上；下级核对一致才收下，程序不会自己运行它。",
    ),
    Kind(
        TRUST_TABLE,
        "信任表（吊销的证书）",
        "省级根证书签名的信任表：哪些证书已经吊销、根证书换没换。市把收到的原样发给县。"
        "下级接收时列出要复查的包。",
    ),
)


class HandDownTab(SendTab):
    """Sends what is chosen to the offices below that are ticked, all in one file."""

    def __init__(self, theme: Theme, *, alone: bool) -> None:
        super().__init__(theme, alone=alone)
        self._chosen = KINDS[0]
        self.kinds, self._meaning = QButtonGroup(self), paragraph("", "")
        self.offices = QListWidget()
        self.offices.setAccessibleName("发给哪些下级")
        self.offices.setAlternatingRowColors(True)
        self.offices.setMaximumHeight(theme.px(260))
        self._body = OrEmpty(
            self._panes(theme),
            EmptyState(
                "还没有下级的证书",
                "没有下级的证书就不能为它加密。请下级在“证书”的“申请证书”页写出申请，"
                "把文件送来；本办在“颁发给下级”页颁发，交还它安装。办好后这里就能勾选它。",
            ),
        )
        self._body.choose(filled=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self._body)
        layout.addStretch(1)
        self.offices.itemChanged.connect(self._let)
        self.choose(KINDS[0])

    def _panes(self, theme: Theme) -> QWidget:
        panes, what = QWidget(), Card("发什么")
        panes.setObjectName("page")
        for kind in KINDS:
            choice = QRadioButton(kind.words)
            choice.setChecked(kind is self._chosen)
            choice.clicked.connect(partial(self.choose, kind))
            self.kinds.addButton(choice)
            what.body.addWidget(choice)
        what.body.addStretch(1)
        what.setFixedWidth(theme.px(250))
        everyone, nobody = button("全选"), button("全不选", "flat")
        to = Card("发给哪些下级编办", everyone, nobody)
        # As high as the longest of them: the button beneath stays where it is.
        self._meaning.setMinimumHeight(theme.px(46))
        self._meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        to.body.addWidget(self._meaning)
        self._fill(
            to,
            "勾选收件单位，写成一个包，拷给它们各自接收；已加密并签名，只有勾选的单位能打开。",
            self.offices,
        )
        both = QHBoxLayout(panes)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(10)
        both.addWidget(what)
        both.addWidget(to, 1)
        everyone.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        nobody.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        return panes

    def choose(self, kind: Kind, *_: object) -> None:
        """Send packages of this kind from now on."""
        self._chosen = kind
        self.kind = kind.kind
        self.call(f"{kind.kind}包")
        self._meaning.setText(kind.told)
        self._let()

    @property
    def recipients(self) -> tuple[OfficeCode, ...]:
        return tuple(
            OfficeCode(item.data(_CODE))
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        )

    def show_offices(self, offices: Iterable[OfficeBelow]) -> None:
        """Show the offices below whose certificates are held; what was ticked stays so."""
        ticked = set(self.recipients)
        self.offices.blockSignals(True)
        self.offices.clear()
        for office in offices:
            item = QListWidgetItem(f"{office.name}（{office.code}）", self.offices)
            item.setData(_CODE, office.code)
            kept = Qt.CheckState.Checked if office.code in ticked else Qt.CheckState.Unchecked
            item.setCheckState(kept)
        self.offices.blockSignals(False)
        self._body.choose(filled=self.offices.count() > 0)
        self._let()

    def _items(self) -> list[QListWidgetItem]:
        return [self.offices.item(number) for number in range(self.offices.count())]

    def _tick(self, state: Qt.CheckState) -> None:
        for item in self._items():
            item.setCheckState(state)

    def _let(self, *_: object) -> None:
        to = len(self.recipients)
        why = _NOBODY if not to else _ONE if self._chosen.one and to > 1 else ""
        self.let(why)
