"""How to search: examples that the reader can try. The tests run every one of them."""

from dataclasses import dataclass
from functools import lru_cache

from app.web import addresses
from app.web.contexts.common import Frame, Link
from app.web.contexts.documents import HOME
from app.web.structured import thing

EXAMPLES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "词语与原话",
        (
            ("停车 共享", "两个词都有，先后、远近不论"),
            ("“错时开放”", "加引号：一字不差的原话；直引号、「」也可以"),
            ("關鍵", "繁简、全角半角、大小写都一样查"),
            ("rcep", "字母与数字照原样查，词的一部分也查得到"),
            ("停车 -收费", "有前者而没有后者，减号前空一格"),
            ("以竹代塑 OR 可降解", "两者有一个即可，前后空格；也可写 or、| 或者“或”"),
            ("(充电 OR 换电) 老旧小区", "用括号分组"),
        ),
    ),
    (
        "限定范围",
        (
            ("发言人:马知远 护理", "某人的发言、提问或答复"),
            ("发言人:mazhiyuan", "姓名可以用拼音"),
            ("发言人:mzy", "或拼音首字母，两个字母的也可以；声调、连字符不论"),
            ("发言人:马知远、沈国梁", "几位发言人中的任何一位，用顿号隔开；部门、机构、年份也可以"),
            ("部门:商务局 海外仓", "某部门的答复，以及向它提出的问题"),
            ("党派:民建", "代表某党派或界别的发言，也可写 界别:工商联"),
            ("机构:政协 非遗", "人大、政协或政府"),
            ("类型:答复 停车", "发言、提问、答复或规划"),
            ("年份:2023-2025 托育", "一年或几年，年份:2024.. 是从那年起；也可写 年份:24、年份:二〇二四"),
            ("年份:2023、2025 托育", "其中的任何一年"),
            ("日期:2024-07 停车", "精确到月或日，也可写 日期:[2024-01 至 2024-07]"),
            ("议题:停车共享", "问答所列的议题"),
            ("标题:海外仓", "只在标题里查"),
            ("会议:代表问政 快递", "某次会议"),
            ("文献:停车难 共享", "文献的题名或会议名称里有前者；半个题名（四字以上）也可直接查"),
            ("单位:速风快递", "发言人的单位或职务"),
        ),
    ),
    (
        "一问一答",
        (
            ("问:停车", "只查提问，也可写 提问:停车"),
            ("答:责任险", "只查答复，也可写 答复:责任险"),
            ("问:停车 答:年底", "提问里有前者、答复里有后者，列出答复，附上提问"),
        ),
    ),
)
"""Groups of examples: a heading, then each query with what it does."""


@dataclass(frozen=True)
class Example:
    """A query to try, and what it does."""

    query: Link
    meaning: str


@dataclass(frozen=True)
class ExampleGroup:
    """Examples under one heading."""

    heading: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, kw_only=True)
class HelpPage:
    """The help page."""

    frame: Frame
    groups: tuple[ExampleGroup, ...]


@lru_cache(maxsize=1)
def example_groups() -> tuple[ExampleGroup, ...]:
    """The examples with the addresses of their results."""
    return tuple(
        ExampleGroup(
            heading, tuple(Example(Link(q, addresses.search(q)), meaning) for q, meaning in examples)
        )
        for heading, examples in EXAMPLES
    )


def help_page() -> HelpPage:
    """The help page."""
    return HelpPage(
        frame=Frame(
            title="检索帮助",
            canonical=addresses.HELP,
            section="search",
            crumbs=(HOME, Link("检索", "/search"), Link("检索帮助")),
            description="怎样查词语、原话、发言人、部门、年份和一问一答，各举一例。",
            about=thing("WebPage", name="检索帮助"),
        ),
        groups=example_groups(),
    )
