"""The tab of certificates: the two of an office are told apart, revoked with a reason, printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from domain.facts import OfficeCode
from domain.outcomes import CertificateView
from ui.exchange.certificates import CertificatesTab

SIGNING = CertificateView(
    "office", OfficeCode("629925"), "安澜县委编办", "安河市委编办", "3f9a" * 16,
    date(2026, 1, 1), date(2036, 1, 1), "valid", "authority",
)  # fmt: skip
OPENING = replace(SIGNING, fingerprint="1c0d" * 16, use="encryption")
PERSON = replace(SIGNING, role="operator", name="王安", fingerprint="55b7" * 16, use="")
HELD = (SIGNING, OPENING, PERSON)


@pytest.fixture
def tab(qtbot: QtBot) -> CertificatesTab:
    made = CertificatesTab(top=False)
    qtbot.addWidget(made)
    made.show_certificates(HELD)
    made.show()
    return made


def button(tab: CertificatesTab, text: str) -> QPushButton:
    buttons: Iterable[QPushButton] = tab.findChildren(QPushButton)
    return next(each for each in buttons if each.text() == text and each.isVisible())


def press(tab: CertificatesTab, text: str) -> None:
    found = button(tab, text)
    assert found.isEnabled(), text
    found.click()


def test_the_two_certificates_of_an_office_are_told_apart(tab: CertificatesTab) -> None:
    kinds = [tab.table.index(at, 1).data() for at in range(len(HELD))]
    assert kinds == ["单位 签发", "单位 收件", "操作员"]


def test_the_chosen_certificate_is_printed(qtbot: QtBot, tab: CertificatesTab) -> None:
    tab.grid.selectRow(1)
    with qtbot.waitSignal(tab.sheet_asked) as asked:
        press(tab, "打印核对单…")
    assert asked.args == [OPENING]


def test_nothing_is_revoked_without_a_reason(qtbot: QtBot, tab: CertificatesTab) -> None:
    tab.grid.selectRow(2)
    press(tab, "吊销…")
    assert tab.revoking.isVisible()
    act = button(tab, "吊销")
    tab.revoking.reason.setText("  ")
    assert not act.isEnabled()
    tab.revoking.reason.setText("密钥遗失 ")
    with qtbot.waitSignal(tab.revoke_asked) as asked:
        press(tab, "吊销")
    assert asked.args == [PERSON, "密钥遗失"]


def test_on_its_own_page_nothing_is_chosen_for_revoking(tab: CertificatesTab) -> None:
    tab.open_page("吊销证书")
    tab.revoking.reason.setText("密钥遗失")
    assert tab.revoking.chosen is None
    assert not button(tab, "吊销").isEnabled()


def test_what_is_revoked_is_what_was_shown(qtbot: QtBot, tab: CertificatesTab) -> None:
    """Another line that is chosen meanwhile, or a list read anew, changes nothing of it."""
    tab.grid.selectRow(0)
    press(tab, "吊销…")
    tab.revoking.reason.setText("失窃")
    tab.grid.selectRow(2)
    tab.show_certificates(HELD)
    with qtbot.waitSignal(tab.revoke_asked) as asked:
        press(tab, "吊销")
    assert asked.args == [SIGNING, "失窃"]


def test_what_is_revoked_already_is_not_offered_again(tab: CertificatesTab) -> None:
    tab.show_certificates((replace(SIGNING, state="revoked"), OPENING))
    which = tab.revoking.which
    assert [which.itemData(n) for n in range(which.count())] == [OPENING]


def test_without_certificates_there_is_nothing_to_print_or_revoke(tab: CertificatesTab) -> None:
    tab.show_certificates(())
    for act in ("打印核对单…", "吊销…"):
        assert not button(tab, act).isEnabled()


def test_a_root_is_made_only_once(qtbot: QtBot) -> None:
    made = CertificatesTab(top=True)
    qtbot.addWidget(made)
    made.show_certificates(())
    assert made.found.act.isEnabled()
    made.show_certificates(HELD)
    assert not made.found.act.isEnabled()
