"""Invented names, numbers and schools of nobody real; the area codes 6299xx are not in use."""

from datetime import date
from itertools import accumulate
from random import Random

AREA = "629925"
BIRTH_AREAS = (AREA, AREA, AREA, AREA, "629901", "629902", "629921", "629922", "629923", "629924")
RARE = "䶮㛃𬭎𬬭𫖯𠅤"
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文裴祁鲜樊景辛柴"
)
GIVEN_MALE = (
    "伟强磊军洋勇杰涛超刚平辉健明亮峰鹏斌波建国庆春海龙志远思源文博俊宏毅诚"
    "泽宇浩然子轩立新东升永福成荣光"
)
GIVEN_FEMALE = (
    "芳娜敏静丽艳娟霞桂英玉兰梅晓燕雨桐秀琴云洁莹雪婷佳怡慧颖欣妍琳倩蕾薇红彩凤淑贞梦瑶可馨"
)
DOTTED = (
    ("阿依古丽", "古丽娜尔", "帕提曼", "热依汗", "迪丽拜尔", "玛依拉"),
    ("买买提", "艾合买提", "吐尔逊", "亚库普", "肉孜", "卡德尔", "依明"),
)
NATIONS = (
    ("汉族", 860), ("回族", 60), ("东乡族", 25), ("藏族", 18), ("土族", 12), ("维吾尔族", 10),
    ("撒拉族", 7), ("满族", 4), ("蒙古族", 4),
)  # fmt: skip
MAJORS = {
    "school": (
        ("远山师范大学", "清川师范学院", "西塬师范高等专科学校"),
        ("汉语言文学", "数学与应用数学", "英语", "物理学", "学前教育", "小学教育", "体育教育"),
    ),
    "health": (
        ("长岭医科大学", "北原医学院", "西塬卫生职业学院"),
        ("临床医学", "护理学", "中医学", "医学检验技术", "药学", "预防医学"),
    ),
    "field": (
        ("北原农业大学", "清川理工学院", "西塬职业技术学院"),
        ("农学", "水利水电工程", "林学", "土木工程", "计算机科学与技术", "动物医学"),
    ),
    "office": (
        ("清川大学", "明河财经大学", "北原政法学院", "西塬职业技术学院"),
        ("法学", "行政管理", "会计学", "汉语言文学", "公共事业管理", "经济学", "信息管理"),
    ),
}
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def id_number(rng: Random, born: date, *, male: bool) -> str:
    """Return a number with the right check character; the 17th digit states the sex."""
    order = rng.randrange(100, 998, 2) + male
    body = f"{rng.choice(BIRTH_AREAS)}{born:%Y%m%d}{order:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def credit_code(rng: Random, prefix: str) -> str:
    """Return a 统一社会信用代码 of the county; the code of the organisation in it holds too."""
    organisation = "".join(rng.choices(_USCC, k=8))
    # GB 11714 counts the whole alphabet, unlike GB 32100 which leaves five letters out.
    total = sum(
        int(char, 36) * weight
        for char, weight in zip(organisation, _ORGANISATION_WEIGHTS, strict=True)
    )
    body = prefix + AREA + organisation + "0X987654321"[total % 11]
    weighed = sum(_USCC.index(char) * pow(3, i, 31) for i, char in enumerate(body))
    return body + _USCC[(31 - weighed % 31) % 31]


def nation(rng: Random) -> str:
    return rng.choices([name for name, _ in NATIONS], [share for _, share in NATIONS])[0]


def person_name(rng: Random, of: str, *, male: bool) -> str:
    """Return a name as people of that nation bear it; one in three hundred is hard to type."""
    if of == "维吾尔族" and not male:
        return "·".join((rng.choice(DOTTED[0]), rng.choice(DOTTED[1])))
    if of == "维吾尔族":
        return "·".join(rng.sample(DOTTED[1], 2))
    weights = list(accumulate(1 / (place + 6) for place in range(len(SURNAMES))))
    surname = rng.choices(SURNAMES, cum_weights=weights)[0]
    given = rng.choices(GIVEN_MALE if male else GIVEN_FEMALE, k=rng.choice((1, 2, 2, 2)))
    if rng.random() < 1 / 300:
        given[-1] = rng.choice(RARE)
    return surname + "".join(given)


def school(rng: Random, trade: str) -> str:
    schools, majors = MAJORS[trade]
    return f"{rng.choice(schools)} {rng.choice(majors)}"
