"""Names and how they are read, as tables of examples."""

import pytest

from app.people import better_name, display_name, identity_name, read_name, read_words
from app.people.names import name_words


@pytest.mark.parametrize(
    ("printed", "shown", "identity"),
    [
        ("王 强", "王强", "王强"),
        ("王　强", "王强", "王强"),
        (" 王\n强 ", "王强", "王强"),
        ("阿里木•买提", "阿里木·买提", "阿里木买提"),
        ("阿里木 ・ 买提", "阿里木·买提", "阿里木买提"),
        ("阿里木.买提", "阿里木·买提", "阿里木买提"),
        ("陳曉", "陳曉", "陈晓"),
        ("龔麗華", "龔麗華", "龚丽华"),
        ("鍾雲", "鍾雲", "钟云"),
        ("John Smith", "John Smith", "johnsmith"),
        ("𠮷田", "𠮷田", "𠮷田"),
    ],
)
def test_names(printed: str, shown: str, identity: str) -> None:
    assert display_name(printed) == shown
    assert identity_name(printed) == identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("於明", "于明"),
        ("王昇", "王升"),
        ("李乾", "李干"),
        ("付文", "傅文"),
        ("肖明", "萧明"),
        ("王强", "王刚"),
    ],
)
def test_names_that_are_written_otherwise_are_two(one: str, other: str) -> None:
    assert identity_name(one) != identity_name(other)
    assert name_words(one) != name_words(other)


@pytest.mark.parametrize(
    ("one", "other", "better"),
    [
        ("龔麗華", "龚丽华", "龚丽华"),
        ("龚丽华", "龔麗華", "龚丽华"),
        ("阿里木买提", "阿里木·买提", "阿里木·买提"),
        ("王强", "王强", "王强"),
    ],
)
def test_the_spelling_to_show(one: str, other: str, better: str) -> None:
    assert better_name(one, other) == better


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("周婷婷", "zhou ting ting", "ztt"),
        ("何小舟", "he xiao zhou", "hxz"),
        ("单小云", "shan xiao yun", "sxy"),
        ("解冬", "xie dong", "xd"),
        ("曾经", "zeng jing", "zj"),
        ("尉迟明", "yu chi ming", "ycm"),
        ("尉健", "wei jian", "wj"),
        ("查明", "zha ming", "zm"),
        ("區明", "ou ming", "om"),
        ("仇长春", "qiu chang chun", "qcc"),
        ("任重", "ren zhong", "rz"),
        ("盖明", "ge ming", "gm"),
        ("华罗", "hua luo", "hl"),
        ("乐明", "yue ming", "ym"),
        ("朴明", "piao ming", "pm"),
        ("翟明", "zhai ming", "zm"),
        ("万俟明", "mo qi ming", "mqm"),
        ("长孙明", "zhang sun ming", "zsm"),
        ("令狐明", "ling hu ming", "lhm"),
        ("卜明", "bu ming", "bm"),
        ("隗明", "wei ming", "wm"),
        ("吕明", "lv ming", "lm"),
        ("徐衎", "xu kan", "xk"),
        ("李䶮", "li yan", "ly"),
        ("𠮷田", "ji tian", "jt"),
        ("龔麗華", "gong li hua", "glh"),
        ("阿里木·买提", "a li mu mai ti", "almmt"),
        ("解里·乐买", "jie li le mai", "jllm"),
        ("周明（沙埠）", "zhou ming", "zm"),
        ("Mary王", "mary wang", "mw"),
    ],
)
def test_pinyin_of_names(name: str, full: str, initials: str) -> None:
    assert (read_name(name).full, read_name(name).initials) == (full, initials)


def test_pinyin_of_words_reads_no_surname() -> None:
    assert read_words("单位").full == "dan wei"
    assert read_words("解放街道").full == "jie fang jie dao"


def test_pinyin_sorts_by_syllable() -> None:
    names = ["程安", "陈光", "陈安", "衡安", "何一"]
    ordered = sorted(names, key=lambda name: read_name(name).full)
    assert ordered == ["陈安", "陈光", "程安", "何一", "衡安"]
