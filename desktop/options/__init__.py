"""Every command of the program with where its options are told; loaded when it is called.

A new command stands in `COMMANDS` and in the help. Only the module of the command that is called is
imported, by its name here: a frozen build must collect all of `desktop.options` (with
PyInstaller: `collect_submodules`), which nothing else imports.
"""

from __future__ import annotations

from typing import Final

COMMANDS: Final = (
    ("demo", "用样例县把主要工作走一遍", "demo:demo"),
    ("init", "建立一个新的单位", "offices:init"),
    ("import", "导入工作簿", "ledgers:imports"),
    ("summary", "核定、实有、空缺", "ledgers:summary"),
    ("check", "数据校验", "ledgers:check"),
    ("rule", "校验规则", "rules:rule"),
    ("lights", "三级预警", "ledgers:lights"),
    ("digest", "数据摘要", "ledgers:digest"),
    ("verify", "核验数据文件", "upkeep:verify"),
    ("clock", "电脑时间：核对、确认", "clock:clock"),
    ("audit", "审计：查阅、导出、核验、短码", "audit:audit"),
    ("backup", "备份，写完读回核对", "backup:backup"),
    ("restore", "从备份恢复到新的文件夹", "backup:restore"),
    ("case", "办业务", "cases:case"),
    ("calendar", "放假安排（工作日）", "flow:calendar"),
    ("list", "比对名单：建立、选定、删除", "comparing:lists"),
    ("compare", "比对名单与台账相比", "comparing:compare"),
    ("update", "程序升级", "updating:update"),
    ("freeze", "数据冻结期", "flow:freeze"),
    ("decide", "规定期限、预警线、表的标题，发给下级", "deciding:decide"),
    ("roster", "花名册", "papers:roster"),
    ("ledger", "机构编制职数一览表", "papers:ledger"),
    ("plan", "机构改革方案对照表", "papers:plan"),
    ("handbook", "机构编制管理手册", "papers:handbook"),
    ("use", "用编和职数预审", "use:use"),
    ("problem", "问题台账", "problems:problem"),
    ("history", "机构编制沿革表、基本情况表、人员调动情况表", "history:history"),
    ("compare-days", "两个日期的变化对比", "history:compare_days"),
    ("timeline", "一个单位的沿革或一个人的变动", "history:timeline"),
    ("document", "批文登记", "documents:document"),
    ("archive", "归档和档案目录", "documents:archive"),
    ("contact", "联络名录", "documents:contact"),
    ("account", "账号和角色", "accounts:account"),
    ("key", "密钥、恢复单、密钥文件", "keys:key"),
    ("package", "数据包", "packages:package"),
    ("report", "下级单位的上报情况和合计", "collecting:report"),
    ("trust", "证书", "certificates:trust"),
)
"""The commands in the order in which the help lists them: name, explanation, `module:function`."""

ONE_UNIT: Final = "只看一个单位：全称、简称、编码或信用代码"
UNIT: Final = "单位：全称、简称、编码或信用代码"
CASE: Final = "例如：2026-00001"
