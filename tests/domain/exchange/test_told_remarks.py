"""What an office above says of a report is told before the package is accepted."""

from dataclasses import asdict

from domain.exchange.remarks import Remark, is_rule_number, told_remarks


def test_the_reason_and_each_remark_are_told() -> None:
    difference = {
        "about": {"seq": 2, "reason": "两处要改"},
        "remarks": [asdict(Remark(1, "缺批文")), asdict(Remark(2, "编制数不符", 41))],
    }
    assert told_remarks(difference) == (
        "针对第 2 号上报。总的说明：两处要改",
        "第 1 条意见：缺批文",
        "第 2 条意见：编制数不符",
    )


def test_packages_of_other_kinds_tell_no_remarks() -> None:
    assert told_remarks({}) == ()
    assert told_remarks({"about": {"seq": 2, "reason": "收到"}}) == ()


def test_what_a_report_answers_is_told() -> None:
    answers = [{"package": "p", "number": 2, "text": "已改", "at": "2026-11-22T09:00:00+00:00"}]
    assert told_remarks({"units": {}, "answers": answers}) == ("答复第 2 条意见：已改",)


def test_what_people_write_may_be_a_rule_s_number() -> None:
    written = ("12", "0", "9" * 9, "9" * 10, "", "一二", "１２", "-1")
    assert [text for text in written if is_rule_number(text)] == ["12", "0", "9" * 9]
