"""What is demanded of the program: rules of the standards, and what went wrong for users elsewhere.

In our own words; the official texts decide. `key` is how tests name a rule in their marker; a
marker answers every rule whose key it begins with, or holds where the key is a report's number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Demand:
    """A rule or a report, what it asks for, and what in the program answers it."""

    key: str
    asks: str
    feature: str


RULES: Final = (
    Demand("22239 8.1.4.1 a", "身份唯一、口令有复杂度、定期更换", "密码规则（resources/security）"),
    Demand("22239 8.1.4.1 b", "登录失败处理、超时退出", "输错等待、自动锁屏"),
    Demand("22239 8.1.4.1 d", "两种以上鉴别，其中一种用密码技术", "密码加 U 盘密钥文件"),
    Demand("22239 8.1.4.2", "权限分离，没有默认和多余账户", "七种角色的权限表，三员没有台账密钥"),
    Demand("22239 8.1.4.3", "审计覆盖每个用户，记录受保护", "哈希链审计，办一件记一件"),
    Demand("22239 8.1.4.4", "输入内容先检验", "工作簿在子进程中解析，数据包逐步核验"),
    Demand("22239 8.1.4.7", "存储和传输的数据完整", "逐页校验、见证、签名数据包"),
    Demand("22239 8.1.4.8", "存储和传输的数据保密", "加密数据库和附件、加密数据包"),
    Demand("22239 8.1.4.9", "备份，能够恢复", "逐字节读回核对的备份，独立恢复"),
    Demand("22239 8.1.4.10", "剩余信息清除", "锁定即结束进程，临时数据只在内存"),
    Demand("22239 8.1.4.11", "只收集必需的个人信息，禁止未授权访问", "证件号默认遮盖，查看留痕"),
    Demand("22239 8.1.5.1", "系统管理员只做系统管理", "系统管理员的账号和备份"),
    Demand("22239 8.1.5.2", "审计管理员只做审计", "安全审计员的审计页"),
    Demand("22239 8.1.5.3", "安全管理员只做安全管理", "授权、证书、换密钥的命令"),
    Demand("分保三员", "三员分设，审计员不兼任", "互斥角色，不能授予同一账号"),
    Demand("PIPL 28", "敏感个人信息严格保护", "遮盖、加密、查看留痕"),
    Demand("39786 8.4 d", "传输数据机密", "数据包逐个收件单位加密"),
    Demand("39786 8.4 f", "传输数据完整", "数据包签名，逐块认证"),
    Demand("39786 8.4 g", "存储数据完整", "数据库逐页认证码"),
    Demand("39786 8.4 h", "不可否认", "操作员证书签名"),
    Demand(
        "种子 (浠水)",
        "管理员账号不办理具体业务；登录证书保管不善即锁定",
        "三员无密钥；锁定同时吊销",
    ),
    Demand("种子 (渭南)", "专机专用、身份认证、备份、分配权限、全程留痕", "单机、账号、备份、审计"),
)
"""Rules that the program claims to keep. What wants certified 国密 products (39786 8.4 a, e) is not
claimed: it needs the suite G1 with a certified module."""

REPORTS: Final = (
    Demand("keepassxc #6634", "disk full while saving emptied the file", "write beside, rename"),
    Demand("keepassxc #11007", "disk full left a file of 0 bytes", "write beside, rename"),
    Demand("keepassxc #11819", "a secret that came too late left 0 bytes", "secrets come first"),
    Demand("keepassxc #1875", "saved while locked", "no way to write while locked"),
    Demand("keepassxc #639", "merged while locked", "no way to write while locked"),
    Demand("electrum #960", "file of 0 bytes after a kill while saving", "rename, not rewrite"),
    Demand("electrum #6399", "imported keys were not in the backup", "the backup's digest"),
    Demand(
        "learningcircuit #4563", "malformed after a kill; told to delete", "quarantine, restore"
    ),
    Demand("signal-desktop #3869", "only the first row of the check was read", "all rows are read"),
    Demand("ankidroid #18496", "restoring wanted a collection that opens", "restores from nothing"),
    Demand("ankidroid #7074", "crash on a damaged database", "damage is a coded refusal"),
    Demand("borg #9091", "the repair itself crashed", "nothing is repaired in place"),
    Demand("borg #3329", "unusable after an interruption", "every step can be done again"),
    Demand("qubesos #1577", "verified although it was damaged", "a new process reads it all back"),
    Demand("keepassxc #10784", "secrets in memory after locking", "locking ends the process"),
)
"""What users of comparable programs reported, each with the test that it can't happen here."""
