"""The pages of the security side: who has which, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.accounts.page import AccountsPage
from ui.audit.page import AuditPage
from ui.backup.page import BackupPage
from ui.exchange.certificates_page import CertificatesPage
from ui.keys.page import KeysPage
from ui.security.place import Place, SecurityPage
from ui.security_desk import SecurityDesk
from ui.updates.page import UpdatesPage


@dataclass(frozen=True, slots=True)
class Part:
    """One page: its name in the program, its title and one sentence, whose it is, its making.

    One that is not `with_ledgers` has another place in the window of those who have them.
    """

    name: str
    title: str
    hint: str
    acts: frozenset[Act]
    make: Callable[[SecurityDesk, Place], SecurityPage]
    with_ledgers: bool = True


def _accounts(desk: SecurityDesk, place: Place) -> SecurityPage:
    return AccountsPage(desk.accounts, place)


def _keys(desk: SecurityDesk, place: Place) -> SecurityPage:
    return KeysPage(desk.keys, place)


def _backup(desk: SecurityDesk, place: Place) -> SecurityPage:
    return BackupPage(desk.backup, place)


def _audit(desk: SecurityDesk, place: Place) -> SecurityPage:
    return AuditPage(desk.audit, place)


def _certificates(desk: SecurityDesk, place: Place) -> SecurityPage:
    return CertificatesPage(desk.trust, desk.office, place)


def _updates(desk: SecurityDesk, place: Place) -> SecurityPage:
    return UpdatesPage(desk.updates, desk.office, place)


PARTS: Final = (
    Part(
        "accounts",
        "账号与权限",
        "谁有账号、能办什么、走到了哪一步",
        frozenset({Act.CREATE_ACCOUNT, Act.LOCK_ACCOUNT, Act.GRANT, Act.SINGLE_MODE, Act.RELEASE}),
        _accounts,
    ),
    Part(
        "backup",
        "备份与恢复",
        "每一份备份都读回核验过；打不开时从这里恢复",
        frozenset({Act.BACKUP, Act.VERIFY, Act.RESTORE}),
        _backup,
    ),
    Part(
        "audit",
        "审计",
        "谁在什么时候办了什么；核验、导出、打印短码",
        frozenset({Act.AUDIT_READ, Act.AUDIT_VERIFY, Act.AUDIT_EXPORT}),
        _audit,
    ),
    Part(
        "keys",
        "密钥",
        "自己登录用的密钥盘；负责人还管恢复单，安全保密管理员还管数据库密钥",
        frozenset(Act),
        _keys,
    ),
    Part(
        "updates",
        "程序升级",
        "新版安装文件：登记、收下、核对；程序自己不会运行它",
        frozenset({Act.CONFIGURE, Act.ACCEPT_PACKAGE, Act.UPDATE_PROGRAM}),
        _updates,
    ),
    Part(
        "certificates",
        "证书",
        "向上级申请、安装，给下级和签发数据包的人颁发",
        frozenset({Act.CERTIFICATES}),
        _certificates,
        with_ledgers=False,
    ),
)


def parts_of(actor: Actor, *, with_ledgers: bool = True) -> tuple[Part, ...]:
    """Return the pages with something that somebody may do."""
    here = (part for part in PARTS if part.with_ledgers or not with_ledgers)
    return tuple(part for part in here if any(allowed(actor, act) for act in part.acts))


def told_parts(actor: Actor) -> str:
    """Return in a sentence what somebody finds under 安全管理."""
    return f"{'、'.join(part.title for part in parts_of(actor))}；每一步都记入审计"
