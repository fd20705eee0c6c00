"""How the keys are told."""

from __future__ import annotations

from typing import Final

from domain.keys import KeysView
from domain.register import Actor
from domain.roles import BUSINESS, Role
from ui.look.lights import GREEN, GREY, YELLOW, LightMark

_OFFICER_AFTER: Final = "您的角色先收回，核实是您本人以后重新授予。"
_BUSINESS_AFTER: Final = "还要由能使用台账的同事重新放行，签名证书重新申请。"
_NO_OTHER: Final = {
    Role.HEAD: "只有您一个负责人的，别人不能重设，用恢复单打开。",
    Role.SYSTEM_ADMIN: "没有另一位系统管理员的，请负责人用恢复单打开。",
}


def told_lost_stick(actor: Actor) -> str:
    """Return what somebody does whose key file is lost: who helps, and what comes after."""
    helper = Role.SYSTEM_ADMIN if actor.officers_appointed else Role.HEAD
    who = f"另一位{helper}" if helper in actor.roles else helper
    business = any(role in actor.roles for role in BUSINESS)
    no_other = "".join(told for role, told in _NO_OTHER.items() if role in actor.roles)
    return (
        f"U 盘丢了、坏了，插备用的那个；没有备用的，请{who}重设密码，以后只凭新密码登录，"
        f"{_BUSINESS_AFTER if business else _OFFICER_AFTER}{no_other}"
    )


def told_file(held: KeysView) -> tuple[LightMark, str]:
    """Return what one's own account is opened by, as a light and in words."""
    if held.key_file:
        return LightMark(GREEN, "已启用"), "登录要密码和 U 盘"
    return LightMark(GREY, "未启用"), "登录只要密码"


def told_sheet(held: KeysView) -> tuple[LightMark, str]:
    """Return how the recovery sheet stands, as a light and in words."""
    if held.drilled is None:
        return LightMark(YELLOW, "未核对"), "恢复单还没有打回核对过，请现在核对，或换一张新的"
    if held.drill_due:
        return LightMark(YELLOW, "该核对了"), f"上次核对 {held.drilled}，已满一年"
    return LightMark(GREEN, "正常"), f"上次核对 {held.drilled}"


def told_rotation(held: KeysView) -> tuple[LightMark, str]:
    """Return how the keys of the databases stand, as a light and in words."""
    last = f"上次更换 {held.rotated}\n" if held.rotated else ""
    who = f"{last}能打开台账的账号：{'、'.join(held.holders)}"
    if held.rotation is not None:
        asked = held.rotation
        told = (
            f"{asked.by} 于 {asked.at[:10]} 要求更换（{asked.reason}），等办业务的人员登录时完成。"
        )
        return LightMark(YELLOW, "等待更换"), f"{told}\n{who}"
    if held.leavers:
        gone = "、".join(held.leavers)
        return LightMark(YELLOW, "建议更换"), f"{gone} 离任后还没有更换过密钥。\n{who}"
    return LightMark(GREEN, "正常"), who
