"""What is said before and after the acts on accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.accounts import AccountView

WHO_GIVES: Final = (
    "办业务的角色由安全保密管理员授予和收回；三员还没有设齐的，"
    "多人模式的负责人只能任命三员，单人模式的负责人代办。"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said of an act on an account: its button, what it means, what was done.

    What has a meaning is asked about before it is done. `proof` is what the password is asked
    again for, where the act cannot be undone.
    """

    words: str
    done: str
    meaning: str = ""
    proof: str = ""

    def of(self, name: str) -> Telling:
        """Return it with the account's name."""
        words, done = self.words.format(name=name), self.done.format(name=name)
        return replace(self, words=words, done=done)


TELLINGS: Final[Mapping[str, Telling]] = {
    "release": Telling("放行“{name}”", "已放行“{name}”，现在可以登录办理业务。"),
    "unlock": Telling("启用“{name}”", "已启用“{name}”。办业务的账号还要放行。"),
    "lock": Telling(
        "停用“{name}”",
        "已停用“{name}”。",
        "停用后他不能登录，他的账号里不再有台账和审计的密钥，签名证书吊销；他办过的事都还在。"
        "以后可以再启用，办业务的账号要重新放行。",
    ),
    "leave": Telling(
        "登记“{name}”离任",
        "已登记“{name}”离任。建议由安全保密管理员更换一次密钥。",
        "本人调走、退休或不再从事这项工作时用。他的角色和密钥全部收回，签名证书吊销，这个账号名不再使用；"
        "他办过的事都还在。离任不能撤销，只是暂时不在岗的请用“停用”。"
        "离任后建议由安全保密管理员更换密钥（“密钥”页）。",
        proof="登记离任",
    ),
}
SINGLE: Final = Telling(
    "改为单人模式",
    "已改为单人模式。各人下次登录后，按新的模式工作。",
    "单人模式下，同一个人可以既经办又审核、销号、签发数据包，这样办的每一条记录都注明“单人”。"
    "只有一个人在岗时才用；有第二个人时，请用多人模式。",
)
SEVERAL: Final = Telling(
    "改为多人模式",
    "已改为多人模式。各人下次登录后，按新的模式工作。",
    "多人模式下，谁录入的谁不能审核办结、销号和签发。请先确认有另一位人员担任“审核”或“负责人”，"
    "否则提交的业务没有人能审核。",
)


WHO_REAPPOINTS: Final = (
    "请安全保密管理员核实是本人以后重新授予；他是最后一个安全保密管理员的，由负责人任命。"
)


def told_reset(account: AccountView) -> str:
    """Return what is said once another's password was reset: who must look at it next."""
    told = f"“{account.name}”的密码已重设，请把新密码当面告诉本人。"
    if account.handles_business:
        return f"{told}他还要由能使用台账的人员重新放行。"
    if not account.roles:
        return told
    roles = "、".join(role.value for role in account.roles)
    return f"{told}他的角色（{roles}）已收回：{WHO_REAPPOINTS}"
