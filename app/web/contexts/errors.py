"""Pages for what cannot be shown; each says what to do next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.archive import keys
from app.archive.models import KeyRedirect
from app.archive.queries import Entry
from app.web import addresses
from app.web.contexts.common import Frame, Link, RecordView, record_view
from app.web.contexts.nohits import NoHits

NOUNS = {
    "record": "记录",
    "document": "文献",
    "meeting": "会议",
    "person": "代表委员",
    "department": "部门",
    "source": "原文",
    "wording": "旧文字",
}

_CHINESE = re.compile("[\u3400-\u9fff]{2,}")
_LONGEST = 30


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """`facts` are (word, value), for a key that is gone, and `leads` are records that the reason names;
    `hits` are what a search for the words finds, and `nothing` what to try where it finds none."""

    frame: Frame
    status: int
    heading: str
    message: str
    facts: tuple[tuple[str, str], ...] = ()
    leads: tuple[Link, ...] = ()
    hits: tuple[RecordView, ...] = ()
    total: int = 0
    more: str = ""
    nothing: NoHits | None = None


def asked_words(path: str) -> str:
    """The words in an address that was typed or pasted wrong; `/r/zzzzz-zzzzz` and the like have none."""
    return " ".join(_CHINESE.findall(path))[:_LONGEST]


def missing_page(
    path: str, asked: str, hits: Sequence[Entry] = (), total: int = 0, nothing: NoHits | None = None
) -> ErrorPage:
    """404: nothing has this address, and nothing ever had it as far as the archive knows.

    `hits` are the first of `total` records that a search for the words `asked` finds; where it finds
    `nothing`, that says what to try.
    """
    return ErrorPage(
        hits=tuple(map(record_view, hits)),
        total=total,
        nothing=nothing,
        more=addresses.search(asked),
        frame=Frame(title="没有找到这一页", canonical=path, listed=False, q=asked),
        status=404,
        heading="没有找到这一页",
        message="地址可能抄漏了字符，也可能从未收录。可以在下面检索，或从文献、代表委员目录进入。",
    )


def gone_page(path: str, redirect: KeyRedirect) -> ErrorPage:
    """410: the key once named something, and nothing took its place."""
    noun = NOUNS.get(redirect.noun, "内容")
    return ErrorPage(
        frame=Frame(title=f"这条{noun}已不在库中", canonical=path, listed=False, q=redirect.title),
        status=410,
        heading=f"这条{noun}已不在库中",
        message="这个地址曾经有效，编号不会再用于其他内容。",
        facts=(("原编号", redirect.old_key), ("原标题", redirect.title), ("原因", redirect.reason)),
        leads=tuple(Link(f"看记录 {key}", addresses.record(key)) for key in keys.named_in(redirect.reason)),
    )


def refused_page(path: str, status: int, message: str) -> ErrorPage:
    """The request cannot be answered as it was asked."""
    return ErrorPage(
        frame=Frame(title="请求无法处理", canonical=path, listed=False),
        status=status,
        heading="请求无法处理",
        message=message,
    )


def unavailable_page(path: str) -> ErrorPage:
    """503: the database cannot be read at the moment."""
    return ErrorPage(
        frame=Frame(title="暂时无法读取", canonical=path, listed=False),
        status=503,
        heading="暂时无法读取",
        message="数据库正被占用或暂时打不开，请稍后再试；若仍然如此，请告诉管理员。",
    )


def failed_page(path: str, number: str) -> ErrorPage:
    """500: our own mistake; `number` is the one that the log knows the request by."""
    return ErrorPage(
        frame=Frame(title="服务器出错", canonical=path, listed=False),
        status=500,
        heading="服务器出错",
        message="这是程序的错误，不是您的操作问题。请稍后再试；若仍出现，请把此页地址和编号告诉管理员。",
        facts=(("编号", number),) if number else (),
    )
