"""What holds of the reading of any text whatever."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.parse import read
from app.parse.types import Genre, Parse
from app.text.folding import squeeze

PIECES = [
    "陆一帆代表：",
    "许小溪委员:",
    "杜明、许小溪委员：",
    "提问代表：李四维（某公司总经理）",
    "【停车】",
    "商务局答：",
    "商务局补充答：",
    "副市长李四维答：",
    "追问：",
    "陆一帆委员代表民建临沅市委会的发言",
    "——临沅市政协大会发言摘要",
    "第一章 总则",
    "一、",
    "（一）",
    "1.",
    "（1）",
    "1、",
    "①",
    "（下转第四版）",
    "（上接第二版）",
    "[bookmark: _Toc1]",
    "全媒体记者 周一鸣 整理",
    "▢ 全媒体记者 林小满",
    "本报讯 ",
    "会场一角。 林小满 摄",
    "编者按",
    "\n",
    "\n\n",
    "\r\n",
    "　",
    " ",
    "。",
    "，",
    "停车难要治，海外仓要建",
    "重 要 标 志 。临 沅",
    "关键在落实。",
    "Chinagoods",
    "2.0版",
    "\ufeff",
    "\u200b",
    "𠮷",
    "…………12",
    "<br/>",
    "[14:00]",
    "（掌声）",
    "目录",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=60).map("".join)


def records(parse: Parse) -> list:
    return [record for document in parse.documents for record in document.records]


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_ledger_gives_every_character_one_role(text: str) -> None:
    at = 0
    for start, end, _role in read(text).ledger:
        assert start == at
        assert end > start
        at = end
    assert at == len(text)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_spans_rebuild_every_record(text: str) -> None:
    for record in records(read(text)):
        assert record.text or record.kind == "section"
        spanned = "".join(text[start:end] for start, end in record.spans)
        assert squeeze(spanned) == squeeze(record.text)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_two_records_share_a_character(text: str) -> None:
    taken: set[int] = set()
    for record in records(read(text)):
        for start, end in record.spans:
            assert taken.isdisjoint(range(start, end))
            taken.update(range(start, end))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_reading_twice_agrees_and_articles_hold_no_records(text: str) -> None:
    first, second = read(text), read(text)
    assert first.as_json() == second.as_json()
    assert all(not document.records for document in first.documents if document.genre is Genre.ARTICLE)
