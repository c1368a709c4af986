"""Queries in the language of the search, generated: any mix of what it has, over words that are there."""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple, get_args

from app.search.types import Sort
from tests.search import samples

_WORDS = (
    *(
        "停车",
        "建议",
        "AI",
        "发展",
        "商务局",
        "的",
        "关键",
        "，",
        "2.0版",
        "沈若棠",
        "海外",
        "a",
        "關鍵",
        "ＴＩＲ",
    ),
    *("品牌出海", "停车泊位建设", "怎样解决停车", "TIR+跨境", "1210", "inago", "没有这样的话"),
)
_FIXED = (
    *("机构:人大", "机构：政协", "body:government", "类型:提问", "类型:答复", "kind:section"),
    *(
        "年份:2021-2023",
        "年份:2024",
        "年份:2022..",
        "年份:..2021",
        "日期:2024-07",
        "日期:[2021-03 TO 2023-06-30]",
    ),
    *(
        "部门:商务局",
        "党派:民建",
        "界别:工商联",
        "会议:第二次",
        "发言人:邵景和",
        "发言人:shaojinghe",
        "发言人:sjh",
    ),
    *("文献:问政", "题名：“品牌出海专题”", "单位:物流协会", "职务:副市长", "问政实录", "港务公司"),
    *("议题:数字贸易", "议题:“停车”", "标题:品牌", "标题:建设停车"),
)
_FILTERS = {
    "body": ("npc", "cppcc", "government"),
    "kind": ("speech", "question", "answer", "section"),
    "year": ("2020", "2022", "2025", "1999"),
    "person": ("沈若棠", "邵景和"),
    "department": ("d1",),
    "party": ("民建", "工商联界"),
    "meeting": ("m0", "m2"),
    "similar": (f"{3:016x}", f"{7:016x}"),
}


class Asked(NamedTuple):
    """A query with its filters and sort order, whether it folds near-duplicates and is read loosely."""

    q: str
    filters: dict[str, str]
    sort: Sort
    fold: bool
    loose: bool


def queries(number: int, seed: int) -> Iterator[Asked]:
    """`number` queries, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(number):
        facets = chance.sample(sorted(_FILTERS), k=chance.choice((0, 0, 0, 1, 2)))
        yield Asked(
            q=_query(chance, depth=chance.choice((0, 1, 1, 2, 3))),
            filters={facet: chance.choice(_FILTERS[facet]) for facet in facets},
            sort=chance.choice(get_args(Sort)),
            fold=chance.random() < 0.3,
            loose=chance.random() < 0.3,
        )


def _query(chance: random.Random, depth: int) -> str:
    if depth == 0:
        return chance.choice(_TERMS)(chance)
    left, right = _query(chance, depth - 1), _query(chance, chance.randint(0, depth - 1))
    return chance.choice(
        (
            f"{left} {right}",
            f"{left} OR {right}",
            f"{left} OR {right}",
            f"{left} -{chance.choice(_TERMS)(chance)}",
            f"({left}) -({right})",
            f"（{left} OR {right}）{chance.choice(_WORDS)}",
            f"发言人:({chance.choice(_WORDS)} OR 邵景和) {right}",
        )
    )


def _copied(chance: random.Random) -> str:
    """2 to 12 characters of a text, as they are."""
    text = chance.choice(samples.texts())
    start = chance.randrange(max(1, len(text) - 2))
    return text[start : start + chance.randint(2, 12)]


_TERMS: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: chance.choice(_WORDS),
    lambda chance: chance.choice(_FIXED),
    _copied,
    lambda chance: f"“{_copied(chance)}”",
    lambda chance: f'"{chance.choice(_WORDS)}"',
    lambda chance: f"问:{chance.choice(_WORDS)}",
    lambda chance: f"答:{chance.choice(_WORDS)}",
    lambda chance: f"问:{chance.choice(_WORDS)} 答:{_copied(chance)}",
    lambda chance: f"标题:{chance.choice(_WORDS)}",
    lambda chance: f"{chance.choice(_WORDS)}*",
)
