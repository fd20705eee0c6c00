"""Reading the notice of a year's 放假安排 as it is published."""

from __future__ import annotations

import pytest

from domain.calendar import year_of
from domain.errors import Refusal
from domain.holidays import read_holidays

NOTICE = """
一、元旦：2027年1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历腊月二十九、周五）至11日（农历正月初六、周四）放假调休，共7天。2月14日（周日）、
2月20日（周六）上班。
三、清明节：4月3日(周六)至5日(周一)放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、国庆节：9月30日至10月2日放假。
"""


def test_a_notice_gives_the_weekdays_that_rest_and_the_weekends_that_work() -> None:
    assert read_holidays(2027, NOTICE) == year_of(
        2027,
        (
            "01-01", "02-05", "02-08", "02-09", "02-10", "02-11", "04-05", "05-03", "05-04",
            "05-05", "09-30", "10-01",
        ),
        ("02-14", "02-20", "05-08"),
    )  # fmt: skip


def test_full_width_digits_and_a_holiday_over_the_year_are_read() -> None:
    text = "元旦：２０２７年１２月３１日至２０２８年１月３日放假，１月８日（周六）上班"
    assert read_holidays(2027, text) == year_of(2027, ("12-31",), ())
    assert read_holidays(2028, text) == year_of(2028, ("01-03",), ("01-08",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有日期的一段话，放假。",
        "13月40日放假。",
        "2月1日至13月9日放假。",
        "2月1日至11月30日放假。",
        "5日放假。",
        "2月6日（周六）放假。2月8日（周一）上班。",
    ],
)
def test_a_text_that_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_holidays(2027, text)
    assert refusal.value.code == "calendar.notice_unreadable"
    assert refusal.value.facts["year"] == 2027
